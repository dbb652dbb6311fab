// SPDX-License-Identifier: GPL-2.0
/*
 * A server that is nothing but the channel to the daemon: the family lwsmb-srv, the
 * questions and the shares are the real ones, what they need of the rest of the server
 * is here, the plainest there is. A test asks in the place of clients, through
 * /sys/kernel/debug/lwsmb_channel/ask, an open file for each question:
 *
 *   write "auth SESSION first|next TOKEN", "open PIPE NAME", "write PIPE DATA",
 *         "forget SESSION", "close PIPE" or "cancel"; tokens and data in hexadecimal
 *   read  one line when the asker was called back (an interrupted read waits on):
 *         "ERR STATUS DATA USER UID GID GROUPS KEY GUEST"
 *
 * Fails to unload cleanly, under the sanitizers, if an asker is called back twice, too
 * late, or never.
 */
#include <linux/debugfs.h>
#include <linux/hex.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <lwsmb/platform.h>
#include <net/genetlink.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>

#include "admin.h"
#include "file/fsa.h"
#include "net.h"
#include "netlink.h"
#include "share.h"
#include "upcall.h"

#define LINE_MAX_BYTES (3 * 1024 * 1024)
#define BLANKS "\n "

static unsigned int rows = 3;
module_param(rows, uint, 0644);
MODULE_PARM_DESC(rows, "rows of the lists of sessions, opens and connections");

/* ---- users and volumes --------------------------------------------------------- */

struct fsa_user {
	refcount_t refs;
	kuid_t uid;
	kgid_t gid;
	u32 group_count;
	kgid_t *groups;
	char *name;
};

struct fsa_user *fsa_user_new(const struct fsa_identity *id)
{
	struct fsa_user *u = kzalloc(sizeof(*u), GFP_KERNEL);

	if (!u)
		return ERR_PTR(-ENOMEM);
	refcount_set(&u->refs, 1);
	u->uid = id->uid;
	u->gid = id->gid;
	u->group_count = id->group_count;
	u->name = kstrdup(id->name, GFP_KERNEL);
	u->groups = kvmalloc_array(id->group_count, sizeof(*u->groups), GFP_KERNEL | __GFP_ZERO);
	if (!u->name || (id->group_count && !u->groups)) {
		fsa_user_put(u);
		return ERR_PTR(-ENOMEM);
	}
	if (id->group_count)
		memcpy(u->groups, id->groups, id->group_count * sizeof(*u->groups));
	return u;
}

struct fsa_user *fsa_user_get(struct fsa_user *u)
{
	refcount_inc(&u->refs);
	return u;
}

void fsa_user_put(struct fsa_user *u)
{
	if (!u || !refcount_dec_and_test(&u->refs))
		return;
	kvfree(u->groups);
	kfree(u->name);
	kfree(u);
}

const char *fsa_user_name(const struct fsa_user *u)
{
	return u->name;
}

kuid_t fsa_user_uid(const struct fsa_user *u)
{
	return u->uid;
}

bool fsa_user_in_group(const struct fsa_user *u, kgid_t gid)
{
	u32 i;

	for (i = 0; i < u->group_count; i++)
		if (gid_eq(u->groups[i], gid))
			return true;
	return gid_eq(u->gid, gid);
}

struct fsa_volume {
	struct path root;
};

struct fsa_volume *fsa_volume_new(const struct path *root, const struct fsa_volume_options *o)
{
	struct fsa_volume *v = kzalloc(sizeof(*v), GFP_KERNEL);

	if (!v)
		return ERR_PTR(-ENOMEM);
	v->root = *root;
	path_get(&v->root);
	return v;
}

void fsa_volume_put(struct fsa_volume *v)
{
	path_put(&v->root);
	kfree(v);
}

/* ---- the server in a namespace ------------------------------------------------- */

struct listener {
	struct list_head link;
	struct sockaddr_storage addr;
};

static unsigned int channel_net_id;

struct srv_net *srv_net(const struct net *net)
{
	return net_generic(net, channel_net_id);
}

void srv_net_configure(struct srv_net *sn, struct srv_config *config)
{
	struct srv_config *old;

	mutex_lock(&sn->mutex);
	old = rcu_replace_pointer(sn->config, config, lockdep_is_held(&sn->mutex));
	mutex_unlock(&sn->mutex);
	if (old)
		kfree_rcu(old, rcu);
}

