// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What other implementations put on the wire decodes, and what was decoded encodes
 * to the same bytes: every message of every file of selftests/corpus, and the lists,
 * contexts and buffers in it.
 *
 * Some messages are wrong on purpose (smbtorture sends such); they stand with their
 * reason in selftests/corpus/REFUSED and must be refused. Which codec no message of
 * the corpus reaches is counted too: that one must stand in selftests/corpus/UNSEEN.
 */
#include "corpus.h"
#include "corpus_codecs.h"

#ifndef CORPUS_DIR
#error CORPUS_DIR is the folder of the corpus
#endif

static struct {
	unsigned int messages;
	unsigned int pieces;
	unsigned int refused;
} count;

/* ---- the two lists of exceptions --------------------------------------------- */

/*
 * Whether @what stands at the beginning of a line of the file @name, before a tab;
 * what follows is the reason.
 */
static bool listed(const char *name, const char *what)
{
	char path[1024], line[1024];
	bool found = false;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", CORPUS_DIR, name);
	f = fopen(path, "r");
	if (!f) {
		perror(path);
		abort();
	}
	while (!found && fgets(line, sizeof(line), f)) {
		size_t n = strcspn(line, "\t");

		found = line[0] != '#' && strlen(what) == n && !memcmp(line, what, n);
	}
	fclose(f);
	return found;
}

/* A place in the corpus, for messages and for the list of what is refused. */
static const char *place(const struct corpus *c, const char *what)
{
	static char text[512];

	snprintf(text, sizeof(text), "%s:%u.%u %s", c->name, c->frame, c->index, what);
	return text;
}

#define ANY_BYTES SIZE_MAX

/* ---- round trips ------------------------------------------------------------- */

/* What did not come back as it went in. */
static bool differs(struct __test_metadata *_metadata, const struct corpus *c,
		    const char *what, const u8 *in, size_t in_len, const u8 *out,
		    size_t out_len)
{
	size_t i = 0;

	while (i < in_len && i < out_len && in[i] == out[i])
		i++;
	if (i == in_len && i == out_len)
		return false;
	EXPECT_TRUE(false)
		TH_LOG("%s: %zu bytes became %zu, first difference at %zu (%02x, %02x)",
		       place(c, what), in_len, out_len, i, i < in_len ? in[i] : 0,
		       i < out_len ? out[i] : 0);
	return true;
}

/*
 * Decodes the rest of @r and encodes it where it stood. @r's bytes before its position
 * are what offsets count from. @m is set to the message. Returns false if it was
 * refused as it should be, or if something was wrong.
 */
static bool round_trip(struct __test_metadata *_metadata, const struct corpus *c,
		       struct corpus_codec *row, struct wire_rd r, size_t slack, void *m)
{
	size_t prefix = wire_rd_off(&r), len = wire_rd_left(&r);
	const u8 *in = r.pos;
	struct codec_bytes out;
	int ret;

	count.pieces++;
	row->seen++;
	memset(m, CODEC_STALE_BYTE, row->codec->size);
	ret = row->codec->decode(&r, m);
	if (listed("REFUSED", place(c, row->name))) {
		EXPECT_EQ(-EBADMSG, ret) TH_LOG("%s: not refused", place(c, row->name));
		count.refused++;
		return false;
	}
	EXPECT_EQ(0, ret) TH_LOG("%s: refused (%zu bytes)", place(c, row->name), len);
	if (ret)
		return false;
	ret = codec_encode(row->codec, prefix, len, m, &out);
	EXPECT_EQ(0, ret) TH_LOG("%s: does not encode", place(c, row->name));
	if (ret)
		return false;
	if (slack == ANY_BYTES && len > out.len)
		len = out.len;
	while (slack && len > out.len && !in[len - 1]) {
		len--;
		slack--;
	}
	return !differs(_metadata, c, row->name, in, len, out.data, out.len);
}

static struct corpus_codec *row_of(struct corpus_codec *rows, size_t n, unsigned int key)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (rows[i].key == key)
			return &rows[i];
	return NULL;
}

#define ROW_OF(table, key) row_of(table, ARRAY_SIZE(table), key)

/* A message of at most this size is decoded. */
union any {
	u8 bytes[1024];
	u64 align;
};

static void padded_buffer(struct __test_metadata *_metadata, const struct corpus *c,
			  struct corpus_codec *row, const struct wire_span *s, size_t slack)
{
	union any m;
	struct wire_rd r;

