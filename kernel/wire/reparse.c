// SPDX-License-Identifier: GPL-2.0
/*
 * Reparse points: what FSCTL_GET_REPARSE_POINT returns and FSCTL_SET_REPARSE_POINT and
 * FSCTL_DELETE_REPARSE_POINT take, MS-FSCC 2.1.2.
 */
#include <lwsmb/wire_fsctl.h>
#include "wstring.h"

#define REPARSE_NAME_ALIGN 2

/**
 * wire_reparse_buffer_decode() - decode a reparse point but for its data
 * @r: cursor
 * @m: set to it; the data are all there
 *
 * Return: 0 or -EBADMSG.
 */
int wire_reparse_buffer_decode(struct wire_rd *r, struct reparse_buffer *m)
{
	const struct proto_reparse *p = wire_rd_take(r, sizeof(*p));
	const u8 *guid;

	if (!p)
		return -EBADMSG;
	m->tag = le32_to_cpu(p->tag);
	m->reserved = le16_to_cpu(p->reserved);
	memset(m->guid, 0, sizeof(m->guid));
	if (!(m->tag & IO_REPARSE_TAG_MICROSOFT)) {
		guid = wire_rd_take(r, sizeof(m->guid));
		if (!guid)
			return -EBADMSG;
		memcpy(m->guid, guid, sizeof(m->guid));
	}
	return wire_rd_span(r, le16_to_cpu(p->data_length), &m->data);
}
EXPORT_SYMBOL_LWSMB(wire_reparse_buffer_decode);

/**
 * wire_reparse_buffer_encode() - encode a reparse point
 * @w: cursor
 * @m: the reparse point; with empty data the caller may append them himself and then
 *     call wire_reparse_buffer_finish()
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the data are too long for their field.
 */
int wire_reparse_buffer_encode(struct wire_wr *w, const struct reparse_buffer *m)
{
	struct proto_reparse *p;
	int ret;

	if (m->data.len > U16_MAX)
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->tag = cpu_to_le32(m->tag);
	p->data_length = cpu_to_le16(m->data.len);
	p->reserved = cpu_to_le16(m->reserved);
	if (!(m->tag & IO_REPARSE_TAG_MICROSOFT)) {
		ret = wire_wr_put(w, m->guid, sizeof(m->guid));
		if (ret)
			return ret;
	}
	return wire_wr_put(w, m->data.data, m->data.len);
}
EXPORT_SYMBOL_LWSMB(wire_reparse_buffer_encode);

/**
 * wire_reparse_buffer_finish() - count the data that follow a reparse point
 * @w: cursor, positioned behind the data
 * @start: where wire_reparse_buffer_encode() began, for a tag of Microsoft's, which has
 *         no GUID
 *
 * Return: 0, or -EINVAL if the data are too long for their field.
 */
int wire_reparse_buffer_finish(struct wire_wr *w, u8 *start)
{
	struct proto_reparse *p = (struct proto_reparse *)start;
	size_t len = w->pos - start - sizeof(*p);

	if (len > U16_MAX)
		return -EINVAL;
	p->data_length = cpu_to_le16(len);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_reparse_buffer_finish);

/* An empty name may claim to be anywhere: it does not end anything. */
static u32 reparse_name_end(const struct wire_span *name, u32 fixed)
{
	return name->len ? name->off + name->len : fixed;
}

/* The names of a mount point or symbolic link, with @r behind the fixed part. */
static int reparse_names_decode(const struct wire_rd *r,
				const struct proto_reparse_mount_point *p,
				struct reparse_mount_point *m)
{
	u32 fixed = wire_rd_off(r);
	u32 end, other;
	int ret;

