// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of DFS referrals, MS-DFSC 2.2. */
#include <lwsmb/wire_fsctl.h>
#include "codec.h"

CODEC(dfs_req);
CODEC(dfs_req_ex);

#define MOST 4 /* entries in the responses below */

/* A whole response, so that the helpers of codec.h work on it. */
struct dfs_whole {
	struct dfs_rsp rsp;
	struct dfs_referral e[MOST];
};

static int wire_dfs_whole_decode(struct wire_rd *r, struct dfs_whole *m)
{
	int i;

	memset(m, 0, sizeof(*m));
	if (wire_dfs_rsp_decode(r, &m->rsp) || m->rsp.referral_count > MOST)
		return -EBADMSG;
	for (i = 0; i < m->rsp.referral_count; i++)
		if (wire_dfs_referral_decode(r, &m->e[i]))
			return -EBADMSG;
	return 0;
}

static int wire_dfs_whole_encode(struct wire_wr *w, const struct dfs_whole *m)
{
	/* in a block of their own, so that one entry too many is seen */
	struct codec_bytes e = codec_dup(m->e, m->rsp.referral_count * sizeof(m->e[0]));

	return wire_dfs_rsp_encode(w, &m->rsp, (const struct dfs_referral *)e.data);
}

CODEC(dfs_whole);

TEST(request)
{
	/* captured: smbclient */
	struct codec_bytes b = HEX(0300 5c003100320037002e0030002e0030002e0031005c00
				   6400660073000000);
	struct dfs_req m;

	codec_check(_metadata, &codec_dfs_req, 0, b, b.len, &m);
	EXPECT_EQ(3, m.max_referral_level);
	EXPECT_EQ(28, m.name.len);
	EXPECT_EQ(2, m.name.off);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_req, 0, HEX(0300 5c00 01), &m));
	b = HEX(0201 0000);
	codec_check(_metadata, &codec_dfs_req, 0, b, b.len, &m);
	EXPECT_EQ(0x0102, m.max_referral_level);
	EXPECT_EQ(0, m.name.len);
}

TEST(request_ex)
{
	struct codec_bytes b = HEX(0400 0100 0c000000 0400 61006200 0400 63006400);
	struct codec_bytes plain = HEX(0400 0200 06000000 0400 61006200);
	struct dfs_req_ex m;

	codec_check(_metadata, &codec_dfs_req_ex, 0, b, b.len, &m);
	EXPECT_EQ(4, m.max_referral_level);
	EXPECT_EQ(DFS_REQ_SITE_NAME, m.flags);
	ASSERT_EQ(4, m.name.len);
	EXPECT_BYTES("a\0b\0", m.name.data, 4);
	ASSERT_EQ(4, m.site.len);
	EXPECT_BYTES("c\0d\0", m.site.data, 4);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_req_ex, 0,
					 codec_patch(b, 4, "0b000000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_req_ex, 0,
					 codec_patch(b, 4, "0d000000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_req_ex, 0,
					 codec_patch(b, 4, "ffffffff"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_req_ex, 0,
					 codec_patch(b, 8, "0b00"), &m));

	codec_check(_metadata, &codec_dfs_req_ex, 0, plain, plain.len, &m);
	EXPECT_EQ(0, m.site.len);
	EXPECT_EQ(NULL, m.site.data);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_req_ex, 0,
					 codec_patch(plain, 2, "0100"), &m));
}

TEST(request_ex_limits)
{
	static const u8 zeros[65536];
	struct dfs_req_ex m = {
		.flags = DFS_REQ_SITE_NAME,
		.name = { .data = zeros, .len = 65535 },
		.site = { .data = zeros, .len = 65535 },
	};

	EXPECT_EQ(0, codec_encode(&codec_dfs_req_ex, 0, 140000, &m, NULL));
	m.site.len = 65536;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_dfs_req_ex, 0, 140000, &m, NULL));
	m.site.len = 1;
	m.name.len = 65536;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_dfs_req_ex, 0, 140000, &m, NULL));
}

