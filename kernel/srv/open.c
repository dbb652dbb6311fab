// SPDX-License-Identifier: GPL-2.0
/*
 * Opens: the table of FileIds.
 */
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/xarray.h>

#include "conn.h"
#include "file/fsa.h"
#include "net.h"
#include "open.h"
#include "pipe.h"
#include "session.h"
#include "tree.h"

/**
 * srv_open_put() - give a reference back
 * @o: open
 */
void srv_open_put(struct srv_open *o)
{
	if (!refcount_dec_and_test(&o->refs))
		return;
	if (o->file)
		fsa_open_put(o->file);
	if (o->pipe)
		srv_pipe_put(o->pipe);
	srv_tree_put(o->tree);
	srv_session_put(o->session);
	kfree_rcu(o, rcu);
}

/* Into the session's list, while it and the tree live and there is room. */
static bool open_link(struct srv_open *o)
{
	struct srv_session *s = o->session;
	bool ok;

	spin_lock(&s->opens_lock);
	ok = srv_session_state(s) != SRV_SESSION_DEAD && !o->tree->gone &&
	     s->open_count < SRV_OPENS_PER_SESSION;
	if (ok) {
		list_add_tail(&o->link, &s->opens);
		s->open_count++;
	}
	spin_unlock(&s->opens_lock);
	return ok;
}

/**
 * srv_open_new() - give an open a FileId
 * @s: whose it is
 * @t: through which it was opened
 * @file: the file layer's, or NULL; taken over on success
 * @pipe: a pipe, or NULL; taken over on success
 *
 * Return: open with a reference for the caller; NULL without memory, over the limit, or
 * if the session or the tree has ended.
 */
struct srv_open *srv_open_new(struct srv_session *s, struct srv_tree *t, struct fsa_open *file,
			      struct srv_pipe *pipe)
{
	struct srv_net *sn = s->conn->sn;
	struct srv_open *o;
	u32 index;

	o = kzalloc(sizeof(*o), GFP_KERNEL_ACCOUNT);
	if (!o)
		return NULL;
	/* One for the table, one for the caller. */
	refcount_set(&o->refs, 2);
	INIT_LIST_HEAD(&o->link);
	o->session = srv_session_get(s);
	o->tree = srv_tree_get(t);
	o->id.persistent_id = get_random_u64();
	if (xa_alloc_cyclic(&sn->opens, &index, o, xa_limit_31b, &sn->next_open,
			    GFP_KERNEL_ACCOUNT) < 0)
		goto out_free;
	if (!open_link(o))
		goto out_erase;
	o->file = file;
	o->pipe = pipe;
	/* Found from here on: the random half is never 0. */
	smp_store_release(&o->id.volatile_id, (u64)(get_random_u32() | 1) << 32 | index);
	return o;

out_erase:
	xa_erase(&sn->opens, index);
out_free:
	srv_tree_put(o->tree);
	srv_session_put(s);
	kfree_rcu(o, rcu);
	return NULL;
}

/* Is it complete, and still there? */
static bool open_pin(struct srv_open *o)
{
	/* Pairs with srv_open_new(): with the id, all else is there. */
	return smp_load_acquire(&o->id.volatile_id) && refcount_inc_not_zero(&o->refs);
}

/**
 * srv_open_find_from() - find the next open in the order of the table
 * @sn: server
 * @index: where to begin; set to where it was found
 *
 * Return: open with a reference, or NULL behind the last.
 */
struct srv_open *srv_open_find_from(struct srv_net *sn, unsigned long *index)
{
	struct srv_open *o;

	rcu_read_lock();
	o = xa_find(&sn->opens, index, ULONG_MAX, XA_PRESENT);
	while (o && !open_pin(o))
		o = xa_find_after(&sn->opens, index, ULONG_MAX, XA_PRESENT);
	rcu_read_unlock();
	return o;
}

/**
 * srv_open_find_any() - find an open, whosever it is
 * @sn: server
 * @id: volatile half of the FileId
 *
 * Return: open with a reference, or NULL.
 */
struct srv_open *srv_open_find_any(struct srv_net *sn, u64 id)
{
	struct srv_open *o;

	rcu_read_lock();
	o = xa_load(&sn->opens, lower_32_bits(id));
	if (o && !open_pin(o))
		o = NULL;
	rcu_read_unlock();
	if (o && o->id.volatile_id != id) {
		srv_open_put(o);
		return NULL;
	}
	return o;
}

/**
 * srv_open_find() - find an open
 * @s: session that asks
 * @t: tree that it names
 * @id: FileId
 *
 * Return: open with a reference; NULL if there is none, or it belongs to another
 * session or tree.
 */
struct srv_open *srv_open_find(struct srv_session *s, struct srv_tree *t,
			       const struct smb2_file_id *id)
{
	struct srv_open *o = srv_open_find_any(s->conn->sn, id->volatile_id);

	if (o && (o->id.persistent_id != id->persistent_id || o->session != s || o->tree != t)) {
		srv_open_put(o);
		return NULL;
	}
	return o;
}

/**
 * srv_open_close() - close an open for everybody
 * @o: open of which the caller has a reference
 *
 * Return: false if somebody else has done it.
 */
bool srv_open_close(struct srv_open *o)
{
	struct srv_session *s = o->session;
	struct srv_net *sn = s->conn->sn;
	/* Pairs with srv_open_new(): with the id, all else is there. */
	u64 id = smp_load_acquire(&o->id.volatile_id);

	if (xa_cmpxchg(&sn->opens, lower_32_bits(id), o, NULL, 0) != o)
		return false;
	spin_lock(&s->opens_lock);
	list_del_init(&o->link);
	s->open_count--;
	spin_unlock(&s->opens_lock);
	if (o->file)
		fsa_close(o->file);
	if (o->pipe)
		srv_pipe_close(o->pipe);
	srv_open_put(o);
	return true;
}

static struct srv_open *open_first(struct srv_session *s, struct srv_tree *t)
{
	struct srv_open *o, *found = NULL;

	spin_lock(&s->opens_lock);
	list_for_each_entry(o, &s->opens, link) {
		if ((t && o->tree != t) || !refcount_inc_not_zero(&o->refs))
			continue;
		found = o;
		break;
	}
	spin_unlock(&s->opens_lock);
	return found;
}

/**
 * srv_open_close_all() - close all opens of a session
 * @s: session
 * @t: only those of this tree, or NULL
 */
void srv_open_close_all(struct srv_session *s, struct srv_tree *t)
{
	struct srv_open *o;

	while ((o = open_first(s, t))) {
		bool closed = srv_open_close(o);

		srv_open_put(o);
		/* Another closes it right now; it takes it off the list. */
		if (!closed)
			cond_resched();
	}
}
