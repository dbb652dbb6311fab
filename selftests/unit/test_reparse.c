// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of reparse points, MS-FSCC 2.1.2. */
#include <lwsmb/wire_fsctl.h>
#include "codec.h"

CODEC(reparse_buffer);
CODEC(reparse_mount_point);
CODEC(reparse_symlink);
CODEC(reparse_nfs);
CODEC(reparse_lx_symlink);

TEST(buffer)
{
	struct codec_bytes b = HEX(230000a0 0300 0201 a1a2a3);
	struct codec_bytes own = HEX(01020304 0300 0201
				     101112131415161718191a1b1c1d1e1f a1a2a3);
	struct codec_bytes none = HEX(0c0000a0 0000 0000);
	u8 zeros[16] = {};
	struct reparse_buffer m;

	codec_check(_metadata, &codec_reparse_buffer, 0, b, b.len, &m);
	EXPECT_EQ(0xa0000023u, m.tag);
	EXPECT_EQ(0x0102, m.reserved);
	EXPECT_BYTES(zeros, m.guid, 16);
	EXPECT_EQ(8, m.data.off);
	ASSERT_EQ(3, m.data.len);
	EXPECT_BYTES("\xa1\xa2\xa3", m.data.data, 3);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_reparse_buffer, 0,
					 codec_patch(b, 4, "ffff"), &m));

	/* a tag of somebody else's, with a GUID that the length does not count */
	codec_check(_metadata, &codec_reparse_buffer, 0, own, own.len, &m);
	EXPECT_EQ(0x04030201u, m.tag);
	EXPECT_BYTES(own.data + 8, m.guid, 16);
	EXPECT_EQ(24, m.data.off);
	ASSERT_EQ(3, m.data.len);

	/* what FSCTL_DELETE_REPARSE_POINT takes */
	codec_check(_metadata, &codec_reparse_buffer, 0, none, none.len, &m);
	EXPECT_EQ(0, m.data.len);
}

TEST(buffer_limit)
{
	static const u8 zeros[65536];
	struct reparse_buffer m = {
		.tag = IO_REPARSE_TAG_SYMLINK,
		.data = { .data = zeros, .len = 65535 },
	};

	EXPECT_EQ(0, codec_encode(&codec_reparse_buffer, 0, 70000, &m, NULL));
	m.data.len = 65536;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_reparse_buffer, 0, 70000, &m, NULL));
}

TEST(buffer_finish)
{
	struct codec_bytes b = HEX(1d0000a0 0500 0000 02000000 61);
	struct reparse_buffer m = { .tag = IO_REPARSE_TAG_LX_SYMLINK };
	struct reparse_lx_symlink l = {
		.version = LX_SYMLINK_VERSION,
		.target = { .data = (const u8 *)"a", .len = 1 },
	};
	struct wire_wr w = codec_wr(7, 80000);
	u8 *start = w.pos;

	ASSERT_EQ(0, wire_reparse_buffer_encode(&w, &m));
	ASSERT_EQ(0, wire_reparse_lx_symlink_encode(&w, &l));
	ASSERT_EQ(0, wire_reparse_buffer_finish(&w, start));
	EXPECT_EQ(7 + b.len, wire_wr_off(&w));
	EXPECT_BYTES(b.data, start, b.len);
	w.pos = start + 8 + 65535;
	EXPECT_EQ(0, wire_reparse_buffer_finish(&w, start));
	w.pos++;
	EXPECT_EQ(-EINVAL, wire_reparse_buffer_finish(&w, start));
}

