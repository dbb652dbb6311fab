// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * lwsmb share, session, file, conn, stats: what the server in the kernel says. Each
 * list is a table of columns and the attributes that they show.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/lwsmb_netlink.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <time.h>

#include "lib/genl.h"
#include "lwsmb/table.h"
#include "lwsmb/tool.h"

/**
 * enum show - how an attribute is shown
 * @SHOW_TEXT: a string
 * @SHOW_U16: a number
 * @SHOW_U32: a number
 * @SHOW_U64: a number
 * @SHOW_ID: 64 bits that name something, in hexadecimal
 * @SHOW_FLAG: yes or no
 * @SHOW_DIALECT: a dialect's name
 * @SHOW_ENDPOINT: address and port
 * @SHOW_TIME: a date
 * @SHOW_SHARE_TYPE: what a share is
 * @SHOW_ACCESS: an access mask, in hexadecimal
 */
enum show {
	SHOW_TEXT,
	SHOW_U16,
	SHOW_U32,
	SHOW_U64,
	SHOW_ID,
	SHOW_FLAG,
	SHOW_DIALECT,
	SHOW_ENDPOINT,
	SHOW_TIME,
	SHOW_SHARE_TYPE,
	SHOW_ACCESS,
};

/**
 * struct field - a column and where it comes from
 * @attr: attribute
 * @show: how it is shown
 */
struct field {
	int attr;
	enum show show;
};

/**
 * struct list - a list and how it is asked for
 * @cmd: command
 * @columns: columns
 * @fields: where they come from
 * @width: number of both
 */
struct list {
	u8 cmd;
	const struct column *columns;
	const struct field *fields;
	size_t width;
};

static const char *dialect_name(u16 dialect)
{
	switch (dialect) {
	case 0x0202:
		return "2.0.2";
	case 0x0210:
		return "2.1";
	case 0x0300:
		return "3.0";
	case 0x0302:
		return "3.0.2";
	case 0x0311:
		return "3.1.1";
	}
	return "none";
}

static void show_endpoint(struct table *t, size_t column, struct nlattr *nest)
{
	struct nlattr *a[LWSMB_SRV_A_ENDPOINT_MAX + 1];
	char text[INET6_ADDRSTRLEN];
	const void *bytes;
	size_t len;
	u16 port;

	if (nla_parse_nested(a, LWSMB_SRV_A_ENDPOINT_MAX, nest, NULL) ||
	    lw_genl_get_bytes(a, LWSMB_SRV_A_ENDPOINT_ADDRESS, &bytes, &len) ||
	    lw_genl_get_u16(a, LWSMB_SRV_A_ENDPOINT_PORT, &port))
		return;
	if (len == 16 && IN6_IS_ADDR_V4MAPPED((const struct in6_addr *)bytes)) {
		bytes = (const u8 *)bytes + 12;
		len = 4;
	}
	if (!inet_ntop(len == 4 ? AF_INET : AF_INET6, bytes, text, sizeof(text)))
		return;
	table_set(t, column, CELL_TEXT, len == 4 ? "%s:%u" : "[%s]:%u", text, port);
}

static void show_number(struct table *t, size_t column, enum show show, u64 v)
{
	char when[32] = "?";
	time_t seconds = v;
	struct tm tm;

	switch (show) {
	case SHOW_ID:
		table_set(t, column, CELL_TEXT, "0x%llx", (unsigned long long)v);
		break;
	case SHOW_ACCESS:
		table_set(t, column, CELL_TEXT, "0x%08llx", (unsigned long long)v);
		break;
	case SHOW_DIALECT:
		table_set(t, column, CELL_TEXT, "%s", dialect_name(v));
		break;
	case SHOW_SHARE_TYPE:
		table_set(t, column, CELL_TEXT, "%s",
			  v == LWSMB_SRV_SHARE_TYPE_PIPE ? "pipe" : "disk");
		break;
	case SHOW_TIME:
		if (localtime_r(&seconds, &tm))
			strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%S%z", &tm);
		table_set(t, column, CELL_TEXT, "%s", when);
		break;
	case SHOW_U16:
	case SHOW_U32:
	case SHOW_U64:
		table_set(t, column, CELL_NUMBER, "%llu", (unsigned long long)v);
		break;
	case SHOW_TEXT:
	case SHOW_FLAG:
	case SHOW_ENDPOINT:
		break;
	}
}

