/* SPDX-License-Identifier: GPL-2.0 */
/*
 * SMB 2 and 3 messages that work on an open file, as host-order structures, and
 * their codec: FLUSH, READ, WRITE, LOCK, IOCTL, QUERY_DIRECTORY, CHANGE_NOTIFY,
 * QUERY_INFO and SET_INFO (MS-SMB2 sections 2.2.17 to 2.2.40). The cursor
 * convention is that of wire_smb2.h.
 *
 * What senders vary is kept, so that a decoded message encodes back to the same bytes:
 * reserved fields; the offsets of variable parts, also of empty ones; and in messages
 * with variable parts all that came behind the fixed part (rest), as senders pad with
 * anything, and some send one byte for an empty part where others do not. A caller who
 * builds a message, or changes a part's length, leaves rest zeroed and gets the usual
 * form. The offset of an empty part is encoded as the span's off, 0 included. The _hdr
 * encoders do not use rest.
 */
#ifndef LWSMB_WIRE_SMB2_IO_H
#define LWSMB_WIRE_SMB2_IO_H

#include "proto_smb2_io.h"
#include "wire_list.h"
#include "wire_smb2.h"

/**
 * struct smb2_flush_req - FLUSH request, MS-SMB2 2.2.17
 * @reserved1: 0, or SMB2_FLUSH_FULL_SYNC from macOS
 * @reserved2: 0
 * @file_id: open to flush
 */
struct smb2_flush_req {
	u16 reserved1;
	u32 reserved2;
	struct smb2_file_id file_id;
};

int __must_check wire_smb2_flush_req_decode(struct wire_rd *r,
					    struct smb2_flush_req *m);
int __must_check wire_smb2_flush_req_encode(struct wire_wr *w,
					    const struct smb2_flush_req *m);

/**
 * struct smb2_read_req - READ request, MS-SMB2 2.2.19
 * @padding: offset, in bytes from the response's header, at which the client would
 *           like the data to begin; a hint
 * @flags: SMB2_READFLAG_*; reserved before 3.0.2
 * @length: bytes to read
 * @offset: position in the file, in bytes
 * @file_id: open to read from
 * @minimum_count: fewest bytes that count as success
 * @channel: SMB2_CHANNEL_*; reserved before 3.0
 * @remaining_bytes: bytes that the client will read behind these; a hint
 * @channel_info: what @channel needs; empty over TCP
 * @rest: see the top of this file
 */
struct smb2_read_req {
	u8 padding;
	u8 flags;
	u32 length;
	u64 offset;
	struct smb2_file_id file_id;
	u32 minimum_count;
	u32 channel;
	u32 remaining_bytes;
	struct wire_span channel_info;
	struct wire_span rest;
};

int __must_check wire_smb2_read_req_decode(struct wire_rd *r,
					   struct smb2_read_req *m);
int __must_check wire_smb2_read_req_encode(struct wire_wr *w,
					   const struct smb2_read_req *m);

/**
 * struct smb2_read_rsp - READ response, MS-SMB2 2.2.20
 * @reserved: 0
 * @data_remaining: bytes that went over another channel (RDMA)
 * @flags: SMB2_READFLAG_RESPONSE_*; reserved before 3.1.1
 * @data: the bytes read. Its offset is at most 255; 0 for the encoder means right
 *        behind the fixed part, at 80
 * @rest: see the top of this file
 */
struct smb2_read_rsp {
	u8 reserved;
	u32 data_remaining;
	u32 flags;
	struct wire_span data;
	struct wire_span rest;
};

int __must_check wire_smb2_read_rsp_decode(struct wire_rd *r,
					   struct smb2_read_rsp *m);
int __must_check wire_smb2_read_rsp_encode(struct wire_wr *w,
					   const struct smb2_read_rsp *m);
int __must_check wire_smb2_read_rsp_decode_hdr(struct wire_rd *r, size_t msg_len,
					       struct smb2_read_rsp *m);
int __must_check wire_smb2_read_rsp_encode_hdr(struct wire_wr *w,
					       const struct smb2_read_rsp *m);

