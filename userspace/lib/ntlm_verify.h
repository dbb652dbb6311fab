/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Is this response right for this NT hash? Used by the NTLMSSP server, and
 * directly for SMB1 clients that send bare responses without NTLMSSP.
 */
#ifndef LWSMB_LIB_NTLM_VERIFY_H
#define LWSMB_LIB_NTLM_VERIFY_H

#include "lib/ntlm_msg.h"

/**
 * enum lw_ntlm_kind - the kinds of responses
 * @LW_NTLM_V2: NTLMv2
 * @LW_NTLM_V1: NTLMv1; legacy clients alone
 * @LW_NTLM_V1_SESSION: NTLM2 session (NTLMv1 with extended session security, what
 *                      Windows XP sends); legacy clients alone
 */
enum lw_ntlm_kind {
	LW_NTLM_V2,
	LW_NTLM_V1,
	LW_NTLM_V1_SESSION,
};

/**
 * enum lw_ntlm_fail - why a log-on was refused
 *
 * For the log. The client is told no more than "log-on failure": which of these
 * it was is not its business.
 */
enum lw_ntlm_fail {
	LW_NTLM_OK,
	LW_NTLM_FAIL_MALFORMED,
	LW_NTLM_FAIL_ORDER,
	LW_NTLM_FAIL_ANONYMOUS,
	LW_NTLM_FAIL_LM_ONLY,
	LW_NTLM_FAIL_V1,
	LW_NTLM_FAIL_V1_SESSION,
	LW_NTLM_FAIL_NO_USER,
	LW_NTLM_FAIL_DISABLED,
	LW_NTLM_FAIL_NO_PASSWORD,
	LW_NTLM_FAIL_WRONG_PASSWORD,
	LW_NTLM_FAIL_MIC,
	LW_NTLM_FAIL_SESSION_KEY,
	LW_NTLM_FAIL_INTERNAL,
};

/**
 * struct lw_ntlm_policy - what this client may use besides NTLMv2
 * @allow_v1: NTLMv1
 * @allow_v1_session: NTLM2 session
 *
 * Both are set for addresses among the configured legacy clients only.
 */
struct lw_ntlm_policy {
	bool allow_v1;
	bool allow_v1_session;
};

/**
 * struct lw_ntlm_attempt - a response and what it answers
 * @challenge: server's challenge, LW_NTLM_CHALLENGE_LEN bytes
 * @extended: extended session security was negotiated
 * @user: user's name as sent, UTF-16LE
 * @domain: user's domain as sent, UTF-16LE
 * @lm: LM response; never accepted on its own
 * @nt: NT response
 */
struct lw_ntlm_attempt {
	const u8 *challenge;
	bool extended;
	struct wire_span user;
	struct wire_span domain;
	struct wire_span lm;
	struct wire_span nt;
};

enum lw_ntlm_fail lw_ntlm_classify(const struct lw_ntlm_policy *policy,
				   const struct lw_ntlm_attempt *a, enum lw_ntlm_kind *kind);
enum lw_ntlm_fail lw_ntlm_verify(const struct lw_ntlm_attempt *a, enum lw_ntlm_kind kind,
				 const u8 nt_hash[LW_NTLM_HASH_LEN],
				 u8 key[LW_NTLM_HASH_LEN]);
const char *lw_ntlm_fail_text(enum lw_ntlm_fail fail);

#endif /* LWSMB_LIB_NTLM_VERIFY_H */
