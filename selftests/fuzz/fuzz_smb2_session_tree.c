// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * SESSION_SETUP, TREE_CONNECT, CLOSE and the body that says nothing, MS-SMB2 2.2.5 to
 * 2.2.12, 2.2.15, 2.2.16.
 *
 * covers: kernel/wire/smb2_session.c kernel/wire/smb2_tree.c kernel/wire/smb2_empty.c
 *         kernel/wire/smb2_close.c
 *
 * Input: which message, its body.
 */
#include <lwsmb/wire_smb2.h>
#include "codec.h"

FUZZ_CODEC(smb2_session_setup_req)
FUZZ_CODEC(smb2_session_setup_rsp)
FUZZ_CODEC(smb2_tree_connect_req)
FUZZ_CODEC(smb2_tree_connect_rsp)
FUZZ_CODEC(smb2_empty)
FUZZ_CODEC(smb2_close_req)
FUZZ_CODEC(smb2_close_rsp)

static const struct fuzz_codec codecs[] = {
	FUZZ_ROW(smb2_session_setup_req, FUZZ_SAME_BYTES | FUZZ_SAME_LENGTH),
	FUZZ_ROW(smb2_session_setup_rsp, FUZZ_SAME_BYTES | FUZZ_SAME_LENGTH),
	FUZZ_ROW(smb2_tree_connect_req, FUZZ_SAME_BYTES | FUZZ_SAME_LENGTH),
	FUZZ_ROW(smb2_tree_connect_rsp, FUZZ_SAME_BYTES),
	FUZZ_ROW(smb2_empty, FUZZ_SAME_BYTES),
	/* CLOSE drops its reserved field. */
	FUZZ_ROW(smb2_close_req, 0),
	FUZZ_ROW(smb2_close_rsp, 0),
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size)
		fuzz_codec_only(&codecs[data[0] % ARRAY_SIZE(codecs)], SMB2_HDR_SIZE, data + 1,
				size - 1);
	return 0;
}
