/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Whose rights the file layer's VFS calls run under.
 */
#ifndef LWSMB_SRV_FILE_USER_H
#define LWSMB_SRV_FILE_USER_H

#include <linux/cred.h>

struct fsa_user;

const struct cred *fsa_user_begin(const struct fsa_user *u);
void fsa_user_end(const struct cred *saved);

const struct cred *fsa_keeper_begin(void);
const struct cred *fsa_warden_begin(void);

int fsa_user_init(void);
void fsa_user_exit(void);

#endif /* LWSMB_SRV_FILE_USER_H */
