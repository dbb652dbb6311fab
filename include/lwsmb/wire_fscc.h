/* SPDX-License-Identifier: GPL-2.0 */
/*
 * File information classes as host-order structures, and the codec that turns
 * them into bytes and back (MS-FSCC 2.4). The classes that list a directory are
 * in wire_fscc_dir.h, those of file systems in wire_fscc_fs.h.
 *
 * A cursor's base is the first byte of the information buffer, not of the
 * message that carries it. A decoder consumes what its class defines and leaves
 * in the cursor what its sender put behind: real senders pad, for instance
 * FileRenameInformation to 24 bytes. A caller that must not see more than the
 * class asks wire_rd_left().
 *
 * Names are spans of UTF-16LE, not converted and not checked but for their
 * length, which is even (but see struct fscc_name); what a name may contain is for
 * the caller to say.
 * Reserved fields are kept, since senders leave all sorts of bytes there.
 * Booleans are kept as the byte that was received.
 */
#ifndef LWSMB_WIRE_FSCC_H
#define LWSMB_WIRE_FSCC_H

#include "cursor.h"
#include "proto_fscc.h"
#include "wire_list.h"

/* What an information class may be used for, MS-FSCC 2.4 and 2.5 */
#define FSCC_USE_QUERY 0x01 /* QUERY_INFO */
#define FSCC_USE_SET 0x02 /* SET_INFO */
#define FSCC_USE_DIR 0x04 /* QUERY_DIRECTORY */
#define FSCC_USE_LOCAL 0x08 /* has a format, but is not used between machines */
#define FSCC_VARIABLE 0x10 /* has a part of variable length */

/**
 * struct fscc_class_info - what is known of an information class
 * @name: as the document spells it, for logs and tables
 * @use: FSCC_USE_* and FSCC_VARIABLE
 * @query_min: bytes that a QUERY_INFO request must offer for the answer; less is
 *             STATUS_INFO_LENGTH_MISMATCH. It is the size of the structure as
 *             the C compiler lays it out, so more than the fixed part where a
 *             name follows. 0 if the class has no such use
 * @set_min: bytes that a SET_INFO request must carry; 0 if not set
 * @dir_min: bytes that a QUERY_DIRECTORY request must offer: the offset of the
 *           name in an entry (MS-FSA 2.1.5.6.3); 0 if no directory is listed
 */
struct fscc_class_info {
	const char *name;
	u8 use;
	u8 query_min;
	u8 set_min;
	u8 dir_min;
};

const struct fscc_class_info *wire_fscc_file_class(u8 number);
const struct fscc_class_info *wire_fscc_fs_class(u8 number);

/**
 * struct fscc_times - the four times of a file
 * @creation_time: FILETIME; in SET_INFO 0 and -1 to -2 have meanings of their
 *                 own (MS-FSCC 2.4.7), likewise the others
 * @last_access_time: FILETIME
 * @last_write_time: FILETIME
 * @change_time: FILETIME
 */
struct fscc_times {
	u64 creation_time;
	u64 last_access_time;
	u64 last_write_time;
	u64 change_time;
};

/**
 * struct fscc_name - a name with its length before it
 * @name: the bytes that are there, UTF-16LE. Their number is odd if the name was
 *        cut short in the middle of a character, or was in another character set:
 *        impacket's server answers FileAllInformation with a name in ASCII
 * @full_length: bytes of the whole name, as the sender says. An encoder looks at
 *               it only if @truncated
 * @truncated: @name holds less than the whole name. The answer to a QUERY_INFO
 *             is cut to what the client offered (STATUS_BUFFER_OVERFLOW), with
 *             the length of the whole
 *
 * FileNameInformation (2.4.32), FileNormalizedNameInformation (2.4.35),
 * FileAlternateNameInformation (2.4.5) and FileVolumeNameInformation are this and
 * nothing else; others end with it.
 */
struct fscc_name {
	struct wire_span name;
	u32 full_length;
	bool truncated;
};

void wire_fscc_name_take(struct wire_rd *r, u32 length, struct fscc_name *n);
int __must_check wire_fscc_name_length(const struct fscc_name *n, u32 *length);
int __must_check wire_fscc_name_cut(struct wire_wr *w, const struct fscc_name *n);
int __must_check wire_fscc_name_decode(struct wire_rd *r, struct fscc_name *n);
int __must_check wire_fscc_name_encode(struct wire_wr *w, const struct fscc_name *n);
int __must_check wire_fscc_name_encode_cut(struct wire_wr *w,
					   const struct fscc_name *n);

