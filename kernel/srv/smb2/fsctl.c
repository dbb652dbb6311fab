// SPDX-License-Identifier: GPL-2.0
/* FSCTLs of files, MS-SMB2 3.3.5.15, MS-FSCC 2.3. */
#include <linux/mm.h>
#include <linux/slab.h>
#include <lwsmb/wire_fsctl.h>
#include <lwsmb/wire_smb2_io.h>

#include "../file/fsa.h"
#include "../req.h"
#include "fsctl.h"

/* Answers with what @out holds; @status is that of a reply that has a body. */
static u32 reply(struct srv_req *r, const struct smb2_ioctl_req *req, const struct wire_wr *out,
		 u32 status)
{
	struct smb2_ioctl_rsp rsp = { .ctl_code = req->ctl_code, .file_id = req->file_id };
	int ret;

	if (r->has_file_id)
		rsp.file_id = r->file_id;
	if (out) {
		rsp.output.data = out->base;
		rsp.output.len = wire_wr_off(out);
	}
	ret = srv_reply_room(r, SRV_REPLY_ROOM + rsp.output.len);
	if (!ret)
		ret = wire_smb2_ioctl_rsp_encode(&r->part->w, &rsp);
	r->has_body = !ret;
	return srv_reply_encoded(ret) ?: status;
}

static u32 set_sparse(struct srv_req *r, struct fsa_open *f, const struct smb2_ioctl_req *req)
{
	struct fsctl_set_sparse m;
	struct wire_rd in;
	u32 status;

	wire_rd_span_child(&req->input, &in);
	if (wire_fsctl_set_sparse_decode(&in, &m))
		return STATUS_INVALID_PARAMETER;
	status = fsa_set_sparse(f, m.absent || m.set_sparse);
	return status ?: reply(r, req, NULL, STATUS_SUCCESS);
}

static u32 set_zero_data(struct srv_req *r, struct fsa_open *f, const struct smb2_ioctl_req *req)
{
	struct fsctl_zero_data m;
	struct wire_rd in;
	u32 status;

	wire_rd_span_child(&req->input, &in);
	if (wire_fsctl_zero_data_decode(&in, &m) || m.file_offset < 0 || m.beyond_final_zero < 0)
		return STATUS_INVALID_PARAMETER;
	status = fsa_zero(f, m.file_offset, m.beyond_final_zero);
	return status ?: reply(r, req, NULL, STATUS_SUCCESS);
}

static u32 query_allocated(struct srv_req *r, struct fsa_open *f, const struct smb2_ioctl_req *req)
{
	struct fsctl_range m;
	struct wire_rd in;
	struct wire_wr w;
	u32 status;
	void *buf;

	wire_rd_span_child(&req->input, &in);
	if (wire_fsctl_range_decode(&in, &m) || m.offset < 0 || m.length < 0 ||
	    m.length > S64_MAX - m.offset)
		return STATUS_INVALID_PARAMETER;
	buf = kvmalloc(max(req->max_output_response, 1u), GFP_KERNEL_ACCOUNT);
	if (!buf)
		return STATUS_INSUFFICIENT_RESOURCES;
	wire_wr_init(&w, buf, req->max_output_response);
	status = fsa_allocated(f, m.offset, m.length, &w);
	if (!status || status == STATUS_BUFFER_OVERFLOW)
		status = reply(r, req, &w, status);
	kvfree(buf);
	return status;
}

/**
 * srv_fsctl_file() - do what an FSCTL of a file asks for
 * @r: request
 * @f: open
 * @req: IOCTL request, its lengths checked against the connection's limits
 *
 * Return: NTSTATUS; STATUS_INVALID_DEVICE_REQUEST for what is not served.
 */
u32 srv_fsctl_file(struct srv_req *r, struct fsa_open *f, const struct smb2_ioctl_req *req)
{
	switch (req->ctl_code) {
	case FSCTL_SET_SPARSE:
		return set_sparse(r, f, req);
	case FSCTL_SET_ZERO_DATA:
		return set_zero_data(r, f, req);
	case FSCTL_QUERY_ALLOCATED_RANGES:
		return query_allocated(r, f, req);
	}
	return STATUS_INVALID_DEVICE_REQUEST;
}
