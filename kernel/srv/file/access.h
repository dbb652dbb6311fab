/* SPDX-License-Identifier: GPL-2.0 */
/*
 * NT access masks over Linux permissions.
 */
#ifndef LWSMB_SRV_FILE_ACCESS_H
#define LWSMB_SRV_FILE_ACCESS_H

#include <linux/path.h>

#include "fsa.h"

/* FILE_ALL_ACCESS, MS-DTYP 2.4.3 */
#define FSA_ACCESS_ALL 0x001f01ffu
/* Bits that no access mask may have, MS-FSA 2.1.5.1 */
#define FSA_ACCESS_INVALID 0x0ce0fe00u
#define FSA_ACCESS_STAT \
	(FILE_READ_ATTRIBUTES | ACCESS_READ_CONTROL | ACCESS_SYNCHRONIZE)
#define FSA_ACCESS_CHANGE \
	(FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_WRITE_EA | FILE_DELETE_CHILD | \
	 FILE_WRITE_ATTRIBUTES | ACCESS_DELETE | ACCESS_WRITE_DAC | ACCESS_WRITE_OWNER)

u32 fsa_access_map(u32 desired);
u32 fsa_access_of_mode(umode_t bits, bool directory);
u32 fsa_access_possible(const struct fsa_volume *v, const struct path *entry,
			const struct path *p, u32 *access);
u32 fsa_access_may_add(const struct path *dir, bool directory, bool *listed);
u32 fsa_access_grant(const struct fsa_create *c, u32 desired, u32 possible, bool read_only,
		     u32 *granted);

#endif /* LWSMB_SRV_FILE_ACCESS_H */
