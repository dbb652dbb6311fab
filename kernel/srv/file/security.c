// SPDX-License-Identifier: GPL-2.0
/*
 * Security descriptors, MS-FSA 2.1.5.14 and 2.1.5.17. Owner and group are those that
 * Linux knows, S-1-22-1-uid and S-1-22-2-gid as with Samba.
 *
 * A DACL that was set, or inherited, is kept (acl.c) and shown as it is. Without one,
 * what mode, owner and group say is shown in the words of NT: each class is allowed what
 * access.c grants it, and denied first what it lacks that a wider one has, as Linux asks
 * one class only. Setting a DACL does not touch the mode, which goes on to be the limit.
 */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <lwsmb/proto_create.h>
#include <lwsmb/wire_sec.h>

#include "access.h"
#include "acl.h"
#include "file.h"
#include "open.h"
#include "security.h"
#include "user.h"
#include "volume.h"

/* Room for a descriptor but for a DACL that is kept */
#define SECDESC_MAX 512
#define SID_MAX 32 /* bytes of S-1-22-1-uid, and to spare */
#define INHERITED_PER_ACE 64

#define DACL_CONTROL (NT_SD_DACL_PRESENT | NT_SD_DACL_INHERITED | NT_SD_DACL_PROTECTED)
#define SECINFO_SERVED \
	(NT_SECINFO_OWNER | NT_SECINFO_GROUP | NT_SECINFO_DACL | NT_SECINFO_PROTECTED_DACL | \
	 NT_SECINFO_UNPROTECTED_DACL)

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
	*s = (struct wire_span){ .data = w->base, .len = wire_wr_off(w) };
}

/**
 * struct owners - owner and group of a file, encoded
 * @ids: owner and group
 * @owner: in @bytes
 * @group: in @bytes
 * @bytes: storage
 */
struct owners {
	struct fsa_acl_ids ids;
	struct wire_span owner;
	struct wire_span group;
	u8 bytes[2][SID_MAX];
};

static int encode_sid(struct wire_span *s, u8 *bytes, const struct nt_sid *sid)
{
	struct wire_wr w;
	int ret;

	wire_wr_init(&w, bytes, SID_MAX);
	ret = wire_nt_sid_encode(&w, sid);
	take(s, &w);
	return ret;
}

static int get_owners(kuid_t uid, kgid_t gid, struct owners *ow)
{
	return nt_sid_from_unix(NT_SID_UNIX_UID, from_kuid(&init_user_ns, uid), &ow->ids.owner) ?:
	       nt_sid_from_unix(NT_SID_UNIX_GID, from_kgid(&init_user_ns, gid), &ow->ids.group) ?:
	       encode_sid(&ow->owner, ow->bytes[0], &ow->ids.owner) ?:
	       encode_sid(&ow->group, ow->bytes[1], &ow->ids.group);
}

/* As a query shows them, by the mount through which the file is seen. */
static int get_owners_of(const struct path *p, struct owners *ow)
{
	struct mnt_idmap *idmap = mnt_idmap(p->mnt);
	const struct inode *inode = d_inode(p->dentry);

	return get_owners(vfsuid_into_kuid(i_uid_into_vfsuid(idmap, inode)),
			  vfsgid_into_kgid(i_gid_into_vfsgid(idmap, inode)), ow);
}

/* The DACL that is kept, or else the one that the mode stands for, which @bytes holds. */
static int get_dacl(const struct fsa_stat *st, const struct owners *ow, const struct fsa_acl *kept,
		    u8 bytes[SECDESC_MAX / 2], struct nt_secdesc *sd)
{
	struct wire_wr w;
	int ret;

	if (kept->kept) {
		sd->control |= kept->sd.control & DACL_CONTROL;
		sd->dacl = kept->sd.dacl;
		return kept->broken ? -EIO : 0;
	}
	sd->control |= NT_SD_DACL_PRESENT;
	wire_wr_init(&w, bytes, SECDESC_MAX / 2);
	ret = build_dacl(&w, st, &ow->ids.owner, &ow->ids.group);
	take(&sd->dacl, &w);
	return ret;
}

static int build(const struct fsa_stat *st, const struct fsa_acl *kept, u32 which,
		 struct wire_wr *w)
{
	struct nt_secdesc sd = { .control = NT_SD_SELF_RELATIVE };
	u8 dacl[SECDESC_MAX / 2];
	struct owners ow = {};
	int ret;

	ret = get_owners(st->uid, st->gid, &ow);
	if (which & NT_SECINFO_OWNER)
		sd.owner = ow.owner;
	if (which & NT_SECINFO_GROUP)
		sd.group = ow.group;
	if (!ret && (which & NT_SECINFO_DACL))
		ret = get_dacl(st, &ow, kept, dacl, &sd);
	return ret ?: wire_nt_secdesc_encode(w, &sd);
}

