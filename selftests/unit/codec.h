/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What every test of a message codec does, written once.
 *
 * A message is checked against bytes that are known to be right: they decode;
 * what was decoded encodes to the same bytes; every shorter input is refused;
 * every buffer that is too small is refused and nothing is written past its end.
 * All buffers are heap blocks of exactly the right size, so that the address
 * sanitizer sees the first byte too many. They are kept until the test's process
 * ends, since decoded messages point into them.
 *
 *	CODEC(smb2_close_req);
 *
 *	TEST(close_req)
 *	{
 *		struct codec_bytes b = HEX(1800 0100 00000000 ...);
 *		struct smb2_close_req m;
 *
 *		codec_check(_metadata, &codec_smb2_close_req, SMB2_HDR_SIZE, b, b.len, &m);
 *		EXPECT_EQ(1, m.flags);
 *		b = codec_patch(b, 0, "1900");
 *		EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb2_close_req, SMB2_HDR_SIZE, b, &m));
 *	}
 */
#ifndef LWSMB_SELFTESTS_CODEC_H
#define LWSMB_SELFTESTS_CODEC_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include <lwsmb/cursor.h>
#include "unit.h"

/* Stands before the message in every buffer, where its header would be. */
#define CODEC_PREFIX_BYTE 0xee
/* What a structure holds before it is decoded into. */
#define CODEC_STALE_BYTE 0x5a

/* A codec, with the type of its message erased. */
struct codec {
	size_t size;
	int (*decode)(struct wire_rd *r, void *m);
	int (*encode)(struct wire_wr *w, const void *m);
};

/* The codec of "struct _name": wire__name_decode() and wire__name_encode(). */
#define CODEC(_name) \
	static int _name##_decode(struct wire_rd *r, void *m) \
	{ \
		return wire_##_name##_decode(r, m); \
	} \
	static int _name##_encode(struct wire_wr *w, const void *m) \
	{ \
		return wire_##_name##_encode(w, m); \
	} \
	static const struct codec codec_##_name = { \
		.size = sizeof(struct _name), \
		.decode = _name##_decode, \
		.encode = _name##_encode, \
	}

struct codec_bytes {
	u8 *data;
	size_t len;
};

/* Head of the chain of all blocks: what is reachable is not a leak. */
static void **codec_kept;

/*
 * A heap block of exactly @len bytes that is never freed. Zero bytes get a block
 * too, of which nothing may be touched.
 */
static inline u8 *codec_alloc(size_t len)
{
	void **link = malloc(2 * sizeof(*link));
	u8 *p = malloc(len);

	if (!link || !p) {
		perror("malloc");
		abort();
	}
	link[0] = codec_kept;
	link[1] = p;
	codec_kept = link;
	return p;
}

static inline struct codec_bytes codec_dup(const void *data, size_t len)
{
	struct codec_bytes b = { codec_alloc(len), len };

	if (len)
		memcpy(b.data, data, len);
	return b;
}

static inline int codec_nibble(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = tolower(c);
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	fprintf(stderr, "not a hex digit: '%c'\n", c);
	abort();
}

/*
 * Bytes from pairs of hex digits, over as many lines as it takes, with blanks and
 * comments anywhere.
 */
#define HEX(...) codec_hex(#__VA_ARGS__)

static inline struct codec_bytes codec_hex(const char *hex)
{
	struct codec_bytes b = { NULL, 0 };
	size_t digits = 0;
	const char *c;

	for (c = hex; *c; c++)
		digits += !isspace((unsigned char)*c);
	if (digits % 2) {
		fprintf(stderr, "odd number of hex digits: %s\n", hex);
		abort();
	}
	b.len = digits / 2;
	b.data = codec_alloc(b.len);
	digits = 0;
	for (c = hex; *c; c++) {
		if (isspace((unsigned char)*c))
			continue;
		if (digits % 2 == 0)
			b.data[digits / 2] = codec_nibble(*c) << 4;
		else
			b.data[digits / 2] |= codec_nibble(*c);
		digits++;
	}
	return b;
}

/* A copy of @b with the bytes at @off replaced by those in @hex. */
static inline struct codec_bytes codec_patch(struct codec_bytes b, size_t off,
					     const char *hex)
{
	struct codec_bytes by = codec_hex(hex);

	b = codec_dup(b.data, b.len);
	if (off > b.len || by.len > b.len - off) {
		fprintf(stderr, "%s: offset %zu is outside\n", __func__, off);
		abort();
	}
	memcpy(b.data + off, by.data, by.len);
	return b;
}

/* The first @len bytes of @b, in a block of their own. */
static inline struct codec_bytes codec_first(struct codec_bytes b, size_t len)
{
	if (len > b.len) {
		fprintf(stderr, "%s: %zu of %zu bytes\n", __func__, len, b.len);
		abort();
	}
	return codec_dup(b.data, len);
}

/* @a and @b, one behind the other. */
static inline struct codec_bytes codec_cat(struct codec_bytes a, struct codec_bytes b)
{
	struct codec_bytes c = { codec_alloc(a.len + b.len), a.len + b.len };

	if (a.len)
		memcpy(c.data, a.data, a.len);
	if (b.len)
		memcpy(c.data + a.len, b.data, b.len);
	return c;
}

