// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tests of the lists of MS-FSCC that do not list a directory: extended attributes,
 * streams, hard links, quotas. What lists have in common is in test_fscc_dir.c.
 */
#include <lwsmb/wire_fscc.h>
#include "codec.h"

/* A list, with the type of its entries erased. */
struct list {
	size_t size;
	int (*next)(struct wire_rd *list, void *e);
	int (*append)(struct wire_list_wr *l, const void *e);
};

/* The list of "struct _name", and one entry of it as a codec. */
#define LIST(_name) \
	enum { _name##_size = sizeof(struct _name) }; \
	static int _name##_next(struct wire_rd *r, void *e) \
	{ \
		return wire_##_name##_next(r, e); \
	} \
	static int _name##_append(struct wire_list_wr *l, const void *e) \
	{ \
		return wire_##_name##_append(l, e); \
	} \
	static int _name##_decode(struct wire_rd *r, void *m) \
	{ \
		int ret = _name##_next(r, m); \
	\
		if (ret == 1) \
			return 0; \
		return ret ?: -EBADMSG; \
	} \
	static int _name##_encode(struct wire_wr *w, const void *m) \
	{ \
		struct wire_list_wr l; \
	\
		wire_list_init(&l, w); \
		return _name##_append(&l, m); \
	} \
	static const struct list list_##_name = { \
		.size = _name##_size, \
		.next = _name##_next, \
		.append = _name##_append, \
	}; \
	static const struct codec codec_##_name = { \
		.size = _name##_size, \
		.decode = _name##_decode, \
		.encode = _name##_encode, \
	}

LIST(fscc_ea);
LIST(fscc_get_ea);
LIST(fscc_stream);
LIST(fscc_hard_link);
LIST(fscc_quota);
LIST(fscc_get_quota);

/* @b decodes and encodes back to the same bytes. Returns the number of entries. */
static unsigned int round_trip(struct __test_metadata *_metadata,
			       const struct list *list, struct codec_bytes b)
{
	struct wire_rd r = codec_rd(0, b);
	struct wire_wr w = codec_wr(0, b.len);
	void *e = codec_alloc(list->size);
	struct wire_list_wr l;
	unsigned int n = 0;
	int ret;

	wire_list_init(&l, &w);
	while ((ret = list->next(&r, e)) == 1) {
		EXPECT_EQ(0, list->append(&l, e));
		n++;
	}
	EXPECT_EQ(0, ret);
	EXPECT_EQ(b.len, wire_wr_off(&w));
	EXPECT_BYTES(b.data, w.base, wire_wr_off(&w));
	return n;
}

/* An entry that does not decode leaves the list where it was. */
static void refused(struct __test_metadata *_metadata, const struct list *list,
		    struct codec_bytes b)
{
	struct wire_rd r = codec_rd(0, b);

	EXPECT_EQ(-EBADMSG, list->next(&r, codec_alloc(list->size)));
	EXPECT_EQ(0, wire_rd_off(&r));
}

TEST(ea)
{
	struct codec_bytes b = HEX(00000000 80 03 0500 414243 00 0102030405 717273);
	struct fscc_ea e;

	codec_check(_metadata, &codec_fscc_ea, 0, b, 17, &e);
	EXPECT_EQ(FILE_NEED_EA, e.flags);
	EXPECT_EQ(3, e.name.len);
	EXPECT_EQ(8, e.name.off);
	EXPECT_BYTES("ABC", e.name.data, 3);
	EXPECT_EQ(5, e.value.len);
	EXPECT_EQ(12, e.value.off);
	EXPECT_BYTES("\1\2\3\4\5", e.value.data, 5);
	EXPECT_EQ(3, e.pad.len);
	EXPECT_EQ(17, e.pad.off);

	refused(_metadata, &list_fscc_ea, codec_patch(b, 11, "01")); /* no zero byte */
	refused(_metadata, &list_fscc_ea, codec_patch(b, 5, "04"));
	refused(_metadata, &list_fscc_ea, codec_patch(b, 5, "ff"));
	refused(_metadata, &list_fscc_ea, codec_patch(b, 6, "0900"));
	refused(_metadata, &list_fscc_ea, codec_patch(b, 6, "0501"));
	refused(_metadata, &list_fscc_ea, codec_patch(b, 0, "04000000"));
}

TEST(ea_limits)
{
	static u8 bytes[65536];
	struct fscc_ea e = { .name = { .data = bytes }, .value = { .data = bytes } };
	struct codec_bytes out;

	e.name.len = 255;
	e.value.len = 65535;
	ASSERT_EQ(0, codec_encode(&codec_fscc_ea, 0, 70000, &e, &out));
	EXPECT_EQ(8 + 255 + 1 + 65535, out.len);
	EXPECT_BYTES("\0\0\0\0\0\xff\xff\xff", out.data, 8);
	e.name.len = 256;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fscc_ea, 0, 70000, &e, NULL));
	e.name.len = 255;
	e.value.len = 65536;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fscc_ea, 0, 70000, &e, NULL));
}

