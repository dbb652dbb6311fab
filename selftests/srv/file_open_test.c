// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Opening and creating, MS-FSA 2.1.5.1; reading and writing; who may.
 */
#include "file_rig.h"

/* What each disposition does with a name that is there and with one that is not */
static void dispositions(struct kunit *test)
{
	static const struct {
		u32 disposition, there, action_there, missing, action_missing;
	} t[] = {
		{ FILE_SUPERSEDE, STATUS_SUCCESS, FILE_SUPERSEDED, STATUS_SUCCESS, FILE_CREATED },
		{ FILE_OPEN, STATUS_SUCCESS, FILE_OPENED, STATUS_OBJECT_NAME_NOT_FOUND, 0 },
		{ FILE_CREATE, STATUS_OBJECT_NAME_COLLISION, 0, STATUS_SUCCESS, FILE_CREATED },
		{ FILE_OPEN_IF, STATUS_SUCCESS, FILE_OPENED, STATUS_SUCCESS, FILE_CREATED },
		{ FILE_OVERWRITE, STATUS_SUCCESS, FILE_OVERWRITTEN,
		  STATUS_OBJECT_NAME_NOT_FOUND, 0 },
		{ FILE_OVERWRITE_IF, STATUS_SUCCESS, FILE_OVERWRITTEN, STATUS_SUCCESS,
		  FILE_CREATED },
		{ FILE_OVERWRITE_IF + 1, STATUS_INVALID_PARAMETER, 0, STATUS_INVALID_PARAMETER, 0 },
	};
	struct fsa_open *o;
	int i;

	for (i = 0; i < ARRAY_SIZE(t); i++) {
		struct rig_open r = { .name = "there", .access = RIG_RW, .share = RIG_SHARE };

		o = rig_get(test, "there", RIG_RW, FILE_OPEN_IF, 0);
		EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "data"));
		rig_close(o);
		r.disposition = t[i].disposition;
		EXPECT_STATUS(test, t[i].there, rig_try(test, &r, &o));
		if (!t[i].there) {
			KUNIT_EXPECT_EQ(test, t[i].action_there, r.action);
			KUNIT_EXPECT_EQ(test, t[i].action_there == FILE_OPENED ? 4 : 0,
					rig_stat(test, o).end_of_file);
		}
		rig_close(o);
		r.name = "missing";
		EXPECT_STATUS(test, t[i].missing, rig_try(test, &r, &o));
		if (!t[i].missing)
			KUNIT_EXPECT_EQ(test, t[i].action_missing, r.action);
		rig_close(o);
		rig_local_unlink(test, "missing");
	}
}

