/* SPDX-License-Identifier: GPL-2.0 */
/*
 * File system controls: what an IOCTL's buffers hold, as host-order structures, and
 * the codec (MS-FSCC 2.3, MS-SMB2 2.2.31 and 2.2.32, MS-DFSC 2.2).
 *
 * A decoder is called with a cursor over one buffer, whose first byte is the base;
 * an encoder likewise with a cursor of its own for the buffer. Bytes behind what a
 * format knows are not looked at: the position tells the caller where they begin.
 */
#ifndef LWSMB_WIRE_FSCTL_H
#define LWSMB_WIRE_FSCTL_H

#include "proto_fsctl.h"
#include "wire_list.h"
#include "wire_smb2.h"

const char *fsctl_name(u32 code);

/**
 * struct fsctl_validate_negotiate_req - VALIDATE_NEGOTIATE_INFO request, MS-SMB2
 *                                       2.2.31.4
 * @capabilities: SMB2_GLOBAL_CAP_* as in the NEGOTIATE request
 * @guid: ClientGuid of the NEGOTIATE request
 * @security_mode: SMB2_NEGOTIATE_SIGNING_* as in the NEGOTIATE request
 * @dialects: 16-bit little-endian numbers, at most 65535; off ignored by the encoder
 */
struct fsctl_validate_negotiate_req {
	u32 capabilities;
	u8 guid[16];
	u16 security_mode;
	struct wire_span dialects;
};

int __must_check
wire_fsctl_validate_negotiate_req_decode(struct wire_rd *r,
					 struct fsctl_validate_negotiate_req *m);
int __must_check
wire_fsctl_validate_negotiate_req_encode(struct wire_wr *w,
					 const struct fsctl_validate_negotiate_req *m);

/**
 * struct fsctl_validate_negotiate_rsp - VALIDATE_NEGOTIATE_INFO response, MS-SMB2
 *                                       2.2.32.6
 * @capabilities: SMB2_GLOBAL_CAP_* as in the NEGOTIATE response
 * @guid: ServerGuid
 * @security_mode: SMB2_NEGOTIATE_SIGNING_* as in the NEGOTIATE response
 * @dialect: dialect that was chosen
 */
struct fsctl_validate_negotiate_rsp {
	u32 capabilities;
	u8 guid[16];
	u16 security_mode;
	u16 dialect;
};

int __must_check
wire_fsctl_validate_negotiate_rsp_decode(struct wire_rd *r,
					 struct fsctl_validate_negotiate_rsp *m);
int __must_check
wire_fsctl_validate_negotiate_rsp_encode(struct wire_wr *w,
					 const struct fsctl_validate_negotiate_rsp *m);

/**
 * struct fsctl_resume_key - SRV_REQUEST_RESUME_KEY response, MS-SMB2 2.2.32.3
 * @key: opaque name of the open, for copychunk
 * @context_length: 0
 * @context: everything behind that. Windows sends 4 bytes although context_length is
 *           0, and wants 32 bytes in all; off ignored by the encoder
 */
struct fsctl_resume_key {
	u8 key[FSCTL_RESUME_KEY_SIZE];
	u32 context_length;
	struct wire_span context;
};

int __must_check wire_fsctl_resume_key_decode(struct wire_rd *r,
					      struct fsctl_resume_key *m);
int __must_check wire_fsctl_resume_key_encode(struct wire_wr *w,
					      const struct fsctl_resume_key *m);

/**
 * struct fsctl_copychunk_req - SRV_COPYCHUNK_COPY, MS-SMB2 2.2.31.1
 * @source_key: resume key of the file to copy from
 * @chunk_count: number of chunks
 * @reserved: 0
 * @chunks: the chunks, for wire_fsctl_copychunk_next(). Encoded if it is not empty,
 *          its off ignored, else the caller appends @chunk_count of them himself
 */
struct fsctl_copychunk_req {
	u8 source_key[FSCTL_RESUME_KEY_SIZE];
	u32 chunk_count;
	u32 reserved;
	struct wire_span chunks;
};

