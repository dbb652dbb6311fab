// SPDX-License-Identifier: GPL-2.0
/*
 * SRV_ENUMERATE_SNAPSHOTS, MS-SMB2 2.2.32.2.
 */
#include <lwsmb/wire_fsctl.h>
#include "wstring.h"

/**
 * wire_fsctl_snapshots_decode() - decode a SRV_ENUMERATE_SNAPSHOTS response
 * @r: cursor
 * @m: set to it
 *
 * The size of the array is what it would need, not what is there, if no snapshot is
 * returned. The number of strings is not checked: the list ends where it ends.
 *
 * Return: 0, or -EBADMSG also if snapshots are returned in an array that is cut off.
 */
int wire_fsctl_snapshots_decode(struct wire_rd *r, struct fsctl_snapshots *m)
{
	const struct proto_fsctl_snapshots *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->number = le32_to_cpu(p->number);
	m->number_returned = le32_to_cpu(p->number_returned);
	m->array_size = le32_to_cpu(p->array_size);
	if (m->number_returned && m->array_size > wire_rd_left(r))
		return -EBADMSG;
	return wstring_rest(r, &m->list);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_snapshots_decode);

/**
 * wire_fsctl_snapshots_encode() - encode a SRV_ENUMERATE_SNAPSHOTS response
 * @w: cursor
 * @m: the structure; with an empty list the caller appends it himself by
 *     wire_fsctl_snapshot_append()
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_snapshots_encode(struct wire_wr *w, const struct fsctl_snapshots *m)
{
	struct proto_fsctl_snapshots *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->number = cpu_to_le32(m->number);
	p->number_returned = cpu_to_le32(m->number_returned);
	p->array_size = cpu_to_le32(m->array_size);
	return wire_wr_put(w, m->list.data, m->list.len);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_snapshots_encode);

/**
 * wire_fsctl_snapshot_next() - decode one name of a list of snapshots
 * @list: cursor over the rest of the list
 * @name: set to the name without terminator, UTF-16LE: @GMT-YYYY.MM.DD-HH.MM.SS
 *
 * Return: 1 for a name; 0 at the end, which is the empty name or the end of the bytes;
 * -EBADMSG for a name without terminator.
 */
int wire_fsctl_snapshot_next(struct wire_rd *list, struct wire_span *name)
{
	if (!wire_rd_left(list))
		return 0;
	if (wstring_zstr(list, name))
		return -EBADMSG;
	return name->len ? 1 : 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_snapshot_next);

/**
 * wire_fsctl_snapshot_append() - encode one name of a list of snapshots
 * @w: cursor, positioned at the end of the list so far
 * @name: the name; an empty one ends the list. off is ignored
 *
 * Return: 0 or -EMSGSIZE (the list is what it was then).
 */
int wire_fsctl_snapshot_append(struct wire_wr *w, const struct wire_span *name)
{
	return wstring_put_zstr(w, name);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_snapshot_append);
