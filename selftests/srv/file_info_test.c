// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is known of files and volumes, and changing it: values are read, never made up.
 */
#include <linux/delay.h>
#include <linux/namei.h>
#include <linux/xattr.h>
#include <lwsmb/time.h>
#include <lwsmb/wire_sec.h>

#include "file_rig.h"

static u64 filetime(const struct timespec64 *ts)
{
	u64 ft;

	filetime_encode(ts->tv_sec, ts->tv_nsec, &ft);
	return ft;
}

/* What a local process sees is what a client sees, also when it changes. */
static void values(struct kunit *test)
{
	struct fsa_open *o = rig_get(test, "f", RIG_RW, FILE_CREATE, 0);
	struct fsa_stat st = rig_stat(test, o);
	struct kstat k;

	KUNIT_ASSERT_EQ(test, 0, rig_local_stat(test, "f", &k));
	KUNIT_EXPECT_EQ(test, k.ino, st.file_id);
	KUNIT_EXPECT_EQ(test, 0, st.end_of_file);
	KUNIT_EXPECT_EQ(test, 0, st.allocation_size);
	KUNIT_EXPECT_EQ(test, 1, st.number_of_links);
	KUNIT_EXPECT_EQ(test, FILE_ATTRIBUTE_ARCHIVE, st.file_attributes);
	KUNIT_EXPECT_EQ(test, filetime(&k.mtime), st.times.last_write_time);
	KUNIT_EXPECT_EQ(test, filetime(&k.btime), st.times.creation_time);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 5000000000ull, "x"));
	KUNIT_ASSERT_EQ(test, 0, rig_local_stat(test, "f", &k));
	st = rig_stat(test, o);
	KUNIT_EXPECT_EQ(test, 5000000001ull, st.end_of_file);
	KUNIT_EXPECT_EQ(test, k.blocks << 9, st.allocation_size);
	KUNIT_EXPECT_LT(test, st.allocation_size, 1 << 20);
	KUNIT_EXPECT_GT(test, st.allocation_size, 0);
	KUNIT_EXPECT_EQ(test, filetime(&k.ctime), st.times.change_time);
	rig_close(o);
	rig_make(test, "d", FILE_DIRECTORY_FILE);
	o = rig_get(test, "d", RIG_STAT, FILE_OPEN, 0);
	KUNIT_EXPECT_TRUE(test, rig_stat(test, o).directory);
	KUNIT_EXPECT_TRUE(test, fsa_open_is_directory(o));
	KUNIT_EXPECT_EQ(test, FILE_ATTRIBUTE_DIRECTORY, rig_stat(test, o).file_attributes);
	rig_close(o);
}

static u32 set_times(struct fsa_open *o, u64 creation, u64 access, u64 write, u64 change)
{
	struct fscc_basic b = { .times = { creation, access, write, change } };

	return fsa_set_basic(o, &b);
}

#define SOME_TIME 132223104001234567ull /* 2020-01-01 and 0.1234567 s */

