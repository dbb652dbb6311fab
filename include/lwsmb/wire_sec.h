/* SPDX-License-Identifier: GPL-2.0 */
/*
 * SIDs, ACLs and security descriptors as host-order structures, their codec
 * (MS-DTYP 2.4), and Samba's extended attributes.
 */
#ifndef LWSMB_WIRE_SEC_H
#define LWSMB_WIRE_SEC_H

#include "cursor.h"
#include "proto_sec.h"

/**
 * struct nt_sid - security identifier, MS-DTYP 2.4.2
 * @authority: identifier authority, below 2^48
 * @sub_count: how many of @sub are there, 0 to NT_SID_MAX_SUB
 * @sub: sub-authorities; the last is the RID. Those that are not there are 0
 */
struct nt_sid {
	u64 authority;
	u8 sub_count;
	u32 sub[NT_SID_MAX_SUB];
};

/* The longest string form: S-1-, 0x and 12 digits, 15 times - and 10 digits, NUL */
#define NT_SID_STR_SIZE (4 + 14 + 11 * NT_SID_MAX_SUB + 1)

int __must_check wire_nt_sid_decode(struct wire_rd *r, struct nt_sid *sid);
int __must_check wire_nt_sid_encode(struct wire_wr *w, const struct nt_sid *sid);
u32 nt_sid_size(const struct nt_sid *sid);
int nt_sid_cmp(const struct nt_sid *a, const struct nt_sid *b);
bool nt_sid_in_domain(const struct nt_sid *sid, const struct nt_sid *domain);
int __must_check nt_sid_append(struct nt_sid *sid, u32 rid);
int nt_sid_to_str(const struct nt_sid *sid, char *str, u32 room);
int __must_check nt_sid_from_str(const char *str, u32 len, struct nt_sid *sid);

/* MS-DTYP 2.4.2.4: the identifiers that are the same everywhere, an index into nt_sid_known[] */
enum nt_sid_known {
	NT_SID_NOBODY, /* S-1-0-0 */
	NT_SID_EVERYONE, /* S-1-1-0 */
	NT_SID_CREATOR_OWNER, /* S-1-3-0 */
	NT_SID_CREATOR_GROUP, /* S-1-3-1 */
	NT_SID_OWNER_RIGHTS, /* S-1-3-4 */
	NT_SID_NETWORK, /* S-1-5-2 */
	NT_SID_INTERACTIVE, /* S-1-5-4 */
	NT_SID_SERVICE, /* S-1-5-6 */
	NT_SID_ANONYMOUS, /* S-1-5-7 */
	NT_SID_AUTHENTICATED, /* S-1-5-11 */
	NT_SID_THIS_ORGANIZATION, /* S-1-5-15 */
	NT_SID_SYSTEM, /* S-1-5-18 */
	NT_SID_LOCAL_SERVICE, /* S-1-5-19 */
	NT_SID_NETWORK_SERVICE, /* S-1-5-20 */
	NT_SID_BUILTIN_ADMINS, /* S-1-5-32-544 */
	NT_SID_BUILTIN_USERS, /* S-1-5-32-545 */
	NT_SID_BUILTIN_GUESTS, /* S-1-5-32-546 */
	NT_SID_BUILTIN_POWER_USERS, /* S-1-5-32-547 */
	NT_SID_BUILTIN_BACKUP, /* S-1-5-32-551 */
	NT_SID_KNOWN_COUNT,
};

extern const struct nt_sid nt_sid_known[NT_SID_KNOWN_COUNT];

/**
 * enum nt_sid_unix - SIDs that stand for a number of Unix
 * @NT_SID_UNIX_NONE: it stands for none
 * @NT_SID_UNIX_UID: S-1-22-1-uid, Samba's
 * @NT_SID_UNIX_GID: S-1-22-2-gid, Samba's
 * @NT_SID_NFS_UID: S-1-5-88-1-uid, of Microsoft's NFS and the POSIX extensions
 * @NT_SID_NFS_GID: S-1-5-88-2-gid
 * @NT_SID_NFS_MODE: S-1-5-88-3-mode
 */
