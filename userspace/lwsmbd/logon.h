/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Log-ons: a client's tokens go in, answers come out, and in the end who it is.
 *
 * What is known of a log-on that is not finished is bounded: in number, of all (the
 * oldest goes) and of one client (its own oldest goes, so that nobody can drive others
 * out), and in age.
 */
#ifndef LWSMB_LWSMBD_LOGON_H
#define LWSMB_LWSMBD_LOGON_H

#include <sys/socket.h>

#include "lib/mech.h"
#include "lib/ntlm.h"
#include "lwsmbd/log.h"
#include "lwsmbd/setup.h"
#include "lwsmbd/users.h"

enum {
	LOGON_MAX = 1024, /* log-ons that are not finished */
	LOGON_MAX_CLIENT = 64, /* of these, from one address */
	LOGON_SECONDS = 60, /* that one may take */
};

struct logon;

/**
 * struct logons - log-ons that are not finished
 * @first: oldest
 * @last: newest
 * @count: number of them
 * @users: who may log on
 * @limit: of lines about refused ones
 */
struct logons {
	struct logon *first;
	struct logon *last;
	size_t count;
	struct users users;
	struct log_limit limit;
};

/**
 * struct logon_token - a token of a client
 * @session: session that it is for
 * @first: it begins a log-on
 * @client: the client's address
 * @data: token
 * @len: bytes of it
 */
struct logon_token {
	u64 session;
	bool first;
	const struct sockaddr *client;
	const void *data;
	size_t len;
};

/**
 * struct logon_answer - what is said to a token
 * @status: NTSTATUS
 * @token: for the client
 * @id: STATUS_SUCCESS: who it is
 * @key: STATUS_SUCCESS: session key
 */
struct logon_answer {
	u32 status;
	struct lw_buf token;
	struct identity id;
	u8 key[LW_NTLM_HASH_LEN];
};

void logon_init(struct logons *l);
void logon_take(struct logons *l, const struct setup *setup, const struct logon_token *t,
		struct logon_answer *a);
void logon_answer_free(struct logon_answer *a);
void logon_forget(struct logons *l, u64 session);
void logon_expire(struct logons *l);
void logon_free_all(struct logons *l);
int logon_hint(struct lw_buf *hint);

#endif /* LWSMB_LWSMBD_LOGON_H */
