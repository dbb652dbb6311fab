/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Names that go.
 */
#ifndef LWSMB_SRV_FILE_UNLINK_H
#define LWSMB_SRV_FILE_UNLINK_H

#include <linux/filelock.h>
#include <linux/path.h>

#include "fsa.h"

/**
 * fsa_deleg_again() - was something refused because of a delegation?
 * @delegated: what the VFS set, or NULL; NULL afterwards
 * @ret: what it returned; replaced if the wait fails
 *
 * Somebody else, NFS's server as a rule, has promised a client of his to tell it before
 * the file changes. That is waited for, as every system call does.
 *
 * Context: may sleep, until the lease-break-time is over at most; no lock held.
 * Return: whether to do it again.
 */
static inline bool fsa_deleg_again(struct inode **delegated, int *ret)
{
	if (!*delegated)
		return false;
	*ret = break_deleg_wait(delegated);
	return !*ret;
}

void fsa_unlink(const struct path *entry, const struct fsa_user *user);
u32 fsa_unlink_check(struct fsa_open *o, bool ignore_read_only);
u32 fsa_unlink_empty(const struct path *dir);
struct dentry *fsa_lock_parent(struct dentry *entry);

#endif /* LWSMB_SRV_FILE_UNLINK_H */
