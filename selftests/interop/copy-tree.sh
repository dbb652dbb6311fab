#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A client copies a tree to a server and back; names, kinds, sizes and SHA-256 of
# everything have to be the same, on the server's disk and back home.
# KTAP. Run it in a machine: scripts/vm -- selftests/interop/copy-tree.sh

set -euo pipefail
here=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
# shellcheck source=selftests/interop/peers.sh
. "$here/peers.sh"

usage() {
	cat <<END
usage: selftests/interop/copy-tree.sh [--client CLIENT[:VERS]] [--tree FOLDER] [SERVER...]
  --client   cifs:3.1.1 (default), cifs:2.1, cifs:1.0, ...
  --tree     what to copy (default: the 400 awkward files of selftests/tree)
  SERVER     samba, ksmbd, lwsmb (default: samba ksmbd)
END
}

client=cifs:3.1.1
tree=""
servers=()
while (($#)); do
	case $1 in
	--client) client=${2:?}; shift ;;
	--tree) tree=$(realpath -e "${2:?}"); shift ;;
	--help | -h) usage; exit 0 ;;
	-*) usage >&2; exit 2 ;;
	*) servers+=("$1") ;;
	esac
	shift
done
((${#servers[@]})) || servers=(samba ksmbd)

work=$(mktemp -d /tmp/copy-tree.XXXXXX)
trap 'peer_cleanup; rm -rf "$work"' EXIT

make_source() {
	if [[ $tree ]]; then
		cp -r "$tree" "$work/source"
	else
		"$PEER_TREE/selftests/tree" make "$work/source"
	fi
	# Links need options of the client; it has to map a dot at the end of a name.
	find "$work/source" -depth \( -type l -o -name '*.' \) -delete
}

# Every name with its kind, and size and hash of the files.
list_of() (
	cd "$1"
	find . -printf '%y %P\n' | LC_ALL=C sort
	find . -type f -printf '%s %P\n' | LC_ALL=C sort
	find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
)

same() {
	cmp -s "$1" "$2" && return
	diff "$1" "$2" | head -n 5 | sed 's/^/# /'
	return 1
}

result() {
	n=$((n + 1))
	if (($1)); then
		failed=$((failed + 1))
		echo "not ok $n $2"
	else
		echo "ok $n $2"
	fi
}

# copy SERVER: the steps of one server, one result each.
copy() {
	local server=$1 mnt=$work/mnt-$1 what="$client $1" rc
	step=start
	peer_server_start "$server" || return
	peer_mount "$client" "$server" "$mnt" || return
	step="copy there"
	cp -r "$work/source" "$mnt/tree" || return
	peer_umount "$mnt" || return
	list_of "$(peer_share_path "$server")/tree" >"$work/on-$server"
	rc=0
	same "$work/want" "$work/on-$server" || rc=$?
	result "$rc" "$what: the tree on the server's disk"

	# A fresh mount: nothing comes from the client's cache.
	step="copy back"
	peer_mount "$client" "$server" "$mnt" || return
	cp -r "$mnt/tree" "$work/back-$server" || return
	list_of "$work/back-$server" >"$work/list-$server"
	rc=0
	same "$work/want" "$work/list-$server" || rc=$?
	result "$rc" "$what: the tree that came back"
	rc=0
	diff -r "$work/source" "$work/back-$server" >"$work/diff" 2>&1 || rc=$?
	head -n 5 "$work/diff" | sed 's/^/# /'
	result "$rc" "$what: diff -r"

	step="remove"
	rm -rf "$mnt/tree" || return
	peer_umount "$mnt" || return
	rc=0
	[[ ! -e $(peer_share_path "$server")/tree ]] || rc=1
	result "$rc" "$what: the tree is removed"
	step="stop"
	peer_server_stop "$server" || return
	rm -rf "$work/back-$server"
}

peer_init
make_source
list_of "$work/source" >"$work/want"
echo "KTAP version 1"
echo "1..$((5 * ${#servers[@]}))"
echo "# $(find "$work/source" -type f | wc -l) files, $(du -sk "$work/source" | cut -f1) KiB"
n=0 failed=0
for server in "${servers[@]}"; do
	before=$n
	rc=0
	copy "$server" || rc=$?
	while ((n < before + 4)); do
		result 1 "$client $server: not reached, failed at: $step"
	done
	result "$rc" "$client $server: every step worked"
	((rc == 0)) || peer_cleanup
done
exit $((failed > 0))
