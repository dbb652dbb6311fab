// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of NTLM's messages and AV pairs, byte by byte. */
#include "lib/ntlm_msg.h"
#include "../vectors/ntlm.h"
#include "unit.h"

#define SIG "NTLMSSP\0"
#define VERSION "\x06\x01\xb1\x1d\0\0\0\x0f" /* 6.1, build 7601 */

/* An exact copy on the heap, so that AddressSanitizer sees a byte read too many. */
static void *exact(const void *data, size_t len)
{
	void *p = malloc(len ? len : 1);

	if (len)
		memcpy(p, data, len);
	return p;
}

static int negotiate(const void *data, size_t len, struct lw_ntlm_negotiate *m)
{
	void *p = exact(data, len);
	int ret = lw_ntlm_negotiate_decode(p, len, m);

	free(p);
	return ret;
}

static int challenge(const void *data, size_t len, struct lw_ntlm_challenge *m)
{
	void *p = exact(data, len);
	int ret = lw_ntlm_challenge_decode(p, len, m);

	free(p);
	return ret;
}

static int authenticate(const void *data, size_t len, struct lw_ntlm_authenticate *m)
{
	void *p = exact(data, len);
	int ret = lw_ntlm_authenticate_decode(p, len, m);

	free(p);
	return ret;
}

TEST(is_message)
{
	EXPECT_TRUE(lw_ntlm_is_message(SIG, 8));
	EXPECT_FALSE(lw_ntlm_is_message(SIG, 7));
	EXPECT_FALSE(lw_ntlm_is_message("NTLMSSPx", 8));
	EXPECT_FALSE(lw_ntlm_is_message("MTLMSSP\0", 8));
}

/* What Windows XP SP3 sends: flags 0xa2088207, version 5.1.2600, no names. */
static const char xp_negotiate[] = SIG "\1\0\0\0\x07\x82\x08\xa2"
	"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\x01\x28\x0a\0\0\0\x0f";

TEST(negotiate_xp)
{
	struct lw_ntlm_negotiate m;

	ASSERT_EQ(0, negotiate(xp_negotiate, 40, &m));
	EXPECT_EQ(0xa2088207, m.flags);
	EXPECT_EQ(0, m.domain.len);
	EXPECT_EQ(0, m.workstation.len);
	EXPECT_TRUE(m.has_version);
	EXPECT_EQ(5, m.version.major);
	EXPECT_EQ(1, m.version.minor);
	EXPECT_EQ(2600, m.version.build);
	EXPECT_EQ(15, m.version.revision);
	EXPECT_EQ(0, negotiate(xp_negotiate, 39, &m));
	EXPECT_FALSE(m.has_version);
	EXPECT_EQ(0, m.version.major);
	EXPECT_EQ(0, negotiate(xp_negotiate, 32, &m));
	EXPECT_EQ(0, negotiate(xp_negotiate, 31, &m));
	EXPECT_EQ(0, negotiate(xp_negotiate, 16, &m));
	EXPECT_EQ(0xa2088207, m.flags);
	EXPECT_EQ(-EBADMSG, negotiate(xp_negotiate, 15, &m));
	EXPECT_EQ(-EBADMSG, negotiate(xp_negotiate, 0, &m));
}

TEST(negotiate_without_version_flag)
{
	char b[40];
	struct lw_ntlm_negotiate m;

	memcpy(b, xp_negotiate, 40);
	b[15] = (char)0xa0;
	ASSERT_EQ(0, negotiate(b, 40, &m));
	EXPECT_FALSE(m.has_version);
}