TEST(v3)
{
	/* captured: Samba */
	struct codec_bytes b = HEX(2600 0100 02000000
		0300 2200 0000 0000 58020000 2200 4a00 7200
		00000000000000000000000000000000
		5c003100320037002e0030002e0030002e0031005c006400660073005c006c0069006e006b00
		0000
		5c003100320037002e0030002e0030002e0031005c006400660073005c006c0069006e006b00
		0000
		5c003100320037002e0030002e0030002e0031005c00730068006100720065000000);
	struct dfs_whole m;

	codec_check_used(_metadata, &codec_dfs_whole, 0, b, b.len, 42, &m);
	codec_check_encode(_metadata, &codec_dfs_whole, 104, b, &m);
	EXPECT_EQ(38, m.rsp.path_consumed);
	EXPECT_EQ(1, m.rsp.referral_count);
	EXPECT_EQ(DFS_RSP_STORAGE_SERVERS, m.rsp.flags);
	EXPECT_EQ(3, m.e[0].version);
	EXPECT_EQ(34, m.e[0].size);
	EXPECT_EQ(DFS_REFERRAL_SERVER_NON_ROOT, m.e[0].server_type);
	EXPECT_EQ(0, m.e[0].flags);
	EXPECT_EQ(600, m.e[0].ttl);
	EXPECT_EQ(42, m.e[0].path.off);
	EXPECT_EQ(38, m.e[0].path.len);
	EXPECT_EQ(82, m.e[0].alternate_path.off);
	EXPECT_EQ(38, m.e[0].alternate_path.len);
	EXPECT_EQ(122, m.e[0].address.off);
	EXPECT_EQ(32, m.e[0].address.len);
	/* the same without places and size */
	m.e[0].size = 0;
	m.e[0].path.off = 0;
	m.e[0].alternate_path.off = 0;
	m.e[0].address.off = 0;
	codec_check_encode(_metadata, &codec_dfs_whole, 0, b, &m);
	codec_check_rooms(_metadata, &codec_dfs_whole, 0, b.len, &m);
}

/* Two entries of version 4 that share strings. */
#define V4_HEAD(path_1, path_2) "0201 0200 14131211" \
	"0400 2200 0100 0400 24232221" path_1 "4400 4800" \
	"101112131415161718191a1b1c1d1e1f" \
	"0400 2200 0203 0000 34333231" path_2 "2200 2800" \
	"202122232425262728292a2b2c2d2e2f"

TEST(v4_shared_strings)
{
	/* "ab" at 76, whose terminator is an empty string, and "cd" at 82 */
	struct codec_bytes b = codec_hex(V4_HEAD("4400", "2200")
					 "61006200 0000 63006400 0000");
	struct dfs_whole m;

	codec_check_used(_metadata, &codec_dfs_whole, 0, b, b.len, 76, &m);
	EXPECT_EQ(0x0102, m.rsp.path_consumed);
	EXPECT_EQ(0x11121314u, m.rsp.flags);
	EXPECT_EQ(4, m.e[0].version);
	EXPECT_EQ(DFS_REFERRAL_SERVER_ROOT, m.e[0].server_type);
	EXPECT_EQ(DFS_REFERRAL_TARGET_SET_BOUNDARY, m.e[0].flags);
	EXPECT_EQ(0x21222324u, m.e[0].ttl);
	EXPECT_BYTES(b.data + 26, m.e[0].guid, 16);
	EXPECT_EQ(76, m.e[0].path.off);
	ASSERT_EQ(4, m.e[0].path.len);
	EXPECT_BYTES("a\0b\0", m.e[0].path.data, 4);
	EXPECT_EQ(76, m.e[0].alternate_path.off);
	EXPECT_EQ(80, m.e[0].address.off);
	EXPECT_EQ(0, m.e[0].address.len);
	EXPECT_EQ(0x0302, m.e[1].server_type);
	EXPECT_EQ(0x31323334u, m.e[1].ttl);
	EXPECT_BYTES(b.data + 60, m.e[1].guid, 16);
	EXPECT_EQ(76, m.e[1].path.off);
	EXPECT_EQ(76, m.e[1].alternate_path.off);
	EXPECT_EQ(82, m.e[1].address.off);
	ASSERT_EQ(4, m.e[1].address.len);
	EXPECT_BYTES("c\0d\0", m.e[1].address.data, 4);

	/* no path at all; into the fixed part; at the end; far away */
	codec_check_used(_metadata, &codec_dfs_whole, 0,
			 codec_hex(V4_HEAD("0000", "2200") "61006200 0000 63006400 0000"), b.len,
			 76, &m);
	EXPECT_EQ(0, m.e[0].path.len);
	EXPECT_EQ(0, m.e[0].path.off);
	EXPECT_EQ(NULL, m.e[0].path.data);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_whole, 0,
					 codec_hex(V4_HEAD("1100", "2200")
						   "61006200 0000 63006400 0000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_whole, 0,
					 codec_hex(V4_HEAD("4400", "2e00")
						   "61006200 0000 63006400 0000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_whole, 0,
					 codec_hex(V4_HEAD("4400", "2f00")
						   "61006200 0000 63006400 0000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_whole, 0,
					 codec_hex(V4_HEAD("ffff", "2200")
						   "61006200 0000 63006400 0000"), &m));
	/* a middle string that is not terminated */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_whole, 0,
					 codec_hex(V4_HEAD("4400", "2200")
						   "61006200 0000 63006400 0001"), &m));
}

