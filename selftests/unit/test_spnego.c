// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tests of SPNEGO: tokens byte by byte, and both sides with a mechanism made for
 * the purpose. selftests/auth has NTLM inside, and the other implementations.
 */
#include "lib/spnego.h"
#include "unit.h"

#define NTLM_OID "\x06\x0a\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x0a"
#define MSKRB_OID "\x06\x09\x2a\x86\x48\x82\xf7\x12\x01\x02\x02"
#define KRB_OID "\x06\x09\x2a\x86\x48\x86\xf7\x12\x01\x02\x02"
#define SPNEGO_OID "\x06\x06\x2b\x06\x01\x05\x05\x02"

static void *exact(const void *data, size_t len)
{
	void *p = malloc(len ? len : 1);

	memcpy(p, data, len);
	return p;
}

static int init_decode(const void *data, size_t len, struct lw_spnego_init *m)
{
	void *p = exact(data, len);
	int ret = lw_spnego_init_decode(p, len, m);

	free(p);
	return ret;
}

static int resp_decode(const void *data, size_t len, struct lw_spnego_resp *m)
{
	void *p = exact(data, len);
	int ret = lw_spnego_resp_decode(p, len, m);

	free(p);
	return ret;
}

/* Kerberos, then NTLM; a token; a MIC. */
static const char init_bytes[] = "\x60\x35" SPNEGO_OID "\xa0\x2b\x30\x29"
	"\xa0\x19\x30\x17" MSKRB_OID NTLM_OID "\xa2\x05\x04\x03\x61\x62\x63\xa3\x05\x04\x03mic";
/* NTLM alone; a server's hint */
static const char hint_bytes[] = "\x60\x48" SPNEGO_OID "\xa0\x3e\x30\x3c"
	"\xa0\x0e\x30\x0c" NTLM_OID "\xa3\x2a\x30\x28\xa0\x26\x1b\x24" LW_SPNEGO_HINT;

TEST(init)
{
	struct lw_spnego_init m;
	struct lw_buf out = { 0 };
	const size_t len = sizeof(init_bytes) - 1;
	size_t i;

	ASSERT_EQ(0, init_decode(init_bytes, len, &m));
	ASSERT_EQ(2, m.count);
	EXPECT_STREQ(LW_OID_MS_KRB5, m.oid[0]);
	EXPECT_STREQ(LW_OID_NTLMSSP, m.oid[1]);
	ASSERT_EQ(25, m.mech_list.len);
	EXPECT_BYTES("\x30\x17" MSKRB_OID NTLM_OID, m.mech_list.data, 25);
	ASSERT_EQ(3, m.token.len);
	EXPECT_BYTES("abc", m.token.data, 3);
	ASSERT_EQ(3, m.mic.len);
	EXPECT_BYTES("mic", m.mic.data, 3);
	EXPECT_EQ(NULL, m.hint.data);
	ASSERT_EQ(0, lw_spnego_init_encode(&m, &out));
	ASSERT_EQ(len, out.len);
	EXPECT_BYTES(init_bytes, out.data, len);
	lw_buf_free(&out);
	lw_spnego_init_free(&m);
	EXPECT_EQ(NULL, m.token.data);
	for (i = 0; i < len; i++) {
		EXPECT_EQ(-EBADMSG, init_decode(init_bytes, i, &m)) TH_LOG("%zu bytes", i);
		lw_spnego_init_free(&m);
	}
	/* the whole of it must be the token */
	EXPECT_EQ(-EBADMSG, init_decode(init_bytes, len + 1, &m));
	lw_spnego_init_free(&m);
}

TEST(hint)
{
	static const struct lw_mech mechs[] = { { LW_OID_NTLMSSP, NULL, NULL } };
	struct lw_mech many[LW_SPNEGO_MECH_MAX + 1];
	struct lw_spnego_init m;
	struct lw_buf out = { 0 };
	size_t i;

	ASSERT_EQ(0, init_decode(hint_bytes, sizeof(hint_bytes) - 1, &m));
	ASSERT_EQ(1, m.count);
	EXPECT_STREQ(LW_OID_NTLMSSP, m.oid[0]);
	ASSERT_EQ(36, m.hint.len);
	EXPECT_BYTES(LW_SPNEGO_HINT, m.hint.data, 36);
	EXPECT_EQ(NULL, m.token.data);
	EXPECT_EQ(NULL, m.mic.data);
	lw_spnego_init_free(&m);
	ASSERT_EQ(0, lw_spnego_hint(mechs, 1, &out));
	ASSERT_EQ(sizeof(hint_bytes) - 1, out.len);
	EXPECT_BYTES(hint_bytes, out.data, out.len);
	lw_buf_free(&out);
	EXPECT_EQ(-EINVAL, lw_spnego_hint(mechs, 0, &out));
	for (i = 0; i < ARRAY_SIZE(many); i++)
		many[i] = mechs[0];
	EXPECT_EQ(-EINVAL, lw_spnego_hint(many, LW_SPNEGO_MECH_MAX + 1, &out));
	EXPECT_EQ(0, lw_spnego_hint(many, LW_SPNEGO_MECH_MAX, &out));
	lw_buf_free(&out);
	many[0].oid = "not an oid";
	EXPECT_EQ(-EINVAL, lw_spnego_hint(many, 1, &out));
	EXPECT_EQ(NULL, out.data);
}

