/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory: zeroed when it comes, wiped where it held a secret when it goes.
 */
#ifndef LWSMB_LIB_ALLOC_H
#define LWSMB_LIB_ALLOC_H

#include <stdlib.h>
#include <string.h>

/**
 * lw_zalloc() - allocate zeroed memory
 * @size: bytes
 *
 * Return: memory, freed with free(), or NULL.
 */
static inline void *lw_zalloc(size_t size)
{
	return calloc(1, size);
}

/**
 * lw_alloc_bytes() - allocate memory that may be empty
 * @size: bytes, 0 included
 *
 * Return: memory that is not NULL even if it is empty, or NULL.
 */
static inline void *lw_alloc_bytes(size_t size)
{
	return malloc(size ? size : 1);
}

/**
 * lw_wipe_free() - free memory that held a secret
 * @p: memory or NULL
 * @size: its bytes
 */
static inline void lw_wipe_free(void *p, size_t size)
{
	if (p)
		explicit_bzero(p, size);
	free(p);
}

#endif /* LWSMB_LIB_ALLOC_H */
