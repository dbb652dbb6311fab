// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * SMB2 messages that work on an open file. The first byte selects the message, the second
 * says, for the decoders that see only its beginning, how much of it is missing.
 *
 * covers: kernel/wire/smb2_flush.c kernel/wire/smb2_read.c kernel/wire/smb2_write.c
 *	kernel/wire/smb2_lock.c kernel/wire/smb2_ioctl.c kernel/wire/smb2_query_directory.c
 *	kernel/wire/smb2_buffer_rsp.c kernel/wire/smb2_query_info.c
 *	kernel/wire/smb2_set_info.c kernel/wire/smb2_notify.c kernel/wire/part.c
 *	kernel/wire/list.c
 */
#include <lwsmb/wire_smb2_io.h>
#include "roundtrip.h"

/* A list of changes as a structure, so that it fits the table. */
struct changes {
	size_t n;
	struct file_notify e[16];
};

static int wire_changes_decode(struct wire_rd *r, struct changes *m)
{
	int ret = 1;

	for (m->n = 0; m->n < ARRAY_SIZE(m->e); m->n++) {
		ret = wire_file_notify_next(r, &m->e[m->n]);
		if (ret <= 0)
			break;
		must(m->e[m->n].name.len <= wire_rd_off(r));
	}
	/* a list that is longer than the table is not looked at */
	return ret == 1 ? -EBADMSG : ret;
}

static int wire_changes_encode(struct wire_wr *w, const struct changes *m)
{
	struct wire_list_wr l;
	int ret = 0;
	size_t i;

	wire_list_init(&l, w);
	for (i = 0; i < m->n && !ret; i++)
		ret = wire_file_notify_append(&l, &m->e[i]);
	return ret;
}

/* A message without content. */
static int set_info_rsp_decode(struct wire_rd *r, void *m)
{
	memset(m, 0, ROUNDTRIP_STRUCT_MAX);
	return wire_smb2_set_info_rsp_decode(r);
}

static int set_info_rsp_encode(struct wire_wr *w, const void *m)
{
	must(*(const u8 *)m == 0);
	return wire_smb2_set_info_rsp_encode(w);
}

/* LOCK with its list written element by element. */
static int wire_locks_decode(struct wire_rd *r, struct smb2_lock_req *m)
{
	return wire_smb2_lock_req_decode(r, m);
}

static int wire_locks_encode(struct wire_wr *w, const struct smb2_lock_req *m)
{
	struct smb2_lock_req fixed = *m;
	struct smb2_lock_element e;
	struct wire_rd list;
	int ret;

	fixed.locks.len = 0;
	ret = wire_smb2_lock_req_encode(w, &fixed);
	wire_rd_span_child(&m->locks, &list);
	while (!ret && wire_smb2_lock_next(&list, &e) == 1)
		ret = wire_smb2_lock_append(w, &e);
	must(ret || !wire_rd_left(&list));
	return ret;
}

ROUNDTRIP(smb2_flush_req)
ROUNDTRIP(smb2_read_req)
ROUNDTRIP(smb2_read_rsp)
ROUNDTRIP(smb2_write_req)
ROUNDTRIP(smb2_write_rsp)
ROUNDTRIP(smb2_lock_req)
ROUNDTRIP(smb2_ioctl_req)
ROUNDTRIP(smb2_ioctl_rsp)
ROUNDTRIP(smb2_query_directory_req)
ROUNDTRIP(smb2_buffer_rsp)
ROUNDTRIP(smb2_change_notify_req)
ROUNDTRIP(smb2_query_info_req)
ROUNDTRIP(smb2_query_quota)
ROUNDTRIP(smb2_set_info_req)
ROUNDTRIP(changes)

static int locks_decode(struct wire_rd *r, void *m)
{
	return wire_locks_decode(r, m);
}

static int locks_encode(struct wire_wr *w, const void *m)
{
	return wire_locks_encode(w, m);
}

static const struct roundtrip table[] = {
	ROUNDTRIP_ROW(smb2_flush_req, true, false),
	ROUNDTRIP_ROW(smb2_read_req, true, true),
	ROUNDTRIP_ROW(smb2_read_rsp, true, true),
	ROUNDTRIP_ROW(smb2_write_req, true, true),
	ROUNDTRIP_ROW(smb2_write_rsp, true, false),
	ROUNDTRIP_ROW(smb2_lock_req, true, false),
	ROUNDTRIP_ROW(locks, true, false),
	ROUNDTRIP_ROW(smb2_ioctl_req, true, true),
	ROUNDTRIP_ROW(smb2_ioctl_rsp, true, true),
	ROUNDTRIP_ROW(smb2_query_directory_req, true, true),
	ROUNDTRIP_ROW(smb2_buffer_rsp, true, true),
	ROUNDTRIP_ROW(smb2_change_notify_req, true, false),
	ROUNDTRIP_ROW(smb2_query_info_req, true, true),
	ROUNDTRIP_ROW(smb2_query_quota, false, false),
	ROUNDTRIP_ROW(smb2_set_info_req, true, true),
	ROUNDTRIP_ROW(set_info_rsp, true, false),
	ROUNDTRIP_ROW(changes, true, true),
};

