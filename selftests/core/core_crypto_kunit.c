// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * KUnit tests of kernel/core but for the transport: signatures, keys, the chain of
 * pre-authentication, frames and their memory, counters. Known answers are those of
 * selftests/vectors/sign.py.
 */
#include <kunit/test.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <lwsmb/core_sign.h>
#include <lwsmb/core_stats.h>
#include <lwsmb/wire_smb2.h>

#include "../vectors/sign.h"

/* ---- keys -------------------------------------------------------------------- */

static void keys_by_dialect(struct kunit *test)
{
	u8 out[LWSMB_KEY_SIZE];

	KUNIT_EXPECT_EQ(test, 0, lwsmb_signing_key(SMB2_DIALECT_202, vec_key_30, NULL, out));
	KUNIT_EXPECT_MEMEQ(test, out, vec_key_30, sizeof(out));
	KUNIT_EXPECT_EQ(test, 0, lwsmb_signing_key(SMB2_DIALECT_210, vec_key_30, NULL, out));
	KUNIT_EXPECT_MEMEQ(test, out, vec_key_30, sizeof(out));
	KUNIT_EXPECT_EQ(test, 0, lwsmb_signing_key(SMB2_DIALECT_300, vec_key_30, NULL, out));
	KUNIT_EXPECT_MEMEQ(test, out, vec_signing_key_30, sizeof(out));
	memset(out, 0, sizeof(out));
	KUNIT_EXPECT_EQ(test, 0, lwsmb_signing_key(SMB2_DIALECT_302, vec_key_30, NULL, out));
	KUNIT_EXPECT_MEMEQ(test, out, vec_signing_key_30, sizeof(out));
	KUNIT_EXPECT_EQ(test, 0,
			lwsmb_signing_key(SMB2_DIALECT_311, vec_key_311, vec_preauth, out));
	KUNIT_EXPECT_MEMEQ(test, out, vec_signing_key_311, sizeof(out));
}

static void keys_of_other_lengths(struct kunit *test)
{
	u8 out[41] = { [40] = 0xa5 };

	KUNIT_EXPECT_EQ(test, 0, lwsmb_kdf(vec_key_311, "SMBC2SCipherKey", 16, vec_preauth,
					   sizeof(vec_preauth), out, 32));
	KUNIT_EXPECT_MEMEQ(test, out, vec_kdf_32, sizeof(vec_kdf_32));
	/* more than a block, no context */
	KUNIT_EXPECT_EQ(test, 0, lwsmb_kdf(vec_key_30, "label", 5, NULL, 0, out, 40));
	KUNIT_EXPECT_MEMEQ(test, out, vec_kdf_40, sizeof(vec_kdf_40));
	KUNIT_EXPECT_EQ(test, 0xa5, out[40]);
	KUNIT_EXPECT_EQ(test, -EINVAL, lwsmb_kdf(vec_key_30, "", 0, NULL, 0, out, 0));
	KUNIT_EXPECT_EQ(test, -EINVAL, lwsmb_kdf(vec_key_30, "", 0, NULL, 0, out, 8192));
}

/* ---- messages ---------------------------------------------------------------- */

/* As in the vectors' generator. */
static u8 body_byte(u32 i)
{
	return i * 7 + (i >> 8);
}

static void preauth_chain(struct kunit *test)
{
	u8 hash[LWSMB_PREAUTH_SIZE] = { };
	u8 msg[200];
	u32 i;

	for (i = 0; i < sizeof(msg); i++)
		msg[i] = body_byte(i);
	KUNIT_EXPECT_EQ(test, 0, lwsmb_preauth_update(hash, msg, 0));
	KUNIT_EXPECT_MEMEQ(test, hash, vec_chain_0, sizeof(hash));
	KUNIT_EXPECT_EQ(test, 0, lwsmb_preauth_update(hash, msg, 1));
	KUNIT_EXPECT_MEMEQ(test, hash, vec_chain_1, sizeof(hash));
	KUNIT_EXPECT_EQ(test, 0, lwsmb_preauth_update(hash, msg, sizeof(msg)));
	KUNIT_EXPECT_MEMEQ(test, hash, vec_chain_200, sizeof(hash));
}

