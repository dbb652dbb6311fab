// SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause)
/* Do not edit directly, auto-generated from: */
/*	Documentation/netlink/lwsmb.yaml */
/* YNL-GEN kernel source */

#include <net/netlink.h>
#include <net/genetlink.h>

#include "netlink_gen.h"

#include <uapi/linux/lwsmb_netlink.h>

/* Common nested types */
const struct nla_policy lwsmb_srv_endpoint_nl_policy[LWSMB_SRV_A_ENDPOINT_SCOPE + 1] = {
	[LWSMB_SRV_A_ENDPOINT_ADDRESS] = { .type = NLA_BINARY, },
	[LWSMB_SRV_A_ENDPOINT_PORT] = { .type = NLA_U16, },
	[LWSMB_SRV_A_ENDPOINT_SCOPE] = { .type = NLA_U32, },
};

const struct nla_policy lwsmb_srv_network_nl_policy[LWSMB_SRV_A_NETWORK_PREFIX + 1] = {
	[LWSMB_SRV_A_NETWORK_ADDRESS] = { .type = NLA_BINARY, },
	[LWSMB_SRV_A_NETWORK_PREFIX] = NLA_POLICY_MAX(NLA_U8, 128),
};

/* LWSMB_SRV_CMD_CONFIG_SET - do */
static const struct nla_policy lwsmb_srv_config_set_nl_policy[LWSMB_SRV_A_CONFIG_SPNEGO_HINT + 1] = {
	[LWSMB_SRV_A_CONFIG_GUID] = NLA_POLICY_EXACT_LEN(16),
	[LWSMB_SRV_A_CONFIG_MIN_DIALECT] = { .type = NLA_U16, },
	[LWSMB_SRV_A_CONFIG_MAX_DIALECT] = { .type = NLA_U16, },
	[LWSMB_SRV_A_CONFIG_SIGNING_REQUIRED] = { .type = NLA_FLAG, },
	[LWSMB_SRV_A_CONFIG_MAX_READ] = { .type = NLA_U32, },
	[LWSMB_SRV_A_CONFIG_MAX_WRITE] = { .type = NLA_U32, },
	[LWSMB_SRV_A_CONFIG_MAX_TRANSACT] = { .type = NLA_U32, },
	[LWSMB_SRV_A_CONFIG_MAX_CONNECTIONS] = { .type = NLA_U32, },
	[LWSMB_SRV_A_CONFIG_DEADTIME] = { .type = NLA_U32, },
	[LWSMB_SRV_A_CONFIG_SPNEGO_HINT] = { .type = NLA_BINARY, },
};

