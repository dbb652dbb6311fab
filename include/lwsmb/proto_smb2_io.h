/* SPDX-License-Identifier: GPL-2.0 */
/*
 * SMB 2 and 3 as bytes on the wire, the messages that work on an open file:
 * FLUSH, READ, WRITE, LOCK, IOCTL, QUERY_DIRECTORY, CHANGE_NOTIFY, QUERY_INFO and
 * SET_INFO (MS-SMB2 sections 2.2.17 to 2.2.40), and the list of changes that
 * CHANGE_NOTIFY returns (MS-FSCC 2.7.1). Only kernel/wire includes the
 * structures; the constants are for everyone.
 */
#ifndef LWSMB_PROTO_SMB2_IO_H
#define LWSMB_PROTO_SMB2_IO_H

#include "platform.h"

/* MS-SMB2 2.2.17 */
struct proto_smb2_flush_req {
	__le16 structure_size; /* 24 */
	__le16 reserved1;
	__le32 reserved2;
	__le64 persistent_id;
	__le64 volatile_id;
} __packed;
PROTO_SIZE(struct proto_smb2_flush_req, 24);

/* What macOS puts into Reserved1 to ask for F_FULLFSYNC. */
#define SMB2_FLUSH_FULL_SYNC 0xffff

/* MS-SMB2 2.2.19 */
struct proto_smb2_read_req {
	__le16 structure_size; /* 49 */
	u8 padding;
	u8 flags;
	__le32 length;
	__le64 offset;
	__le64 persistent_id;
	__le64 volatile_id;
	__le32 minimum_count;
	__le32 channel;
	__le32 remaining_bytes;
	__le16 channel_info_offset;
	__le16 channel_info_length;
} __packed;
PROTO_SIZE(struct proto_smb2_read_req, 48);

#define SMB2_READFLAG_READ_UNBUFFERED 0x01 /* 3.0.2 and later */
#define SMB2_READFLAG_REQUEST_COMPRESSED 0x02 /* 3.1.1 */

/* MS-SMB2 2.2.19 and 2.2.21 Channel */
#define SMB2_CHANNEL_NONE 0x00000000u
#define SMB2_CHANNEL_RDMA_V1 0x00000001u
#define SMB2_CHANNEL_RDMA_V1_INVALIDATE 0x00000002u
#define SMB2_CHANNEL_RDMA_TRANSFORM 0x00000003u

/* MS-SMB2 2.2.20 */
struct proto_smb2_read_rsp {
	__le16 structure_size; /* 17 */
	u8 data_offset;
	u8 reserved;
	__le32 data_length;
	__le32 data_remaining;
	__le32 flags; /* before 3.1.1: reserved */
} __packed;
PROTO_SIZE(struct proto_smb2_read_rsp, 16);

#define SMB2_READFLAG_RESPONSE_RDMA_TRANSFORM 0x00000001u

/* MS-SMB2 2.2.21 */
struct proto_smb2_write_req {
	__le16 structure_size; /* 49 */
	__le16 data_offset;
	__le32 length;
	__le64 offset;
	__le64 persistent_id;
	__le64 volatile_id;
	__le32 channel;
	__le32 remaining_bytes;
	__le16 channel_info_offset;
	__le16 channel_info_length;
	__le32 flags;
} __packed;
PROTO_SIZE(struct proto_smb2_write_req, 48);

#define SMB2_WRITEFLAG_WRITE_THROUGH 0x00000001u /* 2.1 and later */
#define SMB2_WRITEFLAG_WRITE_UNBUFFERED 0x00000002u /* 3.0.2 and later */

/* MS-SMB2 2.2.22 */
struct proto_smb2_write_rsp {
	__le16 structure_size; /* 17, although nothing ever follows */
	__le16 reserved;
	__le32 count;
	__le32 remaining;
	__le16 channel_info_offset;
	__le16 channel_info_length;
} __packed;
PROTO_SIZE(struct proto_smb2_write_rsp, 16);

