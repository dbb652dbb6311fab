// SPDX-License-Identifier: GPL-2.0
/*
 * Create contexts that ask or tell one thing: AlSi, TWrp, MxAc and QFid, MS-SMB2
 * 2.2.13.2.5, 2.2.13.2.6, 2.2.13.2.7, 2.2.14.2.5, 2.2.14.2.9.
 */
#include <lwsmb/wire_smb2_ctx.h>

/**
 * wire_smb2_allocation_size_decode() - decode the data of AlSi
 * @r: cursor over the data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_allocation_size_decode(struct wire_rd *r, struct smb2_allocation_size *c)
{
	const struct proto_smb2_ctx_u64 *p = wire_rd_exact(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	c->size = le64_to_cpu(p->value);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_allocation_size_decode);

/**
 * wire_smb2_allocation_size_encode() - encode the data of AlSi
 * @w: cursor
 * @c: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_allocation_size_encode(struct wire_wr *w,
				     const struct smb2_allocation_size *c)
{
	struct proto_smb2_ctx_u64 *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->value = cpu_to_le64(c->size);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_allocation_size_encode);

/**
 * wire_smb2_timewarp_decode() - decode the data of TWrp
 * @r: cursor over the data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_timewarp_decode(struct wire_rd *r, struct smb2_timewarp *c)
{
	const struct proto_smb2_ctx_u64 *p = wire_rd_exact(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	c->timestamp = le64_to_cpu(p->value);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_timewarp_decode);

/**
 * wire_smb2_timewarp_encode() - encode the data of TWrp
 * @w: cursor
 * @c: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_timewarp_encode(struct wire_wr *w, const struct smb2_timewarp *c)
{
	struct proto_smb2_ctx_u64 *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->value = cpu_to_le64(c->timestamp);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_timewarp_encode);

/**
 * wire_smb2_maximal_access_req_decode() - decode the data of an MxAc request
 * @r: cursor over the data, which may be empty
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_maximal_access_req_decode(struct wire_rd *r,
					struct smb2_maximal_access_req *c)
{
	const struct proto_smb2_ctx_u64 *p;

	c->has_timestamp = wire_rd_left(r) != 0;
	c->timestamp = 0;
	if (!c->has_timestamp)
		return 0;
	p = wire_rd_exact(r, sizeof(*p));
	if (!p)
		return -EBADMSG;
	c->timestamp = le64_to_cpu(p->value);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_maximal_access_req_decode);

/**
 * wire_smb2_maximal_access_req_encode() - encode the data of an MxAc request
 * @w: cursor
 * @c: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_maximal_access_req_encode(struct wire_wr *w,
					const struct smb2_maximal_access_req *c)
{
	struct proto_smb2_ctx_u64 *p;

	if (!c->has_timestamp)
		return 0;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->value = cpu_to_le64(c->timestamp);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_maximal_access_req_encode);

/**
 * wire_smb2_maximal_access_rsp_decode() - decode the data of an MxAc response
 * @r: cursor over the data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_maximal_access_rsp_decode(struct wire_rd *r,
					struct smb2_maximal_access_rsp *c)
{
	const struct proto_smb2_maximal_access_rsp *p = wire_rd_exact(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	c->query_status = le32_to_cpu(p->query_status);
	c->maximal_access = le32_to_cpu(p->maximal_access);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_maximal_access_rsp_decode);

/**
 * wire_smb2_maximal_access_rsp_encode() - encode the data of an MxAc response
 * @w: cursor
 * @c: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_maximal_access_rsp_encode(struct wire_wr *w,
					const struct smb2_maximal_access_rsp *c)
{
	struct proto_smb2_maximal_access_rsp *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->query_status = cpu_to_le32(c->query_status);
	p->maximal_access = cpu_to_le32(c->maximal_access);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_maximal_access_rsp_encode);

/**
 * wire_smb2_disk_id_rsp_decode() - decode the data of a QFid response
 * @r: cursor over the data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_disk_id_rsp_decode(struct wire_rd *r, struct smb2_disk_id_rsp *c)
{
	const struct proto_smb2_disk_id_rsp *p = wire_rd_exact(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	c->disk_file_id = le64_to_cpu(p->disk_file_id);
	c->volume_id = le64_to_cpu(p->volume_id);
	memcpy(c->reserved, p->reserved, sizeof(c->reserved));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_disk_id_rsp_decode);

/**
 * wire_smb2_disk_id_rsp_encode() - encode the data of a QFid response
 * @w: cursor
 * @c: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_disk_id_rsp_encode(struct wire_wr *w, const struct smb2_disk_id_rsp *c)
{
	struct proto_smb2_disk_id_rsp *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->disk_file_id = cpu_to_le64(c->disk_file_id);
	p->volume_id = cpu_to_le64(c->volume_id);
	memcpy(p->reserved, c->reserved, sizeof(p->reserved));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_disk_id_rsp_encode);
