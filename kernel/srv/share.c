// SPDX-License-Identifier: GPL-2.0
/*
 * Shares: the table, and whom a share lets in.
 */
#include <linux/bsearch.h>
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/slab.h>
#include <lwsmb/proto_fscc.h>
#include <lwsmb/utf16.h>
#include <net/ipv6.h>

#include "admin.h"
#include "file/fsa.h"
#include "net.h"
#include "share.h"

#define NAME_BYTES 80 /* of a share's name in UTF-8 */

/* MaximalAccess of those who may only read, MS-SMB2 2.2.10: what the generic rights to
 * read and to execute stand for (MS-SMB2 2.2.13.1.1); and of all others.
 */
#define ACCESS_READER (FILE_READ_DATA | FILE_READ_EA | FILE_EXECUTE | FILE_READ_ATTRIBUTES | \
		       ACCESS_READ_CONTROL | ACCESS_SYNCHRONIZE)
#define ACCESS_WRITER (ACCESS_READER | FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_WRITE_EA | \
		       FILE_DELETE_CHILD | FILE_WRITE_ATTRIBUTES | ACCESS_DELETE | \
		       ACCESS_WRITE_DAC | ACCESS_WRITE_OWNER)

static void share_free(struct rcu_head *rcu)
{
	struct srv_share *s = container_of(rcu, struct srv_share, rcu);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(s->lists); i++)
		kfree(s->lists[i].ids);
	kfree(s->hosts_allow.nets);
	kfree(s->hosts_deny.nets);
	kfree(s->name);
	kfree(s->comment);
	kfree(s);
}

/**
 * srv_share_get() - take a reference
 * @s: share that the caller has a reference to
 *
 * Return: @s.
 */
struct srv_share *srv_share_get(struct srv_share *s)
{
	refcount_inc(&s->refs);
	return s;
}

/**
 * srv_share_put() - drop a reference
 * @s: share or NULL
 *
 * Context: process; the last one lets go of the volume, which may sleep.
 */
void srv_share_put(struct srv_share *s)
{
	if (!s || !refcount_dec_and_test(&s->refs))
		return;
	if (s->volume)
		fsa_volume_put(s->volume);
	call_rcu(&s->rcu, share_free);
}

static bool name_fits(const char *name)
{
	u16 utf16[NAME_BYTES];

	return *name && strlen(name) <= NAME_BYTES && !strpbrk(name, "\\/") &&
	       utf8_to_utf16(name, strlen(name), utf16, sizeof(utf16), 0) > 0;
}

/**
 * srv_share_new() - make a share that is not yet in a table
 * @name: name, UTF-8
 * @comment: comment, UTF-8
 *
 * Return: a disk share without volume and lists, with one reference; or an ERR_PTR:
 * -EINVAL (no share can have this name), -ENOMEM.
 */
struct srv_share *srv_share_new(const char *name, const char *comment)
{
	struct srv_share *s;

	if (!name_fits(name))
		return ERR_PTR(-EINVAL);
	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return ERR_PTR(-ENOMEM);
	refcount_set(&s->refs, 1);
	INIT_LIST_HEAD(&s->link);
	s->name = kstrdup(name, GFP_KERNEL);
	s->comment = kstrdup(comment, GFP_KERNEL);
	if (!s->name || !s->comment) {
		srv_share_put(s);
		return ERR_PTR(-ENOMEM);
	}
	return s;
}

static bool same_name(const char *a, const char *b)
{
	u16 x[NAME_BYTES], y[NAME_BYTES];
	int m = utf8_to_utf16(a, strlen(a), x, sizeof(x), 0);
	int n = utf8_to_utf16(b, strlen(b), y, sizeof(y), 0);

	return m >= 0 && n >= 0 && !utf16_casecmp(x, m, y, n);
}

/* Under RCU or the mutex; a table has few shares, and TREE_CONNECT is rare. */
static struct srv_share *look_up(struct srv_net *sn, const char *name)
{
	struct srv_share *s;

	list_for_each_entry_rcu(s, &sn->shares, link, lockdep_is_held(&sn->mutex))
		if (same_name(s->name, name))
			return s;
	return NULL;
}

/**
 * srv_share_find() - find a share
 * @sn: server
 * @name: name in any case, UTF-8
 *
 * Return: a reference or NULL.
 */
struct srv_share *srv_share_find(struct srv_net *sn, const char *name)
{
	struct srv_share *s;

	rcu_read_lock();
	s = look_up(sn, name);
	if (s && !refcount_inc_not_zero(&s->refs))
		s = NULL;
	rcu_read_unlock();
	return s;
}

/**
 * srv_share_add() - put a share into the table
 * @sn: server
 * @s: share; on success the caller's reference becomes the table's
 *
 * A share of the same name goes; trees that are connected to it keep it.
 *
 * Return: 0.
 */
int srv_share_add(struct srv_net *sn, struct srv_share *s)
{
	struct srv_share *old;

	mutex_lock(&sn->mutex);
	old = look_up(sn, s->name);
	if (old)
		list_replace_rcu(&old->link, &s->link);
	else
		list_add_tail_rcu(&s->link, &sn->shares);
	mutex_unlock(&sn->mutex);
	srv_share_put(old);
	return 0;
}

/**
 * srv_share_del() - take a share out of the table
 * @sn: server
 * @name: name in any case, UTF-8
 *
 * Return: 0 or -ENOENT.
 */
