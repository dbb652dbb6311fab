/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the codecs of SMB2 messages with variable parts share: private to
 * kernel/wire.
 */
#ifndef LWSMB_WIRE_PART_H
#define LWSMB_WIRE_PART_H

#include <lwsmb/cursor.h>

/**
 * wire_wr_part() - append a variable part and check that its offset and length fit
 * @w: cursor, behind everything that was written so far
 * @s: the part
 * @align: alignment of the place, where @s->off does not choose it
 * @max: largest value that the offset and length fields can hold
 * @empty_off: offset to announce for an empty part that was not decoded from
 *             anything (@s->data is NULL)
 * @off: set to the value for the offset field
 *
 * Return: 0, -EMSGSIZE or -EINVAL.
 */
static inline int wire_wr_part(struct wire_wr *w, const struct wire_span *s,
			       size_t align, u32 max, u32 empty_off, u32 *off)
{
	size_t at = s->off ? s->off : ALIGN(wire_wr_off(w), align);

	if (!s->len && !s->data && !s->off) {
		*off = empty_off;
		return 0;
	}
	if (s->len > max || (s->len ? at : s->off) > max)
		return -EINVAL;
	return wire_wr_span(w, s, align, off);
}

/**
 * wire_wr_body_end() - append the zeros that end a body
 * @w: cursor, behind the last part
 * @start: offset of the body's first byte
 * @body_len: length that the body had on the wire, or 0
 * @least: length that the document prescribes at least, where @body_len is 0
 *
 * Return: 0 or -EMSGSIZE.
 */
static inline int wire_wr_body_end(struct wire_wr *w, size_t start, u32 body_len,
				   u32 least)
{
	size_t have = wire_wr_off(w) - start;
	size_t want = body_len ? body_len : least;

	if (have >= want)
		return 0;
	return wire_wr_reserve(w, want - have) ? 0 : -EMSGSIZE;
}

/**
 * wire_rd_exact() - consume data that is of fixed size
 * @r: cursor over the data
 * @n: the size
 *
 * Return: pointer to the data, or NULL if there is less or more of it.
 */
static inline const void *wire_rd_exact(struct wire_rd *r, size_t n)
{
	return wire_rd_left(r) == n ? wire_rd_take(r, n) : NULL;
}

#endif /* LWSMB_WIRE_PART_H */
