# Workloads whose tasks race with one another: their counts are exact whoever comes first.
load ../helpers

# Tasks that race make one call too many only sometimes: so they are measured many times, at every placement. The modes
# are a sample: one for each mechanism, in the long form two.
raced() {
	local modes=ptrace-syscall,seccomp-trace,sud-trap,user-notif-continue
	if is_long; then modes+=,ptrace-each,seccomp-trace-exit,user-notif-batch,tracepoint; fi
	finishes run --workload "$1" "${@:2}" --mode "$modes" -o r
	exact r
	[ "$(count r/runs.csv '$r{status} eq "fail"')" -eq 0 ] || fail "$(rows r/runs.csv '$r{status} eq "fail"' workload mode reason)"
}

@test "pipe, futex, thread: exact whoever is the faster, at every placement" {
	raced pipe,futex,thread --placement same,free,cross --blocks "$ROUNDS" --window 10
}

# bats test_tags=long
@test "pipe, futex, thread, exec, execve: as exact for an ordinary user" {
	as_user
	raced pipe,futex,thread,exec,execve "${SMALL[@]}"
}

@test "exec, execve: without the program that they start, a skip that names it" {
	mv "$BIN/ends-at-once" "$TEST_DIR"
	capture tracetax run --workload exec,execve --mode ptrace-syscall "${SMALL[@]}" -o r
	mv "$TEST_DIR/ends-at-once" "$BIN"
	[ "$status" -eq 0 ] || fail "0 is due"
	[ "$(rows r/runs.csv '$r{status} eq "skip" && $r{reason} =~ /^ends-at-once: .*: build all of tracetax/' workload | sort -u | xargs)" = \
		'exec execve' ]
	[ "$(count r/runs.csv '$r{status} ne "skip"')" -eq 0 ]
}