	ret = wire_rd_span_at(r, fixed + le16_to_cpu(p->substitute_name_offset),
			      le16_to_cpu(p->substitute_name_length),
			      &m->substitute_name);
	if (ret)
		return ret;
	ret = wire_rd_span_at(r, fixed + le16_to_cpu(p->print_name_offset),
			      le16_to_cpu(p->print_name_length), &m->print_name);
	if (ret)
		return ret;
	end = reparse_name_end(&m->substitute_name, fixed);
	other = reparse_name_end(&m->print_name, fixed);
	if (end < other)
		end = other;
	m->tail = r->end - r->base - end;
	return 0;
}

/* The same for writing, with @w's base at the first byte of the data. */
static int reparse_names_encode(struct wire_wr *w, struct proto_reparse_mount_point *p,
				const struct reparse_mount_point *m)
{
	bool swap = !m->substitute_name.off && m->print_name.off;
	size_t fixed = wire_wr_off(w);
	const struct wire_span *first = swap ? &m->print_name : &m->substitute_name;
	const struct wire_span *second = swap ? &m->substitute_name : &m->print_name;
	u32 off[2];
	int ret;

	if (m->substitute_name.len > U16_MAX || m->print_name.len > U16_MAX)
		return -EINVAL;
	ret = wstring_pool_put(w, fixed, first, REPARSE_NAME_ALIGN, 0, &off[swap]);
	if (ret)
		return ret;
	ret = wstring_pool_put(w, fixed, second, REPARSE_NAME_ALIGN, 0, &off[!swap]);
	if (ret)
		return ret;
	if (!wire_wr_reserve(w, m->tail))
		return -EMSGSIZE;
	/* An empty name without a place stands at the beginning. */
	off[0] = off[0] ? off[0] - fixed : 0;
	off[1] = off[1] ? off[1] - fixed : 0;
	if (off[0] > U16_MAX || off[1] > U16_MAX)
		return -EINVAL;
	p->substitute_name_offset = cpu_to_le16(off[0]);
	p->substitute_name_length = cpu_to_le16(m->substitute_name.len);
	p->print_name_offset = cpu_to_le16(off[1]);
	p->print_name_length = cpu_to_le16(m->print_name.len);
	return 0;
}

/**
 * wire_reparse_mount_point_decode() - decode the data of a mount point
 * @r: cursor over the data
 * @m: set to them
 *
 * Return: 0 or -EBADMSG.
 */
int wire_reparse_mount_point_decode(struct wire_rd *r, struct reparse_mount_point *m)
{
	const struct proto_reparse_mount_point *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	return reparse_names_decode(r, p, m);
}
EXPORT_SYMBOL_LWSMB(wire_reparse_mount_point_decode);

/**
 * wire_reparse_mount_point_encode() - encode the data of a mount point
 * @w: cursor, positioned where the data begin
 * @m: the data
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if a name or its offset does not fit its field or
 * the offset lies in the fixed part.
 */
