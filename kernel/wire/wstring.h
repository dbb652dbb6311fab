/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Strings in the variable parts of structures: terminated ones, and pools of strings
 * that offsets point into.
 */
#ifndef LWSMB_WIRE_WSTRING_H
#define LWSMB_WIRE_WSTRING_H

#include <lwsmb/cursor.h>

#define WIRE_NUL_SIZE 2 /* the terminator of a UTF-16 string */

int __must_check wstring_zstr(struct wire_rd *r, struct wire_span *s);
int __must_check wstring_put_zstr(struct wire_wr *w, const struct wire_span *s);
int __must_check wstring_pool_put(struct wire_wr *w, size_t floor,
				  const struct wire_span *s, size_t align, size_t nul,
				  u32 *off);

/**
 * wstring_rest() - consume all that is left
 * @r: cursor
 * @s: set to it
 *
 * Return: 0.
 */
static inline int __must_check wstring_rest(struct wire_rd *r, struct wire_span *s)
{
	return wire_rd_span(r, wire_rd_left(r), s);
}

#endif /* LWSMB_WIRE_WSTRING_H */