/* The header of the vectors' messages, without the flag that signing sets. */
static void put_hdr(struct kunit *test, struct wire_wr *w, const u8 *signature, u32 flags)
{
	struct smb2_hdr h = {
		.credit_charge = 1,
		.command = SMB2_WRITE,
		.credits = 31,
		.flags = flags,
		.message_id = 0x1122334455667788,
		.tree_id = 5,
		.session_id = 0x0123456789abcdef,
	};

	if (signature)
		memcpy(h.signature, signature, sizeof(h.signature));
	KUNIT_ASSERT_EQ(test, 0, wire_smb2_hdr_encode(w, &h));
}

static void put_bytes(struct kunit *test, struct wire_wr *w, u32 from, u32 len)
{
	u8 *p = wire_wr_reserve(w, len);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, p);
	for (i = 0; i < len; i++)
		p[i] = body_byte(from + i);
}

static void fill_pages(struct bio_vec *bvec, u32 from, u32 len)
{
	u32 i;

	for (i = 0; i < len; i++) {
		u8 *p = page_address(bvec[i / PAGE_SIZE].bv_page);

		p[i % PAGE_SIZE] = body_byte(from + i);
	}
}

struct sign_vector {
	u32 size;
	const u8 *hmac;
	const u8 *cmac;
};

#define VECTOR(n) { n, vec_hmac_##n, vec_cmac_##n },
static const struct sign_vector vectors[] = { VEC_SIGNATURES(VECTOR) };

/* One message, its body split in contiguous bytes, pages and nothing else. */
static void sign_one(struct kunit *test, struct lwsmb_signer *s, u32 size, u32 split,
		     const u8 *expected)
{
	struct lwsmb_part p;
	struct smb2_hdr h;
	struct wire_rd r;

	KUNIT_ASSERT_EQ(test, 0, lwsmb_part_init(&p, SMB2_HDR_SIZE + split));
	/* a signature that was there before does not count */
	put_hdr(test, &p.w, vec_preauth, 0);
	put_bytes(test, &p.w, 0, split);
	KUNIT_ASSERT_EQ(test, 0, lwsmb_part_pages(&p, size - split));
	fill_pages(p.bvec, split, size - split);
	KUNIT_EXPECT_EQ(test, 0, lwsmb_sign_part(s, &p));
	wire_rd_init(&r, p.w.base, SMB2_HDR_SIZE);
	KUNIT_EXPECT_EQ(test, 0, wire_smb2_hdr_decode(&r, &h));
	KUNIT_EXPECT_EQ(test, SMB2_FLAGS_SIGNED, h.flags);
	KUNIT_EXPECT_MEMEQ(test, h.signature, expected, SMB2_SIGNATURE_SIZE);
	lwsmb_part_free(&p);
}

static void sign_known_answers(struct kunit *test)
{
	struct lwsmb_signer *hmac = lwsmb_signer_new(LWSMB_SIGN_HMAC_SHA256, vec_key_30);
	struct lwsmb_signer *cmac = lwsmb_signer_new(LWSMB_SIGN_AES_CMAC, vec_signing_key_311);
	u32 i, j;

	KUNIT_ASSERT_FALSE(test, IS_ERR(hmac));
	KUNIT_ASSERT_FALSE(test, IS_ERR(cmac));
	for (i = 0; i < ARRAY_SIZE(vectors); i++) {
		const struct sign_vector *v = &vectors[i];
		const u32 splits[] = { 0, 1, v->size / 2, v->size - 1, v->size };

		for (j = 0; j < ARRAY_SIZE(splits); j++) {
			sign_one(test, hmac, v->size, splits[j], v->hmac);
			sign_one(test, cmac, v->size, splits[j], v->cmac);
		}
	}
	lwsmb_signer_free(hmac);
	lwsmb_signer_free(cmac);
}

