/* SPDX-License-Identifier: GPL-2.0 */
/*
 * UTF-16LE as SMB sends it, UTF-8 as Linux keeps it, and the rules for names
 * (MS-FSCC 2.1.5).
 *
 * All lengths are in bytes unless a name says units (16 bits each). UTF-16 at
 * any address is fine: nothing here assumes alignment. Nothing here relies on a
 * terminating NUL: a string is an address and a length.
 *
 * Two forms of conversion:
 *
 * - strict: exactly Unicode. An unpaired surrogate, UTF-8 that is overlong, a
 *   surrogate or above U+10FFFF gives -EILSEQ.
 * - UTF16_LOSSLESS: NTFS names are any 16-bit units, so an unpaired surrogate is
 *   a legal name that must come back unchanged. It becomes the three bytes that
 *   UTF-8 would use for its number (the WTF-8 form). The way back accepts these
 *   three bytes only where they do not form a pair, since a pair has a four-byte
 *   form: thus the mapping is one-to-one in both directions.
 */
#ifndef LWSMB_UTF16_H
#define LWSMB_UTF16_H

#include "platform.h"

#define UTF16_LOSSLESS BIT(0)

/* The longest string that a conversion accepts, so that a result fits an int. */
#define UTF16_MAX_BYTES 0x10000000u

/* MS-FSCC 2.1.5: a file name component or stream name has at most 255 units. */
#define UTF16_NAME_MAX 255

int utf16_to_utf8(const void *in, u32 len, void *out, u32 room, u32 flags);
int utf8_to_utf16(const void *in, u32 len, void *out, u32 room, u32 flags);
bool utf16_has_nul(const void *in, u32 len);
u32 utf16_nlen(const void *in, u32 len);

/*
 * What utf16_name_scan() saw. NAME_CONTROL to NAME_PIPE are the characters that
 * MS-FSCC 2.1.5.2 and 2.1.5.3 keep out of names; the last three are legal.
 */
#define UTF16_NAME_EMPTY BIT(0)
#define UTF16_NAME_LONG BIT(1) /* over UTF16_NAME_MAX units */
#define UTF16_NAME_ODD BIT(2) /* odd number of bytes */
#define UTF16_NAME_NUL BIT(3)
#define UTF16_NAME_CONTROL BIT(4) /* U+0001 to U+001F */
#define UTF16_NAME_SLASH BIT(5)
#define UTF16_NAME_BACKSLASH BIT(6)
#define UTF16_NAME_COLON BIT(7)
#define UTF16_NAME_WILDCARD BIT(8) /* * ? < > " (MS-FSA 2.1.4.4) */
#define UTF16_NAME_PIPE BIT(9)
#define UTF16_NAME_DOTS BIT(10) /* it is . or .. */
#define UTF16_NAME_TRAILING BIT(11) /* ends in a dot or a space; Win32 cuts that off */
#define UTF16_NAME_SURROGATE BIT(12) /* a surrogate without its partner */

/* Forbidden in a component of a path, in a search pattern, in a stream's name. */
#define UTF16_NAME_BAD_PATTERN \
	(UTF16_NAME_EMPTY | UTF16_NAME_LONG | UTF16_NAME_ODD | UTF16_NAME_NUL | \
	 UTF16_NAME_CONTROL | UTF16_NAME_SLASH | UTF16_NAME_BACKSLASH | \
	 UTF16_NAME_COLON | UTF16_NAME_PIPE)
#define UTF16_NAME_BAD (UTF16_NAME_BAD_PATTERN | UTF16_NAME_WILDCARD | UTF16_NAME_DOTS)
#define UTF16_NAME_BAD_STREAM \
	(UTF16_NAME_LONG | UTF16_NAME_ODD | UTF16_NAME_NUL | UTF16_NAME_SLASH | \
	 UTF16_NAME_BACKSLASH | UTF16_NAME_COLON)

u32 utf16_name_scan(const void *name, u32 len);

u32 utf16_sfm_map(void *name, u32 len);
u32 utf16_sfm_unmap(void *name, u32 len);

/*
 * Upper case as NTFS has it: the two-level table is generated from
 * kernel/wire/upcase.spec. Each block holds the differences between 64
 * neighbouring units and their upper case.
 */
#define UTF16_UPCASE_SHIFT 6
extern const u8 utf16_upcase_index[0x10000 >> UTF16_UPCASE_SHIFT];
extern const u16 utf16_upcase_block[][1 << UTF16_UPCASE_SHIFT];

/**
 * utf16_upcase() - upper case of one unit
 * @c: UTF-16 unit in host order
 *
 * Surrogates are their own upper case: as NTFS does, case is only folded in the
 * Basic Multilingual Plane.
 *
 * Return: the unit's upper case, or @c if it has none.
 */
static inline u16 utf16_upcase(u16 c)
{
	u8 block = utf16_upcase_index[c >> UTF16_UPCASE_SHIFT];

	return c + utf16_upcase_block[block][c & ((1 << UTF16_UPCASE_SHIFT) - 1)];
}

int utf16_casecmp(const void *a, u32 a_len, const void *b, u32 b_len);
u32 utf16_casehash(const void *name, u32 len, u32 seed);

#endif /* LWSMB_UTF16_H */
