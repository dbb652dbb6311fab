// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of networks. */
#include <arpa/inet.h>
#include <netinet/in.h>

#include "lib/net.h"
#include "unit.h"

static bool inside(const char *net, const char *addr)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
	struct lw_net n;

	if (lw_net_parse(net, &n))
		return false;
	if (inet_pton(AF_INET, addr, &v4.sin_addr) == 1)
		return lw_net_contains(&n, (struct sockaddr *)&v4);
	if (inet_pton(AF_INET6, addr, &v6.sin6_addr) == 1)
		return lw_net_contains(&n, (struct sockaddr *)&v6);
	return false;
}

TEST(parse_good)
{
	static const struct {
		const char *text;
		int family;
		unsigned int prefix;
		u8 first, last;
	} good[] = {
		{ "192.168.5.0/24", AF_INET, 24, 192, 0 },
		{ "192.168.5.7", AF_INET, 32, 192, 7 },
		{ "192.168.5.7/32", AF_INET, 32, 192, 7 },
		{ "128.0.0.0/1", AF_INET, 1, 128, 0 },
		{ "0.0.0.0/0", AF_INET, 0, 0, 0 },
		{ "10.0.0.254/31", AF_INET, 31, 10, 254 },
		{ "fd00::/8", AF_INET6, 8, 0xfd, 0 },
		{ "::1", AF_INET6, 128, 0, 1 },
		{ "::/0", AF_INET6, 0, 0, 0 },
		{ "fe80::1/128", AF_INET6, 128, 0xfe, 1 },
		{ "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", AF_INET6, 128, 0xfd, 0xff },
		{ "fdff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", AF_INET6, 128, 0xfd, 0xff },
	};
	struct lw_net n;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(good); i++) {
		ASSERT_EQ(0, lw_net_parse(good[i].text, &n)) TH_LOG("number %zu", i);
		EXPECT_EQ(good[i].family, n.family);
		EXPECT_EQ(good[i].prefix, n.prefix);
		EXPECT_EQ(good[i].first, n.addr[0]);
		EXPECT_EQ(good[i].last, n.addr[n.family == AF_INET ? 3 : 15]);
	}
	ASSERT_EQ(0, lw_net_parse("1.2.3.4", &n));
	for (i = 4; i < 16; i++)
		EXPECT_EQ(0, n.addr[i]);
}

TEST(parse_bad)
{
	static const struct {
		const char *text;
		int ret;
	} bad[] = {
		{ "", -EINVAL },
		{ "x", -EINVAL },
		{ "192.168.5", -EINVAL },
		{ "192.168.5.256", -EINVAL },
		{ "192.168.5.0/", -EINVAL },
		{ "192.168.5.0/x", -EINVAL },
		{ "192.168.5.0/2x", -EINVAL },
		{ "192.168.5.0/-1", -EINVAL },
		{ "192.168.5.0/+4", -EINVAL },
		{ "192.168.5.0/ 24", -EINVAL },
		{ "192.168.5.0/2:", -EINVAL },
		{ "192.168.5.0/2/", -EINVAL },
		{ "192.168.5.0/33", -ERANGE },
		{ "192.168.5.0/99999999999999999999", -ERANGE },
		{ "fd00::/129", -ERANGE },
		{ "192.168.5.3/24", -EDOM },
		{ "192.168.5.128/24", -EDOM },
		{ "192.168.5.1/31", -EDOM },
		{ "192.168.129.0/17", -EDOM },
		{ "1.0.0.0/0", -EDOM },
		{ "fd00::1/8", -EDOM },
		{ "fdff:ffff:ffff:ffff:ffff:ffff:255.255.255.2555", -EINVAL },
		{ "fdff:ffff:ffff:ffff:ffff:ffff:ffff:fffff", -EINVAL },
	};
	struct lw_net n;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		EXPECT_EQ(bad[i].ret, lw_net_parse(bad[i].text, &n)) TH_LOG("number %zu", i);
}

TEST(contains)
{
	EXPECT_TRUE(inside("192.168.5.0/24", "192.168.5.0"));
	EXPECT_TRUE(inside("192.168.5.0/24", "192.168.5.255"));
	EXPECT_FALSE(inside("192.168.5.0/24", "192.168.4.255"));
	EXPECT_FALSE(inside("192.168.5.0/24", "192.168.6.0"));
	EXPECT_FALSE(inside("192.168.5.0/24", "193.168.5.1"));
	EXPECT_TRUE(inside("10.0.0.4/30", "10.0.0.7"));
	EXPECT_FALSE(inside("10.0.0.4/30", "10.0.0.8"));
	EXPECT_FALSE(inside("10.0.0.4/30", "10.0.0.3"));
	EXPECT_TRUE(inside("10.0.0.4", "10.0.0.4"));
	EXPECT_FALSE(inside("10.0.0.4", "10.0.0.5"));
	EXPECT_FALSE(inside("10.0.0.4", "10.0.0.132"));
	EXPECT_TRUE(inside("0.0.0.0/0", "255.1.2.3"));
	EXPECT_TRUE(inside("128.0.0.0/1", "255.1.2.3"));
	EXPECT_FALSE(inside("128.0.0.0/1", "127.1.2.3"));
	EXPECT_TRUE(inside("fd00::/8", "fdff::1"));
	EXPECT_FALSE(inside("fd00::/8", "fe00::1"));
	EXPECT_TRUE(inside("fd00::1", "fd00::1"));
	EXPECT_FALSE(inside("fd00::1", "fd00::2"));
	EXPECT_FALSE(inside("::/0", "1.2.3.4"));
	EXPECT_FALSE(inside("0.0.0.0/0", "::1"));
}

TEST(v4_mapped_is_v4)
{
	EXPECT_TRUE(inside("192.168.5.0/24", "::ffff:192.168.5.9"));
	EXPECT_FALSE(inside("192.168.5.0/24", "::ffff:192.168.6.9"));
	EXPECT_FALSE(inside("::/0", "::ffff:192.168.5.9"));
}

TEST(other_family)
{
	struct sockaddr sa = { .sa_family = AF_UNIX };
	struct lw_net n;

	ASSERT_EQ(0, lw_net_parse("0.0.0.0/0", &n));
	EXPECT_FALSE(lw_net_contains(&n, &sa));
	n.family = AF_UNIX;
	EXPECT_FALSE(lw_net_contains(&n, &sa));
}

TEST_HARNESS_MAIN
