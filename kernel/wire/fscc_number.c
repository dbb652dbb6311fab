// SPDX-License-Identifier: GPL-2.0
/*
 * The classes of MS-FSCC 2.4 that are one number and nothing else.
 */
#include <lwsmb/wire_fscc.h>

/* Bytes of the number, 0 if the class is something else. */
static unsigned int number_width(u8 info_class)
{
	switch (info_class) {
	case FILE_DISPOSITION_INFORMATION: /* 2.4.11 DeletePending */
		return sizeof(u8);
	case FILE_EA_INFORMATION: /* 2.4.13 EaSize */
	case FILE_ACCESS_INFORMATION: /* 2.4.1 AccessFlags */
	case FILE_MODE_INFORMATION: /* 2.4.31 Mode */
	case FILE_ALIGNMENT_INFORMATION: /* 2.4.3 AlignmentRequirement */
	case FILE_DISPOSITION_INFORMATION_EX: /* 2.4.12 Flags */
	case FILE_CASE_SENSITIVE_INFORMATION: /* ntifs.h Flags */
		return sizeof(u32);
	case FILE_INTERNAL_INFORMATION: /* 2.4.27 IndexNumber */
	case FILE_POSITION_INFORMATION: /* 2.4.40 CurrentByteOffset */
	case FILE_ALLOCATION_INFORMATION: /* 2.4.4 AllocationSize */
	case FILE_END_OF_FILE_INFORMATION: /* 2.4.14 EndOfFile */
	case FILE_VALID_DATA_LENGTH_INFORMATION: /* 2.4.50 ValidDataLength */
		return sizeof(u64);
	}
	return 0;
}

/**
 * wire_fscc_number_decode() - decode a class that is one number
 * @r: cursor
 * @info_class: FileDisposition-, FileEa-, FileAccess-, FileMode-, FileAlignment-,
 *              FileDispositionInformationEx, FileCaseSensitive-, FileInternal-,
 *              FilePosition-, FileAllocation-, FileEndOfFile- or
 *              FileValidDataLengthInformation
 * @v: set to the number. Sizes and offsets are signed in the document: the caller
 *     looks at the highest bit
 *
 * Return: 0, -EBADMSG, or -EINVAL for another class.
 */
int wire_fscc_number_decode(struct wire_rd *r, u8 info_class, u64 *v)
{
	u32 v32 = 0;
	u8 v8 = 0;
	int ret;

	switch (number_width(info_class)) {
	case sizeof(u8):
		ret = wire_rd_u8(r, &v8);
		*v = v8;
		return ret;
	case sizeof(u32):
		ret = wire_rd_le32(r, &v32);
		*v = v32;
		return ret;
	case sizeof(u64):
		return wire_rd_le64(r, v);
	}
	return -EINVAL;
}
EXPORT_SYMBOL_LWSMB(wire_fscc_number_decode);

/**
 * wire_fscc_number_encode() - encode a class that is one number
 * @w: cursor
 * @info_class: as for wire_fscc_number_decode()
 * @v: the number
 *
 * Return: 0, -EMSGSIZE, or -EINVAL for another class or a number that does not
 * fit its field.
 */
int wire_fscc_number_encode(struct wire_wr *w, u8 info_class, u64 v)
{
	unsigned int width = number_width(info_class);
	__le64 le = cpu_to_le64(v);

	if (!width || (width < sizeof(v) && v >> (8 * width)))
		return -EINVAL;
	/* little-endian: the low bytes come first */
	return wire_wr_put(w, &le, width);
}
EXPORT_SYMBOL_LWSMB(wire_fscc_number_encode);
