// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tests of the table of information classes: numbers, uses and lengths as literal
 * values. Uses: Q query, S set, D list a directory, L local, V variable.
 */
#include <lwsmb/wire_fscc.h>
#include "unit.h"

struct expected {
	u8 number;
	const char *name;
	const char *use;
	u8 query_min;
	u8 set_min;
	u8 dir_min;
};

static const struct expected file[] = {
	{ 1, "FileDirectoryInformation", "DV", 0, 0, 64 },
	{ 2, "FileFullDirectoryInformation", "DV", 0, 0, 68 },
	{ 3, "FileBothDirectoryInformation", "DV", 0, 0, 94 },
	{ 4, "FileBasicInformation", "QS", 40, 40, 0 },
	{ 5, "FileStandardInformation", "Q", 24, 0, 0 },
	{ 6, "FileInternalInformation", "Q", 8, 0, 0 },
	{ 7, "FileEaInformation", "Q", 4, 0, 0 },
	{ 8, "FileAccessInformation", "Q", 4, 0, 0 },
	{ 9, "FileNameInformation", "LV", 8, 0, 0 },
	{ 10, "FileRenameInformation", "SV", 0, 20, 0 },
	{ 11, "FileLinkInformation", "SV", 0, 20, 0 },
	{ 12, "FileNamesInformation", "DV", 0, 0, 12 },
	{ 13, "FileDispositionInformation", "S", 0, 1, 0 },
	{ 14, "FilePositionInformation", "QS", 8, 8, 0 },
	{ 15, "FileFullEaInformation", "QSV", 1, 8, 0 },
	{ 16, "FileModeInformation", "QS", 4, 4, 0 },
	{ 17, "FileAlignmentInformation", "Q", 4, 0, 0 },
	{ 18, "FileAllInformation", "QV", 104, 0, 0 },
	{ 19, "FileAllocationInformation", "S", 0, 8, 0 },
	{ 20, "FileEndOfFileInformation", "S", 0, 8, 0 },
	{ 21, "FileAlternateNameInformation", "QV", 8, 0, 0 },
	{ 22, "FileStreamInformation", "QV", 32, 0, 0 },
	{ 23, "FilePipeInformation", "QS", 8, 8, 0 },
	{ 24, "FilePipeLocalInformation", "Q", 40, 0, 0 },
	{ 25, "FilePipeRemoteInformation", "Q", 12, 0, 0 },
	{ 26, "FileMailslotQueryInformation", "", 0, 0, 0 },
	{ 27, "FileMailslotSetInformation", "", 0, 0, 0 },
	{ 28, "FileCompressionInformation", "Q", 16, 0, 0 },
	{ 29, "FileObjectIdInformation", "", 0, 0, 0 },
	{ 30, "FileCompletionInformation", "", 0, 0, 0 },
	{ 31, "FileMoveClusterInformation", "", 0, 0, 0 },
	{ 32, "FileQuotaInformation", "QSV", 40, 40, 0 },
	{ 33, "FileReparsePointInformation", "L", 12, 0, 0 },
	{ 34, "FileNetworkOpenInformation", "Q", 56, 0, 0 },
	{ 35, "FileAttributeTagInformation", "Q", 8, 0, 0 },
	{ 36, "FileTrackingInformation", "", 0, 0, 0 },
	{ 37, "FileIdBothDirectoryInformation", "DV", 0, 0, 104 },
	{ 38, "FileIdFullDirectoryInformation", "DV", 0, 0, 80 },
	{ 39, "FileValidDataLengthInformation", "S", 0, 8, 0 },
	{ 40, "FileShortNameInformation", "SV", 0, 4, 0 },
	{ 41, "FileIoCompletionNotificationInformation", "", 0, 0, 0 },
	{ 42, "FileIoStatusBlockRangeInformation", "", 0, 0, 0 },
	{ 43, "FileIoPriorityHintInformation", "", 0, 0, 0 },
	{ 44, "FileSfioReserveInformation", "", 0, 0, 0 },
	{ 45, "FileSfioVolumeInformation", "", 0, 0, 0 },
	{ 46, "FileHardLinkInformation", "LV", 8, 0, 0 },
	{ 47, "FileProcessIdsUsingFileInformation", "", 0, 0, 0 },
	{ 48, "FileNormalizedNameInformation", "QV", 8, 0, 0 },
	{ 49, "FileNetworkPhysicalNameInformation", "", 0, 0, 0 },
	{ 50, "FileIdGlobalTxDirectoryInformation", "", 0, 0, 0 },
	{ 51, "FileIsRemoteDeviceInformation", "", 0, 0, 0 },
	{ 52, "FileUnusedInformation", "", 0, 0, 0 },
	{ 53, "FileNumaNodeInformation", "", 0, 0, 0 },
	{ 54, "FileStandardLinkInformation", "L", 12, 0, 0 },
	{ 55, "FileRemoteProtocolInformation", "", 0, 0, 0 },
	{ 56, "FileRenameInformationBypassAccessCheck", "", 0, 0, 0 },
	{ 57, "FileLinkInformationBypassAccessCheck", "", 0, 0, 0 },
	{ 58, "FileVolumeNameInformation", "LV", 8, 0, 0 },
	{ 59, "FileIdInformation", "Q", 24, 0, 0 },
	{ 60, "FileIdExtdDirectoryInformation", "DV", 0, 0, 88 },
	{ 61, "FileReplaceCompletionInformation", "", 0, 0, 0 },
	{ 62, "FileHardLinkFullIdInformation", "", 0, 0, 0 },
	{ 63, "FileIdExtdBothDirectoryInformation", "DV", 0, 0, 114 },
	{ 64, "FileDispositionInformationEx", "S", 0, 4, 0 },
	{ 65, "FileRenameInformationEx", "SV", 0, 20, 0 },
	{ 66, "FileRenameInformationExBypassAccessCheck", "", 0, 0, 0 },
	{ 67, "FileDesiredStorageClassInformation", "", 0, 0, 0 },
	{ 68, "FileStatInformation", "L", 72, 0, 0 },
	{ 69, "FileMemoryPartitionInformation", "", 0, 0, 0 },
	{ 70, "FileStatLxInformation", "L", 96, 0, 0 },
	{ 71, "FileCaseSensitiveInformation", "L", 4, 4, 0 },
	{ 72, "FileLinkInformationEx", "LV", 0, 20, 0 },
	{ 73, "FileLinkInformationExBypassAccessCheck", "", 0, 0, 0 },
	{ 74, "FileStorageReserveIdInformation", "", 0, 0, 0 },
	{ 75, "FileCaseSensitiveInformationForceAccessCheck", "", 0, 0, 0 },
	{ 76, "FileKnownFolderInformation", "", 0, 0, 0 },
	{ 77, "FileStatBasicInformation", "", 0, 0, 0 },
	{ 78, "FileId64ExtdDirectoryInformation", "DV", 0, 0, 80 },
	{ 79, "FileId64ExtdBothDirectoryInformation", "DV", 0, 0, 106 },
	{ 80, "FileIdAllExtdDirectoryInformation", "DV", 0, 0, 96 },
	{ 81, "FileIdAllExtdBothDirectoryInformation", "DV", 0, 0, 122 },
	{ 100, "FilePosixInformation", "QDV", 80, 0, 88 },
};

