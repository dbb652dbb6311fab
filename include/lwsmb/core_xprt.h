/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The transport: frames over a TCP connection (MS-SMB2 2.1, RFC 1002 4.3.1), for
 * the server and the redirector alike.
 *
 * No thread belongs to a connection. The socket's callbacks queue work: one item
 * receives, one sends. Nothing here blocks for the peer: a peer that reads slowly
 * fills its own queue, and its owner stops reading from it.
 *
 *	        recv() ...                 closed()
 *	NEW --start--> RUNNING --error, shutdown--> CLOSED --put--> freed
 */
#ifndef LWSMB_CORE_XPRT_H
#define LWSMB_CORE_XPRT_H

#include <lwsmb/core_frame.h>

struct lwsmb_stats;
struct lwsmb_xprt;
struct socket;
struct workqueue_struct;

/**
 * struct lwsmb_xprt_ops - who uses a transport
 * @max_frame: most bytes that the next frame may have, asked before each; a longer
 *             one ends the connection. Nothing is allocated for a frame before
 *             this was asked and the bytes began to come
 * @recv: takes a whole frame, with its reference. Process context, one at a time,
 *        in the order of the wire; must not wait for the peer. A false answer
 *        pauses reading until lwsmb_xprt_resume()
 * @closed: the connection has ended, by either side; called once, after which
 *          neither recv() nor max_frame() is called. @err is 0 for an orderly end
 */
struct lwsmb_xprt_ops {
	u32 (*max_frame)(void *owner);
	bool (*recv)(void *owner, struct lwsmb_rx *rx);
	void (*closed)(void *owner, int err);
};

struct lwsmb_xprt *lwsmb_xprt_new(struct socket *sock, const struct lwsmb_xprt_ops *ops,
				  void *owner, struct workqueue_struct *wq);
void lwsmb_xprt_set_stats(struct lwsmb_xprt *x, struct lwsmb_stats *stats);
void lwsmb_xprt_limit_queue(struct lwsmb_xprt *x, size_t max);
void lwsmb_xprt_start(struct lwsmb_xprt *x);
void lwsmb_xprt_resume(struct lwsmb_xprt *x);
int lwsmb_xprt_send(struct lwsmb_xprt *x, struct lwsmb_tx *tx);
size_t lwsmb_xprt_queued(const struct lwsmb_xprt *x);
void lwsmb_xprt_shutdown(struct lwsmb_xprt *x);
void lwsmb_xprt_finish(struct lwsmb_xprt *x);
void lwsmb_xprt_get(struct lwsmb_xprt *x);
void lwsmb_xprt_put(struct lwsmb_xprt *x);
void lwsmb_sock_release(struct socket *sock);

#endif /* LWSMB_CORE_XPRT_H */
