// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Problems found in a file: see diag.h.
 */
#include "lib/diag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	DIAG_LINE_MAX = 512, /* bytes of one entry with its terminator */
};

/**
 * lw_diag_vadd() - add one problem
 * @d: list
 * @file: path of the file, as its user wrote it
 * @line: line from 1, or 0 if the problem is the file's as a whole
 * @fmt: cause, printf style; never a secret
 * @ap: its arguments
 *
 * Entry number LW_DIAG_MAX is replaced by "too many errors", further ones are
 * dropped. Where memory is short the entry's text is NULL, but it is counted, so
 * that @count tells failure from success in any case.
 */
void lw_diag_vadd(struct lw_diag *d, const char *file, unsigned int line, const char *fmt,
		  va_list ap)
{
	char text[DIAG_LINE_MAX];
	size_t used;

	if (d->count == LW_DIAG_MAX)
		return;
	if (line)
		used = snprintf(text, sizeof(text), "%s:%u: ", file, line);
	else
		used = snprintf(text, sizeof(text), "%s: ", file);
	if (used < sizeof(text))
		vsnprintf(text + used, sizeof(text) - used, fmt, ap);
	if (d->count == LW_DIAG_MAX - 1)
		snprintf(text, sizeof(text), "%s: too many errors", file);
	d->text[d->count++] = strdup(text);
}

/**
 * lw_diag_add() - add one problem
 * @d: list
 * @file: path of the file, as its user wrote it
 * @line: line from 1, or 0 if the problem is the file's as a whole
 * @fmt: cause, printf style; never a secret
 *
 * See lw_diag_vadd().
 */
void lw_diag_add(struct lw_diag *d, const char *file, unsigned int line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	lw_diag_vadd(d, file, line, fmt, ap);
	va_end(ap);
}

/**
 * lw_diag_free() - empty the list
 * @d: list; may be used again afterwards
 */
void lw_diag_free(struct lw_diag *d)
{
	while (d->count)
		free(d->text[--d->count]);
}