	if (!row)
		return;
	ASSERT_LE(row->codec->size, sizeof(m));
	wire_rd_span_child(s, &r);
	round_trip(_metadata, c, row, r, slack, &m);
}

/* A buffer that may be empty because of an error or because none was sent. */
static void buffer(struct __test_metadata *_metadata, const struct corpus *c,
		   struct corpus_codec *row, const struct wire_span *s)
{
	if (s->len)
		padded_buffer(_metadata, c, row, s, 0);
}

static void list(struct __test_metadata *_metadata, const struct corpus *c,
		 struct corpus_list *rows, size_t n, unsigned int key,
		 const struct wire_span *s)
{
	struct wire_wr w = codec_wr(0, s->len);
	struct corpus_list *row = NULL;
	struct wire_rd r;
	size_t i;
	int ret;

	for (i = 0; i < n; i++)
		if (rows[i].key == key)
			row = &rows[i];
	if (!row || !s->len)
		return;
	count.pieces++;
	row->seen++;
	wire_rd_span_child(s, &r);
	ret = row->copy(&r, &w);
	if (listed("REFUSED", place(c, row->name))) {
		EXPECT_EQ(-EBADMSG, ret) TH_LOG("%s: not refused", place(c, row->name));
		count.refused++;
		return;
	}
	EXPECT_EQ(0, ret) TH_LOG("%s: %u bytes", place(c, row->name), s->len);
	if (!ret)
		differs(_metadata, c, row->name, s->data, s->len, w.base, wire_wr_off(&w));
}

#define LIST(table, key, s) list(_metadata, c, table, ARRAY_SIZE(table), key, s)

/* ---- what is inside of messages ---------------------------------------------- */

static void negotiate_contexts(struct __test_metadata *_metadata, struct corpus *c,
			       const struct wire_span *contexts, u16 n)
{
	struct wire_wr w = codec_wr(0, contexts->len);
	struct smb2_neg_ctx ctx;
	struct wire_rd r;
	int ret;

	if (!n)
		return;
	wire_rd_span_child(contexts, &r);
	while ((ret = wire_smb2_neg_ctx_next(&r, &n, &ctx)) > 0) {
		buffer(_metadata, c, ROW_OF(corpus_neg_ctx, ctx.type), &ctx.data);
		EXPECT_EQ(0, wire_smb2_neg_ctx_append(&w, &ctx));
	}
	EXPECT_EQ(0, ret) TH_LOG("%s", place(c, "negotiate contexts"));
	differs(_metadata, c, "negotiate contexts", contexts->data, contexts->len, w.base,
		wire_wr_off(&w));
}

static void create_contexts(struct __test_metadata *_metadata, struct corpus *c,
			    const struct wire_span *contexts, bool response)
{
	struct smb2_create_ctx ctx;
	struct corpus_codec *row;
	struct wire_rd r;

	LIST(corpus_create_ctx, 0, contexts);
	wire_rd_span_child(contexts, &r);
	while (wire_smb2_create_ctx_next(&r, &ctx) > 0) {
		row = response ? ROW_OF(corpus_create_ctx_rsp, ctx.kind) :
				 ROW_OF(corpus_create_ctx_req, ctx.kind);
		/* an MxAc request may be empty and says something by that */
		padded_buffer(_metadata, c, row, &ctx.data, 0);
		if (ctx.kind == SMB2_CTX_SECD)
			buffer(_metadata, c, corpus_security, &ctx.data);
		if (ctx.kind == SMB2_CTX_EXTA)
			LIST(corpus_file_list, FILE_FULL_EA_INFORMATION, &ctx.data);
	}
}

static void information(struct __test_metadata *_metadata, struct corpus *c, u8 type,
			u8 class, const struct wire_span *s)
{
	switch (type) {
	case SMB2_0_INFO_FILE:
		/* clients send the C structure, with what its compiler puts at the end */
		if (s->len)
			padded_buffer(_metadata, c, ROW_OF(corpus_file_info, class), s, 7);
		LIST(corpus_file_list, class, s);
		break;
	case SMB2_0_INFO_FILESYSTEM:
		buffer(_metadata, c, ROW_OF(corpus_fs_info, class), s);
		break;
	case SMB2_0_INFO_SECURITY:
		/* the descriptor tells its own extent; ksmbd sends its whole buffer */
		if (s->len)
			padded_buffer(_metadata, c, corpus_security, s, s->len);
		break;
	case SMB2_0_INFO_QUOTA:
		LIST(corpus_quota, 0, s);
		break;
	}
}

