// SPDX-License-Identifier: GPL-2.0
/*
 * Names of a directory without regard to case: who creates N files asks N times
 * whether the name is there in another case, and must not read the directory each time.
 *
 * An index is made when a name is first missed, and kept by fsnotify, which tells what
 * this server and local processes alike create, delete and move:
 *
 *	(none) ── mark, read the directory ──> READY ── names come and go by events
 *	                                         │
 *	      STALE (no memory for an event, the change cookie does not fit, a name that
 *	      is not there, too many names) ── thrown away; the next look-up makes another
 *
 * Events come with the directory's i_rwsem held for writing, names are read with it
 * held for reading, and both put names in at that moment: nothing can come between. An
 * event that comes while the directory is read finds its mark set already, so the
 * index is right when the reading ends.
 *
 * The second guard is the directory's change cookie, kept with each event; a file system
 * that changes directories behind our back moves it. Those that revalidate directory
 * entries do so as a rule (network file systems): they get no index, their directories
 * are read each time.
 *
 * An index does not pin its inode, goes with it, and goes when memory is short.
 */
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/fsnotify_backend.h>
#include <linux/hash.h>
#include <linux/iversion.h>
#include <linux/mount.h>
#include <linux/random.h>
#include <linux/rhashtable.h>
#include <linux/shrinker.h>
#include <linux/slab.h>
#include <lwsmb/utf16.h>

#include "name.h"
#include "name_index.h"

/*
 * Names in all indexes; a directory that has more alone is read each time. Those that are
 * being made come on top, up to twice that in all.
 */
#define INDEX_NAMES_MAX 1000000
#define INDEX_EVENTS (FS_CREATE | FS_DELETE | FS_MOVED_FROM | FS_MOVED_TO)

/**
 * struct indexed_name - a name
 * @node: in the table; several names can have one key
 * @rcu: it is found under RCU
 * @key: utf16_casehash() of the name as clients see it
 * @len: bytes of @name
 * @name: as it is on disk
 */
struct indexed_name {
	struct rhlist_head node;
	struct rcu_head rcu;
	u32 key;
	u16 len;
	char name[];
};

/**
 * struct name_index - a directory's names
 * @mark: of the directory; its references are the index's
 * @lru: in the list of all indexes, by its lock
 * @names: struct indexed_name; changed under the directory's i_rwsem
 * @count: of names
 * @cookie: change cookie after the last change that is in; single reads and writes
 * @ready: the directory was read to its end; set once
 * @stale: not to be used any more; set once
 */
struct name_index {
	struct fsnotify_mark mark;
	struct list_head lru;
	struct rhltable names;
	atomic_t count;
	u64 cookie;
	bool ready;
	bool stale;
};

static const struct rhashtable_params name_params = {
	.head_offset = offsetof(struct indexed_name, node),
	.key_offset = offsetof(struct indexed_name, key),
	.key_len = sizeof_field(struct indexed_name, key),
	.automatic_shrinking = true,
};

static struct fsnotify_group *index_group;
static struct shrinker *index_shrinker;
static LIST_HEAD(index_lru); /* the one used last is the first */
static DEFINE_SPINLOCK(index_lru_lock); /* a leaf */
static atomic_long_t index_names; /* of all indexes */

/* So that nobody outside can prepare names that all have one key. */
static u32 index_seed;

/*
 * One index of a directory is made at a time, and others do not wait for it, or hardly: a
 * large or slow directory is the trouble of those who use it. Outside of i_rwsem and of
 * fsnotify's locks.
 */
#define MAKE_LOCK_BITS 6
static struct mutex index_make_locks[1 << MAKE_LOCK_BITS];

static struct mutex *make_lock(const struct inode *dir)
{
	return &index_make_locks[hash_ptr(dir, MAKE_LOCK_BITS)];
}

/* ---- names ------------------------------------------------------------------------ */

static int key_of(const char *name, size_t len, u8 wire[FSA_NAME_WIRE_MAX], u32 *key)
{
	int n = fsa_name_from_disk(name, len, wire);

	if (n >= 0)
		*key = utf16_casehash(wire, n, index_seed);
	return n;
}

