// SPDX-License-Identifier: GPL-2.0
/* READ, MS-SMB2 3.3.5.12. */
#include <linux/uio.h>
#include <lwsmb/wire_smb2_io.h>

#include "../conn.h"
#include "../file/fsa.h"
#include "../open.h"
#include "../pipe.h"
#include "../req.h"

/* The data goes into pages of the reply, from where it is sent: as many as it needs. */
static u32 read_file(struct srv_req *r, struct srv_open *o, const struct smb2_read_req *req)
{
	struct smb2_read_rsp rsp = {};
	struct lwsmb_part *p = r->part;
	u32 status, len = req->length;
	struct iov_iter to;
	size_t done = 0;

	status = fsa_read_size(o->file, req->offset, &len);
	if (status)
		return status;
	if (len < req->minimum_count)
		return STATUS_END_OF_FILE;
	if (lwsmb_part_pages(p, len))
		return STATUS_INSUFFICIENT_RESOURCES;
	iov_iter_bvec(&to, ITER_DEST, p->bvec, p->bvecs, len);
	status = fsa_read(o->file, req->offset, &to, &done);
	if (!status && done < req->minimum_count)
		status = STATUS_END_OF_FILE;
	if (status)
		return status;
	lwsmb_part_trim(p, done);
	rsp.data.len = done;
	return srv_reply_encoded(wire_smb2_read_rsp_encode_hdr(&p->w, &rsp));
}

/**
 * srv_smb2_read() - READ
 * @r: request
 *
 * Return: NTSTATUS or SRV_PARKED.
 */
u32 srv_smb2_read(struct srv_req *r)
{
	struct smb2_read_req req;
	struct srv_open *o;
	u32 status;

	if (wire_smb2_read_req_decode(&r->msg.body, &req) || req.length > r->conn->max_read ||
	    !srv_charge_covers(r, req.length))
		return STATUS_INVALID_PARAMETER;
	/* 3.3.5.12: RDMA channels are not spoken. */
	if (req.channel != SMB2_CHANNEL_NONE)
		return STATUS_INVALID_PARAMETER;
	o = srv_req_open(r, &req.file_id);
	if (!o)
		return STATUS_FILE_CLOSED;
	status = o->file ? read_file(r, o, &req) : srv_pipe_read(r, o->pipe, req.length);
	srv_open_put(o);
	return status;
}
