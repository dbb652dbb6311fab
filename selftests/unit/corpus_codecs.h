/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which codec a piece of the corpus is for: the tables that test_corpus.c looks
 * things up in. A row counts how often it was used, so that the test can tell which
 * codec no captured message has reached.
 */
#ifndef LWSMB_SELFTESTS_CORPUS_CODECS_H
#define LWSMB_SELFTESTS_CORPUS_CODECS_H

#include <lwsmb/wire_netbios.h>
#include <lwsmb/proto_fscc_fs.h>
#include <lwsmb/wire_fscc.h>
#include <lwsmb/wire_fscc_dir.h>
#include <lwsmb/wire_fscc_fs.h>
#include <lwsmb/wire_fsctl.h>
#include <lwsmb/wire_sec.h>
#include <lwsmb/wire_smb1.h>
#include <lwsmb/wire_smb2.h>
#include <lwsmb/wire_smb2_ctx.h>
#include <lwsmb/wire_smb2_io.h>
#include "codec.h"

/* One piece that is decoded as a whole: a message body or a buffer in it. */
struct corpus_codec {
	unsigned int key;
	const char *name;
	const struct codec *codec;
	unsigned int seen;
};

/* A list: one walk that appends each entry to a new list. */
struct corpus_list {
	unsigned int key;
	const char *name;
	int (*copy)(struct wire_rd *list, struct wire_wr *w);
	unsigned int seen;
};

#define ROW(_key, _name) { .key = (_key), .name = #_name, .codec = &codec_##_name }

/* ---- message bodies: key is the command, or the one of its two directions ---- */

CODEC(smb2_negotiate_req);
CODEC(smb2_negotiate_rsp);
CODEC(smb2_session_setup_req);
CODEC(smb2_session_setup_rsp);
CODEC(smb2_empty);
CODEC(smb2_tree_connect_req);
CODEC(smb2_tree_connect_rsp);
CODEC(smb2_create_req);
CODEC(smb2_create_rsp);
CODEC(smb2_close_req);
CODEC(smb2_close_rsp);
CODEC(smb2_flush_req);
CODEC(smb2_read_req);
CODEC(smb2_read_rsp);
CODEC(smb2_write_req);
CODEC(smb2_write_rsp);
CODEC(smb2_lock_req);
CODEC(smb2_ioctl_req);
CODEC(smb2_ioctl_rsp);
CODEC(smb2_query_directory_req);
CODEC(smb2_buffer_rsp);
CODEC(smb2_change_notify_req);
CODEC(smb2_query_info_req);
CODEC(smb2_set_info_req);

/* The one message that holds nothing: its codec takes no structure. */
static int smb2_set_info_rsp_decode(struct wire_rd *r, void *m)
{
	(void)m;
	return wire_smb2_set_info_rsp_decode(r);
}

static int smb2_set_info_rsp_encode(struct wire_wr *w, const void *m)
{
	(void)m;
	return wire_smb2_set_info_rsp_encode(w);
}

static const struct codec codec_smb2_set_info_rsp = {
	.size = 1,
	.decode = smb2_set_info_rsp_decode,
	.encode = smb2_set_info_rsp_encode,
};

CODEC(smb2_oplock_break);
CODEC(smb2_lease_break_notify);
CODEC(smb2_lease_break_ack);
CODEC(smb2_error_rsp);

static struct corpus_codec corpus_requests[] = {
	ROW(SMB2_NEGOTIATE, smb2_negotiate_req),
	ROW(SMB2_SESSION_SETUP, smb2_session_setup_req),
	ROW(SMB2_LOGOFF, smb2_empty),
	ROW(SMB2_TREE_CONNECT, smb2_tree_connect_req),
	ROW(SMB2_TREE_DISCONNECT, smb2_empty),
	ROW(SMB2_CREATE, smb2_create_req),
	ROW(SMB2_CLOSE, smb2_close_req),
	ROW(SMB2_FLUSH, smb2_flush_req),
	ROW(SMB2_READ, smb2_read_req),
	ROW(SMB2_WRITE, smb2_write_req),
	ROW(SMB2_LOCK, smb2_lock_req),
	ROW(SMB2_IOCTL, smb2_ioctl_req),
	ROW(SMB2_CANCEL, smb2_empty),
	ROW(SMB2_ECHO, smb2_empty),
	ROW(SMB2_QUERY_DIRECTORY, smb2_query_directory_req),
	ROW(SMB2_CHANGE_NOTIFY, smb2_change_notify_req),
	ROW(SMB2_QUERY_INFO, smb2_query_info_req),
	ROW(SMB2_SET_INFO, smb2_set_info_req),
};

