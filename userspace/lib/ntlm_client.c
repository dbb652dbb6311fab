// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The client's side of NTLMSSP (MS-NLMP 3.1).
 *
 *   START --> NEGOTIATED --CHALLENGE--> DONE
 *                 |
 *                 +--> FAILED  malformed, or the server offers less than NTLMv2 needs
 *
 * NTLMv2 is the only response that is ever made, with extended session security and
 * Unicode; a server that lacks these is refused, not humoured. Where the server's
 * target information has a time, the message gets a MIC and no LMv2 response.
 */
#include "lib/ntlm_client.h"

#include <stdlib.h>

#include "lib/alloc.h"
#include "lib/ntlm_crypt.h"
#include "lib/ntlm_msg.h"
#include "lib/unicode.h"

enum state {
	STATE_START,
	STATE_NEGOTIATED,
	STATE_DONE,
	STATE_FAILED,
};

#define NEEDED (LW_NTLM_UNICODE | LW_NTLM_NTLM | LW_NTLM_EXTENDED_SESSION | LW_NTLM_TARGET_INFO)
#define ASKED (NEEDED | LW_NTLM_REQUEST_TARGET | LW_NTLM_SIGN | LW_NTLM_ALWAYS_SIGN | \
	       LW_NTLM_VERSION | LW_NTLM_128 | LW_NTLM_KEY_EXCH | LW_NTLM_56)

static const struct lw_ntlm_version our_version = { .major = 6, .minor = 1, .revision = 15 };

/**
 * struct lw_ntlm_client - one authentication
 * @config: configuration
 * @state: see the top of this file
 * @s: what both sides keep
 */
struct lw_ntlm_client {
	struct lw_ntlm_client_config config;
	enum state state;
	struct lw_ntlm_session s;
};

/**
 * struct answer - an AUTHENTICATE in the making; wiped at the end
 * @m: message
 * @names: user, domain and workstation in UTF-16LE
 * @target: target name in UTF-16LE
 * @lm: LM response
 * @nt: NT response
 * @owf: NTOWFv2
 * @client_challenge: our challenge
 * @key: session key as it is sent
 */
struct answer {
	struct lw_ntlm_authenticate m;
	u8 names[3][LW_NTLM_NAME_MAX];
	u8 target[LW_NTLM_NAME_MAX];
	u8 lm[LW_NTLM_V1_LEN];
	struct lw_buf nt;
	u8 owf[LW_NTLM_HASH_LEN];
	u8 client_challenge[LW_NTLM_CHALLENGE_LEN];
	u8 key[LW_NTLM_HASH_LEN];
};

/**
 * lw_ntlm_client_new() - begin an authentication
 * @config: configuration, copied
 *
 * Return: the client's side, freed with lw_ntlm_client_free(), or NULL.
 */
struct lw_ntlm_client *lw_ntlm_client_new(const struct lw_ntlm_client_config *config)
{
	struct lw_ntlm_client *c = lw_zalloc(sizeof(*c));

	if (!c)
		return NULL;
	c->config = *config;
	c->s.hooks = config->hooks;
	return c;
}

static int make_negotiate(struct lw_ntlm_client *c, struct lw_buf *out)
{
	struct lw_ntlm_negotiate m = { .flags = ASKED, .has_version = true,
				       .version = our_version };
	u8 msg[64];
	struct wire_wr w;

	wire_wr_init(&w, msg, sizeof(msg));
	if (lw_ntlm_negotiate_encode(&w, &m))
		return -EIO;
	if (lw_buf_set(&c->s.negotiate, msg, wire_wr_off(&w)) ||
	    lw_buf_set(out, msg, wire_wr_off(&w)))
		return -ENOMEM;
	c->state = STATE_NEGOTIATED;
	return LW_AUTH_CONTINUE;
}

static int name_encode(const char *name, u8 buf[LW_NTLM_NAME_MAX], struct wire_span *s)
{
	size_t len;
	int ret = lw_utf16_from_utf8(name, buf, LW_NTLM_NAME_MAX, &len);

	*s = (struct wire_span){ .data = buf, .len = ret ? 0 : len };
	return ret;
}

/*
 * The server's AV pairs with ours behind them (MS-NLMP 3.1.5.1.2). Ours are not a
 * server's to send, whatever it says.
 */