static u32 put_descriptor(const struct fsa_stat *st, const struct fsa_acl *kept, u32 which,
			  struct wire_wr *w, size_t *needed)
{
	size_t room = SECDESC_MAX + (kept->kept ? kept->sd.dacl.len : 0);
	struct wire_wr sd;
	void *buf;
	int ret;

	buf = kvmalloc(room, GFP_KERNEL_ACCOUNT);
	if (!buf)
		return STATUS_INSUFFICIENT_RESOURCES;
	wire_wr_init(&sd, buf, room);
	ret = build(st, kept, which, &sd);
	if (!ret)
		*needed = wire_wr_off(&sd);
	if (!ret && wire_wr_put(w, buf, *needed))
		ret = -EMSGSIZE;
	kvfree(buf);
	return ret == -EMSGSIZE ? STATUS_BUFFER_TOO_SMALL : fsa_status(ret);
}

/**
 * fsa_query_security() - the security descriptor of an open file
 * @o: open with ACCESS_READ_CONTROL, if anything is wanted
 * @which: NT_SECINFO_*: parts that are wanted
 * @w: where it is written, self-relative
 * @needed: bytes that it has, whether they fitted or not
 *
 * Return: STATUS_SUCCESS; STATUS_BUFFER_TOO_SMALL: nothing was written;
 * STATUS_ACCESS_DENIED, also for the SACL, which nobody is granted.
 */
u32 fsa_query_security(struct fsa_open *o, u32 which, struct wire_wr *w, size_t *needed)
{
	struct fsa_acl kept;
	struct fsa_stat st;
	u32 status;

	*needed = 0;
	if ((which & SECINFO_SERVED) && !(o->access & ACCESS_READ_CONTROL))
		return STATUS_ACCESS_DENIED;
	if ((which & NT_SECINFO_SACL) && !(o->access & ACCESS_SYSTEM_SECURITY))
		return STATUS_ACCESS_DENIED;
	status = fsa_query(o, &st);
	if (status)
		return status;
	status = fsa_status(fsa_acl_read(&o->path, &kept));
	if (!status)
		status = put_descriptor(&st, &kept, which, w, needed);
	fsa_acl_free(&kept);
	return status;
}

/* ---- setting -------------------------------------------------------------------- */

/* Linux lets a user give a file to nobody, so they can only be said to be as they are. */
static u32 check_owners(const struct owners *ow, const struct nt_secdesc *sd, u32 which)
{
	struct wire_rd r;
	struct nt_sid sid;

	if ((which & NT_SECINFO_OWNER) && sd->owner.len) {
		wire_rd_span_child(&sd->owner, &r);
		if (wire_nt_sid_decode(&r, &sid) || nt_sid_cmp(&sid, &ow->ids.owner))
			return STATUS_INVALID_OWNER;
	}
	if ((which & NT_SECINFO_GROUP) && sd->group.len) {
		wire_rd_span_child(&sd->group, &r);
		if (wire_nt_sid_decode(&r, &sid) || nt_sid_cmp(&sid, &ow->ids.group))
			return STATUS_INVALID_PRIMARY_GROUP;
	}
	return STATUS_SUCCESS;
}

/*
 * Of the control bits those are kept that tell about the DACL, MS-DTYP 2.4.6. Without a
 * DACL the file has none from now on, and everybody may do what Linux lets him.
 */
static int keep(struct fsa_open *o, const struct owners *ow, const struct nt_secdesc *sd,
		struct wire_wr *dacl)
{
	struct nt_secdesc kept = {
		.control = NT_SD_SELF_RELATIVE | NT_SD_DACL_PRESENT |
			   (sd->control & NT_SD_DACL_PROTECTED),
		.owner = ow->owner,
		.group = ow->group,
	};
	struct fsa_acl old;
	int ret;

	if ((sd->control & NT_SD_DACL_INHERIT_REQ) && (sd->control & NT_SD_DACL_INHERITED))
		kept.control |= NT_SD_DACL_INHERITED;
	if (sd->dacl.len) {
		ret = fsa_acl_normalize(&sd->dacl, dacl);
		if (ret)
			return ret;
		take(&kept.dacl, dacl);
	}
	mutex_lock(&o->file->meta_lock);
	fsa_acl_read(&o->path, &old); /* what cannot be read is replaced as it is */
	fsa_acl_keep_domain(&old, &kept);
	ret = fsa_acl_write(&o->path, &kept);
	fsa_acl_free(&old);
	mutex_unlock(&o->file->meta_lock);
	return ret;
}

static u32 set_dacl(struct fsa_open *o, const struct owners *ow, const struct nt_secdesc *sd)
{
	struct wire_wr w;
	void *buf;
	int ret;

	buf = kvmalloc(sd->dacl.len + 1, GFP_KERNEL_ACCOUNT);
	if (!buf)
		return STATUS_INSUFFICIENT_RESOURCES;
	wire_wr_init(&w, buf, sd->dacl.len);
	ret = keep(o, ow, sd, &w);
	kvfree(buf);
	if (ret == -EBADMSG || ret == -EMSGSIZE)
		return STATUS_INVALID_ACL;
	return ret == -EOPNOTSUPP ? STATUS_NOT_SUPPORTED : fsa_status(ret);
}

