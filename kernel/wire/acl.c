// SPDX-License-Identifier: GPL-2.0
/*
 * Access control lists and their entries, MS-DTYP 2.4.4 and 2.4.5.
 */
#include <lwsmb/wire_sec.h>

#define ACE_ALIGN 4
#define ACL_REVISION_MIN 2
#define ACL_REVISION_MAX 4

/**
 * nt_ace_form() - how an ACE of this type is laid out
 * @type: AceType
 *
 * Return: its form; opaque for types that MS-DTYP reserves or does not know.
 */
enum nt_ace_form nt_ace_form(u8 type)
{
	switch (type) {
	case NT_ACE_ALLOWED:
	case NT_ACE_DENIED:
	case NT_ACE_AUDIT:
	case NT_ACE_ALARM:
	case NT_ACE_ALLOWED_CALLBACK:
	case NT_ACE_DENIED_CALLBACK:
	case NT_ACE_AUDIT_CALLBACK:
	case NT_ACE_ALARM_CALLBACK:
	case NT_ACE_MANDATORY_LABEL:
	case NT_ACE_RESOURCE_ATTRIBUTE:
	case NT_ACE_SCOPED_POLICY_ID:
	case NT_ACE_PROCESS_TRUST_LABEL:
	case NT_ACE_ACCESS_FILTER:
		return NT_ACE_FORM_PLAIN;
	case NT_ACE_ALLOWED_OBJECT:
	case NT_ACE_DENIED_OBJECT:
	case NT_ACE_AUDIT_OBJECT:
	case NT_ACE_ALARM_OBJECT:
	case NT_ACE_ALLOWED_CALLBACK_OBJECT:
	case NT_ACE_DENIED_CALLBACK_OBJECT:
	case NT_ACE_AUDIT_CALLBACK_OBJECT:
	case NT_ACE_ALARM_CALLBACK_OBJECT:
		return NT_ACE_FORM_OBJECT;
	}
	return NT_ACE_FORM_OPAQUE;
}
EXPORT_SYMBOL_LWSMB(nt_ace_form);

static int get_guid(struct wire_rd *r, u8 *guid)
{
	const u8 *p = wire_rd_take(r, NT_GUID_SIZE);

	if (!p)
		return -EBADMSG;
	memcpy(guid, p, NT_GUID_SIZE);
	return 0;
}

/* MS-DTYP 2.4.4.3: the flags say which of the two GUIDs are there. */
static int get_object(struct wire_rd *r, struct nt_ace *ace)
{
	if (wire_rd_le32(r, &ace->object_flags))
		return -EBADMSG;
	if (ace->object_flags & NT_ACE_HAS_OBJECT_TYPE && get_guid(r, ace->object_type))
		return -EBADMSG;
	if (ace->object_flags & NT_ACE_HAS_INHERITED_TYPE && get_guid(r, ace->inherited_type))
		return -EBADMSG;
	return 0;
}

/**
 * wire_nt_ace_decode() - decode one entry of an ACL
 * @r: cursor, positioned at the ACE
 * @ace: set to it
 *
 * Return: 0, or -EBADMSG for short input, a size that is no multiple of 4 or too
 * small for what the type must hold, or a SID that is none.
 */
int wire_nt_ace_decode(struct wire_rd *r, struct nt_ace *ace)
{
	struct wire_rd c = *r, body;
	const struct proto_nt_ace *p = wire_rd_take(&c, sizeof(*p));
	u16 size;

	if (!p)
		return -EBADMSG;
	size = le16_to_cpu(p->size);
	if (size < sizeof(*p) || size % ACE_ALIGN || wire_rd_cut(&c, size - sizeof(*p), &body))
		return -EBADMSG;
	memset(ace, 0, sizeof(*ace));
	ace->type = p->type;
	ace->flags = p->flags;
	if (nt_ace_form(p->type) != NT_ACE_FORM_OPAQUE) {
		if (wire_rd_le32(&body, &ace->mask))
			return -EBADMSG;
		if (nt_ace_form(p->type) == NT_ACE_FORM_OBJECT && get_object(&body, ace))
			return -EBADMSG;
		if (wire_nt_sid_decode(&body, &ace->sid))
			return -EBADMSG;
	}
	if (wire_rd_span(&body, wire_rd_left(&body), &ace->data))
		return -EBADMSG;
	*r = c;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_nt_ace_decode);

