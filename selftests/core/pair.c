// SPDX-License-Identifier: GPL-2.0-or-later
/* A TCP connection over loopback, for tests. */
#include <linux/highmem.h>
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/mm.h>
#include <linux/net.h>
#include <linux/slab.h>
#include <linux/uio.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "pair.h"

/* ---- sockets ----------------------------------------------------------------- */

static int pair_listen(int family, struct socket *listener, struct sockaddr_storage *addr)
{
	int len = family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
	int ret;

	memset(addr, 0, sizeof(*addr));
	addr->ss_family = family;
	if (family == AF_INET)
		((struct sockaddr_in *)addr)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	else
		((struct sockaddr_in6 *)addr)->sin6_addr = in6addr_loopback;
	ret = kernel_bind(listener, (struct sockaddr *)addr, len);
	if (!ret)
		ret = kernel_listen(listener, 1);
	if (!ret)
		ret = kernel_getsockname(listener, (struct sockaddr *)addr);
	return ret < 0 ? ret : 0;
}

/* Two sockets that are connected with each other. */
int pair_sockets(int family, struct socket **a, struct socket **b)
{
	struct sockaddr_storage addr;
	struct socket *listener;
	int ret;

	*a = NULL;
	*b = NULL;
	ret = sock_create_kern(&init_net, family, SOCK_STREAM, IPPROTO_TCP, &listener);
	if (ret)
		return ret;
	ret = pair_listen(family, listener, &addr);
	if (!ret)
		ret = sock_create_kern(&init_net, family, SOCK_STREAM, IPPROTO_TCP, a);
	if (!ret)
		ret = kernel_connect(*a, (struct sockaddr *)&addr, sizeof(addr), 0);
	if (!ret)
		ret = kernel_accept(listener, b, 0);
	if (ret && *a) {
		sock_release(*a);
		*a = NULL;
	}
	sock_release(listener);
	return ret;
}

/* All of it, waiting for the peer. */
int raw_send(struct socket *sock, const void *buf, size_t len)
{
	while (len) {
		struct kvec vec = { .iov_base = (void *)buf, .iov_len = len };
		struct msghdr msg = { .msg_flags = MSG_NOSIGNAL };
		int ret = kernel_sendmsg(sock, &msg, &vec, 1, len);

		if (ret < 0)
			return ret;
		buf += ret;
		len -= ret;
	}
	return 0;
}

/* @len bytes, or as many as came before the end or the deadline; or an error. */
int raw_recv(struct socket *sock, void *buf, size_t len)
{
	size_t done = 0;

	WRITE_ONCE(sock->sk->sk_rcvtimeo, PAIR_SECONDS * HZ);
	while (done < len) {
		struct kvec vec = { .iov_base = buf + done, .iov_len = len - done };
		struct msghdr msg = { };
		int ret = kernel_recvmsg(sock, &msg, &vec, 1, len - done, 0);

		if (ret < 0)
			return ret;
		if (!ret)
			break;
		done += ret;
	}
	return done;
}

/* Ends a socket's connection by a reset. */
void raw_reset(struct socket *sock)
{
	sock_no_linger(sock->sk);
	sock_release(sock);
}

/* ---- owners ------------------------------------------------------------------ */

static u32 end_max_frame(void *owner)
{
	struct pair_end *e = owner;

	e->late += e->closed;
	return e->max_frame;
}

static void end_echo(struct pair_end *e, const struct lwsmb_rx *rx)
{
	struct lwsmb_tx *tx = lwsmb_tx_alloc(1, GFP_KERNEL);

	if (!tx || lwsmb_part_init(&tx->parts[0], rx->head_len) ||
	    wire_wr_put(&tx->parts[0].w, rx->head, rx->head_len)) {
		lwsmb_tx_free(tx);
		return;
	}
	tx->count = 1;
	lwsmb_xprt_send(e->x, tx);
	e->most = max(e->most, lwsmb_xprt_queued(e->x));
}

static bool end_recv(void *owner, struct lwsmb_rx *rx)
{
	struct pair_end *e = owner;
	bool go_on;

	if (atomic_inc_return(&e->busy) != 1 || e->closed)
		e->late++;
	if (e->echo)
		end_echo(e, rx);
	if (e->count < PAIR_FRAMES && !e->echo)
		e->frames[e->count] = rx;
	else
		lwsmb_rx_put(rx);
	go_on = !e->stop_after || e->count + 1 < e->stop_after;
	if (e->resume_in_recv)
		lwsmb_xprt_resume(e->x);
	if (e->shut_in_recv)
		lwsmb_xprt_shutdown(e->x);
	atomic_dec(&e->busy);
	/* what came is seen with its number: pair_wait_count() */
	smp_store_release(&e->count, e->count + 1);
	wake_up(&e->wait);
	return go_on;
}

static void end_closed(void *owner, int err)
{
	struct pair_end *e = owner;

	if (atomic_read(&e->busy))
		e->late++;
	e->err = err;
	/* with its reason: pair_wait_closed() */
	smp_store_release(&e->closed, e->closed + 1);
	wake_up(&e->wait);
}

static const struct lwsmb_xprt_ops end_ops = {
	.max_frame = end_max_frame,
	.recv = end_recv,
	.closed = end_closed,
};

const struct lwsmb_xprt_ops *pair_ops(void)
{
	return &end_ops;
}

