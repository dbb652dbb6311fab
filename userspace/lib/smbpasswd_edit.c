// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Changing the user database: add, replace and delete one account. All other
 * lines, comments included, are kept byte by byte.
 */
#include "lib/smbpasswd.h"

#include <stdio.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/file.h"
#include "lib/unicode.h"

enum {
	ENTRY_LINE_MAX = 512, /* bytes of the longest line that is written */
};

/* In the order in which smbpasswd files have them. */
static const struct {
	u32 flag;
	char letter;
} flag_order[] = {
	{ LW_SMBPASSWD_NO_PASSWORD, 'N' }, { LW_SMBPASSWD_DISABLED, 'D' },
	{ LW_SMBPASSWD_USER, 'U' },	   { LW_SMBPASSWD_WORKSTATION, 'W' },
	{ LW_SMBPASSWD_LOCKED, 'L' },	   { LW_SMBPASSWD_NO_EXPIRY, 'X' },
};

static void format_flags(u32 flags, char text[12])
{
	size_t i, n = 0;

	memset(text, ' ', 11);
	text[11] = '\0';
	for (i = 0; i < ARRAY_SIZE(flag_order); i++)
		if (flags & flag_order[i].flag)
			text[n++] = flag_order[i].letter;
}

static void format_hash(const struct lw_smbpasswd_entry *e, char text[2 * LW_NT_HASH_LEN + 1])
{
	static const char digits[] = "0123456789ABCDEF";
	size_t i;

	for (i = 0; i < LW_NT_HASH_LEN; i++) {
		text[2 * i] = e->has_hash ? digits[e->nt_hash[i] >> 4] : 'X';
		text[2 * i + 1] = e->has_hash ? digits[e->nt_hash[i] & 15] : 'X';
	}
	text[2 * LW_NT_HASH_LEN] = '\0';
}

/* A name that would break the line, or be taken for a comment. */
static bool name_fits(const char *name)
{
	return name[0] && name[0] != '#' && !strpbrk(name, ":\n\r") &&
	       lw_utf8_valid(name, strlen(name));
}

/**
 * lw_smbpasswd_format() - an account as a line of the file
 * @e: account; LW_SMBPASSWD_OTHER has no letter and is not written
 * @line: result with its newline, NUL-terminated; holds the hash: to be wiped
 * @room: bytes at @line
 *
 * Return: 0, -EINVAL (the name cannot stand in the file) or -EMSGSIZE.
 */
int lw_smbpasswd_format(const struct lw_smbpasswd_entry *e, char *line, size_t room)
{
	char hash[2 * LW_NT_HASH_LEN + 1];
	char flags[12];
	size_t n;

	if (!name_fits(e->name))
		return -EINVAL;
	format_hash(e, hash);
	format_flags(e->flags, flags);
	n = snprintf(line, room, "%s:%u:XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX:%s:[%s]:LCT-%08X:\n",
		     e->name, e->uid, hash, flags, e->changed);
	explicit_bzero(hash, sizeof(hash));
	return n < room ? 0 : -EMSGSIZE;
}

/**
 * struct edit - a change in the making
 * @path: file
 * @diag: where problems go
 * @dir: the lock
 * @text: old content, NULL if there is no file
 * @len: its bytes
 * @db: old content, parsed
 */
struct edit {
	const char *path;
	struct lw_diag *diag;
	int dir;
	char *text;
	size_t len;
	struct lw_smbpasswd *db;
};

static void edit_end(struct edit *ed)
{
	lw_wipe_free(ed->text, ed->len);
	lw_smbpasswd_free(ed->db);
	close(ed->dir);
}

/*
 * Locks and reads. A file with bad lines is not touched: what looks bad to us may
 * be somebody's account.
 */
