// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzz target: NTLM's AV pairs. What decodes encodes to the same bytes.
 *
 * covers: userspace/lib/ntlm_av.c
 */
#include <assert.h>

#include "lib/ntlm_av.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static u8 out[65536];
	struct lw_ntlm_avs avs;
	struct wire_rd r;
	struct wire_wr w;
	u64 time = 0;
	size_t used;

	if (size > sizeof(out))
		return 0;
	wire_rd_init(&r, data, size);
	if (lw_ntlm_avs_decode(&r, &avs))
		return 0;
	used = wire_rd_off(&r);
	wire_wr_init(&w, out, used);
	assert(!lw_ntlm_avs_encode(&w, &avs));
	assert(wire_wr_off(&w) == used && !memcmp(out, data, used));
	wire_wr_init(&w, out, used - 1);
	assert(lw_ntlm_avs_encode(&w, &avs) == -EMSGSIZE);
	assert(lw_ntlm_avs_timestamp(&avs, &time) || !time);
	assert(lw_ntlm_avs_find(&avs, LW_NTLM_AV_FLAGS) || !lw_ntlm_avs_flags(&avs));
	return 0;
}
