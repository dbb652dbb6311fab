// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tests of the server's and the client's side of NTLMSSP: our client against our
 * server, with every message that can be tampered with, and clients of older kinds
 * built by hand. selftests/auth has the other implementations.
 */
#include <time.h>

#include "lib/ntlm_client.h"
#include "lib/ntlm_crypt.h"
#include "lib/ntlm_server.h"
#include "lib/unicode.h"
#include "../vectors/ntlm.h"
#include "unit.h"

static const u8 fixed_challenge[] = { 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef };
static int lookup_result;
static int random_result;

static int fixed_random(void *buf, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		((u8 *)buf)[i] = len == 8 ? fixed_challenge[i % 8] : 0x55;
	return random_result;
}

static u64 fixed_now(void)
{
	return 0x01d0000000000001ull;
}

static char seen_user[64], seen_domain[64];

static int lookup(void *arg, const char *user, const char *domain, u8 hash[LW_NTLM_HASH_LEN])
{
	snprintf(seen_user, sizeof(seen_user), "%s", user);
	snprintf(seen_domain, sizeof(seen_domain), "%s", domain);
	memcpy(hash, arg, LW_NTLM_HASH_LEN);
	return lookup_result;
}

FIXTURE(auth) {
	struct lw_ntlm_server_config sc;
	struct lw_ntlm_client_config cc;
	struct lw_ntlm_server *srv;
	struct lw_ntlm_client *cli;
	struct lw_buf negotiate, challenge, authenticate, none;
};

FIXTURE_SETUP(auth)
{
	memset(self, 0, sizeof(*self));
	self->sc = (struct lw_ntlm_server_config){
		.nb_computer = "SERVER", .nb_domain = "GROUP", .dns_computer = "server.example",
		.dns_domain = "example", .lookup = lookup, .arg = (void *)vec_nt_hash,
		.hooks = { fixed_random, fixed_now },
	};
	self->cc = (struct lw_ntlm_client_config){
		.user = "User", .domain = "Domain", .workstation = "HOST", .target = "cifs/server",
		.hooks = { fixed_random, fixed_now },
	};
	memcpy(self->cc.nt_hash, vec_nt_hash, 16);
	lookup_result = 0;
	random_result = 0;
}

static void fixture_free(struct _test_data_auth *self)
{
	lw_ntlm_server_free(self->srv);
	lw_ntlm_client_free(self->cli);
	lw_buf_free(&self->negotiate);
	lw_buf_free(&self->challenge);
	lw_buf_free(&self->authenticate);
	lw_buf_free(&self->none);
	self->srv = NULL;
	self->cli = NULL;
}

FIXTURE_TEARDOWN(auth)
{
	fixture_free(self);
}

/* Everything up to the AUTHENTICATE, which is left to the test. */
static bool to_authenticate(struct _test_data_auth *self)
{
	fixture_free(self);
	self->srv = lw_ntlm_server_new(&self->sc);
	self->cli = lw_ntlm_client_new(&self->cc);
	return lw_ntlm_client_step(self->cli, NULL, 0, &self->negotiate) == LW_AUTH_CONTINUE &&
	       lw_ntlm_server_step(self->srv, self->negotiate.data, self->negotiate.len,
				   &self->challenge) == LW_AUTH_CONTINUE &&
	       lw_ntlm_client_step(self->cli, self->challenge.data, self->challenge.len,
				   &self->authenticate) == LW_AUTH_DONE;
}

static int finish(struct _test_data_auth *self)
{
	return lw_ntlm_server_step(self->srv, self->authenticate.data, self->authenticate.len,
				   &self->none);
}

TEST_F(auth, success)
{
	const struct lw_ntlm_identity *id;

	ASSERT_TRUE(to_authenticate(self));
	EXPECT_EQ(NULL, lw_ntlm_server_key(self->srv));
	ASSERT_EQ(LW_AUTH_DONE, finish(self));
	EXPECT_EQ(NULL, self->none.data);
	EXPECT_EQ(LW_NTLM_OK, lw_ntlm_server_fail(self->srv));
	EXPECT_EQ(LW_NTLM_V2, lw_ntlm_server_kind(self->srv));
	EXPECT_EQ(lw_ntlm_client_flags(self->cli), lw_ntlm_server_flags(self->srv));
	EXPECT_TRUE(lw_ntlm_server_flags(self->srv) & LW_NTLM_KEY_EXCH);
	EXPECT_BYTES(lw_ntlm_client_key(self->cli), lw_ntlm_server_key(self->srv), 16);
	EXPECT_EQ(0x55, lw_ntlm_client_key(self->cli)[0]);
	id = lw_ntlm_server_identity(self->srv);
	EXPECT_STREQ("User", id->user);
	EXPECT_STREQ("Domain", id->domain);
	EXPECT_STREQ("HOST", id->workstation);
	EXPECT_STREQ("User", seen_user);
	EXPECT_STREQ("Domain", seen_domain);
	lw_ntlm_server_free(NULL);
	lw_ntlm_client_free(NULL);
}

static time_t time_t_now(void)
{
	return time(NULL);
}