TEST(negotiate_names)
{
	static const char b[] = SIG "\1\0\0\0\x07\x32\0\0"
		"\3\0\3\0\x20\0\0\0\2\0\2\0\x23\0\0\0DOMWS";
	struct lw_ntlm_negotiate m;
	char *p = exact(b, 37), c[37];

	ASSERT_EQ(0, lw_ntlm_negotiate_decode(p, 37, &m));
	ASSERT_EQ(3, m.domain.len);
	EXPECT_EQ(0, memcmp("DOM", m.domain.data, 3));
	ASSERT_EQ(2, m.workstation.len);
	EXPECT_EQ(0, memcmp("WS", m.workstation.data, 2));
	EXPECT_FALSE(m.has_version);
	free(p);
	EXPECT_EQ(-EBADMSG, negotiate(b, 36, &m));
	memcpy(c, b, 37);
	c[20] = 31; /* into the fixed part */
	EXPECT_EQ(-EBADMSG, negotiate(c, 37, &m));
	c[20] = 35; /* past the end */
	EXPECT_EQ(-EBADMSG, negotiate(c, 37, &m));
	c[20] = 34;
	EXPECT_EQ(0, negotiate(c, 37, &m));
	c[23] = (char)0xff; /* far past it */
	EXPECT_EQ(-EBADMSG, negotiate(c, 37, &m));
	memcpy(c, b, 37);
	c[28] = 36;
	EXPECT_EQ(-EBADMSG, negotiate(c, 37, &m));
}

TEST(wrong_type_or_signature)
{
	struct lw_ntlm_negotiate n;
	struct lw_ntlm_challenge c;
	struct lw_ntlm_authenticate a;
	char b[88] = SIG;
	int type;

	for (type = 0; type <= 4; type++) {
		b[8] = type;
		EXPECT_EQ(type == 1 ? 0 : -EBADMSG, negotiate(b, sizeof(b), &n));
		EXPECT_EQ(type == 2 ? 0 : -EBADMSG, challenge(b, sizeof(b), &c));
		EXPECT_EQ(type == 3 ? 0 : -EBADMSG, authenticate(b, sizeof(b), &a));
	}
	b[8] = 1;
	b[11] = 1;
	EXPECT_EQ(-EBADMSG, negotiate(b, sizeof(b), &n));
	b[11] = 0;
	b[0] = 'n';
	EXPECT_EQ(-EBADMSG, negotiate(b, sizeof(b), &n));
}

TEST(too_long)
{
	char *b = calloc(1, LW_NTLM_MESSAGE_MAX + 1);
	struct lw_ntlm_negotiate m;

	memcpy(b, xp_negotiate, 40);
	EXPECT_EQ(0, lw_ntlm_negotiate_decode(b, LW_NTLM_MESSAGE_MAX, &m));
	EXPECT_EQ(-EBADMSG, lw_ntlm_negotiate_decode(b, LW_NTLM_MESSAGE_MAX + 1, &m));
	free(b);
}

static const char challenge_bytes[] = SIG "\2\0\0\0\2\0\2\0\x38\0\0\0\x15\x82\x89\x62"
	"\1\2\3\4\5\6\7\x08\0\0\0\0\0\0\0\0\4\0\4\0\x3a\0\0\0" VERSION "S\0\0\0\0\0";

TEST(challenge_all)
{
	struct lw_ntlm_challenge m;
	char *p = exact(challenge_bytes, 62);

	ASSERT_EQ(0, lw_ntlm_challenge_decode(p, 62, &m));
	EXPECT_EQ(0x62898215, m.flags);
	EXPECT_BYTES("\1\2\3\4\5\6\7\x08", m.challenge, 8);
	ASSERT_EQ(2, m.target_name.len);
	EXPECT_EQ('S', m.target_name.data[0]);
	ASSERT_EQ(4, m.target_info.len);
	EXPECT_EQ(p + 58, (char *)m.target_info.data);
	EXPECT_TRUE(m.has_version);
	EXPECT_EQ(7601, m.version.build);
	free(p);
	EXPECT_EQ(-EBADMSG, challenge(challenge_bytes, 61, &m));
}

