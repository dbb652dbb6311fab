// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tests of NDR, byte by byte (C706 14.2 and 14.3).
 */
#include "lib/alloc.h"
#include "lib/ndr.h"
#include "unit.h"

/* A cursor over memory of exactly these bytes. */
static struct wire_rd reader(void **mem, const void *data, size_t len)
{
	struct wire_rd r;

	*mem = lw_alloc_bytes(len);
	if (len)
		memcpy(*mem, data, len);
	wire_rd_init(&r, *mem, len);
	return r;
}

TEST(number)
{
	static const u8 bytes[] = { 1, 0, 0, 0x80, 0xff, 0xee, 0xee, 0xee, 2, 0, 0, 0, 3, 3, 3 };
	struct wire_rd r;
	void *mem;
	u32 v;
	u8 b;

	r = reader(&mem, bytes, sizeof(bytes));
	ASSERT_EQ(0, lw_ndr_rd_u32(&r, &v));
	EXPECT_EQ(0x80000001, v);
	ASSERT_EQ(0, wire_rd_u8(&r, &b));
	ASSERT_EQ(0, lw_ndr_rd_u32(&r, &v)); /* aligned */
	EXPECT_EQ(2, v);
	EXPECT_EQ(-EBADMSG, lw_ndr_rd_u32(&r, &v)); /* three bytes are left */
	ASSERT_EQ(0, wire_rd_u8(&r, &b));
	EXPECT_EQ(-EBADMSG, lw_ndr_rd_u32(&r, &v)); /* not even the padding is there */
	free(mem);
}

TEST(pointer)
{
	static const u8 bytes[] = { 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0 };
	bool present = true;
	struct wire_rd r;
	void *mem;

	r = reader(&mem, bytes, sizeof(bytes));
	ASSERT_EQ(0, lw_ndr_rd_pointer(&r, &present));
	EXPECT_FALSE(present);
	ASSERT_EQ(0, lw_ndr_rd_pointer(&r, &present));
	EXPECT_TRUE(present);
	EXPECT_EQ(-EBADMSG, lw_ndr_rd_pointer(&r, &present));
	free(mem);
}

TEST(array)
{
	static const u8 bytes[] = { 2, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 };
	struct wire_rd r;
	void *mem;
	u32 n;

	r = reader(&mem, bytes, sizeof(bytes));
	ASSERT_EQ(0, lw_ndr_rd_array(&r, 4, &n));
	EXPECT_EQ(2, n);
	EXPECT_EQ(4, wire_rd_off(&r));
	free(mem);
	r = reader(&mem, bytes, 12);
	EXPECT_EQ(0, lw_ndr_rd_array(&r, 4, &n));
	free(mem);
	r = reader(&mem, bytes, 11);
	EXPECT_EQ(-EBADMSG, lw_ndr_rd_array(&r, 4, &n));
	free(mem);
	r = reader(&mem, bytes, 3);
	EXPECT_EQ(-EBADMSG, lw_ndr_rd_array(&r, 4, &n));
	free(mem);
	r = reader(&mem, "\xff\xff\xff\xff\0\0\0\0", 8);
	EXPECT_EQ(-EBADMSG, lw_ndr_rd_array(&r, 4, &n));
	free(mem);
}

/* Reads a string out of exactly these bytes. */
static int read_string(const void *data, size_t len, struct wire_span *s, u8 text[16],
		       size_t *left)
{
	struct wire_rd r;
	void *mem;
	int ret;

	r = reader(&mem, data, len);
	ret = lw_ndr_rd_string(&r, s);
	if (!ret && s->len <= 16)
		memcpy(text, s->data, s->len);
	*left = wire_rd_left(&r);
	free(mem);
	return ret;
}

