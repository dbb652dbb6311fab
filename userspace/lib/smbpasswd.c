// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The user database: reading it and looking up names. smbpasswd_edit.c changes it.
 */
#include "lib/smbpasswd.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/alloc.h"
#include "lib/file.h"
#include "lib/unicode.h"

enum {
	HASH_DIGITS = 2 * LW_NT_HASH_LEN,
	LINE_MAX_BYTES = 1024,
	KEY_MAX = 2 * LW_SMBPASSWD_NAME_MAX, /* bytes of a name in UTF-16LE */
};

/**
 * struct name_key - a name as it is compared: UTF-16LE in upper case
 * @len: bytes used
 * @unit: the characters
 */
struct name_key {
	size_t len;
	u8 unit[KEY_MAX];
};

/**
 * struct lw_smbpasswd - a database that was read
 * @count: number of entries
 * @entry: in the order of the file
 * @key: of each entry
 */
struct lw_smbpasswd {
	size_t count;
	struct lw_smbpasswd_entry *entry;
	struct name_key *key;
};

/**
 * struct line_cursor - the fields of one line that are not yet read
 * @pos: next byte
 * @end: one past the last
 */
struct line_cursor {
	const char *pos;
	const char *end;
};

static const struct {
	char letter;
	u32 flag;
} flag_letters[] = {
	{ 'U', LW_SMBPASSWD_USER },	   { 'D', LW_SMBPASSWD_DISABLED },
	{ 'N', LW_SMBPASSWD_NO_PASSWORD }, { 'X', LW_SMBPASSWD_NO_EXPIRY },
	{ 'W', LW_SMBPASSWD_WORKSTATION }, { 'L', LW_SMBPASSWD_LOCKED },
	{ 'H', LW_SMBPASSWD_OTHER },	   { 'T', LW_SMBPASSWD_OTHER },
	{ 'M', LW_SMBPASSWD_OTHER },	   { 'S', LW_SMBPASSWD_OTHER },
	{ 'I', LW_SMBPASSWD_OTHER },
};

static int key_make(const char *name, struct name_key *key)
{
	int ret = lw_utf16_from_utf8(name, key->unit, sizeof(key->unit), &key->len);

	if (!ret)
		lw_utf16_upper(key->unit, key->len);
	return ret;
}

static bool key_equal(const struct name_key *a, const struct name_key *b)
{
	return a->len == b->len && !memcmp(a->unit, b->unit, a->len);
}