static int end_init(struct pair_end *e, struct socket *sock, struct pair *p)
{
	struct lwsmb_xprt *x = lwsmb_xprt_new(sock, &end_ops, e, p->wq);

	if (IS_ERR(x))
		return PTR_ERR(x);
	e->x = x;
	e->max_frame = 2 << 20;
	init_waitqueue_head(&e->wait);
	return 0;
}

bool pair_wait_count(struct pair_end *e, u32 count)
{
	/* pairs with end_recv() */
	return wait_event_timeout(e->wait, smp_load_acquire(&e->count) >= count,
				  PAIR_SECONDS * HZ);
}

bool pair_wait_closed(struct pair_end *e)
{
	/* pairs with end_closed() */
	return wait_event_timeout(e->wait, smp_load_acquire(&e->closed), PAIR_SECONDS * HZ);
}

void pair_drop_frames(struct pair_end *e)
{
	u32 i;

	for (i = 0; i < PAIR_FRAMES; i++) {
		lwsmb_rx_put(e->frames[i]);
		e->frames[i] = NULL;
	}
}

/* ---- pairs ------------------------------------------------------------------- */

/* A connection; nothing is started. */
struct pair *pair_new(int family, bool far)
{
	struct pair *p = kvzalloc(sizeof(*p), GFP_KERNEL);
	struct socket *sock = NULL;

	if (!p)
		return NULL;
	p->wq = alloc_workqueue("lwsmb-test", WQ_UNBOUND, 0);
	p->stats = lwsmb_stats_new();
	if (!p->wq || !p->stats || pair_sockets(family, &sock, &p->raw) ||
	    end_init(&p->end, sock, p))
		goto fail;
	p->sk = sock->sk;
	sock_hold(p->sk);
	lwsmb_xprt_set_stats(p->end.x, p->stats);
	if (far && end_init(&p->far, p->raw, p))
		goto fail;
	if (far)
		p->raw = NULL;
	return p;
fail:
	if (sock && !p->end.x)
		sock_release(sock);
	pair_free(p);
	return NULL;
}

/* Ends what still runs. The transports' last references may go before or after. */
void pair_free(struct pair *p)
{
	struct pair_end *ends[] = { &p->end, &p->far };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(ends); i++) {
		if (!ends[i]->x)
			continue;
		lwsmb_xprt_shutdown(ends[i]->x);
		lwsmb_xprt_put(ends[i]->x);
	}
	if (p->raw)
		sock_release(p->raw);
	if (p->wq)
		destroy_workqueue(p->wq);
	for (i = 0; i < ARRAY_SIZE(ends); i++)
		pair_drop_frames(ends[i]);
	lwsmb_stats_free(p->stats);
	if (p->sk)
		sock_put(p->sk);
	kvfree(p);
}

/* ---- frames ------------------------------------------------------------------ */

u8 frame_byte(u32 seed, u32 i)
{
	return seed * 31 + i * 7 + (i >> 8) + (i >> 16);
}

/* A frame of bytes that are no SMB2 message, with its NetBIOS header, vmalloc()ed. */
u8 *frame_new(u32 seed, u32 len)
{
	u8 *p = kvmalloc(4 + len, GFP_KERNEL);
	u32 i;

	if (!p)
		return NULL;
	p[0] = 0;
	p[1] = len >> 16;
	p[2] = len >> 8;
	p[3] = len;
	for (i = 0; i < len; i++)
		p[4 + i] = frame_byte(seed, i);
	return p;
}

/* Is a received frame this one? @wire is without the NetBIOS header. */
bool frame_is(const struct lwsmb_rx *rx, const u8 *wire, u32 len)
{
	u32 i;

	if (!rx || lwsmb_rx_len(rx) != len || rx->head_len > rx->head_size ||
	    memcmp(rx->head, wire, rx->head_len))
		return false;
	wire += rx->head_len;
	for (i = 0; i < rx->bvecs; i++) {
		if (memcmp(page_address(rx->bvec[i].bv_page) + rx->bvec[i].bv_offset, wire,
			   rx->bvec[i].bv_len))
			return false;
		wire += rx->bvec[i].bv_len;
	}
	return true;
}

/* A frame to be sent: @mem contiguous bytes, @bulk in pages, numbered through. */
struct lwsmb_tx *frame_tx(u32 seed, u32 mem, u32 bulk)
{
	struct lwsmb_tx *tx = lwsmb_tx_alloc(1, GFP_KERNEL);
	struct lwsmb_part *p;
	u32 i;

	if (!tx)
		return NULL;
	p = &tx->parts[0];
	tx->count = 1;
	if (lwsmb_part_init(p, mem) || lwsmb_part_pages(p, bulk)) {
		lwsmb_tx_free(tx);
		return NULL;
	}
	for (i = 0; i < mem; i++)
		*p->w.pos++ = frame_byte(seed, i);
	for (i = 0; i < bulk; i++) {
		u8 *page = page_address(p->bvec[i / PAGE_SIZE].bv_page);

		page[i % PAGE_SIZE] = frame_byte(seed, mem + i);
	}
	return tx;
}

/* Makes one and sends it. */
int frame_send(struct lwsmb_xprt *x, u32 seed, u32 mem, u32 bulk)
{
	struct lwsmb_tx *tx = frame_tx(seed, mem, bulk);

	return tx ? lwsmb_xprt_send(x, tx) : -ENOMEM;
}
