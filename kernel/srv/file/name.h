/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Names as clients send them and as the file system keeps them.
 */
#ifndef LWSMB_SRV_FILE_NAME_H
#define LWSMB_SRV_FILE_NAME_H

#include <linux/limits.h>

#include "fsa.h"

#define FSA_NAME_WIRE_MAX 510 /* bytes of a component, UTF-16 */

/**
 * struct fsa_name - a path below the root
 * @wire: path as the client sent it, without stream and trailing '\'; the client's
 *        memory
 * @count: components; 0: the root itself
 * @last: where the last component begins in @path, bytes
 * @len: bytes of @path
 * @directory: a trailing '\' or a stream's type said that it is a directory
 * @data_stream: "::$DATA" was behind it
 * @path: UTF-8, '/' between components, NUL behind
 */
struct fsa_name {
	struct wire_span wire;
	u32 count;
	u32 last;
	u32 len;
	bool directory;
	bool data_stream;
	char path[PATH_MAX];
};

u32 fsa_name_parse(const struct wire_span *wire, struct fsa_name **name);
void fsa_name_free(struct fsa_name *n);
bool fsa_name_next(struct wire_rd *r, struct wire_span *component);
void fsa_name_last(const struct fsa_name *n, struct wire_span *component);

int fsa_name_to_disk(const struct wire_span *component, char *out, size_t room);
int fsa_name_from_disk(const char *name, size_t len, u8 out[FSA_NAME_WIRE_MAX]);

#endif /* LWSMB_SRV_FILE_NAME_H */
