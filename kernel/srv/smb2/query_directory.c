// SPDX-License-Identifier: GPL-2.0
/* QUERY_DIRECTORY, MS-SMB2 3.3.5.18. */
#include <lwsmb/wire_smb2_io.h>

#include "../conn.h"
#include "../file/fsa.h"
#include "../open.h"
#include "../req.h"

/* The protocol's flags in the file layer's words. REOPEN begins anew as well. */
static u32 dir_flags(u8 flags)
{
	u32 f = 0;

	if (flags & (SMB2_RESTART_SCANS | SMB2_REOPEN))
		f |= FSA_DIR_RESTART;
	if (flags & SMB2_RETURN_SINGLE_ENTRY)
		f |= FSA_DIR_SINGLE;
	if (flags & SMB2_INDEX_SPECIFIED)
		f |= FSA_DIR_INDEX;
	return f;
}

static u32 list(struct srv_req *r, struct srv_open *o, const struct smb2_query_directory_req *req)
{
	struct wire_wr out;
	const struct fsa_dir_query q = {
		.pattern = req->file_name,
		.info_class = req->file_information_class,
		.flags = dir_flags(req->flags),
		.index = req->file_index,
		.w = &out,
	};
	u32 status;

	if (srv_reply_room(r, SRV_REPLY_ROOM + req->output_buffer_length) ||
	    wire_smb2_buffer_rsp_begin(&r->part->w, req->output_buffer_length, &out))
		return STATUS_INSUFFICIENT_RESOURCES;
	status = fsa_dir_read(o->file, &q);
	if (status)
		return status;
	wire_smb2_buffer_rsp_end(&r->part->w, &out);
	return STATUS_SUCCESS;
}

static u32 check(struct srv_req *r, const struct smb2_query_directory_req *req)
{
	const struct fscc_class_info *c = wire_fscc_file_class(req->file_information_class);

	if (req->output_buffer_length > r->conn->max_transact ||
	    !srv_charge_covers(r, req->output_buffer_length))
		return STATUS_INVALID_PARAMETER;
	if (!c || !(c->use & FSCC_USE_DIR))
		return STATUS_INVALID_INFO_CLASS;
	return req->output_buffer_length < c->dir_min ? STATUS_INFO_LENGTH_MISMATCH : 0;
}

/**
 * srv_smb2_query_directory() - QUERY_DIRECTORY
 * @r: request
 *
 * Return: NTSTATUS.
 */
u32 srv_smb2_query_directory(struct srv_req *r)
{
	struct smb2_query_directory_req req;
	struct srv_open *o;
	u32 status;

	if (wire_smb2_query_directory_req_decode(&r->msg.body, &req))
		return STATUS_INVALID_PARAMETER;
	status = check(r, &req);
	if (status)
		return status;
	o = srv_req_open(r, &req.file_id);
	if (!o)
		return STATUS_FILE_CLOSED;
	status = o->file && fsa_open_is_directory(o->file) ? list(r, o, &req) :
							     STATUS_INVALID_PARAMETER;
	srv_open_put(o);
	return status;
}
