/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * UTF-16LE, as Windows protocols write it, to UTF-8 and back.
 */
#ifndef LWSMB_LIB_UNICODE_H
#define LWSMB_LIB_UNICODE_H

#include "lwsmb/platform.h"

bool lw_utf8_valid(const char *s, size_t len);
int lw_utf16_from_utf8(const char *s, u8 *out, size_t room, size_t *len);
int lw_utf16_to_utf8(const u8 *in, size_t len, char *out, size_t room);
void lw_utf16_upper(u8 *s, size_t len);

#endif /* LWSMB_LIB_UNICODE_H */
