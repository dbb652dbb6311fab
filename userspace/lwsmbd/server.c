// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the daemon tells the server, and the way to and from it.
 */
#include "lwsmbd/server.h"

#include <errno.h>
#include <linux/lwsmb_netlink.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/rpc.h"
#include "lwsmb/ntstatus_codes.h"

enum {
	MESSAGE_MAX = 256 * 1024, /* bytes of a message of ours: a share with all its lists */
	GROUPS_PER_PART = 4096, /* groups in one part of an answer */
};

static int fail(struct server *s, int err, const char *why)
{
	if (why != s->error)
		snprintf(s->error, sizeof(s->error), "%s", why);
	return err;
}

/* What went wrong with the module, in words that say what to do. */
static int explain(struct server *s, int err, const struct lw_genl *genl)
{
	switch (err) {
	case -ENOENT:
		return fail(s, err, "the server module is not loaded: modprobe lwsmb_srv");
	case -EPERM:
		return fail(s, err, "permission denied: needs root");
	case -EBUSY:
		return fail(s, err, "another lwsmbd is running");
	}
	return fail(s, err, lw_genl_error(genl));
}

/**
 * server_open() - reach the kernel
 * @s: @questions and @arg set, all else zero
 *
 * Return: 0 or a negative errno, with its text in @s->error.
 */
int server_open(struct server *s)
{
	int on = 1, ret;

	nlmsg_set_default_size(MESSAGE_MAX);
	ret = lw_genl_open(&s->owner, s->error);
	if (!ret)
		ret = lw_genl_open(&s->admin, s->error);
	if (ret)
		return ret;
	/* The server keeps what does not fit the buffer, so that it is no loss. */
	setsockopt(lw_genl_fd(s->owner), SOL_NETLINK, NETLINK_NO_ENOBUFS, &on, sizeof(on));
	s->rx.max = LWSMB_SRV_PAYLOAD_MAX;
	s->family = lw_genl_family(s->admin, LWSMB_SRV_FAMILY_NAME);
	return s->family < 0 ? explain(s, s->family, s->admin) : 0;
}

/**
 * server_close() - let go
 * @s: server; it serves on, without a daemon
 */
void server_close(struct server *s)
{
	lw_genl_close(s->owner);
	lw_genl_close(s->admin);
	lw_buf_free(&s->rx.buf);
	s->owner = NULL;
	s->admin = NULL;
}

/* ---- questions of the server ---------------------------------------------------- */

static const struct nla_policy endpoint_policy[LWSMB_SRV_A_ENDPOINT_MAX + 1] = {
	[LWSMB_SRV_A_ENDPOINT_ADDRESS] = { .type = NLA_UNSPEC, .minlen = 4, .maxlen = 16 },
	[LWSMB_SRV_A_ENDPOINT_PORT] = { .type = NLA_U16 },
	[LWSMB_SRV_A_ENDPOINT_SCOPE] = { .type = NLA_U32 },
};

static int get_endpoint(struct nlattr *nest, struct sockaddr_storage *addr)
{
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)addr;
	struct sockaddr_in *in = (struct sockaddr_in *)addr;
	struct nlattr *a[LWSMB_SRV_A_ENDPOINT_MAX + 1];
	const void *bytes;
	size_t len;
	u16 port;

	memset(addr, 0, sizeof(*addr));
	if (!nest || nla_parse_nested(a, LWSMB_SRV_A_ENDPOINT_MAX, nest,
				      (struct nla_policy *)endpoint_policy) ||
	    lw_genl_get_bytes(a, LWSMB_SRV_A_ENDPOINT_ADDRESS, &bytes, &len) ||
	    lw_genl_get_u16(a, LWSMB_SRV_A_ENDPOINT_PORT, &port))
		return -EBADMSG;
	if (len == sizeof(in->sin_addr)) {
		in->sin_family = AF_INET;
		in->sin_port = htons(port);
		memcpy(&in->sin_addr, bytes, len);
	} else if (len == sizeof(in6->sin6_addr)) {
		in6->sin6_family = AF_INET6;
		in6->sin6_port = htons(port);
		memcpy(&in6->sin6_addr, bytes, len);
		lw_genl_get_u32(a, LWSMB_SRV_A_ENDPOINT_SCOPE, &in6->sin6_scope_id);
	} else {
		return -EBADMSG;
	}
	return 0;
}

