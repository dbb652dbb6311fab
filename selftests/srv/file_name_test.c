// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Names: what is refused, what is found, in which case, and how what NT cannot name
 * is named.
 */
#include <linux/ktime.h>
#include <lwsmb/utf16.h>

#include "file/match.h"
#include "file/name.h"
#include "file_rig.h"

static void refused(struct kunit *test)
{
	static const struct {
		const char *name;
		u32 status;
	} t[] = {
		{ "..", STATUS_OBJECT_PATH_SYNTAX_BAD },
		{ ".", STATUS_OBJECT_PATH_SYNTAX_BAD },
		{ "d\\..\\..\\secret", STATUS_OBJECT_PATH_SYNTAX_BAD },
		{ "..\\secret", STATUS_OBJECT_PATH_SYNTAX_BAD },
		{ "\\f", STATUS_INVALID_PARAMETER },
		{ "d\\\\f", STATUS_OBJECT_NAME_INVALID },
		{ "d\\f\\\\", STATUS_OBJECT_NAME_INVALID },
		{ "../secret", STATUS_OBJECT_NAME_INVALID },
		{ "/etc/passwd", STATUS_OBJECT_NAME_INVALID },
		{ "a*b", STATUS_OBJECT_NAME_INVALID },
		{ "a?", STATUS_OBJECT_NAME_INVALID },
		{ "a<b", STATUS_OBJECT_NAME_INVALID },
		{ "a\"b", STATUS_OBJECT_NAME_INVALID },
		{ "a|b", STATUS_OBJECT_NAME_INVALID },
		{ "a\x01", STATUS_OBJECT_NAME_INVALID },
		{ ":stream", STATUS_OBJECT_NAME_INVALID },
		{ "f:", STATUS_OBJECT_NAME_INVALID },
		/* private-use characters that would become "..", "." or '/' */
		{ ".\xef\x80\xa9", STATUS_OBJECT_NAME_INVALID },
		{ "\xef\x80\xa9", STATUS_OBJECT_NAME_INVALID },
	};
	int i;

	rig_make(test, "d", FILE_DIRECTORY_FILE);
	for (i = 0; i < ARRAY_SIZE(t); i++) {
		struct rig_open r = { .name = t[i].name, .access = RIG_READ, .share = RIG_SHARE,
				      .disposition = FILE_OPEN_IF };
		u32 status = rig_status(test, &r);

		KUNIT_EXPECT_EQ_MSG(test, t[i].status, status, "'%s': %s", t[i].name,
				    ntstatus_name(status));
	}
}

static u32 open_wide(struct kunit *test, const u8 *wide, u32 len, u32 disposition)
{
	struct fsa_create c = {
		.volume = RIG(test)->volume,
		.user = RIG(test)->user[RIG_A],
		.tree_access = RIG_ALL,
		.name = { .data = wide, .len = len },
		.desired_access = RIG_READ,
		.share_access = RIG_SHARE,
		.disposition = disposition,
	};
	struct fsa_open *o;
	u32 status = fsa_create(&c, &o);

	rig_close(o);
	return status;
}

static void refused_units(struct kunit *test)
{
	static const u8 nul[] = { 'a', 0, 0, 0, 'b', 0 };
	static const u8 high[] = { 'a', 0, 0x00, 0xd8 };
	static const u8 low[] = { 0x00, 0xdc, 'a', 0 };
	u8 *longest = kunit_kzalloc(test, 600, GFP_KERNEL);
	int i;

	EXPECT_STATUS(test, STATUS_OBJECT_NAME_INVALID, open_wide(test, nul, 6, FILE_OPEN_IF));
	EXPECT_STATUS(test, STATUS_OBJECT_NAME_INVALID, open_wide(test, nul, 1, FILE_OPEN_IF));
	EXPECT_STATUS(test, STATUS_OBJECT_NAME_INVALID, open_wide(test, high, 4, FILE_OPEN_IF));
	EXPECT_STATUS(test, STATUS_OBJECT_NAME_INVALID, open_wide(test, low, 4, FILE_OPEN_IF));
	for (i = 0; i < 300; i++)
		longest[2 * i] = 'x';
	EXPECT_STATUS(test, STATUS_SUCCESS, open_wide(test, longest, 510, FILE_OPEN_IF));
	EXPECT_STATUS(test, STATUS_OBJECT_NAME_INVALID,
		      open_wide(test, longest, 512, FILE_OPEN_IF));
	longest[0] = 0xe9; /* 256 bytes of UTF-8 */
	EXPECT_STATUS(test, STATUS_OBJECT_NAME_INVALID,
		      open_wide(test, longest, 510, FILE_OPEN_IF));
}

