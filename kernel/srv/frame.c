// SPDX-License-Identifier: GPL-2.0
/*
 * Frames in work: from the transport to the worker, parking and waking.
 */
#include <linux/slab.h>

#include "conn.h"
#include "net.h"
#include "open.h"
#include "req.h"
#include "session.h"
#include "tree.h"

static void frame_free(struct srv_frame *f)
{
	u32 i;

	for (i = 0; i < f->count; i++) {
		struct srv_req *r = &f->reqs[i];

		if (r->release)
			r->release(r);
		if (r->tree)
			srv_tree_put(r->tree);
		if (r->session)
			srv_session_put(r->session);
	}
	lwsmb_tx_free(f->tx);
	lwsmb_rx_put(f->rx);
	srv_conn_put(f->conn);
	kvfree(f);
}

static void frame_put(struct srv_frame *f)
{
	if (refcount_dec_and_test(&f->refs))
		frame_free(f);
}

/* A frame has had its turn, if it waited for one. Returns the frame that is next. */
static struct srv_frame *frame_pass(struct srv_frame *f)
{
	struct srv_conn *c = f->conn;

	lockdep_assert_held(&c->lock);
	if (list_empty(&f->turn))
		return NULL;
	list_del_init(&f->turn);
	return list_first_entry_or_null(&c->turns, struct srv_frame, turn);
}

/* Gives back what was reserved. True: the connection has to take frames again. */
static bool conn_release(struct srv_conn *c, size_t bytes)
{
	bool full = c->reserved >= SRV_WORK_PER_CONN;

	lockdep_assert_held(&c->lock);
	c->reserved -= bytes;
	return full && c->reserved < SRV_WORK_PER_CONN;
}

/* The frame is answered. */
static void frame_end(struct srv_frame *f)
{
	struct srv_conn *c = f->conn;
	struct srv_frame *next;
	bool resume;

	spin_lock(&c->lock);
	next = frame_pass(f);
	list_del_init(&f->link);
	c->in_work -= f->count;
	c->waiting -= f->async;
	resume = conn_release(c, lwsmb_rx_len(f->rx) + f->reserve);
	spin_unlock(&c->lock);
	if (next)
		queue_work(c->sn->wq, &next->work);
	if (resume)
		lwsmb_xprt_resume(c->xprt);
	frame_put(f);
}

/* What is reserved for replies that are not there yet, and not for those that wait with it. */
static u32 frame_spare(const struct srv_frame *f)
{
	u32 i, bytes = 0;

	if (f->async) /* they were sent */
		return f->reserve;
	for (i = f->index; i < f->count; i++)
		bytes += f->reqs[i].reserve;
	return bytes;
}

/*
 * Leaves the request to whoever wakes it. False: it was woken before we could leave.
 * While it waits it has no need of what is reserved for replies, so that a client with
 * many requests that wait can still be served, and can cancel them. Where a CANCEL was
 * quicker, or the connection has gone in the meantime, nobody would cancel it any more,
 * so that is done here.
 */
static bool req_park(struct srv_req *r)
{
	struct srv_conn *c = r->conn;
	struct workqueue_struct *wq = c->sn->wq;
	struct srv_frame *f = r->frame;
	struct srv_frame *next = NULL;
	bool parked, cancel, resume;
	u32 spare = frame_spare(f);

	spin_lock(&c->lock);
	parked = !r->woken;
	r->parked = parked;
	r->woken = false;
	if (parked) {
		f->spared = spare;
		next = frame_pass(f);
	}
	resume = parked && conn_release(c, spare);
	if (resume)
		srv_conn_get(c); /* the frame may be answered, and gone, from here on */
	cancel = parked && r->cancel && !r->cancelled &&
		 (r->unwanted || c->state == SRV_CONN_CLOSED);
	if (cancel) {
		r->cancelled = true;
		refcount_inc(&f->refs);
	}
	spin_unlock(&c->lock);
	if (next)
		queue_work(wq, &next->work);
	if (cancel) {
		r->cancel(r);
		frame_put(f);
	}
	if (resume) {
		lwsmb_xprt_resume(c->xprt);
		srv_conn_put(c);
	}
	return parked;
}

/*
 * With an interim response the client gets its credits back and may ask for more, so
 * that there has to be a limit; over it, a request waits as if it took no time.
 */
static bool req_begin_async(struct srv_req *r)
{
	struct srv_conn *c = r->conn;
	bool ok;

	spin_lock(&c->lock);
	ok = c->waiting < SRV_ASYNC_PER_CONN;
	if (ok) {
		c->waiting++;
		r->frame->async = true;
		r->async_id = ++c->next_async ?: ++c->next_async;
	}
	spin_unlock(&c->lock);
	return ok;
}

/*
 * Tells the client that this one takes time, and sends what there is already. Without
 * memory for the final reply it is not told, and all goes out in the end.
 */
