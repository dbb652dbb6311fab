/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Shares: exported folders, and IPC$. The daemon adds and removes them; a share that
 * is changed is replaced, and trees that were connected before keep the old one.
 */
#ifndef LWSMB_SRV_SHARE_H
#define LWSMB_SRV_SHARE_H

#include <linux/socket.h>
#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/types.h>

struct fsa_user;
struct fsa_volume;
struct srv_net;

enum srv_share_type {
	SRV_SHARE_DISK,
	SRV_SHARE_PIPE, /* IPC$ */
};

/**
 * struct srv_ids - uids or gids, in init_user_ns
 * @count: number
 * @ids: them, sorted
 */
struct srv_ids {
	u32 count;
	u32 *ids;
};

/**
 * struct srv_network - IPv4 or IPv6 network
 * @family: AF_INET or AF_INET6
 * @prefix: leading bits that count
 * @address: in network order
 */
struct srv_network {
	u16 family;
	u8 prefix;
	u8 address[16];
};

/**
 * struct srv_networks - list of networks
 * @count: number
 * @nets: them
 */
struct srv_networks {
	u32 count;
	struct srv_network *nets;
};

/* Whom a share lets in. What the daemon's keys name, resolved to ids by it. */
enum srv_share_list {
	SRV_VALID_USERS, /* only these; all if users and groups are both empty */
	SRV_VALID_GROUPS,
	SRV_INVALID_USERS, /* not these, whatever the valid ones say */
	SRV_INVALID_GROUPS,
	SRV_READ_USERS, /* may only read */
	SRV_READ_GROUPS,
	SRV_WRITE_USERS, /* may write though the share is read-only */
	SRV_WRITE_GROUPS,
	SRV_SHARE_LISTS,
};

/**
 * struct srv_share - an exported folder, or IPC$
 * @link: in srv_net.shares
 * @refs: trees, and the list
 * @rcu: it is found under RCU
 * @name: UTF-8, as configured; found without regard to case
 * @comment: UTF-8
 * @type: what it is
 * @volume: disk: where; NULL for IPC$
 * @fingerprint: the daemon's, for telling whether a share has changed
 * @lists: whom it lets in
 * @hosts_allow: clients that may connect; all if empty
 * @hosts_deny: clients that may not, unless @hosts_allow has them
 * @read_only: for everybody whom no list speaks of
 * @root_allowed: uid 0 may connect
 * @encrypt_required: only sealed sessions may connect
 * @browseable: the list of shares shows it
 *
 * Immutable but for @link and @refs.
 */
struct srv_share {
	struct list_head link;
	refcount_t refs;
	struct rcu_head rcu;
	char *name;
	char *comment;
	enum srv_share_type type;
	struct fsa_volume *volume;
	u64 fingerprint;
	struct srv_ids lists[SRV_SHARE_LISTS];
	struct srv_networks hosts_allow;
	struct srv_networks hosts_deny;
	bool read_only;
	bool root_allowed;
	bool encrypt_required;
	bool browseable;
};

struct srv_share *srv_share_find(struct srv_net *sn, const char *name);
struct srv_share *srv_share_get(struct srv_share *s);
void srv_share_put(struct srv_share *s);
u32 srv_share_access(const struct srv_share *s, const struct fsa_user *user);
bool srv_share_admits(const struct srv_share *s, const struct sockaddr_storage *client);

struct srv_share *srv_share_new(const char *name, const char *comment);
int srv_share_add(struct srv_net *sn, struct srv_share *s);
int srv_share_del(struct srv_net *sn, const char *name);
void srv_share_del_all(struct srv_net *sn);

#endif /* LWSMB_SRV_SHARE_H */
