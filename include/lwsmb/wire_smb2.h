/* SPDX-License-Identifier: GPL-2.0 */
/*
 * SMB 2 and 3 messages as host-order structures, and the codec that turns them
 * into bytes and back (MS-SMB2 section 2.2).
 *
 * A message decoder is called with a cursor whose base is the first byte of the
 * message's SMB2 header and whose position is behind that header; its end is the
 * end of this message, not of the compound. An encoder mirrors that. Spans point
 * into the received bytes and live as long as these do.
 *
 * What senders vary is kept, so that a decoded message encodes back to the same
 * bytes: reserved fields; the offsets of variable parts (wire_span.off, also of an
 * empty part, whose data is not NULL after decoding); and in messages with variable
 * parts all that came behind the fixed part (rest), from which an encoder takes what
 * lies between and behind the parts, as senders pad with anything, and some send
 * the one byte that stands for an empty part where others do not. A caller who
 * builds a message leaves all of these 0 and gets what the document prescribes.
 */
#ifndef LWSMB_WIRE_SMB2_H
#define LWSMB_WIRE_SMB2_H

#include "cursor.h"
#include "proto_smb2.h"

/**
 * struct smb2_hdr - SMB2 header, MS-SMB2 2.2.1
 * @credit_charge: credits that the request costs; 0 in 2.0.2
 * @status: NTSTATUS of a response; in a request of the 3.x dialects the lower 16
 *          bits are the ChannelSequence
 * @command: one of enum smb2_command, or any other value that was received
 * @credits: credits asked for (request) or granted (response)
 * @flags: SMB2_FLAGS_*
 * @next_command: offset of the next header of a compound, 0 in the last
 * @message_id: identifier of the request on its connection
 * @async_id: with SMB2_FLAGS_ASYNC_COMMAND: handle of the parked request
 * @process_id: without it: reserved; some clients send their process id
 * @tree_id: without it: tree that the message belongs to
 * @session_id: session that the message belongs to
 * @signature: signature, all zero in an unsigned message
 */
struct smb2_hdr {
	u16 credit_charge;
	u32 status;
	u16 command;
	u16 credits;
	u32 flags;
	u32 next_command;
	u64 message_id;
	u64 async_id;
	u32 process_id;
	u32 tree_id;
	u64 session_id;
	u8 signature[SMB2_SIGNATURE_SIZE];
};

int __must_check wire_smb2_hdr_decode(struct wire_rd *r, struct smb2_hdr *h);
int __must_check wire_smb2_hdr_encode(struct wire_wr *w, const struct smb2_hdr *h);

/* A header that stands in memory already, SMB2_HDR_SIZE bytes: for who signs it */
void wire_smb2_hdr_set_signed(void *hdr);
void wire_smb2_hdr_set_signature(void *hdr, const u8 signature[SMB2_SIGNATURE_SIZE]);

/**
 * enum wire_frame_kind - what the payload of a frame begins with
 * @WIRE_FRAME_UNKNOWN: none of the protocol ids below
 * @WIRE_FRAME_SMB1: an SMB1 message, MS-CIFS 2.2.3.1
 * @WIRE_FRAME_SMB2: an SMB2 message or compound, MS-SMB2 2.2.1
 * @WIRE_FRAME_TRANSFORM: an encrypted frame, MS-SMB2 2.2.41
 * @WIRE_FRAME_COMPRESSION: a compressed frame, MS-SMB2 2.2.42
 */
enum wire_frame_kind {
	WIRE_FRAME_UNKNOWN,
	WIRE_FRAME_SMB1,
	WIRE_FRAME_SMB2,
	WIRE_FRAME_TRANSFORM,
	WIRE_FRAME_COMPRESSION,
};

enum wire_frame_kind wire_frame_kind(const struct wire_rd *r);

/**
 * struct smb2_msg - one message of a frame
 * @hdr: its header
 * @body: cursor for the message's decoder: its base is the header's first byte, its
 *        position the body, its end the end of this message
 * @raw: the message from its header to the next one, padding included: what the
 *       signature covers; @raw.off counts from the frame's first byte
 */
