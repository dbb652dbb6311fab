// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the payloads of file system controls, MS-FSCC 2.3 and MS-SMB2 2.2.31, 2.2.32. */
#include <lwsmb/wire_fsctl.h>
#include "codec.h"

CODEC(fsctl_validate_negotiate_req);
CODEC(fsctl_validate_negotiate_rsp);
CODEC(fsctl_resiliency_req);
CODEC(fsctl_pipe_wait_req);
CODEC(fsctl_pipe_peek_rsp);
CODEC(fsctl_set_sparse);
CODEC(fsctl_zero_data);
CODEC(fsctl_range);
CODEC(fsctl_trim_req);
CODEC(fsctl_trim_rsp);
CODEC(fsctl_dup_extents);
CODEC(fsctl_dup_extents_ex);
CODEC(fsctl_compression);
CODEC(fsctl_object_id);
CODEC(fsctl_integrity_info);
CODEC(fsctl_set_integrity);
CODEC(fsctl_set_integrity_ex);

#define GUID_HEX "101112131415161718191a1b1c1d1e1f"
#define GUID_BYTES "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f"

TEST(names)
{
	EXPECT_STREQ("FSCTL_DFS_GET_REFERRALS", fsctl_name(0x00060194));
	EXPECT_STREQ("FSCTL_SET_REPARSE_POINT", fsctl_name(0x000900a4));
	EXPECT_STREQ("FSCTL_PIPE_TRANSCEIVE", fsctl_name(0x0011c017));
	EXPECT_STREQ("FSCTL_VALIDATE_NEGOTIATE_INFO", fsctl_name(0x00140204));
	EXPECT_STREQ("FSCTL_SRV_COPYCHUNK_WRITE", fsctl_name(0x001480f2));
	EXPECT_EQ(NULL, fsctl_name(0));
	EXPECT_EQ(NULL, fsctl_name(0x83848043)); /* one that smbtorture makes up */
}

TEST(validate_negotiate_req)
{
	struct codec_bytes b = codec_hex("04030201" GUID_HEX "0605 0300 0202 1002 0003");
	struct fsctl_validate_negotiate_req m;
	struct wire_rd list;
	u16 dialect;

	codec_check(_metadata, &codec_fsctl_validate_negotiate_req, 0, b, b.len, &m);
	EXPECT_EQ(0x01020304u, m.capabilities);
	EXPECT_BYTES(GUID_BYTES, m.guid, 16);
	EXPECT_EQ(0x0506, m.security_mode);
	ASSERT_EQ(6, m.dialects.len);
	wire_rd_span_child(&m.dialects, &list);
	EXPECT_EQ(0, wire_rd_le16(&list, &dialect));
	EXPECT_EQ(0x0202, dialect);
	EXPECT_EQ(0, wire_rd_le16(&list, &dialect));
	EXPECT_EQ(0x0210, dialect);
	EXPECT_EQ(0, wire_rd_le16(&list, &dialect));
	EXPECT_EQ(0x0300, dialect);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_fsctl_validate_negotiate_req, 0,
					 codec_patch(b, 22, "ffff"), &m));
	/* captured: impacket with one dialect */
	b = HEX(00000000 00000000000000000000000000000000 0100 0100 0202);
	codec_check(_metadata, &codec_fsctl_validate_negotiate_req, 0, b, b.len, &m);
}

TEST(validate_negotiate_req_limits)
{
	static const u8 zeros[131072];
	struct fsctl_validate_negotiate_req m = {
		.dialects = { .data = zeros, .len = 131070 },
	};

	EXPECT_EQ(0, codec_encode(&codec_fsctl_validate_negotiate_req, 0, 140000, &m,
				  NULL));
	m.dialects.len = 131072;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fsctl_validate_negotiate_req, 0, 140000,
					&m, NULL));
	m.dialects.len = 3;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fsctl_validate_negotiate_req, 0, 140000,
					&m, NULL));
}

TEST(validate_negotiate_rsp)
{
	struct codec_bytes b = codec_hex("04030201" GUID_HEX "0605 0807");
	struct fsctl_validate_negotiate_rsp m;

	codec_check(_metadata, &codec_fsctl_validate_negotiate_rsp, 0, b, b.len, &m);
	EXPECT_EQ(0x01020304u, m.capabilities);
	EXPECT_BYTES(GUID_BYTES, m.guid, 16);
	EXPECT_EQ(0x0506, m.security_mode);
	EXPECT_EQ(0x0708, m.dialect);
}

TEST(resiliency_req)
{
	struct codec_bytes b = HEX(04030201 14131211);
	struct fsctl_resiliency_req m;

	codec_check(_metadata, &codec_fsctl_resiliency_req, 0, b, b.len, &m);
	EXPECT_EQ(0x01020304u, m.timeout);
	EXPECT_EQ(0x11121314u, m.reserved);
}

