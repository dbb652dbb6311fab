/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What carries a message over TCP, as bytes: the session packets of NetBIOS on
 * port 139 (RFC 1002 section 4.3) and the frame of direct TCP on port 445
 * (MS-SMB2 2.1), which is the first of them with a longer length.
 */
#ifndef LWSMB_PROTO_NETBIOS_H
#define LWSMB_PROTO_NETBIOS_H

#include "platform.h"

/* RFC 1002 4.3.1 TYPE */
enum netbios_type {
	NETBIOS_MESSAGE = 0x00,
	NETBIOS_SESSION_REQUEST = 0x81,
	NETBIOS_POSITIVE_RESPONSE = 0x82,
	NETBIOS_NEGATIVE_RESPONSE = 0x83,
	NETBIOS_RETARGET_RESPONSE = 0x84,
	NETBIOS_KEEPALIVE = 0x85,
};

/* The type in the upper 8 bits, the length in the others; on port 139 only 17 */
struct proto_netbios_hdr {
	__be32 type_length;
} __packed;
PROTO_SIZE(struct proto_netbios_hdr, 4);

#define NETBIOS_HDR_SIZE 4
#define NETBIOS_MAX_LENGTH_445 0xffffffu
#define NETBIOS_MAX_LENGTH_139 0x1ffffu

/* RFC 1001 14.1: a NetBIOS name has 16 bytes, each sent as two letters A to P */
#define NETBIOS_NAME_SIZE 16
#define NETBIOS_NAME_ENCODED_SIZE (2 * NETBIOS_NAME_SIZE)

struct proto_netbios_name {
	u8 label_length; /* 32 */
	u8 letters[NETBIOS_NAME_ENCODED_SIZE];
} __packed; /* the labels of the scope follow, then a zero byte */
PROTO_SIZE(struct proto_netbios_name, 33);

/* RFC 1002 4.3.4 ERROR_CODE */
#define NETBIOS_ERR_NOT_LISTENING_ON_CALLED 0x80
#define NETBIOS_ERR_NOT_LISTENING_FOR_CALLING 0x81
#define NETBIOS_ERR_CALLED_NOT_PRESENT 0x82
#define NETBIOS_ERR_NO_RESOURCES 0x83
#define NETBIOS_ERR_UNSPECIFIED 0x8f

/* RFC 1002 4.3.5 */
struct proto_netbios_retarget {
	u8 address[4];
	__be16 port;
} __packed;
PROTO_SIZE(struct proto_netbios_retarget, 6);

#endif /* LWSMB_PROTO_NETBIOS_H */
