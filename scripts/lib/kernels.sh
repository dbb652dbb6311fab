# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034
#
# The kernels that machines boot: which there are, and how one is made ready.
# Sourced after common.sh.
#
# A kernel has a name MACHINE-KERNEL. Debian's own is used as installed; the
# others are built once from Debian's linux-source and cached in
# $CACHE/kernels/NAME-KEY, the key being a hash of the source's version, the
# configuration, and the compiler with its flags. kernel_ready NAME sets:
#   KERNEL_ARCH     what make calls ARCH
#   KERNEL_IMAGE    the file to boot
#   KERNEL_RELEASE  its `uname -r`
#   KERNEL_MODULES  its modules, as in /lib/modules/RELEASE
#   KERNEL_BUILD    the folder against which external modules are built
#   KERNEL_ID       a name for this very build, for what is derived from it

# name          arch    configuration, as files of kernel/configs ("-": as installed)
KERNEL_TABLE='
uml-debug       um      uml-sanitizer.config
qemu-stock      x86_64  -
qemu-debug      x86_64  qemu-sanitizer.config
'

# kernel_names: the names of the table.
kernel_names()
{
	awk 'NF { print $1 }' <<<"$KERNEL_TABLE"
}

# kernel_source: makes the kernel's source ready and prints its folder.
kernel_source()
{
	local version

	version=$(dpkg-query -W -f '${Version}' linux-source-6.12 2>/dev/null) ||
		die "package linux-source-6.12 is missing: run scripts/setup"
	if [ ! -e "$CACHE/src/linux-$version/Makefile" ]; then
		with_lock source kernel_unpack "$version" >&2 || return
	fi
	printf '%s\n' "$CACHE/src/linux-$version"
}

kernel_unpack()
{
	local dir=$CACHE/src/linux-$1 tmp

	[ ! -e "$dir/Makefile" ] || return 0
	say "unpacking linux-source-6.12 $1 to $dir"
	mkdir -p "$CACHE/src"
	tmp=$(mktemp -d "$CACHE/src/unpack.XXXXXX")
	tar -C "$tmp" -xf /usr/src/linux-source-6.12.tar.xz ||
		die "cannot unpack /usr/src/linux-source-6.12.tar.xz"
	mv "$tmp"/linux-source-6.12 "$dir"
	rmdir "$tmp"
}

# kernel_ready NAME: builds the kernel if need be; sets KERNEL_*.
kernel_ready()
{
	local row

	row=$(awk -v n="$1" '$1 == n' <<<"$KERNEL_TABLE")
	[ -n "$row" ] || die "no such kernel: $1 (there are: $(kernel_names | tr '\n' ' '))"
	read -r _ KERNEL_ARCH row <<<"$row"
	if [ "$row" = - ]; then
		kernel_installed
	else
		# shellcheck disable=SC2086 # a list of file names
		kernel_built "$1" $row
	fi
}

# Debian's own kernel: the newest 6.12 that has both an image and headers.
kernel_installed()
{
	local image

	image=$(find /boot -maxdepth 1 -name 'vmlinuz-6.12*' | sort -V | tail -n 1)
	[ -n "$image" ] || die "no kernel 6.12 in /boot: run scripts/setup"
	KERNEL_IMAGE=$image
	KERNEL_RELEASE=${image#/boot/vmlinuz-}
	KERNEL_MODULES=/lib/modules/$KERNEL_RELEASE
	KERNEL_BUILD=$KERNEL_MODULES/build
	KERNEL_ID=stock-$KERNEL_RELEASE
	[ -e "$KERNEL_BUILD/Makefile" ] ||
		die "no headers for kernel $KERNEL_RELEASE: run scripts/setup"
}

kernel_built()
{
	local name=$1 source version compiler key dir file

	shift
	source=$(kernel_source) || exit
	version=${source##*/linux-}
	compiler=$(gcc --version | head -n 1)
	key=$(cd "$TREE/kernel/configs" && { printf '%s\n' "$version" "$compiler"
		[ "$KERNEL_ARCH" != um ] || uml_cflags
		grep -hE '^(CONFIG_|# CONFIG_)' "$@"; } | sha256sum | cut -c1-12) ||
		die "cannot read the configuration of $name"
	dir=$CACHE/kernels/$name-$version-$key
	if [ ! -e "$dir/release" ]; then
		with_lock "kernel-$name" kernel_build "$name" "$source" "$dir" "$@" >&2 ||
			exit
	fi
	KERNEL_IMAGE=$dir/image
	KERNEL_RELEASE=$(cat "$dir/release")
	KERNEL_MODULES=$dir/lib/modules/$KERNEL_RELEASE
	KERNEL_BUILD=$dir/build
	KERNEL_ID=$name-$version-$key
}

# kernel_build NAME SOURCE DIR CONFIG...: under the lock. DIR/release comes last
# and says that the rest is whole; an unfinished build is taken up again.
kernel_build()
{
	local name=$1 source=$2 dir=$3 build=$3/build start=$SECONDS
	local make target image

	shift 3
	[ ! -e "$dir/release" ] || return 0
	make=(clean_make -s -C "$source" "ARCH=$KERNEL_ARCH" "O=$build")
	say "building kernel $name (once, 6 to 20 minutes; kept in $dir)"
	mkdir -p "$build"
	exec 3>"$dir/log"
	(cd "$TREE/kernel/configs" && grep -hE '^(CONFIG_|# CONFIG_)' "$@") >"$dir/config"
	if ! cmp -s "$dir/config" "$dir/config.done"; then
		"${make[@]}" KCONFIG_ALLCONFIG="$dir/config" allnoconfig >&3 2>&1 ||
			kernel_failed "$dir"
		kernel_check_config "$dir/config" "$build/.config"
		cp "$dir/config" "$dir/config.done"
	fi
	case $KERNEL_ARCH in
	um) target=all image=$build/linux ;;
	*) target="bzImage modules" image=$build/arch/x86/boot/bzImage ;;
	esac
	# shellcheck disable=SC2086 # a list of targets
	"${make[@]}" -j"$(nproc)" $target >&3 2>&1 || kernel_failed "$dir"
	"${make[@]}" INSTALL_MOD_PATH="$dir" INSTALL_MOD_STRIP=1 modules_install \
		>&3 2>&1 || kernel_failed "$dir"
	case $KERNEL_ARCH in
	um) strip -g -o "$dir/image" "$image" ;;
	*) cp "$image" "$dir/image" ;;
	esac
	# External modules need headers, tools and symbol versions, no objects.
	find "$build" -path "$build/scripts" -prune -o -path "$build/tools" -prune \
		-o \( -name '*.o' -o -name '*.a' -o -name '*.ko' \) -type f -exec rm -f {} +
	cat "$build/include/config/kernel.release" >"$dir/release.new"
	mv "$dir/release.new" "$dir/release"
	say "built kernel $name in $((SECONDS - start)) s"
}

kernel_failed()
{
	tail -n 30 "$1/log" >&2
	die "the kernel build failed: see $1/log"
}

# kernel_check_config ASKED GOT: every line asked for came out as written.
kernel_check_config()
{
	local line name dropped=

	while read -r line; do
		case $line in
		"# "*)
			name=${line#\# }
			! grep -q "^${name%% *}=" "$2" || dropped+=$line$'\n'
			;;
		*)
			grep -qxF "$line" "$2" || dropped+=$line$'\n'
			;;
		esac
	done <"$1"
	[ -n "$dropped" ] || return 0
	say "the kernel's source does not take these options as written:"
	printf '%s' "$dropped" >&2
	die "correct kernel/configs"
}
