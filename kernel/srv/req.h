/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Requests in work. A frame is worked on by one worker at a time, message after
 * message. A command that has to wait parks its request, which frees the worker;
 * whoever ends the wait wakes it, which queues the frame again.
 *
 *	RUNNING --command answers--------------------------------> ANSWERED
 *	   |  ^                                                       ^
 *	   |  `---- srv_req_wake(): resume() on a worker ----.        |
 *	   `------- SRV_PARKED --> PARKED -------------------'--------'
 *	                             (CANCEL finds it here)
 *
 * Frames are worked on at the same time and end in any order, but those that read from,
 * write to and close pipes begin in the order in which they came: the next one has its
 * turn when the one before is parked, or answered.
 *
 * All replies of a frame go out as one frame, when the last is there; an interim
 * response goes out with those before it, and the final one follows alone.
 */
#ifndef LWSMB_SRV_REQ_H
#define LWSMB_SRV_REQ_H

#include <linux/refcount.h>
#include <linux/workqueue.h>
#include <lwsmb/core_frame.h>
#include <lwsmb/ntstatus.h>
#include <lwsmb/wire_smb2.h>

struct srv_conn;
struct srv_open;
struct srv_session;
struct srv_tree;

/* Messages of one frame: more than any client sends, and an end to small ones. */
#define SRV_COMPOUND_MAX 256

/* Bytes that a credit pays for, MS-SMB2 3.3.5.2.5. */
#define SRV_CREDIT_BYTES 65536

/* Bytes of replies that one frame may ask for: no frame carries more, MS-SMB2 2.1. */
#define SRV_REPLIES_MAX (SRV_COMPOUND_MAX * SRV_CREDIT_BYTES)

/* Bytes of a reply, its header included, that a command need not ask for. */
#define SRV_REPLY_ROOM 512

/* A command's answer that there is none yet. */
#define SRV_PARKED STATUS_PENDING

/**
 * struct srv_req - a message in work
 * @frame: its frame
 * @conn: its connection; the frame holds it
 * @msg: header, and the body that the command decodes
 * @session: its session, held; NULL where the command needs none
 * @tree: its tree, held; NULL where the command needs none
 * @part: the reply: the header is reserved, the command encodes the body
 * @hdr: header of the reply
 * @file_id: what a FileId of all ones stands for in the next, related message
 * @has_file_id: @file_id is one
 * @has_body: the body is encoded though the status is an error
 * @needed: with STATUS_BUFFER_TOO_SMALL: bytes that would do, or 0
 * @no_reply: nothing is answered (CANCEL)
 * @drop: the connection ends instead of an answer
 * @last: the connection ends behind the answer
 * @sign: the reply is signed
 * @interim: where it parks, the client is told with STATUS_PENDING
 * @preauth: hash that goes on with the reply, or NULL; in the session or connection
 * @resume: goes on after a wait: returns what a command returns. Set before parking
 * @cancel: ends the wait early, by waking; called at most once, without locks,
 *          perhaps when the wait has just ended. NULL: it cannot be cancelled
 * @reserve: bytes that its reply may take
 * @wait: of the command that parked it
 * @release: frees @wait when the frame is freed, so that @cancel never misses it
 * @async_id: not 0: an interim response was sent under this id; by conn->lock
 * @unwanted: a CANCEL has come for it before it was parked: @cancel is called as soon as
 *            it is; by conn->lock
 * @parked: the worker has left it; by conn->lock
 * @cancelled: @cancel was or is being called; by conn->lock
 * @woken: the wait ended before the worker had left; by conn->lock
 */
struct srv_req {
	struct srv_frame *frame;
	struct srv_conn *conn;
	struct smb2_msg msg;
	struct srv_session *session;
	struct srv_tree *tree;
	struct lwsmb_part *part;
	struct smb2_hdr hdr;
	struct smb2_file_id file_id;
	bool has_file_id;
	bool has_body;
	u32 needed;
	bool no_reply;
	bool drop;
	bool last;
	bool sign;
	bool interim;
	u8 *preauth;
	u32 reserve;
	u32 (*resume)(struct srv_req *r);
	void (*cancel)(struct srv_req *r);
	void *wait;
	void (*release)(struct srv_req *r);
	u32 async_id;
	bool unwanted;
	bool parked;
	bool cancelled;
	bool woken;
};

