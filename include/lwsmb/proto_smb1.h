/* SPDX-License-Identifier: GPL-2.0 */
/*
 * SMB 1 as bytes on the wire: packed structures and constants, nothing else
 * (MS-CIFS section 2.2, MS-SMB section 2.2). Only kernel/wire includes the
 * structures; the constants are for everyone.
 */
#ifndef LWSMB_PROTO_SMB1_H
#define LWSMB_PROTO_SMB1_H

#include "proto_smb2.h" /* SMB1_PROTOCOL_ID */

/* MS-CIFS 2.2.2.1: the commands that clients since Windows 2000 send, and AndX */
enum smb1_command {
	SMB1_CREATE_DIRECTORY = 0x00,
	SMB1_DELETE_DIRECTORY = 0x01,
	SMB1_OPEN = 0x02,
	SMB1_CREATE = 0x03,
	SMB1_CLOSE = 0x04,
	SMB1_FLUSH = 0x05,
	SMB1_DELETE = 0x06,
	SMB1_RENAME = 0x07,
	SMB1_QUERY_INFORMATION = 0x08,
	SMB1_SET_INFORMATION = 0x09,
	SMB1_READ = 0x0a,
	SMB1_WRITE = 0x0b,
	SMB1_CHECK_DIRECTORY = 0x10,
	SMB1_PROCESS_EXIT = 0x11,
	SMB1_SEEK = 0x12,
	SMB1_SET_INFORMATION2 = 0x22,
	SMB1_QUERY_INFORMATION2 = 0x23,
	SMB1_LOCKING_ANDX = 0x24,
	SMB1_TRANSACTION = 0x25,
	SMB1_TRANSACTION_SECONDARY = 0x26,
	SMB1_IOCTL = 0x27,
	SMB1_ECHO = 0x2b,
	SMB1_WRITE_AND_CLOSE = 0x2c,
	SMB1_OPEN_ANDX = 0x2d,
	SMB1_READ_ANDX = 0x2e,
	SMB1_WRITE_ANDX = 0x2f,
	SMB1_TRANSACTION2 = 0x32,
	SMB1_TRANSACTION2_SECONDARY = 0x33,
	SMB1_FIND_CLOSE2 = 0x34,
	SMB1_TREE_CONNECT = 0x70,
	SMB1_TREE_DISCONNECT = 0x71,
	SMB1_NEGOTIATE = 0x72,
	SMB1_SESSION_SETUP_ANDX = 0x73,
	SMB1_LOGOFF_ANDX = 0x74,
	SMB1_TREE_CONNECT_ANDX = 0x75,
	SMB1_QUERY_INFORMATION_DISK = 0x80,
	SMB1_SEARCH = 0x81,
	SMB1_NT_TRANSACT = 0xa0,
	SMB1_NT_TRANSACT_SECONDARY = 0xa1,
	SMB1_NT_CREATE_ANDX = 0xa2,
	SMB1_NT_CANCEL = 0xa4,
	SMB1_NT_RENAME = 0xa5,
	SMB1_NO_ANDX_COMMAND = 0xff,
};

/* MS-CIFS 2.2.3.1 Flags */
#define SMB1_FLAGS_LOCK_AND_READ_OK 0x01
#define SMB1_FLAGS_BUF_AVAIL 0x02
#define SMB1_FLAGS_CASE_INSENSITIVE 0x08
#define SMB1_FLAGS_CANONICALIZED_PATHS 0x10
#define SMB1_FLAGS_OPLOCK 0x20
#define SMB1_FLAGS_OPBATCH 0x40
#define SMB1_FLAGS_REPLY 0x80

/* MS-CIFS 2.2.3.1 and MS-SMB 2.2.3.1 Flags2 */
#define SMB1_FLAGS2_LONG_NAMES 0x0001
#define SMB1_FLAGS2_EAS 0x0002
#define SMB1_FLAGS2_SECURITY_SIGNATURE 0x0004
#define SMB1_FLAGS2_COMPRESSED 0x0008
#define SMB1_FLAGS2_SIGNATURE_REQUIRED 0x0010
#define SMB1_FLAGS2_IS_LONG_NAME 0x0040
#define SMB1_FLAGS2_REPARSE_PATH 0x0400
#define SMB1_FLAGS2_EXTENDED_SECURITY 0x0800
#define SMB1_FLAGS2_DFS 0x1000
#define SMB1_FLAGS2_PAGING_IO 0x2000
#define SMB1_FLAGS2_NT_STATUS 0x4000
#define SMB1_FLAGS2_UNICODE 0x8000

#define SMB1_HDR_SIZE 32
#define SMB1_SIGNATURE_SIZE 8
#define SMB1_SIGNATURE_OFFSET 14

