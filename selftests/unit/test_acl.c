// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of access control lists and their entries. */
#include <lwsmb/wire_sec.h>
#include "codec.h"

CODEC(nt_ace);
CODEC(nt_acl);

/* SID_SYSTEM is S-1-5-18 */
#define GUID_A "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"
#define GUID_B "b0b1b2b3b4b5b6b7b8b9babbbcbdbebf"
#define SID_SYSTEM "0101 000000000005 12000000"

static const u8 plain_types[] = {
	NT_ACE_ALLOWED, NT_ACE_DENIED, NT_ACE_AUDIT, NT_ACE_ALARM, NT_ACE_ALLOWED_CALLBACK,
	NT_ACE_DENIED_CALLBACK, NT_ACE_AUDIT_CALLBACK, NT_ACE_ALARM_CALLBACK,
	NT_ACE_MANDATORY_LABEL, NT_ACE_RESOURCE_ATTRIBUTE, NT_ACE_SCOPED_POLICY_ID,
	NT_ACE_PROCESS_TRUST_LABEL, NT_ACE_ACCESS_FILTER,
};

static const u8 object_types[] = {
	NT_ACE_ALLOWED_OBJECT, NT_ACE_DENIED_OBJECT, NT_ACE_AUDIT_OBJECT, NT_ACE_ALARM_OBJECT,
	NT_ACE_ALLOWED_CALLBACK_OBJECT, NT_ACE_DENIED_CALLBACK_OBJECT,
	NT_ACE_AUDIT_CALLBACK_OBJECT, NT_ACE_ALARM_CALLBACK_OBJECT,
};

TEST(types_have_forms)
{
	u32 seen[3] = { 0 }, i;

	for (i = 0; i < ARRAY_SIZE(plain_types); i++)
		EXPECT_EQ(NT_ACE_FORM_PLAIN, nt_ace_form(plain_types[i]));
	for (i = 0; i < ARRAY_SIZE(object_types); i++)
		EXPECT_EQ(NT_ACE_FORM_OBJECT, nt_ace_form(object_types[i]));
	for (i = 0; i < 256; i++)
		seen[nt_ace_form(i)]++;
	EXPECT_EQ(ARRAY_SIZE(plain_types), seen[NT_ACE_FORM_PLAIN]);
	EXPECT_EQ(ARRAY_SIZE(object_types), seen[NT_ACE_FORM_OBJECT]);
	EXPECT_EQ(NT_ACE_FORM_OPAQUE, nt_ace_form(NT_ACE_ALLOWED_COMPOUND));
}

TEST(ace_plain)
{
	struct codec_bytes b = codec_hex("00 13 1400 a9011200" SID_SYSTEM);
	struct nt_ace ace;

	codec_check(_metadata, &codec_nt_ace, 0, b, b.len, &ace);
	EXPECT_EQ(NT_ACE_ALLOWED, ace.type);
	EXPECT_EQ(0x13, ace.flags);
	EXPECT_EQ(0x1201a9u, ace.mask);
	EXPECT_EQ(0, nt_sid_cmp(&ace.sid, &nt_sid_known[NT_SID_SYSTEM]));
	EXPECT_EQ(0, ace.data.len);
	EXPECT_EQ(0, ace.object_flags);
}

TEST(ace_with_data)
{
	/* a callback ACE with its condition */
	struct codec_bytes b = codec_hex("09 00 1c00 ff011f00" SID_SYSTEM "61727478 01020304");
	struct nt_ace ace;

	codec_check(_metadata, &codec_nt_ace, 0, b, b.len, &ace);
	ASSERT_EQ(8, ace.data.len);
	EXPECT_BYTES("artx\1\2\3\4", ace.data.data, 8);
	/* data that is no multiple of 4 is padded */
	ace.data.len = 5;
	codec_check_encode(_metadata, &codec_nt_ace, 0,
			   codec_hex("09 00 1c00 ff011f00" SID_SYSTEM "61727478 01000000"), &ace);
	codec_check_rooms(_metadata, &codec_nt_ace, 0, 28, &ace);
}

