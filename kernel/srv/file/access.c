// SPDX-License-Identifier: GPL-2.0
/*
 * NT access masks over Linux permissions (MS-FSA 2.1.5.1.2.1, MS-DTYP 2.4.3).
 *
 * What Linux lets the user do decides, asked of the VFS with his credential, so that
 * POSIX ACLs, immutable files and security modules count:
 *
 *	r		read data and EAs, list; execute a file, as a client that
 *			executes it reads it. The x bit of a file is Linux's own affair
 *	w		write, append, EAs, attributes; in a directory (with x) add,
 *			delete children. Of an append-only file (chattr +a): append
 *	x		traverse a directory
 *	owner		attributes, change of permissions and owner
 *	w and x of the parent, sticky bit respected: delete
 *
 * To see attributes and permissions takes what stat() takes: to get there.
 *
 * Where a list of NT is kept of the file (acl.c), or of the directory that it is in, the
 * user gets what both that and Linux allow. As with Windows a directory that may be
 * listed shows the attributes of what is in it, and who may delete its children may
 * delete them whatever their own lists say.
 */
#include <linux/fs.h>
#include <linux/mount.h>
#include <linux/namei.h>

#include "access.h"
#include "acl.h"
#include "volume.h"

#define GENERIC_READ_BITS \
	(FILE_READ_DATA | FILE_READ_EA | FSA_ACCESS_STAT)
#define GENERIC_WRITE_BITS \
	(FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_WRITE_EA | FILE_WRITE_ATTRIBUTES | \
	 ACCESS_READ_CONTROL | ACCESS_SYNCHRONIZE)
#define GENERIC_EXECUTE_BITS (FILE_EXECUTE | FSA_ACCESS_STAT)
#define GENERIC_BITS \
	(ACCESS_GENERIC_READ | ACCESS_GENERIC_WRITE | ACCESS_GENERIC_EXECUTE | ACCESS_GENERIC_ALL)

/**
 * fsa_access_map() - replace generic bits by those of files
 * @desired: access mask
 *
 * Return: access mask without generic bits; MAXIMUM_ALLOWED stays.
 */
u32 fsa_access_map(u32 desired)
{
	u32 mask = desired & ~GENERIC_BITS;

	if (desired & ACCESS_GENERIC_READ)
		mask |= GENERIC_READ_BITS;
	if (desired & ACCESS_GENERIC_WRITE)
		mask |= GENERIC_WRITE_BITS;
	if (desired & ACCESS_GENERIC_EXECUTE)
		mask |= GENERIC_EXECUTE_BITS;
	if (desired & ACCESS_GENERIC_ALL)
		mask |= FSA_ACCESS_ALL;
	return mask;
}

static bool may(const struct path *p, int what)
{
	return !inode_permission(mnt_idmap(p->mnt), d_inode(p->dentry), what);
}

/* As the VFS decides about unlink() and rename(): the parent's rights and sticky bit. */
static bool may_delete(const struct path *entry)
{
	struct mnt_idmap *idmap = mnt_idmap(entry->mnt);
	struct inode *inode = d_inode(entry->dentry);
	struct path parent = { .mnt = entry->mnt };
	bool ok;

	if (IS_APPEND(inode) || IS_IMMUTABLE(inode))
		return false;
	parent.dentry = dget_parent(entry->dentry);
	ok = may(&parent, MAY_WRITE | MAY_EXEC) && !IS_APPEND(d_inode(parent.dentry)) &&
	     !check_sticky(idmap, d_inode(parent.dentry), inode);
	dput(parent.dentry);
	return ok;
}

/**
 * fsa_access_of_mode() - what permission bits allow whom they apply to
 * @bits: r, w and x, as for others
 * @directory: of a directory
 *
 * Return: access mask.
 */
u32 fsa_access_of_mode(umode_t bits, bool directory)
{
	u32 a = FSA_ACCESS_STAT;

	if (bits & MAY_READ)
		a |= FILE_READ_DATA | FILE_READ_EA | (directory ? 0 : FILE_EXECUTE);
	if (bits & MAY_WRITE)
		a |= FILE_WRITE_EA | FILE_WRITE_ATTRIBUTES;
	if ((bits & MAY_WRITE) && (!directory || (bits & MAY_EXEC)))
		a |= FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_DELETE_CHILD;
	if ((bits & MAY_EXEC) && directory)
		a |= FILE_TRAVERSE;
	return a;
}

static u32 of_path(const struct path *p)
{
	bool dir = d_is_dir(p->dentry);
	u32 a;

	a = fsa_access_of_mode((may(p, MAY_READ) ? MAY_READ : 0) |
			       (may(p, MAY_WRITE) ? MAY_WRITE : 0) |
			       (dir && may(p, MAY_EXEC) ? MAY_EXEC : 0), dir);
	/* Of this inode_permission() knows nothing: it is open() that asks for O_APPEND. */
	if (!dir && IS_APPEND(d_inode(p->dentry)))
		a &= ~(FILE_WRITE_DATA | FILE_WRITE_EA | FILE_WRITE_ATTRIBUTES);
	return a;
}