/* Parameters that fail before anything is looked up, MS-FSA 2.1.5.1 phase 1 */
static void parameters(struct kunit *test)
{
	static const struct {
		struct rig_open r;
		u32 status;
	} t[] = {
		{ { .name = "f" }, STATUS_ACCESS_DENIED },
		{ { .name = "f", .access = ACCESS_SYNCHRONIZE }, STATUS_SUCCESS },
		{ { .name = "f", .access = 0x04000000 }, STATUS_ACCESS_DENIED },
		{ { .name = "f", .access = RIG_READ, .share = 8 }, STATUS_INVALID_PARAMETER },
		{ { .name = "f", .access = RIG_READ, .options = 0x01000000 },
		  STATUS_INVALID_PARAMETER },
		{ { .name = "f", .access = RIG_READ, .options = FILE_OPEN_BY_FILE_ID },
		  STATUS_NOT_SUPPORTED },
		{ { .name = "f", .access = RIG_READ, .attributes = 0x8040 },
		  STATUS_INVALID_PARAMETER },
		{ { .name = "f", .access = RIG_READ, .attributes = FILE_ATTRIBUTE_ENCRYPTED },
		  STATUS_ACCESS_DENIED },
		{ { .name = "f", .access = RIG_READ,
		    .options = FILE_DIRECTORY_FILE | FILE_NON_DIRECTORY_FILE },
		  STATUS_INVALID_PARAMETER },
		{ { .name = "f", .access = RIG_READ, .disposition = FILE_OVERWRITE,
		    .options = FILE_DIRECTORY_FILE }, STATUS_INVALID_PARAMETER },
		{ { .name = "f", .access = RIG_READ, .options = FILE_DELETE_ON_CLOSE },
		  STATUS_ACCESS_DENIED },
		{ { .name = "f", .access = ACCESS_SYSTEM_SECURITY, .disposition = FILE_OPEN },
		  STATUS_PRIVILEGE_NOT_HELD },
		{ { .name = "f", .access = ACCESS_SYSTEM_SECURITY, .disposition = FILE_OPEN_IF },
		  STATUS_PRIVILEGE_NOT_HELD },
		{ { .name = "f", .access = RIG_RW, .disposition = FILE_OPEN,
		    .tree_access = RIG_READ }, STATUS_ACCESS_DENIED },
		{ { .name = "new", .access = RIG_READ, .disposition = FILE_CREATE,
		    .tree_access = RIG_READ }, STATUS_ACCESS_DENIED },
		{ { .name = "f", .access = RIG_READ, .disposition = FILE_OPEN,
		    .tree_access = RIG_READ }, STATUS_SUCCESS },
	};
	int i;

	rig_make(test, "f", 0);
	for (i = 0; i < ARRAY_SIZE(t); i++) {
		struct rig_open r = t[i].r;
		u32 status = rig_status(test, &r);

		KUNIT_EXPECT_EQ_MSG(test, t[i].status, status, "row %d: %s", i,
				    ntstatus_name(status));
	}
}

static void types(struct kunit *test)
{
	static const struct {
		const char *name;
		u32 disposition, options, status;
	} t[] = {
		{ "dir", FILE_OPEN, 0, STATUS_SUCCESS },
		{ "dir", FILE_OPEN, FILE_DIRECTORY_FILE, STATUS_SUCCESS },
		{ "dir", FILE_OPEN, FILE_NON_DIRECTORY_FILE, STATUS_FILE_IS_A_DIRECTORY },
		{ "dir", FILE_OVERWRITE, 0, STATUS_INVALID_PARAMETER },
		{ "dir", FILE_CREATE, FILE_DIRECTORY_FILE, STATUS_OBJECT_NAME_COLLISION },
		{ "dir::$DATA", FILE_OPEN, 0, STATUS_FILE_IS_A_DIRECTORY },
		{ "dir::$INDEX_ALLOCATION", FILE_OPEN, 0, STATUS_SUCCESS },
		{ "file", FILE_OPEN, FILE_DIRECTORY_FILE, STATUS_NOT_A_DIRECTORY },
		{ "file", FILE_OPEN, FILE_NON_DIRECTORY_FILE, STATUS_SUCCESS },
		{ "file::$DATA", FILE_OPEN, 0, STATUS_SUCCESS },
		{ "file::$data", FILE_OPEN, 0, STATUS_SUCCESS },
		{ "file:stream", FILE_OPEN, 0, STATUS_OBJECT_NAME_NOT_FOUND },
		{ "file:stream:$DATA", FILE_OPEN_IF, 0, STATUS_OBJECT_NAME_NOT_FOUND },
		{ "file\\", FILE_OPEN, 0, STATUS_OBJECT_NAME_INVALID },
		{ "dir\\", FILE_OPEN, 0, STATUS_SUCCESS },
		{ "dir\\", FILE_OPEN, FILE_NON_DIRECTORY_FILE, STATUS_OBJECT_NAME_INVALID },
		{ "", FILE_OPEN, 0, STATUS_SUCCESS },
		{ "", FILE_CREATE, FILE_DIRECTORY_FILE, STATUS_OBJECT_NAME_COLLISION },
		{ "file\\below", FILE_OPEN, 0, STATUS_OBJECT_PATH_NOT_FOUND },
		{ "file\\below", FILE_CREATE, 0, STATUS_OBJECT_PATH_NOT_FOUND },
		{ "none\\below", FILE_OPEN, 0, STATUS_OBJECT_PATH_NOT_FOUND },
		{ "none\\below", FILE_CREATE, 0, STATUS_OBJECT_PATH_NOT_FOUND },
		{ "dir\\none", FILE_OPEN, 0, STATUS_OBJECT_NAME_NOT_FOUND },
	};
	int i;

	rig_make(test, "dir", FILE_DIRECTORY_FILE);
	rig_make(test, "file", 0);
	for (i = 0; i < ARRAY_SIZE(t); i++) {
		struct rig_open r = { .name = t[i].name, .access = RIG_READ, .share = RIG_SHARE,
				      .disposition = t[i].disposition, .options = t[i].options };
		u32 status = rig_status(test, &r);

		KUNIT_EXPECT_EQ_MSG(test, t[i].status, status, "row %d, %s: %s", i, t[i].name,
				    ntstatus_name(status));
	}
}

