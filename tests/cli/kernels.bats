#!/usr/bin/env bats
# What kernels.sh says before a kernel runs. What runs on other kernels is make check-kernels.
load ../helpers

kernels() { B=$BUILD sh "$TOP/scripts/kernels.sh" "$@"; }

# refuses MESSAGE OPTION...: with one line, as wrong usage.
refuses() {
	local due=$1
	shift
	capture kernels "$@"
	[ "$status" -eq 2 ] || fail "2 is due for $*"
	[ "$stderr" = "kernels.sh: $due" ] || fail "due: $due"
}

# Makes ./bin, all commands but these. apt needs seconds to say that it does not know a package.
commands_but() {
	mkdir bin
	ln -sf /bin/* /usr/bin/* bin
	(cd bin && rm -f "$@")
}

need_qemu() {
	local tool
	for tool in qemu-system-x86_64 busybox cpio; do
		command -v $tool >/dev/null || skip "$tool is not installed"
	done
	[ "$(uname -m)" = x86_64 ] || skip "guests are of x86-64"
}

@test "kernels: wrong usage is one line" {
	refuses "which kernel? 6.1, 6.12, 6.12-rt, 6.12-cloud, or --kernel FILE"
	refuses "unknown option --boot: see --help" --boot 3 6.1
	refuses "--kernel needs a value: see --help" --kernel
	refuses "no kernel $WORK/none" --kernel "$WORK/none"
	refuses "no kernel is called 'a b': 6.1, 6.12, 6.12-rt, or --kernel FILE" 'a b'
	refuses "--boots takes a number above 0, not '0'" --boots 0 6.1
	refuses "--smp takes a number above 0, not 'two'" --smp two 6.1
	refuses "--timeout takes a number above 0, not '-1'" --timeout -1 6.1
	refuses "cannot read $WORK/none.plan" --plan "$WORK/none.plan" 6.1
	refuses "cannot read $WORK/none.sh" --script "$WORK/none.sh" 6.1
	refuses "--with $WORK/none: there is no such command or file" --with "$WORK/none" 6.1
	refuses "--with no-such-command: there is no such command or file" --with no-such-command 6.1
	mkdir fetched
	touch fetched/arch
	refuses "--with brings what is of this machine: without --sysroot" --with sh --sysroot "$WORK/fetched"
	refuses "--accel takes kvm or tcg, not 'xen'" --accel xen 6.1
	refuses "--icount is by emulation: without --accel kvm" --icount --accel kvm 6.1
	capture kernels --help
	[ "$status" -eq 0 ]
	[ "$(wc -l <<<"$output")" -le 30 ] || fail "more than a screen"
}

# bats test_tags=long
@test "kernels: what is missing is named, with what installs it" {
	mkdir bin
	ln -s "$(command -v sh)" "$(command -v dirname)" bin
	capture env PATH="$WORK/bin" B="$BUILD" sh "$TOP/scripts/kernels.sh" 6.1
	[ "$status" -eq 77 ]
	[ "$stderr" = "kernels.sh: qemu-system-x86_64 is not installed: sh scripts/setup.sh --kernels, or as root: apt-get install qemu-system-x86" ] || fail
	need_qemu
	capture env B="$WORK/nothing" sh "$TOP/scripts/kernels.sh" 6.1
	[ "$status" -eq 1 ]
	[ "$stderr" = "kernels.sh: nothing is built in $WORK/nothing: make" ] || fail
	rm -r bin
	commands_but apt-cache
	PATH=$WORK/bin capture kernels 0.99
	[ "$status" -eq 77 ]
	[[ "$stderr" == "kernels.sh: no kernel 0.99: apt knows no package of that name"* ]] || fail
}

# bats test_tags=long
@test "kernels: a machine that cannot be started is a skip with its reason, one that nobody knows a failure" {
	[ "$(uname -m)" = x86_64 ] || skip "guests are of x86-64"
	commands_but qemu-system-x86_64 apt-cache
	capture env PATH="$WORK/bin" B="$BUILD" sh "$TOP/tests/kernels/run.sh" 6.1
	[ "$status" -eq 0 ] || fail "a skip is no failure"
	[[ "${lines[1]}" == "ok 1 6.1 in "*" s # skip kernels.sh: qemu-system-x86_64 is not installed: "* ]] || fail "no reason"
	same "last line" "0 passed, 0 failed, 1 skipped" "${lines[-1]}"
	capture env PATH="$WORK/bin" sh "$TOP/tests/kernels/run.sh" 0.99
	[ "$status" -eq 1 ] || fail "1 is due"
	same "last line" "0 passed, 1 failed, 0 skipped" "${lines[-1]}"
	# what is missing for them is asked for by --kernels, and not without it
	PATH=$WORK/bin sh "$TOP/scripts/setup.sh" --print >without
	PATH=$WORK/bin sh "$TOP/scripts/setup.sh" --kernels --print >with
	same "asked for by --kernels" 1 "$(comm -13 <(sort without) <(sort with) | grep -c '^qemu')"
}

# A kernel that begins with a jump to itself, with the header that a loader asks for: boot.rst of Linux.
idle_kernel() {
	perl -e 'my $k = "\0" x 69632;
		my %at = (0x1f1 => "\4", 0x1fe => "\x55\xaa", 0x200 => "\xeb\x66HdrS\x0c\2", 0x211 => "\1",
			0x214 => pack("V", 0x100000), 0x22c => pack("V", 0x7fffffff), 0x268 => "\xeb\xfe");
		substr($k, $_, length $at{$_}) = $at{$_} for keys %at;
		print $k'
}

# bats test_tags=long
@test "kernels: a kernel that does not boot is given up, and named" {
	need_qemu
	idle_kernel >idle
	head -c 100000 /dev/zero >none
	capture kernels --accel tcg --timeout 1 --kernel "$WORK/idle" --kernel "$WORK/none" -o out
	[ "$status" -eq 1 ] || fail "1 is due"
	[ "$(head -n 1 <<<"$stderr")" = "kernels.sh: idle: no end after 1 s (--timeout)" ] || fail
	grep -q '^kernels.sh: none: QEMU failed: ' <<<"$stderr" || fail "the second is tried too"
	[ ! -e out ] || fail "no campaign"
	[ -z "$(ls "$TMPDIR")" ] || fail "left: $(ls "$TMPDIR")"
}

# emulate DIR PER_NS: makes a campaign that of a machine whose clock counts so many instructions a ns.
emulate() {
	PER_NS=$2 perl -0pi -e 's/"emulated": [a-z]+/"emulated": true/; s/"hypervisor": [^,]+/"hypervisor": "QEMU"/; s/"virtual": [a-z]+/"virtual": true/;
		s/"counts_instructions": [a-z]+/"counts_instructions": true/; s/"instructions_per_ns": [a-z]+/"instructions_per_ns": $ENV{PER_NS}/' "$1/machine.json"
}

@test "kernels: what was measured in emulation says so wherever it is read" {
	capture tracetax run --workload getpid --mode seccomp-allow --placement same --blocks 2 --ops 50 -o r
	[ "$status" -eq 0 ] || fail
	# this machine has a clock of time
	grep -q '"counts_instructions": false' r/machine.json || skip "this machine itself is emulated, with a clock of instructions"
	[ ! -e r/path-lengths.csv ] || fail "a clock of time counts no instructions"
	capture tracetax report --no-charts r
	never grep -qi 'emulated\|length of the path' <<<"$output"
	cp -r r e
	emulate e 2.5
	capture tracetax summary e
	grep -q '^emulated: no time here is that of hardware; the clock counts instructions, see path-lengths.csv$' <<<"$output" || fail
	capture tracetax report --no-charts e
	grep -q '(QEMU emulation), Linux' <<<"$output" || fail "the caption"
	grep -q '^\*\*Emulated\*\*: .* a number of instructions' <<<"$output" || fail "the head of the report"
	grep -q '^## The length of the path$' <<<"$output" || fail "the section"
	capture tracetax compare r e
	[ "$(grep -c 'is emulated: no time there is that of hardware, its ns per call are instructions per call$' <<<"$output")" -eq 1 ] || fail "one of two"
	grep -q '^emulated  *false  *true *$' <<<"$output" || fail "it differs"
	# what is not a number of instructions is none
	for wrong in -1 0 1e999 '"2"' null; do
		cp r/machine.json e
		rm -f e/path-lengths.csv
		emulate e "$wrong"
		capture tracetax summary e
		[ ! -e e/path-lengths.csv ] || fail "$wrong"
	done
}

@test "kernels: instructions are the ns of the clock, times what one is" {
	capture tracetax run --workload getpid --mode seccomp-allow --placement same --blocks 7 --ops 50 -o e
	emulate e 2.5
	capture tracetax summary e
	paste -d , e/summary.csv e/path-lengths.csv >both.csv
	[ "$(rows e/path-lengths.csv 1 mode | sort | paste -s -d ' ')" = "seccomp-allow untraced" ] || fail
	for pair in instructions:ns_per_call instructions_lo:ns_per_call_lo instructions_hi:ns_per_call_hi; do
		[ "$(count both.csv "abs(\$r{${pair%:*}} / (2.5 * \$r{${pair#*:}}) - 1) < 1e-4")" -eq 2 ] || fail "$pair"
	done
	[ "$(count both.csv '$r{mode} ne "untraced" && abs($r{added} - 2.5 * $r{added_ns}) > 1e-3 * abs($r{added})')" -eq 0 ] || fail "added"
}
