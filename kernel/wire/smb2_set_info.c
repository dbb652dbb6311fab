// SPDX-License-Identifier: GPL-2.0
/*
 * SET_INFO, MS-SMB2 2.2.39 and 2.2.40. What the information classes hold is in the
 * header of their own.
 */
#include <lwsmb/wire_smb2_io.h>
#include "part.h"

#define SMB2_SET_INFO_REQ_SIZE 33
#define SMB2_SET_INFO_RSP_SIZE 2

/**
 * wire_smb2_set_info_req_decode() - decode a SET_INFO request
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_set_info_req_decode(struct wire_rd *r, struct smb2_set_info_req *m)
{
	const struct proto_smb2_set_info_req *p;

	p = wire_rd_body(r, SMB2_SET_INFO_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->info_type = p->info_type;
	m->file_info_class = p->file_info_class;
	m->reserved = le16_to_cpu(p->reserved);
	m->additional_information = le32_to_cpu(p->additional_information);
	m->file_id.persistent_id = le64_to_cpu(p->persistent_id);
	m->file_id.volatile_id = le64_to_cpu(p->volatile_id);
	wire_part_rest(r, &m->rest);
	return wire_rd_span_at(r, le16_to_cpu(p->buffer_offset),
			       le32_to_cpu(p->buffer_length), &m->buffer);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_set_info_req_decode);

/**
 * wire_smb2_set_info_req_encode() - encode a SET_INFO request
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the buffer is too far away for its field.
 */
int wire_smb2_set_info_req_encode(struct wire_wr *w,
				  const struct smb2_set_info_req *m)
{
	struct wire_part buffer = {
		.span = &m->buffer, .align = 1, .off_max = U16_MAX, .len_max = U32_MAX,
	};
	struct proto_smb2_set_info_req *p;
	int ret;

	p = wire_wr_body(w, SMB2_SET_INFO_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(w, &m->rest, &buffer, 1, true);
	if (ret)
		return ret;
	p->info_type = m->info_type;
	p->file_info_class = m->file_info_class;
	p->buffer_length = cpu_to_le32(m->buffer.len);
	p->buffer_offset = cpu_to_le16(buffer.off);
	p->reserved = cpu_to_le16(m->reserved);
	p->additional_information = cpu_to_le32(m->additional_information);
	p->persistent_id = cpu_to_le64(m->file_id.persistent_id);
	p->volatile_id = cpu_to_le64(m->file_id.volatile_id);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_set_info_req_encode);

/**
 * wire_smb2_set_info_rsp_decode() - decode a SET_INFO response
 * @r: cursor, positioned behind the header
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_set_info_rsp_decode(struct wire_rd *r)
{
	return wire_rd_body(r, SMB2_SET_INFO_RSP_SIZE,
			    sizeof(struct proto_smb2_set_info_rsp)) ? 0 : -EBADMSG;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_set_info_rsp_decode);

/**
 * wire_smb2_set_info_rsp_encode() - encode a SET_INFO response
 * @w: cursor, positioned behind the header
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_set_info_rsp_encode(struct wire_wr *w)
{
	return wire_wr_body(w, SMB2_SET_INFO_RSP_SIZE,
			    sizeof(struct proto_smb2_set_info_rsp)) ? 0 : -EMSGSIZE;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_set_info_rsp_encode);
