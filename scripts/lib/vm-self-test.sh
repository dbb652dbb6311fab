# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# scripts/vm --self-test: every kind of failure that a machine must not hide is
# committed once, each in a machine of its own, and has to fail the run with the
# right status and a report that names it. Sourced by scripts/vm.

# name                status  report (ERE; "-": none)                        needs
# "needs": any kernel, or one with sanitizers (Debian's own is skipped).
SELF_TESTS='
clean-module          0    -                                                  any
exit-status           7    -                                                  any
time-limit            124  ended.at.its.time.limit                            any
no-end-mark           125  without.its.end.mark                               any
use-after-free        125  KASAN:.(slab-)?use-after-free                      sanitizers
heap-overflow         125  KASAN:.slab-out-of-bounds                          sanitizers
array-overflow        125  UBSAN:.array-index-out-of-bounds                   sanitizers
leak                  125  unreferenced.object.0x                             sanitizers
inverted-locks        125  possible.circular.locking.dependency               sanitizers
sleep-in-atomic       125  sleeping.function.called.from.invalid.context      sanitizers
warn                  125  WARNING:.*do_warn                                  any
hung-task             125  blocked.for.more.than                              any
refcount-underflow    125  refcount_t:.underflow                              any
oops                  125  NULL|null-ptr-deref|Kernel.mode.fault              any
'

# self_test_table NAME...: the rows of the tests named, or all.
self_test_table()
{
	local name row

	[ $# -gt 0 ] || { awk NF <<<"$SELF_TESTS" && return; }
	for name; do
		row=$(awk -v n="$name" '$1 == n' <<<"$SELF_TESTS")
		[ -n "$row" ] || die "no such self-test: $name"
		printf '%s\n' "$row"
	done
}

# self_test: after prepare, runs them; KTAP on standard output.
self_test()
{
	local name status report needs number=0 passed=0 failed=0 skipped=0 title
	local table

	# shellcheck disable=SC2153 # set by scripts/vm
	table=$(self_test_table "${COMMAND[@]}") || exit
	WORK=$(mktemp -d /tmp/lwsmb-vm-test.XXXXXX)
	trap 'rm -rf "$WORK"' EXIT
	self_test_module
	printf 'TAP version 14\n1..%d\n' "$(wc -l <<<"$table")"
	while read -r name status report needs; do
		number=$((number + 1))
		title="$number - $MACHINE-$KERNEL: $name"
		if [ "$needs-$KERNEL" = sanitizers-stock ]; then
			skipped=$((skipped + 1))
			printf 'ok %s # SKIP the stock kernel does not look for it\n' "$title"
		elif self_test_one "$name" "$status" "$report"; then
			passed=$((passed + 1))
			printf 'ok %s\n' "$title"
		else
			failed=$((failed + 1))
			printf 'not ok %s\n' "$title"
			sed 's/^/# /' "$WORK/out"
		fi
	done <<<"$table"
	printf '%d passed, %d failed, %d skipped\n' $passed $failed $skipped
	[ $failed = 0 ]
	exit
}

# The module, in a folder that the machines see.
self_test_module()
{
	cp "$TREE"/selftests/vm/{Kbuild,vm_defect.c} "$WORK/"
	clean_make -s -C "$KERNEL_BUILD" ARCH="$KERNEL_ARCH" M="$WORK" modules \
		>"$WORK/out" 2>&1 || {
		cat "$WORK/out" >&2
		die "the self-test's module does not build"
	}
}

# self_test_one NAME STATUS REPORT
self_test_one()
{
	local limit=$TIMEOUT short=20 command got=0

	[ "$MACHINE" = uml ] || short=60

	case $1 in
	clean-module) command="insmod $WORK/vm_defect.ko" ;;
	exit-status) command='exit 7' ;;
	time-limit) command='sleep 1000' limit=$short ;;
	no-end-mark) command='exec busybox poweroff -f' ;;
	hung-task)
		command="echo 2 >/proc/sys/kernel/hung_task_timeout_secs &&
			insmod $WORK/vm_defect.ko defect=$1 && sleep 10"
		;;
	*) command="insmod $WORK/vm_defect.ko defect=$1" ;;
	esac
	"$TREE/scripts/vm" --machine "$MACHINE" --kernel "$KERNEL" --smp "$SMP" \
		--timeout "$limit" --share "$WORK" --keep-log "$WORK/console" -- \
		/bin/sh -c "$command" >"$WORK/out" 2>&1 </dev/null || got=$?
	[ $got = "$2" ] || {
		printf 'exit status %s instead of %s\n' $got "$2" >>"$WORK/out"
		return 1
	}
	if [ "$3" = - ]; then
		[ ! -s "$WORK/out" ]
	else
		grep -qE "$3" "$WORK/out"
	fi
}
