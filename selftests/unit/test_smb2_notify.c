// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of CHANGE_NOTIFY and its list of changes, MS-SMB2 2.2.35, MS-FSCC 2.7.1. */
#include <lwsmb/wire_smb2_io.h>
#include "codec.h"

CODEC(smb2_change_notify_req);

TEST(change_notify_req)
{
	struct codec_bytes b = HEX(2000 0201 14131211 1817161514131211 2827262524232221
				   34333231 44434241);
	struct smb2_change_notify_req m;

	codec_check(_metadata, &codec_smb2_change_notify_req, SMB2_HDR_SIZE, b, b.len,
		    &m);
	EXPECT_EQ(0x0102, m.flags);
	EXPECT_EQ(0x11121314u, m.output_buffer_length);
	EXPECT_EQ(0x1112131415161718ull, m.file_id.persistent_id);
	EXPECT_EQ(0x2122232425262728ull, m.file_id.volatile_id);
	EXPECT_EQ(0x31323334u, m.completion_filter);
	EXPECT_EQ(0x41424344u, m.reserved);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_change_notify_req, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "2100"), &m));
}

/*
 * A rename: "a" becomes "bcd", whose sender pads with more than it must, and not with
 * zeros; the third entry, "e", is not padded.
 */
#define CHANGES "10000000 04000000 02000000 6100 0000" \
		"18000000 05000000 06000000 620063006400 a1a2a3a4a5a6" \
		"00000000 0b0a0908 02000000 6500"

TEST(notify_list_reads)
{
	struct codec_bytes b = codec_hex(CHANGES);
	struct wire_rd list = codec_rd(0, b);
	struct file_notify e;

	ASSERT_EQ(1, wire_file_notify_next(&list, &e));
	EXPECT_EQ(FILE_ACTION_RENAMED_OLD_NAME, e.action);
	ASSERT_EQ(2, e.name.len);
	EXPECT_EQ(12, e.name.off);
	EXPECT_BYTES("a\0", e.name.data, 2);
	ASSERT_EQ(2, e.pad.len);
	EXPECT_EQ(14, e.pad.off);
	EXPECT_BYTES("\0\0", e.pad.data, 2);
	ASSERT_EQ(1, wire_file_notify_next(&list, &e));
	EXPECT_EQ(FILE_ACTION_RENAMED_NEW_NAME, e.action);
	ASSERT_EQ(6, e.name.len);
	EXPECT_BYTES("b\0c\0d\0", e.name.data, 6);
	ASSERT_EQ(6, e.pad.len);
	EXPECT_BYTES("\xa1\xa2\xa3\xa4\xa5\xa6", e.pad.data, 6);
	ASSERT_EQ(1, wire_file_notify_next(&list, &e));
	EXPECT_EQ(0x08090a0bu, e.action);
	ASSERT_EQ(2, e.name.len);
	EXPECT_BYTES("e\0", e.name.data, 2);
	EXPECT_EQ(0, e.pad.len);
	EXPECT_EQ(0, wire_file_notify_next(&list, &e));
}

/* @b decodes and encodes back to the same bytes. */
static void round_trip(struct __test_metadata *_metadata, struct codec_bytes b)
{
	struct wire_rd list = codec_rd(0, b);
	struct wire_wr w = codec_wr(0, b.len);
	struct wire_list_wr l;
	struct file_notify e;
	int ret;

	wire_list_init(&l, &w);
	while ((ret = wire_file_notify_next(&list, &e)) == 1)
		ASSERT_EQ(0, wire_file_notify_append(&l, &e));
	EXPECT_EQ(0, ret);
	ASSERT_EQ(b.len, wire_wr_off(&w));
	EXPECT_BYTES(b.data, w.base, b.len);
}

TEST(notify_list_round_trip)
{
	round_trip(_metadata, codec_hex(CHANGES));
	/* Samba fills up the last entry as well */
	round_trip(_metadata, codec_hex(CHANGES "0000"));
	round_trip(_metadata, HEX(00000000 01000000 02000000 6100 c1c2c3c4c5));
}

/* Walks @b. Returns 0 at the end of the list, or what stopped the walk. */
static int walk(struct codec_bytes b)
{
	struct wire_rd list = codec_rd(0, b);
	struct file_notify e;
	int ret;

	do {
		ret = wire_file_notify_next(&list, &e);
	} while (ret == 1);
	return ret;
}

