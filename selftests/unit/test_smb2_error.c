// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the ERROR response, MS-SMB2 2.2.2. */
#include <lwsmb/ntstatus.h>
#include <lwsmb/wire_smb2.h>
#include "codec.h"

CODEC(smb2_error_rsp);
CODEC(smb2_symlink_error);
CODEC(smb2_too_small_error);

/* What a response with this StructureSize is taken for. */
static bool is_error(u16 command, u32 status, u16 structure_size)
{
	const u8 body[] = { structure_size & 0xff, structure_size >> 8 };
	struct smb2_hdr h = { .command = command, .status = status };
	struct wire_rd r;

	wire_rd_init(&r, body, sizeof(body));
	return wire_smb2_rsp_is_error(&h, &r);
}

/* The commands of MS-SMB2 2.2.1.2 and the StructureSize of their responses. */
static const u16 sizes[] = {
	[SMB2_NEGOTIATE] = 65, [SMB2_SESSION_SETUP] = 9, [SMB2_LOGOFF] = 4,
	[SMB2_TREE_CONNECT] = 16, [SMB2_TREE_DISCONNECT] = 4, [SMB2_CREATE] = 89,
	[SMB2_CLOSE] = 60, [SMB2_FLUSH] = 4, [SMB2_READ] = 17, [SMB2_WRITE] = 17,
	[SMB2_LOCK] = 4, [SMB2_IOCTL] = 49, [SMB2_CANCEL] = 4, [SMB2_ECHO] = 4,
	[SMB2_QUERY_DIRECTORY] = 9, [SMB2_CHANGE_NOTIFY] = 9, [SMB2_QUERY_INFO] = 9,
	[SMB2_SET_INFO] = 2, [SMB2_OPLOCK_BREAK] = 24,
};

/* MS-SMB2 3.3.4.4: what is not an error although its status is not 0; IOCTL apart. */
static const struct {
	u32 status;
	u16 command;
} regular[] = {
	{ STATUS_MORE_PROCESSING_REQUIRED, SMB2_SESSION_SETUP },
	{ STATUS_BUFFER_OVERFLOW, SMB2_QUERY_INFO },
	{ STATUS_BUFFER_OVERFLOW, SMB2_READ },
	{ STATUS_NOTIFY_ENUM_DIR, SMB2_CHANGE_NOTIFY },
};

static bool is_regular(u16 command, u32 status)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(regular); i++)
		if (regular[i].command == command && regular[i].status == status)
			return true;
	return false;
}

TEST(which_body_by_status)
{
	static const u32 statuses[] = {
		STATUS_MORE_PROCESSING_REQUIRED, STATUS_BUFFER_OVERFLOW,
		STATUS_INVALID_PARAMETER, STATUS_NOTIFY_ENUM_DIR, STATUS_PENDING,
		STATUS_ACCESS_DENIED, STATUS_STOPPED_ON_SYMLINK, STATUS_NO_MORE_FILES,
	};
	size_t i;
	u16 c;

	for (c = 0; c < ARRAY_SIZE(sizes); c++) {
		EXPECT_FALSE(is_error(c, STATUS_SUCCESS, sizes[c]));
		EXPECT_FALSE(is_error(c, STATUS_SUCCESS, 9));
		for (i = 0; i < ARRAY_SIZE(statuses); i++) {
			bool own = c == SMB2_IOCTL || is_regular(c, statuses[i]);

			EXPECT_EQ(!own, is_error(c, statuses[i], sizes[c])) {
				TH_LOG("command %u, status %#x", c, statuses[i]);
			}
		}
	}
}

/* The limits of a copy, or no data of a pipe, come with a StructureSize of their own. */
TEST(which_body_by_size)
{
	struct smb2_hdr h = { .command = SMB2_IOCTL, .status = STATUS_INVALID_PARAMETER };
	struct wire_rd r;

	EXPECT_TRUE(is_error(SMB2_IOCTL, STATUS_INVALID_PARAMETER, 9));
	EXPECT_FALSE(is_error(SMB2_IOCTL, STATUS_INVALID_PARAMETER, 0x0109));
	EXPECT_TRUE(is_error(SMB2_IOCTL, STATUS_BUFFER_OVERFLOW, 9));
	EXPECT_TRUE(is_error(SMB2_IOCTL, STATUS_PENDING, 9));
	EXPECT_TRUE(is_error(SMB2_READ, STATUS_BUFFER_OVERFLOW, 9));
	EXPECT_FALSE(is_error(SMB2_READ, STATUS_BUFFER_OVERFLOW, 8));
	/* no body, half of its first field: not an error's; its decoder will refuse it */
	wire_rd_init(&r, "\x09", 1);
	EXPECT_FALSE(wire_smb2_rsp_is_error(&h, &r));
	EXPECT_EQ(0, wire_rd_off(&r));
	wire_rd_init(&r, "\x09\x00\x00", 3);
	EXPECT_TRUE(wire_smb2_rsp_is_error(&h, &r));
	EXPECT_EQ(0, wire_rd_off(&r));
}

