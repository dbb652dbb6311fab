// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the user database. */
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "lib/smbpasswd.h"
#include "unit.h"

#define NO_LM "XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"
#define HASH "A4F49C406510BDCAB6824EE7C30FD852"
#define USER_FLAGS "[U          ]"
#define TAIL USER_FLAGS ":LCT-5F000001:\n"

static const u8 hash[] = { 0xa4, 0xf4, 0x9c, 0x40, 0x65, 0x10, 0xbd, 0xca,
			   0xb6, 0x82, 0x4e, 0xe7, 0xc3, 0x0f, 0xd8, 0x52 };

static struct lw_smbpasswd *parse(const char *text, struct lw_diag *d)
{
	struct lw_smbpasswd *db = NULL;

	return lw_smbpasswd_parse("f", text, strlen(text), d, &db) ? NULL : db;
}

TEST(entry)
{
	struct lw_diag d = { 0 };
	struct lw_smbpasswd *db = parse("# comment\n\nAnna:1000:" NO_LM ":" HASH ":[UX         ]:LCT-5F0a00Ff:\n", &d);
	const struct lw_smbpasswd_entry *e;

	ASSERT_NE(NULL, db);
	EXPECT_EQ(0, d.count);
	ASSERT_EQ(1, lw_smbpasswd_count(db));
	EXPECT_EQ(NULL, lw_smbpasswd_at(db, 1));
	e = lw_smbpasswd_at(db, 0);
	EXPECT_STREQ("Anna", e->name);
	EXPECT_EQ(1000, e->uid);
	EXPECT_EQ(LW_SMBPASSWD_USER | LW_SMBPASSWD_NO_EXPIRY, e->flags);
	EXPECT_TRUE(e->has_hash);
	EXPECT_BYTES(hash, e->nt_hash, 16);
	EXPECT_EQ(0x5f0a00ff, e->changed);
	lw_smbpasswd_free(db);
	lw_smbpasswd_free(NULL);
}

TEST(hash_in_lower_case_and_without_end_of_line)
{
	struct lw_diag d = { 0 };
	struct lw_smbpasswd *db = parse("a:0:" NO_LM ":a4f49c406510bdcab6824ee7c30fd852:[]:", &d);
	const struct lw_smbpasswd_entry *e;

	EXPECT_EQ(0, d.count);
	ASSERT_EQ(1, lw_smbpasswd_count(db));
	e = lw_smbpasswd_at(db, 0);
	EXPECT_BYTES(hash, e->nt_hash, 16);
	EXPECT_EQ(0, e->flags);
	EXPECT_EQ(0, e->changed);
	lw_smbpasswd_free(db);
}

TEST(flags)
{
	static const struct {
		const char *letter;
		u32 flag;
	} table[] = {
		{ "U", LW_SMBPASSWD_USER }, { "D", LW_SMBPASSWD_DISABLED },
		{ "N", LW_SMBPASSWD_NO_PASSWORD }, { "X", LW_SMBPASSWD_NO_EXPIRY },
		{ "W", LW_SMBPASSWD_WORKSTATION }, { "L", LW_SMBPASSWD_LOCKED },
		{ "H", LW_SMBPASSWD_OTHER }, { "T", LW_SMBPASSWD_OTHER },
		{ "M", LW_SMBPASSWD_OTHER }, { "S", LW_SMBPASSWD_OTHER },
		{ "I", LW_SMBPASSWD_OTHER }, { " U D ", LW_SMBPASSWD_USER | LW_SMBPASSWD_DISABLED },
	};
	struct lw_diag d = { 0 };
	char line[256];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct lw_smbpasswd *db;

		sprintf(line, "a:0:" NO_LM ":" HASH ":[%s]:", table[i].letter);
		db = parse(line, &d);
		ASSERT_EQ(1, lw_smbpasswd_count(db));
		EXPECT_EQ(table[i].flag, lw_smbpasswd_at(db, 0)->flags) TH_LOG("number %zu", i);
		lw_smbpasswd_free(db);
	}
}

