// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tokens: see mech.h.
 */
#include "lib/mech.h"

#include "lib/alloc.h"

/**
 * lw_buf_set() - make a copy of some bytes
 * @b: empty buffer
 * @data: bytes; may be NULL if @len is 0
 * @len: their number
 *
 * Return: 0 or -ENOMEM.
 */
int lw_buf_set(struct lw_buf *b, const void *data, size_t len)
{
	b->data = lw_alloc_bytes(len);
	if (!b->data)
		return -ENOMEM;
	if (len)
		memcpy(b->data, data, len);
	b->len = len;
	return 0;
}

/**
 * lw_buf_free() - wipe and free
 * @b: buffer; empty afterwards
 */
void lw_buf_free(struct lw_buf *b)
{
	lw_wipe_free(b->data, b->len);
	b->data = NULL;
	b->len = 0;
}
