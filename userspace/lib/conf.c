// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The configuration file: lines, sections, and the typed getters.
 */
#include "lib/conf.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "lib/alloc.h"
#include "lib/file.h"
#include "lib/unicode.h"

enum {
	CAUSE_MAX = 384, /* bytes of a cause with its terminator */
};

/**
 * struct lw_conf_section - [global] or a share
 * @name: as it stands between the brackets
 * @line: line of its header
 * @global: it is [global]
 * @values: one per key; those that were not set have line 0
 */
struct lw_conf_section {
	char *name;
	unsigned int line;
	bool global;
	struct lw_conf_value values[LW_CONF_COUNT];
};

/**
 * struct lw_conf - a configuration that was read
 * @global: [global]; always there
 * @shares: the others, in the order of the file
 * @count: their number
 * @defaults: the table's defaults as values
 */
struct lw_conf {
	struct lw_conf_section *global;
	struct lw_conf_section **shares;
	size_t count;
	struct lw_conf_value defaults[LW_CONF_COUNT];
};

/**
 * struct parser - state while a file is read
 * @file: path for messages
 * @diag: where problems go
 * @conf: what was understood up to now
 * @section: the section that lines belong to; NULL before the first header
 * @line: number of the line at hand; of its first line, if it is continued
 */
struct parser {
	const char *file;
	struct lw_diag *diag;
	struct lw_conf *conf;
	struct lw_conf_section *section;
	unsigned int line;
};

static void complain(struct parser *p, const char *fmt, ...) __printf(2, 3);

static void complain(struct parser *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	lw_diag_vadd(p->diag, p->file, p->line, fmt, ap);
	va_end(ap);
}

/* Cuts blanks off both ends, in place. */
static char *trim(char *s)
{
	char *end;

	while (isspace((unsigned char)*s))
		s++;
	end = s + strlen(s);
	while (end > s && isspace((unsigned char)end[-1]))
		end--;
	*end = '\0';
	return s;
}

/* Lower case, every run of blanks one blank: how lw_conf_keys[] spells names. */
static void key_normalize(char *s)
{
	char *out = s;

	for (; *s; s++) {
		if (isspace((unsigned char)*s)) {
			if (out[-1] != ' ')
				*out++ = ' ';
		} else {
			*out++ = tolower((unsigned char)*s);
		}
	}
	*out = '\0';
}

static struct lw_conf_section *section_new(const char *name, unsigned int line)
{
	struct lw_conf_section *s = lw_zalloc(sizeof(*s));

	if (!s)
		return NULL;
	s->name = strdup(name);
	if (!s->name) {
		free(s);
		return NULL;
	}
	s->line = line;
	s->global = !strcasecmp(name, "global");
	return s;
}

static void section_free(struct lw_conf_section *s)
{
	size_t i;

	if (!s)
		return;
	for (i = 0; i < LW_CONF_COUNT; i++)
		lw_conf_value_free(&s->values[i]);
	free(s->name);
	free(s);
}

static int share_append(struct lw_conf *conf, struct lw_conf_section *s)
{
	struct lw_conf_section **shares;

	shares = reallocarray(conf->shares, conf->count + 1, sizeof(*shares));
	if (!shares)
		return -ENOMEM;
	conf->shares = shares;
	shares[conf->count++] = s;
	return 0;
}

/* What a client could not write in \\server\share, or what means something else. */
static const char *share_name_fault(const char *name)
{
	static const char *const reserved[] = { "ipc$", "homes", "printers", "print$" };
	size_t i;

	if (!*name)
		return "a section needs a name";
	if (strlen(name) > LW_CONF_SHARE_NAME_MAX)
		return "longer than 80 bytes";
	if (strpbrk(name, "\\/[]:|<>+=;,*?\""))
		return "a share's name has none of \\ / [ ] : | < > + = ; , * ? \"";
	for (i = 0; i < ARRAY_SIZE(reserved); i++)
		if (!strcasecmp(name, reserved[i]))
			return "this name is reserved";
	return NULL;
}

static const struct lw_conf_section *section_find(const struct lw_conf *conf, const char *name)
{
	if (conf->global->line && !strcasecmp(name, "global"))
		return conf->global;
	return lw_conf_share_find(conf, name);
}

/*
 * "[name]". A faulty section is still entered, so that its keys are checked; the
 * file as a whole has failed by then.
 */
