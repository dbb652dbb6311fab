/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The client's side of NTLMSSP: NTLMv2 alone.
 */
#ifndef LWSMB_LIB_NTLM_CLIENT_H
#define LWSMB_LIB_NTLM_CLIENT_H

#include "lib/ntlm_session.h"

/**
 * struct lw_ntlm_client_config - who logs on, and where
 * @user: user's name, UTF-8
 * @domain: user's domain; may be empty
 * @workstation: our name; may be empty
 * @target: service principal name of the server, as "cifs/server.example.com", or
 *          NULL. It goes into the response, so that it works with no other server
 * @nt_hash: of the password (lw_ntlm_nt_hash())
 * @hooks: for tests
 *
 * The strings must live as long as the client.
 */
struct lw_ntlm_client_config {
	const char *user;
	const char *domain;
	const char *workstation;
	const char *target;
	u8 nt_hash[LW_NTLM_HASH_LEN];
	struct lw_ntlm_hooks hooks;
};

struct lw_ntlm_client;

extern const struct lw_mech_ops lw_ntlm_client_ops;

struct lw_ntlm_client *lw_ntlm_client_new(const struct lw_ntlm_client_config *config);
int lw_ntlm_client_step(struct lw_ntlm_client *c, const void *in, size_t len,
			struct lw_buf *out);
u32 lw_ntlm_client_flags(const struct lw_ntlm_client *c);
const u8 *lw_ntlm_client_key(const struct lw_ntlm_client *c);
void lw_ntlm_client_free(struct lw_ntlm_client *c);

#endif /* LWSMB_LIB_NTLM_CLIENT_H */
