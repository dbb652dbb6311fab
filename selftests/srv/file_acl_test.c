// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Security descriptors that are set: they are kept, shown, asked, and inherited.
 */
#include <linux/fs.h>
#include <linux/fsnotify_backend.h>
#include <linux/namei.h>
#include <linux/posix_acl.h>
#include <linux/posix_acl_xattr.h>
#include <linux/xattr.h>
#include <lwsmb/wire_sec.h>

#include "file_rig.h"

#define RIG_SEC (ACCESS_READ_CONTROL | ACCESS_WRITE_DAC | ACCESS_WRITE_OWNER)
#define UID_A 1001
#define UID_B 1002

/* An entry, in short */
struct entry {
	u8 type, flags;
	u32 mask;
	struct nt_sid sid;
};

/**
 * struct descriptor - a security descriptor in bytes
 * @span: it
 * @bytes: storage
 */
struct descriptor {
	struct wire_span span;
	u8 bytes[512];
};

static struct nt_sid uid_sid(u32 uid)
{
	struct nt_sid sid = {};

	WARN_ON(nt_sid_from_unix(NT_SID_UNIX_UID, uid, &sid));
	return sid;
}

static struct nt_sid known(enum nt_sid_known which)
{
	return nt_sid_known[which];
}

/* Without entries: a list that allows nothing. */
static void make(struct kunit *test, struct descriptor *d, u16 control,
		 const struct entry *e, int count)
{
	struct nt_secdesc sd = { .control = NT_SD_SELF_RELATIVE | NT_SD_DACL_PRESENT | control };
	struct nt_acl_build b;
	struct wire_wr w;
	u8 dacl[256];
	int i;

	wire_wr_init(&w, dacl, sizeof(dacl));
	KUNIT_ASSERT_EQ(test, 0, wire_nt_acl_begin(&b, &w, NT_ACL_REVISION));
	for (i = 0; i < count; i++) {
		struct nt_ace ace = { .type = e[i].type, .flags = e[i].flags, .mask = e[i].mask,
				      .sid = e[i].sid };

		KUNIT_ASSERT_EQ(test, 0, wire_nt_acl_add(&b, &ace));
	}
	KUNIT_ASSERT_EQ(test, 0, wire_nt_acl_end(&b));
	sd.dacl.data = dacl;
	sd.dacl.len = wire_wr_off(&w);
	wire_wr_init(&w, d->bytes, sizeof(d->bytes));
	KUNIT_ASSERT_EQ(test, 0, wire_nt_secdesc_encode(&w, &sd));
	d->span.data = d->bytes;
	d->span.len = wire_wr_off(&w);
}

static void set_dacl(struct kunit *test, const char *name, const struct entry *e, int count)
{
	struct fsa_open *o = rig_get(test, name, ACCESS_WRITE_DAC, FILE_OPEN, 0);
	struct descriptor d;

	make(test, &d, 0, e, count);
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_security(o, NT_SECINFO_DACL, &d.span));
	rig_close(o);
}

/* The entries of a file's list. Returns how many there are. */
static int get_dacl(struct kunit *test, const char *name, struct nt_secdesc *sd, u8 *bytes,
		    size_t room, struct nt_ace *aces, int max)
{
	struct fsa_open *o = rig_get(test, name, ACCESS_READ_CONTROL, FILE_OPEN, 0);
	struct nt_acl_walk walk;
	struct nt_acl acl;
	struct wire_wr w;
	struct wire_rd r;
	size_t needed;
	int n = 0;

	wire_wr_init(&w, bytes, room);
	EXPECT_STATUS(test, STATUS_SUCCESS,
		      fsa_query_security(o, NT_SECINFO_OWNER | NT_SECINFO_GROUP | NT_SECINFO_DACL,
					 &w, &needed));
	rig_close(o);
	wire_rd_init(&r, bytes, wire_wr_off(&w));
	KUNIT_ASSERT_EQ(test, 0, wire_nt_secdesc_decode(&r, sd));
	if (!sd->dacl.len)
		return -1;
	wire_rd_span_child(&sd->dacl, &r);
	KUNIT_ASSERT_EQ(test, 0, wire_nt_acl_decode(&r, &acl));
	wire_nt_acl_walk(&acl, &walk);
	while (n < max && wire_nt_ace_next(&walk, &aces[n]) > 0)
		n++;
	return n;
}

