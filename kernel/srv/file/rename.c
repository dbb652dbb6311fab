// SPDX-License-Identifier: GPL-2.0
/*
 * New names for a file: renaming (MS-FSA 2.1.5.15.11) and hard links (2.1.5.15.6).
 *
 * Names are checked, and where they may be, by the same rules as those of an open.
 * What is renamed is the directory entry by which the file was opened, wherever a
 * local process has put it since.
 */
#include <linux/fs.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/random.h>
#include <lwsmb/proto_create.h>

#include "access.h"
#include "attr.h"
#include "file.h"
#include "lookup.h"
#include "name.h"
#include "name_index.h"
#include "open.h"
#include "unlink.h"
#include "user.h"
#include "volume.h"

/**
 * struct target - a name that an open file shall get
 * @o: open
 * @name: the name, parsed
 * @found: what has it now
 * @parent: directory that holds it or will; held
 * @delegated: what the VFS refused because of a delegation, for fsa_deleg_again()
 * @replace: the file that has the name may go
 * @posix: even if somebody has it open
 * @ignore_read_only: even if it is FILE_ATTRIBUTE_READONLY
 */
struct target {
	struct fsa_open *o;
	struct fsa_name *name;
	struct fsa_found found;
	struct path parent;
	struct inode *delegated;
	bool replace;
	bool posix;
	bool ignore_read_only;
};

/* FILE_LINK_* have the same values as far as they exist. */
static void set_flags(struct target *t, u32 flags)
{
	static_assert(FILE_RENAME_REPLACE_IF_EXISTS == FILE_LINK_REPLACE_IF_EXISTS);
	static_assert(FILE_RENAME_POSIX_SEMANTICS == FILE_LINK_POSIX_SEMANTICS);
	static_assert(FILE_RENAME_IGNORE_READONLY_ATTRIBUTE ==
		      FILE_LINK_IGNORE_READONLY_ATTRIBUTE);

	t->replace = flags & FILE_RENAME_REPLACE_IF_EXISTS;
	t->posix = flags & FILE_RENAME_POSIX_SEMANTICS;
	t->ignore_read_only = flags & FILE_RENAME_IGNORE_READONLY_ATTRIBUTE;
}

static bool is_itself(const struct target *t)
{
	return t->found.entry.dentry == t->o->entry.dentry;
}

/* May what has the name now be replaced? */
static u32 check_existing(const struct target *t)
{
	const struct fsa_found *f = &t->found;
	struct fsa_attr attr;
	struct inode *inode;
	u32 status, access;

	if (!f->entry.dentry || is_itself(t))
		return STATUS_SUCCESS;
	inode = d_inode(f->path.dentry);
	if (!t->replace)
		return STATUS_OBJECT_NAME_COLLISION;
	if (d_is_dir(f->path.dentry) || d_is_dir(t->o->path.dentry))
		return STATUS_ACCESS_DENIED;
	fsa_attr_read(&f->path, &attr);
	if ((attr.attributes & FILE_ATTRIBUTE_READONLY) && !t->ignore_read_only)
		return STATUS_ACCESS_DENIED;
	status = fsa_access_possible(t->o->volume, &f->entry, &f->path, &access);
	if (status || !(access & ACCESS_DELETE))
		return status ?: STATUS_ACCESS_DENIED;
	if (fsa_file_name_pending(f->entry.dentry, inode) ||
	    (fsa_file_is_open(inode) && !t->posix))
		return STATUS_ACCESS_DENIED;
	return STATUS_SUCCESS;
}

