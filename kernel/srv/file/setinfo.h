/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Changing what is known of a file.
 */
#ifndef LWSMB_SRV_FILE_SETINFO_H
#define LWSMB_SRV_FILE_SETINFO_H

#include <linux/time64.h>

#include "fsa.h"

u32 fsa_set_kept(struct fsa_open *o, const u32 *attributes, const u64 *create_time);
void fsa_set_archive(struct fsa_open *o);
void fsa_restore_times(struct fsa_open *o, struct timespec64 mtime);
u32 fsa_allocate(struct fsa_open *o, u64 size);

#endif /* LWSMB_SRV_FILE_SETINFO_H */
