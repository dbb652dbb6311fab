// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * NDR 2.0: see ndr.h.
 */
#include "lib/ndr.h"

#include "lib/alloc.h"
#include "lib/unicode.h"

enum {
	ALIGNMENT = 4, /* of everything that is here, C706 14.2.2 */
	UNIT = 2, /* bytes of a character */
	FIRST_REFERENT = 0x20000, /* any number but 0 would do; this is what others send */
	FIRST_ROOM = 512, /* bytes that a stub begins with */
};

/**
 * lw_ndr_rd_u32() - read an unsigned long
 * @r: cursor over the stub
 * @v: number
 *
 * Return: 0 or -EBADMSG.
 */
int lw_ndr_rd_u32(struct wire_rd *r, u32 *v)
{
	return wire_rd_align(r, ALIGNMENT) || wire_rd_le32(r, v) ? -EBADMSG : 0;
}

/**
 * lw_ndr_rd_pointer() - read a unique pointer
 * @r: cursor over the stub
 * @present: it is not null: what it refers to follows in its place
 *
 * Return: 0 or -EBADMSG.
 */
int lw_ndr_rd_pointer(struct wire_rd *r, bool *present)
{
	u32 referent;

	if (lw_ndr_rd_u32(r, &referent))
		return -EBADMSG;
	*present = referent;
	return 0;
}

/**
 * lw_ndr_rd_array() - read the head of a conformant array
 * @r: cursor over the stub; the elements come next
 * @size: bytes of an element, at least 1
 * @count: elements; as many are there
 *
 * Return: 0 or -EBADMSG.
 */
int lw_ndr_rd_array(struct wire_rd *r, size_t size, u32 *count)
{
	return lw_ndr_rd_u32(r, count) || *count > wire_rd_left(r) / size ? -EBADMSG : 0;
}

/**
 * lw_ndr_rd_string() - read a conformant and varying string of 16-bit characters
 * @r: cursor over the stub
 * @s: set to its characters, without the terminator
 *
 * C706 14.3.4.2: the room it was made in, the offset of the first character, which is 0
 * for strings, and the number of characters, the terminator among them.
 *
 * Return: 0 or -EBADMSG.
 */
int lw_ndr_rd_string(struct wire_rd *r, struct wire_span *s)
{
	static const u8 terminator[UNIT];
	u32 max, offset, count;

	if (lw_ndr_rd_u32(r, &max) || lw_ndr_rd_u32(r, &offset) || lw_ndr_rd_u32(r, &count))
		return -EBADMSG;
	if (offset || !count || count > max || count > wire_rd_left(r) / UNIT ||
	    wire_rd_span(r, count * UNIT, s))
		return -EBADMSG;
	s->len -= UNIT;
	return memcmp(s->data + s->len, terminator, UNIT) ? -EBADMSG : 0;
}

/**
 * lw_ndr_rd_unique_string() - read a parameter that is a unique pointer to a string
 * @r: cursor over the stub
 * @s: set to its characters, without the terminator; @data is NULL if there is none
 *
 * A parameter is an outermost structure of its own: the string follows at once.
 *
 * Return: 0 or -EBADMSG.
 */
int lw_ndr_rd_unique_string(struct wire_rd *r, struct wire_span *s)
{
	bool present;

	*s = (struct wire_span){ 0 };
	if (lw_ndr_rd_pointer(r, &present))
		return -EBADMSG;
	return present ? lw_ndr_rd_string(r, s) : 0;
}

/**
 * lw_ndr_wr_init() - start a stub
 * @n: writer
 * @max: bytes that it may have
 */
void lw_ndr_wr_init(struct lw_ndr_wr *n, size_t max)
{
	*n = (struct lw_ndr_wr){ .max = max };
}

/* Makes room for @len bytes more: twice of what there is, so that it happens rarely. */
static int grow(struct lw_ndr_wr *n, size_t len)
{
	size_t off = wire_wr_off(&n->w), size = n->w.end - n->w.base;
	u8 *data;

	if (len <= size - off)
		return 0;
	if (len > n->max - off)
		return -EMSGSIZE;
	size = size ? 2 * size : FIRST_ROOM;
	if (size < off + len)
		size = off + len;
	if (size > n->max)
		size = n->max;
	data = realloc(n->w.base, size);
	if (!data)
		return -ENOMEM;
	wire_wr_init(&n->w, data, size);
	n->w.pos += off;
	return 0;
}

/* Aligned and zeroed; NULL if there is no room, or was none before. */
static void *reserve(struct lw_ndr_wr *n, size_t len)
{
	size_t off = wire_wr_off(&n->w), pad = ALIGN(off, (size_t)ALIGNMENT) - off;

	if (!n->error)
		n->error = grow(n, pad + len);
	if (n->error)
		return NULL;
	return (u8 *)wire_wr_reserve(&n->w, pad + len) + pad;
}

/**
 * lw_ndr_wr_u32() - write an unsigned long
 * @n: writer
 * @v: number
 */
void lw_ndr_wr_u32(struct lw_ndr_wr *n, u32 v)
{
	struct proto_le32 *p = reserve(n, sizeof(*p));

	if (p)
		p->v = cpu_to_le32(v);
}

/**
 * lw_ndr_wr_pointer() - write a unique pointer
 * @n: writer
 * @present: false for a null pointer
 */
void lw_ndr_wr_pointer(struct lw_ndr_wr *n, bool present)
{
	lw_ndr_wr_u32(n, present ? FIRST_REFERENT + 4 * n->referents++ : 0);
}

/**
 * lw_ndr_wr_string() - write a conformant and varying string of 16-bit characters
 * @n: writer
 * @s: UTF-8; what is not is -EILSEQ in @n->error
 */
void lw_ndr_wr_string(struct lw_ndr_wr *n, const char *s)
{
	size_t room = UNIT * strlen(s), len = 0;
	struct proto_le32 *head;
	u8 *chars;
	int ret;

	head = reserve(n, 3 * sizeof(*head) + room + UNIT);
	if (!head)
		return;
	chars = (u8 *)(head + 3);
	ret = lw_utf16_from_utf8(s, chars, room, &len);
	if (ret) {
		n->error = ret;
		return;
	}
	n->w.pos = chars + len + UNIT;
	memset(chars + len, 0, UNIT);
	head[0].v = cpu_to_le32(len / UNIT + 1);
	head[2].v = head[0].v;
}

/**
 * lw_ndr_wr_end() - finish a stub
 * @n: writer; empty afterwards
 * @out: empty; the stub if there was no error
 *
 * Return: 0, or what was the first error: -EMSGSIZE (larger than it may be), -EILSEQ
 * or -ENOMEM.
 */
int lw_ndr_wr_end(struct lw_ndr_wr *n, struct lw_buf *out)
{
	int ret = n->error;

	if (ret) {
		lw_ndr_wr_free(n);
		return ret;
	}
	*out = (struct lw_buf){ .data = n->w.base, .len = wire_wr_off(&n->w) };
	lw_ndr_wr_init(n, n->max);
	return 0;
}

/**
 * lw_ndr_wr_free() - drop a stub
 * @n: writer; empty afterwards
 */
void lw_ndr_wr_free(struct lw_ndr_wr *n)
{
	free(n->w.base);
	lw_ndr_wr_init(n, n->max);
}
