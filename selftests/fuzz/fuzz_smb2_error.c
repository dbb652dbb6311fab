// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ERROR response, its contexts and their data, MS-SMB2 2.2.2.
 *
 * covers: kernel/wire/smb2_error.c
 *
 * Input: what (0: the response, 1: data of a symlink, 2: a length), its bytes. A
 * response is also taken for the body of every command, to be told from its own.
 */
#include <lwsmb/ntstatus.h>
#include <lwsmb/wire_smb2.h>
#include "codec.h"

FUZZ_CODEC(smb2_error_rsp)
FUZZ_CODEC(smb2_symlink_error)
FUZZ_CODEC(smb2_too_small_error)

enum {
	RESPONSE,
	SYMLINK,
	TOO_SMALL,
};

static const struct fuzz_codec codecs[] = {
	[RESPONSE] = FUZZ_ROW(smb2_error_rsp, FUZZ_SAME_BYTES | FUZZ_SAME_LENGTH),
	/* Bytes of PathBuffer that no name points to are dropped. */
	[SYMLINK] = FUZZ_ROW(smb2_symlink_error, 0),
	[TOO_SMALL] = FUZZ_ROW(smb2_too_small_error, FUZZ_SAME_BYTES | FUZZ_SAME_LENGTH),
};

static void which_body(const u8 *body, size_t len)
{
	static const u32 statuses[] = {
		STATUS_SUCCESS, STATUS_MORE_PROCESSING_REQUIRED, STATUS_BUFFER_OVERFLOW,
		STATUS_NOTIFY_ENUM_DIR, STATUS_ACCESS_DENIED,
	};
	struct smb2_hdr h = {};
	struct wire_rd r;
	size_t i;

	wire_rd_init(&r, body, len);
	for (h.command = 0; h.command <= SMB2_OPLOCK_BREAK; h.command++) {
		for (i = 0; i < ARRAY_SIZE(statuses); i++) {
			bool error;

			h.status = statuses[i];
			error = wire_smb2_rsp_is_error(&h, &r);
			FUZZ_MUST(!wire_rd_off(&r) && wire_rd_left(&r) == len);
			FUZZ_MUST(h.status != STATUS_SUCCESS || !error);
			FUZZ_MUST(h.status != STATUS_ACCESS_DENIED ||
				  h.command == SMB2_IOCTL || error);
		}
	}
}

static void contexts(const struct smb2_error_rsp *m)
{
	u8 *out = fuzz_alloc(m->data.len);
	u8 left = m->context_count;
	struct smb2_error_ctx c;
	struct wire_rd r;
	struct wire_wr w;

	wire_rd_span_child(&m->data, &r);
	wire_wr_init(&w, out, m->data.len);
	while (wire_smb2_error_ctx_next(&r, &left, &c) > 0) {
		struct wire_wr small = w;

		fuzz_codec_only(&codecs[SYMLINK], 0, c.data.data, c.data.len);
		fuzz_codec_only(&codecs[TOO_SMALL], 0, c.data.data, c.data.len);
		small.end = small.pos + 7 + c.data.len;
		if (small.end <= w.end)
			FUZZ_MUST(wire_smb2_error_ctx_append(&small, &c) == -EMSGSIZE);
		FUZZ_MUST(!wire_smb2_error_ctx_append(&w, &c));
		FUZZ_MUST(wire_wr_off(&w) == wire_rd_off(&r));
	}
	free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	union {
		u8 any[FUZZ_STRUCT_MAX];
		struct smb2_error_rsp rsp;
	} m;
	unsigned int which;
	u8 *keep;

	if (!size)
		return 0;
	which = data[0] % ARRAY_SIZE(codecs);
	if (which == RESPONSE)
		which_body(data + 1, size - 1);
	if (fuzz_codec(&codecs[which], which == RESPONSE ? SMB2_HDR_SIZE : 0, data + 1, size - 1,
		       &m, &keep) && which == RESPONSE)
		contexts(&m.rsp);
	free(keep);
	return 0;
}
