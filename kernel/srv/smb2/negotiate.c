// SPDX-License-Identifier: GPL-2.0
/* NEGOTIATE, MS-SMB2 3.3.5.4. */
#include <linux/random.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <lwsmb/time.h>
#include <lwsmb/wire_smb2_ctx.h>

#include "../conn.h"
#include "../net.h"
#include "../req.h"
#include "negotiate.h"

#define SALT_SIZE 32

/* Dialects, oldest first: what a list may bring us to. */
static const u16 dialects[] = {
	SMB2_DIALECT_210, SMB2_DIALECT_300, SMB2_DIALECT_302, SMB2_DIALECT_311,
};

/* What a client's contexts said: which of the known types were there, and the choices. */
struct contexts {
	u32 seen;
	bool sha512;
	bool cmac;
};

/**
 * srv_negotiate_dialect() - choose a dialect, MS-SMB2 3.3.5.4
 * @list: the client's dialects
 * @min: the server's oldest
 * @max: the server's newest
 *
 * Return: the newest that both have, or 0.
 */
u16 srv_negotiate_dialect(const struct wire_span *list, u16 min, u16 max)
{
	u16 best = 0;
	u32 i, j;

	for (i = 0; i < ARRAY_SIZE(dialects); i++) {
		if (dialects[i] < min || dialects[i] > max)
			continue;
		for (j = 0; j < wire_le16_count(list); j++)
			if (wire_le16_at(list, j) == dialects[i])
				best = dialects[i];
	}
	return best;
}

static bool has_algorithm(const struct wire_span *list, u16 alg)
{
	u32 i;

	for (i = 0; i < wire_le16_count(list); i++)
		if (wire_le16_at(list, i) == alg)
			return true;
	return false;
}

/* Contexts of which there may be one, MS-SMB2 3.3.5.4; a bit each in contexts.seen. */
static u32 context_bit(u16 type)
{
	switch (type) {
	case SMB2_PREAUTH_INTEGRITY_CAPABILITIES:
	case SMB2_ENCRYPTION_CAPABILITIES:
	case SMB2_COMPRESSION_CAPABILITIES:
	case SMB2_RDMA_TRANSFORM_CAPABILITIES:
	case SMB2_SIGNING_CAPABILITIES:
		return BIT(type);
	}
	return 0;
}

static int read_preauth(struct wire_rd *r, struct contexts *x)
{
	struct smb2_preauth_caps c;

	if (wire_smb2_preauth_caps_decode(r, &c) || !c.algorithms.len)
		return -EBADMSG;
	x->sha512 = has_algorithm(&c.algorithms, SMB2_PREAUTH_HASH_SHA512);
	return 0;
}

/* A list of nothing is malformed, also of what is not offered. */
static int read_algorithms(struct wire_rd *r, u16 alg, bool *has)
{
	struct smb2_algorithm_caps c;

	if (wire_smb2_algorithm_caps_decode(r, &c) || !c.algorithms.len)
		return -EBADMSG;
	*has = has_algorithm(&c.algorithms, alg);
	return 0;
}

static int read_compression(struct wire_rd *r)
{
	struct smb2_compression_caps c;

	return wire_smb2_compression_caps_decode(r, &c) || !c.algorithms.len ? -EBADMSG : 0;
}

static int read_context(const struct smb2_neg_ctx *c, struct contexts *x)
{
	u32 bit = context_bit(c->type);
	struct wire_rd r;
	bool unused;

	if (x->seen & bit)
		return -EBADMSG;
	x->seen |= bit;
	wire_rd_span_child(&c->data, &r);
	switch (c->type) {
	case SMB2_PREAUTH_INTEGRITY_CAPABILITIES:
		return read_preauth(&r, x);
	case SMB2_SIGNING_CAPABILITIES:
		return read_algorithms(&r, SMB2_SIGNING_AES_CMAC, &x->cmac);
	case SMB2_ENCRYPTION_CAPABILITIES:
		return read_algorithms(&r, 0, &unused);
	case SMB2_COMPRESSION_CAPABILITIES:
		return read_compression(&r);
	}
	return 0; /* one that the server does not know, or does not look at */
}