static int parse_header(struct parser *p, char *text)
{
	const struct lw_conf_section *twin;
	struct lw_conf_section *s;
	const char *fault;
	size_t len = strlen(text);
	char *name;

	if (text[len - 1] != ']') {
		complain(p, "\"%s\": no ] at the end of the line", text);
		return 0;
	}
	text[len - 1] = '\0';
	name = trim(text + 1);
	fault = share_name_fault(name);
	if (fault)
		complain(p, "[%s]: %s", name, fault);
	twin = section_find(p->conf, name);
	if (twin)
		complain(p, "[%s]: this section was begun on line %u already", name, twin->line);
	if (!strcasecmp(name, "global") && !twin) {
		p->conf->global->line = p->line;
		p->section = p->conf->global;
		return 0;
	}
	s = section_new(name, p->line);
	if (!s || share_append(p->conf, s)) {
		section_free(s);
		return -ENOMEM;
	}
	p->section = s;
	return 0;
}

static void complain_unknown(struct parser *p, const char *given, const char *name)
{
	const char *near = lw_conf_key_nearest(name, p->section->global);

	if (near)
		complain(p, "[%s] \"%s\": unknown key, did you mean \"%s\"?", p->section->name,
			 given, near);
	else
		complain(p, "[%s] \"%s\": unknown key", p->section->name, given);
}

/* Stores one value, or says why not. */
static int parse_value(struct parser *p, int id, const char *text)
{
	const struct lw_conf_key *key = &lw_conf_keys[id];
	struct lw_conf_section *s = p->section;
	struct lw_conf_value *v = &s->values[id];
	char cause[CAUSE_MAX];
	int ret;

	if (key->scope == LW_CONF_IN_GLOBAL && !s->global) {
		complain(p, "[%s] \"%s\": only allowed in [global]", s->name, key->name);
		return 0;
	}
	if (key->scope == LW_CONF_IN_SHARE && s->global) {
		complain(p, "[%s] \"%s\": only allowed in a share", s->name, key->name);
		return 0;
	}
	if (v->line) {
		complain(p, "[%s] \"%s\": was set on line %u already", s->name, key->name,
			 v->line);
		return 0;
	}
	v->line = p->line;
	ret = lw_conf_value_parse(key, text, v, cause, sizeof(cause));
	if (ret == -EINVAL) {
		complain(p, "[%s] \"%s\": %s", s->name, key->name, cause);
		return 0;
	}
	return ret;
}

static int parse_assignment(struct parser *p, char *text)
{
	char *equals = strchr(text, '=');
	char *given, *name;
	int id, ret;

	if (!equals) {
		complain(p, "\"%s\": neither a [section] nor key = value", text);
		return 0;
	}
	*equals = '\0';
	given = trim(text);
	if (!*given) {
		complain(p, "no key before the =");
		return 0;
	}
	if (!p->section) {
		complain(p, "\"%s\": stands before the first [section]", given);
		return 0;
	}
	name = strdup(given);
	if (!name)
		return -ENOMEM;
	key_normalize(name);
	id = lw_conf_key_find(name);
	ret = 0;
	if (id < 0)
		complain_unknown(p, given, name);
	else
		ret = parse_value(p, id, trim(equals + 1));
	free(name);
	return ret;
}

/* One line, continuation lines joined, NUL-terminated. */
static int parse_line(struct parser *p, char *text)
{
	text = trim(text);
	if (*text == '[')
		return parse_header(p, text);
	if (*text)
		return parse_assignment(p, text);
	return 0;
}

static bool is_comment(const char *line, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (!isspace((unsigned char)line[i]))
			return line[i] == '#' || line[i] == ';';
	return false;
}

/* Takes one line off the text; without its newline and a carriage return. */
static size_t cut_line(const char **text, size_t *left)
{
	const char *nl = memchr(*text, '\n', *left);
	size_t len = nl ? (size_t)(nl - *text) : *left;
	const char *line = *text;

	*text += len + !!nl;
	*left -= len + !!nl;
	if (len && line[len - 1] == '\r')
		len--;
	return len;
}

/*
 * Gathers a line and its continuations in @buf. Returns its length, or -E2BIG
 * after skipping all of it.
 */
static ssize_t join_lines(const char **text, size_t *left, unsigned int *lines, char *buf)
{
	bool more = true, over = false;
	size_t used = 0;

	*lines = 0;
	while (more && *left) {
		const char *line = *text;
		size_t len = cut_line(text, left);

		++*lines;
		if (*lines == 1 && is_comment(line, len))
			return 0;
		more = len && line[len - 1] == '\\';
		if (more)
			len--;
		if (over || len > LW_CONF_LINE_MAX - used) {
			over = true;
			continue;
		}
		memcpy(buf + used, line, len);
		used += len;
	}
	return over ? -E2BIG : (ssize_t)used;
}