static struct indexed_name *find_name(struct name_index *x, u32 key, const char *name, size_t len)
{
	struct rhlist_head *pos, *list = rhltable_lookup(&x->names, &key, name_params);
	struct indexed_name *e;

	rhl_for_each_entry_rcu(e, pos, list, node)
		if (e->len == len && !memcmp(e->name, name, len))
			return e;
	return NULL;
}

static int insert_name(struct name_index *x, u32 key, const char *name, size_t len)
{
	struct indexed_name *e = kmalloc(struct_size(e, name, len), GFP_KERNEL);
	int ret;

	if (!e)
		return -ENOMEM;
	e->key = key;
	e->len = len;
	memcpy(e->name, name, len);
	ret = rhltable_insert(&x->names, &e->node, name_params);
	if (ret) {
		kfree(e);
		return ret;
	}
	atomic_inc(&x->count);
	atomic_long_inc(&index_names);
	return 0;
}

static int add_name(struct name_index *x, const char *name, size_t len)
{
	u8 wire[FSA_NAME_WIRE_MAX];
	bool there;
	u32 key;
	int ret;

	ret = key_of(name, len, wire, &key);
	if (ret < 0)
		return ret;
	rcu_read_lock();
	there = find_name(x, key, name, len);
	rcu_read_unlock();
	if (there)
		return 0;
	if (atomic_read(&x->count) >= INDEX_NAMES_MAX ||
	    atomic_long_read(&index_names) >= 2 * INDEX_NAMES_MAX)
		return -E2BIG;
	return insert_name(x, key, name, len);
}

static int remove_name(struct name_index *x, const char *name, size_t len)
{
	u8 wire[FSA_NAME_WIRE_MAX];
	struct indexed_name *e;
	u32 key;
	int ret;

	ret = key_of(name, len, wire, &key);
	if (ret < 0)
		return ret;
	rcu_read_lock();
	e = find_name(x, key, name, len);
	if (e && !rhltable_remove(&x->names, &e->node, name_params)) {
		atomic_dec(&x->count);
		atomic_long_dec(&index_names);
		kfree_rcu(e, rcu);
	}
	rcu_read_unlock();
	return 0;
}

/* ---- events ----------------------------------------------------------------------- */

static u64 change_cookie(struct inode *dir)
{
	struct timespec64 ctime;

	if (IS_I_VERSION(dir))
		return inode_query_iversion(dir);
	ctime = inode_get_ctime(dir);
	return (u64)ctime.tv_sec << 30 | ctime.tv_nsec;
}

static struct name_index *index_of(struct fsnotify_mark *mark)
{
	return container_of(mark, struct name_index, mark);
}

static int handle_event(struct fsnotify_mark *mark, u32 mask, struct inode *inode,
			struct inode *dir, const struct qstr *name, u32 cookie)
{
	struct name_index *x = index_of(mark);
	int ret = 0;

	if (!name || !dir)
		return 0;
	if (mask & (FS_CREATE | FS_MOVED_TO))
		ret = add_name(x, name->name, name->len);
	else if (mask & (FS_DELETE | FS_MOVED_FROM))
		ret = remove_name(x, name->name, name->len);
	if (ret)
		WRITE_ONCE(x->stale, true);
	WRITE_ONCE(x->cookie, change_cookie(dir));
	return 0;
}

static void leave_lru(struct name_index *x)
{
	spin_lock(&index_lru_lock);
	list_del_init(&x->lru);
	spin_unlock(&index_lru_lock);
}

static void freeing_mark(struct fsnotify_mark *mark, struct fsnotify_group *group)
{
	leave_lru(index_of(mark));
}

static void free_name(void *ptr, void *arg)
{
	kfree(ptr);
}

/* The last reference has gone. */
static void free_mark(struct fsnotify_mark *mark)
{
	struct name_index *x = index_of(mark);

	atomic_long_sub(atomic_read(&x->count), &index_names);
	rhashtable_free_and_destroy(&x->names.ht, free_name, NULL);
	kfree(x);
}

