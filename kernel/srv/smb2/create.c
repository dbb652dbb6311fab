// SPDX-License-Identifier: GPL-2.0
/* CREATE, MS-SMB2 3.3.5.9. */
#include <lwsmb/proto_create.h>
#include <lwsmb/wire_smb2_ctx.h>

#include "../conn.h"
#include "../file/fsa.h"
#include "../open.h"
#include "../pipe.h"
#include "../req.h"
#include "../session.h"
#include "../share.h"
#include "../tree.h"

/* MS-SMB2 2.2.13.2: no name is shorter. */
#define CONTEXT_NAME_MIN 4

/**
 * struct contexts - what the contexts of a request ask for
 * @allocation_size: AlSi: bytes, or 0
 * @security: SecD: descriptor, or empty
 * @eas: ExtA: extended attributes, or empty
 * @maximal_access: MxAc was sent
 * @max_access_since: MxAc: only if the file changed since; 0: always
 * @disk_id: QFid was sent
 */
struct contexts {
	u64 allocation_size;
	struct wire_span security;
	struct wire_span eas;
	bool maximal_access;
	u64 max_access_since;
	bool disk_id;
};

static u32 read_maximal_access(struct wire_rd *r, struct contexts *x)
{
	struct smb2_maximal_access_req c;

	if (wire_smb2_maximal_access_req_decode(r, &c))
		return STATUS_INVALID_PARAMETER;
	x->maximal_access = true;
	x->max_access_since = c.has_timestamp ? c.timestamp : 0;
	return STATUS_SUCCESS;
}

static u32 read_allocation_size(struct wire_rd *r, struct contexts *x)
{
	struct smb2_allocation_size c;

	if (wire_smb2_allocation_size_decode(r, &c))
		return STATUS_INVALID_PARAMETER;
	x->allocation_size = c.size;
	return STATUS_SUCCESS;
}

/* What cannot be done is said; what a server may leave out is left out. */
static u32 read_context(const struct smb2_create_ctx *c, struct contexts *x)
{
	struct wire_rd r;

	wire_rd_span_child(&c->data, &r);
	switch (c->kind) {
	case SMB2_CTX_MXAC:
		return read_maximal_access(&r, x);
	case SMB2_CTX_ALSI:
		return read_allocation_size(&r, x);
	case SMB2_CTX_QFID:
		x->disk_id = true;
		return STATUS_SUCCESS;
	case SMB2_CTX_EXTA:
		x->eas = c->data;
		return STATUS_SUCCESS;
	case SMB2_CTX_SECD:
		x->security = c->data;
		return c->data.len ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
	case SMB2_CTX_TWRP:
		return STATUS_OBJECT_NAME_NOT_FOUND; /* there are no snapshots */
	case SMB2_CTX_DHNC:
	case SMB2_CTX_DH2C:
		return STATUS_OBJECT_NAME_NOT_FOUND; /* nothing durable was ever given */
	case SMB2_CTX_UNKNOWN:
	case SMB2_CTX_DHNQ:
	case SMB2_CTX_RQLS:
	case SMB2_CTX_DH2Q:
	case SMB2_CTX_APP_INSTANCE_ID:
	case SMB2_CTX_APP_INSTANCE_VERSION:
	case SMB2_CTX_SVHDX:
	case SMB2_CTX_POSIX:
	case SMB2_CTX_AAPL:
	case SMB2_CTX_KINDS:
		break;
	}
	return STATUS_SUCCESS;
}

static u32 read_contexts(const struct wire_span *span, struct contexts *x)
{
	struct smb2_create_ctx c;
	struct wire_rd list;
	int ret;

	wire_rd_span_child(span, &list);
	while ((ret = wire_smb2_create_ctx_next(&list, &c)) > 0) {
		u32 status;

		if (c.name.len < CONTEXT_NAME_MIN)
			return STATUS_INVALID_PARAMETER;
		status = read_context(&c, x);
		if (status)
			return status;
	}
	return ret ? STATUS_INVALID_PARAMETER : STATUS_SUCCESS;
}

static int put_context(struct wire_wr *w, struct smb2_create_ctx_list *list,
		       enum smb2_create_ctx_kind kind, const struct wire_wr *data)
{
	const struct smb2_create_ctx c = {
		.kind = kind,
		.data = { .data = data->base, .len = wire_wr_off(data) },
	};

	return wire_smb2_create_ctx_append(w, list, &c);
}

/* What the share does not allow, nobody can do through it. */
static int put_maximal_access(struct wire_wr *w, struct smb2_create_ctx_list *list,
			      const struct srv_open *o)
{
	struct smb2_maximal_access_rsp c = {};
	struct wire_wr data;
	u8 buf[16];
	int ret;

	c.query_status = fsa_open_maximal_access(o->file, &c.maximal_access);
	c.maximal_access &= o->tree->access;
	wire_wr_init(&data, buf, sizeof(buf));
	ret = wire_smb2_maximal_access_rsp_encode(&data, &c);
	return ret ?: put_context(w, list, SMB2_CTX_MXAC, &data);
}

static int put_disk_id(struct wire_wr *w, struct smb2_create_ctx_list *list,
		       struct fsa_open *file, const struct fsa_stat *st)
{
	struct smb2_disk_id_rsp c = { .disk_file_id = st->file_id };
	struct fsa_volume_info info;
	struct wire_wr data;
	u8 buf[64];
	int ret;