static u32 find_target(struct target *t, const struct wire_span *name)
{
	struct fsa_found *f = &t->found;
	u32 status;

	status = fsa_name_parse(name, &t->name);
	if (status)
		return status;
	if (!t->name->count)
		return STATUS_OBJECT_NAME_COLLISION;
	status = fsa_lookup(t->o->volume, t->name, FSA_LOOKUP_LINK, f);
	if (status == STATUS_OBJECT_NAME_NOT_FOUND && f->parent.dentry) {
		t->parent = f->parent;
		path_get(&t->parent);
		return STATUS_SUCCESS;
	}
	if (status)
		return status;
	if (path_equal(&f->entry, &t->o->volume->root))
		return STATUS_ACCESS_DENIED;
	t->parent.mnt = mntget(f->entry.mnt);
	t->parent.dentry = dget_parent(f->entry.dentry);
	return STATUS_SUCCESS;
}

static u32 check_target(const struct target *t)
{
	bool listed = false;
	u32 status;

	status = check_existing(t);
	if (status)
		return status;
	if (t->parent.mnt != t->o->entry.mnt)
		return STATUS_NOT_SAME_DEVICE;
	if (fsa_volume_read_only(t->o->volume, &t->parent))
		return STATUS_MEDIA_WRITE_PROTECTED;
	if (fsa_file_name_pending(t->parent.dentry, d_inode(t->parent.dentry)))
		return STATUS_DELETE_PENDING;
	return fsa_access_may_add(&t->parent, d_is_dir(t->o->path.dentry), &listed);
}

static void target_put(struct target *t)
{
	fsa_found_put(&t->found);
	path_put(&t->parent);
	fsa_name_free(t->name);
}

/* Has the name come in another case, and not as the file's own that is renamed? */
static bool has_twin(const struct target *t)
{
	struct wire_span last;

	if (t->found.entry.dentry || t->o->volume->opts.case_sensitive)
		return false;
	fsa_name_last(t->name, &last);
	return fsa_index_has(&t->parent, &last);
}

/* The entry that will have the name; the parent is locked. */
static struct dentry *new_entry(const struct target *t)
{
	const struct fsa_name *n = t->name;
	struct dentry *d;

	/* What was found under another spelling keeps its spelling when it is replaced. */
	if (t->found.entry.dentry && !is_itself(t)) {
		d = t->found.entry.dentry;
		if (d->d_parent != t->parent.dentry || d_unhashed(d) || d_is_negative(d))
			return ERR_PTR(-EEXIST);
		return dget(d);
	}
	d = lookup_one(mnt_idmap(t->parent.mnt), n->path + n->last, t->parent.dentry,
		       n->len - n->last);
	if (!IS_ERR(d) && (d_is_positive(d) ? d != t->o->entry.dentry : has_twin(t))) {
		dput(d);
		return ERR_PTR(-EEXIST); /* came since it was looked for */
	}
	return d;
}

/*
 * The VFS's rename, over a file that has the name if there is one. That nobody has it
 * open was asked without a lock; here it is asked so that it stays true.
 */
static int rename_over(const struct target *t, struct renamedata *rd)
{
	struct fsa_claim claim;
	int ret;

	if (d_is_negative(rd->new_dentry))
		return vfs_rename(rd);
	ret = fsa_file_claim(&claim, &t->found.entry, d_inode(t->found.path.dentry), t->posix);
	if (ret)
		return ret;
	ret = vfs_rename(rd);
	fsa_file_unclaim(&claim);
	return ret;
}

/* ---- rename --------------------------------------------------------------------- */

static int rename_locked(struct target *t, struct dentry *old_parent, struct dentry *trap)
{
	struct mnt_idmap *idmap = mnt_idmap(t->parent.mnt);
	struct dentry *old = t->o->entry.dentry, *new;
	struct renamedata rd = {
		.old_mnt_idmap = idmap,
		.new_mnt_idmap = idmap,
		.old_dir = d_inode(old_parent),
		.new_dir = d_inode(t->parent.dentry),
		.old_dentry = old,
		.delegated_inode = &t->delegated,
	};
	int ret = 0;

	if (d_unhashed(old) || d_is_negative(old))
		return -ENOENT;
	if (old == trap)
		return -EINVAL; /* into itself */
	new = new_entry(t);
	if (IS_ERR(new))
		return PTR_ERR(new);
	rd.new_dentry = new;
	if (new == trap)
		ret = -EACCES;
	else if (new != old)
		ret = rename_over(t, &rd);
	dput(new);
	return ret;
}

