// SPDX-License-Identifier: GPL-2.0
/*
 * Path walk below the root of a volume.
 *
 * The whole path is first given to the VFS as it is: an open of something that is
 * there costs one walk under RCU. Only what it does not find is looked for without
 * regard to case, the last component first, since the usual reason is that a file is
 * about to be created.
 *
 * The walk never leaves the root: LOOKUP_BENEATH refuses "..", absolute symlinks and
 * whatever else leads out, also when somebody moves a directory meanwhile (then the
 * VFS says -EAGAIN and the walk is repeated).
 */
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/slab.h>

#include "lookup.h"
#include "name.h"
#include "name_index.h"
#include "volume.h"

#define WALK_ATTEMPTS 16

static int walk(const struct fsa_volume *v, const char *path, unsigned int flags,
		struct path *p)
{
	int ret, i = WALK_ATTEMPTS;

	if (!*path) {
		*p = v->root;
		path_get(p);
		return 0;
	}
	do
		ret = vfs_path_lookup(v->root.dentry, v->root.mnt, path,
				      flags | LOOKUP_BENEATH, p);
	while (ret == -EAGAIN && --i);
	return ret;
}

static u32 walk_status(int err)
{
	switch (err) {
	case -ENOENT:
		return STATUS_OBJECT_PATH_NOT_FOUND;
	case -EXDEV: /* out of the root */
	case -EAGAIN:
		return STATUS_ACCESS_DENIED;
	}
	return fsa_status(err); /* ENOTDIR, ELOOP: path not found */
}

/*
 * The parent's path with the case that it has on disk: component by component what
 * is there exactly, else what an index of the directory knows.
 */
static int fold_parent(const struct fsa_volume *v, const struct fsa_name *name, char *path)
{
	struct path dir, next;
	struct wire_span c;
	struct wire_rd r;
	u32 i, len = 0;
	int ret = 0, n;

	path[0] = 0;
	dir = v->root;
	path_get(&dir);
	wire_rd_init(&r, name->wire.data, name->wire.len);
	for (i = 0; !ret && i + 1 < name->count && fsa_name_next(&r, &c); i++) {
		u32 start = len;

		if (PATH_MAX - len < NAME_MAX + 2) {
			ret = -ENAMETOOLONG;
			break;
		}
		if (len)
			path[len++] = '/';
		n = fsa_name_to_disk(&c, path + len, NAME_MAX);
		if (n < 0) {
			ret = n;
			break;
		}
		path[len + n] = 0;
		ret = walk(v, path, LOOKUP_FOLLOW | LOOKUP_DIRECTORY, &next);
		if (ret == -ENOENT) {
			n = fsa_index_find(&dir, &c, path + len);
			if (n < 0) {
				path[start] = 0;
				ret = n;
				break;
			}
			path[len + n] = 0;
			ret = walk(v, path, LOOKUP_FOLLOW | LOOKUP_DIRECTORY, &next);
		}
		if (!ret) {
			path_put(&dir);
			dir = next;
			len += n;
		}
	}
	path_put(&dir);
	return ret;
}

/* The directory that would hold the name. @path gets its path as it is on disk. */
static int find_parent(const struct fsa_volume *v, const struct fsa_name *name, bool exact,
		       char *path, struct path *parent)
{
	u32 len = name->last ? name->last - 1 : 0;
	int ret;

	memcpy(path, name->path, len);
	path[len] = 0;
	ret = walk(v, path, LOOKUP_FOLLOW | LOOKUP_DIRECTORY, parent);
	if (ret != -ENOENT || exact || !len)
		return ret;
	ret = fold_parent(v, name, path);
	return ret ?: walk(v, path, LOOKUP_FOLLOW | LOOKUP_DIRECTORY, parent);
}

/* The name's other spelling in its directory; -ENOENT leaves @f->parent set. */
static int find_folded(const struct fsa_volume *v, const struct fsa_name *name, bool exact,
		       struct fsa_found *f, char *path)
{
	struct wire_span last;
	u32 len;
	int n, ret;

	ret = find_parent(v, name, exact, path, &f->parent);
	if (ret)
		return ret == -ENOENT ? -ENOTDIR : ret;
	len = strlen(path);
	if (PATH_MAX - len < NAME_MAX + 2)
		return -ENAMETOOLONG;
	if (len)
		path[len++] = '/';
	/* The parent may have been found under another spelling only. */
	memcpy(path + len, name->path + name->last, name->len - name->last);
	path[len + name->len - name->last] = 0;
	ret = walk(v, path, 0, &f->entry);
	if (ret != -ENOENT || exact)
		return ret;
	fsa_name_last(name, &last);
	n = fsa_index_find(&f->parent, &last, path + len);
	if (n < 0)
		return n;
	path[len + n] = 0;
	ret = walk(v, path, 0, &f->entry);
	if (ret == -ENOENT)
		fsa_index_forget(&f->parent);
	return ret;
}

