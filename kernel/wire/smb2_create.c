// SPDX-License-Identifier: GPL-2.0
/*
 * CREATE, MS-SMB2 2.2.13 and 2.2.14. Create contexts are in create_ctx*.c.
 */
#include <lwsmb/wire_smb2_ctx.h>
#include "part.h"

#define SMB2_CREATE_REQ_SIZE 57
#define SMB2_CREATE_RSP_SIZE 89
#define SMB2_CREATE_NAME_ALIGN 8

/* The contexts of a request or response; the list's place is a multiple of 8. */
static int contexts_at(const struct wire_rd *r, u32 off, u32 len, struct wire_span *s)
{
	if (len && !IS_ALIGNED(off, SMB2_CREATE_CTX_ALIGN))
		return -EBADMSG;
	return wire_rd_span_at(r, off, len, s);
}

/**
 * wire_smb2_create_req_decode() - decode a CREATE request
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * An odd name length is the caller's to refuse.
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_create_req_decode(struct wire_rd *r, struct smb2_create_req *m)
{
	const struct proto_smb2_create_req *p;

	p = wire_rd_body(r, SMB2_CREATE_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	wire_part_rest(r, &m->rest);
	m->security_flags = p->security_flags;
	m->oplock_level = p->oplock_level;
	m->impersonation_level = le32_to_cpu(p->impersonation_level);
	m->smb_create_flags = le64_to_cpu(p->smb_create_flags);
	m->reserved = le64_to_cpu(p->reserved);
	m->desired_access = le32_to_cpu(p->desired_access);
	m->file_attributes = le32_to_cpu(p->file_attributes);
	m->share_access = le32_to_cpu(p->share_access);
	m->create_disposition = le32_to_cpu(p->create_disposition);
	m->create_options = le32_to_cpu(p->create_options);
	if (wire_rd_span_at(r, le16_to_cpu(p->name_offset), le16_to_cpu(p->name_length),
			    &m->name))
		return -EBADMSG;
	return contexts_at(r, le32_to_cpu(p->contexts_offset),
			   le32_to_cpu(p->contexts_length), &m->contexts);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_create_req_decode);

static struct wire_part contexts_part(const struct wire_span *contexts)
{
	return (struct wire_part) {
		.span = contexts, .align = SMB2_CREATE_CTX_ALIGN, .off_max = U32_MAX,
		.len_max = U32_MAX,
	};
}

/**
 * wire_smb2_create_req_encode() - encode a CREATE request
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a name that the 16-bit fields cannot name, or
 * for a place in the fixed part.
 */
int wire_smb2_create_req_encode(struct wire_wr *w, const struct smb2_create_req *m)
{
	struct proto_smb2_create_req *p;
	struct wire_part parts[] = {
		{
			.span = &m->name, .align = SMB2_CREATE_NAME_ALIGN,
			.off_max = U16_MAX, .len_max = U16_MAX, .announced = true,
		},
		contexts_part(&m->contexts),
	};
	int ret;

	p = wire_wr_body(w, SMB2_CREATE_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(w, &m->rest, parts, ARRAY_SIZE(parts), true);
	if (ret)
		return ret;
	p->security_flags = m->security_flags;
	p->oplock_level = m->oplock_level;
	p->impersonation_level = cpu_to_le32(m->impersonation_level);
	p->smb_create_flags = cpu_to_le64(m->smb_create_flags);
	p->reserved = cpu_to_le64(m->reserved);
	p->desired_access = cpu_to_le32(m->desired_access);
	p->file_attributes = cpu_to_le32(m->file_attributes);
	p->share_access = cpu_to_le32(m->share_access);
	p->create_disposition = cpu_to_le32(m->create_disposition);
	p->create_options = cpu_to_le32(m->create_options);
	p->name_offset = cpu_to_le16(parts[0].off);
	p->name_length = cpu_to_le16(m->name.len);
	p->contexts_offset = cpu_to_le32(parts[1].off);
	p->contexts_length = cpu_to_le32(m->contexts.len);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_create_req_encode);

/**
 * wire_smb2_create_rsp_decode() - decode a CREATE response
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_create_rsp_decode(struct wire_rd *r, struct smb2_create_rsp *m)
{
	const struct proto_smb2_create_rsp *p;

	p = wire_rd_body(r, SMB2_CREATE_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	wire_part_rest(r, &m->rest);
	m->oplock_level = p->oplock_level;
	m->flags = p->flags;
	m->create_action = le32_to_cpu(p->create_action);
	m->creation_time = le64_to_cpu(p->creation_time);
	m->last_access_time = le64_to_cpu(p->last_access_time);
	m->last_write_time = le64_to_cpu(p->last_write_time);
	m->change_time = le64_to_cpu(p->change_time);
	m->allocation_size = le64_to_cpu(p->allocation_size);
	m->end_of_file = le64_to_cpu(p->end_of_file);
	m->file_attributes = le32_to_cpu(p->file_attributes);
	m->reserved2 = le32_to_cpu(p->reserved2);
	m->file_id.persistent_id = le64_to_cpu(p->persistent_id);
	m->file_id.volatile_id = le64_to_cpu(p->volatile_id);
	return contexts_at(r, le32_to_cpu(p->contexts_offset),
			   le32_to_cpu(p->contexts_length), &m->contexts);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_create_rsp_decode);

/**
 * wire_smb2_create_rsp_encode() - encode a CREATE response
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for contexts that are to overlap the fixed part.
 */
int wire_smb2_create_rsp_encode(struct wire_wr *w, const struct smb2_create_rsp *m)
{
	struct wire_part contexts = contexts_part(&m->contexts);
	struct proto_smb2_create_rsp *p;
	int ret;

	p = wire_wr_body(w, SMB2_CREATE_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(w, &m->rest, &contexts, 1, false);
	if (ret)
		return ret;
	p->oplock_level = m->oplock_level;
	p->flags = m->flags;
	p->create_action = cpu_to_le32(m->create_action);
	p->creation_time = cpu_to_le64(m->creation_time);
	p->last_access_time = cpu_to_le64(m->last_access_time);
	p->last_write_time = cpu_to_le64(m->last_write_time);
	p->change_time = cpu_to_le64(m->change_time);
	p->allocation_size = cpu_to_le64(m->allocation_size);
	p->end_of_file = cpu_to_le64(m->end_of_file);
	p->file_attributes = cpu_to_le32(m->file_attributes);
	p->reserved2 = cpu_to_le32(m->reserved2);
	p->persistent_id = cpu_to_le64(m->file_id.persistent_id);
	p->volatile_id = cpu_to_le64(m->file_id.volatile_id);
	p->contexts_offset = cpu_to_le32(contexts.off);
	p->contexts_length = cpu_to_le32(m->contexts.len);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_create_rsp_encode);
