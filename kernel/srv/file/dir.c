// SPDX-License-Identifier: GPL-2.0
/*
 * Listing a directory, MS-FSA 2.1.5.6.3.
 *
 * Names are read from the file system in batches, since what is known of an entry
 * cannot be asked while iterate_dir() holds the directory's lock. The batch is the
 * cursor: an entry that does not fit into an answer is the first of the next.
 *
 * What Linux names and NT cannot is shown under a name that leads back to it (name.c).
 * A symlink is shown as what it leads to; one that leads nowhere, or out of the
 * volume, as a reparse point, so that it can be seen and deleted. An entry that is
 * gone when it is looked at is left out.
 */
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/slab.h>
#include <lwsmb/wire_sec.h>

#include "dir.h"
#include "info.h"
#include "lookup.h"
#include "match.h"
#include "name.h"
#include "name_index.h"
#include "open.h"
#include "user.h"
#include "volume.h"

#define BATCH_BYTES (16 * 1024)
#define SID_BYTES 32 /* of S-1-5-88-1-uid: 8 and 3 sub-authorities */

/**
 * struct raw_entry - an entry as iterate_dir() told it
 * @len: bytes of @name
 * @name: bytes; more entries follow behind it
 */
struct raw_entry {
	u16 len;
	char name[];
};

enum cursor_stage {
	CURSOR_DOT,
	CURSOR_DOTDOT,
	CURSOR_NAMES,
	CURSOR_END,
};

/**
 * struct fsa_cursor - where a listing stands; all by struct fsa_open.cursor_lock
 * @stage: what comes next
 * @found: an entry was returned since the start
 * @exhausted: iterate_dir() has no more than what is in @batch
 * @used: bytes of @batch that are filled
 * @next: where the next entry is in @batch
 * @pattern: which names are wanted
 * @single: the name itself as it was sent, if the pattern has no wildcard
 * @single_bytes: storage of @single
 * @batch: struct raw_entry after another
 */
struct fsa_cursor {
	enum cursor_stage stage;
	bool found;
	bool exhausted;
	u32 used;
	u32 next;
	struct fsa_pattern pattern;
	struct wire_span single;
	u8 single_bytes[FSA_NAME_WIRE_MAX];
	char batch[] __aligned(2);
};

/**
 * struct listing - an answer that is being written
 * @o: open
 * @cur: its cursor
 * @q: query
 * @list: entries
 * @count: of them
 * @sids: where POSIX owner and group are encoded
 */
struct listing {
	struct fsa_open *o;
	struct fsa_cursor *cur;
	const struct fsa_dir_query *q;
	struct wire_list_wr list;
	u32 count;
	u8 sids[2][SID_BYTES];
};

/**
 * fsa_cursor_free() - done with a listing
 * @cur: cursor, or NULL
 */
void fsa_cursor_free(struct fsa_cursor *cur)
{
	kvfree(cur);
}

struct fill_ctx {
	struct dir_context ctx;
	struct fsa_cursor *cur;
};

static bool is_dots(const char *name, int len)
{
	return name[0] == '.' && (len == 1 || (len == 2 && name[1] == '.'));
}

static bool fill_actor(struct dir_context *ctx, const char *name, int len, loff_t off,
		       u64 ino, unsigned int type)
{
	struct fsa_cursor *cur = container_of(ctx, struct fill_ctx, ctx)->cur;
	u32 size = ALIGN(sizeof(struct raw_entry) + len, __alignof__(struct raw_entry));
	struct raw_entry *e = (struct raw_entry *)(cur->batch + cur->used);

	if (len < 1 || len > NAME_MAX || is_dots(name, len))
		return true;
	if (size > BATCH_BYTES - cur->used)
		return false;
	e->len = len;
	memcpy(e->name, name, len);
	cur->used += size;
	return true;
}

