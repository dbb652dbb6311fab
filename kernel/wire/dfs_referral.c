// SPDX-License-Identifier: GPL-2.0
/*
 * DFS referrals: what FSCTL_DFS_GET_REFERRALS and its EX form take and return, MS-DFSC
 * 2.2.2 to 2.2.5.
 */
#include <lwsmb/wire_fsctl.h>
#include "wstring.h"

#define DFS_NAME_ALIGN 2

/**
 * wire_dfs_req_decode() - decode a referral request
 * @r: cursor
 * @m: set to it
 *
 * Return: 0, or -EBADMSG also if the name is not terminated.
 */
int wire_dfs_req_decode(struct wire_rd *r, struct dfs_req *m)
{
	const struct proto_dfs_req *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->max_referral_level = le16_to_cpu(p->max_referral_level);
	return wstring_zstr(r, &m->name);
}
EXPORT_SYMBOL_LWSMB(wire_dfs_req_decode);

/**
 * wire_dfs_req_encode() - encode a referral request
 * @w: cursor
 * @m: the request
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_dfs_req_encode(struct wire_wr *w, const struct dfs_req *m)
{
	struct proto_dfs_req *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->max_referral_level = cpu_to_le16(m->max_referral_level);
	return wstring_put_zstr(w, &m->name);
}
EXPORT_SYMBOL_LWSMB(wire_dfs_req_encode);

/* A string behind its 16-bit length in bytes. */
static int dfs_counted_decode(struct wire_rd *r, struct wire_span *s)
{
	u16 len;

	if (wire_rd_le16(r, &len))
		return -EBADMSG;
	return wire_rd_span(r, len, s);
}

static int dfs_counted_encode(struct wire_wr *w, const struct wire_span *s)
{
	struct proto_le16 *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->v = cpu_to_le16(s->len);
	return wire_wr_put(w, s->data, s->len);
}

/**
 * wire_dfs_req_ex_decode() - decode an extended referral request
 * @r: cursor
 * @m: set to it; without DFS_REQ_SITE_NAME the site is empty
 *
 * Return: 0 or -EBADMSG.
 */
int wire_dfs_req_ex_decode(struct wire_rd *r, struct dfs_req_ex *m)
{
	const struct proto_dfs_req_ex *p = wire_rd_take(r, sizeof(*p));
	struct wire_rd data;

	if (!p)
		return -EBADMSG;
	m->max_referral_level = le16_to_cpu(p->max_referral_level);
	m->flags = le16_to_cpu(p->flags);
	memset(&m->site, 0, sizeof(m->site));
	if (wire_rd_cut(r, le32_to_cpu(p->data_length), &data) ||
	    dfs_counted_decode(&data, &m->name))
		return -EBADMSG;
	if (m->flags & DFS_REQ_SITE_NAME)
		return dfs_counted_decode(&data, &m->site);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_dfs_req_ex_decode);

/**
 * wire_dfs_req_ex_encode() - encode an extended referral request
 * @w: cursor
 * @m: the request
 *
 * Return: 0, -EMSGSIZE, or -EINVAL if a string is too long for its length field.
 */
int wire_dfs_req_ex_encode(struct wire_wr *w, const struct dfs_req_ex *m)
{
	struct proto_dfs_req_ex *p;
	const u8 *data;
	int ret;

	if (m->name.len > U16_MAX || m->site.len > U16_MAX)
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	data = w->pos;
	p->max_referral_level = cpu_to_le16(m->max_referral_level);
	p->flags = cpu_to_le16(m->flags);
	ret = dfs_counted_encode(w, &m->name);
	if (!ret && (m->flags & DFS_REQ_SITE_NAME))
		ret = dfs_counted_encode(w, &m->site);
	if (ret)
		return ret;
	p->data_length = cpu_to_le32(w->pos - data);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_dfs_req_ex_encode);

/**
 * wire_dfs_rsp_decode() - decode the fixed part of a referral response
 * @r: cursor, whose base is the first byte of the response
 * @m: set to it; its entries follow, each for one wire_dfs_referral_decode()
 *
 * Return: 0 or -EBADMSG.
 */
