// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of security.NTACL and user.DOSATTRIB, against bytes that Samba wrote. */
#include <lwsmb/wire_sec.h>
#include "codec.h"
#include "../vectors/samba_xattr.h"

CODEC(samba_ntacl);
CODEC(samba_dosattrib);

#define VECTOR(v) codec_dup(v, sizeof(v))

static int decode_patched(const struct codec *c, struct codec_bytes b, size_t off,
			  const char *hex)
{
	return codec_decode(c, 0, codec_patch(b, off, hex), codec_alloc(c->size));
}

static void check_sid(struct __test_metadata *_metadata, const struct wire_span *s,
		      const char *expect)
{
	char str[NT_SID_STR_SIZE];
	struct nt_sid sid;
	struct wire_rd r;

	wire_rd_span_child(s, &r);
	ASSERT_EQ(0, wire_nt_sid_decode(&r, &sid));
	ASSERT_LT(0, nt_sid_to_str(&sid, str, sizeof(str)));
	EXPECT_STREQ(expect, str);
}

/* The descriptor of selftests/vectors/samba-xattr. */
static void check_sd(struct __test_metadata *_metadata, const struct nt_secdesc *sd)
{
	struct nt_acl_walk walk;
	struct nt_acl acl;
	struct nt_ace ace;
	struct wire_rd r;

	check_sid(_metadata, &sd->owner, "S-1-5-21-1111-2222-3333-1001");
	check_sid(_metadata, &sd->group, "S-1-22-2-100");
	wire_rd_span_child(&sd->dacl, &r);
	ASSERT_EQ(0, wire_nt_acl_decode(&r, &acl));
	ASSERT_EQ(2, acl.count);
	wire_nt_acl_walk(&acl, &walk);
	ASSERT_EQ(1, wire_nt_ace_next(&walk, &ace));
	EXPECT_EQ(0x1f01ffu, ace.mask);
	ASSERT_EQ(1, wire_nt_ace_next(&walk, &ace));
	EXPECT_EQ(NT_ACE_DENIED, ace.type);
	EXPECT_EQ(NT_ACE_OBJECT_INHERIT | NT_ACE_CONTAINER_INHERIT, ace.flags);
	EXPECT_EQ(0x20116u, ace.mask);
	wire_rd_span_child(&sd->sacl, &r);
	ASSERT_EQ(0, wire_nt_acl_decode(&r, &acl));
	EXPECT_EQ(1, acl.count);
}

static void check_hash(struct __test_metadata *_metadata, const struct samba_ntacl *m,
		       u32 count)
{
	u32 i;

	for (i = 0; i < count; i++)
		EXPECT_EQ(0x11 + i, m->hash[i]);
}

/* Encodes to what it was even without knowledge of Samba's numbers and offsets. */
static void check_canonical(struct __test_metadata *_metadata, struct codec_bytes b,
			    struct samba_ntacl *m)
{
	m->ref = 0;
	m->sd_ref = 0;
	nt_secdesc_repack(&m->sd);
	codec_check_encode(_metadata, &codec_samba_ntacl, 0, b, m);
}

TEST(ntacl_v1)
{
	struct codec_bytes b = VECTOR(samba_ntacl_v1);
	struct samba_ntacl m;

	codec_check(_metadata, &codec_samba_ntacl, 0, b, b.len, &m);
	EXPECT_EQ(1, m.version);
	EXPECT_EQ(0x20000, m.ref);
	EXPECT_EQ(0, m.sd_ref);
	check_sd(_metadata, &m.sd);
	check_canonical(_metadata, b, &m);
}

TEST(ntacl_v2)
{
	struct codec_bytes b = VECTOR(samba_ntacl_v2);
	struct samba_ntacl m;

	codec_check(_metadata, &codec_samba_ntacl, 0, b, b.len, &m);
	EXPECT_EQ(2, m.version);
	EXPECT_EQ(0x20004, m.sd_ref);
	check_hash(_metadata, &m, 16);
	EXPECT_EQ(0, m.hash[16]);
	check_sd(_metadata, &m.sd);
	check_canonical(_metadata, b, &m);
}

