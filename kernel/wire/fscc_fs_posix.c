// SPDX-License-Identifier: GPL-2.0
/*
 * FILE_FS_POSIX_INFORMATION, file system information class 100 of the SMB 3.1.1
 * POSIX extensions.
 */
#include <lwsmb/proto_fscc_fs.h>
#include <lwsmb/wire_fscc_fs.h>

/**
 * wire_fscc_fs_posix_decode() - decode FILE_FS_POSIX_INFORMATION
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_fs_posix_decode(struct wire_rd *r, struct fscc_fs_posix *m)
{
	const struct proto_fscc_fs_posix *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->optimal_transfer_size = le32_to_cpu(p->optimal_transfer_size);
	m->block_size = le32_to_cpu(p->block_size);
	m->total_blocks = le64_to_cpu(p->total_blocks);
	m->blocks_available = le64_to_cpu(p->blocks_available);
	m->user_blocks_available = le64_to_cpu(p->user_blocks_available);
	m->total_file_nodes = le64_to_cpu(p->total_file_nodes);
	m->free_file_nodes = le64_to_cpu(p->free_file_nodes);
	m->fs_identifier = le64_to_cpu(p->fs_identifier);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_posix_decode);

/**
 * wire_fscc_fs_posix_encode() - encode FILE_FS_POSIX_INFORMATION
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_fs_posix_encode(struct wire_wr *w, const struct fscc_fs_posix *m)
{
	struct proto_fscc_fs_posix *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->optimal_transfer_size = cpu_to_le32(m->optimal_transfer_size);
	p->block_size = cpu_to_le32(m->block_size);
	p->total_blocks = cpu_to_le64(m->total_blocks);
	p->blocks_available = cpu_to_le64(m->blocks_available);
	p->user_blocks_available = cpu_to_le64(m->user_blocks_available);
	p->total_file_nodes = cpu_to_le64(m->total_file_nodes);
	p->free_file_nodes = cpu_to_le64(m->free_file_nodes);
	p->fs_identifier = cpu_to_le64(m->fs_identifier);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_fs_posix_encode);
