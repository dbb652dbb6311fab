// SPDX-License-Identifier: GPL-2.0
/* IOCTL, MS-SMB2 3.3.5.15. */
#include <lwsmb/wire_fsctl.h>
#include <lwsmb/wire_smb2_io.h>

#include "../conn.h"
#include "../net.h"
#include "../open.h"
#include "../pipe.h"
#include "../req.h"
#include "fsctl.h"
#include "negotiate.h"

/* Does NEGOTIATE of this list end where the connection's did? */
static bool same_dialect(const struct srv_conn *c, const struct wire_span *list)
{
	struct srv_config *config;
	u16 dialect = 0;

	rcu_read_lock();
	config = rcu_dereference(c->sn->config);
	if (config)
		dialect = srv_negotiate_dialect(list, config->min_dialect, config->max_dialect);
	rcu_read_unlock();
	return dialect == c->dialect;
}

/*
 * VALIDATE_NEGOTIATE_INFO, 3.3.5.15.12: what the client says, now signed, that it had
 * said; if it is not what was heard, somebody is on the way, and the connection ends.
 */
static u32 validate_negotiate(struct srv_req *r, const struct smb2_ioctl_req *req)
{
	const struct srv_conn *c = r->conn;
	struct fsctl_validate_negotiate_rsp rsp = {
		.capabilities = c->capabilities,
		.security_mode = c->security_mode,
		.dialect = c->dialect,
	};
	struct smb2_ioctl_rsp out = { .ctl_code = req->ctl_code, .file_id = req->file_id };
	struct fsctl_validate_negotiate_req v;
	struct wire_rd in;
	struct wire_wr w;
	u8 buf[32];

	wire_rd_span_child(&req->input, &in);
	if (wire_fsctl_validate_negotiate_req_decode(&in, &v) ||
	    memcmp(v.guid, c->client_guid, sizeof(v.guid)) ||
	    v.capabilities != c->client_capabilities ||
	    v.security_mode != c->client_security_mode || !same_dialect(c, &v.dialects)) {
		r->drop = true;
		return STATUS_INVALID_PARAMETER;
	}
	memcpy(rsp.guid, c->server_guid, sizeof(rsp.guid));
	wire_wr_init(&w, buf, sizeof(buf));
	if (wire_fsctl_validate_negotiate_rsp_encode(&w, &rsp) ||
	    req->max_output_response < wire_wr_off(&w))
		return STATUS_INVALID_PARAMETER;
	out.output.data = buf;
	out.output.len = wire_wr_off(&w);
	return srv_reply_encoded(wire_smb2_ioctl_rsp_encode(&r->part->w, &out));
}

static u32 on_open(struct srv_req *r, const struct smb2_ioctl_req *req)
{
	struct srv_open *o = srv_req_open(r, &req->file_id);
	u32 status = STATUS_INVALID_DEVICE_REQUEST;

	if (!o)
		return STATUS_FILE_CLOSED;
	if (o->file)
		status = srv_fsctl_file(r, o->file, req);
	else if (req->ctl_code == FSCTL_PIPE_TRANSCEIVE)
		status = srv_pipe_transceive(r, o->pipe, req);
	srv_open_put(o);
	return status;
}

/**
 * srv_smb2_ioctl() - IOCTL
 * @r: request
 *
 * Return: NTSTATUS or SRV_PARKED.
 */
u32 srv_smb2_ioctl(struct srv_req *r)
{
	struct smb2_ioctl_req req;

	if (wire_smb2_ioctl_req_decode(&r->msg.body, &req) ||
	    max3(req.input.len, req.max_output_response, req.max_input_response) >
		    r->conn->max_transact ||
	    !srv_charge_covers(r, max3(req.input.len, req.max_output_response,
				       req.max_input_response)))
		return STATUS_INVALID_PARAMETER;
	/* 3.3.5.15: there is no control code but FSCTLs on the network. */
	if (req.flags != SMB2_0_IOCTL_IS_FSCTL)
		return STATUS_NOT_SUPPORTED;
	switch (req.ctl_code) {
	case FSCTL_VALIDATE_NEGOTIATE_INFO:
		return validate_negotiate(r, &req);
	case FSCTL_DFS_GET_REFERRALS:
	case FSCTL_DFS_GET_REFERRALS_EX:
		return STATUS_FS_DRIVER_REQUIRED; /* 3.3.5.15.2: DFS is not served */
	case FSCTL_PIPE_WAIT:
	case FSCTL_QUERY_NETWORK_INTERFACE_INFO:
		return STATUS_INVALID_DEVICE_REQUEST; /* of no open, and not served */
	}
	return on_open(r, &req);
}
