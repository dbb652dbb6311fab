// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of SESSION_SETUP, MS-SMB2 2.2.5 and 2.2.6, and of the body of LOGOFF. */
#include <lwsmb/wire_smb2.h>
#include "codec.h"

CODEC(smb2_session_setup_req);
CODEC(smb2_session_setup_rsp);
CODEC(smb2_empty);

#define REQ (&codec_smb2_session_setup_req)
#define RSP (&codec_smb2_session_setup_rsp)
#define AT SMB2_HDR_SIZE

static const struct wire_span none;

TEST(request)
{
	struct codec_bytes b = HEX(1900 02 03 04050607 08090a0b 5900 0300
				   1112131415161718 f1 616263 f2);
	struct smb2_session_setup_req m;

	codec_check_used(_metadata, REQ, AT, b, b.len - 1, 24, &m);
	EXPECT_EQ(2, m.flags);
	EXPECT_EQ(3, m.security_mode);
	EXPECT_EQ(0x07060504u, m.capabilities);
	EXPECT_EQ(0x0b0a0908u, m.channel);
	EXPECT_EQ(0x1817161514131211ull, m.previous_session_id);
	EXPECT_EQ(89, m.token.off);
	EXPECT_EQ(3, m.token.len);
	EXPECT_BYTES("abc", m.token.data, 3);

	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 0, "18"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 12, "57"), &m));
	EXPECT_EQ(0, codec_decode(REQ, AT, codec_patch(b, 12, "58"), &m));
	EXPECT_EQ(0, codec_decode(REQ, AT, codec_patch(b, 12, "5a"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 12, "5b"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 14, "ffff"), &m));
}

TEST(request_made_by_hand)
{
	struct codec_bytes b = HEX(1900 00 01 00000000 00000000 5800 0300
				   0000000000000000 616263);
	struct smb2_session_setup_req m = { .security_mode = 1 };
	struct codec_bytes big = { codec_alloc(U16_MAX + 1), U16_MAX + 1 };

	memset(big.data, 'x', big.len);
	m.token = (struct wire_span) { (const u8 *)"abc", 3, 0 };
	codec_check_encode(_metadata, REQ, AT, b, &m);
	codec_check_rooms(_metadata, REQ, AT, b.len, &m);
	m.token = none;
	b = codec_first(codec_patch(b, 14, "0000"), 24);
	codec_check_encode(_metadata, REQ, AT, b, &m);
	m.token = (struct wire_span) { big.data, U16_MAX, 0 };
	EXPECT_EQ(0, codec_encode(REQ, AT, 200000, &m, NULL));
	m.token.len++;
	EXPECT_EQ(-EINVAL, codec_encode(REQ, AT, 200000, &m, NULL));
	m.token.len = 1;
	m.token.off = 87;
	EXPECT_EQ(-EINVAL, codec_encode(REQ, AT, 200000, &m, NULL));
	m.token.off = 88;
	EXPECT_EQ(0, codec_encode(REQ, AT, 200000, &m, NULL));
}

TEST(response)
{
	struct codec_bytes b = HEX(0900 0102 4900 0300 f1 616263);
	struct smb2_session_setup_rsp m;

	codec_check_used(_metadata, RSP, AT, b, b.len, 8, &m);
	EXPECT_EQ(0x0201, m.session_flags);
	EXPECT_EQ(73, m.token.off);
	EXPECT_EQ(3, m.token.len);
	EXPECT_BYTES("abc", m.token.data, 3);

	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, 0, "08"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, 4, "47"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, 4, "4a"), &m));
}

TEST(response_made_by_hand)
{
	struct smb2_session_setup_rsp m = { .session_flags = SMB2_SESSION_FLAG_ENCRYPT_DATA };
	struct codec_bytes b = HEX(0900 0400 4800 0300 616263);
	struct codec_bytes big = { codec_alloc(U16_MAX + 1), U16_MAX + 1 };

	memset(big.data, 'x', big.len);
	m.token = (struct wire_span) { (const u8 *)"abc", 3, 0 };
	codec_check_encode(_metadata, RSP, AT, b, &m);
	codec_check_rooms(_metadata, RSP, AT, b.len, &m);
	m.token = none;
	codec_check_encode(_metadata, RSP, AT, HEX(0900 0400 4800 0000), &m);
	m.token = (struct wire_span) { big.data, U16_MAX, 0 };
	EXPECT_EQ(0, codec_encode(RSP, AT, 200000, &m, NULL));
	m.token.len++;
	EXPECT_EQ(-EINVAL, codec_encode(RSP, AT, 200000, &m, NULL));
}

/* The forms in which an empty token comes: with and without a byte, any offset. */
TEST(empty_token)
{
	struct smb2_session_setup_rsp m;

	codec_check(_metadata, RSP, AT, HEX(0900 0000 4800 0000), 8, &m);
	EXPECT_EQ(0, m.token.len);
	codec_check(_metadata, RSP, AT, HEX(0900 0000 0000 0000), 8, &m);
	codec_check_used(_metadata, RSP, AT, HEX(0900 0000 4800 0000 00), 8, 8, &m);
	codec_check_used(_metadata, RSP, AT, HEX(0900 0000 ffff 0000 77), 8, 8, &m);
	EXPECT_EQ(0, m.token.len);
}

TEST(empty_body)
{
	struct smb2_empty m;

	codec_check(_metadata, &codec_smb2_empty, SMB2_HDR_SIZE, HEX(0400 1112), 4, &m);
	EXPECT_EQ(0x1211, m.reserved);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_empty, SMB2_HDR_SIZE,
					 HEX(0500 0000), &m));
	/* padding to the next message of a compound */
	EXPECT_EQ(0, codec_decode(&codec_smb2_empty, SMB2_HDR_SIZE,
				  HEX(0400 0000 00000000), &m));
}

TEST_HARNESS_MAIN
