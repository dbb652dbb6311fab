// SPDX-License-Identifier: GPL-2.0
/*
 * Named pipes.
 */
#include <linux/random.h>
#include <linux/slab.h>
#include <lwsmb/utf16.h>
#include <lwsmb/wire_fscc.h>

#include "conn.h"
#include "file/fsa.h"
#include "net.h"
#include "open.h"
#include "pipe.h"
#include "req.h"
#include "session.h"
#include "smb2/info.h"
#include "upcall.h"

/* Bytes of a pipe's name, UTF-8. */
#define PIPE_NAME_MAX 255

/* What a pipe says of its size: what Windows' servers say of theirs. */
#define PIPE_QUOTA 4096

/**
 * struct pipe_batch - the messages of one answer of the daemon
 * @link: in the pipe's list, while there is something to be read
 * @refs: the list, and slices
 * @count: messages
 * @first: number of the message that is read next
 * @pos: bytes of @data that were read
 * @len: bytes of @data
 * @ends: where each message ends
 * @data: behind @ends
 *
 * @first and @pos are under the pipe's lock; all else never changes.
 */
struct pipe_batch {
	struct list_head link;
	refcount_t refs;
	u32 count;
	u32 first;
	u32 pos;
	u32 len;
	u8 *data;
	u32 ends[] __counted_by(count);
};

/**
 * struct pipe_slice - what a reader gets: a message, or a part of one
 * @batch: where it is, held; NULL: there is none
 * @off: where it begins
 * @len: bytes of it
 * @more: the message has more than that
 */
struct pipe_slice {
	struct pipe_batch *batch;
	u32 off;
	u32 len;
	bool more;
};

/**
 * struct pipe_wait - a request that waits for the daemon, or for a message
 * @req: request that waits
 * @call: question, or NULL
 * @pipe: pipe, held; given away by srv_pipe_opened()
 * @link: among the pipe's readers, then among those who are to be woken
 * @reading: it is among the readers; by pipe->lock
 * @err: why there is no answer, or 0
 * @status: answer
 * @written: bytes that were written
 * @epoch: which daemon has answered
 * @transceive: the answer's first message is for this request
 * @max: bytes that the client wants
 * @ioctl: transceive: the request
 * @slice: what was read
 */
struct pipe_wait {
	struct srv_req *req;
	struct srv_upcall *call;
	struct srv_pipe *pipe;
	struct list_head link;
	bool reading;
	int err;
	u32 status;
	u32 written;
	u32 epoch;
	bool transceive;
	u32 max;
	struct smb2_ioctl_req ioctl;
	struct pipe_slice slice;
};

/* ---- messages ------------------------------------------------------------------- */

static void batch_put(struct pipe_batch *b)
{
	if (b && refcount_dec_and_test(&b->refs))
		kvfree(b);
}

/* NULL without memory. */
static struct pipe_batch *batch_new(const struct srv_pipe_answer *a)
{
	u32 count = a->message_count ?: 1;
	struct pipe_batch *b;
	u32 i, end = 0;

	b = kvmalloc(struct_size(b, ends, count) + a->len, GFP_KERNEL_ACCOUNT);
	if (!b)
		return NULL;
	INIT_LIST_HEAD(&b->link);
	refcount_set(&b->refs, 1);
	b->count = count;
	b->first = 0;
	b->pos = 0;
	b->len = a->len;
	b->data = (u8 *)&b->ends[count];
	memcpy(b->data, a->data, a->len);
	for (i = 0; i < a->message_count; i++) {
		end += a->messages[i];
		b->ends[i] = end;
	}
	if (!a->message_count)
		b->ends[0] = a->len;
	return b;
}

/* Reads of a batch's next message; the caller has the pipe's lock. */
static void batch_read(struct pipe_batch *b, u32 max, struct pipe_slice *s)
{
	u32 end = b->ends[b->first];

	refcount_inc(&b->refs);
	s->batch = b;
	s->off = b->pos;
	s->len = min(max, end - b->pos);
	s->more = s->len < end - b->pos;
	b->pos += s->len;
	if (!s->more)
		b->first++;
}

/* Reads of the pipe's next message: there is one. */
static void pipe_take(struct srv_pipe *p, u32 max, struct pipe_slice *s)
{
	struct pipe_batch *b = list_first_entry(&p->batches, struct pipe_batch, link);

	lockdep_assert_held(&p->lock);
	batch_read(b, max, s);
	p->bytes -= s->len;
	if (b->first == b->count) {
		list_del_init(&b->link);
		refcount_dec(&b->refs); /* the slice has another */
	}
}