/* MS-SMB2 2.2.26 */
struct proto_smb2_lock_req {
	__le16 structure_size; /* 48: counts one element */
	__le16 lock_count;
	__le32 lock_sequence; /* 2.0.2: reserved */
	__le64 persistent_id;
	__le64 volatile_id;
} __packed;
PROTO_SIZE(struct proto_smb2_lock_req, 24);

/* MS-SMB2 2.2.26.1 */
struct proto_smb2_lock_element {
	__le64 offset;
	__le64 length;
	__le32 flags;
	__le32 reserved;
} __packed;
PROTO_SIZE(struct proto_smb2_lock_element, 24);

#define SMB2_LOCKFLAG_SHARED_LOCK 0x00000001u
#define SMB2_LOCKFLAG_EXCLUSIVE_LOCK 0x00000002u
#define SMB2_LOCKFLAG_UNLOCK 0x00000004u
#define SMB2_LOCKFLAG_FAIL_IMMEDIATELY 0x00000010u

/* The two parts of lock_sequence. */
#define SMB2_LOCK_SEQUENCE_NUMBER_MASK 0x0000000fu
#define SMB2_LOCK_SEQUENCE_INDEX_SHIFT 4

/* MS-SMB2 2.2.31 */
struct proto_smb2_ioctl_req {
	__le16 structure_size; /* 57 */
	__le16 reserved;
	__le32 ctl_code;
	__le64 persistent_id;
	__le64 volatile_id;
	__le32 input_offset;
	__le32 input_count;
	__le32 max_input_response;
	__le32 output_offset;
	__le32 output_count;
	__le32 max_output_response;
	__le32 flags;
	__le32 reserved2;
} __packed;
PROTO_SIZE(struct proto_smb2_ioctl_req, 56);

#define SMB2_0_IOCTL_IS_IOCTL 0x00000000u
#define SMB2_0_IOCTL_IS_FSCTL 0x00000001u

/* MS-SMB2 2.2.32 */
struct proto_smb2_ioctl_rsp {
	__le16 structure_size; /* 49 */
	__le16 reserved;
	__le32 ctl_code;
	__le64 persistent_id;
	__le64 volatile_id;
	__le32 input_offset;
	__le32 input_count;
	__le32 output_offset;
	__le32 output_count;
	__le32 flags;
	__le32 reserved2;
} __packed;
PROTO_SIZE(struct proto_smb2_ioctl_rsp, 48);

/* MS-SMB2 2.2.33 */
struct proto_smb2_query_directory_req {
	__le16 structure_size; /* 33 */
	u8 file_information_class;
	u8 flags;
	__le32 file_index;
	__le64 persistent_id;
	__le64 volatile_id;
	__le16 file_name_offset;
	__le16 file_name_length;
	__le32 output_buffer_length;
} __packed;
PROTO_SIZE(struct proto_smb2_query_directory_req, 32);

#define SMB2_RESTART_SCANS 0x01
#define SMB2_RETURN_SINGLE_ENTRY 0x02
#define SMB2_INDEX_SPECIFIED 0x04
#define SMB2_REOPEN 0x10

/*
 * The response that three commands share: QUERY_DIRECTORY (MS-SMB2 2.2.34),
 * CHANGE_NOTIFY (2.2.36) and QUERY_INFO (2.2.38).
 */
struct proto_smb2_buffer_rsp {
	__le16 structure_size; /* 9 */
	__le16 output_buffer_offset;
	__le32 output_buffer_length;
} __packed;
PROTO_SIZE(struct proto_smb2_buffer_rsp, 8);

/* MS-SMB2 2.2.35 */
struct proto_smb2_change_notify_req {
	__le16 structure_size; /* 32 */
	__le16 flags;
	__le32 output_buffer_length;
	__le64 persistent_id;
	__le64 volatile_id;
	__le32 completion_filter;
	__le32 reserved;
} __packed;
PROTO_SIZE(struct proto_smb2_change_notify_req, 32);

#define SMB2_WATCH_TREE 0x0001

