/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * NTLM signatures with extended session security (MS-NLMP 3.4.4.2, 3.4.5.2,
 * 3.4.5.3). SPNEGO needs them for its mechListMIC. The older kinds are not made:
 * no client that has only those sends a mechListMIC.
 */
#ifndef LWSMB_LIB_NTLM_SIGN_H
#define LWSMB_LIB_NTLM_SIGN_H

#include <nettle/arcfour.h>

#include "lib/ntlm.h"

enum lw_ntlm_direction {
	LW_NTLM_CLIENT_TO_SERVER,
	LW_NTLM_SERVER_TO_CLIENT,
};

/**
 * struct lw_ntlm_sign - signing state of one direction
 * @key: SIGNKEY
 * @seal: RC4 under SEALKEY; its key stream goes on from signature to signature
 * @seq: number of the next signature
 * @sealed: the checksum is encrypted (key exchange was negotiated)
 */
struct lw_ntlm_sign {
	u8 key[LW_NTLM_HASH_LEN];
	struct arcfour_ctx seal;
	u32 seq;
	bool sealed;
};

void lw_ntlm_sign_key(const u8 session_key[LW_NTLM_HASH_LEN], enum lw_ntlm_direction dir,
		      u8 key[LW_NTLM_HASH_LEN]);
void lw_ntlm_seal_key(const u8 session_key[LW_NTLM_HASH_LEN], u32 flags,
		      enum lw_ntlm_direction dir, u8 key[LW_NTLM_HASH_LEN]);
int lw_ntlm_sign_init(struct lw_ntlm_sign *s, const u8 session_key[LW_NTLM_HASH_LEN],
		      u32 flags, enum lw_ntlm_direction dir);
void lw_ntlm_sign_make(struct lw_ntlm_sign *s, const void *data, size_t len,
		       u8 sig[LW_NTLM_SIGNATURE_LEN]);
int lw_ntlm_sign_check(struct lw_ntlm_sign *s, const void *data, size_t len, const void *sig,
		       size_t sig_len);

#endif /* LWSMB_LIB_NTLM_SIGN_H */
