// SPDX-License-Identifier: GPL-2.0
/*
 * The transport's sending half: frames to the socket, in order, without waiting.
 *
 * Whoever queues a frame while nobody sends becomes the sender and goes on until the
 * queue is empty or the socket is full; its callback then queues send_work. The
 * socket gets references to the frame's pages, not copies (MSG_SPLICE_PAGES), which is
 * why their memory is never slab and never used again for something else. It gets copies
 * where the frame uses little of its pages: the socket counts what it has to send, not
 * the pages that are held for that, so that a peer that does not read could have it hold
 * many times as much.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/socket.h>
#include <linux/uio.h>
#include <net/sock.h>

#include "trace.h"
#include "xprt.h"

/**
 * xprt_tx_init() - nothing to send
 * @x: transport that is made
 */
void xprt_tx_init(struct lwsmb_xprt *x)
{
	INIT_LIST_HEAD(&x->tx.queue);
	x->tx.vec = x->tx.own_vec;
}

/* ---- the pieces of a frame ---------------------------------------------------- */

/* Memory that a frame takes until it is sent. */
static size_t tx_memory(const struct lwsmb_tx *tx)
{
	size_t bytes = struct_size(tx, parts, tx->room);
	u32 i;

	for (i = 0; i < tx->count; i++) {
		const struct lwsmb_part *p = &tx->parts[i];

		bytes += p->mem_len + p->bvecs * (PAGE_SIZE + sizeof(*p->bvec));
	}
	return bytes;
}

/* Does it use enough of its pages for the socket to have them? */
static bool tx_worth_pages(const struct lwsmb_tx *tx)
{
	return tx->len >= tx->memory / 4;
}

/* Puts the NetBIOS header in front of the first message. */
static int tx_seal(struct lwsmb_tx *tx)
{
	struct netbios_hdr h = { .type = NETBIOS_MESSAGE };
	struct wire_wr w;
	size_t len = 0;
	u32 i;

	if (WARN_ON_ONCE(!tx->count || tx->count > tx->room))
		return -EINVAL;
	for (i = 0; i < tx->count; i++) {
		if (WARN_ON_ONCE(!tx->parts[i].mem))
			return -EINVAL;
		len += lwsmb_part_len(&tx->parts[i]);
	}
	if (len > NETBIOS_MAX_LENGTH_445)
		return -EMSGSIZE;
	h.length = len;
	tx->len = NETBIOS_HDR_SIZE + len;
	tx->memory = tx_memory(tx);
	wire_wr_init(&w, tx->parts[0].w.base - NETBIOS_HDR_SIZE, NETBIOS_HDR_SIZE);
	return wire_netbios_hdr_encode(&w, &h, NETBIOS_MAX_LENGTH_445);
}

/* At most so many pieces; memory that is not linear has one for each page. */
static u32 tx_count_vecs(const struct lwsmb_tx *tx)
{
	u32 i, n = 0;

	for (i = 0; i < tx->count; i++) {
		const struct lwsmb_part *p = &tx->parts[i];

		n += is_vmalloc_addr(p->mem) ? DIV_ROUND_UP(p->mem_len, PAGE_SIZE) : 1;
		n += p->bvecs + 1;
	}
	return n;
}

static u32 tx_add_mem(struct bio_vec *vec, u8 *mem, size_t len)
{
	u32 n = 0;

	if (!is_vmalloc_addr(mem)) {
		bvec_set_virt(vec, mem, len);
		return 1;
	}
	while (len) {
		size_t piece = min_t(size_t, len, PAGE_SIZE - offset_in_page(mem));

		bvec_set_page(&vec[n++], vmalloc_to_page(mem), piece, offset_in_page(mem));
		mem += piece;
		len -= piece;
	}
	return n;
}

static u32 tx_add_part(struct bio_vec *vec, const struct lwsmb_part *p, u32 front)
{
	size_t len = front + wire_wr_off(&p->w);
	u32 n = 0;

	if (len)
		n += tx_add_mem(vec, p->w.base - front, len);
	if (p->data_len) {
		memcpy(vec + n, p->bvec, p->bvecs * sizeof(*vec));
		n += p->bvecs;
	}
	if (p->pad)
		bvec_set_page(&vec[n++], ZERO_PAGE(0), p->pad, 0);
	return n;
}

