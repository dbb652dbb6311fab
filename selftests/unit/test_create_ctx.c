// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the create contexts, MS-SMB2 2.2.13.2 and 2.2.14.2. */
#include <lwsmb/wire_smb2_ctx.h>
#include "codec.h"

CODEC(smb2_durable_req);
CODEC(smb2_durable_rsp);
CODEC(smb2_durable_reconnect);
CODEC(smb2_durable_v2_req);
CODEC(smb2_durable_v2_rsp);
CODEC(smb2_durable_v2_reconnect);
CODEC(smb2_lease);
CODEC(smb2_allocation_size);
CODEC(smb2_timewarp);
CODEC(smb2_maximal_access_req);
CODEC(smb2_maximal_access_rsp);
CODEC(smb2_disk_id_rsp);
CODEC(smb2_app_instance_id);
CODEC(smb2_app_instance_version);
CODEC(smb2_posix_req);
CODEC(smb2_posix_rsp);

/* The data of a context that is of fixed size: nothing shorter, nothing longer. */
static void check_data(struct __test_metadata *_metadata, const struct codec *c,
		       struct codec_bytes b, void *m)
{
	void *other = codec_alloc(c->size);

	EXPECT_EQ(-EBADMSG, codec_decode(c, 0, codec_cat(b, HEX(00)), other));
	codec_check(_metadata, c, 0, b, b.len, m);
}

/*
 * Three entries: "MxAc" without data but with an offset, "DHnQ" with data, and a
 * name that nobody knows behind its data, with padding at the end.
 */
static struct codec_bytes list_bytes(void)
{
	return HEX(18000000 1000 0400 1112 1800 00000000 4d784163 f1f2f3f4
		   28000000 1000 0400 0000 1800 10000000 44486e51 f5f6f7f8
		   a0a1a2a3a4a5a6a7a8a9aaabacadaeaf
		   00000000 1400 0300 0000 1000 02000000 b1b2 f9fa 787978 fbfc);
}

static int walk(struct codec_bytes b)
{
	struct wire_rd r = codec_rd(0, b);
	struct smb2_create_ctx c;
	int entries = 0;
	int ret;

	while ((ret = wire_smb2_create_ctx_next(&r, &c)) > 0)
		entries++;
	return ret ? ret : entries;
}

TEST(list)
{
	struct codec_bytes b = list_bytes();
	struct wire_rd r = codec_rd(0, b);
	struct smb2_create_ctx_list list;
	struct wire_wr w = codec_wr(3, b.len);
	struct smb2_create_ctx c;

	memset(&list, 0, sizeof(list));
	wire_smb2_create_ctx_begin(&w, &list);
	EXPECT_TRUE(list.empty);
	ASSERT_EQ(1, wire_smb2_create_ctx_next(&r, &c));
	EXPECT_EQ(SMB2_CTX_MXAC, c.kind);
	EXPECT_EQ(0x1211, c.reserved);
	EXPECT_EQ(4, c.name.len);
	EXPECT_EQ(16, c.name.off);
	EXPECT_EQ(0, c.data.len);
	EXPECT_EQ(24, c.data.off);
	EXPECT_EQ(24, wire_rd_off(&r));
	EXPECT_EQ(0, wire_smb2_create_ctx_append(&w, &list, &c));
	ASSERT_EQ(1, wire_smb2_create_ctx_next(&r, &c));
	EXPECT_EQ(SMB2_CTX_DHNQ, c.kind);
	EXPECT_EQ(0, c.reserved);
	EXPECT_EQ(16, c.data.len);
	EXPECT_BYTES(b.data + 48, c.data.data, 16);
	EXPECT_EQ(0, wire_smb2_create_ctx_append(&w, &list, &c));
	ASSERT_EQ(1, wire_smb2_create_ctx_next(&r, &c));
	EXPECT_EQ(SMB2_CTX_UNKNOWN, c.kind);
	EXPECT_EQ(3, c.name.len);
	EXPECT_BYTES("xyx", c.name.data, 3);
	EXPECT_EQ(2, c.data.len);
	EXPECT_BYTES("\xb1\xb2", c.data.data, 2);
	/* until there is another, an entry is the last */
	EXPECT_EQ(3 + 64, wire_wr_off(&w));
	EXPECT_BYTES("\0\0\0\0", w.base + 3 + 24, 4);
	/* data before the name is written as it was read */
	EXPECT_EQ(0, wire_smb2_create_ctx_append(&w, &list, &c));
	EXPECT_EQ(0, wire_smb2_create_ctx_next(&r, &c));
	EXPECT_EQ(3 + b.len, wire_wr_off(&w));
	EXPECT_BYTES(b.data, w.base + 3, b.len);
}

