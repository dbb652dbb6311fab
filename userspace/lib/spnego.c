// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * SPNEGO's tokens (RFC 4178 4.2, MS-SPNG 2.2.1), through libtasn1 and the module
 * spnego.asn.
 */
#include "lib/spnego.h"

#include <libtasn1.h>
#include <stdio.h>
#include <stdlib.h>

extern const asn1_static_node lw_spnego_asn1[];

#define OID_SPNEGO "1.3.6.1.5.5.2"

/**
 * struct tree - a value of one type of the module
 * @defs: the module
 * @node: the value
 */
struct tree {
	asn1_node defs;
	asn1_node node;
};

static void tree_free(struct tree *t)
{
	asn1_delete_structure2(&t->node, ASN1_DELETE_FLAG_ZEROIZE);
	asn1_delete_structure(&t->defs);
}

static int tree_new(struct tree *t, const char *type)
{
	*t = (struct tree){ 0 };
	if (asn1_array2tree(lw_spnego_asn1, &t->defs, NULL) == ASN1_SUCCESS &&
	    asn1_create_element(t->defs, type, &t->node) == ASN1_SUCCESS)
		return 0;
	tree_free(t);
	return -ENOMEM;
}

/* All of the bytes must be the value, in DER. */
static int tree_decode(struct tree *t, const char *type, const void *data, size_t len)
{
	int n = len;

	if (len > LW_SPNEGO_TOKEN_MAX)
		return -EBADMSG;
	if (tree_new(t, type))
		return -ENOMEM;
	if (asn1_der_decoding2(&t->node, data, &n, ASN1_DECODE_FLAG_STRICT_DER, NULL) ==
	    ASN1_SUCCESS)
		return 0;
	tree_free(t);
	return -EBADMSG;
}

static int tree_encode(struct tree *t, struct lw_buf *out)
{
	int len = 0;

	if (asn1_der_coding(t->node, "", NULL, &len, NULL) != ASN1_MEM_ERROR)
		return -EINVAL;
	out->data = malloc(len);
	if (!out->data)
		return -ENOMEM;
	if (asn1_der_coding(t->node, "", out->data, &len, NULL) != ASN1_SUCCESS) {
		lw_buf_free(out);
		return -EINVAL;
	}
	out->len = len;
	return 0;
}

/* Reads an octet string. One that is not there is no error, @out stays empty. */
static int read_bytes(const struct tree *t, const char *name, struct lw_buf *out)
{
	int len = 0, ret = asn1_read_value(t->node, name, NULL, &len);

	if (ret == ASN1_ELEMENT_NOT_FOUND)
		return 0;
	if (ret == ASN1_SUCCESS) /* there, and empty */
		return lw_buf_set(out, NULL, 0);
	if (ret != ASN1_MEM_ERROR)
		return -EBADMSG;
	out->data = malloc(len);
	if (!out->data)
		return -ENOMEM;
	out->len = len;
	return asn1_read_value(t->node, name, out->data, &len) == ASN1_SUCCESS ? 0 : -EBADMSG;
}

/* Reads an object identifier. One that is not there is -ENOENT. */
static int read_oid(const struct tree *t, const char *name, char oid[LW_OID_MAX])
{
	int len = LW_OID_MAX, ret = asn1_read_value(t->node, name, oid, &len);

	if (ret == ASN1_SUCCESS)
		return 0;
	return ret == ASN1_ELEMENT_NOT_FOUND ? -ENOENT : -EBADMSG;
}

/* Writes an octet string, or that there is none. */
static int write_bytes(struct tree *t, const char *name, const struct lw_buf *b)
{
	int ret = asn1_write_value(t->node, name, b->data, b->data ? (int)b->len : 0);

	return ret == ASN1_SUCCESS ? 0 : -EINVAL;
}

static int write_oid(struct tree *t, const char *name, const char *oid)
{
	return asn1_write_value(t->node, name, oid, strlen(oid)) == ASN1_SUCCESS ? 0 : -EINVAL;
}

static int read_mechs(const struct tree *t, struct lw_spnego_init *m)
{
	char name[16], oid[LW_OID_MAX];
	int ret;

	for (m->count = 0;; m->count++) {
		snprintf(name, sizeof(name), "?%zu", m->count + 1);
		ret = read_oid(t, name, oid);
		if (ret == -ENOENT)
			return m->count ? 0 : -EBADMSG;
		if (ret || m->count == LW_SPNEGO_MECH_MAX)
			return -EBADMSG;
		memcpy(m->oid[m->count], oid, sizeof(oid));
	}
}