/*
 * Puts a part of a question to those before it. The parts of two questions never mix, but
 * one may end in the middle, when its asker gives up. 0: whole, 1: more, or an errno.
 */
static int add_part(struct server *s, u64 cookie, struct nlattr **a, int offset, int more,
		    int data)
{
	struct lw_chunk c = { .more = a[more] };
	const void *bytes;

	if (lw_genl_get_u32(a, offset, &c.offset) ||
	    lw_genl_get_bytes(a, data, &bytes, &c.len))
		return -EBADMSG;
	c.data = bytes;
	if (cookie != s->cookie || !c.offset)
		lw_buf_free(&s->rx.buf);
	s->cookie = cookie;
	return lw_chunk_add(&s->rx, &c);
}

static int on_auth(struct server *s, struct nlattr **a)
{
	struct logon_token t = { .first = a[LWSMB_SRV_A_AUTH_FIRST] };
	struct sockaddr_storage client;
	u64 cookie;
	int ret;

	if (lw_genl_get_u64(a, LWSMB_SRV_A_AUTH_COOKIE, &cookie) ||
	    lw_genl_get_u64(a, LWSMB_SRV_A_AUTH_SESSION_ID, &t.session))
		return -EBADMSG;
	ret = add_part(s, cookie, a, LWSMB_SRV_A_AUTH_OFFSET, LWSMB_SRV_A_AUTH_MORE,
		       LWSMB_SRV_A_AUTH_TOKEN);
	if (ret)
		return ret > 0 ? 0 : ret;
	get_endpoint(a[LWSMB_SRV_A_AUTH_CLIENT], &client);
	t.client = (const struct sockaddr *)&client;
	t.data = s->rx.buf.data;
	t.len = s->rx.buf.len;
	s->questions->auth(s->arg, cookie, &t);
	lw_buf_free(&s->rx.buf);
	return 0;
}

static int on_pipe_open(struct server *s, struct nlattr **a)
{
	u64 cookie, pipe;
	const char *name;
	u32 uid;

	if (lw_genl_get_u64(a, LWSMB_SRV_A_PIPE_COOKIE, &cookie) ||
	    lw_genl_get_u64(a, LWSMB_SRV_A_PIPE_PIPE_ID, &pipe) ||
	    lw_genl_get_str(a, LWSMB_SRV_A_PIPE_NAME, &name) ||
	    lw_genl_get_u32(a, LWSMB_SRV_A_PIPE_UID, &uid))
		return -EBADMSG;
	s->questions->pipe_open(s->arg, cookie, pipe, name, uid);
	return 0;
}

static int on_pipe_write(struct server *s, struct nlattr **a)
{
	u64 cookie, pipe;
	int ret;

	if (lw_genl_get_u64(a, LWSMB_SRV_A_PIPE_COOKIE, &cookie) ||
	    lw_genl_get_u64(a, LWSMB_SRV_A_PIPE_PIPE_ID, &pipe))
		return -EBADMSG;
	ret = add_part(s, cookie, a, LWSMB_SRV_A_PIPE_OFFSET, LWSMB_SRV_A_PIPE_MORE,
		       LWSMB_SRV_A_PIPE_DATA);
	if (ret)
		return ret > 0 ? 0 : ret;
	s->questions->pipe_write(s->arg, cookie, pipe, s->rx.buf.data, s->rx.buf.len);
	lw_buf_free(&s->rx.buf);
	return 0;
}

static int on_forget(struct server *s, struct nlattr **a, int type,
		     void (*fn)(void *arg, u64 id))
{
	u64 id;

	if (lw_genl_get_u64(a, type, &id))
		return -EBADMSG;
	fn(s->arg, id);
	return 0;
}

/* A message on the daemon's socket: a question, or the answer to register. */
static int on_message(void *arg, u8 cmd, struct nlattr **a)
{
	struct server *s = arg;

	switch (cmd) {
	case LWSMB_SRV_CMD_REGISTER:
		return lw_genl_get_u32(a, LWSMB_SRV_A_DAEMON_VERSION, &s->version);
	case LWSMB_SRV_CMD_AUTH_REQUEST:
		return on_auth(s, a);
	case LWSMB_SRV_CMD_AUTH_FORGET:
		return on_forget(s, a, LWSMB_SRV_A_AUTH_SESSION_ID, s->questions->auth_forget);
	case LWSMB_SRV_CMD_PIPE_OPEN:
		return on_pipe_open(s, a);
	case LWSMB_SRV_CMD_PIPE_WRITE:
		return on_pipe_write(s, a);
	case LWSMB_SRV_CMD_PIPE_FORGET:
		return on_forget(s, a, LWSMB_SRV_A_PIPE_PIPE_ID, s->questions->pipe_forget);
	}
	return 0; /* a newer server's */
}

