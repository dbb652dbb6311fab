// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From the configuration to a share: names become ids, paths descriptors.
 *
 * A name that nobody has is an error, not a name less: a list of users that is
 * empty because of it would let everybody in.
 */
#include "lwsmbd/share.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/lwsmb_netlink.h>
#include <nettle/sha2.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/alloc.h"

enum {
	NSS_BUFFER = 1024 * 1024, /* bytes for a passwd or group entry: big groups exist */
};

static bool system_user(const char *name, u32 *uid)
{
	struct passwd pw, *found = NULL;
	char *buf = malloc(NSS_BUFFER);

	if (buf && !getpwnam_r(name, &pw, buf, NSS_BUFFER, &found) && found)
		*uid = found->pw_uid;
	free(buf);
	return found;
}

static bool system_group(const char *name, u32 *gid)
{
	struct group gr, *found = NULL;
	char *buf = malloc(NSS_BUFFER);

	if (buf && !getgrnam_r(name, &gr, buf, NSS_BUFFER, &found) && found)
		*gid = found->gr_gid;
	free(buf);
	return found;
}

/* What getpwnam_r(3) and getgrnam_r(3) know. */
const struct share_names share_system_names = { .user = system_user, .group = system_group };

static int add_id(struct share_ids *ids, u32 id)
{
	size_t i;
	u32 *grown;

	for (i = 0; i < ids->count && ids->ids[i] < id; i++)
		;
	if (i < ids->count && ids->ids[i] == id)
		return 0;
	grown = realloc(ids->ids, (ids->count + 1) * sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	memmove(&grown[i + 1], &grown[i], (ids->count - i) * sizeof(*grown));
	grown[i] = id;
	ids->ids = grown;
	ids->count++;
	return 0;
}

/* A user, or a group behind @. 0, -ENOENT or -ENOMEM. */
static int resolve_one(const struct share_names *names, const char *item,
		       struct share_ids *users, struct share_ids *groups)
{
	bool is_group = *item == '@';
	u32 id;

	if (is_group ? names->group(item + 1, &id) : names->user(item, &id))
		return add_id(is_group ? groups : users, id);
	return -ENOENT;
}

static int resolve_list(const struct share_source *src, const struct lw_conf_section *section,
			enum lw_conf_id id, struct share_ids *users, struct share_ids *groups)
{
	char *const *items;
	size_t i, n = lw_conf_get_list(src->conf, section, id, &items);
	int ret = 0, one;

	for (i = 0; i < n; i++) {
		one = resolve_one(src->names, items[i], users, groups);
		if (one == -ENOENT)
			lw_diag_add(src->diag, src->file, lw_conf_line(src->conf, section, id),
				    "[%s]: %s: there is no %s \"%s\"",
				    lw_conf_share_name(section), lw_conf_keys[id].name,
				    *items[i] == '@' ? "group" : "user",
				    items[i] + (*items[i] == '@'));
		ret = ret ? ret : one;
	}
	return ret == -ENOENT ? -EINVAL : ret;
}

static int resolve_lists(const struct share_source *src, const struct lw_conf_section *section,
			 struct share *s)
{
	static const enum lw_conf_id ids[] = {
		[SHARE_VALID] = LW_CONF_VALID_USERS,
		[SHARE_INVALID] = LW_CONF_INVALID_USERS,
		[SHARE_READ] = LW_CONF_READ_LIST,
		[SHARE_WRITE] = LW_CONF_WRITE_LIST,
	};
	size_t i;
	int ret = 0, one;

	for (i = 0; i < SHARE_LISTS; i++) {
		one = resolve_list(src, section, ids[i], &s->users[i], &s->groups[i]);
		ret = ret ? ret : one;
	}
	return ret;
}

/**
 * share_from_conf() - read a share
 * @src: configuration, which has to live as long as the share, and its surroundings
 * @section: share in it
 * @s: result, without descriptor; to be freed with share_free() in any case
 *
 * Return: 0, -EINVAL (see @src->diag) or -ENOMEM.
 */
int share_from_conf(const struct share_source *src, const struct lw_conf_section *section,
		    struct share *s)
{
	const struct lw_conf *conf = src->conf;

	*s = (struct share){ .file = src->file, .root = -1 };
	s->line = lw_conf_line(conf, section, LW_CONF_PATH);
	s->name = lw_conf_share_name(section);
	s->comment = lw_conf_get_text(conf, section, LW_CONF_COMMENT);
	s->path = lw_conf_get_text(conf, section, LW_CONF_PATH);
	s->read_only = lw_conf_get_bool(conf, section, LW_CONF_READ_ONLY);
	s->browseable = lw_conf_get_bool(conf, section, LW_CONF_BROWSEABLE);
	s->root_allowed = lw_conf_get_bool(conf, section, LW_CONF_ROOT_ALLOWED);
	s->encrypt_required =
		lw_conf_get_number(conf, section, LW_CONF_ENCRYPT) == LW_CONF_ENCRYPT_REQUIRED;
	s->case_sensitive = lw_conf_get_bool(conf, section, LW_CONF_CASE_SENSITIVE);
	s->create_mask = lw_conf_get_number(conf, section, LW_CONF_CREATE_MASK);
	s->directory_mask = lw_conf_get_number(conf, section, LW_CONF_DIRECTORY_MASK);
	s->allow_count = lw_conf_get_nets(conf, section, LW_CONF_HOSTS_ALLOW, &s->allow);
	s->deny_count = lw_conf_get_nets(conf, section, LW_CONF_HOSTS_DENY, &s->deny);
	return resolve_lists(src, section, s);
}

/**
 * share_ipc() - the share of named pipes, which is always there
 * @s: result
 */
void share_ipc(struct share *s)
{
	*s = (struct share){ .name = "IPC$", .comment = "IPC Service", .root = -1,
			     .root_allowed = true };
}

/**
 * share_free() - free what belongs to a share, not the share itself
 * @s: share
 */
void share_free(struct share *s)
{
	size_t i;

	for (i = 0; i < SHARE_LISTS; i++) {
		free(s->users[i].ids);
		free(s->groups[i].ids);
	}
	if (s->root >= 0)
		close(s->root);
	*s = (struct share){ .root = -1 };
}

/**
 * share_open_root() - open the folder of a share
 * @s: share
 * @diag: why not
 *
 * Return: 0 or a negative errno.
 */
int share_open_root(struct share *s, struct lw_diag *diag)
{
	int ret;

	if (!s->path)
		return 0;
	s->root = open(s->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (s->root >= 0)
		return 0;
	ret = -errno;
	lw_diag_add(diag, s->file, s->line, "[%s]: path: cannot open %s: %s", s->name, s->path,
		    strerror(-ret));
	return ret;
}

static void hash_u64(struct sha256_ctx *ctx, u64 v)
{
	u8 bytes[8];
	int i;

	for (i = 0; i < 8; i++)
		bytes[i] = v >> (8 * i);
	sha256_update(ctx, sizeof(bytes), bytes);
}

/* With its length, so that "ab", "c" is not "a", "bc". */
static void hash_text(struct sha256_ctx *ctx, const char *s)
{
	size_t len = s ? strlen(s) : 0;

	hash_u64(ctx, s ? len + 1 : 0);
	sha256_update(ctx, len, (const u8 *)s);
}

static void hash_ids(struct sha256_ctx *ctx, const struct share_ids *ids)
{
	size_t i;

	hash_u64(ctx, ids->count);
	for (i = 0; i < ids->count; i++)
		hash_u64(ctx, ids->ids[i]);
}

static void hash_nets(struct sha256_ctx *ctx, const struct lw_net *nets, size_t count)
{
	size_t i;

	hash_u64(ctx, count);
	for (i = 0; i < count; i++) {
		hash_u64(ctx, nets[i].family);
		hash_u64(ctx, nets[i].prefix);
		sha256_update(ctx, sizeof(nets[i].addr), nets[i].addr);
	}
}

/**
 * share_fingerprint() - a number that is another one if anything about a share is
 * @s: share; which folder is behind the descriptor counts as well
 *
 * Return: the number.
 */
u64 share_fingerprint(const struct share *s)
{
	u8 digest[SHA256_DIGEST_SIZE];
	struct stat st = { 0 };
	struct sha256_ctx ctx;
	u64 v = 0;
	size_t i;

	if (s->root >= 0 && fstat(s->root, &st))
		st.st_ino = 0;
	sha256_init(&ctx);
	hash_text(&ctx, s->name);
	hash_text(&ctx, s->comment);
	hash_text(&ctx, s->path);
	hash_u64(&ctx, st.st_dev);
	hash_u64(&ctx, st.st_ino);
	hash_u64(&ctx, s->read_only | s->browseable << 1 | s->root_allowed << 2 |
			       s->encrypt_required << 3 | s->case_sensitive << 4);
	hash_u64(&ctx, s->create_mask);
	hash_u64(&ctx, s->directory_mask);
	for (i = 0; i < SHARE_LISTS; i++) {
		hash_ids(&ctx, &s->users[i]);
		hash_ids(&ctx, &s->groups[i]);
	}
	hash_nets(&ctx, s->allow, s->allow_count);
	hash_nets(&ctx, s->deny, s->deny_count);
	sha256_digest(&ctx, sizeof(digest), digest);
	for (i = 0; i < 8; i++)
		v |= (u64)digest[i] << (8 * i);
	return v;
}

static int put_ids(struct nl_msg *msg, int type, const struct share_ids *ids)
{
	size_t i;
	int ret = 0;

	for (i = 0; i < ids->count && !ret; i++)
		ret = nla_put_u32(msg, type, ids->ids[i]);
	return ret;
}

static int put_nets(struct nl_msg *msg, int type, const struct lw_net *nets, size_t count)
{
	struct nlattr *nest;
	size_t i;

	for (i = 0; i < count; i++) {
		nest = nla_nest_start(msg, type | NLA_F_NESTED);
		if (!nest ||
		    nla_put(msg, LWSMB_SRV_A_NETWORK_ADDRESS,
			    nets[i].family == AF_INET ? 4 : 16, nets[i].addr) ||
		    nla_put_u8(msg, LWSMB_SRV_A_NETWORK_PREFIX, nets[i].prefix))
			return -NLE_NOMEM;
		nla_nest_end(msg, nest);
	}
	return 0;
}

static int put_flag(struct nl_msg *msg, int type, bool on)
{
	return on ? nla_put_flag(msg, type) : 0;
}

static int put_lists(struct nl_msg *msg, const struct share *s)
{
	static const struct {
		int users;
		int groups;
	} types[] = {
		[SHARE_VALID] = { LWSMB_SRV_A_SHARE_VALID_USER, LWSMB_SRV_A_SHARE_VALID_GROUP },
		[SHARE_INVALID] = { LWSMB_SRV_A_SHARE_INVALID_USER,
				    LWSMB_SRV_A_SHARE_INVALID_GROUP },
		[SHARE_READ] = { LWSMB_SRV_A_SHARE_READ_USER, LWSMB_SRV_A_SHARE_READ_GROUP },
		[SHARE_WRITE] = { LWSMB_SRV_A_SHARE_WRITE_USER, LWSMB_SRV_A_SHARE_WRITE_GROUP },
	};
	size_t i;

	for (i = 0; i < SHARE_LISTS; i++)
		if (put_ids(msg, types[i].users, &s->users[i]) ||
		    put_ids(msg, types[i].groups, &s->groups[i]))
			return -NLE_NOMEM;
	if (put_nets(msg, LWSMB_SRV_A_SHARE_HOST_ALLOW, s->allow, s->allow_count) ||
	    put_nets(msg, LWSMB_SRV_A_SHARE_HOST_DENY, s->deny, s->deny_count))
		return -NLE_NOMEM;
	return 0;
}

/**
 * share_put() - write a share into a message
 * @msg: message of command share-add
 * @s: share, its folder open
 *
 * Return: 0 or -ENOMEM: the message is too small.
 */
int share_put(struct nl_msg *msg, const struct share *s)
{
	u32 type = s->path ? LWSMB_SRV_SHARE_TYPE_DISK : LWSMB_SRV_SHARE_TYPE_PIPE;

	if (nla_put_string(msg, LWSMB_SRV_A_SHARE_NAME, s->name) ||
	    nla_put_string(msg, LWSMB_SRV_A_SHARE_COMMENT, s->comment ? s->comment : "") ||
	    nla_put_u32(msg, LWSMB_SRV_A_SHARE_TYPE, type) ||
	    (s->path && nla_put_u32(msg, LWSMB_SRV_A_SHARE_ROOT_FD, s->root)) ||
	    nla_put_u64(msg, LWSMB_SRV_A_SHARE_FINGERPRINT, share_fingerprint(s)) ||
	    put_flag(msg, LWSMB_SRV_A_SHARE_READ_ONLY, s->read_only) ||
	    put_flag(msg, LWSMB_SRV_A_SHARE_BROWSEABLE, s->browseable) ||
	    put_flag(msg, LWSMB_SRV_A_SHARE_ROOT_ALLOWED, s->root_allowed) ||
	    put_flag(msg, LWSMB_SRV_A_SHARE_ENCRYPT_REQUIRED, s->encrypt_required) ||
	    put_flag(msg, LWSMB_SRV_A_SHARE_CASE_SENSITIVE, s->case_sensitive) ||
	    nla_put_u32(msg, LWSMB_SRV_A_SHARE_CREATE_MASK, s->create_mask) ||
	    nla_put_u32(msg, LWSMB_SRV_A_SHARE_DIRECTORY_MASK, s->directory_mask) ||
	    put_lists(msg, s))
		return -ENOMEM;
	return 0;
}
