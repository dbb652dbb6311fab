// SPDX-License-Identifier: GPL-2.0
/*
 * Security identifiers, MS-DTYP 2.4.2.
 */
#include <lwsmb/wire_sec.h>

#define AUTHORITY_NT 5
#define AUTHORITY_UNIX 22 /* Samba's */
#define NT_NFS 88
#define NFS_UID 1
#define NFS_GID 2
#define NFS_MODE 3
#define UNIX_UID 1
#define UNIX_GID 2

#define SID1(a, s) { .authority = (a), .sub_count = 1, .sub = { (s) } }
#define SID2(a, s, t) { .authority = (a), .sub_count = 2, .sub = { (s), (t) } }

const struct nt_sid nt_sid_known[NT_SID_KNOWN_COUNT] = {
	[NT_SID_NOBODY] = SID1(0, 0),
	[NT_SID_EVERYONE] = SID1(1, 0),
	[NT_SID_CREATOR_OWNER] = SID1(3, 0),
	[NT_SID_CREATOR_GROUP] = SID1(3, 1),
	[NT_SID_OWNER_RIGHTS] = SID1(3, 4),
	[NT_SID_NETWORK] = SID1(AUTHORITY_NT, 2),
	[NT_SID_INTERACTIVE] = SID1(AUTHORITY_NT, 4),
	[NT_SID_SERVICE] = SID1(AUTHORITY_NT, 6),
	[NT_SID_ANONYMOUS] = SID1(AUTHORITY_NT, 7),
	[NT_SID_AUTHENTICATED] = SID1(AUTHORITY_NT, 11),
	[NT_SID_THIS_ORGANIZATION] = SID1(AUTHORITY_NT, 15),
	[NT_SID_SYSTEM] = SID1(AUTHORITY_NT, 18),
	[NT_SID_LOCAL_SERVICE] = SID1(AUTHORITY_NT, 19),
	[NT_SID_NETWORK_SERVICE] = SID1(AUTHORITY_NT, 20),
	[NT_SID_BUILTIN_ADMINS] = SID2(AUTHORITY_NT, 32, 544),
	[NT_SID_BUILTIN_USERS] = SID2(AUTHORITY_NT, 32, 545),
	[NT_SID_BUILTIN_GUESTS] = SID2(AUTHORITY_NT, 32, 546),
	[NT_SID_BUILTIN_POWER_USERS] = SID2(AUTHORITY_NT, 32, 547),
	[NT_SID_BUILTIN_BACKUP] = SID2(AUTHORITY_NT, 32, 551),
};
EXPORT_SYMBOL_LWSMB(nt_sid_known);

/**
 * wire_nt_sid_decode() - decode a SID
 * @r: cursor, positioned at the SID
 * @sid: set to it
 *
 * Return: 0, or -EBADMSG for short input, another revision or more than 15
 * sub-authorities.
 */
int wire_nt_sid_decode(struct wire_rd *r, struct nt_sid *sid)
{
	struct wire_rd c = *r;
	const struct proto_nt_sid *p = wire_rd_take(&c, sizeof(*p));
	u32 i;

	if (!p || p->revision != NT_SID_REVISION || p->sub_count > NT_SID_MAX_SUB)
		return -EBADMSG;
	memset(sid, 0, sizeof(*sid));
	for (i = 0; i < NT_SID_AUTHORITY_SIZE; i++)
		sid->authority = sid->authority << 8 | p->authority[i];
	sid->sub_count = p->sub_count;
	for (i = 0; i < sid->sub_count; i++)
		if (wire_rd_le32(&c, &sid->sub[i]))
			return -EBADMSG;
	*r = c;
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_nt_sid_decode);

/**
 * nt_sid_size() - bytes of a SID on the wire
 * @sid: SID
 *
 * Return: bytes.
 */
u32 nt_sid_size(const struct nt_sid *sid)
{
	return sizeof(struct proto_nt_sid) + sid->sub_count * sizeof(struct proto_le32);
}
EXPORT_SYMBOL_LWSMB(nt_sid_size);

/**
 * wire_nt_sid_encode() - encode a SID
 * @w: cursor, positioned where it goes
 * @sid: SID
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for too many sub-authorities or an authority of
 * more than 48 bits.
 */
