// SPDX-License-Identifier: GPL-2.0
/*
 * What is known of every information class: name, use, and how long a buffer has
 * to be (MS-FSCC 2.4 and 2.5). Classes without a use have no codec either.
 *
 * The lengths for QUERY_INFO are those that Windows checks and that smbtorture's
 * smb2.getinfo.qfile_buffercheck and qfs_buffercheck ask of a server.
 */
#include <lwsmb/proto_fscc_dir.h>
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/proto_fscc_fs.h>
#include <lwsmb/wire_fscc.h>

/*
 * Size of a structure that ends with a name of at least one character, as the C
 * compiler lays it out with its strictest member aligned to @align.
 */
#define NAMED(type, align) ALIGN(sizeof(type) + sizeof(__le16), align)

static const struct fscc_class_info file_classes[] = {
	[FILE_DIRECTORY_INFORMATION] = {
		.name = "FileDirectoryInformation",
		.use = FSCC_USE_DIR | FSCC_VARIABLE,
		.dir_min = sizeof(struct proto_fscc_dir_base),
	},
	[FILE_FULL_DIRECTORY_INFORMATION] = {
		.name = "FileFullDirectoryInformation",
		.use = FSCC_USE_DIR | FSCC_VARIABLE,
		.dir_min = sizeof(struct proto_fscc_dir_full),
	},
	[FILE_BOTH_DIRECTORY_INFORMATION] = {
		.name = "FileBothDirectoryInformation",
		.use = FSCC_USE_DIR | FSCC_VARIABLE,
		.dir_min = sizeof(struct proto_fscc_dir_both),
	},
	[FILE_BASIC_INFORMATION] = {
		.name = "FileBasicInformation",
		.use = FSCC_USE_QUERY | FSCC_USE_SET,
		.query_min = sizeof(struct proto_fscc_basic),
		.set_min = sizeof(struct proto_fscc_basic),
	},
	[FILE_STANDARD_INFORMATION] = {
		.name = "FileStandardInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(struct proto_fscc_standard),
	},
	[FILE_INTERNAL_INFORMATION] = {
		.name = "FileInternalInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(u64),
	},
	[FILE_EA_INFORMATION] = {
		.name = "FileEaInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(u32),
	},
	[FILE_ACCESS_INFORMATION] = {
		.name = "FileAccessInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(u32),
	},
	[FILE_NAME_INFORMATION] = {
		.name = "FileNameInformation",
		.use = FSCC_USE_LOCAL | FSCC_VARIABLE,
		.query_min = NAMED(__le32, 4),
	},
	[FILE_RENAME_INFORMATION] = {
		.name = "FileRenameInformation",
		.use = FSCC_USE_SET | FSCC_VARIABLE,
		.set_min = sizeof(struct proto_fscc_rename),
	},
	[FILE_LINK_INFORMATION] = {
		.name = "FileLinkInformation",
		.use = FSCC_USE_SET | FSCC_VARIABLE,
		.set_min = sizeof(struct proto_fscc_rename),
	},
	[FILE_NAMES_INFORMATION] = {
		.name = "FileNamesInformation",
		.use = FSCC_USE_DIR | FSCC_VARIABLE,
		.dir_min = sizeof(struct proto_fscc_dir_names),
	},
	[FILE_DISPOSITION_INFORMATION] = {
		.name = "FileDispositionInformation",
		.use = FSCC_USE_SET,
		.set_min = sizeof(u8),
	},
	[FILE_POSITION_INFORMATION] = {
		.name = "FilePositionInformation",
		.use = FSCC_USE_QUERY | FSCC_USE_SET,
		.query_min = sizeof(u64),
		.set_min = sizeof(u64),
	},
	[FILE_FULL_EA_INFORMATION] = {
		.name = "FileFullEaInformation",
		.use = FSCC_USE_QUERY | FSCC_USE_SET | FSCC_VARIABLE,
		.query_min = 1,
		.set_min = sizeof(struct proto_fscc_ea),
	},
	[FILE_MODE_INFORMATION] = {
		.name = "FileModeInformation",
		.use = FSCC_USE_QUERY | FSCC_USE_SET,
		.query_min = sizeof(u32),
		.set_min = sizeof(u32),
	},
	[FILE_ALIGNMENT_INFORMATION] = {
		.name = "FileAlignmentInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(u32),
	},
	[FILE_ALL_INFORMATION] = {
		.name = "FileAllInformation",
		.use = FSCC_USE_QUERY | FSCC_VARIABLE,
		.query_min = NAMED(struct proto_fscc_all, 8),
	},
	[FILE_ALLOCATION_INFORMATION] = {
		.name = "FileAllocationInformation",
		.use = FSCC_USE_SET,
		.set_min = sizeof(u64),
	},
	[FILE_END_OF_FILE_INFORMATION] = {
		.name = "FileEndOfFileInformation",
		.use = FSCC_USE_SET,
		.set_min = sizeof(u64),
	},
	[FILE_ALTERNATE_NAME_INFORMATION] = {
		.name = "FileAlternateNameInformation",
		.use = FSCC_USE_QUERY | FSCC_VARIABLE,
		.query_min = NAMED(__le32, 4),
	},
	[FILE_STREAM_INFORMATION] = {
		.name = "FileStreamInformation",
		.use = FSCC_USE_QUERY | FSCC_VARIABLE,
		.query_min = NAMED(struct proto_fscc_stream, 8),
	},
	[FILE_PIPE_INFORMATION] = {
		.name = "FilePipeInformation",
		.use = FSCC_USE_QUERY | FSCC_USE_SET,
		.query_min = sizeof(struct proto_fscc_pipe),
		.set_min = sizeof(struct proto_fscc_pipe),
	},
	[FILE_PIPE_LOCAL_INFORMATION] = {
		.name = "FilePipeLocalInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(struct proto_fscc_pipe_local),
	},
	[FILE_PIPE_REMOTE_INFORMATION] = {
		.name = "FilePipeRemoteInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(struct proto_fscc_pipe_remote),
	},
	[FILE_MAILSLOT_QUERY_INFORMATION] = {
		.name = "FileMailslotQueryInformation",
	},
	[FILE_MAILSLOT_SET_INFORMATION] = {
		.name = "FileMailslotSetInformation",
	},
	[FILE_COMPRESSION_INFORMATION] = {
		.name = "FileCompressionInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(struct proto_fscc_compression),
	},
	[FILE_OBJECT_ID_INFORMATION] = {
		.name = "FileObjectIdInformation",
	},
	[FILE_COMPLETION_INFORMATION] = {
		.name = "FileCompletionInformation",
	},
	[FILE_MOVE_CLUSTER_INFORMATION] = {
		.name = "FileMoveClusterInformation",
	},
	[FILE_QUOTA_INFORMATION] = {
		.name = "FileQuotaInformation",
		.use = FSCC_USE_QUERY | FSCC_USE_SET | FSCC_VARIABLE,
		.query_min = sizeof(struct proto_fscc_quota),
		.set_min = sizeof(struct proto_fscc_quota),
	},
	[FILE_REPARSE_POINT_INFORMATION] = {
		.name = "FileReparsePointInformation",
		.use = FSCC_USE_LOCAL,
		.query_min = sizeof(struct proto_fscc_reparse_point),
	},
	[FILE_NETWORK_OPEN_INFORMATION] = {
		.name = "FileNetworkOpenInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(struct proto_fscc_network_open),
	},
	[FILE_ATTRIBUTE_TAG_INFORMATION] = {
		.name = "FileAttributeTagInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(struct proto_fscc_attribute_tag),
	},
	[FILE_TRACKING_INFORMATION] = {
		.name = "FileTrackingInformation",
	},
	[FILE_ID_BOTH_DIRECTORY_INFORMATION] = {
		.name = "FileIdBothDirectoryInformation",
		.use = FSCC_USE_DIR | FSCC_VARIABLE,
		.dir_min = sizeof(struct proto_fscc_dir_id_both),
	},
	[FILE_ID_FULL_DIRECTORY_INFORMATION] = {
		.name = "FileIdFullDirectoryInformation",
		.use = FSCC_USE_DIR | FSCC_VARIABLE,
		.dir_min = sizeof(struct proto_fscc_dir_id_full),
	},
	[FILE_VALID_DATA_LENGTH_INFORMATION] = {
		.name = "FileValidDataLengthInformation",
		.use = FSCC_USE_SET,
		.set_min = sizeof(u64),
	},
	[FILE_SHORT_NAME_INFORMATION] = {
		.name = "FileShortNameInformation",
		.use = FSCC_USE_SET | FSCC_VARIABLE,
		.set_min = sizeof(__le32),
	},
	[FILE_IO_COMPLETION_NOTIFICATION_INFORMATION] = {
		.name = "FileIoCompletionNotificationInformation",
	},
	[FILE_IO_STATUS_BLOCK_RANGE_INFORMATION] = {
		.name = "FileIoStatusBlockRangeInformation",
	},
	[FILE_IO_PRIORITY_HINT_INFORMATION] = {
		.name = "FileIoPriorityHintInformation",
	},
	[FILE_SFIO_RESERVE_INFORMATION] = {
		.name = "FileSfioReserveInformation",
	},
	[FILE_SFIO_VOLUME_INFORMATION] = {
		.name = "FileSfioVolumeInformation",
	},
	[FILE_HARD_LINK_INFORMATION] = {
		.name = "FileHardLinkInformation",
		.use = FSCC_USE_LOCAL | FSCC_VARIABLE,
		.query_min = sizeof(struct proto_fscc_hard_links),
	},
	[FILE_PROCESS_IDS_USING_FILE_INFORMATION] = {
		.name = "FileProcessIdsUsingFileInformation",
	},
	[FILE_NORMALIZED_NAME_INFORMATION] = {
		.name = "FileNormalizedNameInformation",
		.use = FSCC_USE_QUERY | FSCC_VARIABLE,
		.query_min = NAMED(__le32, 4),
	},
	[FILE_NETWORK_PHYSICAL_NAME_INFORMATION] = {
		.name = "FileNetworkPhysicalNameInformation",
	},
	[FILE_ID_GLOBAL_TX_DIRECTORY_INFORMATION] = {
		.name = "FileIdGlobalTxDirectoryInformation",
	},
	[FILE_IS_REMOTE_DEVICE_INFORMATION] = {
		.name = "FileIsRemoteDeviceInformation",
	},
	[FILE_UNUSED_INFORMATION] = {
		.name = "FileUnusedInformation",
	},
	[FILE_NUMA_NODE_INFORMATION] = {
		.name = "FileNumaNodeInformation",
	},
	[FILE_STANDARD_LINK_INFORMATION] = {
		.name = "FileStandardLinkInformation",
		.use = FSCC_USE_LOCAL,
		.query_min = sizeof(struct proto_fscc_standard_link),
	},
	[FILE_REMOTE_PROTOCOL_INFORMATION] = {
		.name = "FileRemoteProtocolInformation",
	},
	[FILE_RENAME_INFORMATION_BYPASS_ACCESS_CHECK] = {
		.name = "FileRenameInformationBypassAccessCheck",
	},
	[FILE_LINK_INFORMATION_BYPASS_ACCESS_CHECK] = {
		.name = "FileLinkInformationBypassAccessCheck",
	},
	[FILE_VOLUME_NAME_INFORMATION] = {
		.name = "FileVolumeNameInformation",
		.use = FSCC_USE_LOCAL | FSCC_VARIABLE,
		.query_min = NAMED(__le32, 4),
	},
	[FILE_ID_INFORMATION] = {
		.name = "FileIdInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(struct proto_fscc_id),
	},
	[FILE_ID_EXTD_DIRECTORY_INFORMATION] = {
		.name = "FileIdExtdDirectoryInformation",
		.use = FSCC_USE_DIR | FSCC_VARIABLE,
		.dir_min = sizeof(struct proto_fscc_dir_id_extd),
	},
	[FILE_REPLACE_COMPLETION_INFORMATION] = {
		.name = "FileReplaceCompletionInformation",
	},
	[FILE_HARD_LINK_FULL_ID_INFORMATION] = {
		.name = "FileHardLinkFullIdInformation",
	},
	[FILE_ID_EXTD_BOTH_DIRECTORY_INFORMATION] = {
		.name = "FileIdExtdBothDirectoryInformation",
		.use = FSCC_USE_DIR | FSCC_VARIABLE,
		.dir_min = sizeof(struct proto_fscc_dir_id_extd_both),
	},
	[FILE_DISPOSITION_INFORMATION_EX] = {
		.name = "FileDispositionInformationEx",
		.use = FSCC_USE_SET,
		.set_min = sizeof(u32),
	},
	[FILE_RENAME_INFORMATION_EX] = {
		.name = "FileRenameInformationEx",
		.use = FSCC_USE_SET | FSCC_VARIABLE,
		.set_min = sizeof(struct proto_fscc_rename_ex),
	},
	[FILE_RENAME_INFORMATION_EX_BYPASS_ACCESS_CHECK] = {
		.name = "FileRenameInformationExBypassAccessCheck",
	},
	[FILE_DESIRED_STORAGE_CLASS_INFORMATION] = {
		.name = "FileDesiredStorageClassInformation",
	},
	[FILE_STAT_INFORMATION] = {
		.name = "FileStatInformation",
		.use = FSCC_USE_LOCAL,
		.query_min = sizeof(struct proto_fscc_stat),
	},
	[FILE_MEMORY_PARTITION_INFORMATION] = {
		.name = "FileMemoryPartitionInformation",
	},
	[FILE_STAT_LX_INFORMATION] = {
		.name = "FileStatLxInformation",
		.use = FSCC_USE_LOCAL,
		.query_min = sizeof(struct proto_fscc_stat_lx),
	},
	[FILE_CASE_SENSITIVE_INFORMATION] = {
		.name = "FileCaseSensitiveInformation",
		.use = FSCC_USE_LOCAL,
		.query_min = sizeof(u32),
		.set_min = sizeof(u32),
	},
	[FILE_LINK_INFORMATION_EX] = {
		.name = "FileLinkInformationEx",
		.use = FSCC_USE_LOCAL | FSCC_VARIABLE,
		.set_min = sizeof(struct proto_fscc_rename_ex),
	},
	[FILE_LINK_INFORMATION_EX_BYPASS_ACCESS_CHECK] = {
		.name = "FileLinkInformationExBypassAccessCheck",
	},
	[FILE_STORAGE_RESERVE_ID_INFORMATION] = {
		.name = "FileStorageReserveIdInformation",
	},
	[FILE_CASE_SENSITIVE_INFORMATION_FORCE_ACCESS_CHECK] = {
		.name = "FileCaseSensitiveInformationForceAccessCheck",
	},
	[FILE_KNOWN_FOLDER_INFORMATION] = {
		.name = "FileKnownFolderInformation",
	},
	[FILE_STAT_BASIC_INFORMATION] = {
		.name = "FileStatBasicInformation",
	},
	[FILE_ID_64_EXTD_DIRECTORY_INFORMATION] = {
		.name = "FileId64ExtdDirectoryInformation",
		.use = FSCC_USE_DIR | FSCC_VARIABLE,
		.dir_min = sizeof(struct proto_fscc_dir_id64_extd),
	},
	[FILE_ID_64_EXTD_BOTH_DIRECTORY_INFORMATION] = {
		.name = "FileId64ExtdBothDirectoryInformation",
		.use = FSCC_USE_DIR | FSCC_VARIABLE,
		.dir_min = sizeof(struct proto_fscc_dir_id64_extd_both),
	},
	[FILE_ID_ALL_EXTD_DIRECTORY_INFORMATION] = {
		.name = "FileIdAllExtdDirectoryInformation",
		.use = FSCC_USE_DIR | FSCC_VARIABLE,
		.dir_min = sizeof(struct proto_fscc_dir_id_all_extd),
	},
	[FILE_ID_ALL_EXTD_BOTH_DIRECTORY_INFORMATION] = {
		.name = "FileIdAllExtdBothDirectoryInformation",
		.use = FSCC_USE_DIR | FSCC_VARIABLE,
		.dir_min = sizeof(struct proto_fscc_dir_id_all_extd_both),
	},
	[FILE_POSIX_INFORMATION] = {
		.name = "FilePosixInformation",
		.use = FSCC_USE_QUERY | FSCC_USE_DIR | FSCC_VARIABLE,
		.query_min = sizeof(struct proto_fscc_posix),
		.dir_min = sizeof(struct proto_fscc_dir_posix) +
			   sizeof(struct proto_fscc_posix),
	},
};

