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

@test "mixed: every mode counts exactly" { measured mixed; }
