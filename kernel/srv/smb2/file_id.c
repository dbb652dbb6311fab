// SPDX-License-Identifier: GPL-2.0
/* FileIds of requests, MS-SMB2 3.3.5.2.7.2. */
#include "../open.h"
#include "../req.h"

/**
 * srv_req_open() - find the open that a request names
 * @r: request with session and tree
 * @id: FileId; all ones in a related request: that of the message before
 *
 * Return: open with a reference; NULL: STATUS_FILE_CLOSED.
 */
struct srv_open *srv_req_open(struct srv_req *r, const struct smb2_file_id *id)
{
	bool related = r->msg.hdr.flags & SMB2_FLAGS_RELATED_OPERATIONS;
	struct srv_open *o;

	if (related && r->has_file_id && id->persistent_id == U64_MAX &&
	    id->volatile_id == U64_MAX)
		id = &r->file_id;
	o = srv_open_find(r->session, r->tree, id);
	if (o) {
		r->file_id = o->id;
		r->has_file_id = true;
	}
	return o;
}
