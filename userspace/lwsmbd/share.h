/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A share as the configuration wants it, ready to be told to the server.
 */
#ifndef LWSMB_LWSMBD_SHARE_H
#define LWSMB_LWSMBD_SHARE_H

#include "lib/conf.h"
#include "lib/genl.h"

/* Lists of a share, users before their groups; the order is the server's. */
enum share_list {
	SHARE_VALID,
	SHARE_INVALID,
	SHARE_READ,
	SHARE_WRITE,
	SHARE_LISTS,
};

/**
 * struct share_ids - users or groups of a list
 * @count: number
 * @ids: them, sorted, each once
 */
struct share_ids {
	size_t count;
	u32 *ids;
};

/**
 * struct share - one share
 * @name: its name
 * @comment: comment
 * @file: where it is configured, for messages
 * @line: line of its path
 * @path: folder, NULL for IPC$
 * @root: descriptor of the folder, or -1
 * @read_only: configuration's
 * @browseable: likewise
 * @root_allowed: likewise
 * @encrypt_required: likewise
 * @case_sensitive: likewise
 * @create_mask: likewise
 * @directory_mask: likewise
 * @users: users of the lists
 * @groups: groups of the lists
 * @allow: hosts that may connect, the configuration's
 * @allow_count: number of them
 * @deny: hosts that may not
 * @deny_count: number of them
 * @uses: connections to it, when the server was asked last
 *
 * Texts and networks are the configuration's and live as long as that.
 */
struct share {
	const char *name;
	const char *comment;
	const char *file;
	unsigned int line;
	const char *path;
	int root;
	bool read_only;
	bool browseable;
	bool root_allowed;
	bool encrypt_required;
	bool case_sensitive;
	u32 create_mask;
	u32 directory_mask;
	struct share_ids users[SHARE_LISTS];
	struct share_ids groups[SHARE_LISTS];
	const struct lw_net *allow;
	size_t allow_count;
	const struct lw_net *deny;
	size_t deny_count;
	u32 uses;
};

/**
 * struct share_names - how names become ids; replaced in tests
 * @user: uid of a user; false if there is none
 * @group: gid of a group; false if there is none
 */
struct share_names {
	bool (*user)(const char *name, u32 *uid);
	bool (*group)(const char *name, u32 *gid);
};

extern const struct share_names share_system_names;

/**
 * struct share_source - where shares come from
 * @file: configuration file, for messages
 * @conf: configuration
 * @names: how names become ids
 * @diag: where problems go
 */
struct share_source {
	const char *file;
	const struct lw_conf *conf;
	const struct share_names *names;
	struct lw_diag *diag;
};

int share_from_conf(const struct share_source *src, const struct lw_conf_section *section,
		    struct share *s);
void share_ipc(struct share *s);
void share_free(struct share *s);
int share_open_root(struct share *s, struct lw_diag *diag);
u64 share_fingerprint(const struct share *s);
int share_put(struct nl_msg *msg, const struct share *s);

#endif /* LWSMB_LWSMBD_SHARE_H */
