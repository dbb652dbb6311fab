// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * KUnit tests of the transport over TCP on loopback: frames of every kind of length in
 * every kind of piece, peers that are slow, rude or gone, and the end from either side
 * in every state.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/net.h>
#include <linux/slab.h>
#include <linux/tcp.h>
#include <lwsmb/wire_smb2_io.h>
#include <net/sock.h>

#include "pair.h"

static struct pair *pair_get(struct kunit *test, bool far)
{
	struct pair *p = pair_new(AF_INET, far);

	KUNIT_ASSERT_NOT_NULL(test, p);
	return p;
}

/* Ends a test: the connection, once, with the error that is expected. */
static void pair_end(struct kunit *test, struct pair *p, int err)
{
	KUNIT_EXPECT_TRUE(test, pair_wait_closed(&p->end));
	KUNIT_EXPECT_EQ(test, err, p->end.err);
	flush_workqueue(p->wq);
	KUNIT_EXPECT_EQ(test, 1, p->end.closed);
	KUNIT_EXPECT_EQ(test, 0, p->end.late);
	KUNIT_EXPECT_EQ(test, 0, lwsmb_xprt_queued(p->end.x));
	pair_free(p);
}

static void raw_close(struct pair *p)
{
	sock_release(p->raw);
	p->raw = NULL;
}

static u64 counted(struct pair *p, enum lwsmb_stat what)
{
	struct lwsmb_stats_sum sum;

	lwsmb_stats_read(p->stats, &sum);
	return sum.value[what];
}

/* ---- receiving --------------------------------------------------------------- */

static const u32 sizes[] = { 0, 1, 63, 64, 65, 111, 112, 113, 4095, 4096, 4097, 65535,
			     65536, 65537, 131072, 131073, 1 << 20, (2 << 20) - 1, 2 << 20 };

static void receives_every_size(struct kunit *test)
{
	struct pair *p = pair_get(test, false);
	u64 bytes = 0;
	u32 i;

	lwsmb_xprt_start(p->end.x);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		u8 *frame = frame_new(i, sizes[i]);

		KUNIT_ASSERT_NOT_NULL(test, frame);
		KUNIT_EXPECT_EQ(test, 0, raw_send(p->raw, frame, 4 + sizes[i]));
		KUNIT_ASSERT_TRUE(test, pair_wait_count(&p->end, i + 1));
		KUNIT_EXPECT_TRUE(test, frame_is(p->end.frames[i], frame + 4, sizes[i]));
		KUNIT_EXPECT_EQ(test, 0, p->end.frames[i]->bvecs);
		bytes += 4 + sizes[i];
		kvfree(frame);
	}
	KUNIT_EXPECT_EQ(test, ARRAY_SIZE(sizes), counted(p, LWSMB_STAT_FRAMES_IN));
	KUNIT_EXPECT_EQ(test, bytes, counted(p, LWSMB_STAT_BYTES_IN));
	raw_close(p);
	pair_end(test, p, 0);
}

/* What a WRITE is varied in. */
struct write_frame {
	u32 data_off;
	u32 data_len;
	u32 tail; /* bytes of the frame behind the data */
	u32 next; /* NextCommand */
	u32 flags;
	u32 info_len; /* channel information, at 112 */
	bool pages; /* its data is expected in pages */
};

static u8 *write_new(struct kunit *test, const struct write_frame *v, u32 *len)
{
	struct smb2_hdr h = {
		.command = SMB2_WRITE,
		.next_command = v->next,
		.flags = v->flags,
	};
	struct smb2_write_req m = {
		.channel_info = { .len = v->info_len, .off = v->info_len ? 112 : 0 },
		.data = { .len = v->data_len, .off = v->data_off },
	};
	u8 *frame;
	struct wire_wr w;

	*len = v->data_off + v->data_len + v->tail;
	frame = frame_new(1, *len);
	KUNIT_ASSERT_NOT_NULL(test, frame);
	m.channel_info.data = frame;
	wire_wr_init(&w, frame + 4, *len);
	KUNIT_ASSERT_EQ(test, 0, wire_smb2_hdr_encode(&w, &h));
	KUNIT_ASSERT_EQ(test, 0, wire_smb2_write_req_encode_hdr(&w, &m));
	return frame;
}

static const struct write_frame writes[] = {
	{ .data_off = 112, .data_len = 1 },
	{ .data_off = 112, .data_len = 4096 },
	{ .data_off = 112, .data_len = 4097, .pages = true },
	{ .data_off = 112, .data_len = 8192, .pages = true },
	{ .data_off = 112, .data_len = 65536, .pages = true },
	{ .data_off = 112, .data_len = 65537, .pages = true },
	{ .data_off = 112, .data_len = 1 << 20, .pages = true },
	{ .data_off = 120, .data_len = 10000, .pages = true },
	{ .data_off = 5000, .data_len = 10000, .pages = true },
	{ .data_off = 65535, .data_len = 10000, .pages = true },
	{ .data_off = 112, .data_len = 10000, .tail = 1 },
	{ .data_off = 112, .data_len = 10000, .tail = 100, .next = 10112 },
	{ .data_off = 112, .data_len = 10000, .next = 8 },
	{ .data_off = 112, .data_len = 10000, .flags = SMB2_FLAGS_SERVER_TO_REDIR },
	{ .data_off = 112, .data_len = 10000, .flags = SMB2_FLAGS_SIGNED, .pages = true },
	{ .data_off = 120, .data_len = 10000, .info_len = 8 },
};