static u32 try(struct kunit *test, enum rig_who who, const char *name, u32 access)
{
	struct rig_open r = { .who = who, .name = name, .access = access, .share = RIG_SHARE,
			      .disposition = FILE_OPEN };

	return rig_status(test, &r);
}

/* It is shown as it was set, and lies on disk where Samba looks for it. */
static void kept(struct kunit *test)
{
	const struct entry e[] = {
		{ NT_ACE_DENIED, 0, FILE_WRITE_DATA, known(NT_SID_EVERYONE) },
		{ NT_ACE_ALLOWED, NT_ACE_OBJECT_INHERIT, 0x001e01bf, uid_sid(UID_A) },
		{ NT_ACE_ALLOWED, 0, ACCESS_GENERIC_READ, known(NT_SID_EVERYONE) },
	};
	struct path *root = &RIG(test)->root, p;
	struct samba_ntacl samba;
	struct nt_ace *aces = kunit_kcalloc(test, 4, sizeof(*aces), GFP_KERNEL);
	struct nt_secdesc sd;
	struct wire_rd r;
	u8 bytes[512];
	int len;

	KUNIT_ASSERT_NOT_NULL(test, aces);
	rig_make(test, "d", FILE_DIRECTORY_FILE);
	set_dacl(test, "d", e, 3);
	KUNIT_ASSERT_EQ(test, 3, get_dacl(test, "d", &sd, bytes, sizeof(bytes), aces, 4));
	KUNIT_EXPECT_EQ(test, NT_ACE_DENIED, aces[0].type);
	KUNIT_EXPECT_EQ(test, FILE_WRITE_DATA, aces[0].mask);
	KUNIT_EXPECT_EQ(test, NT_ACE_OBJECT_INHERIT, aces[1].flags);
	KUNIT_EXPECT_EQ(test, 0x001e01bf, aces[1].mask);
	KUNIT_EXPECT_EQ(test, 0, nt_sid_cmp(&aces[1].sid, &e[1].sid));
	KUNIT_EXPECT_EQ(test, RIG_READ, aces[2].mask);
	KUNIT_ASSERT_EQ(test, 0, vfs_path_lookup(root->dentry, root->mnt, "d", 0, &p));
	len = vfs_getxattr(&nop_mnt_idmap, p.dentry, SAMBA_XATTR_NTACL, bytes, sizeof(bytes));
	path_put(&p);
	KUNIT_ASSERT_GT(test, len, 0);
	wire_rd_init(&r, bytes, len);
	KUNIT_ASSERT_EQ(test, 0, wire_samba_ntacl_decode(&r, &samba));
	KUNIT_EXPECT_EQ(test, 1, samba.version);
	KUNIT_EXPECT_GT(test, samba.sd.owner.len, 0);
	KUNIT_EXPECT_GT(test, samba.sd.dacl.len, 0);
}

static void none(struct kunit *test, const char *name)
{
	struct nt_secdesc sd = { .control = NT_SD_SELF_RELATIVE };
	struct fsa_open *o = rig_get(test, name, ACCESS_WRITE_DAC, FILE_OPEN, 0);
	struct wire_span span;
	struct nt_ace ace;
	struct wire_wr w;
	u8 bytes[128];

	wire_wr_init(&w, bytes, sizeof(bytes));
	KUNIT_ASSERT_EQ(test, 0, wire_nt_secdesc_encode(&w, &sd));
	span = (struct wire_span){ .data = bytes, .len = wire_wr_off(&w) };
	EXPECT_STATUS(test, STATUS_SUCCESS, fsa_set_security(o, NT_SECINFO_DACL, &span));
	rig_close(o);
	KUNIT_EXPECT_EQ(test, -1, get_dacl(test, name, &sd, bytes, sizeof(bytes), &ace, 1));
	KUNIT_EXPECT_TRUE(test, sd.control & NT_SD_DACL_PRESENT);
}

