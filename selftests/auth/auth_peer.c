// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One side of an authentication on standard input and output, so that a test can
 * put another implementation on the other side.
 *
 *   auth_peer client|server ntlm|spnego USER DOMAIN PASSWORD [OPTION...]
 *
 * Reads the peer's tokens, one line of hexadecimal digits each ("-" is none), and
 * answers each with one line: "continue TOKEN", "done TOKEN KEY FLAGS NAMES" or
 * "failed TOKEN ERRNO REASON".
 *
 *   v1          the server accepts NTLMv1
 *   v1session   the server accepts NTLM2 session responses
 *   legacy      the server treats the client as one of the legacy clients
 *   krb5        offers Kerberos before NTLM: a mechanism that only ever starts
 *   sign        signs "hello" and "world" at the end: two more words after the names
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

#include "lib/ntlm_client.h"
#include "lib/ntlm_crypt.h"
#include "lib/ntlm_server.h"
#include "lib/spnego.h"

/**
 * struct peer - this side
 * @user: only user that is known
 * @hash: of its password
 * @client: client's side, or NULL
 * @server: server's side, or NULL
 * @spnego_client: over it, or NULL
 * @spnego_server: over it, or NULL
 * @sign: option
 */
struct peer {
	const char *user;
	u8 hash[LW_NTLM_HASH_LEN];
	struct lw_ntlm_client *client;
	struct lw_ntlm_server *server;
	struct lw_spnego_client *spnego_client;
	struct lw_spnego_server *spnego_server;
	bool sign;
};

static int lookup(void *arg, const char *user, const char *domain, u8 hash[LW_NTLM_HASH_LEN])
{
	struct peer *p = arg;

	(void)domain;
	if (strcmp(user, p->user))
		return -ENOENT;
	memcpy(hash, p->hash, sizeof(p->hash));
	return 0;
}

/* Kerberos that sends something and understands nothing. */
static int krb5_step(void *ctx, const void *in, size_t len, struct lw_buf *out)
{
	(void)ctx;
	(void)in;
	return len ? -EACCES : lw_buf_set(out, "krb5", 4) ? -ENOMEM : LW_AUTH_CONTINUE;
}

static const struct lw_mech_ops krb5_ops = { .step = krb5_step };

static void print_hex(const void *data, size_t len)
{
	const u8 *p = data;

	if (!len)
		putchar('-');
	while (len--)
		printf("%02x", *p++);
}

static size_t read_hex(const char *line, u8 *buf, size_t room)
{
	size_t n = 0;
	unsigned int byte;

	while (n < room && sscanf(line + 2 * n, "%2x", &byte) == 1)
		buf[n++] = byte;
	return n;
}

static int step(struct peer *p, const void *in, size_t len, struct lw_buf *out)
{
	if (p->spnego_client)
		return lw_spnego_client_step(p->spnego_client, in, len, out);
	if (p->spnego_server)
		return lw_spnego_server_step(p->spnego_server, in, len, out);
	if (p->client)
		return lw_ntlm_client_step(p->client, in, len, out);
	return lw_ntlm_server_step(p->server, in, len, out);
}

static void print_signature(struct peer *p, const char *text)
{
	const struct lw_mech_ops *ops = p->client ? &lw_ntlm_client_ops : &lw_ntlm_server_ops;
	void *ctx = p->client ? (void *)p->client : (void *)p->server;
	struct lw_buf mic = { 0 };

	if (ops->mic_make(ctx, text, strlen(text), &mic))
		printf(" cannot-sign");
	else
		putchar(' '), print_hex(mic.data, mic.len);
	lw_buf_free(&mic);
}

