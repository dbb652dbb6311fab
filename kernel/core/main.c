// SPDX-License-Identifier: GPL-2.0
/*
 * lwsmb_core: what the redirector and the server share. Today that is the wire
 * codec, which needs no set-up.
 */
#include <linux/module.h>

MODULE_DESCRIPTION("SMB: wire codec and objects shared by lwsmb's client and server");
MODULE_LICENSE("GPL");
