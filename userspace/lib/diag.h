/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A list of problems found in a file, each with file, line and cause.
 *
 * Parsers of files that a person edits collect everything that is wrong in one
 * pass, so that the person fixes the file once.
 */
#ifndef LWSMB_LIB_DIAG_H
#define LWSMB_LIB_DIAG_H

#include <stdarg.h>
#include <stddef.h>

#ifndef __printf
#define __printf(fmt, first) __attribute__((__format__(__printf__, fmt, first)))
#endif

enum {
	LW_DIAG_MAX = 100, /* problems kept; the last one says that there are more */
};

/**
 * struct lw_diag - collected problems
 * @count: entries in @text
 * @text: one line of text each, without a newline; NULL where memory was short
 *
 * All zeros is an empty list.
 */
struct lw_diag {
	size_t count;
	char *text[LW_DIAG_MAX];
};

void lw_diag_add(struct lw_diag *d, const char *file, unsigned int line, const char *fmt, ...)
	__printf(4, 5);
void lw_diag_vadd(struct lw_diag *d, const char *file, unsigned int line, const char *fmt,
		  va_list ap) __printf(4, 0);
void lw_diag_free(struct lw_diag *d);

#endif /* LWSMB_LIB_DIAG_H */
