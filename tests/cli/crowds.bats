# Workloads of hundreds of tasks: exact counts, none starved, refused if the limits forbid so many, and gone at the end.
load ../helpers
load ../tasks

BURNERS=()
teardown() { # whether the test passes or not
	for burner in "${BURNERS[@]}"; do kill -KILL "$burner"; done
	every_teardown
}

CROWD=$(is_long && echo 256 || echo 32)

# bats test_tags=long
@test "a crowd of threads: every call counted, none starves" { shares threads "$CROWD"; }

@test "a crowd of processes: every call counted, none starves" { shares processes "$CROWD"; }

# bats test_tags=long
@test "a crowd of each, while the CPUs are busy" {
	local i
	for ((i = 0; i < $(nproc) + 1; i++)); do
		while :; do :; done 3>&- &
		BURNERS+=($!)
	done
	crowded=ptrace-syscall,ptrace-each,seccomp-trace,user-notif-continue,sud-trap
	if is_long; then crowded=all; fi
	measured threads,processes --size $((CROWD / 2)) --mode "$crowded"
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
