// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the conversion of names, and of what is known about them. */
#include <lwsmb/utf16.h>
#include "codec.h"

/* UTF-16LE from an ASCII string, in a block of exactly the right size */
static struct codec_bytes u16s(const char *s)
{
	struct codec_bytes b = { codec_alloc(strlen(s) * 2), strlen(s) * 2 };
	size_t i;

	for (i = 0; i < b.len; i++)
		b.data[i] = i % 2 ? 0 : s[i / 2];
	return b;
}

/* UTF-16LE of one unit */
static struct codec_bytes u16c(u16 c)
{
	u8 b[2] = { c & 0xff, c >> 8 };

	return codec_dup(b, sizeof(b));
}

static int to8(struct codec_bytes b, struct codec_bytes *out, u32 room, u32 flags)
{
	out->data = codec_alloc(room);
	out->len = room;
	memset(out->data, CODEC_STALE_BYTE, room);
	return utf16_to_utf8(b.data, b.len, out->data, room, flags);
}

static int to16(struct codec_bytes b, struct codec_bytes *out, u32 room, u32 flags)
{
	out->data = codec_alloc(room);
	out->len = room;
	memset(out->data, CODEC_STALE_BYTE, room);
	return utf8_to_utf16(b.data, b.len, out->data, room, flags);
}

/* Both directions, in exact rooms, too small rooms and none at all. */
static void check_pair(struct __test_metadata *_metadata, struct codec_bytes utf16,
		       struct codec_bytes utf8, u32 flags)
{
	struct codec_bytes out;
	u32 room;

	EXPECT_EQ((int)utf8.len, utf16_to_utf8(utf16.data, utf16.len, NULL, 0, flags));
	EXPECT_EQ((int)utf8.len, to8(utf16, &out, utf8.len, flags));
	EXPECT_BYTES(utf8.data, out.data, utf8.len);
	EXPECT_EQ((int)utf8.len, to8(utf16, &out, utf8.len + 3, flags));
	EXPECT_EQ(CODEC_STALE_BYTE, out.data[utf8.len]);
	for (room = 0; room < utf8.len; room++)
		EXPECT_EQ(-EMSGSIZE, to8(utf16, &out, room, flags));

	EXPECT_EQ((int)utf16.len, utf8_to_utf16(utf8.data, utf8.len, NULL, 0, flags));
	EXPECT_EQ((int)utf16.len, to16(utf8, &out, utf16.len, flags));
	EXPECT_BYTES(utf16.data, out.data, utf16.len);
	for (room = 0; room < utf16.len; room++)
		EXPECT_EQ(-EMSGSIZE, to16(utf8, &out, room, flags));
}

TEST(both_ways)
{
	/* each length of UTF-8 at both of its ends */
	check_pair(_metadata, HEX(), HEX(), 0);
	check_pair(_metadata, HEX(0000), HEX(00), 0);
	check_pair(_metadata, HEX(7f00), HEX(7f), 0);
	check_pair(_metadata, HEX(8000), HEX(c280), 0);
	check_pair(_metadata, HEX(ff07), HEX(dfbf), 0);
	check_pair(_metadata, HEX(0008), HEX(e0a080), 0);
	check_pair(_metadata, HEX(ffd7), HEX(ed9fbf), 0);
	check_pair(_metadata, HEX(00e0), HEX(ee8080), 0);
	check_pair(_metadata, HEX(ffff), HEX(efbfbf), 0);
	check_pair(_metadata, HEX(00d800dc), HEX(f0908080), 0);
	check_pair(_metadata, HEX(ffdbffdf), HEX(f48fbfbf), 0);
	/* U+1F600 between two letters: a surrogate pair in the middle */
	check_pair(_metadata, HEX(6100 3dd800de 6200), HEX(61 f09f9880 62), 0);
	check_pair(_metadata, HEX(6100 3dd800de 6200), HEX(61 f09f9880 62), UTF16_LOSSLESS);
	/* U+12345, U+ABCDE: every bit of the pair matters */
	check_pair(_metadata, HEX(08d845df 6fdadedc), HEX(f0928d85 f2abb39e), 0);
}

