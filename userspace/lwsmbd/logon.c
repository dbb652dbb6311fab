// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Log-ons.
 *
 *	first token --> TALKING --token--> TALKING ... --> finished: forgotten
 *	                   \--- forgotten by the server, too old, or too many
 */
#include "lwsmbd/logon.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "lib/alloc.h"
#include "lib/ntlm_server.h"
#include "lib/spnego.h"
#include "lwsmb/ntstatus_codes.h"

/**
 * struct logon - a log-on that is not finished
 * @next: newer one
 * @session: session
 * @begun: seconds of the monotonic clock
 * @logons: where it belongs
 * @client: the client's address
 * @netbios_name: the server's names, which outlive a reload here
 * @workgroup: likewise
 * @dns_name: likewise
 * @dns_domain: likewise
 * @mech: NTLM, as SPNEGO wants it
 * @ntlm: NTLM
 * @spnego: SPNEGO
 */
struct logon {
	struct logon *next;
	u64 session;
	u64 begun;
	struct logons *logons;
	char client[INET6_ADDRSTRLEN];
	char netbios_name[SETUP_NETBIOS_MAX];
	char workgroup[SETUP_NETBIOS_MAX];
	char dns_name[SETUP_HOST_MAX];
	char dns_domain[SETUP_HOST_MAX];
	struct lw_mech mech;
	struct lw_ntlm_server *ntlm;
	struct lw_spnego_server *spnego;
};

static u64 now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec;
}

static void address_text(const struct sockaddr *sa, char out[INET6_ADDRSTRLEN])
{
	const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)(const void *)sa;
	const struct sockaddr_in *in = (const struct sockaddr_in *)(const void *)sa;

	snprintf(out, INET6_ADDRSTRLEN, "?");
	if (sa->sa_family == AF_INET)
		inet_ntop(AF_INET, &in->sin_addr, out, INET6_ADDRSTRLEN);
	else if (sa->sa_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&in6->sin6_addr))
		inet_ntop(AF_INET, &in6->sin6_addr.s6_addr[12], out, INET6_ADDRSTRLEN);
	else if (sa->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &in6->sin6_addr, out, INET6_ADDRSTRLEN);
}

/* The NT hash of a user, from the file as it is now. */
static int find_hash(void *arg, const char *user, const char *domain, u8 hash[LW_NTLM_HASH_LEN])
{
	struct logon *g = arg;
	struct users *u = &g->logons->users;

	(void)domain;
	return u->db ? lw_smbpasswd_hash(u->db, user, hash) : -ENOENT;
}

static void logon_free(struct logon *g)
{
	if (!g)
		return;
	lw_spnego_server_free(g->spnego);
	lw_ntlm_server_free(g->ntlm);
	free(g);
}

static struct logon *logon_new(struct logons *l, const struct setup *setup,
			       const struct logon_token *t)
{
	bool legacy = setup_is_legacy(setup, t->client);
	struct logon *g = lw_zalloc(sizeof(*g));
	struct lw_ntlm_server_config config;

	if (!g)
		return NULL;
	g->session = t->session;
	g->begun = now();
	g->logons = l;
	address_text(t->client, g->client);
	memcpy(g->netbios_name, setup->netbios_name, sizeof(g->netbios_name));
	snprintf(g->workgroup, sizeof(g->workgroup), "%s", setup_text(setup, LW_CONF_WORKGROUP));
	memcpy(g->dns_name, setup->dns_name, sizeof(g->dns_name));
	snprintf(g->dns_domain, sizeof(g->dns_domain), "%s",
		 setup->dns_domain ? setup->dns_domain : "");
	config = (struct lw_ntlm_server_config){
		.nb_computer = g->netbios_name,
		.nb_domain = g->workgroup,
		.dns_computer = g->dns_name,
		.dns_domain = *g->dns_domain ? g->dns_domain : NULL,
		.policy = { .allow_v1 = legacy, .allow_v1_session = legacy },
		.lookup = find_hash,
		.arg = g,
	};
	g->ntlm = lw_ntlm_server_new(&config);
	g->mech = (struct lw_mech){ LW_OID_NTLMSSP, &lw_ntlm_server_ops, g->ntlm };
	g->spnego = g->ntlm ? lw_spnego_server_new(&g->mech, 1, legacy) : NULL;
	if (g->spnego)
		return g;
	logon_free(g);
	return NULL;
}

