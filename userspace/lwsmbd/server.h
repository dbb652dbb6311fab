/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel's side of the server: Documentation/netlink/lwsmb.yaml in functions.
 */
#ifndef LWSMB_LWSMBD_SERVER_H
#define LWSMB_LWSMBD_SERVER_H

#include <sys/socket.h>

#include "lib/chunk.h"
#include "lib/genl.h"
#include "lwsmbd/logon.h"
#include "lwsmbd/setup.h"

enum {
	SERVER_GUID_LEN = 16,
};

/**
 * struct server_questions - what the server asks
 * @auth: a token of a client
 * @auth_forget: a session will send no more
 * @pipe_open: a client opens a pipe
 * @pipe_write: a client writes to a pipe
 * @pipe_forget: a pipe was closed
 */
struct server_questions {
	void (*auth)(void *arg, u64 cookie, const struct logon_token *t);
	void (*auth_forget)(void *arg, u64 session);
	void (*pipe_open)(void *arg, u64 cookie, u64 pipe, const char *name, u32 uid);
	void (*pipe_write)(void *arg, u64 cookie, u64 pipe, const void *data, size_t len);
	void (*pipe_forget)(void *arg, u64 pipe);
};

/**
 * struct server - connection to the kernel
 * @owner: the socket that is the daemon
 * @admin: a socket for questions of ours
 * @family: number of the family
 * @questions: who answers
 * @arg: first argument of these functions
 * @cookie: question whose parts are put together
 * @rx: its parts
 * @version: of the protocol, as register answered
 * @error: text of the last error
 */
struct server {
	struct lw_genl *owner;
	struct lw_genl *admin;
	int family;
	const struct server_questions *questions;
	void *arg;
	u64 cookie;
	struct lw_chunk_rx rx;
	u32 version;
	char error[LW_GENL_ERROR_MAX];
};

int server_open(struct server *s);
int server_register(struct server *s);
int server_configure(struct server *s, const struct setup *setup,
		     const u8 guid[SERVER_GUID_LEN]);
int server_sync_shares(struct server *s, const struct setup *setup);
int server_sync_listeners(struct server *s, const struct setup *setup);
int server_count_uses(struct server *s, struct setup *setup);
int server_stop(struct server *s);
int server_fd(const struct server *s);
int server_dispatch(struct server *s);
void server_auth_answer(struct server *s, u64 cookie, const struct logon_answer *a);
void server_pipe_answer(struct server *s, u64 cookie, u32 status, const struct lw_buf *data);
void server_close(struct server *s);

#endif /* LWSMB_LWSMBD_SERVER_H */
