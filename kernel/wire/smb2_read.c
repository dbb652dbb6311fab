// SPDX-License-Identifier: GPL-2.0
/*
 * READ, MS-SMB2 2.2.19 and 2.2.20.
 *
 * The data of a response need not be in the same buffer as the rest: the _hdr
 * functions work on everything before it, for a server that sends pages of the
 * page cache and for a client that receives into them.
 */
#include <lwsmb/wire_smb2_io.h>
#include "part.h"

#define SMB2_READ_REQ_SIZE 49
#define SMB2_READ_RSP_SIZE 17
#define SMB2_READ_DATA_OFFSET_MAX 0xff

/**
 * wire_smb2_read_req_decode() - decode a READ request
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_read_req_decode(struct wire_rd *r, struct smb2_read_req *m)
{
	const struct proto_smb2_read_req *p;

	p = wire_rd_body(r, SMB2_READ_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->padding = p->padding;
	m->flags = p->flags;
	m->length = le32_to_cpu(p->length);
	m->offset = le64_to_cpu(p->offset);
	m->file_id.persistent_id = le64_to_cpu(p->persistent_id);
	m->file_id.volatile_id = le64_to_cpu(p->volatile_id);
	m->minimum_count = le32_to_cpu(p->minimum_count);
	m->channel = le32_to_cpu(p->channel);
	m->remaining_bytes = le32_to_cpu(p->remaining_bytes);
	wire_part_rest(r, &m->rest);
	return wire_rd_span_at(r, le16_to_cpu(p->channel_info_offset),
			       le16_to_cpu(p->channel_info_length),
			       &m->channel_info);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_read_req_decode);

/**
 * wire_smb2_read_req_encode() - encode a READ request
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the channel information is too long or too
 * far away for its fields.
 */
int wire_smb2_read_req_encode(struct wire_wr *w, const struct smb2_read_req *m)
{
	struct wire_part info = {
		.span = &m->channel_info, .align = 1, .off_max = U16_MAX, .len_max = U16_MAX,
	};
	struct proto_smb2_read_req *p;
	int ret;

	p = wire_wr_body(w, SMB2_READ_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(w, &m->rest, &info, 1, true);
	if (ret)
		return ret;
	p->padding = m->padding;
	p->flags = m->flags;
	p->length = cpu_to_le32(m->length);
	p->offset = cpu_to_le64(m->offset);
	p->persistent_id = cpu_to_le64(m->file_id.persistent_id);
	p->volatile_id = cpu_to_le64(m->file_id.volatile_id);
	p->minimum_count = cpu_to_le32(m->minimum_count);
	p->channel = cpu_to_le32(m->channel);
	p->remaining_bytes = cpu_to_le32(m->remaining_bytes);
	p->channel_info_offset = cpu_to_le16(info.off);
	p->channel_info_length = cpu_to_le16(m->channel_info.len);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_read_req_encode);

/**
 * wire_smb2_read_rsp_decode_hdr() - decode the beginning of a READ response
 * @r: cursor, positioned behind the header; its end is that of the bytes that are
 *     here, which must be the fixed part at least
 * @msg_len: bytes in the whole message, SMB2 header included; not less than are
 *           here
 * @m: set to the message; the data's off and len lie inside @msg_len, its data
 *     pointer is NULL if not all of it is here
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_read_rsp_decode_hdr(struct wire_rd *r, size_t msg_len,
				  struct smb2_read_rsp *m)
{
	const struct proto_smb2_read_rsp *p;

	p = wire_rd_body(r, SMB2_READ_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->reserved = p->reserved;
	m->data_remaining = le32_to_cpu(p->data_remaining);
	m->flags = le32_to_cpu(p->flags);
	wire_part_rest(r, &m->rest);
	return wire_part_find(r, msg_len, p->data_offset, le32_to_cpu(p->data_length),
			      &m->data);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_read_rsp_decode_hdr);

/**
 * wire_smb2_read_rsp_decode() - decode a READ response
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_read_rsp_decode(struct wire_rd *r, struct smb2_read_rsp *m)
{
	return wire_smb2_read_rsp_decode_hdr(r, r->end - r->base, m);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_read_rsp_decode);

/* The fixed part, but for the data's offset, which is known later. */
static struct proto_smb2_read_rsp *
smb2_read_rsp_fixed(struct wire_wr *w, const struct smb2_read_rsp *m)
{
	struct proto_smb2_read_rsp *p;

	p = wire_wr_body(w, SMB2_READ_RSP_SIZE, sizeof(*p));
	if (!p)
		return NULL;
	p->reserved = m->reserved;
	p->data_length = cpu_to_le32(m->data.len);
	p->data_remaining = cpu_to_le32(m->data_remaining);
	p->flags = cpu_to_le32(m->flags);
	return p;
}

static struct wire_part read_data_part(const struct wire_span *data, u32 align)
{
	return (struct wire_part) {
		.span = data, .align = align, .off_max = SMB2_READ_DATA_OFFSET_MAX,
		.len_max = U32_MAX,
	};
}

/**
 * wire_smb2_read_rsp_encode_hdr() - encode what stands before the data of a READ
 *                                   response
 * @w: cursor, positioned behind the header
 * @m: the message; of the data, only its off and len are used
 *
 * Afterwards the position is where the data's bytes belong, which the caller sends
 * from elsewhere. There is no byte in place of empty data.
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the data's offset does not fit its field.
 */
int wire_smb2_read_rsp_encode_hdr(struct wire_wr *w, const struct smb2_read_rsp *m)
{
	struct proto_smb2_read_rsp *p = smb2_read_rsp_fixed(w, m);
	struct wire_part data = read_data_part(&m->data, WIRE_PART_ALIGN);
	int ret;

	if (!p)
		return -EMSGSIZE;
	ret = wire_part_gap(w, &data);
	if (ret)
		return ret;
	p->data_offset = data.off;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_read_rsp_encode_hdr);

/**
 * wire_smb2_read_rsp_encode() - encode a READ response
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the data's offset does not fit its field.
 */
int wire_smb2_read_rsp_encode(struct wire_wr *w, const struct smb2_read_rsp *m)
{
	struct proto_smb2_read_rsp *p = smb2_read_rsp_fixed(w, m);
	struct wire_part data = read_data_part(&m->data, 1);
	int ret;

	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(w, &m->rest, &data, 1, true);
	if (ret)
		return ret;
	p->data_offset = data.off;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_read_rsp_encode);
