// SPDX-License-Identifier: GPL-2.0
/*
 * Chains of entries, MS-FSCC 2.7.1 and MS-SMB2 2.2.32.5.
 */
#include "chain.h"

/**
 * chain_next() - cut one entry out of a chain
 * @list: cursor over the rest of the chain
 * @fixed: bytes of an entry's fixed part, at least 4
 * @align: alignment of entries
 * @next: set to the distance that stands in the entry
 * @entry: set to a cursor over this entry alone
 *
 * A distance must be aligned, lead past the fixed part and end inside the chain, so
 * a walk makes progress and is finite.
 *
 * Return: 1 for an entry, 0 at the end, -EBADMSG (nothing is consumed then).
 */
int chain_next(struct wire_rd *list, size_t fixed, size_t align, u32 *next,
	       struct wire_rd *entry)
{
	size_t left = wire_rd_left(list);
	const struct proto_le32 *p;
	size_t len = left;

	if (!left)
		return 0;
	if (fixed > left)
		return -EBADMSG;
	p = (const struct proto_le32 *)list->pos;
	*next = le32_to_cpu(p->v);
	if (*next) {
		if (*next < fixed || *next >= left || !IS_ALIGNED(*next, align))
			return -EBADMSG;
		len = *next;
	}
	return wire_rd_cut(list, len, entry) ? : 1;
}

/**
 * chain_append() - lay out one entry at the end of a chain
 * @w: cursor, positioned at the end of the chain so far
 * @last: the chain's last entry, NULL for an empty chain; set to the new one
 * @e: sizes of the entry, and its tail
 * @entry: set to the entry, zeroed but for the distance and the tail
 *
 * On failure neither the cursor nor the chain has changed.
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if e->next does not lead past the entry or is not
 * aligned.
 */
int chain_append(struct wire_wr *w, u8 **last, const struct chain_entry *e,
		 void **entry)
{
	struct proto_le32 *prev = (struct proto_le32 *)*last;
	size_t dist = *last ? w->pos - *last : 0;
	size_t pad = prev && !prev->v ? ALIGN(dist, e->align) - dist : 0;
	size_t size;
	u8 *p;

	if (e->tail.len > wire_wr_left(w))
		return -EMSGSIZE;
	size = e->fixed + e->tail.len;
	if (e->next && (e->next < size || !IS_ALIGNED(e->next, e->align)))
		return -EINVAL;
	if (e->next)
		size = e->next;
	p = wire_wr_reserve(w, pad + size);
	if (!p)
		return -EMSGSIZE;
	p += pad;
	if (prev && !prev->v)
		prev->v = cpu_to_le32(dist + pad);
	((struct proto_le32 *)p)->v = cpu_to_le32(e->next);
	if (e->tail.len)
		memcpy(p + e->fixed, e->tail.data, e->tail.len);
	*last = p;
	*entry = p;
	return 0;
}
