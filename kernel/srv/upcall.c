// SPDX-License-Identifier: GPL-2.0
/*
 * Questions to the daemon and their answers; see upcall.h and upcall_parts.h.
 */
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/slab.h>

#include "file/fsa.h"
#include "net.h"
#include "netlink_gen.h"
#include "upcall_parts.h"

/**
 * srv_upcall_put() - drop a reference
 * @call: question or NULL
 *
 * Context: process, without daemon_lock.
 */
void srv_upcall_put(struct srv_upcall *call)
{
	struct srv_net *sn;

	if (!call || !refcount_dec_and_test(&call->refs))
		return;
	sn = call->sn;
	spin_lock(&sn->daemon_lock);
	sn->daemon_bytes -= call->charge;
	spin_unlock(&sn->daemon_lock);
	if (call->answer.user)
		fsa_user_put(call->answer.user);
	kvfree(call->answer.data);
	kvfree(call->answer.messages);
	kvfree(call->answer.groups);
	kfree(call->name);
	kfree(call->user);
	memzero_explicit(call->answer.key, sizeof(call->answer.key));
	kvfree(call);
}

/*
 * Where there is no answer, nothing of what has come is given away: the daemon may be
 * adding to it, on another CPU.
 */
static void call_back(struct srv_upcall *call)
{
	const struct srv_answer none = { .err = call->answer.err };
	const struct srv_answer *a = none.err ? &none : &call->answer;

	if (call->auth_fn) {
		struct srv_auth_answer auth = {
			.err = a->err,
			.status = a->status,
			.token = a->data,
			.token_len = a->len,
			.user = a->user,
			.guest = a->guest,
		};

		memcpy(auth.session_key, a->key, sizeof(auth.session_key));
		call->auth_fn(call->arg, &auth);
		memzero_explicit(&auth, sizeof(auth));
	} else {
		struct srv_pipe_answer pipe = {
			.err = a->err,
			.status = a->status,
			.data = a->data,
			.len = a->len,
			.messages = a->messages,
			.message_count = a->message_count,
			.epoch = a->epoch,
		};

		call->pipe_fn(call->arg, &pipe);
	}
}

/* Takes a question off the lists. */
static void unlink_call(struct srv_upcall *call)
{
	lockdep_assert_held(&call->sn->daemon_lock);
	if (!list_empty(&call->link))
		call->sn->upcall_count--;
	list_del_init(&call->link);
	list_del_init(&call->unsent);
}

/* The time is up, or there is an answer. Runs twice if both come together. */
static void upcall_end(struct srv_upcall *call)
{
	struct srv_net *sn = call->sn;
	bool run;

	spin_lock(&sn->daemon_lock);
	run = call->state != SRV_UPCALL_DONE;
	if (call->state == SRV_UPCALL_WAITING) {
		unlink_call(call);
		call->answer.err = -ETIMEDOUT;
	}
	call->state = SRV_UPCALL_DONE;
	spin_unlock(&sn->daemon_lock);
	if (run)
		call_back(call);
}

static void upcall_work(struct work_struct *work)
{
	struct srv_upcall *call = container_of(to_delayed_work(work), struct srv_upcall, work);

	upcall_end(call);
	srv_upcall_put(call);
}

static void answer(struct srv_upcall *call, int err)
{
	lockdep_assert_held(&call->sn->daemon_lock);
	unlink_call(call);
	call->answer.err = err;
	call->answer.epoch = call->sn->daemon_epoch;
	call->state = SRV_UPCALL_ANSWERED;
}

/* Brings a waiting question's end without an answer on its way. */
static void finish(struct srv_upcall *call, int err)
{
	answer(call, err);
	refcount_inc(&call->refs);
	if (mod_delayed_work(call->sn->wq, &call->work, 0))
		refcount_dec(&call->refs); /* it was pending with a reference of its own */
}

static struct srv_upcall *upcall_new(struct srv_net *sn, enum srv_upcall_kind kind, u64 id,
				     const void *payload, u32 len)
{
	struct srv_upcall *call = kvzalloc(struct_size(call, payload, len), GFP_KERNEL_ACCOUNT);

	if (!call)
		return NULL;
	refcount_set(&call->refs, 1);
	call->sn = sn;
	call->kind = kind;
	call->state = SRV_UPCALL_DONE;
	call->id = id;
	call->len = len;
	if (len)
		memcpy(call->payload, payload, len);
	INIT_LIST_HEAD(&call->link);
	INIT_LIST_HEAD(&call->unsent);
	INIT_DELAYED_WORK(&call->work, upcall_work);
	return call;
}

