// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The client's side of SPNEGO (RFC 4178 section 5, MS-SPNG 3.1).
 *
 *   START --> TALKING --> DONE
 *                |
 *                +------> FAILED
 *
 * All mechanisms are offered, with a first token of the best. If the server takes
 * another one, or asks for mechListMIC, the server's mechListMIC is demanded too: a
 * list that was tampered with ends in FAILED. Where the server takes the best one,
 * RFC 4178 leaves the signatures out; ours is sent all the same if the mechanism
 * wants it so, and the server's is verified if it comes.
 */
#include "lib/spnego.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/alloc.h"

enum state {
	STATE_START,
	STATE_TALKING,
	STATE_DONE,
	STATE_FAILED,
};

/**
 * struct lw_spnego_client - one negotiation
 * @mechs: mechanisms, best first
 * @count: their number
 * @state: see the top of this file
 * @mech: the one that is used
 * @settled: the server has answered, @mech is final
 * @mech_done: the mechanism is
 * @mic_demanded: without the server's signature it is a failure
 * @mic_sent: ours is sent
 * @mic_seen: the server's was verified
 * @mech_list: our list
 */
struct lw_spnego_client {
	const struct lw_mech *mechs;
	size_t count;
	enum state state;
	const struct lw_mech *mech;
	bool settled;
	bool mech_done;
	bool mic_demanded;
	bool mic_sent;
	bool mic_seen;
	struct lw_buf mech_list;
};

/**
 * lw_spnego_client_new() - begin a negotiation
 * @mechs: mechanisms, best first; must live as long as the client
 * @count: their number, 1 to LW_SPNEGO_MECH_MAX
 *
 * Return: the client's side, freed with lw_spnego_client_free(), or NULL.
 */
struct lw_spnego_client *lw_spnego_client_new(const struct lw_mech *mechs, size_t count)
{
	struct lw_spnego_client *c;

	if (!count || count > LW_SPNEGO_MECH_MAX)
		return NULL;
	c = lw_zalloc(sizeof(*c));
	if (!c)
		return NULL;
	c->mechs = mechs;
	c->count = count;
	c->mech = mechs;
	return c;
}

/* Feeds the mechanism. Returns 0 or a negative errno. */
static int mech_step(struct lw_spnego_client *c, const struct lw_buf *in, struct lw_buf *out)
{
	int ret = c->mech->ops->step(c->mech->ctx, in->data, in->len, out);

	if (ret == LW_AUTH_DONE)
		c->mech_done = true;
	return ret < 0 ? ret : 0;
}

static int make_init(struct lw_spnego_client *c, struct lw_spnego_init *m, struct lw_buf *out)
{
	static const struct lw_buf nothing;
	size_t i;
	int ret;

	m->count = c->count;
	for (i = 0; i < c->count; i++)
		snprintf(m->oid[i], sizeof(m->oid[i]), "%s", c->mechs[i].oid);
	ret = mech_step(c, &nothing, &m->token);
	if (!ret)
		ret = lw_spnego_mech_list(m, &c->mech_list);
	return ret ? ret : lw_spnego_init_encode(m, out);
}

static int on_start(struct lw_spnego_client *c, struct lw_buf *out)
{
	struct lw_spnego_init m = { 0 };
	int ret = make_init(c, &m, out);

	lw_spnego_init_free(&m);
	c->state = STATE_TALKING;
	return ret ? ret : LW_AUTH_CONTINUE;
}

/* Takes the server's choice. A token for a mechanism it changed to makes no sense. */
static int settle(struct lw_spnego_client *c, const struct lw_spnego_resp *m)
{
	size_t i;

	if (!*m->oid || !strcmp(m->oid, c->mech->oid)) {
		c->settled = true;
		return 0;
	}
	if (c->settled || m->token.len)
		return -EPROTO;
	for (i = 0; i < c->count; i++) {
		if (!strcmp(m->oid, c->mechs[i].oid)) {
			c->mech = &c->mechs[i];
			c->mech_done = false;
			c->mic_demanded = true;
			c->settled = true;
			return 0;
		}
	}
	return -EPROTO;
}

