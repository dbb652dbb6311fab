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
sbindir ?= /usr/sbin
sysconfdir ?= /etc
localstatedir ?= /var
mandir ?= /usr/share/man
unitdir ?= /usr/lib/systemd/system

PROGRAMS := lwsmb lwsmbd

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
	$(MAKE) -C userspace/lib
	for p in $(PROGRAMS); do $(MAKE) -C userspace/$$p || exit 1; done

unit:
	$(MAKE) -s -C selftests/unit run

modules_install:
	install -d $(DESTDIR)$(MODDIR)
	install -m 0644 $(KB)/*.ko $(DESTDIR)$(MODDIR)/
	if test -z "$(DESTDIR)"; then depmod $(KVER); fi

# An existing configuration is the user's and stays.
user_install:
	install -d $(DESTDIR)$(sbindir) $(DESTDIR)$(unitdir) $(DESTDIR)$(mandir)/man5 \
		$(DESTDIR)$(mandir)/man8 $(DESTDIR)$(sysconfdir)/lwsmb
	install -d -m 0700 $(DESTDIR)$(localstatedir)/lib/lwsmb
	for p in $(PROGRAMS); do install -m 0755 $(B)/userspace/$$p/$$p $(DESTDIR)$(sbindir)/; done
	install -m 0644 etc/lwsmbd.service $(DESTDIR)$(unitdir)/
	install -m 0644 Documentation/man/*.5 $(DESTDIR)$(mandir)/man5/
	install -m 0644 Documentation/man/*.8 $(DESTDIR)$(mandir)/man8/
	test -e $(DESTDIR)$(sysconfdir)/lwsmb/lwsmb.conf || \
		install -m 0644 etc/lwsmb.conf $(DESTDIR)$(sysconfdir)/lwsmb/

install: modules_install user_install
	install -d $(DESTDIR)$(includedir)/linux
	find include/uapi/linux -name '*.h' -exec install -m 0644 -t $(DESTDIR)$(includedir)/linux {} +

uninstall:
	rm -rf $(DESTDIR)$(MODDIR)
	for h in $$(cd include/uapi/linux && find . -name '*.h'); do \
		rm -f $(DESTDIR)$(includedir)/linux/$$h; done
	if test -z "$(DESTDIR)"; then depmod $(KVER); fi
	for p in $(PROGRAMS); do rm -f $(DESTDIR)$(sbindir)/$$p; done
	rm -f $(DESTDIR)$(unitdir)/lwsmbd.service
	for m in $$(cd Documentation/man && echo *.[58]); do \
		rm -f $(DESTDIR)$(mandir)/man$${m##*.}/$$m; done
	@echo "Left alone: $(sysconfdir)/lwsmb (configuration and user database) and" \
		"$(localstatedir)/lib/lwsmb (the server's identity), if they exist."

clean:
	rm -rf $(B)

.PHONY: all modules user unit modules_install user_install install uninstall clean
