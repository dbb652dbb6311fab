// SPDX-License-Identifier: GPL-2.0
/*
 * The times of SMB and Unix time; see lwsmb/time.h.
 */
#include <lwsmb/time.h>

#define NSEC_IN_SEC 1000000000u
#define SEC_IN_DAY 86400
#define SEC_IN_MIN 60

/* 1980-01-01 and 2107-12-31 23:59:58 without regard to zones, in Unix time */
#define DOS_MIN 315532800ll
#define DOS_MAX 4354819198ll
#define DOS_FIRST_YEAR 1980

/* Days before each month of a common year, which begins in January. */
static const u16 month_start[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };

/**
 * filetime_decode() - FILETIME to Unix time
 * @ft: 100 ns since 1601-01-01 UTC; the caller has looked for orders
 *      (filetime_is_order()) where the field may hold one
 * @sec: set to the seconds since 1970
 * @nsec: set to the nanoseconds, a multiple of 100
 *
 * Exact for every time from 1601-01-01 (0) to FILETIME_MAX in the year 30828.
 *
 * Return: 0, or -ERANGE if @ft is above FILETIME_MAX, which is negative for a
 * file system: nothing is set then.
 */
int filetime_decode(u64 ft, s64 *sec, u32 *nsec)
{
	u32 rest;

	if (ft > FILETIME_MAX)
		return -ERANGE;
	*sec = (s64)div_u64_rem(ft, FILETIME_PER_SEC, &rest) - FILETIME_UNIX_EPOCH;
	*nsec = rest * FILETIME_NSEC;
	return 0;
}
EXPORT_SYMBOL_LWSMB(filetime_decode);

/**
 * filetime_encode() - Unix time to FILETIME
 * @sec: seconds since 1970
 * @nsec: nanoseconds, below 1,000,000,000; what is below 100 ns is dropped, so
 *        that a time never moves into the future
 * @ft: set to the FILETIME; on -ERANGE to the nearest that is expressible: 1 for
 *      a time before 1601 (0 would mean "no time" to the peer), FILETIME_MAX for
 *      one that is too late
 *
 * Exact inverse of filetime_decode().
 *
 * Return: 0, -ERANGE, or -EINVAL if @nsec is not below a second (nothing is set).
 */
int filetime_encode(s64 sec, u32 nsec, u64 *ft)
{
	u64 from_1601, ticks = nsec / FILETIME_NSEC;
	u32 rest;

	if (nsec >= NSEC_IN_SEC)
		return -EINVAL;
	if (sec < -FILETIME_UNIX_EPOCH) {
		*ft = 1;
		return -ERANGE;
	}
	from_1601 = (u64)sec + FILETIME_UNIX_EPOCH;
	if (from_1601 > div_u64_rem(FILETIME_MAX - ticks, FILETIME_PER_SEC, &rest)) {
		*ft = FILETIME_MAX;
		return -ERANGE;
	}
	*ft = from_1601 * FILETIME_PER_SEC + ticks;
	return 0;
}
EXPORT_SYMBOL_LWSMB(filetime_encode);

/*
 * Every fourth year from 1980 to 2107 is a leap year but 2100.
 * @year: years since 1980
 */
static bool dos_leap(u32 year)
{
	return year % 4 == 0 && year != 120;
}

/* Days from 1980-01-01 to the first day of a year. */
static u32 dos_year_start(u32 year)
{
	return year * 365 + (year + 3) / 4 - (year > 120);
}

/* Days from the year's first to the month's first; @month 0 to 12 */
static u32 dos_month_start(u32 year, u32 month)
{
	return month_start[month] + (month > 1 && dos_leap(year));
}

/**
 * dos_time_decode() - SMB_DATE and SMB_TIME to Unix time
 * @date: year - 1980 in bits 9 to 15, month in 5 to 8, day in 0 to 4
 * @time: hour in bits 11 to 15, minute in 5 to 10, half seconds in 0 to 4
 * @zone: minutes that are added to the peer's local time to get UTC, as
 *        ServerTimeZone of the SMB1 negotiation has it: west is positive
 * @sec: set to the seconds since 1970, an even number
 *
 * Return: 0; -EINVAL if there is no such day or time (0, 0 says "no time"):
 * nothing is set then.
 */
