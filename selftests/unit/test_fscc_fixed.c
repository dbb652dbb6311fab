// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tests of the file information classes of fixed size, MS-FSCC 2.4. No two bytes
 * of a class are alike, so a field read or written in the wrong place shows.
 */
#include <lwsmb/wire_fscc.h>
#include "codec.h"

CODEC(fscc_basic);

TEST(class_basic)
{
	struct codec_bytes b = HEX(0102030405060708 090a0b0c0d0e0f10 1112131415161718
				   191a1b1c1d1e1f20 21222324 25262728);
	struct fscc_basic m;

	codec_check(_metadata, &codec_fscc_basic, 0, b, b.len, &m);
	EXPECT_EQ(0x0807060504030201ull, m.times.creation_time);
	EXPECT_EQ(0x100f0e0d0c0b0a09ull, m.times.last_access_time);
	EXPECT_EQ(0x1817161514131211ull, m.times.last_write_time);
	EXPECT_EQ(0x201f1e1d1c1b1a19ull, m.times.change_time);
	EXPECT_EQ(0x24232221u, m.file_attributes);
	EXPECT_EQ(0x28272625u, m.reserved);
}

CODEC(fscc_standard);

TEST(class_standard)
{
	struct codec_bytes b = HEX(0102030405060708 090a0b0c0d0e0f10 11121314 15 16 1718);
	struct fscc_standard m;

	codec_check(_metadata, &codec_fscc_standard, 0, b, b.len, &m);
	EXPECT_EQ(0x0807060504030201ull, m.allocation_size);
	EXPECT_EQ(0x100f0e0d0c0b0a09ull, m.end_of_file);
	EXPECT_EQ(0x14131211u, m.number_of_links);
	EXPECT_EQ(0x15, m.delete_pending);
	EXPECT_EQ(0x16, m.directory);
	EXPECT_EQ(0x1817, m.reserved);
}

CODEC(fscc_standard_link);

TEST(class_standard_link)
{
	struct codec_bytes b = HEX(01020304 05060708 09 0a 0b0c);
	struct fscc_standard_link m;

	codec_check(_metadata, &codec_fscc_standard_link, 0, b, b.len, &m);
	EXPECT_EQ(0x04030201u, m.accessible_links);
	EXPECT_EQ(0x08070605u, m.total_links);
	EXPECT_EQ(0x09, m.delete_pending);
	EXPECT_EQ(0x0a, m.directory);
	EXPECT_EQ(0x0c0b, m.reserved);
}

CODEC(fscc_network_open);

TEST(class_network_open)
{
	struct codec_bytes b = HEX(0102030405060708 090a0b0c0d0e0f10 1112131415161718
				   191a1b1c1d1e1f20 2122232425262728 292a2b2c2d2e2f30
				   31323334 35363738);
	struct fscc_network_open m;

	codec_check(_metadata, &codec_fscc_network_open, 0, b, b.len, &m);
	EXPECT_EQ(0x0807060504030201ull, m.times.creation_time);
	EXPECT_EQ(0x100f0e0d0c0b0a09ull, m.times.last_access_time);
	EXPECT_EQ(0x1817161514131211ull, m.times.last_write_time);
	EXPECT_EQ(0x201f1e1d1c1b1a19ull, m.times.change_time);
	EXPECT_EQ(0x2827262524232221ull, m.allocation_size);
	EXPECT_EQ(0x302f2e2d2c2b2a29ull, m.end_of_file);
	EXPECT_EQ(0x34333231u, m.file_attributes);
	EXPECT_EQ(0x38373635u, m.reserved);
}

CODEC(fscc_attribute_tag);

TEST(class_attribute_tag)
{
	struct codec_bytes b = HEX(01020304 05060708);
	struct fscc_attribute_tag m;

	codec_check(_metadata, &codec_fscc_attribute_tag, 0, b, b.len, &m);
	EXPECT_EQ(0x04030201u, m.file_attributes);
	EXPECT_EQ(0x08070605u, m.reparse_tag);
}

CODEC(fscc_compression);

TEST(class_compression)
{
	struct codec_bytes b = HEX(0102030405060708 090a 0b 0c 0d 0e0f10);
	struct fscc_compression m;

	codec_check(_metadata, &codec_fscc_compression, 0, b, b.len, &m);
	EXPECT_EQ(0x0807060504030201ull, m.compressed_size);
	EXPECT_EQ(0x0a09, m.format);
	EXPECT_EQ(0x0b, m.unit_shift);
	EXPECT_EQ(0x0c, m.chunk_shift);
	EXPECT_EQ(0x0d, m.cluster_shift);
	EXPECT_BYTES(b.data + 13, m.reserved, 3);
}