enum nt_sid_unix {
	NT_SID_UNIX_NONE,
	NT_SID_UNIX_UID,
	NT_SID_UNIX_GID,
	NT_SID_NFS_UID,
	NT_SID_NFS_GID,
	NT_SID_NFS_MODE,
};

enum nt_sid_unix nt_sid_to_unix(const struct nt_sid *sid, u32 *id);
int nt_sid_from_unix(enum nt_sid_unix kind, u32 id, struct nt_sid *sid);

/**
 * enum nt_ace_form - how an ACE is laid out
 * @NT_ACE_FORM_PLAIN: mask and SID
 * @NT_ACE_FORM_OBJECT: mask, object flags, up to two GUIDs, SID
 * @NT_ACE_FORM_OPAQUE: not known; all of it is data
 */
enum nt_ace_form {
	NT_ACE_FORM_PLAIN,
	NT_ACE_FORM_OBJECT,
	NT_ACE_FORM_OPAQUE,
};

/**
 * struct nt_ace - one entry of an ACL, MS-DTYP 2.4.4
 * @type: enum nt_ace_type, or any other value that was received
 * @flags: NT_ACE_*INHERIT* and the audit flags
 * @mask: ACCESS_MASK; not for the opaque form, as the fields below
 * @object_flags: object form: NT_ACE_HAS_OBJECT_TYPE, NT_ACE_HAS_INHERITED_TYPE
 * @object_type: GUID, valid with NT_ACE_HAS_OBJECT_TYPE
 * @inherited_type: GUID, valid with NT_ACE_HAS_INHERITED_TYPE
 * @sid: whom the entry is about
 * @data: what follows: the condition of a callback ACE, the claim of a resource
 *        attribute, padding; the whole body in the opaque form
 */
struct nt_ace {
	u8 type;
	u8 flags;
	u32 mask;
	u32 object_flags;
	u8 object_type[NT_GUID_SIZE];
	u8 inherited_type[NT_GUID_SIZE];
	struct nt_sid sid;
	struct wire_span data;
};

/**
 * struct nt_acl - access control list, MS-DTYP 2.4.5
 * @revision: 2 to 4
 * @sbz1: reserved
 * @sbz2: reserved
 * @count: number of ACEs
 * @aces: the ACEs and what follows them inside of the list
 */
struct nt_acl {
	u8 revision;
	u8 sbz1;
	u16 sbz2;
	u16 count;
	struct wire_span aces;
};

/**
 * struct nt_acl_walk - where a walk through an ACL stands
 * @list: ACEs not yet seen
 * @left: how many there are
 */
struct nt_acl_walk {
	struct wire_rd list;
	u16 left;
};

/**
 * struct nt_acl_build - an ACL that is being written
 * @w: where
 * @start: offset of the ACL from the cursor's base
 * @count: ACEs written so far
 */
struct nt_acl_build {
	struct wire_wr *w;
	size_t start;
	u16 count;
};

enum nt_ace_form nt_ace_form(u8 type);
int __must_check wire_nt_ace_decode(struct wire_rd *r, struct nt_ace *ace);
int __must_check wire_nt_ace_encode(struct wire_wr *w, const struct nt_ace *ace);
int __must_check wire_nt_acl_decode(struct wire_rd *r, struct nt_acl *acl);
int __must_check wire_nt_acl_encode(struct wire_wr *w, const struct nt_acl *acl);
void wire_nt_acl_walk(const struct nt_acl *acl, struct nt_acl_walk *walk);
int __must_check wire_nt_ace_next(struct nt_acl_walk *walk, struct nt_ace *ace);
int __must_check wire_nt_acl_begin(struct nt_acl_build *b, struct wire_wr *w,
				   u8 revision);
int __must_check wire_nt_acl_add(struct nt_acl_build *b, const struct nt_ace *ace);
int __must_check wire_nt_acl_end(struct nt_acl_build *b);

