/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that decide about security: read with a check of who may touch them,
 * replaced as a whole.
 */
#ifndef LWSMB_LIB_FILE_H
#define LWSMB_LIB_FILE_H

#include <sys/types.h>

#include "lib/diag.h"

int lw_file_read(const char *path, mode_t forbidden, size_t max, struct lw_diag *diag,
		 char **text, size_t *len);
int lw_file_lock_dir(const char *path);
int lw_file_replace(int dir, const char *path, const void *data, size_t len);

#endif /* LWSMB_LIB_FILE_H */