/*
 * Puts an answer behind what is there, but for the message that is the asker's own; what
 * a client leaves unread is bounded. The list takes its own reference.
 */
static int pipe_append(struct srv_pipe *p, struct pipe_batch *b, struct pipe_wait *x)
{
	lockdep_assert_held(&p->lock);
	if (b->len > SRV_PIPE_MAX || p->bytes > SRV_PIPE_MAX - b->len)
		return -ENOBUFS;
	if (x->transceive)
		batch_read(b, x->max, &x->slice);
	if (b->first < b->count) {
		refcount_inc(&b->refs);
		list_add_tail(&b->link, &p->batches);
		p->bytes += b->len - b->pos;
	}
	return 0;
}

static struct srv_pipe *pipe_new(struct srv_net *sn)
{
	struct srv_pipe *p = kzalloc(sizeof(*p), GFP_KERNEL_ACCOUNT);

	if (!p)
		return NULL;
	refcount_set(&p->refs, 1);
	p->sn = sn;
	p->id = get_random_u64();
	spin_lock_init(&p->lock);
	INIT_LIST_HEAD(&p->batches);
	INIT_LIST_HEAD(&p->readers);
	return p;
}

static struct srv_pipe *pipe_get(struct srv_pipe *p)
{
	refcount_inc(&p->refs);
	return p;
}

/**
 * srv_pipe_put() - give a reference back
 * @p: pipe
 *
 * One that was never closed was never open to the client, who did not wait for that. The
 * daemon may have opened it, or be about to.
 */
void srv_pipe_put(struct srv_pipe *p)
{
	struct pipe_batch *b, *next;

	if (!refcount_dec_and_test(&p->refs))
		return;
	if (!p->closed)
		srv_pipe_forget(p->sn, p->id);
	list_for_each_entry_safe(b, next, &p->batches, link) {
		list_del_init(&b->link);
		batch_put(b);
	}
	kfree(p);
}

/* Gives messages to those who wait; where none will come any more, nothing. */
static void serve_readers(struct srv_pipe *p, struct list_head *served)
{
	struct pipe_wait *x, *next;

	lockdep_assert_held(&p->lock);
	list_for_each_entry_safe(x, next, &p->readers, link) {
		if (!list_empty(&p->batches))
			pipe_take(p, x->max, &x->slice);
		else if (!p->ended && !p->closed)
			break;
		x->reading = false;
		list_move_tail(&x->link, served);
	}
}

/* Without the pipe's lock, as the connection's is taken. */
static void wake_served(struct list_head *served)
{
	struct pipe_wait *x, *next;

	list_for_each_entry_safe(x, next, served, link) {
		list_del_init(&x->link);
		srv_req_wake(x->req);
	}
}

/**
 * srv_pipe_close() - close a pipe for everybody
 * @p: pipe
 */
void srv_pipe_close(struct srv_pipe *p)
{
	LIST_HEAD(served);
	bool was;

	spin_lock(&p->lock);
	was = p->closed;
	p->closed = true;
	serve_readers(p, &served);
	spin_unlock(&p->lock);
	wake_served(&served);
	if (!was)
		srv_pipe_forget(p->sn, p->id);
}

/**
 * srv_pipe_check() - end a pipe whose daemon has gone
 * @p: pipe that has a FileId
 *
 * What was said can still be read; who waits for more is told that there is none.
 */
void srv_pipe_check(struct srv_pipe *p)
{
	LIST_HEAD(served);

	if (srv_daemon_is(p->sn, p->epoch))
		return;
	spin_lock(&p->lock);
	p->ended = true;
	serve_readers(p, &served);
	spin_unlock(&p->lock);
	wake_served(&served);
}

/**
 * srv_pipes_check() - end the pipes of a daemon that has gone
 * @sn: server
 *
 * A pipe that gets its FileId now is looked at behind that, and missed by neither.
 */
void srv_pipes_check(struct srv_net *sn)
{
	unsigned long index;
	struct srv_open *o;

	for (index = 0; (o = srv_open_find_from(sn, &index)); index++) {
		if (o->pipe)
			srv_pipe_check(o->pipe);
		srv_open_put(o);
	}
}

/* ---- waiting for the daemon --------------------------------------------------- */

static void wait_release(struct srv_req *r)
{
	struct pipe_wait *x = r->wait;

	if (x->call)
		srv_upcall_put(x->call);
	batch_put(x->slice.batch);
	if (x->pipe)
		srv_pipe_put(x->pipe);
	kfree(x);
}

