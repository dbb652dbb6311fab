// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * DCE/RPC's connection-oriented PDUs, the server's side: see rpc.h.
 *
 * C706 12.6.3 has the PDUs, 9.5.1 and 9.5.2 what a server does with them; MS-RPCE
 * 2.2.2 and 3.3 what Windows made of it. There is no security of RPC's own: a pipe has
 * that of its SMB session. Only little-endian peers are understood, there is no other.
 */
#include <strings.h>

#include "lib/alloc.h"
#include "lib/rpc_iface.h"

enum {
	VERSION = 5,
	VERSION_MINOR_MAX = 1,
	DREP_INTEGERS = 0xf0,
	DREP_LITTLE_ENDIAN = 0x10,
	FRAG_MIN = 1432, /* that every peer can receive, C706 12.6.3.1 */
	CONTEXTS_MAX = 32, /* in one PDU and of one association */
	ASSOC_GROUP = 1, /* groups share context handles, and there are none: one for all */
	UUID_LEN = 16,
};

/* C706 12.6.4 */
enum {
	TYPE_REQUEST = 0,
	TYPE_RESPONSE = 2,
	TYPE_FAULT = 3,
	TYPE_BIND = 11,
	TYPE_BIND_ACK = 12,
	TYPE_BIND_NAK = 13,
	TYPE_ALTER_CONTEXT = 14,
	TYPE_ALTER_CONTEXT_RESP = 15,
	TYPE_CO_CANCEL = 18,
	TYPE_ORPHANED = 19,
};

/* C706 12.6.3.1, MS-RPCE 2.2.2.3 */
enum {
	FLAG_FIRST = 0x01,
	FLAG_LAST = 0x02,
	FLAG_DID_NOT_EXECUTE = 0x20,
	FLAG_MAYBE = 0x40, /* no answer is wanted */
	FLAG_OBJECT = 0x80, /* a request has the identifier of an object */
};

/* Reasons of a BIND_NAK, C706 12.6.3.1, MS-RPCE 2.2.2.5 */
enum {
	NAK_LOCAL_LIMIT = 2,
	NAK_VERSION = 4,
	NAK_AUTHENTICATION_TYPE = 8,
};

/* What becomes of a presentation context, C706 12.6.3.1, MS-RPCE 2.2.2.4 */
enum {
	RESULT_ACCEPTANCE = 0,
	RESULT_PROVIDER_REJECTION = 2,
	RESULT_NEGOTIATE_ACK = 3,
	REASON_ABSTRACT_SYNTAX = 1,
	REASON_TRANSFER_SYNTAXES = 2,
	REASON_LOCAL_LIMIT = 3,
};

/* Features that a bind negotiates, MS-RPCE 2.2.2.14 */
enum {
	FEATURE_KEEP_ON_ORPHAN = 2, /* ORPHANED does not end the association */
	FEATURE_PREFIX_LEN = 8, /* bytes of the UUID that say that it is none */
};

/* C706 12.6.3.1 */
struct proto_header {
	u8 version;
	u8 version_minor;
	u8 type;
	u8 flags;
	u8 drep[4];
	__le16 frag_length;
	__le16 auth_length;
	__le32 call_id;
} __packed;
PROTO_SIZE(struct proto_header, 16);

/* p_syntax_id_t, C706 12.6.3.1 */
struct proto_syntax {
	u8 uuid[UUID_LEN];
	__le16 major;
	__le16 minor;
} __packed;
PROTO_SIZE(struct proto_syntax, 20);

/* BIND and ALTER_CONTEXT up to the contexts, C706 12.6.4.3 and 12.6.4.1 */
struct proto_bind {
	__le16 max_xmit;
	__le16 max_recv;
	__le32 assoc_group;
	u8 count;
	u8 reserved[3];
} __packed;
PROTO_SIZE(struct proto_bind, 12);

/* p_cont_elem_t up to the transfer syntaxes, C706 12.6.3.1 */
struct proto_context {
	__le16 id;
	u8 count;
	u8 reserved;
	struct proto_syntax abstract;
} __packed;
PROTO_SIZE(struct proto_context, 24);

