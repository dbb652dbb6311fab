/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The configuration file, in the form that users of smb.conf know.
 *
 *   - [global] holds what concerns the server, every other section is a share;
 *   - `key = value`; case and number of blanks in a key do not matter;
 *   - a line that starts with # or ; is a comment; there are none behind a value;
 *   - a backslash at the end of a line joins the next one to it;
 *   - a section or a key given twice is an error, not a merge: of two that
 *     contradict each other one would silently lose;
 *   - an unknown key is an error: a misspelt `read only` must not open a share.
 *
 * Every value is checked against the table of keys (conf_keys.c) when the file is
 * read, so that the typed getters cannot fail. All errors of a file are reported,
 * each with file, line and cause.
 */
#ifndef LWSMB_LIB_CONF_H
#define LWSMB_LIB_CONF_H

#include "lib/diag.h"
#include "lib/net.h"
#include "lwsmb/platform.h"

enum {
	LW_CONF_FILE_MAX = 1024 * 1024, /* bytes of a file */
	LW_CONF_LINE_MAX = 4096, /* bytes of a line, continuation lines joined */
	LW_CONF_LIST_MAX = 256, /* items of a list */
	LW_CONF_SHARE_NAME_MAX = 80, /* bytes of a share's name */
};

/**
 * enum lw_conf_id - every key of the configuration
 *
 * Index into lw_conf_keys[], where each has its type, range, default and
 * description.
 */
enum lw_conf_id {
	LW_CONF_WORKGROUP,
	LW_CONF_NETBIOS_NAME,
	LW_CONF_SERVER_STRING,
	LW_CONF_LISTEN,
	LW_CONF_PORT,
	LW_CONF_NETBIOS_PORT,
	LW_CONF_LEGACY_CLIENTS,
	LW_CONF_SIGNING,
	LW_CONF_MIN_PROTOCOL,
	LW_CONF_MAX_PROTOCOL,
	LW_CONF_PASSWD_FILE,
	LW_CONF_MAX_CONNECTIONS,
	LW_CONF_MAX_READ,
	LW_CONF_MAX_WRITE,
	LW_CONF_MAX_TRANS,
	LW_CONF_DEADTIME,
	LW_CONF_PATH,
	LW_CONF_COMMENT,
	LW_CONF_READ_ONLY,
	LW_CONF_BROWSEABLE,
	LW_CONF_AVAILABLE,
	LW_CONF_CASE_SENSITIVE,
	LW_CONF_VALID_USERS,
	LW_CONF_INVALID_USERS,
	LW_CONF_READ_LIST,
	LW_CONF_WRITE_LIST,
	LW_CONF_HOSTS_ALLOW,
	LW_CONF_HOSTS_DENY,
	LW_CONF_ENCRYPT,
	LW_CONF_CREATE_MASK,
	LW_CONF_DIRECTORY_MASK,
	LW_CONF_ROOT_ALLOWED,
	LW_CONF_COUNT,
};

/**
 * enum lw_conf_type - how a value is written
 * @LW_CONF_TYPE_STRING: text of @min to @max bytes
 * @LW_CONF_TYPE_BOOL: yes, no, true, false, 1, 0, on, off
 * @LW_CONF_TYPE_UINT: decimal number from @min to @max
 * @LW_CONF_TYPE_OCTAL: octal number from @min to @max, a file mode
 * @LW_CONF_TYPE_SIZE: bytes, with K, M or G for powers of 1024, @min to @max
 * @LW_CONF_TYPE_ENUM: one of @choices, gives its index
 * @LW_CONF_TYPE_PATH: absolute path
 * @LW_CONF_TYPE_LIST: words, separated by blanks or commas; "quotes" keep blanks
 * @LW_CONF_TYPE_NETS: list of IPv4 and IPv6 networks or addresses
 * @LW_CONF_TYPE_ADDRS: list of addresses
 */
enum lw_conf_type {
	LW_CONF_TYPE_STRING,
	LW_CONF_TYPE_BOOL,
	LW_CONF_TYPE_UINT,
	LW_CONF_TYPE_OCTAL,
	LW_CONF_TYPE_SIZE,
	LW_CONF_TYPE_ENUM,
	LW_CONF_TYPE_PATH,
	LW_CONF_TYPE_LIST,
	LW_CONF_TYPE_NETS,
	LW_CONF_TYPE_ADDRS,
};

/**
 * enum lw_conf_scope - where a key may stand
 * @LW_CONF_IN_GLOBAL: in [global] alone
 * @LW_CONF_IN_SHARE: in a share alone
 * @LW_CONF_IN_BOTH: in a share, or in [global] as the default of all shares
 */
