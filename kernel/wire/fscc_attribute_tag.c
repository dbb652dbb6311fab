// SPDX-License-Identifier: GPL-2.0
/*
 * FileAttributeTagInformation, MS-FSCC 2.4.6.
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>

/**
 * wire_fscc_attribute_tag_decode() - decode FileAttributeTagInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_attribute_tag_decode(struct wire_rd *r, struct fscc_attribute_tag *m)
{
	const struct proto_fscc_attribute_tag *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->file_attributes = le32_to_cpu(p->file_attributes);
	m->reparse_tag = le32_to_cpu(p->reparse_tag);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_attribute_tag_decode);

/**
 * wire_fscc_attribute_tag_encode() - encode FileAttributeTagInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_attribute_tag_encode(struct wire_wr *w,
				   const struct fscc_attribute_tag *m)
{
	struct proto_fscc_attribute_tag *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->file_attributes = cpu_to_le32(m->file_attributes);
	p->reparse_tag = cpu_to_le32(m->reparse_tag);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_attribute_tag_encode);