/* BIND_ACK and ALTER_CONTEXT_RESP up to the address, C706 12.6.4.4 and 12.6.4.2 */
struct proto_bind_ack {
	__le16 max_xmit;
	__le16 max_recv;
	__le32 assoc_group;
	__le16 addr_len;
} __packed;
PROTO_SIZE(struct proto_bind_ack, 10);

/* p_result_list_t up to the results, C706 12.6.3.1 */
struct proto_result_list {
	u8 count;
	u8 reserved[3];
} __packed;
PROTO_SIZE(struct proto_result_list, 4);

/* p_result_t, C706 12.6.3.1 */
struct proto_result {
	__le16 result;
	__le16 reason;
	struct proto_syntax transfer;
} __packed;
PROTO_SIZE(struct proto_result, 24);

/* BIND_NAK, C706 12.6.4.5 */
struct proto_bind_nak {
	__le16 reason;
	u8 version_count;
	u8 version;
	u8 version_minor;
} __packed;
PROTO_SIZE(struct proto_bind_nak, 5);

/* REQUEST up to the object or the stub, C706 12.6.4.9 */
struct proto_request {
	__le32 alloc_hint;
	__le16 context;
	__le16 opnum;
} __packed;
PROTO_SIZE(struct proto_request, 8);

/* RESPONSE up to the stub, C706 12.6.4.10 */
struct proto_response {
	__le32 alloc_hint;
	__le16 context;
	u8 cancel_count;
	u8 reserved;
} __packed;
PROTO_SIZE(struct proto_response, 8);

/* FAULT, C706 12.6.4.7 */
struct proto_fault {
	__le32 alloc_hint;
	__le16 context;
	u8 cancel_count;
	u8 reserved;
	__le32 status;
	u8 reserved2[4];
} __packed;
PROTO_SIZE(struct proto_fault, 16);

static const struct lw_rpc_iface *const ifaces[] = { &lw_srvsvc_iface, &lw_wkssvc_iface };

/* 8a885d04-1ceb-11c9-9fe8-08002b104860, version 2.0 */
static const u8 ndr[sizeof(struct proto_syntax)] = {
	0x04, 0x5d, 0x88, 0x8a, 0xeb, 0x1c, 0xc9, 0x11,
	0x9f, 0xe8, 0x08, 0x00, 0x2b, 0x10, 0x48, 0x60, 2,
};

/* 6cb71c2c-9812-4540-, and what follows are the features; version 1.0 */
static const u8 feature_prefix[FEATURE_PREFIX_LEN] = {
	0x2c, 0x1c, 0xb7, 0x6c, 0x12, 0x98, 0x40, 0x45,
};

/**
 * struct call - a request, as its fragments name it
 * @id: call_id
 * @context: presentation context
 * @opnum: operation
 * @flags: FLAG_*
 */
struct call {
	u32 id;
	u16 context;
	u16 opnum;
	u8 flags;
};

/**
 * struct lw_rpc - an association
 * @server: where answers come from
 * @iface: the pipe's interface
 * @error: 0, or the negative errno it ended with
 * @bound: there was a BIND
 * @max_xmit: bytes of a fragment that we send
 * @context_count: entries of @contexts
 * @contexts: presentation contexts that were accepted, all for @iface and NDR
 * @assembling: a request has begun that has more fragments: @call, @stub
 * @call: that request
 * @stub: its stub so far
 * @stub_len: bytes of it
 * @frag_len: bytes of the PDU that is coming in
 * @frag: that PDU
 */
struct lw_rpc {
	struct lw_rpc_server server;
	const struct lw_rpc_iface *iface;
	int error;
	bool bound;
	u16 max_xmit;
	size_t context_count;
	u16 contexts[CONTEXTS_MAX];
	bool assembling;
	struct call call;
	u8 *stub;
	size_t stub_len;
	size_t frag_len;
	u8 frag[LW_RPC_FRAG_MAX];
};

/**
 * struct pdu - a PDU that is being written
 * @w: cursor over @data
 * @data: its bytes
 */
struct pdu {
	struct wire_wr w;
	u8 data[LW_RPC_FRAG_MAX];
};