TEST(mount_point)
{
	/* as mklink /J writes it: both names terminated, the lengths without that */
	struct codec_bytes b = HEX(0000 0600 0800 0400
				   5c003f005c00 0000 43003a00 0000);
	struct reparse_mount_point m;
	struct wire_wr w;

	ASSERT_EQ(0, codec_decode(&codec_reparse_mount_point, 0, b, &m));
	codec_check_encode(_metadata, &codec_reparse_mount_point, 0, b, &m);
	codec_check_encode(_metadata, &codec_reparse_mount_point, 104, b, &m);
	codec_check_rooms(_metadata, &codec_reparse_mount_point, 0, b.len, &m);
	codec_check_truncations(_metadata, &codec_reparse_mount_point, 0, b, b.len - 2);
	EXPECT_EQ(8, m.substitute_name.off);
	ASSERT_EQ(6, m.substitute_name.len);
	EXPECT_BYTES("\\\0?\0\\\0", m.substitute_name.data, 6);
	EXPECT_EQ(16, m.print_name.off);
	ASSERT_EQ(4, m.print_name.len);
	EXPECT_BYTES("C\0:\0", m.print_name.data, 4);
	EXPECT_EQ(2, m.tail);

	/* on failure nothing was written that counts */
	w = codec_wr(0, b.len - 1);
	EXPECT_EQ(-EMSGSIZE, wire_reparse_mount_point_encode(&w, &m));
	EXPECT_EQ(0, wire_wr_off(&w));

	/* our own: one behind the other */
	m.substitute_name.off = 0;
	m.print_name.off = 0;
	m.tail = 0;
	b = HEX(0000 0600 0600 0400 5c003f005c00 43003a00);
	codec_check_used(_metadata, &codec_reparse_mount_point, 0, b, b.len, 8, &m);
	m.substitute_name.off = 7;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_reparse_mount_point, 0, 100, &m, NULL));
	m.substitute_name.off = 0;
	m.print_name.off = 7;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_reparse_mount_point, 0, 100, &m, NULL));
	m.print_name.off = 10;
	/* automatic behind the one with a place of its own */
	codec_check_encode(_metadata, &codec_reparse_mount_point, 0,
			   HEX(0600 0600 0200 0400 0000 43003a00 5c003f005c00), &m);
}

