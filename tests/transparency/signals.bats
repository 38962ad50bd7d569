#!/usr/bin/env bats
# Signals reach the traced program as if nobody watched.
# shellcheck disable=SC2016,SC2030,SC2031,SC2034,SC2086,SC2154 # helper.bash gives and reads names; modes are words

load helper

# LISTEN keeps the tracee in t where it would be in T; either way it stands still.
stop_until_continued() {
	local pid
	rm -f "$room/pid"
	start tracetax trace --mode "$mode" -- sh -c 'echo $$ >'"$room/pid"'; kill -STOP $$; echo on'
	await test -s "$room/pid"
	pid=$(cat "$room/pid")
	await state_is tT "$pid"
	sleep 0.3
	state_is tT "$pid"
	same output "" "$(cat "$files/out")"
	kill -CONT "$pid"
	finish
	same status 0 "$status"
	same output on "$(cat "$files/out")"
}

@test "a program that stops itself stays stopped until SIGCONT" {
	each stop_until_continued $call_modes seccomp-trace-miss
}

# A timer that is due would run on in a tracee that only seems to be stopped.
stop_from_outside() {
	local pid
	start tracetax trace --mode "$mode" -- hazard_timer 2000
	await pgrep -s "$session" -x hazard_timer >"$files/pid"
	pid=$(head -n 1 "$files/pid")
	kill -STOP "$pid"
	await state_is tT "$pid"
	before=$(awk '{ print $14 + $15 }' "/proc/$pid/stat")
	sleep 0.3
	same "ticks when stopped" "$before" "$(awk '{ print $14 + $15 }' "/proc/$pid/stat")"
	kill -CONT "$pid"
	finish
	same status 0 "$status"
}

@test "a busy program stopped from outside stands still, and goes on" {
	each stop_from_outside ptrace-syscall seccomp-trace-exit
}

stop_seen_by_parent() {
	traced bash -c 'set -m; sh -c "kill -STOP \$\$; exit 5" & wait -n 2>/dev/null
		until jobs -s | grep -q .; do sleep 0.01; done; kill -CONT %1; wait %1; echo $?'
	same output 5 "$(cat "$files/out")"
}

@test "a shell sees its job stop, and continues it" {
	each stop_seen_by_parent ptrace-syscall seccomp-trace
}

stop_tracer_as_well() {
	start tracetax trace --mode "$mode" -- hazard_timer 2000
	await pgrep -s "$session" -x hazard_timer >/dev/null
	kill -STOP -- "-$session"
	sleep 0.2
	kill -CONT -- "-$session"
	finish
	same status 0 "$status"
}

@test "tracer and program are stopped and continued together" {
	each stop_tracer_as_well ptrace-syscall seccomp-trace-exit
}

queued_signals() { ends_with 0 hazard_queue 1000; }

@test "a thousand queued signals arrive, each once and in its turn, and SIGCHLD" {
	each queued_signals $call_modes
}

timer_signals() { ends_with 0 hazard_timer 200; }

@test "the alarms of a timer interrupt short calls and long ones" {
	each timer_signals $call_modes
}

shell_children() {
	traced dash -c 'trap "echo child" CHLD; sleep 0.05 & wait; for i in 1 2 3; do echo abc | cat | cat; done; wait'
	same status 0 "$status"
	same "lines of output" "child abc abc abc" "$(sort -r "$files/out" | uniq -c | awk '
		/abc/ { for (i = 0; i < $1; i++) line = line " abc" } /child/ { line = "child" line } END { print line }' )"
}

# Not under notifications: what SIGCHLD interrupts there is in notify.bats.
@test "shells learn of their children" {
	each shell_children $ptrace_modes
}

trap_signal() { ends_with 133 sh -c 'kill -TRAP $$'; }

@test "SIGTRAP kills like any other signal" {
	each trap_signal $call_modes
}

trap_handled() {
	traced bash -c 'trap "echo caught" TRAP; kill -TRAP $$; echo on'
	same output $'caught\non' "$(cat "$files/out")"
}

@test "SIGTRAP is handled like any other signal" {
	each trap_handled $call_modes
}

child_ignored() {
	start timeout --foreground -k 1 "$LIMIT" perl -e '$SIG{CHLD} = "IGNORE"; exec @ARGV or die' \
		tracetax trace --mode "$mode" -- sh -c 'exit 6'
	finish
	same status 6 "$status"
}

@test "SIGCHLD ignored at the start loses no status" {
	each child_ignored $call_modes untraced
}

dispositions() {
	local how='$SIG{$_} = "IGNORE" for qw(CHLD INT QUIT PIPE HUP XFSZ); exec @ARGV or die'
	start perl -e "$how" grep -E '^Sig(Ign|Cgt)' /proc/self/status
	finish
	mv "$files/out" "$files/untraced"
	start perl -e "$how" tracetax trace --mode "$mode" -- grep -E '^Sig(Ign|Cgt)' /proc/self/status
	finish
	same status 0 "$status"
	diff "$files/untraced" "$files/out"
}

@test "the program inherits ignored signals as it would untraced" {
	each dispositions ptrace-syscall seccomp-trace
}

mask() {
	local how='use POSIX; sigprocmask(SIG_BLOCK, POSIX::SigSet->new(SIGUSR1, SIGTERM)); exec @ARGV or die'
	start perl -e "$how" grep SigBlk /proc/self/status
	finish
	mv "$files/out" "$files/untraced"
	start perl -e "$how" tracetax trace --mode "$mode" -- grep SigBlk /proc/self/status
	finish
	diff "$files/untraced" "$files/out"
}

@test "the program inherits the signal mask as it would untraced" {
	each mask ptrace-syscall seccomp-trace
}