/* LWSMB_SRV_CMD_SHARE_ADD - do */
static const struct nla_policy lwsmb_srv_share_add_nl_policy[LWSMB_SRV_A_SHARE_HOST_DENY + 1] = {
	[LWSMB_SRV_A_SHARE_NAME] = { .type = NLA_NUL_STRING, .len = 80, },
	[LWSMB_SRV_A_SHARE_COMMENT] = { .type = NLA_NUL_STRING, .len = 255, },
	[LWSMB_SRV_A_SHARE_TYPE] = NLA_POLICY_MAX(NLA_U32, 1),
	[LWSMB_SRV_A_SHARE_ROOT_FD] = { .type = NLA_U32, },
	[LWSMB_SRV_A_SHARE_FINGERPRINT] = { .type = NLA_U64, },
	[LWSMB_SRV_A_SHARE_READ_ONLY] = { .type = NLA_FLAG, },
	[LWSMB_SRV_A_SHARE_BROWSEABLE] = { .type = NLA_FLAG, },
	[LWSMB_SRV_A_SHARE_ROOT_ALLOWED] = { .type = NLA_FLAG, },
	[LWSMB_SRV_A_SHARE_ENCRYPT_REQUIRED] = { .type = NLA_FLAG, },
	[LWSMB_SRV_A_SHARE_CASE_SENSITIVE] = { .type = NLA_FLAG, },
	[LWSMB_SRV_A_SHARE_CREATE_MASK] = NLA_POLICY_MAX(NLA_U32, 511),
	[LWSMB_SRV_A_SHARE_DIRECTORY_MASK] = NLA_POLICY_MAX(NLA_U32, 511),
	[LWSMB_SRV_A_SHARE_VALID_USER] = { .type = NLA_U32, },
	[LWSMB_SRV_A_SHARE_VALID_GROUP] = { .type = NLA_U32, },
	[LWSMB_SRV_A_SHARE_INVALID_USER] = { .type = NLA_U32, },
	[LWSMB_SRV_A_SHARE_INVALID_GROUP] = { .type = NLA_U32, },
	[LWSMB_SRV_A_SHARE_READ_USER] = { .type = NLA_U32, },
	[LWSMB_SRV_A_SHARE_READ_GROUP] = { .type = NLA_U32, },
	[LWSMB_SRV_A_SHARE_WRITE_USER] = { .type = NLA_U32, },
	[LWSMB_SRV_A_SHARE_WRITE_GROUP] = { .type = NLA_U32, },
	[LWSMB_SRV_A_SHARE_HOST_ALLOW] = NLA_POLICY_NESTED(lwsmb_srv_network_nl_policy),
	[LWSMB_SRV_A_SHARE_HOST_DENY] = NLA_POLICY_NESTED(lwsmb_srv_network_nl_policy),
};

/* LWSMB_SRV_CMD_SHARE_DEL - do */
static const struct nla_policy lwsmb_srv_share_del_nl_policy[LWSMB_SRV_A_SHARE_NAME + 1] = {
	[LWSMB_SRV_A_SHARE_NAME] = { .type = NLA_NUL_STRING, .len = 80, },
};

/* LWSMB_SRV_CMD_LISTEN_ADD - do */
static const struct nla_policy lwsmb_srv_listen_add_nl_policy[LWSMB_SRV_A_LISTENER_LOCAL + 1] = {
	[LWSMB_SRV_A_LISTENER_LOCAL] = NLA_POLICY_NESTED(lwsmb_srv_endpoint_nl_policy),
};

/* LWSMB_SRV_CMD_LISTEN_DEL - do */
static const struct nla_policy lwsmb_srv_listen_del_nl_policy[LWSMB_SRV_A_LISTENER_LOCAL + 1] = {
	[LWSMB_SRV_A_LISTENER_LOCAL] = NLA_POLICY_NESTED(lwsmb_srv_endpoint_nl_policy),
};

/* LWSMB_SRV_CMD_AUTH_ANSWER - do */
static const struct nla_policy lwsmb_srv_auth_answer_nl_policy[LWSMB_SRV_A_AUTH_GUEST + 1] = {
	[LWSMB_SRV_A_AUTH_COOKIE] = { .type = NLA_U64, },
	[LWSMB_SRV_A_AUTH_OFFSET] = { .type = NLA_U32, },
	[LWSMB_SRV_A_AUTH_MORE] = { .type = NLA_FLAG, },
	[LWSMB_SRV_A_AUTH_TOKEN] = { .type = NLA_BINARY, },
	[LWSMB_SRV_A_AUTH_STATUS] = { .type = NLA_U32, },
	[LWSMB_SRV_A_AUTH_NAME] = { .type = NLA_NUL_STRING, .len = LWSMB_SRV_NAME_MAX, },
	[LWSMB_SRV_A_AUTH_UID] = { .type = NLA_U32, },
	[LWSMB_SRV_A_AUTH_GID] = { .type = NLA_U32, },
	[LWSMB_SRV_A_AUTH_GROUP] = { .type = NLA_U32, },
	[LWSMB_SRV_A_AUTH_SESSION_KEY] = NLA_POLICY_EXACT_LEN(16),
	[LWSMB_SRV_A_AUTH_GUEST] = { .type = NLA_FLAG, },
};

