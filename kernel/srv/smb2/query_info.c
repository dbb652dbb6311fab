// SPDX-License-Identifier: GPL-2.0
/* QUERY_INFO, MS-SMB2 3.3.5.20. */
#include <lwsmb/wire_smb2_io.h>

#include "../conn.h"
#include "../file/fsa.h"
#include "../open.h"
#include "../pipe.h"
#include "../req.h"
#include "info.h"

/* MS-FSA 2.1.5.12: a buffer too small for the class is not looked at further. */
static u32 check_class(const struct smb2_query_info_req *req)
{
	const struct fscc_class_info *c;

	if (req->info_type == SMB2_0_INFO_FILE)
		c = wire_fscc_file_class(req->file_info_class);
	else if (req->info_type == SMB2_0_INFO_FILESYSTEM)
		c = wire_fscc_fs_class(req->file_info_class);
	else
		return STATUS_SUCCESS;
	if (!c || !(c->use & (FSCC_USE_QUERY | FSCC_USE_LOCAL)))
		return STATUS_INVALID_INFO_CLASS;
	return req->output_buffer_length < c->query_min ? STATUS_INFO_LENGTH_MISMATCH : 0;
}

static u32 query_security(struct srv_req *r, struct srv_open *o,
			  const struct smb2_query_info_req *req, struct wire_wr *w)
{
	size_t needed = 0;
	u32 status;

	status = fsa_query_security(o->file, req->additional_information, w, &needed);
	/* 3.3.5.20.3: the error says how much room is needed. */
	if (status == STATUS_BUFFER_TOO_SMALL)
		r->needed = needed;
	return status;
}

/* The protocol's flags in the file layer's words. */
static u32 ea_flags(u32 flags)
{
	u32 f = 0;

	if (flags & SL_RESTART_SCAN)
		f |= FSA_EA_RESTART;
	if (flags & SL_RETURN_SINGLE_ENTRY)
		f |= FSA_EA_SINGLE;
	if (flags & SL_INDEX_SPECIFIED)
		f |= FSA_EA_INDEX;
	return f;
}

static u32 query_file(struct srv_open *o, const struct smb2_query_info_req *req,
		      struct wire_wr *w)
{
	const struct fsa_ea_query eas = {
		.names = req->input,
		.flags = ea_flags(req->flags),
		.index = req->additional_information,
		.w = w,
	};

	if (req->file_info_class == FILE_FULL_EA_INFORMATION)
		return fsa_query_ea(o->file, &eas);
	return srv_query_file(o->file, req->file_info_class, w);
}

static u32 query(struct srv_req *r, struct srv_open *o, const struct smb2_query_info_req *req,
		 struct wire_wr *w)
{
	if (!o->file)
		return req->info_type == SMB2_0_INFO_FILE ?
			srv_query_pipe(o->pipe, req->file_info_class, w) :
			STATUS_INVALID_PARAMETER;
	switch (req->info_type) {
	case SMB2_0_INFO_FILE:
		return query_file(o, req, w);
	case SMB2_0_INFO_FILESYSTEM:
		return srv_query_fs(o->file, req->file_info_class, w);
	case SMB2_0_INFO_SECURITY:
		return query_security(r, o, req, w);
	case SMB2_0_INFO_QUOTA:
		return STATUS_NOT_SUPPORTED;
	}
	return STATUS_INVALID_PARAMETER;
}

static u32 answer(struct srv_req *r, struct srv_open *o, const struct smb2_query_info_req *req)
{
	struct wire_wr out;
	u32 status;

	if (srv_reply_room(r, SRV_REPLY_ROOM + req->output_buffer_length) ||
	    wire_smb2_buffer_rsp_begin(&r->part->w, req->output_buffer_length, &out))
		return STATUS_INSUFFICIENT_RESOURCES;
	status = query(r, o, req, &out);
	if (status && status != STATUS_BUFFER_OVERFLOW)
		return status;
	r->has_body = true;
	wire_smb2_buffer_rsp_end(&r->part->w, &out);
	return status;
}

/**
 * srv_smb2_query_info() - QUERY_INFO
 * @r: request
 *
 * Return: NTSTATUS.
 */
u32 srv_smb2_query_info(struct srv_req *r)
{
	struct smb2_query_info_req req;
	struct srv_open *o;
	u32 status;

	if (wire_smb2_query_info_req_decode(&r->msg.body, &req) ||
	    req.output_buffer_length > r->conn->max_transact ||
	    !srv_charge_covers(r, max(req.output_buffer_length, req.input.len)))
		return STATUS_INVALID_PARAMETER;
	status = check_class(&req);
	if (status)
		return status;
	o = srv_req_open(r, &req.file_id);
	if (!o)
		return STATUS_FILE_CLOSED;
	status = answer(r, o, &req);
	srv_open_put(o);
	return status;
}
