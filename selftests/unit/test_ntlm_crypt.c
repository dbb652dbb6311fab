// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * NTLM's cryptography against known answers: selftests/vectors/ntlm.h (impacket,
 * MS-NLMP 4.2), RFC 1321 and RFC 2104.
 */
#include "lib/ntlm_crypt.h"
#include "lib/ntlm_sign.h"
#include "../vectors/ntlm.h"
#include "unit.h"

static const u8 server[] = { 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef };
static const u8 client[] = { 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa };
static const u8 random_key[] = { 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55,
				 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55 };
static const u8 user[] = { 'U', 0, 's', 0, 'e', 0, 'r', 0 };
static const u8 domain[] = { 'D', 0, 'o', 0, 'm', 0, 'a', 0, 'i', 0, 'n', 0 };
static const u8 plaintext[] = { 'P', 0, 'l', 0, 'a', 0, 'i', 0, 'n', 0,
				't', 0, 'e', 0, 'x', 0, 't', 0 };

#define STRONG (LW_NTLM_EXTENDED_SESSION | LW_NTLM_128 | LW_NTLM_56 | LW_NTLM_KEY_EXCH)

TEST(nt_hash)
{
	u8 out[16];

	EXPECT_EQ(0, lw_ntlm_nt_hash("Password", out));
	EXPECT_BYTES(vec_nt_hash, out, 16);
	EXPECT_EQ(0, lw_ntlm_nt_hash("", out));
	EXPECT_BYTES(vec_nt_hash_empty, out, 16);
	EXPECT_EQ(0, lw_ntlm_nt_hash("p\xc3\xa4ss\xe2\x82\xac\xf0\x9f\x94\x91", out));
	EXPECT_BYTES(vec_nt_hash_euro, out, 16);
}

TEST(nt_hash_refuses_bad_text)
{
	u8 out[16];

	EXPECT_EQ(-EILSEQ, lw_ntlm_nt_hash("a\xff", out));
	EXPECT_EQ(-EILSEQ, lw_ntlm_nt_hash("\xc3", out));
}

TEST(md5_rfc1321)
{
	static const u8 abc[] = { 0x90, 0x01, 0x50, 0x98, 0x3c, 0xd2, 0x4f, 0xb0,
				  0xd6, 0x96, 0x3f, 0x7d, 0x28, 0xe1, 0x7f, 0x72 };
	struct lw_iov iov[] = { { "a", 1 }, { NULL, 0 }, { "bc", 2 } };
	u8 out[16];

	lw_ntlm_md5(iov, 3, out);
	EXPECT_BYTES(abc, out, 16);
}

TEST(hmac_rfc2104)
{
	static const u8 expected[] = { 0x92, 0x94, 0x72, 0x7a, 0x36, 0x38, 0xbb, 0x1c,
				       0x13, 0xf4, 0x8e, 0xf8, 0x15, 0x8b, 0xfc, 0x9d };
	struct lw_iov iov[] = { { "Hi ", 3 }, { "There", 5 } };
	u8 key[16];

	memset(key, 0x0b, sizeof(key));
	lw_ntlm_hmac(key, iov, 2, key);
	EXPECT_BYTES(expected, key, 16);
}

TEST(random_and_equal)
{
	u8 a[16] = { 0 }, b[16] = { 0 };

	EXPECT_TRUE(lw_ntlm_equal(a, b, 16));
	EXPECT_EQ(0, lw_ntlm_random(a, sizeof(a)));
	EXPECT_EQ(0, lw_ntlm_random(b, sizeof(b)));
	EXPECT_FALSE(lw_ntlm_equal(a, b, 16));
	memcpy(b, a, 16);
	b[15] ^= 0x80;
	EXPECT_FALSE(lw_ntlm_equal(a, b, 16));
	EXPECT_TRUE(lw_ntlm_equal(a, b, 15));
}

TEST(rc4)
{
	u8 out[16];

	lw_ntlm_rc4(vec_v2_base_key, random_key, 16, out);
	EXPECT_BYTES(vec_v2_encrypted_key, out, 16);
	lw_ntlm_rc4(vec_v1_base_key, random_key, 16, out);
	EXPECT_BYTES(vec_v1_encrypted_key, out, 16);
	lw_ntlm_rc4(vec_v1_base_key, out, 16, out);
	EXPECT_BYTES(random_key, out, 16);
}

