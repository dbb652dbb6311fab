// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of SMB1 NEGOTIATE. */
#include <lwsmb/wire_smb1.h>
#include "codec.h"

CODEC(smb1_negotiate_req);
CODEC(smb1_negotiate_rsp);

static int patched_req(struct codec_bytes b, size_t off, const char *hex)
{
	struct smb1_negotiate_req m;

	return codec_decode(&codec_smb1_negotiate_req, 0, codec_patch(b, off, hex), &m);
}

static int patched_rsp(struct codec_bytes b, size_t off, const char *hex)
{
	struct smb1_negotiate_rsp m;

	return codec_decode(&codec_smb1_negotiate_rsp, 0, codec_patch(b, off, hex), &m);
}

/* The six dialects of Windows XP, and the two that ask for SMB2. */
static const char *const dialects[] = {
	"PC NETWORK PROGRAM 1.0", "LANMAN1.0", "Windows for Workgroups 3.1a", "LM1.2X002",
	"LANMAN2.1", SMB1_DIALECT_NT_LM, SMB1_DIALECT_SMB2_002, SMB1_DIALECT_SMB2_ANY,
};

/* WordCount 0 and the list, put together from the document's words */
static struct codec_bytes request(u32 count)
{
	struct codec_bytes b = HEX(00 0000);
	u32 i;

	for (i = 0; i < count; i++) {
		b = codec_cat(b, HEX(02));
		b = codec_cat(b, codec_dup(dialects[i], strlen(dialects[i]) + 1));
	}
	b.data[1] = b.len - 3;
	return b;
}

TEST(request_of_xp)
{
	struct codec_bytes b = request(6);
	struct smb1_negotiate_req m;
	struct wire_span name;
	struct wire_rd list;
	u32 i;

	/* 98 bytes of dialects, as in every capture of it */
	EXPECT_EQ(98, b.data[1]);
	codec_check(_metadata, &codec_smb1_negotiate_req, SMB1_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(98, m.dialects.len);
	wire_rd_span_child(&m.dialects, &list);
	for (i = 0; i < 6; i++) {
		ASSERT_EQ(1, wire_smb1_dialect_next(&list, &name));
		ASSERT_EQ(strlen(dialects[i]), name.len);
		EXPECT_BYTES(dialects[i], name.data, name.len);
	}
	EXPECT_EQ(0, wire_smb1_dialect_next(&list, &name));
	EXPECT_EQ(5, wire_smb1_dialect_index(&m, SMB1_DIALECT_NT_LM));
	EXPECT_EQ(0, wire_smb1_dialect_index(&m, dialects[0]));
	EXPECT_EQ(-ENOENT, wire_smb1_dialect_index(&m, SMB1_DIALECT_SMB2_ANY));
	/* neither a beginning nor a continuation is the name */
	EXPECT_EQ(-ENOENT, wire_smb1_dialect_index(&m, "LANMAN2"));
	EXPECT_EQ(-ENOENT, wire_smb1_dialect_index(&m, "LANMAN2.12"));
	EXPECT_EQ(-ENOENT, wire_smb1_dialect_index(&m, ""));
}

TEST(request_of_both)
{
	struct codec_bytes b = request(8), none = HEX(00 0000);
	struct smb1_negotiate_req m;

	codec_check(_metadata, &codec_smb1_negotiate_req, SMB1_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(6, wire_smb1_dialect_index(&m, SMB1_DIALECT_SMB2_002));
	EXPECT_EQ(7, wire_smb1_dialect_index(&m, SMB1_DIALECT_SMB2_ANY));
	codec_check(_metadata, &codec_smb1_negotiate_req, SMB1_HDR_SIZE, none, none.len, &m);
	EXPECT_EQ(-ENOENT, wire_smb1_dialect_index(&m, SMB1_DIALECT_NT_LM));
}

TEST(request_refused)
{
	struct codec_bytes b = request(2);
	struct smb1_negotiate_req m;
	struct wire_rd r;

	/* another format, first or second; no NUL at the end; words */
	EXPECT_EQ(-EBADMSG, patched_req(b, 3, "01"));
	EXPECT_EQ(-EBADMSG, patched_req(b, 27, "03"));
	EXPECT_EQ(-EBADMSG, patched_req(b, b.len - 1, "30"));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb1_negotiate_req, 0, HEX(00 0100 02), &m));
	EXPECT_EQ(0, codec_decode(&codec_smb1_negotiate_req, 0, HEX(00 0200 0200), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb1_negotiate_req, 0, HEX(01 0000 0000), &m));
	r = codec_rd(0, HEX(00 0200 0230));
	EXPECT_EQ(-EBADMSG, wire_smb1_negotiate_req_decode(&r, &m));
	EXPECT_EQ(0, wire_rd_off(&r));
	r = codec_rd(0, HEX(00 0200 0200 77));
	EXPECT_EQ(0, wire_smb1_negotiate_req_decode(&r, &m));
	EXPECT_EQ(1, wire_rd_left(&r));
	m.dialects = (struct wire_span){ .data = codec_alloc(0x10000), .len = 0x10000 };
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb1_negotiate_req, 0, 0x20000, &m, NULL));
}

