// SPDX-License-Identifier: GPL-2.0
/*
 * An SMB1 NEGOTIATE that offers SMB 2, MS-SMB2 3.3.5.3: how clients begin that do
 * not know yet whom they talk to.
 */
#include <linux/rcupdate.h>
#include <lwsmb/wire_smb1.h>

#include "../conn.h"
#include "../net.h"
#include "../req.h"
#include "negotiate.h"

static bool offers_smb2(struct lwsmb_rx *rx)
{
	struct smb1_negotiate_req req;
	struct smb1_hdr hdr;
	struct wire_rd r;

	wire_rd_init(&r, rx->head, rx->head_len);
	if (wire_smb1_hdr_decode(&r, &hdr) || hdr.command != SMB1_NEGOTIATE ||
	    wire_smb1_negotiate_req_decode(&r, &req))
		return false;
	return wire_smb1_dialect_index(&req, "SMB 2.???") >= 0;
}

/* Takes message id 0, which the SMB1 request stands for, and gives the next. */
static int take_id(struct srv_conn *c, u16 *credits)
{
	int ret;

	spin_lock(&c->lock);
	ret = c->state == SRV_CONN_NEW ? lwsmb_window_use(&c->window, 0, 1) : -EPROTO;
	if (!ret)
		*credits = lwsmb_window_grant(&c->window, 1, 1);
	spin_unlock(&c->lock);
	return ret;
}

static int encode(struct srv_conn *c, struct lwsmb_part *p, u16 credits)
{
	const struct smb2_hdr hdr = {
		.command = SMB2_NEGOTIATE,
		.flags = SMB2_FLAGS_SERVER_TO_REDIR,
		.credits = credits,
	};
	struct smb2_negotiate_rsp rsp;
	struct srv_config *config;

	rcu_read_lock();
	config = rcu_dereference(c->sn->config);
	if (config)
		srv_negotiate_config(c, config);
	rcu_read_unlock();
	srv_negotiate_answer(c, SMB2_DIALECT_WILDCARD, &rsp);
	return wire_smb2_hdr_encode(&p->w, &hdr) ?: srv_negotiate_encode(&p->w, c->sn, &rsp);
}

/**
 * srv_smb1_negotiate() - answer an SMB1 NEGOTIATE with "SMB 2, go on"
 * @c: connection; its receive work, so that nothing else happens to a new one
 * @rx: frame; its reference is taken over
 *
 * Return: false if the connection has to end: no SMB 2 is offered, or it is too late.
 */
bool srv_smb1_negotiate(struct srv_conn *c, struct lwsmb_rx *rx)
{
	bool ok = offers_smb2(rx);
	struct lwsmb_tx *tx;
	u16 credits;

	lwsmb_rx_put(rx);
	if (!ok || take_id(c, &credits))
		return false;
	tx = lwsmb_tx_alloc(1, GFP_KERNEL_ACCOUNT);
	if (!tx)
		return false;
	if (!lwsmb_part_init(&tx->parts[0], 1024)) {
		tx->count = 1;
		if (!encode(c, &tx->parts[0], credits)) {
			lwsmb_xprt_send(c->xprt, tx);
			return true;
		}
	}
	lwsmb_tx_free(tx);
	return false;
}