static u32 set(struct fsa_open *o, u32 which, const struct wire_span *span)
{
	struct nt_secdesc sd;
	struct owners ow = {};
	struct wire_rd r;
	u32 status;

	wire_rd_span_child(span, &r);
	if (wire_nt_secdesc_decode(&r, &sd))
		return STATUS_INVALID_SECURITY_DESCR;
	if (get_owners_of(&o->path, &ow))
		return STATUS_INTERNAL_ERROR;
	if (which & NT_SECINFO_PROTECTED_DACL)
		sd.control |= NT_SD_DACL_PROTECTED;
	if (which & NT_SECINFO_UNPROTECTED_DACL)
		sd.control &= ~NT_SD_DACL_PROTECTED;
	status = check_owners(&ow, &sd, which);
	if (status || !(which & NT_SECINFO_DACL))
		return status;
	return set_dacl(o, &ow, &sd);
}

/**
 * fsa_set_security() - set the security descriptor of an open file
 * @o: open with ACCESS_WRITE_DAC or ACCESS_WRITE_OWNER
 * @which: NT_SECINFO_*: parts to set
 * @sd: self-relative descriptor
 *
 * Return: STATUS_ACCESS_DENIED without the access; STATUS_INVALID_OWNER or
 * STATUS_INVALID_PRIMARY_GROUP for another owner or group than the file has;
 * STATUS_NOT_SUPPORTED for other parts, or where the file system has no place for it.
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
	if (needs & ~o->access)
		return STATUS_ACCESS_DENIED;
	if (which & ~SECINFO_SERVED)
		return STATUS_NOT_SUPPORTED;
	if (fsa_volume_read_only(o->volume, &o->path))
		return STATUS_MEDIA_WRITE_PROTECTED;
	return set(o, which, sd);
}

/* ---- new files ------------------------------------------------------------------ */

static int inherit(struct fsa_open *o, const struct nt_secdesc *parent,
		   const struct fsa_acl_ids *above, const struct owners *ow)
{
	/* An entry has 20 bytes at least: that bounds their number. */
	size_t room = 2 * parent->dacl.len + parent->dacl.len / 20 * INHERITED_PER_ACE;
	struct nt_secdesc sd = {
		.control = NT_SD_SELF_RELATIVE | NT_SD_DACL_PRESENT |
			   (parent->control & NT_SD_DACL_INHERITED),
		.owner = ow->owner,
		.group = ow->group,
	};
	struct wire_wr w;
	void *buf;
	int ret;

	if (!parent->dacl.len)
		return 0;
	buf = kvmalloc(room, GFP_KERNEL_ACCOUNT);
	if (!buf)
		return -ENOMEM;
	wire_wr_init(&w, buf, room);
	ret = fsa_acl_inherit(parent, above, &sd, d_is_dir(o->path.dentry), &w);
	take(&sd.dacl, &w);
	if (!ret && sd.dacl.len)
		ret = fsa_acl_write(&o->path, &sd);
	kvfree(buf);
	return ret;
}

static u32 inherit_from(struct fsa_open *o, const struct path *parent)
{
	struct owners ow = {}, above = {};
	struct fsa_acl a;
	int ret;

	ret = fsa_acl_read(parent, &a);
	if (!ret && a.kept && !a.broken)
		ret = get_owners_of(&o->path, &ow) ?: get_owners_of(parent, &above) ?:
		      inherit(o, &a.sd, &above.ids, &ow);
	fsa_acl_free(&a);
	return fsa_status(ret);
}

/**
 * fsa_security_new() - give a new file its security descriptor, MS-FSA 2.1.5.1.1
 * @o: open that made it
 * @parent: directory that it is in
 * @sd: self-relative descriptor that was asked for; empty: what it inherits
 *
 * Context: the user's credential.
 * Return: NTSTATUS; STATUS_PRIVILEGE_NOT_HELD for a SACL, which nobody may set, else as
 * fsa_set_security().
 */
u32 fsa_security_new(struct fsa_open *o, const struct path *parent, const struct wire_span *sd)
{
	struct nt_secdesc parts;
	u32 which = NT_SECINFO_OWNER | NT_SECINFO_GROUP;
	struct wire_rd r;

	if (!sd->len)
		return inherit_from(o, parent);
	wire_rd_span_child(sd, &r);
	if (wire_nt_secdesc_decode(&r, &parts))
		return STATUS_INVALID_SECURITY_DESCR;
	if (parts.sacl.len)
		return STATUS_PRIVILEGE_NOT_HELD;
	if (parts.control & NT_SD_DACL_PRESENT)
		return set(o, which | NT_SECINFO_DACL, sd);
	return set(o, which, sd) ?: inherit_from(o, parent);
}