enum lw_conf_scope {
	LW_CONF_IN_GLOBAL,
	LW_CONF_IN_SHARE,
	LW_CONF_IN_BOTH,
};

/* Values of LW_CONF_SIGNING */
enum lw_conf_signing {
	LW_CONF_SIGNING_AUTO,
	LW_CONF_SIGNING_MANDATORY,
};

/* Values of LW_CONF_MIN_PROTOCOL and LW_CONF_MAX_PROTOCOL, oldest first */
enum lw_conf_protocol {
	LW_CONF_NT1,
	LW_CONF_SMB2_02,
	LW_CONF_SMB2_10,
	LW_CONF_SMB3_00,
	LW_CONF_SMB3_02,
	LW_CONF_SMB3_11,
};

/* Values of LW_CONF_ENCRYPT */
enum lw_conf_encrypt {
	LW_CONF_ENCRYPT_OFF,
	LW_CONF_ENCRYPT_DESIRED,
	LW_CONF_ENCRYPT_REQUIRED,
};

/**
 * struct lw_conf_key - one row of the table of keys
 * @name: as it stands in a file, lower case, single blanks
 * @type: how the value is written
 * @scope: where it may stand
 * @min: smallest value, or shortest string in bytes
 * @max: largest value, or longest string in bytes
 * @choices: what an enum may be, NULL-terminated; else NULL
 * @def: default, in the form of a file; NULL if there is none (a list is then
 *       empty, a string or path NULL)
 * @doc: one sentence for the manual
 */
struct lw_conf_key {
	const char *name;
	enum lw_conf_type type;
	enum lw_conf_scope scope;
	u64 min;
	u64 max;
	const char *const *choices;
	const char *def;
	const char *doc;
};

extern const struct lw_conf_key lw_conf_keys[LW_CONF_COUNT];

/**
 * struct lw_conf_value - one value, of the type that its key has
 * @line: where it was set; 0 if it was not
 * @text: string or path; else NULL
 * @number: bool, number, size, index of an enum's choice
 * @count: entries in @items or @nets
 * @items: list
 * @nets: networks or addresses
 */
struct lw_conf_value {
	unsigned int line;
	char *text;
	u64 number;
	size_t count;
	char **items;
	struct lw_net *nets;
};

struct lw_conf;
struct lw_conf_section;

/* conf_value.c */
int lw_conf_value_parse(const struct lw_conf_key *key, const char *text,
			struct lw_conf_value *value, char *cause, size_t room);
void lw_conf_value_free(struct lw_conf_value *value);

/* conf_keys.c */
int lw_conf_key_find(const char *name);
const char *lw_conf_key_nearest(const char *name, bool global);

/* conf.c */
int lw_conf_parse(const char *file, const char *text, size_t len, struct lw_diag *diag,
		  struct lw_conf **conf);
int lw_conf_load(const char *path, struct lw_diag *diag, struct lw_conf **conf);
void lw_conf_free(struct lw_conf *conf);

size_t lw_conf_share_count(const struct lw_conf *conf);
const struct lw_conf_section *lw_conf_share(const struct lw_conf *conf, size_t i);
const struct lw_conf_section *lw_conf_share_find(const struct lw_conf *conf, const char *name);
const char *lw_conf_share_name(const struct lw_conf_section *share);
unsigned int lw_conf_line(const struct lw_conf *conf, const struct lw_conf_section *share,
			  enum lw_conf_id id);

/*
 * Getters: @share is a share for its own keys (or [global]'s default for all
 * shares, or the table's default), or NULL for the keys of [global]. The type is
 * the key's, anything else is a bug of the caller and asserted.
 */
bool lw_conf_get_bool(const struct lw_conf *conf, const struct lw_conf_section *share,
		      enum lw_conf_id id);
u64 lw_conf_get_number(const struct lw_conf *conf, const struct lw_conf_section *share,
		       enum lw_conf_id id);
const char *lw_conf_get_text(const struct lw_conf *conf, const struct lw_conf_section *share,
			     enum lw_conf_id id);
size_t lw_conf_get_list(const struct lw_conf *conf, const struct lw_conf_section *share,
			enum lw_conf_id id, char *const **items);
size_t lw_conf_get_nets(const struct lw_conf *conf, const struct lw_conf_section *share,
			enum lw_conf_id id, const struct lw_net **nets);

#endif /* LWSMB_LIB_CONF_H */
