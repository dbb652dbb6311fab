// SPDX-License-Identifier: GPL-2.0
/*
 * CHANGE_NOTIFY request, MS-SMB2 2.2.35, and the list of changes that its response
 * holds, MS-FSCC 2.7.1.
 */
#include <lwsmb/wire_smb2_io.h>

#define SMB2_CHANGE_NOTIFY_REQ_SIZE 32
#define FILE_NOTIFY_ALIGN 4

/**
 * wire_smb2_change_notify_req_decode() - decode a CHANGE_NOTIFY request
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_change_notify_req_decode(struct wire_rd *r,
				       struct smb2_change_notify_req *m)
{
	const struct proto_smb2_change_notify_req *p;

	p = wire_rd_body(r, SMB2_CHANGE_NOTIFY_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->flags = le16_to_cpu(p->flags);
	m->output_buffer_length = le32_to_cpu(p->output_buffer_length);
	m->file_id.persistent_id = le64_to_cpu(p->persistent_id);
	m->file_id.volatile_id = le64_to_cpu(p->volatile_id);
	m->completion_filter = le32_to_cpu(p->completion_filter);
	m->reserved = le32_to_cpu(p->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_change_notify_req_decode);

/**
 * wire_smb2_change_notify_req_encode() - encode a CHANGE_NOTIFY request
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_change_notify_req_encode(struct wire_wr *w,
				       const struct smb2_change_notify_req *m)
{
	struct proto_smb2_change_notify_req *p;

	p = wire_wr_body(w, SMB2_CHANGE_NOTIFY_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->flags = cpu_to_le16(m->flags);
	p->output_buffer_length = cpu_to_le32(m->output_buffer_length);
	p->persistent_id = cpu_to_le64(m->file_id.persistent_id);
	p->volatile_id = cpu_to_le64(m->file_id.volatile_id);
	p->completion_filter = cpu_to_le32(m->completion_filter);
	p->reserved = cpu_to_le32(m->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_change_notify_req_encode);

/**
 * wire_file_notify_next() - decode one entry of a list of changes
 * @list: what is left of the list; not moved by a failing call
 * @e: set to the entry
 *
 * Return: 1, 0 at the end of the list, or -EBADMSG.
 */
int wire_file_notify_next(struct wire_rd *list, struct file_notify *e)
{
	const struct proto_file_notify *p;
	struct wire_rd rest = *list;
	struct wire_rd r;
	int ret = wire_list_next(&rest, FILE_NOTIFY_ALIGN, &r);

	if (ret <= 0)
		return ret;
	p = wire_rd_take(&r, sizeof(*p));
	if (!p)
		return -EBADMSG;
	e->action = le32_to_cpu(p->action);
	if (wire_rd_span(&r, le32_to_cpu(p->file_name_length), &e->name))
		return -EBADMSG;
	wire_list_pad(&r, &e->pad);
	*list = rest;
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_file_notify_next);

/**
 * wire_file_notify_append() - encode one entry of a list of changes
 * @l: list
 * @e: the entry
 *
 * Return: 0 or -EMSGSIZE; the list is as it was unless 0, and can be sent.
 */
int wire_file_notify_append(struct wire_list_wr *l, const struct file_notify *e)
{
	struct proto_file_notify *p;
	struct wire_wr w;
	int ret;

	p = wire_list_reserve(l, FILE_NOTIFY_ALIGN, sizeof(*p),
			      (u64)e->name.len + e->pad.len, &w);
	if (!p)
		return -EMSGSIZE;
	p->action = cpu_to_le32(e->action);
	p->file_name_length = cpu_to_le32(e->name.len);
	ret = wire_wr_put(&w, e->name.data, e->name.len);
	ret = ret ?: wire_wr_put(&w, e->pad.data, e->pad.len);
	if (!ret)
		wire_list_commit(l, &w);
	return ret;
}
EXPORT_SYMBOL_LWSMB(wire_file_notify_append);