/* Without hooks, challenge and time are new each time. */
TEST_F(auth, real_chance_and_time)
{
	struct lw_ntlm_challenge one, two;
	struct lw_buf first;
	struct lw_ntlm_avs avs;
	struct wire_rd r;
	u64 time = 0, now;

	memset(&self->sc.hooks, 0, sizeof(self->sc.hooks));
	memset(&self->cc.hooks, 0, sizeof(self->cc.hooks));
	ASSERT_TRUE(to_authenticate(self));
	EXPECT_EQ(LW_AUTH_DONE, finish(self));
	first = self->challenge;
	self->challenge = (struct lw_buf){ 0 };
	ASSERT_TRUE(to_authenticate(self));
	ASSERT_EQ(0, lw_ntlm_challenge_decode(first.data, first.len, &one));
	ASSERT_EQ(0, lw_ntlm_challenge_decode(self->challenge.data, self->challenge.len, &two));
	EXPECT_NE(0, memcmp(one.challenge, two.challenge, 8));
	wire_rd_span_child(&two.target_info, &r);
	ASSERT_EQ(0, lw_ntlm_avs_decode(&r, &avs));
	EXPECT_TRUE(lw_ntlm_avs_timestamp(&avs, &time));
	now = 116444736000000000ull + 10000000ull * (u64)time_t_now();
	EXPECT_GE(now + 20000000, time);
	EXPECT_LE(now - 600000000, time);
	lw_buf_free(&first);
}

TEST_F(auth, the_challenge)
{
	struct lw_ntlm_challenge m;
	struct lw_ntlm_avs avs;
	struct wire_rd r;
	char text[64];
	static const struct {
		u16 id;
		const char *text;
	} names[] = { { 2, "GROUP" }, { 1, "SERVER" }, { 4, "example" }, { 3, "server.example" } };
	size_t i;
	u64 time = 0;

	ASSERT_TRUE(to_authenticate(self));
	ASSERT_EQ(0, lw_ntlm_challenge_decode(self->challenge.data, self->challenge.len, &m));
	EXPECT_EQ(0xe28a8215, m.flags);
	EXPECT_BYTES(fixed_challenge, m.challenge, 8);
	EXPECT_EQ(0, lw_utf16_to_utf8(m.target_name.data, m.target_name.len, text, sizeof(text)));
	EXPECT_STREQ("SERVER", text);
	EXPECT_TRUE(m.has_version);
	EXPECT_EQ(6, m.version.major);
	EXPECT_EQ(1, m.version.minor);
	EXPECT_EQ(15, m.version.revision);
	wire_rd_span_child(&m.target_info, &r);
	ASSERT_EQ(0, lw_ntlm_avs_decode(&r, &avs));
	EXPECT_EQ(0, wire_rd_left(&r));
	ASSERT_EQ(5, avs.count);
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		EXPECT_EQ(names[i].id, avs.av[i].id);
		EXPECT_EQ(0, lw_utf16_to_utf8(avs.av[i].data, avs.av[i].len, text, sizeof(text)));
		EXPECT_STREQ(names[i].text, text);
	}
	EXPECT_TRUE(lw_ntlm_avs_timestamp(&avs, &time));
	EXPECT_EQ(fixed_now(), time);
}

/* Sends a NEGOTIATE with these flags; returns the challenge's. */
static u32 flags_for(struct _test_data_auth *self, u32 asked, struct lw_ntlm_challenge *m)
{
	struct lw_ntlm_negotiate n = { .flags = asked };
	struct wire_wr w;
	u8 b[40];

	fixture_free(self);
	self->srv = lw_ntlm_server_new(&self->sc);
	wire_wr_init(&w, b, sizeof(b));
	if (lw_ntlm_negotiate_encode(&w, &n) ||
	    lw_ntlm_server_step(self->srv, b, sizeof(b), &self->challenge) != LW_AUTH_CONTINUE ||
	    lw_ntlm_challenge_decode(self->challenge.data, self->challenge.len, m))
		return 0;
	return m->flags;
}

TEST_F(auth, flags_that_are_granted)
{
	struct lw_ntlm_challenge m;

	EXPECT_EQ(LW_NTLM_TARGET_INFO, flags_for(self, 0, &m));
	EXPECT_EQ(0, m.target_name.len);
	EXPECT_FALSE(m.has_version);
	EXPECT_EQ(LW_NTLM_TARGET_INFO | LW_NTLM_UNICODE, flags_for(self, 3, &m));
	EXPECT_EQ(LW_NTLM_TARGET_INFO | LW_NTLM_OEM, flags_for(self, 2, &m));
	EXPECT_EQ(LW_NTLM_TARGET_INFO | LW_NTLM_OEM | LW_NTLM_REQUEST_TARGET | LW_NTLM_TARGET_TYPE_SERVER,
		  flags_for(self, 6, &m));
	ASSERT_EQ(6, m.target_name.len);
	EXPECT_EQ(0, memcmp("SERVER", m.target_name.data, 6));
	/* what is never granted: LM keys, datagrams, anonymous */
	EXPECT_EQ(0, flags_for(self, 0xffffffff, &m) &
		     (LW_NTLM_LM_KEY | LW_NTLM_DATAGRAM | LW_NTLM_ANONYMOUS | LW_NTLM_TARGET_TYPE_DOMAIN));
	EXPECT_EQ(0xe28a8235, flags_for(self, 0xffffffff, &m));
}

TEST_F(auth, names_that_are_left_out)
{
	struct lw_ntlm_challenge m;
	struct lw_ntlm_avs avs;
	struct wire_rd r;

	self->sc.dns_computer = NULL;
	self->sc.dns_domain = NULL;
	EXPECT_NE(0, flags_for(self, 5, &m));
	wire_rd_span_child(&m.target_info, &r);
	ASSERT_EQ(0, lw_ntlm_avs_decode(&r, &avs));
	EXPECT_EQ(3, avs.count);
}

