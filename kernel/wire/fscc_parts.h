/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Pieces that several information classes of MS-FSCC 2.4 share.
 */
#ifndef LWSMB_WIRE_FSCC_PARTS_H
#define LWSMB_WIRE_FSCC_PARTS_H

#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>

static inline void fscc_get_times(const struct proto_fscc_times *p,
				  struct fscc_times *t)
{
	t->creation_time = le64_to_cpu(p->creation_time);
	t->last_access_time = le64_to_cpu(p->last_access_time);
	t->last_write_time = le64_to_cpu(p->last_write_time);
	t->change_time = le64_to_cpu(p->change_time);
}

static inline void fscc_put_times(const struct fscc_times *t,
				  struct proto_fscc_times *p)
{
	p->creation_time = cpu_to_le64(t->creation_time);
	p->last_access_time = cpu_to_le64(t->last_access_time);
	p->last_write_time = cpu_to_le64(t->last_write_time);
	p->change_time = cpu_to_le64(t->change_time);
}

static inline void fscc_get_basic(const struct proto_fscc_basic *p,
				  struct fscc_basic *m)
{
	fscc_get_times(&p->times, &m->times);
	m->file_attributes = le32_to_cpu(p->file_attributes);
	m->reserved = le32_to_cpu(p->reserved);
}

static inline void fscc_put_basic(const struct fscc_basic *m,
				  struct proto_fscc_basic *p)
{
	fscc_put_times(&m->times, &p->times);
	p->file_attributes = cpu_to_le32(m->file_attributes);
	p->reserved = cpu_to_le32(m->reserved);
}

static inline void fscc_get_standard(const struct proto_fscc_standard *p,
				     struct fscc_standard *m)
{
	m->allocation_size = le64_to_cpu(p->allocation_size);
	m->end_of_file = le64_to_cpu(p->end_of_file);
	m->number_of_links = le32_to_cpu(p->number_of_links);
	m->delete_pending = p->delete_pending;
	m->directory = p->directory;
	m->reserved = le16_to_cpu(p->reserved);
}

static inline void fscc_put_standard(const struct fscc_standard *m,
				     struct proto_fscc_standard *p)
{
	p->allocation_size = cpu_to_le64(m->allocation_size);
	p->end_of_file = cpu_to_le64(m->end_of_file);
	p->number_of_links = cpu_to_le32(m->number_of_links);
	p->delete_pending = m->delete_pending;
	p->directory = m->directory;
	p->reserved = cpu_to_le16(m->reserved);
}

static inline void fscc_get_stat(const struct proto_fscc_stat *p, struct fscc_stat *m)
{
	m->file_id = le64_to_cpu(p->file_id);
	fscc_get_times(&p->times, &m->times);
	m->allocation_size = le64_to_cpu(p->allocation_size);
	m->end_of_file = le64_to_cpu(p->end_of_file);
	m->file_attributes = le32_to_cpu(p->file_attributes);
	m->reparse_tag = le32_to_cpu(p->reparse_tag);
	m->number_of_links = le32_to_cpu(p->number_of_links);
	m->effective_access = le32_to_cpu(p->effective_access);
}

static inline void fscc_put_stat(const struct fscc_stat *m, struct proto_fscc_stat *p)
{
	p->file_id = cpu_to_le64(m->file_id);
	fscc_put_times(&m->times, &p->times);
	p->allocation_size = cpu_to_le64(m->allocation_size);
	p->end_of_file = cpu_to_le64(m->end_of_file);
	p->file_attributes = cpu_to_le32(m->file_attributes);
	p->reparse_tag = cpu_to_le32(m->reparse_tag);
	p->number_of_links = cpu_to_le32(m->number_of_links);
	p->effective_access = cpu_to_le32(m->effective_access);
}

#endif /* LWSMB_WIRE_FSCC_PARTS_H */
