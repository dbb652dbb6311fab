/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Bounded cursors: the only way in which received bytes are read and bytes to
 * be sent are laid out.
 *
 * Both cursors keep three pointers, base <= pos <= end, and never move pos past
 * end. Every bound is checked by subtraction (n > end - pos), which cannot
 * overflow. Nested data is read through a child cursor, which is cut out of its
 * parent and cannot see past it. Neither cursor is ever advanced by a call that
 * fails.
 *
 * Convention for everything that is built on them: a decoder returns 0 or
 * -EBADMSG (the bytes are not what the document says); an encoder returns 0,
 * -EMSGSIZE (no room) or -EINVAL (the caller asks for what the format cannot
 * express). No function here sleeps, allocates or takes a lock.
 */
#ifndef LWSMB_CURSOR_H
#define LWSMB_CURSOR_H

#include "platform.h"

/* Numbers at any address: the compiler does not assume alignment. */
struct proto_le16 {
	__le16 v;
} __packed;

struct proto_le32 {
	__le32 v;
} __packed;

struct proto_le64 {
	__le64 v;
} __packed;

/**
 * struct wire_rd - reading cursor
 * @base: the byte that offsets in the message count from: for SMB2 the first
 *        byte of the message's own header
 * @pos: next byte to read
 * @end: one past the last readable byte
 */
struct wire_rd {
	const u8 *base;
	const u8 *pos;
	const u8 *end;
};

/**
 * struct wire_wr - writing cursor
 * @base: the byte that offsets in the message count from
 * @pos: next byte to write
 * @end: one past the last writable byte
 */
struct wire_wr {
	u8 *base;
	u8 *pos;
	u8 *end;
};

/**
 * struct wire_span - a variable part of a message
 * @data: its bytes; after decoding they lie inside the received message
 * @len: their number
 * @off: where they lie, counted from the cursor's base. A decoder always sets
 *       it. For an encoder 0 means "where the format puts it"; anything else is
 *       honoured where it can be, so that a decoded message encodes back to the
 *       same bytes even if its sender left gaps.
 */
struct wire_span {
	const u8 *data;
	u32 len;
	u32 off;
};

/**
 * wire_rd_init() - start reading a buffer
 * @r: cursor
 * @buf: first byte, from which offsets count; NULL for no bytes at all
 * @len: bytes in @buf; not looked at without @buf
 *
 * Even no bytes get an address: NULL is what wire_rd_take() says when it fails, and
 * nothing may be added to it, not even 0.
 */
static inline void wire_rd_init(struct wire_rd *r, const void *buf, size_t len)
{
	r->base = buf ? buf : "";
	r->pos = r->base;
	r->end = r->base + (buf ? len : 0);
}

/**
 * wire_rd_left() - bytes not yet read
 * @r: cursor
 *
 * Return: number of bytes between the position and the end.
 */
static inline size_t wire_rd_left(const struct wire_rd *r)
{
	return r->end - r->pos;
}

/**
 * wire_rd_off() - the position as an offset
 * @r: cursor
 *
 * Return: bytes from the base to the position.
 */
static inline size_t wire_rd_off(const struct wire_rd *r)
{
	return r->pos - r->base;
}

/**
 * wire_rd_take() - consume bytes
 * @r: cursor
 * @n: how many
 *
 * Return: pointer to the @n bytes, or NULL if fewer are left (nothing is
 * consumed then).
 */
static inline const void *wire_rd_take(struct wire_rd *r, size_t n)
{
	const u8 *p = r->pos;

	if (n > wire_rd_left(r))
		return NULL;
	r->pos += n;
	return p;
}

/**
 * wire_rd_exact() - consume data that is of fixed size
 * @r: cursor over the data
 * @n: the size
 *
 * Return: pointer to the data, or NULL if there is less or more of it.
 */
static inline const void *wire_rd_exact(struct wire_rd *r, size_t n)
{
	return wire_rd_left(r) == n ? wire_rd_take(r, n) : NULL;
}

/**
 * wire_rd_u8() - consume one byte
 * @r: cursor
 * @v: the byte
 *
 * Return: 0 or -EBADMSG.
 */
static inline int __must_check wire_rd_u8(struct wire_rd *r, u8 *v)
{
	const u8 *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	*v = *p;
	return 0;
}

/**
 * wire_rd_le16() - consume a little-endian 16-bit number
 * @r: cursor
 * @v: the number in host order
 *
 * Return: 0 or -EBADMSG.
 */
static inline int __must_check wire_rd_le16(struct wire_rd *r, u16 *v)
{
	const struct proto_le16 *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	*v = le16_to_cpu(p->v);
	return 0;
}

/**
 * wire_rd_le32() - consume a little-endian 32-bit number
 * @r: cursor
 * @v: the number in host order
 *
 * Return: 0 or -EBADMSG.
 */
static inline int __must_check wire_rd_le32(struct wire_rd *r, u32 *v)
{
	const struct proto_le32 *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	*v = le32_to_cpu(p->v);
	return 0;
}

