// SPDX-License-Identifier: GPL-2.0
/*
 * The body that says nothing. MS-SMB2 2.2.7 and 2.2.8 (LOGOFF), 2.2.11 and 2.2.12
 * (TREE_DISCONNECT), 2.2.18 (FLUSH response), 2.2.27 (LOCK response), 2.2.28 and
 * 2.2.29 (ECHO), 2.2.30 (CANCEL).
 */
#include <lwsmb/wire_smb2.h>

#define SMB2_EMPTY_SIZE 4

/**
 * wire_smb2_empty_decode() - decode a body that says nothing
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_empty_decode(struct wire_rd *r, struct smb2_empty *m)
{
	const struct proto_smb2_empty *p;

	p = wire_rd_body(r, SMB2_EMPTY_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->reserved = le16_to_cpu(p->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_empty_decode);

/**
 * wire_smb2_empty_encode() - encode a body that says nothing
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_empty_encode(struct wire_wr *w, const struct smb2_empty *m)
{
	struct proto_smb2_empty *p;

	p = wire_wr_body(w, SMB2_EMPTY_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->reserved = cpu_to_le16(m->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_empty_encode);
