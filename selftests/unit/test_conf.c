// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the configuration: values, errors with line and cause, getters. */
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "lib/conf.h"
#include "unit.h"

/* Parses @text, and compares the problems that are found with the lines of @errors. */
#define EXPECT_ERRORS(input, ...) \
	do { \
		static const char *const _want[] = { __VA_ARGS__ }; \
		struct lw_conf *_conf = NULL; \
		struct lw_diag _diag = { 0 }; \
		size_t _i; \
		EXPECT_EQ(-EINVAL, lw_conf_parse("f", input, strlen(input), &_diag, &_conf)); \
		EXPECT_EQ(NULL, _conf); \
		EXPECT_EQ(ARRAY_SIZE(_want), _diag.count); \
		for (_i = 0; _i < _diag.count && _i < ARRAY_SIZE(_want); _i++) \
			EXPECT_STREQ(_want[_i], _diag.text[_i]); \
		lw_diag_free(&_diag); \
	} while (0)

static struct lw_conf *parse(const char *text)
{
	struct lw_diag diag = { 0 };
	struct lw_conf *conf = NULL;
	size_t i;

	if (lw_conf_parse("f", text, strlen(text), &diag, &conf))
		conf = NULL;
	for (i = 0; i < diag.count; i++)
		fprintf(stderr, "# %s\n", diag.text[i]);
	if (diag.count)
		abort();
	return conf;
}

TEST(table_is_complete)
{
	char cause[256];
	int i, j;

	for (i = 0; i < LW_CONF_COUNT; i++) {
		const struct lw_conf_key *key = &lw_conf_keys[i];
		struct lw_conf_value v = { 0 };

		ASSERT_NE(NULL, key->name);
		ASSERT_NE(NULL, key->doc);
		EXPECT_GT(32, strlen(key->name));
		EXPECT_EQ(i, lw_conf_key_find(key->name));
		EXPECT_EQ(key->type == LW_CONF_TYPE_ENUM, !!key->choices);
		if (key->def)
			EXPECT_EQ(0, lw_conf_value_parse(key, key->def, &v, cause, sizeof(cause)));
		lw_conf_value_free(&v);
		for (j = 0; j < i; j++)
			EXPECT_STRNE(key->name, lw_conf_keys[j].name);
	}
	EXPECT_EQ(-ENOENT, lw_conf_key_find("nonsense"));
}

TEST(empty_file_has_defaults)
{
	struct lw_conf *c = parse("");
	const struct lw_net *nets;
	char *const *items;

	ASSERT_NE(NULL, c);
	EXPECT_EQ(0, lw_conf_share_count(c));
	EXPECT_EQ(NULL, lw_conf_share(c, 0));
	EXPECT_STREQ("WORKGROUP", lw_conf_get_text(c, NULL, LW_CONF_WORKGROUP));
	EXPECT_EQ(NULL, lw_conf_get_text(c, NULL, LW_CONF_NETBIOS_NAME));
	EXPECT_STREQ("/etc/lwsmb/smbpasswd", lw_conf_get_text(c, NULL, LW_CONF_PASSWD_FILE));
	EXPECT_EQ(445, lw_conf_get_number(c, NULL, LW_CONF_PORT));
	EXPECT_EQ(0, lw_conf_get_number(c, NULL, LW_CONF_NETBIOS_PORT));
	EXPECT_EQ(LW_CONF_SIGNING_MANDATORY, lw_conf_get_number(c, NULL, LW_CONF_SIGNING));
	EXPECT_EQ(LW_CONF_SMB2_02, lw_conf_get_number(c, NULL, LW_CONF_MIN_PROTOCOL));
	EXPECT_EQ(LW_CONF_SMB3_11, lw_conf_get_number(c, NULL, LW_CONF_MAX_PROTOCOL));
	EXPECT_EQ(8 << 20, lw_conf_get_number(c, NULL, LW_CONF_MAX_READ));
	EXPECT_EQ(LW_CONF_ENCRYPT_DESIRED, lw_conf_get_number(c, NULL, LW_CONF_ENCRYPT));
	EXPECT_EQ(0744, lw_conf_get_number(c, NULL, LW_CONF_CREATE_MASK));
	EXPECT_TRUE(lw_conf_get_bool(c, NULL, LW_CONF_READ_ONLY));
	EXPECT_FALSE(lw_conf_get_bool(c, NULL, LW_CONF_ROOT_ALLOWED));
	EXPECT_EQ(0, lw_conf_get_nets(c, NULL, LW_CONF_LEGACY_CLIENTS, &nets));
	EXPECT_EQ(0, lw_conf_get_list(c, NULL, LW_CONF_VALID_USERS, &items));
	lw_conf_free(c);
	lw_conf_free(NULL);
}

