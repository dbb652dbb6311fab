// SPDX-License-Identifier: GPL-2.0
/*
 * fsa_file: what all opens of an inode have in common, MS-FSA's File and Link. One
 * table for all shares and protocols: share modes hold between two shares that
 * export the same folder as well.
 *
 * A name is known by its directory entry, not by its text: the entry follows a
 * rename by a local process, and a new file that takes an old one's name has another.
 */
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/hashtable.h>
#include <linux/slab.h>

#include "file.h"
#include "open.h"
#include "unlink.h"
#include "volume.h"

#define FILE_TABLE_BITS 12

static DEFINE_HASHTABLE(file_table, FILE_TABLE_BITS);
/* Guards the table; outside of struct fsa_file.lock */
static DEFINE_SPINLOCK(file_table_lock);

static struct fsa_file *find_file(const struct inode *inode)
{
	struct fsa_file *f;

	lockdep_assert_held(&file_table_lock);
	hash_for_each_possible(file_table, f, node, (unsigned long)inode)
		if (f->inode == inode)
			return f;
	return NULL;
}

/* For the time of a question: the caller keeps the inode. */
static struct fsa_file *find_and_get(const struct inode *inode)
{
	struct fsa_file *f;

	spin_lock(&file_table_lock);
	f = find_file(inode);
	if (f)
		refcount_inc(&f->refs);
	spin_unlock(&file_table_lock);
	return f;
}

static struct fsa_file *new_file(struct inode *inode)
{
	struct fsa_file *f = kzalloc(sizeof(*f), GFP_KERNEL_ACCOUNT);

	if (!f)
		return NULL;
	refcount_set(&f->refs, 1);
	f->inode = inode;
	spin_lock_init(&f->lock);
	mutex_init(&f->meta_lock);
	INIT_LIST_HEAD(&f->links);
	return f;
}

/**
 * fsa_file_get() - find or make the object of an inode
 * @inode: inode, which the caller keeps for as long as he keeps the object
 *
 * Return: the object with a reference, or NULL if memory is short.
 */
struct fsa_file *fsa_file_get(struct inode *inode)
{
	struct fsa_file *f, *fresh = new_file(inode);

	if (!fresh)
		return NULL;
	spin_lock(&file_table_lock);
	f = find_file(inode);
	if (f) {
		refcount_inc(&f->refs);
	} else {
		hash_add(file_table, &fresh->node, (unsigned long)inode);
		swap(f, fresh);
	}
	spin_unlock(&file_table_lock);
	kfree(fresh);
	return f;
}

/**
 * fsa_file_put() - give a reference back
 * @f: object, or NULL
 */
void fsa_file_put(struct fsa_file *f)
{
	bool last;

	if (!f)
		return;
	spin_lock(&file_table_lock);
	last = refcount_dec_and_test(&f->refs);
	if (last)
		hash_del(&f->node);
	spin_unlock(&file_table_lock);
	if (!last)
		return;
	WARN_ON_ONCE(!list_empty(&f->links));
	mutex_destroy(&f->meta_lock);
	kfree(f);
}

static struct fsa_link *find_link(const struct fsa_file *f, const struct dentry *dentry)
{
	struct fsa_link *l;

	lockdep_assert_held(&f->lock);
	list_for_each_entry(l, &f->links, node)
		if (l->path.dentry == dentry)
			return l;
	return NULL;
}

/* The link of a name, with one more open; made of @fresh if there is none. */
static struct fsa_link *add_open(struct fsa_file *f, const struct path *entry,
				 struct fsa_link **fresh)
{
	struct fsa_link *l = find_link(f, entry->dentry);

	if (!l) {
		l = *fresh;
		*fresh = NULL;
		l->path = *entry;
		path_get(&l->path);
		list_add(&l->node, &f->links);
	}
	l->opens++;
	return l;
}

static u32 attach_locked(struct fsa_open *o, u32 check_access, struct fsa_link **fresh)
{
	struct fsa_file *f = o->file;
	struct fsa_link *l = find_link(f, o->entry.dentry);

	if (l && l->delete_pending)
		return STATUS_DELETE_PENDING;
	if (l && l->claimed)
		return STATUS_RETRY;
	if (fsa_shares_conflict(&f->shares, check_access, o->share))
		return STATUS_SHARING_VIOLATION;
	o->link = add_open(f, &o->entry, fresh);
	set_bit(FSA_OPEN_ATTACHED, &o->flags);
	fsa_shares_add(&f->shares, o->access, o->share);
	return STATUS_SUCCESS;
}

/*
 * Has the name gone since it was looked up? That of a root has not, and a file system
 * that looks at its names again unhashes their entries for other reasons too.
 */
static bool name_has_gone(const struct fsa_open *o)
{
	const struct dentry *d = o->entry.dentry;

	return d_unlinked(d) && !(d->d_flags & DCACHE_OP_REVALIDATE) &&
	       !path_equal(&o->entry, &o->volume->root) && d != o->entry.mnt->mnt_root;
}

