/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Exports of lwsmb_core: GPL only, in the symbol namespace LWSMB, so that no
 * other module can link against them by accident. Linux 6.13 turned the
 * namespace argument from a bare token into a string.
 */
#ifndef LWSMB_COMPAT_EXPORT_H
#define LWSMB_COMPAT_EXPORT_H

#include <linux/export.h>
#include <linux/module.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
#define EXPORT_SYMBOL_LWSMB(sym) EXPORT_SYMBOL_NS_GPL(sym, LWSMB)
#define LWSMB_IMPORT() MODULE_IMPORT_NS(LWSMB)
#else
#define EXPORT_SYMBOL_LWSMB(sym) EXPORT_SYMBOL_NS_GPL(sym, "LWSMB")
#define LWSMB_IMPORT() MODULE_IMPORT_NS("LWSMB")
#endif

#endif /* LWSMB_COMPAT_EXPORT_H */