static void receives_writes_in_pages(struct kunit *test)
{
	struct pair *p = pair_get(test, false);
	u32 i, len;

	lwsmb_xprt_start(p->end.x);
	for (i = 0; i < ARRAY_SIZE(writes); i++) {
		u8 *frame = write_new(test, &writes[i], &len);
		struct lwsmb_rx *rx;

		KUNIT_EXPECT_EQ(test, 0, raw_send(p->raw, frame, 4 + len));
		KUNIT_ASSERT_TRUE(test, pair_wait_count(&p->end, i + 1));
		rx = p->end.frames[i];
		KUNIT_EXPECT_TRUE_MSG(test, frame_is(rx, frame + 4, len), "write %u", i);
		KUNIT_EXPECT_EQ_MSG(test, rx->head_len,
				    writes[i].pages ? writes[i].data_off : len, "write %u", i);
		KUNIT_EXPECT_EQ(test, rx->bvecs, DIV_ROUND_UP(rx->data_len, PAGE_SIZE));
		kvfree(frame);
	}
	raw_close(p);
	pair_end(test, p, 0);
}

/* A WRITE whose parts lie outside it is handed over as it came, for the decoder. */
static void receives_broken_writes(struct kunit *test)
{
	static const struct write_frame v = { .data_off = 112, .data_len = 10000 };
	struct pair *p = pair_get(test, false);
	static const u8 offsets[] = { 0, 63, 111, 113, 255 };
	u32 i, len;

	lwsmb_xprt_start(p->end.x);
	for (i = 0; i < ARRAY_SIZE(offsets); i++) {
		u8 *frame = write_new(test, &v, &len);

		frame[4 + 64 + 2] = offsets[i]; /* DataOffset */
		KUNIT_EXPECT_EQ(test, 0, raw_send(p->raw, frame, 4 + len));
		KUNIT_ASSERT_TRUE(test, pair_wait_count(&p->end, i + 1));
		KUNIT_EXPECT_TRUE(test, frame_is(p->end.frames[i], frame + 4, len));
		KUNIT_EXPECT_EQ(test, len, p->end.frames[i]->head_len);
		kvfree(frame);
	}
	raw_close(p);
	pair_end(test, p, 0);
}

static void receives_byte_by_byte(struct kunit *test)
{
	static const struct write_frame v = { .data_off = 113, .data_len = 4200, .pages = true };
	struct pair *p = pair_get(test, false);
	u32 i, len, frames;

	tcp_sock_set_nodelay(p->raw->sk);
	lwsmb_xprt_start(p->end.x);
	for (frames = 0; frames < 3; frames++) {
		u8 *frame = frames < 2 ? frame_new(frames, len = 150) : write_new(test, &v, &len);

		KUNIT_ASSERT_NOT_NULL(test, frame);
		for (i = 0; i < 4 + len; i++)
			KUNIT_ASSERT_EQ(test, 0, raw_send(p->raw, frame + i, 1));
		KUNIT_ASSERT_TRUE(test, pair_wait_count(&p->end, frames + 1));
		KUNIT_EXPECT_TRUE(test, frame_is(p->end.frames[frames], frame + 4, len));
		kvfree(frame);
	}
	raw_close(p);
	pair_end(test, p, 0);
}

/* More than the budget, in as few segments as TCP makes of them; keep-alives between. */
static void receives_many_at_once(struct kunit *test)
{
	enum { FRAMES = 300, LEN = 70, EACH = 4 + LEN + 4 };
	static const u8 keepalive[] = { 0x85, 0, 0, 0 };
	struct pair *p = pair_get(test, false);
	u8 *all = kvmalloc(FRAMES * EACH, GFP_KERNEL);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, all);
	for (i = 0; i < FRAMES; i++) {
		u8 *frame = frame_new(i, LEN);

		KUNIT_ASSERT_NOT_NULL(test, frame);
		memcpy(all + i * EACH, keepalive, 4);
		memcpy(all + i * EACH + 4, frame, 4 + LEN);
		kvfree(frame);
	}
	/* before it is started: nothing of that is lost */
	KUNIT_EXPECT_EQ(test, 0, raw_send(p->raw, all, FRAMES * EACH));
	lwsmb_xprt_start(p->end.x);
	KUNIT_ASSERT_TRUE(test, pair_wait_count(&p->end, FRAMES));
	for (i = 0; i < FRAMES; i++)
		KUNIT_EXPECT_TRUE(test, frame_is(p->end.frames[i], all + i * EACH + 8, LEN));
	kvfree(all);
	raw_close(p);
	pair_end(test, p, 0);
}

static void refuse_one(struct kunit *test, const char *hdr, u32 max_frame)
{
	struct pair *p = pair_get(test, false);

	p->end.max_frame = max_frame;
	lwsmb_xprt_start(p->end.x);
	KUNIT_EXPECT_EQ(test, 0, raw_send(p->raw, hdr, 4));
	KUNIT_EXPECT_TRUE(test, pair_wait_closed(&p->end));
	KUNIT_EXPECT_EQ(test, 0, p->end.count);
	KUNIT_EXPECT_EQ(test, 1, counted(p, LWSMB_STAT_BAD_FRAMES));
	KUNIT_EXPECT_EQ(test, 1, counted(p, LWSMB_STAT_CONNECTIONS_BROKEN));
	pair_end(test, p, -EPROTO);
}

static void refuses_bad_headers(struct kunit *test)
{
	refuse_one(test, "\x00\x01\x00\x01", 0x10000);
	refuse_one(test, "\x00\x00\x00\x01", 0);
	refuse_one(test, "\x00\xff\xff\xff", 0xfffffe);
	refuse_one(test, "\x01\x00\x00\x01", 0x10000);
	refuse_one(test, "\x81\x00\x00\x44", 0x10000);
	refuse_one(test, "\x85\x00\x00\x01", 0x10000);
	refuse_one(test, "GET ", U32_MAX);
}

/* ---- pausing ----------------------------------------------------------------- */

