// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Listing directories, MS-FSA 2.1.5.6.3.
 */
#include <linux/namei.h>
#include <lwsmb/utf16.h>

#include "file_rig.h"

/* What a whole listing has, in one string, each name with a ' ' behind, sorted not. */
static int list_all(struct kunit *test, struct fsa_open *o, const char *pattern, char *all,
		    size_t room)
{
	char *part = kunit_kzalloc(test, 8192, GFP_KERNEL);
	u32 status, flags = FSA_DIR_RESTART;
	int n, total = 0;

	all[0] = 0;
	for (;;) {
		n = rig_list(test, o, pattern, flags, part, 8192, &status);
		if (status)
			break;
		strlcat(all, part, room);
		total += n;
		flags = 0;
	}
	KUNIT_EXPECT_EQ(test, total ? STATUS_NO_MORE_FILES : STATUS_NO_SUCH_FILE, status);
	return total;
}

static bool has(const char *list, const char *name)
{
	const char *p = list;
	size_t n = strlen(name);

	for (p = strstr(list, name); p; p = strstr(p + 1, name))
		if ((p == list || p[-1] == ' ') && p[n] == ' ')
			return true;
	return false;
}

static struct fsa_open *open_dir(struct kunit *test, const char *name)
{
	return rig_get(test, name, RIG_READ, FILE_OPEN, FILE_DIRECTORY_FILE);
}

static void patterns(struct kunit *test)
{
	static const struct {
		const char *pattern;
		int count;
		const char *one;
	} t[] = {
		{ "*", 6, "." },
		{ "", 6, ".." },
		{ "*.txt", 2, "b.TXT" },
		{ "a.txt", 1, "a.txt" },
		{ "A.TXT", 1, "a.txt" },
		{ "none", 0, NULL },
		{ "x*", 0, NULL },
		{ "??", 2, "cc" },
	};
	char all[256];
	struct fsa_open *o;
	int i;

	rig_make(test, "d", FILE_DIRECTORY_FILE);
	rig_make(test, "d\\a.txt", 0);
	rig_make(test, "d\\b.TXT", 0);
	rig_make(test, "d\\cc", 0);
	rig_make(test, "d\\sub", FILE_DIRECTORY_FILE);
	o = open_dir(test, "d");
	for (i = 0; i < ARRAY_SIZE(t); i++) {
		KUNIT_EXPECT_EQ_MSG(test, t[i].count,
				    list_all(test, o, t[i].pattern, all, sizeof(all)), "%s: %s",
				    t[i].pattern, all);
		if (t[i].one)
			KUNIT_EXPECT_TRUE_MSG(test, has(all, t[i].one), "%s: %s", t[i].pattern, all);
	}
	rig_close(o);
}

/* One by one, from the middle on, again from the start; the first pattern stays. */
static void steps(struct kunit *test)
{
	char name[64], again[64];
	struct fsa_open *o;
	u32 status;
	int i;

	rig_make(test, "d", FILE_DIRECTORY_FILE);
	rig_make(test, "d\\a", 0);
	rig_make(test, "d\\b", 0);
	o = open_dir(test, "d");
	for (i = 0; i < 4; i++) {
		KUNIT_EXPECT_EQ(test, 1, rig_list(test, o, "*", FSA_DIR_SINGLE, name, sizeof(name),
						  &status));
		EXPECT_STATUS(test, STATUS_SUCCESS, status);
		if (i == 0)
			KUNIT_EXPECT_STREQ(test, ". ", name);
		if (i == 1)
			KUNIT_EXPECT_STREQ(test, ".. ", name);
	}
	rig_list(test, o, "*", 0, name, sizeof(name), &status);
	EXPECT_STATUS(test, STATUS_NO_MORE_FILES, status);
	rig_list(test, o, "*", 0, name, sizeof(name), &status);
	EXPECT_STATUS(test, STATUS_NO_MORE_FILES, status);
	KUNIT_EXPECT_EQ(test, 1, rig_list(test, o, "a", FSA_DIR_RESTART, name, sizeof(name),
					  &status));
	KUNIT_EXPECT_STREQ(test, "a ", name);
	rig_list(test, o, "*", 0, again, sizeof(again), &status);
	EXPECT_STATUS(test, STATUS_NO_MORE_FILES, status);
	KUNIT_EXPECT_EQ(test, 4, rig_list(test, o, "*", FSA_DIR_RESTART, name, sizeof(name),
					  &status));
	rig_close(o);
}