/* Takes the bytes up to the next colon; false if there is none. */
static bool field_next(struct line_cursor *c, const char **field, size_t *len)
{
	const char *colon = memchr(c->pos, ':', c->end - c->pos);

	if (!colon)
		return false;
	*field = c->pos;
	*len = colon - c->pos;
	c->pos = colon + 1;
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static const char *parse_name(const char *s, size_t len, struct lw_smbpasswd_entry *e)
{
	if (!len)
		return "the name is empty";
	if (len > LW_SMBPASSWD_NAME_MAX)
		return "the name is longer than 255 bytes";
	if (!lw_utf8_valid(s, len))
		return "the name is not UTF-8 text";
	memcpy(e->name, s, len);
	e->name[len] = '\0';
	return NULL;
}

static const char *parse_uid(const char *s, size_t len, struct lw_smbpasswd_entry *e)
{
	u64 v = 0;
	size_t i;

	for (i = 0; i < len && i < 10 && s[i] >= '0' && s[i] <= '9'; i++)
		v = v * 10 + (s[i] - '0');
	if (!len || i < len || v >= U32_MAX)
		return "the uid is not a number below 4294967295";
	e->uid = v;
	return NULL;
}

static bool all_x(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (s[i] != 'X' && s[i] != 'x')
			return false;
	return true;
}

static bool starts_with(const char *s, size_t len, const char *prefix)
{
	size_t n = strlen(prefix);

	return len >= n && !memcmp(s, prefix, n);
}

/* A field of 32 characters; decoded if it is a hash. Says false if it is bad. */
static bool parse_hash(const char *s, size_t len, u8 hash[LW_NT_HASH_LEN], bool *there)
{
	size_t i;

	*there = false;
	if (len != HASH_DIGITS)
		return false;
	if (all_x(s, len) || starts_with(s, len, "NO PASSWORD"))
		return true;
	for (i = 0; i < LW_NT_HASH_LEN; i++) {
		int high = hex_digit(s[2 * i]), low = hex_digit(s[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		hash[i] = high << 4 | low;
	}
	*there = true;
	return true;
}

static u32 flag_of(char letter)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(flag_letters); i++)
		if (flag_letters[i].letter == letter)
			return flag_letters[i].flag;
	return 0;
}

static const char *parse_flags(const char *s, size_t len, struct lw_smbpasswd_entry *e)
{
	size_t i;

	if (len < 2 || s[0] != '[' || s[len - 1] != ']')
		return "the flags are not in brackets";
	for (i = 1; i < len - 1; i++) {
		u32 flag = flag_of(s[i]);

		if (!flag && s[i] != ' ')
			return "unknown account flag";
		e->flags |= flag;
	}
	return NULL;
}

static const char *parse_changed(const char *s, size_t len, struct lw_smbpasswd_entry *e)
{
	size_t i;

	if (len != 12 || memcmp(s, "LCT-", 4))
		return "the time of the last change is not LCT- and 8 hexadecimal digits";
	for (i = 4; i < len; i++) {
		int d = hex_digit(s[i]);

		if (d < 0)
			return "the time of the last change is not LCT- and 8 hexadecimal digits";
		e->changed = e->changed << 4 | d;
	}
	return NULL;
}

/* Reads one line. Returns NULL, or what is wrong with it. */
static const char *parse_fields(struct line_cursor *c, struct lw_smbpasswd_entry *e)
{
	u8 lm[LW_NT_HASH_LEN];
	const char *s, *fault;
	bool has_lm;
	size_t len;

	if (!field_next(c, &s, &len))
		return "no colon behind the name";
	fault = parse_name(s, len, e);
	if (fault)
		return fault;
	if (!field_next(c, &s, &len))
		return "no colon behind the uid";
	fault = parse_uid(s, len, e);
	if (fault)
		return fault;
	if (!field_next(c, &s, &len))
		return "no colon behind the LM hash";
	if (!parse_hash(s, len, lm, &has_lm))
		return "the LM hash is not 32 hexadecimal digits or X";
	explicit_bzero(lm, sizeof(lm));
	if (!field_next(c, &s, &len))
		return "no colon behind the NT hash";
	if (!parse_hash(s, len, e->nt_hash, &e->has_hash))
		return "the NT hash is not 32 hexadecimal digits or X";
	if (!field_next(c, &s, &len))
		return "no colon behind the flags";
	fault = parse_flags(s, len, e);
	if (fault || !field_next(c, &s, &len))
		return fault;
	return parse_changed(s, len, e);
}

static const struct lw_smbpasswd_entry *find_key(const struct lw_smbpasswd *db,
						 const struct name_key *key)
{
	size_t i;

	for (i = 0; i < db->count; i++)
		if (key_equal(&db->key[i], key))
			return &db->entry[i];
	return NULL;
}

/* Room for @lines entries, all at once: growing would leave hashes behind. */
static struct lw_smbpasswd *db_new(size_t lines)
{
	struct lw_smbpasswd *db = lw_zalloc(sizeof(*db));

	if (!db)
		return NULL;
	db->entry = calloc(lines, sizeof(*db->entry));
	db->key = calloc(lines, sizeof(*db->key));
	if (!db->entry || !db->key) {
		lw_smbpasswd_free(db);
		return NULL;
	}
	return db;
}

/* Adds the entry of one line. Returns NULL, or what is wrong with it. */
static const char *parse_line(struct lw_smbpasswd *db, const char *line, size_t len)
{
	struct lw_smbpasswd_entry *e = &db->entry[db->count];
	struct name_key *key = &db->key[db->count];
	struct line_cursor c = { line, line + len };
	const char *fault;

	if (len > LINE_MAX_BYTES)
		return "the line is longer than 1024 bytes";
	fault = parse_fields(&c, e);
	if (!fault && key_make(e->name, key))
		fault = "the name cannot be upper-cased";
	if (!fault && find_key(db, key))
		fault = "this name was there before, perhaps in another case";
	if (fault)
		explicit_bzero(e, sizeof(*e));
	else
		db->count++;
	return fault;
}

static size_t count_lines(const char *text, size_t len)
{
	const char *end = text + len;
	size_t n = 1;

	while ((text = memchr(text, '\n', end - text))) {
		text++;
		n++;
	}
	return n;
}

/**
 * lw_smbpasswd_parse() - read a database from memory
 * @file: path for messages
 * @text: bytes; empty lines and lines that start with # are skipped
 * @len: their number
 * @diag: every bad line is added to it
 * @db: set to the good lines; freed with lw_smbpasswd_free()
 *
 * A bad line locks out its own user and nobody else.
 *
 * Return: 0 or -ENOMEM.
 */
int lw_smbpasswd_parse(const char *file, const char *text, size_t len, struct lw_diag *diag,
		       struct lw_smbpasswd **db)
{
	struct lw_smbpasswd *new = db_new(count_lines(text, len));
	unsigned int line;

	if (!new)
		return -ENOMEM;
	for (line = 1; len; line++) {
		const char *nl = memchr(text, '\n', len);
		size_t n = nl ? (size_t)(nl - text) : len;
		const char *fault = NULL;

		if (n && text[0] != '#')
			fault = parse_line(new, text, n);
		if (fault)
			lw_diag_add(diag, file, line, "%s", fault);
		text += n + !!nl;
		len -= n + !!nl;
	}
	*db = new;
	return 0;
}

/**
 * lw_smbpasswd_load() - read the database
 * @path: file
 * @diag: what is wrong with the file, and every bad line, is added to it
 * @db: set on success, to the good lines; freed with lw_smbpasswd_free()
 *
 * Return: 0 (@diag may still have bad lines), -EINVAL (the file is missing, or
 * others may read it: see @diag) or -ENOMEM.
 */
int lw_smbpasswd_load(const char *path, struct lw_diag *diag, struct lw_smbpasswd **db)
{
	char *text;
	size_t len;
	int ret;

	ret = lw_file_read(path, 077, LW_SMBPASSWD_FILE_MAX, diag, &text, &len);
	if (ret)
		return ret;
	ret = lw_smbpasswd_parse(path, text, len, diag, db);
	lw_wipe_free(text, len);
	return ret;
}

/**
 * lw_smbpasswd_free() - wipe and free a database
 * @db: database or NULL
 */
void lw_smbpasswd_free(struct lw_smbpasswd *db)
{
	if (!db)
		return;
	lw_wipe_free(db->entry, db->count * sizeof(*db->entry));
	free(db->key);
	free(db);
}

/**
 * lw_smbpasswd_count() - number of accounts
 * @db: database
 *
 * Return: number.
 */
size_t lw_smbpasswd_count(const struct lw_smbpasswd *db)
{
	return db->count;
}

/**
 * lw_smbpasswd_at() - an account by its place in the file
 * @db: database
 * @i: from 0, below lw_smbpasswd_count()
 *
 * Return: the account, or NULL if there is none.
 */
const struct lw_smbpasswd_entry *lw_smbpasswd_at(const struct lw_smbpasswd *db, size_t i)
{
	return i < db->count ? &db->entry[i] : NULL;
}

/**
 * lw_smbpasswd_find() - an account by its name
 * @db: database
 * @name: UTF-8, any case
 *
 * Return: the account, or NULL if there is none.
 */
const struct lw_smbpasswd_entry *lw_smbpasswd_find(const struct lw_smbpasswd *db,
						   const char *name)
{
	struct name_key key;

	return key_make(name, &key) ? NULL : find_key(db, &key);
}

/**
 * lw_smbpasswd_hash() - the NT hash of an account that may log on
 * @db: database
 * @name: UTF-8, any case
 * @nt_hash: set on success
 *
 * Return: 0, -ENOENT (no such account), -EACCES (disabled or locked) or -ENOKEY
 * (has no password, or needs none, which is not accepted).
 */
int lw_smbpasswd_hash(const struct lw_smbpasswd *db, const char *name,
		      u8 nt_hash[LW_NT_HASH_LEN])
{
	const struct lw_smbpasswd_entry *e = lw_smbpasswd_find(db, name);

	if (!e)
		return -ENOENT;
	if (e->flags & (LW_SMBPASSWD_DISABLED | LW_SMBPASSWD_LOCKED))
		return -EACCES;
	if (!e->has_hash || (e->flags & LW_SMBPASSWD_NO_PASSWORD))
		return -ENOKEY;
	memcpy(nt_hash, e->nt_hash, LW_NT_HASH_LEN);
	return 0;
}
