/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Directory listings: one entry for all classes that list a directory
 * (MS-FSCC 2.4; used by QUERY_DIRECTORY, MS-SMB2 2.2.33 and 2.2.34).
 *
 *	while ((ret = wire_fscc_dir_next(&list, info_class, &d)) > 0)
 *		...
 *
 *	wire_list_init(&l, &w);
 *	do
 *		ret = wire_fscc_dir_append(&l, info_class, &d);
 *	while (!ret && more);
 *
 * Room for the listing is the room of @w, so a listing ends where the client's
 * limit is with its last complete entry.
 */
#ifndef LWSMB_WIRE_FSCC_DIR_H
#define LWSMB_WIRE_FSCC_DIR_H

#include "wire_fscc.h"

#define FSCC_SHORT_NAME_MAX 24 /* bytes */

/**
 * struct fscc_dirent - an entry of a directory
 * @file_index: position in the directory; 0 where the file system has none
 * @times: FILETIMEs
 * @end_of_file: bytes
 * @allocation_size: bytes
 * @file_attributes: FILE_ATTRIBUTE_*
 * @ea_size: bytes of all extended attributes. With FILE_ATTRIBUTE_REPARSE_POINT
 *           set, the classes that have no field for the reparse tag put the tag
 *           here instead, those that have one leave the size here; the codec
 *           does not interpret it, wire_fscc_dir_tag() does
 * @reparse_tag: IO_REPARSE_TAG_*, in the Extd classes and POSIX
 * @file_id: 64-bit id, in the Id classes; the inode number in POSIX
 * @file_id_128: 128-bit id, in IdExtd and IdAllExtd
 * @short_name_len: bytes of @short_name that count, 0 to 24 and even, in the Both
 *                  classes; 0 if the name is an 8.3 name itself
 * @short_name: 8.3 name, UTF-16LE. All 24 bytes are kept
 * @reserved1: byte behind @short_name_len
 * @reserved: padding before @file_id in IdBoth (16 bits) and IdFull (32 bits);
 *            in POSIX the word behind @device_id
 * @device_id: POSIX: device that holds the inode
 * @number_of_links: POSIX: names that the file has
 * @mode: POSIX: permission bits
 * @owner: POSIX: SID of the owner
 * @group: POSIX: SID of the group
 * @name: UTF-16LE, without a zero at the end; its offset counts from the entry
 *        and is not looked at when the entry is appended
 * @pad: bytes up to the next entry or, in the last one, up to the end of the
 *       listing. If it is empty, an appender puts zeros before the next entry as
 *       the alignment of 8 asks, and nothing behind the last
 *
 * Fields that a class does not have are 0 after decoding and are not looked at
 * when encoding.
 */
struct fscc_dirent {
	u32 file_index;
	struct fscc_times times;
	u64 end_of_file;
	u64 allocation_size;
	u32 file_attributes;
	u32 ea_size;
	u32 reparse_tag;
	u64 file_id;
	u8 file_id_128[16];
	u8 short_name_len;
	u8 reserved1;
	u8 short_name[FSCC_SHORT_NAME_MAX];
	u32 reserved;
	u32 device_id;
	u32 number_of_links;
	u32 mode;
	struct wire_span owner;
	struct wire_span group;
	struct wire_span name;
	struct wire_span pad;
};

int __must_check wire_fscc_dir_next(struct wire_rd *list, u8 info_class,
				    struct fscc_dirent *d);
int __must_check wire_fscc_dir_append(struct wire_list_wr *l, u8 info_class,
				      const struct fscc_dirent *d);
u32 wire_fscc_dir_tag(u8 info_class, const struct fscc_dirent *d);

#endif /* LWSMB_WIRE_FSCC_DIR_H */
