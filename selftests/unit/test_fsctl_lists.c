// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the file system controls with lists: copychunk, regions, snapshots, interfaces. */
#include <lwsmb/wire_fsctl.h>
#include "codec.h"

CODEC(fsctl_resume_key);
CODEC(fsctl_copychunk_req);
CODEC(fsctl_copychunk_rsp);
CODEC(fsctl_regions_req);
CODEC(fsctl_regions_rsp);
CODEC(fsctl_snapshots);
CODEC(fsctl_sockaddr);

#define KEY_HEX "d71e362300000000b03abb0a000000007800140000000000"

TEST(resume_key)
{
	/* captured: Samba; 32 bytes although there is no context */
	struct codec_bytes b = codec_hex(KEY_HEX "00000000 00000000");
	struct fsctl_resume_key m;

	codec_check(_metadata, &codec_fsctl_resume_key, 0, b, 28, &m);
	EXPECT_BYTES(b.data, m.key, 24);
	EXPECT_EQ(0, m.context_length);
	EXPECT_EQ(4, m.context.len);
	b = codec_hex(KEY_HEX "04030201 a1");
	codec_check(_metadata, &codec_fsctl_resume_key, 0, b, 28, &m);
	EXPECT_EQ(0x01020304u, m.context_length);
	ASSERT_EQ(1, m.context.len);
	EXPECT_EQ(0xa1, m.context.data[0]);
}

#define CHUNK_1 "0807060504030201 1817161514131211 24232221 34333231"
#define CHUNK_2 "0100000000000000 0200000000000000 03000000 04000000"

TEST(copychunk_req)
{
	struct codec_bytes b = codec_hex(KEY_HEX "02000000 44434241" CHUNK_1 CHUNK_2);
	struct fsctl_copychunk_req m;
	struct fsctl_copychunk e;
	struct wire_rd list;
	struct wire_wr w;

	codec_check(_metadata, &codec_fsctl_copychunk_req, 0, b, b.len, &m);
	EXPECT_BYTES(b.data, m.source_key, 24);
	EXPECT_EQ(2, m.chunk_count);
	EXPECT_EQ(0x41424344u, m.reserved);
	wire_rd_span_child(&m.chunks, &list);
	ASSERT_EQ(1, wire_fsctl_copychunk_next(&list, &e));
	EXPECT_EQ(0x0102030405060708ull, e.source_offset);
	EXPECT_EQ(0x1112131415161718ull, e.target_offset);
	EXPECT_EQ(0x21222324u, e.length);
	EXPECT_EQ(0x31323334u, e.reserved);
	w = codec_wr(0, 47);
	EXPECT_EQ(0, wire_fsctl_copychunk_append(&w, &e));
	ASSERT_EQ(1, wire_fsctl_copychunk_next(&list, &e));
	EXPECT_EQ(1, e.source_offset);
	EXPECT_EQ(2, e.target_offset);
	EXPECT_EQ(3, e.length);
	EXPECT_EQ(4, e.reserved);
	EXPECT_EQ(0, wire_fsctl_copychunk_next(&list, &e));
	EXPECT_EQ(-EMSGSIZE, wire_fsctl_copychunk_append(&w, &e));
	EXPECT_EQ(24, wire_wr_off(&w));
	EXPECT_BYTES(b.data + 32, w.base, 24);

	list = codec_rd(0, codec_first(b, 23));
	EXPECT_EQ(-EBADMSG, wire_fsctl_copychunk_next(&list, &e));
	/* counts that the bytes do not bear out, one of which wraps */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_fsctl_copychunk_req, 0,
					 codec_patch(b, 24, "03000000"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_fsctl_copychunk_req, 0,
					 codec_patch(b, 24, "00000020"), &m));
	ASSERT_EQ(0, codec_decode(&codec_fsctl_copychunk_req, 0, b, &m));
	m.chunks.len = 24;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fsctl_copychunk_req, 0, 100, &m, NULL));
	m.chunks.len = 0;
	codec_check_encode(_metadata, &codec_fsctl_copychunk_req, 0, codec_first(b, 32),
			   &m);
	/* no chunk at all is well formed */
	b = codec_hex(KEY_HEX "00000000 44434241");
	codec_check(_metadata, &codec_fsctl_copychunk_req, 0, b, b.len, &m);
}

