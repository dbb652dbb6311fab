// SPDX-License-Identifier: GPL-2.0
/* SET_INFO of a file, MS-SMB2 3.3.5.21.1, MS-FSA 2.1.5.15. */
#include <lwsmb/wire_fscc.h>

#include "../file/fsa.h"
#include "info.h"

static u32 set_basic(struct fsa_open *f, struct wire_rd *r)
{
	struct fscc_basic m;

	return wire_fscc_basic_decode(r, &m) ? STATUS_INFO_LENGTH_MISMATCH : fsa_set_basic(f, &m);
}

/* Classes that are one number. */
static u32 set_number(struct fsa_open *f, u8 info_class, struct wire_rd *r)
{
	u64 v;

	if (wire_fscc_number_decode(r, info_class, &v))
		return STATUS_INFO_LENGTH_MISMATCH;
	switch (info_class) {
	case FILE_DISPOSITION_INFORMATION:
		return fsa_set_disposition(f, v ? FILE_DISPOSITION_DELETE : 0);
	case FILE_DISPOSITION_INFORMATION_EX:
		return fsa_set_disposition(f, v);
	case FILE_POSITION_INFORMATION:
		if (v > S64_MAX)
			return STATUS_INVALID_PARAMETER;
		fsa_set_position(f, v);
		return STATUS_SUCCESS;
	case FILE_MODE_INFORMATION:
		return fsa_set_mode(f, v);
	case FILE_ALLOCATION_INFORMATION:
		return v > S64_MAX ? STATUS_INVALID_PARAMETER : fsa_set_allocation(f, v);
	case FILE_END_OF_FILE_INFORMATION:
		return v > S64_MAX ? STATUS_INVALID_PARAMETER : fsa_set_end_of_file(f, v);
	}
	return STATUS_NOT_SUPPORTED;
}

/* Rename and link, in both forms: the old one is a case of the new. */
static u32 decode_rename(u8 info_class, struct wire_rd *r, struct fscc_rename_ex *ex)
{
	struct fscc_rename m;

	if (info_class == FILE_RENAME_INFORMATION_EX || info_class == FILE_LINK_INFORMATION_EX) {
		if (wire_fscc_rename_ex_decode(r, ex))
			return STATUS_INFO_LENGTH_MISMATCH;
	} else {
		if (wire_fscc_rename_decode(r, &m))
			return STATUS_INFO_LENGTH_MISMATCH;
		ex->flags = m.replace_if_exists ? FILE_RENAME_REPLACE_IF_EXISTS : 0;
		ex->root_directory = m.root_directory;
		ex->name = m.name;
	}
	return ex->root_directory ? STATUS_INVALID_PARAMETER : STATUS_SUCCESS;
}

static u32 set_eas(struct fsa_open *f, struct wire_rd *r)
{
	struct wire_span list;

	if (wire_rd_span(r, wire_rd_left(r), &list))
		return STATUS_INFO_LENGTH_MISMATCH;
	return fsa_set_ea(f, &list);
}

/**
 * srv_set_file() - do what SET_INFO of a file asks for
 * @f: open
 * @info_class: class of MS-FSCC 2.4 that is for SET_INFO
 * @r: the buffer
 *
 * Return: NTSTATUS.
 */
u32 srv_set_file(struct fsa_open *f, u8 info_class, struct wire_rd *r)
{
	struct fscc_rename_ex ex;
	u32 status;

	switch (info_class) {
	case FILE_BASIC_INFORMATION:
		return set_basic(f, r);
	case FILE_FULL_EA_INFORMATION:
		return set_eas(f, r);
	case FILE_DISPOSITION_INFORMATION:
	case FILE_DISPOSITION_INFORMATION_EX:
	case FILE_POSITION_INFORMATION:
	case FILE_MODE_INFORMATION:
	case FILE_ALLOCATION_INFORMATION:
	case FILE_END_OF_FILE_INFORMATION:
		return set_number(f, info_class, r);
	case FILE_RENAME_INFORMATION:
	case FILE_RENAME_INFORMATION_EX:
		status = decode_rename(info_class, r, &ex);
		return status ?: fsa_rename(f, &ex.name, ex.flags);
	case FILE_LINK_INFORMATION:
	case FILE_LINK_INFORMATION_EX:
		status = decode_rename(info_class, r, &ex);
		return status ?: fsa_link(f, &ex.name, ex.flags);
	}
	return STATUS_NOT_SUPPORTED;
}