/* Older servers end earlier, and their payload begins there. */
TEST(challenge_short)
{
	struct lw_ntlm_challenge m;
	char b[56];

	memset(b, 0xff, sizeof(b));
	memcpy(b, challenge_bytes, 48);
	b[12] = 0;
	b[40] = 0;
	EXPECT_EQ(-EBADMSG, challenge(b, 31, &m));
	EXPECT_EQ(0, challenge(b, 32, &m));
	EXPECT_EQ(0, m.target_info.len);
	EXPECT_EQ(0, challenge(b, 48, &m));
	EXPECT_FALSE(m.has_version);
	EXPECT_EQ(0, challenge(b, 55, &m));
	EXPECT_FALSE(m.has_version);
	EXPECT_EQ(0, challenge(b, 56, &m));
	EXPECT_TRUE(m.has_version);
	b[40] = 1; /* target information: not looked at if there is no room for it */
	b[44] = 100;
	EXPECT_EQ(0, challenge(b, 47, &m));
	EXPECT_EQ(-EBADMSG, challenge(b, 48, &m));
	b[12] = 2;
	b[16] = 46; /* the name lies where the field would be */
	EXPECT_EQ(0, challenge(b, 56, &m));
	EXPECT_EQ(2, m.target_name.len);
	EXPECT_EQ(0, m.target_info.len);
	b[16] = 31;
	EXPECT_EQ(-EBADMSG, challenge(b, 56, &m));
	b[16] = 32;
	EXPECT_EQ(0, challenge(b, 56, &m));
}

/* Fields of an AUTHENTICATE, in the order of the message, from byte 12. */
static void field(u8 *b, int number, u16 len, u32 off)
{
	__le16 l[2] = { cpu_to_le16(len), cpu_to_le16(len) };
	__le32 o = cpu_to_le32(off);

	memcpy(b + 12 + 8 * number, l, 4);
	memcpy(b + 16 + 8 * number, &o, 4);
}

static void auth_make(u8 b[128], u32 payload)
{
	int i;

	memset(b, 0, 128);
	memcpy(b, SIG "\3\0\0\0", 12);
	for (i = 0; i < 6; i++)
		field(b, i, i + 1, payload + 4 * i);
	memcpy(b + 60, "\x15\x82\x08\x62" VERSION, 12);
	memset(b + 72, 0xee, 16);
	for (i = payload; i < 128; i++)
		b[i] = i;
}

TEST(authenticate_all)
{
	struct lw_ntlm_authenticate m;
	const struct wire_span *s[] = { &m.lm, &m.nt, &m.domain, &m.user, &m.workstation, &m.session_key };
	u8 b[128], *p;
	u32 i;

	auth_make(b, 88);
	p = exact(b, 114);
	ASSERT_EQ(0, lw_ntlm_authenticate_decode(p, 114, &m));
	for (i = 0; i < 6; i++) {
		EXPECT_EQ(i + 1, s[i]->len);
		EXPECT_EQ(88 + 4 * i, s[i]->off);
		EXPECT_EQ(88 + 4 * i, s[i]->data[0]);
	}
	EXPECT_TRUE(m.has_flags);
	EXPECT_EQ(0x62088215, m.flags);
	EXPECT_TRUE(m.has_version);
	EXPECT_EQ(6, m.version.major);
	EXPECT_TRUE(m.has_mic);
	EXPECT_BYTES(b + 72, m.mic, 16);
	free(p);
	EXPECT_EQ(-EBADMSG, authenticate(b, 113, &m)); /* cuts the session key */
	for (i = 0; i < 6; i++) {
		auth_make(b, 88);
		field(b, i, 1, 114);
		EXPECT_EQ(-EBADMSG, authenticate(b, 114, &m));
		field(b, i, 1, 113);
		EXPECT_EQ(0, authenticate(b, 114, &m));
		field(b, i, 0, 0xffffffff);
		EXPECT_EQ(0, authenticate(b, 114, &m));
		EXPECT_EQ(0, s[i]->len);
		field(b, i, 1, i == 5 ? 63 : 51);
		EXPECT_EQ(-EBADMSG, authenticate(b, 114, &m));
	}
}

