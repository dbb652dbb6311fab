/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the codecs of SMB2 messages with variable parts share: private to
 * kernel/wire.
 */
#ifndef LWSMB_WIRE_PART_H
#define LWSMB_WIRE_PART_H

#include <lwsmb/cursor.h>

/**
 * wire_rd_rest() - keep all that lies behind a fixed part
 * @r: cursor, behind the fixed part; it does not move
 * @rest: set to the bytes up to the cursor's end
 */
static inline void wire_rd_rest(const struct wire_rd *r, struct wire_span *rest)
{
	rest->data = r->pos;
	rest->len = wire_rd_left(r);
	rest->off = wire_rd_off(r);
}

/**
 * wire_wr_fill() - append padding
 * @w: cursor
 * @rest: what the sender had there; where it has nothing, zeros are written
 * @to: offset up to which is padded, not before the position
 *
 * Return: 0 or -EMSGSIZE.
 */
static inline int wire_wr_fill(struct wire_wr *w, const struct wire_span *rest, size_t to)
{
	size_t from = wire_wr_off(w);
	u8 *p = wire_wr_reserve(w, to - from);
	size_t skip, n;

	if (!p)
		return -EMSGSIZE;
	if (from < rest->off || from - rest->off >= rest->len)
		return 0;
	skip = from - rest->off;
	n = to - from < rest->len - skip ? to - from : rest->len - skip;
	memcpy(p, rest->data + skip, n);
	return 0;
}

/**
 * wire_wr_part() - append a variable part and check that its offset and length fit
 * @w: cursor, behind everything that was written so far
 * @rest: where the padding before the part is taken from
 * @s: the part
 * @align: alignment of the place, where @s->off does not choose it
 * @max: largest value that the offset and length fields can hold
 * @empty_off: offset to announce for an empty part that was not decoded from
 *             anything (@s->data is NULL)
 * @off: set to the value for the offset field
 *
 * Return: 0, -EMSGSIZE or -EINVAL.
 */
static inline int wire_wr_part(struct wire_wr *w, const struct wire_span *rest,
			       const struct wire_span *s, size_t align, u32 max,
			       u32 empty_off, u32 *off)
{
	size_t at = s->off ? s->off : ALIGN(wire_wr_off(w), align);

	if (!s->len) {
		*off = s->data || s->off ? s->off : empty_off;
		return *off > max ? -EINVAL : 0;
	}
	if (s->len > max || at > max || at < wire_wr_off(w))
		return -EINVAL;
	if (wire_wr_fill(w, rest, at))
		return -EMSGSIZE;
	*off = at;
	return wire_wr_put(w, s->data, s->len);
}

/**
 * wire_wr_rest() - append what came behind the last part
 * @w: cursor, behind the last part
 * @rest: what came behind the fixed part, if it came from somewhere
 *
 * Return: 0 or -EMSGSIZE.
 */
static inline int wire_wr_rest(struct wire_wr *w, const struct wire_span *rest)
{
	size_t end = rest->off + rest->len;

	return wire_wr_off(w) < end ? wire_wr_fill(w, rest, end) : 0;
}

/**
 * wire_wr_rest_least() - the same, where the document wants a variable part of at
 *                        least one byte
 * @w: cursor, behind the last part
 * @rest: what came behind the fixed part, if it came from somewhere
 * @least: offset up to which there are bytes, if it came from nowhere
 *
 * Return: 0 or -EMSGSIZE.
 */
static inline int wire_wr_rest_least(struct wire_wr *w, const struct wire_span *rest,
				     size_t least)
{
	if (!rest->data && wire_wr_off(w) < least)
		return wire_wr_fill(w, rest, least);
	return wire_wr_rest(w, rest);
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
