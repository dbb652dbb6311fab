// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * lwsmb user: the user database.
 */
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/conf.h"
#include "lib/ntlm_crypt.h"
#include "lib/smbpasswd.h"
#include "lwsmb/table.h"
#include "lwsmb/tool.h"

static int report(struct lw_diag *diag)
{
	size_t i;

	for (i = 0; i < diag->count; i++)
		tool_error("%s", diag->text[i] ? diag->text[i] : "out of memory");
	lw_diag_free(diag);
	return EXIT_FAILURE;
}

/*
 * The database's path, as the configuration says; to be freed. NULL after a message. A
 * configuration that is not there means the default.
 */
static char *database(const struct tool *t)
{
	const char *def = lw_conf_keys[LW_CONF_PASSWD_FILE].def;
	struct lw_diag diag = { 0 };
	struct lw_conf *conf;
	char *path;

	if (access(t->conf_path, F_OK) && errno == ENOENT)
		return strdup(def);
	if (lw_conf_load(t->conf_path, &diag, &conf)) {
		report(&diag);
		return NULL;
	}
	path = strdup(lw_conf_get_text(conf, NULL, LW_CONF_PASSWD_FILE));
	lw_conf_free(conf);
	return path;
}

static int may_not(void)
{
	return tool_error("permission denied: needs root");
}

/* Reads the database; one that is not there is empty. */
static int load(const char *path, struct lw_smbpasswd **db)
{
	struct lw_diag diag = { 0 };
	int ret;

	if (access(path, R_OK) && errno == EACCES)
		return may_not();
	if (access(path, F_OK) && errno == ENOENT)
		ret = lw_smbpasswd_parse(path, "", 0, &diag, db);
	else
		ret = lw_smbpasswd_load(path, &diag, db);
	if (!ret && !diag.count)
		return EXIT_SUCCESS;
	if (!ret)
		lw_smbpasswd_free(*db);
	return report(&diag);
}

/* The entry of @name, copied; found says whether there is one. */
static int look_up(const char *path, const char *name, struct lw_smbpasswd_entry *e,
		   bool *found)
{
	const struct lw_smbpasswd_entry *there;
	struct lw_smbpasswd *db;
	int ret = load(path, &db);

	if (ret)
		return ret;
	there = lw_smbpasswd_find(db, name);
	*found = there;
	if (there)
		*e = *there;
	lw_smbpasswd_free(db);
	return EXIT_SUCCESS;
}

/* Asks for a password and writes the entry. */
static int store(const char *path, struct lw_smbpasswd_entry *e)
{
	char password[PASSWORD_MAX];
	struct lw_diag diag = { 0 };
	int ret = password_ask(e->name, password);

	if (ret)
		return ret;
	ret = lw_ntlm_nt_hash(password, e->nt_hash);
	explicit_bzero(password, sizeof(password));
	if (ret)
		return tool_error("this password has no NT hash: %s", strerror(-ret));
	e->has_hash = true;
	e->flags &= ~LW_SMBPASSWD_NO_PASSWORD;
	e->changed = time(NULL);
	if (lw_smbpasswd_set(path, e, &diag))
		return report(&diag);
	return EXIT_SUCCESS;
}

static int one_name(const struct tool *t, const char *verb)
{
	if (t->argc == 1)
		return 0;
	tool_error("user %s needs one user's name; --help tells", verb);
	return EXIT_USAGE;
}

/* The folder of the database, which is made where it is missing. */
static void make_folder(const char *path)
{
	char *dir = strdup(path), *slash = dir ? strrchr(dir, '/') : NULL;

	if (slash && slash != dir) {
		*slash = '\0';
		mkdir(dir, 0755);
	}
	free(dir);
}

static int add(const char *path, const char *name)
{
	const struct passwd *pw = getpwnam(name);
	struct lw_smbpasswd_entry e = { 0 };
	bool found;
	int ret;

	if (geteuid())
		return may_not();
	if (!pw)
		return tool_error("there is no Unix account \"%s\": create it first (adduser)",
				  name);
	ret = look_up(path, name, &e, &found);
	if (!ret && found)
		ret = tool_error("\"%s\" is there already; lwsmb user passwd changes the password",
				 e.name);
	if (!ret) {
		e = (struct lw_smbpasswd_entry){ .uid = pw->pw_uid, .flags = LW_SMBPASSWD_USER };
		if (strlen(name) > LW_SMBPASSWD_NAME_MAX)
			return tool_error("the name is too long");
		memcpy(e.name, name, strlen(name) + 1);
		make_folder(path);
		ret = store(path, &e);
	}
	explicit_bzero(&e, sizeof(e));
	return ret;
}