static void times(struct kunit *test)
{
	struct fsa_open *o = rig_get(test, "f", RIG_RW, FILE_CREATE, 0);
	struct fsa_stat st, before = rig_stat(test, o);

	EXPECT_STATUS(test, STATUS_SUCCESS, set_times(o, 0, 0, 0, 0));
	st = rig_stat(test, o);
	KUNIT_EXPECT_EQ(test, before.times.last_write_time, st.times.last_write_time);
	EXPECT_STATUS(test, STATUS_SUCCESS,
		      set_times(o, SOME_TIME, SOME_TIME + 1, SOME_TIME + 2, 0));
	st = rig_stat(test, o);
	KUNIT_EXPECT_EQ(test, SOME_TIME, st.times.creation_time);
	KUNIT_EXPECT_EQ(test, SOME_TIME + 1, st.times.last_access_time);
	KUNIT_EXPECT_EQ(test, SOME_TIME + 2, st.times.last_write_time);
	/* Set by hand, it stays through this handle's writes. */
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "x"));
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_end_of_file(o, 100));
	KUNIT_EXPECT_EQ(test, SOME_TIME + 2, rig_stat(test, o).times.last_write_time);
	EXPECT_STATUS(test, STATUS_SUCCESS, set_times(o, 0, 0, FILETIME_THAW, 0));
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "x"));
	KUNIT_EXPECT_GT(test, rig_stat(test, o).times.last_write_time, SOME_TIME + 2);
	EXPECT_STATUS(test, STATUS_SUCCESS, set_times(o, 0, 0, SOME_TIME, 0));
	EXPECT_STATUS(test, STATUS_SUCCESS, set_times(o, 0, 0, FILETIME_FREEZE, 0));
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "x"));
	KUNIT_EXPECT_EQ(test, SOME_TIME, rig_stat(test, o).times.last_write_time);
	rig_close(o);
	/* Another handle knows nothing of that. */
	o = rig_get(test, "f", RIG_RW, FILE_OPEN, 0);
	KUNIT_EXPECT_EQ(test, SOME_TIME, rig_stat(test, o).times.creation_time);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "y"));
	KUNIT_EXPECT_GT(test, rig_stat(test, o).times.last_write_time, SOME_TIME);
	EXPECT_STATUS(test, STATUS_INVALID_PARAMETER, set_times(o, 0, 0, 1ull << 63, 0));
	rig_close(o);
}

/* A change time that was set is the file's until it is changed again, by whomever. */
static void change_time(struct kunit *test)
{
	struct fsa_open *o = rig_get(test, "f", RIG_RW, FILE_CREATE, 0), *other;
	u64 then;

	EXPECT_STATUS(test, STATUS_SUCCESS, set_times(o, 0, 0, SOME_TIME, SOME_TIME + 1));
	KUNIT_EXPECT_EQ(test, SOME_TIME + 1, rig_stat(test, o).times.change_time);
	KUNIT_EXPECT_EQ(test, SOME_TIME, rig_stat(test, o).times.last_write_time);
	/* Held by this open, also through its writes and what else it sets. */
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "x"));
	EXPECT_STATUS(test, STATUS_SUCCESS, set_times(o, SOME_TIME, 0, 0, 0));
	KUNIT_EXPECT_EQ(test, SOME_TIME + 1, rig_stat(test, o).times.change_time);
	KUNIT_EXPECT_EQ(test, SOME_TIME, rig_stat(test, o).times.creation_time);
	EXPECT_STATUS(test, STATUS_SUCCESS,
		      set_times(o, FILETIME_THAW, FILETIME_THAW, FILETIME_THAW, FILETIME_THAW));
	KUNIT_EXPECT_EQ(test, SOME_TIME + 1, rig_stat(test, o).times.change_time);
	rig_close(o);
	/* Still so for the next, until it writes. */
	o = rig_get(test, "f", RIG_RW, FILE_OPEN, 0);
	KUNIT_EXPECT_EQ(test, SOME_TIME + 1, rig_stat(test, o).times.change_time);
	msleep(50); /* a step of the clock that file systems look at */
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "y"));
	then = rig_stat(test, o).times.change_time;
	KUNIT_EXPECT_GT(test, then, SOME_TIME + 1);
	/* Frozen as it is; who writes through another open moves it. */
	EXPECT_STATUS(test, STATUS_SUCCESS, set_times(o, 0, 0, 0, FILETIME_FREEZE));
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "z"));
	KUNIT_EXPECT_EQ(test, then, rig_stat(test, o).times.change_time);
	EXPECT_STATUS(test, STATUS_SUCCESS, set_times(o, 0, 0, 0, SOME_TIME));
	msleep(50);
	other = rig_get(test, "f", RIG_RW, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(other, 0, "w"));
	KUNIT_EXPECT_GT(test, rig_stat(test, o).times.change_time, then);
	/* As a local process does. */
	EXPECT_STATUS(test, STATUS_SUCCESS, set_times(other, 0, 0, 0, SOME_TIME));
	KUNIT_EXPECT_EQ(test, SOME_TIME, rig_stat(test, o).times.change_time);
	msleep(50);
	KUNIT_ASSERT_EQ(test, 0, rig_local_chmod(test, "f", 0600));
	KUNIT_EXPECT_GT(test, rig_stat(test, o).times.change_time, then);
	rig_close(other);
	rig_close(o);
	/* What else is written beside it does not bring it back. */
	o = rig_get(test, "f", RIG_RW, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_sparse(o, true));
	KUNIT_EXPECT_GT(test, rig_stat(test, o).times.change_time, then);
	rig_close(o);
}

