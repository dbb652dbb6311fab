// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of UTF-16LE to UTF-8 and back. */
#include "lib/unicode.h"
#include "unit.h"

static const struct {
	const char *utf8;
	u8 utf16[8];
	size_t len;
} good[] = {
	{ "", { 0 }, 0 },
	{ "\x01", { 0x01, 0 }, 2 },
	{ "\x7f", { 0x7f, 0 }, 2 },
	{ "\xc2\x80", { 0x80, 0 }, 2 },
	{ "\xdf\xbf", { 0xff, 0x07 }, 2 },
	{ "\xe0\xa0\x80", { 0x00, 0x08 }, 2 },
	{ "\xe2\x82\xac", { 0xac, 0x20 }, 2 },
	{ "\xed\x9f\xbf", { 0xff, 0xd7 }, 2 },
	{ "\xee\x80\x80", { 0x00, 0xe0 }, 2 },
	{ "\xef\xbf\xbf", { 0xff, 0xff }, 2 },
	{ "\xf0\x90\x80\x80", { 0x00, 0xd8, 0x00, 0xdc }, 4 },
	{ "\xf0\x9f\x94\x91", { 0x3d, 0xd8, 0x11, 0xdd }, 4 },
	{ "\xf4\x8f\xbf\xbf", { 0xff, 0xdb, 0xff, 0xdf }, 4 },
	{ "a\xc3\xa4z", { 'a', 0, 0xe4, 0, 'z', 0 }, 6 },
};

TEST(both_ways)
{
	size_t i, len;
	u8 wide[8];
	char text[8];

	for (i = 0; i < ARRAY_SIZE(good); i++) {
		EXPECT_TRUE(lw_utf8_valid(good[i].utf8, strlen(good[i].utf8)));
		len = 99;
		EXPECT_EQ(0, lw_utf16_from_utf8(good[i].utf8, wide, sizeof(wide), &len));
		ASSERT_EQ(good[i].len, len);
		EXPECT_BYTES(good[i].utf16, wide, len);
		EXPECT_EQ(0, lw_utf16_to_utf8(good[i].utf16, len, text, sizeof(text)));
		EXPECT_STREQ(good[i].utf8, text);
	}
}

TEST(bad_utf8)
{
	static const char *const bad[] = {
		"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x41", "\xc2\xc2",
		"\xe0\x9f\xbf", "\xe2\x82", "\xe2\x41\xac", "\xe2\x82\x41", "\xed\xa0\x80",
		"\xed\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf0\x9f\x94", "\xf0\x9f\x94\x41",
		"\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xf8\x88\x80\x80\x80", "\xff",
		"a\xff", "\xfc\x84\x80\x80\x80\x80",
	};
	size_t i, len;
	u8 wide[16];

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		EXPECT_FALSE(lw_utf8_valid(bad[i], strlen(bad[i]))) TH_LOG("number %zu", i);
		EXPECT_EQ(-EILSEQ, lw_utf16_from_utf8(bad[i], wide, sizeof(wide), &len));
	}
}

TEST(valid_counts_length_and_refuses_nul)
{
	EXPECT_FALSE(lw_utf8_valid("a\0b", 3));
	EXPECT_TRUE(lw_utf8_valid("a\0b", 1));
	EXPECT_FALSE(lw_utf8_valid("\xe2\x82\xac", 2));
	EXPECT_FALSE(lw_utf8_valid("\xc3\xa4", 1));
	EXPECT_TRUE(lw_utf8_valid("\xff", 0));
}

