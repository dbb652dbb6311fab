/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the fuzz targets of message codecs share. What decodes must encode; to the
 * same bytes where the host structure keeps everything; to nothing smaller; and the
 * result must decode again. All buffers are heap blocks of exactly the right size.
 */
#ifndef LWSMB_SELFTESTS_FUZZ_CODEC_H
#define LWSMB_SELFTESTS_FUZZ_CODEC_H

#include <stdio.h>
#include <stdlib.h>

#include <lwsmb/cursor.h>

#define FUZZ_MUST(cond) \
	do { \
		if (!(cond)) { \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #cond); \
			abort(); \
		} \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* More than any host-order structure takes. */
#define FUZZ_STRUCT_MAX 512

/* Room for any of them, suitably aligned. */
union fuzz_struct {
	u8 any[FUZZ_STRUCT_MAX];
	u64 aligned;
};

/* Encodes to the bytes that it came from, but for bytes behind the last part. */
#define FUZZ_SAME_BYTES 0x1
/* Those too: the structure keeps all that lies behind the fixed part. */
#define FUZZ_SAME_LENGTH 0x2

struct fuzz_codec {
	int (*decode)(struct wire_rd *r, void *m);
	int (*encode)(struct wire_wr *w, const void *m);
	unsigned int flags;
};

/* The functions of "struct _name", with its type erased. */
#define FUZZ_CODEC(_name) \
	static int _name##_decode(struct wire_rd *r, void *m) \
	{ \
		static_assert(sizeof(struct _name) <= FUZZ_STRUCT_MAX, "buffer"); \
		return wire_##_name##_decode(r, m); \
	} \
	static int _name##_encode(struct wire_wr *w, const void *m) \
	{ \
		return wire_##_name##_encode(w, m); \
	}

#define FUZZ_ROW(_name, _flags) { _name##_decode, _name##_encode, _flags }

static inline u8 *fuzz_alloc(size_t len)
{
	u8 *p = malloc(len);

	FUZZ_MUST(p || !len);
	return p;
}

/* A block of @prefix zeros and the @size bytes at @data, and a cursor behind the zeros. */
static inline u8 *fuzz_rd(struct wire_rd *r, size_t prefix, const u8 *data, size_t size)
{
	u8 *p = fuzz_alloc(prefix + size);

	memset(p, 0, prefix);
	if (size)
		memcpy(p + prefix, data, size);
	wire_rd_init(r, p, prefix + size);
	r->pos += prefix;
	return p;
}

/* Encode @m into exactly @room bytes behind @prefix others; the caller frees @out. */
static inline int fuzz_encode(const struct fuzz_codec *c, size_t prefix, size_t room,
			      const void *m, u8 **out, size_t *len)
{
	struct wire_wr w;
	int ret;

	*out = fuzz_alloc(prefix + room);
	memset(*out, 0, prefix);
	wire_wr_init(&w, *out, prefix + room);
	w.pos += prefix;
	ret = c->encode(&w, m);
	FUZZ_MUST(w.pos >= w.base + prefix && w.pos <= w.end);
	*len = w.pos - w.base - prefix;
	return ret;
}

static inline void fuzz_rooms(const struct fuzz_codec *c, size_t prefix, size_t need,
			      const void *m)
{
	const size_t rooms[] = { 0, need / 2, need - 1 };
	size_t i, len;
	u8 *out;

	if (!need)
		return;
	for (i = 0; i < ARRAY_SIZE(rooms); i++) {
		FUZZ_MUST(fuzz_encode(c, prefix, rooms[i], m, &out, &len) == -EMSGSIZE);
		free(out);
	}
}

/*
 * All of it for the @size bytes at @data, whose base lies @prefix bytes before them.
 * Returns whether they decoded; then @m, of FUZZ_STRUCT_MAX bytes, is what they say
 * and points into @keep, which the caller frees.
 */
static inline bool fuzz_codec(const struct fuzz_codec *c, size_t prefix, const u8 *data,
			      size_t size, void *m, u8 **keep)
{
	union fuzz_struct again;
	u8 *first, *second;
	size_t len, len2;
	struct wire_rd r;
	int ret;

	*keep = fuzz_rd(&r, prefix, data, size);
	if (c->decode(&r, m)) {
		free(*keep);
		*keep = NULL;
		return false;
	}
	FUZZ_MUST(r.pos <= r.end);
	ret = fuzz_encode(c, prefix, size, m, &first, &len);
	FUZZ_MUST(!ret);
	if (c->flags & FUZZ_SAME_BYTES)
		FUZZ_MUST(!len || !memcmp(first + prefix, data, len));
	if (c->flags & FUZZ_SAME_LENGTH)
		FUZZ_MUST(len == size);
	fuzz_rooms(c, prefix, len, m);

	wire_rd_init(&r, first, prefix + len);
	r.pos += prefix;
	FUZZ_MUST(!c->decode(&r, &again));
	FUZZ_MUST(!fuzz_encode(c, prefix, len, &again, &second, &len2));
	FUZZ_MUST(len == len2 && (!len || !memcmp(first + prefix, second + prefix, len)));
	free(first);
	free(second);
	return true;
}

/* The same, where what the bytes say is of no further interest. */
static inline void fuzz_codec_only(const struct fuzz_codec *c, size_t prefix, const u8 *data,
				   size_t size)
{
	union fuzz_struct m;
	u8 *keep;

	fuzz_codec(c, prefix, data, size, &m, &keep);
	free(keep);
}

#endif /* LWSMB_SELFTESTS_FUZZ_CODEC_H */
