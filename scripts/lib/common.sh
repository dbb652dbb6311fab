# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034
#
# What every script of this folder needs: messages, the cache, locks.
# Sourced, never run. Sets:
#   TREE   the root of the source tree
#   CACHE  what is built or fetched once per machine (LWSMB_CACHE overrides it)

TREE=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd -P)
CACHE=${LWSMB_CACHE:-/var/cache/lwsmb}
VERBOSE=${VERBOSE:-0}

# say TEXT...: one line about what is being done, on standard error.
say()
{
	printf '%s: %s\n' "${0##*/}" "$*" >&2
}

# verbose TEXT...: the same, with --verbose only.
verbose()
{
	[ "$VERBOSE" = 0 ] || say "$*"
}

# die TEXT...: a one-line error, and the end with DIE_STATUS (1).
die()
{
	say "$*"
	exit "${DIE_STATUS:-1}"
}

# quote WORD...: the words, each quoted so that any POSIX shell gives back the
# same bytes.
quote()
{
	local word

	for word; do
		printf "'%s' " "${word//\'/\'\\\'\'}"
	done
}

# with_lock NAME FUNCTION ARG...: runs FUNCTION in a subshell while holding the
# cache's lock NAME, so that callers at the same time wait instead of doing the
# same work twice. The lock goes with the subshell, however it ends.
with_lock()
{
	local name=$1

	shift
	mkdir -p "$CACHE/locks"
	(
		if ! flock -n 9; then
			say "waiting for another run that holds $name"
			flock 9
		fi
		"$@" 9>&-
	) 9>"$CACHE/locks/$name"
}

# clean_make ARG...: make without what a calling make hands down, with Debian's
# own tools first in the path.
clean_make()
{
	local flags=()

	case " $* " in
	*" ARCH=um "*) flags=(KCFLAGS="$(uml_cflags)") ;;
	esac
	env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES \
		PATH="/usr/sbin:/usr/bin:/sbin:/bin" LC_ALL=C make "${flags[@]}" "$@"
}

# uml_cflags: what User-Mode Linux needs beyond its own flags. It is compiled with
# -mcmodel=large, and gcc 14 puts large objects into sections of their own then
# (.ldata, .lbss), which lie behind _end: kmemleak does not look there, and takes
# what only they point to for leaked.
uml_cflags()
{
	[ "$(gcc -dumpversion | cut -d. -f1)" -lt 14 ] || printf '%s\n' -mlarge-data-threshold=2147483647
}