/* The payload's place decides what stands before it. */
TEST(authenticate_generations)
{
	static const struct {
		u32 payload;
		bool flags, version, mic;
	} table[] = {
		{ 52, false, false, false }, { 63, false, false, false }, { 64, true, false, false },
		{ 71, true, false, false }, { 72, true, true, false }, { 87, true, true, false },
		{ 88, true, true, true },
	};
	struct lw_ntlm_authenticate m;
	u8 b[128];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(table); i++) {
		memset(b, 0, sizeof(b));
		memcpy(b, SIG "\3\0\0\0", 12);
		memcpy(b + 60, "\x15\x82\x08\x62" VERSION, 12);
		field(b, 3, 2, table[i].payload);
		ASSERT_EQ(0, authenticate(b, 100, &m));
		EXPECT_EQ(table[i].flags, m.has_flags) TH_LOG("payload at %u", table[i].payload);
		EXPECT_EQ(table[i].version, m.has_version);
		EXPECT_EQ(table[i].mic, m.has_mic);
		EXPECT_EQ(table[i].flags ? 0x62088215 : 0, m.flags);
		EXPECT_EQ(2, m.user.len);
		EXPECT_EQ(0, m.session_key.len);
	}
	memset(b + 12, 0, 48);
	EXPECT_EQ(-EBADMSG, authenticate(b, 51, &m));
	EXPECT_EQ(0, authenticate(b, 52, &m));
	EXPECT_FALSE(m.has_flags);
	EXPECT_EQ(0, authenticate(b, 63, &m));
	EXPECT_FALSE(m.has_flags);
	EXPECT_EQ(0, authenticate(b, 64, &m));
	EXPECT_TRUE(m.has_flags);
	b[63] = 0; /* no version flag */
	EXPECT_EQ(0, authenticate(b, 88, &m));
	EXPECT_FALSE(m.has_version);
	EXPECT_TRUE(m.has_mic);
}

/* What is encoded decodes to the same, and fits exactly. */
TEST(encode_negotiate)
{
	struct lw_ntlm_negotiate m = { .flags = 0xa2088207, .has_version = true,
				       .version = { 5, 1, 2600, 15 }, .domain = { (const u8 *)"DOM", 3, 0 },
				       .workstation = { (const u8 *)"WS", 2, 0 } }, n;
	struct wire_wr w;
	u8 b[64];
	size_t room;

	for (room = 0; room < 45; room++) {
		wire_wr_init(&w, b, room);
		EXPECT_EQ(-EMSGSIZE, lw_ntlm_negotiate_encode(&w, &m));
	}
	wire_wr_init(&w, b, 45);
	ASSERT_EQ(0, lw_ntlm_negotiate_encode(&w, &m));
	ASSERT_EQ(0, negotiate(b, 45, &n));
	EXPECT_EQ(m.flags, n.flags);
	EXPECT_EQ(3, n.domain.len);
	EXPECT_EQ(40, n.domain.off);
	EXPECT_EQ(2, n.workstation.len);
	EXPECT_EQ(43, n.workstation.off);
	EXPECT_EQ(3, b[18]); /* its maximal length */
	m.domain.len = 0;
	m.workstation.len = 0;
	wire_wr_init(&w, b, 40);
	ASSERT_EQ(0, lw_ntlm_negotiate_encode(&w, &m));
	b[20] = 0;
	b[28] = 0;
	EXPECT_BYTES(xp_negotiate, b, 40);
	m.has_version = false;
	wire_wr_init(&w, b, 40);
	ASSERT_EQ(0, lw_ntlm_negotiate_encode(&w, &m));
	EXPECT_EQ(0, b[32]);
}

TEST(encode_challenge)
{
	struct lw_ntlm_challenge m;
	struct wire_wr w;
	u8 b[64];
	size_t room;

	ASSERT_EQ(0, lw_ntlm_challenge_decode(challenge_bytes, 62, &m));
	for (room = 0; room < 62; room++) {
		wire_wr_init(&w, b, room);
		EXPECT_EQ(-EMSGSIZE, lw_ntlm_challenge_encode(&w, &m));
	}
	wire_wr_init(&w, b, 62);
	ASSERT_EQ(0, lw_ntlm_challenge_encode(&w, &m));
	EXPECT_BYTES(challenge_bytes, b, 62);
	m.has_version = false;
	wire_wr_init(&w, b, 62);
	ASSERT_EQ(0, lw_ntlm_challenge_encode(&w, &m));
	EXPECT_EQ(0, b[48]);
}