/**
 * struct fsctl_copychunk - SRV_COPYCHUNK, MS-SMB2 2.2.31.1.1
 * @source_offset: position in the source file, in bytes
 * @target_offset: position in the target file, in bytes
 * @length: bytes to copy
 * @reserved: 0
 */
struct fsctl_copychunk {
	u64 source_offset;
	u64 target_offset;
	u32 length;
	u32 reserved;
};

/**
 * struct fsctl_copychunk_rsp - SRV_COPYCHUNK_RESPONSE, MS-SMB2 2.2.32.1
 * @chunks_written: chunks copied; with STATUS_INVALID_PARAMETER the most chunks that
 *                  a request may hold
 * @chunk_bytes_written: bytes of the chunk that failed; or the longest chunk allowed
 * @total_bytes_written: bytes copied; or the most bytes allowed in a request
 */
struct fsctl_copychunk_rsp {
	u32 chunks_written;
	u32 chunk_bytes_written;
	u32 total_bytes_written;
};

int __must_check wire_fsctl_copychunk_req_decode(struct wire_rd *r,
						 struct fsctl_copychunk_req *m);
int __must_check wire_fsctl_copychunk_req_encode(struct wire_wr *w,
						 const struct fsctl_copychunk_req *m);
int __must_check wire_fsctl_copychunk_next(struct wire_rd *list,
					   struct fsctl_copychunk *e);
int __must_check wire_fsctl_copychunk_append(struct wire_wr *w,
					     const struct fsctl_copychunk *e);
int __must_check wire_fsctl_copychunk_rsp_decode(struct wire_rd *r,
						 struct fsctl_copychunk_rsp *m);
int __must_check wire_fsctl_copychunk_rsp_encode(struct wire_wr *w,
						 const struct fsctl_copychunk_rsp *m);

/**
 * struct fsctl_netif - NETWORK_INTERFACE_INFO, MS-SMB2 2.2.32.5
 * @if_index: index of the interface
 * @capability: FSCTL_NETIF_*
 * @reserved: 0
 * @link_speed: bits per second
 * @sockaddr: FSCTL_SOCKADDR_SIZE bytes, for wire_fsctl_sockaddr_decode()
 * @pad: bytes up to the next entry or the end, usually none: the entry's 152 bytes
 *       are aligned to 8 as they are
 *
 * The offsets of the spans count from the entry and are not looked at when the
 * entry is appended.
 */
struct fsctl_netif {
	u32 if_index;
	u32 capability;
	u32 reserved;
	u64 link_speed;
	struct wire_span sockaddr;
	struct wire_span pad;
};

/**
 * struct fsctl_sockaddr - SOCKADDR_STORAGE, MS-SMB2 2.2.32.5.1
 * @family: FSCTL_SOCKADDR_INET or _INET6; for any other nothing else is set
 * @port: port, usually 0
 * @flow_info: IPv6 only
 * @addr: address in network order; for IPv4 the first four bytes
 * @scope_id: IPv6 only
 */
struct fsctl_sockaddr {
	u16 family;
	u16 port;
	u32 flow_info;
	u8 addr[16];
	u32 scope_id;
};

int __must_check wire_fsctl_netif_next(struct wire_rd *list, struct fsctl_netif *e);
int __must_check wire_fsctl_netif_append(struct wire_list_wr *l,
					 const struct fsctl_netif *e);
int __must_check wire_fsctl_sockaddr_decode(struct wire_rd *r,
					    struct fsctl_sockaddr *m);
int __must_check wire_fsctl_sockaddr_encode(struct wire_wr *w,
					    const struct fsctl_sockaddr *m);

/**
 * struct fsctl_resiliency_req - NETWORK_RESILIENCY_REQUEST, MS-SMB2 2.2.31.3
 * @timeout: milliseconds
 * @reserved: 0
 */
struct fsctl_resiliency_req {
	u32 timeout;
	u32 reserved;
};

int __must_check wire_fsctl_resiliency_req_decode(struct wire_rd *r,
						  struct fsctl_resiliency_req *m);
int __must_check
wire_fsctl_resiliency_req_encode(struct wire_wr *w,
				 const struct fsctl_resiliency_req *m);

