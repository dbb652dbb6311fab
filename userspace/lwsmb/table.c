// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Rows of named values.
 *
 * What comes from clients (names of files and users) may hold anything: a terminal gets
 * no control characters, JSON gets valid UTF-8.
 */
#include "lwsmb/table.h"

#include <stdarg.h>
#include <stdlib.h>

#include "lib/unicode.h"

/**
 * table_row() - begin a row
 * @t: table
 *
 * Return: false if memory is short.
 */
bool table_row(struct table *t)
{
	size_t cells = (t->rows + 1) * t->width;
	struct cell *grown = realloc(t->cells, cells * sizeof(*grown));

	if (!grown) {
		t->failed = true;
		return false;
	}
	t->cells = grown;
	memset(&grown[t->rows * t->width], 0, t->width * sizeof(*grown));
	t->rows++;
	return true;
}

/**
 * table_set() - set a value of the last row
 * @t: table
 * @column: column
 * @kind: what it is in JSON
 * @fmt: its text, as for printf()
 */
void table_set(struct table *t, size_t column, enum cell_kind kind, const char *fmt, ...)
{
	struct cell *c = &t->cells[(t->rows - 1) * t->width + column];
	va_list ap;

	va_start(ap, fmt);
	c->kind = kind;
	if (vasprintf(&c->text, fmt, ap) < 0) {
		c->text = NULL;
		c->kind = CELL_NONE;
		t->failed = true;
	}
	va_end(ap);
}

/**
 * table_free() - free
 * @t: table
 */
void table_free(struct table *t)
{
	size_t i;

	for (i = 0; i < t->rows * t->width; i++)
		free(t->cells[i].text);
	free(t->cells);
	t->cells = NULL;
	t->rows = 0;
}

/* Bytes of the UTF-8 character at @s, or 0 if it is none. */
static size_t utf8_char(const char *s)
{
	size_t n;

	for (n = 1; n <= 4 && s[n - 1]; n++)
		if (lw_utf8_valid(s, n))
			return n;
	return 0;
}

static bool is_control(const char *s)
{
	u8 c = *s;

	return c < 0x20 || c == 0x7f || (c == 0xc2 && (u8)s[1] < 0xa0);
}

static void json_text(const char *s, FILE *f)
{
	size_t n;

	fputc('"', f);
	while (*s) {
		n = utf8_char(s);
		if (!n)
			fputs("\\ufffd", f);
		else if (*s == '"' || *s == '\\')
			fprintf(f, "\\%c", *s);
		else if (is_control(s))
			fprintf(f, "\\u%04x", n == 2 ? (u8)s[1] : (u8)*s);
		else
			fwrite(s, 1, n, f);
		s += n ? n : 1;
	}
	fputc('"', f);
}

/* For a terminal, with "?" for what has no place there. Returns its columns. */
static size_t plain_text(const char *s, FILE *f)
{
	size_t width = 0, n;

	for (; s && *s; width++) {
		n = utf8_char(s);
		if (!n || is_control(s)) {
			if (f)
				fputc('?', f);
		} else if (f) {
			fwrite(s, 1, n, f);
		}
		s += n ? n : 1;
	}
	return width;
}

static void json_row(const struct table *t, const struct cell *row, FILE *f)
{
	size_t i;

	fputc('{', f);
	for (i = 0; i < t->width; i++) {
		fprintf(f, "%s\"%s\": ", i ? ", " : "", t->columns[i].name);
		switch (row[i].kind) {
		case CELL_NONE:
			fputs("null", f);
			break;
		case CELL_TEXT:
			json_text(row[i].text, f);
			break;
		case CELL_NUMBER:
			fputs(row[i].text, f);
			break;
		}
	}
	fputc('}', f);
}

static void json_print(const struct table *t, FILE *f)
{
	size_t i;

	fputc('[', f);
	for (i = 0; i < t->rows; i++) {
		fputs(i ? ",\n " : "", f);
		json_row(t, &t->cells[i * t->width], f);
	}
	fputs("]\n", f);
}

static size_t column_width(const struct table *t, size_t column)
{
	size_t i, w = plain_text(t->columns[column].heading, NULL), n;

	for (i = 0; i < t->rows; i++) {
		n = plain_text(t->cells[i * t->width + column].text, NULL);
		w = n > w ? n : w;
	}
	return w;
}

static void print_cell(const struct table *t, size_t column, size_t width, const char *text,
		       FILE *f)
{
	size_t pad = width - plain_text(text, NULL);

	if (column)
		fputs("  ", f);
	if (t->columns[column].right)
		fprintf(f, "%*s", (int)pad, "");
	plain_text(text, f);
	if (!t->columns[column].right && column != t->width - 1)
		fprintf(f, "%*s", (int)pad, "");
}

/* Columns of a row up to the last that is not empty. */
static size_t filled(const struct table *t, size_t row)
{
	size_t n = t->width;

	while (n && t->cells[row * t->width + n - 1].kind == CELL_NONE)
		n--;
	return n;
}

/**
 * table_print() - print all rows
 * @t: table
 * @json: as an array of objects
 * @f: where to
 *
 * Return: 0, or -ENOMEM if the table is not whole; then nothing is printed.
 */
int table_print(const struct table *t, bool json, FILE *f)
{
	size_t *widths = calloc(t->width, sizeof(*widths));
	size_t i, j;

	if (!widths || t->failed) {
		free(widths);
		return -ENOMEM;
	}
	if (json) {
		json_print(t, f);
	} else {
		for (j = 0; j < t->width; j++) {
			widths[j] = column_width(t, j);
			print_cell(t, j, widths[j], t->columns[j].heading, f);
		}
		fputc('\n', f);
		for (i = 0; i < t->rows; i++) {
			for (j = 0; j < filled(t, i); j++)
				print_cell(t, j, widths[j], t->cells[i * t->width + j].text, f);
			fputc('\n', f);
		}
	}
	free(widths);
	return 0;
}

/**
 * table_print_object() - print the first row, a value a line
 * @t: table
 * @json: as an object
 * @f: where to
 */
void table_print_object(const struct table *t, bool json, FILE *f)
{
	size_t i;

	if (json) {
		json_row(t, t->cells, f);
		fputc('\n', f);
		return;
	}
	for (i = 0; i < t->width; i++) {
		fprintf(f, "%-24s", t->columns[i].heading);
		plain_text(t->cells[i].text, f);
		fputc('\n', f);
	}
}
