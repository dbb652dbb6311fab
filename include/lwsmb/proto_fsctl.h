/* SPDX-License-Identifier: GPL-2.0 */
/*
 * File system controls as bytes on the wire: codes and the structures in the
 * buffers of an IOCTL (MS-FSCC 2.3, MS-SMB2 2.2.31 and 2.2.32, MS-DFSC 2.2). Only
 * kernel/wire includes the structures; the constants are for everyone.
 */
#ifndef LWSMB_PROTO_FSCTL_H
#define LWSMB_PROTO_FSCTL_H

#include "platform.h"
#include "proto_fscc.h" /* reparse tags, compression formats */

/* MS-FSCC 2.3, MS-SMB2 2.2.31, MS-RSVD 2.2.1; fsctl_name() tells their names. */
enum fsctl {
	FSCTL_DFS_GET_REFERRALS = 0x00060194,
	FSCTL_DFS_GET_REFERRALS_EX = 0x000601b0,

	FSCTL_REQUEST_OPLOCK_LEVEL_1 = 0x00090000,
	FSCTL_REQUEST_OPLOCK_LEVEL_2 = 0x00090004,
	FSCTL_REQUEST_BATCH_OPLOCK = 0x00090008,
	FSCTL_LOCK_VOLUME = 0x00090018,
	FSCTL_UNLOCK_VOLUME = 0x0009001c,
	FSCTL_IS_PATHNAME_VALID = 0x0009002c,
	FSCTL_GET_COMPRESSION = 0x0009003c,
	FSCTL_QUERY_FAT_BPB = 0x00090058,
	FSCTL_FILESYSTEM_GET_STATISTICS = 0x00090060,
	FSCTL_GET_NTFS_VOLUME_DATA = 0x00090064,
	FSCTL_GET_RETRIEVAL_POINTERS = 0x00090073,
	FSCTL_IS_VOLUME_DIRTY = 0x00090078,
	FSCTL_ALLOW_EXTENDED_DASD_IO = 0x00090083,
	FSCTL_REQUEST_FILTER_OPLOCK = 0x0009008c,
	FSCTL_FIND_FILES_BY_SID = 0x0009008f,
	FSCTL_SET_OBJECT_ID = 0x00090098,
	FSCTL_GET_OBJECT_ID = 0x0009009c,
	FSCTL_DELETE_OBJECT_ID = 0x000900a0,
	FSCTL_SET_REPARSE_POINT = 0x000900a4,
	FSCTL_GET_REPARSE_POINT = 0x000900a8,
	FSCTL_DELETE_REPARSE_POINT = 0x000900ac,
	FSCTL_SET_OBJECT_ID_EXTENDED = 0x000900bc,
	FSCTL_CREATE_OR_GET_OBJECT_ID = 0x000900c0,
	FSCTL_SET_SPARSE = 0x000900c4,
	FSCTL_SET_ENCRYPTION = 0x000900d7,
	FSCTL_ENCRYPTION_FSCTL_IO = 0x000900db,
	FSCTL_WRITE_RAW_ENCRYPTED = 0x000900df,
	FSCTL_READ_RAW_ENCRYPTED = 0x000900e3,
	FSCTL_READ_FILE_USN_DATA = 0x000900eb,
	FSCTL_WRITE_USN_CLOSE_RECORD = 0x000900ef,
	FSCTL_MARK_HANDLE = 0x000900fc,
	FSCTL_SIS_COPYFILE = 0x00090100,
	FSCTL_RECALL_FILE = 0x00090117,
	FSCTL_QUERY_SPARING_INFO = 0x00090138,
	FSCTL_QUERY_ON_DISK_VOLUME_INFO = 0x0009013c,
	FSCTL_SET_ZERO_ON_DEALLOCATION = 0x00090194,
	FSCTL_SET_SHORT_NAME_BEHAVIOR = 0x000901b4,
	FSCTL_GET_INTEGRITY_INFORMATION = 0x0009027c,
	FSCTL_QUERY_FILE_REGIONS = 0x00090284,
	FSCTL_GET_REFS_VOLUME_DATA = 0x000902d8,
	FSCTL_QUERY_SHARED_VIRTUAL_DISK_SUPPORT = 0x00090300,
	FSCTL_SVHDX_SYNC_TUNNEL_REQUEST = 0x00090304,
	FSCTL_SVHDX_ASYNC_TUNNEL_REQUEST = 0x00090364,
	FSCTL_SET_INTEGRITY_INFORMATION_EX = 0x00090380,
	FSCTL_GET_RETRIEVAL_POINTERS_AND_REFCOUNT = 0x000903d3,
	FSCTL_GET_RETRIEVAL_POINTER_COUNT = 0x0009042b,
	FSCTL_REFS_STREAM_SNAPSHOT_MANAGEMENT = 0x00090440,
	FSCTL_QUERY_ALLOCATED_RANGES = 0x000940cf,
	FSCTL_OFFLOAD_READ = 0x00094264,
	FSCTL_SET_ZERO_DATA = 0x000980c8,
	FSCTL_SET_DEFECT_MANAGEMENT = 0x00098134,
	FSCTL_FILE_LEVEL_TRIM = 0x00098208,
	FSCTL_OFFLOAD_WRITE = 0x00098268,
	FSCTL_DUPLICATE_EXTENTS_TO_FILE = 0x00098344,
	FSCTL_DUPLICATE_EXTENTS_TO_FILE_EX = 0x000983e8,
	FSCTL_SET_COMPRESSION = 0x0009c040,
	FSCTL_SIS_LINK_FILES = 0x0009c104,
	FSCTL_SET_INTEGRITY_INFORMATION = 0x0009c280,