/* A number of any width; false if it is not there. */
static bool get_number(struct nlattr **a, int attr, u64 *v)
{
	u16 half;
	u32 word;

	if (!lw_genl_get_u64(a, attr, v))
		return true;
	if (!lw_genl_get_u32(a, attr, &word))
		*v = word;
	else if (!lw_genl_get_u16(a, attr, &half))
		*v = half;
	else
		return false;
	return true;
}

static void show_field(struct table *t, size_t column, const struct field *f, struct nlattr **a,
		       bool json)
{
	const char *text;
	u64 v;

	switch (f->show) {
	case SHOW_TEXT:
		if (!lw_genl_get_str(a, f->attr, &text))
			table_set(t, column, CELL_TEXT, "%s", text);
		break;
	case SHOW_FLAG:
		if (json)
			table_set(t, column, CELL_NUMBER, a[f->attr] ? "true" : "false");
		else
			table_set(t, column, CELL_NUMBER, a[f->attr] ? "yes" : "no");
		break;
	case SHOW_ENDPOINT:
		if (a[f->attr])
			show_endpoint(t, column, a[f->attr]);
		break;
	case SHOW_U16:
	case SHOW_U32:
	case SHOW_U64:
	case SHOW_ID:
	case SHOW_DIALECT:
	case SHOW_TIME:
	case SHOW_SHARE_TYPE:
	case SHOW_ACCESS:
		if (get_number(a, f->attr, &v))
			show_number(t, column, f->show, v);
		break;
	}
}

/* ---- the kernel ----------------------------------------------------------------- */

/**
 * struct kernel - connection to the server
 * @genl: socket
 * @family: number of the family
 */
struct kernel {
	struct lw_genl *genl;
	int family;
};

static int explain(const struct kernel *k, int err)
{
	if (err == -EPERM || err == -EACCES)
		return tool_error("permission denied: needs root");
	return tool_error("%s", lw_genl_error(k->genl));
}

static int kernel_open(struct kernel *k)
{
	char error[LW_GENL_ERROR_MAX];

	if (lw_genl_open(&k->genl, error))
		return tool_error("%s", error);
	k->family = lw_genl_family(k->genl, LWSMB_SRV_FAMILY_NAME);
	if (k->family >= 0)
		return EXIT_SUCCESS;
	if (k->family == -ENOENT)
		tool_error("the server module is not loaded: modprobe lwsmb_srv");
	else
		tool_error("%s", lw_genl_error(k->genl));
	lw_genl_close(k->genl);
	return EXIT_FAILURE;
}

static int kernel_call(struct kernel *k, struct nl_msg *msg, lw_genl_fn fn, void *arg)
{
	struct lw_genl_handler h = { .max = LW_GENL_ATTR_MAX - 1, .fn = fn, .arg = arg };
	int ret;

	if (!msg)
		return tool_error("out of memory");
	ret = lw_genl_call(k->genl, msg, &h);
	return ret ? explain(k, ret) : EXIT_SUCCESS;
}

static struct nl_msg *request(const struct kernel *k, u8 cmd, int flags)
{
	return lw_genl_request(k->family, cmd, LWSMB_SRV_FAMILY_VERSION, flags);
}

/* ---- figures -------------------------------------------------------------------- */

static const struct column stats_columns[] = {
	{ "daemon", "daemon (port id)", true },
	{ "waiting", "questions to the daemon", true },
	{ "connections", "connections", true },
	{ "sessions", "sessions", true },
	{ "opens", "open files", true },
	{ "requests", "requests", true },
	{ "bytes_received", "bytes received", true },
	{ "bytes_sent", "bytes sent", true },
	{ "logons", "log-ons", true },
	{ "logons_failed", "log-ons refused", true },
	{ "signatures_failed", "wrong signatures", true },
};

