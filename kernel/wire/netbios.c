// SPDX-License-Identifier: GPL-2.0
/*
 * NetBIOS session packets and the frame of direct TCP, RFC 1002 4.3, RFC 1001 14,
 * MS-SMB2 2.1.
 */
#include <lwsmb/wire_netbios.h>

#define NETBIOS_TYPE_SHIFT 24
#define NETBIOS_LENGTH_MASK 0xffffffu
#define NETBIOS_LABEL_MAX 63 /* RFC 1002 4.1 */
#define NETBIOS_LETTERS 16

static bool type_known(u8 type)
{
	return type == NETBIOS_MESSAGE ||
	       (type >= NETBIOS_SESSION_REQUEST && type <= NETBIOS_KEEPALIVE);
}

/**
 * wire_netbios_hdr_decode() - decode the four bytes before everything
 * @r: cursor
 * @h: set to type and length
 * @max: largest length that the caller takes. On port 139 the length has 17 bits
 *       and those above it must be 0, so that a maximum of at most
 *       NETBIOS_MAX_LENGTH_139 checks them too
 *
 * The bytes that the length speaks of need not be there yet.
 *
 * Return: 0, or -EBADMSG for short input, a type that does not exist, or a length
 * above @max.
 */
int wire_netbios_hdr_decode(struct wire_rd *r, struct netbios_hdr *h, u32 max)
{
	const struct proto_netbios_hdr *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	h->type = be32_to_cpu(p->type_length) >> NETBIOS_TYPE_SHIFT;
	h->length = be32_to_cpu(p->type_length) & NETBIOS_LENGTH_MASK;
	if (!type_known(h->type) || h->length > max)
		return -EBADMSG;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_netbios_hdr_decode);

/**
 * wire_netbios_hdr_encode() - encode the four bytes before everything
 * @w: cursor
 * @h: type and length
 * @max: NETBIOS_MAX_LENGTH_139 or NETBIOS_MAX_LENGTH_445, after the port
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a length above @max or above 24 bits, or a
 * type that does not exist.
 */
int wire_netbios_hdr_encode(struct wire_wr *w, const struct netbios_hdr *h, u32 max)
{
	struct proto_netbios_hdr *p;

	if (!type_known(h->type) || h->length > max || h->length > NETBIOS_LENGTH_MASK)
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->type_length = cpu_to_be32((u32)h->type << NETBIOS_TYPE_SHIFT | h->length);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_netbios_hdr_encode);

/* The labels of a scope, up to the zero byte, which is consumed too. */
static int scope_decode(struct wire_rd *r, struct wire_span *scope)
{
	struct wire_rd labels = *r;
	u32 len = 0;
	u8 label;

	for (;;) {
		if (wire_rd_u8(&labels, &label))
			return -EBADMSG;
		if (!label)
			break;
		if (label > NETBIOS_LABEL_MAX || !wire_rd_take(&labels, label))
			return -EBADMSG;
		len += sizeof(label) + label;
	}
	if (wire_rd_span(r, len, scope))
		return -EBADMSG;
	return wire_rd_u8(r, &label);
}

static int name_decode(struct wire_rd *r, struct netbios_name *n)
{
	const struct proto_netbios_name *p = wire_rd_take(r, sizeof(*p));
	unsigned int i;

	if (!p || p->label_length != NETBIOS_NAME_ENCODED_SIZE)
		return -EBADMSG;
	for (i = 0; i < NETBIOS_NAME_SIZE; i++) {
		u8 high = p->letters[2 * i] - 'A';
		u8 low = p->letters[2 * i + 1] - 'A';

		if (high >= NETBIOS_LETTERS || low >= NETBIOS_LETTERS)
			return -EBADMSG;
		n->name[i] = high << 4 | low;
	}
	return scope_decode(r, &n->scope);
}

static int name_encode(struct wire_wr *w, const struct netbios_name *n)
{
	struct proto_netbios_name *p = wire_wr_reserve(w, sizeof(*p));
	unsigned int i;

	if (!p)
		return -EMSGSIZE;
	p->label_length = NETBIOS_NAME_ENCODED_SIZE;
	for (i = 0; i < NETBIOS_NAME_SIZE; i++) {
		p->letters[2 * i] = 'A' + (n->name[i] >> 4);
		p->letters[2 * i + 1] = 'A' + (n->name[i] & 0xf);
	}
	if (wire_wr_put(w, n->scope.data, n->scope.len))
		return -EMSGSIZE;
	return wire_wr_reserve(w, 1) ? 0 : -EMSGSIZE;
}

/**
 * wire_netbios_session_req_decode() - decode the body of a session request
 * @r: cursor over the body
 * @m: set to the names
 *
 * Return: 0 or -EBADMSG.
 */
int wire_netbios_session_req_decode(struct wire_rd *r, struct netbios_session_req *m)
{
	int ret = name_decode(r, &m->called);

	return ret ? ret : name_decode(r, &m->calling);
}
EXPORT_SYMBOL_LWSMB(wire_netbios_session_req_decode);

/**
 * wire_netbios_session_req_encode() - encode the body of a session request
 * @w: cursor
 * @m: the names
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_netbios_session_req_encode(struct wire_wr *w, const struct netbios_session_req *m)
{
	int ret = name_encode(w, &m->called);

	return ret ? ret : name_encode(w, &m->calling);
}
EXPORT_SYMBOL_LWSMB(wire_netbios_session_req_encode);

/**
 * wire_netbios_negative_decode() - decode the body of a negative response
 * @r: cursor over the body
 * @m: set to the reason
 *
 * Return: 0 or -EBADMSG.
 */
int wire_netbios_negative_decode(struct wire_rd *r, struct netbios_negative *m)
{
	return wire_rd_u8(r, &m->error);
}
EXPORT_SYMBOL_LWSMB(wire_netbios_negative_decode);

/**
 * wire_netbios_negative_encode() - encode the body of a negative response
 * @w: cursor
 * @m: the reason
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_netbios_negative_encode(struct wire_wr *w, const struct netbios_negative *m)
{
	return wire_wr_put(w, &m->error, sizeof(m->error));
}
EXPORT_SYMBOL_LWSMB(wire_netbios_negative_encode);

/**
 * wire_netbios_retarget_decode() - decode the body of a retarget response
 * @r: cursor over the body
 * @m: set to the other address
 *
 * Return: 0 or -EBADMSG.
 */
int wire_netbios_retarget_decode(struct wire_rd *r, struct netbios_retarget *m)
{
	const struct proto_netbios_retarget *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	memcpy(m->address, p->address, sizeof(m->address));
	m->port = be16_to_cpu(p->port);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_netbios_retarget_decode);

/**
 * wire_netbios_retarget_encode() - encode the body of a retarget response
 * @w: cursor
 * @m: the other address
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_netbios_retarget_encode(struct wire_wr *w, const struct netbios_retarget *m)
{
	struct proto_netbios_retarget *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	memcpy(p->address, m->address, sizeof(p->address));
	p->port = cpu_to_be16(m->port);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_netbios_retarget_encode);
