// SPDX-License-Identifier: GPL-2.0
/*
 * Create context of leases, RqLs: request and response, version 1 and 2, MS-SMB2
 * 2.2.13.2.8, 2.2.13.2.10, 2.2.14.2.10, 2.2.14.2.11.
 */
#include <lwsmb/wire_smb2_ctx.h>

static void v1_decode(const struct proto_smb2_lease *p, struct smb2_lease *c)
{
	memset(c, 0, sizeof(*c));
	c->version = 1;
	memcpy(c->key, p->lease_key, sizeof(c->key));
	c->state = le32_to_cpu(p->lease_state);
	c->flags = le32_to_cpu(p->lease_flags);
	c->duration = le64_to_cpu(p->lease_duration);
}

static void v1_encode(struct proto_smb2_lease *p, const struct smb2_lease *c)
{
	memcpy(p->lease_key, c->key, sizeof(p->lease_key));
	p->lease_state = cpu_to_le32(c->state);
	p->lease_flags = cpu_to_le32(c->flags);
	p->lease_duration = cpu_to_le64(c->duration);
}

/**
 * wire_smb2_lease_decode() - decode the data of RqLs
 * @r: cursor over the data, whose length tells the version
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_lease_decode(struct wire_rd *r, struct smb2_lease *c)
{
	const struct proto_smb2_lease_v2 *v2;
	const struct proto_smb2_lease *v1 = wire_rd_exact(r, sizeof(*v1));

	if (v1) {
		v1_decode(v1, c);
		return 0;
	}
	v2 = wire_rd_exact(r, sizeof(*v2));
	if (!v2)
		return -EBADMSG;
	v1_decode(&v2->v1, c);
	c->version = 2;
	memcpy(c->parent_key, v2->parent_lease_key, sizeof(c->parent_key));
	c->epoch = le16_to_cpu(v2->epoch);
	c->reserved = le16_to_cpu(v2->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_lease_decode);

static int v2_encode(struct wire_wr *w, const struct smb2_lease *c)
{
	struct proto_smb2_lease_v2 *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	v1_encode(&p->v1, c);
	memcpy(p->parent_lease_key, c->parent_key, sizeof(p->parent_lease_key));
	p->epoch = cpu_to_le16(c->epoch);
	p->reserved = cpu_to_le16(c->reserved);
	return 0;
}

/**
 * wire_smb2_lease_encode() - encode the data of RqLs
 * @w: cursor
 * @c: the data
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a version that does not exist.
 */
int wire_smb2_lease_encode(struct wire_wr *w, const struct smb2_lease *c)
{
	struct proto_smb2_lease *p;

	if (c->version == 2)
		return v2_encode(w, c);
	if (c->version != 1)
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	v1_encode(p, c);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_lease_encode);