static int echo_avs(const struct lw_ntlm_avs *theirs, const struct wire_span *target,
		    bool with_mic, struct lw_ntlm_avs *avs)
{
	static const u8 no_bindings[LW_NTLM_HASH_LEN];
	static const u8 mic_flag[sizeof(__le32)] = { LW_NTLM_AV_FLAG_MIC };
	size_t i;
	int ret = 0;

	for (i = 0; i < theirs->count && !ret; i++) {
		const struct lw_ntlm_av *av = &theirs->av[i];

		if (av->id != LW_NTLM_AV_FLAGS && av->id != LW_NTLM_AV_CHANNEL_BINDINGS &&
		    av->id != LW_NTLM_AV_TARGET_NAME)
			ret = lw_ntlm_avs_add(avs, av->id, av->data, av->len);
	}
	if (!ret && with_mic)
		ret = lw_ntlm_avs_add(avs, LW_NTLM_AV_FLAGS, mic_flag, sizeof(mic_flag));
	if (!ret)
		ret = lw_ntlm_avs_add(avs, LW_NTLM_AV_CHANNEL_BINDINGS, no_bindings,
				      sizeof(no_bindings));
	if (!ret && target->len)
		ret = lw_ntlm_avs_add(avs, LW_NTLM_AV_TARGET_NAME, target->data, target->len);
	return ret ? -EBADMSG : 0;
}

/* Proof and what it covers, in a->nt. */
static int make_nt(struct answer *a, const struct lw_ntlm_challenge *ch, u64 time,
		   const struct lw_ntlm_avs *avs)
{
	const size_t room = LW_NTLM_MESSAGE_MAX;
	struct wire_wr w;
	size_t len;

	a->nt.data = malloc(room);
	if (!a->nt.data)
		return -ENOMEM;
	wire_wr_init(&w, a->nt.data + LW_NTLM_PROOF_LEN, room - LW_NTLM_PROOF_LEN);
	if (lw_ntlm_v2_temp_encode(&w, time, a->client_challenge, avs))
		return -EBADMSG;
	len = wire_wr_off(&w);
	lw_ntlm_v2_proof(a->owf, ch->challenge, a->nt.data + LW_NTLM_PROOF_LEN, len, a->nt.data);
	a->nt.len = LW_NTLM_PROOF_LEN + len;
	a->m.nt = (struct wire_span){ .data = a->nt.data, .len = a->nt.len };
	return 0;
}

/* Both responses, and the AV pairs that go with them. */
static int make_responses(struct lw_ntlm_client *c, const struct lw_ntlm_challenge *ch,
			  struct answer *a)
{
	struct lw_ntlm_avs theirs, avs = { 0 };
	struct wire_span target = { 0 };
	struct wire_rd r;
	u64 time;
	int ret;

	wire_rd_span_child(&ch->target_info, &r);
	if (lw_ntlm_avs_decode(&r, &theirs))
		return -EBADMSG;
	c->s.mic = lw_ntlm_avs_timestamp(&theirs, &time);
	if (!c->s.mic) {
		time = lw_ntlm_session_now(&c->s);
		lw_ntlm_lmv2_response(a->owf, ch->challenge, a->client_challenge, a->lm);
	}
	if (c->config.target && name_encode(c->config.target, a->target, &target))
		return -EINVAL;
	ret = echo_avs(&theirs, &target, c->s.mic, &avs);
	if (ret)
		return ret;
	a->m.lm = (struct wire_span){ .data = a->lm, .len = sizeof(a->lm) };
	return make_nt(a, ch, time, &avs);
}

/* Session key, and what is sent of it (MS-NLMP 3.1.5.1.2). */
static int make_key(struct lw_ntlm_client *c, struct answer *a)
{
	u8 kx[LW_NTLM_HASH_LEN];
	int ret = 0;

	lw_ntlm_v2_base_key(a->owf, a->nt.data, kx);
	if (c->s.flags & LW_NTLM_KEY_EXCH) {
		ret = lw_ntlm_session_random(&c->s, c->s.key, sizeof(c->s.key));
		lw_ntlm_rc4(kx, c->s.key, sizeof(c->s.key), a->key);
		a->m.session_key = (struct wire_span){ .data = a->key, .len = sizeof(a->key) };
	} else {
		memcpy(c->s.key, kx, sizeof(kx));
	}
	explicit_bzero(kx, sizeof(kx));
	return ret;
}

static int encode_answer(struct lw_ntlm_client *c, const struct answer *a, struct lw_buf *out)
{
	const size_t room = LW_NTLM_MESSAGE_MAX;
	struct wire_wr w;
	int ret;

	out->data = malloc(room);
	if (!out->data)
		return -ENOMEM;
	wire_wr_init(&w, out->data, room);
	ret = lw_ntlm_authenticate_encode(&w, &a->m);
	out->len = wire_wr_off(&w);
	if (ret) {
		lw_buf_free(out);
		return ret;
	}
	if (c->s.mic)
		lw_ntlm_session_mic(&c->s, out->data, out->len, out->data + LW_NTLM_MIC_OFFSET);
	return 0;
}

static int answer_challenge(struct lw_ntlm_client *c, const struct lw_ntlm_challenge *ch,
			    struct answer *a, struct lw_buf *out)
{
	const struct lw_ntlm_client_config *cfg = &c->config;
	int ret;

