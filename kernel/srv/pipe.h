/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Named pipes of IPC$: bytes to and from the daemon, which speaks what goes through
 * them. What is written is a question; the answer's messages wait here to be read.
 *
 * Pipes are in message mode, as Windows' are: one read gets one message, or as much of it
 * as it has room for, with STATUS_BUFFER_OVERFLOW, and the next read gets the rest. Reads
 * wait in the order in which they came. FSCTL_PIPE_TRANSCEIVE gets the first message of
 * the answer to its own bytes, whoever else waits.
 */
#ifndef LWSMB_SRV_PIPE_H
#define LWSMB_SRV_PIPE_H

#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <lwsmb/wire_smb2_io.h>

struct fsa_stat;
struct srv_net;
struct srv_req;

/* Bytes that a pipe keeps for a reader who does not read. */
#define SRV_PIPE_MAX (1024 * 1024)

/**
 * struct srv_pipe - a pipe that a client has opened
 * @refs: opens and requests
 * @sn: server
 * @id: what the daemon calls it
 * @epoch: which daemon has opened it; immutable once it has a FileId
 * @lock: of all that follows
 * @batches: struct pipe_batch: messages to be read
 * @bytes: that are in them, and not read
 * @readers: struct pipe_wait: who waits for a message; then there are none
 * @ended: the daemon says nothing more
 * @closed: the client has closed it
 */
struct srv_pipe {
	refcount_t refs;
	struct srv_net *sn;
	u64 id;
	u32 epoch;
	spinlock_t lock; /* see above */
	struct list_head batches;
	u32 bytes;
	struct list_head readers;
	bool ended;
	bool closed;
};

u32 srv_pipe_open(struct srv_req *r, const struct wire_span *name,
		  u32 (*resume)(struct srv_req *r));
u32 srv_pipe_opened(struct srv_req *r, struct srv_pipe **pipe);
void srv_pipe_put(struct srv_pipe *p);
void srv_pipe_close(struct srv_pipe *p);
void srv_pipe_check(struct srv_pipe *p);

u32 srv_pipe_read(struct srv_req *r, struct srv_pipe *p, u32 max);
u32 srv_pipe_write(struct srv_req *r, struct srv_pipe *p, const struct wire_span *data);
u32 srv_pipe_transceive(struct srv_req *r, struct srv_pipe *p, const struct smb2_ioctl_req *req);
u32 srv_pipe_query(struct srv_pipe *p, struct fsa_stat *st);

#endif /* LWSMB_SRV_PIPE_H */
