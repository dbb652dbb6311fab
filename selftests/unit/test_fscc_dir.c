// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tests of directory listings, MS-FSCC 2.4. For each class one entry in which no
 * two bytes of numbers are alike, then what lists have in common.
 */
#include <lwsmb/wire_fscc_dir.h>
#include "codec.h"

/* The class that the codec below works on: that of codec.h has no parameter. */
static u8 dir_class;

static int dirent_decode(struct wire_rd *r, void *m)
{
	int ret = wire_fscc_dir_next(r, dir_class, m);

	if (ret == 1)
		return 0;
	return ret ?: -EBADMSG;
}

static int dirent_encode(struct wire_wr *w, const void *m)
{
	struct wire_list_wr l;

	wire_list_init(&l, w);
	return wire_fscc_dir_append(&l, dir_class, m);
}

static const struct codec codec_dirent = {
	.size = sizeof(struct fscc_dirent),
	.decode = dirent_decode,
	.encode = dirent_encode,
};

/* @b is an entry with a name of 6 bytes, f0 00 f1 00 f2 00, at @name_off. */
static void check_class(struct __test_metadata *_metadata, u8 info_class,
			struct codec_bytes b, size_t name_off, struct fscc_dirent *d)
{
	struct codec_bytes padded = codec_cat(b, HEX(777879));
	size_t length_off = info_class == FILE_NAMES_INFORMATION ? 8 :
			    info_class == FILE_POSIX_INFORMATION ? name_off - 4 : 60;

	dir_class = info_class;
	EXPECT_EQ(name_off + 6, b.len);
	codec_check(_metadata, &codec_dirent, 0, padded, b.len, d);
	EXPECT_EQ(3, d->pad.len);
	EXPECT_EQ(b.len, d->pad.off);
	EXPECT_BYTES("wxy", d->pad.data, 3);
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dirent, 0,
					 codec_patch(b, length_off, "03000000"), d));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dirent, 0,
					 codec_patch(b, length_off, "08000000"), d));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_dirent, 0,
					 codec_patch(b, length_off, "feffffff"), d));
	codec_check(_metadata, &codec_dirent, 0, b, b.len, d);
	EXPECT_EQ(0, d->pad.len);
	EXPECT_EQ(6, d->name.len);
	EXPECT_EQ(name_off, d->name.off);
	EXPECT_BYTES("\xf0\0\xf1\0\xf2\0", d->name.data, 6);
	d->name.len = 3;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_dirent, 0, 999, d, NULL));
	d->name.len = 6;
}

TEST(class_directory)
{
	struct codec_bytes b = HEX(00000000 01020304 05060708090a0b0c 0d0e0f1011121314
				   15161718191a1b1c 1d1e1f2021222324 25262728292a2b2c
				   2d2e2f3031323334 35363738 06000000 f000 f100 f200);
	struct fscc_dirent d;

	check_class(_metadata, FILE_DIRECTORY_INFORMATION, b, 64, &d);
	EXPECT_EQ(0x04030201u, d.file_index);
	EXPECT_EQ(0x0c0b0a0908070605ull, d.times.creation_time);
	EXPECT_EQ(0x14131211100f0e0dull, d.times.last_access_time);
	EXPECT_EQ(0x1c1b1a1918171615ull, d.times.last_write_time);
	EXPECT_EQ(0x24232221201f1e1dull, d.times.change_time);
	EXPECT_EQ(0x2c2b2a2928272625ull, d.end_of_file);
	EXPECT_EQ(0x34333231302f2e2dull, d.allocation_size);
	EXPECT_EQ(0x38373635u, d.file_attributes);
	EXPECT_EQ(0, d.ea_size);
	EXPECT_EQ(0, d.reparse_tag);
	EXPECT_EQ(0, d.file_id);
	EXPECT_EQ(0, d.device_id);
	EXPECT_EQ(0, d.number_of_links);
	EXPECT_EQ(0, d.mode);
	EXPECT_EQ(0, d.reserved);
	EXPECT_EQ(0, d.reserved1);
	EXPECT_EQ(0, d.short_name_len);
	EXPECT_EQ(0, d.owner.len);
	EXPECT_EQ(0, d.group.len);
}

