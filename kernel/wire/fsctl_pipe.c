// SPDX-License-Identifier: GPL-2.0
/*
 * FSCTL_PIPE_WAIT and FSCTL_PIPE_PEEK, MS-FSCC 2.3.49 and 2.3.46.
 */
#include <lwsmb/wire_fsctl.h>
#include "wstring.h"

/**
 * wire_fsctl_pipe_wait_req_decode() - decode an FSCTL_PIPE_WAIT request
 * @r: cursor
 * @m: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_pipe_wait_req_decode(struct wire_rd *r, struct fsctl_pipe_wait_req *m)
{
	const struct proto_fsctl_pipe_wait_req *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->timeout = (s64)le64_to_cpu(p->timeout);
	m->timeout_specified = p->timeout_specified;
	m->padding = p->padding;
	return wire_rd_span(r, le32_to_cpu(p->name_length), &m->name);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_pipe_wait_req_decode);

/**
 * wire_fsctl_pipe_wait_req_encode() - encode an FSCTL_PIPE_WAIT request
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_pipe_wait_req_encode(struct wire_wr *w,
				    const struct fsctl_pipe_wait_req *m)
{
	struct proto_fsctl_pipe_wait_req *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->timeout = cpu_to_le64(m->timeout);
	p->name_length = cpu_to_le32(m->name.len);
	p->timeout_specified = m->timeout_specified;
	p->padding = m->padding;
	return wire_wr_put(w, m->name.data, m->name.len);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_pipe_wait_req_encode);

/**
 * wire_fsctl_pipe_peek_rsp_decode() - decode an FSCTL_PIPE_PEEK reply
 * @r: cursor
 * @m: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_pipe_peek_rsp_decode(struct wire_rd *r, struct fsctl_pipe_peek_rsp *m)
{
	const struct proto_fsctl_pipe_peek_rsp *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->named_pipe_state = le32_to_cpu(p->named_pipe_state);
	m->read_data_available = le32_to_cpu(p->read_data_available);
	m->number_of_messages = le32_to_cpu(p->number_of_messages);
	m->message_length = le32_to_cpu(p->message_length);
	return wstring_rest(r, &m->data);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_pipe_peek_rsp_decode);

/**
 * wire_fsctl_pipe_peek_rsp_encode() - encode an FSCTL_PIPE_PEEK reply
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_pipe_peek_rsp_encode(struct wire_wr *w,
				    const struct fsctl_pipe_peek_rsp *m)
{
	struct proto_fsctl_pipe_peek_rsp *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->named_pipe_state = cpu_to_le32(m->named_pipe_state);
	p->read_data_available = cpu_to_le32(m->read_data_available);
	p->number_of_messages = cpu_to_le32(m->number_of_messages);
	p->message_length = cpu_to_le32(m->message_length);
	return wire_wr_put(w, m->data.data, m->data.len);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_pipe_peek_rsp_encode);
