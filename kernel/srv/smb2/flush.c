// SPDX-License-Identifier: GPL-2.0
/* FLUSH, MS-SMB2 3.3.5.11. */
#include <lwsmb/wire_smb2_io.h>

#include "../file/fsa.h"
#include "../open.h"
#include "../req.h"

/**
 * srv_smb2_flush() - FLUSH
 * @r: request
 *
 * Return: NTSTATUS.
 */
u32 srv_smb2_flush(struct srv_req *r)
{
	struct smb2_flush_req req;
	struct smb2_empty rsp = {};
	struct srv_open *o;
	u32 status;

	if (wire_smb2_flush_req_decode(&r->msg.body, &req))
		return STATUS_INVALID_PARAMETER;
	o = srv_req_open(r, &req.file_id);
	if (!o)
		return STATUS_FILE_CLOSED;
	/* What was written to a pipe is with the daemon already. */
	status = o->file ? fsa_flush(o->file) : STATUS_SUCCESS;
	srv_open_put(o);
	return status ?: srv_reply_encoded(wire_smb2_empty_encode(&r->part->w, &rsp));
}
