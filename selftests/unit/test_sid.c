// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of security identifiers. */
#include <lwsmb/wire_sec.h>
#include "codec.h"

CODEC(nt_sid);

static struct nt_sid sid_of(const char *str)
{
	struct nt_sid sid;

	if (nt_sid_from_str(str, strlen(str), &sid)) {
		fprintf(stderr, "not a SID: %s\n", str);
		abort();
	}
	return sid;
}

TEST(bytes)
{
	struct codec_bytes b = HEX(01 05 010203040506 15000000 11111111 22222222 33333333 e9030000);
	struct nt_sid sid;

	codec_check(_metadata, &codec_nt_sid, 0, b, b.len, &sid);
	EXPECT_EQ(0x010203040506ull, sid.authority);
	EXPECT_EQ(5, sid.sub_count);
	EXPECT_EQ(21, sid.sub[0]);
	EXPECT_EQ(0x11111111u, sid.sub[1]);
	EXPECT_EQ(0x22222222u, sid.sub[2]);
	EXPECT_EQ(0x33333333u, sid.sub[3]);
	EXPECT_EQ(1001, sid.sub[4]);
	EXPECT_EQ(0, sid.sub[5]);
	EXPECT_EQ(b.len, nt_sid_size(&sid));

	/* none and fifteen sub-authorities */
	b = HEX(01 00 000000000005);
	codec_check(_metadata, &codec_nt_sid, 0, b, b.len, &sid);
	EXPECT_EQ(8, nt_sid_size(&sid));
	b = HEX(01 0f 000000000005 01000000 02000000 03000000 04000000 05000000 06000000 07000000
		08000000 09000000 0a000000 0b000000 0c000000 0d000000 0e000000 0f000000);
	codec_check(_metadata, &codec_nt_sid, 0, b, b.len, &sid);
	EXPECT_EQ(15, sid.sub[14]);
	EXPECT_EQ(68, nt_sid_size(&sid));
}

TEST(refused_bytes)
{
	struct codec_bytes b = HEX(01 01 000000000001 00000000), more;
	struct nt_sid sid;
	struct wire_rd r;

	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_sid, 0, codec_patch(b, 0, "02"), &sid));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_sid, 0, codec_patch(b, 0, "00"), &sid));
	/* sixteen sub-authorities, which are there */
	more = HEX(01 10 000000000001);
	while (more.len < 8 + 16 * 4)
		more = codec_cat(more, HEX(07000000));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_sid, 0, more, &sid));
	/* a refused SID consumes nothing */
	wire_rd_init(&r, b.data, b.len - 1);
	EXPECT_EQ(-EBADMSG, wire_nt_sid_decode(&r, &sid));
	EXPECT_EQ(0, wire_rd_off(&r));

	sid = sid_of("S-1-5-32");
	sid.sub_count = 16;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_nt_sid, 0, 128, &sid, NULL));
	sid = sid_of("S-1-5-32");
	sid.authority = 1ull << 48;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_nt_sid, 0, 128, &sid, NULL));
}

static const char *const strings[] = {
	"S-1-0-0",
	"S-1-5",
	"S-1-5-21-3623811015-3361044348-30300820-1013",
	"S-1-22-1-0",
	"S-1-5-88-3-4294967295",
	"S-1-4294967295-10",
	"S-1-0x000100000000-1",
	"S-1-0xffffffffffff-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15",
};

TEST(strings_both_ways)
{
	char str[NT_SID_STR_SIZE];
	struct nt_sid sid;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(strings); i++) {
		int len = strlen(strings[i]);

		ASSERT_EQ(0, nt_sid_from_str(strings[i], len, &sid)) TH_LOG("%s", strings[i]);
		ASSERT_EQ(len, nt_sid_to_str(&sid, str, sizeof(str)));
		ASSERT_STREQ(strings[i], str);
		memset(str, '#', sizeof(str));
		ASSERT_EQ(-EMSGSIZE, nt_sid_to_str(&sid, str, len));
		ASSERT_EQ('#', str[0]);
		ASSERT_EQ(len, nt_sid_to_str(&sid, str, len + 1));
		ASSERT_STREQ(strings[i], str);
	}
}

