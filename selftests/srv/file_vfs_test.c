// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the VFS, its file systems and local processes confront the file layer with.
 */
#include <linux/file.h>
#include <linux/filelock.h>
#include <linux/fs.h>
#include <linux/fs_context.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/workqueue.h>

#include "file/file.h"
#include "file/open.h"
#include "file_rig.h"

#define REPLACE FILE_RENAME_REPLACE_IF_EXISTS

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

/* ---- flags of inodes -------------------------------------------------------------- */

/* What chattr does, with the file system's own part left out */
static void set_flag(struct kunit *test, const char *path, unsigned int flag, bool on)
{
	struct path *root = &RIG(test)->root, p;

	KUNIT_ASSERT_EQ(test, 0, vfs_path_lookup(root->dentry, root->mnt, path, 0, &p));
	inode_lock(d_inode(p.dentry));
	inode_set_flags(d_inode(p.dentry), on ? flag : 0, flag);
	inode_unlock(d_inode(p.dentry));
	path_put(&p);
}

/* chattr +a: what is there stays, whoever owns it; more may come. */
static void append_only(struct kunit *test)
{
	struct rig_open r = { .name = "f", .access = RIG_RW, .share = RIG_SHARE,
			      .disposition = FILE_OPEN };
	struct fsa_open *o, *before;
	char text[8] = {};
	size_t n;

	before = rig_get(test, "f", RIG_RW, FILE_CREATE, 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(before, 0, "log"));
	set_flag(test, "f", S_APPEND, true);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_status(test, &r));
	r.access = FILE_WRITE_DATA;
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_status(test, &r));
	r.access = ACCESS_DELETE;
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_status(test, &r));
	r.access = RIG_STAT;
	r.disposition = FILE_OVERWRITE;
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_status(test, &r));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, fsa_set_end_of_file(before, 0));
	rig_close(before);
	o = rig_get(test, "f", FILE_APPEND_DATA, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "+"));
	rig_close(o);
	o = rig_get(test, "f", ACCESS_MAXIMUM_ALLOWED, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "+"));
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_read(o, 0, text, sizeof(text), &n));
	KUNIT_EXPECT_STREQ(test, "log++", text);
	rig_close(o);
	set_flag(test, "f", S_APPEND, false);
	r.disposition = FILE_OPEN;
	r.access = RIG_RW;
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_status(test, &r));
}

static u32 set_write_time(struct fsa_open *o, u64 time)
{
	const struct fscc_basic b = { .times.last_write_time = time };

	return fsa_set_basic(o, &b);
}

/* A time that a client sets shows in the change time, which backups go by. */
static void times_set(struct kunit *test)
{
	struct kstat before, after;
	struct timespec64 now;
	struct fsa_open *o;

	o = rig_get(test, "f", RIG_RW, FILE_CREATE, 0);
	KUNIT_ASSERT_EQ(test, 0, rig_local_stat(test, "f", &before));
	do
		ktime_get_coarse_real_ts64(&now);
	while (timespec64_compare(&now, &before.ctime) <= 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, set_write_time(o, 1ULL << 56));
	KUNIT_ASSERT_EQ(test, 0, rig_local_stat(test, "f", &after));
	KUNIT_EXPECT_LT(test, timespec64_to_ns(&before.ctime), timespec64_to_ns(&after.ctime));
	KUNIT_EXPECT_GT(test, timespec64_to_ns(&before.mtime), timespec64_to_ns(&after.mtime));
	set_flag(test, "f", S_IMMUTABLE, true);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, set_write_time(o, 1ULL << 57));
	set_flag(test, "f", S_IMMUTABLE, false);
	rig_close(o);
}

/* ---- delegations ------------------------------------------------------------------ */

/**
 * struct holder - who holds a delegation of a file, as NFS's server does for its clients
 * @filp: file
 * @work: gives it back
 * @asked: somebody wanted it back
 */
struct holder {
	struct file *filp;
	struct work_struct work;
	bool asked;
};

static void give_back(struct work_struct *work)
{
	struct holder *h = container_of(work, struct holder, work);
	void *owner = h;

	kernel_setlease(h->filp, F_UNLCK, NULL, &owner);
}

