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

@test "clock-syscall: every mode counts exactly" { measured clock-syscall; }

@test "clock-vdso: every mode counts exactly" { measured clock-vdso; }

@test "getdents: every mode counts exactly" { measured getdents; }

@test "invalid: every mode counts exactly" { measured invalid; }

@test "mmap: every mode counts exactly" { measured mmap; }

@test "open-close: every mode counts exactly" { measured open-close; }

@test "poll: every mode counts exactly" { measured poll; }

@test "pread: every mode counts exactly" { measured pread; }

@test "read-zero: every mode counts exactly" { measured read-zero; }

@test "socket: every mode counts exactly" { measured socket; }

@test "stat: every mode counts exactly" { measured stat; }

@test "write-null: every mode counts exactly" { measured write-null; }

@test "yield: every mode counts exactly" { measured yield; }

@test "fault: every mode counts exactly, and each operation has its page fault" {
	measured fault
	[ "$(count r/runs.csv '$r{status} eq "ok" && $r{tracee_faults} ne "" && $r{tracee_faults} < $r{counted_ops}')" -eq 0 ]
}
