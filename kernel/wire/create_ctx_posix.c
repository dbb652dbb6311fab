// SPDX-License-Identifier: GPL-2.0
/*
 * Create context of the SMB3 POSIX extensions (the draft specification of the Samba
 * project): request and response.
 */
#include <lwsmb/wire_smb2_ctx.h>

#define SID_SUB_AUTHORITY_MAX 15 /* MS-DTYP 2.4.2.2 */

/**
 * wire_smb2_posix_req_decode() - decode the data of a POSIX request
 * @r: cursor over the data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_posix_req_decode(struct wire_rd *r, struct smb2_posix_req *c)
{
	const struct proto_smb2_posix_req *p = wire_rd_exact(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	c->mode = le32_to_cpu(p->mode);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_posix_req_decode);

/**
 * wire_smb2_posix_req_encode() - encode the data of a POSIX request
 * @w: cursor
 * @c: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_posix_req_encode(struct wire_wr *w, const struct smb2_posix_req *c)
{
	struct proto_smb2_posix_req *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->mode = cpu_to_le32(c->mode);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_posix_req_encode);

/* A SID tells its own length. */
static int sid_span(struct wire_rd *r, struct wire_span *sid)
{
	struct wire_rd peek = *r;
	const struct proto_sid_start *p = wire_rd_take(&peek, sizeof(*p));

	if (!p || p->sub_authority_count > SID_SUB_AUTHORITY_MAX)
		return -EBADMSG;
	return wire_rd_span(r, sizeof(*p) + p->sub_authority_count * sizeof(__le32), sid);
}

static bool sid_good(const struct wire_span *sid)
{
	struct wire_span seen;
	struct wire_rd r;

	wire_rd_span_child(sid, &r);
	return !sid_span(&r, &seen) && !wire_rd_left(&r);
}

/**
 * wire_smb2_posix_rsp_decode() - decode the data of a POSIX response
 * @r: cursor over the data; moved behind the second SID. Some servers announce a
 *     few bytes more
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_posix_rsp_decode(struct wire_rd *r, struct smb2_posix_rsp *c)
{
	const struct proto_smb2_posix_rsp *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	c->nlink = le32_to_cpu(p->nlink);
	c->reparse_tag = le32_to_cpu(p->reparse_tag);
	c->mode = le32_to_cpu(p->mode);
	if (sid_span(r, &c->owner))
		return -EBADMSG;
	return sid_span(r, &c->group);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_posix_rsp_decode);

/**
 * wire_smb2_posix_rsp_encode() - encode the data of a POSIX response
 * @w: cursor
 * @c: the data
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for something that is not a SID.
 */
int wire_smb2_posix_rsp_encode(struct wire_wr *w, const struct smb2_posix_rsp *c)
{
	struct proto_smb2_posix_rsp *p;

	if (!sid_good(&c->owner) || !sid_good(&c->group))
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p || wire_wr_put(w, c->owner.data, c->owner.len))
		return -EMSGSIZE;
	p->nlink = cpu_to_le32(c->nlink);
	p->reparse_tag = cpu_to_le32(c->reparse_tag);
	p->mode = cpu_to_le32(c->mode);
	return wire_wr_put(w, c->group.data, c->group.len);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_posix_rsp_encode);
