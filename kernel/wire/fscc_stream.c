// SPDX-License-Identifier: GPL-2.0
/*
 * FileStreamInformation, MS-FSCC 2.4.49: the data streams of a file.
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>

#define STREAM_ALIGN 8

/**
 * wire_fscc_stream_next() - take the next stream off a list
 * @list: what is left of the list; not moved by a failing call
 * @e: set to the stream
 *
 * MS-FSCC 2.4.49 wants every entry to begin at a multiple of 8 bytes, without exception:
 * a list in which one does not is refused here, for clients too. ksmbd sends such lists,
 * for a file that has more than one stream.
 *
 * Return: 1, 0 at the end of the list, or -EBADMSG.
 */
int wire_fscc_stream_next(struct wire_rd *list, struct fscc_stream *e)
{
	const struct proto_fscc_stream *p;
	struct wire_rd rest = *list;
	struct wire_rd r;
	u32 length;
	int ret = wire_list_next(&rest, STREAM_ALIGN, &r);

	if (ret <= 0)
		return ret;
	p = wire_rd_take(&r, sizeof(*p));
	if (!p)
		return -EBADMSG;
	e->size = le64_to_cpu(p->size);
	e->allocation_size = le64_to_cpu(p->allocation_size);
	length = le32_to_cpu(p->name_length);
	if (length % 2 || wire_rd_span(&r, length, &e->name))
		return -EBADMSG;
	wire_list_pad(&r, &e->pad);
	*list = rest;
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_stream_next);

/**
 * wire_fscc_stream_append() - append a stream to a list
 * @l: list
 * @e: the stream
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a name of odd length; the list is as it
 * was unless 0.
 */
int wire_fscc_stream_append(struct wire_list_wr *l, const struct fscc_stream *e)
{
	struct proto_fscc_stream *p;
	struct wire_wr w;
	int ret;

	if (e->name.len % 2)
		return -EINVAL;
	p = wire_list_reserve(l, STREAM_ALIGN, sizeof(*p),
			      (u64)e->name.len + e->pad.len, &w);
	if (!p)
		return -EMSGSIZE;
	p->name_length = cpu_to_le32(e->name.len);
	p->size = cpu_to_le64(e->size);
	p->allocation_size = cpu_to_le64(e->allocation_size);
	ret = wire_wr_put(&w, e->name.data, e->name.len);
	ret = ret ?: wire_wr_put(&w, e->pad.data, e->pad.len);
	if (!ret)
		wire_list_commit(l, &w);
	return ret;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_stream_append);
