// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzz target: the configuration file, and every getter on what was understood.
 *
 * covers: userspace/lib/conf.c userspace/lib/conf_value.c userspace/lib/conf_keys.c
 */
#include <assert.h>

#include "lib/conf.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void get(const struct lw_conf *c, const struct lw_conf_section *s, enum lw_conf_id id)
{
	const struct lw_conf_key *key = &lw_conf_keys[id];
	const struct lw_net *nets;
	char *const *items;
	const char *text;
	u64 n;
	size_t i;

	switch (key->type) {
	case LW_CONF_TYPE_BOOL:
		lw_conf_get_bool(c, s, id);
		break;
	case LW_CONF_TYPE_UINT:
	case LW_CONF_TYPE_OCTAL:
	case LW_CONF_TYPE_SIZE:
		n = lw_conf_get_number(c, s, id);
		assert(n >= key->min && n <= key->max);
		break;
	case LW_CONF_TYPE_ENUM:
		n = lw_conf_get_number(c, s, id);
		for (i = 0; key->choices[i]; i++)
			;
		assert(n < i);
		break;
	case LW_CONF_TYPE_STRING:
		text = lw_conf_get_text(c, s, id);
		assert(!text || (strlen(text) >= key->min && strlen(text) <= key->max));
		break;
	case LW_CONF_TYPE_PATH:
		text = lw_conf_get_text(c, s, id);
		assert(!text || text[0] == '/');
		break;
	case LW_CONF_TYPE_LIST:
		n = lw_conf_get_list(c, s, id, &items);
		for (i = 0; i < n; i++)
			assert(items[i][0]);
		break;
	case LW_CONF_TYPE_NETS:
	case LW_CONF_TYPE_ADDRS:
		n = lw_conf_get_nets(c, s, id, &nets);
		for (i = 0; i < n; i++)
			assert(nets[i].prefix <= 128);
		break;
	}
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct lw_diag diag = { 0 };
	struct lw_conf *conf = NULL;
	size_t i;
	int id, ret;

	ret = lw_conf_parse("f", (const char *)data, size, &diag, &conf);
	assert(!ret == !diag.count);
	for (i = 0; !ret && i <= lw_conf_share_count(conf); i++) {
		const struct lw_conf_section *s = lw_conf_share(conf, i);

		assert(!s == (i == lw_conf_share_count(conf)));
		assert(!s || lw_conf_share_find(conf, lw_conf_share_name(s)) == s);
		for (id = 0; id < LW_CONF_COUNT; id++)
			get(conf, s, id);
	}
	lw_conf_free(conf);
	lw_diag_free(&diag);
	return 0;
}
