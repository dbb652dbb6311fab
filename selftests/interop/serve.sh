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
usage: selftests/interop/serve.sh [CLIENT...]
  CLIENT   smbclient, cifs:VERS (default: smbclient cifs:3.1.1 cifs:2.1)
END
}

case ${1:-} in
--help | -h) usage; exit 0 ;;
-*) usage >&2; exit 2 ;;
esac
clients=("$@")
((${#clients[@]})) || clients=(smbclient cifs:3.1.1 cifs:2.1)

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

unloads() {
	rmmod lwsmb_srv
}

stays_loaded() {
	! rmmod lwsmb_srv
}

echo "TAP version 14"
"$tree" make "$work/source"
peer_init
# cifs.ko and smbclient of a Unix machine have names that differ in case only.
expect "the server starts" peer_server_start lwsmb --port "$port" \
	--share-option 'case sensitive = yes'
share=$(peer_share_path lwsmb)
expect "smbclient lists the share" lists_share
expect "a wrong password is refused" refuses -U "$PEER_USER%wrong"
expect "an unknown user is refused" refuses -U "nobody-here%$PEER_PASSWORD"
expect "the module cannot go while it serves" stays_loaded
for client in "${clients[@]}"; do
	case $client in
	smbclient) by_smbclient ;;
	*) by_mount "$client" ;;
	esac
done
expect "the server stops" peer_server_stop lwsmb
expect "the module goes" unloads
echo "1..$number"
echo "$((number - failed)) passed, $failed failed, 0 skipped"
((failed == 0))
