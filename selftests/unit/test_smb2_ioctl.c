// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of IOCTL, MS-SMB2 2.2.31 and 2.2.32. */
#include <lwsmb/wire_smb2_io.h>
#include "codec.h"

CODEC(smb2_ioctl_req);
CODEC(smb2_ioctl_rsp);

#define IOCTL_HEAD "0201 17c01100 1817161514131211 2827262524232221"
#define REQ(in_off, in_len, out_off, out_len) \
	"3900" IOCTL_HEAD in_off in_len "34333231" out_off out_len \
	"44434241 54535251 64636261"
#define RSP(in_off, in_len, out_off, out_len) \
	"3100" IOCTL_HEAD in_off in_len out_off out_len "54535251 64636261"

TEST(ioctl_req)
{
	struct codec_bytes b = codec_hex(REQ("78000000", "03000000", "80000000",
					     "02000000") "a1a2a3 eeeeeeeeee b1b2");
	struct codec_bytes own = codec_hex(REQ("78000000", "03000000", "80000000",
					       "02000000") "a1a2a3 0000000000 b1b2");
	struct smb2_ioctl_req m;

	codec_check_used(_metadata, &codec_smb2_ioctl_req, SMB2_HDR_SIZE, b, b.len, 56, &m);
	EXPECT_EQ(0x0102, m.reserved);
	EXPECT_EQ(0x0011c017u, m.ctl_code);
	EXPECT_EQ(0x1112131415161718ull, m.file_id.persistent_id);
	EXPECT_EQ(0x2122232425262728ull, m.file_id.volatile_id);
	EXPECT_EQ(0x31323334u, m.max_input_response);
	EXPECT_EQ(0x41424344u, m.max_output_response);
	EXPECT_EQ(0x51525354u, m.flags);
	EXPECT_EQ(0x61626364u, m.reserved2);
	EXPECT_EQ(120, m.input.off);
	ASSERT_EQ(3, m.input.len);
	EXPECT_BYTES("\xa1\xa2\xa3", m.input.data, 3);
	EXPECT_EQ(128, m.output.off);
	ASSERT_EQ(2, m.output.len);
	EXPECT_BYTES("\xb1\xb2", m.output.data, 2);

	memset(&m.rest, 0, sizeof(m.rest));
	m.input.off = 0;
	m.output.off = 0;
	codec_check_encode(_metadata, &codec_smb2_ioctl_req, SMB2_HDR_SIZE, own, &m);
	codec_check_rooms(_metadata, &codec_smb2_ioctl_req, SMB2_HDR_SIZE, own.len, &m);

	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_ioctl_req, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "3800"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_ioctl_req, SMB2_HDR_SIZE,
					 codec_patch(b, 24, "77000000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_ioctl_req, SMB2_HDR_SIZE,
					 codec_patch(b, 24, "80000000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_ioctl_req, SMB2_HDR_SIZE,
					 codec_patch(b, 36, "77000000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_ioctl_req, SMB2_HDR_SIZE,
					 codec_patch(b, 40, "ffffffff"), &m));
}

/* Windows sends nothing behind the fixed part, cifs.ko and Samba a byte. */
TEST(ioctl_req_empty)
{
	struct codec_bytes b = codec_hex(REQ("78000000", "00000000", "00000000",
					     "00000000"));
	struct smb2_ioctl_req m;

	codec_check(_metadata, &codec_smb2_ioctl_req, SMB2_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(120, m.input.off);
	codec_check_used(_metadata, &codec_smb2_ioctl_req, SMB2_HDR_SIZE, codec_cat(b, HEX(00)),
			 b.len, 56, &m);
	EXPECT_EQ(1, m.rest.len);
	memset(&m.rest, 0, sizeof(m.rest));
	codec_check_encode(_metadata, &codec_smb2_ioctl_req, SMB2_HDR_SIZE, b, &m);
	m.input.off = 0;
	codec_check_encode(_metadata, &codec_smb2_ioctl_req, SMB2_HDR_SIZE,
			   codec_patch(b, 24, "00000000"), &m);
}

TEST(ioctl_req_places)
{
	struct codec_bytes b = codec_hex(REQ("7a000000", "03000000", "78000000",
					     "02000000") "b1b2 a1a2a3");
	struct smb2_ioctl_req m;

	/* the output lies before the input */
	codec_check_used(_metadata, &codec_smb2_ioctl_req, SMB2_HDR_SIZE, b, b.len, 56, &m);
	memset(&m.rest, 0, sizeof(m.rest));
	codec_check_encode(_metadata, &codec_smb2_ioctl_req, SMB2_HDR_SIZE, b, &m);
	m.input.off = 119;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_ioctl_req, SMB2_HDR_SIZE, 200, &m,
					NULL));
	m.input.off = 0;
	m.output.off = 119;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_ioctl_req, SMB2_HDR_SIZE, 200, &m,
					NULL));
}

