// SPDX-License-Identifier: GPL-2.0
/*
 * Sessions: their table, their life.
 */
#include <linux/jiffies.h>
#include <linux/random.h>
#include <linux/slab.h>

#include "conn.h"
#include "file/fsa.h"
#include "net.h"
#include "open.h"
#include "req.h"
#include "session.h"
#include "tree.h"
#include "upcall.h"

static void session_free(struct rcu_head *rcu)
{
	struct srv_session *s = container_of(rcu, struct srv_session, rcu);

	kfree_sensitive(s);
}

/**
 * srv_session_get() - take a reference
 * @s: session of which the caller has one
 *
 * Return: @s.
 */
struct srv_session *srv_session_get(struct srv_session *s)
{
	refcount_inc(&s->refs);
	return s;
}

/**
 * srv_session_put() - give a reference back
 * @s: session
 */
void srv_session_put(struct srv_session *s)
{
	if (!refcount_dec_and_test(&s->refs))
		return;
	lwsmb_signer_free(s->signer);
	fsa_user_put(s->user);
	srv_conn_put(s->conn);
	xa_destroy(&s->trees);
	call_rcu(&s->rcu, session_free);
}

static struct srv_session *session_alloc(struct srv_conn *c)
{
	struct srv_session *s;

	s = kzalloc(sizeof(*s), GFP_KERNEL_ACCOUNT);
	if (!s)
		return NULL;
	/* One for the table, one for the caller. */
	refcount_set(&s->refs, 2);
	s->conn = srv_conn_get(c);
	spin_lock_init(&s->lock);
	xa_init_flags(&s->trees, XA_FLAGS_ALLOC1);
	spin_lock_init(&s->opens_lock);
	INIT_LIST_HEAD(&s->opens);
	memcpy(s->preauth, c->preauth, sizeof(s->preauth));
	s->created = ktime_get_real();
	s->last_used = jiffies;
	return s;
}

/**
 * srv_session_new() - begin a session
 * @c: its connection
 *
 * Return: session in progress with a reference for the caller; NULL without memory, or
 * if the connection has too many or has ended.
 */
struct srv_session *srv_session_new(struct srv_conn *c)
{
	struct srv_net *sn = c->sn;
	struct srv_session *s;
	u32 index;

	s = session_alloc(c);
	if (!s)
		return NULL;
	if (xa_alloc_cyclic(&sn->sessions, &index, s, xa_limit_31b, &sn->next_session,
			    GFP_KERNEL_ACCOUNT) < 0)
		goto out_free;
	/* Never 0, and not to be guessed from another's. */
	WRITE_ONCE(s->id, (u64)(get_random_u32() | 1) << 32 | index);
	if (xa_alloc(&c->sessions, &s->slot, s, XA_LIMIT(0, SRV_SESSIONS_PER_CONN - 1),
		     GFP_KERNEL_ACCOUNT))
		goto out_end;
	/*
	 * The end of the connection, or of the session, may have looked before we were in
	 * the table. Pairs with conn_teardown() and srv_session_end(): if they did not find
	 * us, we see that they were there.
	 */
	smp_mb();
	if (!srv_conn_is_closed(c) && srv_session_state(s) != SRV_SESSION_DEAD)
		return s;
	xa_cmpxchg(&c->sessions, s->slot, s, NULL, 0);
out_end:
	srv_session_end(s);
	srv_session_put(s);
	return NULL;

out_free:
	/* Nobody has it: the table's reference goes with ours. */
	srv_session_put(s);
	srv_session_put(s);
	return NULL;
}

/**
 * srv_session_find_any() - find a session, whatever connection it is on
 * @sn: server
 * @id: SessionId
 *
 * Return: session with a reference, or NULL.
 */
struct srv_session *srv_session_find_any(struct srv_net *sn, u64 id)
{
	struct srv_session *s;

	rcu_read_lock();
	s = xa_load(&sn->sessions, lower_32_bits(id));
	if (s && (READ_ONCE(s->id) != id || !refcount_inc_not_zero(&s->refs)))
		s = NULL;
	rcu_read_unlock();
	return s;
}

/**
 * srv_session_find_from() - find the next session in the order of the table
 * @sn: server
 * @index: where to begin; set to where it was found
 *
 * Return: session with a reference, or NULL behind the last.
 */
struct srv_session *srv_session_find_from(struct srv_net *sn, unsigned long *index)
{
	struct srv_session *s;

	rcu_read_lock();
	s = xa_find(&sn->sessions, index, ULONG_MAX, XA_PRESENT);
	while (s && (!READ_ONCE(s->id) || !refcount_inc_not_zero(&s->refs)))
		s = xa_find_after(&sn->sessions, index, ULONG_MAX, XA_PRESENT);
	rcu_read_unlock();
	return s;
}

/**
 * srv_session_find() - find a session of a connection
 * @c: connection
 * @id: SessionId
 *
 * Return: session with a reference, or NULL.
 */