static int do_rename(struct target *t)
{
	struct dentry *old = t->o->entry.dentry, *old_parent, *trap;
	bool moved = false;
	int ret;

	ret = mnt_want_write(t->parent.mnt);
	if (ret)
		return ret;
	do {
		old_parent = dget_parent(old);
		trap = lock_rename(t->parent.dentry, old_parent);
		if (IS_ERR(trap)) {
			dput(old_parent);
			ret = PTR_ERR(trap);
			break;
		}
		/* A local process may have moved it before it was locked. */
		moved = old->d_parent != old_parent;
		if (!moved)
			ret = rename_locked(t, old_parent, trap);
		unlock_rename(t->parent.dentry, old_parent);
		dput(old_parent);
	} while (moved || fsa_deleg_again(&t->delegated, &ret));
	mnt_drop_write(t->parent.mnt);
	return ret;
}

static u32 check_source(const struct fsa_open *o)
{
	if (!(o->access & ACCESS_DELETE))
		return STATUS_ACCESS_DENIED;
	if (path_equal(&o->entry, &o->volume->root) || o->entry.dentry == o->entry.mnt->mnt_root)
		return STATUS_ACCESS_DENIED;
	if (fsa_volume_read_only(o->volume, &o->entry))
		return STATUS_MEDIA_WRITE_PROTECTED;
	if (d_is_dir(o->entry.dentry) && fsa_file_open_below(o->entry.dentry))
		return STATUS_ACCESS_DENIED;
	return STATUS_SUCCESS;
}

static u32 rename_status(int err)
{
	return err == -ENOTEMPTY || err == -EISDIR || err == -ENOTDIR ? STATUS_ACCESS_DENIED :
									fsa_status(err);
}

static u32 rename_to(struct target *t, const struct wire_span *name)
{
	u32 status;

	status = find_target(t, name);
	if (!status)
		status = check_target(t);
	if (!status && is_subdir(t->parent.dentry, t->o->entry.dentry))
		status = STATUS_INVALID_PARAMETER; /* into itself */
	/*
	 * To rename is to open the directory that gets the name in a way that nobody may
	 * delete it, and that takes the others' consent.
	 */
	if (!status && fsa_file_conflicts(d_inode(t->parent.dentry), ACCESS_DELETE,
					  FILE_SHARE_READ | FILE_SHARE_WRITE))
		status = STATUS_SHARING_VIOLATION;
	return status ?: rename_status(do_rename(t));
}

/**
 * fsa_rename() - give an open file another name
 * @o: open with ACCESS_DELETE
 * @name: path below the root, without a leading '\'
 * @flags: FILE_RENAME_*
 *
 * Context: process context, may sleep; no lock held.
 * Return: NTSTATUS. STATUS_ACCESS_DENIED also for a directory of which something is
 * open, and if what has the name is a directory, is open or read-only;
 * STATUS_NOT_SAME_DEVICE across mount points.
 */
u32 fsa_rename(struct fsa_open *o, const struct wire_span *name, u32 flags)
{
	const struct cred *saved = fsa_user_begin(o->user);
	struct target t = { .o = o };
	u32 status;

	set_flags(&t, flags);
	status = check_source(o);
	if (!status)
		status = rename_to(&t, name);
	target_put(&t);
	fsa_user_end(saved);
	return status;
}

/* ---- link ----------------------------------------------------------------------- */

/* A name that nobody has: beside what it will replace, for a moment. */
static struct dentry *passing_entry(const struct target *t)
{
	char name[32];
	struct dentry *d;

	snprintf(name, sizeof(name), ".lwsmb-%016llx", get_random_u64());
	d = lookup_one(mnt_idmap(t->parent.mnt), name, t->parent.dentry, strlen(name));
	if (!IS_ERR(d) && d_is_positive(d)) {
		dput(d);
		return ERR_PTR(-EEXIST);
	}
	return d;
}

