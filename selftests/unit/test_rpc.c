// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tests of DCE/RPC's PDUs: what real clients send, and what none should.
 */
#include "rpc.h"
#include "unit.h"

enum {
	REQUEST = 0,
	RESPONSE = 2,
	FAULT = 3,
	BIND = 11,
	BIND_ACK = 12,
	BIND_NAK = 13,
	ALTER = 14,
	ALTER_RESP = 15,
	AUTH3 = 16,
	CO_CANCEL = 18,
	ORPHANED = 19,
	FIRST = 1,
	LAST = 2,
	WHOLE = FIRST | LAST,
	NOT_EXECUTED = 0x20,
	MAYBE = 0x40,
	OBJECT = 0x80,
	SERVER_GET_INFO = 21,
};

#define SRVSVC "\xc8\x4f\x32\x4b\x70\x16\xd3\x01\x12\x78\x5a\x47\xbf\x6e\xe1\x88\3\0\0\0"
#define WKSSVC "\x98\xd0\xff\x6b\x12\xa1\x10\x36\x98\x33\x46\xc3\xf8\x7e\x34\x5a\1\0\0\0"
#define NDR "\x04\x5d\x88\x8a\xeb\x1c\xc9\x11\x9f\xe8\x08\x00\x2b\x10\x48\x60\2\0\0\0"
#define NDR64 "\x33\x05\x71\x71\xba\xbe\x37\x49\x83\x19\xb5\xdb\xef\x9c\xcc\x36\1\0\0\0"
#define FEATURES "\x2c\x1c\xb7\x6c\x12\x98\x40\x45\3\0\0\0\0\0\0\0\1\0\0\0"
#define NONE "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"

/**
 * struct client - a client on a pipe
 * @server: what the pipe answers from
 * @rpc: pipe
 * @out: what is to be read
 * @off: where in it
 * @pdu: PDU that was read last
 * @len: its bytes
 */
struct client {
	struct lw_rpc_server server;
	struct lw_rpc *rpc;
	struct lw_buf out;
	size_t off;
	const u8 *pdu;
	size_t len;
};

/* Writes exactly these bytes. */
static int send_bytes(struct client *c, const void *data, size_t len)
{
	void *mem = malloc(len ? len : 1);
	int ret;

	if (len)
		memcpy(mem, data, len);
	ret = lw_rpc_write(c->rpc, mem, len, &c->out);
	free(mem);
	return ret;
}

static void le16(u8 *p, u16 v)
{
	p[0] = v;
	p[1] = v >> 8;
}

static u16 get16(const u8 *p)
{
	return p[0] | p[1] << 8;
}

static u32 get32(const u8 *p)
{
	return get16(p) | (u32)get16(p + 2) << 16;
}

static size_t make_pdu(u8 *pdu, u8 type, u8 flags, u8 call_id, const void *body, size_t len)
{
	const u8 head[16] = { 5, 0, type, flags, 0x10, 0, 0, 0, 0, 0, 0, 0, call_id };

	memcpy(pdu, head, 16);
	if (len)
		memcpy(pdu + 16, body, len);
	le16(pdu + 8, 16 + len);
	return 16 + len;
}

static int send_pdu(struct client *c, u8 type, u8 flags, u8 call_id, const void *body, size_t len)
{
	static u8 pdu[65536];

	return send_bytes(c, pdu, make_pdu(pdu, type, flags, call_id, body, len));
}

/* Reads the next PDU; false if there is none, or it is cut off. */
static bool next(struct client *c)
{
	c->off += c->len;
	c->pdu = c->out.data + c->off;
	c->len = lw_rpc_pdu_len(&c->out, c->off);
	return c->len && c->len <= c->out.len - c->off;
}

static void all_read(struct client *c)
{
	lw_buf_free(&c->out);
	c->off = 0;
	c->len = 0;
}

static void hang_up(struct client *c)
{
	lw_rpc_close(c->rpc);
	all_read(c);
}

static struct client client(const char *pipe)
{
	struct client c = { .server = fake_server(&smbd) };

	c.rpc = lw_rpc_open(pipe, &c.server);
	if (!c.rpc)
		abort();
	return c;
}

/* A client of srvsvc with context 0 */
static struct client bound(void)
{
	struct client c = client("srvsvc");

	if (send_bytes(&c, samba_bind, sizeof(samba_bind)))
		abort();
	all_read(&c);
	return c;
}

/* A request to context 0 */
static int request(struct client *c, u8 flags, u8 call_id, u16 opnum, const void *stub, size_t len)
{
	static u8 body[65536];

	memset(body, 0, 8);
	le16(body + 6, opnum);
	if (len)
		memcpy(body + 8, stub, len);
	return send_pdu(c, REQUEST, flags, call_id, body, 8 + len);
}

static const u8 get_info_stub[8] = { 0, 0, 0, 0, 100, 0, 0, 0 };

/* Does the pipe still work? */
static bool works(struct client *c, u8 call_id)
{
	bool ok;

	all_read(c);
	ok = !request(c, WHOLE, call_id, SERVER_GET_INFO, get_info_stub, 8) && next(c) &&
	     c->pdu[2] == RESPONSE && c->pdu[12] == call_id && !next(c);
	all_read(c);
	return ok;
}

