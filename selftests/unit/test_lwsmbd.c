// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of what lwsmbd does without a kernel: shares, log-ons, log lines. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/lwsmb_netlink.h>
#include <netinet/in.h>
#include <sys/stat.h>

#include "lwsmb/ntstatus_codes.h"
#include "lwsmbd/log.h"
#include "lwsmbd/logon.h"
#include "lwsmbd/setup.h"
#include "unit.h"

static bool fake_user(const char *name, u32 *uid)
{
	*uid = !strcmp(name, "alice") ? 1001 : 7;
	return !strcmp(name, "alice") || !strcmp(name, "bob");
}

static bool fake_group(const char *name, u32 *gid)
{
	*gid = 50;
	return !strcmp(name, "staff");
}

static const struct share_names fake_names = { fake_user, fake_group };

/* The setup of a file with @text, or NULL with the problems in @diag. */
static struct setup *load(const char *text, struct lw_diag *diag)
{
	char path[] = "/tmp/test_lwsmbd.XXXXXX";
	int fd = mkstemp(path);
	struct setup *s = NULL;

	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		abort();
	close(fd);
	if (setup_load(path, &fake_names, diag, &s))
		s = NULL;
	unlink(path);
	return s;
}

static struct setup *load_good(const char *text)
{
	struct lw_diag diag = { 0 };
	struct setup *s = load(text, &diag);

	if (!s)
		abort();
	return s;
}

TEST(share_lists)
{
	struct setup *s = load_good("[x]\npath = /tmp\nvalid users = bob, alice @staff bob\n"
				    "write list = @staff\n");
	const struct share *x = &s->shares[1];

	ASSERT_EQ(2, s->share_count);
	EXPECT_STREQ("IPC$", s->shares[0].name);
	EXPECT_STREQ("x", x->name);
	ASSERT_EQ(2, x->users[SHARE_VALID].count);
	EXPECT_EQ(7, x->users[SHARE_VALID].ids[0]);
	EXPECT_EQ(1001, x->users[SHARE_VALID].ids[1]);
	ASSERT_EQ(1, x->groups[SHARE_VALID].count);
	EXPECT_EQ(50, x->groups[SHARE_VALID].ids[0]);
	EXPECT_EQ(0, x->users[SHARE_WRITE].count);
	EXPECT_EQ(1, x->groups[SHARE_WRITE].count);
	EXPECT_TRUE(x->read_only);
	setup_free(s);
}

static void expect_problem(struct __test_metadata *_metadata, const char *text, const char *want)
{
	struct lw_diag diag = { 0 };
	const char *colon;

	EXPECT_EQ(NULL, load(text, &diag));
	ASSERT_EQ(1, diag.count);
	colon = strchr(diag.text[0], ':'); /* behind the file's name */
	ASSERT_NE(NULL, colon);
	EXPECT_STREQ(want, colon + 1);
	lw_diag_free(&diag);
}

TEST(unknown_names_are_errors)
{
	expect_problem(_metadata, "[x]\npath = /tmp\nvalid users = alice nosuch\n",
		       "3: [x]: valid users: there is no user \"nosuch\"");
	expect_problem(_metadata, "[global]\ninvalid users = @nosuch\n[x]\npath = /tmp\n",
		       "2: [x]: invalid users: there is no group \"nosuch\"");
	expect_problem(_metadata, "[global]\nserver min protocol = NT1\n"
		       "server max protocol = NT1\n",
		       "3: server max protocol: SMB1 is not served yet");
	expect_problem(_metadata, "[global]\nnetbios port = 139\n",
		       "2: netbios port: SMB over NetBIOS sessions is not served yet");
}

