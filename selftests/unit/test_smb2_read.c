// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of READ and FLUSH, MS-SMB2 2.2.17, 2.2.19 and 2.2.20. */
#include <lwsmb/wire_smb2_io.h>
#include "codec.h"

CODEC(smb2_flush_req);
CODEC(smb2_read_req);
CODEC(smb2_read_rsp);

TEST(flush_req)
{
	struct codec_bytes b = HEX(1800 ffff 04030201 1817161514131211 2827262524232221);
	struct smb2_flush_req m;

	codec_check(_metadata, &codec_smb2_flush_req, SMB2_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(SMB2_FLUSH_FULL_SYNC, m.reserved1);
	EXPECT_EQ(0x01020304u, m.reserved2);
	EXPECT_EQ(0x1112131415161718ull, m.file_id.persistent_id);
	EXPECT_EQ(0x2122232425262728ull, m.file_id.volatile_id);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_flush_req, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "1900"), &m));
}

/* Everything up to ReadChannelInfoOffset. */
#define READ_REQ "3100 50 02 04030201 0807060504030201 1817161514131211" \
		 "2827262524232221 34333231 44434241 54535251"

TEST(read_req)
{
	struct codec_bytes b = codec_hex(READ_REQ "0000 0000 00");
	struct smb2_read_req m;

	/* impacket's last byte is a '0', Windows' is a zero, some send none */
	codec_check_used(_metadata, &codec_smb2_read_req, SMB2_HDR_SIZE, b, 48, 48, &m);
	EXPECT_EQ(0x50, m.padding);
	EXPECT_EQ(SMB2_READFLAG_REQUEST_COMPRESSED, m.flags);
	EXPECT_EQ(0x01020304u, m.length);
	EXPECT_EQ(0x0102030405060708ull, m.offset);
	EXPECT_EQ(0x1112131415161718ull, m.file_id.persistent_id);
	EXPECT_EQ(0x2122232425262728ull, m.file_id.volatile_id);
	EXPECT_EQ(0x31323334u, m.minimum_count);
	EXPECT_EQ(0x41424344u, m.channel);
	EXPECT_EQ(0x51525354u, m.remaining_bytes);
	EXPECT_EQ(0, m.channel_info.len);
	EXPECT_EQ(0, m.channel_info.off);
	EXPECT_EQ(1, m.rest.len);
	EXPECT_EQ(112, m.rest.off);
	codec_check_used(_metadata, &codec_smb2_read_req, SMB2_HDR_SIZE, codec_patch(b, 48, "30"),
			 48, 48, &m);
	codec_check(_metadata, &codec_smb2_read_req, SMB2_HDR_SIZE, codec_first(b, 48),
		    48, &m);
	/* a message of our own has the byte */
	memset(&m.rest, 0, sizeof(m.rest));
	codec_check_encode(_metadata, &codec_smb2_read_req, SMB2_HDR_SIZE, b, &m);
	codec_check_rooms(_metadata, &codec_smb2_read_req, SMB2_HDR_SIZE, b.len, &m);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_read_req, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "3000"), &m));
}

TEST(read_req_channel_info)
{
	struct codec_bytes b = codec_hex(READ_REQ "7200 0300 eeee a1a2a3");
	struct codec_bytes own = codec_hex(READ_REQ "7000 0300 a1a2a3");
	struct smb2_read_req m;
	int ret;

	codec_check_used(_metadata, &codec_smb2_read_req, SMB2_HDR_SIZE, b, b.len, 48, &m);
	EXPECT_EQ(0x72, m.channel_info.off);
	ASSERT_EQ(3, m.channel_info.len);
	EXPECT_BYTES("\xa1\xa2\xa3", m.channel_info.data, 3);
	/* into the fixed part, and past the end */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_read_req, SMB2_HDR_SIZE,
					 codec_patch(b, 44, "6f00"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_read_req, SMB2_HDR_SIZE,
					 codec_patch(b, 44, "7300"), &m));

	ASSERT_EQ(0, codec_decode(&codec_smb2_read_req, SMB2_HDR_SIZE, b, &m));
	memset(&m.rest, 0, sizeof(m.rest));
	m.channel_info.off = 0;
	codec_check_encode(_metadata, &codec_smb2_read_req, SMB2_HDR_SIZE, own, &m);
	m.channel_info.off = 111;
	ret = codec_encode(&codec_smb2_read_req, SMB2_HDR_SIZE, 100, &m, NULL);
	EXPECT_EQ(-EINVAL, ret);
	m.channel_info.off = 0;
	m.channel_info.data = codec_alloc(65536);
	memset((void *)m.channel_info.data, 0, 65536);
	m.channel_info.len = 65535;
	EXPECT_EQ(0, codec_encode(&codec_smb2_read_req, SMB2_HDR_SIZE, 70000, &m, NULL));
	m.channel_info.len = 65536;
	ret = codec_encode(&codec_smb2_read_req, SMB2_HDR_SIZE, 70000, &m, NULL);
	EXPECT_EQ(-EINVAL, ret);
	m.channel_info.len = 1;
	m.channel_info.off = 65535;
	EXPECT_EQ(0, codec_encode(&codec_smb2_read_req, SMB2_HDR_SIZE, 70000, &m, NULL));
	m.channel_info.off = 65536;
	ret = codec_encode(&codec_smb2_read_req, SMB2_HDR_SIZE, 70000, &m, NULL);
	EXPECT_EQ(-EINVAL, ret);
}

