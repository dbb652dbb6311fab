/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Directory entries as bytes on the wire: the classes of MS-FSCC 2.4 that
 * QUERY_DIRECTORY (MS-SMB2 2.2.33) and FIND of SMB1 return. Packed structures
 * and nothing else; only kernel/wire includes this file.
 *
 * All but two classes are the same 64 bytes followed by a choice of the same
 * pieces, so the pieces are what is declared; the structures of whole classes
 * are there to pin the sum.
 */
#ifndef LWSMB_PROTO_FSCC_DIR_H
#define LWSMB_PROTO_FSCC_DIR_H

#include "proto_fscc_file.h"

/* What FileDirectoryInformation and its extensions begin with */
struct proto_fscc_dir_base {
	__le32 next_entry_offset;
	__le32 file_index;
	struct proto_fscc_times times;
	__le64 end_of_file;
	__le64 allocation_size;
	__le32 file_attributes;
	__le32 file_name_length;
} __packed;
PROTO_SIZE(struct proto_fscc_dir_base, 64);
PROTO_OFFSET(struct proto_fscc_dir_base, file_name_length, 60);

/* ShortNameLength, Reserved and ShortName */
struct proto_fscc_dir_short {
	u8 length;
	u8 reserved;
	u8 name[24];
} __packed;
PROTO_SIZE(struct proto_fscc_dir_short, 26);

/* A 128-bit FileId */
struct proto_fscc_dir_id128 {
	u8 id[16];
} __packed;
PROTO_SIZE(struct proto_fscc_dir_id128, 16);

/* MS-FSCC 2.4.15 FileFullDirectoryInformation */
struct proto_fscc_dir_full {
	struct proto_fscc_dir_base base;
	__le32 ea_size;
} __packed;
PROTO_SIZE(struct proto_fscc_dir_full, 68);

/* MS-FSCC 2.4.8 FileBothDirectoryInformation */
struct proto_fscc_dir_both {
	struct proto_fscc_dir_full full;
	struct proto_fscc_dir_short short_name;
} __packed;
PROTO_SIZE(struct proto_fscc_dir_both, 94);

/* MS-FSCC 2.4.22 FileIdBothDirectoryInformation */
struct proto_fscc_dir_id_both {
	struct proto_fscc_dir_both both;
	__le16 reserved;
	__le64 file_id;
} __packed;
PROTO_SIZE(struct proto_fscc_dir_id_both, 104);
PROTO_OFFSET(struct proto_fscc_dir_id_both, file_id, 96);

/* MS-FSCC 2.4.24 FileIdFullDirectoryInformation */
struct proto_fscc_dir_id_full {
	struct proto_fscc_dir_full full;
	__le32 reserved;
	__le64 file_id;
} __packed;
PROTO_SIZE(struct proto_fscc_dir_id_full, 80);
PROTO_OFFSET(struct proto_fscc_dir_id_full, file_id, 72);

/* MS-FSCC 2.4.23 FileIdExtdDirectoryInformation */
struct proto_fscc_dir_id_extd {
	struct proto_fscc_dir_full full;
	__le32 reparse_tag;
	struct proto_fscc_dir_id128 file_id;
} __packed;
PROTO_SIZE(struct proto_fscc_dir_id_extd, 88);

/* ntifs.h FILE_ID_EXTD_BOTH_DIR_INFORMATION */
struct proto_fscc_dir_id_extd_both {
	struct proto_fscc_dir_id_extd extd;
	struct proto_fscc_dir_short short_name;
} __packed;
PROTO_SIZE(struct proto_fscc_dir_id_extd_both, 114);

/* MS-FSCC 2.4.19 FileId64ExtdDirectoryInformation */
struct proto_fscc_dir_id64_extd {
	struct proto_fscc_dir_full full;
	__le32 reparse_tag;
	__le64 file_id;
} __packed;
PROTO_SIZE(struct proto_fscc_dir_id64_extd, 80);

/* MS-FSCC 2.4.18 FileId64ExtdBothDirectoryInformation */
struct proto_fscc_dir_id64_extd_both {
	struct proto_fscc_dir_id64_extd extd;
	struct proto_fscc_dir_short short_name;
} __packed;
PROTO_SIZE(struct proto_fscc_dir_id64_extd_both, 106);

/* MS-FSCC 2.4.21 FileIdAllExtdDirectoryInformation */
struct proto_fscc_dir_id_all_extd {
	struct proto_fscc_dir_id64_extd extd;
	struct proto_fscc_dir_id128 file_id_128;
} __packed;
PROTO_SIZE(struct proto_fscc_dir_id_all_extd, 96);

/* MS-FSCC 2.4.20 FileIdAllExtdBothDirectoryInformation */
struct proto_fscc_dir_id_all_extd_both {
	struct proto_fscc_dir_id_all_extd extd;
	struct proto_fscc_dir_short short_name;
} __packed;
PROTO_SIZE(struct proto_fscc_dir_id_all_extd_both, 122);

/* MS-FSCC 2.4.33 FileNamesInformation */
struct proto_fscc_dir_names {
	__le32 next_entry_offset;
	__le32 file_index;
	__le32 file_name_length;
} __packed;
PROTO_SIZE(struct proto_fscc_dir_names, 12);

/*
 * SMB 3.1.1 POSIX extensions, class 100: this, struct proto_fscc_posix, the
 * owner's SID, the group's SID, the name's length and the name
 */
struct proto_fscc_dir_posix {
	__le32 next_entry_offset;
	__le32 file_index;
} __packed;
PROTO_SIZE(struct proto_fscc_dir_posix, 8);

#endif /* LWSMB_PROTO_FSCC_DIR_H */
