/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What upcall.c, upcall_send.c and the netlink handlers share of a question.
 *
 *	WAITING --answer, death of the daemon, end--> ANSWERED --work--> DONE
 *	   |  \------------------ time-out: work ---------------------> DONE
 *	   \--------------------- cancelled --------------------------> DONE
 *
 * The asker is called back on the way to DONE, by the question's work, and not at all
 * if it is cancelled. The work is pending, as the timer of the time-out or as the
 * bringer of the answer, or it runs, until then; it holds a reference. A message that
 * nobody waits for (a forget) is DONE from the start, and held by the list of the
 * unsent ones.
 */
#ifndef LWSMB_SRV_UPCALL_PARTS_H
#define LWSMB_SRV_UPCALL_PARTS_H

#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/socket.h>
#include <linux/uidgid.h>
#include <linux/workqueue.h>

#include "upcall.h"

struct sk_buff;

/* Memory that questions to a slow or absent daemon may hold. */
#define SRV_UPCALL_BYTES_MAX (32 * 1024 * 1024)

enum srv_upcall_kind {
	SRV_UPCALL_AUTH,
	SRV_UPCALL_AUTH_FORGET,
	SRV_UPCALL_PIPE_OPEN,
	SRV_UPCALL_PIPE_WRITE,
	SRV_UPCALL_PIPE_FORGET,
};

enum srv_upcall_state {
	SRV_UPCALL_WAITING,
	SRV_UPCALL_ANSWERED,
	SRV_UPCALL_DONE,
};

/**
 * struct srv_answer - what the daemon has said so far
 * @err: why there is no answer, 0 if there is one
 * @status: NTSTATUS
 * @data: token, or data of a pipe
 * @len: bytes of it
 * @room: bytes allocated
 * @messages: bytes of each message that @data consist of
 * @message_count: number of them, 0: it is one
 * @message_room: number allocated
 * @groups: supplementary groups
 * @group_count: number of them
 * @group_room: number allocated
 * @user: who it is, held
 * @key: session key
 * @guest: see struct srv_auth_answer
 * @epoch: which daemon it was
 *
 * Written under srv_net.daemon_mutex while the question waits.
 */
struct srv_answer {
	int err;
	u32 status;
	u8 *data;
	u32 len;
	u32 room;
	u32 *messages;
	u32 message_count;
	u32 message_room;
	kgid_t *groups;
	u32 group_count;
	u32 group_room;
	struct fsa_user *user;
	u8 key[LWSMB_KEY_SIZE];
	bool guest;
	u32 epoch;
};

/**
 * struct srv_upcall - a question to the daemon
 * @refs: the asker's; the work's or that of the list of unsent ones
 * @sn: server
 * @kind: what is asked
 * @state: see the top of this file; by srv_net.daemon_lock
 * @link: in srv_net.upcalls, by daemon_lock
 * @unsent: in srv_net.unsent, by daemon_lock
 * @sent: bytes of @payload that the daemon has got; by daemon_lock
 * @work: time-out, then the asker's call-back
 * @cookie: random, not 0
 * @id: session or pipe
 * @first: the daemon needs no state to answer: a daemon that comes later can
 * @client: the client's address, family 0 if there is none
 * @name: pipe's name, or NULL
 * @user: user's name, or NULL
 * @uid: user
 * @auth_fn: asker's function
 * @pipe_fn: likewise
 * @arg: its first argument
 * @charge: bytes that it is counted with
 * @answer: what was said
 * @len: bytes of @payload
 * @payload: token, or data for a pipe
 */
struct srv_upcall {
	refcount_t refs;
	struct srv_net *sn;
	enum srv_upcall_kind kind;
	enum srv_upcall_state state;
	struct list_head link;
	struct list_head unsent;
	u32 sent;
	struct delayed_work work;
	u64 cookie;
	u64 id;
	bool first;
	struct sockaddr_storage client;
	char *name;
	char *user;
	kuid_t uid;
	srv_auth_fn auth_fn;
	srv_pipe_fn pipe_fn;
	void *arg;
	size_t charge;
	struct srv_answer answer;
	u32 len;
	u8 payload[] __counted_by(len);
};

struct srv_upcall *srv_upcall_find(struct srv_net *sn, bool auth, u64 cookie);
int srv_upcall_data(struct srv_upcall *call, u32 offset, const void *data, u32 len);
int srv_upcall_group(struct srv_upcall *call, kgid_t gid);
int srv_upcall_message(struct srv_upcall *call, u32 len);
void srv_upcall_answer(struct srv_upcall *call);

int srv_daemon_register(struct srv_net *sn, u32 portid);
void srv_daemon_gone(struct srv_net *sn, u32 portid);

/* upcall_send.c */
void srv_upcall_send_work(struct work_struct *work);

#endif /* LWSMB_SRV_UPCALL_PARTS_H */
