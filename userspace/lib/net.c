// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * IPv4 and IPv6 networks: see net.h.
 */
#include "lib/net.h"

#include <arpa/inet.h>
#include <netinet/in.h>

static unsigned int full_prefix(int family)
{
	return family == AF_INET ? 32 : 128;
}

/* Digits only: strtoul() would take signs and blanks. */
static int prefix_parse(const char *s, unsigned int max, unsigned int *prefix)
{
	unsigned int v = 0;

	if (!*s)
		return -EINVAL;
	for (; *s; s++) {
		if (*s < '0' || *s > '9')
			return -EINVAL;
		v = v * 10 + (*s - '0');
		if (v > max)
			return -ERANGE;
	}
	*prefix = v;
	return 0;
}

/* The bits of byte @i that belong to a network of @prefix bits. */
static u8 byte_mask(unsigned int prefix, unsigned int i)
{
	if (prefix >= (i + 1) * 8)
		return 0xff;
	if (prefix <= i * 8)
		return 0;
	return 0xff << ((i + 1) * 8 - prefix);
}

static bool host_bits(const struct lw_net *net)
{
	unsigned int i;

	for (i = 0; i < sizeof(net->addr); i++)
		if (net->addr[i] & ~byte_mask(net->prefix, i))
			return true;
	return false;
}

/**
 * lw_net_parse() - read "192.168.5.0/24", "fd00::/8" or a single address
 * @s: text, without blanks
 * @net: result
 *
 * Return: 0, -EINVAL (no address), -ERANGE (prefix too long) or -EDOM (bits are
 * set below the prefix: "192.168.5.3/24" is more likely a slip than a network).
 */
int lw_net_parse(const char *s, struct lw_net *net)
{
	const char *slash = strchr(s, '/');
	char addr[INET6_ADDRSTRLEN];
	size_t len = slash ? (size_t)(slash - s) : strlen(s);
	int ret;

	if (len >= sizeof(addr))
		return -EINVAL;
	memcpy(addr, s, len);
	addr[len] = '\0';

	memset(net, 0, sizeof(*net));
	net->family = strchr(addr, ':') ? AF_INET6 : AF_INET;
	if (inet_pton(net->family, addr, net->addr) != 1)
		return -EINVAL;
	net->prefix = full_prefix(net->family);
	if (!slash)
		return 0;
	ret = prefix_parse(slash + 1, net->prefix, &net->prefix);
	if (ret)
		return ret;
	return host_bits(net) ? -EDOM : 0;
}

/*
 * The address of @sa and its family. An IPv4 address that came in through an
 * IPv6 socket (::ffff:a.b.c.d) counts as IPv4, so that "legacy clients" means
 * the same on both.
 */
static const u8 *sockaddr_bytes(const struct sockaddr *sa, int *family)
{
	const struct in6_addr *v6;

	*family = sa->sa_family;
	if (sa->sa_family == AF_INET)
		return (const u8 *)&((const struct sockaddr_in *)(const void *)sa)->sin_addr;
	if (sa->sa_family != AF_INET6)
		return NULL;
	v6 = &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr;
	if (!IN6_IS_ADDR_V4MAPPED(v6))
		return v6->s6_addr;
	*family = AF_INET;
	return v6->s6_addr + 12;
}

/**
 * lw_net_contains() - does an address lie in a network?
 * @net: network
 * @sa: address; other families than IPv4 and IPv6 lie nowhere
 *
 * Return: true if it does.
 */
bool lw_net_contains(const struct lw_net *net, const struct sockaddr *sa)
{
	unsigned int i;
	int family;
	const u8 *addr = sockaddr_bytes(sa, &family);

	if (!addr || family != net->family)
		return false;
	for (i = 0; i < full_prefix(family) / 8; i++)
		if ((addr[i] ^ net->addr[i]) & byte_mask(net->prefix, i))
			return false;
	return true;
}
