// SPDX-License-Identifier: GPL-2.0
/*
 * Compounds: the messages of a frame, one after the other, MS-SMB2 2.2.1
 * (NextCommand), 3.2.4.1.4, 3.3.5.2.7.
 *
 * Each message begins at a multiple of 8 bytes; NextCommand in its header says how
 * far the next one is, padding included, and is 0 in the last.
 */
#include <lwsmb/wire_smb2.h>

#define SMB2_COMPOUND_ALIGN 8
/* Header and StructureSize: what no message is shorter than. */
#define SMB2_MSG_MIN (SMB2_HDR_SIZE + sizeof(__le16))

/**
 * wire_smb2_msg_next() - next message of a frame
 * @frame: cursor over the frame's payload, behind the messages seen so far
 * @m: set to the message
 *
 * Return: 1 if there is a message, 0 at the end of the frame, -EBADMSG if the next
 * message is cut off, is not SMB2, or has a NextCommand that is not a multiple of
 * 8, is too small, or leaves no room for another message.
 */
int wire_smb2_msg_next(struct wire_rd *frame, struct smb2_msg *m)
{
	struct wire_rd peek = *frame;
	u32 len = wire_rd_left(frame);

	if (!len)
		return 0;
	if (len < SMB2_MSG_MIN || wire_smb2_hdr_decode(&peek, &m->hdr))
		return -EBADMSG;
	if (m->hdr.next_command) {
		if (!IS_ALIGNED(m->hdr.next_command, SMB2_COMPOUND_ALIGN) ||
		    m->hdr.next_command < SMB2_MSG_MIN ||
		    m->hdr.next_command > len - SMB2_MSG_MIN)
			return -EBADMSG;
		len = m->hdr.next_command;
	}
	if (wire_rd_span(frame, len, &m->raw))
		return -EBADMSG;
	wire_rd_span_child(&m->raw, &m->body);
	m->body.pos += SMB2_HDR_SIZE;
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_msg_next);

/**
 * wire_smb2_msg_count() - check the framing of a whole compound
 * @frame: cursor over the frame's payload, which does not move
 *
 * A receiver calls this before it acts on the first message, as a frame with
 * broken framing must have no effect at all.
 *
 * Return: number of messages, at least 1, or -EBADMSG.
 */
int wire_smb2_msg_count(const struct wire_rd *frame)
{
	struct wire_rd r = *frame;
	struct smb2_msg m;
	int count = 0;
	int ret;

	while ((ret = wire_smb2_msg_next(&r, &m)) > 0)
		count++;
	if (ret)
		return ret;
	return count ? count : -EBADMSG;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_msg_count);

/**
 * wire_smb2_msg_begin() - begin a message of a frame that is being written
 * @frame: cursor of the frame, behind the messages written so far
 * @msg: set to the cursor with which the message's header and body are encoded
 */
void wire_smb2_msg_begin(const struct wire_wr *frame, struct wire_wr *msg)
{
	wire_wr_init(msg, frame->pos, wire_wr_left(frame));
}
EXPORT_SYMBOL_LWSMB(wire_smb2_msg_begin);

/**
 * wire_smb2_msg_end() - end the message that wire_smb2_msg_begin() began
 * @frame: cursor of the frame; moved behind the message
 * @msg: cursor of the message, behind its body; after padding it covers what a
 *       signature covers, from @msg->base to @msg->pos
 * @last: no other message follows: no padding is added and NextCommand is 0
 *
 * Return: 0, -EMSGSIZE if there is no room for the padding, -EINVAL if the message
 * has no header and body.
 */
int wire_smb2_msg_end(struct wire_wr *frame, struct wire_wr *msg, bool last)
{
	struct proto_smb2_hdr *p = (struct proto_smb2_hdr *)msg->base;

	if (wire_wr_off(msg) < SMB2_MSG_MIN)
		return -EINVAL;
	if (!last && wire_wr_align(msg, SMB2_COMPOUND_ALIGN))
		return -EMSGSIZE;
	p->next_command = cpu_to_le32(last ? 0 : wire_wr_off(msg));
	frame->pos = msg->pos;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb2_msg_end);