int wire_dfs_rsp_decode(struct wire_rd *r, struct dfs_rsp *m)
{
	const struct proto_dfs_rsp *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->path_consumed = le16_to_cpu(p->path_consumed);
	m->referral_count = le16_to_cpu(p->referral_count);
	m->flags = le32_to_cpu(p->flags);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_dfs_rsp_decode);

static bool dfs_is_name_list(const struct dfs_referral *e)
{
	return e->version >= 3 && (e->flags & DFS_REFERRAL_NAME_LIST);
}

/* Bytes that an entry of this version has at least, 0 for an unknown version. */
static size_t dfs_referral_fixed(u16 version)
{
	switch (version) {
	case 1:
		return sizeof(struct proto_dfs_referral);
	case 2:
		return sizeof(struct proto_dfs_referral_v2);
	case 3:
	case 4:
		return sizeof(struct proto_dfs_referral_v3);
	}
	return 0;
}

/*
 * Reads @count terminated strings that begin @off bytes into the entry, behind its fixed
 * part. A single string is returned without its terminator, a list of them with all of
 * theirs. No strings at all may claim to be anywhere.
 */
static int dfs_string(const struct wire_rd *entry, const struct wire_rd *all, u16 off,
		      const struct dfs_referral *e, u16 count, struct wire_span *s)
{
	struct wire_rd at = *all;
	struct wire_span one;

	at.pos = entry->base;
	s->off = off ? wire_rd_off(&at) + off : 0;
	if (!off || !count)
		return 0;
	if (off < dfs_referral_fixed(e->version) || !wire_rd_take(&at, off))
		return -EBADMSG;
	s->data = at.pos;
	for (; count; count--) {
		if (wstring_zstr(&at, &one))
			return -EBADMSG;
		s->len = at.pos - s->data;
	}
	return 0;
}

static int dfs_one_string(const struct wire_rd *entry, const struct wire_rd *all, u16 off,
			  const struct dfs_referral *e, struct wire_span *s)
{
	if (dfs_string(entry, all, off, e, 1, s))
		return -EBADMSG;
	if (s->len)
		s->len -= WIRE_NUL_SIZE;
	return 0;
}

static int dfs_v1_decode(const struct wire_rd *entry, const struct wire_rd *all,
			 struct dfs_referral *e)
{
	struct wire_rd own = *all;

	/* Here the string is part of the entry. */
	own.end = entry->end;
	return dfs_one_string(entry, &own, sizeof(struct proto_dfs_referral), e,
			      &e->address);
}

static int dfs_v2_decode(const struct wire_rd *entry, const struct wire_rd *all,
			 struct dfs_referral *e)
{
	const struct proto_dfs_referral_v2 *p;
	int ret;

	p = (const struct proto_dfs_referral_v2 *)entry->base;
	e->proximity = le32_to_cpu(p->proximity);
	e->ttl = le32_to_cpu(p->ttl);
	ret = dfs_one_string(entry, all, le16_to_cpu(p->path_offset), e, &e->path);
	if (ret)
		return ret;
	ret = dfs_one_string(entry, all, le16_to_cpu(p->alternate_path_offset), e,
			     &e->alternate_path);
	if (ret)
		return ret;
	return dfs_one_string(entry, all, le16_to_cpu(p->address_offset), e,
			      &e->address);
}

static int dfs_v3_decode(const struct wire_rd *entry, const struct wire_rd *all,
			 struct dfs_referral *e)
{
	const struct proto_dfs_referral_v3 *p;
	u16 middle;
	int ret;

	p = (const struct proto_dfs_referral_v3 *)entry->base;
	e->ttl = le32_to_cpu(p->ttl);
	if (e->size >= sizeof(*p) + sizeof(e->guid))
		memcpy(e->guid, entry->base + sizeof(*p), sizeof(e->guid));
	ret = dfs_one_string(entry, all, le16_to_cpu(p->path_offset), e, &e->path);
	if (ret)
		return ret;
	middle = le16_to_cpu(p->alternate_path_offset);
	if (dfs_is_name_list(e)) {
		e->expanded_count = middle;
		return dfs_string(entry, all, le16_to_cpu(p->address_offset), e,
				  e->expanded_count, &e->address);
	}
	ret = dfs_one_string(entry, all, middle, e, &e->alternate_path);
	if (ret)
		return ret;
	return dfs_one_string(entry, all, le16_to_cpu(p->address_offset), e,
			      &e->address);
}

