/* SPDX-License-Identifier: GPL-2.0 */
/*
 * File system information classes as host-order structures, and their codec
 * (MS-FSCC 2.5). The conventions are those of wire_fscc.h.
 *
 * FileFsLabelInformation (2.5.5) is wire_fscc_set_name_decode() and _encode();
 * FileFsVolumeFlagsInformation is a single 32-bit number, which the cursor's own
 * functions read and write.
 */
#ifndef LWSMB_WIRE_FSCC_FS_H
#define LWSMB_WIRE_FSCC_FS_H

#include "wire_fscc.h"

/**
 * struct fscc_fs_volume - FileFsVolumeInformation, 2.5.9
 * @creation_time: FILETIME
 * @serial_number: serial number of the volume
 * @supports_objects: not 0 if the file system has object ids
 * @reserved: any
 * @label: label of the volume; may be cut short
 */
struct fscc_fs_volume {
	u64 creation_time;
	u32 serial_number;
	u8 supports_objects;
	u8 reserved;
	struct fscc_name label;
};

/**
 * struct fscc_fs_size - FileFsSizeInformation, 2.5.8
 * @total_units: allocation units that the user may have
 * @available_units: of these, free ones
 * @sectors_per_unit: number
 * @bytes_per_sector: bytes
 */
struct fscc_fs_size {
	u64 total_units;
	u64 available_units;
	u32 sectors_per_unit;
	u32 bytes_per_sector;
};

/**
 * struct fscc_fs_full_size - FileFsFullSizeInformation, 2.5.4
 * @total_units: allocation units that the user may have
 * @caller_available_units: of these, free ones
 * @actual_available_units: free allocation units of the volume
 * @sectors_per_unit: number
 * @bytes_per_sector: bytes
 */
struct fscc_fs_full_size {
	u64 total_units;
	u64 caller_available_units;
	u64 actual_available_units;
	u32 sectors_per_unit;
	u32 bytes_per_sector;
};

/**
 * struct fscc_fs_device - FileFsDeviceInformation, 2.5.10
 * @type: FILE_DEVICE_*
 * @characteristics: flags
 */
struct fscc_fs_device {
	u32 type;
	u32 characteristics;
};

/**
 * struct fscc_fs_attribute - FileFsAttributeInformation, 2.5.1
 * @attributes: flags of 2.5.1
 * @max_component_length: characters of the longest name; signed in the document
 * @name: name of the file system's type; may be cut short
 */
struct fscc_fs_attribute {
	u32 attributes;
	u32 max_component_length;
	struct fscc_name name;
};

/**
 * struct fscc_fs_control - FileFsControlInformation, 2.5.2
 * @free_space_start_filtering: bytes
 * @free_space_threshold: bytes
 * @free_space_stop_filtering: bytes
 * @default_quota_threshold: bytes, -1 for none
 * @default_quota_limit: bytes, -1 for none
 * @flags: FILE_VC_*
 * @reserved: any
 */
struct fscc_fs_control {
	u64 free_space_start_filtering;
	u64 free_space_threshold;
	u64 free_space_stop_filtering;
	u64 default_quota_threshold;
	u64 default_quota_limit;
	u32 flags;
	u32 reserved;
};

/**
 * struct fscc_fs_object_id - FileFsObjectIdInformation, 2.5.6
 * @object_id: GUID of the volume
 * @extended_info: what its owner put there
 */
struct fscc_fs_object_id {
	u8 object_id[16];
	u8 extended_info[48];
};

/**
 * struct fscc_fs_driver_path - FileFsDriverPathInformation, 2.5.3; decoded only,
 *                              since it is not used between machines
 * @driver_in_path: not 0 if the driver is in the path of the volume
 * @name: name of the driver
 */
struct fscc_fs_driver_path {
	u8 driver_in_path;
	struct wire_span name;
};

