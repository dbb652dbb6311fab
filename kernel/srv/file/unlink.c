// SPDX-License-Identifier: GPL-2.0
/*
 * Deleting a name: whether it may go (MS-FSA 2.1.5.15.3), and its going (2.1.5.5).
 */
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/mount.h>
#include <linux/namei.h>

#include "attr.h"
#include "file.h"
#include "open.h"
#include "unlink.h"
#include "user.h"
#include "volume.h"

#define FILE_DISPOSITION_FLAGS \
	(FILE_DISPOSITION_DELETE | FILE_DISPOSITION_POSIX_SEMANTICS | \
	 FILE_DISPOSITION_FORCE_IMAGE_SECTION_CHECK | FILE_DISPOSITION_ON_CLOSE | \
	 FILE_DISPOSITION_IGNORE_READONLY_ATTRIBUTE)

/**
 * fsa_lock_parent() - lock the directory that holds an entry
 * @entry: directory entry
 *
 * The entry may be moved until the lock is held, so it is looked at again.
 *
 * Context: takes the directory's i_rwsem, to be released by inode_unlock().
 * Return: the directory, held.
 */
struct dentry *fsa_lock_parent(struct dentry *entry)
{
	struct dentry *parent;

	for (;;) {
		parent = dget_parent(entry);
		inode_lock_nested(d_inode(parent), I_MUTEX_PARENT);
		if (entry->d_parent == parent)
			return parent;
		inode_unlock(d_inode(parent));
		dput(parent);
	}
}

static int unlink_once(const struct path *entry, struct inode **delegated)
{
	struct mnt_idmap *idmap = mnt_idmap(entry->mnt);
	struct dentry *dentry = entry->dentry, *parent;
	int ret;

	parent = fsa_lock_parent(dentry);
	if (d_unhashed(dentry) || d_is_negative(dentry))
		ret = -ENOENT; /* a local process was faster */
	else if (d_is_dir(dentry))
		ret = vfs_rmdir(idmap, d_inode(parent), dentry);
	else
		ret = vfs_unlink(idmap, d_inode(parent), dentry, delegated);
	inode_unlock(d_inode(parent));
	dput(parent);
	return ret;
}

static int unlink_entry(const struct path *entry)
{
	struct inode *delegated = NULL;
	int ret;

	if (IS_ROOT(entry->dentry) || entry->dentry == entry->mnt->mnt_root)
		return -EBUSY;
	ret = mnt_want_write(entry->mnt);
	if (ret)
		return ret;
	do
		ret = unlink_once(entry, &delegated);
	while (fsa_deleg_again(&delegated, &ret));
	mnt_drop_write(entry->mnt);
	return ret;
}

/**
 * fsa_unlink() - let a name go
 * @entry: the name
 * @user: under whose right
 *
 * It can fail: the directory got an entry, the right was taken away. Then the name
 * stays, as a close has no way to say so.
 */
void fsa_unlink(const struct path *entry, const struct fsa_user *user)
{
	const struct cred *saved = fsa_user_begin(user);
	int ret;

	ret = unlink_entry(entry);
	fsa_user_end(saved);
	if (ret && ret != -ENOENT && ret != -ENOTEMPTY)
		pr_debug("lwsmb_srv: %pd stays: %d\n", entry->dentry, ret);
}

struct empty_ctx {
	struct dir_context ctx;
	bool found;
};

static bool empty_actor(struct dir_context *ctx, const char *name, int len, loff_t off,
			u64 ino, unsigned int type)
{
	if ((len == 1 && name[0] == '.') || (len == 2 && name[0] == '.' && name[1] == '.'))
		return true;
	container_of(ctx, struct empty_ctx, ctx)->found = true;
	return false;
}

/**
 * fsa_unlink_empty() - is a directory empty?
 * @dir: directory
 *
 * Context: a user's credential. That he may list the directory is not asked: whether
 * it is empty he would learn by deleting it.
 * Return: STATUS_SUCCESS, STATUS_DIRECTORY_NOT_EMPTY or what iterate_dir() said.
 */
