// SPDX-License-Identifier: GPL-2.0
/*
 * Directory listings, MS-FSCC 2.4: FileDirectoryInformation and all its relatives.
 *
 * Most classes are the same base followed by a choice of the same pieces in an
 * order of their own, so a class is described by the list of its pieces. Two are
 * different: FileNamesInformation has hardly anything but the name, and the POSIX
 * class has SIDs in the middle.
 */
#include <lwsmb/proto_fscc_dir.h>
#include <lwsmb/wire_fscc_dir.h>
#include "fscc_parts.h"

#define DIR_ALIGN 8

enum dir_piece {
	DIR_END = 0,
	DIR_EA_SIZE,
	DIR_TAG,
	DIR_SHORT,
	DIR_PAD16,
	DIR_PAD32,
	DIR_ID,
	DIR_ID128,
};

/**
 * struct dir_layout - a class that is made of pieces
 * @fixed: bytes before the name, 0 for any other class
 * @pieces: what follows the base, ended by DIR_END
 */
struct dir_layout {
	u8 fixed;
	u8 pieces[6];
};

static const struct dir_layout dir_layouts[] = {
	[FILE_DIRECTORY_INFORMATION] = {
		sizeof(struct proto_fscc_dir_base), { DIR_END } },
	[FILE_FULL_DIRECTORY_INFORMATION] = {
		sizeof(struct proto_fscc_dir_full), { DIR_EA_SIZE } },
	[FILE_BOTH_DIRECTORY_INFORMATION] = {
		sizeof(struct proto_fscc_dir_both), { DIR_EA_SIZE, DIR_SHORT } },
	[FILE_ID_BOTH_DIRECTORY_INFORMATION] = {
		sizeof(struct proto_fscc_dir_id_both),
		{ DIR_EA_SIZE, DIR_SHORT, DIR_PAD16, DIR_ID } },
	[FILE_ID_FULL_DIRECTORY_INFORMATION] = {
		sizeof(struct proto_fscc_dir_id_full),
		{ DIR_EA_SIZE, DIR_PAD32, DIR_ID } },
	[FILE_ID_EXTD_DIRECTORY_INFORMATION] = {
		sizeof(struct proto_fscc_dir_id_extd),
		{ DIR_EA_SIZE, DIR_TAG, DIR_ID128 } },
	[FILE_ID_EXTD_BOTH_DIRECTORY_INFORMATION] = {
		sizeof(struct proto_fscc_dir_id_extd_both),
		{ DIR_EA_SIZE, DIR_TAG, DIR_ID128, DIR_SHORT } },
	[FILE_ID_64_EXTD_DIRECTORY_INFORMATION] = {
		sizeof(struct proto_fscc_dir_id64_extd),
		{ DIR_EA_SIZE, DIR_TAG, DIR_ID } },
	[FILE_ID_64_EXTD_BOTH_DIRECTORY_INFORMATION] = {
		sizeof(struct proto_fscc_dir_id64_extd_both),
		{ DIR_EA_SIZE, DIR_TAG, DIR_ID, DIR_SHORT } },
	[FILE_ID_ALL_EXTD_DIRECTORY_INFORMATION] = {
		sizeof(struct proto_fscc_dir_id_all_extd),
		{ DIR_EA_SIZE, DIR_TAG, DIR_ID, DIR_ID128 } },
	[FILE_ID_ALL_EXTD_BOTH_DIRECTORY_INFORMATION] = {
		sizeof(struct proto_fscc_dir_id_all_extd_both),
		{ DIR_EA_SIZE, DIR_TAG, DIR_ID, DIR_ID128, DIR_SHORT } },
};

static const struct dir_layout *dir_layout(u8 info_class)
{
	if (info_class >= ARRAY_SIZE(dir_layouts) || !dir_layouts[info_class].fixed)
		return NULL;
	return &dir_layouts[info_class];
}

static bool dir_has(const struct dir_layout *layout, enum dir_piece piece)
{
	const u8 *p;

	for (p = layout->pieces; *p != DIR_END; p++)
		if (*p == piece)
			return true;
	return false;
}

