// SPDX-License-Identifier: GPL-2.0
/*
 * FileFsVolumeInformation, MS-FSCC 2.5.9.
 */
#include <lwsmb/proto_fscc_fs.h>
#include <lwsmb/wire_fscc_fs.h>

/**
 * wire_fscc_fs_volume_decode() - decode FileFsVolumeInformation
 * @r: cursor
 * @m: set to the information; the label may be cut short
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_fs_volume_decode(struct wire_rd *r, struct fscc_fs_volume *m)
{
	const struct proto_fscc_fs_volume *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->creation_time = le64_to_cpu(p->creation_time);
	m->serial_number = le32_to_cpu(p->serial_number);
	m->supports_objects = p->supports_objects;
	m->reserved = p->reserved;
	wire_fscc_name_take(r, le32_to_cpu(p->label_length), &m->label);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_volume_decode);

/* Everything but the label itself. */
static int volume_put_fixed(struct wire_wr *w, const struct fscc_fs_volume *m)
{
	struct proto_fscc_fs_volume *p;
	u32 length;
	int ret = wire_fscc_name_length(&m->label, &length);

	if (ret)
		return ret;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->creation_time = cpu_to_le64(m->creation_time);
	p->serial_number = cpu_to_le32(m->serial_number);
	p->label_length = cpu_to_le32(length);
	p->supports_objects = m->supports_objects;
	p->reserved = m->reserved;
	return 0;
}

/**
 * wire_fscc_fs_volume_encode() - encode FileFsVolumeInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0, -EMSGSIZE or -EINVAL.
 */
int wire_fscc_fs_volume_encode(struct wire_wr *w, const struct fscc_fs_volume *m)
{
	int ret = volume_put_fixed(w, m);

	return ret ?: wire_wr_put(w, m->label.name.data, m->label.name.len);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_volume_encode);

/**
 * wire_fscc_fs_volume_encode_cut() - encode FileFsVolumeInformation, its label cut
 *                                    to the room there is
 * @w: cursor; its room is what the client offered
 * @m: the information
 *
 * Return: 0, 1 if the label was cut, -EMSGSIZE if there is no room for what comes
 * before it, or -EINVAL.
 */
int wire_fscc_fs_volume_encode_cut(struct wire_wr *w, const struct fscc_fs_volume *m)
{
	int ret = volume_put_fixed(w, m);

	return ret ?: wire_fscc_name_cut(w, &m->label);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_volume_encode_cut);