/* The padding between two messages is signed like zeros that were written. */
static void sign_padding(struct kunit *test)
{
	struct lwsmb_signer *s = lwsmb_signer_new(LWSMB_SIGN_AES_CMAC, vec_signing_key_311);
	struct lwsmb_part a, b;
	u8 pad;

	KUNIT_ASSERT_FALSE(test, IS_ERR(s));
	for (pad = 0; pad < 8; pad++) {
		KUNIT_ASSERT_EQ(test, 0, lwsmb_part_init(&a, 200));
		KUNIT_ASSERT_EQ(test, 0, lwsmb_part_init(&b, 200));
		put_hdr(test, &a.w, NULL, 0);
		put_hdr(test, &b.w, NULL, 0);
		put_bytes(test, &a.w, 3, 40 - pad);
		put_bytes(test, &b.w, 3, 40 - pad);
		a.pad = pad;
		wire_wr_reserve(&b.w, pad);
		KUNIT_EXPECT_EQ(test, 0, lwsmb_sign_part(s, &a));
		KUNIT_EXPECT_EQ(test, 0, lwsmb_sign_part(s, &b));
		KUNIT_EXPECT_MEMEQ(test, a.w.base, b.w.base, SMB2_HDR_SIZE);
		lwsmb_part_free(&a);
		lwsmb_part_free(&b);
	}
	lwsmb_signer_free(s);
}

/* A received frame: @lead bytes of something else, the message, split like above. */
static struct lwsmb_rx *received(struct kunit *test, u32 lead, u32 size, u32 split,
				 const u8 *signature)
{
	struct lwsmb_rx *rx = lwsmb_rx_alloc(lead + SMB2_HDR_SIZE + split, size - split,
					     GFP_KERNEL);
	struct wire_wr w;

	KUNIT_ASSERT_NOT_NULL(test, rx);
	memset(rx->head, 0xee, lead);
	wire_wr_init(&w, rx->head + lead, rx->head_size - lead);
	put_hdr(test, &w, signature, SMB2_FLAGS_SIGNED);
	put_bytes(test, &w, 0, split);
	rx->head_len = rx->head_size;
	fill_pages(rx->bvec, split, size - split);
	return rx;
}

static void check_known_answers(struct kunit *test)
{
	struct lwsmb_signer *s = lwsmb_signer_new(LWSMB_SIGN_AES_CMAC, vec_signing_key_311);
	struct lwsmb_rx *rx;
	u32 i;

	KUNIT_ASSERT_FALSE(test, IS_ERR(s));
	for (i = 0; i < ARRAY_SIZE(vectors); i++) {
		const struct sign_vector *v = &vectors[i];
		u32 len = SMB2_HDR_SIZE + v->size;

		rx = received(test, 0, v->size, v->size / 3, v->cmac);
		KUNIT_EXPECT_EQ(test, 0, lwsmb_sign_check(s, rx, 0, len));
		/* twice: the frame is as it was */
		KUNIT_EXPECT_EQ(test, 0, lwsmb_sign_check(s, rx, 0, len));
		lwsmb_rx_put(rx);
		rx = received(test, 72, v->size, v->size, v->cmac);
		KUNIT_EXPECT_EQ(test, 0, lwsmb_sign_check(s, rx, 72, len));
		KUNIT_EXPECT_EQ(test, -EBADMSG, lwsmb_sign_check(s, rx, 71, len));
		lwsmb_rx_put(rx);
	}
	lwsmb_signer_free(s);
}

/* Every bit of a message counts. */
static void check_each_bit(struct kunit *test)
{
	struct lwsmb_signer *s = lwsmb_signer_new(LWSMB_SIGN_HMAC_SHA256, vec_key_30);
	struct lwsmb_rx *rx = received(test, 0, 65, 30, vec_hmac_65);
	u32 i, len = lwsmb_rx_len(rx);

	KUNIT_ASSERT_FALSE(test, IS_ERR(s));
	KUNIT_EXPECT_EQ(test, 0, lwsmb_sign_check(s, rx, 0, len));
	for (i = 0; i < len * 8; i++) {
		u32 at = i / 8;
		u8 *p = at < rx->head_len ? rx->head + at :
			(u8 *)page_address(rx->bvec->bv_page) + at - rx->head_len;
		int ret;

		*p ^= 1 << i % 8;
		ret = lwsmb_sign_check(s, rx, 0, len);
		/* a header of something else is not even looked at */
		KUNIT_EXPECT_EQ(test, at < 6 ? -EBADMSG : -EKEYREJECTED, ret);
		*p ^= 1 << i % 8;
	}
	KUNIT_EXPECT_EQ(test, 0, lwsmb_sign_check(s, rx, 0, len));
	lwsmb_rx_put(rx);
	lwsmb_signer_free(s);
}

