#!/usr/bin/env bats
# Each call gives the stops that are due, and no more.
# shellcheck disable=SC2013,SC2016,SC2030,SC2031,SC2034,SC2046,SC2086,SC2154 # helpers.bash gives and reads names; modes are words

load ../helpers

# missing WAYS MODE...: prints the modes that are not among the ways.
missing() { printf '%s\n' "${@:2}" | sort | comm -23 - <(sort <<<"$1"); }

@test "the modes that stand for all: these ways of watching are among them" {
	same "ways without a test" "" "$(missing "$(call_modes)" ptrace-syscall seccomp-trace seccomp-trace-exit user-notif-continue)"
	same "ways by ptrace without a test" "" "$(missing "$(ptrace_modes)" ptrace-syscall seccomp-trace seccomp-trace-exit)"
	same "with a thread for each task" ptrace-each "$(each_modes | grep -x ptrace-each)"
	[ "$(notify_modes | wc -l)" -ge 2 ]
}

thousand() {
	is_here || return 0
	judged+="$user "
	per_call=$(once stops-per-call listed modes 1 mode stops_per_call | sed -n "s/^$mode\t//p")
	options=$(selecting "$mode") stops_more $((1000 * per_call)) post 1000
}

@test "a thousand calls: the stops that each mode is due" {
	modes=$(modes '$r{traces} eq "yes" && $r{n_max} eq ""')
	judged=
	in_turn $modes # all of them are counted in run.bats
	each thousand "${chosen[@]}"
	for user in $(users); do
		[ "$(grep -o "$user " <<<"$judged" | wc -l)" -ge $(if is_long; then echo 5; else echo 3; fi) ] || fail "$user has hardly any mode"
	done
}

selected() {
	options="--trace getppid" stops_more 0 post 1000
	options="--trace getpid,exit_group" stops post 1000
	same "stops of getpid and exit_group" 1001 "$count"
}

@test "the calls that are selected, and no others" {
	each selected $(modes '$r{traces} eq "yes" && $r{selective} eq "yes"')
}

# Expects an exit stop for each entry stop, except for exit_group; execve and fork have events in between.
pairs_of_stops() {
	local entries
	mode=seccomp-trace stops "$@"
	entries=$count
	stops "$@"
	same "stops of $*" $((2 * entries - ends)) "$count"
}

pairs() {
	ends=1 pairs_of_stops post 0
	ends=2 pairs_of_stops sh -c 'post 0; exit'
}

@test "each entry has its exit, across exec and fork" {
	each pairs seccomp-trace-exit
}

# by_descendants N PROGRAM...: expects N getpid by processes further down.
by_descendants() {
	local wanted=$1
	shift
	mode=seccomp-trace-select options="--trace getpid" stops "$@"
	same "getpid of $*" "$wanted" "$count"
}

descendants() {
	stops sh -c 'post 0; exit'
	local none=$count
	stops sh -c 'post 1000; exit'
	same "stops of a child" 2000 $((count - none))
	by_descendants 1000 hazard_vfork 10 "$BIN/post" 100
	by_descendants 1000 hazard_exec_thread 10 "$BIN/post" 100
}

@test "the calls of children, of spawned ones and of threads that exec are stopped too" {
	each descendants ptrace-syscall
}

drift() {
	stops_more 1800 hazard_drift 300
	mode=seccomp-trace stops_more 900 hazard_drift 300
	mode=seccomp-trace-exit stops_more 1800 hazard_drift 300
}

@test "failed execve, signal and sigreturn: entry and exit stay in step" {
	each drift ptrace-syscall
}

other_numbers() {
	needs hazard_int80
	stops_more 4000 hazard_int80 1000 # its own calls by syscall among them
	mode=seccomp-trace stops_more 2000 hazard_int80 1000
	mode=seccomp-trace-exit stops_more 4000 hazard_int80 1000
	# on x86 20 is writev: taken for it, the others would be stopped
	mode=seccomp-trace-select options="--trace writev" stops_more 0 hazard_int80 1000
}

@test "int 0x80 from a 64-bit program goes through, with the numbers of i386" {
	each other_numbers ptrace-syscall
}

vdso() {
	local none
	stops hazard_clock 0
	none=$count
	stops hazard_clock 1000000
	[ $((count - none)) -le 10 ] || { echo "$((count - none)) stops"; return 1; }
}

@test "a million clock_gettime of the vDSO make no stops" {
	case $(cat /sys/devices/system/clocksource/clocksource0/current_clocksource) in
	tsc | kvm-clock | hyperv_clocksource_tsc_page | arch_sys_counter) ;;
	*) skip "the vDSO has no clock here" ;;
	esac
	each vdso $(call_modes)
}

lacking() { needs "$@" && echo goes on; }

@test "a program that says what the machine lacks skips its test, and no other does" {
	user=$(users | awk '{ print $1 }')
	run lacking sh -c 'echo no such thing >&2; exit 77'
	same output '' "$output"
	run lacking true
	same output 'goes on' "$output"
	# every filter of libseccomp kills a program that makes i386's calls
	run lacking "$DENY" kexec_load -- "$BIN/hazard_int80"
	same output '' "$output"
}

# Its calls go to a tracer, which it does not have: it must have one.
untraced_child() {
	stops_more 100 "$BUILD/coverage/clone-untraced" 100
	same output "100 of 100 calls were answered as they should be" "$output"
}

@test "a child by clone with CLONE_UNTRACED is watched where a filter stops its calls" {
	[[ "$(uname -m)" =~ ^(x86_64|aarch64)$ ]] || skip "it is written for x86-64 and arm64"
	each untraced_child seccomp-trace
	options="--trace getppid" each untraced_child seccomp-trace-select
}

# By clone3 the flag is in memory, where no filter sees it: the tracer does.
child_of_clone3() {
	traced perl -e '
		my $arguments = pack "Q8", 0x800000, 0, 0, 0, 17, 0, 0, 0; # CLONE_UNTRACED; SIGCHLD at its end
		my $child = syscall 435, $arguments, 64;
		if ($child == 0) { syscall 231, 7; kill SEGV => $$; exit }
		waitpid $child, 0;
		print $?'
	same "how the child ended" "$((7 << 8))" "$output"
}

@test "a child by clone3 with CLONE_UNTRACED lives, and is watched where a filter stops its calls" {
	[ "$(uname -m)" = x86_64 ] || skip "the numbers are those of x86-64"
	each child_of_clone3 untraced ptrace-syscall user-notif-continue seccomp-trace seccomp-trace-exit
	options="--trace exit_group" each child_of_clone3 seccomp-trace-select
	mode=seccomp-trace-select
	options="--trace exit_group" stops perl -e '
		my $arguments = pack "Q8", (shift) * 0x800000, 0, 0, 0, 17, 0, 0, 0;
		if (syscall(435, $arguments, 64) == 0) { syscall 231, 7 }
		wait' 1
	same "ends that were seen" 2 "$count"
}