static size_t min_size(size_t a, size_t b)
{
	return a < b ? a : b;
}

static void pdu_init(struct pdu *p, u8 type, u8 flags, u32 call_id)
{
	struct proto_header *h;

	wire_wr_init(&p->w, p->data, sizeof(p->data));
	h = wire_wr_reserve(&p->w, sizeof(*h));
	h->version = VERSION;
	h->type = type;
	h->flags = flags;
	h->drep[0] = DREP_LITTLE_ENDIAN;
	h->call_id = cpu_to_le32(call_id);
}

/* Sets the length, and appends to what the client is to read. */
static int pdu_send(struct pdu *p, struct lw_buf *out)
{
	struct proto_header *h = (struct proto_header *)p->data;
	size_t len = wire_wr_off(&p->w);
	u8 *grown = realloc(out->data, out->len + len);

	if (!grown)
		return -ENOMEM;
	h->frag_length = cpu_to_le16(len);
	memcpy(grown + out->len, p->data, len);
	out->data = grown;
	out->len += len;
	return 0;
}

/* Returns 0 or -ENOMEM. */
static int fault_send(const struct call *call, enum lw_rpc_fault status, struct lw_buf *out)
{
	struct proto_fault *f;
	struct pdu p;

	pdu_init(&p, TYPE_FAULT, FLAG_FIRST | FLAG_LAST | FLAG_DID_NOT_EXECUTE, call->id);
	f = wire_wr_reserve(&p.w, sizeof(*f));
	f->alloc_hint = cpu_to_le32(sizeof(struct proto_header) + sizeof(*f));
	f->context = cpu_to_le16(call->context);
	f->status = cpu_to_le32(status);
	return pdu_send(&p, out);
}

/* A fault that ends the association: there is no telling what would come next. */
static int fault_last(const struct call *call, enum lw_rpc_fault status, struct lw_buf *out)
{
	int ret = fault_send(call, status, out);

	return ret ? ret : -EPROTO;
}

static int bind_nak(u32 call_id, u16 reason, struct lw_buf *out)
{
	struct proto_bind_nak *n;
	struct pdu p;
	int ret;

	pdu_init(&p, TYPE_BIND_NAK, FLAG_FIRST | FLAG_LAST, call_id);
	n = wire_wr_reserve(&p.w, sizeof(*n));
	n->reason = cpu_to_le16(reason);
	n->version_count = 1;
	n->version = VERSION;
	ret = pdu_send(&p, out);
	return ret ? ret : -EPROTO;
}

static bool context_known(const struct lw_rpc *rpc, u16 id)
{
	size_t i;

	for (i = 0; i < rpc->context_count; i++)
		if (rpc->contexts[i] == id)
			return true;
	return false;
}

static void decide(struct proto_result *res, u16 result, u16 reason)
{
	res->result = cpu_to_le16(result);
	res->reason = cpu_to_le16(reason);
}

static void reject(struct proto_result *res, u16 reason)
{
	decide(res, RESULT_PROVIDER_REJECTION, reason);
}

/* MS-RPCE 3.3.1.5.3: is this no context, but the question which features we know? */
static bool is_features(const struct proto_context *c, const struct proto_syntax *transfer)
{
	return c->count == 1 && !memcmp(transfer->uuid, feature_prefix, FEATURE_PREFIX_LEN) &&
	       le16_to_cpu(transfer->major) == 1 && !transfer->minor;
}

static bool is_iface(const struct lw_rpc_iface *iface, const struct proto_syntax *abstract)
{
	return !memcmp(abstract->uuid, iface->uuid, UUID_LEN) &&
	       le16_to_cpu(abstract->major) == iface->major && !abstract->minor;
}

static bool has_ndr(const struct proto_syntax *transfer, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!memcmp(&transfer[i], ndr, sizeof(ndr)))
			return true;
	return false;
}