/* Counts the memory of a question that is about to be sent. */
static int charge(struct srv_upcall *call)
{
	struct srv_net *sn = call->sn;
	size_t bytes = struct_size(call, payload, call->len);

	lockdep_assert_held(&sn->daemon_lock);
	if (sn->daemon_dead)
		return -ESHUTDOWN;
	if (!sn->daemon && !call->first)
		return -ECONNRESET;
	if (bytes > SRV_UPCALL_BYTES_MAX - sn->daemon_bytes)
		return -ENOBUFS;
	call->charge = bytes;
	sn->daemon_bytes += bytes;
	return 0;
}

static struct srv_upcall *find_cookie(struct srv_net *sn, u64 cookie)
{
	struct srv_upcall *call;

	lockdep_assert_held(&sn->daemon_lock);
	list_for_each_entry(call, &sn->upcalls, link)
		if (call->cookie == cookie)
			return call;
	return NULL;
}

static void draw_cookie(struct srv_upcall *call)
{
	do
		call->cookie = get_random_u64();
	while (!call->cookie || find_cookie(call->sn, call->cookie));
}

/*
 * Puts a new question on its way and consumes it. On success *@ref, if wanted, is the
 * asker's reference; it is set before the asker can be called back.
 */
static int submit(struct srv_upcall *call, struct srv_upcall **ref)
{
	struct srv_net *sn = call->sn;
	int ret;

	spin_lock(&sn->daemon_lock);
	ret = charge(call);
	if (!ret) {
		draw_cookie(call);
		if (ref) {
			refcount_inc(&call->refs);
			*ref = call;
		}
		call->state = SRV_UPCALL_WAITING;
		list_add_tail(&call->link, &sn->upcalls);
		list_add_tail(&call->unsent, &sn->unsent);
		sn->upcall_count++;
		queue_delayed_work(sn->wq, &call->work, SRV_AUTH_SECONDS * HZ);
		queue_delayed_work(sn->wq, &sn->daemon_work, 0);
	}
	spin_unlock(&sn->daemon_lock);
	if (ret)
		srv_upcall_put(call);
	return ret;
}

/* Puts a message on its way that nobody waits for; it is lost if there is no memory. */
static void submit_forget(struct srv_net *sn, enum srv_upcall_kind kind, u64 id)
{
	struct srv_upcall *call = upcall_new(sn, kind, id, NULL, 0);
	int ret;

	if (!call)
		return;
	spin_lock(&sn->daemon_lock);
	ret = charge(call);
	if (!ret) {
		list_add_tail(&call->unsent, &sn->unsent);
		queue_delayed_work(sn->wq, &sn->daemon_work, 0);
	}
	spin_unlock(&sn->daemon_lock);
	if (ret)
		srv_upcall_put(call);
}

/**
 * srv_auth_ask() - ask what to do with a client's token
 * @sn: server
 * @session_id: session that is being set up
 * @first: it is the first token of this log-on
 * @client: the client's address
 * @token: token; copied
 * @len: bytes of it
 * @fn: asker's function
 * @arg: its first argument
 * @call: set to a reference for srv_upcall_cancel() and srv_upcall_put() before @fn can
 *        be called; NULL: none is wanted
 *
 * Context: process; may sleep for memory.
 * Return: 0, or a negative errno and then @fn is not called; see upcall.h.
 */
int srv_auth_ask(struct srv_net *sn, u64 session_id, bool first,
		 const struct sockaddr_storage *client, const void *token, u32 len,
		 srv_auth_fn fn, void *arg, struct srv_upcall **call)
{
	struct srv_upcall *c;

	if (len > LWSMB_SRV_PAYLOAD_MAX)
		return -EMSGSIZE;
	c = upcall_new(sn, SRV_UPCALL_AUTH, session_id, token, len);
	if (!c)
		return -ENOMEM;
	c->first = first;
	c->client = *client;
	c->auth_fn = fn;
	c->arg = arg;
	return submit(c, call);
}

