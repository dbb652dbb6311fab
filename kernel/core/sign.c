// SPDX-License-Identifier: GPL-2.0
/*
 * Signatures, MS-SMB2 3.1.4.1 and 3.1.5.1: over the whole message from its header to
 * the next one, padding included, with the signature itself counted as zeros.
 *
 * A signer holds a keyed transform; the state of a computation is on the stack, so
 * that workers sign and verify at the same time without a lock.
 */
#include <crypto/algapi.h>
#include <crypto/hash.h>
#include <linux/highmem.h>
#include <linux/slab.h>
#include <lwsmb/core_sign.h>
#include <lwsmb/wire_smb2.h>

#include "trace.h"

/**
 * struct lwsmb_signer - a key and what it is used with
 * @tfm: keyed; its digest may be longer than a signature
 *
 * Immutable.
 */
struct lwsmb_signer {
	struct crypto_shash *tfm;
};

static const char *const sign_names[] = {
	[LWSMB_SIGN_HMAC_SHA256] = "hmac(sha256)",
	[LWSMB_SIGN_AES_CMAC] = "cmac(aes)",
};

static struct crypto_shash *sign_tfm(enum lwsmb_sign_alg alg, const u8 key[LWSMB_KEY_SIZE])
{
	struct crypto_shash *tfm = crypto_alloc_shash(sign_names[alg], 0, 0);
	int ret;

	if (IS_ERR(tfm))
		return tfm;
	ret = crypto_shash_setkey(tfm, key, LWSMB_KEY_SIZE);
	if (!ret && WARN_ON_ONCE(crypto_shash_digestsize(tfm) < SMB2_SIGNATURE_SIZE))
		ret = -EINVAL;
	if (!ret)
		return tfm;
	crypto_free_shash(tfm);
	return ERR_PTR(ret);
}

/**
 * lwsmb_signer_new() - get ready to sign and verify with a key
 * @alg: how
 * @key: the key; copied
 *
 * Context: may sleep.
 * Return: the signer, or an ERR_PTR(): -ENOMEM, or what the crypto API says.
 */
struct lwsmb_signer *lwsmb_signer_new(enum lwsmb_sign_alg alg, const u8 key[LWSMB_KEY_SIZE])
{
	struct lwsmb_signer *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return ERR_PTR(-ENOMEM);
	s->tfm = sign_tfm(alg, key);
	if (IS_ERR(s->tfm)) {
		ret = PTR_ERR(s->tfm);
		kfree(s);
		return ERR_PTR(ret);
	}
	return s;
}
EXPORT_SYMBOL_LWSMB(lwsmb_signer_new);

/**
 * lwsmb_signer_free() - forget a key
 * @s: signer that nobody uses any more; may be NULL
 *
 * The crypto API zeroes the key's memory.
 */
void lwsmb_signer_free(struct lwsmb_signer *s)
{
	if (!s)
		return;
	crypto_free_shash(s->tfm);
	kfree(s);
}
EXPORT_SYMBOL_LWSMB(lwsmb_signer_free);

/* Bulk data: @len bytes of the pages, from byte @skip on. */
static int sign_update_pages(struct shash_desc *desc, const struct bio_vec *bvec, u32 skip,
			     u32 len)
{
	int ret = 0;

	for (; len && !ret; bvec++) {
		u32 piece;

		if (skip >= bvec->bv_len) {
			skip -= bvec->bv_len;
			continue;
		}
		while (skip < bvec->bv_len && len && !ret) {
			u32 at = bvec->bv_offset + skip;
			struct page *page = nth_page(bvec->bv_page, at / PAGE_SIZE);
			void *data = kmap_local_page(page);

			at = offset_in_page(at);
			piece = min3(len, bvec->bv_len - skip, (u32)PAGE_SIZE - at);
			ret = crypto_shash_update(desc, data + at, piece);
			kunmap_local(data);
			skip += piece;
			len -= piece;
		}
		skip = 0;
	}
	return ret;
}

/**
 * struct sign_pieces - what a message consists of
 * @hdr: its header, the signature in it zeroed
 * @body: contiguous bytes behind it
 * @body_len: number of them
 * @bvec: bulk data
 * @skip: bytes to skip in @bvec
 * @data_len: bytes of it
 * @pad: zero bytes that follow
 */
struct sign_pieces {
	const u8 *hdr;
	const u8 *body;
	size_t body_len;
	const struct bio_vec *bvec;
	u32 skip;
	u32 data_len;
	u8 pad;
};

