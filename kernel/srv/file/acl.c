// SPDX-License-Identifier: GPL-2.0
/*
 * Access control lists of NT (MS-DTYP 2.4.5, 2.5.3.2), kept in security.NTACL in
 * Samba's format. Version 1 is written, which says nothing of the mode: ours grants
 * nothing that Linux does not (access.c takes what both allow), so that it needs no hash
 * by which to tell that the mode was changed behind its back.
 *
 * Who a user is: his uid and groups as S-1-22, everyone, an authenticated user, a user
 * of the network, and, of his own files, the owner.
 *
 * A folder that was Samba's names users by the SIDs of a domain, which mean nothing here.
 * Of two it is known whom they mean: those that the descriptor itself has as owner and
 * group stand for the owner and group that the file has. That lets nobody do what he
 * could not do before: an owner may set the list, and what Linux does not allow the
 * group it is not given. An entry that allows something to another SID of a domain allows
 * it to nobody. One that denies something denies it to all whom it is not known not to
 * mean: who of our users that domain counts to a group is not known. The owner can always
 * read and set the list.
 */
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mount.h>
#include <linux/slab.h>
#include <linux/xattr.h>

#include "access.h"
#include "acl.h"
#include "user.h"

/* Room for what security.NTACL has around a descriptor, and for its header. */
#define NTACL_OVERHEAD 128

#define READ_ATTEMPTS 4

#define OWNER_ALWAYS (ACCESS_READ_CONTROL | ACCESS_WRITE_DAC)

/* 1: it is in @a->value, 0: there is none, or a negative errno; -ERANGE: it has grown. */
static int get_value(const struct path *p, struct fsa_acl *a, size_t *size)
{
	struct inode *inode = d_inode(p->dentry);
	int len;

	len = __vfs_getxattr(p->dentry, inode, SAMBA_XATTR_NTACL, NULL, 0);
	if (len == -ENODATA || len == -EOPNOTSUPP)
		return 0;
	if (len <= 0)
		return len ?: -EIO;
	a->value = kvmalloc(len, GFP_KERNEL_ACCOUNT);
	if (!a->value)
		return -ENOMEM;
	len = __vfs_getxattr(p->dentry, inode, SAMBA_XATTR_NTACL, a->value, len);
	*size = len;
	return len < 0 ? len : 1;
}

/**
 * fsa_acl_read() - read what is kept of a file
 * @p: file or directory
 * @a: result, to be given to fsa_acl_free() whatever is returned; what is no descriptor
 *     is @a->broken
 *
 * That there are descriptors is no secret; no right is asked.
 *
 * Return: 0, or a negative errno: the file system could not be asked.
 */
int fsa_acl_read(const struct path *p, struct fsa_acl *a)
{
	struct samba_ntacl m;
	struct wire_rd r;
	int ret, attempts = READ_ATTEMPTS;
	size_t len = 0;

	*a = (struct fsa_acl){};
	if (!d_is_reg(p->dentry) && !d_is_dir(p->dentry))
		return 0;
	do {
		kvfree(a->value);
		a->value = NULL;
		ret = get_value(p, a, &len);
	} while (ret == -ERANGE && --attempts);
	if (!ret)
		return 0;
	a->kept = true;
	a->broken = true;
	if (ret < 0)
		return ret;
	wire_rd_init(&r, a->value, len);
	if (wire_samba_ntacl_decode(&r, &m))
		return 0;
	a->sd = m.sd;
	nt_secdesc_repack(&a->sd);
	a->broken = false;
	return 0;
}

/**
 * fsa_acl_free() - done with what was read
 * @a: result of fsa_acl_read()
 */
void fsa_acl_free(struct fsa_acl *a)
{
	kvfree(a->value);
	a->value = NULL;
}

/* ---- what it allows ------------------------------------------------------------- */

/**
 * struct domain_sids - whom a descriptor of another server means
 * @owner: its owner, if that is a domain's; else no SID
 * @group: its group, likewise
 */
struct domain_sids {
	struct nt_sid owner;
	struct nt_sid group;
};

/**
 * struct verdict - what the entries so far say of the user
 * @owner: the file is his
 * @group: he is in the file's group
 * @owner_rights: an entry speaks of the owner, so he has nothing by himself
 * @sids: whom the entries mean
 * @granted: access mask
 * @denied: access mask
 */
struct verdict {
	bool owner;
	bool group;
	bool owner_rights;
	struct domain_sids sids;
	u32 granted;
	u32 denied;
};

/* S-1-5-21-..., of a user or group of a domain, or of a machine of its own */
static bool sid_is_domains(const struct nt_sid *sid)
{
	return sid->authority == 5 && sid->sub_count > 1 && sid->sub[0] == 21;
}