TEST(unpaired_surrogates)
{
	static const struct {
		const char *utf16, *utf8;
	} lone[] = {
		{ "00d8", "eda080" }, /* alone */
		{ "ffdb", "edafbf" },
		{ "00dc", "edb080" },
		{ "ffdf", "edbfbf" },
		{ "00d86100", "eda08061" }, /* before something else */
		{ "00d800d800dc", "eda080f0908080" }, /* before a pair */
		{ "00dc00d8", "edb080eda080" }, /* the wrong way round */
		{ "00d800dc00dc", "f0908080edb080" }, /* behind a pair */
	};
	struct codec_bytes out;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(lone); i++) {
		struct codec_bytes a = codec_hex(lone[i].utf16), b = codec_hex(lone[i].utf8);

		EXPECT_EQ(-EILSEQ, to8(a, &out, 32, 0)) TH_LOG("%s", lone[i].utf16);
		EXPECT_EQ(-EILSEQ, to16(b, &out, 32, 0)) TH_LOG("%s", lone[i].utf8);
		check_pair(_metadata, a, b, UTF16_LOSSLESS);
	}
	/* a pair has one form only */
	EXPECT_EQ(-EILSEQ, to16(HEX(eda080edb080), &out, 32, UTF16_LOSSLESS));
	EXPECT_EQ(-EILSEQ, to16(HEX(61edafbfedbfbf), &out, 32, UTF16_LOSSLESS));
	/* but a letter between them makes it none */
	EXPECT_EQ(6, to16(HEX(eda08061edb080), &out, 32, UTF16_LOSSLESS));
}

TEST(every_unit_comes_back)
{
	struct codec_bytes wide, narrow;
	u32 c;

	for (c = 0; c < 0x10000; c++) {
		u8 in[2] = { c & 0xff, c >> 8 }, mid[4], back[4];
		int n = utf16_to_utf8(in, 2, mid, sizeof(mid), UTF16_LOSSLESS);
		bool surrogate = c >= 0xd800 && c <= 0xdfff;

		ASSERT_EQ(c < 0x80 ? 1 : c < 0x800 ? 2 : 3, n);
		ASSERT_EQ(2, utf8_to_utf16(mid, n, back, sizeof(back), UTF16_LOSSLESS));
		ASSERT_EQ(0, memcmp(in, back, 2));
		ASSERT_EQ(surrogate ? -EILSEQ : n, utf16_to_utf8(in, 2, mid, sizeof(mid), 0));
	}
	wide = HEX(00d800dc);
	for (c = 0x10000; c < 0x110000; c += 0x3f) {
		u8 back[4];
		int n;

		wide.data[0] = (c - 0x10000) >> 10 & 0xff;
		wide.data[1] = 0xd8 | (c - 0x10000) >> 18;
		wide.data[2] = c & 0xff;
		wide.data[3] = 0xdc | (c >> 8 & 3);
		n = to8(wide, &narrow, 4, 0);
		ASSERT_EQ(4, n);
		ASSERT_EQ(4, utf8_to_utf16(narrow.data, 4, back, 4, 0));
		ASSERT_EQ(0, memcmp(wide.data, back, 4));
	}
}

TEST(not_utf8)
{
	static const char *const bad[] = {
		"80", "bf", /* continuation alone */
		"c2", "e0a0", "f09080", "c3", /* cut off */
		"c241", "e0a041", "f0908041", "e041a0", "f0419080", /* no continuation */
		"c2c0", "e0a0ff",
		"c080", "c1bf", "e08080", "e09fbf", "f0808080", "f08fbfbf", /* overlong */
		"f4908080", "f5808080", "f7bfbfbf", /* above U+10FFFF */
		"f888808080", "fc8480808080", "fe", "ff", /* five bytes and more */
	};
	struct codec_bytes out;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		struct codec_bytes b = codec_hex(bad[i]);

		EXPECT_EQ(-EILSEQ, to16(b, &out, 64, 0)) TH_LOG("%s", bad[i]);
		EXPECT_EQ(-EILSEQ, to16(b, &out, 64, UTF16_LOSSLESS)) TH_LOG("%s", bad[i]);
		EXPECT_EQ(-EILSEQ, to16(codec_cat(HEX(61), b), &out, 64, UTF16_LOSSLESS));
	}
	EXPECT_EQ(-EILSEQ, to16(HEX(eda080), &out, 64, 0));
	EXPECT_EQ(-EILSEQ, to16(HEX(edbfbf), &out, 64, 0));
}

TEST(odd_and_huge)
{
	struct codec_bytes out;

	EXPECT_EQ(-EILSEQ, to8(HEX(61), &out, 8, UTF16_LOSSLESS));
	EXPECT_EQ(-EILSEQ, to8(HEX(610062), &out, 8, UTF16_LOSSLESS));
	/* refused for its length, without a look at the bytes */
	EXPECT_EQ(-EMSGSIZE, utf16_to_utf8("", UTF16_MAX_BYTES + 2, NULL, 0, 0));
	EXPECT_EQ(-EMSGSIZE, utf8_to_utf16("", UTF16_MAX_BYTES + 1, NULL, 0, 0));
	/* what fits is there, in whole characters */
	EXPECT_EQ(-EMSGSIZE, to8(HEX(6100 ac20), &out, 3, 0));
	EXPECT_BYTES("a\x5a\x5a", out.data, 3);
	EXPECT_EQ(-EMSGSIZE, to16(HEX(61 f09f9880), &out, 4, 0));
	EXPECT_BYTES("a\0\x5a\x5a", out.data, 4);
}

