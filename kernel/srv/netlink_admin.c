// SPDX-License-Identifier: GPL-2.0
/*
 * What an administrator sees and ends; see admin.h.
 *
 * A list goes out in as many messages as it takes. cb->ctx keeps the number of the row
 * that did not fit; for the lists of shares and listeners, which have no numbers, their
 * place.
 */
#include <net/genetlink.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "admin.h"
#include "net.h"
#include "netlink.h"
#include "netlink_gen.h"
#include "share.h"

/**
 * struct dump - a message of a list in the making
 * @skb: message
 * @cb: the list's request
 * @cmd: command
 * @next: the row that comes next; in cb->ctx
 * @place: lists without numbers: the place that was looked at last
 */
struct dump {
	struct sk_buff *skb;
	struct netlink_callback *cb;
	u8 cmd;
	u64 *next;
	u64 place;
};

static struct dump dump_begin(struct sk_buff *skb, struct netlink_callback *cb, u8 cmd)
{
	BUILD_BUG_ON(sizeof(u64) > sizeof(cb->ctx));
	return (struct dump){ .skb = skb, .cb = cb, .cmd = cmd, .next = (u64 *)cb->ctx };
}

/* What dumpit answers: a row that did not fit comes next time, unless none fits. */
static int dump_end(const struct dump *d, int ret)
{
	if (ret == -EMSGSIZE && d->skb->len)
		return d->skb->len;
	return ret;
}

static struct srv_net *dump_net(const struct dump *d)
{
	return srv_net(sock_net(d->skb->sk));
}

/* Begins a row: the header, or NULL if it does not fit. */
static void *row_begin(const struct dump *d)
{
	return genlmsg_put(d->skb, NETLINK_CB(d->cb->skb).portid, d->cb->nlh->nlmsg_seq,
			   &lwsmb_srv_nl_family, NLM_F_MULTI, d->cmd);
}

/* Ends a row, or takes it back if @ret is not 0; @next comes after it. */
static int row_end(const struct dump *d, void *hdr, int ret, u64 next)
{
	if (ret) {
		genlmsg_cancel(d->skb, hdr);
		return -EMSGSIZE;
	}
	genlmsg_end(d->skb, hdr);
	*d->next = next;
	return 0;
}

static int put_flag(struct sk_buff *skb, int type, bool on)
{
	return on ? nla_put_flag(skb, type) : 0;
}

static int put_session(struct sk_buff *skb, const struct srv_session_row *r)
{
	const int pad = LWSMB_SRV_A_SESSION_PAD;

	if (nla_put_u64_64bit(skb, LWSMB_SRV_A_SESSION_ID, r->id, pad) ||
	    srv_netlink_put_text(skb, LWSMB_SRV_A_SESSION_USER, r->user) ||
	    nla_put_u32(skb, LWSMB_SRV_A_SESSION_UID, from_kuid_munged(&init_user_ns, r->uid)) ||
	    srv_netlink_put_endpoint(skb, LWSMB_SRV_A_SESSION_CLIENT, r->client) ||
	    nla_put_u16(skb, LWSMB_SRV_A_SESSION_DIALECT, r->dialect) ||
	    put_flag(skb, LWSMB_SRV_A_SESSION_SIGNED, r->is_signed) ||
	    nla_put_u32(skb, LWSMB_SRV_A_SESSION_TREES, r->trees) ||
	    nla_put_u32(skb, LWSMB_SRV_A_SESSION_OPENS, r->opens) ||
	    nla_put_u64_64bit(skb, LWSMB_SRV_A_SESSION_SINCE, r->since, pad) ||
	    nla_put_u32(skb, LWSMB_SRV_A_SESSION_IDLE, r->idle))
		return -EMSGSIZE;
	return 0;
}

static int session_row(void *arg, const struct srv_session_row *r)
{
	const struct dump *d = arg;
	void *hdr = row_begin(d);

	return hdr ? row_end(d, hdr, put_session(d->skb, r), r->number + 1) : -EMSGSIZE;
}

/* The sessions. */
int lwsmb_srv_nl_session_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct dump d = dump_begin(skb, cb, LWSMB_SRV_CMD_SESSION_GET);

	return dump_end(&d, srv_session_walk(dump_net(&d), *d.next, session_row, &d));
}

/* A path of any length: the end of it, which says most. */
static int put_path(struct sk_buff *skb, const char *path)
{
	size_t len = path ? strlen(path) : 0, max = 1024;

	if (!path)
		return 0;
	return nla_put_string(skb, LWSMB_SRV_A_OPEN_PATH, len > max ? path + len - max : path);
}

