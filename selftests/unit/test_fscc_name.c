// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tests of the file information classes that hold a name: FileNameInformation and
 * its like, FileAllInformation, renames and links; and of FILE_POSIX_INFORMATION.
 */
#include <lwsmb/wire_fscc.h>
#include "codec.h"

CODEC(fscc_name);
CODEC(fscc_all);
CODEC(fscc_rename);
CODEC(fscc_rename_ex);
CODEC(fscc_posix);

static int name_cut(struct wire_wr *w, const void *m)
{
	return wire_fscc_name_encode_cut(w, m);
}

static int all_cut(struct wire_wr *w, const void *m)
{
	return wire_fscc_all_encode_cut(w, m);
}

/* These encode only, with the name cut to the room. */
static const struct codec codec_name_cut = { .encode = name_cut };
static const struct codec codec_all_cut = { .encode = all_cut };

TEST(name)
{
	struct codec_bytes b = HEX(06000000 610062006300);
	struct fscc_name m;

	codec_check(_metadata, &codec_fscc_name, 0, b, 4, &m);
	EXPECT_FALSE(m.truncated);
	EXPECT_EQ(6, m.full_length);
	EXPECT_EQ(6, m.name.len);
	EXPECT_EQ(4, m.name.off);
	EXPECT_BYTES("a\0b\0c", m.name.data, 6);

	/* an odd length, as impacket's server sends */
	b = HEX(03000000 616263);
	codec_check(_metadata, &codec_fscc_name, 0, b, 4, &m);
	EXPECT_FALSE(m.truncated);
	EXPECT_EQ(3, m.name.len);

	b = HEX(00000000);
	codec_check(_metadata, &codec_fscc_name, 0, b, 4, &m);
	EXPECT_FALSE(m.truncated);
	EXPECT_EQ(0, m.name.len);
}

TEST(name_truncated)
{
	struct codec_bytes b = HEX(feffffff 61006200);
	struct fscc_name m;

	codec_check(_metadata, &codec_fscc_name, 0, b, 4, &m);
	EXPECT_TRUE(m.truncated);
	EXPECT_EQ(0xfffffffeu, m.full_length);
	EXPECT_EQ(4, m.name.len);

	/* what is left must be less than the whole */
	m.full_length = 4;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fscc_name, 0, 99, &m, NULL));
	EXPECT_EQ(-EINVAL, codec_encode(&codec_name_cut, 0, 99, &m, NULL));
	m.full_length = 5;
	EXPECT_EQ(0, codec_encode(&codec_fscc_name, 0, 99, &m, NULL));
}

TEST(name_cut_to_room)
{
	struct codec_bytes whole = HEX(06000000 610062006300), out;
	struct fscc_name m;
	size_t room;

	ASSERT_EQ(0, codec_decode(&codec_fscc_name, 0, whole, &m));
	for (room = 0; room < 4; room++)
		EXPECT_EQ(-EMSGSIZE, codec_encode(&codec_name_cut, 0, room, &m, NULL));
	for (; room <= 12; room++) {
		size_t want = room < whole.len ? room : whole.len;

		EXPECT_EQ(room < whole.len, codec_encode(&codec_name_cut, 0, room, &m, &out));
		EXPECT_EQ(want, out.len);
		EXPECT_BYTES(whole.data, out.data, want);
	}
	/* a name that was short before is short, however much room there is */
	ASSERT_EQ(0, codec_decode(&codec_fscc_name, 0, codec_first(whole, 6), &m));
	EXPECT_EQ(1, codec_encode(&codec_name_cut, 0, 99, &m, &out));
	EXPECT_EQ(6, out.len);
}

struct set_name {
	struct wire_span name;
};

static int set_name_decode(struct wire_rd *r, void *m)
{
	struct set_name *n = m;

	return wire_fscc_set_name_decode(r, &n->name);
}

static int set_name_encode(struct wire_wr *w, const void *m)
{
	const struct set_name *n = m;

	return wire_fscc_set_name_encode(w, &n->name);
}

static const struct codec codec_set_name = {
	.size = sizeof(struct set_name),
	.decode = set_name_decode,
	.encode = set_name_encode,
};

TEST(set_name)
{
	struct codec_bytes b = HEX(06000000 610062006300);
	struct set_name m;

	codec_check(_metadata, &codec_set_name, 0, b, b.len, &m);
	EXPECT_EQ(6, m.name.len);
	EXPECT_EQ(4, m.name.off);
	EXPECT_BYTES("a\0b\0c", m.name.data, 6);
	m.name.len = 3;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_set_name, 0, 99, &m, NULL));
	EXPECT_EQ(-EBADMSG,
		  codec_decode(&codec_set_name, 0, codec_patch(b, 0, "03000000"), &m));
	EXPECT_EQ(-EBADMSG,
		  codec_decode(&codec_set_name, 0, codec_patch(b, 0, "feffffff"), &m));
}

