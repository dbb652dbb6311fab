// SPDX-License-Identifier: GPL-2.0
/*
 * FileAllInformation, MS-FSCC 2.4.2: eight classes in a row and the name.
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>
#include "fscc_parts.h"

/**
 * wire_fscc_all_decode() - decode FileAllInformation
 * @r: cursor
 * @m: set to the information; the name may be cut short
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_all_decode(struct wire_rd *r, struct fscc_all *m)
{
	const struct proto_fscc_all *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	fscc_get_basic(&p->basic, &m->basic);
	fscc_get_standard(&p->standard, &m->standard);
	m->index_number = le64_to_cpu(p->index_number);
	m->ea_size = le32_to_cpu(p->ea_size);
	m->access_flags = le32_to_cpu(p->access_flags);
	m->current_byte_offset = le64_to_cpu(p->current_byte_offset);
	m->mode = le32_to_cpu(p->mode);
	m->alignment_requirement = le32_to_cpu(p->alignment_requirement);
	wire_fscc_name_take(r, le32_to_cpu(p->file_name_length), &m->name);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_all_decode);

/* Everything but the name itself. */
static int all_put_fixed(struct wire_wr *w, const struct fscc_all *m)
{
	struct proto_fscc_all *p;
	u32 length;
	int ret = wire_fscc_name_length(&m->name, &length);

	if (ret)
		return ret;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	fscc_put_basic(&m->basic, &p->basic);
	fscc_put_standard(&m->standard, &p->standard);
	p->index_number = cpu_to_le64(m->index_number);
	p->ea_size = cpu_to_le32(m->ea_size);
	p->access_flags = cpu_to_le32(m->access_flags);
	p->current_byte_offset = cpu_to_le64(m->current_byte_offset);
	p->mode = cpu_to_le32(m->mode);
	p->alignment_requirement = cpu_to_le32(m->alignment_requirement);
	p->file_name_length = cpu_to_le32(length);
	return 0;
}

/**
 * wire_fscc_all_encode() - encode FileAllInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0, -EMSGSIZE or -EINVAL.
 */
int wire_fscc_all_encode(struct wire_wr *w, const struct fscc_all *m)
{
	int ret = all_put_fixed(w, m);

	return ret ?: wire_wr_put(w, m->name.name.data, m->name.name.len);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_all_encode);

/**
 * wire_fscc_all_encode_cut() - encode FileAllInformation, its name cut to the
 *                              room there is
 * @w: cursor; its room is what the client offered
 * @m: the information
 *
 * Return: 0, 1 if the name was cut, -EMSGSIZE if there is no room for what comes
 * before the name, or -EINVAL.
 */
int wire_fscc_all_encode_cut(struct wire_wr *w, const struct fscc_all *m)
{
	int ret = all_put_fixed(w, m);

	return ret ?: wire_fscc_name_cut(w, &m->name);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_all_encode_cut);
