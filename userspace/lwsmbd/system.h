/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The daemon and the system that it runs on: service manager, secrets, its identity.
 */
#ifndef LWSMB_LWSMBD_SYSTEM_H
#define LWSMB_LWSMBD_SYSTEM_H

#include "lib/diag.h"
#include "lwsmb/platform.h"

void system_protect_secrets(void);
void system_notify(const char *state);
int system_guid(const char *path, u8 guid[16], struct lw_diag *diag);
int system_signals(void);

#endif /* LWSMB_LWSMBD_SYSTEM_H */
