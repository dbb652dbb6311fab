// SPDX-License-Identifier: GPL-2.0
/*
 * Look-ups in the NTSTATUS tables; see lwsmb/ntstatus.h.
 */
#include <lwsmb/ntstatus.h>

static const struct ntstatus_entry *lookup(u32 status)
{
	u32 low = 0, high = ntstatus_table_len, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (ntstatus_table[mid].status == status)
			return &ntstatus_table[mid];
		if (ntstatus_table[mid].status < status)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/**
 * ntstatus_to_errno() - what a status means to Linux
 * @status: NTSTATUS, as received
 *
 * Return: 0 if it is not an error, else a negative errno. A value that nobody
 * documented is -EIO if its severity is warning or error, else 0.
 */
int ntstatus_to_errno(u32 status)
{
	const struct ntstatus_entry *e = lookup(status);

	if (e)
		return -e->err;
	return NT_SUCCESS(status) ? 0 : -EIO;
}
EXPORT_SYMBOL_LWSMB(ntstatus_to_errno);

/**
 * ntstatus_name() - name of a status, for logs
 * @status: NTSTATUS
 *
 * Return: the name of MS-ERREF ("STATUS_ACCESS_DENIED"), or NULL for a value that
 * nobody documented.
 */
const char *ntstatus_name(u32 status)
{
	const struct ntstatus_entry *e = lookup(status);

	return e ? e->name : NULL;
}
EXPORT_SYMBOL_LWSMB(ntstatus_name);

/**
 * errno_to_ntstatus() - what the server answers for an error
 * @err: negative errno, or 0; a positive value counts as a success, so that the
 *       result of a read can be handed in
 *
 * Return: NTSTATUS; STATUS_UNSUCCESSFUL for an errno that is not in the table.
 */
u32 errno_to_ntstatus(int err)
{
	u32 i;

	if (err >= 0)
		return STATUS_SUCCESS;
	for (i = 0; i < ntstatus_errno_table_len; i++)
		if (err == -ntstatus_errno_table[i].err)
			return ntstatus_errno_table[i].status;
	return STATUS_UNSUCCESSFUL;
}
EXPORT_SYMBOL_LWSMB(errno_to_ntstatus);

/**
 * dos_error_to_ntstatus() - error class and code to NTSTATUS, MS-CIFS 2.2.2.4
 * @class: ErrorClass of an SMB1 header
 * @code: its ErrorCode
 *
 * Return: NTSTATUS; STATUS_UNSUCCESSFUL for a pair that is not in the table.
 */
u32 dos_error_to_ntstatus(u8 class, u16 code)
{
	const struct ntstatus_dos *e;
	u32 i;

	if (class == DOS_CLASS_SUCCESS)
		return STATUS_SUCCESS;
	for (i = 0; i < ntstatus_dos_table_len; i++) {
		e = &ntstatus_dos_table[i];
		if (e->class == class && e->code == code)
			return e->status;
	}
	return STATUS_UNSUCCESSFUL;
}
EXPORT_SYMBOL_LWSMB(dos_error_to_ntstatus);

/**
 * ntstatus_to_dos_error() - NTSTATUS to error class and code, MS-CIFS 2.2.2.4
 * @status: NTSTATUS
 * @class: set to the ErrorClass
 * @code: set to the ErrorCode; ERRHRD/ERRgeneral if the table does not know an
 *        error, 0/0 for any other status that it does not know
 */
void ntstatus_to_dos_error(u32 status, u8 *class, u16 *code)
{
	const struct ntstatus_dos *e;
	u32 i;

	for (i = 0; i < ntstatus_dos_table_len; i++) {
		e = &ntstatus_dos_table[i];
		if (e->status != status)
			continue;
		*class = e->class;
		*code = e->code;
		return;
	}
	*class = ntstatus_to_errno(status) ? DOS_CLASS_HRD : DOS_CLASS_SUCCESS;
	*code = *class == DOS_CLASS_HRD ? DOS_HRD_GENERAL : 0;
}
EXPORT_SYMBOL_LWSMB(ntstatus_to_dos_error);