static void print_done(struct peer *p)
{
	const struct lw_ntlm_identity *id;

	putchar(' ');
	print_hex(p->client ? lw_ntlm_client_key(p->client) : lw_ntlm_server_key(p->server), 16);
	printf(" %08x", p->client ? lw_ntlm_client_flags(p->client) :
				    lw_ntlm_server_flags(p->server));
	if (p->server) {
		id = lw_ntlm_server_identity(p->server);
		printf(" %s\\%s@%s", id->domain, id->user, id->workstation);
	} else {
		printf(" client");
	}
	if (p->sign) {
		print_signature(p, "hello");
		print_signature(p, "world");
	}
}

/* Answers one line; returns false at the end. */
static bool answer(struct peer *p, const char *line)
{
	static u8 in[LW_SPNEGO_TOKEN_MAX];
	struct lw_buf out = { 0 };
	int ret = step(p, in, read_hex(line, in, sizeof(in)), &out);

	printf(ret < 0 ? "failed " : ret == LW_AUTH_DONE ? "done " : "continue ");
	print_hex(out.data, out.len);
	if (ret < 0)
		printf(" %s %s", strerrorname_np(-ret),
		       p->server ? lw_ntlm_fail_text(lw_ntlm_server_fail(p->server)) : "");
	else if (ret == LW_AUTH_DONE)
		print_done(p);
	putchar('\n');
	fflush(stdout);
	lw_buf_free(&out);
	return ret == LW_AUTH_CONTINUE || (ret == LW_AUTH_DONE && p->client && !p->spnego_client);
}

static bool option(int argc, char **argv, const char *name)
{
	int i;

	for (i = 6; i < argc; i++)
		if (!strcmp(argv[i], name))
			return true;
	return false;
}

static void setup(struct peer *p, int argc, char **argv, struct lw_mech mechs[2])
{
	struct lw_ntlm_client_config client = { .user = argv[3], .domain = argv[4],
						.workstation = "CLIENT", .target = "cifs/peer" };
	struct lw_ntlm_server_config server = {
		.nb_computer = "SERVER", .nb_domain = "GROUP", .dns_computer = "server.example",
		.dns_domain = "example", .lookup = lookup, .arg = p,
		.policy = { .allow_v1 = option(argc, argv, "v1"),
			    .allow_v1_session = option(argc, argv, "v1session") },
	};
	bool is_client = !strcmp(argv[1], "client"), spnego = !strcmp(argv[2], "spnego");
	bool krb5 = option(argc, argv, "krb5");

	p->user = argv[3];
	p->sign = option(argc, argv, "sign");
	if (lw_ntlm_nt_hash(argv[5], p->hash))
		exit(2);
	memcpy(client.nt_hash, p->hash, sizeof(p->hash));
	if (is_client)
		p->client = lw_ntlm_client_new(&client);
	else
		p->server = lw_ntlm_server_new(&server);
	mechs[0] = (struct lw_mech){ LW_OID_MS_KRB5, &krb5_ops, NULL };
	mechs[krb5] = (struct lw_mech){ LW_OID_NTLMSSP,
					is_client ? &lw_ntlm_client_ops : &lw_ntlm_server_ops,
					is_client ? (void *)p->client : (void *)p->server };
	if (spnego && is_client)
		p->spnego_client = lw_spnego_client_new(mechs, 1 + krb5);
	else if (spnego)
		p->spnego_server = lw_spnego_server_new(mechs, 1 + krb5,
							option(argc, argv, "legacy"));
}

int main(int argc, char **argv)
{
	static char line[2 * LW_SPNEGO_TOKEN_MAX + 2];
	struct lw_mech mechs[2];
	struct peer p = { 0 };

	if (argc < 6) {
		fprintf(stderr, "usage: auth_peer client|server ntlm|spnego USER DOMAIN PASSWORD [OPTION...]\n");
		return 2;
	}
	setup(&p, argc, argv, mechs);
	while (fgets(line, sizeof(line), stdin) && answer(&p, line))
		;
	lw_spnego_client_free(p.spnego_client);
	lw_spnego_server_free(p.spnego_server);
	lw_ntlm_client_free(p.client);
	lw_ntlm_server_free(p.server);
	return 0;
}
