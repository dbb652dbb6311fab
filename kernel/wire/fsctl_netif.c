// SPDX-License-Identifier: GPL-2.0
/*
 * QUERY_NETWORK_INTERFACE_INFO, MS-SMB2 2.2.32.5.
 */
#include <lwsmb/wire_fsctl.h>

#define NETIF_ALIGN 8

/**
 * wire_fsctl_netif_next() - decode one entry of a list of network interfaces
 * @list: what is left of the list; not moved by a failing call
 * @e: set to the entry
 *
 * Return: 1, 0 at the end of the list, or -EBADMSG.
 */
int wire_fsctl_netif_next(struct wire_rd *list, struct fsctl_netif *e)
{
	const struct proto_fsctl_netif *p;
	struct wire_rd rest = *list;
	struct wire_rd r;
	int ret = wire_list_next(&rest, NETIF_ALIGN, &r);

	if (ret <= 0)
		return ret;
	p = wire_rd_take(&r, sizeof(*p));
	if (!p)
		return -EBADMSG;
	e->if_index = le32_to_cpu(p->if_index);
	e->capability = le32_to_cpu(p->capability);
	e->reserved = le32_to_cpu(p->reserved);
	e->link_speed = le64_to_cpu(p->link_speed);
	if (wire_rd_span(&r, FSCTL_SOCKADDR_SIZE, &e->sockaddr))
		return -EBADMSG;
	wire_list_pad(&r, &e->pad);
	*list = rest;
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_netif_next);

/**
 * wire_fsctl_netif_append() - encode one entry of a list of network interfaces
 * @l: list
 * @e: the entry
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the address is not FSCTL_SOCKADDR_SIZE bytes;
 * the list is as it was unless 0, and can be sent.
 */
int wire_fsctl_netif_append(struct wire_list_wr *l, const struct fsctl_netif *e)
{
	struct proto_fsctl_netif *p;
	struct wire_wr w;
	int ret;

	if (e->sockaddr.len != FSCTL_SOCKADDR_SIZE)
		return -EINVAL;
	p = wire_list_reserve(l, NETIF_ALIGN, sizeof(*p),
			      (u64)e->sockaddr.len + e->pad.len, &w);
	if (!p)
		return -EMSGSIZE;
	p->if_index = cpu_to_le32(e->if_index);
	p->capability = cpu_to_le32(e->capability);
	p->reserved = cpu_to_le32(e->reserved);
	p->link_speed = cpu_to_le64(e->link_speed);
	ret = wire_wr_put(&w, e->sockaddr.data, e->sockaddr.len);
	ret = ret ?: wire_wr_put(&w, e->pad.data, e->pad.len);
	if (!ret)
		wire_list_commit(l, &w);
	return ret;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_netif_append);

static int sockaddr_in_decode(struct wire_rd *r, struct fsctl_sockaddr *m)
{
	const struct proto_fsctl_sockaddr_in *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->port = be16_to_cpu(p->port);
	memcpy(m->addr, p->addr, sizeof(p->addr));
	return 0;
}

static int sockaddr_in6_decode(struct wire_rd *r, struct fsctl_sockaddr *m)
{
	const struct proto_fsctl_sockaddr_in6 *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->port = be16_to_cpu(p->port);
	m->flow_info = be32_to_cpu(p->flow_info);
	memcpy(m->addr, p->addr, sizeof(p->addr));
	m->scope_id = le32_to_cpu(p->scope_id);
	return 0;
}

/**
 * wire_fsctl_sockaddr_decode() - decode the address of a network interface
 * @r: cursor over the address
 * @m: set to the address; what its family does not have is 0
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_sockaddr_decode(struct wire_rd *r, struct fsctl_sockaddr *m)
{
	struct wire_rd peek = *r;

	memset(m, 0, sizeof(*m));
	if (wire_rd_le16(&peek, &m->family))
		return -EBADMSG;
	if (m->family == FSCTL_SOCKADDR_INET)
		return sockaddr_in_decode(r, m);
	if (m->family == FSCTL_SOCKADDR_INET6)
		return sockaddr_in6_decode(r, m);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_sockaddr_decode);

static void sockaddr_in_encode(u8 *buf, const struct fsctl_sockaddr *m)
{
	struct proto_fsctl_sockaddr_in *p = (struct proto_fsctl_sockaddr_in *)buf;

	p->family = cpu_to_le16(m->family);
	p->port = cpu_to_be16(m->port);
	memcpy(p->addr, m->addr, sizeof(p->addr));
}

static void sockaddr_in6_encode(u8 *buf, const struct fsctl_sockaddr *m)
{
	struct proto_fsctl_sockaddr_in6 *p = (struct proto_fsctl_sockaddr_in6 *)buf;

	p->family = cpu_to_le16(m->family);
	p->port = cpu_to_be16(m->port);
	p->flow_info = cpu_to_be32(m->flow_info);
	memcpy(p->addr, m->addr, sizeof(p->addr));
	p->scope_id = cpu_to_le32(m->scope_id);
}

/**
 * wire_fsctl_sockaddr_encode() - encode the address of a network interface
 * @w: cursor
 * @m: the address
 *
 * Return: 0, -EMSGSIZE if there is no room for FSCTL_SOCKADDR_SIZE bytes, or -EINVAL
 * for another family.
 */
int wire_fsctl_sockaddr_encode(struct wire_wr *w, const struct fsctl_sockaddr *m)
{
	u8 *p;

	if (m->family != FSCTL_SOCKADDR_INET && m->family != FSCTL_SOCKADDR_INET6)
		return -EINVAL;
	p = wire_wr_reserve(w, FSCTL_SOCKADDR_SIZE);
	if (!p)
		return -EMSGSIZE;
	if (m->family == FSCTL_SOCKADDR_INET)
		sockaddr_in_encode(p, m);
	else
		sockaddr_in6_encode(p, m);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_sockaddr_encode);