/**
 * wire_rd_le64() - consume a little-endian 64-bit number
 * @r: cursor
 * @v: the number in host order
 *
 * Return: 0 or -EBADMSG.
 */
static inline int __must_check wire_rd_le64(struct wire_rd *r, u64 *v)
{
	const struct proto_le64 *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	*v = le64_to_cpu(p->v);
	return 0;
}

/**
 * wire_rd_align() - skip to the next multiple of @a, counted from the base
 * @r: cursor
 * @a: alignment, a power of two
 *
 * Return: 0 or -EBADMSG if the padding is cut off.
 */
static inline int __must_check wire_rd_align(struct wire_rd *r, size_t a)
{
	size_t off = wire_rd_off(r);

	return wire_rd_take(r, ALIGN(off, a) - off) ? 0 : -EBADMSG;
}

/**
 * wire_rd_cut() - consume @len bytes as a child cursor of their own
 * @r: parent
 * @len: bytes that belong to the child
 * @child: set to exactly these bytes; offsets in it count from its first byte
 *
 * Return: 0 or -EBADMSG.
 */
static inline int __must_check wire_rd_cut(struct wire_rd *r, size_t len,
					   struct wire_rd *child)
{
	const u8 *p = wire_rd_take(r, len);

	if (!p)
		return -EBADMSG;
	wire_rd_init(child, p, len);
	return 0;
}

/**
 * wire_rd_span() - consume @len bytes as a span
 * @r: cursor
 * @len: bytes
 * @s: set to them
 *
 * Return: 0 or -EBADMSG.
 */
static inline int __must_check wire_rd_span(struct wire_rd *r, u32 len,
					    struct wire_span *s)
{
	size_t off = wire_rd_off(r);
	const u8 *p = wire_rd_take(r, len);

	if (!p)
		return -EBADMSG;
	s->data = p;
	s->len = len;
	s->off = off;
	return 0;
}

/**
 * wire_rd_span_child() - read inside a span
 * @s: a decoded span
 * @child: set to exactly the span's bytes
 */
static inline void wire_rd_span_child(const struct wire_span *s,
				      struct wire_rd *child)
{
	wire_rd_init(child, s->data, s->len);
}

int __must_check wire_rd_span_at(const struct wire_rd *r, u32 off, u32 len,
				 struct wire_span *s);
const void *wire_rd_body(struct wire_rd *r, u16 structure_size, size_t fixed);

/**
 * wire_wr_init() - start writing a buffer
 * @w: cursor
 * @buf: first byte, from which offsets count
 * @len: room in @buf
 */
static inline void wire_wr_init(struct wire_wr *w, void *buf, size_t len)
{
	w->base = buf;
	w->pos = buf;
	w->end = w->base + len;
}

/**
 * wire_wr_left() - room that is left
 * @w: cursor
 *
 * Return: number of bytes.
 */
static inline size_t wire_wr_left(const struct wire_wr *w)
{
	return w->end - w->pos;
}

/**
 * wire_wr_off() - the position as an offset
 * @w: cursor
 *
 * Return: bytes from the base to the position.
 */
static inline size_t wire_wr_off(const struct wire_wr *w)
{
	return w->pos - w->base;
}

/**
 * wire_wr_reserve() - lay out @n bytes, zeroed, for the caller to fill
 * @w: cursor
 * @n: how many
 *
 * Zeroing is what keeps reserved fields zero and memory of ours off the wire.
 *
 * Return: pointer to the bytes, or NULL if there is no room (nothing is laid
 * out then).
 */
static inline void *wire_wr_reserve(struct wire_wr *w, size_t n)
{
	u8 *p = w->pos;

	if (n > wire_wr_left(w))
		return NULL;
	memset(p, 0, n);
	w->pos += n;
	return p;
}

/**
 * wire_wr_put() - append bytes
 * @w: cursor
 * @data: the bytes; may be NULL if @n is 0
 * @n: how many
 *
 * Return: 0 or -EMSGSIZE.
 */
static inline int __must_check wire_wr_put(struct wire_wr *w, const void *data,
					   size_t n)
{
	if (n > wire_wr_left(w))
		return -EMSGSIZE;
	if (n)
		memcpy(w->pos, data, n);
	w->pos += n;
	return 0;
}

/**
 * wire_wr_align() - pad with zeros to a multiple of @a, counted from the base
 * @w: cursor
 * @a: alignment, a power of two
 *
 * Return: 0 or -EMSGSIZE.
 */
static inline int __must_check wire_wr_align(struct wire_wr *w, size_t a)
{
	size_t off = wire_wr_off(w);

	return wire_wr_reserve(w, ALIGN(off, a) - off) ? 0 : -EMSGSIZE;
}

int __must_check wire_wr_span(struct wire_wr *w, const struct wire_span *s,
			      size_t align, u32 *off);
void *wire_wr_body(struct wire_wr *w, u16 structure_size, size_t fixed);

#endif /* LWSMB_CURSOR_H */
