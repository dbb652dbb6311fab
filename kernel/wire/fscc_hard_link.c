// SPDX-License-Identifier: GPL-2.0
/*
 * FileHardLinkInformation, MS-FSCC 2.4.17: all names of a file. A head of two
 * numbers, then a list.
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>

#define HARD_LINK_ALIGN 8

/**
 * wire_fscc_hard_links_decode() - decode the head of FileHardLinkInformation
 * @r: cursor; positioned at the first entry afterwards
 * @m: set to the head. The number of entries is what the sender says: the list
 *     ends where wire_fscc_hard_link_next() says
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_hard_links_decode(struct wire_rd *r, struct fscc_hard_links *m)
{
	const struct proto_fscc_hard_links *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->bytes_needed = le32_to_cpu(p->bytes_needed);
	m->entries_returned = le32_to_cpu(p->entries_returned);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_hard_links_decode);

/**
 * wire_fscc_hard_links_encode() - encode the head of FileHardLinkInformation
 * @w: cursor; positioned at the first entry afterwards
 * @m: the head
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_hard_links_encode(struct wire_wr *w, const struct fscc_hard_links *m)
{
	struct proto_fscc_hard_links *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->bytes_needed = cpu_to_le32(m->bytes_needed);
	p->entries_returned = cpu_to_le32(m->entries_returned);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_hard_links_encode);

/**
 * wire_fscc_hard_link_next() - take the next name off a list of hard links
 * @list: what is left of the list; not moved by a failing call
 * @e: set to the name
 *
 * Return: 1, 0 at the end of the list, or -EBADMSG.
 */
int wire_fscc_hard_link_next(struct wire_rd *list, struct fscc_hard_link *e)
{
	const struct proto_fscc_hard_link *p;
	struct wire_rd rest = *list;
	struct wire_rd r;
	u32 chars;
	int ret = wire_list_next(&rest, HARD_LINK_ALIGN, &r);

	if (ret <= 0)
		return ret;
	p = wire_rd_take(&r, sizeof(*p));
	if (!p)
		return -EBADMSG;
	e->reserved = le32_to_cpu(p->reserved);
	e->parent_file_id = le64_to_cpu(p->parent_file_id);
	chars = le32_to_cpu(p->name_chars);
	/* the length counts characters: twice as many must not wrap */
	if (chars > wire_rd_left(&r) / 2 || wire_rd_span(&r, 2 * chars, &e->name))
		return -EBADMSG;
	wire_list_pad(&r, &e->pad);
	*list = rest;
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_hard_link_next);

/**
 * wire_fscc_hard_link_append() - append a name to a list of hard links
 * @l: list
 * @e: the name
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a name of odd length; the list is as it
 * was unless 0.
 */
int wire_fscc_hard_link_append(struct wire_list_wr *l, const struct fscc_hard_link *e)
{
	struct proto_fscc_hard_link *p;
	struct wire_wr w;
	int ret;

	if (e->name.len % 2)
		return -EINVAL;
	p = wire_list_reserve(l, HARD_LINK_ALIGN, sizeof(*p),
			      (u64)e->name.len + e->pad.len, &w);
	if (!p)
		return -EMSGSIZE;
	p->reserved = cpu_to_le32(e->reserved);
	p->parent_file_id = cpu_to_le64(e->parent_file_id);
	p->name_chars = cpu_to_le32(e->name.len / 2);
	ret = wire_wr_put(&w, e->name.data, e->name.len);
	ret = ret ?: wire_wr_put(&w, e->pad.data, e->pad.len);
	if (!ret)
		wire_list_commit(l, &w);
	return ret;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_hard_link_append);
