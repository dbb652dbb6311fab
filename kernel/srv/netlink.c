// SPDX-License-Identifier: GPL-2.0
/*
 * The family lwsmb-srv: who may speak to the server, and who is its daemon.
 *
 * Every command needs CAP_SYS_ADMIN in the initial user namespace, of the process that
 * sends and of the one that opened the socket: a user who makes a network namespace
 * of his own, or a container that may configure its network, must not be able to say who
 * somebody is. GENL_ADMIN_PERM would be satisfied with CAP_NET_ADMIN.
 */
#include <net/genetlink.h>
#include <net/net_namespace.h>

#include "net.h"
#include "netlink.h"
#include "netlink_gen.h"
#include "upcall_parts.h"

/**
 * srv_netlink_net() - the server that a request is for
 * @info: request
 *
 * Return: the server of the network namespace of the requester's socket.
 */
struct srv_net *srv_netlink_net(const struct genl_info *info)
{
	return srv_net(genl_info_net(info));
}

static int may_administer(const struct sk_buff *skb, struct netlink_ext_ack *extack)
{
	if (netlink_capable(skb, CAP_SYS_ADMIN))
		return 0;
	NL_SET_ERR_MSG(extack, "needs CAP_SYS_ADMIN in the initial user namespace");
	return -EPERM;
}

/* Before a command of an administrator, and register. */
int lwsmb_srv_nl_pre_admin(const struct genl_split_ops *ops, struct sk_buff *skb,
			   struct genl_info *info)
{
	return may_administer(skb, info->extack);
}

/* Before a list is sent to an administrator. */
int lwsmb_srv_nl_start(struct netlink_callback *cb)
{
	return may_administer(cb->skb, cb->extack);
}

/*
 * Before a command of the daemon. It holds daemon_mutex until lwsmb_srv_nl_post(), so
 * that the daemon's commands come one after the other even if it has threads.
 */
int lwsmb_srv_nl_pre_owner(const struct genl_split_ops *ops, struct sk_buff *skb,
			   struct genl_info *info)
{
	struct srv_net *sn = srv_netlink_net(info);
	int ret = may_administer(skb, info->extack);
	u32 daemon;

	if (ret)
		return ret;
	mutex_lock(&sn->daemon_mutex);
	spin_lock(&sn->daemon_lock);
	daemon = sn->daemon;
	spin_unlock(&sn->daemon_lock);
	if (daemon && daemon == info->snd_portid)
		return 0;
	mutex_unlock(&sn->daemon_mutex);
	NL_SET_ERR_MSG(info->extack, "only for the daemon, the socket that registered");
	return -EPERM;
}

/* After a command of the daemon. */
void lwsmb_srv_nl_post(const struct genl_split_ops *ops, struct sk_buff *skb,
		       struct genl_info *info)
{
	mutex_unlock(&srv_netlink_net(info)->daemon_mutex);
}

/* Register: become the daemon. */
int lwsmb_srv_nl_register_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sk_buff *msg = genlmsg_new(nla_total_size(sizeof(u32)), GFP_KERNEL);
	void *hdr;
	int ret;

	if (!msg)
		return -ENOMEM;
	hdr = genlmsg_iput(msg, info);
	if (!hdr || nla_put_u32(msg, LWSMB_SRV_A_DAEMON_VERSION, LWSMB_SRV_PROTOCOL_VERSION)) {
		nlmsg_free(msg);
		return -EMSGSIZE;
	}
	genlmsg_end(msg, hdr);
	ret = srv_daemon_register(srv_netlink_net(info), info->snd_portid);
	if (ret) {
		NL_SET_ERR_MSG(info->extack, "another process is the daemon of this server");
		nlmsg_free(msg);
		return ret;
	}
	return genlmsg_reply(msg, info);
}

/* A netlink socket was closed: was it the daemon's? */
static int on_netlink_event(struct notifier_block *nb, unsigned long event, void *data)
{
	const struct netlink_notify *n = data;

	if (event == NETLINK_URELEASE && n->protocol == NETLINK_GENERIC)
		srv_daemon_gone(srv_net(n->net), n->portid);
	return NOTIFY_DONE;
}

static struct notifier_block netlink_notifier = { .notifier_call = on_netlink_event };

/**
 * srv_netlink_register() - offer the family
 *
 * Return: 0 or a negative errno.
 */
int srv_netlink_register(void)
{
	int ret = netlink_register_notifier(&netlink_notifier);

	if (ret)
		return ret;
	ret = genl_register_family(&lwsmb_srv_nl_family);
	if (ret)
		netlink_unregister_notifier(&netlink_notifier);
	return ret;
}

/**
 * srv_netlink_unregister() - take the family back
 *
 * When it returns no command is in work and none will come.
 */
void srv_netlink_unregister(void)
{
	genl_unregister_family(&lwsmb_srv_nl_family);
	netlink_unregister_notifier(&netlink_notifier);
}
