/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where the listing of a directory stands.
 */
#ifndef LWSMB_SRV_FILE_DIR_H
#define LWSMB_SRV_FILE_DIR_H

struct fsa_cursor;

void fsa_cursor_free(struct fsa_cursor *cur);

#endif /* LWSMB_SRV_FILE_DIR_H */
