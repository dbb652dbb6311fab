/* SPDX-License-Identifier: GPL-2.0 */
/*
 * SMB 2 and 3 as bytes on the wire: packed structures and constants, nothing
 * else (MS-SMB2 section 2.2). Only kernel/wire includes the structures; the
 * constants are for everyone.
 */
#ifndef LWSMB_PROTO_SMB2_H
#define LWSMB_PROTO_SMB2_H

#include "platform.h"

/* The four bytes that open a PDU, as a little-endian number. */
#define SMB1_PROTOCOL_ID 0x424d53ffu /* MS-CIFS 2.2.3.1 */
#define SMB2_PROTOCOL_ID 0x424d53feu /* MS-SMB2 2.2.1 */
#define SMB2_TRANSFORM_ID 0x424d53fdu /* MS-SMB2 2.2.41 */
#define SMB2_COMPRESSION_ID 0x424d53fcu /* MS-SMB2 2.2.42 */

/* MS-SMB2 2.2.1.2 Command */
enum smb2_command {
	SMB2_NEGOTIATE = 0x00,
	SMB2_SESSION_SETUP = 0x01,
	SMB2_LOGOFF = 0x02,
	SMB2_TREE_CONNECT = 0x03,
	SMB2_TREE_DISCONNECT = 0x04,
	SMB2_CREATE = 0x05,
	SMB2_CLOSE = 0x06,
	SMB2_FLUSH = 0x07,
	SMB2_READ = 0x08,
	SMB2_WRITE = 0x09,
	SMB2_LOCK = 0x0a,
	SMB2_IOCTL = 0x0b,
	SMB2_CANCEL = 0x0c,
	SMB2_ECHO = 0x0d,
	SMB2_QUERY_DIRECTORY = 0x0e,
	SMB2_CHANGE_NOTIFY = 0x0f,
	SMB2_QUERY_INFO = 0x10,
	SMB2_SET_INFO = 0x11,
	SMB2_OPLOCK_BREAK = 0x12,
};

/* MS-SMB2 2.2.1.2 Flags */
#define SMB2_FLAGS_SERVER_TO_REDIR 0x00000001u
#define SMB2_FLAGS_ASYNC_COMMAND 0x00000002u
#define SMB2_FLAGS_RELATED_OPERATIONS 0x00000004u
#define SMB2_FLAGS_SIGNED 0x00000008u
#define SMB2_FLAGS_PRIORITY_MASK 0x00000070u
#define SMB2_FLAGS_DFS_OPERATIONS 0x10000000u
#define SMB2_FLAGS_REPLAY_OPERATION 0x20000000u

#define SMB2_HDR_SIZE 64
#define SMB2_SIGNATURE_SIZE 16
#define SMB2_SIGNATURE_OFFSET 48

/* MS-SMB2 2.2.1.1 and 2.2.1.2: the asynchronous and the synchronous header */
struct proto_smb2_hdr {
	__le32 protocol_id;
	__le16 structure_size; /* 64 */
	__le16 credit_charge;
	__le32 status; /* in requests of 3.x: ChannelSequence and reserved */
	__le16 command;
	__le16 credits;
	__le32 flags;
	__le32 next_command;
	__le64 message_id;
	union {
		__le64 async_id;
		struct {
			__le32 process_id;
			__le32 tree_id;
		} __packed sync;
	} __packed;
	__le64 session_id;
	u8 signature[SMB2_SIGNATURE_SIZE];
} __packed;
PROTO_SIZE(struct proto_smb2_hdr, SMB2_HDR_SIZE);
PROTO_OFFSET(struct proto_smb2_hdr, signature, SMB2_SIGNATURE_OFFSET);

/* MS-SMB2 2.2.41 */
struct proto_smb2_transform_hdr {
	__le32 protocol_id;
	u8 signature[SMB2_SIGNATURE_SIZE];
	u8 nonce[16];
	__le32 original_message_size;
	__le16 reserved;
	__le16 flags; /* 3.0 and 3.0.2: EncryptionAlgorithm, with the same value */
	__le64 session_id;
} __packed;
PROTO_SIZE(struct proto_smb2_transform_hdr, 52);
PROTO_OFFSET(struct proto_smb2_transform_hdr, nonce, 20);

