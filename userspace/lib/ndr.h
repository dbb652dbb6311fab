/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * NDR 2.0, little-endian, as far as the interfaces need it (C706 chapter 14).
 *
 * A stub is read through a cursor whose base is the stub's first byte, since alignment
 * counts from there. What a pointer refers to does not follow the pointer, but the
 * outermost structure or array that has it: the caller writes and reads first all the
 * pointers, then in the same order what those refer to that are not null.
 */
#ifndef LWSMB_LIB_NDR_H
#define LWSMB_LIB_NDR_H

#include "lib/mech.h"
#include "lwsmb/cursor.h"

/**
 * struct lw_ndr_wr - a stub that is being written
 * @w: cursor over memory of its own
 * @max: bytes that the stub may have
 * @referents: pointers that are not null, so far
 * @error: 0, or the negative errno of the first write that failed; those behind it do
 *         nothing
 */
struct lw_ndr_wr {
	struct wire_wr w;
	size_t max;
	u32 referents;
	int error;
};

int __must_check lw_ndr_rd_u32(struct wire_rd *r, u32 *v);
int __must_check lw_ndr_rd_pointer(struct wire_rd *r, bool *present);
int __must_check lw_ndr_rd_array(struct wire_rd *r, size_t size, u32 *count);
int __must_check lw_ndr_rd_string(struct wire_rd *r, struct wire_span *s);
int __must_check lw_ndr_rd_unique_string(struct wire_rd *r, struct wire_span *s);

void lw_ndr_wr_init(struct lw_ndr_wr *n, size_t max);
void lw_ndr_wr_u32(struct lw_ndr_wr *n, u32 v);
void lw_ndr_wr_pointer(struct lw_ndr_wr *n, bool present);
void lw_ndr_wr_string(struct lw_ndr_wr *n, const char *s);
int lw_ndr_wr_end(struct lw_ndr_wr *n, struct lw_buf *out);
void lw_ndr_wr_free(struct lw_ndr_wr *n);

#endif /* LWSMB_LIB_NDR_H */
