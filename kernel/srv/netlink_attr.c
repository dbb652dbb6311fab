// SPDX-License-Identifier: GPL-2.0
/*
 * Addresses and texts in messages.
 */
#include <linux/in.h>
#include <linux/in6.h>
#include <net/genetlink.h>

#include "netlink.h"
#include "netlink_gen.h"

static int set_address(struct sockaddr_storage *addr, const struct nlattr *address, u16 port,
		       u32 scope)
{
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)addr;
	struct sockaddr_in *in = (struct sockaddr_in *)addr;

	switch (nla_len(address)) {
	case sizeof(in->sin_addr):
		in->sin_family = AF_INET;
		in->sin_port = htons(port);
		memcpy(&in->sin_addr, nla_data(address), sizeof(in->sin_addr));
		return 0;
	case sizeof(in6->sin6_addr):
		in6->sin6_family = AF_INET6;
		in6->sin6_port = htons(port);
		in6->sin6_scope_id = scope;
		memcpy(&in6->sin6_addr, nla_data(address), sizeof(in6->sin6_addr));
		return 0;
	}
	return -EINVAL;
}

/**
 * srv_netlink_get_endpoint() - read an address and port
 * @info: request
 * @nest: attribute of the set endpoint, or NULL
 * @addr: result
 *
 * Return: 0 or -EINVAL, with a word to the requester.
 */
int srv_netlink_get_endpoint(struct genl_info *info, const struct nlattr *nest,
			     struct sockaddr_storage *addr)
{
	struct nlattr *tb[ARRAY_SIZE(lwsmb_srv_endpoint_nl_policy)];
	u32 scope = 0;
	int ret;

	if (!nest) {
		NL_SET_ERR_MSG(info->extack, "the address is missing");
		return -EINVAL;
	}
	ret = nla_parse_nested(tb, ARRAY_SIZE(tb) - 1, nest, lwsmb_srv_endpoint_nl_policy,
			       info->extack);
	if (ret)
		return ret;
	if (!tb[LWSMB_SRV_A_ENDPOINT_ADDRESS] || !tb[LWSMB_SRV_A_ENDPOINT_PORT]) {
		NL_SET_ERR_MSG(info->extack, "address or port is missing");
		return -EINVAL;
	}
	memset(addr, 0, sizeof(*addr));
	if (tb[LWSMB_SRV_A_ENDPOINT_SCOPE])
		scope = nla_get_u32(tb[LWSMB_SRV_A_ENDPOINT_SCOPE]);
	ret = set_address(addr, tb[LWSMB_SRV_A_ENDPOINT_ADDRESS],
			  nla_get_u16(tb[LWSMB_SRV_A_ENDPOINT_PORT]), scope);
	if (ret)
		NL_SET_ERR_MSG_ATTR(info->extack, tb[LWSMB_SRV_A_ENDPOINT_ADDRESS],
				    "an address has 4 or 16 bytes");
	return ret;
}

static int put_in(struct sk_buff *skb, const struct sockaddr_in *in)
{
	return nla_put_in_addr(skb, LWSMB_SRV_A_ENDPOINT_ADDRESS, in->sin_addr.s_addr) ?:
	       nla_put_u16(skb, LWSMB_SRV_A_ENDPOINT_PORT, ntohs(in->sin_port));
}

static int put_in6(struct sk_buff *skb, const struct sockaddr_in6 *in6)
{
	if (nla_put_in6_addr(skb, LWSMB_SRV_A_ENDPOINT_ADDRESS, &in6->sin6_addr) ||
	    nla_put_u16(skb, LWSMB_SRV_A_ENDPOINT_PORT, ntohs(in6->sin6_port)))
		return -EMSGSIZE;
	if (!in6->sin6_scope_id)
		return 0;
	return nla_put_u32(skb, LWSMB_SRV_A_ENDPOINT_SCOPE, in6->sin6_scope_id);
}

/**
 * srv_netlink_put_endpoint() - write an address and port
 * @skb: message
 * @type: attribute of the set endpoint
 * @addr: address; one of no family that we know is left out
 *
 * Return: 0 or -EMSGSIZE.
 */
int srv_netlink_put_endpoint(struct sk_buff *skb, int type, const struct sockaddr_storage *addr)
{
	struct nlattr *nest;
	int ret;

	if (addr->ss_family != AF_INET && addr->ss_family != AF_INET6)
		return 0;
	nest = nla_nest_start(skb, type);
	if (!nest)
		return -EMSGSIZE;
	if (addr->ss_family == AF_INET)
		ret = put_in(skb, (const struct sockaddr_in *)addr);
	else
		ret = put_in6(skb, (const struct sockaddr_in6 *)addr);
	if (ret) {
		nla_nest_cancel(skb, nest);
		return -EMSGSIZE;
	}
	nla_nest_end(skb, nest);
	return 0;
}

/**
 * srv_netlink_put_text() - write a text, cut to LWSMB_SRV_NAME_MAX bytes
 * @skb: message
 * @type: attribute
 * @text: text or NULL, which is left out
 *
 * Return: 0 or -EMSGSIZE.
 */
int srv_netlink_put_text(struct sk_buff *skb, int type, const char *text)
{
	size_t len = text ? strnlen(text, LWSMB_SRV_NAME_MAX) : 0;
	struct nlattr *attr;
	char *to;

	if (!text)
		return 0;
	attr = nla_reserve(skb, type, len + 1);
	if (!attr)
		return -EMSGSIZE;
	to = nla_data(attr);
	memcpy(to, text, len);
	to[len] = '\0';
	return 0;
}