/* LWSMB_SRV_CMD_PIPE_ANSWER - do */
static const struct nla_policy lwsmb_srv_pipe_answer_nl_policy[LWSMB_SRV_A_PIPE_MESSAGE + 1] = {
	[LWSMB_SRV_A_PIPE_COOKIE] = { .type = NLA_U64, },
	[LWSMB_SRV_A_PIPE_OFFSET] = { .type = NLA_U32, },
	[LWSMB_SRV_A_PIPE_MORE] = { .type = NLA_FLAG, },
	[LWSMB_SRV_A_PIPE_DATA] = { .type = NLA_BINARY, },
	[LWSMB_SRV_A_PIPE_STATUS] = { .type = NLA_U32, },
	[LWSMB_SRV_A_PIPE_MESSAGE] = { .type = NLA_U32, },
};

/* LWSMB_SRV_CMD_SESSION_CLOSE - do */
static const struct nla_policy lwsmb_srv_session_close_nl_policy[LWSMB_SRV_A_SESSION_ID + 1] = {
	[LWSMB_SRV_A_SESSION_ID] = { .type = NLA_U64, },
};

/* LWSMB_SRV_CMD_OPEN_CLOSE - do */
static const struct nla_policy lwsmb_srv_open_close_nl_policy[LWSMB_SRV_A_OPEN_ID + 1] = {
	[LWSMB_SRV_A_OPEN_ID] = { .type = NLA_U64, },
};

