// SPDX-License-Identifier: GPL-2.0
/*
 * FSCTL_GET_INTEGRITY_INFORMATION, FSCTL_SET_INTEGRITY_INFORMATION and its EX form,
 * MS-FSCC 2.3.20, 2.3.73 and 2.3.75.
 */
#include <lwsmb/wire_fsctl.h>

/**
 * wire_fsctl_integrity_info_decode() - decode an FSCTL_GET_INTEGRITY_INFORMATION reply
 * @r: cursor
 * @m: set to the structure
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_integrity_info_decode(struct wire_rd *r,
				     struct fsctl_integrity_info *m)
{
	const struct proto_fsctl_integrity_info *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->checksum_algorithm = le16_to_cpu(p->checksum_algorithm);
	m->reserved = le16_to_cpu(p->reserved);
	m->flags = le32_to_cpu(p->flags);
	m->checksum_chunk_size = le32_to_cpu(p->checksum_chunk_size);
	m->cluster_size = le32_to_cpu(p->cluster_size);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_integrity_info_decode);

/**
 * wire_fsctl_integrity_info_encode() - encode an FSCTL_GET_INTEGRITY_INFORMATION reply
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_integrity_info_encode(struct wire_wr *w,
				     const struct fsctl_integrity_info *m)
{
	struct proto_fsctl_integrity_info *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->checksum_algorithm = cpu_to_le16(m->checksum_algorithm);
	p->reserved = cpu_to_le16(m->reserved);
	p->flags = cpu_to_le32(m->flags);
	p->checksum_chunk_size = cpu_to_le32(m->checksum_chunk_size);
	p->cluster_size = cpu_to_le32(m->cluster_size);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_integrity_info_encode);

/**
 * wire_fsctl_set_integrity_decode() - decode an FSCTL_SET_INTEGRITY_INFORMATION request
 * @r: cursor
 * @m: set to the structure
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_set_integrity_decode(struct wire_rd *r, struct fsctl_set_integrity *m)
{
	const struct proto_fsctl_set_integrity *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->checksum_algorithm = le16_to_cpu(p->checksum_algorithm);
	m->reserved = le16_to_cpu(p->reserved);
	m->flags = le32_to_cpu(p->flags);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_set_integrity_decode);

/**
 * wire_fsctl_set_integrity_encode() - encode an FSCTL_SET_INTEGRITY_INFORMATION request
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_set_integrity_encode(struct wire_wr *w,
				    const struct fsctl_set_integrity *m)
{
	struct proto_fsctl_set_integrity *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->checksum_algorithm = cpu_to_le16(m->checksum_algorithm);
	p->reserved = cpu_to_le16(m->reserved);
	p->flags = cpu_to_le32(m->flags);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_set_integrity_encode);

/**
 * wire_fsctl_set_integrity_ex_decode() - decode an FSCTL_SET_INTEGRITY_INFORMATION_EX request
 * @r: cursor
 * @m: set to the structure
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_set_integrity_ex_decode(struct wire_rd *r,
				       struct fsctl_set_integrity_ex *m)
{
	const struct proto_fsctl_set_integrity_ex *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->enable_integrity = p->enable_integrity;
	m->keep_integrity_state_unchanged = p->keep_integrity_state_unchanged;
	m->reserved = le16_to_cpu(p->reserved);
	m->flags = le32_to_cpu(p->flags);
	m->version = p->version;
	memcpy(m->reserved2, p->reserved2, sizeof(m->reserved2));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_set_integrity_ex_decode);

/**
 * wire_fsctl_set_integrity_ex_encode() - encode an FSCTL_SET_INTEGRITY_INFORMATION_EX request
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_set_integrity_ex_encode(struct wire_wr *w,
				       const struct fsctl_set_integrity_ex *m)
{
	struct proto_fsctl_set_integrity_ex *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->enable_integrity = m->enable_integrity;
	p->keep_integrity_state_unchanged = m->keep_integrity_state_unchanged;
	p->reserved = cpu_to_le16(m->reserved);
	p->flags = cpu_to_le32(m->flags);
	p->version = m->version;
	memcpy(p->reserved2, m->reserved2, sizeof(p->reserved2));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_set_integrity_ex_encode);