TEST(encode_authenticate)
{
	struct lw_ntlm_authenticate m, n;
	u8 in[128], b[128];
	struct wire_wr w;
	size_t room;

	auth_make(in, 88);
	ASSERT_EQ(0, lw_ntlm_authenticate_decode(in, 114, &m));
	for (room = 0; room < 109; room++) {
		wire_wr_init(&w, b, room);
		EXPECT_EQ(-EMSGSIZE, lw_ntlm_authenticate_encode(&w, &m));
	}
	wire_wr_init(&w, b, 109);
	ASSERT_EQ(0, lw_ntlm_authenticate_encode(&w, &m));
	ASSERT_EQ(0, lw_ntlm_authenticate_decode(b, 109, &n));
	EXPECT_EQ(m.flags, n.flags);
	EXPECT_EQ(0, memcmp(&m.version, &n.version, sizeof(n.version)));
	EXPECT_BYTES(m.mic, n.mic, 16);
	EXPECT_EQ(1, n.lm.len);
	EXPECT_EQ(m.lm.data[0], n.lm.data[0]);
	EXPECT_EQ(2, n.nt.len);
	EXPECT_EQ(m.nt.data[1], n.nt.data[1]);
	EXPECT_EQ(3, n.domain.len);
	EXPECT_EQ(m.domain.data[2], n.domain.data[2]);
	EXPECT_EQ(88, n.domain.off);
	EXPECT_EQ(4, n.user.len);
	EXPECT_EQ(m.user.data[3], n.user.data[3]);
	EXPECT_EQ(5, n.workstation.len);
	EXPECT_EQ(m.workstation.data[4], n.workstation.data[4]);
	EXPECT_EQ(6, n.session_key.len);
	EXPECT_EQ(m.session_key.data[5], n.session_key.data[5]);
	m.has_version = false;
	wire_wr_init(&w, b, 109);
	ASSERT_EQ(0, lw_ntlm_authenticate_encode(&w, &m));
	EXPECT_EQ(0, b[64]);
	m.has_flags = false;
	wire_wr_init(&w, b, 109);
	EXPECT_EQ(-EINVAL, lw_ntlm_authenticate_encode(&w, &m));
}

/* A part of 64 KiB has no length in the message. */
TEST(encode_too_long_a_part)
{
	const size_t room = 80000;
	u8 *big = calloc(1, room), *out = malloc(room);
	struct lw_ntlm_negotiate n = { .domain = { big, 65535, 0 } };
	struct lw_ntlm_challenge c = { .target_name = { big, 65536, 0 } };
	struct lw_ntlm_authenticate a = { .has_flags = true };
	struct wire_span *s[] = { &a.domain, &a.user, &a.workstation, &a.lm, &a.nt, &a.session_key };
	struct wire_wr w;
	size_t i;

	wire_wr_init(&w, out, room);
	EXPECT_EQ(0, lw_ntlm_negotiate_encode(&w, &n));
	n.domain.len = 65536;
	wire_wr_init(&w, out, room);
	EXPECT_EQ(-EINVAL, lw_ntlm_negotiate_encode(&w, &n));
	wire_wr_init(&w, out, room);
	EXPECT_EQ(-EINVAL, lw_ntlm_challenge_encode(&w, &c));
	for (i = 0; i < ARRAY_SIZE(s); i++) {
		*s[i] = (struct wire_span){ big, 65536, 0 };
		wire_wr_init(&w, out, room);
		EXPECT_EQ(-EINVAL, lw_ntlm_authenticate_encode(&w, &a)) TH_LOG("part %zu", i);
		s[i]->len = 0;
	}
	free(big);
	free(out);
}

static int avs(const void *data, size_t len, struct lw_ntlm_avs *list, size_t *left)
{
	u8 *p = exact(data, len);
	struct wire_rd r;
	int ret;

	wire_rd_init(&r, p, len);
	ret = lw_ntlm_avs_decode(&r, list);
	*left = wire_rd_left(&r);
	free(p);
	return ret;
}

