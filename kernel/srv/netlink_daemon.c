// SPDX-License-Identifier: GPL-2.0
/*
 * What the daemon tells the server: settings, where to listen, and its answers.
 * Shares are in netlink_share.c. All of it runs under srv_net.daemon_mutex.
 */
#include <linux/slab.h>
#include <lwsmb/ntstatus.h>
#include <net/genetlink.h>

#include "file/fsa.h"
#include "net.h"
#include "netlink.h"
#include "netlink_gen.h"
#include "upcall_parts.h"

/* All attributes from @first to @last but flags have to be there. */
static int need(struct genl_info *info, int first, int last, unsigned long flags)
{
	int i;

	for (i = first; i <= last; i++)
		if (!(flags & BIT(i)) && GENL_REQ_ATTR_CHECK(info, i))
			return -EINVAL;
	return 0;
}

static bool config_plausible(const struct srv_config *c)
{
	return c->min_dialect <= c->max_dialect && c->max_read && c->max_write &&
	       c->max_transact;
}

static void config_fill(struct srv_config *c, struct nlattr **a)
{
	memcpy(c->guid, nla_data(a[LWSMB_SRV_A_CONFIG_GUID]), sizeof(c->guid));
	c->min_dialect = nla_get_u16(a[LWSMB_SRV_A_CONFIG_MIN_DIALECT]);
	c->max_dialect = nla_get_u16(a[LWSMB_SRV_A_CONFIG_MAX_DIALECT]);
	c->signing_required = nla_get_flag(a[LWSMB_SRV_A_CONFIG_SIGNING_REQUIRED]);
	c->max_read = nla_get_u32(a[LWSMB_SRV_A_CONFIG_MAX_READ]);
	c->max_write = nla_get_u32(a[LWSMB_SRV_A_CONFIG_MAX_WRITE]);
	c->max_transact = nla_get_u32(a[LWSMB_SRV_A_CONFIG_MAX_TRANSACT]);
	c->max_connections = nla_get_u32(a[LWSMB_SRV_A_CONFIG_MAX_CONNECTIONS]);
	c->deadtime = nla_get_u32(a[LWSMB_SRV_A_CONFIG_DEADTIME]);
	memcpy(c->spnego_hint, nla_data(a[LWSMB_SRV_A_CONFIG_SPNEGO_HINT]), c->spnego_hint_len);
}

/* Settings that are not a share's. */
int lwsmb_srv_nl_config_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct srv_config *c;
	u32 len;

	if (need(info, LWSMB_SRV_A_CONFIG_GUID, LWSMB_SRV_A_CONFIG_SPNEGO_HINT,
		 BIT(LWSMB_SRV_A_CONFIG_SIGNING_REQUIRED)))
		return -EINVAL;
	len = nla_len(info->attrs[LWSMB_SRV_A_CONFIG_SPNEGO_HINT]);
	if (len > LWSMB_SRV_HINT_MAX) {
		NL_SET_ERR_MSG(info->extack, "the token is too long");
		return -EINVAL;
	}
	c = kzalloc(struct_size(c, spnego_hint, len), GFP_KERNEL);
	if (!c)
		return -ENOMEM;
	c->spnego_hint_len = len;
	config_fill(c, info->attrs);
	if (!config_plausible(c)) {
		NL_SET_ERR_MSG(info->extack, "dialects in the wrong order, or a size of 0");
		kfree(c);
		return -EINVAL;
	}
	srv_net_configure(srv_netlink_net(info), c);
	return 0;
}

/* Listen on an address. */
int lwsmb_srv_nl_listen_add_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sockaddr_storage addr;
	int ret = srv_netlink_get_endpoint(info, info->attrs[LWSMB_SRV_A_LISTENER_LOCAL], &addr);

	return ret ?: srv_listener_add(srv_netlink_net(info), &addr);
}

/* Stop listening on an address. */
int lwsmb_srv_nl_listen_del_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sockaddr_storage addr;
	int ret = srv_netlink_get_endpoint(info, info->attrs[LWSMB_SRV_A_LISTENER_LOCAL], &addr);

	return ret ?: srv_listener_del(srv_netlink_net(info), &addr);
}

/* Stop serving. */
int lwsmb_srv_nl_stop_doit(struct sk_buff *skb, struct genl_info *info)
{
	srv_net_stop(srv_netlink_net(info));
	return 0;
}

/* The question of an answer, or NULL with a word to the daemon. */
static struct srv_upcall *answered(struct genl_info *info, bool auth, int cookie)
{
	struct srv_upcall *call;

	call = srv_upcall_find(srv_netlink_net(info), auth, nla_get_u64(info->attrs[cookie]));
	if (!call)
		NL_SET_ERR_MSG(info->extack, "nobody waits for this answer");
	return call;
}

static int add_data(struct srv_upcall *call, const struct nlattr *offset,
		    const struct nlattr *data)
{
	u32 off = offset ? nla_get_u32(offset) : 0;

	if (!data)
		return srv_upcall_data(call, off, NULL, 0);
	if (nla_len(data) > LWSMB_SRV_CHUNK_MAX)
		return -EMSGSIZE;
	return srv_upcall_data(call, off, nla_data(data), nla_len(data));
}

static int add_groups(struct srv_upcall *call, const struct genl_info *info)
{
	const struct nlattr *a;
	int left, ret = 0;

	nla_for_each_attr_type(a, LWSMB_SRV_A_AUTH_GROUP, genlmsg_data(info->genlhdr),
			       genlmsg_len(info->genlhdr), left) {
		kgid_t gid = make_kgid(&init_user_ns, nla_get_u32(a));

		ret = gid_valid(gid) ? srv_upcall_group(call, gid) : -EINVAL;
		if (ret)
			break;
	}
	return ret;
}

