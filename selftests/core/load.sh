#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Runs in a machine: every module of the tree loads, unloads and loads again, as a
# user would do it (modprobe), and its exports are in the namespace LWSMB. The
# machine itself fails the run on any kernel report and scans for leaks.
set -uo pipefail

modules=(lwsmb_core)
number=0 failed=0

result() {
	((++number))
	if (($1)); then
		echo "not ok $number - $2"
		((++failed))
	else
		echo "ok $number - $2"
	fi
}

echo "KTAP version 1"
for round in 1 2; do
	for module in "${modules[@]}"; do
		modprobe "$module"
		result $? "$module: loads (round $round)"
		grep -q "^$module " /proc/modules
		result $? "$module: is loaded (round $round)"
	done
	for module in "${modules[@]}"; do
		modprobe -r "$module"
		result $? "$module: unloads (round $round)"
		! grep -q "^$module " /proc/modules
		result $? "$module: is gone (round $round)"
	done
done
modprobe lwsmb_core
grep -q '\bwire_smb2_hdr_decode\b.*\[lwsmb_core\]' /proc/kallsyms
result $? "lwsmb_core: the codec is in it"
echo "$((number - failed)) passed, $failed failed, 0 skipped"
((failed == 0))
