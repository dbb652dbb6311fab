// SPDX-License-Identifier: GPL-2.0
/*
 * Quotas of users: FileQuotaInformation and FILE_GET_QUOTA_INFORMATION, MS-FSCC
 * 2.4.41 and 2.4.41.1. SIDs are handed on as bytes (MS-DTYP 2.4.2.2).
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>

#define QUOTA_ALIGN 8
#define GET_QUOTA_ALIGN 4

/**
 * wire_fscc_quota_next() - take the next quota off a list
 * @list: what is left of the list; not moved by a failing call
 * @e: set to the quota
 *
 * Return: 1, 0 at the end of the list, or -EBADMSG.
 */
int wire_fscc_quota_next(struct wire_rd *list, struct fscc_quota *e)
{
	const struct proto_fscc_quota *p;
	struct wire_rd rest = *list;
	struct wire_rd r;
	int ret = wire_list_next(&rest, QUOTA_ALIGN, &r);

	if (ret <= 0)
		return ret;
	p = wire_rd_take(&r, sizeof(*p));
	if (!p || wire_rd_span(&r, le32_to_cpu(p->sid_length), &e->sid))
		return -EBADMSG;
	e->change_time = le64_to_cpu(p->change_time);
	e->quota_used = le64_to_cpu(p->quota_used);
	e->quota_threshold = le64_to_cpu(p->quota_threshold);
	e->quota_limit = le64_to_cpu(p->quota_limit);
	wire_list_pad(&r, &e->pad);
	*list = rest;
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_quota_next);

/**
 * wire_fscc_quota_append() - append a quota to a list
 * @l: list
 * @e: the quota
 *
 * Return: 0 or -EMSGSIZE; the list is as it was unless 0.
 */
int wire_fscc_quota_append(struct wire_list_wr *l, const struct fscc_quota *e)
{
	struct proto_fscc_quota *p;
	struct wire_wr w;
	int ret;

	p = wire_list_reserve(l, QUOTA_ALIGN, sizeof(*p),
			      (u64)e->sid.len + e->pad.len, &w);
	if (!p)
		return -EMSGSIZE;
	p->sid_length = cpu_to_le32(e->sid.len);
	p->change_time = cpu_to_le64(e->change_time);
	p->quota_used = cpu_to_le64(e->quota_used);
	p->quota_threshold = cpu_to_le64(e->quota_threshold);
	p->quota_limit = cpu_to_le64(e->quota_limit);
	ret = wire_wr_put(&w, e->sid.data, e->sid.len);
	ret = ret ?: wire_wr_put(&w, e->pad.data, e->pad.len);
	if (!ret)
		wire_list_commit(l, &w);
	return ret;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_quota_append);

/**
 * wire_fscc_get_quota_next() - take the next SID off a list of quotas to look up
 * @list: what is left of the list; not moved by a failing call
 * @e: set to the SID
 *
 * Return: 1, 0 at the end of the list, or -EBADMSG.
 */
int wire_fscc_get_quota_next(struct wire_rd *list, struct fscc_get_quota *e)
{
	const struct proto_fscc_get_quota *p;
	struct wire_rd rest = *list;
	struct wire_rd r;
	int ret = wire_list_next(&rest, GET_QUOTA_ALIGN, &r);

	if (ret <= 0)
		return ret;
	p = wire_rd_take(&r, sizeof(*p));
	if (!p || wire_rd_span(&r, le32_to_cpu(p->sid_length), &e->sid))
		return -EBADMSG;
	wire_list_pad(&r, &e->pad);
	*list = rest;
	return 1;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_get_quota_next);

/**
 * wire_fscc_get_quota_append() - append a SID to a list of quotas to look up
 * @l: list
 * @e: the SID
 *
 * Return: 0 or -EMSGSIZE; the list is as it was unless 0.
 */
int wire_fscc_get_quota_append(struct wire_list_wr *l, const struct fscc_get_quota *e)
{
	struct proto_fscc_get_quota *p;
	struct wire_wr w;
	int ret;

	p = wire_list_reserve(l, GET_QUOTA_ALIGN, sizeof(*p),
			      (u64)e->sid.len + e->pad.len, &w);
	if (!p)
		return -EMSGSIZE;
	p->sid_length = cpu_to_le32(e->sid.len);
	ret = wire_wr_put(&w, e->sid.data, e->sid.len);
	ret = ret ?: wire_wr_put(&w, e->pad.data, e->pad.len);
	if (!ret)
		wire_list_commit(l, &w);
	return ret;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_get_quota_append);
