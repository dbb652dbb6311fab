// SPDX-License-Identifier: GPL-2.0
/*
 * FileFsAttributeInformation, MS-FSCC 2.5.1.
 */
#include <lwsmb/proto_fscc_fs.h>
#include <lwsmb/wire_fscc_fs.h>

/**
 * wire_fscc_fs_attribute_decode() - decode FileFsAttributeInformation
 * @r: cursor
 * @m: set to the information; the name may be cut short
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_fs_attribute_decode(struct wire_rd *r, struct fscc_fs_attribute *m)
{
	const struct proto_fscc_fs_attribute *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->attributes = le32_to_cpu(p->attributes);
	m->max_component_length = le32_to_cpu(p->max_component_length);
	wire_fscc_name_take(r, le32_to_cpu(p->name_length), &m->name);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_attribute_decode);

/* Everything but the name itself. */
static int attribute_put_fixed(struct wire_wr *w, const struct fscc_fs_attribute *m)
{
	struct proto_fscc_fs_attribute *p;
	u32 length;
	int ret = wire_fscc_name_length(&m->name, &length);

	if (ret)
		return ret;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->attributes = cpu_to_le32(m->attributes);
	p->max_component_length = cpu_to_le32(m->max_component_length);
	p->name_length = cpu_to_le32(length);
	return 0;
}

/**
 * wire_fscc_fs_attribute_encode() - encode FileFsAttributeInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0, -EMSGSIZE or -EINVAL.
 */
int wire_fscc_fs_attribute_encode(struct wire_wr *w,
				  const struct fscc_fs_attribute *m)
{
	int ret = attribute_put_fixed(w, m);

	return ret ?: wire_wr_put(w, m->name.name.data, m->name.name.len);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_attribute_encode);

/**
 * wire_fscc_fs_attribute_encode_cut() - encode FileFsAttributeInformation, its
 *                                       name cut to the room there is
 * @w: cursor; its room is what the client offered
 * @m: the information
 *
 * Return: 0, 1 if the name was cut, -EMSGSIZE if there is no room for what comes
 * before it, or -EINVAL.
 */
int wire_fscc_fs_attribute_encode_cut(struct wire_wr *w,
				      const struct fscc_fs_attribute *m)
{
	int ret = attribute_put_fixed(w, m);

	return ret ?: wire_fscc_name_cut(w, &m->name);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_attribute_encode_cut);