static void send_raw_frames(struct kunit *test, struct pair *p, u32 count)
{
	u8 *frame = frame_new(0, 100);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, frame);
	for (i = 0; i < count; i++)
		KUNIT_EXPECT_EQ(test, 0, raw_send(p->raw, frame, 104));
	kvfree(frame);
}

static void pauses_and_resumes(struct kunit *test)
{
	struct pair *p = pair_get(test, false);
	u32 i;

	p->end.stop_after = 1;
	lwsmb_xprt_start(p->end.x);
	send_raw_frames(test, p, 50);
	for (i = 1; i <= 50; i++) {
		KUNIT_ASSERT_TRUE(test, pair_wait_count(&p->end, i));
		flush_workqueue(p->wq);
		/* one more for each resume, whatever came meanwhile */
		KUNIT_EXPECT_EQ(test, i, p->end.count);
		lwsmb_xprt_resume(p->end.x);
	}
	raw_close(p);
	pair_end(test, p, 0);
}

/* A resume between recv()'s decision and its return is not lost. */
static void resume_is_not_lost(struct kunit *test)
{
	struct pair *p = pair_get(test, false);

	p->end.stop_after = 1;
	p->end.resume_in_recv = true;
	lwsmb_xprt_start(p->end.x);
	send_raw_frames(test, p, 50);
	KUNIT_EXPECT_TRUE(test, pair_wait_count(&p->end, 50));
	raw_close(p);
	pair_end(test, p, 0);
}

static void end_while_paused(struct kunit *test)
{
	struct pair *p = pair_get(test, false);

	/* by the owner */
	p->end.stop_after = 1;
	lwsmb_xprt_start(p->end.x);
	send_raw_frames(test, p, 2);
	KUNIT_EXPECT_TRUE(test, pair_wait_count(&p->end, 1));
	flush_workqueue(p->wq);
	lwsmb_xprt_shutdown(p->end.x);
	lwsmb_xprt_resume(p->end.x);
	KUNIT_EXPECT_EQ(test, 1, p->end.count);
	pair_end(test, p, 0);

	/* by a reset */
	p = pair_get(test, false);
	p->end.stop_after = 1;
	lwsmb_xprt_start(p->end.x);
	send_raw_frames(test, p, 2);
	KUNIT_EXPECT_TRUE(test, pair_wait_count(&p->end, 1));
	flush_workqueue(p->wq);
	raw_reset(p->raw);
	p->raw = NULL;
	pair_end(test, p, -ECONNRESET);

	/* by the peer in order: what it said before comes first */
	p = pair_get(test, false);
	p->end.stop_after = 1;
	lwsmb_xprt_start(p->end.x);
	send_raw_frames(test, p, 2);
	raw_close(p);
	KUNIT_EXPECT_TRUE(test, pair_wait_count(&p->end, 1));
	flush_workqueue(p->wq);
	KUNIT_EXPECT_EQ(test, 0, p->end.closed);
	p->end.stop_after = 0;
	lwsmb_xprt_resume(p->end.x);
	KUNIT_EXPECT_TRUE(test, pair_wait_count(&p->end, 2));
	pair_end(test, p, 0);
}

/* ---- sending ----------------------------------------------------------------- */

/* Reads one frame and compares; false if it is another, or none. */
static bool raw_expect(struct socket *sock, u32 seed, u32 len)
{
	u8 *want = frame_new(seed, len);
	u8 *seen = kvmalloc(4 + len, GFP_KERNEL);
	bool same = want && seen && raw_recv(sock, seen, 4 + len) == 4 + len &&
		    !memcmp(want, seen, 4 + len);

	kvfree(want);
	kvfree(seen);
	return same;
}

static void sends_every_size(struct kunit *test)
{
	static const u32 bulk[] = { 0, 1, 4095, 4096, 4097, 65536, 300000 };
	struct pair *p = pair_get(test, false);
	u32 i, j, frames = 0;

	lwsmb_xprt_start(p->end.x);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		for (j = 0; j < ARRAY_SIZE(bulk); j++) {
			struct lwsmb_tx *tx = frame_tx(frames, sizes[i], bulk[j]);

			KUNIT_ASSERT_NOT_NULL(test, tx);
			KUNIT_EXPECT_EQ(test, 0, lwsmb_xprt_send(p->end.x, tx));
			KUNIT_EXPECT_TRUE_MSG(test, raw_expect(p->raw, frames, sizes[i] + bulk[j]),
					      "%u bytes, %u in pages", sizes[i], bulk[j]);
			frames++;
		}
	}
	flush_workqueue(p->wq);
	KUNIT_EXPECT_EQ(test, frames, counted(p, LWSMB_STAT_FRAMES_OUT));
	raw_close(p);
	pair_end(test, p, 0);
}

