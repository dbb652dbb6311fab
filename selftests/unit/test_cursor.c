// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the bounded cursors. */
#include <lwsmb/cursor.h>
#include "unit.h"

/* A length that the compiler does not know, so that it cannot refuse it itself. */
static size_t huge(void)
{
	size_t n = SIZE_MAX;

	asm("" : "+r"(n));
	return n;
}

static const u8 bytes[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };

TEST(rd_take_stops_at_end)
{
	struct wire_rd r;

	wire_rd_init(&r, bytes, 4);
	EXPECT_EQ(NULL, wire_rd_take(&r, 5));
	EXPECT_EQ(0, wire_rd_off(&r));
	EXPECT_EQ(&bytes[0], wire_rd_take(&r, 4));
	EXPECT_EQ(0, wire_rd_left(&r));
	EXPECT_EQ(bytes + 4, wire_rd_take(&r, 0));
	EXPECT_EQ(NULL, wire_rd_take(&r, 1));
	EXPECT_EQ(NULL, wire_rd_take(&r, huge()));
}

/* As for a span of a message that has no such part. */
TEST(rd_of_nothing)
{
	struct wire_span s = {};
	struct wire_rd r, child;
	u8 v;

	wire_rd_init(&r, NULL, 0);
	EXPECT_EQ(0, wire_rd_left(&r));
	EXPECT_EQ(0, wire_rd_off(&r));
	EXPECT_EQ(NULL, wire_rd_take(&r, 1));
	EXPECT_EQ(-EBADMSG, wire_rd_u8(&r, &v));
	EXPECT_NE(NULL, wire_rd_take(&r, 0));
	EXPECT_NE(NULL, wire_rd_exact(&r, 0));
	EXPECT_EQ(0, wire_rd_align(&r, 8));
	EXPECT_EQ(0, wire_rd_cut(&r, 0, &child));
	EXPECT_EQ(0, wire_rd_left(&child));
	EXPECT_EQ(0, wire_rd_span(&r, 0, &s));
	EXPECT_EQ(-EBADMSG, wire_rd_span(&r, 1, &s));
	EXPECT_EQ(0, wire_rd_span_at(&r, 0, 0, &s));
	EXPECT_EQ(-EBADMSG, wire_rd_span_at(&r, 0, 1, &s));
	EXPECT_EQ(NULL, wire_rd_body(&r, 2, 2));
	s = (struct wire_span) {};
	wire_rd_span_child(&s, &child);
	EXPECT_EQ(0, wire_rd_left(&child));
	/* a length without bytes is no length */
	wire_rd_init(&r, NULL, 7);
	EXPECT_EQ(0, wire_rd_left(&r));
}

TEST(rd_exact)
{
	struct wire_rd r;

	wire_rd_init(&r, bytes, 4);
	EXPECT_EQ(NULL, wire_rd_exact(&r, 3));
	EXPECT_EQ(NULL, wire_rd_exact(&r, 5));
	EXPECT_EQ(0, wire_rd_off(&r));
	EXPECT_EQ(&bytes[0], wire_rd_exact(&r, 4));
	EXPECT_EQ(0, wire_rd_left(&r));
}

TEST(rd_numbers)
{
	struct wire_rd r;
	u8 a;
	u16 b;
	u32 c;
	u64 d;

	wire_rd_init(&r, bytes, sizeof(bytes));
	EXPECT_EQ(0, wire_rd_u8(&r, &a));
	EXPECT_EQ(1, a);
	EXPECT_EQ(0, wire_rd_le16(&r, &b));
	EXPECT_EQ(0x0302, b);
	EXPECT_EQ(0, wire_rd_le32(&r, &c));
	EXPECT_EQ(0x07060504u, c);
	EXPECT_EQ(-EBADMSG, wire_rd_le64(&r, &d));
	EXPECT_EQ(7, wire_rd_off(&r));
	wire_rd_init(&r, bytes, 8);
	EXPECT_EQ(0, wire_rd_le64(&r, &d));
	EXPECT_EQ(0x0807060504030201ull, d);
	EXPECT_EQ(-EBADMSG, wire_rd_u8(&r, &a));
	EXPECT_EQ(-EBADMSG, wire_rd_le16(&r, &b));
	EXPECT_EQ(-EBADMSG, wire_rd_le32(&r, &c));
}

TEST(rd_align_counts_from_base)
{
	struct wire_rd r;

	wire_rd_init(&r, bytes + 1, 9);
	EXPECT_EQ(0, wire_rd_align(&r, 8));
	EXPECT_EQ(0, wire_rd_off(&r));
	ASSERT_NE(NULL, wire_rd_take(&r, 1));
	EXPECT_EQ(0, wire_rd_align(&r, 8));
	EXPECT_EQ(8, wire_rd_off(&r));
	ASSERT_NE(NULL, wire_rd_take(&r, 1));
	EXPECT_EQ(-EBADMSG, wire_rd_align(&r, 8));
	EXPECT_EQ(9, wire_rd_off(&r));
}