/* MS-CIFS 2.2.3.1 */
struct proto_smb1_hdr {
	__le32 protocol_id;
	u8 command;
	union {
		__le32 status;
		struct {
			u8 class;
			u8 reserved;
			__le16 code;
		} __packed dos;
	} __packed;
	u8 flags;
	__le16 flags2;
	__le16 pid_high;
	u8 signature[SMB1_SIGNATURE_SIZE];
	__le16 reserved;
	__le16 tid;
	__le16 pid_low;
	__le16 uid;
	__le16 mid;
} __packed;
PROTO_SIZE(struct proto_smb1_hdr, SMB1_HDR_SIZE);
PROTO_OFFSET(struct proto_smb1_hdr, signature, SMB1_SIGNATURE_OFFSET);

/* MS-CIFS 2.2.3.4: the first two words of an AndX command */
struct proto_smb1_andx {
	u8 command;
	u8 reserved;
	__le16 offset; /* from the header */
} __packed;
PROTO_SIZE(struct proto_smb1_andx, 4);

/* MS-CIFS 2.2.4.52.1: each dialect is this byte and a NUL-terminated string */
#define SMB1_BUFFER_FORMAT_DIALECT 0x02

/* The dialects that a server of ours picks from. MS-CIFS 1.7, MS-SMB2 1.7 */
#define SMB1_DIALECT_NT_LM "NT LM 0.12"
#define SMB1_DIALECT_SMB2_002 "SMB 2.002"
#define SMB1_DIALECT_SMB2_ANY "SMB 2.???"

#define SMB1_NO_DIALECT 0xffff /* MS-CIFS 2.2.4.52.2 DialectIndex: none of them */

/* MS-CIFS 2.2.4.52.2 SecurityMode */
#define SMB1_SECURITY_USER 0x01
#define SMB1_SECURITY_ENCRYPT_PASSWORDS 0x02
#define SMB1_SECURITY_SIGNATURES_ENABLED 0x04
#define SMB1_SECURITY_SIGNATURES_REQUIRED 0x08

/* MS-CIFS 2.2.4.52.2 and MS-SMB 2.2.4.5.2.1 Capabilities */
#define SMB1_CAP_RAW_MODE 0x00000001u
#define SMB1_CAP_MPX_MODE 0x00000002u
#define SMB1_CAP_UNICODE 0x00000004u
#define SMB1_CAP_LARGE_FILES 0x00000008u
#define SMB1_CAP_NT_SMBS 0x00000010u
#define SMB1_CAP_RPC_REMOTE_APIS 0x00000020u
#define SMB1_CAP_STATUS32 0x00000040u
#define SMB1_CAP_LEVEL_II_OPLOCKS 0x00000080u
#define SMB1_CAP_LOCK_AND_READ 0x00000100u
#define SMB1_CAP_NT_FIND 0x00000200u
#define SMB1_CAP_DFS 0x00001000u
#define SMB1_CAP_INFOLEVEL_PASSTHRU 0x00002000u
#define SMB1_CAP_LARGE_READX 0x00004000u
#define SMB1_CAP_LARGE_WRITEX 0x00008000u
#define SMB1_CAP_LWIO 0x00010000u
#define SMB1_CAP_UNIX 0x00800000u
#define SMB1_CAP_COMPRESSED_DATA 0x02000000u
#define SMB1_CAP_DYNAMIC_REAUTH 0x20000000u
#define SMB1_CAP_PERSISTENT_HANDLES 0x40000000u
#define SMB1_CAP_EXTENDED_SECURITY 0x80000000u

#define SMB1_GUID_SIZE 16

/* MS-CIFS 2.2.4.52.2: the answer to NT LM 0.12, 17 words */
struct proto_smb1_negotiate_rsp {
	__le16 dialect_index;
	u8 security_mode;
	__le16 max_mpx;
	__le16 max_vcs;
	__le32 max_buffer;
	__le32 max_raw;
	__le32 session_key;
	__le32 capabilities;
	__le64 system_time;
	__le16 zone;
	u8 challenge_length;
} __packed;
PROTO_SIZE(struct proto_smb1_negotiate_rsp, 34);
PROTO_OFFSET(struct proto_smb1_negotiate_rsp, capabilities, 19);

/* MS-CIFS 2.2.4.52.2 names it; X/Open C209: the answer to LANMAN 1.0 to 2.1, 13 words */
struct proto_smb1_negotiate_lanman {
	__le16 dialect_index;
	__le16 security_mode;
	__le16 max_buffer;
	__le16 max_mpx;
	__le16 max_vcs;
	__le16 raw_mode;
	__le32 session_key;
	__le16 server_time;
	__le16 server_date;
	__le16 zone;
	__le16 challenge_length;
	__le16 reserved;
} __packed;
PROTO_SIZE(struct proto_smb1_negotiate_lanman, 26);
PROTO_OFFSET(struct proto_smb1_negotiate_lanman, server_time, 16);

#endif /* LWSMB_PROTO_SMB1_H */