	FSCTL_PIPE_WAIT = 0x00110018,
	FSCTL_PIPE_PEEK = 0x0011400c,
	FSCTL_PIPE_TRANSCEIVE = 0x0011c017,

	FSCTL_SRV_REQUEST_RESUME_KEY = 0x00140078,
	FSCTL_LMR_GET_LINK_TRACKING_INFORMATION = 0x001400e8,
	FSCTL_LMR_SET_LINK_TRACKING_INFORMATION = 0x001400ec,
	FSCTL_LMR_REQUEST_RESILIENCY = 0x001401d4,
	FSCTL_QUERY_NETWORK_INTERFACE_INFO = 0x001401fc,
	FSCTL_VALIDATE_NEGOTIATE_INFO = 0x00140204,
	FSCTL_SRV_ENUMERATE_SNAPSHOTS = 0x00144064,
	FSCTL_SRV_COPYCHUNK = 0x001440f2,
	FSCTL_SRV_READ_HASH = 0x001441bb,
	FSCTL_SRV_COPYCHUNK_WRITE = 0x001480f2,
};

/* MS-SMB2 2.2.31.4 */
struct proto_fsctl_validate_negotiate_req {
	__le32 capabilities;
	u8 guid[16];
	__le16 security_mode;
	__le16 dialect_count;
} __packed;
PROTO_SIZE(struct proto_fsctl_validate_negotiate_req, 24);

/* MS-SMB2 2.2.32.6 */
struct proto_fsctl_validate_negotiate_rsp {
	__le32 capabilities;
	u8 guid[16];
	__le16 security_mode;
	__le16 dialect;
} __packed;
PROTO_SIZE(struct proto_fsctl_validate_negotiate_rsp, 24);

#define FSCTL_RESUME_KEY_SIZE 24

/* MS-SMB2 2.2.32.3 */
struct proto_fsctl_resume_key {
	u8 key[FSCTL_RESUME_KEY_SIZE];
	__le32 context_length;
} __packed;
PROTO_SIZE(struct proto_fsctl_resume_key, 28);

/* MS-SMB2 2.2.31.1 */
struct proto_fsctl_copychunk_req {
	u8 source_key[FSCTL_RESUME_KEY_SIZE];
	__le32 chunk_count;
	__le32 reserved;
} __packed;
PROTO_SIZE(struct proto_fsctl_copychunk_req, 32);

/* MS-SMB2 2.2.31.1.1 */
struct proto_fsctl_copychunk {
	__le64 source_offset;
	__le64 target_offset;
	__le32 length;
	__le32 reserved;
} __packed;
PROTO_SIZE(struct proto_fsctl_copychunk, 24);

/* MS-SMB2 2.2.32.1 */
struct proto_fsctl_copychunk_rsp {
	__le32 chunks_written;
	__le32 chunk_bytes_written;
	__le32 total_bytes_written;
} __packed;
PROTO_SIZE(struct proto_fsctl_copychunk_rsp, 12);

