// SPDX-License-Identifier: GPL-2.0
/*
 * What is known of a file, MS-FSA 2.1.5.12. Everything is read when it is asked for:
 * local processes change files too.
 *
 * Which access a class takes (FILE_READ_ATTRIBUTES for most) is the caller's to check
 * with fsa_open_access(): the answers to CREATE and CLOSE take none.
 */
#include <linux/fs.h>
#include <linux/slab.h>

#include "attr.h"
#include "ea.h"
#include "file.h"
#include "info.h"
#include "lookup.h"
#include "name.h"
#include "open.h"
#include "user.h"
#include "volume.h"

/*
 * Creation time: what user.DOSATTRIB says, since it can be set; else the file
 * system's; else the earliest of the times that there are, as it is no later.
 */
static u64 creation_time(const struct kstat *k, const struct fsa_attr *attr)
{
	if (attr->create_time)
		return attr->create_time;
	if (k->result_mask & STATX_BTIME)
		return fsa_attr_filetime(&k->btime);
	return min3(fsa_attr_filetime(&k->atime), fsa_attr_filetime(&k->mtime),
		    fsa_attr_filetime(&k->ctime));
}

/* Linux makes holes without being told to: what has some is a sparse file. */
static void show_holes(struct fsa_stat *st)
{
	if (st->allocation_size >= st->end_of_file)
		return;
	st->file_attributes &= ~FILE_ATTRIBUTE_NORMAL;
	st->file_attributes |= FILE_ATTRIBUTE_SPARSE_FILE;
}

/**
 * fsa_info_fill() - what is known of a file that is not an open's
 * @v: volume
 * @p: file or directory
 * @st: result
 *
 * Context: the user's credential; may sleep.
 * Return: 0 or a negative errno.
 */
int fsa_info_fill(const struct fsa_volume *v, const struct path *p, struct fsa_stat *st)
{
	struct inode *inode = d_inode(p->dentry);
	struct fsa_attr attr;
	struct kstat k;
	int ret;

	ret = vfs_getattr(p, &k, STATX_BASIC_STATS | STATX_BTIME, AT_STATX_SYNC_AS_STAT);
	if (ret)
		return ret;
	fsa_attr_read(p, &attr);
	*st = (struct fsa_stat){
		.times.creation_time = creation_time(&k, &attr),
		.times.last_access_time = fsa_attr_filetime(&k.atime),
		.times.last_write_time = fsa_attr_filetime(&k.mtime),
		.times.change_time = fsa_attr_change_time(&attr, &k.ctime),
		.file_attributes = fsa_attr_visible(inode, &attr),
		.reparse_tag = S_ISLNK(k.mode) ? IO_REPARSE_TAG_SYMLINK : 0,
		.number_of_links = S_ISDIR(k.mode) ? 1 : k.nlink,
		.directory = S_ISDIR(k.mode),
		.file_id = fsa_volume_file_id(v, inode),
		.device = k.dev,
		.mode = k.mode,
		.uid = k.uid,
		.gid = k.gid,
	};
	if (S_ISREG(k.mode) || S_ISDIR(k.mode))
		st->ea_size = fsa_ea_size(p);
	if (S_ISREG(k.mode)) {
		st->end_of_file = k.size;
		st->allocation_size = (u64)k.blocks << 9;
		show_holes(st);
	}
	return 0;
}

/*
 * Did a local process delete the name? A file system that looks at its names again
 * unhashes their entries for other reasons too; there only the last name counts.
 */
static bool name_has_gone(const struct fsa_open *o)
{
	const struct dentry *d = o->entry.dentry;

	return d->d_flags & DCACHE_OP_REVALIDATE ? !d_inode(o->path.dentry)->i_nlink :
						   d_unlinked(d);
}

/* A name that is about to go counts no more; one that has gone does not already. */
static void show_name(struct fsa_open *o, struct fsa_stat *st)
{
	bool gone = name_has_gone(o), pending = fsa_file_delete_pending(o);

	st->delete_pending = gone || pending;
	if (st->number_of_links && (gone ? st->directory : pending))
		st->number_of_links--;
}

