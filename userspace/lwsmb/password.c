// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Passwords: from a terminal, without echo and twice, or a line of standard input.
 * Never from an argument, where every user of the machine could read it.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "lib/unicode.h"
#include "lwsmb/tool.h"

/* Reads a line without its end. 0, -EMSGSIZE or -ENODATA. */
static int read_line(int fd, char line[PASSWORD_MAX])
{
	size_t n = 0;
	ssize_t got;
	char c;

	while ((got = read(fd, &c, 1)) == 1 && c != '\n') {
		if (n == PASSWORD_MAX - 1)
			return -EMSGSIZE;
		line[n++] = c;
	}
	line[n] = '\0';
	return got < 1 && !n ? -ENODATA : 0;
}

/* Asks with the terminal's echo off; signals wait until it is on again. */
static int ask_terminal(const char *user, const char *what, char line[PASSWORD_MAX])
{
	struct termios old, silent;
	sigset_t all, before;
	int ret;

	if (tcgetattr(STDIN_FILENO, &old))
		return -errno;
	fprintf(stderr, "%s for %s: ", what, user);
	silent = old;
	silent.c_lflag &= ~(tcflag_t)ECHO;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	ret = read_line(STDIN_FILENO, line);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &old);
	sigprocmask(SIG_SETMASK, &before, NULL);
	fputc('\n', stderr);
	return ret;
}

static int ask_twice(const char *user, char password[PASSWORD_MAX])
{
	char again[PASSWORD_MAX];
	int ret = ask_terminal(user, "New SMB password", password);

	if (!ret)
		ret = ask_terminal(user, "The same again", again);
	if (!ret && strcmp(password, again))
		ret = -EKEYREJECTED;
	explicit_bzero(again, sizeof(again));
	return ret;
}

/**
 * password_ask() - get a new password
 * @user: whose
 * @password: result; to be wiped
 *
 * Return: 0 or an exit status, after a message.
 */
int password_ask(const char *user, char password[PASSWORD_MAX])
{
	int ret = isatty(STDIN_FILENO) ? ask_twice(user, password) :
					 read_line(STDIN_FILENO, password);

	if (!ret && !*password)
		ret = -ENODATA;
	if (!ret && (!lw_utf8_valid(password, strlen(password)) || strchr(password, '\r')))
		ret = -EILSEQ;
	switch (ret) {
	case 0:
		return 0;
	case -EKEYREJECTED:
		ret = tool_error("the passwords differ");
		break;
	case -EMSGSIZE:
		ret = tool_error("the password is longer than %d bytes", PASSWORD_MAX - 1);
		break;
	case -EILSEQ:
		ret = tool_error("the password is not a line of UTF-8 text");
		break;
	case -ENODATA:
		ret = tool_error("no password was given");
		break;
	default:
		ret = tool_error("cannot read the password: %s", strerror(-ret));
	}
	explicit_bzero(password, PASSWORD_MAX);
	return ret;
}
