// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The server's side of NTLMSSP (MS-NLMP 3.2).
 *
 *   START --NEGOTIATE--> CHALLENGED --AUTHENTICATE--> DONE
 *     |                       |
 *     +-----------------------+--> FAILED  anything malformed, out of order or refused
 *
 * DONE and FAILED are final. Anonymous clients are refused, and nobody is ever
 * mapped to a guest. The identity is filled in as soon as an AUTHENTICATE was
 * decoded, so that a refusal can be logged with the name; it counts in DONE only.
 */
#include "lib/ntlm_server.h"

#include "lib/alloc.h"
#include "lib/ntlm_crypt.h"
#include "lib/unicode.h"

enum state {
	STATE_START,
	STATE_CHALLENGED,
	STATE_DONE,
	STATE_FAILED,
};

enum {
	CHALLENGE_MAX = 4096, /* bytes of a CHALLENGE of ours */
};

/* What is granted to a client that asks for it */
#define OFFERED (LW_NTLM_UNICODE | LW_NTLM_OEM | LW_NTLM_REQUEST_TARGET | LW_NTLM_SIGN | \
		 LW_NTLM_SEAL | LW_NTLM_NTLM | LW_NTLM_ALWAYS_SIGN | LW_NTLM_EXTENDED_SESSION | \
		 LW_NTLM_VERSION | LW_NTLM_128 | LW_NTLM_KEY_EXCH | LW_NTLM_56)

/**
 * struct name - a string of a message in both forms
 * @utf16: UTF-16LE
 * @len: its bytes
 */
struct name {
	u8 utf16[LW_NTLM_NAME_MAX];
	size_t len;
};

/**
 * struct lw_ntlm_server - one authentication
 * @config: configuration
 * @state: see the top of this file
 * @s: what both sides keep
 * @server_challenge: our challenge
 * @fail: why @state is STATE_FAILED
 * @kind: of the response
 * @id: who it is
 */
struct lw_ntlm_server {
	struct lw_ntlm_server_config config;
	enum state state;
	struct lw_ntlm_session s;
	u8 server_challenge[LW_NTLM_CHALLENGE_LEN];
	enum lw_ntlm_fail fail;
	enum lw_ntlm_kind kind;
	struct lw_ntlm_identity id;
};

/**
 * lw_ntlm_server_new() - begin an authentication
 * @config: configuration, copied
 *
 * Return: the server's side, freed with lw_ntlm_server_free(), or NULL.
 */
struct lw_ntlm_server *lw_ntlm_server_new(const struct lw_ntlm_server_config *config)
{
	struct lw_ntlm_server *srv = lw_zalloc(sizeof(*srv));

	if (!srv)
		return NULL;
	srv->config = *config;
	srv->s.hooks = config->hooks;
	return srv;
}

static int server_fail(struct lw_ntlm_server *srv, enum lw_ntlm_fail fail)
{
	srv->state = STATE_FAILED;
	srv->fail = fail;
	explicit_bzero(srv->s.key, sizeof(srv->s.key));
	switch (fail) {
	case LW_NTLM_FAIL_MALFORMED:
		return -EBADMSG;
	case LW_NTLM_FAIL_ORDER:
		return -EPROTO;
	case LW_NTLM_FAIL_INTERNAL:
		return -EIO;
	case LW_NTLM_OK:
	case LW_NTLM_FAIL_ANONYMOUS:
	case LW_NTLM_FAIL_LM_ONLY:
	case LW_NTLM_FAIL_V1:
	case LW_NTLM_FAIL_V1_SESSION:
	case LW_NTLM_FAIL_NO_USER:
	case LW_NTLM_FAIL_DISABLED:
	case LW_NTLM_FAIL_NO_PASSWORD:
	case LW_NTLM_FAIL_WRONG_PASSWORD:
	case LW_NTLM_FAIL_MIC:
	case LW_NTLM_FAIL_SESSION_KEY:
		break;
	}
	return -EACCES;
}

/* Flags of the CHALLENGE (MS-NLMP 3.2.5.1.1). Unicode wins over OEM. */
static u32 grant_flags(u32 asked)
{
	u32 flags = (asked & OFFERED) | LW_NTLM_TARGET_INFO;

	if (flags & LW_NTLM_UNICODE)
		flags &= ~LW_NTLM_OEM;
	if (flags & LW_NTLM_REQUEST_TARGET)
		flags |= LW_NTLM_TARGET_TYPE_SERVER;
	return flags;
}

/* Appends a name to @w and, as a pair, to @avs. A name that is NULL is left out. */
static int add_name(struct wire_wr *w, struct lw_ntlm_avs *avs, u16 id, const char *name)
{
	u8 *data = w->pos;
	size_t len;

	if (!name)
		return 0;
	if (lw_utf16_from_utf8(name, data, wire_wr_left(w), &len))
		return -EINVAL;
	w->pos += len;
	return lw_ntlm_avs_add(avs, id, data, len);
}

