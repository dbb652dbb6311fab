// SPDX-License-Identifier: GPL-2.0
/*
 * What there is to know of a named pipe, MS-FSCC 2.4.37, 2.4.38 and 2.4.39.
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>

/**
 * wire_fscc_pipe_decode() - decode FilePipeInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_pipe_decode(struct wire_rd *r, struct fscc_pipe *m)
{
	const struct proto_fscc_pipe *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->read_mode = le32_to_cpu(p->read_mode);
	m->completion_mode = le32_to_cpu(p->completion_mode);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_pipe_decode);

/**
 * wire_fscc_pipe_encode() - encode FilePipeInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_pipe_encode(struct wire_wr *w, const struct fscc_pipe *m)
{
	struct proto_fscc_pipe *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->read_mode = cpu_to_le32(m->read_mode);
	p->completion_mode = cpu_to_le32(m->completion_mode);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_pipe_encode);

/**
 * wire_fscc_pipe_local_decode() - decode FilePipeLocalInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_pipe_local_decode(struct wire_rd *r, struct fscc_pipe_local *m)
{
	const struct proto_fscc_pipe_local *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->type = le32_to_cpu(p->type);
	m->configuration = le32_to_cpu(p->configuration);
	m->maximum_instances = le32_to_cpu(p->maximum_instances);
	m->current_instances = le32_to_cpu(p->current_instances);
	m->inbound_quota = le32_to_cpu(p->inbound_quota);
	m->read_data_available = le32_to_cpu(p->read_data_available);
	m->outbound_quota = le32_to_cpu(p->outbound_quota);
	m->write_quota_available = le32_to_cpu(p->write_quota_available);
	m->state = le32_to_cpu(p->state);
	m->end = le32_to_cpu(p->end);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_pipe_local_decode);

/**
 * wire_fscc_pipe_local_encode() - encode FilePipeLocalInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_pipe_local_encode(struct wire_wr *w, const struct fscc_pipe_local *m)
{
	struct proto_fscc_pipe_local *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->type = cpu_to_le32(m->type);
	p->configuration = cpu_to_le32(m->configuration);
	p->maximum_instances = cpu_to_le32(m->maximum_instances);
	p->current_instances = cpu_to_le32(m->current_instances);
	p->inbound_quota = cpu_to_le32(m->inbound_quota);
	p->read_data_available = cpu_to_le32(m->read_data_available);
	p->outbound_quota = cpu_to_le32(m->outbound_quota);
	p->write_quota_available = cpu_to_le32(m->write_quota_available);
	p->state = cpu_to_le32(m->state);
	p->end = cpu_to_le32(m->end);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_pipe_local_encode);

/**
 * wire_fscc_pipe_remote_decode() - decode FilePipeRemoteInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_pipe_remote_decode(struct wire_rd *r, struct fscc_pipe_remote *m)
{
	const struct proto_fscc_pipe_remote *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->collect_data_time = le64_to_cpu(p->collect_data_time);
	m->maximum_collection_count = le32_to_cpu(p->maximum_collection_count);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_pipe_remote_decode);

/**
 * wire_fscc_pipe_remote_encode() - encode FilePipeRemoteInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_pipe_remote_encode(struct wire_wr *w, const struct fscc_pipe_remote *m)
{
	struct proto_fscc_pipe_remote *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->collect_data_time = cpu_to_le64(m->collect_data_time);
	p->maximum_collection_count = cpu_to_le32(m->maximum_collection_count);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_pipe_remote_encode);