/* The longest string is as long as the macro says. */
TEST(strings_longest)
{
	char str[NT_SID_STR_SIZE], expect[NT_SID_STR_SIZE + 1] = "S-1-0x0123456789ab";
	struct nt_sid sid = { .authority = 0x0123456789ab }, back;

	while (sid.sub_count < NT_SID_MAX_SUB) {
		EXPECT_EQ(0, nt_sid_append(&sid, U32_MAX));
		strcat(expect, "-4294967295");
	}
	EXPECT_EQ(NT_SID_STR_SIZE - 1, nt_sid_to_str(&sid, str, sizeof(str)));
	EXPECT_STREQ(expect, str);
	EXPECT_EQ(0, nt_sid_from_str(str, strlen(str), &back));
	EXPECT_EQ(0, nt_sid_cmp(&sid, &back));
}

TEST(strings_parsed)
{
	struct nt_sid sid = sid_of("s-1-5-32-544"), same = sid_of("S-1-0x5-32-0544");

	EXPECT_EQ(0, nt_sid_cmp(&sid, &same));
	same = sid_of("S-1-0XAbCdEf012345-1");
	EXPECT_EQ(0xabcdef012345ull, same.authority);
	same = sid_of("S-1-281474976710655-1");
	EXPECT_EQ(0xffffffffffffull, same.authority);
	EXPECT_EQ(1, same.sub_count);
	EXPECT_EQ(1, same.sub[0]);
	/* the length counts, not a NUL */
	EXPECT_EQ(0, nt_sid_from_str("S-1-5-329", 8, &sid));
	EXPECT_EQ(32, sid.sub[0]);
}

TEST(strings_refused)
{
	static const char *const bad[] = {
		"", "S", "S-", "S-1", "S-1-", "X-1-5-32", "S-2-5-32", "S-1x5", "S+1-5",
		"S-1-5-", "S-1-5--1", "S-1-5-32-", "S-1-5-x", "S-1-5-4294967296",
		"S-1-5-99999999999999999999", "S-1-281474976710656-1", "S-1-0x1000000000000-1",
		"S-1-0x-1", "S-1-0xg-1", "S-1-5-0x20", "S-1-5-32 ", " S-1-5-32", "S-1-5-32\n",
		"S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16",
	};
	struct nt_sid sid = sid_of("S-1-2-3"), before = sid;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		struct codec_bytes b = codec_dup(bad[i], strlen(bad[i]));

		EXPECT_EQ(-EINVAL, nt_sid_from_str((const char *)b.data, b.len, &sid))
			TH_LOG("'%s'", bad[i]);
	}
	EXPECT_EQ(0, nt_sid_cmp(&sid, &before));
}

TEST(order)
{
	static const char *const sorted[] = {
		"S-1-0-9", "S-1-5", "S-1-5-1", "S-1-5-1-7", "S-1-5-2", "S-1-5-2-3", "S-1-5-2-4",
		"S-1-5-4000000000", "S-1-0x100000000-1",
	};
	size_t i, j;

	for (i = 0; i < ARRAY_SIZE(sorted); i++) {
		for (j = 0; j < ARRAY_SIZE(sorted); j++) {
			struct nt_sid a = sid_of(sorted[i]), b = sid_of(sorted[j]);
			int c = nt_sid_cmp(&a, &b);

			EXPECT_EQ((i > j) - (i < j), (c > 0) - (c < 0))
				TH_LOG("%s and %s", sorted[i], sorted[j]);
		}
	}
}

TEST(domains)
{
	struct nt_sid domain = sid_of("S-1-5-21-1-2-3"), user = domain;
	struct nt_sid other = sid_of("S-1-5-21-1-2-4-1000"), full;

	EXPECT_EQ(0, nt_sid_append(&user, 1000));
	EXPECT_EQ(5, user.sub_count);
	EXPECT_EQ(1000, user.sub[4]);
	EXPECT_TRUE(nt_sid_in_domain(&user, &domain));
	EXPECT_FALSE(nt_sid_in_domain(&domain, &domain));
	EXPECT_FALSE(nt_sid_in_domain(&domain, &user));
	EXPECT_FALSE(nt_sid_in_domain(&other, &domain));
	full = sid_of("S-1-5");
	EXPECT_FALSE(nt_sid_in_domain(&full, &domain));
	full = sid_of("S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15");
	EXPECT_EQ(-EINVAL, nt_sid_append(&full, 16));
	EXPECT_EQ(15, full.sub_count);
}

