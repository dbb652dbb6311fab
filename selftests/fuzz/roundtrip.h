/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the fuzz targets of SMB2 messages and file system controls share: what decodes
 * must encode, with no byte of room to spare, to something that decodes to the same; and
 * where the structure keeps all that the bytes say, to the same bytes.
 */
#ifndef LWSMB_SELFTESTS_FUZZ_ROUNDTRIP_H
#define LWSMB_SELFTESTS_FUZZ_ROUNDTRIP_H

#include <stdio.h>
#include <stdlib.h>

#include <lwsmb/cursor.h>

#define ROUNDTRIP_MAX 262144 /* more than anything that fits the inputs encodes to */
#define ROUNDTRIP_STRUCT_MAX 1024

#define must(cond) \
	do { \
		if (!(cond)) { \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #cond); \
			abort(); \
		} \
	} while (0)

/* A codec, with the type of its structure erased. */
struct roundtrip {
	int (*decode)(struct wire_rd *r, void *m);
	int (*encode)(struct wire_wr *w, const void *m);
	bool exact; /* the structure keeps all that the bytes say */
	bool whole; /* and even what is behind its own end */
};

/* The codec of "struct _name": wire__name_decode() and wire__name_encode(). */
#define ROUNDTRIP(_name) \
	static int _name##_decode(struct wire_rd *r, void *m) \
	{ \
		static_assert(sizeof(struct _name) <= ROUNDTRIP_STRUCT_MAX, "buffer"); \
		return wire_##_name##_decode(r, m); \
	} \
	static int _name##_encode(struct wire_wr *w, const void *m) \
	{ \
		return wire_##_name##_encode(w, m); \
	}

#define ROUNDTRIP_ROW(_name, _exact, _whole) { _name##_decode, _name##_encode, _exact, _whole }

/* Decodes @len bytes behind @prefix bytes that are not theirs, from a block of that size. */
static inline int roundtrip_decode(const struct roundtrip *c, size_t prefix, const u8 *data,
				   size_t len, u8 **buf, void *m, size_t *used)
{
	struct wire_rd r;
	int ret;

	*buf = malloc(prefix + len);
	must(*buf);
	memset(*buf, 0xee, prefix);
	if (len)
		memcpy(*buf + prefix, data, len);
	wire_rd_init(&r, *buf, prefix + len);
	r.pos += prefix;
	memset(m, 0x5a, ROUNDTRIP_STRUCT_MAX);
	ret = c->decode(&r, m);
	must(ret == 0 || ret == -EBADMSG);
	must(r.pos >= *buf + prefix && r.pos <= r.end);
	*used = wire_rd_off(&r) - prefix;
	return ret;
}

/* Encodes into @out, which has exactly the room that is needed; returns its size. */
static inline size_t roundtrip_encode(const struct roundtrip *c, size_t prefix, const void *m,
				      u8 **out)
{
	static u8 big[ROUNDTRIP_MAX];
	struct wire_wr w;
	size_t len;

	wire_wr_init(&w, big, sizeof(big));
	w.pos += prefix;
	must(c->encode(&w, m) == 0);
	len = wire_wr_off(&w) - prefix;
	*out = malloc(prefix + len);
	must(*out);
	wire_wr_init(&w, *out, prefix + len);
	w.pos += prefix;
	must(c->encode(&w, m) == 0);
	must(w.pos == w.end);
	must(!memcmp(*out + prefix, big + prefix, len));
	if (len) {
		u8 *less = malloc(prefix + len - 1);

		must(less);
		wire_wr_init(&w, less, prefix + len - 1);
		w.pos += prefix;
		must(c->encode(&w, m) == -EMSGSIZE);
		free(less);
	}
	return len;
}

static inline void roundtrip_check(const struct roundtrip *c, size_t prefix, const u8 *data,
				   size_t len)
{
	static u8 m[ROUNDTRIP_STRUCT_MAX], again[ROUNDTRIP_STRUCT_MAX];
	u8 *in, *out, *in2, *out2;
	size_t used, n, n2;

	if (roundtrip_decode(c, prefix, data, len, &in, m, &used)) {
		free(in);
		return;
	}
	n = roundtrip_encode(c, prefix, m, &out);
	if (c->whole)
		must(n == len);
	if (c->exact)
		must(n >= used && n <= len && !memcmp(out + prefix, data, n));
	must(!roundtrip_decode(c, prefix, out + prefix, n, &in2, again, &used));
	n2 = roundtrip_encode(c, prefix, again, &out2);
	must(n2 == n && !memcmp(out + prefix, out2 + prefix, n));
	free(in);
	free(out);
	free(in2);
	free(out2);
}

#endif /* LWSMB_SELFTESTS_FUZZ_ROUNDTRIP_H */
