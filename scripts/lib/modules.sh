# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034
#
# The tree's kernel modules, built for a machine's kernel. Sourced after
# kernels.sh.
#
# Linux 6.12 writes an external module's objects beside its sources, so two
# kernels would overwrite each other's in one tree: each kernel gets a copy of
# the sources, under build/, refreshed by content before every run. What is
# loaded is not that copy but a folder named by the modules' content, which a
# running machine can go on using while a later run builds anew.

# modules_for NAME: after kernel_ready NAME; sets MODULES, the folder that the
# machine sees as /lib/modules/RELEASE.
modules_for()
{
	mkdir -p "$TREE/build"
	exec 9>"$TREE/build/.lock-modules-$1"
	flock 9
	MODULES=$(modules_build "$TREE/build/modules-$KERNEL_ID" 9>&-) || exit
	exec 9>&-
}

# modules_sources: a hash of everything that the modules are made from.
modules_sources()
{
	(cd "$TREE" && find Kbuild kernel include -type f -print0 | LC_ALL=C sort -z |
		xargs -0 sha256sum | sha256sum | cut -c1-64)
}

# modules_build DIR: prints the folder to use. DIR/current has the hash of the
# sources that the last build was made from, and its folder.
modules_build()
{
	local dir=$1 sources objects key final

	sources=$(modules_sources)
	if read -r key final <"$dir/current" && [ "$key" = "$sources" ] &&
			[ -e "$dir/$final/done" ]; then
		touch "$dir/$final"
		printf '%s\n' "$dir/$final/lib/modules/$KERNEL_RELEASE"
		return
	fi 2>/dev/null
	mkdir -p "$dir/src"
	rsync -a --checksum --delete --exclude='*.o' --exclude='*.ko' --exclude='*.mod*' \
		--exclude='.*.cmd' --exclude='*.a' --exclude='modules.order' \
		--exclude='Module.symvers' "$TREE/Kbuild" "$TREE/kernel" "$TREE/include" \
		"$dir/src/" >&2
	[ -e "$dir/src/lwsmb_core.ko" ] || say "building the modules for $KERNEL_RELEASE"
	if ! clean_make -s -j"$(nproc)" -C "$KERNEL_BUILD" ARCH="$KERNEL_ARCH" \
			M="$dir/src" modules >"$dir/log" 2>&1; then
		tail -n 40 "$dir/log" >&2
		die "the modules do not build for $KERNEL_RELEASE: see $dir/log"
	fi
	objects=$(find "$dir/src" -name '*.ko' | LC_ALL=C sort)
	[ -n "$objects" ] || die "the tree's Kbuild defines no module"
	key=$(xargs -d '\n' cat <<<"$objects" | sha256sum | cut -c1-12)
	final=$dir/$key
	if [ ! -e "$final/complete" ]; then
		modules_install "$final" "$objects" >&2
		find "$dir" -maxdepth 1 -name '????????????' -mmin +1440 ! -path "$final" \
			-exec rm -rf {} +
	fi
	touch "$final"
	printf '%s %s\n' "$sources" "$key" >"$dir/current"
	printf '%s\n' "$final/lib/modules/$KERNEL_RELEASE"
}

# modules_install DIR OBJECTS: the kernel's own modules by a link, ours beside. A
# kernel that is installed on the host has its modules where the guest will mount
# this folder: a link would lead to itself, so scripts/vm mounts them (folder kernel).
modules_install()
{
	local root=$1/lib/modules/$KERNEL_RELEASE

	mkdir -p "$root/updates"
	ln -sfn "$KERNEL_MODULES/kernel" "$root/kernel"
	cp "$KERNEL_MODULES"/modules.{order,builtin,builtin.modinfo} "$root/"
	xargs -d '\n' cp -t "$root/updates" <<<"$2"
	depmod -b "$1" "$KERNEL_RELEASE" || die "depmod failed"
	if [ "$KERNEL_MODULES" = "/lib/modules/$KERNEL_RELEASE" ]; then
		rm "$root/kernel"
		mkdir "$root/kernel"
	fi
	touch "$1/complete"
}
