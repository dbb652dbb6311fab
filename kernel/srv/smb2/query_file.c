// SPDX-License-Identifier: GPL-2.0
/* QUERY_INFO of a file, MS-SMB2 3.3.5.20.1, MS-FSA 2.1.5.12. */
#include <linux/limits.h>
#include <linux/slab.h>

#include "../file/fsa.h"
#include "../req.h"
#include "info.h"

/* What an encoder returned: 1 means that a name was cut. */
static u32 encoded(int ret)
{
	if (ret == -EMSGSIZE)
		return STATUS_INFO_LENGTH_MISMATCH;
	if (ret < 0)
		return STATUS_INTERNAL_ERROR;
	return ret ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}

static u32 number(u8 info_class, struct wire_wr *w, u64 v)
{
	return encoded(wire_fscc_number_encode(w, info_class, v));
}

static struct fscc_basic basic_of(const struct fsa_stat *st)
{
	return (struct fscc_basic){ .times = st->times, .file_attributes = st->file_attributes };
}

static struct fscc_standard standard_of(const struct fsa_stat *st)
{
	return (struct fscc_standard){
		.allocation_size = st->allocation_size,
		.end_of_file = st->end_of_file,
		.number_of_links = st->number_of_links,
		.delete_pending = st->delete_pending,
		.directory = st->directory,
	};
}

/* The open's path, UTF-16 with its first '\'; its memory is the caller's to free. */
static u32 name_of(struct fsa_open *f, struct fscc_name *n, void **mem)
{
	struct wire_wr w;
	u32 status;

	*mem = kmalloc(INFO_NAME_MAX, GFP_KERNEL);
	if (!*mem)
		return STATUS_INSUFFICIENT_RESOURCES;
	wire_wr_init(&w, *mem, INFO_NAME_MAX);
	status = fsa_query_name(f, &w);
	*n = (struct fscc_name){ .name = { .data = w.base, .len = wire_wr_off(&w) } };
	return status;
}

static u32 query_all(struct fsa_open *f, const struct fsa_stat *st, struct wire_wr *w)
{
	struct fscc_all m = {
		.basic = basic_of(st),
		.standard = standard_of(st),
		.index_number = st->file_id,
		.ea_size = st->ea_size,
		.access_flags = fsa_open_access(f),
		.current_byte_offset = fsa_position(f),
		.mode = fsa_mode(f),
		.alignment_requirement = FILE_BYTE_ALIGNMENT,
	};
	void *mem;
	u32 status;

	status = name_of(f, &m.name, &mem);
	if (!status)
		status = encoded(wire_fscc_all_encode_cut(w, &m));
	kfree(mem);
	return status;
}

/* FileNormalizedNameInformation, 2.4.35, has no '\' before the name. */
static u32 query_name(struct fsa_open *f, bool normalized, struct wire_wr *w)
{
	struct fscc_name n;
	void *mem;
	u32 status;

	status = name_of(f, &n, &mem);
	if (!status && normalized && n.name.len) {
		n.name.data += sizeof(u16);
		n.name.len -= sizeof(u16);
	}
	if (!status)
		status = encoded(wire_fscc_name_encode_cut(w, &n));
	kfree(mem);
	return status;
}

/* No 8.3 names are made; a name that is one anyway is its own (MS-FSCC 2.1.5.2.1). */
static u32 query_short_name(struct fsa_open *f, struct wire_wr *w)
{
	struct fscc_name n;
	void *mem;
	u32 status;

	status = name_of(f, &n, &mem);
	if (!status && !fsa_name_short(&n.name))
		status = STATUS_OBJECT_NAME_NOT_FOUND;
	if (!status)
		status = encoded(wire_fscc_name_encode_cut(w, &n));
	kfree(mem);
	return status;
}

/* The data stream is the only one; directories have none. */
static u32 query_streams(const struct fsa_stat *st, struct wire_wr *w)
{
	static const u8 name[] = { ':', 0, ':', 0, '$', 0, 'D', 0, 'A', 0, 'T', 0, 'A', 0 };
	const struct fscc_stream s = {
		.size = st->end_of_file,
		.allocation_size = st->allocation_size,
		.name = { .data = name, .len = sizeof(name) },
	};
	struct wire_list_wr l;

	if (st->directory)
		return STATUS_SUCCESS;
	wire_list_init(&l, w);
	return wire_fscc_stream_append(&l, &s) ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}

