// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the VFS, its file systems and local processes confront the file layer with.
 */
#include <linux/fs.h>
#include <linux/fs_context.h>
#include <linux/mount.h>

#include "file_rig.h"

/* ---- a file system that says nothing of itself ----------------------------------- */

/* As FUSE to a user whom it does not serve */
static int silent_statfs(struct dentry *dentry, struct kstatfs *fs)
{
	return 0;
}

static const struct super_operations silent_ops = { .statfs = silent_statfs };

static int silent_fill(struct super_block *sb, struct fs_context *fc)
{
	static const struct tree_descr files[] = { { "" } };
	int ret = simple_fill_super(sb, 0x51137, files);

	sb->s_op = &silent_ops;
	return ret;
}

static int silent_get_tree(struct fs_context *fc)
{
	return get_tree_nodev(fc, silent_fill);
}

static const struct fs_context_operations silent_context = { .get_tree = silent_get_tree };

static int silent_init(struct fs_context *fc)
{
	fc->ops = &silent_context;
	return 0;
}

static struct file_system_type silent_type = {
	.owner = THIS_MODULE,
	.name = "silent",
	.init_fs_context = silent_init,
	.kill_sb = kill_litter_super,
};

/* Its unit is one that can be divided by. */
static void silent_file_system(struct kunit *test)
{
	struct fsa_volume_options options = { .label = "silent" };
	struct vfsmount *mnt = vfs_kern_mount(&silent_type, 0, "none", NULL);
	struct rig_open r = { .name = "", .access = RIG_STAT, .share = RIG_SHARE,
			      .disposition = FILE_OPEN };
	struct fsa_volume_info info;
	struct fsa_open *o;
	struct path root;

	KUNIT_ASSERT_FALSE(test, IS_ERR(mnt));
	root = (struct path){ .mnt = mnt, .dentry = mnt->mnt_root };
	r.volume = fsa_volume_new(&root, &options);
	KUNIT_ASSERT_FALSE(test, IS_ERR(r.volume));
	o = rig_open(test, &r);
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_volume_query(o, &info));
	KUNIT_EXPECT_GT(test, info.bytes_per_unit, 0);
	rig_close(o);
	fsa_volume_put(r.volume);
	mntput(mnt);
}

struct kunit_case file_vfs_cases[] = {
	KUNIT_CASE(silent_file_system),
	{}
};