static const struct {
	const char *line, *cause;
} bad[] = {
	{ "anna", "no colon behind the name" },
	{ ":1:", "the name is empty" },
	{ "\xff:1:", "the name is not UTF-8 text" },
	{ "a", "no colon behind the name" },
	{ "a:1", "no colon behind the uid" },
	{ "a::", "the uid is not a number below 4294967295" },
	{ "a:x:", "the uid is not a number below 4294967295" },
	{ "a:1x:", "the uid is not a number below 4294967295" },
	{ "a:-1:", "the uid is not a number below 4294967295" },
	{ "a:1/:", "the uid is not a number below 4294967295" },
	{ "a:4294967295:", "the uid is not a number below 4294967295" },
	{ "a:99999999999:", "the uid is not a number below 4294967295" },
	{ "a:00000000001:", "the uid is not a number below 4294967295" },
	{ "a:1:" NO_LM, "no colon behind the LM hash" },
	{ "a:1:XX:", "the LM hash is not 32 hexadecimal digits or X" },
	{ "a:1:" NO_LM "X:", "the LM hash is not 32 hexadecimal digits or X" },
	{ "a:1:" NO_LM ":" HASH, "no colon behind the NT hash" },
	{ "a:1:" NO_LM ":" HASH "0:", "the NT hash is not 32 hexadecimal digits or X" },
	{ "a:1:" NO_LM ":G4F49C406510BDCAB6824EE7C30FD852:", "the NT hash is not 32 hexadecimal digits or X" },
	{ "a:1:" NO_LM ":A4F49C406510BDCAB6824EE7C30FD85G:", "the NT hash is not 32 hexadecimal digits or X" },
	{ "a:1:" NO_LM ":A4F49C406510BDCAB6824EE7C30FD85X:", "the NT hash is not 32 hexadecimal digits or X" },
	{ "a:1:" NO_LM ":A4F49C40/510BDCAB6824EE7C30FD852:", "the NT hash is not 32 hexadecimal digits or X" },
	{ "a:1:" NO_LM ":A4F49C40:510BDCAB6824EE7C30FD852:", "the NT hash is not 32 hexadecimal digits or X" },
	{ "a:1:" NO_LM ":A4F49C40@510BDCAB6824EE7C30FD852:", "the NT hash is not 32 hexadecimal digits or X" },
	{ "a:1:" NO_LM ":A4F49C40`510BDCAB6824EE7C30FD852:", "the NT hash is not 32 hexadecimal digits or X" },
	{ "a:1:" NO_LM ":A4F49C40g510BDCAB6824EE7C30FD852:", "the NT hash is not 32 hexadecimal digits or X" },
	{ "a:1:" NO_LM ":" HASH ":[U]", "no colon behind the flags" },
	{ "a:1:" NO_LM ":" HASH "::", "the flags are not in brackets" },
	{ "a:1:" NO_LM ":" HASH ":[:", "the flags are not in brackets" },
	{ "a:1:" NO_LM ":" HASH ":]:", "the flags are not in brackets" },
	{ "a:1:" NO_LM ":" HASH ":[U:", "the flags are not in brackets" },
	{ "a:1:" NO_LM ":" HASH ":U]:", "the flags are not in brackets" },
	{ "a:1:" NO_LM ":" HASH ":[u]:", "unknown account flag" },
	{ "a:1:" NO_LM ":" HASH ":[U]:LCT-1:", "the time of the last change is not LCT- and 8 hexadecimal digits" },
	{ "a:1:" NO_LM ":" HASH ":[U]:LCT+12345678:",
	  "the time of the last change is not LCT- and 8 hexadecimal digits" },
	{ "a:1:" NO_LM ":" HASH ":[U]:LCT-1234567x:",
	  "the time of the last change is not LCT- and 8 hexadecimal digits" },
	{ "a:1:" NO_LM ":" HASH ":[U]:LCT-x2345678:",
	  "the time of the last change is not LCT- and 8 hexadecimal digits" },
	{ "a:1:" NO_LM ":" HASH ":[U]:LCT-123456789:",
	  "the time of the last change is not LCT- and 8 hexadecimal digits" },
};