TEST(nul)
{
	struct codec_bytes b = u16s("abc");

	EXPECT_FALSE(utf16_has_nul(b.data, b.len));
	EXPECT_EQ(6, utf16_nlen(b.data, b.len));
	EXPECT_FALSE(utf16_has_nul(b.data, 0));
	EXPECT_EQ(0, utf16_nlen(b.data, 0));
	b = HEX(6100 0000 6200);
	EXPECT_TRUE(utf16_has_nul(b.data, b.len));
	EXPECT_EQ(2, utf16_nlen(b.data, b.len));
	b = HEX(6100 6200 0000);
	EXPECT_TRUE(utf16_has_nul(b.data, b.len));
	EXPECT_EQ(4, utf16_nlen(b.data, b.len));
	/* a zero byte is not a zero unit; half a unit is nothing */
	b = HEX(0061 6100 00);
	EXPECT_FALSE(utf16_has_nul(b.data, b.len));
	EXPECT_EQ(4, utf16_nlen(b.data, b.len));
}

static u32 scan(const char *s)
{
	struct codec_bytes b = u16s(s);

	return utf16_name_scan(b.data, b.len);
}

TEST(name_scan_characters)
{
	u32 c;

	for (c = 1; c < 0x10000; c++) {
		u32 expect = 0;

		if (c < 0x20)
			expect = UTF16_NAME_CONTROL;
		else if (c == '/')
			expect = UTF16_NAME_SLASH;
		else if (c == '\\')
			expect = UTF16_NAME_BACKSLASH;
		else if (c == ':')
			expect = UTF16_NAME_COLON;
		else if (c == '|')
			expect = UTF16_NAME_PIPE;
		else if (c < 0x80 && strchr("*?<>\"", c))
			expect = UTF16_NAME_WILDCARD;
		else if (c >= 0xd800 && c < 0xe000)
			expect = UTF16_NAME_SURROGATE;
		{
			u8 name[6] = { 'a', 0, c & 0xff, c >> 8, 'b', 0 };

			ASSERT_EQ(expect, utf16_name_scan(name, sizeof(name)))
				TH_LOG("U+%04X", c);
		}
	}
}

TEST(name_scan_shape)
{
	char name[UTF16_NAME_MAX + 2];
	struct codec_bytes b;

	EXPECT_EQ(UTF16_NAME_EMPTY, scan(""));
	EXPECT_EQ(0, scan("readme.txt"));
	EXPECT_EQ(0, scan(".profile"));
	EXPECT_EQ(UTF16_NAME_DOTS | UTF16_NAME_TRAILING, scan("."));
	EXPECT_EQ(UTF16_NAME_DOTS | UTF16_NAME_TRAILING, scan(".."));
	EXPECT_EQ(UTF16_NAME_TRAILING, scan("..."));
	EXPECT_EQ(UTF16_NAME_TRAILING, scan("a."));
	EXPECT_EQ(UTF16_NAME_TRAILING, scan("a "));
	EXPECT_EQ(UTF16_NAME_TRAILING, scan(" "));
	EXPECT_EQ(0, scan(".a"));
	EXPECT_EQ(0, scan(" a"));
	EXPECT_EQ(UTF16_NAME_COLON | UTF16_NAME_WILDCARD, scan("a:*"));
	memset(name, 'n', sizeof(name));
	name[UTF16_NAME_MAX] = 0;
	EXPECT_EQ(0, scan(name));
	name[UTF16_NAME_MAX - 1] = '.';
	EXPECT_EQ(UTF16_NAME_TRAILING, scan(name));
	name[UTF16_NAME_MAX] = 'n';
	name[UTF16_NAME_MAX + 1] = 0;
	EXPECT_EQ(UTF16_NAME_LONG, scan(name));
	name[UTF16_NAME_MAX] = ' ';
	EXPECT_EQ(UTF16_NAME_LONG | UTF16_NAME_TRAILING, scan(name));
	name[UTF16_NAME_MAX] = '.';
	EXPECT_EQ(UTF16_NAME_LONG | UTF16_NAME_TRAILING, scan(name));

	b = HEX(6100 0000);
	EXPECT_EQ(UTF16_NAME_NUL, utf16_name_scan(b.data, b.len));
	b = HEX(6100 62);
	EXPECT_EQ(UTF16_NAME_ODD, utf16_name_scan(b.data, b.len));
	b = HEX(61);
	EXPECT_EQ(UTF16_NAME_ODD | UTF16_NAME_EMPTY, utf16_name_scan(b.data, b.len));
}