CODEC(fscc_pipe);

TEST(class_pipe)
{
	struct codec_bytes b = HEX(01020304 05060708);
	struct fscc_pipe m;

	codec_check(_metadata, &codec_fscc_pipe, 0, b, b.len, &m);
	EXPECT_EQ(0x04030201u, m.read_mode);
	EXPECT_EQ(0x08070605u, m.completion_mode);
}

CODEC(fscc_pipe_local);

TEST(class_pipe_local)
{
	struct codec_bytes b = HEX(01020304 05060708 090a0b0c 0d0e0f10 11121314 15161718
				   191a1b1c 1d1e1f20 21222324 25262728);
	struct fscc_pipe_local m;

	codec_check(_metadata, &codec_fscc_pipe_local, 0, b, b.len, &m);
	EXPECT_EQ(0x04030201u, m.type);
	EXPECT_EQ(0x08070605u, m.configuration);
	EXPECT_EQ(0x0c0b0a09u, m.maximum_instances);
	EXPECT_EQ(0x100f0e0du, m.current_instances);
	EXPECT_EQ(0x14131211u, m.inbound_quota);
	EXPECT_EQ(0x18171615u, m.read_data_available);
	EXPECT_EQ(0x1c1b1a19u, m.outbound_quota);
	EXPECT_EQ(0x201f1e1du, m.write_quota_available);
	EXPECT_EQ(0x24232221u, m.state);
	EXPECT_EQ(0x28272625u, m.end);
}

CODEC(fscc_pipe_remote);

TEST(class_pipe_remote)
{
	struct codec_bytes b = HEX(0102030405060708 090a0b0c);
	struct fscc_pipe_remote m;

	codec_check(_metadata, &codec_fscc_pipe_remote, 0, b, b.len, &m);
	EXPECT_EQ(0x0807060504030201ull, m.collect_data_time);
	EXPECT_EQ(0x0c0b0a09u, m.maximum_collection_count);
}

CODEC(fscc_id);

TEST(class_id)
{
	struct codec_bytes b = HEX(0102030405060708 090a0b0c0d0e0f101112131415161718);
	struct fscc_id m;

	codec_check(_metadata, &codec_fscc_id, 0, b, b.len, &m);
	EXPECT_EQ(0x0807060504030201ull, m.volume_serial_number);
	EXPECT_BYTES(b.data + 8, m.file_id, 16);
}

CODEC(fscc_stat);

TEST(class_stat)
{
	struct codec_bytes b = HEX(0102030405060708 090a0b0c0d0e0f10 1112131415161718
				   191a1b1c1d1e1f20 2122232425262728 292a2b2c2d2e2f30
				   3132333435363738 393a3b3c 3d3e3f40 41424344 45464748);
	struct fscc_stat m;

	codec_check(_metadata, &codec_fscc_stat, 0, b, b.len, &m);
	EXPECT_EQ(0x0807060504030201ull, m.file_id);
	EXPECT_EQ(0x100f0e0d0c0b0a09ull, m.times.creation_time);
	EXPECT_EQ(0x1817161514131211ull, m.times.last_access_time);
	EXPECT_EQ(0x201f1e1d1c1b1a19ull, m.times.last_write_time);
	EXPECT_EQ(0x2827262524232221ull, m.times.change_time);
	EXPECT_EQ(0x302f2e2d2c2b2a29ull, m.allocation_size);
	EXPECT_EQ(0x3837363534333231ull, m.end_of_file);
	EXPECT_EQ(0x3c3b3a39u, m.file_attributes);
	EXPECT_EQ(0x403f3e3du, m.reparse_tag);
	EXPECT_EQ(0x44434241u, m.number_of_links);
	EXPECT_EQ(0x48474645u, m.effective_access);
}

CODEC(fscc_stat_lx);