/* What both the list and Linux allow is granted, and nothing else. */
static void asked(struct kunit *test)
{
	const struct entry no_write[] = {
		{ NT_ACE_DENIED, 0, FILE_WRITE_DATA, uid_sid(UID_A) },
		{ NT_ACE_ALLOWED, 0, ACCESS_GENERIC_ALL, known(NT_SID_EVERYONE) },
	};
	const struct entry late_denial[] = {
		{ NT_ACE_ALLOWED, 0, RIG_RW, known(NT_SID_EVERYONE) },
		{ NT_ACE_DENIED, 0, FILE_WRITE_DATA, uid_sid(UID_A) },
	};
	const struct entry for_children[] = {
		{ NT_ACE_ALLOWED, NT_ACE_OBJECT_INHERIT | NT_ACE_INHERIT_ONLY, RIG_ALL,
		  known(NT_SID_EVERYONE) },
	};
	const struct entry owner_rights[] = {
		{ NT_ACE_ALLOWED, 0, RIG_READ & ~ACCESS_READ_CONTROL, known(NT_SID_OWNER_RIGHTS) },
	};

	rig_make(test, "f", 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_A, "f", RIG_RW));
	set_dacl(test, "f", no_write, 2);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_A, "f", RIG_RW));
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_A, "f", RIG_READ));
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_B, "f", RIG_RW));
	/* The list grants it to B, and Linux does not. */
	KUNIT_ASSERT_EQ(test, 0, rig_local_chmod(test, "f", 0600));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_B, "f", RIG_READ));
	set_dacl(test, "f", late_denial, 2);
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_A, "f", RIG_RW));
	set_dacl(test, "f", for_children, 1);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_A, "f", FILE_READ_DATA));
	set_dacl(test, "f", NULL, 0);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_A, "f", FILE_READ_DATA));
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_A, "f", ACCESS_WRITE_DAC));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_B, "f", ACCESS_READ_CONTROL));
	/* A descriptor without a list takes the list away. */
	none(test, "f");
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_A, "f", RIG_RW));
	/* An entry for the owner takes the place of what he always has. */
	rig_make(test, "g", 0);
	set_dacl(test, "g", owner_rights, 1);
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_A, "g", FILE_READ_DATA));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_A, "g", ACCESS_WRITE_DAC));
}

/* Deleting takes the file's consent or its directory's; making, the directory's. */
static void directories(struct kunit *test)
{
	const struct entry no_delete[] = {
		{ NT_ACE_ALLOWED, 0, 0x001e01bf, known(NT_SID_EVERYONE) },
	};
	const struct entry all[] = { { NT_ACE_ALLOWED, 0, RIG_ALL, known(NT_SID_EVERYONE) } };
	const struct entry read[] = { { NT_ACE_ALLOWED, 0, RIG_READ, known(NT_SID_EVERYONE) } };
	struct rig_open r = { .name = "d\\new", .access = RIG_RW, .disposition = FILE_CREATE };
	struct fsa_open *o;

	rig_make(test, "d", FILE_DIRECTORY_FILE);
	rig_make(test, "d\\f", 0);
	rig_make(test, "f", 0);
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_A, "d\\f", ACCESS_DELETE));
	set_dacl(test, "d", no_delete, 1);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_A, "d\\f", ACCESS_DELETE));
	set_dacl(test, "d\\f", no_delete, 1);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_A, "d\\f", ACCESS_DELETE));
	set_dacl(test, "d\\f", all, 1);
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_A, "d\\f", ACCESS_DELETE));
	set_dacl(test, "d\\f", no_delete, 1);
	set_dacl(test, "d", all, 1);
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_A, "d\\f", ACCESS_DELETE));
	set_dacl(test, "d", read, 1);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_status(test, &r));
	r.options = FILE_DIRECTORY_FILE;
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_status(test, &r));
	o = rig_get(test, "f", RIG_RWD, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_rename(o, "d\\g", 0));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, rig_link(o, "d\\g", 0));
	rig_close(o);
}

