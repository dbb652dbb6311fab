// SPDX-License-Identifier: GPL-2.0
/* QUERY_INFO of a file system, MS-SMB2 3.3.5.20.2, MS-FSA 2.1.5.13. */
#include <linux/string.h>
#include <lwsmb/utf16.h>
#include <lwsmb/wire_fscc_fs.h>

#include "../file/fsa.h"
#include "info.h"

/* Sectors are the file system's units: nothing below them is known here. */
#define SECTORS_PER_UNIT 1

/* Bytes of a label or type, UTF-16. */
#define FS_NAME_MAX 512

static u32 encoded(int ret)
{
	if (ret == -EMSGSIZE)
		return STATUS_INFO_LENGTH_MISMATCH;
	if (ret < 0)
		return STATUS_INTERNAL_ERROR;
	return ret ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}

static struct fscc_name name_of(const char *text, u8 buf[FS_NAME_MAX])
{
	int len = utf8_to_utf16(text, strlen(text), buf, FS_NAME_MAX, 0);

	return (struct fscc_name){ .name = { .data = buf, .len = max(len, 0) } };
}

static u32 query_volume(const struct fsa_volume_info *i, struct wire_wr *w)
{
	u8 buf[FS_NAME_MAX];
	const struct fscc_fs_volume m = {
		.creation_time = i->creation_time,
		.serial_number = i->serial,
		.label = name_of(i->label, buf),
	};

	return encoded(wire_fscc_fs_volume_encode_cut(w, &m));
}

static u32 query_size(const struct fsa_volume_info *i, struct wire_wr *w)
{
	const struct fscc_fs_size m = {
		.total_units = i->total_units,
		.available_units = i->caller_units,
		.sectors_per_unit = SECTORS_PER_UNIT,
		.bytes_per_sector = i->bytes_per_unit,
	};

	return encoded(wire_fscc_fs_size_encode(w, &m));
}

static u32 query_full_size(const struct fsa_volume_info *i, struct wire_wr *w)
{
	const struct fscc_fs_full_size m = {
		.total_units = i->total_units,
		.caller_available_units = i->caller_units,
		.actual_available_units = i->free_units,
		.sectors_per_unit = SECTORS_PER_UNIT,
		.bytes_per_sector = i->bytes_per_unit,
	};

	return encoded(wire_fscc_fs_full_size_encode(w, &m));
}

static u32 query_device(struct wire_wr *w)
{
	const struct fscc_fs_device m = {
		.type = FILE_DEVICE_DISK,
		.characteristics = FILE_DEVICE_IS_MOUNTED,
	};

	return encoded(wire_fscc_fs_device_encode(w, &m));
}

static u32 query_attribute(const struct fsa_volume_info *i, struct wire_wr *w)
{
	u8 buf[FS_NAME_MAX];
	const struct fscc_fs_attribute m = {
		.attributes = i->attributes,
		.max_component_length = i->max_component,
		.name = name_of(i->type, buf),
	};

	return encoded(wire_fscc_fs_attribute_encode_cut(w, &m));
}

static u32 query_sector_size(const struct fsa_volume_info *i, struct wire_wr *w)
{
	const struct fscc_fs_sector_size m = {
		.logical = i->bytes_per_unit,
		.physical_atomicity = i->bytes_per_unit,
		.physical_performance = i->bytes_per_unit,
		.effective_atomicity = i->bytes_per_unit,
		.sector_alignment = SSINFO_OFFSET_UNKNOWN,
		.partition_alignment = SSINFO_OFFSET_UNKNOWN,
	};

	return encoded(wire_fscc_fs_sector_size_encode(w, &m));
}

/* No user has a limit until he is given one; when space is short nothing is done. */
static u32 query_control(const struct fsa_volume_info *i, struct wire_wr *w)
{
	const struct fscc_fs_control m = {
		.default_quota_threshold = U64_MAX,
		.default_quota_limit = U64_MAX,
		.flags = i->quota_enforced ? FILE_VC_QUOTA_ENFORCE :
			 i->quota_tracked ? FILE_VC_QUOTA_TRACK : 0,
	};

	return encoded(wire_fscc_fs_control_encode(w, &m));
}

static u32 query_object_id(const struct fsa_volume_info *i, struct wire_wr *w)
{
	struct fscc_fs_object_id m = {};

	memcpy(m.object_id, i->id, sizeof(m.object_id));
	return encoded(wire_fscc_fs_object_id_encode(w, &m));
}

/**
 * srv_query_fs() - answer QUERY_INFO of a file system
 * @f: open on it
 * @info_class: class of MS-FSCC 2.5 that is for QUERY_INFO
 * @w: the buffer
 *
 * Return: NTSTATUS; with STATUS_BUFFER_OVERFLOW the buffer has what fitted.
 */
u32 srv_query_fs(struct fsa_open *f, u8 info_class, struct wire_wr *w)
{
	struct fsa_volume_info info;
	u32 status = fsa_volume_query(f, &info);

	if (status)
		return status;
	switch (info_class) {
	case FILE_FS_VOLUME_INFORMATION:
		return query_volume(&info, w);
	case FILE_FS_SIZE_INFORMATION:
		return query_size(&info, w);
	case FILE_FS_DEVICE_INFORMATION:
		return query_device(w);
	case FILE_FS_ATTRIBUTE_INFORMATION:
		return query_attribute(&info, w);
	case FILE_FS_CONTROL_INFORMATION:
		return query_control(&info, w);
	case FILE_FS_FULL_SIZE_INFORMATION:
		return query_full_size(&info, w);
	case FILE_FS_SECTOR_SIZE_INFORMATION:
		return query_sector_size(&info, w);
	case FILE_FS_OBJECT_ID_INFORMATION:
		return query_object_id(&info, w);
	}
	return STATUS_NOT_SUPPORTED;
}
