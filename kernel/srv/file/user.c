// SPDX-License-Identifier: GPL-2.0
/*
 * fsa_user: a logged-on user as the VFS sees him. His credential is made once, at
 * log-on, and holds his ids and groups and not one capability: what the file
 * system lets him do is what mode, POSIX ACL, quota and reserved blocks say.
 *
 * There are two more credentials. One is the keeper's. It writes the metadata that a user
 * may change by the rules of NT though Linux would not let him write the attribute
 * that holds it (user.DOSATTRIB of a file of mode 0444, a time stamp of a file that
 * he may write but does not own), and gives a file that he has made its mode. It is used
 * for no more than that, after the access granted to the Open was checked. The
 * warden's writes security.NTACL, as Linux leaves what begins with security. to the
 * administrator, and is used by acl.c alone.
 */
#include <linux/cred.h>
#include <linux/init_task.h>
#include <linux/securebits.h>
#include <linux/slab.h>

#include "fsa.h"
#include "user.h"

/* Nothing that runs under our credentials is root by its number, nor becomes it. */
#define FSA_SECUREBITS \
	(SECBIT_NOROOT | SECBIT_NO_SETUID_FIXUP | SECBIT_NO_CAP_AMBIENT_RAISE | SECURE_ALL_LOCKS)

/**
 * struct fsa_user - a user's rights
 * @refs: sessions, opens and volumes' pending deletions
 * @cred: the credential, constant
 * @name: for lists and logs, constant
 */
struct fsa_user {
	refcount_t refs;
	const struct cred *cred;
	char *name;
};

static const struct cred *fsa_keeper;
static const struct cred *fsa_warden;

static void drop_capabilities(struct cred *c)
{
	cap_clear(c->cap_inheritable);
	cap_clear(c->cap_permitted);
	cap_clear(c->cap_effective);
	cap_clear(c->cap_bset);
	cap_clear(c->cap_ambient);
	c->securebits = FSA_SECUREBITS;
}

static int set_identity_groups(struct cred *c, const struct fsa_identity *id)
{
	struct group_info *gi;

	if (id->group_count > NGROUPS_MAX)
		return -EINVAL;
	gi = groups_alloc(id->group_count);
	if (!gi)
		return -ENOMEM;
	if (id->group_count)
		memcpy(gi->gid, id->groups, id->group_count * sizeof(*gi->gid));
	groups_sort(gi);
	set_groups(c, gi);
	put_group_info(gi);
	return 0;
}

static struct cred *make_cred(const struct fsa_identity *id)
{
	struct cred *c;
	int ret;

	c = prepare_kernel_cred(&init_task);
	if (!c)
		return ERR_PTR(-ENOMEM);
	c->uid = id->uid;
	c->euid = id->uid;
	c->suid = id->uid;
	c->fsuid = id->uid;
	c->gid = id->gid;
	c->egid = id->gid;
	c->sgid = id->gid;
	c->fsgid = id->gid;
	drop_capabilities(c);
	ret = set_identity_groups(c, id);
	if (ret) {
		put_cred(c);
		return ERR_PTR(ret);
	}
	return c;
}

/**
 * fsa_user_new() - make a user's credential
 * @id: who he is; copied
 *
 * Context: process context, may sleep.
 * Return: the user with one reference, or ERR_PTR(-EINVAL, -ENOMEM).
 */
struct fsa_user *fsa_user_new(const struct fsa_identity *id)
{
	struct fsa_user *u;
	struct cred *c;

	if (!uid_valid(id->uid) || !gid_valid(id->gid))
		return ERR_PTR(-EINVAL);
	u = kzalloc(sizeof(*u), GFP_KERNEL_ACCOUNT);
	if (!u)
		return ERR_PTR(-ENOMEM);
	u->name = kstrdup(id->name, GFP_KERNEL_ACCOUNT);
	c = u->name ? make_cred(id) : ERR_PTR(-ENOMEM);
	if (IS_ERR(c)) {
		kfree(u->name);
		kfree(u);
		return ERR_CAST(c);
	}
	u->cred = c;
	refcount_set(&u->refs, 1);
	return u;
}

