/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What SPNEGO needs of an authentication mechanism, and the tokens that both pass
 * around.
 */
#ifndef LWSMB_LIB_MECH_H
#define LWSMB_LIB_MECH_H

#include "lwsmb/platform.h"

/**
 * struct lw_buf - bytes on the heap
 * @data: bytes, NULL if there are none
 * @len: their number
 */
struct lw_buf {
	u8 *data;
	size_t len;
};

int lw_buf_set(struct lw_buf *b, const void *data, size_t len);
void lw_buf_free(struct lw_buf *b);

enum {
	LW_AUTH_DONE = 0, /* this side is satisfied; there may be a last token to send */
	LW_AUTH_CONTINUE = 1, /* send the token and wait for the peer's */
};

/**
 * struct lw_mech_ops - one side of a mechanism
 * @step: takes the peer's token (@len is 0 where there is none) and sets @out, which
 *        is empty before. LW_AUTH_DONE, LW_AUTH_CONTINUE or a negative errno:
 *        -EACCES refused, -EBADMSG malformed, -EPROTO out of order, -ENOMEM.
 * @mic_make: signs @data with the session's key. 0 or a negative errno.
 * @mic_check: verifies the peer's signature of @data. 0, -EBADMSG if it is wrong.
 * @mic_wanted: server: the client is known to sign, so that a missing mechListMIC
 *              is a sign of tampering; client: send one. Called after @step was done.
 */
struct lw_mech_ops {
	int (*step)(void *ctx, const void *in, size_t len, struct lw_buf *out);
	int (*mic_make)(void *ctx, const void *data, size_t len, struct lw_buf *mic);
	int (*mic_check)(void *ctx, const void *data, size_t len, const void *mic,
			 size_t mic_len);
	bool (*mic_wanted)(void *ctx);
};

/**
 * struct lw_mech - a mechanism that can be negotiated
 * @oid: dotted object identifier
 * @ops: its functions
 * @ctx: their first argument
 */
struct lw_mech {
	const char *oid;
	const struct lw_mech_ops *ops;
	void *ctx;
};

#define LW_OID_KRB5 "1.2.840.113554.1.2.2"
#define LW_OID_MS_KRB5 "1.2.840.48018.1.2.2"
#define LW_OID_NTLMSSP "1.3.6.1.4.1.311.2.2.10"

#endif /* LWSMB_LIB_MECH_H */
