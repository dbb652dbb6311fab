/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The variable parts of the messages of wire_smb2_io.h: what their codecs share.
 */
#ifndef LWSMB_WIRE_SMB2_BUF_H
#define LWSMB_WIRE_SMB2_BUF_H

#include <lwsmb/wire_smb2_io.h>

int __must_check smb2_buf_find(const struct wire_rd *r, size_t msg_len, u32 off,
			       u32 len, struct wire_span *s);
int __must_check smb2_buf_put(struct wire_wr *w, const struct wire_span *rest,
			      const struct wire_span *s, bool pad, u32 *off);
int __must_check smb2_buf_put_two(struct wire_wr *w, const struct wire_span *rest,
				  const struct wire_span *a, const struct wire_span *b,
				  bool pad, u32 *a_off, u32 *b_off);
int __must_check smb2_buf_gap(struct wire_wr *w, const struct wire_span *s, u32 *off);

/**
 * smb2_buf_rest() - keep all that is behind the fixed part
 * @r: cursor, positioned behind the fixed part
 * @rest: set to the bytes up to the cursor's end
 */
static inline void smb2_buf_rest(const struct wire_rd *r, struct wire_span *rest)
{
	rest->data = r->pos;
	rest->len = wire_rd_left(r);
	rest->off = wire_rd_off(r);
}

#endif /* LWSMB_WIRE_SMB2_BUF_H */