/* Takes a log-on out of the list; NULL if there is none. */
static struct logon *take_out(struct logons *l, u64 session)
{
	struct logon *g, *before = NULL;

	for (g = l->first; g && g->session != session; g = g->next)
		before = g;
	if (!g)
		return NULL;
	if (before)
		before->next = g->next;
	else
		l->first = g->next;
	if (l->last == g)
		l->last = before;
	g->next = NULL;
	l->count--;
	return g;
}

/* Who has to go that another of @client may come: NULL if there is room. */
static const struct logon *one_too_many(const struct logons *l, const char *client)
{
	const struct logon *g, *oldest = NULL;
	size_t same = 0;

	for (g = l->first; g; g = g->next) {
		if (strcmp(g->client, client))
			continue;
		oldest = oldest ? oldest : g;
		same++;
	}
	if (same >= LOGON_MAX_CLIENT)
		return oldest;
	return l->count >= LOGON_MAX ? l->first : NULL;
}

static void put_in(struct logons *l, struct logon *g)
{
	const struct logon *old = one_too_many(l, g->client);

	if (old)
		logon_forget(l, old->session);
	if (l->last)
		l->last->next = g;
	else
		l->first = g;
	l->last = g;
	l->count++;
}

/**
 * logon_forget() - a session will send no more tokens
 * @l: log-ons
 * @session: session
 */
void logon_forget(struct logons *l, u64 session)
{
	logon_free(take_out(l, session));
}

/**
 * logon_expire() - drop those that take too long
 * @l: log-ons
 */
void logon_expire(struct logons *l)
{
	u64 limit = now();

	while (l->first && l->first->begun + LOGON_SECONDS < limit)
		logon_forget(l, l->first->session);
}

/**
 * logon_init() - begin
 * @l: log-ons
 */
void logon_init(struct logons *l)
{
	*l = (struct logons){ .limit = { .burst = 50, .per_second = 5 } };
}

/**
 * logon_free_all() - drop all
 * @l: log-ons
 */
void logon_free_all(struct logons *l)
{
	while (l->first)
		logon_forget(l, l->first->session);
	users_free(&l->users);
}

/* One line for the administrator; the client is told no reason. */
static void log_refused(struct logon *g, const char *why)
{
	const struct lw_ntlm_identity *id = lw_ntlm_server_identity(g->ntlm);
	char user[LOG_ESCAPED_MAX], domain[LOG_ESCAPED_MAX], host[LOG_ESCAPED_MAX];
	struct log_limit *limit = &g->logons->limit;

	if (!log_limit_ok(limit, now()))
		return;
	if (limit->suppressed)
		log_line(LOG_WARNING, "%llu more refused log-ons are not shown",
			 (unsigned long long)limit->suppressed);
	limit->suppressed = 0;
	log_line(LOG_WARNING,
		 "log-on refused: client %s, user \"%s\", domain \"%s\", computer \"%s\": %s",
		 g->client, log_escape(id->user, user), log_escape(id->domain, domain),
		 log_escape(id->workstation, host), why);
}

static u32 refuse(struct logon *g, const char *why, u32 status)
{
	log_refused(g, why);
	return status;
}

static const char *account_fault(int err)
{
	switch (err) {
	case -ENOENT:
		return "there is no Unix account of this name any more";
	case -ESTALE:
		return "the Unix account has another uid than the user database says";
	case -E2BIG:
		return "the user is in too many groups";
	case -ENOMEM:
		return "out of memory";
	}
	return "the system's user database cannot be asked";
}

