/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A TCP connection over loopback, for tests: a transport at one end, a plain socket at
 * the other, or a transport at both.
 */
#ifndef LWSMB_SELFTESTS_CORE_PAIR_H
#define LWSMB_SELFTESTS_CORE_PAIR_H

#include <linux/atomic.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <lwsmb/core_stats.h>
#include <lwsmb/core_xprt.h>

#define PAIR_FRAMES 512
#define PAIR_SECONDS 60 /* deadline of every wait */

/**
 * struct pair_end - a transport and what it told its owner
 * @x: it
 * @max_frame: what its owner allows
 * @stop_after: recv() answers false when so many frames came, 0: never
 * @resume_in_recv: recv() calls resume before it answers false
 * @shut_in_recv: recv() calls shutdown
 * @echo: recv() sends the frame back
 * @most: most bytes that were queued after an echo
 * @busy: recv() is running, to see that it never runs twice
 * @frames: what came, in order
 * @count: number of them
 * @closed: calls of closed()
 * @late: calls of recv() or max_frame() after that, or two at a time
 * @err: of closed()
 * @wait: woken by every call
 */
struct pair_end {
	struct lwsmb_xprt *x;
	u32 max_frame;
	u32 stop_after;
	bool resume_in_recv;
	bool shut_in_recv;
	bool echo;
	size_t most;
	atomic_t busy;
	struct lwsmb_rx *frames[PAIR_FRAMES];
	u32 count;
	u32 closed;
	u32 late;
	int err;
	wait_queue_head_t wait;
};

/**
 * struct pair - a connection
 * @wq: where its transports work
 * @stats: what @end counts
 * @sk: the socket of @end, held
 * @end: a transport
 * @far: what is at the other end: a transport,
 * @raw: or a socket
 */
struct pair {
	struct workqueue_struct *wq;
	struct lwsmb_stats *stats;
	struct sock *sk;
	struct pair_end end;
	struct pair_end far;
	struct socket *raw;
};

const struct lwsmb_xprt_ops *pair_ops(void);
int pair_sockets(int family, struct socket **a, struct socket **b);
struct pair *pair_new(int family, bool far);
void pair_free(struct pair *p);

bool pair_wait_count(struct pair_end *e, u32 count);
bool pair_wait_closed(struct pair_end *e);
void pair_drop_frames(struct pair_end *e);

int raw_send(struct socket *sock, const void *buf, size_t len);
int raw_recv(struct socket *sock, void *buf, size_t len);
void raw_reset(struct socket *sock);

u8 frame_byte(u32 seed, u32 i);
u8 *frame_new(u32 seed, u32 len);
bool frame_is(const struct lwsmb_rx *rx, const u8 *wire, u32 len);
struct lwsmb_tx *frame_tx(u32 seed, u32 mem, u32 bulk);
int frame_send(struct lwsmb_xprt *x, u32 seed, u32 mem, u32 bulk);

#endif /* LWSMB_SELFTESTS_CORE_PAIR_H */