/**
 * fsa_query() - what is known of an open file
 * @o: open
 * @st: result
 *
 * Return: NTSTATUS.
 */
u32 fsa_query(struct fsa_open *o, struct fsa_stat *st)
{
	const struct cred *saved = fsa_user_begin(o->user);
	int ret;

	ret = fsa_info_fill(o->volume, &o->path, st);
	fsa_user_end(saved);
	if (ret)
		return fsa_status(ret);
	show_name(o, st);
	return STATUS_SUCCESS;
}

static u32 put_name(struct wire_wr *w, char *path)
{
	u8 wire[FSA_NAME_WIRE_MAX];
	char *c;
	int n;

	path++;
	do {
		c = strsep(&path, "/");
		n = fsa_name_from_disk(c, strlen(c), wire);
		if (n < 0)
			return STATUS_OBJECT_NAME_INVALID;
		if (wire_wr_put(w, "\\\0", 2) || wire_wr_put(w, wire, n))
			return STATUS_BUFFER_OVERFLOW;
	} while (path);
	return STATUS_SUCCESS;
}

/**
 * fsa_query_name() - the name of an open file, MS-FSCC 2.4.32
 * @o: open
 * @w: where the path goes, UTF-16LE, with '\' before each component; "\" for the
 *     root. The name is what it is now, after whatever renames
 *
 * Return: STATUS_SUCCESS, STATUS_BUFFER_OVERFLOW if there is no room (@w has what
 * fitted, whole components), STATUS_OBJECT_PATH_NOT_FOUND if it was moved out of the
 * volume, STATUS_NAME_TOO_LONG, STATUS_INSUFFICIENT_RESOURCES.
 */
u32 fsa_query_name(struct fsa_open *o, struct wire_wr *w)
{
	char *buf = kmalloc(PATH_MAX, GFP_KERNEL), *path;
	u32 status;

	if (!buf)
		return STATUS_INSUFFICIENT_RESOURCES;
	path = fsa_open_path(o, buf, PATH_MAX);
	if (IS_ERR(path))
		status = PTR_ERR(path) == -ENOENT ? STATUS_OBJECT_PATH_NOT_FOUND :
						    STATUS_NAME_TOO_LONG;
	else if (!path[1])
		status = wire_wr_put(w, "\\\0", 2) ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
	else
		status = put_name(w, path);
	kfree(buf);
	return status;
}

/**
 * fsa_position() - FilePositionInformation
 * @o: open
 *
 * Return: where the last read or write ended, or what was set since, bytes; 0 at first.
 */
u64 fsa_position(const struct fsa_open *o)
{
	return READ_ONCE(o->position);
}

/**
 * fsa_set_position() - set FilePositionInformation, as reading and writing do too
 * @o: open
 * @pos: bytes
 */
void fsa_set_position(struct fsa_open *o, u64 pos)
{
	WRITE_ONCE(o->position, pos);
}

/**
 * fsa_mode() - FileModeInformation
 * @o: open
 *
 * Return: FILE_WRITE_THROUGH ... as opened or set.
 */
u32 fsa_mode(const struct fsa_open *o)
{
	return READ_ONCE(o->mode);
}

/* What FileModeInformation may set, MS-FSA 2.1.5.15.8. */
#define MODE_SETTABLE (FILE_WRITE_THROUGH | FILE_SEQUENTIAL_ONLY | \
		       FILE_NO_INTERMEDIATE_BUFFERING | FILE_SYNCHRONOUS_IO_ALERT | \
		       FILE_SYNCHRONOUS_IO_NONALERT)

/**
 * fsa_set_mode() - set FileModeInformation
 * @o: open
 * @mode: FILE_WRITE_THROUGH ...
 *
 * Return: STATUS_SUCCESS or STATUS_INVALID_PARAMETER.
 */
u32 fsa_set_mode(struct fsa_open *o, u32 mode)
{
	if (mode & ~MODE_SETTABLE)
		return STATUS_INVALID_PARAMETER;
	WRITE_ONCE(o->mode, mode);
	return STATUS_SUCCESS;
}
