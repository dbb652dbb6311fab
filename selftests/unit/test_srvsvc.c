// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tests of srvsvc's and wkssvc's operations: stubs of Samba's and impacket's clients,
 * smbd's answers, and what no good client sends.
 */
#include <time.h>

#include "rpc.h"
#include "unit.h"

enum {
	SHARE_ENUM = 15,
	SHARE_GET_INFO = 16,
	SERVER_GET_INFO = 21,
	REMOTE_TOD = 28,
	SHARE_ENUM_STICKY = 36,
	HEAD = 24, /* bytes of a PDU before its stub */
};

/* Calls an operation with a stub of exactly these bytes. */
static enum lw_rpc_fault call(const struct lw_rpc_iface *iface, unsigned int opnum,
			      const struct lw_rpc_server *server, const void *stub, size_t len,
			      struct lw_buf *out)
{
	void *mem = malloc(len ? len : 1);
	enum lw_rpc_fault fault;
	struct lw_ndr_wr n;
	struct wire_rd r;

	if (len)
		memcpy(mem, stub, len);
	wire_rd_init(&r, mem, len);
	lw_ndr_wr_init(&n, LW_RPC_RESPONSE_MAX);
	fault = iface->ops[opnum](server, &r, &n);
	free(mem);
	if (fault)
		lw_ndr_wr_free(&n);
	else if (lw_ndr_wr_end(&n, out))
		return LW_RPC_FAULT_UNSPEC;
	return fault;
}

/* The same for a captured request, and for all that is cut off of it. */
#define CALL_PDU(iface, opnum, server, pdu, out) do { \
	size_t _i; \
	for (_i = HEAD; _i < sizeof(pdu); _i++) { \
		struct lw_buf _out = { 0 }; \
		EXPECT_EQ(LW_RPC_FAULT_BAD_STUB_DATA, \
			  call(iface, opnum, server, (pdu) + HEAD, _i - HEAD, &_out)) \
			TH_LOG("%zu bytes", _i); \
		lw_buf_free(&_out); \
	} \
	ASSERT_EQ(LW_RPC_FAULT_NONE, \
		  call(iface, opnum, server, (pdu) + HEAD, sizeof(pdu) - HEAD, out)); \
} while (0)

#define EXPECT_SMBD(answer, out) do { \
	u8 _want[sizeof(answer)]; \
	memcpy(_want, answer, sizeof(answer)); \
	same_referents(_want + HEAD, sizeof(answer) - HEAD); \
	same_referents((out)->data, (out)->len); \
	ASSERT_EQ(sizeof(answer) - HEAD, (out)->len); \
	EXPECT_BYTES(_want + HEAD, (out)->data, (out)->len); \
	lw_buf_free(out); \
} while (0)

static u32 word(const struct lw_buf *out, size_t i)
{
	u32 v = 0;

	if (4 * i + 4 <= out->len)
		memcpy(&v, out->data + 4 * i, 4);
	return le32toh(v);
}

static u32 result(const struct lw_buf *out)
{
	return word(out, out->len / 4 - 1);
}

TEST(enum_1)
{
	struct lw_rpc_server server = fake_server(&smbd);
	struct lw_buf out = { 0 };

	CALL_PDU(&lw_srvsvc_iface, SHARE_ENUM, &server, smbclient_enum_1, &out);
	EXPECT_SMBD(smbclient_enum_1_answer, &out);
	CALL_PDU(&lw_srvsvc_iface, SHARE_ENUM, &server, impacket_enum_1, &out);
	EXPECT_SMBD(smbclient_enum_1_answer, &out);
}

TEST(enum_0)
{
	static const u8 expected[] = {
		0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2, 0, 0, 0, 4, 0, 2, 0, 2, 0, 0, 0,
		8, 0, 2, 0, 12, 0, 2, 0,
		5, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 'd', 0, 'a', 0, 't', 0, 'a', 0, 0, 0, 0, 0,
		5, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 'I', 0, 'P', 0, 'C', 0, '$', 0, 0, 0, 0, 0,
		2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	};
	struct lw_rpc_server server = fake_server(&smbd);
	struct lw_buf out = { 0 };

	CALL_PDU(&lw_srvsvc_iface, SHARE_ENUM_STICKY, &server, rpcclient_enum_0, &out);
	ASSERT_EQ(sizeof(expected), out.len);
	EXPECT_BYTES(expected, out.data, out.len);
	lw_buf_free(&out);
}

