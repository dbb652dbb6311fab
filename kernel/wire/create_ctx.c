// SPDX-License-Identifier: GPL-2.0
/*
 * Lists of create contexts, MS-SMB2 2.2.13.2.
 */
#include <lwsmb/wire_smb2_ctx.h>
#include "part.h"

#define CTX_NAME_MAX 16

struct ctx_name {
	u8 len;
	u8 bytes[CTX_NAME_MAX];
};

#define CTX_TAG(a, b, c, d) { .len = 4, .bytes = { a, b, c, d } }

static const struct ctx_name names[SMB2_CTX_KINDS] = {
	[SMB2_CTX_EXTA] = CTX_TAG('E', 'x', 't', 'A'),
	[SMB2_CTX_SECD] = CTX_TAG('S', 'e', 'c', 'D'),
	[SMB2_CTX_DHNQ] = CTX_TAG('D', 'H', 'n', 'Q'),
	[SMB2_CTX_DHNC] = CTX_TAG('D', 'H', 'n', 'C'),
	[SMB2_CTX_ALSI] = CTX_TAG('A', 'l', 'S', 'i'),
	[SMB2_CTX_MXAC] = CTX_TAG('M', 'x', 'A', 'c'),
	[SMB2_CTX_TWRP] = CTX_TAG('T', 'W', 'r', 'p'),
	[SMB2_CTX_QFID] = CTX_TAG('Q', 'F', 'i', 'd'),
	[SMB2_CTX_RQLS] = CTX_TAG('R', 'q', 'L', 's'),
	[SMB2_CTX_DH2Q] = CTX_TAG('D', 'H', '2', 'Q'),
	[SMB2_CTX_DH2C] = CTX_TAG('D', 'H', '2', 'C'),
	[SMB2_CTX_AAPL] = CTX_TAG('A', 'A', 'P', 'L'),
	[SMB2_CTX_APP_INSTANCE_ID] = { .len = 16, .bytes = {
		0x45, 0xbc, 0xa6, 0x6a, 0xef, 0xa7, 0xf7, 0x4a,
		0x90, 0x08, 0xfa, 0x46, 0x2e, 0x14, 0x4d, 0x74 } },
	[SMB2_CTX_APP_INSTANCE_VERSION] = { .len = 16, .bytes = {
		0xb9, 0x82, 0xd0, 0xb7, 0x3b, 0x56, 0x07, 0x4f,
		0xa0, 0x7b, 0x52, 0x4a, 0x81, 0x16, 0xa0, 0x10 } },
	[SMB2_CTX_SVHDX] = { .len = 16, .bytes = {
		0x9c, 0xcb, 0xcf, 0x9e, 0x04, 0xc1, 0xe6, 0x43,
		0x98, 0x0e, 0x15, 0x8d, 0xa1, 0xf6, 0xec, 0x83 } },
	[SMB2_CTX_POSIX] = { .len = 16, .bytes = SMB2_POSIX_GUID },
};

static enum smb2_create_ctx_kind kind_of(const struct wire_span *name)
{
	unsigned int i;

	for (i = SMB2_CTX_UNKNOWN + 1; i < SMB2_CTX_KINDS; i++)
		if (name->len == names[i].len &&
		    !memcmp(name->data, names[i].bytes, name->len))
			return i;
	return SMB2_CTX_UNKNOWN;
}

/*
 * Bytes of the entry at @list, which has room for its header @p, or 0 if the list is
 * broken there.
 */
static u32 entry_length(const struct wire_rd *list,
			const struct proto_smb2_create_ctx *p)
{
	u32 next = le32_to_cpu(p->next);
	u32 left = wire_rd_left(list);

	if (!next)
		return left;
	/* Behind the entry there must be room for one more. */
	if (!IS_ALIGNED(next, SMB2_CREATE_CTX_ALIGN) || next < sizeof(*p) ||
	    next > left - sizeof(*p))
		return 0;
	return next;
}

/**
 * wire_smb2_create_ctx_next() - next create context
 * @list: cursor over the message's contexts, behind those seen so far
 * @c: set to the context
 *
 * Return: 1 if there is a context, 0 at the end of the list, -EBADMSG.
 */
