# make            build everything under build/
# make check      the tests              make reproduce   measure, and write REPORT.md
# make check-slow         the tests beside six busy processes, and with 40 % of a CPU (more than an hour)
# make check-long         the tests in their long form: every mode as every user, each race ten times as often (an hour)
# make check-html         report.html in a browser: width, charts, sizes, contrast, sorting (a minute)
# make check-transparency real programs in every mode, compared with themselves alone (hours)
# make check-statistics   the proof that intervals hold what they say (20 minutes)
# make install, uninstall under PREFIX (/usr/local), which DESTDIR is put in front of
# make dist               the source as it was committed, build/tracetax-VERSION.tar.gz
# make dist-static        a directory, and a tar of it, that runs on other machines without installed libraries
# make check-deb          the Debian package, built and tried in a fresh root (needs root and debootstrap)
# make kernels KERNELS='6.1 6.12'   measure other kernels in virtual machines: docs/kernels.md
# make check-kernels      every mode, and some tests, on other kernels and machines, in emulation (minutes each)
# make check-arm64, check-riscv64   every mode on the kernel of another CPU, in emulation (5 minutes)
# make SANITIZE=1 check    the tests under AddressSanitizer and UndefinedBehaviorSanitizer, in build-sanitize/
# make house       the shape of the source tree, measured, and what it shall be
# V=1 shows the commands, WERROR=1 makes warnings errors. A mode, a workload, a derived table, a section, a print
# format or a command is added by adding its file: there is no list here.

CC      ?= cc
CFLAGS  ?= -O2 -g
PREFIX  ?= /usr/local
ZSH_FOLDER ?= share/zsh/site-functions
VERSION := 0.1.0

warnings := -Wall -Wextra -Wpedantic -Wshadow -Wconversion $(if $(WERROR),-Werror)
flags    := -std=c17 -D_GNU_SOURCE -Iharness -Iworkloads $(warnings)
defines   = -DTRACETAX_VERSION='"$(VERSION)"' -DTRACETAX_CFLAGS='"$(filter-out -ffile-prefix-map=%,$(CFLAGS))"'
# An archive, where there is one: a shared library is loaded at each start, and copied by each fork. SHARED=1: never.
archived  = $(foreach name,$(1),$(or $(if $(SHARED),,$(filter /%,$(shell $(CC) -print-file-name=lib$(name).a))),-l$(name)))
libs     := $(call archived,seccomp gsl gslcblas jansson csv z) -lhwloc -lm -ldl
B        := build$(if $(SANITIZE),-sanitize)
sanitize := $(if $(SANITIZE),-fsanitize=address -fsanitize=undefined -fno-sanitize-recover=undefined)
$(V).SILENT:

# A mode's BPF program, X.bpf.c, takes clang to compile and libbpf to load; without them the mode is a skip that says so.
CLANG     ?= clang
bpf_flags := -target bpf -O2 -g -Wall -Wextra $(if $(WERROR),-Werror) -idirafter $(shell $(CC) -print-sysroot 2>/dev/null)/usr/include/$(shell $(CC) -print-multiarch 2>/dev/null)
bpf_lacks := $(shell echo 'int x;' | $(CLANG) $(bpf_flags) -x c -c - -o /dev/null 2>/dev/null || echo clang) \
             $(shell pkg-config --exists libbpf 2>/dev/null || echo libbpf)
bpf_lacks := $(subst clang libbpf,clang and libbpf,$(strip $(bpf_lacks)))
flags     += $(if $(bpf_lacks),-DTRACETAX_BPF_LACKS='"$(bpf_lacks)"',-I$(B))
libs      += $(if $(bpf_lacks),,$(shell pkg-config --libs libbpf))
$(if $(bpf_lacks),$(info tracetax: without $(bpf_lacks) no mode that takes BPF: sh scripts/setup.sh installs it))

# The page of a report takes md4c; without it `report --html` says so.
md4c_lacks := $(shell pkg-config --exists md4c 2>/dev/null || echo md4c)
flags      += $(if $(md4c_lacks),-DTRACETAX_LACKS_MD4C)
libs       += $(if $(md4c_lacks),,$(shell pkg-config --libs md4c))
$(if $(md4c_lacks),$(info tracetax: without md4c no report.html: sh scripts/setup.sh installs it))

