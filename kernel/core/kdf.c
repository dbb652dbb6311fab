// SPDX-License-Identifier: GPL-2.0
/*
 * Key derivation, MS-SMB2 3.1.4.2: SP800-108 in counter mode with HMAC-SHA256.
 *
 * By hand: the kernel's own, crypto_kdf108_*, is there only in some configurations.
 */
#include <crypto/hash.h>
#include <crypto/sha2.h>
#include <lwsmb/core_sign.h>
#include <lwsmb/proto_smb2.h>

#define KDF_OUT_MAX (U16_MAX / BITS_PER_BYTE)

/* Numbers that are hashed with the rest, most significant byte first (SP800-108 4). */
static int kdf_update_number(struct shash_desc *desc, u32 v)
{
	u8 bytes[] = { v >> 24, v >> 16, v >> 8, v };

	return crypto_shash_update(desc, bytes, sizeof(bytes));
}

/* K(i) = HMAC(key, i || label || 0x00 || context || bits of output) */
static int kdf_block(struct crypto_shash *tfm, u32 i, const void *label, size_t label_len,
		     const void *context, size_t context_len, size_t out_len,
		     u8 block[SHA256_DIGEST_SIZE])
{
	SHASH_DESC_ON_STACK(desc, tfm);
	static const u8 separator;
	int ret;

	desc->tfm = tfm;
	ret = crypto_shash_init(desc);
	if (!ret)
		ret = kdf_update_number(desc, i);
	if (!ret)
		ret = crypto_shash_update(desc, label, label_len);
	if (!ret)
		ret = crypto_shash_update(desc, &separator, sizeof(separator));
	if (!ret)
		ret = crypto_shash_update(desc, context, context_len);
	if (!ret)
		ret = kdf_update_number(desc, out_len * BITS_PER_BYTE);
	if (!ret)
		ret = crypto_shash_final(desc, block);
	shash_desc_zero(desc);
	return ret;
}

/**
 * lwsmb_kdf() - derive a key
 * @key: key that it is derived from
 * @label: what it is for; MS-SMB2's labels and contexts end with a zero byte, which
 *         counts
 * @label_len: bytes of it
 * @context: who it is for
 * @context_len: bytes of it
 * @out: set to the key
 * @out_len: bytes of it: 16, or 32 for a key of AES-256
 *
 * Context: may sleep.
 * Return: 0, -EINVAL if @out_len is out of range, or what the crypto API says.
 */
int lwsmb_kdf(const u8 key[LWSMB_KEY_SIZE], const void *label, size_t label_len,
	      const void *context, size_t context_len, u8 *out, size_t out_len)
{
	u8 block[SHA256_DIGEST_SIZE];
	struct crypto_shash *tfm;
	size_t done = 0;
	u32 i = 0;
	int ret;

	if (!out_len || out_len > KDF_OUT_MAX)
		return -EINVAL;
	tfm = crypto_alloc_shash("hmac(sha256)", 0, 0);
	if (IS_ERR(tfm))
		return PTR_ERR(tfm);
	ret = crypto_shash_setkey(tfm, key, LWSMB_KEY_SIZE);
	while (!ret && done < out_len) {
		size_t piece = min(out_len - done, sizeof(block));

		ret = kdf_block(tfm, ++i, label, label_len, context, context_len, out_len,
				block);
		if (!ret)
			memcpy(out + done, block, piece);
		done += piece;
	}
	memzero_explicit(block, sizeof(block));
	if (ret)
		memzero_explicit(out, out_len);
	crypto_free_shash(tfm);
	return ret;
}
EXPORT_SYMBOL_LWSMB(lwsmb_kdf);

/**
 * lwsmb_signing_key() - the key that a session's messages are signed with
 * @dialect: SMB2_DIALECT_* of the connection
 * @session_key: Session.SessionKey: what authentication gave, cut or padded to 16 bytes
 * @preauth: Session.PreauthIntegrityHashValue; used by 3.1.1 alone, else may be NULL
 * @out: set to the key
 *
 * Before 3.0 messages are signed with the session key itself.
 *
 * Context: may sleep.
 * Return: 0, or as lwsmb_kdf().
 */
int lwsmb_signing_key(u16 dialect, const u8 session_key[LWSMB_KEY_SIZE],
		      const u8 preauth[LWSMB_PREAUTH_SIZE], u8 out[LWSMB_KEY_SIZE])
{
	static const char label_30[] = "SMB2AESCMAC";
	static const char context_30[] = "SmbSign";
	static const char label_311[] = "SMBSigningKey";

	if (dialect >= SMB2_DIALECT_311)
		return lwsmb_kdf(session_key, label_311, sizeof(label_311), preauth,
				 LWSMB_PREAUTH_SIZE, out, LWSMB_KEY_SIZE);
	if (dialect >= SMB2_DIALECT_300)
		return lwsmb_kdf(session_key, label_30, sizeof(label_30), context_30,
				 sizeof(context_30), out, LWSMB_KEY_SIZE);
	memcpy(out, session_key, LWSMB_KEY_SIZE);
	return 0;
}
EXPORT_SYMBOL_LWSMB(lwsmb_signing_key);
