// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Share modes and deletion: what the opens of a file mean for each other.
 */
#include "file_rig.h"

/*
 * MS-FSA 2.1.5.1.2.2 as a sentence: a second open fails if it wants what the first
 * does not share, or does not share what the first has.
 */
static bool conflict(u32 access1, u32 share1, u32 access2, u32 share2)
{
	static const struct {
		u32 access, share;
	} t[] = {
		{ FILE_READ_DATA | FILE_EXECUTE, FILE_SHARE_READ },
		{ FILE_WRITE_DATA | FILE_APPEND_DATA, FILE_SHARE_WRITE },
		{ ACCESS_DELETE, FILE_SHARE_DELETE },
	};
	const u32 any = t[0].access | t[1].access | t[2].access;
	int i;

	if (!(access1 & any) || !(access2 & any))
		return false;
	for (i = 0; i < ARRAY_SIZE(t); i++)
		if (((access2 & t[i].access) && !(share1 & t[i].share)) ||
		    ((access1 & t[i].access) && !(share2 & t[i].share)))
			return true;
	return false;
}

/* Every pair of accesses and share modes, from both ends */
static void pairs(struct kunit *test)
{
	static const u32 accesses[] = {
		RIG_STAT, FILE_READ_DATA, FILE_WRITE_DATA, FILE_APPEND_DATA, FILE_EXECUTE,
		ACCESS_DELETE, RIG_RW, RIG_ALL,
	};
	int a1, a2, s1, s2;

	rig_make(test, "f", 0);
	for (a1 = 0; a1 < ARRAY_SIZE(accesses); a1++)
		for (s1 = 0; s1 < 8; s1++) {
			struct rig_open r1 = { .name = "f", .access = accesses[a1], .share = s1,
					       .disposition = FILE_OPEN };
			struct fsa_open *o1 = rig_open(test, &r1);

			for (a2 = 0; a2 < ARRAY_SIZE(accesses); a2++)
				for (s2 = 0; s2 < 8; s2++) {
					struct rig_open r2 = { .name = "f", .access = accesses[a2],
							       .share = s2,
							       .disposition = FILE_OPEN };
					bool bad = conflict(accesses[a1], s1, accesses[a2], s2);
					u32 status = rig_status(test, &r2);

					KUNIT_EXPECT_EQ_MSG(test, bad ? STATUS_SHARING_VIOLATION : 0,
							    status, "%x/%d then %x/%d",
							    accesses[a1], s1, accesses[a2], s2);
				}
			rig_close(o1);
		}
}

/* Two users, two shares of one folder, two names of one file */
static void across(struct kunit *test)
{
	struct rig_open r1 = { .name = "f", .access = RIG_READ, .disposition = FILE_OPEN };
	struct rig_open r2 = { .who = RIG_B, .name = "f", .access = RIG_READ, .share = RIG_SHARE,
			       .disposition = FILE_OPEN };
	struct fsa_open *o;

	rig_make(test, "f", 0);
	o = rig_get(test, "f", RIG_READ, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_link(o, "g", 0));
	rig_close(o);
	o = rig_open(test, &r1);
	EXPECT_STATUS(test, STATUS_SHARING_VIOLATION, rig_status(test, &r2));
	r2.name = "g";
	EXPECT_STATUS(test, STATUS_SHARING_VIOLATION, rig_status(test, &r2));
	r2.volume = RIG(test)->exact;
	EXPECT_STATUS(test, STATUS_SHARING_VIOLATION, rig_status(test, &r2));
	rig_close(o);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_status(test, &r2));
}

/* Overwriting takes the right to write, though the open does not ask for it. */
static void overwriting_writes(struct kunit *test)
{
	struct rig_open r1 = { .name = "f", .access = RIG_READ, .share = FILE_SHARE_READ,
			       .disposition = FILE_OPEN };
	struct rig_open r2 = { .name = "f", .access = RIG_STAT, .share = RIG_SHARE,
			       .disposition = FILE_OVERWRITE };
	struct fsa_open *o;

	rig_make(test, "f", 0);
	o = rig_open(test, &r1);
	EXPECT_STATUS(test, STATUS_SHARING_VIOLATION, rig_status(test, &r2));
	rig_close(o);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_status(test, &r2));
}

static u32 try_open(struct kunit *test, const char *name, u32 disposition)
{
	struct rig_open r = { .name = name, .access = RIG_READ, .share = RIG_SHARE,
			      .disposition = disposition };

	return rig_status(test, &r);
}