TEST(copychunk_rsp)
{
	struct codec_bytes b = HEX(04030201 14131211 24232221);
	struct fsctl_copychunk_rsp m;

	codec_check(_metadata, &codec_fsctl_copychunk_rsp, 0, b, b.len, &m);
	EXPECT_EQ(0x01020304u, m.chunks_written);
	EXPECT_EQ(0x11121314u, m.chunk_bytes_written);
	EXPECT_EQ(0x21222324u, m.total_bytes_written);
}

TEST(regions)
{
	struct codec_bytes q = HEX(0807060504030201 1817161514131211 24232221 34333231);
	struct codec_bytes b = HEX(04030201 14131211 02000000 34333231
				   0807060504030201 1817161514131211 24232221 34333231
				   0100000000000000 0200000000000000 03000000 04000000);
	struct fsctl_regions_req req;
	struct fsctl_regions_rsp m;
	struct fsctl_region e;
	struct wire_rd list;
	struct wire_wr w;

	codec_check(_metadata, &codec_fsctl_regions_req, 0, q, q.len, &req);
	EXPECT_EQ(0x0102030405060708, req.file_offset);
	EXPECT_EQ(0x1112131415161718, req.length);
	EXPECT_EQ(0x21222324u, req.desired_usage);
	EXPECT_EQ(0x31323334u, req.reserved);

	codec_check(_metadata, &codec_fsctl_regions_rsp, 0, b, b.len, &m);
	EXPECT_EQ(0x01020304u, m.flags);
	EXPECT_EQ(0x11121314u, m.total_region_entry_count);
	EXPECT_EQ(2, m.region_entry_count);
	EXPECT_EQ(0x31323334u, m.reserved);
	wire_rd_span_child(&m.regions, &list);
	ASSERT_EQ(1, wire_fsctl_region_next(&list, &e));
	EXPECT_EQ(0x0102030405060708, e.file_offset);
	EXPECT_EQ(0x1112131415161718, e.length);
	EXPECT_EQ(0x21222324u, e.usage);
	EXPECT_EQ(0x31323334u, e.reserved);
	w = codec_wr(0, 47);
	EXPECT_EQ(0, wire_fsctl_region_append(&w, &e));
	EXPECT_BYTES(b.data + 16, w.base, 24);
	EXPECT_EQ(-EMSGSIZE, wire_fsctl_region_append(&w, &e));
	ASSERT_EQ(1, wire_fsctl_region_next(&list, &e));
	EXPECT_EQ(1, e.file_offset);
	EXPECT_EQ(0, wire_fsctl_region_next(&list, &e));
	list = codec_rd(0, codec_first(b, 23));
	EXPECT_EQ(-EBADMSG, wire_fsctl_region_next(&list, &e));

	EXPECT_EQ(-EBADMSG, codec_decode(&codec_fsctl_regions_rsp, 0,
					 codec_patch(b, 8, "ffffffff"), &m));
	ASSERT_EQ(0, codec_decode(&codec_fsctl_regions_rsp, 0, b, &m));
	m.regions.len = 24;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fsctl_regions_rsp, 0, 100, &m, NULL));
	m.regions.len = 0;
	codec_check_encode(_metadata, &codec_fsctl_regions_rsp, 0, codec_first(b, 16),
			   &m);
}

/* @GMT-2020.01.02-03.04.05 */
#define SNAPSHOT "400047004d0054002d0032003000320030002e00300031002e00300032002d00" \
		 "300033002e00300034002e00300035000000"

