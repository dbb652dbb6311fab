// SPDX-License-Identifier: GPL-2.0
/*
 * QUERY_INFO request and the quota query that it may carry, MS-SMB2 2.2.37. What
 * the information classes hold is in the header of their own.
 */
#include <lwsmb/wire_smb2_io.h>
#include "part.h"

#define SMB2_QUERY_INFO_REQ_SIZE 41

/**
 * wire_smb2_query_info_req_decode() - decode a QUERY_INFO request
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_query_info_req_decode(struct wire_rd *r, struct smb2_query_info_req *m)
{
	const struct proto_smb2_query_info_req *p;

	p = wire_rd_body(r, SMB2_QUERY_INFO_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->info_type = p->info_type;
	m->file_info_class = p->file_info_class;
	m->output_buffer_length = le32_to_cpu(p->output_buffer_length);
	m->reserved = le16_to_cpu(p->reserved);
	m->additional_information = le32_to_cpu(p->additional_information);
	m->flags = le32_to_cpu(p->flags);
	m->file_id.persistent_id = le64_to_cpu(p->persistent_id);
	m->file_id.volatile_id = le64_to_cpu(p->volatile_id);
	wire_part_rest(r, &m->rest);
	return wire_rd_span_at(r, le16_to_cpu(p->input_buffer_offset),
			       le32_to_cpu(p->input_buffer_length), &m->input);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_query_info_req_decode);

/**
 * wire_smb2_query_info_req_encode() - encode a QUERY_INFO request
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the buffer is too far away for its field.
 */
int wire_smb2_query_info_req_encode(struct wire_wr *w,
				    const struct smb2_query_info_req *m)
{
	struct wire_part input = {
		.span = &m->input, .align = 1, .off_max = U16_MAX, .len_max = U32_MAX,
	};
	struct proto_smb2_query_info_req *p;
	int ret;

	p = wire_wr_body(w, SMB2_QUERY_INFO_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(w, &m->rest, &input, 1, false);
	if (ret)
		return ret;
	p->info_type = m->info_type;
	p->file_info_class = m->file_info_class;
	p->output_buffer_length = cpu_to_le32(m->output_buffer_length);
	p->input_buffer_offset = cpu_to_le16(input.off);
	p->reserved = cpu_to_le16(m->reserved);
	p->input_buffer_length = cpu_to_le32(m->input.len);
	p->additional_information = cpu_to_le32(m->additional_information);
	p->flags = cpu_to_le32(m->flags);
	p->persistent_id = cpu_to_le64(m->file_id.persistent_id);
	p->volatile_id = cpu_to_le64(m->file_id.volatile_id);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_query_info_req_encode);

/**
 * wire_smb2_query_quota_decode() - decode the input buffer of a quota query
 * @r: cursor over the buffer
 * @m: set to the query
 *
 * Return: 0, or -EBADMSG also if both kinds of SID are given.
 */
int wire_smb2_query_quota_decode(struct wire_rd *r, struct smb2_query_quota *m)
{
	const struct proto_smb2_query_quota *p = wire_rd_take(r, sizeof(*p));
	struct wire_rd sids;
	int ret;

	if (!p || (p->sid_list_length && p->start_sid_length))
		return -EBADMSG;
	m->return_single = p->return_single;
	m->restart_scan = p->restart_scan;
	m->reserved = le16_to_cpu(p->reserved);
	wire_rd_init(&sids, r->pos, wire_rd_left(r));
	ret = wire_rd_span_at(&sids, 0, le32_to_cpu(p->sid_list_length),
			      &m->sid_list);
	if (ret)
		return ret;
	return wire_rd_span_at(&sids, le32_to_cpu(p->start_sid_offset),
			       le32_to_cpu(p->start_sid_length), &m->start_sid);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_query_quota_decode);

/**
 * wire_smb2_query_quota_encode() - encode the input buffer of a quota query
 * @w: cursor, positioned where the buffer begins
 * @m: the query
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if both kinds of SID are given.
 */
int wire_smb2_query_quota_encode(struct wire_wr *w, const struct smb2_query_quota *m)
{
	struct proto_smb2_query_quota *p;
	struct wire_wr sids;
	u32 off;
	int ret;

	if (m->sid_list.len && m->start_sid.len)
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->return_single = m->return_single;
	p->restart_scan = m->restart_scan;
	p->reserved = cpu_to_le16(m->reserved);
	p->sid_list_length = cpu_to_le32(m->sid_list.len);
	p->start_sid_length = cpu_to_le32(m->start_sid.len);
	ret = wire_wr_put(w, m->sid_list.data, m->sid_list.len);
	if (ret)
		return ret;
	wire_wr_init(&sids, w->pos, wire_wr_left(w));
	ret = wire_wr_span(&sids, &m->start_sid, 1, &off);
	if (ret)
		return ret;
	p->start_sid_offset = cpu_to_le32(off);
	w->pos = sids.pos;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_query_quota_encode);
