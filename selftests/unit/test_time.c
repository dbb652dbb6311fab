// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of FILETIME, SMB_DATE with SMB_TIME, and UTIME. */
#include <time.h>
#include <lwsmb/time.h>
#include "unit.h"

static const struct {
	u64 ft;
	s64 sec;
	u32 nsec;
} filetimes[] = {
	{ 0, -11644473600ll, 0 }, /* 1601-01-01 */
	{ 1, -11644473600ll, 100 },
	{ 9999999, -11644473600ll, 999999900 },
	{ 10000000, -11644473599ll, 0 },
	{ 116444735999999999ull, -1, 999999900 },
	{ 116444736000000000ull, 0, 0 }, /* 1970-01-01 */
	{ 116444736000000001ull, 0, 100 },
	{ 128166372003061629ull, 1172163600ll, 306162900 }, /* MS-FSCC's kind of example */
	{ 137919571200000000ull, 2147483520ll, 0 },
	{ 0x7fffffffffffffffull, 910692730085ll, 477580700 },
};

TEST(filetime_exact)
{
	size_t i;
	u64 ft;
	s64 sec;
	u32 nsec;

	for (i = 0; i < ARRAY_SIZE(filetimes); i++) {
		EXPECT_EQ(0, filetime_decode(filetimes[i].ft, &sec, &nsec));
		EXPECT_EQ(filetimes[i].sec, sec);
		EXPECT_EQ(filetimes[i].nsec, nsec);
		EXPECT_EQ(0, filetime_encode(filetimes[i].sec, filetimes[i].nsec, &ft));
		EXPECT_EQ(filetimes[i].ft, ft);
	}
}

TEST(filetime_round_trip)
{
	u64 ft, back, step = 0x000123456789abcdull;
	s64 sec;
	u32 nsec;

	for (ft = 3; ft < FILETIME_MAX - step; ft += step) {
		ASSERT_EQ(0, filetime_decode(ft, &sec, &nsec));
		ASSERT_GT(1000000000u, nsec);
		ASSERT_EQ(0, nsec % 100);
		ASSERT_EQ(0, filetime_encode(sec, nsec, &back));
		ASSERT_EQ(ft, back);
	}
}

TEST(filetime_rounds_down)
{
	u64 ft;

	EXPECT_EQ(0, filetime_encode(0, 99, &ft));
	EXPECT_EQ(116444736000000000ull, ft);
	EXPECT_EQ(0, filetime_encode(0, 100, &ft));
	EXPECT_EQ(116444736000000001ull, ft);
	EXPECT_EQ(0, filetime_encode(0, 999999999, &ft));
	EXPECT_EQ(116444736009999999ull, ft);
	EXPECT_EQ(0, filetime_encode(-1, 999999999, &ft));
	EXPECT_EQ(116444735999999999ull, ft);
}

TEST(filetime_limits)
{
	u64 ft = 77;
	s64 sec = 77;
	u32 nsec = 77;

	EXPECT_EQ(-ERANGE, filetime_decode(FILETIME_MAX + 1, &sec, &nsec));
	EXPECT_EQ(-ERANGE, filetime_decode(U64_MAX, &sec, &nsec));
	EXPECT_EQ(77, sec);
	EXPECT_EQ(77, nsec);
	EXPECT_EQ(-EINVAL, filetime_encode(0, 1000000000, &ft));
	EXPECT_EQ(-EINVAL, filetime_encode(0, U32_MAX, &ft));
	EXPECT_EQ(77, ft);
	EXPECT_EQ(-ERANGE, filetime_encode(-11644473601ll, 999999999, &ft));
	EXPECT_EQ(1, ft);
	ft = 77;
	EXPECT_EQ(-ERANGE, filetime_encode(S64_MIN, 0, &ft));
	EXPECT_EQ(1, ft);
	EXPECT_EQ(-ERANGE, filetime_encode(910692730085ll, 477580800, &ft));
	EXPECT_EQ(FILETIME_MAX, ft);
	EXPECT_EQ(0, filetime_encode(910692730085ll, 477580799, &ft));
	EXPECT_EQ(FILETIME_MAX, ft);
	EXPECT_EQ(-ERANGE, filetime_encode(910692730086ll, 0, &ft));
	ft = 77;
	EXPECT_EQ(-ERANGE, filetime_encode(S64_MAX, 0, &ft));
	EXPECT_EQ(FILETIME_MAX, ft);
}

