// SPDX-License-Identifier: GPL-2.0
/*
 * ERROR response and its data, MS-SMB2 2.2.2.
 */
#include <lwsmb/ntstatus.h>
#include <lwsmb/wire_smb2.h>
#include "part.h"

#define SMB2_ERROR_RSP_SIZE 9
#define SMB2_ERROR_CTX_ALIGN 8

/* Fixed part of the symlink data behind SymLinkLength, and behind the field that
 * ReparseDataLength counts from.
 */
#define SYMLINK_FIXED (sizeof(struct proto_smb2_symlink_error) - sizeof(__le32))
#define REPARSE_FIXED (sizeof(struct proto_smb2_symlink_error) - \
		       offsetof(struct proto_smb2_symlink_error, substitute_name_offset))

static bool says_error(const struct wire_rd *r)
{
	struct wire_rd peek = *r;
	u16 structure_size;

	return !wire_rd_le16(&peek, &structure_size) &&
	       structure_size == SMB2_ERROR_RSP_SIZE;
}

/**
 * wire_smb2_rsp_is_error() - tell which body a response has
 * @h: its header
 * @r: cursor, positioned behind the header; it does not move
 *
 * A response with another status than STATUS_SUCCESS, STATUS_PENDING too, has the body
 * of an ERROR response (MS-SMB2 2.2.2), but for those that 3.3.4.4 lists:
 *
 * - STATUS_MORE_PROCESSING_REQUIRED of SESSION_SETUP, with the next token;
 * - STATUS_BUFFER_OVERFLOW of QUERY_INFO, of READ from a pipe, and of IOCTL
 *   (FSCTL_PIPE_TRANSCEIVE, FSCTL_PIPE_PEEK, FSCTL_DFS_GET_REFERRALS), with what there
 *   was room for;
 * - STATUS_INVALID_PARAMETER of FSCTL_SRV_COPYCHUNK and FSCTL_SRV_COPYCHUNK_WRITE, with
 *   the server's limits;
 * - STATUS_NOTIFY_ENUM_DIR of CHANGE_NOTIFY, with nothing.
 *
 * READ and IOCTL may answer with a plain error all the same. Theirs is told by its
 * StructureSize, 9, which no regular response of theirs has; and with IOCTL for every
 * status, as ksmbd sends the limits with any failure of a copy. SESSION_SETUP,
 * QUERY_INFO and CHANGE_NOTIFY have a StructureSize of 9 themselves: the status tells.
 *
 * What this says is how to decode, not whether that will succeed.
 *
 * Return: whether the body is that of an ERROR response.
 */
bool wire_smb2_rsp_is_error(const struct smb2_hdr *h, const struct wire_rd *r)
{
	if (h->status == STATUS_SUCCESS)
		return false;
	switch (h->command) {
	case SMB2_SESSION_SETUP:
		return h->status != STATUS_MORE_PROCESSING_REQUIRED;
	case SMB2_QUERY_INFO:
		return h->status != STATUS_BUFFER_OVERFLOW;
	case SMB2_CHANGE_NOTIFY:
		return h->status != STATUS_NOTIFY_ENUM_DIR;
	case SMB2_READ:
		return h->status != STATUS_BUFFER_OVERFLOW || says_error(r);
	case SMB2_IOCTL:
		return says_error(r);
	}
	return true;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_rsp_is_error);