/**
 * user_add() - lwsmb user add
 * @t: call
 *
 * Return: exit status.
 */
int user_add(const struct tool *t)
{
	int ret = one_name(t, "add");
	char *path = ret ? NULL : database(t);

	if (path)
		ret = add(path, t->argv[0]);
	else
		ret = ret ? ret : EXIT_FAILURE;
	free(path);
	return ret;
}

static int change(const char *path, const char *name)
{
	struct lw_smbpasswd_entry e = { 0 };
	bool found;
	int ret = look_up(path, name, &e, &found);

	if (!ret && !found)
		ret = tool_error("there is no user \"%s\"; lwsmb user add makes one", name);
	if (!ret)
		ret = store(path, &e);
	explicit_bzero(&e, sizeof(e));
	return ret;
}

/**
 * user_passwd() - lwsmb user passwd
 * @t: call
 *
 * Return: exit status.
 */
int user_passwd(const struct tool *t)
{
	int ret = one_name(t, "passwd");
	char *path = ret ? NULL : database(t);

	if (path)
		ret = change(path, t->argv[0]);
	else
		ret = ret ? ret : EXIT_FAILURE;
	free(path);
	return ret;
}

static int del(const char *path, const char *name)
{
	struct lw_diag diag = { 0 };
	int ret;

	if (access(path, R_OK) && errno == EACCES)
		return may_not();
	ret = lw_smbpasswd_delete(path, name, &diag);
	if (ret == -ENOENT)
		return tool_error("there is no user \"%s\"", name);
	if (ret == -ENOMEM)
		return tool_error("out of memory");
	return ret ? report(&diag) : EXIT_SUCCESS;
}

/**
 * user_del() - lwsmb user del
 * @t: call
 *
 * Return: exit status.
 */
int user_del(const struct tool *t)
{
	int ret = one_name(t, "del");
	char *path = ret ? NULL : database(t);

	if (path)
		ret = del(path, t->argv[0]);
	else
		ret = ret ? ret : EXIT_FAILURE;
	free(path);
	return ret;
}

static const char *state_of(const struct lw_smbpasswd_entry *e)
{
	const struct passwd *pw = getpwnam(e->name);

	if (e->flags & LW_SMBPASSWD_DISABLED)
		return "disabled";
	if (e->flags & LW_SMBPASSWD_LOCKED)
		return "locked";
	if (!e->has_hash || e->flags & LW_SMBPASSWD_NO_PASSWORD)
		return "no password";
	if (!pw)
		return "no Unix account";
	return pw->pw_uid == e->uid ? "ok" : "other uid";
}

static void add_row(struct table *table, const struct lw_smbpasswd_entry *e)
{
	const time_t changed = e->changed;
	char when[32] = "";
	struct tm tm;

	if (!table_row(table))
		return;
	if (e->changed && localtime_r(&changed, &tm))
		strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%S%z", &tm);
	table_set(table, 0, CELL_TEXT, "%s", e->name);
	table_set(table, 1, CELL_NUMBER, "%u", e->uid);
	table_set(table, 2, CELL_TEXT, "%s", state_of(e));
	if (*when)
		table_set(table, 3, CELL_TEXT, "%s", when);
}

/**
 * user_list() - lwsmb user list
 * @t: call
 *
 * Return: exit status.
 */
int user_list(const struct tool *t)
{
	static const struct column columns[] = {
		{ "name", "USER", false }, { "uid", "UID", true },
		{ "state", "STATE", false }, { "changed", "PASSWORD CHANGED", false },
	};
	struct table table = { .columns = columns, .width = ARRAY_SIZE(columns) };
	char *path = database(t);
	struct lw_smbpasswd *db;
	int ret = path ? load(path, &db) : EXIT_FAILURE;
	size_t i;

	free(path);
	if (ret)
		return ret;
	for (i = 0; i < lw_smbpasswd_count(db); i++)
		add_row(&table, lw_smbpasswd_at(db, i));
	lw_smbpasswd_free(db);
	if (table_print(&table, t->json, stdout))
		ret = tool_error("out of memory");
	table_free(&table);
	return ret;
}
