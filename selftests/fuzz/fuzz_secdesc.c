// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzzes SIDs, ACLs and security descriptors.
 * covers: kernel/wire/sid.c kernel/wire/acl.c kernel/wire/secdesc.c
 *
 * First byte: 0 descriptor, 1 ACL, 2 SID, 3 string form of a SID.
 */
#include <stdlib.h>
#include <lwsmb/wire_sec.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void require(bool b)
{
	if (!b)
		abort();
}

static void sid_string(const struct nt_sid *sid)
{
	char str[NT_SID_STR_SIZE];
	struct nt_sid back;
	int len = nt_sid_to_str(sid, str, sizeof(str));
	u32 id;

	require(len > 0 && !nt_sid_from_str(str, len, &back));
	require(!nt_sid_cmp(sid, &back));
	if (nt_sid_to_unix(sid, &id) != NT_SID_UNIX_NONE) {
		require(!nt_sid_from_unix(nt_sid_to_unix(sid, &id), id, &back));
		require(!nt_sid_cmp(sid, &back));
	}
	if (sid->sub_count) {
		id = back.sub[--back.sub_count];
		require(nt_sid_in_domain(sid, &back));
		require(!nt_sid_append(&back, id));
		require(!nt_sid_cmp(sid, &back));
	} else {
		require(!nt_sid_in_domain(sid, &back));
	}
}

static void fuzz_sid(struct wire_rd r)
{
	const u8 *start = r.pos;
	struct wire_wr w;
	struct nt_sid sid;
	u8 buf[8 + 4 * NT_SID_MAX_SUB];

	if (wire_nt_sid_decode(&r, &sid))
		return;
	wire_wr_init(&w, buf, nt_sid_size(&sid));
	require(!wire_nt_sid_encode(&w, &sid));
	require(w.pos - buf == r.pos - start && !memcmp(buf, start, w.pos - buf));
	sid_string(&sid);
}

/* Rebuilt entry by entry, the list has the bytes that it was decoded from. */
static void fuzz_acl(struct wire_rd r)
{
	struct nt_acl_walk walk;
	struct nt_acl_build b;
	struct nt_acl acl;
	struct nt_ace ace;
	struct wire_wr w;
	size_t size;
	int ret;
	u8 *buf;

	if (wire_nt_acl_decode(&r, &acl))
		return;
	size = NT_ACL_HDR_SIZE + acl.aces.len;
	buf = malloc(size);
	wire_wr_init(&w, buf, size);
	require(!wire_nt_acl_begin(&b, &w, acl.revision));
	wire_nt_acl_walk(&acl, &walk);
	while ((ret = wire_nt_ace_next(&walk, &ace)) > 0) {
		require(!wire_nt_acl_add(&b, &ace));
		if (nt_ace_form(ace.type) != NT_ACE_FORM_OPAQUE)
			sid_string(&ace.sid);
	}
	require(!ret && !wire_nt_acl_end(&b) && b.count == acl.count);
	require(!memcmp(buf + NT_ACL_HDR_SIZE, acl.aces.data, w.pos - buf - NT_ACL_HDR_SIZE));
	wire_wr_init(&w, buf, size);
	require(!wire_nt_acl_encode(&w, &acl));
	require(w.pos == w.end && !memcmp(buf, r.pos - size, size));
	free(buf);
}

static void same_span(const struct wire_span *a, const struct wire_span *b)
{
	require(a->len == b->len && (!a->len || !memcmp(a->data, b->data, a->len)));
}

static void same_secdesc(const struct nt_secdesc *a, const struct nt_secdesc *b)
{
	require(a->control == b->control && a->sbz1 == b->sbz1);
	same_span(&a->owner, &b->owner);
	same_span(&a->group, &b->group);
	same_span(&a->sacl, &b->sacl);
	same_span(&a->dacl, &b->dacl);
}

static void again(const struct nt_secdesc *sd, u8 *buf, size_t room)
{
	struct nt_secdesc back;
	struct wire_wr w;
	struct wire_rd r;

	wire_wr_init(&w, buf, room);
	require(!wire_nt_secdesc_encode(&w, sd));
	wire_rd_init(&r, buf, w.pos - buf);
	require(!wire_nt_secdesc_decode(&r, &back));
	same_secdesc(sd, &back);
}

static void fuzz_secdesc(struct wire_rd r)
{
	size_t size = wire_rd_left(&r), most;
	struct nt_secdesc sd;
	u8 *buf;

	if (wire_nt_secdesc_decode(&r, &sd))
		return;
	require(wire_rd_off(&r) <= size);
	most = 32 + sd.owner.len + sd.group.len + sd.sacl.len + sd.dacl.len + 12;
	buf = malloc(size + most);
	/* it fits into what it was in; and tightly packed */
	again(&sd, buf, wire_rd_off(&r));
	nt_secdesc_repack(&sd);
	again(&sd, buf, most);
	free(buf);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct nt_sid sid;
	struct wire_rd r;
	u8 *copy;

	if (!size)
		return 0;
	/* a block of its own, so that one byte too many is seen */
	copy = malloc(size - 1);
	if (size > 1)
		memcpy(copy, data + 1, size - 1);
	wire_rd_init(&r, copy, size - 1);
	switch (data[0] % 4) {
	case 0:
		fuzz_secdesc(r);
		break;
	case 1:
		fuzz_acl(r);
		break;
	case 2:
		fuzz_sid(r);
		break;
	case 3:
		if (!nt_sid_from_str((const char *)copy, size - 1, &sid))
			sid_string(&sid);
		break;
	}
	free(copy);
	return 0;
}