/* Which file is opened: 'n' new, else the first character of what it holds */
static void by_case(struct kunit *test)
{
	static const struct {
		const char *name;
		bool exact;
		u32 status;
		char holds;
	} t[] = {
		{ "Mixed", false, 0, 'M' },
		{ "MIXED", false, 0, 'M' },
		{ "mixed", false, 0, 'M' },
		{ "MIXED", true, STATUS_OBJECT_NAME_NOT_FOUND },
		{ "Mixed", true, 0, 'M' },
		/* twins: the exact one, else the lowest in byte order */
		{ "twin", false, 0, 't' },
		{ "TWIN", false, 0, 'T' },
		{ "Twin", false, 0, 'T' },
		{ "tWIN", false, 0, 'T' },
		{ "DIR\\SUB\\FILE", false, 0, 'f' },
		{ "dir\\sub\\file", false, 0, 'f' },
		{ "DIR\\SUB\\none", false, STATUS_OBJECT_NAME_NOT_FOUND },
		{ "DIR\\none\\FILE", false, STATUS_OBJECT_PATH_NOT_FOUND },
		{ "DIR\\Sub\\file", true, STATUS_OBJECT_PATH_NOT_FOUND },
		{ "\xc3\xa9t\xc3\xa9", false, 0, 'e' },
	};
	static const char * const files[][2] = {
		{ "Mixed", "M" }, { "twin", "t" }, { "TWIN", "T" }, { "Dir/Sub/file", "f" },
		{ "\xc3\x89T\xc3\x89", "e" },
	};
	struct fsa_open *o;
	size_t n;
	int i;

	KUNIT_ASSERT_EQ(test, 0, rig_local_mkdir(test, "Dir", 0777));
	KUNIT_ASSERT_EQ(test, 0, rig_local_mkdir(test, "Dir/Sub", 0777));
	for (i = 0; i < ARRAY_SIZE(files); i++) {
		struct rig_open r = { .access = RIG_RW, .disposition = FILE_CREATE,
				      .volume = RIG(test)->exact };
		char name[32];

		strscpy(name, files[i][0], sizeof(name));
		strreplace(name, '/', '\\');
		r.name = name;
		o = rig_open(test, &r);
		EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, files[i][1]));
		rig_close(o);
	}
	for (i = 0; i < ARRAY_SIZE(t); i++) {
		struct rig_open r = { .name = t[i].name, .access = RIG_READ, .share = RIG_SHARE,
				      .disposition = FILE_OPEN,
				      .volume = t[i].exact ? RIG(test)->exact : NULL };
		u32 status = rig_try(test, &r, &o);
		char c = 0;

		KUNIT_EXPECT_EQ_MSG(test, t[i].status, status, "%s: %s", t[i].name,
				    ntstatus_name(status));
		if (!status)
			rig_read(o, 0, &c, 1, &n);
		KUNIT_EXPECT_EQ_MSG(test, t[i].holds, c, "%s", t[i].name);
		rig_close(o);
	}
}