/**
 * struct nt_secdesc - self-relative security descriptor, MS-DTYP 2.4.6
 * @sbz1: reserved; a resource manager's byte with NT_SD_RM_CONTROL_VALID
 * @control: NT_SD_*
 * @owner: a SID; as for the other parts, 0 bytes mean that there is none
 * @group: a SID
 * @sacl: an ACL
 * @dacl: an ACL. None with NT_SD_DACL_PRESENT: everyone may do everything
 */
struct nt_secdesc {
	u8 sbz1;
	u16 control;
	struct wire_span owner;
	struct wire_span group;
	struct wire_span sacl;
	struct wire_span dacl;
};

int __must_check wire_nt_secdesc_decode(struct wire_rd *r, struct nt_secdesc *sd);
int __must_check wire_nt_secdesc_encode(struct wire_wr *w, const struct nt_secdesc *sd);
void nt_secdesc_repack(struct nt_secdesc *sd);

/**
 * struct samba_ntacl - security.NTACL
 * @version: 1 to 4; Samba writes 4 since version 4.0
 * @ref: the first pointer: any number but 0. For an encoder 0 means the number that
 *       Samba uses
 * @sd_ref: from version 2 on the pointer to @sd; as @ref
 * @hash_type: from version 3 on: SAMBA_HASH_*
 * @hash: from version 2 on (16 bytes there): of the descriptor that stands for mode
 *        and POSIX ACL
 * @description: version 4: what made the hash, without the NUL
 * @time: version 4: FILETIME of writing
 * @sys_acl_hash: version 4: of mode and POSIX ACL
 * @sd: the descriptor. Its offsets count from the attribute's first byte; use
 *      nt_secdesc_repack() to place it elsewhere
 */
struct samba_ntacl {
	u16 version;
	u32 ref;
	u32 sd_ref;
	u16 hash_type;
	u8 hash[SAMBA_HASH_SIZE];
	struct wire_span description;
	u64 time;
	u8 sys_acl_hash[SAMBA_HASH_SIZE];
	struct nt_secdesc sd;
};

int __must_check wire_samba_ntacl_decode(struct wire_rd *r, struct samba_ntacl *m);
int __must_check wire_samba_ntacl_encode(struct wire_wr *w, const struct samba_ntacl *m);

/* The form of user.DOSATTRIB that is a string and nothing else. */
#define SAMBA_DOS_VERSION_STRING 0xffff

/**
 * struct samba_dosattrib - user.DOSATTRIB
 * @hex: the string in front, "0x" and hexadecimal digits, or empty; without the NUL
 * @hex_bare: in the string form: the NUL was missing too
 * @version: 1 to 5; Samba writes 5 since version 4.16, 4 from 4.11 and 3 from 3.5 on;
 *           SAMBA_DOS_VERSION_STRING for the string alone
 * @valid_flags: from version 3 on: SAMBA_DOS_*, what else is there; flags of version 2
 * @attrib: FILE_ATTRIBUTE_*; in the string form its number, which an encoder ignores
 * @ea_size: bytes of extended attributes; versions 1 to 3, as the next two
 * @size: bytes
 * @alloc_size: bytes
 * @create_time: FILETIME
 * @change_time: FILETIME; versions 1 to 3
 * @itime: FILETIME that never changes; version 4
 * @write_time: FILETIME; version 2
 * @name: version 2, without the NUL
 */
struct samba_dosattrib {
	struct wire_span hex;
	bool hex_bare;
	u16 version;
	u32 valid_flags;
	u32 attrib;
	u32 ea_size;
	u64 size;
	u64 alloc_size;
	u64 create_time;
	u64 change_time;
	u64 itime;
	u64 write_time;
	struct wire_span name;
};

int __must_check wire_samba_dosattrib_decode(struct wire_rd *r, struct samba_dosattrib *m);
int __must_check wire_samba_dosattrib_encode(struct wire_wr *w,
					     const struct samba_dosattrib *m);

#endif /* LWSMB_WIRE_SEC_H */
