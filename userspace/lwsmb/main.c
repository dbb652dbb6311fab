// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * lwsmb, the command-line tool: a noun, a verb, and what the verb needs. See lwsmb(8).
 */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "lwsmb/tool.h"

#define DEFAULT_CONF "/etc/lwsmb/lwsmb.conf"

/**
 * struct command - a noun and a verb
 * @noun: what it is about
 * @verb: what to do; NULL: the noun is enough
 * @args: what it needs, for the help
 * @help: one line
 * @max_args: arguments that it takes, -1 for any number
 * @run: does it
 */
struct command {
	const char *noun;
	const char *verb;
	const char *args;
	const char *help;
	int max_args;
	int (*run)(const struct tool *t);
};

static const struct command commands[] = {
	{ "user", "add", "NAME", "let an existing Unix account log on; asks for a password", 1,
	  user_add },
	{ "user", "passwd", "NAME", "change a password", 1, user_passwd },
	{ "user", "del", "NAME", "let an account log on no more", 1, user_del },
	{ "user", "list", "", "who may log on", 0, user_list },
	{ "share", "list", "", "what is shared", 0, share_list },
	{ "session", "list", "", "who is logged on", 0, session_list },
	{ "session", "close", "ID...", "end sessions", -1, session_close },
	{ "file", "list", "", "what is open", 0, file_list },
	{ "file", "close", "ID...", "close files", -1, file_close },
	{ "conn", "list", "", "connections of clients", 0, conn_list },
	{ "stats", NULL, "", "figures of the server", 0, stats_show },
};

/**
 * tool_error() - a message for people, on standard error
 * @fmt: as for printf()
 *
 * Return: EXIT_FAILURE.
 */
int tool_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fputs("lwsmb: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	return EXIT_FAILURE;
}

static bool matches(const struct command *c, const char *noun, const char *verb)
{
	if (noun && strcmp(c->noun, noun))
		return false;
	return !verb || !c->verb || !strcmp(c->verb, verb);
}

/* Help for all, for a noun, or for a noun and a verb. */
static void print_help(FILE *f, const char *noun, const char *verb)
{
	char words[64];
	size_t i;

	fputs("usage: lwsmb NOUN VERB [ARGUMENT...] [OPTION...]\n", f);
	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		if (!matches(&commands[i], noun, verb))
			continue;
		snprintf(words, sizeof(words), "%s%s%s %s", commands[i].noun,
			 commands[i].verb ? " " : "", commands[i].verb ? commands[i].verb : "",
			 commands[i].args);
		fprintf(f, "  %-24s %s\n", words, commands[i].help);
	}
	fputs("  --json                   lists for programs\n"
	      "  --config FILE            configuration (" DEFAULT_CONF ")\n"
	      "  --help                   this text\n"
	      "A password comes from the terminal or, where that is none, from a line of\n"
	      "standard input.\n", f);
}

static const struct command *find(const char *noun, const char *verb)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(commands); i++)
		if (!strcmp(commands[i].noun, noun) &&
		    (!commands[i].verb || (verb && !strcmp(commands[i].verb, verb))))
			return &commands[i];
	return NULL;
}

static int bad_command(char **words, int count)
{
	size_t i;

	for (i = 0; count && i < ARRAY_SIZE(commands); i++)
		if (!strcmp(commands[i].noun, words[0]))
			break;
	if (!count)
		print_help(stderr, NULL, NULL);
	else if (i == ARRAY_SIZE(commands))
		tool_error("unknown noun %s; --help names them", words[0]);
	else if (count == 1)
		tool_error("%s needs a verb; lwsmb %s --help names them", words[0], words[0]);
	else
		tool_error("%s has no verb %s; lwsmb %s --help names them", words[0], words[1],
			   words[0]);
	return EXIT_USAGE;
}

static int run(struct tool *t, char **words, int count)
{
	const struct command *c;
	int used;

	c = count ? find(words[0], count > 1 ? words[1] : NULL) : NULL;
	if (!c)
		return bad_command(words, count);
	used = c->verb ? 2 : 1;
	t->argc = count - used;
	t->argv = words + used;
	if (c->max_args >= 0 && t->argc > c->max_args) {
		tool_error("unexpected argument %s; --help tells", t->argv[c->max_args]);
		return EXIT_USAGE;
	}
	return c->run(t);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "config", required_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 },
	};
	struct tool t = { .conf_path = DEFAULT_CONF };
	bool help = false;
	int c;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (c) {
		case 'j':
			t.json = true;
			break;
		case 'c':
			t.conf_path = optarg;
			break;
		case 'h':
			help = true;
			break;
		default:
			fputs("lwsmb: --help tells\n", stderr);
			return EXIT_USAGE;
		}
	}
	argc -= optind;
	argv += optind;
	if (help) {
		print_help(stdout, argc ? argv[0] : NULL, argc > 1 ? argv[1] : NULL);
		return EXIT_SUCCESS;
	}
	return run(&t, argv, argc);
}
