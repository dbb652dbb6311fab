// SPDX-License-Identifier: GPL-2.0
/*
 * Opening and creating, MS-FSA 2.1.5.1.
 *
 * Between the look-up and the open somebody else may create or delete the name. A
 * new file is made under its directory's lock or not at all; if the name has come
 * meanwhile, or has gone before the open took part, all begins again.
 */
#include <linux/fs.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/posix_acl.h>
#include <lwsmb/proto_create.h>
#include <lwsmb/time.h>

#include "access.h"
#include "attr.h"
#include "ea.h"
#include "file.h"
#include "lookup.h"
#include "name.h"
#include "name_index.h"
#include "open.h"
#include "security.h"
#include "setinfo.h"
#include "unlink.h"
#include "user.h"
#include "volume.h"

#define CREATE_ATTEMPTS 8

/* MS-SMB2 2.2.13: bits that are no option, and options that nobody serves */
#define OPTIONS_INVALID 0xff000000u
#define OPTION_TREE_CONNECTION 0x00000080u
#define OPTIONS_UNSUPPORTED \
	(OPTION_TREE_CONNECTION | FILE_OPEN_BY_FILE_ID | FILE_RESERVE_OPFILTER)
#define ATTRIBUTES_INVALID 0xffff8048u
#define SHARE_ALL (FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)

/**
 * struct create - an open that is being made
 * @req: request
 * @name: parsed path
 * @found: where it leads
 * @desired: access wanted, without generic bits
 * @guarded: a new file gets a list, without which it is not to be seen by others
 */
struct create {
	struct fsa_create *req;
	struct fsa_name *name;
	struct fsa_found found;
	u32 desired;
	bool guarded;
};

static bool overwrites(const struct fsa_create *c)
{
	return c->disposition == FILE_SUPERSEDE || c->disposition == FILE_OVERWRITE ||
	       c->disposition == FILE_OVERWRITE_IF;
}

static bool creates(const struct fsa_create *c)
{
	return c->disposition != FILE_OPEN && c->disposition != FILE_OVERWRITE;
}

static u32 check_options(const struct fsa_create *c)
{
	u32 o = c->options;

	if (o & OPTIONS_INVALID)
		return STATUS_INVALID_PARAMETER;
	if (o & OPTIONS_UNSUPPORTED)
		return STATUS_NOT_SUPPORTED;
	if (!(o & FILE_DIRECTORY_FILE))
		return STATUS_SUCCESS;
	if ((o & FILE_NON_DIRECTORY_FILE) || overwrites(c))
		return STATUS_INVALID_PARAMETER;
	return STATUS_SUCCESS;
}

/* MS-FSA 2.1.5.1, phase 1 */
static u32 check_parameters(struct create *cr)
{
	const struct fsa_create *c = cr->req;

	/* Who asks for nothing gets nothing; to wait is something. */
	if (!c->desired_access || (c->desired_access & FSA_ACCESS_INVALID))
		return STATUS_ACCESS_DENIED;
	if (c->disposition > FILE_OVERWRITE_IF || (c->share_access & ~SHARE_ALL) ||
	    (c->file_attributes & ATTRIBUTES_INVALID))
		return STATUS_INVALID_PARAMETER;
	if (c->file_attributes & FILE_ATTRIBUTE_ENCRYPTED)
		return STATUS_ACCESS_DENIED; /* as a server without EFS */
	cr->desired = fsa_access_map(c->desired_access);
	if ((c->options & FILE_DELETE_ON_CLOSE) &&
	    !(cr->desired & (ACCESS_DELETE | ACCESS_MAXIMUM_ALLOWED)))
		return STATUS_ACCESS_DENIED;
	if (c->eas.len && (c->options & FILE_NO_EA_KNOWLEDGE))
		return STATUS_ACCESS_DENIED;
	return check_options(c) ?: fsa_ea_check(&c->eas);
}

/* ---- a name that is there: MS-FSA 2.1.5.1.2 ---------------------------------- */

