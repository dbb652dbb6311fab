// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tests of the generic netlink helpers against nlctrl, the family that every kernel
 * has, and against messages made by hand.
 */
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <netlink/genl/genl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "lib/genl.h"
#include "unit.h"

static const struct nla_policy policy[CTRL_ATTR_MAX + 1] = {
	[CTRL_ATTR_FAMILY_ID] = { .type = NLA_U16 },
	[CTRL_ATTR_FAMILY_NAME] = { .type = NLA_STRING, .maxlen = GENL_NAMSIZ },
};

struct seen {
	int calls;
	u16 id;
	char name[GENL_NAMSIZ];
	u8 cmd;
	int result;
};

static int on_family(void *arg, u8 cmd, struct nlattr **attrs)
{
	struct seen *s = arg;
	const char *name;

	s->calls++;
	s->cmd = cmd;
	if (lw_genl_get_u16(attrs, CTRL_ATTR_FAMILY_ID, &s->id) ||
	    lw_genl_get_str(attrs, CTRL_ATTR_FAMILY_NAME, &name))
		return -EBADMSG;
	snprintf(s->name, sizeof(s->name), "%s", name);
	return s->result;
}

FIXTURE(genl) {
	struct lw_genl *g;
	char error[LW_GENL_ERROR_MAX];
	struct seen seen;
	struct lw_genl_handler h;
};

FIXTURE_SETUP(genl)
{
	memset(&self->seen, 0, sizeof(self->seen));
	self->h = (struct lw_genl_handler){ .policy = policy, .max = CTRL_ATTR_MAX, .fn = on_family,
					    .arg = &self->seen };
	ASSERT_EQ(0, lw_genl_open(&self->g, self->error)) TH_LOG("%s", self->error);
}

FIXTURE_TEARDOWN(genl)
{
	lw_genl_close(self->g);
}

static struct nl_msg *get_family(const char *name)
{
	struct nl_msg *msg = lw_genl_request(GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 1, 0);

	if (!msg || nla_put_string(msg, CTRL_ATTR_FAMILY_NAME, name))
		abort();
	return msg;
}

TEST_F(genl, call)
{
	EXPECT_EQ(0, lw_genl_call(self->g, get_family("nlctrl"), &self->h));
	EXPECT_EQ(1, self->seen.calls);
	EXPECT_EQ(CTRL_CMD_NEWFAMILY, self->seen.cmd);
	EXPECT_EQ(GENL_ID_CTRL, self->seen.id);
	EXPECT_STREQ("nlctrl", self->seen.name);
	EXPECT_STREQ("", lw_genl_error(self->g));
	/* again: the acknowledgment of the first was taken out */
	EXPECT_EQ(0, lw_genl_call(self->g, get_family("nlctrl"), &self->h));
	EXPECT_EQ(2, self->seen.calls);
}

TEST_F(genl, kernel_refuses)
{
	EXPECT_EQ(-ENOENT, lw_genl_call(self->g, get_family("lwsmb-none"), &self->h));
	EXPECT_EQ(0, self->seen.calls);
	EXPECT_STREQ("No such file or directory: the kernel gives no reason", lw_genl_error(self->g));
	EXPECT_EQ(0, lw_genl_call(self->g, get_family("nlctrl"), &self->h));
	EXPECT_STREQ("", lw_genl_error(self->g));
}

/* The kernel's own words: a number of 8 bits where 16 are due. */
TEST_F(genl, kernel_refuses_with_words)
{
	struct nl_msg *msg = lw_genl_request(GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 1, 0);

	ASSERT_EQ(0, nla_put_u8(msg, CTRL_ATTR_FAMILY_ID, 1));
	EXPECT_EQ(-ERANGE, lw_genl_call(self->g, msg, &self->h));
	EXPECT_STREQ("Numerical result out of range: Attribute failed policy validation",
		     lw_genl_error(self->g));
}

