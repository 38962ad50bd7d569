#!/usr/bin/env bats
# A tracer with a thread for each task: new tasks are handed from thread to thread, and nothing shows it.
# shellcheck disable=SC2013,SC2016,SC2030,SC2031,SC2034,SC2046,SC2086,SC2154 # helpers.bash gives and reads names; modes are words

load ../helpers

many_tasks() {
	ends_with 0 hazard_fork $((100 * ROUNDS))
	ends_with 0 hazard_clone $((100 * ROUNDS))
	ends_with 0 hazard_vfork 30 "$BIN/post" 0
}

@test "forks, threads, posix_spawn" { each many_tasks $(each_modes); }

threads() {
	ends_with 0 hazard_exec_thread $((10 * ROUNDS)) "$BIN/post" 0
	for ((round = 0; round < 2 * ROUNDS; round++)); do
		ends_with 3 hazard_end_all exit
		ends_with 137 hazard_end_all kill
	done
	ends_with 7 hazard_leader
}

@test "threads that exec, end together, or outlive their leader" { each threads $(each_modes); }

@test "a child outlives its parent" { each orphans $(each_modes); }

# The very first call of a thread or a process is seen like all that follow: no call of any task is missing.
counts() {
	stops_more 2000 post 1000
	stops sh -c 'post 0; exit'
	local none=$count
	stops sh -c 'post 1000; exit'
	same "stops of a child" 2000 $((count - none))
	mode=ptrace-syscall stops hazard_vfork 30 "$BIN/post" 100
	none=$count
	stops hazard_vfork 30 "$BIN/post" 100
	same "stops of what is spawned" "$none" "$count"
}

@test "the stops are those of ptrace-syscall" { each counts $(each_modes); }

signals() {
	ends_with 0 hazard_queue 1000
	ends_with 0 hazard_timer 200
	trap_signal
	trap_handled
}

@test "signals arrive, in new tasks too" { each signals $(each_modes); }

# Compares the mask that a new task was started with, and the one it has.
masks() {
	traced setsid --fork --wait grep SigBlk /proc/self/status # which, other than shells, leaves them as they are
	same "blocked signals of a child" "$(grep SigBlk /proc/self/status)" "$output"
}

@test "a new task blocks the signals that it would" { each masks $(each_modes); }

stops_by_itself() {
	local pid
	rm -f "$WORK/pid"
	start tracetax trace --mode "$mode" -- sh -c 'sh -c "echo \$\$ >'"$WORK/pid"'; kill -STOP \$\$; echo on"; exit'
	await test -s "$WORK/pid"
	pid=$(cat "$WORK/pid")
	await state_is tT "$pid"
	sleep 0.1
	same output "" "$(cat "$TEST_DIR/output")"
	kill -CONT "$pid"
	finish
	same status 0 "$status"
	same output on "$output"
}

@test "a child that stops itself stays stopped until SIGCONT" { each stops_by_itself $(each_modes); }

# Forks and vforks all the time: a task is being handed over when the tracer dies. What takes all of the tracer's time
# begins last, since nothing gets far beside it.
ended_by() {
	local program
	for ((round = 0; round < ROUNDS; round++)); do
		rm -f "$WORK"/*
		start tracetax trace --mode "$mode" -- sh -c 'sh -c "kill -STOP \$\$" & echo $$ >"$0/program"
			hazard_busy 2 1000000000 & hazard_fork 100000000 & exec hazard_vfork 100000000 "$1" 0' "$WORK" "$BIN/post"
		await test -s "$WORK/program"
		read -r program <"$WORK/program"
		await storms "$program"
		kill -"$signal" "$session"
		finish
		same status $((128 + $(kill -l "$signal"))) "$status"
	done
}

# bats test_tags=long
@test "the tracer is killed in a storm of forks: nothing is left" { signal=KILL each ended_by $(each_modes); }

@test "the tracer is terminated in a storm of forks: nothing is left" {
	signal=TERM each ended_by $(each_modes)
}

# Builds a program whose own code has no such bytes.
no_room() {
	printf '%s\n' '.globl _start' '_start: mov $57,%eax' 'syscall' 'test %eax,%eax' 'mov $60,%eax' 'xor %edi,%edi' \
		'syscall' >"$WORK/bare.s"
	gcc -nostdlib -static -o "$WORK/bare" "$WORK/bare.s" 2>/dev/null || skip "no static program can be built"
	traced "$WORK/bare"
}

@test "a static program of a few bytes: the vDSO has room, or the reason is printed" {
	[ "$(uname -m)" = x86_64 ] || skip "x86-64 only"
	user=$(users | head -n 1) mode=ptrace-each
	no_room
	[ "$status" -eq 0 ] || grep -q 'no jump to itself in its code' "$TEST_DIR/errors"
}
