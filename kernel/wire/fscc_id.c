// SPDX-License-Identifier: GPL-2.0
/*
 * FileIdInformation, MS-FSCC 2.4.26.
 */
#include <lwsmb/proto_fscc_file.h>
#include <lwsmb/wire_fscc.h>

/**
 * wire_fscc_id_decode() - decode FileIdInformation
 * @r: cursor
 * @m: set to the information
 *
 * Return: 0 or -EBADMSG.
 */
int wire_fscc_id_decode(struct wire_rd *r, struct fscc_id *m)
{
	const struct proto_fscc_id *p = wire_rd_take(r, sizeof(*p));

	if (!p)
		return -EBADMSG;
	m->volume_serial_number = le64_to_cpu(p->volume_serial_number);
	memcpy(m->file_id, p->file_id, sizeof(m->file_id));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_id_decode);

/**
 * wire_fscc_id_encode() - encode FileIdInformation
 * @w: cursor
 * @m: the information
 *
 * Return: 0 or -EMSGSIZE.
 */
int wire_fscc_id_encode(struct wire_wr *w, const struct fscc_id *m)
{
	struct proto_fscc_id *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->volume_serial_number = cpu_to_le64(m->volume_serial_number);
	memcpy(p->file_id, m->file_id, sizeof(p->file_id));
	return 0;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_id_encode);
