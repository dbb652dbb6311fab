// SPDX-License-Identifier: GPL-2.0
/*
 * A module that commits the defect named by its parameter when it is loaded.
 *
 * scripts/vm --self-test builds it and loads it, one defect a boot, to prove
 * that each of them fails the run. It is no part of lwsmb and never installed.
 */

#include <linux/completion.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

static char *defect = "none";
module_param(defect, charp, 0444);
MODULE_PARM_DESC(defect, "the defect to commit, or none");

/* How many objects to lose: a stale pointer on some stack may hide a few. */
#define LOST_OBJECTS	16

struct defect_object {
	u32 before;
	u32 array[8];
	u32 after[8];
};

static DEFINE_MUTEX(defect_lock_a);
static DEFINE_MUTEX(defect_lock_b);
static DEFINE_SPINLOCK(defect_spinlock);
static DECLARE_COMPLETION(defect_release);
static struct task_struct *defect_task;

/* What the compiler must not see through: read and written once, as seen. */
static u32 *defect_null;
static u32 defect_index = 8;
static u32 defect_sink;

static int do_none(void)
{
	struct defect_object *object = kzalloc(sizeof(*object), GFP_KERNEL);

	if (!object)
		return -ENOMEM;
	mutex_lock(&defect_lock_a);
	mutex_lock(&defect_lock_b);
	object->array[READ_ONCE(defect_index) - 1] = 1;
	mutex_unlock(&defect_lock_b);
	mutex_unlock(&defect_lock_a);
	kfree(object);
	return 0;
}

static int do_use_after_free(void)
{
	struct defect_object *object = kzalloc(sizeof(*object), GFP_KERNEL);
	struct defect_object *stale = object;

	if (!object)
		return -ENOMEM;
	OPTIMIZER_HIDE_VAR(stale);
	kfree(object);
	WRITE_ONCE(stale->array[1], 1);
	return 0;
}

static int do_leak(void)
{
	int i;

	for (i = 0; i < LOST_OBJECTS; i++) {
		struct defect_object *object = kzalloc(sizeof(*object), GFP_KERNEL);

		if (!object)
			return -ENOMEM;
		WRITE_ONCE(defect_sink, object->before);
	}
	return 0;
}

static int do_warn(void)
{
	WARN(READ_ONCE(defect_index), "%s: on purpose\n", __func__);
	return 0;
}

static int do_inverted_locks(void)
{
	mutex_lock(&defect_lock_a);
	mutex_lock(&defect_lock_b);
	mutex_unlock(&defect_lock_b);
	mutex_unlock(&defect_lock_a);

	mutex_lock(&defect_lock_b);
	mutex_lock(&defect_lock_a);
	mutex_unlock(&defect_lock_a);
	mutex_unlock(&defect_lock_b);
	return 0;
}

static int do_sleep_in_atomic(void)
{
	struct defect_object *object;

	spin_lock(&defect_spinlock);
	object = kmalloc(sizeof(*object), GFP_KERNEL);
	spin_unlock(&defect_spinlock);
	kfree(object);
	return 0;
}

static int hung_thread(void *unused)
{
	wait_for_completion(&defect_release);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

static int do_hung_task(void)
{
	struct task_struct *task = kthread_run(hung_thread, NULL, "vm_defect");

	if (IS_ERR(task))
		return PTR_ERR(task);
	defect_task = task;
	return 0;
}

static int do_array_overflow(void)
{
	struct defect_object *object = kzalloc(sizeof(*object), GFP_KERNEL);

	if (!object)
		return -ENOMEM;
	object->array[READ_ONCE(defect_index)] = 1;
	WRITE_ONCE(defect_sink, object->after[0]);
	kfree(object);
	return 0;
}

static int do_heap_overflow(void)
{
	struct defect_object *object = kzalloc(sizeof(*object), GFP_KERNEL);
	struct defect_object *end = object + 1;

	if (!object)
		return -ENOMEM;
	OPTIMIZER_HIDE_VAR(end);
	WRITE_ONCE(end->before, 1);
	kfree(object);
	return 0;
}

static int do_vmalloc_overflow(void)
{
	u32 *object = vzalloc(PAGE_SIZE - sizeof(*object));
	u32 *end = object + PAGE_SIZE / sizeof(*object) - 1;

	if (!object)
		return -ENOMEM;
	OPTIMIZER_HIDE_VAR(end);
	WRITE_ONCE(*end, 1);
	vfree(object);
	return 0;
}

static int do_refcount_underflow(void)
{
	refcount_t count = REFCOUNT_INIT(1);

	if (refcount_dec_and_test(&count) && refcount_dec_and_test(&count))
		return -EINVAL;
	return 0;
}

static int do_oops(void)
{
	WRITE_ONCE(defect_sink, *READ_ONCE(defect_null));
	return 0;
}

static const struct {
	const char *name;
	int (*commit)(void);
} defects[] = {
	{ "none", do_none },
	{ "use-after-free", do_use_after_free },
	{ "leak", do_leak },
	{ "warn", do_warn },
	{ "inverted-locks", do_inverted_locks },
	{ "sleep-in-atomic", do_sleep_in_atomic },
	{ "hung-task", do_hung_task },
	{ "array-overflow", do_array_overflow },
	{ "heap-overflow", do_heap_overflow },
	{ "vmalloc-overflow", do_vmalloc_overflow },
	{ "refcount-underflow", do_refcount_underflow },
	{ "oops", do_oops },
};

static int __init vm_defect_init(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(defects); i++) {
		if (!strcmp(defects[i].name, defect))
			return defects[i].commit();
	}
	return -EINVAL;
}

static void __exit vm_defect_exit(void)
{
	if (!defect_task)
		return;
	complete_all(&defect_release);
	kthread_stop(defect_task);
}

module_init(vm_defect_init);
module_exit(vm_defect_exit);
MODULE_DESCRIPTION("lwsmb: defects on purpose, for the self-test of scripts/vm");
MODULE_LICENSE("GPL");
