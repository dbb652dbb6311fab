/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/* Do not edit directly, auto-generated from: */
/*	Documentation/netlink/lwsmb.yaml */
/* YNL-GEN kernel header */

#ifndef _LINUX_LWSMB_SRV_GEN_H
#define _LINUX_LWSMB_SRV_GEN_H

#include <net/netlink.h>
#include <net/genetlink.h>

#include <uapi/linux/lwsmb_netlink.h>

/* Common nested types */
extern const struct nla_policy lwsmb_srv_endpoint_nl_policy[LWSMB_SRV_A_ENDPOINT_SCOPE + 1];
extern const struct nla_policy lwsmb_srv_network_nl_policy[LWSMB_SRV_A_NETWORK_PREFIX + 1];

int lwsmb_srv_nl_pre_admin(const struct genl_split_ops *ops,
			   struct sk_buff *skb, struct genl_info *info);
int lwsmb_srv_nl_pre_owner(const struct genl_split_ops *ops,
			   struct sk_buff *skb, struct genl_info *info);
void
lwsmb_srv_nl_post(const struct genl_split_ops *ops, struct sk_buff *skb,
		  struct genl_info *info);
int lwsmb_srv_nl_start(struct netlink_callback *cb);

int lwsmb_srv_nl_register_doit(struct sk_buff *skb, struct genl_info *info);
int lwsmb_srv_nl_config_set_doit(struct sk_buff *skb, struct genl_info *info);
int lwsmb_srv_nl_share_add_doit(struct sk_buff *skb, struct genl_info *info);
int lwsmb_srv_nl_share_del_doit(struct sk_buff *skb, struct genl_info *info);
int lwsmb_srv_nl_listen_add_doit(struct sk_buff *skb, struct genl_info *info);
int lwsmb_srv_nl_listen_del_doit(struct sk_buff *skb, struct genl_info *info);
int lwsmb_srv_nl_stop_doit(struct sk_buff *skb, struct genl_info *info);
int lwsmb_srv_nl_auth_answer_doit(struct sk_buff *skb, struct genl_info *info);
int lwsmb_srv_nl_pipe_answer_doit(struct sk_buff *skb, struct genl_info *info);
int lwsmb_srv_nl_session_get_dumpit(struct sk_buff *skb,
				    struct netlink_callback *cb);
int lwsmb_srv_nl_session_close_doit(struct sk_buff *skb,
				    struct genl_info *info);
int lwsmb_srv_nl_open_get_dumpit(struct sk_buff *skb,
				 struct netlink_callback *cb);
int lwsmb_srv_nl_open_close_doit(struct sk_buff *skb, struct genl_info *info);
int lwsmb_srv_nl_share_get_dumpit(struct sk_buff *skb,
				  struct netlink_callback *cb);
int lwsmb_srv_nl_listen_get_dumpit(struct sk_buff *skb,
				   struct netlink_callback *cb);
int lwsmb_srv_nl_conn_get_dumpit(struct sk_buff *skb,
				 struct netlink_callback *cb);
int lwsmb_srv_nl_stats_get_doit(struct sk_buff *skb, struct genl_info *info);

extern struct genl_family lwsmb_srv_nl_family;

#endif /* _LINUX_LWSMB_SRV_GEN_H */