static u32 check_type(const struct create *cr)
{
	const struct fsa_create *c = cr->req;
	bool dir = d_is_dir(cr->found.path.dentry);

	if (!dir) {
		if (c->options & FILE_DIRECTORY_FILE)
			return STATUS_NOT_A_DIRECTORY;
		return cr->name->directory ? STATUS_OBJECT_NAME_INVALID : STATUS_SUCCESS;
	}
	if ((c->options & FILE_NON_DIRECTORY_FILE) || cr->name->data_stream)
		return STATUS_FILE_IS_A_DIRECTORY;
	return overwrites(c) ? STATUS_INVALID_PARAMETER : STATUS_SUCCESS;
}

/* What FILE_ATTRIBUTE_* of an existing file forbid */
static u32 check_attributes(const struct create *cr, u32 has)
{
	const u32 hidden = FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM;
	const struct fsa_create *c = cr->req;

	if (d_is_dir(cr->found.path.dentry))
		return STATUS_SUCCESS;
	if (overwrites(c) && (has & hidden & ~c->file_attributes))
		return STATUS_ACCESS_DENIED;
	if (!(has & FILE_ATTRIBUTE_READONLY))
		return STATUS_SUCCESS;
	if (overwrites(c) || (cr->desired & (FILE_WRITE_DATA | FILE_APPEND_DATA)))
		return STATUS_ACCESS_DENIED;
	return c->options & FILE_DELETE_ON_CLOSE ? STATUS_CANNOT_DELETE : STATUS_SUCCESS;
}

/* The access that the open gets, and what the share modes of others are asked for. */
static u32 grant_existing(struct create *cr, struct fsa_open *o, u32 *check)
{
	const struct fsa_create *c = cr->req;
	const struct path *p = &cr->found.path;
	u32 possible, status, takes = overwrites(c) ? FILE_WRITE_DATA : 0;
	struct fsa_attr attr;

	fsa_attr_read(p, &attr);
	status = check_attributes(cr, attr.attributes);
	if (status)
		return status;
	status = fsa_access_possible(c->volume, &cr->found.entry, p, &possible);
	if (status)
		return status;
	status = fsa_access_grant(c, cr->desired | takes, possible,
				  fsa_volume_read_only(c->volume, p), &o->access);
	if (status)
		return status;
	if ((attr.attributes & FILE_ATTRIBUTE_READONLY) && !d_is_dir(p->dentry))
		o->access &= ~(FILE_WRITE_DATA | FILE_APPEND_DATA);
	*check = o->access | takes;
	return STATUS_SUCCESS;
}

/* Overwritten: no data, the new attributes; the file keeps its identity. */
static u32 overwrite(struct create *cr, struct fsa_open *o)
{
	u32 attributes = cr->req->file_attributes | FILE_ATTRIBUTE_ARCHIVE;
	u32 status;
	int ret;

	ret = vfs_truncate(&o->path, 0);
	if (ret)
		return fsa_status(ret);
	status = fsa_set_kept(o, &attributes, NULL);
	if (status == STATUS_NOT_SUPPORTED)
		status = STATUS_SUCCESS; /* no place for attributes: the answer shows none */
	cr->req->action = cr->req->disposition == FILE_SUPERSEDE ? FILE_SUPERSEDED :
								    FILE_OVERWRITTEN;
	return status;
}

static u32 prepare_delete(struct create *cr, struct fsa_open *o)
{
	if (!(cr->req->options & FILE_DELETE_ON_CLOSE))
		return STATUS_SUCCESS;
	if (!(o->access & ACCESS_DELETE))
		return STATUS_ACCESS_DENIED;
	return fsa_unlink_check(o, false);
}