TEST(class_full_directory)
{
	struct codec_bytes b = HEX(00000000 01020304 05060708090a0b0c 0d0e0f1011121314
				   15161718191a1b1c 1d1e1f2021222324 25262728292a2b2c
				   2d2e2f3031323334 35363738 06000000 393a3b3c f000 f100
				   f200);
	struct fscc_dirent d;

	check_class(_metadata, FILE_FULL_DIRECTORY_INFORMATION, b, 68, &d);
	EXPECT_EQ(0x04030201u, d.file_index);
	EXPECT_EQ(0x0c0b0a0908070605ull, d.times.creation_time);
	EXPECT_EQ(0x14131211100f0e0dull, d.times.last_access_time);
	EXPECT_EQ(0x1c1b1a1918171615ull, d.times.last_write_time);
	EXPECT_EQ(0x24232221201f1e1dull, d.times.change_time);
	EXPECT_EQ(0x2c2b2a2928272625ull, d.end_of_file);
	EXPECT_EQ(0x34333231302f2e2dull, d.allocation_size);
	EXPECT_EQ(0x38373635u, d.file_attributes);
	EXPECT_EQ(0x3c3b3a39u, d.ea_size);
	EXPECT_EQ(0, d.reparse_tag);
	EXPECT_EQ(0, d.file_id);
	EXPECT_EQ(0, d.device_id);
	EXPECT_EQ(0, d.number_of_links);
	EXPECT_EQ(0, d.mode);
	EXPECT_EQ(0, d.reserved);
	EXPECT_EQ(0, d.reserved1);
	EXPECT_EQ(0, d.short_name_len);
	EXPECT_EQ(0, d.owner.len);
	EXPECT_EQ(0, d.group.len);
}

TEST(class_both_directory)
{
	struct codec_bytes b = HEX(00000000 01020304 05060708090a0b0c 0d0e0f1011121314
				   15161718191a1b1c 1d1e1f2021222324 25262728292a2b2c
				   2d2e2f3031323334 35363738 06000000 393a3b3c 0a 3d
				   3e3f404142434445464748494a4b4c4d4e4f505152535455 f000
				   f100 f200);
	struct fscc_dirent d;

	check_class(_metadata, FILE_BOTH_DIRECTORY_INFORMATION, b, 94, &d);
	EXPECT_EQ(0x04030201u, d.file_index);
	EXPECT_EQ(0x0c0b0a0908070605ull, d.times.creation_time);
	EXPECT_EQ(0x14131211100f0e0dull, d.times.last_access_time);
	EXPECT_EQ(0x1c1b1a1918171615ull, d.times.last_write_time);
	EXPECT_EQ(0x24232221201f1e1dull, d.times.change_time);
	EXPECT_EQ(0x2c2b2a2928272625ull, d.end_of_file);
	EXPECT_EQ(0x34333231302f2e2dull, d.allocation_size);
	EXPECT_EQ(0x38373635u, d.file_attributes);
	EXPECT_EQ(0x3c3b3a39u, d.ea_size);
	EXPECT_EQ(10, d.short_name_len);
	EXPECT_EQ(0x3d, d.reserved1);
	EXPECT_BYTES(b.data + 70, d.short_name, 24);
	EXPECT_EQ(0, d.reparse_tag);
	EXPECT_EQ(0, d.file_id);
	EXPECT_EQ(0, d.device_id);
	EXPECT_EQ(0, d.number_of_links);
	EXPECT_EQ(0, d.mode);
	EXPECT_EQ(0, d.reserved);
	EXPECT_EQ(0, d.owner.len);
	EXPECT_EQ(0, d.group.len);
}

TEST(class_names)
{
	struct codec_bytes b = HEX(00000000 01020304 06000000 f000 f100 f200);
	struct fscc_dirent d;

	check_class(_metadata, FILE_NAMES_INFORMATION, b, 12, &d);
	EXPECT_EQ(0x04030201u, d.file_index);
	EXPECT_EQ(0, d.times.creation_time);
	EXPECT_EQ(0, d.end_of_file);
	EXPECT_EQ(0, d.allocation_size);
	EXPECT_EQ(0, d.file_attributes);
	EXPECT_EQ(0, d.ea_size);
	EXPECT_EQ(0, d.reparse_tag);
	EXPECT_EQ(0, d.file_id);
	EXPECT_EQ(0, d.device_id);
	EXPECT_EQ(0, d.number_of_links);
	EXPECT_EQ(0, d.mode);
	EXPECT_EQ(0, d.reserved);
	EXPECT_EQ(0, d.reserved1);
	EXPECT_EQ(0, d.short_name_len);
	EXPECT_EQ(0, d.owner.len);
	EXPECT_EQ(0, d.group.len);
}

