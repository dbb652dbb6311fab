// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * NTLM signatures: see ntlm_sign.h.
 */
#include "lib/ntlm_sign.h"

#include "lib/ntlm_crypt.h"

enum {
	SIGNATURE_VERSION = 1,
	CHECKSUM_LEN = 8,
};

/* MS-NLMP 2.2.2.9.2 */
struct proto_signature {
	__le32 version;
	u8 checksum[CHECKSUM_LEN];
	__le32 seq;
} __packed;
PROTO_SIZE(struct proto_signature, LW_NTLM_SIGNATURE_LEN);

/* The constants of MS-NLMP 3.4.5.2 and 3.4.5.3 count with their NUL. */
static const char sign_magic[][60] = {
	[LW_NTLM_CLIENT_TO_SERVER] = "session key to client-to-server signing key magic constant",
	[LW_NTLM_SERVER_TO_CLIENT] = "session key to server-to-client signing key magic constant",
};

static const char seal_magic[][60] = {
	[LW_NTLM_CLIENT_TO_SERVER] = "session key to client-to-server sealing key magic constant",
	[LW_NTLM_SERVER_TO_CLIENT] = "session key to server-to-client sealing key magic constant",
};

enum {
	MAGIC_LEN = 59,
};

/**
 * lw_ntlm_sign_key() - SIGNKEY (MS-NLMP 3.4.5.2)
 * @session_key: ExportedSessionKey
 * @dir: direction
 * @key: result
 */
void lw_ntlm_sign_key(const u8 session_key[LW_NTLM_HASH_LEN], enum lw_ntlm_direction dir,
		      u8 key[LW_NTLM_HASH_LEN])
{
	struct lw_iov iov[] = { { session_key, LW_NTLM_HASH_LEN },
				{ sign_magic[dir], MAGIC_LEN } };

	lw_ntlm_md5(iov, ARRAY_SIZE(iov), key);
}

/* Bytes of the session key that the negotiated strength leaves. */
static size_t strength(u32 flags)
{
	if (flags & LW_NTLM_128)
		return LW_NTLM_HASH_LEN;
	return flags & LW_NTLM_56 ? 7 : 5;
}

/**
 * lw_ntlm_seal_key() - SEALKEY with extended session security (MS-NLMP 3.4.5.3)
 * @session_key: ExportedSessionKey
 * @flags: negotiated flags
 * @dir: direction
 * @key: result
 */
void lw_ntlm_seal_key(const u8 session_key[LW_NTLM_HASH_LEN], u32 flags,
		      enum lw_ntlm_direction dir, u8 key[LW_NTLM_HASH_LEN])
{
	struct lw_iov iov[] = { { session_key, strength(flags) },
				{ seal_magic[dir], MAGIC_LEN } };

	lw_ntlm_md5(iov, ARRAY_SIZE(iov), key);
}

/**
 * lw_ntlm_sign_init() - begin signing in one direction
 * @s: state; to be wiped by its owner
 * @session_key: ExportedSessionKey
 * @flags: negotiated flags
 * @dir: direction
 *
 * Return: 0, or -EOPNOTSUPP without extended session security.
 */
int lw_ntlm_sign_init(struct lw_ntlm_sign *s, const u8 session_key[LW_NTLM_HASH_LEN],
		      u32 flags, enum lw_ntlm_direction dir)
{
	u8 seal[LW_NTLM_HASH_LEN];

	if (!(flags & LW_NTLM_EXTENDED_SESSION))
		return -EOPNOTSUPP;
	lw_ntlm_sign_key(session_key, dir, s->key);
	lw_ntlm_seal_key(session_key, flags, dir, seal);
	arcfour_set_key(&s->seal, sizeof(seal), seal);
	explicit_bzero(seal, sizeof(seal));
	s->seq = 0;
	s->sealed = flags & LW_NTLM_KEY_EXCH;
	return 0;
}

/**
 * lw_ntlm_sign_make() - sign
 * @s: state, moves on
 * @data: bytes
 * @len: their number
 * @sig: signature
 */
void lw_ntlm_sign_make(struct lw_ntlm_sign *s, const void *data, size_t len,
		       u8 sig[LW_NTLM_SIGNATURE_LEN])
{
	struct proto_signature p = { .version = cpu_to_le32(SIGNATURE_VERSION),
				     .seq = cpu_to_le32(s->seq) };
	struct lw_iov iov[] = { { &p.seq, sizeof(p.seq) }, { data, len } };
	u8 digest[LW_NTLM_HASH_LEN];

	lw_ntlm_hmac(s->key, iov, ARRAY_SIZE(iov), digest);
	memcpy(p.checksum, digest, CHECKSUM_LEN);
	if (s->sealed)
		arcfour_crypt(&s->seal, CHECKSUM_LEN, p.checksum, p.checksum);
	s->seq++;
	memcpy(sig, &p, sizeof(p));
}

/**
 * lw_ntlm_sign_check() - verify
 * @s: state, moves on
 * @data: bytes
 * @len: their number
 * @sig: signature
 * @sig_len: its bytes
 *
 * Return: 0 or -EBADMSG.
 */
int lw_ntlm_sign_check(struct lw_ntlm_sign *s, const void *data, size_t len, const void *sig,
		       size_t sig_len)
{
	u8 expected[LW_NTLM_SIGNATURE_LEN];

	lw_ntlm_sign_make(s, data, len, expected);
	if (sig_len != sizeof(expected) || !lw_ntlm_equal(expected, sig, sizeof(expected)))
		return -EBADMSG;
	return 0;
}