static bool short_name_ok(u8 length)
{
	return length <= FSCC_SHORT_NAME_MAX && length % 2 == 0;
}

static int get_short(struct wire_rd *r, struct fscc_dirent *d)
{
	const struct proto_fscc_dir_short *p = wire_rd_take(r, sizeof(*p));

	if (!p || !short_name_ok(p->length))
		return -EBADMSG;
	d->short_name_len = p->length;
	d->reserved1 = p->reserved;
	memcpy(d->short_name, p->name, sizeof(d->short_name));
	return 0;
}

static int get_pad16(struct wire_rd *r, struct fscc_dirent *d)
{
	u16 v;
	int ret = wire_rd_le16(r, &v);

	if (!ret)
		d->reserved = v;
	return ret;
}

static int get_id128(struct wire_rd *r, struct fscc_dirent *d)
{
	const struct proto_fscc_dir_id128 *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	memcpy(d->file_id_128, p->id, sizeof(d->file_id_128));
	return 0;
}

static int get_piece(struct wire_rd *r, enum dir_piece piece, struct fscc_dirent *d)
{
	switch (piece) {
	case DIR_END:
		return 0;
	case DIR_EA_SIZE:
		return wire_rd_le32(r, &d->ea_size);
	case DIR_TAG:
		return wire_rd_le32(r, &d->reparse_tag);
	case DIR_SHORT:
		return get_short(r, d);
	case DIR_PAD16:
		return get_pad16(r, d);
	case DIR_PAD32:
		return wire_rd_le32(r, &d->reserved);
	case DIR_ID:
		return wire_rd_le64(r, &d->file_id);
	case DIR_ID128:
		return get_id128(r, d);
	}
	return -EINVAL;
}

static int get_name(struct wire_rd *r, u32 length, struct fscc_dirent *d)
{
	if (length % 2)
		return -EBADMSG;
	return wire_rd_span(r, length, &d->name);
}

/* An entry of a class that is made of pieces. */
static int get_pieces(struct wire_rd *r, const struct dir_layout *layout,
		      struct fscc_dirent *d)
{
	const struct proto_fscc_dir_base *p = wire_rd_take(r, sizeof(*p));
	const u8 *piece;
	int ret;

	if (!p)
		return -EBADMSG;
	d->file_index = le32_to_cpu(p->file_index);
	fscc_get_times(&p->times, &d->times);
	d->end_of_file = le64_to_cpu(p->end_of_file);
	d->allocation_size = le64_to_cpu(p->allocation_size);
	d->file_attributes = le32_to_cpu(p->file_attributes);
	for (piece = layout->pieces; *piece != DIR_END; piece++) {
		ret = get_piece(r, *piece, d);
		if (ret)
			return ret;
	}
	return get_name(r, le32_to_cpu(p->file_name_length), d);
}

static int get_names(struct wire_rd *r, struct fscc_dirent *d)
{
	const struct proto_fscc_dir_names *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	d->file_index = le32_to_cpu(p->file_index);
	return get_name(r, le32_to_cpu(p->file_name_length), d);
}

static int get_posix(struct wire_rd *r, struct fscc_dirent *d)
{
	const struct proto_fscc_dir_posix *p = wire_rd_take(r, sizeof(*p));
	struct fscc_posix x;
	u32 length;

	if (!p || wire_fscc_posix_decode(r, &x) || wire_rd_le32(r, &length))
		return -EBADMSG;
	d->file_index = le32_to_cpu(p->file_index);
	d->times = x.times;
	d->end_of_file = x.end_of_file;
	d->allocation_size = x.allocation_size;
	d->file_attributes = x.file_attributes;
	d->file_id = x.inode;
	d->device_id = x.device_id;
	d->reserved = x.reserved;
	d->number_of_links = x.number_of_links;
	d->reparse_tag = x.reparse_tag;
	d->mode = x.mode;
	d->owner = x.owner;
	d->group = x.group;
	return get_name(r, length, d);
}