static const struct field stats_fields[] = {
	{ LWSMB_SRV_A_STATS_DAEMON, SHOW_U32 },
	{ LWSMB_SRV_A_STATS_WAITING, SHOW_U32 },
	{ LWSMB_SRV_A_STATS_CONNECTIONS, SHOW_U64 },
	{ LWSMB_SRV_A_STATS_SESSIONS, SHOW_U64 },
	{ LWSMB_SRV_A_STATS_OPENS, SHOW_U64 },
	{ LWSMB_SRV_A_STATS_REQUESTS, SHOW_U64 },
	{ LWSMB_SRV_A_STATS_BYTES_RECEIVED, SHOW_U64 },
	{ LWSMB_SRV_A_STATS_BYTES_SENT, SHOW_U64 },
	{ LWSMB_SRV_A_STATS_LOGONS, SHOW_U64 },
	{ LWSMB_SRV_A_STATS_LOGONS_FAILED, SHOW_U64 },
	{ LWSMB_SRV_A_STATS_SIGNATURES_FAILED, SHOW_U64 },
};

/**
 * struct figures - what stats-get answers
 * @table: as a row
 * @json: for programs
 * @daemon: port id of the daemon
 */
struct figures {
	struct table table;
	bool json;
	u32 daemon;
};

static int on_figures(void *arg, u8 cmd, struct nlattr **a)
{
	struct figures *f = arg;
	size_t i;

	(void)cmd;
	if (lw_genl_get_u32(a, LWSMB_SRV_A_STATS_DAEMON, &f->daemon))
		return -EBADMSG;
	if (!table_row(&f->table))
		return -ENOMEM;
	for (i = 0; i < f->table.width; i++)
		show_field(&f->table, i, &stats_fields[i], a, f->json);
	return 0;
}

static int get_figures(struct kernel *k, struct figures *f)
{
	f->table = (struct table){ .columns = stats_columns, .width = ARRAY_SIZE(stats_columns) };
	return kernel_call(k, request(k, LWSMB_SRV_CMD_STATS_GET, 0), on_figures, f);
}

/* A server without a daemon lets nobody new in: who looks should know. */
static void warn_without_daemon(struct kernel *k)
{
	struct figures f = { 0 };

	if (!get_figures(k, &f) && !f.daemon)
		tool_error("lwsmbd is not running: nobody can log on");
	table_free(&f.table);
}

/**
 * stats_show() - lwsmb stats
 * @t: call
 *
 * Return: exit status.
 */
int stats_show(const struct tool *t)
{
	struct figures f = { .json = t->json };
	struct kernel k;
	int ret = kernel_open(&k);

	if (ret)
		return ret;
	ret = get_figures(&k, &f);
	if (!ret && f.table.rows) {
		table_print_object(&f.table, t->json, stdout);
		if (!f.daemon)
			tool_error("lwsmbd is not running: nobody can log on");
	}
	table_free(&f.table);
	lw_genl_close(k.genl);
	return ret;
}

/* ---- lists ---------------------------------------------------------------------- */

/**
 * struct filling - a list while it comes
 * @list: which
 * @table: what has come
 * @json: for programs
 */
struct filling {
	const struct list *list;
	struct table table;
	bool json;
};

static int on_row(void *arg, u8 cmd, struct nlattr **a)
{
	struct filling *f = arg;
	size_t i;

	(void)cmd;
	if (!table_row(&f->table))
		return -ENOMEM;
	for (i = 0; i < f->list->width; i++)
		show_field(&f->table, i, &f->list->fields[i], a, f->json);
	return 0;
}

static int show_list(const struct tool *t, const struct list *list)
{
	struct filling f = { .list = list, .json = t->json };
	struct kernel k;
	int ret = kernel_open(&k);

	if (ret)
		return ret;
	f.table = (struct table){ .columns = list->columns, .width = list->width };
	ret = kernel_call(&k, request(&k, list->cmd, NLM_F_DUMP), on_row, &f);
	if (!ret && table_print(&f.table, t->json, stdout))
		ret = tool_error("out of memory");
	if (!ret)
		warn_without_daemon(&k);
	table_free(&f.table);
	lw_genl_close(k.genl);
	return ret;
}

