// SPDX-License-Identifier: GPL-2.0
/*
 * SMB1 header, parameter and data blocks, AndX chains: MS-CIFS 2.2.3.
 */
#include <lwsmb/wire_smb1.h>

/**
 * wire_smb1_hdr_decode() - decode an SMB1 header
 * @r: cursor, positioned at the header
 * @h: set to the header; which form the status has is said by flags2, the other form
 *     is 0
 *
 * Return: 0, or -EBADMSG for short input or another protocol id.
 */
int wire_smb1_hdr_decode(struct wire_rd *r, struct smb1_hdr *h)
{
	const struct proto_smb1_hdr *p;

	if (wire_rd_left(r) < sizeof(*p))
		return -EBADMSG;
	p = (const struct proto_smb1_hdr *)r->pos;
	if (le32_to_cpu(p->protocol_id) != SMB1_PROTOCOL_ID)
		return -EBADMSG;
	r->pos += sizeof(*p);

	memset(h, 0, sizeof(*h));
	h->command = p->command;
	h->flags = p->flags;
	h->flags2 = le16_to_cpu(p->flags2);
	if (h->flags2 & SMB1_FLAGS2_NT_STATUS) {
		h->status = le32_to_cpu(p->status);
	} else {
		h->dos_class = p->dos.class;
		h->dos_reserved = p->dos.reserved;
		h->dos_code = le16_to_cpu(p->dos.code);
	}
	h->pid = (u32)le16_to_cpu(p->pid_high) << 16 | le16_to_cpu(p->pid_low);
	memcpy(h->signature, p->signature, sizeof(h->signature));
	h->reserved = le16_to_cpu(p->reserved);
	h->tid = le16_to_cpu(p->tid);
	h->uid = le16_to_cpu(p->uid);
	h->mid = le16_to_cpu(p->mid);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb1_hdr_decode);

/**
 * wire_smb1_hdr_encode() - encode an SMB1 header
 * @w: cursor, positioned where the header goes
 * @h: the header
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb1_hdr_encode(struct wire_wr *w, const struct smb1_hdr *h)
{
	struct proto_smb1_hdr *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->protocol_id = cpu_to_le32(SMB1_PROTOCOL_ID);
	p->command = h->command;
	p->flags = h->flags;
	p->flags2 = cpu_to_le16(h->flags2);
	if (h->flags2 & SMB1_FLAGS2_NT_STATUS) {
		p->status = cpu_to_le32(h->status);
	} else {
		p->dos.class = h->dos_class;
		p->dos.reserved = h->dos_reserved;
		p->dos.code = cpu_to_le16(h->dos_code);
	}
	p->pid_high = cpu_to_le16(h->pid >> 16);
	memcpy(p->signature, h->signature, sizeof(p->signature));
	p->reserved = cpu_to_le16(h->reserved);
	p->tid = cpu_to_le16(h->tid);
	p->pid_low = cpu_to_le16(h->pid & 0xffff);
	p->uid = cpu_to_le16(h->uid);
	p->mid = cpu_to_le16(h->mid);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb1_hdr_encode);

/**
 * wire_smb1_block_decode() - decode parameter and data block
 * @r: cursor, positioned at WordCount
 * @b: set to the block
 *
 * Return: 0, or -EBADMSG if either count goes past the end.
 */
int wire_smb1_block_decode(struct wire_rd *r, struct smb1_block *b)
{
	struct wire_rd c = *r;
	u16 byte_count;
	u8 word_count;

	if (wire_rd_u8(&c, &word_count) || wire_rd_span(&c, word_count * 2, &b->words))
		return -EBADMSG;
	if (wire_rd_le16(&c, &byte_count) || wire_rd_span(&c, byte_count, &b->bytes))
		return -EBADMSG;
	*r = c;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb1_block_decode);

/**
 * wire_smb1_words() - lay out WordCount and the words of a block
 * @w: cursor, positioned where the block goes
 * @size: bytes of the words: an even number, at most 510
 *
 * ByteCount and the data are the caller's to append.
 *
 * Return: pointer to the words, zeroed, or NULL if there is no room.
 */
void *wire_smb1_words(struct wire_wr *w, size_t size)
{
	u8 *p = wire_wr_reserve(w, sizeof(*p) + size);

	if (!p)
		return NULL;
	*p = size / 2;
	return p + 1;
}
EXPORT_SYMBOL_LWSMB(wire_smb1_words);

/**
 * wire_smb1_block_encode() - encode parameter and data block
 * @w: cursor, positioned where it goes
 * @b: the block; both parts follow one another, whatever their offsets say
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if the words are an odd number of bytes or over
 * 510, or the bytes over 65,535.
 */
