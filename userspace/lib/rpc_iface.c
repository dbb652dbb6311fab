// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the operations that get information at a level have in common.
 */
#include "lib/rpc_iface.h"

/**
 * lw_rpc_info_refuse() - answer that there is no information
 * @out: response: the union at its level, a null pointer, and the result
 * @level: as it was asked for
 * @result: why
 */
void lw_rpc_info_refuse(struct lw_ndr_wr *out, u32 level, enum lw_rpc_result result)
{
	lw_ndr_wr_u32(out, level);
	lw_ndr_wr_pointer(out, false);
	lw_ndr_wr_u32(out, result);
}

/**
 * lw_rpc_level_refuse() - answer that a level is not served
 * @out: response
 * @level: as it was asked for
 * @levels: levels that the document defines
 * @count: entries of @levels
 *
 * The union of the answer has no arm for a level that nobody defined (C706 14.3.8):
 * such an answer would be read wrongly.
 *
 * Return: LW_RPC_FAULT_NONE with the answer, or LW_RPC_FAULT_INVALID_TAG.
 */
enum lw_rpc_fault lw_rpc_level_refuse(struct lw_ndr_wr *out, u32 level, const u16 *levels,
				      size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (levels[i] == level) {
			lw_rpc_info_refuse(out, level, LW_RPC_INVALID_LEVEL);
			return LW_RPC_FAULT_NONE;
		}
	}
	return LW_RPC_FAULT_INVALID_TAG;
}

/**
 * lw_rpc_text() - text that may be missing
 * @s: text or NULL
 *
 * Return: @s, or an empty one: clients do not expect null pointers here.
 */
const char *lw_rpc_text(const char *s)
{
	return s ? s : "";
}