static struct lw_genl_handler owner_handler(struct server *s)
{
	return (struct lw_genl_handler){ .max = LW_GENL_ATTR_MAX - 1, .fn = on_message,
					 .arg = s };
}

/**
 * server_fd() - descriptor to poll for reading
 * @s: server
 *
 * Return: descriptor.
 */
int server_fd(const struct server *s)
{
	return lw_genl_fd(s->owner);
}

/**
 * server_dispatch() - answer what has been asked
 * @s: server, readable
 *
 * Return: 0 or a negative errno, with its text in @s->error.
 */
int server_dispatch(struct server *s)
{
	struct lw_genl_handler h = owner_handler(s);
	int ret = lw_genl_dispatch(s->owner, &h);

	if (ret == -ENOENT) /* an answer of ours came when nobody waited any more */
		return 0;
	return ret ? fail(s, ret, lw_genl_error(s->owner)) : 0;
}

static struct nl_msg *request(struct server *s, u8 cmd)
{
	return lw_genl_request(s->family, cmd, LWSMB_SRV_FAMILY_VERSION, 0);
}

/* Sends a command of the daemon and waits. Questions that come meanwhile are answered. */
static int call(struct server *s, struct nl_msg *msg)
{
	struct lw_genl_handler h = owner_handler(s);
	int ret;

	if (!msg)
		return fail(s, -ENOMEM, "out of memory");
	ret = lw_genl_call(s->owner, msg, &h);
	return ret ? fail(s, ret, lw_genl_error(s->owner)) : 0;
}

/* ---- answers -------------------------------------------------------------------- */

/* The token from @c, and the groups of this part; 0 if it fits. */
static int put_auth_part(struct nl_msg *msg, const struct lw_chunk *c, const u32 *groups,
			 size_t count, bool more)
{
	size_t i;

	if (nla_put_u32(msg, LWSMB_SRV_A_AUTH_OFFSET, c->offset) ||
	    (more && nla_put_flag(msg, LWSMB_SRV_A_AUTH_MORE)) ||
	    nla_put(msg, LWSMB_SRV_A_AUTH_TOKEN, c->len, c->data))
		return -ENOMEM;
	for (i = 0; i < count; i++)
		if (nla_put_u32(msg, LWSMB_SRV_A_AUTH_GROUP, groups[i]))
			return -ENOMEM;
	return 0;
}

static int put_identity(struct nl_msg *msg, const struct logon_answer *a)
{
	if (nla_put_string(msg, LWSMB_SRV_A_AUTH_NAME, a->id.name) ||
	    nla_put_u32(msg, LWSMB_SRV_A_AUTH_UID, a->id.uid) ||
	    nla_put_u32(msg, LWSMB_SRV_A_AUTH_GID, a->id.gid) ||
	    nla_put(msg, LWSMB_SRV_A_AUTH_SESSION_KEY, sizeof(a->key), a->key))
		return -ENOMEM;
	return 0;
}

/**
 * server_auth_answer() - answer a token
 * @s: server
 * @cookie: of the question
 * @a: answer
 *
 * It is not waited for: what the server says to it comes in server_dispatch().
 */
void server_auth_answer(struct server *s, u64 cookie, const struct logon_answer *a)
{
	size_t groups = a->status == STATUS_SUCCESS ? a->id.group_count : 0;
	size_t done = 0, now;
	struct lw_chunk c = { 0 };
	struct nl_msg *msg;
	bool token = true, more;

	do {
		if (token)
			token = lw_chunk_next(a->token.data ? (const void *)a->token.data : "",
					      a->token.len, &c);
		now = groups - done < GROUPS_PER_PART ? groups - done : GROUPS_PER_PART;
		more = c.more || done + now < groups;
		msg = request(s, LWSMB_SRV_CMD_AUTH_ANSWER);
		if (!msg || nla_put_u64(msg, LWSMB_SRV_A_AUTH_COOKIE, cookie) ||
		    nla_put_u32(msg, LWSMB_SRV_A_AUTH_STATUS, a->status) ||
		    put_auth_part(msg, &c, a->id.groups + done, now, more) ||
		    (!more && a->status == STATUS_SUCCESS && put_identity(msg, a))) {
			nlmsg_free(msg);
			return; /* the question's time ends it */
		}
		done += now;
		if (!c.more) /* behind the token, should groups be left */
			c = (struct lw_chunk){ .offset = a->token.len, .data = (const u8 *)"" };
		token = c.more;
		lw_genl_send(s->owner, msg);
	} while (more);
}

