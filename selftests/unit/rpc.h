/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A host with shares, for the tests of DCE/RPC: the one that selftests/vectors/rpc.h
 * tells of.
 */
#ifndef LWSMB_SELFTESTS_UNIT_RPC_H
#define LWSMB_SELFTESTS_UNIT_RPC_H

#include "../vectors/rpc.h"
#include "lib/rpc_iface.h"

/**
 * struct fake - what the server's functions answer from
 * @shares: shares
 * @count: their number
 * @comment: of the host
 */
struct fake {
	const struct lw_rpc_share *shares;
	size_t count;
	const char *comment;
};

static const struct lw_rpc_share smbd_shares[] = {
	{ "data", LW_RPC_SHARE_DISK, "Some data", "/srv/da ta", 7, true },
	{ "IPC$", LW_RPC_SHARE_IPC, "IPC Service (A server)", NULL, 0, true },
};

static struct fake smbd = { smbd_shares, ARRAY_SIZE(smbd_shares), "A server" };

static inline void fake_host(void *arg, struct lw_rpc_host *h)
{
	const struct fake *f = arg;

	*h = (struct lw_rpc_host){ .name = "TESTHOST", .comment = f->comment,
				   .domain = "TESTGROUP", .major = LW_RPC_OS_MAJOR,
				   .minor = LW_RPC_OS_MINOR };
}

static inline bool fake_share(void *arg, size_t i, struct lw_rpc_share *s)
{
	const struct fake *f = arg;

	if (i >= f->count)
		return false;
	*s = f->shares[i];
	return true;
}

static inline struct lw_rpc_server fake_server(struct fake *f)
{
	return (struct lw_rpc_server){ .arg = f, .host = fake_host, .share = fake_share };
}

/* What pointers are numbered is up to who writes: makes them all the same. */
static inline void same_referents(u8 *stub, size_t len)
{
	u32 v;

	for (; len >= 4; stub += 4, len -= 4) {
		memcpy(&v, stub, 4);
		if (le32toh(v) >> 12 == 0x20)
			memset(stub, 0xee, 4);
	}
}

#endif /* LWSMB_SELFTESTS_UNIT_RPC_H */