/* A part that was found lies inside the message, and is here if all of it is. */
static void check_part(const struct wire_rd *r, const struct wire_span *s, size_t msg_len)
{
	size_t here = r->end - r->base;

	if (!s->len)
		return;
	must(s->off >= wire_rd_off(r) && s->off <= msg_len && s->len <= msg_len - s->off);
	if (s->off <= here && s->len <= here - s->off)
		must(s->data == r->base + s->off);
	else
		must(!s->data);
}

static void check_read_hdr(struct wire_rd *r, size_t msg_len)
{
	u8 buf[SMB2_HDR_SIZE + 512];
	struct smb2_read_rsp m;
	struct wire_wr w;

	if (wire_smb2_read_rsp_decode_hdr(r, msg_len, &m))
		return;
	check_part(r, &m.data, msg_len);
	wire_wr_init(&w, buf, sizeof(buf));
	w.pos += SMB2_HDR_SIZE;
	must(!wire_smb2_read_rsp_encode_hdr(&w, &m));
	must(!m.data.len || wire_wr_off(&w) == m.data.off);
	must(!memcmp(buf + SMB2_HDR_SIZE, r->pos - 16, 16));
}

static void check_write_hdr(struct wire_rd *r, size_t msg_len)
{
	static u8 buf[SMB2_HDR_SIZE + (1 << 17)];
	struct smb2_write_req m;
	struct wire_wr w;
	int ret;

	if (wire_smb2_write_req_decode_hdr(r, msg_len, &m))
		return;
	check_part(r, &m.data, msg_len);
	check_part(r, &m.channel_info, msg_len);
	if (m.channel_info.len && !m.channel_info.data)
		return;
	wire_wr_init(&w, buf, sizeof(buf));
	w.pos += SMB2_HDR_SIZE;
	ret = wire_smb2_write_req_encode_hdr(&w, &m);
	if (m.data.len && m.channel_info.len &&
	    m.data.off < m.channel_info.off + m.channel_info.len)
		must(ret == -EINVAL);
	else
		must(!ret);
	if (ret)
		return;
	must(!m.data.len || wire_wr_off(&w) == m.data.off);
	must(!memcmp(buf + SMB2_HDR_SIZE, r->pos - 48, 48));
}

static void check_hdr(bool write, size_t missing, const u8 *data, size_t len)
{
	u8 *buf = malloc(SMB2_HDR_SIZE + len);
	struct wire_rd r;

	must(buf);
	memset(buf, 0xee, SMB2_HDR_SIZE);
	if (len)
		memcpy(buf + SMB2_HDR_SIZE, data, len);
	wire_rd_init(&r, buf, SMB2_HDR_SIZE + len);
	r.pos += SMB2_HDR_SIZE;
	if (write)
		check_write_hdr(&r, SMB2_HDR_SIZE + len + missing);
	else
		check_read_hdr(&r, SMB2_HDR_SIZE + len + missing);
	free(buf);
}

/* A buffer that is made in place is the same message as one that is copied in. */
static void check_in_place(size_t more, const u8 *data, size_t len)
{
	static u8 made[SMB2_HDR_SIZE + 8192], copied[SMB2_HDR_SIZE + 8192];
	const struct smb2_buffer_rsp m = { .output = { .data = data, .len = len } };
	struct wire_wr w, out;

	if (len > 4096)
		return;
	wire_wr_init(&w, made, SMB2_HDR_SIZE + 8 + len + more);
	w.pos += SMB2_HDR_SIZE;
	must(wire_smb2_buffer_rsp_begin(&w, len + more + 1, &out) == -EMSGSIZE);
	must(!wire_smb2_buffer_rsp_begin(&w, len + more, &out));
	must(!wire_wr_put(&out, data, len));
	wire_smb2_buffer_rsp_end(&w, &out);
	if (!len && !more)
		return;
	wire_wr_init(&out, copied, sizeof(copied));
	out.pos += SMB2_HDR_SIZE;
	must(!wire_smb2_buffer_rsp_encode(&out, &m));
	must(wire_wr_off(&out) == wire_wr_off(&w));
	must(!memcmp(made + SMB2_HDR_SIZE, copied + SMB2_HDR_SIZE,
		     wire_wr_off(&w) - SMB2_HDR_SIZE));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t sel;

	if (size < 2)
		return 0;
	sel = data[0] % (ARRAY_SIZE(table) + 3);
	if (sel == ARRAY_SIZE(table) + 2)
		check_in_place(data[1], data + 2, size - 2);
	else if (sel >= ARRAY_SIZE(table))
		check_hdr(sel == ARRAY_SIZE(table), data[1] * 16, data + 2, size - 2);
	else
		roundtrip_check(&table[sel], SMB2_HDR_SIZE, data + 2, size - 2);
	return 0;
}
