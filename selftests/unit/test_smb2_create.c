// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of CREATE, MS-SMB2 2.2.13 and 2.2.14. */
#include <lwsmb/proto_create.h>
#include <lwsmb/wire_smb2_ctx.h>
#include "codec.h"

CODEC(smb2_create_req);
CODEC(smb2_create_rsp);

#define REQ (&codec_smb2_create_req)
#define RSP (&codec_smb2_create_rsp)
#define AT SMB2_HDR_SIZE

#define NAME_OFFSET 44
#define NAME_LENGTH 46
#define REQ_CTX_OFFSET 48
#define RSP_CTX_OFFSET 80

static const struct wire_span none;

/* Name "ab" at 120, contexts of 17 bytes at 128, one byte behind them. */
static struct codec_bytes req_bytes(void)
{
	return HEX(3900 02 03 04050607 1112131415161718 2122232425262728
		   31323334 35363738 393a3b3c 3d3e3f40 41424344
		   7800 0400 80000000 11000000
		   61006200 f1f2f3f4
		   000000001000010000000000000000007a f5);
}

TEST(request)
{
	struct codec_bytes b = req_bytes();
	struct smb2_create_req m;

	codec_check_used(_metadata, REQ, AT, b, b.len - 1, 56, &m);
	EXPECT_EQ(2, m.security_flags);
	EXPECT_EQ(3, m.oplock_level);
	EXPECT_EQ(0x07060504u, m.impersonation_level);
	EXPECT_EQ(0x1817161514131211ull, m.smb_create_flags);
	EXPECT_EQ(0x2827262524232221ull, m.reserved);
	EXPECT_EQ(0x34333231u, m.desired_access);
	EXPECT_EQ(0x38373635u, m.file_attributes);
	EXPECT_EQ(0x3c3b3a39u, m.share_access);
	EXPECT_EQ(0x403f3e3du, m.create_disposition);
	EXPECT_EQ(0x44434241u, m.create_options);
	EXPECT_EQ(120, m.name.off);
	EXPECT_EQ(4, m.name.len);
	EXPECT_BYTES("a\0b\0", m.name.data, 4);
	EXPECT_EQ(128, m.contexts.off);
	EXPECT_EQ(17, m.contexts.len);
	EXPECT_EQ(b.data[80], m.contexts.data[16]);

	m.rest = none;
	m.name.off = 0;
	m.contexts.off = 0;
	b = codec_first(codec_patch(b, 60, "00000000"), b.len - 1);
	codec_check_encode(_metadata, REQ, AT, b, &m);
	codec_check_rooms(_metadata, REQ, AT, b.len, &m);
}

TEST(request_bounds)
{
	struct codec_bytes b = req_bytes();
	struct smb2_create_req m;

	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, 0, "38"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, NAME_OFFSET, "7700"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, NAME_OFFSET, "ffff"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, NAME_LENGTH, "1b00"), &m));
	EXPECT_EQ(0, codec_decode(REQ, AT, codec_patch(b, NAME_LENGTH, "1a00"), &m));
	EXPECT_EQ(26, m.name.len);
	/* contexts: unaligned, in the fixed part, too long by a byte, huge */
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, REQ_CTX_OFFSET, "81"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, REQ_CTX_OFFSET, "84"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, REQ_CTX_OFFSET, "70"), &m));
	EXPECT_EQ(0, codec_decode(REQ, AT, codec_patch(b, REQ_CTX_OFFSET, "78"), &m));
	EXPECT_EQ(0, codec_decode(REQ, AT, codec_patch(b, REQ_CTX_OFFSET + 4, "12"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, REQ_CTX_OFFSET + 4, "13"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, REQ_CTX_OFFSET + 4, "ffffffff"),
					 &m));
	EXPECT_EQ(-EBADMSG, codec_decode(REQ, AT, codec_patch(b, REQ_CTX_OFFSET, "f8ffffff"), &m));
	/* without contexts, their offset is anything */
	EXPECT_EQ(0, codec_decode(REQ, AT, codec_patch(b, REQ_CTX_OFFSET, "01000000 00000000"),
				  &m));
	EXPECT_EQ(1, m.contexts.off);
	EXPECT_EQ(0, m.contexts.len);
}