/* A request for a list; @level and @tag are the same unless a test wants them not. */
static void enum_request(struct lw_buf *stub, u32 level, u32 tag, u32 size, bool has_resume,
			 u32 resume)
{
	struct lw_ndr_wr n;

	lw_ndr_wr_init(&n, 1000);
	lw_ndr_wr_pointer(&n, false);
	lw_ndr_wr_u32(&n, level);
	lw_ndr_wr_u32(&n, tag);
	lw_ndr_wr_pointer(&n, true);
	lw_ndr_wr_u32(&n, 0);
	lw_ndr_wr_pointer(&n, false);
	lw_ndr_wr_u32(&n, size);
	lw_ndr_wr_pointer(&n, has_resume);
	if (has_resume)
		lw_ndr_wr_u32(&n, resume);
	if (lw_ndr_wr_end(&n, stub))
		abort();
}

static enum lw_rpc_fault list(const struct lw_rpc_server *server, u32 level, u32 size, u32 resume,
			      struct lw_buf *out)
{
	struct lw_buf stub = { 0 };
	enum lw_rpc_fault fault;

	enum_request(&stub, level, level, size, true, resume);
	fault = call(&lw_srvsvc_iface, SHARE_ENUM, server, stub.data, stub.len, out);
	lw_buf_free(&stub);
	return fault;
}

static const struct lw_rpc_share some_shares[] = {
	{ "secret", LW_RPC_SHARE_DISK, "never listed", "/s", 0, false },
	{ "a", LW_RPC_SHARE_DISK, NULL, "/srv/a", 1, true }, /* 12 + 4 + 2 at level 1 */
	{ "bb$", LW_RPC_SHARE_DISK, "\xc3\xa4", "/", 2, true }, /* 12 + 8 + 4 */
	{ "late", LW_RPC_SHARE_DISK, "never listed", "/s", 0, false },
	{ "cc", LW_RPC_SHARE_DISK, "", "", 3, true }, /* 12 + 6 + 2 */
};

static struct fake some = { some_shares, ARRAY_SIZE(some_shares), NULL };