TEST(ioctl_rsp)
{
	struct codec_bytes b = codec_hex(RSP("70000000", "03000000", "78000000",
					     "02000000") "a1a2a3 eeeeeeeeee b1b2");
	struct codec_bytes own = codec_hex(RSP("70000000", "03000000", "78000000",
					       "02000000") "a1a2a3 0000000000 b1b2");
	struct smb2_ioctl_rsp m;

	codec_check_used(_metadata, &codec_smb2_ioctl_rsp, SMB2_HDR_SIZE, b, b.len, 48, &m);
	EXPECT_EQ(0x0102, m.reserved);
	EXPECT_EQ(0x0011c017u, m.ctl_code);
	EXPECT_EQ(0x1112131415161718ull, m.file_id.persistent_id);
	EXPECT_EQ(0x2122232425262728ull, m.file_id.volatile_id);
	EXPECT_EQ(0x51525354u, m.flags);
	EXPECT_EQ(0x61626364u, m.reserved2);
	EXPECT_EQ(112, m.input.off);
	ASSERT_EQ(3, m.input.len);
	EXPECT_BYTES("\xa1\xa2\xa3", m.input.data, 3);
	EXPECT_EQ(120, m.output.off);
	ASSERT_EQ(2, m.output.len);
	EXPECT_BYTES("\xb1\xb2", m.output.data, 2);

	memset(&m.rest, 0, sizeof(m.rest));
	m.input.off = 0;
	m.output.off = 0;
	codec_check_encode(_metadata, &codec_smb2_ioctl_rsp, SMB2_HDR_SIZE, own, &m);
	codec_check_rooms(_metadata, &codec_smb2_ioctl_rsp, SMB2_HDR_SIZE, own.len, &m);

	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_ioctl_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "3000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_ioctl_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 24, "6f000000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_ioctl_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 24, "78000000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_ioctl_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 32, "6f000000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_ioctl_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 36, "ffffffff"), &m));
}

TEST(ioctl_rsp_empty)
{
	struct codec_bytes b = codec_hex(RSP("70000000", "00000000", "70000000",
					     "00000000"));
	struct smb2_ioctl_rsp m;

	codec_check(_metadata, &codec_smb2_ioctl_rsp, SMB2_HDR_SIZE, b, b.len, &m);
	codec_check_used(_metadata, &codec_smb2_ioctl_rsp, SMB2_HDR_SIZE, codec_cat(b, HEX(21)),
			 b.len, 48, &m);
	memset(&m.rest, 0, sizeof(m.rest));
	codec_check_encode(_metadata, &codec_smb2_ioctl_rsp, SMB2_HDR_SIZE, b, &m);
	m.input.off = 111;
	m.input.len = 1;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_ioctl_rsp, SMB2_HDR_SIZE, 200, &m,
					NULL));
}

TEST_HARNESS_MAIN
