// SPDX-License-Identifier: GPL-2.0
/*
 * FileStatInformation and FileStatLxInformation, which ntifs.h defines.
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>
#include "fscc_parts.h"

/**
 * wire_fscc_stat_decode() - decode FileStatInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_stat_decode(struct wire_rd *r, struct fscc_stat *m)
{
	const struct proto_fscc_stat *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	fscc_get_stat(p, m);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_stat_decode);

/**
 * wire_fscc_stat_encode() - encode FileStatInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_stat_encode(struct wire_wr *w, const struct fscc_stat *m)
{
	struct proto_fscc_stat *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	fscc_put_stat(m, p);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_stat_encode);

/**
 * wire_fscc_stat_lx_decode() - decode FileStatLxInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_stat_lx_decode(struct wire_rd *r, struct fscc_stat_lx *m)
{
	const struct proto_fscc_stat_lx *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	fscc_get_stat(&p->stat, &m->stat);
	m->lx_flags = le32_to_cpu(p->lx_flags);
	m->lx_uid = le32_to_cpu(p->lx_uid);
	m->lx_gid = le32_to_cpu(p->lx_gid);
	m->lx_mode = le32_to_cpu(p->lx_mode);
	m->lx_device_id_major = le32_to_cpu(p->lx_device_id_major);
	m->lx_device_id_minor = le32_to_cpu(p->lx_device_id_minor);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_stat_lx_decode);

/**
 * wire_fscc_stat_lx_encode() - encode FileStatLxInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_stat_lx_encode(struct wire_wr *w, const struct fscc_stat_lx *m)
{
	struct proto_fscc_stat_lx *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	fscc_put_stat(&m->stat, &p->stat);
	p->lx_flags = cpu_to_le32(m->lx_flags);
	p->lx_uid = cpu_to_le32(m->lx_uid);
	p->lx_gid = cpu_to_le32(m->lx_gid);
	p->lx_mode = cpu_to_le32(m->lx_mode);
	p->lx_device_id_major = cpu_to_le32(m->lx_device_id_major);
	p->lx_device_id_minor = cpu_to_le32(m->lx_device_id_minor);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_stat_lx_encode);
