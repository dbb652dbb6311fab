// SPDX-License-Identifier: GPL-2.0
/*
 * Strings in the variable parts of structures.
 */
#include "wstring.h"

/**
 * wstring_zstr() - consume a terminated UTF-16 string
 * @r: cursor
 * @s: set to the string without its terminator
 *
 * Return: 0, or -EBADMSG if there is no terminator.
 */
int wstring_zstr(struct wire_rd *r, struct wire_span *s)
{
	struct wire_rd scan = *r;
	u16 unit;

	do {
		if (wire_rd_le16(&scan, &unit))
			return -EBADMSG;
	} while (unit);
	s->data = r->pos;
	s->len = scan.pos - r->pos - WIRE_NUL_SIZE;
	s->off = wire_rd_off(r);
	r->pos = scan.pos;
	return 0;
}

/**
 * wstring_put_zstr() - append a UTF-16 string and its terminator
 * @w: cursor
 * @s: the string; off is ignored
 *
 * On failure the cursor has not moved.
 *
 * Return: 0 or -EMSGSIZE.
 */
int wstring_put_zstr(struct wire_wr *w, const struct wire_span *s)
{
	u8 *p;

	if (s->len > wire_wr_left(w))
		return -EMSGSIZE;
	p = wire_wr_reserve(w, s->len + WIRE_NUL_SIZE);
	if (!p)
		return -EMSGSIZE;
	if (s->len)
		memcpy(p, s->data, s->len);
	return 0;
}

/**
 * wstring_pool_put() - put a string into a pool
 * @w: cursor, positioned at the end of the pool so far
 * @floor: where the pool begins, counted from the base
 * @s: the string; its off chooses the place if it is not 0
 * @align: alignment of the place where @s->off does not choose it
 * @nul: zero bytes behind the string
 * @off: set to the string's offset from the base, 0 for an empty string without one
 *
 * A place may lie before the position: strings come in any order, and may share bytes.
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the place lies before the pool.
 */
int wstring_pool_put(struct wire_wr *w, size_t floor, const struct wire_span *s,
		     size_t align, size_t nul, u32 *off)
{
	size_t room = w->end - w->base;
	size_t at = s->off ? s->off : ALIGN(wire_wr_off(w), align);
	size_t end;

	*off = s->off;
	if (!s->len && (!nul || !s->off))
		return 0;
	if (at < floor)
		return -EINVAL;
	if (at > room || s->len > room - at || nul > room - at - s->len)
		return -EMSGSIZE;
	*off = at;
	end = at + s->len + nul;
	if (end > wire_wr_off(w) && !wire_wr_reserve(w, end - wire_wr_off(w)))
		return -EMSGSIZE;
	if (s->len)
		memcpy(w->base + at, s->data, s->len);
	return 0;
}
