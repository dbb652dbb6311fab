// SPDX-License-Identifier: GPL-2.0
/*
 * Changing what is known of a file, MS-FSA 2.1.5.15: attributes, times, sizes.
 */
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/falloc.h> /* needs the types that fs.h brings */
#include <linux/mount.h>
#include <lwsmb/time.h>

#include "attr.h"
#include "file.h"
#include "open.h"
#include "setinfo.h"
#include "unlink.h"
#include "user.h"
#include "volume.h"

#define ATTRIBUTES_THAT_MATTER \
	(FILE_ATTRIBUTE_READONLY | FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM)

/**
 * fsa_set_kept() - change what is kept in user.DOSATTRIB
 * @o: open
 * @attributes: FILE_ATTRIBUTE_*, or NULL: as they are
 * @create_time: FILETIME, or NULL: as it is
 *
 * The caller has checked the access granted. Where the file system has no place for
 * it, what only describes the file (when it was made, whether it is archived) is left
 * out, as every query tells: a copy is worth more than that.
 *
 * Return: NTSTATUS; STATUS_NOT_SUPPORTED if an attribute that forbids or hides
 * something cannot be kept.
 */
u32 fsa_set_kept(struct fsa_open *o, const u32 *attributes, const u64 *create_time)
{
	struct fsa_attr now, then;
	int ret = 0;

	mutex_lock(&o->file->meta_lock);
	fsa_attr_read(&o->path, &then);
	now = then;
	if (attributes)
		now.attributes = (*attributes & FSA_ATTR_KEPT) |
				 (then.attributes & ~FSA_ATTR_KEPT);
	if (create_time)
		now.create_time = *create_time;
	if (now.attributes != then.attributes || now.create_time != then.create_time)
		ret = fsa_attr_write(&o->path, &now, 0);
	mutex_unlock(&o->file->meta_lock);
	if (ret == -EOPNOTSUPP && !((now.attributes ^ then.attributes) & ATTRIBUTES_THAT_MATTER))
		ret = 0;
	return fsa_status(ret);
}

/**
 * fsa_set_archive() - a file was changed: it wants to be archived again
 * @o: open through which it was written
 *
 * Once per open: who clears the attribute meanwhile, has archived it meanwhile.
 */
void fsa_set_archive(struct fsa_open *o)
{
	struct fsa_attr a;

	if (test_and_set_bit(FSA_OPEN_ARCHIVED, &o->flags))
		return;
	mutex_lock(&o->file->meta_lock);
	fsa_attr_read(&o->path, &a);
	if (!(a.attributes & FILE_ATTRIBUTE_ARCHIVE)) {
		a.attributes |= FILE_ATTRIBUTE_ARCHIVE;
		fsa_attr_write(&o->path, &a, 0);
	}
	mutex_unlock(&o->file->meta_lock);
}

/* ---- times --------------------------------------------------------------------- */

static int change(const struct path *p, struct iattr *attr)
{
	struct inode *inode = d_inode(p->dentry), *delegated = NULL;
	int ret;

	ret = mnt_want_write(p->mnt);
	if (ret)
		return ret;
	do {
		inode_lock(inode);
		ret = notify_change(mnt_idmap(p->mnt), p->dentry, attr, &delegated);
		inode_unlock(inode);
	} while (fsa_deleg_again(&delegated, &ret));
	mnt_drop_write(p->mnt);
	return ret;
}

/*
 * Linux lets the owner alone set a time; NT whoever has FILE_WRITE_ATTRIBUTES, and
 * a copy that arrives in another user's file wants its time. The open has that access
 * because the user owns the file or may write it: then the keeper sets it.
 */
static int change_times(struct fsa_open *o, struct iattr *attr)
{
	const struct cred *saved = fsa_user_begin(o->user);
	int ret;

	/* As utimensat(): the change time tells of it, what is immutable has none of it. */
	attr->ia_valid |= ATTR_CTIME | ATTR_TIMES_SET;
	ret = change(&o->path, attr);
	if (ret == -EPERM && !inode_permission(mnt_idmap(o->path.mnt), d_inode(o->path.dentry),
					       MAY_WRITE)) {
		fsa_user_end(saved);
		saved = fsa_keeper_begin();
		ret = change(&o->path, attr);
	}
	fsa_user_end(saved);
	return ret;
}

static u32 check_time(u64 ft)
{
	return filetime_is_order(ft) || ft <= FILETIME_MAX ? STATUS_SUCCESS :
							     STATUS_INVALID_PARAMETER;
}

static u32 check_times(const struct fscc_times *t)
{
	return check_time(t->creation_time) ?: check_time(t->last_access_time) ?:
	       check_time(t->last_write_time) ?: check_time(t->change_time);
}

