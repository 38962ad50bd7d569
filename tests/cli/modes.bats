# Every mode that works here, on every workload: its stops exact, and the events beside them.
load ../helpers
BATS_TEST_TIMEOUT=120

@test "clock-syscall: every mode counts exactly" { measured clock-syscall; }

@test "clock-vdso: every mode counts exactly" { measured clock-vdso; }

@test "dd: every mode counts exactly" { measured dd; }

@test "exec: every mode counts exactly" { measured exec; }

@test "fan: every mode counts exactly" { measured fan --size 20; }

@test "file-io-shm: every mode counts exactly" { measured file-io-shm; }

@test "file-io: every mode counts exactly" { measured file-io; }

@test "fork: every mode counts exactly" { measured fork; }

@test "futex: every mode counts exactly" { measured futex; }

@test "getdents: every mode counts exactly" { measured getdents; }

@test "getpid: every mode counts exactly" { measured getpid; }

@test "invalid: every mode counts exactly" { measured invalid; }

@test "mixed: every mode counts exactly" { measured mixed; }

@test "mmap: every mode counts exactly" { measured mmap; }

@test "open-close: every mode counts exactly" { measured open-close; }

@test "pipe: every mode counts exactly" { measured pipe; }

@test "poll: every mode counts exactly" { measured poll; }

@test "pread: every mode counts exactly" { measured pread; }

@test "processes: every mode counts exactly" { measured processes; }

@test "read-zero: every mode counts exactly" { measured read-zero; }

@test "signal: every mode counts exactly" { measured signal; }

@test "socket: every mode counts exactly" { measured socket; }

@test "stat: every mode counts exactly" { measured stat; }

@test "thread: every mode counts exactly" { measured thread; }

@test "threads: every mode counts exactly" { measured threads; }

@test "tree: every mode counts exactly" { measured tree --size 5; }

@test "write-null: every mode counts exactly" { measured write-null; }

@test "yield: every mode counts exactly" { measured yield; }

@test "fault: every mode counts exactly, and each operation has its page fault" {
	measured fault
	[ "$(count r/runs.csv '$r{status} eq "ok" && $r{tracee_faults} ne "" && $r{tracee_faults} < $r{counted_ops}')" -eq 0 ]
}
