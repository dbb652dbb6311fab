// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the negotiate contexts, MS-SMB2 2.2.3.1. */
#include <lwsmb/wire_smb2_ctx.h>
#include "codec.h"

CODEC(smb2_preauth_caps);
CODEC(smb2_algorithm_caps);
CODEC(smb2_compression_caps);
CODEC(smb2_transport_caps);
CODEC(smb2_rdma_caps);

/* One of three bytes, one that is empty, one of four with a byte behind it. */
static struct codec_bytes list_bytes(void)
{
	return HEX(0500 0300 11121314 616263 f1f2f3f4f5
		   0001 0000 00000000
		   3412 0400 21222324 71727374 f6);
}

TEST(list)
{
	struct codec_bytes b = list_bytes();
	struct wire_rd r = codec_rd(0, b);
	struct wire_wr w = codec_wr(0, b.len);
	struct smb2_neg_ctx c;
	u16 left = 3;

	ASSERT_EQ(1, wire_smb2_neg_ctx_next(&r, &left, &c));
	EXPECT_EQ(SMB2_NETNAME_NEGOTIATE_CONTEXT_ID, c.type);
	EXPECT_EQ(0x14131211u, c.reserved);
	EXPECT_EQ(8, c.data.off);
	EXPECT_EQ(3, c.data.len);
	EXPECT_EQ(5, c.padding.len);
	EXPECT_EQ(0, wire_smb2_neg_ctx_append(&w, &c));
	ASSERT_EQ(1, wire_smb2_neg_ctx_next(&r, &left, &c));
	EXPECT_EQ(SMB2_POSIX_EXTENSIONS_AVAILABLE, c.type);
	EXPECT_EQ(0, c.data.len);
	EXPECT_EQ(0, c.padding.len);
	EXPECT_EQ(0, wire_smb2_neg_ctx_append(&w, &c));
	EXPECT_EQ(1, left);
	ASSERT_EQ(1, wire_smb2_neg_ctx_next(&r, &left, &c));
	EXPECT_EQ(0x1234, c.type);
	EXPECT_EQ(32, c.data.off);
	EXPECT_EQ(4, c.data.len);
	EXPECT_EQ(1, c.padding.len);
	EXPECT_EQ(0, wire_smb2_neg_ctx_append(&w, &c));
	EXPECT_EQ(0, left);
	EXPECT_EQ(0, wire_smb2_neg_ctx_next(&r, &left, &c));
	EXPECT_EQ(b.len, wire_wr_off(&w));
	EXPECT_BYTES(b.data, w.base, b.len);
}

TEST(list_cut)
{
	size_t n;

	for (n = 0; n < 36; n++) {
		struct wire_rd r = codec_rd(0, codec_first(list_bytes(), n));
		struct smb2_neg_ctx c;
		u16 left = 3;
		int ret;

		while ((ret = wire_smb2_neg_ctx_next(&r, &left, &c)) > 0)
			;
		EXPECT_EQ(-EBADMSG, ret);
		EXPECT_EQ(n < 11 ? 3 : n < 24 ? 2 : 1, left);
	}
}

TEST(append)
{
	struct codec_bytes big = { codec_alloc(U16_MAX + 1), U16_MAX + 1 };
	struct smb2_neg_ctx c = { .type = 8, .data = { big.data, 1, 0 } };
	struct wire_wr w;
	size_t room;

	memset(big.data, 'x', big.len);
	for (room = 0; room < 25; room++) {
		w = codec_wr(0, room);
		EXPECT_EQ(room < 9 ? -EMSGSIZE : 0, wire_smb2_neg_ctx_append(&w, &c));
		EXPECT_EQ(room < 9 ? 0 : 9, wire_wr_off(&w));
		if (room < 9)
			continue;
		/* the padding goes with the second */
		EXPECT_EQ(-EMSGSIZE, wire_smb2_neg_ctx_append(&w, &c));
		EXPECT_EQ(9, wire_wr_off(&w));
	}
	w = codec_wr(0, 25);
	ASSERT_EQ(0, wire_smb2_neg_ctx_append(&w, &c));
	c.data.len = 0;
	c.padding = (struct wire_span) { (const u8 *)"yz", 1, 0 };
	ASSERT_EQ(0, wire_smb2_neg_ctx_append(&w, &c));
	EXPECT_BYTES("\x08\0\1\0\0\0\0\0x\0\0\0\0\0\0\0\x08\0\0\0\0\0\0\0y", w.base, 25);

	w = codec_wr(0, 8 + U16_MAX);
	c.padding.len = 0;
	c.data.len = U16_MAX + 1;
	EXPECT_EQ(-EINVAL, wire_smb2_neg_ctx_append(&w, &c));
	c.data.len = U16_MAX;
	EXPECT_EQ(0, wire_smb2_neg_ctx_append(&w, &c));
	EXPECT_EQ(8 + U16_MAX, wire_wr_off(&w));
}

TEST(preauth)
{
	struct codec_bytes b = HEX(0200 0300 0100 0203 616263);
	struct smb2_preauth_caps c;

	codec_check(_metadata, &codec_smb2_preauth_caps, 0, b, b.len, &c);
	EXPECT_EQ(2, wire_le16_count(&c.algorithms));
	EXPECT_EQ(SMB2_PREAUTH_HASH_SHA512, wire_le16_at(&c.algorithms, 0));
	EXPECT_EQ(0x0302, wire_le16_at(&c.algorithms, 1));
	EXPECT_EQ(3, c.salt.len);
	EXPECT_BYTES("abc", c.salt.data, 3);
}