u32 fsa_unlink_empty(const struct path *dir)
{
	struct empty_ctx c = { .ctx.actor = empty_actor };
	struct file *filp;
	loff_t last;
	int ret;

	filp = dentry_open(dir, O_RDONLY | O_DIRECTORY | O_LARGEFILE, current_cred());
	if (IS_ERR(filp))
		return fsa_status(PTR_ERR(filp));
	do {
		last = filp->f_pos;
		ret = iterate_dir(filp, &c.ctx);
	} while (!ret && !c.found && filp->f_pos != last);
	__fput_sync(filp);
	if (c.found)
		return STATUS_DIRECTORY_NOT_EMPTY;
	return fsa_status(ret);
}

/**
 * fsa_unlink_check() - may the name of an open go?
 * @o: open, with its path and the entry's volume set
 * @ignore_read_only: FILE_ATTRIBUTE_READONLY does not keep it
 *
 * Context: the user's credential.
 * Return: STATUS_SUCCESS, STATUS_CANNOT_DELETE, STATUS_DIRECTORY_NOT_EMPTY, or an
 * error of the file system.
 */
u32 fsa_unlink_check(struct fsa_open *o, bool ignore_read_only)
{
	struct fsa_attr attr;

	if (path_equal(&o->entry, &o->volume->root) ||
	    o->entry.dentry == o->entry.mnt->mnt_root)
		return STATUS_CANNOT_DELETE;
	if (fsa_volume_read_only(o->volume, &o->entry))
		return STATUS_MEDIA_WRITE_PROTECTED;
	fsa_attr_read(&o->path, &attr);
	if ((attr.attributes & FILE_ATTRIBUTE_READONLY) && !ignore_read_only)
		return STATUS_CANNOT_DELETE;
	/* Of a symlink to a directory the symlink goes, and what is in there stays. */
	if (d_is_dir(o->entry.dentry))
		return fsa_unlink_empty(&o->entry);
	return STATUS_SUCCESS;
}

/**
 * fsa_set_disposition() - decide whether a name goes with its last handle
 * @o: open with ACCESS_DELETE
 * @flags: FILE_DISPOSITION_*
 *
 * With FILE_DISPOSITION_POSIX_SEMANTICS the name goes when this open is closed,
 * whoever else has it open. FILE_DISPOSITION_ON_CLOSE is about the delete-on-close
 * state of the open: set and reset as FILE_DELETE_ON_CLOSE of its creation.
 *
 * Return: NTSTATUS, MS-FSA 2.1.5.15.3 and 2.1.5.15.4.
 */
u32 fsa_set_disposition(struct fsa_open *o, u32 flags)
{
	const struct cred *saved;
	u32 status = STATUS_SUCCESS;

	if (!(o->access & ACCESS_DELETE))
		return STATUS_ACCESS_DENIED;
	if (flags & ~FILE_DISPOSITION_FLAGS)
		return STATUS_INVALID_PARAMETER;
	if (flags & FILE_DISPOSITION_DELETE) {
		saved = fsa_user_begin(o->user);
		status = fsa_unlink_check(o, flags & FILE_DISPOSITION_IGNORE_READONLY_ATTRIBUTE);
		fsa_user_end(saved);
		if (status)
			return status;
	}
	if (flags & FILE_DISPOSITION_ON_CLOSE) {
		assign_bit(FSA_OPEN_DELETE_ON_CLOSE, &o->flags, flags & FILE_DISPOSITION_DELETE);
		return STATUS_SUCCESS;
	}
	assign_bit(FSA_OPEN_POSIX_DELETE, &o->flags,
		   (flags & FILE_DISPOSITION_DELETE) && (flags & FILE_DISPOSITION_POSIX_SEMANTICS));
	fsa_file_set_pending(o, flags & FILE_DISPOSITION_DELETE);
	return STATUS_SUCCESS;
}