static void disposition(struct kunit *test)
{
	struct fsa_open *o, *other;

	rig_make(test, "f", 0);
	o = rig_get(test, "f", RIG_RWD, FILE_OPEN, 0);
	other = rig_get(test, "f", RIG_READ, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_disposition(o, FILE_DISPOSITION_DELETE));
	KUNIT_EXPECT_TRUE(test, rig_stat(test, other).delete_pending);
	EXPECT_STATUS(test, STATUS_DELETE_PENDING, try_open(test, "f", FILE_OPEN));
	EXPECT_STATUS(test, STATUS_DELETE_PENDING, try_open(test, "F", FILE_OPEN_IF));
	EXPECT_STATUS(test, STATUS_DELETE_PENDING, try_open(test, "f", FILE_CREATE));
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_disposition(o, 0));
	EXPECT_STATUS(test, STATUS_SUCCESS, try_open(test, "f", FILE_OPEN));
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_disposition(o, FILE_DISPOSITION_DELETE));
	rig_close(o);
	EXPECT_STATUS(test, STATUS_DELETE_PENDING, try_open(test, "f", FILE_OPEN));
	KUNIT_EXPECT_TRUE(test, rig_exists(test, "f"));
	rig_close(other);
	KUNIT_EXPECT_FALSE(test, rig_exists(test, "f"));
	EXPECT_STATUS(test, STATUS_OBJECT_NAME_NOT_FOUND, try_open(test, "f", FILE_OPEN));
}

static void delete_on_close(struct kunit *test)
{
	struct fsa_open *o, *other;

	o = rig_get(test, "f", RIG_RWD, FILE_CREATE, FILE_DELETE_ON_CLOSE);
	other = rig_get(test, "f", RIG_READ, FILE_OPEN, 0);
	KUNIT_EXPECT_FALSE(test, rig_stat(test, other).delete_pending);
	rig_close(o);
	KUNIT_EXPECT_TRUE(test, rig_stat(test, other).delete_pending);
	EXPECT_STATUS(test, STATUS_DELETE_PENDING, try_open(test, "f", FILE_OPEN));
	rig_close(other);
	KUNIT_EXPECT_FALSE(test, rig_exists(test, "f"));
}

static void delete_posix(struct kunit *test)
{
	struct fsa_open *o, *other;
	char buf[4];
	size_t n;

	rig_make(test, "f", 0);
	o = rig_get(test, "f", RIG_RWD, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "data"));
	other = rig_get(test, "f", RIG_READ, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_SUCCESS,
		      fsa_set_disposition(o, FILE_DISPOSITION_DELETE |
					     FILE_DISPOSITION_POSIX_SEMANTICS));
	rig_close(o);
	KUNIT_EXPECT_FALSE(test, rig_exists(test, "f"));
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_read(other, 0, buf, 4, &n));
	EXPECT_STATUS(test, STATUS_SUCCESS, try_open(test, "f", FILE_CREATE));
	rig_close(other);
	KUNIT_EXPECT_TRUE(test, rig_exists(test, "f"));
}

static void what_cannot_go(struct kunit *test)
{
	struct rig_open r = { .name = "ro", .access = RIG_ALL & ~(FILE_WRITE_DATA | FILE_APPEND_DATA),
			      .share = RIG_SHARE, .disposition = FILE_OPEN };
	struct rig_open make = { .name = "ro", .access = RIG_RW, .disposition = FILE_CREATE,
				 .attributes = FILE_ATTRIBUTE_READONLY };
	struct fsa_open *o;

	rig_close(rig_open(test, &make));
	o = rig_open(test, &r);
	EXPECT_STATUS(test, STATUS_CANNOT_DELETE, fsa_set_disposition(o, FILE_DISPOSITION_DELETE));
	EXPECT_STATUS(test, STATUS_SUCCESS,
		      fsa_set_disposition(o, FILE_DISPOSITION_DELETE |
					     FILE_DISPOSITION_IGNORE_READONLY_ATTRIBUTE));
	rig_close(o);
	KUNIT_EXPECT_FALSE(test, rig_exists(test, "ro"));
	rig_make(test, "d", FILE_DIRECTORY_FILE);
	rig_make(test, "d\\f", 0);
	o = rig_get(test, "d", RIG_READ | ACCESS_DELETE, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_DIRECTORY_NOT_EMPTY,
		      fsa_set_disposition(o, FILE_DISPOSITION_DELETE));
	rig_local_unlink(test, "d/f");
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_disposition(o, FILE_DISPOSITION_DELETE));
	EXPECT_STATUS(test, STATUS_DELETE_PENDING, try_open(test, "d\\new", FILE_CREATE));
	/* A local process fills it meanwhile: it stays. */
	KUNIT_EXPECT_EQ(test, 0, rig_local_create(test, "d/g", 0666, GLOBAL_ROOT_UID,
						  GLOBAL_ROOT_GID));
	rig_close(o);
	EXPECT_STATUS(test, STATUS_SUCCESS, try_open(test, "d\\g", FILE_OPEN));
	o = rig_get(test, "", RIG_READ, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, fsa_set_disposition(o, FILE_DISPOSITION_DELETE));
	rig_close(o);
	o = rig_get(test, "", ACCESS_DELETE, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_CANNOT_DELETE, fsa_set_disposition(o, FILE_DISPOSITION_DELETE));
	rig_close(o);
}

