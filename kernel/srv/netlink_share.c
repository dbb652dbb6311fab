// SPDX-License-Identifier: GPL-2.0
/*
 * A share as a message. Its root comes as a file descriptor of the daemon, in whose
 * context the command runs: no path is resolved by the kernel, and what the daemon has
 * checked is what is shared.
 */
#include <linux/file.h>
#include <linux/in.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <net/genetlink.h>

#include "file/fsa.h"
#include "net.h"
#include "netlink.h"
#include "netlink_gen.h"
#include "share.h"

#define LIST_MAX 1024 /* entries of one list of a share */

static const struct {
	int attr;
	enum srv_share_list list;
	bool group;
} list_attrs[] = {
	{ LWSMB_SRV_A_SHARE_VALID_USER, SRV_VALID_USERS, false },
	{ LWSMB_SRV_A_SHARE_VALID_GROUP, SRV_VALID_GROUPS, true },
	{ LWSMB_SRV_A_SHARE_INVALID_USER, SRV_INVALID_USERS, false },
	{ LWSMB_SRV_A_SHARE_INVALID_GROUP, SRV_INVALID_GROUPS, true },
	{ LWSMB_SRV_A_SHARE_READ_USER, SRV_READ_USERS, false },
	{ LWSMB_SRV_A_SHARE_READ_GROUP, SRV_READ_GROUPS, true },
	{ LWSMB_SRV_A_SHARE_WRITE_USER, SRV_WRITE_USERS, false },
	{ LWSMB_SRV_A_SHARE_WRITE_GROUP, SRV_WRITE_GROUPS, true },
};

static int compare_ids(const void *a, const void *b)
{
	u32 x = *(const u32 *)a, y = *(const u32 *)b;

	return x < y ? -1 : x > y;
}

static u32 count_attrs(const struct genl_info *info, int type)
{
	const struct nlattr *a;
	u32 n = 0;
	int left;

	nla_for_each_attr_type(a, type, genlmsg_data(info->genlhdr),
			       genlmsg_len(info->genlhdr), left)
		n++;
	return n;
}

static int too_many(struct genl_info *info)
{
	NL_SET_ERR_MSG(info->extack, "a list of the share is too long");
	return -E2BIG;
}

static int read_ids(struct genl_info *info, int type, struct srv_ids *ids)
{
	u32 n = count_attrs(info, type);
	const struct nlattr *a;
	int left;

	if (!n)
		return 0;
	if (n > LIST_MAX)
		return too_many(info);
	ids->ids = kcalloc(n, sizeof(*ids->ids), GFP_KERNEL);
	if (!ids->ids)
		return -ENOMEM;
	nla_for_each_attr_type(a, type, genlmsg_data(info->genlhdr),
			       genlmsg_len(info->genlhdr), left)
		ids->ids[ids->count++] = nla_get_u32(a);
	sort(ids->ids, ids->count, sizeof(*ids->ids), compare_ids, NULL);
	return 0;
}

static int read_network(struct genl_info *info, const struct nlattr *nest, struct srv_network *n)
{
	struct nlattr *tb[ARRAY_SIZE(lwsmb_srv_network_nl_policy)], *address;
	int ret = nla_parse_nested(tb, ARRAY_SIZE(tb) - 1, nest, lwsmb_srv_network_nl_policy,
				   info->extack);

	if (ret)
		return ret;
	address = tb[LWSMB_SRV_A_NETWORK_ADDRESS];
	if (!address || !tb[LWSMB_SRV_A_NETWORK_PREFIX])
		return -EINVAL;
	if (nla_len(address) == 4)
		n->family = AF_INET;
	else if (nla_len(address) == 16)
		n->family = AF_INET6;
	else
		return -EINVAL;
	n->prefix = nla_get_u8(tb[LWSMB_SRV_A_NETWORK_PREFIX]);
	memcpy(n->address, nla_data(address), nla_len(address));
	return n->prefix > 8 * nla_len(address) ? -EINVAL : 0;
}

static int read_networks(struct genl_info *info, int type, struct srv_networks *nets)
{
	u32 n = count_attrs(info, type);
	const struct nlattr *a;
	int left, ret = 0;

	if (!n)
		return 0;
	if (n > LIST_MAX)
		return too_many(info);
	nets->nets = kcalloc(n, sizeof(*nets->nets), GFP_KERNEL);
	if (!nets->nets)
		return -ENOMEM;
	nla_for_each_attr_type(a, type, genlmsg_data(info->genlhdr),
			       genlmsg_len(info->genlhdr), left) {
		ret = read_network(info, a, &nets->nets[nets->count++]);
		if (ret)
			break;
	}
	return ret;
}

