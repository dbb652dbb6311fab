// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The server's side of SPNEGO (RFC 4178 section 5, MS-SPNG 3.2).
 *
 *   START --NegTokenInit--> TALKING --> DONE
 *     |                       |  |       ^
 *     |                       |  +-> MIC-+  the mechanism is done, the client's
 *     |                       |              signature of the list is awaited
 *     +--NTLM message--> RAW -+--------> FAILED
 *
 * The first mechanism of the client's list that we have is taken. mechListMIC is
 * demanded if that was not the client's first (RFC 4178 5), if the mechanism knows
 * that this client signs, and verified whenever it comes. Clients of the legacy
 * fence do not sign when it is demanded (Windows 2000 and XP): none is of them.
 */
#include "lib/spnego.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/alloc.h"
#include "lib/ntlm_msg.h"

enum state {
	STATE_START,
	STATE_RAW,
	STATE_TALKING,
	STATE_MIC,
	STATE_DONE,
	STATE_FAILED,
};

/**
 * struct lw_spnego_server - one negotiation
 * @mechs: mechanisms, best first
 * @count: their number
 * @legacy: no mechListMIC is demanded
 * @state: see the top of this file
 * @mech: the one that was chosen
 * @preferred: it was the client's first
 * @answered: a token of ours is on its way; the first one names the mechanism
 * @mech_list: the client's list as sent
 */
struct lw_spnego_server {
	const struct lw_mech *mechs;
	size_t count;
	bool legacy;
	enum state state;
	const struct lw_mech *mech;
	bool preferred;
	bool answered;
	struct lw_buf mech_list;
};

/**
 * lw_spnego_server_new() - begin a negotiation
 * @mechs: mechanisms, best first; must live as long as the server
 * @count: their number
 * @legacy: the client is one of the configured legacy clients
 *
 * Return: the server's side, freed with lw_spnego_server_free(), or NULL.
 */
struct lw_spnego_server *lw_spnego_server_new(const struct lw_mech *mechs, size_t count,
					      bool legacy)
{
	struct lw_spnego_server *s = lw_zalloc(sizeof(*s));

	if (!s)
		return NULL;
	s->mechs = mechs;
	s->count = count;
	s->legacy = legacy;
	return s;
}

static const struct lw_mech *find_mech(const struct lw_spnego_server *s, const char *oid)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		if (!strcmp(s->mechs[i].oid, oid))
			return &s->mechs[i];
	return NULL;
}

/* Encodes @m, with the mechanism's name if it is our first token. */
static int send_resp(struct lw_spnego_server *s, struct lw_spnego_resp *m, struct lw_buf *out)
{
	if (!s->answered && s->mech)
		snprintf(m->oid, sizeof(m->oid), "%s", s->mech->oid);
	s->answered = true;
	return lw_spnego_resp_encode(m, out);
}

/* The negotiation ends with @err; the client gets a token that says so. */
static int server_reject(struct lw_spnego_server *s, int err, struct lw_buf *out)
{
	struct lw_spnego_resp m = { .state = LW_SPNEGO_REJECT };

	s->state = STATE_FAILED;
	lw_buf_free(out);
	if (send_resp(s, &m, out))
		return -ENOMEM;
	return err;
}

/* Must the client sign its list? */
static bool mic_demanded(const struct lw_spnego_server *s)
{
	return !s->legacy && (!s->preferred || s->mech->ops->mic_wanted(s->mech->ctx));
}

static int mic_check(const struct lw_spnego_server *s, const struct lw_buf *mic)
{
	return s->mech->ops->mic_check(s->mech->ctx, s->mech_list.data, s->mech_list.len,
				       mic->data, mic->len);
}

static int mic_make(const struct lw_spnego_server *s, struct lw_buf *mic)
{
	return s->mech->ops->mic_make(s->mech->ctx, s->mech_list.data, s->mech_list.len, mic);
}

/*
 * The mechanism is done, and @m holds its last token, if there is one. With our own
 * signature, the client's may still come if we had the last word; if the client had
 * it, its signature must have been there as well.
 */
static int finish(struct lw_spnego_server *s, const struct lw_buf *client_mic,
		  struct lw_spnego_resp *m, struct lw_buf *out)
{
	bool signs = client_mic->data;
	int ret;

	if (signs && mic_check(s, client_mic))
		return server_reject(s, -EACCES, out);
	if (!signs && !mic_demanded(s)) {
		m->state = LW_SPNEGO_ACCEPT_COMPLETED;
		s->state = STATE_DONE;
		ret = send_resp(s, m, out);
		return ret ? ret : LW_AUTH_DONE;
	}
	if (!signs && !m->token.data)
		return server_reject(s, -EACCES, out);
	m->state = signs ? LW_SPNEGO_ACCEPT_COMPLETED : LW_SPNEGO_ACCEPT_INCOMPLETE;
	s->state = signs ? STATE_DONE : STATE_MIC;
	ret = mic_make(s, &m->mic);
	if (!ret)
		ret = send_resp(s, m, out);
	if (ret)
		return ret;
	return signs ? LW_AUTH_DONE : LW_AUTH_CONTINUE;
}