/**
 * wire_smb2_error_rsp_decode() - decode an ERROR response
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_error_rsp_decode(struct wire_rd *r, struct smb2_error_rsp *m)
{
	const struct proto_smb2_error_rsp *p;

	p = wire_rd_body(r, SMB2_ERROR_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	wire_part_rest(r, &m->rest);
	m->context_count = p->error_context_count;
	m->reserved = p->reserved;
	return wire_rd_span(r, le32_to_cpu(p->byte_count), &m->data);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_error_rsp_decode);

/**
 * wire_smb2_error_rsp_encode() - encode an ERROR response
 * @w: cursor, positioned behind the header
 * @m: the message; its data always follows the fixed part, so @m->data.off is not
 *     looked at. Without data one byte is sent in its place
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_error_rsp_encode(struct wire_wr *w, const struct smb2_error_rsp *m)
{
	struct wire_span span = m->data;
	struct wire_part data = {
		.span = &span, .align = 1, .off_max = U32_MAX, .len_max = U32_MAX,
	};
	struct proto_smb2_error_rsp *p;

	p = wire_wr_body(w, SMB2_ERROR_RSP_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->error_context_count = m->context_count;
	p->reserved = m->reserved;
	p->byte_count = cpu_to_le32(m->data.len);
	span.off = wire_wr_off(w);
	return wire_part_put(w, &m->rest, &data, 1, true);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_error_rsp_encode);

/**
 * wire_smb2_error_ctx_next() - next error context
 * @list: cursor over the ERROR response's data
 * @left: contexts that are still to come; at first the response's context_count
 * @c: set to the context
 *
 * Return: 1 if there is a context, 0 after the last one, -EBADMSG.
 */
int wire_smb2_error_ctx_next(struct wire_rd *list, u8 *left, struct smb2_error_ctx *c)
{
	const struct proto_smb2_error_ctx *p;

	if (!*left)
		return 0;
	if (wire_rd_align(list, SMB2_ERROR_CTX_ALIGN))
		return -EBADMSG;
	p = wire_rd_take(list, sizeof(*p));
	if (!p)
		return -EBADMSG;
	c->id = le32_to_cpu(p->error_id);
	if (wire_rd_span(list, le32_to_cpu(p->error_data_length), &c->data))
		return -EBADMSG;
	--*left;
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_error_ctx_next);

/**
 * wire_smb2_error_ctx_append() - append an error context
 * @list: cursor; its base is a multiple of 8 bytes away from the first context
 * @c: the context
 *
 * Return: 0, or -EMSGSIZE with nothing written.
 */
int wire_smb2_error_ctx_append(struct wire_wr *list, const struct smb2_error_ctx *c)
{
	struct proto_smb2_error_ctx *p;
	struct wire_wr w = *list;

	if (wire_wr_align(&w, SMB2_ERROR_CTX_ALIGN))
		return -EMSGSIZE;
	p = wire_wr_reserve(&w, sizeof(*p));
	if (!p || wire_wr_put(&w, c->data.data, c->data.len))
		return -EMSGSIZE;
	p->error_data_length = cpu_to_le32(c->data.len);
	p->error_id = cpu_to_le32(c->id);
	*list = w;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_error_ctx_append);

/* The fixed part, and a cursor over PathBuffer whose base is the error data. */
static const struct proto_smb2_symlink_error *symlink_start(const struct wire_rd *r,
							    struct wire_rd *paths)
{
	const struct proto_smb2_symlink_error *p;
	u32 symlink_len, reparse_len;

	wire_rd_init(paths, r->pos, wire_rd_left(r));
	p = wire_rd_take(paths, sizeof(*p));
	if (!p || le32_to_cpu(p->symlink_error_tag) != SMB2_SYMLINK_ERROR_TAG ||
	    le32_to_cpu(p->reparse_tag) != SMB2_SYMLINK_REPARSE_TAG)
		return NULL;
	symlink_len = le32_to_cpu(p->symlink_length);
	reparse_len = le16_to_cpu(p->reparse_data_length);
	if (symlink_len < SYMLINK_FIXED || reparse_len < REPARSE_FIXED ||
	    symlink_len - SYMLINK_FIXED > wire_rd_left(paths) ||
	    reparse_len - REPARSE_FIXED > symlink_len - SYMLINK_FIXED)
		return NULL;
	paths->end = paths->pos + (reparse_len - REPARSE_FIXED);
	return p;
}