/* Whoever may write a file may set its times and attributes; who may not, may not. */
static void others_times(struct kunit *test)
{
	struct rig_open b = { .who = RIG_B, .name = "f", .access = RIG_RW, .share = RIG_SHARE,
			      .disposition = FILE_OPEN };
	struct fscc_basic attributes = { .file_attributes = FILE_ATTRIBUTE_HIDDEN };
	struct fsa_open *o;

	rig_make(test, "f", 0);
	o = rig_open(test, &b);
	EXPECT_STATUS(test, STATUS_SUCCESS, set_times(o, 0, 0, SOME_TIME, 0));
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_basic(o, &attributes));
	KUNIT_EXPECT_EQ(test, SOME_TIME, rig_stat(test, o).times.last_write_time);
	KUNIT_EXPECT_EQ(test, FILE_ATTRIBUTE_HIDDEN, rig_stat(test, o).file_attributes);
	rig_close(o);
	b.access = RIG_READ;
	o = rig_open(test, &b);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, set_times(o, 0, 0, SOME_TIME, 0));
	rig_close(o);
	/* The owner of a file of mode 0444 sets attributes, though Linux would not let him. */
	KUNIT_ASSERT_EQ(test, 0, rig_local_chmod(test, "f", 0444));
	o = rig_get(test, "f", FILE_WRITE_ATTRIBUTES, FILE_OPEN, 0);
	attributes.file_attributes = FILE_ATTRIBUTE_SYSTEM;
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_basic(o, &attributes));
	KUNIT_EXPECT_EQ(test, FILE_ATTRIBUTE_SYSTEM, rig_stat(test, o).file_attributes);
	rig_close(o);
}

static void attributes(struct kunit *test)
{
	static const struct {
		bool dir;
		u32 set, status, then;
	} t[] = {
		{ false, FILE_ATTRIBUTE_READONLY, 0, FILE_ATTRIBUTE_READONLY },
		{ false, 0x127, 0, 0x127 },
		{ false, FILE_ATTRIBUTE_NORMAL, 0, FILE_ATTRIBUTE_NORMAL },
		{ false, FILE_ATTRIBUTE_DIRECTORY, STATUS_INVALID_PARAMETER,
		  FILE_ATTRIBUTE_ARCHIVE },
		{ true, FILE_ATTRIBUTE_TEMPORARY, STATUS_INVALID_PARAMETER,
		  FILE_ATTRIBUTE_DIRECTORY },
		{ true, FILE_ATTRIBUTE_HIDDEN, 0,
		  FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_DIRECTORY },
		{ true, FILE_ATTRIBUTE_NORMAL, 0, FILE_ATTRIBUTE_DIRECTORY },
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(t); i++) {
		struct fscc_basic b = { .file_attributes = t[i].set };
		struct fsa_open *o = rig_get(test, "x", RIG_RW, FILE_CREATE,
					     t[i].dir ? FILE_DIRECTORY_FILE : 0);
		u32 status = fsa_set_basic(o, &b);

		KUNIT_EXPECT_EQ_MSG(test, t[i].status, status, "row %d: %s", i,
				    ntstatus_name(status));
		KUNIT_EXPECT_EQ_MSG(test, t[i].then, rig_stat(test, o).file_attributes, "row %d", i);
		rig_close(o);
		rig_local_unlink(test, "x");
	}
}