TEST(enum_size)
{
	static const struct {
		u32 level;
		u32 size;
		u32 resume;
		u32 result;
		u32 count;
		u32 total;
		u32 next;
	} rows[] = {
		{ 1, 0xffffffff, 0, LW_RPC_SUCCESS, 3, 3, 0 },
		{ 1, 18 + 24 + 20, 0, LW_RPC_SUCCESS, 3, 3, 0 },
		{ 1, 18 + 24 + 19, 0, LW_RPC_MORE_DATA, 2, 3, 4 },
		{ 1, 18 + 24, 0, LW_RPC_MORE_DATA, 2, 3, 4 },
		{ 1, 18 + 23, 0, LW_RPC_MORE_DATA, 1, 3, 2 }, /* although the third would fit */
		{ 1, 18, 0, LW_RPC_MORE_DATA, 1, 3, 2 },
		{ 1, 17, 0, LW_RPC_BUF_TOO_SMALL, 0, 3, 1 },
		{ 1, 0, 0, LW_RPC_BUF_TOO_SMALL, 0, 3, 1 },
		{ 1, 100, 1, LW_RPC_SUCCESS, 3, 3, 0 },
		{ 1, 100, 2, LW_RPC_SUCCESS, 2, 2, 0 },
		{ 1, 43, 2, LW_RPC_MORE_DATA, 1, 2, 4 },
		{ 1, 100, 3, LW_RPC_SUCCESS, 1, 1, 0 },
		{ 1, 100, 4, LW_RPC_SUCCESS, 1, 1, 0 },
		{ 1, 100, 5, LW_RPC_SUCCESS, 0, 0, 0 },
		{ 1, 0, 5, LW_RPC_SUCCESS, 0, 0, 0 },
		{ 1, 100, 0xffffffff, LW_RPC_SUCCESS, 0, 0, 0 },
		{ 0, 8 + 12 + 10, 0, LW_RPC_SUCCESS, 3, 3, 0 },
		{ 0, 8 + 12 + 9, 0, LW_RPC_MORE_DATA, 2, 3, 4 },
		/* 32, and the path: C:\srv\a, C:\, none */
		{ 2, (32 + 6 + 18) + (32 + 12 + 8) + (32 + 8 + 2), 0, LW_RPC_SUCCESS, 3, 3, 0 },
		{ 2, (32 + 6 + 18) + (32 + 12 + 8) + (32 + 8 + 1), 0, LW_RPC_MORE_DATA, 2, 3, 4 },
		{ 2, (32 + 6 + 18) + (32 + 12 + 7), 0, LW_RPC_MORE_DATA, 1, 3, 2 },
		{ 2, 32 + 6 + 17, 0, LW_RPC_BUF_TOO_SMALL, 0, 3, 1 },
	};
	struct lw_rpc_server server = fake_server(&some);
	struct lw_buf out = { 0 };
	size_t i, n;

	server.admin = true;
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		ASSERT_EQ(LW_RPC_FAULT_NONE,
			  list(&server, rows[i].level, rows[i].size, rows[i].resume, &out));
		n = out.len / 4;
		EXPECT_EQ(rows[i].result, word(&out, n - 1)) TH_LOG("row %zu", i);
		EXPECT_EQ(rows[i].next, word(&out, n - 2)) TH_LOG("row %zu", i);
		EXPECT_NE(0, word(&out, n - 3));
		EXPECT_EQ(rows[i].total, word(&out, n - 4)) TH_LOG("row %zu", i);
		EXPECT_EQ(rows[i].level, word(&out, 0));
		EXPECT_EQ(rows[i].level, word(&out, 1));
		EXPECT_NE(0, word(&out, 2));
		EXPECT_EQ(rows[i].count, word(&out, 3)) TH_LOG("row %zu", i);
		EXPECT_EQ(!rows[i].count, !word(&out, 4));
		EXPECT_EQ(rows[i].count, rows[i].count ? word(&out, 5) : 0);
		EXPECT_EQ(!rows[i].count, out.len == 36);
		lw_buf_free(&out);
	}
}

/* An entry of level 2, all of it */
TEST(enum_2)
{
	static const u8 expected[] = {
		2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 4, 0, 2, 0, 1, 0, 0, 0,
		8, 0, 2, 0, 0, 0, 0, 0, 12, 0, 2, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff,
		7, 0, 0, 0, 16, 0, 2, 0, 0, 0, 0, 0,
		5, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 'd', 0, 'a', 0, 't', 0, 'a', 0, 0, 0, 0, 0,
		10, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 'S', 0, 'o', 0, 'm', 0, 'e', 0, ' ', 0,
		'd', 0, 'a', 0, 't', 0, 'a', 0, 0, 0,
		13, 0, 0, 0, 0, 0, 0, 0, 13, 0, 0, 0, 'C', 0, ':', 0, '\\', 0, 's', 0, 'r', 0,
		'v', 0, '\\', 0, 'd', 0, 'a', 0, ' ', 0, 't', 0, 'a', 0, 0, 0, 0, 0,
		2, 0, 0, 0, 20, 0, 2, 0, 1, 0, 0, 0, 234, 0, 0, 0,
	};
	struct lw_rpc_server server = fake_server(&smbd);
	struct lw_buf out = { 0 };

	server.admin = true;
	ASSERT_EQ(LW_RPC_FAULT_NONE, list(&server, 2, 100, 0, &out));
	ASSERT_EQ(sizeof(expected), out.len);
	EXPECT_BYTES(expected, out.data, out.len);
	lw_buf_free(&out);

	server.admin = false;
	ASSERT_EQ(LW_RPC_FAULT_NONE, list(&server, 2, 100, 0, &out));
	EXPECT_EQ(LW_RPC_ACCESS_DENIED, result(&out));
	EXPECT_EQ(36, out.len);
	EXPECT_EQ(0, word(&out, 3));
	EXPECT_EQ(0, word(&out, 5));
	lw_buf_free(&out);
}