TEST(class_id_both_directory)
{
	struct codec_bytes b = HEX(00000000 01020304 05060708090a0b0c 0d0e0f1011121314
				   15161718191a1b1c 1d1e1f2021222324 25262728292a2b2c
				   2d2e2f3031323334 35363738 06000000 393a3b3c 0a 3d
				   3e3f404142434445464748494a4b4c4d4e4f505152535455 5657
				   58595a5b5c5d5e5f f000 f100 f200);
	struct fscc_dirent d;

	check_class(_metadata, FILE_ID_BOTH_DIRECTORY_INFORMATION, b, 104, &d);
	EXPECT_EQ(0x04030201u, d.file_index);
	EXPECT_EQ(0x0c0b0a0908070605ull, d.times.creation_time);
	EXPECT_EQ(0x14131211100f0e0dull, d.times.last_access_time);
	EXPECT_EQ(0x1c1b1a1918171615ull, d.times.last_write_time);
	EXPECT_EQ(0x24232221201f1e1dull, d.times.change_time);
	EXPECT_EQ(0x2c2b2a2928272625ull, d.end_of_file);
	EXPECT_EQ(0x34333231302f2e2dull, d.allocation_size);
	EXPECT_EQ(0x38373635u, d.file_attributes);
	EXPECT_EQ(0x3c3b3a39u, d.ea_size);
	EXPECT_EQ(10, d.short_name_len);
	EXPECT_EQ(0x3d, d.reserved1);
	EXPECT_BYTES(b.data + 70, d.short_name, 24);
	EXPECT_EQ(0x5756, d.reserved);
	EXPECT_EQ(0x5f5e5d5c5b5a5958ull, d.file_id);
	EXPECT_EQ(0, d.reparse_tag);
	EXPECT_EQ(0, d.device_id);
	EXPECT_EQ(0, d.number_of_links);
	EXPECT_EQ(0, d.mode);
	EXPECT_EQ(0, d.owner.len);
	EXPECT_EQ(0, d.group.len);
}

TEST(class_id_full_directory)
{
	struct codec_bytes b = HEX(00000000 01020304 05060708090a0b0c 0d0e0f1011121314
				   15161718191a1b1c 1d1e1f2021222324 25262728292a2b2c
				   2d2e2f3031323334 35363738 06000000 393a3b3c 3d3e3f40
				   4142434445464748 f000 f100 f200);
	struct fscc_dirent d;

	check_class(_metadata, FILE_ID_FULL_DIRECTORY_INFORMATION, b, 80, &d);
	EXPECT_EQ(0x04030201u, d.file_index);
	EXPECT_EQ(0x0c0b0a0908070605ull, d.times.creation_time);
	EXPECT_EQ(0x14131211100f0e0dull, d.times.last_access_time);
	EXPECT_EQ(0x1c1b1a1918171615ull, d.times.last_write_time);
	EXPECT_EQ(0x24232221201f1e1dull, d.times.change_time);
	EXPECT_EQ(0x2c2b2a2928272625ull, d.end_of_file);
	EXPECT_EQ(0x34333231302f2e2dull, d.allocation_size);
	EXPECT_EQ(0x38373635u, d.file_attributes);
	EXPECT_EQ(0x3c3b3a39u, d.ea_size);
	EXPECT_EQ(0x403f3e3du, d.reserved);
	EXPECT_EQ(0x4847464544434241ull, d.file_id);
	EXPECT_EQ(0, d.reparse_tag);
	EXPECT_EQ(0, d.device_id);
	EXPECT_EQ(0, d.number_of_links);
	EXPECT_EQ(0, d.mode);
	EXPECT_EQ(0, d.reserved1);
	EXPECT_EQ(0, d.short_name_len);
	EXPECT_EQ(0, d.owner.len);
	EXPECT_EQ(0, d.group.len);
}

TEST(class_id_extd_directory)
{
	struct codec_bytes b = HEX(00000000 01020304 05060708090a0b0c 0d0e0f1011121314
				   15161718191a1b1c 1d1e1f2021222324 25262728292a2b2c
				   2d2e2f3031323334 35363738 06000000 393a3b3c 3d3e3f40
				   4142434445464748494a4b4c4d4e4f50 f000 f100 f200);
	struct fscc_dirent d;

	check_class(_metadata, FILE_ID_EXTD_DIRECTORY_INFORMATION, b, 88, &d);
	EXPECT_EQ(0x04030201u, d.file_index);
	EXPECT_EQ(0x0c0b0a0908070605ull, d.times.creation_time);
	EXPECT_EQ(0x14131211100f0e0dull, d.times.last_access_time);
	EXPECT_EQ(0x1c1b1a1918171615ull, d.times.last_write_time);
	EXPECT_EQ(0x24232221201f1e1dull, d.times.change_time);
	EXPECT_EQ(0x2c2b2a2928272625ull, d.end_of_file);
	EXPECT_EQ(0x34333231302f2e2dull, d.allocation_size);
	EXPECT_EQ(0x38373635u, d.file_attributes);
	EXPECT_EQ(0x3c3b3a39u, d.ea_size);
	EXPECT_EQ(0x403f3e3du, d.reparse_tag);
	EXPECT_BYTES(b.data + 72, d.file_id_128, 16);
	EXPECT_EQ(0, d.file_id);
	EXPECT_EQ(0, d.device_id);
	EXPECT_EQ(0, d.number_of_links);
	EXPECT_EQ(0, d.mode);
	EXPECT_EQ(0, d.reserved);
	EXPECT_EQ(0, d.reserved1);
	EXPECT_EQ(0, d.short_name_len);
	EXPECT_EQ(0, d.owner.len);
	EXPECT_EQ(0, d.group.len);
}

