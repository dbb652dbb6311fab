// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzzes security.NTACL and user.DOSATTRIB, which anyone may have written who can
 * write to the file system below a share.
 * covers: kernel/wire/samba_xattr.c
 *
 * First byte: 0 security.NTACL, 1 user.DOSATTRIB.
 */
#include <stdlib.h>
#include <lwsmb/wire_sec.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void require(bool b)
{
	if (!b)
		abort();
}

static void same_span(const struct wire_span *a, const struct wire_span *b)
{
	require(a->len == b->len && (!a->len || !memcmp(a->data, b->data, a->len)));
}

static void same_ntacl(const struct samba_ntacl *a, const struct samba_ntacl *b)
{
	require(a->version == b->version && a->ref == b->ref && a->sd_ref == b->sd_ref);
	require(a->hash_type == b->hash_type && a->time == b->time);
	require(!memcmp(a->hash, b->hash, sizeof(a->hash)));
	require(!memcmp(a->sys_acl_hash, b->sys_acl_hash, sizeof(a->sys_acl_hash)));
	same_span(&a->description, &b->description);
	require(a->sd.control == b->sd.control && a->sd.sbz1 == b->sd.sbz1);
	same_span(&a->sd.owner, &b->sd.owner);
	same_span(&a->sd.group, &b->sd.group);
	same_span(&a->sd.sacl, &b->sd.sacl);
	same_span(&a->sd.dacl, &b->sd.dacl);
}

static void fuzz_ntacl(struct wire_rd r, size_t size)
{
	struct samba_ntacl m, back;
	struct wire_wr w;
	u8 *buf;

	if (wire_samba_ntacl_decode(&r, &m))
		return;
	buf = malloc(size);
	wire_wr_init(&w, buf, size);
	require(!wire_samba_ntacl_encode(&w, &m));
	wire_rd_init(&r, buf, w.pos - buf);
	require(!wire_samba_ntacl_decode(&r, &back));
	same_ntacl(&m, &back);
	free(buf);
}

static void same_dosattrib(const struct samba_dosattrib *a, const struct samba_dosattrib *b)
{
	require(a->version == b->version && a->hex_bare == b->hex_bare);
	require(a->valid_flags == b->valid_flags && a->attrib == b->attrib);
	require(a->ea_size == b->ea_size && a->size == b->size);
	require(a->alloc_size == b->alloc_size && a->create_time == b->create_time);
	require(a->change_time == b->change_time && a->itime == b->itime);
	require(a->write_time == b->write_time);
	same_span(&a->hex, &b->hex);
	same_span(&a->name, &b->name);
}

static void fuzz_dosattrib(struct wire_rd r, size_t size)
{
	struct samba_dosattrib m, back;
	struct wire_wr w;
	u8 *buf;

	if (wire_samba_dosattrib_decode(&r, &m))
		return;
	buf = malloc(size);
	wire_wr_init(&w, buf, size);
	require(!wire_samba_dosattrib_encode(&w, &m));
	wire_rd_init(&r, buf, w.pos - buf);
	require(!wire_samba_dosattrib_decode(&r, &back));
	same_dosattrib(&m, &back);
	free(buf);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct wire_rd r;
	u8 *copy;

	if (!size)
		return 0;
	copy = malloc(size - 1);
	if (size > 1)
		memcpy(copy, data + 1, size - 1);
	wire_rd_init(&r, copy, size - 1);
	if (data[0] & 1)
		fuzz_dosattrib(r, size - 1);
	else
		fuzz_ntacl(r, size - 1);
	free(copy);
	return 0;
}