int srv_share_del(struct srv_net *sn, const char *name)
{
	struct srv_share *s;

	mutex_lock(&sn->mutex);
	s = look_up(sn, name);
	if (s)
		list_del_rcu(&s->link);
	mutex_unlock(&sn->mutex);
	srv_share_put(s);
	return s ? 0 : -ENOENT;
}

/**
 * srv_share_del_all() - empty the table
 * @sn: server
 */
void srv_share_del_all(struct srv_net *sn)
{
	struct srv_share *s, *next;

	mutex_lock(&sn->mutex);
	list_for_each_entry_safe(s, next, &sn->shares, link) {
		list_del_rcu(&s->link);
		srv_share_put(s);
	}
	mutex_unlock(&sn->mutex);
}

/**
 * srv_share_walk() - look at all shares
 * @sn: server, its mutex held
 * @fn: called for each with the number of its connections; anything but 0 stops
 * @arg: first argument of @fn
 *
 * Return: 0 or what @fn returned.
 */
int srv_share_walk(struct srv_net *sn, srv_share_row_fn fn, void *arg)
{
	struct srv_share *s;
	int ret = 0;

	lockdep_assert_held(&sn->mutex);
	list_for_each_entry(s, &sn->shares, link) {
		ret = fn(arg, s, refcount_read(&s->refs) - 1);
		if (ret)
			break;
	}
	return ret;
}

static int compare_ids(const void *key, const void *elt)
{
	u32 x = *(const u32 *)key, y = *(const u32 *)elt;

	return x < y ? -1 : x > y;
}

static bool ids_have(const struct srv_ids *ids, u32 id)
{
	return ids->count && bsearch(&id, ids->ids, ids->count, sizeof(id), compare_ids);
}

static bool in_group(const struct srv_ids *gids, const struct fsa_user *user)
{
	u32 i;

	for (i = 0; i < gids->count; i++)
		if (fsa_user_in_group(user, make_kgid(&init_user_ns, gids->ids[i])))
			return true;
	return false;
}

/* Is @user in a list of users or in the list of groups behind it? */
static bool listed(const struct srv_share *s, enum srv_share_list users,
		   const struct fsa_user *user)
{
	u32 uid = from_kuid(&init_user_ns, fsa_user_uid(user));

	return ids_have(&s->lists[users], uid) || in_group(&s->lists[users + 1], user);
}

static bool may_connect(const struct srv_share *s, const struct fsa_user *user)
{
	if (uid_eq(fsa_user_uid(user), GLOBAL_ROOT_UID) && !s->root_allowed)
		return false;
	if (listed(s, SRV_INVALID_USERS, user))
		return false;
	if (!s->lists[SRV_VALID_USERS].count && !s->lists[SRV_VALID_GROUPS].count)
		return true;
	return listed(s, SRV_VALID_USERS, user);
}

static bool may_write(const struct srv_share *s, const struct fsa_user *user)
{
	if (listed(s, SRV_READ_USERS, user))
		return listed(s, SRV_WRITE_USERS, user);
	return !s->read_only || listed(s, SRV_WRITE_USERS, user);
}

/**
 * srv_share_access() - what a share lets a user do
 * @s: share
 * @user: user
 *
 * Return: MaximalAccess of TREE_CONNECT (MS-SMB2 2.2.10): all rights, those of reading
 * and executing, or 0: the user may not connect.
 */
u32 srv_share_access(const struct srv_share *s, const struct fsa_user *user)
{
	if (s->type == SRV_SHARE_PIPE)
		return ACCESS_WRITER;
	if (!may_connect(s, user))
		return 0;
	return may_write(s, user) ? ACCESS_WRITER : ACCESS_READER;
}

/* The address in network order, IPv4 in IPv6 as IPv4; its bits, or 0. */
static u32 address_bits(const struct sockaddr_storage *addr, u16 *family, const u8 **bytes)
{
	const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)addr;
	const struct sockaddr_in *in = (const struct sockaddr_in *)addr;

	*family = AF_INET;
	if (addr->ss_family == AF_INET) {
		*bytes = (const u8 *)&in->sin_addr;
		return 32;
	}
	if (addr->ss_family != AF_INET6)
		return 0;
	if (ipv6_addr_v4mapped(&in6->sin6_addr)) {
		*bytes = &in6->sin6_addr.s6_addr[12];
		return 32;
	}
	*family = AF_INET6;
	*bytes = in6->sin6_addr.s6_addr;
	return 128;
}

static bool network_has(const struct srv_network *n, const u8 *bytes)
{
	u32 whole = n->prefix / 8, rest = n->prefix % 8;
	u8 mask = 0xff << (8 - rest);

	if (memcmp(n->address, bytes, whole))
		return false;
	return !rest || !((n->address[whole] ^ bytes[whole]) & mask);
}

static bool networks_have(const struct srv_networks *nets, const struct sockaddr_storage *addr)
{
	const u8 *bytes;
	u16 family;
	u32 i;

	if (!address_bits(addr, &family, &bytes))
		return false;
	for (i = 0; i < nets->count; i++)
		if (nets->nets[i].family == family && network_has(&nets->nets[i], bytes))
			return true;
	return false;
}

/**
 * srv_share_admits() - may a client connect to a share from where it is?
 * @s: share
 * @client: the client's address
 *
 * Return: true if hosts_allow has it; else false if hosts_deny has it or there are
 * only others that may.
 */
bool srv_share_admits(const struct srv_share *s, const struct sockaddr_storage *client)
{
	if (networks_have(&s->hosts_allow, client))
		return true;
	if (networks_have(&s->hosts_deny, client))
		return false;
	return !s->hosts_allow.count || s->hosts_deny.count;
}