/* What has the name goes when the link is there, not before: the link may fail. */
static int link_over(struct target *t, struct dentry *old)
{
	struct mnt_idmap *idmap = mnt_idmap(t->parent.mnt);
	struct inode *dir = d_inode(t->parent.dentry);
	struct dentry *passing;
	struct renamedata rd = {
		.old_mnt_idmap = idmap,
		.new_mnt_idmap = idmap,
		.old_dir = dir,
		.new_dir = dir,
		.new_dentry = old,
		.delegated_inode = &t->delegated,
	};
	int ret;

	/* Two names of one file: rename() would leave both. */
	if (d_inode(old) == d_inode(t->o->path.dentry))
		return 0;
	passing = passing_entry(t);
	if (IS_ERR(passing))
		return PTR_ERR(passing);
	rd.old_dentry = passing;
	ret = vfs_link(t->o->path.dentry, idmap, dir, passing, &t->delegated);
	if (!ret) {
		ret = rename_over(t, &rd);
		if (ret)
			vfs_unlink(idmap, dir, passing, NULL);
	}
	dput(passing);
	return ret;
}

static int link_locked(struct target *t)
{
	struct mnt_idmap *idmap = mnt_idmap(t->parent.mnt);
	struct inode *dir = d_inode(t->parent.dentry);
	struct dentry *new;
	int ret;

	new = new_entry(t);
	if (IS_ERR(new))
		return PTR_ERR(new);
	if (d_is_negative(new))
		ret = vfs_link(t->o->path.dentry, idmap, dir, new, &t->delegated);
	else
		ret = is_itself(t) ? 0 : link_over(t, new);
	dput(new);
	return ret;
}

static int do_link(struct target *t)
{
	int ret;

	ret = mnt_want_write(t->parent.mnt);
	if (ret)
		return ret;
	do {
		inode_lock_nested(d_inode(t->parent.dentry), I_MUTEX_PARENT);
		ret = link_locked(t);
		inode_unlock(d_inode(t->parent.dentry));
	} while (fsa_deleg_again(&t->delegated, &ret));
	mnt_drop_write(t->parent.mnt);
	return ret;
}

/*
 * A link takes no access of the open, but it changes the share. As with
 * fs.protected_hardlinks, nobody links to what he could not have written.
 */
static u32 check_link_source(const struct fsa_open *o)
{
	struct mnt_idmap *idmap = mnt_idmap(o->path.mnt);
	struct inode *inode = d_inode(o->path.dentry);

	if (S_ISDIR(inode->i_mode))
		return STATUS_FILE_IS_A_DIRECTORY;
	if (!S_ISREG(inode->i_mode) || !(o->tree_access & FILE_WRITE_DATA))
		return STATUS_ACCESS_DENIED;
	if (fsa_volume_read_only(o->volume, &o->path))
		return STATUS_MEDIA_WRITE_PROTECTED;
	if (!inode_owner_or_capable(idmap, inode) &&
	    inode_permission(idmap, inode, MAY_READ | MAY_WRITE))
		return STATUS_ACCESS_DENIED;
	return STATUS_SUCCESS;
}

/**
 * fsa_link() - give an open file one more name
 * @o: open of a file
 * @name: path below the root, without a leading '\'
 * @flags: FILE_LINK_*
 *
 * Return: NTSTATUS.
 */
u32 fsa_link(struct fsa_open *o, const struct wire_span *name, u32 flags)
{
	const struct cred *saved = fsa_user_begin(o->user);
	struct target t = { .o = o };
	u32 status;

	set_flags(&t, flags);
	status = check_link_source(o);
	if (!status)
		status = find_target(&t, name);
	if (!status)
		status = check_target(&t);
	if (!status)
		status = fsa_status(do_link(&t));
	target_put(&t);
	fsa_user_end(saved);
	return status;
}