/**
 * srv_auth_forget() - a session will ask no more
 * @sn: server
 * @session_id: session
 *
 * The daemon drops what it knows of a log-on that was not finished. Best effort: it
 * forgets by itself after a while.
 *
 * Context: process; may sleep for memory.
 */
void srv_auth_forget(struct srv_net *sn, u64 session_id)
{
	submit_forget(sn, SRV_UPCALL_AUTH_FORGET, session_id);
}

/**
 * srv_pipe_ask_open() - ask for a named pipe
 * @sn: server
 * @pipe_id: a number that the caller gives to no other pipe
 * @name: pipe's name, UTF-8, without "\pipe\"
 * @user: who opens it
 * @client: the client's address
 * @fn: asker's function
 * @arg: its first argument
 * @call: as for srv_auth_ask()
 *
 * Context: process; may sleep for memory.
 * Return: 0, or a negative errno and then @fn is not called; see upcall.h.
 */
int srv_pipe_ask_open(struct srv_net *sn, u64 pipe_id, const char *name,
		      const struct fsa_user *user, const struct sockaddr_storage *client,
		      srv_pipe_fn fn, void *arg, struct srv_upcall **call)
{
	struct srv_upcall *c;

	if (strlen(name) > LWSMB_SRV_NAME_MAX)
		return -EMSGSIZE;
	c = upcall_new(sn, SRV_UPCALL_PIPE_OPEN, pipe_id, NULL, 0);
	if (!c)
		return -ENOMEM;
	c->first = true;
	c->client = *client;
	c->uid = fsa_user_uid(user);
	c->pipe_fn = fn;
	c->arg = arg;
	c->name = kstrdup(name, GFP_KERNEL_ACCOUNT);
	c->user = kstrdup(fsa_user_name(user), GFP_KERNEL_ACCOUNT);
	if (!c->name || !c->user) {
		srv_upcall_put(c);
		return -ENOMEM;
	}
	return submit(c, call);
}

/**
 * srv_pipe_ask_write() - write to a pipe and ask what may be read then
 * @sn: server
 * @pipe_id: pipe
 * @data: bytes; copied
 * @len: number of them
 * @fn: asker's function
 * @arg: its first argument
 * @call: as for srv_auth_ask()
 *
 * Context: process; may sleep for memory.
 * Return: 0, or a negative errno and then @fn is not called; see upcall.h.
 */
int srv_pipe_ask_write(struct srv_net *sn, u64 pipe_id, const void *data, u32 len,
		       srv_pipe_fn fn, void *arg, struct srv_upcall **call)
{
	struct srv_upcall *c;

	if (len > LWSMB_SRV_PAYLOAD_MAX)
		return -EMSGSIZE;
	c = upcall_new(sn, SRV_UPCALL_PIPE_WRITE, pipe_id, data, len);
	if (!c)
		return -ENOMEM;
	c->pipe_fn = fn;
	c->arg = arg;
	return submit(c, call);
}

/**
 * srv_pipe_forget() - a pipe was closed
 * @sn: server
 * @pipe_id: pipe
 *
 * Context: process; may sleep for memory.
 */
void srv_pipe_forget(struct srv_net *sn, u64 pipe_id)
{
	submit_forget(sn, SRV_UPCALL_PIPE_FORGET, pipe_id);
}

/**
 * srv_upcall_cancel() - give up a question
 * @call: question
 *
 * Return: true if the asker will not be called back; false if it was, or is being, or
 * it was cancelled before.
 */
bool srv_upcall_cancel(struct srv_upcall *call)
{
	struct srv_net *sn = call->sn;
	bool ours;

	spin_lock(&sn->daemon_lock);
	ours = call->state != SRV_UPCALL_DONE;
	if (ours) {
		unlink_call(call);
		call->state = SRV_UPCALL_DONE;
	}
	spin_unlock(&sn->daemon_lock);
	if (ours && cancel_delayed_work(&call->work))
		srv_upcall_put(call);
	return ours;
}

/**
 * srv_upcall_find() - the question that an answer is for
 * @sn: server
 * @auth: it is an answer to auth-request, else to pipe-open or pipe-write
 * @cookie: from the answer
 *
 * Return: a reference, or NULL if nobody waits for this answer.
 */
struct srv_upcall *srv_upcall_find(struct srv_net *sn, bool auth, u64 cookie)
{
	struct srv_upcall *call;
	bool is_auth;

