// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the SMB2 header, MS-SMB2 2.2.1. */
#include <lwsmb/wire_smb2.h>
#include "codec.h"

CODEC(smb2_hdr);

TEST(sync_form)
{
	struct codec_bytes b = HEX(fe534d42 4000 0102 03040506 0708 090a
				   090b0c0d 0e0f1011 1213141516171819
				   1a1b1c1d 1e1f2021 2223242526272829
				   30313233343536373839 3a3b3c3d3e3f);
	struct smb2_hdr h;

	codec_check(_metadata, &codec_smb2_hdr, 0, b, b.len, &h);
	EXPECT_EQ(0x0201, h.credit_charge);
	EXPECT_EQ(0x06050403u, h.status);
	EXPECT_EQ(0x0807, h.command);
	EXPECT_EQ(0x0a09, h.credits);
	EXPECT_EQ(0x0d0c0b09u, h.flags);
	EXPECT_EQ(0x11100f0eu, h.next_command);
	EXPECT_EQ(0x1918171615141312ull, h.message_id);
	EXPECT_EQ(0, h.async_id);
	EXPECT_EQ(0x1d1c1b1au, h.process_id);
	EXPECT_EQ(0x21201f1eu, h.tree_id);
	EXPECT_EQ(0x2928272625242322ull, h.session_id);
	EXPECT_BYTES("0123456789:;<=>?", h.signature, 16);
}

TEST(async_form)
{
	struct codec_bytes b = HEX(fe534d42 4000 0100 03010000 0c00 0100
				   03000000 00000000 0500000000000000
				   1a1b1c1d1e1f2021 2223242526272829
				   00000000000000000000 000000000000);
	struct smb2_hdr h;

	codec_check(_metadata, &codec_smb2_hdr, 0, b, b.len, &h);
	EXPECT_EQ(SMB2_FLAGS_SERVER_TO_REDIR | SMB2_FLAGS_ASYNC_COMMAND, h.flags);
	EXPECT_EQ(0x21201f1e1d1c1b1aull, h.async_id);
	EXPECT_EQ(0, h.process_id);
	EXPECT_EQ(0, h.tree_id);
}

TEST(refuses)
{
	struct codec_bytes b = HEX(fe534d42 4000 0000 00000000 0000 0000
				   00000000 00000000 0000000000000000
				   00000000 00000000 0000000000000000
				   00000000000000000000 000000000000);
	struct smb2_hdr h;

	EXPECT_EQ(0, codec_decode(&codec_smb2_hdr, 0, b, &h));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_hdr, 0, codec_patch(b, 0, "ff"), &h));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_hdr, 0, codec_patch(b, 0, "fd"), &h));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_hdr, 0, codec_patch(b, 3, "43"), &h));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_hdr, 0, codec_patch(b, 4, "41"), &h));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_hdr, 0, codec_patch(b, 5, "01"), &h));
}

TEST(signed_in_place)
{
	struct codec_bytes b = HEX(fe534d42 4000 0102 03040506 0708 090a
				   01000000 0e0f1011 1213141516171819
				   1a1b1c1d 1e1f2021 2223242526272829
				   30313233343536373839 3a3b3c3d3e3f);
	struct codec_bytes ready = HEX(fe534d42 4000 0102 03040506 0708 090a
				       09000000 0e0f1011 1213141516171819
				       1a1b1c1d 1e1f2021 2223242526272829
				       00000000000000000000 000000000000);
	struct codec_bytes done = codec_patch(ready, 48, "41424344454647484950515253545556");
	u8 hdr[1 + SMB2_HDR_SIZE + 1] = { 0xee };

	hdr[1 + SMB2_HDR_SIZE] = 0xee;
	memcpy(hdr + 1, b.data, SMB2_HDR_SIZE); /* at any address */
	wire_smb2_hdr_set_signed(hdr + 1);
	EXPECT_BYTES(ready.data, hdr + 1, SMB2_HDR_SIZE);
	wire_smb2_hdr_set_signed(hdr + 1);
	EXPECT_BYTES(ready.data, hdr + 1, SMB2_HDR_SIZE);
	wire_smb2_hdr_set_signature(hdr + 1, done.data + SMB2_SIGNATURE_OFFSET);
	EXPECT_BYTES(done.data, hdr + 1, SMB2_HDR_SIZE);
	EXPECT_EQ(0xee, hdr[0]);
	EXPECT_EQ(0xee, hdr[1 + SMB2_HDR_SIZE]);
}

TEST_HARNESS_MAIN
