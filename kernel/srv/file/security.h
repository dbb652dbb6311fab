/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Security descriptors of new files.
 */
#ifndef LWSMB_SRV_FILE_SECURITY_H
#define LWSMB_SRV_FILE_SECURITY_H

#include "fsa.h"

u32 fsa_security_new(struct fsa_open *o, const struct path *parent, const struct wire_span *sd);

#endif /* LWSMB_SRV_FILE_SECURITY_H */