/* MS-DTYP 2.5.3.4: what passes to a file, to a directory, and on from there. */
static void inherited(struct kunit *test)
{
	const struct entry e[] = {
		{ NT_ACE_ALLOWED, 0, RIG_ALL, known(NT_SID_EVERYONE) },
		{ NT_ACE_ALLOWED, NT_ACE_OBJECT_INHERIT, RIG_READ, uid_sid(UID_B) },
		{ NT_ACE_ALLOWED, NT_ACE_CONTAINER_INHERIT | NT_ACE_OBJECT_INHERIT |
		  NT_ACE_INHERIT_ONLY, ACCESS_GENERIC_ALL, known(NT_SID_CREATOR_OWNER) },
		{ NT_ACE_ALLOWED, NT_ACE_CONTAINER_INHERIT | NT_ACE_NO_PROPAGATE, RIG_READ,
		  uid_sid(UID_A) },
	};
	struct nt_sid a = uid_sid(UID_A), b = uid_sid(UID_B);
	struct nt_ace *got = kunit_kcalloc(test, 8, sizeof(*got), GFP_KERNEL);
	u8 *bytes = kunit_kzalloc(test, 512, GFP_KERNEL);
	struct nt_secdesc sd;

	KUNIT_ASSERT_NOT_NULL(test, got);
	KUNIT_ASSERT_NOT_NULL(test, bytes);
	rig_make(test, "d", FILE_DIRECTORY_FILE);
	set_dacl(test, "d", e, 4);
	rig_make(test, "d\\f", 0);
	KUNIT_ASSERT_EQ(test, 2, get_dacl(test, "d\\f", &sd, bytes, 512, got, 8));
	KUNIT_EXPECT_EQ(test, 0, nt_sid_cmp(&got[0].sid, &b));
	KUNIT_EXPECT_EQ(test, 0, nt_sid_cmp(&got[1].sid, &a));
	KUNIT_EXPECT_EQ(test, RIG_ALL, got[1].mask);
	KUNIT_EXPECT_EQ(test, 0, got[1].flags);
	rig_make(test, "d\\d", FILE_DIRECTORY_FILE);
	KUNIT_ASSERT_EQ(test, 4, get_dacl(test, "d\\d", &sd, bytes, 512, got, 8));
	KUNIT_EXPECT_EQ(test, NT_ACE_OBJECT_INHERIT | NT_ACE_INHERIT_ONLY, got[0].flags);
	KUNIT_EXPECT_EQ(test, 0, nt_sid_cmp(&got[1].sid, &a));
	KUNIT_EXPECT_EQ(test, 0, got[1].flags);
	KUNIT_EXPECT_EQ(test, RIG_ALL, got[1].mask);
	KUNIT_EXPECT_EQ(test, 0, nt_sid_cmp(&got[2].sid, &nt_sid_known[NT_SID_CREATOR_OWNER]));
	KUNIT_EXPECT_EQ(test, ACCESS_GENERIC_ALL, got[2].mask);
	KUNIT_EXPECT_EQ(test, NT_ACE_OBJECT_INHERIT | NT_ACE_CONTAINER_INHERIT |
			NT_ACE_INHERIT_ONLY, got[2].flags);
	KUNIT_EXPECT_EQ(test, 0, got[3].flags);
	KUNIT_EXPECT_EQ(test, 0, nt_sid_cmp(&got[3].sid, &a));
}

/* A descriptor that comes with the creation is the file's; who made it has his access. */
static void on_creation(struct kunit *test)
{
	const struct entry e[] = { { NT_ACE_ALLOWED, 0, RIG_READ, uid_sid(UID_A) } };
	struct rig_open r = { .name = "f", .access = RIG_RWD, .share = RIG_SHARE,
			      .disposition = FILE_CREATE };
	struct descriptor d;
	struct fsa_open *o;

	make(test, &d, 0, e, 1);
	r.security = d.span;
	o = rig_open(test, &r);
	EXPECT_STATUS(test, STATUS_SUCCESS, rig_write(o, 0, "x"));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_A, "f", FILE_WRITE_DATA));
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_A, "f", FILE_READ_DATA));
	rig_close(o);
	r.name = "g";
	r.security.len = 7;
	EXPECT_STATUS(test, STATUS_INVALID_SECURITY_DESCR, rig_status(test, &r));
	KUNIT_EXPECT_FALSE(test, rig_exists(test, "g"));
}

/* ---- before the list is there ----------------------------------------------------- */

/* Modes that names had when they came, in the order of their coming */
static umode_t came_with[8];
static int came;

static int see(struct fsnotify_mark *mark, u32 mask, struct inode *inode, struct inode *dir,
	       const struct qstr *name, u32 cookie)
{
	if (inode && came < ARRAY_SIZE(came_with))
		came_with[came++] = inode->i_mode & 0777;
	return 0;
}

