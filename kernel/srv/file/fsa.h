/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The NT file-object layer: the objects and operations of MS-FSA over Linux's VFS.
 * The server's only caller of the VFS, and protocol-free: SMB1 and SMB2 commands
 * call the same functions.
 *
 *	fsa_volume	what a share exports: a root, and how names and modes work there
 *	fsa_user	whose rights an operation runs under
 *	fsa_file	an inode that is open here: share modes and delete-pending state
 *	fsa_open	MS-FSA's Open: what a handle of a client stands for
 *
 * Every operation takes the Open or user whose credential it runs under. Results
 * are NTSTATUS: MS-FSA's results have no errno of their own (sharing violation,
 * delete pending, object path not found). What the VFS returns is translated in one
 * place, fsa_status().
 *
 * Names are UTF-16LE with '\' between components, as NT has them; this layer
 * validates them (no "..", no NUL, no '/', nothing out of the root, no symlink out
 * of the root) and turns them into the file system's UTF-8.
 */
#ifndef LWSMB_SRV_FILE_FSA_H
#define LWSMB_SRV_FILE_FSA_H

#include <linux/path.h>
#include <linux/types.h>
#include <lwsmb/cursor.h>
#include <lwsmb/ntstatus.h>
#include <lwsmb/wire_fscc.h>
#include <lwsmb/wire_fscc_dir.h>

struct cred;
struct fsa_open;
struct fsa_user;
struct fsa_volume;
struct iov_iter;

/* ---- user.c ------------------------------------------------------------------ */

/**
 * struct fsa_identity - who a user is, as the daemon says
 * @uid: Unix user
 * @gid: his primary group
 * @groups: supplementary groups
 * @group_count: number of them
 * @name: for lists and logs, UTF-8
 */
struct fsa_identity {
	kuid_t uid;
	kgid_t gid;
	const kgid_t *groups;
	u32 group_count;
	const char *name;
};

struct fsa_user *fsa_user_new(const struct fsa_identity *id);
struct fsa_user *fsa_user_get(struct fsa_user *u);
void fsa_user_put(struct fsa_user *u);
const char *fsa_user_name(const struct fsa_user *u);
kuid_t fsa_user_uid(const struct fsa_user *u);
kgid_t fsa_user_gid(const struct fsa_user *u);
bool fsa_user_in_group(const struct fsa_user *u, kgid_t gid);

/* ---- volume.c ---------------------------------------------------------------- */

/**
 * struct fsa_volume_options - how a volume behaves
 * @case_sensitive: names are found exactly or not at all
 * @read_only: nothing can be changed: STATUS_MEDIA_WRITE_PROTECTED
 * @create_mask: permission bits that a new file may get
 * @directory_mask: permission bits that a new directory may get
 * @label: volume label, UTF-8: the share's name
 */
struct fsa_volume_options {
	bool case_sensitive;
	bool read_only;
	umode_t create_mask;
	umode_t directory_mask;
	const char *label;
};

struct fsa_volume *fsa_volume_new(const struct path *root, const struct fsa_volume_options *o);
struct fsa_volume *fsa_volume_get(struct fsa_volume *v);
void fsa_volume_put(struct fsa_volume *v);
bool fsa_volume_gone(const struct fsa_volume *v);

/**
 * struct fsa_volume_info - what FileFs* classes ask for, MS-FSCC 2.5
 * @total_units: allocation units of the file system
 * @caller_units: free ones that the user may take, by his quota too
 * @free_units: free ones
 * @bytes_per_unit: bytes of an allocation unit
 * @serial: serial number, from the file system's id
 * @id: the file system's UUID, or its id if it has none
 * @creation_time: FILETIME, or 0 if the file system does not know
 * @attributes: FILE_* flags of MS-FSCC 2.5.1
 * @max_component: characters of the longest name
 * @quota_tracked: the file system counts what each user has
 * @quota_enforced: and limits it
 * @type: name of the file system's type that clients understand, UTF-8
 * @label: UTF-8
 */
