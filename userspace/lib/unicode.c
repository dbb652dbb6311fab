// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * UTF-16LE to UTF-8 and back for NUL-terminated text: the codec's conversion in its
 * strict form, and no NUL inside, so that two different byte strings never stand for
 * the same name.
 */
#include "lib/unicode.h"

#include <lwsmb/cursor.h>
#include <lwsmb/utf16.h>

/**
 * lw_utf8_valid() - is this text well-formed UTF-8 without NUL?
 * @s: bytes
 * @len: their number
 *
 * Return: true if it is.
 */
bool lw_utf8_valid(const char *s, size_t len)
{
	return len <= UTF16_MAX_BYTES && !memchr(s, 0, len) &&
	       utf8_to_utf16(s, len, NULL, 0, 0) >= 0;
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
	size_t n = strlen(s);
	int ret;

	if (n > UTF16_MAX_BYTES)
		return -EMSGSIZE;
	ret = utf8_to_utf16(s, n, out, room < U32_MAX ? room : U32_MAX, 0);
	if (ret < 0)
		return ret;
	*len = ret;
	return 0;
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
	int ret;

	if (len > UTF16_MAX_BYTES)
		return -EMSGSIZE;
	if (utf16_has_nul(in, len))
		return -EILSEQ;
	ret = utf16_to_utf8(in, len, out, room - 1 < U32_MAX ? room - 1 : U32_MAX, 0);
	if (ret < 0)
		return ret;
	out[ret] = '\0';
	return 0;
}

/**
 * lw_utf16_upper() - upper-case in place, as NTOWFv2 wants the user's name
 * @s: UTF-16LE
 * @len: bytes; a last odd one is left alone
 *
 * MS-NLMP 3.3.2 upper-cases the user's name one 16-bit unit at a time, as NTFS does
 * for names: utf16_upcase().
 */
void lw_utf16_upper(u8 *s, size_t len)
{
	struct proto_le16 *unit = (struct proto_le16 *)s;
	size_t i;

	for (i = 0; i < len / sizeof(*unit); i++)
		unit[i].v = cpu_to_le16(utf16_upcase(le16_to_cpu(unit[i].v)));
}