/**
 * wire_smb2_symlink_error_decode() - decode the data of STATUS_STOPPED_ON_SYMLINK
 * @r: cursor over the error data; moved behind the names
 * @m: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_symlink_error_decode(struct wire_rd *r, struct smb2_symlink_error *m)
{
	const struct proto_smb2_symlink_error *p;
	struct wire_rd paths;
	int ret;

	p = symlink_start(r, &paths);
	if (!p)
		return -EBADMSG;
	m->unparsed_path_length = le16_to_cpu(p->unparsed_path_length);
	m->flags = le32_to_cpu(p->flags);
	ret = wire_rd_span_at(&paths, sizeof(*p) + le16_to_cpu(p->substitute_name_offset),
			      le16_to_cpu(p->substitute_name_length),
			      &m->substitute_name);
	if (ret)
		return ret;
	ret = wire_rd_span_at(&paths, sizeof(*p) + le16_to_cpu(p->print_name_offset),
			      le16_to_cpu(p->print_name_length), &m->print_name);
	if (ret)
		return ret;
	r->pos = paths.end;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_symlink_error_decode);

/* A name, of which the offset is then to be counted from PathBuffer. */
static struct wire_part symlink_name(const struct wire_span *name)
{
	return (struct wire_part) {
		.span = name, .align = 1, .announced = true, .len_max = U16_MAX,
		.off_max = sizeof(struct proto_smb2_symlink_error) + U16_MAX,
	};
}

/**
 * wire_smb2_symlink_error_encode() - encode the data of STATUS_STOPPED_ON_SYMLINK
 * @w: cursor, positioned where the error data begins
 * @m: the data; offsets of names, where given, count from that place
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for names that the 16-bit fields cannot hold.
 */
int wire_smb2_symlink_error_encode(struct wire_wr *w, const struct smb2_symlink_error *m)
{
	const struct wire_span *s = &m->substitute_name, *n = &m->print_name;
	struct wire_part parts[] = { symlink_name(s), symlink_name(n) };
	const struct wire_span no_rest = {};
	struct proto_smb2_symlink_error *p;
	struct wire_wr d;
	u32 paths;
	int ret;

	wire_wr_init(&d, w->pos, wire_wr_left(w));
	p = wire_wr_reserve(&d, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	ret = wire_part_put(&d, &no_rest, parts, ARRAY_SIZE(parts), false);
	if (ret)
		return ret;
	paths = wire_wr_off(&d) - sizeof(*p);
	if (paths > U16_MAX - REPARSE_FIXED || parts[0].off < sizeof(*p) ||
	    parts[1].off < sizeof(*p))
		return -EINVAL;
	p->symlink_length = cpu_to_le32(SYMLINK_FIXED + paths);
	p->symlink_error_tag = cpu_to_le32(SMB2_SYMLINK_ERROR_TAG);
	p->reparse_tag = cpu_to_le32(SMB2_SYMLINK_REPARSE_TAG);
	p->reparse_data_length = cpu_to_le16(REPARSE_FIXED + paths);
	p->unparsed_path_length = cpu_to_le16(m->unparsed_path_length);
	p->substitute_name_offset = cpu_to_le16(parts[0].off - sizeof(*p));
	p->substitute_name_length = cpu_to_le16(s->len);
	p->print_name_offset = cpu_to_le16(parts[1].off - sizeof(*p));
	p->print_name_length = cpu_to_le16(n->len);
	p->flags = cpu_to_le32(m->flags);
	w->pos = d.pos;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_symlink_error_encode);

/**
 * wire_smb2_too_small_error_decode() - decode the data of STATUS_BUFFER_TOO_SMALL
 * @r: cursor over the error data
 * @m: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_too_small_error_decode(struct wire_rd *r, struct smb2_too_small_error *m)
{
	const struct proto_smb2_too_small_error *p = wire_rd_exact(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->needed = le32_to_cpu(p->needed);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_too_small_error_decode);

/**
 * wire_smb2_too_small_error_encode() - encode the data of STATUS_BUFFER_TOO_SMALL
 * @w: cursor
 * @m: the data
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_too_small_error_encode(struct wire_wr *w,
				     const struct smb2_too_small_error *m)
{
	struct proto_smb2_too_small_error *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->needed = cpu_to_le32(m->needed);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_too_small_error_encode);