int wire_nt_sid_encode(struct wire_wr *w, const struct nt_sid *sid)
{
	struct proto_nt_sid *p;
	struct proto_le32 *sub;
	u64 authority = sid->authority;
	u32 i;

	if (sid->sub_count > NT_SID_MAX_SUB || authority >> 48)
		return -EINVAL;
	p = wire_wr_reserve(w, nt_sid_size(sid));
	if (!p)
		return -EMSGSIZE;
	p->revision = NT_SID_REVISION;
	p->sub_count = sid->sub_count;
	for (i = NT_SID_AUTHORITY_SIZE; i-- > 0; authority >>= 8)
		p->authority[i] = authority & 0xff;
	sub = (struct proto_le32 *)(p + 1);
	for (i = 0; i < sid->sub_count; i++)
		sub[i].v = cpu_to_le32(sid->sub[i]);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_nt_sid_encode);

/**
 * nt_sid_cmp() - compare two SIDs
 * @a: SID
 * @b: SID
 *
 * Return: 0 if they are the same; else below or above 0, in an order by authority,
 * then sub-authorities, then their number.
 */
int nt_sid_cmp(const struct nt_sid *a, const struct nt_sid *b)
{
	u32 i;

	if (a->authority != b->authority)
		return a->authority < b->authority ? -1 : 1;
	for (i = 0; i < a->sub_count && i < b->sub_count; i++)
		if (a->sub[i] != b->sub[i])
			return a->sub[i] < b->sub[i] ? -1 : 1;
	return (int)a->sub_count - (int)b->sub_count;
}
EXPORT_SYMBOL_LWSMB(nt_sid_cmp);

/**
 * nt_sid_in_domain() - is this SID a domain's SID and one RID?
 * @sid: SID
 * @domain: the domain's SID
 *
 * Return: whether it is.
 */
bool nt_sid_in_domain(const struct nt_sid *sid, const struct nt_sid *domain)
{
	struct nt_sid parent = *sid;

	if (!sid->sub_count)
		return false;
	parent.sub_count--;
	return !nt_sid_cmp(&parent, domain);
}
EXPORT_SYMBOL_LWSMB(nt_sid_in_domain);

/**
 * nt_sid_append() - make a member of a domain
 * @sid: the domain's SID, changed in place
 * @rid: what is appended
 *
 * Return: 0, or -EINVAL if there are 15 sub-authorities already.
 */
int nt_sid_append(struct nt_sid *sid, u32 rid)
{
	if (sid->sub_count >= NT_SID_MAX_SUB)
		return -EINVAL;
	sid->sub[sid->sub_count++] = rid;
	return 0;
}
EXPORT_SYMBOL_LWSMB(nt_sid_append);

/* Append a number, in the given base and with at least @width digits. */
static char *put_number(char *p, u64 v, u32 base, u32 width)
{
	char digits[20];
	u32 n = 0, digit;

	do {
		v = div_u64_rem(v, base, &digit);
		digits[n++] = digit < 10 ? '0' + digit : 'a' + digit - 10;
	} while (v || n < width);
	while (n)
		*p++ = digits[--n];
	return p;
}

/**
 * nt_sid_to_str() - string form of a SID, MS-DTYP 2.4.2.1
 * @sid: SID with at most 15 sub-authorities
 * @str: where the string goes, NUL-terminated
 * @room: bytes in @str; NT_SID_STR_SIZE is always enough
 *
 * Return: length without the NUL, or -EMSGSIZE (@str is untouched then).
 */
int nt_sid_to_str(const struct nt_sid *sid, char *str, u32 room)
{
	char buf[NT_SID_STR_SIZE], *p = buf;
	u32 i;

	memcpy(p, "S-1-", 4);
	p += 4;
	if (sid->authority >> 32) {
		memcpy(p, "0x", 2);
		p = put_number(p + 2, sid->authority & 0xffffffffffffull, 16, 12);
	} else {
		p = put_number(p, sid->authority, 10, 1);
	}
	for (i = 0; i < sid->sub_count && i < NT_SID_MAX_SUB; i++) {
		*p++ = '-';
		p = put_number(p, sid->sub[i], 10, 1);
	}
	*p++ = '\0';
	if (p - buf > room)
		return -EMSGSIZE;
	memcpy(str, buf, p - buf);
	return p - buf - 1;
}
EXPORT_SYMBOL_LWSMB(nt_sid_to_str);

/* What is left of a string that is being parsed. */
struct text {
	const char *p;
	const char *end;
};

static bool text_is(struct text *t, char c)
{
	if (t->p == t->end || *t->p != c)
		return false;
	t->p++;
	return true;
}

static u32 digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return U32_MAX;
}

/* A number of one digit or more, up to @max, which is below 2^48. */
static int get_number(struct text *t, u32 base, u64 max, u64 *v)
{
	const char *start = t->p;

	*v = 0;
	for (; t->p < t->end && digit_value(*t->p) < base; t->p++) {
		*v = *v * base + digit_value(*t->p);
		if (*v > max)
			return -EINVAL;
	}
	return t->p == start ? -EINVAL : 0;
}

