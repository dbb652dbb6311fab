// SPDX-License-Identifier: GPL-2.0
/*
 * Wildcards of NT, MS-FSA 2.1.4.4:
 *
 *	*	any characters
 *	?	one character
 *	<	any characters, but not past the last dot (DOS_STAR)
 *	>	one character; none before a dot or at the end (DOS_QM)
 *	"	a dot; nothing at the end (DOS_DOT)
 *
 * All positions of the expression at which the name read so far can stand are kept as
 * a set of bits, so the time is bounded by the product of both lengths whatever the
 * expression is.
 */
#include <linux/bitmap.h>
#include <lwsmb/cursor.h>

#include "match.h"

#define POSITIONS (UTF16_NAME_MAX + 1)
#define NAME_END 0 /* no name has this unit */

static bool is_wild(u16 u)
{
	return u == '*' || u == '?' || u == '<' || u == '>' || u == '"';
}

/**
 * fsa_pattern_init() - prepare an expression
 * @p: result
 * @expr: UTF-16LE
 * @len: bytes
 * @exact: case matters
 *
 * Return: 0, or -EINVAL for what cannot be one.
 */
int fsa_pattern_init(struct fsa_pattern *p, const u8 *expr, u32 len, bool exact)
{
	struct wire_rd r;
	u16 u;

	if (utf16_name_scan(expr, len) & UTF16_NAME_BAD_PATTERN)
		return -EINVAL;
	p->len = 0;
	p->wild = false;
	p->exact = exact;
	wire_rd_init(&r, expr, len);
	while (!wire_rd_le16(&r, &u)) {
		p->wild |= is_wild(u);
		p->units[p->len++] = exact ? u : utf16_upcase(u);
	}
	return 0;
}

/* Positions that are reached without reading: @c is what would be read next. */
static void skip(const struct fsa_pattern *p, unsigned long *at, u16 c)
{
	u32 i;

	for (i = 0; i < p->len; i++) {
		u16 u = p->units[i];

		if (!test_bit(i, at))
			continue;
		if (u == '*' || u == '<' || (u == '>' && (c == '.' || c == NAME_END)) ||
		    (u == '"' && c == NAME_END))
			__set_bit(i + 1, at);
	}
}

/* Positions that are reached by reading @c. */
static void step(const struct fsa_pattern *p, unsigned long *at, u16 c, bool last_dot)
{
	DECLARE_BITMAP(next, POSITIONS) = {};
	u32 i;

	for_each_set_bit(i, at, p->len) {
		u16 u = p->units[i];

		if (u == '*' || (u == '<' && !last_dot))
			__set_bit(i, next);
		else if (u == '?' || (u == '>' && c != '.') || (u == '"' && c == '.') ||
			 (!is_wild(u) && u == c))
			__set_bit(i + 1, next);
	}
	bitmap_copy(at, next, POSITIONS);
}

static const u8 *find_last_dot(const u8 *name, u32 len)
{
	const u8 *dot = NULL;
	struct wire_rd r;
	u16 u;

	wire_rd_init(&r, name, len);
	while (!wire_rd_le16(&r, &u))
		if (u == '.')
			dot = r.pos;
	return dot;
}

/**
 * fsa_pattern_matches() - does a name match an expression?
 * @p: expression
 * @name: UTF-16LE
 * @len: bytes
 *
 * Return: whether it does.
 */
bool fsa_pattern_matches(const struct fsa_pattern *p, const u8 *name, u32 len)
{
	const u8 *last_dot = find_last_dot(name, len);
	DECLARE_BITMAP(at, POSITIONS) = {};
	struct wire_rd r;
	u16 u;

	__set_bit(0, at);
	wire_rd_init(&r, name, len);
	while (!wire_rd_le16(&r, &u)) {
		if (!p->exact)
			u = utf16_upcase(u);
		skip(p, at, u);
		step(p, at, u, r.pos == last_dot);
		if (bitmap_empty(at, POSITIONS))
			return false;
	}
	skip(p, at, NAME_END);
	return test_bit(p->len, at);
}