/* The target information, AV pairs in the order in which Windows sends them. */
static int target_info(struct lw_ntlm_server *srv, u8 *buf, size_t room, size_t *len)
{
	const struct lw_ntlm_server_config *c = &srv->config;
	__le64 now = cpu_to_le64(lw_ntlm_session_now(&srv->s));
	struct lw_ntlm_avs avs = { 0 };
	u8 names[CHALLENGE_MAX / 4];
	struct wire_wr strings, w;

	wire_wr_init(&strings, names, sizeof(names));
	if (add_name(&strings, &avs, LW_NTLM_AV_NB_DOMAIN, c->nb_domain) ||
	    add_name(&strings, &avs, LW_NTLM_AV_NB_COMPUTER, c->nb_computer) ||
	    add_name(&strings, &avs, LW_NTLM_AV_DNS_DOMAIN, c->dns_domain) ||
	    add_name(&strings, &avs, LW_NTLM_AV_DNS_COMPUTER, c->dns_computer) ||
	    lw_ntlm_avs_add(&avs, LW_NTLM_AV_TIMESTAMP, &now, sizeof(now)))
		return -EINVAL;
	wire_wr_init(&w, buf, room);
	if (lw_ntlm_avs_encode(&w, &avs))
		return -EINVAL;
	*len = wire_wr_off(&w);
	return 0;
}

/* The target's name, in the character set that was negotiated. */
static int target_name(const struct lw_ntlm_server *srv, u32 flags, u8 *buf, size_t room,
		       size_t *len)
{
	const char *name = srv->config.nb_computer;

	*len = 0;
	if (!(flags & LW_NTLM_REQUEST_TARGET))
		return 0;
	if (flags & LW_NTLM_UNICODE)
		return lw_utf16_from_utf8(name, buf, room, len);
	*len = strlen(name);
	if (*len > room)
		return -EMSGSIZE;
	memcpy(buf, name, *len);
	return 0;
}

static int make_challenge(struct lw_ntlm_server *srv, u32 asked, struct lw_buf *out)
{
	struct lw_ntlm_challenge m = { .flags = grant_flags(asked),
				       .has_version = asked & LW_NTLM_VERSION,
				       .version = { .major = 6, .minor = 1, .revision = 15 } };
	u8 info[CHALLENGE_MAX / 2], name[LW_NTLM_NAME_MAX], msg[CHALLENGE_MAX];
	size_t info_len, name_len;
	struct wire_wr w;

	if (lw_ntlm_session_random(&srv->s, m.challenge, sizeof(m.challenge)) ||
	    target_info(srv, info, sizeof(info), &info_len) ||
	    target_name(srv, m.flags, name, sizeof(name), &name_len))
		return -EIO;
	m.target_info = (struct wire_span){ .data = info, .len = info_len };
	m.target_name = (struct wire_span){ .data = name, .len = name_len };
	wire_wr_init(&w, msg, sizeof(msg));
	if (lw_ntlm_challenge_encode(&w, &m))
		return -EIO;
	memcpy(srv->server_challenge, m.challenge, sizeof(m.challenge));
	srv->s.flags = m.flags;
	if (lw_buf_set(&srv->s.challenge, msg, wire_wr_off(&w)))
		return -ENOMEM;
	return lw_buf_set(out, msg, wire_wr_off(&w));
}

static int on_negotiate(struct lw_ntlm_server *srv, const void *in, size_t len,
			struct lw_buf *out)
{
	struct lw_ntlm_negotiate m;

	if (lw_ntlm_negotiate_decode(in, len, &m))
		return server_fail(srv, LW_NTLM_FAIL_MALFORMED);
	if (lw_buf_set(&srv->s.negotiate, in, len) || make_challenge(srv, m.flags, out))
		return server_fail(srv, LW_NTLM_FAIL_INTERNAL);
	srv->state = STATE_CHALLENGED;
	return LW_AUTH_CONTINUE;
}

/*
 * Decodes a string. Without Unicode the code page is the client's secret: ASCII is
 * the same in all of them, the rest is refused.
 */
static int name_decode(u32 flags, const struct wire_span *s, struct name *n,
		       char text[LW_NTLM_NAME_TEXT])
{
	size_t i;

	if (s->len > LW_NTLM_NAME_MAX)
		return -EBADMSG;
	if (flags & LW_NTLM_UNICODE) {
		memcpy(n->utf16, s->data, s->len);
		n->len = s->len;
		return lw_utf16_to_utf8(n->utf16, n->len, text, LW_NTLM_NAME_TEXT);
	}
	for (i = 0; i < s->len; i++)
		if (!s->data[i] || s->data[i] >= 0x80)
			return -EBADMSG;
	memcpy(text, s->data, s->len);
	text[s->len] = '\0';
	return lw_utf16_from_utf8(text, n->utf16, sizeof(n->utf16), &n->len);
}

