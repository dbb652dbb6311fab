/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tracepoints: events/lwsmb in tracefs. A connection is known by a number that it has
 * for as long as the module is loaded.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM lwsmb

#if !defined(LWSMB_CORE_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define LWSMB_CORE_TRACE_H

#include <linux/tracepoint.h>
#include <lwsmb/wire_smb2.h>

DECLARE_EVENT_CLASS(lwsmb_frame,
	TP_PROTO(u64 conn, size_t len),
	TP_ARGS(conn, len),
	TP_STRUCT__entry(
		__field(u64, conn)
		__field(size_t, len)
	),
	TP_fast_assign(
		__entry->conn = conn;
		__entry->len = len;
	),
	TP_printk("conn=%llu len=%zu", __entry->conn, __entry->len)
);

/* A whole frame was received; len is without the NetBIOS header. */
DEFINE_EVENT(lwsmb_frame, lwsmb_received,
	TP_PROTO(u64 conn, size_t len),
	TP_ARGS(conn, len)
);

/* The socket has taken the last byte of a frame; likewise. */
DEFINE_EVENT(lwsmb_frame, lwsmb_sent,
	TP_PROTO(u64 conn, size_t len),
	TP_ARGS(conn, len)
);

TRACE_EVENT(lwsmb_bad_signature,
	TP_PROTO(const struct smb2_hdr *hdr, u32 len),
	TP_ARGS(hdr, len),
	TP_STRUCT__entry(
		__field(u64, session)
		__field(u64, message)
		__field(u32, len)
		__field(u16, command)
	),
	TP_fast_assign(
		__entry->session = hdr->session_id;
		__entry->message = hdr->message_id;
		__entry->len = len;
		__entry->command = hdr->command;
	),
	TP_printk("session=%#llx message=%llu command=%u len=%u", __entry->session,
		  __entry->message, __entry->command, __entry->len)
);

/* A connection has ended; err is 0 for an orderly end. */
TRACE_EVENT(lwsmb_closed,
	TP_PROTO(u64 conn, int err),
	TP_ARGS(conn, err),
	TP_STRUCT__entry(
		__field(u64, conn)
		__field(int, err)
	),
	TP_fast_assign(
		__entry->conn = conn;
		__entry->err = err;
	),
	TP_printk("conn=%llu err=%d", __entry->conn, __entry->err)
);

#endif /* LWSMB_CORE_TRACE_H */

/* Found from include/, the folder that the modules are built with. */
#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH ../kernel/core
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
