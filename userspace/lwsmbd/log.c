// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The daemon's log. On standard error each line has a priority in front where the
 * journal reads it (sd-daemon(3)); the journal says so with JOURNAL_STREAM.
 */
#include "lwsmbd/log.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/unicode.h"

static bool to_syslog;

/**
 * log_to_syslog() - from now on to syslog
 */
void log_to_syslog(void)
{
	openlog("lwsmbd", LOG_PID, LOG_DAEMON);
	to_syslog = true;
}

/**
 * log_line() - write a line
 * @priority: LOG_ERR, LOG_WARNING, LOG_NOTICE or LOG_INFO
 * @fmt: as for printf(); foreign texts go through log_escape()
 */
void log_line(int priority, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (to_syslog) {
		vsyslog(priority, fmt, ap);
	} else {
		if (getenv("JOURNAL_STREAM"))
			fprintf(stderr, "<%d>", priority);
		fputs("lwsmbd: ", stderr);
		vfprintf(stderr, fmt, ap);
		fputc('\n', stderr);
	}
	va_end(ap);
}

/**
 * log_limit_ok() - may another line be written?
 * @l: limit; zero but for @burst and @per_second in the beginning
 * @now: seconds of the monotonic clock
 *
 * Return: true if so; the caller may say how many were not (@l->suppressed) and sets
 * that to 0.
 */
bool log_limit_ok(struct log_limit *l, u64 now)
{
	u64 back;

	if (!l->last)
		l->tokens = l->burst;
	back = l->last && now > l->last ? (now - l->last) * l->per_second : 0;
	l->tokens = back >= l->burst - l->tokens ? l->burst : l->tokens + back;
	l->last = now ? now : 1;
	if (!l->tokens) {
		l->suppressed++;
		return false;
	}
	l->tokens--;
	return true;
}

/**
 * log_escape() - make a foreign text fit for a line
 * @s: text, perhaps not UTF-8
 * @out: control characters, quotes, backslashes and bytes that are not UTF-8 as \xNN;
 *       cut if it is too long
 *
 * Return: @out.
 */
const char *log_escape(const char *s, char out[LOG_ESCAPED_MAX])
{
	bool utf8 = lw_utf8_valid(s, strlen(s));
	u8 c, before = 0;
	size_t n = 0;

	for (; *s && n < LOG_ESCAPED_MAX - 5; s++, before = c) {
		c = *s;
		/* U+0080 to U+009F are control characters too: C2 80 to C2 9F */
		if (c < 0x20 || c == 0x7f || c == '\\' || c == '"' || (c >= 0x80 && !utf8) ||
		    (c == 0xc2 && (u8)s[1] < 0xa0) || (before == 0xc2 && c < 0xa0))
			n += snprintf(out + n, LOG_ESCAPED_MAX - n, "\\x%02x", c);
		else
			out[n++] = c;
	}
	out[n] = '\0';
	return out;
}