/* NTLM is satisfied: is there an account, and may it log on? */
static u32 identify(struct logon *g, const struct setup *setup, struct logon_answer *a)
{
	const char *user = lw_ntlm_server_identity(g->ntlm)->user;
	const struct lw_smbpasswd *db = g->logons->users.db;
	const struct lw_smbpasswd_entry *e = db ? lw_smbpasswd_find(db, user) : NULL;
	int ret = e ? identity_find(e, &a->id) : -ENOENT;

	if (ret)
		return refuse(g, account_fault(ret), STATUS_LOGON_FAILURE);
	if (!a->id.uid && !setup->root_allowed)
		return refuse(g, "uid 0, and no share has \"root allowed = yes\"",
			      STATUS_LOGON_FAILURE);
	memcpy(a->key, lw_ntlm_server_key(g->ntlm), sizeof(a->key));
	return STATUS_SUCCESS;
}

static u32 failed_step(struct logon *g, int err)
{
	enum lw_ntlm_fail fail = lw_ntlm_server_fail(g->ntlm);

	if (err == -ENOMEM)
		return refuse(g, "out of memory", STATUS_INSUFFICIENT_RESOURCES);
	if (fail != LW_NTLM_OK)
		return refuse(g, lw_ntlm_fail_text(fail), STATUS_LOGON_FAILURE);
	if (err == -EBADMSG)
		return refuse(g, "malformed token", STATUS_INVALID_PARAMETER);
	return refuse(g, "no mechanism in common, or the negotiation was tampered with",
		      STATUS_LOGON_FAILURE);
}

static u32 step(struct logon *g, const struct setup *setup, const struct logon_token *t,
		struct logon_answer *a)
{
	int ret = lw_spnego_server_step(g->spnego, t->data, t->len, &a->token);

	if (ret == LW_AUTH_CONTINUE)
		return STATUS_MORE_PROCESSING_REQUIRED;
	return ret == LW_AUTH_DONE ? identify(g, setup, a) : failed_step(g, ret);
}

/**
 * logon_take() - answer a token
 * @l: log-ons
 * @setup: configuration
 * @t: token
 * @a: answer; logon_answer_free() wipes and frees it
 *
 * A token that goes on with a log-on that is not known (the daemon was restarted, or it
 * took too long) is answered STATUS_NO_LOGON_SERVERS: the client may begin anew.
 */
void logon_take(struct logons *l, const struct setup *setup, const struct logon_token *t,
		struct logon_answer *a)
{
	struct logon *g = take_out(l, t->session);

	*a = (struct logon_answer){ .status = STATUS_NO_LOGON_SERVERS };
	if (t->first) {
		logon_free(g);
		a->status = STATUS_INSUFFICIENT_RESOURCES;
		g = logon_new(l, setup, t);
	}
	if (!g)
		return;
	if (users_refresh(&l->users, setup_text(setup, LW_CONF_PASSWD_FILE)))
		a->status = STATUS_INSUFFICIENT_RESOURCES;
	else
		a->status = step(g, setup, t, a);
	if (a->status == STATUS_MORE_PROCESSING_REQUIRED)
		put_in(l, g);
	else
		logon_free(g);
}

/**
 * logon_answer_free() - wipe and free an answer
 * @a: answer
 */
void logon_answer_free(struct logon_answer *a)
{
	lw_buf_free(&a->token);
	identity_free(&a->id);
	explicit_bzero(a, sizeof(*a));
}

/**
 * logon_hint() - the token of NEGOTIATE responses
 * @hint: result
 *
 * Return: 0 or a negative errno.
 */
int logon_hint(struct lw_buf *hint)
{
	const struct lw_mech mech = { .oid = LW_OID_NTLMSSP };

	return lw_spnego_hint(&mech, 1, hint);
}