static int sign_pieces(struct lwsmb_signer *s, const struct sign_pieces *m,
		       u8 signature[SMB2_SIGNATURE_SIZE])
{
	static const u8 zeros[U8_MAX];
	u8 digest[HASH_MAX_DIGESTSIZE];
	SHASH_DESC_ON_STACK(desc, s->tfm);
	int ret;

	desc->tfm = s->tfm;
	ret = crypto_shash_init(desc);
	if (!ret)
		ret = crypto_shash_update(desc, m->hdr, SMB2_HDR_SIZE);
	if (!ret)
		ret = crypto_shash_update(desc, m->body, m->body_len);
	if (!ret)
		ret = sign_update_pages(desc, m->bvec, m->skip, m->data_len);
	if (!ret)
		ret = crypto_shash_update(desc, zeros, m->pad);
	if (!ret)
		ret = crypto_shash_final(desc, digest);
	if (!ret)
		memcpy(signature, digest, SMB2_SIGNATURE_SIZE);
	shash_desc_zero(desc);
	memzero_explicit(digest, sizeof(digest));
	return ret;
}

/**
 * lwsmb_sign_part() - sign a message that is built
 * @s: signer
 * @p: message, complete: nothing of it may change afterwards
 *
 * Sets SMB2_FLAGS_SIGNED and the signature in its header.
 *
 * Context: process context; may sleep.
 * Return: 0, -EINVAL if there is no whole header, or what the crypto API says.
 */
int lwsmb_sign_part(struct lwsmb_signer *s, struct lwsmb_part *p)
{
	struct sign_pieces m = {
		.hdr = p->w.base,
		.bvec = p->bvec,
		.data_len = p->data_len,
		.pad = p->pad,
	};
	u8 signature[SMB2_SIGNATURE_SIZE];
	int ret;

	if (WARN_ON_ONCE(wire_wr_off(&p->w) < SMB2_HDR_SIZE))
		return -EINVAL;
	m.body = p->w.base + SMB2_HDR_SIZE;
	m.body_len = wire_wr_off(&p->w) - SMB2_HDR_SIZE;
	wire_smb2_hdr_set_signed(p->w.base);
	ret = sign_pieces(s, &m, signature);
	if (!ret)
		wire_smb2_hdr_set_signature(p->w.base, signature);
	return ret;
}
EXPORT_SYMBOL_LWSMB(lwsmb_sign_part);

/* Splits a message of a frame in what is in the head and what is in the pages. */
static int sign_split(const struct lwsmb_rx *rx, u32 off, u32 len, struct sign_pieces *m)
{
	u32 contiguous;

	if (off > rx->head_len || rx->head_len - off < SMB2_HDR_SIZE || len < SMB2_HDR_SIZE ||
	    len > lwsmb_rx_len(rx) - off)
		return -EBADMSG;
	contiguous = min(len, rx->head_len - off);
	m->body = rx->head + off + SMB2_HDR_SIZE;
	m->body_len = contiguous - SMB2_HDR_SIZE;
	m->bvec = rx->bvec;
	m->data_len = len - contiguous;
	return 0;
}

/**
 * lwsmb_sign_check() - verify a message of a received frame
 * @s: signer
 * @rx: frame, which is not changed
 * @off: where the message's header is, counted from the frame's first byte
 * @len: bytes of the message, to the next header or the end of the frame
 *
 * Whether a message must be signed, and what a signature that fails leads to, is the
 * caller's business. The comparison takes the same time wherever the difference is.
 *
 * Context: process context; may sleep.
 * Return: 0, -EKEYREJECTED if the signature is wrong, -EBADMSG if the message does not
 * lie in the frame, or what the crypto API says.
 */
int lwsmb_sign_check(struct lwsmb_signer *s, const struct lwsmb_rx *rx, u32 off, u32 len)
{
	static const u8 zeros[SMB2_SIGNATURE_SIZE];
	struct sign_pieces m = { };
	u8 signature[SMB2_SIGNATURE_SIZE];
	u8 hdr[SMB2_HDR_SIZE];
	struct smb2_hdr h;
	struct wire_rd r;
	int ret;

	ret = sign_split(rx, off, len, &m);
	if (ret)
		return ret;
	memcpy(hdr, rx->head + off, sizeof(hdr));
	wire_rd_init(&r, hdr, sizeof(hdr));
	ret = wire_smb2_hdr_decode(&r, &h);
	if (ret)
		return ret;
	wire_smb2_hdr_set_signature(hdr, zeros);
	m.hdr = hdr;
	ret = sign_pieces(s, &m, signature);
	if (!ret && crypto_memneq(signature, h.signature, sizeof(signature))) {
		trace_lwsmb_bad_signature(&h, len);
		ret = -EKEYREJECTED;
	}
	memzero_explicit(signature, sizeof(signature));
	return ret;
}
EXPORT_SYMBOL_LWSMB(lwsmb_sign_check);