int wire_reparse_mount_point_encode(struct wire_wr *w,
				    const struct reparse_mount_point *m)
{
	struct proto_reparse_mount_point *p;
	struct wire_wr data;
	int ret;

	wire_wr_init(&data, w->pos, wire_wr_left(w));
	p = wire_wr_reserve(&data, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	ret = reparse_names_encode(&data, p, m);
	if (!ret)
		w->pos = data.pos;
	return ret;
}
EXPORT_SYMBOL_LWSMB(wire_reparse_mount_point_encode);

/**
 * wire_reparse_symlink_decode() - decode the data of a symbolic link
 * @r: cursor over the data
 * @m: set to them
 *
 * Return: 0 or -EBADMSG.
 */
int wire_reparse_symlink_decode(struct wire_rd *r, struct reparse_symlink *m)
{
	const struct proto_reparse_symlink *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->flags = le32_to_cpu(p->flags);
	return reparse_names_decode(r, &p->names, &m->names);
}
EXPORT_SYMBOL_LWSMB(wire_reparse_symlink_decode);

/**
 * wire_reparse_symlink_encode() - encode the data of a symbolic link
 * @w: cursor, positioned where the data begin
 * @m: the data
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if a name or its offset does not fit its field or
 * the offset lies in the fixed part.
 */
int wire_reparse_symlink_encode(struct wire_wr *w, const struct reparse_symlink *m)
{
	struct proto_reparse_symlink *p;
	struct wire_wr data;
	int ret;

	wire_wr_init(&data, w->pos, wire_wr_left(w));
	p = wire_wr_reserve(&data, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->flags = cpu_to_le32(m->flags);
	ret = reparse_names_encode(&data, &p->names, &m->names);
	if (!ret)
		w->pos = data.pos;
	return ret;
}
EXPORT_SYMBOL_LWSMB(wire_reparse_symlink_encode);

static bool reparse_nfs_is_dev(u64 type)
{
	return type == NFS_SPECFILE_CHR || type == NFS_SPECFILE_BLK;
}

/**
 * wire_reparse_nfs_decode() - decode the data of an NFS reparse point
 * @r: cursor over the data
 * @m: set to them
 *
 * Return: 0 or -EBADMSG.
 */
int wire_reparse_nfs_decode(struct wire_rd *r, struct reparse_nfs *m)
{
	const struct proto_reparse_nfs *p = wire_rd_take(r, sizeof(*p));
	const struct proto_reparse_nfs_dev *dev;

	if (!p)
		return -EBADMSG;
	m->type = le64_to_cpu(p->type);
	m->major = 0;
	m->minor = 0;
	if (reparse_nfs_is_dev(m->type)) {
		dev = wire_rd_take(r, sizeof(*dev));
		if (!dev)
			return -EBADMSG;
		m->major = le32_to_cpu(dev->major);
		m->minor = le32_to_cpu(dev->minor);
	}
	return wstring_rest(r, &m->target);
}
EXPORT_SYMBOL_LWSMB(wire_reparse_nfs_decode);

/**
 * wire_reparse_nfs_encode() - encode the data of an NFS reparse point
 * @w: cursor, positioned where the data begin
 * @m: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_reparse_nfs_encode(struct wire_wr *w, const struct reparse_nfs *m)
{
	struct proto_reparse_nfs *p = wire_wr_reserve(w, sizeof(*p));
	struct proto_reparse_nfs_dev *dev;

	if (!p)
		return -EMSGSIZE;
	p->type = cpu_to_le64(m->type);
	if (reparse_nfs_is_dev(m->type)) {
		dev = wire_wr_reserve(w, sizeof(*dev));
		if (!dev)
			return -EMSGSIZE;
		dev->major = cpu_to_le32(m->major);
		dev->minor = cpu_to_le32(m->minor);
	}
	return wire_wr_put(w, m->target.data, m->target.len);
}
EXPORT_SYMBOL_LWSMB(wire_reparse_nfs_encode);

/**
 * wire_reparse_lx_symlink_decode() - decode the data of a symbolic link of the Linux
 *                                    subsystem
 * @r: cursor over the data
 * @m: set to them
 *
 * Return: 0 or -EBADMSG.
 */
int wire_reparse_lx_symlink_decode(struct wire_rd *r, struct reparse_lx_symlink *m)
{
	const struct proto_reparse_lx_symlink *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->version = le32_to_cpu(p->version);
	return wstring_rest(r, &m->target);
}
EXPORT_SYMBOL_LWSMB(wire_reparse_lx_symlink_decode);

/**
 * wire_reparse_lx_symlink_encode() - encode the data of a symbolic link of the Linux
 *                                    subsystem
 * @w: cursor, positioned where the data begin
 * @m: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_reparse_lx_symlink_encode(struct wire_wr *w,
				   const struct reparse_lx_symlink *m)
{
	struct proto_reparse_lx_symlink *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->version = cpu_to_le32(m->version);
	return wire_wr_put(w, m->target.data, m->target.len);
}
EXPORT_SYMBOL_LWSMB(wire_reparse_lx_symlink_encode);
