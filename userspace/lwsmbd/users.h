/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who may log on: the user database, as the file is at the moment, and the Unix
 * account that each of its entries stands for.
 */
#ifndef LWSMB_LWSMBD_USERS_H
#define LWSMB_LWSMBD_USERS_H

#include <sys/stat.h>

#include "lib/smbpasswd.h"

/**
 * struct users - the user database
 * @db: what was read, NULL if there is none
 * @path: from where
 * @seen: the file as it was then
 */
struct users {
	struct lw_smbpasswd *db;
	char *path;
	struct stat seen;
};

int users_refresh(struct users *u, const char *path);
void users_free(struct users *u);

/**
 * struct identity - a Unix account
 * @name: its name
 * @uid: user
 * @gid: primary group
 * @group_count: number of @groups
 * @groups: all groups, the primary one included
 */
struct identity {
	char name[LW_SMBPASSWD_NAME_MAX + 1];
	u32 uid;
	u32 gid;
	size_t group_count;
	u32 *groups;
};

int identity_find(const struct lw_smbpasswd_entry *e, struct identity *id);
void identity_free(struct identity *id);

#endif /* LWSMB_LWSMBD_USERS_H */