/* Is what was answered this fault, and nothing else? */
static bool is_fault(struct client *c, u32 status, u8 call_id)
{
	static const u8 head[] = { 5, 0, FAULT, WHOLE | NOT_EXECUTED, 0x10, 0, 0, 0, 32, 0, 0, 0 };
	bool ok = next(c) && c->len == 32 && !memcmp(c->pdu, head, sizeof(head)) &&
		  get32(c->pdu + 12) == call_id && get32(c->pdu + 16) == 32 && !c->pdu[22] &&
		  !c->pdu[23] && get32(c->pdu + 24) == status && !get32(c->pdu + 28);

	return ok && !next(c);
}

TEST(open)
{
	struct lw_rpc_server server = fake_server(&smbd);
	struct lw_rpc *rpc;

	errno = 0;
	EXPECT_EQ(NULL, lw_rpc_open("lsarpc", &server));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(NULL, lw_rpc_open("", &server));
	EXPECT_EQ(NULL, lw_rpc_open("srvsvc2", &server));
	rpc = lw_rpc_open("SrvSvc", &server);
	EXPECT_NE(NULL, rpc);
	lw_rpc_close(rpc);
	rpc = lw_rpc_open("wkssvc", &server);
	EXPECT_NE(NULL, rpc);
	lw_rpc_close(rpc);
	lw_rpc_close(NULL);
}

TEST(pdu_len)
{
	u8 bytes[] = { 5, 0, 2, 3, 0x10, 0, 0, 0, 0x11, 1, 0, 0, 0, 0, 0, 0 };
	struct lw_buf out = { bytes, sizeof(bytes) }, none = { 0 };

	EXPECT_EQ(0x111, lw_rpc_pdu_len(&out, 0));
	EXPECT_EQ(0, lw_rpc_pdu_len(&out, sizeof(bytes)));
	EXPECT_EQ(0, lw_rpc_pdu_len(&out, sizeof(bytes) + 1));
	EXPECT_EQ(0, lw_rpc_pdu_len(&none, 0));
}

TEST(bind_samba)
{
	static const u8 ack[] = "\5\0\x0c\3\x10\0\0\0\x44\0\0\0\1\0\0\0\xb8\x10\xb8\x10\1\0\0\0"
		"\x0d\0\\PIPE\\srvsvc\0\0\1\0\0\0\0\0\0\0" NDR;
	static const u8 wkssvc_ack[] = "\5\0\x0c\3\x10\0\0\0\x44\0\0\0\1\0\0\0\xb8\x10\xb8\x10\1\0\0\0"
		"\x0d\0\\PIPE\\wkssvc\0\0\1\0\0\0\0\0\0\0" NDR;
	struct client c = client("srvsvc");

	ASSERT_EQ(0, send_bytes(&c, samba_bind, sizeof(samba_bind)));
	ASSERT_EQ(sizeof(ack) - 1, c.out.len);
	EXPECT_BYTES(ack, c.out.data, c.out.len);
	EXPECT_TRUE(works(&c, 2));
	hang_up(&c);
	c = client("wkssvc");
	ASSERT_EQ(0, send_bytes(&c, samba_bind_wkssvc, sizeof(samba_bind_wkssvc)));
	ASSERT_EQ(sizeof(wkssvc_ack) - 1, c.out.len);
	EXPECT_BYTES(wkssvc_ack, c.out.data, c.out.len);
	hang_up(&c);
}

/* smbd's own answer, but for the group, the name of the pipe and one of two features */
TEST(bind_features)
{
	struct client c = client("srvsvc");
	u8 ack[sizeof(samba_bind_features_ack)];

	memcpy(ack, samba_bind_features_ack, sizeof(ack));
	memcpy(ack + 20, "\1\0\0\0", 4);
	memcpy(ack + 26, "\\PIPE", 5);
	ASSERT_EQ(3, ack[70]);
	ack[70] = 2;
	ASSERT_EQ(0, send_bytes(&c, samba_bind_features, sizeof(samba_bind_features)));
	ASSERT_EQ(sizeof(ack), c.out.len);
	EXPECT_BYTES(ack, c.out.data, c.out.len);
	hang_up(&c);
}

/* A BIND or ALTER_CONTEXT: sizes, group and contexts as they lie in the PDU */
static int associate(struct client *c, u8 type, u16 xmit, u16 recv, u8 group, u8 count,
		     const void *contexts, size_t len)
{
	u8 body[5000] = { 0 };

	le16(body, xmit);
	le16(body + 2, recv);
	body[4] = group;
	body[8] = count;
	if (len)
		memcpy(body + 12, contexts, len);
	return send_pdu(c, type, WHOLE, 9, body, 12 + len);
}

#define ONE_CONTEXT "\0\0\1\0" SRVSVC NDR

TEST(bind_sizes)
{
	static const struct {
		u16 xmit, recv, our_xmit, our_recv;
	} rows[] = {
		{ 4280, 4280, 4280, 4280 }, { 65535, 65535, 4280, 4280 }, { 4279, 4281, 4280, 4279 },
		{ 2000, 3000, 3000, 2000 }, { 1432, 1433, 1433, 1432 }, { 1431, 1431, 1432, 1432 },
		{ 0, 0, 1432, 1432 }, { 4281, 4279, 4279, 4280 },
	};
	struct client c;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		c = client("srvsvc");
		ASSERT_EQ(0, associate(&c, BIND, rows[i].xmit, rows[i].recv, i, 1, ONE_CONTEXT, 44));
		ASSERT_TRUE(next(&c));
		EXPECT_EQ(rows[i].our_xmit, get16(c.pdu + 16)) TH_LOG("row %zu", i);
		EXPECT_EQ(rows[i].our_recv, get16(c.pdu + 18)) TH_LOG("row %zu", i);
		EXPECT_EQ(i ? i : 1, get32(c.pdu + 20)); /* the client's group, if it has one */
		EXPECT_EQ(9, get32(c.pdu + 12));
		hang_up(&c);
	}
}

