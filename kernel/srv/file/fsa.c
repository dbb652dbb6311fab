// SPDX-License-Identifier: GPL-2.0
/*
 * The file layer as a whole: its set-up, and what an errno of the VFS is in NTSTATUS.
 */
#include <linux/errno.h>

#include "fsa.h"
#include "name_index.h"
#include "user.h"

/**
 * fsa_init() - set the file layer up
 *
 * Return: 0 or -ENOMEM.
 */
int fsa_init(void)
{
	int ret = fsa_user_init();

	if (ret)
		return ret;
	ret = fsa_index_init();
	if (ret)
		fsa_user_exit();
	return ret;
}

/**
 * fsa_exit() - take the file layer down; nothing is open any more
 */
void fsa_exit(void)
{
	fsa_index_exit();
	fsa_user_exit();
}

/**
 * fsa_status() - what an errno of the VFS is in NTSTATUS
 * @err: 0 or a negative errno
 *
 * Where the errno of an operation means something else than by itself (ENOENT of a
 * path, EXDEV of a look-up that leaves the root), its caller says so before.
 *
 * Return: NTSTATUS.
 */
u32 fsa_status(int err)
{
	switch (err) {
	case 0:
		return STATUS_SUCCESS;
	case -EDQUOT:
		return STATUS_DISK_FULL; /* as Windows answers for an exceeded quota */
	case -ESTALE:
		return STATUS_FILE_INVALID;
	case -EAGAIN: /* a delegation that is being recalled: somebody has it open */
		return STATUS_SHARING_VIOLATION;
	case -ENOTCONN: /* a FUSE server that died */
		return STATUS_DEVICE_NOT_READY;
	}
	return errno_to_ntstatus(err);
}
