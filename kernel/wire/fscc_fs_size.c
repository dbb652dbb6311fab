// SPDX-License-Identifier: GPL-2.0
/*
 * FileFsSizeInformation and FileFsFullSizeInformation, MS-FSCC 2.5.8 and 2.5.4.
 */
#include <lwsmb/proto_fscc_fs.h>
#include <lwsmb/wire_fscc_fs.h>

/**
 * wire_fscc_fs_size_decode() - decode FileFsSizeInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_fs_size_decode(struct wire_rd *r, struct fscc_fs_size *m)
{
	const struct proto_fscc_fs_size *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->total_units = le64_to_cpu(p->total_units);
	m->available_units = le64_to_cpu(p->available_units);
	m->sectors_per_unit = le32_to_cpu(p->sectors_per_unit);
	m->bytes_per_sector = le32_to_cpu(p->bytes_per_sector);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_size_decode);

/**
 * wire_fscc_fs_size_encode() - encode FileFsSizeInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_fs_size_encode(struct wire_wr *w, const struct fscc_fs_size *m)
{
	struct proto_fscc_fs_size *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->total_units = cpu_to_le64(m->total_units);
	p->available_units = cpu_to_le64(m->available_units);
	p->sectors_per_unit = cpu_to_le32(m->sectors_per_unit);
	p->bytes_per_sector = cpu_to_le32(m->bytes_per_sector);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_size_encode);

/**
 * wire_fscc_fs_full_size_decode() - decode FileFsFullSizeInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_fs_full_size_decode(struct wire_rd *r, struct fscc_fs_full_size *m)
{
	const struct proto_fscc_fs_full_size *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->total_units = le64_to_cpu(p->total_units);
	m->caller_available_units = le64_to_cpu(p->caller_available_units);
	m->actual_available_units = le64_to_cpu(p->actual_available_units);
	m->sectors_per_unit = le32_to_cpu(p->sectors_per_unit);
	m->bytes_per_sector = le32_to_cpu(p->bytes_per_sector);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_full_size_decode);

/**
 * wire_fscc_fs_full_size_encode() - encode FileFsFullSizeInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_fs_full_size_encode(struct wire_wr *w, const struct fscc_fs_full_size *m)
{
	struct proto_fscc_fs_full_size *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->total_units = cpu_to_le64(m->total_units);
	p->caller_available_units = cpu_to_le64(m->caller_available_units);
	p->actual_available_units = cpu_to_le64(m->actual_available_units);
	p->sectors_per_unit = cpu_to_le32(m->sectors_per_unit);
	p->bytes_per_sector = cpu_to_le32(m->bytes_per_sector);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_full_size_encode);