static int put_open(struct sk_buff *skb, const struct srv_open_row *r)
{
	const int pad = LWSMB_SRV_A_OPEN_PAD;

	if (nla_put_u64_64bit(skb, LWSMB_SRV_A_OPEN_ID, r->id, pad) ||
	    (r->has_session &&
	     nla_put_u64_64bit(skb, LWSMB_SRV_A_OPEN_SESSION_ID, r->session_id, pad)) ||
	    srv_netlink_put_text(skb, LWSMB_SRV_A_OPEN_USER, r->user) ||
	    srv_netlink_put_text(skb, LWSMB_SRV_A_OPEN_SHARE, r->share) ||
	    put_path(skb, r->path) ||
	    nla_put_u32(skb, LWSMB_SRV_A_OPEN_ACCESS, r->access) ||
	    nla_put_u32(skb, LWSMB_SRV_A_OPEN_SHARE_ACCESS, r->share_access) ||
	    put_flag(skb, LWSMB_SRV_A_OPEN_DIRECTORY, r->directory) ||
	    put_flag(skb, LWSMB_SRV_A_OPEN_PIPE, r->pipe))
		return -EMSGSIZE;
	return 0;
}

static int open_row(void *arg, const struct srv_open_row *r)
{
	const struct dump *d = arg;
	void *hdr = row_begin(d);

	return hdr ? row_end(d, hdr, put_open(d->skb, r), r->number + 1) : -EMSGSIZE;
}

/* Open files and pipes. */
int lwsmb_srv_nl_open_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct dump d = dump_begin(skb, cb, LWSMB_SRV_CMD_OPEN_GET);

	return dump_end(&d, srv_open_walk(dump_net(&d), *d.next, open_row, &d));
}

static int put_conn(struct sk_buff *skb, const struct srv_conn_row *r)
{
	const int pad = LWSMB_SRV_A_CONN_PAD;

	if (nla_put_u64_64bit(skb, LWSMB_SRV_A_CONN_ID, r->id, pad) ||
	    srv_netlink_put_endpoint(skb, LWSMB_SRV_A_CONN_CLIENT, r->client) ||
	    srv_netlink_put_endpoint(skb, LWSMB_SRV_A_CONN_LOCAL, r->local) ||
	    nla_put_u16(skb, LWSMB_SRV_A_CONN_DIALECT, r->dialect) ||
	    nla_put_u32(skb, LWSMB_SRV_A_CONN_SESSIONS, r->sessions) ||
	    nla_put_u32(skb, LWSMB_SRV_A_CONN_REQUESTS, r->requests) ||
	    nla_put_u64_64bit(skb, LWSMB_SRV_A_CONN_SINCE, r->since, pad) ||
	    nla_put_u32(skb, LWSMB_SRV_A_CONN_IDLE, r->idle))
		return -EMSGSIZE;
	return 0;
}

static int conn_row(void *arg, const struct srv_conn_row *r)
{
	const struct dump *d = arg;
	void *hdr = row_begin(d);

	return hdr ? row_end(d, hdr, put_conn(d->skb, r), r->number + 1) : -EMSGSIZE;
}

/* The connections. */
int lwsmb_srv_nl_conn_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct dump d = dump_begin(skb, cb, LWSMB_SRV_CMD_CONN_GET);

	return dump_end(&d, srv_conn_walk(dump_net(&d), *d.next, conn_row, &d));
}

static int put_share(struct sk_buff *skb, const struct srv_share *s, u32 trees)
{
	const u32 type = s->type == SRV_SHARE_PIPE ? LWSMB_SRV_SHARE_TYPE_PIPE :
						     LWSMB_SRV_SHARE_TYPE_DISK;

	if (nla_put_string(skb, LWSMB_SRV_A_SHARE_NAME, s->name) ||
	    nla_put_string(skb, LWSMB_SRV_A_SHARE_COMMENT, s->comment) ||
	    nla_put_u32(skb, LWSMB_SRV_A_SHARE_TYPE, type) ||
	    nla_put_u64_64bit(skb, LWSMB_SRV_A_SHARE_FINGERPRINT, s->fingerprint,
			      LWSMB_SRV_A_SHARE_PAD) ||
	    put_flag(skb, LWSMB_SRV_A_SHARE_READ_ONLY, s->read_only) ||
	    put_flag(skb, LWSMB_SRV_A_SHARE_BROWSEABLE, s->browseable) ||
	    put_flag(skb, LWSMB_SRV_A_SHARE_ROOT_ALLOWED, s->root_allowed) ||
	    put_flag(skb, LWSMB_SRV_A_SHARE_ENCRYPT_REQUIRED, s->encrypt_required) ||
	    nla_put_u32(skb, LWSMB_SRV_A_SHARE_TREES, trees))
		return -EMSGSIZE;
	return 0;
}