struct verdict {
	u16 result;
	u16 reason;
};

/* Where the results are, behind the address */
static const u8 *results(const struct client *c)
{
	size_t at = 26 + get16(c->pdu + 24);

	return c->pdu + (at + 3) / 4 * 4;
}

static bool is_result(const struct client *c, size_t i, u16 result, u16 reason)
{
	const u8 *r = results(c) + 4 + 24 * i;

	return get16(r) == result && get16(r + 2) == reason &&
	       !memcmp(r + 4, result ? NONE : NDR, 20);
}

TEST(contexts)
{
	static const char contexts[] =
		"\0\0\1\0" SRVSVC NDR
		"\1\0\1\0" SRVSVC NDR64
		"\2\0\1\0" SRVSVC FEATURES
		"\3\0\1\0" WKSSVC NDR
		"\4\0\2\0" SRVSVC NDR64 NDR /* one of them is enough */
		"\5\0\2\0" SRVSVC NDR NDR64
		"\6\0\0\0" SRVSVC
		"\7\0\2\0" SRVSVC FEATURES NDR /* no question, but a context */
		"\x08\0\2\0" SRVSVC FEATURES FEATURES
		"\0\0\1\0" SRVSVC NDR
		"\x34\x12\1\0" SRVSVC NDR;
	static const struct verdict expected[] = {
		{ 0, 0 }, { 2, 2 }, { 3, 2 }, { 2, 1 }, { 0, 0 }, { 0, 0 }, { 2, 2 }, { 0, 0 },
		{ 2, 2 }, { 0, 0 }, { 0, 0 },
	};
	static const u16 known[] = { 0, 4, 5, 7, 0x1234 }, unknown[] = { 1, 2, 3, 6, 8, 0x34, 0x1200 };
	struct client c = client("srvsvc");
	u8 body[16] = { 0 };
	size_t i;

	ASSERT_EQ(0, associate(&c, BIND, 4280, 4280, 0, ARRAY_SIZE(expected), contexts,
			       sizeof(contexts) - 1));
	ASSERT_TRUE(next(&c));
	EXPECT_EQ(BIND_ACK, c.pdu[2]);
	ASSERT_EQ(ARRAY_SIZE(expected), results(&c)[0]);
	EXPECT_EQ(results(&c) + 4 + 24 * ARRAY_SIZE(expected), c.pdu + c.len);
	for (i = 0; i < ARRAY_SIZE(expected); i++)
		EXPECT_TRUE(is_result(&c, i, expected[i].result, expected[i].reason))
			TH_LOG("context %zu", i);
	all_read(&c);

	body[6] = SERVER_GET_INFO;
	body[12] = 100;
	for (i = 0; i < ARRAY_SIZE(known); i++) {
		le16(body + 4, known[i]);
		ASSERT_EQ(0, send_pdu(&c, REQUEST, WHOLE, 3, body, 16));
		ASSERT_TRUE(next(&c));
		EXPECT_EQ(RESPONSE, c.pdu[2]) TH_LOG("context %u", known[i]);
		EXPECT_EQ(known[i], get16(c.pdu + 20));
		all_read(&c);
	}
	for (i = 0; i < ARRAY_SIZE(unknown); i++) {
		le16(body + 4, unknown[i]);
		ASSERT_EQ(0, send_pdu(&c, REQUEST, WHOLE, 3, body, 16));
		EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_UNKNOWN_IF, 3)) TH_LOG("context %u", unknown[i]);
		EXPECT_EQ(unknown[i], get16(c.out.data + 20));
		all_read(&c);
	}
	hang_up(&c);
}

/* Each byte of an interface, of a syntax and of the features' mark counts. */
TEST(context_bytes)
{
	struct client c;
	char context[44];
	size_t i;

	for (i = 4; i < 44; i++) {
		memcpy(context, ONE_CONTEXT, 44);
		context[i] ^= 1;
		c = client("srvsvc");
		ASSERT_EQ(0, associate(&c, BIND, 4280, 4280, 0, 1, context, 44));
		ASSERT_TRUE(next(&c));
		EXPECT_TRUE(is_result(&c, 0, 2, i < 24 ? 1 : 2)) TH_LOG("byte %zu", i);
		hang_up(&c);
	}
	for (i = 24; i < 44; i++) {
		memcpy(context, "\0\0\1\0" SRVSVC FEATURES, 44);
		context[i] ^= 4;
		c = client("srvsvc");
		ASSERT_EQ(0, associate(&c, BIND, 4280, 4280, 0, 1, context, 44));
		ASSERT_TRUE(next(&c));
		/* bytes 32 to 39 are features, here one that we do not know */
		EXPECT_TRUE(is_result(&c, 0, i >= 32 && i < 40 ? 3 : 2, 2)) TH_LOG("byte %zu", i);
		hang_up(&c);
	}
	memcpy(context, "\0\0\1\0" WKSSVC FEATURES, 44);
	context[32] = 1; /* the one that we do not have; of any interface */
	c = client("srvsvc");
	ASSERT_EQ(0, associate(&c, BIND, 4280, 4280, 0, 1, context, 44));
	ASSERT_TRUE(next(&c));
	EXPECT_TRUE(is_result(&c, 0, 3, 0));
	hang_up(&c);
}

