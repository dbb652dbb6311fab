// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of WRITE, MS-SMB2 2.2.21 and 2.2.22. */
#include <lwsmb/wire_smb2_io.h>
#include "codec.h"

CODEC(smb2_write_req);
CODEC(smb2_write_rsp);

/* StructureSize, the data's offset and length; then up to WriteChannelInfoOffset. */
#define WRITE_IDS "0807060504030201 1817161514131211 2827262524232221 34333231 44434241"
#define WRITE_REQ(data_off, data_len, info_off, info_len) \
	"3100" data_off data_len WRITE_IDS info_off info_len "54535251"

TEST(write_req)
{
	struct codec_bytes b = codec_hex(WRITE_REQ("7000", "04000000", "0000", "0000")
					 "d1d2d3d4");
	struct smb2_write_req m;

	codec_check_used(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE, b, b.len, 48, &m);
	EXPECT_EQ(0x0102030405060708ull, m.offset);
	EXPECT_EQ(0x1112131415161718ull, m.file_id.persistent_id);
	EXPECT_EQ(0x2122232425262728ull, m.file_id.volatile_id);
	EXPECT_EQ(0x31323334u, m.channel);
	EXPECT_EQ(0x41424344u, m.remaining_bytes);
	EXPECT_EQ(0x51525354u, m.flags);
	EXPECT_EQ(0, m.channel_info.len);
	EXPECT_EQ(112, m.data.off);
	ASSERT_EQ(4, m.data.len);
	EXPECT_BYTES("\xd1\xd2\xd3\xd4", m.data.data, 4);

	m.data.off = 0;
	memset(&m.rest, 0, sizeof(m.rest));
	codec_check_encode(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE, b, &m);
	codec_check_rooms(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE, b.len, &m);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_write_req, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "3000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_write_req, SMB2_HDR_SIZE,
					 codec_patch(b, 2, "6f00"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_write_req, SMB2_HDR_SIZE,
					 codec_patch(b, 2, "7100"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_write_req, SMB2_HDR_SIZE,
					 codec_patch(b, 4, "ffffffff"), &m));
}

TEST(write_req_empty)
{
	struct codec_bytes b = codec_hex(WRITE_REQ("0000", "00000000", "0000", "0000")
					 "00");
	struct smb2_write_req m;

	codec_check_used(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE, b, 48, 48, &m);
	codec_check(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE,
		    codec_patch(codec_first(b, 48), 2, "7000"), 48, &m);
	EXPECT_EQ(112, m.data.off);
	memset(&m.rest, 0, sizeof(m.rest));
	m.data.off = 0;
	codec_check_encode(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE, b, &m);
	codec_check_rooms(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE, b.len, &m);
}

TEST(write_req_channel_info)
{
	/* before the data, behind them, and alone */
	struct codec_bytes before = codec_hex(WRITE_REQ("7800", "02000000", "7000", "0300")
					      "c1c2c3 eeeeeeeeee d1d2");
	struct codec_bytes own = codec_hex(WRITE_REQ("7800", "02000000", "7000", "0300")
					   "c1c2c3 0000000000 d1d2");
	struct codec_bytes behind = codec_hex(WRITE_REQ("7000", "02000000", "7300", "0300")
					      "d1d2 ee c1c2c3");
	struct codec_bytes alone = codec_hex(WRITE_REQ("0000", "00000000", "7000", "0300")
					     "c1c2c3");
	struct smb2_write_req m;
	struct wire_wr w;

	codec_check_used(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE, before, before.len, 48,
			 &m);
	EXPECT_EQ(112, m.channel_info.off);
	ASSERT_EQ(3, m.channel_info.len);
	EXPECT_BYTES("\xc1\xc2\xc3", m.channel_info.data, 3);
	EXPECT_EQ(120, m.data.off);
	ASSERT_EQ(2, m.data.len);
	EXPECT_BYTES("\xd1\xd2", m.data.data, 2);
	memset(&m.rest, 0, sizeof(m.rest));
	codec_check_encode(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE, own, &m);
	codec_check_rooms(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE, own.len, &m);
	m.data.off = 0;
	codec_check_encode(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE, own, &m);
	m.channel_info.off = 0;
	codec_check_encode(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE, own, &m);
	w = codec_wr(SMB2_HDR_SIZE, 56);
	ASSERT_EQ(0, wire_smb2_write_req_encode_hdr(&w, &m));
	EXPECT_BYTES(own.data, w.base + SMB2_HDR_SIZE, 56);
	EXPECT_EQ(120, wire_wr_off(&w));

	codec_check_used(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE, behind, behind.len, 48,
			 &m);
	/* the data cannot be sent from elsewhere if something follows them */
	w = codec_wr(SMB2_HDR_SIZE, 100);
	EXPECT_EQ(-EINVAL, wire_smb2_write_req_encode_hdr(&w, &m));

	codec_check_used(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE, alone, alone.len, 48, &m);
	EXPECT_EQ(0, m.data.len);
	memset(&m.rest, 0, sizeof(m.rest));
	m.channel_info.off = 0;
	codec_check_encode(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE, alone, &m);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_write_req, SMB2_HDR_SIZE,
					 codec_patch(alone, 40, "6f00"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_write_req, SMB2_HDR_SIZE,
					 codec_patch(alone, 42, "0400"), &m));
}