/* A hint with a MIC at [4], as MS-SPNG has it; an empty token is a token. */
TEST(init2_with_mic_and_empty_token)
{
	static const char b[] = "\x60\x27" SPNEGO_OID "\xa0\x1d\x30\x1b\xa0\x0e\x30\x0c" NTLM_OID
		"\xa2\x02\x04\x00\xa4\x05\x04\x03mic";
	struct lw_spnego_init m;

	ASSERT_EQ(0, init_decode(b, sizeof(b) - 1, &m));
	EXPECT_NE(NULL, m.token.data);
	EXPECT_EQ(0, m.token.len);
	ASSERT_EQ(3, m.mic.len);
	lw_spnego_init_free(&m);
}

TEST(init_refused)
{
	static const struct {
		const char *bytes;
		size_t len;
	} bad[] = {
		/* another frame's identifier */
		{ "\x60\x1b\x06\x06\x2b\x06\x01\x05\x05\x03\xa0\x11\x30\x0f\xa0\x0d\x30\x0b" KRB_OID, 29 },
		/* an empty list */
		{ "\x60\x10" SPNEGO_OID "\xa0\x06\x30\x04\xa0\x02\x30\x00", 18 },
		/* no list */
		{ "\x60\x0c" SPNEGO_OID "\xa0\x02\x30\x00", 14 },
		/* a list of something else */
		{ "\x60\x13" SPNEGO_OID "\xa0\x09\x30\x07\xa0\x05\x30\x03\x04\x01x", 21 },
		/* no list at all where it should be */
		{ "\x60\x11" SPNEGO_OID "\xa0\x07\x30\x05\xa0\x03\x04\x01x", 19 },
	};
	struct lw_spnego_init m;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		EXPECT_EQ(-EBADMSG, init_decode(bad[i].bytes, bad[i].len, &m)) TH_LOG("number %zu", i);
		lw_spnego_init_free(&m);
	}
}

/* The same as the first of those with the right identifier. */
TEST(init_minimal)
{
	static const char b[] = "\x60\x1b" SPNEGO_OID "\xa0\x11\x30\x0f\xa0\x0d\x30\x0b" KRB_OID;
	struct lw_spnego_init m;

	ASSERT_EQ(0, init_decode(b, sizeof(b) - 1, &m));
	ASSERT_EQ(1, m.count);
	EXPECT_STREQ(LW_OID_KRB5, m.oid[0]);
	EXPECT_EQ(NULL, m.token.data);
	lw_spnego_init_free(&m);
}

TEST(init_number_of_mechs)
{
	struct lw_spnego_init m = { .count = LW_SPNEGO_MECH_MAX }, n;
	struct lw_buf out = { 0 };
	u8 *b;
	size_t i;

	for (i = 0; i < LW_SPNEGO_MECH_MAX; i++)
		sprintf(m.oid[i], "1.2.%zu", i + 1);
	ASSERT_EQ(0, lw_spnego_init_encode(&m, &out));
	ASSERT_EQ(0, init_decode(out.data, out.len, &n));
	EXPECT_EQ(LW_SPNEGO_MECH_MAX, n.count);
	EXPECT_STREQ("1.2.16", n.oid[15]);
	lw_spnego_init_free(&n);
	/* one more: each is 4 bytes, and all lengths are below 128 */
	b = calloc(1, out.len + 4);
	memcpy(b, out.data, out.len);
	memcpy(b + out.len, b + out.len - 4, 4);
	b[1] += 4;
	b[11] += 4;
	b[13] += 4;
	b[15] += 4;
	b[17] += 4;
	EXPECT_EQ(-EBADMSG, init_decode(b, out.len + 4, &n));
	lw_spnego_init_free(&n);
	free(b);
	lw_buf_free(&out);
	m.count = 0;
	EXPECT_EQ(-EINVAL, lw_spnego_init_encode(&m, &out));
	EXPECT_EQ(-EINVAL, lw_spnego_mech_list(&m, &out));
}

TEST(token_length)
{
	u8 *big = calloc(1, LW_SPNEGO_TOKEN_MAX + 1);
	struct lw_spnego_resp m = { .state = LW_SPNEGO_NO_STATE, .token = { big, 0 } }, n;
	struct lw_buf out = { 0 };

	m.token.len = LW_SPNEGO_TOKEN_MAX - 16; /* four headers of four bytes */
	ASSERT_EQ(0, lw_spnego_resp_encode(&m, &out));
	ASSERT_EQ(LW_SPNEGO_TOKEN_MAX, out.len);
	EXPECT_EQ(0, resp_decode(out.data, out.len, &n));
	EXPECT_EQ(m.token.len, n.token.len);
	lw_spnego_resp_free(&n);
	lw_buf_free(&out);
	free(big);
}

static const char resp_bytes[] = "\xa1\x21\x30\x1f\xa0\x03\x0a\x01\x01\xa1\x0c" NTLM_OID
	"\xa2\x03\x04\x01x\xa3\x05\x04\x03mic";

