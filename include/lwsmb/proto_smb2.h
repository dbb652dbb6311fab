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

#endif /* LWSMB_PROTO_SMB2_H */
