// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of the NTSTATUS tables. */
#include <lwsmb/ntstatus.h>
#include "unit.h"

TEST(table_is_sorted_and_found)
{
	u32 i;

	ASSERT_LT(1790, ntstatus_table_len);
	for (i = 0; i < ntstatus_table_len; i++) {
		const struct ntstatus_entry *e = &ntstatus_table[i];

		if (i)
			ASSERT_LT(e[-1].status, e->status);
		ASSERT_EQ(-e->err, ntstatus_to_errno(e->status)) TH_LOG("%s", e->name);
		ASSERT_STREQ(e->name, ntstatus_name(e->status));
		ASSERT_LE(0, e->err);
		ASSERT_GT(200, e->err);
		/* a warning or an error is never mistaken for a success */
		if (!NT_SUCCESS(e->status))
			ASSERT_NE(0, e->err) TH_LOG("%s", e->name);
	}
}

TEST(daily_ones)
{
	static const struct {
		u32 status;
		int err;
	} daily[] = {
		{ STATUS_SUCCESS, 0 },
		{ STATUS_NOTIFY_ENUM_DIR, 0 },
		{ STATUS_NOTIFY_CLEANUP, 0 },
		{ STATUS_PENDING, EINPROGRESS },
		{ STATUS_BUFFER_OVERFLOW, EMSGSIZE },
		{ STATUS_NO_MORE_FILES, ENOENT },
		{ STATUS_STOPPED_ON_SYMLINK, ELOOP },
		{ STATUS_OBJECT_NAME_NOT_FOUND, ENOENT },
		{ STATUS_OBJECT_PATH_NOT_FOUND, ENOENT },
		{ STATUS_OBJECT_NAME_COLLISION, EEXIST },
		{ STATUS_OBJECT_NAME_INVALID, EINVAL },
		{ STATUS_SHARING_VIOLATION, EBUSY },
		{ STATUS_FILE_LOCK_CONFLICT, EACCES },
		{ STATUS_LOCK_NOT_GRANTED, EAGAIN },
		{ STATUS_RANGE_NOT_LOCKED, ENOLCK },
		{ STATUS_ACCESS_DENIED, EACCES },
		{ STATUS_CANNOT_DELETE, EACCES },
		{ STATUS_PRIVILEGE_NOT_HELD, EPERM },
		{ STATUS_DELETE_PENDING, ENOENT },
		{ STATUS_FILE_CLOSED, ESTALE },
		{ STATUS_DISK_FULL, ENOSPC },
		{ STATUS_QUOTA_EXCEEDED, EDQUOT },
		{ STATUS_MEDIA_WRITE_PROTECTED, EROFS },
		{ STATUS_FILE_IS_A_DIRECTORY, EISDIR },
		{ STATUS_NOT_A_DIRECTORY, ENOTDIR },
		{ STATUS_DIRECTORY_NOT_EMPTY, ENOTEMPTY },
		{ STATUS_NOT_SAME_DEVICE, EXDEV },
		{ STATUS_TOO_MANY_LINKS, EMLINK },
		{ STATUS_NAME_TOO_LONG, ENAMETOOLONG },
		{ STATUS_END_OF_FILE, ENODATA },
		{ STATUS_NO_EAS_ON_FILE, ENODATA },
		{ STATUS_EA_TOO_LARGE, E2BIG },
		{ STATUS_BUFFER_TOO_SMALL, ERANGE },
		{ STATUS_NOT_SUPPORTED, EOPNOTSUPP },
		{ STATUS_INVALID_PARAMETER, EINVAL },
		{ STATUS_INVALID_DEVICE_REQUEST, EOPNOTSUPP },
		{ STATUS_INVALID_INFO_CLASS, EOPNOTSUPP },
		{ STATUS_LOGON_FAILURE, EACCES },
		{ STATUS_PASSWORD_EXPIRED, EKEYEXPIRED },
		{ STATUS_NETWORK_NAME_DELETED, ENOTCONN },
		{ STATUS_USER_SESSION_DELETED, ENOTCONN },
		{ STATUS_NETWORK_SESSION_EXPIRED, ENOTCONN },
		{ STATUS_BAD_NETWORK_NAME, ENOENT },
		{ STATUS_PATH_NOT_COVERED, EREMOTE },
		{ STATUS_IO_TIMEOUT, ETIMEDOUT },
		{ STATUS_CANCELLED, ECANCELED },
		{ STATUS_PIPE_BROKEN, EPIPE },
		{ STATUS_DATA_ERROR, EIO },
		{ STATUS_SMB_BAD_UID, ENOTCONN },
		{ STATUS_INVALID_SMB, EPROTO },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(daily); i++) {
		EXPECT_EQ(-daily[i].err, ntstatus_to_errno(daily[i].status))
			TH_LOG("%s", ntstatus_name(daily[i].status));
	}
}

