# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What this machine's apt knows. Sourced after common.sh.

# debian_mirror CODENAME: the URL that carries the machine's main suite, with no
# slash at its end.
debian_mirror()
{
	local url

	# shellcheck disable=SC2016 # apt's own variables
	url=$(apt-get indextargets --format '$(RELEASE) $(CODENAME) $(SUITE) $(REPO_URI)' \
		'Created-By: Packages' |
		awk -v c="$1" '$1 == c || $2 == c || $3 == c { print $NF; exit }')
	[ -n "$url" ] || die "no source for $1 in /etc/apt"
	printf '%s\n' "${url%/}"
}