TEST_F(genl, unknown_command)
{
	EXPECT_EQ(-EOPNOTSUPP, lw_genl_call(self->g, lw_genl_request(GENL_ID_CTRL, 99, 1, 0), NULL));
}

TEST_F(genl, dump)
{
	struct nl_msg *msg = lw_genl_request(GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 1, NLM_F_DUMP);

	EXPECT_EQ(0, lw_genl_call(self->g, msg, &self->h)) TH_LOG("%s", lw_genl_error(self->g));
	EXPECT_LT(1, self->seen.calls);
}

TEST_F(genl, handler_stops)
{
	self->seen.result = -ECANCELED;
	EXPECT_EQ(-ECANCELED, lw_genl_call(self->g, get_family("nlctrl"), &self->h));
	EXPECT_STREQ("message: Operation canceled", lw_genl_error(self->g));
	self->seen.calls = 0;
	EXPECT_EQ(-ECANCELED, lw_genl_call(self->g,
					   lw_genl_request(GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 1, NLM_F_DUMP),
					   &self->h));
	EXPECT_EQ(1, self->seen.calls); /* none after the first */
	self->seen.result = 0;
	EXPECT_EQ(0, lw_genl_call(self->g, get_family("nlctrl"), &self->h)); /* nothing was left behind */
}

TEST_F(genl, answer_that_was_not_expected)
{
	EXPECT_EQ(-EPROTO, lw_genl_call(self->g, get_family("nlctrl"), NULL));
	EXPECT_STREQ("message: none was expected", lw_genl_error(self->g));
	self->h.fn = NULL;
	EXPECT_EQ(-EPROTO, lw_genl_call(self->g, get_family("nlctrl"), &self->h));
}

TEST_F(genl, answer_against_the_policy)
{
	static const struct nla_policy wrong[CTRL_ATTR_MAX + 1] = {
		[CTRL_ATTR_FAMILY_ID] = { .type = NLA_U64 },
	};

	self->h.policy = wrong;
	EXPECT_EQ(-EBADMSG, lw_genl_call(self->g, get_family("nlctrl"), &self->h));
	EXPECT_EQ(0, self->seen.calls);
}

TEST_F(genl, family_and_group)
{
	EXPECT_EQ(GENL_ID_CTRL, lw_genl_family(self->g, "nlctrl"));
	EXPECT_EQ(-ENOENT, lw_genl_family(self->g, "lwsmb-none"));
	EXPECT_STREQ("lwsmb-none: no such netlink family: is the module loaded?", lw_genl_error(self->g));
	EXPECT_EQ(-ENOENT, lw_genl_join(self->g, "lwsmb-none", "notify"));
	EXPECT_EQ(-ENOENT, lw_genl_join(self->g, "nlctrl", "none"));
	EXPECT_STREQ("none: no such group in this netlink family", lw_genl_error(self->g));
}

/* Is the socket really a member? The kernel knows. */
TEST_F(genl, join)
{
	u32 groups[8] = { 0 };
	socklen_t len = sizeof(groups);

	ASSERT_EQ(0, lw_genl_join(self->g, "nlctrl", "notify"));
	ASSERT_EQ(0, getsockopt(lw_genl_fd(self->g), SOL_NETLINK, NETLINK_LIST_MEMBERSHIPS, groups, &len));
	EXPECT_EQ(1u << (GENL_ID_CTRL - 1), groups[0]);
}

static bool readable(struct lw_genl *g)
{
	struct pollfd p = { .fd = lw_genl_fd(g), .events = POLLIN };

	return poll(&p, 1, 5000) == 1;
}

TEST_F(genl, dispatch)
{
	EXPECT_EQ(0, lw_genl_dispatch(self->g, &self->h)); /* nothing there: does not wait */
	EXPECT_EQ(0, lw_genl_send(self->g, get_family("nlctrl")));
	EXPECT_EQ(0, lw_genl_send(self->g, get_family("nlctrl")));
	ASSERT_TRUE(readable(self->g));
	EXPECT_EQ(0, lw_genl_dispatch(self->g, &self->h));
	EXPECT_EQ(2, self->seen.calls);
	EXPECT_EQ(0, lw_genl_send(self->g, get_family("lwsmb-none")));
	ASSERT_TRUE(readable(self->g));
	EXPECT_EQ(-ENOENT, lw_genl_dispatch(self->g, &self->h));
	EXPECT_EQ(0, lw_genl_dispatch(self->g, &self->h));
	EXPECT_STREQ("", lw_genl_error(self->g));
}

