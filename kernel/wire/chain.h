/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Chains of entries, each of which begins with the distance to the next one, as a
 * 32-bit number that is 0 in the last (MS-FSCC 2.7.1, MS-SMB2 2.2.32.5).
 */
#ifndef LWSMB_WIRE_CHAIN_H
#define LWSMB_WIRE_CHAIN_H

#include <lwsmb/cursor.h>

/**
 * struct chain_entry - what an appender lays out
 * @fixed: bytes of the entry's fixed part, the distance included
 * @align: alignment of entries, counted from the first one; a power of two
 * @next: distance to write, 0 for the one that the next entry will bring about
 * @tail: bytes behind the fixed part; may be empty, its off is ignored
 */
struct chain_entry {
	size_t fixed;
	size_t align;
	u32 next;
	struct wire_span tail;
};

int __must_check chain_next(struct wire_rd *list, size_t fixed, size_t align,
			    u32 *next, struct wire_rd *entry);
int __must_check chain_append(struct wire_wr *w, u8 **last,
			      const struct chain_entry *e, void **entry);

#endif /* LWSMB_WIRE_CHAIN_H */
