// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * OPLOCK_BREAK, MS-SMB2 2.2.23 to 2.2.25.
 *
 * covers: kernel/wire/smb2_break.c
 *
 * Input: the body of any of them.
 */
#include <lwsmb/wire_smb2.h>
#include "codec.h"

FUZZ_CODEC(smb2_oplock_break)
FUZZ_CODEC(smb2_lease_break_notify)
FUZZ_CODEC(smb2_lease_break_ack)

static const struct fuzz_codec codecs[] = {
	[SMB2_BREAK_OPLOCK] = FUZZ_ROW(smb2_oplock_break, FUZZ_SAME_BYTES),
	[SMB2_BREAK_LEASE_NOTIFY] = FUZZ_ROW(smb2_lease_break_notify, FUZZ_SAME_BYTES),
	[SMB2_BREAK_LEASE_ACK] = FUZZ_ROW(smb2_lease_break_ack, FUZZ_SAME_BYTES),
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	union fuzz_struct m;
	enum smb2_break_form form;
	unsigned int i;
	struct wire_rd r;
	u8 *keep;

	keep = fuzz_rd(&r, 0, data, size);
	form = wire_smb2_break_form(&r);
	free(keep);
	/* Only the form that the size says decodes. */
	for (i = SMB2_BREAK_OPLOCK; i < ARRAY_SIZE(codecs); i++) {
		if (fuzz_codec(&codecs[i], SMB2_HDR_SIZE, data, size, &m, &keep))
			FUZZ_MUST(i == form);
		free(keep);
	}
	return 0;
}
