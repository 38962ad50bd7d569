#!/usr/bin/env bats
# Children and their stops come in any order, and none is lost or starved.
# shellcheck disable=SC2013,SC2016,SC2030,SC2031,SC2034,SC2046,SC2086,SC2154 # helpers.bash gives and reads names; modes are words

load ../helpers

forks() { ends_with 0 hazard_fork "$rounds"; }
threads() { ends_with 0 hazard_clone "$rounds"; }

@test "forks, one after the other" {
	rounds=$((100 * ROUNDS)) each forks $(call_modes)
}

@test "threads, one after the other" {
	rounds=$((100 * ROUNDS)) each threads $(call_modes)
}

@test "forks and threads by the hundred, ten thousand of each in the long form" {
	user=$(users | awk '{ print $NF }') mode=seccomp-trace rounds=$(if is_long; then echo 1000; else echo 400; fi)
	for ((round = 0; round < ROUNDS; round++)); do
		forks
		threads
	done
}

spawns() { ends_with 0 hazard_vfork 30 "$BIN/post" 0; }

@test "posix_spawn, again and again" {
	each spawns $(call_modes)
}

@test "a child outlives its parent" {
	each orphans $(call_modes)
}

# start_beside COMMAND...: starts it with a child, a sleep, that it does not know of.
start_beside() { start timeout --foreground -k 1 "$LIMIT" sh -c 'sleep 60 & exec "$@"' sh "$@"; }

# Ends the sleep, which may not have begun yet. A tracer that waits for it, or takes its end for one of the tree, does not
# get here in time.
finish_beside() {
	status=0
	wait "$session" || status=$?
	await pkill -KILL -s "$session" -x sleep || fail "the sleep was gone"
	nothing_left
	same status "$1" "$status"
}

inherited_child() {
	start_beside tracetax trace --mode "$mode" -- sh -c 'true & wait; exit 4'
	finish_beside 4
	start sh -c '(sleep 0.1; exit 9) & exec "$@"' sh tracetax trace --mode "$mode" -- sh -c 'sleep 0.2; exit 4'
	finish
	same status 4 "$status"
}

@test "a child inherited from before is left alone" {
	each inherited_child $(call_modes)
}

exec_beside() {
	start_beside tracetax trace --mode "$mode" -- hazard_exec_thread 10 "$BIN/post" 0
	finish_beside 0
}

@test "threads that exec do not linger in the tree" {
	each exec_beside $(call_modes)
}

# A tracer that is stopped finds the end of the child before the event of its parent, since the kernel shows
# the youngest tracee first, except for the tracer's own child: hence the shell between.
killed_at_birth() {
	local tracer forker child
	rm -f "$WORK"/*
	mkfifo -m 666 "$WORK/go"
	start sh -c 'sleep 60 & exec "$@"' sh tracetax trace --mode "$mode" -- sh -c '
		sh -c "echo \$\$ >$0/forker; read go <$0/go; sleep 60 & wait \$!; exit 4"; exit $?' "$WORK"
	await test -s "$WORK/forker"
	forker=$(cat "$WORK/forker")
	tracer=$(awk '/^TracerPid:/ { print $2 }' "/proc/$forker/status")
	sleep 0.1
	kill -STOP "$tracer"
	await state_is T "$tracer"
	echo >"$WORK/go"
	await grep -q . "/proc/$forker/task/$forker/children"
	child=$(awk '{ print $1 }' "/proc/$forker/task/$forker/children")
	await state_is t "$child"
	await state_is t "$forker"
	kill -KILL "$child"
	await state_is Z "$child"
	kill -CONT "$tracer"
	await is_gone "$tracer"
	finish_beside 4
}

@test "a child that is killed before its first stop is seen does not linger in the tree" {
	[ -e "/proc/self/task/$$/children" ] || [ -e "/proc/$$/task/$$/children" ] || skip "no CONFIG_PROC_CHILDREN"
	each killed_at_birth seccomp-trace-miss # whose program runs on while the tracer stands
}

same_tid() {
	needs hazard_same_tid
	traced hazard_same_tid 5
	same output again "$output"
	same status 3 "$status"
}

@test "a later process of the program's tid does not end in its name" {
	user=$(users | awk '{ print $1 }')
	mode=ptrace-syscall
	same_tid
}

# All run on one CPU, where no task is nearer to the tracer than another: on two, under load, the scheduler gives one
# task several times as much as the next. A loop that takes what wait(2) finds first gives the worst served of 8 a
# sixteenth to a quarter of what the best gets; ours, beside three suites of tests, two fifths.
shares() {
	in_turn 2 8 24
	for n in "${chosen[@]}"; do
		traced hazard_busy $n $((12000 / n))
		same status 0 "$status"
		echo "calls of $n: $(paste -s "$TEST_DIR/output")"
		awk -v n=$n 'NR == 1 { fewest = $1 } { most = $1 } END { exit !(NR == n && fewest >= most / 3) }' "$TEST_DIR/output"
	done
}

@test "busy tracees share the tracer: none is starved" {
	taskset -cp "$(taskset -cp $$ | sed 's/.*[ ,-]//')" "$BASHPID"
	each shares $(call_modes)
}