static void wait_cancel(struct srv_req *r)
{
	struct pipe_wait *x = r->wait;

	if (!srv_upcall_cancel(x->call))
		return;
	x->err = -ECANCELED;
	srv_req_wake(r);
}

static u32 wait_status(const struct pipe_wait *x)
{
	switch (x->err) {
	case 0:
		return x->status;
	case -ECANCELED:
		return STATUS_CANCELLED;
	case -ETIMEDOUT:
	case -ECONNRESET:
		return STATUS_PIPE_DISCONNECTED;
	default:
		return STATUS_INSUFFICIENT_RESOURCES;
	}
}

static struct pipe_wait *wait_new(struct srv_req *r, struct srv_pipe *p,
				  u32 (*resume)(struct srv_req *r))
{
	struct pipe_wait *x = kzalloc(sizeof(*x), GFP_KERNEL_ACCOUNT);

	if (!x)
		return NULL;
	INIT_LIST_HEAD(&x->link);
	x->req = r;
	x->pipe = p;
	r->wait = x;
	r->release = wait_release;
	r->cancel = wait_cancel;
	r->resume = resume;
	return x;
}

static void pipe_answer(void *arg, const struct srv_pipe_answer *a)
{
	struct pipe_wait *x = arg;
	struct srv_pipe *p = x->pipe;
	struct pipe_batch *b = NULL;
	LIST_HEAD(served);

	x->err = a->err;
	x->status = a->status;
	x->epoch = a->epoch;
	if (!x->err && !x->status && a->len) {
		b = batch_new(a);
		x->err = b ? 0 : -ENOMEM;
	}
	spin_lock(&p->lock);
	if (b)
		x->err = pipe_append(p, b, x);
	if (wait_status(x) == STATUS_PIPE_DISCONNECTED)
		p->ended = true;
	serve_readers(p, &served);
	spin_unlock(&p->lock);
	batch_put(b);
	wake_served(&served);
	srv_req_wake(x->req);
}

/* ---- open --------------------------------------------------------------------- */

static int pipe_name(const struct wire_span *name, char out[PIPE_NAME_MAX + 1])
{
	int len = utf16_to_utf8(name->data, name->len, out, PIPE_NAME_MAX, 0);

	if (len <= 0 || memchr(out, 0, len))
		return -EINVAL;
	out[len] = 0;
	return 0;
}

/**
 * srv_pipe_open() - ask the daemon to open a pipe
 * @r: request
 * @name: name, UTF-16, without a path
 * @resume: goes on when the answer is there; it calls srv_pipe_opened()
 *
 * Return: SRV_PARKED, or NTSTATUS of a failure.
 */
u32 srv_pipe_open(struct srv_req *r, const struct wire_span *name,
		  u32 (*resume)(struct srv_req *r))
{
	char text[PIPE_NAME_MAX + 1];
	struct fsa_user *user;
	struct srv_pipe *p;
	struct pipe_wait *x;
	int ret;

	if (pipe_name(name, text))
		return STATUS_OBJECT_NAME_NOT_FOUND;
	p = pipe_new(r->conn->sn);
	x = p ? wait_new(r, p, resume) : NULL;
	if (!x) {
		kfree(p);
		return STATUS_INSUFFICIENT_RESOURCES;
	}
	user = srv_session_user(r->session);
	if (!user)
		return STATUS_USER_SESSION_DELETED;
	ret = srv_pipe_ask_open(r->conn->sn, p->id, text, user, &r->conn->peer, pipe_answer, x,
				&x->call);
	fsa_user_put(user);
	if (!ret)
		return SRV_PARKED;
	x->err = ret;
	return wait_status(x);
}

/**
 * srv_pipe_opened() - take the pipe that the daemon has opened
 * @r: request of srv_pipe_open()
 * @pipe: set to the pipe, with a reference
 *
 * Return: NTSTATUS.
 */
u32 srv_pipe_opened(struct srv_req *r, struct srv_pipe **pipe)
{
	struct pipe_wait *x = r->wait;
	u32 status = wait_status(x);

	if (status)
		return status;
	x->pipe->epoch = x->epoch;
	*pipe = x->pipe;
	x->pipe = NULL;
	return STATUS_SUCCESS;
}

/* ---- write -------------------------------------------------------------------- */

