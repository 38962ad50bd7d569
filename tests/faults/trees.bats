# Trees of more processes than the limits allow, and files without room: a skip that says what to do, and no process
# outlives its tree.
load ../helpers

# A sample: one mode for each mechanism.
MODES=untraced,ptrace-syscall,ptrace-each,seccomp-trace,user-notif-continue

# RLIMIT_NPROC does not hold for root, and counts all processes of a user: this one has no others.
as_lonely_user() {
	NOBODY=("$BEGIN" -u $((100000 + BASHPID)))
	as_user
}

# limited LIMIT...: puts these limits on tracetax for the rest of the test.
limited() {
	as_lonely_user
	through prlimit "$@"
}

# refused PATTERN: fails unless there is a row, and every row is a skip with this reason.
refused() {
	[ "$(count r/runs.csv 1)" -gt 0 ] && [ "$(count r/runs.csv "\$r{status} ne 'skip' || \$r{reason} !~ /$1/")" -eq 0 ] ||
		fail "$(rows r/runs.csv 1 workload mode status reason)"
	await nothing_runs || fail "left: $(processes)"
	scratch_is_gone
}

@test "more processes than the user may have: tree and fan are skips, and nothing outlives them" {
	limited --nproc=60
	for workload in tree fan; do
		expect 0 run --workload $workload --size 60 --mode "$MODES" "${SMALL[@]}" -o r
		refused 'Resource temporarily unavailable: .*(RLIMIT_NPROC|ulimit -u)'
		rm -r r
	done
}

@test "more threads than the user may have" {
	limited --nproc=60
	expect 0 run --workload threads --size 200 --mode "$MODES" "${SMALL[@]}" -o r
	refused 'Resource temporarily unavailable: .*ulimit -u'
}

# The processes of tracetax and the workload's own: with each limit another one of them is refused.
@test "one process fewer than a workload starts: a skip that names the limit, whoever met it" {
	local limit others='$r{status} ne "ok" && $r{reason} !~ /carry over/'
	for limit in $(if is_long; then seq 6; else echo 3 4 5; fi); do
		limited --nproc=$limit
		in_turn thread,exec fork,execve # in the other order thread meets no limit of its own
		capture tracetax run --workload "$(IFS=, && echo "${chosen[*]}")" --mode "$MODES,sud-trap" "${SMALL[@]}" -o r
		[[ $status -eq 0 || $stderr == *"no process can be started: "*"ulimit -u"* ]] || fail "with $limit processes"
		rows r/runs.csv "$others" status workload reason | sort -u >refusals
		[ "$(grep -cvP '^skip\t.*Resource temporarily unavailable: .*ulimit -u' refusals)" -eq 0 ] || fail "$limit: $(cat refusals)"
		cat refusals >>all
		rm -r r
	done
	never grep 'smaller --size' all # none of them has a size
	for own in 'clone of a thread' 'starting the program'; do
		grep -q "$own: Resource" all || fail "$own: never refused: $(cut -c1-60 all)"
	done
}

@test "a thread of the tracer for each task is as many again: only that mode is left out, before the first run" {
	limited --nproc=450
	expect 0 run --workload threads --size 256 --mode "$MODES" "${SMALL[@]}" -o r
	exact r
	[ "$(rows r/runs.csv '$r{status} ne "ok"' mode status pass)" = "$(printf 'ptrace-each\tskip\t')" ]
	[[ "$(rows r/runs.csv '$r{status} ne "ok"' reason)" == '516 tasks at once: Resource temporarily unavailable: '*'ulimit -u'* ]]
	await nothing_runs
}

# beforehand CONDITION PATTERN MODES: fails unless each of so many modes has one row, a skip with this reason and of no
# pass.
beforehand() {
	rows r/runs.csv "$1" mode status pass reason >refusals
	[ "$(sort -u refusals | wc -l)" -eq "$3" ] && [ "$(wc -l <refusals)" -eq "$3" ] &&
		[ "$(grep -cP "^[\w-]+\tskip\t\t.*$2" refusals)" -eq "$3" ] || fail "$1: $(cat refusals)"
	await nothing_runs || fail "left: $(processes)"
	scratch_is_gone
}

# These limits hold for root too.
stacks_refused() {
	[ -z "${SANITIZE-}" ] || skip "AddressSanitizer maps more memory than this limit"
	through prlimit --as=$((512 << 20)) --stack=$((8 << 20))
	expect 0 run --workload threads --size 4,256 --mode "$MODES" "${SMALL[@]}" -o r
	exact r
	beforehand '$r{size} == 256' 'Resource temporarily unavailable: .*ulimit -v.*smaller --size' 5
	[ "$(count r/runs.csv '$r{size} == 4 && $r{status} eq "ok"')" -eq 6 ] || fail "$(rows r/runs.csv 1 size mode status reason)"
}

# bats test_tags=long
@test "more stacks than there is memory for: refused before the first run" { stacks_refused; }
# bats test_tags=long
@test "more stacks than there is memory for, as an ordinary user" {
	as_user
	stacks_refused
}