static void get_domain_sid(const struct wire_span *s, struct nt_sid *sid)
{
	struct wire_rd r;

	wire_rd_span_child(s, &r);
	if (!s->len || wire_nt_sid_decode(&r, sid) || !sid_is_domains(sid))
		*sid = (struct nt_sid){};
}

static void get_domain_sids(const struct nt_secdesc *sd, struct domain_sids *d)
{
	get_domain_sid(&sd->owner, &d->owner);
	get_domain_sid(&sd->group, &d->group);
}

static bool sid_is(const struct nt_sid *sid, enum nt_sid_known known)
{
	return !nt_sid_cmp(sid, &nt_sid_known[known]);
}

static bool sid_is_users(const struct nt_sid *sid)
{
	u32 id;

	switch (nt_sid_to_unix(sid, &id)) {
	case NT_SID_UNIX_UID:
	case NT_SID_NFS_UID:
		return uid_eq(make_kuid(&init_user_ns, id), current_fsuid());
	case NT_SID_UNIX_GID:
	case NT_SID_NFS_GID:
		return in_group_p(make_kgid(&init_user_ns, id));
	case NT_SID_UNIX_NONE:
	case NT_SID_NFS_MODE:
		break;
	}
	return sid_is(sid, NT_SID_EVERYONE) || sid_is(sid, NT_SID_AUTHENTICATED) ||
	       sid_is(sid, NT_SID_NETWORK);
}

static bool denies(u8 type)
{
	return type == NT_ACE_DENIED || type == NT_ACE_DENIED_OBJECT ||
	       type == NT_ACE_DENIED_CALLBACK || type == NT_ACE_DENIED_CALLBACK_OBJECT;
}

/* Does an entry speak of the user, or, if it denies something, may it? */
static bool means_user(const struct nt_ace *ace, const struct verdict *v)
{
	bool owner, group;

	if (!sid_is_domains(&ace->sid))
		return sid_is_users(&ace->sid);
	owner = !nt_sid_cmp(&ace->sid, &v->sids.owner);
	group = !nt_sid_cmp(&ace->sid, &v->sids.group);
	return (owner && v->owner) || (group && v->group) ||
	       (!owner && !group && denies(ace->type));
}

/* What an entry of another kind grants takes conditions that are not known here. */
static void weigh(const struct nt_ace *ace, struct verdict *v)
{
	u32 mask;

	if ((ace->flags & NT_ACE_INHERIT_ONLY) || nt_ace_form(ace->type) == NT_ACE_FORM_OPAQUE)
		return;
	mask = fsa_access_map(ace->mask);
	if (sid_is(&ace->sid, NT_SID_OWNER_RIGHTS)) {
		v->owner_rights = true;
		if (!v->owner)
			return;
	} else if (!means_user(ace, v)) {
		return;
	}
	if (ace->type == NT_ACE_ALLOWED)
		v->granted |= mask & ~v->denied;
	else if (denies(ace->type))
		v->denied |= mask & ~v->granted;
}

static int weigh_all(const struct wire_span *dacl, struct verdict *v)
{
	struct nt_acl_walk walk;
	struct nt_acl acl;
	struct nt_ace ace;
	struct wire_rd r;
	int ret;

	wire_rd_span_child(dacl, &r);
	ret = wire_nt_acl_decode(&r, &acl);
	if (ret)
		return ret;
	wire_nt_acl_walk(&acl, &walk);
	while ((ret = wire_nt_ace_next(&walk, &ace)) > 0)
		weigh(&ace, v);
	return ret;
}

/**
 * fsa_acl_access() - what a descriptor lets the current user do
 * @a: what is kept
 * @p: of which file
 *
 * Context: the user's credential.
 * Return: access mask without generic bits; all bits if nothing is kept, or there is no
 * list.
 */
u32 fsa_acl_access(const struct fsa_acl *a, const struct path *p)
{
	const vfsuid_t uid = i_uid_into_vfsuid(mnt_idmap(p->mnt), d_inode(p->dentry));
	const vfsgid_t gid = i_gid_into_vfsgid(mnt_idmap(p->mnt), d_inode(p->dentry));
	struct verdict v = {
		.owner = vfsuid_eq_kuid(uid, current_fsuid()),
		.group = vfsgid_in_group_p(gid),
	};

	if (!a->kept)
		return U32_MAX;
	get_domain_sids(&a->sd, &v.sids);
	if (!a->broken && (!(a->sd.control & NT_SD_DACL_PRESENT) || !a->sd.dacl.len))
		return U32_MAX;
	if (a->broken || weigh_all(&a->sd.dacl, &v) < 0)
		v.granted = 0;
	if (v.owner && !v.owner_rights)
		v.granted |= OWNER_ALWAYS;
	return v.granted;
}