static struct corpus_codec corpus_responses[] = {
	ROW(SMB2_NEGOTIATE, smb2_negotiate_rsp),
	ROW(SMB2_SESSION_SETUP, smb2_session_setup_rsp),
	ROW(SMB2_LOGOFF, smb2_empty),
	ROW(SMB2_TREE_CONNECT, smb2_tree_connect_rsp),
	ROW(SMB2_TREE_DISCONNECT, smb2_empty),
	ROW(SMB2_CREATE, smb2_create_rsp),
	ROW(SMB2_CLOSE, smb2_close_rsp),
	ROW(SMB2_FLUSH, smb2_empty),
	ROW(SMB2_READ, smb2_read_rsp),
	ROW(SMB2_WRITE, smb2_write_rsp),
	ROW(SMB2_LOCK, smb2_empty),
	ROW(SMB2_IOCTL, smb2_ioctl_rsp),
	ROW(SMB2_ECHO, smb2_empty),
	ROW(SMB2_QUERY_DIRECTORY, smb2_buffer_rsp),
	ROW(SMB2_CHANGE_NOTIFY, smb2_buffer_rsp),
	ROW(SMB2_QUERY_INFO, smb2_buffer_rsp),
	ROW(SMB2_SET_INFO, smb2_set_info_rsp),
};

/* OPLOCK_BREAK, by the form that its StructureSize tells */
static struct corpus_codec corpus_breaks[] = {
	ROW(SMB2_BREAK_OPLOCK, smb2_oplock_break),
	ROW(SMB2_BREAK_LEASE_NOTIFY, smb2_lease_break_notify),
	ROW(SMB2_BREAK_LEASE_ACK, smb2_lease_break_ack),
};

static struct corpus_codec corpus_error[] = {
	ROW(0, smb2_error_rsp),
};

/* ---- NetBIOS session packets, by their type --------------------------------- */

CODEC(netbios_session_req);
CODEC(netbios_negative);
CODEC(netbios_retarget);

static struct corpus_codec corpus_netbios[] = {
	ROW(NETBIOS_SESSION_REQUEST, netbios_session_req),
	ROW(NETBIOS_NEGATIVE_RESPONSE, netbios_negative),
	ROW(NETBIOS_RETARGET_RESPONSE, netbios_retarget),
};

/* ---- negotiate contexts ------------------------------------------------------ */

CODEC(smb2_preauth_caps);
CODEC(smb2_algorithm_caps);
CODEC(smb2_compression_caps);
CODEC(smb2_transport_caps);
CODEC(smb2_rdma_caps);

static struct corpus_codec corpus_neg_ctx[] = {
	ROW(SMB2_PREAUTH_INTEGRITY_CAPABILITIES, smb2_preauth_caps),
	ROW(SMB2_ENCRYPTION_CAPABILITIES, smb2_algorithm_caps),
	ROW(SMB2_COMPRESSION_CAPABILITIES, smb2_compression_caps),
	ROW(SMB2_TRANSPORT_CAPABILITIES, smb2_transport_caps),
	ROW(SMB2_RDMA_TRANSFORM_CAPABILITIES, smb2_rdma_caps),
	ROW(SMB2_SIGNING_CAPABILITIES, smb2_algorithm_caps),
};

/* ---- create contexts --------------------------------------------------------- */