static int get_entry(struct wire_rd *r, u8 info_class, struct fscc_dirent *d)
{
	const struct dir_layout *layout = dir_layout(info_class);

	if (layout)
		return get_pieces(r, layout, d);
	if (info_class == FILE_NAMES_INFORMATION)
		return get_names(r, d);
	if (info_class == FILE_POSIX_INFORMATION)
		return get_posix(r, d);
	return -EINVAL;
}

/**
 * wire_fscc_dir_next() - take the next entry off a directory listing
 * @list: what is left of the listing; not moved by a failing call
 * @info_class: class that was asked for
 * @d: set to the entry
 *
 * Return: 1, 0 at the end of the listing, -EBADMSG, or -EINVAL if the class does
 * not list a directory.
 */
int wire_fscc_dir_next(struct wire_rd *list, u8 info_class, struct fscc_dirent *d)
{
	struct wire_rd rest = *list;
	struct wire_rd r;
	int ret = wire_list_next(&rest, DIR_ALIGN, &r);

	if (ret <= 0)
		return ret;
	memset(d, 0, sizeof(*d));
	ret = get_entry(&r, info_class, d);
	if (ret)
		return ret;
	wire_list_pad(&r, &d->pad);
	*list = rest;
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_dir_next);

/* A number at the place where @w is. */
static int put_le16(struct wire_wr *w, u16 v)
{
	__le16 le = cpu_to_le16(v);

	return wire_wr_put(w, &le, sizeof(le));
}

static int put_le32(struct wire_wr *w, u32 v)
{
	__le32 le = cpu_to_le32(v);

	return wire_wr_put(w, &le, sizeof(le));
}

static int put_le64(struct wire_wr *w, u64 v)
{
	__le64 le = cpu_to_le64(v);

	return wire_wr_put(w, &le, sizeof(le));
}

static int put_short(struct wire_wr *w, const struct fscc_dirent *d)
{
	struct proto_fscc_dir_short s = {
		.length = d->short_name_len,
		.reserved = d->reserved1,
	};

	memcpy(s.name, d->short_name, sizeof(s.name));
	return wire_wr_put(w, &s, sizeof(s));
}

static int put_piece(struct wire_wr *w, enum dir_piece piece,
		     const struct fscc_dirent *d)
{
	switch (piece) {
	case DIR_END:
		return 0;
	case DIR_EA_SIZE:
		return put_le32(w, d->ea_size);
	case DIR_TAG:
		return put_le32(w, d->reparse_tag);
	case DIR_SHORT:
		return put_short(w, d);
	case DIR_PAD16:
		return put_le16(w, d->reserved);
	case DIR_PAD32:
		return put_le32(w, d->reserved);
	case DIR_ID:
		return put_le64(w, d->file_id);
	case DIR_ID128:
		return wire_wr_put(w, d->file_id_128, sizeof(d->file_id_128));
	}
	return -EINVAL;
}

/* Name and padding, which end every entry; links the entry. */
static int put_end(struct wire_list_wr *l, struct wire_wr *w,
		   const struct fscc_dirent *d)
{
	int ret = wire_wr_put(w, d->name.data, d->name.len);

	ret = ret ?: wire_wr_put(w, d->pad.data, d->pad.len);
	if (!ret)
		wire_list_commit(l, w);
	return ret;
}

static int put_pieces(struct wire_list_wr *l, const struct dir_layout *layout,
		      const struct fscc_dirent *d)
{
	struct proto_fscc_dir_base *p;
	const u8 *piece;
	struct wire_wr w;
	int ret;

	if (dir_has(layout, DIR_SHORT) && !short_name_ok(d->short_name_len))
		return -EINVAL;
	p = wire_list_reserve(l, DIR_ALIGN, sizeof(*p),
			      (u64)layout->fixed - sizeof(*p) +
			      d->name.len + d->pad.len, &w);
	if (!p)
		return -EMSGSIZE;
	p->file_index = cpu_to_le32(d->file_index);
	fscc_put_times(&d->times, &p->times);
	p->end_of_file = cpu_to_le64(d->end_of_file);
	p->allocation_size = cpu_to_le64(d->allocation_size);
	p->file_attributes = cpu_to_le32(d->file_attributes);
	p->file_name_length = cpu_to_le32(d->name.len);
	for (piece = layout->pieces; *piece != DIR_END; piece++) {
		ret = put_piece(&w, *piece, d);
		if (ret)
			return ret;
	}
	return put_end(l, &w, d);
}