/* The messages that end in this part of the data; @at: where the next one begins. */
static int put_messages(struct nl_msg *msg, const struct lw_buf *data, const struct lw_chunk *c,
			size_t *at)
{
	size_t end = c->offset + c->len, len;

	while ((len = lw_rpc_pdu_len(data, *at)) != 0 && len <= end - *at) {
		if (nla_put_u32(msg, LWSMB_SRV_A_PIPE_MESSAGE, len))
			return -ENOMEM;
		*at += len;
	}
	return 0;
}

/**
 * server_pipe_answer() - answer the opening of a pipe or a write to one
 * @s: server
 * @cookie: of the question
 * @status: NTSTATUS
 * @data: what can be read: whole PDUs, each of which is a message of the pipe
 */
void server_pipe_answer(struct server *s, u64 cookie, u32 status, const struct lw_buf *data)
{
	const void *bytes = data->data ? (const void *)data->data : "";
	struct lw_chunk c = { 0 };
	struct nl_msg *msg;
	size_t at = 0;

	while (lw_chunk_next(bytes, data->len, &c)) {
		msg = request(s, LWSMB_SRV_CMD_PIPE_ANSWER);
		if (!msg || nla_put_u64(msg, LWSMB_SRV_A_PIPE_COOKIE, cookie) ||
		    nla_put_u32(msg, LWSMB_SRV_A_PIPE_STATUS, status) ||
		    nla_put_u32(msg, LWSMB_SRV_A_PIPE_OFFSET, c.offset) ||
		    (c.more && nla_put_flag(msg, LWSMB_SRV_A_PIPE_MORE)) ||
		    nla_put(msg, LWSMB_SRV_A_PIPE_DATA, c.len, c.data) ||
		    put_messages(msg, data, &c, &at)) {
			nlmsg_free(msg);
			return;
		}
		lw_genl_send(s->owner, msg);
	}
}

/* ---- commands ------------------------------------------------------------------- */

/**
 * server_register() - become the daemon
 * @s: server
 *
 * Questions may come from now on, also during the functions below.
 *
 * Return: 0 or a negative errno, with its text in @s->error.
 */
int server_register(struct server *s)
{
	int ret = call(s, request(s, LWSMB_SRV_CMD_REGISTER));

	if (ret)
		return explain(s, ret, s->owner);
	if (s->version != LWSMB_SRV_PROTOCOL_VERSION)
		return fail(s, -EPROTO, "the server module is of another version than lwsmbd");
	return 0;
}

static int put_config(struct nl_msg *msg, const struct setup *setup,
		      const u8 guid[SERVER_GUID_LEN], const struct lw_buf *hint)
{
	const struct {
		int type;
		u32 value;
	} numbers[] = {
		{ LWSMB_SRV_A_CONFIG_MAX_READ, setup_number(setup, LW_CONF_MAX_READ) },
		{ LWSMB_SRV_A_CONFIG_MAX_WRITE, setup_number(setup, LW_CONF_MAX_WRITE) },
		{ LWSMB_SRV_A_CONFIG_MAX_TRANSACT, setup_number(setup, LW_CONF_MAX_TRANS) },
		{ LWSMB_SRV_A_CONFIG_MAX_CONNECTIONS,
		  setup_number(setup, LW_CONF_MAX_CONNECTIONS) },
		{ LWSMB_SRV_A_CONFIG_DEADTIME, 60 * setup_number(setup, LW_CONF_DEADTIME) },
	};
	u16 min = setup_dialect(setup_number(setup, LW_CONF_MIN_PROTOCOL));
	u16 max = setup_dialect(setup_number(setup, LW_CONF_MAX_PROTOCOL));
	size_t i;

	if (nla_put(msg, LWSMB_SRV_A_CONFIG_GUID, SERVER_GUID_LEN, guid) ||
	    nla_put_u16(msg, LWSMB_SRV_A_CONFIG_MIN_DIALECT, min) ||
	    nla_put_u16(msg, LWSMB_SRV_A_CONFIG_MAX_DIALECT, max) ||
	    nla_put(msg, LWSMB_SRV_A_CONFIG_SPNEGO_HINT, hint->len, hint->data))
		return -ENOMEM;
	if (setup_number(setup, LW_CONF_SIGNING) == LW_CONF_SIGNING_MANDATORY &&
	    nla_put_flag(msg, LWSMB_SRV_A_CONFIG_SIGNING_REQUIRED))
		return -ENOMEM;
	for (i = 0; i < ARRAY_SIZE(numbers); i++)
		if (nla_put_u32(msg, numbers[i].type, numbers[i].value))
			return -ENOMEM;
	return 0;
}