/**
 * wire_dfs_referral_decode() - decode one entry of a referral response
 * @r: cursor, positioned at the entry, whose base is the first byte of the response
 * @e: set to the entry
 *
 * The cursor moves to the next entry. Strings lie anywhere in the response.
 *
 * Return: 0, or -EBADMSG for a short entry, an unknown version, or a string that is not
 * terminated inside the response.
 */
int wire_dfs_referral_decode(struct wire_rd *r, struct dfs_referral *e)
{
	const struct proto_dfs_referral *p;
	const struct wire_rd all = *r;
	struct wire_rd peek = *r;
	struct wire_rd entry;
	size_t fixed;

	memset(e, 0, sizeof(*e));
	p = wire_rd_take(&peek, sizeof(*p));
	if (!p)
		return -EBADMSG;
	e->version = le16_to_cpu(p->version);
	e->size = le16_to_cpu(p->size);
	e->server_type = le16_to_cpu(p->server_type);
	e->flags = le16_to_cpu(p->flags);
	fixed = dfs_referral_fixed(e->version);
	if (!fixed || e->size < fixed || wire_rd_cut(r, e->size, &entry))
		return -EBADMSG;
	if (e->version == 1)
		return dfs_v1_decode(&entry, &all, e);
	if (e->version == 2)
		return dfs_v2_decode(&entry, &all, e);
	return dfs_v3_decode(&entry, &all, e);
}
EXPORT_SYMBOL_LWSMB(wire_dfs_referral_decode);

/**
 * wire_dfs_name_next() - take one expanded name off a name list
 * @names: cursor over the address of an entry with DFS_REFERRAL_NAME_LIST
 * @name: set to the name without its terminator
 *
 * Return: 1 for a name, 0 at the end, -EBADMSG.
 */
int wire_dfs_name_next(struct wire_rd *names, struct wire_span *name)
{
	if (!wire_rd_left(names))
		return 0;
	return wstring_zstr(names, name) ? : 1;
}
EXPORT_SYMBOL_LWSMB(wire_dfs_name_next);

/* Bytes that the entry takes without its strings; in version 1 with them. */
static size_t dfs_referral_size(const struct dfs_referral *e)
{
	size_t fixed = dfs_referral_fixed(e->version);

	if (e->size)
		return e->size;
	if (e->version == 1)
		return fixed + e->address.len + WIRE_NUL_SIZE;
	if (e->version == 2)
		return fixed;
	return fixed + DFS_REFERRAL_GUID_SIZE;
}

/* Lays out the entry without its strings, but for version 1, which is complete then. */
static int dfs_referral_put(struct wire_wr *w, const struct dfs_referral *e)
{
	size_t fixed = dfs_referral_fixed(e->version);
	size_t size = dfs_referral_size(e);
	struct proto_dfs_referral *p;

	if (!fixed || size < fixed || size > U16_MAX)
		return -EINVAL;
	if (e->version == 1 && (size - fixed < WIRE_NUL_SIZE ||
				e->address.len > size - fixed - WIRE_NUL_SIZE))
		return -EINVAL;
	p = wire_wr_reserve(w, size);
	if (!p)
		return -EMSGSIZE;
	p->version = cpu_to_le16(e->version);
	p->size = cpu_to_le16(size);
	p->server_type = cpu_to_le16(e->server_type);
	p->flags = cpu_to_le16(e->flags);
	if (e->version == 1 && e->address.len)
		memcpy((u8 *)p + fixed, e->address.data, e->address.len);
	if (e->version >= 3 && size >= fixed + sizeof(e->guid))
		memcpy((u8 *)p + fixed, e->guid, sizeof(e->guid));
	return 0;
}