/* Each alone, between two good lines that are not harmed. */
TEST(bad_lines)
{
	char text[1024], expected[256];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		struct lw_diag d = { 0 };
		struct lw_smbpasswd *db;

		sprintf(text, "x:1:" NO_LM ":" HASH ":" TAIL "%s\ny:2:" NO_LM ":" HASH ":" TAIL, bad[i].line);
		db = parse(text, &d);
		ASSERT_NE(NULL, db);
		ASSERT_EQ(1, d.count) TH_LOG("number %zu", i);
		sprintf(expected, "f:2: %s", bad[i].cause);
		EXPECT_STREQ(expected, d.text[0]);
		EXPECT_EQ(NULL, strstr(d.text[0], "A4F49C"));
		EXPECT_EQ(2, lw_smbpasswd_count(db));
		EXPECT_STREQ("y", lw_smbpasswd_at(db, 1)->name);
		EXPECT_EQ(LW_SMBPASSWD_USER, lw_smbpasswd_at(db, 1)->flags);
		EXPECT_EQ(0x5f000001, lw_smbpasswd_at(db, 1)->changed);
		lw_smbpasswd_free(db);
		lw_diag_free(&d);
	}
}

TEST(lengths)
{
	char text[2048], name[300];
	struct lw_diag d = { 0 };
	struct lw_smbpasswd *db;

	memset(name, 'n', sizeof(name));
	name[255] = '\0';
	sprintf(text, "%s:4294967294:" NO_LM ":" HASH ":" TAIL, name);
	db = parse(text, &d);
	EXPECT_EQ(0, d.count);
	ASSERT_EQ(1, lw_smbpasswd_count(db));
	EXPECT_STREQ(name, lw_smbpasswd_at(db, 0)->name);
	EXPECT_EQ(4294967294u, lw_smbpasswd_at(db, 0)->uid);
	EXPECT_EQ(lw_smbpasswd_at(db, 0), lw_smbpasswd_find(db, name));
	lw_smbpasswd_free(db);

	name[255] = 'n';
	name[256] = '\0';
	sprintf(text, "%s:1:" NO_LM ":" HASH ":" TAIL, name);
	db = parse(text, &d);
	ASSERT_EQ(1, d.count);
	EXPECT_STREQ("f:1: the name is longer than 255 bytes", d.text[0]);
	EXPECT_EQ(NULL, lw_smbpasswd_find(db, name));
	lw_smbpasswd_free(db);
	lw_diag_free(&d);

	/* 1024 bytes are a line, 1025 are not; what stands behind the last colon is free */
	sprintf(text, "a:1:" NO_LM ":" HASH ":[]:LCT-00000000:%*s", 1024 - 86, "");
	ASSERT_EQ(1024, strlen(text));
	db = parse(text, &d);
	EXPECT_EQ(0, d.count);
	EXPECT_EQ(1, lw_smbpasswd_count(db));
	lw_smbpasswd_free(db);
	strcat(text, " ");
	db = parse(text, &d);
	ASSERT_EQ(1, d.count);
	EXPECT_STREQ("f:1: the line is longer than 1024 bytes", d.text[0]);
	lw_smbpasswd_free(db);
	lw_diag_free(&d);
}

TEST(names_ignore_case)
{
	struct lw_diag d = { 0 };
	struct lw_smbpasswd *db = parse("Anna:1:" NO_LM ":" HASH ":" TAIL
					"b\xc3\xa4rbel:2:" NO_LM ":" HASH ":" TAIL
					"ANNA:3:" NO_LM ":" HASH ":" TAIL
					"B\xc3\x84RBEL:4:" NO_LM ":" HASH ":" TAIL, &d);

	ASSERT_EQ(2, d.count);
	EXPECT_STREQ("f:3: this name was there before, perhaps in another case", d.text[0]);
	EXPECT_STREQ("f:4: this name was there before, perhaps in another case", d.text[1]);
	EXPECT_EQ(2, lw_smbpasswd_count(db));
	EXPECT_EQ(lw_smbpasswd_at(db, 0), lw_smbpasswd_find(db, "aNNa"));
	EXPECT_EQ(lw_smbpasswd_at(db, 1), lw_smbpasswd_find(db, "B\xc3\xa4RBEL"));
	EXPECT_EQ(NULL, lw_smbpasswd_find(db, "ann"));
	EXPECT_EQ(NULL, lw_smbpasswd_find(db, "annab"));
	EXPECT_EQ(NULL, lw_smbpasswd_find(db, "\xff"));
	EXPECT_EQ(NULL, lw_smbpasswd_find(db, ""));
	lw_smbpasswd_free(db);
	lw_diag_free(&d);
}

