// SPDX-License-Identifier: GPL-2.0
/*
 * The variable parts of SMB2 messages, MS-SMB2 2.2: offsets count from the first
 * byte of the message's header, and an empty part may be one zero byte.
 */
#include "smb2_buf.h"
#include "wstring.h"

/* Where a part that follows something else goes if nobody says where. */
#define SMB2_BUF_ALIGN 8

/**
 * smb2_buf_find() - resolve an offset and length pair of a message of which only
 *                   the beginning may be here
 * @r: cursor, positioned behind the fixed part; its end is that of the bytes here
 * @msg_len: bytes in the whole message, header included; at least as many as are
 *           here
 * @off: offset from the base, as received
 * @len: length in bytes, as received
 * @s: set to the part; data is NULL if not all of its bytes are here
 *
 * Like wire_rd_span_at(), a part with length 0 may claim to be anywhere.
 *
 * Return: 0, or -EBADMSG if the part does not lie between the fixed part and the
 * end of the message.
 */
int smb2_buf_find(const struct wire_rd *r, size_t msg_len, u32 off, u32 len,
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

/* Lays out what the parts then go into, or the byte that stands for no parts. */
static int smb2_buf_start(struct wire_wr *w, const struct wire_span *rest, bool pad)
{
	if (rest->data)
		return wire_wr_put(w, rest->data, rest->len);
	return !pad || wire_wr_reserve(w, 1) ? 0 : -EMSGSIZE;
}

/**
 * smb2_buf_put() - encode the only variable part of a message
 * @w: cursor, positioned behind the fixed part
 * @rest: all that was behind the fixed part of a decoded message; data is NULL if there
 *        is no such thing
 * @s: the part; its off chooses the place if it is not 0
 * @pad: without @rest: put one zero byte in place of an empty part
 * @off: set to the value for the offset field
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the place lies in the fixed part.
 */
int smb2_buf_put(struct wire_wr *w, const struct wire_span *rest,
		 const struct wire_span *s, bool pad, u32 *off)
{
	size_t floor = wire_wr_off(w);
	int ret;

	ret = smb2_buf_start(w, rest, pad && !s->len);
	if (ret)
		return ret;
	return wstring_pool_put(w, floor, s, 1, 0, off);
}

/**
 * smb2_buf_put_two() - encode the two variable parts of a message
 * @w: cursor, positioned behind the fixed part
 * @rest: all that was behind the fixed part of a decoded message; data is NULL if there
 *        is no such thing
 * @a: the part that comes first if neither says where it goes
 * @b: the other
 * @pad: without @rest: put one zero byte if both are empty
 * @a_off: set to the value for the offset field of @a
 * @b_off: the same for @b
 *
 * Parts whose places are chosen by their off come first, so that the others do not
 * get into their way.
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if a place lies in the fixed part.
 */
int smb2_buf_put_two(struct wire_wr *w, const struct wire_span *rest,
		     const struct wire_span *a, const struct wire_span *b, bool pad,
		     u32 *a_off, u32 *b_off)
{
	size_t floor = wire_wr_off(w);
	bool swap = !a->off && b->off;
	int ret;

	ret = smb2_buf_start(w, rest, pad && !a->len && !b->len);
	if (ret)
		return ret;
	ret = wstring_pool_put(w, floor, swap ? b : a, SMB2_BUF_ALIGN, 0,
			       swap ? b_off : a_off);
	if (ret)
		return ret;
	return wstring_pool_put(w, floor, swap ? a : b, SMB2_BUF_ALIGN, 0,
				swap ? a_off : b_off);
}

/**
 * smb2_buf_gap() - lay out everything before the last variable part
 * @w: cursor, positioned behind everything that was written so far
 * @s: the part, of which only len and off are used
 * @off: set to the value for the offset field
 *
 * Afterwards the position is where the part's bytes go. For an empty part nothing
 * is laid out.
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the place lies before the position.
 */
int smb2_buf_gap(struct wire_wr *w, const struct wire_span *s, u32 *off)
{
	size_t from = wire_wr_off(w);

	*off = s->off;
	if (!s->len)
		return 0;
	if (!s->off)
		*off = ALIGN(from, SMB2_BUF_ALIGN);
	if (*off < from)
		return -EINVAL;
	return wire_wr_reserve(w, *off - from) ? 0 : -EMSGSIZE;
}
