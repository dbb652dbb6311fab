/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The times of SMB: FILETIME (MS-DTYP 2.3.3), and for SMB1 SMB_DATE with
 * SMB_TIME and UTIME (MS-CIFS 2.2.1.4).
 *
 * On our side a time is a signed number of seconds since 1970-01-01 00:00 UTC and
 * 0 to 999,999,999 nanoseconds that are added to it.
 */
#ifndef LWSMB_TIME_H
#define LWSMB_TIME_H

#include "platform.h"

/*
 * A FILETIME in a request that sets times may be an order instead of a time
 * (MS-FSCC 2.4.7, MS-FSA 2.1.5.15.2).
 */
#define FILETIME_KEEP 0ull /* leave this time alone */
#define FILETIME_FREEZE U64_MAX /* -1: stop updating it through this handle */
#define FILETIME_THAW (U64_MAX - 1) /* -2: update it again */

/* The latest time: FILETIME is signed wherever a file system interprets it. */
#define FILETIME_MAX ((u64)S64_MAX)

/* 1970-01-01 as a FILETIME in seconds: 369 years with 89 leap days. */
#define FILETIME_UNIX_EPOCH 11644473600ll
#define FILETIME_PER_SEC 10000000u
#define FILETIME_NSEC 100u

/**
 * filetime_is_order() - is this an order instead of a time?
 * @ft: FILETIME of a request that sets times
 *
 * Return: whether it is FILETIME_KEEP, FILETIME_FREEZE or FILETIME_THAW.
 */
static inline bool filetime_is_order(u64 ft)
{
	return ft == FILETIME_KEEP || ft >= FILETIME_THAW;
}

int __must_check filetime_decode(u64 ft, s64 *sec, u32 *nsec);
int filetime_encode(s64 sec, u32 nsec, u64 *ft);

int __must_check dos_time_decode(u16 date, u16 time, s16 zone, s64 *sec);
int dos_time_encode(s64 sec, s16 zone, u16 *date, u16 *time);
int __must_check utime_decode(u32 utime, s16 zone, s64 *sec);
int utime_encode(s64 sec, s16 zone, u32 *utime);

#endif /* LWSMB_TIME_H */