TEST(with_data)
{
	struct codec_bytes b = HEX(0900 02 03 04000000 61626364);
	struct smb2_error_rsp m;

	codec_check(_metadata, &codec_smb2_error_rsp, SMB2_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(2, m.context_count);
	EXPECT_EQ(3, m.reserved);
	EXPECT_EQ(4, m.data.len);
	EXPECT_EQ(72, m.data.off);
	EXPECT_BYTES("abcd", m.data.data, 4);
	m.rest = (struct wire_span) {};
	codec_check_encode(_metadata, &codec_smb2_error_rsp, SMB2_HDR_SIZE, b, &m);

	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_error_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "08"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_error_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 4, "05000000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_error_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 4, "ffffffff"), &m));
}

/* The byte that stands for no data, with what Samba puts there, and without. */
TEST(without_data)
{
	struct codec_bytes b = HEX(0900 00 00 00000000 21);
	struct smb2_error_rsp m;

	codec_check_used(_metadata, &codec_smb2_error_rsp, SMB2_HDR_SIZE, b, 8, 8, &m);
	EXPECT_EQ(0, m.data.len);
	b = codec_first(b, 8);
	codec_check(_metadata, &codec_smb2_error_rsp, SMB2_HDR_SIZE, b, 8, &m);
	EXPECT_EQ(0, m.data.len);

	memset(&m, 0, sizeof(m));
	b = HEX(0900 00 00 00000000 00);
	codec_check_encode(_metadata, &codec_smb2_error_rsp, SMB2_HDR_SIZE, b, &m);
	codec_check_rooms(_metadata, &codec_smb2_error_rsp, SMB2_HDR_SIZE, b.len, &m);
}

TEST(contexts)
{
	struct codec_bytes b = HEX(03000000 53526472 616263 0000000000
				   04000000 00000000 14000000);
	struct wire_rd r = codec_rd(0, b);
	struct wire_wr w = codec_wr(0, b.len);
	struct smb2_error_ctx c;
	u8 left = 2;

	ASSERT_EQ(1, wire_smb2_error_ctx_next(&r, &left, &c));
	EXPECT_EQ(SMB2_ERROR_ID_SHARE_REDIRECT, c.id);
	EXPECT_EQ(3, c.data.len);
	EXPECT_EQ(8, c.data.off);
	EXPECT_BYTES("abc", c.data.data, 3);
	EXPECT_EQ(0, wire_smb2_error_ctx_append(&w, &c));
	ASSERT_EQ(1, wire_smb2_error_ctx_next(&r, &left, &c));
	EXPECT_EQ(SMB2_ERROR_ID_DEFAULT, c.id);
	EXPECT_EQ(4, c.data.len);
	EXPECT_EQ(0, wire_smb2_error_ctx_append(&w, &c));
	EXPECT_EQ(0, wire_smb2_error_ctx_next(&r, &left, &c));
	EXPECT_EQ(0, left);
	EXPECT_EQ(b.len, wire_wr_off(&w));
	EXPECT_BYTES(b.data, w.base, b.len);
}

TEST(contexts_cut)
{
	struct codec_bytes b = HEX(03000000 53526472 616263 0000000000
				   04000000 00000000 14000000);
	struct smb2_error_ctx c;
	size_t n;

	for (n = 0; n < b.len; n++) {
		struct wire_rd r = codec_rd(0, codec_first(b, n));
		u8 left = 2;
		int ret;

		while ((ret = wire_smb2_error_ctx_next(&r, &left, &c)) > 0)
			;
		EXPECT_EQ(-EBADMSG, ret);
		EXPECT_EQ(n < 11 ? 2 : 1, left);
	}
	c = (struct smb2_error_ctx) { .id = 1, .data = { b.data, 4, 0 } };
	for (n = 0; n < 20; n++) {
		struct wire_wr w = codec_wr(1, n);

		/* 7 bytes of padding */
		EXPECT_EQ(n < 7 + 12 ? -EMSGSIZE : 0, wire_smb2_error_ctx_append(&w, &c));
		EXPECT_EQ(n < 7 + 12 ? 1 : 20, wire_wr_off(&w));
	}
}

static struct codec_bytes symlink_bytes(void)
{
	/* the lengths: 24 + 10 bytes behind the first field, 12 + 10 of reparse data */
	return HEX(22000000 53594d4c 0c0000a0 1600 0e0f
		   0000 0600 0600 0400 01000000
		   610062006300 78007900);
}

TEST(symlink_data)
{
	struct codec_bytes b = symlink_bytes();
	struct smb2_symlink_error m;

	codec_check(_metadata, &codec_smb2_symlink_error, 0, b, b.len, &m);
	EXPECT_EQ(0x0f0e, m.unparsed_path_length);
	EXPECT_EQ(SMB2_SYMLINK_FLAG_RELATIVE, m.flags);
	EXPECT_EQ(28, m.substitute_name.off);
	EXPECT_EQ(6, m.substitute_name.len);
	EXPECT_BYTES("a\0b\0c\0", m.substitute_name.data, 6);
	EXPECT_EQ(34, m.print_name.off);
	EXPECT_EQ(4, m.print_name.len);
	EXPECT_BYTES("x\0y\0", m.print_name.data, 4);

	m.substitute_name.off = 0;
	m.print_name.off = 0;
	codec_check_encode(_metadata, &codec_smb2_symlink_error, 8, b, &m);
}

TEST(symlink_print_name_first)
{
	struct codec_bytes b = codec_patch(symlink_bytes(), 16, "0400 0600 0000 0400");
	struct smb2_symlink_error m;

	codec_check(_metadata, &codec_smb2_symlink_error, 0, b, b.len, &m);
	EXPECT_EQ(32, m.substitute_name.off);
	EXPECT_EQ(28, m.print_name.off);
	EXPECT_BYTES("a\0b\0", m.print_name.data, 4);
	EXPECT_BYTES("c\0x\0y\0", m.substitute_name.data, 6);
}

TEST(symlink_without_print_name)
{
	struct codec_bytes b = HEX(1e000000 53594d4c 0c0000a0 1200 0000
				   0000 0600 0600 0000 00000000 610062006300);
	struct smb2_symlink_error m;

	codec_check(_metadata, &codec_smb2_symlink_error, 0, b, b.len, &m);
	EXPECT_EQ(0, m.print_name.len);
	EXPECT_EQ(34, m.print_name.off);
	/* made by hand: an absent name is at the beginning */
	m.print_name = (struct wire_span) {};
	codec_check_encode(_metadata, &codec_smb2_symlink_error, 0,
			   codec_patch(b, 20, "0000"), &m);
	/* not even in the error data's own fixed part */
	m.print_name.off = 27;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_symlink_error, 0, 100, &m, NULL));
	m.print_name.off = 28;
	EXPECT_EQ(0, codec_encode(&codec_smb2_symlink_error, 0, 100, &m, NULL));
}

