// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * NTLM's cryptography: one-way functions, responses and session keys of
 * MS-NLMP 3.3 and 3.4.5.1. The algorithms are nettle's.
 *
 * There is no LM hash here: an LM response is never accepted on its own, and keys
 * that are made of it (NTLMSSP_NEGOTIATE_LM_KEY) are never negotiated.
 */
#include "lib/ntlm_crypt.h"

#include <nettle/arcfour.h>
#include <nettle/des.h>
#include <nettle/hmac.h>
#include <nettle/md4.h>
#include <nettle/md5.h>
#include <nettle/memops.h>
#include <stdlib.h>
#include <sys/random.h>

#include "lib/alloc.h"
#include "lib/unicode.h"

/**
 * lw_ntlm_random() - random bytes of the kernel
 * @buf: result
 * @len: bytes, at most 256
 *
 * Return: 0 or -EIO.
 */
int lw_ntlm_random(void *buf, size_t len)
{
	return getrandom(buf, len, 0) == (ssize_t)len ? 0 : -EIO;
}

/**
 * lw_ntlm_equal() - compare in a time that does not depend on the bytes
 * @a: bytes
 * @b: bytes
 * @len: their number
 *
 * Return: true if they are equal.
 */
bool lw_ntlm_equal(const void *a, const void *b, size_t len)
{
	return memeql_sec(a, b, len);
}

/**
 * lw_ntlm_md5() - MD5 of several pieces
 * @iov: pieces
 * @n: their number
 * @out: digest
 */
void lw_ntlm_md5(const struct lw_iov *iov, size_t n, u8 out[LW_NTLM_HASH_LEN])
{
	struct md5_ctx ctx;
	size_t i;

	md5_init(&ctx);
	for (i = 0; i < n; i++)
		md5_update(&ctx, iov[i].len, iov[i].data);
	md5_digest(&ctx, LW_NTLM_HASH_LEN, out);
	explicit_bzero(&ctx, sizeof(ctx));
}

/**
 * lw_ntlm_hmac() - HMAC-MD5 of several pieces
 * @key: key
 * @iov: pieces
 * @n: their number
 * @out: digest; may be @key
 */
void lw_ntlm_hmac(const u8 key[LW_NTLM_HASH_LEN], const struct lw_iov *iov, size_t n,
		  u8 out[LW_NTLM_HASH_LEN])
{
	struct hmac_md5_ctx ctx;
	size_t i;

	hmac_md5_set_key(&ctx, LW_NTLM_HASH_LEN, key);
	for (i = 0; i < n; i++)
		hmac_md5_update(&ctx, iov[i].len, iov[i].data);
	hmac_md5_digest(&ctx, LW_NTLM_HASH_LEN, out);
	explicit_bzero(&ctx, sizeof(ctx));
}

/**
 * lw_ntlm_rc4() - RC4 from the start of its key stream
 * @key: key
 * @in: bytes
 * @len: their number
 * @out: result; may be @in
 */
void lw_ntlm_rc4(const u8 key[LW_NTLM_HASH_LEN], const u8 *in, size_t len, u8 *out)
{
	struct arcfour_ctx ctx;

	arcfour_set_key(&ctx, LW_NTLM_HASH_LEN, key);
	arcfour_crypt(&ctx, len, out, in);
	explicit_bzero(&ctx, sizeof(ctx));
}

static void md4(const void *data, size_t len, u8 out[LW_NTLM_HASH_LEN])
{
	struct md4_ctx ctx;

	md4_init(&ctx);
	md4_update(&ctx, len, data);
	md4_digest(&ctx, LW_NTLM_HASH_LEN, out);
	explicit_bzero(&ctx, sizeof(ctx));
}

/**
 * lw_ntlm_nt_hash() - the NT hash of a password, NTOWFv1
 * @password: UTF-8
 * @hash: MD4 of the password in UTF-16LE (MS-NLMP 3.3.1)
 *
 * Return: 0, -EILSEQ (not UTF-8) or -ENOMEM.
 */
int lw_ntlm_nt_hash(const char *password, u8 hash[LW_NTLM_HASH_LEN])
{
	size_t room = 2 * strlen(password) + 1, len;
	u8 *buf = malloc(room);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = lw_utf16_from_utf8(password, buf, room, &len);
	if (!ret)
		md4(buf, len, hash);
	lw_wipe_free(buf, room);
	return ret;
}

/**
 * lw_ntlm_owf_v2() - NTOWFv2 (MS-NLMP 3.3.2)
 * @hash: NT hash
 * @user: user's name as sent, UTF-16LE
 * @user_len: its bytes, at most LW_NTLM_NAME_MAX
 * @domain: domain as sent, UTF-16LE, case kept
 * @domain_len: its bytes
 * @owf: result
 *
 * Return: 0 or -EMSGSIZE (name too long).
 */
int lw_ntlm_owf_v2(const u8 hash[LW_NTLM_HASH_LEN], const void *user, size_t user_len,
		   const void *domain, size_t domain_len, u8 owf[LW_NTLM_HASH_LEN])
{
	u8 upper[LW_NTLM_NAME_MAX];
	struct lw_iov iov[] = { { upper, user_len }, { domain, domain_len } };

	if (user_len > sizeof(upper))
		return -EMSGSIZE;
	if (user_len)
		memcpy(upper, user, user_len);
	lw_utf16_upper(upper, user_len);
	lw_ntlm_hmac(hash, iov, ARRAY_SIZE(iov), owf);
	return 0;
}

/* Spreads 56 bits over the high 7 bits of 8 bytes; DES ignores the low ones. */
static void des_expand(const u8 in[7], u8 key[DES_KEY_SIZE])
{
	unsigned int i;

	key[0] = in[0];
	for (i = 1; i < 7; i++)
		key[i] = in[i - 1] << (8 - i) | in[i] >> i;
	key[7] = in[6] << 1;
}

