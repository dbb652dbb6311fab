// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Prints the table of configuration keys (userspace/lib/conf_keys.c): "conf" as a file
 * with every key and its default, "man" as the list of keys of lwsmb.conf(5). For
 * scripts/gen-conf.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/conf.h"

static const char *type_text(const struct lw_conf_key *k, char *buf, size_t room)
{
	size_t i, n = 0;

	switch (k->type) {
	case LW_CONF_TYPE_STRING:
		snprintf(buf, room, "text, at most %llu bytes", (unsigned long long)k->max);
		break;
	case LW_CONF_TYPE_BOOL:
		snprintf(buf, room, "yes or no");
		break;
	case LW_CONF_TYPE_UINT:
		snprintf(buf, room, "number from %llu to %llu", (unsigned long long)k->min,
			 (unsigned long long)k->max);
		break;
	case LW_CONF_TYPE_OCTAL:
		snprintf(buf, room, "octal number up to 0%llo", (unsigned long long)k->max);
		break;
	case LW_CONF_TYPE_SIZE:
		snprintf(buf, room, "bytes from %lluK to %lluM", (unsigned long long)k->min >> 10,
			 (unsigned long long)k->max >> 20);
		break;
	case LW_CONF_TYPE_ENUM:
		for (i = 0; k->choices[i]; i++)
			n += snprintf(buf + n, room - n, "%s%s", i ? ", " : "", k->choices[i]);
		break;
	case LW_CONF_TYPE_PATH:
		snprintf(buf, room, "absolute path");
		break;
	case LW_CONF_TYPE_LIST:
		snprintf(buf, room, "list, separated by blanks or commas");
		break;
	case LW_CONF_TYPE_NETS:
		snprintf(buf, room, "list of IPv4 and IPv6 networks or addresses");
		break;
	case LW_CONF_TYPE_ADDRS:
		snprintf(buf, room, "list of IPv4 and IPv6 addresses");
		break;
	}
	return buf;
}

static void conf_key(const struct lw_conf_key *k)
{
	char type[256];

	printf("\t# %s\n\t# (%s)\n", k->doc, type_text(k, type, sizeof(type)));
	printf("\t;%s =%s%s\n\n", k->name, k->def && *k->def ? " " : "", k->def ? k->def : "");
}

static void print_conf(void)
{
	size_t i;

	puts("# lwsmb.conf - what the SMB server shares, where, and with whom; see lwsmb.conf(5)\n"
	     "#\n"
	     "# Every key is here. A line that begins with ; shows a key's default: take the ;\n"
	     "# away to set another one. lwsmbd --check-config says whether the file is right,\n"
	     "# systemctl reload lwsmbd puts it to work without dropping anyone.\n"
	     "\n"
	     "[global]\n");
	for (i = 0; i < LW_CONF_COUNT; i++)
		if (lw_conf_keys[i].scope == LW_CONF_IN_GLOBAL)
			conf_key(&lw_conf_keys[i]);
	puts("\t# What follows holds for all shares that do not say otherwise themselves.\n");
	for (i = 0; i < LW_CONF_COUNT; i++)
		if (lw_conf_keys[i].scope == LW_CONF_IN_BOTH)
			conf_key(&lw_conf_keys[i]);
	puts("# A share is a section of its own. Beside the keys above it has these:\n;[data]\n");
	for (i = 0; i < LW_CONF_COUNT; i++)
		if (lw_conf_keys[i].scope == LW_CONF_IN_SHARE)
			conf_key(&lw_conf_keys[i]);
}

/* A minus is an option's or a number's in roff unless it is escaped. */
static void roff(const char *s)
{
	for (; *s; s++) {
		if (*s == '-')
			putchar('\\');
		putchar(*s);
	}
}

static void man_key(const struct lw_conf_key *k)
{
	char type[256];

	printf(".TP\n.B \"");
	roff(k->name);
	printf("\"\n");
	roff(k->doc);
	printf(" (");
	roff(type_text(k, type, sizeof(type)));
	printf(").\n");
	if (k->def && *k->def) {
		printf("Default: ");
		roff(k->def);
		printf(".\n");
	}
}

static void print_man(void)
{
	static const struct {
		enum lw_conf_scope scope;
		const char *title;
	} parts[] = {
		{ LW_CONF_IN_GLOBAL, "Keys of [global]" },
		{ LW_CONF_IN_BOTH, "Keys of a share, or of [global] for all shares" },
		{ LW_CONF_IN_SHARE, "Keys of a share" },
	};
	size_t i, j;

	for (j = 0; j < ARRAY_SIZE(parts); j++) {
		printf(".SS %s\n", parts[j].title);
		for (i = 0; i < LW_CONF_COUNT; i++)
			if (lw_conf_keys[i].scope == parts[j].scope)
				man_key(&lw_conf_keys[i]);
	}
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "conf"))
		print_conf();
	else if (argc == 2 && !strcmp(argv[1], "man"))
		print_man();
	else
		return EXIT_FAILURE;
	return EXIT_SUCCESS;
}