/* The name of the last entry in front of its data, as all senders have it. */
TEST(list_round_trip)
{
	struct codec_bytes b = codec_patch(list_bytes(), 64 + 4, "1000 0300 0000 1400");
	struct wire_rd r = codec_rd(0, b);
	struct smb2_create_ctx_list list;
	struct wire_wr w = codec_wr(0, b.len);
	struct smb2_create_ctx c;

	wire_smb2_create_ctx_begin(&w, &list);
	while (wire_smb2_create_ctx_next(&r, &c) > 0)
		ASSERT_EQ(0, wire_smb2_create_ctx_append(&w, &list, &c));
	EXPECT_EQ(b.len, wire_wr_off(&w));
	EXPECT_BYTES(b.data, w.base, b.len);
}

TEST(list_cut)
{
	size_t n;

	EXPECT_EQ(3, walk(list_bytes()));
	EXPECT_EQ(0, walk(codec_first(list_bytes(), 0)));
	/* the last two bytes are padding */
	for (n = 1; n < list_bytes().len; n++) {
		EXPECT_EQ(n < 64 + 23 ? -EBADMSG : 3, walk(codec_first(list_bytes(), n)))
			TH_LOG("%zu bytes", n);
	}
}

TEST(list_refuses)
{
	static const struct {
		size_t off;
		const char *by;
	} bad[] = {
		{ 0, "14000000" }, /* Next: not aligned */
		{ 0, "08000000" }, /* inside its own entry */
		{ 0, "10000000" }, /* so that the name runs over */
		{ 0, "50000000" }, /* no room for the header of another */
		{ 0, "58000000" }, /* the last multiple of 8 inside the list */
		{ 0, "60000000" }, /* behind the end */
		{ 0, "00010000" },
		{ 0, "f8ffffff" },
		{ 4, "0f00" }, /* name in the header, behind the entry, too long */
		{ 4, "1500" },
		{ 4, "ffff" },
		{ 6, "0900" },
		{ 6, "ffff" },
		{ 24 + 10, "0f00" }, /* data likewise */
		{ 24 + 10, "1900" },
		{ 24 + 10, "ffff" },
		{ 24 + 12, "11000000" },
		{ 24 + 12, "ffffffff" },
	};
	size_t i;

	EXPECT_EQ(89, list_bytes().len);
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		EXPECT_EQ(-EBADMSG, walk(codec_patch(list_bytes(), bad[i].off, bad[i].by)))
			TH_LOG("case %zu", i);
	}
	/* the second and third entry taken for the first one's padding */
	EXPECT_EQ(2, walk(codec_patch(list_bytes(), 0, "40000000")));
	EXPECT_EQ(1, walk(codec_patch(list_bytes(), 0, "00000000")));
}

TEST(next_header_fits_exactly)
{
	struct codec_bytes b = HEX(18000000 1000 0400 0000 0000 00000000 4d784163 00000000
				   00000000 0000 0000 0000 0000 00000000);

	EXPECT_EQ(2, walk(b));
	EXPECT_EQ(-EBADMSG, walk(codec_first(b, 39)));
}

