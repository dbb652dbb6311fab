# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034,SC2054
#
# The QEMU machine: Debian's own kernel as a user runs it, or the sanitizer
# kernel, with more than one CPU. Sourced by scripts/vm after kernels.sh.
#
# An initramfs of busybox and a few modules mounts this machine's root over 9p
# and lays a tmpfs over it; two virtio ports carry the command's output, the
# serial port the kernel's console.

# What the initramfs loads where the kernel has it as modules.
QEMU_MODULES=(virtio_pci virtio_console 9pnet_virtio 9p overlay configfs)

# qemu_prepare: sets INITRAMFS and ACCEL, made or tried out on first use.
qemu_prepare()
{
	INITRAMFS=$(qemu_initramfs) || exit
	ACCEL=$(qemu_accel) || exit
}

# qemu_argv: sets ARGV from KERNEL_*, INITRAMFS, ACCEL, RUN, SMP, MEMORY, SHARE,
# APPEND.
qemu_argv()
{
	qemu_machine "$ACCEL" "$INITRAMFS"
	ARGV+=(
		-virtfs "local,path=/,mount_tag=root,security_model=none,readonly=on,multidevs=remap"
		-virtfs "local,path=$RUN,mount_tag=run,security_model=none"
		-device virtio-serial-pci
		-chardev "file,id=out,path=/dev/fd/@OUT@"
		-device virtserialport,chardev=out,name=vm.out
		-chardev "file,id=err,path=/dev/fd/@ERR@"
		-device virtserialport,chardev=err,name=vm.err
	)
	[ -z "$SHARE" ] || ARGV+=(-virtfs
		"local,path=${SHARE//,/,,},mount_tag=share,security_model=none,multidevs=remap")
}

# qemu_machine ACCEL INITRAMFS: the part of the command line without files.
qemu_machine()
{
	local append=(
		console=ttyS0 panic=-1 "${KERNEL_WORDS[@]}"
		mitigations=off no_timer_check tsc=reliable watchdog_thresh=60
		VM_MACHINE=qemu "VM_RUN=$RUN"
	)

	# What a stock kernel has of checks: SLUB's, poisoned pages, KFENCE.
	[ "$KERNEL" != stock ] ||
		append+=(slub_debug=FZPU page_poison=1 kfence.sample_interval=10)
	ARGV=(
		qemu-system-x86_64 -M q35 -nodefaults -no-user-config -display none
		-no-reboot -smp "$SMP" -m "${MEMORY:-2048}"
		-kernel "$KERNEL_IMAGE" -initrd "$2"
		-append "${append[*]} $APPEND"
		-chardev "file,id=log,path=/dev/fd/@LOG@" -serial chardev:log
	)
	# Five-level page tables only make emulated page walks longer.
	case $1 in
	kvm) ARGV+=(-accel kvm -cpu host) ;;
	tcg) ARGV+=(-accel "tcg,thread=multi,tb-size=512" -cpu "max,la57=off") ;;
	esac
}

# qemu_initramfs: prints the file, made once per kernel and content.
qemu_initramfs()
{
	local key file

	key=$(cat "$TREE/scripts/lib/vm-init" "$TREE/scripts/lib/qemu.sh" /bin/busybox |
		sha256sum | cut -c1-12)
	file=$CACHE/initramfs/$KERNEL_ID-$key.cpio.gz
	[ -e "$file" ] || with_lock initramfs qemu_initramfs_make "$file" >&2 || return
	printf '%s\n' "$file"
}

qemu_initramfs_make()
{
	local tmp path name

	[ ! -e "$1" ] || return 0
	mkdir -p "$CACHE/initramfs"
	tmp=$(mktemp -d "$CACHE/initramfs/make.XXXXXX")
	mkdir -p "$tmp"/root/{bin,dev,proc,modules}
	cp /bin/busybox "$tmp/root/bin/busybox"
	cp "$TREE/scripts/lib/vm-init" "$tmp/root/init"
	for path in $(qemu_module_files); do
		name=${path##*/}
		name=${name%.xz}
		case $path in
		*.xz) xz -dc "$path" >"$tmp/root/modules/$name" ;;
		*) cp "$path" "$tmp/root/modules/$name" ;;
		esac
		printf '%s\n' "$name"
	done >"$tmp/root/modules.list"
	(cd "$tmp/root" && find . | cpio --quiet -o -H newc | gzip -1) >"$tmp/cpio" ||
		die "cannot make the initramfs"
	rm -f "$CACHE/initramfs/$KERNEL_ID"-*
	mv "$tmp/cpio" "$1"
	rm -rf "$tmp"
}

# qemu_folder NAME DIR MOUNTPOINT: the mount of a folder of the host, read-write.
qemu_folder()
{
	fstab_line "$1" "$3" 9p trans=virtio,version=9p2000.L,msize=512000
}

# qemu_module_files: the files of QEMU_MODULES in the order of loading.
qemu_module_files()
{
	modprobe --dirname "${KERNEL_MODULES%/lib/modules/*}/" --set-version "$KERNEL_RELEASE" \
		--show-depends --all "${QEMU_MODULES[@]}" |
		awk '$1 == "insmod" && !seen[$2]++ { print $2 }'
}

# qemu_accel: prints kvm where the stock kernel boots under it, else tcg. There
# are machines with a /dev/kvm that cannot; the verdict is kept per host kernel
# and guest kernel.
qemu_accel()
{
	local file

	if [ ! -w /dev/kvm ]; then
		printf 'tcg\n'
		return
	fi
	file=$CACHE/accel/$(uname -r)-$KERNEL_ID
	[ -e "$file" ] || with_lock accel qemu_try_kvm "$file" >&2 || return
	cat "$file"
}

# The trial: the kernel's first process, which is not told of a machine, comes to
# its end within 20 s.
qemu_try_kvm()
{
	local verdict=tcg initramfs ARGV log

	[ ! -e "$1" ] || return 0
	mkdir -p "$CACHE/accel"
	log=$(mktemp)
	initramfs=$(qemu_initramfs)
	RUN='' APPEND='VM_MACHINE=trial' qemu_machine kvm "$initramfs"
	# In braces, so that the shell's word on how it died goes nowhere either.
	{
		timeout -s KILL 20 "${ARGV[@]/@LOG@/3}" 3>"$log" </dev/null || :
	} >/dev/null 2>&1
	! grep -q 'vm-init: trial boot' "$log" || verdict=kvm
	rm -f "$log"
	say "trial boot under KVM: using $verdict"
	printf '%s\n' "$verdict" >"$1.new"
	mv "$1.new" "$1"
}
