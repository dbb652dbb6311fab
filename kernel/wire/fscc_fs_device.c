// SPDX-License-Identifier: GPL-2.0
/*
 * FileFsDeviceInformation, MS-FSCC 2.5.10.
 */
#include <lwsmb/proto_fscc_fs.h>
#include <lwsmb/wire_fscc_fs.h>

/**
 * wire_fscc_fs_device_decode() - decode FileFsDeviceInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_fs_device_decode(struct wire_rd *r, struct fscc_fs_device *m)
{
	const struct proto_fscc_fs_device *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->type = le32_to_cpu(p->type);
	m->characteristics = le32_to_cpu(p->characteristics);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_device_decode);

/**
 * wire_fscc_fs_device_encode() - encode FileFsDeviceInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_fs_device_encode(struct wire_wr *w, const struct fscc_fs_device *m)
{
	struct proto_fscc_fs_device *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->type = cpu_to_le32(m->type);
	p->characteristics = cpu_to_le32(m->characteristics);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_device_encode);
