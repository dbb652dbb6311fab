/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the commands of lwsmb(8) share.
 */
#ifndef LWSMB_TOOL_H
#define LWSMB_TOOL_H

#include <stdio.h>

#include "lib/diag.h"
#include "lwsmb/platform.h"

enum {
	EXIT_USAGE = 2,
};

/**
 * struct tool - a call of lwsmb
 * @json: output for programs
 * @conf_path: configuration file, which names the user database
 * @argc: number of @argv
 * @argv: arguments behind noun and verb, options taken out
 */
struct tool {
	bool json;
	const char *conf_path;
	int argc;
	char **argv;
};

int tool_error(const char *fmt, ...) __printf(1, 2);

/* user.c */
int user_add(const struct tool *t);
int user_passwd(const struct tool *t);
int user_del(const struct tool *t);
int user_list(const struct tool *t);

/* password.c */
enum {
	PASSWORD_MAX = 256, /* bytes of a password with its NUL */
};

int password_ask(const char *user, char password[PASSWORD_MAX]);

/* server.c */
int share_list(const struct tool *t);
int session_list(const struct tool *t);
int session_close(const struct tool *t);
int file_list(const struct tool *t);
int file_close(const struct tool *t);
int conn_list(const struct tool *t);
int stats_show(const struct tool *t);

#endif /* LWSMB_TOOL_H */
