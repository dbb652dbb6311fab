/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the tests of the file layer stand on: a tmpfs of their own (or the file system
 * that the module's parameters type and device name), two users, and
 * short forms for what a client does.
 */
#ifndef LWSMB_SELFTESTS_SRV_FILE_RIG_H
#define LWSMB_SELFTESTS_SRV_FILE_RIG_H

#include <kunit/test.h>
#include <linux/fs.h>
#include <lwsmb/proto_create.h>

#include "file/fsa.h"

#define RIG_READ 0x00120089u /* FILE_GENERIC_READ */
#define RIG_WRITE 0x00120116u /* FILE_GENERIC_WRITE */
#define RIG_RW (RIG_READ | RIG_WRITE)
#define RIG_RWD (RIG_RW | ACCESS_DELETE)
#define RIG_ALL 0x001f01ffu
#define RIG_STAT FILE_READ_ATTRIBUTES
#define RIG_SHARE (FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)

enum rig_who { RIG_A, RIG_B, RIG_ROOT, RIG_USERS };

/**
 * struct rig - what one test has
 * @mnt: file system
 * @root: a directory of it, beside which there is a file /secret, mode 1777: what is exported
 * @volume: @root, names without regard to case
 * @exact: @root, case-sensitive
 * @read_only: @root, read-only
 * @user: A and B with a group each and 5000 in common, and uid 0
 */
struct rig {
	struct vfsmount *mnt;
	struct path root;
	struct fsa_volume *volume;
	struct fsa_volume *exact;
	struct fsa_volume *read_only;
	struct fsa_user *user[RIG_USERS];
};

/**
 * struct rig_open - an open, in short
 * @who: user
 * @name: ASCII, '\' between components
 * @access: access mask
 * @share: FILE_SHARE_*
 * @disposition: FILE_OPEN ...
 * @options: FILE_DIRECTORY_FILE ...
 * @attributes: FILE_ATTRIBUTE_*
 * @volume: NULL: the rig's first
 * @tree_access: 0: all
 * @allocation: bytes
 * @security: descriptor of a new file
 * @action: result
 */
struct rig_open {
	enum rig_who who;
	const char *name;
	u32 access;
	u32 share;
	u32 disposition;
	u32 options;
	u32 attributes;
	struct fsa_volume *volume;
	u32 tree_access;
	u64 allocation;
	struct wire_span security;
	u32 action;
};

bool rig_on_tmpfs(void);
int rig_init(struct kunit *test);
void rig_exit(struct kunit *test);

u32 rig_try(struct kunit *test, struct rig_open *r, struct fsa_open **o);
struct fsa_open *rig_open(struct kunit *test, struct rig_open *r);
struct fsa_open *rig_get(struct kunit *test, const char *name, u32 access, u32 disposition,
			 u32 options);
void rig_close(struct fsa_open *o);
u32 rig_status(struct kunit *test, struct rig_open *r);
void rig_make(struct kunit *test, const char *name, u32 options);

size_t rig_wide(const char *ascii, u8 *wide);
u32 rig_write(struct fsa_open *o, u64 off, const char *data);
u32 rig_read(struct fsa_open *o, u64 off, char *data, size_t len, size_t *done);
struct fsa_stat rig_stat(struct kunit *test, struct fsa_open *o);
u32 rig_rename(struct fsa_open *o, const char *to, u32 flags);
u32 rig_link(struct fsa_open *o, const char *to, u32 flags);
int rig_list(struct kunit *test, struct fsa_open *o, const char *pattern, u32 flags, char *names,
	     size_t room, u32 *status);

/* What a local process does, as root, relative to the exported directory */
bool rig_exists(struct kunit *test, const char *path);
bool rig_secret_exists(struct kunit *test);
int rig_local_create(struct kunit *test, const char *path, umode_t mode, kuid_t uid, kgid_t gid);
int rig_local_mkdir(struct kunit *test, const char *path, umode_t mode);
int rig_local_symlink(struct kunit *test, const char *path, const char *target);
int rig_local_mknod(struct kunit *test, const char *path, umode_t mode);
int rig_local_rename(struct kunit *test, const char *from, const char *to);
int rig_local_unlink(struct kunit *test, const char *path);
int rig_local_chmod(struct kunit *test, const char *path, umode_t mode);
int rig_local_stat(struct kunit *test, const char *path, struct kstat *st);

#define RIG(test) ((struct rig *)(test)->priv)

#define EXPECT_STATUS(test, want, got) \
	do { \
		u32 __want = (want), __got = (got); \
		KUNIT_EXPECT_EQ_MSG(test, __want, __got, "%s: 0x%08x %s instead of %s", #got, \
				    __got, ntstatus_name(__got), ntstatus_name(__want)); \
	} while (0)

extern struct kunit_case file_open_cases[];
extern struct kunit_case file_share_cases[];
extern struct kunit_case file_name_cases[];
extern struct kunit_case file_info_cases[];
extern struct kunit_case file_dir_cases[];
extern struct kunit_case file_rename_cases[];
extern struct kunit_case file_acl_cases[];
extern struct kunit_case file_vfs_cases[];

#endif /* LWSMB_SELFTESTS_SRV_FILE_RIG_H */