/* What lies behind the contexts belongs to none of them. */
TEST(context_end)
{
	static const char contexts[] = "\0\0\1\0" SRVSVC NDR64 "\1\0\0\0" SRVSVC NDR;
	struct client c;

	c = client("srvsvc");
	ASSERT_EQ(0, associate(&c, BIND, 4280, 4280, 0, 1, contexts, 44));
	ASSERT_TRUE(next(&c));
	EXPECT_TRUE(is_result(&c, 0, 2, 2));
	hang_up(&c);
	c = client("srvsvc");
	ASSERT_EQ(0, associate(&c, BIND, 4280, 4280, 0, 2, contexts, sizeof(contexts) - 1));
	ASSERT_TRUE(next(&c));
	ASSERT_EQ(2, results(&c)[0]);
	EXPECT_TRUE(is_result(&c, 0, 2, 2));
	EXPECT_TRUE(is_result(&c, 1, 2, 2));
	hang_up(&c);
}

TEST(alter_context)
{
	static const u8 resp[] = "\5\0\x0f\3\x10\0\0\0\x38\0\0\0\x09\0\0\0\xb8\x10\xb8\x10\1\0\0\0"
		"\0\0\0\0\1\0\0\0\0\0\0\0" NDR;
	struct client c = client("srvsvc");
	u8 body[16] = { 0, 0, 0, 0, 7, 0, SERVER_GET_INFO };

	/* sizes are a BIND's matter */
	ASSERT_EQ(0, associate(&c, BIND, 4280, 2000, 0, 1, ONE_CONTEXT, 44));
	all_read(&c);
	ASSERT_EQ(0, associate(&c, ALTER, 4280, 4280, 0, 1, "\7\0\1\0" SRVSVC NDR, 44));
	ASSERT_TRUE(next(&c));
	EXPECT_EQ(2000, get16(c.pdu + 16));
	all_read(&c);
	body[12] = 100;
	ASSERT_EQ(0, send_pdu(&c, REQUEST, WHOLE, 3, body, 16));
	ASSERT_TRUE(next(&c));
	EXPECT_EQ(RESPONSE, c.pdu[2]);
	EXPECT_TRUE(works(&c, 4));
	hang_up(&c);

	c = bound();
	ASSERT_EQ(0, associate(&c, ALTER, 4280, 4280, 0, 1, ONE_CONTEXT, 44));
	ASSERT_EQ(sizeof(resp) - 1, c.out.len);
	EXPECT_BYTES(resp, c.out.data, c.out.len);
	hang_up(&c);
}

/* @count contexts, the first of them number @first */
static size_t many_contexts(char *at, size_t first, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++, at += 44) {
		memcpy(at, ONE_CONTEXT, 44);
		at[0] = first + i;
	}
	return 44 * count;
}

TEST(context_limits)
{
	static const u8 nak[] = "\5\0\x0d\3\x10\0\0\0\x15\0\0\0\x09\0\0\0\2\0\1\5\0";
	struct client c = client("srvsvc");
	char contexts[33 * 44];
	size_t i, len;

	len = many_contexts(contexts, 0, 32);
	ASSERT_EQ(0, associate(&c, BIND, 4280, 4280, 0, 32, contexts, len));
	ASSERT_TRUE(next(&c));
	ASSERT_EQ(32, results(&c)[0]);
	for (i = 0; i < 32; i++)
		EXPECT_TRUE(is_result(&c, i, 0, 0));
	all_read(&c);
	len = many_contexts(contexts, 31, 2); /* one that is known, one that is new */
	ASSERT_EQ(0, associate(&c, ALTER, 4280, 4280, 0, 2, contexts, len));
	ASSERT_TRUE(next(&c));
	EXPECT_TRUE(is_result(&c, 0, 0, 0));
	EXPECT_TRUE(is_result(&c, 1, 2, 3));
	EXPECT_TRUE(works(&c, 4));
	hang_up(&c);

	c = client("srvsvc");
	len = many_contexts(contexts, 0, 33);
	EXPECT_EQ(-EPROTO, associate(&c, BIND, 4280, 4280, 0, 33, contexts, len));
	ASSERT_EQ(sizeof(nak) - 1, c.out.len);
	EXPECT_BYTES(nak, c.out.data, c.out.len);
	hang_up(&c);

	c = client("srvsvc");
	ASSERT_EQ(0, associate(&c, BIND, 4280, 4280, 0, 0, NULL, 0));
	ASSERT_TRUE(next(&c));
	EXPECT_EQ(0, results(&c)[0]);
	EXPECT_EQ(44, c.len);
	hang_up(&c);
}

TEST(bind_cut)
{
	struct client c;
	size_t len;

	for (len = 0; len < sizeof(samba_bind_features) - 16; len++) {
		c = client("srvsvc");
		EXPECT_EQ(-EPROTO, send_pdu(&c, BIND, WHOLE, 9, samba_bind_features + 16, len))
			TH_LOG("%zu bytes", len);
		EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_PROTO_ERROR, 9)) TH_LOG("%zu bytes", len);
		hang_up(&c);
	}
}