/* FileShortNameInformation (2.4.46) and FileFsLabelInformation (2.5.5), set */
int __must_check wire_fscc_set_name_decode(struct wire_rd *r, struct wire_span *name);
int __must_check wire_fscc_set_name_encode(struct wire_wr *w,
					   const struct wire_span *name);

/* Classes that are one number: wire_fscc_number_decode() has the list. */
int __must_check wire_fscc_number_decode(struct wire_rd *r, u8 info_class, u64 *v);
int __must_check wire_fscc_number_encode(struct wire_wr *w, u8 info_class, u64 v);

/**
 * struct fscc_basic - FileBasicInformation, 2.4.7
 * @times: FILETIMEs; 0 in SET_INFO: leave as is
 * @file_attributes: FILE_ATTRIBUTE_*; 0 in SET_INFO: leave as they are
 * @reserved: any
 */
struct fscc_basic {
	struct fscc_times times;
	u32 file_attributes;
	u32 reserved;
};

/**
 * struct fscc_standard - FileStandardInformation, 2.4.47
 * @allocation_size: bytes
 * @end_of_file: bytes
 * @number_of_links: names that the file has
 * @delete_pending: not 0 if the file goes with its last handle
 * @directory: not 0 for a directory
 * @reserved: any
 */
struct fscc_standard {
	u64 allocation_size;
	u64 end_of_file;
	u32 number_of_links;
	u8 delete_pending;
	u8 directory;
	u16 reserved;
};

/**
 * struct fscc_standard_link - FileStandardLinkInformation, 2.4.48
 * @accessible_links: names that are not waiting to be deleted
 * @total_links: all names
 * @delete_pending: not 0 if the file goes with its last handle
 * @directory: not 0 for a directory
 * @reserved: any
 */
struct fscc_standard_link {
	u32 accessible_links;
	u32 total_links;
	u8 delete_pending;
	u8 directory;
	u16 reserved;
};

/**
 * struct fscc_network_open - FileNetworkOpenInformation, 2.4.34
 * @times: FILETIMEs
 * @allocation_size: bytes
 * @end_of_file: bytes
 * @file_attributes: FILE_ATTRIBUTE_*
 * @reserved: any
 */
struct fscc_network_open {
	struct fscc_times times;
	u64 allocation_size;
	u64 end_of_file;
	u32 file_attributes;
	u32 reserved;
};

/**
 * struct fscc_attribute_tag - FileAttributeTagInformation, 2.4.6
 * @file_attributes: FILE_ATTRIBUTE_*
 * @reparse_tag: IO_REPARSE_TAG_*, meaningful with FILE_ATTRIBUTE_REPARSE_POINT
 */
struct fscc_attribute_tag {
	u32 file_attributes;
	u32 reparse_tag;
};

/**
 * struct fscc_compression - FileCompressionInformation, 2.4.9
 * @compressed_size: bytes
 * @format: COMPRESSION_FORMAT_*
 * @unit_shift: binary logarithm of a compression unit's bytes
 * @chunk_shift: the same of a chunk's
 * @cluster_shift: the same of a cluster's
 * @reserved: any
 */
struct fscc_compression {
	u64 compressed_size;
	u16 format;
	u8 unit_shift;
	u8 chunk_shift;
	u8 cluster_shift;
	u8 reserved[3];
};

/**
 * struct fscc_all - FileAllInformation, 2.4.2
 * @basic: FileBasicInformation
 * @standard: FileStandardInformation
 * @index_number: FileInternalInformation
 * @ea_size: FileEaInformation
 * @access_flags: FileAccessInformation: access that the handle has
 * @current_byte_offset: FilePositionInformation
 * @mode: FileModeInformation
 * @alignment_requirement: FileAlignmentInformation
 * @name: FileNameInformation, relative to the root of the volume or share
 */
struct fscc_all {
	struct fscc_basic basic;
	struct fscc_standard standard;
	u64 index_number;
	u32 ea_size;
	u32 access_flags;
	u64 current_byte_offset;
	u32 mode;
	u32 alignment_requirement;
	struct fscc_name name;
};

/**
 * struct fscc_rename - FileRenameInformation (2.4.42) and FileLinkInformation
 *                      (2.4.28), for SMB2 as for SMB1
 * @replace_if_exists: not 0: replace a file of the new name
 * @reserved: any; of SMB1's form only the first 3 bytes go over the wire
 * @root_directory: must be 0 on the network; 32 bits in SMB1's form
 * @name: new name. Over SMB2 relative to the share; its offset is not looked at
 */
struct fscc_rename {
	u8 replace_if_exists;
	u8 reserved[7];
	u64 root_directory;
	struct wire_span name;
};

