// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * UTF-16LE to UTF-8 and back, strictly: overlong forms, lone surrogates, NUL
 * and everything above U+10FFFF are errors, so that two different byte strings
 * never stand for the same name (RFC 3629, RFC 2781).
 */
#include "lib/unicode.h"

#include <locale.h>
#include <wctype.h>

enum {
	SURR_HIGH = 0xd800,
	SURR_LOW = 0xdc00,
	SURR_END = 0xe000,
	SUPPLEMENTARY = 0x10000,
	CODE_POINT_END = 0x110000,
};

static bool is_surrogate(u32 cp)
{
	return cp >= SURR_HIGH && cp < SURR_END;
}

/*
 * Decodes the sequence at @s, of which @left bytes are there. Returns its
 * length, or 0 if it is malformed.
 */
static size_t utf8_next(const u8 *s, size_t left, u32 *cp)
{
	static const u32 smallest[] = { 0, 0, 0x80, 0x800, SUPPLEMENTARY };
	size_t n, i;

	if (s[0] < 0x80) {
		*cp = s[0];
		return 1;
	}
	if (s[0] < 0xc0 || s[0] >= 0xf8)
		return 0;
	n = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
	if (n > left)
		return 0;
	*cp = s[0] & (0x7f >> n);
	for (i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*cp = *cp << 6 | (s[i] & 0x3f);
	}
	if (*cp < smallest[n] || *cp >= CODE_POINT_END || is_surrogate(*cp))
		return 0;
	return n;
}

/**
 * lw_utf8_valid() - is this text well-formed UTF-8 without NUL?
 * @s: bytes
 * @len: their number
 *
 * Return: true if it is.
 */
bool lw_utf8_valid(const char *s, size_t len)
{
	u32 cp;

	while (len) {
		size_t n = utf8_next((const u8 *)s, len, &cp);

		if (!n || !cp)
			return false;
		s += n;
		len -= n;
	}
	return true;
}

static void put_unit(u8 *out, u32 unit)
{
	out[0] = unit & 0xff;
	out[1] = unit >> 8;
}

static u32 get_unit(const u8 *in)
{
	return in[0] | (u32)in[1] << 8;
}

/**
 * lw_utf16_from_utf8() - encode as UTF-16LE
 * @s: NUL-terminated UTF-8
 * @out: result, without terminator
 * @room: bytes at @out
 * @len: set to the bytes written
 *
 * Return: 0, -EILSEQ (@s is not UTF-8) or -EMSGSIZE (no room).
 */
int lw_utf16_from_utf8(const char *s, u8 *out, size_t room, size_t *len)
{
	const u8 *p = (const u8 *)s;
	size_t left = strlen(s);
	size_t used = 0;
	u32 cp;

	while (left) {
		size_t n = utf8_next(p, left, &cp);
		size_t need;

		if (!n)
			return -EILSEQ;
		need = cp >= SUPPLEMENTARY ? 4 : 2;
		if (need > room - used)
			return -EMSGSIZE;
		if (need == 4) {
			cp -= SUPPLEMENTARY;
			put_unit(out + used, SURR_HIGH | cp >> 10);
			put_unit(out + used + 2, SURR_LOW | (cp & 0x3ff));
		} else {
			put_unit(out + used, cp);
		}
		used += need;
		p += n;
		left -= n;
	}
	*len = used;
	return 0;
}

/* Reads one code point of at least 2 bytes at @in; returns bytes used or 0. */
static size_t utf16_next(const u8 *in, size_t left, u32 *cp)
{
	u32 low;

	*cp = get_unit(in);
	if (!is_surrogate(*cp))
		return 2;
	if (*cp >= SURR_LOW || left < 4)
		return 0;
	low = get_unit(in + 2);
	if (low < SURR_LOW || low >= SURR_END)
		return 0;
	*cp = SUPPLEMENTARY + ((*cp - SURR_HIGH) << 10) + (low - SURR_LOW);
	return 4;
}

static size_t utf8_put(char *out, u32 cp)
{
	static const u8 lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < SUPPLEMENTARY ? 3 : 4;
	size_t i;

	if (n == 1) {
		out[0] = cp;
		return 1;
	}
	for (i = n - 1; i; i--) {
		out[i] = 0x80 | (cp & 0x3f);
		cp >>= 6;
	}
	out[0] = lead[n] | cp;
	return n;
}

/**
 * lw_utf16_to_utf8() - decode UTF-16LE
 * @in: bytes
 * @len: their number
 * @out: result, NUL-terminated
 * @room: bytes at @out, at least 1
 *
 * Return: 0, -EILSEQ (odd length, lone surrogate or NUL) or -EMSGSIZE (no room).
 */
int lw_utf16_to_utf8(const u8 *in, size_t len, char *out, size_t room)
{
	char seq[4];
	size_t n;
	u32 cp;

	if (len % 2)
		return -EILSEQ;
	while (len) {
		size_t used = utf16_next(in, len, &cp);

		if (!used || !cp)
			return -EILSEQ;
		n = utf8_put(seq, cp);
		if (n >= room)
			return -EMSGSIZE;
		memcpy(out, seq, n);
		out += n;
		room -= n;
		in += used;
		len -= used;
	}
	*out = '\0';
	return 0;
}

/*
 * Characters that Unicode upper-cases into another script's letter, and that
 * Windows leaves alone: micro sign, dotless i, long s.
 */
static bool windows_keeps(u32 unit)
{
	return unit == 0x00b5 || unit == 0x0131 || unit == 0x017f;
}

/**
 * lw_utf16_upper() - upper-case in place, as NTOWFv2 wants the user's name
 * @s: UTF-16LE
 * @len: bytes; a last odd one is left alone
 *
 * MS-NLMP 3.3.2 upper-cases the user's name one 16-bit unit at a time, with the
 * simple mapping of the basic plane. That is what towupper() does in the locale
 * C.UTF-8, which is asked for by name, so that neither the program's locale nor
 * the user's matters.
 *
 * Return: 0 or -EOPNOTSUPP if the machine has no such locale.
 */
int lw_utf16_upper(u8 *s, size_t len)
{
	locale_t loc = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	size_t i;

	if (!loc)
		return -EOPNOTSUPP;
	for (i = 0; i + 1 < len; i += 2) {
		u32 unit = get_unit(s + i);
		u32 upper = towupper_l(unit, loc);

		if (!is_surrogate(unit) && !windows_keeps(unit) && upper < SUPPLEMENTARY)
			put_unit(s + i, upper);
	}
	freelocale(loc);
	return 0;
}