/* Reads the next batch. Context: the user's credential. */
static int fill(struct fsa_open *o, struct fsa_cursor *cur)
{
	struct fill_ctx c = { .ctx.actor = fill_actor, .cur = cur };
	loff_t last;
	int ret;

	cur->used = 0;
	cur->next = 0;
	do {
		last = o->filp->f_pos;
		ret = iterate_dir(o->filp, &c.ctx);
		if (ret)
			return ret;
		if (o->filp->f_pos == last)
			cur->exhausted = true;
	} while (!cur->used && !cur->exhausted);
	return 0;
}

/* The next name; NULL at the end. */
static struct raw_entry *peek(struct fsa_open *o, struct fsa_cursor *cur, int *err)
{
	*err = 0;
	if (cur->next == cur->used) {
		if (cur->exhausted)
			return NULL;
		*err = fill(o, cur);
		if (*err || !cur->used)
			return NULL;
	}
	return (struct raw_entry *)(cur->batch + cur->next);
}

static void advance(struct fsa_cursor *cur, const struct raw_entry *e)
{
	cur->next += ALIGN(sizeof(*e) + e->len, __alignof__(struct raw_entry));
}

/* ---- one entry ------------------------------------------------------------------ */

static void set_sid(struct wire_span *s, u8 *room, enum nt_sid_unix kind, u32 id)
{
	struct nt_sid sid;
	struct wire_wr w;

	wire_wr_init(&w, room, SID_BYTES);
	if (nt_sid_from_unix(kind, id, &sid) || wire_nt_sid_encode(&w, &sid))
		return;
	s->data = room;
	s->len = wire_wr_off(&w);
}

static void set_file_id_128(u8 id[16], u64 file_id)
{
	struct wire_wr w;

	memset(id, 0, 16);
	wire_wr_init(&w, id, 16);
	if (wire_fscc_number_encode(&w, FILE_INTERNAL_INFORMATION, file_id))
		memset(id, 0, 16);
}

static int append(struct listing *l, const struct fsa_stat *st, const u8 *name, u32 len)
{
	struct fscc_dirent d = {
		.times = st->times,
		.end_of_file = st->end_of_file,
		.allocation_size = st->allocation_size,
		.file_attributes = st->file_attributes,
		.ea_size = st->ea_size,
		.reparse_tag = st->reparse_tag,
		.file_id = st->file_id,
		.device_id = new_encode_dev(st->device),
		.number_of_links = st->number_of_links,
		.mode = st->mode & 07777,
		.name = { .data = name, .len = len },
	};
	int ret;

	set_file_id_128(d.file_id_128, st->file_id);
	if (d.file_attributes & FILE_ATTRIBUTE_REPARSE_POINT)
		d.ea_size = st->reparse_tag;
	set_sid(&d.owner, l->sids[0], NT_SID_NFS_UID, from_kuid(&init_user_ns, st->uid));
	set_sid(&d.group, l->sids[1], NT_SID_NFS_GID, from_kgid(&init_user_ns, st->gid));
	ret = wire_fscc_dir_append(&l->list, l->q->info_class, &d);
	if (!ret)
		l->count++;
	return ret;
}

/*
 * What an entry leads to: mount points are crossed, symlinks followed if they can be. What
 * autofs would mount is not: to list /net must not mount the world.
 */
static int resolve(struct listing *l, const char *name, u32 len, struct path *p)
{
	const struct path *dir = &l->o->path;
	struct path link, to;
	struct dentry *dentry;

	dentry = lookup_one_positive_unlocked(mnt_idmap(dir->mnt), name, dir->dentry, len);
	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	link.mnt = mntget(dir->mnt);
	link.dentry = dentry;
	if (d_is_symlink(dentry) && !fsa_lookup_follow(l->o->volume, &link, &to)) {
		path_put(&link);
		link = to;
	} else if (d_managed(dentry)) {
		follow_down(&link, 0);
	}
	*p = link;
	return 0;
}

static int add_name(struct listing *l, const char *name, u32 len, const u8 *wire, u32 wire_len)
{
	struct fsa_stat st;
	struct path p;
	int ret;

	ret = resolve(l, name, len, &p);
	if (!ret) {
		ret = fsa_info_fill(l->o->volume, &p, &st);
		path_put(&p);
	}
	if (ret)
		return 0; /* gone, or not for this user: left out */
	return append(l, &st, wire, wire_len);
}

