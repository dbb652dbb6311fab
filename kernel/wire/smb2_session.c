// SPDX-License-Identifier: GPL-2.0
/*
 * SESSION_SETUP, MS-SMB2 2.2.5 and 2.2.6. LOGOFF is in smb2_empty.c.
 */
#include <lwsmb/wire_smb2.h>
#include "part.h"

#define SMB2_SESSION_SETUP_REQ_SIZE 25
#define SMB2_SESSION_SETUP_RSP_SIZE 9

/**
 * wire_smb2_session_setup_req_decode() - decode a SESSION_SETUP request
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_session_setup_req_decode(struct wire_rd *r,
				       struct smb2_session_setup_req *m)
{
	const struct proto_smb2_session_setup_req *p;

	p = wire_rd_body(r, SMB2_SESSION_SETUP_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	wire_part_rest(r, &m->rest);
	m->flags = p->flags;
	m->security_mode = p->security_mode;
	m->capabilities = le32_to_cpu(p->capabilities);
	m->channel = le32_to_cpu(p->channel);
	m->previous_session_id = le64_to_cpu(p->previous_session_id);
	return wire_rd_span_at(r, le16_to_cpu(p->token_offset),
			       le16_to_cpu(p->token_length), &m->token);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_session_setup_req_decode);

/**
 * wire_smb2_session_setup_req_encode() - encode a SESSION_SETUP request
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a token that the 16-bit fields cannot name.
 */
int wire_smb2_session_setup_req_encode(struct wire_wr *w,
				       const struct smb2_session_setup_req *m)
{
	struct wire_part token = {
		.span = &m->token, .align = 1, .off_max = U16_MAX, .len_max = U16_MAX,
		.announced = true,
	};
	struct proto_smb2_session_setup_req *p;
	int ret;

	p = wire_wr_body(w, SMB2_SESSION_SETUP_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(w, &m->rest, &token, 1, false);
	if (ret)
		return ret;
	p->flags = m->flags;
	p->security_mode = m->security_mode;
	p->capabilities = cpu_to_le32(m->capabilities);
	p->channel = cpu_to_le32(m->channel);
	p->token_offset = cpu_to_le16(token.off);
	p->token_length = cpu_to_le16(m->token.len);
	p->previous_session_id = cpu_to_le64(m->previous_session_id);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_session_setup_req_encode);

/**
 * wire_smb2_session_setup_rsp_decode() - decode a SESSION_SETUP response
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_session_setup_rsp_decode(struct wire_rd *r,
				       struct smb2_session_setup_rsp *m)
{
	const struct proto_smb2_session_setup_rsp *p;

	p = wire_rd_body(r, SMB2_SESSION_SETUP_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	wire_part_rest(r, &m->rest);
	m->session_flags = le16_to_cpu(p->session_flags);
	return wire_rd_span_at(r, le16_to_cpu(p->token_offset),
			       le16_to_cpu(p->token_length), &m->token);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_session_setup_rsp_decode);

/**
 * wire_smb2_session_setup_rsp_encode() - encode a SESSION_SETUP response
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a token that the 16-bit fields cannot name.
 */
int wire_smb2_session_setup_rsp_encode(struct wire_wr *w,
				       const struct smb2_session_setup_rsp *m)
{
	struct wire_part token = {
		.span = &m->token, .align = 1, .off_max = U16_MAX, .len_max = U16_MAX,
		.announced = true,
	};
	struct proto_smb2_session_setup_rsp *p;
	int ret;

	p = wire_wr_body(w, SMB2_SESSION_SETUP_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(w, &m->rest, &token, 1, false);
	if (ret)
		return ret;
	p->session_flags = cpu_to_le16(m->session_flags);
	p->token_offset = cpu_to_le16(token.off);
	p->token_length = cpu_to_le16(m->token.len);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_session_setup_rsp_encode);