/* The name is deleted that the file has then; whoever took the old name is spared. */
static void renamed_meanwhile(struct kunit *test)
{
	struct fsa_open *o = rig_get(test, "f", RIG_RWD, FILE_CREATE, FILE_DELETE_ON_CLOSE);

	KUNIT_EXPECT_EQ(test, 0, rig_local_rename(test, "f", "g"));
	KUNIT_EXPECT_EQ(test, 0, rig_local_create(test, "f", 0666, GLOBAL_ROOT_UID,
						  GLOBAL_ROOT_GID));
	rig_close(o);
	KUNIT_EXPECT_TRUE(test, rig_exists(test, "f"));
	KUNIT_EXPECT_FALSE(test, rig_exists(test, "g"));
	/* Deleted and made anew: another file. */
	o = rig_get(test, "h", RIG_RWD, FILE_CREATE, FILE_DELETE_ON_CLOSE);
	KUNIT_EXPECT_EQ(test, 0, rig_local_unlink(test, "h"));
	KUNIT_EXPECT_EQ(test, 0, rig_local_create(test, "h", 0666, GLOBAL_ROOT_UID,
						  GLOBAL_ROOT_GID));
	EXPECT_STATUS(test, STATUS_SUCCESS, try_open(test, "h", FILE_OPEN));
	rig_close(o);
	KUNIT_EXPECT_TRUE(test, rig_exists(test, "h"));
}

/* One name of two goes, with the last handle of that name. */
static void one_of_two_names(struct kunit *test)
{
	struct fsa_open *f, *g;

	rig_make(test, "f", 0);
	f = rig_get(test, "f", RIG_RWD, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_link(f, "g", 0));
	g = rig_get(test, "g", RIG_READ, FILE_OPEN, 0);
	KUNIT_EXPECT_EQ(test, 2, rig_stat(test, g).number_of_links);
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_disposition(f, FILE_DISPOSITION_DELETE));
	KUNIT_EXPECT_FALSE(test, rig_stat(test, g).delete_pending);
	EXPECT_STATUS(test, STATUS_SUCCESS, try_open(test, "g", FILE_OPEN));
	rig_close(f);
	KUNIT_EXPECT_FALSE(test, rig_exists(test, "f"));
	KUNIT_EXPECT_EQ(test, 1, rig_stat(test, g).number_of_links);
	rig_close(g);
	KUNIT_EXPECT_TRUE(test, rig_exists(test, "g"));
}

/* Who asked for the deletion is who deletes, not who closes last. */
static void deleter(struct kunit *test)
{
	struct rig_open b = { .who = RIG_B, .name = "d\\f", .access = RIG_READ, .share = RIG_SHARE,
			      .disposition = FILE_OPEN };
	struct fsa_open *o, *last;

	rig_make(test, "d", FILE_DIRECTORY_FILE);
	KUNIT_ASSERT_EQ(test, 0, rig_local_chmod(test, "d", 0755)); /* A's alone */
	rig_make(test, "d\\f", 0);
	o = rig_get(test, "d\\f", RIG_RWD, FILE_OPEN, 0);
	last = rig_open(test, &b);
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_disposition(o, FILE_DISPOSITION_DELETE));
	rig_close(o);
	rig_close(last);
	KUNIT_EXPECT_FALSE(test, rig_exists(test, "d/f"));
	b.access = ACCESS_DELETE;
	rig_make(test, "d\\f", 0);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_status(test, &b));
}

/* An operation that holds the open may outlive its close. */
static void close_twice(struct kunit *test)
{
	struct fsa_open *o = rig_get(test, "f", RIG_RWD, FILE_CREATE, 0);
	size_t n;
	char c;

	fsa_open_get(o);
	fsa_close(o);
	fsa_close(o);
	fsa_open_put(o);
	EXPECT_STATUS(test, STATUS_END_OF_FILE, rig_read(o, 0, &c, 1, &n));
	KUNIT_EXPECT_FALSE(test, rig_stat(test, o).delete_pending);
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_disposition(o, FILE_DISPOSITION_DELETE));
	fsa_open_put(o);
	KUNIT_EXPECT_TRUE(test, rig_exists(test, "f"));
}

struct kunit_case file_share_cases[] = {
	KUNIT_CASE(pairs),
	KUNIT_CASE(across),
	KUNIT_CASE(overwriting_writes),
	KUNIT_CASE(disposition),
	KUNIT_CASE(delete_on_close),
	KUNIT_CASE(delete_posix),
	KUNIT_CASE(what_cannot_go),
	KUNIT_CASE(renamed_meanwhile),
	KUNIT_CASE(one_of_two_names),
	KUNIT_CASE(deleter),
	KUNIT_CASE(close_twice),
	{}
};
