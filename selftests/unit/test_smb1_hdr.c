// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the SMB1 header, of blocks and of AndX chains. */
#include <lwsmb/wire_smb1.h>
#include "codec.h"

CODEC(smb1_hdr);
CODEC(smb1_block);
CODEC(smb1_andx);

#define HDR(...) codec_hex("ff534d42" #__VA_ARGS__)

TEST(hdr_nt_status)
{
	struct codec_bytes b = HDR(72 220000c0 98 53c8 3412 0102030405060708 a9b8 0110 7856 0320
				   0430);
	struct smb1_hdr h;

	codec_check(_metadata, &codec_smb1_hdr, 0, b, b.len, &h);
	EXPECT_EQ(SMB1_NEGOTIATE, h.command);
	EXPECT_EQ(0xc0000022u, h.status);
	EXPECT_EQ(0, h.dos_class);
	EXPECT_EQ(0, h.dos_code);
	EXPECT_EQ(0x98, h.flags);
	/* what XP sends */
	EXPECT_EQ(SMB1_FLAGS2_UNICODE | SMB1_FLAGS2_NT_STATUS | SMB1_FLAGS2_EXTENDED_SECURITY |
		  SMB1_FLAGS2_IS_LONG_NAME | SMB1_FLAGS2_SIGNATURE_REQUIRED | SMB1_FLAGS2_EAS |
		  SMB1_FLAGS2_LONG_NAMES, h.flags2);
	EXPECT_EQ(0x12345678u, h.pid);
	EXPECT_BYTES("\1\2\3\4\5\6\7\x08", h.signature, 8);
	EXPECT_EQ(0xb8a9, h.reserved);
	EXPECT_EQ(0x1001, h.tid);
	EXPECT_EQ(0x2003, h.uid);
	EXPECT_EQ(0x3004, h.mid);
	EXPECT_EQ(SMB1_SIGNATURE_OFFSET + 8 + 2, offsetof(struct proto_smb1_hdr, tid));
}

TEST(hdr_dos_error)
{
	struct codec_bytes b = HDR(08 01aa0200 80 0100 0000 0000000000000000 0000 0110 7856 0320
				   0430);
	struct smb1_hdr h;

	codec_check(_metadata, &codec_smb1_hdr, 0, b, b.len, &h);
	EXPECT_EQ(SMB1_QUERY_INFORMATION, h.command);
	EXPECT_EQ(0, h.status);
	EXPECT_EQ(1, h.dos_class);
	EXPECT_EQ(0xaa, h.dos_reserved);
	EXPECT_EQ(2, h.dos_code);
	EXPECT_EQ(0x5678, h.pid);
	EXPECT_EQ(SMB1_FLAGS_REPLY, h.flags);
}

TEST(hdr_refused)
{
	struct codec_bytes b = HDR(72 220000c0 98 53c8 3412 0102030405060708 0000 0110 7856 0320
				   0430);
	struct smb1_hdr h;
	struct wire_rd r;

	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb1_hdr, 0, codec_patch(b, 0, "fe"), &h));
	EXPECT_EQ(-EBADMSG, codec_decode(&codec_smb1_hdr, 0, codec_patch(b, 3, "43"), &h));
	/* consumed if it is one, and only then */
	r = codec_rd(0, codec_cat(b, HEX(77)));
	EXPECT_EQ(0, wire_smb1_hdr_decode(&r, &h));
	EXPECT_EQ(1, wire_rd_left(&r));
	b = codec_patch(b, 0, "fe");
	wire_rd_init(&r, b.data, b.len);
	EXPECT_EQ(-EBADMSG, wire_smb1_hdr_decode(&r, &h));
	EXPECT_EQ(0, wire_rd_off(&r));
}

TEST(block)
{
	struct codec_bytes b = HEX(02 11223344 0300 616263), empty = HEX(00 0000);
	struct smb1_block m;
	struct wire_rd r;

	codec_check(_metadata, &codec_smb1_block, SMB1_HDR_SIZE, b, b.len, &m);
	ASSERT_EQ(4, m.words.len);
	EXPECT_EQ(33, m.words.off);
	EXPECT_BYTES("\x11\x22\x33\x44", m.words.data, 4);
	ASSERT_EQ(3, m.bytes.len);
	EXPECT_EQ(39, m.bytes.off);
	EXPECT_BYTES("abc", m.bytes.data, 3);
	codec_check(_metadata, &codec_smb1_block, SMB1_HDR_SIZE, empty, empty.len, &m);
	EXPECT_EQ(0, m.words.len);
	EXPECT_EQ(0, m.bytes.len);
	/* a refused block consumes nothing */
	r = codec_rd(0, codec_first(b, b.len - 1));
	EXPECT_EQ(-EBADMSG, wire_smb1_block_decode(&r, &m));
	EXPECT_EQ(0, wire_rd_off(&r));
}