struct srv_session *srv_session_find(struct srv_conn *c, u64 id)
{
	struct srv_session *s = srv_session_find_any(c->sn, id);

	if (s && s->conn != c) {
		srv_session_put(s);
		return NULL;
	}
	return s;
}

/**
 * srv_session_user() - who is it?
 * @s: session
 *
 * Return: user with a reference; NULL before the first log-on.
 */
struct fsa_user *srv_session_user(struct srv_session *s)
{
	struct fsa_user *user;

	spin_lock(&s->lock);
	user = s->user ? fsa_user_get(s->user) : NULL;
	spin_unlock(&s->lock);
	return user;
}

/**
 * srv_session_state() - the state of a session
 * @s: session
 *
 * Return: enum srv_session_state; DEAD is for ever, all else may have changed already.
 */
enum srv_session_state srv_session_state(struct srv_session *s)
{
	/* Pairs with srv_session_validate(): who sees it valid sees its keys. */
	return smp_load_acquire(&s->state);
}

/**
 * srv_session_begin_leg() - become the one who authenticates
 * @s: session
 *
 * Return: false if a leg is in work, or the session has ended.
 */
bool srv_session_begin_leg(struct srv_session *s)
{
	bool ok;

	spin_lock(&s->lock);
	ok = !s->asking && s->state != SRV_SESSION_DEAD;
	if (ok)
		s->asking = true;
	spin_unlock(&s->lock);
	return ok;
}

/**
 * srv_session_end_leg() - be done with a leg
 * @s: session
 * @more: another is to come
 */
void srv_session_end_leg(struct srv_session *s, bool more)
{
	spin_lock(&s->lock);
	s->legs = more ? s->legs + 1 : 0;
	s->asking = false;
	spin_unlock(&s->lock);
}

/* Keys of the first log-on, MS-SMB2 3.3.5.5.3. */
static int session_keys(struct srv_session *s, const u8 session_key[LWSMB_KEY_SIZE])
{
	struct lwsmb_signer *signer;
	u8 key[LWSMB_KEY_SIZE];
	int ret;

	ret = lwsmb_signing_key(s->conn->dialect, session_key, s->preauth, key);
	if (ret)
		return ret;
	signer = lwsmb_signer_new(s->conn->sign_alg, key);
	memzero_explicit(key, sizeof(key));
	if (IS_ERR(signer))
		return PTR_ERR(signer);
	/* Who sees it sees what it points to. */
	smp_store_release(&s->signer, signer);
	return 0;
}

/**
 * srv_session_validate() - log-on, or re-authentication, has succeeded
 * @s: session with a leg in work, so that nobody else is here
 * @user: who it is; a reference is taken
 * @session_key: Session.SessionKey; not looked at when the session has its keys
 *
 * Return: 0; -EPERM if the session has died or another user re-authenticates; errors
 * of lwsmb_signer_new().
 */
int srv_session_validate(struct srv_session *s, struct fsa_user *user,
			 const u8 session_key[LWSMB_KEY_SIZE])
{
	struct fsa_user *old = NULL;
	bool first = !s->signer;
	int ret = 0;

	if (first)
		ret = session_keys(s, session_key);
	if (ret)
		return ret;
	spin_lock(&s->lock);
	if (s->state == SRV_SESSION_DEAD ||
	    (s->user && !uid_eq(fsa_user_uid(s->user), fsa_user_uid(user)))) {
		ret = -EPERM;
	} else {
		old = s->user;
		s->user = fsa_user_get(user);
		/* Pairs with srv_session_state(). */
		smp_store_release(&s->state, SRV_SESSION_VALID);
		if (first)
			atomic_inc(&s->conn->valid_sessions);
	}
	spin_unlock(&s->lock);
	if (!ret && first)
		srv_conn_logged_on(s->conn);
	fsa_user_put(old);
	return ret;
}

/**
 * srv_session_end() - end a session with all that it has open
 * @s: session of which the caller has a reference, or which is in the tables
 *
 * May be called by several at once: one of them does it.
 */
void srv_session_end(struct srv_session *s)
{
	enum srv_session_state before;
	struct srv_conn *c = s->conn;

	spin_lock(&s->lock);
	before = s->state;
	WRITE_ONCE(s->state, SRV_SESSION_DEAD);
	spin_unlock(&s->lock);
	if (before == SRV_SESSION_DEAD)
		return;
	/* Pairs with srv_session_new() and srv_tree_connect(). */
	smp_mb();
	if (before != SRV_SESSION_IN_PROGRESS)
		atomic_dec(&c->valid_sessions);
	xa_cmpxchg(&c->sn->sessions, lower_32_bits(s->id), s, NULL, 0);
	xa_cmpxchg(&c->sessions, s->slot, s, NULL, 0);
	srv_auth_forget(c->sn, s->id);
	srv_req_cancel_session(c, s);
	srv_open_close_all(s, NULL);
	srv_tree_disconnect_all(s);
	srv_session_put(s);
}