TEST(list_made_by_hand)
{
	struct codec_bytes b = HEX(18000000 1000 0400 0000 0000 00000000 51466964 00000000
				   28000000 1000 0400 0000 1800 09000000 416c5369 00000000
				   010203040506070809 00000000000000
				   00000000 1000 1000 0000 2000 02000000
				   93ad25509cb411e7b42383de968bcd7c a1a2);
	struct smb2_create_ctx c[] = {
		{ .kind = SMB2_CTX_QFID },
		{ .kind = SMB2_CTX_ALSI, .data = { b.data + 48, 9, 0 } },
		{ .kind = SMB2_CTX_POSIX, .data = { b.data + 96, 2, 0 } },
	};
	size_t room, i;

	EXPECT_EQ(3, walk(b));
	for (room = 0; room <= b.len; room++) {
		struct wire_wr w = codec_wr(8, room);
		struct smb2_create_ctx_list list;
		size_t at;

		wire_smb2_create_ctx_begin(&w, &list);
		for (i = 0; i < ARRAY_SIZE(c); i++) {
			at = wire_wr_off(&w);
			if (wire_smb2_create_ctx_append(&w, &list, &c[i]))
				break;
		}
		EXPECT_EQ(room < 20 ? 0 : room < 57 ? 1 : room < 98 ? 2 : 3, i);
		if (i == ARRAY_SIZE(c)) {
			EXPECT_EQ(8 + b.len, wire_wr_off(&w));
			EXPECT_BYTES(b.data, w.base + 8, b.len);
			continue;
		}
		/* an entry that did not fit has left no trace */
		EXPECT_EQ(-EMSGSIZE, wire_smb2_create_ctx_append(&w, &list, &c[i]));
		EXPECT_EQ(at, wire_wr_off(&w));
		at = i == 1 ? 0 : 24;
		if (i)
			EXPECT_BYTES("\0\0\0\0", w.base + 8 + at, 4);
	}
}

TEST(append_refuses)
{
	struct codec_bytes big = { codec_alloc(U16_MAX + 1), U16_MAX + 1 };
	struct smb2_create_ctx_list list;
	struct wire_wr w = codec_wr(0, 200000);
	struct smb2_create_ctx c = {};

	memset(big.data, 'x', big.len);
	wire_smb2_create_ctx_begin(&w, &list);
	c.kind = SMB2_CTX_UNKNOWN;
	EXPECT_EQ(-EINVAL, wire_smb2_create_ctx_append(&w, &list, &c));
	c.kind = SMB2_CTX_KINDS;
	EXPECT_EQ(-EINVAL, wire_smb2_create_ctx_append(&w, &list, &c));
	c.name = (struct wire_span) { big.data, U16_MAX + 1, 0 };
	EXPECT_EQ(-EINVAL, wire_smb2_create_ctx_append(&w, &list, &c));
	/* a name so long that the data would lie behind 64 KiB */
	c.name.len = U16_MAX - 32;
	EXPECT_EQ(0, wire_smb2_create_ctx_append(&w, &list, &c));
	c.data = (struct wire_span) { big.data, 1, 0 };
	EXPECT_EQ(0, wire_smb2_create_ctx_append(&w, &list, &c));
	w = codec_wr(0, 200000);
	wire_smb2_create_ctx_begin(&w, &list);
	c.name.len = U16_MAX - 15;
	EXPECT_EQ(-EINVAL, wire_smb2_create_ctx_append(&w, &list, &c));
	EXPECT_EQ(0, wire_wr_off(&w));
}

