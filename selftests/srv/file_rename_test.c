// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Renaming and hard links, MS-FSA 2.1.5.15.11 and 2.1.5.15.6.
 */
#include "file_rig.h"

#define REPLACE FILE_RENAME_REPLACE_IF_EXISTS

static char content(struct kunit *test, const char *name)
{
	struct fsa_open *o = rig_get(test, name, FILE_READ_DATA, FILE_OPEN, 0);
	size_t n;
	char c = 0;

	rig_read(o, 0, &c, 1, &n);
	rig_close(o);
	return c;
}

static void make(struct kunit *test, const char *name, const char *text)
{
	struct fsa_open *o = rig_get(test, name, RIG_RW, FILE_CREATE, 0);

	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, text));
	rig_close(o);
}

static void targets(struct kunit *test)
{
	static const struct {
		const char *from, *to;
		u32 flags, status;
	} t[] = {
		{ "f", "new", 0, STATUS_SUCCESS },
		{ "f", "dir\\new", 0, STATUS_SUCCESS },
		{ "f", "DIR\\new", 0, STATUS_SUCCESS },
		{ "f", "f", 0, STATUS_SUCCESS },
		{ "f", "F", 0, STATUS_SUCCESS },
		{ "f", "there", 0, STATUS_OBJECT_NAME_COLLISION },
		{ "f", "THERE", 0, STATUS_OBJECT_NAME_COLLISION },
		{ "f", "there", REPLACE, STATUS_SUCCESS },
		{ "f", "THERE", REPLACE, STATUS_SUCCESS },
		{ "f", "dir", 0, STATUS_OBJECT_NAME_COLLISION },
		{ "f", "dir", REPLACE, STATUS_ACCESS_DENIED },
		{ "dir", "there", REPLACE, STATUS_ACCESS_DENIED },
		{ "dir", "dir\\below", 0, STATUS_INVALID_PARAMETER },
		{ "dir", "dir2", 0, STATUS_SUCCESS },
		{ "f", "none\\new", 0, STATUS_OBJECT_PATH_NOT_FOUND },
		{ "f", "there\\new", 0, STATUS_OBJECT_PATH_NOT_FOUND },
		{ "f", "..\\new", 0, STATUS_OBJECT_PATH_SYNTAX_BAD },
		{ "f", "dir\\..\\..\\new", 0, STATUS_OBJECT_PATH_SYNTAX_BAD },
		{ "f", "out\\new", 0, STATUS_ACCESS_DENIED },
		{ "f", "dir\\out_file", REPLACE, STATUS_SUCCESS }, /* the symlink is replaced */
		{ "f", "out_file", REPLACE, STATUS_ACCESS_DENIED }, /* root's, in a sticky directory */
		{ "f", "a*b", 0, STATUS_OBJECT_NAME_INVALID },
		{ "f", "../new", 0, STATUS_OBJECT_NAME_INVALID },
		{ "f", "", 0, STATUS_OBJECT_NAME_COLLISION },
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(t); i++) {
		struct fsa_open *o;
		u32 status;

		rig_make(test, "dir", FILE_DIRECTORY_FILE);
		make(test, "f", "f");
		make(test, "there", "t");
		KUNIT_ASSERT_EQ(test, 0, rig_local_symlink(test, "out", ".."));
		KUNIT_ASSERT_EQ(test, 0, rig_local_symlink(test, "out_file", "../secret"));
		KUNIT_ASSERT_EQ(test, 0, rig_local_symlink(test, "dir/out_file", "../../secret"));
		o = rig_get(test, t[i].from, ACCESS_DELETE, FILE_OPEN, 0);
		status = rig_rename(o, t[i].to, t[i].flags);
		rig_close(o);
		KUNIT_EXPECT_EQ_MSG(test, t[i].status, status, "%s to %s: %s", t[i].from, t[i].to,
				    ntstatus_name(status));
		if (!status && t[i].from[0] == 'f')
			KUNIT_EXPECT_EQ_MSG(test, 'f', content(test, t[i].to), "%s", t[i].to);
		KUNIT_EXPECT_TRUE(test, rig_secret_exists(test));
		rig_local_unlink(test, "dir/new");
		rig_local_unlink(test, "dir/out_file");
		rig_local_unlink(test, "dir2/out_file");
		rig_local_unlink(test, "dir");
		rig_local_unlink(test, "dir2");
		rig_local_unlink(test, "f");
		rig_local_unlink(test, "F");
		rig_local_unlink(test, "new");
		rig_local_unlink(test, "there");
		rig_local_unlink(test, "out");
		rig_local_unlink(test, "out_file");
	}
}