TEST(ea_list)
{
	/* two attributes, aligned to 4 */
	struct codec_bytes b = HEX(14000000 00 05 0600 45414f4e4500 56414c554531
				   00000000 00 08 0800 5345434f4e44454100
				   56616c756554776f);
	struct wire_wr w = codec_wr(0, b.len);
	struct wire_list_wr l;
	struct fscc_ea e = {
		.name = { .data = (const u8 *)"EAONE", .len = 5 },
		.value = { .data = (const u8 *)"VALUE1", .len = 6 },
	};

	EXPECT_EQ(2, round_trip(_metadata, &list_fscc_ea, b));
	wire_list_init(&l, &w);
	ASSERT_EQ(0, wire_fscc_ea_append(&l, &e));
	e.name.data = (const u8 *)"SECONDEA";
	e.name.len = 8;
	e.value.data = (const u8 *)"ValueTwo";
	e.value.len = 8;
	ASSERT_EQ(0, wire_fscc_ea_append(&l, &e));
	EXPECT_BYTES(b.data, w.base, b.len);
	EXPECT_EQ(-EMSGSIZE, wire_fscc_ea_append(&l, &e));

	/* alignment: 4 is enough, 2 is not; and the appender pads to 4 */
	EXPECT_EQ(2, round_trip(_metadata, &list_fscc_ea,
				HEX(0c000000 00 00 0100 00 aabbcc
				    00000000 00 00 0000 00)));
	refused(_metadata, &list_fscc_ea,
		HEX(0a000000 00 00 0100 00 aa
		    00000000 00 00 0000 00));
	w = codec_wr(0, 64);
	wire_list_init(&l, &w);
	e.name.len = 0;
	e.value.len = 2;
	ASSERT_EQ(0, wire_fscc_ea_append(&l, &e));
	EXPECT_EQ(11, wire_wr_off(&w));
	ASSERT_EQ(0, wire_fscc_ea_append(&l, &e));
	EXPECT_EQ(23, wire_wr_off(&w));
	EXPECT_BYTES("\x0c\0\0\0\0\0\2\0\0Va\0\0\0\0\0\0\0\2\0\0Va", w.base, 23);
}

TEST(get_ea)
{
	struct codec_bytes b = HEX(00000000 03 414243 00 7172);
	struct fscc_get_ea e;

	codec_check(_metadata, &codec_fscc_get_ea, 0, b, 9, &e);
	EXPECT_EQ(3, e.name.len);
	EXPECT_EQ(5, e.name.off);
	EXPECT_BYTES("ABC", e.name.data, 3);
	EXPECT_EQ(2, e.pad.len);
	EXPECT_EQ(9, e.pad.off);
	refused(_metadata, &list_fscc_get_ea, codec_patch(b, 8, "01"));
	refused(_metadata, &list_fscc_get_ea, codec_patch(b, 4, "07"));

	EXPECT_EQ(2, round_trip(_metadata, &list_fscc_get_ea,
				HEX(0c000000 03 414243 00 000000
				    00000000 01 58 00)));
	refused(_metadata, &list_fscc_get_ea,
		HEX(0a000000 03 414243 00 00
		    00000000 01 58 00));
	EXPECT_EQ(0, round_trip(_metadata, &list_fscc_get_ea, HEX()));
}

TEST(get_ea_limits)
{
	static u8 bytes[256];
	struct fscc_get_ea e = { .name = { .data = bytes, .len = 255 } };
	struct codec_bytes out;

	ASSERT_EQ(0, codec_encode(&codec_fscc_get_ea, 0, 300, &e, &out));
	EXPECT_EQ(261, out.len);
	EXPECT_EQ(255, out.data[4]);
	e.name.len = 256;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fscc_get_ea, 0, 300, &e, NULL));
}

TEST(get_ea_pads_to_4)
{
	struct fscc_get_ea e = { .name = { .data = (const u8 *)"ABC", .len = 3 } };
	struct wire_wr w = codec_wr(0, 21);
	struct wire_list_wr l;

	wire_list_init(&l, &w);
	ASSERT_EQ(0, wire_fscc_get_ea_append(&l, &e));
	ASSERT_EQ(0, wire_fscc_get_ea_append(&l, &e));
	EXPECT_EQ(21, wire_wr_off(&w));
	EXPECT_BYTES("\x0c\0\0\0\3ABC\0\0\0\0\0\0\0\0\3ABC", w.base, 21);
}

