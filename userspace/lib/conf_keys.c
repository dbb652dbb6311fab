// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The table of configuration keys, and how a key is found in it.
 */
#include "lib/conf.h"

enum {
	KEY_NAME_MAX = 32, /* bytes of the longest name, terminator included */
};

#define KIB 1024ull
#define MIB (1024ull * 1024)

static const char *const signing_choices[] = { "auto", "mandatory", NULL };

static const char *const protocol_choices[] = {
	"NT1", "SMB2_02", "SMB2_10", "SMB3_00", "SMB3_02", "SMB3_11", NULL,
};

static const char *const encrypt_choices[] = { "off", "desired", "required", NULL };

#define KEY(id, key_name, key_type, where, ...) \
	[LW_CONF_##id] = { .name = (key_name), .type = LW_CONF_TYPE_##key_type, \
			   .scope = LW_CONF_IN_##where, __VA_ARGS__ }

const struct lw_conf_key lw_conf_keys[LW_CONF_COUNT] = {
	KEY(WORKGROUP, "workgroup", STRING, GLOBAL, .min = 1, .max = 15, .def = "WORKGROUP",
	    .doc = "NetBIOS name of the workgroup or domain that the server shows itself in"),
	KEY(NETBIOS_NAME, "netbios name", STRING, GLOBAL, .min = 1, .max = 15,
	    .doc = "NetBIOS name of the server; the host's name up to the first dot if unset"),
	KEY(SERVER_STRING, "server string", STRING, GLOBAL, .max = 48, .def = "lwsmb",
	    .doc = "comment shown beside the server in a list of servers"),
	KEY(LISTEN, "listen", ADDRS, GLOBAL,
	    .doc = "addresses to listen on; all of the machine if unset"),
	KEY(PORT, "port", UINT, GLOBAL, .min = 1, .max = 65535, .def = "445",
	    .doc = "TCP port for SMB"),
	KEY(NETBIOS_PORT, "netbios port", UINT, GLOBAL, .max = 65535, .def = "0",
	    .doc = "TCP port for SMB over NetBIOS sessions, mostly 139; 0: none"),
	KEY(LEGACY_CLIENTS, "legacy clients", NETS, GLOBAL,
	    .doc = "networks from which SMB1, NTLMv1 and NTLM2 session responses are accepted"),
	KEY(SIGNING, "server signing", ENUM, GLOBAL, .choices = signing_choices,
	    .def = "mandatory", .doc = "whether a client must sign"),
	KEY(MIN_PROTOCOL, "server min protocol", ENUM, GLOBAL, .choices = protocol_choices,
	    .def = "SMB2_02",
	    .doc = "oldest dialect offered; NT1 only ever reaches the legacy clients"),
	KEY(MAX_PROTOCOL, "server max protocol", ENUM, GLOBAL, .choices = protocol_choices,
	    .def = "SMB3_11", .doc = "newest dialect offered"),
	KEY(PASSWD_FILE, "smb passwd file", PATH, GLOBAL, .def = "/etc/lwsmb/smbpasswd",
	    .doc = "the user database, in smbpasswd format"),
	KEY(MAX_CONNECTIONS, "max connections", UINT, GLOBAL, .max = 1000000, .def = "0",
	    .doc = "connections at a time; 0: as many as memory allows"),
	KEY(MAX_READ, "smb2 max read", SIZE, GLOBAL, .min = 64 * KIB, .max = 8 * MIB,
	    .def = "8M", .doc = "largest READ granted to a client"),
	KEY(MAX_WRITE, "smb2 max write", SIZE, GLOBAL, .min = 64 * KIB, .max = 8 * MIB,
	    .def = "8M", .doc = "largest WRITE granted to a client"),
	KEY(MAX_TRANS, "smb2 max trans", SIZE, GLOBAL, .min = 64 * KIB, .max = 8 * MIB,
	    .def = "1M", .doc = "largest query, set or ioctl buffer granted to a client"),
	KEY(DEADTIME, "deadtime", UINT, GLOBAL, .max = 10080, .def = "10080",
	    .doc = "minutes after which an idle connection without open files ends; 0: never"),
	KEY(PATH, "path", PATH, SHARE, .doc = "directory that is shared; required"),
	KEY(COMMENT, "comment", STRING, SHARE, .max = 255, .def = "",
	    .doc = "text shown beside the share in a list of shares"),
	KEY(READ_ONLY, "read only", BOOL, BOTH, .def = "yes",
	    .doc = "nothing below the share can be changed"),
	KEY(BROWSEABLE, "browseable", BOOL, BOTH, .def = "yes",
	    .doc = "the share appears in the list of shares"),
	KEY(AVAILABLE, "available", BOOL, BOTH, .def = "yes",
	    .doc = "no switches the share off without taking it out of the file"),
	KEY(CASE_SENSITIVE, "case sensitive", BOOL, BOTH, .def = "no",
	    .doc = "names that differ in case only are different files"),
	KEY(VALID_USERS, "valid users", LIST, BOTH,
	    .doc = "users and @groups that may connect; all if empty"),
	KEY(INVALID_USERS, "invalid users", LIST, BOTH,
	    .doc = "users and @groups that may not connect, whatever valid users says"),
	KEY(READ_LIST, "read list", LIST, BOTH,
	    .doc = "users and @groups that may only read, whatever read only says"),
	KEY(WRITE_LIST, "write list", LIST, BOTH,
	    .doc = "users and @groups that may write, whatever read only says"),
	KEY(HOSTS_ALLOW, "hosts allow", NETS, BOTH,
	    .doc = "networks that may connect; all if empty"),
	KEY(HOSTS_DENY, "hosts deny", NETS, BOTH,
	    .doc = "networks that may not connect, unless hosts allow names them"),
	KEY(ENCRYPT, "server smb encrypt", ENUM, BOTH, .choices = encrypt_choices,
	    .def = "desired", .doc = "whether traffic is sealed (SMB 3)"),
	KEY(CREATE_MASK, "create mask", OCTAL, BOTH, .max = 0777, .def = "0744",
	    .doc = "permission bits that a new file may get"),
	KEY(DIRECTORY_MASK, "directory mask", OCTAL, BOTH, .max = 0777, .def = "0755",
	    .doc = "permission bits that a new directory may get"),
	KEY(ROOT_ALLOWED, "root allowed", BOOL, SHARE, .def = "no",
	    .doc = "uid 0 may connect; it still gets no capability"),
};

/*
 * Names from smb.conf(5) that are not ours, and what to write instead. They are
 * too far from our name for the edit distance to find it.
 */
static const struct {
	const char *samba;
	const char *ours;
} synonyms[] = {
	{ "writable", "read only" },
	{ "writeable", "read only" },
	{ "write ok", "read only" },
	{ "directory", "path" },
	{ "browsable", "browseable" },
	{ "allow hosts", "hosts allow" },
	{ "deny hosts", "hosts deny" },
	{ "smb ports", "port" },
	{ "interfaces", "listen" },
	{ "min protocol", "server min protocol" },
	{ "max protocol", "server max protocol" },
	{ "protocol", "server max protocol" },
	{ "create mode", "create mask" },
	{ "directory mode", "directory mask" },
	{ "smb encrypt", "server smb encrypt" },
};

/**
 * lw_conf_key_find() - find a key by its name
 * @name: lower case, single blanks
 *
 * Return: an enum lw_conf_id, or -ENOENT.
 */
int lw_conf_key_find(const char *name)
{
	int i;

	for (i = 0; i < LW_CONF_COUNT; i++)
		if (!strcmp(lw_conf_keys[i].name, name))
			return i;
	return -ENOENT;
}

static size_t min3(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/*
 * Number of single-character insertions, deletions, replacements and swaps of
 * neighbours that turn @a into @b (both shorter than KEY_NAME_MAX).
 */
static size_t edit_distance(const char *a, const char *b)
{
	size_t la = strlen(a), lb = strlen(b), i, j;
	size_t d[KEY_NAME_MAX][KEY_NAME_MAX];

	for (i = 0; i <= la; i++)
		d[i][0] = i;
	for (j = 1; j <= lb; j++)
		d[0][j] = j;
	for (i = 1; i <= la; i++) {
		for (j = 1; j <= lb; j++) {
			d[i][j] = min3(d[i - 1][j] + 1, d[i][j - 1] + 1,
				       d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d[i][j] = min3(d[i][j], d[i - 2][j - 2] + 1, d[i][j]);
		}
	}
	return d[la][lb];
}

static bool allowed(const struct lw_conf_key *key, bool global)
{
	return key->scope != (global ? LW_CONF_IN_SHARE : LW_CONF_IN_GLOBAL);
}

/**
 * lw_conf_key_nearest() - guess what an unknown key was meant to be
 * @name: unknown name, lower case, single blanks
 * @global: look among the keys of [global], else among those of a share
 *
 * Return: the name of a key, at most a third of its letters away, or NULL.
 */
const char *lw_conf_key_nearest(const char *name, bool global)
{
	const char *best = NULL;
	size_t least = 0, i;

	for (i = 0; i < ARRAY_SIZE(synonyms); i++)
		if (!strcmp(synonyms[i].samba, name))
			return synonyms[i].ours;
	if (strlen(name) >= KEY_NAME_MAX)
		return NULL;
	for (i = 0; i < LW_CONF_COUNT; i++) {
		const struct lw_conf_key *key = &lw_conf_keys[i];
		size_t d = edit_distance(name, key->name);

		if (!allowed(key, global) || d > strlen(key->name) / 3)
			continue;
		if (best && d >= least)
			continue;
		best = key->name;
		least = d;
	}
	return best;
}
