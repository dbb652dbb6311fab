// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzzes what turns single numbers of a message into ours: times and status codes.
 * covers: kernel/wire/time.c kernel/wire/ntstatus.c
 *
 * Eight bytes, as much of them as each function takes.
 */
#include <stdlib.h>
#include <lwsmb/ntstatus.h>
#include <lwsmb/time.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void require(bool b)
{
	if (!b)
		abort();
}

static void filetimes(u64 v)
{
	s64 sec;
	u32 nsec;
	u64 ft;
	int ret;

	if (!filetime_decode(v, &sec, &nsec)) {
		require(nsec < 1000000000 && nsec % FILETIME_NSEC == 0);
		require(!filetime_encode(sec, nsec, &ft) && ft == v);
	} else {
		require(v > FILETIME_MAX);
	}
	ret = filetime_encode(v, v >> 32, &ft);
	require(ret == 0 || ret == -ERANGE || ret == -EINVAL);
	if (!ret)
		require(!filetime_decode(ft, &sec, &nsec) && sec == (s64)v);
}

static void dos_times(u64 v)
{
	u16 date = v, time = v >> 16, d, t;
	s16 zone = v >> 32;
	s64 sec;
	u32 u;

	if (!dos_time_decode(date, time, zone, &sec))
		require(!dos_time_encode(sec, zone, &d, &t) && d == date && t == time);
	if (!dos_time_encode(v, zone, &d, &t))
		require(!dos_time_decode(d, t, zone, &sec) && sec - (s64)v <= 0 && (s64)v - sec < 2);
	if (!utime_decode(v, zone, &sec) && !utime_encode(sec, zone, &u))
		require(u == (u32)v);
	if (!utime_encode(v, zone, &u))
		require(!utime_decode(u, zone, &sec) && sec == (s64)v);
}

static void statuses(u64 v)
{
	u32 status = v;
	u16 code;
	u8 class;

	require(ntstatus_to_errno(status) <= 0);
	if (!NT_SUCCESS(status))
		require(ntstatus_to_errno(status) < 0);
	require(!ntstatus_name(status) || *ntstatus_name(status));
	if ((int)status < 0)
		require(errno_to_ntstatus(status) != STATUS_SUCCESS);
	ntstatus_to_dos_error(status, &class, &code);
	if (ntstatus_to_errno(status))
		require(class && dos_error_to_ntstatus(class, code) != STATUS_SUCCESS);
	if (v & 0xff)
		require(dos_error_to_ntstatus(v, v >> 16) != STATUS_SUCCESS);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	u64 v = 0;

	memcpy(&v, data, size < sizeof(v) ? size : sizeof(v));
	v = le64_to_cpu((__le64)v);
	filetimes(v);
	dos_times(v);
	statuses(v);
	return 0;
}
