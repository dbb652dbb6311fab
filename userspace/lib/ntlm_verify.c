// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Verification of NTLM responses (MS-NLMP 3.2.5.1.2, 3.3.1, 3.3.2).
 */
#include "lib/ntlm_verify.h"

#include "lib/ntlm_crypt.h"

static const char *const fail_texts[] = {
	[LW_NTLM_OK] = "no failure",
	[LW_NTLM_FAIL_MALFORMED] = "malformed message",
	[LW_NTLM_FAIL_ORDER] = "message out of order",
	[LW_NTLM_FAIL_ANONYMOUS] = "anonymous log-on",
	[LW_NTLM_FAIL_LM_ONLY] = "LM response without an NT response",
	[LW_NTLM_FAIL_V1] = "NTLMv1 from a client that is not among the legacy clients",
	[LW_NTLM_FAIL_V1_SESSION] =
		"NTLM2 session response from a client that is not among the legacy clients",
	[LW_NTLM_FAIL_NO_USER] = "no such user",
	[LW_NTLM_FAIL_DISABLED] = "account disabled",
	[LW_NTLM_FAIL_NO_PASSWORD] = "account without a password",
	[LW_NTLM_FAIL_WRONG_PASSWORD] = "wrong password",
	[LW_NTLM_FAIL_MIC] = "wrong or missing message integrity code",
	[LW_NTLM_FAIL_SESSION_KEY] = "session key missing or of a wrong length",
	[LW_NTLM_FAIL_INTERNAL] = "internal error",
};

/**
 * lw_ntlm_fail_text() - a failure for the log
 * @fail: failure
 *
 * Return: text.
 */
const char *lw_ntlm_fail_text(enum lw_ntlm_fail fail)
{
	return fail_texts[fail];
}

/**
 * lw_ntlm_classify() - what kind of response is this, and may it be?
 * @policy: what the client may use
 * @a: response
 * @kind: set on success
 *
 * The lengths tell the kinds apart: an NTLMv2 response is longer than the 24 bytes
 * of the older ones.
 *
 * Return: LW_NTLM_OK, or LW_NTLM_FAIL_ANONYMOUS, _LM_ONLY, _V1, _V1_SESSION or
 * _MALFORMED.
 */
enum lw_ntlm_fail lw_ntlm_classify(const struct lw_ntlm_policy *policy,
				   const struct lw_ntlm_attempt *a, enum lw_ntlm_kind *kind)
{
	if (!a->nt.len) /* an anonymous client's LM response is one zero byte */
		return a->lm.len > 1 ? LW_NTLM_FAIL_LM_ONLY : LW_NTLM_FAIL_ANONYMOUS;
	if (a->nt.len < LW_NTLM_V1_LEN)
		return LW_NTLM_FAIL_MALFORMED;
	if (a->nt.len > LW_NTLM_V1_LEN) {
		*kind = LW_NTLM_V2;
		return LW_NTLM_OK;
	}
	*kind = a->extended ? LW_NTLM_V1_SESSION : LW_NTLM_V1;
	if (!a->extended)
		return policy->allow_v1 ? LW_NTLM_OK : LW_NTLM_FAIL_V1;
	return policy->allow_v1_session ? LW_NTLM_OK : LW_NTLM_FAIL_V1_SESSION;
}

