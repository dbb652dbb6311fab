// SPDX-License-Identifier: GPL-2.0
/*
 * UTF-16LE to UTF-8 and back; see lwsmb/utf16.h for the two forms.
 */
#include <lwsmb/cursor.h>
#include <lwsmb/utf16.h>

#define SUR_HIGH 0xd800u
#define SUR_LOW 0xdc00u
#define SUR_END 0xe000u
#define SUPPLEMENT 0x10000u
#define UNICODE_MAX 0x10ffffu

/* Unit @i of UTF-16LE at any address. */
static u16 unit(const u8 *p, u32 i)
{
	return le16_to_cpu(((const struct proto_le16 *)p)[i].v);
}

static void set_unit(u8 *p, u32 i, u16 v)
{
	((struct proto_le16 *)p)[i].v = cpu_to_le16(v);
}

static bool is_high(u32 c)
{
	return c >= SUR_HIGH && c < SUR_LOW;
}

static bool is_low(u32 c)
{
	return c >= SUR_LOW && c < SUR_END;
}

/* Where a conversion writes; with no buffer only the length counts. */
struct sink {
	u8 *p;
	u32 room;
	u32 len;
};

static int sink_put(struct sink *s, const u8 *b, u32 n)
{
	if (s->p) {
		if (n > s->room - s->len)
			return -EMSGSIZE;
		memcpy(s->p + s->len, b, n);
	}
	s->len += n;
	return 0;
}

static int put_utf8(struct sink *s, u32 c)
{
	u8 b[4];

	if (c < 0x80) {
		b[0] = c;
		return sink_put(s, b, 1);
	}
	if (c < 0x800) {
		b[0] = 0xc0 | c >> 6;
		b[1] = 0x80 | (c & 0x3f);
		return sink_put(s, b, 2);
	}
	if (c < SUPPLEMENT) {
		b[0] = 0xe0 | c >> 12;
		b[1] = 0x80 | (c >> 6 & 0x3f);
		b[2] = 0x80 | (c & 0x3f);
		return sink_put(s, b, 3);
	}
	b[0] = 0xf0 | c >> 18;
	b[1] = 0x80 | (c >> 12 & 0x3f);
	b[2] = 0x80 | (c >> 6 & 0x3f);
	b[3] = 0x80 | (c & 0x3f);
	return sink_put(s, b, 4);
}

static int put_utf16(struct sink *s, u32 c)
{
	u8 b[4];

	if (c < SUPPLEMENT) {
		set_unit(b, 0, c);
		return sink_put(s, b, 2);
	}
	c -= SUPPLEMENT;
	set_unit(b, 0, SUR_HIGH | c >> 10);
	set_unit(b, 1, SUR_LOW | (c & 0x3ff));
	return sink_put(s, b, 4);
}

/**
 * utf16_to_utf8() - convert UTF-16LE to UTF-8
 * @in: UTF-16LE, at any address
 * @len: bytes in @in
 * @out: where UTF-8 goes, or NULL to learn its length only; no NUL is added
 * @room: bytes in @out
 * @flags: 0 for strict, or UTF16_LOSSLESS
 *
 * Return: bytes of UTF-8; -EILSEQ for an odd @len or, if strict, an unpaired
 * surrogate; -EMSGSIZE if @out is too small (it then holds whole characters, as
 * many as fit) or @len is over UTF16_MAX_BYTES.
 */
int utf16_to_utf8(const void *in, u32 len, void *out, u32 room, u32 flags)
{
	struct sink s = { .p = out, .room = room };
	u32 n = len / 2, i, c;
	int ret;

	if (len % 2)
		return -EILSEQ;
	if (len > UTF16_MAX_BYTES)
		return -EMSGSIZE;
	for (i = 0; i < n; i++) {
		c = unit(in, i);
		if (is_high(c) && i + 1 < n && is_low(unit(in, i + 1)))
			c = SUPPLEMENT + ((c - SUR_HIGH) << 10) + (unit(in, ++i) - SUR_LOW);
		else if ((is_high(c) || is_low(c)) && !(flags & UTF16_LOSSLESS))
			return -EILSEQ;
		ret = put_utf8(&s, c);
		if (ret)
			return ret;
	}
	return s.len;
}
EXPORT_SYMBOL_LWSMB(utf16_to_utf8);

/*
 * One character of UTF-8. Returns its length, or 0 for what is not UTF-8:
 * a byte that cannot begin a character, a missing continuation, an overlong form,
 * a number above U+10FFFF. Surrogates are let through.
 */
static u32 get_utf8(const u8 *p, u32 left, u32 *c)
{
	static const u32 least[] = { 0, 0, 0x80, 0x800, SUPPLEMENT };
	u32 n, i;

	if (p[0] < 0x80) {
		*c = p[0];
		return 1;
	}
	if (p[0] >= 0xf8 || p[0] < 0xc0)
		return 0;
	n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (n > left)
		return 0;
	*c = p[0] & (0x7f >> n);
	for (i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		*c = *c << 6 | (p[i] & 0x3f);
	}
	return *c < least[n] || *c > UNICODE_MAX ? 0 : n;
}