void srv_net_stop(struct srv_net *sn)
{
	struct listener *l, *next;

	mutex_lock(&sn->mutex);
	list_for_each_entry_safe(l, next, &sn->listeners, link) {
		list_del(&l->link);
		kfree(l);
	}
	mutex_unlock(&sn->mutex);
	srv_share_del_all(sn);
	srv_net_configure(sn, NULL);
}

static struct listener *find_listener(struct srv_net *sn, const struct sockaddr_storage *addr)
{
	struct listener *l;

	list_for_each_entry(l, &sn->listeners, link)
		if (!memcmp(&l->addr, addr, sizeof(*addr)))
			return l;
	return NULL;
}

int srv_listener_add(struct srv_net *sn, const struct sockaddr_storage *addr)
{
	struct listener *l = kzalloc(sizeof(*l), GFP_KERNEL);
	int ret = -EEXIST;

	if (!l)
		return -ENOMEM;
	l->addr = *addr;
	mutex_lock(&sn->mutex);
	if (!find_listener(sn, addr)) {
		list_add_tail(&l->link, &sn->listeners);
		ret = 0;
	}
	mutex_unlock(&sn->mutex);
	if (ret)
		kfree(l);
	return ret;
}

int srv_listener_del(struct srv_net *sn, const struct sockaddr_storage *addr)
{
	struct listener *l;

	mutex_lock(&sn->mutex);
	l = find_listener(sn, addr);
	if (l)
		list_del(&l->link);
	mutex_unlock(&sn->mutex);
	kfree(l);
	return l ? 0 : -ENOENT;
}

int srv_listener_walk(struct srv_net *sn, srv_listener_row_fn fn, void *arg)
{
	struct listener *l;
	int ret = 0;

	list_for_each_entry(l, &sn->listeners, link) {
		ret = fn(arg, &l->addr);
		if (ret)
			break;
	}
	return ret;
}

/* There are no pipes but those that a test asks for. */
void srv_pipes_check(struct srv_net *sn)
{
}

/* ---- lists --------------------------------------------------------------------- */

static const struct sockaddr_storage somewhere = { .ss_family = AF_INET };

int srv_session_walk(struct srv_net *sn, u64 from, srv_session_row_fn fn, void *arg)
{
	struct srv_session_row r = { .user = "somebody", .client = &somewhere, .is_signed = true };
	int ret = 0;

	for (r.number = from; r.number < rows && !ret; r.number++) {
		r.id = r.number + 1000;
		ret = fn(arg, &r);
	}
	return ret;
}

int srv_open_walk(struct srv_net *sn, u64 from, srv_open_row_fn fn, void *arg)
{
	struct srv_open_row r = { .user = "somebody", .share = "share", .path = "a/b" };
	int ret = 0;

	for (r.number = from; r.number < rows && !ret; r.number++) {
		r.id = r.number + 2000;
		ret = fn(arg, &r);
	}
	return ret;
}

int srv_conn_walk(struct srv_net *sn, u64 from, srv_conn_row_fn fn, void *arg)
{
	struct srv_conn_row r = { .client = &somewhere, .local = &somewhere };
	int ret = 0;

	for (r.number = from; r.number < rows && !ret; r.number++) {
		r.id = r.number + 3000;
		ret = fn(arg, &r);
	}
	return ret;
}

int srv_session_kill(struct srv_net *sn, u64 id)
{
	return id >= 1000 && id < 1000 + rows ? 0 : -ENOENT;
}

int srv_open_kill(struct srv_net *sn, u64 id)
{
	return id >= 2000 && id < 2000 + rows ? 0 : -ENOENT;
}

void srv_stats_read(struct srv_net *sn, struct srv_stats *st)
{
	st->sessions = rows;
}

/* ---- asking -------------------------------------------------------------------- */

/**
 * struct question - an open file
 * @refs: file, and the question while it is asked
 * @sn: server
 * @call: question, or NULL
 * @wait: for the answer
 * @calls: how often the asker was called back
 * @line: what is read
 * @len: bytes of it
 * @read: it was read
 */