/* MS-SMB2 3.3.5.4: exactly one pre-auth context, with a hash that we have. */
static u32 read_contexts(const struct smb2_negotiate_req *req, struct contexts *x)
{
	struct smb2_neg_ctx c;
	struct wire_rd list;
	u16 left = req->context_count;
	int ret;

	wire_rd_span_child(&req->contexts, &list);
	while ((ret = wire_smb2_neg_ctx_next(&list, &left, &c)) > 0)
		if (read_context(&c, x))
			return STATUS_INVALID_PARAMETER;
	if (ret || !(x->seen & BIT(SMB2_PREAUTH_INTEGRITY_CAPABILITIES)))
		return STATUS_INVALID_PARAMETER;
	return x->sha512 ? STATUS_SUCCESS : STATUS_SMB_NO_PREAUTH_INTEGRITY_HASH_OVERLAP;
}

static int put_context(struct wire_wr *list, u16 type, const struct wire_wr *data)
{
	const struct smb2_neg_ctx c = {
		.type = type,
		.data = { .data = data->base, .len = wire_wr_off(data) },
	};

	return wire_smb2_neg_ctx_append(list, &c);
}

static int put_preauth(struct wire_wr *list)
{
	u8 salt[SALT_SIZE], algs[2], buf[64];
	struct smb2_preauth_caps caps = {
		.algorithms = { .data = algs },
		.salt = { .data = salt, .len = sizeof(salt) },
	};
	struct wire_wr w;
	int ret;

	get_random_bytes(salt, sizeof(salt));
	wire_wr_init(&w, algs, sizeof(algs));
	ret = wire_le16_append(&w, SMB2_PREAUTH_HASH_SHA512);
	caps.algorithms.len = wire_wr_off(&w);
	wire_wr_init(&w, buf, sizeof(buf));
	return ret ?: wire_smb2_preauth_caps_encode(&w, &caps) ?:
	       put_context(list, SMB2_PREAUTH_INTEGRITY_CAPABILITIES, &w);
}

static int put_signing(struct wire_wr *list)
{
	u8 algs[2], buf[16];
	struct smb2_algorithm_caps caps = { .algorithms = { .data = algs } };
	struct wire_wr w;
	int ret;

	wire_wr_init(&w, algs, sizeof(algs));
	ret = wire_le16_append(&w, SMB2_SIGNING_AES_CMAC);
	caps.algorithms.len = wire_wr_off(&w);
	wire_wr_init(&w, buf, sizeof(buf));
	return ret ?: wire_smb2_algorithm_caps_encode(&w, &caps) ?:
	       put_context(list, SMB2_SIGNING_CAPABILITIES, &w);
}

/**
 * srv_negotiate_answer() - what the connection answers to NEGOTIATE
 * @c: connection; what was negotiated is in it
 * @dialect: dialect to say
 * @rsp: filled in; the token is the caller's to add
 */
void srv_negotiate_answer(const struct srv_conn *c, u16 dialect, struct smb2_negotiate_rsp *rsp)
{
	struct timespec64 now;

	ktime_get_real_ts64(&now);
	*rsp = (struct smb2_negotiate_rsp){
		.security_mode = c->security_mode,
		.dialect = dialect,
		.capabilities = c->capabilities,
		.max_transact_size = c->max_transact,
		.max_read_size = c->max_read,
		.max_write_size = c->max_write,
	};
	memcpy(rsp->server_guid, c->server_guid, sizeof(rsp->server_guid));
	filetime_encode(now.tv_sec, now.tv_nsec, &rsp->system_time);
}

/**
 * srv_negotiate_config() - take over the server's settings
 * @c: connection that negotiates
 * @config: settings
 */
void srv_negotiate_config(struct srv_conn *c, const struct srv_config *config)
{
	c->security_mode = SMB2_NEGOTIATE_SIGNING_ENABLED;
	if (config->signing_required)
		c->security_mode |= SMB2_NEGOTIATE_SIGNING_REQUIRED;
	c->capabilities = SMB2_GLOBAL_CAP_LARGE_MTU;
	c->max_read = config->max_read;
	c->max_write = config->max_write;
	c->max_transact = config->max_transact;
	memcpy(c->server_guid, config->guid, sizeof(c->server_guid));
}