/**
 * struct fscc_rename_ex - FileRenameInformationEx (2.4.43) and
 *                         FileLinkInformationEx
 * @flags: FILE_RENAME_* or FILE_LINK_*
 * @reserved: any
 * @root_directory: must be 0 on the network
 * @name: new name; its offset is not looked at
 */
struct fscc_rename_ex {
	u32 flags;
	u32 reserved;
	u64 root_directory;
	struct wire_span name;
};

/**
 * struct fscc_pipe - FilePipeInformation, 2.4.37
 * @read_mode: FILE_PIPE_BYTE_STREAM_MODE or FILE_PIPE_MESSAGE_MODE
 * @completion_mode: FILE_PIPE_QUEUE_OPERATION or FILE_PIPE_COMPLETE_OPERATION
 */
struct fscc_pipe {
	u32 read_mode;
	u32 completion_mode;
};

/**
 * struct fscc_pipe_local - FilePipeLocalInformation, 2.4.38
 * @type: FILE_PIPE_*_TYPE
 * @configuration: FILE_PIPE_INBOUND, _OUTBOUND or _FULL_DUPLEX
 * @maximum_instances: number, or FILE_PIPE_UNLIMITED_INSTANCES
 * @current_instances: number
 * @inbound_quota: bytes
 * @read_data_available: bytes
 * @outbound_quota: bytes
 * @write_quota_available: bytes
 * @state: FILE_PIPE_*_STATE
 * @end: FILE_PIPE_CLIENT_END or FILE_PIPE_SERVER_END
 */
struct fscc_pipe_local {
	u32 type;
	u32 configuration;
	u32 maximum_instances;
	u32 current_instances;
	u32 inbound_quota;
	u32 read_data_available;
	u32 outbound_quota;
	u32 write_quota_available;
	u32 state;
	u32 end;
};

/**
 * struct fscc_pipe_remote - FilePipeRemoteInformation, 2.4.39
 * @collect_data_time: units of 100 ns
 * @maximum_collection_count: bytes
 */
struct fscc_pipe_remote {
	u64 collect_data_time;
	u32 maximum_collection_count;
};

/**
 * struct fscc_id - FileIdInformation, 2.4.26
 * @volume_serial_number: serial number of the volume
 * @file_id: 128-bit id of the file on it
 */
struct fscc_id {
	u64 volume_serial_number;
	u8 file_id[16];
};

/**
 * struct fscc_stat - FileStatInformation
 * @file_id: 64-bit id of the file
 * @times: FILETIMEs
 * @allocation_size: bytes
 * @end_of_file: bytes
 * @file_attributes: FILE_ATTRIBUTE_*
 * @reparse_tag: IO_REPARSE_TAG_*
 * @number_of_links: names that the file has
 * @effective_access: access that the caller could get
 */
struct fscc_stat {
	u64 file_id;
	struct fscc_times times;
	u64 allocation_size;
	u64 end_of_file;
	u32 file_attributes;
	u32 reparse_tag;
	u32 number_of_links;
	u32 effective_access;
};

/**
 * struct fscc_stat_lx - FileStatLxInformation
 * @stat: what FileStatInformation has
 * @lx_flags: LX_FILE_*: which of the others are valid
 * @lx_uid: owner
 * @lx_gid: group
 * @lx_mode: mode, type bits included
 * @lx_device_id_major: of a device node
 * @lx_device_id_minor: of a device node
 */
struct fscc_stat_lx {
	struct fscc_stat stat;
	u32 lx_flags;
	u32 lx_uid;
	u32 lx_gid;
	u32 lx_mode;
	u32 lx_device_id_major;
	u32 lx_device_id_minor;
};

/**
 * struct fscc_reparse_point - FileReparsePointInformation, 2.4.44: one entry
 * @file_reference: id of the file that is a reparse point
 * @reparse_tag: IO_REPARSE_TAG_*
 */
struct fscc_reparse_point {
	u64 file_reference;
	u32 reparse_tag;
};

/**
 * struct fscc_posix - FILE_POSIX_INFORMATION of the SMB 3.1.1 POSIX extensions
 * @times: FILETIMEs
 * @end_of_file: bytes
 * @allocation_size: bytes
 * @file_attributes: FILE_ATTRIBUTE_*
 * @inode: inode number
 * @device_id: device that holds the inode
 * @reserved: any
 * @number_of_links: names that the file has
 * @reparse_tag: IO_REPARSE_TAG_*
 * @mode: permission bits
 * @owner: SID of the owner (MS-DTYP 2.4.2.2)
 * @group: SID of the group
 *
 * Some servers put a length and the name behind the SIDs also where one file is
 * queried; that stays in the cursor.
 */
