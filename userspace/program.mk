# SPDX-License-Identifier: GPL-2.0-or-later
#
# How a program of userspace/ is built: all .c files of its folder and liblwsmb.a.
# Included by its Makefile, which sets PROGRAM.

TOP := $(abspath $(dir $(lastword $(MAKEFILE_LIST)))/..)
SRC := $(TOP)/userspace/$(PROGRAM)
O ?= $(TOP)/build/userspace/$(PROGRAM)
LIB := $(TOP)/build/userspace/lib

PKG_CONFIG ?= pkg-config
PKGS := nettle libtasn1 libnl-3.0 libnl-genl-3.0
Q := $(if $(V),,@)

HARDENING ?= -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
WARNINGS := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes
LW_CFLAGS := -std=gnu11 -D_GNU_SOURCE -g $(WARNINGS) $(HARDENING) -I$(TOP)/userspace \
	-I$(TOP)/include -I$(TOP)/include/uapi $(shell $(PKG_CONFIG) --cflags $(PKGS)) -MMD -MP
LW_LDFLAGS := -pie -Wl,-z,relro,-z,now
OBJS := $(patsubst $(SRC)/%.c,$(O)/%.o,$(sort $(wildcard $(SRC)/*.c)))

all: $(O)/$(PROGRAM)

$(O)/$(PROGRAM): $(OBJS) $(LIB)/liblwsmb.a
	$(Q)$(CC) $(LW_LDFLAGS) $(LDFLAGS) -o $@ $^ $(shell $(PKG_CONFIG) --libs $(PKGS))

$(LIB)/liblwsmb.a: FORCE
	$(Q)$(MAKE) -s -C $(TOP)/userspace/lib O=$(LIB)

$(O)/%.o: $(SRC)/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(LW_CFLAGS) $(CFLAGS) $(EXTRA_CFLAGS) -c -o $@ $<

clean:
	rm -rf $(O)

FORCE:

-include $(OBJS:.o=.d)

.PHONY: all clean FORCE
