// SPDX-License-Identifier: GPL-2.0
/*
 * FLUSH request, MS-SMB2 2.2.17. The response is the body without content that
 * several commands share.
 */
#include <lwsmb/wire_smb2_io.h>

#define SMB2_FLUSH_REQ_SIZE 24

/**
 * wire_smb2_flush_req_decode() - decode a FLUSH request
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_flush_req_decode(struct wire_rd *r, struct smb2_flush_req *m)
{
	const struct proto_smb2_flush_req *p;

	p = wire_rd_body(r, SMB2_FLUSH_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->reserved1 = le16_to_cpu(p->reserved1);
	m->reserved2 = le32_to_cpu(p->reserved2);
	m->file_id.persistent_id = le64_to_cpu(p->persistent_id);
	m->file_id.volatile_id = le64_to_cpu(p->volatile_id);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_flush_req_decode);

/**
 * wire_smb2_flush_req_encode() - encode a FLUSH request
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_flush_req_encode(struct wire_wr *w, const struct smb2_flush_req *m)
{
	struct proto_smb2_flush_req *p;

	p = wire_wr_body(w, SMB2_FLUSH_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->reserved1 = cpu_to_le16(m->reserved1);
	p->reserved2 = cpu_to_le32(m->reserved2);
	p->persistent_id = cpu_to_le64(m->file_id.persistent_id);
	p->volatile_id = cpu_to_le64(m->file_id.volatile_id);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_flush_req_encode);
