/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Names of a directory without regard to case.
 */
#ifndef LWSMB_SRV_FILE_NAME_INDEX_H
#define LWSMB_SRV_FILE_NAME_INDEX_H

#include <linux/path.h>

#include "fsa.h"

int fsa_index_init(void);
void fsa_index_exit(void);
int fsa_index_find(const struct path *dir, const struct wire_span *name, char *found);
bool fsa_index_has(const struct path *dir, const struct wire_span *name);
void fsa_index_forget(const struct path *dir);

#endif /* LWSMB_SRV_FILE_NAME_INDEX_H */
