// SPDX-License-Identifier: GPL-2.0
/* TREE_DISCONNECT, MS-SMB2 3.3.5.8. */
#include "../req.h"
#include "../tree.h"

/**
 * srv_smb2_tree_disconnect() - TREE_DISCONNECT
 * @r: request
 *
 * Return: NTSTATUS.
 */
u32 srv_smb2_tree_disconnect(struct srv_req *r)
{
	struct smb2_empty m = {};

	if (wire_smb2_empty_decode(&r->msg.body, &m))
		return STATUS_INVALID_PARAMETER;
	if (!srv_tree_disconnect(r->session, r->tree))
		return STATUS_NETWORK_NAME_DELETED;
	m.reserved = 0;
	return srv_reply_encoded(wire_smb2_empty_encode(&r->part->w, &m));
}