static const char full[] =
	"# a comment\n"
	"\t; another\n"
	"\n"
	"[ Global ]\r\n"
	"  WORKGROUP =  My Group  \r\n"
	"server  String = with = and # and ; inside\n"
	"port=1445\n"
	"listen = 10.0.0.1, fd00::1\n"
	"legacy clients = 192.168.5.0/24 \\\n"
	"\t10.1.2.3\n"
	"server min protocol = nt1\n"
	"smb2 max read = 64K\n"
	"smb2 max write = 1m\n"
	"read only = no\n"
	"[Data]\n"
	"path = /srv/data dir\n"
	"comment =\n"
	"valid users = anna \"bert b\",@staff\n"
	"[ro]\n"
	"read only = Yes\n"
	"path = /srv/ro\n"
	"create mask = 640\n"
	"browseable = off\n"
	"server smb encrypt = required";

TEST(values)
{
	struct lw_conf *c = parse(full);
	const struct lw_conf_section *data, *ro;
	const struct lw_net *nets;
	char *const *items;

	ASSERT_NE(NULL, c);
	EXPECT_STREQ("My Group", lw_conf_get_text(c, NULL, LW_CONF_WORKGROUP));
	EXPECT_STREQ("with = and # and ; inside", lw_conf_get_text(c, NULL, LW_CONF_SERVER_STRING));
	EXPECT_EQ(1445, lw_conf_get_number(c, NULL, LW_CONF_PORT));
	EXPECT_EQ(LW_CONF_NT1, lw_conf_get_number(c, NULL, LW_CONF_MIN_PROTOCOL));
	EXPECT_EQ(65536, lw_conf_get_number(c, NULL, LW_CONF_MAX_READ));
	EXPECT_EQ(1048576, lw_conf_get_number(c, NULL, LW_CONF_MAX_WRITE));
	ASSERT_EQ(2, lw_conf_get_nets(c, NULL, LW_CONF_LEGACY_CLIENTS, &nets));
	EXPECT_EQ(24, nets[0].prefix);
	EXPECT_EQ(192, nets[0].addr[0]);
	EXPECT_EQ(32, nets[1].prefix);
	EXPECT_EQ(10, nets[1].addr[0]);
	ASSERT_EQ(2, lw_conf_get_nets(c, NULL, LW_CONF_LISTEN, &nets));
	EXPECT_EQ(AF_INET6, nets[1].family);

	ASSERT_EQ(2, lw_conf_share_count(c));
	data = lw_conf_share(c, 0);
	ro = lw_conf_share_find(c, "RO");
	EXPECT_EQ(ro, lw_conf_share(c, 1));
	EXPECT_EQ(NULL, lw_conf_share_find(c, "r"));
	EXPECT_STREQ("Data", lw_conf_share_name(data));
	EXPECT_STREQ("/srv/data dir", lw_conf_get_text(c, data, LW_CONF_PATH));
	EXPECT_STREQ("", lw_conf_get_text(c, data, LW_CONF_COMMENT));
	EXPECT_STREQ("My Group", lw_conf_get_text(c, data, LW_CONF_WORKGROUP));
	EXPECT_FALSE(lw_conf_get_bool(c, NULL, LW_CONF_READ_ONLY));
	EXPECT_FALSE(lw_conf_get_bool(c, data, LW_CONF_READ_ONLY));
	EXPECT_TRUE(lw_conf_get_bool(c, ro, LW_CONF_READ_ONLY));
	EXPECT_TRUE(lw_conf_get_bool(c, data, LW_CONF_BROWSEABLE));
	EXPECT_FALSE(lw_conf_get_bool(c, ro, LW_CONF_BROWSEABLE));
	EXPECT_EQ(0640, lw_conf_get_number(c, ro, LW_CONF_CREATE_MASK));
	EXPECT_EQ(LW_CONF_ENCRYPT_REQUIRED, lw_conf_get_number(c, ro, LW_CONF_ENCRYPT));
	ASSERT_EQ(3, lw_conf_get_list(c, data, LW_CONF_VALID_USERS, &items));
	EXPECT_STREQ("anna", items[0]);
	EXPECT_STREQ("bert b", items[1]);
	EXPECT_STREQ("@staff", items[2]);
	lw_conf_free(c);
}

