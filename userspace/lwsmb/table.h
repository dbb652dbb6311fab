/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rows of named values, for people as a table or for programs as JSON.
 */
#ifndef LWSMB_TOOL_TABLE_H
#define LWSMB_TOOL_TABLE_H

#include <stdio.h>

#include "lwsmb/platform.h"

/**
 * enum cell_kind - what a value is in JSON
 * @CELL_NONE: null; an empty cell
 * @CELL_TEXT: a string
 * @CELL_NUMBER: a number, or true or false: its text as it is
 */
enum cell_kind {
	CELL_NONE,
	CELL_TEXT,
	CELL_NUMBER,
};

/**
 * struct column - a column
 * @name: in JSON
 * @heading: in a table
 * @right: numbers
 */
struct column {
	const char *name;
	const char *heading;
	bool right;
};

/**
 * struct cell - a value
 * @kind: what it is
 * @text: UTF-8 or any bytes
 */
struct cell {
	enum cell_kind kind;
	char *text;
};

/**
 * struct table - rows
 * @columns: columns
 * @width: number of them
 * @rows: number of rows
 * @cells: rows one after the other
 * @failed: memory was short
 */
struct table {
	const struct column *columns;
	size_t width;
	size_t rows;
	struct cell *cells;
	bool failed;
};

bool table_row(struct table *t);
void table_set(struct table *t, size_t column, enum cell_kind kind, const char *fmt, ...)
	__attribute__((__format__(__printf__, 4, 5)));
int table_print(const struct table *t, bool json, FILE *f);
void table_print_object(const struct table *t, bool json, FILE *f);
void table_free(struct table *t);

#endif /* LWSMB_TOOL_TABLE_H */
