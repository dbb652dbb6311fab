// SPDX-License-Identifier: GPL-2.0
/*
 * Extended attributes: FileFullEaInformation and FILE_GET_EA_INFORMATION, MS-FSCC
 * 2.4.16 and 2.4.16.1. The first is also what the create context ExtA carries
 * (MS-SMB2 2.2.13.2.1), the second the input of a QUERY_INFO of the first.
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>

#define EA_ALIGN 4

/* A name and the zero byte that the format wants behind it. */
static int take_name(struct wire_rd *r, u8 length, struct wire_span *name)
{
	u8 zero;

	if (wire_rd_span(r, length, name) || wire_rd_u8(r, &zero) || zero)
		return -EBADMSG;
	return 0;
}

static int put_name(struct wire_wr *w, const struct wire_span *name)
{
	return wire_wr_put(w, name->data, name->len) ?: wire_wr_put(w, "", 1);
}

/**
 * wire_fscc_ea_next() - take the next extended attribute off a list
 * @list: what is left of the list; not moved by a failing call
 * @e: set to the attribute
 *
 * Return: 1, 0 at the end of the list, or -EBADMSG.
 */
int wire_fscc_ea_next(struct wire_rd *list, struct fscc_ea *e)
{
	const struct proto_fscc_ea *p;
	struct wire_rd rest = *list;
	struct wire_rd r;
	int ret = wire_list_next(&rest, EA_ALIGN, &r);

	if (ret <= 0)
		return ret;
	p = wire_rd_take(&r, sizeof(*p));
	if (!p)
		return -EBADMSG;
	e->flags = p->flags;
	if (take_name(&r, p->name_length, &e->name))
		return -EBADMSG;
	if (wire_rd_span(&r, le16_to_cpu(p->value_length), &e->value))
		return -EBADMSG;
	wire_list_pad(&r, &e->pad);
	*list = rest;
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_ea_next);

/**
 * wire_fscc_ea_append() - append an extended attribute to a list
 * @l: list
 * @e: the attribute
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a name over 255 or a value over 65535
 * bytes; the list is as it was unless 0.
 */
int wire_fscc_ea_append(struct wire_list_wr *l, const struct fscc_ea *e)
{
	struct proto_fscc_ea *p;
	struct wire_wr w;
	int ret;

	if (e->name.len > FILE_EA_NAME_MAX || e->value.len > FILE_EA_VALUE_MAX)
		return -EINVAL;
	p = wire_list_reserve(l, EA_ALIGN, sizeof(*p),
			      (u64)e->name.len + 1 + e->value.len + e->pad.len, &w);
	if (!p)
		return -EMSGSIZE;
	p->flags = e->flags;
	p->name_length = e->name.len;
	p->value_length = cpu_to_le16(e->value.len);
	ret = put_name(&w, &e->name) ?: wire_wr_put(&w, e->value.data, e->value.len);
	ret = ret ?: wire_wr_put(&w, e->pad.data, e->pad.len);
	if (!ret)
		wire_list_commit(l, &w);
	return ret;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_ea_append);

/**
 * wire_fscc_get_ea_next() - take the next name off a list of attributes to look up
 * @list: what is left of the list; not moved by a failing call
 * @e: set to the name
 *
 * Return: 1, 0 at the end of the list, or -EBADMSG.
 */
int wire_fscc_get_ea_next(struct wire_rd *list, struct fscc_get_ea *e)
{
	const struct proto_fscc_get_ea *p;
	struct wire_rd rest = *list;
	struct wire_rd r;
	int ret = wire_list_next(&rest, EA_ALIGN, &r);

	if (ret <= 0)
		return ret;
	p = wire_rd_take(&r, sizeof(*p));
	if (!p || take_name(&r, p->name_length, &e->name))
		return -EBADMSG;
	wire_list_pad(&r, &e->pad);
	*list = rest;
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_get_ea_next);

/**
 * wire_fscc_get_ea_append() - append a name to a list of attributes to look up
 * @l: list
 * @e: the name
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a name over 255 bytes; the list is as it
 * was unless 0.
 */
int wire_fscc_get_ea_append(struct wire_list_wr *l, const struct fscc_get_ea *e)
{
	struct proto_fscc_get_ea *p;
	struct wire_wr w;
	int ret;

	if (e->name.len > FILE_EA_NAME_MAX)
		return -EINVAL;
	p = wire_list_reserve(l, EA_ALIGN, sizeof(*p),
			      (u64)e->name.len + 1 + e->pad.len, &w);
	if (!p)
		return -EMSGSIZE;
	p->name_length = e->name.len;
	ret = put_name(&w, &e->name) ?: wire_wr_put(&w, e->pad.data, e->pad.len);
	if (!ret)
		wire_list_commit(l, &w);
	return ret;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_get_ea_append);