TEST(stream)
{
	struct codec_bytes b = HEX(00000000 04000000 0102030405060708 090a0b0c0d0e0f10
				   3a006100 7172);
	struct fscc_stream e;

	codec_check(_metadata, &codec_fscc_stream, 0, b, 28, &e);
	EXPECT_EQ(0x0807060504030201ull, e.size);
	EXPECT_EQ(0x100f0e0d0c0b0a09ull, e.allocation_size);
	EXPECT_EQ(4, e.name.len);
	EXPECT_EQ(24, e.name.off);
	EXPECT_BYTES(":\0a", e.name.data, 4);
	EXPECT_EQ(2, e.pad.len);
	EXPECT_EQ(28, e.pad.off);
	refused(_metadata, &list_fscc_stream, codec_patch(b, 4, "03000000"));
	refused(_metadata, &list_fscc_stream, codec_patch(b, 4, "08000000"));
	refused(_metadata, &list_fscc_stream, codec_patch(b, 4, "feffffff"));
	e.name.len = 3;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fscc_stream, 0, 99, &e, NULL));
}

TEST(stream_list)
{
	struct fscc_stream e = { .name = { .data = (const u8 *)":\0a", .len = 4 } };
	struct wire_wr w = codec_wr(0, 60);
	struct wire_list_wr l;

	EXPECT_EQ(2, round_trip(_metadata, &list_fscc_stream,
				HEX(20000000 04000000 0102030405060708
				    090a0b0c0d0e0f10 3a006100 00000000
				    00000000 02000000 1112131415161718
				    191a1b1c1d1e1f20 3a00)));
	/* 4 is not enough */
	refused(_metadata, &list_fscc_stream,
		HEX(1c000000 04000000 0102030405060708
		    090a0b0c0d0e0f10 3a006100
		    00000000 02000000 1112131415161718
		    191a1b1c1d1e1f20 3a00));
	wire_list_init(&l, &w);
	ASSERT_EQ(0, wire_fscc_stream_append(&l, &e));
	EXPECT_EQ(28, wire_wr_off(&w));
	ASSERT_EQ(0, wire_fscc_stream_append(&l, &e));
	EXPECT_EQ(60, wire_wr_off(&w));
	EXPECT_BYTES("\x20\0\0\0\4\0\0\0", w.base, 8);
}

CODEC(fscc_hard_links);

TEST(hard_links)
{
	struct codec_bytes head = HEX(01020304 05060708);
	struct codec_bytes b = HEX(00000000 01020304 05060708090a0b0c 02000000
				   f100f200 7172);
	struct fscc_hard_links m;
	struct fscc_hard_link e;

	codec_check(_metadata, &codec_fscc_hard_links, 0, head, head.len, &m);
	EXPECT_EQ(0x04030201u, m.bytes_needed);
	EXPECT_EQ(0x08070605u, m.entries_returned);

	codec_check(_metadata, &codec_fscc_hard_link, 0, b, 24, &e);
	EXPECT_EQ(0x04030201u, e.reserved);
	EXPECT_EQ(0x0c0b0a0908070605ull, e.parent_file_id);
	EXPECT_EQ(4, e.name.len);
	EXPECT_EQ(20, e.name.off);
	EXPECT_EQ(2, e.pad.len);
	EXPECT_EQ(24, e.pad.off);
	/* three characters are there, not four; and 0x80000001 * 2 is not 2 */
	refused(_metadata, &list_fscc_hard_link, codec_patch(b, 16, "04000000"));
	refused(_metadata, &list_fscc_hard_link, codec_patch(b, 16, "01000080"));
	e.name.len = 3;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fscc_hard_link, 0, 99, &e, NULL));
}

TEST(hard_link_list)
{
	/* entries behind the head keep their alignment from the buffer's start */
	struct codec_bytes b = HEX(40000000 02000000
				   18000000 00000000 0100000000000000 01000000 6100 0000
				   00000000 00000000 0200000000000000 01000000 6200);
	struct wire_rd r = codec_rd(0, b);
	struct wire_wr w = codec_wr(0, b.len);
	struct fscc_hard_link e = { .parent_file_id = 1,
				    .name = { .data = (const u8 *)"a", .len = 2 } };
	struct fscc_hard_links m;
	struct wire_list_wr l;

	ASSERT_EQ(0, wire_fscc_hard_links_decode(&r, &m));
	ASSERT_EQ(0, wire_fscc_hard_links_encode(&w, &m));
	wire_list_init(&l, &w);
	ASSERT_EQ(0, wire_fscc_hard_link_append(&l, &e));
	e.parent_file_id = 2;
	e.name.data = (const u8 *)"b";
	ASSERT_EQ(0, wire_fscc_hard_link_append(&l, &e));
	ASSERT_EQ(b.len, wire_wr_off(&w));
	EXPECT_BYTES(b.data, w.base, b.len);
	EXPECT_EQ(2, round_trip(_metadata, &list_fscc_hard_link, codec_dup(b.data + 8, b.len - 8)));
	/* 4 is not enough */
	refused(_metadata, &list_fscc_hard_link,
		HEX(1c000000 00000000 0100000000000000 01000000 6100
		    000000000000
		    00000000 00000000 0200000000000000 01000000 6200));
}

