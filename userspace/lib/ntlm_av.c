// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * AV pairs (MS-NLMP 2.2.2.1): see ntlm_av.h.
 */
#include "lib/ntlm_av.h"

/* Is the length one that the value of this id can have? */
static bool length_fits(u16 id, size_t len)
{
	switch (id) {
	case LW_NTLM_AV_NB_COMPUTER:
	case LW_NTLM_AV_NB_DOMAIN:
	case LW_NTLM_AV_DNS_COMPUTER:
	case LW_NTLM_AV_DNS_DOMAIN:
	case LW_NTLM_AV_DNS_TREE:
	case LW_NTLM_AV_TARGET_NAME:
		return len % 2 == 0; /* UTF-16 */
	case LW_NTLM_AV_EOL:
		return len == 0;
	case LW_NTLM_AV_FLAGS:
		return len == sizeof(__le32);
	case LW_NTLM_AV_TIMESTAMP:
		return len == sizeof(__le64);
	case LW_NTLM_AV_CHANNEL_BINDINGS:
		return len == LW_NTLM_HASH_LEN;
	}
	return true;
}

static int pair_decode(struct wire_rd *r, struct lw_ntlm_av *av)
{
	if (wire_rd_le16(r, &av->id) || wire_rd_le16(r, &av->len))
		return -EBADMSG;
	if (!length_fits(av->id, av->len))
		return -EBADMSG;
	av->data = wire_rd_take(r, av->len);
	return av->data ? 0 : -EBADMSG;
}

/**
 * lw_ntlm_avs_decode() - read a list up to and with its end
 * @r: cursor; bytes behind the end of the list are left in it
 * @avs: result
 *
 * An id may appear once: of two the peer and we could take different ones.
 *
 * Return: 0 or -EBADMSG.
 */
int lw_ntlm_avs_decode(struct wire_rd *r, struct lw_ntlm_avs *avs)
{
	avs->count = 0;
	for (;;) {
		struct lw_ntlm_av av;

		if (pair_decode(r, &av))
			return -EBADMSG;
		if (av.id == LW_NTLM_AV_EOL)
			return 0;
		if (lw_ntlm_avs_add(avs, av.id, av.data, av.len))
			return -EBADMSG;
	}
}

static int pair_encode(struct wire_wr *w, u16 id, const void *data, u16 len)
{
	__le16 head[] = { cpu_to_le16(id), cpu_to_le16(len) };

	if (wire_wr_put(w, head, sizeof(head)))
		return -EMSGSIZE;
	return wire_wr_put(w, data, len);
}

/**
 * lw_ntlm_avs_encode() - write a list and its end
 * @w: cursor
 * @avs: pairs
 *
 * Return: 0 or -EMSGSIZE.
 */
int lw_ntlm_avs_encode(struct wire_wr *w, const struct lw_ntlm_avs *avs)
{
	size_t i;

	for (i = 0; i < avs->count; i++)
		if (pair_encode(w, avs->av[i].id, avs->av[i].data, avs->av[i].len))
			return -EMSGSIZE;
	return pair_encode(w, LW_NTLM_AV_EOL, NULL, 0);
}

/**
 * lw_ntlm_avs_find() - the pair with an id
 * @avs: list
 * @id: enum lw_ntlm_av_id
 *
 * Return: the pair or NULL.
 */
const struct lw_ntlm_av *lw_ntlm_avs_find(const struct lw_ntlm_avs *avs, u16 id)
{
	size_t i;

	for (i = 0; i < avs->count; i++)
		if (avs->av[i].id == id)
			return &avs->av[i];
	return NULL;
}

/**
 * lw_ntlm_avs_add() - append a pair
 * @avs: list
 * @id: enum lw_ntlm_av_id; not its end
 * @data: value, which must live as long as the list
 * @len: its bytes
 *
 * Return: 0, -EEXIST (the id is there), -EINVAL (a length that the id cannot
 * have) or -EMSGSIZE (the list is full).
 */
int lw_ntlm_avs_add(struct lw_ntlm_avs *avs, u16 id, const void *data, size_t len)
{
	if (id == LW_NTLM_AV_EOL || len > U16_MAX || !length_fits(id, len))
		return -EINVAL;
	if (lw_ntlm_avs_find(avs, id))
		return -EEXIST;
	if (avs->count == LW_NTLM_AV_MAX)
		return -EMSGSIZE;
	avs->av[avs->count++] = (struct lw_ntlm_av){ .id = id, .len = len, .data = data };
	return 0;
}

/**
 * lw_ntlm_avs_flags() - value of MsvAvFlags
 * @avs: list
 *
 * Return: flags; 0 if the list has none.
 */
u32 lw_ntlm_avs_flags(const struct lw_ntlm_avs *avs)
{
	const struct lw_ntlm_av *av = lw_ntlm_avs_find(avs, LW_NTLM_AV_FLAGS);
	__le32 v;

	if (!av)
		return 0;
	memcpy(&v, av->data, sizeof(v));
	return le32_to_cpu(v);
}

/**
 * lw_ntlm_avs_timestamp() - value of MsvAvTimestamp
 * @avs: list
 * @time: set to the time, 100 ns since 1601, if it is there
 *
 * Return: true if it is.
 */
bool lw_ntlm_avs_timestamp(const struct lw_ntlm_avs *avs, u64 *time)
{
	const struct lw_ntlm_av *av = lw_ntlm_avs_find(avs, LW_NTLM_AV_TIMESTAMP);
	__le64 v;

	if (!av)
		return false;
	memcpy(&v, av->data, sizeof(v));
	*time = le64_to_cpu(v);
	return true;
}
