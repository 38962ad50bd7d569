#!/usr/bin/env bats
# Signals reach the traced program as if it were not watched.
# shellcheck disable=SC2013,SC2016,SC2030,SC2031,SC2034,SC2046,SC2086,SC2154 # helpers.bash gives and reads names; modes are words

load ../helpers

# LISTEN keeps the tracee in state t instead of T; in both it is stopped.
stop_until_continued() {
	local pid
	rm -f "$WORK/pid"
	start tracetax trace --mode "$mode" -- sh -c 'echo $$ >'"$WORK/pid"'; kill -STOP $$; echo on'
	await test -s "$WORK/pid"
	pid=$(cat "$WORK/pid")
	await state_is tT "$pid"
	sleep 0.1
	state_is tT "$pid"
	same output "" "$(cat "$TEST_DIR/output")"
	kill -CONT "$pid"
	finish
	same status 0 "$status"
	same output on "$output"
}

@test "a program that stops itself stays stopped until SIGCONT" {
	each stop_until_continued $(call_modes) seccomp-trace-miss
}

# A timer that is due would run on in a tracee that only seems to be stopped.
stop_from_outside() {
	local pid
	start tracetax trace --mode "$mode" -- hazard_timer 1000
	await pgrep -s "$session" -x hazard_timer >"$TEST_DIR/pid"
	pid=$(head -n 1 "$TEST_DIR/pid")
	kill -STOP "$pid"
	await state_is tT "$pid"
	before=$(awk '{ print $14 + $15 }' "/proc/$pid/stat")
	sleep 0.1
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
	same output 5 "$output"
}

@test "a shell sees its job stop, and continues it" {
	each stop_seen_by_parent ptrace-syscall seccomp-trace
}

stop_tracer_as_well() {
	start tracetax trace --mode "$mode" -- hazard_timer 1000
	await pgrep -s "$session" -x hazard_timer >/dev/null
	kill -STOP -- "-$session"
	await state_is T "$session"
	kill -CONT -- "-$session"
	finish
	same status 0 "$status"
}

@test "tracer and program are stopped and continued together" {
	each stop_tracer_as_well ptrace-syscall seccomp-trace-exit
}

queued_signals() { ends_with 0 hazard_queue 1000; }

@test "a thousand queued signals arrive, each once and in its turn, and SIGCHLD" {
	each queued_signals $(call_modes)
}

timer_signals() { ends_with 0 hazard_timer 200; }

@test "the alarms of a timer interrupt short calls and long ones" {
	each timer_signals $(call_modes)
}

shell_children() {
	traced dash -c 'trap "echo child" CHLD; sleep 0.05 & wait; for i in 1 2 3; do echo abc | cat | cat; done; wait'
	same status 0 "$status"
	same "lines of output" "child abc abc abc" "$(sort -r "$TEST_DIR/output" | uniq -c | awk '
		/abc/ { for (i = 0; i < $1; i++) line = line " abc" } /child/ { line = "child" line } END { print line }' )"
}

# Not for notifications: notify.bats has what SIGCHLD interrupts there.
@test "shells learn of their children" {
	each shell_children $(ptrace_modes)
}

@test "SIGTRAP kills like any other signal" {
	each trap_signal $(call_modes)
}

@test "SIGTRAP is handled like any other signal" {
	each trap_handled $(call_modes)
}

child_ignored() {
	alone perl -e '$SIG{CHLD} = "IGNORE"; exec @ARGV or die' \
		tracetax trace --mode "$mode" -- sh -c 'exit 6'
	same status 6 "$status"
}

@test "SIGCHLD ignored at the start loses no status" {
	each child_ignored $(call_modes) untraced
}

