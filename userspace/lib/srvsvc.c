// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The server service: which shares are there, and what is the server (MS-SRVS).
 */
#include <lwsmb/utf16.h>
#include <time.h>

#include "lib/rpc_iface.h"
#include "lib/unicode.h"

enum {
	OP_SHARE_ENUM = 15,
	OP_SHARE_GET_INFO = 16,
	OP_SERVER_GET_INFO = 21,
	OP_REMOTE_TOD = 28,
	OP_SHARE_ENUM_STICKY = 36,
};

enum {
	LEVEL_SERVER_100 = 100,
	LEVEL_SERVER_101 = 101,
};

/* Kinds of a share, MS-SRVS 2.2.2.4 */
enum {
	STYPE_DISKTREE = 0,
	STYPE_IPC = 3,
	STYPE_SPECIAL = 0x80000000,
};

/* What a server is, MS-SRVS 2.2.2.7 */
enum {
	SV_TYPE_WORKSTATION = 0x1,
	SV_TYPE_SERVER = 0x2,
	SV_TYPE_XENIX_SERVER = 0x800, /* of all flags the one for Unix */
	SV_TYPE_NT = 0x1000,
	SV_TYPE_SERVER_NT = 0x8000,
};

enum {
	LIST_MAX = 256 * 1024, /* bytes of a list, in the measure of entry_size() */
	USES_UNLIMITED = 0xffffffff,
	NAME_ROOM = 512, /* bytes of a share's name in UTF-16 */
	PATH_ROOM = 4096 + 3,
	TICK = 100, /* unit of 100 us: the clock's interval, of no interest to anyone */
};

/* The worst entry has 6 bytes in that measure and 20 on the wire. */
static_assert(LIST_MAX / 6 * 20 + 1024 < LW_RPC_RESPONSE_MAX, "room for every list");

/*
 * Members of SHARE_INFO_2, MS-SRVS 2.2.4.24. SHARE_INFO_0 and SHARE_INFO_1 are the
 * first ones of it.
 */
enum member {
	MEMBER_NAME,
	MEMBER_TYPE,
	MEMBER_REMARK,
	MEMBER_PERMISSIONS,
	MEMBER_MAX_USES,
	MEMBER_USES,
	MEMBER_PATH,
	MEMBER_PASSWORD,
	MEMBER_COUNT,
	MEMBER_SIZE = 4, /* bytes of each, a pointer or a number */
};

/* How many members a level has */
static const u8 share_levels[] = { MEMBER_NAME + 1, MEMBER_REMARK + 1, MEMBER_COUNT };

enum {
	LEVEL_ADMIN = 2, /* the level that administrators alone may see */
};

/**
 * struct share_enum - NetrShareEnum
 * @level: of the entries
 * @max: PreferedMaximumLength
 * @has_resume: there is a handle to go on with
 * @resume: that handle: number of the first share that is looked at
 * @next: the handle for the next call: of the first share that had no room, else 0
 * @count: entries that have room
 * @total: entries that there are from @resume on
 */
struct share_enum {
	u32 level;
	u32 max;
	bool has_resume;
	u32 resume;
	u32 next;
	u32 count;
	u32 total;
};

static bool is_text(enum member m)
{
	return m == MEMBER_NAME || m == MEMBER_REMARK || m == MEMBER_PATH || m == MEMBER_PASSWORD;
}

static u32 share_number(const struct lw_rpc_share *s, enum member m)
{
	if (m == MEMBER_TYPE)
		return s->type == LW_RPC_SHARE_IPC ? STYPE_IPC | STYPE_SPECIAL : STYPE_DISKTREE;
	if (m == MEMBER_MAX_USES)
		return USES_UNLIMITED;
	return m == MEMBER_USES ? s->uses : 0;
}

/* Consoles want a drive. */
static const char *share_path(const struct lw_rpc_share *s, char buf[PATH_ROOM])
{
	size_t i, len = s->path ? strlen(s->path) : 0;

	if (!len || len > PATH_ROOM - 3)
		return "";
	memcpy(buf, "C:", 2);
	for (i = 0; i <= len; i++)
		buf[2 + i] = s->path[i] == '/' ? '\\' : s->path[i];
	return buf;
}

/* NULL for a null pointer: passwords have no meaning any more. */
static const char *share_text(const struct lw_rpc_share *s, enum member m, char buf[PATH_ROOM])
{
	if (m == MEMBER_NAME)
		return s->name;
	if (m == MEMBER_REMARK)
		return lw_rpc_text(s->comment);
	return m == MEMBER_PATH ? share_path(s, buf) : NULL;
}