static int put_le32(struct wire_wr *w, u32 v)
{
	struct proto_le32 *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->v = cpu_to_le32(v);
	return 0;
}

static int put_object(struct wire_wr *w, const struct nt_ace *ace)
{
	int ret = put_le32(w, ace->object_flags);

	if (!ret && ace->object_flags & NT_ACE_HAS_OBJECT_TYPE)
		ret = wire_wr_put(w, ace->object_type, NT_GUID_SIZE);
	if (!ret && ace->object_flags & NT_ACE_HAS_INHERITED_TYPE)
		ret = wire_wr_put(w, ace->inherited_type, NT_GUID_SIZE);
	return ret;
}

static int put_ace_body(struct wire_wr *w, const struct nt_ace *ace)
{
	enum nt_ace_form form = nt_ace_form(ace->type);
	int ret = 0;

	if (form != NT_ACE_FORM_OPAQUE)
		ret = put_le32(w, ace->mask);
	if (!ret && form == NT_ACE_FORM_OBJECT)
		ret = put_object(w, ace);
	if (!ret && form != NT_ACE_FORM_OPAQUE)
		ret = wire_nt_sid_encode(w, &ace->sid);
	if (!ret)
		ret = wire_wr_put(w, ace->data.data, ace->data.len);
	return ret;
}

/**
 * wire_nt_ace_encode() - encode one entry of an ACL
 * @w: cursor, positioned where it goes
 * @ace: the entry; its data is padded with zeros to a multiple of 4 bytes
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a SID that cannot be or an ACE of more than
 * 65,535 bytes. On error the position has not moved.
 */
int wire_nt_ace_encode(struct wire_wr *w, const struct nt_ace *ace)
{
	struct wire_wr c = *w;
	struct proto_nt_ace *p = wire_wr_reserve(&c, sizeof(*p));
	size_t size;
	int ret;

	if (!p)
		return -EMSGSIZE;
	ret = put_ace_body(&c, ace);
	if (ret)
		return ret;
	size = c.pos - w->pos;
	if (!wire_wr_reserve(&c, ALIGN(size, ACE_ALIGN) - size))
		return -EMSGSIZE;
	size = c.pos - w->pos;
	if (size > U16_MAX)
		return -EINVAL;
	p->type = ace->type;
	p->flags = ace->flags;
	p->size = cpu_to_le16(size);
	*w = c;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_nt_ace_encode);

/**
 * wire_nt_acl_walk() - start a walk through an ACL
 * @acl: decoded list
 * @walk: for wire_nt_ace_next()
 */
void wire_nt_acl_walk(const struct nt_acl *acl, struct nt_acl_walk *walk)
{
	wire_rd_span_child(&acl->aces, &walk->list);
	walk->left = acl->count;
}
EXPORT_SYMBOL_LWSMB(wire_nt_acl_walk);

/**
 * wire_nt_ace_next() - next entry of an ACL
 * @walk: where the walk stands
 * @ace: set to the entry
 *
 * Return: 1, 0 behind the last entry, or -EBADMSG, which does not happen to a list
 * that wire_nt_acl_decode() accepted.
 */
int wire_nt_ace_next(struct nt_acl_walk *walk, struct nt_ace *ace)
{
	if (!walk->left)
		return 0;
	walk->left--;
	return wire_nt_ace_decode(&walk->list, ace) ? -EBADMSG : 1;
}
EXPORT_SYMBOL_LWSMB(wire_nt_ace_next);

static int check_aces(const struct nt_acl *acl)
{
	struct nt_acl_walk walk;
	struct nt_ace ace;
	int ret;

	wire_nt_acl_walk(acl, &walk);
	do {
		ret = wire_nt_ace_next(&walk, &ace);
	} while (ret > 0);
	return ret;
}