/* Makes the next frame the one that is sent. */
static int tx_begin(struct lwsmb_xprt *x, struct lwsmb_tx *tx)
{
	u32 i, n = tx_count_vecs(tx);
	struct bio_vec *vec = x->tx.own_vec;

	if (n > XPRT_VECS)
		vec = kvmalloc_array(n, sizeof(*vec), GFP_KERNEL);
	if (!vec)
		return -ENOMEM;
	x->tx.vec = vec;
	x->tx.vecs = 0;
	x->tx.sent = 0;
	for (i = 0; i < tx->count; i++)
		x->tx.vecs += tx_add_part(vec + x->tx.vecs, &tx->parts[i],
					  i ? 0 : NETBIOS_HDR_SIZE);
	return 0;
}

/* Ends with the frame that is sent: it is all out, or the connection is. */
static void tx_end(struct lwsmb_xprt *x)
{
	lwsmb_tx_free(x->tx.cur);
	x->tx.cur = NULL;
	if (x->tx.vec != x->tx.own_vec)
		kvfree(x->tx.vec);
	x->tx.vec = x->tx.own_vec;
}

/* Gives the socket what it takes of the frame; 0: all of it, -EAGAIN: it is full. */
static int tx_push(struct lwsmb_xprt *x, bool more)
{
	struct lwsmb_tx *tx = x->tx.cur;
	int ret;

	while (x->tx.sent < tx->len) {
		struct msghdr msg = { .msg_flags = MSG_DONTWAIT | MSG_NOSIGNAL };

		if (tx_worth_pages(tx))
			msg.msg_flags |= MSG_SPLICE_PAGES;
		if (more)
			msg.msg_flags |= MSG_MORE;
		iov_iter_bvec(&msg.msg_iter, ITER_SOURCE, x->tx.vec, x->tx.vecs, tx->len);
		iov_iter_advance(&msg.msg_iter, x->tx.sent);
		ret = sock_sendmsg(x->sock, &msg);
		if (ret < 0)
			return ret;
		x->tx.sent += ret;
	}
	trace_lwsmb_sent(x->id, tx->len - NETBIOS_HDR_SIZE);
	lwsmb_stats_add(x->stats, LWSMB_STAT_FRAMES_OUT, 1);
	lwsmb_stats_add(x->stats, LWSMB_STAT_BYTES_OUT, tx->len);
	return 0;
}

/* ---- the sender --------------------------------------------------------------- */

/**
 * xprt_tx_finished() - is all said that was to be said?
 * @x: transport
 *
 * Return: whether it was to end with its queue, and nobody has to send anything.
 */
bool xprt_tx_finished(const struct lwsmb_xprt *x)
{
	lockdep_assert_held(&x->lock);
	return x->finish && !x->tx.sending && !x->tx.cur && list_empty(&x->tx.queue);
}

/* Takes the next frame from the queue; false: there is none, or no use in it. */
static bool tx_next(struct lwsmb_xprt *x, bool *fresh, bool *more)
{
	lockdep_assert_held(&x->lock);
	if (x->closing)
		return false;
	*fresh = !x->tx.cur;
	if (*fresh) {
		x->tx.cur = list_first_entry_or_null(&x->tx.queue, struct lwsmb_tx, link);
		if (!x->tx.cur)
			return false;
		list_del_init(&x->tx.cur->link);
	}
	*more = !list_empty(&x->tx.queue);
	WRITE_ONCE(x->tx.space, false);
	return true;
}

/*
 * The socket is full. Its callback sets space before it queues send_work, so either
 * this sender sees that there is room again, or send_work finds nobody sending.
 *
 * If it is not full, it got no memory, and as nothing of ours may be on its way,
 * no answer of the peer will call us: send_work tries again in a while.
 */
static bool tx_wait(struct lwsmb_xprt *x)
{
	bool wait;

	spin_lock(&x->lock);
	wait = !READ_ONCE(x->tx.space) && !x->closing;
	if (wait) {
		x->tx.sending = false;
		x->tx.starved = sk_stream_is_writeable(x->sock->sk);
		if (x->tx.starved)
			xprt_queue(x, &x->send_work);
	}
	spin_unlock(&x->lock);
	return wait;
}

static void tx_done(struct lwsmb_xprt *x)
{
	spin_lock(&x->lock);
	WRITE_ONCE(x->tx.queued, x->tx.queued - x->tx.cur->memory);
	if (x->tx.full && x->tx.queued <= x->tx.max / 2 && !x->closing) {
		x->tx.full = false;
		xprt_queue(x, &x->recv_work);
	}
	spin_unlock(&x->lock);
	tx_end(x);
}

