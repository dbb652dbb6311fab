/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The transport from inside: its life and locks are told in xprt.c.
 */
#ifndef LWSMB_CORE_XPRT_INTERNAL_H
#define LWSMB_CORE_XPRT_INTERNAL_H

#include <linux/net.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>
#include <lwsmb/core_stats.h>
#include <lwsmb/core_xprt.h>
#include <lwsmb/wire_netbios.h>
#include <lwsmb/wire_smb2.h>

#include "frame.h"

/* Frames that a work item receives or sends before it lets others run. */
#define XPRT_BUDGET 16

/* SMB2 header and fixed part of WRITE: tells where the rest of a frame goes. */
#define XPRT_PROBE (SMB2_HDR_SIZE + 48)

/* Pieces of a frame that are sent without an allocation. */
#define XPRT_VECS 32

enum xprt_state {
	XPRT_NEW,
	XPRT_RUNNING,
	XPRT_CLOSED,
};

/* What of a frame is coming. */
enum xprt_rx_stage {
	XPRT_RX_HDR, /* the NetBIOS header */
	XPRT_RX_PROBE, /* its first bytes */
	XPRT_RX_HEAD, /* the rest of the head */
	XPRT_RX_DATA, /* the pages */
};

/**
 * struct xprt_rx - the frame that is coming
 * @stage: what of it
 * @have: bytes of @hdr or @probe that are here, after @stage
 * @hdr: NetBIOS header
 * @probe: first bytes of the frame, until it is known where they go
 * @len: bytes of the frame, NetBIOS header not counted
 * @head_len: bytes of the head
 * @data_len: bytes that go to pages
 * @frame: the frame as far as it is here; NULL before XPRT_RX_HEAD
 *
 * Only the work item that receives uses it.
 */
struct xprt_rx {
	enum xprt_rx_stage stage;
	u32 have;
	u8 hdr[NETBIOS_HDR_SIZE];
	u8 probe[XPRT_PROBE];
	u32 len;
	u32 head_len;
	u32 data_len;
	struct lwsmb_rx *frame;
};

/**
 * struct xprt_tx - what is sent
 * @queue: struct lwsmb_tx that wait; x->lock
 * @queued: bytes of memory of @queue and @cur, which the socket has not taken whole;
 *          x->lock for writing
 * @max: above so many bytes in @queued nothing is received, 0: no limit; x->lock
 * @full: nothing is received because of it; x->lock
 * @sending: somebody sends: @cur and the fields below are his; else x->lock's; x->lock
 * @space: the socket has room again; set by its callback without a lock
 * @starved: the socket had room, the kernel no memory; x->lock
 * @cur: the frame that is being sent; NULL: none
 * @vec: pieces of @cur; @own_vec or kvmalloc()ed
 * @vecs: number of them
 * @sent: bytes of @cur that the socket has taken
 * @own_vec: room for the pieces of most frames
 */
struct xprt_tx {
	struct list_head queue;
	size_t queued;
	size_t max;
	bool full;
	bool sending;
	bool space;
	bool starved;
	struct lwsmb_tx *cur;
	struct bio_vec *vec;
	u32 vecs;
	size_t sent;
	struct bio_vec own_vec[XPRT_VECS];
};

/**
 * struct lwsmb_xprt - a connection
 * @refs: its users; while it runs, itself; each work item that is queued
 * @id: number for tracing
 * @sock: socket; immutable until the last reference goes
 * @ops: immutable
 * @owner: immutable
 * @wq: where its work items run; immutable
 * @stats: where it counts, may be NULL; immutable once it runs
 * @lock: of what names it
 * @state: enum xprt_state; @lock for writing. It leaves XPRT_RUNNING only in @recv_work
 * @closing: it ends, or has ended; @lock for writing
 * @err: why; @lock
 * @finish: it ends when what is queued is sent; @lock
 * @paused: the owner takes no frame at present; @lock
 * @resumed: lwsmb_xprt_resume() came while recv() ran; @lock
 * @recv_work: receives, and ends the connection
 * @send_work: sends what a sender left because the socket was full
 * @rx: what comes
 * @tx: what goes
 * @old_data_ready: the socket's callbacks from before; sk_callback_lock
 * @old_write_space: likewise
 * @old_state_change: likewise
 */
struct lwsmb_xprt {
	refcount_t refs;
	u64 id;
	struct socket *sock;
	const struct lwsmb_xprt_ops *ops;
	void *owner;
	struct workqueue_struct *wq;
	struct lwsmb_stats *stats;

	spinlock_t lock; /* a leaf; not taken by callbacks */
	enum xprt_state state;
	bool closing;
	int err;
	bool finish;
	bool paused;
	bool resumed;

	struct work_struct recv_work;
	struct work_struct send_work;
	struct xprt_rx rx;
	struct xprt_tx tx;

	void (*old_data_ready)(struct sock *sk);
	void (*old_write_space)(struct sock *sk);
	void (*old_state_change)(struct sock *sk);
};

/* What xprt_rx_run() says besides errors; its callers go on, wait or end. */
enum xprt_rx_result {
	XPRT_RX_EOF = 0,
	XPRT_RX_MORE = 1,
};

void xprt_queue(struct lwsmb_xprt *x, struct work_struct *work);
bool xprt_close_begin(struct lwsmb_xprt *x, int err);

int xprt_rx_run(struct lwsmb_xprt *x);
void xprt_rx_free(struct lwsmb_xprt *x);

void xprt_tx_init(struct lwsmb_xprt *x);
void xprt_tx_work(struct lwsmb_xprt *x);
void xprt_tx_drop(struct lwsmb_xprt *x);
bool xprt_tx_finished(const struct lwsmb_xprt *x);

#endif /* LWSMB_CORE_XPRT_INTERNAL_H */