static const struct fsnotify_ops index_ops = {
	.handle_inode_event = handle_event,
	.freeing_mark = freeing_mark,
	.free_mark = free_mark,
};

/* ---- the indexes ------------------------------------------------------------------ */

static struct name_index *get_index(struct inode *dir)
{
	struct fsnotify_mark *mark = fsnotify_find_inode_mark(dir, index_group);

	return mark ? index_of(mark) : NULL;
}

static void put_index(struct name_index *x)
{
	fsnotify_put_mark(&x->mark);
}

static void destroy_index(struct name_index *x)
{
	WRITE_ONCE(x->stale, true);
	fsnotify_destroy_mark(&x->mark, index_group);
}

/* The index used longest ago, with a reference; NULL if there is none. */
static struct name_index *oldest_index(void)
{
	struct name_index *x;

	spin_lock(&index_lru_lock);
	x = list_empty(&index_lru) ? NULL : list_last_entry(&index_lru, struct name_index, lru);
	if (x) {
		list_del_init(&x->lru);
		refcount_inc(&x->mark.refcnt); /* freeing_mark() has not been here yet */
	}
	spin_unlock(&index_lru_lock);
	return x;
}

static bool destroy_oldest(void)
{
	struct name_index *x = oldest_index();

	if (!x)
		return false;
	destroy_index(x);
	put_index(x);
	return true;
}

static void touch_index(struct name_index *x)
{
	spin_lock(&index_lru_lock);
	if (!list_empty(&x->lru))
		list_move(&x->lru, &index_lru);
	spin_unlock(&index_lru_lock);
}

/*
 * Is what the index has what the directory has? A change that is under way has moved
 * the cookie and not told us yet: with i_rwsem held nothing is under way.
 */
static bool is_current(struct name_index *x, struct inode *dir)
{
	bool same;

	/* Pairs with set_ready(): who sees it ready sees all names. */
	if (READ_ONCE(x->stale) || !smp_load_acquire(&x->ready))
		return false;
	if (READ_ONCE(x->cookie) == change_cookie(dir))
		return true;
	inode_lock_shared(dir);
	same = READ_ONCE(x->cookie) == change_cookie(dir);
	inode_unlock_shared(dir);
	return same && !READ_ONCE(x->stale);
}

static struct name_index *new_index(struct inode *dir)
{
	struct name_index *x = kzalloc(sizeof(*x), GFP_KERNEL);

	if (!x)
		return ERR_PTR(-ENOMEM);
	INIT_LIST_HEAD(&x->lru);
	if (rhltable_init(&x->names, &name_params)) {
		kfree(x);
		return ERR_PTR(-ENOMEM);
	}
	fsnotify_init_mark(&x->mark, index_group);
	x->mark.mask = INDEX_EVENTS;
	x->mark.flags |= FSNOTIFY_MARK_FLAG_NO_IREF;
	if (fsnotify_add_inode_mark(&x->mark, dir, 0)) {
		put_index(x); /* frees it */
		return ERR_PTR(-ENOMEM);
	}
	return x;
}

/**
 * struct scan - a directory that is read
 * @ctx: of iterate_dir()
 * @x: index that gets its names; or NULL: one name is searched
 * @err: why reading ended early
 * @want: the name searched
 * @found: its spelling on disk, the lowest so far
 * @len: bytes of @found, negative: none yet
 */
struct scan {
	struct dir_context ctx;
	struct name_index *x;
	int err;
	const struct wire_span *want;
	char *found;
	int len;
};

static void take_lower(const char *name, int len, char *found, int *found_len)
{
	int order = -1;

	if (*found_len >= 0)
		order = memcmp(name, found, min(len, *found_len));
	if (order < 0 || (!order && len < *found_len)) {
		memcpy(found, name, len);
		*found_len = len;
	}
}

static bool is_dots(const char *name, int len)
{
	return name[0] == '.' && (len == 1 || (len == 2 && name[1] == '.'));
}