/**
 * struct fsctl_snapshots - SRV_SNAPSHOT_ARRAY, MS-SMB2 2.2.32.2
 * @number: snapshots that there are
 * @number_returned: snapshots in @list; 0 if not all of them fit
 * @array_size: bytes in the list, or that it would need
 * @list: everything behind that: UTF-16LE strings, each with its terminator, and an
 *        empty one, for wire_fsctl_snapshot_next(); off ignored by the encoder
 */
struct fsctl_snapshots {
	u32 number;
	u32 number_returned;
	u32 array_size;
	struct wire_span list;
};

int __must_check wire_fsctl_snapshots_decode(struct wire_rd *r,
					     struct fsctl_snapshots *m);
int __must_check wire_fsctl_snapshots_encode(struct wire_wr *w,
					     const struct fsctl_snapshots *m);
int __must_check wire_fsctl_snapshot_next(struct wire_rd *list,
					  struct wire_span *name);
int __must_check wire_fsctl_snapshot_append(struct wire_wr *w,
					    const struct wire_span *name);

/**
 * struct fsctl_pipe_wait_req - FSCTL_PIPE_WAIT request, MS-FSCC 2.3.49
 * @timeout: units of 100 ns, negative as relative times are
 * @timeout_specified: 0 for the pipe's own time-out
 * @padding: 0
 * @name: name of the pipe without prefix, UTF-16LE; off ignored by the encoder
 */
struct fsctl_pipe_wait_req {
	s64 timeout;
	u8 timeout_specified;
	u8 padding;
	struct wire_span name;
};

int __must_check wire_fsctl_pipe_wait_req_decode(struct wire_rd *r,
						 struct fsctl_pipe_wait_req *m);
int __must_check wire_fsctl_pipe_wait_req_encode(struct wire_wr *w,
						 const struct fsctl_pipe_wait_req *m);

/**
 * struct fsctl_pipe_peek_rsp - FSCTL_PIPE_PEEK reply, MS-FSCC 2.3.46
 * @named_pipe_state: FILE_PIPE_*_STATE
 * @read_data_available: bytes that can be read
 * @number_of_messages: messages in the pipe, for a pipe in message mode
 * @message_length: bytes in the first message
 * @data: everything behind that; off ignored by the encoder
 */
struct fsctl_pipe_peek_rsp {
	u32 named_pipe_state;
	u32 read_data_available;
	u32 number_of_messages;
	u32 message_length;
	struct wire_span data;
};

int __must_check wire_fsctl_pipe_peek_rsp_decode(struct wire_rd *r,
						 struct fsctl_pipe_peek_rsp *m);
int __must_check wire_fsctl_pipe_peek_rsp_encode(struct wire_wr *w,
						 const struct fsctl_pipe_peek_rsp *m);

/**
 * struct fsctl_set_sparse - FSCTL_SET_SPARSE request, MS-FSCC 2.3.83
 * @set_sparse: 0 to make the file an ordinary one
 * @absent: the buffer is empty, which means @set_sparse is 1
 */
struct fsctl_set_sparse {
	u8 set_sparse;
	bool absent;
};

int __must_check wire_fsctl_set_sparse_decode(struct wire_rd *r,
					      struct fsctl_set_sparse *m);
int __must_check wire_fsctl_set_sparse_encode(struct wire_wr *w,
					      const struct fsctl_set_sparse *m);

/**
 * struct fsctl_zero_data - FSCTL_SET_ZERO_DATA request, MS-FSCC 2.3.85
 * @file_offset: first byte to zero
 * @beyond_final_zero: byte behind the last one to zero
 */
struct fsctl_zero_data {
	s64 file_offset;
	s64 beyond_final_zero;
};

int __must_check wire_fsctl_zero_data_decode(struct wire_rd *r,
					     struct fsctl_zero_data *m);
int __must_check wire_fsctl_zero_data_encode(struct wire_wr *w,
					     const struct fsctl_zero_data *m);

/**
 * struct fsctl_range - a range of a file
 * @offset: first byte
 * @length: bytes
 *
 * QUERY_ALLOCATED_RANGES takes one and returns a list (MS-FSCC 2.3.51 and 2.3.52);
 * FILE_LEVEL_TRIM takes a list (2.3.13.1), where both numbers are unsigned.
 */
