// SPDX-License-Identifier: GPL-2.0
/*
 * LMR_REQUEST_RESILIENCY, MS-SMB2 2.2.31.3.
 */
#include <lwsmb/wire_fsctl.h>

/**
 * wire_fsctl_resiliency_req_decode() - decode a resiliency request
 * @r: cursor
 * @m: set to the structure
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_resiliency_req_decode(struct wire_rd *r,
				     struct fsctl_resiliency_req *m)
{
	const struct proto_fsctl_resiliency_req *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->timeout = le32_to_cpu(p->timeout);
	m->reserved = le32_to_cpu(p->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_resiliency_req_decode);

/**
 * wire_fsctl_resiliency_req_encode() - encode a resiliency request
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_resiliency_req_encode(struct wire_wr *w,
				     const struct fsctl_resiliency_req *m)
{
	struct proto_fsctl_resiliency_req *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->timeout = cpu_to_le32(m->timeout);
	p->reserved = cpu_to_le32(m->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_resiliency_req_encode);
