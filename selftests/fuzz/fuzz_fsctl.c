// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Payloads of file system controls. The first byte selects the structure.
 *
 * covers: kernel/wire/fsctl_validate.c kernel/wire/fsctl_copychunk.c
 *	kernel/wire/fsctl_netif.c kernel/wire/fsctl_resiliency.c
 *	kernel/wire/fsctl_snapshots.c kernel/wire/fsctl_pipe.c kernel/wire/fsctl_sparse.c
 *	kernel/wire/fsctl_trim.c kernel/wire/fsctl_regions.c
 *	kernel/wire/fsctl_dup_extents.c kernel/wire/fsctl_compression.c
 *	kernel/wire/fsctl_object_id.c kernel/wire/fsctl_integrity.c kernel/wire/reparse.c
 *	kernel/wire/wstring.c kernel/wire/fsctl_name.c kernel/wire/list.c
 */
#include <lwsmb/wire_fsctl.h>
#include "roundtrip.h"

#define LIST_MAX 6

/*
 * Lists as structures, so that they fit the table. A list that is longer than that
 * is not looked at.
 */
#define LIST(_name, _elem) \
	struct _name { \
		size_t n; \
		struct _elem e[LIST_MAX]; \
	}; \
	static int wire_##_name##_decode(struct wire_rd *r, struct _name *m) \
	{ \
		int ret = 1; \
\
		for (m->n = 0; m->n < LIST_MAX; m->n++) { \
			ret = wire_##_elem##_next(r, &m->e[m->n]); \
			if (ret <= 0) \
				break; \
		} \
		return ret == 1 ? -EBADMSG : ret; \
	}

#define LIST_ENCODE(_name, _append) \
	static int wire_##_name##_encode(struct wire_wr *w, struct _name const *m) \
	{ \
		int ret = 0; \
		size_t i; \
\
		for (i = 0; i < m->n && !ret; i++) \
			ret = (_append)(w, &m->e[i]); \
		return ret; \
	}

LIST(chunks, fsctl_copychunk)
LIST_ENCODE(chunks, wire_fsctl_copychunk_append)
LIST(regions, fsctl_region)
LIST_ENCODE(regions, wire_fsctl_region_append)
LIST(ranges, fsctl_range)
LIST_ENCODE(ranges, wire_fsctl_range_encode)
LIST(netifs, fsctl_netif)

static int wire_netifs_encode(struct wire_wr *w, const struct netifs *m)
{
	struct wire_list_wr l;
	int ret = 0;
	size_t i;

	wire_list_init(&l, w);
	for (i = 0; i < m->n && !ret; i++)
		ret = wire_fsctl_netif_append(&l, &m->e[i]);
	return ret;
}

/* The strings of a snapshot array. */
struct names {
	size_t n;
	struct wire_span e[LIST_MAX];
};

static int wire_names_decode(struct wire_rd *r, struct names *m)
{
	int ret = 1;

	for (m->n = 0; m->n < LIST_MAX; m->n++) {
		ret = wire_fsctl_snapshot_next(r, &m->e[m->n]);
		if (ret <= 0)
			break;
		must(m->e[m->n].len >= 2 && m->e[m->n].len % 2 == 0);
	}
	return ret < 0 ? ret : 0;
}

LIST_ENCODE(names, wire_fsctl_snapshot_append)

/* An address of a family that can be written. */
static int wire_address_decode(struct wire_rd *r, struct fsctl_sockaddr *m)
{
	int ret = wire_fsctl_sockaddr_decode(r, m);

	if (!ret && m->family != FSCTL_SOCKADDR_INET && m->family != FSCTL_SOCKADDR_INET6)
		return -EBADMSG;
	return ret;
}

static int address_decode(struct wire_rd *r, void *m)
{
	return wire_address_decode(r, m);
}

static int address_encode(struct wire_wr *w, const void *m)
{
	return wire_fsctl_sockaddr_encode(w, m);
}

/* A reparse point whose data are written behind its head. */
static int finish_decode(struct wire_rd *r, void *m)
{
	struct reparse_buffer *b = m;
	int ret = wire_reparse_buffer_decode(r, b);

	return ret || (b->tag & IO_REPARSE_TAG_MICROSOFT) ? ret : -EBADMSG;
}

static int finish_encode(struct wire_wr *w, const void *m)
{
	struct reparse_buffer head = *(const struct reparse_buffer *)m;
	struct wire_span data = head.data;
	u8 *start = w->pos;
	int ret;

	head.data.len = 0;
	ret = wire_reparse_buffer_encode(w, &head);
	if (!ret)
		ret = wire_wr_put(w, data.data, data.len);
	return ret ? ret : wire_reparse_buffer_finish(w, start);
}