/* A cursor over @prefix bytes that the codec must not look at, and @b. */
static inline struct wire_rd codec_rd(size_t prefix, struct codec_bytes b)
{
	struct codec_bytes p = { codec_alloc(prefix), prefix };
	struct wire_rd r;

	memset(p.data, CODEC_PREFIX_BYTE, prefix);
	p = codec_cat(p, b);
	wire_rd_init(&r, p.data, p.len);
	r.pos += prefix;
	return r;
}

/* A cursor with @room bytes of room behind @prefix bytes that are taken. */
static inline struct wire_wr codec_wr(size_t prefix, size_t room)
{
	u8 *p = codec_alloc(prefix + room);
	struct wire_wr w;

	memset(p, CODEC_PREFIX_BYTE, prefix);
	memset(p + prefix, CODEC_STALE_BYTE, room);
	wire_wr_init(&w, p, prefix + room);
	w.pos += prefix;
	return w;
}

/*
 * Decode @b, whose base lies @prefix bytes before it, into a structure that held
 * something else. Returns what the decoder returns.
 */
static inline int codec_decode(const struct codec *c, size_t prefix,
			       struct codec_bytes b, void *m)
{
	struct wire_rd r = codec_rd(prefix, b);

	memset(m, CODEC_STALE_BYTE, c->size);
	return c->decode(&r, m);
}

/*
 * Encode @m where there is @room; @out, if not NULL, is set to the bytes. Returns
 * what the encoder returns.
 */
static inline int codec_encode(const struct codec *c, size_t prefix, size_t room,
			       const void *m, struct codec_bytes *out)
{
	struct wire_wr w = codec_wr(prefix, room);
	int ret = c->encode(&w, m);

	if (out) {
		out->data = w.base + prefix;
		out->len = w.pos - out->data;
	}
	return ret;
}

/* @m encodes to exactly @b, in a buffer of that size as in a larger one. */
static inline void codec_check_encode(struct __test_metadata *_metadata,
				      const struct codec *c, size_t prefix,
				      struct codec_bytes b, const void *m)
{
	size_t extra;

	for (extra = 0; extra <= 16; extra += 16) {
		struct codec_bytes out;
		size_t i;

		EXPECT_EQ(0, codec_encode(c, prefix, b.len + extra, m, &out));
		EXPECT_EQ(b.len, out.len);
		EXPECT_BYTES(b.data, out.data, b.len < out.len ? b.len : out.len);
		for (i = 0; i < prefix; i++)
			EXPECT_EQ(CODEC_PREFIX_BYTE, out.data[(ssize_t)i - (ssize_t)prefix]);
	}
}

/* Every buffer smaller than @need is refused. */
static inline void codec_check_rooms(struct __test_metadata *_metadata,
				     const struct codec *c, size_t prefix,
				     size_t need, const void *m)
{
	size_t room;

	for (room = 0; room < need; room++) {
		EXPECT_EQ(-EMSGSIZE, codec_encode(c, prefix, room, m, NULL)) {
			TH_LOG("with room for %zu of %zu bytes", room, need);
		}
	}
}

/*
 * Every beginning of @b that is shorter than @shortest is refused, and every
 * longer one is accepted: @shortest is @b.len, but for messages whose last bytes
 * the format lets a sender leave out.
 */
static inline void codec_check_truncations(struct __test_metadata *_metadata,
					   const struct codec *c, size_t prefix,
					   struct codec_bytes b, size_t shortest)
{
	void *m = codec_alloc(c->size);
	size_t n;

	for (n = 0; n < b.len; n++) {
		EXPECT_EQ(n < shortest ? -EBADMSG : 0,
			  codec_decode(c, prefix, codec_first(b, n), m)) {
			TH_LOG("with %zu of %zu bytes", n, b.len);
		}
	}
}

/*
 * All of it: @b decodes into @m, which moves the cursor by @used bytes, @m encodes
 * into @b, nothing shorter than @shortest decodes, and no room smaller than @b is
 * enough.
 */
static inline void codec_check_used(struct __test_metadata *_metadata,
				    const struct codec *c, size_t prefix,
				    struct codec_bytes b, size_t shortest, size_t used,
				    void *m)
{
	struct wire_rd r = codec_rd(prefix, b);

	memset(m, CODEC_STALE_BYTE, c->size);
	ASSERT_EQ(0, c->decode(&r, m));
	EXPECT_EQ(prefix + used, wire_rd_off(&r));
	codec_check_encode(_metadata, c, prefix, b, m);
	codec_check_rooms(_metadata, c, prefix, b.len, m);
	codec_check_truncations(_metadata, c, prefix, b, shortest);
}

/* The same for what is read to its end. */
static inline void codec_check(struct __test_metadata *_metadata,
			       const struct codec *c, size_t prefix,
			       struct codec_bytes b, size_t shortest, void *m)
{
	codec_check_used(_metadata, c, prefix, b, shortest, b.len, m);
}

#endif /* LWSMB_SELFTESTS_CODEC_H */
