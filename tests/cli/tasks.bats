# Workloads of several tasks: exact counts, and none starved, which needs the CPUs for themselves.
# bats file_tags=alone
load ../helpers
load ../tasks

# In one of three blocks none has less than half of its share. Who shares a CPU with the tracer comes less often than
# those on another one, under any tracer that holds nobody back; a loop that starves leaves a third of a share at most,
# at placement free.
@test "4 and 16 threads on two CPUs: every call counted, none starves" {
	if tracetax list placements | grep -q 'cross.*not here'; then skip "there is one CPU"; fi
	counted ptrace-syscall,seccomp-trace $((3 * ROUNDS)) 8000 --workload threads --size 4,16 --placement cross,free
	if busy; then skip "others want the CPUs: the scheduler decides who is served"; fi
	rows r/runs.csv '$r{mode} ne "untraced" && $r{least_ops} >= 0.5 * $r{ops} / $r{size}' placement mode size | sort | uniq -c >fair
	[ "$(awk -v least=$ROUNDS '$1 >= least' fair | wc -l)" -eq 8 ] || fail "$(rows r/runs.csv 1 placement mode size ops least_ops)"
}

# bats test_tags=long
@test "16 threads on one CPU with their tracer: every call counted, none starves" { shares threads 16 --placement same; }

@test "64 threads on one CPU with their tracer: every call counted, none starves" { shares threads 64 --placement same; }

# bats test_tags=long
@test "the least loops, which are no part of all: what they count is exact, and one serves all" {
	counted ptrace-first,ptrace-batch 2 1600 --workload threads,processes --size 16 --placement free
	[ "$(count r/runs.csv '$r{mode} ne "untraced"')" -eq 8 ]
	if busy; then skip "others want the CPUs: the scheduler decides who is served"; fi
	expect 0 run --workload threads --size 64 --ops 12800 --mode ptrace-first,ptrace-batch --placement same --blocks 1 --window 1 -o same
	[ "$(count same/runs.csv '$r{mode} eq "ptrace-batch" && $r{least_ops} >= 100')" -eq 1 ]
	[ "$(count same/runs.csv '$r{mode} eq "ptrace-first" && $r{least_ops} < 100')" -eq 1 ]
	# Restarted in the order of wait(2)'s scan, the youngest are ahead.
	counted ptrace-syscall,ptrace-batch 3 8000 --workload threads --size 16 --placement same
	least() { rows r/summary.csv "\$r{mode} eq '$1'" least_share; }
	awk -v ours="$(least ptrace-syscall)" -v batch="$(least ptrace-batch)" 'BEGIN { exit !(batch < ours - 0.04) }' ||
		fail "$(rows r/summary.csv 1 mode least_share)"
	for mode in ptrace-first ptrace-batch; do
		tracetax trace --mode $mode -- true
	done
}
