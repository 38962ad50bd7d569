#!/usr/bin/env bats
# The supervisor of notifications: whatever happens to a call between the two, the program lives as if it were not
# watched.
# shellcheck disable=SC2013,SC2016,SC2030,SC2031,SC2034,SC2046,SC2086,SC2154 # helpers.bash gives and reads names; modes are words

load ../helpers

# Prints what each process of the session does: its state, and how often it was switched to.
doings() { grep -sHE '^State|ctxt_switches' $(session_processes | sed 's,.*,/proc/&/status,') /dev/null || true; }

# at_rest: succeeds if it has ended, or if all of it sleeps and did not wake between two looks. It may not have begun.
at_rest() {
	local state before
	{ read -r _ _ state _ <"/proc/$session/stat"; } 2>/dev/null || return 0
	[ "$state" != Z ] || return 0
	before=$(doings)
	[ "$before" ] && ! grep -q 'State:.[^S]' <<<"$before" && [ "$(doings)" = "$before" ]
}

# SIGCHLD meets the shell in all sorts of calls. One that is met before its notification is received ends with EINTR: a
# fork or a pipe fails, a close leaves the pipe open, and its reader waits for ever. Nothing cures that, but it must be
# reported.
pipelines() {
	local wrong=0
	for ((round = 0; round < 14 * ROUNDS; round++)); do
		start tracetax trace --mode "$mode" --count -- dash -c 'echo abc | cat | cat'
		await at_rest
		pkill -KILL -s "$session" -x cat || true # the reader that waits for ever
		finish
		if [ "$status" -eq 0 ] && [ "$output" = abc ]; then continue; fi
		((++wrong))
		grep -q '^tracetax: [0-9]* calls were ended by a signal instead$' "$TEST_DIR/errors" || fail "it is not reported"
	done
	((wrong < 7 * ROUNDS)) || fail "half of them lost a call"
}

@test "pipelines, again and again: calls that a signal ended before they were received are reported" {
	user=$(users | awk '{ print $NF }') mode=user-notif-continue
	if is_long; then each pipelines $mode; else pipelines; fi
}

# A notification that ends unanswered must end neither the loop nor the program.
interrupted() { for _ in 1 2 3; do ends_with 0 hazard_timer 300; done; }

@test "alarms of 1 ms in short calls and in long ones: each call ends once" {
	each interrupted $(notify_modes)
}

short_lives() {
	start sh -c 'for i in $(seq $3); do timeout -k 1 "$1" tracetax trace --mode "$2" -- true || exit; done' sh "$LIMIT" "$mode" $((30 * ROUNDS))
	finish
	same status 0 "$status"
}

# bats test_tags=long
@test "many short lives: the supervisor sees the end of each" {
	each short_lives user-notif-continue
}

killed_in() {
	start tracetax trace --mode "$mode" -- "$@"
	await pgrep -s "$session" -x "${1##*/}" >"$TEST_DIR/pid"
	kill -KILL "$(head -n 1 "$TEST_DIR/pid")"
	finish
	same "status of $*" 137 "$status"
}

target_dies() {
	for ((round = 0; round < 3 * ROUNDS; round++)); do
		killed_in sleep 60 # in its call
		killed_in hazard_timer 1000000 # in any state
	done
}

@test "the target is killed, in a call and between: the supervisor ends with it" {
	each target_dies user-notif-continue
}

outlived() {
	ends_with 3 sh -c '(while [ -e /proc/$$/exe ]; do :; done; echo late) & exit 3'
	same output late "$output"
}

@test "the last to leave is not the program: it has time to end" {
	each outlived $(notify_modes)
}

no_listener() {
	traced sh -c 'ls -l /proc/self/fd'
	same status 0 "$status"
	grep -q pipe:\\\|/dev/null "$TEST_DIR/output"
	if grep -i seccomp "$TEST_DIR/output"; then return 1; fi
}

@test "the target keeps no descriptor of its notifications" {
	each no_listener user-notif-continue
}

# Prints the command, its guard and its supervisor: tracetax, one below the other.
supervisors() { pgrep -s "$session" -x tracetax; }
three_supervise() { [ "$(supervisors | wc -l)" -eq 3 ]; }

any_is_killed() {
	in_turn 1 2 3
	for which in "${chosen[@]}"; do
		rm -f "$WORK"/*
		start tracetax trace --mode "$mode" -- sh -c '
			sleep 60 & (while :; do :; done) & sh -c "kill -STOP \$\$" & cat /dev/zero >/dev/null & echo >'"$WORK/on"'; wait'
		await test -e "$WORK/on"
		await three_supervise
		kill -KILL "$(supervisors | sed -n ${which}p)"
		finish
		[ "$status" -ne 0 ]
	done
}

@test "whichever of the supervisors is killed: nothing is left, and no call fails for want of one" {
	each any_is_killed untraced ptrace-syscall user-notif-continue
}

second_listener() {
	traced tracetax trace --mode "$mode" -- true
	same status 1 "$status"
	grep -q 'filter that notifies: Device or resource busy: measure outside of the supervisor' "$TEST_DIR/errors"
}

@test "a second supervisor of the same process is refused, with the reason" {
	each second_listener $(notify_modes)
}
