// SPDX-License-Identifier: GPL-2.0
/*
 * What a frame begins with, and the TRANSFORM_HEADER of encrypted frames, MS-SMB2
 * 2.2.41.
 */
#include <lwsmb/wire_smb2.h>

PROTO_OFFSET(struct proto_smb2_transform_hdr, nonce, SMB2_TRANSFORM_AAD_OFFSET);
static_assert(SMB2_TRANSFORM_AAD_OFFSET + SMB2_TRANSFORM_AAD_SIZE ==
	      SMB2_TRANSFORM_HDR_SIZE, "the AAD ends with the header");

/**
 * wire_frame_kind() - tell what a frame's payload is
 * @r: cursor over the payload, which does not move
 *
 * Return: the kind; WIRE_FRAME_UNKNOWN also where fewer than four bytes are left.
 */
enum wire_frame_kind wire_frame_kind(const struct wire_rd *r)
{
	struct wire_rd peek = *r;
	u32 protocol_id;

	if (wire_rd_le32(&peek, &protocol_id))
		return WIRE_FRAME_UNKNOWN;
	switch (protocol_id) {
	case SMB1_PROTOCOL_ID:
		return WIRE_FRAME_SMB1;
	case SMB2_PROTOCOL_ID:
		return WIRE_FRAME_SMB2;
	case SMB2_TRANSFORM_ID:
		return WIRE_FRAME_TRANSFORM;
	case SMB2_COMPRESSION_ID:
		return WIRE_FRAME_COMPRESSION;
	}
	return WIRE_FRAME_UNKNOWN;
}
EXPORT_SYMBOL_LWSMB(wire_frame_kind);

/**
 * wire_smb2_transform_decode() - decode the header of an encrypted frame
 * @r: cursor over the frame's payload; moved behind the ciphertext
 * @t: set to the header and to the bytes that the cipher needs
 *
 * Nothing of this is authenticated yet. Whether bytes may follow the ciphertext is
 * the caller's to say.
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_transform_decode(struct wire_rd *r, struct smb2_transform *t)
{
	const struct proto_smb2_transform_hdr *p;
	size_t at = wire_rd_off(r);

	p = wire_rd_take(r, sizeof(*p));
	if (!p || le32_to_cpu(p->protocol_id) != SMB2_TRANSFORM_ID)
		return -EBADMSG;
	memcpy(t->hdr.signature, p->signature, sizeof(t->hdr.signature));
	memcpy(t->hdr.nonce, p->nonce, sizeof(t->hdr.nonce));
	t->hdr.original_message_size = le32_to_cpu(p->original_message_size);
	t->hdr.reserved = le16_to_cpu(p->reserved);
	t->hdr.flags = le16_to_cpu(p->flags);
	t->hdr.session_id = le64_to_cpu(p->session_id);
	t->aad.data = p->nonce;
	t->aad.len = SMB2_TRANSFORM_AAD_SIZE;
	t->aad.off = at + SMB2_TRANSFORM_AAD_OFFSET;
	return wire_rd_span(r, t->hdr.original_message_size, &t->ciphertext);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_transform_decode);

/**
 * wire_smb2_transform_hdr_encode() - encode the header of an encrypted frame
 * @w: cursor
 * @h: the header. The signature is known only after encryption, which writes it to
 *     the 16 bytes at offset 4
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_transform_hdr_encode(struct wire_wr *w,
				   const struct smb2_transform_hdr *h)
{
	struct proto_smb2_transform_hdr *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->protocol_id = cpu_to_le32(SMB2_TRANSFORM_ID);
	memcpy(p->signature, h->signature, sizeof(p->signature));
	memcpy(p->nonce, h->nonce, sizeof(p->nonce));
	p->original_message_size = cpu_to_le32(h->original_message_size);
	p->reserved = cpu_to_le16(h->reserved);
	p->flags = cpu_to_le16(h->flags);
	p->session_id = cpu_to_le64(h->session_id);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_transform_hdr_encode);
