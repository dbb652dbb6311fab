// SPDX-License-Identifier: GPL-2.0
/*
 * FileBasicInformation, MS-FSCC 2.4.7.
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>
#include "fscc_parts.h"

/**
 * wire_fscc_basic_decode() - decode FileBasicInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_basic_decode(struct wire_rd *r, struct fscc_basic *m)
{
	const struct proto_fscc_basic *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	fscc_get_basic(p, m);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_basic_decode);

/**
 * wire_fscc_basic_encode() - encode FileBasicInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_basic_encode(struct wire_wr *w, const struct fscc_basic *m)
{
	struct proto_fscc_basic *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	fscc_put_basic(m, p);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_basic_encode);
