// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Values of the configuration: text to type, with the cause where that fails.
 */
#include "lib/conf.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

static int refuse(char *cause, size_t room, const char *fmt, ...) __printf(3, 4);

static int refuse(char *cause, size_t room, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(cause, room, fmt, ap);
	va_end(ap);
	return -EINVAL;
}

static int value_string(const struct lw_conf_key *key, const char *text,
			struct lw_conf_value *v, char *cause, size_t room)
{
	size_t len = strlen(text);

	if (len < key->min)
		return refuse(cause, room, "must not be empty");
	if (len > key->max)
		return refuse(cause, room, "longer than %llu bytes",
			      (unsigned long long)key->max);
	v->text = strdup(text);
	return v->text ? 0 : -ENOMEM;
}

static int value_path(const char *text, struct lw_conf_value *v, char *cause, size_t room)
{
	if (text[0] != '/')
		return refuse(cause, room, "\"%s\" is not an absolute path", text);
	if (strlen(text) >= PATH_MAX)
		return refuse(cause, room, "longer than %d bytes", PATH_MAX - 1);
	v->text = strdup(text);
	return v->text ? 0 : -ENOMEM;
}

static int value_bool(const char *text, struct lw_conf_value *v, char *cause, size_t room)
{
	static const char *const yes[] = { "yes", "true", "1", "on" };
	static const char *const no[] = { "no", "false", "0", "off" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(yes); i++) {
		if (!strcasecmp(text, yes[i])) {
			v->number = 1;
			return 0;
		}
		if (!strcasecmp(text, no[i])) {
			v->number = 0;
			return 0;
		}
	}
	return refuse(cause, room, "\"%s\" is not yes or no", text);
}

static int value_enum(const struct lw_conf_key *key, const char *text,
		      struct lw_conf_value *v, char *cause, size_t room)
{
	char all[128] = "";
	size_t i;

	for (i = 0; key->choices[i]; i++) {
		if (!strcasecmp(text, key->choices[i])) {
			v->number = i;
			return 0;
		}
		if (i)
			strcat(all, key->choices[i + 1] ? ", " : " or ");
		strcat(all, key->choices[i]);
	}
	return refuse(cause, room, "\"%s\" is not %s", text, all);
}

/* The value of digit @c in @base, or @base if it is none. */
static unsigned int digit(char c, unsigned int base)
{
	unsigned int d = (unsigned char)c - '0';

	return d < base ? d : base;
}

/* Reads digits up to *@end; a number that overflows reads as U64_MAX. */
static u64 number_read(const char *text, unsigned int base, const char **end)
{
	u64 v = 0;

	while (digit(*text, base) < base) {
		if (__builtin_mul_overflow(v, base, &v) ||
		    __builtin_add_overflow(v, digit(*text, base), &v))
			v = U64_MAX / base; /* stays above every range */
		text++;
	}
	*end = text;
	return v;
}

static unsigned int suffix_shift(char c)
{
	switch (c) {
	case 'k':
	case 'K':
		return 10;
	case 'm':
	case 'M':
		return 20;
	case 'g':
	case 'G':
		return 30;
	}
	return 0;
}

static int value_number(const struct lw_conf_key *key, const char *text,
			struct lw_conf_value *v, char *cause, size_t room)
{
	unsigned int base = key->type == LW_CONF_TYPE_OCTAL ? 8 : 10;
	unsigned int shift = 0;
	bool size = key->type == LW_CONF_TYPE_SIZE;
	const char *end;
	u64 n = number_read(text, base, &end);

	if (end != text && size) {
		shift = suffix_shift(*end);
		end += !!shift;
	}
	if (end == text || *end)
		return refuse(cause, room, "\"%s\" is not %s", text,
			      base == 8 ? "an octal number" : size ? "a size" : "a number");
	if (n > U64_MAX >> shift)
		n = U64_MAX;
	else
		n <<= shift;
	if (n < key->min || n > key->max)
		return refuse(cause, room,
			      base == 8 ? "\"%s\" is not between 0%llo and 0%llo"
					: "\"%s\" is not between %llu and %llu",
			      text, (unsigned long long)key->min,
			      (unsigned long long)key->max);
	v->number = n;
	return 0;
}

static bool is_separator(char c)
{
	return c == ' ' || c == '\t' || c == ',';
}

/*
 * Cuts the next item out of *@text. Returns 1 and the item, 0 at the end, or
 * -EINVAL if a quote is left open.
 */