static u32 read_into(struct fsa_open *o, u8 info_class, u32 flags, u8 *buf, size_t room)
{
	struct wire_wr w;
	struct fsa_dir_query q = { .info_class = info_class, .flags = flags, .w = &w };

	wire_wr_init(&w, buf, room);
	return fsa_dir_read(o, &q);
}

static void limits(struct kunit *test)
{
	struct rig_open r = { .name = "d", .access = RIG_STAT, .share = RIG_SHARE,
			      .disposition = FILE_OPEN };
	const u8 class = FILE_NAMES_INFORMATION;
	struct fsa_open *o;
	u8 buf[256];

	rig_make(test, "d", FILE_DIRECTORY_FILE);
	o = open_dir(test, "d");
	EXPECT_STATUS(test, STATUS_INFO_LENGTH_MISMATCH, read_into(o, class, 0, buf, 11));
	EXPECT_STATUS(test, STATUS_BUFFER_OVERFLOW, read_into(o, class, 0, buf, 13));
	EXPECT_STATUS(test, STATUS_INVALID_INFO_CLASS,
		      read_into(o, FILE_BASIC_INFORMATION, 0, buf, sizeof(buf)));
	/* What did not fit is the next, nothing is lost. */
	EXPECT_STATUS(test, STATUS_SUCCESS, read_into(o, class, 0, buf, 14));
	KUNIT_EXPECT_EQ(test, '.', buf[12]);
	EXPECT_STATUS(test, STATUS_SUCCESS, read_into(o, class, 0, buf, 16));
	KUNIT_EXPECT_EQ(test, '.', buf[14]);
	EXPECT_STATUS(test, STATUS_NO_MORE_FILES, read_into(o, class, 0, buf, 16));
	rig_close(o);
	o = rig_open(test, &r);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, read_into(o, class, 0, buf, sizeof(buf)));
	rig_close(o);
	rig_make(test, "f", 0);
	o = rig_get(test, "f", RIG_READ, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_INVALID_PARAMETER, read_into(o, class, 0, buf, sizeof(buf)));
	rig_close(o);
}

/* All classes, with as much room as the entry takes */
static void classes(struct kunit *test)
{
	u8 *buf = kunit_kzalloc(test, 4096, GFP_KERNEL);
	struct fsa_open *o;
	int class, n = 0;

	rig_make(test, "d", FILE_DIRECTORY_FILE);
	rig_make(test, "d\\file", 0);
	o = open_dir(test, "d");
	for (class = 0; class < 256; class++) {
		const struct fscc_class_info *c = wire_fscc_file_class(class);
		struct fscc_dirent d;
		struct wire_rd r;
		u32 status;

		memset(buf, 0, 4096);
		status = read_into(o, class, FSA_DIR_RESTART, buf, 4096);
		if (!c || !(c->use & FSCC_USE_DIR)) {
			EXPECT_STATUS(test, STATUS_INVALID_INFO_CLASS, status);
			continue;
		}
		KUNIT_EXPECT_EQ_MSG(test, STATUS_SUCCESS, status, "class %d", class);
		wire_rd_init(&r, buf, 4096);
		KUNIT_EXPECT_EQ(test, 1, wire_fscc_dir_next(&r, class, &d));
		n++;
	}
	KUNIT_EXPECT_GE(test, n, 7);
	rig_close(o);
}

