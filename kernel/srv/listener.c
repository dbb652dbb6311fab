// SPDX-License-Identifier: GPL-2.0
/*
 * Listening sockets. Accepting is work, queued by the socket's callback: no thread.
 */
#include <linux/module.h>
#include <linux/net.h>
#include <linux/slab.h>
#include <linux/workqueue.h>
#include <net/ipv6.h>
#include <net/sock.h>

#include "admin.h"
#include "conn.h"
#include "net.h"

#define LISTEN_BACKLOG 512

/* Connections accepted before others get their turn on the worker. */
#define ACCEPT_BATCH 64

/**
 * struct srv_listener - a listening socket
 * @link: in srv_net.listeners
 * @sn: server
 * @addr: where it listens
 * @sock: socket
 * @data_ready: the socket's own callback
 * @work: accepts
 */
struct srv_listener {
	struct list_head link;
	struct srv_net *sn;
	struct sockaddr_storage addr;
	struct socket *sock;
	void (*data_ready)(struct sock *sk);
	struct work_struct work;
};

/*
 * What keeps the listener is the callback's lock alone: a connection that inherited the
 * callback is also called from its backlog, where nobody holds rcu_read_lock().
 */
static void listener_ready(struct sock *sk)
{
	struct srv_listener *l;

	read_lock_bh(&sk->sk_callback_lock);
	l = __locked_read_sk_user_data_with_flags(sk, SK_USER_DATA_NOCOPY);
	if (l) {
		l->data_ready(sk);
		queue_work(l->sn->wq, &l->work);
	}
	read_unlock_bh(&sk->sk_callback_lock);
}

static void listener_accept(struct work_struct *work)
{
	struct srv_listener *l = container_of(work, struct srv_listener, work);
	struct socket *sock;
	int i;

	for (i = 0; i < ACCEPT_BATCH; i++) {
		if (kernel_accept(l->sock, &sock, O_NONBLOCK))
			return;
		/* It has inherited our callback, which does nothing without our data. */
		write_lock_bh(&sock->sk->sk_callback_lock);
		sock->sk->sk_data_ready = l->data_ready;
		write_unlock_bh(&sock->sk->sk_callback_lock);
		srv_conn_accept(l->sn, sock);
	}
	queue_work(l->sn->wq, &l->work);
}

static int listener_open(struct srv_listener *l)
{
	bool v6 = l->addr.ss_family == AF_INET6;
	struct sock *sk;
	int ret;

	ret = sock_create_kern(l->sn->net, l->addr.ss_family, SOCK_STREAM, IPPROTO_TCP, &l->sock);
	if (ret)
		return ret;
	sk = l->sock->sk;
	sock_set_reuseaddr(sk);
	if (v6)
		ret = ip6_sock_set_v6only(sk);
	if (!ret)
		ret = kernel_bind(l->sock, (struct sockaddr *)&l->addr,
				  v6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in));
	if (ret)
		goto out;
	write_lock_bh(&sk->sk_callback_lock);
	l->data_ready = sk->sk_data_ready;
	__rcu_assign_sk_user_data_with_flags(sk, l, SK_USER_DATA_NOCOPY);
	sk->sk_data_ready = listener_ready;
	write_unlock_bh(&sk->sk_callback_lock);
	ret = kernel_listen(l->sock, LISTEN_BACKLOG);
	if (!ret)
		return 0;
out:
	sock_release(l->sock);
	return ret;
}

static void listener_free(struct srv_listener *l)
{
	struct sock *sk = l->sock->sk;

	write_lock_bh(&sk->sk_callback_lock);
	rcu_assign_sk_user_data(sk, NULL);
	sk->sk_data_ready = l->data_ready;
	write_unlock_bh(&sk->sk_callback_lock);
	cancel_work_sync(&l->work);
	sock_release(l->sock);
	kfree(l);
	module_put(THIS_MODULE);
}

static struct srv_listener *listener_find(struct srv_net *sn, const struct sockaddr_storage *addr)
{
	struct srv_listener *l;

	lockdep_assert_held(&sn->mutex);
	list_for_each_entry(l, &sn->listeners, link)
		if (!memcmp(&l->addr, addr, sizeof(*addr)))
			return l;
	return NULL;
}

/**
 * srv_listener_add() - listen
 * @sn: server
 * @addr: IPv4 or IPv6 address and port; unused bytes are 0
 *
 * A listener holds the module, so that it cannot be unloaded while it serves.
 *
 * Return: 0; -EEXIST if it listens there already; -EAFNOSUPPORT; errors of bind(2).
 */
int srv_listener_add(struct srv_net *sn, const struct sockaddr_storage *addr)
{
	struct srv_listener *l;
	int ret;

	if (addr->ss_family != AF_INET && addr->ss_family != AF_INET6)
		return -EAFNOSUPPORT;
	l = kzalloc(sizeof(*l), GFP_KERNEL);
	if (!l)
		return -ENOMEM;
	l->sn = sn;
	l->addr = *addr;
	INIT_WORK(&l->work, listener_accept);
	mutex_lock(&sn->mutex);
	ret = listener_find(sn, addr) ? -EEXIST : listener_open(l);
	if (!ret) {
		__module_get(THIS_MODULE);
		list_add_tail(&l->link, &sn->listeners);
	}
	mutex_unlock(&sn->mutex);
	if (ret)
		kfree(l);
	return ret;
}

/**
 * srv_listener_del() - stop listening; connections stay
 * @sn: server
 * @addr: as it was added
 *
 * Return: 0 or -ENOENT.
 */
int srv_listener_del(struct srv_net *sn, const struct sockaddr_storage *addr)
{
	struct srv_listener *l;

	mutex_lock(&sn->mutex);
	l = listener_find(sn, addr);
	if (l)
		list_del(&l->link);
	mutex_unlock(&sn->mutex);
	if (!l)
		return -ENOENT;
	listener_free(l);
	return 0;
}

/**
 * srv_listener_del_all() - stop listening anywhere
 * @sn: server
 */
void srv_listener_del_all(struct srv_net *sn)
{
	struct srv_listener *l, *next;
	LIST_HEAD(gone);

	mutex_lock(&sn->mutex);
	list_splice_init(&sn->listeners, &gone);
	mutex_unlock(&sn->mutex);
	list_for_each_entry_safe(l, next, &gone, link)
		listener_free(l);
}

/**
 * srv_listener_walk() - look at all listeners
 * @sn: server; its mutex is held
 * @fn: called for each
 * @arg: its first argument
 *
 * Return: 0, or what @fn returned.
 */
int srv_listener_walk(struct srv_net *sn, srv_listener_row_fn fn, void *arg)
{
	struct srv_listener *l;
	int ret;

	lockdep_assert_held(&sn->mutex);
	list_for_each_entry(l, &sn->listeners, link) {
		ret = fn(arg, &l->addr);
		if (ret)
			return ret;
	}
	return 0;
}