struct smb2_msg {
	struct smb2_hdr hdr;
	struct wire_rd body;
	struct wire_span raw;
};

int wire_smb2_msg_next(struct wire_rd *frame, struct smb2_msg *m);
int wire_smb2_msg_count(const struct wire_rd *frame);
void wire_smb2_msg_begin(const struct wire_wr *frame, struct wire_wr *msg);
int __must_check wire_smb2_msg_end(struct wire_wr *frame, struct wire_wr *msg,
				   bool last);

/**
 * struct smb2_transform_hdr - TRANSFORM_HEADER, MS-SMB2 2.2.41
 * @signature: tag of the AEAD
 * @nonce: nonce; of its 16 bytes CCM uses the first 11, GCM the first 12
 * @original_message_size: bytes of plaintext, as many as of ciphertext
 * @reserved: 0
 * @flags: SMB2_TRANSFORM_FLAG_ENCRYPTED; in 3.0 and 3.0.2 the same bits name the
 *         cipher
 * @session_id: session whose key opens the frame
 */
struct smb2_transform_hdr {
	u8 signature[SMB2_SIGNATURE_SIZE];
	u8 nonce[SMB2_TRANSFORM_NONCE_SIZE];
	u32 original_message_size;
	u16 reserved;
	u16 flags;
	u64 session_id;
};

/**
 * struct smb2_transform - an encrypted frame
 * @hdr: its header
 * @aad: the part of the header that the tag authenticates
 * @ciphertext: what the header is followed by, @hdr.original_message_size bytes
 */
struct smb2_transform {
	struct smb2_transform_hdr hdr;
	struct wire_span aad;
	struct wire_span ciphertext;
};

int __must_check wire_smb2_transform_decode(struct wire_rd *r,
					    struct smb2_transform *t);
int __must_check wire_smb2_transform_hdr_encode(struct wire_wr *w,
						const struct smb2_transform_hdr *h);

/*
 * Lists of 16-bit numbers (dialects, ciphers, ...) stay spans of the message, as
 * any number of them may come; these three read and build such a list.
 */
static inline u32 wire_le16_count(const struct wire_span *list)
{
	return list->len / sizeof(__le16);
}

u16 wire_le16_at(const struct wire_span *list, u32 i);
int __must_check wire_le16_append(struct wire_wr *w, u16 v);

/**
 * struct smb2_error_rsp - ERROR response, MS-SMB2 2.2.2
 * @context_count: 3.1.1: error contexts in @data; else 0
 * @reserved: 0
 * @data: error contexts, or in the dialects before 3.1.1 the error data itself
 * @rest: see the top of this file
 */
struct smb2_error_rsp {
	u8 context_count;
	u8 reserved;
	struct wire_span data;
	struct wire_span rest;
};

bool wire_smb2_rsp_is_error(const struct smb2_hdr *h, const struct wire_rd *r);
int __must_check wire_smb2_error_rsp_decode(struct wire_rd *r,
					    struct smb2_error_rsp *m);
int __must_check wire_smb2_error_rsp_encode(struct wire_wr *w,
					    const struct smb2_error_rsp *m);

/**
 * struct smb2_error_ctx - error context, MS-SMB2 2.2.2.1
 * @id: SMB2_ERROR_ID_*
 * @data: error data
 */
struct smb2_error_ctx {
	u32 id;
	struct wire_span data;
};

int wire_smb2_error_ctx_next(struct wire_rd *list, u8 *left,
			     struct smb2_error_ctx *c);
int __must_check wire_smb2_error_ctx_append(struct wire_wr *list,
					    const struct smb2_error_ctx *c);

/**
 * struct smb2_symlink_error - error data of STATUS_STOPPED_ON_SYMLINK, MS-SMB2
 *                             2.2.2.2.1
 * @unparsed_path_length: bytes at the end of the request's name that were not
 *                        looked at yet
 * @flags: SMB2_SYMLINK_FLAG_RELATIVE or 0
 * @substitute_name: target, UTF-16; offsets count from the error data's first byte
 * @print_name: target for the eye, UTF-16
 */