/* More than a batch and more than an answer; deleted and made while it is listed */
static void many(struct kunit *test)
{
	const int total = 700;
	char *all = kunit_kzalloc(test, 32768, GFP_KERNEL), name[64];
	struct fsa_open *o;
	u32 status;
	int i;

	rig_make(test, "d", FILE_DIRECTORY_FILE);
	for (i = 0; i < total; i++) {
		snprintf(name, sizeof(name), "d\\a-rather-long-name-%d", i);
		rig_make(test, name, 0);
	}
	o = open_dir(test, "d");
	KUNIT_EXPECT_EQ(test, total + 2, list_all(test, o, "*", all, 32768));
	for (i = 0; i < total; i++) {
		snprintf(name, sizeof(name), "a-rather-long-name-%d", i);
		if (!has(all, name))
			KUNIT_FAIL(test, "%s is missing", name);
	}
	rig_list(test, o, "*", FSA_DIR_RESTART, all, 32768, &status);
	EXPECT_STATUS(test, STATUS_SUCCESS, status);
	for (i = 0; i < total; i++) {
		snprintf(name, sizeof(name), "d/a-rather-long-name-%d", i);
		KUNIT_EXPECT_EQ(test, 0, rig_local_unlink(test, name));
	}
	rig_list(test, o, "", 0, all, 32768, &status);
	EXPECT_STATUS(test, STATUS_NO_MORE_FILES, status);
	KUNIT_EXPECT_EQ(test, 2, list_all(test, o, "*", all, 32768));
	rig_close(o);
}

/* What NT cannot name is listed, and the name opens it. */
static void strange_names(struct kunit *test)
{
	static const char * const names[] = { "a:b", "end.", "bad\xff", "back\\slash", "x?" };
	u8 *buf = kunit_kzalloc(test, 4096, GFP_KERNEL);
	struct fscc_dirent d;
	struct fsa_open *o;
	struct wire_rd r;
	char path[32];
	int i, n = 0;

	KUNIT_ASSERT_EQ(test, 0, rig_local_mkdir(test, "d", 0777));
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(path, sizeof(path), "d/%s", names[i]);
		KUNIT_ASSERT_EQ(test, 0, rig_local_create(test, path, 0666, KUIDT_INIT(1001),
							  KGIDT_INIT(1001)));
	}
	o = open_dir(test, "d");
	EXPECT_STATUS(test, STATUS_SUCCESS,
		      read_into(o, FILE_DIRECTORY_INFORMATION, 0, buf, 4096));
	rig_close(o);
	wire_rd_init(&r, buf, 4096);
	while (n < 20 && wire_fscc_dir_next(&r, FILE_DIRECTORY_INFORMATION, &d) > 0) {
		u8 wide[256] = { 'd', 0, '\\', 0 };
		struct fsa_create c = {
			.volume = RIG(test)->volume,
			.user = RIG(test)->user[RIG_A],
			.tree_access = RIG_ALL,
			.name = { .data = wide, .len = 4 + d.name.len },
			.desired_access = ACCESS_DELETE,
			.share_access = RIG_SHARE,
			.disposition = FILE_OPEN,
			.options = FILE_DELETE_ON_CLOSE,
		};

		if (n++ < 2)
			continue; /* . and .. */
		memcpy(wide + 4, d.name.data, d.name.len);
		EXPECT_STATUS(test, STATUS_SUCCESS, fsa_create(&c, &o));
		rig_close(o);
	}
	KUNIT_EXPECT_EQ(test, 2 + ARRAY_SIZE(names), n);
	KUNIT_EXPECT_EQ(test, 0, rig_local_unlink(test, "d"));
}

static u32 attributes_of(struct kunit *test, struct fsa_open *o, const char *name)
{
	u8 wide[64], buf[256];
	struct wire_wr w;
	struct fsa_dir_query q = {
		.pattern = { .data = wide, .len = rig_wide(name, wide) },
		.info_class = FILE_FULL_DIRECTORY_INFORMATION,
		.flags = FSA_DIR_RESTART,
		.w = &w,
	};
	struct fscc_dirent d;
	struct wire_rd r;

	wire_wr_init(&w, buf, sizeof(buf));
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_dir_read(o, &q));
	wire_rd_init(&r, buf, wire_wr_off(&w));
	KUNIT_EXPECT_EQ(test, 1, wire_fscc_dir_next(&r, q.info_class, &d));
	return d.file_attributes;
}

static void symlinks_listed(struct kunit *test)
{
	static const struct {
		const char *name, *target;
		u32 attributes;
	} t[] = {
		{ "to_dir", "sub", FILE_ATTRIBUTE_DIRECTORY },
		{ "to_file", "f", FILE_ATTRIBUTE_ARCHIVE },
		{ "out", "../../secret", FILE_ATTRIBUTE_REPARSE_POINT },
		{ "dangling", "none", FILE_ATTRIBUTE_REPARSE_POINT },
	};
	struct fsa_open *o;
	char path[32];
	int i;

	rig_make(test, "d", FILE_DIRECTORY_FILE);
	rig_make(test, "d\\f", 0);
	rig_make(test, "d\\sub", FILE_DIRECTORY_FILE);
	o = open_dir(test, "d");
	for (i = 0; i < ARRAY_SIZE(t); i++) {
		snprintf(path, sizeof(path), "d/%s", t[i].name);
		KUNIT_ASSERT_EQ(test, 0, rig_local_symlink(test, path, t[i].target));
		KUNIT_EXPECT_EQ_MSG(test, t[i].attributes, attributes_of(test, o, t[i].name), "%s",
				    t[i].name);
	}
	rig_close(o);
}

