/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The daemon's log: standard error, or syslog where that is asked for.
 */
#ifndef LWSMB_LWSMBD_LOG_H
#define LWSMB_LWSMBD_LOG_H

#include <syslog.h>

#include "lib/diag.h"
#include "lwsmb/platform.h"

enum {
	LOG_ESCAPED_MAX = 256, /* bytes of a foreign text in a line, with its NUL */
};

/**
 * struct log_limit - so many lines and then no more for a while
 * @burst: lines at once
 * @per_second: lines that come back each second
 * @tokens: lines that may be written now
 * @last: when @tokens was counted, seconds of the monotonic clock
 * @suppressed: lines that were not written since the last one that was
 */
struct log_limit {
	unsigned int burst;
	unsigned int per_second;
	unsigned int tokens;
	u64 last;
	u64 suppressed;
};

void log_to_syslog(void);
void log_line(int priority, const char *fmt, ...) __printf(2, 3);
bool log_limit_ok(struct log_limit *l, u64 now);
const char *log_escape(const char *s, char out[LOG_ESCAPED_MAX]);

#endif /* LWSMB_LWSMBD_LOG_H */