TEST(the_promised_error)
{
	EXPECT_ERRORS("[share]\npath = /x\n\n\nread olny = yes\n",
		      "f:5: [share] \"read olny\": unknown key, did you mean \"read only\"?");
}

TEST(all_errors_at_once)
{
	EXPECT_ERRORS("lonely = 1\n" /* 1 */
		      "[global]\n"
		      "port = 0\n"
		      "nonsense\n" /* 4 */
		      "= value\n"
		      "path = /x\n"
		      "xyzzy = 1\n" /* 7 */
		      "port = 5\n"
		      "[share\n"
		      "[share]\n" /* 10 */
		      "workgroup = A\n"
		      "port = 445\n"
		      "Root   Alowed = yes\n" /* 13 */
		      "[GLOBAL]\n"
		      "[Share]\n"
		      "path = relative\n", /* 16 */
		      "f:1: \"lonely\": stands before the first [section]",
		      "f:3: [global] \"port\": \"0\" is not between 1 and 65535",
		      "f:4: \"nonsense\": neither a [section] nor key = value",
		      "f:5: no key before the =",
		      "f:6: [global] \"path\": only allowed in a share",
		      "f:7: [global] \"xyzzy\": unknown key",
		      "f:8: [global] \"port\": was set on line 3 already",
		      "f:9: \"[share\": no ] at the end of the line",
		      "f:11: [share] \"workgroup\": only allowed in [global]",
		      "f:12: [share] \"port\": only allowed in [global]",
		      "f:13: [share] \"Root   Alowed\": unknown key, did you mean \"root allowed\"?",
		      "f:14: [GLOBAL]: this section was begun on line 2 already",
		      "f:15: [Share]: this section was begun on line 10 already",
		      "f:16: [Share] \"path\": \"relative\" is not an absolute path",
		      "f:10: [share]: a share needs a \"path\"",
		      "f:14: [GLOBAL]: a share needs a \"path\"");
}

TEST(section_names)
{
	char text[128], name[100];
	struct lw_conf *c;

	EXPECT_ERRORS("[]\npath = /x", "f:1: []: a section needs a name");
	EXPECT_ERRORS("[ ]\npath = /x", "f:1: []: a section needs a name");
	EXPECT_ERRORS("[IPC$]\npath = /x", "f:1: [IPC$]: this name is reserved");
	EXPECT_ERRORS("[homes]\npath = /x", "f:1: [homes]: this name is reserved");
	EXPECT_ERRORS("[a/b]\npath = /x",
		      "f:1: [a/b]: a share's name has none of \\ / [ ] : | < > + = ; , * ? \"");
	memset(name, 'n', 81);
	name[80] = '\0';
	sprintf(text, "[%s]\npath = /x", name);
	c = parse(text);
	EXPECT_NE(NULL, c);
	lw_conf_free(c);
	name[80] = 'n';
	name[81] = '\0';
	sprintf(text, "[%s]\npath = /x", name);
	{
		struct lw_diag d = { 0 };

		EXPECT_EQ(-EINVAL, lw_conf_parse("f", text, strlen(text), &d, &c));
		ASSERT_EQ(1, d.count);
		EXPECT_NE(NULL, strstr(d.text[0], "nnn]: longer than 80 bytes"));
		lw_diag_free(&d);
	}
}

