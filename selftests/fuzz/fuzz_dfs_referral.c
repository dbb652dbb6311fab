// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * DFS referrals. The first byte selects: the response, which is encoded in the places
 * where the strings were and again in places of the encoder's choice, or a request.
 *
 * covers: kernel/wire/dfs_referral.c kernel/wire/wstring.c
 */
#include <lwsmb/wire_fsctl.h>
#include "roundtrip.h"

#define MOST 4

/* A whole response with at most MOST entries. */
struct whole {
	struct dfs_rsp rsp;
	struct dfs_referral e[MOST];
};

/* As many expanded names as the entry says, and no byte more. */
static void check_names(const struct dfs_referral *e)
{
	struct wire_span name;
	struct wire_rd names;
	u16 i;

	if (e->version < 3 || !(e->flags & DFS_REFERRAL_NAME_LIST) || !e->address.len)
		return;
	wire_rd_span_child(&e->address, &names);
	for (i = 0; i < e->expanded_count; i++)
		must(wire_dfs_name_next(&names, &name) == 1);
	must(wire_dfs_name_next(&names, &name) == 0);
}

static int wire_whole_decode(struct wire_rd *r, struct whole *m)
{
	int i;

	memset(m, 0, sizeof(*m));
	if (wire_dfs_rsp_decode(r, &m->rsp) || m->rsp.referral_count > MOST)
		return -EBADMSG;
	for (i = 0; i < m->rsp.referral_count; i++) {
		if (wire_dfs_referral_decode(r, &m->e[i]))
			return -EBADMSG;
		check_names(&m->e[i]);
	}
	return 0;
}

static int wire_whole_encode(struct wire_wr *w, const struct whole *m)
{
	return wire_dfs_rsp_encode(w, &m->rsp, m->e);
}

ROUNDTRIP(whole)
ROUNDTRIP(dfs_req)
ROUNDTRIP(dfs_req_ex)

static const struct roundtrip response = ROUNDTRIP_ROW(whole, false, false);
static const struct roundtrip request = ROUNDTRIP_ROW(dfs_req, true, false);
static const struct roundtrip request_ex = ROUNDTRIP_ROW(dfs_req_ex, false, false);

static void same(const struct wire_span *a, const struct wire_span *b)
{
	must(a->len == b->len && (!a->len || !memcmp(a->data, b->data, a->len)));
}

static void check_replaced(const u8 *data, size_t len)
{
	static u8 buf[ROUNDTRIP_MAX];
	struct whole m, again;
	struct wire_wr w;
	struct wire_rd r;
	int i;

	wire_rd_init(&r, data, len);
	if (wire_whole_decode(&r, &m))
		return;
	for (i = 0; i < m.rsp.referral_count; i++) {
		m.e[i].size = 0;
		m.e[i].path.off = 0;
		m.e[i].alternate_path.off = 0;
		m.e[i].address.off = 0;
		if (!m.e[i].address.len)
			m.e[i].expanded_count = 0;
	}
	wire_wr_init(&w, buf, sizeof(buf));
	must(!wire_whole_encode(&w, &m));
	wire_rd_init(&r, buf, wire_wr_off(&w));
	must(!wire_whole_decode(&r, &again));
	for (i = 0; i < m.rsp.referral_count; i++) {
		same(&m.e[i].path, &again.e[i].path);
		same(&m.e[i].alternate_path, &again.e[i].alternate_path);
		same(&m.e[i].address, &again.e[i].address);
		must(m.e[i].ttl == again.e[i].ttl);
		must(m.e[i].expanded_count == again.e[i].expanded_count);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	switch (data[0] % 4) {
	case 0:
		roundtrip_check(&response, 0, data + 1, size - 1);
		break;
	case 1:
		check_replaced(data + 1, size - 1);
		break;
	case 2:
		roundtrip_check(&request, 0, data + 1, size - 1);
		break;
	case 3:
		roundtrip_check(&request_ex, 0, data + 1, size - 1);
		break;
	}
	return 0;
}
