# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154
#
# Recording for capture and capture-kernel: one tcpdump on the loopback device for
# the whole job; the capture carries its own labels (tcpstream.py). The caller sets
# $work, a folder.

die() {
	echo "${0##*/}: $*" >&2
	exit 1
}

# until_ok SECONDS WHAT COMMAND...: poll a condition, with a deadline.
until_ok() {
	local end=$((SECONDS + $1)) what=$2
	shift 2
	until "$@" >/dev/null 2>&1; do
		((SECONDS < end)) || die "$what: not within the time limit"
		read -rt 0.05 <> <(:) || :
	done
}

mark() {
	echo -n "$1" >/dev/udp/127.0.0.1/9
}

# on NAME CLIENT SERVER WHAT [whole]: what comes next belongs to this label.
on() {
	local IFS='|'
	mark "$*"
	echo "   $1: $4"
}

# Clients are expected to be refused now and then; what matters is what was sent.
try() {
	timeout -k 1 "${limit:-60}" "$@" >>"$work/clients.log" 2>&1 || :
}

# What has to work for the capture to be worth anything.
must() {
	timeout -k 1 60 "$@" >>"$work/clients.log" 2>&1 ||
		die "failed: $* (see $work/clients.log; --keep FOLDER keeps it)"
}

# record FILE
record() {
	: >"$1"
	tcpdump -Z root -i lo -s 0 -U -B 32768 -w "$1" \
		'tcp portrange 445-447 or tcp port 139 or udp port 9' 2>"$work/tcpdump.log" &
	until_ok 20 "tcpdump" grep -q listening "$work/tcpdump.log"
	recording=$1
}

record_end() {
	mark "END-OF-CAPTURE"
	until_ok 30 "the end of the capture" grep -qa END-OF-CAPTURE "$recording"
}