struct question {
	refcount_t refs;
	struct srv_net *sn;
	struct srv_upcall *call;
	wait_queue_head_t wait;
	int calls;
	char *line;
	size_t len;
	bool read;
};

static void question_put(struct question *q)
{
	if (!refcount_dec_and_test(&q->refs))
		return;
	kvfree(q->line);
	kfree(q);
}

static __printf(2, 3) void add(struct question *q, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	q->len += vscnprintf(q->line + q->len, LINE_MAX_BYTES - q->len, fmt, ap);
	va_end(ap);
}

static void add_hex(struct question *q, const void *data, u32 len)
{
	add(q, "%s", len ? " " : " -");
	if (2 * (size_t)len < LINE_MAX_BYTES - q->len) {
		bin2hex(q->line + q->len, data, len);
		q->len += 2 * len;
	}
}

static void answered(struct question *q)
{
	WARN_ON(q->calls++); /* exactly once */
	wake_up(&q->wait);
	question_put(q);
}

static void on_auth(void *arg, const struct srv_auth_answer *a)
{
	struct question *q = arg;
	u32 i;

	q->line = vmalloc(LINE_MAX_BYTES);
	if (q->line) {
		add(q, "%d %08x", a->err, a->status);
		add_hex(q, a->token, a->token_len);
		if (a->user) {
			add(q, " %s %u %u ", a->user->name,
			    from_kuid(&init_user_ns, a->user->uid),
			    from_kgid(&init_user_ns, a->user->gid));
			for (i = 0; i < a->user->group_count; i++)
				add(q, "%s%u", i ? "," : "",
				    from_kgid(&init_user_ns, a->user->groups[i]));
			if (!i)
				add(q, "-");
			add_hex(q, a->session_key, sizeof(a->session_key));
			add(q, " %d", a->guest);
		}
		add(q, "\n");
	}
	answered(q);
}

static void on_pipe(void *arg, const struct srv_pipe_answer *a)
{
	struct question *q = arg;

	q->line = vmalloc(LINE_MAX_BYTES);
	if (q->line) {
		add(q, "%d %08x", a->err, a->status);
		add_hex(q, a->data, a->len);
		add(q, "\n");
	}
	answered(q);
}

static int unhex(const char *hex, u8 **data, u32 *len)
{
	size_t n = hex && strcmp(hex, "-") ? strlen(hex) : 0;

	*data = kvmalloc(n / 2 + 1, GFP_KERNEL);
	*len = n / 2;
	if (!*data)
		return -ENOMEM;
	return hex2bin(*data, hex ?: "", n / 2);
}

static int ask_bytes(struct question *q, bool auth, u64 id, bool first, const char *hex)
{
	u8 *data;
	u32 len;
	int ret = unhex(hex, &data, &len);

	if (!ret && auth)
		ret = srv_auth_ask(q->sn, id, first, &somewhere, data, len, on_auth, q, &q->call);
	else if (!ret)
		ret = srv_pipe_ask_write(q->sn, id, data, len, on_pipe, q, &q->call);
	kvfree(data);
	return ret;
}

static int ask_open(struct question *q, u64 id, const char *name)
{
	struct fsa_identity who = { .name = "somebody", .uid = KUIDT_INIT(7) };
	struct fsa_user *user = fsa_user_new(&who);
	int ret;

	if (IS_ERR(user))
		return PTR_ERR(user);
	ret = srv_pipe_ask_open(q->sn, id, name ?: "", user, &somewhere, on_pipe, q, &q->call);
	fsa_user_put(user);
	return ret;
}

static int ask(struct question *q, char *line)
{
	char *verb = strsep(&line, BLANKS), *number = strsep(&line, BLANKS);
	char *word = strsep(&line, BLANKS), *hex = strsep(&line, BLANKS);
	u64 id = 0;
	int ret;

	if (!strcmp(verb, "cancel")) {
		if (!q->call || !srv_upcall_cancel(q->call))
			return -EALREADY;
		question_put(q);
		return 0;
	}
	ret = kstrtou64(number ?: "", 0, &id);
	if (ret)
		return ret;
	if (!strcmp(verb, "forget")) {
		srv_auth_forget(q->sn, id);
		return 0;
	}
	if (!strcmp(verb, "close")) {
		srv_pipe_forget(q->sn, id);
		return 0;
	}
	if (q->call)
		return -EBUSY;
	refcount_inc(&q->refs); /* for the call-back */
	if (!strcmp(verb, "auth"))
		ret = ask_bytes(q, true, id, word && !strcmp(word, "first"), hex);
	else if (!strcmp(verb, "write"))
		ret = ask_bytes(q, false, id, false, word);
	else if (!strcmp(verb, "open"))
		ret = ask_open(q, id, word);
	else
		ret = -EINVAL;
	if (ret)
		question_put(q);
	return ret;
}