TEST(ace_object)
{
	struct codec_bytes none = codec_hex("05 02 1800 00010000 00000000" SID_SYSTEM);
	struct codec_bytes first, second, both;
	struct nt_ace ace;

	codec_check(_metadata, &codec_nt_ace, 0, none, none.len, &ace);
	EXPECT_EQ(NT_ACE_ALLOWED_OBJECT, ace.type);
	EXPECT_EQ(0x100, ace.mask);
	EXPECT_EQ(0, ace.object_flags);
	EXPECT_EQ(0, nt_sid_cmp(&ace.sid, &nt_sid_known[NT_SID_SYSTEM]));

	first = codec_hex("06 01 2800 00010000 01000000" GUID_A SID_SYSTEM);
	codec_check(_metadata, &codec_nt_ace, 0, first, first.len, &ace);
	EXPECT_EQ(NT_ACE_HAS_OBJECT_TYPE, ace.object_flags);
	EXPECT_BYTES(first.data + 12, ace.object_type, 16);

	second = codec_hex("07 40 2800 00010000 02000000" GUID_B SID_SYSTEM);
	codec_check(_metadata, &codec_nt_ace, 0, second, second.len, &ace);
	EXPECT_EQ(NT_ACE_HAS_INHERITED_TYPE, ace.object_flags);
	EXPECT_BYTES(second.data + 12, ace.inherited_type, 16);

	both = codec_hex("0b 00 3c00 00010000 03000080" GUID_A GUID_B SID_SYSTEM "77777777");
	codec_check(_metadata, &codec_nt_ace, 0, both, both.len, &ace);
	EXPECT_EQ(0x80000003u, ace.object_flags);
	EXPECT_BYTES(both.data + 12, ace.object_type, 16);
	EXPECT_BYTES(both.data + 28, ace.inherited_type, 16);
	EXPECT_EQ(0, nt_sid_cmp(&ace.sid, &nt_sid_known[NT_SID_SYSTEM]));
	EXPECT_EQ(4, ace.data.len);
}

TEST(ace_opaque)
{
	struct codec_bytes b = HEX(04 00 0c00 0102030405060708), small = HEX(ee 01 0400);
	struct nt_ace ace;

	codec_check(_metadata, &codec_nt_ace, 0, b, b.len, &ace);
	EXPECT_EQ(NT_ACE_ALLOWED_COMPOUND, ace.type);
	EXPECT_EQ(0, ace.mask);
	ASSERT_EQ(8, ace.data.len);
	EXPECT_BYTES("\1\2\3\4\5\6\7\x08", ace.data.data, 8);
	codec_check(_metadata, &codec_nt_ace, 0, small, small.len, &ace);
	EXPECT_EQ(0xee, ace.type);
	EXPECT_EQ(0, ace.data.len);
}

/* What a size may claim: enough for the type, a multiple of 4, no more than is there. */
TEST(ace_sizes)
{
	struct codec_bytes b = codec_hex("00 00 1400 ff011f00" SID_SYSTEM "00000000");
	struct codec_bytes o = codec_hex("05 00 1800 00010000 00000000" SID_SYSTEM "00000000");
	struct nt_ace ace;
	char hex[5];
	u32 size;

	for (size = 0; size < 0x20; size++) {
		snprintf(hex, sizeof(hex), "%02x00", size);
		EXPECT_EQ(size == 0x14 || size == 0x18 ? 0 : -EBADMSG,
			  codec_decode(&codec_nt_ace, 0, codec_patch(b, 2, hex), &ace))
			TH_LOG("size %u", size);
		EXPECT_EQ(size == 0x18 || size == 0x1c ? 0 : -EBADMSG,
			  codec_decode(&codec_nt_ace, 0, codec_patch(o, 2, hex), &ace))
			TH_LOG("size %u", size);
	}
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_ace, 0, codec_patch(b, 2, "fcff"), &ace));
	/* GUIDs that are not inside of the ACE, a SID that is none */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_ace, 0, codec_patch(o, 8, "01"), &ace));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_ace, 0, codec_patch(o, 8, "02"), &ace));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_ace, 0, codec_patch(b, 8, "02"), &ace));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_ace, 0, codec_patch(b, 9, "05"), &ace));
}