/* Answers that nobody reads, until the buffer is full. */
TEST_F(genl, overflow)
{
	int i, ret;

	EXPECT_EQ(0, lw_genl_overruns(self->g));
	ASSERT_EQ(0, lw_genl_rcvbuf(self->g, 4096));
	for (i = 0; i < 100; i++)
		ASSERT_EQ(0, lw_genl_send(self->g, get_family("nlctrl")));
	ret = lw_genl_dispatch(self->g, &self->h);
	EXPECT_EQ(-ENOBUFS, ret);
	EXPECT_STREQ("receive buffer: overflow, messages were lost", lw_genl_error(self->g));
	EXPECT_EQ(1, lw_genl_overruns(self->g));
	/* what is left can be read, and then the socket works as before */
	EXPECT_EQ(0, lw_genl_dispatch(self->g, &self->h));
	EXPECT_GT(100, self->seen.calls);
	EXPECT_LT(0, self->seen.calls);
	EXPECT_EQ(0, lw_genl_call(self->g, get_family("nlctrl"), &self->h));
	EXPECT_EQ(1, lw_genl_overruns(self->g));
}

TEST_F(genl, call_meets_overflow)
{
	int i;

	ASSERT_EQ(0, lw_genl_rcvbuf(self->g, 4096));
	for (i = 0; i < 100; i++)
		ASSERT_EQ(0, lw_genl_send(self->g, get_family("nlctrl")));
	EXPECT_EQ(-ENOBUFS, lw_genl_call(self->g, get_family("nlctrl"), &self->h));
}

/* The buffer that is asked for at the start; root gets it whatever the limit is. */
TEST_F(genl, receive_buffer)
{
	socklen_t len = sizeof(int);
	int size = 0;

	ASSERT_EQ(0, getsockopt(lw_genl_fd(self->g), SOL_SOCKET, SO_RCVBUF, &size, &len));
	EXPECT_LE(geteuid() ? 4096 : 2 * LW_GENL_RCVBUF, size);
}

static void send_from(struct lw_genl *to, const void *data, size_t len)
{
	int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_GENERIC);
	struct sockaddr_nl addr = { .nl_family = AF_NETLINK };
	socklen_t addr_len = sizeof(addr);

	if (getsockname(lw_genl_fd(to), (struct sockaddr *)&addr, &addr_len) ||
	    sendto(fd, data, len, 0, (struct sockaddr *)&addr, sizeof(addr)) < 0)
		perror("sendto");
	close(fd);
}

/* Any process may send to a netlink socket that it knows; it is not heard. */
TEST_F(genl, only_the_kernel_is_heard)
{
	struct nl_msg *msg = get_family("nlctrl");

	send_from(self->g, nlmsg_hdr(msg), nlmsg_hdr(msg)->nlmsg_len);
	nlmsg_free(msg);
	ASSERT_TRUE(readable(self->g));
	EXPECT_EQ(0, lw_genl_dispatch(self->g, &self->h));
	EXPECT_EQ(0, self->seen.calls);
	EXPECT_STREQ("", lw_genl_error(self->g));
}

/* No descriptor is left for another socket. */
TEST(open_fails)
{
	struct rlimit usual, none;
	char error[LW_GENL_ERROR_MAX] = "";
	struct lw_genl *g = NULL;

	ASSERT_EQ(0, getrlimit(RLIMIT_NOFILE, &usual));
	none = usual;
	none.rlim_cur = dup(0);
	close(none.rlim_cur);
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &none));
	EXPECT_GT(0, lw_genl_open(&g, error));
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &usual)); /* LeakSanitizer opens files */
	EXPECT_EQ(0, strncmp("cannot connect: ", error, 16)) TH_LOG("%s", error);
	EXPECT_EQ(NULL, g);
	lw_genl_close(NULL);
}

