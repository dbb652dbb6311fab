/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Payloads over netlink that may not fit one attribute.
 *
 * The length of a netlink attribute is 16 bits. A token or the data of a pipe goes
 * in pieces, each with its offset and a flag that says that more follow.
 */
#ifndef LWSMB_LIB_CHUNK_H
#define LWSMB_LIB_CHUNK_H

#include "lib/mech.h"

enum {
	LW_CHUNK_MAX = 32768, /* bytes of a piece that we send */
};

/**
 * struct lw_chunk - one piece
 * @offset: where in the payload it belongs
 * @more: others follow
 * @data: its bytes
 * @len: their number
 */
struct lw_chunk {
	u32 offset;
	bool more;
	const u8 *data;
	size_t len;
};

/**
 * struct lw_chunk_rx - a payload that is being put together
 * @buf: what is there
 * @max: bytes that it may have
 *
 * Set @max, all else zero, to begin; lw_buf_free(&rx->buf) at the end.
 */
struct lw_chunk_rx {
	struct lw_buf buf;
	size_t max;
};

bool lw_chunk_next(const void *payload, size_t len, struct lw_chunk *c);
int lw_chunk_add(struct lw_chunk_rx *rx, const struct lw_chunk *c);

#endif /* LWSMB_LIB_CHUNK_H */