TEST(known)
{
	static const char *const known[NT_SID_KNOWN_COUNT] = {
		[NT_SID_NOBODY] = "S-1-0-0",
		[NT_SID_EVERYONE] = "S-1-1-0",
		[NT_SID_CREATOR_OWNER] = "S-1-3-0",
		[NT_SID_CREATOR_GROUP] = "S-1-3-1",
		[NT_SID_OWNER_RIGHTS] = "S-1-3-4",
		[NT_SID_NETWORK] = "S-1-5-2",
		[NT_SID_INTERACTIVE] = "S-1-5-4",
		[NT_SID_SERVICE] = "S-1-5-6",
		[NT_SID_ANONYMOUS] = "S-1-5-7",
		[NT_SID_AUTHENTICATED] = "S-1-5-11",
		[NT_SID_THIS_ORGANIZATION] = "S-1-5-15",
		[NT_SID_SYSTEM] = "S-1-5-18",
		[NT_SID_LOCAL_SERVICE] = "S-1-5-19",
		[NT_SID_NETWORK_SERVICE] = "S-1-5-20",
		[NT_SID_BUILTIN_ADMINS] = "S-1-5-32-544",
		[NT_SID_BUILTIN_USERS] = "S-1-5-32-545",
		[NT_SID_BUILTIN_GUESTS] = "S-1-5-32-546",
		[NT_SID_BUILTIN_POWER_USERS] = "S-1-5-32-547",
		[NT_SID_BUILTIN_BACKUP] = "S-1-5-32-551",
	};
	char str[NT_SID_STR_SIZE];
	u32 i;

	for (i = 0; i < NT_SID_KNOWN_COUNT; i++) {
		ASSERT_LT(0, nt_sid_to_str(&nt_sid_known[i], str, sizeof(str)));
		EXPECT_STREQ(known[i], str);
	}
}

TEST(unix_numbers)
{
	static const struct {
		enum nt_sid_unix kind;
		const char *str;
	} kinds[] = {
		{ NT_SID_UNIX_UID, "S-1-22-1-4000000001" },
		{ NT_SID_UNIX_GID, "S-1-22-2-4000000001" },
		{ NT_SID_NFS_UID, "S-1-5-88-1-4000000001" },
		{ NT_SID_NFS_GID, "S-1-5-88-2-4000000001" },
		{ NT_SID_NFS_MODE, "S-1-5-88-3-4000000001" },
	};
	static const char *const none[] = {
		"S-1-22-3-1", "S-1-22-0-1", "S-1-22-1", "S-1-22-1-2-3", "S-1-5-88-4-1",
		"S-1-5-88-0-1", "S-1-5-88-1", "S-1-5-88-1-2-3", "S-1-5-89-1-2", "S-1-6-88-1-2",
		"S-1-5-1-2", "S-1-23-1-2",
	};
	struct nt_sid sid, expect;
	size_t i;
	u32 id;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		expect = sid_of(kinds[i].str);
		EXPECT_EQ(0, nt_sid_from_unix(kinds[i].kind, 4000000001u, &sid));
		EXPECT_EQ(0, nt_sid_cmp(&sid, &expect)) TH_LOG("%s", kinds[i].str);
		id = 0;
		EXPECT_EQ(kinds[i].kind, nt_sid_to_unix(&sid, &id));
		EXPECT_EQ(4000000001u, id);
	}
	for (i = 0; i < ARRAY_SIZE(none); i++) {
		sid = sid_of(none[i]);
		EXPECT_EQ(NT_SID_UNIX_NONE, nt_sid_to_unix(&sid, &id)) TH_LOG("%s", none[i]);
	}
	EXPECT_EQ(-EINVAL, nt_sid_from_unix(NT_SID_UNIX_NONE, 1, &sid));
	EXPECT_EQ(-EINVAL, nt_sid_from_unix(77, 1, &sid));
}

TEST_HARNESS_MAIN
