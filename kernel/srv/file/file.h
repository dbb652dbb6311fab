/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What all opens of an inode have in common.
 */
#ifndef LWSMB_SRV_FILE_FILE_H
#define LWSMB_SRV_FILE_FILE_H

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/path.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>

#include "fsa.h"
#include "share_mode.h"

/**
 * struct fsa_link - a name under which a file is open
 * @node: in the file's list, by the file's lock
 * @path: mount and directory entry; held, constant. The entry is the name: it
 *        follows every rename, by whomever, and is unhashed when the name goes
 * @opens: opens of this name, and a claim, by the file's lock
 * @deleter: whose right the name is deleted under, held; NULL unless
 *           @delete_pending. By the file's lock
 * @delete_pending: the name goes with the last of the @opens, by the file's lock
 * @claimed: the name is given to another file at this moment, by the file's lock
 */
struct fsa_link {
	struct list_head node;
	struct path path;
	u32 opens;
	struct fsa_user *deleter;
	bool delete_pending;
	bool claimed;
};

/**
 * struct fsa_claim - a name that is about to be given to another file
 * @file: file that has it
 * @link: the name
 */
struct fsa_claim {
	struct fsa_file *file;
	struct fsa_link *link;
};

/**
 * struct fsa_file - an inode that is open
 * @node: in the table, by the table's lock
 * @refs: opens and who asks; dropped under the table's lock
 * @inode: the inode, pinned by the links' paths or by the opens'
 * @lock: of what is here; a leaf, nothing is called under it
 * @shares: what the opens let others do, by @lock
 * @links: struct fsa_link, by @lock
 * @meta_lock: reading, changing and writing user.DOSATTRIB, security.NTACL or extended
 *             attributes is one step; outside of the VFS's locks
 */
struct fsa_file {
	struct hlist_node node;
	refcount_t refs;
	struct inode *inode;
	spinlock_t lock; /* of shares and links */
	struct fsa_shares shares;
	struct list_head links;
	struct mutex meta_lock; /* of what is kept in xattrs */
};

struct fsa_file *fsa_file_get(struct inode *inode);
void fsa_file_put(struct fsa_file *f);

u32 fsa_file_attach(struct fsa_open *o, u32 check_access);
void fsa_file_detach(struct fsa_open *o);
bool fsa_file_delete_pending(struct fsa_open *o);
void fsa_file_set_pending(struct fsa_open *o, bool pending);
bool fsa_file_name_pending(const struct dentry *entry, const struct inode *inode);
bool fsa_file_conflicts(const struct inode *inode, u32 access, u32 share);
bool fsa_file_is_open(const struct inode *inode);
bool fsa_file_open_below(struct dentry *dir);
int fsa_file_claim(struct fsa_claim *c, const struct path *entry, struct inode *inode,
		   bool open_too);
void fsa_file_unclaim(struct fsa_claim *c);

#endif /* LWSMB_SRV_FILE_FILE_H */
