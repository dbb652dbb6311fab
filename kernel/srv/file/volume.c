// SPDX-License-Identifier: GPL-2.0
/*
 * fsa_volume: the folder that a share exports, and what FileFs* information
 * (MS-FSCC 2.5) says about the file system that holds it.
 *
 * File systems mounted below the root are part of the volume, as they are for a
 * local process. Numbers of inodes are unique per file system only, so those of
 * other file systems than the root's are mixed with the device's number.
 */
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/hash.h>
#include <linux/magic.h>
#include <linux/mount.h>
#include <linux/quotaops.h>
#include <linux/slab.h>
#include <linux/statfs.h>
#include <lwsmb/time.h>

#include "open.h"
#include "user.h"
#include "volume.h"

/**
 * fsa_volume_new() - export a folder
 * @root: a directory; references are taken
 * @o: options; copied
 *
 * Return: the volume with one reference, or ERR_PTR(-ENOTDIR, -ENOMEM).
 */
struct fsa_volume *fsa_volume_new(const struct path *root, const struct fsa_volume_options *o)
{
	struct fsa_volume *v;

	if (!d_is_dir(root->dentry))
		return ERR_PTR(-ENOTDIR);
	v = kzalloc(sizeof(*v), GFP_KERNEL);
	if (!v)
		return ERR_PTR(-ENOMEM);
	v->label = kstrdup(o->label ?: "", GFP_KERNEL);
	if (!v->label) {
		kfree(v);
		return ERR_PTR(-ENOMEM);
	}
	v->opts = *o;
	v->opts.label = v->label;
	v->root = *root;
	path_get(&v->root);
	refcount_set(&v->refs, 1);
	return v;
}

/**
 * fsa_volume_get() - take a reference
 * @v: volume
 *
 * Return: @v.
 */
struct fsa_volume *fsa_volume_get(struct fsa_volume *v)
{
	refcount_inc(&v->refs);
	return v;
}

/**
 * fsa_volume_put() - give a reference back
 * @v: volume, or NULL
 */
void fsa_volume_put(struct fsa_volume *v)
{
	if (!v || !refcount_dec_and_test(&v->refs))
		return;
	path_put(&v->root);
	kfree(v->label);
	kfree(v);
}

/**
 * fsa_volume_gone() - has the folder been deleted?
 * @v: volume
 *
 * Return: whether it has: nothing can be found or made in it any more, though one of
 * the same name may be where it was.
 */
bool fsa_volume_gone(const struct fsa_volume *v)
{
	return IS_DEADDIR(d_inode(v->root.dentry));
}

/**
 * fsa_volume_read_only() - can nothing be changed here?
 * @v: volume
 * @p: a place in it, which decides if another file system is mounted there
 *
 * Return: whether share, mount or file system are read-only.
 */
bool fsa_volume_read_only(const struct fsa_volume *v, const struct path *p)
{
	return v->opts.read_only || __mnt_is_readonly(p->mnt);
}

/**
 * fsa_volume_file_id() - the number that a client knows a file by
 * @v: volume
 * @inode: the file
 *
 * Return: the inode's number; for a file of another file system than the root's it
 * is mixed with the number of its device.
 */
u64 fsa_volume_file_id(const struct fsa_volume *v, const struct inode *inode)
{
	const struct super_block *sb = inode->i_sb;

	if (sb == v->root.dentry->d_sb)
		return inode->i_ino;
	return inode->i_ino ^ ((u64)hash_32(new_encode_dev(sb->s_dev), 31) << 32 | BIT_ULL(63));
}

/**
 * fsa_volume_keeps_holes() - do files have holes that take no space?
 * @p: a place in a volume
 *
 * Linux has no word for it: all but the family of FAT are taken to have some.
 *
 * Return: whether they do.
 */
bool fsa_volume_keeps_holes(const struct path *p)
{
	switch (p->dentry->d_sb->s_magic) {
	case EXFAT_SUPER_MAGIC:
	case MSDOS_SUPER_MAGIC:
		return false;
	}
	return true;
}

