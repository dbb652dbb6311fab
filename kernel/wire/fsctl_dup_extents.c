// SPDX-License-Identifier: GPL-2.0
/*
 * FSCTL_DUPLICATE_EXTENTS_TO_FILE and its EX form, MS-FSCC 2.3.7.2 and 2.3.9.2.
 */
#include <lwsmb/wire_fsctl.h>

/**
 * wire_fsctl_dup_extents_decode() - decode a request to share extents
 * @r: cursor
 * @m: set to the structure
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_dup_extents_decode(struct wire_rd *r, struct fsctl_dup_extents *m)
{
	const struct proto_fsctl_dup_extents *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->source_id.persistent_id = le64_to_cpu(p->persistent_id);
	m->source_id.volatile_id = le64_to_cpu(p->volatile_id);
	m->source_offset = (s64)le64_to_cpu(p->source_offset);
	m->target_offset = (s64)le64_to_cpu(p->target_offset);
	m->byte_count = (s64)le64_to_cpu(p->byte_count);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_dup_extents_decode);

/**
 * wire_fsctl_dup_extents_encode() - encode a request to share extents
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_dup_extents_encode(struct wire_wr *w,
				  const struct fsctl_dup_extents *m)
{
	struct proto_fsctl_dup_extents *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->persistent_id = cpu_to_le64(m->source_id.persistent_id);
	p->volatile_id = cpu_to_le64(m->source_id.volatile_id);
	p->source_offset = cpu_to_le64(m->source_offset);
	p->target_offset = cpu_to_le64(m->target_offset);
	p->byte_count = cpu_to_le64(m->byte_count);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_dup_extents_encode);

/**
 * wire_fsctl_dup_extents_ex_decode() - decode the EX form of a request to share extents
 * @r: cursor
 * @m: set to the structure
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_dup_extents_ex_decode(struct wire_rd *r,
				     struct fsctl_dup_extents_ex *m)
{
	const struct proto_fsctl_dup_extents_ex *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->structure_size = le64_to_cpu(p->structure_size);
	m->ext.source_id.persistent_id = le64_to_cpu(p->persistent_id);
	m->ext.source_id.volatile_id = le64_to_cpu(p->volatile_id);
	m->ext.source_offset = (s64)le64_to_cpu(p->source_offset);
	m->ext.target_offset = (s64)le64_to_cpu(p->target_offset);
	m->ext.byte_count = (s64)le64_to_cpu(p->byte_count);
	m->flags = le32_to_cpu(p->flags);
	m->reserved = le32_to_cpu(p->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_dup_extents_ex_decode);

/**
 * wire_fsctl_dup_extents_ex_encode() - encode the EX form of a request to share extents
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_dup_extents_ex_encode(struct wire_wr *w,
				     const struct fsctl_dup_extents_ex *m)
{
	struct proto_fsctl_dup_extents_ex *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->structure_size = cpu_to_le64(m->structure_size);
	p->persistent_id = cpu_to_le64(m->ext.source_id.persistent_id);
	p->volatile_id = cpu_to_le64(m->ext.source_id.volatile_id);
	p->source_offset = cpu_to_le64(m->ext.source_offset);
	p->target_offset = cpu_to_le64(m->ext.target_offset);
	p->byte_count = cpu_to_le64(m->ext.byte_count);
	p->flags = cpu_to_le32(m->flags);
	p->reserved = cpu_to_le32(m->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_dup_extents_ex_encode);