TEST(all)
{
	struct codec_bytes b = HEX(0102030405060708 090a0b0c0d0e0f10 1112131415161718
				   191a1b1c1d1e1f20 21222324 25262728
				   292a2b2c2d2e2f30 3132333435363738 393a3b3c 3d 3e 3f40
				   4142434445464748 494a4b4c 4d4e4f50 5152535455565758
				   595a5b5c 5d5e5f60 04000000 5c006100);
	struct codec_bytes out;
	struct fscc_all m;
	size_t room;

	codec_check(_metadata, &codec_fscc_all, 0, b, 100, &m);
	EXPECT_EQ(0x0807060504030201ull, m.basic.times.creation_time);
	EXPECT_EQ(0x100f0e0d0c0b0a09ull, m.basic.times.last_access_time);
	EXPECT_EQ(0x1817161514131211ull, m.basic.times.last_write_time);
	EXPECT_EQ(0x201f1e1d1c1b1a19ull, m.basic.times.change_time);
	EXPECT_EQ(0x24232221u, m.basic.file_attributes);
	EXPECT_EQ(0x28272625u, m.basic.reserved);
	EXPECT_EQ(0x302f2e2d2c2b2a29ull, m.standard.allocation_size);
	EXPECT_EQ(0x3837363534333231ull, m.standard.end_of_file);
	EXPECT_EQ(0x3c3b3a39u, m.standard.number_of_links);
	EXPECT_EQ(0x3d, m.standard.delete_pending);
	EXPECT_EQ(0x3e, m.standard.directory);
	EXPECT_EQ(0x403f, m.standard.reserved);
	EXPECT_EQ(0x4847464544434241ull, m.index_number);
	EXPECT_EQ(0x4c4b4a49u, m.ea_size);
	EXPECT_EQ(0x504f4e4du, m.access_flags);
	EXPECT_EQ(0x5857565554535251ull, m.current_byte_offset);
	EXPECT_EQ(0x5c5b5a59u, m.mode);
	EXPECT_EQ(0x605f5e5du, m.alignment_requirement);
	EXPECT_FALSE(m.name.truncated);
	EXPECT_EQ(4, m.name.name.len);
	EXPECT_EQ(100, m.name.name.off);
	EXPECT_BYTES("\\\0a", m.name.name.data, 4);

	for (room = 0; room < 100; room++)
		EXPECT_EQ(-EMSGSIZE, codec_encode(&codec_all_cut, 0, room, &m, NULL));
	for (; room <= 105; room++) {
		size_t want = room < b.len ? room : b.len;

		EXPECT_EQ(room < b.len, codec_encode(&codec_all_cut, 0, room, &m, &out));
		EXPECT_EQ(want, out.len);
		EXPECT_BYTES(b.data, out.data, want);
	}
	m.name.truncated = true;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_all_cut, 0, 200, &m, NULL));
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fscc_all, 0, 200, &m, NULL));

	/* as a server cuts it to 101 bytes */
	ASSERT_EQ(0, codec_decode(&codec_fscc_all, 0, codec_first(b, 101), &m));
	EXPECT_TRUE(m.name.truncated);
	EXPECT_EQ(4, m.name.full_length);
	EXPECT_EQ(1, m.name.name.len);
	codec_check_encode(_metadata, &codec_fscc_all, 0, codec_first(b, 101), &m);
}

TEST(rename_smb2)
{
	struct codec_bytes b = HEX(01 02030405060708 090a0b0c0d0e0f10 06000000
				   610062006300);
	struct fscc_rename m;
	struct wire_rd r;

	codec_check(_metadata, &codec_fscc_rename, 0, b, b.len, &m);
	EXPECT_EQ(1, m.replace_if_exists);
	EXPECT_BYTES("\2\3\4\5\6\7\10", m.reserved, 7);
	EXPECT_EQ(0x100f0e0d0c0b0a09ull, m.root_directory);
	EXPECT_EQ(6, m.name.len);
	EXPECT_EQ(20, m.name.off);
	EXPECT_BYTES("a\0b\0c", m.name.data, 6);

	/* padding behind the name stays where it is */
	r = codec_rd(0, codec_patch(b, 16, "02000000"));
	ASSERT_EQ(0, wire_fscc_rename_decode(&r, &m));
	EXPECT_EQ(2, m.name.len);
	EXPECT_EQ(4, wire_rd_left(&r));

	EXPECT_EQ(-EBADMSG,
		  codec_decode(&codec_fscc_rename, 0, codec_patch(b, 16, "03000000"), &m));
	EXPECT_EQ(-EBADMSG,
		  codec_decode(&codec_fscc_rename, 0, codec_patch(b, 16, "08000000"), &m));
	EXPECT_EQ(-EBADMSG,
		  codec_decode(&codec_fscc_rename, 0, codec_patch(b, 16, "feffffff"), &m));
	ASSERT_EQ(0, codec_decode(&codec_fscc_rename, 0, b, &m));
	m.name.len = 3;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fscc_rename, 0, 99, &m, NULL));
}

static int rename1_decode(struct wire_rd *r, void *m)
{
	return wire_fscc_rename1_decode(r, m);
}

static int rename1_encode(struct wire_wr *w, const void *m)
{
	return wire_fscc_rename1_encode(w, m);
}

static const struct codec codec_rename1 = {
	.size = sizeof(struct fscc_rename),
	.decode = rename1_decode,
	.encode = rename1_encode,
};

