// SPDX-License-Identifier: GPL-2.0
/*
 * Object ids: what FSCTL_CREATE_OR_GET_OBJECT_ID and FSCTL_GET_OBJECT_ID return and
 * FSCTL_SET_OBJECT_ID takes, MS-FSCC 2.1.3.
 */
#include <lwsmb/wire_fsctl.h>

/**
 * wire_fsctl_object_id_decode() - decode an object id with its extended information
 * @r: cursor
 * @m: set to the structure
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_object_id_decode(struct wire_rd *r, struct fsctl_object_id *m)
{
	const struct proto_fsctl_object_id *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	memcpy(m->object_id, p->object_id, sizeof(m->object_id));
	memcpy(m->birth_volume_id, p->birth_volume_id, sizeof(m->birth_volume_id));
	memcpy(m->birth_object_id, p->birth_object_id, sizeof(m->birth_object_id));
	memcpy(m->domain_id, p->domain_id, sizeof(m->domain_id));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_object_id_decode);

/**
 * wire_fsctl_object_id_encode() - encode an object id with its extended information
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_object_id_encode(struct wire_wr *w, const struct fsctl_object_id *m)
{
	struct proto_fsctl_object_id *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	memcpy(p->object_id, m->object_id, sizeof(p->object_id));
	memcpy(p->birth_volume_id, m->birth_volume_id, sizeof(p->birth_volume_id));
	memcpy(p->birth_object_id, m->birth_object_id, sizeof(p->birth_object_id));
	memcpy(p->domain_id, m->domain_id, sizeof(p->domain_id));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_object_id_encode);
