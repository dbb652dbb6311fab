/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The generic netlink family lwsmb-srv: Documentation/netlink/lwsmb.yaml.
 *
 *	netlink		the family: who may, who is the daemon, its death
 *	netlink_daemon	what the daemon tells the server
 *	netlink_share	a share as a message
 *	netlink_admin	what an administrator sees and ends
 *	netlink_attr	addresses in messages
 *	netlink_gen	policies and tables, generated
 *	upcall		questions to the daemon
 */
#ifndef LWSMB_SRV_NETLINK_H
#define LWSMB_SRV_NETLINK_H

#include <linux/socket.h>
#include <linux/types.h>

struct genl_info;
struct nlattr;
struct sk_buff;
struct srv_net;

int srv_netlink_register(void);
void srv_netlink_unregister(void);

/* netlink.c */
struct srv_net *srv_netlink_net(const struct genl_info *info);

/* netlink_attr.c */
int srv_netlink_get_endpoint(struct genl_info *info, const struct nlattr *nest,
			     struct sockaddr_storage *addr);
int srv_netlink_put_endpoint(struct sk_buff *skb, int type, const struct sockaddr_storage *addr);
int srv_netlink_put_text(struct sk_buff *skb, int type, const char *text);

#endif /* LWSMB_SRV_NETLINK_H */
