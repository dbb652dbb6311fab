// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of security descriptors. */
#include <lwsmb/wire_sec.h>
#include "codec.h"

CODEC(nt_secdesc);

#define OWNER "0101000000000005 12000000" /* S-1-5-18 */
#define GROUP "0102000000000005 20000000 20020000" /* S-1-5-32-544 */
#define GAP "00000000"
#define SACL "02001c00 01000000 02c01400 02000000 0101000000000001 00000000"
#define DACL "02001c00 01000000 00031400 ff011f00 0101000000000005 12000000"

static int span_sid(const struct wire_span *s, struct nt_sid *sid)
{
	struct wire_rd r;

	wire_rd_span_child(s, &r);
	return wire_nt_sid_decode(&r, sid) ? -1 : (int)wire_rd_left(&r);
}

/* Owner, group, SACL, DACL: what we write ourselves, and Samba too. */
TEST(canonical)
{
	struct codec_bytes b = codec_hex("01 a7 1494 14000000 20000000 30000000 4c000000"
					 OWNER GROUP SACL DACL);
	struct nt_secdesc sd;
	struct nt_acl acl;
	struct nt_sid sid;
	struct wire_rd r;

	codec_check(_metadata, &codec_nt_secdesc, 0, b, b.len, &sd);
	EXPECT_EQ(0xa7, sd.sbz1);
	EXPECT_EQ(NT_SD_SELF_RELATIVE | NT_SD_DACL_PROTECTED | NT_SD_DACL_INHERITED |
		  NT_SD_SACL_PRESENT | NT_SD_DACL_PRESENT, sd.control);
	EXPECT_EQ(0x14, sd.owner.off);
	EXPECT_EQ(12, sd.owner.len);
	EXPECT_EQ(0, span_sid(&sd.owner, &sid));
	EXPECT_EQ(0, nt_sid_cmp(&sid, &nt_sid_known[NT_SID_SYSTEM]));
	EXPECT_EQ(0x20, sd.group.off);
	EXPECT_EQ(16, sd.group.len);
	EXPECT_EQ(0, span_sid(&sd.group, &sid));
	EXPECT_EQ(0, nt_sid_cmp(&sid, &nt_sid_known[NT_SID_BUILTIN_ADMINS]));
	EXPECT_EQ(0x30, sd.sacl.off);
	EXPECT_EQ(28, sd.sacl.len);
	EXPECT_BYTES(b.data + 0x30, sd.sacl.data, 28);
	EXPECT_EQ(0x4c, sd.dacl.off);
	EXPECT_EQ(28, sd.dacl.len);
	wire_rd_span_child(&sd.dacl, &r);
	EXPECT_EQ(0, wire_nt_acl_decode(&r, &acl));
	EXPECT_EQ(1, acl.count);

	/* the same without knowledge of where things were */
	nt_secdesc_repack(&sd);
	EXPECT_EQ(0, sd.owner.off + sd.group.off + sd.sacl.off + sd.dacl.off);
	codec_check_encode(_metadata, &codec_nt_secdesc, 0, b, &sd);
	codec_check_rooms(_metadata, &codec_nt_secdesc, 0, b.len, &sd);
	/* the caller need not say that it is self-relative */
	sd.control &= ~NT_SD_SELF_RELATIVE;
	codec_check_encode(_metadata, &codec_nt_secdesc, 0, b, &sd);
}

/* As Windows lays them out: lists first, and with a gap. */
TEST(other_orders)
{
	struct codec_bytes windows = codec_hex("01 00 1484 4c000000 58000000 14000000 30000000"
					       SACL DACL OWNER GROUP);
	struct codec_bytes gap = codec_hex("01 00 0480 34000000 40000000 00000000 18000000" GAP
					   DACL OWNER GROUP);
	struct nt_secdesc sd;

	codec_check(_metadata, &codec_nt_secdesc, 0, windows, windows.len, &sd);
	EXPECT_EQ(0x4c, sd.owner.off);
	EXPECT_EQ(0x14, sd.sacl.off);
	EXPECT_EQ(0x30, sd.dacl.off);
	codec_check(_metadata, &codec_nt_secdesc, 0, gap, gap.len, &sd);
	EXPECT_EQ(0x18, sd.dacl.off);
	EXPECT_EQ(0, sd.sacl.len);
}

TEST(shared_parts)
{
	/* owner and group are one SID; the SID lies inside of the list */
	struct codec_bytes same = codec_hex("01 00 0080 14000000 14000000 00000000 00000000" GROUP);
	struct codec_bytes inside = codec_hex("01 00 0480 24000000 24000000 00000000 14000000"
					      DACL);
	struct nt_secdesc sd;

	codec_check(_metadata, &codec_nt_secdesc, 0, same, same.len, &sd);
	EXPECT_EQ(sd.owner.data, sd.group.data);
	codec_check(_metadata, &codec_nt_secdesc, 0, inside, inside.len, &sd);
	EXPECT_EQ(0x24, sd.owner.off);
	EXPECT_EQ(12, sd.owner.len);
}

TEST(parts_missing)
{
	struct codec_bytes none = codec_hex("01 00 0480 00000000 00000000 00000000 00000000");
	struct codec_bytes dacl = codec_hex("01 00 0480 00000000 00000000 00000000 14000000" DACL);
	struct nt_secdesc sd;

	/* a NULL DACL */
	codec_check(_metadata, &codec_nt_secdesc, 0, none, none.len, &sd);
	EXPECT_EQ(NT_SD_SELF_RELATIVE | NT_SD_DACL_PRESENT, sd.control);
	EXPECT_EQ(0, sd.dacl.len);
	EXPECT_EQ(0, sd.owner.len);
	codec_check(_metadata, &codec_nt_secdesc, 0, dacl, dacl.len, &sd);
	EXPECT_EQ(28, sd.dacl.len);
	EXPECT_EQ(0, sd.group.len);
}

