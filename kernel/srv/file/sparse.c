// SPDX-License-Identifier: GPL-2.0
/*
 * Holes in files: FSCTL_SET_SPARSE, FSCTL_SET_ZERO_DATA and
 * FSCTL_QUERY_ALLOCATED_RANGES, MS-FSA 2.1.5.10.
 *
 * NT makes holes only in a file that was declared sparse, Linux in every file. So a
 * file counts as sparse if it was declared so, which user.DOSATTRIB keeps, or if it
 * has holes: a client finds those that a local process has made.
 */
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/falloc.h> /* needs the types that fs.h brings */
#include <lwsmb/wire_fsctl.h>

#include "attr.h"
#include "file.h"
#include "open.h"
#include "setinfo.h"
#include "user.h"
#include "volume.h"

/* Any of these is enough to declare a file sparse. */
#define SPARSE_ACCESS (FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_WRITE_ATTRIBUTES)

/* No space for the space that is set free, and no other size for the file. */
#define PUNCH (FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE)
#define ZERO (FALLOC_FL_ZERO_RANGE | FALLOC_FL_KEEP_SIZE)

static u32 check_change(const struct fsa_open *o, u32 access)
{
	if (!d_is_reg(o->path.dentry))
		return STATUS_INVALID_PARAMETER;
	if (fsa_volume_read_only(o->volume, &o->path))
		return STATUS_MEDIA_WRITE_PROTECTED;
	return o->access & access ? STATUS_SUCCESS : STATUS_ACCESS_DENIED;
}

static int keep_sparse(struct fsa_open *o, bool sparse)
{
	struct fsa_attr a;
	int ret = 0;

	mutex_lock(&o->file->meta_lock);
	fsa_attr_read(&o->path, &a);
	if (sparse != !!(a.attributes & FILE_ATTRIBUTE_SPARSE_FILE)) {
		a.attributes ^= FILE_ATTRIBUTE_SPARSE_FILE;
		ret = fsa_attr_write(&o->path, &a, 0);
	}
	mutex_unlock(&o->file->meta_lock);
	return ret;
}

/**
 * fsa_set_sparse() - declare a file sparse or not, MS-FSA 2.1.5.10.38
 * @o: open with FILE_WRITE_DATA, FILE_APPEND_DATA or FILE_WRITE_ATTRIBUTES
 * @sparse: whether it shall be; if not, its holes are given space
 *
 * Where the file system has no place for the declaration, it is left out: a query
 * shows it as soon as there are holes, which need no declaration.
 *
 * Context: process context, may sleep.
 * Return: NTSTATUS; STATUS_INVALID_DEVICE_REQUEST where files have no holes.
 */
u32 fsa_set_sparse(struct fsa_open *o, bool sparse)
{
	u32 status = check_change(o, SPARSE_ACCESS);
	int ret;

	if (!status && !fsa_volume_keeps_holes(&o->path))
		status = STATUS_INVALID_DEVICE_REQUEST;
	if (!status && !sparse)
		status = fsa_allocate(o, i_size_read(d_inode(o->path.dentry)));
	if (status)
		return status;
	ret = keep_sparse(o, sparse);
	return ret == -EOPNOTSUPP ? STATUS_SUCCESS : fsa_status(ret);
}

static int zero_range(struct fsa_open *o, bool sparse, u64 off, u64 len)
{
	int ret;

	ret = vfs_fallocate(o->filp, sparse ? PUNCH : ZERO, off, len);
	if (ret != -EOPNOTSUPP)
		return ret;
	ret = vfs_fallocate(o->filp, sparse ? ZERO : PUNCH, off, len);
	/* What is not sparse has its space again, as on a file system that can do it at once. */
	if (!ret && !sparse)
		ret = vfs_fallocate(o->filp, FALLOC_FL_KEEP_SIZE, off, len);
	return ret;
}

/**
 * fsa_zero() - let a range of a file read as zeroes, MS-FSA 2.1.5.10.39
 * @o: open with FILE_WRITE_DATA
 * @off: first byte
 * @end: byte behind the last; what lies behind the end of the file is left out
 *
 * A sparse file gives the space back.
 *
 * Context: process context, may sleep.
 * Return: NTSTATUS; STATUS_INVALID_DEVICE_REQUEST if the file system cannot do it.
 */