static void share_members(struct lw_ndr_wr *out, const struct lw_rpc_share *s, u32 level)
{
	unsigned int m;

	for (m = 0; m < share_levels[level]; m++) {
		if (is_text(m))
			lw_ndr_wr_pointer(out, m != MEMBER_PASSWORD);
		else
			lw_ndr_wr_u32(out, share_number(s, m));
	}
}

static void share_texts(struct lw_ndr_wr *out, const struct lw_rpc_share *s, u32 level)
{
	char buf[PATH_ROOM];
	const char *text;
	unsigned int m;

	for (m = 0; m < share_levels[level]; m++) {
		text = is_text(m) ? share_text(s, m, buf) : NULL;
		if (text)
			lw_ndr_wr_string(out, text);
	}
}

/*
 * Bytes of an entry, as PreferedMaximumLength counts them: what the client's memory will
 * hold, members and texts with their terminators. On the wire a text has 12 bytes before
 * it, and is padded.
 */
static size_t entry_size(const struct lw_rpc_share *s, u32 level)
{
	size_t size = share_levels[level] * MEMBER_SIZE;
	char buf[PATH_ROOM];
	const char *text;
	unsigned int m;
	int len;

	for (m = 0; m < share_levels[level]; m++) {
		text = is_text(m) ? share_text(s, m, buf) : NULL;
		len = text ? utf8_to_utf16(text, strlen(text), NULL, 0, 0) : 0;
		if (text && len >= 0)
			size += len + 2;
	}
	return size;
}

/* Which entries have room? */
static enum lw_rpc_result share_enum_plan(const struct lw_rpc_server *server,
					  struct share_enum *e)
{
	size_t left = e->max < LIST_MAX ? e->max : LIST_MAX, size, i;
	struct lw_rpc_share s;
	bool full = false;

	for (i = e->resume; server->share(server->arg, i, &s); i++) {
		if (!s.browseable)
			continue;
		e->total++;
		size = entry_size(&s, e->level);
		if (full)
			continue;
		if (size > left) {
			full = true;
			e->next = i;
			continue;
		}
		left -= size;
		e->count++;
	}
	if (!full)
		return LW_RPC_SUCCESS;
	return e->count ? LW_RPC_MORE_DATA : LW_RPC_BUF_TOO_SMALL;
}

/* Calls @put for each of the entries that have room. */
static void share_enum_each(const struct lw_rpc_server *server, const struct share_enum *e,
			    struct lw_ndr_wr *out,
			    void (*put)(struct lw_ndr_wr *, const struct lw_rpc_share *, u32))
{
	struct lw_rpc_share s;
	u32 left = e->count;
	size_t i;

	for (i = e->resume; left && server->share(server->arg, i, &s); i++) {
		if (!s.browseable)
			continue;
		put(out, &s, e->level);
		left--;
	}
}

/* SHARE_ENUM_STRUCT (MS-SRVS 2.2.4.38), how many there are, the handle, the result */
static void share_enum_put(const struct lw_rpc_server *server, const struct share_enum *e,
			   enum lw_rpc_result result, struct lw_ndr_wr *out)
{
	lw_ndr_wr_u32(out, e->level);
	lw_ndr_wr_u32(out, e->level); /* the union's */
	lw_ndr_wr_pointer(out, true);
	lw_ndr_wr_u32(out, e->count);
	lw_ndr_wr_pointer(out, e->count);
	if (e->count) {
		lw_ndr_wr_u32(out, e->count); /* the array's */
		share_enum_each(server, e, out, share_members);
		share_enum_each(server, e, out, share_texts);
	}
	lw_ndr_wr_u32(out, e->total);
	lw_ndr_wr_pointer(out, e->has_resume);
	if (e->has_resume)
		lw_ndr_wr_u32(out, e->next);
	lw_ndr_wr_u32(out, result);
}

/* An array of entries in a request, where there should be none, and which we ignore. */
static int share_array_skip(struct wire_rd *in, u32 level)
{
	const size_t size = share_levels[level] * MEMBER_SIZE;
	struct wire_span text;
	struct wire_rd members;
	u32 count, value;
	unsigned int m;

	if (lw_ndr_rd_array(in, size, &count) || wire_rd_cut(in, count * size, &members))
		return -EBADMSG;
	for (m = 0; wire_rd_left(&members); m = (m + 1) % share_levels[level]) {
		if (wire_rd_le32(&members, &value))
			return -EBADMSG;
		if (is_text(m) && value && lw_ndr_rd_string(in, &text))
			return -EBADMSG;
	}
	return 0;
}

