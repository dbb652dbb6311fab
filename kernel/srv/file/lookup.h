/* SPDX-License-Identifier: GPL-2.0 */
/*
 * From a path to a place in the file system.
 */
#ifndef LWSMB_SRV_FILE_LOOKUP_H
#define LWSMB_SRV_FILE_LOOKUP_H

#include <linux/path.h>

#include "fsa.h"

struct fsa_name;

/**
 * struct fsa_found - where a path leads
 * @entry: the name itself: what a rename moves and a deletion removes; held
 * @path: what it leads to, symlinks followed; held
 * @parent: if there is nothing of this name: the directory in which it could be
 *          created, held; no dentry if it cannot
 */
struct fsa_found {
	struct path entry;
	struct path path;
	struct path parent;
};

/* What fsa_lookup() does about the last component */
#define FSA_LOOKUP_EXACT BIT(0) /* names are case-sensitive */
#define FSA_LOOKUP_LINK BIT(1) /* a symlink that leads nowhere is itself what is meant */

u32 fsa_lookup(const struct fsa_volume *v, const struct fsa_name *name, u32 flags,
	       struct fsa_found *f);
void fsa_found_put(struct fsa_found *f);

char *fsa_lookup_name(const struct fsa_volume *v, const struct path *p, char *buf, size_t len);
int fsa_lookup_follow(const struct fsa_volume *v, const struct path *link, struct path *to);

#endif /* LWSMB_SRV_FILE_LOOKUP_H */