struct fsa_volume_info {
	u64 total_units;
	u64 caller_units;
	u64 free_units;
	u32 bytes_per_unit;
	u32 serial;
	u8 id[16];
	u64 creation_time;
	u32 attributes;
	u32 max_component;
	bool quota_tracked;
	bool quota_enforced;
	const char *type;
	const char *label;
};

u32 fsa_volume_query(struct fsa_open *o, struct fsa_volume_info *info);

/* ---- create.c, open.c -------------------------------------------------------- */

/**
 * struct fsa_create - parameters of an open, MS-FSA 2.1.5.1
 * @volume: where
 * @user: who
 * @tree_access: access mask that the share allows at most
 * @name: path below the root, without a leading '\'; empty: the root itself
 * @desired_access: access mask, generic bits and MAXIMUM_ALLOWED included
 * @file_attributes: FILE_ATTRIBUTE_* of a new file
 * @share_access: FILE_SHARE_*
 * @disposition: FILE_SUPERSEDE ... FILE_OVERWRITE_IF
 * @options: FILE_DIRECTORY_FILE ...
 * @allocation_size: bytes to allocate for a new or overwritten file, 0: none
 * @security: self-relative descriptor of a new file; empty: it inherits one
 * @eas: extended attributes of a new or overwritten file, a list of
 *       FILE_FULL_EA_INFORMATION; empty: none
 * @exact: names are case-sensitive whatever the volume says (POSIX opens)
 * @action: result: FILE_OPENED, FILE_CREATED, ...
 */
struct fsa_create {
	struct fsa_volume *volume;
	struct fsa_user *user;
	u32 tree_access;
	struct wire_span name;
	u32 desired_access;
	u32 file_attributes;
	u32 share_access;
	u32 disposition;
	u32 options;
	u64 allocation_size;
	struct wire_span security;
	struct wire_span eas;
	bool exact;
	u32 action;
};

/*
 * An open has one reference when it is made. fsa_close() ends it and takes no
 * reference: share mode and pending deletion are done with when it returns. The last
 * fsa_open_put() closes an open that nobody closed, and frees it.
 */
u32 fsa_create(struct fsa_create *c, struct fsa_open **open);
struct fsa_open *fsa_open_get(struct fsa_open *o);
void fsa_open_put(struct fsa_open *o);
void fsa_close(struct fsa_open *o);

bool fsa_open_is_directory(const struct fsa_open *o);
u32 fsa_open_access(const struct fsa_open *o);
u32 fsa_open_share_access(const struct fsa_open *o);
u32 fsa_open_options(const struct fsa_open *o);
u32 fsa_open_maximal_access(struct fsa_open *o, u32 *access);
char *fsa_open_path(struct fsa_open *o, char *buf, size_t len);

/* ---- io.c -------------------------------------------------------------------- */

u32 fsa_read_size(const struct fsa_open *o, u64 off, u32 *len);
u32 fsa_read(struct fsa_open *o, u64 off, struct iov_iter *to, size_t *done);
u32 fsa_write(struct fsa_open *o, u64 off, struct iov_iter *from, bool write_through,
	      size_t *done);
u32 fsa_flush(struct fsa_open *o);

#define FSA_APPEND U64_MAX /* offset of a write: at the end of the file */

/* ---- info.c ------------------------------------------------------------------ */

/**
 * struct fsa_stat - all that the classes of one file ask for, read when asked
 * @times: FILETIMEs
 * @end_of_file: bytes
 * @allocation_size: bytes that the file system has set aside
 * @file_attributes: FILE_ATTRIBUTE_*, never 0
 * @reparse_tag: IO_REPARSE_TAG_* or 0
 * @ea_size: bytes of FileEaInformation, 0 if there are no extended attributes
 * @number_of_links: names that the file has, without the one that is about to go
 * @delete_pending: the name by which the file was opened goes with its last handle, or
 *                  a local process has deleted it
 * @directory: it is one
 * @file_id: inode number
 * @device: device that holds the inode, as Linux numbers it
 * @mode: type and permission bits
 * @uid: owner
 * @gid: group
 */
