// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzz target: NTLM's three messages and the NTLMv2 response.
 *
 * What decodes must encode, and decode to the same again.
 *
 * covers: userspace/lib/ntlm_msg.c
 */
#include <assert.h>

#include "lib/ntlm_msg.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static u8 out[2 * LW_NTLM_MESSAGE_MAX];

static void same(const struct wire_span *a, const struct wire_span *b)
{
	assert(a->len == b->len && (!a->len || !memcmp(a->data, b->data, a->len)));
}

static void negotiate(const u8 *data, size_t size)
{
	struct lw_ntlm_negotiate m, n;
	struct wire_wr w;

	if (lw_ntlm_negotiate_decode(data, size, &m))
		return;
	wire_wr_init(&w, out, sizeof(out));
	assert(!lw_ntlm_negotiate_encode(&w, &m));
	if (wire_wr_off(&w) > LW_NTLM_MESSAGE_MAX) /* parts that overlapped grow */
		return;
	assert(!lw_ntlm_negotiate_decode(out, wire_wr_off(&w), &n));
	assert(m.flags == n.flags);
	same(&m.domain, &n.domain);
	same(&m.workstation, &n.workstation);
	assert(!m.has_version || !memcmp(&m.version, &n.version, sizeof(m.version)));
}

static void challenge(const u8 *data, size_t size)
{
	struct lw_ntlm_challenge m, n;
	struct wire_wr w;

	if (lw_ntlm_challenge_decode(data, size, &m))
		return;
	wire_wr_init(&w, out, sizeof(out));
	assert(!lw_ntlm_challenge_encode(&w, &m));
	if (wire_wr_off(&w) > LW_NTLM_MESSAGE_MAX)
		return;
	assert(!lw_ntlm_challenge_decode(out, wire_wr_off(&w), &n));
	assert(m.flags == n.flags && !memcmp(m.challenge, n.challenge, 8));
	same(&m.target_name, &n.target_name);
	same(&m.target_info, &n.target_info);
}

/* The response, with its proof as it is and everything behind it made anew. */
static void response(const struct wire_span *nt)
{
	struct lw_ntlm_v2_response r, s;
	struct wire_span again = { .data = out };
	struct wire_wr w;

	if (lw_ntlm_v2_response_decode(nt, &r))
		return;
	wire_wr_init(&w, out, sizeof(out));
	assert(!wire_wr_put(&w, r.proof, LW_NTLM_PROOF_LEN));
	assert(!lw_ntlm_v2_temp_encode(&w, r.time, r.client_challenge, &r.avs));
	again.len = wire_wr_off(&w);
	assert(!lw_ntlm_v2_response_decode(&again, &s));
	assert(r.time == s.time && r.avs.count == s.avs.count);
	assert(!memcmp(r.client_challenge, s.client_challenge, 8));
}

static void authenticate(const u8 *data, size_t size)
{
	struct lw_ntlm_authenticate m, n;
	struct wire_wr w;
	int ret;

	if (lw_ntlm_authenticate_decode(data, size, &m))
		return;
	response(&m.nt);
	wire_wr_init(&w, out, sizeof(out));
	ret = lw_ntlm_authenticate_encode(&w, &m);
	if (!m.has_flags) {
		assert(ret == -EINVAL);
		return;
	}
	if (ret || wire_wr_off(&w) > LW_NTLM_MESSAGE_MAX)
		return;
	assert(!lw_ntlm_authenticate_decode(out, wire_wr_off(&w), &n));
	assert(n.has_flags && n.has_mic && m.flags == n.flags);
	assert(!m.has_mic || !memcmp(m.mic, n.mic, sizeof(m.mic)));
	same(&m.lm, &n.lm);
	same(&m.nt, &n.nt);
	same(&m.domain, &n.domain);
	same(&m.user, &n.user);
	same(&m.workstation, &n.workstation);
	same(&m.session_key, &n.session_key);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct wire_span all = { .data = data, .len = size };

	negotiate(data, size);
	challenge(data, size);
	authenticate(data, size);
	response(&all);
	return 0;
}
