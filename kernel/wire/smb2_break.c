// SPDX-License-Identifier: GPL-2.0
/*
 * OPLOCK_BREAK: notification, acknowledgment and response, of oplocks and of
 * leases, MS-SMB2 2.2.23 to 2.2.25. StructureSize tells them apart.
 */
#include <lwsmb/wire_smb2.h>

#define SMB2_OPLOCK_BREAK_SIZE 24
#define SMB2_LEASE_BREAK_ACK_SIZE 36
#define SMB2_LEASE_BREAK_NOTIFY_SIZE 44

/**
 * wire_smb2_break_form() - tell which message an OPLOCK_BREAK is
 * @r: cursor, positioned behind the header; it does not move
 *
 * Return: the form, by StructureSize alone.
 */
enum smb2_break_form wire_smb2_break_form(const struct wire_rd *r)
{
	struct wire_rd peek = *r;
	u16 structure_size;

	if (wire_rd_le16(&peek, &structure_size))
		return SMB2_BREAK_UNKNOWN;
	switch (structure_size) {
	case SMB2_OPLOCK_BREAK_SIZE:
		return SMB2_BREAK_OPLOCK;
	case SMB2_LEASE_BREAK_ACK_SIZE:
		return SMB2_BREAK_LEASE_ACK;
	case SMB2_LEASE_BREAK_NOTIFY_SIZE:
		return SMB2_BREAK_LEASE_NOTIFY;
	}
	return SMB2_BREAK_UNKNOWN;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_break_form);

/**
 * wire_smb2_oplock_break_decode() - decode any OPLOCK_BREAK of an oplock
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_oplock_break_decode(struct wire_rd *r, struct smb2_oplock_break *m)
{
	const struct proto_smb2_oplock_break *p;

	p = wire_rd_body(r, SMB2_OPLOCK_BREAK_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->oplock_level = p->oplock_level;
	m->reserved = p->reserved;
	m->reserved2 = le32_to_cpu(p->reserved2);
	m->file_id.persistent_id = le64_to_cpu(p->persistent_id);
	m->file_id.volatile_id = le64_to_cpu(p->volatile_id);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_oplock_break_decode);

/**
 * wire_smb2_oplock_break_encode() - encode any OPLOCK_BREAK of an oplock
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_oplock_break_encode(struct wire_wr *w, const struct smb2_oplock_break *m)
{
	struct proto_smb2_oplock_break *p;

	p = wire_wr_body(w, SMB2_OPLOCK_BREAK_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->oplock_level = m->oplock_level;
	p->reserved = m->reserved;
	p->reserved2 = cpu_to_le32(m->reserved2);
	p->persistent_id = cpu_to_le64(m->file_id.persistent_id);
	p->volatile_id = cpu_to_le64(m->file_id.volatile_id);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_oplock_break_encode);

/**
 * wire_smb2_lease_break_notify_decode() - decode a lease break notification
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_lease_break_notify_decode(struct wire_rd *r,
					struct smb2_lease_break_notify *m)
{
	const struct proto_smb2_lease_break_notify *p;

	p = wire_rd_body(r, SMB2_LEASE_BREAK_NOTIFY_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->new_epoch = le16_to_cpu(p->new_epoch);
	m->flags = le32_to_cpu(p->flags);
	memcpy(m->lease_key, p->lease_key, sizeof(m->lease_key));
	m->current_lease_state = le32_to_cpu(p->current_lease_state);
	m->new_lease_state = le32_to_cpu(p->new_lease_state);
	m->break_reason = le32_to_cpu(p->break_reason);
	m->access_mask_hint = le32_to_cpu(p->access_mask_hint);
	m->share_mask_hint = le32_to_cpu(p->share_mask_hint);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_lease_break_notify_decode);

/**
 * wire_smb2_lease_break_notify_encode() - encode a lease break notification
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_lease_break_notify_encode(struct wire_wr *w,
					const struct smb2_lease_break_notify *m)
{
	struct proto_smb2_lease_break_notify *p;

	p = wire_wr_body(w, SMB2_LEASE_BREAK_NOTIFY_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->new_epoch = cpu_to_le16(m->new_epoch);
	p->flags = cpu_to_le32(m->flags);
	memcpy(p->lease_key, m->lease_key, sizeof(p->lease_key));
	p->current_lease_state = cpu_to_le32(m->current_lease_state);
	p->new_lease_state = cpu_to_le32(m->new_lease_state);
	p->break_reason = cpu_to_le32(m->break_reason);
	p->access_mask_hint = cpu_to_le32(m->access_mask_hint);
	p->share_mask_hint = cpu_to_le32(m->share_mask_hint);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_lease_break_notify_encode);

/**
 * wire_smb2_lease_break_ack_decode() - decode a lease break acknowledgment or
 *                                      response
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb2_lease_break_ack_decode(struct wire_rd *r, struct smb2_lease_break_ack *m)
{
	const struct proto_smb2_lease_break_ack *p;

	p = wire_rd_body(r, SMB2_LEASE_BREAK_ACK_SIZE, sizeof(*p));
	if (!p)
		return -EBADMSG;
	m->reserved = le16_to_cpu(p->reserved);
	m->flags = le32_to_cpu(p->flags);
	memcpy(m->lease_key, p->lease_key, sizeof(m->lease_key));
	m->lease_state = le32_to_cpu(p->lease_state);
	m->lease_duration = le64_to_cpu(p->lease_duration);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_lease_break_ack_decode);

/**
 * wire_smb2_lease_break_ack_encode() - encode a lease break acknowledgment or
 *                                      response
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb2_lease_break_ack_encode(struct wire_wr *w,
				     const struct smb2_lease_break_ack *m)
{
	struct proto_smb2_lease_break_ack *p;

	p = wire_wr_body(w, SMB2_LEASE_BREAK_ACK_SIZE, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->reserved = cpu_to_le16(m->reserved);
	p->flags = cpu_to_le32(m->flags);
	memcpy(p->lease_key, m->lease_key, sizeof(p->lease_key));
	p->lease_state = cpu_to_le32(m->lease_state);
	p->lease_duration = cpu_to_le64(m->lease_duration);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_lease_break_ack_encode);
