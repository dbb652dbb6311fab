// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzzes SMB1: header, blocks, AndX chains, NEGOTIATE.
 * covers: kernel/wire/smb1_hdr.c kernel/wire/smb1_negotiate.c
 *
 * The input is a message, from its header on.
 */
#include <stdlib.h>
#include <lwsmb/wire_smb1.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void require(bool b)
{
	if (!b)
		abort();
}

static void same_block(const struct smb1_block *b, u8 *buf, size_t room)
{
	const u8 *start = b->words.data - 1;
	struct wire_wr w;

	wire_wr_init(&w, buf, room);
	require(!wire_smb1_block_encode(&w, b));
	require(!memcmp(buf, start, w.pos - buf));
	wire_wr_init(&w, buf, w.pos - buf - 1);
	require(wire_smb1_block_encode(&w, b) == -EMSGSIZE);
}

static void same_andx(const struct smb1_block *b, u8 *buf)
{
	struct smb1_andx andx;
	struct wire_rd words;
	struct wire_wr w;

	wire_rd_span_child(&b->words, &words);
	if (wire_smb1_andx_decode(&words, &andx))
		return;
	wire_wr_init(&w, buf, 4);
	require(!wire_smb1_andx_encode(&w, &andx));
	require(!memcmp(buf, b->words.data, 4));
	if (!wire_smb1_andx_link(&w, 0, andx.command))
		require(buf[0] == andx.command && buf[2] == 4 && !buf[3]);
}

static void fuzz_chain(const struct wire_rd *r, u8 command, u8 *buf, size_t room)
{
	struct smb1_block b;
	struct smb1_chain c;
	size_t last = 0;
	u8 seen;

	wire_smb1_chain_init(&c, r, command);
	while (wire_smb1_chain_next(&c, &seen, &b) > 0) {
		require(b.words.off > last);
		last = b.words.off;
		same_block(&b, buf, room);
		same_andx(&b, buf);
	}
}

static void fuzz_request(struct wire_rd r, u8 *buf, size_t room)
{
	struct smb1_negotiate_req m;
	const u8 *start = r.pos;
	struct wire_wr w;
	int at;

	if (wire_smb1_negotiate_req_decode(&r, &m))
		return;
	wire_wr_init(&w, buf, room);
	require(!wire_smb1_negotiate_req_encode(&w, &m));
	require(w.pos - buf == r.pos - start && !memcmp(buf, start, w.pos - buf));
	at = wire_smb1_dialect_index(&m, SMB1_DIALECT_NT_LM);
	require(at == -ENOENT || at >= 0);
	wire_wr_init(&w, buf, room);
	if (!wire_smb1_dialect_put(&w, SMB1_DIALECT_NT_LM)) {
		m.dialects = (struct wire_span){ .data = buf, .len = w.pos - buf };
		require(!wire_smb1_dialect_index(&m, SMB1_DIALECT_NT_LM));
	}
}

static void fuzz_response(struct wire_rd r, u8 *buf, size_t room)
{
	struct smb1_negotiate_rsp m;
	const u8 *start = r.pos;
	struct wire_wr w;

	if (wire_smb1_negotiate_rsp_decode(&r, &m))
		return;
	wire_wr_init(&w, buf, room);
	require(!wire_smb1_negotiate_rsp_encode(&w, &m));
	require(w.pos - buf == r.pos - start && !memcmp(buf, start, w.pos - buf));
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	size_t room = size + 64;
	struct smb1_hdr h;
	struct wire_rd r;
	struct wire_wr w;
	u8 *copy = malloc(size), *buf = malloc(room);

	if (size)
		memcpy(copy, data, size);
	wire_rd_init(&r, copy, size);
	if (!wire_smb1_hdr_decode(&r, &h)) {
		wire_wr_init(&w, buf, SMB1_HDR_SIZE);
		require(!wire_smb1_hdr_encode(&w, &h));
		require(!memcmp(buf, copy, SMB1_HDR_SIZE));
		fuzz_chain(&r, h.command, buf, room);
		fuzz_request(r, buf, room);
		fuzz_response(r, buf, room);
	}
	free(copy);
	free(buf);
	return 0;
}