static void check_bounds(struct kunit *test)
{
	struct lwsmb_signer *s = lwsmb_signer_new(LWSMB_SIGN_HMAC_SHA256, vec_key_30);
	struct lwsmb_rx *rx = received(test, 8, 65, 30, vec_hmac_65);
	u32 len = SMB2_HDR_SIZE + 65;

	KUNIT_ASSERT_FALSE(test, IS_ERR(s));
	KUNIT_EXPECT_EQ(test, 0, lwsmb_sign_check(s, rx, 8, len));
	KUNIT_EXPECT_EQ(test, -EBADMSG, lwsmb_sign_check(s, rx, 8, len + 1));
	KUNIT_EXPECT_EQ(test, -EKEYREJECTED, lwsmb_sign_check(s, rx, 8, len - 1));
	KUNIT_EXPECT_EQ(test, -EKEYREJECTED, lwsmb_sign_check(s, rx, 8, SMB2_HDR_SIZE));
	KUNIT_EXPECT_EQ(test, -EBADMSG, lwsmb_sign_check(s, rx, 8, SMB2_HDR_SIZE - 1));
	KUNIT_EXPECT_EQ(test, -EBADMSG, lwsmb_sign_check(s, rx, 8, 0));
	KUNIT_EXPECT_EQ(test, -EBADMSG, lwsmb_sign_check(s, rx, 8, U32_MAX));
	KUNIT_EXPECT_EQ(test, -EBADMSG, lwsmb_sign_check(s, rx, 39, SMB2_HDR_SIZE));
	KUNIT_EXPECT_EQ(test, -EBADMSG, lwsmb_sign_check(s, rx, 103, SMB2_HDR_SIZE));
	KUNIT_EXPECT_EQ(test, -EBADMSG, lwsmb_sign_check(s, rx, U32_MAX, SMB2_HDR_SIZE));
	lwsmb_rx_put(rx);
	lwsmb_signer_free(s);
}

static void signer_of_another_key(struct kunit *test)
{
	struct lwsmb_signer *s = lwsmb_signer_new(LWSMB_SIGN_AES_CMAC, vec_key_30);
	struct lwsmb_rx *rx = received(test, 0, 64, 64, vec_cmac_64);

	KUNIT_ASSERT_FALSE(test, IS_ERR(s));
	KUNIT_EXPECT_EQ(test, -EKEYREJECTED, lwsmb_sign_check(s, rx, 0, lwsmb_rx_len(rx)));
	lwsmb_rx_put(rx);
	lwsmb_signer_free(s);
	lwsmb_signer_free(NULL);
}

/* ---- frames ------------------------------------------------------------------ */

static void rx_memory(struct kunit *test)
{
	static const u32 sizes[] = { 0, 1, PAGE_SIZE - 1, PAGE_SIZE, PAGE_SIZE + 1, 1 << 20 };
	u32 i, j, sum;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct lwsmb_rx *rx = lwsmb_rx_alloc(sizes[i], sizes[i], GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(test, rx);
		KUNIT_EXPECT_EQ(test, sizes[i], rx->head_size);
		KUNIT_EXPECT_EQ(test, sizes[i], lwsmb_rx_len(rx));
		memset(rx->head, 1, sizes[i]);
		for (sum = 0, j = 0; j < rx->bvecs; j++)
			sum += rx->bvec[j].bv_len;
		KUNIT_EXPECT_EQ(test, sizes[i], sum);
		KUNIT_EXPECT_EQ(test, DIV_ROUND_UP(sizes[i], PAGE_SIZE), rx->bvecs);
		lwsmb_rx_get(rx);
		lwsmb_rx_put(rx);
		KUNIT_EXPECT_EQ(test, 1, refcount_read(&rx->refs));
		lwsmb_rx_put(rx);
	}
	lwsmb_rx_put(NULL);
}

