/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Session packets of NetBIOS and the frame of direct TCP: host-order structures
 * and their codec (RFC 1002 section 4.3, RFC 1001 section 14, MS-SMB2 2.1).
 */
#ifndef LWSMB_WIRE_NETBIOS_H
#define LWSMB_WIRE_NETBIOS_H

#include "cursor.h"
#include "proto_netbios.h"

/**
 * struct netbios_hdr - the four bytes before everything, RFC 1002 4.3.1
 * @type: one of enum netbios_type; on port 445 only NETBIOS_MESSAGE is defined,
 *        which the caller checks
 * @length: bytes that follow
 */
struct netbios_hdr {
	u8 type;
	u32 length;
};

int __must_check wire_netbios_hdr_decode(struct wire_rd *r, struct netbios_hdr *h,
					 u32 max);
int __must_check wire_netbios_hdr_encode(struct wire_wr *w,
					 const struct netbios_hdr *h, u32 max);

/**
 * struct netbios_name - one NetBIOS name
 * @name: 15 characters, padded with blanks, and the type of the name
 * @scope: labels of the scope as sent, without the zero that ends them; empty in
 *         practice
 */
struct netbios_name {
	u8 name[NETBIOS_NAME_SIZE];
	struct wire_span scope;
};

/**
 * struct netbios_session_req - body of NETBIOS_SESSION_REQUEST, RFC 1002 4.3.2
 * @called: the server
 * @calling: the client
 */
struct netbios_session_req {
	struct netbios_name called;
	struct netbios_name calling;
};

int __must_check wire_netbios_session_req_decode(struct wire_rd *r,
						 struct netbios_session_req *m);
int __must_check wire_netbios_session_req_encode(struct wire_wr *w,
						 const struct netbios_session_req *m);

/**
 * struct netbios_negative - body of NETBIOS_NEGATIVE_RESPONSE, RFC 1002 4.3.4
 * @error: NETBIOS_ERR_*
 */
struct netbios_negative {
	u8 error;
};

int __must_check wire_netbios_negative_decode(struct wire_rd *r,
					      struct netbios_negative *m);
int __must_check wire_netbios_negative_encode(struct wire_wr *w,
					      const struct netbios_negative *m);

/**
 * struct netbios_retarget - body of NETBIOS_RETARGET_RESPONSE, RFC 1002 4.3.5
 * @address: IPv4 address, first byte first
 * @port: TCP port
 */
struct netbios_retarget {
	u8 address[4];
	u16 port;
};

int __must_check wire_netbios_retarget_decode(struct wire_rd *r,
					      struct netbios_retarget *m);
int __must_check wire_netbios_retarget_encode(struct wire_wr *w,
					      const struct netbios_retarget *m);

#endif /* LWSMB_WIRE_NETBIOS_H */