TEST(block_limits)
{
	struct codec_bytes big = { codec_alloc(0x10000), 0x10000 };
	struct smb1_block m = { .words = { .data = big.data, .len = 510 } };
	struct wire_wr w = codec_wr(0, 0x11000);

	memset(big.data, 7, big.len);
	m.bytes = (struct wire_span){ .data = big.data, .len = 0xffff };
	EXPECT_EQ(0, wire_smb1_block_encode(&w, &m));
	EXPECT_EQ(1 + 510 + 2 + 0xffff, wire_wr_off(&w));
	EXPECT_EQ(255, w.base[0]);
	EXPECT_EQ(0xff, w.base[511]);
	EXPECT_EQ(0xff, w.base[512]);
	m.bytes.len = 0x10000;
	w = codec_wr(0, 0x11000);
	EXPECT_EQ(-EINVAL, wire_smb1_block_encode(&w, &m));
	m.bytes.len = 0;
	m.words.len = 512;
	EXPECT_EQ(-EINVAL, wire_smb1_block_encode(&w, &m));
	m.words.len = 3;
	EXPECT_EQ(-EINVAL, wire_smb1_block_encode(&w, &m));
	EXPECT_EQ(0, wire_wr_off(&w));
}

TEST(words)
{
	struct wire_wr w = codec_wr(0, 4);
	u8 *words;

	EXPECT_EQ(NULL, wire_smb1_words(&w, 4));
	EXPECT_EQ(0, wire_wr_off(&w));
	w = codec_wr(0, 5);
	words = wire_smb1_words(&w, 4);
	ASSERT_EQ(w.base + 1, words);
	EXPECT_BYTES("\2\0\0\0\0", w.base, 5);
	EXPECT_EQ(0, wire_wr_left(&w));
}

TEST(andx_words)
{
	struct codec_bytes b = HEX(75 aa 3412);
	struct smb1_andx a;
	u32 c, count = 0;

	codec_check(_metadata, &codec_smb1_andx, 0, b, b.len, &a);
	EXPECT_EQ(SMB1_TREE_CONNECT_ANDX, a.command);
	EXPECT_EQ(0xaa, a.reserved);
	EXPECT_EQ(0x1234, a.offset);
	for (c = 0; c < 256; c++)
		count += smb1_is_andx(c);
	EXPECT_EQ(8, count);
	EXPECT_TRUE(smb1_is_andx(0x24));
	EXPECT_TRUE(smb1_is_andx(0x2d));
	EXPECT_TRUE(smb1_is_andx(0x2e));
	EXPECT_TRUE(smb1_is_andx(0x2f));
	EXPECT_TRUE(smb1_is_andx(0x73));
	EXPECT_TRUE(smb1_is_andx(0x74));
	EXPECT_TRUE(smb1_is_andx(0x75));
	EXPECT_TRUE(smb1_is_andx(0xa2));
}

/* SESSION_SETUP, two bytes of padding, TREE_CONNECT, CLOSE (which ends it) */
#define CHAIN "0275002a00 0100 aa 0000 02 04003300 0200 bbcc 01 1234 0000"

static int walk(struct codec_bytes b, u8 command, u32 *count)
{
	struct wire_rd r = codec_rd(SMB1_HDR_SIZE, b);
	struct smb1_block block;
	struct smb1_chain c;
	u8 seen;
	int ret;

	*count = 0;
	wire_smb1_chain_init(&c, &r, command);
	while ((ret = wire_smb1_chain_next(&c, &seen, &block)) > 0)
		++*count;
	return ret;
}

TEST(chain)
{
	struct codec_bytes b = codec_hex(CHAIN);
	struct wire_rd r = codec_rd(SMB1_HDR_SIZE, b);
	struct smb1_block block;
	struct smb1_chain c;
	u8 command;

	wire_smb1_chain_init(&c, &r, SMB1_SESSION_SETUP_ANDX);
	ASSERT_EQ(1, wire_smb1_chain_next(&c, &command, &block));
	EXPECT_EQ(SMB1_SESSION_SETUP_ANDX, command);
	EXPECT_EQ(33, block.words.off);
	ASSERT_EQ(1, block.bytes.len);
	EXPECT_EQ(0xaa, block.bytes.data[0]);
	ASSERT_EQ(1, wire_smb1_chain_next(&c, &command, &block));
	EXPECT_EQ(SMB1_TREE_CONNECT_ANDX, command);
	EXPECT_EQ(43, block.words.off);
	ASSERT_EQ(1, wire_smb1_chain_next(&c, &command, &block));
	EXPECT_EQ(SMB1_CLOSE, command);
	EXPECT_EQ(2, block.words.len);
	EXPECT_EQ(0, wire_smb1_chain_next(&c, &command, &block));
	EXPECT_EQ(0, wire_smb1_chain_next(&c, &command, &block));
	EXPECT_EQ(SMB1_CLOSE, command);
}

