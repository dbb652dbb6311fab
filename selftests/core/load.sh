#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Runs in a machine: every module of the tree loads, unloads and loads again, as a
# user would do it (modprobe), and its exports are in the namespace LWSMB. The
# machine itself fails the run on any kernel report and scans for leaks.
#
# In User-Mode Linux they are loaded once: its KASAN runs without KASAN_VMALLOC and
# keeps the red zones of an unloaded module's globals, so that whatever is given the
# same addresses next is reported. Loading again is QEMU's part.
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
if ! grep -q 'User Mode Linux' /proc/cpuinfo; then
	load
	unload
fi
echo "$((number - failed)) passed, $failed failed, 0 skipped"
((failed == 0))
