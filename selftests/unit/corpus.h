/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading selftests/corpus: captured traffic of other implementations, one file a
 * connection (the format is described in its README). Walks the messages of a file
 * and remembers the requests, since what a response holds is told by its request.
 */
#ifndef LWSMB_SELFTESTS_CORPUS_H
#define LWSMB_SELFTESTS_CORPUS_H

#include <dirent.h>
#include <lwsmb/wire_smb2.h>
#include "codec.h"

/**
 * struct corpus_req - what is kept of a request for the sake of its response
 * @valid: there is one
 * @command: SMB2 command
 * @info_type: QUERY_INFO: SMB2_0_INFO_*
 * @info_class: QUERY_INFO, QUERY_DIRECTORY: information class
 * @ctl_code: IOCTL: FSCTL_*
 */
struct corpus_req {
	bool valid;
	u16 command;
	u8 info_type;
	u8 info_class;
	u32 ctl_code;
};

#define CORPUS_REQS 4096

/**
 * struct corpus - a file of the corpus while it is being walked
 * @name: its name
 * @bytes: its content
 * @frame: number of the frame, from 1
 * @index: number of the message in its compound, from 1
 * @reqs: requests by the low bits of their MessageId
 */
struct corpus {
	char name[256];
	struct codec_bytes bytes;
	unsigned int frame;
	unsigned int index;
	struct corpus_req reqs[CORPUS_REQS];
};

static inline struct corpus_req *corpus_req(struct corpus *c, u64 message_id)
{
	return &c->reqs[message_id % CORPUS_REQS];
}

/* Reads a whole file into a block of its size; aborts where it cannot. */
static inline void corpus_load(struct corpus *c, const char *dir, const char *name)
{
	char path[1024];
	long size;
	FILE *f;

	memset(c, 0, sizeof(*c));
	snprintf(c->name, sizeof(c->name), "%s", name);
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "rb");
	size = f && !fseek(f, 0, SEEK_END) ? ftell(f) : -1;
	if (size < 0) {
		perror(path);
		abort();
	}
	rewind(f);
	c->bytes.len = size;
	c->bytes.data = codec_alloc(size);
	if (fread(c->bytes.data, 1, size, f) != (size_t)size) {
		perror(path);
		abort();
	}
	fclose(f);
}

static inline int corpus_is_file(const struct dirent *e)
{
	const char *dot = strrchr(e->d_name, '.');

	return dot && !strcmp(dot, ".smb");
}

#endif /* LWSMB_SELFTESTS_CORPUS_H */