/* The container of a request, which is where the answer goes: its level is what counts. */
static int share_container_skip(struct wire_rd *in, u32 level)
{
	bool present;
	u32 count;

	if (lw_ndr_rd_pointer(in, &present))
		return -EBADMSG;
	if (!present)
		return 0;
	if (lw_ndr_rd_u32(in, &count) || lw_ndr_rd_pointer(in, &present))
		return -EBADMSG;
	return present ? share_array_skip(in, level) : 0;
}

static int share_enum_rest_read(struct wire_rd *in, struct share_enum *e)
{
	if (share_container_skip(in, e->level) || lw_ndr_rd_u32(in, &e->max) ||
	    lw_ndr_rd_pointer(in, &e->has_resume))
		return -EBADMSG;
	return e->has_resume ? lw_ndr_rd_u32(in, &e->resume) : 0;
}

/* What there is to read of a request for a level that is not served ends with its tag. */
static enum lw_rpc_fault share_enum_refuse(const struct lw_rpc_server *server,
					   const struct share_enum *e, struct lw_ndr_wr *out)
{
	static const u16 levels[] = { 501, 502, 503 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(levels); i++) {
		if (levels[i] == e->level) {
			share_enum_put(server, e, LW_RPC_INVALID_LEVEL, out);
			return LW_RPC_FAULT_NONE;
		}
	}
	return LW_RPC_FAULT_INVALID_TAG;
}

/*
 * NetrShareEnum, MS-SRVS 3.1.4.8, and NetrShareEnumSticky, 3.1.4.9: those that are still
 * there after a restart, which is all of them.
 */
static enum lw_rpc_fault share_enum(const struct lw_rpc_server *server, struct wire_rd *in,
				    struct lw_ndr_wr *out)
{
	enum lw_rpc_result result = LW_RPC_ACCESS_DENIED;
	struct share_enum e = { 0 };
	struct wire_span name;
	u32 tag;

	if (lw_ndr_rd_unique_string(in, &name) || lw_ndr_rd_u32(in, &e.level) ||
	    lw_ndr_rd_u32(in, &tag) || tag != e.level)
		return LW_RPC_FAULT_BAD_STUB_DATA;
	if (e.level >= ARRAY_SIZE(share_levels))
		return share_enum_refuse(server, &e, out);
	if (share_enum_rest_read(in, &e))
		return LW_RPC_FAULT_BAD_STUB_DATA;
	if (e.level < LEVEL_ADMIN || server->admin)
		result = share_enum_plan(server, &e);
	share_enum_put(server, &e, result, out);
	return LW_RPC_FAULT_NONE;
}

/* Names of shares are compared as names of files are: without case. */
static bool share_is(const struct lw_rpc_share *s, const struct wire_span *name)
{
	u8 buf[NAME_ROOM];
	size_t len;

	return !lw_utf16_from_utf8(s->name, buf, sizeof(buf), &len) &&
	       !utf16_casecmp(buf, len, name->data, name->len);
}

static bool share_find(const struct lw_rpc_server *server, const struct wire_span *name,
		       struct lw_rpc_share *s)
{
	size_t i;

	for (i = 0; server->share(server->arg, i, s); i++)
		if (share_is(s, name))
			return true;
	return false;
}

/* NetrShareGetInfo, MS-SRVS 3.1.4.10 */
static enum lw_rpc_fault share_get_info(const struct lw_rpc_server *server, struct wire_rd *in,
					struct lw_ndr_wr *out)
{
	static const u16 levels[] = { 501, 502, 503, 1004, 1005, 1006, 1501 };
	struct wire_span server_name, name;
	struct lw_rpc_share s;
	u32 level;

	if (lw_ndr_rd_unique_string(in, &server_name) || lw_ndr_rd_string(in, &name) ||
	    lw_ndr_rd_u32(in, &level))
		return LW_RPC_FAULT_BAD_STUB_DATA;
	if (level >= ARRAY_SIZE(share_levels))
		return lw_rpc_level_refuse(out, level, levels, ARRAY_SIZE(levels));
	if (level >= LEVEL_ADMIN && !server->admin) {
		lw_rpc_info_refuse(out, level, LW_RPC_ACCESS_DENIED);
	} else if (!share_find(server, &name, &s)) {
		lw_rpc_info_refuse(out, level, LW_RPC_NET_NAME_NOT_FOUND);
	} else {
		lw_ndr_wr_u32(out, level);
		lw_ndr_wr_pointer(out, true);
		share_members(out, &s, level);
		share_texts(out, &s, level);
		lw_ndr_wr_u32(out, LW_RPC_SUCCESS);
	}
	return LW_RPC_FAULT_NONE;
}

