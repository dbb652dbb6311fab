/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The server's window of message ids, MS-SMB2 3.3.1.1: which ids may a client still
 * use, each once? Granting credits moves its upper end. Pure: the caller has the
 * lock. The unit tests run it on the host.
 */
#ifndef LWSMB_CORE_WINDOW_H
#define LWSMB_CORE_WINDOW_H

#include <lwsmb/platform.h>

#define LWSMB_WINDOW_MAX 8192 /* ids between the oldest unused and the newest granted */

/**
 * struct lwsmb_window - ids that a client may use
 * @low: oldest id that was not used yet
 * @high: one past the newest id that was granted
 * @outstanding: ids in [@low, @high) that were not used: the client's credits
 * @used: bit i: id (i mod LWSMB_WINDOW_MAX) was used, for ids in [@low, @high);
 *        clear for all others
 */
struct lwsmb_window {
	u64 low;
	u64 high;
	u32 outstanding;
	u64 used[LWSMB_WINDOW_MAX / 64];
};

void lwsmb_window_init(struct lwsmb_window *w);
int __must_check lwsmb_window_use(struct lwsmb_window *w, u64 id, u16 charge);
u16 lwsmb_window_grant(struct lwsmb_window *w, u16 want, u16 max_outstanding);

#endif /* LWSMB_CORE_WINDOW_H */
