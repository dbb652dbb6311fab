// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Open named pipes.
 */
#include "lwsmbd/pipes.h"

#include <errno.h>
#include <stdlib.h>

#include "lib/alloc.h"
#include "lwsmb/ntstatus_codes.h"

/**
 * struct pipe_end - an open pipe
 * @next: another one
 * @id: the server's number
 * @rpc: association; NULL when it is over
 */
struct pipe_end {
	struct pipe_end *next;
	u64 id;
	struct lw_rpc *rpc;
};

static struct pipe_end **find(struct pipes *p, u64 id)
{
	struct pipe_end **at = &p->list;

	while (*at && (*at)->id != id)
		at = &(*at)->next;
	return at;
}

/**
 * pipe_open() - open a pipe
 * @p: pipes
 * @id: the server's number for it
 * @name: its name, UTF-8, in any case
 * @admin: who opens it is an administrator
 *
 * Return: NTSTATUS.
 */
u32 pipe_open(struct pipes *p, u64 id, const char *name, bool admin)
{
	struct lw_rpc_server server = p->server;
	struct pipe_end *e;

	if (p->count == PIPES_MAX)
		return STATUS_INSUFFICIENT_RESOURCES;
	e = lw_zalloc(sizeof(*e));
	if (!e)
		return STATUS_INSUFFICIENT_RESOURCES;
	server.admin = admin;
	e->id = id;
	e->rpc = lw_rpc_open(name, &server);
	if (!e->rpc) {
		free(e);
		return errno == ENOENT ? STATUS_OBJECT_NAME_NOT_FOUND :
					 STATUS_INSUFFICIENT_RESOURCES;
	}
	e->next = p->list;
	p->list = e;
	p->count++;
	return STATUS_SUCCESS;
}

/**
 * pipe_write() - write to a pipe
 * @p: pipes
 * @id: pipe
 * @data: bytes
 * @len: number of them
 * @out: set to what can be read then
 *
 * Return: NTSTATUS. STATUS_PIPE_DISCONNECTED: the association is over; so it is for a
 * pipe that a daemon before this one had opened.
 */
u32 pipe_write(struct pipes *p, u64 id, const void *data, size_t len, struct lw_buf *out)
{
	struct pipe_end *e = *find(p, id);

	if (!e || !e->rpc)
		return STATUS_PIPE_DISCONNECTED;
	if (lw_rpc_write(e->rpc, data, len, out)) {
		lw_rpc_close(e->rpc);
		e->rpc = NULL;
	}
	return e->rpc || out->len ? STATUS_SUCCESS : STATUS_PIPE_DISCONNECTED;
}

/**
 * pipe_forget() - a pipe was closed
 * @p: pipes
 * @id: pipe
 */
void pipe_forget(struct pipes *p, u64 id)
{
	struct pipe_end **at = find(p, id), *e = *at;

	if (!e)
		return;
	*at = e->next;
	p->count--;
	if (e->rpc)
		lw_rpc_close(e->rpc);
	free(e);
}

/**
 * pipe_free_all() - close all
 * @p: pipes
 */
void pipe_free_all(struct pipes *p)
{
	while (p->list)
		pipe_forget(p, p->list->id);
}
