/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Security descriptors as bytes (MS-DTYP 2.4), and what Samba wraps around them and
 * around DOS attributes in extended attributes: packed structures and constants,
 * nothing else. Only kernel/wire includes the structures; the constants are for
 * everyone.
 */
#ifndef LWSMB_PROTO_SEC_H
#define LWSMB_PROTO_SEC_H

#include "platform.h"

#define NT_SID_REVISION 1
#define NT_SID_MAX_SUB 15
#define NT_SID_AUTHORITY_SIZE 6

/* MS-DTYP 2.4.2.2; SubAuthority follows: le32, sub_count times */
struct proto_nt_sid {
	u8 revision; /* 1 */
	u8 sub_count;
	u8 authority[NT_SID_AUTHORITY_SIZE]; /* big-endian number */
} __packed;
PROTO_SIZE(struct proto_nt_sid, 8);

/* MS-DTYP 2.4.4.1 AceType */
enum nt_ace_type {
	NT_ACE_ALLOWED = 0x00,
	NT_ACE_DENIED = 0x01,
	NT_ACE_AUDIT = 0x02,
	NT_ACE_ALARM = 0x03,
	NT_ACE_ALLOWED_COMPOUND = 0x04,
	NT_ACE_ALLOWED_OBJECT = 0x05,
	NT_ACE_DENIED_OBJECT = 0x06,
	NT_ACE_AUDIT_OBJECT = 0x07,
	NT_ACE_ALARM_OBJECT = 0x08,
	NT_ACE_ALLOWED_CALLBACK = 0x09,
	NT_ACE_DENIED_CALLBACK = 0x0a,
	NT_ACE_ALLOWED_CALLBACK_OBJECT = 0x0b,
	NT_ACE_DENIED_CALLBACK_OBJECT = 0x0c,
	NT_ACE_AUDIT_CALLBACK = 0x0d,
	NT_ACE_ALARM_CALLBACK = 0x0e,
	NT_ACE_AUDIT_CALLBACK_OBJECT = 0x0f,
	NT_ACE_ALARM_CALLBACK_OBJECT = 0x10,
	NT_ACE_MANDATORY_LABEL = 0x11,
	NT_ACE_RESOURCE_ATTRIBUTE = 0x12,
	NT_ACE_SCOPED_POLICY_ID = 0x13,
	NT_ACE_PROCESS_TRUST_LABEL = 0x14,
	NT_ACE_ACCESS_FILTER = 0x15,
};

/* MS-DTYP 2.4.4.1 AceFlags */
#define NT_ACE_OBJECT_INHERIT 0x01
#define NT_ACE_CONTAINER_INHERIT 0x02
#define NT_ACE_NO_PROPAGATE 0x04
#define NT_ACE_INHERIT_ONLY 0x08
#define NT_ACE_INHERITED 0x10
#define NT_ACE_SUCCESSFUL_ACCESS 0x40
#define NT_ACE_FAILED_ACCESS 0x80

/* MS-DTYP 2.4.4.1 */
struct proto_nt_ace {
	u8 type;
	u8 flags;
	__le16 size; /* of the whole ACE, a multiple of 4 */
} __packed;
PROTO_SIZE(struct proto_nt_ace, 4);

/* MS-DTYP 2.4.4.3 Flags */
#define NT_ACE_HAS_OBJECT_TYPE 0x1u
#define NT_ACE_HAS_INHERITED_TYPE 0x2u
#define NT_GUID_SIZE 16

/* MS-DTYP 2.4.5 AclRevision: 4 where there are object ACEs */
#define NT_ACL_REVISION 2
#define NT_ACL_REVISION_DS 4

/* MS-DTYP 2.4.5 */
struct proto_nt_acl {
	u8 revision;
	u8 sbz1;
	__le16 size; /* of the whole ACL */
	__le16 count;
	__le16 sbz2;
} __packed;
PROTO_SIZE(struct proto_nt_acl, 8);

#define NT_ACL_HDR_SIZE 8

#define NT_SECDESC_REVISION 1

/* MS-DTYP 2.4.6 Control */
#define NT_SD_OWNER_DEFAULTED 0x0001
#define NT_SD_GROUP_DEFAULTED 0x0002
#define NT_SD_DACL_PRESENT 0x0004
#define NT_SD_DACL_DEFAULTED 0x0008
#define NT_SD_SACL_PRESENT 0x0010
#define NT_SD_SACL_DEFAULTED 0x0020
#define NT_SD_DACL_TRUSTED 0x0040
#define NT_SD_SERVER_SECURITY 0x0080
#define NT_SD_DACL_INHERIT_REQ 0x0100
#define NT_SD_SACL_INHERIT_REQ 0x0200
#define NT_SD_DACL_INHERITED 0x0400
#define NT_SD_SACL_INHERITED 0x0800
#define NT_SD_DACL_PROTECTED 0x1000
#define NT_SD_SACL_PROTECTED 0x2000
#define NT_SD_RM_CONTROL_VALID 0x4000
#define NT_SD_SELF_RELATIVE 0x8000