/* The sender's work; when it returns, somebody else may be the sender. */
static void tx_send(struct lwsmb_xprt *x)
{
	unsigned int frames = 0;
	bool fresh, more, finished;
	int ret;

	for (;;) {
		spin_lock(&x->lock);
		if (frames == XPRT_BUDGET || !tx_next(x, &fresh, &more))
			break;
		spin_unlock(&x->lock);
		ret = fresh ? tx_begin(x, x->tx.cur) : 0;
		if (!ret)
			ret = tx_push(x, more);
		if (!ret) {
			tx_done(x);
			frames++;
		} else if (ret != -EAGAIN) {
			xprt_close_begin(x, ret);
		} else if (tx_wait(x)) {
			return;
		}
	}
	x->tx.sending = false;
	if (frames == XPRT_BUDGET && x->state == XPRT_RUNNING)
		xprt_queue(x, &x->send_work);
	finished = xprt_tx_finished(x);
	spin_unlock(&x->lock);
	if (finished)
		xprt_close_begin(x, 0);
	if (READ_ONCE(x->closing))
		xprt_tx_drop(x);
}

/* Sends what is queued unless somebody does. */
static void tx_run(struct lwsmb_xprt *x)
{
	bool mine;

	spin_lock(&x->lock);
	mine = !x->tx.sending;
	x->tx.sending = true;
	spin_unlock(&x->lock);
	if (mine)
		tx_send(x);
}

/**
 * xprt_tx_work() - go on with what a sender left
 * @x: transport
 *
 * Context: send_work.
 */
void xprt_tx_work(struct lwsmb_xprt *x)
{
	bool starved;

	spin_lock(&x->lock);
	starved = x->tx.starved;
	x->tx.starved = false;
	spin_unlock(&x->lock);
	if (starved)
		schedule_timeout_uninterruptible(1);
	tx_run(x);
}

/**
 * xprt_tx_drop() - drop what will never be sent
 * @x: transport that ends, or whose last reference is gone
 *
 * What a sender has in its hands is dropped by it when it comes back.
 *
 * Context: process context; may sleep.
 */
void xprt_tx_drop(struct lwsmb_xprt *x)
{
	struct lwsmb_tx *tx, *next;
	LIST_HEAD(dropped);
	bool mine;

	spin_lock(&x->lock);
	mine = !x->tx.sending;
	x->tx.sending = true;
	list_splice_init(&x->tx.queue, &dropped);
	if (mine)
		WRITE_ONCE(x->tx.queued, 0);
	spin_unlock(&x->lock);
	list_for_each_entry_safe(tx, next, &dropped, link)
		lwsmb_tx_free(tx);
	if (!mine)
		return;
	tx_end(x);
	spin_lock(&x->lock);
	x->tx.sending = false;
	spin_unlock(&x->lock);
}

/**
 * lwsmb_xprt_send() - send a frame
 * @x: transport
 * @tx: frame with at least one message, none of which has a NetBIOS header; the
 *      transport's from now on, also if this fails
 *
 * The frame is sent at once as far as the socket takes it, the rest when it has room.
 * Frames leave in the order of these calls. Never waits for the peer; see
 * lwsmb_xprt_queued().
 *
 * Context: process context; may sleep.
 * Return: 0 if it is sent or queued, -ENOTCONN if the connection has ended or was not
 * started, -EMSGSIZE for more than NETBIOS_MAX_LENGTH_445 bytes, -EINVAL.
 */
int lwsmb_xprt_send(struct lwsmb_xprt *x, struct lwsmb_tx *tx)
{
	int ret = tx_seal(tx);

	if (ret) {
		lwsmb_tx_free(tx);
		return ret;
	}
	spin_lock(&x->lock);
	if (x->state != XPRT_RUNNING || x->closing || x->finish) {
		spin_unlock(&x->lock);
		lwsmb_tx_free(tx);
		return -ENOTCONN;
	}
	list_add_tail(&tx->link, &x->tx.queue);
	WRITE_ONCE(x->tx.queued, x->tx.queued + tx->memory);
	spin_unlock(&x->lock);
	tx_run(x);
	return 0;
}
EXPORT_SYMBOL_LWSMB(lwsmb_xprt_send);

/**
 * lwsmb_xprt_queued() - memory that waits for the peer to read
 * @x: transport
 *
 * See lwsmb_xprt_limit_queue().
 *
 * Return: bytes of memory of the frames that the socket has not taken whole.
 */
size_t lwsmb_xprt_queued(const struct lwsmb_xprt *x)
{
	return READ_ONCE(x->tx.queued);
}
EXPORT_SYMBOL_LWSMB(lwsmb_xprt_queued);
