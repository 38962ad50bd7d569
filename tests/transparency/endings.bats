#!/usr/bin/env bats
# As the program ends, so does the tracer; as the tracer ends, so does the tree.
# shellcheck disable=SC2013,SC2016,SC2030,SC2031,SC2034,SC2046,SC2086,SC2154 # helpers.bash gives and reads names; modes are words

load ../helpers

statuses() {
	in_turn 0 1 3 77 126 127 255
	for wanted in "${chosen[@]}"; do ends_with $wanted sh -c "exit $wanted"; done
}

@test "the exit status is the program's own" {
	each statuses $(call_modes) untraced
}

# Looks with perl: a shell cannot tell status 143 from a death by a signal.
deaths() {
	in_turn TERM KILL INT HUP SEGV PIPE USR1 RTMIN
	for signal in "${chosen[@]}"; do
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

# Starts a tree of every sort: one in a session of its own, one in a call, one stopped, two that are busy, children by the
# thousand. What takes all of the tracer's time begins last, since nothing gets far beside it.
start_tree() {
	rm -f "$WORK"/*
	mkfifo -m 666 "$WORK/begun"
	start tracetax trace --mode "$mode" -- sh -c 'cd "$0"
		setsid sh -c "echo \$\$ >begun; exec sleep 600" & read -r apart <begun
		sleep 60 & sh -c "kill -STOP \$\$" & echo $apart $$ >tree
		hazard_busy 2 1000000000 & exec hazard_fork 100000000' "$WORK"
	await test -s "$WORK/tree"
	read -r apart program <"$WORK/tree"
	await storms "$program"
}

ended_by() {
	start_tree
	kill -"$signal" "$session"
	finish
	same status $((128 + $(kill -l "$signal"))) "$status"
	await is_gone "$apart"
}

@test "the tracer is killed: nothing is left" {
	signal=KILL each ended_by $(kinds)
}

@test "the tracer is terminated: nothing is left" {
	signal=TERM each ended_by $(kinds)
}

# A task that no tracer follows, and that makes no call, in a session of its own.
untraced_task() {
	rm -f "$WORK"/*
	start tracetax trace --mode "$mode" -- perl -e '
		my $child = syscall 56, 0x800000 | 17, 0, 0, 0, 0; # CLONE_UNTRACED | SIGCHLD
		while (!$child) {}
		open my $file, ">", $ARGV[0] or die;
		print $file $child;
		close $file;
		sleep 600' "$WORK/child"
	await test -s "$WORK/child"
	child=$(cat "$WORK/child")
	kill -"$signal" "$session"
	finish
	same status $((128 + $(kill -l "$signal"))) "$status"
	await is_gone "$child"
}

@test "a task that escapes from ptrace does not outlive the tracer, whatever ends that" {
	[ "$(uname -m)" = x86_64 ] || skip "the number of clone is that of x86-64"
	signal=KILL each untraced_task ptrace-syscall seccomp-trace
	signal=TERM each untraced_task ptrace-syscall seccomp-trace
}

# What it starts leaves its session, and says that it runs.
leaves_behind() {
	rm -f "$WORK"/*
	ends_with 4 sh -c 'setsid sh -c "echo \$\$ >'"$WORK/apart"'; while :; do sleep 600; done" &
		until [ -s '"$WORK/apart"' ]; do sleep 0.01; done; exit 4'
	[[ "$stderr" =~ ^"tracetax: sh, left in the background, was ended with the program (processes: "[12]")"$ ]] ||
		fail "a line is due"
	await is_gone "$(cat "$WORK/apart")"
}

@test "the run ends with the program, in every mode: what it left is named and ended" {
	user=$(users | head -n 1)
	in_turn $(kinds)
	each leaves_behind "${chosen[@]}"
}

# The child waits for the end of the program. On a machine that is busy it may have no time left for its line: then it is
# named, and another try is due.
ends_late() {
	for try in 1 2 3 4 5 6 7 8 9 10; do
		ends_with 3 sh -c '(while [ -e /proc/$$/exe ]; do :; done; echo late) & exit 3'
		if [ "$output" = late ] && [ -z "$stderr" ]; then return; fi
		[[ "$stderr" == *", left in the background, "* ]] || fail "it was ended without a word"
	done
	fail "it had no time to end"
}

@test "what is about to end when the program does may end by itself" { each ends_late $(kinds); }

orphans_parent() {
	traced sh -c 'sh -c "while [ \$(cut -d\  -f4 /proc/\$\$/stat) = \$1 ]; do :; done; cat /proc/\$(cut -d\  -f4 /proc/\$\$/stat)/comm" - $$ &
		exit 3'
	same status 3 "$status"
	same "name of its parent" tracetax "$output"
}

@test "an orphan's parent is tracetax: a difference that cannot be avoided" { each orphans_parent untraced ptrace-syscall; }

# As under strace.
second_tracer() {
	traced hazard_debugger "$BIN/post" 3
	same output "0 traps, 0 other signals, status 0" "$output"
}

@test "a debugger under ptrace is refused: a difference that cannot be avoided" { each second_tracer $(ptrace_modes); }

# Writes $WORK/leaks, which loses memory, with AddressSanitizer's check for that.
build_leaks() {
	echo 'int main(void) { return !__builtin_malloc(100); }' >leaks.c
	cc -fsanitize=address -o leaks leaks.c 2>/dev/null || skip "no program can be built with AddressSanitizer here"
	alone "$WORK/leaks"
	[[ "$stderr" == *"detected memory leaks"* ]] || skip "AddressSanitizer finds no leaks here"
}

# bats test_tags=long
@test "a leak checker, which traces its own program: refused under ptrace, and nothing is left" {
	build_leaks
	user=$(users | awk '{ print $NF }')
	mode=user-notif-continue
	traced "$WORK/leaks"
	[[ "$stderr" == *"detected memory leaks"* ]] || fail "it is not as alone"
	mode=ptrace-syscall
	traced "$WORK/leaks"
	[[ "$stderr" == *"does not work under ptrace"* ]] || fail "it is not as under strace"
	start timeout 0.5 tracetax trace --mode seccomp-trace -- "$WORK/leaks"
	finish
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

# A signal to the whole group comes twice, the second time from the tracer.
interrupt_is_the_programs() {
	rm -f "$WORK"/*
	start tracetax trace --mode "$mode" -- sh -c 'trap "trap : INT; echo caught; exit 5" INT; : >'"$WORK/on"'; while :; do :; done'
	await test -e "$WORK/on"
	kill -INT -- "-$session"
	finish
	same output caught "$output"
	same status 5 "$status"
}

@test "the program decides what an interrupt means" {
	each interrupt_is_the_programs ptrace-syscall seccomp-trace
}