TEST(hash_of_those_who_may)
{
	struct lw_diag d = { 0 };
	struct lw_smbpasswd *db = parse("ok:1:" NO_LM ":" HASH ":" TAIL
					"off:1:" NO_LM ":" HASH ":[UD]:\n"
					"locked:1:" NO_LM ":" HASH ":[UL]:\n"
					"nopw:1:" NO_LM ":" HASH ":[UN]:\n"
					"none:1:" NO_LM ":" NO_LM ":[U]:\n"
					"none2:1:" HASH ":NO PASSWORDXXXXXXXXXXXXXXXXXXXXX:[U]:\n"
					"none3:1:" NO_LM ":xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx:[U]:\n", &d);
	u8 out[16] = { 0 };

	EXPECT_EQ(0, d.count);
	EXPECT_EQ(0, lw_smbpasswd_hash(db, "OK", out));
	EXPECT_BYTES(hash, out, 16);
	memset(out, 0, sizeof(out));
	EXPECT_EQ(-EACCES, lw_smbpasswd_hash(db, "off", out));
	EXPECT_EQ(-EACCES, lw_smbpasswd_hash(db, "locked", out));
	EXPECT_EQ(-ENOKEY, lw_smbpasswd_hash(db, "nopw", out));
	EXPECT_EQ(-ENOKEY, lw_smbpasswd_hash(db, "none", out));
	EXPECT_EQ(-ENOKEY, lw_smbpasswd_hash(db, "none2", out));
	EXPECT_EQ(-ENOKEY, lw_smbpasswd_hash(db, "none3", out));
	EXPECT_EQ(-ENOENT, lw_smbpasswd_hash(db, "nobody", out));
	EXPECT_EQ(0, out[0]);
	EXPECT_FALSE(lw_smbpasswd_find(db, "none2")->has_hash);
	lw_smbpasswd_free(db);
}

TEST(format)
{
	struct lw_smbpasswd_entry e = { .name = "Anna", .uid = 4294967294u, .has_hash = true, .changed = 0x5f0a00ff,
					.flags = 127 };
	char line[256];

	memcpy(e.nt_hash, hash, 16);
	EXPECT_EQ(0, lw_smbpasswd_format(&e, line, sizeof(line)));
	EXPECT_STREQ("Anna:4294967294:" NO_LM ":" HASH ":[NDUWLX     ]:LCT-5F0A00FF:\n", line);
	e.flags = LW_SMBPASSWD_USER;
	e.has_hash = false;
	e.uid = 0;
	EXPECT_EQ(0, lw_smbpasswd_format(&e, line, sizeof(line)));
	EXPECT_STREQ("Anna:0:" NO_LM ":" NO_LM ":" USER_FLAGS ":LCT-5F0A00FF:\n", line);
	EXPECT_EQ(0, lw_smbpasswd_format(&e, line, strlen(line) + 1));
	EXPECT_EQ(-EMSGSIZE, lw_smbpasswd_format(&e, line, strlen(line)));
}

TEST(format_refuses_names)
{
	static const char *const names[] = { "", "#a", "a:b", "a\nb", "a\rb", "\xff" };
	struct lw_smbpasswd_entry e = { 0 };
	char line[256];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(e.name, sizeof(e.name), "%s", names[i]);
		EXPECT_EQ(-EINVAL, lw_smbpasswd_format(&e, line, sizeof(line))) TH_LOG("number %zu", i);
	}
}

FIXTURE(file) {
	char dir[64];
	char path[96];
	struct lw_diag d;
	struct lw_smbpasswd_entry e;
};