/* Ops table for lwsmb_srv */
static const struct genl_split_ops lwsmb_srv_nl_ops[] = {
	{
		.cmd		= LWSMB_SRV_CMD_REGISTER,
		.pre_doit	= lwsmb_srv_nl_pre_admin,
		.doit		= lwsmb_srv_nl_register_doit,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= LWSMB_SRV_CMD_CONFIG_SET,
		.pre_doit	= lwsmb_srv_nl_pre_owner,
		.doit		= lwsmb_srv_nl_config_set_doit,
		.post_doit	= lwsmb_srv_nl_post,
		.policy		= lwsmb_srv_config_set_nl_policy,
		.maxattr	= LWSMB_SRV_A_CONFIG_SPNEGO_HINT,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= LWSMB_SRV_CMD_SHARE_ADD,
		.pre_doit	= lwsmb_srv_nl_pre_owner,
		.doit		= lwsmb_srv_nl_share_add_doit,
		.post_doit	= lwsmb_srv_nl_post,
		.policy		= lwsmb_srv_share_add_nl_policy,
		.maxattr	= LWSMB_SRV_A_SHARE_HOST_DENY,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= LWSMB_SRV_CMD_SHARE_DEL,
		.pre_doit	= lwsmb_srv_nl_pre_owner,
		.doit		= lwsmb_srv_nl_share_del_doit,
		.post_doit	= lwsmb_srv_nl_post,
		.policy		= lwsmb_srv_share_del_nl_policy,
		.maxattr	= LWSMB_SRV_A_SHARE_NAME,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= LWSMB_SRV_CMD_LISTEN_ADD,
		.pre_doit	= lwsmb_srv_nl_pre_owner,
		.doit		= lwsmb_srv_nl_listen_add_doit,
		.post_doit	= lwsmb_srv_nl_post,
		.policy		= lwsmb_srv_listen_add_nl_policy,
		.maxattr	= LWSMB_SRV_A_LISTENER_LOCAL,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= LWSMB_SRV_CMD_LISTEN_DEL,
		.pre_doit	= lwsmb_srv_nl_pre_owner,
		.doit		= lwsmb_srv_nl_listen_del_doit,
		.post_doit	= lwsmb_srv_nl_post,
		.policy		= lwsmb_srv_listen_del_nl_policy,
		.maxattr	= LWSMB_SRV_A_LISTENER_LOCAL,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= LWSMB_SRV_CMD_STOP,
		.pre_doit	= lwsmb_srv_nl_pre_owner,
		.doit		= lwsmb_srv_nl_stop_doit,
		.post_doit	= lwsmb_srv_nl_post,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= LWSMB_SRV_CMD_AUTH_ANSWER,
		.pre_doit	= lwsmb_srv_nl_pre_owner,
		.doit		= lwsmb_srv_nl_auth_answer_doit,
		.post_doit	= lwsmb_srv_nl_post,
		.policy		= lwsmb_srv_auth_answer_nl_policy,
		.maxattr	= LWSMB_SRV_A_AUTH_GUEST,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= LWSMB_SRV_CMD_PIPE_ANSWER,
		.pre_doit	= lwsmb_srv_nl_pre_owner,
		.doit		= lwsmb_srv_nl_pipe_answer_doit,
		.post_doit	= lwsmb_srv_nl_post,
		.policy		= lwsmb_srv_pipe_answer_nl_policy,
		.maxattr	= LWSMB_SRV_A_PIPE_MESSAGE,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd	= LWSMB_SRV_CMD_SESSION_GET,
		.start	= lwsmb_srv_nl_start,
		.dumpit	= lwsmb_srv_nl_session_get_dumpit,
		.flags	= GENL_CMD_CAP_DUMP,
	},
	{
		.cmd		= LWSMB_SRV_CMD_SESSION_CLOSE,
		.pre_doit	= lwsmb_srv_nl_pre_admin,
		.doit		= lwsmb_srv_nl_session_close_doit,
		.policy		= lwsmb_srv_session_close_nl_policy,
		.maxattr	= LWSMB_SRV_A_SESSION_ID,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd	= LWSMB_SRV_CMD_OPEN_GET,
		.start	= lwsmb_srv_nl_start,
		.dumpit	= lwsmb_srv_nl_open_get_dumpit,
		.flags	= GENL_CMD_CAP_DUMP,
	},
	{
		.cmd		= LWSMB_SRV_CMD_OPEN_CLOSE,
		.pre_doit	= lwsmb_srv_nl_pre_admin,
		.doit		= lwsmb_srv_nl_open_close_doit,
		.policy		= lwsmb_srv_open_close_nl_policy,
		.maxattr	= LWSMB_SRV_A_OPEN_ID,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd	= LWSMB_SRV_CMD_SHARE_GET,
		.start	= lwsmb_srv_nl_start,
		.dumpit	= lwsmb_srv_nl_share_get_dumpit,
		.flags	= GENL_CMD_CAP_DUMP,
	},
	{
		.cmd	= LWSMB_SRV_CMD_LISTEN_GET,
		.start	= lwsmb_srv_nl_start,
		.dumpit	= lwsmb_srv_nl_listen_get_dumpit,
		.flags	= GENL_CMD_CAP_DUMP,
	},
	{
		.cmd	= LWSMB_SRV_CMD_CONN_GET,
		.start	= lwsmb_srv_nl_start,
		.dumpit	= lwsmb_srv_nl_conn_get_dumpit,
		.flags	= GENL_CMD_CAP_DUMP,
	},
	{
		.cmd		= LWSMB_SRV_CMD_STATS_GET,
		.pre_doit	= lwsmb_srv_nl_pre_admin,
		.doit		= lwsmb_srv_nl_stats_get_doit,
		.flags		= GENL_CMD_CAP_DO,
	},
};

struct genl_family lwsmb_srv_nl_family __ro_after_init = {
	.name		= LWSMB_SRV_FAMILY_NAME,
	.version	= LWSMB_SRV_FAMILY_VERSION,
	.netnsok	= true,
	.parallel_ops	= true,
	.module		= THIS_MODULE,
	.split_ops	= lwsmb_srv_nl_ops,
	.n_split_ops	= ARRAY_SIZE(lwsmb_srv_nl_ops),
};
