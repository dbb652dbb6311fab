/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Negotiate contexts and create contexts of SMB2 as bytes on the wire (MS-SMB2
 * 2.2.3.1, 2.2.13.2, 2.2.14.2): packed structures and constants.
 */
#ifndef LWSMB_PROTO_SMB2_CTX_H
#define LWSMB_PROTO_SMB2_CTX_H

#include "platform.h"
#include "proto_smb2.h"

/* MS-SMB2 2.2.3.1 ContextType; POSIX is of the SMB3 POSIX extensions */
enum smb2_neg_ctx_type {
	SMB2_PREAUTH_INTEGRITY_CAPABILITIES = 0x0001,
	SMB2_ENCRYPTION_CAPABILITIES = 0x0002,
	SMB2_COMPRESSION_CAPABILITIES = 0x0003,
	SMB2_NETNAME_NEGOTIATE_CONTEXT_ID = 0x0005,
	SMB2_TRANSPORT_CAPABILITIES = 0x0006,
	SMB2_RDMA_TRANSFORM_CAPABILITIES = 0x0007,
	SMB2_SIGNING_CAPABILITIES = 0x0008,
	SMB2_POSIX_EXTENSIONS_AVAILABLE = 0x0100,
};

/* MS-SMB2 2.2.3.1 */
struct proto_smb2_neg_ctx {
	__le16 context_type;
	__le16 data_length;
	__le32 reserved;
} __packed;
PROTO_SIZE(struct proto_smb2_neg_ctx, 8);

#define SMB2_NEG_CTX_ALIGN 8

/* MS-SMB2 2.2.3.1.1; the algorithms and the salt follow */
struct proto_smb2_preauth_caps {
	__le16 hash_algorithm_count;
	__le16 salt_length;
} __packed;
PROTO_SIZE(struct proto_smb2_preauth_caps, 4);

#define SMB2_PREAUTH_HASH_SHA512 0x0001

/* MS-SMB2 2.2.3.1.2, 2.2.3.1.7: a count, which the algorithms follow */
struct proto_smb2_algorithm_caps {
	__le16 count;
} __packed;
PROTO_SIZE(struct proto_smb2_algorithm_caps, 2);

/* MS-SMB2 2.2.3.1.2 Ciphers */
#define SMB2_ENCRYPTION_AES128_CCM 0x0001
#define SMB2_ENCRYPTION_AES128_GCM 0x0002
#define SMB2_ENCRYPTION_AES256_CCM 0x0003
#define SMB2_ENCRYPTION_AES256_GCM 0x0004

/* MS-SMB2 2.2.3.1.7 SigningAlgorithms */
#define SMB2_SIGNING_HMAC_SHA256 0x0000
#define SMB2_SIGNING_AES_CMAC 0x0001
#define SMB2_SIGNING_AES_GMAC 0x0002

/* MS-SMB2 2.2.3.1.3; the algorithms follow */
struct proto_smb2_compression_caps {
	__le16 count;
	__le16 padding;
	__le32 flags;
} __packed;
PROTO_SIZE(struct proto_smb2_compression_caps, 8);

/* MS-SMB2 2.2.3.1.3 Flags, CompressionAlgorithms */
#define SMB2_COMPRESSION_FLAG_CHAINED 0x00000001u
#define SMB2_COMPRESSION_NONE 0x0000
#define SMB2_COMPRESSION_LZNT1 0x0001
#define SMB2_COMPRESSION_LZ77 0x0002
#define SMB2_COMPRESSION_LZ77_HUFFMAN 0x0003
#define SMB2_COMPRESSION_PATTERN_V1 0x0004
#define SMB2_COMPRESSION_LZ4 0x0005

/* MS-SMB2 2.2.3.1.5 */
struct proto_smb2_transport_caps {
	__le32 flags;
} __packed;
PROTO_SIZE(struct proto_smb2_transport_caps, 4);

#define SMB2_ACCEPT_TRANSPORT_LEVEL_SECURITY 0x00000001u

/* MS-SMB2 2.2.3.1.6; the identifiers follow */
struct proto_smb2_rdma_caps {
	__le16 count;
	__le16 reserved1;
	__le32 reserved2;
} __packed;
PROTO_SIZE(struct proto_smb2_rdma_caps, 8);

#define SMB2_RDMA_TRANSFORM_NONE 0x0000
#define SMB2_RDMA_TRANSFORM_ENCRYPTION 0x0001
#define SMB2_RDMA_TRANSFORM_SIGNING 0x0002

/*
 * Data of SMB2_POSIX_EXTENSIONS_AVAILABLE, and the name of the create context of
 * the same extension.
 */
#define SMB2_POSIX_GUID_SIZE 16
#define SMB2_POSIX_GUID { \
	0x93, 0xad, 0x25, 0x50, 0x9c, 0xb4, 0x11, 0xe7, \
	0xb4, 0x23, 0x83, 0xde, 0x96, 0x8b, 0xcd, 0x7c }

/* MS-SMB2 2.2.13.2 */
struct proto_smb2_create_ctx {
	__le32 next;
	__le16 name_offset;
	__le16 name_length;
	__le16 reserved;
	__le16 data_offset;
	__le32 data_length;
} __packed;
PROTO_SIZE(struct proto_smb2_create_ctx, 16);

