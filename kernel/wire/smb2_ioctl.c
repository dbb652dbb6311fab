// SPDX-License-Identifier: GPL-2.0
/*
 * IOCTL, MS-SMB2 2.2.31 and 2.2.32. What the buffers hold is in wire_fsctl.h.
 */
#include <lwsmb/wire_smb2_io.h>
#include "part.h"

#define SMB2_IOCTL_REQ_SIZE 57
#define SMB2_IOCTL_RSP_SIZE 49

/* Either buffer of either message. */
static struct wire_part ioctl_part(const struct wire_span *buffer)
{
	return (struct wire_part) {
		.span = buffer, .align = WIRE_PART_ALIGN, .off_max = U32_MAX,
		.len_max = U32_MAX,
	};
}

/**
 * wire_smb2_ioctl_req_decode() - decode an IOCTL request
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_ioctl_req_decode(struct wire_rd *r, struct smb2_ioctl_req *m)
{
	const struct proto_smb2_ioctl_req *p;
	int ret;

	p = wire_rd_body(r, SMB2_IOCTL_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->reserved = le16_to_cpu(p->reserved);
	m->ctl_code = le32_to_cpu(p->ctl_code);
	m->file_id.persistent_id = le64_to_cpu(p->persistent_id);
	m->file_id.volatile_id = le64_to_cpu(p->volatile_id);
	m->max_input_response = le32_to_cpu(p->max_input_response);
	m->max_output_response = le32_to_cpu(p->max_output_response);
	m->flags = le32_to_cpu(p->flags);
	m->reserved2 = le32_to_cpu(p->reserved2);
	wire_part_rest(r, &m->rest);
	ret = wire_rd_span_at(r, le32_to_cpu(p->input_offset),
			      le32_to_cpu(p->input_count), &m->input);
	if (ret)
		return ret;
	return wire_rd_span_at(r, le32_to_cpu(p->output_offset),
			       le32_to_cpu(p->output_count), &m->output);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_ioctl_req_decode);

/**
 * wire_smb2_ioctl_req_encode() - encode an IOCTL request
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if a buffer's place lies in the fixed part.
 */
int wire_smb2_ioctl_req_encode(struct wire_wr *w, const struct smb2_ioctl_req *m)
{
	struct proto_smb2_ioctl_req *p;
	struct wire_part parts[] = { ioctl_part(&m->input), ioctl_part(&m->output) };
	int ret;

	p = wire_wr_body(w, SMB2_IOCTL_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(w, &m->rest, parts, ARRAY_SIZE(parts), false);
	if (ret)
		return ret;
	p->reserved = cpu_to_le16(m->reserved);
	p->ctl_code = cpu_to_le32(m->ctl_code);
	p->persistent_id = cpu_to_le64(m->file_id.persistent_id);
	p->volatile_id = cpu_to_le64(m->file_id.volatile_id);
	p->input_offset = cpu_to_le32(parts[0].off);
	p->input_count = cpu_to_le32(m->input.len);
	p->max_input_response = cpu_to_le32(m->max_input_response);
	p->output_offset = cpu_to_le32(parts[1].off);
	p->output_count = cpu_to_le32(m->output.len);
	p->max_output_response = cpu_to_le32(m->max_output_response);
	p->flags = cpu_to_le32(m->flags);
	p->reserved2 = cpu_to_le32(m->reserved2);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_ioctl_req_encode);

/**
 * wire_smb2_ioctl_rsp_decode() - decode an IOCTL response
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_ioctl_rsp_decode(struct wire_rd *r, struct smb2_ioctl_rsp *m)
{
	const struct proto_smb2_ioctl_rsp *p;
	int ret;

	p = wire_rd_body(r, SMB2_IOCTL_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->reserved = le16_to_cpu(p->reserved);
	m->ctl_code = le32_to_cpu(p->ctl_code);
	m->file_id.persistent_id = le64_to_cpu(p->persistent_id);
	m->file_id.volatile_id = le64_to_cpu(p->volatile_id);
	m->flags = le32_to_cpu(p->flags);
	m->reserved2 = le32_to_cpu(p->reserved2);
	wire_part_rest(r, &m->rest);
	ret = wire_rd_span_at(r, le32_to_cpu(p->input_offset),
			      le32_to_cpu(p->input_count), &m->input);
	if (ret)
		return ret;
	return wire_rd_span_at(r, le32_to_cpu(p->output_offset),
			       le32_to_cpu(p->output_count), &m->output);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_ioctl_rsp_decode);

/**
 * wire_smb2_ioctl_rsp_encode() - encode an IOCTL response
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if a buffer's place lies in the fixed part.
 */
int wire_smb2_ioctl_rsp_encode(struct wire_wr *w, const struct smb2_ioctl_rsp *m)
{
	struct proto_smb2_ioctl_rsp *p;
	struct wire_part parts[] = { ioctl_part(&m->input), ioctl_part(&m->output) };
	int ret;

	p = wire_wr_body(w, SMB2_IOCTL_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(w, &m->rest, parts, ARRAY_SIZE(parts), false);
	if (ret)
		return ret;
	p->reserved = cpu_to_le16(m->reserved);
	p->ctl_code = cpu_to_le32(m->ctl_code);
	p->persistent_id = cpu_to_le64(m->file_id.persistent_id);
	p->volatile_id = cpu_to_le64(m->file_id.volatile_id);
	p->input_offset = cpu_to_le32(parts[0].off);
	p->input_count = cpu_to_le32(m->input.len);
	p->output_offset = cpu_to_le32(parts[1].off);
	p->output_count = cpu_to_le32(m->output.len);
	p->flags = cpu_to_le32(m->flags);
	p->reserved2 = cpu_to_le32(m->reserved2);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_ioctl_rsp_encode);
