// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Generic netlink, over libnl.
 *
 * Two ways to use a socket: lw_genl_call() sends and waits for the acknowledgment;
 * lw_genl_send() and lw_genl_dispatch() are for a program with an event loop, which
 * polls lw_genl_fd(). A call on a socket that has events gives them to its handler, and
 * takes no acknowledgment of what was sent before for its own.
 *
 * A receive buffer that overflows loses messages. It is counted and reported as
 * -ENOBUFS, and what is left in the buffer can still be read: the owner must then
 * ask the kernel for the whole state again.
 */
#include "lib/genl.h"

#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <netlink/genl/ctrl.h>
#include <netlink/genl/genl.h>
#include <netlink/netlink.h>
#include <netlink/socket.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "lib/alloc.h"

#ifndef SOL_NETLINK
#define SOL_NETLINK 270
#endif

/**
 * struct lw_genl - a socket
 * @sock: libnl's
 * @overruns: times that the receive buffer has overflowed
 * @error: text of the last error
 */
struct lw_genl {
	struct nl_sock *sock;
	u64 overruns;
	char error[LW_GENL_ERROR_MAX];
};

/**
 * struct call - a receive in progress
 * @genl: socket
 * @h: what to do with messages
 * @seq: sequence number of the request whose acknowledgment counts, 0: any
 * @done: the acknowledgment, or the end of a dump, was seen
 * @ret: what it said, or what the handler or a bad message did
 */
struct call {
	struct lw_genl *genl;
	const struct lw_genl_handler *h;
	u32 seq;
	bool done;
	int ret;
};

static int genl_fail(struct lw_genl *genl, int err, const char *what, const char *why)
{
	snprintf(genl->error, sizeof(genl->error), "%s: %s", what, why);
	return err;
}

/* libnl's error numbers, as far as they have a counterpart */
static int nl_errno(int ret)
{
	switch (-ret) {
	case NLE_SUCCESS:
		return 0;
	case NLE_NOMEM:
		return -ENOMEM;
	case NLE_AGAIN:
		return -EAGAIN;
	case NLE_OBJ_NOTFOUND:
		return -ENOENT;
	case NLE_PERM:
		return -EPERM;
	case NLE_MSG_TRUNC:
	case NLE_MSG_TOOSHORT:
		return -EBADMSG;
	}
	return -EIO;
}

static int set_option(struct lw_genl *genl, int option)
{
	int on = 1;

	return setsockopt(nl_socket_get_fd(genl->sock), SOL_NETLINK, option, &on, sizeof(on)) ?
		       -errno : 0;
}

static int genl_setup(struct lw_genl *genl)
{
	int ret;

	nl_socket_disable_seq_check(genl->sock);
	nl_socket_disable_auto_ack(genl->sock);
	ret = genl_connect(genl->sock);
	if (ret)
		return genl_fail(genl, nl_errno(ret), "cannot connect", nl_geterror(ret));
	if (set_option(genl, NETLINK_EXT_ACK) || set_option(genl, NETLINK_CAP_ACK) ||
	    set_option(genl, NETLINK_GET_STRICT_CHK))
		return genl_fail(genl, -EOPNOTSUPP, "cannot set up", strerror(errno));
	ret = lw_genl_rcvbuf(genl, LW_GENL_RCVBUF);
	if (ret)
		return ret;
	/* one recvmsg() takes what the kernel may send in one message */
	nl_socket_set_msg_buf_size(genl->sock, 128 * 1024);
	ret = nl_socket_set_nonblocking(genl->sock);
	return ret ? genl_fail(genl, nl_errno(ret), "cannot set up", nl_geterror(ret)) : 0;
}

/**
 * lw_genl_open() - open a socket
 * @genl: set on success; closed with lw_genl_close()
 * @error: set to a text where it fails
 *
 * Return: 0 or a negative errno.
 */
int lw_genl_open(struct lw_genl **genl, char error[LW_GENL_ERROR_MAX])
{
	struct lw_genl *g = lw_zalloc(sizeof(*g));
	int ret = -ENOMEM;

	if (g)
		g->sock = nl_socket_alloc();
	if (g && g->sock)
		ret = genl_setup(g);
	if (ret) {
		snprintf(error, LW_GENL_ERROR_MAX, "%s", g && *g->error ? g->error : "no memory");
		lw_genl_close(g);
		return ret;
	}
	*genl = g;
	return 0;
}

/**
 * lw_genl_close() - close a socket
 * @genl: socket or NULL
 */