static int write_mechs(struct tree *t, const struct lw_spnego_init *m)
{
	size_t i;

	for (i = 0; i < m->count; i++)
		if (asn1_write_value(t->node, "", "NEW", 1) != ASN1_SUCCESS ||
		    write_oid(t, "?LAST", m->oid[i]))
			return -EINVAL;
	return 0;
}

static int mechs_decode(struct lw_spnego_init *m)
{
	struct tree t;
	int ret = tree_decode(&t, "SPNEGO.MechTypeList", m->mech_list.data, m->mech_list.len);

	if (ret)
		return ret;
	ret = read_mechs(&t, m);
	tree_free(&t);
	return ret;
}

static int init_read(const struct tree *t, struct lw_spnego_init *m)
{
	char oid[LW_OID_MAX];
	int ret;

	ret = read_oid(t, "thisMech", oid);
	if (ret || strcmp(oid, OID_SPNEGO))
		return -EBADMSG;
	ret = read_bytes(t, "init.mechTypes", &m->mech_list);
	if (!ret)
		ret = mechs_decode(m);
	if (!ret)
		ret = read_bytes(t, "init.mechToken", &m->token);
	if (!ret)
		ret = read_bytes(t, "init.mechListMIC", &m->mic);
	return ret ? ret : read_bytes(t, "init.negHints.hintName", &m->hint);
}

/**
 * lw_spnego_init_decode() - read a NegTokenInit or NegTokenInit2
 * @data: token, with its GSS-API frame
 * @len: its bytes
 * @m: result; freed with lw_spnego_init_free(), also after an error
 *
 * The two forms differ in what [3] is, which tells them apart. One with neither
 * reads as both.
 *
 * Return: 0, -EBADMSG or -ENOMEM.
 */
int lw_spnego_init_decode(const void *data, size_t len, struct lw_spnego_init *m)
{
	struct tree t;
	int ret;

	memset(m, 0, sizeof(*m));
	ret = tree_decode(&t, "SPNEGO.InitToken", data, len);
	if (ret == -EBADMSG)
		ret = tree_decode(&t, "SPNEGO.InitToken2", data, len);
	if (ret)
		return ret;
	ret = init_read(&t, m);
	tree_free(&t);
	return ret;
}

static int init_write(struct tree *t, const struct lw_spnego_init *m,
		      const struct lw_buf *list)
{
	static const struct lw_buf none;

	if (write_oid(t, "thisMech", OID_SPNEGO) || write_bytes(t, "init.mechTypes", list) ||
	    write_bytes(t, "init.reqFlags", &none) || write_bytes(t, "init.mechToken", &m->token) ||
	    write_bytes(t, "init.mechListMIC", &m->mic))
		return -EINVAL;
	if (!m->hint.data)
		return 0;
	if (write_bytes(t, "init.negHints.hintName", &m->hint))
		return -EINVAL;
	return write_bytes(t, "init.negHints.hintAddress", &none);
}

/**
 * lw_spnego_init_encode() - write a NegTokenInit, or with a hint a NegTokenInit2
 * @m: token; the list is made of @oid
 * @out: set to the bytes
 *
 * Return: 0, -EINVAL (an object identifier that is none, or none at all) or -ENOMEM.
 */
int lw_spnego_init_encode(const struct lw_spnego_init *m, struct lw_buf *out)
{
	struct lw_buf list = { 0 };
	struct tree t;
	int ret;

	ret = lw_spnego_mech_list(m, &list);
	if (ret)
		return ret;
	ret = tree_new(&t, m->hint.data ? "SPNEGO.InitToken2" : "SPNEGO.InitToken");
	if (!ret) {
		ret = init_write(&t, m, &list);
		if (!ret)
			ret = tree_encode(&t, out);
		tree_free(&t);
	}
	lw_buf_free(&list);
	return ret;
}

/**
 * lw_spnego_init_free() - wipe and free what a token holds
 * @m: token
 */
void lw_spnego_init_free(struct lw_spnego_init *m)
{
	lw_buf_free(&m->mech_list);
	lw_buf_free(&m->token);
	lw_buf_free(&m->mic);
	lw_buf_free(&m->hint);
}

/**
 * lw_spnego_mech_list() - the list of mechanisms alone, as mechListMIC covers it
 * @m: token
 * @out: set to the bytes
 *
 * Return: 0, -EINVAL or -ENOMEM.
 */