TEST(class_id_extd_both_directory)
{
	struct codec_bytes b = HEX(00000000 01020304 05060708090a0b0c 0d0e0f1011121314
				   15161718191a1b1c 1d1e1f2021222324 25262728292a2b2c
				   2d2e2f3031323334 35363738 06000000 393a3b3c 3d3e3f40
				   4142434445464748494a4b4c4d4e4f50 0a 51
				   52535455565758595a5b5c5d5e5f60616263646566676869 f000
				   f100 f200);
	struct fscc_dirent d;

	check_class(_metadata, FILE_ID_EXTD_BOTH_DIRECTORY_INFORMATION, b, 114, &d);
	EXPECT_EQ(0x04030201u, d.file_index);
	EXPECT_EQ(0x0c0b0a0908070605ull, d.times.creation_time);
	EXPECT_EQ(0x14131211100f0e0dull, d.times.last_access_time);
	EXPECT_EQ(0x1c1b1a1918171615ull, d.times.last_write_time);
	EXPECT_EQ(0x24232221201f1e1dull, d.times.change_time);
	EXPECT_EQ(0x2c2b2a2928272625ull, d.end_of_file);
	EXPECT_EQ(0x34333231302f2e2dull, d.allocation_size);
	EXPECT_EQ(0x38373635u, d.file_attributes);
	EXPECT_EQ(0x3c3b3a39u, d.ea_size);
	EXPECT_EQ(0x403f3e3du, d.reparse_tag);
	EXPECT_BYTES(b.data + 72, d.file_id_128, 16);
	EXPECT_EQ(10, d.short_name_len);
	EXPECT_EQ(0x51, d.reserved1);
	EXPECT_BYTES(b.data + 90, d.short_name, 24);
	EXPECT_EQ(0, d.file_id);
	EXPECT_EQ(0, d.device_id);
	EXPECT_EQ(0, d.number_of_links);
	EXPECT_EQ(0, d.mode);
	EXPECT_EQ(0, d.reserved);
	EXPECT_EQ(0, d.owner.len);
	EXPECT_EQ(0, d.group.len);
}

TEST(class_id_64_extd_directory)
{
	struct codec_bytes b = HEX(00000000 01020304 05060708090a0b0c 0d0e0f1011121314
				   15161718191a1b1c 1d1e1f2021222324 25262728292a2b2c
				   2d2e2f3031323334 35363738 06000000 393a3b3c 3d3e3f40
				   4142434445464748 f000 f100 f200);
	struct fscc_dirent d;

	check_class(_metadata, FILE_ID_64_EXTD_DIRECTORY_INFORMATION, b, 80, &d);
	EXPECT_EQ(0x04030201u, d.file_index);
	EXPECT_EQ(0x0c0b0a0908070605ull, d.times.creation_time);
	EXPECT_EQ(0x14131211100f0e0dull, d.times.last_access_time);
	EXPECT_EQ(0x1c1b1a1918171615ull, d.times.last_write_time);
	EXPECT_EQ(0x24232221201f1e1dull, d.times.change_time);
	EXPECT_EQ(0x2c2b2a2928272625ull, d.end_of_file);
	EXPECT_EQ(0x34333231302f2e2dull, d.allocation_size);
	EXPECT_EQ(0x38373635u, d.file_attributes);
	EXPECT_EQ(0x3c3b3a39u, d.ea_size);
	EXPECT_EQ(0x403f3e3du, d.reparse_tag);
	EXPECT_EQ(0x4847464544434241ull, d.file_id);
	EXPECT_EQ(0, d.device_id);
	EXPECT_EQ(0, d.number_of_links);
	EXPECT_EQ(0, d.mode);
	EXPECT_EQ(0, d.reserved);
	EXPECT_EQ(0, d.reserved1);
	EXPECT_EQ(0, d.short_name_len);
	EXPECT_EQ(0, d.owner.len);
	EXPECT_EQ(0, d.group.len);
}