void lw_genl_close(struct lw_genl *genl)
{
	if (!genl)
		return;
	if (genl->sock)
		nl_socket_free(genl->sock);
	free(genl);
}

/**
 * lw_genl_error() - text of the last error
 * @genl: socket
 *
 * Return: text, with the kernel's own words where it had some.
 */
const char *lw_genl_error(const struct lw_genl *genl)
{
	return genl->error;
}

/**
 * lw_genl_rcvbuf() - set the size of the receive buffer
 * @genl: socket
 * @bytes: size; with CAP_NET_ADMIN it may exceed net.core.rmem_max
 *
 * Return: 0 or a negative errno.
 */
int lw_genl_rcvbuf(struct lw_genl *genl, int bytes)
{
	int fd = nl_socket_get_fd(genl->sock);

	if (!setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof(bytes)) ||
	    !setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes)))
		return 0;
	return genl_fail(genl, -errno, "cannot set the receive buffer", strerror(errno));
}

/**
 * lw_genl_request() - begin a message
 * @family: from lw_genl_family()
 * @cmd: command
 * @version: of the family's interface
 * @flags: NLM_F_*; an acknowledgment is always asked for
 *
 * Return: the message, to be filled with nla_put_...() and sent, or NULL.
 */
struct nl_msg *lw_genl_request(int family, u8 cmd, u8 version, int flags)
{
	struct nl_msg *msg = nlmsg_alloc();

	if (!msg)
		return NULL;
	if (!genlmsg_put(msg, NL_AUTO_PORT, NL_AUTO_SEQ, family, 0,
			 NLM_F_REQUEST | NLM_F_ACK | flags, cmd, version)) {
		nlmsg_free(msg);
		return NULL;
	}
	return msg;
}

/*
 * The kernel's own words in an acknowledgment, or NULL. They stand behind the header
 * of the message that it answers (NETLINK_CAP_ACK keeps the rest of that out).
 */
static const char *ack_text(const struct nlmsghdr *nlh)
{
	const size_t fixed = sizeof(struct nlmsgerr);
	struct nlattr *attrs[NLMSGERR_ATTR_MAX + 1];
	size_t len = nlh->nlmsg_len - NLMSG_HDRLEN;
	const char *text;

	if (!(nlh->nlmsg_flags & NLM_F_ACK_TLVS) || len < fixed)
		return NULL;
	if (nla_parse(attrs, NLMSGERR_ATTR_MAX, (struct nlattr *)((char *)NLMSG_DATA(nlh) + fixed),
		      len - fixed, NULL))
		return NULL;
	return lw_genl_get_str(attrs, NLMSGERR_ATTR_MSG, &text) ? NULL : text;
}

/* A negative or positive acknowledgment, or the end of a dump. */
static void take_ack(struct call *call, const struct nlmsghdr *nlh)
{
	const struct nlmsgerr *err = NLMSG_DATA(nlh);
	const char *text;

	if (call->seq && nlh->nlmsg_seq != call->seq)
		return;
	call->done = true;
	if (nlh->nlmsg_len < NLMSG_LENGTH(sizeof(int))) {
		call->ret = genl_fail(call->genl, -EBADMSG, "acknowledgment", "too short");
		return;
	}
	if (err->error >= 0)
		return;
	text = nlh->nlmsg_type == NLMSG_ERROR ? ack_text(nlh) : NULL;
	if (!call->ret)
		call->ret = genl_fail(call->genl, err->error, strerror(-err->error),
				      text ? text : "the kernel gives no reason");
}

/* A message of the family. */
static void take_message(struct call *call, struct nlmsghdr *nlh)
{
	struct nlattr *attrs[LW_GENL_ATTR_MAX];
	int ret;

	if (!call->h || !call->h->fn) {
		call->ret = genl_fail(call->genl, -EPROTO, "message", "none was expected");
		return;
	}
	if (!genlmsg_valid_hdr(nlh, 0)) {
		call->ret = genl_fail(call->genl, -EBADMSG, "message", "too short");
		return;
	}
	ret = genlmsg_parse(nlh, 0, attrs, call->h->max, call->h->policy);
	if (ret) {
		call->ret = genl_fail(call->genl, -EBADMSG, "message", nl_geterror(ret));
		return;
	}
	ret = call->h->fn(call->h->arg, genlmsg_hdr(nlh)->cmd, attrs);
	if (ret)
		call->ret = genl_fail(call->genl, ret, "message", strerror(-ret));
}