/* Feeds the mechanism, and wraps what it says. */
static int mech_step(struct lw_spnego_server *s, const struct lw_buf *token,
		     const struct lw_buf *client_mic, struct lw_buf *out)
{
	struct lw_spnego_resp m = { .state = LW_SPNEGO_ACCEPT_INCOMPLETE };
	int ret = s->mech->ops->step(s->mech->ctx, token->data, token->len, &m.token);

	if (ret < 0) {
		ret = server_reject(s, ret, out);
	} else if (ret == LW_AUTH_DONE) {
		ret = finish(s, client_mic, &m, out);
	} else {
		if (!s->answered && !s->preferred && !s->legacy)
			m.state = LW_SPNEGO_REQUEST_MIC;
		s->state = STATE_TALKING;
		ret = send_resp(s, &m, out);
		ret = ret ? ret : LW_AUTH_CONTINUE;
	}
	lw_spnego_resp_free(&m);
	return ret;
}

/* Names the mechanism; the client's token, if any, was for another one. */
static int ask_again(struct lw_spnego_server *s, struct lw_buf *out)
{
	struct lw_spnego_resp m = { .state = LW_SPNEGO_ACCEPT_INCOMPLETE };
	int ret;

	if (!s->preferred && !s->legacy)
		m.state = LW_SPNEGO_REQUEST_MIC;
	s->state = STATE_TALKING;
	ret = send_resp(s, &m, out);
	return ret ? ret : LW_AUTH_CONTINUE;
}

static int on_init(struct lw_spnego_server *s, struct lw_spnego_init *m, struct lw_buf *out)
{
	static const struct lw_buf no_mic;
	size_t i;

	for (i = 0; i < m->count && !s->mech; i++) {
		s->mech = find_mech(s, m->oid[i]);
		s->preferred = i == 0;
	}
	if (!s->mech)
		return server_reject(s, -EACCES, out);
	s->mech_list = m->mech_list;
	m->mech_list = (struct lw_buf){ 0 };
	if (!s->preferred || !m->token.data)
		return ask_again(s, out);
	/* A signature this early is Windows 2000's, of something else: not looked at */
	return mech_step(s, &m->token, &no_mic, out);
}

static int on_start(struct lw_spnego_server *s, const void *in, size_t len, struct lw_buf *out)
{
	struct lw_spnego_init m;
	int ret;

	if (lw_ntlm_is_message(in, len)) {
		s->mech = find_mech(s, LW_OID_NTLMSSP);
		s->state = STATE_RAW;
		return s->mech ? s->mech->ops->step(s->mech->ctx, in, len, out) : -EACCES;
	}
	ret = lw_spnego_init_decode(in, len, &m);
	ret = ret ? server_reject(s, ret, out) : on_init(s, &m, out);
	lw_spnego_init_free(&m);
	return ret;
}

static int on_mic(struct lw_spnego_server *s, const struct lw_spnego_resp *m, struct lw_buf *out)
{
	struct lw_spnego_resp done = { .state = LW_SPNEGO_ACCEPT_COMPLETED };
	int ret;

	if (m->token.len || !m->mic.data || mic_check(s, &m->mic))
		return server_reject(s, -EACCES, out);
	s->state = STATE_DONE;
	ret = send_resp(s, &done, out);
	return ret ? ret : LW_AUTH_DONE;
}

static int on_resp(struct lw_spnego_server *s, const void *in, size_t len, struct lw_buf *out)
{
	struct lw_spnego_resp m;
	int ret = lw_spnego_resp_decode(in, len, &m);

	if (ret)
		ret = server_reject(s, ret, out);
	else if (m.state == LW_SPNEGO_REJECT)
		ret = server_reject(s, -EACCES, out);
	else if (s->state == STATE_MIC)
		ret = on_mic(s, &m, out);
	else
		ret = mech_step(s, &m.token, &m.mic, out);
	lw_spnego_resp_free(&m);
	return ret;
}

/**
 * lw_spnego_server_step() - take a token
 * @s: server's side
 * @in: client's token: SPNEGO, or NTLM without it
 * @len: its bytes
 * @out: set to the token to send, if there is one; also on failure, where SPNEGO
 *       has a word for it
 *
 * Return: LW_AUTH_CONTINUE, LW_AUTH_DONE, or a negative errno: -EACCES refused (no
 * common mechanism, mechListMIC wrong or missing, or by the mechanism), -EBADMSG
 * malformed, -EPROTO out of order, -ENOMEM.
 */
int lw_spnego_server_step(struct lw_spnego_server *s, const void *in, size_t len,
			  struct lw_buf *out)
{
	int ret = -EPROTO;

	switch (s->state) {
	case STATE_START:
		ret = on_start(s, in, len, out);
		break;
	case STATE_RAW:
		ret = s->mech->ops->step(s->mech->ctx, in, len, out);
		break;
	case STATE_TALKING:
	case STATE_MIC:
		ret = on_resp(s, in, len, out);
		break;
	case STATE_DONE:
	case STATE_FAILED:
		break;
	}
	if (ret < 0)
		s->state = STATE_FAILED;
	return ret;
}

/**
 * lw_spnego_server_mech() - the mechanism that was chosen
 * @s: server's side
 *
 * Return: the mechanism, or NULL before one was.
 */
const struct lw_mech *lw_spnego_server_mech(const struct lw_spnego_server *s)
{
	return s->mech;
}

/**
 * lw_spnego_server_raw() - does the client speak NTLM without SPNEGO?
 * @s: server's side
 *
 * Return: true if it does.
 */
bool lw_spnego_server_raw(const struct lw_spnego_server *s)
{
	return s->state == STATE_RAW;
}

/**
 * lw_spnego_server_free() - free
 * @s: server's side or NULL; the mechanisms' contexts are their owner's
 */
void lw_spnego_server_free(struct lw_spnego_server *s)
{
	if (!s)
		return;
	lw_buf_free(&s->mech_list);
	free(s);
}
