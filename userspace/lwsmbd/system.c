// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The daemon and its system.
 */
#include "lwsmbd/system.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/file.h"

/**
 * system_protect_secrets() - no core dump, and no other process looks into this one
 */
void system_protect_secrets(void)
{
	const struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/**
 * system_notify() - tell the service manager (sd_notify(3))
 * @state: for example "READY=1"
 *
 * Does nothing where none has asked for it.
 */
void system_notify(const char *state)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	const char *path = getenv("NOTIFY_SOCKET");
	socklen_t len;
	int fd;

	if (!path || (*path != '/' && *path != '@') || strlen(path) >= sizeof(addr.sun_path))
		return;
	memcpy(addr.sun_path, path, strlen(path));
	len = offsetof(struct sockaddr_un, sun_path) + strlen(path);
	if (*path == '@')
		addr.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	if (sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&addr, len) < 0)
		perror("lwsmbd: NOTIFY_SOCKET");
	close(fd);
}

/* Parses 32 hexadecimal digits and a newline. */
static bool parse_guid(const char *text, size_t len, u8 guid[16])
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	if (len != 33 || text[32] != '\n' || strspn(text, digits) != 32)
		return false;
	for (i = 0; i < 16; i++)
		guid[i] = (strchr(digits, text[2 * i]) - digits) << 4 |
			  (strchr(digits, text[2 * i + 1]) - digits);
	return true;
}

/* A random one (RFC 4122 4.4), written to its file before it is used. */
static int make_guid(const char *path, u8 guid[16], struct lw_diag *diag)
{
	char text[34];
	size_t i;
	int dir, ret;

	if (getrandom(guid, 16, 0) != 16)
		return -EIO;
	guid[7] = (guid[7] & 0x0f) | 0x40; /* little-endian time_hi_and_version */
	guid[8] = (guid[8] & 0x3f) | 0x80;
	for (i = 0; i < 16; i++)
		sprintf(text + 2 * i, "%02x", guid[i]);
	text[32] = '\n';
	dir = lw_file_lock_dir(path);
	ret = dir < 0 ? dir : lw_file_replace(dir, path, text, 33);
	if (dir >= 0)
		close(dir);
	if (ret)
		lw_diag_add(diag, path, 0, "cannot write: %s", strerror(-ret));
	return ret;
}

/**
 * system_guid() - the ServerGuid, the same for ever
 * @path: file that keeps it; made if it is not there
 * @guid: result
 * @diag: what goes wrong is added to it
 *
 * Return: 0 or a negative errno.
 */
int system_guid(const char *path, u8 guid[16], struct lw_diag *diag)
{
	char *text;
	size_t len;
	int ret;

	if (access(path, F_OK) && errno == ENOENT)
		return make_guid(path, guid, diag);
	ret = lw_file_read(path, 022, 4096, diag, &text, &len);
	if (ret)
		return ret;
	if (!parse_guid(text, len, guid)) {
		lw_diag_add(diag, path, 1, "not 32 hexadecimal digits");
		ret = -EINVAL;
	}
	free(text);
	return ret;
}

/**
 * system_signals() - signals as a descriptor
 *
 * Return: descriptor from which struct signalfd_siginfo of SIGHUP, SIGTERM and SIGINT
 * are read, or a negative errno.
 */
int system_signals(void)
{
	sigset_t set;
	int fd;

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	if (sigprocmask(SIG_BLOCK, &set, NULL))
		return -errno;
	fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return fd < 0 ? -errno : fd;
}