static void req_interim(struct srv_req *r)
{
	struct srv_frame *f = r->frame;
	struct lwsmb_part *part;
	struct lwsmb_tx *next;

	if (!r->interim || r->async_id || f->index + 1 != f->count)
		return;
	next = lwsmb_tx_alloc(1, GFP_KERNEL_ACCOUNT);
	part = next ? srv_reply_part(next) : NULL;
	if (!part || !req_begin_async(r)) {
		lwsmb_tx_free(next);
		return;
	}
	srv_reply_end(r, STATUS_PENDING);
	srv_reply_send(f);
	f->tx = next;
	r->part = part;
}

/* Works on one message. False: it is parked. */
static bool req_run(struct srv_req *r)
{
	u32 status;

	status = r->resume ? r->resume(r) : srv_dispatch(r);
	while (status == SRV_PARKED) {
		req_interim(r);
		if (req_park(r))
			return false;
		status = r->resume(r);
	}
	srv_reply_end(r, status);
	return true;
}

static void frame_work(struct work_struct *work)
{
	struct srv_frame *f = container_of(work, struct srv_frame, work);
	bool end = false;

	for (; f->index < f->count && !end; f->index++) {
		struct srv_req *r = &f->reqs[f->index];

		if (!r->resume)
			r->part = srv_reply_part(f->tx);
		if (!r->part)
			r->drop = true;
		else if (!req_run(r))
			return;
		if (r->drop)
			srv_conn_end(f->conn);
		end = r->drop || r->last;
	}
	srv_reply_send(f);
	if (end)
		srv_conn_finish(f->conn);
	frame_end(f);
}

/**
 * srv_req_wake() - end the wait of a request
 * @r: request that was parked, or is about to be: its command returns SRV_PARKED
 *
 * Called exactly once for each SRV_PARKED. Any context that may take conn->lock.
 */
void srv_req_wake(struct srv_req *r)
{
	struct srv_conn *c = r->conn;
	bool queue;

	spin_lock(&c->lock);
	queue = r->parked;
	r->parked = false;
	r->woken = !queue;
	if (queue)
		c->reserved += r->frame->spared;
	spin_unlock(&c->lock);
	if (queue)
		queue_work(c->sn->wq, &r->frame->work);
}

/* Takes the cancelling of a parked request over, unless somebody has. */
static bool req_claim(struct srv_req *r)
{
	lockdep_assert_held(&r->conn->lock);
	if (!r->parked || !r->cancel || r->cancelled)
		return false;
	r->cancelled = true;
	refcount_inc(&r->frame->refs);
	return true;
}

static void req_cancel(struct srv_req *r)
{
	r->cancel(r);
	frame_put(r->frame);
}

/*
 * A related message's header may say anything: its session is that of the one before, which
 * it has been given once it is its turn.
 */
static bool req_has_session(const struct srv_req *r, u64 id)
{
	const struct srv_session *s = READ_ONCE(r->session);

	if (s)
		return s->id == id;
	while (r > r->frame->reqs && (r->msg.hdr.flags & SMB2_FLAGS_RELATED_OPERATIONS))
		r--;
	return r->msg.hdr.session_id == id;
}

/*
 * Message ids are used once and AsyncIds are a connection's, so that each names one
 * request alone; that it is of the session that signed the CANCEL is asked besides.
 */
static bool req_is_meant(const struct srv_req *r, const struct smb2_hdr *which)
{
	const struct smb2_hdr *h = &r->msg.hdr;

	if (!req_has_session(r, which->session_id))
		return false;
	if (which->flags & SMB2_FLAGS_ASYNC_COMMAND)
		return r->async_id && r->async_id == which->async_id;
	return h->command != SMB2_CANCEL && h->message_id == which->message_id;
}

/* The request that a CANCEL means, if it is not answered yet. */
static struct srv_req *req_find(struct srv_conn *c, const struct smb2_hdr *which)
{
	struct srv_frame *f;
	u32 i;

	lockdep_assert_held(&c->lock);
	list_for_each_entry(f, &c->frames, link)
		for (i = READ_ONCE(f->index); i < f->count; i++)
			if (req_is_meant(&f->reqs[i], which))
				return &f->reqs[i];
	return NULL;
}

/**
 * srv_req_cancel() - cancel a request, MS-SMB2 3.3.5.16
 * @c: connection
 * @which: header of the CANCEL request; without a match nothing happens
 *
 * Frames are worked on side by side, so that the CANCEL may be here before its request
 * waits: that is cancelled when it does. One that never waits is answered as it is.
 */
void srv_req_cancel(struct srv_conn *c, const struct smb2_hdr *which)
{
	struct srv_req *r;
	bool claimed;

	spin_lock(&c->lock);
	r = req_find(c, which);
	claimed = r && req_claim(r);
	if (r && !claimed)
		r->unwanted = true;
	spin_unlock(&c->lock);
	if (claimed)
		req_cancel(r);
}

/* The next parked request of a session, or of all, that nobody cancels yet. */
static struct srv_req *req_of_session(struct srv_conn *c, const struct srv_session *s)
{
	struct srv_frame *f;

