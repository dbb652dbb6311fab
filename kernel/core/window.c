// SPDX-License-Identifier: GPL-2.0
/*
 * The server's window of message ids, MS-SMB2 3.3.1.1, 3.3.1.2 and 3.3.5.2.3.
 *
 *	     low                high
 *	------|u-uu--------------|------->  ids
 *	 used    used, or still     not yet
 *	         the client's       granted
 *
 * An id is the client's from when it was granted until it is used, once. Replies
 * grant credits, which move high; low moves over what was used. Between the two are
 * at most LWSMB_WINDOW_MAX ids, so that the bitmap, which is a ring, tells them
 * apart: a client that keeps one old id unused gets no new ones in the end.
 */
#include <lwsmb/core_window.h>

#define WORD_BITS 64

static u64 *window_word(struct lwsmb_window *w, u64 id)
{
	return &w->used[id % LWSMB_WINDOW_MAX / WORD_BITS];
}

static u64 window_bit(u64 id)
{
	return (u64)1 << id % WORD_BITS;
}

static bool window_is_used(struct lwsmb_window *w, u64 id)
{
	return *window_word(w, id) & window_bit(id);
}

/* Moves the lower end over the ids that were used, and forgets them. */
static void window_advance(struct lwsmb_window *w)
{
	while (w->low < w->high && window_is_used(w, w->low)) {
		*window_word(w, w->low) &= ~window_bit(w->low);
		w->low++;
	}
}

/**
 * lwsmb_window_init() - the window of a new connection
 * @w: window
 *
 * The client has one credit, for message id 0: its NEGOTIATE.
 */
void lwsmb_window_init(struct lwsmb_window *w)
{
	memset(w, 0, sizeof(*w));
	w->high = 1;
	w->outstanding = 1;
}
EXPORT_SYMBOL_LWSMB(lwsmb_window_init);

/**
 * lwsmb_window_use() - use up the ids of a request
 * @w: window
 * @id: MessageId, its first id
 * @charge: CreditCharge, the number of consecutive ids that it uses; 0 counts as 1,
 *          which is what clients without multi-credit requests send
 *
 * All of the ids are used or, after an error, none. After an error the connection
 * ends, MS-SMB2 3.3.5.2.3.
 *
 * Return: 0, -ERANGE if one of them was never granted or is below the window, -EEXIST
 * if one was used before.
 */
int lwsmb_window_use(struct lwsmb_window *w, u64 id, u16 charge)
{
	u16 count = charge ? charge : 1;
	u16 i;

	if (id < w->low || id >= w->high || count > w->high - id)
		return -ERANGE;
	for (i = 0; i < count; i++)
		if (window_is_used(w, id + i))
			return -EEXIST;
	for (i = 0; i < count; i++)
		*window_word(w, id + i) |= window_bit(id + i);
	w->outstanding -= count;
	window_advance(w);
	return 0;
}
EXPORT_SYMBOL_LWSMB(lwsmb_window_use);

/**
 * lwsmb_window_grant() - grant credits with a reply
 * @w: window
 * @want: CreditRequest of the request
 * @max_outstanding: most credits that the client may have afterwards
 *
 * A client without any credit could never ask for one, so that it gets one even if
 * it wants none.
 *
 * Return: number of credits granted, for CreditResponse.
 */
u16 lwsmb_window_grant(struct lwsmb_window *w, u16 want, u16 max_outstanding)
{
	u32 room = max_outstanding > w->outstanding ? max_outstanding - w->outstanding : 0;
	u64 span = LWSMB_WINDOW_MAX - (w->high - w->low);
	u64 grant = want < room ? want : room;

	if (!grant && !w->outstanding)
		grant = 1;
	if (grant > span)
		grant = span;
	/* The last id means "no request"; nobody gets there in an honest way. */
	if (grant > U64_MAX - w->high)
		grant = U64_MAX - w->high;
	w->high += grant;
	w->outstanding += grant;
	return grant;
}
EXPORT_SYMBOL_LWSMB(lwsmb_window_grant);