TEST(ace_too_large)
{
	struct codec_bytes big = { codec_alloc(0x10000), 0x10000 };
	struct nt_ace ace = { .type = NT_ACE_ALLOWED_COMPOUND, .data = { .data = big.data } };
	struct wire_wr w;

	memset(big.data, 1, big.len);
	ace.data.len = 0xffff - 7;
	w = codec_wr(0, 0x20000);
	EXPECT_EQ(0, wire_nt_ace_encode(&w, &ace));
	EXPECT_EQ(0xfffc, wire_wr_off(&w));
	EXPECT_BYTES("\x04\x00\xfc\xff", w.base, 4);
	ace.data.len++;
	w = codec_wr(0, 0x20000);
	EXPECT_EQ(-EINVAL, wire_nt_ace_encode(&w, &ace));
	EXPECT_EQ(0, wire_wr_off(&w));
	ace = (struct nt_ace){ .sid.sub_count = 16 };
	EXPECT_EQ(-EINVAL, wire_nt_ace_encode(&w, &ace));
	EXPECT_EQ(0, wire_wr_off(&w));
}

#define TWO_ACES "00031400 ff011f00 0101000000000005 12000000" \
	"01001400 16010200 0101000000000001 00000000"

TEST(acl)
{
	struct codec_bytes b = codec_hex("02 a1 3000 0200 c3b2" TWO_ACES), gap;
	struct nt_acl_walk walk;
	struct nt_acl acl;
	struct nt_ace ace;

	codec_check(_metadata, &codec_nt_acl, 0, b, b.len, &acl);
	EXPECT_EQ(2, acl.revision);
	EXPECT_EQ(0xa1, acl.sbz1);
	EXPECT_EQ(0xb2c3, acl.sbz2);
	EXPECT_EQ(2, acl.count);
	EXPECT_EQ(40, acl.aces.len);
	wire_nt_acl_walk(&acl, &walk);
	ASSERT_EQ(1, wire_nt_ace_next(&walk, &ace));
	EXPECT_EQ(NT_ACE_ALLOWED, ace.type);
	EXPECT_EQ(3, ace.flags);
	ASSERT_EQ(1, wire_nt_ace_next(&walk, &ace));
	EXPECT_EQ(NT_ACE_DENIED, ace.type);
	EXPECT_EQ(0x20116u, ace.mask);
	EXPECT_EQ(0, nt_sid_cmp(&ace.sid, &nt_sid_known[NT_SID_EVERYONE]));
	EXPECT_EQ(0, wire_nt_ace_next(&walk, &ace));
	EXPECT_EQ(0, wire_nt_ace_next(&walk, &ace));

	/* room behind the last entry belongs to the list */
	gap = codec_hex("04 00 3400 0200 0000" TWO_ACES "ffffffff");
	codec_check(_metadata, &codec_nt_acl, 0, gap, gap.len, &acl);
	EXPECT_EQ(44, acl.aces.len);
	EXPECT_EQ(4, acl.revision);
}

TEST(acl_empty)
{
	struct codec_bytes b = HEX(02 00 0800 0000 0000);
	struct nt_acl acl;
	struct nt_ace ace;
	struct nt_acl_walk walk;

	codec_check(_metadata, &codec_nt_acl, 0, b, b.len, &acl);
	EXPECT_EQ(0, acl.count);
	wire_nt_acl_walk(&acl, &walk);
	EXPECT_EQ(0, wire_nt_ace_next(&walk, &ace));
}