/* The bytes are Samba's: what it wrote is understood, what we write it understands. */
static void dosattrib(struct kunit *test)
{
	static const u8 samba[] = { /* version 5: hidden, archive, not indexed; a creation time */
		0x00, 0x00, 0x05, 0x00, 0x05, 0x00, 0x00, 0x00, 0x11, 0x00, 0x00, 0x00,
		0x22, 0x20, 0x00, 0x00, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0xd1, 0x01,
	};
	static const u8 ours[] = {
		0x00, 0x00, 0x05, 0x00, 0x05, 0x00, 0x00, 0x00, 0x11, 0x00, 0x00, 0x00,
		0x04, 0x00, 0x00, 0x00, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0xd1, 0x01,
	};
	struct fscc_basic b = { .file_attributes = FILE_ATTRIBUTE_SYSTEM };
	struct path *root = &RIG(test)->root, p;
	struct fsa_open *o;
	u8 got[64];

	KUNIT_ASSERT_EQ(test, 0, rig_local_create(test, "f", 0666, KUIDT_INIT(1001),
						  KGIDT_INIT(1001)));
	KUNIT_ASSERT_EQ(test, 0, vfs_path_lookup(root->dentry, root->mnt, "f", 0, &p));
	o = rig_get(test, "f", RIG_RW, FILE_OPEN, 0);
	KUNIT_EXPECT_EQ(test, FILE_ATTRIBUTE_NORMAL, rig_stat(test, o).file_attributes);
	KUNIT_ASSERT_EQ(test, 0, vfs_setxattr(&nop_mnt_idmap, p.dentry, SAMBA_XATTR_DOSATTRIB, samba,
					      sizeof(samba), 0));
	KUNIT_EXPECT_EQ(test, 0x2022, rig_stat(test, o).file_attributes);
	KUNIT_EXPECT_EQ(test, 0x01d1020304050607ull, rig_stat(test, o).times.creation_time);
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_basic(o, &b));
	KUNIT_EXPECT_EQ(test, sizeof(ours), vfs_getxattr(&nop_mnt_idmap, p.dentry,
							 SAMBA_XATTR_DOSATTRIB, got, sizeof(got)));
	KUNIT_EXPECT_MEMEQ(test, got, ours, sizeof(ours));
	/* A write makes it want to be archived again. */
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "x"));
	KUNIT_EXPECT_EQ(test, 0x24, rig_stat(test, o).file_attributes);
	/* Rubbish is as nothing. */
	KUNIT_ASSERT_EQ(test, 0, vfs_setxattr(&nop_mnt_idmap, p.dentry, SAMBA_XATTR_DOSATTRIB,
					      "\1\2\3", 3, 0));
	KUNIT_EXPECT_EQ(test, FILE_ATTRIBUTE_NORMAL, rig_stat(test, o).file_attributes);
	rig_close(o);
	path_put(&p);
}

static void names(struct kunit *test)
{
	struct fsa_open *o;
	struct wire_wr w;
	char path[64];
	u8 wide[64];

	rig_make(test, "Dir", FILE_DIRECTORY_FILE);
	rig_make(test, "Dir\\File", 0);
	o = rig_get(test, "dir\\FILE", RIG_STAT, FILE_OPEN, 0);
	wire_wr_init(&w, wide, sizeof(wide));
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_query_name(o, &w));
	KUNIT_EXPECT_EQ(test, 18, wire_wr_off(&w));
	KUNIT_EXPECT_MEMEQ(test, wide, "\\\0D\0i\0r\0\\\0F\0i\0l\0e\0", 18);
	KUNIT_EXPECT_STREQ(test, "/Dir/File", fsa_open_path(o, path, sizeof(path)));
	KUNIT_EXPECT_EQ(test, -ENAMETOOLONG, PTR_ERR(fsa_open_path(o, path, 8)));
	KUNIT_EXPECT_EQ(test, 0, rig_local_rename(test, "Dir", "Moved"));
	KUNIT_EXPECT_STREQ(test, "/Moved/File", fsa_open_path(o, path, sizeof(path)));
	wire_wr_init(&w, wide, 10);
	EXPECT_STATUS(test, STATUS_BUFFER_OVERFLOW, fsa_query_name(o, &w));
	rig_close(o);
	o = rig_get(test, "", RIG_STAT, FILE_OPEN, 0);
	wire_wr_init(&w, wide, sizeof(wide));
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_query_name(o, &w));
	KUNIT_EXPECT_EQ(test, 2, wire_wr_off(&w));
	KUNIT_EXPECT_STREQ(test, "/", fsa_open_path(o, path, sizeof(path)));
	rig_close(o);
}

