/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The one place where the kernel build and the host build of kernel/wire differ.
 *
 * kernel/wire is compiled three times from the same sources: into lwsmb_core,
 * into the host unit tests and into the fuzzers. What it needs of its
 * surroundings is little, and all of it is here: integer types, byte order,
 * memory functions, build-time asserts and the export macro.
 */
#ifndef LWSMB_PLATFORM_H
#define LWSMB_PLATFORM_H

#ifdef __KERNEL__

#include <asm/byteorder.h>
#include <linux/align.h>
#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/stddef.h>
#include <linux/string.h>
#include <linux/types.h>

#include "../../kernel/compat/export.h"

#else /* host: unit tests, fuzzers, user space */

#include <endian.h>
#include <errno.h>
#include <limits.h>
#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int8_t s8;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;

#ifndef __packed
#define __packed __attribute__((__packed__)) /* the kernel's name for it */
#endif
#ifndef __must_check
#define __must_check __attribute__((__warn_unused_result__))
#endif
#ifndef fallthrough
#define fallthrough __attribute__((__fallthrough__))
#endif

#ifdef __CHECKER__
#define __lwsmb_force __attribute__((force))
#else
#define __lwsmb_force
#endif

#define cpu_to_le16(x) ((__lwsmb_force __le16)htole16(x))
#define cpu_to_le32(x) ((__lwsmb_force __le32)htole32(x))
#define cpu_to_le64(x) ((__lwsmb_force __le64)htole64(x))
#define cpu_to_be16(x) ((__lwsmb_force __be16)htobe16(x))
#define cpu_to_be32(x) ((__lwsmb_force __be32)htobe32(x))
#define le16_to_cpu(x) le16toh((__lwsmb_force u16)(x))
#define le32_to_cpu(x) le32toh((__lwsmb_force u32)(x))
#define le64_to_cpu(x) le64toh((__lwsmb_force u64)(x))
#define be16_to_cpu(x) be16toh((__lwsmb_force u16)(x))
#define be32_to_cpu(x) be32toh((__lwsmb_force u32)(x))

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#endif
#ifndef BIT
#define BIT(n) (1UL << (n))
#endif
#ifndef ALIGN
#define ALIGN(x, a) (((x) + ((typeof(x))(a) - 1)) & ~((typeof(x))(a) - 1))
#endif
#ifndef IS_ALIGNED
#define IS_ALIGNED(x, a) (((x) & ((typeof(x))(a) - 1)) == 0)
#endif
#ifndef sizeof_field
#define sizeof_field(t, f) sizeof(((t *)0)->f)
#endif
#ifndef offsetofend
#define offsetofend(t, f) (offsetof(t, f) + sizeof_field(t, f))
#endif
#ifndef U16_MAX
#define U16_MAX UINT16_MAX
#define U32_MAX UINT32_MAX
#define U64_MAX UINT64_MAX
#define S64_MAX INT64_MAX
#define S64_MIN INT64_MIN
#endif

/* As <linux/math64.h> has it: 32-bit machines have no 64-bit division of their own. */
static inline u64 div_u64_rem(u64 dividend, u32 divisor, u32 *remainder)
{
	*remainder = dividend % divisor;
	return dividend / divisor;
}

#define EXPORT_SYMBOL_LWSMB(sym)

#ifndef static_assert
#define static_assert _Static_assert
#endif

#endif /* __KERNEL__ */

/*
 * Pins the size of a structure of the protocol. Every packed structure stands
 * with one of these and with the section of the document that defines it.
 */
#define PROTO_SIZE(type, size) \
	static_assert(sizeof(type) == (size), "size of " #type)

/* Pins the offset of a field, where a later field depends on variable parts. */
#define PROTO_OFFSET(type, field, off) \
	static_assert(offsetof(type, field) == (off), "offset of " #type "." #field)

#endif /* LWSMB_PLATFORM_H */