TEST(snapshots)
{
	/* captured: Samba with one snapshot */
	struct codec_bytes b = codec_hex("01000000 01000000 34000000" SNAPSHOT "0000");
	struct codec_bytes size = HEX(01000000 00000000 34000000 00000000);
	struct fsctl_snapshots m;
	struct wire_span name;
	struct wire_rd list;

	codec_check(_metadata, &codec_fsctl_snapshots, 0, b, b.len, &m);
	EXPECT_EQ(1, m.number);
	EXPECT_EQ(1, m.number_returned);
	EXPECT_EQ(52, m.array_size);
	EXPECT_EQ(52, m.list.len);
	wire_rd_span_child(&m.list, &list);
	ASSERT_EQ(1, wire_fsctl_snapshot_next(&list, &name));
	ASSERT_EQ(48, name.len);
	EXPECT_BYTES(b.data + 12, name.data, 48);
	EXPECT_EQ(0, wire_fsctl_snapshot_next(&list, &name));

	/* how many bytes a client should ask for, in 16 bytes */
	codec_check(_metadata, &codec_fsctl_snapshots, 0, size, 12, &m);
	EXPECT_EQ(1, m.number);
	EXPECT_EQ(0, m.number_returned);
	EXPECT_EQ(52, m.array_size);
	EXPECT_EQ(4, m.list.len);
	b = HEX(01000000 02000000 03000000 610000);
	codec_check(_metadata, &codec_fsctl_snapshots, 0, b, b.len, &m);
	EXPECT_EQ(2, m.number_returned);
}

TEST(snapshot_list)
{
	struct codec_bytes b = HEX(6100 6200 0000 6300 0000 0000 6400);
	struct wire_rd list = codec_rd(0, b);
	struct wire_span name;
	struct wire_wr w;

	ASSERT_EQ(1, wire_fsctl_snapshot_next(&list, &name));
	EXPECT_EQ(4, name.len);
	EXPECT_EQ(0, name.off);
	EXPECT_BYTES("a\0b\0", name.data, 4);
	w = codec_wr(0, 11);
	EXPECT_EQ(0, wire_fsctl_snapshot_append(&w, &name));
	ASSERT_EQ(1, wire_fsctl_snapshot_next(&list, &name));
	EXPECT_EQ(2, name.len);
	EXPECT_EQ(6, name.off);
	EXPECT_EQ(0, wire_fsctl_snapshot_append(&w, &name));
	EXPECT_EQ(0, wire_fsctl_snapshot_next(&list, &name));
	EXPECT_EQ(0, name.len);
	EXPECT_EQ(10, wire_wr_off(&w));
	EXPECT_BYTES(b.data, w.base, 10);
	/* one byte is left: neither the terminator nor a name has room */
	EXPECT_EQ(-EMSGSIZE, wire_fsctl_snapshot_append(&w, &name));
	name.len = 2;
	EXPECT_EQ(-EMSGSIZE, wire_fsctl_snapshot_append(&w, &name));
	EXPECT_EQ(10, wire_wr_off(&w));
	/* no empty name at the end, and a name that is cut off */
	list = codec_rd(0, codec_first(b, 6));
	EXPECT_EQ(1, wire_fsctl_snapshot_next(&list, &name));
	EXPECT_EQ(0, wire_fsctl_snapshot_next(&list, &name));
	list = codec_rd(0, codec_first(b, 5));
	EXPECT_EQ(-EBADMSG, wire_fsctl_snapshot_next(&list, &name));
	list = codec_rd(0, codec_first(b, 4));
	EXPECT_EQ(-EBADMSG, wire_fsctl_snapshot_next(&list, &name));
}

#define ADDR4 "0200 01bd 0a000102 0000000000000000"
#define ADDR6 "1700 01bd 11121314 20010db8000000000000000000000001 34333231"

