# SPDX-License-Identifier: GPL-2.0-or-later
#
#   make                modules and user space
#   make modules        the kernel modules, for KVER (default: the running kernel
#                       if its headers are installed, else the newest that are)
#   make user           user space
#   make unit           ring 1: the host unit tests
#   make install        DESTDIR is honoured
#   make uninstall      leaves configuration and user data, and says so
#   make clean

top := $(CURDIR)
B := $(top)/build
export TOP := $(top)

KVER ?= $(shell scripts/kver)
KDIR ?= /lib/modules/$(KVER)/build
DESTDIR ?=
MODDIR ?= /lib/modules/$(KVER)/updates/lwsmb
includedir ?= /usr/include

# Kbuild of 6.12 leaves its objects beside the sources, so each kernel gets a copy
# of the sources of its own: objects of two kernels never mix.
KB := $(B)/kernel-$(KVER)
W ?= 1
C ?= 0

all: modules user

modules:
	@test -d "$(KDIR)" || { echo "no kernel headers at $(KDIR): run scripts/setup" >&2; exit 1; }
	@mkdir -p $(KB)
	@rsync -a --delete --exclude='*.o' --exclude='*.cmd' --exclude='*.ko' \
		--exclude='*.mod' --exclude='*.mod.c' --exclude='Module.symvers' \
		--exclude='modules.order' Kbuild include kernel $(KB)/
	$(MAKE) -C $(KDIR) M=$(KB) W=$(W) C=$(C) modules

user:
	@if test -f userspace/lib/Makefile; then $(MAKE) -C userspace/lib; fi

unit:
	$(MAKE) -s -C selftests/unit run

modules_install:
	install -d $(DESTDIR)$(MODDIR)
	install -m 0644 $(KB)/*.ko $(DESTDIR)$(MODDIR)/
	if test -z "$(DESTDIR)"; then depmod $(KVER); fi

install: modules_install
	install -d $(DESTDIR)$(includedir)/linux
	find include/uapi/linux -name '*.h' -exec install -m 0644 -t $(DESTDIR)$(includedir)/linux {} +

uninstall:
	rm -rf $(DESTDIR)$(MODDIR)
	for h in $$(cd include/uapi/linux && find . -name '*.h'); do \
		rm -f $(DESTDIR)$(includedir)/linux/$$h; done
	if test -z "$(DESTDIR)"; then depmod $(KVER); fi
	@echo "Left alone: /etc/lwsmb (configuration and user database), if it exists."

clean:
	rm -rf $(B)

.PHONY: all modules user unit modules_install install uninstall clean
