/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Extended attributes, what the file layer's own parts need of them.
 */
#ifndef LWSMB_SRV_FILE_EA_H
#define LWSMB_SRV_FILE_EA_H

#include "fsa.h"

u32 fsa_ea_size(const struct path *p);
u32 fsa_ea_check(const struct wire_span *list);
u32 fsa_ea_put(struct fsa_open *o, const struct wire_span *list);

#endif /* LWSMB_SRV_FILE_EA_H */