/* 128 bytes, or an entry with them. */
static struct codec_bytes padded(const char *head, size_t len)
{
	struct codec_bytes b = { codec_alloc(len), len };
	struct codec_bytes h = codec_hex(head);

	memset(b.data, 0, len);
	memcpy(b.data, h.data, h.len);
	return b;
}

TEST(sockaddr)
{
	struct codec_bytes in = padded(ADDR4, 128);
	struct codec_bytes in6 = padded(ADDR6, 128);
	struct fsctl_sockaddr m;

	ASSERT_EQ(0, codec_decode(&codec_fsctl_sockaddr, 0, in, &m));
	EXPECT_EQ(FSCTL_SOCKADDR_INET, m.family);
	EXPECT_EQ(445, m.port);
	EXPECT_EQ(0, m.flow_info);
	EXPECT_EQ(0, m.scope_id);
	EXPECT_BYTES("\x0a\0\1\2\0\0\0\0\0\0\0\0\0\0\0\0", m.addr, 16);
	codec_check_encode(_metadata, &codec_fsctl_sockaddr, 0, in, &m);
	codec_check_rooms(_metadata, &codec_fsctl_sockaddr, 0, 128, &m);
	codec_check_truncations(_metadata, &codec_fsctl_sockaddr, 0, in, 16);

	ASSERT_EQ(0, codec_decode(&codec_fsctl_sockaddr, 0, in6, &m));
	EXPECT_EQ(FSCTL_SOCKADDR_INET6, m.family);
	EXPECT_EQ(445, m.port);
	EXPECT_EQ(0x11121314u, m.flow_info);
	EXPECT_EQ(0x31323334u, m.scope_id);
	EXPECT_BYTES("\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1", m.addr, 16);
	codec_check_encode(_metadata, &codec_fsctl_sockaddr, 0, in6, &m);
	codec_check_truncations(_metadata, &codec_fsctl_sockaddr, 0, in6, 28);

	ASSERT_EQ(0, codec_decode(&codec_fsctl_sockaddr, 0, padded("0300 0102", 128), &m));
	EXPECT_EQ(3, m.family);
	EXPECT_EQ(0, m.port);
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fsctl_sockaddr, 0, 128, &m, NULL));
}

#define NETIF(next) next "14131211 24232221 34333231 0807060504030201"

TEST(netif_list)
{
	struct codec_bytes a = padded(NETIF("98000000") ADDR4, 152);
	struct codec_bytes b = codec_cat(a, padded(NETIF("00000000") ADDR6, 152));
	struct wire_rd list = codec_rd(0, b);
	struct wire_wr w = codec_wr(8, 304);
	struct wire_list_wr l;
	struct fsctl_netif e;
	size_t n;

	wire_list_init(&l, &w);
	ASSERT_EQ(1, wire_fsctl_netif_next(&list, &e));
	EXPECT_EQ(0x11121314u, e.if_index);
	EXPECT_EQ(0x21222324u, e.capability);
	EXPECT_EQ(0x31323334u, e.reserved);
	EXPECT_EQ(0x0102030405060708ull, e.link_speed);
	ASSERT_EQ(128, e.sockaddr.len);
	EXPECT_EQ(24, e.sockaddr.off);
	EXPECT_BYTES(b.data + 24, e.sockaddr.data, 128);
	EXPECT_EQ(0, e.pad.len);
	EXPECT_EQ(0, wire_fsctl_netif_append(&l, &e));
	ASSERT_EQ(1, wire_fsctl_netif_next(&list, &e));
	EXPECT_BYTES(b.data + 176, e.sockaddr.data, 128);
	EXPECT_EQ(0, e.pad.len);
	w.end--;
	EXPECT_EQ(-EMSGSIZE, wire_fsctl_netif_append(&l, &e));
	EXPECT_EQ(8 + 152, wire_wr_off(&w));
	EXPECT_EQ(0, w.base[8]);
	w.end++;
	e.sockaddr.len = 127;
	EXPECT_EQ(-EINVAL, wire_fsctl_netif_append(&l, &e));
	e.sockaddr.len = 129;
	EXPECT_EQ(-EINVAL, wire_fsctl_netif_append(&l, &e));
	EXPECT_EQ(8 + 152, wire_wr_off(&w));
	e.sockaddr.len = 128;
	EXPECT_EQ(0, wire_fsctl_netif_append(&l, &e));
	EXPECT_EQ(0, wire_fsctl_netif_next(&list, &e));
	ASSERT_EQ(8 + 304, wire_wr_off(&w));
	EXPECT_BYTES(b.data, w.base + 8, b.len);

	for (n = 1; n < b.len; n++) {
		list = codec_rd(0, codec_first(b, n));
		if (n > 152)
			EXPECT_EQ(1, wire_fsctl_netif_next(&list, &e));
		EXPECT_EQ(-EBADMSG, wire_fsctl_netif_next(&list, &e));
		EXPECT_EQ(n > 152 ? 152 : 0, wire_rd_off(&list));
	}
	list = codec_rd(0, codec_patch(b, 0, "90000000"));
	EXPECT_EQ(-EBADMSG, wire_fsctl_netif_next(&list, &e));
	list = codec_rd(0, codec_patch(b, 0, "9c000000"));
	EXPECT_EQ(-EBADMSG, wire_fsctl_netif_next(&list, &e));
}