dispositions() {
	local how='$SIG{$_} = "IGNORE" for qw(CHLD INT QUIT PIPE HUP XFSZ); exec @ARGV or die'
	start perl -e "$how" grep -E '^Sig(Ign|Cgt)' /proc/self/status
	finish
	mv "$TEST_DIR/output" "$TEST_DIR/untraced"
	start perl -e "$how" tracetax trace --mode "$mode" -- grep -E '^Sig(Ign|Cgt)' /proc/self/status
	finish
	same status 0 "$status"
	diff "$TEST_DIR/untraced" "$TEST_DIR/output"
}

@test "the program inherits ignored signals as it would untraced" {
	each dispositions ptrace-syscall seccomp-trace
}

mask() {
	local how='use POSIX; sigprocmask(SIG_BLOCK, POSIX::SigSet->new(SIGUSR1, SIGTERM)); exec @ARGV or die'
	start perl -e "$how" grep SigBlk /proc/self/status
	finish
	mv "$TEST_DIR/output" "$TEST_DIR/untraced"
	start perl -e "$how" tracetax trace --mode "$mode" -- grep SigBlk /proc/self/status
	finish
	diff "$TEST_DIR/untraced" "$TEST_DIR/output"
}

@test "the program inherits the signal mask as it would untraced" {
	each mask ptrace-syscall seccomp-trace
}