struct fsctl_range {
	s64 offset;
	s64 length;
};

int __must_check wire_fsctl_range_decode(struct wire_rd *r, struct fsctl_range *m);
int __must_check wire_fsctl_range_encode(struct wire_wr *w,
					 const struct fsctl_range *m);
int __must_check wire_fsctl_range_next(struct wire_rd *list, struct fsctl_range *e);

/**
 * struct fsctl_trim_req - FILE_LEVEL_TRIM, MS-FSCC 2.3.13
 * @key: 0
 * @num_ranges: number of ranges
 * @ranges: the ranges, for wire_fsctl_range_next(). Encoded if it is not empty, its
 *          off ignored, else the caller appends @num_ranges of them himself by
 *          wire_fsctl_range_encode()
 */
struct fsctl_trim_req {
	u32 key;
	u32 num_ranges;
	struct wire_span ranges;
};

/**
 * struct fsctl_trim_rsp - FILE_LEVEL_TRIM_OUTPUT, MS-FSCC 2.3.14
 * @num_ranges_processed: ranges that were trimmed
 */
struct fsctl_trim_rsp {
	u32 num_ranges_processed;
};

int __must_check wire_fsctl_trim_req_decode(struct wire_rd *r,
					    struct fsctl_trim_req *m);
int __must_check wire_fsctl_trim_req_encode(struct wire_wr *w,
					    const struct fsctl_trim_req *m);
int __must_check wire_fsctl_trim_rsp_decode(struct wire_rd *r,
					    struct fsctl_trim_rsp *m);
int __must_check wire_fsctl_trim_rsp_encode(struct wire_wr *w,
					    const struct fsctl_trim_rsp *m);

/**
 * struct fsctl_regions_req - FILE_REGION_INPUT, MS-FSCC 2.3.55; may be left out
 * @file_offset: first byte
 * @length: bytes
 * @desired_usage: FILE_REGION_USAGE_*
 * @reserved: 0
 */
struct fsctl_regions_req {
	s64 file_offset;
	s64 length;
	u32 desired_usage;
	u32 reserved;
};

/**
 * struct fsctl_regions_rsp - FILE_REGION_OUTPUT, MS-FSCC 2.3.56
 * @flags: 0
 * @total_region_entry_count: regions that there are
 * @region_entry_count: regions in @regions
 * @reserved: 0
 * @regions: the regions, for wire_fsctl_region_next(). Encoded if it is not empty, its
 *           off ignored, else the caller appends @region_entry_count of them himself
 */
struct fsctl_regions_rsp {
	u32 flags;
	u32 total_region_entry_count;
	u32 region_entry_count;
	u32 reserved;
	struct wire_span regions;
};

/**
 * struct fsctl_region - FILE_REGION_INFO, MS-FSCC 2.3.56.1
 * @file_offset: first byte
 * @length: bytes
 * @usage: FILE_REGION_USAGE_*
 * @reserved: 0
 */
struct fsctl_region {
	s64 file_offset;
	s64 length;
	u32 usage;
	u32 reserved;
};

int __must_check wire_fsctl_regions_req_decode(struct wire_rd *r,
					       struct fsctl_regions_req *m);
int __must_check wire_fsctl_regions_req_encode(struct wire_wr *w,
					       const struct fsctl_regions_req *m);
int __must_check wire_fsctl_regions_rsp_decode(struct wire_rd *r,
					       struct fsctl_regions_rsp *m);
int __must_check wire_fsctl_regions_rsp_encode(struct wire_wr *w,
					       const struct fsctl_regions_rsp *m);
int __must_check wire_fsctl_region_next(struct wire_rd *list, struct fsctl_region *e);
int __must_check wire_fsctl_region_append(struct wire_wr *w,
					  const struct fsctl_region *e);

/**
 * struct fsctl_dup_extents - SMB2_DUPLICATE_EXTENTS_DATA, MS-FSCC 2.3.7.2
 * @source_id: open to take extents from
 * @source_offset: position in the source file, in bytes
 * @target_offset: position in the target file, in bytes
 * @byte_count: bytes
 */
