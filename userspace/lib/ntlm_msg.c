// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The three messages of NTLM, bytes to structs and back (MS-NLMP 2.2.1).
 *
 * A message is a fixed part and a payload that its length-and-offset fields point
 * into. Three generations of clients differ in how long the fixed part is, and
 * nothing says it: version and MIC are there if no field points into their place.
 */
#include "lib/ntlm_msg.h"

enum {
	TYPE_NEGOTIATE = 1,
	TYPE_CHALLENGE = 2,
	TYPE_AUTHENTICATE = 3,
};

enum {
	RESPONSE_VERSION = 1, /* RespType and HiRespType of an NTLMv2 response */
};

static const char signature[8] = "NTLMSSP";

/* Length and offset of a variable part (MS-NLMP 2.2.1, fields) */
struct proto_field {
	__le16 len;
	__le16 max_len;
	__le32 offset;
} __packed;
PROTO_SIZE(struct proto_field, 8);

struct proto_header {
	u8 signature[8];
	__le32 type;
} __packed;
PROTO_SIZE(struct proto_header, 12);

/* MS-NLMP 2.2.2.10 */
struct proto_version {
	u8 major;
	u8 minor;
	__le16 build;
	u8 reserved[3];
	u8 revision;
} __packed;
PROTO_SIZE(struct proto_version, 8);

/* MS-NLMP 2.2.1.1; the oldest clients end behind the flags */
struct proto_negotiate {
	struct proto_header header;
	__le32 flags;
	struct proto_field domain;
	struct proto_field workstation;
	struct proto_version version;
} __packed;
PROTO_SIZE(struct proto_negotiate, 40);
PROTO_OFFSET(struct proto_negotiate, version, 32);

/* MS-NLMP 2.2.1.2 */
struct proto_challenge {
	struct proto_header header;
	struct proto_field target_name;
	__le32 flags;
	u8 challenge[LW_NTLM_CHALLENGE_LEN];
	u8 reserved[8];
	struct proto_field target_info;
	struct proto_version version;
} __packed;
PROTO_SIZE(struct proto_challenge, 56);
PROTO_OFFSET(struct proto_challenge, reserved, 32);
PROTO_OFFSET(struct proto_challenge, version, 48);

/* MS-NLMP 2.2.1.3; the oldest clients end before session_key */
struct proto_authenticate {
	struct proto_header header;
	struct proto_field lm;
	struct proto_field nt;
	struct proto_field domain;
	struct proto_field user;
	struct proto_field workstation;
	struct proto_field session_key;
	__le32 flags;
	struct proto_version version;
	u8 mic[LW_NTLM_HASH_LEN];
} __packed;
PROTO_SIZE(struct proto_authenticate, 88);
PROTO_OFFSET(struct proto_authenticate, session_key, 52);
PROTO_OFFSET(struct proto_authenticate, version, 64);
PROTO_OFFSET(struct proto_authenticate, mic, LW_NTLM_MIC_OFFSET);

/* MS-NLMP 2.2.2.7, without the AV pairs */
struct proto_temp {
	u8 resp_type;
	u8 hi_resp_type;
	u8 reserved1[6];
	__le64 time;
	u8 client_challenge[LW_NTLM_CHALLENGE_LEN];
	u8 reserved2[4];
} __packed;
PROTO_SIZE(struct proto_temp, LW_NTLM_TEMP_LEN);

/**
 * struct decoder - a message that is being read
 * @data: first byte
 * @len: bytes
 * @fixed: bytes that every sender has before the payload
 * @payload: where the payload begins: the lowest offset seen in a field, @len if
 *           there is none
 */
struct decoder {
	const u8 *data;
	size_t len;
	size_t fixed;
	size_t payload;
};

/**
 * lw_ntlm_is_message() - is this an NTLM message, and not SPNEGO?
 * @data: bytes
 * @len: their number
 *
 * Return: true if it starts with NTLM's signature.
 */
bool lw_ntlm_is_message(const void *data, size_t len)
{
	return len >= sizeof(signature) && !memcmp(data, signature, sizeof(signature));
}

