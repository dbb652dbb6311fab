// SPDX-License-Identifier: GPL-2.0
/*
 * Extended attributes of NT (MS-FSCC 2.4.13 and 2.4.16), as Samba keeps them: the
 * attribute NAME is Linux's user.NAME, with the same bytes as its value. Names are
 * found in any case, and shown as they were first set. What Samba and we keep there
 * ourselves is no attribute of a client's: it is not shown, and cannot be set.
 *
 * There is no place for FILE_NEED_EA. An empty value is none: it deletes.
 */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mount.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/xattr.h>
#include <lwsmb/proto_sec.h>

#include "ea.h"
#include "file.h"
#include "open.h"
#include "user.h"
#include "volume.h"

#define LIST_ATTEMPTS 8
#define NAME_LEN_MAX (XATTR_NAME_MAX - XATTR_USER_PREFIX_LEN)
/* Behind the prefix */
#define STREAM_PREFIX (SAMBA_XATTR_STREAM_PREFIX + XATTR_USER_PREFIX_LEN)

/* FEALIST of OS/2, which EaSize counts: its length, then flags, lengths and a zero each */
#define FEALIST_HEAD 4
#define FEA_HEAD 5

static const char *const own_names[] = {
	SAMBA_XATTR_DOSATTRIB + XATTR_USER_PREFIX_LEN,
	"SAMBA_PAI",
	"SAMBA_STREAMS",
	"org.netatalk.Metadata",
};

/**
 * struct ea_names - the names of all attributes of an inode, as Linux lists them
 * @text: names, each with its NUL
 * @len: bytes
 */
struct ea_names {
	char *text;
	size_t len;
};

static bool is_own(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(own_names); i++)
		if (!strcasecmp(name, own_names[i]))
			return true;
	return !strncasecmp(name, STREAM_PREFIX, strlen(STREAM_PREFIX));
}

/* Between the two calls somebody may add one. */
static int names_read(const struct path *p, struct ea_names *names)
{
	int i = LIST_ATTEMPTS;
	ssize_t n;

	*names = (struct ea_names){};
	do {
		n = vfs_listxattr(p->dentry, NULL, 0);
		if (n <= 0)
			return n == -EOPNOTSUPP ? 0 : n;
		names->text = kvmalloc(n + 1, GFP_KERNEL_ACCOUNT);
		if (!names->text)
			return -ENOMEM;
		n = vfs_listxattr(p->dentry, names->text, n);
		if (n >= 0) {
			names->text[n] = 0;
			names->len = n;
			return 0;
		}
		kvfree(names->text);
		names->text = NULL;
	} while (n == -ERANGE && --i);
	return n;
}

static void names_free(struct ea_names *names)
{
	kvfree(names->text);
}

/* The next name that is an EA's, Linux's prefix included; NULL behind the last. */
static const char *names_next(const struct ea_names *names, size_t *at)
{
	while (*at < names->len) {
		const char *name = names->text + *at;

		*at += strlen(name) + 1;
		if (!strncmp(name, XATTR_USER_PREFIX, XATTR_USER_PREFIX_LEN) &&
		    name[XATTR_USER_PREFIX_LEN] && !is_own(name + XATTR_USER_PREFIX_LEN))
			return name;
	}
	return NULL;
}

static u32 names_count(const struct ea_names *names)
{
	size_t at = 0;
	u32 n = 0;

	while (names_next(names, &at))
		n++;
	return n;
}

/* The name, as it is kept, that a client means. */
static const char *names_find(const struct ea_names *names, const struct wire_span *name)
{
	const char *found;
	size_t at = 0;

	while ((found = names_next(names, &at))) {
		const char *ea = found + XATTR_USER_PREFIX_LEN;

		if (strlen(ea) == name->len && !strncasecmp(ea, (const char *)name->data, name->len))
			break;
	}
	return found;
}

/* MS-FSCC 2.4.16 has the characters that no name has. */
static bool name_valid(const struct wire_span *name)
{
	u32 i;

	if (!name->len || name->len > NAME_LEN_MAX)
		return false;
	for (i = 0; i < name->len; i++)
		if (name->data[i] < 0x20 || strchr("\"*+,/:;<=>?[\\]|", name->data[i]))
			return false;
	return true;
}

/* Linux's name of an attribute that is not there yet. */
static void make_name(const struct wire_span *name, char out[XATTR_NAME_MAX + 1])
{
	memcpy(out, XATTR_USER_PREFIX, XATTR_USER_PREFIX_LEN);
	memcpy(out + XATTR_USER_PREFIX_LEN, name->data, name->len);
	out[XATTR_USER_PREFIX_LEN + name->len] = 0;
}

/**
 * fsa_ea_size() - what FileEaInformation says
 * @p: file or directory
 *
 * Context: may sleep.
 * Return: bytes, 0 if there are no extended attributes.
 */