/* Each line of a share counts, and nothing else does. */
TEST(fingerprint)
{
	static const char *const changes[] = {
		"comment = y", "read only = no", "browseable = no", "root allowed = yes",
		"server smb encrypt = required", "case sensitive = yes", "create mask = 0700",
		"directory mask = 0700", "valid users = alice", "invalid users = alice",
		"read list = alice", "write list = alice", "write list = @staff",
		"hosts allow = 10.0.0.0/8", "hosts deny = 10.0.0.0/8", "hosts deny = 10.0.0.0/9",
	};
	u64 seen[ARRAY_SIZE(changes) + 1];
	char text[256];
	size_t i, j;

	for (i = 0; i <= ARRAY_SIZE(changes); i++) {
		struct setup *s, *again;

		snprintf(text, sizeof(text), "[x]\npath = /tmp\n%s\n",
			 i < ARRAY_SIZE(changes) ? changes[i] : "");
		s = load_good(text);
		again = load_good(text);
		seen[i] = share_fingerprint(&s->shares[1]);
		EXPECT_EQ(seen[i], share_fingerprint(&again->shares[1]));
		for (j = 0; j < i; j++)
			EXPECT_NE(seen[j], seen[i]) TH_LOG("\"%s\"", text);
		setup_free(s);
		setup_free(again);
	}
}

static size_t count(struct nl_msg *msg, int type)
{
	struct nlattr *a;
	size_t n = 0;
	int left;

	nlmsg_for_each_attr(a, nlmsg_hdr(msg), 0, left)
		n += nla_type(a) == type;
	return n;
}

TEST(share_as_a_message)
{
	struct setup *s = load_good("[x]\npath = /tmp\nvalid users = alice bob @staff\n"
				    "hosts allow = 10.0.0.0/8 ::1\ncreate mask = 0640\n");
	struct nl_msg *msg = nlmsg_alloc_simple(NLMSG_MIN_TYPE, 0);
	struct nlattr *a;

	s->shares[1].root = open("/tmp", O_RDONLY);
	ASSERT_EQ(0, share_put(msg, &s->shares[1]));
	EXPECT_EQ(2, count(msg, LWSMB_SRV_A_SHARE_VALID_USER));
	EXPECT_EQ(1, count(msg, LWSMB_SRV_A_SHARE_VALID_GROUP));
	EXPECT_EQ(2, count(msg, LWSMB_SRV_A_SHARE_HOST_ALLOW));
	EXPECT_EQ(1, count(msg, LWSMB_SRV_A_SHARE_READ_ONLY));
	EXPECT_EQ(0, count(msg, LWSMB_SRV_A_SHARE_ROOT_ALLOWED));
	a = nlmsg_find_attr(nlmsg_hdr(msg), 0, LWSMB_SRV_A_SHARE_CREATE_MASK);
	EXPECT_EQ(0640, nla_get_u32(a));
	a = nlmsg_find_attr(nlmsg_hdr(msg), 0, LWSMB_SRV_A_SHARE_ROOT_FD);
	EXPECT_EQ(s->shares[1].root, nla_get_u32(a));
	nlmsg_free(msg);
	setup_free(s);
}

TEST(legacy_clients)
{
	struct setup *s = load_good("[global]\nlegacy clients = 192.168.5.0/24\n");
	struct sockaddr_in in = { .sin_family = AF_INET };

	inet_pton(AF_INET, "192.168.5.77", &in.sin_addr);
	EXPECT_TRUE(setup_is_legacy(s, (struct sockaddr *)&in));
	inet_pton(AF_INET, "192.168.6.77", &in.sin_addr);
	EXPECT_FALSE(setup_is_legacy(s, (struct sockaddr *)&in));
	setup_free(s);
}

/* A raw NTLM NEGOTIATE: signature, type 1, Unicode and NTLM, no names. */
static const u8 ntlm_negotiate[32] = { 'N', 'T', 'L', 'M', 'S', 'S', 'P', 0, 1, 0, 0, 0,
				       0x05, 0x82, 0x08, 0x00 };

