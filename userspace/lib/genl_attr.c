// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Attributes of a message, by type. A length that is not the type's is an error
 * even where the policy would take a longer one.
 */
#include "lib/genl.h"

/* The attribute's value of exactly @len bytes, or an errno. */
static int fixed(struct nlattr **attrs, int type, void *v, int len)
{
	if (!attrs[type])
		return -ENODATA;
	if (nla_len(attrs[type]) != len)
		return -EBADMSG;
	memcpy(v, nla_data(attrs[type]), len);
	return 0;
}

/**
 * lw_genl_get_u8() - read a number
 * @attrs: attributes of a message
 * @type: attribute
 * @v: set to its value
 *
 * Return: 0, -ENODATA (not there) or -EBADMSG (not of this length).
 */
int lw_genl_get_u8(struct nlattr **attrs, int type, u8 *v)
{
	return fixed(attrs, type, v, sizeof(*v));
}

/**
 * lw_genl_get_u16() - read a number
 * @attrs: attributes of a message
 * @type: attribute
 * @v: set to its value
 *
 * Return: 0, -ENODATA (not there) or -EBADMSG (not of this length).
 */
int lw_genl_get_u16(struct nlattr **attrs, int type, u16 *v)
{
	return fixed(attrs, type, v, sizeof(*v));
}

/**
 * lw_genl_get_u32() - read a number
 * @attrs: attributes of a message
 * @type: attribute
 * @v: set to its value
 *
 * Return: 0, -ENODATA (not there) or -EBADMSG (not of this length).
 */
int lw_genl_get_u32(struct nlattr **attrs, int type, u32 *v)
{
	return fixed(attrs, type, v, sizeof(*v));
}

/**
 * lw_genl_get_u64() - read a number
 * @attrs: attributes of a message
 * @type: attribute
 * @v: set to its value
 *
 * Return: 0, -ENODATA (not there) or -EBADMSG (not of this length).
 */
int lw_genl_get_u64(struct nlattr **attrs, int type, u64 *v)
{
	return fixed(attrs, type, v, sizeof(*v));
}

/**
 * lw_genl_get_str() - read a string
 * @attrs: attributes of a message
 * @type: attribute
 * @v: set to it; lies in the message
 *
 * Return: 0, -ENODATA (not there) or -EBADMSG (no NUL, or one in the middle).
 */
int lw_genl_get_str(struct nlattr **attrs, int type, const char **v)
{
	const char *s;
	int len;

	if (!attrs[type])
		return -ENODATA;
	s = nla_data(attrs[type]);
	len = nla_len(attrs[type]);
	if (!len || memchr(s, '\0', len) != s + len - 1)
		return -EBADMSG;
	*v = s;
	return 0;
}

/**
 * lw_genl_get_bytes() - read bytes
 * @attrs: attributes of a message
 * @type: attribute
 * @data: set to them; they lie in the message
 * @len: set to their number
 *
 * Return: 0 or -ENODATA (not there).
 */
int lw_genl_get_bytes(struct nlattr **attrs, int type, const void **data, size_t *len)
{
	if (!attrs[type])
		return -ENODATA;
	*data = nla_data(attrs[type]);
	*len = nla_len(attrs[type]);
	return 0;
}