static enum lw_ntlm_fail find_hash(struct lw_ntlm_server *srv, u8 nt_hash[LW_NTLM_HASH_LEN])
{
	switch (srv->config.lookup(srv->config.arg, srv->id.user, srv->id.domain, nt_hash)) {
	case 0:
		return LW_NTLM_OK;
	case -ENOENT:
		return LW_NTLM_FAIL_NO_USER;
	case -EACCES:
		return LW_NTLM_FAIL_DISABLED;
	case -ENOKEY:
		return LW_NTLM_FAIL_NO_PASSWORD;
	}
	return LW_NTLM_FAIL_INTERNAL;
}

/*
 * Is the response made with the user's hash? Where there is none, one that nobody has
 * is tried all the same: how long a refusal takes tells nobody which users there are.
 */
static enum lw_ntlm_fail check_proof(struct lw_ntlm_server *srv, const struct lw_ntlm_attempt *a)
{
	u8 nt_hash[LW_NTLM_HASH_LEN] = { 0 };
	enum lw_ntlm_fail fail, proof;

	fail = find_hash(srv, nt_hash);
	proof = lw_ntlm_verify(a, srv->kind, nt_hash, srv->s.key);
	explicit_bzero(nt_hash, sizeof(nt_hash));
	return fail == LW_NTLM_OK ? proof : fail;
}

/* Decides about the response; leaves the KeyExchangeKey in the session's key. */
static enum lw_ntlm_fail check_response(struct lw_ntlm_server *srv,
					const struct lw_ntlm_authenticate *m)
{
	struct name user, domain, workstation;
	struct lw_ntlm_attempt a = { .challenge = srv->server_challenge,
				     .extended = srv->s.flags & LW_NTLM_EXTENDED_SESSION,
				     .lm = m->lm, .nt = m->nt };
	enum lw_ntlm_fail fail;

	if (name_decode(srv->s.flags, &m->user, &user, srv->id.user) ||
	    name_decode(srv->s.flags, &m->domain, &domain, srv->id.domain) ||
	    name_decode(srv->s.flags, &m->workstation, &workstation, srv->id.workstation))
		return LW_NTLM_FAIL_MALFORMED;
	a.user = (struct wire_span){ .data = user.utf16, .len = user.len };
	a.domain = (struct wire_span){ .data = domain.utf16, .len = domain.len };
	if (m->flags & LW_NTLM_ANONYMOUS || !user.len)
		return LW_NTLM_FAIL_ANONYMOUS;
	fail = lw_ntlm_classify(&srv->config.policy, &a, &srv->kind);
	return fail == LW_NTLM_OK ? check_proof(srv, &a) : fail;
}

/* From KeyExchangeKey to ExportedSessionKey (MS-NLMP 3.2.5.1.2). */
static enum lw_ntlm_fail exchange_key(struct lw_ntlm_session *s,
				      const struct lw_ntlm_authenticate *m)
{
	if (!(s->flags & LW_NTLM_KEY_EXCH))
		return LW_NTLM_OK;
	if (m->session_key.len != LW_NTLM_HASH_LEN)
		return LW_NTLM_FAIL_SESSION_KEY;
	lw_ntlm_rc4(s->key, m->session_key.data, LW_NTLM_HASH_LEN, s->key);
	return LW_NTLM_OK;
}

/*
 * An NTLMv2 response says in its AV pairs whether the message has a MIC. They are
 * under the proof, so that nobody on the way can take the MIC off.
 */
static enum lw_ntlm_fail check_mic(struct lw_ntlm_server *srv,
				   const struct lw_ntlm_authenticate *m, const u8 *in,
				   size_t len)
{
	struct lw_ntlm_v2_response resp;
	u8 mic[LW_NTLM_HASH_LEN];

	if (srv->kind != LW_NTLM_V2)
		return LW_NTLM_OK;
	if (lw_ntlm_v2_response_decode(&m->nt, &resp))
		return LW_NTLM_FAIL_MALFORMED;
	srv->s.mic = lw_ntlm_avs_flags(&resp.avs) & LW_NTLM_AV_FLAG_MIC;
	if (!srv->s.mic)
		return LW_NTLM_OK;
	if (!m->has_mic)
		return LW_NTLM_FAIL_MIC;
	lw_ntlm_session_mic(&srv->s, in, len, mic);
	return lw_ntlm_equal(mic, m->mic, sizeof(mic)) ? LW_NTLM_OK : LW_NTLM_FAIL_MIC;
}

