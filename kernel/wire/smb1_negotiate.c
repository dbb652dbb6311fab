// SPDX-License-Identifier: GPL-2.0
/*
 * SMB1 NEGOTIATE, MS-CIFS 2.2.4.52 and MS-SMB 2.2.4.5: also the way in which clients
 * that know both ask for SMB2 (MS-SMB2 3.3.5.3.1).
 */
#include <lwsmb/wire_smb1.h>

/**
 * wire_smb1_dialect_next() - next dialect of a list
 * @list: cursor over the list
 * @name: set to the dialect's name, without the NUL
 *
 * Return: 1, 0 at the end, or -EBADMSG for another buffer format or a missing NUL.
 */
int wire_smb1_dialect_next(struct wire_rd *list, struct wire_span *name)
{
	const u8 *nul;
	u8 format;

	if (!wire_rd_left(list))
		return 0;
	if (wire_rd_u8(list, &format) || format != SMB1_BUFFER_FORMAT_DIALECT)
		return -EBADMSG;
	nul = memchr(list->pos, 0, wire_rd_left(list));
	if (!nul || wire_rd_span(list, nul - list->pos, name) || !wire_rd_take(list, 1))
		return -EBADMSG;
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_smb1_dialect_next);

/**
 * wire_smb1_dialect_put() - append a dialect to a list
 * @w: cursor
 * @name: its name
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_smb1_dialect_put(struct wire_wr *w, const char *name)
{
	size_t len = strlen(name) + 1;
	u8 *p;

	if (len >= wire_wr_left(w))
		return -EMSGSIZE;
	p = wire_wr_reserve(w, 1 + len);
	p[0] = SMB1_BUFFER_FORMAT_DIALECT;
	memcpy(p + 1, name, len);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb1_dialect_put);

static int check_dialects(const struct wire_span *dialects)
{
	struct wire_span name;
	struct wire_rd list;
	int ret;

	wire_rd_span_child(dialects, &list);
	do {
		ret = wire_smb1_dialect_next(&list, &name);
	} while (ret > 0);
	return ret;
}

/**
 * wire_smb1_negotiate_req_decode() - decode a NEGOTIATE request
 * @r: cursor, positioned behind the header
 * @m: set to the message; its list is well-formed
 *
 * Return: 0, or -EBADMSG for short input, words, or a malformed list.
 */
int wire_smb1_negotiate_req_decode(struct wire_rd *r, struct smb1_negotiate_req *m)
{
	struct wire_rd c = *r;
	struct smb1_block b;

	if (wire_smb1_block_decode(&c, &b) || b.words.len || check_dialects(&b.bytes))
		return -EBADMSG;
	m->dialects = b.bytes;
	*r = c;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb1_negotiate_req_decode);

/**
 * wire_smb1_negotiate_req_encode() - encode a NEGOTIATE request
 * @w: cursor, positioned behind the header
 * @m: the message, its list made with wire_smb1_dialect_put()
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a list of more than 65,535 bytes.
 */
int wire_smb1_negotiate_req_encode(struct wire_wr *w, const struct smb1_negotiate_req *m)
{
	struct smb1_block b = { .bytes = m->dialects };

	return wire_smb1_block_encode(w, &b);
}
EXPORT_SYMBOL_LWSMB(wire_smb1_negotiate_req_encode);

/**
 * wire_smb1_dialect_index() - find a dialect in a request
 * @m: decoded request
 * @name: SMB1_DIALECT_* or another name
 *
 * Return: its index, counted from 0, or -ENOENT.
 */
int wire_smb1_dialect_index(const struct smb1_negotiate_req *m, const char *name)
{
	size_t len = strlen(name);
	struct wire_span s;
	struct wire_rd list;
	int i;

	wire_rd_span_child(&m->dialects, &list);
	for (i = 0; wire_smb1_dialect_next(&list, &s) > 0; i++)
		if (s.len == len && !memcmp(s.data, name, len))
			return i;
	return -ENOENT;
}
EXPORT_SYMBOL_LWSMB(wire_smb1_dialect_index);

/* The data block of a server that speaks NT LM 0.12. */
static int get_rsp_bytes(struct wire_rd *r, struct smb1_negotiate_rsp *m)
{
	const u8 *guid;

	if (m->capabilities & SMB1_CAP_EXTENDED_SECURITY) {
		guid = wire_rd_take(r, SMB1_GUID_SIZE);
		if (!guid)
			return -EBADMSG;
		memcpy(m->guid, guid, SMB1_GUID_SIZE);
		return wire_rd_span(r, wire_rd_left(r), &m->blob);
	}
	if (wire_rd_span(r, m->challenge_length, &m->challenge))
		return -EBADMSG;
	return wire_rd_span(r, wire_rd_left(r), &m->names);
}