TEST(class_id_64_extd_both_directory)
{
	struct codec_bytes b = HEX(00000000 01020304 05060708090a0b0c 0d0e0f1011121314
				   15161718191a1b1c 1d1e1f2021222324 25262728292a2b2c
				   2d2e2f3031323334 35363738 06000000 393a3b3c 3d3e3f40
				   4142434445464748 0a 49
				   4a4b4c4d4e4f505152535455565758595a5b5c5d5e5f6061 f000
				   f100 f200);
	struct fscc_dirent d;

	check_class(_metadata, FILE_ID_64_EXTD_BOTH_DIRECTORY_INFORMATION, b, 106, &d);
	EXPECT_EQ(0x04030201u, d.file_index);
	EXPECT_EQ(0x0c0b0a0908070605ull, d.times.creation_time);
	EXPECT_EQ(0x14131211100f0e0dull, d.times.last_access_time);
	EXPECT_EQ(0x1c1b1a1918171615ull, d.times.last_write_time);
	EXPECT_EQ(0x24232221201f1e1dull, d.times.change_time);
	EXPECT_EQ(0x2c2b2a2928272625ull, d.end_of_file);
	EXPECT_EQ(0x34333231302f2e2dull, d.allocation_size);
	EXPECT_EQ(0x38373635u, d.file_attributes);
	EXPECT_EQ(0x3c3b3a39u, d.ea_size);
	EXPECT_EQ(0x403f3e3du, d.reparse_tag);
	EXPECT_EQ(0x4847464544434241ull, d.file_id);
	EXPECT_EQ(10, d.short_name_len);
	EXPECT_EQ(0x49, d.reserved1);
	EXPECT_BYTES(b.data + 82, d.short_name, 24);
	EXPECT_EQ(0, d.device_id);
	EXPECT_EQ(0, d.number_of_links);
	EXPECT_EQ(0, d.mode);
	EXPECT_EQ(0, d.reserved);
	EXPECT_EQ(0, d.owner.len);
	EXPECT_EQ(0, d.group.len);
}

TEST(class_id_all_extd_directory)
{
	struct codec_bytes b = HEX(00000000 01020304 05060708090a0b0c 0d0e0f1011121314
				   15161718191a1b1c 1d1e1f2021222324 25262728292a2b2c
				   2d2e2f3031323334 35363738 06000000 393a3b3c 3d3e3f40
				   4142434445464748 494a4b4c4d4e4f505152535455565758
				   f000 f100 f200);
	struct fscc_dirent d;

	check_class(_metadata, FILE_ID_ALL_EXTD_DIRECTORY_INFORMATION, b, 96, &d);
	EXPECT_EQ(0x04030201u, d.file_index);
	EXPECT_EQ(0x0c0b0a0908070605ull, d.times.creation_time);
	EXPECT_EQ(0x14131211100f0e0dull, d.times.last_access_time);
	EXPECT_EQ(0x1c1b1a1918171615ull, d.times.last_write_time);
	EXPECT_EQ(0x24232221201f1e1dull, d.times.change_time);
	EXPECT_EQ(0x2c2b2a2928272625ull, d.end_of_file);
	EXPECT_EQ(0x34333231302f2e2dull, d.allocation_size);
	EXPECT_EQ(0x38373635u, d.file_attributes);
	EXPECT_EQ(0x3c3b3a39u, d.ea_size);
	EXPECT_EQ(0x403f3e3du, d.reparse_tag);
	EXPECT_EQ(0x4847464544434241ull, d.file_id);
	EXPECT_BYTES(b.data + 80, d.file_id_128, 16);
	EXPECT_EQ(0, d.device_id);
	EXPECT_EQ(0, d.number_of_links);
	EXPECT_EQ(0, d.mode);
	EXPECT_EQ(0, d.reserved);
	EXPECT_EQ(0, d.reserved1);
	EXPECT_EQ(0, d.short_name_len);
	EXPECT_EQ(0, d.owner.len);
	EXPECT_EQ(0, d.group.len);
}

TEST(class_id_all_extd_both_directory)
{
	struct codec_bytes b = HEX(00000000 01020304 05060708090a0b0c 0d0e0f1011121314
				   15161718191a1b1c 1d1e1f2021222324 25262728292a2b2c
				   2d2e2f3031323334 35363738 06000000 393a3b3c 3d3e3f40
				   4142434445464748 494a4b4c4d4e4f505152535455565758 0a
				   59 5a5b5c5d5e5f606162636465666768696a6b6c6d6e6f7071
				   f000 f100 f200);
	struct fscc_dirent d;

	check_class(_metadata, FILE_ID_ALL_EXTD_BOTH_DIRECTORY_INFORMATION, b, 122, &d);
	EXPECT_EQ(0x04030201u, d.file_index);
	EXPECT_EQ(0x0c0b0a0908070605ull, d.times.creation_time);
	EXPECT_EQ(0x14131211100f0e0dull, d.times.last_access_time);
	EXPECT_EQ(0x1c1b1a1918171615ull, d.times.last_write_time);
	EXPECT_EQ(0x24232221201f1e1dull, d.times.change_time);
	EXPECT_EQ(0x2c2b2a2928272625ull, d.end_of_file);
	EXPECT_EQ(0x34333231302f2e2dull, d.allocation_size);
	EXPECT_EQ(0x38373635u, d.file_attributes);
	EXPECT_EQ(0x3c3b3a39u, d.ea_size);
	EXPECT_EQ(0x403f3e3du, d.reparse_tag);
	EXPECT_EQ(0x4847464544434241ull, d.file_id);
	EXPECT_BYTES(b.data + 80, d.file_id_128, 16);
	EXPECT_EQ(10, d.short_name_len);
	EXPECT_EQ(0x59, d.reserved1);
	EXPECT_BYTES(b.data + 98, d.short_name, 24);
	EXPECT_EQ(0, d.device_id);
	EXPECT_EQ(0, d.number_of_links);
	EXPECT_EQ(0, d.mode);
	EXPECT_EQ(0, d.reserved);
	EXPECT_EQ(0, d.owner.len);
	EXPECT_EQ(0, d.group.len);
}