static bool deleg_break(struct file_lease *fl)
{
	struct holder *h = fl->c.flc_owner;

	h->asked = true;
	schedule_work(&h->work);
	return false;
}

static const struct lease_manager_operations deleg_ops = {
	.lm_break = deleg_break,
	.lm_change = lease_modify,
};

static void delegate(struct kunit *test, struct holder *h, const char *path)
{
	struct path *root = &RIG(test)->root, p;
	struct file_lease *fl = locks_alloc_lease();
	int ret;

	KUNIT_ASSERT_NOT_NULL(test, fl);
	KUNIT_ASSERT_EQ(test, 0, vfs_path_lookup(root->dentry, root->mnt, path, 0, &p));
	h->asked = false;
	INIT_WORK(&h->work, give_back);
	h->filp = dentry_open(&p, O_RDONLY, current_cred());
	path_put(&p);
	KUNIT_ASSERT_FALSE(test, IS_ERR(h->filp));
	fl->fl_lmops = &deleg_ops;
	fl->c.flc_flags = FL_DELEG;
	fl->c.flc_type = F_RDLCK;
	fl->c.flc_owner = h;
	fl->c.flc_pid = current->tgid;
	fl->c.flc_file = h->filp;
	ret = kernel_setlease(h->filp, F_RDLCK, &fl, NULL);
	if (fl)
		locks_free_lease(fl);
	KUNIT_ASSERT_EQ(test, 0, ret);
}

/* It was wanted back. */
static void undelegate(struct kunit *test, struct holder *h)
{
	KUNIT_EXPECT_TRUE(test, h->asked);
	give_back(&h->work);
	flush_work(&h->work);
	fput(h->filp);
	h->filp = NULL;
}

/* What a client does to a file is done as soon as NFS's clients know of it. */
static void delegations(struct kunit *test)
{
	struct holder *h = kunit_kzalloc(test, sizeof(*h), GFP_KERNEL);
	struct fsa_open *o;

	KUNIT_ASSERT_NOT_NULL(test, h);
	rig_make(test, "f", 0);
	rig_make(test, "over", 0);
	o = rig_get(test, "f", ACCESS_DELETE | RIG_STAT | FILE_WRITE_ATTRIBUTES, FILE_OPEN, 0);
	delegate(test, h, "f");
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_rename(o, "g", 0));
	undelegate(test, h);
	delegate(test, h, "g");
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_link(o, "l", 0));
	undelegate(test, h);
	delegate(test, h, "g");
	EXPECT_STATUS(test, STATUS_SUCCESS, set_write_time(o, 1ULL << 56));
	undelegate(test, h);
	delegate(test, h, "over");
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_rename(o, "over", REPLACE));
	undelegate(test, h);
	delegate(test, h, "over");
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_disposition(o, FILE_DISPOSITION_DELETE));
	rig_close(o);
	KUNIT_EXPECT_FALSE(test, rig_exists(test, "over"));
	undelegate(test, h);
}

/* ---- between two steps ------------------------------------------------------------ */

static void look_up(struct kunit *test, const char *path, struct path *p)
{
	struct path *root = &RIG(test)->root;

	KUNIT_ASSERT_EQ(test, 0, vfs_path_lookup(root->dentry, root->mnt, path, 0, p));
}

static struct fsa_open *alloc_open(struct kunit *test, const struct path *p)
{
	struct fsa_create c = {
		.volume = RIG(test)->volume,
		.user = RIG(test)->user[RIG_A],
		.tree_access = RIG_ALL,
		.share_access = RIG_SHARE,
	};
	struct fsa_open *o = fsa_open_alloc(&c, p, p);

	KUNIT_ASSERT_NOT_NULL(test, o);
	o->access = RIG_RW;
	return o;
}

/* A name that goes after it was looked up is not opened: nobody would find the file. */
static void gone_meanwhile(struct kunit *test)
{
	struct fsa_open *o;
	struct path p;

	rig_make(test, "f", 0);
	look_up(test, "f", &p);
	o = alloc_open(test, &p);
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_file_attach(o, o->access));
	rig_close(o);
	o = alloc_open(test, &p);
	KUNIT_EXPECT_EQ(test, 0, rig_local_unlink(test, "f"));
	EXPECT_STATUS(test, STATUS_RETRY, fsa_file_attach(o, o->access));
	KUNIT_EXPECT_FALSE(test, fsa_file_is_open(d_inode(p.dentry)));
	fsa_open_put(o);
	path_put(&p);
}

