// SPDX-License-Identifier: GPL-2.0
/*
 * Names: UTF-16LE with '\' (MS-FSCC 2.1.5) to UTF-8 with '/', component by component.
 *
 * What leaves here can be given to the VFS: no empty component, no "." or "..", no
 * '/', no NUL, none over 255 bytes.
 *
 * Linux allows names that NT does not, and a client must be able to see, open, rename
 * and delete them all, so the mapping is one to one in both directions:
 *
 * - characters that NT forbids (* ? < > " | : \ and control characters, a dot or space
 *   at the end) are private-use characters on the wire, as Services for Macintosh had
 *   them (utf16_sfm_map());
 * - bytes that are not UTF-8 become U+EF80 to U+EFFF, and so do the bytes of these 128
 *   characters themselves if a name holds them.
 */
#include <linux/slab.h>
#include <lwsmb/utf16.h>

#include "name.h"

#define RAW_LEAD 0xee /* U+EF80 to U+EFFF are EE BE 80 to EE BF BF */
#define RAW_SECOND 0xbe

/* The three bytes that stand for a byte from 0x80 on. */
static void put_raw(u8 *out, u8 byte)
{
	out[0] = RAW_LEAD;
	out[1] = RAW_SECOND | (byte >> 6 & 1);
	out[2] = 0x80 | (byte & 0x3f);
}

static bool is_raw(const u8 *p, size_t left)
{
	return left >= 3 && p[0] == RAW_LEAD && (p[1] & 0xfe) == RAW_SECOND &&
	       (p[2] & 0xc0) == 0x80;
}

/* Length of the character at @p, or 0 if it must be taken byte by byte. */
static size_t character(const u8 *p, size_t left)
{
	size_t n;

	if (is_raw(p, left))
		return 0;
	for (n = 1; n <= min_t(size_t, left, 4); n++)
		if (utf8_to_utf16(p, n, NULL, 0, 0) > 0)
			return n;
	return 0;
}

static bool plain(const u8 *p, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (is_raw(p + i, len - i))
			return false;
	return utf8_to_utf16(p, len, NULL, 0, 0) >= 0;
}

/* What is not UTF-8, in characters that stand for its bytes. Returns as utf8_to_utf16(). */
static noinline_for_stack int from_raw(const u8 *p, size_t len, u8 out[FSA_NAME_WIRE_MAX])
{
	u8 valid[3 * NAME_MAX];
	size_t i, n, used = 0;

	for (i = 0; i < len; i += n ?: 1) {
		n = character(p + i, len - i);
		if (n)
			memcpy(valid + used, p + i, n);
		else
			put_raw(valid + used, p[i]);
		used += n ?: 3;
	}
	return utf8_to_utf16(valid, used, out, FSA_NAME_WIRE_MAX, 0);
}

/**
 * fsa_name_from_disk() - a name of the file system as clients see it
 * @name: one component, any bytes
 * @len: their number, 1 to NAME_MAX
 * @out: UTF-16LE, room for FSA_NAME_WIRE_MAX bytes
 *
 * Context: any.
 * Return: bytes of @out, or -ENAMETOOLONG for what no Linux file system has.
 */
int fsa_name_from_disk(const char *name, size_t len, u8 out[FSA_NAME_WIRE_MAX])
{
	const u8 *p = name;
	int ret;

	if (len > NAME_MAX)
		return -ENAMETOOLONG;
	if (plain(p, len))
		ret = utf8_to_utf16(p, len, out, FSA_NAME_WIRE_MAX, 0);
	else
		ret = from_raw(p, len, out);
	if (ret > 0 && !(utf16_name_scan(out, ret) & UTF16_NAME_DOTS))
		utf16_sfm_map(out, ret);
	return ret;
}

/* Characters that stand for bytes become these bytes. */
static int undo_raw(u8 *p, int len)
{
	int i, used = 0;

	for (i = 0; i < len; used++) {
		if (is_raw(p + i, len - i)) {
			p[used] = 0x80 | (p[i + 1] & 1) << 6 | (p[i + 2] & 0x3f);
			i += 3;
		} else {
			p[used] = p[i++];
		}
	}
	return used;
}