/**
 * fsa_user_get() - take a reference
 * @u: user
 *
 * Return: @u.
 */
struct fsa_user *fsa_user_get(struct fsa_user *u)
{
	refcount_inc(&u->refs);
	return u;
}

/**
 * fsa_user_put() - give a reference back
 * @u: user, or NULL
 */
void fsa_user_put(struct fsa_user *u)
{
	if (!u || !refcount_dec_and_test(&u->refs))
		return;
	put_cred(u->cred);
	kfree(u->name);
	kfree(u);
}

/**
 * fsa_user_name() - the user's name for lists and logs
 * @u: user
 *
 * Return: UTF-8, valid as long as @u is.
 */
const char *fsa_user_name(const struct fsa_user *u)
{
	return u->name;
}

/**
 * fsa_user_uid() - the user's number
 * @u: user
 *
 * Return: uid.
 */
kuid_t fsa_user_uid(const struct fsa_user *u)
{
	return u->cred->fsuid;
}

/**
 * fsa_user_gid() - the number of the user's primary group
 * @u: user
 *
 * Return: gid.
 */
kgid_t fsa_user_gid(const struct fsa_user *u)
{
	return u->cred->fsgid;
}

/**
 * fsa_user_in_group() - is the user a member of a group?
 * @u: user
 * @gid: group
 *
 * Return: whether @gid is his primary group or one of the others.
 */
bool fsa_user_in_group(const struct fsa_user *u, kgid_t gid)
{
	const struct group_info *gi = u->cred->group_info;
	int i;

	if (gid_eq(u->cred->fsgid, gid))
		return true;
	for (i = 0; i < gi->ngroups; i++)
		if (gid_eq(gi->gid[i], gid))
			return true;
	return false;
}

/**
 * fsa_user_begin() - run what follows with a user's rights
 * @u: user
 *
 * Return: what fsa_user_end() wants.
 */
const struct cred *fsa_user_begin(const struct fsa_user *u)
{
	return override_creds(u->cred);
}

/**
 * fsa_user_end() - run with the rights from before again
 * @saved: what fsa_user_begin() or fsa_keeper_begin() returned
 */
void fsa_user_end(const struct cred *saved)
{
	revert_creds(saved);
}

/**
 * fsa_keeper_begin() - run what follows with the rights to keep metadata
 *
 * Only for what the rules of NT allow the user and the access granted to his Open
 * includes.
 *
 * Return: what fsa_user_end() wants.
 */
const struct cred *fsa_keeper_begin(void)
{
	return override_creds(fsa_keeper);
}

/**
 * fsa_warden_begin() - run what follows with the right to keep security descriptors
 *
 * Only after the access granted to the user's Open was checked.
 *
 * Return: what fsa_user_end() wants.
 */
const struct cred *fsa_warden_begin(void)
{
	return override_creds(fsa_warden);
}

static struct cred *bare_cred(void)
{
	struct cred *c = prepare_kernel_cred(&init_task);

	if (c)
		drop_capabilities(c);
	return c;
}

/**
 * fsa_user_init() - make the credentials of keeper and warden
 *
 * Return: 0 or -ENOMEM.
 */
int fsa_user_init(void)
{
	struct cred *keeper = bare_cred(), *warden = bare_cred();

	if (!keeper || !warden) {
		if (keeper)
			put_cred(keeper);
		if (warden)
			put_cred(warden);
		return -ENOMEM;
	}
	cap_raise(keeper->cap_permitted, CAP_DAC_OVERRIDE);
	cap_raise(keeper->cap_permitted, CAP_FOWNER);
	cap_raise(keeper->cap_permitted, CAP_FSETID);
	keeper->cap_effective = keeper->cap_permitted;
	cap_raise(warden->cap_permitted, CAP_SYS_ADMIN);
	warden->cap_effective = warden->cap_permitted;
	fsa_keeper = keeper;
	fsa_warden = warden;
	return 0;
}

/**
 * fsa_user_exit() - give the credentials of keeper and warden back
 */
void fsa_user_exit(void)
{
	put_cred(fsa_keeper);
	put_cred(fsa_warden);
	fsa_keeper = NULL;
	fsa_warden = NULL;
}
