// SPDX-License-Identifier: GPL-2.0
/*
 * The transport: a connection's life. What it receives is in xprt_rx.c, what it sends
 * in xprt_tx.c.
 *
 *	         start                    recv_work sees closing, or
 *	         |                        an error, or the peer's end
 *	NEW -----+-----> RUNNING -----------------+----------> CLOSED
 *	                 own reference            closed(),    own reference
 *	                 callbacks set            callbacks    dropped
 *	                                          restored
 *
 * Who may still be there? These rules answer it:
 *
 * 1. Callbacks. While it runs, sk_user_data is the transport, and the transport holds
 *    a reference to itself. A callback of the socket takes sk_callback_lock for
 *    reading, and finds either sk_user_data NULL, and does nothing, or a transport
 *    that cannot go away before the lock is released: whoever ends it writes NULL
 *    under the lock first and drops the reference afterwards. Callbacks only queue
 *    work.
 * 2. Work. Each work item that is queued holds a reference, taken before it is
 *    queued by someone who has one, so that nothing has to be cancelled.
 * 3. The end. Whoever wants the end (the owner, a sender with an error) marks it with
 *    xprt_close_begin(), first reason wins, shuts the socket down and queues
 *    recv_work. Only recv_work makes the transport CLOSED and calls closed(). As a
 *    work item never runs twice at a time, neither recv() nor max_frame() is running
 *    then, and each later run sees CLOSED first.
 * 4. After CLOSED nothing is queued to the workqueue: callbacks are gone, all others
 *    look at state under the lock. So an owner whose transports are all closed may
 *    destroy the workqueue, which waits for the last items.
 * 5. The last reference releases the socket, which TCP keeps until the peer has what was
 *    sent, or is given up: lwsmb_sock_release().
 *
 * Locks: x->lock is a leaf and is never taken in a callback. The socket's lock is
 * never taken under it; sk_callback_lock is inside the socket's lock.
 */
#include <linux/err.h>
#include <linux/slab.h>
#include <linux/tcp.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "trace.h"
#include "xprt.h"

/*
 * How long sent bytes may stay unacknowledged, or wait for a peer that reads nothing,
 * until the connection is given up (TCP_USER_TIMEOUT). Windows clients give a server
 * up after 60 s without an answer, so that longer helps none of them.
 */
#define XPRT_USER_TIMEOUT_MS (60 * 1000)

/* Peers that vanished without a word are noticed in about two minutes. */
#define XPRT_KEEPIDLE_S 60
#define XPRT_KEEPINTVL_S 10

/* ---- work -------------------------------------------------------------------- */

/*
 * The caller is sure of a reference for as long as this takes, so that the one given
 * back here is never the last.
 */
void xprt_queue(struct lwsmb_xprt *x, struct work_struct *work)
{
	refcount_inc(&x->refs);
	if (!queue_work(x->wq, work))
		refcount_dec(&x->refs);
}

/* Queues recv_work if it would be heard. */
static void xprt_kick(struct lwsmb_xprt *x)
{
	spin_lock(&x->lock);
	if (x->state == XPRT_RUNNING)
		xprt_queue(x, &x->recv_work);
	spin_unlock(&x->lock);
}

/* Marks the beginning of the end; false if it had begun before. */
bool xprt_close_begin(struct lwsmb_xprt *x, int err)
{
	bool first;

	spin_lock(&x->lock);
	first = !x->closing;
	if (first) {
		WRITE_ONCE(x->closing, true);
		x->err = err;
	}
	spin_unlock(&x->lock);
	if (first) {
		kernel_sock_shutdown(x->sock, SHUT_RDWR);
		xprt_kick(x);
	}
	return first;
}

/* ---- callbacks of the socket ------------------------------------------------- */

static void xprt_data_ready(struct sock *sk)
{
	struct lwsmb_xprt *x;

	read_lock_bh(&sk->sk_callback_lock);
	x = sk->sk_user_data;
	if (x)
		xprt_queue(x, &x->recv_work);
	read_unlock_bh(&sk->sk_callback_lock);
}