static void free_mark(struct fsnotify_mark *mark)
{
	kfree(mark);
}

static const struct fsnotify_ops see_ops = { .handle_inode_event = see, .free_mark = free_mark };

static struct fsnotify_mark *watch(struct kunit *test, struct fsnotify_group *group,
				   const char *path)
{
	struct fsnotify_mark *mark = kzalloc(sizeof(*mark), GFP_KERNEL);
	struct path *root = &RIG(test)->root, p;

	KUNIT_ASSERT_NOT_NULL(test, mark);
	fsnotify_init_mark(mark, group);
	mark->mask = FS_CREATE;
	KUNIT_ASSERT_EQ(test, 0, vfs_path_lookup(root->dentry, root->mnt, path, 0, &p));
	KUNIT_EXPECT_EQ(test, 0, fsnotify_add_inode_mark(mark, d_inode(p.dentry), 0));
	path_put(&p);
	return mark;
}

static void default_acl(struct kunit *test, const char *path, umode_t mode)
{
	struct posix_acl *acl = posix_acl_from_mode(mode, GFP_KERNEL);
	struct path *root = &RIG(test)->root, p;

	KUNIT_ASSERT_FALSE(test, IS_ERR(acl));
	KUNIT_ASSERT_EQ(test, 0, vfs_path_lookup(root->dentry, root->mnt, path, 0, &p));
	KUNIT_EXPECT_EQ(test, 0, vfs_set_acl(&nop_mnt_idmap, p.dentry,
					     XATTR_NAME_POSIX_ACL_DEFAULT, acl));
	path_put(&p);
	posix_acl_release(acl);
}

/* Who waits for a new file finds it closed until its list says whether he may have it. */
static void guarded(struct kunit *test)
{
	const struct entry e[] = {
		{ NT_ACE_ALLOWED, NT_ACE_OBJECT_INHERIT | NT_ACE_CONTAINER_INHERIT, RIG_ALL,
		  uid_sid(UID_A) },
	};
	struct fsnotify_group *group = fsnotify_alloc_group(&see_ops, 0);
	struct fsnotify_mark *mark;
	struct kstat st;

	KUNIT_ASSERT_FALSE(test, IS_ERR(group));
	rig_make(test, "d", FILE_DIRECTORY_FILE);
	set_dacl(test, "d", e, 1);
	came = 0;
	mark = watch(test, group, "d");
	rig_make(test, "d\\f", 0);
	rig_make(test, "d\\s", FILE_DIRECTORY_FILE);
	KUNIT_EXPECT_EQ(test, 2, came);
	KUNIT_EXPECT_EQ(test, 0600, came_with[0]);
	KUNIT_EXPECT_EQ(test, 0700, came_with[1]);
	KUNIT_ASSERT_EQ(test, 0, rig_local_stat(test, "d/f", &st));
	KUNIT_EXPECT_EQ(test, 0666, st.mode & 0777);
	KUNIT_ASSERT_EQ(test, 0, rig_local_stat(test, "d/s", &st));
	KUNIT_EXPECT_EQ(test, 0777, st.mode & 0777);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_B, "d\\f", FILE_READ_DATA));
	/* Where a default ACL says what others may have, they do not get more. */
	default_acl(test, "d", 0770);
	rig_make(test, "d\\g", 0);
	KUNIT_EXPECT_EQ(test, 0600, came_with[2]);
	KUNIT_ASSERT_EQ(test, 0, rig_local_stat(test, "d/g", &st));
	KUNIT_EXPECT_EQ(test, 0660, st.mode & 0777);
	fsnotify_destroy_mark(mark, group);
	fsnotify_put_mark(mark);
	fsnotify_wait_marks_destroyed();
	fsnotify_put_group(group);
}

/* ---- folders that were Samba's ---------------------------------------------------- */

static struct nt_sid domain(u32 rid)
{
	return (struct nt_sid){ .authority = 5, .sub_count = 5, .sub = { 21, 7, 8, 9, rid } };
}

static struct wire_span encoded(struct kunit *test, const struct nt_sid *sid, u8 bytes[64])
{
	struct wire_wr w;

	wire_wr_init(&w, bytes, 64);
	KUNIT_EXPECT_EQ(test, 0, wire_nt_sid_encode(&w, sid));
	return (struct wire_span){ .data = bytes, .len = wire_wr_off(&w) };
}