TEST(rename_smb1)
{
	struct codec_bytes b = HEX(01 020304 05060708 06000000 610062006300);
	struct fscc_rename m;

	codec_check(_metadata, &codec_rename1, 0, b, b.len, &m);
	EXPECT_EQ(1, m.replace_if_exists);
	EXPECT_BYTES("\2\3\4\0\0\0\0", m.reserved, 7);
	EXPECT_EQ(0x08070605u, m.root_directory);
	EXPECT_EQ(6, m.name.len);
	EXPECT_EQ(12, m.name.off);
	EXPECT_BYTES("a\0b\0c", m.name.data, 6);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_rename1, 0, codec_patch(b, 8, "03"), &m));

	ASSERT_EQ(0, codec_decode(&codec_rename1, 0, b, &m));
	m.root_directory = 0xffffffffu;
	EXPECT_EQ(0, codec_encode(&codec_rename1, 0, 99, &m, NULL));
	m.root_directory = 0x100000000ull;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_rename1, 0, 99, &m, NULL));
	m.root_directory = 0;
	m.name.len = 3;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_rename1, 0, 99, &m, NULL));
}

TEST(rename_ex)
{
	struct codec_bytes b = HEX(01020304 05060708 090a0b0c0d0e0f10 06000000
				   610062006300);
	struct fscc_rename_ex m;

	codec_check(_metadata, &codec_fscc_rename_ex, 0, b, b.len, &m);
	EXPECT_EQ(0x04030201u, m.flags);
	EXPECT_EQ(0x08070605u, m.reserved);
	EXPECT_EQ(0x100f0e0d0c0b0a09ull, m.root_directory);
	EXPECT_EQ(6, m.name.len);
	EXPECT_EQ(20, m.name.off);
	EXPECT_BYTES("a\0b\0c", m.name.data, 6);
	m.name.len = 3;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fscc_rename_ex, 0, 99, &m, NULL));
	b = codec_patch(b, 16, "03000000");
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_fscc_rename_ex, 0, b, &m));
}

TEST(posix)
{
	/* owner S-1-22-1-1000, group S-1-5-32 with no more than one number */
	struct codec_bytes b = HEX(0102030405060708 090a0b0c0d0e0f10 1112131415161718
				   191a1b1c1d1e1f20 2122232425262728 292a2b2c2d2e2f30
				   31323334 35363738393a3b3c 3d3e3f40 41424344
				   45464748 494a4b4c 4d4e4f50
				   0102000000000016 01000000e8030000
				   0101000000000005 20000000);
	struct codec_bytes zeros = { .len = 60 };
	struct fscc_posix m;

	codec_check(_metadata, &codec_fscc_posix, 0, b, b.len, &m);
	EXPECT_EQ(0x0807060504030201ull, m.times.creation_time);
	EXPECT_EQ(0x100f0e0d0c0b0a09ull, m.times.last_access_time);
	EXPECT_EQ(0x1817161514131211ull, m.times.last_write_time);
	EXPECT_EQ(0x201f1e1d1c1b1a19ull, m.times.change_time);
	EXPECT_EQ(0x2827262524232221ull, m.end_of_file);
	EXPECT_EQ(0x302f2e2d2c2b2a29ull, m.allocation_size);
	EXPECT_EQ(0x34333231u, m.file_attributes);
	EXPECT_EQ(0x3c3b3a3938373635ull, m.inode);
	EXPECT_EQ(0x403f3e3du, m.device_id);
	EXPECT_EQ(0x44434241u, m.reserved);
	EXPECT_EQ(0x48474645u, m.number_of_links);
	EXPECT_EQ(0x4c4b4a49u, m.reparse_tag);
	EXPECT_EQ(0x504f4e4du, m.mode);
	EXPECT_EQ(80, m.owner.off);
	EXPECT_EQ(16, m.owner.len);
	EXPECT_EQ(96, m.group.off);
	EXPECT_EQ(12, m.group.len);

	/* a SID of the wrong length, of none, and one that is cut */
	m.owner.len = 15;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fscc_posix, 0, 200, &m, NULL));
	m.owner.len = 20;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fscc_posix, 0, 200, &m, NULL));
	m.owner.len = 0;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fscc_posix, 0, 200, &m, NULL));
	m.owner.len = 16;
	m.group.len = 8;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fscc_posix, 0, 200, &m, NULL));

	/* 16 sub-authorities are one too many, whatever room there is */
	zeros.data = codec_alloc(zeros.len);
	memset(zeros.data, 0, zeros.len);
	b = codec_cat(codec_patch(b, 97, "10"), zeros);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_fscc_posix, 0, b, &m));
	b = codec_patch(b, 97, "0f");
	ASSERT_EQ(0, codec_decode(&codec_fscc_posix, 0, b, &m));
	EXPECT_EQ(68, m.group.len);
	/* none at all are allowed */
	b = codec_patch(b, 97, "00");
	ASSERT_EQ(0, codec_decode(&codec_fscc_posix, 0, b, &m));
	EXPECT_EQ(8, m.group.len);
}

TEST_HARNESS_MAIN
