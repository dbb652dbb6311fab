// SPDX-License-Identifier: GPL-2.0
/*
 * The transport's receiving half: bytes to frames, RFC 1002 4.3.1, MS-SMB2 2.1.
 *
 *	HDR -----------> PROBE -----------> HEAD ---------> DATA -----> recv()
 *	length checked   where does the     contiguous      pages, if
 *	                 rest go?           bytes           any
 *
 * A frame's memory grows with the bytes that came, whatever its header claims. Between
 * frames there is none.
 */
#include <linux/uio.h>
#include <lwsmb/wire_smb2_io.h>
#include <net/inet_sock.h>
#include <net/tcp_states.h>

#include "trace.h"
#include "xprt.h"

/* The head is allocated at once up to this, then doubled as it fills. */
#define RX_HEAD_STEP (64 * 1024)

/* Pages are allocated by so many. */
#define RX_PAGE_STEP (RX_HEAD_STEP / PAGE_SIZE)

/* Below this a copy is cheaper than pages. */
#define RX_PAGES_MIN 4096

static_assert(XPRT_RX_EOF == 0); /* as sock_recvmsg() has it */

/* Receives bytes into memory; returns how many, XPRT_RX_EOF or an error. */
static int rx_recv_mem(struct lwsmb_xprt *x, void *buf, size_t len)
{
	struct kvec vec = { .iov_base = buf, .iov_len = len };
	struct msghdr msg = { };

	iov_iter_kvec(&msg.msg_iter, ITER_DEST, &vec, 1, len);
	return sock_recvmsg(x->sock, &msg, MSG_DONTWAIT);
}

/* Likewise into the pages, from where they are filled to. */
static int rx_recv_pages(struct lwsmb_xprt *x, struct lwsmb_rx *f)
{
	u32 first = f->data_len / PAGE_SIZE;
	u32 room = lwsmb_rx_page_room(f) - first * PAGE_SIZE;
	struct msghdr msg = { };

	iov_iter_bvec(&msg.msg_iter, ITER_DEST, f->bvec + first, f->bvecs - first, room);
	iov_iter_advance(&msg.msg_iter, offset_in_page(f->data_len));
	return sock_recvmsg(x->sock, &msg, MSG_DONTWAIT);
}

/* Receives the rest of @len bytes of a small buffer. */
static int rx_fill(struct lwsmb_xprt *x, u8 *buf, u32 len)
{
	int ret;

	while (x->rx.have < len) {
		ret = rx_recv_mem(x, buf + x->rx.have, len - x->rx.have);
		if (ret <= 0)
			return ret;
		x->rx.have += ret;
	}
	x->rx.have = 0;
	return XPRT_RX_MORE;
}

static int rx_bad_frame(struct lwsmb_xprt *x)
{
	lwsmb_stats_add(x->stats, LWSMB_STAT_BAD_FRAMES, 1);
	return -EPROTO;
}

/*
 * A length that is too much ends the connection before anything is allocated, as does
 * what belongs to a NetBIOS session's beginning. Keep-alives (RFC 1002 4.3.7) may come
 * at any time and mean nothing.
 */
static int rx_hdr(struct lwsmb_xprt *x)
{
	struct netbios_hdr h;
	struct wire_rd r;
	int ret;

	ret = rx_fill(x, x->rx.hdr, sizeof(x->rx.hdr));
	if (ret != XPRT_RX_MORE)
		return ret;
	wire_rd_init(&r, x->rx.hdr, sizeof(x->rx.hdr));
	if (wire_netbios_hdr_decode(&r, &h, x->ops->max_frame(x->owner)))
		return rx_bad_frame(x);
	if (h.type == NETBIOS_KEEPALIVE && !h.length)
		return XPRT_RX_MORE;
	if (h.type != NETBIOS_MESSAGE)
		return rx_bad_frame(x);
	x->rx.len = h.length;
	x->rx.stage = XPRT_RX_PROBE;
	return XPRT_RX_MORE;
}

/*
 * Where a frame's bulk data begins, seen from its first bytes; its length if it has
 * none. A WRITE that stands alone has it if it is the end of the frame and worth it.
 * What looks like one and is broken is left to the decoder, which sees all of it.
 * Other frames with bulk data of their own (a sealed one, a READ response that is
 * expected in certain pages) would be told here.
 */
static u32 rx_head_len(const u8 *probe, u32 probe_len, u32 len)
{
	struct smb2_write_req m;
	struct smb2_hdr h;
	struct wire_rd r;

	wire_rd_init(&r, probe, probe_len);
	if (wire_smb2_hdr_decode(&r, &h) || h.command != SMB2_WRITE || h.next_command ||
	    h.flags & SMB2_FLAGS_SERVER_TO_REDIR)
		return len;
	if (wire_smb2_write_req_decode_hdr(&r, len, &m))
		return len;
	if (m.channel_info.len || m.data.off < probe_len || m.data.len <= RX_PAGES_MIN ||
	    m.data.len != len - m.data.off)
		return len;
	return m.data.off;
}

static int rx_probe(struct lwsmb_xprt *x)
{
	struct xprt_rx *rx = &x->rx;
	u32 probe = min_t(u32, rx->len, XPRT_PROBE);
	int ret;

	ret = rx_fill(x, rx->probe, probe);
	if (ret != XPRT_RX_MORE)
		return ret;
	rx->head_len = rx_head_len(rx->probe, probe, rx->len);
	rx->data_len = rx->len - rx->head_len;
	rx->frame = lwsmb_rx_alloc(min_t(u32, rx->head_len, RX_HEAD_STEP), 0, GFP_KERNEL);
	if (!rx->frame)
		return -ENOMEM;
	memcpy(rx->frame->head, rx->probe, probe);
	rx->frame->head_len = probe;
	rx->stage = XPRT_RX_HEAD;
	return XPRT_RX_MORE;
}