/**
 * srv_negotiate_encode() - encode a NEGOTIATE response
 * @w: cursor behind the header
 * @sn: server, for its token
 * @rsp: the rest of it
 *
 * Return: 0; -EMSGSIZE; -ENOTCONN if the server has no settings any more.
 */
int srv_negotiate_encode(struct wire_wr *w, struct srv_net *sn, struct smb2_negotiate_rsp *rsp)
{
	struct srv_config *config;
	int ret = -ENOTCONN;

	rcu_read_lock();
	config = rcu_dereference(sn->config);
	if (config) {
		rsp->token.data = config->spnego_hint;
		rsp->token.len = config->spnego_hint_len;
		ret = wire_smb2_negotiate_rsp_encode(w, rsp);
	}
	rcu_read_unlock();
	return ret;
}

/* Chooses, and writes what was chosen into the connection. */
static u32 choose(struct srv_conn *c, const struct smb2_negotiate_req *req, struct contexts *x)
{
	struct srv_config *config;
	u32 status = STATUS_SUCCESS;

	if (!wire_le16_count(&req->dialects))
		return STATUS_INVALID_PARAMETER;
	rcu_read_lock();
	config = rcu_dereference(c->sn->config);
	if (config) {
		c->dialect = srv_negotiate_dialect(&req->dialects, config->min_dialect,
						   config->max_dialect);
		srv_negotiate_config(c, config);
	}
	rcu_read_unlock();
	if (!config || !c->dialect)
		return STATUS_NOT_SUPPORTED;
	if (c->dialect == SMB2_DIALECT_311)
		status = read_contexts(req, x);
	c->sign_alg = c->dialect >= SMB2_DIALECT_300 ? LWSMB_SIGN_AES_CMAC : LWSMB_SIGN_HMAC_SHA256;
	c->client_capabilities = req->capabilities;
	c->client_security_mode = req->security_mode;
	memcpy(c->client_guid, req->client_guid, sizeof(c->client_guid));
	return status;
}

static u32 reply(struct srv_req *r, const struct contexts *x)
{
	struct smb2_negotiate_rsp rsp;
	u8 contexts[256];
	struct wire_wr list;
	int ret = 0;

	srv_negotiate_answer(r->conn, r->conn->dialect, &rsp);
	wire_wr_init(&list, contexts, sizeof(contexts));
	if (r->conn->dialect == SMB2_DIALECT_311) {
		rsp.context_count = 1;
		ret = put_preauth(&list);
		if (!ret && x->cmac) {
			rsp.context_count++;
			ret = put_signing(&list);
		}
		rsp.contexts.data = contexts;
		rsp.contexts.len = wire_wr_off(&list);
	}
	return srv_reply_encoded(ret ?: srv_negotiate_encode(&r->part->w, r->conn->sn, &rsp));
}

/**
 * srv_smb2_negotiate() - NEGOTIATE
 * @r: request, the only one that a new connection takes
 *
 * Return: NTSTATUS.
 */
u32 srv_smb2_negotiate(struct srv_req *r)
{
	struct srv_conn *c = r->conn;
	struct smb2_negotiate_req req;
	struct contexts x = {};
	u32 status;

	/* Two at a time cannot negotiate one connection: the first one counts. */
	if (wire_smb2_negotiate_req_decode(&r->msg.body, &req) || r->frame->count != 1)
		return STATUS_INVALID_PARAMETER;
	if (!srv_conn_begin_negotiate(c)) {
		r->drop = true;
		return STATUS_INVALID_PARAMETER;
	}
	status = choose(c, &req, &x) ?: srv_reply_room(r, 1024) ? STATUS_INSUFFICIENT_RESOURCES : 0;
	status = status ?: reply(r, &x);
	if (!status && c->dialect == SMB2_DIALECT_311) {
		memset(c->preauth, 0, sizeof(c->preauth));
		if (lwsmb_preauth_update(c->preauth, r->msg.raw.data, r->msg.raw.len))
			return STATUS_INSUFFICIENT_RESOURCES;
		r->preauth = c->preauth;
	}
	srv_conn_end_negotiate(c, !status);
	return status;
}