TEST(name_scan_surrogates)
{
	static const struct {
		const char *hex;
		u32 expect;
	} names[] = {
		{ "3dd800de", 0 },
		{ "3dd800de3dd800de", 0 },
		{ "3dd8", UTF16_NAME_SURROGATE },
		{ "00de", UTF16_NAME_SURROGATE },
		{ "00de3dd8", UTF16_NAME_SURROGATE },
		{ "3dd800de00de", UTF16_NAME_SURROGATE },
		{ "3dd83dd800de", UTF16_NAME_SURROGATE },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		struct codec_bytes b = codec_hex(names[i].hex);

		EXPECT_EQ(names[i].expect, utf16_name_scan(b.data, b.len))
			TH_LOG("%s", names[i].hex);
	}
}

TEST(name_masks)
{
	/* files: none of these; patterns: wildcards, "."; streams: MS-FSCC 2.1.5.3 */
	EXPECT_TRUE(scan("a*") & UTF16_NAME_BAD);
	EXPECT_FALSE(scan("a*") & UTF16_NAME_BAD_PATTERN);
	EXPECT_FALSE(scan("a*") & UTF16_NAME_BAD_STREAM);
	EXPECT_TRUE(scan("..") & UTF16_NAME_BAD);
	EXPECT_FALSE(scan("a.") & UTF16_NAME_BAD);
	EXPECT_TRUE(scan("a|") & UTF16_NAME_BAD_PATTERN);
	EXPECT_FALSE(scan("a|\x01") & UTF16_NAME_BAD_STREAM);
	EXPECT_TRUE(scan("a\x01") & UTF16_NAME_BAD);
	EXPECT_TRUE(scan("a/") & UTF16_NAME_BAD_STREAM);
	EXPECT_TRUE(scan("a\\") & UTF16_NAME_BAD_STREAM);
	EXPECT_TRUE(scan("a:") & UTF16_NAME_BAD_STREAM);
	EXPECT_TRUE(scan("") & UTF16_NAME_BAD_PATTERN);
	EXPECT_FALSE(scan("") & UTF16_NAME_BAD_STREAM);
}

TEST(sfm_table)
{
	static const struct {
		u16 plain, mapped;
	} pairs[] = {
		{ 0x01, 0xf001 }, { 0x1f, 0xf01f }, { '"', 0xf020 }, { '*', 0xf021 },
		{ ':', 0xf022 }, { '<', 0xf023 }, { '>', 0xf024 }, { '?', 0xf025 },
		{ '\\', 0xf026 }, { '|', 0xf027 }, { ' ', 0xf028 }, { '.', 0xf029 },
	};
	struct codec_bytes b;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(pairs); i++) {
		b = u16c(pairs[i].plain);
		EXPECT_EQ(1, utf16_sfm_map(b.data, b.len));
		EXPECT_BYTES(u16c(pairs[i].mapped).data, b.data, 2);
		EXPECT_EQ(0, utf16_sfm_map(b.data, b.len));
		EXPECT_EQ(1, utf16_sfm_unmap(b.data, b.len));
		EXPECT_BYTES(u16c(pairs[i].plain).data, b.data, 2);
		EXPECT_EQ(0, utf16_sfm_unmap(b.data, b.len));
	}
	/* the neighbours of the range stay */
	b = HEX(00f0 2af0 6100);
	EXPECT_EQ(0, utf16_sfm_unmap(b.data, b.len));
	b = HEX(0000 2000 2f00 6100);
	EXPECT_EQ(0, utf16_sfm_map(b.data, b.len));
	EXPECT_EQ(0, utf16_sfm_map(b.data, 0));
	EXPECT_EQ(0, utf16_sfm_unmap(b.data, 0));
}

