#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# lwsmb under load: fio writes and verifies over two mounts of cifs.ko at a time, again
# after a remount, again on the server's disk; the daemon is killed in the middle of a
# transfer; everything is unmounted, stopped and unloaded, and begins anew. KTAP. Run it
# in a machine, which looks for leaks at the end: scripts/vm -- selftests/interop/endure.sh

set -euo pipefail
here=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
# shellcheck source=selftests/interop/peers.sh
. "$here/peers.sh"

usage() {
	cat <<END
usage: selftests/interop/endure.sh [--seconds N] [--file-size MIB] [--transfer MIB]
                                   [--rounds N]
  --seconds     fio goes on that long (10)
  --file-size   of each of fio's 16 jobs (4)
  --transfer    size of what is copied while the daemon is killed (64)
  --rounds      of mount, work, umount, stop, rmmod, modprobe, start (3)
The machine's memory has to hold all of it twice: scripts/vm --memory.
END
}

seconds=10 file_size=4 transfer=64 rounds=3
while (($#)); do
	case $1 in
	--help | -h) usage; exit 0 ;;
	--seconds) seconds=${2:?} ;;
	--file-size) file_size=${2:?} ;;
	--transfer) transfer=${2:?} ;;
	--rounds) rounds=${2:?} ;;
	*) usage >&2; exit 2 ;;
	esac
	shift 2 || { usage >&2; exit 2; }
done

work=$(mktemp -d /tmp/endure.XXXXXX)
trap 'peer_cleanup; rm -rf "$work"' EXIT
number=0 failed=0

result() {
	number=$((number + 1))
	if (($1)); then
		failed=$((failed + 1))
		echo "not ok $number $2"
	else
		echo "ok $number $2"
	fi
}

# expect WHAT COMMAND...: its output is shown if it fails.
expect() {
	local what=$1 status=0
	shift
	"$@" >"$work/out" 2>&1 || status=1
	((status == 0)) || tail -n 12 "$work/out" | sed 's/^/# /'
	result $status "$what"
}

# ---- fio ------------------------------------------------------------------------

# Jobs of one seed: half of them below the first folder, half below the second; small
# and large blocks, through the page cache and past it. What is written carries its
# checksum and place, and another seed's data is not this one's.
fio_jobs() {
	local seed=$1 folder job=0
	cat <<END
[global]
ioengine=psync
rw=randwrite
size=${file_size}m
verify=crc32c
verify_fatal=1
randseed=$seed
thread=1
END
	shift
	for folder; do
		printf '[%s]\n' "buffered4k-$job" && cat <<END
directory=$folder
bs=4k
numjobs=3
[buffered64k-$job]
directory=$folder
bs=64k
numjobs=3
[direct-$job]
directory=$folder
bs=16k
direct=1
numjobs=2
END
		job=$((job + 1))
	done
}

fio_run() {
	fio_jobs "$seed" "$@" >"$work/jobs"
	fio --output="$work/fio" ${only:+--verify_only} "$work/jobs" ||
		{ grep -aE 'verify|err=|error' "$work/fio" | head -n 8; return 1; }
}

# Passes, each with data of its own, until the time is over.
fio_for() {
	local end=$((SECONDS + seconds)) only=""
	seed=0
	until ((SECONDS >= end && seed > 0)); do
		seed=$((seed + 1))
		fio_run "$work/a/fio" "$work/b/fio" || return
	done
}

mount_both() {
	# A second mount would share the first one's connection.
	peer_mount cifs:3.1.1 lwsmb "$work/a" nosharesock &&
		peer_mount cifs:3.1.1 lwsmb "$work/b" nosharesock
}

umount_both() {
	peer_umount "$work/a" && peer_umount "$work/b"
}

two_connections() {
	peer_lwsmb_tool conn list
	[[ $(peer_lwsmb_tool conn list --json | grep -o '"id"' | wc -l) == 2 ]]
}

