/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * AV pairs: the target information of a CHALLENGE, and what a client echoes of it
 * in its NTLMv2 response (MS-NLMP 2.2.2.1).
 */
#ifndef LWSMB_LIB_NTLM_AV_H
#define LWSMB_LIB_NTLM_AV_H

#include "lib/ntlm.h"

enum lw_ntlm_av_id {
	LW_NTLM_AV_EOL = 0,
	LW_NTLM_AV_NB_COMPUTER = 1,
	LW_NTLM_AV_NB_DOMAIN = 2,
	LW_NTLM_AV_DNS_COMPUTER = 3,
	LW_NTLM_AV_DNS_DOMAIN = 4,
	LW_NTLM_AV_DNS_TREE = 5,
	LW_NTLM_AV_FLAGS = 6,
	LW_NTLM_AV_TIMESTAMP = 7,
	LW_NTLM_AV_SINGLE_HOST = 8,
	LW_NTLM_AV_TARGET_NAME = 9,
	LW_NTLM_AV_CHANNEL_BINDINGS = 10,
};

/* MsvAvFlags */
enum {
	LW_NTLM_AV_FLAG_CONSTRAINED = 1,
	LW_NTLM_AV_FLAG_MIC = 2,
	LW_NTLM_AV_FLAG_UNTRUSTED_SPN = 4,
};

enum {
	LW_NTLM_AV_MAX = 32, /* pairs in a list, its end not counted */
};

/**
 * struct lw_ntlm_av - one pair
 * @id: enum lw_ntlm_av_id, or one that is not known
 * @len: bytes of @data
 * @data: value; after decoding it lies inside the message
 */
struct lw_ntlm_av {
	u16 id;
	u16 len;
	const u8 *data;
};

/**
 * struct lw_ntlm_avs - a list, in the order of the message, without its end
 * @count: pairs
 * @av: the pairs
 */
struct lw_ntlm_avs {
	size_t count;
	struct lw_ntlm_av av[LW_NTLM_AV_MAX];
};

int lw_ntlm_avs_decode(struct wire_rd *r, struct lw_ntlm_avs *avs);
int lw_ntlm_avs_encode(struct wire_wr *w, const struct lw_ntlm_avs *avs);
const struct lw_ntlm_av *lw_ntlm_avs_find(const struct lw_ntlm_avs *avs, u16 id);
int lw_ntlm_avs_add(struct lw_ntlm_avs *avs, u16 id, const void *data, size_t len);
u32 lw_ntlm_avs_flags(const struct lw_ntlm_avs *avs);
bool lw_ntlm_avs_timestamp(const struct lw_ntlm_avs *avs, u64 *time);

#endif /* LWSMB_LIB_NTLM_AV_H */