struct fscc_posix {
	struct fscc_times times;
	u64 end_of_file;
	u64 allocation_size;
	u32 file_attributes;
	u64 inode;
	u32 device_id;
	u32 reserved;
	u32 number_of_links;
	u32 reparse_tag;
	u32 mode;
	struct wire_span owner;
	struct wire_span group;
};

int __must_check wire_fscc_basic_decode(struct wire_rd *r, struct fscc_basic *m);
int __must_check wire_fscc_basic_encode(struct wire_wr *w, const struct fscc_basic *m);
int __must_check wire_fscc_standard_decode(struct wire_rd *r, struct fscc_standard *m);
int __must_check wire_fscc_standard_encode(struct wire_wr *w,
					   const struct fscc_standard *m);
int __must_check wire_fscc_standard_link_decode(struct wire_rd *r,
						struct fscc_standard_link *m);
int __must_check wire_fscc_standard_link_encode(struct wire_wr *w,
						const struct fscc_standard_link *m);
int __must_check wire_fscc_network_open_decode(struct wire_rd *r,
					       struct fscc_network_open *m);
int __must_check wire_fscc_network_open_encode(struct wire_wr *w,
					       const struct fscc_network_open *m);
int __must_check wire_fscc_attribute_tag_decode(struct wire_rd *r,
						struct fscc_attribute_tag *m);
int __must_check wire_fscc_attribute_tag_encode(struct wire_wr *w,
						const struct fscc_attribute_tag *m);
int __must_check wire_fscc_compression_decode(struct wire_rd *r,
					      struct fscc_compression *m);
int __must_check wire_fscc_compression_encode(struct wire_wr *w,
					      const struct fscc_compression *m);
int __must_check wire_fscc_all_decode(struct wire_rd *r, struct fscc_all *m);
int __must_check wire_fscc_all_encode(struct wire_wr *w, const struct fscc_all *m);
int __must_check wire_fscc_all_encode_cut(struct wire_wr *w, const struct fscc_all *m);
int __must_check wire_fscc_rename_decode(struct wire_rd *r, struct fscc_rename *m);
int __must_check wire_fscc_rename_encode(struct wire_wr *w,
					 const struct fscc_rename *m);
int __must_check wire_fscc_rename1_decode(struct wire_rd *r, struct fscc_rename *m);
int __must_check wire_fscc_rename1_encode(struct wire_wr *w,
					  const struct fscc_rename *m);
int __must_check wire_fscc_rename_ex_decode(struct wire_rd *r,
					    struct fscc_rename_ex *m);
int __must_check wire_fscc_rename_ex_encode(struct wire_wr *w,
					    const struct fscc_rename_ex *m);
int __must_check wire_fscc_pipe_decode(struct wire_rd *r, struct fscc_pipe *m);
int __must_check wire_fscc_pipe_encode(struct wire_wr *w, const struct fscc_pipe *m);
int __must_check wire_fscc_pipe_local_decode(struct wire_rd *r,
					     struct fscc_pipe_local *m);
int __must_check wire_fscc_pipe_local_encode(struct wire_wr *w,
					     const struct fscc_pipe_local *m);
int __must_check wire_fscc_pipe_remote_decode(struct wire_rd *r,
					      struct fscc_pipe_remote *m);
int __must_check wire_fscc_pipe_remote_encode(struct wire_wr *w,
					      const struct fscc_pipe_remote *m);
int __must_check wire_fscc_id_decode(struct wire_rd *r, struct fscc_id *m);
int __must_check wire_fscc_id_encode(struct wire_wr *w, const struct fscc_id *m);
int __must_check wire_fscc_stat_decode(struct wire_rd *r, struct fscc_stat *m);
int __must_check wire_fscc_stat_encode(struct wire_wr *w, const struct fscc_stat *m);
int __must_check wire_fscc_stat_lx_decode(struct wire_rd *r, struct fscc_stat_lx *m);
int __must_check wire_fscc_stat_lx_encode(struct wire_wr *w,
					  const struct fscc_stat_lx *m);
int __must_check wire_fscc_reparse_point_decode(struct wire_rd *r,
						struct fscc_reparse_point *m);
int __must_check wire_fscc_reparse_point_encode(struct wire_wr *w,
						const struct fscc_reparse_point *m);
int __must_check wire_fscc_posix_decode(struct wire_rd *r, struct fscc_posix *m);
int __must_check wire_fscc_posix_encode(struct wire_wr *w, const struct fscc_posix *m);

