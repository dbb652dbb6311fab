// SPDX-License-Identifier: GPL-2.0
/*
 * From a message to its command, MS-SMB2 3.3.5.2. The order of checks is that of
 * Documentation/design.rst, section 3: the session for its key alone, the signature,
 * what the message asks for, the session's and tree's state, the command.
 */
#include <linux/jiffies.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>
#include <lwsmb/core_stats.h>

#include "conn.h"
#include "net.h"
#include "req.h"
#include "session.h"
#include "tree.h"

/* What a command needs before it is called. */
#define NEEDS_SESSION BIT(0)
#define NEEDS_TREE (BIT(1) | NEEDS_SESSION)
#define TAKES_SESSION BIT(2) /* uses the session if the client names one */
#define WHEN_EXPIRED BIT(3) /* also when the session has expired, 3.3.5.2.9 */

static const struct {
	srv_command run;
	u8 needs;
} commands[] = {
	[SMB2_NEGOTIATE] = { srv_smb2_negotiate, 0 },
	[SMB2_SESSION_SETUP] = { srv_smb2_session_setup, TAKES_SESSION | WHEN_EXPIRED },
	[SMB2_LOGOFF] = { srv_smb2_logoff, NEEDS_SESSION | WHEN_EXPIRED },
	[SMB2_TREE_CONNECT] = { srv_smb2_tree_connect, NEEDS_SESSION },
	[SMB2_TREE_DISCONNECT] = { srv_smb2_tree_disconnect, NEEDS_TREE },
	[SMB2_CREATE] = { srv_smb2_create, NEEDS_TREE },
	[SMB2_CLOSE] = { srv_smb2_close, NEEDS_TREE | WHEN_EXPIRED },
	[SMB2_FLUSH] = { srv_smb2_flush, NEEDS_TREE },
	[SMB2_READ] = { srv_smb2_read, NEEDS_TREE },
	[SMB2_WRITE] = { srv_smb2_write, NEEDS_TREE },
	[SMB2_LOCK] = { srv_smb2_unbuilt, NEEDS_TREE | WHEN_EXPIRED },
	[SMB2_IOCTL] = { srv_smb2_ioctl, NEEDS_TREE },
	[SMB2_CANCEL] = { srv_smb2_cancel, TAKES_SESSION | WHEN_EXPIRED },
	[SMB2_ECHO] = { srv_smb2_echo, TAKES_SESSION | WHEN_EXPIRED },
	[SMB2_QUERY_DIRECTORY] = { srv_smb2_query_directory, NEEDS_TREE },
	[SMB2_CHANGE_NOTIFY] = { srv_smb2_unbuilt, NEEDS_TREE },
	[SMB2_QUERY_INFO] = { srv_smb2_query_info, NEEDS_TREE },
	[SMB2_SET_INFO] = { srv_smb2_set_info, NEEDS_TREE },
	[SMB2_OPLOCK_BREAK] = { srv_smb2_unbuilt, NEEDS_TREE },
};

static bool req_is_related(const struct srv_req *r)
{
	return r->msg.hdr.flags & SMB2_FLAGS_RELATED_OPERATIONS;
}

/* The message before, where this one is related to it; else NULL. */
static struct srv_req *req_previous(struct srv_req *r)
{
	return req_is_related(r) && r != r->frame->reqs ? r - 1 : NULL;
}

/* Finds the session, for its key: what it may do is checked behind the signature. */
static void find_session(struct srv_req *r)
{
	struct srv_req *before = req_previous(r);

	if (before && before->session)
		r->session = srv_session_get(before->session);
	else if (!before && r->msg.hdr.session_id)
		r->session = srv_session_find(r->conn, r->msg.hdr.session_id);
	if (r->session)
		r->hdr.session_id = r->session->id;
}

/* Session.SigningRequired, MS-SMB2 3.3.5.5.3: either side says so, by either message. */
static bool signing_required(const struct srv_req *r)
{
	const struct srv_conn *c = r->conn;

	if ((c->security_mode | c->client_security_mode) & SMB2_NEGOTIATE_SIGNING_REQUIRED)
		return true;
	return READ_ONCE(r->session->must_sign);
}

/*
 * A client that knows the key does not err here: somebody else speaks, who gets no
 * second try on this connection. What a session's binding is refused for never comes
 * this way, since its session is another connection's.
 */
static u32 forged(struct srv_req *r)
{
	lwsmb_stats_add(r->conn->sn->stats, LWSMB_STAT_BAD_SIGNATURES, 1);
	pr_notice_ratelimited("lwsmb_srv: %pISpc: command %u of session %#llx has no valid signature; the connection ends\n",
			      &r->conn->peer, r->msg.hdr.command, r->session->id);
	r->last = true;
	return STATUS_ACCESS_DENIED;
}

/* MS-SMB2 3.3.5.2.4, where there is no session that has a key. */
static u32 verify_unkeyed(const struct srv_req *r)
{
	if (!(r->msg.hdr.flags & SMB2_FLAGS_SIGNED))
		return STATUS_SUCCESS;
	switch (r->msg.hdr.command) {
	case SMB2_NEGOTIATE:
		return STATUS_INVALID_PARAMETER;
	case SMB2_SESSION_SETUP:
		/* The key may be another connection's, if it wants to bind one. */
		return STATUS_SUCCESS;
	}
	return r->session ? STATUS_SUCCESS : STATUS_USER_SESSION_DELETED;
}