/* A part with an automatic place does not get into the way of one with a place. */
TEST(write_req_mixed_places)
{
	struct codec_bytes b = codec_hex(WRITE_REQ("7000", "02000000", "7800", "0300")
					 "d1d2 000000000000 c1c2c3");
	struct smb2_write_req m;

	ASSERT_EQ(0, codec_decode(&codec_smb2_write_req, SMB2_HDR_SIZE, b, &m));
	memset(&m.rest, 0, sizeof(m.rest));
	m.channel_info.off = 0;
	codec_check_encode(_metadata, &codec_smb2_write_req, SMB2_HDR_SIZE, b, &m);
	m.data.off = 111;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_write_req, SMB2_HDR_SIZE, 200, &m,
					NULL));
	m.channel_info.off = 111;
	m.data.off = 0;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_write_req, SMB2_HDR_SIZE, 200, &m,
					NULL));
}

TEST(write_req_overflow)
{
	static const u8 zeros[65536];
	struct smb2_write_req m = { .channel_info = { .data = zeros, .len = 65535 } };
	struct wire_wr w;

	EXPECT_EQ(0, codec_encode(&codec_smb2_write_req, SMB2_HDR_SIZE, 70000, &m, NULL));
	m.channel_info.len = 65536;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_write_req, SMB2_HDR_SIZE, 70000, &m,
					NULL));
	w = codec_wr(SMB2_HDR_SIZE, 70000);
	EXPECT_EQ(-EINVAL, wire_smb2_write_req_encode_hdr(&w, &m));
	m.channel_info.len = 1;
	m.channel_info.off = 65535;
	EXPECT_EQ(0, codec_encode(&codec_smb2_write_req, SMB2_HDR_SIZE, 70000, &m, NULL));
	m.channel_info.off = 65536;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_write_req, SMB2_HDR_SIZE, 70000, &m,
					NULL));
	m.channel_info.len = 0;
	m.channel_info.off = 0;
	m.data.data = zeros;
	m.data.len = 1;
	m.data.off = 65535;
	EXPECT_EQ(0, codec_encode(&codec_smb2_write_req, SMB2_HDR_SIZE, 70000, &m, NULL));
	m.data.off = 65536;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_write_req, SMB2_HDR_SIZE, 70000, &m,
					NULL));
	/* the data themselves may be long */
	m.data.len = 65536;
	m.data.off = 0;
	EXPECT_EQ(0, codec_encode(&codec_smb2_write_req, SMB2_HDR_SIZE, 70000, &m, NULL));
}

