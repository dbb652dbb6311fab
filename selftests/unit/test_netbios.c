// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the NetBIOS session packets and the frame of direct TCP, RFC 1002 4.3. */
#include <lwsmb/wire_netbios.h>
#include "codec.h"

CODEC(netbios_session_req);
CODEC(netbios_negative);
CODEC(netbios_retarget);

static int hdr_decode(struct codec_bytes b, u32 max, struct netbios_hdr *h)
{
	struct wire_rd r = codec_rd(0, b);

	memset(h, CODEC_STALE_BYTE, sizeof(*h));
	return wire_netbios_hdr_decode(&r, h, max);
}

static int hdr_encode(u8 type, u32 length, u32 max, size_t room, u8 *out)
{
	struct netbios_hdr h = { .type = type, .length = length };
	struct wire_wr w = codec_wr(0, room);
	int ret = wire_netbios_hdr_encode(&w, &h, max);

	if (!ret)
		memcpy(out, w.base, NETBIOS_HDR_SIZE);
	return ret;
}

TEST(hdr_reads)
{
	struct netbios_hdr h;
	size_t n;

	/* what follows the header need not be there */
	EXPECT_EQ(0, hdr_decode(HEX(00123456), NETBIOS_MAX_LENGTH_445, &h));
	EXPECT_EQ(NETBIOS_MESSAGE, h.type);
	EXPECT_EQ(0x123456, h.length);
	EXPECT_EQ(0, hdr_decode(HEX(81000044), NETBIOS_MAX_LENGTH_139, &h));
	EXPECT_EQ(NETBIOS_SESSION_REQUEST, h.type);
	EXPECT_EQ(0x44, h.length);
	EXPECT_EQ(0, hdr_decode(HEX(85000000), NETBIOS_MAX_LENGTH_139, &h));
	EXPECT_EQ(NETBIOS_KEEPALIVE, h.type);
	EXPECT_EQ(0, h.length);
	for (n = 0; n < NETBIOS_HDR_SIZE; n++) {
		EXPECT_EQ(-EBADMSG, hdr_decode(codec_first(HEX(00000001), n),
					       NETBIOS_MAX_LENGTH_445, &h));
	}
}

TEST(hdr_limits)
{
	struct netbios_hdr h;

	EXPECT_EQ(0, hdr_decode(HEX(00ffffff), NETBIOS_MAX_LENGTH_445, &h));
	EXPECT_EQ(0xffffff, h.length);
	EXPECT_EQ(0, hdr_decode(HEX(0001ffff), NETBIOS_MAX_LENGTH_139, &h));
	EXPECT_EQ(0x1ffff, h.length);
	/* the flags of port 139, all but the length extension */
	EXPECT_EQ(-EBADMSG, hdr_decode(HEX(00020000), NETBIOS_MAX_LENGTH_139, &h));
	EXPECT_EQ(-EBADMSG, hdr_decode(HEX(00800000), NETBIOS_MAX_LENGTH_139, &h));
	EXPECT_EQ(0, hdr_decode(HEX(00000100), 0x100, &h));
	EXPECT_EQ(-EBADMSG, hdr_decode(HEX(00000101), 0x100, &h));
}

TEST(hdr_types)
{
	unsigned int type;
	u8 out[4];

	for (type = 0; type < 256; type++) {
		bool known = type == 0 || (type >= 0x81 && type <= 0x85);
		struct codec_bytes b = HEX(00000000);
		struct netbios_hdr h;

		b.data[0] = type;
		EXPECT_EQ(known ? 0 : -EBADMSG, hdr_decode(b, 0, &h));
		EXPECT_EQ(known ? 0 : -EINVAL, hdr_encode(type, 0, 0, 4, out));
		if (known) {
			EXPECT_EQ(type, h.type);
			EXPECT_BYTES(b.data, out, 4);
		}
	}
}

TEST(hdr_writes)
{
	u8 out[4];
	size_t room;

	EXPECT_EQ(0, hdr_encode(0x83, 0x012345, NETBIOS_MAX_LENGTH_139, 4, out));
	EXPECT_BYTES("\x83\x01\x23\x45", out, 4);
	EXPECT_EQ(0, hdr_encode(0, 0xffffff, NETBIOS_MAX_LENGTH_445, 4, out));
	EXPECT_BYTES("\x00\xff\xff\xff", out, 4);
	EXPECT_EQ(-EINVAL, hdr_encode(0, 0x20000, NETBIOS_MAX_LENGTH_139, 4, out));
	EXPECT_EQ(-EINVAL, hdr_encode(0, 0x1000000, U32_MAX, 4, out));
	EXPECT_EQ(0, hdr_encode(0, 0xffffff, U32_MAX, 4, out));
	for (room = 0; room < 4; room++)
		EXPECT_EQ(-EMSGSIZE, hdr_encode(0, 1, 1, room, out));
}