/* Puts a string into the response; @off becomes its offset from the entry, or 0. */
static int dfs_string_put(struct wire_wr *w, const u8 *entry,
			  const struct dfs_referral *e, const struct wire_span *s,
			  size_t nul, u16 *off)
{
	u32 from = entry - w->base;
	u32 at;
	int ret;

	ret = wstring_pool_put(w, from + dfs_referral_fixed(e->version), s,
			       DFS_NAME_ALIGN, nul, &at);
	if (ret)
		return ret;
	if (at && (at < from || at - from > U16_MAX))
		return -EINVAL;
	*off = at ? at - from : 0;
	return 0;
}

static int dfs_v2_strings(struct wire_wr *w, u8 *entry, const struct dfs_referral *e)
{
	struct proto_dfs_referral_v2 *p = (struct proto_dfs_referral_v2 *)entry;
	u16 path, alternate, address;
	int ret;

	ret = dfs_string_put(w, entry, e, &e->path, WIRE_NUL_SIZE, &path);
	if (ret)
		return ret;
	ret = dfs_string_put(w, entry, e, &e->alternate_path, WIRE_NUL_SIZE, &alternate);
	if (ret)
		return ret;
	ret = dfs_string_put(w, entry, e, &e->address, WIRE_NUL_SIZE, &address);
	if (ret)
		return ret;
	p->proximity = cpu_to_le32(e->proximity);
	p->ttl = cpu_to_le32(e->ttl);
	p->path_offset = cpu_to_le16(path);
	p->alternate_path_offset = cpu_to_le16(alternate);
	p->address_offset = cpu_to_le16(address);
	return 0;
}

static int dfs_v3_strings(struct wire_wr *w, u8 *entry, const struct dfs_referral *e)
{
	struct proto_dfs_referral_v3 *p = (struct proto_dfs_referral_v3 *)entry;
	bool list = dfs_is_name_list(e);
	u16 middle = e->expanded_count;
	u16 path, address;
	int ret;

	ret = dfs_string_put(w, entry, e, &e->path, WIRE_NUL_SIZE, &path);
	if (ret)
		return ret;
	if (!list)
		ret = dfs_string_put(w, entry, e, &e->alternate_path, WIRE_NUL_SIZE,
				     &middle);
	if (ret)
		return ret;
	ret = dfs_string_put(w, entry, e, &e->address, list ? 0 : WIRE_NUL_SIZE,
			     &address);
	if (ret)
		return ret;
	p->ttl = cpu_to_le32(e->ttl);
	p->path_offset = cpu_to_le16(path);
	p->alternate_path_offset = cpu_to_le16(middle);
	p->address_offset = cpu_to_le16(address);
	return 0;
}

/**
 * wire_dfs_rsp_encode() - encode a referral response
 * @w: cursor, positioned where the response begins
 * @m: the fixed part
 * @e: m->referral_count entries
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for an unknown version, an entry too small for its
 * version, or a string that an entry's offset cannot reach.
 */
int wire_dfs_rsp_encode(struct wire_wr *w, const struct dfs_rsp *m,
			const struct dfs_referral *e)
{
	struct proto_dfs_rsp *p;
	struct wire_wr rsp;
	u8 *entry;
	int ret;
	u16 i;

	wire_wr_init(&rsp, w->pos, wire_wr_left(w));
	p = wire_wr_reserve(&rsp, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->path_consumed = cpu_to_le16(m->path_consumed);
	p->referral_count = cpu_to_le16(m->referral_count);
	p->flags = cpu_to_le32(m->flags);
	entry = rsp.pos;
	for (i = 0; i < m->referral_count; i++) {
		ret = dfs_referral_put(&rsp, &e[i]);
		if (ret)
			return ret;
	}
	for (i = 0; i < m->referral_count; i++) {
		ret = 0;
		if (e[i].version == 2)
			ret = dfs_v2_strings(&rsp, entry, &e[i]);
		else if (e[i].version >= 3)
			ret = dfs_v3_strings(&rsp, entry, &e[i]);
		if (ret)
			return ret;
		entry += dfs_referral_size(&e[i]);
	}
	w->pos = rsp.pos;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_dfs_rsp_encode);
