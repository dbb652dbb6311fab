// SPDX-License-Identifier: GPL-2.0
/*
 * FileFsSectorSizeInformation, MS-FSCC 2.5.7.
 */
#include <lwsmb/proto_fscc_fs.h>
#include <lwsmb/wire_fscc_fs.h>

/**
 * wire_fscc_fs_sector_size_decode() - decode FileFsSectorSizeInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_fs_sector_size_decode(struct wire_rd *r, struct fscc_fs_sector_size *m)
{
	const struct proto_fscc_fs_sector_size *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->logical = le32_to_cpu(p->logical);
	m->physical_atomicity = le32_to_cpu(p->physical_atomicity);
	m->physical_performance = le32_to_cpu(p->physical_performance);
	m->effective_atomicity = le32_to_cpu(p->effective_atomicity);
	m->flags = le32_to_cpu(p->flags);
	m->sector_alignment = le32_to_cpu(p->sector_alignment);
	m->partition_alignment = le32_to_cpu(p->partition_alignment);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_sector_size_decode);

/**
 * wire_fscc_fs_sector_size_encode() - encode FileFsSectorSizeInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_fs_sector_size_encode(struct wire_wr *w,
				    const struct fscc_fs_sector_size *m)
{
	struct proto_fscc_fs_sector_size *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->logical = cpu_to_le32(m->logical);
	p->physical_atomicity = cpu_to_le32(m->physical_atomicity);
	p->physical_performance = cpu_to_le32(m->physical_performance);
	p->effective_atomicity = cpu_to_le32(m->effective_atomicity);
	p->flags = cpu_to_le32(m->flags);
	p->sector_alignment = cpu_to_le32(m->sector_alignment);
	p->partition_alignment = cpu_to_le32(m->partition_alignment);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_sector_size_encode);
