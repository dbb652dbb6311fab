// SPDX-License-Identifier: GPL-2.0
/*
 * The variable parts of SMB2 messages, MS-SMB2 2.2.
 */
#include "part.h"
#include "wstring.h"

/**
 * wire_part_rest() - keep all that is behind the fixed part
 * @r: cursor, positioned behind the fixed part; it does not move
 * @rest: set to the bytes up to the cursor's end
 */
void wire_part_rest(const struct wire_rd *r, struct wire_span *rest)
{
	rest->data = r->pos;
	rest->len = wire_rd_left(r);
	rest->off = wire_rd_off(r);
}

/**
 * wire_part_find() - resolve an offset and length pair of a message of which only
 *                    the beginning may be here
 * @r: cursor, positioned behind the fixed part; its end is that of the bytes here
 * @msg_len: bytes in the whole message, header included; at least as many as are
 *           here
 * @off: offset from the base, as received
 * @len: length in bytes, as received
 * @s: set to the part; data is NULL if not all of its bytes are here
 *
 * Like wire_rd_span_at(), which is for messages that are here in whole, a part with
 * length 0 may claim to be anywhere.
 *
 * Return: 0, or -EBADMSG if the part does not lie between the fixed part and the
 * end of the message.
 */
int wire_part_find(const struct wire_rd *r, size_t msg_len, u32 off, u32 len,
		   struct wire_span *s)
{
	size_t from = wire_rd_off(r);

	s->data = r->pos;
	s->len = len;
	s->off = off;
	if (!len)
		return 0;
	if (off < from || off > msg_len || len > msg_len - off)
		return -EBADMSG;
	if (off - from > wire_rd_left(r) || len > wire_rd_left(r) - (off - from))
		s->data = NULL;
	else
		s->data = r->base + off;
	return 0;
}

/* Puts one part into what is laid out, or behind it. */
static int part_put_one(struct wire_wr *w, size_t floor, struct wire_part *part)
{
	const struct wire_span *s = part->span;
	int ret;

	if (s->len > part->len_max || s->off > part->off_max)
		return -EINVAL;
	ret = wstring_pool_put(w, floor, s, part->align, 0, &part->off);
	if (ret)
		return ret;
	if (part->announced && !s->len && !s->data && !s->off)
		part->off = floor;
	return part->off > part->off_max ? -EINVAL : 0;
}

/* Puts those parts of which the place is, or is not, chosen by their off. */
static int part_put_some(struct wire_wr *w, size_t floor, struct wire_part *parts,
			 size_t n, bool chosen)
{
	size_t i;
	int ret;

	for (i = 0; i < n; i++) {
		if (chosen != !!parts[i].span->off)
			continue;
		ret = part_put_one(w, floor, &parts[i]);
		if (ret)
			return ret;
	}
	return 0;
}

/* Lays out what the parts then go into, or the byte that stands for no parts. */
static int part_start(struct wire_wr *w, const struct wire_span *rest, bool pad)
{
	if (rest->data)
		return wire_wr_put(w, rest->data, rest->len);
	return !pad || wire_wr_reserve(w, 1) ? 0 : -EMSGSIZE;
}

/**
 * wire_part_put() - encode all variable parts of a message
 * @w: cursor, positioned behind the fixed part
 * @rest: all that was behind the fixed part of a decoded message; data is NULL if there
 *        is no such thing
 * @parts: the parts, in the order in which they go if none says where
 * @n: their number
 * @pad: the document wants at least one byte: without @rest, put a zero byte if all
 *       parts are empty
 *
 * Parts of which the place is chosen come first, so that the others do not get into
 * their way.
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if a place lies in the fixed part, or if an offset or
 * a length does not fit its field.
 */
int wire_part_put(struct wire_wr *w, const struct wire_span *rest,
		  struct wire_part *parts, size_t n, bool pad)
{
	size_t floor = wire_wr_off(w);
	size_t i;
	int ret;

	for (i = 0; i < n; i++)
		if (parts[i].span->len)
			pad = false;
	ret = part_start(w, rest, pad);
	if (ret)
		return ret;
	ret = part_put_some(w, floor, parts, n, true);
	return ret ? ret : part_put_some(w, floor, parts, n, false);
}

/**
 * wire_part_gap() - lay out everything before the last variable part
 * @w: cursor, positioned behind everything that was written so far
 * @part: the part; of its span, only len and off are used
 *
 * Afterwards the position is where the part's bytes go. For an empty part nothing
 * is laid out.
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the place lies before the position, or if the
 * offset or the length does not fit its field.
 */
int wire_part_gap(struct wire_wr *w, struct wire_part *part)
{
	const struct wire_span *s = part->span;
	size_t from = wire_wr_off(w);
	size_t at = s->len && !s->off ? ALIGN(from, part->align) : s->off;

	if (s->len > part->len_max || at > part->off_max || (s->len && at < from))
		return -EINVAL;
	part->off = at;
	return !s->len || wire_wr_reserve(w, at - from) ? 0 : -EMSGSIZE;
}