/**
 * struct smb2_write_req - WRITE request, MS-SMB2 2.2.21
 * @offset: position in the file, in bytes
 * @file_id: open to write to
 * @channel: SMB2_CHANNEL_*; reserved before 3.0
 * @remaining_bytes: without a channel, bytes that the client will write behind
 *                   these, a hint; with one, bytes to fetch over it
 * @flags: SMB2_WRITEFLAG_*
 * @channel_info: what @channel needs; empty over TCP. Its offset and length are at
 *                most 65535; the encoder's own place for it is before the data
 * @data: bytes to write. Its offset is at most 65535; 0 for the encoder means the
 *        next multiple of 8, without @channel_info 112
 * @rest: see the top of this file
 */
struct smb2_write_req {
	u64 offset;
	struct smb2_file_id file_id;
	u32 channel;
	u32 remaining_bytes;
	u32 flags;
	struct wire_span channel_info;
	struct wire_span data;
	struct wire_span rest;
};

int __must_check wire_smb2_write_req_decode(struct wire_rd *r,
					    struct smb2_write_req *m);
int __must_check wire_smb2_write_req_encode(struct wire_wr *w,
					    const struct smb2_write_req *m);
int __must_check wire_smb2_write_req_decode_hdr(struct wire_rd *r, size_t msg_len,
						struct smb2_write_req *m);
int __must_check wire_smb2_write_req_encode_hdr(struct wire_wr *w,
						const struct smb2_write_req *m);

/**
 * struct smb2_write_rsp - WRITE response, MS-SMB2 2.2.22
 * @reserved: 0
 * @count: bytes written
 * @remaining: 0
 * @channel_info_offset: 0
 * @channel_info_length: 0
 */
struct smb2_write_rsp {
	u16 reserved;
	u32 count;
	u32 remaining;
	u16 channel_info_offset;
	u16 channel_info_length;
};

int __must_check wire_smb2_write_rsp_decode(struct wire_rd *r,
					    struct smb2_write_rsp *m);
int __must_check wire_smb2_write_rsp_encode(struct wire_wr *w,
					    const struct smb2_write_rsp *m);

/**
 * struct smb2_lock_element - SMB2_LOCK_ELEMENT, MS-SMB2 2.2.26.1
 * @offset: first byte of the range
 * @length: bytes in the range; 0 is a range of its own kind, not "to the end"
 * @flags: SMB2_LOCKFLAG_*
 * @reserved: 0
 */
struct smb2_lock_element {
	u64 offset;
	u64 length;
	u32 flags;
	u32 reserved;
};

int __must_check wire_smb2_lock_next(struct wire_rd *list,
				     struct smb2_lock_element *e);
int __must_check wire_smb2_lock_append(struct wire_wr *w,
				       const struct smb2_lock_element *e);

/**
 * struct smb2_lock_req - LOCK request, MS-SMB2 2.2.26
 * @lock_count: number of elements; 0 is for the caller to refuse
 * @lock_sequence: number in the low 4 bits, index above them; reserved in 2.0.2
 * @file_id: open that the locks belong to
 * @locks: the elements, for wire_smb2_lock_next(). Encoded if it is not empty, its
 *         off ignored, else the caller appends @lock_count of them himself by
 *         wire_smb2_lock_append()
 */
struct smb2_lock_req {
	u16 lock_count;
	u32 lock_sequence;
	struct smb2_file_id file_id;
	struct wire_span locks;
};

int __must_check wire_smb2_lock_req_decode(struct wire_rd *r,
					   struct smb2_lock_req *m);
int __must_check wire_smb2_lock_req_encode(struct wire_wr *w,
					   const struct smb2_lock_req *m);

/**
 * struct smb2_ioctl_req - IOCTL request, MS-SMB2 2.2.31
 * @reserved: 0
 * @ctl_code: one of enum fsctl, or any other value that was received
 * @file_id: open to work on; all ones where the code needs none
 * @max_input_response: bytes of input that the response may return
 * @max_output_response: bytes of output that the response may return
 * @flags: SMB2_0_IOCTL_IS_FSCTL
 * @reserved2: 0
 * @input: input buffer; the encoder's own place is 120
 * @output: output buffer, empty but for strange senders
 * @rest: see the top of this file
 */