TEST(order)
{
	struct client c = bound();

	EXPECT_EQ(-EPROTO, send_bytes(&c, samba_bind, sizeof(samba_bind)));
	EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_PROTO_ERROR, 1));
	hang_up(&c);
	c = client("srvsvc");
	EXPECT_EQ(-EPROTO, associate(&c, ALTER, 4280, 4280, 0, 1, ONE_CONTEXT, 44));
	EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_PROTO_ERROR, 9));
	hang_up(&c);
	c = client("srvsvc");
	EXPECT_EQ(-EPROTO, request(&c, WHOLE, 5, SERVER_GET_INFO, get_info_stub, 8));
	EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_PROTO_ERROR, 5));
	/* and that was the end */
	EXPECT_EQ(-EPROTO, send_bytes(&c, samba_bind, sizeof(samba_bind)));
	EXPECT_EQ(-EPROTO, send_bytes(&c, NULL, 0));
	EXPECT_FALSE(next(&c));
	hang_up(&c);
}

TEST(types)
{
	static const u8 wrong[] = { 1, RESPONSE, FAULT, BIND_ACK, BIND_NAK, ALTER_RESP, AUTH3, 17, 20,
				    0xff };
	struct client c;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		c = bound();
		EXPECT_EQ(-EPROTO, send_pdu(&c, wrong[i], WHOLE, 7, get_info_stub, 8));
		EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_PROTO_ERROR, 7)) TH_LOG("type %u", wrong[i]);
		hang_up(&c);
	}
	c = bound();
	EXPECT_EQ(0, send_pdu(&c, CO_CANCEL, WHOLE, 7, NULL, 0));
	EXPECT_EQ(0, send_pdu(&c, ORPHANED, WHOLE, 7, NULL, 0));
	EXPECT_EQ(0, c.out.len);
	EXPECT_TRUE(works(&c, 1));
	hang_up(&c);
}

TEST(headers)
{
	static const struct {
		size_t at;
		u8 byte;
		int ret;
		size_t answer;
	} rows[] = {
		{ 0, 4, -EPROTO, 21 }, { 0, 6, -EPROTO, 21 }, { 1, 1, 0, 68 }, { 1, 2, -EPROTO, 21 },
		{ 4, 0, -EPROTO, 0 }, { 4, 0x11, 0, 68 }, { 4, 0x20, -EPROTO, 0 },
	};
	static const u8 nak[] = "\5\0\x0d\3\x10\0\0\0\x15\0\0\0\1\0\0\0\4\0\1\5\0";
	u8 pdu[sizeof(samba_bind)];
	struct client c;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		memcpy(pdu, samba_bind, sizeof(pdu));
		pdu[rows[i].at] = rows[i].byte;
		c = client("srvsvc");
		EXPECT_EQ(rows[i].ret, send_bytes(&c, pdu, sizeof(pdu))) TH_LOG("row %zu", i);
		ASSERT_EQ(rows[i].answer, c.out.len) TH_LOG("row %zu", i);
		if (c.out.len == 21)
			EXPECT_BYTES(nak, c.out.data, 21);
		hang_up(&c);
	}
	/* no other PDU is answered in a version that is not ours */
	memcpy(pdu, samba_bind, sizeof(pdu));
	pdu[0] = 4;
	pdu[2] = ALTER;
	c = client("srvsvc");
	EXPECT_EQ(-EPROTO, send_bytes(&c, pdu, sizeof(pdu)));
	EXPECT_EQ(0, c.out.len);
	hang_up(&c);
}

TEST(lengths)
{
	static const struct {
		u16 len;
		int ret;
	} rows[] = {
		{ 0, -EPROTO }, { 15, -EPROTO }, { 16, 0 }, { 4280, 0 }, { 4281, -EPROTO },
		{ 65535, -EPROTO },
	};
	u8 pdu[16] = { 5, 0, CO_CANCEL, WHOLE, 0x10 }, rest[4280] = { 0 };
	struct client c;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		c = bound();
		le16(pdu + 8, rows[i].len);
		EXPECT_EQ(0, send_bytes(&c, pdu, 15));
		EXPECT_EQ(rows[i].ret, send_bytes(&c, pdu + 15, 1)) TH_LOG("row %zu", i);
		EXPECT_EQ(0, c.out.len);
		if (!rows[i].ret) {
			EXPECT_EQ(0, send_bytes(&c, rest, rows[i].len - 16));
			EXPECT_TRUE(works(&c, 4));
		}
		hang_up(&c);
	}
}

TEST(authentication)
{
	static const u8 nak[] = "\5\0\x0d\3\x10\0\0\0\x15\0\0\0\1\0\0\0\x08\0\1\5\0";
	u8 pdu[100] = { 0 };
	struct client c = client("srvsvc");
	size_t len;

	memcpy(pdu, samba_bind, sizeof(samba_bind));
	pdu[8] = sizeof(samba_bind) + 16;
	pdu[10] = 8;
	EXPECT_EQ(-EPROTO, send_bytes(&c, pdu, sizeof(samba_bind) + 16));
	ASSERT_EQ(sizeof(nak) - 1, c.out.len);
	EXPECT_BYTES(nak, c.out.data, c.out.len);
	hang_up(&c);

	c = bound();
	memset(pdu, 0, sizeof(pdu));
	len = make_pdu(pdu, REQUEST, WHOLE, 6, pdu + 50, 32);
	pdu[11] = 1;
	EXPECT_EQ(-EPROTO, send_bytes(&c, pdu, len));
	EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_ACCESS_DENIED, 6));
	hang_up(&c);
}

