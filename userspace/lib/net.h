/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * IPv4 and IPv6 networks, as the configuration names them.
 */
#ifndef LWSMB_LIB_NET_H
#define LWSMB_LIB_NET_H

#include <sys/socket.h>

#include "lwsmb/platform.h"

/**
 * struct lw_net - a network or, with the full prefix, one address
 * @family: AF_INET or AF_INET6
 * @prefix: leading bits that count, 0 to 32 or 128
 * @addr: address in network order; 4 or 16 bytes are used, the others are zero
 */
struct lw_net {
	int family;
	unsigned int prefix;
	u8 addr[16];
};

int lw_net_parse(const char *s, struct lw_net *net);
bool lw_net_contains(const struct lw_net *net, const struct sockaddr *sa);

#endif /* LWSMB_LIB_NET_H */