#define SMB2_TRANSFORM_HDR_SIZE 52
#define SMB2_TRANSFORM_NONCE_SIZE 16
#define SMB2_TRANSFORM_FLAG_ENCRYPTED 0x0001

/* What the tag authenticates besides the message: the header from Nonce on. */
#define SMB2_TRANSFORM_AAD_OFFSET 20
#define SMB2_TRANSFORM_AAD_SIZE 32

/* MS-SMB2 2.2.2 */
struct proto_smb2_error_rsp {
	__le16 structure_size; /* 9 */
	u8 error_context_count;
	u8 reserved;
	__le32 byte_count;
} __packed;
PROTO_SIZE(struct proto_smb2_error_rsp, 8);

/* MS-SMB2 2.2.2.1 */
struct proto_smb2_error_ctx {
	__le32 error_data_length;
	__le32 error_id;
} __packed;
PROTO_SIZE(struct proto_smb2_error_ctx, 8);

/* MS-SMB2 2.2.2.1 ErrorId */
#define SMB2_ERROR_ID_DEFAULT 0x00000000u
#define SMB2_ERROR_ID_SHARE_REDIRECT 0x72645253u

/* MS-SMB2 2.2.2.2.1; the reparse buffer begins at reparse_tag (MS-FSCC 2.1.2.4) */
struct proto_smb2_symlink_error {
	__le32 symlink_length; /* bytes behind this field */
	__le32 symlink_error_tag;
	__le32 reparse_tag;
	__le16 reparse_data_length; /* bytes from substitute_name_offset on */
	__le16 unparsed_path_length;
	__le16 substitute_name_offset; /* from the first byte of PathBuffer */
	__le16 substitute_name_length;
	__le16 print_name_offset;
	__le16 print_name_length;
	__le32 flags;
} __packed;
PROTO_SIZE(struct proto_smb2_symlink_error, 28);
PROTO_OFFSET(struct proto_smb2_symlink_error, substitute_name_offset, 16);

#define SMB2_SYMLINK_ERROR_TAG 0x4c4d5953u
#define SMB2_SYMLINK_REPARSE_TAG 0xa000000cu
#define SMB2_SYMLINK_FLAG_RELATIVE 0x00000001u

/* MS-SMB2 2.2.2.2.3: the length that STATUS_BUFFER_TOO_SMALL asks for */
struct proto_smb2_too_small_error {
	__le32 needed;
} __packed;
PROTO_SIZE(struct proto_smb2_too_small_error, 4);

/* MS-SMB2 2.2.3 DialectCode, 2.2.4 DialectRevision */
#define SMB2_DIALECT_202 0x0202
#define SMB2_DIALECT_210 0x0210
#define SMB2_DIALECT_300 0x0300
#define SMB2_DIALECT_302 0x0302
#define SMB2_DIALECT_311 0x0311
#define SMB2_DIALECT_WILDCARD 0x02ff

/* MS-SMB2 2.2.3 SecurityMode; SESSION_SETUP has it in one byte */
#define SMB2_NEGOTIATE_SIGNING_ENABLED 0x0001
#define SMB2_NEGOTIATE_SIGNING_REQUIRED 0x0002

/* MS-SMB2 2.2.3 Capabilities */
#define SMB2_GLOBAL_CAP_DFS 0x00000001u
#define SMB2_GLOBAL_CAP_LEASING 0x00000002u
#define SMB2_GLOBAL_CAP_LARGE_MTU 0x00000004u
#define SMB2_GLOBAL_CAP_MULTI_CHANNEL 0x00000008u
#define SMB2_GLOBAL_CAP_PERSISTENT_HANDLES 0x00000010u
#define SMB2_GLOBAL_CAP_DIRECTORY_LEASING 0x00000020u
#define SMB2_GLOBAL_CAP_ENCRYPTION 0x00000040u
#define SMB2_GLOBAL_CAP_NOTIFICATIONS 0x00000080u