objects         = $(patsubst %.c,$(B)/%.o,$(1))
# What is traced, and what starts it in a test, is built without sanitizers, whose run time makes calls of its own.
traced          = $(patsubst %.c,$(B)/$(if $(SANITIZE),plain/)%.o,$(1))
injected_files := $(wildcard harness/modes/*.inject.c)
bpf_files      := $(wildcard harness/modes/*.bpf.c)
page           := $(wildcard harness/page/*.c)
workloads      := $(filter-out %/driver.c,$(wildcard workloads/*.c workloads/loops/*.c))
harness        := $(call objects,$(workloads) $(filter-out harness/modes/inject/% $(injected_files) $(bpf_files), \
                                 $(wildcard harness/*/*.c harness/*/*/*.c harness/*/*/*/*.c)))

all:

# $(call registry,KIND,HEADER,FOLDER): the files of a folder that define `const struct KIND KIND`. In the program it bears the name of
# its file, KIND_FILE, and the array KINDs has them all by name; its source is rewritten only when the set of files has changed.
define registry
$(1)_files := $(shell grep -l '^const struct $(1) $(1) = ' $(3)/*.c)
$$(call objects,$$($(1)_files)) $$(call traced,$$($(1)_files)): registered = -include base/registered.h -DREGISTERED=$(1) -DREGISTERED_AS='"$(1)_$$(*F)"'
$(B)/$(1)s.c: names := $$(sort $$(basename $$(notdir $$($(1)_files))))
$(B)/$(1)s.c: always | $(B)/
	{ printf '#include <stddef.h>\n\n#include "%s"\n\n' $(2); printf 'extern const struct $(1) $(1)_%s;\n' $$(names); \
	printf '\nconst struct $(1) *const $(1)s[] = {\n'; printf '\t&$(1)_%s,\n' $$(names); printf '\tNULL,\n};\n'; } > $$@.new
	cmp -s $$@.new $$@ && rm $$@.new || mv $$@.new $$@
harness += $(B)/$(1)s.o
endef
$(eval $(call registry,mode,modes/mode.h,harness/modes))
$(eval $(call registry,workload,workload.h,workloads))
$(eval $(call registry,derivation,derive/derivation.h,harness/derive/tables))
$(eval $(call registry,section,report/section.h,harness/report/sections))
$(eval $(call registry,format,report/grid/format.h,harness/report/grid/formats))
$(eval $(call registry,export,report/export.h,harness/report/exports))
$(eval $(call registry,command,commands/commands.h,harness/commands))
$(eval $(call registry,listing,commands/parts/listing.h,harness/commands/lists))

bpf_arrays      := $(if $(bpf_lacks),,$(patsubst harness/modes/%.bpf.c,$(B)/%.bpf.inc,$(bpf_files)))
injected        := $(patsubst harness/modes/%.inject.c,$(B)/%.so,$(injected_files))
static_files    := $(wildcard workloads/programs/*.static.c)
statics         := $(patsubst workloads/programs/%.static.c,$(B)/%,$(static_files))
programs        := $(patsubst workloads/programs/%.c,$(B)/%,$(filter-out $(static_files),$(wildcard workloads/programs/*.c)))
# What a plan of coverage runs: X.c, X.static.c without libc, X.32.c without libc and of 32 bits.
unusual_files   := $(wildcard workloads/coverage/*.c)
unusual         := $(foreach file,$(unusual_files),$(B)/coverage/$(firstword $(subst ., ,$(notdir $(file)))))
# Made by the program, which does not run here if it is built for another architecture.
native          := $(filter $(shell uname -m)-%,$(shell $(CC) -dumpmachine))
completions     := $(if $(native),$(addprefix $(B)/completion/,tracetax _tracetax tracetax.fish))
unit_tests      := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c))
statistics      := $(addprefix $(B)/tests/statistics/,coverage halves lists times verdicts)
references      := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/reference/*.c))

# What a page brings with it, as arrays.
assets := $(patsubst harness/report/html/%,$(B)/%.c,$(wildcard harness/report/html/*.css harness/report/html/*.js))
$(assets): $(B)/%.c: harness/report/html/% scripts/embed.sh | $(B)/
	echo "  EMBED   $<"; sh scripts/embed.sh $< > $@.new && mv $@.new $@
harness += $(assets:.c=.o)

all: $(B)/tracetax $(B)/tracetax-driver $(injected) $(programs) $(statics) $(unusual) $(completions)

# What completes command lines: made from the options of the program.
$(B)/completion/tracetax: shell = bash
$(B)/completion/_tracetax: shell = zsh
$(B)/completion/tracetax.fish: shell = fish
$(completions): scripts/completion.sh $(B)/tracetax
	mkdir -p $(@D); sh $< $(shell) $(B)/tracetax >$@.new && mv $@.new $@

link = mkdir -p $(@D); echo "  LD      $@"; $(CC) $(CFLAGS) $(sanitize) $(LDFLAGS) -o $@ $^
$(B)/tracetax-driver $(programs) $(references): private sanitize =

# What --version tells. Only main.c is compiled again when it changes.
pkgs := libseccomp gsl jansson hwloc zlib$(if $(bpf_lacks),, libbpf)$(if $(md4c_lacks),, md4c)
$(B)/facts.h: always | $(B)/
	{ printf '#define BUILD_COMMIT "%s"\n' "$$(sh scripts/commit.sh)"; printf '#define BUILD_LIBRARIES "'; \
	for name in $(pkgs); do printf '%s %s, ' $$name "$$(pkg-config --modversion $$name)"; done | sed 's/, $$/"/'; echo; } >$@.new
	cmp -s $@.new $@ && rm $@.new || mv $@.new $@
$(B)/harness/main.o: $(B)/facts.h

# Which program derived a table: its sources, whatever its version is called.
$(B)/derived_by.h: always | $(B)/
	echo "#define DERIVED_BY \"$(VERSION) $$(find harness workloads -name '*.[ch]' | LC_ALL=C sort | xargs cat | cksum | cut -d ' ' -f 1)\"" >$@.new
	cmp -s $@.new $@ && rm $@.new || mv $@.new $@
$(B)/harness/derive/written.o: $(B)/derived_by.h

$(B)/harness/main.o $(B)/harness/derive/written.o: registered = -I$(B)

$(B)/tracetax: $(B)/harness/main.o $(harness)
	$(link) $(libs)

$(B)/tracetax-driver: $(call traced,workloads/driver.c $(workloads) $(page)) $(B)/workloads.o
	$(link) -pthread

# What the dynamic loader puts into a tracee: each object has all of inject/ in it, and nothing that
# a signal handler may not call. No vector registers: a system call leaves them as they are.
no_vectors   := $(shell $(CC) -mgeneral-regs-only -x c -S -o /dev/null /dev/null 2>/dev/null && echo -mgeneral-regs-only)
inject_flags := -fPIC -fvisibility=hidden -fno-stack-protector $(no_vectors)
inject_parts := $(wildcard harness/modes/inject/*.[cS]) harness/page/page.c harness/page/unwatched.c harness/page/privileges.c
$(injected): $(B)/%.so: harness/modes/%.inject.c $(inject_parts) $(wildcard harness/modes/inject/*.h harness/page/*.h) $(B)/flags
	echo "  SO      $@"; $(CC) $(flags) $(CFLAGS) $(inject_flags) -shared -Wl,-z,now $(LDFLAGS) -o $@ $< $(inject_parts)

# The program as the bytes of an array, for its mode to include.
$(bpf_arrays): $(B)/%.bpf.inc: harness/modes/%.bpf.c harness/modes/loops/bpf_watched.h $(B)/flags
	echo "  BPF     $<"; $(CLANG) $(bpf_flags) -c -o $(@:.inc=.o) $<
	od -An -v -tx1 $(@:.inc=.o) | sed 's/ \(..\)/0x\1,/g' > $@
$(bpf_arrays:$(B)/%.bpf.inc=$(B)/harness/modes/%.o): $(B)/harness/modes/%.o: $(B)/%.bpf.inc

$(programs): $(B)/%: $(call traced,workloads/programs/%.c)
	$(link)

# What a workload execs, X.static.c: without libc, so that each of its calls can be counted by reading it.
$(statics): $(B)/%: workloads/programs/%.static.c $(B)/flags
	echo "  LD      $@"; $(CC) $(flags) $(CFLAGS) -fno-stack-protector -static -nostdlib $(LDFLAGS) -o $@ $<

# A program that this compiler cannot make is left out, and told: a campaign then says that it is missing.
bare_flags := -fno-stack-protector -static -nostdlib
unusual_program = mkdir -p $(@D); rm -f $@; echo "  LD      $@"; $(CC) $(flags) $(CFLAGS) $(1) $(LDFLAGS) -o $@ $< 2>$@.log || \
	{ echo "tracetax: without $<:"; cat $@.log; }
unusual_needs := $(wildcard workloads/coverage/*.h) $(B)/flags
$(B)/coverage/%: workloads/coverage/%.c $(unusual_needs)
	$(call unusual_program,-pthread -z now)
$(B)/coverage/%: workloads/coverage/%.static.c $(unusual_needs)
	$(call unusual_program,$(bare_flags))
$(B)/coverage/%: workloads/coverage/%.32.c $(unusual_needs)
	$(call unusual_program,-m32 $(bare_flags))

# A test links what it uses of the harness.
$(B)/harness.a: $(harness)
	rm -f $@; $(AR) qcsT $@ $^

$(B)/tests/unit/%: $(B)/tests/unit/%.o $(B)/harness.a
	$(link) $(libs) $$(pkg-config --libs check)

$(B)/tests/statistics/%: $(B)/tests/statistics/%.o $(addprefix $(B)/tests/statistics/,arguments.o noise.o simulated.o unpaired.o) $(B)/harness.a
	$(link) $(libs)

$(B)/tests/reference/pairs: $(call traced,harness/analysis/estimators.c)
$(B)/tests/reference/%: $(call traced,tests/reference/%.c)
	$(link) -Wl,--as-needed $(libs) -pthread
# Started thousands of times: without a dynamic linker, where libc is to be had so.
static = $(shell echo 'int main(void) { return 0; }' | $(CC) -x c -static -o /dev/null - 2>/dev/null && echo -static)
$(B)/tests/reference/alive $(B)/tests/reference/begin: private libs = $(static)

compile = mkdir -p $(@D); echo "  CC      $<"; $(CC) $(flags) $(defines) $(registered) $(CFLAGS) -MMD -MP -c -o $@ $<
$(B)/%.o: %.c $(B)/flags
	$(compile) $(sanitize)
$(B)/plain/%.o: %.c $(B)/flags
	$(compile)

$(B)/%.o: $(B)/%.c $(B)/flags
	echo "  CC      $<"; $(CC) $(flags) $(CFLAGS) -MMD -MP -c -o $@ $<

# all objects depend on how they are compiled
$(B)/flags: always | $(B)/
	echo '$(CC) $(filter-out -Werror,$(flags)) $(subst ','\'',$(defines)) $(CFLAGS)' > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@
$(B)/:
	mkdir -p $@

tests: all $(unit_tests) $(references) $(statistics)

check: tests
	BUILD=$(B) sh tests/run.sh

# the tests on a machine that is made slow
check-slow: tests
	sh scripts/check-slow.sh

# the tests in their long form (tests/limits.bash)
check-long: tests
	ROUNDS=10 BUILD=$(B) sh tests/run.sh

# real programs, each in every mode and as every user, compared with what they do alone (hours)
check-transparency: tests
	BUILD=$(B) sh tests/run.sh tests/transparency/programs/*

# many machines, played by this one: sshd on loopback ports, and Slurm
check-fleet: tests dist-static
	BUILD=$(B) sh tests/run.sh tests/fleet/*.bats

# the page of a report, in headless Chromium
check-html: all
	B=$(B) sh tests/page/run.sh

check-fresh:
	sh scripts/check-fresh.sh

# the Debian package: built from make dist in a fresh root, judged by lintian, installed, tried and removed
check-deb:
	sh scripts/check-fresh.sh --only deb

check-statistics: tests
	sh tests/statistics/run.sh

# measure on other kernels: KERNELS=..., and KERNELS_FLAGS='--icount --boots 2'
kernels: all
	B=$(B) sh scripts/kernels.sh $(KERNELS_FLAGS) $(KERNELS)

# every mode and the tests of what a kernel may lack, on other kernels, in emulation
check-kernels: tests
	B=$(B) sh tests/kernels/run.sh

# the same on the distribution's kernel for another CPU: built here, with its packages, which are not installed
check-arm64 check-riscv64: triplet = $(if $(findstring arm,$@),aarch64,riscv64)-linux-gnu
check-arm64 check-riscv64: sysroot = $(CURDIR)/build-$*/sysroot
check-arm64 check-riscv64: check-%:
	sh scripts/sysroot.sh $* $(sysroot)
	PKG_CONFIG_LIBDIR=$(sysroot)/root/usr/lib/$(triplet)/pkgconfig $(MAKE) CC='$(triplet)-gcc --sysroot=$(sysroot)/root' B=build-$* all
	SYSROOT=$(sysroot) B=build-$* sh tests/kernels/run.sh $*

bench-self: tests
	sh scripts/bench-self.sh

bench-peers: tests
	sh scripts/bench-peers.sh

bench-interception: tests
	sh scripts/bench-interception.sh

bench-summary: tests
	sh scripts/bench-summary.sh

# a thousand campaigns, made up and compared: memory, and time linear in their number
bench-compare: tests
	sh tests/statistics/many.sh

# the shape of the source tree, and what it shall be
house: all
	B=$(B) sh scripts/house.sh

reproduce: all
	sh scripts/reproduce.sh

sources := $(shell find harness workloads tests -name '*.[ch]' 2>/dev/null)

format:
	clang-format -i $(sources)

format-check:
	clang-format --dry-run --Werror $(sources)

# What an installation has: a folder, how its files are entered, and they. What is in libexec/ and share/ the program finds
# from where it lies itself, so an installation may be moved as a whole.
define installation
$(call $(1),bin,755,$(B)/tracetax)
$(call $(1),libexec/tracetax,755,$(B)/tracetax-driver $(injected) $(statics))
$(call $(1),share/tracetax,644,results/published.csv)
$(call $(1),share/tracetax/charts,644,$(wildcard scripts/charts/*.gp))
$(call $(1),share/tracetax/bench,644,$(wildcard bench/*.plan))
$(call $(1),share/tracetax/bench/filters,644,$(wildcard bench/filters/*))
$(call $(1),share/man/man1,644,docs/tracetax.1)
$(call $(1),share/man/man7,644,docs/tracetax-modes.7)
$(if $(native),$(call $(1),share/bash-completion/completions,644,$(B)/completion/tracetax))
$(if $(native),$(call $(1),$(ZSH_FOLDER),644,$(B)/completion/_tracetax))
$(if $(native),$(call $(1),share/fish/vendor_completions.d,644,$(B)/completion/tracetax.fish))
endef
quoted   = '$(subst ','\'',$(1))'
there    = $(call quoted,$(DESTDIR)$(PREFIX)/$(1))
put      = install -d $(there) && install -m $(2) $(3) $(there)
take_out = cd $(there) 2>/dev/null && rm -f $(notdir $(3)) || true
own      = libexec/tracetax share/tracetax/charts share/tracetax/bench/filters share/tracetax/bench share/tracetax

install: all
	$(call installation,put)

# takes out what install puts there, and the folders that are ours if they are empty then
uninstall:
	$(call installation,take_out)
	rmdir $(foreach folder,$(own),$(call there,$(folder))) 2>/dev/null || true

# the source as it was committed, which builds without git
source := tracetax-$(VERSION)
dist: $(B)/
	git archive --prefix=$(source)/ HEAD | gzip -n >$(B)/$(source).tar.gz
	echo "$(B)/$(source).tar.gz: $$(wc -c <$(B)/$(source).tar.gz) bytes"

# What runs on any Linux of this architecture: an installation with its own loader and libraries. docs/fleet.md says why
# it is no static program. What is traced, if it is not ours, has the libraries of its machine as ever.
dist      := $(B)/dist/tracetax-$(VERSION)-$(shell uname -m)
dist_room  = $(dist)/libexec/tracetax
started   := $(call objects,harness/start.c harness/base/carried.c harness/base/resources.c)
dist-static: all $(B)/start
	rm -rf $(B)/dist
	$(MAKE) -s install DESTDIR= PREFIX='$(CURDIR)/$(dist)'
	mkdir $(dist_room)/carried
	mv $(dist)/bin/tracetax $(dist_room)/carried
	install $(B)/start $(dist)/bin/tracetax
	sh scripts/libraries.sh $(CC) $(dist_room)
	strip --strip-debug $(dist)/bin/tracetax $(dist_room)/tracetax-driver $(dist_room)/*.so $(dist_room)/loader $(dist_room)/carried/*
	tar -C $(B)/dist --owner=0 --group=0 -czf $(dist).tar.gz $(notdir $(dist))
	echo "$(dist).tar.gz: $$(wc -c <$(dist).tar.gz) bytes; unpacked $$(du -sk $(dist) | cut -f 1) KiB"

$(B)/start: $(started)
	echo "  LD      $@"; $(CC) $(CFLAGS) -static $(LDFLAGS) -o $@ $^

clean:
	rm -rf $(B)

.PHONY: all tests check check-long check-slow check-transparency check-fleet check-html check-kernels check-fresh check-deb check-statistics kernels bench-self bench-peers bench-interception bench-summary bench-compare house reproduce format format-check \
        install uninstall dist dist-static clean always
-include $(shell find $(B) -type f -name '*.d' 2>/dev/null)
.SECONDARY:
