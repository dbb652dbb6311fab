// SPDX-License-Identifier: GPL-2.0
/*
 * CLOSE, MS-SMB2 2.2.15 and 2.2.16.
 */
#include <lwsmb/wire_smb2.h>

#define SMB2_CLOSE_REQ_SIZE 24
#define SMB2_CLOSE_RSP_SIZE 60

/**
 * wire_smb2_close_req_decode() - decode a CLOSE request
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_close_req_decode(struct wire_rd *r, struct smb2_close_req *m)
{
	const struct proto_smb2_close_req *p;

	p = wire_rd_body(r, SMB2_CLOSE_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->flags = le16_to_cpu(p->flags);
	m->file_id.persistent_id = le64_to_cpu(p->persistent_id);
	m->file_id.volatile_id = le64_to_cpu(p->volatile_id);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_close_req_decode);

/**
 * wire_smb2_close_req_encode() - encode a CLOSE request
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_close_req_encode(struct wire_wr *w, const struct smb2_close_req *m)
{
	struct proto_smb2_close_req *p;

	p = wire_wr_body(w, SMB2_CLOSE_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->flags = cpu_to_le16(m->flags);
	p->persistent_id = cpu_to_le64(m->file_id.persistent_id);
	p->volatile_id = cpu_to_le64(m->file_id.volatile_id);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_close_req_encode);

/**
 * wire_smb2_close_rsp_decode() - decode a CLOSE response
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_close_rsp_decode(struct wire_rd *r, struct smb2_close_rsp *m)
{
	const struct proto_smb2_close_rsp *p;

	p = wire_rd_body(r, SMB2_CLOSE_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->flags = le16_to_cpu(p->flags);
	m->creation_time = le64_to_cpu(p->creation_time);
	m->last_access_time = le64_to_cpu(p->last_access_time);
	m->last_write_time = le64_to_cpu(p->last_write_time);
	m->change_time = le64_to_cpu(p->change_time);
	m->allocation_size = le64_to_cpu(p->allocation_size);
	m->end_of_file = le64_to_cpu(p->end_of_file);
	m->file_attributes = le32_to_cpu(p->file_attributes);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_close_rsp_decode);

/**
 * wire_smb2_close_rsp_encode() - encode a CLOSE response
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_close_rsp_encode(struct wire_wr *w, const struct smb2_close_rsp *m)
{
	struct proto_smb2_close_rsp *p;

	p = wire_wr_body(w, SMB2_CLOSE_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->flags = cpu_to_le16(m->flags);
	p->creation_time = cpu_to_le64(m->creation_time);
	p->last_access_time = cpu_to_le64(m->last_access_time);
	p->last_write_time = cpu_to_le64(m->last_write_time);
	p->change_time = cpu_to_le64(m->change_time);
	p->allocation_size = cpu_to_le64(m->allocation_size);
	p->end_of_file = cpu_to_le64(m->end_of_file);
	p->file_attributes = cpu_to_le32(m->file_attributes);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_close_rsp_encode);