#define SMB2_GUID_SIZE 16

/* MS-SMB2 2.2.3 */
struct proto_smb2_negotiate_req {
	__le16 structure_size; /* 36 */
	__le16 dialect_count;
	__le16 security_mode;
	__le16 reserved;
	__le32 capabilities;
	u8 client_guid[SMB2_GUID_SIZE];
	union {
		__le64 client_start_time;
		struct {
			__le32 offset;
			__le16 count;
			__le16 reserved2;
		} __packed contexts; /* if 0x0311 is among the dialects */
	} __packed;
} __packed;
PROTO_SIZE(struct proto_smb2_negotiate_req, 36);
PROTO_OFFSET(struct proto_smb2_negotiate_req, contexts, 28);

/* MS-SMB2 2.2.4 */
struct proto_smb2_negotiate_rsp {
	__le16 structure_size; /* 65 */
	__le16 security_mode;
	__le16 dialect;
	__le16 context_count; /* 3.1.1; else reserved */
	u8 server_guid[SMB2_GUID_SIZE];
	__le32 capabilities;
	__le32 max_transact_size;
	__le32 max_read_size;
	__le32 max_write_size;
	__le64 system_time;
	__le64 server_start_time;
	__le16 token_offset;
	__le16 token_length;
	__le32 context_offset; /* 3.1.1; else reserved */
} __packed;
PROTO_SIZE(struct proto_smb2_negotiate_rsp, 64);
PROTO_OFFSET(struct proto_smb2_negotiate_rsp, token_offset, 56);

/* MS-SMB2 2.2.5 */
struct proto_smb2_session_setup_req {
	__le16 structure_size; /* 25 */
	u8 flags;
	u8 security_mode;
	__le32 capabilities;
	__le32 channel;
	__le16 token_offset;
	__le16 token_length;
	__le64 previous_session_id;
} __packed;
PROTO_SIZE(struct proto_smb2_session_setup_req, 24);

#define SMB2_SESSION_FLAG_BINDING 0x01 /* in the request */

/* MS-SMB2 2.2.6 */
struct proto_smb2_session_setup_rsp {
	__le16 structure_size; /* 9 */
	__le16 session_flags;
	__le16 token_offset;
	__le16 token_length;
} __packed;
PROTO_SIZE(struct proto_smb2_session_setup_rsp, 8);

/* MS-SMB2 2.2.6 SessionFlags */
#define SMB2_SESSION_FLAG_IS_GUEST 0x0001
#define SMB2_SESSION_FLAG_IS_NULL 0x0002
#define SMB2_SESSION_FLAG_ENCRYPT_DATA 0x0004

/* MS-SMB2 2.2.9 */
struct proto_smb2_tree_connect_req {
	__le16 structure_size; /* 9 */
	__le16 flags;
	__le16 path_offset;
	__le16 path_length;
} __packed;
PROTO_SIZE(struct proto_smb2_tree_connect_req, 8);

/* MS-SMB2 2.2.9 Flags */
#define SMB2_TREE_CONNECT_FLAG_CLUSTER_RECONNECT 0x0001
#define SMB2_TREE_CONNECT_FLAG_REDIRECT_TO_OWNER 0x0002
#define SMB2_TREE_CONNECT_FLAG_EXTENSION_PRESENT 0x0004

/* MS-SMB2 2.2.10 */
struct proto_smb2_tree_connect_rsp {
	__le16 structure_size; /* 16 */
	u8 share_type;
	u8 reserved;
	__le32 share_flags;
	__le32 capabilities;
	__le32 maximal_access;
} __packed;
PROTO_SIZE(struct proto_smb2_tree_connect_rsp, 16);