static void inside_request(struct __test_metadata *_metadata, struct corpus *c,
			   struct smb2_msg *msg, const union any *any)
{
	struct corpus_req *req = corpus_req(c, msg->hdr.message_id);
	const struct smb2_query_directory_req *dir = (const void *)any;
	const struct smb2_negotiate_req *negotiate = (const void *)any;
	const struct smb2_query_info_req *query = (const void *)any;
	const struct smb2_set_info_req *set = (const void *)any;
	const struct smb2_create_req *create = (const void *)any;
	const struct smb2_ioctl_req *ioctl = (const void *)any;
	const struct smb2_lock_req *lock = (const void *)any;

	switch (msg->hdr.command) {
	case SMB2_NEGOTIATE:
		negotiate_contexts(_metadata, c, &negotiate->contexts, negotiate->context_count);
		break;
	case SMB2_CREATE:
		create_contexts(_metadata, c, &create->contexts, false);
		break;
	case SMB2_QUERY_DIRECTORY:
		req->info_class = dir->file_information_class;
		break;
	case SMB2_QUERY_INFO:
		req->info_type = query->info_type;
		req->info_class = query->file_info_class;
		if (query->info_type == SMB2_0_INFO_FILE &&
		    query->file_info_class == FILE_FULL_EA_INFORMATION)
			LIST(corpus_get_ea, 0, &query->input);
		break;
	case SMB2_SET_INFO:
		information(_metadata, c, set->info_type, set->file_info_class, &set->buffer);
		break;
	case SMB2_IOCTL:
		req->ctl_code = ioctl->ctl_code;
		/* smbtorture sends more than the structure, to see whether that is taken */
		if (ioctl->input.len)
			padded_buffer(_metadata, c, ROW_OF(corpus_fsctl_in, ioctl->ctl_code),
				      &ioctl->input, ANY_BYTES);
		break;
	case SMB2_LOCK:
		LIST(corpus_locks, 0, &lock->locks);
		break;
	}
}

static void inside_response(struct __test_metadata *_metadata, struct corpus *c,
			    struct smb2_msg *msg, const union any *any)
{
	const struct corpus_req *req = corpus_req(c, msg->hdr.message_id);
	const struct smb2_negotiate_rsp *negotiate = (const void *)any;
	const struct smb2_create_rsp *create = (const void *)any;
	const struct smb2_buffer_rsp *buf = (const void *)any;
	const struct smb2_ioctl_rsp *ioctl = (const void *)any;

	if (msg->hdr.command == SMB2_NEGOTIATE && negotiate->dialect == SMB2_DIALECT_311)
		negotiate_contexts(_metadata, c, &negotiate->contexts, negotiate->context_count);
	if (msg->hdr.command == SMB2_CREATE)
		create_contexts(_metadata, c, &create->contexts, true);
	if (!req->valid || req->command != msg->hdr.command)
		return;
	switch (msg->hdr.command) {
	case SMB2_QUERY_DIRECTORY:
		LIST(corpus_dir, req->info_class, &buf->output);
		break;
	case SMB2_QUERY_INFO:
		information(_metadata, c, req->info_type, req->info_class, &buf->output);
		break;
	case SMB2_CHANGE_NOTIFY:
		LIST(corpus_notify, 0, &buf->output);
		break;
	case SMB2_IOCTL:
		buffer(_metadata, c, ROW_OF(corpus_fsctl_out, req->ctl_code), &ioctl->output);
		LIST(corpus_fsctl_list, req->ctl_code, &ioctl->output);
		break;
	}
}

/* ---- messages and frames ------------------------------------------------------ */

static struct corpus_codec *message_row(const struct smb2_msg *msg, bool response)
{
	if (msg->hdr.command == SMB2_OPLOCK_BREAK && !msg->hdr.status)
		return ROW_OF(corpus_breaks, wire_smb2_break_form(&msg->body));
	if (!response)
		return ROW_OF(corpus_requests, msg->hdr.command);
	if (wire_smb2_rsp_is_error(&msg->hdr, &msg->body))
		return corpus_error;
	return ROW_OF(corpus_responses, msg->hdr.command);
}

