/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All that the configuration file asks for, resolved: what the daemon works with, and
 * what it tells the server. A reload makes another one and puts it in place as a whole.
 */
#ifndef LWSMB_LWSMBD_SETUP_H
#define LWSMB_LWSMBD_SETUP_H

#include "lib/mech.h"
#include "lwsmbd/share.h"

enum {
	SETUP_HOST_MAX = 256, /* bytes of a host's name, with its NUL */
	SETUP_NETBIOS_MAX = 16, /* bytes of a NetBIOS name, with its NUL */
};

/**
 * struct setup - the configuration at work
 * @file: configuration file
 * @conf: configuration
 * @netbios_name: the server's NetBIOS name
 * @dns_name: the host's name, lower case
 * @dns_domain: what is behind its first dot, or NULL
 * @share_count: number of shares, IPC$ included
 * @shares: them
 * @root_allowed: some share lets uid 0 in
 */
struct setup {
	char *file;
	struct lw_conf *conf;
	char netbios_name[SETUP_NETBIOS_MAX];
	char dns_name[SETUP_HOST_MAX];
	const char *dns_domain;
	size_t share_count;
	struct share *shares;
	bool root_allowed;
};

int setup_load(const char *path, const struct share_names *names, struct lw_diag *diag,
	       struct setup **setup);
int setup_open_roots(struct setup *s, struct lw_diag *diag);
void setup_free(struct setup *s);
bool setup_is_legacy(const struct setup *s, const struct sockaddr *client);
const char *setup_text(const struct setup *s, enum lw_conf_id id);
u64 setup_number(const struct setup *s, enum lw_conf_id id);
u16 setup_dialect(enum lw_conf_protocol p);

#endif /* LWSMB_LWSMBD_SETUP_H */
