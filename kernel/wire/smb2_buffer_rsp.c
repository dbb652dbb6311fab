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

/**
 * wire_smb2_buffer_rsp_begin() - begin such a response whose buffer is made in place
 * @w: cursor, positioned behind the header
 * @max: bytes that the buffer may have
 * @out: set to a cursor over the buffer; its base is the buffer's first byte
 *
 * @w does not move on before wire_smb2_buffer_rsp_end(): until then nothing else may be
 * written with it.
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_buffer_rsp_begin(struct wire_wr *w, u32 max, struct wire_wr *out)
{
	size_t fixed = sizeof(struct proto_smb2_buffer_rsp);

	if (wire_wr_left(w) < fixed || wire_wr_left(w) - fixed < max)
		return -EMSGSIZE;
	wire_wr_init(out, w->pos + fixed, max);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_buffer_rsp_begin);

/**
 * wire_smb2_buffer_rsp_end() - end it
 * @w: cursor, as it was at the beginning; afterwards it stands behind the buffer
 * @out: the buffer's cursor: what was written is the buffer
 *
 * An empty buffer is one zero byte if there is room, as with
 * wire_smb2_buffer_rsp_encode().
 */
void wire_smb2_buffer_rsp_end(struct wire_wr *w, const struct wire_wr *out)
{
	struct proto_smb2_buffer_rsp *p;
	u32 len = wire_wr_off(out);

	/* Begin has seen that there is room. */
	p = wire_wr_body(w, SMB2_BUFFER_RSP_SIZE, sizeof(*p));
	if (!p)
		return;
	p->output_buffer_offset = cpu_to_le16(len ? wire_wr_off(w) : 0);
	p->output_buffer_length = cpu_to_le32(len);
	if (len)
		w->pos += len;
	else
		wire_wr_reserve(w, 1);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_buffer_rsp_end);
