/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Questions to the daemon: authentication and named pipes. Nobody sleeps for an
 * answer: the asker is called back, exactly once, from process context, with the
 * answer or with why there is none.
 *
 * While no daemon is there, an authentication waits (the daemon may be restarting)
 * and is sent when one registers; after SRV_AUTH_SECONDS it ends with -ETIMEDOUT.
 * Questions that a daemon took to its grave are asked again if they are a first
 * leg, and end with -ECONNRESET otherwise: the state of later legs died with it. The
 * opening of a pipe is treated like a first leg, writing to one like a later leg.
 *
 * The functions that ask return 0, and then the asker is called back, unless it
 * cancels in time; or an errno, and then it is not: -ECONNRESET (there is no daemon and
 * the question is not a first one), -ENOBUFS (too many questions wait), -EMSGSIZE,
 * -ENOMEM, -ESHUTDOWN.
 *
 * srv_daemon_init() and srv_daemon_exit() belong to the life of the srv_net. When
 * srv_daemon_exit() has been called, every asker has been or is being called back, on
 * the queue of the srv_net, which must be drained after that.
 */
#ifndef LWSMB_SRV_UPCALL_H
#define LWSMB_SRV_UPCALL_H

#include <linux/socket.h>
#include <linux/types.h>
#include <lwsmb/core_sign.h>

struct fsa_user;
struct srv_net;
struct srv_upcall;

/* Messages of one answer for a pipe: as many faults as fit into what a pipe keeps. */
#define SRV_PIPE_MESSAGES_MAX 65536

/**
 * struct srv_auth_answer - what the daemon says to a token
 * @err: 0; or why there is no answer: -ETIMEDOUT, -ECONNRESET, -ENOMEM. Then nothing
 *       else is valid
 * @status: STATUS_SUCCESS, STATUS_MORE_PROCESSING_REQUIRED or an error
 * @token: for the client; may be empty, and may come with an error
 * @token_len: bytes of it
 * @user: STATUS_SUCCESS: who it is; the callee takes its own reference
 * @session_key: STATUS_SUCCESS: the first 16 bytes of the mechanism's key, zero-filled
 * @guest: STATUS_SUCCESS: never set by our daemon; refused where signing is required
 */
struct srv_auth_answer {
	int err;
	u32 status;
	const u8 *token;
	u32 token_len;
	struct fsa_user *user;
	u8 session_key[LWSMB_KEY_SIZE];
	bool guest;
};

typedef void (*srv_auth_fn)(void *arg, const struct srv_auth_answer *a);

int srv_auth_ask(struct srv_net *sn, u64 session_id, bool first,
		 const struct sockaddr_storage *client, const void *token, u32 len,
		 srv_auth_fn fn, void *arg, struct srv_upcall **call);
void srv_auth_forget(struct srv_net *sn, u64 session_id);

/**
 * struct srv_pipe_answer - what the daemon says to an operation on a pipe
 * @err: as in struct srv_auth_answer
 * @status: of the operation
 * @data: bytes to be read from the pipe
 * @len: number of them
 * @messages: bytes of each message that they consist of; all of them together are @len
 * @message_count: number of them, 0: they are one message
 * @epoch: which daemon has said it; see srv_daemon_is()
 */
struct srv_pipe_answer {
	int err;
	u32 status;
	const u8 *data;
	u32 len;
	const u32 *messages;
	u32 message_count;
	u32 epoch;
};

typedef void (*srv_pipe_fn)(void *arg, const struct srv_pipe_answer *a);

int srv_pipe_ask_open(struct srv_net *sn, u64 pipe_id, const char *name,
		      const struct fsa_user *user, const struct sockaddr_storage *client,
		      srv_pipe_fn fn, void *arg, struct srv_upcall **call);
int srv_pipe_ask_write(struct srv_net *sn, u64 pipe_id, const void *data, u32 len,
		       srv_pipe_fn fn, void *arg, struct srv_upcall **call);
void srv_pipe_forget(struct srv_net *sn, u64 pipe_id);

bool srv_daemon_is(struct srv_net *sn, u32 epoch);

/* pipe.c: called when a daemon has gone */
void srv_pipes_check(struct srv_net *sn);

int srv_daemon_init(struct srv_net *sn);
void srv_daemon_exit(struct srv_net *sn);

bool srv_upcall_cancel(struct srv_upcall *call);
void srv_upcall_put(struct srv_upcall *call);

#endif /* LWSMB_SRV_UPCALL_H */
