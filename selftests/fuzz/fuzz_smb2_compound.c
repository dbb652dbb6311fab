// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A frame as it comes off the socket: what it is, the header of an encrypted one, the
 * messages of a compound and their headers, MS-SMB2 2.2.1, 2.2.41.
 *
 * covers: kernel/wire/smb2_compound.c kernel/wire/smb2_hdr.c
 *         kernel/wire/smb2_transform.c
 *
 * Input: the payload of a frame. Its messages, written one by one, must give the same
 * frame.
 */
#include <lwsmb/wire_smb2.h>
#include "codec.h"

static void transform(struct wire_rd r)
{
	struct smb2_transform t;
	struct wire_wr w;
	u8 out[SMB2_TRANSFORM_HDR_SIZE];

	if (wire_smb2_transform_decode(&r, &t))
		return;
	FUZZ_MUST(t.ciphertext.len == t.hdr.original_message_size);
	FUZZ_MUST(t.aad.data + t.aad.len == t.ciphertext.data);
	FUZZ_MUST(t.ciphertext.data + t.ciphertext.len == r.pos);
	wire_wr_init(&w, out, sizeof(out));
	FUZZ_MUST(!wire_smb2_transform_hdr_encode(&w, &t.hdr));
	FUZZ_MUST(!memcmp(out, r.base, sizeof(out)));
	wire_wr_init(&w, out, sizeof(out) - 1);
	FUZZ_MUST(wire_smb2_transform_hdr_encode(&w, &t.hdr) == -EMSGSIZE);
}

/* Write the message @m of a frame again; its body is any bytes. */
static void write_again(struct wire_wr *frame, const struct smb2_msg *m, bool last)
{
	struct wire_wr w;

	wire_smb2_msg_begin(frame, &w);
	FUZZ_MUST(!wire_smb2_hdr_encode(&w, &m->hdr));
	FUZZ_MUST(!wire_wr_put(&w, m->raw.data + SMB2_HDR_SIZE, m->raw.len - SMB2_HDR_SIZE));
	FUZZ_MUST(!wire_smb2_msg_end(frame, &w, last));
}

/* Signing an encoded header changes its flag and its signature, nothing else. */
static void sign(const struct smb2_msg *m)
{
	static const u8 signature[SMB2_SIGNATURE_SIZE] = "0123456789abcdef";
	u8 hdr[SMB2_HDR_SIZE], want[SMB2_HDR_SIZE];
	struct smb2_hdr h = m->hdr;
	struct wire_wr w;

	memcpy(hdr, m->raw.data, sizeof(hdr));
	wire_smb2_hdr_set_signed(hdr);
	wire_smb2_hdr_set_signature(hdr, signature);
	h.flags |= SMB2_FLAGS_SIGNED;
	memcpy(h.signature, signature, sizeof(h.signature));
	wire_wr_init(&w, want, sizeof(want));
	FUZZ_MUST(!wire_smb2_hdr_encode(&w, &h));
	FUZZ_MUST(!memcmp(hdr, want, sizeof(want)));
}

static void compound(struct wire_rd r)
{
	int count = wire_smb2_msg_count(&r), seen = 0, ret;
	u8 *out = fuzz_alloc(wire_rd_left(&r));
	struct wire_wr frame;
	struct smb2_msg m;

	wire_wr_init(&frame, out, wire_rd_left(&r));
	while ((ret = wire_smb2_msg_next(&r, &m)) > 0) {
		FUZZ_MUST(m.raw.data + m.raw.len == r.pos);
		FUZZ_MUST(m.body.base == m.raw.data && m.body.end == r.pos);
		FUZZ_MUST(wire_rd_off(&m.body) == SMB2_HDR_SIZE);
		seen++;
		sign(&m);
		if (count > 0)
			write_again(&frame, &m, seen == count);
	}
	FUZZ_MUST(ret == 0 || ret == -EBADMSG);
	FUZZ_MUST(count > 0 ? ret == 0 && seen == count : ret || !seen);
	if (count > 0) {
		FUZZ_MUST(wire_wr_off(&frame) == wire_rd_off(&r));
		FUZZ_MUST(!memcmp(out, r.base, wire_wr_off(&frame)));
	}
	free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wire_rd r;
	u8 *keep = fuzz_rd(&r, 0, data, size);

	switch (wire_frame_kind(&r)) {
	case WIRE_FRAME_TRANSFORM:
		transform(r);
		break;
	case WIRE_FRAME_SMB2:
		compound(r);
		break;
	case WIRE_FRAME_UNKNOWN:
	case WIRE_FRAME_SMB1:
	case WIRE_FRAME_COMPRESSION:
		FUZZ_MUST(!size || wire_smb2_msg_count(&r) == -EBADMSG);
		break;
	}
	free(keep);
	return 0;
}
