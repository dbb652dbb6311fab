// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of TREE_CONNECT, MS-SMB2 2.2.9 and 2.2.10. */
#include <lwsmb/wire_smb2.h>
#include "codec.h"

CODEC(smb2_tree_connect_req);
CODEC(smb2_tree_connect_rsp);

#define REQ (&codec_smb2_tree_connect_req)
#define RSP (&codec_smb2_tree_connect_rsp)
#define AT SMB2_HDR_SIZE

TEST(request)
{
	struct codec_bytes b = HEX(0900 0302 4900 0400 f1 5c005c00 f2);
	struct smb2_tree_connect_req m;

	codec_check_used(_metadata, REQ, AT, b, b.len - 1, 8, &m);
	EXPECT_EQ(0x0203, m.flags);
	EXPECT_EQ(73, m.path.off);
	EXPECT_EQ(4, m.path.len);
	EXPECT_BYTES("\\\0\\\0", m.path.data, 4);
	EXPECT_EQ(0, m.extension.len);

	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 0, "08"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 4, "47"), &m));
	EXPECT_EQ(0, codec_decode(REQ, AT, codec_patch(b, 4, "48"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 4, "4b"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 6, "ffff"), &m));
}

TEST(request_made_by_hand)
{
	struct smb2_tree_connect_req m = {
		.flags = SMB2_TREE_CONNECT_FLAG_CLUSTER_RECONNECT,
		.path = { (const u8 *)"\\\0\\\0", 4, 0 },
	};
	struct codec_bytes b = HEX(0900 0100 4800 0400 5c005c00);
	struct codec_bytes big = { codec_alloc(U16_MAX + 1), U16_MAX + 1 };

	memset(big.data, 'x', big.len);
	codec_check_encode(_metadata, REQ, AT, b, &m);
	codec_check_rooms(_metadata, REQ, AT, b.len, &m);
	m.path = (struct wire_span) {};
	codec_check_encode(_metadata, REQ, AT, HEX(0900 0100 4800 0000), &m);
	m.path = (struct wire_span) { big.data, U16_MAX, 0 };
	EXPECT_EQ(0, codec_encode(REQ, AT, 200000, &m, NULL));
	m.path.len++;
	EXPECT_EQ(-EINVAL, codec_encode(REQ, AT, 200000, &m, NULL));
}

/* 2.2.9.1: context offset and count, reserved, path, contexts */
static struct codec_bytes extended(void)
{
	return HEX(0900 0400 5800 0400
		   60000000 0100 11121314151617181920
		   5c005c00 21222324
		   0100 0200 00000000 3132);
}

TEST(request_with_extension)
{
	struct codec_bytes b = extended();
	struct smb2_tree_connect_req m;

	/* the path must be there, the rest is the extension's own matter */
	codec_check(_metadata, REQ, AT, b, 28, &m);
	EXPECT_EQ(SMB2_TREE_CONNECT_FLAG_EXTENSION_PRESENT, m.flags);
	EXPECT_EQ(88, m.path.off);
	EXPECT_EQ(4, m.path.len);
	EXPECT_EQ(72, m.extension.off);
	EXPECT_EQ(b.len - 8, m.extension.len);
	EXPECT_BYTES(b.data + 8, m.extension.data, m.extension.len);
	m.rest = (struct wire_span) {};
	codec_check_encode(_metadata, REQ, AT, b, &m);
	codec_check_rooms(_metadata, REQ, AT, b.len, &m);
}

TEST(path_lies_in_the_extension)
{
	struct smb2_tree_connect_req m;

	ASSERT_EQ(0, codec_decode(REQ, AT, extended(), &m));
	EXPECT_EQ(34, m.extension.len);
	m.path.off = 71;
	EXPECT_EQ(-EINVAL, codec_encode(REQ, AT, 1000, &m, NULL));
	m.path.off = 72;
	EXPECT_EQ(0, codec_encode(REQ, AT, 1000, &m, NULL));
	m.path.off = 72 + 30;
	EXPECT_EQ(0, codec_encode(REQ, AT, 1000, &m, NULL));
	m.path.off++;
	EXPECT_EQ(-EINVAL, codec_encode(REQ, AT, 1000, &m, NULL));
	m.path.off = 72 + 35;
	EXPECT_EQ(-EINVAL, codec_encode(REQ, AT, 1000, &m, NULL));
	m.path.off = U16_MAX + 1;
	EXPECT_EQ(-EINVAL, codec_encode(REQ, AT, 1000, &m, NULL));
	/* without a path the offset is anything that fits */
	m.path.len = 0;
	EXPECT_EQ(-EINVAL, codec_encode(REQ, AT, 1000, &m, NULL));
	m.path.off = 1;
	EXPECT_EQ(0, codec_encode(REQ, AT, 1000, &m, NULL));
}

TEST(path_in_the_extension_too_long)
{
	struct codec_bytes big = { codec_alloc(U16_MAX + 1), U16_MAX + 1 };
	struct smb2_tree_connect_req m = {
		.flags = SMB2_TREE_CONNECT_FLAG_EXTENSION_PRESENT,
		.extension = { big.data, big.len, 0 },
		.path = { big.data, U16_MAX, 72 },
	};

	memset(big.data, 'x', big.len);
	EXPECT_EQ(0, codec_encode(REQ, AT, 200000, &m, NULL));
	m.path.len++;
	EXPECT_EQ(-EINVAL, codec_encode(REQ, AT, 200000, &m, NULL));
}

TEST(response)
{
	struct codec_bytes b = HEX(1000 02 03 04050607 08090a0b 0c0d0e0f);
	struct smb2_tree_connect_rsp m;

	codec_check(_metadata, RSP, AT, b, b.len, &m);
	EXPECT_EQ(SMB2_SHARE_TYPE_PIPE, m.share_type);
	EXPECT_EQ(3, m.reserved);
	EXPECT_EQ(0x07060504u, m.share_flags);
	EXPECT_EQ(0x0b0a0908u, m.capabilities);
	EXPECT_EQ(0x0f0e0d0cu, m.maximal_access);
	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, 0, "11"), &m));
}

TEST_HARNESS_MAIN