/**
 * fsa_acl_access_of() - the same, of a file that nothing was read of yet
 * @p: file
 * @access: result, as of fsa_acl_access()
 *
 * Context: the user's credential; may sleep.
 * Return: as fsa_acl_read().
 */
int fsa_acl_access_of(const struct path *p, u32 *access)
{
	struct fsa_acl a;
	int ret;

	ret = fsa_acl_read(p, &a);
	*access = fsa_acl_access(&a, p);
	fsa_acl_free(&a);
	return ret;
}

/* ---- keeping one ------------------------------------------------------------------ */

/* A file has no generic rights: an entry that counts for it names what they stand for. */
static int add_mapped(struct nt_acl_build *b, struct nt_ace *ace)
{
	if (!(ace->flags & NT_ACE_INHERIT_ONLY) && nt_ace_form(ace->type) != NT_ACE_FORM_OPAQUE)
		ace->mask = fsa_access_map(ace->mask);
	return wire_nt_acl_add(b, ace);
}

/**
 * fsa_acl_normalize() - a list as it is kept
 * @dacl: list, not empty
 * @w: where it goes; it takes as many bytes as @dacl
 *
 * Return: 0, -EBADMSG if it is none, or -EMSGSIZE.
 */
int fsa_acl_normalize(const struct wire_span *dacl, struct wire_wr *w)
{
	struct nt_acl_build b;
	struct nt_acl_walk walk;
	struct nt_acl acl;
	struct nt_ace ace;
	struct wire_rd r;
	int ret;

	wire_rd_span_child(dacl, &r);
	ret = wire_nt_acl_decode(&r, &acl) ?: wire_nt_acl_begin(&b, w, acl.revision);
	if (ret)
		return ret;
	wire_nt_acl_walk(&acl, &walk);
	while ((ret = wire_nt_ace_next(&walk, &ace)) > 0) {
		ret = add_mapped(&b, &ace);
		if (ret)
			return ret;
	}
	return ret ?: wire_nt_acl_end(&b);
}

/**
 * fsa_acl_keep_domain() - owner and group go on to be called as they were
 * @old: what is kept so far
 * @sd: descriptor that takes its place; its owner and group are replaced if those of
 *      @old are a domain's: whom the entries mean is known by that alone
 */
void fsa_acl_keep_domain(const struct fsa_acl *old, struct nt_secdesc *sd)
{
	struct domain_sids d;

	if (!old->kept || old->broken)
		return;
	get_domain_sids(&old->sd, &d);
	if (d.owner.sub_count)
		sd->owner = old->sd.owner;
	if (d.group.sub_count)
		sd->group = old->sd.group;
}

/**
 * fsa_acl_write() - keep a descriptor
 * @p: file or directory
 * @sd: descriptor
 *
 * The caller has checked the access granted.
 *
 * Return: 0 or a negative errno; -EOPNOTSUPP where the file system has no place for it.
 */
int fsa_acl_write(const struct path *p, const struct nt_secdesc *sd)
{
	struct samba_ntacl m = { .version = 1, .sd = *sd };
	size_t room = NTACL_OVERHEAD + sd->owner.len + sd->group.len + sd->dacl.len;
	const struct cred *saved;
	struct wire_wr w;
	void *value;
	int ret;

	value = kvmalloc(room, GFP_KERNEL_ACCOUNT);
	if (!value)
		return -ENOMEM;
	nt_secdesc_repack(&m.sd);
	wire_wr_init(&w, value, room);
	ret = wire_samba_ntacl_encode(&w, &m) ?: mnt_want_write(p->mnt);
	if (!ret) {
		saved = fsa_warden_begin();
		ret = vfs_setxattr(mnt_idmap(p->mnt), p->dentry, SAMBA_XATTR_NTACL, value,
				   wire_wr_off(&w), 0);
		fsa_user_end(saved);
		mnt_drop_write(p->mnt);
	}
	kvfree(value);
	return ret;
}

/* ---- inheritance ------------------------------------------------------------------ */

#define GENERIC_ANY \
	(ACCESS_GENERIC_READ | ACCESS_GENERIC_WRITE | ACCESS_GENERIC_EXECUTE | ACCESS_GENERIC_ALL)
#define INHERITS (NT_ACE_OBJECT_INHERIT | NT_ACE_CONTAINER_INHERIT)

/**
 * struct heir - a file or directory that is being made
 * @b: its list
 * @directory: it is one
 * @flag: NT_ACE_INHERITED, if its list goes on to follow the directory's
 * @owner: for CREATOR OWNER
 * @group: for CREATOR GROUP
 * @sids: whom the directory's list means by the SIDs of a domain
 * @above: owner and group of the directory, who they are
 */