/* An entry may be longer than what is known of it, the last one too. */
TEST(netif_list_padded)
{
	struct codec_bytes a = padded(NETIF("a0000000") ADDR4, 152);
	struct codec_bytes b = padded(NETIF("00000000") ADDR6, 152);
	struct codec_bytes both = codec_cat(codec_cat(a, HEX(a1a2a3a4a5a6a7a8)),
					    codec_cat(b, HEX(b1b2b3)));
	struct wire_rd list = codec_rd(0, both);
	struct wire_wr w = codec_wr(0, both.len);
	struct wire_list_wr l;
	struct fsctl_netif e;

	wire_list_init(&l, &w);
	ASSERT_EQ(1, wire_fsctl_netif_next(&list, &e));
	EXPECT_EQ(160, wire_rd_off(&list));
	ASSERT_EQ(8, e.pad.len);
	EXPECT_EQ(152, e.pad.off);
	EXPECT_BYTES(both.data + 152, e.pad.data, 8);
	EXPECT_EQ(0, wire_fsctl_netif_append(&l, &e));
	ASSERT_EQ(1, wire_fsctl_netif_next(&list, &e));
	ASSERT_EQ(3, e.pad.len);
	EXPECT_EQ(0, wire_fsctl_netif_append(&l, &e));
	EXPECT_EQ(0, wire_fsctl_netif_next(&list, &e));
	ASSERT_EQ(both.len, wire_wr_off(&w));
	EXPECT_BYTES(both.data, w.base, both.len);

	/* 4 is not enough for a further entry: it begins at the next multiple of 8 */
	both = codec_cat(padded(NETIF("9c000000") ADDR4, 156), b);
	list = codec_rd(0, both);
	EXPECT_EQ(-EBADMSG, wire_fsctl_netif_next(&list, &e));
	w = codec_wr(0, 312);
	wire_list_init(&l, &w);
	list = codec_rd(0, b);
	ASSERT_EQ(1, wire_fsctl_netif_next(&list, &e));
	e.pad.data = (const u8 *)"\1\2\3\4";
	e.pad.len = 4;
	ASSERT_EQ(0, wire_fsctl_netif_append(&l, &e));
	e.pad.len = 0;
	ASSERT_EQ(0, wire_fsctl_netif_append(&l, &e));
	EXPECT_EQ(312, wire_wr_off(&w));
	EXPECT_EQ(160, w.base[0]);
	EXPECT_BYTES("\1\2\3\4\0\0\0\0", w.base + 152, 8);
}

TEST_HARNESS_MAIN