static void smb2_header(struct __test_metadata *_metadata, struct corpus *c,
			const struct smb2_msg *msg)
{
	u8 hdr[SMB2_HDR_SIZE];
	struct wire_wr w;

	wire_wr_init(&w, hdr, sizeof(hdr));
	EXPECT_EQ(0, wire_smb2_hdr_encode(&w, &msg->hdr));
	differs(_metadata, c, "smb2_hdr", msg->raw.data, SMB2_HDR_SIZE, hdr, sizeof(hdr));
}

static void smb2_message(struct __test_metadata *_metadata, struct corpus *c,
			 struct smb2_msg *msg)
{
	bool response = msg->hdr.flags & SMB2_FLAGS_SERVER_TO_REDIR;
	struct corpus_req *req = corpus_req(c, msg->hdr.message_id);
	struct corpus_codec *row = message_row(msg, response);
	size_t padded;
	union any m;

	count.messages++;
	smb2_header(_metadata, c, msg);
	if (!response) {
		memset(req, 0, sizeof(*req));
		req->valid = true;
		req->command = msg->hdr.command;
	}
	if (!row) {
		EXPECT_TRUE(listed("REFUSED", place(c, "message")))
			TH_LOG("%s: command %#x has no codec", place(c, "message"),
			       msg->hdr.command);
		return;
	}
	ASSERT_LE(row->codec->size, sizeof(m));
	/*
	 * Messages of a compound are padded to 8; Samba pads the last one too, and one
	 * that was answered alone because it had been parked.
	 */
	padded = wire_rd_off(&msg->body) + wire_rd_left(&msg->body);
	if (!round_trip(_metadata, c, row, msg->body, padded % 8 ? 0 : 7, &m))
		return;
	if (!response)
		inside_request(_metadata, c, msg, &m);
	else if (row != corpus_error)
		inside_response(_metadata, c, msg, &m);
}

static void smb2_frame(struct __test_metadata *_metadata, struct corpus *c,
		       struct wire_rd *frame)
{
	struct smb2_msg msg;
	int ret;

	while ((ret = wire_smb2_msg_next(frame, &msg)) > 0) {
		c->index++;
		smb2_message(_metadata, c, &msg);
	}
	EXPECT_EQ(0, ret) TH_LOG("%s: compound", place(c, "frame"));
}

static void transform_frame(struct __test_metadata *_metadata, struct corpus *c,
			    struct wire_rd *frame)
{
	u8 hdr[SMB2_TRANSFORM_HDR_SIZE];
	const u8 *start = frame->pos;
	struct smb2_transform t;
	struct wire_wr w;

	count.messages++;
	ASSERT_EQ(0, wire_smb2_transform_decode(frame, &t)) TH_LOG("%s", place(c, "transform"));
	wire_wr_init(&w, hdr, sizeof(hdr));
	EXPECT_EQ(0, wire_smb2_transform_hdr_encode(&w, &t.hdr));
	differs(_metadata, c, "transform", start, sizeof(hdr), hdr, sizeof(hdr));
}

CODEC(smb1_negotiate_req);
CODEC(smb1_negotiate_rsp);

static struct corpus_codec smb1_negotiate[] = {
	ROW(0, smb1_negotiate_req),
	ROW(SMB1_FLAGS_REPLY, smb1_negotiate_rsp),
};

/* Header and blocks of every SMB1 message; NEGOTIATE whole. */
static void smb1_frame(struct __test_metadata *_metadata, struct corpus *c,
		       struct wire_rd *frame)
{
	struct wire_wr w = codec_wr(0, wire_rd_left(frame));
	const u8 *start = frame->pos;
	struct smb1_block b;
	struct smb1_chain chain;
	struct smb1_hdr h;
	union any m;
	u8 command;
	int ret;

	count.messages++;
	ASSERT_EQ(0, wire_smb1_hdr_decode(frame, &h)) TH_LOG("%s", place(c, "smb1_hdr"));
	EXPECT_EQ(0, wire_smb1_hdr_encode(&w, &h));
	differs(_metadata, c, "smb1_hdr", start, 32, w.base, wire_wr_off(&w));
	if (h.command == SMB1_NEGOTIATE) {
		round_trip(_metadata, c, ROW_OF(smb1_negotiate, h.flags & SMB1_FLAGS_REPLY),
			   *frame, 0, &m);
		return;
	}
	wire_smb1_chain_init(&chain, frame, h.command);
	while ((ret = wire_smb1_chain_next(&chain, &command, &b)) > 0) {
		struct wire_wr block = codec_wr(0, 3 + b.words.len + b.bytes.len);

		EXPECT_EQ(0, wire_smb1_block_encode(&block, &b));
		differs(_metadata, c, "smb1_block", b.words.data - 1,
			3 + b.words.len + b.bytes.len, block.base, wire_wr_off(&block));
	}
	EXPECT_EQ(0, ret) TH_LOG("%s", place(c, "smb1_block"));
}

