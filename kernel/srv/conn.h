/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A client's connection, MS-SMB2 3.3.1.7.
 *
 *	NEW --NEGOTIATE--> NEGOTIATING --dialect chosen--> NEGOTIATED
 *	  ^---- none in common ----'                          |
 *	  `--- end of the transport, limits, misbehaviour ----+--> CLOSED: takes and
 *	                                                          sends nothing more
 *
 * A connection knows the sessions that were set up on it and the requests in work;
 * sessions and requests hold it. Its end closes its sessions.
 */
#ifndef LWSMB_SRV_CONN_H
#define LWSMB_SRV_CONN_H

#include <linux/refcount.h>
#include <linux/socket.h>
#include <linux/workqueue.h>
#include <linux/xarray.h>
#include <lwsmb/core_sign.h>
#include <lwsmb/core_window.h>
#include <lwsmb/core_xprt.h>
#include <lwsmb/proto_smb2.h>

struct socket;
struct srv_net;
struct srv_req;

enum srv_conn_state {
	SRV_CONN_NEW,
	SRV_CONN_NEGOTIATING,
	SRV_CONN_NEGOTIATED,
	SRV_CONN_CLOSED,
};

/**
 * struct srv_conn - a client's TCP connection
 * @refs: requests in work, sessions, the transport until closed() was called
 * @rcu: it is found under RCU
 * @sn: server
 * @xprt: transport
 * @id: for lists and logs; index in @sn's table
 * @peer: the client's address
 * @local: the address that it came to
 * @lock: of @state, @window, and what follows @frames down to @next_async; innermost
 * @state: enum srv_conn_state
 * @dialect: SMB2_DIALECT_*; this and what follows down to @preauth is written by
 *           NEGOTIATE before @state becomes NEGOTIATED, and never again
 * @sign_alg: how messages are signed
 * @max_read: bytes that READ may ask for
 * @max_write: bytes that WRITE may carry
 * @max_transact: bytes of other buffers
 * @capabilities: what was answered to the client
 * @security_mode: what was answered to the client
 * @client_capabilities: what it said
 * @client_security_mode: what it said
 * @client_guid: what it said
 * @server_guid: what was answered
 * @preauth: 3.1.1: hash over NEGOTIATE, both ways
 * @window: message ids
 * @frames: struct srv_frame in work
 * @turns: those of them that speak to pipes and have not had their turn
 * @in_work: messages of these
 * @reserved: bytes that these hold, with their replies, or may take for replies while they
 *            do not wait; over SRV_WORK_PER_CONN no more are taken
 * @waiting: requests that were answered with an interim response
 * @next_async: AsyncId of the next interim response
 * @sessions: struct srv_session by slot; its lock is the xarray's
 * @valid_sessions: how many of them are logged on; while 0, the limits before
 *                  log-on hold
 * @since: seconds since 1970 of its beginning
 * @last_used: jiffies of the last frame
 * @timer: ends a connection that does not log on, or idles
 * @teardown: closes the sessions when the connection has ended
 */
struct srv_conn {
	refcount_t refs;
	struct rcu_head rcu;
	struct srv_net *sn;
	struct lwsmb_xprt *xprt;
	u32 id;
	struct sockaddr_storage peer;
	struct sockaddr_storage local;
	spinlock_t lock; /* see above */
	enum srv_conn_state state;
	u16 dialect;
	enum lwsmb_sign_alg sign_alg;
	u32 max_read;
	u32 max_write;
	u32 max_transact;
	u32 capabilities;
	u16 security_mode;
	u32 client_capabilities;
	u16 client_security_mode;
	u8 client_guid[SMB2_GUID_SIZE];
	u8 server_guid[SMB2_GUID_SIZE];
	u8 preauth[LWSMB_PREAUTH_SIZE];
	struct lwsmb_window window;
	struct list_head frames;
	struct list_head turns;
	u32 in_work;
	size_t reserved;
	u32 waiting;
	u32 next_async;
	struct xarray sessions;
	atomic_t valid_sessions;
	time64_t since;
	unsigned long last_used;
	struct delayed_work timer;
	struct work_struct teardown;
};

int srv_conn_accept(struct srv_net *sn, struct socket *sock);
struct srv_conn *srv_conn_get(struct srv_conn *c);
void srv_conn_put(struct srv_conn *c);
void srv_conn_end(struct srv_conn *c);
void srv_conn_finish(struct srv_conn *c);
bool srv_conn_is_closed(struct srv_conn *c);
bool srv_conn_begin_negotiate(struct srv_conn *c);
void srv_conn_end_negotiate(struct srv_conn *c, bool chosen);
bool srv_conn_has_opens(struct srv_conn *c);
void srv_conn_logged_on(struct srv_conn *c);
void srv_conn_end_all(struct srv_net *sn);

#endif /* LWSMB_SRV_CONN_H */