static int parse_text(struct parser *p, const char *text, size_t left)
{
	char buf[LW_CONF_LINE_MAX + 1];
	unsigned int lines;
	int ret = 0;

	for (p->line = 1; left && !ret; p->line += lines) {
		ssize_t len = join_lines(&text, &left, &lines, buf);

		if (len < 0) {
			complain(p, "the line is longer than %d bytes", LW_CONF_LINE_MAX);
			continue;
		}
		if (!lw_utf8_valid(buf, len)) {
			complain(p, "the line is not UTF-8 text");
			continue;
		}
		buf[len] = '\0';
		ret = parse_line(p, buf);
	}
	return ret;
}

/* What one line alone cannot show. */
static void check_whole(struct parser *p)
{
	const struct lw_conf *conf = p->conf;
	const struct lw_conf_value *max = &conf->global->values[LW_CONF_MAX_PROTOCOL];
	const struct lw_conf_value *min = &conf->global->values[LW_CONF_MIN_PROTOCOL];
	size_t i;

	if (lw_conf_get_number(conf, NULL, LW_CONF_MIN_PROTOCOL) >
	    lw_conf_get_number(conf, NULL, LW_CONF_MAX_PROTOCOL)) {
		p->line = min->line ? min->line : max->line;
		complain(p, "[global] \"server min protocol\": newer than \"server max protocol\"");
	}
	for (i = 0; i < conf->count; i++) {
		p->line = conf->shares[i]->line;
		if (!conf->shares[i]->values[LW_CONF_PATH].line)
			complain(p, "[%s]: a share needs a \"path\"", conf->shares[i]->name);
	}
}

static struct lw_conf *conf_new(void)
{
	struct lw_conf *conf = lw_zalloc(sizeof(*conf));
	char cause[CAUSE_MAX];
	int id, ret = 0;

	if (!conf)
		return NULL;
	conf->global = section_new("global", 0);
	for (id = 0; id < LW_CONF_COUNT && !ret; id++)
		if (lw_conf_keys[id].def)
			ret = lw_conf_value_parse(&lw_conf_keys[id], lw_conf_keys[id].def,
						  &conf->defaults[id], cause, sizeof(cause));
	assert(ret != -EINVAL); /* a default out of its own range */
	if (conf->global && !ret)
		return conf;
	lw_conf_free(conf);
	return NULL;
}

/**
 * lw_conf_parse() - read a configuration from memory
 * @file: path for messages
 * @text: bytes; a byte order mark at the start is skipped
 * @len: their number
 * @diag: all problems are added to it
 * @conf: set on success; freed with lw_conf_free()
 *
 * Return: 0, -EINVAL (see @diag) or -ENOMEM.
 */
int lw_conf_parse(const char *file, const char *text, size_t len, struct lw_diag *diag,
		  struct lw_conf **conf)
{
	struct parser p = { .file = file, .diag = diag, .conf = conf_new() };
	size_t before = diag->count;
	int ret;

	if (!p.conf)
		return -ENOMEM;
	if (len >= 3 && !memcmp(text, "\xef\xbb\xbf", 3)) {
		text += 3;
		len -= 3;
	}
	ret = parse_text(&p, text, len);
	if (!ret)
		check_whole(&p);
	if (!ret && diag->count > before)
		ret = -EINVAL;
	if (ret) {
		lw_conf_free(p.conf);
		return ret;
	}
	*conf = p.conf;
	return 0;
}

/**
 * lw_conf_load() - read a configuration file
 * @path: file; others than its owner must not be able to write it
 * @diag: all problems are added to it
 * @conf: set on success; freed with lw_conf_free()
 *
 * Return: 0, -EINVAL (see @diag) or -ENOMEM.
 */
int lw_conf_load(const char *path, struct lw_diag *diag, struct lw_conf **conf)
{
	char *text;
	size_t len;
	int ret;

	ret = lw_file_read(path, 022, LW_CONF_FILE_MAX, diag, &text, &len);
	if (ret)
		return ret;
	ret = lw_conf_parse(path, text, len, diag, conf);
	free(text);
	return ret;
}

/**
 * lw_conf_free() - free a configuration
 * @conf: configuration or NULL
 */
void lw_conf_free(struct lw_conf *conf)
{
	size_t i;

	if (!conf)
		return;
	for (i = 0; i < conf->count; i++)
		section_free(conf->shares[i]);
	free(conf->shares);
	section_free(conf->global);
	for (i = 0; i < LW_CONF_COUNT; i++)
		lw_conf_value_free(&conf->defaults[i]);
	free(conf);
}

/**
 * lw_conf_share_count() - number of shares
 * @conf: configuration
 *
 * Return: number.
 */
size_t lw_conf_share_count(const struct lw_conf *conf)
{
	return conf->count;
}

