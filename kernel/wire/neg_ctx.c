// SPDX-License-Identifier: GPL-2.0
/*
 * Negotiate contexts of SMB 3.1.1, MS-SMB2 2.2.3.1.
 */
#include <lwsmb/wire_smb2_ctx.h>

/**
 * wire_smb2_neg_ctx_next() - next negotiate context
 * @list: cursor over the message's contexts
 * @left: contexts that are still to come; at first the message's context_count
 * @c: set to the context
 *
 * Return: 1 if there is a context, 0 after the last one, -EBADMSG.
 */
int wire_smb2_neg_ctx_next(struct wire_rd *list, u16 *left, struct smb2_neg_ctx *c)
{
	const struct proto_smb2_neg_ctx *p;
	size_t padding;

	if (!*left)
		return 0;
	/* The one before took its padding, as far as there was any. */
	if (!IS_ALIGNED(wire_rd_off(list), SMB2_NEG_CTX_ALIGN))
		return -EBADMSG;
	p = wire_rd_take(list, sizeof(*p));
	if (!p)
		return -EBADMSG;
	c->type = le16_to_cpu(p->context_type);
	c->reserved = le32_to_cpu(p->reserved);
	if (wire_rd_span(list, le16_to_cpu(p->data_length), &c->data))
		return -EBADMSG;
	padding = ALIGN(wire_rd_off(list), SMB2_NEG_CTX_ALIGN) - wire_rd_off(list);
	if (padding > wire_rd_left(list))
		padding = wire_rd_left(list);
	if (wire_rd_span(list, padding, &c->padding))
		return -EBADMSG;
	--*left;
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_neg_ctx_next);

/**
 * wire_smb2_neg_ctx_append() - append a negotiate context
 * @list: cursor; its base is a multiple of 8 bytes away from the first context
 * @c: the context
 *
 * Return: 0, or with nothing written -EMSGSIZE, or -EINVAL for data that is longer
 * than 65535 bytes.
 */
int wire_smb2_neg_ctx_append(struct wire_wr *list, const struct smb2_neg_ctx *c)
{
	struct proto_smb2_neg_ctx *p;
	struct wire_wr w = *list;

	if (c->data.len > U16_MAX)
		return -EINVAL;
	if (wire_wr_align(&w, SMB2_NEG_CTX_ALIGN))
		return -EMSGSIZE;
	p = wire_wr_reserve(&w, sizeof(*p));
	if (!p || wire_wr_put(&w, c->data.data, c->data.len) ||
	    wire_wr_put(&w, c->padding.data, c->padding.len))
		return -EMSGSIZE;
	p->context_type = cpu_to_le16(c->type);
	p->data_length = cpu_to_le16(c->data.len);
	p->reserved = cpu_to_le32(c->reserved);
	*list = w;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_neg_ctx_append);

static int list_decode(struct wire_rd *r, u16 count, struct wire_span *list)
{
	return wire_rd_span(r, count * sizeof(__le16), list);
}

/* What no 16-bit count can announce. */
static bool list_bad(const struct wire_span *list)
{
	return list->len % sizeof(__le16) || wire_le16_count(list) > U16_MAX;
}

/**
 * wire_smb2_preauth_caps_decode() - decode SMB2_PREAUTH_INTEGRITY_CAPABILITIES
 * @r: cursor over the context's data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_preauth_caps_decode(struct wire_rd *r, struct smb2_preauth_caps *c)
{
	const struct proto_smb2_preauth_caps *p = wire_rd_take(r, sizeof(*p));

	if (!p || list_decode(r, le16_to_cpu(p->hash_algorithm_count), &c->algorithms))
		return -EBADMSG;
	return wire_rd_span(r, le16_to_cpu(p->salt_length), &c->salt);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_preauth_caps_decode);

/**
 * wire_smb2_preauth_caps_encode() - encode SMB2_PREAUTH_INTEGRITY_CAPABILITIES
 * @w: cursor
 * @c: the capabilities
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for lengths that the 16-bit fields cannot hold.
 */
int wire_smb2_preauth_caps_encode(struct wire_wr *w, const struct smb2_preauth_caps *c)
{
	struct proto_smb2_preauth_caps *p;

	if (list_bad(&c->algorithms) || c->salt.len > U16_MAX)
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p || wire_wr_put(w, c->algorithms.data, c->algorithms.len))
		return -EMSGSIZE;
	p->hash_algorithm_count = cpu_to_le16(wire_le16_count(&c->algorithms));
	p->salt_length = cpu_to_le16(c->salt.len);
	return wire_wr_put(w, c->salt.data, c->salt.len);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_preauth_caps_encode);

