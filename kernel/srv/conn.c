// SPDX-License-Identifier: GPL-2.0
/*
 * Connections: from accept to the end.
 */
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/net.h>
#include <linux/slab.h>
#include <net/ipv6.h>
#include <net/sock.h>

#include "conn.h"
#include "net.h"
#include "open.h"
#include "req.h"
#include "session.h"

/* Bytes that a frame may have beside its bulk data: headers, names, contexts. */
#define FRAME_SLACK (64 * 1024)

/* Memory of replies that a client has not read, over which no request is taken. */
#define SEND_QUEUE_MAX (16 * 1024 * 1024)
#define SEND_QUEUE_STRANGER (256 * 1024) /* before log-on */

static void conn_free(struct rcu_head *rcu)
{
	struct srv_conn *c = container_of(rcu, struct srv_conn, rcu);

	kfree(c);
	module_put(THIS_MODULE);
}

/**
 * srv_conn_get() - take a reference
 * @c: connection of which the caller has one
 *
 * Return: @c.
 */
struct srv_conn *srv_conn_get(struct srv_conn *c)
{
	refcount_inc(&c->refs);
	return c;
}

/**
 * srv_conn_put() - give a reference back
 * @c: connection
 */
void srv_conn_put(struct srv_conn *c)
{
	struct srv_net *sn = c->sn;

	if (!refcount_dec_and_test(&c->refs))
		return;
	lwsmb_xprt_put(c->xprt);
	xa_destroy(&c->sessions);
	if (atomic_dec_and_test(&sn->conn_count))
		wake_up_all(&sn->conn_wait);
	call_rcu(&c->rcu, conn_free);
}

/**
 * srv_conn_is_closed() - has the connection ended?
 * @c: connection
 *
 * Return: whether nothing can be sent on it any more.
 */
bool srv_conn_is_closed(struct srv_conn *c)
{
	return READ_ONCE(c->state) == SRV_CONN_CLOSED;
}

/**
 * srv_conn_end() - end a connection
 * @c: connection
 *
 * Returns at once; sessions are closed when the transport is. May be called again.
 */
void srv_conn_end(struct srv_conn *c)
{
	lwsmb_xprt_shutdown(c->xprt);
}

/**
 * srv_conn_finish() - end a connection behind the answers that are queued
 * @c: connection
 *
 * Nothing more is taken from the client. Returns at once; may be called again.
 */
void srv_conn_finish(struct srv_conn *c)
{
	lwsmb_xprt_finish(c->xprt);
}

/**
 * srv_conn_begin_negotiate() - become the one who negotiates
 * @c: connection
 *
 * Return: false if somebody else does, or has, or the connection has ended.
 */
bool srv_conn_begin_negotiate(struct srv_conn *c)
{
	bool ok;

	spin_lock(&c->lock);
	ok = c->state == SRV_CONN_NEW;
	if (ok)
		c->state = SRV_CONN_NEGOTIATING;
	spin_unlock(&c->lock);
	return ok;
}

/**
 * srv_conn_end_negotiate() - be done with it
 * @c: connection
 * @chosen: a dialect was chosen; else the client may try again
 */
void srv_conn_end_negotiate(struct srv_conn *c, bool chosen)
{
	spin_lock(&c->lock);
	if (c->state == SRV_CONN_NEGOTIATING)
		/* Pairs with check_state(): who sees it sees what was chosen. */
		smp_store_release(&c->state, chosen ? SRV_CONN_NEGOTIATED : SRV_CONN_NEW);
	spin_unlock(&c->lock);
}

static u32 conn_max_frame(void *owner)
{
	struct srv_conn *c = owner;
	u32 most;

	if (!atomic_read(&c->valid_sessions))
		return SRV_PREAUTH_FRAME_MAX;
	most = max3(c->max_read, c->max_write, c->max_transact);
	return most + FRAME_SLACK;
}

static bool conn_recv(void *owner, struct lwsmb_rx *rx)
{
	struct srv_conn *c = owner;
	struct wire_rd r;
	bool ok = false;

	WRITE_ONCE(c->last_used, jiffies);
	wire_rd_init(&r, rx->head, rx->head_len);
	switch (wire_frame_kind(&r)) {
	case WIRE_FRAME_SMB2:
		ok = srv_frame_take(c, rx);
		break;
	case WIRE_FRAME_SMB1:
		ok = srv_smb1_negotiate(c, rx);
		break;
	case WIRE_FRAME_TRANSFORM:
	case WIRE_FRAME_COMPRESSION:
	case WIRE_FRAME_UNKNOWN:
		lwsmb_rx_put(rx);
		break;
	}
	if (!ok)
		srv_conn_end(c);
	return READ_ONCE(c->reserved) < SRV_WORK_PER_CONN;
}