/* Of the root, ".." is the root: nothing above it shows. */
static void root_has_no_parent(struct kunit *test)
{
	u8 *buf = kunit_kzalloc(test, 4096, GFP_KERNEL);
	struct fsa_open *o = open_dir(test, "");
	struct fscc_dirent dot, dotdot;
	struct wire_rd r;

	EXPECT_STATUS(test, STATUS_SUCCESS,
		      read_into(o, FILE_ID_FULL_DIRECTORY_INFORMATION, 0, buf, 4096));
	wire_rd_init(&r, buf, 4096);
	KUNIT_EXPECT_EQ(test, 1, wire_fscc_dir_next(&r, FILE_ID_FULL_DIRECTORY_INFORMATION, &dot));
	KUNIT_EXPECT_EQ(test, 1,
			wire_fscc_dir_next(&r, FILE_ID_FULL_DIRECTORY_INFORMATION, &dotdot));
	KUNIT_EXPECT_EQ(test, dot.file_id, dotdot.file_id);
	KUNIT_EXPECT_EQ(test, dot.file_id, rig_stat(test, o).file_id);
	rig_close(o);
}

/* Takes the directory @name of the exported one and puts it beside that. */
static void move_out(struct kunit *test, const char *name)
{
	struct dentry *root = RIG(test)->root.dentry, *top = RIG(test)->mnt->mnt_root;
	struct renamedata rd = {
		.old_mnt_idmap = &nop_mnt_idmap,
		.new_mnt_idmap = &nop_mnt_idmap,
		.old_dir = d_inode(root),
		.new_dir = d_inode(top),
	};
	char out[32];

	snprintf(out, sizeof(out), "out-%lu", d_inode(root)->i_ino);
	lock_rename(root, top);
	rd.old_dentry = lookup_one_len(name, root, strlen(name));
	rd.new_dentry = lookup_one_len(out, top, strlen(out));
	KUNIT_EXPECT_EQ(test, 0, vfs_rename(&rd));
	unlock_rename(root, top);
	dput(rd.old_dentry);
	dput(rd.new_dentry);
}

/* A local process moves a directory out of the share: nothing is shown of what is there. */
static void moved_out(struct kunit *test)
{
	u8 *buf = kunit_kzalloc(test, 4096, GFP_KERNEL);
	struct fscc_dirent dot, dotdot;
	struct fsa_open *o;
	struct wire_rd r;

	rig_make(test, "d", FILE_DIRECTORY_FILE);
	o = open_dir(test, "d");
	move_out(test, "d");
	EXPECT_STATUS(test, STATUS_SUCCESS,
		      read_into(o, FILE_ID_FULL_DIRECTORY_INFORMATION, 0, buf, 4096));
	wire_rd_init(&r, buf, 4096);
	KUNIT_EXPECT_EQ(test, 1, wire_fscc_dir_next(&r, FILE_ID_FULL_DIRECTORY_INFORMATION, &dot));
	KUNIT_EXPECT_EQ(test, 1,
			wire_fscc_dir_next(&r, FILE_ID_FULL_DIRECTORY_INFORMATION, &dotdot));
	KUNIT_EXPECT_EQ(test, dot.file_id, dotdot.file_id);
	rig_close(o);
}

struct kunit_case file_dir_cases[] = {
	KUNIT_CASE(patterns),
	KUNIT_CASE(steps),
	KUNIT_CASE(limits),
	KUNIT_CASE(classes),
	KUNIT_CASE(many),
	KUNIT_CASE(strange_names),
	KUNIT_CASE(symlinks_listed),
	KUNIT_CASE(root_has_no_parent),
	KUNIT_CASE(moved_out),
	{}
};
