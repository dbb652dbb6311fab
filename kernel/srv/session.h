/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A user's session, MS-SMB2 3.3.1.8.
 *
 *	IN_PROGRESS --log-on done--> VALID <--re-authenticated-- EXPIRED
 *	     |                        |  \---- ticket's end ------^
 *	     +------ refused -----> DEAD <-- log-off, end of the connection,
 *	                                     replaced by PreviousSessionId, administrator
 *
 * What authentication gives, keys and user, is written before the session becomes
 * VALID. Re-authentication changes the user as a whole; the keys stay (3.3.5.5.3).
 */
#ifndef LWSMB_SRV_SESSION_H
#define LWSMB_SRV_SESSION_H

#include <linux/ktime.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>
#include <linux/xarray.h>
#include <lwsmb/core_sign.h>

struct fsa_user;
struct srv_conn;
struct srv_net;

enum srv_session_state {
	SRV_SESSION_IN_PROGRESS,
	SRV_SESSION_VALID,
	SRV_SESSION_EXPIRED,
	SRV_SESSION_DEAD,
};

/**
 * struct srv_session - a user's session
 * @refs: requests, trees, the table
 * @rcu: it is found under RCU
 * @conn: where it was set up; held
 * @id: SessionId: the lower half is the index in the server's table, the upper half
 *      is random
 * @slot: index in the connection's table
 * @lock: of @state for writing, @user and @asking
 * @state: enum srv_session_state
 * @user: who it is; NULL before the first log-on
 * @asking: a leg of authentication is with the daemon: a second one is refused
 * @legs: legs since the log-on or re-authentication began; of whoever has set @asking
 * @must_sign: a SESSION_SETUP demanded signatures; of whoever has set @asking, and read
 *             once VALID
 * @signer: set before VALID, never changed after
 * @preauth: 3.1.1: hash over NEGOTIATE and the legs of SESSION_SETUP; of whoever has
 *           set @asking, until the session is VALID
 * @trees: struct srv_tree by id; its lock is the xarray's
 * @opens: struct srv_open, linked by @link; by @opens_lock
 * @open_count: number of them; by @opens_lock
 * @opens_lock: see there
 * @created: when
 * @last_used: jiffies of its last request
 */
struct srv_session {
	refcount_t refs;
	struct rcu_head rcu;
	struct srv_conn *conn;
	u64 id;
	u32 slot;
	spinlock_t lock; /* see above */
	enum srv_session_state state;
	struct fsa_user *user;
	bool asking;
	u32 legs;
	bool must_sign;
	struct lwsmb_signer *signer;
	u8 preauth[LWSMB_PREAUTH_SIZE];
	struct xarray trees;
	spinlock_t opens_lock; /* see above */
	struct list_head opens;
	u32 open_count;
	ktime_t created;
	unsigned long last_used;
};

struct srv_session *srv_session_new(struct srv_conn *c);
struct srv_session *srv_session_find(struct srv_conn *c, u64 id);
struct srv_session *srv_session_find_any(struct srv_net *sn, u64 id);
struct srv_session *srv_session_find_from(struct srv_net *sn, unsigned long *index);
struct srv_session *srv_session_get(struct srv_session *s);
void srv_session_put(struct srv_session *s);
struct fsa_user *srv_session_user(struct srv_session *s);
enum srv_session_state srv_session_state(struct srv_session *s);
bool srv_session_begin_leg(struct srv_session *s);
void srv_session_end_leg(struct srv_session *s, bool more);
int srv_session_validate(struct srv_session *s, struct fsa_user *user,
			 const u8 session_key[LWSMB_KEY_SIZE]);
void srv_session_end(struct srv_session *s);

#endif /* LWSMB_SRV_SESSION_H */