/* A descriptor as Samba wrote it: the owner is 1000 of its domain, the group 513. */
static void samba_dacl(struct kunit *test, const char *path, const struct entry *e, int count)
{
	struct path *root = &RIG(test)->root, p;
	struct nt_sid owner = domain(1000), group = domain(513);
	struct descriptor *d = kunit_kzalloc(test, sizeof(*d), GFP_KERNEL);
	u8 *value = kunit_kzalloc(test, 768, GFP_KERNEL);
	struct samba_ntacl m = { .version = 3 };
	u8 sids[2][64];
	struct wire_rd r;
	struct wire_wr w;

	KUNIT_ASSERT_NOT_NULL(test, d);
	KUNIT_ASSERT_NOT_NULL(test, value);
	make(test, d, 0, e, count);
	wire_rd_init(&r, d->span.data, d->span.len);
	KUNIT_ASSERT_EQ(test, 0, wire_nt_secdesc_decode(&r, &m.sd));
	nt_secdesc_repack(&m.sd);
	m.sd.owner = encoded(test, &owner, sids[0]);
	m.sd.group = encoded(test, &group, sids[1]);
	wire_wr_init(&w, value, 768);
	KUNIT_ASSERT_EQ(test, 0, wire_samba_ntacl_encode(&w, &m));
	KUNIT_ASSERT_EQ(test, 0, vfs_path_lookup(root->dentry, root->mnt, path, 0, &p));
	KUNIT_EXPECT_EQ(test, 0, vfs_setxattr(&nop_mnt_idmap, p.dentry, SAMBA_XATTR_NTACL, value,
					      wire_wr_off(&w), 0));
	path_put(&p);
}

/* Owner and group of the descriptor are the file's; another SID of a domain is nobody. */
static void from_samba(struct kunit *test)
{
	const struct entry owner[] = { { NT_ACE_ALLOWED, 0, RIG_RW, domain(1000) } };
	const struct entry group[] = { { NT_ACE_ALLOWED, 0, RIG_READ, domain(513) } };
	const struct entry other[] = { { NT_ACE_ALLOWED, 0, RIG_ALL, domain(1001) } };
	const struct entry no_owner[] = {
		{ NT_ACE_DENIED, 0, FILE_WRITE_DATA, domain(1000) },
		{ NT_ACE_ALLOWED, 0, RIG_ALL, known(NT_SID_EVERYONE) },
	};
	const struct entry no_other[] = {
		{ NT_ACE_DENIED, 0, FILE_WRITE_DATA, domain(1001) },
		{ NT_ACE_ALLOWED, 0, RIG_ALL, known(NT_SID_EVERYONE) },
	};

	KUNIT_ASSERT_EQ(test, 0, rig_local_create(test, "f", 0666, KUIDT_INIT(UID_A),
						  KGIDT_INIT(UID_B)));
	samba_dacl(test, "f", owner, 1);
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_A, "f", RIG_RW));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_B, "f", FILE_READ_DATA));
	samba_dacl(test, "f", group, 1);
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_B, "f", RIG_READ));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_B, "f", FILE_WRITE_DATA));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_ROOT, "f", FILE_READ_DATA));
	samba_dacl(test, "f", other, 1);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_A, "f", FILE_READ_DATA));
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_A, "f", ACCESS_WRITE_DAC));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_B, "f", FILE_READ_DATA));
	samba_dacl(test, "f", no_owner, 2);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_A, "f", FILE_WRITE_DATA));
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_B, "f", FILE_WRITE_DATA));
	/* Whom it denies is not known, so it may be anybody. */
	samba_dacl(test, "f", no_other, 2);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_A, "f", FILE_WRITE_DATA));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_B, "f", FILE_WRITE_DATA));
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_B, "f", FILE_READ_DATA));
	/* A list that a client sets speaks of the same people. */
	set_dacl(test, "f", owner, 1);
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_A, "f", RIG_RW));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_B, "f", FILE_READ_DATA));
}

