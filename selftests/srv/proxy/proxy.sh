#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Somebody on the way between a client and lwsmb: bits are flipped, signatures stripped,
# requests replayed, negotiations downgraded. KTAP. Run it in a machine:
# scripts/vm --timeout 600 -- selftests/srv/proxy/proxy.sh

set -euo pipefail
here=$(cd "${BASH_SOURCE[0]%/*}" && pwd)

usage() {
	cat <<END
usage: selftests/srv/proxy/proxy.sh [--long] [--seed N] [--only TEXT] [--part PART]...
  --long   every dialect, many more bits, everything with every client
  --seed   which bits are chosen at random (1)
  --only   only what has TEXT in its name
  --part   strict (our own client, which believes nothing), smbclient, impacket, cifs
END
}

case ${1:-} in
--help | -h) usage; exit 0 ;;
esac
# shellcheck source=selftests/interop/peers.sh
. "$here/../../interop/peers.sh"
trap 'peer_cleanup' EXIT
peer_init
peer_server_start lwsmb
PROXY_USER=$PEER_USER PROXY_PASSWORD=$PEER_PASSWORD PROXY_PORT=${PEER_PORT[lwsmb]} \
	PROXY_DISK=$(peer_share_path lwsmb) /usr/bin/python3 -B "$here/test_proxy.py" "$@"