	lockdep_assert_held(&sn->daemon_mutex);
	spin_lock(&sn->daemon_lock);
	call = find_cookie(sn, cookie);
	is_auth = call && call->kind == SRV_UPCALL_AUTH;
	if (call && auth == is_auth)
		refcount_inc(&call->refs);
	else
		call = NULL;
	spin_unlock(&sn->daemon_lock);
	return call;
}

/* Makes room for @want of something of @size bytes each, at least doubling. */
static int grow(void **p, u32 *room, u32 want, size_t size)
{
	u32 n = max(want, *room * 2);
	void *grown;

	if (want <= *room)
		return 0;
	grown = kvmalloc_array(n, size, GFP_KERNEL_ACCOUNT);
	if (!grown)
		return -ENOMEM;
	if (*room)
		memcpy(grown, *p, *room * size);
	kvfree(*p);
	*p = grown;
	*room = n;
	return 0;
}

/**
 * srv_upcall_data() - add a part to the answer
 * @call: question
 * @offset: where it belongs
 * @data: bytes
 * @len: number of them
 *
 * Return: 0, -EPROTO (not the part that comes next), -EMSGSIZE or -ENOMEM.
 */
int srv_upcall_data(struct srv_upcall *call, u32 offset, const void *data, u32 len)
{
	struct srv_answer *a = &call->answer;
	int ret;

	lockdep_assert_held(&call->sn->daemon_mutex);
	if (offset != a->len)
		return -EPROTO;
	if (len > LWSMB_SRV_PAYLOAD_MAX - a->len)
		return -EMSGSIZE;
	ret = grow((void **)&a->data, &a->room, a->len + len, 1);
	if (ret || !len)
		return ret;
	memcpy(a->data + a->len, data, len);
	a->len += len;
	return 0;
}

/**
 * srv_upcall_group() - add a group to the user of the answer
 * @call: question
 * @gid: group
 *
 * Return: 0, -E2BIG or -ENOMEM.
 */
int srv_upcall_group(struct srv_upcall *call, kgid_t gid)
{
	struct srv_answer *a = &call->answer;
	int ret;

	lockdep_assert_held(&call->sn->daemon_mutex);
	if (a->group_count == NGROUPS_MAX)
		return -E2BIG;
	ret = grow((void **)&a->groups, &a->group_room, a->group_count + 1, sizeof(*a->groups));
	if (!ret)
		a->groups[a->group_count++] = gid;
	return ret;
}

/**
 * srv_upcall_message() - say where the next message of a pipe's data ends
 * @call: question
 * @len: bytes of it, not 0
 *
 * Return: 0, -E2BIG or -ENOMEM.
 */
int srv_upcall_message(struct srv_upcall *call, u32 len)
{
	struct srv_answer *a = &call->answer;
	int ret;

	lockdep_assert_held(&call->sn->daemon_mutex);
	if (a->message_count == SRV_PIPE_MESSAGES_MAX)
		return -E2BIG;
	ret = grow((void **)&a->messages, &a->message_room, a->message_count + 1,
		   sizeof(*a->messages));
	if (!ret)
		a->messages[a->message_count++] = len;
	return ret;
}

/**
 * srv_upcall_answer() - the answer is complete
 * @call: question
 *
 * It goes to the asker unless the time is up already, or it has cancelled. It goes here
 * and now: what the daemon says to a pipe is read in the order in which it was said.
 *
 * Context: process context; the asker is called back.
 */
void srv_upcall_answer(struct srv_upcall *call)
{
	struct srv_net *sn = call->sn;
	bool answered;

	lockdep_assert_held(&sn->daemon_mutex);
	spin_lock(&sn->daemon_lock);
	answered = call->state == SRV_UPCALL_WAITING;
	if (answered)
		answer(call, 0);
	spin_unlock(&sn->daemon_lock);
	if (!answered)
		return;
	if (cancel_delayed_work(&call->work))
		srv_upcall_put(call); /* the reference of the time limit */
	upcall_end(call);
}

/**
 * srv_daemon_register() - a socket becomes the daemon
 * @sn: server
 * @portid: of the socket
 *
 * What waits is sent to it.
 *
 * Return: 0, -EBUSY (there is one) or -ESHUTDOWN.
 */
