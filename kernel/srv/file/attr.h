/* SPDX-License-Identifier: GPL-2.0 */
/*
 * File attributes and the creation time, which Linux has no place for.
 */
#ifndef LWSMB_SRV_FILE_ATTR_H
#define LWSMB_SRV_FILE_ATTR_H

#include <linux/path.h>

#include "fsa.h"

/* What a client can set and is kept. The others say what a file is or how it is stored. */
#define FSA_ATTR_KEPT \
	(FILE_ATTRIBUTE_READONLY | FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM | \
	 FILE_ATTRIBUTE_ARCHIVE | FILE_ATTRIBUTE_TEMPORARY | FILE_ATTRIBUTE_OFFLINE | \
	 FILE_ATTRIBUTE_NOT_CONTENT_INDEXED)

/* What is kept: FSCTL_SET_SPARSE, and nothing else, sets the one more. */
#define FSA_ATTR_STORED (FSA_ATTR_KEPT | FILE_ATTRIBUTE_SPARSE_FILE)

/**
 * struct fsa_attr - what user.DOSATTRIB holds
 * @attributes: FILE_ATTRIBUTE_*, of FSA_ATTR_STORED only
 * @create_time: FILETIME, 0: not known
 * @change_time: FILETIME that somebody set, 0: nobody did
 * @change_seen: the inode's change time, as a FILETIME, for as long as which @change_time
 *               stands for it; set by fsa_attr_write()
 */
struct fsa_attr {
	u32 attributes;
	u64 create_time;
	u64 change_time;
	u64 change_seen;
};

void fsa_attr_read(const struct path *p, struct fsa_attr *a);
int fsa_attr_write(const struct path *p, struct fsa_attr *a, u64 change_time);
u64 fsa_attr_change_time(const struct fsa_attr *a, const struct timespec64 *ctime);
u64 fsa_attr_filetime(const struct timespec64 *ts);
u32 fsa_attr_visible(const struct inode *inode, const struct fsa_attr *a);

#endif /* LWSMB_SRV_FILE_ATTR_H */