static void take_time(u64 ft, struct timespec64 *ts, struct iattr *attr, unsigned int valid)
{
	s64 sec;
	u32 nsec;

	if (filetime_is_order(ft) || filetime_decode(ft, &sec, &nsec))
		return;
	ts->tv_sec = sec;
	ts->tv_nsec = nsec;
	attr->ia_valid |= valid;
}

/* -1, -2 and a time all decide whether this open's writes go on to move the time. */
static void hold_time(struct fsa_open *o, u64 ft, int bit)
{
	if (ft != FILETIME_KEEP)
		assign_bit(bit, &o->flags, ft != FILETIME_THAW);
}

static void hold_times(struct fsa_open *o, const struct fscc_times *t)
{
	hold_time(o, t->last_write_time, FSA_OPEN_WRITE_TIME_SET);
	hold_time(o, t->last_access_time, FSA_OPEN_ACCESS_TIME_SET);
	if (!o->filp)
		return;
	spin_lock(&o->filp->f_lock);
	if (test_bit(FSA_OPEN_ACCESS_TIME_SET, &o->flags))
		o->filp->f_flags |= O_NOATIME;
	else
		o->filp->f_flags &= ~O_NOATIME;
	spin_unlock(&o->filp->f_lock);
}

/* Where there is no place for it, it is left out, as every query tells. */
static u32 keep_change_time(struct fsa_open *o)
{
	const struct timespec64 ctime = inode_get_ctime(d_inode(o->path.dentry));
	u64 want = READ_ONCE(o->change_time);
	struct fsa_attr a;
	int ret = 0;

	if (!test_bit(FSA_OPEN_CHANGE_TIME_SET, &o->flags))
		return STATUS_SUCCESS;
	mutex_lock(&o->file->meta_lock);
	fsa_attr_read(&o->path, &a);
	if (fsa_attr_change_time(&a, &ctime) != want)
		ret = fsa_attr_write(&o->path, &a, want);
	mutex_unlock(&o->file->meta_lock);
	return ret == -EOPNOTSUPP ? STATUS_SUCCESS : fsa_status(ret);
}

/* What the change time shall be held at, before this request changes anything. */
static void hold_change_time(struct fsa_open *o, u64 ft)
{
	const struct timespec64 ctime = inode_get_ctime(d_inode(o->path.dentry));
	struct fsa_attr a;

	if (ft == FILETIME_FREEZE) {
		fsa_attr_read(&o->path, &a);
		ft = fsa_attr_change_time(&a, &ctime);
	}
	if (!filetime_is_order(ft))
		WRITE_ONCE(o->change_time, ft);
	hold_time(o, ft, FSA_OPEN_CHANGE_TIME_SET);
}

/**
 * fsa_restore_times() - a write moved times, which this open may hold
 * @o: open
 * @mtime: what the last write time was before
 */
void fsa_restore_times(struct fsa_open *o, struct timespec64 mtime)
{
	struct iattr attr = { .ia_valid = ATTR_MTIME | ATTR_MTIME_SET, .ia_mtime = mtime };

	if (test_bit(FSA_OPEN_WRITE_TIME_SET, &o->flags))
		change_times(o, &attr);
	keep_change_time(o);
}

static u32 set_times(struct fsa_open *o, const struct fscc_times *t)
{
	struct iattr attr = {};
	u32 status = STATUS_SUCCESS;

	take_time(t->last_access_time, &attr.ia_atime, &attr, ATTR_ATIME | ATTR_ATIME_SET);
	take_time(t->last_write_time, &attr.ia_mtime, &attr, ATTR_MTIME | ATTR_MTIME_SET);
	if (!filetime_is_order(t->creation_time))
		status = fsa_set_kept(o, NULL, &t->creation_time);
	if (!status && attr.ia_valid)
		status = fsa_status(change_times(o, &attr));
	if (!status)
		hold_times(o, t);
	return status;
}

static u32 check_new_attributes(const struct fsa_open *o, u32 a)
{
	bool dir = d_is_dir(o->path.dentry);

	if ((a & FILE_ATTRIBUTE_DIRECTORY) && !dir)
		return STATUS_INVALID_PARAMETER;
	if ((a & FILE_ATTRIBUTE_TEMPORARY) && dir)
		return STATUS_INVALID_PARAMETER;
	return STATUS_SUCCESS;
}

/**
 * fsa_set_basic() - set times and attributes, MS-FSA 2.1.5.15.2
 * @o: open with FILE_WRITE_ATTRIBUTES
 * @basic: 0 leaves a value as it is, -1 stops and -2 starts the updating of a time by
 *         this open
 *
 * Return: NTSTATUS, as fsa_set_kept() for what Linux has no place for.
 */
