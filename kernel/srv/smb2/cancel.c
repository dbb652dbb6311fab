// SPDX-License-Identifier: GPL-2.0
/* CANCEL, MS-SMB2 3.3.5.16: never answered. */
#include "../req.h"

/**
 * srv_smb2_cancel() - CANCEL
 * @r: request
 *
 * Return: STATUS_SUCCESS, which nobody sees.
 */
u32 srv_smb2_cancel(struct srv_req *r)
{
	srv_req_cancel(r->conn, &r->msg.hdr);
	return STATUS_SUCCESS;
}
