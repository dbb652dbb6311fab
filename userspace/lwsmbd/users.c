// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The user database and Unix accounts.
 */
#include "lwsmbd/users.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/alloc.h"
#include "lwsmbd/log.h"

enum {
	NSS_BUFFER = 1024 * 1024, /* bytes for a passwd entry */
	GROUPS_MAX = 65536, /* groups of a user, the kernel's limit */
};

static bool same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

static bool unchanged(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       a->st_mode == b->st_mode && same_time(&a->st_mtim, &b->st_mtim) &&
	       same_time(&a->st_ctim, &b->st_ctim);
}

static void read_file(struct users *u)
{
	struct lw_diag diag = { 0 };
	size_t i;

	if (lw_smbpasswd_load(u->path, &diag, &u->db))
		u->db = NULL;
	for (i = 0; i < diag.count; i++)
		log_line(LOG_ERR, "%s", diag.text[i] ? diag.text[i] : "no memory");
	lw_diag_free(&diag);
}

/**
 * users_refresh() - read the file if it has changed
 * @u: database
 * @path: file
 *
 * What is wrong with the file is logged, once for each change. A file that is missing
 * or that others may read has no users.
 *
 * Return: 0 or -ENOMEM.
 */
int users_refresh(struct users *u, const char *path)
{
	struct stat now;

	if (stat(path, &now))
		memset(&now, 0, sizeof(now));
	if (u->path && !strcmp(u->path, path) && unchanged(&now, &u->seen))
		return 0;
	users_free(u);
	u->path = strdup(path);
	if (!u->path)
		return -ENOMEM;
	u->seen = now;
	read_file(u);
	return 0;
}

/**
 * users_free() - wipe and free
 * @u: database
 */
void users_free(struct users *u)
{
	lw_smbpasswd_free(u->db);
	free(u->path);
	*u = (struct users){ 0 };
}

static int find_groups(struct identity *id)
{
	int room = 64, count, ret;
	gid_t *groups = NULL, *grown;

	do {
		count = room;
		grown = realloc(groups, room * sizeof(*groups));
		if (!grown) {
			free(groups);
			return -ENOMEM;
		}
		groups = grown;
		ret = getgrouplist(id->name, id->gid, groups, &count);
		room = count > room ? count : 2 * room;
	} while (ret < 0 && room <= GROUPS_MAX);
	if (ret < 0) {
		free(groups);
		return -E2BIG;
	}
	id->groups = groups;
	id->group_count = count;
	return 0;
}

/**
 * identity_find() - the Unix account of an entry
 * @e: entry of the database
 * @id: result; identity_free() frees it
 *
 * Return: 0, -ENOENT (there is no account of that name), -ESTALE (it is not the one
 * that was entered: another uid), -E2BIG (too many groups), -ENOMEM or -EIO (the
 * system's databases cannot be asked).
 */
int identity_find(const struct lw_smbpasswd_entry *e, struct identity *id)
{
	struct passwd pw, *found = NULL;
	char *buf = malloc(NSS_BUFFER);
	int ret;

	*id = (struct identity){ 0 };
	if (!buf)
		return -ENOMEM;
	ret = getpwnam_r(e->name, &pw, buf, NSS_BUFFER, &found);
	if (found) {
		snprintf(id->name, sizeof(id->name), "%s", e->name);
		id->uid = found->pw_uid;
		id->gid = found->pw_gid;
	}
	free(buf);
	if (!found)
		return ret && ret != ENOENT ? -EIO : -ENOENT;
	return id->uid == e->uid ? find_groups(id) : -ESTALE;
}

/**
 * identity_free() - free what belongs to an identity
 * @id: identity
 */
void identity_free(struct identity *id)
{
	free(id->groups);
	*id = (struct identity){ 0 };
}