/* A configuration that makes no challenge is our own trouble. */
TEST_F(auth, bad_configuration)
{
	char longer[600];
	struct lw_ntlm_challenge m;
	int i;

	memset(longer, 'n', sizeof(longer));
	longer[599] = '\0';
	for (i = 0; i < 2; i++) {
		self->sc.nb_computer = "\xff";
		EXPECT_EQ(0, flags_for(self, i ? 5 : 6, &m));
		EXPECT_EQ(LW_NTLM_FAIL_INTERNAL, lw_ntlm_server_fail(self->srv));
		EXPECT_EQ(-EPROTO, lw_ntlm_server_step(self->srv, "x", 1, &self->none));
	}
	longer[512] = '\0';
	self->sc.nb_computer = "S";
	self->sc.dns_domain = longer; /* 1 KiB is what all names may have together */
	EXPECT_EQ(0, flags_for(self, 5, &m));
	longer[256] = '\0';
	EXPECT_NE(0, flags_for(self, 5, &m));
	self->sc.nb_computer = longer;
	self->sc.dns_domain = NULL;
	EXPECT_NE(0, flags_for(self, 5, &m));
	EXPECT_EQ(512, m.target_name.len);
	longer[256] = 'n';
	longer[257] = '\0';
	EXPECT_EQ(0, flags_for(self, 5, &m));
	self->sc.dns_domain = NULL;
	longer[257] = 'n';
	longer[400] = '\0';
	EXPECT_NE(0, flags_for(self, 6, &m)); /* OEM: one byte a letter */
	EXPECT_EQ(400, m.target_name.len);
	random_result = -EIO;
	self->sc.nb_computer = "S";
	EXPECT_EQ(0, flags_for(self, 5, &m));
	EXPECT_EQ(LW_NTLM_FAIL_INTERNAL, lw_ntlm_server_fail(self->srv));
}

TEST_F(auth, out_of_order)
{
	ASSERT_TRUE(to_authenticate(self));
	ASSERT_EQ(LW_AUTH_DONE, finish(self));
	EXPECT_EQ(-EPROTO, finish(self));
	EXPECT_EQ(LW_NTLM_FAIL_ORDER, lw_ntlm_server_fail(self->srv));
	EXPECT_EQ(NULL, lw_ntlm_server_key(self->srv));
	EXPECT_EQ(-EPROTO, lw_ntlm_client_step(self->cli, self->challenge.data, self->challenge.len,
					       &self->none));
	EXPECT_EQ(NULL, lw_ntlm_client_key(self->cli));
	fixture_free(self);
	self->srv = lw_ntlm_server_new(&self->sc);
	EXPECT_EQ(-EBADMSG, lw_ntlm_server_step(self->srv, "NTLMSSP", 8, &self->none));
	EXPECT_EQ(LW_NTLM_FAIL_MALFORMED, lw_ntlm_server_fail(self->srv));
	EXPECT_EQ(-EPROTO, lw_ntlm_server_step(self->srv, "NTLMSSP", 8, &self->none));
	self->cli = lw_ntlm_client_new(&self->cc);
	EXPECT_EQ(-EPROTO, lw_ntlm_client_step(self->cli, "x", 1, &self->none));
	EXPECT_EQ(-EPROTO, lw_ntlm_client_step(self->cli, NULL, 0, &self->none));
}