u32 fsa_set_basic(struct fsa_open *o, const struct fscc_basic *basic)
{
	u32 status;

	if (!(o->access & FILE_WRITE_ATTRIBUTES))
		return STATUS_ACCESS_DENIED;
	if (fsa_volume_read_only(o->volume, &o->path))
		return STATUS_MEDIA_WRITE_PROTECTED;
	status = check_times(&basic->times) ?: check_new_attributes(o, basic->file_attributes);
	if (status)
		return status;
	hold_change_time(o, basic->times.change_time);
	if (basic->file_attributes) {
		status = fsa_set_kept(o, &basic->file_attributes, NULL);
		if (status)
			return status;
	}
	return set_times(o, &basic->times) ?: keep_change_time(o);
}

/* ---- sizes --------------------------------------------------------------------- */

static int truncate_locked(struct fsa_open *o, u64 size)
{
	struct mnt_idmap *idmap = mnt_idmap(o->path.mnt);
	struct iattr attr = {
		.ia_valid = ATTR_SIZE | ATTR_FILE | ATTR_MTIME | ATTR_CTIME,
		.ia_size = size,
		.ia_file = o->filp,
	};
	int ret;

	if (IS_APPEND(file_inode(o->filp)))
		return -EPERM; /* since it was opened; as ftruncate() */
	ret = file_remove_privs(o->filp);
	return ret ?: notify_change(idmap, o->path.dentry, &attr, NULL);
}

static int truncate_file(struct fsa_open *o, u64 size)
{
	struct timespec64 mtime = inode_get_mtime(file_inode(o->filp));
	const struct cred *saved;
	int ret;

	if (size == i_size_read(file_inode(o->filp)))
		return 0;
	saved = fsa_user_begin(o->user);
	ret = mnt_want_write_file(o->filp);
	if (!ret) {
		inode_lock(file_inode(o->filp));
		ret = truncate_locked(o, size);
		inode_unlock(file_inode(o->filp));
		mnt_drop_write_file(o->filp);
	}
	fsa_user_end(saved);
	if (ret)
		return ret;
	fsa_set_archive(o);
	fsa_restore_times(o, mtime);
	return 0;
}

static u32 check_size(const struct fsa_open *o, u64 size)
{
	if (d_is_dir(o->path.dentry) || size > MAX_LFS_FILESIZE)
		return STATUS_INVALID_PARAMETER;
	if (!(o->access & FILE_WRITE_DATA))
		return STATUS_ACCESS_DENIED;
	return o->filp ? STATUS_SUCCESS : STATUS_INVALID_DEVICE_REQUEST;
}

/**
 * fsa_set_end_of_file() - make a file longer or shorter, MS-FSA 2.1.5.15.5
 * @o: open with FILE_WRITE_DATA
 * @size: bytes
 *
 * Return: NTSTATUS.
 */
u32 fsa_set_end_of_file(struct fsa_open *o, u64 size)
{
	u32 status = check_size(o, size);

	return status ?: fsa_status(truncate_file(o, size));
}

/**
 * fsa_allocate() - set space aside
 * @o: open of a file
 * @size: bytes from the beginning of the file on
 *
 * Where the file system cannot do that, nothing is done, as the allocation size that
 * a query shows tells.
 *
 * Return: STATUS_SUCCESS, STATUS_DISK_FULL, ...
 */
u32 fsa_allocate(struct fsa_open *o, u64 size)
{
	const struct cred *saved;
	struct file *filp = o->filp;
	int ret;

	if (!d_is_reg(o->path.dentry) || !size)
		return STATUS_SUCCESS;
	if (size > MAX_LFS_FILESIZE)
		return STATUS_DISK_FULL;
	saved = fsa_user_begin(o->user);
	if (!filp || !(filp->f_mode & FMODE_WRITE))
		filp = dentry_open(&o->path, O_WRONLY | O_LARGEFILE, current_cred());
	ret = IS_ERR(filp) ? PTR_ERR(filp) : vfs_fallocate(filp, FALLOC_FL_KEEP_SIZE, 0, size);
	if (filp != o->filp && !IS_ERR(filp))
		__fput_sync(filp);
	fsa_user_end(saved);
	return ret == -EOPNOTSUPP ? STATUS_SUCCESS : fsa_status(ret);
}

/**
 * fsa_set_allocation() - set space aside or give it back, MS-FSA 2.1.5.15.1
 * @o: open with FILE_WRITE_DATA
 * @size: bytes; less than the file is long cuts the file
 *
 * Return: NTSTATUS.
 */
u32 fsa_set_allocation(struct fsa_open *o, u64 size)
{
	u32 status = check_size(o, size);

	if (status)
		return status;
	if (size < i_size_read(file_inode(o->filp)))
		return fsa_status(truncate_file(o, size));
	return fsa_allocate(o, size);
}
