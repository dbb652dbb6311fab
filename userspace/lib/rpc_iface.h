/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an interface is to DCE/RPC: a name on the wire and a table of operations.
 */
#ifndef LWSMB_LIB_RPC_IFACE_H
#define LWSMB_LIB_RPC_IFACE_H

#include "lib/ndr.h"
#include "lib/rpc.h"

/* Status of a FAULT (C706 appendix E, MS-RPCE 2.2.2.9 and 3.3.3.4.2.1) */
enum lw_rpc_fault {
	LW_RPC_FAULT_NONE = 0,
	LW_RPC_FAULT_ACCESS_DENIED = 5,
	LW_RPC_FAULT_BAD_STUB_DATA = 0x6f7,
	LW_RPC_FAULT_INVALID_TAG = 0x1c000006, /* a union has no arm for this */
	LW_RPC_FAULT_UNSPEC = 0x1c000012,
	LW_RPC_FAULT_NO_MEMORY = 0x1c00001b,
	LW_RPC_FAULT_OP_RANGE = 0x1c010002,
	LW_RPC_FAULT_UNKNOWN_IF = 0x1c010003,
	LW_RPC_FAULT_PROTO_ERROR = 0x1c01000b,
};

/* What operations return behind their results (MS-ERREF 2.2, MS-SRVS 2.2.2.10) */
enum lw_rpc_result {
	LW_RPC_SUCCESS = 0,
	LW_RPC_ACCESS_DENIED = 5,
	LW_RPC_INVALID_LEVEL = 124,
	LW_RPC_MORE_DATA = 234,
	LW_RPC_BUF_TOO_SMALL = 2123,
	LW_RPC_NET_NAME_NOT_FOUND = 2310,
};

/* What the host says it is: sv100_platform_id and the like (MS-SRVS 2.2.2.6) */
enum {
	LW_RPC_PLATFORM_NT = 500,
};

/**
 * typedef lw_rpc_op - an operation
 * @server: where answers come from
 * @in: the request's stub
 * @out: the response's stub, empty; dropped if there is a fault
 *
 * Return: LW_RPC_FAULT_NONE or what is wrong with the request.
 */
typedef enum lw_rpc_fault (*lw_rpc_op)(const struct lw_rpc_server *server, struct wire_rd *in,
				       struct lw_ndr_wr *out);

/**
 * struct lw_rpc_iface - an interface
 * @pipe: pipe where it is
 * @uuid: its identifier, in the order of the wire
 * @major: its version; the minor version is 0
 * @op_count: entries of @ops
 * @ops: by number; NULL where there is none
 */
struct lw_rpc_iface {
	const char *pipe;
	u8 uuid[16];
	u16 major;
	u16 op_count;
	const lw_rpc_op *ops;
};

enum lw_rpc_fault lw_rpc_level_refuse(struct lw_ndr_wr *out, u32 level, const u16 *levels,
				      size_t count);
void lw_rpc_info_refuse(struct lw_ndr_wr *out, u32 level, enum lw_rpc_result result);
const char *lw_rpc_text(const char *s);

extern const struct lw_rpc_iface lw_srvsvc_iface;
extern const struct lw_rpc_iface lw_wkssvc_iface;

#endif /* LWSMB_LIB_RPC_IFACE_H */