/**
 * struct srv_frame - a frame in work
 * @work: runs it
 * @refs: the worker or waker, and whoever cancels
 * @link: in the connection's list of frames; by conn->lock
 * @turn: in the connection's turns, while it is one of these; by conn->lock
 * @conn: where it came from, held
 * @rx: the frame, held
 * @tx: replies since the last that were sent
 * @count: messages
 * @index: number of the message in work
 * @reserve: bytes that its replies may take
 * @spared: of these, what was given back while it waits; by conn->lock
 * @async: an interim response was sent; by conn->lock
 * @reqs: its messages
 */
struct srv_frame {
	struct work_struct work;
	refcount_t refs;
	struct list_head link;
	struct list_head turn;
	struct srv_conn *conn;
	struct lwsmb_rx *rx;
	struct lwsmb_tx *tx;
	u32 count;
	u32 index;
	u32 reserve;
	u32 spared;
	bool async;
	struct srv_req reqs[] __counted_by(count);
};

/**
 * typedef srv_command - a command
 * @r: request; session and tree are those that its row in the table asks for
 *
 * Return: NTSTATUS of the reply, or SRV_PARKED.
 */
typedef u32 (*srv_command)(struct srv_req *r);

/**
 * srv_req_len() - bytes of a message
 * @r: request
 *
 * Return: bytes, header and padding included, and what lies in pages behind the last.
 */
static inline u32 srv_req_len(const struct srv_req *r)
{
	const struct lwsmb_rx *rx = r->frame->rx;
	const struct wire_span *raw = &r->msg.raw;

	return raw->len + (raw->off + raw->len == rx->head_len ? rx->data_len : 0);
}

/* frame.c */
bool srv_frame_take(struct srv_conn *c, struct lwsmb_rx *rx);
void srv_req_wake(struct srv_req *r);
void srv_req_cancel(struct srv_conn *c, const struct smb2_hdr *which);
void srv_req_cancel_session(struct srv_conn *c, const struct srv_session *s);

/* dispatch.c */
u32 srv_dispatch(struct srv_req *r);

/* reply.c */
struct lwsmb_part *srv_reply_part(struct lwsmb_tx *tx);
int __must_check srv_reply_room(struct srv_req *r, size_t room);
void srv_reply_end(struct srv_req *r, u32 status);
void srv_reply_send(struct srv_frame *f);
u32 srv_reply_encoded(int err);
bool srv_charge_covers(const struct srv_req *r, u32 bytes);

/* smb2/: one command a file */
u32 srv_smb2_negotiate(struct srv_req *r);
u32 srv_smb2_session_setup(struct srv_req *r);
u32 srv_smb2_logoff(struct srv_req *r);
u32 srv_smb2_tree_connect(struct srv_req *r);
u32 srv_smb2_tree_disconnect(struct srv_req *r);
u32 srv_smb2_create(struct srv_req *r);
u32 srv_smb2_close(struct srv_req *r);
u32 srv_smb2_flush(struct srv_req *r);
u32 srv_smb2_read(struct srv_req *r);
u32 srv_smb2_write(struct srv_req *r);
u32 srv_smb2_ioctl(struct srv_req *r);
u32 srv_smb2_cancel(struct srv_req *r);
u32 srv_smb2_echo(struct srv_req *r);
u32 srv_smb2_query_directory(struct srv_req *r);
u32 srv_smb2_query_info(struct srv_req *r);
u32 srv_smb2_set_info(struct srv_req *r);
u32 srv_smb2_unbuilt(struct srv_req *r);

/* smb2/multi_protocol.c */
bool srv_smb1_negotiate(struct srv_conn *c, struct lwsmb_rx *rx);

/* smb2/file_id.c */
struct srv_open *srv_req_open(struct srv_req *r, const struct smb2_file_id *id);

#endif /* LWSMB_SRV_REQ_H */
