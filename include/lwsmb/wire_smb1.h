/* SPDX-License-Identifier: GPL-2.0 */
/*
 * SMB 1 messages as host-order structures, and the codec that turns them into bytes
 * and back (MS-CIFS section 2.2, MS-SMB section 2.2).
 *
 * A message is a header and one block: a count of 16-bit words, the words, a count
 * of bytes, the bytes. AndX commands are chained: the words of a block say where the
 * next one lies. Offsets count from the header's first byte, which is the base of
 * all cursors here.
 */
#ifndef LWSMB_WIRE_SMB1_H
#define LWSMB_WIRE_SMB1_H

#include "cursor.h"
#include "proto_smb1.h"

/**
 * struct smb1_hdr - SMB1 header, MS-CIFS 2.2.3.1
 * @command: one of enum smb1_command, or any other value that was received
 * @status: with SMB1_FLAGS2_NT_STATUS: NTSTATUS
 * @dos_class: without it: ErrorClass, DOS_CLASS_*
 * @dos_reserved: without it: reserved
 * @dos_code: without it: ErrorCode
 * @flags: SMB1_FLAGS_*
 * @flags2: SMB1_FLAGS2_*
 * @pid: process of the client, 32 bits put together from PIDHigh and PIDLow
 * @signature: signature; anything in an unsigned message
 * @reserved: reserved
 * @tid: tree
 * @uid: session
 * @mid: identifier of the request on its connection, together with @pid
 */
struct smb1_hdr {
	u8 command;
	u32 status;
	u8 dos_class;
	u8 dos_reserved;
	u16 dos_code;
	u8 flags;
	u16 flags2;
	u32 pid;
	u8 signature[SMB1_SIGNATURE_SIZE];
	u16 reserved;
	u16 tid;
	u16 uid;
	u16 mid;
};

int __must_check wire_smb1_hdr_decode(struct wire_rd *r, struct smb1_hdr *h);
int __must_check wire_smb1_hdr_encode(struct wire_wr *w, const struct smb1_hdr *h);

/**
 * struct smb1_block - parameters and data of one command, MS-CIFS 2.2.3.2, 2.2.3.3
 * @words: the parameter words: an even number of bytes, at most 510
 * @bytes: the data, at most 65,535 bytes. What READ_ANDX and WRITE_ANDX move may be
 *         longer: their words say where it lies
 */
struct smb1_block {
	struct wire_span words;
	struct wire_span bytes;
};

int __must_check wire_smb1_block_decode(struct wire_rd *r, struct smb1_block *b);
int __must_check wire_smb1_block_encode(struct wire_wr *w, const struct smb1_block *b);
void *wire_smb1_words(struct wire_wr *w, size_t size);

/**
 * struct smb1_andx - what an AndX command begins with, MS-CIFS 2.2.3.4
 * @command: the next command, SMB1_NO_ANDX_COMMAND at the end
 * @reserved: reserved
 * @offset: where the next block lies, from the header's first byte
 */
struct smb1_andx {
	u8 command;
	u8 reserved;
	u16 offset;
};

bool smb1_is_andx(u8 command);
int __must_check wire_smb1_andx_decode(struct wire_rd *r, struct smb1_andx *a);
int __must_check wire_smb1_andx_encode(struct wire_wr *w, const struct smb1_andx *a);

/**
 * struct smb1_chain - walk through the blocks of one message
 * @r: behind the block that was seen last
 * @command: command of the next block, SMB1_NO_ANDX_COMMAND behind the last
 * @offset: where the next block lies
 */
struct smb1_chain {
	struct wire_rd r;
	u8 command;
	u32 offset;
};

void wire_smb1_chain_init(struct smb1_chain *c, const struct wire_rd *r, u8 command);
int __must_check wire_smb1_chain_next(struct smb1_chain *c, u8 *command,
				      struct smb1_block *b);
int __must_check wire_smb1_andx_link(struct wire_wr *w, u32 words_off, u8 command);