static void part_memory(struct kunit *test)
{
	static const size_t rooms[] = { 0, 1, 4032, 4033, 8192, 32704, 32705, 65536, 1 << 20 };
	struct lwsmb_part p;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(rooms); i++) {
		KUNIT_ASSERT_EQ(test, 0, lwsmb_part_init(&p, rooms[i]));
		KUNIT_EXPECT_GE(test, wire_wr_left(&p.w), rooms[i]);
		KUNIT_EXPECT_EQ(test, 0, wire_wr_off(&p.w));
		KUNIT_EXPECT_EQ(test, 0, lwsmb_part_len(&p));
		KUNIT_EXPECT_FALSE(test, !is_vmalloc_addr(p.mem) && PageSlab(virt_to_page(p.mem)));
		/* every byte of it, and of the headroom, is there */
		memset(p.mem, 1, LWSMB_PART_HEADROOM);
		memset(p.w.base, 1, wire_wr_left(&p.w));
		lwsmb_part_free(&p);
		lwsmb_part_free(&p);
	}
	KUNIT_EXPECT_EQ(test, -ENOMEM, lwsmb_part_init(&p, SIZE_MAX));
	lwsmb_part_free(&p);
}

static void part_grows(struct kunit *test)
{
	static const size_t rooms[] = { 5000, 5001, 40000, 40000, 500000, 100 };
	struct lwsmb_part p;
	u32 i, j;

	KUNIT_ASSERT_EQ(test, 0, lwsmb_part_init(&p, 100));
	put_bytes(test, &p.w, 0, 100);
	for (i = 0; i < ARRAY_SIZE(rooms); i++) {
		size_t off = wire_wr_off(&p.w);

		KUNIT_EXPECT_EQ(test, 0, lwsmb_part_grow(&p, rooms[i]));
		KUNIT_EXPECT_EQ(test, off, wire_wr_off(&p.w));
		KUNIT_EXPECT_GE(test, off + wire_wr_left(&p.w), rooms[i]);
		put_bytes(test, &p.w, off, 100);
	}
	for (j = 0; j < wire_wr_off(&p.w) && p.w.base[j] == body_byte(j); j++)
		;
	KUNIT_EXPECT_EQ(test, 700, j);
	lwsmb_part_free(&p);
}

static u32 part_data_len(const struct lwsmb_part *p)
{
	u32 i, sum = 0;

	for (i = 0; i < p->bvecs; i++)
		sum += p->bvec[i].bv_len;
	return sum;
}

static void part_trims(struct kunit *test)
{
	static const u32 keep[] = { 20000, 10001, 10000, 8193, 8192, 8191, 4097, 1, 0, 0 };
	struct lwsmb_part p;
	u32 i;

	KUNIT_ASSERT_EQ(test, 0, lwsmb_part_init(&p, 100));
	KUNIT_EXPECT_EQ(test, 0, lwsmb_part_pages(&p, 0));
	KUNIT_EXPECT_NULL(test, p.bvec);
	KUNIT_ASSERT_EQ(test, 0, lwsmb_part_pages(&p, 10001));
	fill_pages(p.bvec, 0, 10001);
	for (i = 0; i < ARRAY_SIZE(keep); i++) {
		u32 len = min(keep[i], 10001u);

		lwsmb_part_trim(&p, keep[i]);
		KUNIT_EXPECT_EQ(test, len, p.data_len);
		KUNIT_EXPECT_EQ(test, len, part_data_len(&p));
		KUNIT_EXPECT_EQ(test, DIV_ROUND_UP(len, PAGE_SIZE), p.bvecs);
		KUNIT_EXPECT_EQ(test, len, lwsmb_part_len(&p));
	}
	lwsmb_part_free(&p);
}