TEST(lines_are_counted_over_continuations)
{
	EXPECT_ERRORS("[global]\nserver string = a\\\nb\\\nc\nbad1\n# comment\\\nbad2\\\n",
		      "f:5: \"bad1\": neither a [section] nor key = value",
		      "f:7: \"bad2\": neither a [section] nor key = value");
}

TEST(continuation_joins)
{
	struct lw_conf *c = parse("[global]\nserver string = a\\\n  b\\\r\nc\nworkgroup = x\\");

	EXPECT_STREQ("a  bc", lw_conf_get_text(c, NULL, LW_CONF_SERVER_STRING));
	EXPECT_STREQ("x", lw_conf_get_text(c, NULL, LW_CONF_WORKGROUP));
	lw_conf_free(c);
}

TEST(byte_order_mark)
{
	struct lw_conf *c = parse("\xef\xbb\xbf[global]\nworkgroup = X\n");

	EXPECT_STREQ("X", lw_conf_get_text(c, NULL, LW_CONF_WORKGROUP));
	lw_conf_free(c);
	c = parse("\xef\xbb\xbf");
	EXPECT_NE(NULL, c);
	lw_conf_free(c);
	EXPECT_ERRORS("\xef\xbb", "f:1: the line is not UTF-8 text");
	EXPECT_ERRORS(" \xef\xbb\xbf[global]",
		      "f:1: \"\xef\xbb\xbf[global]\": neither a [section] nor key = value");
}

TEST(text_that_is_none)
{
	struct lw_diag d = { 0 };
	struct lw_conf *c;

	EXPECT_ERRORS("[global]\nserver string = \xff\n", "f:2: the line is not UTF-8 text");
	EXPECT_EQ(-EINVAL, lw_conf_parse("f", "[global]\nworkgroup = a\0b\n", 24, &d, &c));
	ASSERT_EQ(1, d.count);
	EXPECT_STREQ("f:2: the line is not UTF-8 text", d.text[0]);
	lw_diag_free(&d);
}

TEST(line_length)
{
	char *text = malloc(3 * LW_CONF_LINE_MAX);
	struct lw_diag d = { 0 };
	struct lw_conf *c;
	size_t n;

	/* blanks are not part of the value, but of the line */
	n = sprintf(text, "[global]\nport = 1%*s", LW_CONF_LINE_MAX - 8, "");
	ASSERT_EQ(0, lw_conf_parse("f", text, n, &d, &c));
	EXPECT_EQ(1, lw_conf_get_number(c, NULL, LW_CONF_PORT));
	lw_conf_free(c);
	n = sprintf(text, "[global]\nport = 1%*s\nbad\n", LW_CONF_LINE_MAX - 7, "");
	EXPECT_EQ(-EINVAL, lw_conf_parse("f", text, n, &d, &c));
	ASSERT_EQ(2, d.count);
	EXPECT_STREQ("f:2: the line is longer than 4096 bytes", d.text[0]);
	EXPECT_STREQ("f:3: \"bad\": neither a [section] nor key = value", d.text[1]);
	lw_diag_free(&d);
	/* over the limit in its second part; the third is skipped with it */
	n = sprintf(text, "[global]\nport = 1\\\n%*s\\\nshort\nbad\n", LW_CONF_LINE_MAX - 7, "");
	EXPECT_EQ(-EINVAL, lw_conf_parse("f", text, n, &d, &c));
	ASSERT_EQ(2, d.count);
	EXPECT_STREQ("f:2: the line is longer than 4096 bytes", d.text[0]);
	EXPECT_STREQ("f:5: \"bad\": neither a [section] nor key = value", d.text[1]);
	lw_diag_free(&d);
	free(text);
}

