// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What both sides of an NTLM authentication keep: see ntlm_session.h.
 */
#include "lib/ntlm_session.h"

#include <time.h>

#include "lib/ntlm_crypt.h"
#include "lib/ntlm_msg.h"

enum {
	NSEC_PER_TICK = 100,
};

#define TICKS_PER_SEC 10000000ull
#define SEC_1601_TO_1970 11644473600ull

/**
 * lw_ntlm_session_random() - random bytes
 * @s: session
 * @buf: result
 * @len: bytes
 *
 * Return: 0 or a negative errno.
 */
int lw_ntlm_session_random(const struct lw_ntlm_session *s, void *buf, size_t len)
{
	return s->hooks.random ? s->hooks.random(buf, len) : lw_ntlm_random(buf, len);
}

/**
 * lw_ntlm_session_now() - the time
 * @s: session
 *
 * Return: 100 ns since 1601.
 */
u64 lw_ntlm_session_now(const struct lw_ntlm_session *s)
{
	struct timespec ts;

	if (s->hooks.now)
		return s->hooks.now();
	clock_gettime(CLOCK_REALTIME, &ts);
	return (ts.tv_sec + SEC_1601_TO_1970) * TICKS_PER_SEC + ts.tv_nsec / NSEC_PER_TICK;
}

/**
 * lw_ntlm_session_mic() - MIC over the three messages (MS-NLMP 3.1.5.1.2)
 * @s: session
 * @auth: AUTHENTICATE; its MIC is taken as zeros
 * @len: its bytes, at least LW_NTLM_MIC_OFFSET + LW_NTLM_HASH_LEN
 * @mic: result
 */
void lw_ntlm_session_mic(const struct lw_ntlm_session *s, const u8 *auth, size_t len,
			 u8 mic[LW_NTLM_HASH_LEN])
{
	static const u8 zeros[LW_NTLM_HASH_LEN];
	const size_t behind = LW_NTLM_MIC_OFFSET + LW_NTLM_HASH_LEN;
	struct lw_iov iov[] = {
		{ s->negotiate.data, s->negotiate.len },
		{ s->challenge.data, s->challenge.len },
		{ auth, LW_NTLM_MIC_OFFSET },
		{ zeros, sizeof(zeros) },
		{ auth + behind, len - behind },
	};

	lw_ntlm_hmac(s->key, iov, ARRAY_SIZE(iov), mic);
}

/**
 * lw_ntlm_session_ready() - begin signing; flags and key are set
 * @s: session
 * @out: direction of what this side sends
 */
void lw_ntlm_session_ready(struct lw_ntlm_session *s, enum lw_ntlm_direction out)
{
	enum lw_ntlm_direction in = out == LW_NTLM_CLIENT_TO_SERVER ? LW_NTLM_SERVER_TO_CLIENT :
								       LW_NTLM_CLIENT_TO_SERVER;

	s->can_sign = !lw_ntlm_sign_init(&s->out, s->key, s->flags, out) &&
		      !lw_ntlm_sign_init(&s->in, s->key, s->flags, in);
}

/**
 * lw_ntlm_session_sign() - sign as this side
 * @s: session
 * @data: bytes
 * @len: their number
 * @mic: set to the signature
 *
 * Return: 0, -EOPNOTSUPP (not authenticated, or no extended session security) or
 * -ENOMEM.
 */
int lw_ntlm_session_sign(struct lw_ntlm_session *s, const void *data, size_t len,
			 struct lw_buf *mic)
{
	u8 sig[LW_NTLM_SIGNATURE_LEN];

	if (!s->can_sign)
		return -EOPNOTSUPP;
	lw_ntlm_sign_make(&s->out, data, len, sig);
	return lw_buf_set(mic, sig, sizeof(sig));
}

/**
 * lw_ntlm_session_check() - verify the peer's signature
 * @s: session
 * @data: bytes
 * @len: their number
 * @mic: signature
 * @mic_len: its bytes
 *
 * Return: 0, -EBADMSG, or -EOPNOTSUPP as in lw_ntlm_session_sign().
 */
int lw_ntlm_session_check(struct lw_ntlm_session *s, const void *data, size_t len,
			  const void *mic, size_t mic_len)
{
	if (!s->can_sign)
		return -EOPNOTSUPP;
	return lw_ntlm_sign_check(&s->in, data, len, mic, mic_len);
}

/**
 * lw_ntlm_session_clear() - wipe and free what a session holds
 * @s: session
 */
void lw_ntlm_session_clear(struct lw_ntlm_session *s)
{
	lw_buf_free(&s->negotiate);
	lw_buf_free(&s->challenge);
	explicit_bzero(s, sizeof(*s));
}
