// SPDX-License-Identifier: GPL-2.0
/*
 * NEGOTIATE, MS-SMB2 2.2.3 and 2.2.4. The contexts of 3.1.1 are in neg_ctx.c.
 */
#include <lwsmb/wire_smb2_ctx.h>
#include "part.h"

#define SMB2_NEGOTIATE_REQ_SIZE 36
#define SMB2_NEGOTIATE_RSP_SIZE 65

/**
 * wire_le16_at() - entry of a list of 16-bit numbers
 * @list: the list
 * @i: which entry, below wire_le16_count()
 *
 * Return: the number; 0 for an entry that is not there.
 */
u16 wire_le16_at(const struct wire_span *list, u32 i)
{
	const struct proto_le16 *p = (const struct proto_le16 *)list->data;

	return i < wire_le16_count(list) ? le16_to_cpu(p[i].v) : 0;
}
EXPORT_SYMBOL_LWSMB(wire_le16_at);

/**
 * wire_le16_append() - append to a list of 16-bit numbers
 * @w: cursor over the list
 * @v: the number
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_le16_append(struct wire_wr *w, u16 v)
{
	struct proto_le16 *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->v = cpu_to_le16(v);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_le16_append);

/* What tells the two forms of the request apart. */
static bool has_311(const struct wire_span *dialects)
{
	u32 i;

	for (i = 0; i < wire_le16_count(dialects); i++)
		if (wire_le16_at(dialects, i) == SMB2_DIALECT_311)
			return true;
	return false;
}

/*
 * The contexts have an offset and a count, but no length: they reach to the end of
 * the message. Each has a header and begins at a multiple of 8 bytes.
 */
static int contexts_at(const struct wire_rd *r, u32 off, u16 count, struct wire_span *s)
{
	size_t end = wire_rd_off(r) + wire_rd_left(r);

	if (!count)
		return wire_rd_span_at(r, off, 0, s);
	if (!IS_ALIGNED(off, SMB2_NEG_CTX_ALIGN) || off >= end ||
	    (end - off) / sizeof(struct proto_smb2_neg_ctx) < count)
		return -EBADMSG;
	return wire_rd_span_at(r, off, end - off, s);
}

static struct wire_part contexts_part(const struct wire_span *contexts)
{
	return (struct wire_part) {
		.span = contexts, .align = SMB2_NEG_CTX_ALIGN, .off_max = U32_MAX,
		.len_max = U32_MAX,
	};
}

/**
 * wire_smb2_negotiate_req_decode() - decode a NEGOTIATE request
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_negotiate_req_decode(struct wire_rd *r, struct smb2_negotiate_req *m)
{
	const struct proto_smb2_negotiate_req *p;

	memset(m, 0, sizeof(*m));
	p = wire_rd_body(r, SMB2_NEGOTIATE_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->security_mode = le16_to_cpu(p->security_mode);
	m->reserved = le16_to_cpu(p->reserved);
	m->capabilities = le32_to_cpu(p->capabilities);
	memcpy(m->client_guid, p->client_guid, sizeof(m->client_guid));
	if (wire_rd_span(r, le16_to_cpu(p->dialect_count) * sizeof(__le16), &m->dialects))
		return -EBADMSG;
	wire_part_rest(r, &m->rest);
	if (!has_311(&m->dialects)) {
		m->client_start_time = le64_to_cpu(p->client_start_time);
		return contexts_at(r, 0, 0, &m->contexts);
	}
	m->context_count = le16_to_cpu(p->contexts.count);
	m->reserved2 = le16_to_cpu(p->contexts.reserved2);
	return contexts_at(r, le32_to_cpu(p->contexts.offset), m->context_count,
			   &m->contexts);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_negotiate_req_decode);

/**
 * wire_smb2_negotiate_req_encode() - encode a NEGOTIATE request
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for more than 65535 dialects, half a dialect, or
 * contexts that are to overlap the dialects.
 */