struct smb2_symlink_error {
	u16 unparsed_path_length;
	u32 flags;
	struct wire_span substitute_name;
	struct wire_span print_name;
};

int __must_check wire_smb2_symlink_error_decode(struct wire_rd *r,
						struct smb2_symlink_error *m);
int __must_check wire_smb2_symlink_error_encode(struct wire_wr *w,
						const struct smb2_symlink_error *m);

/**
 * struct smb2_too_small_error - error data of STATUS_BUFFER_TOO_SMALL and its like,
 *                               MS-SMB2 2.2.2.2.3
 * @needed: bytes of output buffer that the request would have needed
 */
struct smb2_too_small_error {
	u32 needed;
};

int __must_check wire_smb2_too_small_error_decode(struct wire_rd *r,
						  struct smb2_too_small_error *m);
int __must_check wire_smb2_too_small_error_encode(struct wire_wr *w,
						  const struct smb2_too_small_error *m);

/**
 * struct smb2_negotiate_req - NEGOTIATE request, MS-SMB2 2.2.3
 * @security_mode: SMB2_NEGOTIATE_SIGNING_*
 * @reserved: 0
 * @capabilities: SMB2_GLOBAL_CAP_*; 0 if the best dialect is below 3.0
 * @client_guid: the client's identity
 * @dialects: list of SMB2_DIALECT_*, to be read with wire_le16_at()
 * @client_start_time: if 0x0311 is not among the dialects: reserved
 * @context_count: if it is: negotiate contexts in @contexts; else 0
 * @reserved2: likewise: 0
 * @contexts: likewise: the contexts, up to the end of the message; else empty
 * @rest: see the top of this file
 */
struct smb2_negotiate_req {
	u16 security_mode;
	u16 reserved;
	u32 capabilities;
	u8 client_guid[SMB2_GUID_SIZE];
	struct wire_span dialects;
	u64 client_start_time;
	u16 context_count;
	u16 reserved2;
	struct wire_span contexts;
	struct wire_span rest;
};

/**
 * struct smb2_negotiate_rsp - NEGOTIATE response, MS-SMB2 2.2.4
 * @security_mode: SMB2_NEGOTIATE_SIGNING_*
 * @dialect: SMB2_DIALECT_*
 * @context_count: 3.1.1: negotiate contexts in @contexts; else reserved, 0
 * @server_guid: the server's identity
 * @capabilities: SMB2_GLOBAL_CAP_*
 * @max_transact_size: bytes
 * @max_read_size: bytes
 * @max_write_size: bytes
 * @system_time: FILETIME
 * @server_start_time: FILETIME or 0
 * @token: SPNEGO token; empty if the server leaves the choice to the client
 * @reserved2: dialects before 3.1.1: any value
 * @contexts: 3.1.1: the contexts, up to the end of the message
 * @rest: see the top of this file
 */
struct smb2_negotiate_rsp {
	u16 security_mode;
	u16 dialect;
	u16 context_count;
	u8 server_guid[SMB2_GUID_SIZE];
	u32 capabilities;
	u32 max_transact_size;
	u32 max_read_size;
	u32 max_write_size;
	u64 system_time;
	u64 server_start_time;
	struct wire_span token;
	u32 reserved2;
	struct wire_span contexts;
	struct wire_span rest;
};

int __must_check wire_smb2_negotiate_req_decode(struct wire_rd *r,
						struct smb2_negotiate_req *m);
int __must_check wire_smb2_negotiate_req_encode(struct wire_wr *w,
						const struct smb2_negotiate_req *m);
int __must_check wire_smb2_negotiate_rsp_decode(struct wire_rd *r,
						struct smb2_negotiate_rsp *m);
int __must_check wire_smb2_negotiate_rsp_encode(struct wire_wr *w,
						const struct smb2_negotiate_rsp *m);