TEST(kinds)
{
	static const struct {
		enum smb2_create_ctx_kind kind;
		const char *hex;
	} names[] = {
		{ SMB2_CTX_EXTA, "45787441" },
		{ SMB2_CTX_SECD, "53656344" },
		{ SMB2_CTX_DHNQ, "44486e51" },
		{ SMB2_CTX_DHNC, "44486e43" },
		{ SMB2_CTX_ALSI, "416c5369" },
		{ SMB2_CTX_MXAC, "4d784163" },
		{ SMB2_CTX_TWRP, "54577270" },
		{ SMB2_CTX_QFID, "51466964" },
		{ SMB2_CTX_RQLS, "52714c73" },
		{ SMB2_CTX_DH2Q, "44483251" },
		{ SMB2_CTX_DH2C, "44483243" },
		{ SMB2_CTX_APP_INSTANCE_ID, "45bca66aefa7f74a9008fa462e144d74" },
		{ SMB2_CTX_APP_INSTANCE_VERSION, "b982d0b73b56074fa07b524a8116a010" },
		{ SMB2_CTX_SVHDX, "9ccbcf9e04c1e643980e158da1f6ec83" },
		{ SMB2_CTX_POSIX, "93ad25509cb411e7b42383de968bcd7c" },
		{ SMB2_CTX_AAPL, "4141504c" },
		{ SMB2_CTX_UNKNOWN, "4141504d" },
		{ SMB2_CTX_UNKNOWN, "414150" },
		{ SMB2_CTX_UNKNOWN, "4141504c00" },
		{ SMB2_CTX_UNKNOWN, "" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		struct codec_bytes name = codec_hex(names[i].hex);
		struct codec_bytes b = codec_cat(HEX(00000000 1000 0000 0000 0000 00000000),
						 name);
		struct smb2_create_ctx c;
		struct wire_rd r;

		b.data[6] = name.len;
		r = codec_rd(0, b);
		ASSERT_EQ(1, wire_smb2_create_ctx_next(&r, &c));
		EXPECT_EQ(names[i].kind, c.kind);
	}
}

TEST(durable)
{
	struct smb2_durable_req req;
	struct smb2_durable_rsp rsp;
	struct smb2_durable_reconnect again;

	check_data(_metadata, &codec_smb2_durable_req,
		   HEX(000102030405060708090a0b0c0d0e0f), &req);
	EXPECT_EQ(0x0f, req.reserved[15]);
	check_data(_metadata, &codec_smb2_durable_rsp, HEX(0001020304050607), &rsp);
	EXPECT_EQ(7, rsp.reserved[7]);
	check_data(_metadata, &codec_smb2_durable_reconnect,
		   HEX(0102030405060708 1112131415161718), &again);
	EXPECT_EQ(0x0807060504030201ull, again.file_id.persistent_id);
	EXPECT_EQ(0x1817161514131211ull, again.file_id.volatile_id);
}

TEST(durable_v2)
{
	struct smb2_durable_v2_req req;
	struct smb2_durable_v2_rsp rsp;
	struct smb2_durable_v2_reconnect again;

	check_data(_metadata, &codec_smb2_durable_v2_req,
		   HEX(01020304 05060708 4142434445464748 6162636465666768696a6b6c6d6e6f70),
		   &req);
	EXPECT_EQ(0x04030201u, req.timeout);
	EXPECT_EQ(0x08070605u, req.flags);
	EXPECT_BYTES("ABCDEFGH", req.reserved, 8);
	EXPECT_BYTES("abcdefghijklmnop", req.create_guid, 16);
	check_data(_metadata, &codec_smb2_durable_v2_rsp, HEX(01020304 05060708), &rsp);
	EXPECT_EQ(0x04030201u, rsp.timeout);
	EXPECT_EQ(0x08070605u, rsp.flags);
	check_data(_metadata, &codec_smb2_durable_v2_reconnect,
		   HEX(0102030405060708 1112131415161718 6162636465666768696a6b6c6d6e6f70
		       21222324), &again);
	EXPECT_EQ(0x0807060504030201ull, again.file_id.persistent_id);
	EXPECT_EQ(0x1817161514131211ull, again.file_id.volatile_id);
	EXPECT_BYTES("abcdefghijklmnop", again.create_guid, 16);
	EXPECT_EQ(0x24232221u, again.flags);
}

TEST(lease)
{
	struct codec_bytes b = HEX(6162636465666768696a6b6c6d6e6f70 01020304 05060708
				   1112131415161718 4142434445464748494a4b4c4d4e4f50
				   2122 2324);
	struct smb2_lease m;

	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_lease, 0, codec_cat(b, HEX(00)), &m));
	ASSERT_EQ(0, codec_decode(&codec_smb2_lease, 0, b, &m));
	codec_check_encode(_metadata, &codec_smb2_lease, 0, b, &m);
	codec_check_rooms(_metadata, &codec_smb2_lease, 0, b.len, &m);
	EXPECT_EQ(2, m.version);
	EXPECT_BYTES("abcdefghijklmnop", m.key, 16);
	EXPECT_EQ(0x04030201u, m.state);
	EXPECT_EQ(0x08070605u, m.flags);
	EXPECT_EQ(0x1817161514131211ull, m.duration);
	EXPECT_BYTES("ABCDEFGHIJKLMNOP", m.parent_key, 16);
	EXPECT_EQ(0x2221, m.epoch);
	EXPECT_EQ(0x2423, m.reserved);

	b = codec_first(b, 32);
	check_data(_metadata, &codec_smb2_lease, b, &m);
	EXPECT_EQ(1, m.version);
	EXPECT_BYTES("abcdefghijklmnop", m.key, 16);
	EXPECT_EQ(0x04030201u, m.state);
	EXPECT_EQ(0, m.parent_key[0]);
	EXPECT_EQ(0, m.parent_key[15]);
	EXPECT_EQ(0, m.epoch);
	m.version = 0;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_lease, 0, 100, &m, NULL));
	m.version = 3;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_lease, 0, 100, &m, NULL));
}