TEST(resp)
{
	const size_t len = sizeof(resp_bytes) - 1;
	struct lw_spnego_resp m;
	struct lw_buf out = { 0 };
	size_t i;

	ASSERT_EQ(0, resp_decode(resp_bytes, len, &m));
	EXPECT_EQ(LW_SPNEGO_ACCEPT_INCOMPLETE, m.state);
	EXPECT_STREQ(LW_OID_NTLMSSP, m.oid);
	ASSERT_EQ(1, m.token.len);
	EXPECT_EQ('x', m.token.data[0]);
	ASSERT_EQ(3, m.mic.len);
	EXPECT_BYTES("mic", m.mic.data, 3);
	ASSERT_EQ(0, lw_spnego_resp_encode(&m, &out));
	ASSERT_EQ(len, out.len);
	EXPECT_BYTES(resp_bytes, out.data, len);
	lw_buf_free(&out);
	lw_spnego_resp_free(&m);
	for (i = 0; i < len; i++) {
		EXPECT_EQ(-EBADMSG, resp_decode(resp_bytes, i, &m)) TH_LOG("%zu bytes", i);
		lw_spnego_resp_free(&m);
	}
	EXPECT_EQ(-EBADMSG, resp_decode(resp_bytes, len + 1, &m));
	EXPECT_EQ(-EBADMSG, init_decode(resp_bytes, len, &(struct lw_spnego_init){ 0 }));
}

TEST(resp_states)
{
	char b[] = "\xa1\x07\x30\x05\xa0\x03\x0a\x01\x00";
	struct lw_spnego_resp m;
	struct lw_buf out = { 0 };
	int i;

	for (i = 0; i < 5; i++) {
		b[8] = i;
		EXPECT_EQ(i < 4 ? 0 : -EBADMSG, resp_decode(b, 9, &m));
		if (i == 4)
			break;
		EXPECT_EQ(i, m.state);
		EXPECT_STREQ("", m.oid);
		EXPECT_EQ(NULL, m.token.data);
		ASSERT_EQ(0, lw_spnego_resp_encode(&m, &out));
		ASSERT_EQ(9, out.len);
		EXPECT_BYTES(b, out.data, 9);
		lw_buf_free(&out);
	}
	EXPECT_EQ(0, resp_decode("\xa1\x02\x30\x00", 4, &m));
	EXPECT_EQ(LW_SPNEGO_NO_STATE, m.state);
	ASSERT_EQ(0, lw_spnego_resp_encode(&m, &out));
	EXPECT_BYTES("\xa1\x02\x30\x00", out.data, 4);
	lw_buf_free(&out);
	EXPECT_EQ(-EBADMSG, resp_decode("\xa1\x08\x30\x06\xa0\x04\x0a\x02\x00\x00", 10, &m));
	EXPECT_EQ(-EBADMSG, resp_decode("\xa1\x08\x30\x06\xa0\x04\x0a\x02\x01\x00", 10, &m));
	snprintf(m.oid, sizeof(m.oid), "%s", "rubbish");
	EXPECT_EQ(-EINVAL, lw_spnego_resp_encode(&m, &out));
}

/* An identifier longer than any of ours has a place for is not one of ours. */
TEST(long_oid)
{
	u8 b[64] = { 0xa1, 0x2e, 0x30, 0x2c, 0xa1, 0x2a, 0x06, 0x28, 0x2a };
	struct lw_spnego_resp m;

	memset(b + 9, 1, 39);
	EXPECT_EQ(-EBADMSG, resp_decode(b, 48, &m));
	b[1] -= 11;
	b[3] -= 11;
	b[5] -= 11;
	b[7] -= 11; /* "1.2" and 28 times ".1" are 59 characters */
	EXPECT_EQ(0, resp_decode(b, 37, &m));
	EXPECT_EQ(59, strlen(m.oid));
}

/*
 * A mechanism that counts: it wants the token "1", answers "2", wants "3" and so on.
 * @last is the number of the last token, which decides who has the last word.
 * Its signature is one letter and the length of what it covers.
 */
struct counter {
	int next, last, fail_at;
	bool wants_mic, client;
	int mics;
};

static int counter_step(void *ctx, const void *in, size_t len, struct lw_buf *out)
{
	struct counter *c = ctx;
	char text = '0' + c->next + (c->client ? 0 : 1);

	if (c->next == c->fail_at)
		return -EACCES;
	if (c->client && c->next == 1) {
		if (len)
			return -EPROTO;
	} else if (len != 1 || *(const char *)in != text - 1) {
		return -EBADMSG;
	}
	c->next += 2;
	if (text - '0' > c->last)
		return LW_AUTH_DONE;
	if (lw_buf_set(out, &text, 1))
		return -ENOMEM;
	return text - '0' == c->last ? LW_AUTH_DONE : LW_AUTH_CONTINUE;
}

static int counter_make(void *ctx, const void *data, size_t len, struct lw_buf *mic)
{
	struct counter *c = ctx;
	u8 sig[] = { c->client ? 'C' : 'S', len, ((const u8 *)data)[len - 1] };

	c->mics++;
	return lw_buf_set(mic, sig, 3);
}

static int counter_check(void *ctx, const void *data, size_t len, const void *mic, size_t mic_len)
{
	struct counter *c = ctx;
	u8 sig[] = { c->client ? 'S' : 'C', len, ((const u8 *)data)[len - 1] };

	return mic_len == 3 && !memcmp(mic, sig, 3) ? 0 : -EBADMSG;
}