/* Decides about one presentation context. */
static void context_answer(struct lw_rpc *rpc, const struct proto_context *c,
			   const struct proto_syntax *transfer, struct proto_result *res)
{
	u16 id = le16_to_cpu(c->id);

	if (is_features(c, transfer)) {
		decide(res, RESULT_NEGOTIATE_ACK,
		       transfer->uuid[FEATURE_PREFIX_LEN] & FEATURE_KEEP_ON_ORPHAN);
	} else if (!is_iface(rpc->iface, &c->abstract)) {
		reject(res, REASON_ABSTRACT_SYNTAX);
	} else if (!has_ndr(transfer, c->count)) {
		reject(res, REASON_TRANSFER_SYNTAXES);
	} else if (!context_known(rpc, id) && rpc->context_count == CONTEXTS_MAX) {
		reject(res, REASON_LOCAL_LIMIT);
	} else {
		if (!context_known(rpc, id))
			rpc->contexts[rpc->context_count++] = id;
		decide(res, RESULT_ACCEPTANCE, 0);
		memcpy(&res->transfer, ndr, sizeof(ndr));
	}
}

/* Reads the contexts, and decides about each. */
static int contexts_answer(struct lw_rpc *rpc, struct wire_rd *r, size_t count,
			   struct proto_result *res)
{
	const struct proto_syntax *transfer;
	const struct proto_context *c;
	size_t i;

	for (i = 0; i < count; i++) {
		c = wire_rd_take(r, sizeof(*c));
		if (!c)
			return -EBADMSG;
		transfer = wire_rd_take(r, c->count * sizeof(*transfer));
		if (!transfer)
			return -EBADMSG;
		context_answer(rpc, c, transfer, &res[i]);
	}
	return 0;
}

/* Size of fragments: the smaller one of what both can, but what everybody must. */
static u16 frag_size(__le16 theirs)
{
	u16 size = le16_to_cpu(theirs);

	if (size < FRAG_MIN)
		return FRAG_MIN;
	return size < LW_RPC_FRAG_MAX ? size : LW_RPC_FRAG_MAX;
}

/* The address of a pipe is its name; an ALTER_CONTEXT_RESP has none. */
static int addr_put(struct wire_wr *w, struct proto_bind_ack *a, const char *pipe)
{
	static const char prefix[] = { '\\', 'P', 'I', 'P', 'E', '\\' };
	size_t len = strlen(pipe) + 1;

	a->addr_len = cpu_to_le16(sizeof(prefix) + len);
	return wire_wr_put(w, prefix, sizeof(prefix)) || wire_wr_put(w, pipe, len) ? -EMSGSIZE : 0;
}

static int bind_ack(const struct lw_rpc *rpc, const struct proto_bind *b, bool alter,
		    const struct proto_result *res, u32 call_id, struct lw_buf *out)
{
	struct proto_result_list *list;
	struct proto_bind_ack *a;
	struct pdu p;

	pdu_init(&p, alter ? TYPE_ALTER_CONTEXT_RESP : TYPE_BIND_ACK, FLAG_FIRST | FLAG_LAST,
		 call_id);
	a = wire_wr_reserve(&p.w, sizeof(*a));
	a->max_xmit = cpu_to_le16(rpc->max_xmit);
	a->max_recv = cpu_to_le16(frag_size(b->max_xmit));
	a->assoc_group = b->assoc_group ? b->assoc_group : cpu_to_le32(ASSOC_GROUP);
	if (!alter && addr_put(&p.w, a, rpc->iface->pipe))
		return -EMSGSIZE;
	if (wire_wr_align(&p.w, 4))
		return -EMSGSIZE;
	list = wire_wr_reserve(&p.w, sizeof(*list));
	if (!list || wire_wr_put(&p.w, res, b->count * sizeof(*res)))
		return -EMSGSIZE;
	list->count = b->count;
	return pdu_send(&p, out);
}

/*
 * BIND and ALTER_CONTEXT, C706 9.5.2: a BIND comes first and once; the latter adds
 * presentation contexts.
 */
static int associate(struct lw_rpc *rpc, const struct proto_header *h, struct wire_rd *r,
		     struct lw_buf *out)
{
	const struct proto_bind *b = wire_rd_take(r, sizeof(*b));
	const struct call call = { .id = le32_to_cpu(h->call_id) };
	struct proto_result res[CONTEXTS_MAX] = { 0 };
	bool alter = h->type == TYPE_ALTER_CONTEXT;