/* "*SMBSERVER", type 0x20, called by "XP", type 0: the example of every trace */
TEST(session_request)
{
	struct codec_bytes b = HEX(20 434b 4644 454e 4543 4644 4546 4643 4647
				   4546 4643 4341 4341 4341 4341 4341 4341 00
				   20 4649 4641 4341 4341 4341 4341 4341 4341
				   4341 4341 4341 4341 4341 4341 4341 4141 00);
	struct netbios_session_req m;

	codec_check(_metadata, &codec_netbios_session_req, 0, b, b.len, &m);
	EXPECT_BYTES("*SMBSERVER      ", m.called.name, 16);
	EXPECT_BYTES("XP             \0", m.calling.name, 16);
	EXPECT_EQ(0, m.called.scope.len);
	EXPECT_EQ(0, m.calling.scope.len);

	EXPECT_EQ(-EBADMSG, codec_decode(&codec_netbios_session_req, 0,
					 codec_patch(b, 0, "1f"), &m));
	/* one below A, one above P, in either half of a byte */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_netbios_session_req, 0,
					 codec_patch(b, 1, "40"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_netbios_session_req, 0,
					 codec_patch(b, 32, "40"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_netbios_session_req, 0,
					 codec_patch(b, 1, "51"), &m));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_netbios_session_req, 0,
					 codec_patch(b, 32, "51"), &m));
	EXPECT_EQ(0, codec_decode(&codec_netbios_session_req, 0,
				  codec_patch(b, 1, "5050"), &m));
	EXPECT_EQ(0xff, m.called.name[0]);
	/* the second name is looked at too */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_netbios_session_req, 0,
					 codec_patch(b, 34, "21"), &m));
}

TEST(session_request_scope)
{
	struct codec_bytes name = HEX(20 4142 4344 4546 4748 494a 4b4c 4d4e 4f50
				      4142 4344 4546 4748 494a 4b4c 4d4e 4f50);
	struct codec_bytes b = codec_cat(codec_cat(name, HEX(03 616263 01 64 00)),
					 codec_cat(name, HEX(00)));
	struct netbios_session_req m;

	codec_check(_metadata, &codec_netbios_session_req, 0, b, b.len, &m);
	EXPECT_BYTES("\x01\x23\x45\x67\x89\xab\xcd\xef\x01\x23\x45\x67\x89\xab\xcd\xef",
		     m.called.name, 16);
	EXPECT_EQ(6, m.called.scope.len);
	EXPECT_BYTES("\3abc\1d", m.called.scope.data, 6);
	EXPECT_EQ(0, m.calling.scope.len);
	/* a pointer (RFC 1002 4.1) instead of a label */
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_netbios_session_req, 0,
					 codec_patch(b, 33, "c0"), &m));
}

TEST(session_request_longest_label)
{
	struct codec_bytes name = HEX(20 4142 4344 4546 4748 494a 4b4c 4d4e 4f50
				      4142 4344 4546 4748 494a 4b4c 4d4e 4f50);
	struct codec_bytes label = { codec_alloc(65), 65 };
	struct netbios_session_req m;
	struct codec_bytes b;

	memset(label.data, 'x', label.len);
	label.data[0] = 63;
	label.data[64] = 0;
	b = codec_cat(codec_cat(name, label), codec_cat(name, HEX(00)));
	EXPECT_EQ(0, codec_decode(&codec_netbios_session_req, 0, b, &m));
	EXPECT_EQ(64, m.called.scope.len);
	label.data[0] = 64;
	b = codec_cat(codec_cat(name, label), codec_cat(HEX(00), codec_cat(name, HEX(00))));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_netbios_session_req, 0, b, &m));
}

TEST(negative)
{
	struct netbios_negative m;

	codec_check(_metadata, &codec_netbios_negative, 0, HEX(82), 1, &m);
	EXPECT_EQ(NETBIOS_ERR_CALLED_NOT_PRESENT, m.error);
}

TEST(retarget)
{
	struct netbios_retarget m;

	codec_check(_metadata, &codec_netbios_retarget, 0, HEX(c0a80501 008b), 6, &m);
	EXPECT_BYTES("\xc0\xa8\x05\x01", m.address, 4);
	EXPECT_EQ(139, m.port);
}

TEST_HARNESS_MAIN
