// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of what frames begin with and of the TRANSFORM_HEADER, MS-SMB2 2.2.41. */
#include <lwsmb/wire_smb2.h>
#include "codec.h"

static int kind(struct codec_bytes b)
{
	struct wire_rd r = codec_rd(0, b);
	int k = wire_frame_kind(&r);

	return r.pos == r.base ? k : -1;
}

TEST(frame_kind)
{
	EXPECT_EQ(WIRE_FRAME_SMB1, kind(HEX(ff534d42)));
	EXPECT_EQ(WIRE_FRAME_SMB2, kind(HEX(fe534d42 4000)));
	EXPECT_EQ(WIRE_FRAME_TRANSFORM, kind(HEX(fd534d42)));
	EXPECT_EQ(WIRE_FRAME_COMPRESSION, kind(HEX(fc534d42)));
	EXPECT_EQ(WIRE_FRAME_UNKNOWN, kind(HEX(fb534d42)));
	EXPECT_EQ(WIRE_FRAME_UNKNOWN, kind(HEX(fe534d43)));
	EXPECT_EQ(WIRE_FRAME_UNKNOWN, kind(HEX(fe534d)));
	EXPECT_EQ(WIRE_FRAME_UNKNOWN, kind(codec_first(HEX(00), 0)));
}

static struct codec_bytes sample(void)
{
	return HEX(fd534d42
		   000102030405060708090a0b0c0d0e0f
		   101112131415161718191a1b1c1d1e1f
		   05000000 2122 2324 3132333435363738
		   4142434445);
}

TEST(decode)
{
	struct wire_rd r = codec_rd(0, sample());
	struct smb2_transform t;

	memset(&t, CODEC_STALE_BYTE, sizeof(t));
	ASSERT_EQ(0, wire_smb2_transform_decode(&r, &t));
	EXPECT_BYTES(sample().data + 4, t.hdr.signature, 16);
	EXPECT_BYTES(sample().data + 20, t.hdr.nonce, 16);
	EXPECT_EQ(5, t.hdr.original_message_size);
	EXPECT_EQ(0x2221, t.hdr.reserved);
	EXPECT_EQ(0x2423, t.hdr.flags);
	EXPECT_EQ(0x3837363534333231ull, t.hdr.session_id);
	EXPECT_EQ(r.base + 20, t.aad.data);
	EXPECT_EQ(20, t.aad.off);
	EXPECT_EQ(32, t.aad.len);
	EXPECT_EQ(r.base + 52, t.ciphertext.data);
	EXPECT_EQ(52, t.ciphertext.off);
	EXPECT_EQ(5, t.ciphertext.len);
	EXPECT_EQ(0, wire_rd_left(&r));
}

TEST(decode_behind_another)
{
	struct wire_rd r = codec_rd(8, codec_cat(sample(), HEX(77)));
	struct smb2_transform t;

	ASSERT_EQ(0, wire_smb2_transform_decode(&r, &t));
	EXPECT_EQ(28, t.aad.off);
	EXPECT_EQ(60, t.ciphertext.off);
	/* what follows is left alone */
	EXPECT_EQ(1, wire_rd_left(&r));
}

TEST(refuses)
{
	struct smb2_transform t;
	struct wire_rd r;
	size_t n;

	for (n = 0; n < sample().len; n++) {
		r = codec_rd(0, codec_first(sample(), n));
		EXPECT_EQ(-EBADMSG, wire_smb2_transform_decode(&r, &t));
	}
	r = codec_rd(0, codec_patch(sample(), 0, "fe"));
	EXPECT_EQ(-EBADMSG, wire_smb2_transform_decode(&r, &t));
	r = codec_rd(0, codec_patch(sample(), 36, "ffffffff"));
	EXPECT_EQ(-EBADMSG, wire_smb2_transform_decode(&r, &t));
}

TEST(encode)
{
	struct wire_rd r = codec_rd(0, sample());
	struct smb2_transform t;
	struct wire_wr w;
	size_t room;

	ASSERT_EQ(0, wire_smb2_transform_decode(&r, &t));
	w = codec_wr(0, 52);
	EXPECT_EQ(0, wire_smb2_transform_hdr_encode(&w, &t.hdr));
	EXPECT_EQ(52, wire_wr_off(&w));
	EXPECT_BYTES(sample().data, w.base, 52);
	for (room = 0; room < 52; room++) {
		w = codec_wr(0, room);
		EXPECT_EQ(-EMSGSIZE, wire_smb2_transform_hdr_encode(&w, &t.hdr));
	}
}

TEST_HARNESS_MAIN