int wire_smb2_negotiate_req_encode(struct wire_wr *w, const struct smb2_negotiate_req *m)
{
	struct wire_part contexts = contexts_part(&m->contexts);
	bool is_311 = has_311(&m->dialects);
	struct proto_smb2_negotiate_req *p;
	int ret;

	if (m->dialects.len % sizeof(__le16) || wire_le16_count(&m->dialects) > U16_MAX)
		return -EINVAL;
	p = wire_wr_body(w, SMB2_NEGOTIATE_REQ_SIZE, sizeof(*p));
	if (!p || wire_wr_put(w, m->dialects.data, m->dialects.len))
		return -EMSGSIZE;
	ret = wire_part_put(w, &m->rest, &contexts, is_311 ? 1 : 0, false);
	if (ret)
		return ret;
	p->dialect_count = cpu_to_le16(wire_le16_count(&m->dialects));
	p->security_mode = cpu_to_le16(m->security_mode);
	p->reserved = cpu_to_le16(m->reserved);
	p->capabilities = cpu_to_le32(m->capabilities);
	memcpy(p->client_guid, m->client_guid, sizeof(p->client_guid));
	if (is_311) {
		p->contexts.offset = cpu_to_le32(contexts.off);
		p->contexts.count = cpu_to_le16(m->context_count);
		p->contexts.reserved2 = cpu_to_le16(m->reserved2);
	} else {
		p->client_start_time = cpu_to_le64(m->client_start_time);
	}
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_negotiate_req_encode);

/**
 * wire_smb2_negotiate_rsp_decode() - decode a NEGOTIATE response
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_negotiate_rsp_decode(struct wire_rd *r, struct smb2_negotiate_rsp *m)
{
	const struct proto_smb2_negotiate_rsp *p;

	memset(m, 0, sizeof(*m));
	p = wire_rd_body(r, SMB2_NEGOTIATE_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	wire_part_rest(r, &m->rest);
	m->security_mode = le16_to_cpu(p->security_mode);
	m->dialect = le16_to_cpu(p->dialect);
	m->context_count = le16_to_cpu(p->context_count);
	memcpy(m->server_guid, p->server_guid, sizeof(m->server_guid));
	m->capabilities = le32_to_cpu(p->capabilities);
	m->max_transact_size = le32_to_cpu(p->max_transact_size);
	m->max_read_size = le32_to_cpu(p->max_read_size);
	m->max_write_size = le32_to_cpu(p->max_write_size);
	m->system_time = le64_to_cpu(p->system_time);
	m->server_start_time = le64_to_cpu(p->server_start_time);
	if (wire_rd_span_at(r, le16_to_cpu(p->token_offset),
			    le16_to_cpu(p->token_length), &m->token))
		return -EBADMSG;
	if (m->dialect != SMB2_DIALECT_311) {
		m->reserved2 = le32_to_cpu(p->context_offset);
		return contexts_at(r, 0, 0, &m->contexts);
	}
	return contexts_at(r, le32_to_cpu(p->context_offset), m->context_count,
			   &m->contexts);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_negotiate_rsp_decode);

/**
 * wire_smb2_negotiate_rsp_encode() - encode a NEGOTIATE response
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a token that the 16-bit fields cannot name,
 * or for a place in the fixed part.
 */
int wire_smb2_negotiate_rsp_encode(struct wire_wr *w, const struct smb2_negotiate_rsp *m)
{
	struct wire_part parts[] = {
		{
			.span = &m->token, .align = 1, .off_max = U16_MAX,
			.len_max = U16_MAX, .announced = true,
		},
		contexts_part(&m->contexts),
	};
	bool is_311 = m->dialect == SMB2_DIALECT_311;
	struct proto_smb2_negotiate_rsp *p;
	int ret;

	p = wire_wr_body(w, SMB2_NEGOTIATE_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(w, &m->rest, parts, is_311 ? 2 : 1, false);
	if (ret)
		return ret;
	p->security_mode = cpu_to_le16(m->security_mode);
	p->dialect = cpu_to_le16(m->dialect);
	p->context_count = cpu_to_le16(m->context_count);
	memcpy(p->server_guid, m->server_guid, sizeof(p->server_guid));
	p->capabilities = cpu_to_le32(m->capabilities);
	p->max_transact_size = cpu_to_le32(m->max_transact_size);
	p->max_read_size = cpu_to_le32(m->max_read_size);
	p->max_write_size = cpu_to_le32(m->max_write_size);
	p->system_time = cpu_to_le64(m->system_time);
	p->server_start_time = cpu_to_le64(m->server_start_time);
	p->token_offset = cpu_to_le16(parts[0].off);
	p->token_length = cpu_to_le16(m->token.len);
	p->context_offset = cpu_to_le32(is_311 ? parts[1].off : m->reserved2);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_negotiate_rsp_encode);