static u32 finish(struct create *cr, struct fsa_open *o, bool fresh)
{
	u32 status;

	status = fsa_open_file(o);
	if (!status && !fresh && overwrites(cr->req))
		status = overwrite(cr, o);
	if (!status && cr->req->allocation_size && (fresh || overwrites(cr->req)))
		status = fsa_allocate(o, cr->req->allocation_size);
	if (!status && cr->req->eas.len && (fresh || overwrites(cr->req)))
		status = fsa_ea_put(o, &cr->req->eas);
	if (!status && (cr->req->options & FILE_DELETE_ON_CLOSE))
		set_bit(FSA_OPEN_DELETE_ON_CLOSE, &o->flags);
	return status;
}

static u32 open_existing(struct create *cr, struct fsa_open **open)
{
	struct fsa_found *f = &cr->found;
	struct fsa_open *o;
	u32 status, check;

	if (fsa_file_name_pending(f->entry.dentry, d_inode(f->path.dentry)))
		return STATUS_DELETE_PENDING;
	if (cr->req->disposition == FILE_CREATE)
		return STATUS_OBJECT_NAME_COLLISION;
	status = check_type(cr);
	if (status)
		return status;
	o = fsa_open_alloc(cr->req, &f->path, &f->entry);
	if (!o)
		return STATUS_INSUFFICIENT_RESOURCES;
	cr->req->action = FILE_OPENED;
	status = grant_existing(cr, o, &check);
	if (!status)
		status = prepare_delete(cr, o);
	if (!status)
		status = fsa_file_attach(o, check);
	if (!status)
		status = finish(cr, o, false);
	if (status) {
		fsa_open_put(o);
		return status;
	}
	*open = o;
	return STATUS_SUCCESS;
}

/* ---- a new name: MS-FSA 2.1.5.1.1 --------------------------------------------- */

static u32 check_new(struct create *cr)
{
	const struct fsa_create *c = cr->req;
	const struct path *parent = &cr->found.parent;

	if (!creates(c) || !parent->dentry)
		return STATUS_OBJECT_NAME_NOT_FOUND;
	if (cr->name->directory && !(c->options & FILE_DIRECTORY_FILE))
		return STATUS_OBJECT_NAME_INVALID;
	if (cr->name->data_stream && (c->options & FILE_DIRECTORY_FILE))
		return STATUS_NOT_A_DIRECTORY;
	if (cr->desired & ACCESS_SYSTEM_SECURITY)
		return STATUS_PRIVILEGE_NOT_HELD;
	if (!(c->tree_access & FILE_WRITE_DATA) ||
	    (cr->desired & ~ACCESS_MAXIMUM_ALLOWED & ~c->tree_access))
		return STATUS_ACCESS_DENIED;
	if (fsa_volume_read_only(c->volume, parent))
		return STATUS_MEDIA_WRITE_PROTECTED;
	if (fsa_file_name_pending(parent->dentry, d_inode(parent->dentry)))
		return STATUS_DELETE_PENDING;
	if ((c->options & FILE_DELETE_ON_CLOSE) && (c->file_attributes & FILE_ATTRIBUTE_READONLY))
		return STATUS_CANNOT_DELETE;
	cr->guarded = c->security.len;
	return fsa_access_may_add(parent, c->options & FILE_DIRECTORY_FILE, &cr->guarded);
}

static umode_t asked_mode(const struct create *cr)
{
	const struct fsa_volume_options *opts = &cr->req->volume->opts;

	if (cr->req->options & FILE_DIRECTORY_FILE)
		return S_IFDIR | (0777 & opts->directory_mask);
	return S_IFREG | (0666 & opts->create_mask);
}

/* Between its making and its list a guarded file is nobody's but the user's. */
static int make_node(const struct create *cr, const struct path *parent, struct dentry *dentry)
{
	struct mnt_idmap *idmap = mnt_idmap(parent->mnt);
	struct inode *dir = d_inode(parent->dentry);
	umode_t mode = asked_mode(cr) & (cr->guarded ? S_IFMT | 0700 : S_IFMT | 0777);

	if (S_ISDIR(mode))
		return vfs_mkdir(idmap, dir, dentry, mode & ~S_IFMT);
	return vfs_create(idmap, dir, dentry, mode, true);
}