static int get_authority(struct text *t, u64 *v)
{
	struct text hex = *t;

	if (text_is(&hex, '0') && (text_is(&hex, 'x') || text_is(&hex, 'X'))) {
		*t = hex;
		return get_number(t, 16, 0xffffffffffffull, v);
	}
	return get_number(t, 10, 0xffffffffffffull, v);
}

/**
 * nt_sid_from_str() - SID from its string form, MS-DTYP 2.4.2.1
 * @str: "S-1-5-21-..."
 * @len: bytes in @str; all of them belong to the SID
 * @sid: set to it
 *
 * Return: 0, or -EINVAL for anything else than revision 1, an authority of at most
 * 48 bits (decimal, or hexadecimal with 0x) and 0 to 15 sub-authorities of 32 bits.
 */
int nt_sid_from_str(const char *str, u32 len, struct nt_sid *sid)
{
	struct text t = { str, str + len };
	struct nt_sid s = { 0 };
	u64 v;

	if (!text_is(&t, 'S') && !text_is(&t, 's'))
		return -EINVAL;
	if (!text_is(&t, '-') || !text_is(&t, '1') || !text_is(&t, '-'))
		return -EINVAL;
	if (get_authority(&t, &s.authority))
		return -EINVAL;
	while (text_is(&t, '-')) {
		if (get_number(&t, 10, U32_MAX, &v) || nt_sid_append(&s, v))
			return -EINVAL;
	}
	if (t.p != t.end)
		return -EINVAL;
	*sid = s;
	return 0;
}
EXPORT_SYMBOL_LWSMB(nt_sid_from_str);

/**
 * nt_sid_to_unix() - does this SID stand for a number of Unix?
 * @sid: SID
 * @id: set to the uid, gid or mode, if it does
 *
 * Return: which kind, NT_SID_UNIX_NONE if it does not.
 */
enum nt_sid_unix nt_sid_to_unix(const struct nt_sid *sid, u32 *id)
{
	if (sid->authority == AUTHORITY_UNIX && sid->sub_count == 2) {
		*id = sid->sub[1];
		if (sid->sub[0] == UNIX_UID)
			return NT_SID_UNIX_UID;
		if (sid->sub[0] == UNIX_GID)
			return NT_SID_UNIX_GID;
	}
	if (sid->authority == AUTHORITY_NT && sid->sub_count == 3 && sid->sub[0] == NT_NFS) {
		*id = sid->sub[2];
		if (sid->sub[1] == NFS_UID)
			return NT_SID_NFS_UID;
		if (sid->sub[1] == NFS_GID)
			return NT_SID_NFS_GID;
		if (sid->sub[1] == NFS_MODE)
			return NT_SID_NFS_MODE;
	}
	return NT_SID_UNIX_NONE;
}
EXPORT_SYMBOL_LWSMB(nt_sid_to_unix);

static void make_sid(struct nt_sid *sid, u64 authority, u32 count, u32 a, u32 b, u32 c)
{
	*sid = (struct nt_sid){
		.authority = authority,
		.sub_count = count,
		.sub = { a, b, c },
	};
}

/**
 * nt_sid_from_unix() - the SID that stands for a number of Unix
 * @kind: which; not NT_SID_UNIX_NONE
 * @id: uid, gid or mode
 * @sid: set to it
 *
 * Return: 0, or -EINVAL for NT_SID_UNIX_NONE.
 */
int nt_sid_from_unix(enum nt_sid_unix kind, u32 id, struct nt_sid *sid)
{
	switch (kind) {
	case NT_SID_UNIX_NONE:
		return -EINVAL;
	case NT_SID_UNIX_UID:
		make_sid(sid, AUTHORITY_UNIX, 2, UNIX_UID, id, 0);
		return 0;
	case NT_SID_UNIX_GID:
		make_sid(sid, AUTHORITY_UNIX, 2, UNIX_GID, id, 0);
		return 0;
	case NT_SID_NFS_UID:
		make_sid(sid, AUTHORITY_NT, 3, NT_NFS, NFS_UID, id);
		return 0;
	case NT_SID_NFS_GID:
		make_sid(sid, AUTHORITY_NT, 3, NT_NFS, NFS_GID, id);
		return 0;
	case NT_SID_NFS_MODE:
		make_sid(sid, AUTHORITY_NT, 3, NT_NFS, NFS_MODE, id);
		return 0;
	}
	return -EINVAL;
}
EXPORT_SYMBOL_LWSMB(nt_sid_from_unix);