struct heir {
	struct nt_acl_build b;
	bool directory;
	u8 flag;
	struct nt_sid owner;
	struct nt_sid group;
	struct domain_sids sids;
	const struct fsa_acl_ids *above;
};

/* Who is known of the directory is not of the file, so he is called by his number. */
static void name_ids(const struct heir *h, struct nt_sid *sid)
{
	if (!sid_is_domains(sid))
		return;
	if (!nt_sid_cmp(sid, &h->sids.owner))
		*sid = h->above->owner;
	else if (!nt_sid_cmp(sid, &h->sids.group))
		*sid = h->above->group;
}

/* The entry as it counts for the heir itself; whether that is another one. */
static bool make_effective(const struct heir *h, struct nt_ace *ace)
{
	bool other = ace->mask & GENERIC_ANY;

	ace->mask = fsa_access_map(ace->mask);
	if (sid_is(&ace->sid, NT_SID_CREATOR_OWNER))
		ace->sid = h->owner;
	else if (sid_is(&ace->sid, NT_SID_CREATOR_GROUP))
		ace->sid = h->group;
	else
		return other;
	return true;
}

/* MS-DTYP 2.5.3.4.4: what of an entry passes to a new directory. */
static int inherit_to_directory(struct heir *h, const struct nt_ace *from)
{
	bool passes_on = !(from->flags & NT_ACE_NO_PROPAGATE);
	struct nt_ace own = *from, on = *from;
	bool other;
	int ret;

	on.flags = (from->flags & INHERITS) | NT_ACE_INHERIT_ONLY | h->flag;
	if (!(from->flags & NT_ACE_CONTAINER_INHERIT))
		return passes_on ? wire_nt_acl_add(&h->b, &on) : 0;
	other = make_effective(h, &own);
	own.flags = h->flag;
	if (passes_on && !other)
		own.flags |= from->flags & INHERITS;
	ret = wire_nt_acl_add(&h->b, &own);
	if (!ret && passes_on && other)
		ret = wire_nt_acl_add(&h->b, &on);
	return ret;
}

static int inherit_ace(struct heir *h, const struct nt_ace *from)
{
	struct nt_ace own = *from;

	if (!(from->flags & INHERITS) || nt_ace_form(from->type) == NT_ACE_FORM_OPAQUE)
		return 0;
	name_ids(h, &own.sid);
	if (h->directory)
		return inherit_to_directory(h, &own);
	if (!(from->flags & NT_ACE_OBJECT_INHERIT))
		return 0;
	make_effective(h, &own);
	own.flags = h->flag;
	return wire_nt_acl_add(&h->b, &own);
}

static int inherit_all(struct heir *h, const struct wire_span *dacl)
{
	struct nt_acl_walk walk;
	struct nt_acl acl;
	struct nt_ace ace;
	struct wire_rd r;
	int ret;

	wire_rd_span_child(dacl, &r);
	ret = wire_nt_acl_decode(&r, &acl);
	if (ret)
		return ret;
	wire_nt_acl_walk(&acl, &walk);
	while ((ret = wire_nt_ace_next(&walk, &ace)) > 0) {
		ret = inherit_ace(h, &ace);
		if (ret)
			return ret;
	}
	return ret;
}

/**
 * fsa_acl_inherit() - the list that a new file gets from its directory, MS-DTYP 2.5.3.4
 * @parent: descriptor of the directory
 * @above: owner and group that the directory has
 * @child: owner and group of the new file
 * @directory: it is a directory
 * @w: where the list goes; nothing is written if it inherits none. Twice the bytes of the
 *     directory's, and 64 for each of its entries, are enough
 *
 * Return: 0 or a negative errno.
 */
int fsa_acl_inherit(const struct nt_secdesc *parent, const struct fsa_acl_ids *above,
		    const struct nt_secdesc *child, bool directory, struct wire_wr *w)
{
	struct heir h = {
		.directory = directory,
		.flag = parent->control & NT_SD_DACL_INHERITED ? NT_ACE_INHERITED : 0,
		.above = above,
	};
	struct wire_rd owner, group;
	int ret;

	get_domain_sids(parent, &h.sids);
	wire_rd_span_child(&child->owner, &owner);
	wire_rd_span_child(&child->group, &group);
	ret = wire_nt_sid_decode(&owner, &h.owner) ?: wire_nt_sid_decode(&group, &h.group) ?:
	      wire_nt_acl_begin(&h.b, w, NT_ACL_REVISION);
	if (!ret && parent->dacl.len)
		ret = inherit_all(&h, &parent->dacl);
	if (!ret && h.b.count)
		return wire_nt_acl_end(&h.b);
	w->pos = w->base;
	return ret;
}
