// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of CLOSE, MS-SMB2 2.2.15 and 2.2.16. */
#include <lwsmb/wire_smb2.h>
#include "codec.h"

CODEC(smb2_close_req);
CODEC(smb2_close_rsp);

TEST(close_req)
{
	struct codec_bytes b = HEX(1800 0100 00000000 1112131415161718
				   2122232425262728);
	struct smb2_close_req m;

	codec_check(_metadata, &codec_smb2_close_req, SMB2_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(SMB2_CLOSE_FLAG_POSTQUERY_ATTRIB, m.flags);
	EXPECT_EQ(0x1817161514131211ull, m.file_id.persistent_id);
	EXPECT_EQ(0x2827262524232221ull, m.file_id.volatile_id);

	b = codec_patch(b, 0, "1900");
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_close_req, SMB2_HDR_SIZE, b, &m));
}

TEST(close_rsp)
{
	struct codec_bytes b = HEX(3c00 0100 00000000
				   0102030405060708 1112131415161718
				   2122232425262728 3132333435363738
				   4142434445464748 5152535455565758 61626364);
	struct smb2_close_rsp m;

	codec_check(_metadata, &codec_smb2_close_rsp, SMB2_HDR_SIZE, b, b.len, &m);
	EXPECT_EQ(SMB2_CLOSE_FLAG_POSTQUERY_ATTRIB, m.flags);
	EXPECT_EQ(0x0807060504030201ull, m.creation_time);
	EXPECT_EQ(0x1817161514131211ull, m.last_access_time);
	EXPECT_EQ(0x2827262524232221ull, m.last_write_time);
	EXPECT_EQ(0x3837363534333231ull, m.change_time);
	EXPECT_EQ(0x4847464544434241ull, m.allocation_size);
	EXPECT_EQ(0x5857565554535251ull, m.end_of_file);
	EXPECT_EQ(0x64636261u, m.file_attributes);

	b = codec_patch(b, 0, "3d00");
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_close_rsp, SMB2_HDR_SIZE, b, &m));
}

TEST_HARNESS_MAIN
