// SPDX-License-Identifier: GPL-2.0
/*
 * Lists of entries that begin with the distance to the next one, MS-FSCC 2.4 and
 * 2.7.1, MS-SMB2 2.2.32.5.
 */
#include <lwsmb/wire_list.h>

/**
 * wire_list_next() - cut the next entry out of a list
 * @list: what is left of the list
 * @align: alignment that the format asks of its entries, a power of two
 * @entry: set to the entry, NextEntryOffset included. The last entry gets all
 *         that is left
 *
 * Every entry takes at least @align bytes off the list, so a walk ends.
 *
 * Return: 1, 0 at the end of the list, or -EBADMSG for an offset that is not
 * aligned or does not lead to another entry.
 */
int wire_list_next(struct wire_rd *list, size_t align, struct wire_rd *entry)
{
	size_t left = wire_rd_left(list);
	struct wire_rd peek = *list;
	u32 next;

	if (!left)
		return 0;
	if (wire_rd_le32(&peek, &next))
		return -EBADMSG;
	if (!IS_ALIGNED(next, align) || next >= left)
		return -EBADMSG;
	return wire_rd_cut(list, next ? next : left, entry) ?: 1;
}
EXPORT_SYMBOL_LWSMB(wire_list_next);

/**
 * wire_list_pad() - what an entry has behind its last field
 * @entry: the entry, with everything of it read
 * @pad: set to the rest
 */
void wire_list_pad(const struct wire_rd *entry, struct wire_span *pad)
{
	pad->data = entry->pos;
	pad->len = wire_rd_left(entry);
	pad->off = wire_rd_off(entry);
}
EXPORT_SYMBOL_LWSMB(wire_list_pad);

/**
 * wire_list_reserve() - find the place of a further entry
 * @l: list
 * @align: alignment of the entry, counted from the base of the list's cursor
 * @fixed: bytes of its fixed part, NextEntryOffset included
 * @more: bytes behind that, padding included
 * @entry: set to a cursor over exactly the entry, positioned behind the fixed part
 *
 * Nothing of the list changes until wire_list_commit().
 *
 * Return: the fixed part, zeroed, or NULL if there is no room for the entry.
 */
void *wire_list_reserve(const struct wire_list_wr *l, size_t align, size_t fixed,
			u64 more, struct wire_wr *entry)
{
	size_t from = wire_wr_off(l->w);
	size_t left = wire_wr_left(l->w);
	size_t gap = l->empty ? 0 : ALIGN(from, align) - from;

	if (gap > left || fixed > left - gap || more > left - gap - fixed)
		return NULL;
	memset(l->w->pos, 0, gap);
	wire_wr_init(entry, l->w->pos + gap, fixed + more);
	return wire_wr_reserve(entry, fixed);
}
EXPORT_SYMBOL_LWSMB(wire_list_reserve);

/**
 * wire_list_commit() - link an entry to the list
 * @l: list
 * @entry: what wire_list_reserve() gave, filled; its NextEntryOffset is 0
 */
void wire_list_commit(struct wire_list_wr *l, const struct wire_wr *entry)
{
	size_t at = entry->base - l->w->base;
	struct proto_le32 *next;

	if (!l->empty) {
		next = (struct proto_le32 *)(l->w->base + l->last);
		next->v = cpu_to_le32(at - l->last);
	}
	l->last = at;
	l->empty = false;
	l->w->pos = entry->end;
}
EXPORT_SYMBOL_LWSMB(wire_list_commit);