static u32 write_resume(struct srv_req *r)
{
	struct pipe_wait *x = r->wait;
	const struct smb2_write_rsp rsp = { .count = x->written };
	u32 status = wait_status(x);

	return status ?: srv_reply_encoded(wire_smb2_write_rsp_encode(&r->part->w, &rsp));
}

static u32 ask_write(struct srv_req *r, struct srv_pipe *p, const struct wire_span *data,
		     struct pipe_wait *x)
{
	x->written = data->len;
	x->err = srv_pipe_ask_write(p->sn, p->id, data->data, data->len, pipe_answer, x, &x->call);
	return x->err ? wait_status(x) : SRV_PARKED;
}

/**
 * srv_pipe_write() - WRITE to a pipe
 * @r: request
 * @p: pipe
 * @data: the bytes
 *
 * Return: SRV_PARKED, or NTSTATUS of a failure.
 */
u32 srv_pipe_write(struct srv_req *r, struct srv_pipe *p, const struct wire_span *data)
{
	struct pipe_wait *x = wait_new(r, pipe_get(p), write_resume);

	if (!x) {
		srv_pipe_put(p);
		return STATUS_INSUFFICIENT_RESOURCES;
	}
	return ask_write(r, p, data, x);
}

/* ---- read --------------------------------------------------------------------- */

static void read_cancel(struct srv_req *r)
{
	struct pipe_wait *x = r->wait;
	bool mine;

	spin_lock(&x->pipe->lock);
	mine = x->reading;
	x->reading = false;
	if (mine)
		list_del_init(&x->link);
	spin_unlock(&x->pipe->lock);
	if (!mine)
		return;
	x->err = -ECANCELED;
	srv_req_wake(r);
}

/*
 * Reads the next message. False: there is none yet, and the request waits for it behind
 * those who came before.
 */
static bool read_or_wait(struct srv_req *r, struct pipe_wait *x)
{
	struct srv_pipe *p = x->pipe;
	bool wait;

	r->cancel = read_cancel;
	r->interim = true;
	spin_lock(&p->lock);
	wait = list_empty(&p->batches) && !p->ended && !p->closed;
	if (wait) {
		x->reading = true;
		list_add_tail(&x->link, &p->readers);
	} else if (!list_empty(&p->batches)) {
		pipe_take(p, x->max, &x->slice);
	}
	spin_unlock(&p->lock);
	return !wait;
}

/* What a reply with a message says: @ret is what its encoder has returned. */
static u32 slice_status(struct srv_req *r, const struct pipe_slice *s, int ret)
{
	r->has_body = !ret;
	return srv_reply_encoded(ret) ?: s->more ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}

static u32 read_resume(struct srv_req *r)
{
	struct pipe_wait *x = r->wait;
	const struct pipe_slice *s = &x->slice;
	struct smb2_read_rsp rsp = {};
	int ret;

	if (x->err)
		return wait_status(x);
	if (!s->batch)
		return STATUS_PIPE_DISCONNECTED;
	rsp.data.data = s->batch->data + s->off;
	rsp.data.len = s->len;
	ret = srv_reply_room(r, SRV_REPLY_ROOM + s->len);
	return slice_status(r, s, ret ?: wire_smb2_read_rsp_encode(&r->part->w, &rsp));
}

/**
 * srv_pipe_read() - READ from a pipe
 * @r: request
 * @p: pipe
 * @max: bytes that the client wants
 *
 * Return: NTSTATUS, or SRV_PARKED while there is nothing to read.
 */
u32 srv_pipe_read(struct srv_req *r, struct srv_pipe *p, u32 max)
{
	struct pipe_wait *x;

	if (!max)
		return STATUS_INVALID_PARAMETER;
	x = wait_new(r, pipe_get(p), read_resume);
	if (!x) {
		srv_pipe_put(p);
		return STATUS_INSUFFICIENT_RESOURCES;
	}
	x->max = max;
	return read_or_wait(r, x) ? read_resume(r) : SRV_PARKED;
}

/* ---- transceive --------------------------------------------------------------- */

static u32 transceive_reply(struct srv_req *r)
{
	struct pipe_wait *x = r->wait;
	const struct pipe_slice *s = &x->slice;
	struct smb2_ioctl_rsp rsp = {
		.ctl_code = x->ioctl.ctl_code,
		.file_id = r->has_file_id ? r->file_id : x->ioctl.file_id,
	};
	int ret;

	if (x->err)
		return wait_status(x);
	if (!s->batch)
		return STATUS_PIPE_DISCONNECTED;
	rsp.output.data = s->batch->data + s->off;
	rsp.output.len = s->len;
	ret = srv_reply_room(r, SRV_REPLY_ROOM + s->len);
	return slice_status(r, s, ret ?: wire_smb2_ioctl_rsp_encode(&r->part->w, &rsp));
}

