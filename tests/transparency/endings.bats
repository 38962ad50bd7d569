#!/usr/bin/env bats
# As the program ends, so does the tracer; as the tracer ends, so does the tree.
# shellcheck disable=SC2013,SC2016,SC2030,SC2031,SC2034,SC2046,SC2086,SC2154 # helpers.bash gives and reads names; modes are words

load ../helpers

statuses() {
	for wanted in 0 1 3 77 126 127 255; do ends_with $wanted sh -c "exit $wanted"; done
}

@test "the exit status is the program's own" {
	each statuses $(call_modes) untraced
}

# Looks with perl: a shell cannot tell status 143 from a death by a signal.
deaths() {
	for signal in TERM KILL INT HUP SEGV PIPE USR1 RTMIN; do
		alone perl -MPOSIX -e '
			my $status = system @ARGV;
			print WIFSIGNALED($status) ? WTERMSIG($status) : "none"' \
			tracetax trace --mode "$mode" -- sh -c "kill -$signal \$\$; sleep 5"
		same "death by $signal" "$(kill -l $signal)" "$output"
	done
}

@test "death by a signal is the program's own" {
	each deaths ptrace-syscall seccomp-trace
}

# Starts a tree of every sort: threads, children, one in a call, one stopped, one busy.
start_tree() {
	rm -f "$WORK"/*
	start tracetax trace --mode "$mode" -- sh -c '
		sleep 60 & hazard_busy 2 1000000000 & sh -c "kill -STOP \$\$" & hazard_fork 100000000 & echo >'"$WORK/on"'; wait'
	await test -e "$WORK/on"
	sleep 0.2
}

ended_by() {
	start_tree
	kill -"$signal" "$session"
	finish
	same status $((128 + $(kill -l "$signal"))) "$status"
}

@test "the tracer is killed: nothing is left" {
	signal=KILL each ended_by $(call_modes)
}

@test "the tracer is terminated: nothing is left" {
	signal=TERM each ended_by $(call_modes)
}

# Sends it to the whole group, as Ctrl-C does: a tracer that gets it alone leaves it to the program.
storm() {
	for signal in TERM INT KILL; do
		start tracetax trace --mode "$mode" -- hazard_vfork 100000000 "$BIN/post" 0
		await pgrep -s "$session" -x hazard_vfork >/dev/null
		kill -$signal -- "-$session"
		finish
		same "status after $signal" $((128 + $(kill -l $signal))) "$status"
	done
}

@test "a signal to the group in a storm of vforks ends all of it" {
	each storm $(call_modes)
}

interrupt_is_the_programs() {
	rm -f "$WORK"/*
	start tracetax trace --mode "$mode" -- bash -c 'trap "echo caught; exit 5" INT; : >'"$WORK/on"'; while :; do sleep 0.01; done'
	await test -e "$WORK/on"
	kill -INT -- "-$session"
	finish
	same output caught "$output"
	same status 5 "$status"
}

@test "the program decides what an interrupt means" {
	each interrupt_is_the_programs ptrace-syscall seccomp-trace
}