/*
 * What is above an open directory, or the directory itself where that is none of the
 * share's: it is the root, or was moved out. Above a file system that is mounted is where
 * it is mounted, which for a part of one is not the directory above that part.
 */
static void get_above(const struct fsa_open *o, struct path *p)
{
	struct dentry *above;

	*p = o->path;
	path_get(p);
	if (path_equal(p, &o->volume->root) || !path_is_under(p, &o->volume->root))
		return;
	while (p->dentry == p->mnt->mnt_root)
		if (!follow_up(p))
			return;
	above = dget_parent(p->dentry);
	dput(p->dentry);
	p->dentry = above;
}

/* "." and ".."; of the root both are the root. */
static int add_dots(struct listing *l, u32 dots)
{
	static const u8 wire[] = { '.', 0, '.', 0 };
	struct fsa_open *o = l->o;
	struct path above;
	struct fsa_stat st;
	int ret;

	if (!fsa_pattern_matches(&l->cur->pattern, wire, 2 * dots))
		return 0;
	if (dots == 2) {
		get_above(o, &above);
		ret = fsa_info_fill(o->volume, &above, &st);
		path_put(&above);
	} else {
		ret = fsa_info_fill(o->volume, &o->path, &st);
	}
	return ret ? 0 : append(l, &st, wire, 2 * dots);
}

/* ---- the listing ---------------------------------------------------------------- */

static int add_next_name(struct listing *l)
{
	u8 wire[FSA_NAME_WIRE_MAX];
	struct raw_entry *e;
	int n, ret;

	e = peek(l->o, l->cur, &ret);
	if (!e) {
		if (!ret)
			l->cur->stage = CURSOR_END;
		return ret;
	}
	n = fsa_name_from_disk(e->name, e->len, wire);
	if (n > 0 && fsa_pattern_matches(&l->cur->pattern, wire, n))
		ret = add_name(l, e->name, e->len, wire, n);
	if (!ret)
		advance(l->cur, e);
	return ret;
}

/* A pattern without wildcards is a name: it is looked up, not searched for. */
static int add_single(struct listing *l)
{
	const struct wire_span *want = &l->cur->single;
	u8 wire[FSA_NAME_WIRE_MAX];
	char name[NAME_MAX];
	struct dentry *dentry;
	int len, n;

	l->cur->stage = CURSOR_END;
	len = fsa_name_to_disk(want, name, sizeof(name));
	if (len < 0)
		return 0;
	dentry = lookup_one_positive_unlocked(mnt_idmap(l->o->path.mnt), name,
					      l->o->path.dentry, len);
	if (!IS_ERR(dentry))
		dput(dentry);
	else if (!l->o->volume->opts.case_sensitive)
		len = fsa_index_find(&l->o->path, want, name);
	else
		len = -ENOENT;
	if (len < 0)
		return 0;
	n = fsa_name_from_disk(name, len, wire);
	return n < 0 ? n : add_name(l, name, len, wire, n);
}

static int add_one(struct listing *l)
{
	int ret;

	switch (l->cur->stage) {
	case CURSOR_DOT:
		ret = add_dots(l, 1);
		if (!ret)
			l->cur->stage = CURSOR_DOTDOT;
		return ret;
	case CURSOR_DOTDOT:
		ret = add_dots(l, 2);
		if (!ret)
			l->cur->stage = CURSOR_NAMES;
		return ret;
	case CURSOR_NAMES:
		if (l->cur->pattern.wild)
			return add_next_name(l);
		ret = add_single(l);
		if (ret)
			l->cur->stage = CURSOR_NAMES;
		return ret;
	case CURSOR_END:
		break;
	}
	return 0;
}

static u32 list(struct listing *l)
{
	u32 limit = l->q->flags & FSA_DIR_SINGLE ? 1 : U32_MAX;
	int ret = 0;

	while (!ret && l->count < limit && l->cur->stage != CURSOR_END) {
		ret = add_one(l);
		cond_resched();
	}
	if (l->count) {
		l->cur->found = true;
		return STATUS_SUCCESS;
	}
	if (ret == -EMSGSIZE)
		return STATUS_BUFFER_OVERFLOW;
	if (ret)
		return fsa_status(ret);
	return l->cur->found ? STATUS_NO_MORE_FILES : STATUS_NO_SUCH_FILE;
}