static void read_and_write(struct kunit *test)
{
	struct fsa_open *o = rig_get(test, "f", RIG_RW, FILE_CREATE, 0);
	char buf[32] = "";
	size_t n;

	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "hello, world"));
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_read(o, 7, buf, sizeof(buf), &n));
	KUNIT_EXPECT_EQ(test, 5, n);
	KUNIT_EXPECT_MEMEQ(test, buf, "world", 5);
	KUNIT_EXPECT_EQ(test, 12, fsa_position(o));
	EXPECT_STATUS(test, STATUS_END_OF_FILE, rig_read(o, 12, buf, 1, &n));
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_read(o, 12, buf, 0, &n));
	EXPECT_STATUS(test, STATUS_INVALID_PARAMETER, rig_read(o, U64_MAX, buf, 1, &n));
	EXPECT_STATUS(test, STATUS_INVALID_PARAMETER, rig_write(o, MAX_LFS_FILESIZE, "xx"));
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, FSA_APPEND, "!"));
	KUNIT_EXPECT_EQ(test, 13, fsa_position(o));
	KUNIT_EXPECT_EQ(test, 13, rig_stat(test, o).end_of_file);
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_flush(o));
	rig_close(o);
}

/* What an open may do follows from the access it was granted, not from the mode. */
/* Room is made for what a file has, not for what somebody asks for. */
static void read_sizes(struct kunit *test)
{
	static const struct {
		u64 off;
		u32 len, status, there;
	} t[] = {
		{ 0, 4, 0, 4 },
		{ 0, 8 << 20, 0, 4 },
		{ 3, 8 << 20, 0, 1 },
		{ 1, 2, 0, 2 },
		{ 4, 8 << 20, STATUS_END_OF_FILE },
		{ 1ULL << 40, 1, STATUS_END_OF_FILE },
		{ 1ULL << 40, 0, 0, 0 },
		{ S64_MAX, 2, STATUS_INVALID_PARAMETER },
		{ 1ULL << 63, 0, STATUS_INVALID_PARAMETER },
	};
	struct fsa_open *o = rig_get(test, "f", RIG_RW, FILE_CREATE, 0);
	u32 len;
	int i;

	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "data"));
	for (i = 0; i < ARRAY_SIZE(t); i++) {
		len = t[i].len;
		EXPECT_STATUS(test, t[i].status, fsa_read_size(o, t[i].off, &len));
		if (!t[i].status)
			KUNIT_EXPECT_EQ_MSG(test, t[i].there, len, "row %d", i);
	}
	rig_close(o);
	o = rig_get(test, "f", FILE_WRITE_DATA, FILE_OPEN, 0);
	len = 1;
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, fsa_read_size(o, 0, &len));
	rig_close(o);
}

