// SPDX-License-Identifier: GPL-2.0
/*
 * QUERY_DIRECTORY request, MS-SMB2 2.2.33.
 */
#include <lwsmb/wire_smb2_io.h>
#include "part.h"

#define SMB2_QUERY_DIRECTORY_REQ_SIZE 33

/**
 * wire_smb2_query_directory_req_decode() - decode a QUERY_DIRECTORY request
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_query_directory_req_decode(struct wire_rd *r,
					 struct smb2_query_directory_req *m)
{
	const struct proto_smb2_query_directory_req *p;

	p = wire_rd_body(r, SMB2_QUERY_DIRECTORY_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->file_information_class = p->file_information_class;
	m->flags = p->flags;
	m->file_index = le32_to_cpu(p->file_index);
	m->file_id.persistent_id = le64_to_cpu(p->persistent_id);
	m->file_id.volatile_id = le64_to_cpu(p->volatile_id);
	m->output_buffer_length = le32_to_cpu(p->output_buffer_length);
	wire_part_rest(r, &m->rest);
	return wire_rd_span_at(r, le16_to_cpu(p->file_name_offset),
			       le16_to_cpu(p->file_name_length), &m->file_name);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_query_directory_req_decode);

/**
 * wire_smb2_query_directory_req_encode() - encode a QUERY_DIRECTORY request
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the pattern is too long or too far away for
 * its fields.
 */
int wire_smb2_query_directory_req_encode(struct wire_wr *w,
					 const struct smb2_query_directory_req *m)
{
	struct wire_part name = {
		.span = &m->file_name, .align = 1, .off_max = U16_MAX, .len_max = U16_MAX,
	};
	struct proto_smb2_query_directory_req *p;
	int ret;

	p = wire_wr_body(w, SMB2_QUERY_DIRECTORY_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(w, &m->rest, &name, 1, true);
	if (ret)
		return ret;
	p->file_information_class = m->file_information_class;
	p->flags = m->flags;
	p->file_index = cpu_to_le32(m->file_index);
	p->persistent_id = cpu_to_le64(m->file_id.persistent_id);
	p->volatile_id = cpu_to_le64(m->file_id.volatile_id);
	p->file_name_offset = cpu_to_le16(name.off);
	p->file_name_length = cpu_to_le16(m->file_name.len);
	p->output_buffer_length = cpu_to_le32(m->output_buffer_length);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_query_directory_req_encode);
