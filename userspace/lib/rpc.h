/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * DCE/RPC over a named pipe, the server's side (MS-RPCE 2.2.2, C706 chapter 12).
 *
 *   rpc          connection-oriented PDUs: associations, fragments, faults
 *   rpc_iface.h  what an interface is to it
 *   ndr          NDR 2.0, the transfer syntax
 *   srvsvc       shares and server (MS-SRVS)
 *   wkssvc       workstation (MS-WKST)
 *
 * An open pipe is one association. What the client writes goes in, as it comes; the
 * PDUs to be read come out. Nothing blocks, nothing is global. What a pipe holds is
 * bounded whatever the client does: one fragment that is not complete, one request of
 * LW_RPC_REQUEST_MAX bytes, and what the caller keeps of the answers.
 */
#ifndef LWSMB_LIB_RPC_H
#define LWSMB_LIB_RPC_H

#include "lib/mech.h"

enum {
	LW_RPC_FRAG_MAX = 4280, /* bytes of a fragment, both ways, as Windows has it */
	LW_RPC_REQUEST_MAX = 65536, /* bytes of a request's stub, all fragments together */
	LW_RPC_RESPONSE_MAX = 1024 * 1024, /* bytes of a response's stub */
	LW_RPC_OUT_MAX = 1024 * 1024, /* bytes not yet read that stop further requests */
};

/* The version of Windows that answers name, the same that NTLM does: 7 and 2008 R2 */
enum {
	LW_RPC_OS_MAJOR = 6,
	LW_RPC_OS_MINOR = 1,
};

/**
 * enum lw_rpc_share_type - kind of a share (MS-SRVS 2.2.2.4)
 * @LW_RPC_SHARE_DISK: files
 * @LW_RPC_SHARE_IPC: IPC$; clients are told that it is special
 */
enum lw_rpc_share_type {
	LW_RPC_SHARE_DISK,
	LW_RPC_SHARE_IPC,
};

/**
 * struct lw_rpc_share - one share, as answers show it
 * @name: its name
 * @type: its kind
 * @comment: remark; NULL is none
 * @path: absolute path on this machine; NULL is none. Shown to administrators alone
 * @uses: connections to it now
 * @browseable: it stands in lists; one that does not is found by name
 *
 * Strings are UTF-8 and stay valid until the lw_rpc_write() that asked returns.
 */
struct lw_rpc_share {
	const char *name;
	enum lw_rpc_share_type type;
	const char *comment;
	const char *path;
	u32 uses;
	bool browseable;
};

/**
 * struct lw_rpc_host - this machine, as answers show it
 * @name: NetBIOS name
 * @comment: remark; NULL is none
 * @domain: workgroup or domain
 * @major: version of Windows, LW_RPC_OS_MAJOR
 * @minor: version of Windows, LW_RPC_OS_MINOR
 *
 * Strings as in struct lw_rpc_share.
 */
struct lw_rpc_host {
	const char *name;
	const char *comment;
	const char *domain;
	u32 major;
	u32 minor;
};

/**
 * struct lw_rpc_server - where answers come from
 * @arg: first argument of the functions
 * @host: fills in the host
 * @share: fills in share number @i; false if there are not as many. The shares and
 *         their order stay the same until the lw_rpc_write() that asks returns
 * @admin: the user who opened the pipe is an administrator
 */
struct lw_rpc_server {
	void *arg;
	void (*host)(void *arg, struct lw_rpc_host *host);
	bool (*share)(void *arg, size_t i, struct lw_rpc_share *share);
	bool admin;
};

/*
 * lw_rpc_open() knows the pipes "srvsvc" and "wkssvc", in any case, without "\PIPE\":
 * else NULL with errno ENOENT. It copies @server.
 *
 * lw_rpc_write() appends whole PDUs to @out, which is the caller's from one write to the
 * next: what was read is taken off its front. Each PDU is a message of the pipe; they
 * are told apart by lw_rpc_pdu_len(). 0, or a negative errno: the association is over,
 * what is in @out may still be read, then the pipe is at its end.
 */
struct lw_rpc;

struct lw_rpc *lw_rpc_open(const char *pipe, const struct lw_rpc_server *server);
int lw_rpc_write(struct lw_rpc *rpc, const void *data, size_t len, struct lw_buf *out);
size_t lw_rpc_pdu_len(const struct lw_buf *out, size_t off);
void lw_rpc_close(struct lw_rpc *rpc);

#endif /* LWSMB_LIB_RPC_H */