static bool is_safe(const u8 *p, int len)
{
	if (len < 1 || len > NAME_MAX || memchr(p, 0, len) || memchr(p, '/', len))
		return false;
	return !(p[0] == '.' && (len == 1 || (len == 2 && p[1] == '.')));
}

/**
 * fsa_name_to_disk() - a component as the file system keeps it
 * @component: UTF-16LE, checked by utf16_name_scan()
 * @out: UTF-8, no NUL behind
 * @room: bytes of @out
 *
 * Return: bytes of @out; -EILSEQ for what cannot be a name, -ENAMETOOLONG.
 */
int fsa_name_to_disk(const struct wire_span *component, char *out, size_t room)
{
	u8 unmapped[FSA_NAME_WIRE_MAX], utf8[3 * UTF16_NAME_MAX];
	int len;

	if (component->len > sizeof(unmapped))
		return -ENAMETOOLONG;
	memcpy(unmapped, component->data, component->len);
	utf16_sfm_unmap(unmapped, component->len);
	len = utf16_to_utf8(unmapped, component->len, utf8, sizeof(utf8), 0);
	if (len < 0)
		return -EILSEQ;
	len = undo_raw(utf8, len);
	if (!is_safe(utf8, len))
		return -EILSEQ;
	if (len > room)
		return -ENAMETOOLONG;
	memcpy(out, utf8, len);
	return len;
}

/**
 * fsa_name_next() - cut the next component off
 * @r: cursor over the path
 * @component: set to it; it may be empty
 *
 * Return: whether there was one.
 */
bool fsa_name_next(struct wire_rd *r, struct wire_span *component)
{
	u16 unit;

	if (!wire_rd_left(r))
		return false;
	component->data = r->pos;
	component->len = 0;
	while (!wire_rd_le16(r, &unit) && unit != '\\')
		component->len += 2;
	return true;
}

/**
 * fsa_name_last() - the last component as the client sent it
 * @n: name with at least one component
 * @component: set to it
 */
void fsa_name_last(const struct fsa_name *n, struct wire_span *component)
{
	struct wire_rd r;

	*component = (struct wire_span){};
	wire_rd_init(&r, n->wire.data, n->wire.len);
	while (fsa_name_next(&r, component))
		;
}

static u16 unit_at(const struct wire_span *s, u32 i)
{
	struct wire_rd r;
	u16 unit = 0;

	wire_rd_init(&r, s->data + i, s->len - i);
	return wire_rd_le16(&r, &unit) ? 0 : unit;
}

/* Units of @s from @at on that an 8.3 name may have, MS-FSCC 2.1.5.2.1. */
static u32 short_units(const struct wire_span *s, u32 at)
{
	u32 n = 0;
	u16 unit;

	while ((unit = unit_at(s, at + 2 * n)) > ' ' && unit < 0x7f &&
	       !strchr("\"*+,./:;<=>?[\\]|", unit))
		n++;
	return n;
}

/**
 * fsa_name_short() - is the last component of a path an 8.3 name?
 * @path: UTF-16LE, as fsa_query_name() writes it; cut to that component if it is
 *
 * Return: whether it is.
 */
bool fsa_name_short(struct wire_span *path)
{
	struct wire_span c = {};
	u32 base, ext;
	struct wire_rd r;

	wire_rd_init(&r, path->data, path->len);
	while (fsa_name_next(&r, &c))
		;
	base = short_units(&c, 0);
	if (!base || base > 8)
		return false;
	if (2 * base < c.len) {
		ext = short_units(&c, 2 * base + 2);
		if (unit_at(&c, 2 * base) != '.' || !ext || ext > 3 || 2 * (base + 1 + ext) != c.len)
			return false;
	}
	*path = c;
	return true;
}

static bool tail_is(const struct wire_span *s, u32 at, const char *ascii)
{
	u32 i, n = strlen(ascii);

	if (s->len - at != 2 * n)
		return false;
	for (i = 0; i < n; i++)
		if (utf16_upcase(unit_at(s, at + 2 * i)) != utf16_upcase(ascii[i]))
			return false;
	return true;
}

/*
 * Cuts the stream off the last component (MS-FSCC 2.1.5.3). The default stream is
 * the file; there are no others here.
 */
