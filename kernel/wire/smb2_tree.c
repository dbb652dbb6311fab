// SPDX-License-Identifier: GPL-2.0
/*
 * TREE_CONNECT, MS-SMB2 2.2.9 and 2.2.10. TREE_DISCONNECT is in smb2_empty.c.
 */
#include <lwsmb/wire_smb2.h>
#include "part.h"

#define SMB2_TREE_CONNECT_REQ_SIZE 9
#define SMB2_TREE_CONNECT_RSP_SIZE 16

/**
 * wire_smb2_tree_connect_req_decode() - decode a TREE_CONNECT request
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Before 3.1.1 the flags are reserved; a caller who spoke an older dialect reads
 * nothing but the path.
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_tree_connect_req_decode(struct wire_rd *r,
				      struct smb2_tree_connect_req *m)
{
	const struct proto_smb2_tree_connect_req *p;
	int ret;

	p = wire_rd_body(r, SMB2_TREE_CONNECT_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	wire_part_rest(r, &m->rest);
	m->flags = le16_to_cpu(p->flags);
	ret = wire_rd_span_at(r, le16_to_cpu(p->path_offset),
			      le16_to_cpu(p->path_length), &m->path);
	if (ret)
		return ret;
	if (!(m->flags & SMB2_TREE_CONNECT_FLAG_EXTENSION_PRESENT))
		return wire_rd_span_at(r, 0, 0, &m->extension);
	return wire_rd_span(r, wire_rd_left(r), &m->extension);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_tree_connect_req_decode);

/*
 * With the extension the path is a part of it: all there is to do is to name the
 * path's place, which must lie inside.
 */
static int extension_encode(struct wire_wr *w, const struct smb2_tree_connect_req *m,
			    u32 *path_off)
{
	u32 from = wire_wr_off(w);
	u32 into = m->path.off - from;

	if (m->path.len > U16_MAX || m->path.off > U16_MAX)
		return -EINVAL;
	if (m->path.len && (m->path.off < from || into > m->extension.len ||
			    m->path.len > m->extension.len - into))
		return -EINVAL;
	*path_off = m->path.off;
	return wire_wr_put(w, m->extension.data, m->extension.len);
}

/**
 * wire_smb2_tree_connect_req_encode() - encode a TREE_CONNECT request
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a path that the 16-bit fields cannot name or
 * that does not lie in the extension.
 */
int wire_smb2_tree_connect_req_encode(struct wire_wr *w,
				      const struct smb2_tree_connect_req *m)
{
	struct wire_part path = {
		.span = &m->path, .align = 1, .off_max = U16_MAX, .len_max = U16_MAX,
		.announced = true,
	};
	struct proto_smb2_tree_connect_req *p;
	int ret;

	p = wire_wr_body(w, SMB2_TREE_CONNECT_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	if (m->flags & SMB2_TREE_CONNECT_FLAG_EXTENSION_PRESENT)
		ret = extension_encode(w, m, &path.off);
	else
		ret = wire_part_put(w, &m->rest, &path, 1, false);
	if (ret)
		return ret;
	p->flags = cpu_to_le16(m->flags);
	p->path_offset = cpu_to_le16(path.off);
	p->path_length = cpu_to_le16(m->path.len);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_tree_connect_req_encode);

/**
 * wire_smb2_tree_connect_rsp_decode() - decode a TREE_CONNECT response
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_tree_connect_rsp_decode(struct wire_rd *r,
				      struct smb2_tree_connect_rsp *m)
{
	const struct proto_smb2_tree_connect_rsp *p;

	p = wire_rd_body(r, SMB2_TREE_CONNECT_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->share_type = p->share_type;
	m->reserved = p->reserved;
	m->share_flags = le32_to_cpu(p->share_flags);
	m->capabilities = le32_to_cpu(p->capabilities);
	m->maximal_access = le32_to_cpu(p->maximal_access);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_tree_connect_rsp_decode);

/**
 * wire_smb2_tree_connect_rsp_encode() - encode a TREE_CONNECT response
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_tree_connect_rsp_encode(struct wire_wr *w,
				      const struct smb2_tree_connect_rsp *m)
{
	struct proto_smb2_tree_connect_rsp *p;

	p = wire_wr_body(w, SMB2_TREE_CONNECT_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->share_type = m->share_type;
	p->reserved = m->reserved;
	p->share_flags = cpu_to_le32(m->share_flags);
	p->capabilities = cpu_to_le32(m->capabilities);
	p->maximal_access = cpu_to_le32(m->maximal_access);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_tree_connect_rsp_encode);
