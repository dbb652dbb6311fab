// SPDX-License-Identifier: GPL-2.0
/*
 * SESSION_SETUP, MS-SMB2 3.3.5.5. Each leg is a question to the daemon, for which
 * nobody sleeps: the request is parked until the answer is there.
 */
#include <linux/slab.h>
#include <linux/string.h>

#include "../conn.h"
#include "../file/fsa.h"
#include "../net.h"
#include "../req.h"
#include "../session.h"
#include "../upcall.h"

/* Legs after which nobody seriously logs on any more. */
#define SETUP_LEGS_MAX 8

/**
 * struct setup - a leg that waits for the daemon
 * @req: its request
 * @call: question
 * @previous: PreviousSessionId
 * @answer: the answer; token and user are owned
 */
struct setup {
	struct srv_req *req;
	struct srv_upcall *call;
	u64 previous;
	struct srv_auth_answer answer;
};

static void setup_release(struct srv_req *r)
{
	struct setup *x = r->wait;

	if (x->call)
		srv_upcall_put(x->call);
	fsa_user_put(x->answer.user);
	kfree(x->answer.token);
	kfree_sensitive(x);
}

/* The daemon's answer; it is copied, as it is gone when we return. */
static void setup_answer(void *arg, const struct srv_auth_answer *a)
{
	struct setup *x = arg;

	x->answer = *a;
	x->answer.token = NULL;
	x->answer.user = a->user ? fsa_user_get(a->user) : NULL;
	if (a->token_len) {
		x->answer.token = kmemdup(a->token, a->token_len, GFP_KERNEL);
		if (!x->answer.token)
			x->answer.err = -ENOMEM;
	}
	srv_req_wake(x->req);
}

static void setup_cancel(struct srv_req *r)
{
	struct setup *x = r->wait;

	if (!srv_upcall_cancel(x->call))
		return;
	x->answer.err = -ECANCELED;
	srv_req_wake(r);
}

static u32 reply(struct srv_req *r, const struct srv_auth_answer *a)
{
	const struct smb2_session_setup_rsp rsp = {
		.session_flags = a->guest ? SMB2_SESSION_FLAG_IS_GUEST : 0,
		.token = { .data = a->token, .len = a->token_len },
	};

	if (srv_reply_room(r, 64 + a->token_len))
		return STATUS_INSUFFICIENT_RESOURCES;
	return srv_reply_encoded(wire_smb2_session_setup_rsp_encode(&r->part->w, &rsp));
}

/* MS-SMB2 3.3.5.5.3: a client that was cut off takes its old session's place. */
static void end_previous(struct srv_session *s, u64 id)
{
	struct srv_session *old;
	struct fsa_user *was, *is;

	if (!id || id == s->id)
		return;
	old = srv_session_find_any(s->conn->sn, id);
	if (!old)
		return;
	was = srv_session_user(old);
	is = srv_session_user(s);
	if (was && is && uid_eq(fsa_user_uid(was), fsa_user_uid(is)))
		srv_session_end(old);
	fsa_user_put(was);
	fsa_user_put(is);
	srv_session_put(old);
}

static u32 logged_on(struct srv_req *r, struct setup *x)
{
	struct srv_session *s = r->session;
	int ret;

	/* Our daemon makes no guests; whoever does must not have them unsigned. */
	if (!x->answer.user || x->answer.guest)
		return STATUS_LOGON_FAILURE;
	ret = srv_session_validate(s, x->answer.user, x->answer.session_key);
	memzero_explicit(x->answer.session_key, sizeof(x->answer.session_key));
	if (ret)
		return ret == -EPERM ? STATUS_ACCESS_DENIED : STATUS_INSUFFICIENT_RESOURCES;
	end_previous(s, x->previous);
	r->sign = true;
	return reply(r, &x->answer);
}

static u32 more_legs(struct srv_req *r, struct setup *x)
{
	u32 status = reply(r, &x->answer);

	if (status)
		return status;
	r->has_body = true;
	if (!r->session->signer && r->conn->dialect == SMB2_DIALECT_311)
		r->preauth = r->session->preauth;
	return STATUS_MORE_PROCESSING_REQUIRED;
}