static struct dentry *look_again(const struct path *parent, const char *name, size_t len)
{
	return lookup_one(mnt_idmap(parent->mnt), name, parent->dentry, len);
}

/* Has the name come in another case? */
static bool has_twin(const struct create *cr)
{
	struct wire_span last;

	if (cr->req->exact || cr->req->volume->opts.case_sensitive)
		return false;
	fsa_name_last(cr->name, &last);
	return fsa_index_has(&cr->found.parent, &last);
}

/* Makes the file under the directory's lock; -EEXIST if the name came meanwhile. */
static int make_locked(const struct create *cr, struct dentry **result)
{
	const struct path *parent = &cr->found.parent;
	const char *last = cr->name->path + cr->name->last;
	size_t len = cr->name->len - cr->name->last;
	struct dentry *dentry;
	int ret;

	dentry = look_again(parent, last, len);
	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	ret = d_is_positive(dentry) || has_twin(cr) ? -EEXIST : make_node(cr, parent, dentry);
	if (!ret && d_unhashed(dentry)) {
		/* mkdir of some file systems leaves it to a look-up to find the inode. */
		dput(dentry);
		dentry = look_again(parent, last, len);
		if (IS_ERR(dentry))
			return PTR_ERR(dentry);
		if (d_is_negative(dentry))
			ret = -ENOENT;
	}
	if (ret)
		dput(dentry);
	else
		*result = dentry;
	return ret;
}

/* The mode that a new file shall have: what was asked for, and a default ACL lets pass. */
static umode_t final_mode(const struct create *cr)
{
	struct inode *dir = d_inode(cr->found.parent.dentry);
	struct posix_acl *acl, *passed, *passed_on;
	umode_t mode = asked_mode(cr);

	acl = get_inode_acl(dir, ACL_TYPE_DEFAULT);
	if (IS_ERR_OR_NULL(acl))
		return mode;
	posix_acl_release(acl);
	if (!posix_acl_create(dir, &mode, &passed_on, &passed)) {
		posix_acl_release(passed_on);
		posix_acl_release(passed);
	}
	return mode;
}

/*
 * The server's threads share the kernel's umask, 022, which the VFS applies where the
 * directory has no default ACL. create_mask and directory_mask are what was asked
 * for, so the bits that the umask took are given back: the file is the user's own. So
 * are those that a guarded file was made without.
 *
 * By the keeper, as the user's chmod() would take a directory's setgid bit where the
 * group that it has from the one above is none of his.
 */
static void settle_mode(const struct create *cr, const struct path *p)
{
	struct inode *inode = d_inode(p->dentry);
	struct iattr attr = { .ia_valid = ATTR_MODE };
	umode_t mode = final_mode(cr) & 0777;
	const struct cred *saved;

	if ((inode->i_mode & 0777) == mode || mnt_want_write(p->mnt))
		return;
	attr.ia_mode = (inode->i_mode & ~0777) | mode;
	saved = fsa_keeper_begin();
	inode_lock(inode);
	notify_change(mnt_idmap(p->mnt), p->dentry, &attr, NULL);
	inode_unlock(inode);
	fsa_user_end(saved);
	mnt_drop_write(p->mnt);
}

static int make(const struct create *cr, struct path *p)
{
	const struct path *parent = &cr->found.parent;
	int ret;

	ret = mnt_want_write(parent->mnt);
	if (ret)
		return ret;
	inode_lock_nested(d_inode(parent->dentry), I_MUTEX_PARENT);
	ret = make_locked(cr, &p->dentry);
	inode_unlock(d_inode(parent->dentry));
	mnt_drop_write(parent->mnt);
	if (ret)
		return ret;
	p->mnt = mntget(parent->mnt);
	if (!cr->guarded)
		settle_mode(cr, p);
	return 0;
}

