// SPDX-License-Identifier: GPL-2.0
/*
 * FileRenameInformation, FileLinkInformation and their Ex forms, MS-FSCC 2.4.42,
 * 2.4.28 and 2.4.43: renaming and linking are laid out alike. All of the name
 * must be there; what is behind it is left in the cursor.
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>

static int take_name(struct wire_rd *r, u32 length, struct wire_span *name)
{
	if (length % 2)
		return -EBADMSG;
	return wire_rd_span(r, length, name);
}

/**
 * wire_fscc_rename_decode() - decode a rename or a link as SMB2 carries it
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_rename_decode(struct wire_rd *r, struct fscc_rename *m)
{
	const struct proto_fscc_rename *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->replace_if_exists = p->replace_if_exists;
	memcpy(m->reserved, p->reserved, sizeof(m->reserved));
	m->root_directory = le64_to_cpu(p->root_directory);
	return take_name(r, le32_to_cpu(p->file_name_length), &m->name);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_rename_decode);

/**
 * wire_fscc_rename_encode() - encode a rename or a link as SMB2 carries it
 * @w: cursor
 * @m: the information
 *
 * Nothing is put behind the name. Windows refuses fewer than 24 bytes, so with
 * a name of one character the caller adds zeros.
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a name of odd length.
 */
int wire_fscc_rename_encode(struct wire_wr *w, const struct fscc_rename *m)
{
	struct proto_fscc_rename *p;

	if (m->name.len % 2)
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->replace_if_exists = m->replace_if_exists;
	memcpy(p->reserved, m->reserved, sizeof(p->reserved));
	p->root_directory = cpu_to_le64(m->root_directory);
	p->file_name_length = cpu_to_le32(m->name.len);
	return wire_wr_put(w, m->name.data, m->name.len);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_rename_encode);

/**
 * wire_fscc_rename1_decode() - decode a rename or a link as SMB1 carries it
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_rename1_decode(struct wire_rd *r, struct fscc_rename *m)
{
	const struct proto_fscc_rename1 *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->replace_if_exists = p->replace_if_exists;
	memset(m->reserved, 0, sizeof(m->reserved));
	memcpy(m->reserved, p->reserved, sizeof(p->reserved));
	m->root_directory = le32_to_cpu(p->root_directory);
	return take_name(r, le32_to_cpu(p->file_name_length), &m->name);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_rename1_decode);

/**
 * wire_fscc_rename1_encode() - encode a rename or a link as SMB1 carries it
 * @w: cursor
 * @m: the information
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a name of odd length or a root directory
 * that takes more than 32 bits.
 */
int wire_fscc_rename1_encode(struct wire_wr *w, const struct fscc_rename *m)
{
	struct proto_fscc_rename1 *p;

	if (m->name.len % 2 || m->root_directory > U32_MAX)
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->replace_if_exists = m->replace_if_exists;
	memcpy(p->reserved, m->reserved, sizeof(p->reserved));
	p->root_directory = cpu_to_le32(m->root_directory);
	p->file_name_length = cpu_to_le32(m->name.len);
	return wire_wr_put(w, m->name.data, m->name.len);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_rename1_encode);

/**
 * wire_fscc_rename_ex_decode() - decode FileRenameInformationEx or
 *                                FileLinkInformationEx
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_rename_ex_decode(struct wire_rd *r, struct fscc_rename_ex *m)
{
	const struct proto_fscc_rename_ex *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->flags = le32_to_cpu(p->flags);
	m->reserved = le32_to_cpu(p->reserved);
	m->root_directory = le64_to_cpu(p->root_directory);
	return take_name(r, le32_to_cpu(p->file_name_length), &m->name);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_rename_ex_decode);

/**
 * wire_fscc_rename_ex_encode() - encode FileRenameInformationEx or
 *                                FileLinkInformationEx
 * @w: cursor
 * @m: the information
 *
 * As with wire_fscc_rename_encode(), the caller sees to it that there are 24 bytes.
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for a name of odd length.
 */
int wire_fscc_rename_ex_encode(struct wire_wr *w, const struct fscc_rename_ex *m)
{
	struct proto_fscc_rename_ex *p;

	if (m->name.len % 2)
		return -EINVAL;
	p = wire_wr_reserve(w, sizeof(*p));
	if (!p)
		return -EMSGSIZE;
	p->flags = cpu_to_le32(m->flags);
	p->reserved = cpu_to_le32(m->reserved);
	p->root_directory = cpu_to_le64(m->root_directory);
	p->file_name_length = cpu_to_le32(m->name.len);
	return wire_wr_put(w, m->name.data, m->name.len);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_rename_ex_encode);
