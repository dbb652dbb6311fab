/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Host unit tests on the kernel's own kselftest_harness.h (KTAP output).
 *
 * The harness runs each test in a child process that leaves by _exit(), which
 * skips LeakSanitizer's check; here every test's child runs it first.
 */
#ifndef LWSMB_SELFTESTS_UNIT_H
#define LWSMB_SELFTESTS_UNIT_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#define UNIT_HAS_LSAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/lsan_interface.h>
#define UNIT_HAS_LSAN 1
#endif
#endif

_Noreturn static inline void unit_exit(int code)
{
#ifdef UNIT_HAS_LSAN
	if (__lsan_do_recoverable_leak_check())
		code = 1; /* KSFT_FAIL */
#endif
	_exit(code);
}

#define _exit(code) unit_exit(code)
#include <kselftest_harness.h>

/* Exact bytes, with the first difference printed. */
#define EXPECT_BYTES(expected, seen, len) \
	do { \
		const unsigned char *_e = (const void *)(expected); \
		const unsigned char *_s = (const void *)(seen); \
		size_t _n = (len), _i = 0; \
		while (_i < _n && _e[_i] == _s[_i]) \
			_i++; \
		EXPECT_EQ(_n, _i) \
			TH_LOG("byte %zu: expected 0x%02x, seen 0x%02x", _i, \
			       _i < _n ? _e[_i] : 0, _i < _n ? _s[_i] : 0); \
	} while (0)

#endif /* LWSMB_SELFTESTS_UNIT_H */
