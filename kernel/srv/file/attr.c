// SPDX-License-Identifier: GPL-2.0
/*
 * File attributes (MS-FSCC 2.6) and the creation time, kept in user.DOSATTRIB in
 * Samba's format, so that a folder can be served by Samba before and after.
 *
 * They are read without a look at Linux permissions: who may see that a file is
 * there may see its attributes, as with its size. They are written as the keeper
 * (user.c), since Linux lets nobody write a user.* attribute of a file of mode 0444.
 * FILE_ATTRIBUTE_READONLY is a matter of NT only and does not touch the mode.
 */
#include <linux/fs.h>
#include <linux/mount.h>
#include <linux/xattr.h>
#include <lwsmb/wire_sec.h>

#include "attr.h"
#include "user.h"

#define DOSATTRIB_MAX 256
#define DOSATTRIB_VERSION 5

/**
 * fsa_attr_read() - read attributes and creation time
 * @p: file or directory
 * @a: result; nothing set if there is no attribute or it is not Samba's
 */
void fsa_attr_read(const struct path *p, struct fsa_attr *a)
{
	struct dentry *dentry = p->dentry;
	struct samba_dosattrib m;
	u8 value[DOSATTRIB_MAX];
	struct wire_rd r;
	int len;

	*a = (struct fsa_attr){};
	if (!d_is_reg(dentry) && !d_is_dir(dentry))
		return;
	len = __vfs_getxattr(dentry, d_inode(dentry), SAMBA_XATTR_DOSATTRIB, value,
			     sizeof(value));
	if (len <= 0)
		return;
	wire_rd_init(&r, value, len);
	if (wire_samba_dosattrib_decode(&r, &m))
		return;
	if (m.version < 3 || m.version == SAMBA_DOS_VERSION_STRING ||
	    (m.valid_flags & SAMBA_DOS_ATTRIB))
		a->attributes = m.attrib & FSA_ATTR_STORED;
	if (m.version < 3 || (m.version != SAMBA_DOS_VERSION_STRING &&
			      (m.valid_flags & SAMBA_DOS_CREATE_TIME)))
		a->create_time = m.create_time;
}

static int encode(const struct inode *inode, const struct fsa_attr *a, u8 *value, size_t room)
{
	struct samba_dosattrib m = {
		.version = DOSATTRIB_VERSION,
		.valid_flags = SAMBA_DOS_ATTRIB,
		.attrib = a->attributes & FSA_ATTR_STORED,
		.create_time = a->create_time,
	};
	struct wire_wr w;
	int ret;

	if (S_ISDIR(inode->i_mode))
		m.attrib |= FILE_ATTRIBUTE_DIRECTORY;
	if (a->create_time)
		m.valid_flags |= SAMBA_DOS_CREATE_TIME;
	wire_wr_init(&w, value, room);
	ret = wire_samba_dosattrib_encode(&w, &m);
	return ret ?: wire_wr_off(&w);
}

/**
 * fsa_attr_write() - write attributes and creation time
 * @p: file or directory
 * @a: what to keep
 *
 * The caller has checked the access granted. To read, change and write is one step
 * under struct fsa_file.meta_lock.
 *
 * Return: 0 or a negative errno; -EOPNOTSUPP where the file system has no such
 * attributes.
 */
int fsa_attr_write(const struct path *p, const struct fsa_attr *a)
{
	struct inode *inode = d_inode(p->dentry);
	const struct cred *saved;
	u8 value[DOSATTRIB_MAX];
	int len, ret;

	if (!S_ISREG(inode->i_mode) && !S_ISDIR(inode->i_mode))
		return -EOPNOTSUPP;
	len = encode(inode, a, value, sizeof(value));
	if (len < 0)
		return len;
	ret = mnt_want_write(p->mnt);
	if (ret)
		return ret;
	saved = fsa_keeper_begin();
	ret = vfs_setxattr(mnt_idmap(p->mnt), p->dentry, SAMBA_XATTR_DOSATTRIB, value, len, 0);
	fsa_user_end(saved);
	mnt_drop_write(p->mnt);
	return ret;
}

/**
 * fsa_attr_visible() - attributes as a client sees them
 * @inode: inode
 * @a: what is kept of it
 *
 * Return: FILE_ATTRIBUTE_*, never 0.
 */
u32 fsa_attr_visible(const struct inode *inode, const struct fsa_attr *a)
{
	u32 v = a->attributes;

	if (S_ISDIR(inode->i_mode))
		v |= FILE_ATTRIBUTE_DIRECTORY;
	if (S_ISLNK(inode->i_mode))
		v |= FILE_ATTRIBUTE_REPARSE_POINT;
	return v ?: FILE_ATTRIBUTE_NORMAL;
}