TEST(quota)
{
	struct codec_bytes b = HEX(00000000 0c000000 0102030405060708 090a0b0c0d0e0f10
				   1112131415161718 191a1b1c1d1e1f20
				   0101000000000005 12000000 71727374);
	struct fscc_quota e;

	codec_check(_metadata, &codec_fscc_quota, 0, b, 52, &e);
	EXPECT_EQ(0x0807060504030201ull, e.change_time);
	EXPECT_EQ(0x100f0e0d0c0b0a09ull, e.quota_used);
	EXPECT_EQ(0x1817161514131211ull, e.quota_threshold);
	EXPECT_EQ(0x201f1e1d1c1b1a19ull, e.quota_limit);
	EXPECT_EQ(12, e.sid.len);
	EXPECT_EQ(40, e.sid.off);
	EXPECT_EQ(4, e.pad.len);
	EXPECT_EQ(52, e.pad.off);
	refused(_metadata, &list_fscc_quota, codec_patch(b, 4, "11000000"));
	refused(_metadata, &list_fscc_quota, codec_patch(b, 4, "ffffffff"));
}

TEST(quota_list)
{
	struct fscc_quota e = { .sid = { .data = (const u8 *)"SID-of-12by", .len = 12 } };
	struct wire_wr w = codec_wr(0, 108);
	struct wire_list_wr l;
	struct wire_rd r;

	wire_list_init(&l, &w);
	ASSERT_EQ(0, wire_fscc_quota_append(&l, &e));
	EXPECT_EQ(52, wire_wr_off(&w));
	ASSERT_EQ(0, wire_fscc_quota_append(&l, &e));
	EXPECT_EQ(108, wire_wr_off(&w));
	EXPECT_EQ(-EMSGSIZE, wire_fscc_quota_append(&l, &e));
	EXPECT_EQ(2, round_trip(_metadata, &list_fscc_quota, codec_dup(w.base, 108)));
	EXPECT_BYTES("\x38\0\0\0\x0c\0\0\0", w.base, 8);
	/* 4 is not enough */
	r = codec_rd(0, codec_patch(codec_dup(w.base, 108), 0, "34000000"));
	EXPECT_EQ(-EBADMSG, wire_fscc_quota_next(&r, &e));
}

TEST(get_quota)
{
	struct codec_bytes b = HEX(00000000 0c000000 0101000000000005 12000000 71727374);
	struct fscc_get_quota e;
	struct wire_wr w = codec_wr(0, 41);
	struct wire_list_wr l;

	codec_check(_metadata, &codec_fscc_get_quota, 0, b, 20, &e);
	EXPECT_EQ(12, e.sid.len);
	EXPECT_EQ(8, e.sid.off);
	EXPECT_EQ(4, e.pad.len);
	EXPECT_EQ(20, e.pad.off);
	refused(_metadata, &list_fscc_get_quota, codec_patch(b, 4, "11000000"));

	/* aligned to 4, with a SID that is 13 bytes so that it shows */
	wire_list_init(&l, &w);
	e.sid.len = 12;
	e.pad.len = 0;
	ASSERT_EQ(0, wire_fscc_get_quota_append(&l, &e));
	EXPECT_EQ(20, wire_wr_off(&w));
	e.sid.len = 13;
	ASSERT_EQ(0, wire_fscc_get_quota_append(&l, &e));
	EXPECT_EQ(41, wire_wr_off(&w));
	EXPECT_EQ(2, round_trip(_metadata, &list_fscc_get_quota, codec_dup(w.base, 41)));
	w = codec_wr(0, 45);
	wire_list_init(&l, &w);
	ASSERT_EQ(0, wire_fscc_get_quota_append(&l, &e));
	ASSERT_EQ(0, wire_fscc_get_quota_append(&l, &e));
	EXPECT_EQ(45, wire_wr_off(&w));
	refused(_metadata, &list_fscc_get_quota, codec_patch(codec_dup(w.base, 45), 0, "16000000"));
}

TEST_HARNESS_MAIN