/* MS-SMB2 2.2.10 ShareType */
#define SMB2_SHARE_TYPE_DISK 0x01
#define SMB2_SHARE_TYPE_PIPE 0x02
#define SMB2_SHARE_TYPE_PRINT 0x03

/* MS-SMB2 2.2.10 ShareFlags; the caching mode is a number, not a set */
#define SMB2_SHAREFLAG_MANUAL_CACHING 0x00000000u
#define SMB2_SHAREFLAG_AUTO_CACHING 0x00000010u
#define SMB2_SHAREFLAG_VDO_CACHING 0x00000020u
#define SMB2_SHAREFLAG_NO_CACHING 0x00000030u
#define SMB2_SHAREFLAG_CACHING_MASK 0x00000030u
#define SMB2_SHAREFLAG_DFS 0x00000001u
#define SMB2_SHAREFLAG_DFS_ROOT 0x00000002u
#define SMB2_SHAREFLAG_RESTRICT_EXCLUSIVE_OPENS 0x00000100u
#define SMB2_SHAREFLAG_FORCE_SHARED_DELETE 0x00000200u
#define SMB2_SHAREFLAG_ALLOW_NAMESPACE_CACHING 0x00000400u
#define SMB2_SHAREFLAG_ACCESS_BASED_DIRECTORY_ENUM 0x00000800u
#define SMB2_SHAREFLAG_FORCE_LEVELII_OPLOCK 0x00001000u
#define SMB2_SHAREFLAG_ENABLE_HASH_V1 0x00002000u
#define SMB2_SHAREFLAG_ENABLE_HASH_V2 0x00004000u
#define SMB2_SHAREFLAG_ENCRYPT_DATA 0x00008000u
#define SMB2_SHAREFLAG_IDENTITY_REMOTING 0x00040000u
#define SMB2_SHAREFLAG_COMPRESS_DATA 0x00100000u
#define SMB2_SHAREFLAG_ISOLATED_TRANSPORT 0x00200000u

/* MS-SMB2 2.2.10 Capabilities */
#define SMB2_SHARE_CAP_DFS 0x00000008u
#define SMB2_SHARE_CAP_CONTINUOUS_AVAILABILITY 0x00000010u
#define SMB2_SHARE_CAP_SCALEOUT 0x00000020u
#define SMB2_SHARE_CAP_CLUSTER 0x00000040u
#define SMB2_SHARE_CAP_ASYMMETRIC 0x00000080u
#define SMB2_SHARE_CAP_REDIRECT_TO_OWNER 0x00000100u

/*
 * The body that several commands share, requests and responses alike: LOGOFF
 * (2.2.7, 2.2.8), TREE_DISCONNECT (2.2.11, 2.2.12), ECHO (2.2.28, 2.2.29),
 * CANCEL (2.2.30), the responses of FLUSH (2.2.18) and LOCK (2.2.27).
 */
struct proto_smb2_empty {
	__le16 structure_size; /* 4 */
	__le16 reserved;
} __packed;
PROTO_SIZE(struct proto_smb2_empty, 4);

/* MS-SMB2 2.2.13 */
struct proto_smb2_create_req {
	__le16 structure_size; /* 57 */
	u8 security_flags;
	u8 oplock_level;
	__le32 impersonation_level;
	__le64 smb_create_flags;
	__le64 reserved;
	__le32 desired_access;
	__le32 file_attributes;
	__le32 share_access;
	__le32 create_disposition;
	__le32 create_options;
	__le16 name_offset;
	__le16 name_length;
	__le32 contexts_offset;
	__le32 contexts_length;
} __packed;
PROTO_SIZE(struct proto_smb2_create_req, 56);
PROTO_OFFSET(struct proto_smb2_create_req, desired_access, 24);
PROTO_OFFSET(struct proto_smb2_create_req, name_offset, 44);