/**
 * lw_conf_share() - a share by its place in the file
 * @conf: configuration
 * @i: from 0, below lw_conf_share_count()
 *
 * Return: the share, or NULL if there is none.
 */
const struct lw_conf_section *lw_conf_share(const struct lw_conf *conf, size_t i)
{
	return i < conf->count ? conf->shares[i] : NULL;
}

/**
 * lw_conf_share_find() - a share by its name
 * @conf: configuration
 * @name: name, any case
 *
 * Return: the share, or NULL if there is none.
 */
const struct lw_conf_section *lw_conf_share_find(const struct lw_conf *conf, const char *name)
{
	size_t i;

	for (i = 0; i < conf->count; i++)
		if (!strcasecmp(conf->shares[i]->name, name))
			return conf->shares[i];
	return NULL;
}

/**
 * lw_conf_share_name() - a share's name
 * @share: share
 *
 * Return: the name as it stands in the file.
 */
const char *lw_conf_share_name(const struct lw_conf_section *share)
{
	return share->name;
}

/* The share's own value, else [global]'s, else the default. */
static const struct lw_conf_value *lookup(const struct lw_conf *conf,
					  const struct lw_conf_section *share,
					  enum lw_conf_id id)
{
	if (share && share->values[id].line)
		return &share->values[id];
	if (conf->global->values[id].line)
		return &conf->global->values[id];
	return &conf->defaults[id];
}

/**
 * lw_conf_line() - where a value was set
 * @conf: configuration
 * @share: share, or NULL for [global]
 * @id: key
 *
 * Return: line, or 0 if it is the default.
 */
unsigned int lw_conf_line(const struct lw_conf *conf, const struct lw_conf_section *share,
			  enum lw_conf_id id)
{
	return lookup(conf, share, id)->line;
}

/**
 * lw_conf_get_bool() - value of a bool
 * @conf: configuration
 * @share: share, or NULL for [global]
 * @id: key
 *
 * Return: value.
 */
bool lw_conf_get_bool(const struct lw_conf *conf, const struct lw_conf_section *share,
		      enum lw_conf_id id)
{
	assert(lw_conf_keys[id].type == LW_CONF_TYPE_BOOL);
	return lookup(conf, share, id)->number;
}

/**
 * lw_conf_get_number() - value of a number, size, mode or enum
 * @conf: configuration
 * @share: share, or NULL for [global]
 * @id: key
 *
 * Return: value; of an enum, the index of the choice.
 */
u64 lw_conf_get_number(const struct lw_conf *conf, const struct lw_conf_section *share,
		       enum lw_conf_id id)
{
	enum lw_conf_type type = lw_conf_keys[id].type;

	assert(type == LW_CONF_TYPE_UINT || type == LW_CONF_TYPE_OCTAL ||
	       type == LW_CONF_TYPE_SIZE || type == LW_CONF_TYPE_ENUM);
	return lookup(conf, share, id)->number;
}

/**
 * lw_conf_get_text() - value of a string or path
 * @conf: configuration
 * @share: share, or NULL for [global]
 * @id: key
 *
 * Return: value, owned by @conf; NULL if it was not set and has no default.
 */
const char *lw_conf_get_text(const struct lw_conf *conf, const struct lw_conf_section *share,
			     enum lw_conf_id id)
{
	enum lw_conf_type type = lw_conf_keys[id].type;

	assert(type == LW_CONF_TYPE_STRING || type == LW_CONF_TYPE_PATH);
	return lookup(conf, share, id)->text;
}

/**
 * lw_conf_get_list() - value of a list
 * @conf: configuration
 * @share: share, or NULL for [global]
 * @id: key
 * @items: set to the items, owned by @conf
 *
 * Return: number of items.
 */
size_t lw_conf_get_list(const struct lw_conf *conf, const struct lw_conf_section *share,
			enum lw_conf_id id, char *const **items)
{
	const struct lw_conf_value *v = lookup(conf, share, id);

	assert(lw_conf_keys[id].type == LW_CONF_TYPE_LIST);
	*items = v->items;
	return v->count;
}

/**
 * lw_conf_get_nets() - value of a list of networks or addresses
 * @conf: configuration
 * @share: share, or NULL for [global]
 * @id: key
 * @nets: set to the networks, owned by @conf
 *
 * Return: number of networks.
 */
size_t lw_conf_get_nets(const struct lw_conf *conf, const struct lw_conf_section *share,
			enum lw_conf_id id, const struct lw_net **nets)
{
	const struct lw_conf_value *v = lookup(conf, share, id);

	assert(lw_conf_keys[id].type == LW_CONF_TYPE_NETS ||
	       lw_conf_keys[id].type == LW_CONF_TYPE_ADDRS);
	*nets = v->nets;
	return v->count;
}