static int on_authenticate(struct lw_ntlm_server *srv, const void *in, size_t len)
{
	struct lw_ntlm_authenticate m;
	enum lw_ntlm_fail fail;

	if (lw_ntlm_authenticate_decode(in, len, &m))
		return server_fail(srv, LW_NTLM_FAIL_MALFORMED);
	if (m.has_flags)
		srv->s.flags &= m.flags;
	fail = check_response(srv, &m);
	if (fail == LW_NTLM_OK)
		fail = exchange_key(&srv->s, &m);
	if (fail == LW_NTLM_OK)
		fail = check_mic(srv, &m, in, len);
	if (fail != LW_NTLM_OK)
		return server_fail(srv, fail);
	lw_ntlm_session_ready(&srv->s, LW_NTLM_SERVER_TO_CLIENT);
	srv->state = STATE_DONE;
	return LW_AUTH_DONE;
}

/**
 * lw_ntlm_server_step() - take a message
 * @srv: server's side
 * @in: client's message
 * @len: its bytes
 * @out: set to the message to send, if there is one
 *
 * Return: LW_AUTH_CONTINUE, LW_AUTH_DONE (the client is who it says), or a negative
 * errno (see lw_ntlm_server_fail()): -EACCES refused, -EBADMSG malformed, -EPROTO
 * out of order, -EIO our own trouble.
 */
int lw_ntlm_server_step(struct lw_ntlm_server *srv, const void *in, size_t len,
			struct lw_buf *out)
{
	switch (srv->state) {
	case STATE_START:
		return on_negotiate(srv, in, len, out);
	case STATE_CHALLENGED:
		return on_authenticate(srv, in, len);
	case STATE_DONE:
	case STATE_FAILED:
		break;
	}
	return server_fail(srv, LW_NTLM_FAIL_ORDER);
}

/**
 * lw_ntlm_server_fail() - why it failed
 * @srv: server's side
 *
 * Return: the failure; LW_NTLM_OK if there is none.
 */
enum lw_ntlm_fail lw_ntlm_server_fail(const struct lw_ntlm_server *srv)
{
	return srv->fail;
}

/**
 * lw_ntlm_server_kind() - what kind of response the client sent
 * @srv: server's side, done
 *
 * Return: kind.
 */
enum lw_ntlm_kind lw_ntlm_server_kind(const struct lw_ntlm_server *srv)
{
	return srv->kind;
}

/**
 * lw_ntlm_server_flags() - negotiated flags
 * @srv: server's side
 *
 * Return: LW_NTLM_*.
 */
u32 lw_ntlm_server_flags(const struct lw_ntlm_server *srv)
{
	return srv->s.flags;
}

/**
 * lw_ntlm_server_identity() - who says to log on
 * @srv: server's side
 *
 * Return: the names; true only once lw_ntlm_server_step() was done.
 */
const struct lw_ntlm_identity *lw_ntlm_server_identity(const struct lw_ntlm_server *srv)
{
	return &srv->id;
}

/**
 * lw_ntlm_server_key() - the session key
 * @srv: server's side
 *
 * Return: ExportedSessionKey, or NULL before the client is authenticated.
 */
const u8 *lw_ntlm_server_key(const struct lw_ntlm_server *srv)
{
	return srv->state == STATE_DONE ? srv->s.key : NULL;
}

/**
 * lw_ntlm_server_free() - wipe and free
 * @srv: server's side or NULL
 */
void lw_ntlm_server_free(struct lw_ntlm_server *srv)
{
	if (!srv)
		return;
	lw_ntlm_session_clear(&srv->s);
	lw_wipe_free(srv, sizeof(*srv));
}

static int mech_step(void *ctx, const void *in, size_t len, struct lw_buf *out)
{
	return lw_ntlm_server_step(ctx, in, len, out);
}

static int mech_mic_make(void *ctx, const void *data, size_t len, struct lw_buf *mic)
{
	struct lw_ntlm_server *srv = ctx;

	return lw_ntlm_session_sign(&srv->s, data, len, mic);
}

static int mech_mic_check(void *ctx, const void *data, size_t len, const void *mic,
			  size_t mic_len)
{
	struct lw_ntlm_server *srv = ctx;

	return lw_ntlm_session_check(&srv->s, data, len, mic, mic_len);
}

/* A client that makes MICs for its own messages makes them for SPNEGO's, too. */
static bool mech_mic_wanted(void *ctx)
{
	struct lw_ntlm_server *srv = ctx;

	return srv->s.mic && srv->s.can_sign;
}

const struct lw_mech_ops lw_ntlm_server_ops = {
	.step = mech_step,
	.mic_make = mech_mic_make,
	.mic_check = mech_mic_check,
	.mic_wanted = mech_mic_wanted,
};
