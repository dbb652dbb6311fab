/* SPDX-License-Identifier: GPL-2.0 */
/*
 * NTSTATUS, the errors of SMB: names, errno both ways, and the error classes of old
 * SMB1 clients (MS-ERREF 2.3, MS-CIFS 2.2.2.4).
 *
 * Inside of lwsmb errors are negative errno values. NTSTATUS lives at the wire's
 * edge only, and these tables are the only translation. kernel/wire/ntstatus.spec
 * is where to change them.
 */
#ifndef LWSMB_NTSTATUS_H
#define LWSMB_NTSTATUS_H

#include "ntstatus_codes.h"
#include "platform.h"

/* MS-ERREF 2.3: the two highest bits are the severity. */
#define NT_SEVERITY(status) ((u32)(status) >> 30)
#define NT_SEVERITY_SUCCESS 0u
#define NT_SEVERITY_INFORMATION 1u
#define NT_SEVERITY_WARNING 2u
#define NT_SEVERITY_ERROR 3u
#define NT_FACILITY(status) ((u32)(status) >> 16 & 0xfff)

/*
 * As Windows' macros of these names. The codes that MS-CIFS made of OS/2 errors
 * (STATUS_SMB_BAD_UID ...) are errors with the severity of a success: with SMB1, ask
 * ntstatus_to_errno().
 */
#define NT_SUCCESS(status) (NT_SEVERITY(status) <= NT_SEVERITY_INFORMATION)
#define NT_INFORMATION(status) (NT_SEVERITY(status) == NT_SEVERITY_INFORMATION)
#define NT_WARNING(status) (NT_SEVERITY(status) == NT_SEVERITY_WARNING)
#define NT_ERROR(status) (NT_SEVERITY(status) == NT_SEVERITY_ERROR)

/* MS-CIFS 2.2.2.4 ErrorClass */
#define DOS_CLASS_SUCCESS 0x00
#define DOS_CLASS_DOS 0x01
#define DOS_CLASS_SRV 0x02
#define DOS_CLASS_HRD 0x03
#define DOS_CLASS_CMD 0xff

#define DOS_HRD_GENERAL 0x001f

/**
 * struct ntstatus_entry - one value of MS-ERREF 2.3.1
 * @status: the value
 * @err: errno, positive, or 0 if it is not an error
 * @name: its name
 */
struct ntstatus_entry {
	u32 status;
	int err;
	const char *name;
};

/**
 * struct ntstatus_errno - what the server answers for an errno
 * @err: errno, positive
 * @status: NTSTATUS
 */
struct ntstatus_errno {
	int err;
	u32 status;
};

/**
 * struct ntstatus_dos - what an SMB1 client without NTSTATUS gets, MS-CIFS 2.2.2.4
 * @class: DOS_CLASS_*
 * @code: error code of that class
 * @status: NTSTATUS
 */
struct ntstatus_dos {
	u8 class;
	u16 code;
	u32 status;
};

extern const struct ntstatus_entry ntstatus_table[];
extern const u32 ntstatus_table_len;
extern const struct ntstatus_errno ntstatus_errno_table[];
extern const u32 ntstatus_errno_table_len;
extern const struct ntstatus_dos ntstatus_dos_table[];
extern const u32 ntstatus_dos_table_len;

int ntstatus_to_errno(u32 status);
const char *ntstatus_name(u32 status);
u32 errno_to_ntstatus(int err);
u32 dos_error_to_ntstatus(u8 class, u16 code);
void ntstatus_to_dos_error(u32 status, u8 *class, u16 *code);

#endif /* LWSMB_NTSTATUS_H */