TEST(pipe_wait_req)
{
	struct codec_bytes b = HEX(f8f9fafbfcfdfeff 04000000 01 02 61006200);
	struct fsctl_pipe_wait_req m;

	codec_check(_metadata, &codec_fsctl_pipe_wait_req, 0, b, b.len, &m);
	EXPECT_EQ((s64)0xfffefdfcfbfaf9f8ull, m.timeout);
	EXPECT_EQ(1, m.timeout_specified);
	EXPECT_EQ(2, m.padding);
	ASSERT_EQ(4, m.name.len);
	EXPECT_BYTES("a\0b\0", m.name.data, 4);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_fsctl_pipe_wait_req, 0,
					 codec_patch(b, 8, "05000000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_fsctl_pipe_wait_req, 0,
					 codec_patch(b, 8, "ffffffff"), &m));
}

TEST(pipe_peek_rsp)
{
	struct codec_bytes b = HEX(04030201 14131211 24232221 34333231 a1a2a3);
	struct fsctl_pipe_peek_rsp m;

	codec_check(_metadata, &codec_fsctl_pipe_peek_rsp, 0, b, 16, &m);
	EXPECT_EQ(0x01020304u, m.named_pipe_state);
	EXPECT_EQ(0x11121314u, m.read_data_available);
	EXPECT_EQ(0x21222324u, m.number_of_messages);
	EXPECT_EQ(0x31323334u, m.message_length);
	ASSERT_EQ(3, m.data.len);
	EXPECT_BYTES("\xa1\xa2\xa3", m.data.data, 3);
}

TEST(set_sparse)
{
	struct codec_bytes b = HEX(ff); /* captured: smbtorture */
	struct fsctl_set_sparse m;

	codec_check(_metadata, &codec_fsctl_set_sparse, 0, b, 0, &m);
	EXPECT_EQ(0xff, m.set_sparse);
	EXPECT_FALSE(m.absent);
	codec_check(_metadata, &codec_fsctl_set_sparse, 0, HEX(00), 0, &m);
	EXPECT_EQ(0, m.set_sparse);
	codec_check(_metadata, &codec_fsctl_set_sparse, 0, codec_first(b, 0), 0, &m);
	EXPECT_EQ(1, m.set_sparse);
	EXPECT_TRUE(m.absent);
}

TEST(zero_data)
{
	struct codec_bytes b = HEX(0807060504030201 18171615141312f1);
	struct fsctl_zero_data m;

	codec_check(_metadata, &codec_fsctl_zero_data, 0, b, b.len, &m);
	EXPECT_EQ(0x0102030405060708, m.file_offset);
	EXPECT_EQ((s64)0xf112131415161718ull, m.beyond_final_zero);
}

TEST(ranges)
{
	struct codec_bytes b = HEX(0807060504030201 18171615141312f1);
	struct codec_bytes two = codec_cat(b, HEX(0100000000000000 0200000000000000));
	struct wire_rd list = codec_rd(0, two);
	struct fsctl_range m;

	codec_check(_metadata, &codec_fsctl_range, 0, b, b.len, &m);
	EXPECT_EQ(0x0102030405060708, m.offset);
	EXPECT_EQ((s64)0xf112131415161718ull, m.length);
	ASSERT_EQ(1, wire_fsctl_range_next(&list, &m));
	EXPECT_EQ(0x0102030405060708, m.offset);
	ASSERT_EQ(1, wire_fsctl_range_next(&list, &m));
	EXPECT_EQ(1, m.offset);
	EXPECT_EQ(2, m.length);
	EXPECT_EQ(0, wire_fsctl_range_next(&list, &m));
	list = codec_rd(0, codec_first(b, 15));
	EXPECT_EQ(-EBADMSG, wire_fsctl_range_next(&list, &m));
}

TEST(trim)
{
	struct codec_bytes b = HEX(04030201 02000000
				   0807060504030201 1817161514131211
				   0100000000000000 0200000000000000);
	struct codec_bytes rsp = HEX(04030201);
	struct fsctl_trim_req m;
	struct fsctl_trim_rsp n;

	codec_check(_metadata, &codec_fsctl_trim_req, 0, b, b.len, &m);
	EXPECT_EQ(0x01020304u, m.key);
	EXPECT_EQ(2, m.num_ranges);
	ASSERT_EQ(32, m.ranges.len);
	EXPECT_BYTES(b.data + 8, m.ranges.data, 32);
	/* a count whose product with the element size would wrap */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_fsctl_trim_req, 0,
					 codec_patch(b, 4, "01000010"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_fsctl_trim_req, 0,
					 codec_patch(b, 4, "ffffffff"), &m));
	ASSERT_EQ(0, codec_decode(&codec_fsctl_trim_req, 0, b, &m));
	m.ranges.len = 16;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fsctl_trim_req, 0, 100, &m, NULL));
	m.num_ranges = 0x10000001;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fsctl_trim_req, 0, 100, &m, NULL));
	m.ranges.len = 0;
	m.num_ranges = 2;
	codec_check_encode(_metadata, &codec_fsctl_trim_req, 0, codec_first(b, 8), &m);

	codec_check(_metadata, &codec_fsctl_trim_rsp, 0, rsp, rsp.len, &n);
	EXPECT_EQ(0x01020304u, n.num_ranges_processed);
}

