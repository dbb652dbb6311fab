// SPDX-License-Identifier: GPL-2.0
/*
 * The extended attributes in which Samba keeps security descriptors and DOS
 * attributes: security.NTACL and user.DOSATTRIB.
 *
 * What is known of them is said in lwsmb/proto_sec.h. The NDR of Samba counts the
 * offsets of a descriptor from the first byte of the attribute, not of the
 * descriptor; the cursor's base is that byte.
 */
#include <lwsmb/wire_sec.h>

/* What Samba puts where a pointer is not NULL; any other number would do. */
#define REF_FIRST 0x00020000u
#define REF_SECOND 0x00020004u

static int get_version(struct wire_rd *r, u16 *version)
{
	const struct proto_samba_union *p;

	if (wire_rd_align(r, sizeof(p->version)))
		return -EBADMSG;
	p = wire_rd_take(r, sizeof(*p));
	if (!p || p->version != p->version_again)
		return -EBADMSG;
	*version = le16_to_cpu(p->version);
	return wire_rd_align(r, 4);
}

static int put_version(struct wire_wr *w, u16 version)
{
	struct proto_samba_union *p;

	if (wire_wr_align(w, sizeof(p->version)))
		return -EMSGSIZE;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->version = cpu_to_le16(version);
	p->version_again = p->version;
	return wire_wr_align(w, 4);
}

/* A string up to its NUL, which is consumed but does not belong to the span. */
static int get_string(struct wire_rd *r, struct wire_span *s)
{
	const u8 *nul = memchr(r->pos, 0, wire_rd_left(r));

	if (!nul || wire_rd_span(r, nul - r->pos, s))
		return -EBADMSG;
	return wire_rd_take(r, 1) ? 0 : -EBADMSG;
}

static int put_string(struct wire_wr *w, const struct wire_span *s)
{
	if (s->len && memchr(s->data, 0, s->len))
		return -EINVAL;
	if (wire_wr_put(w, s->data, s->len) || !wire_wr_reserve(w, 1))
		return -EMSGSIZE;
	return 0;
}

static int get_bytes(struct wire_rd *r, u8 *to, size_t n)
{
	const u8 *p = wire_rd_take(r, n);

	if (!p)
		return -EBADMSG;
	memcpy(to, p, n);
	return 0;
}

static int put_le16(struct wire_wr *w, u16 v)
{
	struct proto_le16 *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->v = cpu_to_le16(v);
	return 0;
}

static int put_le32(struct wire_wr *w, u32 v)
{
	struct proto_le32 *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->v = cpu_to_le32(v);
	return 0;
}

static int put_le64(struct wire_wr *w, u64 v)
{
	struct proto_le64 *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->v = cpu_to_le64(v);
	return 0;
}

/* What version 4 has behind the hash. */
static int get_hash_v4(struct wire_rd *r, struct samba_ntacl *m)
{
	if (get_string(r, &m->description) || wire_rd_align(r, 4) || wire_rd_le64(r, &m->time))
		return -EBADMSG;
	return get_bytes(r, m->sys_acl_hash, SAMBA_HASH_SIZE);
}

/* What stands around the descriptor from version 2 on. */
static int get_hash(struct wire_rd *r, struct samba_ntacl *m)
{
	if (wire_rd_le32(r, &m->sd_ref))
		return -EBADMSG;
	switch (m->version) {
	case 2:
		return get_bytes(r, m->hash, SAMBA_HASH_SIZE_V2);
	case 3:
	case 4:
		if (wire_rd_le16(r, &m->hash_type) || get_bytes(r, m->hash, SAMBA_HASH_SIZE))
			return -EBADMSG;
		return m->version == 4 ? get_hash_v4(r, m) : 0;
	}
	return -EBADMSG;
}

/**
 * wire_samba_ntacl_decode() - decode security.NTACL
 * @r: cursor over the attribute's value and nothing else
 * @m: set to it
 *
 * Return: 0, or -EBADMSG for short input, a version other than 1 to 4, no descriptor
 * at all, or one that wire_nt_secdesc_decode() refuses.
 */
