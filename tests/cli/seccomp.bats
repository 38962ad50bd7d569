# The filters without a listener: how many there are, by the kernel's own count, and what they answer, by strace's.
load ../helpers

filters() { sed -n 's/^Seccomp_filters:\t//p' "${1:-/proc/self/status}"; }

@test "the kernel counts as many filters as the mode says" {
	local own
	own=$(filters)
	if [ -z "$own" ]; then skip "this kernel does not count filters (5.9)"; fi
	while read -r mode due; do
		expect 0 trace --mode "$mode" -- sed -n 's/^Seccomp_filters:\t//p' /proc/self/status
		[ "$output" = $((own + due)) ] || fail "$mode: $due filters are due"
	done <<-END
		untraced 0
		seccomp-allow 1
		seccomp-allow-args 1
		seccomp-stack-1 1
		seccomp-stack-7 7
		seccomp-stack-32 32
	END
	[ "$(filters)" = "$own" ]
}

@test "each of a stack is kept over fork and exec, and nothing is refused" {
	expect 7 trace --mode seccomp-stack-2 -- sh -c 'sed -n "s/^Seccomp_filters:\t//p" /proc/self/status; exit 7'
	[ "$output" -ge 2 ]
}

# Prints how many getppid reach the function in the kernel, in a campaign of 22,500 in each run.
reached() {
	expect 0 run --workload getppid --mode "$1" --blocks 1 --window 1 --ops 20000 -o "$1" || return 1
	[ "$(count "$1/runs.csv" '$r{status} eq "ok"')" -eq 3 ] || return 1
	sed -n 's/^\([0-9]*\),.*/\1/p' "$TEST_DIR/perf"
}

@test "seccomp-errno: the calls of the loop do not reach the kernel, by perf's count" {
	local event=syscalls:sys_enter_getppid
	if ! perf stat -e $event true 2>/dev/null; then skip "perf does not count $event here"; fi
	through perf stat -x, -o "$TEST_DIR/perf" -e $event
	# the baseline runs twice; the warm-up lasts as long in each run, and the mode's is answered too
	[ "$(reached seccomp-allow)" -ge 67500 ]
	[ "$(reached seccomp-errno)" -lt 63000 ]
}

@test "seccomp-errno: a workload that needs the answers is skipped, a program is refused" {
	expect 0 run --workload file-io,threads,compute --mode seccomp-errno "${SMALL[@]}" -o r
	exact r
	rows r/runs.csv '$r{mode} eq "seccomp-errno"' workload status reason >"$TEST_DIR/answers"
	for workload in file-io threads; do
		grep -q "^$workload.skip.it answers in place of the kernel" "$TEST_DIR/answers"
	done
	grep -q '^compute.ok' "$TEST_DIR/answers"
	complains 2 'mode seccomp-errno: it answers in place of the kernel' trace --mode seccomp-errno -- true
}

@test "a stack of filters is refused by the kernel: skipped, with the reason" {
	denied seccomp,prctl:22
	expect 0 run --mode seccomp-stack-3 "${SMALL[@]}" -o r
	exact r
	[[ "$(rows r/runs.csv '$r{mode} eq "seccomp-stack-3"' status reason)" == skip*'seccomp filter: Operation not permitted: permit seccomp'* ]]
}
