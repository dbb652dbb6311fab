#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Connections of clients that nobody should write, and a daemon that answers when the test
# says so. KTAP. Run it in a machine: scripts/vm -- selftests/srv/conn/conn.sh [TEST...]

set -euo pipefail
here=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
case ${1:-} in
--help | -h) sed -n '4,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
esac
modprobe lwsmb_srv
status=0
/usr/bin/python3 -B "$here/test_conn.py" "$@" || status=$?
rmmod lwsmb_srv
exit "$status"
