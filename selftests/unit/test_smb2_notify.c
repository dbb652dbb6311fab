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

/* A rename: "a" becomes "bcd"; the third entry, "e", is padded. */
#define CHANGES "10000000 04000000 02000000 6100 0000" \
		"18000000 05000000 06000000 620063006400 000000000000" \
		"00000000 0b0a0908 02000000 6500"

TEST(notify_list_reads)
{
	struct codec_bytes b = codec_hex(CHANGES);
	struct wire_rd list = codec_rd(0, b);
	struct file_notify e;

	ASSERT_EQ(1, wire_file_notify_next(&list, &e));
	EXPECT_EQ(16, e.next);
	EXPECT_EQ(FILE_ACTION_RENAMED_OLD_NAME, e.action);
	ASSERT_EQ(2, e.name.len);
	EXPECT_BYTES("a\0", e.name.data, 2);
	ASSERT_EQ(1, wire_file_notify_next(&list, &e));
	EXPECT_EQ(24, e.next);
	EXPECT_EQ(FILE_ACTION_RENAMED_NEW_NAME, e.action);
	ASSERT_EQ(6, e.name.len);
	EXPECT_BYTES("b\0c\0d\0", e.name.data, 6);
	ASSERT_EQ(1, wire_file_notify_next(&list, &e));
	EXPECT_EQ(0, e.next);
	EXPECT_EQ(0x08090a0bu, e.action);
	ASSERT_EQ(2, e.name.len);
	EXPECT_BYTES("e\0", e.name.data, 2);
	EXPECT_EQ(0, wire_file_notify_next(&list, &e));
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

TEST(notify_list_writes)
{
	struct codec_bytes b = codec_hex(CHANGES);
	struct file_notify e = {
		.action = FILE_ACTION_RENAMED_OLD_NAME,
		.name = { .data = (const u8 *)"a\0", .len = 2 },
	};
	size_t room, done;

	for (room = 0; room <= b.len; room++) {
		struct wire_wr w = codec_wr(3, room);
		u8 *last = NULL;
		int ret[3];

		e.action = FILE_ACTION_RENAMED_OLD_NAME;
		e.name.data = (const u8 *)"a\0";
		e.name.len = 2;
		e.next = 0;
		ret[0] = wire_file_notify_append(&w, &last, &e);
		if (room < 14) {
			EXPECT_EQ(-EMSGSIZE, ret[0]);
			EXPECT_EQ(NULL, last);
			EXPECT_EQ(3, wire_wr_off(&w));
			continue;
		}
		e.action = FILE_ACTION_RENAMED_NEW_NAME;
		e.name.data = (const u8 *)"b\0c\0d\0";
		e.name.len = 6;
		e.next = 24; /* what a sender chose */
		ret[1] = wire_file_notify_append(&w, &last, &e);
		e.action = 0x08090a0b;
		e.name.data = (const u8 *)"e\0";
		e.name.len = 2;
		e.next = 0;
		ret[2] = ret[1] ? ret[1] : wire_file_notify_append(&w, &last, &e);
		EXPECT_EQ(0, ret[0]);
		EXPECT_EQ(room < 40 ? -EMSGSIZE : 0, ret[1]);
		EXPECT_EQ(room < 54 ? -EMSGSIZE : 0, ret[2]);
		done = room < 40 ? 14 : room < 54 ? 40 : 54;
		EXPECT_EQ(3 + done, wire_wr_off(&w));
		/* what did not fit left no trace: the entry before is still the last */
		if (room < 40)
			EXPECT_EQ(0, w.base[3]);
		EXPECT_BYTES(b.data + 4, w.base + 3 + 4, done - 4);
		if (room == b.len)
			EXPECT_BYTES(b.data, w.base + 3, b.len);
	}
	EXPECT_EQ(54, b.len);
}

TEST(notify_list_refuses_distances)
{
	struct file_notify e = {
		.next = 12,
		.name = { .data = (const u8 *)"a\0", .len = 2 },
	};
	struct wire_wr w = codec_wr(0, 100);
	u8 *last = NULL;

	EXPECT_EQ(-EINVAL, wire_file_notify_append(&w, &last, &e));
	e.next = 14;
	EXPECT_EQ(-EINVAL, wire_file_notify_append(&w, &last, &e));
	e.next = 15;
	EXPECT_EQ(-EINVAL, wire_file_notify_append(&w, &last, &e));
	EXPECT_EQ(0, wire_wr_off(&w));
	EXPECT_EQ(NULL, last);
	e.next = 16;
	EXPECT_EQ(0, wire_file_notify_append(&w, &last, &e));
	EXPECT_EQ(16, wire_wr_off(&w));
	EXPECT_EQ(w.base, last);
	/* a name longer than any room */
	e.next = 0;
	e.name.len = U32_MAX;
	EXPECT_EQ(-EMSGSIZE, wire_file_notify_append(&w, &last, &e));
	e.name.len = 0;
	EXPECT_EQ(0, wire_file_notify_append(&w, &last, &e));
	EXPECT_EQ(28, wire_wr_off(&w));
}

TEST_HARNESS_MAIN
