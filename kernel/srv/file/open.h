/* SPDX-License-Identifier: GPL-2.0 */
/*
 * MS-FSA's Open: what a client's handle stands for.
 *
 *	fsa_create() -> OPEN    takes part in share modes, keeps a pending deletion waiting
 *	fsa_close()  -> CLOSED  does so no more; what still runs on it ends as it would have
 *	last fsa_open_put()     it is gone
 */
#ifndef LWSMB_SRV_FILE_OPEN_H
#define LWSMB_SRV_FILE_OPEN_H

#include <linux/mutex.h>
#include <linux/path.h>
#include <linux/refcount.h>

#include "fsa.h"

struct file;
struct fsa_cursor;
struct fsa_file;
struct fsa_link;

/* Bits of struct fsa_open.flags */
#define FSA_OPEN_ATTACHED 0 /* takes part; false again once it is closed */
#define FSA_OPEN_DELETE_ON_CLOSE 1 /* FILE_DELETE_ON_CLOSE when it was opened */
#define FSA_OPEN_ARCHIVED 2 /* a write has seen to FILE_ATTRIBUTE_ARCHIVE */
#define FSA_OPEN_WRITE_TIME_SET 3 /* last write time is set by hand, or frozen */
#define FSA_OPEN_ACCESS_TIME_SET 4
#define FSA_OPEN_POSIX_DELETE 5 /* a deletion that it asked for needs no other's close */
#define FSA_OPEN_CHANGE_TIME_SET 6

/**
 * struct fsa_open - an open file or directory
 * @refs: the creator, and operations in progress
 * @volume: where; held, constant
 * @user: who; held, constant
 * @file: what all opens of the inode share; held, constant
 * @link: the name that it was opened by; belongs to @file and is by its lock, NULL
 *        once closed
 * @path: what is open, symlinks followed; held, constant
 * @entry: the name that it was opened by; held, constant
 * @filp: for reading, writing and listing; NULL if the access granted has none of
 *        these. Constant
 * @access: access granted, constant
 * @tree_access: the most that the share allows, constant
 * @share: FILE_SHARE_*, constant
 * @options: FILE_DIRECTORY_FILE ..., constant
 * @flags: FSA_OPEN_*, atomic bits
 * @mode: of FileModeInformation; single reads and writes
 * @position: of FilePositionInformation, bytes; single reads and writes
 * @change_time: FILETIME that the change time is held at, with FSA_OPEN_CHANGE_TIME_SET;
 *               single reads and writes
 * @ea_next: where the next listing of extended attributes begins; single reads and writes
 * @cursor_lock: one listing at a time; outside of all VFS locks
 * @cursor: where the listing of a directory stands, by @cursor_lock
 */
struct fsa_open {
	refcount_t refs;
	struct fsa_volume *volume;
	struct fsa_user *user;
	struct fsa_file *file;
	struct fsa_link *link;
	struct path path;
	struct path entry;
	struct file *filp;
	u32 access;
	u32 tree_access;
	u32 share;
	u32 options;
	unsigned long flags;
	u32 mode;
	u64 position;
	u64 change_time;
	u32 ea_next;
	struct mutex cursor_lock; /* of the cursor */
	struct fsa_cursor *cursor;
};

struct fsa_open *fsa_open_alloc(struct fsa_create *c, const struct path *path,
				const struct path *entry);
u32 fsa_open_file(struct fsa_open *o);

#endif /* LWSMB_SRV_FILE_OPEN_H */
