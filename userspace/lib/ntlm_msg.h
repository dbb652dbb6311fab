/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The three messages of NTLM as host-order structs (MS-NLMP 2.2.1).
 *
 * Spans of a decoded message lie inside the received bytes. Strings are UTF-16LE
 * if LW_NTLM_UNICODE is set, else in an unknown 8-bit code page.
 */
#ifndef LWSMB_LIB_NTLM_MSG_H
#define LWSMB_LIB_NTLM_MSG_H

#include "lib/ntlm_av.h"

enum {
	LW_NTLM_MIC_OFFSET = 72, /* of the MIC in an AUTHENTICATE that has one */
};

/**
 * struct lw_ntlm_version - version of a peer, for display alone (2.2.2.10)
 * @major: 5 is Windows 2000, XP and 2003, 6 is Vista to 8.1, 10 is newer
 * @minor: minor version
 * @build: build number
 * @revision: of NTLMSSP, 15
 */
struct lw_ntlm_version {
	u8 major;
	u8 minor;
	u16 build;
	u8 revision;
};

/**
 * struct lw_ntlm_negotiate - NEGOTIATE_MESSAGE
 * @flags: LW_NTLM_*
 * @domain: client's domain, OEM code page
 * @workstation: client's name, OEM code page
 * @has_version: @version was sent
 * @version: client's version
 */
struct lw_ntlm_negotiate {
	u32 flags;
	struct wire_span domain;
	struct wire_span workstation;
	bool has_version;
	struct lw_ntlm_version version;
};

/**
 * struct lw_ntlm_challenge - CHALLENGE_MESSAGE
 * @flags: LW_NTLM_*
 * @challenge: server's challenge
 * @target_name: server's name or domain
 * @target_info: AV pairs
 * @has_version: @version was sent
 * @version: server's version
 */
struct lw_ntlm_challenge {
	u32 flags;
	u8 challenge[LW_NTLM_CHALLENGE_LEN];
	struct wire_span target_name;
	struct wire_span target_info;
	bool has_version;
	struct lw_ntlm_version version;
};

/**
 * struct lw_ntlm_authenticate - AUTHENTICATE_MESSAGE
 * @has_flags: @flags and @session_key were sent (all since Windows NT 4.0 SP4)
 * @flags: LW_NTLM_*
 * @lm: LM response, 24 bytes or none
 * @nt: NT response: none, 24 bytes, or an NTLMv2 response
 * @domain: user's domain
 * @user: user's name
 * @workstation: client's name
 * @session_key: random session key, RC4 under the KeyExchangeKey; 16 bytes or none
 * @has_version: @version was sent
 * @version: client's version
 * @has_mic: there is room for a MIC; it counts if the NTLMv2 response says so
 * @mic: MIC
 */
struct lw_ntlm_authenticate {
	bool has_flags;
	u32 flags;
	struct wire_span lm;
	struct wire_span nt;
	struct wire_span domain;
	struct wire_span user;
	struct wire_span workstation;
	struct wire_span session_key;
	bool has_version;
	struct lw_ntlm_version version;
	bool has_mic;
	u8 mic[LW_NTLM_HASH_LEN];
};

/**
 * struct lw_ntlm_v2_response - NTLMv2_RESPONSE (2.2.2.8)
 * @proof: NTProofStr
 * @temp: everything behind it: what the proof covers
 * @time: 100 ns since 1601
 * @client_challenge: client's challenge
 * @avs: AV pairs
 */
struct lw_ntlm_v2_response {
	const u8 *proof;
	struct wire_span temp;
	u64 time;
	u8 client_challenge[LW_NTLM_CHALLENGE_LEN];
	struct lw_ntlm_avs avs;
};

bool lw_ntlm_is_message(const void *data, size_t len);

int lw_ntlm_negotiate_decode(const void *data, size_t len, struct lw_ntlm_negotiate *m);
int lw_ntlm_negotiate_encode(struct wire_wr *w, const struct lw_ntlm_negotiate *m);
int lw_ntlm_challenge_decode(const void *data, size_t len, struct lw_ntlm_challenge *m);
int lw_ntlm_challenge_encode(struct wire_wr *w, const struct lw_ntlm_challenge *m);
int lw_ntlm_authenticate_decode(const void *data, size_t len, struct lw_ntlm_authenticate *m);
int lw_ntlm_authenticate_encode(struct wire_wr *w, const struct lw_ntlm_authenticate *m);
int lw_ntlm_v2_response_decode(const struct wire_span *nt, struct lw_ntlm_v2_response *resp);
int lw_ntlm_v2_temp_encode(struct wire_wr *w, u64 time,
			   const u8 client_challenge[LW_NTLM_CHALLENGE_LEN],
			   const struct lw_ntlm_avs *avs);

#endif /* LWSMB_LIB_NTLM_MSG_H */
