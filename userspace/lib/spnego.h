/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * SPNEGO (RFC 4178, MS-SPNG): which mechanism do client and server use?
 *
 *   spnego          tokens, bytes to structs and back
 *   spnego_server   the server's side
 *   spnego_client   the client's side
 *
 * What one side does with the list of mechanisms is protected at the end by
 * mechListMIC, a signature of the list under the session's key, so that nobody on
 * the way can strike the better ones out.
 */
#ifndef LWSMB_LIB_SPNEGO_H
#define LWSMB_LIB_SPNEGO_H

#include "lib/mech.h"

enum {
	LW_SPNEGO_TOKEN_MAX = 65535, /* bytes of a token that is looked at */
	LW_SPNEGO_MECH_MAX = 16, /* mechanisms in a list */
	LW_OID_MAX = 64, /* bytes of a dotted object identifier with its NUL */
};

/* What a server's first hint says beside its mechanisms (MS-SPNG 3.2.5.2) */
#define LW_SPNEGO_HINT "not_defined_in_RFC4178@please_ignore"

/* negState, RFC 4178 4.2.2 */
enum lw_spnego_state {
	LW_SPNEGO_ACCEPT_COMPLETED = 0,
	LW_SPNEGO_ACCEPT_INCOMPLETE = 1,
	LW_SPNEGO_REJECT = 2,
	LW_SPNEGO_REQUEST_MIC = 3,
	LW_SPNEGO_NO_STATE = 4, /* not sent */
};

/**
 * struct lw_spnego_init - NegTokenInit or NegTokenInit2
 * @count: number of mechanisms
 * @oid: mechanisms, best first, dotted
 * @mech_list: the list in DER as it was sent: what mechListMIC covers. Only decoded
 * @token: first token of the best mechanism; @data is NULL if there is none
 * @mic: mechListMIC; @data is NULL if there is none
 * @hint: hintName; @data is NULL if there is none. With it, it is a NegTokenInit2
 */
struct lw_spnego_init {
	size_t count;
	char oid[LW_SPNEGO_MECH_MAX][LW_OID_MAX];
	struct lw_buf mech_list;
	struct lw_buf token;
	struct lw_buf mic;
	struct lw_buf hint;
};

/**
 * struct lw_spnego_resp - NegTokenResp
 * @state: negState
 * @oid: supportedMech, dotted; empty if there is none
 * @token: token of the mechanism; @data is NULL if there is none
 * @mic: mechListMIC; @data is NULL if there is none
 */
struct lw_spnego_resp {
	enum lw_spnego_state state;
	char oid[LW_OID_MAX];
	struct lw_buf token;
	struct lw_buf mic;
};

int lw_spnego_init_decode(const void *data, size_t len, struct lw_spnego_init *m);
int lw_spnego_init_encode(const struct lw_spnego_init *m, struct lw_buf *out);
void lw_spnego_init_free(struct lw_spnego_init *m);
int lw_spnego_resp_decode(const void *data, size_t len, struct lw_spnego_resp *m);
int lw_spnego_resp_encode(const struct lw_spnego_resp *m, struct lw_buf *out);
void lw_spnego_resp_free(struct lw_spnego_resp *m);
int lw_spnego_mech_list(const struct lw_spnego_init *m, struct lw_buf *out);
int lw_spnego_hint(const struct lw_mech *mechs, size_t count, struct lw_buf *out);

struct lw_spnego_server;

struct lw_spnego_server *lw_spnego_server_new(const struct lw_mech *mechs, size_t count,
					      bool legacy);
int lw_spnego_server_step(struct lw_spnego_server *s, const void *in, size_t len,
			  struct lw_buf *out);
const struct lw_mech *lw_spnego_server_mech(const struct lw_spnego_server *s);
bool lw_spnego_server_raw(const struct lw_spnego_server *s);
void lw_spnego_server_free(struct lw_spnego_server *s);

struct lw_spnego_client;

struct lw_spnego_client *lw_spnego_client_new(const struct lw_mech *mechs, size_t count);
int lw_spnego_client_step(struct lw_spnego_client *c, const void *in, size_t len,
			  struct lw_buf *out);
const struct lw_mech *lw_spnego_client_mech(const struct lw_spnego_client *c);
void lw_spnego_client_free(struct lw_spnego_client *c);

#endif /* LWSMB_LIB_SPNEGO_H */