/**
 * utf8_to_utf16() - convert UTF-8 to UTF-16LE
 * @in: UTF-8
 * @len: bytes in @in
 * @out: where UTF-16LE goes, at any address, or NULL to learn its length only; no
 *       NUL is added
 * @room: bytes in @out
 * @flags: 0 for strict, or UTF16_LOSSLESS
 *
 * Return: bytes of UTF-16LE; -EILSEQ for what is not UTF-8: overlong forms, lone
 * or missing continuation bytes, above U+10FFFF, surrogates (with UTF16_LOSSLESS
 * only a pair of surrogates); -EMSGSIZE if @out is too small (it then holds whole
 * characters, as many as fit) or @len is over UTF16_MAX_BYTES.
 */
int utf8_to_utf16(const void *in, u32 len, void *out, u32 room, u32 flags)
{
	struct sink s = { .p = out, .room = room };
	const u8 *p = in;
	u32 c, n, last = 0;
	int ret;

	if (len > UTF16_MAX_BYTES)
		return -EMSGSIZE;
	for (; len; p += n, len -= n, last = c) {
		n = get_utf8(p, len, &c);
		if (!n)
			return -EILSEQ;
		if ((is_high(c) || is_low(c)) && !(flags & UTF16_LOSSLESS))
			return -EILSEQ;
		/* these two would come back as one character of four bytes */
		if (is_high(last) && is_low(c))
			return -EILSEQ;
		ret = put_utf16(&s, c);
		if (ret)
			return ret;
	}
	return s.len;
}
EXPORT_SYMBOL_LWSMB(utf8_to_utf16);

/**
 * utf16_nlen() - bytes before the first NUL
 * @in: UTF-16LE
 * @len: bytes in @in; an odd last byte is ignored
 *
 * Return: bytes before the first U+0000, or all whole units if there is none.
 */
u32 utf16_nlen(const void *in, u32 len)
{
	u32 n = len / 2, i;

	for (i = 0; i < n && unit(in, i); i++)
		;
	return i * 2;
}
EXPORT_SYMBOL_LWSMB(utf16_nlen);

/**
 * utf16_has_nul() - is there a NUL in the string?
 * @in: UTF-16LE
 * @len: bytes in @in; an odd last byte is ignored
 *
 * Linux ends a name at a NUL: a name that holds one would name something else
 * than its sender meant.
 *
 * Return: whether any unit is U+0000.
 */
bool utf16_has_nul(const void *in, u32 len)
{
	return utf16_nlen(in, len) / 2 != len / 2;
}
EXPORT_SYMBOL_LWSMB(utf16_has_nul);

/* What one unit of a name adds to the result of utf16_name_scan(). */
static u32 scan_unit(u16 c)
{
	switch (c) {
	case 0:
		return UTF16_NAME_NUL;
	case '/':
		return UTF16_NAME_SLASH;
	case '\\':
		return UTF16_NAME_BACKSLASH;
	case ':':
		return UTF16_NAME_COLON;
	case '|':
		return UTF16_NAME_PIPE;
	case '*':
	case '?':
	case '<':
	case '>':
	case '"':
		return UTF16_NAME_WILDCARD;
	}
	return c < 0x20 ? UTF16_NAME_CONTROL : 0;
}

static u32 scan_surrogates(const void *name, u32 n)
{
	u32 i;

	for (i = 0; i < n; i++) {
		if (is_high(unit(name, i)) && i + 1 < n && is_low(unit(name, i + 1)))
			i++;
		else if (is_high(unit(name, i)) || is_low(unit(name, i)))
			return UTF16_NAME_SURROGATE;
	}
	return 0;
}

/* The shape of the whole: its length, its end, the two names for directories. */
static u32 scan_shape(const void *name, u32 n)
{
	u16 last;

	if (!n)
		return UTF16_NAME_EMPTY;
	last = unit(name, n - 1);
	if (n > UTF16_NAME_MAX)
		return UTF16_NAME_LONG | (last == '.' || last == ' ' ? UTF16_NAME_TRAILING : 0);
	if (last == '.' && (n == 1 || (n == 2 && unit(name, 0) == '.')))
		return UTF16_NAME_DOTS | UTF16_NAME_TRAILING;
	return last == '.' || last == ' ' ? UTF16_NAME_TRAILING : 0;
}

/**
 * utf16_name_scan() - look through one component of a path
 * @name: the component, UTF-16LE, without separators
 * @len: bytes in @name
 *
 * Nothing is refused here: which findings matter depends on whether this is to
 * be a file, a pattern or a stream, so the caller masks with UTF16_NAME_BAD,
 * UTF16_NAME_BAD_PATTERN or UTF16_NAME_BAD_STREAM.
 *
 * Return: UTF16_NAME_* bits, 0 for an ordinary name.
 */