int wire_smb1_block_encode(struct wire_wr *w, const struct smb1_block *b)
{
	size_t need = sizeof(u8) + b->words.len + sizeof(struct proto_le16) + b->bytes.len;
	struct proto_le16 *byte_count;
	u8 *words;

	if (b->words.len % 2 || b->words.len / 2 > 0xff || b->bytes.len > U16_MAX)
		return -EINVAL;
	if (need > wire_wr_left(w))
		return -EMSGSIZE;
	words = wire_smb1_words(w, b->words.len);
	if (b->words.len)
		memcpy(words, b->words.data, b->words.len);
	byte_count = wire_wr_reserve(w, sizeof(*byte_count));
	byte_count->v = cpu_to_le16(b->bytes.len);
	return wire_wr_put(w, b->bytes.data, b->bytes.len);
}
EXPORT_SYMBOL_LWSMB(wire_smb1_block_encode);

/**
 * smb1_is_andx() - can another command follow this one in a message?
 * @command: SMB1 command
 *
 * Return: whether it is an AndX command (MS-CIFS 2.2.3.4).
 */
bool smb1_is_andx(u8 command)
{
	switch (command) {
	case SMB1_LOCKING_ANDX:
	case SMB1_OPEN_ANDX:
	case SMB1_READ_ANDX:
	case SMB1_WRITE_ANDX:
	case SMB1_SESSION_SETUP_ANDX:
	case SMB1_LOGOFF_ANDX:
	case SMB1_TREE_CONNECT_ANDX:
	case SMB1_NT_CREATE_ANDX:
		return true;
	}
	return false;
}
EXPORT_SYMBOL_LWSMB(smb1_is_andx);

/**
 * wire_smb1_andx_decode() - decode the first two words of an AndX command
 * @r: cursor, positioned at the first word
 * @a: set to them
 *
 * Return: 0 or -EBADMSG.
 */
int wire_smb1_andx_decode(struct wire_rd *r, struct smb1_andx *a)
{
	const struct proto_smb1_andx *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	a->command = p->command;
	a->reserved = p->reserved;
	a->offset = le16_to_cpu(p->offset);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb1_andx_decode);

/**
 * wire_smb1_andx_encode() - encode the first two words of an AndX command
 * @w: cursor, positioned at the first word
 * @a: the words
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb1_andx_encode(struct wire_wr *w, const struct smb1_andx *a)
{
	struct proto_smb1_andx *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->command = a->command;
	p->reserved = a->reserved;
	p->offset = cpu_to_le16(a->offset);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb1_andx_encode);

/**
 * wire_smb1_chain_init() - start a walk through the blocks of a message
 * @c: the walk
 * @r: cursor behind the header
 * @command: command of the header
 */
void wire_smb1_chain_init(struct smb1_chain *c, const struct wire_rd *r, u8 command)
{
	c->r = *r;
	c->command = command;
	c->offset = wire_rd_off(r);
}
EXPORT_SYMBOL_LWSMB(wire_smb1_chain_init);

/* Where the walk goes from block @b of @command. */
static int chain_advance(struct smb1_chain *c, u8 command, const struct smb1_block *b)
{
	struct smb1_andx andx;
	struct wire_rd words;

	c->command = SMB1_NO_ANDX_COMMAND;
	/* the response of a command that failed has no words: the chain ends there */
	if (!smb1_is_andx(command) || !b->words.len)
		return 0;
	wire_rd_span_child(&b->words, &words);
	if (wire_smb1_andx_decode(&words, &andx))
		return -EBADMSG;
	c->command = andx.command;
	c->offset = andx.offset;
	return 0;
}

/**
 * wire_smb1_chain_next() - next block of a message
 * @c: the walk
 * @command: set to the command that the block belongs to
 * @b: set to the block
 *
 * A block lies behind the one before it, so that every walk ends.
 *
 * Return: 1, 0 behind the last block, or -EBADMSG: an offset that points back or out,
 * a block that is cut off, an AndX command with one word.
 */
int wire_smb1_chain_next(struct smb1_chain *c, u8 *command, struct smb1_block *b)
{
	size_t from = wire_rd_off(&c->r);

	if (c->command == SMB1_NO_ANDX_COMMAND)
		return 0;
	if (c->offset < from || !wire_rd_take(&c->r, c->offset - from))
		return -EBADMSG;
	if (wire_smb1_block_decode(&c->r, b))
		return -EBADMSG;
	*command = c->command;
	return chain_advance(c, *command, b) ? -EBADMSG : 1;
}
EXPORT_SYMBOL_LWSMB(wire_smb1_chain_next);

/**
 * wire_smb1_andx_link() - chain another command to one that was written
 * @w: cursor, positioned where the next block goes; base is the header
 * @words_off: offset of the words of the AndX command that was written last
 * @command: the next command
 *
 * Return: 0, or -EINVAL if the position does not fit AndXOffset or @words_off is not
 * inside of what was written.
 */
int wire_smb1_andx_link(struct wire_wr *w, u32 words_off, u8 command)
{
	size_t here = wire_wr_off(w);
	struct proto_smb1_andx *p;

	if (here > U16_MAX || words_off > here || here - words_off < sizeof(*p))
		return -EINVAL;
	p = (struct proto_smb1_andx *)(w->base + words_off);
	p->command = command;
	p->offset = cpu_to_le16(here);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb1_andx_link);