TEST(name_list)
{
	/* version 3 without the padding; two expanded names, "x" and "yz" */
	struct codec_bytes b = HEX(0000 0100 00000000
				   0300 1200 0000 0200 58020000 1200 0200 1800
				   6400 6500 0000 7800 0000 79007a00 0000);
	struct codec_bytes padded = HEX(0000 0100 00000000
					0400 2200 0000 0200 58020000 2200 0000 2600
					000102030405060708090a0b0c0d0e0f
					6400 0000);
	struct wire_span name;
	struct dfs_whole m;
	struct wire_rd r;

	codec_check_used(_metadata, &codec_dfs_whole, 0, b, b.len, 26, &m);
	EXPECT_EQ(DFS_REFERRAL_NAME_LIST, m.e[0].flags);
	EXPECT_EQ(18, m.e[0].size);
	EXPECT_EQ(26, m.e[0].path.off);
	EXPECT_EQ(4, m.e[0].path.len);
	EXPECT_EQ(2, m.e[0].expanded_count);
	EXPECT_EQ(0, m.e[0].alternate_path.off);
	EXPECT_EQ(32, m.e[0].address.off);
	EXPECT_EQ(10, m.e[0].address.len);
	wire_rd_span_child(&m.e[0].address, &r);
	ASSERT_EQ(1, wire_dfs_name_next(&r, &name));
	ASSERT_EQ(2, name.len);
	EXPECT_BYTES("x\0", name.data, 2);
	ASSERT_EQ(1, wire_dfs_name_next(&r, &name));
	ASSERT_EQ(4, name.len);
	EXPECT_BYTES("y\0z\0", name.data, 4);
	EXPECT_EQ(0, wire_dfs_name_next(&r, &name));
	r = codec_rd(0, HEX(7800));
	EXPECT_EQ(-EBADMSG, wire_dfs_name_next(&r, &name));
	/* one name more than there are, and the names in a place that the encoder finds */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_whole, 0,
					 codec_patch(b, 22, "0300"), &m));
	ASSERT_EQ(0, codec_decode(&codec_dfs_whole, 0, b, &m));
	m.e[0].address.off = 0;
	codec_check_encode(_metadata, &codec_dfs_whole, 0, b, &m);

	/* no expanded names: their offset says nothing, even behind the end */
	codec_check_used(_metadata, &codec_dfs_whole, 0, padded, padded.len, 42, &m);
	EXPECT_EQ(0, m.e[0].expanded_count);
	EXPECT_EQ(46, m.e[0].address.off);
	EXPECT_EQ(0, m.e[0].address.len);
	EXPECT_BYTES(padded.data + 26, m.e[0].guid, 16);
	codec_check_used(_metadata, &codec_dfs_whole, 0, codec_patch(padded, 24, "ffff"),
			 padded.len, 42, &m);
}

TEST(v2)
{
	struct codec_bytes b = HEX(0000 0100 00000000
				   0200 1600 0100 0403 14131211 24232221 1600 1a00 1e00
				   6100 0000 6200 0000 6300 0000);
	struct dfs_whole m;
	int i;

	codec_check_used(_metadata, &codec_dfs_whole, 0, b, b.len, 30, &m);
	EXPECT_EQ(0x0304, m.e[0].flags);
	EXPECT_EQ(0x11121314u, m.e[0].proximity);
	EXPECT_EQ(0x21222324u, m.e[0].ttl);
	EXPECT_EQ(30, m.e[0].path.off);
	ASSERT_EQ(2, m.e[0].path.len);
	EXPECT_EQ('a', m.e[0].path.data[0]);
	ASSERT_EQ(2, m.e[0].alternate_path.len);
	EXPECT_EQ('b', m.e[0].alternate_path.data[0]);
	ASSERT_EQ(2, m.e[0].address.len);
	EXPECT_EQ('c', m.e[0].address.data[0]);
	/* each of the offsets into the fixed part, and behind the end */
	for (i = 24; i < 30; i += 2) {
		EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_whole, 0,
						 codec_patch(b, i, "1500"), &m));
		EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_whole, 0,
						 codec_patch(b, i, "2200"), &m));
	}
	/* flags mean nothing in this version */
	codec_check_used(_metadata, &codec_dfs_whole, 0, codec_patch(b, 14, "0200"), b.len, 30, &m);
	m.e[0].size = 0;
	m.e[0].path.off = 0;
	m.e[0].alternate_path.off = 0;
	m.e[0].address.off = 0;
	codec_check_encode(_metadata, &codec_dfs_whole, 0, codec_patch(b, 14, "0200"), &m);
}