TEST(class_posix)
{
	struct codec_bytes b = HEX(00000000 01020304 05060708090a0b0c 0d0e0f1011121314
				   15161718191a1b1c 1d1e1f2021222324 25262728292a2b2c
				   2d2e2f3031323334 35363738 393a3b3c3d3e3f40 41424344
				   45464748 494a4b4c 4d4e4f50 51525354 0102000000000016
				   01000000 e8030000 0101000000000005 20000000 06000000
				   f000 f100 f200);
	struct fscc_dirent d;

	check_class(_metadata, FILE_POSIX_INFORMATION, b, 120, &d);
	EXPECT_EQ(0x04030201u, d.file_index);
	EXPECT_EQ(0x0c0b0a0908070605ull, d.times.creation_time);
	EXPECT_EQ(0x14131211100f0e0dull, d.times.last_access_time);
	EXPECT_EQ(0x1c1b1a1918171615ull, d.times.last_write_time);
	EXPECT_EQ(0x24232221201f1e1dull, d.times.change_time);
	EXPECT_EQ(0x2c2b2a2928272625ull, d.end_of_file);
	EXPECT_EQ(0x34333231302f2e2dull, d.allocation_size);
	EXPECT_EQ(0x38373635u, d.file_attributes);
	EXPECT_EQ(0x403f3e3d3c3b3a39ull, d.file_id);
	EXPECT_EQ(0x44434241u, d.device_id);
	EXPECT_EQ(0x48474645u, d.reserved);
	EXPECT_EQ(0x4c4b4a49u, d.number_of_links);
	EXPECT_EQ(0x504f4e4du, d.reparse_tag);
	EXPECT_EQ(0x54535251u, d.mode);
	EXPECT_EQ(88, d.owner.off);
	EXPECT_EQ(16, d.owner.len);
	EXPECT_EQ(104, d.group.off);
	EXPECT_EQ(12, d.group.len);
	EXPECT_EQ(0, d.ea_size);
	EXPECT_EQ(0, d.reserved1);
	EXPECT_EQ(0, d.short_name_len);
}

TEST(class_of_no_directory)
{
	struct codec_bytes b = { codec_alloc(200), 200 };
	struct fscc_dirent d = { 0 };
	unsigned int i, known = 0;

	memset(b.data, 0, b.len);
	for (i = 0; i < 256; i++) {
		const struct fscc_class_info *info = wire_fscc_file_class(i);

		dir_class = i;
		if (info && info->use & FSCC_USE_DIR) {
			known++;
			EXPECT_EQ(0, codec_decode(&codec_dirent, 0, b, &d));
			continue;
		}
		EXPECT_EQ(-EINVAL, codec_decode(&codec_dirent, 0, b, &d));
		memset(&d, 0, sizeof(d));
		EXPECT_EQ(-EINVAL, codec_encode(&codec_dirent, 0, 999, &d, NULL));
	}
	EXPECT_EQ(13, known);
}

TEST(short_name_bounds)
{
	struct codec_bytes b = { codec_alloc(94), 94 };
	struct fscc_dirent d;
	unsigned int len;

	dir_class = FILE_BOTH_DIRECTORY_INFORMATION;
	memset(b.data, 0, b.len);
	for (len = 0; len < 256; len++) {
		bool ok = len <= 24 && len % 2 == 0;

		b.data[68] = len;
		EXPECT_EQ(ok ? 0 : -EBADMSG, codec_decode(&codec_dirent, 0, b, &d));
		memset(&d, 0, sizeof(d));
		d.short_name_len = len;
		dir_class = FILE_BOTH_DIRECTORY_INFORMATION;
		EXPECT_EQ(ok ? 0 : -EINVAL, codec_encode(&codec_dirent, 0, 94, &d, NULL));
		/* not looked at where the class has no short name */
		dir_class = FILE_FULL_DIRECTORY_INFORMATION;
		EXPECT_EQ(0, codec_encode(&codec_dirent, 0, 94, &d, NULL));
		dir_class = FILE_BOTH_DIRECTORY_INFORMATION;
	}
}

TEST(posix_without_sid)
{
	struct fscc_dirent d = { .file_index = 1 };

	dir_class = FILE_POSIX_INFORMATION;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_dirent, 0, 999, &d, NULL));
}

/* Three names, as a server puts them: aligned to 8, nothing behind the last. */
#define THREE_NAMES HEX(18000000 01000000 06000000 610062006300 000000000000 \
			10000000 02000000 02000000 64000000 \
			00000000 03000000 04000000 65006600)

