// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tests of QUERY_DIRECTORY, QUERY_INFO and SET_INFO and of the response that is nothing
 * but a buffer, MS-SMB2 2.2.33 to 2.2.40.
 */
#include <lwsmb/wire_smb2_io.h>
#include "codec.h"

CODEC(smb2_query_directory_req);
CODEC(smb2_buffer_rsp);
CODEC(smb2_query_info_req);
CODEC(smb2_query_quota);
CODEC(smb2_set_info_req);

static const u8 zeros[65537];

#define DIR_REQ(off, len) \
	"2100 25 11 04030201 1817161514131211 2827262524232221" off len "34333231"

TEST(query_directory_req)
{
	struct codec_bytes b = codec_hex(DIR_REQ("6000", "0200") "2a00");
	struct codec_bytes gap = codec_hex(DIR_REQ("6300", "0200") "eeeeee 2a00 ee");
	struct smb2_query_directory_req m;

	codec_check_used(_metadata, &codec_smb2_query_directory_req, SMB2_HDR_SIZE, b, b.len, 32,
			 &m);
	EXPECT_EQ(37, m.file_information_class);
	EXPECT_EQ(SMB2_REOPEN | SMB2_RESTART_SCANS, m.flags);
	EXPECT_EQ(0x01020304u, m.file_index);
	EXPECT_EQ(0x1112131415161718ull, m.file_id.persistent_id);
	EXPECT_EQ(0x2122232425262728ull, m.file_id.volatile_id);
	EXPECT_EQ(0x31323334u, m.output_buffer_length);
	EXPECT_EQ(96, m.file_name.off);
	ASSERT_EQ(2, m.file_name.len);
	EXPECT_BYTES("*\0", m.file_name.data, 2);
	m.file_name.off = 0;
	memset(&m.rest, 0, sizeof(m.rest));
	codec_check_encode(_metadata, &codec_smb2_query_directory_req, SMB2_HDR_SIZE, b,
			   &m);
	codec_check_rooms(_metadata, &codec_smb2_query_directory_req, SMB2_HDR_SIZE,
			  b.len, &m);

	codec_check_used(_metadata, &codec_smb2_query_directory_req, SMB2_HDR_SIZE, gap,
			 gap.len - 1, 32, &m);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_query_directory_req, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "2000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_query_directory_req, SMB2_HDR_SIZE,
					 codec_patch(b, 24, "5f00"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_query_directory_req, SMB2_HDR_SIZE,
					 codec_patch(b, 26, "ffff"), &m));
}

TEST(query_directory_req_empty)
{
	struct codec_bytes b = codec_hex(DIR_REQ("0000", "0000") "00");
	struct smb2_query_directory_req m;

	codec_check_used(_metadata, &codec_smb2_query_directory_req, SMB2_HDR_SIZE, b, 32, 32, &m);
	memset(&m.rest, 0, sizeof(m.rest));
	codec_check_encode(_metadata, &codec_smb2_query_directory_req, SMB2_HDR_SIZE, b,
			   &m);
	codec_check_rooms(_metadata, &codec_smb2_query_directory_req, SMB2_HDR_SIZE,
			  b.len, &m);
}

TEST(query_directory_req_overflow)
{
	const struct codec *c = &codec_smb2_query_directory_req;
	struct smb2_query_directory_req m = {
		.file_name = { .data = zeros, .len = 65535 },
	};

	EXPECT_EQ(0, codec_encode(c, SMB2_HDR_SIZE, 70000, &m, NULL));
	m.file_name.len = 65536;
	EXPECT_EQ(-EINVAL, codec_encode(c, SMB2_HDR_SIZE, 70000, &m, NULL));
	m.file_name.len = 1;
	m.file_name.off = 65535;
	EXPECT_EQ(0, codec_encode(c, SMB2_HDR_SIZE, 70000, &m, NULL));
	m.file_name.off = 65536;
	EXPECT_EQ(-EINVAL, codec_encode(c, SMB2_HDR_SIZE, 70000, &m, NULL));
	m.file_name.off = 95;
	EXPECT_EQ(-EINVAL, codec_encode(c, SMB2_HDR_SIZE, 70000, &m, NULL));
}

