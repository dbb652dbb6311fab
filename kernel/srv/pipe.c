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
 * struct pipe_wait - a question about a pipe that waits for the daemon
 * @req: request that asks
 * @call: question
 * @pipe: pipe, held; given away by srv_pipe_opened()
 * @err: why there is no answer, or 0
 * @status: answer
 * @written: bytes that were written
 * @max: transceive: bytes that the client wants
 * @ioctl: transceive: the request
 */
struct pipe_wait {
	struct srv_req *req;
	struct srv_upcall *call;
	struct srv_pipe *pipe;
	int err;
	u32 status;
	u32 written;
	u32 max;
	struct smb2_ioctl_req ioctl;
};

static struct srv_pipe *pipe_new(struct srv_net *sn)
{
	struct srv_pipe *p = kzalloc(sizeof(*p), GFP_KERNEL_ACCOUNT);

	if (!p)
		return NULL;
	refcount_set(&p->refs, 1);
	p->sn = sn;
	p->id = get_random_u64();
	spin_lock_init(&p->lock);
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
 */
void srv_pipe_put(struct srv_pipe *p)
{
	if (!refcount_dec_and_test(&p->refs))
		return;
	kvfree(p->data);
	kfree(p);
}

/**
 * srv_pipe_close() - close a pipe for everybody
 * @p: pipe
 */
void srv_pipe_close(struct srv_pipe *p)
{
	struct srv_req *reader;
	bool was;

	spin_lock(&p->lock);
	was = p->closed;
	p->closed = true;
	reader = p->reader;
	p->reader = NULL;
	spin_unlock(&p->lock);
	if (reader)
		srv_req_wake(reader);
	if (!was)
		srv_pipe_forget(p->sn, p->id);
}

/* ---- waiting for the daemon --------------------------------------------------- */

static void wait_release(struct srv_req *r)
{
	struct pipe_wait *x = r->wait;

	if (x->call)
		srv_upcall_put(x->call);
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
	x->req = r;
	x->pipe = p;
	r->wait = x;
	r->release = wait_release;
	r->cancel = wait_cancel;
	r->resume = resume;
	return x;
}

/* Bytes that nobody has read yet. */
static u32 pipe_left(struct srv_pipe *p)
{
	u32 left;

	spin_lock(&p->lock);
	left = p->len - p->pos;
	spin_unlock(&p->lock);
	return left;
}

/*
 * Puts bytes behind those that are left, all of them into @to, of which @room are
 * there. Returns the memory to free: the old, or @to if the room is too little, as
 * another write's answer has come in between.
 */
static u8 *pipe_put_behind(struct srv_pipe *p, u8 *to, u32 room, const u8 *data, u32 len)
{
	u8 *gone = to;
	u32 left;

	spin_lock(&p->lock);
	left = p->len - p->pos;
	if (left <= room - len) {
		if (left)
			memcpy(to, p->data + p->pos, left);
		memcpy(to + left, data, len);
		gone = p->data;
		p->data = to;
		p->len = left + len;
		p->pos = 0;
	}
	spin_unlock(&p->lock);
	return gone;
}

/* Behind what is there already; what a client leaves unread is bounded. */
static int pipe_append(struct srv_pipe *p, const u8 *data, u32 len)
{
	u8 *to, *gone;
	u32 left;

	if (!len)
		return 0;
	do {
		left = pipe_left(p);
		if (len > SRV_PIPE_MAX || left > SRV_PIPE_MAX - len)
			return -ENOBUFS;
		to = kvmalloc(left + len, GFP_KERNEL_ACCOUNT);
		if (!to)
			return -ENOMEM;
		gone = pipe_put_behind(p, to, left + len, data, len);
		kvfree(gone);
	} while (gone == to);
	return 0;
}

static void wake_reader(struct srv_pipe *p)
{
	struct srv_req *reader;

	spin_lock(&p->lock);
	reader = p->reader;
	p->reader = NULL;
	spin_unlock(&p->lock);
	if (reader)
		srv_req_wake(reader);
}

static void pipe_answer(void *arg, const struct srv_pipe_answer *a)
{
	struct pipe_wait *x = arg;

	x->err = a->err;
	x->status = a->status;
	if (!x->err && !x->status)
		x->err = pipe_append(x->pipe, a->data, a->len);
	wake_reader(x->pipe);
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

/* Moves up to @max bytes out; returns their number, sets whether there are more. */
static u32 pipe_take(struct srv_pipe *p, void *to, u32 max, bool *more)
{
	u32 n;

	spin_lock(&p->lock);
	n = min(max, p->len - p->pos);
	if (n)
		memcpy(to, p->data + p->pos, n);
	p->pos += n;
	*more = p->pos < p->len;
	spin_unlock(&p->lock);
	return n;
}

static u32 read_reply(struct srv_req *r, struct srv_pipe *p, u32 max)
{
	struct smb2_read_rsp rsp = {};
	bool more;
	u8 *buf;
	int ret;

	buf = kvmalloc(max, GFP_KERNEL_ACCOUNT);
	if (!buf)
		return STATUS_INSUFFICIENT_RESOURCES;
	rsp.data.data = buf;
	rsp.data.len = pipe_take(p, buf, max, &more);
	ret = rsp.data.len ? srv_reply_room(r, SRV_REPLY_ROOM + rsp.data.len) : -EPIPE;
	if (!ret)
		ret = wire_smb2_read_rsp_encode(&r->part->w, &rsp);
	kvfree(buf);
	if (ret == -EPIPE)
		return STATUS_PIPE_DISCONNECTED;
	r->has_body = !ret;
	return srv_reply_encoded(ret) ?: more ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}

static u32 read_resume(struct srv_req *r)
{
	struct pipe_wait *x = r->wait;

	return x->err ? wait_status(x) : read_reply(r, x->pipe, x->max);
}

static void read_cancel(struct srv_req *r)
{
	struct pipe_wait *x = r->wait;
	bool mine;

	spin_lock(&x->pipe->lock);
	mine = x->pipe->reader == r;
	if (mine)
		x->pipe->reader = NULL;
	spin_unlock(&x->pipe->lock);
	if (!mine)
		return;
	x->err = -ECANCELED;
	srv_req_wake(r);
}

/* Waits for bytes: one reader at a time. */
static u32 read_wait(struct srv_req *r, struct srv_pipe *p, u32 max)
{
	struct pipe_wait *x = wait_new(r, pipe_get(p), read_resume);
	bool ready, busy;

	if (!x) {
		srv_pipe_put(p);
		return STATUS_INSUFFICIENT_RESOURCES;
	}
	x->max = max;
	r->cancel = read_cancel;
	r->interim = true;
	spin_lock(&p->lock);
	ready = p->pos < p->len || p->closed;
	busy = !ready && p->reader;
	if (!ready && !busy)
		p->reader = r;
	spin_unlock(&p->lock);
	if (busy)
		return STATUS_PIPE_BUSY;
	return ready ? read_resume(r) : SRV_PARKED;
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
	if (!max)
		return STATUS_INVALID_PARAMETER;
	return pipe_left(p) ? read_reply(r, p, min(max, SRV_PIPE_MAX)) :
			      read_wait(r, p, min(max, SRV_PIPE_MAX));
}

/* ---- transceive --------------------------------------------------------------- */

static u32 transceive_resume(struct srv_req *r)
{
	struct pipe_wait *x = r->wait;
	struct smb2_ioctl_rsp rsp = {
		.ctl_code = x->ioctl.ctl_code,
		.file_id = x->ioctl.file_id,
	};
	u32 status = wait_status(x);
	bool more = false;
	u8 *buf;
	int ret;

	if (status)
		return status;
	if (r->has_file_id)
		rsp.file_id = r->file_id;
	buf = kvmalloc(max(x->max, 1u), GFP_KERNEL_ACCOUNT);
	if (!buf)
		return STATUS_INSUFFICIENT_RESOURCES;
	rsp.output.data = buf;
	rsp.output.len = pipe_take(x->pipe, buf, x->max, &more);
	ret = srv_reply_room(r, SRV_REPLY_ROOM + rsp.output.len);
	if (!ret)
		ret = wire_smb2_ioctl_rsp_encode(&r->part->w, &rsp);
	kvfree(buf);
	r->has_body = !ret;
	return srv_reply_encoded(ret) ?: more ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}

/**
 * srv_pipe_transceive() - FSCTL_PIPE_TRANSCEIVE: write, and read the answer
 * @r: request
 * @p: pipe
 * @req: IOCTL request
 *
 * Return: SRV_PARKED, or NTSTATUS of a failure.
 */
u32 srv_pipe_transceive(struct srv_req *r, struct srv_pipe *p, const struct smb2_ioctl_req *req)
{
	struct pipe_wait *x = wait_new(r, pipe_get(p), transceive_resume);

	if (!x) {
		srv_pipe_put(p);
		return STATUS_INSUFFICIENT_RESOURCES;
	}
	x->ioctl = *req;
	x->max = min(req->max_output_response, SRV_PIPE_MAX);
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
	m.read_data_available = p->len - p->pos;
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
