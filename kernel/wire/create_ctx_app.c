// SPDX-License-Identifier: GPL-2.0
/*
 * Create contexts for the fail-over of applications: AppInstanceId and
 * AppInstanceVersion, MS-SMB2 2.2.13.2.13 and 2.2.13.2.15.
 */
#include <lwsmb/wire_smb2_ctx.h>

#define APP_INSTANCE_ID_SIZE 20
#define APP_INSTANCE_VERSION_SIZE 24

/**
 * wire_smb2_app_instance_id_decode() - decode the data of AppInstanceId
 * @r: cursor over the data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_app_instance_id_decode(struct wire_rd *r, struct smb2_app_instance_id *c)
{
	const struct proto_smb2_app_instance_id *p = wire_rd_exact(r, sizeof(*p));

	if (!p || le16_to_cpu(p->structure_size) != APP_INSTANCE_ID_SIZE)
		return -EBADMSG;
	c->reserved = le16_to_cpu(p->reserved);
	memcpy(c->id, p->app_instance_id, sizeof(c->id));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_app_instance_id_decode);

/**
 * wire_smb2_app_instance_id_encode() - encode the data of AppInstanceId
 * @w: cursor
 * @c: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_app_instance_id_encode(struct wire_wr *w,
				     const struct smb2_app_instance_id *c)
{
	struct proto_smb2_app_instance_id *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->structure_size = cpu_to_le16(APP_INSTANCE_ID_SIZE);
	p->reserved = cpu_to_le16(c->reserved);
	memcpy(p->app_instance_id, c->id, sizeof(p->app_instance_id));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_app_instance_id_encode);

/**
 * wire_smb2_app_instance_version_decode() - decode the data of AppInstanceVersion
 * @r: cursor over the data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_app_instance_version_decode(struct wire_rd *r,
					  struct smb2_app_instance_version *c)
{
	const struct proto_smb2_app_instance_version *p;

	p = wire_rd_exact(r, sizeof(*p));
	if (!p || le16_to_cpu(p->structure_size) != APP_INSTANCE_VERSION_SIZE)
		return -EBADMSG;
	c->reserved = le16_to_cpu(p->reserved);
	c->padding = le32_to_cpu(p->padding);
	c->high = le64_to_cpu(p->version_high);
	c->low = le64_to_cpu(p->version_low);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_app_instance_version_decode);

/**
 * wire_smb2_app_instance_version_encode() - encode the data of AppInstanceVersion
 * @w: cursor
 * @c: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_app_instance_version_encode(struct wire_wr *w,
					  const struct smb2_app_instance_version *c)
{
	struct proto_smb2_app_instance_version *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->structure_size = cpu_to_le16(APP_INSTANCE_VERSION_SIZE);
	p->reserved = cpu_to_le16(c->reserved);
	p->padding = cpu_to_le32(c->padding);
	p->version_high = cpu_to_le64(c->high);
	p->version_low = cpu_to_le64(c->low);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_app_instance_version_encode);
