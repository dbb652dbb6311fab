// SPDX-License-Identifier: GPL-2.0
/*
 * FileReparsePointInformation, MS-FSCC 2.4.44: what the index of all reparse points
 * of a volume lists.
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>

/**
 * wire_fscc_reparse_point_decode() - decode an entry of FileReparsePointInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_reparse_point_decode(struct wire_rd *r, struct fscc_reparse_point *m)
{
	const struct proto_fscc_reparse_point *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->file_reference = le64_to_cpu(p->file_reference);
	m->reparse_tag = le32_to_cpu(p->reparse_tag);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_reparse_point_decode);

/**
 * wire_fscc_reparse_point_encode() - encode an entry of FileReparsePointInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_reparse_point_encode(struct wire_wr *w,
				   const struct fscc_reparse_point *m)
{
	struct proto_fscc_reparse_point *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->file_reference = cpu_to_le64(m->file_reference);
	p->reparse_tag = cpu_to_le32(m->reparse_tag);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_reparse_point_encode);