/* MS-SMB2 3.3.5.2.4 */
static u32 verify_signature(struct srv_req *r, enum srv_session_state state)
{
	int ret;

	if (!r->session || state == SRV_SESSION_IN_PROGRESS || !r->session->signer)
		return verify_unkeyed(r);
	if (!(r->msg.hdr.flags & SMB2_FLAGS_SIGNED))
		return signing_required(r) ? forged(r) : STATUS_SUCCESS;
	ret = lwsmb_sign_check(r->session->signer, r->frame->rx, r->msg.raw.off, srv_req_len(r));
	if (ret == -EKEYREJECTED || ret == -EBADMSG)
		return forged(r);
	if (ret)
		return STATUS_INSUFFICIENT_RESOURCES;
	r->sign = true;
	return STATUS_SUCCESS;
}

/* MS-SMB2 3.3.5.2.9 */
static u32 check_session(struct srv_req *r, u8 needs, enum srv_session_state state)
{
	if (!(needs & NEEDS_SESSION))
		return STATUS_SUCCESS;
	if (!r->session)
		return STATUS_USER_SESSION_DELETED;
	switch (state) {
	case SRV_SESSION_IN_PROGRESS:
	case SRV_SESSION_DEAD:
		return STATUS_USER_SESSION_DELETED;
	case SRV_SESSION_EXPIRED:
		if (!(needs & WHEN_EXPIRED))
			return STATUS_NETWORK_SESSION_EXPIRED;
		break;
	case SRV_SESSION_VALID:
		break;
	}
	WRITE_ONCE(r->session->last_used, jiffies);
	return STATUS_SUCCESS;
}

/* MS-SMB2 3.3.5.2.11 */
static u32 find_tree(struct srv_req *r, u8 needs)
{
	struct srv_req *before = req_previous(r);

	if ((needs & NEEDS_TREE) != NEEDS_TREE)
		return STATUS_SUCCESS;
	if (before)
		r->tree = before->tree && !READ_ONCE(before->tree->gone) ?
			srv_tree_get(before->tree) : NULL;
	else
		r->tree = srv_tree_find(r->session, r->msg.hdr.tree_id);
	if (!r->tree)
		return STATUS_NETWORK_NAME_DELETED;
	r->hdr.tree_id = r->tree->id;
	return STATUS_SUCCESS;
}

/*
 * MS-SMB2 3.3.5.2.7.2: a related message stands on the one before: there must be one,
 * and where that could not even find its session or open, this one cannot either.
 */
static u32 check_related(struct srv_req *r)
{
	struct srv_req *before;

	if (!req_is_related(r))
		return STATUS_SUCCESS;
	before = req_previous(r);
	if (!before)
		return STATUS_INVALID_PARAMETER;
	if (before->has_file_id) {
		r->file_id = before->file_id;
		r->has_file_id = true;
	} else if (NT_ERROR(before->hdr.status)) {
		return before->hdr.status;
	}
	return STATUS_SUCCESS;
}

/* May this message come now? If not, the connection ends: 3.3.5.2, 3.3.5.4. */
static bool check_state(struct srv_req *r)
{
	/* Pairs with srv_conn_end_negotiate(). */
	enum srv_conn_state state = smp_load_acquire(&r->conn->state);

	if (r->msg.hdr.flags & SMB2_FLAGS_SERVER_TO_REDIR)
		return false;
	if (r->msg.hdr.command == SMB2_NEGOTIATE)
		return state == SRV_CONN_NEW;
	return state == SRV_CONN_NEGOTIATED;
}

/**
 * srv_dispatch() - run the command of a message
 * @r: request
 *
 * Return: NTSTATUS of the reply, or SRV_PARKED.
 */
u32 srv_dispatch(struct srv_req *r)
{
	enum srv_session_state state = SRV_SESSION_DEAD;
	u16 command = r->msg.hdr.command;
	u32 status;
	u8 needs;

	r->hdr.session_id = r->msg.hdr.session_id;
	r->hdr.tree_id = r->msg.hdr.tree_id;
	if (!check_state(r)) {
		r->drop = true;
		return STATUS_INVALID_PARAMETER;
	}
	/* Whatever comes of it, 3.3.5.16. */
	r->no_reply = command == SMB2_CANCEL;
	if (command != SMB2_NEGOTIATE)
		find_session(r);
	/*
	 * Looked at once: a session that becomes valid behind the check of the signature
	 * does not make a message valid that was let through without one.
	 */
	if (r->session)
		state = srv_session_state(r->session);
	status = verify_signature(r, state);
	if (status)
		return status;
	if (command >= ARRAY_SIZE(commands))
		return STATUS_INVALID_PARAMETER;
	needs = commands[command].needs;
	status = check_related(r) ?: check_session(r, needs, state) ?: find_tree(r, needs);
	if (status)
		return status;
	return commands[command].run(r);
}

/**
 * srv_charge_covers() - did the client pay for the payload? MS-SMB2 3.3.5.2.5
 * @r: request
 * @bytes: payload of the request, or the most that the reply may have
 *
 * Return: false: STATUS_INVALID_PARAMETER.
 */
bool srv_charge_covers(const struct srv_req *r, u32 bytes)
{
	return bytes <= max_t(u32, r->msg.hdr.credit_charge, 1) * SRV_CREDIT_BYTES;
}