int wire_smb2_create_ctx_next(struct wire_rd *list, struct smb2_create_ctx *c)
{
	const struct proto_smb2_create_ctx *p;
	struct wire_rd entry = *list;
	u32 len;

	if (!wire_rd_left(list))
		return 0;
	p = wire_rd_take(&entry, sizeof(*p));
	if (!p)
		return -EBADMSG;
	len = entry_length(list, p);
	if (!len || wire_rd_cut(list, len, &entry) || !wire_rd_take(&entry, sizeof(*p)))
		return -EBADMSG;
	c->reserved = le16_to_cpu(p->reserved);
	wire_part_rest(&entry, &c->rest);
	if (wire_rd_span_at(&entry, le16_to_cpu(p->name_offset),
			    le16_to_cpu(p->name_length), &c->name) ||
	    wire_rd_span_at(&entry, le16_to_cpu(p->data_offset),
			    le32_to_cpu(p->data_length), &c->data))
		return -EBADMSG;
	c->kind = kind_of(&c->name);
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_create_ctx_next);

/**
 * wire_smb2_create_ctx_begin() - begin a list of create contexts
 * @w: cursor, positioned where the list begins
 * @list: set to the state of the list
 */
void wire_smb2_create_ctx_begin(const struct wire_wr *w,
				struct smb2_create_ctx_list *list)
{
	list->start = wire_wr_off(w);
	list->last = list->start;
	list->empty = true;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_create_ctx_begin);

/* The name to send: what the caller gave, or what the kind is called. */
static int entry_name(const struct smb2_create_ctx *c, struct wire_span *name)
{
	*name = c->name;
	if (name->len)
		return 0;
	if (c->kind <= SMB2_CTX_UNKNOWN || c->kind >= SMB2_CTX_KINDS)
		return -EINVAL;
	name->data = names[c->kind].bytes;
	name->len = names[c->kind].len;
	name->off = 0;
	return 0;
}

/* One entry, by a cursor whose base is the entry's first byte; Next stays 0. */
static int entry_encode(struct wire_wr *e, const struct smb2_create_ctx *c)
{
	struct proto_smb2_create_ctx *p = wire_wr_reserve(e, sizeof(*p));
	struct wire_span name;
	struct wire_part parts[] = {
		{ .span = &name, .align = 1, .off_max = U16_MAX, .len_max = U16_MAX },
		{
			.span = &c->data, .align = SMB2_CREATE_CTX_ALIGN,
			.off_max = U16_MAX, .len_max = U32_MAX,
		},
	};
	int ret;

	if (!p)
		return -EMSGSIZE;
	ret = entry_name(c, &name);
	if (ret)
		return ret;
	ret = wire_part_put(e, &c->rest, parts, ARRAY_SIZE(parts), false);
	if (ret)
		return ret;
	p->name_offset = cpu_to_le16(parts[0].off);
	p->name_length = cpu_to_le16(name.len);
	p->reserved = cpu_to_le16(c->reserved);
	p->data_offset = cpu_to_le16(parts[1].off);
	p->data_length = cpu_to_le32(c->data.len);
	return 0;
}

/**
 * wire_smb2_create_ctx_append() - append a create context
 * @w: cursor, behind the list so far
 * @list: state of the list
 * @c: the context
 *
 * The padding between two contexts is written with the second, unless the first
 * brings its own: the list ends with the last one's last byte.
 *
 * Return: 0, or with the list as it was -EMSGSIZE, or -EINVAL for a context without
 * a name or for offsets that the fields cannot hold.
 */
int wire_smb2_create_ctx_append(struct wire_wr *w, struct smb2_create_ctx_list *list,
				const struct smb2_create_ctx *c)
{
	struct proto_smb2_create_ctx *last;
	struct wire_wr at = *w, entry;
	int ret;

	at.base += list->start;
	if (wire_wr_align(&at, SMB2_CREATE_CTX_ALIGN))
		return -EMSGSIZE;
	wire_wr_init(&entry, at.pos, wire_wr_left(&at));
	ret = entry_encode(&entry, c);
	if (ret)
		return ret;
	if (!list->empty) {
		last = (struct proto_smb2_create_ctx *)(w->base + list->last);
		last->next = cpu_to_le32(at.pos - (w->base + list->last));
	}
	list->last = at.pos - w->base;
	list->empty = false;
	w->pos = entry.pos;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_create_ctx_append);