TEST(enum_levels)
{
	static const u32 known[] = { 501, 502, 503 }, unknown[] = { 3, 500, 504, 1005, 0xffffffff };
	struct lw_rpc_server server = fake_server(&smbd);
	struct lw_buf out = { 0 }, stub = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++) {
		ASSERT_EQ(LW_RPC_FAULT_NONE, list(&server, known[i], 100, 0, &out));
		EXPECT_EQ(LW_RPC_INVALID_LEVEL, result(&out));
		EXPECT_EQ(known[i], word(&out, 0));
		EXPECT_EQ(known[i], word(&out, 1));
		EXPECT_EQ(0, word(&out, 3));
		EXPECT_EQ(32, out.len);
		lw_buf_free(&out);
	}
	for (i = 0; i < ARRAY_SIZE(unknown); i++)
		EXPECT_EQ(LW_RPC_FAULT_INVALID_TAG, list(&server, unknown[i], 100, 0, &out));
	enum_request(&stub, 1, 0, 100, true, 0);
	EXPECT_EQ(LW_RPC_FAULT_BAD_STUB_DATA,
		  call(&lw_srvsvc_iface, SHARE_ENUM, &server, stub.data, stub.len, &out));
	lw_buf_free(&stub);
}

/* Requests that have an array, as the document allows, or no container at all */
TEST(enum_in)
{
	struct lw_rpc_server server = fake_server(&some);
	struct lw_buf out = { 0 }, stub = { 0 };
	struct lw_ndr_wr n;
	size_t i, len;

	server.admin = true;
	for (i = 0; i < 3; i++) {
		struct lw_buf answer = { 0 };

		ASSERT_EQ(LW_RPC_FAULT_NONE, list(&server, i, 10000, 0, &answer));
		lw_ndr_wr_init(&n, 4000);
		lw_ndr_wr_pointer(&n, false);
		ASSERT_EQ(0, lw_ndr_wr_end(&n, &stub));
		/* the answer's container is as good in a request, but the result at its end */
		len = stub.len + answer.len - 16;
		stub.data = realloc(stub.data, len + 12);
		memcpy(stub.data + stub.len, answer.data, answer.len - 16);
		memcpy(stub.data + len, "\xff\xff\xff\xff\1\0\0\0\1\0\0\0", 12);
		stub.len = len + 12;
		ASSERT_EQ(LW_RPC_FAULT_NONE,
			  call(&lw_srvsvc_iface, SHARE_ENUM, &server, stub.data, stub.len, &out));
		EXPECT_EQ(LW_RPC_SUCCESS, result(&out));
		EXPECT_EQ(3, word(&out, 3));
		lw_buf_free(&out);
		for (len = 0; len < stub.len; len++)
			EXPECT_EQ(LW_RPC_FAULT_BAD_STUB_DATA,
				  call(&lw_srvsvc_iface, SHARE_ENUM, &server, stub.data, len,
				       &out)) TH_LOG("%zu bytes", len);
		lw_buf_free(&stub);
		lw_buf_free(&answer);
	}

	lw_ndr_wr_init(&n, 100);
	lw_ndr_wr_pointer(&n, false);
	lw_ndr_wr_u32(&n, 1);
	lw_ndr_wr_u32(&n, 1);
	lw_ndr_wr_pointer(&n, false);
	lw_ndr_wr_u32(&n, 10000);
	lw_ndr_wr_pointer(&n, false);
	ASSERT_EQ(0, lw_ndr_wr_end(&n, &stub));
	ASSERT_EQ(LW_RPC_FAULT_NONE,
		  call(&lw_srvsvc_iface, SHARE_ENUM, &server, stub.data, stub.len, &out));
	EXPECT_EQ(LW_RPC_SUCCESS, result(&out));
	EXPECT_EQ(3, word(&out, 3));
	EXPECT_EQ(0, word(&out, out.len / 4 - 2)); /* no handle in, none out */
	EXPECT_EQ(3, word(&out, out.len / 4 - 3));
	lw_buf_free(&stub);
	lw_buf_free(&out);
}