static bool scan_actor(struct dir_context *ctx, const char *name, int len, loff_t off,
		       u64 ino, unsigned int type)
{
	struct scan *s = container_of(ctx, struct scan, ctx);
	u8 wire[FSA_NAME_WIRE_MAX];
	int n;

	if (len < 1 || len > NAME_MAX || is_dots(name, len))
		return true;
	if (s->x) {
		s->err = add_name(s->x, name, len);
		return !s->err;
	}
	n = fsa_name_from_disk(name, len, wire);
	if (n >= 0 && !utf16_casecmp(wire, n, s->want->data, s->want->len))
		take_lower(name, len, s->found, &s->len);
	return true;
}

/* Reads a directory to its end. Context: a user's credential. */
static int scan_directory(const struct path *dir, struct scan *s)
{
	struct file *filp;
	loff_t last;
	int ret;

	s->ctx.actor = scan_actor;
	filp = dentry_open(dir, O_RDONLY | O_DIRECTORY | O_LARGEFILE, current_cred());
	if (IS_ERR(filp))
		return PTR_ERR(filp);
	do {
		last = filp->f_pos;
		ret = iterate_dir(filp, &s->ctx);
	} while (!ret && !s->err && filp->f_pos != last);
	__fput_sync(filp);
	return ret ?: s->err;
}

static void set_ready(struct name_index *x, struct inode *dir)
{
	inode_lock_shared(dir);
	WRITE_ONCE(x->cookie, change_cookie(dir));
	inode_unlock_shared(dir);
	smp_store_release(&x->ready, true); /* pairs with is_current() */
	spin_lock(&index_lru_lock);
	list_add(&x->lru, &index_lru);
	spin_unlock(&index_lru_lock);
}

/* The one used last stays: it has just been made, or its directory is the only one. */
static void make_room(void)
{
	while (atomic_long_read(&index_names) > INDEX_NAMES_MAX && !list_is_singular(&index_lru))
		if (!destroy_oldest())
			break;
}

/* A current index with a reference, made if need be. */
static struct name_index *make_index(const struct path *path)
{
	struct inode *dir = d_inode(path->dentry);
	struct scan s = {};
	struct name_index *x = get_index(dir);
	int ret;

	lockdep_assert_held(make_lock(dir));
	if (x && is_current(x, dir))
		return x;
	if (x) {
		destroy_index(x);
		put_index(x);
	}
	make_room();
	x = new_index(dir);
	if (IS_ERR(x))
		return x;
	s.x = x;
	ret = scan_directory(path, &s);
	if (ret) {
		destroy_index(x);
		put_index(x);
		return ERR_PTR(ret);
	}
	set_ready(x, dir);
	make_room();
	return x;
}

static struct name_index *current_index(const struct path *path)
{
	struct inode *dir = d_inode(path->dentry);
	struct name_index *x = get_index(dir);

	if (x && is_current(x, dir)) {
		touch_index(x);
		return x;
	}
	if (x)
		put_index(x);
	mutex_lock(make_lock(dir));
	x = make_index(path);
	mutex_unlock(make_lock(dir));
	return x;
}

static int search_index(struct name_index *x, const struct wire_span *want, char *found)
{
	u32 key = utf16_casehash(want->data, want->len, index_seed);
	struct rhlist_head *pos, *list;
	u8 wire[FSA_NAME_WIRE_MAX];
	struct indexed_name *e;
	int n, len = -1;

	rcu_read_lock();
	list = rhltable_lookup(&x->names, &key, name_params);
	rhl_for_each_entry_rcu(e, pos, list, node) {
		n = fsa_name_from_disk(e->name, e->len, wire);
		if (n >= 0 && !utf16_casecmp(wire, n, want->data, want->len))
			take_lower(e->name, e->len, found, &len);
	}
	rcu_read_unlock();
	return len < 0 ? -ENOENT : len;
}

static int search_directory(const struct path *dir, const struct wire_span *want, char *found)
{
	struct scan s = { .want = want, .found = found, .len = -1 };
	int ret = scan_directory(dir, &s);

	if (ret)
		return ret;
	return s.len < 0 ? -ENOENT : s.len;
}

