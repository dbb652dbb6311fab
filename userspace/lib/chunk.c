// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Payloads in pieces: see chunk.h.
 */
#include "lib/chunk.h"

#include "lib/alloc.h"

/**
 * lw_chunk_next() - cut the next piece off a payload
 * @payload: all of it
 * @len: its bytes
 * @c: all zeros for the first piece; then the piece that was sent last
 *
 * An empty payload is one empty piece.
 *
 * Return: true with the piece in @c, or false if there are no more.
 */
bool lw_chunk_next(const void *payload, size_t len, struct lw_chunk *c)
{
	size_t left;

	if (c->data && !c->more)
		return false;
	c->offset += c->len;
	left = len - c->offset;
	c->more = left > LW_CHUNK_MAX;
	c->len = c->more ? LW_CHUNK_MAX : left;
	c->data = (const u8 *)payload + c->offset;
	return true;
}

/**
 * lw_chunk_add() - put the next piece to a payload
 * @rx: payload; unchanged after an error
 * @c: piece
 *
 * Return: 0 if the payload is complete, 1 if more is to come, -EPROTO (not the piece
 * that comes next, or an empty one with others to follow), -EMSGSIZE (larger than
 * @rx->max) or -ENOMEM.
 */
int lw_chunk_add(struct lw_chunk_rx *rx, const struct lw_chunk *c)
{
	struct lw_buf grown;

	if (c->offset != rx->buf.len || (c->more && !c->len))
		return -EPROTO;
	if (c->len > rx->max - rx->buf.len)
		return -EMSGSIZE;
	grown.len = rx->buf.len + c->len;
	grown.data = lw_alloc_bytes(grown.len);
	if (!grown.data)
		return -ENOMEM;
	if (rx->buf.len)
		memcpy(grown.data, rx->buf.data, rx->buf.len);
	if (c->len)
		memcpy(grown.data + rx->buf.len, c->data, c->len);
	lw_buf_free(&rx->buf); /* not realloc(): the payload may be a key */
	rx->buf = grown;
	return c->more;
}