TEST(lease_lengths)
{
	struct codec_bytes b = { codec_alloc(60), 60 };
	struct smb2_lease m;
	size_t n;

	memset(b.data, 1, b.len);
	for (n = 0; n <= b.len; n++) {
		EXPECT_EQ(n == 32 || n == 52 ? 0 : -EBADMSG,
			  codec_decode(&codec_smb2_lease, 0, codec_first(b, n), &m));
	}
}

TEST(queries)
{
	struct smb2_maximal_access_rsp mxac_rsp;
	struct smb2_maximal_access_req mxac;
	struct smb2_allocation_size alsi;
	struct smb2_disk_id_rsp qfid;
	struct smb2_timewarp twrp;
	struct codec_bytes b;

	check_data(_metadata, &codec_smb2_allocation_size, HEX(0102030405060708), &alsi);
	EXPECT_EQ(0x0807060504030201ull, alsi.size);
	check_data(_metadata, &codec_smb2_timewarp, HEX(1112131415161718), &twrp);
	EXPECT_EQ(0x1817161514131211ull, twrp.timestamp);
	check_data(_metadata, &codec_smb2_maximal_access_rsp, HEX(01020304 05060708),
		   &mxac_rsp);
	EXPECT_EQ(0x04030201u, mxac_rsp.query_status);
	EXPECT_EQ(0x08070605u, mxac_rsp.maximal_access);
	b = HEX(0102030405060708 1112131415161718 6162636465666768696a6b6c6d6e6f70);
	check_data(_metadata, &codec_smb2_disk_id_rsp, b, &qfid);
	EXPECT_EQ(0x0807060504030201ull, qfid.disk_file_id);
	EXPECT_EQ(0x1817161514131211ull, qfid.volume_id);
	EXPECT_BYTES("abcdefghijklmnop", qfid.reserved, 16);

	/* empty, or a time */
	ASSERT_EQ(0, codec_decode(&codec_smb2_maximal_access_req, 0, codec_first(b, 0), &mxac));
	EXPECT_FALSE(mxac.has_timestamp);
	EXPECT_EQ(0, mxac.timestamp);
	codec_check_encode(_metadata, &codec_smb2_maximal_access_req, 0, codec_first(b, 0),
			   &mxac);
	b = codec_first(b, 8);
	ASSERT_EQ(0, codec_decode(&codec_smb2_maximal_access_req, 0, b, &mxac));
	EXPECT_TRUE(mxac.has_timestamp);
	EXPECT_EQ(0x0807060504030201ull, mxac.timestamp);
	codec_check_encode(_metadata, &codec_smb2_maximal_access_req, 0, b, &mxac);
	codec_check_rooms(_metadata, &codec_smb2_maximal_access_req, 0, 8, &mxac);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_maximal_access_req, 0, codec_first(b, 7),
					 &mxac));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_maximal_access_req, 0,
					 codec_cat(b, HEX(00)), &mxac));
}

