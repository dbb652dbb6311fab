// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of NEGOTIATE, MS-SMB2 2.2.3 and 2.2.4. */
#include <lwsmb/wire_smb2_ctx.h>
#include "codec.h"

CODEC(smb2_negotiate_req);
CODEC(smb2_negotiate_rsp);

#define REQ (&codec_smb2_negotiate_req)
#define RSP (&codec_smb2_negotiate_rsp)
#define AT SMB2_HDR_SIZE

static const struct wire_span none;

TEST(le16_list)
{
	u8 buf[4] = { 0x11, 0x03, 0xaa, 0xaa };
	struct wire_span s = { .data = buf, .len = 4 };
	struct wire_wr w;

	wire_wr_init(&w, buf, 3);
	EXPECT_EQ(0, wire_le16_append(&w, 0x0201));
	EXPECT_EQ(-EMSGSIZE, wire_le16_append(&w, 0x0403));
	EXPECT_BYTES("\x01\x02\xaa\xaa", buf, 4);
	EXPECT_EQ(2, wire_le16_count(&s));
	EXPECT_EQ(0x0201, wire_le16_at(&s, 0));
	EXPECT_EQ(0xaaaa, wire_le16_at(&s, 1));
	EXPECT_EQ(0, wire_le16_at(&s, 2));
	s.len = 3;
	EXPECT_EQ(1, wire_le16_count(&s));
	EXPECT_EQ(0, wire_le16_at(&s, 1));
}

TEST(request_before_311)
{
	struct codec_bytes b = HEX(2400 0200 0102 0304 05060708
				   000102030405060708090a0b0c0d0e0f
				   1112131415161718 0202 1002);
	struct smb2_negotiate_req m;

	codec_check(_metadata, REQ, AT, b, b.len, &m);
	EXPECT_EQ(0x0201, m.security_mode);
	EXPECT_EQ(0x0403, m.reserved);
	EXPECT_EQ(0x08070605u, m.capabilities);
	EXPECT_BYTES(b.data + 12, m.client_guid, 16);
	EXPECT_EQ(0x1817161514131211ull, m.client_start_time);
	EXPECT_EQ(2, wire_le16_count(&m.dialects));
	EXPECT_EQ(SMB2_DIALECT_202, wire_le16_at(&m.dialects, 0));
	EXPECT_EQ(SMB2_DIALECT_210, wire_le16_at(&m.dialects, 1));
	EXPECT_EQ(100, m.dialects.off);
	EXPECT_EQ(0, m.context_count);
	EXPECT_EQ(0, m.reserved2);
	EXPECT_EQ(0, m.contexts.len);

	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 0, "25"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 2, "0300"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 2, "ffff"), &m));
	EXPECT_EQ(0, codec_decode(REQ, AT, codec_patch(b, 2, "0000"), &m));
	EXPECT_EQ(0, wire_le16_count(&m.dialects));
}

/* 0x0311 need not be the last dialect; the context list is padded to 8 bytes */
static struct codec_bytes req_311(void)
{
	return HEX(2400 0300 0102 0304 05060708
		   000102030405060708090a0b0c0d0e0f
		   70000000 0200 2122 0202 1103 0003
		   6162 63646566
		   0800 0200 00000000 3132 000000000000
		   0001 0100 00000000 33);
}

TEST(request_311)
{
	struct codec_bytes b = req_311();
	struct smb2_negotiate_req m;

	/* the length of the last context is the business of its own codec */
	codec_check_used(_metadata, REQ, AT, b, 64, 42, &m);
	EXPECT_EQ(0, m.client_start_time);
	EXPECT_EQ(2, m.context_count);
	EXPECT_EQ(0x2221, m.reserved2);
	EXPECT_EQ(3, wire_le16_count(&m.dialects));
	EXPECT_EQ(112, m.contexts.off);
	EXPECT_EQ(b.len - 48, m.contexts.len);
	EXPECT_BYTES(b.data + 48, m.contexts.data, m.contexts.len);

	/* what a caller builds: the codec chooses the place and pads with zeros */
	m.rest = none;
	m.contexts.off = 0;
	codec_check_encode(_metadata, REQ, AT, codec_patch(b, 42, "000000000000"), &m);
	codec_check_rooms(_metadata, REQ, AT, b.len, &m);
	/* or the caller does */
	m.contexts.off = 111;
	EXPECT_EQ(0, codec_encode(REQ, AT, 1000, &m, &b));
	EXPECT_BYTES("\x6f\0\0\0", b.data + 28, 4);
	m.contexts.off = 105;
	EXPECT_EQ(-EINVAL, codec_encode(REQ, AT, 1000, &m, NULL));
	m.contexts.off = 106;
	EXPECT_EQ(0, codec_encode(REQ, AT, 1000, &m, NULL));
}

