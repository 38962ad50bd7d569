# Every mode that works here: its stops exact on one call, on four of a file, and on those of several threads.
load ../helpers
BATS_TEST_TIMEOUT=120

# measured WORKLOAD: one small block in every mode; what the machine lacks is a skip with its reason.
measured() {
	capture tracetax run --workload "$1" --mode all "${SMALL[@]}" -o r
	[ "$status" -eq 0 ] || [ "$status" -eq 3 ] || fail "0 or 3 is due"
	exact r
	[ "$(count r/runs.csv '$r{status} eq "fail"')" -eq 0 ] || fail "$(rows r/runs.csv '$r{status} eq "fail"' mode reason)"
}

@test "getpid: every mode counts exactly" { measured getpid; }

@test "file-io: every mode counts exactly" { measured file-io; }

@test "threads: every mode counts exactly" { measured threads; }

@test "signal: every mode counts exactly" { measured signal; }

@test "fork: every mode counts exactly" { measured fork; }

@test "pipe: every mode counts exactly" { measured pipe; }

@test "futex: every mode counts exactly" { measured futex; }

@test "thread: every mode counts exactly" { measured thread; }

@test "exec: every mode counts exactly" { measured exec; }

# Where several tasks race, one call too many shows only sometimes: so often, and wherever they may run.
raced() {
	capture tracetax run --workload "$1" --placement same,free,cross --blocks 3 --window 20 -o r --mode \
		ptrace-syscall,ptrace-each,seccomp-trace,seccomp-trace-exit,sud-trap,user-notif-continue,user-notif-batch,tracepoint
	[ "$status" -eq 0 ] || [ "$status" -eq 3 ] || fail "0 or 3 is due"
	exact r
	[ "$(count r/runs.csv '$r{status} eq "fail"')" -eq 0 ] || fail "$(rows r/runs.csv '$r{status} eq "fail"' mode reason)"
}

@test "pipe: exact whichever process is the faster" { raced pipe; }

@test "futex: exact whichever thread is the faster" { raced futex; }

@test "thread: exact whether it ends before it is waited for, or after" { raced thread; }

@test "pipe, futex, thread, exec: as exact for an ordinary user" {
	as_user
	for workload in pipe futex thread exec; do
		rm -rf r
		measured "$workload"
	done
}

@test "exec: without the program that it starts, a skip that names it" {
	mv "$BIN/ends-at-once" "$TEST_DIR"
	capture tracetax run --workload exec --mode ptrace-syscall "${SMALL[@]}" -o r
	mv "$TEST_DIR/ends-at-once" "$BIN"
	[ "$status" -eq 0 ] || fail "0 is due"
	[ "$(count r/runs.csv '$r{status} eq "skip" && $r{reason} =~ /^ends-at-once: .*: build all of tracetax/')" -gt 0 ]
	[ "$(count r/runs.csv '$r{status} ne "skip"')" -eq 0 ]
}

@test "tree: every mode counts exactly" { measured tree; }

@test "fan: every mode counts exactly" { measured fan; }

@test "dd: every mode counts exactly" { measured dd; }

@test "file-io-shm: every mode counts exactly" { measured file-io-shm; }