TEST(buffer_in_place)
{
	u8 buf[SMB2_HDR_SIZE + 12], want[] = { 9, 0, 72, 0, 3, 0, 0, 0, 0xa1, 0xa2, 0xa3, 0xee };
	const u8 none[] = { 9, 0, 0, 0, 0, 0, 0, 0, 0, 0xee };
	struct wire_wr w, out;

	memset(buf, 0xee, sizeof(buf));
	wire_wr_init(&w, buf, SMB2_HDR_SIZE + 8 + 3);
	w.pos += SMB2_HDR_SIZE;
	EXPECT_EQ(-EMSGSIZE, wire_smb2_buffer_rsp_begin(&w, 4, &out));
	ASSERT_EQ(0, wire_smb2_buffer_rsp_begin(&w, 3, &out));
	EXPECT_EQ(SMB2_HDR_SIZE, wire_wr_off(&w));
	EXPECT_EQ(3, wire_wr_left(&out));
	EXPECT_EQ(0, wire_wr_off(&out));
	ASSERT_EQ(0, wire_wr_put(&out, "\xa1\xa2\xa3", 3));
	wire_smb2_buffer_rsp_end(&w, &out);
	EXPECT_EQ(SMB2_HDR_SIZE + 11, wire_wr_off(&w));
	EXPECT_BYTES(want, buf + SMB2_HDR_SIZE, sizeof(want));

	/* An empty one is a zero byte where there is room for it. */
	memset(buf, 0xee, sizeof(buf));
	wire_wr_init(&w, buf, SMB2_HDR_SIZE + 9);
	w.pos += SMB2_HDR_SIZE;
	ASSERT_EQ(0, wire_smb2_buffer_rsp_begin(&w, 1, &out));
	wire_smb2_buffer_rsp_end(&w, &out);
	EXPECT_EQ(SMB2_HDR_SIZE + 9, wire_wr_off(&w));
	EXPECT_BYTES(none, buf + SMB2_HDR_SIZE, sizeof(none));

	wire_wr_init(&w, buf, SMB2_HDR_SIZE + 7);
	w.pos += SMB2_HDR_SIZE;
	EXPECT_EQ(-EMSGSIZE, wire_smb2_buffer_rsp_begin(&w, 0, &out));
}

TEST(buffer_rsp)
{
	struct codec_bytes b = HEX(0900 4800 03000000 a1a2a3);
	struct codec_bytes gap = HEX(0900 4a00 03000000 eeee a1a2a3 eeee);
	struct codec_bytes empty = HEX(0900 0000 00000000 00);
	struct smb2_buffer_rsp m;

	codec_check_used(_metadata, &codec_smb2_buffer_rsp, SMB2_HDR_SIZE, b, b.len, 8, &m);
	EXPECT_EQ(72, m.output.off);
	ASSERT_EQ(3, m.output.len);
	EXPECT_BYTES("\xa1\xa2\xa3", m.output.data, 3);
	m.output.off = 0;
	memset(&m.rest, 0, sizeof(m.rest));
	codec_check_encode(_metadata, &codec_smb2_buffer_rsp, SMB2_HDR_SIZE, b, &m);
	codec_check_rooms(_metadata, &codec_smb2_buffer_rsp, SMB2_HDR_SIZE, b.len, &m);

	codec_check_used(_metadata, &codec_smb2_buffer_rsp, SMB2_HDR_SIZE, gap, gap.len - 2, 8, &m);
	codec_check_used(_metadata, &codec_smb2_buffer_rsp, SMB2_HDR_SIZE, empty, 8, 8, &m);
	memset(&m.rest, 0, sizeof(m.rest));
	codec_check_encode(_metadata, &codec_smb2_buffer_rsp, SMB2_HDR_SIZE, empty, &m);
	codec_check_rooms(_metadata, &codec_smb2_buffer_rsp, SMB2_HDR_SIZE, empty.len,
			  &m);

	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_buffer_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "0800"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_buffer_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 2, "4700"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_buffer_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 4, "ffffffff"), &m));
	m.output.data = zeros;
	m.output.len = 65537;
	EXPECT_EQ(0, codec_encode(&codec_smb2_buffer_rsp, SMB2_HDR_SIZE, 70000, &m,
				  NULL));
	m.output.len = 1;
	m.output.off = 65535;
	EXPECT_EQ(0, codec_encode(&codec_smb2_buffer_rsp, SMB2_HDR_SIZE, 70000, &m,
				  NULL));
	m.output.off = 65536;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_buffer_rsp, SMB2_HDR_SIZE, 70000, &m,
					NULL));
	m.output.off = 71;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_buffer_rsp, SMB2_HDR_SIZE, 70000, &m,
					NULL));
}

#define INFO_REQ(off, len) \
	"2900 01 0f 04030201" off "0605" len "34333231 44434241" \
	"1817161514131211 2827262524232221"