int wire_samba_ntacl_decode(struct wire_rd *r, struct samba_ntacl *m)
{
	memset(m, 0, sizeof(*m));
	if (get_version(r, &m->version) || wire_rd_le32(r, &m->ref) || !m->ref)
		return -EBADMSG;
	if (m->version != 1 && (get_hash(r, m) || !m->sd_ref))
		return -EBADMSG;
	if (wire_rd_align(r, 4))
		return -EBADMSG;
	return wire_nt_secdesc_decode(r, &m->sd);
}
EXPORT_SYMBOL_LWSMB(wire_samba_ntacl_decode);

static int put_hash(struct wire_wr *w, const struct samba_ntacl *m)
{
	int ret = put_le32(w, m->sd_ref ? m->sd_ref : REF_SECOND);

	if (!ret && m->version == 2)
		return wire_wr_put(w, m->hash, SAMBA_HASH_SIZE_V2);
	if (!ret)
		ret = put_le16(w, m->hash_type);
	if (!ret)
		ret = wire_wr_put(w, m->hash, SAMBA_HASH_SIZE);
	if (ret || m->version == 3)
		return ret;
	ret = put_string(w, &m->description);
	if (!ret)
		ret = wire_wr_align(w, 4);
	if (!ret)
		ret = put_le64(w, m->time);
	return ret ? ret : wire_wr_put(w, m->sys_acl_hash, SAMBA_HASH_SIZE);
}

/**
 * wire_samba_ntacl_encode() - encode security.NTACL
 * @w: cursor whose base is the attribute's first byte
 * @m: the attribute, with a descriptor
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a version other than 1 to 4, a description
 * with a NUL in it, or a descriptor that wire_nt_secdesc_encode() refuses.
 */
int wire_samba_ntacl_encode(struct wire_wr *w, const struct samba_ntacl *m)
{
	int ret;

	if (m->version < 1 || m->version > 4)
		return -EINVAL;
	ret = put_version(w, m->version);
	if (!ret)
		ret = put_le32(w, m->ref ? m->ref : REF_FIRST);
	if (!ret && m->version > 1)
		ret = put_hash(w, m);
	if (!ret)
		ret = wire_wr_align(w, 4);
	return ret ? ret : wire_nt_secdesc_encode(w, &m->sd);
}
EXPORT_SYMBOL_LWSMB(wire_samba_ntacl_encode);