static enum lw_ntlm_fail verify_v2(const struct lw_ntlm_attempt *a,
				   const u8 nt_hash[LW_NTLM_HASH_LEN],
				   u8 key[LW_NTLM_HASH_LEN])
{
	struct lw_ntlm_v2_response resp;
	u8 owf[LW_NTLM_HASH_LEN], proof[LW_NTLM_PROOF_LEN];
	enum lw_ntlm_fail fail = LW_NTLM_OK;

	if (lw_ntlm_v2_response_decode(&a->nt, &resp))
		return LW_NTLM_FAIL_MALFORMED;
	if (lw_ntlm_owf_v2(nt_hash, a->user.data, a->user.len, a->domain.data, a->domain.len,
			   owf))
		return LW_NTLM_FAIL_INTERNAL;
	lw_ntlm_v2_proof(owf, a->challenge, resp.temp.data, resp.temp.len, proof);
	if (lw_ntlm_equal(proof, resp.proof, sizeof(proof)))
		lw_ntlm_v2_base_key(owf, proof, key);
	else
		fail = LW_NTLM_FAIL_WRONG_PASSWORD;
	explicit_bzero(owf, sizeof(owf));
	explicit_bzero(proof, sizeof(proof));
	return fail;
}

static enum lw_ntlm_fail verify_24(const u8 nt_hash[LW_NTLM_HASH_LEN],
				   const u8 challenge[LW_NTLM_CHALLENGE_LEN],
				   const struct wire_span *nt)
{
	u8 expected[LW_NTLM_V1_LEN];
	bool equal;

	lw_ntlm_v1_response(nt_hash, challenge, expected);
	equal = lw_ntlm_equal(expected, nt->data, sizeof(expected));
	explicit_bzero(expected, sizeof(expected));
	return equal ? LW_NTLM_OK : LW_NTLM_FAIL_WRONG_PASSWORD;
}

/* The LM response carries the client's challenge, and zeros behind it. */
static enum lw_ntlm_fail verify_v1_session(const struct lw_ntlm_attempt *a,
					   const u8 nt_hash[LW_NTLM_HASH_LEN],
					   u8 key[LW_NTLM_HASH_LEN])
{
	static const u8 zeros[LW_NTLM_V1_LEN - LW_NTLM_CHALLENGE_LEN];
	u8 challenge[LW_NTLM_CHALLENGE_LEN], base[LW_NTLM_HASH_LEN];
	enum lw_ntlm_fail fail;

	if (a->lm.len != LW_NTLM_V1_LEN ||
	    memcmp(a->lm.data + LW_NTLM_CHALLENGE_LEN, zeros, sizeof(zeros)))
		return LW_NTLM_FAIL_MALFORMED;
	lw_ntlm_session_challenge(a->challenge, a->lm.data, challenge);
	fail = verify_24(nt_hash, challenge, &a->nt);
	if (fail != LW_NTLM_OK)
		return fail;
	lw_ntlm_v1_base_key(nt_hash, base);
	lw_ntlm_session_key(base, a->challenge, a->lm.data, key);
	explicit_bzero(base, sizeof(base));
	return LW_NTLM_OK;
}

/**
 * lw_ntlm_verify() - verify a response
 * @a: response
 * @kind: from lw_ntlm_classify()
 * @nt_hash: of the user
 * @key: set to the KeyExchangeKey on success
 *
 * The domain counts as the client sent it. A client that computes with another
 * one than it sends (some send it upper-cased) is refused as everywhere else.
 *
 * Return: LW_NTLM_OK, or LW_NTLM_FAIL_WRONG_PASSWORD, _MALFORMED or _INTERNAL.
 */
enum lw_ntlm_fail lw_ntlm_verify(const struct lw_ntlm_attempt *a, enum lw_ntlm_kind kind,
				 const u8 nt_hash[LW_NTLM_HASH_LEN],
				 u8 key[LW_NTLM_HASH_LEN])
{
	enum lw_ntlm_fail fail;

	switch (kind) {
	case LW_NTLM_V2:
		return verify_v2(a, nt_hash, key);
	case LW_NTLM_V1_SESSION:
		return verify_v1_session(a, nt_hash, key);
	case LW_NTLM_V1:
		fail = verify_24(nt_hash, a->challenge, &a->nt);
		if (fail == LW_NTLM_OK)
			lw_ntlm_v1_base_key(nt_hash, key);
		return fail;
	}
	return LW_NTLM_FAIL_INTERNAL;
}