TEST(request_311_context_place)
{
	struct codec_bytes b = req_311();
	struct smb2_negotiate_req m;

	/* into the dialects, unaligned, behind the end */
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 28, "68"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 28, "71"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 28, "74"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 28, "70000080"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 28, "f8ffffff"), &m));
	/* 137 bytes: one header fits at 128, none at 136 and behind */
	EXPECT_EQ(137, SMB2_HDR_SIZE + b.len);
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 28, "80"), &m));
	EXPECT_EQ(0, codec_decode(REQ, AT, codec_patch(b, 28, "80000000 0100"), &m));
	EXPECT_EQ(9, m.contexts.len);
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 28, "88000000 0100"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 28, "90000000 0100"), &m));
	/* 25 bytes hold three headers at the most */
	EXPECT_EQ(0, codec_decode(REQ, AT, codec_patch(b, 32, "0300"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 32, "0400"), &m));
	/* with none, the offset is anything */
	EXPECT_EQ(0, codec_decode(REQ, AT, codec_patch(b, 28, "01020304 0000"), &m));
	EXPECT_EQ(0x04030201u, m.contexts.off);
	EXPECT_EQ(0, m.contexts.len);
	codec_check_encode(_metadata, REQ, AT, codec_patch(b, 28, "01020304 0000"), &m);
}

TEST(request_made_by_hand)
{
	struct codec_bytes b = HEX(2400 0100 0100 0000 7f000000
				   00000000000000000000000000000000
				   00000000 0000 0000 1103);
	struct smb2_negotiate_req m = { .security_mode = 1, .capabilities = 0x7f };
	u8 dialects[2 * (U16_MAX + 2)] = { 0x11, 0x03 };

	m.dialects = (struct wire_span) { .data = dialects, .len = 2 };
	codec_check_encode(_metadata, REQ, AT, b, &m);
	m.dialects.len = 1;
	EXPECT_EQ(-EINVAL, codec_encode(REQ, AT, 200000, &m, NULL));
	m.dialects.len = 2 * U16_MAX;
	EXPECT_EQ(0, codec_encode(REQ, AT, 200000, &m, NULL));
	m.dialects.len = 2 * (U16_MAX + 1);
	EXPECT_EQ(-EINVAL, codec_encode(REQ, AT, 200000, &m, NULL));
}

/* What impacket 0.10 sends: padding of 0xff, one dialect. */
TEST(request_of_impacket)
{
	struct codec_bytes b = HEX(24000100 01000000 40000000 5a6b6358 76756a69 4b434648
				   4648574d 68000000 02000000 1103ffff 01002600 00000000
				   01002000 01007477 67726b72 6d70596b 6d4b6a75 636d5768
				   6575436b 6d676970 50426441 6f4dffff 02000400 00000000
				   01000100);
	struct smb2_negotiate_req m;

	ASSERT_EQ(0, codec_decode(REQ, AT, b, &m));
	codec_check_encode(_metadata, REQ, AT, b, &m);
	EXPECT_EQ(SMB2_DIALECT_311, wire_le16_at(&m.dialects, 0));
	EXPECT_EQ(2, m.context_count);
	EXPECT_EQ(60, m.contexts.len);
}

static struct codec_bytes rsp_bytes(void)
{
	return HEX(4100 0102 0203 0304
		   101112131415161718191a1b1c1d1e1f
		   21222324 25262728 292a2b2c 2d2e2f30
		   3132333435363738 4142434445464748
		   8000 0300 51525354 616263);
}

