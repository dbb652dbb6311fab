/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The user database, a file in smbpasswd format:
 *
 *   name:uid:LM hash:NT hash:[flags]:LCT-xxxxxxxx:
 *
 * Hashes are 32 hexadecimal digits; 32 X stand for "none"; an NT field that
 * starts with NO PASSWORD and the flag N for "needs no password", which is never
 * accepted here. LM hashes are ignored and never written. LCT is the time of the
 * last change, seconds since 1970 in hexadecimal; it may be missing.
 *
 * NTLM upper-cases names, so names are compared without regard to case, and two
 * that differ in case only are an error of the file.
 *
 * An NT hash is as good as the password: the file must not be readable for group
 * and others, hashes never appear in messages and are wiped from memory.
 */
#ifndef LWSMB_LIB_SMBPASSWD_H
#define LWSMB_LIB_SMBPASSWD_H

#include "lib/diag.h"
#include "lwsmb/platform.h"

enum {
	LW_SMBPASSWD_FILE_MAX = 16 * 1024 * 1024, /* bytes of a file */
	LW_SMBPASSWD_NAME_MAX = 255, /* bytes of a name */
	LW_NT_HASH_LEN = 16,
};

/* Account flags; those that decide about a log-on, and one bit for all others. */
enum {
	LW_SMBPASSWD_USER = 1 << 0, /* U: a person's account */
	LW_SMBPASSWD_DISABLED = 1 << 1, /* D */
	LW_SMBPASSWD_NO_PASSWORD = 1 << 2, /* N */
	LW_SMBPASSWD_NO_EXPIRY = 1 << 3, /* X */
	LW_SMBPASSWD_WORKSTATION = 1 << 4, /* W: a machine's account */
	LW_SMBPASSWD_LOCKED = 1 << 5, /* L */
	LW_SMBPASSWD_OTHER = 1 << 6, /* H, T, M, S or I */
};

/**
 * struct lw_smbpasswd_entry - one account
 * @name: user's name, UTF-8
 * @uid: Unix user
 * @flags: LW_SMBPASSWD_*
 * @has_hash: @nt_hash is there
 * @nt_hash: MD4 of the password in UTF-16LE
 * @changed: seconds since 1970
 */
struct lw_smbpasswd_entry {
	char name[LW_SMBPASSWD_NAME_MAX + 1];
	u32 uid;
	u32 flags;
	bool has_hash;
	u8 nt_hash[LW_NT_HASH_LEN];
	u32 changed;
};

struct lw_smbpasswd;

int lw_smbpasswd_parse(const char *file, const char *text, size_t len, struct lw_diag *diag,
		       struct lw_smbpasswd **db);
int lw_smbpasswd_load(const char *path, struct lw_diag *diag, struct lw_smbpasswd **db);
void lw_smbpasswd_free(struct lw_smbpasswd *db);

size_t lw_smbpasswd_count(const struct lw_smbpasswd *db);
const struct lw_smbpasswd_entry *lw_smbpasswd_at(const struct lw_smbpasswd *db, size_t i);
const struct lw_smbpasswd_entry *lw_smbpasswd_find(const struct lw_smbpasswd *db,
						   const char *name);
int lw_smbpasswd_hash(const struct lw_smbpasswd *db, const char *name,
		      u8 nt_hash[LW_NT_HASH_LEN]);
int lw_smbpasswd_format(const struct lw_smbpasswd_entry *e, char *line, size_t room);

int lw_smbpasswd_set(const char *path, const struct lw_smbpasswd_entry *e, struct lw_diag *diag);
int lw_smbpasswd_delete(const char *path, const char *name, struct lw_diag *diag);

#endif /* LWSMB_LIB_SMBPASSWD_H */
