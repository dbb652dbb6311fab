// SPDX-License-Identifier: GPL-2.0
/*
 * What an administrator sees and ends.
 */
#include <linux/jiffies.h>
#include <linux/limits.h>
#include <linux/slab.h>
#include <lwsmb/core_stats.h>

#include "admin.h"
#include "conn.h"
#include "file/fsa.h"
#include "net.h"
#include "open.h"
#include "pipe.h"
#include "session.h"
#include "share.h"
#include "tree.h"

static u32 seconds_since(unsigned long then)
{
	return (jiffies - then) / HZ;
}

static u32 count_entries(struct xarray *xa)
{
	unsigned long i;
	u32 count = 0;
	void *entry;

	xa_for_each(xa, i, entry)
		count++;
	return count;
}

static int session_row(struct srv_session *s, u64 number, srv_session_row_fn fn, void *arg)
{
	struct fsa_user *user = srv_session_user(s);
	const struct srv_session_row row = {
		.number = number,
		.id = s->id,
		.user = user ? fsa_user_name(user) : "",
		.uid = user ? fsa_user_uid(user) : INVALID_UID,
		.client = &s->conn->peer,
		.dialect = s->conn->dialect,
		.is_signed = s->signer,
		.trees = count_entries(&s->trees),
		.opens = READ_ONCE(s->open_count),
		.since = ktime_divns(s->created, NSEC_PER_SEC),
		.idle = seconds_since(READ_ONCE(s->last_used)),
	};
	/* One that has not logged on yet is nobody's. */
	int ret = user ? fn(arg, &row) : 0;

	fsa_user_put(user);
	return ret;
}

/**
 * srv_session_walk() - look at all sessions that have logged on
 * @sn: server
 * @from: first number
 * @fn: called for each
 * @arg: its first argument
 *
 * Return: 0, or what @fn returned.
 */
int srv_session_walk(struct srv_net *sn, u64 from, srv_session_row_fn fn, void *arg)
{
	struct srv_session *s;
	unsigned long index;
	int ret = 0;

	for (index = from; !ret && (s = srv_session_find_from(sn, &index)); index++) {
		ret = session_row(s, index, fn, arg);
		srv_session_put(s);
	}
	return ret;
}

static int open_row(struct srv_open *o, u64 number, srv_open_row_fn fn, void *arg, char *buf)
{
	struct srv_session *s = o->session;
	struct fsa_user *user = srv_session_user(s);
	const char *path = o->file ? fsa_open_path(o->file, buf, PATH_MAX) : "";
	const struct srv_open_row row = {
		.number = number,
		.id = o->id.volatile_id,
		.session_id = s->id,
		.has_session = true,
		.user = user ? fsa_user_name(user) : "",
		.share = o->tree->share->name,
		.path = IS_ERR(path) ? "" : path,
		.access = o->file ? fsa_open_access(o->file) : 0,
		.share_access = o->file ? fsa_open_share_access(o->file) : 0,
		.directory = o->file && fsa_open_is_directory(o->file),
		.pipe = o->pipe,
	};
	int ret = fn(arg, &row);

	fsa_user_put(user);
	return ret;
}

/**
 * srv_open_walk() - look at all opens
 * @sn: server
 * @from: first number
 * @fn: called for each
 * @arg: its first argument
 *
 * Return: 0, -ENOMEM, or what @fn returned.
 */
int srv_open_walk(struct srv_net *sn, u64 from, srv_open_row_fn fn, void *arg)
{
	unsigned long index;
	struct srv_open *o;
	int ret = 0;
	char *buf;

	buf = kmalloc(PATH_MAX, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	for (index = from; !ret && (o = srv_open_find_from(sn, &index)); index++) {
		ret = open_row(o, index, fn, arg, buf);
		srv_open_put(o);
	}
	kfree(buf);
	return ret;
}

static int conn_row(struct srv_conn *c, u64 number, srv_conn_row_fn fn, void *arg)
{
	const struct srv_conn_row row = {
		.number = number,
		.id = c->id,
		.client = &c->peer,
		.local = &c->local,
		.dialect = READ_ONCE(c->state) == SRV_CONN_NEGOTIATED ? c->dialect : 0,
		.sessions = atomic_read(&c->valid_sessions),
		.requests = READ_ONCE(c->in_work),
		.since = c->since,
		.idle = seconds_since(READ_ONCE(c->last_used)),
	};

	return fn(arg, &row);
}

/**
 * srv_conn_walk() - look at all connections
 * @sn: server
 * @from: first number
 * @fn: called for each, under RCU
 * @arg: its first argument
 *
 * Return: 0, or what @fn returned.
 */
int srv_conn_walk(struct srv_net *sn, u64 from, srv_conn_row_fn fn, void *arg)
{
	struct srv_conn *c;
	unsigned long id;
	int ret = 0;

	rcu_read_lock();
	xa_for_each_start(&sn->conns, id, c, from) {
		ret = conn_row(c, id, fn, arg);
		if (ret)
			break;
	}
	rcu_read_unlock();
	return ret;
}

/**
 * srv_session_kill() - end a session
 * @sn: server
 * @id: SessionId
 *
 * Return: 0 or -ENOENT.
 */
int srv_session_kill(struct srv_net *sn, u64 id)
{
	struct srv_session *s = srv_session_find_any(sn, id);

	if (!s)
		return -ENOENT;
	srv_session_end(s);
	srv_session_put(s);
	return 0;
}

/**
 * srv_open_kill() - close an open
 * @sn: server
 * @id: volatile half of the FileId
 *
 * Return: 0 or -ENOENT.
 */
int srv_open_kill(struct srv_net *sn, u64 id)
{
	struct srv_open *o = srv_open_find_any(sn, id);
	int ret = -ENOENT;

	if (!o)
		return ret;
	if (srv_open_close(o))
		ret = 0;
	srv_open_put(o);
	return ret;
}

static u64 requests(const struct lwsmb_stats_sum *sum)
{
	u64 all = 0;
	u32 i;

	for (i = 0; i < LWSMB_STAT_COMMANDS; i++)
		all += sum->value[LWSMB_STAT_REQUESTS + i];
	return all;
}

/**
 * srv_stats_read() - figures of a server
 * @sn: server
 * @st: filled in
 */
void srv_stats_read(struct srv_net *sn, struct srv_stats *st)
{
	struct lwsmb_stats_sum sum;

	lwsmb_stats_read(sn->stats, &sum);
	*st = (struct srv_stats){
		.connections = count_entries(&sn->conns),
		.sessions = count_entries(&sn->sessions),
		.opens = count_entries(&sn->opens),
		.requests = requests(&sum),
		.bytes_received = sum.value[LWSMB_STAT_BYTES_IN],
		.bytes_sent = sum.value[LWSMB_STAT_BYTES_OUT],
		.logons = atomic64_read(&sn->logons),
		.logons_failed = atomic64_read(&sn->logons_failed),
		.signatures_failed = sum.value[LWSMB_STAT_BAD_SIGNATURES],
	};
}
