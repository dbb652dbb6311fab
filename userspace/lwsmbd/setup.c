// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The configuration file, resolved.
 */
#include "lwsmbd/setup.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lwsmb/proto_smb2.h"

/**
 * setup_dialect() - number of a dialect
 * @p: as in the configuration
 *
 * NT1 alone would be none of SMB2; as the oldest of several it means the oldest of SMB2.
 *
 * Return: SMB2_DIALECT_*.
 */
u16 setup_dialect(enum lw_conf_protocol p)
{
	switch (p) {
	case LW_CONF_NT1:
	case LW_CONF_SMB2_02:
		return SMB2_DIALECT_202;
	case LW_CONF_SMB2_10:
		return SMB2_DIALECT_210;
	case LW_CONF_SMB3_00:
		return SMB2_DIALECT_300;
	case LW_CONF_SMB3_02:
		return SMB2_DIALECT_302;
	case LW_CONF_SMB3_11:
		return SMB2_DIALECT_311;
	}
	return 0;
}

/**
 * setup_text() - a text of [global]
 * @s: setup
 * @id: key
 *
 * Return: text or NULL.
 */
const char *setup_text(const struct setup *s, enum lw_conf_id id)
{
	return lw_conf_get_text(s->conf, NULL, id);
}

/**
 * setup_number() - a number of [global]
 * @s: setup
 * @id: key
 *
 * Return: number, or index of the choice.
 */
u64 setup_number(const struct setup *s, enum lw_conf_id id)
{
	return lw_conf_get_number(s->conf, NULL, id);
}

static unsigned int line_of(const struct setup *s, enum lw_conf_id id)
{
	return lw_conf_line(s->conf, NULL, id);
}

/* What the file allows and this version cannot do is refused, not overlooked. */
static int check_built(const struct setup *s, struct lw_diag *diag)
{
	size_t before = diag->count;

	if (setup_number(s, LW_CONF_MAX_PROTOCOL) == LW_CONF_NT1)
		lw_diag_add(diag, s->file, line_of(s, LW_CONF_MAX_PROTOCOL),
			    "server max protocol: SMB1 is not served yet");
	if (setup_number(s, LW_CONF_NETBIOS_PORT))
		lw_diag_add(diag, s->file, line_of(s, LW_CONF_NETBIOS_PORT),
			    "netbios port: SMB over NetBIOS sessions is not served yet");
	return diag->count > before ? -EINVAL : 0;
}

static void upper(char *s)
{
	for (; *s; s++)
		*s = toupper((unsigned char)*s);
}

static void find_names(struct setup *s)
{
	const char *netbios = setup_text(s, LW_CONF_NETBIOS_NAME);
	char *c;

	if (gethostname(s->dns_name, sizeof(s->dns_name) - 1) || !*s->dns_name)
		snprintf(s->dns_name, sizeof(s->dns_name), "localhost");
	for (c = s->dns_name; *c; c++)
		*c = tolower((unsigned char)*c);
	c = strchr(s->dns_name, '.');
	if (c && c[1])
		s->dns_domain = c + 1;
	snprintf(s->netbios_name, sizeof(s->netbios_name), "%.*s", SETUP_NETBIOS_MAX - 1,
		 netbios ? netbios : s->dns_name);
	if (!netbios)
		s->netbios_name[strcspn(s->netbios_name, ".")] = '\0';
	upper(s->netbios_name);
}

/* IPC$ and the shares that are available. */
static int read_shares(struct setup *s, const struct share_names *names, struct lw_diag *diag)
{
	const struct share_source src = { s->file, s->conf, names, diag };
	size_t i, n = lw_conf_share_count(s->conf);
	const struct lw_conf_section *section;
	int ret = 0, one;

	s->shares = calloc(n + 1, sizeof(*s->shares));
	if (!s->shares)
		return -ENOMEM;
	share_ipc(&s->shares[s->share_count++]);
	for (i = 0; i < n; i++) {
		section = lw_conf_share(s->conf, i);
		if (!lw_conf_get_bool(s->conf, section, LW_CONF_AVAILABLE))
			continue;
		one = share_from_conf(&src, section, &s->shares[s->share_count]);
		s->root_allowed |= s->shares[s->share_count++].root_allowed;
		ret = ret ? ret : one;
	}
	return ret;
}

/**
 * setup_load() - read the configuration file
 * @path: file
 * @names: how names become ids
 * @diag: what goes wrong is added to it, with file, line and cause
 * @setup: set on success; no folder is open yet
 *
 * Return: 0, -EINVAL (see @diag) or -ENOMEM.
 */
int setup_load(const char *path, const struct share_names *names, struct lw_diag *diag,
	       struct setup **setup)
{
	struct setup *s = lw_zalloc(sizeof(*s));
	int ret = -ENOMEM, built;

	if (s)
		s->file = strdup(path);
	if (s && s->file)
		ret = lw_conf_load(path, diag, &s->conf);
	if (!ret) {
		find_names(s);
		built = check_built(s, diag);
		ret = read_shares(s, names, diag);
		ret = ret ? ret : built;
	}
	if (ret)
		setup_free(s);
	else
		*setup = s;
	return ret;
}

/**
 * setup_open_roots() - open the folders of the shares
 * @s: setup
 * @diag: why not; a share whose folder cannot be opened has no descriptor
 *
 * Return: 0, or -ENOENT if any could not be opened.
 */
int setup_open_roots(struct setup *s, struct lw_diag *diag)
{
	int ret = 0;
	size_t i;

	for (i = 0; i < s->share_count; i++)
		if (share_open_root(&s->shares[i], diag))
			ret = -ENOENT;
	return ret;
}

/**
 * setup_free() - free
 * @s: setup or NULL
 */
void setup_free(struct setup *s)
{
	size_t i;

	if (!s)
		return;
	for (i = 0; i < s->share_count; i++)
		share_free(&s->shares[i]);
	free(s->shares);
	lw_conf_free(s->conf);
	free(s->file);
	free(s);
}

/**
 * setup_is_legacy() - is this one of the clients that may be old?
 * @s: setup
 * @client: its address
 *
 * Return: true if "legacy clients" has it.
 */
bool setup_is_legacy(const struct setup *s, const struct sockaddr *client)
{
	const struct lw_net *nets;
	size_t i, n = lw_conf_get_nets(s->conf, NULL, LW_CONF_LEGACY_CLIENTS, &nets);

	for (i = 0; i < n; i++)
		if (lw_net_contains(&nets[i], client))
			return true;
	return false;
}