static int mic_check(struct lw_spnego_client *c, const struct lw_buf *mic)
{
	if (!c->mech_done)
		return -EPROTO;
	if (c->mech->ops->mic_check(c->mech->ctx, c->mech_list.data, c->mech_list.len, mic->data,
				    mic->len))
		return -EACCES;
	c->mic_seen = true;
	return 0;
}

/* Signs our list, once, when the mechanism is done and it is needed. */
static int mic_make(struct lw_spnego_client *c, struct lw_buf *mic)
{
	if (!c->mech_done || c->mic_sent)
		return 0;
	if (!c->mic_demanded && !c->mech->ops->mic_wanted(c->mech->ctx))
		return 0;
	c->mic_sent = true;
	return c->mech->ops->mic_make(c->mech->ctx, c->mech_list.data, c->mech_list.len, mic);
}

/* The server is satisfied. Are we? */
static int complete(struct lw_spnego_client *c)
{
	if (!c->mech_done)
		return -EPROTO;
	if (c->mic_demanded && !c->mic_seen)
		return -EACCES;
	c->state = STATE_DONE;
	return LW_AUTH_DONE;
}

/* Takes one answer; @reply is what to send, if anything. */
static int on_resp(struct lw_spnego_client *c, const struct lw_spnego_resp *m,
		   struct lw_spnego_resp *reply)
{
	int ret;

	if (m->state == LW_SPNEGO_REJECT)
		return -EACCES;
	if (m->state == LW_SPNEGO_REQUEST_MIC)
		c->mic_demanded = true;
	ret = settle(c, m);
	if (ret)
		return ret;
	if (!c->mech_done)
		ret = mech_step(c, &m->token, &reply->token);
	else if (m->token.len)
		ret = -EPROTO;
	if (!ret && m->mic.data)
		ret = mic_check(c, &m->mic);
	if (!ret && m->state == LW_SPNEGO_ACCEPT_COMPLETED)
		return reply->token.len ? -EPROTO : complete(c);
	return ret ? ret : mic_make(c, &reply->mic);
}

static int on_talking(struct lw_spnego_client *c, const void *in, size_t len, struct lw_buf *out)
{
	struct lw_spnego_resp m, reply = { .state = LW_SPNEGO_NO_STATE };
	int ret = lw_spnego_resp_decode(in, len, &m);

	if (!ret)
		ret = on_resp(c, &m, &reply);
	if (!ret && c->state == STATE_TALKING) {
		/* having nothing to say, we would wait for each other for ever */
		ret = reply.token.data || reply.mic.data ? lw_spnego_resp_encode(&reply, out) :
							   -EPROTO;
		ret = ret ? ret : LW_AUTH_CONTINUE;
	}
	lw_spnego_resp_free(&m);
	lw_spnego_resp_free(&reply);
	return ret;
}

/**
 * lw_spnego_client_step() - take a token
 * @c: client's side
 * @in: server's token; NULL in the first step
 * @len: its bytes; 0 in the first step
 * @out: set to the token to send, if there is one
 *
 * Return: LW_AUTH_CONTINUE, LW_AUTH_DONE, or a negative errno: -EACCES refused
 * (by the server, by the mechanism, or mechListMIC is wrong or missing), -EBADMSG
 * malformed, -EPROTO against the rules, -ENOMEM.
 */
int lw_spnego_client_step(struct lw_spnego_client *c, const void *in, size_t len,
			  struct lw_buf *out)
{
	int ret = -EPROTO;

	switch (c->state) {
	case STATE_START:
		if (!len)
			ret = on_start(c, out);
		break;
	case STATE_TALKING:
		ret = on_talking(c, in, len, out);
		break;
	case STATE_DONE:
	case STATE_FAILED:
		break;
	}
	if (ret < 0)
		c->state = STATE_FAILED;
	return ret;
}

/**
 * lw_spnego_client_mech() - the mechanism that is used
 * @c: client's side
 *
 * Return: the mechanism.
 */
const struct lw_mech *lw_spnego_client_mech(const struct lw_spnego_client *c)
{
	return c->mech;
}

/**
 * lw_spnego_client_free() - free
 * @c: client's side or NULL; the mechanisms' contexts are their owner's
 */
void lw_spnego_client_free(struct lw_spnego_client *c)
{
	if (!c)
		return;
	lw_buf_free(&c->mech_list);
	free(c);
}
