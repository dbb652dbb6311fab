// SPDX-License-Identifier: GPL-2.0
/*
 * Pre-authentication integrity, MS-SMB2 3.1.1, 3.2.5.2, 3.3.5.4: a chain of SHA-512
 * over what was said before there was a key. The keys of 3.1.1 are derived from it, so
 * that a changed NEGOTIATE yields keys that nobody else has.
 */
#include <crypto/hash.h>
#include <crypto/sha2.h>
#include <lwsmb/core_sign.h>

static_assert(SHA512_DIGEST_SIZE == LWSMB_PREAUTH_SIZE);

static int preauth_next(struct crypto_shash *tfm, const u8 hash[LWSMB_PREAUTH_SIZE],
			const void *msg, size_t len, u8 next[LWSMB_PREAUTH_SIZE])
{
	SHASH_DESC_ON_STACK(desc, tfm);
	int ret;

	desc->tfm = tfm;
	ret = crypto_shash_init(desc);
	if (!ret)
		ret = crypto_shash_update(desc, hash, LWSMB_PREAUTH_SIZE);
	if (!ret)
		ret = crypto_shash_finup(desc, msg, len, next);
	shash_desc_zero(desc);
	return ret;
}

/**
 * lwsmb_preauth_update() - add a message to the chain
 * @hash: the chain's value, 0 in the beginning; replaced
 * @msg: the message from its SMB2 header on, as it was on the wire
 * @len: bytes of it
 *
 * Context: may sleep.
 * Return: 0, or what the crypto API says, with @hash as it was.
 */
int lwsmb_preauth_update(u8 hash[LWSMB_PREAUTH_SIZE], const void *msg, size_t len)
{
	struct crypto_shash *tfm = crypto_alloc_shash("sha512", 0, 0);
	u8 next[LWSMB_PREAUTH_SIZE];
	int ret;

	if (IS_ERR(tfm))
		return PTR_ERR(tfm);
	ret = preauth_next(tfm, hash, msg, len, next);
	if (!ret)
		memcpy(hash, next, sizeof(next));
	crypto_free_shash(tfm);
	return ret;
}
EXPORT_SYMBOL_LWSMB(lwsmb_preauth_update);