TEST(filetime_orders)
{
	EXPECT_TRUE(filetime_is_order(FILETIME_KEEP));
	EXPECT_TRUE(filetime_is_order(FILETIME_FREEZE));
	EXPECT_TRUE(filetime_is_order(FILETIME_THAW));
	EXPECT_EQ(0xffffffffffffffffull, FILETIME_FREEZE);
	EXPECT_EQ(0xfffffffffffffffeull, FILETIME_THAW);
	EXPECT_FALSE(filetime_is_order(1));
	EXPECT_FALSE(filetime_is_order(FILETIME_MAX));
	EXPECT_FALSE(filetime_is_order(FILETIME_THAW - 1));
}

static u16 date(int year, int month, int day)
{
	return (year - 1980) << 9 | month << 5 | day;
}

static u16 hms(int hour, int min, int sec)
{
	return hour << 11 | min << 5 | sec / 2;
}

/* Every day that DOS knows, against the C library. */
TEST(dos_every_day)
{
	struct tm tm = { .tm_year = 80, .tm_mday = 1, .tm_hour = 23, .tm_min = 58, .tm_sec = 56 };
	s64 start = timegm(&tm), sec, back;
	u16 d, t;

	EXPECT_EQ(315532800ll + 86400 - 64, start);
	for (sec = start; sec < 4354819200ll; sec += 86400) {
		time_t at = sec;

		gmtime_r(&at, &tm);
		ASSERT_EQ(0, dos_time_encode(sec, 0, &d, &t));
		ASSERT_EQ(date(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday), d);
		ASSERT_EQ(hms(23, 58, 56), t);
		ASSERT_EQ(0, dos_time_decode(d, t, 0, &back));
		ASSERT_EQ(sec, back);
	}
}

TEST(dos_every_two_seconds)
{
	s64 day = 951782400, sec, back; /* 2000-02-29 */
	u16 d, t;

	for (sec = day; sec < day + 86400; sec++) {
		int s = sec - day;

		ASSERT_EQ(0, dos_time_encode(sec, 0, &d, &t));
		ASSERT_EQ(date(2000, 2, 29), d);
		ASSERT_EQ(hms(s / 3600, s / 60 % 60, s % 60), t);
		ASSERT_EQ(0, dos_time_decode(d, t, 0, &back));
		ASSERT_EQ(sec & ~1ll, back);
	}
}

TEST(dos_zone)
{
	s64 sec;
	u16 d, t;

	/* noon in New York (UTC-5, so +300) is 17:00 UTC; in Delhi 06:30 */
	EXPECT_EQ(0, dos_time_decode(date(2000, 2, 29), hms(12, 0, 0), 300, &sec));
	EXPECT_EQ(951782400 + 17 * 3600, sec);
	EXPECT_EQ(0, dos_time_decode(date(2000, 2, 29), hms(12, 0, 0), -330, &sec));
	EXPECT_EQ(951782400 + 6 * 3600 + 1800, sec);
	EXPECT_EQ(0, dos_time_encode(sec, -330, &d, &t));
	EXPECT_EQ(date(2000, 2, 29), d);
	EXPECT_EQ(hms(12, 0, 0), t);
	/* over midnight */
	EXPECT_EQ(0, dos_time_encode(951782400 + 60, 300, &d, &t));
	EXPECT_EQ(date(2000, 2, 28), d);
	EXPECT_EQ(hms(19, 1, 0), t);
}

TEST(dos_limits)
{
	s64 sec = 77;
	u16 d, t;

	EXPECT_EQ(0, dos_time_decode(date(1980, 1, 1), 0, 0, &sec));
	EXPECT_EQ(315532800, sec);
	EXPECT_EQ(0, dos_time_decode(date(2107, 12, 31), hms(23, 59, 58), 0, &sec));
	EXPECT_EQ(4354819198ll, sec);
	EXPECT_EQ(0, dos_time_encode(315532800, 0, &d, &t));
	EXPECT_EQ(date(1980, 1, 1), d);
	EXPECT_EQ(0, t);
	EXPECT_EQ(-ERANGE, dos_time_encode(315532799, 0, &d, &t));
	EXPECT_EQ(date(1980, 1, 1), d);
	EXPECT_EQ(0, t);
	EXPECT_EQ(-ERANGE, dos_time_encode(S64_MIN, 0, &d, &t));
	EXPECT_EQ(date(1980, 1, 1), d);
	EXPECT_EQ(0, dos_time_encode(4354819199ll, 0, &d, &t));
	EXPECT_EQ(date(2107, 12, 31), d);
	EXPECT_EQ(hms(23, 59, 58), t);
	EXPECT_EQ(-ERANGE, dos_time_encode(4354819200ll, 0, &d, &t));
	EXPECT_EQ(date(2107, 12, 31), d);
	EXPECT_EQ(hms(23, 59, 58), t);
	EXPECT_EQ(-ERANGE, dos_time_encode(S64_MAX, 0, &d, &t));
	EXPECT_EQ(hms(23, 59, 58), t);
	/* the limits are those of the peer's zone */
	EXPECT_EQ(-ERANGE, dos_time_encode(315532800, 1, &d, &t));
	EXPECT_EQ(date(1980, 1, 1), d);
	EXPECT_EQ(0, dos_time_encode(315532800 + 60, 1, &d, &t));
	EXPECT_EQ(0, dos_time_encode(4354819200ll, 1, &d, &t));
	EXPECT_EQ(date(2107, 12, 31), d);
	EXPECT_EQ(hms(23, 59, 0), t);
	EXPECT_EQ(-ERANGE, dos_time_encode(4354819200ll + 60, 1, &d, &t));
	EXPECT_EQ(date(2107, 12, 31), d);
	EXPECT_EQ(hms(23, 59, 58), t);
}