TEST(protocols_in_order)
{
	struct lw_conf *c = parse("[global]\nserver min protocol = SMB3_00\n"
				  "server max protocol = SMB3_00");

	EXPECT_EQ(LW_CONF_SMB3_00, lw_conf_get_number(c, NULL, LW_CONF_MAX_PROTOCOL));
	lw_conf_free(c);
	EXPECT_ERRORS("[global]\nserver max protocol = SMB2_10\nserver min protocol = SMB3_00",
		      "f:3: [global] \"server min protocol\": newer than \"server max protocol\"");
	EXPECT_ERRORS("[global]\n\nserver max protocol = NT1\n",
		      "f:3: [global] \"server min protocol\": newer than \"server max protocol\"");
}

/* Every type, through a key of its own. */
static const struct lw_conf_key string_key = { .name = "s", .type = LW_CONF_TYPE_STRING, .min = 2, .max = 4 };
static const struct lw_conf_key uint_key = { .name = "u", .type = LW_CONF_TYPE_UINT, .min = 10, .max = 20 };
static const struct lw_conf_key size_key = { .name = "z", .type = LW_CONF_TYPE_SIZE, .max = 1ull << 40 };
static const struct lw_conf_key octal_key = { .name = "o", .type = LW_CONF_TYPE_OCTAL, .min = 010, .max = 0777 };
static const struct lw_conf_key bool_key = { .name = "b", .type = LW_CONF_TYPE_BOOL };
static const struct lw_conf_key path_key = { .name = "p", .type = LW_CONF_TYPE_PATH };
static const struct lw_conf_key list_key = { .name = "l", .type = LW_CONF_TYPE_LIST };
static const struct lw_conf_key nets_key = { .name = "n", .type = LW_CONF_TYPE_NETS };
static const struct lw_conf_key addrs_key = { .name = "a", .type = LW_CONF_TYPE_ADDRS };
static const char *const three[] = { "one", "two", "three", NULL };
static const struct lw_conf_key enum_key = { .name = "e", .type = LW_CONF_TYPE_ENUM, .choices = three };

static const struct {
	const struct lw_conf_key *key;
	const char *text;
	u64 number;
} numbers[] = {
	{ &uint_key, "10", 10 },
	{ &uint_key, "20", 20 },
	{ &uint_key, "0015", 15 },
	{ &size_key, "0", 0 },
	{ &size_key, "7", 7 },
	{ &size_key, "7k", 7 << 10 },
	{ &size_key, "7K", 7 << 10 },
	{ &size_key, "7m", 7 << 20 },
	{ &size_key, "7M", 7 << 20 },
	{ &size_key, "7g", 7ull << 30 },
	{ &size_key, "1024G", 1ull << 40 },
	{ &octal_key, "10", 8 },
	{ &octal_key, "0777", 0777 },
	{ &bool_key, "yes", 1 },
	{ &bool_key, "TRUE", 1 },
	{ &bool_key, "1", 1 },
	{ &bool_key, "on", 1 },
	{ &bool_key, "no", 0 },
	{ &bool_key, "False", 0 },
	{ &bool_key, "0", 0 },
	{ &bool_key, "off", 0 },
	{ &enum_key, "one", 0 },
	{ &enum_key, "TWO", 1 },
	{ &enum_key, "three", 2 },
};

TEST(good_numbers)
{
	char cause[256];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		struct lw_conf_value v = { .number = 999 };

		EXPECT_EQ(0, lw_conf_value_parse(numbers[i].key, numbers[i].text, &v, cause, sizeof(cause)))
			TH_LOG("number %zu", i);
		EXPECT_EQ(numbers[i].number, v.number);
		lw_conf_value_free(&v);
	}
}