/**
 * fsa_index_find() - find a name in any case
 * @dir: directory
 * @name: component as the client sent it
 * @found: result: the name on disk, UTF-8, no NUL behind; room for NAME_MAX bytes.
 *         Of several the lowest in byte order
 *
 * Context: the user's credential; may sleep.
 * Return: bytes of @found, or -ENOENT if there is none or the user may not list the
 * directory; another negative errno.
 */
int fsa_index_find(const struct path *dir, const struct wire_span *name, char *found)
{
	struct name_index *x;
	int ret;

	if (inode_permission(mnt_idmap(dir->mnt), d_inode(dir->dentry), MAY_READ | MAY_EXEC))
		return -ENOENT;
	if (dir->dentry->d_flags & DCACHE_OP_REVALIDATE)
		return search_directory(dir, name, found);
	x = current_index(dir);
	if (IS_ERR(x))
		return search_directory(dir, name, found);
	ret = search_index(x, name, found);
	put_index(x);
	return ret;
}

/**
 * fsa_index_has() - has a directory a name in another case, as far as is known?
 * @dir: directory
 * @name: component as the client sent it
 *
 * For who is about to make a name that nobody had when he looked for it. It costs next
 * to nothing: where there is no index that can be relied on, none is made.
 *
 * Context: the user's credential, the directory's i_rwsem held for writing.
 * Return: whether fsa_index_find() would find it.
 */
bool fsa_index_has(const struct path *dir, const struct wire_span *name)
{
	struct inode *inode = d_inode(dir->dentry);
	struct name_index *x = get_index(inode);
	char found[NAME_MAX];
	bool has = false;

	if (!x)
		return false;
	/* Pairs with set_ready(), as in is_current(); under i_rwsem the cookie is exact. */
	if (!READ_ONCE(x->stale) && smp_load_acquire(&x->ready) &&
	    READ_ONCE(x->cookie) == change_cookie(inode) &&
	    !inode_permission(mnt_idmap(dir->mnt), inode, MAY_READ | MAY_EXEC))
		has = search_index(x, name, found) >= 0;
	put_index(x);
	return has;
}

/**
 * fsa_index_forget() - an index told of a name that is not there
 * @dir: directory
 */
void fsa_index_forget(const struct path *dir)
{
	struct name_index *x = get_index(d_inode(dir->dentry));

	if (!x)
		return;
	destroy_index(x);
	put_index(x);
}

/* ---- set-up ----------------------------------------------------------------------- */

static unsigned long count_objects(struct shrinker *s, struct shrink_control *sc)
{
	return atomic_long_read(&index_names) ?: SHRINK_EMPTY;
}

static unsigned long scan_objects(struct shrinker *s, struct shrink_control *sc)
{
	long before = atomic_long_read(&index_names);
	struct name_index *x;
	unsigned long freed = 0;

	/* What is destroyed here takes locks that a file system may hold. */
	if (!(sc->gfp_mask & __GFP_FS) || !before)
		return SHRINK_STOP;
	while (freed < sc->nr_to_scan) {
		x = oldest_index();
		if (!x)
			break;
		freed += atomic_read(&x->count);
		destroy_index(x);
		put_index(x);
	}
	return freed ?: SHRINK_STOP;
}

/**
 * fsa_index_init() - set the indexes up
 *
 * Return: 0 or a negative errno.
 */
int fsa_index_init(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(index_make_locks); i++)
		mutex_init(&index_make_locks[i]);
	index_seed = get_random_u32();
	index_group = fsnotify_alloc_group(&index_ops, 0);
	if (IS_ERR(index_group))
		return PTR_ERR(index_group);
	index_shrinker = shrinker_alloc(0, "lwsmb-names");
	if (!index_shrinker) {
		fsnotify_put_group(index_group);
		return -ENOMEM;
	}
	index_shrinker->count_objects = count_objects;
	index_shrinker->scan_objects = scan_objects;
	shrinker_register(index_shrinker);
	return 0;
}

/**
 * fsa_index_exit() - take the indexes down; nobody looks names up any more
 */
void fsa_index_exit(void)
{
	shrinker_free(index_shrinker);
	while (destroy_oldest())
		;
	fsnotify_wait_marks_destroyed();
	fsnotify_put_group(index_group);
	rcu_barrier(); /* names that were removed */
}