TEST(list_built)
{
	struct codec_bytes b = request(2);
	struct wire_wr w;
	size_t room;

	for (room = 0; room <= b.len - 3; room++) {
		int ret;

		w = codec_wr(0, room);
		ret = wire_smb1_dialect_put(&w, dialects[0]);
		if (!ret)
			ret = wire_smb1_dialect_put(&w, dialects[1]);
		EXPECT_EQ(room == b.len - 3 ? 0 : -EMSGSIZE, ret);
	}
	EXPECT_EQ(b.len - 3, wire_wr_off(&w));
	EXPECT_BYTES(b.data + 3, w.base, b.len - 3);
}

/* What the XP server of the captures answers: a GUID and no blob. */
TEST(response_extended)
{
	struct codec_bytes b = HEX(11 0500 03 0a00 0100 04110000 00000100 78563412 fde30080
		0011223344556677 c4ff 00 1300 a0a1a2a3a4a5a6a7a8a9aaabacadaeaf 60aabb);
	struct codec_bytes xp = HEX(11 0500 03 0a00 0100 04110000 00000100 78563412 fde30080
		0011223344556677 c4ff 00 1000 a0a1a2a3a4a5a6a7a8a9aaabacadaeaf);
	struct smb1_negotiate_rsp m;

	codec_check(_metadata, &codec_smb1_negotiate_rsp, SMB1_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(SMB1_NEGOTIATE_NT, m.form);
	EXPECT_EQ(5, m.dialect_index);
	EXPECT_EQ(3, m.security_mode);
	EXPECT_EQ(10, m.max_mpx);
	EXPECT_EQ(1, m.max_vcs);
	EXPECT_EQ(4356, m.max_buffer);
	EXPECT_EQ(65536, m.max_raw);
	EXPECT_EQ(0x12345678, m.session_key);
	EXPECT_EQ(0x8000e3fdu, m.capabilities);
	EXPECT_EQ(0x7766554433221100ull, m.system_time);
	EXPECT_EQ(-60, m.zone);
	EXPECT_EQ(0, m.challenge_length);
	EXPECT_BYTES(b.data + 37, m.guid, 16);
	ASSERT_EQ(3, m.blob.len);
	EXPECT_BYTES("\x60\xaa\xbb", m.blob.data, 3);
	EXPECT_EQ(0, m.challenge.len);
	EXPECT_EQ(0, m.names.len);

	codec_check(_metadata, &codec_smb1_negotiate_rsp, SMB1_HDR_SIZE, xp, xp.len, &m);
	EXPECT_EQ(0, m.blob.len);
	/* with a GUID, the length of the challenge says nothing: impacket sends 0x5a */
	codec_check(_metadata, &codec_smb1_negotiate_rsp, SMB1_HDR_SIZE, codec_patch(xp, 34, "5a"),
		    xp.len, &m);
	EXPECT_EQ(0x5a, m.challenge_length);
	/* half a GUID */
	EXPECT_EQ(-EBADMSG, patched_rsp(xp, 35, "0f00"));
}

TEST(response_challenge)
{
	struct codec_bytes b = HEX(11 0200 0f 3200 0a00 00410000 00000200 78563412 fd800000
		0011223344556677 2c01 08 0c00 c1c2c3c4c5c6c7c8 44000000), none;
	struct smb1_negotiate_rsp m;

	codec_check(_metadata, &codec_smb1_negotiate_rsp, SMB1_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(SMB1_NEGOTIATE_NT, m.form);
	EXPECT_EQ(2, m.dialect_index);
	EXPECT_EQ(0x0f, m.security_mode);
	EXPECT_EQ(300, m.zone);
	EXPECT_EQ(8, m.challenge_length);
	ASSERT_EQ(8, m.challenge.len);
	EXPECT_BYTES(b.data + 37, m.challenge.data, 8);
	ASSERT_EQ(4, m.names.len);
	EXPECT_BYTES("D\0\0\0", m.names.data, 4);
	EXPECT_EQ(0, m.blob.len);
	/* a challenge longer than what is there */
	EXPECT_EQ(-EBADMSG, patched_rsp(b, 34, "0d"));
	EXPECT_EQ(0, patched_rsp(b, 34, "0c"));
	/* none at all */
	none = HEX(11 0200 0f 3200 0a00 00410000 00000200 78563412 fd800000
		   0011223344556677 2c01 00 0000);
	codec_check(_metadata, &codec_smb1_negotiate_rsp, SMB1_HDR_SIZE, none, none.len, &m);
}

TEST(response_core)
{
	struct codec_bytes b = HEX(01 ffff 0000);
	struct smb1_negotiate_rsp m;
	struct wire_rd r = codec_rd(0, HEX(01 ffff 0000 77));

	EXPECT_EQ(0, wire_smb1_negotiate_rsp_decode(&r, &m));
	EXPECT_EQ(1, wire_rd_left(&r));
	codec_check(_metadata, &codec_smb1_negotiate_rsp, SMB1_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(SMB1_NEGOTIATE_CORE, m.form);
	EXPECT_EQ(SMB1_NO_DIALECT, m.dialect_index);
	m.dialect_index = 0x0102;
	codec_check_encode(_metadata, &codec_smb1_negotiate_rsp, 0, HEX(01 0201 0000), &m);
	/* other numbers of words are nothing that we know */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb1_negotiate_rsp, 0, HEX(00 0000), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb1_negotiate_rsp, 0, HEX(02 0000 0000 0000), &m));
}

TEST(response_lanman)
{
	struct codec_bytes b = HEX(0d 0400 0180 0410 3200 0102 0300 78563412 1122 3344 c4ff 0800
		5566 0b00 c1c2c3c4c5c6c7c8 575700);
	struct smb1_negotiate_rsp m;

	codec_check(_metadata, &codec_smb1_negotiate_rsp, SMB1_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(SMB1_NEGOTIATE_LANMAN, m.form);
	EXPECT_EQ(4, m.dialect_index);
	EXPECT_EQ(0x8001, m.security_mode);
	EXPECT_EQ(0x1004, m.max_buffer);
	EXPECT_EQ(50, m.max_mpx);
	EXPECT_EQ(0x201, m.max_vcs);
	EXPECT_EQ(3, m.raw_mode);
	EXPECT_EQ(0x12345678, m.session_key);
	EXPECT_EQ(0x2211, m.server_time);
	EXPECT_EQ(0x4433, m.server_date);
	EXPECT_EQ(-60, m.zone);
	EXPECT_EQ(8, m.challenge_length);
	EXPECT_EQ(0x6655, m.reserved);
	EXPECT_EQ(0, m.capabilities);
	ASSERT_EQ(8, m.challenge.len);
	ASSERT_EQ(3, m.names.len);
	EXPECT_BYTES("WW", m.names.data, 3);
	EXPECT_EQ(-EBADMSG, patched_rsp(b, 23, "0c"));
}

static int encode(const struct smb1_negotiate_rsp *m)
{
	return codec_encode(&codec_smb1_negotiate_rsp, 0, 0x20000, m, NULL);
}

static void set_challenge(struct smb1_negotiate_rsp *m, u32 len)
{
	m->challenge_length = len;
	m->challenge.len = len;
}

TEST(response_cannot_be)
{
	struct codec_bytes big = { codec_alloc(0x10000), 0x10000 };
	struct smb1_negotiate_rsp nt = { .form = SMB1_NEGOTIATE_NT }, m = nt;

	memset(big.data, 1, big.len);
	m.security_mode = 0xff;
	EXPECT_EQ(0, encode(&m));
	m.security_mode = 0x100;
	EXPECT_EQ(-EINVAL, encode(&m));
	/* the challenge and its length belong together */
	m = nt;
	m.challenge_length = 8;
	EXPECT_EQ(-EINVAL, encode(&m));
	m.challenge = (struct wire_span){ .data = big.data, .len = 8 };
	EXPECT_EQ(0, encode(&m));
	set_challenge(&m, 0xff);
	EXPECT_EQ(0, encode(&m));
	set_challenge(&m, 0x100);
	EXPECT_EQ(-EINVAL, encode(&m));
	/* all of it within ByteCount */
	set_challenge(&m, 8);
	m.names = (struct wire_span){ .data = big.data, .len = 0xffff - 8 };
	EXPECT_EQ(0, encode(&m));
	m.names.len++;
	EXPECT_EQ(-EINVAL, encode(&m));
	m = nt;
	m.capabilities = SMB1_CAP_EXTENDED_SECURITY;
	m.blob = (struct wire_span){ .data = big.data, .len = 0xffff - 16 };
	EXPECT_EQ(0, encode(&m));
	m.blob.len++;
	EXPECT_EQ(-EINVAL, encode(&m));
	m.blob.len = 0;
	m.challenge_length = 0x100;
	EXPECT_EQ(-EINVAL, encode(&m));

	m = (struct smb1_negotiate_rsp){ .form = SMB1_NEGOTIATE_CORE };
	EXPECT_EQ(0, encode(&m));
	m.capabilities = 1;
	EXPECT_EQ(-EINVAL, encode(&m));
	m.capabilities = 0;
	m.challenge_length = 8;
	m.challenge = (struct wire_span){ .data = big.data, .len = 8 };
	EXPECT_EQ(-EINVAL, encode(&m));
	m.form = SMB1_NEGOTIATE_LANMAN;
	m.max_buffer = 0xffff;
	EXPECT_EQ(0, encode(&m));
	m.max_buffer = 0x10000;
	EXPECT_EQ(-EINVAL, encode(&m));
	m.max_buffer = 0;
	m.capabilities = SMB1_CAP_UNICODE;
	EXPECT_EQ(-EINVAL, encode(&m));
	m = (struct smb1_negotiate_rsp){ .form = 3 };
	EXPECT_EQ(-EINVAL, encode(&m));
}

TEST_HARNESS_MAIN