/* What the directory's list says that has the name, and what it lets do with Linux. */
static int of_parent(const struct path *entry, u32 *list, u32 *both)
{
	struct path parent = { .mnt = entry->mnt };
	int ret;

	parent.dentry = dget_parent(entry->dentry);
	ret = fsa_acl_access_of(&parent, list);
	*both = *list & of_path(&parent);
	dput(parent.dentry);
	return ret;
}

/* What the lists say: of the file, and of the directory that has its name. */
static int of_lists(const struct path *entry, const struct path *p, bool root, u32 *list)
{
	u32 above = U32_MAX, both = 0;
	struct fsa_acl a;
	int ret, ret2 = 0;

	if (!root)
		ret2 = of_parent(entry, &above, &both);
	ret = fsa_acl_read(p, &a);
	*list = fsa_acl_access(&a, p);
	if (!a.kept)
		*list &= above & FILE_DELETE_CHILD ? U32_MAX : ~ACCESS_DELETE;
	else if (both & FILE_DELETE_CHILD)
		*list |= ACCESS_DELETE;
	if (a.kept && (both & FILE_LIST_DIRECTORY))
		*list |= FILE_READ_ATTRIBUTES;
	fsa_acl_free(&a);
	return ret ?: ret2;
}

/**
 * fsa_access_may_add() - may the user make something in a directory?
 * @dir: directory
 * @directory: it is a directory that shall be made
 * @listed: set if the directory has a list, which may pass on to it
 *
 * What Linux says is asked by making it.
 *
 * Context: the user's credential; may sleep.
 * Return: STATUS_SUCCESS, STATUS_ACCESS_DENIED, or an error of the file system.
 */
u32 fsa_access_may_add(const struct path *dir, bool directory, bool *listed)
{
	u32 needs = directory ? FILE_ADD_SUBDIRECTORY : FILE_ADD_FILE, access;
	struct fsa_acl a;
	int ret;

	ret = fsa_acl_read(dir, &a);
	access = fsa_acl_access(&a, dir);
	*listed |= a.kept;
	fsa_acl_free(&a);
	if (ret)
		return fsa_status(ret);
	return access & needs ? STATUS_SUCCESS : STATUS_ACCESS_DENIED;
}

/**
 * fsa_access_possible() - all that the user may do with a file
 * @v: volume
 * @entry: name that leads to it
 * @p: the file, symlinks followed
 * @access: result: access mask
 *
 * Context: the user's credential; may sleep.
 * Return: STATUS_SUCCESS, or an error of the file system.
 */
u32 fsa_access_possible(const struct fsa_volume *v, const struct path *entry,
			const struct path *p, u32 *access)
{
	struct inode *inode = d_inode(p->dentry);
	/* What is above the root of a bind mount may lie outside of the share. */
	bool root = path_equal(entry, &v->root) || entry->dentry == entry->mnt->mnt_root;
	u32 a = FSA_ACCESS_STAT;
	int ret;

	if (S_ISDIR(inode->i_mode) || S_ISREG(inode->i_mode))
		a |= of_path(p);
	if (inode_owner_or_capable(mnt_idmap(p->mnt), inode))
		a |= FILE_WRITE_ATTRIBUTES | ACCESS_WRITE_DAC | ACCESS_WRITE_OWNER;
	/* A root's name is not the volume's; that it cannot go is said when it shall. */
	if (root)
		a |= a & FILE_DELETE_CHILD ? ACCESS_DELETE : 0;
	else if (may_delete(entry))
		a |= ACCESS_DELETE;
	if (fsa_volume_read_only(v, p))
		a &= ~FSA_ACCESS_CHANGE;
	ret = of_lists(entry, p, root, access);
	*access &= a;
	return fsa_status(ret);
}

/**
 * fsa_access_grant() - decide what an open gets, MS-FSA 2.1.5.1.2.1
 * @c: request; its tree's access is the upper limit
 * @desired: access mask without generic bits, with what the disposition takes
 * @possible: what fsa_access_possible() said
 * @read_only: nothing can be changed here
 * @granted: result: @c's access mask, MAXIMUM_ALLOWED replaced by what it stands for
 *
 * Return: STATUS_SUCCESS, STATUS_ACCESS_DENIED, STATUS_PRIVILEGE_NOT_HELD or
 * STATUS_MEDIA_WRITE_PROTECTED.
 */
u32 fsa_access_grant(const struct fsa_create *c, u32 desired, u32 possible, bool read_only,
		     u32 *granted)
{
	u32 want = desired & ~ACCESS_MAXIMUM_ALLOWED;
	u32 own = fsa_access_map(c->desired_access);

	if (want & ACCESS_SYSTEM_SECURITY)
		return STATUS_PRIVILEGE_NOT_HELD;
	if (want & ~c->tree_access)
		return STATUS_ACCESS_DENIED;
	if (read_only && (want & FSA_ACCESS_CHANGE))
		return STATUS_MEDIA_WRITE_PROTECTED;
	if (want & ~possible)
		return STATUS_ACCESS_DENIED;
	*granted = own & ~ACCESS_MAXIMUM_ALLOWED;
	if (own & ACCESS_MAXIMUM_ALLOWED)
		*granted |= possible & c->tree_access;
	return STATUS_SUCCESS;
}