/* A compound: messages with and without bulk data, padding, one trimmed. */
static void sends_compounds(struct kunit *test)
{
	struct lwsmb_tx *tx = lwsmb_tx_alloc(3, GFP_KERNEL);
	struct pair *p = pair_get(test, false);
	enum { LEN = 101 + 3 + 200 + 5000 + 7 + 40001 };
	u8 *seen = kvmalloc(4 + LEN, GFP_KERNEL);
	static const u8 zeros[7];

	KUNIT_ASSERT_NOT_NULL(test, tx);
	KUNIT_ASSERT_NOT_NULL(test, seen);
	KUNIT_ASSERT_EQ(test, 0, lwsmb_part_init(&tx->parts[0], 101));
	KUNIT_ASSERT_EQ(test, 0, lwsmb_part_init(&tx->parts[1], 200));
	KUNIT_ASSERT_EQ(test, 0, lwsmb_part_init(&tx->parts[2], 40001));
	memset(wire_wr_reserve(&tx->parts[0].w, 101), 'a', 101);
	tx->parts[0].pad = 3;
	memset(wire_wr_reserve(&tx->parts[1].w, 200), 'b', 200);
	KUNIT_ASSERT_EQ(test, 0, lwsmb_part_pages(&tx->parts[1], 9000));
	memset(page_address(tx->parts[1].bvec[0].bv_page), 'c', PAGE_SIZE);
	memset(page_address(tx->parts[1].bvec[1].bv_page), 'd', PAGE_SIZE);
	lwsmb_part_trim(&tx->parts[1], 5000);
	tx->parts[1].pad = 7;
	memset(wire_wr_reserve(&tx->parts[2].w, 40001), 'e', 40001);
	tx->count = 3;

	lwsmb_xprt_start(p->end.x);
	KUNIT_EXPECT_EQ(test, 0, lwsmb_xprt_send(p->end.x, tx));
	KUNIT_EXPECT_EQ(test, 4 + LEN, raw_recv(p->raw, seen, 4 + LEN));
	KUNIT_EXPECT_EQ(test, LEN, seen[1] << 16 | seen[2] << 8 | seen[3]);
	KUNIT_EXPECT_NULL(test, memchr_inv(seen + 4, 'a', 101));
	KUNIT_EXPECT_MEMEQ(test, seen + 105, zeros, 3);
	KUNIT_EXPECT_NULL(test, memchr_inv(seen + 108, 'b', 200));
	KUNIT_EXPECT_NULL(test, memchr_inv(seen + 308, 'c', 4096));
	KUNIT_EXPECT_NULL(test, memchr_inv(seen + 4404, 'd', 904));
	KUNIT_EXPECT_MEMEQ(test, seen + 5308, zeros, 7);
	KUNIT_EXPECT_NULL(test, memchr_inv(seen + 5315, 'e', 40001));
	kvfree(seen);
	raw_close(p);
	pair_end(test, p, 0);
}

static void refuses_to_send(struct kunit *test)
{
	struct pair *p = pair_get(test, false);
	struct lwsmb_tx *tx;

	/* not started */
	KUNIT_EXPECT_EQ(test, -ENOTCONN, frame_send(p->end.x, 0, 10, 0));
	lwsmb_xprt_start(p->end.x);
	/* longer than the header can say, by the padding */
	tx = frame_tx(0, 100, 0xffffff - 100);
	KUNIT_ASSERT_NOT_NULL(test, tx);
	tx->parts[0].pad = 1;
	KUNIT_EXPECT_EQ(test, -EMSGSIZE, lwsmb_xprt_send(p->end.x, tx));
	KUNIT_EXPECT_EQ(test, 0, lwsmb_xprt_queued(p->end.x));
	lwsmb_xprt_shutdown(p->end.x);
	KUNIT_EXPECT_EQ(test, -ENOTCONN, frame_send(p->end.x, 0, 10, 0));
	KUNIT_EXPECT_TRUE(test, pair_wait_closed(&p->end));
	KUNIT_EXPECT_EQ(test, -ENOTCONN, frame_send(p->end.x, 0, 10, 0));
	pair_end(test, p, 0);
}

/* A peer that does not read: nobody waits, the queue grows; then it reads all of it. */
static void slow_reader(struct kunit *test)
{
	enum { FRAMES = 200, MEM = 120, BULK = 65536 };
	struct pair *p = pair_get(test, false);
	size_t queued = 0;
	u32 i;

	lwsmb_xprt_start(p->end.x);
	for (i = 0; i < FRAMES; i++) {
		struct lwsmb_tx *tx = frame_tx(i, MEM, BULK);

		KUNIT_ASSERT_NOT_NULL(test, tx);
		KUNIT_EXPECT_EQ(test, 0, lwsmb_xprt_send(p->end.x, tx));
		if (i % 50 == 49) {
			KUNIT_EXPECT_GT(test, lwsmb_xprt_queued(p->end.x), queued);
			queued = lwsmb_xprt_queued(p->end.x);
		}
	}
	for (i = 0; i < FRAMES; i++)
		KUNIT_EXPECT_TRUE(test, raw_expect(p->raw, i, MEM + BULK));
	flush_workqueue(p->wq);
	KUNIT_EXPECT_EQ(test, 0, lwsmb_xprt_queued(p->end.x));
	raw_close(p);
	pair_end(test, p, 0);
}

/* It ends behind what is queued, and takes nothing more from either side. */
static void finish_sends_first(struct kunit *test)
{
	enum { FRAMES = 100, MEM = 120, BULK = 65536 };
	struct pair *p = pair_get(test, false);
	u8 byte;
	u32 i;

	lwsmb_xprt_start(p->end.x);
	for (i = 0; i < FRAMES; i++)
		KUNIT_EXPECT_EQ(test, 0, frame_send(p->end.x, i, MEM, BULK));
	KUNIT_EXPECT_GT(test, lwsmb_xprt_queued(p->end.x), 0);
	lwsmb_xprt_finish(p->end.x);
	KUNIT_EXPECT_EQ(test, -ENOTCONN, frame_send(p->end.x, 0, MEM, 0));
	send_raw_frames(test, p, 1);
	flush_workqueue(p->wq);
	KUNIT_EXPECT_EQ(test, 0, p->end.closed);
	for (i = 0; i < FRAMES; i++)
		KUNIT_EXPECT_TRUE(test, raw_expect(p->raw, i, MEM + BULK));
	KUNIT_EXPECT_TRUE(test, pair_wait_closed(&p->end));
	KUNIT_EXPECT_LE(test, raw_recv(p->raw, &byte, 1), 0);
	KUNIT_EXPECT_EQ(test, 0, p->end.count);
	raw_close(p);
	pair_end(test, p, 0);

	/* nothing is queued: at once */
	p = pair_get(test, false);
	lwsmb_xprt_start(p->end.x);
	lwsmb_xprt_finish(p->end.x);
	lwsmb_xprt_finish(p->end.x);
	KUNIT_EXPECT_TRUE(test, pair_wait_closed(&p->end));
	pair_end(test, p, 0);
}