/* The messages of one datagram. */
static void take_datagram(struct call *call, struct nlmsghdr *nlh, int len)
{
	for (; nlmsg_ok(nlh, len); nlh = nlmsg_next(nlh, &len)) {
		if (nlh->nlmsg_type == NLMSG_ERROR || nlh->nlmsg_type == NLMSG_DONE)
			take_ack(call, nlh);
		else if (nlh->nlmsg_type >= NLMSG_MIN_TYPE && !call->ret)
			take_message(call, nlh);
	}
}

/* Reads one datagram. Returns 1, 0 if there is none, or a negative errno. */
static int receive_one(struct call *call)
{
	struct lw_genl *genl = call->genl;
	unsigned char *buf = NULL;
	struct sockaddr_nl from;
	int n;

	errno = 0;
	n = nl_recv(genl->sock, &from, &buf, NULL);
	if (n == -NLE_AGAIN || n == 0)
		return 0;
	if (n < 0 && errno == ENOBUFS) {
		genl->overruns++;
		return genl_fail(genl, -ENOBUFS, "receive buffer", "overflow, messages were lost");
	}
	if (n < 0)
		return genl_fail(genl, nl_errno(n), "cannot receive", nl_geterror(n));
	if (from.nl_pid == 0) /* anybody may send to us, only the kernel is heard */
		take_datagram(call, (struct nlmsghdr *)buf, n);
	free(buf);
	return 1;
}

/**
 * lw_genl_send() - send a request without waiting
 * @genl: socket
 * @msg: message, wiped and freed in any case
 *
 * Return: 0 or a negative errno.
 */
int lw_genl_send(struct lw_genl *genl, struct nl_msg *msg)
{
	int ret = nl_send_auto(genl->sock, msg);

	/* it may hold a session key */
	explicit_bzero(nlmsg_hdr(msg), nlmsg_hdr(msg)->nlmsg_len);
	nlmsg_free(msg);
	return ret < 0 ? genl_fail(genl, nl_errno(ret), "cannot send", nl_geterror(ret)) : 0;
}

static int wait_readable(struct lw_genl *genl)
{
	struct pollfd p = { .fd = lw_genl_fd(genl), .events = POLLIN };

	if (poll(&p, 1, -1) >= 0 || errno == EINTR)
		return 0;
	return genl_fail(genl, -errno, "cannot wait", strerror(errno));
}

/**
 * lw_genl_call() - send a request and wait for its acknowledgment
 * @genl: socket
 * @msg: message, freed in any case
 * @h: what to do with the messages that answer it, and with events that come before
 *     the acknowledgment; NULL if there are none
 *
 * Return: 0; the kernel's errno; what the handler returned; -EPROTO or -EBADMSG for
 * an answer that is not as agreed; -ENOBUFS.
 */
int lw_genl_call(struct lw_genl *genl, struct nl_msg *msg, const struct lw_genl_handler *h)
{
	struct call call = { .genl = genl, .h = h };
	int ret;

	genl->error[0] = '\0';
	nl_complete_msg(genl->sock, msg); /* draws the sequence number */
	call.seq = nlmsg_hdr(msg)->nlmsg_seq;
	ret = lw_genl_send(genl, msg);
	while (!ret && !call.done) {
		ret = wait_readable(genl);
		if (!ret)
			ret = receive_one(&call);
		ret = ret < 0 ? ret : 0;
	}
	return ret ? ret : call.ret;
}

/**
 * lw_genl_dispatch() - handle everything that has arrived
 * @genl: socket, readable
 * @h: what to do with messages
 *
 * Return: 0; -ENOBUFS (messages were lost; call again for the others); the errno of
 * a request that was sent before, of the handler or of a bad message. The text is in
 * lw_genl_error(). After an error others may still be waiting.
 */
int lw_genl_dispatch(struct lw_genl *genl, const struct lw_genl_handler *h)
{
	struct call call = { .genl = genl, .h = h };
	int ret;

	genl->error[0] = '\0';
	do {
		ret = receive_one(&call);
	} while (ret > 0 && !call.ret);
	return ret < 0 ? ret : call.ret;
}

/**
 * lw_genl_fd() - descriptor to poll for reading
 * @genl: socket
 *
 * Return: descriptor; not to be closed or read.
 */
int lw_genl_fd(const struct lw_genl *genl)
{
	return nl_socket_get_fd(genl->sock);
}