TEST(app_instance)
{
	struct codec_bytes id_bytes = HEX(1400 0102 6162636465666768696a6b6c6d6e6f70);
	struct codec_bytes version_bytes = HEX(1800 0102 03040506 1112131415161718
					       2122232425262728);
	struct smb2_app_instance_id id;
	struct smb2_app_instance_version version;

	check_data(_metadata, &codec_smb2_app_instance_id, id_bytes, &id);
	EXPECT_EQ(0x0201, id.reserved);
	EXPECT_BYTES("abcdefghijklmnop", id.id, 16);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_app_instance_id, 0,
					 codec_patch(id_bytes, 0, "15"), &id));
	check_data(_metadata, &codec_smb2_app_instance_version, version_bytes, &version);
	EXPECT_EQ(0x0201, version.reserved);
	EXPECT_EQ(0x06050403u, version.padding);
	EXPECT_EQ(0x1817161514131211ull, version.high);
	EXPECT_EQ(0x2827262524232221ull, version.low);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_app_instance_version, 0,
					 codec_patch(version_bytes, 0, "19"), &version));
}

/* Owner S-1-5-21-1-2-3-1000, group S-1-22-2-100, as ksmbd and Samba send them. */
static struct codec_bytes posix_rsp_bytes(void)
{
	return HEX(01020304 05060708 090a0b0c
		   0105 000000000005 15000000 01000000 02000000 03000000 e8030000
		   0102 000000000016 02000000 64000000);
}

TEST(posix)
{
	struct codec_bytes b = posix_rsp_bytes();
	struct smb2_posix_req req;
	struct smb2_posix_rsp rsp;

	check_data(_metadata, &codec_smb2_posix_req, HEX(a4810000), &req);
	EXPECT_EQ(0100644, req.mode);
	codec_check(_metadata, &codec_smb2_posix_rsp, 0, b, b.len, &rsp);
	EXPECT_EQ(0x04030201u, rsp.nlink);
	EXPECT_EQ(0x08070605u, rsp.reparse_tag);
	EXPECT_EQ(0x0c0b0a09u, rsp.mode);
	EXPECT_EQ(28, rsp.owner.len);
	EXPECT_EQ(12, rsp.owner.off);
	EXPECT_EQ(16, rsp.group.len);
	EXPECT_EQ(40, rsp.group.off);
	/* what follows the SIDs is not looked at */
	EXPECT_EQ(0, codec_decode(&codec_smb2_posix_rsp, 0, codec_cat(b, HEX(0000)), &rsp));
	/* 15 sub-authorities fit in no such message, 16 in none at all */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_posix_rsp, 0, codec_patch(b, 13, "0f"),
					 &rsp));
}

TEST(posix_sids)
{
	struct codec_bytes sid = { codec_alloc(8 + 4 * 16), 8 + 4 * 16 };
	struct smb2_posix_rsp rsp;
	struct codec_bytes b;

	memset(sid.data, 1, sid.len);
	sid.data[1] = 15;
	b = codec_cat(HEX(000000000000000000000000),
		      codec_cat(codec_first(sid, 68), codec_first(sid, 68)));
	codec_check(_metadata, &codec_smb2_posix_rsp, 0, b, b.len, &rsp);
	EXPECT_EQ(68, rsp.group.len);
	/* the length of a SID is what the SID says */
	rsp.group.len--;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_posix_rsp, 0, 1000, &rsp, NULL));
	rsp.group = (struct wire_span) { sid.data, 69, 0 };
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_posix_rsp, 0, 1000, &rsp, NULL));
	rsp.group.len = 68;
	EXPECT_EQ(0, codec_encode(&codec_smb2_posix_rsp, 0, 1000, &rsp, NULL));
	rsp.owner.len = 7;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_smb2_posix_rsp, 0, 1000, &rsp, NULL));
	sid.data[1] = 16;
	b = codec_cat(HEX(000000000000000000000000), codec_cat(sid, sid));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_posix_rsp, 0, b, &rsp));
	sid.data[1] = 0;
	b = codec_cat(HEX(000000000000000000000000),
		      codec_cat(codec_first(sid, 8), codec_first(sid, 8)));
	codec_check(_metadata, &codec_smb2_posix_rsp, 0, b, b.len, &rsp);
}

TEST_HARNESS_MAIN