/* NetrServerGetInfo, MS-SRVS 3.1.4.17; SERVER_INFO_100 and 101 are in 2.2.4.40 and 41 */
static enum lw_rpc_fault server_get_info(const struct lw_rpc_server *server, struct wire_rd *in,
					 struct lw_ndr_wr *out)
{
	static const u16 levels[] = { 102, 103, 502, 503 };
	struct lw_rpc_host host;
	struct wire_span name;
	u32 level;

	if (lw_ndr_rd_unique_string(in, &name) || lw_ndr_rd_u32(in, &level))
		return LW_RPC_FAULT_BAD_STUB_DATA;
	if (level != LEVEL_SERVER_100 && level != LEVEL_SERVER_101)
		return lw_rpc_level_refuse(out, level, levels, ARRAY_SIZE(levels));
	server->host(server->arg, &host);
	lw_ndr_wr_u32(out, level);
	lw_ndr_wr_pointer(out, true);
	lw_ndr_wr_u32(out, LW_RPC_PLATFORM_NT);
	lw_ndr_wr_pointer(out, true);
	if (level == LEVEL_SERVER_101) {
		lw_ndr_wr_u32(out, host.major);
		lw_ndr_wr_u32(out, host.minor);
		lw_ndr_wr_u32(out, SV_TYPE_WORKSTATION | SV_TYPE_SERVER | SV_TYPE_XENIX_SERVER |
				   SV_TYPE_NT | SV_TYPE_SERVER_NT);
		lw_ndr_wr_pointer(out, true);
	}
	lw_ndr_wr_string(out, host.name);
	if (level == LEVEL_SERVER_101)
		lw_ndr_wr_string(out, lw_rpc_text(host.comment));
	lw_ndr_wr_u32(out, LW_RPC_SUCCESS);
	return LW_RPC_FAULT_NONE;
}

/* TIME_OF_DAY_INFO, MS-SRVS 2.2.4.105: in UTC, minutes west of it, Sunday is day 0 */
static void tod_put(struct lw_ndr_wr *out, const struct timespec *now, u32 uptime)
{
	struct tm utc, local;

	gmtime_r(&now->tv_sec, &utc);
	localtime_r(&now->tv_sec, &local);
	lw_ndr_wr_u32(out, now->tv_sec);
	lw_ndr_wr_u32(out, uptime);
	lw_ndr_wr_u32(out, utc.tm_hour);
	lw_ndr_wr_u32(out, utc.tm_min);
	lw_ndr_wr_u32(out, utc.tm_sec);
	lw_ndr_wr_u32(out, now->tv_nsec / 10000000);
	lw_ndr_wr_u32(out, -(local.tm_gmtoff / 60));
	lw_ndr_wr_u32(out, TICK);
	lw_ndr_wr_u32(out, utc.tm_mday);
	lw_ndr_wr_u32(out, utc.tm_mon + 1);
	lw_ndr_wr_u32(out, utc.tm_year + 1900);
	lw_ndr_wr_u32(out, utc.tm_wday);
}

/* NetrRemoteTOD, MS-SRVS 3.1.4.21 */
static enum lw_rpc_fault remote_tod(const struct lw_rpc_server *server, struct wire_rd *in,
				    struct lw_ndr_wr *out)
{
	struct timespec now, up;
	struct wire_span name;

	(void)server;
	if (lw_ndr_rd_unique_string(in, &name))
		return LW_RPC_FAULT_BAD_STUB_DATA;
	clock_gettime(CLOCK_REALTIME, &now);
	clock_gettime(CLOCK_BOOTTIME, &up);
	lw_ndr_wr_pointer(out, true);
	tod_put(out, &now, up.tv_sec * 1000 + up.tv_nsec / 1000000);
	lw_ndr_wr_u32(out, LW_RPC_SUCCESS);
	return LW_RPC_FAULT_NONE;
}

static const lw_rpc_op ops[] = {
	[OP_SHARE_ENUM] = share_enum,
	[OP_SHARE_GET_INFO] = share_get_info,
	[OP_SERVER_GET_INFO] = server_get_info,
	[OP_REMOTE_TOD] = remote_tod,
	[OP_SHARE_ENUM_STICKY] = share_enum,
};

/* 4b324fc8-1670-01d3-1278-5a47bf6ee188, version 3.0 */
const struct lw_rpc_iface lw_srvsvc_iface = {
	.pipe = "srvsvc",
	.uuid = { 0xc8, 0x4f, 0x32, 0x4b, 0x70, 0x16, 0xd3, 0x01,
		  0x12, 0x78, 0x5a, 0x47, 0xbf, 0x6e, 0xe1, 0x88 },
	.major = 3,
	.op_count = ARRAY_SIZE(ops),
	.ops = ops,
};