TEST(ntacl_v3)
{
	struct codec_bytes b = VECTOR(samba_ntacl_v3);
	struct samba_ntacl m;

	codec_check(_metadata, &codec_samba_ntacl, 0, b, b.len, &m);
	EXPECT_EQ(3, m.version);
	EXPECT_EQ(SAMBA_HASH_SHA256, m.hash_type);
	check_hash(_metadata, &m, 64);
	EXPECT_EQ(0, m.time);
	check_sd(_metadata, &m.sd);
	check_canonical(_metadata, b, &m);
}

static void check_v4(struct __test_metadata *_metadata, struct codec_bytes b,
		     const char *description)
{
	struct samba_ntacl m;
	u32 i;

	codec_check(_metadata, &codec_samba_ntacl, 0, b, b.len, &m);
	EXPECT_EQ(4, m.version);
	EXPECT_EQ(SAMBA_HASH_SHA256, m.hash_type);
	check_hash(_metadata, &m, 64);
	ASSERT_EQ(strlen(description), m.description.len);
	EXPECT_BYTES(description, m.description.data, m.description.len);
	EXPECT_EQ(0x01d9aabbccddeeffull, m.time);
	for (i = 0; i < 64; i++)
		EXPECT_EQ(0x81 + i, m.sys_acl_hash[i]);
	check_sd(_metadata, &m.sd);
	check_canonical(_metadata, b, &m);
}

TEST(ntacl_v4)
{
	check_v4(_metadata, VECTOR(samba_ntacl_v4), "posix_acl");
	/* with padding between the string and the time */
	check_v4(_metadata, VECTOR(samba_ntacl_v4_desc), "none of yours!");
}

/* ksmbd uses other numbers for the pointers. */
TEST(ntacl_of_ksmbd)
{
	struct codec_bytes b = codec_patch(VECTOR(samba_ntacl_v4), 2, "040000000200 02000000");
	struct samba_ntacl m;

	codec_check(_metadata, &codec_samba_ntacl, 0, b, b.len, &m);
	EXPECT_EQ(0x20000, m.ref);
	EXPECT_EQ(2, m.sd_ref);
}

TEST(ntacl_refused)
{
	struct codec_bytes b = VECTOR(samba_ntacl_v4), v1 = VECTOR(samba_ntacl_v1);
	struct samba_ntacl m;
	struct codec_bytes out;

	EXPECT_EQ(-EBADMSG, decode_patched(&codec_samba_ntacl, b, 0, "05000500"));
	EXPECT_EQ(-EBADMSG, decode_patched(&codec_samba_ntacl, b, 0, "00000000"));
	EXPECT_EQ(-EBADMSG, decode_patched(&codec_samba_ntacl, b, 2, "0300"));
	EXPECT_EQ(-EBADMSG, decode_patched(&codec_samba_ntacl, b, 4, "00000000"));
	EXPECT_EQ(-EBADMSG, decode_patched(&codec_samba_ntacl, b, 8, "00000000"));
	EXPECT_EQ(-EBADMSG, decode_patched(&codec_samba_ntacl, v1, 4, "00000000"));
	/* an offset that would be right if it counted from the descriptor */
	EXPECT_EQ(-EBADMSG, decode_patched(&codec_samba_ntacl, b, 164, "14"));

	ASSERT_EQ(0, codec_decode(&codec_samba_ntacl, 0, b, &m));
	m.version = 5;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_samba_ntacl, 0, 1000, &m, &out));
	m.version = 0;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_samba_ntacl, 0, 1000, &m, &out));
	m.version = 4;
	m.description = (struct wire_span){ .data = (const u8 *)"a\0b", .len = 3 };
	EXPECT_EQ(-EINVAL, codec_encode(&codec_samba_ntacl, 0, 1000, &m, &out));
}

