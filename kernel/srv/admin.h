/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What an administrator may see and end. Each noun has a struct of values and a
 * function that walks through its objects in the order of a number, from any number
 * on, so that a list that does not fit one message goes on where it stopped although
 * objects come and go between.
 *
 * A walker calls @fn for each object whose number is @from or more, and stops when that
 * returns anything but 0. It must not sleep while it calls @fn, for example under RCU;
 * what the struct points to need only be valid during the call.
 */
#ifndef LWSMB_SRV_ADMIN_H
#define LWSMB_SRV_ADMIN_H

#include <linux/socket.h>
#include <linux/ktime.h>
#include <linux/types.h>
#include <linux/uidgid.h>

struct srv_net;
struct srv_share;

/**
 * struct srv_session_row - a session
 * @number: its place in the walk
 * @id: SessionId
 * @user: user's name, UTF-8
 * @uid: user
 * @client: the client's address
 * @dialect: SMB2_DIALECT_*
 * @is_signed: its messages are signed
 * @trees: shares that it is connected to
 * @opens: files and pipes that it has open
 * @since: seconds since 1970 of its log-on
 * @idle: seconds since its last request
 */
struct srv_session_row {
	u64 number;
	u64 id;
	const char *user;
	kuid_t uid;
	const struct sockaddr_storage *client;
	u16 dialect;
	bool is_signed;
	u32 trees;
	u32 opens;
	time64_t since;
	u32 idle;
};

typedef int (*srv_session_row_fn)(void *arg, const struct srv_session_row *row);

/**
 * struct srv_open_row - an open file, directory or pipe
 * @number: its place in the walk
 * @id: volatile half of the FileId
 * @session_id: whose it is
 * @has_session: it has a session
 * @user: user's name, UTF-8
 * @share: share's name, UTF-8
 * @path: path below the share's root, or the pipe's name, UTF-8
 * @access: ACCESS_MASK that was granted
 * @share_access: FILE_SHARE_*
 * @directory: it is a directory
 * @pipe: it is a pipe
 */
struct srv_open_row {
	u64 number;
	u64 id;
	u64 session_id;
	bool has_session;
	const char *user;
	const char *share;
	const char *path;
	u32 access;
	u32 share_access;
	bool directory;
	bool pipe;
};

typedef int (*srv_open_row_fn)(void *arg, const struct srv_open_row *row);

/**
 * struct srv_conn_row - a connection
 * @number: its place in the walk
 * @id: its number
 * @client: the client's address
 * @local: the address that it came to
 * @dialect: SMB2_DIALECT_*, 0 before one was agreed
 * @sessions: sessions on it
 * @requests: requests in work
 * @since: seconds since 1970 of its beginning
 * @idle: seconds since its last frame
 */
struct srv_conn_row {
	u64 number;
	u64 id;
	const struct sockaddr_storage *client;
	const struct sockaddr_storage *local;
	u16 dialect;
	u32 sessions;
	u32 requests;
	time64_t since;
	u32 idle;
};

typedef int (*srv_conn_row_fn)(void *arg, const struct srv_conn_row *row);

typedef int (*srv_listener_row_fn)(void *arg, const struct sockaddr_storage *addr);
typedef int (*srv_share_row_fn)(void *arg, const struct srv_share *s, u32 trees);

/**
 * struct srv_stats - figures of a server
 * @connections: now
 * @sessions: now
 * @opens: now
 * @requests: so far
 * @bytes_received: of frames, so far
 * @bytes_sent: of frames, so far
 * @logons: that succeeded
 * @logons_failed: that did not
 * @signatures_failed: messages with a wrong signature
 */
struct srv_stats {
	u64 connections;
	u64 sessions;
	u64 opens;
	u64 requests;
	u64 bytes_received;
	u64 bytes_sent;
	u64 logons;
	u64 logons_failed;
	u64 signatures_failed;
};

/* session.c, open.c, conn.c: 0, or what @fn returned */
int srv_session_walk(struct srv_net *sn, u64 from, srv_session_row_fn fn, void *arg);
int srv_open_walk(struct srv_net *sn, u64 from, srv_open_row_fn fn, void *arg);
int srv_conn_walk(struct srv_net *sn, u64 from, srv_conn_row_fn fn, void *arg);

/* listener.c, share.c: in the order of the list; called under srv_net.mutex */
int srv_listener_walk(struct srv_net *sn, srv_listener_row_fn fn, void *arg);
int srv_share_walk(struct srv_net *sn, srv_share_row_fn fn, void *arg);

/* session.c, open.c: 0 or -ENOENT. May sleep */
int srv_session_kill(struct srv_net *sn, u64 id);
int srv_open_kill(struct srv_net *sn, u64 id);

/* net.c */
void srv_stats_read(struct srv_net *sn, struct srv_stats *st);

#endif /* LWSMB_SRV_ADMIN_H */