/**
 * server_configure() - tell the settings
 * @s: server
 * @setup: configuration
 * @guid: ServerGuid
 *
 * Return: 0 or a negative errno, with its text in @s->error.
 */
int server_configure(struct server *s, const struct setup *setup,
		     const u8 guid[SERVER_GUID_LEN])
{
	struct nl_msg *msg = request(s, LWSMB_SRV_CMD_CONFIG_SET);
	struct lw_buf hint = { 0 };
	int ret = logon_hint(&hint);

	if (!ret && msg)
		ret = put_config(msg, setup, guid, &hint);
	lw_buf_free(&hint);
	if (ret) {
		nlmsg_free(msg);
		return fail(s, ret, "out of memory");
	}
	return call(s, msg);
}

/**
 * server_stop() - stop serving
 * @s: server
 *
 * Return: 0 or a negative errno, with its text in @s->error.
 */
int server_stop(struct server *s)
{
	return call(s, request(s, LWSMB_SRV_CMD_STOP));
}

/* ---- shares --------------------------------------------------------------------- */

/**
 * struct row - a share that the server has
 * @next: another one
 * @fingerprint: as it was told
 * @uses: connections
 * @name: its name
 */
struct row {
	struct row *next;
	u64 fingerprint;
	u32 uses;
	char name[];
};

static int on_share(void *arg, u8 cmd, struct nlattr **a)
{
	struct row **list = arg, *row;
	const char *name;

	(void)cmd;
	if (lw_genl_get_str(a, LWSMB_SRV_A_SHARE_NAME, &name))
		return -EBADMSG;
	row = calloc(1, sizeof(*row) + strlen(name) + 1);
	if (!row)
		return -ENOMEM;
	memcpy(row->name, name, strlen(name));
	lw_genl_get_u64(a, LWSMB_SRV_A_SHARE_FINGERPRINT, &row->fingerprint);
	lw_genl_get_u32(a, LWSMB_SRV_A_SHARE_TREES, &row->uses);
	row->next = *list;
	*list = row;
	return 0;
}

static void free_rows(struct row *row)
{
	struct row *next;

	for (; row; row = next) {
		next = row->next;
		free(row);
	}
}

/* Asks with the other socket for a list. */
static int dump(struct server *s, u8 cmd, lw_genl_fn fn, void *arg)
{
	struct lw_genl_handler h = { .max = LW_GENL_ATTR_MAX - 1, .fn = fn, .arg = arg };
	struct nl_msg *msg;
	int ret;

	msg = lw_genl_request(s->family, cmd, LWSMB_SRV_FAMILY_VERSION, NLM_F_DUMP);
	if (!msg)
		return fail(s, -ENOMEM, "out of memory");
	ret = lw_genl_call(s->admin, msg, &h);
	return ret ? fail(s, ret, lw_genl_error(s->admin)) : 0;
}

static int add_share(struct server *s, const struct share *share)
{
	struct nl_msg *msg = request(s, LWSMB_SRV_CMD_SHARE_ADD);
	int ret = msg ? share_put(msg, share) : -ENOMEM;
	char why[LW_GENL_ERROR_MAX];

	if (ret) {
		nlmsg_free(msg);
		return fail(s, ret, "out of memory");
	}
	ret = call(s, msg);
	if (ret) {
		snprintf(why, sizeof(why), "share \"%s\": %.150s", share->name, s->error);
		fail(s, ret, why);
	}
	return ret;
}