/**
 * struct raw_sender - a thread that sends frames over a socket and may have to wait
 * @sock: over this
 * @frames: how many
 * @len: bytes of each
 * @ret: what came of it
 * @done: when it has
 */
struct raw_sender {
	struct socket *sock;
	u32 frames;
	u32 len;
	int ret;
	struct completion done;
};

static int raw_sender_run(void *arg)
{
	struct raw_sender *s = arg;
	u32 i;

	for (i = 0; i < s->frames && !s->ret; i++) {
		u8 *frame = frame_new(i, s->len);

		s->ret = frame ? raw_send(s->sock, frame, 4 + s->len) : -ENOMEM;
		kvfree(frame);
	}
	complete(&s->done);
	return 0;
}

/* A peer that asks and asks and does not read is not listened to after a while. */
static void queue_has_a_limit(struct kunit *test)
{
	enum { FRAMES = 400, LEN = 60000, MAX = 1 << 20 };
	struct pair *p = pair_get(test, false);
	struct raw_sender s = { .sock = p->raw, .frames = FRAMES, .len = LEN };
	u32 i, taken;

	init_completion(&s.done);
	p->end.echo = true;
	lwsmb_xprt_limit_queue(p->end.x, MAX);
	lwsmb_xprt_start(p->end.x);
	KUNIT_ASSERT_FALSE(test, IS_ERR(kthread_run(raw_sender_run, &s, "sender")));
	KUNIT_ASSERT_TRUE(test, wait_event_timeout(p->end.wait, READ_ONCE(p->end.most) > MAX,
						   PAIR_SECONDS * HZ));
	flush_workqueue(p->wq);
	taken = p->end.count;
	KUNIT_EXPECT_LT(test, taken, FRAMES);
	/* neither by itself nor by a resume does it take more */
	lwsmb_xprt_resume(p->end.x);
	flush_workqueue(p->wq);
	KUNIT_EXPECT_EQ(test, taken, p->end.count);
	/* it reads: everything comes, in order, and the limit held all the time */
	for (i = 0; i < FRAMES; i++)
		KUNIT_EXPECT_TRUE(test, raw_expect(p->raw, i, LEN));
	wait_for_completion(&s.done);
	KUNIT_EXPECT_EQ(test, 0, s.ret);
	KUNIT_EXPECT_LE(test, p->end.most, MAX + LEN + 2 * PAGE_SIZE);
	flush_workqueue(p->wq);
	raw_close(p);
	pair_end(test, p, 0);
}

/*
 * What waits counts with the memory that it takes: a small frame with its page. And the
 * socket gets a copy of one, but the pages themselves of one that fills them.
 */
static void memory_counts(struct kunit *test)
{
	enum { FRAMES = 200, SMALL = 100, LEN = 80, BULK = 65536 };
	struct pair *p = pair_get(test, false);
	struct page *small, *full;
	struct lwsmb_tx *tx;
	size_t before;
	u32 i;

	lwsmb_xprt_start(p->end.x);
	tx = frame_tx(0, LEN, 0);
	KUNIT_ASSERT_NOT_NULL(test, tx);
	small = virt_to_page(tx->parts[0].mem);
	get_page(small);
	KUNIT_EXPECT_EQ(test, 0, lwsmb_xprt_send(p->end.x, tx));
	tx = frame_tx(1, LEN, BULK);
	KUNIT_ASSERT_NOT_NULL(test, tx);
	full = tx->parts[0].bvec[0].bv_page;
	get_page(full);
	KUNIT_EXPECT_EQ(test, 0, lwsmb_xprt_send(p->end.x, tx));
	KUNIT_EXPECT_EQ(test, 0, lwsmb_xprt_queued(p->end.x));
	KUNIT_EXPECT_EQ(test, 1, page_count(small));
	KUNIT_EXPECT_EQ(test, 2, page_count(full));
	for (i = 2; i < FRAMES; i++)
		KUNIT_EXPECT_EQ(test, 0, frame_send(p->end.x, i, LEN, BULK));
	before = lwsmb_xprt_queued(p->end.x);
	KUNIT_EXPECT_GT(test, before, 0);
	for (; i < FRAMES + SMALL; i++)
		KUNIT_EXPECT_EQ(test, 0, frame_send(p->end.x, i, LEN, 0));
	KUNIT_EXPECT_GE(test, lwsmb_xprt_queued(p->end.x), before + SMALL * PAGE_SIZE);
	for (i = 0; i < FRAMES + SMALL; i++)
		KUNIT_EXPECT_TRUE(test, raw_expect(p->raw, i,
						   LEN + (i && i < FRAMES ? BULK : 0)));
	put_page(small);
	put_page(full);
	flush_workqueue(p->wq);
	KUNIT_EXPECT_EQ(test, 0, lwsmb_xprt_queued(p->end.x));
	raw_close(p);
	pair_end(test, p, 0);
}