#define FSCTL_SOCKADDR_SIZE 128

/* MS-SMB2 2.2.32.5, without SockAddr_Storage, which is 128 bytes */
struct proto_fsctl_netif {
	__le32 next;
	__le32 if_index;
	__le32 capability;
	__le32 reserved;
	__le64 link_speed;
} __packed;
PROTO_SIZE(struct proto_fsctl_netif, 24);

#define FSCTL_NETIF_RSS_CAPABLE 0x00000001u
#define FSCTL_NETIF_RDMA_CAPABLE 0x00000002u

#define FSCTL_SOCKADDR_INET 0x0002
#define FSCTL_SOCKADDR_INET6 0x0017

/* MS-SMB2 2.2.32.5.1.1 */
struct proto_fsctl_sockaddr_in {
	__le16 family;
	__be16 port;
	u8 addr[4];
	u8 reserved[8];
} __packed;
PROTO_SIZE(struct proto_fsctl_sockaddr_in, 16);

/* MS-SMB2 2.2.32.5.1.2 */
struct proto_fsctl_sockaddr_in6 {
	__le16 family;
	__be16 port;
	__be32 flow_info;
	u8 addr[16];
	__le32 scope_id;
} __packed;
PROTO_SIZE(struct proto_fsctl_sockaddr_in6, 28);

/* MS-SMB2 2.2.31.3 */
struct proto_fsctl_resiliency_req {
	__le32 timeout;
	__le32 reserved;
} __packed;
PROTO_SIZE(struct proto_fsctl_resiliency_req, 8);

/* MS-SMB2 2.2.32.2 */
struct proto_fsctl_snapshots {
	__le32 number;
	__le32 number_returned;
	__le32 array_size;
} __packed;
PROTO_SIZE(struct proto_fsctl_snapshots, 12);

/* MS-FSCC 2.3.49 */
struct proto_fsctl_pipe_wait_req {
	__le64 timeout;
	__le32 name_length;
	u8 timeout_specified;
	u8 padding;
} __packed;
PROTO_SIZE(struct proto_fsctl_pipe_wait_req, 14);

/* MS-FSCC 2.3.46 */
struct proto_fsctl_pipe_peek_rsp {
	__le32 named_pipe_state;
	__le32 read_data_available;
	__le32 number_of_messages;
	__le32 message_length;
} __packed;
PROTO_SIZE(struct proto_fsctl_pipe_peek_rsp, 16);

/* MS-FSCC 2.3.83 */
struct proto_fsctl_set_sparse {
	u8 set_sparse;
} __packed;
PROTO_SIZE(struct proto_fsctl_set_sparse, 1);

/* MS-FSCC 2.3.85 */
struct proto_fsctl_zero_data {
	__le64 file_offset;
	__le64 beyond_final_zero;
} __packed;
PROTO_SIZE(struct proto_fsctl_zero_data, 16);

/* MS-FSCC 2.3.52 FILE_ALLOCATED_RANGE_BUFFER, 2.3.13.1 FILE_LEVEL_TRIM_RANGE */
struct proto_fsctl_range {
	__le64 offset;
	__le64 length;
} __packed;
PROTO_SIZE(struct proto_fsctl_range, 16);

/* MS-FSCC 2.3.13 */
struct proto_fsctl_trim_req {
	__le32 key;
	__le32 num_ranges;
} __packed;
PROTO_SIZE(struct proto_fsctl_trim_req, 8);

/* MS-FSCC 2.3.14 */
struct proto_fsctl_trim_rsp {
	__le32 num_ranges_processed;
} __packed;
PROTO_SIZE(struct proto_fsctl_trim_rsp, 4);

/* MS-FSCC 2.3.55 FILE_REGION_INPUT */
struct proto_fsctl_regions_req {
	__le64 file_offset;
	__le64 length;
	__le32 desired_usage;
	__le32 reserved;
} __packed;
PROTO_SIZE(struct proto_fsctl_regions_req, 24);

#define FILE_REGION_USAGE_VALID_CACHED_DATA 0x00000001u
#define FILE_REGION_USAGE_VALID_NONCACHED_DATA 0x00000002u

/* MS-FSCC 2.3.56 FILE_REGION_OUTPUT */
struct proto_fsctl_regions_rsp {
	__le32 flags;
	__le32 total_region_entry_count;
	__le32 region_entry_count;
	__le32 reserved;
} __packed;
PROTO_SIZE(struct proto_fsctl_regions_rsp, 16);