ROUNDTRIP(fsctl_validate_negotiate_req)
ROUNDTRIP(fsctl_validate_negotiate_rsp)
ROUNDTRIP(fsctl_resume_key)
ROUNDTRIP(fsctl_copychunk_req)
ROUNDTRIP(fsctl_copychunk_rsp)
ROUNDTRIP(fsctl_resiliency_req)
ROUNDTRIP(fsctl_snapshots)
ROUNDTRIP(fsctl_pipe_wait_req)
ROUNDTRIP(fsctl_pipe_peek_rsp)
ROUNDTRIP(fsctl_set_sparse)
ROUNDTRIP(fsctl_zero_data)
ROUNDTRIP(fsctl_trim_req)
ROUNDTRIP(fsctl_trim_rsp)
ROUNDTRIP(fsctl_regions_req)
ROUNDTRIP(fsctl_regions_rsp)
ROUNDTRIP(fsctl_dup_extents)
ROUNDTRIP(fsctl_dup_extents_ex)
ROUNDTRIP(fsctl_compression)
ROUNDTRIP(fsctl_object_id)
ROUNDTRIP(fsctl_integrity_info)
ROUNDTRIP(fsctl_set_integrity)
ROUNDTRIP(fsctl_set_integrity_ex)
ROUNDTRIP(reparse_buffer)
ROUNDTRIP(reparse_mount_point)
ROUNDTRIP(reparse_symlink)
ROUNDTRIP(reparse_nfs)
ROUNDTRIP(reparse_lx_symlink)
ROUNDTRIP(chunks)
ROUNDTRIP(regions)
ROUNDTRIP(ranges)
ROUNDTRIP(netifs)
ROUNDTRIP(names)

static const struct roundtrip table[] = {
	ROUNDTRIP_ROW(fsctl_validate_negotiate_req, true, false),
	ROUNDTRIP_ROW(fsctl_validate_negotiate_rsp, true, false),
	ROUNDTRIP_ROW(fsctl_resume_key, true, true),
	ROUNDTRIP_ROW(fsctl_copychunk_req, true, false),
	ROUNDTRIP_ROW(fsctl_copychunk_rsp, true, false),
	ROUNDTRIP_ROW(fsctl_resiliency_req, true, false),
	ROUNDTRIP_ROW(fsctl_snapshots, true, true),
	ROUNDTRIP_ROW(fsctl_pipe_wait_req, true, false),
	ROUNDTRIP_ROW(fsctl_pipe_peek_rsp, true, true),
	ROUNDTRIP_ROW(fsctl_set_sparse, true, false),
	ROUNDTRIP_ROW(fsctl_zero_data, true, false),
	ROUNDTRIP_ROW(fsctl_trim_req, true, false),
	ROUNDTRIP_ROW(fsctl_trim_rsp, true, false),
	ROUNDTRIP_ROW(fsctl_regions_req, true, false),
	ROUNDTRIP_ROW(fsctl_regions_rsp, true, false),
	ROUNDTRIP_ROW(fsctl_dup_extents, true, false),
	ROUNDTRIP_ROW(fsctl_dup_extents_ex, true, false),
	ROUNDTRIP_ROW(fsctl_compression, true, false),
	ROUNDTRIP_ROW(fsctl_object_id, true, false),
	ROUNDTRIP_ROW(fsctl_integrity_info, true, false),
	ROUNDTRIP_ROW(fsctl_set_integrity, true, false),
	ROUNDTRIP_ROW(fsctl_set_integrity_ex, true, false),
	ROUNDTRIP_ROW(reparse_buffer, true, false),
	ROUNDTRIP_ROW(reparse_mount_point, false, true),
	ROUNDTRIP_ROW(reparse_symlink, false, true),
	ROUNDTRIP_ROW(reparse_nfs, true, true),
	ROUNDTRIP_ROW(reparse_lx_symlink, true, true),
	ROUNDTRIP_ROW(chunks, true, false),
	ROUNDTRIP_ROW(regions, true, false),
	ROUNDTRIP_ROW(ranges, true, false),
	ROUNDTRIP_ROW(netifs, true, true),
	ROUNDTRIP_ROW(names, false, false),
	ROUNDTRIP_ROW(address, false, false),
	ROUNDTRIP_ROW(finish, true, false),
};

static void check_name(const u8 *data, size_t size)
{
	struct wire_rd r;
	const char *name;
	u32 code;

	wire_rd_init(&r, data, size);
	if (wire_rd_le32(&r, &code))
		return;
	name = fsctl_name(code);
	must(!name || !strncmp(name, "FSCTL_", 6));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t sel;

	if (!size)
		return 0;
	sel = data[0] % (ARRAY_SIZE(table) + 1);
	if (sel == ARRAY_SIZE(table))
		check_name(data + 1, size - 1);
	else
		roundtrip_check(&table[sel], 0, data + 1, size - 1);
	return 0;
}
