/* SPDX-License-Identifier: GPL-2.0 */
/*
 * SMB 2 and 3 messages as host-order structures, and the codec that turns them
 * into bytes and back (MS-SMB2 section 2.2).
 *
 * A message decoder is called with a cursor whose base is the first byte of the
 * message's SMB2 header and whose position is behind that header; its end is the
 * end of this message, not of the compound. An encoder mirrors that. Spans point
 * into the received bytes and live as long as these do.
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

#endif /* LWSMB_WIRE_SMB2_H */
