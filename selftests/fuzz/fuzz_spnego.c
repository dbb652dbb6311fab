// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzz target: SPNEGO's tokens, and what both sides do with them. The first byte
 * chooses the case.
 *
 * covers: userspace/lib/spnego.c userspace/lib/spnego_server.c
 *         userspace/lib/spnego_client.c
 */
#include <assert.h>

#include "lib/spnego.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void same(const struct lw_buf *a, const struct lw_buf *b)
{
	assert(!a->data == !b->data && a->len == b->len);
	assert(!a->len || !memcmp(a->data, b->data, a->len));
}

/* A token without negHints and reqFlags; those are read to be skipped. */
static void init(const u8 *data, size_t size)
{
	struct lw_spnego_init m, n;
	struct lw_buf out = { 0 };
	size_t i;

	if (!lw_spnego_init_decode(data, size, &m)) {
		assert(m.count && m.count <= LW_SPNEGO_MECH_MAX && m.mech_list.len);
		assert(!lw_spnego_init_encode(&m, &out));
		assert(!lw_spnego_init_decode(out.data, out.len, &n));
		assert(m.count == n.count);
		for (i = 0; i < m.count; i++)
			assert(!strcmp(m.oid[i], n.oid[i]));
		same(&m.token, &n.token);
		same(&m.mic, &n.mic);
		same(&m.hint, &n.hint);
		lw_spnego_init_free(&n);
		lw_buf_free(&out);
	}
	lw_spnego_init_free(&m);
}

static void resp(const u8 *data, size_t size)
{
	struct lw_spnego_resp m, n;
	struct lw_buf out = { 0 };

	if (!lw_spnego_resp_decode(data, size, &m)) {
		assert(!lw_spnego_resp_encode(&m, &out));
		assert(!lw_spnego_resp_decode(out.data, out.len, &n));
		assert(m.state == n.state && !strcmp(m.oid, n.oid));
		same(&m.token, &n.token);
		same(&m.mic, &n.mic);
		lw_spnego_resp_free(&n);
		lw_buf_free(&out);
	}
	lw_spnego_resp_free(&m);
}

/* A mechanism that is done after two tokens of whatever kind, and believes anything. */
static int any_step(void *ctx, const void *in, size_t len, struct lw_buf *out)
{
	int *calls = ctx;

	if (len && *(const u8 *)in == 0xee)
		return -EACCES;
	if (len && *(const u8 *)in == 0xdd)
		return LW_AUTH_DONE;
	if (lw_buf_set(out, "token", 5))
		return -ENOMEM;
	return ++*calls >= 2 ? LW_AUTH_DONE : LW_AUTH_CONTINUE;
}

static int any_make(void *ctx, const void *data, size_t len, struct lw_buf *mic)
{
	(void)ctx;
	assert(data && len);
	return lw_buf_set(mic, "mic", 3);
}

static int any_check(void *ctx, const void *data, size_t len, const void *mic, size_t mic_len)
{
	(void)ctx;
	assert(data && len);
	return mic_len && *(const u8 *)mic == 'm' ? 0 : -EBADMSG;
}

static bool any_wanted(void *ctx)
{
	return *(int *)ctx & 1;
}

static const struct lw_mech_ops any_ops = {
	.step = any_step, .mic_make = any_make, .mic_check = any_check, .mic_wanted = any_wanted,
};

/* Up to four tokens, each with its length in a byte before it; the last is the rest. */
static size_t cut(const u8 **data, size_t *size, const u8 **token)
{
	size_t n;

	if (!*size)
		return 0;
	n = **data;
	++*data;
	--*size;
	if (n > *size)
		n = *size;
	*token = *data;
	*data += n;
	*size -= n;
	return n;
}

static void server(const u8 *data, size_t size, u8 how)
{
	int calls = how >> 4 & 1;
	struct lw_mech mechs[] = { { LW_OID_NTLMSSP, &any_ops, &calls },
				   { LW_OID_KRB5, &any_ops, &calls } };
	struct lw_spnego_server *s = lw_spnego_server_new(mechs, how & 0x20 ? 1 : 2, how & 0x40);
	const u8 *token = NULL;
	int i, ret = LW_AUTH_CONTINUE;
	size_t n;

	for (i = 0; i < 4 && ret == LW_AUTH_CONTINUE; i++) {
		struct lw_buf out = { 0 };

		n = cut(&data, &size, &token);
		if (!token)
			break;
		ret = lw_spnego_server_step(s, token, n, &out);
		assert(ret <= LW_AUTH_CONTINUE);
		lw_buf_free(&out);
	}
	lw_spnego_server_free(s);
}

static void client(const u8 *data, size_t size, u8 how)
{
	int calls = how >> 4 & 1;
	struct lw_mech mechs[] = { { LW_OID_KRB5, &any_ops, &calls },
				   { LW_OID_NTLMSSP, &any_ops, &calls } };
	struct lw_spnego_client *c = lw_spnego_client_new(mechs, 2);
	const u8 *token = NULL;
	int i, ret = LW_AUTH_CONTINUE;
	size_t n = 0;

	for (i = 0; i < 4 && ret == LW_AUTH_CONTINUE; i++) {
		struct lw_buf out = { 0 };

		ret = lw_spnego_client_step(c, token, n, &out);
		assert(ret <= LW_AUTH_CONTINUE);
		assert(ret != LW_AUTH_CONTINUE || out.data);
		lw_buf_free(&out);
		n = cut(&data, &size, &token);
		if (!token)
			break;
	}
	assert(lw_spnego_client_mech(c));
	lw_spnego_client_free(c);
}

/* The server's hint, with as many mechanisms as the byte says. */
static void hint(u8 how)
{
	struct lw_mech mechs[LW_SPNEGO_MECH_MAX + 1];
	struct lw_buf out = { 0 };
	size_t i, n = how % ARRAY_SIZE(mechs);

	for (i = 0; i < ARRAY_SIZE(mechs); i++)
		mechs[i].oid = LW_OID_KRB5;
	if (!lw_spnego_hint(mechs, n, &out))
		init(out.data, out.len);
	lw_buf_free(&out);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	if (!size)
		return 0;
	switch (data[0] & 7) {
	case 0:
		init(data + 1, size - 1);
		break;
	case 1:
		resp(data + 1, size - 1);
		break;
	case 2:
	case 3:
		server(data + 1, size - 1, data[0]);
		break;
	case 4:
	case 5:
		client(data + 1, size - 1, data[0]);
		break;
	case 6:
		hint(data[0] >> 3);
		break;
	}
	return 0;
}