TEST(undocumented_ones)
{
	EXPECT_EQ(0, ntstatus_to_errno(0x00123456));
	EXPECT_EQ(0, ntstatus_to_errno(0x40123456));
	EXPECT_EQ(-EIO, ntstatus_to_errno(0x80123456));
	EXPECT_EQ(-EIO, ntstatus_to_errno(0xc0123456));
	EXPECT_EQ(-EIO, ntstatus_to_errno(0xffffffff));
	EXPECT_EQ(NULL, ntstatus_name(0xc0123456));
	EXPECT_EQ(NULL, ntstatus_name(0xffffffff));
	EXPECT_STREQ("STATUS_SUCCESS", ntstatus_name(0));
	EXPECT_STREQ("STATUS_INVALID_SMB", ntstatus_name(DBG_CONTINUE));
}

/* Few are left without a meaning: EIO is for disks and devices. */
TEST(eio_is_the_exception)
{
	u32 i, eio = 0;

	for (i = 0; i < ntstatus_table_len; i++)
		eio += ntstatus_table[i].err == EIO;
	EXPECT_LT(0, eio);
	EXPECT_GT(ntstatus_table_len / 20, eio);
}

TEST(severity)
{
	EXPECT_TRUE(NT_SUCCESS(STATUS_PENDING));
	EXPECT_TRUE(NT_SUCCESS(STATUS_OBJECT_NAME_EXISTS));
	EXPECT_TRUE(NT_INFORMATION(STATUS_OBJECT_NAME_EXISTS));
	EXPECT_FALSE(NT_INFORMATION(STATUS_SUCCESS));
	EXPECT_FALSE(NT_SUCCESS(STATUS_BUFFER_OVERFLOW));
	EXPECT_TRUE(NT_WARNING(STATUS_BUFFER_OVERFLOW));
	EXPECT_FALSE(NT_WARNING(STATUS_ACCESS_DENIED));
	EXPECT_FALSE(NT_ERROR(STATUS_BUFFER_OVERFLOW));
	EXPECT_TRUE(NT_ERROR(STATUS_ACCESS_DENIED));
	EXPECT_FALSE(NT_SUCCESS(STATUS_ACCESS_DENIED));
	EXPECT_EQ(0x2, NT_FACILITY(RPC_NT_INVALID_BINDING));
	EXPECT_EQ(0x5d, NT_FACILITY(STATUS_SMB_BAD_CLUSTER_DIALECT));
}

TEST(errno_both_ways)
{
	u32 i;

	EXPECT_EQ(STATUS_SUCCESS, errno_to_ntstatus(0));
	EXPECT_EQ(STATUS_SUCCESS, errno_to_ntstatus(4096));
	EXPECT_EQ(STATUS_ACCESS_DENIED, errno_to_ntstatus(-EACCES));
	EXPECT_EQ(STATUS_ACCESS_DENIED, errno_to_ntstatus(-EPERM));
	EXPECT_EQ(STATUS_OBJECT_NAME_NOT_FOUND, errno_to_ntstatus(-ENOENT));
	EXPECT_EQ(STATUS_OBJECT_NAME_COLLISION, errno_to_ntstatus(-EEXIST));
	EXPECT_EQ(STATUS_DISK_FULL, errno_to_ntstatus(-ENOSPC));
	EXPECT_EQ(STATUS_DISK_FULL, errno_to_ntstatus(-EDQUOT));
	EXPECT_EQ(STATUS_DIRECTORY_NOT_EMPTY, errno_to_ntstatus(-ENOTEMPTY));
	EXPECT_EQ(STATUS_NOT_SUPPORTED, errno_to_ntstatus(-EOPNOTSUPP));
	EXPECT_EQ(STATUS_CANCELLED, errno_to_ntstatus(-512)); /* ERESTARTSYS */
	EXPECT_EQ(STATUS_UNSUCCESSFUL, errno_to_ntstatus(-4000));
	EXPECT_EQ(STATUS_UNSUCCESSFUL, errno_to_ntstatus(INT_MIN));
	for (i = 0; i < ntstatus_errno_table_len; i++) {
		const struct ntstatus_errno *e = &ntstatus_errno_table[i];

		/* an error stays an error, on both ways */
		EXPECT_EQ(e->status, errno_to_ntstatus(-e->err)) TH_LOG("errno %d", e->err);
		EXPECT_NE(0, ntstatus_to_errno(e->status)) TH_LOG("errno %d", e->err);
	}
}