	if (!fsa_volume_query(file, &info))
		c.volume_id = info.serial;
	wire_wr_init(&data, buf, sizeof(buf));
	ret = wire_smb2_disk_id_rsp_encode(&data, &c);
	return ret ?: put_context(w, list, SMB2_CTX_QFID, &data);
}

static int put_contexts(struct wire_wr *w, const struct contexts *x, const struct srv_open *o,
			const struct fsa_stat *st)
{
	struct smb2_create_ctx_list list;
	int ret = 0;

	wire_smb2_create_ctx_begin(w, &list);
	if (x->maximal_access && st->times.last_write_time != x->max_access_since)
		ret = put_maximal_access(w, &list, o);
	if (!ret && x->disk_id)
		ret = put_disk_id(w, &list, o->file, st);
	return ret;
}

static u32 reply(struct srv_req *r, const struct srv_open *o, u32 action,
		 const struct contexts *x, const struct fsa_stat *st)
{
	struct smb2_create_rsp rsp = {
		.oplock_level = SMB2_OPLOCK_LEVEL_NONE,
		.create_action = action,
		.creation_time = st->times.creation_time,
		.last_access_time = st->times.last_access_time,
		.last_write_time = st->times.last_write_time,
		.change_time = st->times.change_time,
		.allocation_size = st->allocation_size,
		.end_of_file = st->end_of_file,
		.file_attributes = st->file_attributes,
		.file_id = o->id,
	};
	struct wire_wr w;
	u8 contexts[192];
	int ret = 0;

	wire_wr_init(&w, contexts, sizeof(contexts));
	if (o->file)
		ret = put_contexts(&w, x, o, st);
	rsp.contexts.data = contexts;
	rsp.contexts.len = wire_wr_off(&w);
	return srv_reply_encoded(ret ?: wire_smb2_create_rsp_encode(&r->part->w, &rsp));
}

/* An open that the client cannot be told of is closed again. */
static u32 opened(struct srv_req *r, struct srv_open *o, u32 action, const struct contexts *x)
{
	struct fsa_stat st = {};
	u32 status;

	if (o->file)
		status = fsa_query(o->file, &st);
	else
		status = srv_pipe_query(o->pipe, &st);
	status = status ?: reply(r, o, action, x, &st);
	if (status) {
		srv_open_close(o);
	} else {
		r->file_id = o->id;
		r->has_file_id = true;
	}
	srv_open_put(o);
	return status;
}

static u32 create_file(struct srv_req *r, const struct smb2_create_req *req,
		       const struct contexts *x)
{
	struct fsa_create c = {
		.volume = r->tree->share->volume,
		.tree_access = r->tree->access,
		.name = req->name,
		.desired_access = req->desired_access,
		.file_attributes = req->file_attributes,
		.share_access = req->share_access,
		.disposition = req->create_disposition,
		.options = req->create_options,
		.allocation_size = x->allocation_size,
		.security = x->security,
		.eas = x->eas,
	};
	struct fsa_open *file;
	struct srv_open *o;
	u32 status;

	c.user = srv_session_user(r->session);
	if (!c.user)
		return STATUS_USER_SESSION_DELETED;
	status = fsa_create(&c, &file);
	fsa_user_put(c.user);
	if (status)
		return status;
	o = srv_open_new(r->session, r->tree, file, NULL);
	if (!o) {
		fsa_close(file);
		fsa_open_put(file);
		return STATUS_INSUFFICIENT_RESOURCES;
	}
	return opened(r, o, c.action, x);
}

/* The daemon has opened the pipe, or has not. */
static u32 create_pipe_resume(struct srv_req *r)
{
	static const struct contexts none;
	struct srv_pipe *pipe;
	struct srv_open *o;
	u32 status;

	status = srv_pipe_opened(r, &pipe);
	if (status)
		return status;
	o = srv_open_new(r->session, r->tree, NULL, pipe);
	if (!o) {
		srv_pipe_close(pipe);
		srv_pipe_put(pipe);
		return STATUS_INSUFFICIENT_RESOURCES;
	}
	/* Its daemon may have gone while it could not be found yet. */
	srv_pipe_check(pipe);
	return opened(r, o, FILE_OPENED, &none);
}

/**
 * srv_smb2_create() - CREATE
 * @r: request
 *
 * Return: NTSTATUS or SRV_PARKED.
 */
u32 srv_smb2_create(struct srv_req *r)
{
	struct smb2_create_req req;
	struct contexts x = {};
	u32 status;

	/* The message before, if any, is not this one's open. */
	r->has_file_id = false;
	if (wire_smb2_create_req_decode(&r->msg.body, &req))
		return STATUS_INVALID_PARAMETER;
	if (req.impersonation_level > IMPERSONATION_DELEGATE)
		return STATUS_BAD_IMPERSONATION_LEVEL;
	status = read_contexts(&req.contexts, &x);
	if (status)
		return status;
	if (r->tree->share->type == SRV_SHARE_PIPE)
		return srv_pipe_open(r, &req.name, create_pipe_resume);
	return create_file(r, &req, &x);
}
