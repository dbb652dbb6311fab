// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of reading and replacing files that decide about security. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "lib/file.h"
#include "unit.h"

FIXTURE(dir) {
	char path[64];
	char file[96];
	struct lw_diag diag;
	char *text;
	size_t len;
};

FIXTURE_SETUP(dir)
{
	snprintf(self->path, sizeof(self->path), "%s", "/tmp/lwsmb-file-XXXXXX");
	ASSERT_NE(NULL, mkdtemp(self->path));
	sprintf(self->file, "%s/f", self->path);
	memset(&self->diag, 0, sizeof(self->diag));
	self->text = NULL;
}

FIXTURE_TEARDOWN(dir)
{
	char cmd[128];

	lw_diag_free(&self->diag);
	free(self->text);
	snprintf(cmd, sizeof(cmd), "rm -rf '%s'", self->path);
	EXPECT_EQ(0, system(cmd));
}

static void put(const char *path, const char *text, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || write(fd, text, strlen(text)) < 0 || fchmod(fd, mode))
		abort();
	close(fd);
}

static int entries(const char *path)
{
	DIR *d = opendir(path);
	int n = 0;

	while (readdir(d))
		n++;
	closedir(d);
	return n - 2;
}

TEST_F(dir, read)
{
	put(self->file, "hello", 0640);
	ASSERT_EQ(0, lw_file_read(self->file, 022, 5, &self->diag, &self->text, &self->len));
	EXPECT_EQ(5, self->len);
	EXPECT_EQ(0, memcmp("hello", self->text, 5));
	EXPECT_EQ(0, self->diag.count);
}

TEST_F(dir, read_empty)
{
	put(self->file, "", 0600);
	ASSERT_EQ(0, lw_file_read(self->file, 077, 5, &self->diag, &self->text, &self->len));
	EXPECT_EQ(0, self->len);
}

TEST_F(dir, read_refuses)
{
	char expected[256], link[96];

	put(self->file, "hello", 0600);
	EXPECT_EQ(-EINVAL, lw_file_read(self->file, 077, 4, &self->diag, &self->text, &self->len));
	sprintf(expected, "%s: larger than 4 bytes", self->file);
	EXPECT_STREQ(expected, self->diag.text[0]);

	EXPECT_EQ(0, chmod(self->file, 0640));
	EXPECT_EQ(-EINVAL, lw_file_read(self->file, 077, 5, &self->diag, &self->text, &self->len));
	sprintf(expected, "%s: mode 0640 is too open, at most 0600 is allowed", self->file);
	EXPECT_STREQ(expected, self->diag.text[1]);

	EXPECT_EQ(-EINVAL, lw_file_read(self->path, 0, 5, &self->diag, &self->text, &self->len));
	sprintf(expected, "%s: not a regular file", self->path);
	EXPECT_STREQ(expected, self->diag.text[2]);

	sprintf(link, "%s/link", self->path);
	EXPECT_EQ(0, symlink("f", link));
	EXPECT_EQ(-EINVAL, lw_file_read(link, 0, 5, &self->diag, &self->text, &self->len));
	sprintf(expected, "%s: a symbolic link", link);
	EXPECT_STREQ(expected, self->diag.text[3]);

	EXPECT_EQ(0, unlink(self->file));
	EXPECT_EQ(-EINVAL, lw_file_read(self->file, 0, 5, &self->diag, &self->text, &self->len));
	sprintf(expected, "%s: No such file or directory", self->file);
	EXPECT_STREQ(expected, self->diag.text[4]);
	EXPECT_EQ(5, self->diag.count);
	EXPECT_EQ(NULL, self->text);
}

