# A disk that is full, files that may not grow: one line that names the file, status 1, whole rows only.
load ../helpers

PLAN=(--workload getpid --mode ptrace-syscall,seccomp-trace --window 1 --ops 5 --blocks 60)

# Expects the one line, and that it is true of the rows.
kept() {
	local directory=$1 file
	[ "$status" -eq 1 ] || fail "status 1 is due"
	judged_apart
	[ "${#stderr_lines[@]}" -eq 1 ] || fail "one line is due"
	[[ "$stderr" =~ ^tracetax:\ .*/[a-z-]+\.(csv|json):\ (No\ space\ left\ on\ device|File\ too\ large) ]] ||
		fail "the file is not named"
	for file in "$directory"/*.csv; do
		[ ! -e "$file" ] || rows "$file" 1 >/dev/null || fail "$file is torn"
	done
	[ -z "$(find "$directory" -name '*.partial')" ] || fail "left: $(ls "$directory")"
	if [[ "$stderr" =~ \;\ ([0-9]+)\ rows\ are\ kept ]]; then
		[ "$(count "$directory/runs.csv" 1)" -eq "${BASH_REMATCH[1]}" ] || fail "$(count "$directory/runs.csv" 1) rows are there"
	fi
	scratch_is_gone
	nothing_runs
}

# on_small_disk SIZE ARG...: runs tracetax in a mount namespace where ./disk is so small.
on_small_disk() {
	if [ "$EUID" -ne 0 ] || ! unshare -m true 2>/dev/null; then skip "mounting takes root"; fi
	mkdir -p disk kept
	# what is on the disk goes with the namespace: it is copied out
	capture unshare -m sh -c '
		mount -t tmpfs -o size="$1" tmpfs disk || exit 99
		shift
		"$@"
		status=$?
		cp -r disk/. kept
		exit $status' - "$1" "$PROGRAM" "${@:2}"
}

@test "the disk is full after some rows" {
	on_small_disk 40k run "${PLAN[@]}" -o disk/r
	kept kept/r
	[ "$(count kept/r/runs.csv 1)" -gt 5 ]
	exact kept/r cut
	finishes summary kept/r
	[[ "$output" == *getpid*untraced* ]]
}

# bats test_tags=long
@test "the disk is full of counters" {
	on_small_disk 40k run "${PLAN[@]}" --event context-switches,page-faults,cpu-migrations,task-clock -o disk/r
	kept kept/r
	exact kept/r cut
	finishes summary kept/r
}

@test "the disk is full before the first row" {
	on_small_disk 4k run "${PLAN[@]}" -o disk/r
	kept kept/r
	[ "$(ls kept/r)" = "" ] || [ "$(count kept/r/runs.csv 1)" -eq 0 ]
}

@test "the disk is full when the summary is written" {
	expect 0 run --mode untraced "${SMALL[@]}" -o r
	find r -name '*.csv' ! -name runs.csv ! -name counters.csv -delete
	on_small_disk 16k true || true
	capture unshare -m sh -c '
		mount -t tmpfs -o size=24k tmpfs disk && cp -r r disk && { cat /dev/zero >disk/filler 2>/dev/null; true; } || exit 99
		"$0" summary disk/r
		status=$?
		ls disk/r >left
		exit $status' "$PROGRAM"
	[ "$status" -eq 1 ]
	[[ "$output" == *getpid*untraced* ]]
	[[ "$stderr" == "tracetax: "*".csv: No space left on device"* ]]
	[ "${#stderr_lines[@]}" -eq 1 ]
	never grep partial left
}

@test "files may not grow beyond 1 KiB: machine.json is named" {
	capture bash -c 'ulimit -f 1; "$@"' - "${TRACETAX[@]}" run "${PLAN[@]}" -o r
	kept r
	[[ "$stderr" == *machine.json* ]]
}

@test "files may not grow beyond 20 KiB: runs.csv is named, the rows before are kept" {
	capture bash -c 'ulimit -f 20; "$@"' - "${TRACETAX[@]}" run "${PLAN[@]}" -o r
	kept r
	[[ "$stderr" == *"r/runs.csv: File too large"* ]]
	[ "$(count r/runs.csv 1)" -gt 50 ]
	exact r cut
	finishes summary r
}

@test "a limit of the file size is no excuse to harm the workload's file" {
	capture bash -c 'ulimit -f 20; "$@"' - "${TRACETAX[@]}" run --workload file-io --size 64k --mode untraced \
		"${SMALL[@]}" -o r
	[ "$status" -eq 1 ]
	[ "$(count r/runs.csv '$r{status} eq "fail" && $r{reason} ne ""')" -ge 1 ] || fail "a short file must fail"
	[ "$(count r/runs.csv '$r{status} eq "ok"')" -eq 0 ]
	scratch_is_gone
}

@test "TMPDIR that is missing, no directory, or closed: one line, no result" {
	TMPDIR=$WORK/missing complains 1 'TMPDIR' run --mode untraced "${SMALL[@]}" -o r
	[[ "$stderr" == *"No such file or directory"* ]]
	touch file
	TMPDIR=$WORK/file complains 1 'Not a directory' run --mode untraced "${SMALL[@]}" -o r
	TMPDIR=$WORK/$(printf 'x%.0s' {1..300}) complains 1 'TMPDIR' run --mode untraced "${SMALL[@]}" -o r
}

@test "TMPDIR where an ordinary user may not write: one line, no result" {
	as_user
	mkdir -m 755 closed
	TMPDIR=$WORK/closed complains 1 'Permission denied' run --mode untraced "${SMALL[@]}" -o r
}

@test "TMPDIR that is full: the runs that write fail, the others do not" {
	if [ "$EUID" -ne 0 ] || ! unshare -m true 2>/dev/null; then skip "mounting takes root"; fi
	mkdir disk
	capture unshare -m sh -c 'mount -t tmpfs -o size=16k tmpfs disk || exit 99
		TMPDIR=$PWD/disk "$0" "$@"
		status=$?
		ls disk >left
		exit $status' "$PROGRAM" run --workload file-io,getpid --size 64k --mode ptrace-syscall "${SMALL[@]}" -o r
	[ "$status" -eq 1 ]
	[ "$(count r/runs.csv '$r{workload} eq "getpid" && $r{status} eq "ok"')" -eq 3 ]
	[ "$(count r/runs.csv '$r{workload} eq "file-io" && $r{status} eq "fail"')" -eq 3 ]
	[ "$(rows r/runs.csv '$r{workload} eq "file-io"' reason | grep -c 'No space left on device')" -eq 3 ] ||
		fail "the reason: $(rows r/runs.csv '$r{workload} eq "file-io"' reason)"
	[ ! -s left ] || fail "left in TMPDIR: $(cat left)"
}
