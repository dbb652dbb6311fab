/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Share modes, MS-FSA 2.1.5.1.2.2: what the opens of a file let others do.
 */
#ifndef LWSMB_SRV_FILE_SHARE_MODE_H
#define LWSMB_SRV_FILE_SHARE_MODE_H

#include <linux/types.h>

/**
 * struct fsa_shares - sums over the opens of a file that take part in sharing
 * @opens: number of them
 * @readers: that may read or execute
 * @writers: that may write or append
 * @deleters: that may delete or rename
 * @share_read: that let others read
 * @share_write: that let others write
 * @share_delete: that let others delete
 *
 * All under the file's lock.
 */
struct fsa_shares {
	u32 opens;
	u32 readers;
	u32 writers;
	u32 deleters;
	u32 share_read;
	u32 share_write;
	u32 share_delete;
};

bool fsa_shares_conflict(const struct fsa_shares *s, u32 access, u32 share);
void fsa_shares_add(struct fsa_shares *s, u32 access, u32 share);
void fsa_shares_remove(struct fsa_shares *s, u32 access, u32 share);

#endif /* LWSMB_SRV_FILE_SHARE_MODE_H */