TEST(attributes)
{
	struct nlattr *attrs[8] = { 0 };
	struct nl_msg *msg = nlmsg_alloc();
	const char *s;
	const void *data;
	size_t len;
	u8 v8;
	u16 v16;
	u32 v32;
	u64 v64;

	ASSERT_EQ(0, nla_put_u8(msg, 1, 0x12));
	ASSERT_EQ(0, nla_put_u16(msg, 2, 0x1234));
	ASSERT_EQ(0, nla_put_u32(msg, 3, 0x12345678));
	ASSERT_EQ(0, nla_put_u64(msg, 4, 0x123456789abcdef0ull));
	ASSERT_EQ(0, nla_put_string(msg, 5, "text"));
	ASSERT_EQ(0, nla_put(msg, 6, 3, "a\0b"));
	ASSERT_EQ(0, nla_put(msg, 7, 0, NULL));
	ASSERT_EQ(0, nla_parse(attrs, 7, nlmsg_attrdata(nlmsg_hdr(msg), 0),
			       nlmsg_attrlen(nlmsg_hdr(msg), 0), NULL));
	EXPECT_EQ(0, lw_genl_get_u8(attrs, 1, &v8));
	EXPECT_EQ(0x12, v8);
	EXPECT_EQ(0, lw_genl_get_u16(attrs, 2, &v16));
	EXPECT_EQ(0x1234, v16);
	EXPECT_EQ(0, lw_genl_get_u32(attrs, 3, &v32));
	EXPECT_EQ(0x12345678, v32);
	EXPECT_EQ(0, lw_genl_get_u64(attrs, 4, &v64));
	EXPECT_EQ(0x123456789abcdef0ull, v64);
	EXPECT_EQ(0, lw_genl_get_str(attrs, 5, &s));
	EXPECT_STREQ("text", s);
	EXPECT_EQ(0, lw_genl_get_bytes(attrs, 6, &data, &len));
	EXPECT_EQ(3, len);
	EXPECT_BYTES("a\0b", data, 3);
	EXPECT_EQ(0, lw_genl_get_bytes(attrs, 7, &data, &len));
	EXPECT_EQ(0, len);
	/* lengths of others */
	EXPECT_EQ(-EBADMSG, lw_genl_get_u8(attrs, 2, &v8));
	EXPECT_EQ(-EBADMSG, lw_genl_get_u16(attrs, 1, &v16));
	EXPECT_EQ(-EBADMSG, lw_genl_get_u16(attrs, 3, &v16));
	EXPECT_EQ(-EBADMSG, lw_genl_get_u32(attrs, 4, &v32));
	EXPECT_EQ(-EBADMSG, lw_genl_get_u64(attrs, 3, &v64));
	EXPECT_EQ(-EBADMSG, lw_genl_get_str(attrs, 6, &s));
	EXPECT_EQ(-EBADMSG, lw_genl_get_str(attrs, 7, &s));
	EXPECT_EQ(-EBADMSG, lw_genl_get_str(attrs, 3, &s));
	/* not there */
	EXPECT_EQ(-ENODATA, lw_genl_get_u8(attrs, 0, &v8));
	EXPECT_EQ(-ENODATA, lw_genl_get_u16(attrs, 0, &v16));
	EXPECT_EQ(-ENODATA, lw_genl_get_u32(attrs, 0, &v32));
	EXPECT_EQ(-ENODATA, lw_genl_get_u64(attrs, 0, &v64));
	EXPECT_EQ(-ENODATA, lw_genl_get_str(attrs, 0, &s));
	EXPECT_EQ(-ENODATA, lw_genl_get_bytes(attrs, 0, &data, &len));
	nlmsg_free(msg);
}

TEST_HARNESS_MAIN