TEST(dos_errors)
{
	u16 code;
	u8 class;
	u32 i;

	EXPECT_EQ(STATUS_SUCCESS, dos_error_to_ntstatus(0, 0));
	/* the first of the table */
	EXPECT_EQ(STATUS_NOT_IMPLEMENTED, dos_error_to_ntstatus(DOS_CLASS_DOS, 1));
	ntstatus_to_dos_error(STATUS_NOT_IMPLEMENTED, &class, &code);
	EXPECT_EQ(DOS_CLASS_DOS, class);
	EXPECT_EQ(1, code);
	EXPECT_EQ(STATUS_NO_SUCH_FILE, dos_error_to_ntstatus(DOS_CLASS_DOS, 2));
	EXPECT_EQ(STATUS_ACCESS_DENIED, dos_error_to_ntstatus(DOS_CLASS_DOS, 5));
	EXPECT_EQ(STATUS_SMB_BAD_TID, dos_error_to_ntstatus(DOS_CLASS_SRV, 5));
	EXPECT_EQ(STATUS_DISK_FULL, dos_error_to_ntstatus(DOS_CLASS_HRD, 0x27));
	EXPECT_EQ(STATUS_UNSUCCESSFUL, dos_error_to_ntstatus(DOS_CLASS_DOS, 0x7777));
	EXPECT_EQ(STATUS_UNSUCCESSFUL, dos_error_to_ntstatus(DOS_CLASS_CMD, 1));

	ntstatus_to_dos_error(STATUS_SUCCESS, &class, &code);
	EXPECT_EQ(0, class);
	EXPECT_EQ(0, code);
	ntstatus_to_dos_error(STATUS_OBJECT_NAME_NOT_FOUND, &class, &code);
	EXPECT_EQ(DOS_CLASS_DOS, class);
	EXPECT_EQ(2, code);
	ntstatus_to_dos_error(STATUS_SHARING_VIOLATION, &class, &code);
	EXPECT_EQ(DOS_CLASS_DOS, class);
	EXPECT_EQ(0x20, code);
	ntstatus_to_dos_error(STATUS_BAD_NETWORK_NAME, &class, &code);
	EXPECT_EQ(DOS_CLASS_SRV, class);
	EXPECT_EQ(6, code);
	ntstatus_to_dos_error(STATUS_MEDIA_WRITE_PROTECTED, &class, &code);
	EXPECT_EQ(DOS_CLASS_HRD, class);
	EXPECT_EQ(0x13, code);
	/* what the table does not know */
	ntstatus_to_dos_error(STATUS_FVE_BAD_DATA, &class, &code);
	EXPECT_EQ(DOS_CLASS_HRD, class);
	EXPECT_EQ(DOS_HRD_GENERAL, code);
	ntstatus_to_dos_error(STATUS_REPARSE, &class, &code);
	EXPECT_EQ(0, class);
	EXPECT_EQ(0, code);

	for (i = 0; i < ntstatus_dos_table_len; i++) {
		ntstatus_to_dos_error(ntstatus_dos_table[i].status, &class, &code);
		EXPECT_NE(0, class);
		EXPECT_NE(STATUS_SUCCESS, dos_error_to_ntstatus(class, code));
	}
}

TEST_HARNESS_MAIN
