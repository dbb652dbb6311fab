/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a FileId stands for, MS-SMB2 3.3.1.10: an open of the file layer, or a pipe.
 *
 * CLOSE and the end of a tree or session take it out of the tables, exactly once,
 * and end it for everybody; requests that hold it finish on a closed open.
 */
#ifndef LWSMB_SRV_OPEN_H
#define LWSMB_SRV_OPEN_H

#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/types.h>
#include <lwsmb/wire_smb2.h>

struct fsa_open;
struct srv_net;
struct srv_pipe;
struct srv_session;
struct srv_tree;

/**
 * struct srv_open - what a FileId stands for
 * @refs: requests, the table
 * @rcu: it is found under RCU
 * @link: in the session's list, by its opens_lock
 * @session: whose it is, held
 * @tree: through which it was opened, held
 * @id: FileId; the lower half of the volatile part is the index in the server's
 *      table, all else is random
 * @file: the file layer's, or NULL
 * @pipe: a pipe, or NULL
 */
struct srv_open {
	refcount_t refs;
	struct rcu_head rcu;
	struct list_head link;
	struct srv_session *session;
	struct srv_tree *tree;
	struct smb2_file_id id;
	struct fsa_open *file;
	struct srv_pipe *pipe;
};

struct srv_open *srv_open_new(struct srv_session *s, struct srv_tree *t, struct fsa_open *file,
			      struct srv_pipe *pipe);
struct srv_open *srv_open_find(struct srv_session *s, struct srv_tree *t,
			       const struct smb2_file_id *id);
void srv_open_put(struct srv_open *o);
bool srv_open_close(struct srv_open *o);
void srv_open_close_all(struct srv_session *s, struct srv_tree *t);
struct srv_open *srv_open_find_any(struct srv_net *sn, u64 id);
struct srv_open *srv_open_find_from(struct srv_net *sn, unsigned long *index);

#endif /* LWSMB_SRV_OPEN_H */