#define EXTENTS "1817161514131211 2827262524232221 3837363534333231 4847464544434241" \
		"58575655545352f1"

static void expect_extents(struct __test_metadata *_metadata,
			   const struct fsctl_dup_extents *m)
{
	EXPECT_EQ(0x1112131415161718ull, m->source_id.persistent_id);
	EXPECT_EQ(0x2122232425262728ull, m->source_id.volatile_id);
	EXPECT_EQ(0x3132333435363738, m->source_offset);
	EXPECT_EQ(0x4142434445464748, m->target_offset);
	EXPECT_EQ((s64)0xf152535455565758ull, m->byte_count);
}

TEST(dup_extents)
{
	struct codec_bytes b = codec_hex(EXTENTS);
	struct codec_bytes ex = codec_hex("0807060504030201" EXTENTS "64636261 74737271");
	struct fsctl_dup_extents_ex n;
	struct fsctl_dup_extents m;

	codec_check(_metadata, &codec_fsctl_dup_extents, 0, b, b.len, &m);
	expect_extents(_metadata, &m);
	codec_check(_metadata, &codec_fsctl_dup_extents_ex, 0, ex, ex.len, &n);
	EXPECT_EQ(0x0102030405060708ull, n.structure_size);
	expect_extents(_metadata, &n.ext);
	EXPECT_EQ(0x61626364u, n.flags);
	EXPECT_EQ(0x71727374u, n.reserved);
}

TEST(compression)
{
	struct codec_bytes b = HEX(0201);
	struct fsctl_compression m;

	codec_check(_metadata, &codec_fsctl_compression, 0, b, b.len, &m);
	EXPECT_EQ(0x0102, m.state);
}

TEST(object_id)
{
	/* captured: Samba, CREATE_OR_GET_OBJECT_ID */
	struct codec_bytes b = HEX(28000000000000008401000000000000
				   51369273fde54eff91ccd50f13310bfc
				   28000000000000008401000000000001
				   00000000000000000000000000000002);
	struct fsctl_object_id m;

	codec_check(_metadata, &codec_fsctl_object_id, 0, b, b.len, &m);
	EXPECT_BYTES(b.data, m.object_id, 16);
	EXPECT_BYTES(b.data + 16, m.birth_volume_id, 16);
	EXPECT_BYTES(b.data + 32, m.birth_object_id, 16);
	EXPECT_BYTES(b.data + 48, m.domain_id, 16);
}

TEST(integrity)
{
	struct codec_bytes get = HEX(0201 0403 14131211 24232221 34333231);
	struct codec_bytes set = HEX(0201 0403 14131211);
	struct codec_bytes ex = HEX(01 02 0403 14131211 05 a1a2a3a4a5a6a7);
	struct fsctl_integrity_info m;
	struct fsctl_set_integrity n;
	struct fsctl_set_integrity_ex o;

	codec_check(_metadata, &codec_fsctl_integrity_info, 0, get, get.len, &m);
	EXPECT_EQ(0x0102, m.checksum_algorithm);
	EXPECT_EQ(0x0304, m.reserved);
	EXPECT_EQ(0x11121314u, m.flags);
	EXPECT_EQ(0x21222324u, m.checksum_chunk_size);
	EXPECT_EQ(0x31323334u, m.cluster_size);
	codec_check(_metadata, &codec_fsctl_set_integrity, 0, set, set.len, &n);
	EXPECT_EQ(0x0102, n.checksum_algorithm);
	EXPECT_EQ(0x0304, n.reserved);
	EXPECT_EQ(0x11121314u, n.flags);
	codec_check(_metadata, &codec_fsctl_set_integrity_ex, 0, ex, ex.len, &o);
	EXPECT_EQ(1, o.enable_integrity);
	EXPECT_EQ(2, o.keep_integrity_state_unchanged);
	EXPECT_EQ(0x0304, o.reserved);
	EXPECT_EQ(0x11121314u, o.flags);
	EXPECT_EQ(5, o.version);
	EXPECT_BYTES("\xa1\xa2\xa3\xa4\xa5\xa6\xa7", o.reserved2, 7);
}

TEST_HARNESS_MAIN