int lw_spnego_mech_list(const struct lw_spnego_init *m, struct lw_buf *out)
{
	struct tree t;
	int ret;

	if (!m->count)
		return -EINVAL;
	if (tree_new(&t, "SPNEGO.MechTypeList"))
		return -ENOMEM;
	ret = write_mechs(&t, m);
	if (!ret)
		ret = tree_encode(&t, out);
	tree_free(&t);
	return ret;
}

static int read_state(const struct tree *t, enum lw_spnego_state *state)
{
	u8 v[4];
	int len = sizeof(v), ret = asn1_read_value(t->node, "negState", v, &len);

	*state = LW_SPNEGO_NO_STATE;
	if (ret == ASN1_ELEMENT_NOT_FOUND)
		return 0;
	if (ret != ASN1_SUCCESS || len != 1 || v[0] > LW_SPNEGO_REQUEST_MIC)
		return -EBADMSG;
	*state = v[0];
	return 0;
}

static int resp_read(const struct tree *t, struct lw_spnego_resp *m)
{
	int ret = read_state(t, &m->state);

	if (ret)
		return ret;
	ret = read_oid(t, "supportedMech", m->oid);
	if (ret == -EBADMSG)
		return ret;
	ret = read_bytes(t, "responseToken", &m->token);
	return ret ? ret : read_bytes(t, "mechListMIC", &m->mic);
}

/**
 * lw_spnego_resp_decode() - read a NegTokenResp
 * @data: token
 * @len: its bytes
 * @m: result; freed with lw_spnego_resp_free(), also after an error
 *
 * Return: 0, -EBADMSG or -ENOMEM.
 */
int lw_spnego_resp_decode(const void *data, size_t len, struct lw_spnego_resp *m)
{
	struct tree t;
	int ret;

	memset(m, 0, sizeof(*m));
	ret = tree_decode(&t, "SPNEGO.RespToken", data, len);
	if (ret)
		return ret;
	ret = resp_read(&t, m);
	tree_free(&t);
	return ret;
}

static int write_state(struct tree *t, enum lw_spnego_state state)
{
	u8 v = state;
	int ret;

	if (state == LW_SPNEGO_NO_STATE)
		ret = asn1_write_value(t->node, "negState", NULL, 0);
	else
		ret = asn1_write_value(t->node, "negState", &v, sizeof(v));
	return ret == ASN1_SUCCESS ? 0 : -EINVAL;
}

static int resp_write(struct tree *t, const struct lw_spnego_resp *m)
{
	if (write_state(t, m->state))
		return -EINVAL;
	if (asn1_write_value(t->node, "supportedMech", *m->oid ? m->oid : NULL,
			     strlen(m->oid)) != ASN1_SUCCESS)
		return -EINVAL;
	if (write_bytes(t, "responseToken", &m->token))
		return -EINVAL;
	return write_bytes(t, "mechListMIC", &m->mic);
}

/**
 * lw_spnego_resp_encode() - write a NegTokenResp
 * @m: token
 * @out: set to the bytes
 *
 * Return: 0, -EINVAL or -ENOMEM.
 */
int lw_spnego_resp_encode(const struct lw_spnego_resp *m, struct lw_buf *out)
{
	struct tree t;
	int ret;

	if (tree_new(&t, "SPNEGO.RespToken"))
		return -ENOMEM;
	ret = resp_write(&t, m);
	if (!ret)
		ret = tree_encode(&t, out);
	tree_free(&t);
	return ret;
}

/**
 * lw_spnego_resp_free() - wipe and free what a token holds
 * @m: token
 */
void lw_spnego_resp_free(struct lw_spnego_resp *m)
{
	lw_buf_free(&m->token);
	lw_buf_free(&m->mic);
}

/**
 * lw_spnego_hint() - the server's first token, sent with NEGOTIATE
 * @mechs: mechanisms, best first
 * @count: their number, at most LW_SPNEGO_MECH_MAX
 * @out: set to the bytes
 *
 * Return: 0, -EINVAL or -ENOMEM.
 */
int lw_spnego_hint(const struct lw_mech *mechs, size_t count, struct lw_buf *out)
{
	struct lw_spnego_init m = { .count = count };
	size_t i;
	int ret;

	if (count > LW_SPNEGO_MECH_MAX)
		return -EINVAL;
	for (i = 0; i < count; i++)
		snprintf(m.oid[i], sizeof(m.oid[i]), "%s", mechs[i].oid);
	ret = lw_buf_set(&m.hint, LW_SPNEGO_HINT, strlen(LW_SPNEGO_HINT));
	if (!ret)
		ret = lw_spnego_init_encode(&m, out);
	lw_spnego_init_free(&m);
	return ret;
}
