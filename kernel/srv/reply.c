// SPDX-License-Identifier: GPL-2.0
/*
 * Replies: room, header, credits, signature, and the frame that carries them.
 */
#include <lwsmb/core_sign.h>
#include <lwsmb/core_stats.h>

#include "conn.h"
#include "net.h"
#include "req.h"
#include "session.h"

/* Credits that a client may hold at a time, as other servers have it. */
#define REPLY_CREDITS_MAX LWSMB_WINDOW_MAX

/**
 * srv_reply_part() - make room for one more reply in a frame
 * @tx: frame
 *
 * Return: the reply, its header reserved; NULL without memory.
 */
struct lwsmb_part *srv_reply_part(struct lwsmb_tx *tx)
{
	struct lwsmb_part *p = &tx->parts[tx->count];

	if (lwsmb_part_init(p, SRV_REPLY_ROOM))
		return NULL;
	/* SRV_REPLY_ROOM has room for a header. */
	if (WARN_ON_ONCE(!wire_wr_reserve(&p->w, SMB2_HDR_SIZE))) {
		lwsmb_part_free(p);
		return NULL;
	}
	tx->count++;
	return p;
}

/**
 * srv_reply_room() - make more room for the body of a reply
 * @r: request whose body is not encoded yet
 * @room: bytes behind the header
 *
 * Return: 0 or -ENOMEM.
 */
int srv_reply_room(struct srv_req *r, size_t room)
{
	return lwsmb_part_grow(r->part, SMB2_HDR_SIZE + room);
}

/**
 * srv_reply_encoded() - the status of a reply whose body was encoded
 * @err: what the encoder returned
 *
 * Return: STATUS_SUCCESS, or why the reply cannot be made.
 */
u32 srv_reply_encoded(int err)
{
	return err ? STATUS_INSUFFICIENT_RESOURCES : STATUS_SUCCESS;
}

/* 3.1.1 wraps error data into a context, MS-SMB2 2.2.2.1. */
static int wrap_error(const struct srv_req *r, struct smb2_error_rsp *rsp, struct wire_wr *w)
{
	const struct smb2_error_ctx ctx = { .data = rsp->data };

	if (r->conn->dialect != SMB2_DIALECT_311)
		return 0;
	rsp->context_count = 1;
	rsp->data.data = w->pos;
	if (wire_smb2_error_ctx_append(w, &ctx))
		return -EMSGSIZE;
	rsp->data.len = w->pos - rsp->data.data;
	return 0;
}

/* How much room would do, MS-SMB2 2.2.2.2.2. */
static int too_small(const struct srv_req *r, struct smb2_error_rsp *rsp, struct wire_wr *w)
{
	const struct smb2_too_small_error e = { .needed = r->needed };

	rsp->data.data = w->pos;
	if (wire_smb2_too_small_error_encode(w, &e))
		return -EMSGSIZE;
	rsp->data.len = w->pos - rsp->data.data;
	return wrap_error(r, rsp, w);
}

/* An error's body instead of what the command may have begun, MS-SMB2 2.2.2. */
static void reply_error(struct srv_req *r, u32 status)
{
	struct smb2_error_rsp rsp = {};
	struct wire_wr data;
	u8 buf[32];
	int ret = 0;

	r->part->w.pos = r->part->w.base + SMB2_HDR_SIZE;
	lwsmb_part_trim(r->part, 0);
	wire_wr_init(&data, buf, sizeof(buf));
	if (status == STATUS_BUFFER_TOO_SMALL && r->needed)
		ret = too_small(r, &rsp, &data);
	/* SRV_REPLY_ROOM has room for it. */
	if (ret || wire_smb2_error_rsp_encode(&r->part->w, &rsp))
		r->drop = true;
}

static void reply_hdr(struct srv_req *r, u32 status)
{
	const struct smb2_hdr *q = &r->msg.hdr;
	struct smb2_hdr *h = &r->hdr;

	/* Session and tree are set already: a command may have made them. */
	h->credit_charge = q->credit_charge;
	h->status = status;
	h->command = q->command;
	h->flags = SMB2_FLAGS_SERVER_TO_REDIR | (q->flags & SMB2_FLAGS_RELATED_OPERATIONS);
	h->message_id = q->message_id;
	h->process_id = q->process_id;
	if (r->async_id) {
		h->flags |= SMB2_FLAGS_ASYNC_COMMAND;
		h->async_id = r->async_id;
	}
}

/**
 * srv_reply_end() - finish a reply: its body if it is an error, its header
 * @r: request
 * @status: what it says
 */
void srv_reply_end(struct srv_req *r, u32 status)
{
	if (r->no_reply) {
		lwsmb_stats_request(r->conn->sn->stats, r->msg.hdr.command, false);
		lwsmb_part_free(r->part);
		r->part = NULL;
		r->frame->tx->count--;
		return;
	}
	if (status == STATUS_PENDING || (status != STATUS_SUCCESS && !r->has_body))
		reply_error(r, status);
	reply_hdr(r, status);
	lwsmb_stats_request(r->conn->sn->stats, r->msg.hdr.command, NT_ERROR(status));
}

/*
 * Credits, MS-SMB2 3.3.1.2: each reply gives what was asked for, within the window;
 * the client always has one left, or it could never ask for more.
 */
static void reply_credits(struct srv_req *r)
{
	struct srv_conn *c = r->conn;

	/* An interim response has given them already. */
	if (r->hdr.flags & SMB2_FLAGS_ASYNC_COMMAND && r->hdr.status != STATUS_PENDING) {
		r->hdr.credits = 0;
		return;
	}
	spin_lock(&c->lock);
	r->hdr.credits = lwsmb_window_grant(&c->window, r->msg.hdr.credits, REPLY_CREDITS_MAX);
	spin_unlock(&c->lock);
}

static int reply_put_hdr(struct srv_req *r, bool last)
{
	struct lwsmb_part *p = r->part;
	struct wire_wr w;

	p->pad = 0;
	if (!last) {
		p->pad = ALIGN(lwsmb_part_len(p), 8) - lwsmb_part_len(p);
		r->hdr.next_command = lwsmb_part_len(p);
	}
	reply_credits(r);
	wire_wr_init(&w, p->w.base, SMB2_HDR_SIZE);
	return wire_smb2_hdr_encode(&w, &r->hdr);
}

static int reply_seal(struct srv_req *r)
{
	if (r->sign && r->session && r->session->signer)
		return lwsmb_sign_part(r->session->signer, r->part);
	if (r->preauth)
		return lwsmb_preauth_update(r->preauth, r->part->w.base, wire_wr_off(&r->part->w));
	return 0;
}

/**
 * srv_reply_send() - send the replies that a frame has
 * @f: frame; its tx is given away
 */
void srv_reply_send(struct srv_frame *f)
{
	struct lwsmb_tx *tx = f->tx;
	struct srv_req *r;
	int ret = 0;

	f->tx = NULL;
	for (r = f->reqs; r < f->reqs + f->count; r++) {
		if (!r->part)
			continue;
		if (!ret)
			ret = reply_put_hdr(r, r->part == tx->parts + tx->count - 1);
		if (!ret)
			ret = reply_seal(r);
		r->part = NULL;
	}
	if (ret)
		srv_conn_end(f->conn);
	if (ret || !tx->count || srv_conn_is_closed(f->conn))
		lwsmb_tx_free(tx);
	else
		lwsmb_xprt_send(f->conn->xprt, tx);
}
