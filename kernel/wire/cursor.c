// SPDX-License-Identifier: GPL-2.0
/*
 * Bounded cursors: what is too long to be inline.
 */
#include <lwsmb/cursor.h>

/* Every SMB2 message body begins with this (MS-SMB2 2.2). */
struct proto_body {
	__le16 structure_size;
} __packed;

/**
 * wire_rd_span_at() - resolve an offset and length pair
 * @r: cursor, positioned behind the fixed part that holds the pair
 * @off: offset from the base, as received
 * @len: length in bytes, as received
 * @s: set to the bytes
 *
 * The bytes must lie between the position and the end, so a pair that points
 * into the fixed part is refused. A pair with length 0 names nothing: its offset
 * is kept but not checked, as senders put anything there.
 *
 * The cursor does not move: several pairs of one message may come in any order.
 *
 * Return: 0 or -EBADMSG.
 */
int wire_rd_span_at(const struct wire_rd *r, u32 off, u32 len, struct wire_span *s)
{
	size_t from = wire_rd_off(r);

	s->data = r->pos;
	s->len = len;
	s->off = off;
	if (!len)
		return 0;
	if (off < from || off - from > wire_rd_left(r))
		return -EBADMSG;
	if (len > wire_rd_left(r) - (off - from))
		return -EBADMSG;
	s->data = r->base + off;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_rd_span_at);

/**
 * wire_rd_body() - consume the fixed part of an SMB2 message body
 * @r: cursor, positioned at the StructureSize field
 * @structure_size: the value that the document prescribes; odd where the message
 *                  has a variable part
 * @fixed: bytes of the fixed part, StructureSize included
 *
 * Return: pointer to the fixed part, or NULL if it is short or StructureSize is
 * another one.
 */
const void *wire_rd_body(struct wire_rd *r, u16 structure_size, size_t fixed)
{
	const struct proto_body *b;

	if (fixed > wire_rd_left(r) || fixed < sizeof(*b))
		return NULL;
	b = (const struct proto_body *)r->pos;
	if (le16_to_cpu(b->structure_size) != structure_size)
		return NULL;
	return wire_rd_take(r, fixed);
}
EXPORT_SYMBOL_LWSMB(wire_rd_body);

/**
 * wire_wr_span() - append a variable part and tell where it went
 * @w: cursor, positioned behind everything that was written so far
 * @s: what to append; @s->off chooses the place if it is not 0
 * @align: alignment of the place where @s->off does not choose it
 * @off: set to the offset of the part; for an empty part to @s->off, with
 *       nothing laid out: what an empty part's offset says differs from message
 *       to message, so the caller decides about 0
 *
 * Return: 0, -EMSGSIZE if there is no room, -EINVAL if @s->off lies before the
 * position.
 */
int wire_wr_span(struct wire_wr *w, const struct wire_span *s, size_t align,
		 u32 *off)
{
	size_t from = wire_wr_off(w);
	size_t at = s->off ? s->off : ALIGN(from, align);

	if (!s->len) {
		*off = s->off;
		return 0;
	}
	if (at < from)
		return -EINVAL;
	if (at - from > wire_wr_left(w) || s->len > wire_wr_left(w) - (at - from))
		return -EMSGSIZE;
	*off = at;
	/* The room was checked for both steps: neither can fail half-way. */
	memset(w->pos, 0, at - from);
	memcpy(w->pos + (at - from), s->data, s->len);
	w->pos += at - from + s->len;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_wr_span);

/**
 * wire_wr_body() - lay out the fixed part of an SMB2 message body
 * @w: cursor
 * @structure_size: value for the StructureSize field
 * @fixed: bytes of the fixed part, StructureSize included
 *
 * Return: pointer to the fixed part, zeroed but for StructureSize, or NULL if
 * there is no room.
 */
void *wire_wr_body(struct wire_wr *w, u16 structure_size, size_t fixed)
{
	struct proto_body *b = wire_wr_reserve(w, fixed);

	if (b)
		b->structure_size = cpu_to_le16(structure_size);
	return b;
}
EXPORT_SYMBOL_LWSMB(wire_wr_body);
