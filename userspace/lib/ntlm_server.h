/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The server's side of NTLMSSP.
 */
#ifndef LWSMB_LIB_NTLM_SERVER_H
#define LWSMB_LIB_NTLM_SERVER_H

#include "lib/ntlm_session.h"
#include "lib/ntlm_verify.h"

/**
 * struct lw_ntlm_server_config - what a server is, and what it allows
 * @nb_computer: NetBIOS name, UTF-8
 * @nb_domain: NetBIOS name of the domain or workgroup
 * @dns_computer: DNS name; NULL to leave it out
 * @dns_domain: DNS name of the domain; NULL to leave it out
 * @policy: what the client may use besides NTLMv2
 * @lookup: finds the NT hash of a user, both names UTF-8 as the client sent them. 0,
 *          -ENOENT (no such user), -EACCES (disabled), -ENOKEY (no password) or
 *          another negative errno
 * @arg: first argument of @lookup
 * @hooks: for tests
 *
 * The strings must live as long as the server.
 */
struct lw_ntlm_server_config {
	const char *nb_computer;
	const char *nb_domain;
	const char *dns_computer;
	const char *dns_domain;
	struct lw_ntlm_policy policy;
	int (*lookup)(void *arg, const char *user, const char *domain,
		      u8 nt_hash[LW_NTLM_HASH_LEN]);
	void *arg;
	struct lw_ntlm_hooks hooks;
};

/**
 * struct lw_ntlm_identity - who has logged on
 * @user: user's name, UTF-8, as sent
 * @domain: user's domain
 * @workstation: client's name
 */
struct lw_ntlm_identity {
	char user[LW_NTLM_NAME_TEXT];
	char domain[LW_NTLM_NAME_TEXT];
	char workstation[LW_NTLM_NAME_TEXT];
};

struct lw_ntlm_server;

extern const struct lw_mech_ops lw_ntlm_server_ops;

struct lw_ntlm_server *lw_ntlm_server_new(const struct lw_ntlm_server_config *config);
int lw_ntlm_server_step(struct lw_ntlm_server *srv, const void *in, size_t len,
			struct lw_buf *out);
enum lw_ntlm_fail lw_ntlm_server_fail(const struct lw_ntlm_server *srv);
enum lw_ntlm_kind lw_ntlm_server_kind(const struct lw_ntlm_server *srv);
u32 lw_ntlm_server_flags(const struct lw_ntlm_server *srv);
const struct lw_ntlm_identity *lw_ntlm_server_identity(const struct lw_ntlm_server *srv);
const u8 *lw_ntlm_server_key(const struct lw_ntlm_server *srv);
void lw_ntlm_server_free(struct lw_ntlm_server *srv);

#endif /* LWSMB_LIB_NTLM_SERVER_H */
