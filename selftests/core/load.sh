#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Runs in a machine: every module of the tree loads and unloads, again and again, as a
# user would do it (modprobe), and its exports are in the namespace LWSMB. The
# machine itself fails the run on any kernel report and scans for leaks.
set -uo pipefail

modules=(lwsmb_core)
rounds=4
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

load() {
	local module

	for module in "${modules[@]}"; do
		modprobe "$module"
		result $? "$module: loads"
		grep -q "^$module " /proc/modules
		result $? "$module: is loaded"
	done
}

unload() {
	local module

	for module in "${modules[@]}"; do
		modprobe -r "$module"
		result $? "$module: unloads"
		! grep -q "^$module " /proc/modules
		result $? "$module: is gone"
	done
}

echo "KTAP version 1"
load
grep -q '\bwire_smb2_hdr_decode\b.*\[lwsmb_core\]' /proc/kallsyms
result $? "lwsmb_core: the codec is in it"
unload
for ((round = 2; round <= rounds; round++)); do
	load
	unload
done
echo "$((number - failed)) passed, $failed failed, 0 skipped"
((failed == 0))