static void tx_memory(struct kunit *test)
{
	struct lwsmb_tx *tx = lwsmb_tx_alloc(3, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, tx);
	KUNIT_EXPECT_EQ(test, 3, tx->room);
	KUNIT_EXPECT_EQ(test, 0, tx->count);
	/* what was begun and not counted goes too */
	KUNIT_EXPECT_EQ(test, 0, lwsmb_part_init(&tx->parts[0], 100));
	KUNIT_EXPECT_EQ(test, 0, lwsmb_part_init(&tx->parts[2], 100));
	KUNIT_EXPECT_EQ(test, 0, lwsmb_part_pages(&tx->parts[2], 100));
	lwsmb_tx_free(tx);
	lwsmb_tx_free(NULL);
}

/* ---- counters ---------------------------------------------------------------- */

static void stats_add_up(struct kunit *test)
{
	struct lwsmb_stats *s = lwsmb_stats_new();
	struct lwsmb_stats_sum sum;
	u64 others = 0;
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, s);
	lwsmb_stats_read(s, &sum);
	for (i = 0; i < LWSMB_STATS; i++)
		others |= sum.value[i];
	KUNIT_EXPECT_EQ(test, 0, others);
	lwsmb_stats_add(s, LWSMB_STAT_BYTES_IN, 1ull << 40);
	lwsmb_stats_add(s, LWSMB_STAT_BYTES_IN, 2);
	lwsmb_stats_request(s, SMB2_READ, false);
	lwsmb_stats_request(s, SMB2_READ, true);
	lwsmb_stats_request(s, SMB2_OPLOCK_BREAK, true);
	lwsmb_stats_request(s, SMB2_OPLOCK_BREAK + 1, true);
	lwsmb_stats_request(s, U16_MAX, true);
	lwsmb_stats_read(s, &sum);
	KUNIT_EXPECT_EQ(test, (1ull << 40) + 2, sum.value[LWSMB_STAT_BYTES_IN]);
	KUNIT_EXPECT_EQ(test, 2, sum.value[LWSMB_STAT_REQUESTS + SMB2_READ]);
	KUNIT_EXPECT_EQ(test, 1, sum.value[LWSMB_STAT_FAILED + SMB2_READ]);
	KUNIT_EXPECT_EQ(test, 1, sum.value[LWSMB_STAT_REQUESTS + SMB2_OPLOCK_BREAK]);
	KUNIT_EXPECT_EQ(test, 1, sum.value[LWSMB_STAT_FAILED + SMB2_OPLOCK_BREAK]);
	for (i = 0; i < LWSMB_STATS; i++)
		others += sum.value[i];
	KUNIT_EXPECT_EQ(test, (1ull << 40) + 7, others);
	lwsmb_stats_free(s);
	lwsmb_stats_free(NULL);
	lwsmb_stats_add(NULL, LWSMB_STAT_BYTES_IN, 1);
}

static struct kunit_case crypto_cases[] = {
	KUNIT_CASE(keys_by_dialect),
	KUNIT_CASE(keys_of_other_lengths),
	KUNIT_CASE(preauth_chain),
	KUNIT_CASE(sign_known_answers),
	KUNIT_CASE(sign_padding),
	KUNIT_CASE(check_known_answers),
	KUNIT_CASE(check_each_bit),
	KUNIT_CASE(check_bounds),
	KUNIT_CASE(signer_of_another_key),
	KUNIT_CASE(rx_memory),
	KUNIT_CASE(part_memory),
	KUNIT_CASE(part_grows),
	KUNIT_CASE(part_trims),
	KUNIT_CASE(tx_memory),
	KUNIT_CASE(stats_add_up),
	{}
};

static struct kunit_suite crypto_suite = {
	.name = "lwsmb_core_crypto",
	.test_cases = crypto_cases,
};

kunit_test_suite(crypto_suite);

MODULE_DESCRIPTION("lwsmb: tests of keys, signatures, frames and counters");
MODULE_LICENSE("GPL");
LWSMB_IMPORT();
