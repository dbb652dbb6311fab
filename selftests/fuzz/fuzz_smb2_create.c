// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * CREATE with the list of its contexts, MS-SMB2 2.2.13, 2.2.14.
 *
 * covers: kernel/wire/smb2_create.c kernel/wire/create_ctx.c
 *
 * Input: request or response, its body. The contexts are walked and written again; then
 * the message is laid out anew, as a caller who builds one has it.
 */
#include <lwsmb/wire_smb2_ctx.h>
#include "codec.h"

FUZZ_CODEC(smb2_create_req)
FUZZ_CODEC(smb2_create_rsp)

#define FLAGS (FUZZ_SAME_BYTES | FUZZ_SAME_LENGTH)

static const struct fuzz_codec request = FUZZ_ROW(smb2_create_req, FLAGS);
static const struct fuzz_codec response = FUZZ_ROW(smb2_create_rsp, FLAGS);

static void contexts(const struct wire_span *s)
{
	struct smb2_create_ctx_list list;
	u8 *out = fuzz_alloc(s->len);
	bool refused = false;
	struct smb2_create_ctx c;
	struct wire_rd r;
	struct wire_wr w;
	int ret;

	wire_rd_span_child(s, &r);
	wire_wr_init(&w, out, s->len);
	wire_smb2_create_ctx_begin(&w, &list);
	while ((ret = wire_smb2_create_ctx_next(&r, &c)) > 0) {
		size_t at = wire_wr_off(&w);

		FUZZ_MUST((size_t)(r.pos - s->data) >= at + sizeof(struct proto_smb2_create_ctx));
		ret = wire_smb2_create_ctx_append(&w, &list, &c);
		if (ret) {
			/* without a name: read, but not written */
			FUZZ_MUST(ret == -EINVAL && wire_wr_off(&w) == at);
			refused = true;
		}
	}
	if (!ret && !refused) {
		FUZZ_MUST(wire_wr_off(&w) == s->len);
		FUZZ_MUST(!s->len || !memcmp(out, s->data, s->len));
	}
	free(out);
}

/* Name and contexts in the places that the format gives them. */
static void lay_out(struct smb2_create_req *m)
{
	struct smb2_create_req again;
	struct wire_rd r;
	size_t len;
	u8 *out;

	memset(&m->rest, 0, sizeof(m->rest));
	m->name.off = 0;
	m->contexts.off = 0;
	FUZZ_MUST(!fuzz_encode(&request, SMB2_HDR_SIZE, 80 + m->name.len + m->contexts.len, m,
			       &out, &len));
	wire_rd_init(&r, out, SMB2_HDR_SIZE + len);
	r.pos += SMB2_HDR_SIZE;
	FUZZ_MUST(!wire_smb2_create_req_decode(&r, &again));
	FUZZ_MUST(again.name.len == m->name.len && again.contexts.len == m->contexts.len);
	FUZZ_MUST(!memcmp(again.name.data, m->name.data, m->name.len));
	FUZZ_MUST(!memcmp(again.contexts.data, m->contexts.data, m->contexts.len));
	free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	union {
		u8 any[FUZZ_STRUCT_MAX];
		struct smb2_create_req req;
		struct smb2_create_rsp rsp;
	} m;
	u8 *keep;

	if (!size)
		return 0;
	if (data[0] & 1) {
		if (fuzz_codec(&response, SMB2_HDR_SIZE, data + 1, size - 1, &m, &keep))
			contexts(&m.rsp.contexts);
	} else if (fuzz_codec(&request, SMB2_HDR_SIZE, data + 1, size - 1, &m, &keep)) {
		contexts(&m.req.contexts);
		lay_out(&m.req);
	}
	free(keep);
	return 0;
}