TEST(response)
{
	struct client c = bound();

	ASSERT_EQ(0, send_bytes(&c, rpcclient_server_100, sizeof(rpcclient_server_100)));
	same_referents(c.out.data + 24, c.out.len - 24);
	ASSERT_EQ(sizeof(rpcclient_server_100_answer), c.out.len);
	/* smbd's, whose stub is compared elsewhere */
	EXPECT_BYTES(rpcclient_server_100_answer, c.out.data, 24 + 4);
	hang_up(&c);
}

TEST(faults)
{
	static const u16 wrong[] = { 0, 14, 17, 22, 37, 1000, 65535 };
	struct client c = bound();
	size_t i;

	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		EXPECT_EQ(0, request(&c, WHOLE, i, wrong[i], get_info_stub, 8));
		EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_OP_RANGE, i)) TH_LOG("operation %u", wrong[i]);
		all_read(&c);
	}
	EXPECT_EQ(0, request(&c, WHOLE, 8, SERVER_GET_INFO, get_info_stub, 7));
	EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_BAD_STUB_DATA, 8));
	EXPECT_TRUE(works(&c, 9));
	hang_up(&c);
	c = client("wkssvc");
	ASSERT_EQ(0, send_bytes(&c, samba_bind_wkssvc, sizeof(samba_bind_wkssvc)));
	all_read(&c);
	EXPECT_EQ(0, request(&c, WHOLE, 8, 1, get_info_stub, 8));
	EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_OP_RANGE, 8));
	hang_up(&c);
	/* REQUEST without its own header */
	for (i = 0; i < 8; i++) {
		c = bound();
		EXPECT_EQ(-EPROTO, send_pdu(&c, REQUEST, WHOLE, 3, get_info_stub, i));
		EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_PROTO_ERROR, 3));
		hang_up(&c);
	}
}

/* An answer that cannot be written */
TEST(fault_unspec)
{
	static const struct lw_rpc_share bad = { .name = "\xff", .browseable = true };
	struct fake f = { &bad, 1, NULL };
	struct client c = client("srvsvc");

	lw_rpc_close(c.rpc);
	c.server.arg = &f;
	c.rpc = lw_rpc_open("srvsvc", &c.server);
	ASSERT_EQ(0, send_bytes(&c, samba_bind, sizeof(samba_bind)));
	all_read(&c);
	ASSERT_EQ(0, send_bytes(&c, smbclient_enum_1, sizeof(smbclient_enum_1)));
	EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_UNSPEC, 2));
	EXPECT_TRUE(works(&c, 3));
	hang_up(&c);
}

TEST(maybe)
{
	struct client c = bound();

	EXPECT_EQ(0, request(&c, WHOLE | MAYBE, 1, SERVER_GET_INFO, get_info_stub, 8));
	EXPECT_EQ(0, request(&c, WHOLE | MAYBE, 2, 999, get_info_stub, 8));
	EXPECT_EQ(0, c.out.len);
	EXPECT_TRUE(works(&c, 3));
	hang_up(&c);
}

TEST(object)
{
	u8 stub[24] = { 0 };
	struct client c = bound();
	size_t i;

	stub[20] = 100;
	ASSERT_EQ(0, request(&c, WHOLE | OBJECT, 1, SERVER_GET_INFO, stub, 24));
	ASSERT_TRUE(next(&c));
	EXPECT_EQ(RESPONSE, c.pdu[2]);
	EXPECT_EQ(100, c.pdu[24]);
	hang_up(&c);
	for (i = 0; i < 16; i += 15) {
		c = bound();
		EXPECT_EQ(-EPROTO, request(&c, WHOLE | OBJECT, 1, SERVER_GET_INFO, stub, i));
		EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_PROTO_ERROR, 1));
		hang_up(&c);
	}
}

/* A request cut anywhere is the same request. */
TEST(fragments)
{
	const u8 *stub = rpcclient_get_info_1 + 24;
	const size_t len = sizeof(rpcclient_get_info_1) - 24;
	struct lw_buf whole = { 0 };
	struct client c = bound();
	size_t i;

	ASSERT_EQ(0, request(&c, WHOLE, 4, 16, stub, len));
	whole = c.out;
	memset(&c.out, 0, sizeof(c.out));
	for (i = 0; i <= len; i++) {
		ASSERT_EQ(0, request(&c, FIRST, 4, 16, stub, i));
		ASSERT_EQ(0, c.out.len);
		ASSERT_EQ(0, request(&c, 0, 4, 16, stub + i, (len - i) / 2));
		ASSERT_EQ(0, c.out.len);
		ASSERT_EQ(0, request(&c, LAST, 4, 16, stub + i + (len - i) / 2,
				     len - i - (len - i) / 2));
		ASSERT_EQ(whole.len, c.out.len) TH_LOG("%zu bytes", i);
		EXPECT_BYTES(whole.data, c.out.data, whole.len);
		all_read(&c);
	}
	lw_buf_free(&whole);
	hang_up(&c);
}

/* Every piece of the same object's call says so. */
TEST(fragments_of_object)
{
	u8 stub[24] = { 0 };
	struct client c = bound();

	ASSERT_EQ(0, request(&c, FIRST | OBJECT, 4, SERVER_GET_INFO, stub, 20));
	stub[16] = 100;
	ASSERT_EQ(0, request(&c, LAST | OBJECT, 4, SERVER_GET_INFO, stub, 20));
	ASSERT_TRUE(next(&c));
	EXPECT_EQ(RESPONSE, c.pdu[2]);
	hang_up(&c);
}

