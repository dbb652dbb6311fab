/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * NTLM (MS-NLMP): constants and types that its parts share.
 *
 *   ntlm_crypt    one-way functions, responses, keys      (section 3.3, 3.4.5)
 *   ntlm_av       AV pairs, the target information         (section 2.2.2.1)
 *   ntlm_msg      NEGOTIATE, CHALLENGE, AUTHENTICATE        (section 2.2.1)
 *   ntlm_sign     signatures, for SPNEGO's mechListMIC      (section 3.4.4)
 *   ntlm_verify   is this response right for this hash?     (section 3.2.5.1.2)
 *   ntlm_server   the server's side of an authentication
 *   ntlm_client   the client's side
 */
#ifndef LWSMB_LIB_NTLM_H
#define LWSMB_LIB_NTLM_H

#include "lwsmb/cursor.h"

enum {
	LW_NTLM_HASH_LEN = 16, /* NT hash, every key, MIC */
	LW_NTLM_CHALLENGE_LEN = 8, /* server's and client's challenge */
	LW_NTLM_V1_LEN = 24, /* NTLMv1, NTLM2 session and LM responses */
	LW_NTLM_PROOF_LEN = 16, /* NTProofStr, the first part of an NTLMv2 response */
	LW_NTLM_TEMP_LEN = 28, /* its fixed part behind the proof, before the AV pairs */
	LW_NTLM_SIGNATURE_LEN = 16,
	LW_NTLM_MESSAGE_MAX = 65535, /* bytes of a message that is looked at */
	LW_NTLM_NAME_MAX = 512, /* bytes of a user, domain or host name in UTF-16 */
	LW_NTLM_NAME_TEXT = 3 * LW_NTLM_NAME_MAX / 2 + 1, /* the same in UTF-8, with NUL */
};

/* NegotiateFlags, MS-NLMP 2.2.2.5 */
enum {
	LW_NTLM_UNICODE = 0x00000001,
	LW_NTLM_OEM = 0x00000002,
	LW_NTLM_REQUEST_TARGET = 0x00000004,
	LW_NTLM_SIGN = 0x00000010,
	LW_NTLM_SEAL = 0x00000020,
	LW_NTLM_DATAGRAM = 0x00000040,
	LW_NTLM_LM_KEY = 0x00000080,
	LW_NTLM_NTLM = 0x00000200,
	LW_NTLM_ANONYMOUS = 0x00000800,
	LW_NTLM_DOMAIN_SUPPLIED = 0x00001000,
	LW_NTLM_WORKSTATION_SUPPLIED = 0x00002000,
	LW_NTLM_ALWAYS_SIGN = 0x00008000,
	LW_NTLM_TARGET_TYPE_DOMAIN = 0x00010000,
	LW_NTLM_TARGET_TYPE_SERVER = 0x00020000,
	LW_NTLM_EXTENDED_SESSION = 0x00080000,
	LW_NTLM_TARGET_INFO = 0x00800000,
	LW_NTLM_VERSION = 0x02000000,
	LW_NTLM_128 = 0x20000000,
	LW_NTLM_KEY_EXCH = 0x40000000,
};

#define LW_NTLM_56 0x80000000u

#endif /* LWSMB_LIB_NTLM_H */
