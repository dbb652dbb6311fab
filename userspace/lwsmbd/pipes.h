/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Open named pipes: each is an association of userspace/lib/rpc.
 */
#ifndef LWSMB_LWSMBD_PIPES_H
#define LWSMB_LWSMBD_PIPES_H

#include "lib/mech.h"
#include "lib/rpc.h"

enum {
	PIPES_MAX = 4096, /* open at a time */
};

struct pipe_end;

/**
 * struct pipes - open pipes
 * @list: them
 * @count: number of them
 * @server: where answers come from
 */
struct pipes {
	struct pipe_end *list;
	size_t count;
	struct lw_rpc_server server;
};

u32 pipe_open(struct pipes *p, u64 id, const char *name, bool admin);
u32 pipe_write(struct pipes *p, u64 id, const void *data, size_t len, struct lw_buf *out);
void pipe_forget(struct pipes *p, u64 id);
void pipe_free_all(struct pipes *p);

#endif /* LWSMB_LWSMBD_PIPES_H */