	c->s.flags = ch->flags & ASKED;
	a->m.has_flags = true;
	a->m.flags = c->s.flags;
	a->m.has_version = c->s.flags & LW_NTLM_VERSION;
	a->m.version = our_version;
	if (name_encode(cfg->user, a->names[0], &a->m.user) ||
	    name_encode(cfg->domain, a->names[1], &a->m.domain) ||
	    name_encode(cfg->workstation, a->names[2], &a->m.workstation))
		return -EINVAL;
	ret = lw_ntlm_owf_v2(cfg->nt_hash, a->m.user.data, a->m.user.len, a->m.domain.data,
			     a->m.domain.len, a->owf);
	if (!ret)
		ret = lw_ntlm_session_random(&c->s, a->client_challenge,
					     sizeof(a->client_challenge));
	if (!ret)
		ret = make_responses(c, ch, a);
	if (!ret)
		ret = make_key(c, a);
	return ret ? ret : encode_answer(c, a, out);
}

static int on_challenge(struct lw_ntlm_client *c, const void *in, size_t len, struct lw_buf *out)
{
	struct lw_ntlm_challenge ch;
	struct answer a = { 0 };
	int ret;

	if (lw_ntlm_challenge_decode(in, len, &ch))
		return -EBADMSG;
	if (~ch.flags & NEEDED)
		return -EACCES;
	if (lw_buf_set(&c->s.challenge, in, len))
		return -ENOMEM;
	ret = answer_challenge(c, &ch, &a, out);
	lw_buf_free(&a.nt);
	explicit_bzero(&a, sizeof(a));
	if (ret)
		return ret;
	lw_ntlm_session_ready(&c->s, LW_NTLM_CLIENT_TO_SERVER);
	c->state = STATE_DONE;
	return LW_AUTH_DONE;
}

/**
 * lw_ntlm_client_step() - take a message
 * @c: client's side
 * @in: server's message; NULL in the first step
 * @len: its bytes; 0 in the first step
 * @out: set to the message to send
 *
 * Return: LW_AUTH_CONTINUE, LW_AUTH_DONE (after sending @out; what the server thinks
 * of it is for the layer above), or a negative errno: -EBADMSG malformed, -EACCES
 * the server offers less than we need, -EPROTO out of order, -EINVAL a name of the
 * configuration is not UTF-8 or too long, -ENOMEM.
 */
int lw_ntlm_client_step(struct lw_ntlm_client *c, const void *in, size_t len,
			struct lw_buf *out)
{
	int ret = -EPROTO;

	if (c->state == STATE_START && !len)
		ret = make_negotiate(c, out);
	else if (c->state == STATE_NEGOTIATED)
		ret = on_challenge(c, in, len, out);
	if (ret < 0)
		c->state = STATE_FAILED;
	return ret;
}

/**
 * lw_ntlm_client_flags() - negotiated flags
 * @c: client's side, done
 *
 * Return: LW_NTLM_*.
 */
u32 lw_ntlm_client_flags(const struct lw_ntlm_client *c)
{
	return c->s.flags;
}

/**
 * lw_ntlm_client_key() - the session key
 * @c: client's side
 *
 * Return: ExportedSessionKey, or NULL before it is there.
 */
const u8 *lw_ntlm_client_key(const struct lw_ntlm_client *c)
{
	return c->state == STATE_DONE ? c->s.key : NULL;
}

/**
 * lw_ntlm_client_free() - wipe and free
 * @c: client's side or NULL
 */
void lw_ntlm_client_free(struct lw_ntlm_client *c)
{
	if (!c)
		return;
	lw_ntlm_session_clear(&c->s);
	lw_wipe_free(c, sizeof(*c));
}

static int mech_step(void *ctx, const void *in, size_t len, struct lw_buf *out)
{
	return lw_ntlm_client_step(ctx, in, len, out);
}

static int mech_mic_make(void *ctx, const void *data, size_t len, struct lw_buf *mic)
{
	struct lw_ntlm_client *c = ctx;

	return lw_ntlm_session_sign(&c->s, data, len, mic);
}

static int mech_mic_check(void *ctx, const void *data, size_t len, const void *mic,
			  size_t mic_len)
{
	struct lw_ntlm_client *c = ctx;

	return lw_ntlm_session_check(&c->s, data, len, mic, mic_len);
}

/* Windows signs the mechanism list whenever it sends a MIC; so do we. */
static bool mech_mic_wanted(void *ctx)
{
	struct lw_ntlm_client *c = ctx;

	return c->s.mic;
}

const struct lw_mech_ops lw_ntlm_client_ops = {
	.step = mech_step,
	.mic_make = mech_mic_make,
	.mic_check = mech_mic_check,
	.mic_wanted = mech_mic_wanted,
};