/**
 * struct fscc_fs_sector_size - FileFsSectorSizeInformation, 2.5.7
 * @logical: bytes of a logical sector
 * @physical_atomicity: bytes that the device writes whole or not at all
 * @physical_performance: bytes that the device writes well
 * @effective_atomicity: unit of atomicity that the file system uses, bytes
 * @flags: SSINFO_FLAGS_*
 * @sector_alignment: bytes, or SSINFO_OFFSET_UNKNOWN
 * @partition_alignment: bytes, or SSINFO_OFFSET_UNKNOWN
 */
struct fscc_fs_sector_size {
	u32 logical;
	u32 physical_atomicity;
	u32 physical_performance;
	u32 effective_atomicity;
	u32 flags;
	u32 sector_alignment;
	u32 partition_alignment;
};

/**
 * struct fscc_fs_posix - FILE_FS_POSIX_INFORMATION of the POSIX extensions
 * @optimal_transfer_size: bytes
 * @block_size: bytes
 * @total_blocks: number
 * @blocks_available: number
 * @user_blocks_available: number that an unprivileged user may have
 * @total_file_nodes: inodes; -1 if unknown
 * @free_file_nodes: inodes; -1 if unknown
 * @fs_identifier: identifier of the file system
 */
struct fscc_fs_posix {
	u32 optimal_transfer_size;
	u32 block_size;
	u64 total_blocks;
	u64 blocks_available;
	u64 user_blocks_available;
	u64 total_file_nodes;
	u64 free_file_nodes;
	u64 fs_identifier;
};

int __must_check wire_fscc_fs_volume_decode(struct wire_rd *r,
					    struct fscc_fs_volume *m);
int __must_check wire_fscc_fs_volume_encode(struct wire_wr *w,
					    const struct fscc_fs_volume *m);
int __must_check wire_fscc_fs_volume_encode_cut(struct wire_wr *w,
						const struct fscc_fs_volume *m);
int __must_check wire_fscc_fs_size_decode(struct wire_rd *r, struct fscc_fs_size *m);
int __must_check wire_fscc_fs_size_encode(struct wire_wr *w,
					  const struct fscc_fs_size *m);
int __must_check wire_fscc_fs_full_size_decode(struct wire_rd *r,
					       struct fscc_fs_full_size *m);
int __must_check wire_fscc_fs_full_size_encode(struct wire_wr *w,
					       const struct fscc_fs_full_size *m);
int __must_check wire_fscc_fs_device_decode(struct wire_rd *r,
					    struct fscc_fs_device *m);
int __must_check wire_fscc_fs_device_encode(struct wire_wr *w,
					    const struct fscc_fs_device *m);
int __must_check wire_fscc_fs_attribute_decode(struct wire_rd *r,
					       struct fscc_fs_attribute *m);
int __must_check wire_fscc_fs_attribute_encode(struct wire_wr *w,
					       const struct fscc_fs_attribute *m);
int __must_check wire_fscc_fs_attribute_encode_cut(struct wire_wr *w,
						   const struct fscc_fs_attribute *m);
int __must_check wire_fscc_fs_control_decode(struct wire_rd *r,
					     struct fscc_fs_control *m);
int __must_check wire_fscc_fs_control_encode(struct wire_wr *w,
					     const struct fscc_fs_control *m);
int __must_check wire_fscc_fs_object_id_decode(struct wire_rd *r,
					       struct fscc_fs_object_id *m);
int __must_check wire_fscc_fs_object_id_encode(struct wire_wr *w,
					       const struct fscc_fs_object_id *m);
int __must_check wire_fscc_fs_driver_path_decode(struct wire_rd *r,
						 struct fscc_fs_driver_path *m);
int __must_check wire_fscc_fs_sector_size_decode(struct wire_rd *r,
						 struct fscc_fs_sector_size *m);
int __must_check wire_fscc_fs_sector_size_encode(struct wire_wr *w,
						 const struct fscc_fs_sector_size *m);
int __must_check wire_fscc_fs_posix_decode(struct wire_rd *r,
					   struct fscc_fs_posix *m);
int __must_check wire_fscc_fs_posix_encode(struct wire_wr *w,
					   const struct fscc_fs_posix *m);

#endif /* LWSMB_WIRE_FSCC_FS_H */
