// SPDX-License-Identifier: GPL-2.0
/*
 * The suites of the file layer's tests.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <lwsmb/platform.h>

#include "file_rig.h"

static int suite_init(struct kunit_suite *suite)
{
	return fsa_init();
}

static void suite_exit(struct kunit_suite *suite)
{
	fsa_exit();
}

#define SUITE(noun) \
	static struct kunit_suite suite_##noun = { \
		.name = "srv_file_" #noun, \
		.suite_init = suite_init, \
		.suite_exit = suite_exit, \
		.init = rig_init, \
		.exit = rig_exit, \
		.test_cases = file_##noun##_cases, \
	}

SUITE(open);
SUITE(share);
SUITE(name);
SUITE(info);
SUITE(dir);
SUITE(rename);
SUITE(acl);
SUITE(vfs);

kunit_test_suites(&suite_open, &suite_share, &suite_name, &suite_info, &suite_dir,
		  &suite_rename, &suite_acl, &suite_vfs);

MODULE_DESCRIPTION("KUnit tests of lwsmb's file layer");
MODULE_LICENSE("GPL");
LWSMB_IMPORT();
