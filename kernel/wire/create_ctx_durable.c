// SPDX-License-Identifier: GPL-2.0
/*
 * Create contexts for durable handles: DHnQ, DHnC, DH2Q and DH2C, MS-SMB2 2.2.13.2.3,
 * 2.2.13.2.4, 2.2.13.2.11, 2.2.13.2.12, 2.2.14.2.3, 2.2.14.2.12.
 */
#include <lwsmb/wire_smb2_ctx.h>

/**
 * wire_smb2_durable_req_decode() - decode the data of a DHnQ request
 * @r: cursor over the data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_durable_req_decode(struct wire_rd *r, struct smb2_durable_req *c)
{
	const struct proto_smb2_durable_req *p = wire_rd_exact(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	memcpy(c->reserved, p->reserved, sizeof(c->reserved));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_durable_req_decode);

/**
 * wire_smb2_durable_req_encode() - encode the data of a DHnQ request
 * @w: cursor
 * @c: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_durable_req_encode(struct wire_wr *w, const struct smb2_durable_req *c)
{
	struct proto_smb2_durable_req *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	memcpy(p->reserved, c->reserved, sizeof(p->reserved));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_durable_req_encode);

/**
 * wire_smb2_durable_rsp_decode() - decode the data of a DHnQ response
 * @r: cursor over the data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_durable_rsp_decode(struct wire_rd *r, struct smb2_durable_rsp *c)
{
	const struct proto_smb2_durable_rsp *p = wire_rd_exact(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	memcpy(c->reserved, p->reserved, sizeof(c->reserved));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_durable_rsp_decode);

/**
 * wire_smb2_durable_rsp_encode() - encode the data of a DHnQ response
 * @w: cursor
 * @c: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_durable_rsp_encode(struct wire_wr *w, const struct smb2_durable_rsp *c)
{
	struct proto_smb2_durable_rsp *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	memcpy(p->reserved, c->reserved, sizeof(p->reserved));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_durable_rsp_encode);

/**
 * wire_smb2_durable_reconnect_decode() - decode the data of a DHnC request
 * @r: cursor over the data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_durable_reconnect_decode(struct wire_rd *r,
				       struct smb2_durable_reconnect *c)
{
	const struct proto_smb2_durable_reconnect *p = wire_rd_exact(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	c->file_id.persistent_id = le64_to_cpu(p->persistent_id);
	c->file_id.volatile_id = le64_to_cpu(p->volatile_id);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_durable_reconnect_decode);

/**
 * wire_smb2_durable_reconnect_encode() - encode the data of a DHnC request
 * @w: cursor
 * @c: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_durable_reconnect_encode(struct wire_wr *w,
				       const struct smb2_durable_reconnect *c)
{
	struct proto_smb2_durable_reconnect *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->persistent_id = cpu_to_le64(c->file_id.persistent_id);
	p->volatile_id = cpu_to_le64(c->file_id.volatile_id);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_durable_reconnect_encode);

/**
 * wire_smb2_durable_v2_req_decode() - decode the data of a DH2Q request
 * @r: cursor over the data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_durable_v2_req_decode(struct wire_rd *r, struct smb2_durable_v2_req *c)
{
	const struct proto_smb2_durable_v2_req *p = wire_rd_exact(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	c->timeout = le32_to_cpu(p->timeout);
	c->flags = le32_to_cpu(p->flags);
	memcpy(c->reserved, p->reserved, sizeof(c->reserved));
	memcpy(c->create_guid, p->create_guid, sizeof(c->create_guid));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_durable_v2_req_decode);

/**
 * wire_smb2_durable_v2_req_encode() - encode the data of a DH2Q request
 * @w: cursor
 * @c: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_durable_v2_req_encode(struct wire_wr *w,
				    const struct smb2_durable_v2_req *c)
{
	struct proto_smb2_durable_v2_req *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->timeout = cpu_to_le32(c->timeout);
	p->flags = cpu_to_le32(c->flags);
	memcpy(p->reserved, c->reserved, sizeof(p->reserved));
	memcpy(p->create_guid, c->create_guid, sizeof(p->create_guid));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_durable_v2_req_encode);

/**
 * wire_smb2_durable_v2_rsp_decode() - decode the data of a DH2Q response
 * @r: cursor over the data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_durable_v2_rsp_decode(struct wire_rd *r, struct smb2_durable_v2_rsp *c)
{
	const struct proto_smb2_durable_v2_rsp *p = wire_rd_exact(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	c->timeout = le32_to_cpu(p->timeout);
	c->flags = le32_to_cpu(p->flags);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_durable_v2_rsp_decode);

/**
 * wire_smb2_durable_v2_rsp_encode() - encode the data of a DH2Q response
 * @w: cursor
 * @c: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_durable_v2_rsp_encode(struct wire_wr *w,
				    const struct smb2_durable_v2_rsp *c)
{
	struct proto_smb2_durable_v2_rsp *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->timeout = cpu_to_le32(c->timeout);
	p->flags = cpu_to_le32(c->flags);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_durable_v2_rsp_encode);

/**
 * wire_smb2_durable_v2_reconnect_decode() - decode the data of a DH2C request
 * @r: cursor over the data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_durable_v2_reconnect_decode(struct wire_rd *r,
					  struct smb2_durable_v2_reconnect *c)
{
	const struct proto_smb2_durable_v2_reconnect *p = wire_rd_exact(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	c->file_id.persistent_id = le64_to_cpu(p->persistent_id);
	c->file_id.volatile_id = le64_to_cpu(p->volatile_id);
	memcpy(c->create_guid, p->create_guid, sizeof(c->create_guid));
	c->flags = le32_to_cpu(p->flags);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_durable_v2_reconnect_decode);

/**
 * wire_smb2_durable_v2_reconnect_encode() - encode the data of a DH2C request
 * @w: cursor
 * @c: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_durable_v2_reconnect_encode(struct wire_wr *w,
					  const struct smb2_durable_v2_reconnect *c)
{
	struct proto_smb2_durable_v2_reconnect *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->persistent_id = cpu_to_le64(c->file_id.persistent_id);
	p->volatile_id = cpu_to_le64(c->file_id.volatile_id);
	memcpy(p->create_guid, c->create_guid, sizeof(p->create_guid));
	p->flags = cpu_to_le32(c->flags);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_durable_v2_reconnect_encode);
