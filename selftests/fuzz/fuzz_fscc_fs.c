// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * File system information classes, MS-FSCC 2.5.
 *
 * covers: kernel/wire/fscc_class.c kernel/wire/fscc_fs_attribute.c
 *         kernel/wire/fscc_fs_control.c kernel/wire/fscc_fs_device.c
 *         kernel/wire/fscc_fs_driver_path.c kernel/wire/fscc_fs_object_id.c
 *         kernel/wire/fscc_fs_posix.c kernel/wire/fscc_fs_sector_size.c
 *         kernel/wire/fscc_fs_size.c kernel/wire/fscc_fs_volume.c
 *
 * Input: the class, the information. What decodes must encode to the same bytes.
 */
#include <lwsmb/wire_fscc_fs.h>
#include "fscc.h"

FSCC_CODEC(fs_volume)
FSCC_CODEC(fs_size)
FSCC_CODEC(fs_full_size)
FSCC_CODEC(fs_device)
FSCC_CODEC(fs_attribute)
FSCC_CODEC(fs_control)
FSCC_CODEC(fs_object_id)
FSCC_CODEC(fs_sector_size)
FSCC_CODEC(fs_posix)
FSCC_CUT(fs_volume)
FSCC_CUT(fs_attribute)

static int label_decode(struct wire_rd *r, void *m)
{
	return wire_fscc_set_name_decode(r, m);
}

static int label_encode(struct wire_wr *w, const void *m)
{
	return wire_fscc_set_name_encode(w, m);
}

static const struct {
	u8 info_class;
	struct fscc_codec codec;
} codecs[] = {
	{ FILE_FS_VOLUME_INFORMATION, FSCC_ROW_CUT(fs_volume) },
	{ FILE_FS_LABEL_INFORMATION, { label_decode, label_encode, NULL } },
	{ FILE_FS_SIZE_INFORMATION, FSCC_ROW(fs_size) },
	{ FILE_FS_FULL_SIZE_INFORMATION, FSCC_ROW(fs_full_size) },
	{ FILE_FS_DEVICE_INFORMATION, FSCC_ROW(fs_device) },
	{ FILE_FS_ATTRIBUTE_INFORMATION, FSCC_ROW_CUT(fs_attribute) },
	{ FILE_FS_CONTROL_INFORMATION, FSCC_ROW(fs_control) },
	{ FILE_FS_OBJECT_ID_INFORMATION, FSCC_ROW(fs_object_id) },
	{ FILE_FS_SECTOR_SIZE_INFORMATION, FSCC_ROW(fs_sector_size) },
	{ FILE_FS_POSIX_INFORMATION, FSCC_ROW(fs_posix) },
};

/* Decoded only: its name lies inside the input, behind the fixed part. */
static void check_driver_path(const uint8_t *data, size_t size)
{
	struct fscc_fs_driver_path m;
	struct wire_rd r;

	wire_rd_init(&r, data, size);
	if (wire_fscc_fs_driver_path_decode(&r, &m))
		return;
	fscc_must(m.name.off == 8 && m.name.len <= size - 8);
	fscc_must(m.name.data == data + 8 && wire_rd_off(&r) == 8 + m.name.len);
}

/* The lengths of the table are not less than what the decoder needs. */
static void check_lengths(const struct fscc_codec *c, u8 info_class)
{
	_Alignas(16) u8 m[FSCC_STRUCT_MAX];
	const struct fscc_class_info *info;
	struct wire_rd r;
	u8 zeros[64];

	info = wire_fscc_fs_class(info_class);
	fscc_must(info && info->name);
	memset(zeros, 0, sizeof(zeros));
	if (!(info->use & (FSCC_USE_QUERY | FSCC_USE_SET)))
		return;
	fscc_must(info->query_min <= sizeof(zeros));
	wire_rd_init(&r, zeros, info->query_min);
	fscc_must(!c->decode(&r, m));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t i;

	if (!size)
		return 0;
	if (data[0] == FILE_FS_DRIVER_PATH_INFORMATION)
		check_driver_path(data + 1, size - 1);
	for (i = 0; i < ARRAY_SIZE(codecs); i++) {
		if (codecs[i].info_class != data[0])
			continue;
		check_lengths(&codecs[i].codec, data[0]);
		fscc_check_codec(&codecs[i].codec, data + 1, size - 1);
		return 0;
	}
	fscc_must(!wire_fscc_file_class(data[0]) || wire_fscc_file_class(data[0])->name);
	return 0;
}