FIXTURE_SETUP(file)
{
	snprintf(self->dir, sizeof(self->dir), "%s", "/tmp/lwsmb-passwd-XXXXXX");
	ASSERT_NE(NULL, mkdtemp(self->dir));
	sprintf(self->path, "%s/smbpasswd", self->dir);
	memset(&self->d, 0, sizeof(self->d));
	memset(&self->e, 0, sizeof(self->e));
	snprintf(self->e.name, sizeof(self->e.name), "%s", "anna");
	self->e.uid = 1000;
	self->e.flags = LW_SMBPASSWD_USER;
	self->e.has_hash = true;
	memcpy(self->e.nt_hash, hash, 16);
}

FIXTURE_TEARDOWN(file)
{
	char cmd[128];

	lw_diag_free(&self->d);
	snprintf(cmd, sizeof(cmd), "rm -rf '%s'", self->dir);
	EXPECT_EQ(0, system(cmd));
}

static void put(const char *path, const char *text, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || write(fd, text, strlen(text)) < 0 || fchmod(fd, mode))
		abort();
	close(fd);
}

static char *get(const char *path)
{
	static char text[4096];
	int fd = open(path, O_RDONLY);
	ssize_t n = read(fd, text, sizeof(text) - 1);

	close(fd);
	text[n < 0 ? 0 : n] = '\0';
	return text;
}

#define LINE(name, uid) name ":" uid ":" NO_LM ":" HASH ":[U          ]:LCT-00000000:\n"

TEST_F(file, add_replace_delete)
{
	struct stat st;

	EXPECT_EQ(0, lw_smbpasswd_set(self->path, &self->e, &self->d));
	EXPECT_STREQ(LINE("anna", "1000"), get(self->path));
	EXPECT_EQ(0, stat(self->path, &st));
	EXPECT_EQ(0600, st.st_mode & 07777);

	put(self->path, "# keep me\n\n" LINE("ann", "1") LINE("Anna", "2") "\n# and me\n" LINE("annab", "3"), 0600);
	EXPECT_EQ(0, lw_smbpasswd_set(self->path, &self->e, &self->d));
	EXPECT_STREQ("# keep me\n\n" LINE("ann", "1") LINE("anna", "1000") "\n# and me\n" LINE("annab", "3"),
		     get(self->path));
	EXPECT_EQ(0, lw_smbpasswd_delete(self->path, "ANN", &self->d));
	EXPECT_STREQ("# keep me\n\n" LINE("anna", "1000") "\n# and me\n" LINE("annab", "3"), get(self->path));
	EXPECT_EQ(-ENOENT, lw_smbpasswd_delete(self->path, "ann", &self->d));
	snprintf(self->e.name, sizeof(self->e.name), "%s", "zoe");
	EXPECT_EQ(0, lw_smbpasswd_set(self->path, &self->e, &self->d));
	EXPECT_STREQ("# keep me\n\n" LINE("anna", "1000") "\n# and me\n" LINE("annab", "3") LINE("zoe", "1000"),
		     get(self->path));
	EXPECT_EQ(0, self->d.count);
}

/* A last line without its end gets one. */
TEST_F(file, last_line_without_end)
{
	put(self->path, "b:1:" NO_LM ":" HASH ":[U]:", 0600);
	EXPECT_EQ(0, lw_smbpasswd_set(self->path, &self->e, &self->d));
	EXPECT_STREQ("b:1:" NO_LM ":" HASH ":[U]:\n" LINE("anna", "1000"), get(self->path));
	EXPECT_EQ(0, lw_smbpasswd_delete(self->path, "anna", &self->d));
	EXPECT_STREQ("b:1:" NO_LM ":" HASH ":[U]:\n", get(self->path));
	EXPECT_EQ(0, lw_smbpasswd_delete(self->path, "b", &self->d));
	EXPECT_STREQ("", get(self->path));
}

TEST_F(file, delete_from_no_file)
{
	EXPECT_EQ(-ENOENT, lw_smbpasswd_delete(self->path, "anna", &self->d));
	EXPECT_EQ(-1, access(self->path, F_OK));
}