/* What passes on to a new file calls them by their numbers: it has another owner. */
static void inherited_from_samba(struct kunit *test)
{
	const u8 both = NT_ACE_OBJECT_INHERIT | NT_ACE_CONTAINER_INHERIT;
	const struct entry e[] = {
		{ NT_ACE_ALLOWED, both, RIG_ALL, domain(1000) },
		{ NT_ACE_ALLOWED, both, RIG_READ, domain(513) },
		{ NT_ACE_ALLOWED, both, RIG_READ, domain(1001) },
	};
	struct nt_sid a = uid_sid(UID_A), group = {}, other = domain(1001);
	struct nt_ace *got = kunit_kcalloc(test, 8, sizeof(*got), GFP_KERNEL);
	u8 *bytes = kunit_kzalloc(test, 512, GFP_KERNEL);
	struct nt_secdesc sd;

	KUNIT_ASSERT_NOT_NULL(test, got);
	KUNIT_ASSERT_NOT_NULL(test, bytes);
	KUNIT_ASSERT_EQ(test, 0, nt_sid_from_unix(NT_SID_UNIX_GID, UID_A, &group));
	rig_make(test, "d", FILE_DIRECTORY_FILE);
	samba_dacl(test, "d", e, 3);
	rig_make(test, "d\\f", 0);
	KUNIT_ASSERT_EQ(test, 3, get_dacl(test, "d\\f", &sd, bytes, 512, got, 8));
	KUNIT_EXPECT_EQ(test, 0, nt_sid_cmp(&got[0].sid, &a));
	KUNIT_EXPECT_EQ(test, 0, nt_sid_cmp(&got[1].sid, &group));
	KUNIT_EXPECT_EQ(test, 0, nt_sid_cmp(&got[2].sid, &other));
}

static void refused(struct kunit *test)
{
	struct path *root = &RIG(test)->root, p;
	struct nt_secdesc sd = { .control = NT_SD_SELF_RELATIVE };
	struct nt_sid b = uid_sid(UID_B);
	struct descriptor d;
	struct fsa_open *o;
	struct wire_wr w;
	u8 sid[64];

	rig_make(test, "f", 0);
	make(test, &d, 0, NULL, 0);
	o = rig_get(test, "f", ACCESS_READ_CONTROL, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, fsa_set_security(o, NT_SECINFO_DACL, &d.span));
	rig_close(o);
	o = rig_get(test, "f", RIG_SEC, FILE_OPEN, 0);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, fsa_set_security(o, NT_SECINFO_SACL, &d.span));
	EXPECT_STATUS(test, STATUS_NOT_SUPPORTED, fsa_set_security(o, NT_SECINFO_LABEL, &d.span));
	/* Linux lets nobody give a file away. */
	wire_wr_init(&w, sid, sizeof(sid));
	KUNIT_ASSERT_EQ(test, 0, wire_nt_sid_encode(&w, &b));
	sd.owner.data = sid;
	sd.owner.len = wire_wr_off(&w);
	wire_wr_init(&w, d.bytes, sizeof(d.bytes));
	KUNIT_ASSERT_EQ(test, 0, wire_nt_secdesc_encode(&w, &sd));
	d.span.len = wire_wr_off(&w);
	EXPECT_STATUS(test, STATUS_INVALID_OWNER, fsa_set_security(o, NT_SECINFO_OWNER, &d.span));
	rig_close(o);
	/* A list that cannot be read lets nobody in. */
	KUNIT_ASSERT_EQ(test, 0, vfs_path_lookup(root->dentry, root->mnt, "f", 0, &p));
	KUNIT_ASSERT_EQ(test, 0, vfs_setxattr(&nop_mnt_idmap, p.dentry, SAMBA_XATTR_NTACL, "\1\2",
					      2, 0));
	path_put(&p);
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_B, "f", FILE_READ_DATA));
	EXPECT_STATUS(test, STATUS_ACCESS_DENIED, try(test, RIG_A, "f", FILE_READ_DATA));
	EXPECT_STATUS(test, STATUS_SUCCESS, try(test, RIG_A, "f", ACCESS_WRITE_DAC));
}

struct kunit_case file_acl_cases[] = {
	KUNIT_CASE(kept),
	KUNIT_CASE(asked),
	KUNIT_CASE(directories),
	KUNIT_CASE(inherited),
	KUNIT_CASE(on_creation),
	KUNIT_CASE(guarded),
	KUNIT_CASE(from_samba),
	KUNIT_CASE(inherited_from_samba),
	KUNIT_CASE(refused),
	{}
};
