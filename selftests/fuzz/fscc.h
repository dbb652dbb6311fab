/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the fuzz targets of the information classes of MS-FSCC share: the rule that
 * what decodes must encode to the same bytes, for single structures and for lists.
 */
#ifndef LWSMB_SELFTESTS_FUZZ_FSCC_H
#define LWSMB_SELFTESTS_FUZZ_FSCC_H

#include <stdio.h>
#include <stdlib.h>

#include <lwsmb/wire_fscc.h>

/* More than any host-order structure takes. */
#define FSCC_STRUCT_MAX 512
/* Rooms are tried one by one up to here. */
#define FSCC_ROOM_MAX 128

#define fscc_must(cond) \
	do { \
		if (!(cond)) { \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #cond); \
			abort(); \
		} \
	} while (0)

/* A codec, with the type of its structure erased. */
struct fscc_codec {
	int (*decode)(struct wire_rd *r, void *m);
	int (*encode)(struct wire_wr *w, const void *m);
	int (*cut)(struct wire_wr *w, const void *m); /* or NULL */
};

/* A list, likewise. */
struct fscc_list {
	int (*next)(struct wire_rd *list, void *e);
	int (*append)(struct wire_list_wr *l, const void *e);
};

/* For "struct fscc_NAME" with wire_fscc_NAME_decode() and _encode(). */
#define FSCC_CODEC(_name) \
	static int _name##_decode(struct wire_rd *r, void *m) \
	{ \
		static_assert(sizeof(struct fscc_##_name) <= FSCC_STRUCT_MAX, "buffer"); \
		return wire_fscc_##_name##_decode(r, m); \
	} \
	static int _name##_encode(struct wire_wr *w, const void *m) \
	{ \
		return wire_fscc_##_name##_encode(w, m); \
	}

#define FSCC_CUT(_name) \
	static int _name##_cut(struct wire_wr *w, const void *m) \
	{ \
		return wire_fscc_##_name##_encode_cut(w, m); \
	}

#define FSCC_ROW(_name) { _name##_decode, _name##_encode, NULL }
#define FSCC_ROW_CUT(_name) { _name##_decode, _name##_encode, _name##_cut }

#define FSCC_LIST(_name) \
	static int _name##_next(struct wire_rd *list, void *e) \
	{ \
		static_assert(sizeof(struct fscc_##_name) <= FSCC_STRUCT_MAX, "buffer"); \
		return wire_fscc_##_name##_next(list, e); \
	} \
	static int _name##_append(struct wire_list_wr *l, const void *e) \
	{ \
		return wire_fscc_##_name##_append(l, e); \
	} \
	static const struct fscc_list fscc_##_name##_list = { _name##_next, _name##_append }

/* A block of exactly @size bytes, so that the sanitizer sees the first too many. */
static inline u8 *fscc_block(size_t size)
{
	u8 *p = malloc(size ? size : 1);

	fscc_must(p);
	return p;
}

/* Encode with @room: the result, and whether the bytes are a beginning of @want. */
static inline int fscc_encode(int (*encode)(struct wire_wr *w, const void *m),
			      const void *m, size_t room, const u8 *want, size_t *len)
{
	u8 *out = fscc_block(room);
	struct wire_wr w;
	int ret;

	wire_wr_init(&w, out, room);
	ret = encode(&w, m);
	*len = wire_wr_off(&w);
	if (ret >= 0)
		fscc_must(!memcmp(out, want, *len));
	free(out);
	return ret;
}

static inline void fscc_check_codec(const struct fscc_codec *c, const u8 *data,
				    size_t size)
{
	_Alignas(16) u8 m[FSCC_STRUCT_MAX];
	size_t used, len, room;
	struct wire_rd r;

	wire_rd_init(&r, data, size);
	memset(m, 0x5a, sizeof(m));
	if (c->decode(&r, m))
		return;
	used = wire_rd_off(&r);
	fscc_must(used <= size);
	fscc_must(!fscc_encode(c->encode, m, used, data, &len) && len == used);
	for (room = used < FSCC_ROOM_MAX ? 0 : used - FSCC_ROOM_MAX; room < used; room++) {
		fscc_must(fscc_encode(c->encode, m, room, data, &len) == -EMSGSIZE);
		if (c->cut && fscc_encode(c->cut, m, room, data, &len) != -EMSGSIZE)
			fscc_must(len == room);
	}
	if (c->cut)
		fscc_must(fscc_encode(c->cut, m, used, data, &len) >= 0 && len == used);
}

/* Walk a list, and append its entries to another if @to is not NULL. */
static inline int fscc_list_walk(const struct fscc_list *list, struct wire_rd *r,
				 struct wire_list_wr *to)
{
	_Alignas(16) u8 e[FSCC_STRUCT_MAX];
	size_t left = wire_rd_left(r);
	int ret;

	while ((ret = list->next(r, e)) == 1) {
		fscc_must(wire_rd_left(r) < left); /* progress */
		left = wire_rd_left(r);
		ret = to ? list->append(to, e) : 0;
		if (ret)
			return ret;
	}
	fscc_must(ret <= 0);
	if (ret)
		fscc_must(wire_rd_left(r) == left); /* not moved by a failure */
	return ret;
}

static inline void fscc_check_list(const struct fscc_list *list, const u8 *data,
				   size_t size)
{
	u8 *out = fscc_block(size);
	struct wire_list_wr l;
	struct wire_rd r;
	struct wire_wr w;
	size_t room;

	wire_rd_init(&r, data, size);
	wire_wr_init(&w, out, size);
	wire_list_init(&l, &w);
	if (!fscc_list_walk(list, &r, &l)) {
		fscc_must(wire_wr_left(&w) == 0);
		fscc_must(!memcmp(out, data, size));
	}
	free(out);
	/* with less room: what is there is a list of its own */
	for (room = 0; room < size && room < FSCC_ROOM_MAX; room += 3) {
		out = fscc_block(room);
		wire_rd_init(&r, data, size);
		wire_wr_init(&w, out, room);
		wire_list_init(&l, &w);
		if (fscc_list_walk(list, &r, &l) == -EMSGSIZE) {
			wire_rd_init(&r, out, wire_wr_off(&w));
			fscc_must(!fscc_list_walk(list, &r, NULL));
		}
		free(out);
	}
}

#endif /* LWSMB_SELFTESTS_FUZZ_FSCC_H */
