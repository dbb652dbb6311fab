// SPDX-License-Identifier: GPL-2.0
/*
 * Share modes, MS-FSA 2.1.5.1.2.2. Only opens that can read, write or delete take
 * part: who looks at attributes alone disturbs nobody and is disturbed by nobody.
 *
 * Sums instead of a walk through the opens: a file that a thousand clients read
 * costs the next one no more than the first.
 */
#include <lwsmb/proto_create.h>
#include <lwsmb/proto_fscc.h>

#include "share_mode.h"

#define READS (FILE_READ_DATA | FILE_EXECUTE)
#define WRITES (FILE_WRITE_DATA | FILE_APPEND_DATA)
#define DELETES ACCESS_DELETE

static bool takes_part(u32 access)
{
	return access & (READS | WRITES | DELETES);
}

/**
 * fsa_shares_conflict() - would an open violate the share modes of the others?
 * @s: the others
 * @access: access mask that it would get, without generic bits
 * @share: FILE_SHARE_* that it gives
 *
 * Context: the file's lock.
 * Return: whether it is a sharing violation.
 */
bool fsa_shares_conflict(const struct fsa_shares *s, u32 access, u32 share)
{
	if (!takes_part(access))
		return false;
	return ((access & READS) && s->share_read < s->opens) ||
	       ((access & WRITES) && s->share_write < s->opens) ||
	       ((access & DELETES) && s->share_delete < s->opens) ||
	       (s->readers && !(share & FILE_SHARE_READ)) ||
	       (s->writers && !(share & FILE_SHARE_WRITE)) ||
	       (s->deleters && !(share & FILE_SHARE_DELETE));
}

static void count(struct fsa_shares *s, u32 access, u32 share, int n)
{
	if (!takes_part(access))
		return;
	s->opens += n;
	s->readers += access & READS ? n : 0;
	s->writers += access & WRITES ? n : 0;
	s->deleters += access & DELETES ? n : 0;
	s->share_read += share & FILE_SHARE_READ ? n : 0;
	s->share_write += share & FILE_SHARE_WRITE ? n : 0;
	s->share_delete += share & FILE_SHARE_DELETE ? n : 0;
}

/**
 * fsa_shares_add() - count an open
 * @s: sums
 * @access: access mask that it got
 * @share: FILE_SHARE_* that it gives
 *
 * Context: the file's lock.
 */
void fsa_shares_add(struct fsa_shares *s, u32 access, u32 share)
{
	count(s, access, share, 1);
}

/**
 * fsa_shares_remove() - count an open no longer
 * @s: sums
 * @access: as it was added
 * @share: as it was added
 *
 * Context: the file's lock.
 */
void fsa_shares_remove(struct fsa_shares *s, u32 access, u32 share)
{
	count(s, access, share, -1);
}