struct fsctl_dup_extents {
	struct smb2_file_id source_id;
	s64 source_offset;
	s64 target_offset;
	s64 byte_count;
};

/**
 * struct fsctl_dup_extents_ex - SMB2_DUPLICATE_EXTENTS_DATA_EX, MS-FSCC 2.3.9.2
 * @structure_size: FSCTL_DUP_EXTENTS_EX_STRUCTURE_SIZE
 * @ext: source, target and length
 * @flags: DUPLICATE_EXTENTS_DATA_EX_SOURCE_ATOMIC or 0
 * @reserved: 0
 */
struct fsctl_dup_extents_ex {
	u64 structure_size;
	struct fsctl_dup_extents ext;
	u32 flags;
	u32 reserved;
};

int __must_check wire_fsctl_dup_extents_decode(struct wire_rd *r,
					       struct fsctl_dup_extents *m);
int __must_check wire_fsctl_dup_extents_encode(struct wire_wr *w,
					       const struct fsctl_dup_extents *m);
int __must_check wire_fsctl_dup_extents_ex_decode(struct wire_rd *r,
						  struct fsctl_dup_extents_ex *m);
int __must_check wire_fsctl_dup_extents_ex_encode(struct wire_wr *w,
						  const struct fsctl_dup_extents_ex *m);

/**
 * struct fsctl_compression - what GET_COMPRESSION returns and SET_COMPRESSION takes,
 *                            MS-FSCC 2.3.18 and 2.3.67
 * @state: COMPRESSION_FORMAT_*
 */
struct fsctl_compression {
	u16 state;
};

int __must_check wire_fsctl_compression_decode(struct wire_rd *r,
					       struct fsctl_compression *m);
int __must_check wire_fsctl_compression_encode(struct wire_wr *w,
					       const struct fsctl_compression *m);

/**
 * struct fsctl_object_id - FILE_OBJECTID_BUFFER, MS-FSCC 2.1.3
 * @object_id: id of the file on its volume
 * @birth_volume_id: with the two others 48 bytes of extended information; these are
 *                   their meanings in type 1
 * @birth_object_id: second part
 * @domain_id: third part
 */
struct fsctl_object_id {
	u8 object_id[16];
	u8 birth_volume_id[16];
	u8 birth_object_id[16];
	u8 domain_id[16];
};

int __must_check wire_fsctl_object_id_decode(struct wire_rd *r,
					     struct fsctl_object_id *m);
int __must_check wire_fsctl_object_id_encode(struct wire_wr *w,
					     const struct fsctl_object_id *m);

/**
 * struct fsctl_integrity_info - FSCTL_GET_INTEGRITY_INFORMATION reply, MS-FSCC 2.3.20
 * @checksum_algorithm: CHECKSUM_TYPE_*
 * @reserved: 0
 * @flags: FSCTL_INTEGRITY_FLAG_*
 * @checksum_chunk_size: bytes per checksum
 * @cluster_size: bytes per cluster
 */
struct fsctl_integrity_info {
	u16 checksum_algorithm;
	u16 reserved;
	u32 flags;
	u32 checksum_chunk_size;
	u32 cluster_size;
};

/**
 * struct fsctl_set_integrity - FSCTL_SET_INTEGRITY_INFORMATION request, MS-FSCC 2.3.73
 * @checksum_algorithm: CHECKSUM_TYPE_*
 * @reserved: 0
 * @flags: FSCTL_INTEGRITY_FLAG_*
 */
struct fsctl_set_integrity {
	u16 checksum_algorithm;
	u16 reserved;
	u32 flags;
};

/**
 * struct fsctl_set_integrity_ex - FSCTL_SET_INTEGRITY_INFORMATION_EX request, MS-FSCC
 *                                 2.3.75
 * @enable_integrity: 0 to turn it off
 * @keep_integrity_state_unchanged: not 0 to ignore @enable_integrity
 * @reserved: 0
 * @flags: FSCTL_INTEGRITY_FLAG_*
 * @version: 1
 * @reserved2: 0
 */