static const struct {
	const struct lw_conf_key *key;
	const char *text, *cause;
} refused[] = {
	{ &string_key, "a", "must not be empty" },
	{ &string_key, "abcde", "longer than 4 bytes" },
	{ &uint_key, "9", "\"9\" is not between 10 and 20" },
	{ &uint_key, "21", "\"21\" is not between 10 and 20" },
	{ &uint_key, "", "\"\" is not a number" },
	{ &uint_key, "x", "\"x\" is not a number" },
	{ &uint_key, "15x", "\"15x\" is not a number" },
	{ &uint_key, "15k", "\"15k\" is not a number" },
	{ &uint_key, "-15", "\"-15\" is not a number" },
	{ &uint_key, "1:", "\"1:\" is not a number" },
	{ &uint_key, "18446744073709551631", "\"18446744073709551631\" is not between 10 and 20" },
	{ &uint_key, "99999999999999999999999999999999999999999",
	  "\"99999999999999999999999999999999999999999\" is not between 10 and 20" },
	{ &size_key, "k", "\"k\" is not a size" },
	{ &size_key, "7kb", "\"7kb\" is not a size" },
	{ &size_key, "7x", "\"7x\" is not a size" },
	{ &size_key, "1025G", "\"1025G\" is not between 0 and 1099511627776" },
	{ &size_key, "17179869184G", "\"17179869184G\" is not between 0 and 1099511627776" },
	{ &size_key, "17179869185G", "\"17179869185G\" is not between 0 and 1099511627776" },
	{ &octal_key, "8", "\"8\" is not an octal number" },
	{ &octal_key, "78", "\"78\" is not an octal number" },
	{ &octal_key, "7", "\"7\" is not between 010 and 0777" },
	{ &octal_key, "1000", "\"1000\" is not between 010 and 0777" },
	{ &bool_key, "", "\"\" is not yes or no" },
	{ &bool_key, "2", "\"2\" is not yes or no" },
	{ &bool_key, "yess", "\"yess\" is not yes or no" },
	{ &enum_key, "four", "\"four\" is not one, two or three" },
	{ &path_key, "x", "\"x\" is not an absolute path" },
	{ &path_key, "", "\"\" is not an absolute path" },
	{ &list_key, "a \"b c", "a quote is not closed" },
	{ &list_key, "a \"\" b", "empty item in a list" },
	{ &nets_key, "1.2.3.4 x", "\"x\" is not an IPv4 or IPv6 network" },
	{ &nets_key, "x 1.2.3.4", "\"x\" is not an IPv4 or IPv6 network" },
	{ &nets_key, "1.2.3.4/33", "\"1.2.3.4/33\": the prefix is too long" },
	{ &nets_key, "1.2.3.4/24", "\"1.2.3.4/24\": bits are set below the prefix" },
	{ &nets_key, "\"1.2.3.4", "a quote is not closed" },
	{ &addrs_key, "x", "\"x\" is not an IPv4 or IPv6 address" },
	{ &addrs_key, "1.2.3.0/24", "\"1.2.3.0/24\" is a network, not an address" },
};

TEST(refused_values)
{
	char cause[256];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(refused); i++) {
		struct lw_conf_value v = { 0 };

		EXPECT_EQ(-EINVAL, lw_conf_value_parse(refused[i].key, refused[i].text, &v, cause, sizeof(cause)))
			TH_LOG("number %zu", i);
		EXPECT_STREQ(refused[i].cause, cause);
		lw_conf_value_free(&v);
	}
}

TEST(strings_and_paths)
{
	struct lw_conf_value v = { 0 };
	char cause[256], path[PATH_MAX + 1];

	EXPECT_EQ(0, lw_conf_value_parse(&string_key, "ab", &v, cause, sizeof(cause)));
	EXPECT_STREQ("ab", v.text);
	lw_conf_value_free(&v);
	EXPECT_EQ(NULL, v.text);
	EXPECT_EQ(0, lw_conf_value_parse(&string_key, "abcd", &v, cause, sizeof(cause)));
	lw_conf_value_free(&v);
	memset(path, '/', sizeof(path));
	path[PATH_MAX - 1] = '\0';
	EXPECT_EQ(0, lw_conf_value_parse(&path_key, path, &v, cause, sizeof(cause)));
	EXPECT_STREQ(path, v.text);
	lw_conf_value_free(&v);
	path[PATH_MAX - 1] = '/';
	path[PATH_MAX] = '\0';
	EXPECT_EQ(-EINVAL, lw_conf_value_parse(&path_key, path, &v, cause, sizeof(cause)));
	EXPECT_STREQ("longer than 4095 bytes", cause);
	lw_conf_value_free(&v);
}