	if (!b || alter != rpc->bound)
		return fault_last(&call, LW_RPC_FAULT_PROTO_ERROR, out);
	if (b->count > CONTEXTS_MAX)
		return bind_nak(call.id, NAK_LOCAL_LIMIT, out);
	if (contexts_answer(rpc, r, b->count, res))
		return fault_last(&call, LW_RPC_FAULT_PROTO_ERROR, out);
	if (!alter)
		rpc->max_xmit = frag_size(b->max_recv);
	rpc->bound = true;
	return bind_ack(rpc, b, alter, res, call.id, out);
}

/* Sends a stub in as many fragments as it needs, of 8 bytes' alignment but the last. */
static int response_send(const struct lw_rpc *rpc, const struct call *call,
			 const struct lw_buf *stub, struct lw_buf *out)
{
	const size_t head = sizeof(struct proto_header) + sizeof(struct proto_response);
	size_t room = (rpc->max_xmit - head) / 8 * 8, off = 0, n;
	struct proto_response *resp;
	struct pdu p;
	u8 flags;

	do {
		n = min_size(stub->len - off, room);
		flags = (off ? 0 : FLAG_FIRST) | (n == stub->len - off ? FLAG_LAST : 0);
		pdu_init(&p, TYPE_RESPONSE, flags, call->id);
		resp = wire_wr_reserve(&p.w, sizeof(*resp));
		resp->alloc_hint = cpu_to_le32(stub->len - off);
		resp->context = cpu_to_le16(call->context);
		if (wire_wr_put(&p.w, stub->data + off, n))
			return -EMSGSIZE;
		if (pdu_send(&p, out))
			return -ENOMEM;
		off += n;
	} while (!(flags & FLAG_LAST));
	return 0;
}

/* Calls the operation; sets @stub if there is no fault. */
static enum lw_rpc_fault execute(const struct lw_rpc *rpc, const struct call *call,
				 struct wire_rd *in, struct lw_buf *stub)
{
	enum lw_rpc_fault fault;
	struct lw_ndr_wr n;

	if (!context_known(rpc, call->context))
		return LW_RPC_FAULT_UNKNOWN_IF;
	if (call->opnum >= rpc->iface->op_count || !rpc->iface->ops[call->opnum])
		return LW_RPC_FAULT_OP_RANGE;
	lw_ndr_wr_init(&n, LW_RPC_RESPONSE_MAX);
	fault = rpc->iface->ops[call->opnum](&rpc->server, in, &n);
	if (fault)
		lw_ndr_wr_free(&n);
	else if (lw_ndr_wr_end(&n, stub))
		fault = LW_RPC_FAULT_UNSPEC;
	return fault;
}

/* A whole request: its answer, or the fault, unless nobody waits for it. */
static int request_answer(const struct lw_rpc *rpc, const struct call *call, struct wire_rd *in,
			  struct lw_buf *out)
{
	struct lw_buf stub = { 0 };
	enum lw_rpc_fault fault;
	int ret = 0;

	fault = execute(rpc, call, in, &stub);
	if (!(call->flags & FLAG_MAYBE))
		ret = fault ? fault_send(call, fault, out) : response_send(rpc, call, &stub, out);
	lw_buf_free(&stub);
	return ret;
}

static void assembly_drop(struct lw_rpc *rpc)
{
	free(rpc->stub);
	rpc->stub = NULL;
	rpc->stub_len = 0;
	rpc->assembling = false;
}

/* Is this the fragment that comes next? The first one begins a call, others go on. */
static bool fragment_fits(const struct lw_rpc *rpc, const struct call *call)
{
	if (call->flags & FLAG_FIRST)
		return !rpc->assembling;
	return rpc->assembling && call->id == rpc->call.id &&
	       call->context == rpc->call.context && call->opnum == rpc->call.opnum;
}