static u32 cut_stream(struct fsa_name *n)
{
	struct wire_span last;
	u32 at;

	fsa_name_last(n, &last);
	for (at = 0; at < last.len && unit_at(&last, at) != ':'; at += 2)
		;
	if (at >= last.len)
		return STATUS_SUCCESS;
	if (!at)
		return STATUS_OBJECT_NAME_INVALID;
	if (tail_is(&last, at, "::$DATA"))
		n->data_stream = true;
	else if (tail_is(&last, at, "::$INDEX_ALLOCATION") ||
		 tail_is(&last, at, ":$I30:$INDEX_ALLOCATION"))
		n->directory = true;
	else if (last.len - at <= 2)
		return STATUS_OBJECT_NAME_INVALID;
	else
		return STATUS_OBJECT_NAME_NOT_FOUND;
	n->wire.len -= last.len - at;
	return STATUS_SUCCESS;
}

static u32 add_component(struct fsa_name *n, const struct wire_span *c)
{
	u32 seen = utf16_name_scan(c->data, c->len);
	int len;

	if (seen & UTF16_NAME_DOTS)
		return STATUS_OBJECT_PATH_SYNTAX_BAD;
	if (seen & (UTF16_NAME_BAD | UTF16_NAME_SURROGATE))
		return STATUS_OBJECT_NAME_INVALID;
	if (sizeof(n->path) - n->len < 2)
		return STATUS_NAME_TOO_LONG;
	if (n->count)
		n->path[n->len++] = '/';
	n->last = n->len;
	len = fsa_name_to_disk(c, n->path + n->len, sizeof(n->path) - 1 - n->len);
	if (len == -ENAMETOOLONG)
		return STATUS_NAME_TOO_LONG;
	if (len < 0)
		return STATUS_OBJECT_NAME_INVALID;
	n->len += len;
	n->count++;
	return STATUS_SUCCESS;
}

static u32 parse(const struct wire_span *wire, struct fsa_name *n)
{
	struct wire_span c;
	struct wire_rd r;
	u32 status;

	n->wire = *wire;
	if (wire->len % 2)
		return STATUS_OBJECT_NAME_INVALID;
	if (wire->len && unit_at(wire, 0) == '\\')
		return STATUS_INVALID_PARAMETER; /* MS-SMB2 3.3.5.9 */
	if (wire->len > 2 && unit_at(wire, wire->len - 2) == '\\') {
		n->wire.len -= 2;
		n->directory = true;
	}
	status = cut_stream(n);
	if (status)
		return status;
	wire_rd_init(&r, n->wire.data, n->wire.len);
	while (fsa_name_next(&r, &c)) {
		status = add_component(n, &c);
		if (status)
			return status;
	}
	/* A '\' before the one cut off above leaves no component behind it. */
	if (n->wire.len && unit_at(&n->wire, n->wire.len - 2) == '\\')
		return STATUS_OBJECT_NAME_INVALID;
	n->path[n->len] = 0;
	return STATUS_SUCCESS;
}

/**
 * fsa_name_parse() - check and convert a path
 * @wire: path as the client sent it; must stay as long as the result
 * @name: result
 *
 * Return: STATUS_SUCCESS, STATUS_OBJECT_NAME_INVALID, STATUS_OBJECT_PATH_SYNTAX_BAD
 * for "." and "..", STATUS_INVALID_PARAMETER for a leading '\',
 * STATUS_OBJECT_NAME_NOT_FOUND for a stream that cannot be there,
 * STATUS_NAME_TOO_LONG or STATUS_INSUFFICIENT_RESOURCES.
 */
u32 fsa_name_parse(const struct wire_span *wire, struct fsa_name **name)
{
	struct fsa_name *n = kmalloc(sizeof(*n), GFP_KERNEL);
	u32 status;

	if (!n)
		return STATUS_INSUFFICIENT_RESOURCES;
	memset(n, 0, offsetof(struct fsa_name, path));
	status = parse(wire, n);
	if (status) {
		kfree(n);
		return status;
	}
	*name = n;
	return STATUS_SUCCESS;
}

/**
 * fsa_name_free() - done with a name
 * @n: name, or NULL
 */
void fsa_name_free(struct fsa_name *n)
{
	kfree(n);
}