TEST(avs_order_and_rest)
{
	static const char b[] = "\2\0\2\0D\0\1\0\2\0S\0\x63\0\3\0xyz\0\0\0\0rest";
	struct lw_ntlm_avs list;
	struct wire_wr w;
	u8 out[32];
	size_t left, len;

	ASSERT_EQ(0, avs(b, 27, &list, &left));
	EXPECT_EQ(4, left);
	ASSERT_EQ(3, list.count);
	EXPECT_EQ(2, list.av[0].id);
	EXPECT_EQ(1, list.av[1].id);
	EXPECT_EQ(0x63, list.av[2].id);
	EXPECT_EQ(3, list.av[2].len);
	for (len = 0; len < 23; len++)
		EXPECT_EQ(-EBADMSG, avs(b, len, &list, &left)) TH_LOG("%zu bytes", len);
	{
		struct wire_rd r;

		wire_rd_init(&r, b, 27);
		ASSERT_EQ(0, lw_ntlm_avs_decode(&r, &list));
	}
	for (len = 0; len < 23; len++) {
		wire_wr_init(&w, out, len);
		EXPECT_EQ(-EMSGSIZE, lw_ntlm_avs_encode(&w, &list));
	}
	wire_wr_init(&w, out, 23);
	ASSERT_EQ(0, lw_ntlm_avs_encode(&w, &list));
	EXPECT_BYTES(b, out, 23);
	EXPECT_EQ(&list.av[1], lw_ntlm_avs_find(&list, 1));
	EXPECT_EQ(NULL, lw_ntlm_avs_find(&list, 3));
}

TEST(avs_lengths)
{
	static const struct {
		u16 id;
		u16 good, bad;
	} table[] = {
		{ 1, 2, 3 }, { 2, 4, 1 }, { 3, 0, 1 }, { 4, 2, 3 }, { 5, 2, 3 }, { 9, 2, 3 },
		{ 6, 4, 3 }, { 6, 4, 5 }, { 6, 4, 8 }, { 7, 8, 4 }, { 7, 8, 9 }, { 10, 16, 15 },
		{ 10, 16, 17 },
	};
	struct lw_ntlm_avs list;
	size_t i, left;

	for (i = 0; i < ARRAY_SIZE(table); i++) {
		u8 b[32] = { table[i].id, 0, table[i].good, 0 };

		EXPECT_EQ(0, avs(b, 8 + table[i].good, &list, &left)) TH_LOG("row %zu", i);
		b[2] = table[i].bad;
		EXPECT_EQ(-EBADMSG, avs(b, 8 + table[i].bad, &list, &left)) TH_LOG("row %zu", i);
		list.count = 0;
		EXPECT_EQ(0, lw_ntlm_avs_add(&list, table[i].id, b, table[i].good));
		list.count = 0;
		EXPECT_EQ(-EINVAL, lw_ntlm_avs_add(&list, table[i].id, b, table[i].bad));
	}
	EXPECT_EQ(0, avs("\x08\0\3\0abc\0\0\0\0", 11, &list, &left)); /* not ours to judge */
	EXPECT_EQ(-EBADMSG, avs("\0\0\1\0a", 5, &list, &left)); /* an end with a value */
}

TEST(avs_twice)
{
	static const char b[] = "\1\0\0\0\2\0\0\0\1\0\0\0\0\0\0\0";
	struct lw_ntlm_avs list;
	size_t left;

	EXPECT_EQ(-EBADMSG, avs(b, 16, &list, &left));
	EXPECT_EQ(-EEXIST, lw_ntlm_avs_add(&list, 2, "", 0));
	EXPECT_EQ(-EINVAL, lw_ntlm_avs_add(&list, 0, "", 0));
	EXPECT_EQ(-EINVAL, lw_ntlm_avs_add(&list, 99, "", 65536));
	EXPECT_EQ(0, lw_ntlm_avs_add(&list, 99, "", 65535));
}

TEST(avs_number)
{
	u8 b[4 * (LW_NTLM_AV_MAX + 2)] = { 0 };
	struct lw_ntlm_avs list;
	size_t i, left;

	for (i = 0; i <= LW_NTLM_AV_MAX; i++)
		b[4 * i] = 100 + i;
	EXPECT_EQ(-EBADMSG, avs(b, sizeof(b), &list, &left));
	EXPECT_EQ(-EMSGSIZE, lw_ntlm_avs_add(&list, 200, "", 0));
	b[4 * LW_NTLM_AV_MAX] = 0;
	EXPECT_EQ(0, avs(b, sizeof(b), &list, &left));
	EXPECT_EQ(LW_NTLM_AV_MAX, list.count);
}

