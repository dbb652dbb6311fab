// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of compounds: MS-SMB2 2.2.1 (NextCommand), 3.3.5.2.7. */
#include <lwsmb/wire_smb2.h>
#include "codec.h"

#define NEXT_OFFSET 20

/* A header whose NextCommand is @next, with a body of @body bytes. */
static struct codec_bytes message(u32 next, u16 command, size_t body)
{
	struct smb2_hdr h = { .command = command, .next_command = next };
	struct wire_wr w = codec_wr(0, SMB2_HDR_SIZE + body);
	struct codec_bytes b = { w.base, SMB2_HDR_SIZE + body };

	if (wire_smb2_hdr_encode(&w, &h))
		abort();
	return b;
}

static int count(struct codec_bytes b)
{
	struct wire_rd r = codec_rd(0, b);
	int ret = wire_smb2_msg_count(&r);

	return r.pos == r.base ? ret : -EDOM;
}

TEST(walk)
{
	struct codec_bytes b = codec_cat(message(80, 1, 16),
					 codec_cat(message(72, 2, 8), message(0, 3, 7)));
	struct wire_rd r = codec_rd(0, b);
	struct smb2_msg m;

	EXPECT_EQ(3, count(b));
	ASSERT_EQ(1, wire_smb2_msg_next(&r, &m));
	EXPECT_EQ(1, m.hdr.command);
	EXPECT_EQ(80, m.raw.len);
	EXPECT_EQ(0, m.raw.off);
	EXPECT_EQ(r.base, m.raw.data);
	EXPECT_EQ(r.base, m.body.base);
	EXPECT_EQ(64, wire_rd_off(&m.body));
	EXPECT_EQ(16, wire_rd_left(&m.body));
	ASSERT_EQ(1, wire_smb2_msg_next(&r, &m));
	EXPECT_EQ(2, m.hdr.command);
	EXPECT_EQ(72, m.raw.len);
	EXPECT_EQ(80, m.raw.off);
	EXPECT_EQ(r.base + 80, m.body.base);
	EXPECT_EQ(64, wire_rd_off(&m.body));
	EXPECT_EQ(8, wire_rd_left(&m.body));
	ASSERT_EQ(1, wire_smb2_msg_next(&r, &m));
	EXPECT_EQ(3, m.hdr.command);
	EXPECT_EQ(71, m.raw.len);
	EXPECT_EQ(152, m.raw.off);
	EXPECT_EQ(7, wire_rd_left(&m.body));
	EXPECT_EQ(0, wire_smb2_msg_next(&r, &m));
	EXPECT_EQ(0, wire_smb2_msg_next(&r, &m));
}

TEST(shortest)
{
	size_t n;

	EXPECT_EQ(1, count(message(0, 1, 2)));
	for (n = 0; n < 66; n++)
		EXPECT_EQ(-EBADMSG, count(codec_first(message(0, 1, 2), n)));
	EXPECT_EQ(2, count(codec_cat(message(72, 1, 8), message(0, 1, 2))));
	for (n = 67; n < 72 + 66; n++) {
		EXPECT_EQ(-EBADMSG, count(codec_first(codec_cat(message(72, 1, 8),
								message(0, 1, 2)), n)));
	}
}

TEST(bad_next)
{
	struct codec_bytes b = codec_cat(message(72, 1, 8), message(0, 1, 200));

	EXPECT_EQ(2, count(b));
	EXPECT_EQ(-EBADMSG, count(codec_patch(b, NEXT_OFFSET, "4c000000")));
	EXPECT_EQ(-EBADMSG, count(codec_patch(b, NEXT_OFFSET, "49000000")));
	EXPECT_EQ(-EBADMSG, count(codec_patch(b, NEXT_OFFSET, "40000000")));
	EXPECT_EQ(-EBADMSG, count(codec_patch(b, NEXT_OFFSET, "08000000")));
	EXPECT_EQ(-EBADMSG, count(codec_patch(b, NEXT_OFFSET, "00000080")));
	EXPECT_EQ(-EBADMSG, count(codec_patch(b, NEXT_OFFSET, "f8ffffff")));
	/* 336 bytes: the frame ends there, one alignment before, far before */
	EXPECT_EQ(336, b.len);
	EXPECT_EQ(-EBADMSG, count(codec_patch(b, NEXT_OFFSET, "50010000")));
	EXPECT_EQ(-EBADMSG, count(codec_patch(b, NEXT_OFFSET, "10010000")));
	/* not SMB2 */
	EXPECT_EQ(-EBADMSG, count(codec_patch(b, 0, "ff")));
	EXPECT_EQ(-EBADMSG, count(codec_patch(b, 72, "ff")));
}

TEST(next_message_fits_exactly)
{
	struct codec_bytes b = codec_cat(message(72, 1, 8), message(0, 1, 2));

	EXPECT_EQ(138, b.len);
	EXPECT_EQ(2, count(b));
	EXPECT_EQ(-EBADMSG, count(codec_patch(b, NEXT_OFFSET, "50000000")));
}

TEST(writes)
{
	struct smb2_hdr h = { .command = SMB2_ECHO, .next_command = 0x12345678 };
	struct smb2_empty m = { .reserved = 0x1211 };
	struct wire_wr frame = codec_wr(0, 72 + 68);
	struct codec_bytes b = { frame.base, 72 + 68 };
	struct wire_wr w;
	int i;

	for (i = 0; i < 2; i++) {
		wire_smb2_msg_begin(&frame, &w);
		EXPECT_EQ(0, wire_wr_off(&w));
		ASSERT_EQ(0, wire_smb2_hdr_encode(&w, &h));
		ASSERT_EQ(0, wire_smb2_empty_encode(&w, &m));
		EXPECT_EQ(i * 72, wire_wr_off(&frame));
		ASSERT_EQ(0, wire_smb2_msg_end(&frame, &w, i == 1));
		EXPECT_EQ(i ? 68 : 72, wire_wr_off(&w));
	}
	EXPECT_EQ(72 + 68, wire_wr_off(&frame));
	EXPECT_EQ(2, count(b));
	EXPECT_BYTES("\x48\0\0\0", b.data + NEXT_OFFSET, 4);
	EXPECT_BYTES("\x04\0\x11\x12\0\0\0\0", b.data + 64, 8);
	EXPECT_BYTES("\0\0\0\0", b.data + 72 + NEXT_OFFSET, 4);
	EXPECT_BYTES("\x04\0\x11\x12", b.data + 72 + 64, 4);
}

TEST(write_refuses)
{
	struct wire_wr frame = codec_wr(0, 71);
	struct smb2_hdr h = { .command = SMB2_ECHO };
	struct wire_wr w;

	wire_smb2_msg_begin(&frame, &w);
	ASSERT_EQ(0, wire_smb2_hdr_encode(&w, &h));
	EXPECT_EQ(-EINVAL, wire_smb2_msg_end(&frame, &w, true));
	ASSERT_NE(NULL, wire_wr_reserve(&w, 1));
	EXPECT_EQ(-EINVAL, wire_smb2_msg_end(&frame, &w, true));
	ASSERT_NE(NULL, wire_wr_reserve(&w, 1));
	EXPECT_EQ(-EMSGSIZE, wire_smb2_msg_end(&frame, &w, false));
	EXPECT_EQ(0, wire_wr_off(&frame));
	EXPECT_EQ(0, wire_smb2_msg_end(&frame, &w, true));
	EXPECT_EQ(66, wire_wr_off(&frame));
}

TEST_HARNESS_MAIN