static void check_sizes(struct __test_metadata *_metadata, const struct samba_dosattrib *m)
{
	EXPECT_EQ(0x2023, m->attrib);
	EXPECT_EQ(0x1234, m->ea_size);
	EXPECT_EQ(0x1122334455667788ull, m->size);
	EXPECT_EQ(0x1222334455667799ull, m->alloc_size);
	EXPECT_EQ(0x01d1020304050607ull, m->create_time);
	EXPECT_EQ(0x01d2131415161718ull, m->change_time);
	EXPECT_EQ(6, m->hex.len);
	EXPECT_BYTES("0x2023", m->hex.data, 6);
}

TEST(dosattrib_v1)
{
	struct codec_bytes b = VECTOR(samba_dosattrib_v1);
	struct samba_dosattrib m;

	codec_check_truncations(_metadata, &codec_samba_dosattrib, 0, codec_first(b, 6), 3);
	ASSERT_EQ(0, codec_decode(&codec_samba_dosattrib, 0, b, &m));
	codec_check_encode(_metadata, &codec_samba_dosattrib, 0, b, &m);
	codec_check_rooms(_metadata, &codec_samba_dosattrib, 0, b.len, &m);
	EXPECT_EQ(1, m.version);
	EXPECT_EQ(0, m.valid_flags);
	check_sizes(_metadata, &m);
}

/*
 * Cut off within or behind the string, the attribute is one of the string form;
 * anywhere else it is nothing.
 */
static void check_dosattrib(struct __test_metadata *_metadata, struct codec_bytes b,
			    struct samba_dosattrib *m)
{
	size_t n;

	ASSERT_EQ(0, codec_decode(&codec_samba_dosattrib, 0, b, m));
	codec_check_encode(_metadata, &codec_samba_dosattrib, 0, b, m);
	codec_check_rooms(_metadata, &codec_samba_dosattrib, 0, b.len, m);
	for (n = 0; n < b.len; n++) {
		struct samba_dosattrib cut;

		EXPECT_EQ(n >= 3 && n <= m->hex.len + 1 ? 0 : -EBADMSG,
			  codec_decode(&codec_samba_dosattrib, 0, codec_first(b, n), &cut))
			TH_LOG("with %zu of %zu bytes", n, b.len);
	}
}

TEST(dosattrib_v2)
{
	struct codec_bytes b = VECTOR(samba_dosattrib_v2);
	struct samba_dosattrib m;

	check_dosattrib(_metadata, b, &m);
	EXPECT_EQ(2, m.version);
	EXPECT_EQ(0x3d, m.valid_flags);
	EXPECT_EQ(0x01d3242526272829ull, m.write_time);
	ASSERT_EQ(6, m.name.len);
	EXPECT_BYTES("stream", m.name.data, 6);
	check_sizes(_metadata, &m);
}

TEST(dosattrib_v3)
{
	struct codec_bytes b = VECTOR(samba_dosattrib_v3);
	struct samba_dosattrib m;

	check_dosattrib(_metadata, b, &m);
	EXPECT_EQ(3, m.version);
	EXPECT_EQ(SAMBA_DOS_ATTRIB | SAMBA_DOS_EA_SIZE | SAMBA_DOS_SIZE | SAMBA_DOS_ALLOC_SIZE |
		  SAMBA_DOS_CREATE_TIME | SAMBA_DOS_CHANGE_TIME | SAMBA_DOS_ITIME, m.valid_flags);
	check_sizes(_metadata, &m);
}

TEST(dosattrib_v4)
{
	struct codec_bytes b = VECTOR(samba_dosattrib_v4);
	struct samba_dosattrib m;

	codec_check(_metadata, &codec_samba_dosattrib, 0, b, b.len, &m);
	EXPECT_EQ(4, m.version);
	EXPECT_EQ(0, m.hex.len);
	EXPECT_EQ(0x7f, m.valid_flags);
	EXPECT_EQ(0x2023, m.attrib);
	EXPECT_EQ(0x01d4353637383930ull, m.itime);
	EXPECT_EQ(0x01d1020304050607ull, m.create_time);
	EXPECT_EQ(0, m.change_time);
}

TEST(dosattrib_v5)
{
	struct codec_bytes b = VECTOR(samba_dosattrib_v5);
	struct samba_dosattrib m;

	codec_check(_metadata, &codec_samba_dosattrib, 0, b, b.len, &m);
	EXPECT_EQ(5, m.version);
	EXPECT_EQ(0x7f, m.valid_flags);
	EXPECT_EQ(0x2023, m.attrib);
	EXPECT_EQ(0x01d1020304050607ull, m.create_time);
	EXPECT_EQ(0, m.itime);
}