/**
 * struct fscc_ea - an extended attribute of FileFullEaInformation, 2.4.16
 * @flags: 0 or FILE_NEED_EA
 * @name: 8-bit characters, at most 255, without the zero byte that ends it
 * @value: at most 65535 bytes
 * @pad: bytes up to the next entry or the end. An appender writes zeros as the
 *       alignment asks if it is empty
 *
 * The offsets of the spans count from the entry and are not looked at when the
 * entry is appended; so it is with every list here.
 */
struct fscc_ea {
	u8 flags;
	struct wire_span name;
	struct wire_span value;
	struct wire_span pad;
};

/**
 * struct fscc_get_ea - a name to look up, FILE_GET_EA_INFORMATION, 2.4.16.1
 * @name: 8-bit characters, at most 255, without the zero byte that ends it
 * @pad: bytes up to the next entry or the end
 */
struct fscc_get_ea {
	struct wire_span name;
	struct wire_span pad;
};

/**
 * struct fscc_stream - a stream of FileStreamInformation, 2.4.49
 * @size: bytes
 * @allocation_size: bytes
 * @name: UTF-16LE, with the colon before it and the type behind it
 * @pad: bytes up to the next entry or the end
 */
struct fscc_stream {
	u64 size;
	u64 allocation_size;
	struct wire_span name;
	struct wire_span pad;
};

/**
 * struct fscc_hard_links - head of FileHardLinkInformation, 2.4.17
 * @bytes_needed: bytes of the whole answer, however much of it is here
 * @entries_returned: number of entries that follow
 */
struct fscc_hard_links {
	u32 bytes_needed;
	u32 entries_returned;
};

/**
 * struct fscc_hard_link - a name of FileHardLinkInformation, 2.4.17.1
 * @reserved: any
 * @parent_file_id: id of the directory that holds the name
 * @name: UTF-16LE
 * @pad: bytes up to the next entry or the end
 */
struct fscc_hard_link {
	u32 reserved;
	u64 parent_file_id;
	struct wire_span name;
	struct wire_span pad;
};

/**
 * struct fscc_quota - an entry of FileQuotaInformation, 2.4.41
 * @change_time: FILETIME
 * @quota_used: bytes
 * @quota_threshold: bytes, or -1 for none
 * @quota_limit: bytes, or -1 for none
 * @sid: whose quota it is
 * @pad: bytes up to the next entry or the end
 */
struct fscc_quota {
	u64 change_time;
	u64 quota_used;
	u64 quota_threshold;
	u64 quota_limit;
	struct wire_span sid;
	struct wire_span pad;
};

/**
 * struct fscc_get_quota - FILE_GET_QUOTA_INFORMATION, 2.4.41.1
 * @sid: whose quota is asked for
 * @pad: bytes up to the next entry or the end
 */
struct fscc_get_quota {
	struct wire_span sid;
	struct wire_span pad;
};

int __must_check wire_fscc_ea_next(struct wire_rd *list, struct fscc_ea *e);
int __must_check wire_fscc_ea_append(struct wire_list_wr *l, const struct fscc_ea *e);
int __must_check wire_fscc_get_ea_next(struct wire_rd *list, struct fscc_get_ea *e);
int __must_check wire_fscc_get_ea_append(struct wire_list_wr *l,
					 const struct fscc_get_ea *e);
int __must_check wire_fscc_stream_next(struct wire_rd *list, struct fscc_stream *e);
int __must_check wire_fscc_stream_append(struct wire_list_wr *l,
					 const struct fscc_stream *e);
int __must_check wire_fscc_hard_links_decode(struct wire_rd *r,
					     struct fscc_hard_links *m);
int __must_check wire_fscc_hard_links_encode(struct wire_wr *w,
					     const struct fscc_hard_links *m);
int __must_check wire_fscc_hard_link_next(struct wire_rd *list,
					  struct fscc_hard_link *e);
int __must_check wire_fscc_hard_link_append(struct wire_list_wr *l,
					    const struct fscc_hard_link *e);
int __must_check wire_fscc_quota_next(struct wire_rd *list, struct fscc_quota *e);
int __must_check wire_fscc_quota_append(struct wire_list_wr *l,
					const struct fscc_quota *e);
int __must_check wire_fscc_get_quota_next(struct wire_rd *list,
					  struct fscc_get_quota *e);
int __must_check wire_fscc_get_quota_append(struct wire_list_wr *l,
					    const struct fscc_get_quota *e);

#endif /* LWSMB_WIRE_FSCC_H */