CODEC(smb2_durable_req);
CODEC(smb2_durable_rsp);
CODEC(smb2_durable_reconnect);
CODEC(smb2_durable_v2_req);
CODEC(smb2_durable_v2_rsp);
CODEC(smb2_durable_v2_reconnect);
CODEC(smb2_lease);
CODEC(smb2_allocation_size);
CODEC(smb2_timewarp);
CODEC(smb2_maximal_access_req);
CODEC(smb2_maximal_access_rsp);
CODEC(smb2_disk_id_rsp);
CODEC(smb2_app_instance_id);
CODEC(smb2_app_instance_version);
CODEC(smb2_posix_req);
CODEC(smb2_posix_rsp);

static struct corpus_codec corpus_create_ctx_req[] = {
	ROW(SMB2_CTX_DHNQ, smb2_durable_req),
	ROW(SMB2_CTX_DHNC, smb2_durable_reconnect),
	ROW(SMB2_CTX_ALSI, smb2_allocation_size),
	ROW(SMB2_CTX_MXAC, smb2_maximal_access_req),
	ROW(SMB2_CTX_TWRP, smb2_timewarp),
	ROW(SMB2_CTX_RQLS, smb2_lease),
	ROW(SMB2_CTX_DH2Q, smb2_durable_v2_req),
	ROW(SMB2_CTX_DH2C, smb2_durable_v2_reconnect),
	ROW(SMB2_CTX_APP_INSTANCE_ID, smb2_app_instance_id),
	ROW(SMB2_CTX_APP_INSTANCE_VERSION, smb2_app_instance_version),
	ROW(SMB2_CTX_POSIX, smb2_posix_req),
};

static struct corpus_codec corpus_create_ctx_rsp[] = {
	ROW(SMB2_CTX_DHNQ, smb2_durable_rsp),
	ROW(SMB2_CTX_MXAC, smb2_maximal_access_rsp),
	ROW(SMB2_CTX_QFID, smb2_disk_id_rsp),
	ROW(SMB2_CTX_RQLS, smb2_lease),
	ROW(SMB2_CTX_DH2Q, smb2_durable_v2_rsp),
	ROW(SMB2_CTX_POSIX, smb2_posix_rsp),
};

/* ---- information classes ----------------------------------------------------- */

CODEC(fscc_basic);
CODEC(fscc_standard);
CODEC(fscc_standard_link);
CODEC(fscc_network_open);
CODEC(fscc_attribute_tag);
CODEC(fscc_compression);
CODEC(fscc_all);
CODEC(fscc_name);
CODEC(fscc_rename);
CODEC(fscc_rename_ex);
CODEC(fscc_pipe);
CODEC(fscc_pipe_local);
CODEC(fscc_pipe_remote);
CODEC(fscc_id);
CODEC(fscc_posix);
CODEC(fscc_stat);
CODEC(fscc_stat_lx);

/* The classes that are one number have one codec, which is told the class. */
struct fscc_number {
	u64 v;
};

#define NUMBER(_name, _class) \
	static int _name##_decode(struct wire_rd *r, void *m) \
	{ \
		return wire_fscc_number_decode(r, _class, &((struct fscc_number *)m)->v); \
	} \
	static int _name##_encode(struct wire_wr *w, const void *m) \
	{ \
		return wire_fscc_number_encode(w, _class, ((const struct fscc_number *)m)->v); \
	} \
	static const struct codec codec_##_name = { \
		.size = sizeof(struct fscc_number), \
		.decode = _name##_decode, \
		.encode = _name##_encode, \
	}

NUMBER(fscc_internal, FILE_INTERNAL_INFORMATION);
NUMBER(fscc_ea_size, FILE_EA_INFORMATION);
NUMBER(fscc_access, FILE_ACCESS_INFORMATION);
NUMBER(fscc_disposition, FILE_DISPOSITION_INFORMATION);
NUMBER(fscc_position, FILE_POSITION_INFORMATION);
NUMBER(fscc_mode, FILE_MODE_INFORMATION);
NUMBER(fscc_alignment, FILE_ALIGNMENT_INFORMATION);
NUMBER(fscc_allocation, FILE_ALLOCATION_INFORMATION);
NUMBER(fscc_end_of_file, FILE_END_OF_FILE_INFORMATION);
NUMBER(fscc_valid_data_length, FILE_VALID_DATA_LENGTH_INFORMATION);