TEST(rd_cut_confines_child)
{
	struct wire_rd r, child;

	wire_rd_init(&r, bytes, sizeof(bytes));
	ASSERT_NE(NULL, wire_rd_take(&r, 2));
	EXPECT_EQ(-EBADMSG, wire_rd_cut(&r, 11, &child));
	EXPECT_EQ(2, wire_rd_off(&r));
	EXPECT_EQ(0, wire_rd_cut(&r, 4, &child));
	EXPECT_EQ(6, wire_rd_off(&r));
	EXPECT_EQ(0, wire_rd_off(&child));
	EXPECT_EQ(4, wire_rd_left(&child));
	EXPECT_EQ(NULL, wire_rd_take(&child, 5));
	EXPECT_EQ(bytes + 2, wire_rd_take(&child, 4));
}

TEST(rd_span_moves)
{
	struct wire_rd r, child;
	struct wire_span s;

	wire_rd_init(&r, bytes, 6);
	ASSERT_NE(NULL, wire_rd_take(&r, 1));
	EXPECT_EQ(-EBADMSG, wire_rd_span(&r, 6, &s));
	EXPECT_EQ(0, wire_rd_span(&r, 5, &s));
	EXPECT_EQ(bytes + 1, s.data);
	EXPECT_EQ(5, s.len);
	EXPECT_EQ(1, s.off);
	EXPECT_EQ(0, wire_rd_left(&r));
	wire_rd_span_child(&s, &child);
	EXPECT_EQ(5, wire_rd_left(&child));
	EXPECT_EQ(bytes + 1, child.base);
}

TEST(rd_span_at_bounds)
{
	struct wire_rd r;
	struct wire_span s;

	wire_rd_init(&r, bytes, sizeof(bytes));
	ASSERT_NE(NULL, wire_rd_take(&r, 4));
	/* whole rest, and one byte more */
	EXPECT_EQ(0, wire_rd_span_at(&r, 4, 8, &s));
	EXPECT_EQ(bytes + 4, s.data);
	EXPECT_EQ(8, s.len);
	EXPECT_EQ(4, s.off);
	EXPECT_EQ(-EBADMSG, wire_rd_span_at(&r, 4, 9, &s));
	EXPECT_EQ(-EBADMSG, wire_rd_span_at(&r, 5, 8, &s));
	EXPECT_EQ(0, wire_rd_span_at(&r, 11, 1, &s));
	EXPECT_EQ(bytes + 11, s.data);
	EXPECT_EQ(-EBADMSG, wire_rd_span_at(&r, 12, 1, &s));
	EXPECT_EQ(-EBADMSG, wire_rd_span_at(&r, 13, 1, &s));
	/* into the fixed part */
	EXPECT_EQ(-EBADMSG, wire_rd_span_at(&r, 3, 1, &s));
	/* sums that would wrap */
	EXPECT_EQ(-EBADMSG, wire_rd_span_at(&r, U32_MAX, 1, &s));
	EXPECT_EQ(-EBADMSG, wire_rd_span_at(&r, 5, U32_MAX, &s));
	/* an empty part may claim to be anywhere; it points where reading goes on */
	s.data = NULL;
	EXPECT_EQ(0, wire_rd_span_at(&r, 3, 0, &s));
	EXPECT_EQ(3, s.off);
	EXPECT_EQ(0, s.len);
	EXPECT_EQ(&bytes[4], s.data);
	EXPECT_EQ(0, wire_rd_span_at(&r, U32_MAX, 0, &s));
	/* none of this moved the cursor */
	EXPECT_EQ(4, wire_rd_off(&r));
}

TEST(rd_body_checks_structure_size)
{
	static const u8 body[] = { 9, 0, 1, 2, 3, 4, 5, 6 };
	struct wire_rd r;

	wire_rd_init(&r, body, 8);
	EXPECT_EQ(NULL, wire_rd_body(&r, 8, 8));
	EXPECT_EQ(NULL, wire_rd_body(&r, 9, 9));
	EXPECT_EQ(NULL, wire_rd_body(&r, 9, 1));
	EXPECT_EQ(0, wire_rd_off(&r));
	EXPECT_EQ(&body[0], wire_rd_body(&r, 9, 8));
	EXPECT_EQ(0, wire_rd_left(&r));
	wire_rd_init(&r, body, 2);
	EXPECT_EQ(&body[0], wire_rd_body(&r, 9, 2));
	wire_rd_init(&r, body, 1);
	EXPECT_EQ(NULL, wire_rd_body(&r, 9, 2));
}

