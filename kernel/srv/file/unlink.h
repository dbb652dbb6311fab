/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Names that go.
 */
#ifndef LWSMB_SRV_FILE_UNLINK_H
#define LWSMB_SRV_FILE_UNLINK_H

#include <linux/path.h>

#include "fsa.h"

void fsa_unlink(const struct path *entry, const struct fsa_user *user);
u32 fsa_unlink_check(struct fsa_open *o, bool ignore_read_only);
u32 fsa_unlink_empty(const struct path *dir);
struct dentry *fsa_lock_parent(struct dentry *entry);

#endif /* LWSMB_SRV_FILE_UNLINK_H */