static struct corpus_codec corpus_file_info[] = {
	ROW(FILE_BASIC_INFORMATION, fscc_basic),
	ROW(FILE_STANDARD_INFORMATION, fscc_standard),
	ROW(FILE_INTERNAL_INFORMATION, fscc_internal),
	ROW(FILE_EA_INFORMATION, fscc_ea_size),
	ROW(FILE_ACCESS_INFORMATION, fscc_access),
	ROW(FILE_NAME_INFORMATION, fscc_name),
	ROW(FILE_RENAME_INFORMATION, fscc_rename),
	ROW(FILE_LINK_INFORMATION, fscc_rename),
	ROW(FILE_DISPOSITION_INFORMATION, fscc_disposition),
	ROW(FILE_POSITION_INFORMATION, fscc_position),
	ROW(FILE_MODE_INFORMATION, fscc_mode),
	ROW(FILE_ALIGNMENT_INFORMATION, fscc_alignment),
	ROW(FILE_ALL_INFORMATION, fscc_all),
	ROW(FILE_ALLOCATION_INFORMATION, fscc_allocation),
	ROW(FILE_END_OF_FILE_INFORMATION, fscc_end_of_file),
	ROW(FILE_ALTERNATE_NAME_INFORMATION, fscc_name),
	ROW(FILE_PIPE_INFORMATION, fscc_pipe),
	ROW(FILE_PIPE_LOCAL_INFORMATION, fscc_pipe_local),
	ROW(FILE_PIPE_REMOTE_INFORMATION, fscc_pipe_remote),
	ROW(FILE_COMPRESSION_INFORMATION, fscc_compression),
	ROW(FILE_NETWORK_OPEN_INFORMATION, fscc_network_open),
	ROW(FILE_ATTRIBUTE_TAG_INFORMATION, fscc_attribute_tag),
	ROW(FILE_VALID_DATA_LENGTH_INFORMATION, fscc_valid_data_length),
	ROW(FILE_NORMALIZED_NAME_INFORMATION, fscc_name),
	ROW(FILE_STANDARD_LINK_INFORMATION, fscc_standard_link),
	ROW(FILE_ID_INFORMATION, fscc_id),
	ROW(FILE_RENAME_INFORMATION_EX, fscc_rename_ex),
	ROW(FILE_STAT_INFORMATION, fscc_stat),
	ROW(FILE_STAT_LX_INFORMATION, fscc_stat_lx),
	ROW(FILE_LINK_INFORMATION_EX, fscc_rename_ex),
	ROW(FILE_POSIX_INFORMATION, fscc_posix),
};

CODEC(fscc_fs_volume);
CODEC(fscc_fs_size);
CODEC(fscc_fs_full_size);
CODEC(fscc_fs_device);
CODEC(fscc_fs_attribute);
CODEC(fscc_fs_control);
CODEC(fscc_fs_object_id);
CODEC(fscc_fs_sector_size);
CODEC(fscc_fs_posix);

static struct corpus_codec corpus_fs_info[] = {
	ROW(FILE_FS_VOLUME_INFORMATION, fscc_fs_volume),
	ROW(FILE_FS_SIZE_INFORMATION, fscc_fs_size),
	ROW(FILE_FS_DEVICE_INFORMATION, fscc_fs_device),
	ROW(FILE_FS_ATTRIBUTE_INFORMATION, fscc_fs_attribute),
	ROW(FILE_FS_CONTROL_INFORMATION, fscc_fs_control),
	ROW(FILE_FS_FULL_SIZE_INFORMATION, fscc_fs_full_size),
	ROW(FILE_FS_OBJECT_ID_INFORMATION, fscc_fs_object_id),
	ROW(FILE_FS_SECTOR_SIZE_INFORMATION, fscc_fs_sector_size),
	ROW(FILE_FS_POSIX_INFORMATION, fscc_fs_posix),
};