TEST(dos_no_such_time)
{
	static const int month_days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	s64 sec = 77;
	int m;

	EXPECT_EQ(-EINVAL, dos_time_decode(0, 0, 0, &sec));
	EXPECT_EQ(-EINVAL, dos_time_decode(date(2001, 0, 1), 0, 0, &sec));
	EXPECT_EQ(-EINVAL, dos_time_decode(date(2001, 13, 1), 0, 0, &sec));
	EXPECT_EQ(-EINVAL, dos_time_decode(date(2001, 15, 1), 0, 0, &sec));
	EXPECT_EQ(-EINVAL, dos_time_decode(date(2001, 5, 1), hms(24, 0, 0), 0, &sec));
	EXPECT_EQ(-EINVAL, dos_time_decode(date(2001, 5, 1), hms(0, 60, 0), 0, &sec));
	EXPECT_EQ(-EINVAL, dos_time_decode(date(2001, 5, 1), hms(0, 0, 60), 0, &sec));
	for (m = 1; m <= 12; m++) {
		EXPECT_EQ(-EINVAL, dos_time_decode(date(2001, m, 0), 0, 0, &sec));
		if (month_days[m - 1] < 31)
			EXPECT_EQ(-EINVAL, dos_time_decode(date(2001, m, month_days[m - 1] + 1),
							   0, 0, &sec));
	}
	EXPECT_EQ(-EINVAL, dos_time_decode(date(2000, 2, 30), 0, 0, &sec));
	EXPECT_EQ(-EINVAL, dos_time_decode(date(2100, 2, 29), 0, 0, &sec));
	EXPECT_EQ(77, sec);
	EXPECT_EQ(0, dos_time_decode(date(2000, 2, 29), 0, 0, &sec));
	EXPECT_EQ(0, dos_time_decode(date(2104, 2, 29), 0, 0, &sec));
}

TEST(utime)
{
	s64 sec = 77;
	u32 u;

	EXPECT_EQ(-EINVAL, utime_decode(0, 0, &sec));
	EXPECT_EQ(-EINVAL, utime_decode(U32_MAX, 0, &sec));
	EXPECT_EQ(77, sec);
	EXPECT_EQ(0, utime_decode(1, 0, &sec));
	EXPECT_EQ(1, sec);
	EXPECT_EQ(0, utime_decode(U32_MAX - 1, -60, &sec));
	EXPECT_EQ(4294967294ll - 3600, sec);
	EXPECT_EQ(0, utime_decode(1000, 2, &sec));
	EXPECT_EQ(1120, sec);
	EXPECT_EQ(0, utime_encode(1120, 2, &u));
	EXPECT_EQ(1000, u);
	EXPECT_EQ(-ERANGE, utime_encode(0, 0, &u));
	EXPECT_EQ(1, u);
	EXPECT_EQ(0, utime_encode(1, 0, &u));
	EXPECT_EQ(1, u);
	EXPECT_EQ(-ERANGE, utime_encode(120, 2, &u));
	EXPECT_EQ(1, u);
	EXPECT_EQ(0, utime_encode(4294967294ll, 0, &u));
	EXPECT_EQ(U32_MAX - 1, u);
	EXPECT_EQ(-ERANGE, utime_encode(4294967295ll, 0, &u));
	EXPECT_EQ(U32_MAX - 1, u);
	EXPECT_EQ(0, utime_encode(4294967295ll, 1, &u));
	EXPECT_EQ(U32_MAX - 60, u);
}

TEST_HARNESS_MAIN