TEST(read_rsp)
{
	struct codec_bytes b = HEX(1100 50 07 04000000 14131211 24232221 d1d2d3d4);
	struct codec_bytes gap = HEX(1100 53 07 01000000 14131211 24232221 21eeff d1);
	struct smb2_read_rsp m;

	codec_check_used(_metadata, &codec_smb2_read_rsp, SMB2_HDR_SIZE, b, b.len, 16, &m);
	EXPECT_EQ(7, m.reserved);
	EXPECT_EQ(0x11121314u, m.data_remaining);
	EXPECT_EQ(0x21222324u, m.flags);
	EXPECT_EQ(80, m.data.off);
	ASSERT_EQ(4, m.data.len);
	EXPECT_BYTES("\xd1\xd2\xd3\xd4", m.data.data, 4);
	m.data.off = 0;
	memset(&m.rest, 0, sizeof(m.rest));
	codec_check_encode(_metadata, &codec_smb2_read_rsp, SMB2_HDR_SIZE, b, &m);
	codec_check_rooms(_metadata, &codec_smb2_read_rsp, SMB2_HDR_SIZE, b.len, &m);

	codec_check_used(_metadata, &codec_smb2_read_rsp, SMB2_HDR_SIZE, gap, gap.len, 16, &m);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_read_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 2, "4f"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_read_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 2, "51"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_read_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 4, "ffffffff"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_read_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "1000"), &m));
}

TEST(read_rsp_empty)
{
	struct codec_bytes b = HEX(1100 00 00 00000000 00000000 00000000 00);
	struct smb2_read_rsp m;

	codec_check_used(_metadata, &codec_smb2_read_rsp, SMB2_HDR_SIZE, b, 16, 16, &m);
	EXPECT_NE(NULL, m.data.data);
	codec_check(_metadata, &codec_smb2_read_rsp, SMB2_HDR_SIZE, codec_first(b, 16),
		    16, &m);
	memset(&m, 0, sizeof(m));
	codec_check_encode(_metadata, &codec_smb2_read_rsp, SMB2_HDR_SIZE, b, &m);
	codec_check_rooms(_metadata, &codec_smb2_read_rsp, SMB2_HDR_SIZE, b.len, &m);
}

TEST(read_rsp_offset_fits_a_byte)
{
	struct smb2_read_rsp m = { .data = { .data = (const u8 *)"x", .len = 1 } };
	struct wire_wr w;
	int ret;

	m.data.off = 255;
	EXPECT_EQ(0, codec_encode(&codec_smb2_read_rsp, SMB2_HDR_SIZE, 300, &m, NULL));
	w = codec_wr(SMB2_HDR_SIZE, 300);
	EXPECT_EQ(0, wire_smb2_read_rsp_encode_hdr(&w, &m));
	EXPECT_EQ(255, wire_wr_off(&w));
	m.data.off = 256;
	ret = codec_encode(&codec_smb2_read_rsp, SMB2_HDR_SIZE, 300, &m, NULL);
	EXPECT_EQ(-EINVAL, ret);
	w = codec_wr(SMB2_HDR_SIZE, 300);
	EXPECT_EQ(-EINVAL, wire_smb2_read_rsp_encode_hdr(&w, &m));
	m.data.off = 79;
	w = codec_wr(SMB2_HDR_SIZE, 300);
	EXPECT_EQ(-EINVAL, wire_smb2_read_rsp_encode_hdr(&w, &m));
	ret = codec_encode(&codec_smb2_read_rsp, SMB2_HDR_SIZE, 300, &m, NULL);
	EXPECT_EQ(-EINVAL, ret);
}