TEST(sfm_position)
{
	struct codec_bytes b = u16s(". a:b. ");

	/* dots and spaces only at the end: the last character alone */
	EXPECT_EQ(2, utf16_sfm_map(b.data, b.len));
	EXPECT_BYTES(HEX(2e00 2000 6100 22f0 6200 2e00 28f0).data, b.data, b.len);
	EXPECT_EQ(2, utf16_sfm_unmap(b.data, b.len));
	EXPECT_BYTES(u16s(". a:b. ").data, b.data, b.len);
	/* mapped ones that are not at the end are somebody else's */
	b = HEX(28f0 29f0 6100);
	EXPECT_EQ(0, utf16_sfm_unmap(b.data, b.len));
	/* half a unit is left alone, and does not count as the end */
	b = HEX(2e00 ff);
	EXPECT_EQ(1, utf16_sfm_map(b.data, b.len));
	EXPECT_BYTES(HEX(29f0 ff).data, b.data, b.len);
}

TEST(upcase_is_windows)
{
	/* FNV-1a, 64 bits, over the table as NTFS stores it in $UpCase */
	u64 h = 0xcbf29ce484222325ull;
	u32 c, i;

	for (c = 0; c < 0x10000; c++) {
		u16 up = utf16_upcase(c);

		for (i = 0; i < 2; i++)
			h = (h ^ (u8)(up >> 8 * i)) * 0x100000001b3ull;
	}
	EXPECT_EQ(0x48ed4531e9399927ull, h);
	EXPECT_EQ('A', utf16_upcase('a'));
	EXPECT_EQ('[', utf16_upcase('['));
	EXPECT_EQ(0xc4, utf16_upcase(0xe4));
	EXPECT_EQ(0x178, utf16_upcase(0xff));
	EXPECT_EQ(0xdf, utf16_upcase(0xdf));
	EXPECT_EQ(0x131, utf16_upcase(0x131));
	EXPECT_EQ(0x410, utf16_upcase(0x430));
	EXPECT_EQ(0xd801, utf16_upcase(0xd801));
}

static int casecmp(const char *a, const char *b)
{
	struct codec_bytes x = u16s(a), y = u16s(b);

	return utf16_casecmp(x.data, x.len, y.data, y.len);
}

TEST(casecmp_orders)
{
	struct codec_bytes a, b;

	EXPECT_EQ(0, casecmp("", ""));
	EXPECT_EQ(0, casecmp("Readme.TXT", "rEADME.txt"));
	EXPECT_LT(casecmp("a", "B"), 0);
	EXPECT_GT(casecmp("B", "a"), 0);
	EXPECT_LT(casecmp("ab", "ABC"), 0);
	EXPECT_GT(casecmp("ABC", "ab"), 0);
	EXPECT_LT(casecmp("", "a"), 0);
	/* '_' lies between the cases: upper case decides */
	EXPECT_LT(casecmp("a", "_"), 0);
	a = HEX(e400 ff00);
	b = HEX(c400 7801);
	EXPECT_EQ(0, utf16_casecmp(a.data, 4, b.data, 4));
	/* the upper byte counts */
	a = HEX(0001);
	b = HEX(0002);
	EXPECT_LT(utf16_casecmp(a.data, 2, b.data, 2), 0);
	EXPECT_EQ(0, utf16_casecmp(a.data, 1, b.data, 0));
}

static u32 casehash(const char *s, u32 seed)
{
	struct codec_bytes b = u16s(s);

	return utf16_casehash(b.data, b.len, seed);
}

TEST(casehash_folds)
{
	struct codec_bytes a = HEX(4101), b = HEX(4102), c = HEX(e400), d = HEX(c400);
	u32 buckets[64] = { 0 }, i;
	char name[8];

	EXPECT_EQ(casehash("Readme.TXT", 7), casehash("rEADME.txt", 7));
	EXPECT_NE(casehash("Readme.TXT", 7), casehash("Readme.TXT", 8));
	EXPECT_NE(casehash("ab", 7), casehash("ba", 7));
	EXPECT_NE(casehash("a", 7), casehash("", 7));
	EXPECT_NE(utf16_casehash(a.data, 2, 7), utf16_casehash(b.data, 2, 7));
	EXPECT_EQ(utf16_casehash(c.data, 2, 7), utf16_casehash(d.data, 2, 7));
	EXPECT_EQ(utf16_casehash(a.data, 1, 7), utf16_casehash(NULL, 0, 7));
	/* a change to the function is a change to every index that was built with it */
	EXPECT_EQ(0x8bdaa3b0u, casehash("Readme.TXT", 7));
	/* 6,400 names in 64 buckets: none holds twice its share */
	for (i = 0; i < 6400; i++) {
		snprintf(name, sizeof(name), "F%05u", i);
		buckets[casehash(name, 12345) % 64]++;
	}
	for (i = 0; i < 64; i++)
		EXPECT_LT(buckets[i], 200);
}

TEST_HARNESS_MAIN
