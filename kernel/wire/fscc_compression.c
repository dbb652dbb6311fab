// SPDX-License-Identifier: GPL-2.0
/*
 * FileCompressionInformation, MS-FSCC 2.4.9.
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>

/**
 * wire_fscc_compression_decode() - decode FileCompressionInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_compression_decode(struct wire_rd *r, struct fscc_compression *m)
{
	const struct proto_fscc_compression *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->compressed_size = le64_to_cpu(p->compressed_size);
	m->format = le16_to_cpu(p->format);
	m->unit_shift = p->unit_shift;
	m->chunk_shift = p->chunk_shift;
	m->cluster_shift = p->cluster_shift;
	memcpy(m->reserved, p->reserved, sizeof(m->reserved));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_compression_decode);

/**
 * wire_fscc_compression_encode() - encode FileCompressionInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_compression_encode(struct wire_wr *w, const struct fscc_compression *m)
{
	struct proto_fscc_compression *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->compressed_size = cpu_to_le64(m->compressed_size);
	p->format = cpu_to_le16(m->format);
	p->unit_shift = m->unit_shift;
	p->chunk_shift = m->chunk_shift;
	p->cluster_shift = m->cluster_shift;
	memcpy(p->reserved, m->reserved, sizeof(p->reserved));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_compression_encode);