static int rx_head(struct lwsmb_xprt *x)
{
	struct lwsmb_rx *f = x->rx.frame;
	int ret;

	while (f->head_len < x->rx.head_len) {
		if (f->head_len == f->head_size &&
		    lwsmb_rx_grow_head(f, min(x->rx.head_len, 2 * f->head_size), GFP_KERNEL))
			return -ENOMEM;
		ret = rx_recv_mem(x, f->head + f->head_len, f->head_size - f->head_len);
		if (ret <= 0)
			return ret;
		f->head_len += ret;
	}
	x->rx.stage = XPRT_RX_DATA;
	return XPRT_RX_MORE;
}

static int rx_data(struct lwsmb_xprt *x)
{
	struct lwsmb_rx *f = x->rx.frame;
	int ret;

	while (f->data_len < x->rx.data_len) {
		if (f->data_len == lwsmb_rx_page_room(f) &&
		    lwsmb_rx_add_pages(f, x->rx.data_len, RX_PAGE_STEP, GFP_KERNEL))
			return -ENOMEM;
		ret = rx_recv_pages(x, f);
		if (ret <= 0)
			return ret;
		f->data_len += ret;
	}
	return XPRT_RX_MORE;
}

/*
 * Hands a whole frame over. A resume that comes while recv() runs counts, as it was
 * meant for the pause that recv() is about to ask for.
 */
static void rx_deliver(struct lwsmb_xprt *x)
{
	struct lwsmb_rx *f = x->rx.frame;

	x->rx.frame = NULL;
	x->rx.stage = XPRT_RX_HDR;
	trace_lwsmb_received(x->id, lwsmb_rx_len(f));
	lwsmb_stats_add(x->stats, LWSMB_STAT_FRAMES_IN, 1);
	lwsmb_stats_add(x->stats, LWSMB_STAT_BYTES_IN, NETBIOS_HDR_SIZE + lwsmb_rx_len(f));

	spin_lock(&x->lock);
	x->resumed = false;
	spin_unlock(&x->lock);
	if (x->ops->recv(x->owner, f))
		return;
	spin_lock(&x->lock);
	x->paused = !x->resumed;
	spin_unlock(&x->lock);
}

/* One step of the frame that is coming; XPRT_RX_MORE: there was something to do. */
static int rx_step(struct lwsmb_xprt *x)
{
	switch (x->rx.stage) {
	case XPRT_RX_HDR:
		return rx_hdr(x);
	case XPRT_RX_PROBE:
		return rx_probe(x);
	case XPRT_RX_HEAD:
		return rx_head(x);
	case XPRT_RX_DATA:
		return rx_data(x);
	}
	return -EINVAL;
}

/* Whoever ends either reason to wait looks at it under the lock, and queues recv_work. */
static bool rx_must_wait(struct lwsmb_xprt *x)
{
	bool wait;

	spin_lock(&x->lock);
	x->tx.full = x->tx.max && x->tx.queued > x->tx.max;
	wait = x->paused || x->tx.full || x->finish;
	spin_unlock(&x->lock);
	return wait;
}

/* The peer's end is orderly only between frames. */
static int rx_eof(const struct lwsmb_xprt *x)
{
	return x->rx.stage == XPRT_RX_HDR && !x->rx.have ? XPRT_RX_EOF : -ECONNRESET;
}

/*
 * While it must wait, the peer's orderly end waits behind the frames that wait; a
 * connection that is broken does not.
 */
static int rx_broken(struct lwsmb_xprt *x)
{
	struct sock *sk = x->sock->sk;

	if (inet_sk_state_load(sk) != TCP_CLOSE)
		return -EAGAIN;
	return sock_error(sk) ?: -ECONNRESET;
}

/**
 * xprt_rx_run() - receive what is there
 * @x: transport that runs
 *
 * Context: recv_work.
 * Return: -EAGAIN to wait for a callback, for lwsmb_xprt_resume() or the queue, XPRT_RX_MORE to
 * be called again when others had their turn, else the end: XPRT_RX_EOF or an error.
 */
int xprt_rx_run(struct lwsmb_xprt *x)
{
	unsigned int frames = 0;
	bool whole;
	int ret;

	/* Keep-alives count too: nobody keeps a worker busy with them. */
	while (frames < XPRT_BUDGET) {
		if (READ_ONCE(x->closing))
			return XPRT_RX_EOF;
		if (rx_must_wait(x))
			return rx_broken(x);
		whole = x->rx.stage == XPRT_RX_DATA;
		ret = rx_step(x);
		if (ret == XPRT_RX_EOF)
			return rx_eof(x);
		if (ret != XPRT_RX_MORE)
			return ret;
		if (whole)
			rx_deliver(x);
		frames += x->rx.stage == XPRT_RX_HDR;
	}
	return XPRT_RX_MORE;
}

/**
 * xprt_rx_free() - drop a frame that will not be whole
 * @x: transport
 */
void xprt_rx_free(struct lwsmb_xprt *x)
{
	lwsmb_rx_put(x->rx.frame);
	x->rx.frame = NULL;
}