static u32 answer_status(const struct srv_auth_answer *a)
{
	switch (a->err) {
	case 0:
		return a->status;
	case -ETIMEDOUT:
	case -ECONNRESET:
		return STATUS_NO_LOGON_SERVERS;
	case -ECANCELED:
		return STATUS_CANCELLED;
	default:
		return STATUS_INSUFFICIENT_RESOURCES;
	}
}

static u32 setup_resume(struct srv_req *r)
{
	struct setup *x = r->wait;
	u32 status = answer_status(&x->answer);

	if (status == STATUS_SUCCESS)
		status = logged_on(r, x);
	else if (status == STATUS_MORE_PROCESSING_REQUIRED)
		status = more_legs(r, x);
	if (status == STATUS_SUCCESS)
		atomic64_inc(&r->conn->sn->logons);
	else if (status != STATUS_MORE_PROCESSING_REQUIRED)
		atomic64_inc(&r->conn->sn->logons_failed);
	srv_session_end_leg(r->session, status == STATUS_MORE_PROCESSING_REQUIRED);
	/* A failed leg ends the session, a new one and an old one alike. */
	if (status != STATUS_SUCCESS && status != STATUS_MORE_PROCESSING_REQUIRED)
		srv_session_end(r->session);
	return status;
}

static u32 ask(struct srv_req *r, const struct smb2_session_setup_req *req)
{
	struct srv_session *s = r->session;
	struct setup *x;
	int ret;

	x = kzalloc(sizeof(*x), GFP_KERNEL_ACCOUNT);
	if (!x)
		return STATUS_INSUFFICIENT_RESOURCES;
	x->req = r;
	x->previous = req->previous_session_id;
	r->wait = x;
	r->release = setup_release;
	r->resume = setup_resume;
	r->cancel = setup_cancel;
	ret = srv_auth_ask(r->conn->sn, s->id, !s->legs, &r->conn->peer, req->token.data,
			   req->token.len, setup_answer, x, &x->call);
	if (!ret)
		return SRV_PARKED;
	x->answer.err = ret;
	return setup_resume(r);
}

/*
 * The session that the request speaks of, with a leg begun. A related request speaks of
 * the session before, whatever SessionId it has, and holds it already.
 */
static u32 begin(struct srv_req *r)
{
	if (!r->session && !r->msg.hdr.session_id) {
		r->session = srv_session_new(r->conn);
		if (!r->session)
			return STATUS_INSUFFICIENT_RESOURCES;
		r->hdr.session_id = r->session->id;
	}
	if (!r->session)
		return STATUS_USER_SESSION_DELETED;
	if (!srv_session_begin_leg(r->session))
		return STATUS_REQUEST_NOT_ACCEPTED;
	return STATUS_SUCCESS;
}

/**
 * srv_smb2_session_setup() - SESSION_SETUP
 * @r: request
 *
 * Return: NTSTATUS or SRV_PARKED.
 */
u32 srv_smb2_session_setup(struct srv_req *r)
{
	struct smb2_session_setup_req req;
	struct srv_session *s;
	u32 status;

	if (wire_smb2_session_setup_req_decode(&r->msg.body, &req))
		return STATUS_INVALID_PARAMETER;
	/* 3.3.5.5: no other channel can be bound, as MULTI_CHANNEL is not offered. */
	if (req.flags & SMB2_SESSION_FLAG_BINDING)
		return STATUS_REQUEST_NOT_ACCEPTED;
	status = begin(r);
	if (status)
		return status;
	s = r->session;
	if (req.security_mode & SMB2_NEGOTIATE_SIGNING_REQUIRED)
		WRITE_ONCE(s->must_sign, true);
	if (s->legs >= SETUP_LEGS_MAX ||
	    (!s->signer && r->conn->dialect == SMB2_DIALECT_311 &&
	     lwsmb_preauth_update(s->preauth, r->msg.raw.data, r->msg.raw.len))) {
		srv_session_end_leg(s, false);
		srv_session_end(s);
		return STATUS_INVALID_PARAMETER;
	}
	return ask(r, &req);
}
