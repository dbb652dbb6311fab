// SPDX-License-Identifier: GPL-2.0
/* Commands that Documentation/protocol.rst lists as not there yet. */
#include "../req.h"

/**
 * srv_smb2_unbuilt() - a command that is not there yet
 * @r: request
 *
 * Return: STATUS_NOT_SUPPORTED, as servers without the feature answer.
 */
u32 srv_smb2_unbuilt(struct srv_req *r)
{
	return STATUS_NOT_SUPPORTED;
}