static u32 set_pattern(struct fsa_open *o, struct fsa_cursor *cur, const struct wire_span *s)
{
	static const u8 all[] = { '*', 0 };
	const u8 *expr = s->len ? s->data : all;
	u32 len = s->len ?: sizeof(all);

	if (fsa_pattern_init(&cur->pattern, expr, len, o->volume->opts.case_sensitive))
		return STATUS_OBJECT_NAME_INVALID;
	if (!cur->pattern.wild) {
		memcpy(cur->single_bytes, expr, len);
		cur->single = (struct wire_span){ .data = cur->single_bytes, .len = len };
	}
	return STATUS_SUCCESS;
}

/* The cursor for this query: a new one, the one that there is, that one from the start. */
static u32 get_cursor(struct fsa_open *o, const struct fsa_dir_query *q)
{
	bool restart = q->flags & FSA_DIR_RESTART;
	struct fsa_cursor *cur = o->cursor;
	u32 status;

	if (!cur) {
		cur = kvmalloc(struct_size(cur, batch, BATCH_BYTES), GFP_KERNEL_ACCOUNT);
		if (!cur)
			return STATUS_INSUFFICIENT_RESOURCES;
		memset(cur, 0, sizeof(*cur));
		status = set_pattern(o, cur, &q->pattern);
		if (status) {
			kvfree(cur);
			return status;
		}
		o->cursor = cur;
		return STATUS_SUCCESS;
	}
	if (!restart)
		return STATUS_SUCCESS;
	status = q->pattern.len ? set_pattern(o, cur, &q->pattern) : STATUS_SUCCESS;
	if (status)
		return status;
	cur->stage = CURSOR_DOT;
	cur->found = false;
	cur->exhausted = false;
	cur->used = 0;
	cur->next = 0;
	return vfs_llseek(o->filp, 0, SEEK_SET) ? STATUS_INVALID_DEVICE_REQUEST : 0;
}

static u32 check(const struct fsa_open *o, const struct fsa_dir_query *q)
{
	const struct fscc_class_info *class = wire_fscc_file_class(q->info_class);

	if (!class || !(class->use & FSCC_USE_DIR))
		return STATUS_INVALID_INFO_CLASS;
	if (!d_is_dir(o->path.dentry))
		return STATUS_INVALID_PARAMETER;
	if (!(o->access & FILE_LIST_DIRECTORY) || !o->filp)
		return STATUS_ACCESS_DENIED;
	if (wire_wr_left(q->w) < class->dir_min)
		return STATUS_INFO_LENGTH_MISMATCH;
	return STATUS_SUCCESS;
}

/**
 * fsa_dir_read() - the next entries of a directory, MS-FSA 2.1.5.6.3
 * @o: open of a directory with FILE_LIST_DIRECTORY
 * @q: query; as much is written as has room. FSA_DIR_INDEX is like none: entries have
 *     no index, as with NTFS
 *
 * Return: STATUS_SUCCESS; STATUS_NO_SUCH_FILE if nothing ever matched,
 * STATUS_NO_MORE_FILES if nothing is left; STATUS_INFO_LENGTH_MISMATCH if no entry of
 * this class could fit, STATUS_BUFFER_OVERFLOW if the next does not; another NTSTATUS.
 */
u32 fsa_dir_read(struct fsa_open *o, const struct fsa_dir_query *q)
{
	struct listing l = { .o = o, .q = q };
	const struct cred *saved;
	u32 status;

	status = check(o, q);
	if (status)
		return status;
	saved = fsa_user_begin(o->user);
	mutex_lock(&o->cursor_lock);
	status = get_cursor(o, q);
	if (!status) {
		l.cur = o->cursor;
		wire_list_init(&l.list, q->w);
		status = list(&l);
	}
	mutex_unlock(&o->cursor_lock);
	fsa_user_end(saved);
	return status;
}