TEST_F(auth, lookup_says)
{
	static const struct {
		int result, ret;
		enum lw_ntlm_fail fail;
		const char *text;
	} table[] = {
		{ -ENOENT, -EACCES, LW_NTLM_FAIL_NO_USER, "no such user" },
		{ -EACCES, -EACCES, LW_NTLM_FAIL_DISABLED, "account disabled" },
		{ -ENOKEY, -EACCES, LW_NTLM_FAIL_NO_PASSWORD, "account without a password" },
		{ -EIO, -EIO, LW_NTLM_FAIL_INTERNAL, "internal error" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(table); i++) {
		lookup_result = table[i].result;
		ASSERT_TRUE(to_authenticate(self));
		EXPECT_EQ(table[i].ret, finish(self));
		EXPECT_EQ(table[i].fail, lw_ntlm_server_fail(self->srv));
		EXPECT_STREQ(table[i].text, lw_ntlm_fail_text(lw_ntlm_server_fail(self->srv)));
		EXPECT_EQ(NULL, lw_ntlm_server_key(self->srv));
		EXPECT_STREQ("User", lw_ntlm_server_identity(self->srv)->user);
	}
}

TEST(every_failure_has_a_text)
{
	int i, j;

	for (i = LW_NTLM_OK; i <= LW_NTLM_FAIL_INTERNAL; i++) {
		ASSERT_NE(NULL, lw_ntlm_fail_text(i));
		for (j = 0; j < i; j++)
			EXPECT_STRNE(lw_ntlm_fail_text(i), lw_ntlm_fail_text(j));
	}
}

TEST_F(auth, wrong_password)
{
	self->cc.nt_hash[0] ^= 1;
	ASSERT_TRUE(to_authenticate(self));
	EXPECT_EQ(-EACCES, finish(self));
	EXPECT_EQ(LW_NTLM_FAIL_WRONG_PASSWORD, lw_ntlm_server_fail(self->srv));
}

/*
 * Every bit of the AUTHENTICATE is under the proof or the MIC: none can be changed.
 * (Which of the failures it is depends on the place.)
 */
TEST_F(auth, no_bit_can_be_changed)
{
	size_t i, n;

	ASSERT_TRUE(to_authenticate(self));
	n = self->authenticate.len;
	for (i = 0; i < n; i++) {
		ASSERT_TRUE(to_authenticate(self));
		self->authenticate.data[i] ^= 1;
		EXPECT_GT(0, finish(self)) TH_LOG("byte %zu", i);
		EXPECT_EQ(NULL, lw_ntlm_server_key(self->srv));
	}
}

/* Nor can the messages before it. */
TEST_F(auth, mic_covers_all_three)
{
	size_t i;

	for (i = 12; i < 40; i += 4) {
		ASSERT_TRUE(to_authenticate(self));
		lw_ntlm_server_free(self->srv);
		lw_buf_free(&self->challenge);
		self->srv = lw_ntlm_server_new(&self->sc);
		self->negotiate.data[i] ^= i == 12 ? 0x20 : 1; /* sealing; lengths and offsets of no name */
		if (i == 16 || i == 24)
			self->negotiate.data[i] ^= 1;
		if (lw_ntlm_server_step(self->srv, self->negotiate.data, self->negotiate.len,
					&self->challenge) != LW_AUTH_CONTINUE)
			continue;
		if (i != 16 && i != 24) {
			EXPECT_EQ(-EACCES, finish(self)) TH_LOG("byte %zu", i);
			EXPECT_EQ(LW_NTLM_FAIL_MIC, lw_ntlm_server_fail(self->srv));
		} else {
			EXPECT_EQ(LW_AUTH_DONE, finish(self));
		}
	}
	/* the challenge that the client saw is not the one that we sent */
	ASSERT_TRUE(to_authenticate(self));
	lw_ntlm_client_free(self->cli);
	lw_buf_free(&self->negotiate);
	lw_buf_free(&self->authenticate);
	self->cli = lw_ntlm_client_new(&self->cc);
	ASSERT_EQ(LW_AUTH_CONTINUE, lw_ntlm_client_step(self->cli, NULL, 0, &self->negotiate));
	self->challenge.data[52] ^= 1; /* build number */
	ASSERT_EQ(LW_AUTH_DONE, lw_ntlm_client_step(self->cli, self->challenge.data, self->challenge.len,
						    &self->authenticate));
	EXPECT_EQ(-EACCES, finish(self));
	EXPECT_EQ(LW_NTLM_FAIL_MIC, lw_ntlm_server_fail(self->srv));
}

/* Re-encodes the AUTHENTICATE after a change. */
static void re_encode(struct _test_data_auth *self, const struct lw_ntlm_authenticate *m)
{
	u8 b[2048];
	struct wire_wr w;

	wire_wr_init(&w, b, sizeof(b));
	if (lw_ntlm_authenticate_encode(&w, m))
		abort();
	lw_buf_free(&self->authenticate);
	lw_buf_set(&self->authenticate, b, wire_wr_off(&w));
}

static struct lw_ntlm_authenticate decoded(struct _test_data_auth *self)
{
	struct lw_ntlm_authenticate m;

	if (lw_ntlm_authenticate_decode(self->authenticate.data, self->authenticate.len, &m))
		abort();
	return m;
}

/* A MIC that is promised must be there, even if there is no room for it. */
TEST_F(auth, mic_cut_out)
{
	struct lw_ntlm_authenticate m;
	u8 b[2048], *p;
	int i;

	ASSERT_TRUE(to_authenticate(self));
	m = decoded(self);
	EXPECT_TRUE(m.has_mic);
	p = self->authenticate.data;
	memcpy(b, p, 72);
	memcpy(b + 72, p + 88, self->authenticate.len - 88);
	for (i = 0; i < 6; i++)
		b[16 + 8 * i] -= 16; /* all offsets stay below 256 or borrow nothing here */
	lw_buf_free(&self->none);
	EXPECT_GT(0, lw_ntlm_server_step(self->srv, b, self->authenticate.len - 16, &self->none));
	EXPECT_EQ(NULL, lw_ntlm_server_key(self->srv));
}

TEST_F(auth, session_key_length)
{
	struct lw_ntlm_authenticate m;
	size_t i;

	for (i = 0; i <= 17; i++) {
		u8 key[17] = { 0 };

		if (i == 16)
			continue;
		ASSERT_TRUE(to_authenticate(self));
		m = decoded(self);
		m.session_key = (struct wire_span){ key, i, 0 };
		re_encode(self, &m);
		EXPECT_EQ(-EACCES, finish(self));
		EXPECT_EQ(LW_NTLM_FAIL_SESSION_KEY, lw_ntlm_server_fail(self->srv)) TH_LOG("%zu bytes", i);
	}
}

/*
 * An AUTHENTICATE made by hand for the fixed challenge. Returns what the server says.
 */
static int answer(struct _test_data_auth *self, u32 asked, struct lw_ntlm_authenticate *m)
{
	struct lw_ntlm_challenge ch;
	u8 b[2048];
	struct wire_wr w;

	if (!flags_for(self, asked, &ch))
		abort();
	m->has_flags = true;
	m->flags |= asked;
	if (!m->user.data) {
		m->user = (struct wire_span){ (const u8 *)"U\0s\0e\0r\0", 8, 0 };
		m->domain = (struct wire_span){ (const u8 *)"D\0o\0m\0a\0i\0n\0", 12, 0 };
	}
	wire_wr_init(&w, b, sizeof(b));
	if (lw_ntlm_authenticate_encode(&w, m))
		abort();
	return lw_ntlm_server_step(self->srv, b, wire_wr_off(&w), &self->none);
}

#define PLAIN (LW_NTLM_UNICODE | LW_NTLM_NTLM)
#define SPAN(a) ((struct wire_span){ (a), sizeof(a), 0 })

/* What Windows XP answers: NTLM2 session; allowed inside the fence alone. */
TEST_F(auth, v1_session)
{
	u8 lm[24] = { 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa };
	struct lw_ntlm_authenticate m = { .nt = SPAN(vec_session_response), .lm = SPAN(lm) };
	const u32 flags = PLAIN | LW_NTLM_EXTENDED_SESSION;
	int i;

	self->sc.policy.allow_v1 = true;
	EXPECT_EQ(-EACCES, answer(self, flags, &m));
	EXPECT_EQ(LW_NTLM_FAIL_V1_SESSION, lw_ntlm_server_fail(self->srv));
	self->sc.policy = (struct lw_ntlm_policy){ .allow_v1_session = true };
	ASSERT_EQ(LW_AUTH_DONE, answer(self, flags, &m));
	EXPECT_EQ(LW_NTLM_V1_SESSION, lw_ntlm_server_kind(self->srv));
	EXPECT_BYTES(vec_session_kx_key, lw_ntlm_server_key(self->srv), 16);
	for (i = 8; i < 24; i++) {
		lm[i] = 1;
		EXPECT_EQ(-EBADMSG, answer(self, flags, &m));
		EXPECT_EQ(LW_NTLM_FAIL_MALFORMED, lw_ntlm_server_fail(self->srv));
		lm[i] = 0;
	}
	lm[0] = 0;
	EXPECT_EQ(-EACCES, answer(self, flags, &m));
	EXPECT_EQ(LW_NTLM_FAIL_WRONG_PASSWORD, lw_ntlm_server_fail(self->srv));
	lm[0] = 0xaa;
	m.lm.len = 8;
	EXPECT_EQ(-EBADMSG, answer(self, flags, &m));
	m.lm.len = 0;
	EXPECT_EQ(-EBADMSG, answer(self, flags, &m));
	/* the same response without the flag is a wrong NTLMv1 response */
	m.lm.len = 24;
	m.flags = 0;
	self->sc.policy.allow_v1 = true;
	EXPECT_EQ(-EACCES, answer(self, PLAIN, &m));
	EXPECT_EQ(LW_NTLM_FAIL_WRONG_PASSWORD, lw_ntlm_server_fail(self->srv));
}

TEST_F(auth, v1)
{
	u8 lm[24] = { 0 }, nt[24];
	struct lw_ntlm_authenticate m = { .nt = SPAN(vec_v1_response), .lm = SPAN(lm) };

	self->sc.policy.allow_v1_session = true;
	EXPECT_EQ(-EACCES, answer(self, PLAIN, &m));
	EXPECT_EQ(LW_NTLM_FAIL_V1, lw_ntlm_server_fail(self->srv));
	self->sc.policy = (struct lw_ntlm_policy){ .allow_v1 = true };
	ASSERT_EQ(LW_AUTH_DONE, answer(self, PLAIN, &m));
	EXPECT_EQ(LW_NTLM_V1, lw_ntlm_server_kind(self->srv));
	EXPECT_BYTES(vec_v1_base_key, lw_ntlm_server_key(self->srv), 16);
	memcpy(nt, vec_v1_response, 24);
	nt[23] ^= 1;
	m.nt.data = nt;
	EXPECT_EQ(-EACCES, answer(self, PLAIN, &m));
	EXPECT_EQ(LW_NTLM_FAIL_WRONG_PASSWORD, lw_ntlm_server_fail(self->srv));
}

/* NTLMv1 with key exchange; and what was not offered is not negotiated. */
TEST_F(auth, v1_key_exchange)
{
	u8 lm[24] = { 0 };
	struct lw_ntlm_authenticate m = { .nt = SPAN(vec_v1_response), .lm = SPAN(lm),
					  .session_key = SPAN(vec_v1_encrypted_key) };

	self->sc.policy.allow_v1 = true;
	ASSERT_EQ(LW_AUTH_DONE, answer(self, PLAIN | LW_NTLM_KEY_EXCH, &m));
	EXPECT_EQ(0x55, lw_ntlm_server_key(self->srv)[0]);
	EXPECT_EQ(0x55, lw_ntlm_server_key(self->srv)[15]);
	m.flags = LW_NTLM_KEY_EXCH;
	ASSERT_EQ(LW_AUTH_DONE, answer(self, PLAIN, &m));
	EXPECT_BYTES(vec_v1_base_key, lw_ntlm_server_key(self->srv), 16);
	EXPECT_FALSE(lw_ntlm_server_flags(self->srv) & LW_NTLM_KEY_EXCH);
}

TEST_F(auth, v2_document)
{
	u8 nt[16 + sizeof(vec_v2_temp)], lm[24] = { 0 };
	struct lw_ntlm_authenticate m = { .nt = SPAN(nt), .lm = SPAN(lm),
					  .session_key = SPAN(vec_v2_encrypted_key) };

	memcpy(nt, vec_v2_proof, 16);
	memcpy(nt + 16, vec_v2_temp, sizeof(vec_v2_temp));
	ASSERT_EQ(LW_AUTH_DONE, answer(self, PLAIN | LW_NTLM_EXTENDED_SESSION | LW_NTLM_KEY_EXCH, &m));
	EXPECT_EQ(0x55, lw_ntlm_server_key(self->srv)[0]);
	ASSERT_EQ(LW_AUTH_DONE, answer(self, PLAIN, &m));
	m.flags = 0;
	ASSERT_EQ(LW_AUTH_DONE, answer(self, PLAIN, &m));
	EXPECT_BYTES(vec_v2_base_key, lw_ntlm_server_key(self->srv), 16);
	m.nt.len = 47;
	EXPECT_EQ(-EBADMSG, answer(self, PLAIN, &m));
	m.nt.len = 25;
	EXPECT_EQ(-EBADMSG, answer(self, PLAIN, &m));
	m.nt.len = 23;
	EXPECT_EQ(-EBADMSG, answer(self, PLAIN, &m));
	EXPECT_EQ(LW_NTLM_FAIL_MALFORMED, lw_ntlm_server_fail(self->srv));
	m.nt.len = 1;
	EXPECT_EQ(-EBADMSG, answer(self, PLAIN, &m));
}

/* Clients without Unicode: ASCII is understood, the rest is refused. */
TEST_F(auth, oem_names)
{
	u8 nt[16 + sizeof(vec_v2_temp)], big[LW_NTLM_NAME_MAX + 2];
	struct lw_ntlm_authenticate m = { .nt = SPAN(nt), .user = { (const u8 *)"User", 4, 0 },
					  .domain = { (const u8 *)"Domain", 6, 0 },
					  .workstation = { (const u8 *)"W", 1, 0 } };

	memcpy(nt, vec_v2_proof, 16);
	memcpy(nt + 16, vec_v2_temp, sizeof(vec_v2_temp));
	ASSERT_EQ(LW_AUTH_DONE, answer(self, LW_NTLM_OEM, &m));
	EXPECT_STREQ("User", lw_ntlm_server_identity(self->srv)->user);
	EXPECT_STREQ("W", lw_ntlm_server_identity(self->srv)->workstation);
	m.workstation.data = (const u8 *)"\x80";
	EXPECT_EQ(-EBADMSG, answer(self, LW_NTLM_OEM, &m));
	m.workstation.data = (const u8 *)"\x7f";
	EXPECT_EQ(LW_AUTH_DONE, answer(self, LW_NTLM_OEM, &m));
	m.workstation.data = (const u8 *)"\0";
	EXPECT_EQ(-EBADMSG, answer(self, LW_NTLM_OEM, &m));
	memset(big, 'n', sizeof(big));
	m.workstation = (struct wire_span){ big, 256, 0 };
	EXPECT_EQ(LW_AUTH_DONE, answer(self, LW_NTLM_OEM, &m));
	EXPECT_EQ(256, strlen(lw_ntlm_server_identity(self->srv)->workstation));
	m.workstation.len = 257;
	EXPECT_EQ(-EBADMSG, answer(self, LW_NTLM_OEM, &m));
}

TEST_F(auth, unicode_names)
{
	u8 nt[16 + sizeof(vec_v2_temp)], big[LW_NTLM_NAME_MAX + 2];
	struct lw_ntlm_authenticate m = { .nt = SPAN(nt) };

	memcpy(nt, vec_v2_proof, 16);
	memcpy(nt + 16, vec_v2_temp, sizeof(vec_v2_temp));
	memset(big, 0x4e, sizeof(big));
	m.workstation = (struct wire_span){ big, LW_NTLM_NAME_MAX, 0 };
	EXPECT_EQ(LW_AUTH_DONE, answer(self, PLAIN, &m));
	EXPECT_EQ(3 * LW_NTLM_NAME_MAX / 2, strlen(lw_ntlm_server_identity(self->srv)->workstation));
	m.workstation.len += 2;
	EXPECT_EQ(-EBADMSG, answer(self, PLAIN, &m));
	m.workstation.len = 3;
	EXPECT_EQ(-EBADMSG, answer(self, PLAIN, &m));
	m.workstation.len = 0;
	m.user.len = 7;
	EXPECT_EQ(-EBADMSG, answer(self, PLAIN, &m));
	m.user.len = 8;
	m.domain.len = 11;
	EXPECT_EQ(-EBADMSG, answer(self, PLAIN, &m));
	m.domain.len = 12;
	EXPECT_EQ(LW_AUTH_DONE, answer(self, PLAIN, &m));
}

TEST_F(auth, anonymous_and_lm_alone)
{
	u8 lm[24] = { 1 };
	struct lw_ntlm_authenticate m = { .lm = { lm, 1, 0 } };

	self->sc.policy = (struct lw_ntlm_policy){ true, true };
	EXPECT_EQ(-EACCES, answer(self, PLAIN, &m));
	EXPECT_EQ(LW_NTLM_FAIL_ANONYMOUS, lw_ntlm_server_fail(self->srv));
	m.lm.len = 2;
	EXPECT_EQ(-EACCES, answer(self, PLAIN, &m));
	EXPECT_EQ(LW_NTLM_FAIL_LM_ONLY, lw_ntlm_server_fail(self->srv));
	m.lm.len = 24;
	EXPECT_EQ(-EACCES, answer(self, PLAIN, &m));
	EXPECT_EQ(LW_NTLM_FAIL_LM_ONLY, lw_ntlm_server_fail(self->srv));
	m.lm.len = 0;
	EXPECT_EQ(-EACCES, answer(self, PLAIN, &m));
	EXPECT_EQ(LW_NTLM_FAIL_ANONYMOUS, lw_ntlm_server_fail(self->srv));
	/* a right response does not help without a name, or with the anonymous flag */
	m.nt = SPAN(vec_v1_response);
	m.flags = LW_NTLM_ANONYMOUS;
	EXPECT_EQ(-EACCES, answer(self, PLAIN, &m));
	EXPECT_EQ(LW_NTLM_FAIL_ANONYMOUS, lw_ntlm_server_fail(self->srv));
	m.flags = 0;
	m.user.len = 0;
	EXPECT_EQ(-EACCES, answer(self, PLAIN, &m));
	EXPECT_EQ(LW_NTLM_FAIL_ANONYMOUS, lw_ntlm_server_fail(self->srv));
	m.user.len = 8;
	EXPECT_EQ(LW_AUTH_DONE, answer(self, PLAIN, &m));
}

TEST_F(auth, signatures_both_ways)
{
	struct lw_buf mic = { 0 };

	self->srv = lw_ntlm_server_new(&self->sc);
	EXPECT_EQ(-EOPNOTSUPP, lw_ntlm_server_ops.mic_make(self->srv, "x", 1, &mic));
	EXPECT_EQ(-EOPNOTSUPP, lw_ntlm_server_ops.mic_check(self->srv, "x", 1, "y", 1));
	EXPECT_FALSE(lw_ntlm_server_ops.mic_wanted(self->srv));
	ASSERT_TRUE(to_authenticate(self));
	ASSERT_EQ(LW_AUTH_DONE, finish(self));
	EXPECT_TRUE(lw_ntlm_server_ops.mic_wanted(self->srv));
	EXPECT_TRUE(lw_ntlm_client_ops.mic_wanted(self->cli));
	ASSERT_EQ(0, lw_ntlm_server_ops.mic_make(self->srv, "x", 1, &mic));
	EXPECT_EQ(16, mic.len);
	EXPECT_EQ(0, lw_ntlm_client_ops.mic_check(self->cli, "x", 1, mic.data, mic.len));
	lw_buf_free(&mic);
	ASSERT_EQ(0, lw_ntlm_client_ops.mic_make(self->cli, "x", 1, &mic));
	EXPECT_EQ(0, lw_ntlm_server_ops.mic_check(self->srv, "x", 1, mic.data, mic.len));
	EXPECT_EQ(-EBADMSG, lw_ntlm_server_ops.mic_check(self->srv, "x", 1, mic.data, mic.len));
	lw_buf_free(&mic);
}

/* A client that sends no MIC of its own is not expected to sign the list. */
TEST_F(auth, mic_not_wanted)
{
	u8 nt[16 + sizeof(vec_v2_temp)];
	struct lw_ntlm_authenticate m = { .nt = SPAN(nt) };

	memcpy(nt, vec_v2_proof, 16);
	memcpy(nt + 16, vec_v2_temp, sizeof(vec_v2_temp));
	ASSERT_EQ(LW_AUTH_DONE, answer(self, PLAIN | LW_NTLM_EXTENDED_SESSION, &m));
	EXPECT_FALSE(lw_ntlm_server_ops.mic_wanted(self->srv));
}

/* A CHALLENGE made by hand; returns what the client says, its answer decoded in @m. */
static int challenge_client(struct _test_data_auth *self, u32 flags, const void *info, size_t len,
			    struct lw_ntlm_authenticate *m)
{
	struct lw_ntlm_challenge ch = { .flags = flags, .target_info = { info, len, 0 } };
	u8 b[2048];
	struct wire_wr w;
	int ret;

	fixture_free(self);
	self->cli = lw_ntlm_client_new(&self->cc);
	memcpy(ch.challenge, fixed_challenge, 8);
	wire_wr_init(&w, b, sizeof(b));
	if (lw_ntlm_challenge_encode(&w, &ch) ||
	    lw_ntlm_client_step(self->cli, NULL, 0, &self->negotiate) != LW_AUTH_CONTINUE)
		abort();
	ret = lw_ntlm_client_step(self->cli, b, wire_wr_off(&w), &self->authenticate);
	if (ret == LW_AUTH_DONE)
		*m = decoded(self);
	return ret;
}

#define NEEDED (LW_NTLM_UNICODE | LW_NTLM_NTLM | LW_NTLM_EXTENDED_SESSION | LW_NTLM_TARGET_INFO)
static const char info_plain[] = "\2\0\2\0D\0\x06\0\4\0\4\0\0\0\x09\0\2\0x\0\x0a\0\x10\0yyyyyyyyyyyyyyyy\0\0\0\0";

TEST_F(auth, the_negotiate)
{
	struct lw_ntlm_negotiate m;

	self->cli = lw_ntlm_client_new(&self->cc);
	ASSERT_EQ(LW_AUTH_CONTINUE, lw_ntlm_client_step(self->cli, NULL, 0, &self->negotiate));
	ASSERT_EQ(0, lw_ntlm_negotiate_decode(self->negotiate.data, self->negotiate.len, &m));
	EXPECT_EQ(0xe2888215, m.flags);
	EXPECT_TRUE(m.has_version);
	EXPECT_EQ(6, m.version.major);
	EXPECT_EQ(0, m.domain.len);
	EXPECT_EQ(40, self->negotiate.len);
	EXPECT_EQ(NULL, lw_ntlm_client_key(self->cli));
}

TEST_F(auth, client_refuses_less_than_it_needs)
{
	static const u32 each[] = { LW_NTLM_UNICODE, LW_NTLM_NTLM, LW_NTLM_EXTENDED_SESSION, LW_NTLM_TARGET_INFO };
	struct lw_ntlm_authenticate m;
	size_t i;

	EXPECT_EQ(LW_AUTH_DONE, challenge_client(self, NEEDED, info_plain, sizeof(info_plain) - 1, &m));
	for (i = 0; i < ARRAY_SIZE(each); i++) {
		EXPECT_EQ(-EACCES, challenge_client(self, 0xffffffff & ~each[i], info_plain,
						    sizeof(info_plain) - 1, &m));
	}
	EXPECT_EQ(-EBADMSG, challenge_client(self, NEEDED, info_plain, sizeof(info_plain) - 2, &m));
	EXPECT_EQ(-EBADMSG, challenge_client(self, NEEDED, "", 0, &m));
	EXPECT_EQ(-EPROTO, lw_ntlm_client_step(self->cli, NULL, 0, &self->none));
}

/* The server cannot put words into our mouth: its flags, target and bindings go. */
TEST_F(auth, client_without_time)
{
	struct lw_ntlm_v2_response r;
	struct lw_ntlm_authenticate m;
	u8 owf[16], lm[24];

	ASSERT_EQ(LW_AUTH_DONE, challenge_client(self, NEEDED, info_plain, sizeof(info_plain) - 1, &m));
	ASSERT_EQ(0, lw_ntlm_v2_response_decode(&m.nt, &r));
	EXPECT_EQ(fixed_now(), r.time);
	ASSERT_EQ(3, r.avs.count);
	EXPECT_EQ(LW_NTLM_AV_NB_DOMAIN, r.avs.av[0].id);
	EXPECT_EQ(LW_NTLM_AV_CHANNEL_BINDINGS, r.avs.av[1].id);
	EXPECT_EQ(0, r.avs.av[1].data[0]);
	EXPECT_EQ(LW_NTLM_AV_TARGET_NAME, r.avs.av[2].id);
	EXPECT_EQ(22, r.avs.av[2].len);
	EXPECT_EQ('c', r.avs.av[2].data[0]);
	EXPECT_EQ(0, lw_ntlm_avs_flags(&r.avs));
	EXPECT_EQ(0, m.mic[0] | m.mic[8] | m.mic[15]);
	EXPECT_FALSE(lw_ntlm_client_ops.mic_wanted(self->cli));
	/* LMv2 then, of the same challenges */
	EXPECT_EQ(0, lw_ntlm_owf_v2(vec_nt_hash, m.user.data, m.user.len, m.domain.data, m.domain.len, owf));
	EXPECT_BYTES(vec_v2_owf, owf, 16);
	lw_ntlm_lmv2_response(owf, fixed_challenge, r.client_challenge, lm);
	ASSERT_EQ(24, m.lm.len);
	EXPECT_BYTES(lm, m.lm.data, 24);
	/* no key exchange, no version: not offered */
	EXPECT_EQ(NEEDED, m.flags);
	EXPECT_EQ(NEEDED, lw_ntlm_client_flags(self->cli));
	EXPECT_FALSE(m.has_version);
	EXPECT_EQ(0, m.session_key.len);
	lw_ntlm_v2_base_key(owf, r.proof, lm);
	EXPECT_BYTES(lm, lw_ntlm_client_key(self->cli), 16);
}

TEST_F(auth, client_with_time)
{
	static const char info[] = "\2\0\2\0D\0\7\0\x08\0\1\2\3\4\5\6\7\x08\0\0\0\0";
	struct lw_ntlm_v2_response r;
	struct lw_ntlm_authenticate m;
	u8 zeros[24] = { 0 }, key[16];

	self->cc.target = NULL;
	ASSERT_EQ(LW_AUTH_DONE, challenge_client(self, 0xffffffff, info, sizeof(info) - 1, &m));
	ASSERT_EQ(0, lw_ntlm_v2_response_decode(&m.nt, &r));
	EXPECT_EQ(0x0807060504030201ull, r.time);
	ASSERT_EQ(4, r.avs.count);
	EXPECT_EQ(LW_NTLM_AV_TIMESTAMP, r.avs.av[1].id);
	EXPECT_EQ(LW_NTLM_AV_FLAG_MIC, lw_ntlm_avs_flags(&r.avs));
	EXPECT_EQ(NULL, lw_ntlm_avs_find(&r.avs, LW_NTLM_AV_TARGET_NAME));
	ASSERT_EQ(24, m.lm.len);
	EXPECT_BYTES(zeros, m.lm.data, 24);
	EXPECT_NE(0, memcmp(zeros, m.mic, 16));
	EXPECT_EQ(0xe2888215, m.flags);
	EXPECT_TRUE(m.has_version);
	EXPECT_EQ(6, m.version.major);
	ASSERT_EQ(16, m.session_key.len);
	lw_ntlm_v2_base_key(vec_v2_owf, r.proof, key);
	lw_ntlm_rc4(key, m.session_key.data, 16, key);
	EXPECT_BYTES(key, lw_ntlm_client_key(self->cli), 16);
	EXPECT_EQ(4 + 4, m.workstation.len);
	EXPECT_EQ('H', m.workstation.data[0]);
}

TEST_F(auth, client_configuration)
{
	char longer[300];
	struct lw_ntlm_authenticate m;
	const char **names[] = { &self->cc.user, &self->cc.domain, &self->cc.workstation, &self->cc.target };
	size_t i;

	memset(longer, 'n', sizeof(longer));
	longer[257] = '\0';
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		const char *good = *names[i];

		*names[i] = "\xff";
		EXPECT_EQ(-EINVAL, challenge_client(self, NEEDED, info_plain, sizeof(info_plain) - 1, &m));
		*names[i] = longer;
		EXPECT_EQ(-EINVAL, challenge_client(self, NEEDED, info_plain, sizeof(info_plain) - 1, &m));
		EXPECT_EQ(NULL, lw_ntlm_client_key(self->cli));
		longer[256] = '\0';
		EXPECT_EQ(LW_AUTH_DONE, challenge_client(self, NEEDED, info_plain, sizeof(info_plain) - 1, &m));
		longer[256] = 'n';
		*names[i] = good;
	}
	random_result = -EIO;
	EXPECT_EQ(-EIO, challenge_client(self, NEEDED, info_plain, sizeof(info_plain) - 1, &m));
}

