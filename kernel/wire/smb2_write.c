// SPDX-License-Identifier: GPL-2.0
/*
 * WRITE, MS-SMB2 2.2.21 and 2.2.22.
 *
 * The data of a request need not be in the same buffer as the rest: the _hdr
 * functions work on everything before it, for a client that sends pages of the
 * page cache and for a server that receives into pages of its own.
 */
#include <lwsmb/wire_smb2_io.h>
#include "part.h"

#define SMB2_WRITE_REQ_SIZE 49
#define SMB2_WRITE_RSP_SIZE 17

/**
 * wire_smb2_write_req_decode_hdr() - decode the beginning of a WRITE request
 * @r: cursor, positioned behind the header; its end is that of the bytes that are
 *     here, which must be the fixed part at least
 * @msg_len: bytes in the whole message, SMB2 header included; not less than are
 *           here
 * @m: set to the message; off and len of both parts lie inside @msg_len, the data
 *     pointer of each is NULL if not all of it is here
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_write_req_decode_hdr(struct wire_rd *r, size_t msg_len,
				   struct smb2_write_req *m)
{
	const struct proto_smb2_write_req *p;
	int ret;

	p = wire_rd_body(r, SMB2_WRITE_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->offset = le64_to_cpu(p->offset);
	m->file_id.persistent_id = le64_to_cpu(p->persistent_id);
	m->file_id.volatile_id = le64_to_cpu(p->volatile_id);
	m->channel = le32_to_cpu(p->channel);
	m->remaining_bytes = le32_to_cpu(p->remaining_bytes);
	m->flags = le32_to_cpu(p->flags);
	wire_part_rest(r, &m->rest);
	ret = wire_part_find(r, msg_len, le16_to_cpu(p->channel_info_offset),
			     le16_to_cpu(p->channel_info_length), &m->channel_info);
	if (ret)
		return ret;
	return wire_part_find(r, msg_len, le16_to_cpu(p->data_offset),
			      le32_to_cpu(p->length), &m->data);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_write_req_decode_hdr);

/**
 * wire_smb2_write_req_decode() - decode a WRITE request
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_write_req_decode(struct wire_rd *r, struct smb2_write_req *m)
{
	return wire_smb2_write_req_decode_hdr(r, r->end - r->base, m);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_write_req_decode);

/* The fixed part, but for the two offsets, which are known later. */
static struct proto_smb2_write_req *
smb2_write_req_fixed(struct wire_wr *w, const struct smb2_write_req *m)
{
	struct proto_smb2_write_req *p;

	p = wire_wr_body(w, SMB2_WRITE_REQ_SIZE, sizeof(*p));
	if (!p)
		return NULL;
	p->length = cpu_to_le32(m->data.len);
	p->offset = cpu_to_le64(m->offset);
	p->persistent_id = cpu_to_le64(m->file_id.persistent_id);
	p->volatile_id = cpu_to_le64(m->file_id.volatile_id);
	p->channel = cpu_to_le32(m->channel);
	p->remaining_bytes = cpu_to_le32(m->remaining_bytes);
	p->channel_info_length = cpu_to_le16(m->channel_info.len);
	p->flags = cpu_to_le32(m->flags);
	return p;
}

static struct wire_part write_info_part(const struct smb2_write_req *m)
{
	return (struct wire_part) {
		.span = &m->channel_info, .align = WIRE_PART_ALIGN, .off_max = U16_MAX,
		.len_max = U16_MAX,
	};
}

static struct wire_part write_data_part(const struct smb2_write_req *m)
{
	return (struct wire_part) {
		.span = &m->data, .align = WIRE_PART_ALIGN, .off_max = U16_MAX,
		.len_max = U32_MAX,
	};
}

/**
 * wire_smb2_write_req_encode_hdr() - encode what stands before the data of a WRITE
 *                                    request
 * @w: cursor, positioned behind the header
 * @m: the message; of the data, only its off and len are used
 *
 * Afterwards the position is where the data's bytes belong, which the caller sends
 * from elsewhere. There is no byte in place of empty data.
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the channel information lies behind the data,
 * or if it or an offset does not fit its field.
 */
int wire_smb2_write_req_encode_hdr(struct wire_wr *w, const struct smb2_write_req *m)
{
	struct proto_smb2_write_req *p = smb2_write_req_fixed(w, m);
	struct wire_part info = write_info_part(m), data = write_data_part(m);
	const struct wire_span no_rest = {};
	int ret;

	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(w, &no_rest, &info, 1, false);
	if (ret)
		return ret;
	ret = wire_part_gap(w, &data);
	if (ret)
		return ret;
	p->channel_info_offset = cpu_to_le16(info.off);
	p->data_offset = cpu_to_le16(data.off);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_write_req_encode_hdr);

/**
 * wire_smb2_write_req_encode() - encode a WRITE request
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if a part's place lies in the fixed part, or if the
 * channel information or an offset does not fit its field.
 */
int wire_smb2_write_req_encode(struct wire_wr *w, const struct smb2_write_req *m)
{
	struct proto_smb2_write_req *p = smb2_write_req_fixed(w, m);
	struct wire_part parts[] = { write_info_part(m), write_data_part(m) };
	int ret;

	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(w, &m->rest, parts, ARRAY_SIZE(parts), true);
	if (ret)
		return ret;
	p->channel_info_offset = cpu_to_le16(parts[0].off);
	p->data_offset = cpu_to_le16(parts[1].off);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_write_req_encode);

/**
 * wire_smb2_write_rsp_decode() - decode a WRITE response
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_write_rsp_decode(struct wire_rd *r, struct smb2_write_rsp *m)
{
	const struct proto_smb2_write_rsp *p;

	p = wire_rd_body(r, SMB2_WRITE_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->reserved = le16_to_cpu(p->reserved);
	m->count = le32_to_cpu(p->count);
	m->remaining = le32_to_cpu(p->remaining);
	m->channel_info_offset = le16_to_cpu(p->channel_info_offset);
	m->channel_info_length = le16_to_cpu(p->channel_info_length);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_write_rsp_decode);

/**
 * wire_smb2_write_rsp_encode() - encode a WRITE response
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_write_rsp_encode(struct wire_wr *w, const struct smb2_write_rsp *m)
{
	struct proto_smb2_write_rsp *p;

	p = wire_wr_body(w, SMB2_WRITE_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->reserved = cpu_to_le16(m->reserved);
	p->count = cpu_to_le32(m->count);
	p->remaining = cpu_to_le32(m->remaining);
	p->channel_info_offset = cpu_to_le16(m->channel_info_offset);
	p->channel_info_length = cpu_to_le16(m->channel_info_length);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_write_rsp_encode);
