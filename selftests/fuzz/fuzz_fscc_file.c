// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * File information classes, MS-FSCC 2.4, but for those that list a directory.
 *
 * covers: kernel/wire/fscc_all.c kernel/wire/fscc_attribute_tag.c
 *         kernel/wire/fscc_basic.c kernel/wire/fscc_compression.c
 *         kernel/wire/fscc_ea.c kernel/wire/fscc_hard_link.c kernel/wire/fscc_id.c
 *         kernel/wire/list.c kernel/wire/fscc_name.c
 *         kernel/wire/fscc_network_open.c kernel/wire/fscc_number.c
 *         kernel/wire/fscc_pipe.c kernel/wire/fscc_posix.c kernel/wire/fscc_quota.c
 *         kernel/wire/fscc_rename.c kernel/wire/fscc_reparse_point.c
 *         kernel/wire/fscc_standard.c kernel/wire/fscc_stat.c
 *         kernel/wire/fscc_stream.c
 *
 * Input: the class, its form (below), the information. What decodes must encode to
 * the same bytes, to no buffer that is smaller, and cut to any room to a beginning
 * of these bytes.
 */
#include <lwsmb/wire_fscc.h>
#include "fscc.h"

FSCC_CODEC(basic)
FSCC_CODEC(standard)
FSCC_CODEC(standard_link)
FSCC_CODEC(network_open)
FSCC_CODEC(attribute_tag)
FSCC_CODEC(compression)
FSCC_CODEC(name)
FSCC_CODEC(all)
FSCC_CODEC(rename)
FSCC_CODEC(rename_ex)
FSCC_CODEC(pipe)
FSCC_CODEC(pipe_local)
FSCC_CODEC(pipe_remote)
FSCC_CODEC(id)
FSCC_CODEC(stat)
FSCC_CODEC(stat_lx)
FSCC_CODEC(reparse_point)
FSCC_CODEC(posix)
FSCC_CUT(name)
FSCC_CUT(all)
FSCC_LIST(ea);
FSCC_LIST(get_ea);
FSCC_LIST(stream);
FSCC_LIST(hard_link);
FSCC_LIST(quota);
FSCC_LIST(get_quota);

static int rename1_decode(struct wire_rd *r, void *m)
{
	return wire_fscc_rename1_decode(r, m);
}

static int rename1_encode(struct wire_wr *w, const void *m)
{
	return wire_fscc_rename1_encode(w, m);
}

static int set_name_decode(struct wire_rd *r, void *m)
{
	return wire_fscc_set_name_decode(r, m);
}

static int set_name_encode(struct wire_wr *w, const void *m)
{
	return wire_fscc_set_name_encode(w, m);
}

/* The head and the entries behind it, as one. */
struct hard_links {
	struct fscc_hard_links head;
	struct wire_rd entries;
};

static int hard_links_decode(struct wire_rd *r, void *m)
{
	struct hard_links *h = m;
	int ret = wire_fscc_hard_links_decode(r, &h->head);

	h->entries = *r;
	return ret ?: fscc_list_walk(&fscc_hard_link_list, r, NULL);
}

static int hard_links_encode(struct wire_wr *w, const void *m)
{
	const struct hard_links *h = m;
	struct wire_rd entries = h->entries;
	struct wire_list_wr l;
	int ret = wire_fscc_hard_links_encode(w, &h->head);

	wire_list_init(&l, w);
	return ret ?: fscc_list_walk(&fscc_hard_link_list, &entries, &l);
}

/* Forms of a class that has more than one. */
enum form {
	FORM_SMB2 = 0,
	FORM_SMB1 = 1, /* a rename or link of SMB1 */
	FORM_INPUT = 2, /* what a QUERY_INFO brings along */
};