load() {
	expect "two mounts" mount_both
	expect "they have a connection each" two_connections
	mkdir "$work/a/fio"
	expect "fio, 16 jobs, writes and verifies for $seconds s" fio_for
	echo "# $seed passes of $((16 * file_size)) MiB"
	expect "two mounts, unmounted" umount_both
	expect "two mounts, with nothing in their caches" mount_both
	only=1
	expect "fio verifies again" fio_run "$work/a/fio" "$work/b/fio"
	expect "fio verifies on the server's disk" fio_run "$share/fio" "$share/fio"
	only=""
	expect "what fio wrote is removed" rm -r "$work/b/fio"
}

# ---- the daemon ------------------------------------------------------------------

has_some() {
	[[ $(stat -c %s "$share/big" 2>/dev/null || echo 0) -gt $((transfer * 1048576 / 8)) ]]
}

ids() {
	peer_lwsmb_tool session list --json | grep -o '"id":[^,}]*'
}

killed_in_transfer() {
	local copy status=0
	head -c "${transfer}M" /dev/urandom >"$work/big"
	exec 7>"$work/a/held"
	cp "$work/big" "$work/a/big" &
	copy=$!
	expect "a transfer is on its way" peer_until 60 "bytes on the server's disk" has_some
	ids >"$work/ids"
	expect "the daemon is killed" peer_lwsmb_kill
	expect "the transfer still runs" kill -0 "$copy"
	expect "another daemon begins" peer_lwsmb_again 7>&-
	wait "$copy" || status=1
	result $status "the transfer ends well"
	expect "its bytes are right" cmp "$work/big" "$share/big"
	ids >"$work/ids2" || :
	expect "sessions are the same" cmp "$work/ids" "$work/ids2"
	expect "a file that was open before is" grep -q held <(peer_lwsmb_tool file list)
	expect "and can be written" sh -c 'echo still here >&7'
	exec 7>&-
	expect "its bytes are there" grep -q 'still here' "$share/held"
	expect "a new log-on succeeds" smbclient -p "$port" -U "$PEER_USER%$PEER_PASSWORD" \
		//127.0.0.1/share -c 'del big; del held'
}

# ---- from the beginning ------------------------------------------------------------

busy() {
	! rmmod lwsmb_srv 2>"$work/rmmod" && grep -q 'in use\|busy' "$work/rmmod"
}

unload() {
	rmmod lwsmb_srv && rmmod lwsmb_core && [[ ! -d /sys/module/lwsmb_srv ]]
}

one_round() {
	peer_mount cifs:3.1.1 lwsmb "$work/a" &&
		"$PEER_TREE/selftests/tree" make "$work/a/tree" &&
		"$PEER_TREE/selftests/tree" compare --no-times "$work/tree" "$work/a/tree" &&
		rm -r "$work/a/tree" && peer_umount "$work/a"
}

start() {
	peer_server_start lwsmb --port "$port" --share-option 'case sensitive = yes'
}

again_and_again() {
	local round
	"$PEER_TREE/selftests/tree" make "$work/tree"
	for ((round = 1; round <= rounds; round++)); do
		expect "round $round: mount, work, umount" one_round
		expect "round $round: the module is busy" busy
		expect "round $round: the daemon stops" peer_server_stop lwsmb
		expect "round $round: the modules go" unload
		expect "round $round: all begins anew" start
	done
}

echo "TAP version 14"
port=447
peer_init
expect "the server starts" start
((failed == 0)) || exit 1
share=$(peer_share_path lwsmb)
load
expect "a mount" peer_mount cifs:3.1.1 lwsmb "$work/a"
killed_in_transfer
expect "unmounted" peer_umount "$work/a"
again_and_again
expect "the server stops" peer_server_stop lwsmb
expect "the modules go" unload
echo "1..$number"
echo "$((number - failed)) passed, $failed failed, 0 skipped"
((failed == 0))
