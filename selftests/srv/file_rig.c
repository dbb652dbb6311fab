// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the tests of the file layer stand on.
 */
#include <linux/file.h>
#include <linux/module.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/slab.h>
#include <linux/uio.h>
#include <lwsmb/utf16.h>

#include "file_rig.h"

/* The file system that is tested; a device must have been formatted. */
static char *rig_type = "tmpfs";
module_param_named(type, rig_type, charp, 0444);
static char *rig_device = "none";
module_param_named(device, rig_device, charp, 0444);

bool rig_on_tmpfs(void)
{
	return !strcmp(rig_type, "tmpfs");
}

/* ---- a local process -------------------------------------------------------------- */

static struct dentry *begin(const struct path *root, const char *path, struct path *dir)
{
	const char *last = strrchr(path, '/');
	char *parent = last ? kstrndup(path, last - path, GFP_KERNEL) : NULL;
	struct dentry *d;
	int ret = 0;

	*dir = *root;
	if (parent)
		ret = vfs_path_lookup(root->dentry, root->mnt, parent, LOOKUP_FOLLOW, dir);
	else
		path_get(dir);
	kfree(parent);
	if (ret)
		return ERR_PTR(ret);
	last = last ? last + 1 : path;
	inode_lock_nested(d_inode(dir->dentry), I_MUTEX_PARENT);
	d = lookup_one_len(last, dir->dentry, strlen(last));
	if (IS_ERR(d)) {
		inode_unlock(d_inode(dir->dentry));
		path_put(dir);
	}
	return d;
}

static void end(struct dentry *d, struct path *dir)
{
	inode_unlock(d_inode(dir->dentry));
	dput(d);
	path_put(dir);
}

static int set_owner(struct dentry *d, umode_t mode, kuid_t uid, kgid_t gid)
{
	struct iattr a = { .ia_valid = ATTR_MODE | ATTR_UID | ATTR_GID, .ia_mode = mode,
			   .ia_uid = uid, .ia_gid = gid };
	int ret;

	inode_lock(d_inode(d));
	ret = notify_change(&nop_mnt_idmap, d, &a, NULL);
	inode_unlock(d_inode(d));
	return ret;
}

static int local_mknod(const struct path *root, const char *path, umode_t mode, kuid_t uid,
		       kgid_t gid)
{
	struct path dir;
	struct dentry *d = begin(root, path, &dir);
	int ret;

	if (IS_ERR(d))
		return PTR_ERR(d);
	if (d_is_positive(d))
		ret = -EEXIST;
	else if (S_ISDIR(mode))
		ret = vfs_mkdir(&nop_mnt_idmap, d_inode(dir.dentry), d, mode & 07777);
	else if (S_ISREG(mode))
		ret = vfs_create(&nop_mnt_idmap, d_inode(dir.dentry), d, mode, true);
	else
		ret = vfs_mknod(&nop_mnt_idmap, d_inode(dir.dentry), d, mode, 0);
	if (!ret)
		ret = set_owner(d, (mode & 07777) | (d_inode(d)->i_mode & S_IFMT), uid, gid);
	end(d, &dir);
	return ret;
}

int rig_local_create(struct kunit *test, const char *path, umode_t mode, kuid_t uid, kgid_t gid)
{
	return local_mknod(&RIG(test)->root, path, S_IFREG | mode, uid, gid);
}

int rig_local_mkdir(struct kunit *test, const char *path, umode_t mode)
{
	return local_mknod(&RIG(test)->root, path, S_IFDIR | mode, GLOBAL_ROOT_UID,
			   GLOBAL_ROOT_GID);
}

int rig_local_mknod(struct kunit *test, const char *path, umode_t mode)
{
	return local_mknod(&RIG(test)->root, path, mode, GLOBAL_ROOT_UID, GLOBAL_ROOT_GID);
}

int rig_local_symlink(struct kunit *test, const char *path, const char *target)
{
	struct path dir;
	struct dentry *d = begin(&RIG(test)->root, path, &dir);
	int ret;

	if (IS_ERR(d))
		return PTR_ERR(d);
	ret = vfs_symlink(&nop_mnt_idmap, d_inode(dir.dentry), d, target);
	end(d, &dir);
	return ret;
}

int rig_local_unlink(struct kunit *test, const char *path)
{
	struct path dir;
	struct dentry *d = begin(&RIG(test)->root, path, &dir);
	int ret = -ENOENT;

	if (IS_ERR(d))
		return PTR_ERR(d);
	if (d_is_dir(d))
		ret = vfs_rmdir(&nop_mnt_idmap, d_inode(dir.dentry), d);
	else if (d_is_positive(d))
		ret = vfs_unlink(&nop_mnt_idmap, d_inode(dir.dentry), d, NULL);
	end(d, &dir);
	return ret;
}

