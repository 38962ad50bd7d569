# Trees of processes that cannot be had, and files where there is no place for them: a skip that says what to do, and
# nothing of a tree outlives it.
load ../helpers

MODES=untraced,ptrace-syscall,ptrace-each,seccomp-trace,user-notif-continue

# limited LIMIT...: from now on tracetax may have no more than that. Root is above RLIMIT_NPROC.
limited() {
	as_user
	through prlimit "$@"
}

# refused PATTERN: every row is a skip with this reason, and there is one.
refused() {
	[ "$(count r/runs.csv 1)" -gt 0 ] && [ "$(count r/runs.csv "\$r{status} ne 'skip' || \$r{reason} !~ /$1/")" -eq 0 ] ||
		fail "$(rows r/runs.csv 1 workload mode status reason)"
	within 5 nothing_runs || fail "left: $(processes)"
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

# A driver that is past its setup: the runs before take no second.
working() {
	driver=$(processes tracetax-driver | head -n 1)
	[ "$driver" ] && [ "$(ps -o etimes= -p "$driver" 2>/dev/null || echo 0)" -ge 1 ]
}

@test "a tree that loses its processes in the midst of a window" {
	as_user
	for workload in tree fan; do
		launch run --workload $workload --mode untraced --blocks 1 --window 5000 --quiet -o r
		within 15 working || fail "no driver: $(cat "$TEST_DIR/launched.err")"
		"${BECOME[@]}" prlimit --pid "$(processes tracetax-driver | sort -n | head -n 1)" --nproc=1
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
		capture "${ISOLATED[@]}" unshare -m sh -c 'kind=$1; shift; mount -t $kind /dev/shm && exec "$@"' - "$kind" \
			"$PROGRAM" run --workload file-io-shm,file-io --mode ptrace-syscall "${SMALL[@]}" -o r
		[ "$status" -eq 0 ] || fail "0 is due"
		[ "$(count r/runs.csv '$r{workload} eq "file-io-shm" && $r{status} eq "ok"')" -eq 0 ]
		[ "$(count r/runs.csv '$r{workload} eq "file-io" && $r{status} ne "ok"')" -eq 0 ]
		[[ "$output" == *"skip: file-io-shm "*"no tmpfs to write to at /dev/shm: mount one"* ]]
		rm -r r
	done
}

@test "machine.json says which file system is behind TMPDIR" {
	if [ "$EUID" -ne 0 ] || ! unshare -m true 2>/dev/null; then skip "mounting takes root"; fi
	for kind in tmpfs ramfs; do
		capture "${ISOLATED[@]}" unshare -m sh -c 'mount -t $1 $1 "$TMPDIR" && shift && exec "$@"' - $kind \
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
}