TEST(string)
{
	static const u8 bytes[] = { 4, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 'a', 0, 'b', 0, 0, 0, 7 };
	static const u8 empty[] = { 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0 };
	u8 bad[sizeof(bytes)], text[16];
	struct wire_span s;
	size_t i, left;

	ASSERT_EQ(0, read_string(bytes, sizeof(bytes), &s, text, &left));
	ASSERT_EQ(4, s.len);
	EXPECT_BYTES("a\0b\0", text, 4);
	EXPECT_EQ(1, left);
	ASSERT_EQ(0, read_string(bytes, sizeof(bytes) - 1, &s, text, &left));
	ASSERT_EQ(0, read_string(empty, sizeof(empty), &s, text, &left));
	EXPECT_EQ(0, s.len);
	EXPECT_EQ(0, left);
	for (i = 0; i < sizeof(bytes) - 1; i++)
		EXPECT_EQ(-EBADMSG, read_string(bytes, i, &s, text, &left)) TH_LOG("%zu bytes", i);

	memcpy(bad, bytes, sizeof(bytes));
	bad[0] = 3; /* the room is used up */
	EXPECT_EQ(0, read_string(bad, sizeof(bad), &s, text, &left));
	bad[0] = 2;
	EXPECT_EQ(-EBADMSG, read_string(bad, sizeof(bad), &s, text, &left));
	memcpy(bad, bytes, sizeof(bytes));
	bad[4] = 1;
	EXPECT_EQ(-EBADMSG, read_string(bad, sizeof(bad), &s, text, &left));
	memcpy(bad, bytes, sizeof(bytes));
	bad[8] = 0;
	EXPECT_EQ(-EBADMSG, read_string(bad, sizeof(bad), &s, text, &left));
	bad[8] = 2; /* ends with b */
	EXPECT_EQ(-EBADMSG, read_string(bad, sizeof(bad), &s, text, &left));
	memcpy(bad, bytes, sizeof(bytes));
	bad[17] = 1; /* the last character's second byte */
	EXPECT_EQ(-EBADMSG, read_string(bad, sizeof(bad), &s, text, &left));
	memset(bad, 0xff, 12); /* twice as many bytes overflow */
	memset(bad + 4, 0, 4);
	EXPECT_EQ(-EBADMSG, read_string(bad, sizeof(bad), &s, text, &left));
	bad[3] = 0x80;
	bad[11] = 0x80;
	EXPECT_EQ(-EBADMSG, read_string(bad, sizeof(bad), &s, text, &left));
}

TEST(unique_string)
{
	static const u8 bytes[] = { 9, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 'x', 0, 0, 0,
				    0, 0, 0, 0, 1, 0, 0 };
	struct wire_span s;
	struct wire_rd r;
	void *mem;

	r = reader(&mem, bytes, sizeof(bytes));
	ASSERT_EQ(0, lw_ndr_rd_unique_string(&r, &s));
	ASSERT_EQ(2, s.len);
	EXPECT_BYTES("x\0", s.data, 2);
	ASSERT_EQ(0, lw_ndr_rd_unique_string(&r, &s));
	EXPECT_EQ(NULL, s.data);
	EXPECT_EQ(0, s.len);
	EXPECT_EQ(-EBADMSG, lw_ndr_rd_unique_string(&r, &s));
	free(mem);
	r = reader(&mem, bytes, 19);
	EXPECT_EQ(-EBADMSG, lw_ndr_rd_unique_string(&r, &s));
	free(mem);
}

TEST(writer)
{
	static const u8 expected[] = {
		0, 0, 2, 0, 0, 0, 0, 0, 4, 0, 2, 0, 0x78, 0x56, 0x34, 0x12,
		3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0xe4, 0, 0xac, 0x20, 0, 0, 0, 0,
		3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0x3d, 0xd8, 0x00, 0xde, 0, 0, 0, 0,
		1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0,
	};
	struct lw_buf out = { 0 };
	struct lw_ndr_wr n;

	lw_ndr_wr_init(&n, 1000);
	lw_ndr_wr_pointer(&n, true);
	lw_ndr_wr_pointer(&n, false);
	lw_ndr_wr_pointer(&n, true);
	lw_ndr_wr_u32(&n, 0x12345678);
	lw_ndr_wr_string(&n, "\xc3\xa4\xe2\x82\xac");
	lw_ndr_wr_string(&n, "\xf0\x9f\x98\x80"); /* shorter in UTF-16 than it may be */
	lw_ndr_wr_string(&n, "");
	ASSERT_EQ(0, lw_ndr_wr_end(&n, &out));
	ASSERT_EQ(sizeof(expected), out.len);
	EXPECT_BYTES(expected, out.data, out.len);
	lw_buf_free(&out);

	/* it begins again */
	lw_ndr_wr_pointer(&n, true);
	ASSERT_EQ(0, lw_ndr_wr_end(&n, &out));
	ASSERT_EQ(4, out.len);
	EXPECT_BYTES(expected, out.data, 4);
	lw_buf_free(&out);
	lw_ndr_wr_free(&n);
}

