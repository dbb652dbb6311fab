// SPDX-License-Identifier: GPL-2.0
/*
 * FSCTL_GET_COMPRESSION and FSCTL_SET_COMPRESSION, MS-FSCC 2.3.18 and 2.3.67.
 */
#include <lwsmb/wire_fsctl.h>

/**
 * wire_fsctl_compression_decode() - decode a compression state
 * @r: cursor
 * @m: set to the state
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_compression_decode(struct wire_rd *r, struct fsctl_compression *m)
{
	const struct proto_fsctl_compression *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->state = le16_to_cpu(p->state);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_compression_decode);

/**
 * wire_fsctl_compression_encode() - encode a compression state
 * @w: cursor
 * @m: the state
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_compression_encode(struct wire_wr *w,
				  const struct fsctl_compression *m)
{
	struct proto_fsctl_compression *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->state = cpu_to_le16(m->state);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_compression_encode);
