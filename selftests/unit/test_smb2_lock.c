// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the LOCK request, MS-SMB2 2.2.26. */
#include <lwsmb/wire_smb2_io.h>
#include "codec.h"

CODEC(smb2_lock_req);

#define LOCK_IDS "04030201 1817161514131211 2827262524232221"
#define LOCK_1 "3837363534333231 4847464544434241 13000000 54535251"
#define LOCK_2 "0100000000000000 0200000000000000 04000000 05000000"

TEST(lock_req)
{
	struct codec_bytes b = codec_hex("3000 0200" LOCK_IDS LOCK_1 LOCK_2);
	struct smb2_lock_element e;
	struct smb2_lock_req m;
	struct wire_rd list;

	codec_check(_metadata, &codec_smb2_lock_req, SMB2_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(2, m.lock_count);
	EXPECT_EQ(0x01020304u, m.lock_sequence);
	EXPECT_EQ(0x1112131415161718ull, m.file_id.persistent_id);
	EXPECT_EQ(0x2122232425262728ull, m.file_id.volatile_id);
	EXPECT_EQ(48, m.locks.len);
	wire_rd_span_child(&m.locks, &list);
	ASSERT_EQ(1, wire_smb2_lock_next(&list, &e));
	EXPECT_EQ(0x3132333435363738ull, e.offset);
	EXPECT_EQ(0x4142434445464748ull, e.length);
	EXPECT_EQ(SMB2_LOCKFLAG_FAIL_IMMEDIATELY | SMB2_LOCKFLAG_EXCLUSIVE_LOCK |
		  SMB2_LOCKFLAG_SHARED_LOCK, e.flags);
	EXPECT_EQ(0x51525354u, e.reserved);
	ASSERT_EQ(1, wire_smb2_lock_next(&list, &e));
	EXPECT_EQ(1, e.offset);
	EXPECT_EQ(2, e.length);
	EXPECT_EQ(SMB2_LOCKFLAG_UNLOCK, e.flags);
	EXPECT_EQ(5, e.reserved);
	EXPECT_EQ(0, wire_smb2_lock_next(&list, &e));
	EXPECT_EQ(0, wire_smb2_lock_next(&list, &e));

	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_lock_req, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "3100"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_lock_req, SMB2_HDR_SIZE,
					 codec_patch(b, 2, "ffff"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_lock_req, SMB2_HDR_SIZE,
					 codec_patch(b, 2, "0300"), &m));
}

TEST(lock_req_none)
{
	struct codec_bytes b = codec_hex("3000 0000" LOCK_IDS);
	struct smb2_lock_element e;
	struct smb2_lock_req m;
	struct wire_rd list;

	codec_check(_metadata, &codec_smb2_lock_req, SMB2_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(0, m.lock_count);
	wire_rd_span_child(&m.locks, &list);
	EXPECT_EQ(0, wire_smb2_lock_next(&list, &e));
}

TEST(lock_req_element_by_element)
{
	struct codec_bytes b = codec_hex("3000 0200" LOCK_IDS LOCK_1 LOCK_2);
	struct smb2_lock_element e = {
		.offset = 0x3132333435363738, .length = 0x4142434445464748,
		.flags = 0x13, .reserved = 0x51525354,
	};
	struct smb2_lock_req m = {
		.lock_count = 2, .lock_sequence = 0x01020304,
		.file_id = { 0x1112131415161718, 0x2122232425262728 },
	};
	struct wire_wr w = codec_wr(SMB2_HDR_SIZE, b.len);
	struct wire_rd r;

	ASSERT_EQ(0, wire_smb2_lock_req_encode(&w, &m));
	ASSERT_EQ(0, wire_smb2_lock_append(&w, &e));
	e.offset = 1;
	e.length = 2;
	e.flags = 4;
	e.reserved = 5;
	w.end--;
	EXPECT_EQ(-EMSGSIZE, wire_smb2_lock_append(&w, &e));
	EXPECT_EQ(24, wire_wr_left(&w) + 1);
	w.end++;
	ASSERT_EQ(0, wire_smb2_lock_append(&w, &e));
	EXPECT_BYTES(b.data, w.base + SMB2_HDR_SIZE, b.len);

	/* a list that is not as long as its count says */
	m.locks.data = b.data;
	m.locks.len = 24;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_lock_req, SMB2_HDR_SIZE, 200, &m,
					NULL));
	m.locks.len = 49;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_lock_req, SMB2_HDR_SIZE, 200, &m,
					NULL));
	/* a list that does not end with a whole element */
	r = codec_rd(0, codec_first(b, 23));
	EXPECT_EQ(-EBADMSG, wire_smb2_lock_next(&r, &e));
}

TEST_HARNESS_MAIN