/* Whatever number of growths: the bytes are those that were written. */
TEST(writer_much)
{
	struct lw_buf out = { 0 };
	struct lw_ndr_wr n;
	struct wire_span s;
	struct wire_rd r;
	char text[900];
	u32 i, v;

	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	lw_ndr_wr_init(&n, 1 << 20);
	for (i = 0; i < 5000; i++)
		lw_ndr_wr_u32(&n, i);
	lw_ndr_wr_string(&n, text);
	for (i = 0; i < 100; i++)
		lw_ndr_wr_string(&n, &text[900 - 1 - i]);
	ASSERT_EQ(0, lw_ndr_wr_end(&n, &out));
	wire_rd_init(&r, out.data, out.len);
	for (i = 0; i < 5000; i++) {
		ASSERT_EQ(0, lw_ndr_rd_u32(&r, &v));
		ASSERT_EQ(i, v);
	}
	ASSERT_EQ(0, lw_ndr_rd_string(&r, &s));
	EXPECT_EQ(2 * 899, s.len);
	for (i = 0; i < 100; i++) {
		ASSERT_EQ(0, lw_ndr_rd_string(&r, &s));
		ASSERT_EQ(2 * i, s.len);
	}
	EXPECT_EQ(0, wire_rd_left(&r));
	lw_buf_free(&out);
}

TEST(writer_limit)
{
	struct lw_buf out = { 0 };
	struct lw_ndr_wr n;
	size_t max, i;

	for (max = 0; max < 20; max++) {
		lw_ndr_wr_init(&n, max);
		for (i = 0; i < 3; i++)
			lw_ndr_wr_u32(&n, i);
		ASSERT_EQ(max < 12 ? -EMSGSIZE : 0, lw_ndr_wr_end(&n, &out)) TH_LOG("%zu", max);
		lw_buf_free(&out);
	}
	/* a string wants the room that its UTF-8 might need */
	for (max = 20; max < 30; max++) {
		lw_ndr_wr_init(&n, max);
		lw_ndr_wr_u32(&n, 1);
		lw_ndr_wr_string(&n, "abc");
		ASSERT_EQ(max < 24 ? -EMSGSIZE : 0, lw_ndr_wr_end(&n, &out)) TH_LOG("%zu", max);
		lw_buf_free(&out);
	}
	/* what comes after the first room */
	for (max = 1024; max < 1032; max++) {
		lw_ndr_wr_init(&n, max);
		for (i = 0; i < 257; i++)
			lw_ndr_wr_u32(&n, i);
		ASSERT_EQ(max < 1028 ? -EMSGSIZE : 0, lw_ndr_wr_end(&n, &out)) TH_LOG("%zu", max);
		lw_buf_free(&out);
	}
}

TEST(writer_errors)
{
	struct lw_buf out = { 0 };
	struct lw_ndr_wr n;

	lw_ndr_wr_init(&n, 1000);
	lw_ndr_wr_string(&n, "\xff");
	lw_ndr_wr_u32(&n, 1);
	lw_ndr_wr_string(&n, "later");
	EXPECT_EQ(-EILSEQ, n.error);
	EXPECT_EQ(-EILSEQ, lw_ndr_wr_end(&n, &out));
	EXPECT_EQ(NULL, out.data);
	/* the first one counts, and it is usable again */
	lw_ndr_wr_init(&n, 16);
	lw_ndr_wr_u32(&n, 1);
	lw_ndr_wr_string(&n, "too long");
	lw_ndr_wr_u32(&n, 2); /* for this there would be room */
	lw_ndr_wr_string(&n, "\xff");
	EXPECT_EQ(-EMSGSIZE, lw_ndr_wr_end(&n, &out));
	lw_ndr_wr_u32(&n, 3);
	ASSERT_EQ(0, lw_ndr_wr_end(&n, &out));
	EXPECT_BYTES("\3\0\0\0", out.data, 4);
	lw_buf_free(&out);
	lw_ndr_wr_u32(&n, 3);
	lw_ndr_wr_free(&n);
	EXPECT_EQ(0, n.error);
	EXPECT_EQ(16, n.max);
}

TEST_HARNESS_MAIN