/* The root: no name; with the byte that stands for it, padded like cifs.ko, bare. */
TEST(request_without_name)
{
	struct codec_bytes b = codec_first(codec_patch(codec_patch(req_bytes(), NAME_LENGTH,
								   "0000"),
						       REQ_CTX_OFFSET,
						       "00000000 00000000"), 64);
	struct smb2_create_req m;

	codec_check_used(_metadata, REQ, AT, b, 56, 56, &m);
	EXPECT_EQ(0, m.name.len);
	EXPECT_EQ(0x78, m.name.off);
	codec_check_used(_metadata, REQ, AT, codec_first(b, 57), 56, 56, &m);
	codec_check(_metadata, REQ, AT, codec_first(b, 56), 56, &m);
	EXPECT_EQ(0, m.name.len);
	m.rest = none;
	m.name = none;
	b = codec_patch(codec_first(b, 57), 56, "00");
	codec_check_encode(_metadata, REQ, AT, b, &m);
	codec_check_rooms(_metadata, REQ, AT, 57, &m);
}

/* Nothing says that the name comes first, nor that there is nothing between. */
TEST(request_with_contexts_first)
{
	struct codec_bytes b = HEX(3900 00 00 02000000 0000000000000000 0000000000000000
				   89001200 80000000 07000000 01000000 40000000
				   9200 0400 78000000 18000000
				   00000000 1000 0400 0000 0000 00000000 4d784163 a1a2a3a4
				   a5a6 61006200 a7);
	struct smb2_create_req m;

	codec_check_used(_metadata, REQ, AT, b, b.len - 1, 56, &m);
	EXPECT_EQ(146, m.name.off);
	EXPECT_BYTES("a\0b\0", m.name.data, 4);
	EXPECT_EQ(120, m.contexts.off);
	EXPECT_BYTES(b.data + 56, m.contexts.data, 24);
	/* of the two, the one that chose its place gets it */
	m.rest = (struct wire_span) {};
	m.name.off = 0;
	b = codec_cat(codec_first(codec_patch(b, 44, "9000"), 80), HEX(61006200));
	codec_check_encode(_metadata, REQ, AT, b, &m);
	codec_check_rooms(_metadata, REQ, AT, b.len, &m);
}

TEST(request_made_by_hand)
{
	struct codec_bytes big = { codec_alloc(U16_MAX + 1), U16_MAX + 1 };
	struct codec_bytes b = HEX(3900 00 ff 02000000 0000000000000000 0000000000000000
				   89001200 80000000 07000000 01000000 40000000
				   7800 0300 00000000 00000000 610062);
	struct smb2_create_req m = {
		.oplock_level = SMB2_OPLOCK_LEVEL_LEASE,
		.impersonation_level = IMPERSONATION_IMPERSONATION,
		.desired_access = 0x120089,
		.file_attributes = 0x80,
		.share_access = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
		.create_disposition = FILE_OPEN,
		.create_options = FILE_NON_DIRECTORY_FILE,
		.name = { b.data + 56, 3, 0 },
	};

	memset(big.data, 'x', big.len);
	codec_check_encode(_metadata, REQ, AT, b, &m);
	m.name = (struct wire_span) { big.data, U16_MAX, 0 };
	EXPECT_EQ(0, codec_encode(REQ, AT, 200000, &m, NULL));
	m.name.len++;
	EXPECT_EQ(-EINVAL, codec_encode(REQ, AT, 200000, &m, NULL));
	m.name = (struct wire_span) { big.data, 4, 119 };
	EXPECT_EQ(-EINVAL, codec_encode(REQ, AT, 200000, &m, NULL));
	m.name.off = 121;
	m.contexts = (struct wire_span) { big.data, 16, 124 };
	EXPECT_EQ(0, codec_encode(REQ, AT, 200000, &m, NULL));
	m.contexts.off = 119;
	EXPECT_EQ(-EINVAL, codec_encode(REQ, AT, 200000, &m, NULL));
	m.contexts.off = 125;
	EXPECT_EQ(0, codec_encode(REQ, AT, 200000, &m, NULL));
	/* contexts may be longer than 16 bits can tell, and lie behind 64 KiB */
	m.contexts = (struct wire_span) { big.data, U16_MAX + 1, U16_MAX + 1 };
	EXPECT_EQ(0, codec_encode(REQ, AT, 200000, &m, NULL));
}

