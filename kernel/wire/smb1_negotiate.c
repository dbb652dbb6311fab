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

/* What stands in the data block behind the words. */
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

static void get_nt(const struct proto_smb1_negotiate_rsp *p, struct smb1_negotiate_rsp *m)
{
	m->form = SMB1_NEGOTIATE_NT;
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

static void get_lanman(const struct proto_smb1_negotiate_lanman *p,
		       struct smb1_negotiate_rsp *m)
{
	m->form = SMB1_NEGOTIATE_LANMAN;
	m->dialect_index = le16_to_cpu(p->dialect_index);
	m->security_mode = le16_to_cpu(p->security_mode);
	m->max_buffer = le16_to_cpu(p->max_buffer);
	m->max_mpx = le16_to_cpu(p->max_mpx);
	m->max_vcs = le16_to_cpu(p->max_vcs);
	m->raw_mode = le16_to_cpu(p->raw_mode);
	m->session_key = le32_to_cpu(p->session_key);
	m->server_time = le16_to_cpu(p->server_time);
	m->server_date = le16_to_cpu(p->server_date);
	m->zone = le16_to_cpu(p->zone);
	m->challenge_length = le16_to_cpu(p->challenge_length);
	m->reserved = le16_to_cpu(p->reserved);
}

/* The number of words tells the form. */
static int get_rsp_words(struct wire_rd *words, struct smb1_negotiate_rsp *m)
{
	switch (wire_rd_left(words)) {
	case sizeof(struct proto_le16):
		m->form = SMB1_NEGOTIATE_CORE;
		return wire_rd_le16(words, &m->dialect_index);
	case sizeof(struct proto_smb1_negotiate_lanman):
		get_lanman((const void *)words->pos, m);
		return 0;
	case sizeof(struct proto_smb1_negotiate_rsp):
		get_nt((const void *)words->pos, m);
		return 0;
	}
	return -EBADMSG;
}

/**
 * wire_smb1_negotiate_rsp_decode() - decode a NEGOTIATE response
 * @r: cursor, positioned behind the header
 * @m: set to the message
 *
 * Return: 0, or -EBADMSG for short input or a number of words other than 1, 13 and
 * 17.
 */
int wire_smb1_negotiate_rsp_decode(struct wire_rd *r, struct smb1_negotiate_rsp *m)
{
	struct wire_rd c = *r, words, bytes;
	struct smb1_block b;

	memset(m, 0, sizeof(*m));
	if (wire_smb1_block_decode(&c, &b))
		return -EBADMSG;
	wire_rd_span_child(&b.words, &words);
	wire_rd_span_child(&b.bytes, &bytes);
	if (get_rsp_words(&words, m) || get_rsp_bytes(&bytes, m))
		return -EBADMSG;
	*r = c;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_smb1_negotiate_rsp_decode);

static void put_nt(struct proto_smb1_negotiate_rsp *p, const struct smb1_negotiate_rsp *m)
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

static void put_lanman(struct proto_smb1_negotiate_lanman *p,
		       const struct smb1_negotiate_rsp *m)
{
	p->dialect_index = cpu_to_le16(m->dialect_index);
	p->security_mode = cpu_to_le16(m->security_mode);
	p->max_buffer = cpu_to_le16(m->max_buffer);
	p->max_mpx = cpu_to_le16(m->max_mpx);
	p->max_vcs = cpu_to_le16(m->max_vcs);
	p->raw_mode = cpu_to_le16(m->raw_mode);
	p->session_key = cpu_to_le32(m->session_key);
	p->server_time = cpu_to_le16(m->server_time);
	p->server_date = cpu_to_le16(m->server_date);
	p->zone = cpu_to_le16(m->zone);
	p->challenge_length = cpu_to_le16(m->challenge_length);
	p->reserved = cpu_to_le16(m->reserved);
}

/* What the form can hold. */
static bool rsp_fits(const struct smb1_negotiate_rsp *m)
{
	bool extended = m->capabilities & SMB1_CAP_EXTENDED_SECURITY;

	if (!extended && m->challenge_length != m->challenge.len)
		return false;
	switch (m->form) {
	case SMB1_NEGOTIATE_CORE:
		return !m->capabilities && !m->challenge_length;
	case SMB1_NEGOTIATE_LANMAN:
		return !m->capabilities && m->max_buffer <= U16_MAX;
	case SMB1_NEGOTIATE_NT:
		return m->security_mode <= 0xff && m->challenge_length <= 0xff;
	}
	return false;
}

static int put_rsp_words(struct wire_wr *w, const struct smb1_negotiate_rsp *m)
{
	struct proto_smb1_negotiate_lanman *lanman;
	struct proto_smb1_negotiate_rsp *nt;
	struct proto_le16 *core;

	switch (m->form) {
	case SMB1_NEGOTIATE_CORE:
		core = wire_smb1_words(w, sizeof(*core));
		if (!core)
			return -EMSGSIZE;
		core->v = cpu_to_le16(m->dialect_index);
		return 0;
	case SMB1_NEGOTIATE_LANMAN:
		lanman = wire_smb1_words(w, sizeof(*lanman));
		if (!lanman)
			return -EMSGSIZE;
		put_lanman(lanman, m);
		return 0;
	case SMB1_NEGOTIATE_NT:
		nt = wire_smb1_words(w, sizeof(*nt));
		if (!nt)
			return -EMSGSIZE;
		put_nt(nt, m);
		return 0;
	}
	return -EINVAL;
}

/**
 * wire_smb1_negotiate_rsp_encode() - encode a NEGOTIATE response
 * @w: cursor, positioned behind the header
 * @m: the message
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for more than 65,535 bytes of data, a challenge that
 * is not challenge_length bytes long, or what the form cannot hold.
 */
int wire_smb1_negotiate_rsp_encode(struct wire_wr *w, const struct smb1_negotiate_rsp *m)
{
	bool extended = m->capabilities & SMB1_CAP_EXTENDED_SECURITY;
	struct wire_span guid = { .data = m->guid, .len = SMB1_GUID_SIZE };
	const struct wire_span *first = extended ? &guid : &m->challenge;
	const struct wire_span *second = extended ? &m->blob : &m->names;
	struct proto_le16 *byte_count;
	int ret;

	if (!rsp_fits(m) || second->len > U16_MAX - first->len)
		return -EINVAL;
	ret = put_rsp_words(w, m);
	if (ret)
		return ret;
	byte_count = wire_wr_reserve(w, sizeof(*byte_count));
	if (!byte_count)
		return -EMSGSIZE;
	byte_count->v = cpu_to_le16(first->len + second->len);
	if (wire_wr_put(w, first->data, first->len))
		return -EMSGSIZE;
	return wire_wr_put(w, second->data, second->len);
}
EXPORT_SYMBOL_LWSMB(wire_smb1_negotiate_rsp_encode);