static const struct {
	u8 info_class;
	u8 form;
	struct fscc_codec codec;
} codecs[] = {
	{ FILE_BASIC_INFORMATION, 0, FSCC_ROW(basic) },
	{ FILE_STANDARD_INFORMATION, 0, FSCC_ROW(standard) },
	{ FILE_STANDARD_LINK_INFORMATION, 0, FSCC_ROW(standard_link) },
	{ FILE_NETWORK_OPEN_INFORMATION, 0, FSCC_ROW(network_open) },
	{ FILE_ATTRIBUTE_TAG_INFORMATION, 0, FSCC_ROW(attribute_tag) },
	{ FILE_COMPRESSION_INFORMATION, 0, FSCC_ROW(compression) },
	{ FILE_NAME_INFORMATION, 0, FSCC_ROW_CUT(name) },
	{ FILE_NORMALIZED_NAME_INFORMATION, 0, FSCC_ROW_CUT(name) },
	{ FILE_ALTERNATE_NAME_INFORMATION, 0, FSCC_ROW_CUT(name) },
	{ FILE_ALL_INFORMATION, 0, FSCC_ROW_CUT(all) },
	{ FILE_RENAME_INFORMATION, FORM_SMB2, FSCC_ROW(rename) },
	{ FILE_LINK_INFORMATION, FORM_SMB2, FSCC_ROW(rename) },
	{ FILE_RENAME_INFORMATION, FORM_SMB1, { rename1_decode, rename1_encode, NULL } },
	{ FILE_LINK_INFORMATION, FORM_SMB1, { rename1_decode, rename1_encode, NULL } },
	{ FILE_RENAME_INFORMATION_EX, 0, FSCC_ROW(rename_ex) },
	{ FILE_LINK_INFORMATION_EX, 0, FSCC_ROW(rename_ex) },
	{ FILE_SHORT_NAME_INFORMATION, 0, { set_name_decode, set_name_encode, NULL } },
	{ FILE_PIPE_INFORMATION, 0, FSCC_ROW(pipe) },
	{ FILE_PIPE_LOCAL_INFORMATION, 0, FSCC_ROW(pipe_local) },
	{ FILE_PIPE_REMOTE_INFORMATION, 0, FSCC_ROW(pipe_remote) },
	{ FILE_ID_INFORMATION, 0, FSCC_ROW(id) },
	{ FILE_STAT_INFORMATION, 0, FSCC_ROW(stat) },
	{ FILE_STAT_LX_INFORMATION, 0, FSCC_ROW(stat_lx) },
	{ FILE_REPARSE_POINT_INFORMATION, 0, FSCC_ROW(reparse_point) },
	{ FILE_POSIX_INFORMATION, 0, FSCC_ROW(posix) },
	{ FILE_HARD_LINK_INFORMATION, 0, { hard_links_decode, hard_links_encode, NULL } },
};

static const struct {
	u8 info_class;
	u8 form;
	const struct fscc_list *list;
} lists[] = {
	{ FILE_FULL_EA_INFORMATION, FORM_SMB2, &fscc_ea_list },
	{ FILE_FULL_EA_INFORMATION, FORM_INPUT, &fscc_get_ea_list },
	{ FILE_STREAM_INFORMATION, 0, &fscc_stream_list },
	{ FILE_QUOTA_INFORMATION, FORM_SMB2, &fscc_quota_list },
	{ FILE_QUOTA_INFORMATION, FORM_INPUT, &fscc_get_quota_list },
};

static void check_number(u8 info_class, const uint8_t *data, size_t size)
{
	u8 out[8], width;
	struct wire_rd r;
	struct wire_wr w;
	u64 v;
	int ret;

	wire_rd_init(&r, data, size);
	ret = wire_fscc_number_decode(&r, info_class, &v);
	if (ret == -EINVAL) {
		wire_wr_init(&w, out, sizeof(out));
		fscc_must(wire_fscc_number_encode(&w, info_class, 0) == -EINVAL);
		return;
	}
	if (ret)
		return;
	width = wire_rd_off(&r);
	wire_wr_init(&w, out, width);
	fscc_must(!wire_fscc_number_encode(&w, info_class, v));
	fscc_must(wire_wr_left(&w) == 0 && !memcmp(out, data, width));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t i;

	if (size < 2)
		return 0;
	for (i = 0; i < ARRAY_SIZE(codecs); i++)
		if (codecs[i].info_class == data[0] && codecs[i].form == data[1])
			fscc_check_codec(&codecs[i].codec, data + 2, size - 2);
	for (i = 0; i < ARRAY_SIZE(lists); i++)
		if (lists[i].info_class == data[0] && lists[i].form == data[1])
			fscc_check_list(lists[i].list, data + 2, size - 2);
	check_number(data[0], data + 2, size - 2);
	return 0;
}