static int del_share(struct server *s, const char *name)
{
	struct nl_msg *msg = request(s, LWSMB_SRV_CMD_SHARE_DEL);
	int ret;

	if (!msg || nla_put_string(msg, LWSMB_SRV_A_SHARE_NAME, name)) {
		nlmsg_free(msg);
		return fail(s, -ENOMEM, "out of memory");
	}
	ret = call(s, msg);
	return ret == -ENOENT ? 0 : ret;
}

static const struct row *find_row(const struct row *row, const char *name)
{
	while (row && strcasecmp(row->name, name))
		row = row->next;
	return row;
}

static const struct share *find_share(const struct setup *setup, const char *name)
{
	size_t i;

	for (i = 0; i < setup->share_count; i++)
		if (!strcasecmp(setup->shares[i].name, name))
			return &setup->shares[i];
	return NULL;
}

static int sync_one(struct server *s, const struct share *share, const struct row *rows)
{
	const struct row *row = find_row(rows, share->name);

	if (share->path && share->root < 0) /* its folder is not there: it was said */
		return row ? del_share(s, row->name) : 0;
	if (row && row->fingerprint == share_fingerprint(share))
		return 0;
	return add_share(s, share);
}

/**
 * server_sync_shares() - make the server's shares those of the configuration
 * @s: server
 * @setup: configuration, the folders open
 *
 * A share that has not changed is not touched.
 *
 * Return: 0, or the first error, with its text in @s->error; the others are done
 * nevertheless.
 */
int server_sync_shares(struct server *s, const struct setup *setup)
{
	struct row *rows = NULL, *row;
	int ret = dump(s, LWSMB_SRV_CMD_SHARE_GET, on_share, &rows), one;
	char first[LW_GENL_ERROR_MAX] = "";
	size_t i;

	for (row = rows; row && !ret; row = row->next)
		if (!find_share(setup, row->name))
			ret = del_share(s, row->name);
	for (i = 0; i < setup->share_count; i++) {
		one = sync_one(s, &setup->shares[i], rows);
		if (one && !ret) {
			ret = one;
			snprintf(first, sizeof(first), "%s", s->error);
		}
	}
	free_rows(rows);
	return ret && *first ? fail(s, ret, first) : ret;
}

/**
 * server_count_uses() - ask how many connections each share has
 * @s: server
 * @setup: configuration; @uses of its shares are set
 *
 * Return: 0 or a negative errno, with its text in @s->error.
 */
int server_count_uses(struct server *s, struct setup *setup)
{
	struct row *rows = NULL;
	int ret = dump(s, LWSMB_SRV_CMD_SHARE_GET, on_share, &rows);
	const struct row *row;
	size_t i;

	for (i = 0; i < setup->share_count && !ret; i++) {
		row = find_row(rows, setup->shares[i].name);
		setup->shares[i].uses = row ? row->uses : 0;
	}
	free_rows(rows);
	return ret;
}

/* ---- listeners ------------------------------------------------------------------ */

enum {
	LISTENERS_MAX = LW_CONF_LIST_MAX + 1,
};

/**
 * struct endpoints - addresses and ports
 * @count: number
 * @at: them
 */
struct endpoints {
	size_t count;
	struct sockaddr_storage at[LISTENERS_MAX];
};

static int on_listener(void *arg, u8 cmd, struct nlattr **a)
{
	struct endpoints *e = arg;

	(void)cmd;
	if (e->count == LISTENERS_MAX)
		return -E2BIG;
	return get_endpoint(a[LWSMB_SRV_A_LISTENER_LOCAL], &e->at[e->count++]);
}

static void add_endpoint(struct endpoints *e, const struct lw_net *net, u16 port)
{
	struct sockaddr_storage *addr = &e->at[e->count++];
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)addr;
	struct sockaddr_in *in = (struct sockaddr_in *)addr;

	memset(addr, 0, sizeof(*addr));
	addr->ss_family = net->family;
	if (net->family == AF_INET) {
		in->sin_port = htons(port);
		memcpy(&in->sin_addr, net->addr, sizeof(in->sin_addr));
	} else {
		in6->sin6_port = htons(port);
		memcpy(&in6->sin6_addr, net->addr, sizeof(in6->sin6_addr));
	}
}