int dos_time_decode(u16 date, u16 time, s16 zone, s64 *sec)
{
	u32 year = date >> 9, month = (date >> 5 & 0xf) - 1, day = (date & 0x1f) - 1;
	u32 hour = time >> 11, min = time >> 5 & 0x3f, half = time & 0x1f;
	u32 days;

	if (month > 11 || hour > 23 || min > 59 || half > 29)
		return -EINVAL;
	days = dos_month_start(year, month) + day;
	if (day > 30 || days >= dos_month_start(year, month + 1))
		return -EINVAL;
	days += dos_year_start(year);
	*sec = DOS_MIN + (s64)days * SEC_IN_DAY + (hour * 60 + min) * SEC_IN_MIN + half * 2 +
	       zone * SEC_IN_MIN;
	return 0;
}
EXPORT_SYMBOL_LWSMB(dos_time_decode);

/**
 * dos_time_encode() - Unix time to SMB_DATE and SMB_TIME
 * @sec: seconds since 1970; an odd second is rounded down
 * @zone: as for dos_time_decode()
 * @date: set to the date in the peer's zone
 * @time: set to the time in the peer's zone
 *
 * Return: 0, or -ERANGE for a time outside of 1980 to 2107 in the peer's zone: the
 * nearest that is expressible is set then.
 */
int dos_time_encode(s64 sec, s16 zone, u16 *date, u16 *time)
{
	s64 shift = (s64)zone * SEC_IN_MIN;
	u32 days, left, year, month = 0;
	int ret = 0;

	if (sec < DOS_MIN + shift) {
		sec = DOS_MIN + shift;
		ret = -ERANGE;
	} else if (sec > DOS_MAX + 1 + shift) {
		sec = DOS_MAX + shift;
		ret = -ERANGE;
	}
	days = div_u64_rem(sec - shift - DOS_MIN, SEC_IN_DAY, &left);
	/* 366 per year is never above the year looked for, and at most one below */
	year = days / 366;
	while (dos_year_start(year + 1) <= days)
		year++;
	days -= dos_year_start(year);
	while (dos_month_start(year, month + 1) <= days)
		month++;
	days -= dos_month_start(year, month);
	*date = year << 9 | (month + 1) << 5 | (days + 1);
	*time = left / 3600 << 11 | left / 60 % 60 << 5 | left % 60 / 2;
	return ret;
}
EXPORT_SYMBOL_LWSMB(dos_time_encode);

/**
 * utime_decode() - UTIME to Unix time
 * @utime: seconds since 1970 in the peer's local time; 0 and 0xffffffff say "leave
 *         it alone" in requests (MS-CIFS 2.2.1.4.3)
 * @zone: as for dos_time_decode(); 0 for the messages that count in UTC
 * @sec: set to the seconds since 1970 UTC
 *
 * Return: 0; -EINVAL for 0 and 0xffffffff: nothing is set then.
 */
int utime_decode(u32 utime, s16 zone, s64 *sec)
{
	if (!utime || utime == U32_MAX)
		return -EINVAL;
	*sec = (s64)utime + zone * SEC_IN_MIN;
	return 0;
}
EXPORT_SYMBOL_LWSMB(utime_decode);

/**
 * utime_encode() - Unix time to UTIME
 * @sec: seconds since 1970 UTC
 * @zone: as for utime_decode()
 * @utime: set to the UTIME, never to 0 or 0xffffffff
 *
 * Return: 0, or -ERANGE if the time is outside of 1970 to 2106: the nearest that is
 * expressible is set then.
 */
int utime_encode(s64 sec, s16 zone, u32 *utime)
{
	s64 shift = (s64)zone * SEC_IN_MIN;

	if (sec < 1 + shift) {
		*utime = 1;
		return -ERANGE;
	}
	if (sec > (s64)U32_MAX - 1 + shift) {
		*utime = U32_MAX - 1;
		return -ERANGE;
	}
	*utime = sec - shift;
	return 0;
}
EXPORT_SYMBOL_LWSMB(utime_encode);
