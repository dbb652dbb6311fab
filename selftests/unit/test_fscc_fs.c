// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the file system information classes, MS-FSCC 2.5. */
#include <lwsmb/wire_fscc_fs.h>
#include "codec.h"

CODEC(fscc_fs_size);

TEST(class_fs_size)
{
	struct codec_bytes b = HEX(0102030405060708 090a0b0c0d0e0f10 11121314 15161718);
	struct fscc_fs_size m;

	codec_check(_metadata, &codec_fscc_fs_size, 0, b, b.len, &m);
	EXPECT_EQ(0x0807060504030201ull, m.total_units);
	EXPECT_EQ(0x100f0e0d0c0b0a09ull, m.available_units);
	EXPECT_EQ(0x14131211u, m.sectors_per_unit);
	EXPECT_EQ(0x18171615u, m.bytes_per_sector);
}

CODEC(fscc_fs_full_size);

TEST(class_fs_full_size)
{
	struct codec_bytes b = HEX(0102030405060708 090a0b0c0d0e0f10 1112131415161718
				   191a1b1c 1d1e1f20);
	struct fscc_fs_full_size m;

	codec_check(_metadata, &codec_fscc_fs_full_size, 0, b, b.len, &m);
	EXPECT_EQ(0x0807060504030201ull, m.total_units);
	EXPECT_EQ(0x100f0e0d0c0b0a09ull, m.caller_available_units);
	EXPECT_EQ(0x1817161514131211ull, m.actual_available_units);
	EXPECT_EQ(0x1c1b1a19u, m.sectors_per_unit);
	EXPECT_EQ(0x201f1e1du, m.bytes_per_sector);
}

CODEC(fscc_fs_device);

TEST(class_fs_device)
{
	struct codec_bytes b = HEX(01020304 05060708);
	struct fscc_fs_device m;

	codec_check(_metadata, &codec_fscc_fs_device, 0, b, b.len, &m);
	EXPECT_EQ(0x04030201u, m.type);
	EXPECT_EQ(0x08070605u, m.characteristics);
}

CODEC(fscc_fs_control);

TEST(class_fs_control)
{
	struct codec_bytes b = HEX(0102030405060708 090a0b0c0d0e0f10 1112131415161718
				   191a1b1c1d1e1f20 2122232425262728 292a2b2c 2d2e2f30);
	struct fscc_fs_control m;

	codec_check(_metadata, &codec_fscc_fs_control, 0, b, b.len, &m);
	EXPECT_EQ(0x0807060504030201ull, m.free_space_start_filtering);
	EXPECT_EQ(0x100f0e0d0c0b0a09ull, m.free_space_threshold);
	EXPECT_EQ(0x1817161514131211ull, m.free_space_stop_filtering);
	EXPECT_EQ(0x201f1e1d1c1b1a19ull, m.default_quota_threshold);
	EXPECT_EQ(0x2827262524232221ull, m.default_quota_limit);
	EXPECT_EQ(0x2c2b2a29u, m.flags);
	EXPECT_EQ(0x302f2e2du, m.reserved);
}

CODEC(fscc_fs_object_id);

TEST(class_fs_object_id)
{
	struct codec_bytes b = HEX(0102030405060708090a0b0c0d0e0f10
				   1112131415161718191a1b1c1d1e1f202122232425262728
				   292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f40);
	struct fscc_fs_object_id m;

	codec_check(_metadata, &codec_fscc_fs_object_id, 0, b, b.len, &m);
	EXPECT_BYTES(b.data + 0, m.object_id, 16);
	EXPECT_BYTES(b.data + 16, m.extended_info, 48);
}

CODEC(fscc_fs_sector_size);

TEST(class_fs_sector_size)
{
	struct codec_bytes b = HEX(01020304 05060708 090a0b0c 0d0e0f10 11121314 15161718
				   191a1b1c);
	struct fscc_fs_sector_size m;

	codec_check(_metadata, &codec_fscc_fs_sector_size, 0, b, b.len, &m);
	EXPECT_EQ(0x04030201u, m.logical);
	EXPECT_EQ(0x08070605u, m.physical_atomicity);
	EXPECT_EQ(0x0c0b0a09u, m.physical_performance);
	EXPECT_EQ(0x100f0e0du, m.effective_atomicity);
	EXPECT_EQ(0x14131211u, m.flags);
	EXPECT_EQ(0x18171615u, m.sector_alignment);
	EXPECT_EQ(0x1c1b1a19u, m.partition_alignment);
}

CODEC(fscc_fs_posix);

TEST(class_fs_posix)
{
	struct codec_bytes b = HEX(01020304 05060708 090a0b0c0d0e0f10 1112131415161718
				   191a1b1c1d1e1f20 2122232425262728 292a2b2c2d2e2f30
				   3132333435363738);
	struct fscc_fs_posix m;

	codec_check(_metadata, &codec_fscc_fs_posix, 0, b, b.len, &m);
	EXPECT_EQ(0x04030201u, m.optimal_transfer_size);
	EXPECT_EQ(0x08070605u, m.block_size);
	EXPECT_EQ(0x100f0e0d0c0b0a09ull, m.total_blocks);
	EXPECT_EQ(0x1817161514131211ull, m.blocks_available);
	EXPECT_EQ(0x201f1e1d1c1b1a19ull, m.user_blocks_available);
	EXPECT_EQ(0x2827262524232221ull, m.total_file_nodes);
	EXPECT_EQ(0x302f2e2d2c2b2a29ull, m.free_file_nodes);
	EXPECT_EQ(0x3837363534333231ull, m.fs_identifier);
}

