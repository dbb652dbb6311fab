// SPDX-License-Identifier: GPL-2.0
/*
 * Frames and messages: their memory, MS-SMB2 2.1.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "frame.h"

/* ---- pages ------------------------------------------------------------------- */

/*
 * Puts, does not free: the socket keeps references of its own to what was sent until
 * the peer has acknowledged it.
 */
static void bvec_put(struct bio_vec *bvec, u32 count)
{
	u32 i;

	for (i = 0; i < count; i++)
		put_page(bvec[i].bv_page);
}

/* Fills entries with pages of their own for @len bytes; all or none. */
static int bvec_fill(struct bio_vec *bvec, u32 len, gfp_t gfp)
{
	u32 n = 0;

	while (len) {
		u32 piece = min_t(u32, len, PAGE_SIZE);
		struct page *page = alloc_page(gfp);

		if (!page) {
			bvec_put(bvec, n);
			return -ENOMEM;
		}
		bvec_set_page(&bvec[n++], page, piece, 0);
		len -= piece;
	}
	return 0;
}

/* ---- received frames --------------------------------------------------------- */

/**
 * lwsmb_rx_alloc() - a frame to be filled
 * @head_size: bytes of room for the head
 * @data_len: bytes of bulk data that follow it, in pages
 * @gfp: how to allocate
 *
 * Nothing is in the head yet (head_len is 0). The pages are not initialised; whoever
 * asks for them fills all of them.
 *
 * Return: the frame with one reference, or NULL.
 */
struct lwsmb_rx *lwsmb_rx_alloc(u32 head_size, u32 data_len, gfp_t gfp)
{
	struct lwsmb_rx *rx = kzalloc(sizeof(*rx), gfp);

	if (!rx)
		return NULL;
	refcount_set(&rx->refs, 1);
	rx->head_size = head_size;
	rx->head = kvmalloc(head_size, gfp);
	if (!rx->head ||
	    lwsmb_rx_add_pages(rx, data_len, DIV_ROUND_UP(data_len, PAGE_SIZE), gfp)) {
		lwsmb_rx_put(rx);
		return NULL;
	}
	rx->data_len = data_len;
	return rx;
}
EXPORT_SYMBOL_LWSMB(lwsmb_rx_alloc);

/**
 * lwsmb_rx_grow_head() - make the head longer
 * @rx: frame that nobody else knows yet
 * @head_size: its new room
 * @gfp: how to allocate
 *
 * Return: 0 or -ENOMEM.
 */
int lwsmb_rx_grow_head(struct lwsmb_rx *rx, u32 head_size, gfp_t gfp)
{
	u8 *head = kvmalloc(head_size, gfp);

	if (!head)
		return -ENOMEM;
	memcpy(head, rx->head, rx->head_len);
	kvfree(rx->head);
	rx->head = head;
	rx->head_size = head_size;
	return 0;
}

/**
 * lwsmb_rx_page_room() - bytes that a frame's pages can hold
 * @rx: frame
 *
 * Return: bytes, those that came already included.
 */
u32 lwsmb_rx_page_room(const struct lwsmb_rx *rx)
{
	return rx->bvecs ? (rx->bvecs - 1) * PAGE_SIZE + rx->bvec[rx->bvecs - 1].bv_len : 0;
}

/**
 * lwsmb_rx_add_pages() - make room for more bulk data
 * @rx: frame that nobody else knows yet
 * @total: bytes of bulk data that the frame will have in the end, in every call the
 *         same
 * @pages: how many pages to add at most
 * @gfp: how to allocate
 *
 * Return: 0 or -ENOMEM.
 */
int lwsmb_rx_add_pages(struct lwsmb_rx *rx, u32 total, u32 pages, gfp_t gfp)
{
	u32 left = total - lwsmb_rx_page_room(rx);
	u32 len = min_t(u64, left, (u64)pages * PAGE_SIZE);
	int ret;

	if (!len)
		return 0;
	if (!rx->bvec) {
		rx->bvec = kvmalloc_array(DIV_ROUND_UP(total, PAGE_SIZE), sizeof(*rx->bvec), gfp);
		if (!rx->bvec)
			return -ENOMEM;
	}
	ret = bvec_fill(rx->bvec + rx->bvecs, len, gfp);
	if (!ret)
		rx->bvecs += DIV_ROUND_UP(len, PAGE_SIZE);
	return ret;
}

/**
 * lwsmb_rx_get() - take another reference
 * @rx: frame
 */
void lwsmb_rx_get(struct lwsmb_rx *rx)
{
	refcount_inc(&rx->refs);
}
EXPORT_SYMBOL_LWSMB(lwsmb_rx_get);

/**
 * lwsmb_rx_put() - drop a reference
 * @rx: frame, freed with the last; may be NULL
 *
 * Context: any that may sleep.
 */
void lwsmb_rx_put(struct lwsmb_rx *rx)
{
	if (!rx || !refcount_dec_and_test(&rx->refs))
		return;
	if (rx->bvec)
		bvec_put(rx->bvec, rx->bvecs);
	kvfree(rx->bvec);
	kvfree(rx->head);
	kfree(rx);
}
EXPORT_SYMBOL_LWSMB(lwsmb_rx_put);

/* ---- messages that are built ------------------------------------------------- */

/*
 * The socket refuses slab memory. Compound pages, because a reference to a page that
 * is not the first must hold all of them.
 */
static void *part_mem_alloc(size_t size)
{
	unsigned int order = get_order(size);
	struct page *page = NULL;

	if (!order)
		page = alloc_page(GFP_KERNEL);
	else if (order <= PAGE_ALLOC_COSTLY_ORDER)
		page = alloc_pages(GFP_KERNEL | __GFP_COMP | __GFP_NOWARN | __GFP_NORETRY, order);
	return page ? page_address(page) : vmalloc(size);
}