/* More than any answer may have; a share as small as can be, so that most of them fit */
static bool endless_share(void *arg, size_t i, struct lw_rpc_share *s)
{
	(void)arg;
	*s = (struct lw_rpc_share){ .name = "", .comment = "", .browseable = true };
	return i < 100000;
}

TEST(enum_limit)
{
	struct lw_rpc_server server = fake_server(&smbd);
	struct lw_buf out = { 0 };
	size_t max = 256 * 1024;

	server.share = endless_share;
	ASSERT_EQ(LW_RPC_FAULT_NONE, list(&server, 0, 0xffffffff, 0, &out));
	EXPECT_EQ(LW_RPC_MORE_DATA, result(&out));
	EXPECT_EQ(max / 6, word(&out, 3));
	EXPECT_EQ(max / 6, word(&out, out.len / 4 - 2));
	EXPECT_EQ(100000, word(&out, out.len / 4 - 4));
	lw_buf_free(&out);
	ASSERT_EQ(LW_RPC_FAULT_NONE, list(&server, 1, max + 1, 0, &out));
	EXPECT_EQ(max / 16, word(&out, 3));
	lw_buf_free(&out);
	ASSERT_EQ(LW_RPC_FAULT_NONE, list(&server, 1, max - 1, 0, &out));
	EXPECT_EQ((max - 1) / 16, word(&out, 3));
	lw_buf_free(&out);
}

/* Nobody can have configured it, but it must not go out. */
TEST(not_utf8)
{
	static const struct lw_rpc_share shares[] = {
		{ "bad\xff", LW_RPC_SHARE_DISK, NULL, NULL, 0, true },
		{ "data", LW_RPC_SHARE_DISK, "Some data", NULL, 0, true },
	};
	struct fake f = { shares, ARRAY_SIZE(shares), NULL };
	struct lw_rpc_server server = fake_server(&f);
	struct lw_buf out = { 0 };

	EXPECT_EQ(LW_RPC_FAULT_UNSPEC, list(&server, 1, 1000, 0, &out));
	/* it is none that is searched for */
	CALL_PDU(&lw_srvsvc_iface, SHARE_GET_INFO, &server, rpcclient_get_info_1, &out);
	EXPECT_SMBD(rpcclient_get_info_1_answer, &out);
}

TEST(get_info_1)
{
	struct lw_rpc_server server = fake_server(&smbd);
	struct lw_buf out = { 0 };

	CALL_PDU(&lw_srvsvc_iface, SHARE_GET_INFO, &server, rpcclient_get_info_1, &out);
	EXPECT_SMBD(rpcclient_get_info_1_answer, &out);
}