/* Checks signature, type, and that the first @fixed bytes are there. */
static int decoder_init(struct decoder *d, const void *data, size_t len, u32 type, size_t fixed)
{
	const struct proto_header *h = data;

	if (len < fixed || len > LW_NTLM_MESSAGE_MAX || !lw_ntlm_is_message(data, len))
		return -EBADMSG;
	if (le32_to_cpu(h->type) != type)
		return -EBADMSG;
	*d = (struct decoder){ .data = data, .len = len, .fixed = fixed, .payload = len };
	return 0;
}

/* An empty field may have any offset: some clients leave it unset. */
static int field_decode(struct decoder *d, const struct proto_field *f, struct wire_span *s)
{
	size_t len = le16_to_cpu(f->len), off = le32_to_cpu(f->offset);
	struct wire_rd r;

	*s = (struct wire_span){ .data = d->data };
	if (!len)
		return 0;
	wire_rd_init(&r, d->data, d->len);
	if (off < d->fixed || !wire_rd_take(&r, off) || wire_rd_span(&r, len, s))
		return -EBADMSG;
	if (off < d->payload)
		d->payload = off;
	return 0;
}

static void version_decode(const struct proto_version *p, struct lw_ntlm_version *v)
{
	v->major = p->major;
	v->minor = p->minor;
	v->build = le16_to_cpu(p->build);
	v->revision = p->revision;
}

static void version_encode(struct proto_version *p, const struct lw_ntlm_version *v)
{
	p->major = v->major;
	p->minor = v->minor;
	p->build = cpu_to_le16(v->build);
	p->revision = v->revision;
}

static void header_encode(struct proto_header *h, u32 type)
{
	memcpy(h->signature, signature, sizeof(signature));
	h->type = cpu_to_le32(type);
}

/* Appends @s to the payload and fills in its field. */
static int field_encode(struct wire_wr *w, struct proto_field *f, const struct wire_span *s)
{
	size_t off = wire_wr_off(w);

	if (s->len > U16_MAX)
		return -EINVAL;
	if (wire_wr_put(w, s->data, s->len))
		return -EMSGSIZE;
	f->len = cpu_to_le16(s->len);
	f->max_len = f->len;
	f->offset = cpu_to_le32(off);
	return 0;
}

/**
 * lw_ntlm_negotiate_decode() - read a NEGOTIATE_MESSAGE
 * @data: message
 * @len: its bytes
 * @m: result
 *
 * Return: 0 or -EBADMSG.
 */
int lw_ntlm_negotiate_decode(const void *data, size_t len, struct lw_ntlm_negotiate *m)
{
	const struct proto_negotiate *p = data;
	struct decoder d;

	memset(m, 0, sizeof(*m));
	if (decoder_init(&d, data, len, TYPE_NEGOTIATE, offsetof(struct proto_negotiate, domain)))
		return -EBADMSG;
	m->flags = le32_to_cpu(p->flags);
	if (len >= offsetof(struct proto_negotiate, version)) {
		d.fixed = offsetof(struct proto_negotiate, version);
		if (field_decode(&d, &p->domain, &m->domain) ||
		    field_decode(&d, &p->workstation, &m->workstation))
			return -EBADMSG;
	}
	m->has_version = (m->flags & LW_NTLM_VERSION) && d.payload >= sizeof(*p);
	if (m->has_version)
		version_decode(&p->version, &m->version);
	return 0;
}

/**
 * lw_ntlm_negotiate_encode() - write a NEGOTIATE_MESSAGE
 * @w: cursor at its base
 * @m: message
 *
 * Return: 0, -EMSGSIZE or -EINVAL (a name of more than 65535 bytes).
 */