TEST(ciphers)
{
	struct codec_bytes b = HEX(0200 0200 0100);
	struct smb2_algorithm_caps c;

	codec_check(_metadata, &codec_smb2_algorithm_caps, 0, b, b.len, &c);
	EXPECT_EQ(2, wire_le16_count(&c.algorithms));
	EXPECT_EQ(SMB2_ENCRYPTION_AES128_GCM, wire_le16_at(&c.algorithms, 0));
	EXPECT_EQ(SMB2_ENCRYPTION_AES128_CCM, wire_le16_at(&c.algorithms, 1));
}

TEST(compression)
{
	struct codec_bytes b = HEX(0300 1112 01000000 0400 0200 0300);
	struct smb2_compression_caps c;

	codec_check(_metadata, &codec_smb2_compression_caps, 0, b, b.len, &c);
	EXPECT_EQ(0x1211, c.padding);
	EXPECT_EQ(SMB2_COMPRESSION_FLAG_CHAINED, c.flags);
	EXPECT_EQ(3, wire_le16_count(&c.algorithms));
	EXPECT_EQ(SMB2_COMPRESSION_PATTERN_V1, wire_le16_at(&c.algorithms, 0));
	EXPECT_EQ(SMB2_COMPRESSION_LZ77_HUFFMAN, wire_le16_at(&c.algorithms, 2));
}

TEST(transport)
{
	struct smb2_transport_caps c;

	codec_check(_metadata, &codec_smb2_transport_caps, 0, HEX(01020304), 4, &c);
	EXPECT_EQ(0x04030201u, c.flags);
}

TEST(rdma)
{
	struct codec_bytes b = HEX(0100 1112 13141516 0200);
	struct smb2_rdma_caps c;

	codec_check(_metadata, &codec_smb2_rdma_caps, 0, b, b.len, &c);
	EXPECT_EQ(0x1211, c.reserved1);
	EXPECT_EQ(0x16151413u, c.reserved2);
	EXPECT_EQ(1, wire_le16_count(&c.transforms));
	EXPECT_EQ(SMB2_RDMA_TRANSFORM_SIGNING, wire_le16_at(&c.transforms, 0));
}

TEST(too_many)
{
	struct codec_bytes big = { codec_alloc(2 * (U16_MAX + 1)), 2 * (U16_MAX + 1) };
	static const u32 lens[] = { 1, 3, 2 * U16_MAX, 2 * (U16_MAX + 1) };
	struct smb2_compression_caps compression = {};
	struct smb2_algorithm_caps ciphers = {};
	struct smb2_preauth_caps preauth = {};
	struct smb2_rdma_caps rdma = {};
	size_t i;

	memset(big.data, 'x', big.len);
	for (i = 0; i < ARRAY_SIZE(lens); i++) {
		struct wire_span list = { big.data, lens[i], 0 };
		int expected = lens[i] == 2 * U16_MAX ? 0 : -EINVAL;

		compression.algorithms = list;
		ciphers.algorithms = list;
		preauth.algorithms = list;
		rdma.transforms = list;
		EXPECT_EQ(expected, codec_encode(&codec_smb2_compression_caps, 0, 140000,
						 &compression, NULL));
		EXPECT_EQ(expected, codec_encode(&codec_smb2_algorithm_caps, 0, 140000,
						 &ciphers, NULL));
		EXPECT_EQ(expected, codec_encode(&codec_smb2_preauth_caps, 0, 140000,
						 &preauth, NULL));
		EXPECT_EQ(expected, codec_encode(&codec_smb2_rdma_caps, 0, 140000,
						 &rdma, NULL));
	}
	memset(&preauth, 0, sizeof(preauth));
	preauth.salt = (struct wire_span) { big.data, U16_MAX, 0 };
	EXPECT_EQ(0, codec_encode(&codec_smb2_preauth_caps, 0, 140000, &preauth, NULL));
	preauth.salt.len++;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_preauth_caps, 0, 140000, &preauth, NULL));
}

/* The list that smbclient 4.17 sends. */
TEST(list_of_smbclient)
{
	struct codec_bytes b = HEX(01002600 00000000 01002000 0100a870 8570a1fa 5fd3da4f
				   e1022ec2 6c789ae8 b151726d e86912d2 becc3e30 25b20000
				   02000a00 00000000 04000200 01000400 03000000 00000000
				   08000800 00000000 03000200 01000000 05001200 00000000
				   31003200 37002e00 30002e00 30002e00 3100);
	static const u16 types[] = {
		SMB2_PREAUTH_INTEGRITY_CAPABILITIES, SMB2_ENCRYPTION_CAPABILITIES,
		SMB2_SIGNING_CAPABILITIES, SMB2_NETNAME_NEGOTIATE_CONTEXT_ID };
	struct wire_rd r = codec_rd(0, b), data;
	struct smb2_algorithm_caps caps;
	struct smb2_neg_ctx c;
	u16 left = 4;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		ASSERT_EQ(1, wire_smb2_neg_ctx_next(&r, &left, &c));
		EXPECT_EQ(types[i], c.type);
		wire_rd_span_child(&c.data, &data);
		if (c.type == SMB2_ENCRYPTION_CAPABILITIES) {
			EXPECT_EQ(0, wire_smb2_algorithm_caps_decode(&data, &caps));
			EXPECT_EQ(4, wire_le16_count(&caps.algorithms));
		} else if (c.type == SMB2_SIGNING_CAPABILITIES) {
			EXPECT_EQ(0, wire_smb2_algorithm_caps_decode(&data, &caps));
			EXPECT_EQ(SMB2_SIGNING_AES_GMAC, wire_le16_at(&caps.algorithms, 0));
		}
	}
	EXPECT_EQ(0, wire_rd_left(&r));
}

TEST_HARNESS_MAIN