/* A create that folds onto a name that is there opens it, or collides with it. */
static void create_folds(struct kunit *test)
{
	struct rig_open r = { .name = "NAME", .access = RIG_RW, .share = RIG_SHARE,
			      .disposition = FILE_CREATE };

	rig_make(test, "name", 0);
	EXPECT_STATUS(test, STATUS_OBJECT_NAME_COLLISION, rig_status(test, &r));
	r.disposition = FILE_OPEN_IF;
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_status(test, &r));
	KUNIT_EXPECT_EQ(test, FILE_OPENED, r.action);
	KUNIT_EXPECT_FALSE(test, rig_exists(test, "NAME"));
	r.volume = RIG(test)->exact;
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_status(test, &r));
	KUNIT_EXPECT_EQ(test, FILE_CREATED, r.action);
	KUNIT_EXPECT_TRUE(test, rig_exists(test, "NAME"));
}

/* What local processes do shows at once in what is found without regard to case. */
static void local_changes(struct kunit *test)
{
	struct rig_open r = { .name = "NAME", .access = RIG_READ, .share = RIG_SHARE,
			      .disposition = FILE_OPEN };

	EXPECT_STATUS(test, STATUS_OBJECT_NAME_NOT_FOUND, rig_status(test, &r));
	rig_local_create(test, "name", 0666, GLOBAL_ROOT_UID, GLOBAL_ROOT_GID);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_status(test, &r));
	rig_local_rename(test, "name", "other");
	EXPECT_STATUS(test, STATUS_OBJECT_NAME_NOT_FOUND, rig_status(test, &r));
	rig_local_rename(test, "other", "Name");
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_status(test, &r));
	rig_local_unlink(test, "Name");
	EXPECT_STATUS(test, STATUS_OBJECT_NAME_NOT_FOUND, rig_status(test, &r));
	rig_local_mkdir(test, "nAME", 0755);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_status(test, &r));
	rig_local_unlink(test, "nAME");
	EXPECT_STATUS(test, STATUS_OBJECT_NAME_NOT_FOUND, rig_status(test, &r));
}

/* Every name that Linux can have comes back as itself. */
static void mapping(struct kunit *test)
{
	static const struct {
		const char *disk, *wire; /* both UTF-8 */
	} t[] = {
		{ "plain", "plain" },
		{ "a:*?<>|\"\\z", "a\xef\x80\xa2\xef\x80\xa1\xef\x80\xa5\xef\x80\xa3"
				"\xef\x80\xa4\xef\x80\xa7\xef\x80\xa0\xef\x80\xa6z" },
		{ "dot.", "dot\xef\x80\xa9" },
		{ "space ", "space\xef\x80\xa8" },
		{ "latin\xe9", "latin\xee\xbf\xa9" },
		{ "\xff\xfe", "\xee\xbf\xbf\xee\xbf\xbe" },
		{ "cut\xc3", "cut\xee\xbf\x83" },
		{ "is\xee\xbf\xa9", "is\xee\xbf\xae\xee\xbe\xbf\xee\xbe\xa9" },
		{ "\xed\xa0\x80", "\xee\xbf\xad\xee\xbe\xa0\xee\xbe\x80" },
		{ "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80" },
		{ "\xc0\xaf", "\xee\xbf\x80\xee\xbe\xaf" }, /* an overlong '/' */
	};
	u8 wire[FSA_NAME_WIRE_MAX];
	char back[256];
	int i, n;

	for (i = 0; i < ARRAY_SIZE(t); i++) {
		struct wire_span s = { .data = wire };

		n = fsa_name_from_disk(t[i].disk, strlen(t[i].disk), wire);
		KUNIT_ASSERT_GT(test, n, 0);
		s.len = n;
		n = utf16_to_utf8(wire, s.len, back, sizeof(back), 0);
		KUNIT_ASSERT_GT(test, n, 0);
		back[n] = 0;
		KUNIT_EXPECT_STREQ_MSG(test, t[i].wire, back, "row %d", i);
		n = fsa_name_to_disk(&s, back, sizeof(back) - 1);
		KUNIT_ASSERT_GT_MSG(test, n, 0, "row %d", i);
		back[n] = 0;
		KUNIT_EXPECT_STREQ(test, t[i].disk, back);
	}
}

