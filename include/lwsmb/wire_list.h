/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Lists of entries that begin with the distance to the next one, a 32-bit number
 * that counts from the entry and is 0 in the last one: MS-FSCC's NextEntryOffset
 * (2.4, 2.7.1), and the Next of MS-SMB2 2.2.32.5.
 */
#ifndef LWSMB_WIRE_LIST_H
#define LWSMB_WIRE_LIST_H

#include "cursor.h"

/**
 * struct wire_list_wr - a list that is being written
 * @w: cursor behind the last entry
 * @last: offset of the last entry from the cursor's base
 * @empty: there is no entry yet
 *
 * Entries are linked by NextEntryOffset. The appender of each list aligns its
 * entries and links them as they come: the list is complete after every call.
 * A call that fails leaves it as it was.
 */
struct wire_list_wr {
	struct wire_wr *w;
	size_t last;
	bool empty;
};

/**
 * wire_list_init() - start a list
 * @l: list
 * @w: cursor, positioned where the first entry goes; entries are aligned from
 *     its base
 */
static inline void wire_list_init(struct wire_list_wr *l, struct wire_wr *w)
{
	l->w = w;
	l->last = 0;
	l->empty = true;
}

int __must_check wire_list_next(struct wire_rd *list, size_t align,
				struct wire_rd *entry);
void wire_list_pad(const struct wire_rd *entry, struct wire_span *pad);
void *wire_list_reserve(const struct wire_list_wr *l, size_t align, size_t fixed,
			u64 more, struct wire_wr *entry);
void wire_list_commit(struct wire_list_wr *l, const struct wire_wr *entry);

#endif /* LWSMB_WIRE_LIST_H */
