// SPDX-License-Identifier: GPL-2.0
/*
 * FSCTL_QUERY_FILE_REGIONS, MS-FSCC 2.3.55 and 2.3.56.
 */
#include <lwsmb/wire_fsctl.h>

/**
 * wire_fsctl_regions_req_decode() - decode an FSCTL_QUERY_FILE_REGIONS request
 * @r: cursor
 * @m: set to the structure
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_regions_req_decode(struct wire_rd *r, struct fsctl_regions_req *m)
{
	const struct proto_fsctl_regions_req *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->file_offset = (s64)le64_to_cpu(p->file_offset);
	m->length = (s64)le64_to_cpu(p->length);
	m->desired_usage = le32_to_cpu(p->desired_usage);
	m->reserved = le32_to_cpu(p->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_regions_req_decode);

/**
 * wire_fsctl_regions_req_encode() - encode an FSCTL_QUERY_FILE_REGIONS request
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_regions_req_encode(struct wire_wr *w,
				  const struct fsctl_regions_req *m)
{
	struct proto_fsctl_regions_req *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->file_offset = cpu_to_le64(m->file_offset);
	p->length = cpu_to_le64(m->length);
	p->desired_usage = cpu_to_le32(m->desired_usage);
	p->reserved = cpu_to_le32(m->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_regions_req_encode);

/**
 * wire_fsctl_regions_rsp_decode() - decode an FSCTL_QUERY_FILE_REGIONS reply
 * @r: cursor
 * @m: set to it; all of its elements are there
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_regions_rsp_decode(struct wire_rd *r, struct fsctl_regions_rsp *m)
{
	const struct proto_fsctl_regions_rsp *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->flags = le32_to_cpu(p->flags);
	m->total_region_entry_count = le32_to_cpu(p->total_region_entry_count);
	m->region_entry_count = le32_to_cpu(p->region_entry_count);
	m->reserved = le32_to_cpu(p->reserved);
	if (m->region_entry_count > wire_rd_left(r) / sizeof(struct proto_fsctl_region))
		return -EBADMSG;
	return wire_rd_span(r, m->region_entry_count * sizeof(struct proto_fsctl_region),
			    &m->regions);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_regions_rsp_decode);

/**
 * wire_fsctl_regions_rsp_encode() - encode an FSCTL_QUERY_FILE_REGIONS reply
 * @w: cursor
 * @m: the structure
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the list is not region_entry_count elements long.
 */
int wire_fsctl_regions_rsp_encode(struct wire_wr *w,
				  const struct fsctl_regions_rsp *m)
{
	struct proto_fsctl_regions_rsp *p;

	if (m->regions.len &&
	    m->regions.len != (u64)m->region_entry_count * sizeof(struct proto_fsctl_region))
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->flags = cpu_to_le32(m->flags);
	p->total_region_entry_count = cpu_to_le32(m->total_region_entry_count);
	p->region_entry_count = cpu_to_le32(m->region_entry_count);
	p->reserved = cpu_to_le32(m->reserved);
	return wire_wr_put(w, m->regions.data, m->regions.len);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_regions_rsp_encode);

/**
 * wire_fsctl_region_next() - decode one element of a list of regions
 * @list: cursor over the rest of the list
 * @e: set to the element
 *
 * Return: 1 for an element, 0 at the end, -EBADMSG if the rest is no whole element.
 */
int wire_fsctl_region_next(struct wire_rd *list, struct fsctl_region *e)
{
	const struct proto_fsctl_region *p;

	if (!wire_rd_left(list))
		return 0;
	p = wire_rd_take(list, sizeof(*p));
	if (!p)
		return -EBADMSG;
	e->file_offset = (s64)le64_to_cpu(p->file_offset);
	e->length = (s64)le64_to_cpu(p->length);
	e->usage = le32_to_cpu(p->usage);
	e->reserved = le32_to_cpu(p->reserved);
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_region_next);

/**
 * wire_fsctl_region_append() - encode one element of a list of regions
 * @w: cursor, positioned at the end of the list so far
 * @e: the element
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_region_append(struct wire_wr *w, const struct fsctl_region *e)
{
	struct proto_fsctl_region *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->file_offset = cpu_to_le64(e->file_offset);
	p->length = cpu_to_le64(e->length);
	p->usage = cpu_to_le32(e->usage);
	p->reserved = cpu_to_le32(e->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_region_append);