int lw_ntlm_negotiate_encode(struct wire_wr *w, const struct lw_ntlm_negotiate *m)
{
	struct proto_negotiate *p = wire_wr_reserve(w, sizeof(*p));
	int ret;

	if (!p)
		return -EMSGSIZE;
	header_encode(&p->header, TYPE_NEGOTIATE);
	p->flags = cpu_to_le32(m->flags);
	if (m->has_version)
		version_encode(&p->version, &m->version);
	ret = field_encode(w, &p->domain, &m->domain);
	return ret ? ret : field_encode(w, &p->workstation, &m->workstation);
}

/**
 * lw_ntlm_challenge_decode() - read a CHALLENGE_MESSAGE
 * @data: message
 * @len: its bytes
 * @m: result
 *
 * Return: 0 or -EBADMSG.
 */
int lw_ntlm_challenge_decode(const void *data, size_t len, struct lw_ntlm_challenge *m)
{
	const struct proto_challenge *p = data;
	struct decoder d;

	memset(m, 0, sizeof(*m));
	if (decoder_init(&d, data, len, TYPE_CHALLENGE,
			 offsetof(struct proto_challenge, reserved)))
		return -EBADMSG;
	m->flags = le32_to_cpu(p->flags);
	memcpy(m->challenge, p->challenge, sizeof(m->challenge));
	if (field_decode(&d, &p->target_name, &m->target_name))
		return -EBADMSG;
	if (d.payload >= offsetof(struct proto_challenge, version) &&
	    field_decode(&d, &p->target_info, &m->target_info))
		return -EBADMSG;
	m->has_version = (m->flags & LW_NTLM_VERSION) && d.payload >= sizeof(*p);
	if (m->has_version)
		version_decode(&p->version, &m->version);
	return 0;
}

/**
 * lw_ntlm_challenge_encode() - write a CHALLENGE_MESSAGE
 * @w: cursor at its base
 * @m: message
 *
 * Return: 0, -EMSGSIZE or -EINVAL (a part of more than 65535 bytes).
 */
int lw_ntlm_challenge_encode(struct wire_wr *w, const struct lw_ntlm_challenge *m)
{
	struct proto_challenge *p = wire_wr_reserve(w, sizeof(*p));
	int ret;

	if (!p)
		return -EMSGSIZE;
	header_encode(&p->header, TYPE_CHALLENGE);
	p->flags = cpu_to_le32(m->flags);
	memcpy(p->challenge, m->challenge, sizeof(p->challenge));
	if (m->has_version)
		version_encode(&p->version, &m->version);
	ret = field_encode(w, &p->target_name, &m->target_name);
	return ret ? ret : field_encode(w, &p->target_info, &m->target_info);
}

static int authenticate_fields(struct decoder *d, const struct proto_authenticate *p,
			       struct lw_ntlm_authenticate *m)
{
	if (field_decode(d, &p->lm, &m->lm) || field_decode(d, &p->nt, &m->nt) ||
	    field_decode(d, &p->domain, &m->domain) || field_decode(d, &p->user, &m->user) ||
	    field_decode(d, &p->workstation, &m->workstation))
		return -EBADMSG;
	m->has_flags = d->payload >= offsetof(struct proto_authenticate, version);
	if (!m->has_flags)
		return 0;
	m->flags = le32_to_cpu(p->flags);
	d->fixed = offsetof(struct proto_authenticate, version);
	return field_decode(d, &p->session_key, &m->session_key);
}

/**
 * lw_ntlm_authenticate_decode() - read an AUTHENTICATE_MESSAGE
 * @data: message
 * @len: its bytes
 * @m: result
 *
 * Return: 0 or -EBADMSG.
 */
int lw_ntlm_authenticate_decode(const void *data, size_t len, struct lw_ntlm_authenticate *m)
{
	const struct proto_authenticate *p = data;
	struct decoder d;

	memset(m, 0, sizeof(*m));
	if (decoder_init(&d, data, len, TYPE_AUTHENTICATE,
			 offsetof(struct proto_authenticate, session_key)))
		return -EBADMSG;
	if (authenticate_fields(&d, p, m))
		return -EBADMSG;
	m->has_version = (m->flags & LW_NTLM_VERSION) &&
			 d.payload >= offsetof(struct proto_authenticate, mic);
	if (m->has_version)
		version_decode(&p->version, &m->version);
	m->has_mic = m->has_flags && d.payload >= sizeof(*p);
	if (m->has_mic)
		memcpy(m->mic, p->mic, sizeof(m->mic));
	return 0;
}