static void case_only(struct kunit *test)
{
	struct fsa_open *o;
	u8 name[64];
	struct wire_wr w;

	make(test, "name", "n");
	o = rig_get(test, "name", ACCESS_DELETE, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_rename(o, "NAME", 0));
	KUNIT_EXPECT_TRUE(test, rig_exists(test, "NAME"));
	KUNIT_EXPECT_FALSE(test, rig_exists(test, "name"));
	wire_wr_init(&w, name, sizeof(name));
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_query_name(o, &w));
	KUNIT_EXPECT_EQ(test, 10, wire_wr_off(&w));
	KUNIT_EXPECT_MEMEQ(test, name, "\\\0N\0A\0M\0E\0", 10);
	rig_close(o);
}

static void rights(struct kunit *test)
{
	struct rig_open r = { .name = "ro", .access = RIG_RW, .disposition = FILE_CREATE,
			      .attributes = FILE_ATTRIBUTE_READONLY };
	struct rig_open b = { .who = RIG_B, .name = "f", .access = ACCESS_DELETE,
			      .share = RIG_SHARE, .disposition = FILE_OPEN };
	struct fsa_open *o, *other;

	make(test, "f", "f");
	make(test, "g", "g");
	rig_close(rig_open(test, &r));
	o = rig_get(test, "f", RIG_RW, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_rename(o, "new", 0));
	rig_close(o);
	/* The directory is sticky: B moves nothing of A's. */
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_status(test, &b));
	o = rig_get(test, "f", ACCESS_DELETE, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_rename(o, "ro", REPLACE));
	other = rig_get(test, "g", RIG_READ, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_rename(o, "g", REPLACE));
	EXPECT_STATUS(test, STATUS_SUCCESS,
		      rig_rename(o, "g", REPLACE | FILE_RENAME_POSIX_SEMANTICS));
	rig_close(other);
	rig_close(o);
	KUNIT_EXPECT_EQ(test, 'f', content(test, "g"));
	/* Into a directory where he may not create */
	KUNIT_ASSERT_EQ(test, 0, rig_local_mkdir(test, "roots", 0755));
	o = rig_get(test, "g", ACCESS_DELETE, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_rename(o, "roots\\g", 0));
	rig_close(o);
}

static void directory_in_use(struct kunit *test)
{
	struct fsa_open *d, *f;

	rig_make(test, "d", FILE_DIRECTORY_FILE);
	make(test, "d\\f", "f");
	f = rig_get(test, "d\\f", RIG_READ, FILE_OPEN, 0);
	d = rig_get(test, "d", ACCESS_DELETE, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_rename(d, "e", 0));
	rig_close(f);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_rename(d, "e", 0));
	rig_close(d);
	KUNIT_EXPECT_TRUE(test, rig_exists(test, "e/f"));
}