/* One name directly behind the other, whatever their length. */
TEST(symlink_packed)
{
	struct smb2_symlink_error m = {
		.substitute_name = { (const u8 *)"abc", 3, 0 },
		.print_name = { (const u8 *)"de", 2, 0 },
	};

	codec_check_encode(_metadata, &codec_smb2_symlink_error, 0,
			   HEX(1d000000 53594d4c 0c0000a0 1100 0000
			       0000 0300 0300 0200 00000000 6162636465), &m);
}

TEST(symlink_refuses)
{
	static const struct {
		size_t off;
		const char *by;
	} bad[] = {
		{ 0, "17000000" }, /* shorter than the fixed part */
		{ 0, "21000000" }, /* shorter than the reparse data */
		{ 0, "23000000" }, /* longer than what there is */
		{ 0, "ffffffff" },
		{ 4, "54" },
		{ 8, "03" },
		{ 12, "0b00" }, /* reparse data shorter than its fixed part */
		{ 12, "1700" }, /* longer than SymLinkLength says */
		{ 12, "1500" }, /* print name runs over */
		{ 16, "0500" },
		{ 18, "0b00" },
		{ 20, "0700" },
		{ 22, "0500" },
		{ 22, "ffff" },
	};
	struct smb2_symlink_error m;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_symlink_error, 0,
						 codec_patch(symlink_bytes(), bad[i].off,
							     bad[i].by), &m))
			TH_LOG("case %zu", i);
	}
	/* empty path buffer: nothing but the fixed part */
	EXPECT_EQ(0, codec_decode(&codec_smb2_symlink_error, 0,
				  HEX(18000000 53594d4c 0c0000a0 0c00 0000
				      0000 0000 0000 0000 00000000), &m));
	EXPECT_EQ(0, m.substitute_name.len);
}

TEST(symlink_too_long)
{
	struct codec_bytes big = { codec_alloc(70000), 70000 };
	struct smb2_symlink_error m = {};

	memset(big.data, 'x', big.len);
	m.substitute_name = (struct wire_span) { big.data, U16_MAX - 12, 0 };
	EXPECT_EQ(0, codec_encode(&codec_smb2_symlink_error, 0, 140000, &m, NULL));
	m.substitute_name.len++;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_symlink_error, 0, 140000, &m, NULL));
	m.substitute_name.len = U16_MAX + 1;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_symlink_error, 0, 140000, &m, NULL));
	m.substitute_name.len = 0;
	m.print_name = (struct wire_span) { big.data, U16_MAX + 1, 0 };
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_symlink_error, 0, 140000, &m, NULL));
}

TEST(too_small)
{
	struct smb2_too_small_error m;

	codec_check(_metadata, &codec_smb2_too_small_error, 0, HEX(14131211), 4, &m);
	EXPECT_EQ(0x11121314u, m.needed);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_too_small_error, 0,
					 HEX(14131211 00), &m));
}

TEST_HARNESS_MAIN
