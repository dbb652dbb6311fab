// SPDX-License-Identifier: GPL-2.0
/*
 * Questions become messages and go to the daemon, in order, a part of at most
 * LWSMB_SRV_CHUNK_MAX bytes of payload at a time.
 *
 * One work item sends. It never waits for the daemon: where its receive buffer is full
 * the item comes again a moment later.
 */
#include <net/genetlink.h>
#include <net/net_namespace.h>

#include "net.h"
#include "netlink.h"
#include "netlink_gen.h"
#include "upcall_parts.h"

#define RETRY_JIFFIES max(HZ / 100, 1) /* between trials while the daemon is busy */

/**
 * struct part - what is sent next
 * @call: question, held
 * @portid: to whom
 * @epoch: which daemon that is
 * @off: from where in the payload
 * @len: bytes of the payload
 * @more: they are not the last
 */
struct part {
	struct srv_upcall *call;
	u32 portid;
	u32 epoch;
	u32 off;
	u32 len;
	bool more;
};

static const u8 commands[] = {
	[SRV_UPCALL_AUTH] = LWSMB_SRV_CMD_AUTH_REQUEST,
	[SRV_UPCALL_AUTH_FORGET] = LWSMB_SRV_CMD_AUTH_FORGET,
	[SRV_UPCALL_PIPE_OPEN] = LWSMB_SRV_CMD_PIPE_OPEN,
	[SRV_UPCALL_PIPE_WRITE] = LWSMB_SRV_CMD_PIPE_WRITE,
	[SRV_UPCALL_PIPE_FORGET] = LWSMB_SRV_CMD_PIPE_FORGET,
};

static int put_auth(struct sk_buff *skb, const struct part *p)
{
	const struct srv_upcall *call = p->call;

	if (nla_put_u64_64bit(skb, LWSMB_SRV_A_AUTH_COOKIE, call->cookie, LWSMB_SRV_A_AUTH_PAD) ||
	    nla_put_u64_64bit(skb, LWSMB_SRV_A_AUTH_SESSION_ID, call->id, LWSMB_SRV_A_AUTH_PAD) ||
	    (call->first && nla_put_flag(skb, LWSMB_SRV_A_AUTH_FIRST)) ||
	    srv_netlink_put_endpoint(skb, LWSMB_SRV_A_AUTH_CLIENT, &call->client) ||
	    nla_put_u32(skb, LWSMB_SRV_A_AUTH_OFFSET, p->off) ||
	    (p->more && nla_put_flag(skb, LWSMB_SRV_A_AUTH_MORE)) ||
	    nla_put(skb, LWSMB_SRV_A_AUTH_TOKEN, p->len, call->payload + p->off))
		return -EMSGSIZE;
	return 0;
}

static int put_pipe_open(struct sk_buff *skb, const struct srv_upcall *call)
{
	if (nla_put_u64_64bit(skb, LWSMB_SRV_A_PIPE_COOKIE, call->cookie, LWSMB_SRV_A_PIPE_PAD) ||
	    nla_put_u64_64bit(skb, LWSMB_SRV_A_PIPE_PIPE_ID, call->id, LWSMB_SRV_A_PIPE_PAD) ||
	    nla_put_string(skb, LWSMB_SRV_A_PIPE_NAME, call->name) ||
	    srv_netlink_put_text(skb, LWSMB_SRV_A_PIPE_USER, call->user) ||
	    nla_put_u32(skb, LWSMB_SRV_A_PIPE_UID, from_kuid_munged(&init_user_ns, call->uid)) ||
	    srv_netlink_put_endpoint(skb, LWSMB_SRV_A_PIPE_CLIENT, &call->client))
		return -EMSGSIZE;
	return 0;
}

static int put_pipe_write(struct sk_buff *skb, const struct part *p)
{
	const struct srv_upcall *call = p->call;

	if (nla_put_u64_64bit(skb, LWSMB_SRV_A_PIPE_COOKIE, call->cookie, LWSMB_SRV_A_PIPE_PAD) ||
	    nla_put_u64_64bit(skb, LWSMB_SRV_A_PIPE_PIPE_ID, call->id, LWSMB_SRV_A_PIPE_PAD) ||
	    nla_put_u32(skb, LWSMB_SRV_A_PIPE_OFFSET, p->off) ||
	    (p->more && nla_put_flag(skb, LWSMB_SRV_A_PIPE_MORE)) ||
	    nla_put(skb, LWSMB_SRV_A_PIPE_DATA, p->len, call->payload + p->off))
		return -EMSGSIZE;
	return 0;
}