static bool counter_wanted(void *ctx)
{
	return ((struct counter *)ctx)->wants_mic;
}

static const struct lw_mech_ops counter_ops = {
	.step = counter_step, .mic_make = counter_make, .mic_check = counter_check,
	.mic_wanted = counter_wanted,
};

FIXTURE(talk) {
	struct counter ca, cb, sa, sb;
	struct lw_mech cm[2], sm[2];
	size_t cn, sn;
	bool legacy;
	struct lw_spnego_client *c;
	struct lw_spnego_server *s;
	struct lw_buf ct, st;
	int cr, sr, legs;
	bool strip_client, strip_server; /* takes the MIC off on the way */
};

/* Both know A (Kerberos) and B (NTLM), in this order, three tokens each. */
FIXTURE_SETUP(talk)
{
	memset(self, 0, sizeof(*self));
	self->ca = (struct counter){ .next = 1, .last = 3, .client = true };
	self->sa = (struct counter){ .next = 1, .last = 3 };
	self->cb = self->ca;
	self->sb = self->sa;
	self->cm[0] = (struct lw_mech){ LW_OID_KRB5, &counter_ops, &self->ca };
	self->cm[1] = (struct lw_mech){ LW_OID_NTLMSSP, &counter_ops, &self->cb };
	self->sm[0] = (struct lw_mech){ LW_OID_KRB5, &counter_ops, &self->sa };
	self->sm[1] = (struct lw_mech){ LW_OID_NTLMSSP, &counter_ops, &self->sb };
	self->cn = 2;
	self->sn = 2;
}

FIXTURE_TEARDOWN(talk)
{
	lw_spnego_client_free(self->c);
	lw_spnego_server_free(self->s);
	lw_buf_free(&self->ct);
	lw_buf_free(&self->st);
}

static void strip(struct lw_buf *b)
{
	struct lw_spnego_resp m;

	if (lw_spnego_resp_decode(b->data, b->len, &m) == 0) {
		lw_buf_free(&m.mic);
		lw_buf_free(b);
		if (lw_spnego_resp_encode(&m, b))
			abort();
	}
	lw_spnego_resp_free(&m);
}

/* Runs the negotiation to its end, which leaves both results. */
static void run(struct _test_data_talk *self)
{
	self->c = lw_spnego_client_new(self->cm, self->cn);
	self->s = lw_spnego_server_new(self->sm, self->sn, self->legacy);
	self->sr = LW_AUTH_CONTINUE;
	for (self->legs = 0; self->legs < 10; self->legs++) {
		lw_buf_free(&self->ct);
		self->cr = lw_spnego_client_step(self->c, self->st.data, self->st.len, &self->ct);
		if (self->strip_client)
			strip(&self->ct);
		lw_buf_free(&self->st);
		if (self->cr != LW_AUTH_CONTINUE)
			return;
		self->sr = lw_spnego_server_step(self->s, self->ct.data, self->ct.len, &self->st);
		if (self->strip_server)
			strip(&self->st);
	}
}

TEST_F(talk, first_choice)
{
	run(self);
	EXPECT_EQ(LW_AUTH_DONE, self->cr);
	EXPECT_EQ(LW_AUTH_DONE, self->sr);
	EXPECT_EQ(2, self->legs);
	EXPECT_EQ(&self->cm[0], lw_spnego_client_mech(self->c));
	EXPECT_EQ(&self->sm[0], lw_spnego_server_mech(self->s));
	EXPECT_EQ(0, self->ca.mics + self->sa.mics);
	EXPECT_FALSE(lw_spnego_server_raw(self->s));
	EXPECT_EQ(-EPROTO, lw_spnego_client_step(self->c, "x", 1, &self->ct));
	EXPECT_EQ(-EPROTO, lw_spnego_server_step(self->s, "x", 1, &self->st));
	lw_spnego_client_free(NULL);
	lw_spnego_server_free(NULL);
}

/* How many tokens the mechanism has does not matter; who has the last word, either. */
TEST_F(talk, lengths)
{
	int last;

	for (last = 1; last <= 6; last++) {
		self->ca = (struct counter){ .next = 1, .last = last, .client = true };
		self->sa = (struct counter){ .next = 1, .last = last };
		lw_spnego_client_free(self->c);
		lw_spnego_server_free(self->s);
		run(self);
		EXPECT_EQ(LW_AUTH_DONE, self->cr) TH_LOG("%d tokens", last);
		EXPECT_EQ(LW_AUTH_DONE, self->sr);
		EXPECT_EQ((last + 1) / 2, self->legs);
	}
}

/* The same with signatures on both sides, wherever they fall. */
TEST_F(talk, lengths_with_mic)
{
	int last;

	for (last = 2; last <= 6; last++) {
		self->ca = (struct counter){ .next = 1, .last = last, .client = true, .wants_mic = true };
		self->sa = (struct counter){ .next = 1, .last = last, .wants_mic = true };
		lw_spnego_client_free(self->c);
		lw_spnego_server_free(self->s);
		run(self);
		EXPECT_EQ(LW_AUTH_DONE, self->cr) TH_LOG("%d tokens", last);
		EXPECT_EQ(LW_AUTH_DONE, self->sr);
		EXPECT_EQ(1, self->ca.mics);
		EXPECT_EQ(1, self->sa.mics);
		EXPECT_EQ(last / 2 + 1, self->legs);
	}
}