/**
 * struct smb2_session_setup_req - SESSION_SETUP request, MS-SMB2 2.2.5
 * @flags: SMB2_SESSION_FLAG_BINDING or 0
 * @security_mode: SMB2_NEGOTIATE_SIGNING_*
 * @capabilities: SMB2_GLOBAL_CAP_DFS or 0
 * @channel: 0
 * @previous_session_id: session that this one replaces, or 0
 * @token: GSS token
 * @rest: see the top of this file
 */
struct smb2_session_setup_req {
	u8 flags;
	u8 security_mode;
	u32 capabilities;
	u32 channel;
	u64 previous_session_id;
	struct wire_span token;
	struct wire_span rest;
};

/**
 * struct smb2_session_setup_rsp - SESSION_SETUP response, MS-SMB2 2.2.6
 * @session_flags: SMB2_SESSION_FLAG_*
 * @token: GSS token
 * @rest: see the top of this file
 */
struct smb2_session_setup_rsp {
	u16 session_flags;
	struct wire_span token;
	struct wire_span rest;
};

int __must_check wire_smb2_session_setup_req_decode(struct wire_rd *r,
						    struct smb2_session_setup_req *m);
int __must_check wire_smb2_session_setup_req_encode(struct wire_wr *w,
						    const struct smb2_session_setup_req *m);
int __must_check wire_smb2_session_setup_rsp_decode(struct wire_rd *r,
						    struct smb2_session_setup_rsp *m);
int __must_check wire_smb2_session_setup_rsp_encode(struct wire_wr *w,
						    const struct smb2_session_setup_rsp *m);

/**
 * struct smb2_tree_connect_req - TREE_CONNECT request, MS-SMB2 2.2.9
 * @flags: SMB2_TREE_CONNECT_FLAG_*; reserved in the dialects before 3.1.1
 * @path: UNC name of the share, UTF-16
 * @extension: with SMB2_TREE_CONNECT_FLAG_EXTENSION_PRESENT: everything behind the
 *             fixed part (2.2.9.1); @path lies inside it then. Else empty
 * @rest: see the top of this file
 */
struct smb2_tree_connect_req {
	u16 flags;
	struct wire_span path;
	struct wire_span extension;
	struct wire_span rest;
};

/**
 * struct smb2_tree_connect_rsp - TREE_CONNECT response, MS-SMB2 2.2.10
 * @share_type: SMB2_SHARE_TYPE_*
 * @reserved: 0
 * @share_flags: SMB2_SHAREFLAG_*
 * @capabilities: SMB2_SHARE_CAP_*
 * @maximal_access: access mask that the share allows the user
 */
struct smb2_tree_connect_rsp {
	u8 share_type;
	u8 reserved;
	u32 share_flags;
	u32 capabilities;
	u32 maximal_access;
};

int __must_check wire_smb2_tree_connect_req_decode(struct wire_rd *r,
						   struct smb2_tree_connect_req *m);
int __must_check wire_smb2_tree_connect_req_encode(struct wire_wr *w,
						   const struct smb2_tree_connect_req *m);
int __must_check wire_smb2_tree_connect_rsp_decode(struct wire_rd *r,
						   struct smb2_tree_connect_rsp *m);
int __must_check wire_smb2_tree_connect_rsp_encode(struct wire_wr *w,
						   const struct smb2_tree_connect_rsp *m);

/**
 * struct smb2_empty - the body of the messages that say nothing: LOGOFF,
 *                     TREE_DISCONNECT, ECHO and CANCEL, the responses of FLUSH and
 *                     LOCK; sections at struct proto_smb2_empty
 * @reserved: 0
 */
struct smb2_empty {
	u16 reserved;
};

int __must_check wire_smb2_empty_decode(struct wire_rd *r, struct smb2_empty *m);
int __must_check wire_smb2_empty_encode(struct wire_wr *w, const struct smb2_empty *m);

/**
 * struct smb2_file_id - FileId, MS-SMB2 2.2.14.1
 * @persistent_id: part that survives a reconnect
 * @volatile_id: part that names the open on its connection
 */