static int put_question(struct sk_buff *skb, const struct part *p)
{
	switch (p->call->kind) {
	case SRV_UPCALL_AUTH:
		return put_auth(skb, p);
	case SRV_UPCALL_AUTH_FORGET:
		return nla_put_u64_64bit(skb, LWSMB_SRV_A_AUTH_SESSION_ID, p->call->id,
					 LWSMB_SRV_A_AUTH_PAD);
	case SRV_UPCALL_PIPE_OPEN:
		return put_pipe_open(skb, p->call);
	case SRV_UPCALL_PIPE_WRITE:
		return put_pipe_write(skb, p);
	case SRV_UPCALL_PIPE_FORGET:
		return nla_put_u64_64bit(skb, LWSMB_SRV_A_PIPE_PIPE_ID, p->call->id,
					 LWSMB_SRV_A_PIPE_PAD);
	}
	return -EINVAL;
}

static int send_part(const struct part *p)
{
	/* all the other attributes: numbers, an address, two names */
	const size_t rest = 256 + 2 * (LWSMB_SRV_NAME_MAX + 1 + NLA_HDRLEN + NLA_ALIGNTO);
	struct sk_buff *skb = genlmsg_new(p->len + rest, GFP_KERNEL);
	void *hdr;
	int ret;

	if (!skb)
		return -ENOMEM;
	hdr = genlmsg_put(skb, 0, 0, &lwsmb_srv_nl_family, 0, commands[p->call->kind]);
	ret = hdr ? put_question(skb, p) : -EMSGSIZE;
	if (WARN_ON_ONCE(ret)) {
		nlmsg_free(skb);
		return ret;
	}
	genlmsg_end(skb, hdr);
	return genlmsg_unicast(p->call->sn->net, skb, p->portid);
}

/* What is to be sent next, with a reference to it. */
static bool next_part(struct srv_net *sn, struct part *p)
{
	bool there;

	spin_lock(&sn->daemon_lock);
	there = sn->daemon && !list_empty(&sn->unsent);
	if (there) {
		p->call = list_first_entry(&sn->unsent, struct srv_upcall, unsent);
		refcount_inc(&p->call->refs);
		p->portid = sn->daemon;
		p->epoch = sn->daemon_epoch;
		p->off = p->call->sent;
		p->len = min_t(u32, p->call->len - p->off, LWSMB_SRV_CHUNK_MAX);
		p->more = p->len < p->call->len - p->off;
	}
	spin_unlock(&sn->daemon_lock);
	return there;
}

/* It was sent, unless question or daemon have gone in between. */
static void part_sent(struct srv_net *sn, const struct part *p)
{
	struct srv_upcall *call = p->call;
	bool last = false;

	spin_lock(&sn->daemon_lock);
	if (sn->daemon == p->portid && sn->daemon_epoch == p->epoch &&
	    !list_empty(&call->unsent)) {
		call->sent += p->len;
		if (!p->more) {
			list_del_init(&call->unsent);
			last = list_empty(&call->link);
		}
	}
	spin_unlock(&sn->daemon_lock);
	if (last) /* nobody waits for it: the list's reference */
		srv_upcall_put(call);
}

/**
 * srv_upcall_send_work() - send what was not sent
 * @work: srv_net.daemon_work
 */
void srv_upcall_send_work(struct work_struct *work)
{
	struct srv_net *sn = container_of(to_delayed_work(work), struct srv_net, daemon_work);
	struct part p;
	int ret = 0;

	while (!ret && next_part(sn, &p)) {
		ret = send_part(&p);
		if (!ret)
			part_sent(sn, &p);
		srv_upcall_put(p.call);
	}
	/* no such socket: srv_daemon_gone() is on its way, and the next one will ask */
	if (ret && ret != -ECONNREFUSED)
		queue_delayed_work(sn->wq, &sn->daemon_work, RETRY_JIFFIES);
}