TEST(v1)
{
	struct codec_bytes b = HEX(0000 0200 00000000
				   0100 0e00 0100 0403 61006200 0000
				   0100 0e00 0000 0000 6300 0000 0000);
	struct dfs_whole m;

	codec_check(_metadata, &codec_dfs_whole, 0, b, b.len, &m);
	EXPECT_EQ(1, m.e[0].version);
	EXPECT_EQ(0x0304, m.e[0].flags);
	ASSERT_EQ(4, m.e[0].address.len);
	EXPECT_BYTES("a\0b\0", m.e[0].address.data, 4);
	ASSERT_EQ(2, m.e[1].address.len);
	EXPECT_EQ('c', m.e[1].address.data[0]);
	/* the string must end inside its entry */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_whole, 0,
					 codec_patch(b, 20, "6500"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_whole, 0,
					 codec_patch(b, 10, "0800"), &m));
	ASSERT_EQ(0, codec_decode(&codec_dfs_whole, 0, b, &m));
	m.e[0].size = 0;
	codec_check_encode(_metadata, &codec_dfs_whole, 0, b, &m);
	m.e[0].size = 13;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_dfs_whole, 0, 100, &m, NULL));
	m.e[0].size = 9;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_dfs_whole, 0, 100, &m, NULL));
}

TEST(entries_refused)
{
	struct codec_bytes v4 = codec_hex(V4_HEAD("4400", "2200")
					  "61006200 0000 63006400 0000");
	static const u8 zeros[65536];
	struct dfs_whole m;

	/* versions 0 and 5; a size below the fixed part; past the end */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_whole, 0,
					 codec_patch(v4, 8, "0000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_whole, 0,
					 codec_patch(v4, 8, "0500"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_whole, 0,
					 codec_patch(v4, 10, "1100"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_whole, 0,
					 codec_patch(v4, 44, "ffff"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dfs_whole, 0,
					 codec_patch(v4, 2, "0300"), &m));

	memset(&m, 0, sizeof(m));
	m.rsp.referral_count = 1;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_dfs_whole, 0, 100, &m, NULL));
	m.e[0].version = 5;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_dfs_whole, 0, 100, &m, NULL));
	m.e[0].version = 3;
	EXPECT_EQ(0, codec_encode(&codec_dfs_whole, 0, 100, &m, NULL));
	m.e[0].size = 17;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_dfs_whole, 0, 100, &m, NULL));
	m.e[0].size = 0;
	/* places: in the fixed part of the entry, and out of the offset's reach */
	m.e[0].path.data = zeros;
	m.e[0].path.len = 2;
	m.e[0].path.off = 8 + 17;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_dfs_whole, 0, 100, &m, NULL));
	m.e[0].path.off = 8 + 65535;
	EXPECT_EQ(0, codec_encode(&codec_dfs_whole, 0, 70000, &m, NULL));
	m.e[0].path.off++;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_dfs_whole, 0, 70000, &m, NULL));
	/* an empty list behind its entry, or not */
	m.e[0].flags = DFS_REFERRAL_NAME_LIST;
	m.e[0].path.off = 0;
	m.e[0].address.off = 8;
	EXPECT_EQ(0, codec_encode(&codec_dfs_whole, 0, 100, &m, NULL));
	m.e[0].address.off = 7;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_dfs_whole, 0, 100, &m, NULL));
	memset(&m, 0, sizeof(m));
	m.rsp.referral_count = 1;
	m.e[0].version = 1;
	m.e[0].address.data = zeros;
	m.e[0].address.len = 65535 - 10;
	EXPECT_EQ(0, codec_encode(&codec_dfs_whole, 0, 70000, &m, NULL));
	m.e[0].address.len++;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_dfs_whole, 0, 70000, &m, NULL));
	/* each string of versions 2 and 3 can be the one that is out of reach */
	for (m.e[0].version = 2; m.e[0].version <= 3; m.e[0].version++) {
		m.e[0].address.len = 0;
		m.e[0].address.off = 8 + 65536;
		EXPECT_EQ(-EINVAL, codec_encode(&codec_dfs_whole, 0, 70000, &m, NULL));
		m.e[0].address.off = 0;
		m.e[0].alternate_path.off = 8 + 65536;
		EXPECT_EQ(-EINVAL, codec_encode(&codec_dfs_whole, 0, 70000, &m, NULL));
		m.e[0].alternate_path.off = 0;
		m.e[0].path.off = 8 + 65536;
		EXPECT_EQ(-EINVAL, codec_encode(&codec_dfs_whole, 0, 70000, &m, NULL));
		m.e[0].path.off = 0;
		EXPECT_EQ(0, codec_encode(&codec_dfs_whole, 0, 70000, &m, NULL));
	}
}

TEST_HARNESS_MAIN
