/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Negotiate contexts and create contexts of SMB2: how to walk and build the lists,
 * and a codec for the data of each context (MS-SMB2 2.2.3.1, 2.2.13.2, 2.2.14.2).
 *
 * A data decoder is called with a cursor over exactly the context's data
 * (wire_rd_span_child() of the entry's data) and demands that length. Contexts
 * that are nothing but a blob (ExtA, SecD, AAPL, SVHDX, NETNAME, POSIX of
 * NEGOTIATE) have none: the entry's data is the value.
 */
#ifndef LWSMB_WIRE_SMB2_CTX_H
#define LWSMB_WIRE_SMB2_CTX_H

#include "proto_smb2_ctx.h"
#include "wire_smb2.h"

/**
 * struct smb2_neg_ctx - entry of a list of negotiate contexts, MS-SMB2 2.2.3.1
 * @type: one of enum smb2_neg_ctx_type, or any other value that was received
 * @reserved: any value
 * @data: the context's data, at most 65535 bytes
 * @padding: bytes between the data and the next context as received; an encoder
 *           that gets none pads with zeros, where another context follows
 */
struct smb2_neg_ctx {
	u16 type;
	u32 reserved;
	struct wire_span data;
	struct wire_span padding;
};

int wire_smb2_neg_ctx_next(struct wire_rd *list, u16 *left, struct smb2_neg_ctx *c);
int __must_check wire_smb2_neg_ctx_append(struct wire_wr *list,
					  const struct smb2_neg_ctx *c);

/**
 * struct smb2_preauth_caps - SMB2_PREAUTH_INTEGRITY_CAPABILITIES, MS-SMB2 2.2.3.1.1
 * @algorithms: list of SMB2_PREAUTH_HASH_*, to be read with wire_le16_at()
 * @salt: random bytes
 */
struct smb2_preauth_caps {
	struct wire_span algorithms;
	struct wire_span salt;
};

int __must_check wire_smb2_preauth_caps_decode(struct wire_rd *r,
					       struct smb2_preauth_caps *c);
int __must_check wire_smb2_preauth_caps_encode(struct wire_wr *w,
					       const struct smb2_preauth_caps *c);

/**
 * struct smb2_algorithm_caps - SMB2_ENCRYPTION_CAPABILITIES and
 *                              SMB2_SIGNING_CAPABILITIES, MS-SMB2 2.2.3.1.2 and
 *                              2.2.3.1.7
 * @algorithms: list of SMB2_ENCRYPTION_* or SMB2_SIGNING_*
 */
struct smb2_algorithm_caps {
	struct wire_span algorithms;
};

int __must_check wire_smb2_algorithm_caps_decode(struct wire_rd *r,
						 struct smb2_algorithm_caps *c);
int __must_check wire_smb2_algorithm_caps_encode(struct wire_wr *w,
						 const struct smb2_algorithm_caps *c);

/**
 * struct smb2_compression_caps - SMB2_COMPRESSION_CAPABILITIES, MS-SMB2 2.2.3.1.3
 * @padding: any value
 * @flags: SMB2_COMPRESSION_FLAG_*
 * @algorithms: list of SMB2_COMPRESSION_*
 */
struct smb2_compression_caps {
	u16 padding;
	u32 flags;
	struct wire_span algorithms;
};

int __must_check wire_smb2_compression_caps_decode(struct wire_rd *r,
						   struct smb2_compression_caps *c);
int __must_check wire_smb2_compression_caps_encode(struct wire_wr *w,
						   const struct smb2_compression_caps *c);

/**
 * struct smb2_transport_caps - SMB2_TRANSPORT_CAPABILITIES, MS-SMB2 2.2.3.1.5
 * @flags: SMB2_ACCEPT_TRANSPORT_LEVEL_SECURITY or 0
 */
struct smb2_transport_caps {
	u32 flags;
};

int __must_check wire_smb2_transport_caps_decode(struct wire_rd *r,
						 struct smb2_transport_caps *c);
int __must_check wire_smb2_transport_caps_encode(struct wire_wr *w,
						 const struct smb2_transport_caps *c);

/**
 * struct smb2_rdma_caps - SMB2_RDMA_TRANSFORM_CAPABILITIES, MS-SMB2 2.2.3.1.6
 * @reserved1: any value
 * @reserved2: any value
 * @transforms: list of SMB2_RDMA_TRANSFORM_*
 */
struct smb2_rdma_caps {
	u16 reserved1;
	u32 reserved2;
	struct wire_span transforms;
};

int __must_check wire_smb2_rdma_caps_decode(struct wire_rd *r, struct smb2_rdma_caps *c);
int __must_check wire_smb2_rdma_caps_encode(struct wire_wr *w,
					    const struct smb2_rdma_caps *c);

/**
 * enum smb2_create_ctx_kind - which create context, MS-SMB2 2.2.13.2
 * @SMB2_CTX_UNKNOWN: any other name: to be ignored
 * @SMB2_CTX_EXTA: EAs for a new file: list of FILE_FULL_EA_INFORMATION
 * @SMB2_CTX_SECD: security descriptor for a new file
 * @SMB2_CTX_DHNQ: durable handle
 * @SMB2_CTX_DHNC: reconnect of a durable handle
 * @SMB2_CTX_ALSI: allocation size
 * @SMB2_CTX_MXAC: query of the maximal access
 * @SMB2_CTX_TWRP: snapshot
 * @SMB2_CTX_QFID: query of the file's identifier on disk
 * @SMB2_CTX_RQLS: lease, version 1 or 2
 * @SMB2_CTX_DH2Q: durable or persistent handle, version 2
 * @SMB2_CTX_DH2C: reconnect of the same
 * @SMB2_CTX_APP_INSTANCE_ID: fail-over of a client
 * @SMB2_CTX_APP_INSTANCE_VERSION: version of the same
 * @SMB2_CTX_SVHDX: shared virtual disk, MS-RSVD
 * @SMB2_CTX_POSIX: SMB3 POSIX extensions
 * @SMB2_CTX_AAPL: macOS
 * @SMB2_CTX_KINDS: number of kinds
 */
enum smb2_create_ctx_kind {
	SMB2_CTX_UNKNOWN,
	SMB2_CTX_EXTA,
	SMB2_CTX_SECD,
	SMB2_CTX_DHNQ,
	SMB2_CTX_DHNC,
	SMB2_CTX_ALSI,
	SMB2_CTX_MXAC,
	SMB2_CTX_TWRP,
	SMB2_CTX_QFID,
	SMB2_CTX_RQLS,
	SMB2_CTX_DH2Q,
	SMB2_CTX_DH2C,
	SMB2_CTX_APP_INSTANCE_ID,
	SMB2_CTX_APP_INSTANCE_VERSION,
	SMB2_CTX_SVHDX,
	SMB2_CTX_POSIX,
	SMB2_CTX_AAPL,
	SMB2_CTX_KINDS,
};

/**
 * struct smb2_create_ctx - entry of a list of create contexts, MS-SMB2 2.2.13.2
 * @kind: what the name says; an encoder takes the name from it if @name is empty
 * @reserved: any value
 * @name: the name, 4 or 16 bytes in practice; offsets count from the entry
 * @data: the context's data; may be empty
 * @rest: all behind the fixed part as received, see the top of wire_smb2.h
 */
struct smb2_create_ctx {
	enum smb2_create_ctx_kind kind;
	u16 reserved;
	struct wire_span name;
	struct wire_span data;
	struct wire_span rest;
};

int wire_smb2_create_ctx_next(struct wire_rd *list, struct smb2_create_ctx *c);

/**
 * struct smb2_create_ctx_list - a list of create contexts that is being written
 * @start: offset of the list's first byte from the writing cursor's base
 * @last: offset of the entry that was written last
 * @empty: none was written yet
 */
struct smb2_create_ctx_list {
	size_t start;
	size_t last;
	bool empty;
};

void wire_smb2_create_ctx_begin(const struct wire_wr *w,
				struct smb2_create_ctx_list *list);
int __must_check wire_smb2_create_ctx_append(struct wire_wr *w,
					     struct smb2_create_ctx_list *list,
					     const struct smb2_create_ctx *c);

/**
 * struct smb2_durable_req - data of a DHnQ request, MS-SMB2 2.2.13.2.3
 * @reserved: any value
 */
struct smb2_durable_req {
	u8 reserved[16];
};

/**
 * struct smb2_durable_rsp - data of a DHnQ response, MS-SMB2 2.2.14.2.3
 * @reserved: any value
 */
struct smb2_durable_rsp {
	u8 reserved[8];
};

/**
 * struct smb2_durable_reconnect - data of a DHnC request, MS-SMB2 2.2.13.2.4
 * @file_id: the open that is asked for
 */
struct smb2_durable_reconnect {
	struct smb2_file_id file_id;
};

/**
 * struct smb2_durable_v2_req - data of a DH2Q request, MS-SMB2 2.2.13.2.11
 * @timeout: milliseconds; 0 for the server's own
 * @flags: SMB2_DHANDLE_FLAG_PERSISTENT or 0
 * @reserved: any value
 * @create_guid: identity of the CREATE, by which a replay is found
 */
struct smb2_durable_v2_req {
	u32 timeout;
	u32 flags;
	u8 reserved[8];
	u8 create_guid[SMB2_GUID_SIZE];
};

/**
 * struct smb2_durable_v2_rsp - data of a DH2Q response, MS-SMB2 2.2.14.2.12
 * @timeout: milliseconds that the server keeps the open
 * @flags: SMB2_DHANDLE_FLAG_PERSISTENT or 0
 */
struct smb2_durable_v2_rsp {
	u32 timeout;
	u32 flags;
};

/**
 * struct smb2_durable_v2_reconnect - data of a DH2C request, MS-SMB2 2.2.13.2.12
 * @file_id: the open that is asked for
 * @create_guid: that of the DH2Q
 * @flags: SMB2_DHANDLE_FLAG_PERSISTENT or 0
 */
struct smb2_durable_v2_reconnect {
	struct smb2_file_id file_id;
	u8 create_guid[SMB2_GUID_SIZE];
	u32 flags;
};

int __must_check wire_smb2_durable_req_decode(struct wire_rd *r,
					      struct smb2_durable_req *c);
int __must_check wire_smb2_durable_req_encode(struct wire_wr *w,
					      const struct smb2_durable_req *c);
int __must_check wire_smb2_durable_rsp_decode(struct wire_rd *r,
					      struct smb2_durable_rsp *c);
int __must_check wire_smb2_durable_rsp_encode(struct wire_wr *w,
					      const struct smb2_durable_rsp *c);
int __must_check wire_smb2_durable_reconnect_decode(struct wire_rd *r,
						    struct smb2_durable_reconnect *c);
int __must_check wire_smb2_durable_reconnect_encode(struct wire_wr *w,
						    const struct smb2_durable_reconnect *c);
int __must_check wire_smb2_durable_v2_req_decode(struct wire_rd *r,
						 struct smb2_durable_v2_req *c);
int __must_check wire_smb2_durable_v2_req_encode(struct wire_wr *w,
						 const struct smb2_durable_v2_req *c);
int __must_check wire_smb2_durable_v2_rsp_decode(struct wire_rd *r,
						 struct smb2_durable_v2_rsp *c);
int __must_check wire_smb2_durable_v2_rsp_encode(struct wire_wr *w,
						 const struct smb2_durable_v2_rsp *c);
int __must_check wire_smb2_durable_v2_reconnect_decode(struct wire_rd *r,
						       struct smb2_durable_v2_reconnect *c);
int __must_check wire_smb2_durable_v2_reconnect_encode(struct wire_wr *w,
						       const struct smb2_durable_v2_reconnect *c);

/**
 * struct smb2_lease - data of RqLs, request and response, MS-SMB2 2.2.13.2.8,
 *                     2.2.13.2.10, 2.2.14.2.10, 2.2.14.2.11
 * @version: 1 or 2; the length of the data tells
 * @key: the lease's key
 * @state: SMB2_LEASE_*
 * @flags: SMB2_LEASE_FLAG_*
 * @duration: reserved, 0
 * @parent_key: version 2: key of the parent directory's lease
 * @epoch: version 2: number of the state change
 * @reserved: version 2: any value
 */
struct smb2_lease {
	u8 version;
	u8 key[SMB2_LEASE_KEY_SIZE];
	u32 state;
	u32 flags;
	u64 duration;
	u8 parent_key[SMB2_LEASE_KEY_SIZE];
	u16 epoch;
	u16 reserved;
};

int __must_check wire_smb2_lease_decode(struct wire_rd *r, struct smb2_lease *c);
int __must_check wire_smb2_lease_encode(struct wire_wr *w, const struct smb2_lease *c);

/**
 * struct smb2_allocation_size - data of AlSi, MS-SMB2 2.2.13.2.6
 * @size: bytes
 */
struct smb2_allocation_size {
	u64 size;
};

/**
 * struct smb2_timewarp - data of TWrp, MS-SMB2 2.2.13.2.7
 * @timestamp: FILETIME of the snapshot
 */
struct smb2_timewarp {
	u64 timestamp;
};

/**
 * struct smb2_maximal_access_req - data of an MxAc request, MS-SMB2 2.2.13.2.5
 * @has_timestamp: @timestamp was sent; without it the context is empty
 * @timestamp: FILETIME: no answer is wanted if the file is not newer
 */
struct smb2_maximal_access_req {
	bool has_timestamp;
	u64 timestamp;
};

/**
 * struct smb2_maximal_access_rsp - data of an MxAc response, MS-SMB2 2.2.14.2.5
 * @query_status: NTSTATUS of the query
 * @maximal_access: access mask, if the status is success
 */
struct smb2_maximal_access_rsp {
	u32 query_status;
	u32 maximal_access;
};

/**
 * struct smb2_disk_id_rsp - data of a QFid response, MS-SMB2 2.2.14.2.9; the request
 *                           is empty
 * @disk_file_id: the file's identifier on its volume
 * @volume_id: the volume's identifier
 * @reserved: any value
 */
struct smb2_disk_id_rsp {
	u64 disk_file_id;
	u64 volume_id;
	u8 reserved[16];
};

int __must_check wire_smb2_allocation_size_decode(struct wire_rd *r,
						  struct smb2_allocation_size *c);
int __must_check wire_smb2_allocation_size_encode(struct wire_wr *w,
						  const struct smb2_allocation_size *c);
int __must_check wire_smb2_timewarp_decode(struct wire_rd *r, struct smb2_timewarp *c);
int __must_check wire_smb2_timewarp_encode(struct wire_wr *w,
					   const struct smb2_timewarp *c);
int __must_check wire_smb2_maximal_access_req_decode(struct wire_rd *r,
						     struct smb2_maximal_access_req *c);
int __must_check wire_smb2_maximal_access_req_encode(struct wire_wr *w,
						     const struct smb2_maximal_access_req *c);
int __must_check wire_smb2_maximal_access_rsp_decode(struct wire_rd *r,
						     struct smb2_maximal_access_rsp *c);
int __must_check wire_smb2_maximal_access_rsp_encode(struct wire_wr *w,
						     const struct smb2_maximal_access_rsp *c);
int __must_check wire_smb2_disk_id_rsp_decode(struct wire_rd *r,
					      struct smb2_disk_id_rsp *c);
int __must_check wire_smb2_disk_id_rsp_encode(struct wire_wr *w,
					      const struct smb2_disk_id_rsp *c);

/**
 * struct smb2_app_instance_id - data of the AppInstanceId context, MS-SMB2
 *                               2.2.13.2.13
 * @reserved: any value
 * @id: identity of the application
 */
struct smb2_app_instance_id {
	u16 reserved;
	u8 id[SMB2_GUID_SIZE];
};

/**
 * struct smb2_app_instance_version - data of the AppInstanceVersion context, MS-SMB2
 *                                    2.2.13.2.15
 * @reserved: any value
 * @padding: any value
 * @high: upper half of the version
 * @low: lower half of the version
 */
struct smb2_app_instance_version {
	u16 reserved;
	u32 padding;
	u64 high;
	u64 low;
};

int __must_check wire_smb2_app_instance_id_decode(struct wire_rd *r,
						  struct smb2_app_instance_id *c);
int __must_check wire_smb2_app_instance_id_encode(struct wire_wr *w,
						  const struct smb2_app_instance_id *c);
int __must_check wire_smb2_app_instance_version_decode(struct wire_rd *r,
						       struct smb2_app_instance_version *c);
int __must_check wire_smb2_app_instance_version_encode(struct wire_wr *w,
						       const struct smb2_app_instance_version *c);

/**
 * struct smb2_posix_req - data of the POSIX create context, request
 * @mode: permission bits for a new file
 */
struct smb2_posix_req {
	u32 mode;
};

/**
 * struct smb2_posix_rsp - data of the POSIX create context, response
 * @nlink: number of hard links
 * @reparse_tag: kind of special file, or 0
 * @mode: permission bits
 * @owner: owner's SID
 * @group: group's SID
 */
struct smb2_posix_rsp {
	u32 nlink;
	u32 reparse_tag;
	u32 mode;
	struct wire_span owner;
	struct wire_span group;
};

int __must_check wire_smb2_posix_req_decode(struct wire_rd *r, struct smb2_posix_req *c);
int __must_check wire_smb2_posix_req_encode(struct wire_wr *w,
					    const struct smb2_posix_req *c);
int __must_check wire_smb2_posix_rsp_decode(struct wire_rd *r, struct smb2_posix_rsp *c);
int __must_check wire_smb2_posix_rsp_encode(struct wire_wr *w,
					    const struct smb2_posix_rsp *c);

#endif /* LWSMB_WIRE_SMB2_CTX_H */