struct fsa_stat {
	struct fscc_times times;
	u64 end_of_file;
	u64 allocation_size;
	u32 file_attributes;
	u32 reparse_tag;
	u32 ea_size;
	u32 number_of_links;
	bool delete_pending;
	bool directory;
	u64 file_id;
	dev_t device;
	umode_t mode;
	kuid_t uid;
	kgid_t gid;
};

u32 fsa_query(struct fsa_open *o, struct fsa_stat *st);
u32 fsa_query_name(struct fsa_open *o, struct wire_wr *w);
bool fsa_name_short(struct wire_span *path);
u64 fsa_position(const struct fsa_open *o);
void fsa_set_position(struct fsa_open *o, u64 pos);
u32 fsa_mode(const struct fsa_open *o);
u32 fsa_set_mode(struct fsa_open *o, u32 mode);

u32 fsa_set_basic(struct fsa_open *o, const struct fscc_basic *basic);
u32 fsa_set_end_of_file(struct fsa_open *o, u64 size);
u32 fsa_set_allocation(struct fsa_open *o, u64 size);
u32 fsa_set_disposition(struct fsa_open *o, u32 flags);
u32 fsa_rename(struct fsa_open *o, const struct wire_span *name, u32 flags);
u32 fsa_link(struct fsa_open *o, const struct wire_span *name, u32 flags);

/* ---- sparse.c ---------------------------------------------------------------- */

u32 fsa_set_sparse(struct fsa_open *o, bool sparse);
u32 fsa_zero(struct fsa_open *o, u64 off, u64 end);
u32 fsa_allocated(struct fsa_open *o, u64 off, u64 len, struct wire_wr *w);

/* ---- ea.c -------------------------------------------------------------------- */

#define FSA_EA_RESTART BIT(0) /* from the beginning */
#define FSA_EA_SINGLE BIT(1) /* one entry */
#define FSA_EA_INDEX BIT(2) /* begin at the index given */

/**
 * struct fsa_ea_query - which extended attributes of a file are wanted
 * @names: list of FILE_GET_EA_INFORMATION; empty: all, where the last query ended
 * @flags: FSA_EA_*
 * @index: with FSA_EA_INDEX: number of the first, from 1
 * @w: where a list of FILE_FULL_EA_INFORMATION goes
 */
struct fsa_ea_query {
	struct wire_span names;
	u32 flags;
	u32 index;
	struct wire_wr *w;
};

u32 fsa_query_ea(struct fsa_open *o, const struct fsa_ea_query *q);
u32 fsa_set_ea(struct fsa_open *o, const struct wire_span *list);

/* ---- security.c -------------------------------------------------------------- */

u32 fsa_query_security(struct fsa_open *o, u32 which, struct wire_wr *w, size_t *needed);
u32 fsa_set_security(struct fsa_open *o, u32 which, const struct wire_span *sd);

/* ---- dir.c ------------------------------------------------------------------- */

#define FSA_DIR_RESTART BIT(0) /* from the beginning, with the same or a new pattern */
#define FSA_DIR_SINGLE BIT(1) /* one entry */
#define FSA_DIR_INDEX BIT(2) /* begin at the index given */

/**
 * struct fsa_dir_query - a step of listing a directory, MS-FSA 2.1.5.6.3
 * @pattern: wildcard expression, UTF-16LE; empty: the one given first, or all
 * @info_class: a class of MS-FSCC 2.4 that lists a directory
 * @flags: FSA_DIR_*
 * @index: with FSA_DIR_INDEX
 * @w: where entries are written
 */
struct fsa_dir_query {
	struct wire_span pattern;
	u8 info_class;
	u32 flags;
	u32 index;
	struct wire_wr *w;
};

u32 fsa_dir_read(struct fsa_open *o, const struct fsa_dir_query *q);

/* ---- fsa.c ------------------------------------------------------------------- */

int fsa_init(void);
void fsa_exit(void);
u32 fsa_status(int err);

#endif /* LWSMB_SRV_FILE_FSA_H */