struct fsctl_set_integrity_ex {
	u8 enable_integrity;
	u8 keep_integrity_state_unchanged;
	u16 reserved;
	u32 flags;
	u8 version;
	u8 reserved2[7];
};

int __must_check wire_fsctl_integrity_info_decode(struct wire_rd *r,
						  struct fsctl_integrity_info *m);
int __must_check
wire_fsctl_integrity_info_encode(struct wire_wr *w,
				 const struct fsctl_integrity_info *m);
int __must_check wire_fsctl_set_integrity_decode(struct wire_rd *r,
						 struct fsctl_set_integrity *m);
int __must_check wire_fsctl_set_integrity_encode(struct wire_wr *w,
						 const struct fsctl_set_integrity *m);
int __must_check wire_fsctl_set_integrity_ex_decode(struct wire_rd *r,
						    struct fsctl_set_integrity_ex *m);
int __must_check
wire_fsctl_set_integrity_ex_encode(struct wire_wr *w,
				   const struct fsctl_set_integrity_ex *m);

/**
 * struct reparse_buffer - REPARSE_DATA_BUFFER, MS-FSCC 2.1.2.2 and 2.1.2.3
 * @tag: IO_REPARSE_TAG_*
 * @reserved: 0
 * @guid: owner of the tag, if it lacks IO_REPARSE_TAG_MICROSOFT, else zero
 * @data: what the tag's owner put there, at most 65535 bytes; to read it, cut a child
 *        cursor out of it. Its off is ignored by the encoder
 */
struct reparse_buffer {
	u32 tag;
	u16 reserved;
	u8 guid[REPARSE_GUID_SIZE];
	struct wire_span data;
};

int __must_check wire_reparse_buffer_decode(struct wire_rd *r,
					    struct reparse_buffer *m);
int __must_check wire_reparse_buffer_encode(struct wire_wr *w,
					    const struct reparse_buffer *m);
int __must_check wire_reparse_buffer_finish(struct wire_wr *w, u8 *start);

/**
 * struct reparse_mount_point - data of a mount point, MS-FSCC 2.1.2.5
 * @substitute_name: where it leads, UTF-16LE
 * @print_name: the same for humans; may be empty
 * @tail: bytes behind the last name, sent as zeros: Windows terminates both names
 *
 * The offset of a name counts from the first byte of the data, which makes it at least
 * 8; for the encoder 0 means "behind the other one".
 */
struct reparse_mount_point {
	struct wire_span substitute_name;
	struct wire_span print_name;
	u32 tail;
};

/**
 * struct reparse_symlink - data of a symbolic link, MS-FSCC 2.1.2.4
 * @names: the names; offsets are at least 12
 * @flags: SYMLINK_FLAG_RELATIVE or 0
 */
struct reparse_symlink {
	struct reparse_mount_point names;
	u32 flags;
};

/**
 * struct reparse_nfs - data of an NFS reparse point, MS-FSCC 2.1.2.6
 * @type: NFS_SPECFILE_*, or any other value that was received
 * @major: for NFS_SPECFILE_CHR and _BLK: device number
 * @minor: the same
 * @target: everything behind that; for NFS_SPECFILE_LNK the target, UTF-16LE. Its off
 *          is ignored by the encoder
 */
struct reparse_nfs {
	u64 type;
	u32 major;
	u32 minor;
	struct wire_span target;
};

/**
 * struct reparse_lx_symlink - data of a symbolic link of the Linux subsystem
 * @version: LX_SYMLINK_VERSION
 * @target: everything behind that: the target, UTF-8. Its off is ignored by the encoder
 */
struct reparse_lx_symlink {
	u32 version;
	struct wire_span target;
};

int __must_check wire_reparse_mount_point_decode(struct wire_rd *r,
						 struct reparse_mount_point *m);
int __must_check wire_reparse_mount_point_encode(struct wire_wr *w,
						 const struct reparse_mount_point *m);
int __must_check wire_reparse_symlink_decode(struct wire_rd *r,
					     struct reparse_symlink *m);
int __must_check wire_reparse_symlink_encode(struct wire_wr *w,
					     const struct reparse_symlink *m);