u32 utf16_name_scan(const void *name, u32 len)
{
	u32 n = len / 2, i, found = len % 2 ? UTF16_NAME_ODD : 0;

	for (i = 0; i < n; i++)
		found |= scan_unit(unit(name, i));
	return found | scan_shape(name, n) | scan_surrogates(name, n);
}
EXPORT_SYMBOL_LWSMB(utf16_name_scan);

/*
 * Services for Macintosh, and macOS and Samba's vfs_fruit after it, keep what NTFS
 * forbids in the private use area: control characters at U+F000 plus their
 * number, the rest in this order from U+F020 on. The last two only stand at the
 * end of a name.
 */
#define SFM_CONTROL 0xf000u
#define SFM_FIRST 0xf020u
static const u16 sfm[] = { '"', '*', ':', '<', '>', '?', '\\', '|', ' ', '.' };
#define SFM_TRAILING 8 /* index of the first that is mapped at the end only */

static u16 sfm_map_unit(u16 c, bool last)
{
	u32 i, n = last ? ARRAY_SIZE(sfm) : SFM_TRAILING;

	if (c && c < 0x20)
		return SFM_CONTROL + c;
	for (i = 0; i < n; i++)
		if (c == sfm[i])
			return SFM_FIRST + i;
	return c;
}

static u16 sfm_unmap_unit(u16 c, bool last)
{
	u32 n = last ? ARRAY_SIZE(sfm) : SFM_TRAILING;

	if (c > SFM_CONTROL && c < SFM_FIRST)
		return c - SFM_CONTROL;
	if (c >= SFM_FIRST && c < SFM_FIRST + n)
		return sfm[c - SFM_FIRST];
	return c;
}

/**
 * utf16_sfm_map() - replace what NTFS forbids by private-use characters
 * @name: one component, UTF-16LE, changed in place; not "." or ".."
 * @len: bytes in @name; an odd last byte is left alone
 *
 * A Linux name may hold every character but / and NUL. The length stays, and
 * utf16_sfm_unmap() is the inverse for every name that had none of these
 * private-use characters before.
 *
 * Return: number of units that were replaced.
 */
u32 utf16_sfm_map(void *name, u32 len)
{
	u32 n = len / 2, i, count = 0;
	u16 c;

	for (i = 0; i < n; i++) {
		c = sfm_map_unit(unit(name, i), i == n - 1);
		if (c == unit(name, i))
			continue;
		set_unit(name, i, c);
		count++;
	}
	return count;
}
EXPORT_SYMBOL_LWSMB(utf16_sfm_map);

/**
 * utf16_sfm_unmap() - put back what utf16_sfm_map() replaced
 * @name: one component, UTF-16LE, changed in place
 * @len: bytes in @name; an odd last byte is left alone
 *
 * Return: number of units that were replaced.
 */
u32 utf16_sfm_unmap(void *name, u32 len)
{
	u32 n = len / 2, i, count = 0;
	u16 c;

	for (i = 0; i < n; i++) {
		c = sfm_unmap_unit(unit(name, i), i == n - 1);
		if (c == unit(name, i))
			continue;
		set_unit(name, i, c);
		count++;
	}
	return count;
}
EXPORT_SYMBOL_LWSMB(utf16_sfm_unmap);

/**
 * utf16_casecmp() - compare two names without regard to case
 * @a: UTF-16LE
 * @a_len: bytes in @a
 * @b: UTF-16LE
 * @b_len: bytes in @b
 *
 * Compares upper case units as numbers, as NTFS orders its directories; an odd
 * last byte is ignored.
 *
 * Return: below, equal to or above 0 as @a sorts before, with or behind @b.
 */
int utf16_casecmp(const void *a, u32 a_len, const void *b, u32 b_len)
{
	u32 an = a_len / 2, bn = b_len / 2, i;
	int d;

	for (i = 0; i < an && i < bn; i++) {
		d = utf16_upcase(unit(a, i)) - utf16_upcase(unit(b, i));
		if (d)
			return d;
	}
	return an < bn ? -1 : an > bn;
}
EXPORT_SYMBOL_LWSMB(utf16_casecmp);

/**
 * utf16_casehash() - hash of a name without regard to case
 * @name: UTF-16LE
 * @len: bytes in @name; an odd last byte is ignored
 * @seed: random number of the table, so that nobody outside can prepare names
 *        that collide in every table
 *
 * FNV-1a over the upper case units, seeded, with a final mix. Names that
 * utf16_casecmp() calls equal have equal hashes.
 *
 * Return: the hash.
 */
u32 utf16_casehash(const void *name, u32 len, u32 seed)
{
	u32 n = len / 2, i, h = 0x811c9dc5u ^ seed;
	u16 c;

	for (i = 0; i < n; i++) {
		c = utf16_upcase(unit(name, i));
		h = (h ^ (c & 0xff)) * 0x01000193u;
		h = (h ^ c >> 8) * 0x01000193u;
	}
	h ^= h >> 16;
	h *= 0x85ebca6bu;
	return h ^ h >> 13;
}
EXPORT_SYMBOL_LWSMB(utf16_casehash);