CODEC(nt_secdesc);

static struct corpus_codec corpus_security[] = {
	ROW(0, nt_secdesc),
};

/* ---- FSCTL payloads ---------------------------------------------------------- */

CODEC(fsctl_validate_negotiate_req);
CODEC(fsctl_validate_negotiate_rsp);
CODEC(fsctl_resume_key);
CODEC(fsctl_copychunk_req);
CODEC(fsctl_copychunk_rsp);
CODEC(fsctl_resiliency_req);
CODEC(fsctl_snapshots);
CODEC(fsctl_pipe_wait_req);
CODEC(fsctl_pipe_peek_rsp);
CODEC(fsctl_set_sparse);
CODEC(fsctl_zero_data);
CODEC(fsctl_range);
CODEC(fsctl_trim_req);
CODEC(fsctl_trim_rsp);
CODEC(fsctl_dup_extents);
CODEC(fsctl_compression);
CODEC(fsctl_object_id);
CODEC(reparse_buffer);
CODEC(fsctl_regions_req);
CODEC(fsctl_regions_rsp);
CODEC(fsctl_integrity_info);
CODEC(fsctl_set_integrity);
CODEC(fsctl_set_integrity_ex);
CODEC(dfs_req);
CODEC(dfs_req_ex);

#define DFS_REFERRALS_MAX 8 /* more than a server of the corpus sends */

/* A referral with its entries: the codec takes them apart. */
struct dfs_referrals {
	struct dfs_rsp rsp;
	struct dfs_referral e[DFS_REFERRALS_MAX];
};

static int wire_dfs_referrals_decode(struct wire_rd *r, struct dfs_referrals *m)
{
	u16 i;

	if (wire_dfs_rsp_decode(r, &m->rsp) || m->rsp.referral_count > DFS_REFERRALS_MAX)
		return -EBADMSG;
	for (i = 0; i < m->rsp.referral_count; i++)
		if (wire_dfs_referral_decode(r, &m->e[i]))
			return -EBADMSG;
	return 0;
}

static int wire_dfs_referrals_encode(struct wire_wr *w, const struct dfs_referrals *m)
{
	return wire_dfs_rsp_encode(w, &m->rsp, m->e);
}

CODEC(dfs_referrals);

static struct corpus_codec corpus_fsctl_in[] = {
	ROW(FSCTL_VALIDATE_NEGOTIATE_INFO, fsctl_validate_negotiate_req),
	ROW(FSCTL_SRV_COPYCHUNK, fsctl_copychunk_req),
	ROW(FSCTL_SRV_COPYCHUNK_WRITE, fsctl_copychunk_req),
	ROW(FSCTL_LMR_REQUEST_RESILIENCY, fsctl_resiliency_req),
	ROW(FSCTL_PIPE_WAIT, fsctl_pipe_wait_req),
	ROW(FSCTL_SET_SPARSE, fsctl_set_sparse),
	ROW(FSCTL_SET_ZERO_DATA, fsctl_zero_data),
	ROW(FSCTL_QUERY_ALLOCATED_RANGES, fsctl_range),
	ROW(FSCTL_FILE_LEVEL_TRIM, fsctl_trim_req),
	ROW(FSCTL_DUPLICATE_EXTENTS_TO_FILE, fsctl_dup_extents),
	ROW(FSCTL_SET_COMPRESSION, fsctl_compression),
	ROW(FSCTL_SET_REPARSE_POINT, reparse_buffer),
	ROW(FSCTL_DELETE_REPARSE_POINT, reparse_buffer),
	ROW(FSCTL_QUERY_FILE_REGIONS, fsctl_regions_req),
	ROW(FSCTL_SET_INTEGRITY_INFORMATION, fsctl_set_integrity),
	ROW(FSCTL_SET_INTEGRITY_INFORMATION_EX, fsctl_set_integrity_ex),
	ROW(FSCTL_DFS_GET_REFERRALS, dfs_req),
	ROW(FSCTL_DFS_GET_REFERRALS_EX, dfs_req_ex),
};