/* Both in the exported directory itself. */
int rig_local_rename(struct kunit *test, const char *from, const char *to)
{
	struct path *root = &RIG(test)->root;
	struct renamedata rd = {
		.old_mnt_idmap = &nop_mnt_idmap,
		.new_mnt_idmap = &nop_mnt_idmap,
		.old_dir = d_inode(root->dentry),
		.new_dir = d_inode(root->dentry),
	};
	int ret;

	lock_rename(root->dentry, root->dentry);
	rd.old_dentry = lookup_one_len(from, root->dentry, strlen(from));
	rd.new_dentry = lookup_one_len(to, root->dentry, strlen(to));
	ret = d_is_positive(rd.old_dentry) ? vfs_rename(&rd) : -ENOENT;
	unlock_rename(root->dentry, root->dentry);
	dput(rd.old_dentry);
	dput(rd.new_dentry);
	return ret;
}

int rig_local_stat(struct kunit *test, const char *path, struct kstat *st)
{
	struct path *root = &RIG(test)->root, p;
	int ret;

	ret = vfs_path_lookup(root->dentry, root->mnt, path, 0, &p);
	if (ret)
		return ret;
	ret = vfs_getattr(&p, st, STATX_BASIC_STATS | STATX_BTIME, AT_STATX_SYNC_AS_STAT);
	path_put(&p);
	return ret;
}

int rig_local_chmod(struct kunit *test, const char *path, umode_t mode)
{
	struct path *root = &RIG(test)->root, p;
	struct iattr a = { .ia_valid = ATTR_MODE };
	int ret;

	ret = vfs_path_lookup(root->dentry, root->mnt, path, 0, &p);
	if (ret)
		return ret;
	a.ia_mode = (d_inode(p.dentry)->i_mode & S_IFMT) | mode;
	inode_lock(d_inode(p.dentry));
	ret = notify_change(&nop_mnt_idmap, p.dentry, &a, NULL);
	inode_unlock(d_inode(p.dentry));
	path_put(&p);
	return ret;
}

bool rig_exists(struct kunit *test, const char *path)
{
	struct kstat st;

	return !rig_local_stat(test, path, &st);
}

bool rig_secret_exists(struct kunit *test)
{
	struct vfsmount *mnt = RIG(test)->mnt;
	struct path p;

	if (vfs_path_lookup(mnt->mnt_root, mnt, "secret", 0, &p))
		return false;
	path_put(&p);
	return true;
}

/* ---- the rig ---------------------------------------------------------------------- */

static struct fsa_user *make_user(u32 id)
{
	kgid_t shared = KGIDT_INIT(5000);
	struct fsa_identity who = {
		.uid = KUIDT_INIT(id),
		.gid = KGIDT_INIT(id),
		.groups = &shared,
		.group_count = 1,
		.name = "test",
	};

	return fsa_user_new(&who);
}

static struct fsa_volume *make_volume(struct rig *rig, bool exact, bool read_only)
{
	struct fsa_volume_options o = {
		.case_sensitive = exact,
		.read_only = read_only,
		.create_mask = 0666,
		.directory_mask = 0777,
		.label = "rig",
	};

	return fsa_volume_new(&rig->root, &o);
}

/* Each test has a folder of its own: a device keeps what the others left. */
static int make_folder(struct rig *rig)
{
	struct path top = { .mnt = rig->mnt, .dentry = rig->mnt->mnt_root };
	static unsigned int number;
	char name[16];
	int ret;

	snprintf(name, sizeof(name), "s%u", number++);
	ret = local_mknod(&top, "secret", S_IFREG | 0666, GLOBAL_ROOT_UID, GLOBAL_ROOT_GID);
	if (ret && ret != -EEXIST)
		return ret;
	return local_mknod(&top, name, S_IFDIR | 01777, GLOBAL_ROOT_UID, GLOBAL_ROOT_GID) ?:
	       vfs_path_lookup(top.dentry, top.mnt, name, 0, &rig->root);
}

static struct vfsmount *mount_rig(void)
{
	struct file_system_type *type = get_fs_type(rig_type);
	char size[] = "size=16m";
	struct vfsmount *mnt;

	if (!type)
		return ERR_PTR(-ENODEV);
	mnt = vfs_kern_mount(type, 0, rig_device, strcmp(rig_type, "tmpfs") ? NULL : size);
	module_put(type->owner);
	return mnt;
}

static int make_root(struct rig *rig)
{
	int ret;

	rig->mnt = mount_rig();
	if (IS_ERR(rig->mnt))
		return PTR_ERR(rig->mnt);
	ret = make_folder(rig);
	if (ret)
		mntput(rig->mnt);
	return ret;
}

int rig_init(struct kunit *test)
{
	struct rig *rig = kunit_kzalloc(test, sizeof(*rig), GFP_KERNEL);
	int ret;

	if (!rig)
		return -ENOMEM;
	ret = make_root(rig);
	if (ret)
		return ret;
	rig->user[RIG_A] = make_user(1001);
	rig->user[RIG_B] = make_user(1002);
	rig->user[RIG_ROOT] = make_user(0);
	rig->volume = make_volume(rig, false, false);
	rig->exact = make_volume(rig, true, false);
	rig->read_only = make_volume(rig, false, true);
	test->priv = rig;
	return 0;
}

