// SPDX-License-Identifier: GPL-2.0
/*
 * FileStandardInformation and FileStandardLinkInformation, MS-FSCC 2.4.47 and
 * 2.4.48.
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>
#include "fscc_parts.h"

/**
 * wire_fscc_standard_decode() - decode FileStandardInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_standard_decode(struct wire_rd *r, struct fscc_standard *m)
{
	const struct proto_fscc_standard *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	fscc_get_standard(p, m);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_standard_decode);

/**
 * wire_fscc_standard_encode() - encode FileStandardInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_standard_encode(struct wire_wr *w, const struct fscc_standard *m)
{
	struct proto_fscc_standard *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	fscc_put_standard(m, p);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_standard_encode);

/**
 * wire_fscc_standard_link_decode() - decode FileStandardLinkInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_standard_link_decode(struct wire_rd *r, struct fscc_standard_link *m)
{
	const struct proto_fscc_standard_link *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->accessible_links = le32_to_cpu(p->accessible_links);
	m->total_links = le32_to_cpu(p->total_links);
	m->delete_pending = p->delete_pending;
	m->directory = p->directory;
	m->reserved = le16_to_cpu(p->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_standard_link_decode);

/**
 * wire_fscc_standard_link_encode() - encode FileStandardLinkInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_standard_link_encode(struct wire_wr *w,
				   const struct fscc_standard_link *m)
{
	struct proto_fscc_standard_link *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->accessible_links = cpu_to_le32(m->accessible_links);
	p->total_links = cpu_to_le32(m->total_links);
	p->delete_pending = m->delete_pending;
	p->directory = m->directory;
	p->reserved = cpu_to_le16(m->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_standard_link_encode);
