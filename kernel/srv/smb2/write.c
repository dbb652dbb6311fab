// SPDX-License-Identifier: GPL-2.0
/* WRITE, MS-SMB2 3.3.5.13. */
#include <linux/uio.h>
#include <lwsmb/wire_smb2_io.h>

#include "../conn.h"
#include "../file/fsa.h"
#include "../open.h"
#include "../pipe.h"
#include "../req.h"

/* The data lies in pages behind the head if the transport put it there. */
static bool data_in_pages(const struct srv_req *r, const struct smb2_write_req *req)
{
	return !req->data.data && req->data.len && req->data.len == r->frame->rx->data_len;
}

static u32 write_file(struct srv_req *r, struct srv_open *o, const struct smb2_write_req *req)
{
	bool through = req->flags & SMB2_WRITEFLAG_WRITE_THROUGH;
	struct smb2_write_rsp rsp = {};
	struct lwsmb_rx *rx = r->frame->rx;
	struct iov_iter from;
	size_t done = 0;
	struct kvec v;
	u32 status;

	if (data_in_pages(r, req)) {
		iov_iter_bvec(&from, ITER_SOURCE, rx->bvec, rx->bvecs, rx->data_len);
	} else {
		v.iov_base = (void *)req->data.data;
		v.iov_len = req->data.len;
		iov_iter_kvec(&from, ITER_SOURCE, &v, 1, req->data.len);
	}
	status = fsa_write(o->file, req->offset, &from, through, &done);
	if (status)
		return status;
	rsp.count = done;
	return srv_reply_encoded(wire_smb2_write_rsp_encode(&r->part->w, &rsp));
}

/* To write at the end, as by an offset of -1, is a local process's or SMB1's wish. */
static u32 check(struct srv_req *r, const struct smb2_write_req *req)
{
	if (req->offset > S64_MAX)
		return STATUS_INVALID_PARAMETER;
	if (req->data.len > r->conn->max_write || !srv_charge_covers(r, req->data.len) ||
	    req->channel != SMB2_CHANNEL_NONE)
		return STATUS_INVALID_PARAMETER;
	if (req->data.len && !req->data.data && !data_in_pages(r, req))
		return STATUS_INVALID_PARAMETER;
	return STATUS_SUCCESS;
}

/**
 * srv_smb2_write() - WRITE
 * @r: request
 *
 * Return: NTSTATUS or SRV_PARKED.
 */
u32 srv_smb2_write(struct srv_req *r)
{
	struct smb2_write_req req;
	struct srv_open *o;
	u32 status;

	if (wire_smb2_write_req_decode_hdr(&r->msg.body, srv_req_len(r), &req))
		return STATUS_INVALID_PARAMETER;
	status = check(r, &req);
	if (status)
		return status;
	o = srv_req_open(r, &req.file_id);
	if (!o)
		return STATUS_FILE_CLOSED;
	/* A pipe's messages are smaller than what the transport puts into pages. */
	if (o->file)
		status = write_file(r, o, &req);
	else if (req.data.len && !req.data.data)
		status = STATUS_INVALID_PARAMETER;
	else
		status = srv_pipe_write(r, o->pipe, &req.data);
	srv_open_put(o);
	return status;
}