TEST(lists)
{
	struct lw_conf_value v = { 0 };
	char cause[256], many[2 * LW_CONF_LIST_MAX + 3];
	int i;

	EXPECT_EQ(0, lw_conf_value_parse(&list_key, ", a,,\tb \"c d\"e ,", &v, cause, sizeof(cause)));
	ASSERT_EQ(4, v.count);
	EXPECT_STREQ("a", v.items[0]);
	EXPECT_STREQ("b", v.items[1]);
	EXPECT_STREQ("c d", v.items[2]);
	EXPECT_STREQ("e", v.items[3]);
	lw_conf_value_free(&v);
	EXPECT_EQ(0, lw_conf_value_parse(&list_key, "", &v, cause, sizeof(cause)));
	EXPECT_EQ(0, v.count);
	lw_conf_value_free(&v);
	for (i = 0; i <= LW_CONF_LIST_MAX; i++)
		memcpy(many + 2 * i, "x ", 3);
	EXPECT_EQ(-EINVAL, lw_conf_value_parse(&list_key, many, &v, cause, sizeof(cause)));
	EXPECT_STREQ("more than 256 items", cause);
	lw_conf_value_free(&v);
	many[2 * LW_CONF_LIST_MAX] = '\0';
	EXPECT_EQ(0, lw_conf_value_parse(&list_key, many, &v, cause, sizeof(cause)));
	EXPECT_EQ(LW_CONF_LIST_MAX, v.count);
	lw_conf_value_free(&v);
}

TEST(suggestions)
{
	EXPECT_STREQ("read only", lw_conf_key_nearest("readonly", false));
	EXPECT_STREQ("read only", lw_conf_key_nearest("raed only", false));
	EXPECT_STREQ("read only", lw_conf_key_nearest("writable", false));
	EXPECT_STREQ("server max protocol", lw_conf_key_nearest("protocol", true));
	EXPECT_STREQ("hosts deny", lw_conf_key_nearest("deny hosts", true));
	EXPECT_STREQ("port", lw_conf_key_nearest("prot", true)); /* a swap is one step */
	EXPECT_STREQ("port", lw_conf_key_nearest("ports", true));
	EXPECT_EQ(NULL, lw_conf_key_nearest("potrs", true)); /* two are too many for 4 letters */
	EXPECT_EQ(NULL, lw_conf_key_nearest("prot", false));
	EXPECT_STREQ("path", lw_conf_key_nearest("pth", false));
	EXPECT_EQ(NULL, lw_conf_key_nearest("pth", true));
	EXPECT_STREQ("workgroup", lw_conf_key_nearest("wrkgrop", true));
	EXPECT_STREQ("workgroup", lw_conf_key_nearest("wrkgop", true));
	EXPECT_EQ(NULL, lw_conf_key_nearest("wrkop", true));
	EXPECT_STREQ("write list", lw_conf_key_nearest("wrote list", false));
	EXPECT_STREQ("read list", lw_conf_key_nearest("rread list", false));
	EXPECT_STREQ("smb2 max write", lw_conf_key_nearest("smb2 max wrte", true));
	EXPECT_STREQ("smb2 max read", lw_conf_key_nearest("smb2 max rad", true));
	EXPECT_EQ(NULL, lw_conf_key_nearest("an unknown key of 32 characters ", true));
	EXPECT_EQ(NULL, lw_conf_key_nearest("an unknown key of 31 character ", true));
}

