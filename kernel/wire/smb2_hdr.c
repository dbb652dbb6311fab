// SPDX-License-Identifier: GPL-2.0
/*
 * SMB2 header, MS-SMB2 2.2.1.
 */
#include <lwsmb/wire_smb2.h>

/**
 * wire_smb2_hdr_decode() - decode an SMB2 header
 * @r: cursor, positioned at the header
 * @h: set to the header; which of async_id and tree_id counts is said by the
 *     flags, the others are 0
 *
 * Any command, flag and status is accepted: what is unknown is the caller's to
 * refuse with the right status.
 *
 * Return: 0, or -EBADMSG for short input, another protocol id or another
 * StructureSize.
 */
int wire_smb2_hdr_decode(struct wire_rd *r, struct smb2_hdr *h)
{
	const struct proto_smb2_hdr *p = wire_rd_take(r, sizeof(*p));

	if (!p || le32_to_cpu(p->protocol_id) != SMB2_PROTOCOL_ID ||
	    le16_to_cpu(p->structure_size) != SMB2_HDR_SIZE)
		return -EBADMSG;

	memset(h, 0, sizeof(*h));
	h->credit_charge = le16_to_cpu(p->credit_charge);
	h->status = le32_to_cpu(p->status);
	h->command = le16_to_cpu(p->command);
	h->credits = le16_to_cpu(p->credits);
	h->flags = le32_to_cpu(p->flags);
	h->next_command = le32_to_cpu(p->next_command);
	h->message_id = le64_to_cpu(p->message_id);
	if (h->flags & SMB2_FLAGS_ASYNC_COMMAND) {
		h->async_id = le64_to_cpu(p->async_id);
	} else {
		h->process_id = le32_to_cpu(p->sync.process_id);
		h->tree_id = le32_to_cpu(p->sync.tree_id);
	}
	h->session_id = le64_to_cpu(p->session_id);
	memcpy(h->signature, p->signature, sizeof(h->signature));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_hdr_decode);

/**
 * wire_smb2_hdr_encode() - encode an SMB2 header
 * @w: cursor, positioned where the header goes
 * @h: the header
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_hdr_encode(struct wire_wr *w, const struct smb2_hdr *h)
{
	struct proto_smb2_hdr *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->protocol_id = cpu_to_le32(SMB2_PROTOCOL_ID);
	p->structure_size = cpu_to_le16(SMB2_HDR_SIZE);
	p->credit_charge = cpu_to_le16(h->credit_charge);
	p->status = cpu_to_le32(h->status);
	p->command = cpu_to_le16(h->command);
	p->credits = cpu_to_le16(h->credits);
	p->flags = cpu_to_le32(h->flags);
	p->next_command = cpu_to_le32(h->next_command);
	p->message_id = cpu_to_le64(h->message_id);
	if (h->flags & SMB2_FLAGS_ASYNC_COMMAND) {
		p->async_id = cpu_to_le64(h->async_id);
	} else {
		p->sync.process_id = cpu_to_le32(h->process_id);
		p->sync.tree_id = cpu_to_le32(h->tree_id);
	}
	p->session_id = cpu_to_le64(h->session_id);
	memcpy(p->signature, h->signature, sizeof(p->signature));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_hdr_encode);

/**
 * wire_smb2_hdr_set_signed() - make an encoded header ready to be signed
 * @hdr: the header, SMB2_HDR_SIZE bytes at any address
 *
 * Sets SMB2_FLAGS_SIGNED and zeroes the signature: this is what the signature is
 * computed over, MS-SMB2 3.1.4.1.
 */
void wire_smb2_hdr_set_signed(void *hdr)
{
	struct proto_smb2_hdr *p = hdr;

	p->flags |= cpu_to_le32(SMB2_FLAGS_SIGNED);
	memset(p->signature, 0, sizeof(p->signature));
}
EXPORT_SYMBOL_LWSMB(wire_smb2_hdr_set_signed);

/**
 * wire_smb2_hdr_set_signature() - put a signature into an encoded header
 * @hdr: the header, SMB2_HDR_SIZE bytes at any address
 * @signature: it
 */
void wire_smb2_hdr_set_signature(void *hdr, const u8 signature[SMB2_SIGNATURE_SIZE])
{
	struct proto_smb2_hdr *p = hdr;

	memcpy(p->signature, signature, sizeof(p->signature));
}
EXPORT_SYMBOL_LWSMB(wire_smb2_hdr_set_signature);
