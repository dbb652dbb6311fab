#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Named pipes as SMB clients see them: message mode, readers that wait, transceive. KTAP.
# Run it in a machine: scripts/vm -- selftests/srv/pipe/pipe.sh [TEST...]

set -euo pipefail
here=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
case ${1:-} in
--help | -h) sed -n '4,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
esac
# shellcheck source=selftests/interop/peers.sh
. "$here/../../interop/peers.sh"
trap 'peer_cleanup' EXIT
peer_init

# So many shares that their list does not fit into one fragment.
shares=60
options=()
for ((i = 0; i < shares; i++)); do
	options+=(--share-option "[many$i]" --share-option "path = $PEER_DIR"
		--share-option "comment = a comment that is long a comment that is long a comment that is long a comment that is long $i")
done
peer_server_start lwsmb "${options[@]}"
PIPE_USER=$PEER_USER PIPE_PASSWORD=$PEER_PASSWORD PIPE_PORT=${PEER_PORT[lwsmb]} PIPE_SHARES=$shares \
	/usr/bin/python3 -B "$here/test_pipe.py" "$@"