/* Every change of state of a connection that was there is a step to its end. */
static void xprt_state_change(struct sock *sk)
{
	struct lwsmb_xprt *x;

	read_lock_bh(&sk->sk_callback_lock);
	x = sk->sk_user_data;
	if (x) {
		xprt_queue(x, &x->recv_work);
		x->old_state_change(sk);
	}
	read_unlock_bh(&sk->sk_callback_lock);
}

/* Called when the socket had no room and got some; x->tx.space: see tx_wait(). */
static void xprt_write_space(struct sock *sk)
{
	struct lwsmb_xprt *x;

	read_lock_bh(&sk->sk_callback_lock);
	x = sk->sk_user_data;
	if (x) {
		if (sk_stream_is_writeable(sk)) {
			WRITE_ONCE(x->tx.space, true);
			xprt_queue(x, &x->send_work);
		}
		x->old_write_space(sk);
	}
	read_unlock_bh(&sk->sk_callback_lock);
}

static void xprt_attach(struct lwsmb_xprt *x)
{
	struct sock *sk = x->sock->sk;

	write_lock_bh(&sk->sk_callback_lock);
	x->old_data_ready = sk->sk_data_ready;
	x->old_write_space = sk->sk_write_space;
	x->old_state_change = sk->sk_state_change;
	sk->sk_user_data = x;
	sk->sk_data_ready = xprt_data_ready;
	sk->sk_write_space = xprt_write_space;
	sk->sk_state_change = xprt_state_change;
	write_unlock_bh(&sk->sk_callback_lock);
}

static void xprt_detach(struct lwsmb_xprt *x)
{
	struct sock *sk = x->sock->sk;

	write_lock_bh(&sk->sk_callback_lock);
	sk->sk_user_data = NULL;
	sk->sk_data_ready = x->old_data_ready;
	sk->sk_write_space = x->old_write_space;
	sk->sk_state_change = x->old_state_change;
	write_unlock_bh(&sk->sk_callback_lock);
}

/* ---- the end ----------------------------------------------------------------- */

/* The one way from RUNNING to CLOSED; in recv_work alone. */
static void xprt_end(struct lwsmb_xprt *x, int err)
{
	xprt_close_begin(x, err);
	xprt_detach(x);
	spin_lock(&x->lock);
	x->state = XPRT_CLOSED;
	err = x->err;
	spin_unlock(&x->lock);
	xprt_tx_drop(x);
	xprt_rx_free(x);
	trace_lwsmb_closed(x->id, err);
	lwsmb_stats_add(x->stats, LWSMB_STAT_CONNECTIONS_ENDED, 1);
	if (err)
		lwsmb_stats_add(x->stats, LWSMB_STAT_CONNECTIONS_BROKEN, 1);
	x->ops->closed(x->owner, err);
	lwsmb_xprt_put(x);
}

static void xprt_recv_work(struct work_struct *work)
{
	struct lwsmb_xprt *x = container_of(work, struct lwsmb_xprt, recv_work);
	int ret;

	if (x->state == XPRT_RUNNING) {
		ret = xprt_rx_run(x);
		if (ret == XPRT_RX_MORE)
			xprt_queue(x, &x->recv_work);
		else if (ret != -EAGAIN)
			xprt_end(x, ret);
	}
	lwsmb_xprt_put(x);
}

static void xprt_send_work(struct work_struct *work)
{
	struct lwsmb_xprt *x = container_of(work, struct lwsmb_xprt, send_work);

	xprt_tx_work(x);
	lwsmb_xprt_put(x);
}

/* ---- for owners -------------------------------------------------------------- */

