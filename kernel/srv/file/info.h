/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is known of a file.
 */
#ifndef LWSMB_SRV_FILE_INFO_H
#define LWSMB_SRV_FILE_INFO_H

#include "fsa.h"

int fsa_info_fill(const struct fsa_volume *v, const struct path *p, struct fsa_stat *st);

#endif /* LWSMB_SRV_FILE_INFO_H */
