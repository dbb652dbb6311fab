// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Files that decide about security: see file.h.
 */
#include "lib/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/alloc.h"

/* The part of @path behind the last slash. */
static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int stat_check(int fd, const char *path, mode_t forbidden, size_t max,
		      struct lw_diag *diag, size_t *size)
{
	struct stat st = { 0 };
	int ret = -EINVAL;

	if (fstat(fd, &st))
		lw_diag_add(diag, path, 0, "%s", strerror(errno));
	else if (!S_ISREG(st.st_mode))
		lw_diag_add(diag, path, 0, "not a regular file");
	else if (st.st_uid && st.st_uid != geteuid())
		lw_diag_add(diag, path, 0, "belongs to user %u, who could change it",
			    (unsigned int)st.st_uid);
	else if (st.st_mode & forbidden)
		lw_diag_add(diag, path, 0, "mode %04o is too open, at most %04o is allowed",
			    st.st_mode & 07777, 0666 & ~forbidden);
	else if ((size_t)st.st_size > max)
		lw_diag_add(diag, path, 0, "larger than %zu bytes", max);
	else
		ret = 0;
	*size = st.st_size;
	return ret;
}

/* Reads up to @max bytes; a file that grows meanwhile is cut there. */
static int read_all(int fd, char *buf, size_t max, size_t *len)
{
	size_t used = 0;
	ssize_t n;

	do {
		n = read(fd, buf + used, max - used);
		if (n < 0)
			return -errno;
		used += n;
	} while (n && used < max);
	*len = used;
	return 0;
}

/**
 * lw_file_read() - read a file whole
 * @path: file; not a symbolic link
 * @forbidden: permission bits that it must not have; it must be root's or our own
 * @max: bytes that it may have
 * @diag: what is wrong is added to it
 * @text: set to its bytes, to be freed
 * @len: set to their number
 *
 * Return: 0, -EINVAL (see @diag) or -ENOMEM.
 */
int lw_file_read(const char *path, mode_t forbidden, size_t max, struct lw_diag *diag,
		 char **text, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	size_t size;
	char *buf;
	int ret;

	if (fd < 0) {
		lw_diag_add(diag, path, 0, "%s", errno == ELOOP ? "a symbolic link" :
			    strerror(errno));
		return -EINVAL;
	}
	ret = stat_check(fd, path, forbidden, max, diag, &size);
	if (ret)
		goto out_close;
	ret = -ENOMEM;
	buf = lw_alloc_bytes(size);
	if (!buf)
		goto out_close;
	ret = read_all(fd, buf, size, len);
	if (ret) {
		lw_diag_add(diag, path, 0, "%s", strerror(-ret));
		lw_wipe_free(buf, size); /* the part that came may hold hashes */
		ret = -EINVAL;
		goto out_close;
	}
	*text = buf;
out_close:
	close(fd);
	return ret;
}

/**
 * lw_file_lock_dir() - lock a file against other writers
 * @path: file; need not exist
 *
 * The lock is on the directory: a lock on the file itself would be lost with the
 * rename that replaces it. Waits for others that hold it.
 *
 * Return: a descriptor of the directory, or a negative errno. Closing it unlocks.
 */
int lw_file_lock_dir(const char *path)
{
	size_t len = base_name(path) - path;
	char *dir = len ? strndup(path, len) : strdup(".");
	int fd;

	if (!dir)
		return -ENOMEM;
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(dir);
	if (fd < 0)
		return -errno;
	if (flock(fd, LOCK_EX)) {
		int err = errno;

		close(fd);
		return -err;
	}
	return fd;
}

static int write_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t n = write(fd, data, len);

		if (n < 0)
			return -errno;
		data += n;
		len -= n;
	}
	return 0;
}

/* A name that nobody else has, beside the file. */
static int temp_create(int dir, const char *base, char *name, size_t room)
{
	unsigned int n;
	int fd;

	do {
		if (getrandom(&n, sizeof(n), 0) != sizeof(n))
			return -EIO;
		if ((size_t)snprintf(name, room, ".%s.%08x", base, n) >= room)
			return -ENAMETOOLONG;
		fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	} while (fd < 0 && errno == EEXIST);
	return fd < 0 ? -errno : fd;
}

/**
 * lw_file_replace() - replace a file as a whole, or create it
 * @dir: locked directory from lw_file_lock_dir()
 * @path: file, the same as there
 * @data: its new content
 * @len: bytes
 *
 * A reader, or the machine after a power cut, finds the old content or the new,
 * never a part. The new file has mode 0600.
 *
 * Return: 0 or a negative errno; then the old file is untouched.
 */
int lw_file_replace(int dir, const char *path, const void *data, size_t len)
{
	const char *base = base_name(path);
	char temp[NAME_MAX + 1];
	int fd = temp_create(dir, base, temp, sizeof(temp));
	int ret;

	if (fd < 0)
		return fd;
	ret = write_all(fd, data, len);
	if (!ret && fsync(fd))
		ret = -errno;
	if (close(fd) && !ret)
		ret = -errno;
	if (!ret && renameat(dir, temp, dir, base))
		ret = -errno;
	if (ret) {
		unlinkat(dir, temp, 0);
		return ret;
	}
	return fsync(dir) ? -errno : 0;
}
