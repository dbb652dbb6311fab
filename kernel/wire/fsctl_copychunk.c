// SPDX-License-Identifier: GPL-2.0
/*
 * Server-side copy: SRV_REQUEST_RESUME_KEY, SRV_COPYCHUNK and SRV_COPYCHUNK_WRITE,
 * MS-SMB2 2.2.31.1, 2.2.32.1 and 2.2.32.3.
 */
#include <lwsmb/wire_fsctl.h>
#include "wstring.h"

/**
 * wire_fsctl_resume_key_decode() - decode a SRV_REQUEST_RESUME_KEY response
 * @r: cursor
 * @m: set to it
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_resume_key_decode(struct wire_rd *r, struct fsctl_resume_key *m)
{
	const struct proto_fsctl_resume_key *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	memcpy(m->key, p->key, sizeof(m->key));
	m->context_length = le32_to_cpu(p->context_length);
	return wstring_rest(r, &m->context);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_resume_key_decode);

/**
 * wire_fsctl_resume_key_encode() - encode a SRV_REQUEST_RESUME_KEY response
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_resume_key_encode(struct wire_wr *w, const struct fsctl_resume_key *m)
{
	struct proto_fsctl_resume_key *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	memcpy(p->key, m->key, sizeof(p->key));
	p->context_length = cpu_to_le32(m->context_length);
	return wire_wr_put(w, m->context.data, m->context.len);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_resume_key_encode);

/**
 * wire_fsctl_copychunk_req_decode() - decode a SRV_COPYCHUNK request
 * @r: cursor
 * @m: set to it; all of its elements are there
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_copychunk_req_decode(struct wire_rd *r, struct fsctl_copychunk_req *m)
{
	const struct proto_fsctl_copychunk_req *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	memcpy(m->source_key, p->source_key, sizeof(m->source_key));
	m->chunk_count = le32_to_cpu(p->chunk_count);
	m->reserved = le32_to_cpu(p->reserved);
	if (m->chunk_count > wire_rd_left(r) / sizeof(struct proto_fsctl_copychunk))
		return -EBADMSG;
	return wire_rd_span(r, m->chunk_count * sizeof(struct proto_fsctl_copychunk),
			    &m->chunks);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_copychunk_req_decode);

/**
 * wire_fsctl_copychunk_req_encode() - encode a SRV_COPYCHUNK request
 * @w: cursor
 * @m: the structure
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the list is not chunk_count elements long.
 */
int wire_fsctl_copychunk_req_encode(struct wire_wr *w,
				    const struct fsctl_copychunk_req *m)
{
	struct proto_fsctl_copychunk_req *p;

	if (m->chunks.len &&
	    m->chunks.len != (u64)m->chunk_count * sizeof(struct proto_fsctl_copychunk))
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	memcpy(p->source_key, m->source_key, sizeof(p->source_key));
	p->chunk_count = cpu_to_le32(m->chunk_count);
	p->reserved = cpu_to_le32(m->reserved);
	return wire_wr_put(w, m->chunks.data, m->chunks.len);
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_copychunk_req_encode);

/**
 * wire_fsctl_copychunk_next() - decode one element of a list of chunks
 * @list: cursor over the rest of the list
 * @e: set to the element
 *
 * Return: 1 for an element, 0 at the end, -EBADMSG if the rest is no whole element.
 */
int wire_fsctl_copychunk_next(struct wire_rd *list, struct fsctl_copychunk *e)
{
	const struct proto_fsctl_copychunk *p;

	if (!wire_rd_left(list))
		return 0;
	p = wire_rd_take(list, sizeof(*p));
	if (!p)
		return -EBADMSG;
	e->source_offset = le64_to_cpu(p->source_offset);
	e->target_offset = le64_to_cpu(p->target_offset);
	e->length = le32_to_cpu(p->length);
	e->reserved = le32_to_cpu(p->reserved);
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_copychunk_next);

/**
 * wire_fsctl_copychunk_append() - encode one element of a list of chunks
 * @w: cursor, positioned at the end of the list so far
 * @e: the element
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_copychunk_append(struct wire_wr *w, const struct fsctl_copychunk *e)
{
	struct proto_fsctl_copychunk *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->source_offset = cpu_to_le64(e->source_offset);
	p->target_offset = cpu_to_le64(e->target_offset);
	p->length = cpu_to_le32(e->length);
	p->reserved = cpu_to_le32(e->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_copychunk_append);

/**
 * wire_fsctl_copychunk_rsp_decode() - decode a SRV_COPYCHUNK response
 * @r: cursor
 * @m: set to the structure
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fsctl_copychunk_rsp_decode(struct wire_rd *r, struct fsctl_copychunk_rsp *m)
{
	const struct proto_fsctl_copychunk_rsp *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->chunks_written = le32_to_cpu(p->chunks_written);
	m->chunk_bytes_written = le32_to_cpu(p->chunk_bytes_written);
	m->total_bytes_written = le32_to_cpu(p->total_bytes_written);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_copychunk_rsp_decode);

/**
 * wire_fsctl_copychunk_rsp_encode() - encode a SRV_COPYCHUNK response
 * @w: cursor
 * @m: the structure
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fsctl_copychunk_rsp_encode(struct wire_wr *w,
				    const struct fsctl_copychunk_rsp *m)
{
	struct proto_fsctl_copychunk_rsp *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->chunks_written = cpu_to_le32(m->chunks_written);
	p->chunk_bytes_written = cpu_to_le32(m->chunk_bytes_written);
	p->total_bytes_written = cpu_to_le32(m->total_bytes_written);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fsctl_copychunk_rsp_encode);
