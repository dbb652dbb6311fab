/* SPDX-License-Identifier: GPL-2.0 */
/*
 * File information classes as bytes on the wire, MS-FSCC 2.4: packed structures
 * and nothing else. Only kernel/wire includes this file.
 */
#ifndef LWSMB_PROTO_FSCC_FILE_H
#define LWSMB_PROTO_FSCC_FILE_H

#include "platform.h"

/* The four times that most classes begin with; FILETIME, MS-FSCC 2.1.1 */
struct proto_fscc_times {
	__le64 creation_time;
	__le64 last_access_time;
	__le64 last_write_time;
	__le64 change_time;
} __packed;
PROTO_SIZE(struct proto_fscc_times, 32);

/* MS-FSCC 2.4.7 FileBasicInformation */
struct proto_fscc_basic {
	struct proto_fscc_times times;
	__le32 file_attributes;
	__le32 reserved;
} __packed;
PROTO_SIZE(struct proto_fscc_basic, 40);

/* MS-FSCC 2.4.47 FileStandardInformation */
struct proto_fscc_standard {
	__le64 allocation_size;
	__le64 end_of_file;
	__le32 number_of_links;
	u8 delete_pending;
	u8 directory;
	__le16 reserved;
} __packed;
PROTO_SIZE(struct proto_fscc_standard, 24);

/* MS-FSCC 2.4.48 FileStandardLinkInformation */
struct proto_fscc_standard_link {
	__le32 accessible_links;
	__le32 total_links;
	u8 delete_pending;
	u8 directory;
	__le16 reserved;
} __packed;
PROTO_SIZE(struct proto_fscc_standard_link, 12);

/* MS-FSCC 2.4.34 FileNetworkOpenInformation */
struct proto_fscc_network_open {
	struct proto_fscc_times times;
	__le64 allocation_size;
	__le64 end_of_file;
	__le32 file_attributes;
	__le32 reserved;
} __packed;
PROTO_SIZE(struct proto_fscc_network_open, 56);

/* MS-FSCC 2.4.6 FileAttributeTagInformation */
struct proto_fscc_attribute_tag {
	__le32 file_attributes;
	__le32 reparse_tag;
} __packed;
PROTO_SIZE(struct proto_fscc_attribute_tag, 8);

/* MS-FSCC 2.4.9 FileCompressionInformation */
struct proto_fscc_compression {
	__le64 compressed_size;
	__le16 format;
	u8 unit_shift;
	u8 chunk_shift;
	u8 cluster_shift;
	u8 reserved[3];
} __packed;
PROTO_SIZE(struct proto_fscc_compression, 16);

/* MS-FSCC 2.4.2 FileAllInformation, up to the name */
struct proto_fscc_all {
	struct proto_fscc_basic basic;
	struct proto_fscc_standard standard;
	__le64 index_number;
	__le32 ea_size;
	__le32 access_flags;
	__le64 current_byte_offset;
	__le32 mode;
	__le32 alignment_requirement;
	__le32 file_name_length;
} __packed;
PROTO_SIZE(struct proto_fscc_all, 100);
PROTO_OFFSET(struct proto_fscc_all, standard, 40);
PROTO_OFFSET(struct proto_fscc_all, index_number, 64);
PROTO_OFFSET(struct proto_fscc_all, current_byte_offset, 80);

/* MS-FSCC 2.4.42.1 and 2.4.28.1 FileRename- and FileLinkInformation for SMB */
struct proto_fscc_rename1 {
	u8 replace_if_exists;
	u8 reserved[3];
	__le32 root_directory;
	__le32 file_name_length;
} __packed;
PROTO_SIZE(struct proto_fscc_rename1, 12);

/* MS-FSCC 2.4.42.2 and 2.4.28.2 FileRename- and FileLinkInformation for SMB2 */
struct proto_fscc_rename {
	u8 replace_if_exists;
	u8 reserved[7];
	__le64 root_directory;
	__le32 file_name_length;
} __packed;
PROTO_SIZE(struct proto_fscc_rename, 20);

/* MS-FSCC 2.4.43 FileRenameInformationEx; FileLinkInformationEx is the same */
struct proto_fscc_rename_ex {
	__le32 flags;
	__le32 reserved;
	__le64 root_directory;
	__le32 file_name_length;
} __packed;
PROTO_SIZE(struct proto_fscc_rename_ex, 20);

/* MS-FSCC 2.4.16 FileFullEaInformation: one attribute, up to its name */
struct proto_fscc_ea {
	__le32 next_entry_offset;
	u8 flags;
	u8 name_length; /* without the zero byte that follows the name */
	__le16 value_length;
} __packed;
PROTO_SIZE(struct proto_fscc_ea, 8);

/* MS-FSCC 2.4.16.1 FILE_GET_EA_INFORMATION, up to its name */
struct proto_fscc_get_ea {
	__le32 next_entry_offset;
	u8 name_length; /* without the zero byte that follows the name */
} __packed;
PROTO_SIZE(struct proto_fscc_get_ea, 5);

