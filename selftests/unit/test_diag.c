// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the list of problems. */
#include "lib/diag.h"
#include "unit.h"

TEST(with_and_without_line)
{
	struct lw_diag d = { 0 };

	lw_diag_add(&d, "f", 12, "bad %s %d", "thing", 5);
	lw_diag_add(&d, "f", 0, "missing");
	ASSERT_EQ(2, d.count);
	EXPECT_STREQ("f:12: bad thing 5", d.text[0]);
	EXPECT_STREQ("f: missing", d.text[1]);
	lw_diag_free(&d);
	EXPECT_EQ(0, d.count);
	lw_diag_add(&d, "g", 1, "again");
	EXPECT_EQ(1, d.count);
	lw_diag_free(&d);
}

TEST(too_many)
{
	struct lw_diag d = { 0 };
	int i;

	for (i = 1; i <= LW_DIAG_MAX + 5; i++) {
		lw_diag_add(&d, "f", i, "n");
		EXPECT_EQ(i < LW_DIAG_MAX ? i : LW_DIAG_MAX, d.count);
	}
	EXPECT_STREQ("f:98: n", d.text[LW_DIAG_MAX - 3]);
	EXPECT_STREQ("f:99: n", d.text[LW_DIAG_MAX - 2]);
	EXPECT_STREQ("f: too many errors", d.text[LW_DIAG_MAX - 1]);
	lw_diag_free(&d);
}

/* A text that is too long is cut, wherever the end falls. */
TEST(long_text)
{
	struct lw_diag d = { 0 };
	char name[600];
	size_t len;

	for (len = 500; len < sizeof(name); len++) {
		memset(name, 'x', len);
		name[len] = '\0';
		lw_diag_add(&d, name, 0, "cause");
		EXPECT_EQ(len < 504 ? len + 7 : 511, strlen(d.text[0]));
		lw_diag_free(&d);
	}
}

TEST_HARNESS_MAIN