int __must_check wire_reparse_nfs_decode(struct wire_rd *r, struct reparse_nfs *m);
int __must_check wire_reparse_nfs_encode(struct wire_wr *w,
					 const struct reparse_nfs *m);
int __must_check wire_reparse_lx_symlink_decode(struct wire_rd *r,
						struct reparse_lx_symlink *m);
int __must_check wire_reparse_lx_symlink_encode(struct wire_wr *w,
						const struct reparse_lx_symlink *m);

/**
 * struct dfs_req - REQ_GET_DFS_REFERRAL, MS-DFSC 2.2.2
 * @max_referral_level: highest version of entries that the client understands
 * @name: path to resolve, UTF-16LE, without its terminator; off ignored by the encoder
 */
struct dfs_req {
	u16 max_referral_level;
	struct wire_span name;
};

/**
 * struct dfs_req_ex - REQ_GET_DFS_REFERRAL_EX, MS-DFSC 2.2.3
 * @max_referral_level: highest version of entries that the client understands
 * @flags: DFS_REQ_SITE_NAME or 0
 * @name: path to resolve, UTF-16LE, at most 65535 bytes; off ignored by the encoder
 * @site: with DFS_REQ_SITE_NAME: site of the client, the same
 */
struct dfs_req_ex {
	u16 max_referral_level;
	u16 flags;
	struct wire_span name;
	struct wire_span site;
};

int __must_check wire_dfs_req_decode(struct wire_rd *r, struct dfs_req *m);
int __must_check wire_dfs_req_encode(struct wire_wr *w, const struct dfs_req *m);
int __must_check wire_dfs_req_ex_decode(struct wire_rd *r, struct dfs_req_ex *m);
int __must_check wire_dfs_req_ex_encode(struct wire_wr *w, const struct dfs_req_ex *m);

/**
 * struct dfs_rsp - fixed part of RESP_GET_DFS_REFERRAL, MS-DFSC 2.2.4
 * @path_consumed: bytes of the requested path that the entries stand for
 * @referral_count: number of entries
 * @flags: DFS_RSP_*
 */
struct dfs_rsp {
	u16 path_consumed;
	u16 referral_count;
	u32 flags;
};

/**
 * struct dfs_referral - one entry of a referral, MS-DFSC 2.2.5
 * @version: 1 to 4
 * @size: bytes in the entry without the strings of versions 2 to 4; 0 for the encoder
 *        means the usual size
 * @server_type: DFS_REFERRAL_SERVER_*
 * @flags: DFS_REFERRAL_NAME_LIST and so on; the former counts in versions 3 and 4
 * @proximity: version 2 only
 * @ttl: versions 2 to 4: seconds that the entry may be remembered
 * @path: versions 2 to 4: DFS path, or the special name of a name list
 * @alternate_path: versions 2 to 4 without a name list: DFS path
 * @address: target; in a name list the expanded names, each with its terminator
 * @expanded_count: in a name list: number of expanded names
 * @guid: versions 3 and 4, if @size has room for it: zero, or what there is
 *
 * All strings are UTF-16LE without terminator, but for expanded names. The offset of a
 * string counts from the first byte of the response, wherever it lies; an offset of 0
 * says that there is none, or, for the encoder, that it may go behind all others.
 * Strings may share their bytes.
 */
struct dfs_referral {
	u16 version;
	u16 size;
	u16 server_type;
	u16 flags;
	u32 proximity;
	u32 ttl;
	struct wire_span path;
	struct wire_span alternate_path;
	struct wire_span address;
	u16 expanded_count;
	u8 guid[DFS_REFERRAL_GUID_SIZE];
};

int __must_check wire_dfs_rsp_decode(struct wire_rd *r, struct dfs_rsp *m);
int __must_check wire_dfs_referral_decode(struct wire_rd *r, struct dfs_referral *e);
int __must_check wire_dfs_name_next(struct wire_rd *names, struct wire_span *name);
int __must_check wire_dfs_rsp_encode(struct wire_wr *w, const struct dfs_rsp *m,
				     const struct dfs_referral *e);

#endif /* LWSMB_WIRE_FSCTL_H */
