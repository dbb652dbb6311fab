/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Generic netlink, over libnl: requests with their acknowledgment, events, and the
 * kernel's own words in every error.
 */
#ifndef LWSMB_LIB_GENL_H
#define LWSMB_LIB_GENL_H

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "lwsmb/platform.h"

enum {
	LW_GENL_RCVBUF = 1024 * 1024, /* bytes of the receive buffer that are asked for */
	LW_GENL_ERROR_MAX = 256, /* bytes of an error text with its NUL */
	LW_GENL_ATTR_MAX = 128, /* attributes that a message may have */
};

/**
 * typedef lw_genl_fn - takes one message of a family
 * @arg: as given
 * @cmd: command of the message
 * @attrs: its attributes, checked against the policy; [0] to [max]
 *
 * Return: 0, or a negative errno to stop.
 */
typedef int (*lw_genl_fn)(void *arg, u8 cmd, struct nlattr **attrs);

/**
 * struct lw_genl_handler - what to do with messages of a family
 * @policy: types and lengths of attributes, [0] to [max]
 * @max: highest attribute, below LW_GENL_ATTR_MAX
 * @fn: called for each message; NULL if none is expected
 * @arg: its first argument
 */
struct lw_genl_handler {
	const struct nla_policy *policy;
	int max;
	lw_genl_fn fn;
	void *arg;
};

struct lw_genl;

int lw_genl_open(struct lw_genl **genl, char error[LW_GENL_ERROR_MAX]);
void lw_genl_close(struct lw_genl *genl);
const char *lw_genl_error(const struct lw_genl *genl);

int lw_genl_family(struct lw_genl *genl, const char *name);
int lw_genl_join(struct lw_genl *genl, const char *family, const char *group);
int lw_genl_rcvbuf(struct lw_genl *genl, int bytes);

struct nl_msg *lw_genl_request(int family, u8 cmd, u8 version, int flags);
int lw_genl_call(struct lw_genl *genl, struct nl_msg *msg, const struct lw_genl_handler *h);
int lw_genl_send(struct lw_genl *genl, struct nl_msg *msg);

int lw_genl_fd(const struct lw_genl *genl);
int lw_genl_dispatch(struct lw_genl *genl, const struct lw_genl_handler *h);
u64 lw_genl_overruns(const struct lw_genl *genl);

int lw_genl_get_u8(struct nlattr **attrs, int type, u8 *v);
int lw_genl_get_u16(struct nlattr **attrs, int type, u16 *v);
int lw_genl_get_u32(struct nlattr **attrs, int type, u32 *v);
int lw_genl_get_u64(struct nlattr **attrs, int type, u64 *v);
int lw_genl_get_str(struct nlattr **attrs, int type, const char **v);
int lw_genl_get_bytes(struct nlattr **attrs, int type, const void **data, size_t *len);

#endif /* LWSMB_LIB_GENL_H */