#define SMB2_CREATE_CTX_ALIGN 8

/* MS-SMB2 2.2.13.2.3 and 2.2.14.2.3: durable handle request, response */
struct proto_smb2_durable_req {
	u8 reserved[16];
} __packed;
PROTO_SIZE(struct proto_smb2_durable_req, 16);

struct proto_smb2_durable_rsp {
	u8 reserved[8];
} __packed;
PROTO_SIZE(struct proto_smb2_durable_rsp, 8);

/* MS-SMB2 2.2.13.2.4 */
struct proto_smb2_durable_reconnect {
	__le64 persistent_id;
	__le64 volatile_id;
} __packed;
PROTO_SIZE(struct proto_smb2_durable_reconnect, 16);

/* MS-SMB2 2.2.13.2.11 */
struct proto_smb2_durable_v2_req {
	__le32 timeout;
	__le32 flags;
	u8 reserved[8];
	u8 create_guid[SMB2_GUID_SIZE];
} __packed;
PROTO_SIZE(struct proto_smb2_durable_v2_req, 32);

/* MS-SMB2 2.2.14.2.12 */
struct proto_smb2_durable_v2_rsp {
	__le32 timeout;
	__le32 flags;
} __packed;
PROTO_SIZE(struct proto_smb2_durable_v2_rsp, 8);

#define SMB2_DHANDLE_FLAG_PERSISTENT 0x00000002u

/* MS-SMB2 2.2.13.2.12 */
struct proto_smb2_durable_v2_reconnect {
	__le64 persistent_id;
	__le64 volatile_id;
	u8 create_guid[SMB2_GUID_SIZE];
	__le32 flags;
} __packed;
PROTO_SIZE(struct proto_smb2_durable_v2_reconnect, 36);

/* MS-SMB2 2.2.13.2.6, 2.2.13.2.7, 2.2.13.2.5: one number */
struct proto_smb2_ctx_u64 {
	__le64 value;
} __packed;
PROTO_SIZE(struct proto_smb2_ctx_u64, 8);

/* MS-SMB2 2.2.14.2.5 */
struct proto_smb2_maximal_access_rsp {
	__le32 query_status;
	__le32 maximal_access;
} __packed;
PROTO_SIZE(struct proto_smb2_maximal_access_rsp, 8);

/* MS-SMB2 2.2.14.2.9 */
struct proto_smb2_disk_id_rsp {
	__le64 disk_file_id;
	__le64 volume_id;
	u8 reserved[16];
} __packed;
PROTO_SIZE(struct proto_smb2_disk_id_rsp, 32);

/* MS-SMB2 2.2.13.2.8, 2.2.14.2.10 */
struct proto_smb2_lease {
	u8 lease_key[SMB2_LEASE_KEY_SIZE];
	__le32 lease_state;
	__le32 lease_flags;
	__le64 lease_duration;
} __packed;
PROTO_SIZE(struct proto_smb2_lease, 32);

/* MS-SMB2 2.2.13.2.10, 2.2.14.2.11 */
struct proto_smb2_lease_v2 {
	struct proto_smb2_lease v1;
	u8 parent_lease_key[SMB2_LEASE_KEY_SIZE];
	__le16 epoch;
	__le16 reserved;
} __packed;
PROTO_SIZE(struct proto_smb2_lease_v2, 52);

/* MS-SMB2 2.2.13.2.8, 2.2.13.2.10, 2.2.14.2.10 LeaseFlags */
#define SMB2_LEASE_FLAG_BREAK_IN_PROGRESS 0x00000002u
#define SMB2_LEASE_FLAG_PARENT_LEASE_KEY_SET 0x00000004u

/* MS-SMB2 2.2.13.2.13 */
struct proto_smb2_app_instance_id {
	__le16 structure_size; /* 20 */
	__le16 reserved;
	u8 app_instance_id[SMB2_GUID_SIZE];
} __packed;
PROTO_SIZE(struct proto_smb2_app_instance_id, 20);

/* MS-SMB2 2.2.13.2.15 */
struct proto_smb2_app_instance_version {
	__le16 structure_size; /* 24 */
	__le16 reserved;
	__le32 padding;
	__le64 version_high;
	__le64 version_low;
} __packed;
PROTO_SIZE(struct proto_smb2_app_instance_version, 24);

/* SMB3 POSIX extensions: create context, request */
struct proto_smb2_posix_req {
	__le32 mode;
} __packed;
PROTO_SIZE(struct proto_smb2_posix_req, 4);

/* SMB3 POSIX extensions: create context, response; owner and group SID follow */
struct proto_smb2_posix_rsp {
	__le32 nlink;
	__le32 reparse_tag;
	__le32 mode;
} __packed;
PROTO_SIZE(struct proto_smb2_posix_rsp, 12);

/* The part of a SID that tells its length, MS-DTYP 2.4.2.2 */
struct proto_sid_start {
	u8 revision;
	u8 sub_authority_count;
	u8 identifier_authority[6];
} __packed;
PROTO_SIZE(struct proto_sid_start, 8);

#endif /* LWSMB_PROTO_SMB2_CTX_H */