static void granted(struct kunit *test)
{
	struct fsa_open *o;
	char buf[8];
	size_t n;

	rig_make(test, "f", 0);
	o = rig_get(test, "f", RIG_READ, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_write(o, 0, "x"));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, fsa_set_end_of_file(o, 1));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, fsa_set_disposition(o, FILE_DISPOSITION_DELETE));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, fsa_flush(o));
	rig_close(o);
	o = rig_get(test, "f", RIG_STAT, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_read(o, 0, buf, 1, &n));
	rig_close(o);
	o = rig_get(test, "f", FILE_EXECUTE, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_END_OF_FILE, rig_read(o, 0, buf, 1, &n));
	rig_close(o);
	o = rig_get(test, "f", FILE_APPEND_DATA, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "one"));
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "two"));
	KUNIT_EXPECT_EQ(test, 6, rig_stat(test, o).end_of_file);
	rig_close(o);
	o = rig_get(test, "", RIG_READ, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_INVALID_DEVICE_REQUEST, rig_read(o, 0, buf, 1, &n));
	EXPECT_STATUS(test, STATUS_INVALID_DEVICE_REQUEST, rig_write(o, 0, "x"));
	rig_close(o);
}

/* Linux's permissions decide: owner, group, others, the sticky bit of the directory. */
static void permissions(struct kunit *test)
{
	static const struct {
		u32 mode, gid;
		enum rig_who who;
		u32 access, status;
	} t[] = {
		{ 0600, 1001, RIG_A, RIG_RW, STATUS_SUCCESS },
		{ 0600, 1001, RIG_A, RIG_ALL, STATUS_SUCCESS },
		{ 0600, 1001, RIG_B, RIG_READ, STATUS_ACCESS_DENIED },
		{ 0600, 1001, RIG_B, FILE_EXECUTE, STATUS_ACCESS_DENIED },
		{ 0711, 1001, RIG_B, FILE_EXECUTE, STATUS_ACCESS_DENIED },
		{ 0600, 1001, RIG_B, RIG_STAT, STATUS_SUCCESS },
		{ 0600, 1001, RIG_B, ACCESS_DELETE, STATUS_ACCESS_DENIED },
		{ 0600, 1001, RIG_B, ACCESS_MAXIMUM_ALLOWED, STATUS_SUCCESS },
		{ 0600, 1001, RIG_ROOT, RIG_READ, STATUS_ACCESS_DENIED },
		{ 0640, 5000, RIG_B, RIG_READ, STATUS_SUCCESS },
		{ 0640, 5000, RIG_B, RIG_WRITE, STATUS_ACCESS_DENIED },
		{ 0660, 5000, RIG_B, RIG_RW, STATUS_SUCCESS },
		{ 0604, 1001, RIG_B, ACCESS_GENERIC_READ, STATUS_SUCCESS },
		{ 0444, 1001, RIG_A, RIG_WRITE, STATUS_ACCESS_DENIED },
		{ 0444, 1001, RIG_A, FILE_WRITE_ATTRIBUTES, STATUS_SUCCESS },
		{ 0444, 1001, RIG_B, FILE_WRITE_ATTRIBUTES, STATUS_ACCESS_DENIED },
		{ 0666, 1001, RIG_B, ACCESS_WRITE_DAC, STATUS_ACCESS_DENIED },
		{ 0000, 1001, RIG_A, ACCESS_WRITE_DAC | ACCESS_DELETE, STATUS_SUCCESS },
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(t); i++) {
		struct rig_open r = { .who = t[i].who, .name = "f", .access = t[i].access,
				      .share = RIG_SHARE, .disposition = FILE_OPEN };
		u32 status;

		KUNIT_ASSERT_EQ(test, 0, rig_local_create(test, "f", t[i].mode, KUIDT_INIT(1001),
							  KGIDT_INIT(t[i].gid)));
		status = rig_status(test, &r);
		KUNIT_EXPECT_EQ_MSG(test, t[i].status, status, "row %d: %s", i,
				    ntstatus_name(status));
		rig_local_unlink(test, "f");
	}
}