static void xprt_set_options(struct sock *sk)
{
	tcp_sock_set_nodelay(sk);
	tcp_sock_set_user_timeout(sk, XPRT_USER_TIMEOUT_MS);
	tcp_sock_set_keepidle(sk, XPRT_KEEPIDLE_S);
	tcp_sock_set_keepintvl(sk, XPRT_KEEPINTVL_S);
	sock_set_keepalive(sk);
}

/**
 * lwsmb_xprt_new() - a transport over a connected socket
 * @sock: TCP socket, connected; the transport's from now on unless this fails. If it
 *        was accepted, it has its listener's callbacks, which must bear being called
 *        with a socket that is not the listener's and with sk_user_data NULL
 * @ops: what the owner does with it
 * @owner: for @ops; must live until closed() was called or, if it is never started,
 *         is not used
 * @wq: where its work runs; not ordered, and must live until closed() was called.
 *      destroy_workqueue() waits for what is left then
 *
 * Nothing is received before lwsmb_xprt_start().
 *
 * Context: process context; may sleep.
 * Return: the transport with one reference, or an ERR_PTR(): -ENOMEM, or -EINVAL if it
 * is not a TCP socket.
 */
struct lwsmb_xprt *lwsmb_xprt_new(struct socket *sock, const struct lwsmb_xprt_ops *ops,
				  void *owner, struct workqueue_struct *wq)
{
	static atomic64_t last_id;
	struct lwsmb_xprt *x;

	if (!sk_is_tcp(sock->sk))
		return ERR_PTR(-EINVAL);
	x = kzalloc(sizeof(*x), GFP_KERNEL);
	if (!x)
		return ERR_PTR(-ENOMEM);
	refcount_set(&x->refs, 1);
	spin_lock_init(&x->lock);
	INIT_WORK(&x->recv_work, xprt_recv_work);
	INIT_WORK(&x->send_work, xprt_send_work);
	xprt_tx_init(x);
	x->id = atomic64_inc_return(&last_id);
	x->sock = sock;
	x->ops = ops;
	x->owner = owner;
	x->wq = wq;
	xprt_set_options(sock->sk);
	return x;
}
EXPORT_SYMBOL_LWSMB(lwsmb_xprt_new);

/**
 * lwsmb_xprt_set_stats() - say where to count
 * @x: transport that was not started
 * @stats: counters, which live until the last reference has gone; flushing the
 *         workqueue makes sure of the transport's own
 */
void lwsmb_xprt_set_stats(struct lwsmb_xprt *x, struct lwsmb_stats *stats)
{
	x->stats = stats;
}
EXPORT_SYMBOL_LWSMB(lwsmb_xprt_set_stats);

/**
 * lwsmb_xprt_limit_queue() - take nothing from a peer that does not read
 * @x: transport
 * @max: bytes of memory, as of lwsmb_xprt_queued(); while more than that wait to be sent,
 *       nothing is received. It goes on by itself when half of it is out
 *
 * For a server: what a client can make it hold is this and the answers to what it took
 * before. A client sets none: if both sides waited for the other to read, that would be
 * for ever. It may be changed at any time.
 *
 * Context: process context; the caller may hold locks of its own.
 */
void lwsmb_xprt_limit_queue(struct lwsmb_xprt *x, size_t max)
{
	spin_lock(&x->lock);
	x->tx.max = max;
	/* Whether it still has to wait is seen there. */
	if (x->tx.full && x->state == XPRT_RUNNING)
		xprt_queue(x, &x->recv_work);
	spin_unlock(&x->lock);
}
EXPORT_SYMBOL_LWSMB(lwsmb_xprt_limit_queue);

/**
 * lwsmb_xprt_start() - begin to receive
 * @x: transport; started once
 *
 * From now on @ops are called, first by what came already. If it was shut down before,
 * closed() alone is called.
 *
 * Context: process context.
 */