/* MS-FSCC 2.4.49 FileStreamInformation: one stream, up to its name */
struct proto_fscc_stream {
	__le32 next_entry_offset;
	__le32 name_length;
	__le64 size;
	__le64 allocation_size;
} __packed;
PROTO_SIZE(struct proto_fscc_stream, 24);

/* MS-FSCC 2.4.17 FileHardLinkInformation, up to the entries */
struct proto_fscc_hard_links {
	__le32 bytes_needed;
	__le32 entries_returned;
} __packed;
PROTO_SIZE(struct proto_fscc_hard_links, 8);

/*
 * MS-FSCC 2.4.17.1 FILE_LINK_ENTRY_INFORMATION, up to the name. The document's
 * picture leaves out the padding that puts ParentFileId on its boundary; the
 * structure of ntifs.h, which is what Windows sends, has it.
 */
struct proto_fscc_hard_link {
	__le32 next_entry_offset;
	__le32 reserved;
	__le64 parent_file_id;
	__le32 name_chars; /* 16-bit units, not bytes */
} __packed;
PROTO_SIZE(struct proto_fscc_hard_link, 20);

/* MS-FSCC 2.4.37 FilePipeInformation */
struct proto_fscc_pipe {
	__le32 read_mode;
	__le32 completion_mode;
} __packed;
PROTO_SIZE(struct proto_fscc_pipe, 8);

/* MS-FSCC 2.4.38 FilePipeLocalInformation */
struct proto_fscc_pipe_local {
	__le32 type;
	__le32 configuration;
	__le32 maximum_instances;
	__le32 current_instances;
	__le32 inbound_quota;
	__le32 read_data_available;
	__le32 outbound_quota;
	__le32 write_quota_available;
	__le32 state;
	__le32 end;
} __packed;
PROTO_SIZE(struct proto_fscc_pipe_local, 40);

/* MS-FSCC 2.4.39 FilePipeRemoteInformation */
struct proto_fscc_pipe_remote {
	__le64 collect_data_time;
	__le32 maximum_collection_count;
} __packed;
PROTO_SIZE(struct proto_fscc_pipe_remote, 12);

/* MS-FSCC 2.4.26 FileIdInformation */
struct proto_fscc_id {
	__le64 volume_serial_number;
	u8 file_id[16];
} __packed;
PROTO_SIZE(struct proto_fscc_id, 24);

/* ntifs.h FILE_STAT_INFORMATION */
struct proto_fscc_stat {
	__le64 file_id;
	struct proto_fscc_times times;
	__le64 allocation_size;
	__le64 end_of_file;
	__le32 file_attributes;
	__le32 reparse_tag;
	__le32 number_of_links;
	__le32 effective_access;
} __packed;
PROTO_SIZE(struct proto_fscc_stat, 72);

/* ntifs.h FILE_STAT_LX_INFORMATION */
struct proto_fscc_stat_lx {
	struct proto_fscc_stat stat;
	__le32 lx_flags;
	__le32 lx_uid;
	__le32 lx_gid;
	__le32 lx_mode;
	__le32 lx_device_id_major;
	__le32 lx_device_id_minor;
} __packed;
PROTO_SIZE(struct proto_fscc_stat_lx, 96);

/* MS-FSCC 2.4.44 FileReparsePointInformation: one entry */
struct proto_fscc_reparse_point {
	__le64 file_reference;
	__le32 reparse_tag;
} __packed;
PROTO_SIZE(struct proto_fscc_reparse_point, 12);

/* MS-FSCC 2.4.41 FileQuotaInformation: one entry, up to the SID */
struct proto_fscc_quota {
	__le32 next_entry_offset;
	__le32 sid_length;
	__le64 change_time;
	__le64 quota_used;
	__le64 quota_threshold;
	__le64 quota_limit;
} __packed;
PROTO_SIZE(struct proto_fscc_quota, 40);

/* MS-FSCC 2.4.41.1 FILE_GET_QUOTA_INFORMATION, up to the SID */
struct proto_fscc_get_quota {
	__le32 next_entry_offset;
	__le32 sid_length;
} __packed;
PROTO_SIZE(struct proto_fscc_get_quota, 8);

/* SMB 3.1.1 POSIX extensions, file information class 100, up to the SIDs */
struct proto_fscc_posix {
	struct proto_fscc_times times;
	__le64 end_of_file;
	__le64 allocation_size;
	__le32 file_attributes;
	__le64 inode;
	__le32 device_id;
	__le32 reserved;
	__le32 number_of_links;
	__le32 reparse_tag;
	__le32 mode;
} __packed;
PROTO_SIZE(struct proto_fscc_posix, 80);

/* MS-DTYP 2.4.2.2 SID, as far as it takes to know its length */
struct proto_fscc_sid {
	u8 revision;
	u8 sub_authority_count;
	u8 identifier_authority[6];
} __packed;
PROTO_SIZE(struct proto_fscc_sid, 8);

#endif /* LWSMB_PROTO_FSCC_FILE_H */