/* DES() of MS-NLMP section 6; weak keys are as good as any here. */
static void des_encrypt_block(const u8 in[7], const u8 block[DES_BLOCK_SIZE],
			      u8 out[DES_BLOCK_SIZE])
{
	u8 key[DES_KEY_SIZE];
	struct des_ctx ctx;

	des_expand(in, key);
	des_set_key(&ctx, key);
	des_encrypt(&ctx, DES_BLOCK_SIZE, out, block);
	explicit_bzero(key, sizeof(key));
	explicit_bzero(&ctx, sizeof(ctx));
}

/**
 * lw_ntlm_v1_response() - DESL, the 24 bytes of an NTLMv1 response (3.3.1)
 * @hash: NT hash
 * @challenge: server's challenge; for an NTLM2 session response the result of
 *             lw_ntlm_session_challenge()
 * @out: response
 */
void lw_ntlm_v1_response(const u8 hash[LW_NTLM_HASH_LEN],
			 const u8 challenge[LW_NTLM_CHALLENGE_LEN], u8 out[LW_NTLM_V1_LEN])
{
	u8 padded[21] = {};
	unsigned int i;

	memcpy(padded, hash, LW_NTLM_HASH_LEN);
	for (i = 0; i < 3; i++)
		des_encrypt_block(padded + 7 * i, challenge, out + 8 * i);
	explicit_bzero(padded, sizeof(padded));
}

/**
 * lw_ntlm_session_challenge() - what an NTLM2 session response answers (3.3.1)
 * @server: server's challenge
 * @client: client's challenge, the first 8 bytes of its LM response
 * @out: challenge
 */
void lw_ntlm_session_challenge(const u8 server[LW_NTLM_CHALLENGE_LEN],
			       const u8 client[LW_NTLM_CHALLENGE_LEN],
			       u8 out[LW_NTLM_CHALLENGE_LEN])
{
	struct lw_iov iov[] = { { server, LW_NTLM_CHALLENGE_LEN },
				{ client, LW_NTLM_CHALLENGE_LEN } };
	u8 digest[LW_NTLM_HASH_LEN];

	lw_ntlm_md5(iov, ARRAY_SIZE(iov), digest);
	memcpy(out, digest, LW_NTLM_CHALLENGE_LEN);
}

/**
 * lw_ntlm_v1_base_key() - SessionBaseKey of NTLMv1 and NTLM2 session (3.3.1)
 * @hash: NT hash
 * @key: result
 */
void lw_ntlm_v1_base_key(const u8 hash[LW_NTLM_HASH_LEN], u8 key[LW_NTLM_HASH_LEN])
{
	md4(hash, LW_NTLM_HASH_LEN, key);
}

/**
 * lw_ntlm_session_key() - KXKEY of NTLM2 session (3.4.5.1)
 * @base: SessionBaseKey
 * @server: server's challenge
 * @client: client's challenge
 * @key: KeyExchangeKey
 */
void lw_ntlm_session_key(const u8 base[LW_NTLM_HASH_LEN],
			 const u8 server[LW_NTLM_CHALLENGE_LEN],
			 const u8 client[LW_NTLM_CHALLENGE_LEN], u8 key[LW_NTLM_HASH_LEN])
{
	struct lw_iov iov[] = { { server, LW_NTLM_CHALLENGE_LEN },
				{ client, LW_NTLM_CHALLENGE_LEN } };

	lw_ntlm_hmac(base, iov, ARRAY_SIZE(iov), key);
}

/**
 * lw_ntlm_v2_proof() - NTProofStr (3.3.2)
 * @owf: NTOWFv2
 * @server: server's challenge
 * @temp: the response behind the proof
 * @len: its bytes
 * @proof: result
 */
void lw_ntlm_v2_proof(const u8 owf[LW_NTLM_HASH_LEN],
		      const u8 server[LW_NTLM_CHALLENGE_LEN], const void *temp, size_t len,
		      u8 proof[LW_NTLM_PROOF_LEN])
{
	struct lw_iov iov[] = { { server, LW_NTLM_CHALLENGE_LEN }, { temp, len } };

	lw_ntlm_hmac(owf, iov, ARRAY_SIZE(iov), proof);
}

/**
 * lw_ntlm_v2_base_key() - SessionBaseKey of NTLMv2 (3.3.2)
 * @owf: NTOWFv2
 * @proof: NTProofStr
 * @key: result; it is the KeyExchangeKey as well
 */
void lw_ntlm_v2_base_key(const u8 owf[LW_NTLM_HASH_LEN], const u8 proof[LW_NTLM_PROOF_LEN],
			 u8 key[LW_NTLM_HASH_LEN])
{
	struct lw_iov iov = { proof, LW_NTLM_PROOF_LEN };

	lw_ntlm_hmac(owf, &iov, 1, key);
}

/**
 * lw_ntlm_lmv2_response() - LMv2 response (3.3.2)
 * @owf: NTOWFv2
 * @server: server's challenge
 * @client: client's challenge
 * @out: response
 */
void lw_ntlm_lmv2_response(const u8 owf[LW_NTLM_HASH_LEN],
			   const u8 server[LW_NTLM_CHALLENGE_LEN],
			   const u8 client[LW_NTLM_CHALLENGE_LEN], u8 out[LW_NTLM_V1_LEN])
{
	lw_ntlm_v2_proof(owf, server, client, LW_NTLM_CHALLENGE_LEN, out);
	memcpy(out + LW_NTLM_PROOF_LEN, client, LW_NTLM_CHALLENGE_LEN);
}