TEST(load)
{
	char path[] = "/tmp/lwsmb-conf-XXXXXX", expected[128];
	struct lw_diag d = { 0 };
	struct lw_conf *c = NULL;
	int fd = mkstemp(path);

	ASSERT_LE(0, fd);
	ASSERT_EQ(25, write(fd, "[global]\nworkgroup = FIL\n", 25));
	EXPECT_EQ(0, fchmod(fd, 0644));
	ASSERT_EQ(0, lw_conf_load(path, &d, &c));
	EXPECT_STREQ("FIL", lw_conf_get_text(c, NULL, LW_CONF_WORKGROUP));
	lw_conf_free(c);
	EXPECT_EQ(0, fchmod(fd, 0664));
	EXPECT_EQ(-EINVAL, lw_conf_load(path, &d, &c));
	sprintf(expected, "%s: mode 0664 is too open, at most 0644 is allowed", path);
	ASSERT_EQ(1, d.count);
	EXPECT_STREQ(expected, d.text[0]);
	EXPECT_EQ(0, fchmod(fd, 0600));
	ASSERT_EQ(2, write(fd, "x\n", 2));
	EXPECT_EQ(-EINVAL, lw_conf_load(path, &d, &c));
	sprintf(expected, "%s:3: \"x\": neither a [section] nor key = value", path);
	ASSERT_EQ(2, d.count);
	EXPECT_STREQ(expected, d.text[1]);
	lw_diag_free(&d);
	close(fd);
	unlink(path);
}

/* Problems of an earlier file in the same list are not this one's. */
TEST(parse_after_another_failed)
{
	struct lw_diag d = { 0 };
	struct lw_conf *c = NULL;

	lw_diag_add(&d, "other", 1, "bad");
	EXPECT_EQ(0, lw_conf_parse("f", "", 0, &d, &c));
	lw_conf_free(c);
	lw_diag_free(&d);
}

/* A getter of another type than the key's is a bug of the caller: is it asserted? */
static void get_as(struct lw_conf *c, enum lw_conf_type type, enum lw_conf_id id)
{
	const struct lw_net *nets;
	char *const *items;

	switch (type) {
	case LW_CONF_TYPE_BOOL:
		lw_conf_get_bool(c, NULL, id);
		break;
	case LW_CONF_TYPE_UINT:
	case LW_CONF_TYPE_OCTAL:
	case LW_CONF_TYPE_SIZE:
	case LW_CONF_TYPE_ENUM:
		lw_conf_get_number(c, NULL, id);
		break;
	case LW_CONF_TYPE_STRING:
	case LW_CONF_TYPE_PATH:
		lw_conf_get_text(c, NULL, id);
		break;
	case LW_CONF_TYPE_LIST:
		lw_conf_get_list(c, NULL, id, &items);
		break;
	case LW_CONF_TYPE_NETS:
	case LW_CONF_TYPE_ADDRS:
		lw_conf_get_nets(c, NULL, id, &nets);
		break;
	}
}

static bool aborts(struct lw_conf *c, enum lw_conf_type type, enum lw_conf_id id)
{
	int status = 0;
	pid_t child = fork();

	if (!child) {
		fclose(stderr);
		get_as(c, type, id);
		_exit(0);
	}
	waitpid(child, &status, 0);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

TEST(getters_of_the_wrong_type)
{
	static const enum lw_conf_id one_of_each[] = {
		LW_CONF_WORKGROUP, LW_CONF_READ_ONLY, LW_CONF_PORT, LW_CONF_VALID_USERS, LW_CONF_LISTEN,
	};
	struct lw_conf *c = parse("");
	size_t i, j;

	for (i = 0; i < ARRAY_SIZE(one_of_each); i++) {
		for (j = 0; j < ARRAY_SIZE(one_of_each); j++) {
			EXPECT_EQ(i != j, aborts(c, lw_conf_keys[one_of_each[j]].type, one_of_each[i]))
				TH_LOG("key %zu as type of %zu", i, j);
		}
	}
	for (i = 0; i < LW_CONF_COUNT; i++)
		get_as(c, lw_conf_keys[i].type, i);
	lw_conf_free(c);
}

TEST_HARNESS_MAIN
