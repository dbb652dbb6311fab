// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A named pipe's server on a socket, so that other implementations can be its clients.
 *
 *   rpc_peer PIPE [admin] [chop=N] [shares=N]
 *
 * Standard input is the socket, for one association; the host and its shares are those
 * below. Exits 0 when the client hangs up, and 3 after hanging up on the client.
 *
 *   admin       the client is an administrator
 *   chop=N      what comes is written to the pipe N bytes at a time
 *   shares=N    with N shares more
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/rpc.h"

static const struct lw_rpc_share shares[] = {
	{ "data", LW_RPC_SHARE_DISK, "Some d\xc3\xa4ta \xf0\x9f\x98\x80", "/srv/data", 3, true },
	{ "hidden", LW_RPC_SHARE_DISK, "Not listed", "/srv/hidden", 0, false },
	{ "private$", LW_RPC_SHARE_DISK, NULL, "/srv/private", 0, true },
	{ "IPC$", LW_RPC_SHARE_IPC, "IPC Service", NULL, 1, true },
};

static void fill_host(void *arg, struct lw_rpc_host *h)
{
	(void)arg;
	*h = (struct lw_rpc_host){ .name = "TESTHOST", .comment = "A server \xe2\x82\xac",
				   .domain = "TESTGROUP", .major = LW_RPC_OS_MAJOR,
				   .minor = LW_RPC_OS_MINOR };
}

static bool fill_share(void *arg, size_t i, struct lw_rpc_share *s)
{
	static char name[32], comment[64];
	const size_t *more = arg;

	if (i < ARRAY_SIZE(shares)) {
		*s = shares[i];
		return true;
	}
	i -= ARRAY_SIZE(shares);
	if (i >= *more)
		return false;
	snprintf(name, sizeof(name), "share%zu", i);
	snprintf(comment, sizeof(comment), "This is share number %zu of them all", i);
	*s = (struct lw_rpc_share){ name, LW_RPC_SHARE_DISK, comment, "/srv", i, true };
	return true;
}

/* What there is to read is sent at once, and PDUs must be what it is made of. */
static void flush(struct lw_buf *out)
{
	size_t n, off = 0;

	while (off < out->len) {
		n = lw_rpc_pdu_len(out, off);
		if (!n || n > out->len - off || write(0, out->data + off, n) != (ssize_t)n) {
			fprintf(stderr, "rpc_peer: cannot send\n");
			exit(1);
		}
		off += n;
	}
	lw_buf_free(out);
}

static size_t option(int argc, char **argv, const char *name, size_t def)
{
	size_t len = strlen(name);
	int i;

	for (i = 2; i < argc; i++)
		if (!strncmp(argv[i], name, len))
			return argv[i][len] ? strtoul(argv[i] + len, NULL, 10) : 1;
	return def;
}

static int serve(struct lw_rpc *rpc, size_t chop)
{
	static u8 in[65536];
	struct lw_buf out = { 0 };
	ssize_t n;
	int ret = 0;

	while (!ret && (n = read(0, in, chop)) > 0) {
		ret = lw_rpc_write(rpc, in, n, &out);
		flush(&out);
	}
	return ret ? 3 : 0;
}

int main(int argc, char **argv)
{
	size_t more = option(argc, argv, "shares=", 0), chop = option(argc, argv, "chop=", 65536);
	struct lw_rpc_server server = { .arg = &more, .host = fill_host,
					 .share = fill_share };
	struct lw_rpc *rpc;
	int ret;

	if (argc < 2 || !chop || chop > 65536) {
		fprintf(stderr, "usage: rpc_peer PIPE [admin] [chop=N] [shares=N]\n");
		return 2;
	}
	server.admin = option(argc, argv, "admin", 0);
	rpc = lw_rpc_open(argv[1], &server);
	if (!rpc) {
		perror("rpc_peer: lw_rpc_open");
		return 1;
	}
	ret = serve(rpc, chop);
	lw_rpc_close(rpc);
	return ret;
}
