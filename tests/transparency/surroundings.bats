#!/usr/bin/env bats
# What the program is given and what it gives pass through untouched.
# shellcheck disable=SC2013,SC2016,SC2030,SC2031,SC2034,SC2046,SC2086,SC2154 # helpers.bash gives and reads names; modes are words

load ../helpers

both_ways() {
	head -c 300000 /dev/urandom >"$TEST_DIR/in"
	input=$TEST_DIR/in traced cat
	same status 0 "$status"
	cmp "$TEST_DIR/in" "$TEST_DIR/output"
}

@test "standard input and output pass through to the byte" {
	each both_ways $(call_modes)
}

one_line_only() {
	printf 'one\ntwo\n' >"$TEST_DIR/in"
	input=$TEST_DIR/in start sh -c 'tracetax trace --mode '"$mode"' -- sh -c "read line; echo \$line"; cat'
	finish
	same output $'one\ntwo' "$output"
}

@test "of standard input no more is read than the program reads" {
	each one_line_only ptrace-syscall seccomp-trace
}

errors_only() {
	traced sh -c 'echo out; echo err >&2'
	same output out "$output"
	same errors err "$stderr"
	options=--count traced sh -c 'echo out; echo err >&2'
	same output out "$output"
	grep -qx err "$TEST_DIR/errors"
	grep -qEx 'tracetax: [1-9][0-9]* stops' "$TEST_DIR/errors"
	same "lines of errors" 2 "$(wc -l <"$TEST_DIR/errors")"
}

@test "nothing is added to the output, and one line to the errors by --count" {
	each errors_only $(call_modes)
}

# Compares what a process sees of itself, untraced and traced.
same_as_untraced() {
	start "$@"
	finish
	mv "$TEST_DIR/output" "$TEST_DIR/untraced"
	traced "$@"
	same status 0 "$status"
	diff "$TEST_DIR/untraced" "$TEST_DIR/output"
}

environment() {
	same_as_untraced env
	same_as_untraced sh -c 'pwd; umask; ulimit -a; nice; echo "$0" "$@"' name 'an  argument' '' '*'
	same_as_untraced sh -c 'for fd in /proc/$$/fd/*; do echo "${fd##*/}"; done'
	same_as_untraced grep -E '^(Uid|Gid|Groups|Cpus_allowed|Sig(Ign|Blk|Cgt)|Cap...)' /proc/self/status
}

@test "environment, arguments, limits, descriptors and rights are those of untraced" {
	each environment $(call_modes)
}

# Closes each of the three, and all; the tracer must not open a file of its own there.
closed() {
	for closing in '<&-' '>&-' '2>&-' '<&- >&- 2>&-'; do
		start sh -c "tracetax trace --mode $mode --count -- sh -c '
			readlink /proc/\$PPID/fd/0 /proc/\$PPID/fd/1 /proc/\$PPID/fd/2 >$WORK/on; exit 6' $closing"
		finish
		same "status with $closing" 6 "$status"
		same "standard descriptors with $closing" 3 "$(wc -l <"$WORK/on")"
		same "others with $closing" "" "$(grep -v -e '^/dev/null$' -e "^$TEST_DIR/\(output\|errors\)$" "$WORK/on")"
		rm "$WORK/on"
	done
}

@test "descriptors 0, 1 and 2 may be closed" {
	each closed $(call_modes)
}

own_filter() {
	start tracetax trace --mode "$mode" -- sh -c 'echo $$ >'"$WORK/pid"'; read line <'"$WORK/fifo"
	await test -s "$WORK/pid"
	same "Seccomp of the tracer" 0 "$(sed -n 's/^Seccomp:\t//p' "/proc/$session/status")"
	same "NoNewPrivs of the tracer" 0 "$(sed -n 's/^NoNewPrivs:\t//p' "/proc/$session/status")"
	same "Seccomp of the program" 2 "$(sed -n 's/^Seccomp:\t//p' "/proc/$(cat "$WORK/pid")/status")"
	echo >"$WORK/fifo"
	finish
	same status 0 "$status"
	rm "$WORK/pid"
}

@test "the filter is the program's: the tracer has none" {
	same "Seccomp of the test" 0 "$(sed -n 's/^Seccomp:\t//p' /proc/self/status)" || skip "there is a filter on all of us"
	mkfifo -m 666 "$WORK/fifo"
	each own_filter seccomp-trace seccomp-trace-exit seccomp-trace-miss
}

# A program of root's with a setuid bit says who it is.
setuid_given_up() {
	traced "$WORK/who" -u
	same "effective user" 65534 "$output"
	same line "tracetax: $WORK/who gave up its setuid or setgid bit (programs: 1)" "$stderr"
}

# The same program, twice, started by the one that is watched.
setuid_given_up_below() {
	traced sh -c '"$1" -u; "$1" -u; true' - "$WORK/who"
	same "effective users" $'65534\n65534' "$output"
	same line "tracetax: $WORK/who gave up its setuid or setgid bit (programs: 2)" "$stderr"
}

@test "a setuid program that gives up its bit is named" {
	[ "$EUID" -eq 0 ] || skip "only root can make one"
	cp "$(command -v id)" "$WORK/who"
	chmod 4755 "$WORK/who"
	user=nobody
	alone "$WORK/who" -u
	[ "$output" = 0 ] || skip "no setuid bit counts here"
	for mode in $(ptrace_modes) ptrace-each $(notify_modes); do
		setuid_given_up
		setuid_given_up_below
	done
	mode=seccomp-allow setuid_given_up # nobody sees what the program starts
	mode=sigsys-trap # whose filter comes after the program's exec, and stays
	traced true
	[ "$status" -ne 0 ] || setuid_given_up_below
	user=root mode=ptrace-syscall
	traced "$WORK/who" -u
	same "output for root" 0 "$output$stderr"
	user=nobody mode=untraced
	traced "$WORK/who" -u
	same "output of untraced" 0 "$output$stderr"
}