/* More pairs than there is room for ours behind them. */
TEST_F(auth, client_list_full)
{
	u8 info[4 * (LW_NTLM_AV_MAX + 1)] = { 0 };
	struct lw_ntlm_authenticate m;
	int i;

	for (i = 0; i < LW_NTLM_AV_MAX; i++)
		info[4 * i] = 100 + i;
	EXPECT_EQ(-EBADMSG, challenge_client(self, NEEDED, info, sizeof(info), &m));
	EXPECT_EQ(-EBADMSG, challenge_client(self, NEEDED, info + 4, sizeof(info) - 4, &m));
	EXPECT_EQ(LW_AUTH_DONE, challenge_client(self, NEEDED, info + 8, sizeof(info) - 8, &m));
}

TEST_F(auth, client_malformed)
{
	self->cli = lw_ntlm_client_new(&self->cc);
	ASSERT_EQ(LW_AUTH_CONTINUE, lw_ntlm_client_step(self->cli, NULL, 0, &self->negotiate));
	EXPECT_EQ(-EBADMSG, lw_ntlm_client_step(self->cli, "NTLMSSP", 8, &self->none));
	EXPECT_EQ(-EPROTO, lw_ntlm_client_step(self->cli, "NTLMSSP", 8, &self->none));
}

TEST_HARNESS_MAIN