static const char *const three[] = { "a\0b\0c", "d", "e\0f" };
static const u32 three_len[] = { 6, 2, 4 };

TEST(list_walk)
{
	struct wire_rd r = codec_rd(0, THREE_NAMES);
	struct fscc_dirent d;
	unsigned int i;

	for (i = 0; i < 3; i++) {
		ASSERT_EQ(1, wire_fscc_dir_next(&r, FILE_NAMES_INFORMATION, &d));
		EXPECT_EQ(i + 1, d.file_index);
		EXPECT_EQ(three_len[i], d.name.len);
		EXPECT_BYTES(three[i], d.name.data, three_len[i]);
		EXPECT_EQ(i == 0 ? 6 : i == 1 ? 2 : 0, d.pad.len);
	}
	EXPECT_EQ(0, wire_fscc_dir_next(&r, FILE_NAMES_INFORMATION, &d));
	EXPECT_EQ(0, wire_fscc_dir_next(&r, FILE_NAMES_INFORMATION, &d));
}

TEST(list_write)
{
	struct codec_bytes want = THREE_NAMES;
	size_t room;

	/* every limit: the complete entries that fit, linked, and no byte more */
	for (room = 0; room <= want.len + 8; room++) {
		struct wire_wr w = codec_wr(0, room);
		size_t fits = room < 18 ? 0 : room < 38 ? 18 : room < 56 ? 38 : 56;
		struct wire_list_wr l;
		struct fscc_dirent d = { 0 };
		unsigned int i;
		int ret;

		wire_list_init(&l, &w);
		for (i = 0; i < 3; i++) {
			d.file_index = i + 1;
			d.name.data = (const u8 *)three[i];
			d.name.len = three_len[i];
			ret = wire_fscc_dir_append(&l, FILE_NAMES_INFORMATION, &d);
			if (ret)
				break;
		}
		EXPECT_EQ(fits == 56 ? 0 : -EMSGSIZE, ret);
		ASSERT_EQ(fits, wire_wr_off(&w));
		if (fits == 18)
			EXPECT_BYTES(codec_patch(want, 0, "00000000").data, w.base, fits);
		if (fits == 38)
			EXPECT_BYTES(codec_patch(want, 24, "00000000").data, w.base, fits);
		if (fits == 56)
			EXPECT_BYTES(want.data, w.base, fits);
	}
}

TEST(entry_of_fixed_part_alone)
{
	struct fscc_dirent d = { .file_index = 1 };

	dir_class = FILE_NAMES_INFORMATION;
	EXPECT_EQ(-EMSGSIZE, codec_encode(&codec_dirent, 0, 11, &d, NULL));
	EXPECT_EQ(0, codec_encode(&codec_dirent, 0, 12, &d, NULL));
}

TEST(list_write_goes_on_after_failure)
{
	struct wire_wr w = codec_wr(0, 56);
	struct wire_list_wr l;
	struct fscc_dirent d = {
		.file_index = 1,
		.name = { .data = (const u8 *)three[0], .len = 6 },
	};

	wire_list_init(&l, &w);
	ASSERT_EQ(0, wire_fscc_dir_append(&l, FILE_NAMES_INFORMATION, &d));
	/* too long, wrong, then one that fits */
	d.name.len = 40;
	EXPECT_EQ(-EMSGSIZE, wire_fscc_dir_append(&l, FILE_NAMES_INFORMATION, &d));
	d.name.len = 0xfffffffe;
	EXPECT_EQ(-EMSGSIZE, wire_fscc_dir_append(&l, FILE_NAMES_INFORMATION, &d));
	d.name.len = 1;
	EXPECT_EQ(-EINVAL, wire_fscc_dir_append(&l, FILE_NAMES_INFORMATION, &d));
	EXPECT_EQ(18, wire_wr_off(&w));
	d.file_index = 2;
	d.name.data = (const u8 *)three[1];
	d.name.len = 2;
	ASSERT_EQ(0, wire_fscc_dir_append(&l, FILE_NAMES_INFORMATION, &d));
	EXPECT_EQ(38, wire_wr_off(&w));
	EXPECT_BYTES(codec_patch(THREE_NAMES, 24, "00000000").data, w.base, 38);
}

/* What decodes encodes back, padding and all, whatever the sender padded with. */
static void check_round_trip(struct __test_metadata *_metadata, u8 info_class,
			     struct codec_bytes b)
{
	struct wire_rd r = codec_rd(0, b);
	struct wire_wr w = codec_wr(0, b.len);
	struct wire_list_wr l;
	struct fscc_dirent d;
	int ret;

	wire_list_init(&l, &w);
	while ((ret = wire_fscc_dir_next(&r, info_class, &d)) == 1)
		ASSERT_EQ(0, wire_fscc_dir_append(&l, info_class, &d));
	EXPECT_EQ(0, ret);
	ASSERT_EQ(b.len, wire_wr_off(&w));
	EXPECT_BYTES(b.data, w.base, b.len);
}

