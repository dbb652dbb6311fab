// SPDX-License-Identifier: GPL-2.0
/*
 * The server in each network namespace: made with it, ended with it.
 */
#include <linux/slab.h>
#include <linux/workqueue.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>
#include <lwsmb/core_stats.h>

#include "conn.h"
#include "net.h"
#include "share.h"
#include "upcall.h"

static unsigned int srv_net_id;
static struct workqueue_struct *srv_wq;
static struct workqueue_struct *srv_xprt_wq;

/**
 * srv_net() - the server of a network namespace
 * @net: namespace
 *
 * Return: its server.
 */
struct srv_net *srv_net(const struct net *net)
{
	return net_generic(net, srv_net_id);
}

/**
 * srv_net_configure() - put other settings in place
 * @sn: server
 * @config: settings; taken over. Connections keep what they have negotiated
 */
void srv_net_configure(struct srv_net *sn, struct srv_config *config)
{
	struct srv_config *old;

	mutex_lock(&sn->mutex);
	old = rcu_replace_pointer(sn->config, config, lockdep_is_held(&sn->mutex));
	mutex_unlock(&sn->mutex);
	if (old)
		kfree_rcu(old, rcu);
}

static int __net_init srv_net_init(struct net *net)
{
	struct srv_net *sn = srv_net(net);

	sn->net = net;
	mutex_init(&sn->mutex);
	INIT_LIST_HEAD(&sn->listeners);
	INIT_LIST_HEAD(&sn->shares);
	xa_init_flags(&sn->conns, XA_FLAGS_ALLOC1);
	xa_init_flags(&sn->sessions, XA_FLAGS_ALLOC1);
	xa_init_flags(&sn->opens, XA_FLAGS_ALLOC1);
	init_waitqueue_head(&sn->conn_wait);
	sn->wq = srv_wq;
	sn->xprt_wq = srv_xprt_wq;
	sn->stats = lwsmb_stats_new();
	return sn->stats ? srv_daemon_init(sn) : -ENOMEM;
}

/**
 * srv_net_stop() - stop serving: no listener, no connection, no share, no settings
 * @sn: server
 *
 * Returns when all of it is gone. May sleep.
 */
void srv_net_stop(struct srv_net *sn)
{
	srv_listener_del_all(sn);
	srv_conn_end_all(sn);
	srv_share_del_all(sn);
	srv_net_configure(sn, NULL);
}

static void __net_exit srv_net_exit(struct net *net)
{
	struct srv_net *sn = srv_net(net);

	srv_net_stop(sn);
	srv_daemon_exit(sn);
	xa_destroy(&sn->conns);
	xa_destroy(&sn->sessions);
	xa_destroy(&sn->opens);
	/* The last items of transports count; what was asked last is called back. */
	flush_workqueue(srv_xprt_wq);
	flush_workqueue(srv_wq);
	lwsmb_stats_free(sn->stats);
}

static struct pernet_operations srv_net_ops = {
	.init = srv_net_init,
	.exit = srv_net_exit,
	.id = &srv_net_id,
	.size = sizeof(struct srv_net),
};

static void destroy_queues(void)
{
	if (srv_xprt_wq)
		destroy_workqueue(srv_xprt_wq);
	if (srv_wq)
		destroy_workqueue(srv_wq);
}

/**
 * srv_net_register() - begin to exist in all network namespaces
 *
 * Return: 0 or a negative errno.
 */
int srv_net_register(void)
{
	int ret;

	srv_wq = alloc_workqueue("lwsmb-srv", WQ_UNBOUND | WQ_MEM_RECLAIM, 0);
	srv_xprt_wq = alloc_workqueue("lwsmb-srv-xprt", WQ_UNBOUND | WQ_MEM_RECLAIM, 0);
	ret = srv_wq && srv_xprt_wq ? register_pernet_subsys(&srv_net_ops) : -ENOMEM;
	if (ret)
		destroy_queues();
	return ret;
}

/**
 * srv_net_unregister() - cease to exist
 *
 * Nothing is served then: what serves holds the module.
 */
void srv_net_unregister(void)
{
	unregister_pernet_subsys(&srv_net_ops);
	/* Connections, sessions and opens are freed under RCU by functions of ours. */
	rcu_barrier();
	destroy_queues();
}