/* A limit that is raised while it holds is heard at once. */
static void limit_is_raised(struct kunit *test)
{
	enum { FRAMES = 100, LEN = 60000, MAX = 1 << 16 };
	struct pair *p = pair_get(test, false);
	struct raw_sender s = { .sock = p->raw, .frames = FRAMES, .len = LEN };
	u32 i, taken;

	init_completion(&s.done);
	p->end.echo = true;
	lwsmb_xprt_limit_queue(p->end.x, MAX);
	lwsmb_xprt_start(p->end.x);
	KUNIT_ASSERT_FALSE(test, IS_ERR(kthread_run(raw_sender_run, &s, "sender")));
	KUNIT_ASSERT_TRUE(test, wait_event_timeout(p->end.wait, READ_ONCE(p->end.most) > MAX,
						   PAIR_SECONDS * HZ));
	flush_workqueue(p->wq);
	taken = p->end.count;
	KUNIT_EXPECT_LT(test, taken, FRAMES);
	lwsmb_xprt_limit_queue(p->end.x, 32 << 20);
	KUNIT_EXPECT_TRUE(test, pair_wait_count(&p->end, FRAMES));
	for (i = 0; i < FRAMES; i++)
		KUNIT_EXPECT_TRUE(test, raw_expect(p->raw, i, LEN));
	wait_for_completion(&s.done);
	KUNIT_EXPECT_EQ(test, 0, s.ret);
	raw_close(p);
	pair_end(test, p, 0);
}

/* The end while the queue is full: by the owner, by the peer, by a reset. */
static void end_with_full_queue(struct kunit *test)
{
	enum { OWNER, PEER, RESET, ENDS };
	u32 how, i;

	for (how = OWNER; how < ENDS; how++) {
		struct pair *p = pair_get(test, false);

		lwsmb_xprt_start(p->end.x);
		for (i = 0; i < 100; i++)
			KUNIT_EXPECT_EQ(test, 0, frame_send(p->end.x, i, 99, 70000));
		KUNIT_EXPECT_GT(test, lwsmb_xprt_queued(p->end.x), 0);
		if (how == OWNER)
			lwsmb_xprt_shutdown(p->end.x);
		else if (how == PEER)
			raw_close(p); /* with bytes unread: a reset too */
		else
			raw_reset(p->raw);
		if (how == RESET)
			p->raw = NULL;
		pair_end(test, p, how == OWNER ? 0 : -ECONNRESET);
	}
}

/*
 * The peer acknowledges nothing, as its socket is in use: what was sent last, and the
 * end, are sent again by a socket that nobody else has any more.
 */
static void end_is_sent_again(struct kunit *test)
{
	struct pair *p = pair_get(test, false);
	unsigned long deadline = jiffies + 10 * HZ;

	send_raw_frames(test, p, 1);
	p->end.echo = true;
	p->end.shut_in_recv = true;
	/* Nested: the put may be the last, and then this thread closes the other one. */
	lock_sock_nested(p->raw->sk, SINGLE_DEPTH_NESTING);
	lwsmb_xprt_start(p->end.x);
	lwsmb_xprt_put(p->end.x);
	KUNIT_EXPECT_TRUE(test, pair_wait_closed(&p->end));
	p->end.x = NULL;
	while (!READ_ONCE(tcp_sk(p->sk)->total_retrans) && time_before(jiffies, deadline))
		schedule_timeout_uninterruptible(1);
	KUNIT_EXPECT_TRUE(test, sock_flag(p->sk, SOCK_DEAD));
	KUNIT_EXPECT_GT(test, READ_ONCE(tcp_sk(p->sk)->total_retrans), 0);
	release_sock(p->raw->sk);
	KUNIT_EXPECT_TRUE(test, raw_expect(p->raw, 0, 100));
	raw_close(p);
	pair_free(p);
}

/* ---- many at a time ---------------------------------------------------------- */

/**
 * struct sender - a thread that sends
 * @x: over this
 * @id: its number, in each frame's first byte; its frames are numbered in the second
 * @frames: how many
 * @failed: how many were not accepted
 * @done: when all were
 */
struct sender {
	struct lwsmb_xprt *x;
	u32 id;
	u32 frames;
	u32 failed;
	struct completion done;
};

static int sender_run(void *arg)
{
	struct sender *s = arg;
	u32 i;

	for (i = 0; i < s->frames; i++) {
		struct lwsmb_tx *tx = frame_tx(s->id, 2 + s->id * 1000, i % 2 ? 5000 : 0);

		if (!tx) {
			s->failed++;
			continue;
		}
		tx->parts[0].w.base[0] = s->id;
		tx->parts[0].w.base[1] = i;
		s->failed += lwsmb_xprt_send(s->x, tx) != 0;
		if (i % 8 == 0)
			cond_resched();
	}
	complete(&s->done);
	return 0;
}

/* Whole frames, and each sender's in their order. */
static void senders_at_once(struct kunit *test)
{
	enum { SENDERS = 4, FRAMES = 100 };
	struct pair *p = pair_get(test, true);
	struct sender *s = kunit_kcalloc(test, SENDERS, sizeof(*s), GFP_KERNEL);
	u32 i, j, next[SENDERS] = { };

	KUNIT_ASSERT_NOT_NULL(test, s);
	lwsmb_xprt_start(p->end.x);
	lwsmb_xprt_start(p->far.x);
	for (i = 0; i < SENDERS; i++) {
		s[i].x = p->end.x;
		s[i].id = i;
		s[i].frames = FRAMES;
		init_completion(&s[i].done);
		KUNIT_ASSERT_FALSE(test, IS_ERR(kthread_run(sender_run, &s[i], "sender")));
	}
	for (i = 0; i < SENDERS; i++) {
		wait_for_completion(&s[i].done);
		KUNIT_EXPECT_EQ(test, 0, s[i].failed);
	}
	KUNIT_ASSERT_TRUE(test, pair_wait_count(&p->far, SENDERS * FRAMES));
	for (i = 0; i < SENDERS * FRAMES; i++) {
		struct lwsmb_rx *rx = p->far.frames[i];
		u32 id = rx->head[0], n = rx->head[1], len = 2 + id * 1000 + (n % 2 ? 5000 : 0);

		KUNIT_ASSERT_LT(test, id, SENDERS);
		KUNIT_EXPECT_EQ(test, next[id]++, n);
		KUNIT_EXPECT_EQ(test, len, rx->head_len);
		for (j = 2; j < len && rx->head[j] == frame_byte(id, j); j++)
			;
		KUNIT_EXPECT_EQ(test, len, j);
	}
	lwsmb_xprt_shutdown(p->far.x);
	pair_end(test, p, 0);
}

