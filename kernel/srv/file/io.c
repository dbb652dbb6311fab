// SPDX-License-Identifier: GPL-2.0
/*
 * Reading, writing, flushing: MS-FSA 2.1.5.3, 2.1.5.4 and 2.1.5.7.
 */
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/uio.h>
#include <lwsmb/proto_create.h>

#include "attr.h"
#include "open.h"
#include "setinfo.h"
#include "user.h"

static u32 check_range(u64 off, size_t len)
{
	if (off > MAX_LFS_FILESIZE || len > MAX_LFS_FILESIZE - off)
		return STATUS_INVALID_PARAMETER;
	return STATUS_SUCCESS;
}

static u32 check_read(const struct fsa_open *o, u64 off, size_t len)
{
	if (d_is_dir(o->path.dentry))
		return STATUS_INVALID_DEVICE_REQUEST;
	if (!(o->access & (FILE_READ_DATA | FILE_EXECUTE)))
		return STATUS_ACCESS_DENIED;
	if (!o->filp)
		return STATUS_INVALID_DEVICE_REQUEST;
	return check_range(off, len);
}

/**
 * fsa_read_size() - how much there is to read
 * @o: open
 * @off: where, bytes
 * @len: bytes that are wanted; set to those that are there at most
 *
 * For who makes room for what fsa_read() will give: a client may ask for megabytes of a
 * file that has none. What comes to the file between the two was not there when the read
 * began. Where the size is another machine's to say it is not known here how much there
 * is, and @len stays.
 *
 * Context: any.
 * Return: STATUS_SUCCESS; or what fsa_read() would answer.
 */
u32 fsa_read_size(const struct fsa_open *o, u64 off, u32 *len)
{
	u32 status = check_read(o, off, *len);
	u64 size;

	if (status || !*len || o->path.dentry->d_flags & DCACHE_OP_REVALIDATE)
		return status;
	size = i_size_read(file_inode(o->filp));
	if (off >= size)
		return STATUS_END_OF_FILE;
	*len = min_t(u64, *len, size - off);
	return STATUS_SUCCESS;
}

/**
 * fsa_read() - read from a file, MS-FSA 2.1.5.3
 * @o: open
 * @off: where, bytes
 * @to: where to; advanced
 * @done: bytes that were read
 *
 * Context: process context, may sleep.
 * Return: STATUS_SUCCESS; STATUS_END_OF_FILE if @off is at or behind the end and
 * something was asked for; another NTSTATUS.
 */
u32 fsa_read(struct fsa_open *o, u64 off, struct iov_iter *to, size_t *done)
{
	size_t want = iov_iter_count(to);
	const struct cred *saved;
	loff_t pos = off;
	ssize_t n = 0;
	u32 status;

	*done = 0;
	status = check_read(o, off, want);
	if (status)
		return status;
	saved = fsa_user_begin(o->user);
	while (*done < want) {
		n = vfs_iter_read(o->filp, to, &pos, 0);
		if (n <= 0)
			break;
		*done += n;
	}
	fsa_user_end(saved);
	if (n < 0 && !*done)
		return fsa_status(n);
	if (*done)
		fsa_set_position(o, pos);
	return *done || !want ? STATUS_SUCCESS : STATUS_END_OF_FILE;
}

static u32 check_write(const struct fsa_open *o, u64 off, size_t len)
{
	if (d_is_dir(o->path.dentry))
		return STATUS_INVALID_DEVICE_REQUEST;
	if (!(o->access & (FILE_WRITE_DATA | FILE_APPEND_DATA)))
		return STATUS_ACCESS_DENIED;
	if (!o->filp)
		return STATUS_INVALID_DEVICE_REQUEST;
	return off == FSA_APPEND ? STATUS_SUCCESS : check_range(off, len);
}

static ssize_t write_all(struct fsa_open *o, struct kiocb *kio, struct iov_iter *from,
			 size_t *done)
{
	ssize_t n = 0;

	while (iov_iter_count(from)) {
		n = vfs_iocb_iter_write(o->filp, kio, from);
		if (n <= 0)
			break;
		*done += n;
	}
	return n;
}

/**
 * fsa_write() - write to a file, MS-FSA 2.1.5.4
 * @o: open
 * @off: where, bytes, or FSA_APPEND. An open that may only append writes at the end
 *       whatever @off is
 * @from: data; advanced
 * @write_through: return when it is on stable storage
 * @done: bytes that were written, on error too
 *
 * Windows writes all or says why not, so its programs do not look for less: what ends
 * in the middle, on a full disk, is an error.
 *
 * Context: process context, may sleep.
 * Return: NTSTATUS.
 */
u32 fsa_write(struct fsa_open *o, u64 off, struct iov_iter *from, bool write_through,
	      size_t *done)
{
	const struct cred *saved;
	struct timespec64 mtime;
	struct kiocb kio;
	ssize_t n;
	u32 status;

	*done = 0;
	status = check_write(o, off, iov_iter_count(from));
	if (status)
		return status;
	init_sync_kiocb(&kio, o->filp);
	kio.ki_pos = off;
	if (off == FSA_APPEND || !(o->access & FILE_WRITE_DATA)) {
		kio.ki_flags |= IOCB_APPEND;
		kio.ki_pos = 0;
	}
	if (write_through || (o->options & FILE_WRITE_THROUGH))
		kio.ki_flags |= IOCB_DSYNC | IOCB_SYNC;
	mtime = inode_get_mtime(file_inode(o->filp));
	saved = fsa_user_begin(o->user);
	n = write_all(o, &kio, from, done);
	fsa_user_end(saved);
	if (*done) {
		fsa_set_position(o, kio.ki_pos);
		fsa_set_archive(o);
		fsa_restore_times(o, mtime);
	}
	if (n < 0)
		return fsa_status(n);
	return iov_iter_count(from) ? STATUS_DISK_FULL : STATUS_SUCCESS;
}

/**
 * fsa_flush() - wait until a file is on stable storage, MS-FSA 2.1.5.7
 * @o: open that may write; a directory that may be added to
 *
 * Context: process context, may sleep.
 * Return: NTSTATUS.
 */
u32 fsa_flush(struct fsa_open *o)
{
	const struct cred *saved;
	struct file *filp = o->filp;
	int ret;

	if (!(o->access & (FILE_WRITE_DATA | FILE_APPEND_DATA)))
		return STATUS_ACCESS_DENIED;
	saved = fsa_user_begin(o->user);
	if (!filp) /* a directory that may not be listed through this open */
		filp = dentry_open(&o->path, O_RDONLY | O_LARGEFILE, current_cred());
	ret = IS_ERR(filp) ? PTR_ERR(filp) : vfs_fsync(filp, 0);
	if (filp != o->filp && !IS_ERR(filp))
		__fput_sync(filp);
	fsa_user_end(saved);
	return fsa_status(ret);
}