static int ask_file_open(struct inode *inode, struct file *file)
{
	struct question *q = kzalloc(sizeof(*q), GFP_KERNEL);

	if (!q)
		return -ENOMEM;
	refcount_set(&q->refs, 1);
	init_waitqueue_head(&q->wait);
	q->sn = srv_net(current->nsproxy->net_ns);
	file->private_data = q;
	return nonseekable_open(inode, file);
}

static ssize_t ask_file_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	char *line;
	int ret;

	if (len > LINE_MAX_BYTES)
		return -EMSGSIZE;
	line = kvzalloc(len + 1, GFP_KERNEL);
	if (!line)
		return -ENOMEM;
	ret = copy_from_user(line, buf, len) ? -EFAULT : ask(file->private_data, line);
	kvfree(line);
	return ret ?: len;
}

static ssize_t ask_file_read(struct file *file, char __user *buf, size_t len, loff_t *pos)
{
	struct question *q = file->private_data;
	int ret;

	if (file->f_flags & O_NONBLOCK && !READ_ONCE(q->calls))
		return -EAGAIN;
	ret = wait_event_interruptible(q->wait, READ_ONCE(q->calls));
	if (ret || q->read)
		return ret;
	if (!q->line)
		return -ENOMEM;
	len = min(len, q->len);
	if (copy_to_user(buf, q->line, len))
		return -EFAULT;
	q->read = true;
	return len;
}

/* Closing gives the question up, as the end of a connection does. */
static int ask_file_release(struct inode *inode, struct file *file)
{
	struct question *q = file->private_data;
	struct srv_upcall *call = q->call;

	if (call && srv_upcall_cancel(call))
		question_put(q);
	srv_upcall_put(call);
	question_put(q);
	return 0;
}

static const struct file_operations ask_fops = {
	.owner = THIS_MODULE,
	.open = ask_file_open,
	.write = ask_file_write,
	.read = ask_file_read,
	.release = ask_file_release,
};

/* ---- module -------------------------------------------------------------------- */

static int __net_init channel_net_init(struct net *net)
{
	struct srv_net *sn = srv_net(net);

	sn->net = net;
	mutex_init(&sn->mutex);
	INIT_LIST_HEAD(&sn->listeners);
	INIT_LIST_HEAD(&sn->shares);
	sn->wq = alloc_workqueue("lwsmb_channel", WQ_UNBOUND, 0);
	return sn->wq ? srv_daemon_init(sn) : -ENOMEM;
}

static void __net_exit channel_net_exit(struct net *net)
{
	struct srv_net *sn = srv_net(net);

	srv_net_stop(sn);
	srv_daemon_exit(sn);
	destroy_workqueue(sn->wq);
}

static struct pernet_operations channel_net_ops = {
	.init = channel_net_init,
	.exit = channel_net_exit,
	.id = &channel_net_id,
	.size = sizeof(struct srv_net),
};

static struct dentry *dir;

static int __init channel_init(void)
{
	int ret = register_pernet_subsys(&channel_net_ops);

	if (ret)
		return ret;
	ret = srv_netlink_register();
	if (ret) {
		unregister_pernet_subsys(&channel_net_ops);
		return ret;
	}
	dir = debugfs_create_dir("lwsmb_channel", NULL);
	debugfs_create_file("ask", 0600, dir, NULL, &ask_fops);
	return 0;
}

static void __exit channel_exit(void)
{
	debugfs_remove(dir);
	srv_netlink_unregister();
	unregister_pernet_subsys(&channel_net_ops);
	rcu_barrier();
}

module_init(channel_init);
module_exit(channel_exit);

MODULE_DESCRIPTION("The channel between the SMB server and its daemon, for tests");
MODULE_LICENSE("GPL");
LWSMB_IMPORT();