/* MS-FSCC 2.3.56.1 FILE_REGION_INFO */
struct proto_fsctl_region {
	__le64 file_offset;
	__le64 length;
	__le32 usage;
	__le32 reserved;
} __packed;
PROTO_SIZE(struct proto_fsctl_region, 24);

/* MS-FSCC 2.3.7.2 SMB2_DUPLICATE_EXTENTS_DATA */
struct proto_fsctl_dup_extents {
	__le64 persistent_id;
	__le64 volatile_id;
	__le64 source_offset;
	__le64 target_offset;
	__le64 byte_count;
} __packed;
PROTO_SIZE(struct proto_fsctl_dup_extents, 40);

/* MS-FSCC 2.3.9.2 SMB2_DUPLICATE_EXTENTS_DATA_EX */
struct proto_fsctl_dup_extents_ex {
	__le64 structure_size;
	__le64 persistent_id;
	__le64 volatile_id;
	__le64 source_offset;
	__le64 target_offset;
	__le64 byte_count;
	__le32 flags;
	__le32 reserved;
} __packed;
PROTO_SIZE(struct proto_fsctl_dup_extents_ex, 56);

/* The StructureSize that the document prescribes, smaller than the structure. */
#define FSCTL_DUP_EXTENTS_EX_STRUCTURE_SIZE 0x30
#define DUPLICATE_EXTENTS_DATA_EX_SOURCE_ATOMIC 0x00000001u

/* MS-FSCC 2.3.18 and 2.3.67 */
struct proto_fsctl_compression {
	__le16 state;
} __packed;
PROTO_SIZE(struct proto_fsctl_compression, 2);

/* A wish of FSCTL_SET_COMPRESSION, next to the formats of proto_fscc.h. */
#define COMPRESSION_FORMAT_DEFAULT 0x0001

/* MS-FSCC 2.1.3 FILE_OBJECTID_BUFFER, types 1 and 2 */
struct proto_fsctl_object_id {
	u8 object_id[16];
	u8 birth_volume_id[16];
	u8 birth_object_id[16];
	u8 domain_id[16];
} __packed;
PROTO_SIZE(struct proto_fsctl_object_id, 64);

/* MS-FSCC 2.3.20 */
struct proto_fsctl_integrity_info {
	__le16 checksum_algorithm;
	__le16 reserved;
	__le32 flags;
	__le32 checksum_chunk_size;
	__le32 cluster_size;
} __packed;
PROTO_SIZE(struct proto_fsctl_integrity_info, 16);

/* MS-FSCC 2.3.73 */
struct proto_fsctl_set_integrity {
	__le16 checksum_algorithm;
	__le16 reserved;
	__le32 flags;
} __packed;
PROTO_SIZE(struct proto_fsctl_set_integrity, 8);

#define CHECKSUM_TYPE_NONE 0x0000
#define CHECKSUM_TYPE_CRC32 0x0001
#define CHECKSUM_TYPE_CRC64 0x0002
#define CHECKSUM_TYPE_UNCHANGED 0xffff
#define FSCTL_INTEGRITY_FLAG_CHECKSUM_ENFORCEMENT_OFF 0x00000001u

/* MS-FSCC 2.3.75 */
struct proto_fsctl_set_integrity_ex {
	u8 enable_integrity;
	u8 keep_integrity_state_unchanged;
	__le16 reserved;
	__le32 flags;
	u8 version;
	u8 reserved2[7];
} __packed;
PROTO_SIZE(struct proto_fsctl_set_integrity_ex, 16);

/* MS-FSCC 2.1.2.2 REPARSE_DATA_BUFFER */
struct proto_reparse {
	__le32 tag;
	__le16 data_length; /* of what follows this and, if there is one, the GUID */
	__le16 reserved;
} __packed;
PROTO_SIZE(struct proto_reparse, 8);

/*
 * MS-FSCC 2.1.2.3 REPARSE_GUID_DATA_BUFFER: a tag without IO_REPARSE_TAG_MICROSOFT is
 * followed by its owner's GUID.
 */
#define REPARSE_GUID_SIZE 16