/**
 * lw_ntlm_authenticate_encode() - write an AUTHENTICATE_MESSAGE
 * @w: cursor at its base; the MIC comes to lie at LW_NTLM_MIC_OFFSET
 * @m: message; @has_flags must be set
 *
 * Return: 0, -EMSGSIZE or -EINVAL (a part of more than 65535 bytes, or no flags).
 */
int lw_ntlm_authenticate_encode(struct wire_wr *w, const struct lw_ntlm_authenticate *m)
{
	struct proto_authenticate *p = wire_wr_reserve(w, sizeof(*p));
	int ret;

	if (!m->has_flags)
		return -EINVAL;
	if (!p)
		return -EMSGSIZE;
	header_encode(&p->header, TYPE_AUTHENTICATE);
	p->flags = cpu_to_le32(m->flags);
	if (m->has_version)
		version_encode(&p->version, &m->version);
	memcpy(p->mic, m->mic, sizeof(p->mic));
	ret = field_encode(w, &p->domain, &m->domain);
	if (!ret)
		ret = field_encode(w, &p->user, &m->user);
	if (!ret)
		ret = field_encode(w, &p->workstation, &m->workstation);
	if (!ret)
		ret = field_encode(w, &p->lm, &m->lm);
	if (!ret)
		ret = field_encode(w, &p->nt, &m->nt);
	return ret ? ret : field_encode(w, &p->session_key, &m->session_key);
}

/**
 * lw_ntlm_v2_response_decode() - read the NTLMv2 response of an AUTHENTICATE
 * @nt: NT response
 * @resp: result; lies inside @nt
 *
 * Bytes behind the AV pairs are covered by the proof, but mean nothing: clients
 * send four.
 *
 * Return: 0 or -EBADMSG.
 */
int lw_ntlm_v2_response_decode(const struct wire_span *nt, struct lw_ntlm_v2_response *resp)
{
	const struct proto_temp *p;
	struct wire_rd r;

	wire_rd_span_child(nt, &r);
	resp->proof = wire_rd_take(&r, LW_NTLM_PROOF_LEN);
	if (!resp->proof)
		return -EBADMSG;
	resp->temp = (struct wire_span){ .data = r.pos, .len = wire_rd_left(&r) };
	p = wire_rd_take(&r, sizeof(*p));
	if (!p || p->resp_type != RESPONSE_VERSION || p->hi_resp_type != RESPONSE_VERSION)
		return -EBADMSG;
	resp->time = le64_to_cpu(p->time);
	memcpy(resp->client_challenge, p->client_challenge, sizeof(resp->client_challenge));
	return lw_ntlm_avs_decode(&r, &resp->avs);
}

/**
 * lw_ntlm_v2_temp_encode() - write the part of an NTLMv2 response behind the proof
 * @w: cursor
 * @time: 100 ns since 1601
 * @client_challenge: client's challenge
 * @avs: AV pairs
 *
 * Return: 0 or -EMSGSIZE.
 */
int lw_ntlm_v2_temp_encode(struct wire_wr *w, u64 time,
			   const u8 client_challenge[LW_NTLM_CHALLENGE_LEN],
			   const struct lw_ntlm_avs *avs)
{
	struct proto_temp *p = wire_wr_reserve(w, sizeof(*p));

	if (!p)
		return -EMSGSIZE;
	p->resp_type = RESPONSE_VERSION;
	p->hi_resp_type = RESPONSE_VERSION;
	p->time = cpu_to_le64(time);
	memcpy(p->client_challenge, client_challenge, sizeof(p->client_challenge));
	if (lw_ntlm_avs_encode(w, avs))
		return -EMSGSIZE;
	return wire_wr_reserve(w, 4) ? 0 : -EMSGSIZE;
}