TEST(query_info_req)
{
	struct codec_bytes b = codec_hex(INFO_REQ("6800", "03000000") "a1a2a3");
	struct codec_bytes gap = codec_hex(INFO_REQ("6a00", "03000000") "eeee a1a2a3 ee");
	struct codec_bytes empty = codec_hex(INFO_REQ("6800", "00000000"));
	struct smb2_query_info_req m;

	codec_check_used(_metadata, &codec_smb2_query_info_req, SMB2_HDR_SIZE, b, b.len, 40, &m);
	EXPECT_EQ(SMB2_0_INFO_FILE, m.info_type);
	EXPECT_EQ(15, m.file_info_class);
	EXPECT_EQ(0x01020304u, m.output_buffer_length);
	EXPECT_EQ(0x0506, m.reserved);
	EXPECT_EQ(0x31323334u, m.additional_information);
	EXPECT_EQ(0x41424344u, m.flags);
	EXPECT_EQ(0x1112131415161718ull, m.file_id.persistent_id);
	EXPECT_EQ(0x2122232425262728ull, m.file_id.volatile_id);
	EXPECT_EQ(104, m.input.off);
	ASSERT_EQ(3, m.input.len);
	EXPECT_BYTES("\xa1\xa2\xa3", m.input.data, 3);
	m.input.off = 0;
	memset(&m.rest, 0, sizeof(m.rest));
	codec_check_encode(_metadata, &codec_smb2_query_info_req, SMB2_HDR_SIZE, b, &m);
	codec_check_rooms(_metadata, &codec_smb2_query_info_req, SMB2_HDR_SIZE, b.len,
			  &m);

	codec_check_used(_metadata, &codec_smb2_query_info_req, SMB2_HDR_SIZE, gap, gap.len - 1, 40,
			 &m);
	codec_check(_metadata, &codec_smb2_query_info_req, SMB2_HDR_SIZE, empty,
		    empty.len, &m);
	codec_check_used(_metadata, &codec_smb2_query_info_req, SMB2_HDR_SIZE,
			 codec_cat(empty, HEX(00)), empty.len, 40, &m);
	memset(&m.rest, 0, sizeof(m.rest));
	codec_check_encode(_metadata, &codec_smb2_query_info_req, SMB2_HDR_SIZE, empty,
			   &m);

	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_query_info_req, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "2800"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_query_info_req, SMB2_HDR_SIZE,
					 codec_patch(b, 8, "6700"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_query_info_req, SMB2_HDR_SIZE,
					 codec_patch(b, 12, "ffffffff"), &m));
	m.input.data = zeros;
	m.input.len = 1;
	m.input.off = 65535;
	EXPECT_EQ(0, codec_encode(&codec_smb2_query_info_req, SMB2_HDR_SIZE, 70000, &m,
				  NULL));
	m.input.off = 65536;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_query_info_req, SMB2_HDR_SIZE, 70000,
					&m, NULL));
	m.input.off = 103;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_query_info_req, SMB2_HDR_SIZE, 70000,
					&m, NULL));
}

TEST(query_quota_list)
{
	struct codec_bytes b = HEX(02 03 0504 03000000 00000000 00000000 a1a2a3);
	struct smb2_query_quota m;

	codec_check_used(_metadata, &codec_smb2_query_quota, 0, b, b.len, 16, &m);
	EXPECT_EQ(2, m.return_single);
	EXPECT_EQ(3, m.restart_scan);
	EXPECT_EQ(0x0405, m.reserved);
	ASSERT_EQ(3, m.sid_list.len);
	EXPECT_BYTES("\xa1\xa2\xa3", m.sid_list.data, 3);
	EXPECT_EQ(0, m.start_sid.len);
	EXPECT_EQ(0, m.start_sid.off);
	/* both kinds at once */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_query_quota, 0,
					 codec_patch(b, 8, "01"), &m));
	m.start_sid = m.sid_list;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_query_quota, 0, 100, &m, NULL));
}

TEST(query_quota_start)
{
	struct codec_bytes b = HEX(02 03 0504 00000000 03000000 00000000 b1b2b3);
	struct codec_bytes gap = HEX(02 03 0504 00000000 03000000 02000000 0000 b1b2b3);
	struct codec_bytes none = HEX(02 03 0504 00000000 00000000 09000000);
	struct smb2_query_quota m;

	codec_check_used(_metadata, &codec_smb2_query_quota, 0, b, b.len, 16, &m);
	EXPECT_EQ(0, m.sid_list.len);
	EXPECT_EQ(0, m.start_sid.off);
	ASSERT_EQ(3, m.start_sid.len);
	EXPECT_BYTES("\xb1\xb2\xb3", m.start_sid.data, 3);
	codec_check_used(_metadata, &codec_smb2_query_quota, 0, gap, gap.len, 16, &m);
	EXPECT_EQ(2, m.start_sid.off);
	codec_check(_metadata, &codec_smb2_query_quota, 0, none, none.len, &m);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_query_quota, 0,
					 codec_patch(b, 12, "01"), &m));
	/* the same inside a larger buffer: offsets count from the SIDs */
	codec_check_used(_metadata, &codec_smb2_query_quota, 104, gap, gap.len, 16, &m);
}