TEST(get_info_2)
{
	static const u8 expected[] = {
		2, 0, 0, 0, 0, 0, 2, 0,
		4, 0, 2, 0, 0, 0, 0, 0, 8, 0, 2, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff,
		7, 0, 0, 0, 12, 0, 2, 0, 0, 0, 0, 0,
		5, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 'd', 0, 'a', 0, 't', 0, 'a', 0, 0, 0, 0, 0,
		10, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 'S', 0, 'o', 0, 'm', 0, 'e', 0, ' ', 0,
		'd', 0, 'a', 0, 't', 0, 'a', 0, 0, 0,
		13, 0, 0, 0, 0, 0, 0, 0, 13, 0, 0, 0, 'C', 0, ':', 0, '\\', 0, 's', 0, 'r', 0,
		'v', 0, '\\', 0, 'd', 0, 'a', 0, ' ', 0, 't', 0, 'a', 0, 0, 0, 0, 0,
		0, 0, 0, 0,
	};
	struct lw_rpc_server server = fake_server(&smbd);
	struct lw_buf out = { 0 };

	CALL_PDU(&lw_srvsvc_iface, SHARE_GET_INFO, &server, rpcclient_get_info_2, &out);
	ASSERT_EQ(12, out.len);
	EXPECT_EQ(2, word(&out, 0));
	EXPECT_EQ(0, word(&out, 1));
	EXPECT_EQ(LW_RPC_ACCESS_DENIED, word(&out, 2));
	lw_buf_free(&out);

	server.admin = true;
	CALL_PDU(&lw_srvsvc_iface, SHARE_GET_INFO, &server, rpcclient_get_info_2, &out);
	ASSERT_EQ(sizeof(expected), out.len);
	EXPECT_BYTES(expected, out.data, out.len);
	lw_buf_free(&out);
	CALL_PDU(&lw_srvsvc_iface, SHARE_GET_INFO, &server, impacket_get_info_2, &out);
	ASSERT_EQ(sizeof(expected), out.len);
	EXPECT_BYTES(expected, out.data, out.len);
	lw_buf_free(&out);
}

static enum lw_rpc_fault get_info(const struct lw_rpc_server *server, const char *name, u32 level,
				  struct lw_buf *out)
{
	struct lw_buf stub = { 0 };
	enum lw_rpc_fault fault;
	struct lw_ndr_wr n;

	lw_ndr_wr_init(&n, 4000);
	lw_ndr_wr_pointer(&n, false);
	lw_ndr_wr_string(&n, name);
	lw_ndr_wr_u32(&n, level);
	if (lw_ndr_wr_end(&n, &stub))
		abort();
	fault = call(&lw_srvsvc_iface, SHARE_GET_INFO, server, stub.data, stub.len, out);
	lw_buf_free(&stub);
	return fault;
}

TEST(get_info_names)
{
	static const struct {
		const char *name;
		bool found;
	} rows[] = {
		{ "secret", true }, { "A", true }, { "a", true }, { "BB$", true }, { "bb", false },
		{ "bb$$", false }, { "", false }, { "cc", true }, { "c", false }, { "cd", false },
	};
	struct lw_rpc_server server = fake_server(&some);
	struct lw_buf out = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		ASSERT_EQ(LW_RPC_FAULT_NONE, get_info(&server, rows[i].name, 0, &out));
		EXPECT_EQ(rows[i].found ? LW_RPC_SUCCESS : LW_RPC_NET_NAME_NOT_FOUND, result(&out))
			TH_LOG("%s", rows[i].name);
		EXPECT_EQ(rows[i].found, !!word(&out, 1));
		EXPECT_EQ(0, word(&out, 0));
		if (!rows[i].found)
			EXPECT_EQ(12, out.len);
		lw_buf_free(&out);
	}
}

TEST(get_info_levels)
{
	static const u32 known[] = { 501, 502, 503, 1004, 1005, 1006, 1501 };
	static const u32 unknown[] = { 3, 500, 504, 1003, 1500, 0xffffffff };
	struct lw_rpc_server server = fake_server(&smbd);
	struct lw_buf out = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++) {
		ASSERT_EQ(LW_RPC_FAULT_NONE, get_info(&server, "data", known[i], &out));
		ASSERT_EQ(12, out.len);
		EXPECT_EQ(known[i], word(&out, 0));
		EXPECT_EQ(0, word(&out, 1));
		EXPECT_EQ(LW_RPC_INVALID_LEVEL, word(&out, 2));
		lw_buf_free(&out);
	}
	for (i = 0; i < ARRAY_SIZE(unknown); i++)
		EXPECT_EQ(LW_RPC_FAULT_INVALID_TAG, get_info(&server, "data", unknown[i], &out));
}