TEST_F(talk, second_choice_signs)
{
	self->sm[0] = self->sm[1];
	self->sn = 1;
	run(self);
	EXPECT_EQ(LW_AUTH_DONE, self->cr);
	EXPECT_EQ(LW_AUTH_DONE, self->sr);
	EXPECT_EQ(3, self->legs);
	EXPECT_EQ(1, self->cb.mics);
	EXPECT_EQ(1, self->sb.mics);
	EXPECT_EQ(&self->cm[1], lw_spnego_client_mech(self->c));
	EXPECT_EQ(&self->sm[0], lw_spnego_server_mech(self->s));
}

TEST_F(talk, second_choice_client_mic_missing)
{
	self->sm[0] = self->sm[1];
	self->sn = 1;
	self->strip_client = true;
	run(self);
	EXPECT_EQ(-EACCES, self->cr);
	EXPECT_EQ(-EACCES, self->sr);
	EXPECT_EQ(0, self->sb.mics);
}

TEST_F(talk, second_choice_server_mic_missing)
{
	self->sm[0] = self->sm[1];
	self->sn = 1;
	self->strip_server = true;
	run(self);
	EXPECT_EQ(-EACCES, self->cr);
	EXPECT_EQ(LW_AUTH_DONE, self->sr);
}

/* A legacy client is not asked, but is verified if it signs. */
TEST_F(talk, legacy_second_choice)
{
	self->sm[0] = self->sm[1];
	self->sn = 1;
	self->legacy = true;
	self->strip_client = true;
	run(self);
	EXPECT_EQ(LW_AUTH_DONE, self->sr);
	EXPECT_EQ(0, self->sb.mics);
	EXPECT_EQ(-EACCES, self->cr); /* our own client is none of those */
}

TEST_F(talk, legacy_first_choice)
{
	self->sa.wants_mic = true;
	self->legacy = true;
	run(self);
	EXPECT_EQ(LW_AUTH_DONE, self->sr);
	EXPECT_EQ(0, self->sa.mics);
}

TEST_F(talk, mechanism_wants_the_client_to_sign)
{
	self->sa.wants_mic = true;
	run(self);
	EXPECT_EQ(-EACCES, self->sr);
	EXPECT_EQ(-EACCES, self->cr);
}

/* The server had the last word: it asks once more, and the answer must be a signature. */
TEST_F(talk, server_waits_for_the_mic)
{
	self->ca.last = 2;
	self->sa.last = 2;
	self->sa.wants_mic = true;
	run(self);
	EXPECT_EQ(LW_AUTH_CONTINUE, self->sr);
	EXPECT_EQ(-EPROTO, self->cr); /* a client that would not sign has nothing to say */
	EXPECT_EQ(-EACCES, lw_spnego_server_step(self->s, "\xa1\x02\x30\x00", 4, &self->st));
	EXPECT_BYTES("\xa1\x07\x30\x05\xa0\x03\x0a\x01\x02", self->st.data, 9);
}

TEST_F(talk, server_waits_and_gets_a_wrong_mic)
{
	static const char token[] = "\xa1\x09\x30\x07\xa3\x05\x04\x03\x43xx";

	self->ca.last = 2;
	self->sa.last = 2;
	self->sa.wants_mic = true;
	run(self);
	EXPECT_EQ(LW_AUTH_CONTINUE, self->sr);
	EXPECT_EQ(-EACCES, lw_spnego_server_step(self->s, token, 11, &self->st));
}

TEST_F(talk, server_waits_and_gets_more)
{
	struct lw_spnego_resp m = { .state = LW_SPNEGO_NO_STATE, .token = { (u8 *)"x", 1 },
				    .mic = { (u8 *)"C\x19\x0a", 3 } };
	struct lw_buf b = { 0 };

	self->ca.last = 2;
	self->sa.last = 2;
	self->sa.wants_mic = true;
	run(self);
	ASSERT_EQ(0, lw_spnego_resp_encode(&m, &b));
	EXPECT_EQ(-EACCES, lw_spnego_server_step(self->s, b.data, b.len, &self->st));
	lw_buf_free(&b);
}

TEST_F(talk, the_awaited_mic)
{
	struct lw_spnego_resp m = { .state = LW_SPNEGO_NO_STATE, .mic = { (u8 *)"C\x19\x0a", 3 } };
	struct lw_buf b = { 0 };

	self->ca.last = 2;
	self->sa.last = 2;
	self->sa.wants_mic = true;
	run(self);
	ASSERT_EQ(0, lw_spnego_resp_encode(&m, &b));
	EXPECT_EQ(LW_AUTH_DONE, lw_spnego_server_step(self->s, b.data, b.len, &self->st));
	EXPECT_BYTES("\xa1\x07\x30\x05\xa0\x03\x0a\x01\x00", self->st.data, 9);
	EXPECT_EQ(-EPROTO, lw_spnego_server_step(self->s, b.data, b.len, &self->st));
	lw_buf_free(&b);
}

TEST_F(talk, no_common_mechanism)
{
	self->sm[0].oid = "1.2.3";
	self->sm[1].oid = "1.2.4";
	run(self);
	EXPECT_EQ(-EACCES, self->sr);
	EXPECT_EQ(-EACCES, self->cr);
	EXPECT_EQ(NULL, lw_spnego_server_mech(self->s));
}