static void get_rsp_words(const struct proto_smb1_negotiate_rsp *p,
			  struct smb1_negotiate_rsp *m)
{
	m->dialect_index = le16_to_cpu(p->dialect_index);
	m->security_mode = p->security_mode;
	m->max_mpx = le16_to_cpu(p->max_mpx);
	m->max_vcs = le16_to_cpu(p->max_vcs);
	m->max_buffer = le32_to_cpu(p->max_buffer);
	m->max_raw = le32_to_cpu(p->max_raw);
	m->session_key = le32_to_cpu(p->session_key);
	m->capabilities = le32_to_cpu(p->capabilities);
	m->system_time = le64_to_cpu(p->system_time);
	m->zone = le16_to_cpu(p->zone);
	m->challenge_length = p->challenge_length;
}

/**
 * wire_smb1_negotiate_rsp_decode() - decode a NEGOTIATE response
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0, or -EBADMSG for short input or a number of words other than 1 (core
 * protocol, or no dialect in common) and 17 (NT LM 0.12).
 */
int wire_smb1_negotiate_rsp_decode(struct wire_rd *r, struct smb1_negotiate_rsp *m)
{
	const struct proto_smb1_negotiate_rsp *p;
	struct wire_rd c = *r, words, bytes;
	struct smb1_block b;

	memset(m, 0, sizeof(*m));
	if (wire_smb1_block_decode(&c, &b))
		return -EBADMSG;
	wire_rd_span_child(&b.words, &words);
	wire_rd_span_child(&b.bytes, &bytes);
	if (b.words.len == sizeof(struct proto_le16)) {
		m->core = true;
		if (wire_rd_le16(&words, &m->dialect_index) || b.bytes.len)
			return -EBADMSG;
		*r = c;
		return 0;
	}
	p = wire_rd_take(&words, sizeof(*p));
	if (!p || wire_rd_left(&words))
		return -EBADMSG;
	get_rsp_words(p, m);
	if (get_rsp_bytes(&bytes, m))
		return -EBADMSG;
	*r = c;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb1_negotiate_rsp_decode);

static void put_rsp_words(struct proto_smb1_negotiate_rsp *p,
			  const struct smb1_negotiate_rsp *m)
{
	p->dialect_index = cpu_to_le16(m->dialect_index);
	p->security_mode = m->security_mode;
	p->max_mpx = cpu_to_le16(m->max_mpx);
	p->max_vcs = cpu_to_le16(m->max_vcs);
	p->max_buffer = cpu_to_le32(m->max_buffer);
	p->max_raw = cpu_to_le32(m->max_raw);
	p->session_key = cpu_to_le32(m->session_key);
	p->capabilities = cpu_to_le32(m->capabilities);
	p->system_time = cpu_to_le64(m->system_time);
	p->zone = cpu_to_le16(m->zone);
	p->challenge_length = m->challenge_length;
}

/* WordCount, 17 words and ByteCount, without padding between them */
struct proto_negotiate_head {
	u8 word_count;
	struct proto_smb1_negotiate_rsp words;
	__le16 byte_count;
} __packed;

static int encode_nt(struct wire_wr *w, const struct smb1_negotiate_rsp *m)
{
	bool extended = m->capabilities & SMB1_CAP_EXTENDED_SECURITY;
	struct wire_span guid = { .data = m->guid, .len = SMB1_GUID_SIZE };
	const struct wire_span *first = extended ? &guid : &m->challenge;
	const struct wire_span *second = extended ? &m->blob : &m->names;
	struct proto_negotiate_head *p;

	if (second->len > U16_MAX - first->len || (!extended && m->challenge_length != first->len))
		return -EINVAL;
	if (sizeof(*p) + first->len + second->len > wire_wr_left(w))
		return -EMSGSIZE;
	p = wire_wr_reserve(w, sizeof(*p));
	p->word_count = sizeof(p->words) / 2;
	put_rsp_words(&p->words, m);
	p->byte_count = cpu_to_le16(first->len + second->len);
	if (wire_wr_put(w, first->data, first->len))
		return -EMSGSIZE;
	return wire_wr_put(w, second->data, second->len);
}

/**
 * wire_smb1_negotiate_rsp_encode() - encode a NEGOTIATE response
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for more than 65,535 bytes of data, or a challenge
 * that is not challenge_length bytes long.
 */
int wire_smb1_negotiate_rsp_encode(struct wire_wr *w, const struct smb1_negotiate_rsp *m)
{
	struct proto_le16 index = { .v = cpu_to_le16(m->dialect_index) };
	struct smb1_block core = {
		.words = { .data = (const u8 *)&index, .len = sizeof(index) },
	};

	return m->core ? wire_smb1_block_encode(w, &core) : encode_nt(w, m);
}
EXPORT_SYMBOL_LWSMB(wire_smb1_negotiate_rsp_encode);