static struct corpus_codec corpus_fsctl_out[] = {
	ROW(FSCTL_VALIDATE_NEGOTIATE_INFO, fsctl_validate_negotiate_rsp),
	ROW(FSCTL_SRV_REQUEST_RESUME_KEY, fsctl_resume_key),
	ROW(FSCTL_SRV_COPYCHUNK, fsctl_copychunk_rsp),
	ROW(FSCTL_SRV_COPYCHUNK_WRITE, fsctl_copychunk_rsp),
	ROW(FSCTL_SRV_ENUMERATE_SNAPSHOTS, fsctl_snapshots),
	ROW(FSCTL_PIPE_PEEK, fsctl_pipe_peek_rsp),
	ROW(FSCTL_FILE_LEVEL_TRIM, fsctl_trim_rsp),
	ROW(FSCTL_GET_COMPRESSION, fsctl_compression),
	ROW(FSCTL_CREATE_OR_GET_OBJECT_ID, fsctl_object_id),
	ROW(FSCTL_GET_REPARSE_POINT, reparse_buffer),
	ROW(FSCTL_QUERY_FILE_REGIONS, fsctl_regions_rsp),
	ROW(FSCTL_GET_INTEGRITY_INFORMATION, fsctl_integrity_info),
	ROW(FSCTL_DFS_GET_REFERRALS, dfs_referrals),
	ROW(FSCTL_DFS_GET_REFERRALS_EX, dfs_referrals),
};

/* ---- lists ------------------------------------------------------------------- */

/*
 * A function that walks a list whose appender takes a struct wire_list_wr, appending
 * each entry to another list.
 */
