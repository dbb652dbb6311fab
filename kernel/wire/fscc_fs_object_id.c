// SPDX-License-Identifier: GPL-2.0
/*
 * FileFsObjectIdInformation, MS-FSCC 2.5.6.
 */
#include <lwsmb/proto_fscc_fs.h>
#include <lwsmb/wire_fscc_fs.h>

/**
 * wire_fscc_fs_object_id_decode() - decode FileFsObjectIdInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_fs_object_id_decode(struct wire_rd *r, struct fscc_fs_object_id *m)
{
	const struct proto_fscc_fs_object_id *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	memcpy(m->object_id, p->object_id, sizeof(m->object_id));
	memcpy(m->extended_info, p->extended_info, sizeof(m->extended_info));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_object_id_decode);

/**
 * wire_fscc_fs_object_id_encode() - encode FileFsObjectIdInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_fs_object_id_encode(struct wire_wr *w, const struct fscc_fs_object_id *m)
{
	struct proto_fscc_fs_object_id *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	memcpy(p->object_id, m->object_id, sizeof(p->object_id));
	memcpy(p->extended_info, m->extended_info, sizeof(p->extended_info));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_object_id_encode);