static struct codec_bytes rsp_bytes(void)
{
	return HEX(5900 02 03 04050607
		   1112131415161718 2122232425262728 3132333435363738 4142434445464748
		   5152535455565758 6162636465666768 71727374 75767778
		   8182838485868788 9192939495969798
		   98000000 11000000
		   000000001000010000000000000000007a f5);
}

TEST(response)
{
	struct codec_bytes b = rsp_bytes();
	struct smb2_create_rsp m;

	codec_check_used(_metadata, RSP, AT, b, b.len - 1, 88, &m);
	EXPECT_EQ(2, m.oplock_level);
	EXPECT_EQ(3, m.flags);
	EXPECT_EQ(0x07060504u, m.create_action);
	EXPECT_EQ(0x1817161514131211ull, m.creation_time);
	EXPECT_EQ(0x2827262524232221ull, m.last_access_time);
	EXPECT_EQ(0x3837363534333231ull, m.last_write_time);
	EXPECT_EQ(0x4847464544434241ull, m.change_time);
	EXPECT_EQ(0x5857565554535251ull, m.allocation_size);
	EXPECT_EQ(0x6867666564636261ull, m.end_of_file);
	EXPECT_EQ(0x74737271u, m.file_attributes);
	EXPECT_EQ(0x78777675u, m.reserved2);
	EXPECT_EQ(0x8887868584838281ull, m.file_id.persistent_id);
	EXPECT_EQ(0x9897969594939291ull, m.file_id.volatile_id);
	EXPECT_EQ(152, m.contexts.off);
	EXPECT_EQ(17, m.contexts.len);

	m.rest = none;
	m.contexts.off = 0;
	b = codec_first(b, b.len - 1);
	codec_check_encode(_metadata, RSP, AT, b, &m);
	codec_check_rooms(_metadata, RSP, AT, b.len, &m);
	m.contexts.off = 151;
	EXPECT_EQ(-EINVAL, codec_encode(RSP, AT, 1000, &m, NULL));
}

TEST(response_bounds)
{
	struct codec_bytes b = rsp_bytes();
	struct smb2_create_rsp m;

	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, 0, "58"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, RSP_CTX_OFFSET, "99"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, RSP_CTX_OFFSET, "90"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, RSP_CTX_OFFSET, "a0"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(RSP, AT, codec_patch(b, RSP_CTX_OFFSET + 4, "13"), &m));
}

TEST(response_without_contexts)
{
	struct codec_bytes b = codec_patch(rsp_bytes(), RSP_CTX_OFFSET, "00000000 00000000");
	struct smb2_create_rsp m;

	/* with a byte in place of the contexts, and without */
	codec_check_used(_metadata, RSP, AT, codec_first(b, 89), 88, 88, &m);
	b = codec_first(b, 88);
	codec_check(_metadata, RSP, AT, b, 88, &m);
	EXPECT_EQ(0, m.contexts.len);
	m.rest = none;
	m.contexts = none;
	codec_check_encode(_metadata, RSP, AT, b, &m);
}

TEST_HARNESS_MAIN