TEST(refused)
{
	struct codec_bytes b = codec_hex("01 00 1494 14000000 20000000 30000000 4c000000"
					 OWNER GROUP SACL DACL);
	struct nt_secdesc sd;
	u32 field;

	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_secdesc, 0, codec_patch(b, 0, "00"), &sd));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_secdesc, 0, codec_patch(b, 0, "02"), &sd));
	/* an absolute descriptor */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_secdesc, 0, codec_patch(b, 3, "14"), &sd));
	for (field = 4; field < 20; field += 4) {
		static const char *const bad[] = {
			"01000000", "13000000", /* in the header */
			"68000000", "69000000", "ffffffff", /* at the end, and outside */
			"64000000", "67000000", /* too little left */
			"16000000", /* something else lies there */
		};
		size_t i;

		for (i = 0; i < ARRAY_SIZE(bad); i++) {
			EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_secdesc, 0,
							 codec_patch(b, field, bad[i]), &sd))
				TH_LOG("field %u, offset %zu of the list", field, i);
		}
	}
	/* a list where a SID should be, and the other way round */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_secdesc, 0, codec_patch(b, 4, "30"), &sd));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_secdesc, 0, codec_patch(b, 16, "14"), &sd));
}

/* Behind the part that ends last, whichever that is, others may read on. */
TEST(position)
{
	static const char *const order[] = {
		"01 00 1494 14000000 20000000 30000000 4c000000" OWNER GROUP SACL DACL "77",
		"01 00 1494 4c000000 58000000 14000000 30000000" SACL DACL OWNER GROUP "77",
		"01 00 1494 5c000000 14000000 24000000 40000000" GROUP SACL DACL OWNER "77",
		"01 00 1494 14000000 20000000 4c000000 30000000" OWNER GROUP DACL SACL "77",
	};
	struct nt_secdesc sd;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(order); i++) {
		struct wire_rd r = codec_rd(0, codec_hex(order[i]));

		ASSERT_EQ(0, wire_nt_secdesc_decode(&r, &sd));
		EXPECT_EQ(1, wire_rd_left(&r));
		/* cut off at its last byte, it consumes nothing */
		r = codec_rd(0, codec_hex(order[i]));
		r.end -= 2;
		ASSERT_EQ(-EBADMSG, wire_nt_secdesc_decode(&r, &sd));
		EXPECT_EQ(0, wire_rd_off(&r));
	}
}

/* The base need not be the descriptor's first byte. */
TEST(inside_of_something)
{
	struct codec_bytes b = codec_hex("01 00 0480 1c000000 28000000 00000000 38000000"
					 OWNER GROUP DACL);
	struct nt_secdesc sd;

	codec_check(_metadata, &codec_nt_secdesc, 8, b, b.len, &sd);
	EXPECT_EQ(0x1c, sd.owner.off);
	nt_secdesc_repack(&sd);
	codec_check_encode(_metadata, &codec_nt_secdesc, 8, b, &sd);
	/* offsets before the descriptor are never reached */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_secdesc, 8, codec_patch(b, 4, "04"), &sd));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_nt_secdesc, 8, codec_patch(b, 4, "1b"), &sd));
}

TEST(encoder_places)
{
	struct codec_bytes owner = codec_hex(OWNER), odd = HEX(0100 000000000005 77);
	struct nt_secdesc sd = { .owner = { .data = owner.data, .len = 12, .off = 0x20 } };
	struct codec_bytes out;

	/* a part without a place goes behind those with one, aligned */
	sd.group = (struct wire_span){ .data = owner.data, .len = 12 };
	EXPECT_EQ(0, codec_encode(&codec_nt_secdesc, 0, 100, &sd, &out));
	EXPECT_EQ(0x38, out.len);
	EXPECT_BYTES(codec_hex("01 00 0080 20000000 2c000000 00000000 00000000" GAP GAP GAP
			       OWNER OWNER).data, out.data, 0x38);
	sd.owner.len = 9;
	sd.owner.data = odd.data;
	EXPECT_EQ(0, codec_encode(&codec_nt_secdesc, 0, 100, &sd, &out));
	EXPECT_EQ(0x38, out.len);
	EXPECT_EQ(0x2c, out.data[8]);
	EXPECT_BYTES("\x77\0\0\0\1\1", out.data + 0x28, 6);
	/* not into the header */
	sd.owner.off = 0x13;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_nt_secdesc, 0, 100, &sd, &out));
	EXPECT_EQ(0, out.len);
	sd.owner.off = 0x14;
	EXPECT_EQ(0, codec_encode(&codec_nt_secdesc, 0, 100, &sd, &out));
	EXPECT_EQ(0x2c, out.len);
	/* far away: there is no such room */
	sd.owner.off = U32_MAX;
	sd.group.len = 0;
	EXPECT_EQ(-EMSGSIZE, codec_encode(&codec_nt_secdesc, 0, 100, &sd, &out));
	/* and nothing can be behind it */
	sd.group.len = 12;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_nt_secdesc, 0, 100, &sd, &out));
	/* an empty part has no place, whatever it says */
	sd = (struct nt_secdesc){ .dacl = { .off = 0x33 } };
	EXPECT_EQ(0, codec_encode(&codec_nt_secdesc, 0, 20, &sd, &out));
	EXPECT_BYTES(HEX(01000080 00000000 00000000 00000000 00000000).data, out.data, 20);
}

TEST_HARNESS_MAIN
