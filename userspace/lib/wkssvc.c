// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The workstation service, as far as clients ask a server for it (MS-WKST).
 */
#include "lib/rpc_iface.h"

enum {
	OP_WKSTA_GET_INFO = 0,
	LEVEL_100 = 100,
};

/* NetrWkstaGetInfo, MS-WKST 3.2.4.1; WKSTA_INFO_100 is in 2.2.5.1 */
static enum lw_rpc_fault wksta_get_info(const struct lw_rpc_server *server, struct wire_rd *in,
					struct lw_ndr_wr *out)
{
	static const u16 levels[] = { LEVEL_100, 101, 102, 502 };
	struct wire_span name;
	struct lw_rpc_host host;
	u32 level;

	if (lw_ndr_rd_unique_string(in, &name) || lw_ndr_rd_u32(in, &level))
		return LW_RPC_FAULT_BAD_STUB_DATA;
	if (level != LEVEL_100)
		return lw_rpc_level_refuse(out, level, levels, ARRAY_SIZE(levels));
	server->host(server->arg, &host);
	lw_ndr_wr_u32(out, level);
	lw_ndr_wr_pointer(out, true);
	lw_ndr_wr_u32(out, LW_RPC_PLATFORM_NT);
	lw_ndr_wr_pointer(out, true);
	lw_ndr_wr_pointer(out, true);
	lw_ndr_wr_u32(out, host.major);
	lw_ndr_wr_u32(out, host.minor);
	lw_ndr_wr_string(out, host.name);
	lw_ndr_wr_string(out, host.domain);
	lw_ndr_wr_u32(out, LW_RPC_SUCCESS);
	return LW_RPC_FAULT_NONE;
}

static const lw_rpc_op ops[] = {
	[OP_WKSTA_GET_INFO] = wksta_get_info,
};

/* 6bffd098-a112-3610-9833-46c3f87e345a, version 1.0 */
const struct lw_rpc_iface lw_wkssvc_iface = {
	.pipe = "wkssvc",
	.uuid = { 0x98, 0xd0, 0xff, 0x6b, 0x12, 0xa1, 0x10, 0x36,
		  0x98, 0x33, 0x46, 0xc3, 0xf8, 0x7e, 0x34, 0x5a },
	.major = 1,
	.op_count = ARRAY_SIZE(ops),
	.ops = ops,
};