	lockdep_assert_held(&c->lock);
	list_for_each_entry(f, &c->frames, link) {
		struct srv_req *r = f->index < f->count ? &f->reqs[f->index] : NULL;

		if (r && (!s || r->session == s) && req_claim(r))
			return r;
	}
	return NULL;
}

/**
 * srv_req_cancel_session() - cancel all parked requests of a session
 * @c: connection
 * @s: session, or NULL for all of the connection
 *
 * Requests that park afterwards find their session dead, or the connection closed.
 */
void srv_req_cancel_session(struct srv_conn *c, const struct srv_session *s)
{
	struct srv_req *r;

	do {
		spin_lock(&c->lock);
		r = req_of_session(c, s);
		spin_unlock(&c->lock);
		if (r)
			req_cancel(r);
	} while (r);
}

/* Most bytes that the reply to a message may have. */
static u32 req_reserve(const struct srv_req *r)
{
	const struct srv_conn *c = r->conn;
	u32 most = max3(c->max_read, c->max_transact, SRV_CREDIT_BYTES);

	return min(max_t(u32, r->msg.hdr.credit_charge, 1) * SRV_CREDIT_BYTES, most);
}

/*
 * Reads all headers and takes the message ids. False: the frame is malformed, or asks for
 * more than a frame can answer.
 */
static bool frame_messages(struct srv_frame *f)
{
	struct srv_conn *c = f->conn;
	struct wire_rd r;
	u64 reserve = 0;
	bool ok = true;
	u32 i;

	wire_rd_init(&r, f->rx->head, f->rx->head_len);
	for (i = 0; i < f->count; i++) {
		f->reqs[i].frame = f;
		f->reqs[i].conn = c;
		if (wire_smb2_msg_next(&r, &f->reqs[i].msg) != 1)
			return false;
		f->reqs[i].reserve = req_reserve(&f->reqs[i]);
		reserve += f->reqs[i].reserve;
	}
	if (reserve > SRV_REPLIES_MAX)
		return false;
	f->reserve = reserve;
	spin_lock(&c->lock);
	for (i = 0; i < f->count && ok; i++) {
		const struct smb2_hdr *h = &f->reqs[i].msg.hdr;

		ok = h->command == SMB2_CANCEL ||
		     !lwsmb_window_use(&c->window, h->message_id, h->credit_charge);
	}
	spin_unlock(&c->lock);
	return ok;
}

static bool pipe_command(u16 command)
{
	return command == SMB2_READ || command == SMB2_WRITE || command == SMB2_IOCTL ||
	       command == SMB2_CLOSE;
}

/* Does it read from, write to or close pipes, as far as headers tell? */
static bool frame_in_turn(const struct srv_frame *f)
{
	const struct smb2_hdr *whose = &f->reqs[0].msg.hdr;
	u32 i;

	for (i = 0; i < f->count; i++) {
		const struct smb2_hdr *h = &f->reqs[i].msg.hdr;

		if (!(h->flags & SMB2_FLAGS_RELATED_OPERATIONS))
			whose = h;
		if (pipe_command(h->command) &&
		    srv_tree_has_pipes(f->conn, whose->session_id, whose->tree_id))
			return true;
	}
	return false;
}

/**
 * srv_frame_take() - take a frame of SMB2 messages and queue it to a worker
 * @c: connection
 * @rx: frame; its reference is taken over
 *
 * Return: false if the connection has to end: the frame is malformed, or uses message
 * ids that were not granted (MS-SMB2 3.3.5.2.3).
 */
bool srv_frame_take(struct srv_conn *c, struct lwsmb_rx *rx)
{
	bool in_turn, now = true;
	struct srv_frame *f;
	struct wire_rd r;
	int count;

	wire_rd_init(&r, rx->head, rx->head_len);
	count = wire_smb2_msg_count(&r);
	f = count > 0 && count <= SRV_COMPOUND_MAX ?
		kvzalloc(struct_size(f, reqs, count), GFP_KERNEL_ACCOUNT) : NULL;
	if (!f) {
		lwsmb_rx_put(rx);
		return false;
	}
	f->count = count;
	INIT_WORK(&f->work, frame_work);
	INIT_LIST_HEAD(&f->link);
	INIT_LIST_HEAD(&f->turn);
	refcount_set(&f->refs, 1);
	f->conn = srv_conn_get(c);
	f->rx = rx;
	f->tx = lwsmb_tx_alloc(count, GFP_KERNEL_ACCOUNT);
	if (!f->tx || !frame_messages(f)) {
		frame_put(f);
		return false;
	}
	in_turn = frame_in_turn(f);
	spin_lock(&c->lock);
	list_add_tail(&f->link, &c->frames);
	if (in_turn) {
		now = list_empty(&c->turns);
		list_add_tail(&f->turn, &c->turns);
	}
	c->in_work += count;
	c->reserved += lwsmb_rx_len(rx) + f->reserve;
	spin_unlock(&c->lock);
	if (now)
		queue_work(c->sn->wq, &f->work);
	return true;
}