static void volume(struct kunit *test)
{
	struct rig_open r = { .name = "", .access = RIG_STAT, .share = RIG_SHARE,
			      .disposition = FILE_OPEN };
	struct fsa_volume_info before, after;
	struct fsa_open *o, *f;
	u64 taken;

	o = rig_open(test, &r);
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_volume_query(o, &before));
	KUNIT_EXPECT_STREQ(test, "rig", before.label);
	if (rig_on_tmpfs())
		KUNIT_EXPECT_EQ(test, PAGE_SIZE, before.bytes_per_unit);
	KUNIT_EXPECT_EQ(test, 255, before.max_component);
	KUNIT_EXPECT_FALSE(test, before.attributes & FILE_READ_ONLY_VOLUME);
	f = rig_get(test, "f", RIG_RW, FILE_CREATE, 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_allocation(f, 1 << 20));
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_volume_query(o, &after));
	taken = (before.free_units - after.free_units) * before.bytes_per_unit;
	KUNIT_EXPECT_GE(test, taken, 1 << 20);
	KUNIT_EXPECT_LT(test, taken, 2 << 20); /* the file system's own */
	KUNIT_EXPECT_MEMEQ(test, before.id, after.id, 16);
	KUNIT_EXPECT_EQ(test, before.serial, after.serial);
	rig_close(f);
	rig_close(o);
	r.volume = RIG(test)->read_only;
	o = rig_open(test, &r);
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_volume_query(o, &after));
	KUNIT_EXPECT_TRUE(test, after.attributes & FILE_READ_ONLY_VOLUME);
	rig_close(o);
}

/* 16 MiB of file system: the disk gets full, what was there stays. */
static void full_disk(struct kunit *test)
{
	struct fsa_open *o = rig_get(test, "f", RIG_RW, FILE_CREATE, 0);
	struct rig_open r = { .name = "g", .access = RIG_RW, .disposition = FILE_CREATE };
	struct fsa_volume_info info;

	if (!rig_on_tmpfs()) {
		rig_close(o);
		kunit_skip(test, "needs a file system of 16 MiB");
	}
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_volume_query(o, &info));
	KUNIT_ASSERT_EQ(test, 16 << 20, info.total_units * info.bytes_per_unit);
	EXPECT_STATUS(test, STATUS_DISK_FULL, fsa_set_allocation(o, 17 << 20));
	KUNIT_EXPECT_EQ(test, 0, rig_stat(test, o).end_of_file);
	r.allocation = 17 << 20;
	EXPECT_STATUS(test, STATUS_DISK_FULL, rig_status(test, &r));
	KUNIT_EXPECT_FALSE(test, rig_exists(test, "g"));
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_allocation(o, info.free_units << PAGE_SHIFT));
	r.allocation = 0;
	r.name = "h";
	rig_close(rig_open(test, &r));
	rig_close(o);
	o = rig_get(test, "h", RIG_RW, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_DISK_FULL, rig_write(o, 0, "x"));
	rig_close(o);
}