/* How a path is shown: the number of its characters, its first and its last ones */
TEST(paths)
{
	char longest[4098];
	struct lw_rpc_share share = { .name = "p", .path = longest };
	struct fake f = { &share, 1, NULL };
	struct lw_rpc_server server = fake_server(&f);
	struct lw_buf out = { 0 };
	const size_t at = 4 * 2 + 32 + 16 + 16; /* the path's length */
	size_t len, shown;

	server.admin = true;
	memset(longest, 'x', sizeof(longest));
	longest[0] = '/';
	longest[4097] = '\0';
	for (len = 4097; len > 4093; len--) {
		longest[len] = '\0';
		ASSERT_EQ(LW_RPC_FAULT_NONE, get_info(&server, "p", 2, &out));
		EXPECT_EQ(LW_RPC_SUCCESS, result(&out));
		shown = len > 4096 ? 0 : len + 2;
		EXPECT_EQ(shown + 1, word(&out, at / 4)) TH_LOG("%zu bytes", len);
		if (shown) {
			EXPECT_BYTES("C\0:\0\\\0x\0", out.data + at + 12, 8);
			EXPECT_BYTES("x\0\0\0", out.data + at + 12 + 2 * shown - 2, 4);
		}
		lw_buf_free(&out);
	}
	share.path = "";
	ASSERT_EQ(LW_RPC_FAULT_NONE, get_info(&server, "p", 2, &out));
	EXPECT_EQ(1, word(&out, at / 4));
	lw_buf_free(&out);
	share.path = "/";
	ASSERT_EQ(LW_RPC_FAULT_NONE, get_info(&server, "p", 2, &out));
	EXPECT_EQ(4, word(&out, at / 4));
	EXPECT_BYTES("C\0:\0\\\0\0\0", out.data + at + 12, 8);
	lw_buf_free(&out);
}

TEST(server_100)
{
	struct lw_rpc_server server = fake_server(&smbd);
	struct lw_buf out = { 0 };

	CALL_PDU(&lw_srvsvc_iface, SERVER_GET_INFO, &server, rpcclient_server_100, &out);
	EXPECT_SMBD(rpcclient_server_100_answer, &out);
}

TEST(server_101)
{
	struct lw_rpc_server server = fake_server(&smbd);
	u8 expected[sizeof(rpcclient_server_101_answer)];
	struct lw_buf out = { 0 };

	memcpy(expected, rpcclient_server_101_answer, sizeof(expected));
	/* smbd prints, and is the root of a DFS */
	ASSERT_EQ(0x9a, expected[HEAD + 25]);
	ASSERT_EQ(0x80, expected[HEAD + 26]);
	expected[HEAD + 25] = 0x98;
	expected[HEAD + 26] = 0;
	CALL_PDU(&lw_srvsvc_iface, SERVER_GET_INFO, &server, rpcclient_server_101, &out);
	EXPECT_SMBD(expected, &out);

	server = fake_server(&some); /* no comment is an empty one */
	CALL_PDU(&lw_srvsvc_iface, SERVER_GET_INFO, &server, rpcclient_server_101, &out);
	EXPECT_NE(0, word(&out, 7));
	EXPECT_EQ(1, word(&out, 16));
	EXPECT_EQ(84, out.len);
	lw_buf_free(&out);
}

TEST(server_levels)
{
	static const u32 known[] = { 102, 103, 502, 503 }, unknown[] = { 0, 99, 104, 501, 504 };
	struct lw_rpc_server server = fake_server(&smbd);
	struct lw_buf out = { 0 };
	u32 stub[2] = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++) {
		stub[1] = htole32(known[i]);
		ASSERT_EQ(LW_RPC_FAULT_NONE, call(&lw_srvsvc_iface, SERVER_GET_INFO, &server, stub,
						  sizeof(stub), &out));
		ASSERT_EQ(12, out.len);
		EXPECT_EQ(known[i], word(&out, 0));
		EXPECT_EQ(0, word(&out, 1));
		EXPECT_EQ(LW_RPC_INVALID_LEVEL, word(&out, 2));
		lw_buf_free(&out);
	}
	for (i = 0; i < ARRAY_SIZE(unknown); i++) {
		stub[1] = htole32(unknown[i]);
		EXPECT_EQ(LW_RPC_FAULT_INVALID_TAG,
			  call(&lw_srvsvc_iface, SERVER_GET_INFO, &server, stub, sizeof(stub), &out));
	}
}

