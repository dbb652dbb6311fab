// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The data of create contexts, MS-SMB2 2.2.13.2, 2.2.14.2.
 *
 * covers: kernel/wire/create_ctx_app.c kernel/wire/create_ctx_durable.c
 *         kernel/wire/create_ctx_lease.c kernel/wire/create_ctx_posix.c
 *         kernel/wire/create_ctx_query.c
 *
 * Input: which context, its data.
 */
#include <lwsmb/wire_smb2_ctx.h>
#include "codec.h"

FUZZ_CODEC(smb2_durable_req)
FUZZ_CODEC(smb2_durable_rsp)
FUZZ_CODEC(smb2_durable_reconnect)
FUZZ_CODEC(smb2_durable_v2_req)
FUZZ_CODEC(smb2_durable_v2_rsp)
FUZZ_CODEC(smb2_durable_v2_reconnect)
FUZZ_CODEC(smb2_lease)
FUZZ_CODEC(smb2_allocation_size)
FUZZ_CODEC(smb2_timewarp)
FUZZ_CODEC(smb2_maximal_access_req)
FUZZ_CODEC(smb2_maximal_access_rsp)
FUZZ_CODEC(smb2_disk_id_rsp)
FUZZ_CODEC(smb2_app_instance_id)
FUZZ_CODEC(smb2_app_instance_version)
FUZZ_CODEC(smb2_posix_req)
FUZZ_CODEC(smb2_posix_rsp)

#define ALL (FUZZ_SAME_BYTES | FUZZ_SAME_LENGTH)

static const struct fuzz_codec codecs[] = {
	FUZZ_ROW(smb2_durable_req, ALL),
	FUZZ_ROW(smb2_durable_rsp, ALL),
	FUZZ_ROW(smb2_durable_reconnect, ALL),
	FUZZ_ROW(smb2_durable_v2_req, ALL),
	FUZZ_ROW(smb2_durable_v2_rsp, ALL),
	FUZZ_ROW(smb2_durable_v2_reconnect, ALL),
	FUZZ_ROW(smb2_lease, ALL),
	FUZZ_ROW(smb2_allocation_size, ALL),
	FUZZ_ROW(smb2_timewarp, ALL),
	FUZZ_ROW(smb2_maximal_access_req, ALL),
	FUZZ_ROW(smb2_maximal_access_rsp, ALL),
	FUZZ_ROW(smb2_disk_id_rsp, ALL),
	FUZZ_ROW(smb2_app_instance_id, ALL),
	FUZZ_ROW(smb2_app_instance_version, ALL),
	FUZZ_ROW(smb2_posix_req, ALL),
	FUZZ_ROW(smb2_posix_rsp, FUZZ_SAME_BYTES),
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size)
		fuzz_codec_only(&codecs[data[0] % ARRAY_SIZE(codecs)], 0, data + 1, size - 1);
	return 0;
}