TEST(write_req_encode_hdr)
{
	struct codec_bytes b = codec_hex(WRITE_REQ("7000", "00001000", "0000", "0000"));
	struct smb2_write_req m;
	struct wire_wr w;
	size_t room;

	ASSERT_EQ(0, codec_decode(&codec_smb2_write_req, SMB2_HDR_SIZE,
				  codec_patch(b, 4, "00000000"), &m));
	m.data.len = 0x100000;
	m.data.data = NULL;
	for (room = 0; room < b.len; room++) {
		w = codec_wr(SMB2_HDR_SIZE, room);
		EXPECT_EQ(-EMSGSIZE, wire_smb2_write_req_encode_hdr(&w, &m));
	}
	w = codec_wr(SMB2_HDR_SIZE, b.len);
	ASSERT_EQ(0, wire_smb2_write_req_encode_hdr(&w, &m));
	EXPECT_EQ(112, wire_wr_off(&w));
	EXPECT_BYTES(b.data, w.base + SMB2_HDR_SIZE, b.len);
	m.data.off = 111;
	w = codec_wr(SMB2_HDR_SIZE, 200);
	EXPECT_EQ(-EINVAL, wire_smb2_write_req_encode_hdr(&w, &m));
	m.data.off = 120;
	w = codec_wr(SMB2_HDR_SIZE, 55);
	EXPECT_EQ(-EMSGSIZE, wire_smb2_write_req_encode_hdr(&w, &m));
	w = codec_wr(SMB2_HDR_SIZE, 56);
	ASSERT_EQ(0, wire_smb2_write_req_encode_hdr(&w, &m));
	EXPECT_EQ(120, wire_wr_off(&w));
	EXPECT_BYTES("\0\0\0\0\0\0\0\0", w.base + 112, 8);
	m.channel_info.data = (const u8 *)"cccccccc";
	m.channel_info.len = 8;
	w = codec_wr(SMB2_HDR_SIZE, 56);
	ASSERT_EQ(0, wire_smb2_write_req_encode_hdr(&w, &m));
	EXPECT_EQ(120, wire_wr_off(&w));
	EXPECT_BYTES("cccccccc", w.base + 112, 8);
	w = codec_wr(SMB2_HDR_SIZE, 48);
	EXPECT_EQ(-EMSGSIZE, wire_smb2_write_req_encode_hdr(&w, &m));
}

TEST(write_req_decode_hdr)
{
	struct codec_bytes b = codec_hex(WRITE_REQ("7800", "02000000", "7000", "0300")
					 "c1c2c3 0000000000 d1d2");
	struct smb2_write_req m;
	struct wire_rd r;
	size_t here;

	for (here = 0; here < 48; here++) {
		r = codec_rd(SMB2_HDR_SIZE, codec_first(b, here));
		EXPECT_EQ(-EBADMSG, wire_smb2_write_req_decode_hdr(&r, 122, &m));
	}
	for (here = 48; here <= 58; here++) {
		r = codec_rd(SMB2_HDR_SIZE, codec_first(b, here));
		ASSERT_EQ(0, wire_smb2_write_req_decode_hdr(&r, 122, &m));
		EXPECT_EQ(112, wire_rd_off(&r));
		EXPECT_EQ(120, m.data.off);
		EXPECT_EQ(2, m.data.len);
		EXPECT_EQ(here < 58 ? NULL : r.pos + 8, m.data.data);
		EXPECT_EQ(112, m.channel_info.off);
		EXPECT_EQ(3, m.channel_info.len);
		EXPECT_EQ(here < 51 ? NULL : r.pos, m.channel_info.data);
		EXPECT_EQ(here - 48, m.rest.len);
	}
	r = codec_rd(SMB2_HDR_SIZE, codec_first(b, 48));
	EXPECT_EQ(-EBADMSG, wire_smb2_write_req_decode_hdr(&r, 121, &m));
	r = codec_rd(SMB2_HDR_SIZE, codec_first(b, 48));
	EXPECT_EQ(-EBADMSG, wire_smb2_write_req_decode_hdr(&r, 114, &m));
	r = codec_rd(SMB2_HDR_SIZE, codec_patch(codec_first(b, 48), 2, "6f00"));
	EXPECT_EQ(-EBADMSG, wire_smb2_write_req_decode_hdr(&r, 122, &m));
	/* lengths that would wrap */
	r = codec_rd(SMB2_HDR_SIZE, codec_patch(codec_first(b, 48), 4, "ffffffff"));
	EXPECT_EQ(-EBADMSG, wire_smb2_write_req_decode_hdr(&r, 122, &m));
	/* no data at all */
	r = codec_rd(SMB2_HDR_SIZE, codec_patch(codec_first(b, 48), 4, "00000000"));
	EXPECT_EQ(0, wire_smb2_write_req_decode_hdr(&r, 122, &m));
	EXPECT_EQ(0, m.data.len);
	EXPECT_EQ(r.pos, m.data.data);
}

TEST(write_rsp)
{
	struct codec_bytes b = HEX(1100 0201 14131211 24232221 3231 4241);
	struct smb2_write_rsp m;

	codec_check(_metadata, &codec_smb2_write_rsp, SMB2_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(0x0102, m.reserved);
	EXPECT_EQ(0x11121314u, m.count);
	EXPECT_EQ(0x21222324u, m.remaining);
	EXPECT_EQ(0x3132, m.channel_info_offset);
	EXPECT_EQ(0x4142, m.channel_info_length);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_write_rsp, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "1000"), &m));
}

TEST_HARNESS_MAIN
