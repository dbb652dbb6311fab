// SPDX-License-Identifier: GPL-2.0
/*
 * Trees: a session's connections to shares.
 */
#include <linux/slab.h>
#include <linux/xarray.h>

#include "conn.h"
#include "net.h"
#include "open.h"
#include "session.h"
#include "share.h"
#include "tree.h"

/**
 * srv_tree_get() - take a reference
 * @t: tree of which the caller has one
 *
 * Return: @t.
 */
struct srv_tree *srv_tree_get(struct srv_tree *t)
{
	refcount_inc(&t->refs);
	return t;
}

/**
 * srv_tree_put() - give a reference back
 * @t: tree
 */
void srv_tree_put(struct srv_tree *t)
{
	if (!refcount_dec_and_test(&t->refs))
		return;
	srv_share_put(t->share);
	kfree_rcu(t, rcu);
}

/**
 * srv_tree_connect() - connect a session to a share
 * @s: session
 * @share: share; its reference is taken over, also on error
 * @access: MaximalAccess
 *
 * Return: tree with a reference for the caller; NULL without memory or over the limit.
 */
struct srv_tree *srv_tree_connect(struct srv_session *s, struct srv_share *share, u32 access)
{
	struct srv_tree *t;

	t = kzalloc(sizeof(*t), GFP_KERNEL_ACCOUNT);
	if (!t) {
		srv_share_put(share);
		return NULL;
	}
	/* One for the table, one for the caller. */
	refcount_set(&t->refs, 2);
	t->share = share;
	t->access = access;
	if (xa_alloc(&s->trees, &t->id, t, XA_LIMIT(1, SRV_TREES_PER_SESSION),
		     GFP_KERNEL_ACCOUNT)) {
		srv_tree_put(t);
		srv_tree_put(t);
		return NULL;
	}
	/*
	 * The session may have ended while we were not in its table. Pairs with
	 * srv_session_end(): if that does not find us, we see that it was there.
	 */
	smp_mb();
	if (srv_session_state(s) == SRV_SESSION_DEAD)
		srv_tree_disconnect(s, t);
	return t;
}

/**
 * srv_tree_find() - find a tree
 * @s: session
 * @id: TreeId
 *
 * Return: tree with a reference, or NULL.
 */
struct srv_tree *srv_tree_find(struct srv_session *s, u32 id)
{
	struct srv_tree *t;

	rcu_read_lock();
	t = xa_load(&s->trees, id);
	if (t && !refcount_inc_not_zero(&t->refs))
		t = NULL;
	rcu_read_unlock();
	return t;
}

/**
 * srv_tree_has_pipes() - does a message speak to pipes?
 * @c: its connection
 * @session_id: SessionId of its header
 * @id: TreeId of its header
 *
 * Nothing has been verified then, so that nothing but an order may depend on it.
 *
 * Return: whether that is a tree of a share of pipes.
 */
bool srv_tree_has_pipes(struct srv_conn *c, u64 session_id, u32 id)
{
	struct srv_session *s;
	struct srv_tree *t;
	bool has = false;

	rcu_read_lock();
	s = xa_load(&c->sn->sessions, lower_32_bits(session_id));
	if (s && s->conn == c && READ_ONCE(s->id) == session_id) {
		t = xa_load(&s->trees, id);
		has = t && t->share->type == SRV_SHARE_PIPE;
	}
	rcu_read_unlock();
	return has;
}

/**
 * srv_tree_disconnect() - disconnect a tree, and close what was opened through it
 * @s: session
 * @t: tree of which the caller has a reference
 *
 * Return: false if somebody else has done it.
 */
bool srv_tree_disconnect(struct srv_session *s, struct srv_tree *t)
{
	if (xa_cmpxchg(&s->trees, t->id, t, NULL, 0) != t)
		return false;
	/* A CREATE that has found the tree already makes no open any more. */
	spin_lock(&s->opens_lock);
	t->gone = true;
	spin_unlock(&s->opens_lock);
	srv_open_close_all(s, t);
	srv_tree_put(t);
	return true;
}

/**
 * srv_tree_disconnect_all() - disconnect all trees of a session that has ended
 * @s: session
 */
void srv_tree_disconnect_all(struct srv_session *s)
{
	struct srv_tree *t;
	unsigned long id;

	xa_for_each(&s->trees, id, t) {
		t = srv_tree_find(s, id);
		if (!t)
			continue;
		srv_tree_disconnect(s, t);
		srv_tree_put(t);
	}
}
