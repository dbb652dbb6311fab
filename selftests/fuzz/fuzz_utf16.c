// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzzes the conversion of names and what is known about them.
 * covers: kernel/wire/utf16.c
 *
 * First byte: bit 0 says whether the rest is UTF-8 or UTF-16LE, bit 1 chooses the
 * lossless form, the rest is the room that the result gets.
 */
#include <stdlib.h>
#include <lwsmb/utf16.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void require(bool b)
{
	if (!b)
		abort();
}

/* What converted comes back the same, in a buffer of exactly its length. */
static void there_and_back(const u8 *data, u32 len, u32 flags, bool utf8, u32 room)
{
	int (*there)(const void *, u32, void *, u32, u32) = utf8 ? utf8_to_utf16 : utf16_to_utf8;
	int (*back)(const void *, u32, void *, u32, u32) = utf8 ? utf16_to_utf8 : utf8_to_utf16;
	int need = there(data, len, NULL, 0, flags), ret;
	u8 *a, *b;

	if (need < 0) {
		require(need == -EILSEQ);
		return;
	}
	require((u32)need <= len * 2 + len / 2);
	a = malloc(need);
	b = malloc(len);
	ret = there(data, len, a, need, flags);
	require(ret == need);
	require(back(a, need, b, len, flags) == (int)len);
	require(!len || !memcmp(data, b, len));
	if (room < (u32)need)
		require(there(data, len, a, room, flags) == -EMSGSIZE);
	free(a);
	free(b);
}

static void names(const u8 *data, u32 len)
{
	u32 even = len & ~1u, half = len / 4 * 2, found = utf16_name_scan(data, len), n;
	u8 *copy = malloc(len), *folded = malloc(len);
	u32 i;

	if (len) {
		memcpy(copy, data, len);
		memcpy(folded, data, len);
	}
	require(utf16_has_nul(data, len) == !!(found & UTF16_NAME_NUL));
	require(utf16_nlen(data, len) <= even);
	require((utf16_casecmp(data, half, data + half, even - half) < 0) ==
		(utf16_casecmp(data + half, even - half, data, half) > 0));
	n = utf16_sfm_map(copy, len);
	require(!(utf16_name_scan(copy, len) &
		  (UTF16_NAME_CONTROL | UTF16_NAME_BACKSLASH | UTF16_NAME_COLON | UTF16_NAME_PIPE |
		   UTF16_NAME_WILDCARD | UTF16_NAME_TRAILING | UTF16_NAME_DOTS)));
	require(utf16_sfm_unmap(copy, len) >= n);
	for (i = 0; i + 1 < len; i += 2) {
		u16 up = utf16_upcase(data[i] | data[i + 1] << 8);

		folded[i] = up & 0xff;
		folded[i + 1] = up >> 8;
	}
	require(!utf16_casecmp(data, len, folded, len));
	require(utf16_casehash(data, len, 7) == utf16_casehash(folded, len, 7));
	free(copy);
	free(folded);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	if (!size || size > 4096)
		return 0;
	there_and_back(data + 1, size - 1, data[0] & 2 ? UTF16_LOSSLESS : 0, data[0] & 1,
		       data[0] >> 2);
	names(data + 1, size - 1);
	return 0;
}