TEST(fragments_wrong)
{
	static const struct {
		u8 flags;
		u8 call_id;
		u8 opnum;
		u8 context;
		bool ok;
	} rows[] = {
		{ LAST, 4, SERVER_GET_INFO, 0, true },
		{ 0, 4, SERVER_GET_INFO, 0, true },
		{ LAST, 5, SERVER_GET_INFO, 0, false },
		{ LAST, 4, 16, 0, false },
		{ LAST, 4, SERVER_GET_INFO, 1, false },
		{ WHOLE, 4, SERVER_GET_INFO, 0, false },
		{ FIRST, 4, SERVER_GET_INFO, 0, false },
	};
	u8 body[12] = { 0 };
	struct client c;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		c = bound();
		ASSERT_EQ(0, request(&c, FIRST, 4, SERVER_GET_INFO, get_info_stub, 4));
		body[4] = rows[i].context;
		body[6] = rows[i].opnum;
		body[8] = 100;
		EXPECT_EQ(rows[i].ok ? 0 : -EPROTO,
			  send_pdu(&c, REQUEST, rows[i].flags, rows[i].call_id, body, 12))
			TH_LOG("row %zu", i);
		if (!rows[i].ok) {
			EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_PROTO_ERROR, rows[i].call_id))
				TH_LOG("row %zu", i);
			EXPECT_EQ(rows[i].context, c.out.data[20]);
		}
		hang_up(&c);
	}
	for (i = 0; i <= LAST; i += LAST) { /* there is none to go on with */
		c = bound();
		EXPECT_EQ(-EPROTO, request(&c, i, 4, SERVER_GET_INFO, get_info_stub, 8));
		EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_PROTO_ERROR, 4));
		hang_up(&c);
	}
	/* it is the first fragment that says whether an answer is wanted */
	c = bound();
	ASSERT_EQ(0, request(&c, FIRST | MAYBE, 4, SERVER_GET_INFO, get_info_stub, 4));
	ASSERT_EQ(0, request(&c, LAST, 4, SERVER_GET_INFO, get_info_stub + 4, 4));
	EXPECT_EQ(0, c.out.len);
	EXPECT_TRUE(works(&c, 5));
	hang_up(&c);
}

TEST(orphaned)
{
	struct client c = bound();

	ASSERT_EQ(0, request(&c, FIRST, 4, SERVER_GET_INFO, get_info_stub, 4));
	ASSERT_EQ(0, send_pdu(&c, ORPHANED, WHOLE, 5, NULL, 0)); /* of another call */
	ASSERT_EQ(0, send_pdu(&c, CO_CANCEL, WHOLE, 4, NULL, 0));
	ASSERT_EQ(0, request(&c, LAST, 4, SERVER_GET_INFO, get_info_stub + 4, 4));
	ASSERT_TRUE(next(&c));
	EXPECT_EQ(RESPONSE, c.pdu[2]);
	all_read(&c);
	ASSERT_EQ(0, send_pdu(&c, ORPHANED, WHOLE, 4, NULL, 0)); /* answered already */
	ASSERT_EQ(0, request(&c, FIRST, 4, SERVER_GET_INFO, get_info_stub, 4));
	ASSERT_EQ(0, send_pdu(&c, ORPHANED, WHOLE, 4, NULL, 0));
	EXPECT_EQ(0, c.out.len);
	EXPECT_TRUE(works(&c, 6));
	hang_up(&c);
}

/* What a client can make us hold */
TEST(request_limit)
{
	static u8 stub[4096];
	struct client c = bound();
	size_t i;

	stub[4] = 100;
	for (i = 0; i < 16; i++)
		ASSERT_EQ(0, request(&c, i ? 0 : FIRST, 4, SERVER_GET_INFO, stub, sizeof(stub)));
	ASSERT_EQ(0, request(&c, LAST, 4, SERVER_GET_INFO, stub, 0));
	ASSERT_TRUE(next(&c));
	EXPECT_EQ(RESPONSE, c.pdu[2]);
	EXPECT_TRUE(works(&c, 6));
	for (i = 0; i < 16; i++)
		ASSERT_EQ(0, request(&c, i ? 0 : FIRST, 4, SERVER_GET_INFO, stub, sizeof(stub)));
	EXPECT_EQ(-EPROTO, request(&c, 0, 4, SERVER_GET_INFO, stub, 1));
	EXPECT_TRUE(is_fault(&c, LW_RPC_FAULT_NO_MEMORY, 4));
	hang_up(&c);
}