static u32 query_network_open(const struct fsa_stat *st, struct wire_wr *w)
{
	const struct fscc_network_open m = {
		.times = st->times,
		.allocation_size = st->allocation_size,
		.end_of_file = st->end_of_file,
		.file_attributes = st->file_attributes,
	};

	return encoded(wire_fscc_network_open_encode(w, &m));
}

static u32 query_attribute_tag(const struct fsa_stat *st, struct wire_wr *w)
{
	const struct fscc_attribute_tag m = {
		.file_attributes = st->file_attributes,
		.reparse_tag = st->reparse_tag,
	};

	return encoded(wire_fscc_attribute_tag_encode(w, &m));
}

static u32 query_compression(const struct fsa_stat *st, struct wire_wr *w)
{
	const struct fscc_compression m = { .compressed_size = st->end_of_file };

	return encoded(wire_fscc_compression_encode(w, &m));
}

static u32 query_id(struct fsa_open *f, const struct fsa_stat *st, struct wire_wr *w)
{
	struct fsa_volume_info info;
	struct fscc_id m = {};
	struct wire_wr id;
	u32 status;

	status = fsa_volume_query(f, &info);
	if (status)
		return status;
	m.volume_serial_number = info.serial;
	wire_wr_init(&id, m.file_id, sizeof(m.file_id));
	return encoded(wire_fscc_number_encode(&id, FILE_INTERNAL_INFORMATION, st->file_id) ?:
		       wire_fscc_id_encode(w, &m));
}

/* Classes that show what FILE_READ_ATTRIBUTES protects, MS-FSA 2.1.5.12. */
static bool needs_read_attributes(u8 info_class)
{
	switch (info_class) {
	case FILE_BASIC_INFORMATION:
	case FILE_ALL_INFORMATION:
	case FILE_NETWORK_OPEN_INFORMATION:
	case FILE_ATTRIBUTE_TAG_INFORMATION:
		return true;
	}
	return false;
}

/**
 * srv_query_file() - answer QUERY_INFO of a file
 * @f: open
 * @info_class: class of MS-FSCC 2.4 that is for QUERY_INFO
 * @w: the buffer
 *
 * Return: NTSTATUS; with STATUS_BUFFER_OVERFLOW the buffer has what fitted.
 */
u32 srv_query_file(struct fsa_open *f, u8 info_class, struct wire_wr *w)
{
	struct fscc_standard standard;
	struct fscc_basic basic;
	struct fsa_stat st;
	u32 status;

	if (needs_read_attributes(info_class) && !(fsa_open_access(f) & FILE_READ_ATTRIBUTES))
		return STATUS_ACCESS_DENIED;
	status = fsa_query(f, &st);
	if (status)
		return status;
	switch (info_class) {
	case FILE_BASIC_INFORMATION:
		basic = basic_of(&st);
		return encoded(wire_fscc_basic_encode(w, &basic));
	case FILE_STANDARD_INFORMATION:
		standard = standard_of(&st);
		return encoded(wire_fscc_standard_encode(w, &standard));
	case FILE_INTERNAL_INFORMATION:
		return number(info_class, w, st.file_id);
	case FILE_EA_INFORMATION:
		return number(info_class, w, st.ea_size);
	case FILE_ACCESS_INFORMATION:
		return number(info_class, w, fsa_open_access(f));
	case FILE_POSITION_INFORMATION:
		return number(info_class, w, fsa_position(f));
	case FILE_MODE_INFORMATION:
		return number(info_class, w, fsa_mode(f));
	case FILE_ALIGNMENT_INFORMATION:
		return number(info_class, w, FILE_BYTE_ALIGNMENT);
	case FILE_ALL_INFORMATION:
		return query_all(f, &st, w);
	case FILE_NAME_INFORMATION:
		return query_name(f, false, w);
	case FILE_NORMALIZED_NAME_INFORMATION:
		return query_name(f, true, w);
	case FILE_STREAM_INFORMATION:
		return query_streams(&st, w);
	case FILE_COMPRESSION_INFORMATION:
		return query_compression(&st, w);
	case FILE_NETWORK_OPEN_INFORMATION:
		return query_network_open(&st, w);
	case FILE_ATTRIBUTE_TAG_INFORMATION:
		return query_attribute_tag(&st, w);
	case FILE_ID_INFORMATION:
		return query_id(f, &st, w);
	case FILE_ALTERNATE_NAME_INFORMATION:
		return query_short_name(f, w);
	}
	return STATUS_NOT_SUPPORTED;
}
