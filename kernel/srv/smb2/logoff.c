// SPDX-License-Identifier: GPL-2.0
/* LOGOFF, MS-SMB2 3.3.5.6. */
#include "../req.h"
#include "../session.h"

/**
 * srv_smb2_logoff() - LOGOFF
 * @r: request
 *
 * The reply is signed with the session's key, which the request holds.
 *
 * Return: NTSTATUS.
 */
u32 srv_smb2_logoff(struct srv_req *r)
{
	struct smb2_empty m = {};

	if (wire_smb2_empty_decode(&r->msg.body, &m))
		return STATUS_INVALID_PARAMETER;
	srv_session_end(r->session);
	m.reserved = 0;
	return srv_reply_encoded(wire_smb2_empty_encode(&r->part->w, &m));
}