static int edit_begin(struct edit *ed)
{
	size_t before = ed->diag->count;
	int ret;

	ed->dir = lw_file_lock_dir(ed->path);
	if (ed->dir < 0) {
		lw_diag_add(ed->diag, ed->path, 0, "cannot lock: %s", strerror(-ed->dir));
		return -EINVAL;
	}
	if (access(ed->path, F_OK) && errno == ENOENT)
		ret = lw_smbpasswd_parse(ed->path, "", 0, ed->diag, &ed->db);
	else
		ret = lw_file_read(ed->path, 077, LW_SMBPASSWD_FILE_MAX, ed->diag, &ed->text,
				   &ed->len);
	if (!ret && ed->text)
		ret = lw_smbpasswd_parse(ed->path, ed->text, ed->len, ed->diag, &ed->db);
	if (!ret && ed->diag->count > before)
		ret = -EINVAL;
	if (ret)
		edit_end(ed);
	return ret;
}

/* Does this line belong to account @e of the old content? */
static bool line_is(const char *line, size_t n, const struct lw_smbpasswd_entry *e)
{
	size_t len = e ? strlen(e->name) : n;

	return len < n && line[len] == ':' && !memcmp(line, e->name, len);
}

/* Copies the old content without the line of @old, and appends @line if not NULL. */
static int edit_write(struct edit *ed, const struct lw_smbpasswd_entry *old, const char *line)
{
	size_t added = line ? strlen(line) : 0;
	size_t room = ed->len + 1 + added; /* and a newline at the end of the last line */
	char *out = lw_alloc_bytes(room);
	const char *pos = ed->text, *end = pos + ed->len;
	bool placed = !line;
	size_t used = 0;
	int ret;

	if (!out)
		return -ENOMEM;
	while (pos != end) {
		const char *nl = memchr(pos, '\n', end - pos);
		size_t n = nl ? (size_t)(nl - pos) : (size_t)(end - pos);

		if (!line_is(pos, n, old)) {
			memcpy(out + used, pos, n);
			used += n;
			out[used++] = '\n';
		} else if (!placed) {
			memcpy(out + used, line, added);
			used += added;
			placed = true;
		}
		pos += n + !!nl;
	}
	if (!placed) {
		memcpy(out + used, line, added);
		used += added;
	}
	ret = lw_file_replace(ed->dir, ed->path, out, used);
	lw_wipe_free(out, room);
	if (ret)
		lw_diag_add(ed->diag, ed->path, 0, "cannot write: %s", strerror(-ret));
	return ret ? -EINVAL : 0;
}

/**
 * lw_smbpasswd_set() - add an account, or replace the one of that name
 * @path: file; created if it is not there
 * @e: account
 * @diag: what goes wrong is added to it
 *
 * Return: 0, -EINVAL (see @diag; nothing was changed) or -ENOMEM.
 */
int lw_smbpasswd_set(const char *path, const struct lw_smbpasswd_entry *e, struct lw_diag *diag)
{
	struct edit ed = { .path = path, .diag = diag };
	char line[ENTRY_LINE_MAX];
	int ret;

	if (lw_smbpasswd_format(e, line, sizeof(line))) {
		lw_diag_add(diag, path, 0, "this name cannot stand in the file");
		return -EINVAL;
	}
	ret = edit_begin(&ed);
	if (!ret) {
		ret = edit_write(&ed, lw_smbpasswd_find(ed.db, e->name), line);
		edit_end(&ed);
	}
	explicit_bzero(line, sizeof(line));
	return ret;
}

/**
 * lw_smbpasswd_delete() - take an account out
 * @path: file
 * @name: its name, any case
 * @diag: what goes wrong is added to it
 *
 * Return: 0, -ENOENT (no such account), -EINVAL (see @diag; nothing was changed)
 * or -ENOMEM.
 */
int lw_smbpasswd_delete(const char *path, const char *name, struct lw_diag *diag)
{
	struct edit ed = { .path = path, .diag = diag };
	const struct lw_smbpasswd_entry *old;
	int ret;

	ret = edit_begin(&ed);
	if (ret)
		return ret;
	old = lw_smbpasswd_find(ed.db, name);
	ret = old ? edit_write(&ed, old, NULL) : -ENOENT;
	edit_end(&ed);
	return ret;
}
