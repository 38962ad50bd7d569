# Workloads of several tasks: exact counts, none starved, refused if the limits forbid so many, and gone at the end.
# bats file_tags=alone
load ../helpers

BURNERS=()
teardown() { # whether the test passes or not
	for burner in "${BURNERS[@]}"; do kill -KILL "$burner"; done
	every_teardown
}

# counted MODES BLOCKS OPS ARG...: measures a campaign, in which every run must be ok.
counted() {
	rm -rf r
	capture tracetax run --mode "$1" --blocks "$2" --ops "$3" -o r "${@:4}"
	[ "$status" -eq 0 ] || [ "$status" -eq 3 ] || fail "0 or 3 is due"
	exact r
	[ "$(count r/runs.csv '$r{status} ne "ok"')" -eq 0 ] || fail "$(rows r/runs.csv '$r{status} ne "ok"' mode reason)"
}

# busy: succeeds if others wanted the CPUs in most runs of ./r. The scheduler then decides which task is served worst.
busy() { [ "$(count r/runs.csv '$r{runnable} > 0')" -gt "$(count r/runs.csv '$r{runnable} eq "0"')" ]; }

# shares WORKLOAD SIZE OPTION...: several blocks of so many tasks, 500 operations for each; each is counted exactly, and
# no ptrace tracer or supervisor of them all lets one wait: the task that came off worst has made nine tenths of a fair
# share, in the better of the blocks (where others want the CPUs, half: a loop that starves had less there, too): who
# began first stays some operations ahead. Tasks that have a tracer each are served by the scheduler, and so slowly that
# 20 operations of each are counted, once.
shares() {
	local of=(--workload "$1" --size "$2" "${@:3}") one='$r{mode} ne "untraced"'
	counted ptrace-each 1 $((20 * $2)) "${of[@]}"
	counted ptrace-syscall,seccomp-trace,user-notif-continue 2 $((500 * $2)) "${of[@]}"
	[ "$(count r/runs.csv "$one && \$r{least_ops} ne '' && \$r{least_ops} <= \$r{ops} / \$r{size}")" -eq 6 ]
	local fair=0.9
	if busy; then fair=0.5; fi
	[ "$(rows r/runs.csv "$one && \$r{least_ops} >= $fair * \$r{ops} / \$r{size}" mode | sort -u | wc -l)" -eq 3 ] ||
		fail "$(rows r/runs.csv "$one" mode ops size least_ops)"
}

@test "256 threads: every call counted, none starves" { shares threads 256; }

@test "256 processes: every call counted, none starves" { shares processes 256; }

# In half of the blocks. Where the scheduler puts them, a task that it put beside the tracer comes less often than those
# on another CPU, under any tracer that holds nobody back; but none has less than half of its share.
@test "4 and 16 threads on two CPUs: every call counted, none starves" {
	if tracetax list placements | grep -q 'cross.*not here'; then skip "there is one CPU"; fi
	counted ptrace-syscall,seccomp-trace 6 8000 --workload threads --size 4,16 --placement cross,free
	if busy; then skip "others want the CPUs: the scheduler decides who is served"; fi
	local fair='$r{least_ops} >= ($r{placement} eq "cross" ? 0.9 : 0.5) * $r{ops} / $r{size}'
	rows r/runs.csv "\$r{mode} ne 'untraced' && $fair" placement mode size | sort | uniq -c >fair
	[ "$(awk '$1 >= 3' fair | wc -l)" -eq 8 ] || fail "$(rows r/runs.csv 1 placement mode size ops least_ops)"
}

@test "16 threads on one CPU with their tracer: every call counted, none starves" { shares threads 16 --placement same; }

@test "64 threads on one CPU with their tracer: every call counted, none starves" { shares threads 64 --placement same; }

@test "256 of each, while the CPUs are busy" {
	local i
	for ((i = 0; i < $(nproc) + 1; i++)); do
		while :; do :; done 3>&- &
		BURNERS+=($!)
	done
	for workload in threads processes; do
		measured "$workload" --size 256
		mv r "$workload"
	done
}

tasks_run() { [ "$(processes tracetax-driver | wc -l)" -ge "$1" ]; }

no_tasks() { [ -z "$(processes tracetax-driver)" ]; }

@test "no process of a workload outlives a harness that is killed" {
	launch run --workload processes --size 64 --mode untraced --blocks 1 --ops 400000000 -o r
	await tasks_run 65
	kill -KILL "$PID"
	wait "$PID" || true
	PID=
	await no_tasks
}

# refused_tasks WORKLOAD: expects that too many are a skip before anything starts, with what to do about it.
refused_tasks() {
	expect 0 run --workload "$1" --size 4,256 --mode untraced,ptrace-syscall "${SMALL[@]}" -o r
	[ "$(count r/runs.csv '$r{size} == 4 && $r{status} eq "ok"')" -eq 3 ]
	[ "$(count r/runs.csv '$r{size} == 256 && $r{status} eq "skip"')" -eq 2 ]
	[ "$(count r/runs.csv '$r{size} == 256')" -eq 2 ]
	rows r/runs.csv '$r{size} == 256' reason | grep -q '260 tasks at once: .*ulimit -u.*smaller --size' ||
		fail "$(rows r/runs.csv 1 reason)"
	nothing_runs
}

@test "more tasks than RLIMIT_NPROC: refused before anything starts" {
	as_user
	local others
	others=$(ps -eLo ruid= | grep -c '^ *65534$' || true)
	through prlimit --nproc=$((others + 120))
	refused_tasks processes
	rm -r r
	refused_tasks threads
}

@test "more tasks than the control group may have: refused before anything starts" {
	local group=/sys/fs/cgroup/pids/tracetax-$$
	[ -e /sys/fs/cgroup/pids/cgroup.procs ] || group=/sys/fs/cgroup/tracetax-$$
	mkdir "$group" 2>/dev/null && echo 100 >"$group/pids.max" || skip "no control group of processes can be made"
	through sh -c 'echo $$ >"$0/cgroup.procs" && exec "$@"' "$group"
	refused_tasks threads
	await rmdir "$group"
}

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