struct smb2_ioctl_req {
	u16 reserved;
	u32 ctl_code;
	struct smb2_file_id file_id;
	u32 max_input_response;
	u32 max_output_response;
	u32 flags;
	u32 reserved2;
	struct wire_span input;
	struct wire_span output;
	struct wire_span rest;
};

int __must_check wire_smb2_ioctl_req_decode(struct wire_rd *r,
					    struct smb2_ioctl_req *m);
int __must_check wire_smb2_ioctl_req_encode(struct wire_wr *w,
					    const struct smb2_ioctl_req *m);

/**
 * struct smb2_ioctl_rsp - IOCTL response, MS-SMB2 2.2.32
 * @reserved: 0
 * @ctl_code: as in the request
 * @file_id: as in the request
 * @flags: 0
 * @reserved2: 0
 * @input: input buffer that is returned, usually empty
 * @output: output buffer; the encoder's own place is the next multiple of 8
 * @rest: see the top of this file
 */
struct smb2_ioctl_rsp {
	u16 reserved;
	u32 ctl_code;
	struct smb2_file_id file_id;
	u32 flags;
	u32 reserved2;
	struct wire_span input;
	struct wire_span output;
	struct wire_span rest;
};

int __must_check wire_smb2_ioctl_rsp_decode(struct wire_rd *r,
					    struct smb2_ioctl_rsp *m);
int __must_check wire_smb2_ioctl_rsp_encode(struct wire_wr *w,
					    const struct smb2_ioctl_rsp *m);

/**
 * struct smb2_query_directory_req - QUERY_DIRECTORY request, MS-SMB2 2.2.33
 * @file_information_class: class of the entries
 * @flags: SMB2_RESTART_SCANS and so on
 * @file_index: with SMB2_INDEX_SPECIFIED: where to go on
 * @file_id: directory
 * @output_buffer_length: bytes that the response may return
 * @file_name: search pattern, UTF-16LE; at most 65535 bytes
 * @rest: see the top of this file
 */
struct smb2_query_directory_req {
	u8 file_information_class;
	u8 flags;
	u32 file_index;
	struct smb2_file_id file_id;
	u32 output_buffer_length;
	struct wire_span file_name;
	struct wire_span rest;
};

int __must_check
wire_smb2_query_directory_req_decode(struct wire_rd *r,
				     struct smb2_query_directory_req *m);
int __must_check
wire_smb2_query_directory_req_encode(struct wire_wr *w,
				     const struct smb2_query_directory_req *m);

/**
 * struct smb2_buffer_rsp - a response that is nothing but a buffer
 * @output: the buffer. Its offset is at most 65535; 0 for the encoder means right
 *          behind the fixed part, at 72
 * @rest: see the top of this file
 *
 * QUERY_DIRECTORY, CHANGE_NOTIFY and QUERY_INFO: MS-SMB2 2.2.34, 2.2.36, 2.2.38.
 */
struct smb2_buffer_rsp {
	struct wire_span output;
	struct wire_span rest;
};

int __must_check wire_smb2_buffer_rsp_decode(struct wire_rd *r,
					     struct smb2_buffer_rsp *m);
int __must_check wire_smb2_buffer_rsp_encode(struct wire_wr *w,
					     const struct smb2_buffer_rsp *m);
int __must_check wire_smb2_buffer_rsp_begin(struct wire_wr *w, u32 max, struct wire_wr *out);
void wire_smb2_buffer_rsp_end(struct wire_wr *w, const struct wire_wr *out);

/**
 * struct smb2_change_notify_req - CHANGE_NOTIFY request, MS-SMB2 2.2.35
 * @flags: SMB2_WATCH_TREE or 0
 * @output_buffer_length: bytes that the response may return
 * @file_id: directory
 * @completion_filter: FILE_NOTIFY_CHANGE_*
 * @reserved: 0
 */
struct smb2_change_notify_req {
	u16 flags;
	u32 output_buffer_length;
	struct smb2_file_id file_id;
	u32 completion_filter;
	u32 reserved;
};

int __must_check
wire_smb2_change_notify_req_decode(struct wire_rd *r,
				   struct smb2_change_notify_req *m);