/**
 * struct smb1_negotiate_req - NEGOTIATE request, MS-CIFS 2.2.4.52.1
 * @dialects: the list, for wire_smb1_dialect_next()
 */
struct smb1_negotiate_req {
	struct wire_span dialects;
};

int __must_check wire_smb1_negotiate_req_decode(struct wire_rd *r,
						struct smb1_negotiate_req *m);
int __must_check wire_smb1_negotiate_req_encode(struct wire_wr *w,
						const struct smb1_negotiate_req *m);
int __must_check wire_smb1_dialect_next(struct wire_rd *list, struct wire_span *name);
int __must_check wire_smb1_dialect_put(struct wire_wr *w, const char *name);
int wire_smb1_dialect_index(const struct smb1_negotiate_req *m, const char *name);

/**
 * enum smb1_negotiate_form - which of the three answers to NEGOTIATE this is
 * @SMB1_NEGOTIATE_CORE: core protocol, or no dialect in common: an index alone
 * @SMB1_NEGOTIATE_LANMAN: LANMAN 1.0 to 2.1
 * @SMB1_NEGOTIATE_NT: NT LM 0.12
 */
enum smb1_negotiate_form {
	SMB1_NEGOTIATE_CORE,
	SMB1_NEGOTIATE_LANMAN,
	SMB1_NEGOTIATE_NT,
};

/**
 * struct smb1_negotiate_rsp - NEGOTIATE response, MS-CIFS 2.2.4.52.2, MS-SMB 2.2.4.5.2
 * @form: says which of the fields below are there; the others are 0
 * @dialect_index: index in the client's list, SMB1_NO_DIALECT for none. All forms
 * @security_mode: SMB1_SECURITY_*; 8 bits in the NT form. This and all that follows
 *                 down to @challenge_length: LANMAN and NT, unless it says otherwise
 * @max_mpx: requests that may be under way
 * @max_vcs: virtual circuits per client
 * @max_buffer: bytes of the longest message that the server takes; 16 bits in the
 *              LANMAN form
 * @max_raw: NT: bytes of the longest raw read or write
 * @raw_mode: LANMAN: bit 0 raw reads, bit 1 raw writes
 * @session_key: number that the client returns
 * @capabilities: NT: SMB1_CAP_*
 * @system_time: NT: FILETIME of the server
 * @server_date: LANMAN: SMB_DATE of the server, in its own zone
 * @server_time: LANMAN: SMB_TIME
 * @zone: minutes that are added to the server's local time to get UTC
 * @challenge_length: EncryptionKeyLength as received: bytes of @challenge, but means
 *                    nothing with extended security
 * @reserved: LANMAN: reserved
 * @guid: NT with SMB1_CAP_EXTENDED_SECURITY: identifier of the server
 * @blob: with it: security blob; empty means raw NTLMSSP (XP's server does that)
 * @challenge: without it: challenge, 8 bytes or none
 * @names: without it: domain and server name as the sender put them, Unicode or OEM
 */
struct smb1_negotiate_rsp {
	enum smb1_negotiate_form form;
	u16 dialect_index;
	u16 security_mode;
	u16 max_mpx;
	u16 max_vcs;
	u32 max_buffer;
	u32 max_raw;
	u16 raw_mode;
	u32 session_key;
	u32 capabilities;
	u64 system_time;
	u16 server_date;
	u16 server_time;
	s16 zone;
	u16 challenge_length;
	u16 reserved;
	u8 guid[SMB1_GUID_SIZE];
	struct wire_span blob;
	struct wire_span challenge;
	struct wire_span names;
};

int __must_check wire_smb1_negotiate_rsp_decode(struct wire_rd *r,
						struct smb1_negotiate_rsp *m);
int __must_check wire_smb1_negotiate_rsp_encode(struct wire_wr *w,
						const struct smb1_negotiate_rsp *m);

#endif /* LWSMB_WIRE_SMB1_H */
