// SPDX-License-Identifier: GPL-2.0
/*
 * File attributes (MS-FSCC 2.6) and the creation time, kept in user.DOSATTRIB in
 * Samba's format, so that a folder can be served by Samba before and after.
 *
 * They are read without a look at Linux permissions: who may see that a file is
 * there may see its attributes, as with its size. They are written as the keeper
 * (user.c), since Linux lets nobody write a user.* attribute of a file of mode 0444.
 * FILE_ATTRIBUTE_READONLY is a matter of NT only and does not touch the mode.
 *
 * The change time, which Linux lets nobody set, lies behind what Samba reads: the time
 * that was set, and the inode's own at that moment. It counts for as long as the inode
 * still has the latter: whatever happens to the file, here or by a local process, moves
 * that, and the truth is told again.
 */
#include <linux/fs.h>
#include <linux/mount.h>
#include <linux/xattr.h>
#include <lwsmb/time.h>
#include <lwsmb/wire_fscc.h>
#include <lwsmb/wire_sec.h>

#include "attr.h"
#include "user.h"

#define DOSATTRIB_MAX 256
#define DOSATTRIB_VERSION 5
#define WRITE_ATTEMPTS 8

/**
 * fsa_attr_filetime() - a time of the VFS as a FILETIME
 * @ts: time
 *
 * Return: FILETIME.
 */
u64 fsa_attr_filetime(const struct timespec64 *ts)
{
	u64 ft;

	filetime_encode(ts->tv_sec, ts->tv_nsec, &ft);
	return ft;
}

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
	if (m.version == DOSATTRIB_VERSION && (m.valid_flags & SAMBA_DOS_CHANGE_TIME) &&
	    (wire_rd_le64(&r, &a->change_time) || wire_rd_le64(&r, &a->change_seen)))
		a->change_time = 0;
}

/**
 * fsa_attr_change_time() - the change time that a client sees
 * @a: what is kept
 * @ctime: the inode's change time
 *
 * Return: FILETIME.
 */
u64 fsa_attr_change_time(const struct fsa_attr *a, const struct timespec64 *ctime)
{
	u64 ft = fsa_attr_filetime(ctime);

	return a->change_time && a->change_seen == ft ? a->change_time : ft;
}

static int encode_change(struct wire_wr *w, const struct fsa_attr *a)
{
	return wire_fscc_number_encode(w, FILE_INTERNAL_INFORMATION, a->change_time) ?:
	       wire_fscc_number_encode(w, FILE_INTERNAL_INFORMATION, a->change_seen);
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
	if (a->change_time)
		m.valid_flags |= SAMBA_DOS_CHANGE_TIME;
	wire_wr_init(&w, value, room);
	ret = wire_samba_dosattrib_encode(&w, &m);
	if (!ret && a->change_time)
		ret = encode_change(&w, a);
	return ret ?: wire_wr_off(&w);
}

static u64 inode_change_time(const struct inode *inode)
{
	const struct timespec64 ctime = inode_get_ctime(inode);

	return fsa_attr_filetime(&ctime);
}

/*
 * Writing moves the inode's change time to what the clock says then. It moves in steps
 * of some milliseconds, so that what it will be is known, but for a step in between.
 */
static int write_once(const struct path *p, struct fsa_attr *a)
{
	struct inode *inode = d_inode(p->dentry);
	const struct timespec64 now = current_time(inode);
	u8 value[DOSATTRIB_MAX];
	int len;

	a->change_seen = fsa_attr_filetime(&now);
	len = encode(inode, a, value, sizeof(value));
	if (len < 0)
		return len;
	return vfs_setxattr(mnt_idmap(p->mnt), p->dentry, SAMBA_XATTR_DOSATTRIB, value, len, 0);
}

/**
 * fsa_attr_write() - write attributes, creation and change time
 * @p: file or directory
 * @a: what to keep; its change time is replaced
 * @change_time: FILETIME that somebody sets, or 0: this is a change as any other, and what
 *               was set before counts no longer
 *
 * The caller has checked the access granted. To read, change and write is one step
 * under struct fsa_file.meta_lock.
 *
 * Return: 0 or a negative errno; -EOPNOTSUPP where the file system has no such
 * attributes.
 */
int fsa_attr_write(const struct path *p, struct fsa_attr *a, u64 change_time)
{
	struct inode *inode = d_inode(p->dentry);
	int ret, i = WRITE_ATTEMPTS;
	const struct cred *saved;

	if (!S_ISREG(inode->i_mode) && !S_ISDIR(inode->i_mode))
		return -EOPNOTSUPP;
	ret = mnt_want_write(p->mnt);
	if (ret)
		return ret;
	a->change_time = change_time;
	saved = fsa_keeper_begin();
	do
		ret = write_once(p, a);
	while (!ret && change_time && a->change_seen != inode_change_time(inode) && --i);
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