TEST(class_stat_lx)
{
	struct codec_bytes b = HEX(0102030405060708 090a0b0c0d0e0f10 1112131415161718
				   191a1b1c1d1e1f20 2122232425262728 292a2b2c2d2e2f30
				   3132333435363738 393a3b3c 3d3e3f40 41424344 45464748
				   494a4b4c 4d4e4f50 51525354 55565758 595a5b5c 5d5e5f60);
	struct fscc_stat_lx m;

	codec_check(_metadata, &codec_fscc_stat_lx, 0, b, b.len, &m);
	EXPECT_EQ(0x0807060504030201ull, m.stat.file_id);
	EXPECT_EQ(0x100f0e0d0c0b0a09ull, m.stat.times.creation_time);
	EXPECT_EQ(0x1817161514131211ull, m.stat.times.last_access_time);
	EXPECT_EQ(0x201f1e1d1c1b1a19ull, m.stat.times.last_write_time);
	EXPECT_EQ(0x2827262524232221ull, m.stat.times.change_time);
	EXPECT_EQ(0x302f2e2d2c2b2a29ull, m.stat.allocation_size);
	EXPECT_EQ(0x3837363534333231ull, m.stat.end_of_file);
	EXPECT_EQ(0x3c3b3a39u, m.stat.file_attributes);
	EXPECT_EQ(0x403f3e3du, m.stat.reparse_tag);
	EXPECT_EQ(0x44434241u, m.stat.number_of_links);
	EXPECT_EQ(0x48474645u, m.stat.effective_access);
	EXPECT_EQ(0x4c4b4a49u, m.lx_flags);
	EXPECT_EQ(0x504f4e4du, m.lx_uid);
	EXPECT_EQ(0x54535251u, m.lx_gid);
	EXPECT_EQ(0x58575655u, m.lx_mode);
	EXPECT_EQ(0x5c5b5a59u, m.lx_device_id_major);
	EXPECT_EQ(0x605f5e5du, m.lx_device_id_minor);
}

CODEC(fscc_reparse_point);

TEST(class_reparse_point)
{
	struct codec_bytes b = HEX(0102030405060708 090a0b0c);
	struct fscc_reparse_point m;

	codec_check(_metadata, &codec_fscc_reparse_point, 0, b, b.len, &m);
	EXPECT_EQ(0x0807060504030201ull, m.file_reference);
	EXPECT_EQ(0x0c0b0a09u, m.reparse_tag);
}

struct number {
	u64 v;
};

/* The class that the two below work on: the codec of codec.h has no parameter. */
static u8 number_class;

static int number_decode(struct wire_rd *r, void *m)
{
	struct number *n = m;

	return wire_fscc_number_decode(r, number_class, &n->v);
}

static int number_encode(struct wire_wr *w, const void *m)
{
	const struct number *n = m;

	return wire_fscc_number_encode(w, number_class, n->v);
}

static const struct codec codec_number = {
	.size = sizeof(struct number),
	.decode = number_decode,
	.encode = number_encode,
};

static const struct {
	u8 info_class;
	u8 width;
} numbers[] = {
	{ FILE_DISPOSITION_INFORMATION, 1 },
	{ FILE_EA_INFORMATION, 4 },
	{ FILE_ACCESS_INFORMATION, 4 },
	{ FILE_MODE_INFORMATION, 4 },
	{ FILE_ALIGNMENT_INFORMATION, 4 },
	{ FILE_DISPOSITION_INFORMATION_EX, 4 },
	{ FILE_CASE_SENSITIVE_INFORMATION, 4 },
	{ FILE_INTERNAL_INFORMATION, 8 },
	{ FILE_POSITION_INFORMATION, 8 },
	{ FILE_ALLOCATION_INFORMATION, 8 },
	{ FILE_END_OF_FILE_INFORMATION, 8 },
	{ FILE_VALID_DATA_LENGTH_INFORMATION, 8 },
};

static unsigned int width_of(u8 info_class)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++)
		if (numbers[i].info_class == info_class)
			return numbers[i].width;
	return 0;
}

TEST(class_numbers)
{
	struct codec_bytes all = HEX(8182838485868788);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		unsigned int width = numbers[i].width;
		struct codec_bytes b = codec_first(all, width);
		u64 want = 0x8887868584838281ull;
		struct number m;

		if (width < 8)
			want &= (1ull << (8 * width)) - 1;
		number_class = numbers[i].info_class;
		codec_check(_metadata, &codec_number, 0, b, width, &m);
		EXPECT_EQ(want, m.v);
	}
}

TEST(number_too_wide)
{
	struct number m = { 0x100 };

	number_class = FILE_DISPOSITION_INFORMATION;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_number, 0, 8, &m, NULL));
	m.v = 0xff;
	EXPECT_EQ(0, codec_encode(&codec_number, 0, 1, &m, NULL));
	number_class = FILE_MODE_INFORMATION;
	m.v = 0x100000000ull;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_number, 0, 8, &m, NULL));
	m.v = 0xffffffffull;
	EXPECT_EQ(0, codec_encode(&codec_number, 0, 4, &m, NULL));
}

TEST(number_of_other_class)
{
	struct codec_bytes b = HEX(0102030405060708);
	unsigned int i;
	struct number m;

	for (i = 0; i < 256; i++) {
		number_class = i;
		if (width_of(i))
			continue;
		EXPECT_EQ(-EINVAL, codec_decode(&codec_number, 0, b, &m));
		EXPECT_EQ(-EINVAL, codec_encode(&codec_number, 0, 8, &m, NULL));
	}
}

TEST_HARNESS_MAIN
