/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a share exports.
 */
#ifndef LWSMB_SRV_FILE_VOLUME_H
#define LWSMB_SRV_FILE_VOLUME_H

#include <linux/path.h>
#include <linux/refcount.h>

#include "fsa.h"

/**
 * struct fsa_volume - a root, and how names and modes work below it
 * @refs: shares and opens
 * @root: the directory that is exported; holds mount and dentry
 * @opts: options; @opts.label is @label
 * @label: copy of the label
 *
 * All but @refs is constant.
 */
struct fsa_volume {
	refcount_t refs;
	struct path root;
	struct fsa_volume_options opts;
	char *label;
};

bool fsa_volume_read_only(const struct fsa_volume *v, const struct path *p);
bool fsa_volume_keeps_holes(const struct path *p);
u64 fsa_volume_file_id(const struct fsa_volume *v, const struct inode *inode);

#endif /* LWSMB_SRV_FILE_VOLUME_H */
