/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * NTLM's cryptography: pure functions of bytes. See ntlm_crypt.c.
 */
#ifndef LWSMB_LIB_NTLM_CRYPT_H
#define LWSMB_LIB_NTLM_CRYPT_H

#include "lib/ntlm.h"

/**
 * struct lw_iov - a piece of the input of a hash
 * @data: bytes; may be NULL if @len is 0
 * @len: their number
 */
struct lw_iov {
	const void *data;
	size_t len;
};

int lw_ntlm_random(void *buf, size_t len);
bool lw_ntlm_equal(const void *a, const void *b, size_t len);

void lw_ntlm_md5(const struct lw_iov *iov, size_t n, u8 out[LW_NTLM_HASH_LEN]);
void lw_ntlm_hmac(const u8 key[LW_NTLM_HASH_LEN], const struct lw_iov *iov, size_t n,
		  u8 out[LW_NTLM_HASH_LEN]);
void lw_ntlm_rc4(const u8 key[LW_NTLM_HASH_LEN], const u8 *in, size_t len, u8 *out);

int lw_ntlm_nt_hash(const char *password, u8 hash[LW_NTLM_HASH_LEN]);
int lw_ntlm_owf_v2(const u8 hash[LW_NTLM_HASH_LEN], const void *user, size_t user_len,
		   const void *domain, size_t domain_len, u8 owf[LW_NTLM_HASH_LEN]);

void lw_ntlm_v1_response(const u8 hash[LW_NTLM_HASH_LEN],
			 const u8 challenge[LW_NTLM_CHALLENGE_LEN], u8 out[LW_NTLM_V1_LEN]);
void lw_ntlm_session_challenge(const u8 server[LW_NTLM_CHALLENGE_LEN],
			       const u8 client[LW_NTLM_CHALLENGE_LEN],
			       u8 out[LW_NTLM_CHALLENGE_LEN]);
void lw_ntlm_v1_base_key(const u8 hash[LW_NTLM_HASH_LEN], u8 key[LW_NTLM_HASH_LEN]);
void lw_ntlm_session_key(const u8 base[LW_NTLM_HASH_LEN],
			 const u8 server[LW_NTLM_CHALLENGE_LEN],
			 const u8 client[LW_NTLM_CHALLENGE_LEN], u8 key[LW_NTLM_HASH_LEN]);

void lw_ntlm_v2_proof(const u8 owf[LW_NTLM_HASH_LEN],
		      const u8 server[LW_NTLM_CHALLENGE_LEN], const void *temp, size_t len,
		      u8 proof[LW_NTLM_PROOF_LEN]);
void lw_ntlm_v2_base_key(const u8 owf[LW_NTLM_HASH_LEN], const u8 proof[LW_NTLM_PROOF_LEN],
			 u8 key[LW_NTLM_HASH_LEN]);
void lw_ntlm_lmv2_response(const u8 owf[LW_NTLM_HASH_LEN],
			   const u8 server[LW_NTLM_CHALLENGE_LEN],
			   const u8 client[LW_NTLM_CHALLENGE_LEN], u8 out[LW_NTLM_V1_LEN]);

#endif /* LWSMB_LIB_NTLM_CRYPT_H */