/* A packet of port 139 that is no message: some hold nothing. */
static void netbios_packet(struct __test_metadata *_metadata, struct corpus *c, u8 type,
			   const struct wire_rd *packet)
{
	struct corpus_codec *row = ROW_OF(corpus_netbios, type);
	union any m;

	count.messages++;
	if (row)
		round_trip(_metadata, c, row, *packet, 0, &m);
	else
		EXPECT_EQ(0, wire_rd_left(packet)) TH_LOG("%s", place(c, "packet"));
}

static void whole_file(struct __test_metadata *_metadata, struct corpus *c)
{
	struct netbios_hdr h;
	struct wire_rd r, frame;

	wire_rd_init(&r, c->bytes.data, c->bytes.len);
	while (wire_rd_left(&r)) {
		c->frame++;
		c->index = 0;
		ASSERT_EQ(0, wire_netbios_hdr_decode(&r, &h, 0xffffff));
		ASSERT_EQ(0, wire_rd_cut(&r, h.length, &frame));
		if (h.type != NETBIOS_MESSAGE) {
			netbios_packet(_metadata, c, h.type, &frame);
			continue;
		}
		switch (wire_frame_kind(&frame)) {
		case WIRE_FRAME_SMB1:
			smb1_frame(_metadata, c, &frame);
			break;
		case WIRE_FRAME_SMB2:
			smb2_frame(_metadata, c, &frame);
			break;
		case WIRE_FRAME_TRANSFORM:
			transform_frame(_metadata, c, &frame);
			break;
		case WIRE_FRAME_COMPRESSION:
		case WIRE_FRAME_UNKNOWN:
			EXPECT_TRUE(false) TH_LOG("%s: not SMB", place(c, "frame"));
			break;
		}
	}
}

static void expect_seen(struct __test_metadata *_metadata, const char *table,
			const char *name, unsigned int key, unsigned int seen)
{
	char what[256];

	snprintf(what, sizeof(what), "%s %s %#x", table, name, key);
	EXPECT_EQ(!seen, listed("UNSEEN", what))
		TH_LOG("%s: %u in the corpus", what, seen);
}

#define SEEN(table) \
	do { \
		for (i = 0; i < ARRAY_SIZE(table); i++) \
			expect_seen(_metadata, #table, table[i].name, table[i].key, table[i].seen); \
	} while (0)

TEST(every_message)
{
	struct corpus *c = (struct corpus *)codec_alloc(sizeof(*c));
	struct dirent **names;
	size_t i;
	int n;

	n = scandir(CORPUS_DIR, &names, corpus_is_file, alphasort);
	ASSERT_LT(0, n);
	for (int f = 0; f < n; f++) {
		corpus_load(c, CORPUS_DIR, names[f]->d_name);
		whole_file(_metadata, c);
		free(names[f]);
	}
	free(names);
	TH_LOG("%d files, %u messages, %u pieces, %u of them refused as they should be", n,
	       count.messages, count.pieces, count.refused);
	SEEN(corpus_requests);
	SEEN(corpus_responses);
	SEEN(corpus_breaks);
	SEEN(corpus_error);
	SEEN(corpus_netbios);
	SEEN(corpus_neg_ctx);
	SEEN(corpus_create_ctx_req);
	SEEN(corpus_create_ctx_rsp);
	SEEN(corpus_file_info);
	SEEN(corpus_fs_info);
	SEEN(corpus_security);
	SEEN(corpus_fsctl_in);
	SEEN(corpus_fsctl_out);
	SEEN(corpus_dir);
	SEEN(corpus_file_list);
	SEEN(corpus_quota);
	SEEN(corpus_get_ea);
	SEEN(corpus_get_quota);
	SEEN(corpus_notify);
	SEEN(corpus_fsctl_list);
	SEEN(corpus_locks);
	SEEN(corpus_create_ctx);
}

TEST_HARNESS_MAIN