TEST(wksta_100)
{
	struct lw_rpc_server server = fake_server(&smbd);
	struct lw_buf out = { 0 };

	CALL_PDU(&lw_wkssvc_iface, 0, &server, rpcclient_wksta_100, &out);
	EXPECT_SMBD(rpcclient_wksta_100_answer, &out);
	CALL_PDU(&lw_wkssvc_iface, 0, &server, impacket_wksta_100, &out);
	EXPECT_SMBD(rpcclient_wksta_100_answer, &out);
}

TEST(wksta_levels)
{
	static const u32 known[] = { 101, 102, 502 }, unknown[] = { 0, 99, 103, 501, 503 };
	struct lw_rpc_server server = fake_server(&smbd);
	struct lw_buf out = { 0 };
	u32 stub[2] = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++) {
		stub[1] = htole32(known[i]);
		ASSERT_EQ(LW_RPC_FAULT_NONE,
			  call(&lw_wkssvc_iface, 0, &server, stub, sizeof(stub), &out));
		EXPECT_EQ(12, out.len);
		EXPECT_EQ(LW_RPC_INVALID_LEVEL, word(&out, 2));
		lw_buf_free(&out);
	}
	for (i = 0; i < ARRAY_SIZE(unknown); i++) {
		stub[1] = htole32(unknown[i]);
		EXPECT_EQ(LW_RPC_FAULT_INVALID_TAG,
			  call(&lw_wkssvc_iface, 0, &server, stub, sizeof(stub), &out));
	}
}

/* The time, between two looks at the clock, in a zone west and in one east of Greenwich */
TEST(tod)
{
	static const struct {
		const char *zone;
		u32 west;
	} rows[] = { { "XXX+3:30", 210 }, { "YYY-2", (u32)-120 }, { "UTC", 0 } };
	struct lw_rpc_server server = fake_server(&smbd);
	struct timespec up_before, before, after, up;
	struct lw_buf out = { 0 };
	struct tm tm;
	time_t t;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		setenv("TZ", rows[i].zone, 1);
		tzset();
		clock_gettime(CLOCK_BOOTTIME, &up_before);
		clock_gettime(CLOCK_REALTIME, &before);
		CALL_PDU(&lw_srvsvc_iface, REMOTE_TOD, &server, rpcclient_tod, &out);
		clock_gettime(CLOCK_REALTIME, &after);
		clock_gettime(CLOCK_BOOTTIME, &up);
		ASSERT_EQ(4 * 14, out.len);
		EXPECT_NE(0, word(&out, 0));
		t = word(&out, 1);
		EXPECT_TRUE(t >= before.tv_sec && t <= after.tv_sec);
		EXPECT_GE(word(&out, 2), (u32)(up_before.tv_sec * 1000 + up_before.tv_nsec / 1000000));
		EXPECT_LE(word(&out, 2), (u32)(up.tv_sec * 1000 + up.tv_nsec / 1000000));
		gmtime_r(&t, &tm);
		EXPECT_EQ(tm.tm_hour, word(&out, 3));
		EXPECT_EQ(tm.tm_min, word(&out, 4));
		EXPECT_EQ(tm.tm_sec, word(&out, 5));
		if (before.tv_sec == after.tv_sec) {
			EXPECT_GE(word(&out, 6), before.tv_nsec / 10000000);
			EXPECT_LE(word(&out, 6), after.tv_nsec / 10000000);
		}
		EXPECT_EQ(rows[i].west, word(&out, 7));
		EXPECT_EQ(100, word(&out, 8));
		EXPECT_EQ(tm.tm_mday, word(&out, 9));
		EXPECT_EQ(tm.tm_mon + 1, word(&out, 10));
		EXPECT_EQ(tm.tm_year + 1900, word(&out, 11));
		EXPECT_EQ(tm.tm_wday, word(&out, 12));
		EXPECT_EQ(LW_RPC_SUCCESS, word(&out, 13));
		lw_buf_free(&out);
	}
}

TEST_HARNESS_MAIN