u32 fsa_zero(struct fsa_open *o, u64 off, u64 end)
{
	u32 status = check_change(o, FILE_WRITE_DATA);
	const struct cred *saved;
	struct timespec64 mtime;
	struct fsa_stat st;
	int ret;

	if (!status && off > end)
		status = STATUS_INVALID_PARAMETER;
	if (!status && !o->filp)
		status = STATUS_INVALID_DEVICE_REQUEST;
	status = status ?: fsa_query(o, &st);
	if (status)
		return status;
	end = min(end, st.end_of_file);
	if (off >= end)
		return STATUS_SUCCESS;
	mtime = inode_get_mtime(file_inode(o->filp));
	saved = fsa_user_begin(o->user);
	ret = zero_range(o, st.file_attributes & FILE_ATTRIBUTE_SPARSE_FILE, off, end - off);
	fsa_user_end(saved);
	if (ret == -EOPNOTSUPP)
		return STATUS_INVALID_DEVICE_REQUEST;
	if (ret)
		return fsa_status(ret);
	fsa_restore_times(o, mtime);
	fsa_set_archive(o);
	return STATUS_SUCCESS;
}

static u32 put_range(struct wire_wr *w, u64 off, u64 end)
{
	const struct fsctl_range r = { .offset = off, .length = end - off };

	if (!wire_fsctl_range_encode(w, &r))
		return STATUS_SUCCESS;
	return wire_wr_off(w) ? STATUS_BUFFER_OVERFLOW : STATUS_BUFFER_TOO_SMALL;
}

/* It moves the file's own position, which nothing looks at. */
static loff_t seek(struct fsa_open *o, u64 off, int whence)
{
	loff_t pos = vfs_llseek(o->filp, off, whence);

	/* A file system that knows nothing of holes has none. */
	if (pos == -EINVAL)
		pos = whence == SEEK_DATA ? off : i_size_read(file_inode(o->filp));
	return pos;
}

static u32 put_data(struct fsa_open *o, u64 off, u64 end, struct wire_wr *w)
{
	u32 status = STATUS_SUCCESS;
	loff_t data, hole;

	while (!status && off < end) {
		data = seek(o, off, SEEK_DATA);
		if (data == -ENXIO || data >= (loff_t)end)
			break;
		hole = data < 0 ? data : seek(o, data, SEEK_HOLE);
		if (hole == -ENXIO) /* cut meanwhile */
			break;
		if (hole < 0)
			return fsa_status(hole);
		off = min_t(u64, hole, end);
		status = put_range(w, data, off);
		cond_resched();
	}
	return status;
}

/**
 * fsa_allocated() - where a file has data, MS-FSA 2.1.5.10.22
 * @o: open with FILE_READ_DATA
 * @off: first byte that is asked about
 * @len: bytes, at most S64_MAX - @off
 * @w: where struct fsctl_range go, ascending, within the range and the file
 *
 * Of a file that is not sparse it is one range.
 *
 * Context: process context, may sleep.
 * Return: NTSTATUS; STATUS_BUFFER_OVERFLOW if only the first had room,
 * STATUS_BUFFER_TOO_SMALL if not even that.
 */
u32 fsa_allocated(struct fsa_open *o, u64 off, u64 len, struct wire_wr *w)
{
	const struct cred *saved;
	struct fsa_stat st;
	u32 status;
	u64 end;

	if (!d_is_reg(o->path.dentry))
		return STATUS_INVALID_PARAMETER;
	if (!(o->access & FILE_READ_DATA))
		return STATUS_ACCESS_DENIED;
	status = o->filp ? fsa_query(o, &st) : STATUS_INVALID_DEVICE_REQUEST;
	if (status)
		return status;
	end = min(off + len, st.end_of_file);
	if (off >= end)
		return STATUS_SUCCESS;
	if (!(st.file_attributes & FILE_ATTRIBUTE_SPARSE_FILE))
		return put_range(w, off, end);
	saved = fsa_user_begin(o->user);
	status = put_data(o, off, end, w);
	fsa_user_end(saved);
	return status;
}
