// SPDX-License-Identifier: GPL-2.0
/*
 * Security descriptors, MS-FSA 2.1.5.14: what mode, owner and group of a file say in
 * the words of NT. Owner and group are S-1-22-1-uid and S-1-22-2-gid, as with Samba;
 * the DACL allows each class what access.c grants it, and denies first what a class
 * lacks that a wider one has, as Linux asks one class only.
 *
 * Descriptors are not kept yet, so none can be set.
 */
#include <linux/fs.h>
#include <lwsmb/wire_sec.h>

#include "access.h"
#include "open.h"

#define SECDESC_MAX 512

/* Owner, group and everyone: what each is allowed */
struct classes {
	u32 owner;
	u32 group;
	u32 other;
};

static void get_classes(const struct fsa_stat *st, struct classes *c)
{
	c->owner = fsa_access_of_mode(st->mode >> 6, st->directory) | FILE_WRITE_ATTRIBUTES |
		   ACCESS_WRITE_DAC | ACCESS_WRITE_OWNER;
	c->group = fsa_access_of_mode(st->mode >> 3, st->directory);
	c->other = fsa_access_of_mode(st->mode, st->directory);
}

static int add_ace(struct nt_acl_build *b, u8 type, u32 mask, const struct nt_sid *sid)
{
	struct nt_ace ace = { .type = type, .mask = mask, .sid = *sid };

	return mask ? wire_nt_acl_add(b, &ace) : 0;
}

static int build_dacl(struct wire_wr *w, const struct fsa_stat *st, const struct nt_sid *owner,
		      const struct nt_sid *group)
{
	const struct nt_sid *everyone = &nt_sid_known[NT_SID_EVERYONE];
	struct nt_acl_build b;
	struct classes c;
	int ret;

	get_classes(st, &c);
	ret = wire_nt_acl_begin(&b, w, NT_ACL_REVISION);
	if (ret)
		return ret;
	ret = add_ace(&b, NT_ACE_DENIED, (c.group | c.other) & ~c.owner, owner) ?:
	      add_ace(&b, NT_ACE_ALLOWED, c.owner, owner) ?:
	      add_ace(&b, NT_ACE_DENIED, c.other & ~c.group, group) ?:
	      add_ace(&b, NT_ACE_ALLOWED, c.group, group) ?:
	      add_ace(&b, NT_ACE_ALLOWED, c.other, everyone);
	return ret ?: wire_nt_acl_end(&b);
}

static void take(struct wire_span *s, const struct wire_wr *w)
{
	s->data = w->base;
	s->len = wire_wr_off(w);
}

static int build(const struct fsa_stat *st, u32 which, struct wire_wr *w)
{
	u8 owner[64], group[64], dacl[SECDESC_MAX / 2];
	struct nt_secdesc sd = { .control = NT_SD_SELF_RELATIVE };
	struct nt_sid uid, gid;
	struct wire_wr part;
	int ret;

	ret = nt_sid_from_unix(NT_SID_UNIX_UID, from_kuid(&init_user_ns, st->uid), &uid) ?:
	      nt_sid_from_unix(NT_SID_UNIX_GID, from_kgid(&init_user_ns, st->gid), &gid);
	if (!ret && (which & NT_SECINFO_OWNER)) {
		wire_wr_init(&part, owner, sizeof(owner));
		ret = wire_nt_sid_encode(&part, &uid);
		take(&sd.owner, &part);
	}
	if (!ret && (which & NT_SECINFO_GROUP)) {
		wire_wr_init(&part, group, sizeof(group));
		ret = wire_nt_sid_encode(&part, &gid);
		take(&sd.group, &part);
	}
	if (!ret && (which & NT_SECINFO_DACL)) {
		sd.control |= NT_SD_DACL_PRESENT;
		wire_wr_init(&part, dacl, sizeof(dacl));
		ret = build_dacl(&part, st, &uid, &gid);
		take(&sd.dacl, &part);
	}
	return ret ?: wire_nt_secdesc_encode(w, &sd);
}

/**
 * fsa_query_security() - the security descriptor of an open file
 * @o: open with ACCESS_READ_CONTROL
 * @which: NT_SECINFO_*: parts that are wanted
 * @w: where it is written, self-relative
 * @needed: bytes that it has, whether they fitted or not
 *
 * Return: STATUS_SUCCESS; STATUS_BUFFER_TOO_SMALL: nothing was written;
 * STATUS_ACCESS_DENIED, also for the SACL, which nobody is granted.
 */
u32 fsa_query_security(struct fsa_open *o, u32 which, struct wire_wr *w, size_t *needed)
{
	u8 buf[SECDESC_MAX];
	struct fsa_stat st;
	struct wire_wr sd;
	u32 status;
	int ret;

	*needed = 0;
	if (!(o->access & ACCESS_READ_CONTROL))
		return STATUS_ACCESS_DENIED;
	if ((which & NT_SECINFO_SACL) && !(o->access & ACCESS_SYSTEM_SECURITY))
		return STATUS_ACCESS_DENIED;
	status = fsa_query(o, &st);
	if (status)
		return status;
	wire_wr_init(&sd, buf, sizeof(buf));
	ret = build(&st, which, &sd);
	if (ret)
		return fsa_status(ret);
	*needed = wire_wr_off(&sd);
	return wire_wr_put(w, buf, *needed) ? STATUS_BUFFER_TOO_SMALL : STATUS_SUCCESS;
}

/**
 * fsa_set_security() - set the security descriptor of an open file
 * @o: open with ACCESS_WRITE_DAC or ACCESS_WRITE_OWNER
 * @which: NT_SECINFO_*: parts to set
 * @sd: self-relative descriptor
 *
 * Return: STATUS_ACCESS_DENIED without the access, else STATUS_NOT_SUPPORTED.
 */
u32 fsa_set_security(struct fsa_open *o, u32 which, const struct wire_span *sd)
{
	u32 needs = 0;

	if (which & NT_SECINFO_DACL)
		needs |= ACCESS_WRITE_DAC;
	if (which & (NT_SECINFO_OWNER | NT_SECINFO_GROUP))
		needs |= ACCESS_WRITE_OWNER;
	if (which & NT_SECINFO_SACL)
		needs |= ACCESS_SYSTEM_SECURITY;
	return needs & ~o->access ? STATUS_ACCESS_DENIED : STATUS_NOT_SUPPORTED;
}
