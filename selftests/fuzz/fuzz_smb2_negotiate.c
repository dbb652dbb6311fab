// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * NEGOTIATE and its contexts, MS-SMB2 2.2.3, 2.2.4.
 *
 * covers: kernel/wire/smb2_negotiate.c kernel/wire/neg_ctx.c
 *
 * Input: which message or context, its bytes. The contexts of a message are walked,
 * decoded and written again.
 */
#include <lwsmb/wire_smb2_ctx.h>
#include "codec.h"

FUZZ_CODEC(smb2_negotiate_req)
FUZZ_CODEC(smb2_negotiate_rsp)
FUZZ_CODEC(smb2_preauth_caps)
FUZZ_CODEC(smb2_algorithm_caps)
FUZZ_CODEC(smb2_compression_caps)
FUZZ_CODEC(smb2_transport_caps)
FUZZ_CODEC(smb2_rdma_caps)

enum {
	REQUEST,
	RESPONSE,
	PREAUTH,
	ALGORITHMS,
	COMPRESSION,
	TRANSPORT,
	RDMA,
};

static const struct fuzz_codec codecs[] = {
	[REQUEST] = FUZZ_ROW(smb2_negotiate_req, FUZZ_SAME_BYTES | FUZZ_SAME_LENGTH),
	[RESPONSE] = FUZZ_ROW(smb2_negotiate_rsp, FUZZ_SAME_BYTES | FUZZ_SAME_LENGTH),
	[PREAUTH] = FUZZ_ROW(smb2_preauth_caps, FUZZ_SAME_BYTES),
	[ALGORITHMS] = FUZZ_ROW(smb2_algorithm_caps, FUZZ_SAME_BYTES),
	[COMPRESSION] = FUZZ_ROW(smb2_compression_caps, FUZZ_SAME_BYTES),
	[TRANSPORT] = FUZZ_ROW(smb2_transport_caps, FUZZ_SAME_BYTES),
	[RDMA] = FUZZ_ROW(smb2_rdma_caps, FUZZ_SAME_BYTES),
};

static void data_of(const struct smb2_neg_ctx *c)
{
	const struct fuzz_codec *codec;

	switch (c->type) {
	case SMB2_PREAUTH_INTEGRITY_CAPABILITIES:
		codec = &codecs[PREAUTH];
		break;
	case SMB2_ENCRYPTION_CAPABILITIES:
	case SMB2_SIGNING_CAPABILITIES:
		codec = &codecs[ALGORITHMS];
		break;
	case SMB2_COMPRESSION_CAPABILITIES:
		codec = &codecs[COMPRESSION];
		break;
	case SMB2_TRANSPORT_CAPABILITIES:
		codec = &codecs[TRANSPORT];
		break;
	case SMB2_RDMA_TRANSFORM_CAPABILITIES:
		codec = &codecs[RDMA];
		break;
	default:
		return;
	}
	fuzz_codec_only(codec, 0, c->data.data, c->data.len);
}

static void contexts(const struct wire_span *s, u16 left)
{
	u8 *out = fuzz_alloc(s->len);
	struct smb2_neg_ctx c;
	struct wire_rd r;
	struct wire_wr w;

	wire_rd_span_child(s, &r);
	wire_wr_init(&w, out, s->len);
	while (wire_smb2_neg_ctx_next(&r, &left, &c) > 0) {
		struct wire_wr small = w;

		data_of(&c);
		small.end = small.pos + 7 + c.data.len;
		if (small.end <= w.end)
			FUZZ_MUST(wire_smb2_neg_ctx_append(&small, &c) == -EMSGSIZE);
		FUZZ_MUST(!wire_smb2_neg_ctx_append(&w, &c));
		FUZZ_MUST(wire_wr_off(&w) == wire_rd_off(&r));
	}
	FUZZ_MUST(!wire_wr_off(&w) || !memcmp(out, s->data, wire_wr_off(&w)));
	free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	union {
		u8 any[FUZZ_STRUCT_MAX];
		struct smb2_negotiate_req req;
		struct smb2_negotiate_rsp rsp;
	} m;
	unsigned int which;
	u8 *keep;

	if (!size)
		return 0;
	which = data[0] % ARRAY_SIZE(codecs);
	if (fuzz_codec(&codecs[which], which <= RESPONSE ? SMB2_HDR_SIZE : 0, data + 1, size - 1,
		       &m, &keep)) {
		if (which == REQUEST)
			contexts(&m.req.contexts, m.req.context_count);
		else if (which == RESPONSE && m.rsp.dialect == SMB2_DIALECT_311)
			contexts(&m.rsp.contexts, m.rsp.context_count);
	}
	free(keep);
	return 0;
}
