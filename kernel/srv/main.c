// SPDX-License-Identifier: GPL-2.0
/*
 * lwsmb_srv: the server. Loaded alone it serves nobody; the daemon tells it what to
 * share and where to listen.
 */
#include <linux/module.h>
#include <lwsmb/platform.h>

#include "file/fsa.h"
#include "net.h"
#include "netlink.h"

static int __init srv_init(void)
{
	int ret;

	ret = fsa_init();
	if (ret)
		return ret;
	ret = srv_net_register();
	if (ret)
		goto out_fsa;
	ret = srv_netlink_register();
	if (ret)
		goto out_net;
	return 0;

out_net:
	srv_net_unregister();
out_fsa:
	fsa_exit();
	return ret;
}

static void __exit srv_exit(void)
{
	srv_netlink_unregister();
	srv_net_unregister();
	fsa_exit();
}

module_init(srv_init);
module_exit(srv_exit);

MODULE_DESCRIPTION("SMB server");
MODULE_LICENSE("GPL");
LWSMB_IMPORT();
