/* SPDX-License-Identifier: GPL-2.0 */
/*
 * NT access control lists that are kept of files.
 */
#ifndef LWSMB_SRV_FILE_ACL_H
#define LWSMB_SRV_FILE_ACL_H

#include <linux/path.h>
#include <lwsmb/wire_sec.h>

#include "fsa.h"

/**
 * struct fsa_acl - the security descriptor kept of a file
 * @kept: there is one. Without it what Linux says is all
 * @broken: there is one, and it cannot be read: nobody is let in by it
 * @sd: the descriptor; its parts lie in @value
 * @value: bytes of the attribute, or NULL
 */
struct fsa_acl {
	bool kept;
	bool broken;
	struct nt_secdesc sd;
	void *value;
};

/**
 * struct fsa_acl_ids - whose a file is
 * @owner: S-1-22-1-uid
 * @group: S-1-22-2-gid
 */
struct fsa_acl_ids {
	struct nt_sid owner;
	struct nt_sid group;
};

int fsa_acl_read(const struct path *p, struct fsa_acl *a);
void fsa_acl_free(struct fsa_acl *a);
u32 fsa_acl_access(const struct fsa_acl *a, const struct path *p);
int fsa_acl_access_of(const struct path *p, u32 *access);
int fsa_acl_normalize(const struct wire_span *dacl, struct wire_wr *w);
void fsa_acl_keep_domain(const struct fsa_acl *old, struct nt_secdesc *sd);
int fsa_acl_write(const struct path *p, const struct nt_secdesc *sd);
int fsa_acl_inherit(const struct nt_secdesc *parent, const struct fsa_acl_ids *above,
		    const struct nt_secdesc *child, bool directory, struct wire_wr *w);

#endif /* LWSMB_SRV_FILE_ACL_H */