static int item_next(const char **text, const char **item, size_t *len)
{
	const char *p = *text;

	while (is_separator(*p))
		p++;
	if (!*p)
		return 0;
	if (*p == '"') {
		*item = ++p;
		p = strchr(p, '"');
		if (!p)
			return -EINVAL;
		*len = p - *item;
		*text = p + 1;
		return 1;
	}
	*item = p;
	while (*p && !is_separator(*p))
		p++;
	*len = p - *item;
	*text = p;
	return 1;
}

static int list_add(struct lw_conf_value *v, const char *item, size_t len)
{
	v->items[v->count] = strndup(item, len);
	if (!v->items[v->count])
		return -ENOMEM;
	v->count++;
	return 0;
}

static int value_list(const char *text, struct lw_conf_value *v, char *cause, size_t room)
{
	const char *item;
	size_t len;
	int ret;

	v->items = calloc(LW_CONF_LIST_MAX, sizeof(*v->items));
	if (!v->items)
		return -ENOMEM;
	while ((ret = item_next(&text, &item, &len)) > 0) {
		if (!len)
			return refuse(cause, room, "empty item in a list");
		if (v->count == LW_CONF_LIST_MAX)
			return refuse(cause, room, "more than %d items", LW_CONF_LIST_MAX);
		ret = list_add(v, item, len);
		if (ret)
			return ret;
	}
	if (ret)
		return refuse(cause, room, "a quote is not closed");
	return 0;
}

static int net_add(enum lw_conf_type type, const char *item, struct lw_net *net,
		   char *cause, size_t room)
{
	switch (lw_net_parse(item, net)) {
	case 0:
		break;
	case -ERANGE:
		return refuse(cause, room, "\"%s\": the prefix is too long", item);
	case -EDOM:
		return refuse(cause, room, "\"%s\": bits are set below the prefix", item);
	case -EINVAL:
		return refuse(cause, room, "\"%s\" is not an IPv4 or IPv6 %s", item,
			      type == LW_CONF_TYPE_ADDRS ? "address" : "network");
	}
	if (type == LW_CONF_TYPE_ADDRS && strchr(item, '/'))
		return refuse(cause, room, "\"%s\" is a network, not an address", item);
	return 0;
}

static int value_nets(enum lw_conf_type type, const char *text, struct lw_conf_value *v,
		      char *cause, size_t room)
{
	size_t i;
	int ret = value_list(text, v, cause, room);

	if (ret)
		return ret;
	v->nets = calloc(LW_CONF_LIST_MAX, sizeof(*v->nets));
	if (!v->nets)
		return -ENOMEM;
	for (i = 0; i < v->count && !ret; i++)
		ret = net_add(type, v->items[i], &v->nets[i], cause, room);
	return ret;
}

/**
 * lw_conf_value_parse() - turn text into a value of the key's type
 * @key: key
 * @text: what stands behind the equals sign, trimmed
 * @value: set; its @line is left alone. To be freed in any case
 * @cause: where it fails, why, without a newline
 * @room: bytes at @cause
 *
 * Return: 0, -EINVAL (see @cause) or -ENOMEM.
 */
int lw_conf_value_parse(const struct lw_conf_key *key, const char *text,
			struct lw_conf_value *value, char *cause, size_t room)
{
	switch (key->type) {
	case LW_CONF_TYPE_STRING:
		return value_string(key, text, value, cause, room);
	case LW_CONF_TYPE_BOOL:
		return value_bool(text, value, cause, room);
	case LW_CONF_TYPE_UINT:
	case LW_CONF_TYPE_OCTAL:
	case LW_CONF_TYPE_SIZE:
		return value_number(key, text, value, cause, room);
	case LW_CONF_TYPE_ENUM:
		return value_enum(key, text, value, cause, room);
	case LW_CONF_TYPE_PATH:
		return value_path(text, value, cause, room);
	case LW_CONF_TYPE_LIST:
		return value_list(text, value, cause, room);
	case LW_CONF_TYPE_NETS:
	case LW_CONF_TYPE_ADDRS:
		return value_nets(key->type, text, value, cause, room);
	}
	return -EINVAL;
}

/**
 * lw_conf_value_free() - free what a value holds
 * @value: value; all zeros afterwards
 */
void lw_conf_value_free(struct lw_conf_value *value)
{
	size_t i;

	for (i = 0; value->items && i < value->count; i++)
		free(value->items[i]);
	free(value->items);
	free(value->nets);
	free(value->text);
	memset(value, 0, sizeof(*value));
}