TEST(v1)
{
	u8 out[24];

	lw_ntlm_v1_response(vec_nt_hash, server, out);
	EXPECT_BYTES(vec_v1_response, out, 24);
	lw_ntlm_v1_base_key(vec_nt_hash, out);
	EXPECT_BYTES(vec_v1_base_key, out, 16);
}

TEST(v1_session)
{
	u8 challenge[8], out[24];

	lw_ntlm_session_challenge(server, client, challenge);
	EXPECT_BYTES(vec_session_challenge, challenge, 8);
	lw_ntlm_v1_response(vec_nt_hash, challenge, out);
	EXPECT_BYTES(vec_session_response, out, 24);
	lw_ntlm_session_key(vec_v1_base_key, server, client, out);
	EXPECT_BYTES(vec_session_kx_key, out, 16);
}

TEST(v2)
{
	u8 owf[16], proof[16], out[24];

	EXPECT_EQ(0, lw_ntlm_owf_v2(vec_nt_hash, user, sizeof(user), domain, sizeof(domain), owf));
	EXPECT_BYTES(vec_v2_owf, owf, 16);
	lw_ntlm_v2_proof(owf, server, vec_v2_temp, sizeof(vec_v2_temp), proof);
	EXPECT_BYTES(vec_v2_proof, proof, 16);
	lw_ntlm_v2_base_key(owf, proof, out);
	EXPECT_BYTES(vec_v2_base_key, out, 16);
	lw_ntlm_lmv2_response(owf, server, client, out);
	EXPECT_BYTES(vec_v2_lmv2, out, 24);
}

TEST(owf_v2_user_any_case_domain_as_sent)
{
	static const u8 upper[] = { 'U', 0, 'S', 0, 'E', 0, 'R', 0 };
	static const u8 other[] = { 'D', 0, 'O', 0, 'm', 0, 'a', 0, 'i', 0, 'n', 0 };
	u8 owf[16];

	EXPECT_EQ(0, lw_ntlm_owf_v2(vec_nt_hash, upper, sizeof(upper), domain, sizeof(domain), owf));
	EXPECT_BYTES(vec_v2_owf, owf, 16);
	EXPECT_EQ(0, lw_ntlm_owf_v2(vec_nt_hash, user, sizeof(user), other, sizeof(other), owf));
	EXPECT_NE(0, memcmp(vec_v2_owf, owf, 16));
}

TEST(owf_v2_name_length)
{
	static const u8 name[LW_NTLM_NAME_MAX + 2];
	u8 owf[16];

	EXPECT_EQ(0, lw_ntlm_owf_v2(vec_nt_hash, name, LW_NTLM_NAME_MAX, NULL, 0, owf));
	EXPECT_EQ(-EMSGSIZE, lw_ntlm_owf_v2(vec_nt_hash, name, LW_NTLM_NAME_MAX + 1, NULL, 0, owf));
	EXPECT_EQ(0, lw_ntlm_owf_v2(vec_nt_hash, NULL, 0, NULL, 0, owf));
}

TEST(sign_and_seal_keys)
{
	u8 key[16];

	lw_ntlm_sign_key(vec_session_kx_key, LW_NTLM_CLIENT_TO_SERVER, key);
	EXPECT_BYTES(vec_session_sign_key, key, 16);
	lw_ntlm_sign_key(random_key, LW_NTLM_CLIENT_TO_SERVER, key);
	EXPECT_BYTES(vec_v2_sign_key, key, 16);
	lw_ntlm_sign_key(random_key, LW_NTLM_SERVER_TO_CLIENT, key);
	EXPECT_BYTES(vec_v2_sign_key_server, key, 16);
	lw_ntlm_seal_key(random_key, STRONG, LW_NTLM_CLIENT_TO_SERVER, key);
	EXPECT_BYTES(vec_v2_seal_key, key, 16);
	lw_ntlm_seal_key(random_key, STRONG, LW_NTLM_SERVER_TO_CLIENT, key);
	EXPECT_BYTES(vec_v2_seal_key_server, key, 16);
	lw_ntlm_seal_key(vec_session_kx_key, LW_NTLM_56, LW_NTLM_CLIENT_TO_SERVER, key);
	EXPECT_BYTES(vec_session_seal_key_56, key, 16);
	lw_ntlm_seal_key(vec_session_kx_key, 0, LW_NTLM_CLIENT_TO_SERVER, key);
	EXPECT_BYTES(vec_session_seal_key_40, key, 16);
}

