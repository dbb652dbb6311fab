# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034,SC2054
#
# The User-Mode Linux machine: a kernel that is a process of this one. Sourced
# by scripts/vm.
#
# Its root is a hostfs of this machine's root, its console standard error; the
# first two virtual terminals carry the command's output to inherited
# descriptors. It has one CPU.

# uml_argv: sets ARGV from KERNEL_IMAGE, RUN, SMP, MEMORY, APPEND.
uml_argv()
{
	[ "$SMP" = 1 ] || die "User-Mode Linux has one CPU (--smp 1)"
	ARGV=(
		setarch --addr-no-randomize "$KERNEL_IMAGE"
		"mem=${MEMORY:-1024}M"
		"uml_dir=$RUN/uml/" "umid=vm"
		root=/dev/root rootfstype=hostfs rootflags=/ ro
		con=null ssl=null con0=null,fd:@LOG@ con1=null,fd:@OUT@ con2=null,fd:@ERR@
		"${KERNEL_WORDS[@]}"
		"init=$RUN/init" VM_MACHINE=uml "VM_RUN=$RUN"
	)
	# shellcheck disable=SC2206 # words, as on a kernel's command line
	ARGV+=($APPEND)
	mkdir "$RUN/uml"
}

# Nothing to make beforehand but the kernel.
uml_prepare()
{
	:
}

# uml_folder NAME DIR MOUNTPOINT: the mount of a folder of the host, read-write.
uml_folder()
{
	fstab_line "$1" "$3" hostfs "rw,$2"
}
