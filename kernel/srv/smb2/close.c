// SPDX-License-Identifier: GPL-2.0
/* CLOSE, MS-SMB2 3.3.5.10. */
#include "../file/fsa.h"
#include "../open.h"
#include "../req.h"

/* What the file looks like now; without an answer the flag says so. */
static void postquery(struct srv_open *o, struct smb2_close_rsp *rsp)
{
	struct fsa_stat st;

	if (!o->file || fsa_query(o->file, &st))
		return;
	rsp->flags = SMB2_CLOSE_FLAG_POSTQUERY_ATTRIB;
	rsp->creation_time = st.times.creation_time;
	rsp->last_access_time = st.times.last_access_time;
	rsp->last_write_time = st.times.last_write_time;
	rsp->change_time = st.times.change_time;
	rsp->allocation_size = st.allocation_size;
	rsp->end_of_file = st.end_of_file;
	rsp->file_attributes = st.file_attributes;
}

/**
 * srv_smb2_close() - CLOSE
 * @r: request
 *
 * Return: NTSTATUS.
 */
u32 srv_smb2_close(struct srv_req *r)
{
	struct smb2_close_rsp rsp = {};
	struct smb2_close_req req;
	struct srv_open *o;
	bool closed;

	if (wire_smb2_close_req_decode(&r->msg.body, &req))
		return STATUS_INVALID_PARAMETER;
	o = srv_req_open(r, &req.file_id);
	if (!o)
		return STATUS_FILE_CLOSED;
	if (req.flags & SMB2_CLOSE_FLAG_POSTQUERY_ATTRIB)
		postquery(o, &rsp);
	closed = srv_open_close(o);
	srv_open_put(o);
	if (!closed)
		return STATUS_FILE_CLOSED;
	return srv_reply_encoded(wire_smb2_close_rsp_encode(&r->part->w, &rsp));
}