struct smb2_file_id {
	u64 persistent_id;
	u64 volatile_id;
};

/**
 * struct smb2_create_req - CREATE request, MS-SMB2 2.2.13
 * @security_flags: reserved; any value
 * @oplock_level: SMB2_OPLOCK_LEVEL_*
 * @impersonation_level: IMPERSONATION_*
 * @smb_create_flags: reserved; any value
 * @reserved: any value
 * @desired_access: access mask
 * @file_attributes: FILE_ATTRIBUTE_*
 * @share_access: FILE_SHARE_*
 * @create_disposition: FILE_SUPERSEDE ... FILE_OVERWRITE_IF
 * @create_options: FILE_DIRECTORY_FILE ...
 * @name: path below the share, UTF-16 without a terminator; empty: the root
 * @contexts: list of create contexts, see wire_smb2_ctx.h
 * @rest: see the top of this file
 */
struct smb2_create_req {
	u8 security_flags;
	u8 oplock_level;
	u32 impersonation_level;
	u64 smb_create_flags;
	u64 reserved;
	u32 desired_access;
	u32 file_attributes;
	u32 share_access;
	u32 create_disposition;
	u32 create_options;
	struct wire_span name;
	struct wire_span contexts;
	struct wire_span rest;
};

/**
 * struct smb2_create_rsp - CREATE response, MS-SMB2 2.2.14
 * @oplock_level: SMB2_OPLOCK_LEVEL_*
 * @flags: SMB2_CREATE_FLAG_REPARSEPOINT or 0
 * @create_action: FILE_SUPERSEDED ... FILE_OVERWRITTEN
 * @creation_time: FILETIME
 * @last_access_time: FILETIME
 * @last_write_time: FILETIME
 * @change_time: FILETIME
 * @allocation_size: bytes
 * @end_of_file: bytes
 * @file_attributes: FILE_ATTRIBUTE_*
 * @reserved2: any value
 * @file_id: the open
 * @contexts: list of create contexts, see wire_smb2_ctx.h
 * @rest: see the top of this file
 */
struct smb2_create_rsp {
	u8 oplock_level;
	u8 flags;
	u32 create_action;
	u64 creation_time;
	u64 last_access_time;
	u64 last_write_time;
	u64 change_time;
	u64 allocation_size;
	u64 end_of_file;
	u32 file_attributes;
	u32 reserved2;
	struct smb2_file_id file_id;
	struct wire_span contexts;
	struct wire_span rest;
};

int __must_check wire_smb2_create_req_decode(struct wire_rd *r,
					     struct smb2_create_req *m);
int __must_check wire_smb2_create_req_encode(struct wire_wr *w,
					     const struct smb2_create_req *m);
int __must_check wire_smb2_create_rsp_decode(struct wire_rd *r,
					     struct smb2_create_rsp *m);
int __must_check wire_smb2_create_rsp_encode(struct wire_wr *w,
					     const struct smb2_create_rsp *m);

/**
 * struct smb2_close_req - CLOSE request, MS-SMB2 2.2.15
 * @flags: SMB2_CLOSE_FLAG_POSTQUERY_ATTRIB or 0
 * @file_id: open to close
 */
struct smb2_close_req {
	u16 flags;
	struct smb2_file_id file_id;
};

/**
 * struct smb2_close_rsp - CLOSE response, MS-SMB2 2.2.16
 * @flags: SMB2_CLOSE_FLAG_POSTQUERY_ATTRIB if the fields below are valid
 * @creation_time: FILETIME
 * @last_access_time: FILETIME
 * @last_write_time: FILETIME
 * @change_time: FILETIME
 * @allocation_size: bytes
 * @end_of_file: bytes
 * @file_attributes: FILE_ATTRIBUTE_*
 */
struct smb2_close_rsp {
	u16 flags;
	u64 creation_time;
	u64 last_access_time;
	u64 last_write_time;
	u64 change_time;
	u64 allocation_size;
	u64 end_of_file;
	u32 file_attributes;
};

int __must_check wire_smb2_close_req_decode(struct wire_rd *r,
					    struct smb2_close_req *m);
