// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of OPLOCK_BREAK, MS-SMB2 2.2.23 to 2.2.25. */
#include <lwsmb/wire_smb2.h>
#include "codec.h"

CODEC(smb2_oplock_break);
CODEC(smb2_lease_break_notify);
CODEC(smb2_lease_break_ack);

static int form(struct codec_bytes b)
{
	struct wire_rd r = codec_rd(SMB2_HDR_SIZE, b);
	int f = wire_smb2_break_form(&r);

	return wire_rd_off(&r) == SMB2_HDR_SIZE ? f : -1;
}

TEST(forms)
{
	EXPECT_EQ(SMB2_BREAK_OPLOCK, form(HEX(1800)));
	EXPECT_EQ(SMB2_BREAK_LEASE_ACK, form(HEX(2400)));
	EXPECT_EQ(SMB2_BREAK_LEASE_NOTIFY, form(HEX(2c00)));
	EXPECT_EQ(SMB2_BREAK_UNKNOWN, form(HEX(1900)));
	EXPECT_EQ(SMB2_BREAK_UNKNOWN, form(HEX(1801)));
	EXPECT_EQ(SMB2_BREAK_UNKNOWN, form(HEX(18)));
}

TEST(oplock)
{
	struct codec_bytes b = HEX(1800 02 03 04050607 1112131415161718 2122232425262728);
	struct smb2_oplock_break m;

	codec_check(_metadata, &codec_smb2_oplock_break, SMB2_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(2, m.oplock_level);
	EXPECT_EQ(3, m.reserved);
	EXPECT_EQ(0x07060504u, m.reserved2);
	EXPECT_EQ(0x1817161514131211ull, m.file_id.persistent_id);
	EXPECT_EQ(0x2827262524232221ull, m.file_id.volatile_id);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_oplock_break, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "24"), &m));
}

TEST(lease_notify)
{
	struct codec_bytes b = HEX(2c00 0203 04050607 101112131415161718191a1b1c1d1e1f
				   21222324 25262728 292a2b2c 2d2e2f30 31323334);
	struct smb2_lease_break_notify m;

	codec_check(_metadata, &codec_smb2_lease_break_notify, SMB2_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(0x0302, m.new_epoch);
	EXPECT_EQ(0x07060504u, m.flags);
	EXPECT_BYTES(b.data + 8, m.lease_key, 16);
	EXPECT_EQ(0x24232221u, m.current_lease_state);
	EXPECT_EQ(0x28272625u, m.new_lease_state);
	EXPECT_EQ(0x2c2b2a29u, m.break_reason);
	EXPECT_EQ(0x302f2e2du, m.access_mask_hint);
	EXPECT_EQ(0x34333231u, m.share_mask_hint);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_lease_break_notify, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "24"), &m));
}

TEST(lease_ack)
{
	struct codec_bytes b = HEX(2400 0203 04050607 101112131415161718191a1b1c1d1e1f
				   21222324 3132333435363738);
	struct smb2_lease_break_ack m;

	codec_check(_metadata, &codec_smb2_lease_break_ack, SMB2_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(0x0302, m.reserved);
	EXPECT_EQ(0x07060504u, m.flags);
	EXPECT_BYTES(b.data + 8, m.lease_key, 16);
	EXPECT_EQ(0x24232221u, m.lease_state);
	EXPECT_EQ(0x3837363534333231ull, m.lease_duration);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_lease_break_ack, SMB2_HDR_SIZE,
					 codec_patch(b, 0, "2c"), &m));
}

TEST_HARNESS_MAIN