/* A name that is given to another file is not opened meanwhile, nor given away twice. */
static void claims(struct kunit *test)
{
	struct rig_open r = { .name = "f", .access = RIG_READ, .share = RIG_SHARE,
			      .disposition = FILE_OPEN };
	struct fsa_claim claim, second;
	struct inode *inode;
	struct fsa_open *o;
	struct path p;

	rig_make(test, "f", 0);
	look_up(test, "f", &p);
	inode = d_inode(p.dentry);
	KUNIT_ASSERT_EQ(test, 0, fsa_file_claim(&claim, &p, inode, false));
	KUNIT_EXPECT_EQ(test, -EACCES, fsa_file_claim(&second, &p, inode, false));
	KUNIT_EXPECT_FALSE(test, fsa_file_is_open(inode));
	EXPECT_STATUS(test, STATUS_SHARING_VIOLATION, rig_status(test, &r));
	fsa_file_unclaim(&claim);
	o = rig_open(test, &r);
	KUNIT_EXPECT_EQ(test, -EACCES, fsa_file_claim(&claim, &p, inode, false));
	KUNIT_EXPECT_EQ(test, 0, fsa_file_claim(&claim, &p, inode, true));
	KUNIT_EXPECT_TRUE(test, fsa_file_is_open(inode));
	fsa_file_unclaim(&claim);
	rig_close(o);
	path_put(&p);
}

/**
 * struct other - what another client does meanwhile
 * @test: test
 * @work: runs @step
 * @step: what it is
 * @o: open that it does it with
 * @name: name that it does it with
 * @status: result
 */
struct other {
	struct kunit *test;
	struct work_struct work;
	void (*step)(struct other *other);
	struct fsa_open *o;
	const char *name;
	u32 status;
};

static void other_work(struct work_struct *work)
{
	struct other *other = container_of(work, struct other, work);

	other->step(other);
}

/* Let it begin, until it waits for the directory's lock, which the caller has. */
static void begin_other(struct kunit *test, struct other *other)
{
	struct rw_semaphore *sem = &d_inode(RIG(test)->root.dentry)->i_rwsem;
	unsigned long deadline = jiffies + 20 * HZ;

	other->test = test;
	INIT_WORK_ONSTACK(&other->work, other_work);
	queue_work(system_unbound_wq, &other->work);
	while (!rwsem_is_contended(sem) && time_before(jiffies, deadline))
		schedule_timeout_uninterruptible(1);
	KUNIT_EXPECT_TRUE(test, rwsem_is_contended(sem));
}

static void end_other(struct other *other)
{
	flush_work(&other->work);
	destroy_work_on_stack(&other->work);
}

static void rename_over(struct other *other)
{
	other->status = rig_rename(other->o, other->name, REPLACE);
}

/* Opened after the rename has looked and before it has done it: the open counts. */
static void opened_before_rename(struct kunit *test)
{
	struct other other = { .step = rename_over, .name = "target" };
	struct inode *dir = d_inode(RIG(test)->root.dentry);
	struct fsa_open *target;

	rig_make(test, "f", 0);
	rig_make(test, "target", 0);
	other.o = rig_get(test, "f", ACCESS_DELETE, FILE_OPEN, 0);
	inode_lock_nested(dir, I_MUTEX_PARENT);
	begin_other(test, &other);
	target = rig_get(test, "target", RIG_READ, FILE_OPEN, 0);
	inode_unlock(dir);
	end_other(&other);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, other.status);
	KUNIT_EXPECT_FALSE(test, rig_stat(test, target).delete_pending);
	rig_close(target);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_rename(other.o, "target", REPLACE));
	rig_close(other.o);
}

/* A local process that has the directory's lock makes a file. */
static void make_locked(struct kunit *test, const char *name)
{
	struct dentry *root = RIG(test)->root.dentry;
	struct dentry *d = lookup_one_len(name, root, strlen(name));

	KUNIT_ASSERT_FALSE(test, IS_ERR(d));
	KUNIT_EXPECT_EQ(test, 0, vfs_create(&nop_mnt_idmap, d_inode(root), d, S_IFREG | 0666, true));
	dput(d);
}