int __must_check
wire_smb2_change_notify_req_encode(struct wire_wr *w,
				   const struct smb2_change_notify_req *m);

/**
 * struct file_notify - FILE_NOTIFY_INFORMATION, MS-FSCC 2.7.1
 * @action: FILE_ACTION_*
 * @name: name relative to the watched directory, UTF-16LE with backslashes
 * @pad: bytes up to the next entry or the end: some senders fill up the last entry
 *       too. If it is empty, the appender puts zeros before the next entry as the
 *       alignment of 4 asks, and nothing behind the last
 *
 * The offsets of the spans count from the entry and are not looked at when the
 * entry is appended.
 */
struct file_notify {
	u32 action;
	struct wire_span name;
	struct wire_span pad;
};

int __must_check wire_file_notify_next(struct wire_rd *list, struct file_notify *e);
int __must_check wire_file_notify_append(struct wire_list_wr *l,
					 const struct file_notify *e);

/**
 * struct smb2_query_info_req - QUERY_INFO request, MS-SMB2 2.2.37
 * @info_type: SMB2_0_INFO_*
 * @file_info_class: class, for files and file systems
 * @output_buffer_length: bytes that the response may return
 * @reserved: 0
 * @additional_information: for security: parts of the descriptor
 * @flags: for extended attributes: SL_*
 * @file_id: open to ask about
 * @input: list of EA names or quota query, else empty; its offset is at most 65535,
 *         and the encoder's own place is 104
 * @pad: @input is empty and one zero byte follows all the same
 */
struct smb2_query_info_req {
	u8 info_type;
	u8 file_info_class;
	u32 output_buffer_length;
	u16 reserved;
	u32 additional_information;
	u32 flags;
	struct smb2_file_id file_id;
	struct wire_span input;
	struct wire_span rest;
};

int __must_check wire_smb2_query_info_req_decode(struct wire_rd *r,
						 struct smb2_query_info_req *m);
int __must_check wire_smb2_query_info_req_encode(struct wire_wr *w,
						 const struct smb2_query_info_req *m);

/**
 * struct smb2_query_quota - SMB2_QUERY_QUOTA_INFO, MS-SMB2 2.2.37.1
 * @return_single: not 0 for one entry only
 * @restart_scan: not 0 to begin anew
 * @reserved: 0
 * @sid_list: list of FILE_GET_QUOTA_INFORMATION; its off is ignored by the encoder
 * @start_sid: SID to begin with; its off counts from the end of the fixed part, and
 *             for the encoder 0 means right there
 *
 * One of the two is given, or none.
 */
struct smb2_query_quota {
	u8 return_single;
	u8 restart_scan;
	u16 reserved;
	struct wire_span sid_list;
	struct wire_span start_sid;
};

int __must_check wire_smb2_query_quota_decode(struct wire_rd *r,
					      struct smb2_query_quota *m);
int __must_check wire_smb2_query_quota_encode(struct wire_wr *w,
					      const struct smb2_query_quota *m);

/**
 * struct smb2_set_info_req - SET_INFO request, MS-SMB2 2.2.39
 * @info_type: SMB2_0_INFO_*
 * @file_info_class: class, for files and file systems
 * @reserved: 0
 * @additional_information: for security: parts of the descriptor
 * @file_id: open to change
 * @buffer: what to set; its offset is at most 65535, and the encoder's own place is
 *          96
 * @rest: see the top of this file
 */
struct smb2_set_info_req {
	u8 info_type;
	u8 file_info_class;
	u16 reserved;
	u32 additional_information;
	struct smb2_file_id file_id;
	struct wire_span buffer;
	struct wire_span rest;
};

int __must_check wire_smb2_set_info_req_decode(struct wire_rd *r,
					       struct smb2_set_info_req *m);
int __must_check wire_smb2_set_info_req_encode(struct wire_wr *w,
					       const struct smb2_set_info_req *m);
int __must_check wire_smb2_set_info_rsp_decode(struct wire_rd *r);
int __must_check wire_smb2_set_info_rsp_encode(struct wire_wr *w);

#endif /* LWSMB_WIRE_SMB2_IO_H */
