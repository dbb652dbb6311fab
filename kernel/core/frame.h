/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Frames, for the transport: a received one grows as its bytes come.
 */
#ifndef LWSMB_CORE_FRAME_INTERNAL_H
#define LWSMB_CORE_FRAME_INTERNAL_H

#include <lwsmb/core_frame.h>

int lwsmb_rx_grow_head(struct lwsmb_rx *rx, u32 head_size, gfp_t gfp);
int lwsmb_rx_add_pages(struct lwsmb_rx *rx, u32 total, u32 pages, gfp_t gfp);
u32 lwsmb_rx_page_room(const struct lwsmb_rx *rx);

#endif /* LWSMB_CORE_FRAME_INTERNAL_H */