/**
 * wire_smb2_algorithm_caps_decode() - decode SMB2_ENCRYPTION_CAPABILITIES or
 *                                     SMB2_SIGNING_CAPABILITIES
 * @r: cursor over the context's data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_algorithm_caps_decode(struct wire_rd *r, struct smb2_algorithm_caps *c)
{
	const struct proto_smb2_algorithm_caps *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	return list_decode(r, le16_to_cpu(p->count), &c->algorithms);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_algorithm_caps_decode);

/**
 * wire_smb2_algorithm_caps_encode() - encode SMB2_ENCRYPTION_CAPABILITIES or
 *                                     SMB2_SIGNING_CAPABILITIES
 * @w: cursor
 * @c: the capabilities
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for more than 65535 algorithms.
 */
int wire_smb2_algorithm_caps_encode(struct wire_wr *w, const struct smb2_algorithm_caps *c)
{
	struct proto_smb2_algorithm_caps *p;

	if (list_bad(&c->algorithms))
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->count = cpu_to_le16(wire_le16_count(&c->algorithms));
	return wire_wr_put(w, c->algorithms.data, c->algorithms.len);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_algorithm_caps_encode);

/**
 * wire_smb2_compression_caps_decode() - decode SMB2_COMPRESSION_CAPABILITIES
 * @r: cursor over the context's data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_compression_caps_decode(struct wire_rd *r, struct smb2_compression_caps *c)
{
	const struct proto_smb2_compression_caps *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	c->padding = le16_to_cpu(p->padding);
	c->flags = le32_to_cpu(p->flags);
	return list_decode(r, le16_to_cpu(p->count), &c->algorithms);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_compression_caps_decode);

/**
 * wire_smb2_compression_caps_encode() - encode SMB2_COMPRESSION_CAPABILITIES
 * @w: cursor
 * @c: the capabilities
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for more than 65535 algorithms.
 */
int wire_smb2_compression_caps_encode(struct wire_wr *w,
				      const struct smb2_compression_caps *c)
{
	struct proto_smb2_compression_caps *p;

	if (list_bad(&c->algorithms))
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->count = cpu_to_le16(wire_le16_count(&c->algorithms));
	p->padding = cpu_to_le16(c->padding);
	p->flags = cpu_to_le32(c->flags);
	return wire_wr_put(w, c->algorithms.data, c->algorithms.len);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_compression_caps_encode);

/**
 * wire_smb2_transport_caps_decode() - decode SMB2_TRANSPORT_CAPABILITIES
 * @r: cursor over the context's data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_transport_caps_decode(struct wire_rd *r, struct smb2_transport_caps *c)
{
	const struct proto_smb2_transport_caps *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	c->flags = le32_to_cpu(p->flags);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_transport_caps_decode);

/**
 * wire_smb2_transport_caps_encode() - encode SMB2_TRANSPORT_CAPABILITIES
 * @w: cursor
 * @c: the capabilities
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_transport_caps_encode(struct wire_wr *w, const struct smb2_transport_caps *c)
{
	struct proto_smb2_transport_caps *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->flags = cpu_to_le32(c->flags);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_transport_caps_encode);

/**
 * wire_smb2_rdma_caps_decode() - decode SMB2_RDMA_TRANSFORM_CAPABILITIES
 * @r: cursor over the context's data
 * @c: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_rdma_caps_decode(struct wire_rd *r, struct smb2_rdma_caps *c)
{
	const struct proto_smb2_rdma_caps *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	c->reserved1 = le16_to_cpu(p->reserved1);
	c->reserved2 = le32_to_cpu(p->reserved2);
	return list_decode(r, le16_to_cpu(p->count), &c->transforms);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_rdma_caps_decode);

/**
 * wire_smb2_rdma_caps_encode() - encode SMB2_RDMA_TRANSFORM_CAPABILITIES
 * @w: cursor
 * @c: the capabilities
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for more than 65535 transforms.
 */
int wire_smb2_rdma_caps_encode(struct wire_wr *w, const struct smb2_rdma_caps *c)
{
	struct proto_smb2_rdma_caps *p;

	if (list_bad(&c->transforms))
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->count = cpu_to_le16(wire_le16_count(&c->transforms));
	p->reserved1 = cpu_to_le16(c->reserved1);
	p->reserved2 = cpu_to_le32(c->reserved2);
	return wire_wr_put(w, c->transforms.data, c->transforms.len);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_rdma_caps_encode);