CODEC(fscc_fs_volume);

static int volume_cut(struct wire_wr *w, const void *m)
{
	return wire_fscc_fs_volume_encode_cut(w, m);
}

/* encodes only, with the label cut to the room */
static const struct codec codec_volume_cut = { .encode = volume_cut };

TEST(fs_volume)
{
	struct codec_bytes b = HEX(0102030405060708 090a0b0c 06000000 11 12 4c0061006200);
	struct codec_bytes out;
	struct fscc_fs_volume m;
	size_t room;

	codec_check(_metadata, &codec_fscc_fs_volume, 0, b, 18, &m);
	EXPECT_EQ(0x0807060504030201ull, m.creation_time);
	EXPECT_EQ(0x0c0b0a09u, m.serial_number);
	EXPECT_EQ(0x11, m.supports_objects);
	EXPECT_EQ(0x12, m.reserved);
	EXPECT_FALSE(m.label.truncated);
	EXPECT_EQ(6, m.label.name.len);
	EXPECT_EQ(18, m.label.name.off);
	EXPECT_BYTES("L\0a\0b", m.label.name.data, 6);

	for (room = 0; room < 18; room++)
		EXPECT_EQ(-EMSGSIZE, codec_encode(&codec_volume_cut, 0, room, &m, NULL));
	for (; room <= 25; room++) {
		size_t want = room < b.len ? room : b.len;

		EXPECT_EQ(room < b.len, codec_encode(&codec_volume_cut, 0, room, &m, &out));
		EXPECT_EQ(want, out.len);
		EXPECT_BYTES(b.data, out.data, want);
	}
	m.label.truncated = true;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_volume_cut, 0, 99, &m, NULL));
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fscc_fs_volume, 0, 99, &m, NULL));

	/* cut short: the length says 6, of which 3 are there */
	b = codec_first(b, 21);
	ASSERT_EQ(0, codec_decode(&codec_fscc_fs_volume, 0, b, &m));
	EXPECT_TRUE(m.label.truncated);
	EXPECT_EQ(6, m.label.full_length);
	EXPECT_EQ(3, m.label.name.len);
	codec_check_encode(_metadata, &codec_fscc_fs_volume, 0, b, &m);
	EXPECT_EQ(1, codec_encode(&codec_volume_cut, 0, 21, &m, NULL));
}

CODEC(fscc_fs_attribute);

static int attribute_cut(struct wire_wr *w, const void *m)
{
	return wire_fscc_fs_attribute_encode_cut(w, m);
}

static const struct codec codec_attribute_cut = { .encode = attribute_cut };

TEST(fs_attribute)
{
	struct codec_bytes b = HEX(01020304 05060708 08000000 4e00540046005300);
	struct codec_bytes out;
	struct fscc_fs_attribute m;
	size_t room;

	codec_check(_metadata, &codec_fscc_fs_attribute, 0, b, 12, &m);
	EXPECT_EQ(0x04030201u, m.attributes);
	EXPECT_EQ(0x08070605u, m.max_component_length);
	EXPECT_FALSE(m.name.truncated);
	EXPECT_EQ(8, m.name.name.len);
	EXPECT_EQ(12, m.name.name.off);
	EXPECT_BYTES("N\0T\0F\0S", m.name.name.data, 8);

	for (room = 0; room < 12; room++)
		EXPECT_EQ(-EMSGSIZE, codec_encode(&codec_attribute_cut, 0, room, &m, NULL));
	for (; room <= 21; room++) {
		size_t want = room < b.len ? room : b.len;

		EXPECT_EQ(room < b.len,
			  codec_encode(&codec_attribute_cut, 0, room, &m, &out));
		EXPECT_EQ(want, out.len);
		EXPECT_BYTES(b.data, out.data, want);
	}
	m.name.truncated = true;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_attribute_cut, 0, 99, &m, NULL));
	EXPECT_EQ(-EINVAL, codec_encode(&codec_fscc_fs_attribute, 0, 99, &m, NULL));

	b = codec_first(b, 14);
	ASSERT_EQ(0, codec_decode(&codec_fscc_fs_attribute, 0, b, &m));
	EXPECT_TRUE(m.name.truncated);
	EXPECT_EQ(8, m.name.full_length);
	codec_check_encode(_metadata, &codec_fscc_fs_attribute, 0, b, &m);
}

TEST(fs_driver_path)
{
	struct codec_bytes b = HEX(01 020304 06000000 5c0061006200 7777);
	struct fscc_fs_driver_path m;
	struct wire_rd r;
	size_t n;

	for (n = 0; n <= b.len; n++) {
		r = codec_rd(0, codec_first(b, n));
		EXPECT_EQ(n < 14 ? -EBADMSG : 0, wire_fscc_fs_driver_path_decode(&r, &m));
	}
	EXPECT_EQ(2, wire_rd_left(&r));
	EXPECT_EQ(1, m.driver_in_path);
	EXPECT_EQ(6, m.name.len);
	EXPECT_EQ(8, m.name.off);
	EXPECT_BYTES("\\\0a\0b", m.name.data, 6);
	r = codec_rd(0, codec_patch(b, 4, "03000000"));
	EXPECT_EQ(-EBADMSG, wire_fscc_fs_driver_path_decode(&r, &m));
}

TEST_HARNESS_MAIN
