// SPDX-License-Identifier: GPL-2.0
/* TREE_CONNECT, MS-SMB2 3.3.5.7. */
#include <linux/slab.h>
#include <lwsmb/utf16.h>

#include "../conn.h"
#include "../file/fsa.h"
#include "../req.h"
#include "../session.h"
#include "../share.h"
#include "../tree.h"

/* Bytes of \\server\share: two names of 255 units and change. */
#define UNC_MAX 2048

/* What stands behind \\server\, MS-SMB2 2.2.9: one name, and nothing behind that. */
static const char *share_of(char *path)
{
	char *name;

	if (path[0] != '\\' || path[1] != '\\')
		return NULL;
	name = strchr(path + 2, '\\');
	if (!name || name == path + 2 || !name[1] || strchr(name + 1, '\\'))
		return NULL;
	return name + 1;
}

/* The share's name, UTF-8, out of its path; NULL if that is none. */
static char *share_name(const struct wire_span *unc)
{
	const char *name = NULL;
	char *path, *copy;
	int len;

	if (!unc->len || unc->len > UNC_MAX)
		return NULL;
	path = kmalloc(3 * unc->len / 2 + 1, GFP_KERNEL);
	if (!path)
		return NULL;
	len = utf16_to_utf8(unc->data, unc->len, path, 3 * unc->len / 2, 0);
	if (len > 0 && !memchr(path, 0, len)) {
		path[len] = 0;
		name = share_of(path);
	}
	copy = name ? kstrdup(name, GFP_KERNEL) : NULL;
	kfree(path);
	return copy;
}

static u32 find_share(struct srv_req *r, const struct wire_span *unc, struct srv_share **share,
		      u32 *access)
{
	char *name = share_name(unc);
	struct fsa_user *user;

	*share = name ? srv_share_find(r->conn->sn, name) : NULL;
	kfree(name);
	if (!*share)
		return STATUS_BAD_NETWORK_NAME;
	if ((*share)->volume && fsa_volume_gone((*share)->volume)) {
		srv_share_put(*share);
		return STATUS_BAD_NETWORK_NAME;
	}
	user = srv_session_user(r->session);
	*access = user ? srv_share_access(*share, user) : 0;
	fsa_user_put(user);
	if (!srv_share_admits(*share, &r->conn->peer))
		*access = 0;
	/* Sealing is not spoken yet, so who demands it lets nobody in. */
	if (*access && !(*share)->encrypt_required)
		return STATUS_SUCCESS;
	srv_share_put(*share);
	return STATUS_ACCESS_DENIED;
}

static u32 reply(struct srv_req *r, const struct srv_tree *t)
{
	struct smb2_tree_connect_rsp rsp = {
		.share_type = SMB2_SHARE_TYPE_DISK,
		.share_flags = SMB2_SHAREFLAG_MANUAL_CACHING,
		.maximal_access = t->access,
	};

	if (t->share->type == SRV_SHARE_PIPE) {
		rsp.share_type = SMB2_SHARE_TYPE_PIPE;
		rsp.share_flags = SMB2_SHAREFLAG_NO_CACHING;
	}
	return srv_reply_encoded(wire_smb2_tree_connect_rsp_encode(&r->part->w, &rsp));
}

/**
 * srv_smb2_tree_connect() - TREE_CONNECT
 * @r: request
 *
 * Return: NTSTATUS.
 */
u32 srv_smb2_tree_connect(struct srv_req *r)
{
	struct smb2_tree_connect_req req;
	struct srv_share *share;
	u32 access, status;

	if (wire_smb2_tree_connect_req_decode(&r->msg.body, &req))
		return STATUS_INVALID_PARAMETER;
	/* Nobody on the way shall choose the share: 3.1.1 demands a signature. */
	if (r->conn->dialect == SMB2_DIALECT_311 && !r->sign) {
		r->drop = true;
		return STATUS_ACCESS_DENIED;
	}
	status = find_share(r, &req.path, &share, &access);
	if (status)
		return status;
	r->tree = srv_tree_connect(r->session, share, access);
	if (!r->tree)
		return STATUS_INSUFFICIENT_RESOURCES;
	r->hdr.tree_id = r->tree->id;
	return reply(r, r->tree);
}