/* MS-DTYP 2.4.6 */
struct proto_nt_secdesc {
	u8 revision; /* 1 */
	u8 sbz1;
	__le16 control;
	__le32 owner;
	__le32 group;
	__le32 sacl;
	__le32 dacl;
} __packed;
PROTO_SIZE(struct proto_nt_secdesc, 20);

/* MS-DTYP 2.4.3 ACCESS_MASK: the bits that all objects share */
#define NT_ACCESS_DELETE 0x00010000u
#define NT_ACCESS_READ_CONTROL 0x00020000u
#define NT_ACCESS_WRITE_DAC 0x00040000u
#define NT_ACCESS_WRITE_OWNER 0x00080000u
#define NT_ACCESS_SYNCHRONIZE 0x00100000u
#define NT_ACCESS_SYSTEM_SECURITY 0x01000000u
#define NT_ACCESS_MAXIMUM_ALLOWED 0x02000000u
#define NT_ACCESS_GENERIC_ALL 0x10000000u
#define NT_ACCESS_GENERIC_EXECUTE 0x20000000u
#define NT_ACCESS_GENERIC_WRITE 0x40000000u
#define NT_ACCESS_GENERIC_READ 0x80000000u

/* MS-DTYP 2.4.7 SECURITY_INFORMATION */
#define NT_SECINFO_OWNER 0x00000001u
#define NT_SECINFO_GROUP 0x00000002u
#define NT_SECINFO_DACL 0x00000004u
#define NT_SECINFO_SACL 0x00000008u
#define NT_SECINFO_LABEL 0x00000010u
#define NT_SECINFO_ATTRIBUTE 0x00000020u
#define NT_SECINFO_SCOPE 0x00000040u
#define NT_SECINFO_BACKUP 0x00010000u
#define NT_SECINFO_PROTECTED_DACL 0x80000000u
#define NT_SECINFO_PROTECTED_SACL 0x40000000u
#define NT_SECINFO_UNPROTECTED_DACL 0x20000000u
#define NT_SECINFO_UNPROTECTED_SACL 0x10000000u

/*
 * Samba's extended attributes. Both are NDR with little-endian numbers that are
 * aligned within the attribute: 16-bit ones to 2, all larger ones and structures to
 * 4. A union is preceded by its discriminant, a pointer is a 32-bit number that is
 * not 0, its target follows the structure.
 */
#define SAMBA_XATTR_NTACL "security.NTACL"
#define SAMBA_XATTR_DOSATTRIB "user.DOSATTRIB"
#define SAMBA_XATTR_STREAM_PREFIX "user.DosStream."

#define SAMBA_HASH_SIZE 64
#define SAMBA_HASH_SIZE_V2 16
#define SAMBA_HASH_NONE 0
#define SAMBA_HASH_SHA256 1

/* Head of both attributes; in user.DOSATTRIB a string stands before it. */
struct proto_samba_union {
	__le16 version;
	__le16 version_again; /* the discriminant */
} __packed;
PROTO_SIZE(struct proto_samba_union, 4);

/* Bits of valid_flags in user.DOSATTRIB */
#define SAMBA_DOS_ATTRIB 0x00000001u
#define SAMBA_DOS_EA_SIZE 0x00000002u
#define SAMBA_DOS_SIZE 0x00000004u
#define SAMBA_DOS_ALLOC_SIZE 0x00000008u
#define SAMBA_DOS_CREATE_TIME 0x00000010u
#define SAMBA_DOS_CHANGE_TIME 0x00000020u
#define SAMBA_DOS_ITIME 0x00000040u

/* user.DOSATTRIB: the part that versions 1, 2 and 3 share */
struct proto_samba_dos_sizes {
	__le32 attrib;
	__le32 ea_size;
	__le64 size;
	__le64 alloc_size;
	__le64 create_time;
	__le64 change_time;
} __packed;
PROTO_SIZE(struct proto_samba_dos_sizes, 40);

/* user.DOSATTRIB version 4 */
struct proto_samba_dos4 {
	__le32 valid_flags;
	__le32 attrib;
	__le64 itime;
	__le64 create_time;
} __packed;
PROTO_SIZE(struct proto_samba_dos4, 24);

/* user.DOSATTRIB version 5 */
struct proto_samba_dos5 {
	__le32 valid_flags;
	__le32 attrib;
	__le64 create_time;
} __packed;
PROTO_SIZE(struct proto_samba_dos5, 16);

#endif /* LWSMB_PROTO_SEC_H */