TEST(chain_ends)
{
	u32 count;

	/* no next command, whatever the offset says; not an AndX command; no words */
	EXPECT_EQ(0, walk(HEX(02 ff000000 0000), SMB1_READ_ANDX, &count));
	EXPECT_EQ(1, count);
	EXPECT_EQ(0, walk(HEX(02 ff00ffff 0000), SMB1_READ_ANDX, &count));
	EXPECT_EQ(1, count);
	EXPECT_EQ(0, walk(HEX(02 75002000 0000), SMB1_CLOSE, &count));
	EXPECT_EQ(1, count);
	EXPECT_EQ(0, walk(HEX(00 0000), SMB1_NT_CREATE_ANDX, &count));
	EXPECT_EQ(1, count);
	EXPECT_EQ(0, walk(HEX(00 0000), SMB1_NO_ANDX_COMMAND, &count));
	EXPECT_EQ(0, count);
}

TEST(chain_refused)
{
	struct codec_bytes b = codec_hex(CHAIN);
	u32 count, n;

	/* back to the header, itself, into itself; past the end */
	EXPECT_EQ(-EBADMSG, walk(codec_patch(b, 3, "0000"), SMB1_SESSION_SETUP_ANDX, &count));
	EXPECT_EQ(1, count);
	EXPECT_EQ(-EBADMSG, walk(codec_patch(b, 3, "2000"), SMB1_SESSION_SETUP_ANDX, &count));
	EXPECT_EQ(-EBADMSG, walk(codec_patch(b, 3, "2700"), SMB1_SESSION_SETUP_ANDX, &count));
	EXPECT_EQ(-EBADMSG, walk(codec_patch(b, 3, "3900"), SMB1_SESSION_SETUP_ANDX, &count));
	EXPECT_EQ(-EBADMSG, walk(codec_patch(b, 3, "ffff"), SMB1_SESSION_SETUP_ANDX, &count));
	EXPECT_EQ(1, count);
	/* the second one back to the first */
	EXPECT_EQ(-EBADMSG, walk(codec_patch(b, 13, "2000"), SMB1_SESSION_SETUP_ANDX, &count));
	EXPECT_EQ(2, count);
	/* right behind the data is where a block may begin first */
	EXPECT_EQ(0, walk(HEX(02 04002800 0100 aa 00 0000), SMB1_READ_ANDX, &count));
	EXPECT_EQ(2, count);
	/* AndX with a single word */
	EXPECT_EQ(-EBADMSG, walk(HEX(01 ff00 0000), SMB1_READ_ANDX, &count));
	/* cut anywhere */
	for (n = 0; n < b.len; n++)
		EXPECT_EQ(-EBADMSG, walk(codec_first(b, n), SMB1_SESSION_SETUP_ANDX, &count));
	EXPECT_EQ(0, walk(b, SMB1_SESSION_SETUP_ANDX, &count));
	EXPECT_EQ(3, count);
}

TEST(chain_built)
{
	static const u8 words[] = { 0xff, 0, 0, 0 };
	struct smb1_block block = { .words = { .data = words, .len = 4 } };
	struct wire_wr w = codec_wr(SMB1_HDR_SIZE, 100), back;

	ASSERT_EQ(0, wire_smb1_block_encode(&w, &block));
	EXPECT_EQ(0, wire_smb1_andx_link(&w, SMB1_HDR_SIZE + 1, SMB1_TREE_CONNECT_ANDX));
	ASSERT_EQ(0, wire_smb1_block_encode(&w, &block));
	EXPECT_BYTES(HEX(02 75002700 0000 02 ff000000 0000).data, w.base + SMB1_HDR_SIZE, 14);
	/* words that are not there; an offset that does not fit */
	EXPECT_EQ(-EINVAL, wire_smb1_andx_link(&w, wire_wr_off(&w) - 3, SMB1_CLOSE));
	EXPECT_EQ(-EINVAL, wire_smb1_andx_link(&w, wire_wr_off(&w) + 1, SMB1_CLOSE));
	EXPECT_EQ(-EINVAL, wire_smb1_andx_link(&w, U32_MAX, SMB1_CLOSE));
	EXPECT_EQ(0, wire_smb1_andx_link(&w, wire_wr_off(&w) - 4, SMB1_CLOSE));
	back = codec_wr(0xffff, 1);
	EXPECT_EQ(0, wire_smb1_andx_link(&back, 0, SMB1_CLOSE));
	EXPECT_BYTES(HEX(04 ee ffff).data, back.base, 4);
	back.pos++;
	EXPECT_EQ(-EINVAL, wire_smb1_andx_link(&back, 0, SMB1_CLOSE));
}

TEST_HARNESS_MAIN