TEST(sign_sealed)
{
	struct lw_ntlm_sign s;
	u8 sig[16];

	ASSERT_EQ(0, lw_ntlm_sign_init(&s, random_key, STRONG, LW_NTLM_CLIENT_TO_SERVER));
	lw_ntlm_sign_make(&s, plaintext, sizeof(plaintext), sig);
	EXPECT_BYTES(vec_v2_signature_0, sig, 16);
	lw_ntlm_sign_make(&s, plaintext, sizeof(plaintext), sig);
	EXPECT_BYTES(vec_v2_signature_1, sig, 16);
}

/* MS-NLMP 4.2.4.4: the message is sealed first, from the same key stream. */
TEST(sign_after_seal)
{
	u8 sealed[sizeof(plaintext)], sig[16];
	struct lw_ntlm_sign s;

	ASSERT_EQ(0, lw_ntlm_sign_init(&s, random_key, STRONG, LW_NTLM_CLIENT_TO_SERVER));
	arcfour_crypt(&s.seal, sizeof(sealed), sealed, plaintext);
	EXPECT_BYTES(vec_v2_sealed, sealed, sizeof(sealed));
	lw_ntlm_sign_make(&s, plaintext, sizeof(plaintext), sig);
	EXPECT_BYTES(vec_v2_signature_after_seal, sig, 16);
}

TEST(sign_without_key_exchange)
{
	struct lw_ntlm_sign s;
	u8 sig[16];

	ASSERT_EQ(0, lw_ntlm_sign_init(&s, random_key, LW_NTLM_EXTENDED_SESSION | LW_NTLM_128,
				       LW_NTLM_CLIENT_TO_SERVER));
	lw_ntlm_sign_make(&s, plaintext, sizeof(plaintext), sig);
	EXPECT_BYTES(vec_v2_signature_plain, sig, 16);
}

TEST(sign_needs_extended_session)
{
	struct lw_ntlm_sign s;

	EXPECT_EQ(-EOPNOTSUPP, lw_ntlm_sign_init(&s, random_key, STRONG & ~LW_NTLM_EXTENDED_SESSION,
						 LW_NTLM_CLIENT_TO_SERVER));
}

TEST(sign_check)
{
	struct lw_ntlm_sign a, b;
	u8 sig[17] = { 0 };
	unsigned int i;

	for (i = 0; i < 16; i++) {
		lw_ntlm_sign_init(&a, random_key, STRONG, LW_NTLM_SERVER_TO_CLIENT);
		lw_ntlm_sign_init(&b, random_key, STRONG, LW_NTLM_SERVER_TO_CLIENT);
		lw_ntlm_sign_make(&a, "x", 1, sig);
		EXPECT_EQ(0, lw_ntlm_sign_check(&b, "x", 1, sig, 16));
		lw_ntlm_sign_make(&a, "x", 1, sig);
		sig[i] ^= 1;
		EXPECT_EQ(-EBADMSG, lw_ntlm_sign_check(&b, "x", 1, sig, 16));
	}
	lw_ntlm_sign_init(&a, random_key, STRONG, LW_NTLM_SERVER_TO_CLIENT);
	lw_ntlm_sign_make(&a, "x", 1, sig);
	for (i = 15; i < 18; i += 2) {
		lw_ntlm_sign_init(&b, random_key, STRONG, LW_NTLM_SERVER_TO_CLIENT);
		EXPECT_EQ(-EBADMSG, lw_ntlm_sign_check(&b, "x", 1, sig, i));
	}
}

TEST_HARNESS_MAIN