u32 fsa_ea_size(const struct path *p)
{
	u32 size = FEALIST_HEAD;
	struct ea_names names;
	const char *name;
	size_t at = 0;
	int n;

	if (names_read(p, &names))
		return 0;
	while ((name = names_next(&names, &at))) {
		n = __vfs_getxattr(p->dentry, d_inode(p->dentry), name, NULL, 0);
		if (n >= 0 && n <= FILE_EA_VALUE_MAX)
			size += FEA_HEAD + strlen(name) - XATTR_USER_PREFIX_LEN + n;
	}
	names_free(&names);
	return size > FEALIST_HEAD ? size : 0;
}

/* ---- reading ------------------------------------------------------------------- */

/**
 * struct ea_scan - a list that is being made
 * @open: of which file
 * @names: what that has
 * @out: the list
 * @count: entries that are in it
 * @value: room for the largest value
 */
struct ea_scan {
	struct fsa_open *open;
	struct ea_names names;
	struct wire_list_wr out;
	u32 count;
	u8 *value;
};

static int put(struct ea_scan *s, const char *name, size_t name_len, size_t len)
{
	const struct fscc_ea e = {
		.name = { .data = (const u8 *)name, .len = name_len },
		.value = { .data = s->value, .len = len },
	};
	int ret = wire_fscc_ea_append(&s->out, &e);

	if (!ret)
		s->count++;
	return ret;
}

/* One that has gone meanwhile, or is too long for a client, is left out. */
static int put_there(struct ea_scan *s, const char *name)
{
	const struct path *p = &s->open->path;
	const char *ea = name + XATTR_USER_PREFIX_LEN;
	ssize_t n;

	n = vfs_getxattr(mnt_idmap(p->mnt), p->dentry, name, s->value, FILE_EA_VALUE_MAX);
	if (n == -ENODATA || n == -ERANGE)
		return 0;
	return n < 0 ? n : put(s, ea, strlen(ea), n);
}

static u32 put_status(const struct ea_scan *s, int ret)
{
	if (ret == -EMSGSIZE)
		return s->count ? STATUS_BUFFER_OVERFLOW : STATUS_BUFFER_TOO_SMALL;
	return fsa_status(ret);
}

/* Those that are asked for by name; what is not there has an empty value. */
static u32 query_named(struct ea_scan *s, const struct wire_span *wanted)
{
	struct fscc_get_ea g;
	struct wire_rd r;
	int ret, more;

	wire_rd_span_child(wanted, &r);
	while ((more = wire_fscc_get_ea_next(&r, &g)) > 0) {
		const char *name = names_find(&s->names, &g.name);

		if (!name_valid(&g.name))
			return STATUS_INVALID_EA_NAME;
		ret = name ? put_there(s, name) :
			     put(s, (const char *)g.name.data, g.name.len, 0);
		if (ret)
			return put_status(s, ret);
	}
	return more ? STATUS_EA_LIST_INCONSISTENT : STATUS_SUCCESS;
}

/* From entry @skip on. Where it stops, the next query goes on. */
static u32 query_all(struct ea_scan *s, u32 skip, bool single)
{
	const char *name;
	size_t at = 0;
	int ret = 0;
	u32 i;

	for (i = 0; (name = names_next(&s->names, &at)); i++) {
		if (i < skip)
			continue;
		ret = single && s->count ? 1 : put_there(s, name);
		if (ret)
			break;
	}
	WRITE_ONCE(s->open->ea_next, i);
	if (ret < 0)
		return put_status(s, ret);
	return s->count ? STATUS_SUCCESS : STATUS_NO_MORE_EAS;
}

static u32 query(struct ea_scan *s, const struct fsa_ea_query *q)
{
	u32 count = names_count(&s->names), skip = READ_ONCE(s->open->ea_next);

	if (q->names.len)
		return query_named(s, &q->names);
	if (!count)
		return STATUS_NO_EAS_ON_FILE;
	if (q->flags & FSA_EA_INDEX) {
		if (!q->index || q->index > count + 1)
			return STATUS_NONEXISTENT_EA_ENTRY;
		skip = q->index - 1;
	} else if (q->flags & FSA_EA_RESTART) {
		skip = 0;
	}
	return query_all(s, skip, q->flags & FSA_EA_SINGLE);
}

/**
 * fsa_query_ea() - the extended attributes of a file, MS-FSA 2.1.5.12
 * @o: open with FILE_READ_EA
 * @q: which, and where to
 *
 * Return: STATUS_SUCCESS; STATUS_BUFFER_OVERFLOW: what fitted is there, the next query
 * goes on; STATUS_BUFFER_TOO_SMALL: not one fits; STATUS_NO_EAS_ON_FILE,
 * STATUS_NO_MORE_EAS, STATUS_NONEXISTENT_EA_ENTRY, STATUS_INVALID_EA_NAME,
 * STATUS_EA_LIST_INCONSISTENT, STATUS_ACCESS_DENIED, or an error of the file system.
 */