TEST_F(talk, mechanism_fails_at_the_server)
{
	self->sa.fail_at = 3;
	run(self);
	EXPECT_EQ(-EACCES, self->sr);
	EXPECT_EQ(-EACCES, self->cr);
}

TEST_F(talk, mechanism_fails_at_the_client)
{
	self->ca.fail_at = 3;
	run(self);
	EXPECT_EQ(-EACCES, self->cr);
	EXPECT_EQ(LW_AUTH_CONTINUE, self->sr);
	self->ca = (struct counter){ .next = 1, .fail_at = 1, .client = true };
	lw_spnego_client_free(self->c);
	self->c = lw_spnego_client_new(self->cm, 1);
	EXPECT_EQ(-EACCES, lw_spnego_client_step(self->c, NULL, 0, &self->ct));
	EXPECT_EQ(-EPROTO, lw_spnego_client_step(self->c, NULL, 0, &self->ct));
}

/* The first token of the server: what it says, and to whom. */
static void first_answer(struct _test_data_talk *self, struct lw_spnego_resp *m)
{
	self->c = lw_spnego_client_new(self->cm, self->cn);
	self->s = lw_spnego_server_new(self->sm, self->sn, self->legacy);
	if (lw_spnego_client_step(self->c, NULL, 0, &self->ct) != LW_AUTH_CONTINUE ||
	    lw_spnego_server_step(self->s, self->ct.data, self->ct.len, &self->st) < 0 ||
	    lw_spnego_resp_decode(self->st.data, self->st.len, m))
		abort();
}

TEST_F(talk, first_answer_first_choice)
{
	struct lw_spnego_resp m;

	first_answer(self, &m);
	EXPECT_EQ(LW_SPNEGO_ACCEPT_INCOMPLETE, m.state);
	EXPECT_STREQ(LW_OID_KRB5, m.oid);
	ASSERT_EQ(1, m.token.len);
	EXPECT_EQ('2', m.token.data[0]);
	lw_spnego_resp_free(&m);
}

TEST_F(talk, first_answer_second_choice)
{
	struct lw_spnego_resp m;

	self->sm[0] = self->sm[1];
	self->sn = 1;
	first_answer(self, &m);
	EXPECT_EQ(LW_SPNEGO_REQUEST_MIC, m.state);
	EXPECT_STREQ(LW_OID_NTLMSSP, m.oid);
	EXPECT_EQ(NULL, m.token.data);
	EXPECT_EQ(1, self->sb.next);
	lw_spnego_resp_free(&m);
}

TEST_F(talk, first_answer_second_choice_legacy)
{
	struct lw_spnego_resp m;

	self->sm[0] = self->sm[1];
	self->sn = 1;
	self->legacy = true;
	first_answer(self, &m);
	EXPECT_EQ(LW_SPNEGO_ACCEPT_INCOMPLETE, m.state);
	lw_spnego_resp_free(&m);
}

/* The second answer does not name the mechanism again. */
TEST_F(talk, second_answer)
{
	struct lw_spnego_resp m;

	self->ca.last = 5;
	self->sa.last = 5;
	first_answer(self, &m);
	lw_spnego_resp_free(&m);
	lw_buf_free(&self->ct);
	ASSERT_EQ(LW_AUTH_CONTINUE, lw_spnego_client_step(self->c, self->st.data, self->st.len, &self->ct));
	lw_buf_free(&self->st);
	ASSERT_EQ(LW_AUTH_CONTINUE, lw_spnego_server_step(self->s, self->ct.data, self->ct.len, &self->st));
	ASSERT_EQ(0, lw_spnego_resp_decode(self->st.data, self->st.len, &m));
	EXPECT_STREQ("", m.oid);
	EXPECT_EQ(LW_SPNEGO_ACCEPT_INCOMPLETE, m.state);
	lw_spnego_resp_free(&m);
}

/* A client that prefers what we have, but sends no token yet. */
TEST_F(talk, no_first_token)
{
	static const char b[] = "\x60\x1b" SPNEGO_OID "\xa0\x11\x30\x0f\xa0\x0d\x30\x0b" KRB_OID;
	static const char expected[] = "\xa1\x14\x30\x12\xa0\x03\x0a\x01\x01\xa1\x0b" KRB_OID;

	self->s = lw_spnego_server_new(self->sm, 2, false);
	EXPECT_EQ(LW_AUTH_CONTINUE, lw_spnego_server_step(self->s, b, sizeof(b) - 1, &self->st));
	ASSERT_EQ(sizeof(expected) - 1, self->st.len);
	EXPECT_BYTES(expected, self->st.data, self->st.len);
	EXPECT_EQ(1, self->sa.next);
}

TEST_F(talk, malformed)
{
	self->s = lw_spnego_server_new(self->sm, 2, false);
	EXPECT_EQ(-EBADMSG, lw_spnego_server_step(self->s, "x", 1, &self->st));
	EXPECT_BYTES("\xa1\x07\x30\x05\xa0\x03\x0a\x01\x02", self->st.data, 9);
	EXPECT_EQ(-EPROTO, lw_spnego_server_step(self->s, "x", 1, &self->st));
	self->c = lw_spnego_client_new(self->cm, 2);
	EXPECT_EQ(-EPROTO, lw_spnego_client_step(self->c, "x", 1, &self->ct));
	EXPECT_EQ(-EPROTO, lw_spnego_client_step(self->c, NULL, 0, &self->ct));
}