static void make_name(struct other *other)
{
	struct rig_open r = { .name = other->name, .access = RIG_RW, .share = RIG_SHARE,
			      .disposition = FILE_CREATE };

	other->status = rig_status(other->test, &r);
}

static void rename_to(struct other *other)
{
	other->status = rig_rename(other->o, other->name, 0);
}

/* Two clients find that a name is free, in two spellings: one of them gets it. */
static void twins(struct kunit *test)
{
	static void (* const steps[])(struct other *other) = { make_name, rename_to };
	static const char * const names[][2] = { { "twin", "TWIN" }, { "pair", "PAIR" } };
	struct inode *dir = d_inode(RIG(test)->root.dentry);
	int i;

	rig_make(test, "f", 0);
	for (i = 0; i < ARRAY_SIZE(steps); i++) {
		struct other other = { .step = steps[i], .name = names[i][1] };
		struct rig_open r = { .name = names[i][1], .access = RIG_READ,
				      .share = RIG_SHARE, .disposition = FILE_OPEN };
		struct dentry *missing;

		other.o = rig_get(test, "f", ACCESS_DELETE, FILE_OPEN, 0);
		/* That the name is not there is known without the directory's lock. */
		missing = lookup_one_len_unlocked(names[i][1], RIG(test)->root.dentry,
						  strlen(names[i][1]));
		KUNIT_ASSERT_FALSE(test, IS_ERR(missing));
		EXPECT_STATUS(test, STATUS_OBJECT_NAME_NOT_FOUND, rig_status(test, &r));
		inode_lock_nested(dir, I_MUTEX_PARENT);
		begin_other(test, &other);
		make_locked(test, names[i][0]);
		inode_unlock(dir);
		end_other(&other);
		EXPECT_STATUS(test, STATUS_OBJECT_NAME_COLLISION, other.status);
		KUNIT_EXPECT_TRUE(test, rig_exists(test, names[i][0]));
		KUNIT_EXPECT_FALSE(test, rig_exists(test, names[i][1]));
		dput(missing);
		rig_close(other.o);
	}
}

/* ---- modes ------------------------------------------------------------------------ */

static void set_group(struct kunit *test, const char *path, kgid_t gid)
{
	struct iattr a = { .ia_valid = ATTR_GID, .ia_vfsgid = VFSGIDT_INIT(gid) };
	struct path *root = &RIG(test)->root, p;

	KUNIT_ASSERT_EQ(test, 0, vfs_path_lookup(root->dentry, root->mnt, path, 0, &p));
	inode_lock(d_inode(p.dentry));
	KUNIT_EXPECT_EQ(test, 0, notify_change(&nop_mnt_idmap, p.dentry, &a, NULL));
	inode_unlock(d_inode(p.dentry));
	path_put(&p);
}

/* A directory's setgid bit passes on, to who is not in its group as well. */
static void setgid_directory(struct kunit *test)
{
	struct kstat st;

	KUNIT_ASSERT_EQ(test, 0, rig_local_mkdir(test, "d", 02777));
	set_group(test, "d", KGIDT_INIT(7000));
	rig_make(test, "d\\sub", FILE_DIRECTORY_FILE);
	KUNIT_ASSERT_EQ(test, 0, rig_local_stat(test, "d/sub", &st));
	KUNIT_EXPECT_EQ(test, 02777, st.mode & 07777);
	KUNIT_EXPECT_TRUE(test, gid_eq(st.gid, KGIDT_INIT(7000)));
	rig_make(test, "d\\f", 0);
	KUNIT_ASSERT_EQ(test, 0, rig_local_stat(test, "d/f", &st));
	KUNIT_EXPECT_EQ(test, 0666, st.mode & 07777);
}

struct kunit_case file_vfs_cases[] = {
	KUNIT_CASE(silent_file_system),
	KUNIT_CASE(append_only),
	KUNIT_CASE(times_set),
	KUNIT_CASE(delegations),
	KUNIT_CASE(gone_meanwhile),
	KUNIT_CASE(claims),
	KUNIT_CASE(opened_before_rename),
	KUNIT_CASE(twins),
	KUNIT_CASE(setgid_directory),
	{}
};
