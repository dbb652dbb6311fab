/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The server in one network namespace: what everything else hangs from.
 *
 *	srv_net ──┬── srv_listener
 *	          ├── srv_share  (by name)          ── fsa_volume
 *	          ├── srv_conn ── lwsmb_xprt
 *	          └── srv_session (by id) ──┬── srv_tree (by id) ── srv_share
 *	                                    └── srv_open (by id) ── srv_tree, fsa_open | srv_pipe
 *
 * References go down and to the right. Each object has get/put, one creator
 * reference and one release path; teardown is unlink, mark dead, quiesce, free. A
 * request pins connection, session, tree and open when it is dispatched, so none of
 * them can go from under it.
 *
 * Nothing listens until the daemon says so, and without listeners there are no
 * connections: a loaded module alone serves nobody.
 */
#ifndef LWSMB_SRV_NET_H
#define LWSMB_SRV_NET_H

#include <linux/mutex.h>
#include <linux/socket.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <linux/xarray.h>
#include <lwsmb/proto_smb2.h>

struct net;
struct lwsmb_stats;
struct srv_conn;

/* Limits; those before log-on are what a stranger can cost us. */
#define SRV_PREAUTH_FRAME_MAX (64 * 1024) /* bytes of a frame before log-on */
#define SRV_PREAUTH_SECONDS 30 /* from connect to the first valid session */
#define SRV_PREAUTH_PER_ADDRESS 64 /* connections of an address without a session */
#define SRV_WORK_PER_CONN (32 * 1024 * 1024) /* bytes that requests in work may take */
#define SRV_ASYNC_PER_CONN 512 /* requests that wait and have given their credits back */
#define SRV_AUTH_SECONDS 10 /* that a log-on waits for the daemon */
#define SRV_SESSIONS_PER_CONN 256
#define SRV_TREES_PER_SESSION 1024
#define SRV_OPENS_PER_SESSION 65536

/**
 * struct srv_config - settings of the server that are not a share's
 * @guid: ServerGuid; the daemon keeps it
 * @min_dialect: SMB2_DIALECT_*
 * @max_dialect: SMB2_DIALECT_*
 * @signing_required: a client must sign
 * @max_read: bytes
 * @max_write: bytes
 * @max_transact: bytes
 * @max_connections: connections at a time, 0: no limit
 * @deadtime: seconds after which an idle connection without opens ends, 0: never
 * @spnego_hint: token of NEGOTIATE responses: the mechanisms that the daemon has
 * @spnego_hint_len: bytes of it
 *
 * Immutable: a reload puts another in its place (srv_net_configure()).
 */
struct srv_config {
	struct rcu_head rcu;
	u8 guid[SMB2_GUID_SIZE];
	u16 min_dialect;
	u16 max_dialect;
	bool signing_required;
	u32 max_read;
	u32 max_write;
	u32 max_transact;
	u32 max_connections;
	u32 deadtime;
	u32 spnego_hint_len;
	u8 spnego_hint[] __counted_by(spnego_hint_len);
};

/**
 * struct srv_net - the server in one network namespace
 * @net: the namespace
 * @mutex: of @listeners and @shares for writing
 * @config: settings, RCU; NULL until the daemon has set them
 * @listeners: struct srv_listener
 * @shares: struct srv_share, RCU for reading
 * @conns: struct srv_conn by id; its lock is the xarray's
 * @sessions: struct srv_session by id; likewise
 * @opens: struct srv_open by persistent id; likewise
 * @daemon_mutex: one command of the daemon or an administrator at a time; outside
 *                of @mutex
 * @daemon_lock: of what follows down to @daemon_bytes; innermost
 * @daemon: portid of the daemon that owns this server, 0: none
 * @daemon_epoch: of that daemon: counts the ones that registered
 * @upcalls: questions to the daemon that wait for an answer
 * @upcall_count: number of them
 * @unsent: struct srv_upcall that the daemon has not or not wholly got
 * @daemon_bytes: memory that questions hold
 * @daemon_dead: the server ends: nothing more is asked
 * @daemon_work: sends what is in @unsent
 * @wq: requests in work, timers, what an end has to undo
 * @xprt_wq: sending and receiving, which never wait for a disk
 * @next_conn: where the search for a free id of a connection begins
 * @next_session: the same of a session
 * @next_open: the same of an open
 * @stats: traffic
 * @logons: that succeeded
 * @logons_failed: that did not
 * @conn_count: connections that are not freed
 * @conn_wait: waits for the last of them
 */
struct srv_net {
	struct net *net;
	struct mutex mutex; /* see above */
	struct srv_config __rcu *config;
	struct list_head listeners;
	struct list_head shares;
	struct xarray conns;
	struct xarray sessions;
	struct xarray opens;
	struct mutex daemon_mutex; /* see above */
	spinlock_t daemon_lock; /* see above */
	u32 daemon;
	u32 daemon_epoch;
	struct list_head upcalls;
	u32 upcall_count;
	struct list_head unsent;
	size_t daemon_bytes;
	bool daemon_dead;
	struct delayed_work daemon_work;
	struct workqueue_struct *wq;
	struct workqueue_struct *xprt_wq;
	u32 next_conn;
	u32 next_session;
	u32 next_open;
	struct lwsmb_stats *stats;
	atomic64_t logons;
	atomic64_t logons_failed;
	atomic_t conn_count;
	wait_queue_head_t conn_wait;
};

struct srv_net *srv_net(const struct net *net);
int srv_net_register(void);
void srv_net_unregister(void);
void srv_net_configure(struct srv_net *sn, struct srv_config *config);
void srv_net_stop(struct srv_net *sn);

/* listener.c */
int srv_listener_add(struct srv_net *sn, const struct sockaddr_storage *addr);
int srv_listener_del(struct srv_net *sn, const struct sockaddr_storage *addr);
void srv_listener_del_all(struct srv_net *sn);

#endif /* LWSMB_SRV_NET_H */