void lwsmb_xprt_start(struct lwsmb_xprt *x)
{
	if (WARN_ON_ONCE(x->state != XPRT_NEW))
		return;
	lwsmb_stats_add(x->stats, LWSMB_STAT_CONNECTIONS, 1);
	refcount_inc(&x->refs);
	xprt_attach(x);
	spin_lock(&x->lock);
	x->state = XPRT_RUNNING;
	xprt_queue(x, &x->recv_work);
	spin_unlock(&x->lock);
}
EXPORT_SYMBOL_LWSMB(lwsmb_xprt_start);

/**
 * lwsmb_xprt_resume() - take frames again
 * @x: transport whose owner's recv() has answered false, or is about to
 *
 * It may be called while that recv() still runs and is not lost then. If it comes
 * without need, recv() may be called once more after it has answered false.
 *
 * Context: process context; the caller may hold locks of its own.
 */
void lwsmb_xprt_resume(struct lwsmb_xprt *x)
{
	spin_lock(&x->lock);
	x->resumed = true;
	x->paused = false;
	if (x->state == XPRT_RUNNING)
		xprt_queue(x, &x->recv_work);
	spin_unlock(&x->lock);
}
EXPORT_SYMBOL_LWSMB(lwsmb_xprt_resume);

/**
 * lwsmb_xprt_shutdown() - end the connection
 * @x: transport
 *
 * At once: frames that the socket has not taken yet are dropped; what it has taken is
 * still delivered. closed() follows from a work item if the transport was started. May
 * be called any number of times, also by recv().
 *
 * Context: process context; may sleep.
 */
void lwsmb_xprt_shutdown(struct lwsmb_xprt *x)
{
	xprt_close_begin(x, 0);
}
EXPORT_SYMBOL_LWSMB(lwsmb_xprt_shutdown);

/**
 * lwsmb_xprt_finish() - end the connection behind what is queued
 * @x: transport
 *
 * Nothing is received or taken to be sent any more. When the socket has taken what was
 * queued before, this is lwsmb_xprt_shutdown(). A peer that does not read is given up as
 * always.
 *
 * Context: process context; may sleep.
 */
void lwsmb_xprt_finish(struct lwsmb_xprt *x)
{
	bool finished;

	spin_lock(&x->lock);
	x->finish = true;
	finished = xprt_tx_finished(x);
	spin_unlock(&x->lock);
	if (finished)
		xprt_close_begin(x, 0);
}
EXPORT_SYMBOL_LWSMB(lwsmb_xprt_finish);

/**
 * lwsmb_xprt_get() - take another reference
 * @x: transport
 */
void lwsmb_xprt_get(struct lwsmb_xprt *x)
{
	refcount_inc(&x->refs);
}
EXPORT_SYMBOL_LWSMB(lwsmb_xprt_get);

/**
 * lwsmb_sock_release() - let go of a connected TCP socket
 * @sock: socket
 *
 * A socket that the kernel has made does not hold its network namespace, and TCP stops
 * its timers when it is closed. What was lost on the way would never be sent again then,
 * and from a peer that does not answer any more the socket would be left over for ever.
 * So it holds the namespace from here on; in one that is going it ends at once.
 *
 * Context: process context; may sleep.
 */
void lwsmb_sock_release(struct socket *sock)
{
	struct sock *sk = sock->sk;
	struct net *net = maybe_get_net(sock_net(sk));

	if (net && !sk->sk_net_refcnt)
		sk_net_refcnt_upgrade(sk);
	sock_release(sock);
	if (net)
		put_net(net);
}
EXPORT_SYMBOL_LWSMB(lwsmb_sock_release);

/**
 * lwsmb_xprt_put() - drop a reference
 * @x: transport; may be NULL. One that runs lives on: shut it down first
 *
 * Context: process context; may sleep.
 */
void lwsmb_xprt_put(struct lwsmb_xprt *x)
{
	if (!x || !refcount_dec_and_test(&x->refs))
		return;
	xprt_tx_drop(x);
	lwsmb_sock_release(x->sock);
	kfree(x);
}
EXPORT_SYMBOL_LWSMB(lwsmb_xprt_put);