u32 fsa_query_ea(struct fsa_open *o, const struct fsa_ea_query *q)
{
	struct ea_scan s = { .open = o };
	const struct cred *saved;
	u32 status;

	if (!(o->access & FILE_READ_EA))
		return STATUS_ACCESS_DENIED;
	s.value = kvmalloc(FILE_EA_VALUE_MAX, GFP_KERNEL_ACCOUNT);
	if (!s.value)
		return STATUS_INSUFFICIENT_RESOURCES;
	wire_list_init(&s.out, q->w);
	saved = fsa_user_begin(o->user);
	status = fsa_status(names_read(&o->path, &s.names));
	status = status ?: query(&s, q);
	fsa_user_end(saved);
	names_free(&s.names);
	kvfree(s.value);
	return status;
}

/* ---- setting ------------------------------------------------------------------- */

static u32 check_one(const struct fscc_ea *e)
{
	char name[XATTR_NAME_MAX + 1];

	if (!name_valid(&e->name))
		return STATUS_INVALID_EA_NAME;
	if (e->flags)
		return STATUS_INVALID_EA_FLAG;
	make_name(&e->name, name);
	return is_own(name + XATTR_USER_PREFIX_LEN) ? STATUS_ACCESS_DENIED : STATUS_SUCCESS;
}

/**
 * fsa_ea_check() - can these be set?
 * @list: FILE_FULL_EA_INFORMATION, one after the other
 *
 * Return: STATUS_SUCCESS, STATUS_INVALID_EA_NAME, STATUS_INVALID_EA_FLAG,
 * STATUS_EA_LIST_INCONSISTENT, or STATUS_ACCESS_DENIED for what is the server's own.
 */
u32 fsa_ea_check(const struct wire_span *list)
{
	struct fscc_ea e;
	struct wire_rd r;
	u32 status = STATUS_SUCCESS;
	int more;

	wire_rd_span_child(list, &r);
	while (!status && (more = wire_fscc_ea_next(&r, &e)) != 0)
		status = more < 0 ? STATUS_EA_LIST_INCONSISTENT : check_one(&e);
	return status;
}

static int set_one(const struct path *p, const struct fscc_ea *e)
{
	struct mnt_idmap *idmap = mnt_idmap(p->mnt);
	char made[XATTR_NAME_MAX + 1];
	struct ea_names names;
	const char *name;
	int ret;

	ret = names_read(p, &names);
	if (ret)
		return ret;
	name = names_find(&names, &e->name);
	if (!name) {
		make_name(&e->name, made);
		name = made;
	}
	if (e->value.len)
		ret = vfs_setxattr(idmap, p->dentry, name, e->value.data, e->value.len, 0);
	else
		ret = vfs_removexattr(idmap, p->dentry, name);
	names_free(&names);
	return ret == -ENODATA ? 0 : ret;
}

static int set_all(const struct path *p, const struct wire_span *list)
{
	struct fscc_ea e;
	struct wire_rd r;
	int ret;

	ret = mnt_want_write(p->mnt);
	if (ret)
		return ret;
	wire_rd_span_child(list, &r);
	while (!ret && wire_fscc_ea_next(&r, &e) > 0)
		ret = set_one(p, &e);
	mnt_drop_write(p->mnt);
	return ret;
}

/**
 * fsa_ea_put() - set extended attributes
 * @o: open
 * @list: what fsa_ea_check() has found good
 *
 * One after the other: those before one that fails are set.
 *
 * Context: the user's credential; the caller has checked the access granted.
 * Return: STATUS_SUCCESS; STATUS_EAS_NOT_SUPPORTED where the file system has none,
 * STATUS_EA_TOO_LARGE for more than it takes of one, STATUS_DISK_FULL for more than it
 * takes, or another error of it.
 */
u32 fsa_ea_put(struct fsa_open *o, const struct wire_span *list)
{
	int ret;

	mutex_lock(&o->file->meta_lock);
	ret = set_all(&o->path, list);
	mutex_unlock(&o->file->meta_lock);
	if (ret == -EOPNOTSUPP)
		return STATUS_EAS_NOT_SUPPORTED;
	return ret == -E2BIG ? STATUS_EA_TOO_LARGE : fsa_status(ret);
}

/**
 * fsa_set_ea() - set extended attributes of an open file, MS-FSA 2.1.5.15
 * @o: open with FILE_WRITE_EA
 * @list: FILE_FULL_EA_INFORMATION, one after the other; an empty value deletes
 *
 * Return: as fsa_ea_check() and fsa_ea_put(); STATUS_ACCESS_DENIED without the access,
 * STATUS_MEDIA_WRITE_PROTECTED.
 */
u32 fsa_set_ea(struct fsa_open *o, const struct wire_span *list)
{
	const struct cred *saved;
	u32 status;

	if (!(o->access & FILE_WRITE_EA))
		return STATUS_ACCESS_DENIED;
	if (fsa_volume_read_only(o->volume, &o->path))
		return STATUS_MEDIA_WRITE_PROTECTED;
	status = fsa_ea_check(list);
	if (status)
		return status;
	saved = fsa_user_begin(o->user);
	status = fsa_ea_put(o, list);
	fsa_user_end(saved);
	return status;
}