#define SET_REQ(off, len) \
	"2100 02 10" len off "0605 34333231 1817161514131211 2827262524232221"

TEST(set_info_req)
{
	struct codec_bytes b = codec_hex(SET_REQ("6000", "03000000") "a1a2a3");
	struct codec_bytes gap = codec_hex(SET_REQ("6200", "03000000") "eeee a1a2a3 ee");
	struct codec_bytes empty = codec_hex(SET_REQ("0000", "00000000") "00");
	struct smb2_set_info_req m;

	codec_check_used(_metadata, &codec_smb2_set_info_req, SMB2_HDR_SIZE, b, b.len, 32, &m);
	EXPECT_EQ(SMB2_0_INFO_FILESYSTEM, m.info_type);
	EXPECT_EQ(16, m.file_info_class);
	EXPECT_EQ(0x0506, m.reserved);
	EXPECT_EQ(0x31323334u, m.additional_information);
	EXPECT_EQ(0x1112131415161718ull, m.file_id.persistent_id);
	EXPECT_EQ(0x2122232425262728ull, m.file_id.volatile_id);
	EXPECT_EQ(96, m.buffer.off);
	ASSERT_EQ(3, m.buffer.len);
	EXPECT_BYTES("\xa1\xa2\xa3", m.buffer.data, 3);
	m.buffer.off = 0;
	memset(&m.rest, 0, sizeof(m.rest));
	codec_check_encode(_metadata, &codec_smb2_set_info_req, SMB2_HDR_SIZE, b, &m);
	codec_check_rooms(_metadata, &codec_smb2_set_info_req, SMB2_HDR_SIZE, b.len, &m);

	codec_check_used(_metadata, &codec_smb2_set_info_req, SMB2_HDR_SIZE, gap, gap.len - 1, 32,
			 &m);
	codec_check_used(_metadata, &codec_smb2_set_info_req, SMB2_HDR_SIZE, empty, 32, 32, &m);
	memset(&m.rest, 0, sizeof(m.rest));
	codec_check_encode(_metadata, &codec_smb2_set_info_req, SMB2_HDR_SIZE, empty,
			   &m);
	codec_check_rooms(_metadata, &codec_smb2_set_info_req, SMB2_HDR_SIZE, empty.len,
			  &m);

	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_set_info_req, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "2000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_set_info_req, SMB2_HDR_SIZE,
					 codec_patch(b, 8, "5f00"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_set_info_req, SMB2_HDR_SIZE,
					 codec_patch(b, 4, "ffffffff"), &m));
	m.buffer.data = zeros;
	m.buffer.len = 1;
	m.buffer.off = 65535;
	EXPECT_EQ(0, codec_encode(&codec_smb2_set_info_req, SMB2_HDR_SIZE, 70000, &m,
				  NULL));
	m.buffer.off = 65536;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_set_info_req, SMB2_HDR_SIZE, 70000,
					&m, NULL));
	m.buffer.off = 95;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_set_info_req, SMB2_HDR_SIZE, 70000,
					&m, NULL));
}

TEST(set_info_rsp)
{
	struct codec_bytes b = HEX(0200);
	struct wire_rd r = codec_rd(SMB2_HDR_SIZE, b);
	struct wire_wr w = codec_wr(SMB2_HDR_SIZE, 2);

	EXPECT_EQ(0, wire_smb2_set_info_rsp_decode(&r));
	EXPECT_EQ(-EBADMSG, wire_smb2_set_info_rsp_decode(&r));
	r = codec_rd(SMB2_HDR_SIZE, codec_first(b, 1));
	EXPECT_EQ(-EBADMSG, wire_smb2_set_info_rsp_decode(&r));
	r = codec_rd(SMB2_HDR_SIZE, HEX(0300));
	EXPECT_EQ(-EBADMSG, wire_smb2_set_info_rsp_decode(&r));
	EXPECT_EQ(0, wire_smb2_set_info_rsp_encode(&w));
	EXPECT_BYTES(b.data, w.base + SMB2_HDR_SIZE, 2);
	w = codec_wr(SMB2_HDR_SIZE, 1);
	EXPECT_EQ(-EMSGSIZE, wire_smb2_set_info_rsp_encode(&w));
}

TEST_HARNESS_MAIN
