// SPDX-License-Identifier: GPL-2.0
/*
 * FileFsControlInformation, MS-FSCC 2.5.2: defaults of the quotas.
 */
#include <lwsmb/proto_fscc_fs.h>
#include <lwsmb/wire_fscc_fs.h>

/**
 * wire_fscc_fs_control_decode() - decode FileFsControlInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_fs_control_decode(struct wire_rd *r, struct fscc_fs_control *m)
{
	const struct proto_fscc_fs_control *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->free_space_start_filtering = le64_to_cpu(p->free_space_start_filtering);
	m->free_space_threshold = le64_to_cpu(p->free_space_threshold);
	m->free_space_stop_filtering = le64_to_cpu(p->free_space_stop_filtering);
	m->default_quota_threshold = le64_to_cpu(p->default_quota_threshold);
	m->default_quota_limit = le64_to_cpu(p->default_quota_limit);
	m->flags = le32_to_cpu(p->flags);
	m->reserved = le32_to_cpu(p->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_control_decode);

/**
 * wire_fscc_fs_control_encode() - encode FileFsControlInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_fs_control_encode(struct wire_wr *w, const struct fscc_fs_control *m)
{
	struct proto_fscc_fs_control *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->free_space_start_filtering = cpu_to_le64(m->free_space_start_filtering);
	p->free_space_threshold = cpu_to_le64(m->free_space_threshold);
	p->free_space_stop_filtering = cpu_to_le64(m->free_space_stop_filtering);
	p->default_quota_threshold = cpu_to_le64(m->default_quota_threshold);
	p->default_quota_limit = cpu_to_le64(m->default_quota_limit);
	p->flags = cpu_to_le32(m->flags);
	p->reserved = cpu_to_le32(m->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_control_encode);
