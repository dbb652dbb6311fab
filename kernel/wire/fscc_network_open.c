// SPDX-License-Identifier: GPL-2.0
/*
 * FileNetworkOpenInformation, MS-FSCC 2.4.34.
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>
#include "fscc_parts.h"

/**
 * wire_fscc_network_open_decode() - decode FileNetworkOpenInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_network_open_decode(struct wire_rd *r, struct fscc_network_open *m)
{
	const struct proto_fscc_network_open *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	fscc_get_times(&p->times, &m->times);
	m->allocation_size = le64_to_cpu(p->allocation_size);
	m->end_of_file = le64_to_cpu(p->end_of_file);
	m->file_attributes = le32_to_cpu(p->file_attributes);
	m->reserved = le32_to_cpu(p->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_network_open_decode);

/**
 * wire_fscc_network_open_encode() - encode FileNetworkOpenInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_network_open_encode(struct wire_wr *w, const struct fscc_network_open *m)
{
	struct proto_fscc_network_open *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	fscc_put_times(&m->times, &p->times);
	p->allocation_size = cpu_to_le64(m->allocation_size);
	p->end_of_file = cpu_to_le64(m->end_of_file);
	p->file_attributes = cpu_to_le32(m->file_attributes);
	p->reserved = cpu_to_le32(m->reserved);
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_network_open_encode);