static u64 birth_time(const struct path *root)
{
	struct path top = { .mnt = root->mnt, .dentry = root->dentry->d_sb->s_root };
	struct kstat st;
	u64 ft;

	if (vfs_getattr(&top, &st, STATX_BTIME, AT_STATX_DONT_SYNC) ||
	    !(st.result_mask & STATX_BTIME))
		return 0;
	filetime_encode(st.btime.tv_sec, st.btime.tv_nsec, &ft);
	return ft;
}

static u32 volume_attributes(const struct fsa_volume *v, const struct path *p)
{
	u32 a = FILE_CASE_SENSITIVE_SEARCH | FILE_CASE_PRESERVED_NAMES | FILE_UNICODE_ON_DISK;

	if (fsa_volume_keeps_holes(p))
		a |= FILE_SUPPORTS_SPARSE_FILES;
	if (d_inode(p->dentry->d_sb->s_root)->i_op->link)
		a |= FILE_SUPPORTS_HARD_LINKS;
	if (fsa_volume_read_only(v, p))
		a |= FILE_READ_ONLY_VOLUME;
	return a;
}

static_assert(sizeof_field(struct kstatfs, f_fsid) <= 16);

static void volume_id(const struct super_block *sb, const struct kstatfs *fs, u8 id[16])
{
	if (!uuid_is_null(&sb->s_uuid)) {
		memcpy(id, &sb->s_uuid, 16);
		return;
	}
	memset(id, 0, 16);
	memcpy(id, &fs->f_fsid, sizeof(fs->f_fsid));
}

/* What a quota has left for its owner, in bytes. Quotas of folders are in statfs(2). */
static u64 quota_left(struct super_block *sb, struct kqid owner)
{
	struct qc_dqblk q;
	u64 limit;

	if (!sb->s_qcop || !sb->s_qcop->get_dqblk || sb->s_qcop->get_dqblk(sb, owner, &q))
		return U64_MAX;
	limit = q.d_spc_hardlimit ?: q.d_spc_softlimit;
	if (!limit)
		return U64_MAX;
	return limit - min(limit, q.d_space);
}

/*
 * Bytes of a unit, which others divide by. Not every file system says: FUSE says nothing
 * to a user whom it does not serve, and its server may say anything.
 */
static u32 unit_of(const struct kstatfs *fs)
{
	u64 unit = fs->f_frsize ?: fs->f_bsize;

	return unit && unit <= S32_MAX ? unit : PAGE_SIZE;
}

static u64 caller_units(const struct fsa_open *o, const struct kstatfs *fs, u32 unit)
{
	struct super_block *sb = o->path.dentry->d_sb;
	u64 left;

	left = min(quota_left(sb, make_kqid_uid(fsa_user_uid(o->user))),
		   quota_left(sb, make_kqid_gid(fsa_user_gid(o->user))));
	return min_t(u64, fs->f_bavail, div_u64(left, unit));
}

/**
 * fsa_volume_query() - what FileFs* information asks for
 * @o: an open of the volume; the file system that it lies on is what is asked
 * @info: result; its strings live as long as the volume
 *
 * Return: NTSTATUS.
 */
u32 fsa_volume_query(struct fsa_open *o, struct fsa_volume_info *info)
{
	struct fsa_volume *v = o->volume;
	const struct cred *saved;
	struct kstatfs fs;
	int ret;

	saved = fsa_user_begin(o->user);
	ret = vfs_statfs(&o->path, &fs);
	memset(info, 0, sizeof(*info));
	if (!ret)
		info->creation_time = birth_time(&o->path);
	fsa_user_end(saved);
	if (ret)
		return fsa_status(ret);
	info->total_units = fs.f_blocks;
	info->free_units = fs.f_bfree;
	info->bytes_per_unit = unit_of(&fs);
	info->caller_units = caller_units(o, &fs, info->bytes_per_unit);
	info->serial = fs.f_fsid.val[0] ^ fs.f_fsid.val[1];
	volume_id(o->path.dentry->d_sb, &fs, info->id);
	info->attributes = volume_attributes(v, &o->path);
	info->quota_tracked = sb_has_quota_usage_enabled(o->path.dentry->d_sb, USRQUOTA);
	info->quota_enforced = sb_has_quota_limits_enabled(o->path.dentry->d_sb, USRQUOTA);
	info->max_component = min_t(u64, fs.f_namelen, 255);
	info->type = "NTFS";
	info->label = v->label;
	return STATUS_SUCCESS;
}