/**
 * wire_nt_acl_decode() - decode an ACL
 * @r: cursor, positioned at the ACL
 * @acl: set to it; walk it with wire_nt_acl_walk() and wire_nt_ace_next()
 *
 * Return: 0, or -EBADMSG for short input, a revision other than 2 to 4, or if the
 * entries are not as many as AceCount says or malformed.
 */
int wire_nt_acl_decode(struct wire_rd *r, struct nt_acl *acl)
{
	struct wire_rd c = *r;
	const struct proto_nt_acl *p = wire_rd_take(&c, sizeof(*p));
	u16 size;

	if (!p || p->revision < ACL_REVISION_MIN || p->revision > ACL_REVISION_MAX)
		return -EBADMSG;
	size = le16_to_cpu(p->size);
	if (size < sizeof(*p) || wire_rd_span(&c, size - sizeof(*p), &acl->aces))
		return -EBADMSG;
	acl->revision = p->revision;
	acl->sbz1 = p->sbz1;
	acl->sbz2 = le16_to_cpu(p->sbz2);
	acl->count = le16_to_cpu(p->count);
	if (check_aces(acl))
		return -EBADMSG;
	*r = c;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_nt_acl_decode);

/**
 * wire_nt_acl_encode() - encode an ACL whose entries are bytes already
 * @w: cursor, positioned where it goes
 * @acl: the list
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a list of more than 65,535 bytes.
 */
int wire_nt_acl_encode(struct wire_wr *w, const struct nt_acl *acl)
{
	struct proto_nt_acl *p;

	if (acl->aces.len > U16_MAX - sizeof(*p))
		return -EINVAL;
	if (acl->aces.len + sizeof(*p) > wire_wr_left(w))
		return -EMSGSIZE;
	p = wire_wr_reserve(w, sizeof(*p));
	p->revision = acl->revision;
	p->sbz1 = acl->sbz1;
	p->size = cpu_to_le16(sizeof(*p) + acl->aces.len);
	p->count = cpu_to_le16(acl->count);
	p->sbz2 = cpu_to_le16(acl->sbz2);
	return wire_wr_put(w, acl->aces.data, acl->aces.len);
}
EXPORT_SYMBOL_LWSMB(wire_nt_acl_encode);

/**
 * wire_nt_acl_begin() - start writing an ACL entry by entry
 * @b: the list that begins here
 * @w: cursor, positioned where it goes; not to be used otherwise until
 *     wire_nt_acl_end()
 * @revision: NT_ACL_REVISION, or NT_ACL_REVISION_DS if there will be object ACEs
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_nt_acl_begin(struct nt_acl_build *b, struct wire_wr *w, u8 revision)
{
	struct proto_nt_acl *p;

	b->w = w;
	b->start = wire_wr_off(w);
	b->count = 0;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->revision = revision;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_nt_acl_begin);

/**
 * wire_nt_acl_add() - append an entry
 * @b: list that was begun
 * @ace: the entry
 *
 * Return: 0, or what wire_nt_ace_encode() returns; -EINVAL too if there are 65,535
 * entries.
 */
int wire_nt_acl_add(struct nt_acl_build *b, const struct nt_ace *ace)
{
	int ret;

	if (b->count == U16_MAX)
		return -EINVAL;
	ret = wire_nt_ace_encode(b->w, ace);
	if (!ret)
		b->count++;
	return ret;
}
EXPORT_SYMBOL_LWSMB(wire_nt_acl_add);

/**
 * wire_nt_acl_end() - finish the list
 * @b: list that was begun
 *
 * Return: 0, or -EINVAL for a list of more than 65,535 bytes.
 */
int wire_nt_acl_end(struct nt_acl_build *b)
{
	struct proto_nt_acl *p = (struct proto_nt_acl *)(b->w->base + b->start);
	size_t size = wire_wr_off(b->w) - b->start;

	if (size > U16_MAX)
		return -EINVAL;
	p->size = cpu_to_le16(size);
	p->count = cpu_to_le16(b->count);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_nt_acl_end);