void rig_exit(struct kunit *test)
{
	struct rig *rig = test->priv;
	int i;

	if (!rig)
		return;
	fsa_volume_put(rig->volume);
	fsa_volume_put(rig->exact);
	fsa_volume_put(rig->read_only);
	for (i = 0; i < RIG_USERS; i++)
		fsa_user_put(rig->user[i]);
	path_put(&rig->root);
	mntput(rig->mnt);
}

/* ---- a client --------------------------------------------------------------------- */

size_t rig_wide(const char *ascii, u8 *wide)
{
	return max(0, utf8_to_utf16(ascii, strlen(ascii), wide, 1024, 0));
}

u32 rig_try(struct kunit *test, struct rig_open *r, struct fsa_open **o)
{
	struct rig *rig = RIG(test);
	u8 *wide = kmalloc(1024, GFP_KERNEL);
	struct fsa_create c = {
		.volume = r->volume ?: rig->volume,
		.user = rig->user[r->who],
		.tree_access = r->tree_access ?: RIG_ALL,
		.name = { .data = wide, .len = rig_wide(r->name, wide) },
		.desired_access = r->access,
		.file_attributes = r->attributes,
		.share_access = r->share,
		.disposition = r->disposition,
		.options = r->options,
		.allocation_size = r->allocation,
		.security = r->security,
	};
	u32 status;

	status = fsa_create(&c, o);
	r->action = c.action;
	kfree(wide);
	return status;
}

struct fsa_open *rig_open(struct kunit *test, struct rig_open *r)
{
	struct fsa_open *o;
	u32 status = rig_try(test, r, &o);

	KUNIT_ASSERT_EQ_MSG(test, STATUS_SUCCESS, status, "%s: %s", r->name,
			    ntstatus_name(status));
	return o;
}

struct fsa_open *rig_get(struct kunit *test, const char *name, u32 access, u32 disposition,
			 u32 options)
{
	struct rig_open r = { .name = name, .access = access, .share = RIG_SHARE,
			      .disposition = disposition, .options = options };

	return rig_open(test, &r);
}

void rig_close(struct fsa_open *o)
{
	if (!o)
		return;
	fsa_close(o);
	fsa_open_put(o);
}

u32 rig_status(struct kunit *test, struct rig_open *r)
{
	struct fsa_open *o;
	u32 status = rig_try(test, r, &o);

	rig_close(o);
	return status;
}

void rig_make(struct kunit *test, const char *name, u32 options)
{
	rig_close(rig_get(test, name, RIG_RW, FILE_CREATE, options));
}

u32 rig_write(struct fsa_open *o, u64 off, const char *data)
{
	struct kvec v = { .iov_base = (void *)data, .iov_len = strlen(data) };
	struct iov_iter it;
	size_t done;

	iov_iter_kvec(&it, ITER_SOURCE, &v, 1, v.iov_len);
	return fsa_write(o, off, &it, false, &done);
}

u32 rig_read(struct fsa_open *o, u64 off, char *data, size_t len, size_t *done)
{
	struct kvec v = { .iov_base = data, .iov_len = len };
	struct iov_iter it;

	iov_iter_kvec(&it, ITER_DEST, &v, 1, len);
	return fsa_read(o, off, &it, done);
}

struct fsa_stat rig_stat(struct kunit *test, struct fsa_open *o)
{
	struct fsa_stat st = {};

	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_query(o, &st));
	return st;
}

u32 rig_rename(struct fsa_open *o, const char *to, u32 flags)
{
	u8 wide[1024];
	struct wire_span s = { .data = wide, .len = rig_wide(to, wide) };

	return fsa_rename(o, &s, flags);
}

u32 rig_link(struct fsa_open *o, const char *to, u32 flags)
{
	u8 wide[1024];
	struct wire_span s = { .data = wide, .len = rig_wide(to, wide) };

	return fsa_link(o, &s, flags);
}

/* Names of one answer, each with a ' ' behind. Returns how many there are. */
static int collect(const u8 *buf, size_t len, char *names, size_t room)
{
	struct fscc_dirent d;
	struct wire_rd r;
	size_t used = 0;
	int count = 0, n;

	wire_rd_init(&r, buf, len);
	while (wire_fscc_dir_next(&r, FILE_ID_BOTH_DIRECTORY_INFORMATION, &d) > 0) {
		n = utf16_to_utf8(d.name.data, d.name.len, names + used, room - used - 2, 0);
		if (n < 0)
			return n;
		used += n;
		names[used++] = ' ';
		count++;
	}
	names[used] = 0;
	return count;
}

int rig_list(struct kunit *test, struct fsa_open *o, const char *pattern, u32 flags, char *names,
	     size_t room, u32 *status)
{
	u8 wide[600], *buf = kunit_kzalloc(test, 8192, GFP_KERNEL);
	struct wire_wr w;
	struct fsa_dir_query q = {
		.pattern = { .data = wide, .len = rig_wide(pattern, wide) },
		.info_class = FILE_ID_BOTH_DIRECTORY_INFORMATION,
		.flags = flags,
		.w = &w,
	};

	names[0] = 0;
	wire_wr_init(&w, buf, 8192);
	*status = fsa_dir_read(o, &q);
	return *status ? 0 : collect(buf, wire_wr_off(&w), names, room);
}