TEST_F(file, bad_lines_are_not_rewritten)
{
	char expected[256];

	put(self->path, "bad\n", 0600);
	EXPECT_EQ(-EINVAL, lw_smbpasswd_set(self->path, &self->e, &self->d));
	EXPECT_EQ(-EINVAL, lw_smbpasswd_delete(self->path, "anna", &self->d));
	ASSERT_EQ(2, self->d.count);
	sprintf(expected, "%s:1: no colon behind the name", self->path);
	EXPECT_STREQ(expected, self->d.text[0]);
	EXPECT_STREQ(expected, self->d.text[1]);
	EXPECT_STREQ("bad\n", get(self->path));
}

/* What an earlier file had wrong does not stop this one. */
TEST_F(file, older_problems)
{
	lw_diag_add(&self->d, "other", 1, "bad");
	EXPECT_EQ(0, lw_smbpasswd_set(self->path, &self->e, &self->d));
	EXPECT_EQ(0, lw_smbpasswd_delete(self->path, "anna", &self->d));
}

TEST_F(file, refuses_open_files)
{
	char expected[256];
	struct lw_smbpasswd *db;

	put(self->path, LINE("b", "1"), 0640);
	EXPECT_EQ(-EINVAL, lw_smbpasswd_load(self->path, &self->d, &db));
	EXPECT_EQ(-EINVAL, lw_smbpasswd_set(self->path, &self->e, &self->d));
	ASSERT_EQ(2, self->d.count);
	sprintf(expected, "%s: mode 0640 is too open, at most 0600 is allowed", self->path);
	EXPECT_STREQ(expected, self->d.text[0]);
	EXPECT_STREQ(expected, self->d.text[1]);
	EXPECT_STREQ(LINE("b", "1"), get(self->path));
}

TEST_F(file, load)
{
	struct lw_smbpasswd *db = NULL;

	put(self->path, LINE("b", "1") "bad\n", 0400);
	ASSERT_EQ(0, lw_smbpasswd_load(self->path, &self->d, &db));
	EXPECT_EQ(1, lw_smbpasswd_count(db));
	EXPECT_EQ(1, self->d.count);
	lw_smbpasswd_free(db);
}

TEST_F(file, name_that_cannot_be)
{
	char expected[256];

	snprintf(self->e.name, sizeof(self->e.name), "%s", "a:b");
	EXPECT_EQ(-EINVAL, lw_smbpasswd_set(self->path, &self->e, &self->d));
	ASSERT_EQ(1, self->d.count);
	sprintf(expected, "%s: this name cannot stand in the file", self->path);
	EXPECT_STREQ(expected, self->d.text[0]);
}

TEST_F(file, no_directory)
{
	char path[128], expected[256];

	sprintf(path, "%s/none/smbpasswd", self->dir);
	EXPECT_EQ(-EINVAL, lw_smbpasswd_set(path, &self->e, &self->d));
	ASSERT_EQ(1, self->d.count);
	sprintf(expected, "%s: cannot lock: No such file or directory", path);
	EXPECT_STREQ(expected, self->d.text[0]);
}

TEST_F(file, cannot_write)
{
	char path[400], name[251];

	memset(name, 'n', sizeof(name));
	name[250] = '\0';
	sprintf(path, "%s/%s", self->dir, name);
	EXPECT_EQ(-EINVAL, lw_smbpasswd_set(path, &self->e, &self->d));
	ASSERT_EQ(1, self->d.count);
	EXPECT_NE(NULL, strstr(self->d.text[0], "cannot write: File name too long"));
}

/* Writers at the same time: every account is there afterwards. */
TEST_F(file, writers_at_the_same_time)
{
	struct lw_smbpasswd *db;
	int i, status, failed = 0;

	for (i = 0; i < 8; i++) {
		if (!fork()) {
			sprintf(self->e.name, "user%d", i);
			status = lw_smbpasswd_set(self->path, &self->e, &self->d);
			_exit(status ? 1 : 0);
		}
	}
	for (i = 0; i < 8; i++)
		failed += wait(&status) < 0 || status;
	EXPECT_EQ(0, failed);
	ASSERT_EQ(0, lw_smbpasswd_load(self->path, &self->d, &db));
	EXPECT_EQ(8, lw_smbpasswd_count(db));
	lw_smbpasswd_free(db);
}

TEST_HARNESS_MAIN
