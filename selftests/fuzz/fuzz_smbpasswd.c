// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzz target: the user database. Every account that is read can be written as a
 * line that reads back as the same account.
 *
 * covers: userspace/lib/smbpasswd.c
 */
#include <assert.h>

#include "lib/smbpasswd.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void check(const struct lw_smbpasswd_entry *e)
{
	const u32 written = LW_SMBPASSWD_OTHER - 1;
	struct lw_diag diag = { 0 };
	struct lw_smbpasswd *db = NULL;
	const struct lw_smbpasswd_entry *f;
	char line[512];

	if (lw_smbpasswd_format(e, line, sizeof(line)))
		return; /* a carriage return, say */
	assert(!lw_smbpasswd_parse("again", line, strlen(line), &diag, &db));
	assert(!diag.count && lw_smbpasswd_count(db) == 1);
	f = lw_smbpasswd_at(db, 0);
	assert(!strcmp(e->name, f->name) && e->uid == f->uid && e->changed == f->changed);
	assert((e->flags & written) == f->flags && e->has_hash == f->has_hash);
	assert(!e->has_hash || !memcmp(e->nt_hash, f->nt_hash, LW_NT_HASH_LEN));
	lw_smbpasswd_free(db);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct lw_diag diag = { 0 };
	struct lw_smbpasswd *db = NULL;
	u8 hash[LW_NT_HASH_LEN];
	size_t i;

	assert(!lw_smbpasswd_parse("f", (const char *)data, size, &diag, &db));
	for (i = 0; i < lw_smbpasswd_count(db); i++) {
		const struct lw_smbpasswd_entry *e = lw_smbpasswd_at(db, i);

		assert(lw_smbpasswd_find(db, e->name) == e);
		assert(lw_smbpasswd_hash(db, e->name, hash) != -ENOENT);
		check(e);
	}
	assert(!lw_smbpasswd_at(db, i));
	lw_smbpasswd_free(db);
	lw_diag_free(&diag);
	return 0;
}