#define ENTRY_LIST(_name) \
	static int copy_##_name(struct wire_rd *list, struct wire_wr *w) \
	{ \
		struct wire_list_wr l; \
		struct _name e; \
		int ret; \
		wire_list_init(&l, w); \
		while ((ret = wire_##_name##_next(list, &e)) > 0) { \
			ret = wire_##_name##_append(&l, &e); \
			if (ret) \
				return ret; \
		} \
		return ret; \
	}

ENTRY_LIST(fscc_ea)
ENTRY_LIST(fscc_get_ea)
ENTRY_LIST(fscc_stream)
ENTRY_LIST(fscc_quota)
ENTRY_LIST(fscc_get_quota)

#define DIR_LIST(_class) \
	static int copy_dir_##_class(struct wire_rd *list, struct wire_wr *w) \
	{ \
		struct wire_list_wr l; \
		struct fscc_dirent e; \
		int ret; \
		wire_list_init(&l, w); \
		while ((ret = wire_fscc_dir_next(list, _class, &e)) > 0) { \
			ret = wire_fscc_dir_append(&l, _class, &e); \
			if (ret) \
				return ret; \
		} \
		return ret; \
	}

DIR_LIST(FILE_DIRECTORY_INFORMATION)
DIR_LIST(FILE_FULL_DIRECTORY_INFORMATION)
DIR_LIST(FILE_BOTH_DIRECTORY_INFORMATION)
DIR_LIST(FILE_NAMES_INFORMATION)
DIR_LIST(FILE_ID_BOTH_DIRECTORY_INFORMATION)
DIR_LIST(FILE_ID_FULL_DIRECTORY_INFORMATION)
DIR_LIST(FILE_ID_EXTD_DIRECTORY_INFORMATION)
DIR_LIST(FILE_ID_EXTD_BOTH_DIRECTORY_INFORMATION)
DIR_LIST(FILE_POSIX_INFORMATION)

#define DIR_ROW(_class) { .key = (_class), .name = #_class, .copy = copy_dir_##_class }

static struct corpus_list corpus_dir[] = {
	DIR_ROW(FILE_DIRECTORY_INFORMATION),
	DIR_ROW(FILE_FULL_DIRECTORY_INFORMATION),
	DIR_ROW(FILE_BOTH_DIRECTORY_INFORMATION),
	DIR_ROW(FILE_NAMES_INFORMATION),
	DIR_ROW(FILE_ID_BOTH_DIRECTORY_INFORMATION),
	DIR_ROW(FILE_ID_FULL_DIRECTORY_INFORMATION),
	DIR_ROW(FILE_ID_EXTD_DIRECTORY_INFORMATION),
	DIR_ROW(FILE_ID_EXTD_BOTH_DIRECTORY_INFORMATION),
	DIR_ROW(FILE_POSIX_INFORMATION),
};

/* A head that counts the entries comes before them. */
static int copy_fscc_hard_links(struct wire_rd *list, struct wire_wr *w)
{
	struct fscc_hard_links head;
	struct fscc_hard_link e;
	struct wire_list_wr l;
	int ret;

	ret = wire_fscc_hard_links_decode(list, &head);
	if (!ret)
		ret = wire_fscc_hard_links_encode(w, &head);
	if (ret)
		return ret;
	wire_list_init(&l, w);
	while ((ret = wire_fscc_hard_link_next(list, &e)) > 0) {
		ret = wire_fscc_hard_link_append(&l, &e);
		if (ret)
			return ret;
	}
	return ret;
}

static struct corpus_list corpus_file_list[] = {
	{ FILE_HARD_LINK_INFORMATION, "fscc_hard_links", copy_fscc_hard_links, 0 },
	{ FILE_FULL_EA_INFORMATION, "fscc_ea", copy_fscc_ea, 0 },
	{ FILE_STREAM_INFORMATION, "fscc_stream", copy_fscc_stream, 0 },
};

static struct corpus_list corpus_quota[] = {
	{ 0, "fscc_quota", copy_fscc_quota, 0 },
};

/* input of QUERY_INFO */
static struct corpus_list corpus_get_ea[] = {
	{ 0, "fscc_get_ea", copy_fscc_get_ea, 0 },
};

static struct corpus_list corpus_get_quota[] = {
	{ 0, "fscc_get_quota", copy_fscc_get_quota, 0 },
};

ENTRY_LIST(file_notify)
ENTRY_LIST(fsctl_netif)

static int copy_ranges(struct wire_rd *list, struct wire_wr *w)
{
	struct fsctl_range e;
	int ret;

	while ((ret = wire_fsctl_range_next(list, &e)) > 0) {
		ret = wire_fsctl_range_encode(w, &e);
		if (ret)
			return ret;
	}
	return ret;
}

static struct corpus_list corpus_notify[] = {
	{ 0, "file_notify", copy_file_notify, 0 },
};

static struct corpus_list corpus_fsctl_list[] = {
	{ FSCTL_QUERY_NETWORK_INTERFACE_INFO, "fsctl_netif", copy_fsctl_netif, 0 },
	{ FSCTL_QUERY_ALLOCATED_RANGES, "fsctl_range", copy_ranges, 0 },
};

static int copy_locks(struct wire_rd *list, struct wire_wr *w)
{
	struct smb2_lock_element e;
	int ret;

	while ((ret = wire_smb2_lock_next(list, &e)) > 0) {
		ret = wire_smb2_lock_append(w, &e);
		if (ret)
			return ret;
	}
	return ret;
}

static struct corpus_list corpus_locks[] = {
	{ 0, "smb2_lock_element", copy_locks, 0 },
};

static int copy_create_ctx(struct wire_rd *list, struct wire_wr *w)
{
	struct smb2_create_ctx_list l;
	struct smb2_create_ctx c;
	int ret;

	wire_smb2_create_ctx_begin(w, &l);
	while ((ret = wire_smb2_create_ctx_next(list, &c)) > 0) {
		ret = wire_smb2_create_ctx_append(w, &l, &c);
		if (ret)
			return ret;
	}
	return ret;
}

static struct corpus_list corpus_create_ctx[] = {
	{ 0, "smb2_create_ctx", copy_create_ctx, 0 },
};

#endif /* LWSMB_SELFTESTS_CORPUS_CODECS_H */