static void maximal_access(struct kunit *test)
{
	static const struct {
		u32 mode;
		enum rig_who who;
		u32 access;
	} t[] = {
		{ 0644, RIG_A, RIG_ALL },
		{ 0444, RIG_A, 0x001f01a9 },
		{ 0644, RIG_B, 0x001200a9 },
		{ 0600, RIG_B, 0x00120080 },
	};
	u32 access;
	int i;

	for (i = 0; i < ARRAY_SIZE(t); i++) {
		struct rig_open r = { .who = t[i].who, .name = "f", .share = RIG_SHARE,
				      .access = ACCESS_MAXIMUM_ALLOWED, .disposition = FILE_OPEN };
		struct fsa_open *o;

		KUNIT_ASSERT_EQ(test, 0, rig_local_create(test, "f", t[i].mode, KUIDT_INIT(1001),
							  KGIDT_INIT(1001)));
		o = rig_open(test, &r);
		EXPECT_STATUS(test, STATUS_SUCCESS, fsa_open_maximal_access(o, &access));
		KUNIT_EXPECT_EQ_MSG(test, t[i].access, access, "row %d", i);
		KUNIT_EXPECT_EQ_MSG(test, t[i].access, fsa_open_access(o), "row %d", i);
		/* Changed underneath, it changes. */
		KUNIT_EXPECT_EQ(test, 0, rig_local_chmod(test, "f", 0));
		fsa_open_maximal_access(o, &access);
		KUNIT_EXPECT_FALSE(test, access & FILE_READ_DATA);
		rig_close(o);
		rig_local_unlink(test, "f");
	}
}

static void owner_and_mode(struct kunit *test)
{
	struct rig_open r = { .who = RIG_B, .name = "f", .access = RIG_RW,
			      .disposition = FILE_CREATE };
	struct kstat st;

	EXPECT_STATUS(test, STATUS_SUCCESS, rig_status(test, &r));
	KUNIT_ASSERT_EQ(test, 0, rig_local_stat(test, "f", &st));
	KUNIT_EXPECT_EQ(test, 1002, from_kuid(&init_user_ns, st.uid));
	KUNIT_EXPECT_EQ(test, 1002, from_kgid(&init_user_ns, st.gid));
	KUNIT_EXPECT_EQ(test, S_IFREG | 0666, st.mode);
	r.name = "d";
	r.options = FILE_DIRECTORY_FILE;
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_status(test, &r));
	KUNIT_ASSERT_EQ(test, 0, rig_local_stat(test, "d", &st));
	KUNIT_EXPECT_EQ(test, S_IFDIR | 0777, st.mode);
	/* In a directory that is not his, he creates nothing. */
	KUNIT_ASSERT_EQ(test, 0, rig_local_mkdir(test, "r", 0755));
	r.name = "r\\f";
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_status(test, &r));
}

static void attributes_on_open(struct kunit *test)
{
	static const struct {
		u32 has, disposition, attributes, access, options, status;
	} t[] = {
		{ FILE_ATTRIBUTE_READONLY, FILE_OPEN, 0, RIG_READ, 0, STATUS_SUCCESS },
		{ FILE_ATTRIBUTE_READONLY, FILE_OPEN, 0, RIG_WRITE, 0, STATUS_ACCESS_DENIED },
		{ FILE_ATTRIBUTE_READONLY, FILE_OVERWRITE, 0, RIG_READ, 0, STATUS_ACCESS_DENIED },
		{ FILE_ATTRIBUTE_READONLY, FILE_OPEN, 0, ACCESS_DELETE, FILE_DELETE_ON_CLOSE,
		  STATUS_CANNOT_DELETE },
		{ FILE_ATTRIBUTE_HIDDEN, FILE_OVERWRITE, 0, RIG_RW, 0, STATUS_ACCESS_DENIED },
		{ FILE_ATTRIBUTE_HIDDEN, FILE_OVERWRITE, FILE_ATTRIBUTE_HIDDEN, RIG_RW, 0,
		  STATUS_SUCCESS },
		{ FILE_ATTRIBUTE_SYSTEM, FILE_OVERWRITE_IF, FILE_ATTRIBUTE_HIDDEN, RIG_RW, 0,
		  STATUS_ACCESS_DENIED },
		{ FILE_ATTRIBUTE_SYSTEM, FILE_OPEN, 0, RIG_RW, 0, STATUS_SUCCESS },
	};
	struct fsa_open *o;
	int i;

	for (i = 0; i < ARRAY_SIZE(t); i++) {
		struct rig_open make = { .name = "f", .access = RIG_RW, .attributes = t[i].has,
					 .disposition = FILE_CREATE };
		struct rig_open r = { .name = "f", .access = t[i].access, .share = RIG_SHARE,
				      .disposition = t[i].disposition, .options = t[i].options,
				      .attributes = t[i].attributes };
		u32 status;

		/* Its creator may write to a read-only file. */
		o = rig_open(test, &make);
		EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "x"));
		KUNIT_EXPECT_EQ(test, t[i].has | FILE_ATTRIBUTE_ARCHIVE,
				rig_stat(test, o).file_attributes);
		rig_close(o);
		status = rig_status(test, &r);
		KUNIT_EXPECT_EQ_MSG(test, t[i].status, status, "row %d: %s", i,
				    ntstatus_name(status));
		rig_local_unlink(test, "f");
	}
}

