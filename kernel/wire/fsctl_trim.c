// SPDX-License-Identifier: GPL-2.0
/*
 * FSCTL_FILE_LEVEL_TRIM, MS-FSCC 2.3.13 and 2.3.14.
 */
#include <lwsmb/wire_fsctl.h>

/**
 * wire_fsctl_trim_req_decode() - decode an FSCTL_FILE_LEVEL_TRIM request
 * @r: cursor
 * @m: set to it; all of its elements are there
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_trim_req_decode(struct wire_rd *r, struct fsctl_trim_req *m)
{
	const struct proto_fsctl_trim_req *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->key = le32_to_cpu(p->key);
	m->num_ranges = le32_to_cpu(p->num_ranges);
	if (m->num_ranges > wire_rd_left(r) / sizeof(struct proto_fsctl_range))
		return -EBADMSG;
	return wire_rd_span(r, m->num_ranges * sizeof(struct proto_fsctl_range),
			    &m->ranges);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_trim_req_decode);

/**
 * wire_fsctl_trim_req_encode() - encode an FSCTL_FILE_LEVEL_TRIM request
 * @w: cursor
 * @m: the structure
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the list is not num_ranges elements long.
 */
int wire_fsctl_trim_req_encode(struct wire_wr *w, const struct fsctl_trim_req *m)
{
	struct proto_fsctl_trim_req *p;

	if (m->ranges.len &&
	    m->ranges.len != (u64)m->num_ranges * sizeof(struct proto_fsctl_range))
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->key = cpu_to_le32(m->key);
	p->num_ranges = cpu_to_le32(m->num_ranges);
	return wire_wr_put(w, m->ranges.data, m->ranges.len);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_trim_req_encode);

/**
 * wire_fsctl_trim_rsp_decode() - decode an FSCTL_FILE_LEVEL_TRIM reply
 * @r: cursor
 * @m: set to the structure
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_trim_rsp_decode(struct wire_rd *r, struct fsctl_trim_rsp *m)
{
	const struct proto_fsctl_trim_rsp *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->num_ranges_processed = le32_to_cpu(p->num_ranges_processed);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_trim_rsp_decode);

/**
 * wire_fsctl_trim_rsp_encode() - encode an FSCTL_FILE_LEVEL_TRIM reply
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_trim_rsp_encode(struct wire_wr *w, const struct fsctl_trim_rsp *m)
{
	struct proto_fsctl_trim_rsp *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->num_ranges_processed = cpu_to_le32(m->num_ranges_processed);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_trim_rsp_encode);