/* Where what was written has no answer yet, the request reads on. */
static u32 transceive_resume(struct srv_req *r)
{
	struct pipe_wait *x = r->wait;
	u32 status = wait_status(x);

	if (status)
		return status;
	r->resume = transceive_reply;
	return x->slice.batch || read_or_wait(r, x) ? transceive_reply(r) : SRV_PARKED;
}

static bool pipe_has_unread(struct srv_pipe *p)
{
	bool unread;

	spin_lock(&p->lock);
	unread = !list_empty(&p->batches);
	spin_unlock(&p->lock);
	return unread;
}

/**
 * srv_pipe_transceive() - FSCTL_PIPE_TRANSCEIVE: write, and read the answer
 * @r: request
 * @p: pipe
 * @req: IOCTL request
 *
 * Not while there is something to be read (MS-FSCC, FSCTL_PIPE_TRANSCEIVE).
 *
 * Return: SRV_PARKED, or NTSTATUS of a failure.
 */
u32 srv_pipe_transceive(struct srv_req *r, struct srv_pipe *p, const struct smb2_ioctl_req *req)
{
	struct pipe_wait *x;

	if (pipe_has_unread(p))
		return STATUS_PIPE_BUSY;
	x = wait_new(r, pipe_get(p), transceive_resume);
	if (!x) {
		srv_pipe_put(p);
		return STATUS_INSUFFICIENT_RESOURCES;
	}
	x->ioctl = *req;
	x->transceive = true;
	x->max = req->max_output_response;
	return ask_write(r, p, &req->input, x);
}

/* ---- info --------------------------------------------------------------------- */

/**
 * srv_pipe_query() - what a pipe says of itself
 * @p: pipe
 * @st: filled in
 *
 * Return: STATUS_SUCCESS.
 */
u32 srv_pipe_query(struct srv_pipe *p, struct fsa_stat *st)
{
	*st = (struct fsa_stat){
		.allocation_size = PIPE_QUOTA,
		.file_attributes = FILE_ATTRIBUTE_NORMAL,
		.number_of_links = 1,
		.file_id = p->id,
	};
	return STATUS_SUCCESS;
}

static u32 query_local(struct srv_pipe *p, struct wire_wr *w)
{
	struct fscc_pipe_local m = {
		.type = FILE_PIPE_MESSAGE_TYPE,
		.configuration = FILE_PIPE_FULL_DUPLEX,
		.maximum_instances = U32_MAX,
		.current_instances = 1,
		.inbound_quota = PIPE_QUOTA,
		.outbound_quota = PIPE_QUOTA,
		.write_quota_available = PIPE_QUOTA,
		.state = FILE_PIPE_CONNECTED_STATE,
		.end = FILE_PIPE_CLIENT_END,
	};

	spin_lock(&p->lock);
	m.read_data_available = p->bytes;
	spin_unlock(&p->lock);
	return wire_fscc_pipe_local_encode(w, &m) ? STATUS_INFO_LENGTH_MISMATCH : STATUS_SUCCESS;
}

/**
 * srv_query_pipe() - answer QUERY_INFO of a pipe
 * @p: pipe
 * @info_class: class of MS-FSCC 2.4 that is for QUERY_INFO
 * @w: the buffer
 *
 * Return: NTSTATUS.
 */
u32 srv_query_pipe(struct srv_pipe *p, u8 info_class, struct wire_wr *w)
{
	static const struct fscc_pipe mode = {
		.read_mode = FILE_PIPE_MESSAGE_MODE,
		.completion_mode = FILE_PIPE_QUEUE_OPERATION,
	};
	static const struct fscc_standard standard = {
		.allocation_size = PIPE_QUOTA,
		.number_of_links = 1,
		.delete_pending = 1,
	};
	int ret;

	switch (info_class) {
	case FILE_STANDARD_INFORMATION:
		ret = wire_fscc_standard_encode(w, &standard);
		break;
	case FILE_PIPE_INFORMATION:
		ret = wire_fscc_pipe_encode(w, &mode);
		break;
	case FILE_PIPE_LOCAL_INFORMATION:
		return query_local(p, w);
	default:
		return STATUS_NOT_SUPPORTED;
	}
	return ret ? STATUS_INFO_LENGTH_MISMATCH : STATUS_SUCCESS;
}