static void set_first_attributes(const struct create *cr, struct fsa_open *o)
{
	u32 attributes = cr->req->file_attributes & FSA_ATTR_KEPT;

	if (!d_is_dir(o->path.dentry))
		attributes |= FILE_ATTRIBUTE_ARCHIVE;
	/* A file system without a place for them: the answer shows that there are none. */
	if (attributes)
		fsa_set_kept(o, &attributes, NULL);
}

static u32 open_new(struct create *cr, const struct path *p, struct fsa_open **open)
{
	struct fsa_create *c = cr->req;
	struct fsa_open *o = fsa_open_alloc(c, p, p);
	u32 status;

	if (!o)
		return STATUS_INSUFFICIENT_RESOURCES;
	o->access = cr->desired & ~ACCESS_MAXIMUM_ALLOWED;
	if (cr->desired & ACCESS_MAXIMUM_ALLOWED)
		o->access |= FSA_ACCESS_ALL & c->tree_access;
	/* Whoever found it in the moment since it was made was the first to open it. */
	status = fsa_file_attach(o, o->access);
	if (!status) {
		set_first_attributes(cr, o);
		status = fsa_security_new(o, &cr->found.parent, &c->security);
		if (!status && cr->guarded)
			settle_mode(cr, p);
		status = status ?: finish(cr, o, true);
		if (status)
			fsa_file_set_pending(o, true); /* half made: it goes again */
	}
	if (status) {
		fsa_open_put(o);
		return status;
	}
	c->action = FILE_CREATED;
	*open = o;
	return STATUS_SUCCESS;
}

static u32 create_new(struct create *cr, struct fsa_open **open)
{
	struct path p;
	u32 status;
	int ret;

	status = check_new(cr);
	if (status)
		return status;
	ret = make(cr, &p);
	if (ret == -EEXIST)
		return STATUS_RETRY;
	if (ret == -ENOENT)
		return STATUS_OBJECT_PATH_NOT_FOUND;
	if (ret)
		return fsa_status(ret);
	status = open_new(cr, &p, open);
	path_put(&p);
	return status;
}

/* ---- both --------------------------------------------------------------------- */

static u32 attempt(struct create *cr, struct fsa_open **open)
{
	u32 flags = 0, status;

	if (cr->req->exact)
		flags |= FSA_LOOKUP_EXACT;
	if (cr->req->options & FILE_OPEN_REPARSE_POINT)
		flags |= FSA_LOOKUP_LINK;
	status = fsa_lookup(cr->req->volume, cr->name, flags, &cr->found);
	if (!status)
		status = open_existing(cr, open);
	else if (status == STATUS_OBJECT_NAME_NOT_FOUND)
		status = create_new(cr, open);
	fsa_found_put(&cr->found);
	return status;
}

static u32 create(struct create *cr, struct fsa_open **open)
{
	int i = CREATE_ATTEMPTS;
	u32 status;

	status = check_parameters(cr);
	if (!status)
		status = fsa_name_parse(&cr->req->name, &cr->name);
	if (status)
		return status;
	if (cr->name->directory && (cr->req->options & FILE_NON_DIRECTORY_FILE))
		status = STATUS_OBJECT_NAME_INVALID;
	else
		do
			status = attempt(cr, open);
		while (status == STATUS_RETRY && --i);
	fsa_name_free(cr->name);
	if (status != STATUS_RETRY)
		return status;
	return cr->req->disposition == FILE_CREATE ? STATUS_OBJECT_NAME_COLLISION :
						     STATUS_SHARING_VIOLATION;
}

/**
 * fsa_create() - open or create a file or directory, MS-FSA 2.1.5.1
 * @c: request; its action is set
 * @open: result, with one reference
 *
 * Context: process context, may sleep; runs with the user's credential.
 * Return: NTSTATUS.
 */
u32 fsa_create(struct fsa_create *c, struct fsa_open **open)
{
	const struct cred *saved = fsa_user_begin(c->user);
	struct create cr = { .req = c };
	u32 status;

	*open = NULL;
	status = create(&cr, open);
	fsa_user_end(saved);
	return status;
}