/* What a client does with an answer made by hand. */
static int client_gets(struct _test_data_talk *self, const struct lw_spnego_resp *m)
{
	struct lw_buf b = { 0 };
	int ret;

	lw_spnego_client_free(self->c);
	lw_buf_free(&self->ct);
	self->ca.next = 1;
	self->cb.next = 1;
	self->c = lw_spnego_client_new(self->cm, 2);
	if (lw_spnego_client_step(self->c, NULL, 0, &self->ct) != LW_AUTH_CONTINUE ||
	    lw_spnego_resp_encode(m, &b))
		abort();
	lw_buf_free(&self->ct);
	ret = lw_spnego_client_step(self->c, b.data, b.len, &self->ct);
	lw_buf_free(&b);
	return ret;
}

TEST_F(talk, client_gets_nonsense)
{
	struct lw_buf two = { (u8 *)"2", 1 };
	struct lw_spnego_resp good = { .state = LW_SPNEGO_ACCEPT_INCOMPLETE, .oid = LW_OID_KRB5, .token = two };
	struct lw_spnego_resp m = good;

	EXPECT_EQ(LW_AUTH_CONTINUE, client_gets(self, &m));
	EXPECT_EQ(&self->cm[0], lw_spnego_client_mech(self->c));
	m.oid[0] = '\0'; /* some servers do not name it */
	EXPECT_EQ(LW_AUTH_CONTINUE, client_gets(self, &m));
	snprintf(m.oid, sizeof(m.oid), "%s", LW_OID_MS_KRB5); /* not offered */
	EXPECT_EQ(-EPROTO, client_gets(self, &m));
	m.token.data = NULL;
	EXPECT_EQ(-EPROTO, client_gets(self, &m));
	m = good;
	snprintf(m.oid, sizeof(m.oid), "%s", LW_OID_NTLMSSP); /* a token for what has not begun */
	EXPECT_EQ(-EPROTO, client_gets(self, &m));
	m.token.data = NULL;
	EXPECT_EQ(LW_AUTH_CONTINUE, client_gets(self, &m));
	m = good;
	m.state = LW_SPNEGO_REJECT;
	EXPECT_EQ(-EACCES, client_gets(self, &m));
	m = good;
	m.state = LW_SPNEGO_ACCEPT_COMPLETED; /* before the mechanism had its say */
	EXPECT_EQ(-EPROTO, client_gets(self, &m));
	m = good;
	m.mic = (struct lw_buf){ (u8 *)"S..", 3 }; /* of a wrong list */
	EXPECT_EQ(-EACCES, client_gets(self, &m));
	self->ca.last = 5;
	m = good;
	m.mic = (struct lw_buf){ (u8 *)"S..", 3 }; /* before there is a key */
	EXPECT_EQ(-EPROTO, client_gets(self, &m));
}

/* The mechanism is done; what the server says then. */
TEST_F(talk, client_is_done_first)
{
	struct lw_spnego_resp m = { .state = LW_SPNEGO_ACCEPT_COMPLETED };

	self->ca.last = 1;
	EXPECT_EQ(LW_AUTH_DONE, client_gets(self, &m));
	m.token = (struct lw_buf){ (u8 *)"2", 1 };
	EXPECT_EQ(-EPROTO, client_gets(self, &m));
	m.token = (struct lw_buf){ 0 };
	m.state = LW_SPNEGO_ACCEPT_INCOMPLETE; /* and nothing to say */
	EXPECT_EQ(-EPROTO, client_gets(self, &m));
	m.state = LW_SPNEGO_REQUEST_MIC;
	EXPECT_EQ(LW_AUTH_CONTINUE, client_gets(self, &m));
	EXPECT_EQ(-EPROTO, lw_spnego_client_step(self->c, "\xa1\x02\x30\x00", 4, &self->ct)); /* sent already */
	m.state = LW_SPNEGO_REQUEST_MIC;
	EXPECT_EQ(LW_AUTH_CONTINUE, client_gets(self, &m));
	lw_buf_free(&self->ct);
	/* asked for, given, but not returned */
	EXPECT_EQ(-EACCES, lw_spnego_client_step(self->c, "\xa1\x07\x30\x05\xa0\x03\x0a\x01\x00", 9, &self->ct));
	m.state = LW_SPNEGO_ACCEPT_COMPLETED;
	m.mic = (struct lw_buf){ (u8 *)"S..", 3 };
	EXPECT_EQ(-EACCES, client_gets(self, &m));
	m.mic = (struct lw_buf){ (u8 *)"S\x19\x0a", 3 };
	EXPECT_EQ(LW_AUTH_DONE, client_gets(self, &m));
}