static void read_only_volume(struct kunit *test)
{
	struct rig_open r = { .name = "f", .access = RIG_READ, .share = RIG_SHARE,
			      .disposition = FILE_OPEN, .volume = RIG(test)->read_only };
	u32 access;
	struct fsa_open *o;

	rig_make(test, "f", 0);
	o = rig_open(test, &r);
	fsa_open_maximal_access(o, &access);
	KUNIT_EXPECT_EQ(test, 0x001200a9, access);
	rig_close(o);
	r.access = RIG_RW;
	EXPECT_STATUS(test, STATUS_MEDIA_WRITE_PROTECTED, rig_status(test, &r));
	r.access = RIG_READ;
	r.name = "g";
	r.disposition = FILE_OPEN_IF;
	EXPECT_STATUS(test, STATUS_MEDIA_WRITE_PROTECTED, rig_status(test, &r));
	KUNIT_EXPECT_FALSE(test, rig_exists(test, "g"));
}

/* A pipe is seen and deleted, and never opened: that would wake or block somebody. */
static void special_files(struct kunit *test)
{
	struct rig_open r = { .name = "pipe", .access = RIG_READ, .share = RIG_SHARE,
			      .disposition = FILE_OPEN };
	struct fsa_open *o;

	KUNIT_ASSERT_EQ(test, 0, rig_local_mknod(test, "pipe", S_IFIFO | 0666));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_status(test, &r));
	r.access = RIG_STAT;
	o = rig_open(test, &r);
	KUNIT_EXPECT_EQ(test, 0, rig_stat(test, o).end_of_file);
	rig_close(o);
}

static void symlinks(struct kunit *test)
{
	static const struct {
		const char *link, *target;
		u32 open, create_below;
	} t[] = {
		{ "to_file", "dir/file", STATUS_SUCCESS, STATUS_OBJECT_PATH_NOT_FOUND },
		{ "to_dir", "dir", STATUS_SUCCESS, STATUS_SUCCESS },
		{ "up_and_down", "dir/../dir", STATUS_SUCCESS, STATUS_SUCCESS },
		{ "out", "../secret", STATUS_ACCESS_DENIED, STATUS_ACCESS_DENIED },
		{ "absolute", "/etc/passwd", STATUS_ACCESS_DENIED, STATUS_ACCESS_DENIED },
		{ "up", "..", STATUS_ACCESS_DENIED, STATUS_ACCESS_DENIED },
		{ "dangling", "nothing", STATUS_OBJECT_NAME_NOT_FOUND,
		  STATUS_OBJECT_PATH_NOT_FOUND },
		{ "self", "self", STATUS_OBJECT_PATH_NOT_FOUND, STATUS_OBJECT_PATH_NOT_FOUND },
	};
	char below[64];
	int i;

	rig_make(test, "dir", FILE_DIRECTORY_FILE);
	rig_make(test, "dir\\file", 0);
	for (i = 0; i < ARRAY_SIZE(t); i++) {
		struct rig_open r = { .name = t[i].link, .access = RIG_READ, .share = RIG_SHARE,
				      .disposition = FILE_OPEN };
		u32 status;

		KUNIT_ASSERT_EQ(test, 0, rig_local_symlink(test, t[i].link, t[i].target));
		status = rig_status(test, &r);
		KUNIT_EXPECT_EQ_MSG(test, t[i].open, status, "%s: %s", t[i].link,
				    ntstatus_name(status));
		snprintf(below, sizeof(below), "%s\\new", t[i].link);
		r.name = below;
		r.disposition = FILE_OPEN_IF;
		status = rig_status(test, &r);
		KUNIT_EXPECT_EQ_MSG(test, t[i].create_below, status, "%s: %s", below,
				    ntstatus_name(status));
	}
}

