/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What both sides of an NTLM authentication keep: the messages that the MIC
 * covers, the key and the signatures.
 */
#ifndef LWSMB_LIB_NTLM_SESSION_H
#define LWSMB_LIB_NTLM_SESSION_H

#include "lib/mech.h"
#include "lib/ntlm_sign.h"

/**
 * struct lw_ntlm_hooks - sources of chance and time, replaced in tests
 * @random: fills @len bytes; 0 or a negative errno. NULL: the kernel's
 * @now: 100 ns since 1601. NULL: the clock's
 */
struct lw_ntlm_hooks {
	int (*random)(void *buf, size_t len);
	u64 (*now)(void);
};

/**
 * struct lw_ntlm_session - state of an authentication
 * @hooks: sources
 * @negotiate: NEGOTIATE as sent
 * @challenge: CHALLENGE as sent
 * @flags: negotiated flags
 * @key: ExportedSessionKey
 * @out: signatures that this side makes
 * @in: signatures that this side verifies
 * @can_sign: @out and @in are there
 * @mic: the AUTHENTICATE had a MIC
 */
struct lw_ntlm_session {
	struct lw_ntlm_hooks hooks;
	struct lw_buf negotiate;
	struct lw_buf challenge;
	u32 flags;
	u8 key[LW_NTLM_HASH_LEN];
	struct lw_ntlm_sign out;
	struct lw_ntlm_sign in;
	bool can_sign;
	bool mic;
};

int lw_ntlm_session_random(const struct lw_ntlm_session *s, void *buf, size_t len);
u64 lw_ntlm_session_now(const struct lw_ntlm_session *s);
void lw_ntlm_session_mic(const struct lw_ntlm_session *s, const u8 *auth, size_t len,
			 u8 mic[LW_NTLM_HASH_LEN]);
void lw_ntlm_session_ready(struct lw_ntlm_session *s, enum lw_ntlm_direction out);
int lw_ntlm_session_sign(struct lw_ntlm_session *s, const void *data, size_t len,
			 struct lw_buf *mic);
int lw_ntlm_session_check(struct lw_ntlm_session *s, const void *data, size_t len,
			  const void *mic, size_t mic_len);
void lw_ntlm_session_clear(struct lw_ntlm_session *s);

#endif /* LWSMB_LIB_NTLM_SESSION_H */
