// SPDX-License-Identifier: GPL-2.0
/*
 * LOCK request and its list of ranges, MS-SMB2 2.2.26. The response is the body
 * without content that several commands share.
 */
#include <lwsmb/wire_smb2_io.h>

#define SMB2_LOCK_REQ_SIZE 48 /* counts one element, which is not fixed */

/**
 * wire_smb2_lock_next() - decode one element of a lock list
 * @list: cursor over the rest of the list
 * @e: set to the element
 *
 * Return: 1 for an element, 0 at the end, -EBADMSG if the rest is no whole element.
 */
int wire_smb2_lock_next(struct wire_rd *list, struct smb2_lock_element *e)
{
	const struct proto_smb2_lock_element *p;

	if (!wire_rd_left(list))
		return 0;
	p = wire_rd_take(list, sizeof(*p));
	if (!p)
		return -EBADMSG;
	e->offset = le64_to_cpu(p->offset);
	e->length = le64_to_cpu(p->length);
	e->flags = le32_to_cpu(p->flags);
	e->reserved = le32_to_cpu(p->reserved);
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_lock_next);

/**
 * wire_smb2_lock_append() - encode one element of a lock list
 * @w: cursor, positioned at the end of the list so far
 * @e: the element
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_lock_append(struct wire_wr *w, const struct smb2_lock_element *e)
{
	struct proto_smb2_lock_element *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->offset = cpu_to_le64(e->offset);
	p->length = cpu_to_le64(e->length);
	p->flags = cpu_to_le32(e->flags);
	p->reserved = cpu_to_le32(e->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_lock_append);

/**
 * wire_smb2_lock_req_decode() - decode a LOCK request
 * @r: cursor, positioned behind the header
 * @m: set to the message; all of its elements are there
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_lock_req_decode(struct wire_rd *r, struct smb2_lock_req *m)
{
	const struct proto_smb2_lock_req *p;

	p = wire_rd_body(r, SMB2_LOCK_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->lock_count = le16_to_cpu(p->lock_count);
	m->lock_sequence = le32_to_cpu(p->lock_sequence);
	m->file_id.persistent_id = le64_to_cpu(p->persistent_id);
	m->file_id.volatile_id = le64_to_cpu(p->volatile_id);
	return wire_rd_span(r, m->lock_count * sizeof(struct proto_smb2_lock_element),
			    &m->locks);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_lock_req_decode);

/**
 * wire_smb2_lock_req_encode() - encode a LOCK request
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the list is not lock_count elements long.
 */
int wire_smb2_lock_req_encode(struct wire_wr *w, const struct smb2_lock_req *m)
{
	struct proto_smb2_lock_req *p;

	if (m->locks.len &&
	    m->locks.len != m->lock_count * sizeof(struct proto_smb2_lock_element))
		return -EINVAL;
	p = wire_wr_body(w, SMB2_LOCK_REQ_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->lock_count = cpu_to_le16(m->lock_count);
	p->lock_sequence = cpu_to_le32(m->lock_sequence);
	p->persistent_id = cpu_to_le64(m->file_id.persistent_id);
	p->volatile_id = cpu_to_le64(m->file_id.volatile_id);
	return wire_wr_put(w, m->locks.data, m->locks.len);
}
EXPORT_SYMBOL_LWSMB(wire_smb2_lock_req_encode);
