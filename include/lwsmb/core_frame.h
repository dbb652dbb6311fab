/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Frames: what one side sends the other in one piece, RFC 1002 4.3 / MS-SMB2 2.1.
 *
 * Both kinds keep small things contiguous, for the cursors, and bulk data in pages,
 * which go to and come from the file system and the socket without another copy.
 */
#ifndef LWSMB_CORE_FRAME_H
#define LWSMB_CORE_FRAME_H

#include <linux/bvec.h>
#include <linux/gfp_types.h>
#include <linux/list.h>
#include <linux/refcount.h>
#include <lwsmb/cursor.h>

/**
 * struct lwsmb_rx - a frame that was received
 * @refs: it is freed with the last; decoded spans point into it
 * @head: its first bytes, contiguous
 * @head_len: number of them
 * @head_size: room of @head (kvmalloc); a pre-authentication frame fits at once
 * @bvec: pages with what follows the head; NULL if the head is all. All but the
 *        last are full. The array is kvmalloc()ed, each entry holds one reference
 *        to its page
 * @bvecs: number of them
 * @data_len: bytes in the pages; they are at the end of the frame
 * @encrypted: it came in a TRANSFORM frame and its tag was right
 *
 * Only a WRITE that stands alone has pages: its head ends where its data begins.
 */
struct lwsmb_rx {
	refcount_t refs;
	u8 *head;
	u32 head_len;
	u32 head_size;
	struct bio_vec *bvec;
	u32 bvecs;
	u32 data_len;
	bool encrypted;
};

/**
 * lwsmb_rx_len() - bytes of a received frame
 * @rx: frame
 *
 * Return: bytes, NetBIOS header not counted.
 */
static inline u32 lwsmb_rx_len(const struct lwsmb_rx *rx)
{
	return rx->head_len + rx->data_len;
}

struct lwsmb_rx *lwsmb_rx_alloc(u32 head_size, u32 data_len, gfp_t gfp);
void lwsmb_rx_get(struct lwsmb_rx *rx);
void lwsmb_rx_put(struct lwsmb_rx *rx);

/*
 * Bytes in front of each message's memory. In front of a frame's first message the
 * NetBIOS header goes there (4), and a TRANSFORM header (MS-SMB2 2.2.41, 52) has
 * room: header and message are one piece of memory for the socket.
 */
#define LWSMB_PART_HEADROOM 64

/**
 * struct lwsmb_part - one message of a frame that is built
 * @w: cursor over its contiguous bytes: header, body, small payload. Its base is
 *     the message's header
 * @mem: the memory behind @w, from LWSMB_PART_HEADROOM on. Its pages are the page
 *       allocator's, never slab: the socket takes references to them
 * @mem_len: room of it, headroom included
 * @bvec: bulk data that follows what @w holds; NULL if there is none. The array is
 *        kvmalloc()ed, each entry holds one reference to its page
 * @bvecs: number of entries
 * @data_len: bytes of bulk data
 * @pad: zero bytes that follow (0 to 7), so that the next message is aligned
 *
 * The signature covers @w, the bulk data and the padding.
 */
struct lwsmb_part {
	struct wire_wr w;
	void *mem;
	size_t mem_len;
	struct bio_vec *bvec;
	u32 bvecs;
	u32 data_len;
	u8 pad;
};

int __must_check lwsmb_part_init(struct lwsmb_part *p, size_t room);
int __must_check lwsmb_part_grow(struct lwsmb_part *p, size_t room);
int __must_check lwsmb_part_pages(struct lwsmb_part *p, u32 len);
void lwsmb_part_trim(struct lwsmb_part *p, u32 len);
void lwsmb_part_free(struct lwsmb_part *p);

/**
 * lwsmb_part_len() - bytes of a message with its padding
 * @p: message
 *
 * Return: bytes.
 */
static inline size_t lwsmb_part_len(const struct lwsmb_part *p)
{
	return wire_wr_off(&p->w) + p->data_len + p->pad;
}

/**
 * struct lwsmb_tx - a frame to be sent
 * @link: in the transport's queue
 * @parts: its messages in order; the transport frees them when they are sent
 * @len: bytes on the wire, NetBIOS header included; set when it is queued
 * @memory: bytes of memory that it takes; set when it is queued
 * @count: number of them
 * @room: room of @parts
 */
struct lwsmb_tx {
	struct list_head link;
	size_t len;
	size_t memory;
	u32 count;
	u32 room;
	struct lwsmb_part parts[] __counted_by(room);
};

struct lwsmb_tx *lwsmb_tx_alloc(u32 room, gfp_t gfp);
void lwsmb_tx_free(struct lwsmb_tx *tx);

#endif /* LWSMB_CORE_FRAME_H */