TEST(list_round_trip)
{
	check_round_trip(_metadata, FILE_NAMES_INFORMATION, THREE_NAMES);
	check_round_trip(_metadata, FILE_NAMES_INFORMATION,
			 codec_cat(THREE_NAMES, HEX(00000000)));
	/* stale bytes as padding, and more of it than needed */
	check_round_trip(_metadata, FILE_NAMES_INFORMATION,
			 HEX(20000000 01000000 06000000 610062006300 a1a2a3a4a5a6
			     a7a8a9aaabacadae
			     10000000 02000000 02000000 6400 b1b2
			     00000000 03000000 04000000 65006600 c1c2c3));
}

TEST(list_links)
{
	static const struct {
		const char *next;
		int ret;
	} links[] = {
		{ "18000000", 1 },
		{ "00000000", 1 }, /* the rest of the list is its padding */
		{ "10000000", -EBADMSG }, /* cuts the name */
		{ "08000000", -EBADMSG }, /* cuts the fixed part */
		{ "14000000", -EBADMSG }, /* not a multiple of 8 */
		{ "1c000000", -EBADMSG },
		{ "19000000", -EBADMSG },
		{ "38000000", -EBADMSG }, /* the end of the list is no entry */
		{ "40000000", -EBADMSG }, /* beyond it */
		{ "f8ffffff", -EBADMSG },
		{ "00000080", -EBADMSG },
	};
	struct fscc_dirent d;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(links); i++) {
		struct wire_rd r = codec_rd(0, codec_patch(THREE_NAMES, 0, links[i].next));

		EXPECT_EQ(links[i].ret, wire_fscc_dir_next(&r, FILE_NAMES_INFORMATION, &d))
			TH_LOG("link %s", links[i].next);
		if (links[i].ret < 0)
			EXPECT_EQ(0, wire_rd_off(&r));
	}
	/* a list that is no multiple of 8 long */
	{
		struct wire_rd r = codec_rd(0, codec_first(THREE_NAMES, 55));

		EXPECT_EQ(1, wire_fscc_dir_next(&r, FILE_NAMES_INFORMATION, &d));
		EXPECT_EQ(1, wire_fscc_dir_next(&r, FILE_NAMES_INFORMATION, &d));
		EXPECT_EQ(-EBADMSG, wire_fscc_dir_next(&r, FILE_NAMES_INFORMATION, &d));
		EXPECT_EQ(40, wire_rd_off(&r));
	}
}

TEST(entry_has_no_stale_fields)
{
	struct fscc_dirent d;
	struct wire_rd r = codec_rd(0, THREE_NAMES);

	memset(&d, 0x5a, sizeof(d));
	ASSERT_EQ(1, wire_fscc_dir_next(&r, FILE_NAMES_INFORMATION, &d));
	EXPECT_EQ(0, d.ea_size);
	EXPECT_EQ(0, d.file_attributes);
	EXPECT_EQ(0, d.times.change_time);
	EXPECT_EQ(0, d.owner.len);
}

TEST(tag)
{
	struct fscc_dirent d = {
		.file_attributes = FILE_ATTRIBUTE_REPARSE_POINT | FILE_ATTRIBUTE_DIRECTORY,
		.ea_size = 0xa000000c,
		.reparse_tag = 0x80000014,
	};
	unsigned int i;

	for (i = 0; i < 256; i++) {
		u32 want = 0;

		switch (i) {
		case FILE_FULL_DIRECTORY_INFORMATION:
		case FILE_BOTH_DIRECTORY_INFORMATION:
		case FILE_ID_BOTH_DIRECTORY_INFORMATION:
		case FILE_ID_FULL_DIRECTORY_INFORMATION:
			want = 0xa000000c;
			break;
		case FILE_ID_EXTD_DIRECTORY_INFORMATION:
		case FILE_ID_EXTD_BOTH_DIRECTORY_INFORMATION:
		case FILE_ID_64_EXTD_DIRECTORY_INFORMATION:
		case FILE_ID_64_EXTD_BOTH_DIRECTORY_INFORMATION:
		case FILE_ID_ALL_EXTD_DIRECTORY_INFORMATION:
		case FILE_ID_ALL_EXTD_BOTH_DIRECTORY_INFORMATION:
		case FILE_POSIX_INFORMATION:
			want = 0x80000014;
			break;
		}
		EXPECT_EQ(want, wire_fscc_dir_tag(i, &d)) TH_LOG("class %u", i);
	}
	d.file_attributes = FILE_ATTRIBUTE_DIRECTORY;
	for (i = 0; i < 256; i++)
		EXPECT_EQ(0, wire_fscc_dir_tag(i, &d));
}

TEST_HARNESS_MAIN
