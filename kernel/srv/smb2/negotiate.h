/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What NEGOTIATE, its SMB1 form and VALIDATE_NEGOTIATE_INFO share.
 */
#ifndef LWSMB_SRV_SMB2_NEGOTIATE_H
#define LWSMB_SRV_SMB2_NEGOTIATE_H

#include <lwsmb/wire_smb2.h>

struct srv_config;
struct srv_conn;
struct srv_net;

u16 srv_negotiate_dialect(const struct wire_span *list, u16 min, u16 max);
void srv_negotiate_config(struct srv_conn *c, const struct srv_config *config);
void srv_negotiate_answer(const struct srv_conn *c, u16 dialect, struct smb2_negotiate_rsp *rsp);
int __must_check srv_negotiate_encode(struct wire_wr *w, struct srv_net *sn,
				      struct smb2_negotiate_rsp *rsp);

#endif /* LWSMB_SRV_SMB2_NEGOTIATE_H */