TEST(acl_refused)
{
	struct codec_bytes b = codec_hex("02 00 3000 0200 0000" TWO_ACES);
	struct nt_acl acl;

	EXPECT_EQ(0, codec_decode(&codec_nt_acl, 0, codec_patch(b, 0, "03"), &acl));
	EXPECT_EQ(0, codec_decode(&codec_nt_acl, 0, codec_patch(b, 0, "04"), &acl));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_acl, 0, codec_patch(b, 0, "01"), &acl));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_acl, 0, codec_patch(b, 0, "05"), &acl));
	/* more bytes than there are, fewer than a header, entries that are cut */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_acl, 0, codec_patch(b, 2, "3100"), &acl));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_acl, 0, codec_patch(b, 2, "0700"), &acl));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_acl, 0, codec_patch(b, 2, "0000"), &acl));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_acl, 0, codec_patch(b, 2, "2c00"), &acl));
	/* more entries than there are; fewer are fine */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_acl, 0, codec_patch(b, 4, "0300"), &acl));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_acl, 0, codec_patch(b, 4, "ffff"), &acl));
	EXPECT_EQ(0, codec_decode(&codec_nt_acl, 0, codec_patch(b, 4, "0100"), &acl));
	EXPECT_EQ(1, acl.count);
	/* a broken entry, first or second */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_acl, 0, codec_patch(b, 10, "15"), &acl));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_acl, 0, codec_patch(b, 30, "18"), &acl));
}

TEST(acl_limits)
{
	struct codec_bytes big = { codec_alloc(0x10000), 0x10000 };
	struct nt_acl acl = { .revision = 2, .aces = { .data = big.data, .len = 0xfff7 } };
	struct wire_wr w = codec_wr(0, 0x20000);

	memset(big.data, 0, big.len);
	EXPECT_EQ(0, wire_nt_acl_encode(&w, &acl));
	EXPECT_EQ(0xffff, wire_wr_off(&w));
	EXPECT_BYTES("\x02\x00\xff\xff", w.base, 4);
	acl.aces.len++;
	EXPECT_EQ(-EINVAL, wire_nt_acl_encode(&w, &acl));
	EXPECT_EQ(0xffff, wire_wr_off(&w));
}

static struct nt_ace make_ace(u8 type, u8 flags, u32 mask, enum nt_sid_known who)
{
	return (struct nt_ace){
		.type = type, .flags = flags, .mask = mask, .sid = nt_sid_known[who],
	};
}

TEST(acl_built)
{
	struct codec_bytes expect = codec_hex("04 00 3000 0200 0000" TWO_ACES);
	struct nt_ace a = make_ace(NT_ACE_ALLOWED, 3, 0x1f01ff, NT_SID_SYSTEM);
	struct nt_ace d = make_ace(NT_ACE_DENIED, 0, 0x20116, NT_SID_EVERYONE);
	struct nt_acl_build b;
	struct wire_wr w;
	size_t room;

	for (room = 0; room <= expect.len; room++) {
		int ret;

		w = codec_wr(12, room);
		ret = wire_nt_acl_begin(&b, &w, NT_ACL_REVISION_DS);
		if (!ret)
			ret = wire_nt_acl_add(&b, &a);
		if (!ret)
			ret = wire_nt_acl_add(&b, &d);
		if (!ret)
			ret = wire_nt_acl_end(&b);
		EXPECT_EQ(room == expect.len ? 0 : -EMSGSIZE, ret);
	}
	EXPECT_EQ(2, b.count);
	EXPECT_EQ(12 + expect.len, wire_wr_off(&w));
	EXPECT_BYTES(expect.data, w.base + 12, expect.len);
}

TEST(acl_built_too_large)
{
	struct codec_bytes big = { codec_alloc(0xfff8), 0xfff8 };
	struct nt_ace ace = { .type = NT_ACE_ALLOWED_COMPOUND };
	struct wire_wr w = codec_wr(0, 0x30000);
	struct nt_acl_build b;

	memset(big.data, 0, big.len);
	ace.data.data = big.data;
	ace.data.len = 0xfff0;
	ASSERT_EQ(0, wire_nt_acl_begin(&b, &w, NT_ACL_REVISION));
	ASSERT_EQ(0, wire_nt_acl_add(&b, &ace));
	EXPECT_EQ(0, wire_nt_acl_end(&b));
	EXPECT_BYTES("\x02\x00\xfc\xff\x01\x00", w.base, 6);
	ace.data.len = 0;
	ASSERT_EQ(0, wire_nt_acl_add(&b, &ace));
	EXPECT_EQ(-EINVAL, wire_nt_acl_end(&b));
	b.count = U16_MAX;
	EXPECT_EQ(-EINVAL, wire_nt_acl_add(&b, &ace));
	EXPECT_EQ(U16_MAX, b.count);
}

TEST_HARNESS_MAIN