/* All addresses: IPv6 and IPv4, each by a socket of its own. */
static void wanted_endpoints(const struct setup *setup, struct endpoints *e)
{
	static const struct lw_net any[] = { { .family = AF_INET6 }, { .family = AF_INET } };
	u16 port = setup_number(setup, LW_CONF_PORT);
	const struct lw_net *nets;
	size_t i, n = lw_conf_get_nets(setup->conf, NULL, LW_CONF_LISTEN, &nets);

	e->count = 0;
	if (!n) {
		nets = any;
		n = ARRAY_SIZE(any);
	}
	for (i = 0; i < n; i++)
		add_endpoint(e, &nets[i], port);
}

static bool has_endpoint(const struct endpoints *e, const struct sockaddr_storage *addr)
{
	size_t i;

	for (i = 0; i < e->count; i++)
		if (!memcmp(&e->at[i], addr, sizeof(*addr)))
			return true;
	return false;
}

static int put_endpoint(struct nl_msg *msg, const struct sockaddr_storage *addr)
{
	const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)addr;
	const struct sockaddr_in *in = (const struct sockaddr_in *)addr;
	bool v4 = addr->ss_family == AF_INET;
	struct nlattr *nest = nla_nest_start(msg, LWSMB_SRV_A_LISTENER_LOCAL | NLA_F_NESTED);

	if (!nest ||
	    nla_put(msg, LWSMB_SRV_A_ENDPOINT_ADDRESS, v4 ? 4 : 16,
		    v4 ? (const void *)&in->sin_addr : (const void *)&in6->sin6_addr) ||
	    nla_put_u16(msg, LWSMB_SRV_A_ENDPOINT_PORT,
			ntohs(v4 ? in->sin_port : in6->sin6_port)) ||
	    (!v4 && in6->sin6_scope_id &&
	     nla_put_u32(msg, LWSMB_SRV_A_ENDPOINT_SCOPE, in6->sin6_scope_id)))
		return -ENOMEM;
	nla_nest_end(msg, nest);
	return 0;
}

static int listener(struct server *s, u8 cmd, const struct sockaddr_storage *addr)
{
	struct nl_msg *msg = request(s, cmd);

	if (!msg || put_endpoint(msg, addr)) {
		nlmsg_free(msg);
		return fail(s, -ENOMEM, "out of memory");
	}
	return call(s, msg);
}

static int add_listener(struct server *s, const struct sockaddr_storage *addr)
{
	char why[LW_GENL_ERROR_MAX];
	int ret = listener(s, LWSMB_SRV_CMD_LISTEN_ADD, addr);

	if (!ret || ret == -EEXIST)
		return 0;
	snprintf(why, sizeof(why), "cannot listen: %.200s", s->error);
	return fail(s, ret, why);
}

/*
 * Everywhere: on IPv6, where the system has it, and on IPv4, unless the first socket
 * serves that too (net.ipv6.bindv6only).
 */
static int add_everywhere(struct server *s, const struct endpoints *have,
			  const struct endpoints *want)
{
	bool six = has_endpoint(have, &want->at[0]);
	int ret = six ? 0 : add_listener(s, &want->at[0]);

	if (ret && ret != -EAFNOSUPPORT && ret != -EADDRNOTAVAIL)
		return ret;
	six = !ret;
	if (has_endpoint(have, &want->at[1]))
		return 0;
	ret = add_listener(s, &want->at[1]);
	return six && ret == -EADDRINUSE ? 0 : ret;
}

/**
 * server_sync_listeners() - make the server listen where the configuration says
 * @s: server
 * @setup: configuration
 *
 * Where it listens already is not touched.
 *
 * Return: 0 or a negative errno, with its text in @s->error.
 */
int server_sync_listeners(struct server *s, const struct setup *setup)
{
	struct endpoints have = { 0 }, want;
	const struct lw_net *nets;
	int ret = dump(s, LWSMB_SRV_CMD_LISTEN_GET, on_listener, &have);
	size_t i;

	wanted_endpoints(setup, &want);
	for (i = 0; i < have.count && !ret; i++)
		if (!has_endpoint(&want, &have.at[i]))
			ret = listener(s, LWSMB_SRV_CMD_LISTEN_DEL, &have.at[i]);
	if (!ret && !lw_conf_get_nets(setup->conf, NULL, LW_CONF_LISTEN, &nets))
		return add_everywhere(s, &have, &want);
	for (i = 0; i < want.count && !ret; i++)
		if (!has_endpoint(&have, &want.at[i]))
			ret = add_listener(s, &want.at[i]);
	return ret;
}
