/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What QUERY_INFO and SET_INFO share: their halves by InfoType.
 */
#ifndef LWSMB_SRV_SMB2_INFO_H
#define LWSMB_SRV_SMB2_INFO_H

#include <lwsmb/cursor.h>

struct fsa_open;
struct smb2_query_info_req;
struct srv_pipe;

/* A path of the longest name that Linux takes, in UTF-16, with its first '\'. */
#define INFO_NAME_MAX (2 * PATH_MAX + 2)

u32 srv_query_file(struct fsa_open *f, u8 info_class, struct wire_wr *w);
u32 srv_query_fs(struct fsa_open *f, u8 info_class, struct wire_wr *w);
u32 srv_query_pipe(struct srv_pipe *p, u8 info_class, struct wire_wr *w);
u32 srv_set_file(struct fsa_open *f, u8 info_class, struct wire_rd *r);

#endif /* LWSMB_SRV_SMB2_INFO_H */
