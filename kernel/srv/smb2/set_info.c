// SPDX-License-Identifier: GPL-2.0
/* SET_INFO, MS-SMB2 3.3.5.21. */
#include <lwsmb/wire_smb2_io.h>

#include "../conn.h"
#include "../file/fsa.h"
#include "../open.h"
#include "../req.h"
#include "info.h"

static u32 check_class(const struct smb2_set_info_req *req)
{
	const struct fscc_class_info *c;

	if (req->info_type != SMB2_0_INFO_FILE)
		return STATUS_SUCCESS;
	c = wire_fscc_file_class(req->file_info_class);
	if (!c || !(c->use & FSCC_USE_SET))
		return STATUS_INVALID_INFO_CLASS;
	return req->buffer.len < c->set_min ? STATUS_INFO_LENGTH_MISMATCH : 0;
}

static u32 set(struct srv_open *o, const struct smb2_set_info_req *req)
{
	struct wire_rd r;

	if (!o->file)
		return STATUS_NOT_SUPPORTED;
	wire_rd_span_child(&req->buffer, &r);
	switch (req->info_type) {
	case SMB2_0_INFO_FILE:
		return srv_set_file(o->file, req->file_info_class, &r);
	case SMB2_0_INFO_SECURITY:
		return fsa_set_security(o->file, req->additional_information, &req->buffer);
	case SMB2_0_INFO_FILESYSTEM:
	case SMB2_0_INFO_QUOTA:
		return STATUS_NOT_SUPPORTED;
	}
	return STATUS_INVALID_PARAMETER;
}

/**
 * srv_smb2_set_info() - SET_INFO
 * @r: request
 *
 * Return: NTSTATUS.
 */
u32 srv_smb2_set_info(struct srv_req *r)
{
	struct smb2_set_info_req req;
	struct srv_open *o;
	u32 status;

	if (wire_smb2_set_info_req_decode(&r->msg.body, &req) ||
	    req.buffer.len > r->conn->max_transact || !srv_charge_covers(r, req.buffer.len))
		return STATUS_INVALID_PARAMETER;
	status = check_class(&req);
	if (status)
		return status;
	o = srv_req_open(r, &req.file_id);
	if (!o)
		return STATUS_FILE_CLOSED;
	status = set(o, &req);
	srv_open_put(o);
	return status ?: srv_reply_encoded(wire_smb2_set_info_rsp_encode(&r->part->w));
}
