/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Wildcards of NT.
 */
#ifndef LWSMB_SRV_FILE_MATCH_H
#define LWSMB_SRV_FILE_MATCH_H

#include <linux/types.h>
#include <lwsmb/utf16.h>

/**
 * struct fsa_pattern - a wildcard expression, ready to be matched
 * @len: units
 * @wild: there is a wildcard in it
 * @exact: case matters
 * @units: in host order; upper case unless @exact
 */
struct fsa_pattern {
	u32 len;
	bool wild;
	bool exact;
	u16 units[UTF16_NAME_MAX];
};

int fsa_pattern_init(struct fsa_pattern *p, const u8 *expr, u32 len, bool exact);
bool fsa_pattern_matches(const struct fsa_pattern *p, const u8 *name, u32 len);

#endif /* LWSMB_SRV_FILE_MATCH_H */