/* Memory grows with what has come, whatever the request says that is yet to come. */
static int fragment_keep(struct lw_rpc *rpc, const struct call *call, struct wire_rd *r)
{
	size_t len = wire_rd_left(r);
	u8 *grown;

	if (len > LW_RPC_REQUEST_MAX - rpc->stub_len)
		return -EMSGSIZE;
	grown = realloc(rpc->stub, rpc->stub_len + len + 1);
	if (!grown)
		return -ENOMEM;
	memcpy(grown + rpc->stub_len, r->pos, len);
	rpc->stub = grown;
	rpc->stub_len += len;
	if (!rpc->assembling)
		rpc->call = *call;
	rpc->assembling = true;
	return 0;
}

/* A fragment of a request of several: the last one is answered. */
static int fragment(struct lw_rpc *rpc, const struct call *call, struct wire_rd *r,
		    struct lw_buf *out)
{
	struct wire_rd whole;
	int ret;

	ret = fragment_keep(rpc, call, r);
	if (ret == -EMSGSIZE)
		return fault_last(call, LW_RPC_FAULT_NO_MEMORY, out);
	if (ret || !(call->flags & FLAG_LAST))
		return ret;
	wire_rd_init(&whole, rpc->stub, rpc->stub_len);
	ret = request_answer(rpc, &rpc->call, &whole, out);
	assembly_drop(rpc);
	return ret;
}

static int request(struct lw_rpc *rpc, const struct proto_header *h, struct wire_rd *r,
		   struct lw_buf *out)
{
	const struct proto_request *req = wire_rd_take(r, sizeof(*req));
	struct call call = { .id = le32_to_cpu(h->call_id), .flags = h->flags };
	struct wire_rd stub;

	if (!req)
		return fault_last(&call, LW_RPC_FAULT_PROTO_ERROR, out);
	call.context = le16_to_cpu(req->context);
	call.opnum = le16_to_cpu(req->opnum);
	if (h->auth_length)
		return fault_last(&call, LW_RPC_FAULT_ACCESS_DENIED, out);
	if (!rpc->bound || !fragment_fits(rpc, &call) ||
	    (call.flags & FLAG_OBJECT && !wire_rd_take(r, UUID_LEN)))
		return fault_last(&call, LW_RPC_FAULT_PROTO_ERROR, out);
	if (!(call.flags & FLAG_FIRST) || !(call.flags & FLAG_LAST))
		return fragment(rpc, &call, r, out);
	wire_rd_init(&stub, r->pos, wire_rd_left(r));
	return request_answer(rpc, &call, &stub, out);
}

/* The client has no more interest in a call: it may be half here, or answered. */
static void orphaned(struct lw_rpc *rpc, const struct proto_header *h)
{
	if (rpc->assembling && rpc->call.id == le32_to_cpu(h->call_id))
		assembly_drop(rpc);
}

/*
 * A whole PDU. A call ends within the PDU that completes its request, so that there is
 * never one to cancel.
 */
static int pdu_receive(struct lw_rpc *rpc, struct lw_buf *out)
{
	const struct proto_header *h = (const struct proto_header *)rpc->frag;
	const struct call call = { .id = le32_to_cpu(h->call_id) };
	struct wire_rd r;

	if (out->len > LW_RPC_OUT_MAX)
		return -ENOBUFS;
	wire_rd_init(&r, rpc->frag, rpc->frag_len);
	r.pos += sizeof(*h);
	switch (h->type) {
	case TYPE_BIND:
	case TYPE_ALTER_CONTEXT:
		if (h->auth_length)
			return bind_nak(call.id, NAK_AUTHENTICATION_TYPE, out);
		return associate(rpc, h, &r, out);
	case TYPE_REQUEST:
		return request(rpc, h, &r, out);
	case TYPE_ORPHANED:
		orphaned(rpc, h);
		return 0;
	case TYPE_CO_CANCEL:
		return 0;
	default: /* any byte of a client's */
		return fault_last(&call, LW_RPC_FAULT_PROTO_ERROR, out);
	}
}