static int share_row(void *arg, const struct srv_share *s, u32 trees)
{
	struct dump *d = arg;
	u64 place = d->place++;
	void *hdr;

	if (place < *d->next)
		return 0;
	hdr = row_begin(d);
	return hdr ? row_end(d, hdr, put_share(d->skb, s, trees), place + 1) : -EMSGSIZE;
}

/* The shares. */
int lwsmb_srv_nl_share_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct dump d = dump_begin(skb, cb, LWSMB_SRV_CMD_SHARE_GET);
	struct srv_net *sn = dump_net(&d);
	int ret;

	mutex_lock(&sn->mutex);
	ret = srv_share_walk(sn, share_row, &d);
	mutex_unlock(&sn->mutex);
	return dump_end(&d, ret);
}

static int listener_row(void *arg, const struct sockaddr_storage *addr)
{
	struct dump *d = arg;
	u64 place = d->place++;
	void *hdr;
	int ret;

	if (place < *d->next)
		return 0;
	hdr = row_begin(d);
	if (!hdr)
		return -EMSGSIZE;
	ret = srv_netlink_put_endpoint(d->skb, LWSMB_SRV_A_LISTENER_LOCAL, addr);
	return row_end(d, hdr, ret, place + 1);
}

/* What the server listens on. */
int lwsmb_srv_nl_listen_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct dump d = dump_begin(skb, cb, LWSMB_SRV_CMD_LISTEN_GET);
	struct srv_net *sn = dump_net(&d);
	int ret;

	mutex_lock(&sn->mutex);
	ret = srv_listener_walk(sn, listener_row, &d);
	mutex_unlock(&sn->mutex);
	return dump_end(&d, ret);
}

/* End a session. */
int lwsmb_srv_nl_session_close_doit(struct sk_buff *skb, struct genl_info *info)
{
	if (GENL_REQ_ATTR_CHECK(info, LWSMB_SRV_A_SESSION_ID))
		return -EINVAL;
	return srv_session_kill(srv_netlink_net(info),
				nla_get_u64(info->attrs[LWSMB_SRV_A_SESSION_ID]));
}

/* Close a file. */
int lwsmb_srv_nl_open_close_doit(struct sk_buff *skb, struct genl_info *info)
{
	if (GENL_REQ_ATTR_CHECK(info, LWSMB_SRV_A_OPEN_ID))
		return -EINVAL;
	return srv_open_kill(srv_netlink_net(info),
			     nla_get_u64(info->attrs[LWSMB_SRV_A_OPEN_ID]));
}

static int put_figures(struct sk_buff *skb, const struct srv_stats *st)
{
	const struct {
		int type;
		u64 value;
	} figures[] = {
		{ LWSMB_SRV_A_STATS_CONNECTIONS, st->connections },
		{ LWSMB_SRV_A_STATS_SESSIONS, st->sessions },
		{ LWSMB_SRV_A_STATS_OPENS, st->opens },
		{ LWSMB_SRV_A_STATS_REQUESTS, st->requests },
		{ LWSMB_SRV_A_STATS_BYTES_RECEIVED, st->bytes_received },
		{ LWSMB_SRV_A_STATS_BYTES_SENT, st->bytes_sent },
		{ LWSMB_SRV_A_STATS_LOGONS, st->logons },
		{ LWSMB_SRV_A_STATS_LOGONS_FAILED, st->logons_failed },
		{ LWSMB_SRV_A_STATS_SIGNATURES_FAILED, st->signatures_failed },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(figures); i++)
		if (nla_put_u64_64bit(skb, figures[i].type, figures[i].value,
				      LWSMB_SRV_A_STATS_PAD))
			return -EMSGSIZE;
	return 0;
}

static int put_stats(struct sk_buff *skb, struct srv_net *sn)
{
	struct srv_stats st = { 0 };
	u32 daemon, waiting;

	srv_stats_read(sn, &st);
	spin_lock(&sn->daemon_lock);
	daemon = sn->daemon;
	waiting = sn->upcall_count;
	spin_unlock(&sn->daemon_lock);
	if (put_figures(skb, &st) ||
	    nla_put_u32(skb, LWSMB_SRV_A_STATS_DAEMON, daemon) ||
	    nla_put_u32(skb, LWSMB_SRV_A_STATS_WAITING, waiting))
		return -EMSGSIZE;
	return 0;
}

/* Figures of the server. */
int lwsmb_srv_nl_stats_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sk_buff *msg = genlmsg_new(NLMSG_DEFAULT_SIZE, GFP_KERNEL);
	void *hdr;

	if (!msg)
		return -ENOMEM;
	hdr = genlmsg_iput(msg, info);
	if (!hdr || put_stats(msg, srv_netlink_net(info))) {
		nlmsg_free(msg);
		return -EMSGSIZE;
	}
	genlmsg_end(msg, hdr);
	return genlmsg_reply(msg, info);
}