/* Requests and answers, both ways, more than the sockets hold. */
static void echoes(struct kunit *test)
{
	enum { FRAMES = 400 };
	struct pair *p = pair_get(test, true);
	u32 i;

	p->far.echo = true;
	lwsmb_xprt_start(p->end.x);
	lwsmb_xprt_start(p->far.x);
	for (i = 0; i < FRAMES; i++)
		KUNIT_EXPECT_EQ(test, 0, frame_send(p->end.x, i, 100 + i * 100, 0));
	KUNIT_ASSERT_TRUE(test, pair_wait_count(&p->end, FRAMES));
	for (i = 0; i < FRAMES; i++) {
		u8 *frame = frame_new(i, 100 + i * 100);

		KUNIT_ASSERT_NOT_NULL(test, frame);
		KUNIT_EXPECT_TRUE(test, frame_is(p->end.frames[i], frame + 4, 100 + i * 100));
		kvfree(frame);
	}
	lwsmb_xprt_shutdown(p->far.x);
	KUNIT_EXPECT_TRUE(test, pair_wait_closed(&p->far));
	KUNIT_EXPECT_EQ(test, 0, p->far.late);
	pair_end(test, p, 0);
}

/* ---- the end ----------------------------------------------------------------- */

/* The peer ends after so many bytes of a WRITE with pages, in order or by a reset. */
static void peer_ends_anywhere(struct kunit *test)
{
	static const struct write_frame v = { .data_off = 200, .data_len = 5000 };
	static const u32 cuts[] = { 0, 1, 3, 4, 5, 115, 116, 117, 203, 204, 205, 4301, 5203, 5204 };
	u32 i, len;
	u8 *frame = write_new(test, &v, &len);

	for (i = 0; i < 2 * ARRAY_SIZE(cuts); i++) {
		u32 cut = cuts[i / 2];
		struct pair *p = pair_get(test, false);
		bool whole = cut == 4 + len;

		lwsmb_xprt_start(p->end.x);
		KUNIT_EXPECT_EQ(test, 0, raw_send(p->raw, frame, cut));
		/* a reset throws away what was not read */
		flush_workqueue(p->wq);
		if (whole)
			KUNIT_EXPECT_TRUE(test, pair_wait_count(&p->end, 1));
		if (i % 2)
			raw_reset(p->raw);
		else
			sock_release(p->raw);
		p->raw = NULL;
		KUNIT_EXPECT_TRUE(test, pair_wait_closed(&p->end));
		KUNIT_EXPECT_EQ(test, whole ? 1 : 0, p->end.count);
		pair_end(test, p, (cut && !whole) || i % 2 ? -ECONNRESET : 0);
	}
	kvfree(frame);
}

static void owner_ends_anywhere(struct kunit *test)
{
	static const u32 cuts[] = { 0, 1, 4, 60, 117, 205, 4301, 5204 };
	static const struct write_frame v = { .data_off = 200, .data_len = 5000 };
	u32 i, len;
	u8 *frame = write_new(test, &v, &len);
	u8 byte;

	for (i = 0; i < ARRAY_SIZE(cuts); i++) {
		struct pair *p = pair_get(test, false);

		lwsmb_xprt_start(p->end.x);
		KUNIT_EXPECT_EQ(test, 0, raw_send(p->raw, frame, cuts[i]));
		flush_workqueue(p->wq);
		lwsmb_xprt_shutdown(p->end.x);
		lwsmb_xprt_shutdown(p->end.x);
		/* the peer learns of it although references are left */
		KUNIT_EXPECT_EQ(test, 0, raw_recv(p->raw, &byte, 1));
		KUNIT_EXPECT_TRUE(test, pair_wait_closed(&p->end));
		lwsmb_xprt_shutdown(p->end.x);
		lwsmb_xprt_resume(p->end.x);
		pair_end(test, p, 0);
	}
	kvfree(frame);
}

static void shutdown_before_start(struct kunit *test)
{
	struct pair *p = pair_get(test, false);

	lwsmb_xprt_shutdown(p->end.x);
	flush_workqueue(p->wq);
	KUNIT_EXPECT_EQ(test, 0, p->end.closed);
	lwsmb_xprt_start(p->end.x);
	pair_end(test, p, 0);

	/* never started: nothing is called */
	p = pair_get(test, false);
	send_raw_frames(test, p, 1);
	lwsmb_xprt_shutdown(p->end.x);
	lwsmb_xprt_put(p->end.x);
	p->end.x = NULL;
	KUNIT_EXPECT_EQ(test, 0, p->end.closed);
	KUNIT_EXPECT_EQ(test, 0, p->end.count);
	pair_free(p);

	/* not even shut down */
	p = pair_get(test, false);
	lwsmb_xprt_put(p->end.x);
	p->end.x = NULL;
	pair_free(p);
}

static void shutdown_in_recv(struct kunit *test)
{
	struct pair *p = pair_get(test, false);

	p->end.shut_in_recv = true;
	send_raw_frames(test, p, 20);
	lwsmb_xprt_start(p->end.x);
	KUNIT_EXPECT_TRUE(test, pair_wait_closed(&p->end));
	KUNIT_EXPECT_EQ(test, 1, p->end.count);
	pair_end(test, p, 0);
}