static int put_names(struct wire_list_wr *l, const struct fscc_dirent *d)
{
	struct proto_fscc_dir_names *p;
	struct wire_wr w;

	p = wire_list_reserve(l, DIR_ALIGN, sizeof(*p),
			      (u64)d->name.len + d->pad.len, &w);
	if (!p)
		return -EMSGSIZE;
	p->file_index = cpu_to_le32(d->file_index);
	p->file_name_length = cpu_to_le32(d->name.len);
	return put_end(l, &w, d);
}

static int put_posix(struct wire_list_wr *l, const struct fscc_dirent *d)
{
	struct fscc_posix x = {
		.times = d->times,
		.end_of_file = d->end_of_file,
		.allocation_size = d->allocation_size,
		.file_attributes = d->file_attributes,
		.inode = d->file_id,
		.device_id = d->device_id,
		.reserved = d->reserved,
		.number_of_links = d->number_of_links,
		.reparse_tag = d->reparse_tag,
		.mode = d->mode,
		.owner = d->owner,
		.group = d->group,
	};
	struct proto_fscc_dir_posix *p;
	struct wire_wr w;
	int ret;

	p = wire_list_reserve(l, DIR_ALIGN, sizeof(*p),
			      sizeof(struct proto_fscc_posix) +
			      (u64)d->owner.len + d->group.len + sizeof(__le32) +
			      d->name.len + d->pad.len, &w);
	if (!p)
		return -EMSGSIZE;
	p->file_index = cpu_to_le32(d->file_index);
	ret = wire_fscc_posix_encode(&w, &x) ?: put_le32(&w, d->name.len);
	return ret ?: put_end(l, &w, d);
}

/**
 * wire_fscc_dir_append() - append an entry to a directory listing
 * @l: listing
 * @info_class: class that was asked for
 * @d: the entry
 *
 * Return: 0, -EMSGSIZE if there is no room for the whole entry, or -EINVAL if the
 * class does not list a directory, a name has an odd length or a SID is none; the
 * listing is as it was unless 0.
 */
int wire_fscc_dir_append(struct wire_list_wr *l, u8 info_class,
			 const struct fscc_dirent *d)
{
	const struct dir_layout *layout = dir_layout(info_class);

	if (d->name.len % 2)
		return -EINVAL;
	if (layout)
		return put_pieces(l, layout, d);
	if (info_class == FILE_NAMES_INFORMATION)
		return put_names(l, d);
	if (info_class == FILE_POSIX_INFORMATION)
		return put_posix(l, d);
	return -EINVAL;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_dir_append);

/**
 * wire_fscc_dir_tag() - reparse tag of an entry
 * @info_class: class of the listing
 * @d: the entry
 *
 * Return: the tag, from the field where the class has it: ReparsePointTag, or
 * EaSize where there is none (MS-FSCC 2.4.8). 0 if the entry is no reparse point
 * or the class does not say.
 */
u32 wire_fscc_dir_tag(u8 info_class, const struct fscc_dirent *d)
{
	const struct dir_layout *layout = dir_layout(info_class);

	if (!(d->file_attributes & FILE_ATTRIBUTE_REPARSE_POINT))
		return 0;
	if (info_class == FILE_POSIX_INFORMATION || (layout && dir_has(layout, DIR_TAG)))
		return d->reparse_tag;
	return layout && dir_has(layout, DIR_EA_SIZE) ? d->ea_size : 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_dir_tag);