/* MS-SMB2 2.2.13 RequestedOplockLevel, 2.2.14 and 2.2.23 OplockLevel */
#define SMB2_OPLOCK_LEVEL_NONE 0x00
#define SMB2_OPLOCK_LEVEL_II 0x01
#define SMB2_OPLOCK_LEVEL_EXCLUSIVE 0x08
#define SMB2_OPLOCK_LEVEL_BATCH 0x09
#define SMB2_OPLOCK_LEVEL_LEASE 0xff

/* MS-SMB2 2.2.14 */
struct proto_smb2_create_rsp {
	__le16 structure_size; /* 89 */
	u8 oplock_level;
	u8 flags;
	__le32 create_action;
	__le64 creation_time;
	__le64 last_access_time;
	__le64 last_write_time;
	__le64 change_time;
	__le64 allocation_size;
	__le64 end_of_file;
	__le32 file_attributes;
	__le32 reserved2;
	__le64 persistent_id;
	__le64 volatile_id;
	__le32 contexts_offset;
	__le32 contexts_length;
} __packed;
PROTO_SIZE(struct proto_smb2_create_rsp, 88);
PROTO_OFFSET(struct proto_smb2_create_rsp, persistent_id, 64);

#define SMB2_CREATE_FLAG_REPARSEPOINT 0x01

/* MS-SMB2 2.2.15 */
struct proto_smb2_close_req {
	__le16 structure_size; /* 24 */
	__le16 flags;
	__le32 reserved;
	__le64 persistent_id;
	__le64 volatile_id;
} __packed;
PROTO_SIZE(struct proto_smb2_close_req, 24);

#define SMB2_CLOSE_FLAG_POSTQUERY_ATTRIB 0x0001

/* MS-SMB2 2.2.16 */
struct proto_smb2_close_rsp {
	__le16 structure_size; /* 60 */
	__le16 flags;
	__le32 reserved;
	__le64 creation_time;
	__le64 last_access_time;
	__le64 last_write_time;
	__le64 change_time;
	__le64 allocation_size;
	__le64 end_of_file;
	__le32 file_attributes;
} __packed;
PROTO_SIZE(struct proto_smb2_close_rsp, 60);

/* MS-SMB2 2.2.23.1, 2.2.24.1, 2.2.25.1: notification, acknowledgment, response */
struct proto_smb2_oplock_break {
	__le16 structure_size; /* 24 */
	u8 oplock_level;
	u8 reserved;
	__le32 reserved2;
	__le64 persistent_id;
	__le64 volatile_id;
} __packed;
PROTO_SIZE(struct proto_smb2_oplock_break, 24);

#define SMB2_LEASE_KEY_SIZE 16

/* MS-SMB2 2.2.23.2 */
struct proto_smb2_lease_break_notify {
	__le16 structure_size; /* 44 */
	__le16 new_epoch;
	__le32 flags;
	u8 lease_key[SMB2_LEASE_KEY_SIZE];
	__le32 current_lease_state;
	__le32 new_lease_state;
	__le32 break_reason;
	__le32 access_mask_hint;
	__le32 share_mask_hint;
} __packed;
PROTO_SIZE(struct proto_smb2_lease_break_notify, 44);

#define SMB2_NOTIFY_BREAK_LEASE_FLAG_ACK_REQUIRED 0x00000001u

/* MS-SMB2 2.2.24.2, 2.2.25.2: acknowledgment, response */
struct proto_smb2_lease_break_ack {
	__le16 structure_size; /* 36 */
	__le16 reserved;
	__le32 flags;
	u8 lease_key[SMB2_LEASE_KEY_SIZE];
	__le32 lease_state;
	__le64 lease_duration;
} __packed;
PROTO_SIZE(struct proto_smb2_lease_break_ack, 36);

/* MS-SMB2 2.2.13.2.8 LeaseState */
#define SMB2_LEASE_NONE 0x00000000u
#define SMB2_LEASE_READ_CACHING 0x00000001u
#define SMB2_LEASE_HANDLE_CACHING 0x00000002u
#define SMB2_LEASE_WRITE_CACHING 0x00000004u

#endif /* LWSMB_PROTO_SMB2_H */