/* A symlink is deleted, not what it leads to; also one that leads nowhere. */
static void delete_symlink(struct kunit *test)
{
	struct rig_open r = { .access = ACCESS_DELETE, .share = RIG_SHARE,
			      .disposition = FILE_OPEN,
			      .options = FILE_DELETE_ON_CLOSE | FILE_OPEN_REPARSE_POINT };
	static const char * const links[] = { "to_file", "to_dir", "out", "dangling" };
	int i;

	rig_make(test, "file", 0);
	rig_make(test, "dir", FILE_DIRECTORY_FILE);
	rig_make(test, "dir\\file", 0);
	KUNIT_ASSERT_EQ(test, 0, rig_local_symlink(test, "to_file", "file"));
	KUNIT_ASSERT_EQ(test, 0, rig_local_symlink(test, "to_dir", "dir"));
	KUNIT_ASSERT_EQ(test, 0, rig_local_symlink(test, "out", "../secret"));
	KUNIT_ASSERT_EQ(test, 0, rig_local_symlink(test, "dangling", "nothing"));
	r.who = RIG_ROOT; /* they belong to root, and the directory is sticky */
	for (i = 0; i < ARRAY_SIZE(links); i++) {
		r.name = links[i];
		EXPECT_STATUS(test, STATUS_SUCCESS, rig_status(test, &r));
		KUNIT_EXPECT_FALSE_MSG(test, rig_exists(test, links[i]), "%s", links[i]);
	}
	KUNIT_EXPECT_TRUE(test, rig_exists(test, "file"));
	KUNIT_EXPECT_TRUE(test, rig_exists(test, "dir/file"));
	KUNIT_EXPECT_TRUE(test, rig_secret_exists(test));
}

static void allocation(struct kunit *test)
{
	struct rig_open r = { .name = "f", .access = RIG_RW, .disposition = FILE_CREATE,
			      .allocation = 100000 };
	struct fsa_open *o = rig_open(test, &r);
	struct fsa_stat st = rig_stat(test, o);

	KUNIT_EXPECT_EQ(test, 0, st.end_of_file);
	KUNIT_EXPECT_GE(test, st.allocation_size, 100000);
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_end_of_file(o, 5000));
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_allocation(o, 10));
	KUNIT_EXPECT_EQ(test, 10, rig_stat(test, o).end_of_file);
	rig_close(o);
}

struct kunit_case file_open_cases[] = {
	KUNIT_CASE(dispositions),
	KUNIT_CASE(parameters),
	KUNIT_CASE(types),
	KUNIT_CASE(read_and_write),
	KUNIT_CASE(read_sizes),
	KUNIT_CASE(granted),
	KUNIT_CASE(permissions),
	KUNIT_CASE(maximal_access),
	KUNIT_CASE(owner_and_mode),
	KUNIT_CASE(attributes_on_open),
	KUNIT_CASE(read_only_volume),
	KUNIT_CASE(special_files),
	KUNIT_CASE(symlinks),
	KUNIT_CASE(delete_symlink),
	KUNIT_CASE(allocation),
	{}
};
