// SPDX-License-Identifier: GPL-2.0
/*
 * Sparse files: FSCTL_SET_SPARSE, FSCTL_SET_ZERO_DATA and FSCTL_QUERY_ALLOCATED_RANGES,
 * MS-FSCC 2.3.83, 2.3.85, 2.3.51 and 2.3.52.
 */
#include <lwsmb/wire_fsctl.h>

/**
 * wire_fsctl_set_sparse_decode() - decode an FSCTL_SET_SPARSE request
 * @r: cursor
 * @m: set to it
 *
 * Return: 0: every buffer is a request.
 */
int wire_fsctl_set_sparse_decode(struct wire_rd *r, struct fsctl_set_sparse *m)
{
	const struct proto_fsctl_set_sparse *p = wire_rd_take(r, sizeof(*p));

	m->absent = !p;
	m->set_sparse = p ? p->set_sparse : 1;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_set_sparse_decode);

/**
 * wire_fsctl_set_sparse_encode() - encode an FSCTL_SET_SPARSE request
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_set_sparse_encode(struct wire_wr *w, const struct fsctl_set_sparse *m)
{
	struct proto_fsctl_set_sparse *p;

	if (m->absent)
		return 0;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->set_sparse = m->set_sparse;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_set_sparse_encode);

/**
 * wire_fsctl_zero_data_decode() - decode an FSCTL_SET_ZERO_DATA request
 * @r: cursor
 * @m: set to the structure
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_zero_data_decode(struct wire_rd *r, struct fsctl_zero_data *m)
{
	const struct proto_fsctl_zero_data *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->file_offset = (s64)le64_to_cpu(p->file_offset);
	m->beyond_final_zero = (s64)le64_to_cpu(p->beyond_final_zero);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_zero_data_decode);

/**
 * wire_fsctl_zero_data_encode() - encode an FSCTL_SET_ZERO_DATA request
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_zero_data_encode(struct wire_wr *w, const struct fsctl_zero_data *m)
{
	struct proto_fsctl_zero_data *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->file_offset = cpu_to_le64(m->file_offset);
	p->beyond_final_zero = cpu_to_le64(m->beyond_final_zero);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_zero_data_encode);

/**
 * wire_fsctl_range_decode() - decode one range
 * @r: cursor
 * @m: set to the range
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_range_decode(struct wire_rd *r, struct fsctl_range *m)
{
	const struct proto_fsctl_range *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->offset = (s64)le64_to_cpu(p->offset);
	m->length = (s64)le64_to_cpu(p->length);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_range_decode);

/**
 * wire_fsctl_range_encode() - encode one range
 * @w: cursor
 * @m: the range
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_range_encode(struct wire_wr *w, const struct fsctl_range *m)
{
	struct proto_fsctl_range *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->offset = cpu_to_le64(m->offset);
	p->length = cpu_to_le64(m->length);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_range_encode);

/**
 * wire_fsctl_range_next() - decode one element of a list of ranges
 * @list: cursor over the rest of the list
 * @e: set to the element
 *
 * wire_fsctl_range_encode() appends one.
 *
 * Return: 1 for an element, 0 at the end, -EBADMSG if the rest is no whole element.
 */
int wire_fsctl_range_next(struct wire_rd *list, struct fsctl_range *e)
{
	if (!wire_rd_left(list))
		return 0;
	return wire_fsctl_range_decode(list, e) ? : 1;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_range_next);