TEST(from_utf8_room)
{
	u8 wide[5];
	size_t len;

	EXPECT_EQ(-EMSGSIZE, lw_utf16_from_utf8("ab", wide, 3, &len));
	EXPECT_EQ(0, lw_utf16_from_utf8("ab", wide, 4, &len));
	EXPECT_EQ(4, len);
	EXPECT_EQ(-EMSGSIZE, lw_utf16_from_utf8("\xf0\x9f\x94\x91", wide, 3, &len));
	EXPECT_EQ(0, lw_utf16_from_utf8("\xf0\x9f\x94\x91", wide, 4, &len));
	EXPECT_EQ(-EMSGSIZE, lw_utf16_from_utf8("a", wide, 1, &len));
	EXPECT_EQ(-EMSGSIZE, lw_utf16_from_utf8("a", wide, 0, &len));
	EXPECT_EQ(0, lw_utf16_from_utf8("", wide, 0, &len));
}

TEST(to_utf8_room)
{
	static const u8 ab[] = { 'a', 0, 'b', 0 }, euro[] = { 0xac, 0x20 };
	char text[4];

	EXPECT_EQ(-EMSGSIZE, lw_utf16_to_utf8(ab, 4, text, 2));
	EXPECT_EQ(0, lw_utf16_to_utf8(ab, 4, text, 3));
	EXPECT_STREQ("ab", text);
	EXPECT_EQ(-EMSGSIZE, lw_utf16_to_utf8(euro, 2, text, 3));
	EXPECT_EQ(0, lw_utf16_to_utf8(euro, 2, text, 4));
	EXPECT_EQ(0, lw_utf16_to_utf8(euro, 0, text, 1));
	EXPECT_STREQ("", text);
}

TEST(bad_utf16)
{
	static const struct {
		u8 in[6];
		size_t len;
	} bad[] = {
		{ { 'a' }, 1 },
		{ { 'a', 0, 'b' }, 3 },
		{ { 'a', 0, 0, 0 }, 4 },
		{ { 0x00, 0xd8 }, 2 },
		{ { 0xff, 0xdb, 'a', 0 }, 4 },
		{ { 0x00, 0xdc }, 2 },
		{ { 0x00, 0xdc, 0x00, 0xd8 }, 4 },
		{ { 0xff, 0xdf, 0x00, 0xdc }, 4 },
		{ { 0x00, 0xd8, 0x00, 0xd8 }, 4 },
		{ { 0x00, 0xd8, 0x00, 0xe0 }, 4 },
		{ { 0x00, 0xd8, 0xff, 0xdb }, 4 },
	};
	char text[16];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		EXPECT_EQ(-EILSEQ, lw_utf16_to_utf8(bad[i].in, bad[i].len, text, sizeof(text)))
			TH_LOG("number %zu", i);
	}
}

TEST(upper)
{
	/* a Z 1 ae-umlaut y-diaeresis sigma zhe sharp-s, and what Windows keeps */
	u8 s[] = { 'a', 0, 'Z', 0, '1', 0, 0xe4, 0, 0xff, 0, 0xc3, 0x03, 0x36, 0x04, 0xdf, 0,
		   0xb5, 0, 0x31, 0x01, 0x7f, 0x01, 0x3d, 0xd8, 0x11, 0xdd, 'q' };
	static const u8 expected[] = { 'A', 0, 'Z', 0, '1', 0, 0xc4, 0, 0x78, 0x01, 0xa3, 0x03, 0x16,
				       0x04, 0xdf, 0, 0xb5, 0, 0x31, 0x01, 0x7f, 0x01, 0x3d, 0xd8,
				       0x11, 0xdd, 'q' };

	lw_utf16_upper(s, sizeof(s));
	EXPECT_BYTES(expected, s, sizeof(s));
}

/* Halves of the letters above U+FFFF are no letters, whatever stands behind. */
TEST(upper_leaves_surrogates)
{
	u8 s[] = { 0x01, 0xd8, 0x28, 0xdc }, first[] = { 0x00, 0xd8, 'a', 0 };
	static const u8 expected[] = { 0x01, 0xd8, 0x28, 0xdc };

	lw_utf16_upper(s, sizeof(s));
	EXPECT_BYTES(expected, s, sizeof(s));
	lw_utf16_upper(first, sizeof(first));
	EXPECT_EQ('A', first[2]);
	lw_utf16_upper(s, 0);
}

TEST_HARNESS_MAIN