static const struct fscc_class_info fs_classes[] = {
	[FILE_FS_VOLUME_INFORMATION] = {
		.name = "FileFsVolumeInformation",
		.use = FSCC_USE_QUERY | FSCC_VARIABLE,
		.query_min = NAMED(struct proto_fscc_fs_volume, 8),
	},
	[FILE_FS_LABEL_INFORMATION] = {
		.name = "FileFsLabelInformation",
		.use = FSCC_USE_LOCAL | FSCC_VARIABLE,
		.set_min = sizeof(__le32),
	},
	[FILE_FS_SIZE_INFORMATION] = {
		.name = "FileFsSizeInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(struct proto_fscc_fs_size),
	},
	[FILE_FS_DEVICE_INFORMATION] = {
		.name = "FileFsDeviceInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(struct proto_fscc_fs_device),
	},
	[FILE_FS_ATTRIBUTE_INFORMATION] = {
		.name = "FileFsAttributeInformation",
		.use = FSCC_USE_QUERY | FSCC_VARIABLE,
		.query_min = NAMED(struct proto_fscc_fs_attribute, 4),
	},
	[FILE_FS_CONTROL_INFORMATION] = {
		.name = "FileFsControlInformation",
		.use = FSCC_USE_QUERY | FSCC_USE_SET,
		.query_min = sizeof(struct proto_fscc_fs_control),
		.set_min = sizeof(struct proto_fscc_fs_control),
	},
	[FILE_FS_FULL_SIZE_INFORMATION] = {
		.name = "FileFsFullSizeInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(struct proto_fscc_fs_full_size),
	},
	[FILE_FS_OBJECT_ID_INFORMATION] = {
		.name = "FileFsObjectIdInformation",
		.use = FSCC_USE_QUERY | FSCC_USE_SET,
		.query_min = sizeof(struct proto_fscc_fs_object_id),
		.set_min = sizeof(struct proto_fscc_fs_object_id),
	},
	[FILE_FS_DRIVER_PATH_INFORMATION] = {
		.name = "FileFsDriverPathInformation",
		.use = FSCC_USE_LOCAL | FSCC_VARIABLE,
		.query_min = sizeof(struct proto_fscc_fs_driver_path),
	},
	[FILE_FS_VOLUME_FLAGS_INFORMATION] = {
		.name = "FileFsVolumeFlagsInformation",
		.use = FSCC_USE_LOCAL,
		.query_min = sizeof(u32),
	},
	[FILE_FS_SECTOR_SIZE_INFORMATION] = {
		.name = "FileFsSectorSizeInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(struct proto_fscc_fs_sector_size),
	},
	[FILE_FS_DATA_COPY_INFORMATION] = {
		.name = "FileFsDataCopyInformation",
	},
	[FILE_FS_METADATA_SIZE_INFORMATION] = {
		.name = "FileFsMetadataSizeInformation",
	},
	[FILE_FS_FULL_SIZE_INFORMATION_EX] = {
		.name = "FileFsFullSizeInformationEx",
	},
	[FILE_FS_GUID_INFORMATION] = {
		.name = "FileFsGuidInformation",
	},
	[FILE_FS_POSIX_INFORMATION] = {
		.name = "FileFsPosixInformation",
		.use = FSCC_USE_QUERY,
		.query_min = sizeof(struct proto_fscc_fs_posix),
	},
};

/**
 * wire_fscc_file_class() - look a file information class up
 * @number: number as received
 *
 * Return: what is known of it, NULL for a number that no document has.
 */
const struct fscc_class_info *wire_fscc_file_class(u8 number)
{
	if (number >= ARRAY_SIZE(file_classes) || !file_classes[number].name)
		return NULL;
	return &file_classes[number];
}
EXPORT_SYMBOL_LWSMB(wire_fscc_file_class);

/**
 * wire_fscc_fs_class() - look a file system information class up
 * @number: number as received
 *
 * Return: what is known of it, NULL for a number that no document has.
 */
const struct fscc_class_info *wire_fscc_fs_class(u8 number)
{
	if (number >= ARRAY_SIZE(fs_classes) || !fs_classes[number].name)
		return NULL;
	return &fs_classes[number];
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_class);
