/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A session's connection to a share, MS-SMB2 3.3.1.9.
 */
#ifndef LWSMB_SRV_TREE_H
#define LWSMB_SRV_TREE_H

#include <linux/refcount.h>
#include <linux/types.h>

struct srv_conn;
struct srv_session;
struct srv_share;

/**
 * struct srv_tree - a session's connection to a share
 * @refs: requests, opens, the session's table
 * @rcu: it is found under RCU
 * @id: TreeId
 * @share: the share
 * @access: most that an open below it may be granted: MaximalAccess
 * @gone: it is disconnected; by the session's opens_lock
 */
struct srv_tree {
	refcount_t refs;
	struct rcu_head rcu;
	u32 id;
	struct srv_share *share;
	u32 access;
	bool gone;
};

struct srv_tree *srv_tree_connect(struct srv_session *s, struct srv_share *share, u32 access);
struct srv_tree *srv_tree_find(struct srv_session *s, u32 id);
bool srv_tree_has_pipes(struct srv_conn *c, u64 session_id, u32 id);
struct srv_tree *srv_tree_get(struct srv_tree *t);
void srv_tree_put(struct srv_tree *t);
bool srv_tree_disconnect(struct srv_session *s, struct srv_tree *t);
void srv_tree_disconnect_all(struct srv_session *s);

#endif /* LWSMB_SRV_TREE_H */