static void conn_closed(void *owner, int err)
{
	struct srv_conn *c = owner;

	spin_lock(&c->lock);
	c->state = SRV_CONN_CLOSED;
	spin_unlock(&c->lock);
	queue_work(c->sn->wq, &c->teardown);
}

static const struct lwsmb_xprt_ops conn_ops = {
	.max_frame = conn_max_frame,
	.recv = conn_recv,
	.closed = conn_closed,
};

/**
 * srv_conn_logged_on() - a client is no stranger any more
 * @c: connection, one of whose sessions is valid
 */
void srv_conn_logged_on(struct srv_conn *c)
{
	lwsmb_xprt_limit_queue(c->xprt, SEND_QUEUE_MAX);
}

/* The next session from a slot on, with a reference: others may be ending it too. */
static struct srv_session *conn_session(struct srv_conn *c, unsigned long *slot)
{
	struct srv_session *s;

	rcu_read_lock();
	s = xa_find(&c->sessions, slot, ULONG_MAX, XA_PRESENT);
	while (s && !refcount_inc_not_zero(&s->refs))
		s = xa_find_after(&c->sessions, slot, ULONG_MAX, XA_PRESENT);
	rcu_read_unlock();
	return s;
}

/* A session that comes behind our back finds the connection closed, and ends. */
static void conn_teardown(struct work_struct *work)
{
	struct srv_conn *c = container_of(work, struct srv_conn, teardown);
	struct srv_session *s;
	unsigned long slot;

	if (cancel_delayed_work_sync(&c->timer))
		srv_conn_put(c);
	xa_erase(&c->sn->conns, c->id);
	srv_req_cancel_session(c, NULL);
	/* Pairs with srv_session_new(): the state was set before. */
	smp_mb();
	for (slot = 0; (s = conn_session(c, &slot)); slot++) {
		srv_session_end(s);
		srv_session_put(s);
	}
	srv_conn_put(c);
}

/* Strangers have SRV_PREAUTH_SECONDS, idlers without opens the configured time. */
static void conn_timer(struct work_struct *work)
{
	struct srv_conn *c = container_of(work, struct srv_conn, timer.work);
	unsigned long idle = jiffies - READ_ONCE(c->last_used);
	unsigned long next = SRV_PREAUTH_SECONDS * HZ;
	struct srv_config *config;
	unsigned long dead = 0;

	rcu_read_lock();
	config = rcu_dereference(c->sn->config);
	if (config)
		dead = config->deadtime * HZ;
	rcu_read_unlock();
	if (!atomic_read(&c->valid_sessions) ||
	    (dead && idle >= dead && !srv_conn_has_opens(c))) {
		srv_conn_end(c);
		srv_conn_put(c);
		return;
	}
	if (dead && idle < dead)
		next = max(next, dead - idle);
	/* Refused while the end of the connection cancels it: then nobody runs again. */
	if (!queue_delayed_work(c->sn->wq, &c->timer, next))
		srv_conn_put(c);
}

/**
 * srv_conn_has_opens() - does a client hold anything open?
 * @c: connection
 *
 * Return: whether one of its sessions has an open.
 */
bool srv_conn_has_opens(struct srv_conn *c)
{
	struct srv_session *s;
	unsigned long id;
	bool any = false;

	rcu_read_lock();
	xa_for_each(&c->sessions, id, s)
		any = any || READ_ONCE(s->open_count);
	rcu_read_unlock();
	return any;
}

static bool same_address(const struct sockaddr_storage *a, const struct sockaddr_storage *b)
{
	const struct sockaddr_in6 *a6 = (const void *)a, *b6 = (const void *)b;
	const struct sockaddr_in *a4 = (const void *)a, *b4 = (const void *)b;

	if (a->ss_family != b->ss_family)
		return false;
	if (a->ss_family == AF_INET)
		return a4->sin_addr.s_addr == b4->sin_addr.s_addr;
	return ipv6_addr_equal(&a6->sin6_addr, &b6->sin6_addr);
}