/* The owner's last reference goes first; the transport ends on its own. */
static void put_while_running(struct kunit *test)
{
	struct pair *p = pair_get(test, false);

	lwsmb_xprt_start(p->end.x);
	lwsmb_xprt_get(p->end.x);
	lwsmb_xprt_put(p->end.x);
	lwsmb_xprt_put(p->end.x);
	p->end.x = NULL;
	send_raw_frames(test, p, 3);
	KUNIT_EXPECT_TRUE(test, pair_wait_count(&p->end, 3));
	raw_close(p);
	KUNIT_EXPECT_TRUE(test, pair_wait_closed(&p->end));
	flush_workqueue(p->wq);
	KUNIT_EXPECT_EQ(test, 1, p->end.closed);
	pair_free(p);
}

/* Everybody at once: frames both ways, ends from both sides, put without waiting. */
static void hundred_connections(struct kunit *test)
{
	u32 i, j;

	for (i = 0; i < 100; i++) {
		struct pair *p = pair_new(i % 2 ? AF_INET6 : AF_INET, i % 3);

		KUNIT_ASSERT_NOT_NULL(test, p);
		lwsmb_xprt_start(p->end.x);
		if (p->far.x)
			lwsmb_xprt_start(p->far.x);
		for (j = 0; j < i % 7; j++) {
			frame_send(p->end.x, j, 100, j * 10000);
			if (p->far.x)
				frame_send(p->far.x, j, 100, j * 10000);
		}
		if (i % 5 == 0)
			lwsmb_xprt_shutdown(p->end.x);
		else if (i % 5 == 1 && p->far.x)
			lwsmb_xprt_shutdown(p->far.x);
		else if (i % 5 == 2 && p->raw)
			raw_close(p);
		pair_free(p);
	}
}

static void not_tcp(struct kunit *test)
{
	static const struct lwsmb_xprt_ops ops;
	struct socket *sock;

	KUNIT_ASSERT_EQ(test, 0, sock_create_kern(&init_net, AF_INET, SOCK_DGRAM, IPPROTO_UDP, &sock));
	KUNIT_EXPECT_EQ(test, -EINVAL, PTR_ERR(lwsmb_xprt_new(sock, &ops, NULL, system_wq)));
	sock_release(sock);
}

/* After the end the socket is as it was before. */
static void callbacks_are_restored(struct kunit *test)
{
	struct pair *p = pair_get(test, false);
	struct socket *a, *b;
	struct pair_end *e = &p->end;
	struct lwsmb_xprt *x;
	void *ready, *space, *change;

	KUNIT_ASSERT_EQ(test, 0, pair_sockets(AF_INET, &a, &b));
	ready = a->sk->sk_data_ready;
	space = a->sk->sk_write_space;
	change = a->sk->sk_state_change;
	x = lwsmb_xprt_new(a, pair_ops(), e, p->wq);
	KUNIT_ASSERT_FALSE(test, IS_ERR(x));
	lwsmb_xprt_start(x);
	KUNIT_EXPECT_PTR_EQ(test, (void *)x, a->sk->sk_user_data);
	KUNIT_EXPECT_PTR_NE(test, ready, (void *)a->sk->sk_data_ready);
	lwsmb_xprt_shutdown(x);
	KUNIT_EXPECT_TRUE(test, pair_wait_closed(e));
	KUNIT_EXPECT_NULL(test, a->sk->sk_user_data);
	KUNIT_EXPECT_PTR_EQ(test, ready, (void *)a->sk->sk_data_ready);
	KUNIT_EXPECT_PTR_EQ(test, space, (void *)a->sk->sk_write_space);
	KUNIT_EXPECT_PTR_EQ(test, change, (void *)a->sk->sk_state_change);
	flush_workqueue(p->wq);
	lwsmb_xprt_put(x);
	sock_release(b);
	pair_free(p);
}

static struct kunit_case xprt_cases[] = {
	KUNIT_CASE(receives_every_size),
	KUNIT_CASE(receives_writes_in_pages),
	KUNIT_CASE(receives_broken_writes),
	KUNIT_CASE(receives_byte_by_byte),
	KUNIT_CASE(receives_many_at_once),
	KUNIT_CASE(refuses_bad_headers),
	KUNIT_CASE(pauses_and_resumes),
	KUNIT_CASE(resume_is_not_lost),
	KUNIT_CASE(end_while_paused),
	KUNIT_CASE(sends_every_size),
	KUNIT_CASE(sends_compounds),
	KUNIT_CASE(refuses_to_send),
	KUNIT_CASE(slow_reader),
	KUNIT_CASE(queue_has_a_limit),
	KUNIT_CASE(memory_counts),
	KUNIT_CASE(limit_is_raised),
	KUNIT_CASE(end_with_full_queue),
	KUNIT_CASE(end_is_sent_again),
	KUNIT_CASE(senders_at_once),
	KUNIT_CASE(echoes),
	KUNIT_CASE(peer_ends_anywhere),
	KUNIT_CASE(owner_ends_anywhere),
	KUNIT_CASE(shutdown_before_start),
	KUNIT_CASE(shutdown_in_recv),
	KUNIT_CASE(finish_sends_first),
	KUNIT_CASE(put_while_running),
	KUNIT_CASE_SLOW(hundred_connections),
	KUNIT_CASE(not_tcp),
	KUNIT_CASE(callbacks_are_restored),
	{}
};

static struct kunit_suite xprt_suite = {
	.name = "lwsmb_core_xprt",
	.test_cases = xprt_cases,
};

kunit_test_suite(xprt_suite);

MODULE_DESCRIPTION("lwsmb: tests of the transport");
MODULE_LICENSE("GPL");
LWSMB_IMPORT();
