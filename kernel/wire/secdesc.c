// SPDX-License-Identifier: GPL-2.0
/*
 * Self-relative security descriptors, MS-DTYP 2.4.6.
 *
 * The four parts may lie anywhere behind the header, in any order, and may share
 * bytes (Windows takes that): each is bounded by the buffer, none by the others.
 */
#include <lwsmb/wire_sec.h>

#define PART_ALIGN 4
#define PARTS 4

/*
 * Resolve one offset. The part tells its own length: @decode consumes it from a
 * cursor and sees nothing but the buffer's end.
 */
static int get_part(const struct wire_rd *r, u32 off, int (*decode)(struct wire_rd *part),
		    struct wire_span *s)
{
	struct wire_rd part;
	size_t from = wire_rd_off(r);

	*s = (struct wire_span){ 0 };
	if (!off)
		return 0;
	if (off < from || off - from > wire_rd_left(r))
		return -EBADMSG;
	wire_rd_init(&part, r->base + off, wire_rd_left(r) - (off - from));
	if (decode(&part))
		return -EBADMSG;
	s->data = part.base;
	s->len = wire_rd_off(&part);
	s->off = off;
	return 0;
}

static int skip_sid(struct wire_rd *part)
{
	struct nt_sid sid;

	return wire_nt_sid_decode(part, &sid);
}

static int skip_acl(struct wire_rd *part)
{
	struct nt_acl acl;

	return wire_nt_acl_decode(part, &acl);
}

/* Offset of the end of that part with a place which ends last, but not before @end. */
static size_t last_end(const struct nt_secdesc *sd, size_t end)
{
	const struct wire_span *parts[PARTS] = { &sd->owner, &sd->group, &sd->sacl, &sd->dacl };
	size_t part_end;
	u32 i;

	for (i = 0; i < PARTS; i++) {
		part_end = (size_t)parts[i]->off + parts[i]->len;
		if (parts[i]->len && parts[i]->off && part_end > end)
			end = part_end;
	}
	return end;
}

/**
 * wire_nt_secdesc_decode() - decode a self-relative security descriptor
 * @r: cursor, positioned at the descriptor; its offsets count from the cursor's
 *     base, so the descriptor is normally the first thing in a cursor of its own.
 *     Moved behind the part that ends last
 * @sd: set to the descriptor. Its parts are well-formed: wire_nt_sid_decode() and
 *      wire_nt_acl_decode() accept them
 *
 * Return: 0, or -EBADMSG for short input, another revision, an absolute descriptor,
 * or a part that is malformed or not inside of the buffer, behind the header.
 */
int wire_nt_secdesc_decode(struct wire_rd *r, struct nt_secdesc *sd)
{
	struct wire_rd c = *r;
	const struct proto_nt_secdesc *p = wire_rd_take(&c, sizeof(*p));

	if (!p || p->revision != NT_SECDESC_REVISION ||
	    !(le16_to_cpu(p->control) & NT_SD_SELF_RELATIVE))
		return -EBADMSG;
	sd->sbz1 = p->sbz1;
	sd->control = le16_to_cpu(p->control);
	if (get_part(&c, le32_to_cpu(p->owner), skip_sid, &sd->owner) ||
	    get_part(&c, le32_to_cpu(p->group), skip_sid, &sd->group) ||
	    get_part(&c, le32_to_cpu(p->sacl), skip_acl, &sd->sacl) ||
	    get_part(&c, le32_to_cpu(p->dacl), skip_acl, &sd->dacl))
		return -EBADMSG;
	c.pos = c.base + last_end(sd, wire_rd_off(&c));
	*r = c;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_nt_secdesc_decode);

/* Where a part goes: where it was, or behind all that was placed before it. */
static int place(const struct wire_span *s, size_t from, size_t *end, u32 *off)
{
	size_t at;

	if (!s->len) {
		*off = 0;
		return 0;
	}
	at = s->off ? s->off : ALIGN(*end, PART_ALIGN);
	if (at < from || at > U32_MAX)
		return -EINVAL;
	*off = at;
	if (at + s->len > *end)
		*end = at + s->len;
	return 0;
}

/**
 * wire_nt_secdesc_encode() - encode a self-relative security descriptor
 * @w: cursor, positioned where it goes; offsets count from its base
 * @sd: the descriptor. Parts with an offset go there; those without follow, at
 *      multiples of 4, in the order of the header: owner, group, SACL, DACL.
 *      NT_SD_SELF_RELATIVE is set in any case
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for an offset that lies in the header.
 */
int wire_nt_secdesc_encode(struct wire_wr *w, const struct nt_secdesc *sd)
{
	const struct wire_span *parts[PARTS] = { &sd->owner, &sd->group, &sd->sacl, &sd->dacl };
	size_t from = wire_wr_off(w) + sizeof(struct proto_nt_secdesc), end = last_end(sd, from);
	struct proto_nt_secdesc *p;
	u32 off[PARTS], i;

	for (i = 0; i < PARTS; i++)
		if (place(parts[i], from, &end, &off[i]))
			return -EINVAL;
	p = wire_wr_reserve(w, end - wire_wr_off(w));
	if (!p)
		return -EMSGSIZE;
	p->revision = NT_SECDESC_REVISION;
	p->sbz1 = sd->sbz1;
	p->control = cpu_to_le16(sd->control | NT_SD_SELF_RELATIVE);
	p->owner = cpu_to_le32(off[0]);
	p->group = cpu_to_le32(off[1]);
	p->sacl = cpu_to_le32(off[2]);
	p->dacl = cpu_to_le32(off[3]);
	for (i = 0; i < PARTS; i++)
		if (parts[i]->len)
			memcpy(w->base + off[i], parts[i]->data, parts[i]->len);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_nt_secdesc_encode);

/**
 * nt_secdesc_repack() - forget where the parts of a descriptor were
 * @sd: decoded descriptor, which is to be encoded in another place
 */
void nt_secdesc_repack(struct nt_secdesc *sd)
{
	sd->owner.off = 0;
	sd->group.off = 0;
	sd->sacl.off = 0;
	sd->dacl.off = 0;
}
EXPORT_SYMBOL_LWSMB(nt_secdesc_repack);