static u32 token(struct logons *l, const struct setup *s, u32 client, u64 session, bool first)
{
	const struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(client) };
	const struct logon_token t = { session, first, (const struct sockaddr *)&in,
				       ntlm_negotiate, sizeof(ntlm_negotiate) };
	struct logon_answer a;
	u32 status;

	logon_take(l, s, &t, &a);
	status = a.status;
	logon_answer_free(&a);
	return status;
}

TEST(half_open_logons_are_bounded)
{
	struct setup *s = load_good("[global]\nsmb passwd file = /nonexistent/smbpasswd\n");
	struct logons l;
	u64 i;

	logon_init(&l);
	for (i = 0; i < LOGON_MAX + 10; i++)
		ASSERT_EQ(STATUS_MORE_PROCESSING_REQUIRED, token(&l, s, i, i, true));
	EXPECT_EQ(LOGON_MAX, l.count);
	/* the oldest are gone, a later leg of theirs is told so */
	EXPECT_EQ(STATUS_NO_LOGON_SERVERS, token(&l, s, 9, 9, false));
	/* one that begins anew takes the place of its own */
	EXPECT_EQ(STATUS_MORE_PROCESSING_REQUIRED, token(&l, s, 500, 500, true));
	EXPECT_EQ(LOGON_MAX, l.count);
	logon_forget(&l, 500);
	EXPECT_EQ(LOGON_MAX - 1, l.count);
	EXPECT_EQ(STATUS_NO_LOGON_SERVERS, token(&l, s, 500, 500, false));
	logon_forget(&l, 500);
	logon_free_all(&l);
	EXPECT_EQ(0, l.count);
	setup_free(s);
}

/* A client that begins log-ons without end drives out none but its own. */
TEST(half_open_logons_of_one_client)
{
	struct setup *s = load_good("[global]\nsmb passwd file = /nonexistent/smbpasswd\n");
	struct logons l;
	u64 i;

	logon_init(&l);
	ASSERT_EQ(STATUS_MORE_PROCESSING_REQUIRED, token(&l, s, 1, 1, true));
	for (i = 2; i < 2 + 2 * LOGON_MAX; i++)
		ASSERT_EQ(STATUS_MORE_PROCESSING_REQUIRED, token(&l, s, 2, i, true));
	EXPECT_EQ(1 + LOGON_MAX_CLIENT, l.count);
	/* known, so that this leg is looked at: no NTLM message that comes second */
	EXPECT_EQ(STATUS_LOGON_FAILURE, token(&l, s, 1, 1, false));
	EXPECT_EQ(STATUS_NO_LOGON_SERVERS, token(&l, s, 2, 2, false));
	logon_free_all(&l);
	setup_free(s);
}

TEST(escaped_texts)
{
	char out[LOG_ESCAPED_MAX], *big;

	EXPECT_STREQ("plain \xc3\xa9", log_escape("plain \xc3\xa9", out));
	EXPECT_STREQ("a\\x0ab\\x1b\\x5c\\x22", log_escape("a\nb\x1b\\\"", out));
	EXPECT_STREQ("\\xc3", log_escape("\xc3", out));
	EXPECT_STREQ("\\xc2\\x9b\xc2\xa9", log_escape("\xc2\x9b\xc2\xa9", out));
	big = malloc(2000);
	memset(big, 1, 1999);
	big[1999] = '\0';
	EXPECT_GT(LOG_ESCAPED_MAX, strlen(log_escape(big, out)));
	free(big);
}

TEST(limited_lines)
{
	struct log_limit l = { .burst = 5, .per_second = 2 };
	int i, n = 0;

	for (i = 0; i < 100; i++)
		n += log_limit_ok(&l, 1000);
	EXPECT_EQ(5, n);
	EXPECT_EQ(95, l.suppressed);
	for (i = 0; i < 100; i++)
		n += log_limit_ok(&l, 1001);
	EXPECT_EQ(7, n);
	for (i = 0; i < 100; i++)
		n += log_limit_ok(&l, 5000);
	EXPECT_EQ(12, n);
}

TEST_HARNESS_MAIN
