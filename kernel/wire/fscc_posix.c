// SPDX-License-Identifier: GPL-2.0
/*
 * FILE_POSIX_INFORMATION, file information class 100 of the SMB 3.1.1 POSIX
 * extensions. Its two SIDs follow one another without a length: their own count
 * of sub-authorities says where they end (MS-DTYP 2.4.2.2).
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>
#include "fscc_parts.h"

#define SID_MAX_SUB_AUTHORITIES 15

/* Length of the SID that @r is positioned at, 0 if there is none. */
static u32 sid_length(const struct wire_rd *r)
{
	const struct proto_fscc_sid *p;
	struct wire_rd peek = *r;

	p = wire_rd_take(&peek, sizeof(*p));
	if (!p || p->sub_authority_count > SID_MAX_SUB_AUTHORITIES)
		return 0;
	return sizeof(*p) + p->sub_authority_count * sizeof(__le32);
}

static int take_sid(struct wire_rd *r, struct wire_span *sid)
{
	u32 length = sid_length(r);

	return length ? wire_rd_span(r, length, sid) : -EBADMSG;
}

static int put_sid(struct wire_wr *w, const struct wire_span *sid)
{
	struct wire_rd r;

	wire_rd_span_child(sid, &r);
	if (!sid->len || sid_length(&r) != sid->len)
		return -EINVAL;
	return wire_wr_put(w, sid->data, sid->len);
}

/**
 * wire_fscc_posix_decode() - decode FILE_POSIX_INFORMATION
 * @r: cursor; positioned behind the group's SID afterwards
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_posix_decode(struct wire_rd *r, struct fscc_posix *m)
{
	const struct proto_fscc_posix *p = wire_rd_take(r, sizeof(*p));
	int ret;

	if (!p)
		return -EBADMSG;
	fscc_get_times(&p->times, &m->times);
	m->end_of_file = le64_to_cpu(p->end_of_file);
	m->allocation_size = le64_to_cpu(p->allocation_size);
	m->file_attributes = le32_to_cpu(p->file_attributes);
	m->inode = le64_to_cpu(p->inode);
	m->device_id = le32_to_cpu(p->device_id);
	m->reserved = le32_to_cpu(p->reserved);
	m->number_of_links = le32_to_cpu(p->number_of_links);
	m->reparse_tag = le32_to_cpu(p->reparse_tag);
	m->mode = le32_to_cpu(p->mode);
	ret = take_sid(r, &m->owner);
	return ret ?: take_sid(r, &m->group);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_posix_decode);

/**
 * wire_fscc_posix_encode() - encode FILE_POSIX_INFORMATION
 * @w: cursor; positioned behind the group's SID afterwards
 * @m: the information
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if a SID is none.
 */
int wire_fscc_posix_encode(struct wire_wr *w, const struct fscc_posix *m)
{
	struct proto_fscc_posix *p = wire_wr_reserve(w, sizeof(*p));
	int ret;

	if (!p)
		return -EMSGSIZE;
	fscc_put_times(&m->times, &p->times);
	p->end_of_file = cpu_to_le64(m->end_of_file);
	p->allocation_size = cpu_to_le64(m->allocation_size);
	p->file_attributes = cpu_to_le32(m->file_attributes);
	p->inode = cpu_to_le64(m->inode);
	p->device_id = cpu_to_le32(m->device_id);
	p->reserved = cpu_to_le32(m->reserved);
	p->number_of_links = cpu_to_le32(m->number_of_links);
	p->reparse_tag = cpu_to_le32(m->reparse_tag);
	p->mode = cpu_to_le32(m->mode);
	ret = put_sid(w, &m->owner);
	return ret ?: put_sid(w, &m->group);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_posix_encode);
