/* SPDX-License-Identifier: GPL-2.0 */
/*
 * File system information classes as bytes on the wire, MS-FSCC 2.5: packed
 * structures and nothing else. Only kernel/wire includes this file.
 */
#ifndef LWSMB_PROTO_FSCC_FS_H
#define LWSMB_PROTO_FSCC_FS_H

#include "platform.h"

/* MS-FSCC 2.5.9 FileFsVolumeInformation, up to the label */
struct proto_fscc_fs_volume {
	__le64 creation_time;
	__le32 serial_number;
	__le32 label_length;
	u8 supports_objects;
	u8 reserved;
} __packed;
PROTO_SIZE(struct proto_fscc_fs_volume, 18);

/* MS-FSCC 2.5.8 FileFsSizeInformation */
struct proto_fscc_fs_size {
	__le64 total_units;
	__le64 available_units;
	__le32 sectors_per_unit;
	__le32 bytes_per_sector;
} __packed;
PROTO_SIZE(struct proto_fscc_fs_size, 24);

/* MS-FSCC 2.5.4 FileFsFullSizeInformation */
struct proto_fscc_fs_full_size {
	__le64 total_units;
	__le64 caller_available_units;
	__le64 actual_available_units;
	__le32 sectors_per_unit;
	__le32 bytes_per_sector;
} __packed;
PROTO_SIZE(struct proto_fscc_fs_full_size, 32);

/* MS-FSCC 2.5.10 FileFsDeviceInformation */
struct proto_fscc_fs_device {
	__le32 type;
	__le32 characteristics;
} __packed;
PROTO_SIZE(struct proto_fscc_fs_device, 8);

/* MS-FSCC 2.5.1 FileFsAttributeInformation, up to the name */
struct proto_fscc_fs_attribute {
	__le32 attributes;
	__le32 max_component_length;
	__le32 name_length;
} __packed;
PROTO_SIZE(struct proto_fscc_fs_attribute, 12);

/* MS-FSCC 2.5.2 FileFsControlInformation */
struct proto_fscc_fs_control {
	__le64 free_space_start_filtering;
	__le64 free_space_threshold;
	__le64 free_space_stop_filtering;
	__le64 default_quota_threshold;
	__le64 default_quota_limit;
	__le32 flags;
	__le32 reserved;
} __packed;
PROTO_SIZE(struct proto_fscc_fs_control, 48);

/* MS-FSCC 2.5.6 FileFsObjectIdInformation */
struct proto_fscc_fs_object_id {
	u8 object_id[16];
	u8 extended_info[48];
} __packed;
PROTO_SIZE(struct proto_fscc_fs_object_id, 64);

/* MS-FSCC 2.5.3 FileFsDriverPathInformation, up to the name */
struct proto_fscc_fs_driver_path {
	u8 driver_in_path;
	u8 reserved[3];
	__le32 name_length;
} __packed;
PROTO_SIZE(struct proto_fscc_fs_driver_path, 8);

/* MS-FSCC 2.5.7 FileFsSectorSizeInformation */
struct proto_fscc_fs_sector_size {
	__le32 logical;
	__le32 physical_atomicity;
	__le32 physical_performance;
	__le32 effective_atomicity;
	__le32 flags;
	__le32 sector_alignment;
	__le32 partition_alignment;
} __packed;
PROTO_SIZE(struct proto_fscc_fs_sector_size, 28);

/* SMB 3.1.1 POSIX extensions, file system information class 100 */
struct proto_fscc_fs_posix {
	__le32 optimal_transfer_size;
	__le32 block_size;
	__le64 total_blocks;
	__le64 blocks_available;
	__le64 user_blocks_available;
	__le64 total_file_nodes;
	__le64 free_file_nodes;
	__le64 fs_identifier;
} __packed;
PROTO_SIZE(struct proto_fscc_fs_posix, 56);

#endif /* LWSMB_PROTO_FSCC_FS_H */