/* Who claims a name has its directory locked for as long. */
static void wait_for_claim(const struct path *entry)
{
	struct dentry *parent = dget_parent(entry->dentry);

	inode_lock_shared(d_inode(parent));
	inode_unlock_shared(d_inode(parent));
	dput(parent);
}

/**
 * fsa_file_attach() - let an open take part, MS-FSA 2.1.5.1.2.2
 * @o: open with its file, name, access and share mode set
 * @check_access: access to check against the others' share modes: what was granted,
 *                and what overwriting takes
 *
 * From here on the name does not go: who deletes it waits for the close, and who wants
 * to give it to another file sees the open. But it may have gone since it was looked
 * up, and then this would be an open of nothing that anybody can find.
 *
 * Context: may sleep; no lock held.
 * Return: STATUS_SUCCESS, STATUS_DELETE_PENDING, STATUS_SHARING_VIOLATION,
 * STATUS_INSUFFICIENT_RESOURCES, or STATUS_RETRY: it takes no part, and the name has
 * to be looked up anew.
 */
u32 fsa_file_attach(struct fsa_open *o, u32 check_access)
{
	struct fsa_link *fresh = kzalloc(sizeof(*fresh), GFP_KERNEL_ACCOUNT);
	u32 status;

	if (!fresh)
		return STATUS_INSUFFICIENT_RESOURCES;
	spin_lock(&o->file->lock);
	status = attach_locked(o, check_access, &fresh);
	spin_unlock(&o->file->lock);
	kfree(fresh);
	if (status == STATUS_RETRY) {
		wait_for_claim(&o->entry);
	} else if (!status && name_has_gone(o)) {
		fsa_close(o);
		status = STATUS_RETRY;
	}
	return status;
}

/*
 * Under whose right the name goes with the close of @o, held; NULL if it stays. The
 * open is still counted: until the name has gone the link stays, and who finds it gets
 * STATUS_DELETE_PENDING. Others may have the name open while it goes (POSIX semantics)
 * and change their mind about it, so the link's own deleter is not to be relied on.
 */
static struct fsa_user *detach_locked(struct fsa_open *o)
{
	struct fsa_link *l = o->link;

	lockdep_assert_held(&o->file->lock);
	o->link = NULL;
	fsa_shares_remove(&o->file->shares, o->access, o->share);
	if (test_bit(FSA_OPEN_DELETE_ON_CLOSE, &o->flags) && !l->delete_pending) {
		l->delete_pending = true;
		l->deleter = fsa_user_get(o->user);
	}
	if (!l->delete_pending)
		return NULL;
	if (l->opens > 1 + l->claimed && !test_bit(FSA_OPEN_POSIX_DELETE, &o->flags))
		return NULL;
	return fsa_user_get(l->deleter);
}

static void release_link(struct fsa_file *f, struct fsa_link *l)
{
	bool last;

	spin_lock(&f->lock);
	last = !--l->opens;
	if (last)
		list_del(&l->node);
	spin_unlock(&f->lock);
	if (!last)
		return;
	path_put(&l->path);
	fsa_user_put(l->deleter);
	kfree(l);
}

/**
 * fsa_file_detach() - an open takes part no longer
 * @o: open that was attached
 *
 * If a deletion waited for it, the name goes: under the right of the user who asked
 * for the deletion, wherever the name has been moved since.
 *
 * Context: may sleep; no lock held.
 */
void fsa_file_detach(struct fsa_open *o)
{
	struct fsa_file *f = o->file;
	struct fsa_link *l = o->link;
	struct fsa_user *deleter;

	spin_lock(&f->lock);
	deleter = detach_locked(o);
	spin_unlock(&f->lock);
	if (deleter)
		fsa_unlink(&l->path, deleter);
	release_link(f, l);
	fsa_user_put(deleter);
}

/**
 * fsa_file_delete_pending() - does the open's name go with its last handle?
 * @o: open
 *
 * Return: whether it does; not for one that is closed.
 */
bool fsa_file_delete_pending(struct fsa_open *o)
{
	bool pending;

	spin_lock(&o->file->lock);
	pending = o->link && o->link->delete_pending;
	spin_unlock(&o->file->lock);
	return pending;
}

/**
 * fsa_file_set_pending() - decide whether the open's name goes with its last handle
 * @o: open; its user is whose right the name is deleted under. Nothing is done if it
 *     is closed
 * @pending: whether it goes
 */
void fsa_file_set_pending(struct fsa_open *o, bool pending)
{
	struct fsa_user *old = NULL;
	struct fsa_link *l;

	spin_lock(&o->file->lock);
	l = o->link;
	if (l) {
		old = l->deleter;
		l->deleter = pending ? fsa_user_get(o->user) : NULL;
		l->delete_pending = pending;
	}
	spin_unlock(&o->file->lock);
	fsa_user_put(old);
}

/**
 * fsa_file_name_pending() - is a name about to be deleted?
 * @entry: directory entry
 * @inode: what it leads to
 *
 * Return: whether a deletion waits for the last handle of this name.
 */