static u32 follow(const struct fsa_volume *v, const char *path, u32 flags, struct fsa_found *f)
{
	int ret;

	if (!d_is_symlink(f->entry.dentry)) {
		f->path = f->entry;
		path_get(&f->path);
		return STATUS_SUCCESS;
	}
	ret = walk(v, path, LOOKUP_FOLLOW, &f->path);
	if (ret && (flags & FSA_LOOKUP_LINK)) {
		f->path = f->entry;
		path_get(&f->path);
		return STATUS_SUCCESS;
	}
	return ret == -ENOENT ? STATUS_OBJECT_NAME_NOT_FOUND : ret ? walk_status(ret) : 0;
}

static void drop(struct path *p)
{
	path_put(p);
	*p = (struct path){};
}

static u32 find_missing(const struct fsa_volume *v, const struct fsa_name *name, u32 flags,
			struct fsa_found *f)
{
	char *path = kmalloc(PATH_MAX, GFP_KERNEL);
	u32 status;
	int ret;

	if (!path)
		return STATUS_INSUFFICIENT_RESOURCES;
	ret = find_folded(v, name, flags & FSA_LOOKUP_EXACT, f, path);
	if (!ret) {
		drop(&f->parent);
		status = follow(v, path, flags, f);
	} else if (ret == -ENOENT) {
		status = STATUS_OBJECT_NAME_NOT_FOUND;
	} else {
		status = walk_status(ret);
	}
	kfree(path);
	return status;
}

/**
 * fsa_lookup() - find what a path names
 * @v: volume
 * @name: path
 * @flags: FSA_LOOKUP_*
 * @f: result; to be given to fsa_found_put() whatever the status
 *
 * Context: the user's credential; may sleep.
 * Return: STATUS_SUCCESS: @f has entry and path. STATUS_OBJECT_NAME_NOT_FOUND: all but
 * the last component is there, @f has the parent unless a symlink without a target
 * has the name. STATUS_OBJECT_PATH_NOT_FOUND, STATUS_ACCESS_DENIED, ...
 */
u32 fsa_lookup(const struct fsa_volume *v, const struct fsa_name *name, u32 flags,
	       struct fsa_found *f)
{
	u32 status;
	int ret;

	*f = (struct fsa_found){};
	if (v->opts.case_sensitive)
		flags |= FSA_LOOKUP_EXACT;
	ret = walk(v, name->path, 0, &f->entry);
	if (!ret)
		status = follow(v, name->path, flags, f);
	else if (ret == -ENOENT)
		status = find_missing(v, name, flags, f);
	else
		status = walk_status(ret);
	if (status && status != STATUS_OBJECT_NAME_NOT_FOUND)
		fsa_found_put(f);
	return status;
}

/**
 * fsa_found_put() - give back what a look-up found
 * @f: result of fsa_lookup()
 */
void fsa_found_put(struct fsa_found *f)
{
	drop(&f->entry);
	drop(&f->path);
	drop(&f->parent);
}

static char *prepend(char *end, const char *buf, const char *name, size_t len)
{
	if (end - buf < len + 1)
		return NULL;
	end -= len;
	memcpy(end, name, len);
	*--end = '/';
	return end;
}

/**
 * fsa_lookup_name() - the path of something below the root
 * @v: volume
 * @p: file or directory
 * @buf: where the path is built
 * @len: bytes of @buf
 *
 * Return: the path inside of @buf, UTF-8, with '/' before each component, "/" for the
 * root; ERR_PTR(-ENAMETOOLONG), or ERR_PTR(-ENOENT) for what is no longer below
 * the root.
 */
char *fsa_lookup_name(const struct fsa_volume *v, const struct path *p, char *buf, size_t len)
{
	struct path at = *p;
	char *pos = buf + len - 1;

	*pos = 0;
	path_get(&at);
	while (!path_equal(&at, &v->root)) {
		struct name_snapshot name;
		struct dentry *parent;

		if (at.dentry == at.mnt->mnt_root) {
			if (follow_up(&at))
				continue;
			pos = ERR_PTR(-ENOENT);
			break;
		}
		parent = dget_parent(at.dentry);
		if (parent == at.dentry) {
			dput(parent);
			pos = ERR_PTR(-ENOENT);
			break;
		}
		take_dentry_name_snapshot(&name, at.dentry);
		pos = prepend(pos, buf, name.name.name, name.name.len);
		release_dentry_name_snapshot(&name);
		dput(at.dentry);
		at.dentry = parent;
		if (!pos) {
			pos = ERR_PTR(-ENAMETOOLONG);
			break;
		}
	}
	path_put(&at);
	if (!IS_ERR(pos) && !*pos)
		*--pos = '/';
	return pos;
}

/**
 * fsa_lookup_follow() - where a symlink leads that a listing met
 * @v: volume
 * @link: the symlink
 * @to: result, held
 *
 * Return: 0 or a negative errno, for what leads out of the root too.
 */
int fsa_lookup_follow(const struct fsa_volume *v, const struct path *link, struct path *to)
{
	char *buf = kmalloc(PATH_MAX, GFP_KERNEL), *path;
	int ret;

	if (!buf)
		return -ENOMEM;
	path = fsa_lookup_name(v, link, buf, PATH_MAX);
	ret = IS_ERR(path) ? PTR_ERR(path) : walk(v, path + 1, LOOKUP_FOLLOW, to);
	kfree(buf);
	return ret;
}