static int hex_digit(u8 c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* "0x" and 1 to 8 hexadecimal digits */
static int parse_hex(const struct wire_span *s, u32 *v)
{
	u32 i;

	if (s->len < 3 || s->len > 10 || s->data[0] != '0' || (s->data[1] | 0x20) != 'x')
		return -EBADMSG;
	*v = 0;
	for (i = 2; i < s->len; i++) {
		if (hex_digit(s->data[i]) < 0)
			return -EBADMSG;
		*v = *v << 4 | hex_digit(s->data[i]);
	}
	return 0;
}

/* The string in front, and whether there is nothing else. */
static int get_hex(struct wire_rd *r, struct samba_dosattrib *m)
{
	if (get_string(r, &m->hex)) {
		m->hex_bare = true;
		if (wire_rd_span(r, wire_rd_left(r), &m->hex))
			return -EBADMSG;
	}
	if (wire_rd_left(r))
		return 0;
	m->version = SAMBA_DOS_VERSION_STRING;
	m->valid_flags = SAMBA_DOS_ATTRIB;
	return parse_hex(&m->hex, &m->attrib);
}

static int get_sizes(struct wire_rd *r, struct samba_dosattrib *m)
{
	const struct proto_samba_dos_sizes *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->attrib = le32_to_cpu(p->attrib);
	m->ea_size = le32_to_cpu(p->ea_size);
	m->size = le64_to_cpu(p->size);
	m->alloc_size = le64_to_cpu(p->alloc_size);
	m->create_time = le64_to_cpu(p->create_time);
	m->change_time = le64_to_cpu(p->change_time);
	return 0;
}

static int get_dos4(struct wire_rd *r, struct samba_dosattrib *m)
{
	const struct proto_samba_dos4 *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->valid_flags = le32_to_cpu(p->valid_flags);
	m->attrib = le32_to_cpu(p->attrib);
	m->itime = le64_to_cpu(p->itime);
	m->create_time = le64_to_cpu(p->create_time);
	return 0;
}

static int get_dos5(struct wire_rd *r, struct samba_dosattrib *m)
{
	const struct proto_samba_dos5 *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->valid_flags = le32_to_cpu(p->valid_flags);
	m->attrib = le32_to_cpu(p->attrib);
	m->create_time = le64_to_cpu(p->create_time);
	return 0;
}

/**
 * wire_samba_dosattrib_decode() - decode user.DOSATTRIB
 * @r: cursor over the attribute's value and nothing else
 * @m: set to it
 *
 * Return: 0, or -EBADMSG for short input, a version other than 1 to 5, or a value
 * that is a string alone and not a hexadecimal number.
 */
int wire_samba_dosattrib_decode(struct wire_rd *r, struct samba_dosattrib *m)
{
	memset(m, 0, sizeof(*m));
	if (get_hex(r, m))
		return -EBADMSG;
	if (m->version == SAMBA_DOS_VERSION_STRING)
		return 0;
	if (get_version(r, &m->version))
		return -EBADMSG;
	switch (m->version) {
	case 1:
		return get_sizes(r, m);
	case 2:
		if (wire_rd_le32(r, &m->valid_flags) || get_sizes(r, m) ||
		    wire_rd_le64(r, &m->write_time))
			return -EBADMSG;
		return get_string(r, &m->name);
	case 3:
		if (wire_rd_le32(r, &m->valid_flags))
			return -EBADMSG;
		return get_sizes(r, m);
	case 4:
		return get_dos4(r, m);
	case 5:
		return get_dos5(r, m);
	}
	return -EBADMSG;
}
EXPORT_SYMBOL_LWSMB(wire_samba_dosattrib_decode);

static int put_sizes(struct wire_wr *w, const struct samba_dosattrib *m)
{
	struct proto_samba_dos_sizes *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->attrib = cpu_to_le32(m->attrib);
	p->ea_size = cpu_to_le32(m->ea_size);
	p->size = cpu_to_le64(m->size);
	p->alloc_size = cpu_to_le64(m->alloc_size);
	p->create_time = cpu_to_le64(m->create_time);
	p->change_time = cpu_to_le64(m->change_time);
	return 0;
}

static int put_dos2(struct wire_wr *w, const struct samba_dosattrib *m)
{
	int ret = put_le32(w, m->valid_flags);

	if (!ret)
		ret = put_sizes(w, m);
	if (!ret)
		ret = put_le64(w, m->write_time);
	return ret ? ret : put_string(w, &m->name);
}

static int put_dos3(struct wire_wr *w, const struct samba_dosattrib *m)
{
	int ret = put_le32(w, m->valid_flags);

	return ret ? ret : put_sizes(w, m);
}

static int put_dos4(struct wire_wr *w, const struct samba_dosattrib *m)
{
	struct proto_samba_dos4 *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->valid_flags = cpu_to_le32(m->valid_flags);
	p->attrib = cpu_to_le32(m->attrib);
	p->itime = cpu_to_le64(m->itime);
	p->create_time = cpu_to_le64(m->create_time);
	return 0;
}

static int put_dos5(struct wire_wr *w, const struct samba_dosattrib *m)
{
	struct proto_samba_dos5 *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->valid_flags = cpu_to_le32(m->valid_flags);
	p->attrib = cpu_to_le32(m->attrib);
	p->create_time = cpu_to_le64(m->create_time);
	return 0;
}

/**
 * wire_samba_dosattrib_encode() - encode user.DOSATTRIB
 * @w: cursor whose base is the attribute's first byte
 * @m: the attribute
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a version that does not exist, a string with
 * a NUL in it, or the string form without a hexadecimal number.
 */
int wire_samba_dosattrib_encode(struct wire_wr *w, const struct samba_dosattrib *m)
{
	u32 attrib;
	int ret;

	if (m->version == SAMBA_DOS_VERSION_STRING) {
		if (parse_hex(&m->hex, &attrib))
			return -EINVAL;
		if (m->hex_bare)
			return wire_wr_put(w, m->hex.data, m->hex.len);
		return put_string(w, &m->hex);
	}
	ret = put_string(w, &m->hex);
	if (!ret)
		ret = put_version(w, m->version);
	if (ret)
		return ret;
	switch (m->version) {
	case 1:
		return put_sizes(w, m);
	case 2:
		return put_dos2(w, m);
	case 3:
		return put_dos3(w, m);
	case 4:
		return put_dos4(w, m);
	case 5:
		return put_dos5(w, m);
	}
	return -EINVAL;
}
EXPORT_SYMBOL_LWSMB(wire_samba_dosattrib_encode);