# Without the descriptors that every run needs no run begins; without those that a mode needs, the mode is left out. How
# many that is stands nowhere, so several limits are tried.
descriptors_refused() {
	local n none=0 some=0 tracetax=("${TRACETAX[@]}")
	for n in {10..24..2}; do
		TRACETAX=("${tracetax[@]}")
		through prlimit --nofile="$n"
		rm -rf r
		capture tracetax run --workload getpid,dd --mode "$MODES" "${SMALL[@]}" -o r
		if [ "$status" -ne 0 ]; then
			[ "$status" -eq 1 ] && [ "${#stderr_lines[@]}" -eq 1 ] && [[ "$stderr" == *'Too many open files'* ]] || fail "$n"
			[ ! -e r/runs.csv ] || [ "$(count r/runs.csv '$r{status} ne "skip"')" -eq 0 ]
			[[ "$stderr" != *'no process can be started: Too many open files: raise ulimit -n'* ]] || none=1
		elif [ "$(count r/runs.csv '$r{status} eq "skip"')" -gt 0 ]; then
			exact r
			[ "$(count r/runs.csv '$r{status} ne "ok" && ($r{pass} ne "" ||
				$r{reason} !~ /Too many open files: raise ulimit -n/)')" -eq 0 ] || fail "$n: $(rows r/runs.csv 1 status pass reason)"
			some=1
		elif ! is_long; then
			break # with more it goes as well
		fi
		nothing_runs && scratch_is_gone
	done
	[ "$status" -eq 0 ] && [ $none -eq 1 ] && [ $some -eq 1 ] || fail "none $none, some $some"
}

@test "fewer descriptors than a run needs, or a mode: refused beforehand, with what to do" { descriptors_refused; }
# bats test_tags=long
@test "fewer descriptors, as an ordinary user" {
	as_user
	descriptors_refused
}

# Succeeds once the driver, $driver, and its children have used a second of CPU: it is in its window then, since what
# comes before is two dozen operations of few processes, also where a fork takes long.
working() {
	driver=$(processes tracetax-driver | sort -n | head -n 1)
	# of a child that ends meanwhile, nothing is read
	[ "$driver" ] && awk -v hz="$(getconf CLK_TCK)" '{ used = $14 + $15 + $16 + $17 } END { exit used / hz < 1 }' "/proc/$driver/stat"
}

limited_at_work() { working && (become prlimit --pid "$driver" --nproc=1); }

@test "a tree that loses its processes in the middle of a window" {
	as_lonely_user
	for workload in tree fan; do
		launch run --workload $workload --size 10 --mode untraced --blocks 1 --window 60000 --timeout 600 --quiet -o r
		await limited_at_work || fail "no driver: $(cat "$TEST_DIR/launched.err")"
		ended 0
		refused 'starting the processes of the tree: Resource temporarily unavailable'
		rm -r r
	done
}

@test "file-io-shm writes to tmpfs, and leaves nothing there" {
	if [ "$(stat -f -c %T /dev/shm)" != tmpfs ]; then skip "no tmpfs at /dev/shm"; fi
	local before
	before=$(ls -A /dev/shm)
	expect 0 run --workload file-io-shm --mode ptrace-syscall "${SMALL[@]}" -o r
	exact r
	grep -q '"shm": "tmpfs"' r/machine.json
	[ -z "$(comm -13 <(echo "$before") <(ls -A /dev/shm) | grep ^tracetax)" ] || fail "left: $(ls -A /dev/shm)"
	scratch_is_gone
}

@test "file-io-shm without a tmpfs, or without any /dev/shm that can be written" {
	if [ "$EUID" -ne 0 ] || ! unshare -m true 2>/dev/null; then skip "mounting takes root"; fi
	for kind in 'ramfs ramfs' 'tmpfs tmpfs -o ro'; do
		capture unshare -m sh -c 'kind=$1; shift; mount -t $kind /dev/shm && exec "$@"' - "$kind" \
			"$PROGRAM" run --workload file-io-shm,file-io --mode ptrace-syscall "${SMALL[@]}" -o r
		[ "$status" -eq 0 ] || fail "0 is due"
		[ "$(count r/runs.csv '$r{workload} eq "file-io-shm" && $r{status} eq "ok"')" -eq 0 ]
		[ "$(count r/runs.csv '$r{workload} eq "file-io" && $r{status} ne "ok"')" -eq 0 ]
		[[ "$output" == *"skip: "*"(file-io-shm "*"same): no tmpfs to write to at /dev/shm: mount one"* ]]
		rm -r r
	done
}

@test "machine.json says which file system is behind TMPDIR" {
	if [ "$EUID" -ne 0 ] || ! unshare -m true 2>/dev/null; then skip "mounting takes root"; fi
	for kind in tmpfs ramfs; do
		capture unshare -m sh -c 'mount -t $1 $1 "$TMPDIR" && shift && exec "$@"' - $kind \
			"$PROGRAM" run --mode untraced "${SMALL[@]}" -o r
		grep -q "\"scratch\": \"$kind\"" r/machine.json || fail "$kind is due"
		rm -r r
	done
}

@test "attach_ns: of those that attach, and of no other" {
	expect 0 run --mode untraced,preload,ptrace-syscall,ptrace-each,seccomp-trace,seccomp-allow,user-notif-continue "${SMALL[@]}" -o r
	[ "$(count r/runs.csv '$r{status} eq "ok" && $r{mode} =~ /^(untraced|preload)$/ && $r{attach_ns} ne ""')" -eq 0 ]
	[ "$(count r/runs.csv '$r{status} eq "ok" && $r{mode} !~ /^(untraced|preload)$/ && $r{attach_ns} !~ /^[1-9][0-9]*$/')" -eq 0 ]
	[ "$(count r/runs.csv '$r{status} eq "ok"')" -gt 0 ]
	# the program of every run began, and took less than the whole run to do so
	[ "$(count r/runs.csv '$r{status} eq "ok" && ($r{exec_ns} !~ /^[1-9][0-9]*$/ || $r{exec_ns} > $r{start_ns})')" -eq 0 ]
}