# trapped COMMAND...: starts tracetax by it; the program waits for SIGTERM, without a call.
trapped() {
	rm -f "$WORK"/*
	start "$@" tracetax trace --mode "$mode" $(selecting "$mode") -- \
		sh -c 'trap "echo bye; exit 3" TERM; : >'"$WORK/on"'; while :; do :; done'
	await test -e "$WORK/on"
}

# Expects one or two: the process gets its own signal, and that of its group.
said_bye() {
	finish
	same status 3 "$status"
	same output bye "$(uniq "$TEST_DIR/output")"
	same errors "" "$stderr"
}

terminated() {
	is_here || return 0
	((++judged))
	trapped
	kill -TERM "$session"
	said_bye
}

# In the short form without the modes of the next test, which is of the same and more.
@test "SIGTERM to the tracer is the program's, in every mode" {
	judged=0
	modes=$(modes '$r{traces} eq "yes" && $r{n_max} eq ""')
	is_long || modes=$(grep -vxF "$(timeout_modes)" <<<"$modes")
	in_turn $modes
	each terminated "${chosen[@]}"
	[ $judged -ge $(if is_long; then echo 10; else echo 5; fi) ] || fail "hardly any mode is here"
}

timeout_modes() { printf '%s\n' untraced $(call_modes) ptrace-each; }

# timeout(1) treats a SIGTERM like the end of its time: it signals the process, and then the group.
timed_out() {
	trapped timeout 600
	kill -TERM "$session"
	said_bye
}

@test "SIGTERM by timeout(1)" { each timed_out $(timeout_modes); }

other_signals() {
	in_turn HUP INT QUIT USR1 USR2
	for signal in "${chosen[@]}"; do
		rm -f "$WORK"/*
		start tracetax trace --mode "$mode" -- sh -c "trap 'echo $signal; exit 4' $signal; : >$WORK/on; while :; do :; done"
		await test -e "$WORK/on"
		kill -$signal "$session"
		finish
		same "status after $signal" 4 "$status"
		same output $signal "$output"
	done
}

@test "SIGHUP, SIGINT, SIGQUIT, SIGUSR1 and SIGUSR2 to the tracer are the program's" { each other_signals untraced $(call_modes) ptrace-each; }

# ^C goes from the terminal to the program and to the tracer: the program, which has children, gets it once. It is no
# shell: alone too, bash forgets an interrupt now and then; and in user-notif a redirection of a shell may end with EINTR.
from_terminal() {
	rm -f "$WORK"/*
	mkfifo -m 666 "$WORK/keys"
	cat >"$WORK/program" <<-'END'
		use POSIX;
		sub say { open my $file, ">>", $_[0] or die; print $file "$_[0]\n"; }
		$SIG{INT} = sub { say "caught" };
		my $interrupt = POSIX::SigSet->new(SIGINT);
		say "on";
		until (-e "off") {
			sigprocmask SIG_BLOCK, $interrupt;
			my $child = fork;
			$SIG{INT} = "DEFAULT" unless $child;
			sigprocmask SIG_UNBLOCK, $interrupt;
			exec "sleep", "0.01" unless $child;
			waitpid $child, 0;
		}
		exit 4;
	END
	input=$WORK/keys start script -qec "exec $BIN/tracetax trace --mode $mode -- perl program" /dev/null
	exec 7>"$WORK/keys"
	await test -e "$WORK/on"
	printf '\003' >&7
	await test -s "$WORK/caught"
	touch "$WORK/off"
	finish
	exec 7>&-
	same status 4 "$status"
	same "caught" caught "$(cat "$WORK/caught")"
}

@test "^C at the terminal reaches the program once" {
	command -v script >/dev/null || skip "script is not installed"
	each from_terminal ptrace-syscall user-notif-continue
}

# The child stops and continues its parent in the middle of a sleep, and then ends that by a signal.
stopped_sleep() {
	cat >"$WORK/sleeper" <<-'END'
		$SIG{USR1} = sub { };
		my $sleeper = $$;
		my $child = fork;
		if ($child) { sleep 600; waitpid $child, 0; exit $? >> 8 }
		sub is {
			my ($letters) = @_;
			my $state = "";
			while ($state !~ /\) [$letters]/) {
				open my $status, "<", "/proc/$sleeper/stat" or exit 1;
				$state = <$status>;
			}
		}
		is "S";
		kill STOP => $sleeper;
		is "tT";
		kill CONT => $sleeper;
		is "S";
		kill USR1 => $sleeper;
	END
	options="--count --trace clock_nanosleep,nanosleep,restart_syscall" ends_with 0 perl "$WORK/sleeper"
	same "calls that sleep" "tracetax: 2 stops" "$stderr"
}

@test "a sleep that is stopped and continued is two calls" {
	[ "$(uname -m)" = x86_64 ] || skip "not every architecture begins a sleep again by another call"
	each stopped_sleep seccomp-trace-select
}

last_is() { [ "$(tail -n 1 "$WORK/log" 2>/dev/null)" = "$1" ]; }

# types KEYS LINE: types them, and waits for the line that they bring.
types() {
	printf '%b' "$1" >&7
	await last_is "$2" || fail "after $2: $(cat "$WORK/log")"
}

# A shell at a terminal runs a program that says what it was sent, and stops itself, as editors do.
stops_itself() {
	rm -f "$WORK"/*
	mkfifo -m 666 "$WORK/keys"
	cat >"$WORK/program" <<-'END'
		use IO::Handle;
		use POSIX;
		open my $log, ">>", $ARGV[0] or die;
		$log->autoflush(1);
		$SIG{TSTP} = sub {
			print $log "stops\n";
			local $SIG{TSTP} = "DEFAULT";
			1 for 1 .. 3_000_000; # the shell is not to go on before it has stopped
			sigprocmask SIG_UNBLOCK, POSIX::SigSet->new(SIGTSTP);
			kill TSTP => $$;
			print $log "goes on\n";
		};
		$SIG{INT} = sub { print $log "ends\n"; exit 5; };
		print $log "begins\n";
		sleep 1 while 1;
	END
	input=$WORK/keys start script -qec "exec bash --norc --noprofile -i" /dev/null
	exec 7>"$WORK/keys"
	types "tracetax trace --mode $mode -- perl $WORK/program $WORK/log\n" begins
	types '\032' stops
	types 'fg\n' "goes on"
	types '\032' stops
	types "fg; echo status \$? >>$WORK/log\n" "goes on"
	types '\003' "status 5"
	printf 'exit\n' >&7
	finish
	exec 7>&-
	same "what it said" "begins stops goes on stops goes on ends status 5" "$(xargs <"$WORK/log")"
}

@test "^Z, fg, ^Z, fg, ^C: a program with a handler stops and goes on" {
	command -v script >/dev/null || skip "script is not installed"
	each stops_itself untraced ptrace-syscall seccomp-trace user-notif-continue
}

# Expects that its whole tree was killed, and nobody said a word.
tree_was_killed() {
	finish
	same status 137 "$status"
	same output "" "$output$stderr"
	await is_gone "$(cat "$WORK/apart")"
}

# stubborn OPTION...: starts a program that ignores what asks it to end, and so does what it has started, in a session of
# its own too.
stubborn() {
	rm -f "$WORK"/*
	start tracetax trace --mode "$mode" "$@" -- sh -c 'trap "" TERM INT HUP; sleep 600 &
		setsid sh -c "echo \$\$ >'"$WORK/apart"'; while :; do sleep 600; echo on; done" &
		: >'"$WORK/on"'; while :; do wait; echo on; done'
	await test -e "$WORK/on" -a -s "$WORK/apart"
}

# One that comes right after the first is the same one: timeout(1) sends two.
twice() {
	stubborn
	kill -HUP "$session"
	kill -TERM "$session"
	sleep 0.6
	state_is RSt "$session" || fail "two signals at once ended it"
	kill -INT "$session"
	tree_was_killed
}

# How a tree is ended in each mode is the next test's: this one waits long.
@test "a second signal ends the tree, whatever hangs in it" {
	each twice $(if is_long; then kinds; else kinds | grep -xE 'untraced|ptrace-syscall|user-notif-continue'; fi)
}

patience() {
	stubborn --kill-after 0.05
	kill -INT "$session"
	tree_was_killed
}

@test "--kill-after: so much later the tree is ended" {
	each patience $(kinds)
	for wrong in '' x 0 -1 1e9 nan; do
		complains 2 "--kill-after: expected a number from 0.001 to" trace --kill-after "$wrong" -- true
	done
}

has_begun() { [ "$(readlink "/proc/$session/exe")" = "$BIN/tracetax" ]; }

# At any moment it ends in one of two ways: by the signal, before the trap is set, or by the trap. tracetax says
# nothing.
at_any_moment() {
	one_in 3 0 0.001 0.002 0.003 0.005 0.008 0.013 0.02 0.03 0.05
	for moment in "${chosen[@]}"; do
		start tracetax trace --mode "$mode" -- sh -c 'trap "echo bye; exit 3" TERM; while :; do :; done'
		await has_begun
		sleep "$moment"
		kill -TERM "$session"
		finish
		same errors "" "$stderr"
		case "$status:$output" in 143: | 3:bye) ;; *) same "after $moment s" "143: or 3:bye" "$status:$output" ;; esac
	done
}

@test "SIGTERM at many moments: no word of ours" { each at_any_moment untraced $(call_modes) ptrace-each; }

blocked() {
	rm -f "$WORK"/*
	start perl -e 'use POSIX; sigprocmask(SIG_BLOCK, POSIX::SigSet->new(SIGTERM)); exec @ARGV or die' \
		tracetax trace --mode "$mode" -- sh -c 'echo >'"$WORK/on"'; until [ -e '"$WORK/off"' ]; do sleep 0.01; done; exit 5'
	await test -e "$WORK/on"
	kill -TERM "$session"
	touch "$WORK/off"
	finish
	same status 5 "$status"
}

@test "SIGTERM that the caller has blocked stays blocked" { each blocked untraced $(call_modes); }

# The program has ended, and its child has not: no program is left to pass the signal on to.
outlived() {
	local pid
	rm -f "$WORK"/*
	start tracetax trace --mode "$mode" -- sh -c '(echo >'"$WORK/on"'; sleep 600) & echo $$ >'"$WORK/pid"'; exit 3'
	await test -e "$WORK/on" -a -s "$WORK/pid"
	pid=$(cat "$WORK/pid")
	await is_gone "$pid"
	kill -TERM "$session"
	finish
	same status 3 "$status"
}

@test "SIGTERM after the program's end ends the rest of its tree" { each outlived $(call_modes) ptrace-each; }