static const struct expected fs[] = {
	{ 1, "FileFsVolumeInformation", "QV", 24, 0, 0 },
	{ 2, "FileFsLabelInformation", "LV", 0, 4, 0 },
	{ 3, "FileFsSizeInformation", "Q", 24, 0, 0 },
	{ 4, "FileFsDeviceInformation", "Q", 8, 0, 0 },
	{ 5, "FileFsAttributeInformation", "QV", 16, 0, 0 },
	{ 6, "FileFsControlInformation", "QS", 48, 48, 0 },
	{ 7, "FileFsFullSizeInformation", "Q", 32, 0, 0 },
	{ 8, "FileFsObjectIdInformation", "QS", 64, 64, 0 },
	{ 9, "FileFsDriverPathInformation", "LV", 8, 0, 0 },
	{ 10, "FileFsVolumeFlagsInformation", "L", 4, 0, 0 },
	{ 11, "FileFsSectorSizeInformation", "Q", 28, 0, 0 },
	{ 12, "FileFsDataCopyInformation", "", 0, 0, 0 },
	{ 13, "FileFsMetadataSizeInformation", "", 0, 0, 0 },
	{ 14, "FileFsFullSizeInformationEx", "", 0, 0, 0 },
	{ 15, "FileFsGuidInformation", "", 0, 0, 0 },
	{ 100, "FileFsPosixInformation", "Q", 56, 0, 0 },
};

static u8 uses(const char *s)
{
	u8 use = 0;

	for (; *s; s++)
		use |= *s == 'Q' ? FSCC_USE_QUERY :
		       *s == 'S' ? FSCC_USE_SET :
		       *s == 'D' ? FSCC_USE_DIR :
		       *s == 'L' ? FSCC_USE_LOCAL : FSCC_VARIABLE;
	return use;
}

static void check(struct __test_metadata *_metadata, const struct fscc_class_info *info,
		  const struct expected *e)
{
	ASSERT_NE(NULL, info) TH_LOG("%s", e->name);
	EXPECT_STREQ(e->name, info->name);
	EXPECT_EQ(uses(e->use), info->use) TH_LOG("%s", e->name);
	EXPECT_EQ(e->query_min, info->query_min) TH_LOG("%s", e->name);
	EXPECT_EQ(e->set_min, info->set_min) TH_LOG("%s", e->name);
	EXPECT_EQ(e->dir_min, info->dir_min) TH_LOG("%s", e->name);
}

static const struct expected *find(const struct expected *e, size_t n, u8 number)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (e[i].number == number)
			return &e[i];
	return NULL;
}

TEST(file_classes)
{
	unsigned int i;

	for (i = 0; i < 256; i++) {
		const struct expected *e = find(file, ARRAY_SIZE(file), i);

		if (e)
			check(_metadata, wire_fscc_file_class(i), e);
		else
			EXPECT_EQ(NULL, wire_fscc_file_class(i));
	}
}

TEST(fs_classes)
{
	unsigned int i;

	for (i = 0; i < 256; i++) {
		const struct expected *e = find(fs, ARRAY_SIZE(fs), i);

		if (e)
			check(_metadata, wire_fscc_fs_class(i), e);
		else
			EXPECT_EQ(NULL, wire_fscc_fs_class(i));
	}
}

TEST_HARNESS_MAIN
