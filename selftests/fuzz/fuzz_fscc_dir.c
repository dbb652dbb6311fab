// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Directory listings, MS-FSCC 2.4.
 *
 * covers: kernel/wire/fscc_dir.c kernel/wire/list.c
 *
 * Input: the class, the listing. What decodes must encode to the same bytes; a
 * class decodes if and only if the table of classes says that it lists a directory.
 */
#include <lwsmb/wire_fscc_dir.h>
#include "fscc.h"

static_assert(sizeof(struct fscc_dirent) <= FSCC_STRUCT_MAX, "buffer");

/* The class of this input: struct fscc_list has no parameter. */
static u8 dir_class;

static int dirent_next(struct wire_rd *list, void *e)
{
	return wire_fscc_dir_next(list, dir_class, e);
}

static int dirent_append(struct wire_list_wr *l, const void *e)
{
	/* whatever the fields hold: it must only not go astray */
	(void)wire_fscc_dir_tag(dir_class, e);
	return wire_fscc_dir_append(l, dir_class, e);
}

static const struct fscc_list dirents = { dirent_next, dirent_append };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct fscc_class_info *info;
	struct fscc_dirent d;
	struct wire_rd r;

	if (size < 5)
		return 0;
	dir_class = data[0];
	info = wire_fscc_file_class(dir_class);
	if (!info || !(info->use & FSCC_USE_DIR)) {
		wire_rd_init(&r, data + 1, size - 1);
		fscc_must(wire_fscc_dir_next(&r, dir_class, &d) < 0);
		return 0;
	}
	fscc_check_list(&dirents, data + 1, size - 1);
	return 0;
}