/* The descriptor says what the mode says. */
static void descriptors(struct kunit *test)
{
	static const struct {
		u32 mode;
		struct {
			u8 type;
			u32 mask;
		} ace[5];
	} t[] = {
		{ 0644, { { NT_ACE_ALLOWED, RIG_ALL & ~ACCESS_DELETE }, { NT_ACE_ALLOWED, 0x1200a9 },
			  { NT_ACE_ALLOWED, 0x1200a9 } } },
		{ 0600, { { NT_ACE_ALLOWED, RIG_ALL & ~ACCESS_DELETE }, { NT_ACE_ALLOWED, 0x120080 },
			  { NT_ACE_ALLOWED, 0x120080 } } },
		{ 0604, { { NT_ACE_ALLOWED, RIG_ALL & ~ACCESS_DELETE }, { NT_ACE_DENIED, 0x29 },
			  { NT_ACE_ALLOWED, 0x120080 }, { NT_ACE_ALLOWED, 0x1200a9 } } },
	};
	int i, n;

	rig_make(test, "f", 0);
	for (i = 0; i < ARRAY_SIZE(t); i++) {
		struct fsa_open *o = rig_get(test, "f", ACCESS_READ_CONTROL, FILE_OPEN, 0);
		struct nt_acl_walk walk;
		struct nt_secdesc sd;
		char name[NT_SID_STR_SIZE];
		struct nt_sid sid;
		struct nt_ace ace;
		struct nt_acl acl;
		struct wire_rd r;
		struct wire_wr w;
		size_t needed;
		u8 buf[512];

		KUNIT_ASSERT_EQ(test, 0, rig_local_chmod(test, "f", t[i].mode));
		wire_wr_init(&w, buf, 10);
		EXPECT_STATUS(test, STATUS_BUFFER_TOO_SMALL, fsa_query_security(o, 7, &w, &needed));
		wire_wr_init(&w, buf, needed);
		EXPECT_STATUS(test, STATUS_SUCCESS, fsa_query_security(o, 7, &w, &needed));
		wire_rd_init(&r, buf, needed);
		KUNIT_ASSERT_EQ(test, 0, wire_nt_secdesc_decode(&r, &sd));
		wire_rd_init(&r, sd.owner.data, sd.owner.len);
		KUNIT_ASSERT_EQ(test, 0, wire_nt_sid_decode(&r, &sid));
		nt_sid_to_str(&sid, name, sizeof(name));
		KUNIT_EXPECT_STREQ(test, "S-1-22-1-1001", name);
		wire_rd_init(&r, sd.dacl.data, sd.dacl.len);
		KUNIT_ASSERT_EQ(test, 0, wire_nt_acl_decode(&r, &acl));
		wire_nt_acl_walk(&acl, &walk);
		for (n = 0; wire_nt_ace_next(&walk, &ace) > 0; n++) {
			KUNIT_EXPECT_EQ_MSG(test, t[i].ace[n].type, ace.type, "row %d/%d", i, n);
			KUNIT_EXPECT_EQ_MSG(test, t[i].ace[n].mask, ace.mask, "row %d/%d", i, n);
		}
		KUNIT_EXPECT_TRUE(test, n >= 3 && n < 5 && !t[i].ace[n].mask);
		EXPECT_STATUS(test, STATUS_ACCESS_DENIED,
			      fsa_query_security(o, NT_SECINFO_SACL, &w, &needed));
		EXPECT_STATUS(test, STATUS_ACCESS_DENIED,
			      fsa_set_security(o, NT_SECINFO_DACL, NULL));
		rig_close(o);
	}
}

struct kunit_case file_info_cases[] = {
	KUNIT_CASE(values),
	KUNIT_CASE(times),
	KUNIT_CASE(change_time),
	KUNIT_CASE(others_times),
	KUNIT_CASE(attributes),
	KUNIT_CASE(dosattrib),
	KUNIT_CASE(names),
	KUNIT_CASE(volume),
	KUNIT_CASE(full_disk),
	KUNIT_CASE(descriptors),
	{}
};