/* STATUS_SUCCESS: who it is. */
static int add_user(struct srv_upcall *call, struct genl_info *info)
{
	struct srv_answer *a = &call->answer;
	struct fsa_identity id = { .groups = a->groups, .group_count = a->group_count };
	struct fsa_user *user;

	if (GENL_REQ_ATTR_CHECK(info, LWSMB_SRV_A_AUTH_NAME) ||
	    GENL_REQ_ATTR_CHECK(info, LWSMB_SRV_A_AUTH_UID) ||
	    GENL_REQ_ATTR_CHECK(info, LWSMB_SRV_A_AUTH_GID) ||
	    GENL_REQ_ATTR_CHECK(info, LWSMB_SRV_A_AUTH_SESSION_KEY))
		return -EINVAL;
	id.name = nla_data(info->attrs[LWSMB_SRV_A_AUTH_NAME]);
	id.uid = make_kuid(&init_user_ns, nla_get_u32(info->attrs[LWSMB_SRV_A_AUTH_UID]));
	id.gid = make_kgid(&init_user_ns, nla_get_u32(info->attrs[LWSMB_SRV_A_AUTH_GID]));
	if (!uid_valid(id.uid) || !gid_valid(id.gid) || a->user)
		return -EINVAL;
	user = fsa_user_new(&id);
	if (IS_ERR(user))
		return PTR_ERR(user);
	a->user = user;
	memcpy(a->key, nla_data(info->attrs[LWSMB_SRV_A_AUTH_SESSION_KEY]), sizeof(a->key));
	a->guest = nla_get_flag(info->attrs[LWSMB_SRV_A_AUTH_GUEST]);
	return 0;
}

static int take_auth(struct srv_upcall *call, struct genl_info *info)
{
	int ret = add_data(call, info->attrs[LWSMB_SRV_A_AUTH_OFFSET],
			   info->attrs[LWSMB_SRV_A_AUTH_TOKEN]);

	ret = ret ?: add_groups(call, info);
	if (ret || info->attrs[LWSMB_SRV_A_AUTH_MORE])
		return ret;
	call->answer.status = nla_get_u32(info->attrs[LWSMB_SRV_A_AUTH_STATUS]);
	if (call->answer.status == STATUS_SUCCESS)
		ret = add_user(call, info);
	if (!ret)
		srv_upcall_answer(call);
	return ret;
}

/* The answer to a token. */
int lwsmb_srv_nl_auth_answer_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct nlattr *key = info->attrs[LWSMB_SRV_A_AUTH_SESSION_KEY];
	struct srv_upcall *call;
	int ret = -EINVAL;

	if (!GENL_REQ_ATTR_CHECK(info, LWSMB_SRV_A_AUTH_COOKIE) &&
	    !GENL_REQ_ATTR_CHECK(info, LWSMB_SRV_A_AUTH_STATUS)) {
		call = answered(info, true, LWSMB_SRV_A_AUTH_COOKIE);
		ret = call ? take_auth(call, info) : -ENOENT;
		srv_upcall_put(call);
	}
	if (key) /* the message's memory goes back to the system as it is */
		memzero_explicit(nla_data(key), nla_len(key));
	return ret;
}

static int add_messages(struct srv_upcall *call, const struct genl_info *info)
{
	const struct nlattr *a;
	int left, ret = 0;

	nla_for_each_attr_type(a, LWSMB_SRV_A_PIPE_MESSAGE, genlmsg_data(info->genlhdr),
			       genlmsg_len(info->genlhdr), left) {
		ret = nla_get_u32(a) ? srv_upcall_message(call, nla_get_u32(a)) : -EINVAL;
		if (ret)
			break;
	}
	return ret;
}

/* Are the messages, if any are named, all of the data? */
static int check_messages(const struct srv_answer *a)
{
	u32 left = a->len;
	u32 i;

	for (i = 0; i < a->message_count; i++) {
		if (a->messages[i] > left)
			return -EINVAL;
		left -= a->messages[i];
	}
	return a->message_count && left ? -EINVAL : 0;
}

static int take_pipe(struct srv_upcall *call, struct genl_info *info)
{
	int ret = add_data(call, info->attrs[LWSMB_SRV_A_PIPE_OFFSET],
			   info->attrs[LWSMB_SRV_A_PIPE_DATA]);

	ret = ret ?: add_messages(call, info);
	if (ret || info->attrs[LWSMB_SRV_A_PIPE_MORE])
		return ret;
	ret = check_messages(&call->answer);
	if (ret)
		return ret;
	call->answer.status = nla_get_u32(info->attrs[LWSMB_SRV_A_PIPE_STATUS]);
	srv_upcall_answer(call);
	return 0;
}

/* The answer to the opening of a pipe or to what was written to one. */
int lwsmb_srv_nl_pipe_answer_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct srv_upcall *call;
	int ret;

	if (GENL_REQ_ATTR_CHECK(info, LWSMB_SRV_A_PIPE_COOKIE) ||
	    GENL_REQ_ATTR_CHECK(info, LWSMB_SRV_A_PIPE_STATUS))
		return -EINVAL;
	call = answered(info, false, LWSMB_SRV_A_PIPE_COOKIE);
	if (!call)
		return -ENOENT;
	ret = take_pipe(call, info);
	srv_upcall_put(call);
	return ret;
}