static int read_lists(struct genl_info *info, struct srv_share *s)
{
	int ret = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(list_attrs) && !ret; i++)
		ret = read_ids(info, list_attrs[i].attr, &s->lists[list_attrs[i].list]);
	ret = ret ?: read_networks(info, LWSMB_SRV_A_SHARE_HOST_ALLOW, &s->hosts_allow);
	return ret ?: read_networks(info, LWSMB_SRV_A_SHARE_HOST_DENY, &s->hosts_deny);
}

static umode_t read_mask(const struct nlattr *a, umode_t def)
{
	return a ? nla_get_u32(a) : def;
}

/* Nobody may write, not even by name: the whole volume is read-only. */
static bool all_read_only(const struct srv_share *s)
{
	return s->read_only && !s->lists[SRV_WRITE_USERS].count &&
	       !s->lists[SRV_WRITE_GROUPS].count;
}

static int open_volume(struct genl_info *info, struct srv_share *s)
{
	struct nlattr **a = info->attrs;
	struct fsa_volume_options o = {
		.case_sensitive = nla_get_flag(a[LWSMB_SRV_A_SHARE_CASE_SENSITIVE]),
		.read_only = all_read_only(s),
		.create_mask = read_mask(a[LWSMB_SRV_A_SHARE_CREATE_MASK], 0744),
		.directory_mask = read_mask(a[LWSMB_SRV_A_SHARE_DIRECTORY_MASK], 0755),
		.label = s->name,
	};
	struct fsa_volume *v;
	struct file *root;
	int ret = -ENOTDIR;

	if (GENL_REQ_ATTR_CHECK(info, LWSMB_SRV_A_SHARE_ROOT_FD))
		return -EINVAL;
	root = fget_raw(nla_get_u32(a[LWSMB_SRV_A_SHARE_ROOT_FD]));
	if (!root)
		return -EBADF;
	if (d_is_dir(root->f_path.dentry)) {
		v = fsa_volume_new(&root->f_path, &o);
		ret = PTR_ERR_OR_ZERO(v);
		if (!ret)
			s->volume = v;
	}
	fput(root);
	if (ret)
		NL_SET_ERR_MSG_ATTR(info->extack, a[LWSMB_SRV_A_SHARE_ROOT_FD],
				    "this cannot be shared: not a directory, or a file system without what it takes");
	return ret;
}

static int read_share(struct genl_info *info, struct srv_share *s)
{
	struct nlattr **a = info->attrs;
	int ret;

	s->type = nla_get_u32(a[LWSMB_SRV_A_SHARE_TYPE]) == LWSMB_SRV_SHARE_TYPE_PIPE ?
			  SRV_SHARE_PIPE : SRV_SHARE_DISK;
	if (a[LWSMB_SRV_A_SHARE_FINGERPRINT])
		s->fingerprint = nla_get_u64(a[LWSMB_SRV_A_SHARE_FINGERPRINT]);
	s->read_only = nla_get_flag(a[LWSMB_SRV_A_SHARE_READ_ONLY]);
	s->browseable = nla_get_flag(a[LWSMB_SRV_A_SHARE_BROWSEABLE]);
	s->root_allowed = nla_get_flag(a[LWSMB_SRV_A_SHARE_ROOT_ALLOWED]);
	s->encrypt_required = nla_get_flag(a[LWSMB_SRV_A_SHARE_ENCRYPT_REQUIRED]);
	ret = read_lists(info, s);
	if (!ret && s->type == SRV_SHARE_DISK)
		ret = open_volume(info, s);
	return ret;
}

/* Add or replace a share. */
int lwsmb_srv_nl_share_add_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct nlattr *comment = info->attrs[LWSMB_SRV_A_SHARE_COMMENT];
	struct srv_share *s;
	int ret;

	if (GENL_REQ_ATTR_CHECK(info, LWSMB_SRV_A_SHARE_NAME) ||
	    GENL_REQ_ATTR_CHECK(info, LWSMB_SRV_A_SHARE_TYPE))
		return -EINVAL;
	s = srv_share_new(nla_data(info->attrs[LWSMB_SRV_A_SHARE_NAME]),
			  comment ? nla_data(comment) : "");
	if (IS_ERR(s)) {
		NL_SET_ERR_MSG(info->extack, "a share cannot have this name");
		return PTR_ERR(s);
	}
	ret = read_share(info, s);
	ret = ret ?: srv_share_add(srv_netlink_net(info), s);
	if (ret)
		srv_share_put(s);
	return ret;
}

/* Take a share away. */
int lwsmb_srv_nl_share_del_doit(struct sk_buff *skb, struct genl_info *info)
{
	if (GENL_REQ_ATTR_CHECK(info, LWSMB_SRV_A_SHARE_NAME))
		return -EINVAL;
	return srv_share_del(srv_netlink_net(info),
			     nla_data(info->attrs[LWSMB_SRV_A_SHARE_NAME]));
}
