/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Signatures (MS-SMB2 3.1.4.1, 3.1.5.1), the keys that they are made with (3.1.4.2)
 * and the hash of what was said before there was a key (3.1.1, 3.2.5.2).
 */
#ifndef LWSMB_CORE_SIGN_H
#define LWSMB_CORE_SIGN_H

#include <lwsmb/core_frame.h>

#define LWSMB_KEY_SIZE 16 /* bytes of a signing key and of Session.SessionKey */
#define LWSMB_PREAUTH_SIZE 64 /* bytes of SHA-512 */

/**
 * enum lwsmb_sign_alg - how messages are signed
 * @LWSMB_SIGN_HMAC_SHA256: 2.0.2 and 2.1
 * @LWSMB_SIGN_AES_CMAC: 3.0 and later
 */
enum lwsmb_sign_alg {
	LWSMB_SIGN_HMAC_SHA256,
	LWSMB_SIGN_AES_CMAC,
};

struct lwsmb_signer;

struct lwsmb_signer *lwsmb_signer_new(enum lwsmb_sign_alg alg, const u8 key[LWSMB_KEY_SIZE]);
void lwsmb_signer_free(struct lwsmb_signer *s);
int __must_check lwsmb_sign_part(struct lwsmb_signer *s, struct lwsmb_part *p);
int __must_check lwsmb_sign_check(struct lwsmb_signer *s, const struct lwsmb_rx *rx,
				  u32 off, u32 len);

int __must_check lwsmb_kdf(const u8 key[LWSMB_KEY_SIZE], const void *label, size_t label_len,
			   const void *context, size_t context_len, u8 *out, size_t out_len);
int __must_check lwsmb_signing_key(u16 dialect, const u8 session_key[LWSMB_KEY_SIZE],
				   const u8 preauth[LWSMB_PREAUTH_SIZE],
				   u8 out[LWSMB_KEY_SIZE]);

int __must_check lwsmb_preauth_update(u8 hash[LWSMB_PREAUTH_SIZE], const void *msg, size_t len);

#endif /* LWSMB_CORE_SIGN_H */
