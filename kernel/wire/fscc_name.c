// SPDX-License-Identifier: GPL-2.0
/*
 * Names with their length before them: FileNameInformation and its like (MS-FSCC
 * 2.4.5, 2.4.32, 2.4.35, 2.4.46), and the names at the end of other classes.
 */
#include <lwsmb/wire_fscc.h>

/**
 * wire_fscc_name_take() - read a name that may be cut short
 * @r: cursor, positioned at the name
 * @length: bytes of the whole name, as received
 * @n: set to the name, as much of it as is there
 */
void wire_fscc_name_take(struct wire_rd *r, u32 length, struct fscc_name *n)
{
	size_t left = wire_rd_left(r);

	n->full_length = length;
	n->truncated = length > left;
	n->name.off = wire_rd_off(r);
	n->name.len = n->truncated ? left : length;
	n->name.data = wire_rd_take(r, n->name.len);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_name_take);

/**
 * wire_fscc_name_length() - what to put before a name
 * @n: the name
 * @length: set to the bytes of the whole name
 *
 * Return: 0, or -EINVAL if the whole name is not longer than what is left of it.
 */
int wire_fscc_name_length(const struct fscc_name *n, u32 *length)
{
	*length = n->truncated ? n->full_length : n->name.len;
	if (n->truncated && *length <= n->name.len)
		return -EINVAL;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_name_length);

/**
 * wire_fscc_name_cut() - write as much of a name as there is room for
 * @w: cursor
 * @n: the name
 *
 * Return: 0, or 1 if that is not the whole name (STATUS_BUFFER_OVERFLOW).
 */
int wire_fscc_name_cut(struct wire_wr *w, const struct fscc_name *n)
{
	size_t left = wire_wr_left(w);

	if (n->name.len <= left)
		return wire_wr_put(w, n->name.data, n->name.len) ?: n->truncated;
	return wire_wr_put(w, n->name.data, left) ?: 1;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_name_cut);

static int put_length(struct wire_wr *w, u32 length)
{
	struct proto_le32 *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->v = cpu_to_le32(length);
	return 0;
}

/**
 * wire_fscc_name_decode() - decode a class that is a name
 * @r: cursor
 * @n: set to the name; whether it is whole is for the caller to see
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_name_decode(struct wire_rd *r, struct fscc_name *n)
{
	u32 length;
	int ret = wire_rd_le32(r, &length);

	if (!ret)
		wire_fscc_name_take(r, length, n);
	return ret;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_name_decode);

/**
 * wire_fscc_name_encode() - encode a class that is a name
 * @w: cursor
 * @n: the name
 *
 * Return: 0, -EMSGSIZE or -EINVAL.
 */
int wire_fscc_name_encode(struct wire_wr *w, const struct fscc_name *n)
{
	u32 length;
	int ret = wire_fscc_name_length(n, &length);

	ret = ret ?: put_length(w, length);
	return ret ?: wire_wr_put(w, n->name.data, n->name.len);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_name_encode);

/**
 * wire_fscc_name_encode_cut() - encode a name, cut to the room there is
 * @w: cursor; its room is what the client offered
 * @n: the name
 *
 * Return: 0, 1 if the name was cut, -EMSGSIZE if not even its length fits, or
 * -EINVAL.
 */
int wire_fscc_name_encode_cut(struct wire_wr *w, const struct fscc_name *n)
{
	u32 length;
	int ret = wire_fscc_name_length(n, &length);

	ret = ret ?: put_length(w, length);
	return ret ?: wire_fscc_name_cut(w, n);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_name_encode_cut);

/**
 * wire_fscc_set_name_decode() - decode a name to set: FileShortNameInformation,
 *                               FileFsLabelInformation
 * @r: cursor
 * @name: set to the name, all of which is there
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_set_name_decode(struct wire_rd *r, struct wire_span *name)
{
	u32 length;
	int ret = wire_rd_le32(r, &length);

	if (ret || length % 2)
		return -EBADMSG;
	return wire_rd_span(r, length, name);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_set_name_decode);

/**
 * wire_fscc_set_name_encode() - encode a name to set
 * @w: cursor
 * @name: the name
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for an odd length.
 */
int wire_fscc_set_name_encode(struct wire_wr *w, const struct wire_span *name)
{
	int ret;

	if (name->len % 2)
		return -EINVAL;
	ret = put_length(w, name->len);
	return ret ?: wire_wr_put(w, name->data, name->len);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_set_name_encode);
