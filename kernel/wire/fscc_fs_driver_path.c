// SPDX-License-Identifier: GPL-2.0
/*
 * FileFsDriverPathInformation, MS-FSCC 2.5.3. It is not used between machines, so
 * it is only read.
 */
#include <lwsmb/proto_fscc_fs.h>
#include <lwsmb/wire_fscc_fs.h>

/**
 * wire_fscc_fs_driver_path_decode() - decode FileFsDriverPathInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_fs_driver_path_decode(struct wire_rd *r, struct fscc_fs_driver_path *m)
{
	const struct proto_fscc_fs_driver_path *p = wire_rd_take(r, sizeof(*p));
	u32 length;

	if (!p)
		return -EBADMSG;
	m->driver_in_path = p->driver_in_path;
	length = le32_to_cpu(p->name_length);
	if (length % 2)
		return -EBADMSG;
	return wire_rd_span(r, length, &m->name);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_driver_path_decode);
