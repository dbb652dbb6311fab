// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * NetBIOS session packets and the frame of direct TCP, RFC 1002 4.3.
 *
 * covers: kernel/wire/netbios.c
 *
 * Input: which packet (0, 1: the header on port 139, 445), its bytes.
 */
#include <lwsmb/wire_netbios.h>
#include "codec.h"

FUZZ_CODEC(netbios_session_req)
FUZZ_CODEC(netbios_negative)
FUZZ_CODEC(netbios_retarget)

#define HDR_CODEC(_name, _max) \
	static int _name##_decode(struct wire_rd *r, void *m) \
	{ \
		return wire_netbios_hdr_decode(r, m, _max); \
	} \
	static int _name##_encode(struct wire_wr *w, const void *m) \
	{ \
		return wire_netbios_hdr_encode(w, m, _max); \
	}

HDR_CODEC(port_139, NETBIOS_MAX_LENGTH_139)
HDR_CODEC(port_445, NETBIOS_MAX_LENGTH_445)

static const struct fuzz_codec codecs[] = {
	FUZZ_ROW(port_139, FUZZ_SAME_BYTES),
	FUZZ_ROW(port_445, FUZZ_SAME_BYTES),
	FUZZ_ROW(netbios_session_req, FUZZ_SAME_BYTES),
	FUZZ_ROW(netbios_negative, FUZZ_SAME_BYTES),
	FUZZ_ROW(netbios_retarget, FUZZ_SAME_BYTES),
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size)
		fuzz_codec_only(&codecs[data[0] % ARRAY_SIZE(codecs)], 0, data + 1, size - 1);
	return 0;
}
