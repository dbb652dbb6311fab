/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The variable parts of SMB2 messages, MS-SMB2 2.2: what their codecs share. Private to
 * kernel/wire.
 *
 * A fixed part announces each variable part by its offset, counted from the first byte
 * of the message's header, and its length. Senders put parts in any order, leave gaps
 * with anything in them, let parts share bytes, and add bytes behind the last one. So a
 * decoder keeps, besides the parts, the rest: all that is behind the fixed part. An
 * encoder lays out the rest, where there is one, and puts the parts into it.
 */
#ifndef LWSMB_WIRE_PART_H
#define LWSMB_WIRE_PART_H

#include <lwsmb/cursor.h>

/* Where a part goes that follows another one, if nobody says where. */
#define WIRE_PART_ALIGN 8

/**
 * struct wire_part - a variable part that is to be encoded
 * @span: its bytes; off chooses the place if it is not 0
 * @align: alignment of the place where @span does not choose it, a power of two
 * @off_max: largest value that the offset field can hold
 * @len_max: largest value that the length field can hold
 * @announced: an empty part that was not decoded from anything (data is NULL) gets the
 *             offset where it would have been, not 0
 * @off: set to the value for the offset field
 */
struct wire_part {
	const struct wire_span *span;
	u32 align;
	u32 off_max;
	u32 len_max;
	bool announced;
	u32 off;
};

void wire_part_rest(const struct wire_rd *r, struct wire_span *rest);
int __must_check wire_part_find(const struct wire_rd *r, size_t msg_len, u32 off,
				u32 len, struct wire_span *s);
int __must_check wire_part_put(struct wire_wr *w, const struct wire_span *rest,
			       struct wire_part *parts, size_t n, bool pad);
int __must_check wire_part_gap(struct wire_wr *w, struct wire_part *part);

#endif /* LWSMB_WIRE_PART_H */
