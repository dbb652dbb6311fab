// SPDX-License-Identifier: GPL-2.0
/*
 * Counters of traffic, per CPU: counting takes no lock and shares no cache line.
 */
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/u64_stats_sync.h>
#include <lwsmb/core_stats.h>

/**
 * struct stats_cpu - one CPU's counters
 * @sync: lets a reader of a 32-bit machine see whole numbers
 * @value: the counters, written by this CPU alone with preemption off
 */
struct stats_cpu {
	struct u64_stats_sync sync;
	u64_stats_t value[LWSMB_STATS];
};

/**
 * struct lwsmb_stats - a set of counters
 * @cpu: one for each CPU
 */
struct lwsmb_stats {
	struct stats_cpu __percpu *cpu;
};

/**
 * lwsmb_stats_new() - a set of counters, all 0
 *
 * Context: may sleep.
 * Return: the set, or NULL.
 */
struct lwsmb_stats *lwsmb_stats_new(void)
{
	struct lwsmb_stats *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int cpu;

	if (!s)
		return NULL;
	s->cpu = alloc_percpu(struct stats_cpu);
	if (!s->cpu) {
		kfree(s);
		return NULL;
	}
	for_each_possible_cpu(cpu)
		u64_stats_init(&per_cpu_ptr(s->cpu, cpu)->sync);
	return s;
}
EXPORT_SYMBOL_LWSMB(lwsmb_stats_new);

/**
 * lwsmb_stats_free() - free a set of counters
 * @s: the set, which nobody counts in any more; may be NULL
 */
void lwsmb_stats_free(struct lwsmb_stats *s)
{
	if (!s)
		return;
	free_percpu(s->cpu);
	kfree(s);
}
EXPORT_SYMBOL_LWSMB(lwsmb_stats_free);

/**
 * lwsmb_stats_add() - count
 * @s: the set; NULL: nobody wants to know
 * @what: counter
 * @n: what to add
 *
 * Context: process context.
 */
void lwsmb_stats_add(struct lwsmb_stats *s, enum lwsmb_stat what, u64 n)
{
	struct stats_cpu *c;

	if (!s)
		return;
	c = get_cpu_ptr(s->cpu);
	u64_stats_update_begin(&c->sync);
	u64_stats_add(&c->value[what], n);
	u64_stats_update_end(&c->sync);
	put_cpu_ptr(s->cpu);
}
EXPORT_SYMBOL_LWSMB(lwsmb_stats_add);

/**
 * lwsmb_stats_request() - count a request that was answered
 * @s: the set; NULL: nobody wants to know
 * @command: of the request's header; one that does not exist is not counted
 * @failed: the answer was an error
 *
 * Context: process context.
 */
void lwsmb_stats_request(struct lwsmb_stats *s, u16 command, bool failed)
{
	if (command >= LWSMB_STAT_COMMANDS)
		return;
	lwsmb_stats_add(s, LWSMB_STAT_REQUESTS + command, 1);
	if (failed)
		lwsmb_stats_add(s, LWSMB_STAT_FAILED + command, 1);
}
EXPORT_SYMBOL_LWSMB(lwsmb_stats_request);

static u64 stats_read_one(const struct stats_cpu *c, unsigned int what)
{
	unsigned int start;
	u64 value;

	do {
		start = u64_stats_fetch_begin(&c->sync);
		value = u64_stats_read(&c->value[what]);
	} while (u64_stats_fetch_retry(&c->sync, start));
	return value;
}

/**
 * lwsmb_stats_read() - the sum over all CPUs
 * @s: the set
 * @sum: set to it. Each counter is exact and never goes back; they are read one after
 *       the other while others count
 */
void lwsmb_stats_read(const struct lwsmb_stats *s, struct lwsmb_stats_sum *sum)
{
	unsigned int what;
	int cpu;

	memset(sum, 0, sizeof(*sum));
	for_each_possible_cpu(cpu)
		for (what = 0; what < LWSMB_STATS; what++)
			sum->value[what] += stats_read_one(per_cpu_ptr(s->cpu, cpu), what);
}
EXPORT_SYMBOL_LWSMB(lwsmb_stats_read);