TEST(wr_reserve_zeroes)
{
	struct wire_wr w;
	u8 buf[8];
	u8 *p;

	memset(buf, 0xaa, sizeof(buf));
	wire_wr_init(&w, buf, 6);
	EXPECT_EQ(NULL, wire_wr_reserve(&w, 7));
	EXPECT_EQ(0xaa, buf[0]);
	p = wire_wr_reserve(&w, 6);
	ASSERT_EQ(&buf[0], p);
	EXPECT_BYTES("\0\0\0\0\0\0\xaa\xaa", buf, 8);
	EXPECT_EQ(0, wire_wr_left(&w));
	EXPECT_EQ(6, wire_wr_off(&w));
	EXPECT_EQ(buf + 6, wire_wr_reserve(&w, 0));
	EXPECT_EQ(NULL, wire_wr_reserve(&w, 1));
	EXPECT_EQ(NULL, wire_wr_reserve(&w, huge()));
}

TEST(wr_put_and_align)
{
	struct wire_wr w;
	u8 buf[10];

	memset(buf, 0xaa, sizeof(buf));
	wire_wr_init(&w, buf, 9);
	EXPECT_EQ(0, wire_wr_align(&w, 8));
	EXPECT_EQ(0, wire_wr_off(&w));
	EXPECT_EQ(0, wire_wr_put(&w, "x", 1));
	EXPECT_EQ(0, wire_wr_align(&w, 8));
	EXPECT_EQ(8, wire_wr_off(&w));
	EXPECT_EQ(0, wire_wr_put(&w, NULL, 0));
	EXPECT_EQ(-EMSGSIZE, wire_wr_put(&w, "yz", 2));
	EXPECT_EQ(0, wire_wr_put(&w, "y", 1));
	EXPECT_EQ(-EMSGSIZE, wire_wr_align(&w, 8));
	EXPECT_BYTES("x\0\0\0\0\0\0\0y\xaa", buf, 10);
}

TEST(wr_span_places)
{
	struct wire_span s = { .data = bytes, .len = 4 };
	struct wire_wr w;
	u8 buf[16];
	u32 off;

	/* the format's place: aligned */
	memset(buf, 0xaa, sizeof(buf));
	wire_wr_init(&w, buf, sizeof(buf));
	ASSERT_NE(NULL, wire_wr_reserve(&w, 3));
	EXPECT_EQ(0, wire_wr_span(&w, &s, 8, &off));
	EXPECT_EQ(8, off);
	EXPECT_EQ(12, wire_wr_off(&w));
	EXPECT_BYTES("\0\0\0\0\0\0\0\0\1\2\3\4\xaa", buf, 13);

	/* a place of the caller's choice, with the gap zeroed */
	s.off = 12;
	EXPECT_EQ(0, wire_wr_span(&w, &s, 8, &off));
	EXPECT_EQ(12, off);
	EXPECT_EQ(0, wire_wr_left(&w));
	wire_wr_init(&w, buf, sizeof(buf));
	ASSERT_NE(NULL, wire_wr_reserve(&w, 3));
	s.off = 5;
	EXPECT_EQ(0, wire_wr_span(&w, &s, 8, &off));
	EXPECT_EQ(5, off);
	EXPECT_EQ(9, wire_wr_off(&w));
	EXPECT_BYTES("\0\0\0\0\0\1\2\3\4", buf, 9);
}

TEST(wr_span_refuses)
{
	struct wire_span s = { .data = bytes, .len = 4, .off = 2 };
	struct wire_wr w;
	u8 buf[16];
	u32 off = 77;

	wire_wr_init(&w, buf, 11);
	ASSERT_NE(NULL, wire_wr_reserve(&w, 3));
	EXPECT_EQ(-EINVAL, wire_wr_span(&w, &s, 1, &off));
	s.off = 8; /* needs 12 */
	EXPECT_EQ(-EMSGSIZE, wire_wr_span(&w, &s, 1, &off));
	s.off = 12; /* the gap alone is too long */
	EXPECT_EQ(-EMSGSIZE, wire_wr_span(&w, &s, 1, &off));
	s.off = 0; /* aligned place 8, needs 12 */
	EXPECT_EQ(-EMSGSIZE, wire_wr_span(&w, &s, 8, &off));
	EXPECT_EQ(3, wire_wr_off(&w));
	EXPECT_EQ(77, off);
	s.off = 7; /* ends exactly at the end */
	EXPECT_EQ(0, wire_wr_span(&w, &s, 1, &off));
	EXPECT_EQ(0, wire_wr_left(&w));

	/* nothing to place: the offset is handed through */
	s.len = 0;
	s.off = 99;
	EXPECT_EQ(0, wire_wr_span(&w, &s, 8, &off));
	EXPECT_EQ(99, off);
	EXPECT_EQ(11, wire_wr_off(&w));
}

TEST(wr_body_sets_structure_size)
{
	struct wire_wr w;
	u8 buf[8];

	memset(buf, 0xaa, sizeof(buf));
	wire_wr_init(&w, buf, 4);
	EXPECT_EQ(NULL, wire_wr_body(&w, 9, 5));
	EXPECT_EQ(&buf[0], wire_wr_body(&w, 0x0139, 4));
	EXPECT_BYTES("\x39\x01\0\0\xaa", buf, 5);
}

TEST_HARNESS_MAIN