bool fsa_file_name_pending(const struct dentry *entry, const struct inode *inode)
{
	struct fsa_file *f = find_and_get(inode);
	struct fsa_link *l;
	bool pending;

	if (!f)
		return false;
	spin_lock(&f->lock);
	l = find_link(f, entry);
	pending = l && l->delete_pending;
	spin_unlock(&f->lock);
	fsa_file_put(f);
	return pending;
}

/**
 * fsa_file_conflicts() - would an open violate share modes?
 * @inode: inode
 * @access: access mask that it would have
 * @share: FILE_SHARE_* that it would give
 *
 * Return: whether it would.
 */
bool fsa_file_conflicts(const struct inode *inode, u32 access, u32 share)
{
	struct fsa_file *f = find_and_get(inode);
	bool conflict;

	if (!f)
		return false;
	spin_lock(&f->lock);
	conflict = fsa_shares_conflict(&f->shares, access, share);
	spin_unlock(&f->lock);
	fsa_file_put(f);
	return conflict;
}

/* A claim is no open. */
static bool is_open(const struct fsa_link *l)
{
	return l->opens > l->claimed;
}

static bool has_opens(const struct fsa_file *f)
{
	struct fsa_link *l;

	lockdep_assert_held(&f->lock);
	list_for_each_entry(l, &f->links, node)
		if (is_open(l))
			return true;
	return false;
}

/**
 * fsa_file_is_open() - does anybody have an inode open?
 * @inode: inode
 *
 * Return: whether there is an open that is not closed.
 */
bool fsa_file_is_open(const struct inode *inode)
{
	struct fsa_file *f = find_and_get(inode);
	bool open;

	if (!f)
		return false;
	spin_lock(&f->lock);
	open = has_opens(f);
	spin_unlock(&f->lock);
	fsa_file_put(f);
	return open;
}

static int claim_locked(struct fsa_claim *c, const struct path *entry, bool open_too,
			struct fsa_link **fresh)
{
	struct fsa_link *l = find_link(c->file, entry->dentry);

	if ((l && (l->delete_pending || l->claimed)) || (!open_too && has_opens(c->file)))
		return -EACCES;
	c->link = add_open(c->file, entry, fresh);
	c->link->claimed = true;
	return 0;
}

/**
 * fsa_file_claim() - a name is about to be given to another file
 * @c: result, for fsa_file_unclaim()
 * @entry: the name
 * @inode: what it leads to, kept by the caller
 * @open_too: even if somebody has the file open
 *
 * Until it is released nobody opens the file by this name, so that what was asked here
 * holds when the name is taken away.
 *
 * Context: may sleep; the directory that has the name is locked, and stays so.
 * Return: 0; -EACCES if the file is open, or the name is to be deleted; -ENOMEM.
 */
int fsa_file_claim(struct fsa_claim *c, const struct path *entry, struct inode *inode,
		   bool open_too)
{
	struct fsa_link *fresh = kzalloc(sizeof(*fresh), GFP_KERNEL_ACCOUNT);
	int ret;

	if (!fresh)
		return -ENOMEM;
	c->file = fsa_file_get(inode);
	if (!c->file) {
		kfree(fresh);
		return -ENOMEM;
	}
	spin_lock(&c->file->lock);
	ret = claim_locked(c, entry, open_too, &fresh);
	spin_unlock(&c->file->lock);
	kfree(fresh);
	if (ret)
		fsa_file_put(c->file);
	return ret;
}

/**
 * fsa_file_unclaim() - the name was given away, or will not be
 * @c: result of fsa_file_claim()
 *
 * Context: may sleep; the directory is still locked.
 */
void fsa_file_unclaim(struct fsa_claim *c)
{
	spin_lock(&c->file->lock);
	c->link->claimed = false;
	spin_unlock(&c->file->lock);
	release_link(c->file, c->link);
	fsa_file_put(c->file);
}

static bool has_link_below(struct fsa_file *f, struct dentry *dir)
{
	struct fsa_link *l;
	bool below = false;

	spin_lock(&f->lock);
	list_for_each_entry(l, &f->links, node)
		if (is_open(l) && l->path.dentry != dir && is_subdir(l->path.dentry, dir)) {
			below = true;
			break;
		}
	spin_unlock(&f->lock);
	return below;
}

static bool bucket_below(struct hlist_head *bucket, struct dentry *dir)
{
	struct fsa_file *f;

	lockdep_assert_held(&file_table_lock);
	hlist_for_each_entry(f, bucket, node)
		if (f->inode->i_sb == dir->d_sb && has_link_below(f, dir))
			return true;
	return false;
}

/**
 * fsa_file_open_below() - does anybody have something below a directory open?
 * @dir: directory
 *
 * Looks at all files that are open, a few at a time: others want to open files
 * meanwhile.
 *
 * Context: may sleep.
 * Return: whether there is such an open.
 */
bool fsa_file_open_below(struct dentry *dir)
{
	bool below = false;
	int i;

	for (i = 0; !below && i < HASH_SIZE(file_table); i++) {
		if (hlist_empty(&file_table[i]))
			continue;
		spin_lock(&file_table_lock);
		below = bucket_below(&file_table[i], dir);
		spin_unlock(&file_table_lock);
		cond_resched();
	}
	return below;
}