TEST(notify_list_is_bounded)
{
	struct codec_bytes b = codec_hex(CHANGES);
	size_t n;

	EXPECT_EQ(0, walk(b));
	for (n = 1; n < b.len; n++)
		EXPECT_EQ(-EBADMSG, walk(codec_first(b, n)));
	EXPECT_EQ(0, walk(codec_first(b, 0)));
	/* a name that reaches into the next entry, and the longest that does not */
	EXPECT_EQ(-EBADMSG, walk(codec_patch(b, 8, "05000000")));
	EXPECT_EQ(0, walk(codec_patch(b, 8, "04000000")));
	EXPECT_EQ(-EBADMSG, walk(codec_patch(b, 8, "ffffffff")));
	/* distances: backwards, into the fixed part, not aligned, past the end */
	EXPECT_EQ(-EBADMSG, walk(codec_patch(b, 0, "f0ffffff")));
	EXPECT_EQ(-EBADMSG, walk(codec_patch(b, 0, "04000000")));
	EXPECT_EQ(-EBADMSG, walk(codec_patch(b, 0, "08000000")));
	EXPECT_EQ(-EBADMSG, walk(codec_patch(b, 0, "0e000000")));
	EXPECT_EQ(-EBADMSG, walk(codec_patch(b, 40, "10000000")));
	EXPECT_EQ(-EBADMSG, walk(codec_patch(b, 40, "0c000000")));
	/* 0 ends the list, whatever follows; exactly the end is no next entry */
	EXPECT_EQ(0, walk(codec_patch(b, 0, "00000000")));
	EXPECT_EQ(-EBADMSG, walk(codec_patch(HEX(00000000 00000000 00000000), 0,
					     "0c000000")));
	EXPECT_EQ(0, walk(HEX(00000000 00000000 00000000)));
}

TEST(notify_list_refuses_in_place)
{
	struct codec_bytes b = codec_patch(codec_hex(CHANGES), 24, "0d000000");
	struct wire_rd list = codec_rd(0, b);
	struct file_notify e;

	ASSERT_EQ(1, wire_file_notify_next(&list, &e));
	EXPECT_EQ(16, wire_rd_off(&list));
	EXPECT_EQ(-EBADMSG, wire_file_notify_next(&list, &e));
	EXPECT_EQ(16, wire_rd_off(&list));
}

/* The entries of CHANGES: the appender pads the first, the sender the second. */
static const struct file_notify changes[] = {
	{
		.action = FILE_ACTION_RENAMED_OLD_NAME,
		.name = { .data = (const u8 *)"a\0", .len = 2 },
	}, {
		.action = FILE_ACTION_RENAMED_NEW_NAME,
		.name = { .data = (const u8 *)"b\0c\0d\0", .len = 6 },
		.pad = { .data = (const u8 *)"\xa1\xa2\xa3\xa4\xa5\xa6", .len = 6 },
	}, {
		.action = 0x08090a0b,
		.name = { .data = (const u8 *)"e\0", .len = 2 },
	},
};

TEST(notify_list_writes)
{
	/* where the list ends when that many entries have found room */
	static const size_t ends[] = { 0, 14, 40, 54 };
	struct codec_bytes b = codec_hex(CHANGES);
	size_t room, n, fit;

	ASSERT_EQ(54, b.len);
	for (room = 0; room <= b.len; room++) {
		struct wire_wr w = codec_wr(8, room);
		struct codec_bytes want;
		struct wire_list_wr l;

		for (fit = 0; fit < ARRAY_SIZE(changes) && ends[fit + 1] <= room; fit++)
			;
		wire_list_init(&l, &w);
		for (n = 0; n < fit; n++)
			EXPECT_EQ(0, wire_file_notify_append(&l, &changes[n]));
		if (fit < ARRAY_SIZE(changes))
			EXPECT_EQ(-EMSGSIZE, wire_file_notify_append(&l, &changes[fit]));
		/* what did not fit left no trace: the entry before is the last */
		ASSERT_EQ(8 + ends[fit], wire_wr_off(&w));
		want = codec_first(b, ends[fit]);
		if (fit)
			want = codec_patch(want, fit == 1 ? 0 : fit == 2 ? 16 : 40, "00000000");
		EXPECT_BYTES(want.data, w.base + 8, want.len);
	}
}

TEST(notify_list_goes_on_after_failure)
{
	struct file_notify e = changes[0];
	struct wire_wr w = codec_wr(0, 28);
	struct wire_list_wr l;

	wire_list_init(&l, &w);
	ASSERT_EQ(0, wire_file_notify_append(&l, &e));
	/* longer than any room, also where the sum would wrap */
	e.name.len = U32_MAX;
	EXPECT_EQ(-EMSGSIZE, wire_file_notify_append(&l, &e));
	e.pad.len = 1;
	EXPECT_EQ(-EMSGSIZE, wire_file_notify_append(&l, &e));
	EXPECT_EQ(14, wire_wr_off(&w));
	e.name.len = 0;
	e.pad.len = 0;
	EXPECT_EQ(0, wire_file_notify_append(&l, &e));
	EXPECT_EQ(28, wire_wr_off(&w));
}

TEST_HARNESS_MAIN
