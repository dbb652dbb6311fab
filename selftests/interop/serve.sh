#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# lwsmb serves others' clients: a tree of awkward files (selftests/tree) goes in and out
# by each, and is the same on the server's disk and back home. Then the daemon stops and
# the module goes. KTAP. Run it in a machine: scripts/vm -- selftests/interop/serve.sh

set -euo pipefail
here=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
# shellcheck source=selftests/interop/peers.sh
. "$here/peers.sh"

usage() {
	cat <<END
usage: selftests/interop/serve.sh [--long] [CLIENT...]
  --long   all clients; the sparse file is read over the wire from end to end
  CLIENT   smbclient, impacket, cifs:VERS, or sparse: a file of 5 GB by cifs:3.1.1
           (default: smbclient cifs:3.1.1 cifs:2.1 impacket sparse)
END
}

long=0 clients=(smbclient cifs:3.1.1 cifs:2.1 impacket sparse)
case ${1:-} in
--help | -h) usage; exit 0 ;;
--long)
	long=1
	clients=(smbclient cifs:3.1.1 cifs:3.0.2 cifs:3.0 cifs:2.1 impacket sparse)
	shift
	;;
-*) usage >&2; exit 2 ;;
esac
(($# == 0)) || clients=("$@")
for client in "${clients[@]}"; do
	[[ $client =~ ^(smbclient|impacket|sparse|cifs:[0-9.]+)$ ]] || { usage >&2; exit 2; }
done

work=$(mktemp -d /tmp/serve.XXXXXX)
trap 'peer_cleanup; rm -rf "$work"' EXIT
tree=$PEER_TREE/selftests/tree
port=447
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
	((status == 0)) || tail -n 8 "$work/out" | sed 's/^/# /'
	result $status "$what"
}

smb() {
	smbclient -p "$port" -U "$PEER_USER%$PEER_PASSWORD" "$@"
}

by_smbclient() {
	(cd "$work" && smb //127.0.0.1/share -c 'prompt; recurse; mput source') >"$work/put" 2>&1
	expect "smbclient: the tree on the server's disk" \
		"$tree" compare --no-times "$work/source" "$share/source"
	mkdir "$work/back"
	(cd "$work/back" && smb //127.0.0.1/share -c 'prompt; recurse; mget source') >"$work/get" 2>&1
	expect "smbclient: the tree that came back" \
		"$tree" compare --no-times "$work/source" "$work/back/source"
	expect "smbclient: the tree is removed" smb //127.0.0.1/share -c 'deltree source'
	expect "smbclient: nothing is left" is_empty "$share"
	rm -rf "$work/back"
}

by_mount() {
	local client=$1
	expect "$client: mount" peer_mount "$client" lwsmb "$work/mnt"
	mountpoint -q "$work/mnt" || return 0
	expect "$client: copy in" cp -r --preserve=timestamps "$work/source" "$work/mnt/source"
	expect "$client: the tree on the server's disk" \
		"$tree" compare "$work/source" "$share/source"
	expect "$client: umount" peer_umount "$work/mnt"
	expect "$client: mount again, with nothing in its cache" peer_mount "$client" lwsmb "$work/mnt"
	expect "$client: the tree that is read" "$tree" compare "$work/source" "$work/mnt/source"
	expect "$client: the tree is removed" rm -r "$work/mnt/source"
	expect "$client: umount" peer_umount "$work/mnt"
}

by_impacket() {
	expect "impacket: put" impacket put "$work/source" source
	expect "impacket: the tree on the server's disk" \
		"$tree" compare "$work/source" "$share/source"
	expect "impacket: get" impacket get source "$work/back"
	expect "impacket: the tree that came back" "$tree" compare "$work/source" "$work/back"
	expect "impacket: the tree is removed" impacket remove source
	expect "impacket: nothing is left" is_empty "$share"
	rm -rf "$work/back"
}

impacket() {
	SMB_PORT=$port SMB_USER=$PEER_USER SMB_PASSWORD=$PEER_PASSWORD "$here/impacket-copy" "$@"
}

# same_file A B: all bytes, and not more of the disk than data needs: 3 MiB and change.
same_file() {
	local a b cost
	a=$("$here/sparse-file" sum "$1")
	b=$("$here/sparse-file" sum "$2")
	cost=$("$here/sparse-file" cost "$2")
	echo "$a $b cost $cost"
	[[ $a == "$b" ]] && ((cost > 3000000 && cost < 4000000))
}

bytes_sent() {
	"$PEER_TREE/build/userspace/lwsmb/lwsmb" stats --json | sed -n 's/.*"bytes_sent": *\([0-9]*\).*/\1/p'
}

# copy_back: by a client that asks where the data is; the holes do not travel.
copy_back() {
	local before after
	before=$(bytes_sent)
	cp "$work/mnt/sparse" "$work/back"
	after=$(bytes_sent)
	echo "$((after - before)) bytes were sent"
	((after - before < 8000000))
}

shows_cost() {
	local shown real
	shown=$("$here/sparse-file" cost "$work/mnt/sparse")
	real=$("$here/sparse-file" cost "$share/sparse")
	echo "shown $shown, real $real"
	((shown == real))
}

# punch: a hole that the client makes gives the space back, and reads as zeroes.
punch() {
	local before after
	before=$("$here/sparse-file" cost "$share/sparse")
	fallocate --punch-hole --offset 65536 --length 524288 "$work/mnt/sparse"
	fallocate --punch-hole --offset 65536 --length 524288 "$work/sparse"
	after=$("$here/sparse-file" cost "$share/sparse")
	echo "cost $before, then $after"
	((before - after == 524288)) && cmp -n 2000000 "$work/sparse" "$work/mnt/sparse"
}

# In large reads: without a lease each is one on the wire.
reads_whole() {
	[[ $(dd if="$work/mnt/sparse" bs=4M status=none | sha256sum) == "$("$here/sparse-file" sum "$work/sparse")  -" ]]
}

by_sparse() {
	"$here/sparse-file" make "$work/sparse"
	expect "sparse: mount" peer_mount cifs:3.1.1 lwsmb "$work/mnt"
	mountpoint -q "$work/mnt" || return 0
	expect "sparse: copy in" cp --sparse=always "$work/sparse" "$work/mnt/sparse"
	expect "sparse: umount" peer_umount "$work/mnt"
	expect "sparse: bytes and cost on the server's disk" same_file "$work/sparse" "$share/sparse"
	expect "sparse: mount again" peer_mount cifs:3.1.1 lwsmb "$work/mnt"
	expect "sparse: the client sees the cost" shows_cost
	expect "sparse: copy back, without the holes" copy_back
	expect "sparse: bytes and cost of what came back" same_file "$work/sparse" "$work/back"
	((!long)) || expect "sparse: read from end to end" reads_whole
	expect "sparse: punch a hole" punch
	expect "sparse: umount" peer_umount "$work/mnt"
	expect "sparse: bytes on the server's disk, after that" \
		diff <("$here/sparse-file" sum "$work/sparse") <("$here/sparse-file" sum "$share/sparse")
	rm -f "$share/sparse" "$work/back" "$work/sparse"
}

is_empty() {
	[[ -z $(ls -A "$1") ]]
}

lists_share() {
	smb -L 127.0.0.1 | grep -qE '^[[:space:]]+share[[:space:]]+Disk'
}

refuses() {
	! smbclient -p "$port" -L 127.0.0.1 "$@" >"$work/refused" 2>&1 &&
		grep -q NT_STATUS_LOGON_FAILURE "$work/refused"
}

totals() {
	echo "1..$number"
	echo "$((number - failed)) passed, $failed failed, 0 skipped"
	((failed == 0))
}

unloads() {
	rmmod lwsmb_srv
}

stays_loaded() {
	! rmmod lwsmb_srv
}

echo "TAP version 14"
"$tree" make "$work/source"
expect "a machine for peers" peer_init
# cifs.ko and smbclient of a Unix machine have names that differ in case only.
expect "the server starts" peer_server_start lwsmb --port "$port" \
	--share-option 'case sensitive = yes'
# Without it, all that follows would fail for the same reason.
if ! peer_server_alive lwsmb; then
	totals
	exit 1
fi
share=$(peer_share_path lwsmb)
expect "smbclient lists the share" lists_share
expect "a wrong password is refused" refuses -U "$PEER_USER%wrong"
expect "an unknown user is refused" refuses -U "nobody-here%$PEER_PASSWORD"
expect "the module cannot go while it serves" stays_loaded
for client in "${clients[@]}"; do
	case $client in
	smbclient | impacket | sparse) "by_$client" ;;
	*) by_mount "$client" ;;
	esac
done
expect "the server stops" peer_server_stop lwsmb
expect "the module goes" unloads
totals