int srv_daemon_register(struct srv_net *sn, u32 portid)
{
	int ret = 0;

	spin_lock(&sn->daemon_lock);
	if (sn->daemon_dead) {
		ret = -ESHUTDOWN;
	} else if (sn->daemon) {
		ret = -EBUSY;
	} else {
		sn->daemon = portid;
		sn->daemon_epoch++;
		queue_delayed_work(sn->wq, &sn->daemon_work, 0);
	}
	spin_unlock(&sn->daemon_lock);
	return ret;
}

/* Takes all that was not sent off its list; what nobody waits for goes to @orphans. */
static void empty_unsent(struct srv_net *sn, struct list_head *orphans)
{
	struct srv_upcall *call, *next;

	lockdep_assert_held(&sn->daemon_lock);
	list_for_each_entry_safe(call, next, &sn->unsent, unsent)
		if (list_empty(&call->link))
			list_move_tail(&call->unsent, orphans);
		else
			list_del_init(&call->unsent);
}

static void free_orphans(struct list_head *orphans)
{
	struct srv_upcall *call, *next;

	list_for_each_entry_safe(call, next, orphans, unsent) {
		list_del_init(&call->unsent);
		srv_upcall_put(call);
	}
}

/* From the beginning, for the next daemon. */
static void ask_again(struct srv_upcall *call)
{
	call->sent = 0;
	call->answer.len = 0;
	call->answer.message_count = 0;
	call->answer.group_count = 0;
	list_add_tail(&call->unsent, &call->sn->unsent);
}

/**
 * srv_daemon_is() - is it still this daemon?
 * @sn: server
 * @epoch: which one, from an answer of it
 *
 * Return: whether it is there, and no other has come since.
 */
bool srv_daemon_is(struct srv_net *sn, u32 epoch)
{
	bool is;

	spin_lock(&sn->daemon_lock);
	is = sn->daemon && sn->daemon_epoch == epoch;
	spin_unlock(&sn->daemon_lock);
	return is;
}

/**
 * srv_daemon_gone() - a socket was closed
 * @sn: server
 * @portid: of the socket
 *
 * If it was the daemon, what it was asked is kept for the next one as far as that can
 * answer it; what it had opened is over.
 *
 * Context: process.
 */
void srv_daemon_gone(struct srv_net *sn, u32 portid)
{
	struct srv_upcall *call, *next;
	LIST_HEAD(orphans);
	bool was;

	spin_lock(&sn->daemon_lock);
	was = portid && sn->daemon == portid;
	spin_unlock(&sn->daemon_lock);
	/* Anybody's socket comes here, and has nothing to wait for. */
	if (!was)
		return;
	mutex_lock(&sn->daemon_mutex);
	spin_lock(&sn->daemon_lock);
	if (sn->daemon == portid) {
		sn->daemon = 0;
		empty_unsent(sn, &orphans);
		list_for_each_entry_safe(call, next, &sn->upcalls, link)
			if (call->first)
				ask_again(call);
			else
				finish(call, -ECONNRESET);
	}
	spin_unlock(&sn->daemon_lock);
	mutex_unlock(&sn->daemon_mutex);
	free_orphans(&orphans);
	srv_pipes_check(sn);
}

/**
 * srv_daemon_init() - prepare a server for a daemon
 * @sn: server
 *
 * Return: 0.
 */
int srv_daemon_init(struct srv_net *sn)
{
	mutex_init(&sn->daemon_mutex);
	spin_lock_init(&sn->daemon_lock);
	INIT_LIST_HEAD(&sn->upcalls);
	INIT_LIST_HEAD(&sn->unsent);
	INIT_DELAYED_WORK(&sn->daemon_work, srv_upcall_send_work);
	return 0;
}

/**
 * srv_daemon_exit() - a server ends
 * @sn: server
 *
 * Nothing is asked from now on, and what waits ends with -ECONNRESET: the askers are
 * called back on the queue of @sn, which the caller drains.
 */
void srv_daemon_exit(struct srv_net *sn)
{
	struct srv_upcall *call, *next;
	LIST_HEAD(orphans);

	spin_lock(&sn->daemon_lock);
	sn->daemon_dead = true;
	sn->daemon = 0;
	empty_unsent(sn, &orphans);
	list_for_each_entry_safe(call, next, &sn->upcalls, link)
		finish(call, -ECONNRESET);
	spin_unlock(&sn->daemon_lock);
	free_orphans(&orphans);
	cancel_delayed_work_sync(&sn->daemon_work);
}