/* Connections of this address that have not logged on. */
static u32 strangers(struct srv_net *sn, const struct sockaddr_storage *peer)
{
	struct srv_conn *c;
	unsigned long id;
	u32 count = 0;

	rcu_read_lock();
	xa_for_each(&sn->conns, id, c)
		count += !atomic_read(&c->valid_sessions) && same_address(&c->peer, peer);
	rcu_read_unlock();
	return count;
}

/* May one more come? */
static int check_limits(struct srv_net *sn, const struct sockaddr_storage *peer)
{
	struct srv_config *config;
	u32 most = 0;

	rcu_read_lock();
	config = rcu_dereference(sn->config);
	if (config)
		most = config->max_connections;
	rcu_read_unlock();
	if (!config)
		return -ENOTCONN;
	if (most && atomic_read(&sn->conn_count) >= most)
		return -EUSERS;
	return strangers(sn, peer) >= SRV_PREAUTH_PER_ADDRESS ? -EUSERS : 0;
}

static struct srv_conn *conn_alloc(struct srv_net *sn)
{
	struct srv_conn *c;

	c = kzalloc(sizeof(*c), GFP_KERNEL_ACCOUNT);
	if (!c)
		return NULL;
	/* The transport's until closed(), and the timer's. */
	refcount_set(&c->refs, 2);
	c->sn = sn;
	spin_lock_init(&c->lock);
	INIT_LIST_HEAD(&c->frames);
	INIT_LIST_HEAD(&c->turns);
	xa_init_flags(&c->sessions, XA_FLAGS_ALLOC);
	INIT_DELAYED_WORK(&c->timer, conn_timer);
	INIT_WORK(&c->teardown, conn_teardown);
	lwsmb_window_init(&c->window);
	c->since = ktime_get_real_seconds();
	c->last_used = jiffies;
	return c;
}

/**
 * srv_conn_accept() - serve a client
 * @sn: server
 * @sock: accepted socket; it is taken over, also on error
 *
 * Return: 0; -EUSERS over a limit, -ENOTCONN without configuration, -ENOMEM.
 */
int srv_conn_accept(struct srv_net *sn, struct socket *sock)
{
	struct srv_conn *c = NULL;
	int ret;

	c = conn_alloc(sn);
	if (!c) {
		lwsmb_sock_release(sock);
		return -ENOMEM;
	}
	ret = kernel_getpeername(sock, (struct sockaddr *)&c->peer);
	if (ret >= 0)
		ret = kernel_getsockname(sock, (struct sockaddr *)&c->local);
	if (ret >= 0)
		ret = check_limits(sn, &c->peer);
	if (ret < 0) {
		lwsmb_sock_release(sock);
		goto out_free;
	}
	c->xprt = lwsmb_xprt_new(sock, &conn_ops, c, sn->xprt_wq);
	if (IS_ERR(c->xprt)) {
		ret = PTR_ERR(c->xprt);
		lwsmb_sock_release(sock);
		goto out_free;
	}
	lwsmb_xprt_set_stats(c->xprt, sn->stats);
	lwsmb_xprt_limit_queue(c->xprt, SEND_QUEUE_STRANGER);
	ret = xa_alloc_cyclic(&sn->conns, &c->id, c, xa_limit_32b, &sn->next_conn,
			      GFP_KERNEL_ACCOUNT);
	if (ret < 0)
		goto out_xprt;
	/* A listener holds the module: it is there while we are in here. */
	__module_get(THIS_MODULE);
	atomic_inc(&sn->conn_count);
	queue_delayed_work(sn->wq, &c->timer, SRV_PREAUTH_SECONDS * HZ);
	lwsmb_xprt_start(c->xprt);
	return 0;

out_xprt:
	lwsmb_xprt_put(c->xprt);
out_free:
	kfree(c);
	return ret;
}

/**
 * srv_conn_end_all() - end all connections and wait until they are gone
 * @sn: server without listeners
 */
void srv_conn_end_all(struct srv_net *sn)
{
	struct srv_conn *c;
	unsigned long id;

	rcu_read_lock();
	xa_for_each(&sn->conns, id, c) {
		if (!refcount_inc_not_zero(&c->refs))
			continue;
		rcu_read_unlock();
		srv_conn_end(c);
		srv_conn_put(c);
		rcu_read_lock();
	}
	rcu_read_unlock();
	wait_event(sn->conn_wait, !atomic_read(&sn->conn_count));
}