TEST(dosattrib_string)
{
	struct codec_bytes b = VECTOR(samba_dosattrib_string);
	struct samba_dosattrib m;
	static const char *const good[] = { "0x0", "0X2f", "0x20", "0xDeadbeef", "0x12345678" };
	static const u32 values[] = { 0, 0x2f, 0x20, 0xdeadbeef, 0x12345678 };
	static const char *const bad[] = {
		"", "0", "0x", "20", "x20", "1x20", "0y20", "0x2g", "0x2/", "0x2:", "0x2@", "0x2`",
		"0x123456789", "0x20 ",
	};
	size_t i;

	ASSERT_EQ(0, codec_decode(&codec_samba_dosattrib, 0, b, &m));
	EXPECT_EQ(SAMBA_DOS_VERSION_STRING, m.version);
	EXPECT_EQ(SAMBA_DOS_ATTRIB, m.valid_flags);
	EXPECT_EQ(0x22, m.attrib);
	EXPECT_FALSE(m.hex_bare);
	codec_check_encode(_metadata, &codec_samba_dosattrib, 0, b, &m);
	codec_check_rooms(_metadata, &codec_samba_dosattrib, 0, b.len, &m);
	for (i = 0; i < ARRAY_SIZE(good); i++) {
		b = codec_dup(good[i], strlen(good[i]));
		ASSERT_EQ(0, codec_decode(&codec_samba_dosattrib, 0, b, &m)) TH_LOG("%s", good[i]);
		EXPECT_EQ(values[i], m.attrib);
		EXPECT_TRUE(m.hex_bare);
		codec_check_encode(_metadata, &codec_samba_dosattrib, 0, b, &m);
	}
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		b = codec_dup(bad[i], strlen(bad[i]));
		EXPECT_EQ(-EBADMSG, codec_decode(&codec_samba_dosattrib, 0, b, &m));
		b = codec_dup(bad[i], strlen(bad[i]) + 1);
		EXPECT_EQ(-EBADMSG, codec_decode(&codec_samba_dosattrib, 0, b, &m));
		m = (struct samba_dosattrib){
			.version = SAMBA_DOS_VERSION_STRING,
			.hex = { .data = b.data, .len = strlen(bad[i]) },
		};
		EXPECT_EQ(-EINVAL, codec_encode(&codec_samba_dosattrib, 0, 100, &m, NULL));
	}
}

TEST(dosattrib_refused)
{
	struct codec_bytes b = VECTOR(samba_dosattrib_v5);
	struct samba_dosattrib m;

	EXPECT_EQ(-EBADMSG, decode_patched(&codec_samba_dosattrib, b, 2, "06000600"));
	EXPECT_EQ(-EBADMSG, decode_patched(&codec_samba_dosattrib, b, 2, "00000000"));
	EXPECT_EQ(-EBADMSG, decode_patched(&codec_samba_dosattrib, b, 2, "ffffffff"));
	EXPECT_EQ(-EBADMSG, decode_patched(&codec_samba_dosattrib, b, 4, "0400"));
	ASSERT_EQ(0, codec_decode(&codec_samba_dosattrib, 0, b, &m));
	m.version = 6;
	EXPECT_EQ(-EINVAL, codec_encode(&codec_samba_dosattrib, 0, 100, &m, NULL));
	m.version = 5;
	m.hex = (struct wire_span){ .data = (const u8 *)"\0", .len = 1 };
	EXPECT_EQ(-EINVAL, codec_encode(&codec_samba_dosattrib, 0, 100, &m, NULL));
	m.version = 2;
	m.hex.len = 0;
	m.name = (struct wire_span){ .data = (const u8 *)"n\0", .len = 2 };
	EXPECT_EQ(-EINVAL, codec_encode(&codec_samba_dosattrib, 0, 100, &m, NULL));
}

TEST_HARNESS_MAIN