int __must_check wire_smb2_close_req_encode(struct wire_wr *w,
					    const struct smb2_close_req *m);
int __must_check wire_smb2_close_rsp_decode(struct wire_rd *r,
					    struct smb2_close_rsp *m);
int __must_check wire_smb2_close_rsp_encode(struct wire_wr *w,
					    const struct smb2_close_rsp *m);

/**
 * enum smb2_break_form - which message an OPLOCK_BREAK is; its StructureSize tells
 * @SMB2_BREAK_UNKNOWN: none of these: a malformed message
 * @SMB2_BREAK_OPLOCK: struct smb2_oplock_break
 * @SMB2_BREAK_LEASE_NOTIFY: struct smb2_lease_break_notify
 * @SMB2_BREAK_LEASE_ACK: struct smb2_lease_break_ack
 */
enum smb2_break_form {
	SMB2_BREAK_UNKNOWN,
	SMB2_BREAK_OPLOCK,
	SMB2_BREAK_LEASE_NOTIFY,
	SMB2_BREAK_LEASE_ACK,
};

enum smb2_break_form wire_smb2_break_form(const struct wire_rd *r);

/**
 * struct smb2_oplock_break - oplock break notification, acknowledgment and
 *                            response, MS-SMB2 2.2.23.1, 2.2.24.1, 2.2.25.1
 * @oplock_level: level broken to, SMB2_OPLOCK_LEVEL_NONE or _II; in a wrong
 *                acknowledgment any other
 * @reserved: 0
 * @reserved2: 0
 * @file_id: the open
 */
struct smb2_oplock_break {
	u8 oplock_level;
	u8 reserved;
	u32 reserved2;
	struct smb2_file_id file_id;
};

/**
 * struct smb2_lease_break_notify - lease break notification, MS-SMB2 2.2.23.2
 * @new_epoch: epoch of a version 2 lease, else 0
 * @flags: SMB2_NOTIFY_BREAK_LEASE_FLAG_ACK_REQUIRED or 0
 * @lease_key: the lease
 * @current_lease_state: SMB2_LEASE_*
 * @new_lease_state: SMB2_LEASE_*
 * @break_reason: reserved, 0
 * @access_mask_hint: reserved, 0
 * @share_mask_hint: reserved, 0
 */
struct smb2_lease_break_notify {
	u16 new_epoch;
	u32 flags;
	u8 lease_key[SMB2_LEASE_KEY_SIZE];
	u32 current_lease_state;
	u32 new_lease_state;
	u32 break_reason;
	u32 access_mask_hint;
	u32 share_mask_hint;
};

/**
 * struct smb2_lease_break_ack - lease break acknowledgment and response, MS-SMB2
 *                               2.2.24.2, 2.2.25.2
 * @reserved: 0
 * @flags: reserved, 0
 * @lease_key: the lease
 * @lease_state: SMB2_LEASE_* that is kept
 * @lease_duration: reserved, 0
 */
struct smb2_lease_break_ack {
	u16 reserved;
	u32 flags;
	u8 lease_key[SMB2_LEASE_KEY_SIZE];
	u32 lease_state;
	u64 lease_duration;
};

int __must_check wire_smb2_oplock_break_decode(struct wire_rd *r,
					       struct smb2_oplock_break *m);
int __must_check wire_smb2_oplock_break_encode(struct wire_wr *w,
					       const struct smb2_oplock_break *m);
int __must_check wire_smb2_lease_break_notify_decode(struct wire_rd *r,
						     struct smb2_lease_break_notify *m);
int __must_check wire_smb2_lease_break_notify_encode(struct wire_wr *w,
						     const struct smb2_lease_break_notify *m);
int __must_check wire_smb2_lease_break_ack_decode(struct wire_rd *r,
						  struct smb2_lease_break_ack *m);
int __must_check wire_smb2_lease_break_ack_encode(struct wire_wr *w,
						  const struct smb2_lease_break_ack *m);

#endif /* LWSMB_WIRE_SMB2_H */
