// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzz target: a client of srvsvc or wkssvc. The first byte chooses the case.
 *
 * What comes out must be whole PDUs whatever comes in, and the same amount of them
 * whether the client writes all at once or in pieces. Strings and numbers that NDR
 * reads it must write, and read again.
 *
 * covers: userspace/lib/rpc.c userspace/lib/rpc_iface.c userspace/lib/ndr.c
 *         userspace/lib/srvsvc.c userspace/lib/wkssvc.c
 */
#include <assert.h>

#include "lib/rpc_iface.h"
#include "lib/unicode.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

enum {
	HOW_KIND = 3,
	HOW_STREAM = 0, /* bytes as they are */
	HOW_CALL = 1, /* after a good BIND: number and stub of one request */
	HOW_NDR = 2, /* a stub as a row of strings and numbers */
	HOW_WKSSVC = 4,
	HOW_ADMIN = 8,
	HOW_FEW_SHARES = 16,
	HEAD = 24, /* bytes of a request or response before the stub */
};

static const struct lw_rpc_share shares[] = {
	{ "data", LW_RPC_SHARE_DISK, "Some data", "/srv/data", 3, true },
	{ "hidden", LW_RPC_SHARE_DISK, NULL, "/srv/hidden", 0, false },
	{ "private$", LW_RPC_SHARE_DISK, NULL, "/", 0, true },
	{ "IPC$", LW_RPC_SHARE_IPC, "IPC Service", NULL, 1, true },
};

static void fill_host(void *arg, struct lw_rpc_host *h)
{
	(void)arg;
	*h = (struct lw_rpc_host){ .name = "HOST", .domain = "GROUP", .major = 6, .minor = 1 };
}

static bool fill_share(void *arg, size_t i, struct lw_rpc_share *s)
{
	const size_t *count = arg;

	*s = shares[i % ARRAY_SIZE(shares)];
	return i < *count;
}

/* All of @out must be PDUs that a server may send. */
static void check_out(const struct lw_buf *out)
{
	size_t off = 0, n;

	while ((n = lw_rpc_pdu_len(out, off)) != 0) {
		assert(n >= 16 && n <= LW_RPC_FRAG_MAX && n <= out->len - off);
		assert(out->data[off] == 5 && !out->data[off + 1]);
		assert(strchr("\2\3\x0c\x0d\x0f", out->data[off + 2]) && out->data[off + 2]);
		off += n;
	}
	assert(off == out->len);
}

static int feed(u8 how, const u8 *data, size_t size, size_t piece, struct lw_buf *out)
{
	size_t count = how & HOW_FEW_SHARES ? 2 : 250, n;
	struct lw_rpc_server server = { .arg = &count, .host = fill_host, .share = fill_share,
					.admin = how & HOW_ADMIN };
	struct lw_rpc *rpc = lw_rpc_open(how & HOW_WKSSVC ? "wkssvc" : "srvsvc", &server);
	int ret = 0;

	assert(rpc);
	for (; size && !ret; size -= n, data += n) {
		n = piece < size ? piece : size;
		ret = lw_rpc_write(rpc, data, n, out);
		assert(ret <= 0 && lw_rpc_write(rpc, "", 0, out) == ret);
	}
	lw_rpc_close(rpc);
	return ret;
}

static void stream(u8 how, const u8 *data, size_t size)
{
	struct lw_buf at_once = { 0 }, in_pieces = { 0 };
	size_t piece = 1 + how / 32;
	int ret;

	ret = feed(how, data, size, size, &at_once);
	check_out(&at_once);
	assert(ret == feed(how, data, size, piece, &in_pieces));
	assert(at_once.len == in_pieces.len);
	lw_buf_free(&at_once);
	lw_buf_free(&in_pieces);
}

static size_t put_head(u8 *at, u8 type, u8 flags, size_t len)
{
	const u8 head[16] = { 5, 0, type, flags, 0x10, 0, 0, 0, len & 0xff, len >> 8, 0, 0, 1 };

	memcpy(at, head, sizeof(head));
	return sizeof(head);
}

/* A BIND with one context, for the interface and NDR */
static size_t put_bind(u8 *at, const struct lw_rpc_iface *iface)
{
	static const u8 ndr[20] = { 0x04, 0x5d, 0x88, 0x8a, 0xeb, 0x1c, 0xc9, 0x11, 0x9f, 0xe8,
				    0x08, 0x00, 0x2b, 0x10, 0x48, 0x60, 2 };

	memset(at, 0, 72);
	put_head(at, 11, 3, 72);
	at[24] = 1;
	at[30] = 1;
	memcpy(at + 32, iface->uuid, 16);
	at[48] = iface->major;
	memcpy(at + 52, ndr, 20);
	return 72;
}

/* One request, in fragments of as many bytes as the second byte says; the third is its number. */
static void call(u8 how, const u8 *data, size_t size)
{
	static u8 pdus[1 << 20];
	size_t len, n, room, off = 0;
	u8 opnum;

	if (size < 2)
		return;
	room = data[0] ? data[0] : 4000;
	opnum = data[1];
	data += 2;
	size -= 2;
	len = put_bind(pdus, how & HOW_WKSSVC ? &lw_wkssvc_iface : &lw_srvsvc_iface);
	do {
		n = room < size - off ? room : size - off;
		put_head(pdus + len, 0, (off ? 0 : 1) | (n == size - off ? 2 : 0), HEAD + n);
		memset(pdus + len + 16, 0, 8);
		pdus[len + 22] = opnum;
		memcpy(pdus + len + HEAD, data + off, n);
		len += HEAD + n;
		off += n;
	} while (off < size && len < sizeof(pdus) - HEAD - LW_RPC_FRAG_MAX);
	stream(how, pdus, len);
}

/* Writes what was read; lone surrogates and NULs have no UTF-8. */
static void again(const struct wire_span *s)
{
	static char text[3 * 8192];
	struct lw_buf out = { 0 };
	struct wire_span t;
	struct lw_ndr_wr n;
	struct wire_rd r;

	if (lw_utf16_to_utf8(s->data, s->len, text, sizeof(text)))
		return;
	lw_ndr_wr_init(&n, LW_RPC_RESPONSE_MAX);
	lw_ndr_wr_string(&n, text);
	assert(!lw_ndr_wr_end(&n, &out));
	wire_rd_init(&r, out.data, out.len);
	assert(!lw_ndr_rd_string(&r, &t) && !wire_rd_left(&r));
	assert(s->len == t.len && (!s->len || !memcmp(s->data, t.data, s->len)));
	lw_buf_free(&out);
}

static void ndr(const u8 *data, size_t size)
{
	struct wire_span s;
	struct wire_rd r;
	u32 count;

	wire_rd_init(&r, data, size);
	while (!lw_ndr_rd_unique_string(&r, &s)) {
		if (s.data) {
			assert(s.data >= data && s.len <= size - (s.data - data));
			again(&s);
		}
		if (!lw_ndr_rd_array(&r, 8, &count))
			assert(count <= wire_rd_left(&r) / 8);
	}
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	if (!size)
		return 0;
	switch (data[0] & HOW_KIND) {
	case HOW_STREAM:
		stream(data[0], data + 1, size - 1);
		break;
	case HOW_CALL:
		call(data[0], data + 1, size - 1);
		break;
	case HOW_NDR:
		ndr(data + 1, size - 1);
		break;
	}
	return 0;
}
