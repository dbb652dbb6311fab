// SPDX-License-Identifier: GPL-2.0
/*
 * VALIDATE_NEGOTIATE_INFO, MS-SMB2 2.2.31.4 and 2.2.32.6.
 */
#include <lwsmb/wire_fsctl.h>

#define DIALECT_SIZE sizeof(struct proto_le16)

/**
 * wire_fsctl_validate_negotiate_req_decode() - decode a VALIDATE_NEGOTIATE_INFO
 *                                              request
 * @r: cursor
 * @m: set to it; all of its dialects are there
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_validate_negotiate_req_decode(struct wire_rd *r,
					     struct fsctl_validate_negotiate_req *m)
{
	const struct proto_fsctl_validate_negotiate_req *p;

	p = wire_rd_take(r, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->capabilities = le32_to_cpu(p->capabilities);
	memcpy(m->guid, p->guid, sizeof(m->guid));
	m->security_mode = le16_to_cpu(p->security_mode);
	return wire_rd_span(r, le16_to_cpu(p->dialect_count) * DIALECT_SIZE,
			    &m->dialects);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_validate_negotiate_req_decode);

/**
 * wire_fsctl_validate_negotiate_req_encode() - encode a VALIDATE_NEGOTIATE_INFO
 *                                              request
 * @w: cursor
 * @m: the structure
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for half a dialect or more than 65535 of them.
 */
int wire_fsctl_validate_negotiate_req_encode(struct wire_wr *w,
					     const struct fsctl_validate_negotiate_req *m)
{
	struct proto_fsctl_validate_negotiate_req *p;

	if (!IS_ALIGNED(m->dialects.len, DIALECT_SIZE) ||
	    m->dialects.len / DIALECT_SIZE > U16_MAX)
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->capabilities = cpu_to_le32(m->capabilities);
	memcpy(p->guid, m->guid, sizeof(p->guid));
	p->security_mode = cpu_to_le16(m->security_mode);
	p->dialect_count = cpu_to_le16(m->dialects.len / DIALECT_SIZE);
	return wire_wr_put(w, m->dialects.data, m->dialects.len);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_validate_negotiate_req_encode);

/**
 * wire_fsctl_validate_negotiate_rsp_decode() - decode a VALIDATE_NEGOTIATE_INFO response
 * @r: cursor
 * @m: set to the structure
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_validate_negotiate_rsp_decode(struct wire_rd *r,
					     struct fsctl_validate_negotiate_rsp *m)
{
	const struct proto_fsctl_validate_negotiate_rsp *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->capabilities = le32_to_cpu(p->capabilities);
	memcpy(m->guid, p->guid, sizeof(m->guid));
	m->security_mode = le16_to_cpu(p->security_mode);
	m->dialect = le16_to_cpu(p->dialect);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_validate_negotiate_rsp_decode);

/**
 * wire_fsctl_validate_negotiate_rsp_encode() - encode a VALIDATE_NEGOTIATE_INFO response
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_validate_negotiate_rsp_encode(struct wire_wr *w,
					     const struct fsctl_validate_negotiate_rsp *m)
{
	struct proto_fsctl_validate_negotiate_rsp *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->capabilities = cpu_to_le32(m->capabilities);
	memcpy(p->guid, m->guid, sizeof(p->guid));
	p->security_mode = cpu_to_le16(m->security_mode);
	p->dialect = cpu_to_le16(m->dialect);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_validate_negotiate_rsp_encode);
