// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the server's window of message ids, MS-SMB2 3.3.1.1. */
#include <stdlib.h>

#include <lwsmb/core_window.h>
#include "unit.h"

#define MAX LWSMB_WINDOW_MAX

/* A window with ids [@low, @high) granted and none of them used. */
static struct lwsmb_window window_at(u64 low, u64 high)
{
	struct lwsmb_window w;

	lwsmb_window_init(&w);
	w.low = low;
	w.high = high;
	w.outstanding = high - low;
	return w;
}

/* What always holds: credits are the ids that are not used, bits outside are clear. */
static bool sound(const struct lwsmb_window *w)
{
	u32 bits = 0;
	u64 id;

	for (id = 0; id < MAX; id++)
		bits += w->used[id / 64] >> (id % 64) & 1;
	for (id = w->low; id < w->high; id++)
		bits -= w->used[id % MAX / 64] >> (id % 64) & 1;
	if (bits || w->high - w->low > MAX || w->high < w->low)
		return false;
	for (id = w->low; id < w->high; id++)
		bits += !(w->used[id % MAX / 64] >> (id % 64) & 1);
	return bits == w->outstanding;
}

TEST(begins_with_one_credit)
{
	struct lwsmb_window w;

	memset(&w, 0xa5, sizeof(w));
	lwsmb_window_init(&w);
	EXPECT_TRUE(sound(&w));
	EXPECT_EQ(1, w.outstanding);
	EXPECT_EQ(-ERANGE, lwsmb_window_use(&w, 1, 1));
	EXPECT_EQ(-ERANGE, lwsmb_window_use(&w, 0, 2));
	EXPECT_EQ(-ERANGE, lwsmb_window_use(&w, U64_MAX, 1));
	EXPECT_EQ(0, lwsmb_window_use(&w, 0, 1));
	EXPECT_EQ(0, w.outstanding);
	EXPECT_EQ(-ERANGE, lwsmb_window_use(&w, 0, 1));
	EXPECT_TRUE(sound(&w));
}

TEST(an_id_is_used_once)
{
	struct lwsmb_window w = window_at(100, 110);

	EXPECT_EQ(0, lwsmb_window_use(&w, 105, 1));
	EXPECT_EQ(-EEXIST, lwsmb_window_use(&w, 105, 1));
	EXPECT_EQ(100, w.low);
	EXPECT_EQ(9, w.outstanding);
	EXPECT_EQ(-ERANGE, lwsmb_window_use(&w, 99, 1));
	EXPECT_EQ(-ERANGE, lwsmb_window_use(&w, 110, 1));
	EXPECT_EQ(0, lwsmb_window_use(&w, 100, 1));
	EXPECT_EQ(101, w.low);
	EXPECT_EQ(-ERANGE, lwsmb_window_use(&w, 100, 1));
	EXPECT_EQ(0, lwsmb_window_use(&w, 109, 1));
	EXPECT_EQ(7, w.outstanding);
	EXPECT_TRUE(sound(&w));
}

TEST(low_moves_over_everything_used)
{
	struct lwsmb_window w = window_at(0, 200);
	u64 id;

	for (id = 199; id > 0; id--)
		EXPECT_EQ(0, lwsmb_window_use(&w, id, 1));
	EXPECT_EQ(0, w.low);
	EXPECT_EQ(1, w.outstanding);
	EXPECT_TRUE(sound(&w));
	EXPECT_EQ(0, lwsmb_window_use(&w, 0, 1));
	EXPECT_EQ(200, w.low);
	EXPECT_EQ(200, w.high);
	EXPECT_TRUE(sound(&w));
}

TEST(charge_takes_a_run_or_nothing)
{
	struct lwsmb_window w = window_at(0, 16);

	EXPECT_EQ(-ERANGE, lwsmb_window_use(&w, 15, 2));
	EXPECT_EQ(-ERANGE, lwsmb_window_use(&w, 0, 17));
	EXPECT_EQ(-ERANGE, lwsmb_window_use(&w, 0, U16_MAX));
	EXPECT_EQ(16, w.outstanding);
	EXPECT_EQ(0, lwsmb_window_use(&w, 12, 4));
	EXPECT_EQ(12, w.outstanding);
	EXPECT_EQ(-EEXIST, lwsmb_window_use(&w, 8, 5));
	EXPECT_EQ(12, w.outstanding);
	EXPECT_EQ(0, lwsmb_window_use(&w, 8, 4));
	EXPECT_EQ(-EEXIST, lwsmb_window_use(&w, 7, 2));
	EXPECT_EQ(0, w.low);
	EXPECT_EQ(0, lwsmb_window_use(&w, 0, 8));
	EXPECT_EQ(16, w.low);
	EXPECT_TRUE(sound(&w));
}

TEST(charge_of_zero_is_one)
{
	struct lwsmb_window w = window_at(0, 2);

	EXPECT_EQ(0, lwsmb_window_use(&w, 0, 0));
	EXPECT_EQ(1, w.low);
	EXPECT_EQ(1, w.outstanding);
	EXPECT_EQ(0, lwsmb_window_use(&w, 1, 0));
	EXPECT_EQ(-ERANGE, lwsmb_window_use(&w, 2, 0));
}