static void part_mem_free(void *mem)
{
	if (is_vmalloc_addr(mem))
		vfree(mem);
	else if (mem)
		put_page(virt_to_page(mem));
}

/**
 * lwsmb_part_init() - an empty message
 * @p: message
 * @room: bytes of room for header, body and small payload
 *
 * Its cursor, @p->w, has at least @room bytes of room.
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM, after which lwsmb_part_free() does no harm.
 */
int lwsmb_part_init(struct lwsmb_part *p, size_t room)
{
	size_t size;

	memset(p, 0, sizeof(*p));
	if (room > INT_MAX)
		return -ENOMEM;
	size = PAGE_ALIGN(LWSMB_PART_HEADROOM + room);
	p->mem = part_mem_alloc(size);
	if (!p->mem)
		return -ENOMEM;
	p->mem_len = size;
	wire_wr_init(&p->w, p->mem + LWSMB_PART_HEADROOM, size - LWSMB_PART_HEADROOM);
	return 0;
}
EXPORT_SYMBOL_LWSMB(lwsmb_part_init);

/**
 * lwsmb_part_grow() - make more room in a message
 * @p: message
 * @room: bytes of room that it shall have in all, those written included
 *
 * What was written is kept, at another address: spans and pointers into the message
 * are stale afterwards.
 *
 * Context: may sleep.
 * Return: 0, or -ENOMEM with the message as it was.
 */
int lwsmb_part_grow(struct lwsmb_part *p, size_t room)
{
	size_t off = wire_wr_off(&p->w);
	struct lwsmb_part bigger;

	if (room <= off + wire_wr_left(&p->w))
		return 0;
	if (lwsmb_part_init(&bigger, room))
		return -ENOMEM;
	memcpy(bigger.w.base, p->w.base, off);
	bigger.w.pos += off;
	part_mem_free(p->mem);
	p->mem = bigger.mem;
	p->mem_len = bigger.mem_len;
	p->w = bigger.w;
	return 0;
}
EXPORT_SYMBOL_LWSMB(lwsmb_part_grow);

/**
 * lwsmb_part_pages() - room for bulk data in a message that has none
 * @p: message
 * @len: bytes
 *
 * The pages are not initialised. Whoever asks for them fills them, and cuts off what
 * stays unfilled by lwsmb_part_trim().
 *
 * Context: may sleep.
 * Return: 0, -ENOMEM, or -EINVAL if there is bulk data already.
 */
int lwsmb_part_pages(struct lwsmb_part *p, u32 len)
{
	u32 pages = DIV_ROUND_UP(len, PAGE_SIZE);
	struct bio_vec *bvec;
	int ret;

	if (WARN_ON_ONCE(p->bvec))
		return -EINVAL;
	if (!len)
		return 0;
	bvec = kvmalloc_array(pages, sizeof(*bvec), GFP_KERNEL);
	if (!bvec)
		return -ENOMEM;
	ret = bvec_fill(bvec, len, GFP_KERNEL);
	if (ret) {
		kvfree(bvec);
		return ret;
	}
	p->bvec = bvec;
	p->bvecs = pages;
	p->data_len = len;
	return 0;
}
EXPORT_SYMBOL_LWSMB(lwsmb_part_pages);

/**
 * lwsmb_part_trim() - cut bulk data off at its end
 * @p: message
 * @len: bytes to keep; more than there are changes nothing
 *
 * Context: any that may sleep.
 */
void lwsmb_part_trim(struct lwsmb_part *p, u32 len)
{
	while (p->data_len > len) {
		struct bio_vec *last = &p->bvec[p->bvecs - 1];
		u32 cut = min(p->data_len - len, last->bv_len);

		last->bv_len -= cut;
		p->data_len -= cut;
		if (!last->bv_len)
			bvec_put(&p->bvec[--p->bvecs], 1);
	}
}
EXPORT_SYMBOL_LWSMB(lwsmb_part_trim);

/**
 * lwsmb_part_free() - free what a message holds
 * @p: message; empty afterwards
 *
 * Context: any that may sleep.
 */
void lwsmb_part_free(struct lwsmb_part *p)
{
	if (p->bvec)
		bvec_put(p->bvec, p->bvecs);
	kvfree(p->bvec);
	part_mem_free(p->mem);
	memset(p, 0, sizeof(*p));
}
EXPORT_SYMBOL_LWSMB(lwsmb_part_free);

/* ---- frames that are sent ---------------------------------------------------- */

/**
 * lwsmb_tx_alloc() - an empty frame to be sent
 * @room: messages that it may have
 * @gfp: how to allocate
 *
 * Whoever fills it counts its messages in count.
 *
 * Return: the frame, or NULL.
 */
struct lwsmb_tx *lwsmb_tx_alloc(u32 room, gfp_t gfp)
{
	struct lwsmb_tx *tx = kzalloc(struct_size(tx, parts, room), gfp);

	if (!tx)
		return NULL;
	tx->room = room;
	INIT_LIST_HEAD(&tx->link);
	return tx;
}
EXPORT_SYMBOL_LWSMB(lwsmb_tx_alloc);

/**
 * lwsmb_tx_free() - free a frame that is not in a transport's queue
 * @tx: frame with its messages; may be NULL
 *
 * Context: any that may sleep.
 */
void lwsmb_tx_free(struct lwsmb_tx *tx)
{
	u32 i;

	if (!tx)
		return;
	for (i = 0; i < tx->room; i++)
		lwsmb_part_free(&tx->parts[i]);
	kfree(tx);
}
EXPORT_SYMBOL_LWSMB(lwsmb_tx_free);