/**
 * share_list() - lwsmb share list
 * @t: call
 *
 * Return: exit status.
 */
int share_list(const struct tool *t)
{
	static const struct column columns[] = {
		{ "name", "SHARE", false }, { "type", "TYPE", false },
		{ "read_only", "READ-ONLY", false }, { "browseable", "BROWSEABLE", false },
		{ "trees", "CONNECTIONS", true }, { "comment", "COMMENT", false },
	};
	static const struct field fields[] = {
		{ LWSMB_SRV_A_SHARE_NAME, SHOW_TEXT },
		{ LWSMB_SRV_A_SHARE_TYPE, SHOW_SHARE_TYPE },
		{ LWSMB_SRV_A_SHARE_READ_ONLY, SHOW_FLAG },
		{ LWSMB_SRV_A_SHARE_BROWSEABLE, SHOW_FLAG },
		{ LWSMB_SRV_A_SHARE_TREES, SHOW_U32 },
		{ LWSMB_SRV_A_SHARE_COMMENT, SHOW_TEXT },
	};
	static const struct list list = { LWSMB_SRV_CMD_SHARE_GET, columns, fields,
					  ARRAY_SIZE(fields) };

	return show_list(t, &list);
}

/**
 * session_list() - lwsmb session list
 * @t: call
 *
 * Return: exit status.
 */
int session_list(const struct tool *t)
{
	static const struct column columns[] = {
		{ "id", "ID", false }, { "user", "USER", false },
		{ "uid", "UID", true }, { "client", "CLIENT", false },
		{ "dialect", "DIALECT", false }, { "signed", "SIGNED", false },
		{ "trees", "SHARES", true }, { "opens", "FILES", true },
		{ "since", "SINCE", false }, { "idle_seconds", "IDLE", true },
	};
	static const struct field fields[] = {
		{ LWSMB_SRV_A_SESSION_ID, SHOW_ID },
		{ LWSMB_SRV_A_SESSION_USER, SHOW_TEXT },
		{ LWSMB_SRV_A_SESSION_UID, SHOW_U32 },
		{ LWSMB_SRV_A_SESSION_CLIENT, SHOW_ENDPOINT },
		{ LWSMB_SRV_A_SESSION_DIALECT, SHOW_DIALECT },
		{ LWSMB_SRV_A_SESSION_SIGNED, SHOW_FLAG },
		{ LWSMB_SRV_A_SESSION_TREES, SHOW_U32 },
		{ LWSMB_SRV_A_SESSION_OPENS, SHOW_U32 },
		{ LWSMB_SRV_A_SESSION_SINCE, SHOW_TIME },
		{ LWSMB_SRV_A_SESSION_IDLE, SHOW_U32 },
	};
	static const struct list list = { LWSMB_SRV_CMD_SESSION_GET, columns, fields,
					  ARRAY_SIZE(fields) };

	return show_list(t, &list);
}

/**
 * file_list() - lwsmb file list
 * @t: call
 *
 * Return: exit status.
 */
int file_list(const struct tool *t)
{
	static const struct column columns[] = {
		{ "id", "ID", false }, { "session", "SESSION", false },
		{ "user", "USER", false }, { "share", "SHARE", false },
		{ "path", "PATH", false }, { "access", "ACCESS", false },
		{ "share_access", "SHARED", true }, { "directory", "DIRECTORY", false },
		{ "pipe", "PIPE", false },
	};
	static const struct field fields[] = {
		{ LWSMB_SRV_A_OPEN_ID, SHOW_ID },
		{ LWSMB_SRV_A_OPEN_SESSION_ID, SHOW_ID },
		{ LWSMB_SRV_A_OPEN_USER, SHOW_TEXT },
		{ LWSMB_SRV_A_OPEN_SHARE, SHOW_TEXT },
		{ LWSMB_SRV_A_OPEN_PATH, SHOW_TEXT },
		{ LWSMB_SRV_A_OPEN_ACCESS, SHOW_ACCESS },
		{ LWSMB_SRV_A_OPEN_SHARE_ACCESS, SHOW_U32 },
		{ LWSMB_SRV_A_OPEN_DIRECTORY, SHOW_FLAG },
		{ LWSMB_SRV_A_OPEN_PIPE, SHOW_FLAG },
	};
	static const struct list list = { LWSMB_SRV_CMD_OPEN_GET, columns, fields,
					  ARRAY_SIZE(fields) };

	return show_list(t, &list);
}