/* Whoever owns a file may change it, whatever its mode says. */
TEST_F(dir, read_of_another_owner)
{
	char expected[256];

	if (geteuid())
		SKIP(return, "only root can give a file away");
	put(self->file, "hello", 0600);
	ASSERT_EQ(0, chown(self->file, 4711, 0));
	EXPECT_EQ(-EINVAL, lw_file_read(self->file, 077, 5, &self->diag, &self->text, &self->len));
	sprintf(expected, "%s: belongs to user 4711, who could change it", self->file);
	EXPECT_STREQ(expected, self->diag.text[0]);
	ASSERT_EQ(0, chown(self->file, 0, 4711));
	EXPECT_EQ(0, lw_file_read(self->file, 077, 5, &self->diag, &self->text, &self->len));
}

/* Nothing waits for a writer on a FIFO. */
TEST_F(dir, read_fifo)
{
	ASSERT_EQ(0, mkfifo(self->file, 0600));
	EXPECT_EQ(-EINVAL, lw_file_read(self->file, 0, 5, &self->diag, &self->text, &self->len));
}

TEST_F(dir, replace_creates_and_replaces)
{
	int lock = lw_file_lock_dir(self->file);
	struct stat st;

	ASSERT_LE(0, lock);
	EXPECT_EQ(0, lw_file_replace(lock, self->file, "one", 3));
	EXPECT_EQ(0, stat(self->file, &st));
	EXPECT_EQ(0600, st.st_mode & 07777);
	EXPECT_EQ(0, lw_file_replace(lock, self->file, "three", 5));
	close(lock);
	ASSERT_EQ(0, lw_file_read(self->file, 077, 5, &self->diag, &self->text, &self->len));
	ASSERT_EQ(5, self->len);
	EXPECT_EQ(0, memcmp("three", self->text, 5));
	EXPECT_EQ(1, entries(self->path));
}

/* The temporary file does not stay behind. */
TEST_F(dir, replace_fails)
{
	int lock;

	ASSERT_EQ(0, mkdir(self->file, 0700));
	lock = lw_file_lock_dir(self->file);
	ASSERT_LE(0, lock);
	EXPECT_EQ(-EISDIR, lw_file_replace(lock, self->file, "one", 3));
	EXPECT_EQ(1, entries(self->path));
	close(lock);
}

TEST_F(dir, replace_name_too_long)
{
	char name[300];
	int lock = lw_file_lock_dir(self->file);

	memset(name, 'n', sizeof(name));
	name[245] = '\0';
	EXPECT_EQ(0, lw_file_replace(lock, name, "x", 1));
	name[245] = 'n';
	name[246] = '\0';
	EXPECT_EQ(-ENAMETOOLONG, lw_file_replace(lock, name, "x", 1));
	close(lock);
}

TEST_F(dir, lock_excludes)
{
	int lock = lw_file_lock_dir(self->file);
	int other = open(self->path, O_RDONLY | O_DIRECTORY);

	ASSERT_LE(0, lock);
	EXPECT_EQ(-1, flock(other, LOCK_EX | LOCK_NB));
	close(lock);
	EXPECT_EQ(0, flock(other, LOCK_EX | LOCK_NB));
	close(other);
}

TEST_F(dir, lock_of_plain_name_is_here)
{
	int lock, other;

	ASSERT_EQ(0, chdir(self->path));
	lock = lw_file_lock_dir("f");
	ASSERT_LE(0, lock);
	other = open(".", O_RDONLY | O_DIRECTORY);
	EXPECT_EQ(-1, flock(other, LOCK_EX | LOCK_NB));
	EXPECT_EQ(0, lw_file_replace(lock, "f", "x", 1));
	EXPECT_EQ(0, access("f", F_OK));
	close(lock);
	close(other);
	lock = lw_file_lock_dir("/f");
	EXPECT_LE(0, lock);
	close(lock);
}

TEST_F(dir, lock_without_directory)
{
	char path[128];

	sprintf(path, "%s/none/f", self->path);
	EXPECT_EQ(-ENOENT, lw_file_lock_dir(path));
}

TEST_HARNESS_MAIN
