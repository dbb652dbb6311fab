// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of lwsmb's tables: for people and for programs, whatever clients call things. */
#include <stdlib.h>

#include "lwsmb/table.h"
#include "unit.h"

static const struct column columns[] = {
	{ "name", "NAME", false },
	{ "n", "N", true },
	{ "end", "END", false },
};

static char *print(const struct table *t, bool json)
{
	char *text = NULL;
	size_t len;
	FILE *f = open_memstream(&text, &len);

	if (table_print(t, json, f))
		abort();
	fclose(f);
	return text;
}

FIXTURE(table)
{
	struct table t;
};

FIXTURE_SETUP(table)
{
	self->t = (struct table){ .columns = columns, .width = ARRAY_SIZE(columns) };
}

FIXTURE_TEARDOWN(table)
{
	table_free(&self->t);
}

TEST_F(table, empty)
{
	char *json = print(&self->t, true), *text = print(&self->t, false);

	EXPECT_STREQ("[]\n", json);
	EXPECT_STREQ("NAME  N  END\n", text);
	free(json);
	free(text);
}

TEST_F(table, rows)
{
	char *json, *text;

	table_row(&self->t);
	table_set(&self->t, 0, CELL_TEXT, "\xc3\xa9");
	table_set(&self->t, 1, CELL_NUMBER, "%d", 12);
	table_row(&self->t);
	table_set(&self->t, 0, CELL_TEXT, "%s", "longer");
	table_set(&self->t, 1, CELL_NUMBER, "%s", "true");
	table_set(&self->t, 2, CELL_TEXT, "x");
	json = print(&self->t, true);
	text = print(&self->t, false);
	EXPECT_STREQ("[{\"name\": \"\xc3\xa9\", \"n\": 12, \"end\": null},\n"
		     " {\"name\": \"longer\", \"n\": true, \"end\": \"x\"}]\n", json);
	EXPECT_STREQ("NAME       N  END\n\xc3\xa9         12\nlonger  true  x\n", text);
	free(json);
	free(text);
}

TEST_F(table, hostile_text)
{
	char *json, *text;

	table_row(&self->t);
	table_set(&self->t, 0, CELL_TEXT, "%s", "\x1b[2J\"\\\n\xff\xc2\x9b\x7f");
	json = print(&self->t, true);
	text = print(&self->t, false);
	EXPECT_NE(NULL, strstr(json, "\"\\u001b[2J\\\"\\\\\\u000a\\ufffd\\u009b\\u007f\", \"n\": null"));
	EXPECT_STREQ("NAME        N  END\n?[2J\"\\????\n", text);
	free(json);
	free(text);
}

TEST_HARNESS_MAIN