TEST(avs_flags_and_time)
{
	struct lw_ntlm_avs list = { 0 };
	u64 time = 5;

	EXPECT_EQ(0, lw_ntlm_avs_flags(&list));
	EXPECT_FALSE(lw_ntlm_avs_timestamp(&list, &time));
	EXPECT_EQ(5, time);
	EXPECT_EQ(0, lw_ntlm_avs_add(&list, LW_NTLM_AV_FLAGS, "\2\1\0\x80", 4));
	EXPECT_EQ(0, lw_ntlm_avs_add(&list, LW_NTLM_AV_TIMESTAMP, "\1\2\3\4\5\6\7\x08", 8));
	EXPECT_EQ(0x80000102, lw_ntlm_avs_flags(&list));
	EXPECT_TRUE(lw_ntlm_avs_timestamp(&list, &time));
	EXPECT_EQ(0x0807060504030201ull, time);
}

static int response(const u8 *data, size_t len, struct lw_ntlm_v2_response *r)
{
	u8 *p = exact(data, len);
	struct wire_span s = { .data = p, .len = len };
	int ret = lw_ntlm_v2_response_decode(&s, r);

	free(p);
	return ret;
}

TEST(v2_response)
{
	u8 b[16 + sizeof(vec_v2_temp)];
	struct lw_ntlm_v2_response r;
	struct wire_span s = { .data = b, .len = sizeof(b) };
	size_t len;

	memset(b, 0xcc, 16);
	memcpy(b + 16, vec_v2_temp, sizeof(vec_v2_temp));
	b[24] = 1;
	ASSERT_EQ(0, lw_ntlm_v2_response_decode(&s, &r));
	EXPECT_EQ(&b[0], r.proof);
	EXPECT_EQ(b + 16, r.temp.data);
	EXPECT_EQ(sizeof(vec_v2_temp), r.temp.len);
	EXPECT_EQ(1, r.time);
	EXPECT_BYTES("\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa", r.client_challenge, 8);
	EXPECT_EQ(2, r.avs.count);
	/* the last four bytes are padding */
	for (len = 0; len < sizeof(b) - 4; len++)
		EXPECT_EQ(-EBADMSG, response(b, len, &r));
	EXPECT_EQ(0, response(b, sizeof(b) - 4, &r));
	b[16] = 2;
	EXPECT_EQ(-EBADMSG, response(b, sizeof(b), &r));
	b[16] = 1;
	b[17] = 2;
	EXPECT_EQ(-EBADMSG, response(b, sizeof(b), &r));
}

TEST(v2_temp_encode)
{
	static const u8 client[] = { 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa };
	const size_t size = sizeof(vec_v2_temp);
	struct lw_ntlm_avs list;
	struct wire_wr w;
	struct wire_rd r;
	u8 out[sizeof(vec_v2_temp)];
	size_t room;

	wire_rd_init(&r, vec_v2_temp + 28, size - 28);
	ASSERT_EQ(0, lw_ntlm_avs_decode(&r, &list));
	for (room = 0; room < size; room++) {
		wire_wr_init(&w, out, room);
		EXPECT_EQ(-EMSGSIZE, lw_ntlm_v2_temp_encode(&w, 0, client, &list));
	}
	wire_wr_init(&w, out, size);
	ASSERT_EQ(0, lw_ntlm_v2_temp_encode(&w, 0, client, &list));
	EXPECT_BYTES(vec_v2_temp, out, size);
	wire_wr_init(&w, out, size);
	ASSERT_EQ(0, lw_ntlm_v2_temp_encode(&w, 0x0807060504030201ull, client, &list));
	EXPECT_BYTES("\1\2\3\4\5\6\7\x08", out + 8, 8);
}

TEST_HARNESS_MAIN