/* MS-SMB2 2.2.35 CompletionFilter */
#define FILE_NOTIFY_CHANGE_FILE_NAME 0x00000001u
#define FILE_NOTIFY_CHANGE_DIR_NAME 0x00000002u
#define FILE_NOTIFY_CHANGE_ATTRIBUTES 0x00000004u
#define FILE_NOTIFY_CHANGE_SIZE 0x00000008u
#define FILE_NOTIFY_CHANGE_LAST_WRITE 0x00000010u
#define FILE_NOTIFY_CHANGE_LAST_ACCESS 0x00000020u
#define FILE_NOTIFY_CHANGE_CREATION 0x00000040u
#define FILE_NOTIFY_CHANGE_EA 0x00000080u
#define FILE_NOTIFY_CHANGE_SECURITY 0x00000100u
#define FILE_NOTIFY_CHANGE_STREAM_NAME 0x00000200u
#define FILE_NOTIFY_CHANGE_STREAM_SIZE 0x00000400u
#define FILE_NOTIFY_CHANGE_STREAM_WRITE 0x00000800u

/* MS-FSCC 2.7.1 FILE_NOTIFY_INFORMATION */
struct proto_file_notify {
	__le32 next_entry_offset;
	__le32 action;
	__le32 file_name_length;
} __packed;
PROTO_SIZE(struct proto_file_notify, 12);

#define FILE_ACTION_ADDED 0x00000001u
#define FILE_ACTION_REMOVED 0x00000002u
#define FILE_ACTION_MODIFIED 0x00000003u
#define FILE_ACTION_RENAMED_OLD_NAME 0x00000004u
#define FILE_ACTION_RENAMED_NEW_NAME 0x00000005u
#define FILE_ACTION_ADDED_STREAM 0x00000006u
#define FILE_ACTION_REMOVED_STREAM 0x00000007u
#define FILE_ACTION_MODIFIED_STREAM 0x00000008u
#define FILE_ACTION_REMOVED_BY_DELETE 0x00000009u
#define FILE_ACTION_ID_NOT_TUNNELLED 0x0000000au
#define FILE_ACTION_TUNNELLED_ID_COLLISION 0x0000000bu

/* MS-SMB2 2.2.37 */
struct proto_smb2_query_info_req {
	__le16 structure_size; /* 41 */
	u8 info_type;
	u8 file_info_class;
	__le32 output_buffer_length;
	__le16 input_buffer_offset;
	__le16 reserved;
	__le32 input_buffer_length;
	__le32 additional_information;
	__le32 flags;
	__le64 persistent_id;
	__le64 volatile_id;
} __packed;
PROTO_SIZE(struct proto_smb2_query_info_req, 40);

/* MS-SMB2 2.2.37 and 2.2.39 InfoType */
#define SMB2_0_INFO_FILE 0x01
#define SMB2_0_INFO_FILESYSTEM 0x02
#define SMB2_0_INFO_SECURITY 0x03
#define SMB2_0_INFO_QUOTA 0x04

/* MS-SMB2 2.2.37 Flags, for FileFullEaInformation */
#define SL_RESTART_SCAN 0x00000001u
#define SL_RETURN_SINGLE_ENTRY 0x00000002u
#define SL_INDEX_SPECIFIED 0x00000004u

/* MS-SMB2 2.2.37.1 SMB2_QUERY_QUOTA_INFO */
struct proto_smb2_query_quota {
	u8 return_single;
	u8 restart_scan;
	__le16 reserved;
	__le32 sid_list_length;
	__le32 start_sid_length;
	__le32 start_sid_offset;
} __packed;
PROTO_SIZE(struct proto_smb2_query_quota, 16);

/* MS-SMB2 2.2.39 */
struct proto_smb2_set_info_req {
	__le16 structure_size; /* 33 */
	u8 info_type;
	u8 file_info_class;
	__le32 buffer_length;
	__le16 buffer_offset;
	__le16 reserved;
	__le32 additional_information;
	__le64 persistent_id;
	__le64 volatile_id;
} __packed;
PROTO_SIZE(struct proto_smb2_set_info_req, 32);

/* MS-SMB2 2.2.40 */
struct proto_smb2_set_info_rsp {
	__le16 structure_size; /* 2 */
} __packed;
PROTO_SIZE(struct proto_smb2_set_info_rsp, 2);

#endif /* LWSMB_PROTO_SMB2_IO_H */
