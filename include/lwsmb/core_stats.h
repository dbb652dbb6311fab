/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Counters of traffic, per CPU. Their owner has one set for each thing that it counts
 * for: the server one for each network namespace.
 */
#ifndef LWSMB_CORE_STATS_H
#define LWSMB_CORE_STATS_H

#include <lwsmb/proto_smb2.h>

#define LWSMB_STAT_COMMANDS (SMB2_OPLOCK_BREAK + 1)

/**
 * enum lwsmb_stat - what is counted
 * @LWSMB_STAT_FRAMES_IN: whole frames received
 * @LWSMB_STAT_FRAMES_OUT: whole frames handed to the socket
 * @LWSMB_STAT_BYTES_IN: bytes of the frames received, NetBIOS header included
 * @LWSMB_STAT_BYTES_OUT: likewise sent
 * @LWSMB_STAT_CONNECTIONS: connections begun
 * @LWSMB_STAT_CONNECTIONS_ENDED: connections ended, by either side
 * @LWSMB_STAT_CONNECTIONS_BROKEN: those of them that ended by an error
 * @LWSMB_STAT_BAD_FRAMES: frames of a wrong type or length
 * @LWSMB_STAT_BAD_SIGNATURES: messages with a wrong signature, or without the one that
 *      they need
 * @LWSMB_STAT_REQUESTS: from here on: requests, by command
 * @LWSMB_STAT_FAILED: from here on: requests that were answered by an error, by command
 * @LWSMB_STATS: number of counters
 */
enum lwsmb_stat {
	LWSMB_STAT_FRAMES_IN,
	LWSMB_STAT_FRAMES_OUT,
	LWSMB_STAT_BYTES_IN,
	LWSMB_STAT_BYTES_OUT,
	LWSMB_STAT_CONNECTIONS,
	LWSMB_STAT_CONNECTIONS_ENDED,
	LWSMB_STAT_CONNECTIONS_BROKEN,
	LWSMB_STAT_BAD_FRAMES,
	LWSMB_STAT_BAD_SIGNATURES,
	LWSMB_STAT_REQUESTS,
	LWSMB_STAT_FAILED = LWSMB_STAT_REQUESTS + LWSMB_STAT_COMMANDS,
	LWSMB_STATS = LWSMB_STAT_FAILED + LWSMB_STAT_COMMANDS,
};

/**
 * struct lwsmb_stats_sum - all counters at one moment
 * @value: by enum lwsmb_stat
 */
struct lwsmb_stats_sum {
	u64 value[LWSMB_STATS];
};

struct lwsmb_stats;

struct lwsmb_stats *lwsmb_stats_new(void);
void lwsmb_stats_free(struct lwsmb_stats *s);
void lwsmb_stats_add(struct lwsmb_stats *s, enum lwsmb_stat what, u64 n);
void lwsmb_stats_request(struct lwsmb_stats *s, u16 command, bool failed);
void lwsmb_stats_read(const struct lwsmb_stats *s, struct lwsmb_stats_sum *sum);

#endif /* LWSMB_CORE_STATS_H */