TEST(response)
{
	struct codec_bytes b = rsp_bytes();
	struct smb2_negotiate_rsp m;

	codec_check_used(_metadata, RSP, AT, b, b.len, 64, &m);
	EXPECT_EQ(0x0201, m.security_mode);
	EXPECT_EQ(SMB2_DIALECT_302, m.dialect);
	EXPECT_EQ(0x0403, m.context_count);
	EXPECT_BYTES(b.data + 8, m.server_guid, 16);
	EXPECT_EQ(0x24232221u, m.capabilities);
	EXPECT_EQ(0x28272625u, m.max_transact_size);
	EXPECT_EQ(0x2c2b2a29u, m.max_read_size);
	EXPECT_EQ(0x302f2e2du, m.max_write_size);
	EXPECT_EQ(0x3837363534333231ull, m.system_time);
	EXPECT_EQ(0x4847464544434241ull, m.server_start_time);
	EXPECT_EQ(128, m.token.off);
	EXPECT_EQ(3, m.token.len);
	EXPECT_BYTES("abc", m.token.data, 3);
	EXPECT_EQ(0x54535251u, m.reserved2);
	EXPECT_EQ(0, m.contexts.len);
	m.rest = none;
	m.token.off = 0;
	codec_check_encode(_metadata, RSP, AT, b, &m);

	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, 0, "40"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, 56, "7f"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, 56, "81"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, 58, "04"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, 56, "ffff ffff"), &m));
}

TEST(response_without_token)
{
	struct codec_bytes b = codec_first(codec_patch(rsp_bytes(), 58, "0000"), 64);
	struct smb2_negotiate_rsp m;

	codec_check(_metadata, RSP, AT, b, b.len, &m);
	EXPECT_EQ(128, m.token.off);
	/* an offset of 0 stays 0, one that nobody gave is the usual one */
	codec_check(_metadata, RSP, AT, codec_patch(b, 56, "0000"), b.len, &m);
	m.token = none;
	m.rest = none;
	codec_check_encode(_metadata, RSP, AT, b, &m);
}

TEST(response_311)
{
	struct codec_bytes b = codec_cat(codec_patch(codec_patch(rsp_bytes(), 4, "1103 0100"),
						     60, "88000000"),
					 HEX(a1a2a3a4a5 0800 0400 00000000 0100 0100 b1));
	struct smb2_negotiate_rsp m;

	codec_check_used(_metadata, RSP, AT, b, 72 + 8, 64, &m);
	EXPECT_EQ(1, m.context_count);
	EXPECT_EQ(0, m.reserved2);
	EXPECT_EQ(136, m.contexts.off);
	EXPECT_EQ(13, m.contexts.len);
	EXPECT_EQ(3, m.token.len);

	m.rest = none;
	m.token.off = 0;
	m.contexts.off = 0;
	codec_check_encode(_metadata, RSP, AT, codec_patch(b, 67, "0000000000"), &m);
	codec_check_rooms(_metadata, RSP, AT, b.len, &m);
	m.contexts.off = 127;
	EXPECT_EQ(-EINVAL, codec_encode(RSP, AT, 1000, &m, NULL));
	m.contexts.off = 128;
	EXPECT_EQ(0, codec_encode(RSP, AT, 1000, &m, NULL));

	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, 60, "8c"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, 60, "78"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, 6, "0200"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, 58, "ff"), &m));
	EXPECT_EQ(0, codec_decode(RSP, AT, codec_patch(codec_patch(b, 6, "0000"), 60, "8c"), &m));
	EXPECT_EQ(0x8c, m.contexts.off);
}

TEST(response_made_by_hand)
{
	struct codec_bytes b = HEX(4100 0100 1103 0000 00000000000000000000000000000000
				   7f000000 00000000 00000000 00000000
				   0000000000000000 0000000000000000 8000 0000 00000000);
	struct smb2_negotiate_rsp m = {
		.security_mode = SMB2_NEGOTIATE_SIGNING_ENABLED,
		.dialect = SMB2_DIALECT_311,
		.capabilities = 0x7f,
	};

	codec_check_encode(_metadata, RSP, AT, b, &m);
}

TEST(response_token_too_long)
{
	struct codec_bytes big = { codec_alloc(U16_MAX + 1), U16_MAX + 1 };
	struct smb2_negotiate_rsp m = {};

	memset(big.data, 'x', big.len);
	m.token = (struct wire_span) { big.data, U16_MAX, 0 };
	EXPECT_EQ(0, codec_encode(RSP, AT, 200000, &m, NULL));
	m.token.len++;
	EXPECT_EQ(-EINVAL, codec_encode(RSP, AT, 200000, &m, NULL));
	m.token.len = 1;
	m.token.off = U16_MAX;
	EXPECT_EQ(0, codec_encode(RSP, AT, 200000, &m, NULL));
	m.token.off++;
	EXPECT_EQ(-EINVAL, codec_encode(RSP, AT, 200000, &m, NULL));
	m.token.len = 0;
	EXPECT_EQ(-EINVAL, codec_encode(RSP, AT, 200000, &m, NULL));
}

TEST_HARNESS_MAIN