/* Whatever the pieces in which a client writes, they are the same PDUs. */
TEST(pieces)
{
	struct lw_buf whole = { 0 };
	u8 all[512];
	size_t len = 0, piece, off, n;
	struct client c = client("srvsvc");

	memcpy(all, samba_bind, sizeof(samba_bind));
	len += sizeof(samba_bind);
	memcpy(all + len, smbclient_enum_1, sizeof(smbclient_enum_1));
	len += sizeof(smbclient_enum_1);
	len += make_pdu(all + len, CO_CANCEL, WHOLE, 1, NULL, 0);
	memcpy(all + len, rpcclient_server_100, sizeof(rpcclient_server_100));
	len += sizeof(rpcclient_server_100);
	ASSERT_EQ(0, send_bytes(&c, all, len));
	whole = c.out;
	memset(&c.out, 0, sizeof(c.out));
	hang_up(&c);
	EXPECT_EQ(68 + sizeof(smbclient_enum_1_answer) + sizeof(rpcclient_server_100_answer),
		  whole.len);
	for (piece = 1; piece < len; piece++) {
		c = client("srvsvc");
		for (off = 0; off < len; off += n) {
			n = piece < len - off ? piece : len - off;
			ASSERT_EQ(0, send_bytes(&c, all + off, n)) TH_LOG("%zu bytes", piece);
		}
		ASSERT_EQ(whole.len, c.out.len) TH_LOG("%zu bytes", piece);
		EXPECT_BYTES(whole.data, c.out.data, whole.len);
		hang_up(&c);
	}
	lw_buf_free(&whole);
}

static bool many_shares(void *arg, size_t i, struct lw_rpc_share *s)
{
	(void)arg;
	*s = (struct lw_rpc_share){ .name = "abcdefghij", .comment = "comment", .browseable = true };
	return i < 300;
}

/* A long response: 40 for the list, and for each of 300 entries 12, 12 + 22 + 2, 12 + 16 */
TEST(response_fragments)
{
	static const u16 sizes[] = { 1432, 1433, 1439, 1440, 1441, 4280 };
	const size_t total = 40 + 300 * (12 + 36 + 28);
	struct client c;
	size_t i, seen, n;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		c = client("srvsvc");
		lw_rpc_close(c.rpc);
		c.server.share = many_shares;
		c.rpc = lw_rpc_open("srvsvc", &c.server);
		ASSERT_EQ(0, associate(&c, BIND, 4280, sizes[i], 0, 1, ONE_CONTEXT, 44));
		all_read(&c);
		ASSERT_EQ(0, send_bytes(&c, smbclient_enum_1, sizeof(smbclient_enum_1)));
		for (seen = 0; seen < total; seen += n) {
			ASSERT_TRUE(next(&c)) TH_LOG("%zu bytes seen", seen);
			n = c.len - 24;
			EXPECT_EQ(RESPONSE, c.pdu[2]);
			EXPECT_EQ((seen ? 0 : FIRST) | (seen + n == total ? LAST : 0), c.pdu[3]);
			EXPECT_EQ(2, get32(c.pdu + 12));
			EXPECT_EQ(total - seen, get32(c.pdu + 16));
			EXPECT_EQ(0, get32(c.pdu + 20));
			if (seen + n != total)
				EXPECT_EQ((sizes[i] - 24) / 8 * 8, n);
		}
		EXPECT_EQ(total, seen);
		EXPECT_FALSE(next(&c));
		hang_up(&c);
	}
}

/* A response that fills its fragments: nothing comes behind the last one. */
static size_t exact_count;

static bool exact_shares(void *arg, size_t i, struct lw_rpc_share *s)
{
	(void)arg;
	*s = (struct lw_rpc_share){ .name = "abcdefghi", .comment = "comment", .browseable = true };
	return i < exact_count;
}

TEST(response_exact)
{
	struct client c = client("srvsvc");

	/* 40 + 72 * n; a fragment of 1432 + 24 holds 40 + 72 * 19 + 24: no; 1408: 19 */
	exact_count = 19;
	lw_rpc_close(c.rpc);
	c.server.share = exact_shares;
	c.rpc = lw_rpc_open("srvsvc", &c.server);
	ASSERT_EQ(0, associate(&c, BIND, 4280, 1432, 0, 1, ONE_CONTEXT, 44));
	all_read(&c);
	ASSERT_EQ(0, send_bytes(&c, smbclient_enum_1, sizeof(smbclient_enum_1)));
	ASSERT_TRUE(next(&c));
	EXPECT_EQ(WHOLE, c.pdu[3]);
	EXPECT_EQ(1432, c.len);
	EXPECT_FALSE(next(&c));
	hang_up(&c);
}

/* A client that asks and does not read */
TEST(out_limit)
{
	struct client c = bound();

	c.out.data = calloc(1, LW_RPC_OUT_MAX);
	c.out.len = LW_RPC_OUT_MAX;
	ASSERT_EQ(0, request(&c, WHOLE, 4, SERVER_GET_INFO, get_info_stub, 8));
	EXPECT_EQ(LW_RPC_OUT_MAX + sizeof(rpcclient_server_100_answer), c.out.len);
	ASSERT_EQ(-ENOBUFS, request(&c, WHOLE, 4, SERVER_GET_INFO, get_info_stub, 8));
	EXPECT_EQ(LW_RPC_OUT_MAX + sizeof(rpcclient_server_100_answer), c.out.len);
	all_read(&c);
	ASSERT_EQ(-ENOBUFS, request(&c, WHOLE, 4, SERVER_GET_INFO, get_info_stub, 8));
	EXPECT_EQ(0, c.out.len);
	hang_up(&c);
}

/* Half a request and half a PDU are forgotten with the pipe. */
TEST(closed_early)
{
	struct client c = bound();

	ASSERT_EQ(0, request(&c, FIRST, 4, SERVER_GET_INFO, get_info_stub, 8));
	ASSERT_EQ(0, send_bytes(&c, samba_bind, 20));
	EXPECT_EQ(0, c.out.len);
	hang_up(&c);
}

TEST_HARNESS_MAIN
