// SPDX-License-Identifier: GPL-2.0
/*
 * fsa_open: life and plain properties of an open, MS-FSA 2.1.1.6 and 2.1.5.5.
 */
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/slab.h>

#include "access.h"
#include "dir.h"
#include "file.h"
#include "lookup.h"
#include "open.h"
#include "user.h"
#include "volume.h"

/**
 * fsa_open_alloc() - make an open that takes part in nothing yet
 * @c: request
 * @path: what is opened; references are taken
 * @entry: name that leads to it; references are taken
 *
 * Return: the open with one reference, or NULL if memory is short.
 */
struct fsa_open *fsa_open_alloc(struct fsa_create *c, const struct path *path,
				const struct path *entry)
{
	struct fsa_open *o = kzalloc(sizeof(*o), GFP_KERNEL_ACCOUNT);

	if (!o)
		return NULL;
	o->file = fsa_file_get(d_inode(path->dentry));
	if (!o->file) {
		kfree(o);
		return NULL;
	}
	refcount_set(&o->refs, 1);
	mutex_init(&o->cursor_lock);
	o->volume = fsa_volume_get(c->volume);
	o->user = fsa_user_get(c->user);
	o->path = *path;
	path_get(&o->path);
	o->entry = *entry;
	path_get(&o->entry);
	o->tree_access = c->tree_access;
	o->share = c->share_access;
	o->options = c->options;
	return o;
}

static int open_flags(const struct fsa_open *o)
{
	bool reads = o->access & (FILE_READ_DATA | FILE_EXECUTE);
	bool writes = o->access & (FILE_WRITE_DATA | FILE_APPEND_DATA);

	if (d_is_dir(o->path.dentry))
		return o->access & FILE_LIST_DIRECTORY ? O_RDONLY | O_DIRECTORY : -1;
	if (!d_is_reg(o->path.dentry) || (!reads && !writes))
		return -1;
	if (!writes)
		return O_RDONLY;
	return (reads ? O_RDWR : O_WRONLY) | (o->access & FILE_WRITE_DATA ? 0 : O_APPEND);
}

/**
 * fsa_open_file() - get the struct file for the access granted
 * @o: open, with its access set
 *
 * The access was checked, by asking the VFS; dentry_open() does not ask again. What
 * is neither a regular file nor a directory is never opened: a device or a pipe does
 * things when it is.
 *
 * Context: the user's credential.
 * Return: NTSTATUS.
 */
u32 fsa_open_file(struct fsa_open *o)
{
	int flags = open_flags(o);
	struct file *filp;

	if (flags < 0)
		return STATUS_SUCCESS;
	filp = dentry_open(&o->path, flags | O_LARGEFILE, current_cred());
	if (IS_ERR(filp))
		return fsa_status(PTR_ERR(filp));
	o->filp = filp;
	return STATUS_SUCCESS;
}

/**
 * fsa_open_get() - take a reference
 * @o: open
 *
 * Return: @o.
 */
struct fsa_open *fsa_open_get(struct fsa_open *o)
{
	refcount_inc(&o->refs);
	return o;
}

/**
 * fsa_close() - end an open, MS-FSA 2.1.5.5
 * @o: open; the caller keeps his reference. A second close does nothing
 *
 * From here on it is in nobody's way: its share mode is gone, and if it was the last
 * of a name that is to be deleted, the name is gone too when this returns. Operations
 * still in progress end as they would have.
 *
 * Context: process context, may sleep; no lock of a file held.
 */
void fsa_close(struct fsa_open *o)
{
	if (!test_and_clear_bit(FSA_OPEN_ATTACHED, &o->flags))
		return;
	fsa_file_detach(o);
}

/**
 * fsa_open_put() - give a reference back
 * @o: open, or NULL; closed if it is not yet and this was the last reference
 */
void fsa_open_put(struct fsa_open *o)
{
	if (!o || !refcount_dec_and_test(&o->refs))
		return;
	fsa_close(o);
	fsa_cursor_free(o->cursor);
	if (o->filp)
		__fput_sync(o->filp);
	fsa_file_put(o->file);
	path_put(&o->entry);
	path_put(&o->path);
	fsa_user_put(o->user);
	fsa_volume_put(o->volume);
	mutex_destroy(&o->cursor_lock);
	kfree(o);
}

/**
 * fsa_open_is_directory() - is it a directory?
 * @o: open
 *
 * Return: whether it is.
 */
bool fsa_open_is_directory(const struct fsa_open *o)
{
	return d_is_dir(o->path.dentry);
}

/**
 * fsa_open_access() - the access granted
 * @o: open
 *
 * Return: access mask without generic bits.
 */
u32 fsa_open_access(const struct fsa_open *o)
{
	return o->access;
}

/**
 * fsa_open_share_access() - what an open lets others do
 * @o: open
 *
 * Return: FILE_SHARE_*.
 */
u32 fsa_open_share_access(const struct fsa_open *o)
{
	return o->share;
}

/**
 * fsa_open_options() - CreateOptions
 * @o: open
 *
 * Return: FILE_DIRECTORY_FILE ...
 */
u32 fsa_open_options(const struct fsa_open *o)
{
	return o->options;
}

/**
 * fsa_open_maximal_access() - all that the user could do with the file now
 * @o: open that is not closed
 * @access: access mask; the share's limit is the caller's to apply
 *
 * Return: STATUS_SUCCESS, or an error of the file system.
 */
u32 fsa_open_maximal_access(struct fsa_open *o, u32 *access)
{
	const struct cred *saved = fsa_user_begin(o->user);
	u32 status;

	status = fsa_access_possible(o->volume, &o->entry, &o->path, access);
	fsa_user_end(saved);
	return status;
}

/**
 * fsa_open_path() - where an open's name is now, for lists and logs
 * @o: open
 * @buf: where the path is built
 * @len: bytes of @buf
 *
 * Return: path below the volume's root inside of @buf, UTF-8, with '/' before each
 * component; ERR_PTR(-ENAMETOOLONG) or ERR_PTR(-ENOENT) if it has none any more.
 */
char *fsa_open_path(struct fsa_open *o, char *buf, size_t len)
{
	return fsa_lookup_name(o->volume, &o->entry, buf, len);
}
