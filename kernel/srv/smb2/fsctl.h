/* SPDX-License-Identifier: GPL-2.0 */
/*
 * FSCTLs of files.
 */
#ifndef LWSMB_SRV_SMB2_FSCTL_H
#define LWSMB_SRV_SMB2_FSCTL_H

#include <lwsmb/platform.h>

struct fsa_open;
struct smb2_ioctl_req;
struct srv_req;

u32 srv_fsctl_file(struct srv_req *r, struct fsa_open *f, const struct smb2_ioctl_req *req);

#endif /* LWSMB_SRV_SMB2_FSCTL_H */