/* MS-FSCC 2.1.2.5: the data of a mount point */
struct proto_reparse_mount_point {
	__le16 substitute_name_offset; /* offsets count from the end of this */
	__le16 substitute_name_length;
	__le16 print_name_offset;
	__le16 print_name_length;
} __packed;
PROTO_SIZE(struct proto_reparse_mount_point, 8);

/* MS-FSCC 2.1.2.4: the data of a symbolic link */
struct proto_reparse_symlink {
	struct proto_reparse_mount_point names;
	__le32 flags;
} __packed;
PROTO_SIZE(struct proto_reparse_symlink, 12);

#define SYMLINK_FLAG_RELATIVE 0x00000001u

/* MS-FSCC 2.1.2.6: the data of an NFS reparse point */
struct proto_reparse_nfs {
	__le64 type;
} __packed;
PROTO_SIZE(struct proto_reparse_nfs, 8);

/* MS-FSCC 2.1.2.6: behind the type, for devices */
struct proto_reparse_nfs_dev {
	__le32 major;
	__le32 minor;
} __packed;
PROTO_SIZE(struct proto_reparse_nfs_dev, 8);

#define NFS_SPECFILE_LNK 0x00000000014b4e4cull
#define NFS_SPECFILE_CHR 0x0000000000524843ull
#define NFS_SPECFILE_BLK 0x00000000004b4c42ull
#define NFS_SPECFILE_FIFO 0x000000004f464946ull
#define NFS_SPECFILE_SOCK 0x000000004b434f53ull

/* MS-FSCC 2.1.2.7: the data of a symbolic link of the Linux subsystem */
struct proto_reparse_lx_symlink {
	__le32 version; /* 2 */
} __packed;
PROTO_SIZE(struct proto_reparse_lx_symlink, 4);

#define LX_SYMLINK_VERSION 2

/* MS-DFSC 2.2.2 */
struct proto_dfs_req {
	__le16 max_referral_level;
} __packed;
PROTO_SIZE(struct proto_dfs_req, 2);

/* MS-DFSC 2.2.3 */
struct proto_dfs_req_ex {
	__le16 max_referral_level;
	__le16 flags;
	__le32 data_length;
} __packed;
PROTO_SIZE(struct proto_dfs_req_ex, 8);

#define DFS_REQ_SITE_NAME 0x0001

/* MS-DFSC 2.2.4 */
struct proto_dfs_rsp {
	__le16 path_consumed;
	__le16 referral_count;
	__le32 flags;
} __packed;
PROTO_SIZE(struct proto_dfs_rsp, 8);

#define DFS_RSP_REFERRAL_SERVERS 0x00000001u
#define DFS_RSP_STORAGE_SERVERS 0x00000002u
#define DFS_RSP_TARGET_FAILBACK 0x00000004u

/* MS-DFSC 2.2.5: what all versions of an entry begin with, and all of version 1 */
struct proto_dfs_referral {
	__le16 version;
	__le16 size;
	__le16 server_type;
	__le16 flags;
} __packed;
PROTO_SIZE(struct proto_dfs_referral, 8);

/* MS-DFSC 2.2.5.2: offsets count from the beginning of the entry */
struct proto_dfs_referral_v2 {
	struct proto_dfs_referral hdr;
	__le32 proximity;
	__le32 ttl;
	__le16 path_offset;
	__le16 alternate_path_offset;
	__le16 address_offset;
} __packed;
PROTO_SIZE(struct proto_dfs_referral_v2, 22);

/* MS-DFSC 2.2.5.3 and 2.2.5.4, without the 16 bytes that follow in most entries */
struct proto_dfs_referral_v3 {
	struct proto_dfs_referral hdr;
	__le32 ttl;
	__le16 path_offset; /* or SpecialNameOffset */
	__le16 alternate_path_offset; /* or NumberOfExpandedNames */
	__le16 address_offset; /* or ExpandedNameOffset */
} __packed;
PROTO_SIZE(struct proto_dfs_referral_v3, 18);

#define DFS_REFERRAL_GUID_SIZE 16
#define DFS_REFERRAL_SERVER_NON_ROOT 0x0000
#define DFS_REFERRAL_SERVER_ROOT 0x0001
#define DFS_REFERRAL_NAME_LIST 0x0002
#define DFS_REFERRAL_TARGET_SET_BOUNDARY 0x0004

#endif /* LWSMB_PROTO_FSCTL_H */
