// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of payloads in pieces. */
#include <stdlib.h>

#include "lib/chunk.h"
#include "unit.h"

static u8 payload[3 * LW_CHUNK_MAX];

static int pieces(size_t len, struct lw_chunk_rx *rx)
{
	struct lw_chunk c = { 0 };
	int n = 0, ret = -1;

	while (lw_chunk_next(payload, len, &c)) {
		if (c.len > LW_CHUNK_MAX)
			return -1;
		ret = lw_chunk_add(rx, &c);
		if (ret < 0)
			return ret;
		n++;
		if (ret != c.more)
			return -1;
	}
	return ret ? -1 : n;
}

TEST(round_trip)
{
	static const struct {
		size_t len;
		int pieces;
	} table[] = {
		{ 0, 1 }, { 1, 1 }, { LW_CHUNK_MAX - 1, 1 }, { LW_CHUNK_MAX, 1 },
		{ LW_CHUNK_MAX + 1, 2 }, { 2 * LW_CHUNK_MAX, 2 }, { 3 * LW_CHUNK_MAX, 3 },
	};
	size_t i;

	for (i = 0; i < sizeof(payload); i++)
		payload[i] = i * 7 + (i >> 8);
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct lw_chunk_rx rx = { .max = table[i].len };

		EXPECT_EQ(table[i].pieces, pieces(table[i].len, &rx));
		ASSERT_EQ(table[i].len, rx.buf.len);
		EXPECT_BYTES(payload, rx.buf.data, rx.buf.len);
		lw_buf_free(&rx.buf);
	}
}

TEST(too_large)
{
	struct lw_chunk_rx rx = { .max = LW_CHUNK_MAX };

	EXPECT_EQ(-EMSGSIZE, pieces(LW_CHUNK_MAX + 1, &rx));
	EXPECT_EQ(LW_CHUNK_MAX, rx.buf.len);
	lw_buf_free(&rx.buf);
	rx.max = 0;
	EXPECT_EQ(-EMSGSIZE, pieces(1, &rx));
}

TEST(out_of_order)
{
	struct lw_chunk_rx rx = { .max = 10 };
	struct lw_chunk c = { .offset = 1, .more = true, .data = payload, .len = 2 };

	EXPECT_EQ(-EPROTO, lw_chunk_add(&rx, &c));
	c.offset = 0;
	EXPECT_EQ(1, lw_chunk_add(&rx, &c));
	EXPECT_EQ(-EPROTO, lw_chunk_add(&rx, &c));
	c.offset = 2;
	c.len = 0;
	EXPECT_EQ(-EPROTO, lw_chunk_add(&rx, &c)); /* would never end */
	c.more = false;
	EXPECT_EQ(0, lw_chunk_add(&rx, &c));
	EXPECT_EQ(2, rx.buf.len);
	lw_buf_free(&rx.buf);
}

TEST(buf)
{
	struct lw_buf b = { 0 };

	EXPECT_EQ(0, lw_buf_set(&b, "abc", 3));
	EXPECT_EQ(3, b.len);
	EXPECT_BYTES("abc", b.data, 3);
	lw_buf_free(&b);
	EXPECT_EQ(NULL, b.data);
	EXPECT_EQ(0, b.len);
	EXPECT_EQ(0, lw_buf_set(&b, NULL, 0));
	EXPECT_NE(NULL, b.data);
	EXPECT_EQ(0, b.len);
	lw_buf_free(&b);
	lw_buf_free(&b);
}

TEST_HARNESS_MAIN