/* Opens of the directory that gets the name, MS-FSA 2.1.5.15.11 */
static void parent_in_use(struct kunit *test)
{
	static const struct {
		u32 access, share, status;
	} t[] = {
		{ RIG_READ, RIG_SHARE, STATUS_SUCCESS },
		{ RIG_READ | ACCESS_DELETE, RIG_SHARE, STATUS_SHARING_VIOLATION },
		{ RIG_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, STATUS_SHARING_VIOLATION },
		{ RIG_STAT, 0, STATUS_SUCCESS },
	};
	struct fsa_open *o, *parent;
	int i;

	rig_make(test, "d", FILE_DIRECTORY_FILE);
	make(test, "d\\f", "f");
	for (i = 0; i < ARRAY_SIZE(t); i++) {
		struct rig_open r = { .name = "d", .access = t[i].access, .share = t[i].share,
				      .disposition = FILE_OPEN };
		u32 status;

		parent = rig_open(test, &r);
		o = rig_get(test, "d\\f", ACCESS_DELETE, FILE_OPEN, 0);
		status = rig_rename(o, "d\\g", 0);
		KUNIT_EXPECT_EQ_MSG(test, t[i].status, status, "row %d: %s", i,
				    ntstatus_name(status));
		rig_close(parent);
		rig_rename(o, "d\\f", 0);
		rig_close(o);
	}
}

/* A local process has moved the file: that entry is renamed, wherever it is. */
static void moved_meanwhile(struct kunit *test)
{
	struct fsa_open *o;

	make(test, "f", "f");
	o = rig_get(test, "f", ACCESS_DELETE, FILE_OPEN, 0);
	KUNIT_EXPECT_EQ(test, 0, rig_local_rename(test, "f", "moved"));
	make(test, "f", "x");
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_rename(o, "g", 0));
	KUNIT_EXPECT_EQ(test, 'f', content(test, "g"));
	KUNIT_EXPECT_EQ(test, 'x', content(test, "f"));
	KUNIT_EXPECT_EQ(test, 0, rig_local_unlink(test, "g"));
	EXPECT_STATUS(test, STATUS_OBJECT_NAME_NOT_FOUND, rig_rename(o, "h", 0));
	rig_close(o);
}

static void links(struct kunit *test)
{
	struct rig_open b = { .who = RIG_B, .name = "f", .access = FILE_READ_DATA,
			      .share = RIG_SHARE, .disposition = FILE_OPEN };
	struct fsa_open *o;

	make(test, "f", "f");
	make(test, "g", "g");
	rig_make(test, "d", FILE_DIRECTORY_FILE);
	o = rig_get(test, "f", RIG_READ, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_link(o, "d\\l", 0));
	EXPECT_STATUS(test, STATUS_OBJECT_NAME_COLLISION, rig_link(o, "G", 0));
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_link(o, "g", REPLACE));
	EXPECT_STATUS(test, STATUS_OBJECT_PATH_NOT_FOUND, rig_link(o, "none\\l", 0));
	EXPECT_STATUS(test, STATUS_OBJECT_PATH_SYNTAX_BAD, rig_link(o, "..\\l", 0));
	KUNIT_EXPECT_EQ(test, 3, rig_stat(test, o).number_of_links);
	KUNIT_EXPECT_EQ(test, 'f', content(test, "g"));
	KUNIT_EXPECT_EQ(test, 'f', content(test, "d\\l"));
	rig_close(o);
	o = rig_get(test, "d", RIG_READ, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_FILE_IS_A_DIRECTORY, rig_link(o, "e", 0));
	rig_close(o);
	/* B may read it and not write it: no name of his keeps it. */
	KUNIT_ASSERT_EQ(test, 0, rig_local_chmod(test, "f", 0644));
	o = rig_open(test, &b);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_link(o, "stolen", 0));
	rig_close(o);
}

struct kunit_case file_rename_cases[] = {
	KUNIT_CASE(targets),
	KUNIT_CASE(case_only),
	KUNIT_CASE(rights),
	KUNIT_CASE(directory_in_use),
	KUNIT_CASE(parent_in_use),
	KUNIT_CASE(moved_meanwhile),
	KUNIT_CASE(links),
	{}
};