/* Once settled, the server cannot change its mind. */
TEST_F(talk, server_changes_its_mind)
{
	struct lw_spnego_resp m = { .state = LW_SPNEGO_ACCEPT_INCOMPLETE, .oid = LW_OID_KRB5,
				    .token = { (u8 *)"2", 1 } };
	struct lw_buf b = { 0 };

	self->ca.last = 9;
	ASSERT_EQ(LW_AUTH_CONTINUE, client_gets(self, &m));
	snprintf(m.oid, sizeof(m.oid), "%s", LW_OID_NTLMSSP);
	m.token = (struct lw_buf){ 0 };
	ASSERT_EQ(0, lw_spnego_resp_encode(&m, &b));
	lw_buf_free(&self->ct);
	EXPECT_EQ(-EPROTO, lw_spnego_client_step(self->c, b.data, b.len, &self->ct));
	/* nor after it had changed ours */
	ASSERT_EQ(LW_AUTH_CONTINUE, client_gets(self, &m));
	lw_buf_free(&b);
	snprintf(m.oid, sizeof(m.oid), "%s", LW_OID_KRB5);
	ASSERT_EQ(0, lw_spnego_resp_encode(&m, &b));
	lw_buf_free(&self->ct);
	EXPECT_EQ(-EPROTO, lw_spnego_client_step(self->c, b.data, b.len, &self->ct));
	lw_buf_free(&b);
}

/* What a server does with a second token made by hand. */
TEST_F(talk, server_gets_reject)
{
	struct lw_spnego_resp m;

	first_answer(self, &m);
	lw_spnego_resp_free(&m);
	lw_buf_free(&self->st);
	EXPECT_EQ(-EACCES, lw_spnego_server_step(self->s, "\xa1\x07\x30\x05\xa0\x03\x0a\x01\x02", 9, &self->st));
	EXPECT_EQ(3, self->sa.next); /* the mechanism did not hear of it */
	EXPECT_EQ(-EPROTO, lw_spnego_server_step(self->s, "\xa1\x02\x30\x00", 4, &self->st));
}

TEST_F(talk, server_gets_rubbish)
{
	struct lw_spnego_resp m;

	first_answer(self, &m);
	lw_spnego_resp_free(&m);
	lw_buf_free(&self->st);
	EXPECT_EQ(-EBADMSG, lw_spnego_server_step(self->s, "\xa1\x02\x30\x01", 4, &self->st));
	EXPECT_BYTES("\xa1\x07\x30\x05\xa0\x03\x0a\x01\x02", self->st.data, 9);
}

TEST_F(talk, server_gets_a_wrong_mic)
{
	struct lw_spnego_resp m, n = { .state = LW_SPNEGO_NO_STATE, .token = { (u8 *)"3", 1 },
				       .mic = { (u8 *)"C..", 3 } };

	first_answer(self, &m);
	lw_spnego_resp_free(&m);
	lw_buf_free(&self->st);
	lw_buf_free(&self->ct);
	ASSERT_EQ(0, lw_spnego_resp_encode(&n, &self->ct));
	EXPECT_EQ(-EACCES, lw_spnego_server_step(self->s, self->ct.data, self->ct.len, &self->st));
}

static int raw_step(void *ctx, const void *in, size_t len, struct lw_buf *out)
{
	int *calls = ctx;

	if (len < 8 || memcmp(in, "NTLMSSP", 8))
		return -EBADMSG;
	++*calls;
	return lw_buf_set(out, "NTLMSSP\0raw", 11) ? -ENOMEM : *calls == 2 ? LW_AUTH_DONE : LW_AUTH_CONTINUE;
}

static const struct lw_mech_ops raw_ops = { .step = raw_step };

TEST_F(talk, raw_ntlm)
{
	int calls = 0;

	self->sm[1] = (struct lw_mech){ LW_OID_NTLMSSP, &raw_ops, &calls };
	self->s = lw_spnego_server_new(self->sm, 2, false);
	EXPECT_EQ(LW_AUTH_CONTINUE, lw_spnego_server_step(self->s, "NTLMSSP\0x", 9, &self->st));
	EXPECT_BYTES("NTLMSSP\0raw", self->st.data, 11);
	EXPECT_TRUE(lw_spnego_server_raw(self->s));
	EXPECT_EQ(&self->sm[1], lw_spnego_server_mech(self->s));
	lw_buf_free(&self->st);
	EXPECT_EQ(LW_AUTH_DONE, lw_spnego_server_step(self->s, "NTLMSSP\0y", 9, &self->st));
	EXPECT_EQ(2, calls);
	EXPECT_EQ(-EBADMSG, lw_spnego_server_step(self->s, "x", 1, &self->st));
	EXPECT_EQ(-EPROTO, lw_spnego_server_step(self->s, "NTLMSSP\0y", 9, &self->st));
}

TEST_F(talk, raw_ntlm_that_we_have_not)
{
	self->s = lw_spnego_server_new(self->sm, 1, false);
	EXPECT_EQ(-EACCES, lw_spnego_server_step(self->s, "NTLMSSP\0x", 9, &self->st));
	EXPECT_EQ(NULL, self->st.data);
}

TEST_F(talk, number_of_mechanisms)
{
	EXPECT_EQ(NULL, lw_spnego_client_new(self->cm, 0));
	EXPECT_EQ(NULL, lw_spnego_client_new(self->cm, LW_SPNEGO_MECH_MAX + 1));
	self->c = lw_spnego_client_new(self->cm, LW_SPNEGO_MECH_MAX);
	EXPECT_NE(NULL, self->c);
}

TEST_HARNESS_MAIN