TEST(bitmap_wraps)
{
	struct lwsmb_window w = window_at(MAX - 3, 2 * MAX - 3);

	EXPECT_EQ(0, lwsmb_window_use(&w, MAX - 1, 3)); /* bits MAX-1, 0, 1 */
	EXPECT_EQ(-EEXIST, lwsmb_window_use(&w, MAX, 1));
	EXPECT_EQ(-EEXIST, lwsmb_window_use(&w, MAX + 1, 1));
	EXPECT_EQ(0, lwsmb_window_use(&w, 2 * MAX - 4, 1)); /* the last, one bit below low */
	EXPECT_EQ(0, lwsmb_window_use(&w, MAX - 3, 2));
	EXPECT_EQ(MAX + 2, w.low);
	EXPECT_TRUE(sound(&w));
	/* bits that were left behind are clear for the next round */
	EXPECT_EQ(5, lwsmb_window_grant(&w, 5, U16_MAX));
	EXPECT_EQ(0, lwsmb_window_use(&w, 2 * MAX - 3, 5));
	EXPECT_TRUE(sound(&w));
}

TEST(window_full_of_ids)
{
	struct lwsmb_window w = window_at(5, 5 + MAX);

	EXPECT_EQ(0, lwsmb_window_grant(&w, 1, U16_MAX));
	EXPECT_EQ(0, lwsmb_window_use(&w, 6, MAX - 1));
	/* the oldest is still unused: there is no room, but it is a credit */
	EXPECT_EQ(0, lwsmb_window_grant(&w, 10, U16_MAX));
	EXPECT_EQ(1, w.outstanding);
	EXPECT_EQ(0, lwsmb_window_use(&w, 5, 1));
	EXPECT_EQ(5 + MAX, w.low);
	EXPECT_EQ(MAX, lwsmb_window_grant(&w, U16_MAX, U16_MAX));
	EXPECT_EQ(0, lwsmb_window_use(&w, 5 + MAX, MAX));
	EXPECT_TRUE(sound(&w));
}

TEST(grant_has_limits)
{
	struct lwsmb_window w = window_at(0, 10);

	EXPECT_EQ(5, lwsmb_window_grant(&w, 5, 512));
	EXPECT_EQ(15, w.outstanding);
	EXPECT_EQ(15, w.high);
	EXPECT_EQ(17, lwsmb_window_grant(&w, 100, 32));
	EXPECT_EQ(0, lwsmb_window_grant(&w, 100, 32));
	EXPECT_EQ(0, lwsmb_window_grant(&w, 100, 31)); /* more than may be: none taken away */
	EXPECT_EQ(32, w.outstanding);
	EXPECT_EQ(1, lwsmb_window_grant(&w, 1, 33));
	EXPECT_EQ(0, lwsmb_window_grant(&w, 0, 512));
	EXPECT_TRUE(sound(&w));
}

TEST(grant_never_leaves_nothing)
{
	struct lwsmb_window w = window_at(7, 8);

	EXPECT_EQ(0, lwsmb_window_grant(&w, 0, 0)); /* it has one */
	EXPECT_EQ(0, lwsmb_window_use(&w, 7, 1));
	EXPECT_EQ(1, lwsmb_window_grant(&w, 0, 512));
	EXPECT_EQ(0, lwsmb_window_use(&w, 8, 1));
	EXPECT_EQ(1, lwsmb_window_grant(&w, 10, 0));
	EXPECT_EQ(1, w.outstanding);
	EXPECT_TRUE(sound(&w));
}

TEST(the_last_id_is_never_granted)
{
	struct lwsmb_window w = window_at(U64_MAX - 4, U64_MAX - 2);

	EXPECT_EQ(2, lwsmb_window_grant(&w, 100, 512));
	EXPECT_EQ(U64_MAX, w.high);
	EXPECT_EQ(-ERANGE, lwsmb_window_use(&w, U64_MAX, 1));
	EXPECT_EQ(-ERANGE, lwsmb_window_use(&w, U64_MAX - 1, 2));
	EXPECT_EQ(0, lwsmb_window_use(&w, U64_MAX - 4, 4));
	EXPECT_EQ(0, lwsmb_window_grant(&w, 1, 512));
	EXPECT_EQ(U64_MAX, w.low);
}

/* Against a table that remembers each id for itself. */
TEST(random_clients)
{
	enum { IDS = 60000 };
	char *state = calloc(1, IDS); /* 0: not granted, 1: granted, 2: used */
	struct lwsmb_window w;
	u64 granted = 1;
	int round;

	ASSERT_NE(NULL, state);
	lwsmb_window_init(&w);
	state[0] = 1;
	srandom(1);
	for (round = 0; round < 40000 && granted < IDS - 1000; round++) {
		u64 back = random() % 300, id = granted > back ? granted - back : 0;
		u16 charge = random() % 4, count = charge ? charge : 1, i, n;
		int expected = 0;

		for (i = 0; i < count && !expected; i++)
			expected = !state[id + i] ? -ERANGE : 0;
		for (i = 0; i < count && !expected; i++)
			expected = state[id + i] == 2 ? -EEXIST : 0;
		n = lwsmb_window_use(&w, id, charge) == 0;
		ASSERT_EQ(!expected, n);
		for (i = 0; i < count && n; i++)
			state[id + i] = 2;
		n = lwsmb_window_grant(&w, random() % 8, 256);
		for (i = 0; i < n; i++)
			state[granted++] = 1;
		ASSERT_EQ(granted, w.high);
		if (round % 1000 == 0)
			ASSERT_TRUE(sound(&w));
	}
	EXPECT_LT(2000, granted);
	free(state);
}

TEST_HARNESS_MAIN