/**
 * conn_list() - lwsmb conn list
 * @t: call
 *
 * Return: exit status.
 */
int conn_list(const struct tool *t)
{
	static const struct column columns[] = {
		{ "id", "ID", false }, { "client", "CLIENT", false },
		{ "local", "LOCAL", false }, { "dialect", "DIALECT", false },
		{ "sessions", "SESSIONS", true }, { "requests", "REQUESTS", true },
		{ "since", "SINCE", false }, { "idle_seconds", "IDLE", true },
	};
	static const struct field fields[] = {
		{ LWSMB_SRV_A_CONN_ID, SHOW_ID },
		{ LWSMB_SRV_A_CONN_CLIENT, SHOW_ENDPOINT },
		{ LWSMB_SRV_A_CONN_LOCAL, SHOW_ENDPOINT },
		{ LWSMB_SRV_A_CONN_DIALECT, SHOW_DIALECT },
		{ LWSMB_SRV_A_CONN_SESSIONS, SHOW_U32 },
		{ LWSMB_SRV_A_CONN_REQUESTS, SHOW_U32 },
		{ LWSMB_SRV_A_CONN_SINCE, SHOW_TIME },
		{ LWSMB_SRV_A_CONN_IDLE, SHOW_U32 },
	};
	static const struct list list = { LWSMB_SRV_CMD_CONN_GET, columns, fields,
					  ARRAY_SIZE(fields) };

	return show_list(t, &list);
}

/* ---- close ---------------------------------------------------------------------- */

static int close_one(struct kernel *k, u8 cmd, int attr, const char *what, const char *id)
{
	struct lw_genl_handler h = { 0 };
	struct nl_msg *msg;
	char *end;
	u64 number;
	int ret;

	errno = 0;
	number = strtoull(id, &end, 0);
	if (errno || *end || end == id || *id == '-')
		return tool_error("\"%s\" is not the number of a %s", id, what);
	msg = request(k, cmd, 0);
	if (!msg || nla_put_u64(msg, attr, number)) {
		nlmsg_free(msg);
		return tool_error("out of memory");
	}
	ret = lw_genl_call(k->genl, msg, &h);
	if (ret == -ENOENT)
		return tool_error("there is no %s %s", what, id);
	return ret ? explain(k, ret) : EXIT_SUCCESS;
}

static int close_all(const struct tool *t, u8 cmd, int attr, const char *what)
{
	struct kernel k;
	int i, ret, one;

	if (!t->argc) {
		tool_error("%s close needs a number; lwsmb %s list shows them", what, what);
		return EXIT_USAGE;
	}
	ret = kernel_open(&k);
	if (ret)
		return ret;
	for (i = 0; i < t->argc; i++) {
		one = close_one(&k, cmd, attr, what, t->argv[i]);
		ret = ret ? ret : one;
	}
	lw_genl_close(k.genl);
	return ret;
}

/**
 * session_close() - lwsmb session close
 * @t: call
 *
 * Return: exit status.
 */
int session_close(const struct tool *t)
{
	return close_all(t, LWSMB_SRV_CMD_SESSION_CLOSE, LWSMB_SRV_A_SESSION_ID, "session");
}

/**
 * file_close() - lwsmb file close
 * @t: call
 *
 * Return: exit status.
 */
int file_close(const struct tool *t)
{
	return close_all(t, LWSMB_SRV_CMD_OPEN_CLOSE, LWSMB_SRV_A_OPEN_ID, "file");
}
