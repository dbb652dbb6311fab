// SPDX-License-Identifier: GPL-2.0
/* ECHO, MS-SMB2 3.3.5.17. */
#include "../req.h"

/**
 * srv_smb2_echo() - ECHO
 * @r: request
 *
 * Return: NTSTATUS.
 */
u32 srv_smb2_echo(struct srv_req *r)
{
	struct smb2_empty m = {};

	if (wire_smb2_empty_decode(&r->msg.body, &m))
		return STATUS_INVALID_PARAMETER;
	m.reserved = 0;
	return srv_reply_encoded(wire_smb2_empty_encode(&r->part->w, &m));
}
