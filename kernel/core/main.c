// SPDX-License-Identifier: GPL-2.0
/*
 * lwsmb_core: what the redirector and the server share: the wire codec, the transport,
 * signatures and keys.
 */
#include <crypto/hash.h>
#include <linux/module.h>

#define CREATE_TRACE_POINTS
#include "trace.h"

/*
 * Without these nobody could log on. Asking for them here loads their modules and
 * tells of a kernel that lacks one when the module is loaded, not at the first user.
 */
static const char *const needed[] = { "hmac(sha256)", "cmac(aes)", "sha512" };

static int __init lwsmb_core_init(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(needed); i++) {
		if (!crypto_has_shash(needed[i], 0, 0)) {
			pr_err("lwsmb_core: this kernel has no %s\n", needed[i]);
			return -ENOPKG;
		}
	}
	return 0;
}

/* Who uses the module holds it; there is nothing of its own to take down. */
static void __exit lwsmb_core_exit(void)
{
}

module_init(lwsmb_core_init);
module_exit(lwsmb_core_exit);
MODULE_DESCRIPTION("SMB: wire codec, transport and crypto shared by lwsmb's client and server");
MODULE_LICENSE("GPL");
MODULE_SOFTDEP("pre: hmac sha256 cmac aes sha512");
