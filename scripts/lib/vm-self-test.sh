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
vmalloc-overflow      125  KASAN:.vmalloc-out-of-bounds                       sanitizers
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

# self_test: after prepare, runs them, JOBS at once; KTAP on standard output, in the
# table's order. Each has a folder of its own: out, console, verdict.
self_test()
{
	local table row name report needs started=0 printed=0 running=0

	# shellcheck disable=SC2153 # set by scripts/vm
	table=$(self_test_table "${COMMAND[@]}") || exit
	mapfile -t table <<<"$table"
	PASSED=0 FAILED=0 SKIPPED=0
	WORK=$(mktemp -d /tmp/lwsmb-vm-test.XXXXXX)
	trap self_test_end EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	self_test_module
	printf 'TAP version 14\n1..%d\n' "${#table[@]}"
	while [ $printed -lt ${#table[@]} ]; do
		while [ $started -lt ${#table[@]} ] && [ $running -lt "$JOBS" ]; do
			read -r name row report needs <<<"${table[started]}"
			mkdir "$WORK/$name"
			started=$((started + 1))
			if [ "$needs-$KERNEL" = sanitizers-stock ]; then
				echo skipped >"$WORK/$name/verdict"
				continue
			fi
			self_test_one "$name" "$row" "$report" &
			running=$((running + 1))
		done
		if [ $running -gt 0 ]; then
			wait -n || die "a self-test ended without a verdict"
			running=$((running - 1))
		fi
		while [ $printed -lt $started ]; do
			read -r name _ <<<"${table[printed]}"
			[ -e "$WORK/$name/verdict" ] || break
			printed=$((printed + 1))
			self_test_print $printed "$name"
		done
	done
	printf '%d passed, %d failed, %d skipped\n' $PASSED $FAILED $SKIPPED
	[ $FAILED = 0 ]
	exit
}

# No machine outlives the self-test.
self_test_end()
{
	local pids

	pids=$(jobs -p)
	if [ -n "$pids" ]; then
		# shellcheck disable=SC2086 # a list of numbers
		kill $pids 2>/dev/null || :
		wait
	fi
	rm -rf "$WORK"
}

# self_test_print NUMBER NAME
self_test_print()
{
	local title="$1 - $MACHINE-$KERNEL: $2"

	case $(cat "$WORK/$2/verdict") in
	skipped)
		SKIPPED=$((SKIPPED + 1))
		printf 'ok %s # SKIP the stock kernel does not look for it\n' "$title"
		;;
	passed)
		PASSED=$((PASSED + 1))
		printf 'ok %s\n' "$title"
		;;
	*)
		FAILED=$((FAILED + 1))
		printf 'not ok %s\n' "$title"
		sed 's/^/# /' "$WORK/$2/out"
		;;
	esac
}

# The module, in a folder that the machines see.
self_test_module()
{
	mkdir "$WORK/module"
	cp "$TREE"/selftests/vm/{Kbuild,vm_defect.c} "$WORK/module/"
	clean_make -s -C "$KERNEL_BUILD" ARCH="$KERNEL_ARCH" M="$WORK/module" modules \
		>"$WORK/log" 2>&1 || {
		cat "$WORK/log" >&2
		die "the self-test's module does not build"
	}
}

# What waits in a machine until its kernel's log has a line that matches $1: on a
# busy host that may take much longer than the two seconds that are asked for.
SELF_TEST_AWAIT='await() {
	tries=240
	until dmesg | grep -q "$1" || [ $tries = 0 ]; do
		sleep 0.5
		tries=$((tries - 1))
	done
}
'

# self_test_one NAME STATUS REPORT: one machine; leaves WORK/NAME/verdict.
self_test_one()
{
	local module=$WORK/module/vm_defect.ko dir=$WORK/$1 limit=$TIMEOUT leaks=never
	local short=20 command verdict=failed machine again

	[ "$MACHINE" = uml ] || short=60

	# Looking for leaks takes 6 s. The reports of the others are there before.
	case $1 in
	clean-module)
		again="insmod $module && rmmod vm_defect"
		command="$again && $again && $again && insmod $module" leaks=auto
		;;
	leak) command="insmod $module defect=$1" leaks=auto ;;
	exit-status) command='exit 7' ;;
	time-limit) command='sleep 1000' limit=$short ;;
	no-end-mark) command='exec busybox poweroff -f' ;;
	hung-task)
		command="$SELF_TEST_AWAIT
			echo 2 >/proc/sys/kernel/hung_task_timeout_secs &&
			insmod $module defect=$1 && await 'blocked for more than'"
		;;
	*) command="insmod $module defect=$1" ;;
	esac
	"$TREE/scripts/vm" --machine "$MACHINE" --kernel "$KERNEL" --smp "$SMP" \
		--timeout "$limit" --share "$WORK/module" --kmemleak $leaks \
		--keep-log "$dir/console" -- /bin/sh -c "$command" \
		>"$dir/out" 2>&1 </dev/null &
	machine=$!
	trap 'kill $machine; wait $machine; exit 143' TERM
	self_test_judge "$dir/out" "$2" "$3" "$machine" && verdict=passed
	echo $verdict >"$dir/verdict.new"
	mv "$dir/verdict.new" "$dir/verdict"
}

# self_test_judge OUT STATUS REPORT MACHINE: waits for it.
self_test_judge()
{
	local got=0

	wait "$4" || got=$?
	[ $got = "$2" ] || {
		printf 'exit status %s instead of %s\n' $got "$2" >>"$1"
		return 1
	}
	if [ "$3" = - ]; then
		[ ! -s "$1" ]
	else
		grep -qE "$3" "$1"
	fi
}
