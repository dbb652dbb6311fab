// SPDX-License-Identifier: GPL-2.0
/*
 * The response of QUERY_DIRECTORY, CHANGE_NOTIFY and QUERY_INFO, MS-SMB2 2.2.34,
 * 2.2.36 and 2.2.38.
 */
#include <lwsmb/wire_smb2_io.h>
#include "part.h"

#define SMB2_BUFFER_RSP_SIZE 9

/**
 * wire_smb2_buffer_rsp_decode() - decode a response that is nothing but a buffer
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_buffer_rsp_decode(struct wire_rd *r, struct smb2_buffer_rsp *m)
{
	const struct proto_smb2_buffer_rsp *p;

	p = wire_rd_body(r, SMB2_BUFFER_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	wire_part_rest(r, &m->rest);
	return wire_rd_span_at(r, le16_to_cpu(p->output_buffer_offset),
			       le32_to_cpu(p->output_buffer_length), &m->output);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_buffer_rsp_decode);

/**
 * wire_smb2_buffer_rsp_encode() - encode a response that is nothing but a buffer
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the buffer is too far away for its field.
 */
int wire_smb2_buffer_rsp_encode(struct wire_wr *w, const struct smb2_buffer_rsp *m)
{
	struct wire_part output = {
		.span = &m->output, .align = 1, .off_max = U16_MAX, .len_max = U32_MAX,
	};
	struct proto_smb2_buffer_rsp *p;
	int ret;

	p = wire_wr_body(w, SMB2_BUFFER_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(w, &m->rest, &output, 1, true);
	if (ret)
		return ret;
	p->output_buffer_offset = cpu_to_le16(output.off);
	p->output_buffer_length = cpu_to_le32(m->output.len);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_buffer_rsp_encode);