TEST(symbolic_link)
{
	/* captured: smbclient */
	struct codec_bytes b = HEX(0000 0600 0600 0600 01000000 64002f006200 64002f006200);
	struct codec_bytes shared = HEX(0000 0600 0000 0600 04030201 64002f006200);
	struct codec_bytes print = HEX(0600 0600 0000 0400 01000000 61006200 0000
				       64002f006200 0000);
	struct reparse_symlink m;

	codec_check_used(_metadata, &codec_reparse_symlink, 0, b, b.len, 12, &m);
	EXPECT_EQ(SYMLINK_FLAG_RELATIVE, m.flags);
	EXPECT_EQ(12, m.names.substitute_name.off);
	ASSERT_EQ(6, m.names.substitute_name.len);
	EXPECT_BYTES("d\0/\0b\0", m.names.substitute_name.data, 6);
	EXPECT_EQ(18, m.names.print_name.off);
	EXPECT_EQ(6, m.names.print_name.len);
	EXPECT_EQ(0, m.names.tail);

	codec_check_used(_metadata, &codec_reparse_symlink, 0, shared, shared.len, 12, &m);
	EXPECT_EQ(0x01020304u, m.flags);
	EXPECT_EQ(m.names.substitute_name.data, m.names.print_name.data);

	/* the print name first, as Windows does, and zeros at the end */
	ASSERT_EQ(0, codec_decode(&codec_reparse_symlink, 0, print, &m));
	EXPECT_EQ(18, m.names.substitute_name.off);
	EXPECT_EQ(12, m.names.print_name.off);
	EXPECT_EQ(2, m.names.tail);
	codec_check_encode(_metadata, &codec_reparse_symlink, 0, print, &m);

	EXPECT_EQ(-EBADMSG, codec_decode(&codec_reparse_symlink, 0,
					 codec_patch(b, 0, "0700"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_reparse_symlink, 0,
					 codec_patch(b, 2, "0d00"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_reparse_symlink, 0,
					 codec_patch(b, 4, "0700"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_reparse_symlink, 0,
					 codec_patch(b, 6, "ffff"), &m));
}

TEST(symbolic_link_empty_names)
{
	struct codec_bytes b = HEX(0300 0000 0500 0000 00000000 a1a2a3);
	struct codec_bytes none = HEX(0000 0000 0000 0000 00000000);
	struct codec_bytes tail = HEX(0300 0000 0500 0000 00000000 000000);
	struct reparse_symlink m;

	ASSERT_EQ(0, codec_decode(&codec_reparse_symlink, 0, b, &m));
	EXPECT_EQ(15, m.names.substitute_name.off);
	EXPECT_EQ(17, m.names.print_name.off);
	EXPECT_EQ(3, m.names.tail);
	codec_check_encode(_metadata, &codec_reparse_symlink, 0, tail, &m);
	memset(&m, 0, sizeof(m));
	codec_check_encode(_metadata, &codec_reparse_symlink, 0, none, &m);
	codec_check_rooms(_metadata, &codec_reparse_symlink, 0, none.len, &m);
}

TEST(names_limits)
{
	static const u8 zeros[65536];
	struct reparse_mount_point m = {
		.substitute_name = { .data = zeros, .len = 65535 },
	};
	const struct codec *c = &codec_reparse_mount_point;

	EXPECT_EQ(0, codec_encode(c, 0, 200000, &m, NULL));
	m.substitute_name.len = 65536;
	EXPECT_EQ(-EINVAL, codec_encode(c, 0, 200000, &m, NULL));
	m.substitute_name.len = 65534;
	m.print_name.data = zeros;
	m.print_name.len = 65535;
	EXPECT_EQ(0, codec_encode(c, 0, 200000, &m, NULL));
	m.print_name.len = 65536;
	EXPECT_EQ(-EINVAL, codec_encode(c, 0, 200000, &m, NULL));
	/* the second name's offset does not fit */
	m.substitute_name.off = 8;
	m.print_name.len = 1;
	m.print_name.off = 8 + 65535;
	EXPECT_EQ(0, codec_encode(c, 0, 200000, &m, NULL));
	m.print_name.off++;
	EXPECT_EQ(-EINVAL, codec_encode(c, 0, 200000, &m, NULL));
	m.print_name.off = 0;
	m.print_name.len = 0;
	m.substitute_name.len = 1;
	m.substitute_name.off = 8 + 65535;
	EXPECT_EQ(0, codec_encode(c, 0, 200000, &m, NULL));
	m.substitute_name.off++;
	EXPECT_EQ(-EINVAL, codec_encode(c, 0, 200000, &m, NULL));
}

TEST(nfs)
{
	struct codec_bytes lnk = HEX(4c4e4b0100000000 61002f006200);
	struct codec_bytes chr = HEX(4348520000000000 04030201 14131211);
	struct codec_bytes blk = HEX(424c4b0000000000 04030201 14131211 a1);
	struct codec_bytes fifo = HEX(4649464f00000000);
	struct codec_bytes sock = HEX(534f434b00000000);
	struct reparse_nfs m;

	codec_check(_metadata, &codec_reparse_nfs, 0, lnk, 8, &m);
	EXPECT_EQ(NFS_SPECFILE_LNK, m.type);
	EXPECT_EQ(0, m.major);
	EXPECT_EQ(0, m.minor);
	ASSERT_EQ(6, m.target.len);
	EXPECT_BYTES("a\0/\0b\0", m.target.data, 6);
	codec_check(_metadata, &codec_reparse_nfs, 0, chr, chr.len, &m);
	EXPECT_EQ(NFS_SPECFILE_CHR, m.type);
	EXPECT_EQ(0x01020304u, m.major);
	EXPECT_EQ(0x11121314u, m.minor);
	EXPECT_EQ(0, m.target.len);
	codec_check(_metadata, &codec_reparse_nfs, 0, blk, 16, &m);
	EXPECT_EQ(NFS_SPECFILE_BLK, m.type);
	EXPECT_EQ(0x01020304u, m.major);
	EXPECT_EQ(0x11121314u, m.minor);
	EXPECT_EQ(1, m.target.len);
	codec_check(_metadata, &codec_reparse_nfs, 0, fifo, fifo.len, &m);
	EXPECT_EQ(NFS_SPECFILE_FIFO, m.type);
	codec_check(_metadata, &codec_reparse_nfs, 0, sock, sock.len, &m);
	EXPECT_EQ(NFS_SPECFILE_SOCK, m.type);
}

TEST(lx_symlink)
{
	struct codec_bytes b = HEX(04030201 612f62);
	struct reparse_lx_symlink m;

	codec_check(_metadata, &codec_reparse_lx_symlink, 0, b, 4, &m);
	EXPECT_EQ(0x01020304u, m.version);
	ASSERT_EQ(3, m.target.len);
	EXPECT_BYTES("a/b", m.target.data, 3);
}

TEST_HARNESS_MAIN