static void every_byte(struct kunit *test)
{
	u8 wire[FSA_NAME_WIRE_MAX];
	char name[4], back[16];
	int a, b, n;

	for (a = 1; a < 256; a++)
		for (b = 1; b < 256; b++) {
			struct wire_span s = { .data = wire };

			if (a == '/' || b == '/' || (a == '.' && b == '.'))
				continue;
			name[0] = a;
			name[1] = b;
			n = fsa_name_from_disk(name, 2, wire);
			s.len = n;
			if (n <= 0 || (utf16_name_scan(wire, n) & UTF16_NAME_BAD) ||
			    fsa_name_to_disk(&s, back, sizeof(back)) != 2 ||
			    memcmp(name, back, 2)) {
				KUNIT_FAIL(test, "%02x %02x does not come back", a, b);
				return;
			}
		}
}

static void wildcards(struct kunit *test)
{
	static const struct {
		const char *expr, *name;
		bool matches;
	} t[] = {
		{ "*", "anything", true },
		{ "*", "", true },
		{ "*.txt", "a.TXT", true },
		{ "*.txt", "a.txt.b", false },
		{ "*.*", "nodot", false },
		{ "a?c", "abc", true },
		{ "a?c", "ac", false },
		{ "???", "ab", false },
		{ ">>>", "ab", true },
		{ ">>>", "abcd", false },
		{ ">>>.txt", "a.txt", true },
		{ "???.txt", "a.txt", false },
		{ "<.txt", "a.b.txt", true },
		{ "<.b", "a.b.txt", false },
		{ "<.", "nodot", false },
		{ "<", "a.b", false },
		{ "<\"*", "nodot", true },
		{ "<\"*", "a.b", true },
		{ "a\"", "a", true },
		{ "a\"", "a.", true },
		{ "a\"", "ab", false },
		{ "<\"txt", "readme.txt", true },
		{ "f*o*o", "foo", true },
		{ "f*o*o", "fo", false },
		{ "********************b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
		{ "", "a", false },
	};
	struct fsa_pattern *p = kunit_kzalloc(test, sizeof(*p), GFP_KERNEL);
	u8 expr[128], name[128];
	int i;

	for (i = 0; i < ARRAY_SIZE(t); i++) {
		if (fsa_pattern_init(p, expr, rig_wide(t[i].expr, expr), false)) {
			KUNIT_EXPECT_STREQ(test, t[i].expr, "");
			continue;
		}
		KUNIT_EXPECT_EQ_MSG(test, t[i].matches,
				    fsa_pattern_matches(p, name, rig_wide(t[i].name, name)),
				    "%s %s", t[i].expr, t[i].name);
	}
	fsa_pattern_init(p, expr, rig_wide("A*", expr), true);
	KUNIT_EXPECT_FALSE(test, fsa_pattern_matches(p, name, rig_wide("ab", name)));
}

/* Many files in one directory: what the last costs is what the first cost. */
static void many_creates(struct kunit *test)
{
	const int total = 10000, part = 1000;
	char name[32];
	s64 first = 0, last = 0;
	ktime_t start = ktime_get();
	int i;

	rig_make(test, "many", FILE_DIRECTORY_FILE);
	for (i = 0; i < total; i++) {
		snprintf(name, sizeof(name), "many\\File%d", i);
		rig_make(test, name, 0);
		if (i == part - 1)
			first = ktime_ms_delta(ktime_get(), start);
		if (i == total - part - 1)
			start = ktime_get();
	}
	last = ktime_ms_delta(ktime_get(), start);
	kunit_info(test, "the first %d took %lld ms, the last %d of %d %lld ms", part, first, part,
		   total, last);
	KUNIT_EXPECT_LT(test, last, 4 * first + 1000);
}

struct kunit_case file_name_cases[] = {
	KUNIT_CASE(refused),
	KUNIT_CASE(refused_units),
	KUNIT_CASE(by_case),
	KUNIT_CASE(create_folds),
	KUNIT_CASE(local_changes),
	KUNIT_CASE(mapping),
	KUNIT_CASE(every_byte),
	KUNIT_CASE(wildcards),
	KUNIT_CASE_SLOW(many_creates),
	{}
};