/**
 * lw_genl_overruns() - how often messages were lost
 * @genl: socket
 *
 * Return: number.
 */
u64 lw_genl_overruns(const struct lw_genl *genl)
{
	return genl->overruns;
}

/* Looks a name up: the family's number is in its own attribute, groups are nested. */
static const struct nla_policy ctrl_policy[CTRL_ATTR_MAX + 1] = {
	[CTRL_ATTR_FAMILY_ID] = { .type = NLA_U16 },
	[CTRL_ATTR_FAMILY_NAME] = { .type = NLA_STRING, .maxlen = GENL_NAMSIZ },
	[CTRL_ATTR_MCAST_GROUPS] = { .type = NLA_NESTED },
};

static const struct nla_policy group_policy[CTRL_ATTR_MCAST_GRP_MAX + 1] = {
	[CTRL_ATTR_MCAST_GRP_NAME] = { .type = NLA_STRING, .maxlen = GENL_NAMSIZ },
	[CTRL_ATTR_MCAST_GRP_ID] = { .type = NLA_U32 },
};

/**
 * struct lookup - a family that is looked up
 * @group: group whose number is wanted, or NULL
 * @family_id: set to the family's number
 * @group_id: set to the group's number
 */
struct lookup {
	const char *group;
	u16 family_id;
	u32 group_id;
};

static int on_group(struct lookup *l, struct nlattr *nested)
{
	struct nlattr *attrs[CTRL_ATTR_MCAST_GRP_MAX + 1];
	const char *name;

	if (nla_parse_nested(attrs, CTRL_ATTR_MCAST_GRP_MAX, nested, group_policy) ||
	    lw_genl_get_str(attrs, CTRL_ATTR_MCAST_GRP_NAME, &name))
		return -EBADMSG;
	if (strcmp(name, l->group))
		return 0;
	return lw_genl_get_u32(attrs, CTRL_ATTR_MCAST_GRP_ID, &l->group_id);
}

static int on_family(void *arg, u8 cmd, struct nlattr **attrs)
{
	struct nlattr *groups = attrs[CTRL_ATTR_MCAST_GROUPS], *group;
	struct lookup *l = arg;
	int ret, left;

	if (cmd != CTRL_CMD_NEWFAMILY)
		return -EPROTO;
	ret = lw_genl_get_u16(attrs, CTRL_ATTR_FAMILY_ID, &l->family_id);
	if (ret || !l->group || !groups)
		return ret;
	nla_for_each_nested(group, groups, left) {
		ret = on_group(l, group);
		if (ret)
			break;
	}
	return ret;
}

static int find_family(struct lw_genl *genl, const char *name, struct lookup *l)
{
	struct lw_genl_handler h = { .policy = ctrl_policy, .max = CTRL_ATTR_MAX,
				     .fn = on_family, .arg = l };
	struct nl_msg *msg = lw_genl_request(GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 1, 0);
	int ret;

	if (!msg || nla_put_string(msg, CTRL_ATTR_FAMILY_NAME, name)) {
		nlmsg_free(msg);
		return genl_fail(genl, -ENOMEM, name, "no memory");
	}
	ret = lw_genl_call(genl, msg, &h);
	if (ret == -ENOENT)
		return genl_fail(genl, ret, name, "no such netlink family: is the module loaded?");
	return ret;
}

/**
 * lw_genl_family() - the number of a family
 * @genl: socket, without events on it
 * @name: family's name
 *
 * Return: number, or a negative errno: -ENOENT if its module is not loaded.
 */
int lw_genl_family(struct lw_genl *genl, const char *name)
{
	struct lookup l = { 0 };
	int ret = find_family(genl, name, &l);

	return ret ? ret : l.family_id;
}

/**
 * lw_genl_join() - receive the events of a group
 * @genl: socket; from then on for lw_genl_dispatch() alone
 * @family: family's name
 * @group: group's name
 *
 * Return: 0 or a negative errno: -ENOENT if there is none of that name.
 */
int lw_genl_join(struct lw_genl *genl, const char *family, const char *group)
{
	struct lookup l = { .group = group };
	int ret = find_family(genl, family, &l);

	if (ret)
		return ret;
	if (!l.group_id)
		return genl_fail(genl, -ENOENT, group, "no such group in this netlink family");
	ret = nl_socket_add_membership(genl->sock, l.group_id);
	return ret ? genl_fail(genl, nl_errno(ret), group, nl_geterror(ret)) : 0;
}