TEST(read_rsp_encode_hdr)
{
	struct codec_bytes b = HEX(1100 50 07 00001000 14131211 24232221);
	struct codec_bytes gap = HEX(1100 58 07 00001000 14131211 24232221
				     0000000000000000);
	struct smb2_read_rsp m = {
		.reserved = 7,
		.data_remaining = 0x11121314,
		.flags = 0x21222324,
		.data = { .len = 0x100000 },
	};
	struct wire_wr w;
	size_t room;

	/* the data stay where they are: there is room for what is before them only */
	for (room = 0; room < b.len; room++) {
		w = codec_wr(SMB2_HDR_SIZE, room);
		EXPECT_EQ(-EMSGSIZE, wire_smb2_read_rsp_encode_hdr(&w, &m));
	}
	w = codec_wr(SMB2_HDR_SIZE, b.len);
	ASSERT_EQ(0, wire_smb2_read_rsp_encode_hdr(&w, &m));
	EXPECT_EQ(80, wire_wr_off(&w));
	EXPECT_BYTES(b.data, w.base + SMB2_HDR_SIZE, b.len);

	m.data.off = 88;
	w = codec_wr(SMB2_HDR_SIZE, gap.len - 1);
	EXPECT_EQ(-EMSGSIZE, wire_smb2_read_rsp_encode_hdr(&w, &m));
	w = codec_wr(SMB2_HDR_SIZE, gap.len);
	ASSERT_EQ(0, wire_smb2_read_rsp_encode_hdr(&w, &m));
	EXPECT_EQ(88, wire_wr_off(&w));
	EXPECT_BYTES(gap.data, w.base + SMB2_HDR_SIZE, gap.len);

	/* nothing to send: nothing is laid out, and the offset is handed through */
	m.data.len = 0;
	w = codec_wr(SMB2_HDR_SIZE, 100);
	ASSERT_EQ(0, wire_smb2_read_rsp_encode_hdr(&w, &m));
	EXPECT_EQ(80, wire_wr_off(&w));
	EXPECT_EQ(88, w.base[SMB2_HDR_SIZE + 2]);
}

TEST(read_rsp_decode_hdr)
{
	struct codec_bytes b = HEX(1100 50 07 04000000 14131211 24232221 d1d2d3d4);
	struct smb2_read_rsp m;
	struct wire_rd r;
	size_t here;

	for (here = 0; here < 16; here++) {
		r = codec_rd(SMB2_HDR_SIZE, codec_first(b, here));
		EXPECT_EQ(-EBADMSG, wire_smb2_read_rsp_decode_hdr(&r, 84, &m));
	}
	for (here = 16; here <= 20; here++) {
		r = codec_rd(SMB2_HDR_SIZE, codec_first(b, here));
		ASSERT_EQ(0, wire_smb2_read_rsp_decode_hdr(&r, 84, &m));
		EXPECT_EQ(80, wire_rd_off(&r));
		EXPECT_EQ(80, m.data.off);
		EXPECT_EQ(4, m.data.len);
		EXPECT_EQ(here < 20 ? NULL : r.pos, m.data.data);
		EXPECT_EQ(0x11121314u, m.data_remaining);
		/* the whole message is one byte too short for the data */
		r = codec_rd(SMB2_HDR_SIZE, codec_first(b, 16));
		EXPECT_EQ(-EBADMSG, wire_smb2_read_rsp_decode_hdr(&r, 83, &m));
		EXPECT_EQ(-EBADMSG, wire_smb2_read_rsp_decode_hdr(&r, 0, &m));
	}
	/* a place far behind what is here, at the end of the message */
	r = codec_rd(SMB2_HDR_SIZE, codec_patch(codec_first(b, 17), 2, "ff"));
	ASSERT_EQ(0, wire_smb2_read_rsp_decode_hdr(&r, 259, &m));
	EXPECT_EQ(255, m.data.off);
	EXPECT_EQ(NULL, m.data.data);
	r = codec_rd(SMB2_HDR_SIZE, codec_patch(codec_first(b, 17), 2, "ff"));
	EXPECT_EQ(-EBADMSG, wire_smb2_read_rsp_decode_hdr(&r, 258, &m));
	r = codec_rd(SMB2_HDR_SIZE, codec_patch(codec_first(b, 17), 2, "ff"));
	EXPECT_EQ(-EBADMSG, wire_smb2_read_rsp_decode_hdr(&r, 254, &m));
}

TEST_HARNESS_MAIN