/* The first bytes of a PDU: is it one, and may it be as long as it says? */
static int header_check(const struct lw_rpc *rpc, struct lw_buf *out)
{
	const struct proto_header *h = (const struct proto_header *)rpc->frag;
	size_t len = le16_to_cpu(h->frag_length);

	if ((h->drep[0] & DREP_INTEGERS) != DREP_LITTLE_ENDIAN)
		return -EPROTO;
	if (h->version != VERSION || h->version_minor > VERSION_MINOR_MAX)
		return h->type == TYPE_BIND ?
			bind_nak(le32_to_cpu(h->call_id), NAK_VERSION, out) : -EPROTO;
	return len < sizeof(*h) || len > LW_RPC_FRAG_MAX ? -EPROTO : 0;
}

/* Takes bytes until the PDU has @want of them; false if there are not as many. */
static bool gather(struct lw_rpc *rpc, struct wire_rd *r, size_t want)
{
	size_t n = min_size(want - rpc->frag_len, wire_rd_left(r));

	memcpy(rpc->frag + rpc->frag_len, r->pos, n);
	r->pos += n;
	rpc->frag_len += n;
	return rpc->frag_len == want;
}

static int receive(struct lw_rpc *rpc, struct wire_rd *r, struct lw_buf *out)
{
	const struct proto_header *h = (const struct proto_header *)rpc->frag;
	int ret;

	while (wire_rd_left(r)) {
		if (rpc->frag_len < sizeof(*h)) {
			if (!gather(rpc, r, sizeof(*h)))
				break;
			ret = header_check(rpc, out);
			if (ret)
				return ret;
		}
		if (!gather(rpc, r, le16_to_cpu(h->frag_length)))
			break;
		ret = pdu_receive(rpc, out);
		if (ret)
			return ret;
		rpc->frag_len = 0;
	}
	return 0;
}

/**
 * lw_rpc_open() - a client has opened a pipe
 * @pipe: its name without "\PIPE\", in any case
 * @server: where answers come from; copied
 *
 * Return: the association, closed with lw_rpc_close(), or NULL with errno ENOENT (no
 * such pipe) or ENOMEM.
 */
struct lw_rpc *lw_rpc_open(const char *pipe, const struct lw_rpc_server *server)
{
	struct lw_rpc *rpc;
	size_t i = 0;

	while (i < ARRAY_SIZE(ifaces) && strcasecmp(pipe, ifaces[i]->pipe))
		i++;
	if (i == ARRAY_SIZE(ifaces)) {
		errno = ENOENT;
		return NULL;
	}
	rpc = lw_zalloc(sizeof(*rpc));
	if (!rpc)
		return NULL;
	rpc->server = *server;
	rpc->iface = ifaces[i];
	return rpc;
}

/**
 * lw_rpc_write() - a client has written to the pipe
 * @rpc: association
 * @data: bytes, in whatever pieces the client sends its PDUs
 * @len: their number
 * @out: what the client has not read yet, to which the answers are appended as whole
 *       PDUs
 *
 * Return: 0, or a negative errno, the same one ever after: the association is over.
 * What is in @out may still be read: it may say why. -EPROTO (the client does not keep
 * to the protocol, or asks for what is refused), -ENOBUFS (it asks, but does not read:
 * more than LW_RPC_OUT_MAX bytes are in @out) or -ENOMEM.
 */
int lw_rpc_write(struct lw_rpc *rpc, const void *data, size_t len, struct lw_buf *out)
{
	struct wire_rd r;

	wire_rd_init(&r, data, len);
	if (!rpc->error)
		rpc->error = receive(rpc, &r, out);
	if (rpc->error)
		assembly_drop(rpc);
	return rpc->error;
}

/**
 * lw_rpc_pdu_len() - where does a PDU to be read end?
 * @out: what lw_rpc_write() made
 * @off: where it begins: 0, or where the one before it ends
 *
 * Return: its bytes, or 0 if there is none more.
 */
size_t lw_rpc_pdu_len(const struct lw_buf *out, size_t off)
{
	const struct proto_header *h;

	if (off >= out->len)
		return 0;
	h = (const struct proto_header *)(out->data + off);
	return le16_to_cpu(h->frag_length);
}

/**
 * lw_rpc_close() - the client has closed the pipe
 * @rpc: association or NULL
 */
void lw_rpc_close(struct lw_rpc *rpc)
{
	if (!rpc)
		return;
	assembly_drop(rpc);
	free(rpc);
}
