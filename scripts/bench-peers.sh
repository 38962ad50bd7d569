#!/bin/sh
# Compares tracetax with the programs that time the same thing, each pair of runs on one CPU.
# Exit status 1 if a comparison does not hold.
#
#   bench-peers.sh           all comparisons
#   bench-peers.sh FUNCTION  one side of one, a number in nanoseconds: `sh bench-peers.sh perf_getppid`
# shellcheck disable=SC2317 # the sides are reached through "$@"
set -eu

B=${B:-build}
reference=$B/tests/reference
trace="$B/tracetax trace --mode ptrace-syscall --"

# per_call WORKLOAD MODE [OPTION...]: prints what `tracetax run` measures in a window of 250 ms; of untraced, in two
per_call() {
	directory=$(mktemp -d) workload=$1 mode=$2
	shift 2
	"$B/tracetax" run --workload "$workload" --mode "$mode" --blocks 1 --window 250 "$@" --quiet -o "$directory/c" 2>/dev/null || [ $? -eq 3 ]
	awk -F, -v mode="$mode" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		$at["mode"] == mode { wall += $at["wall_ns"]; calls += $at["calls"] }
		END { printf "%.3f\n", wall / calls }' "$directory/c/runs.csv"
	rm -rf "$directory"
}

# Both call getppid in a loop that nothing watches: ours is what `tracetax run` reports, perf's what
# it prints. perf goes through the wrapper getppid(), we through syscall(2), which moves six
# registers: too little to see of 120 ns.
ours_getppid() { per_call getppid untraced; }
# Uses the default format: only it has six decimals; `simple` is total milliseconds.
perf_getppid() {
	LC_ALL=C perf bench syscall basic --loop 2000000 | awk '/usecs\/op/ { printf "%.3f\n", $1 * 1000 }'
}

# Two stops per getpid. At each, strace 6.1 makes a waitpid, a second that finds nothing, a
# PTRACE_GET_SYSCALL_INFO, a write to /dev/null and the restart; we make the first and the last.
ours_getpid() {
	$trace "$reference/timed_loop" getpid 20000
}
strace_getpid() {
	strace -o /dev/null "$reference/timed_loop" getpid 20000
}

# A bogo-op is one stop: N of them are N PTRACE_SYSCALL, N + 1 waitpid and 2 N switches, counted by
# a preloaded library and by perf. Its tracee makes six cheap calls in turn (getppid, getuid, ...).
# It comes out some 2 % slower: it waits for a pid, which is 1 % slower than for any child (see
# bench-self.sh); the rest we take to be its counting and, every 512 stops, calls meant to fail.
ours_stop() {
	$trace "$reference/timed_loop" getpid 50000 | awk '{ printf "%.3f\n", $1 / 2 }'
}
stress_ng_stop() {
	# seconds are printed to 0.01, the rate in full
	stress-ng --ptrace 1 --ptrace-ops 100000 --metrics-brief --yaml /dev/stdout 2>/dev/null |
		awk '/bogo-ops-per-second-real-time:/ { printf "%.3f\n", 1e9 / $2 }'
}

# The entry stop alone, and the call skipped: one stop is one getpid. It comes out some 4 % slower than a stop of
# theirs: each has a whole entry to the kernel and back in it, and theirs, two to a call, half of that. The smallest
# possible loop is 6 % slower itself (bench-self.sh sysemu).
ours_sysemu() { per_call getpid ptrace-sysemu; }

# Eight bytes of a stopped process; bench-self.sh has the bare calls beside it.
ours_word() { per_call memory-read "$1" --size 8 --window 60; }

# A call that traps by user dispatch. Ours makes the call in its handler (a getpid) and counts; theirs only notes that
# it was called. So one untraced getpid is added to theirs, timed right after it: what a call costs differs from machine
# to machine, by a tenth of a trap and more. Theirs also reads the clock twice within what it times, one call in 1,000,
# after four prctl and other calls.
ours_trap() { per_call getpid sud-trap; }
stress_ng_trap() {
	stress-ng --usersyscall 1 --usersyscall-ops 60000 --metrics --yaml /dev/stdout 2>/dev/null |
		awk '/nanosecs-per-syscall:/ { print $2 }'
}
stress_ng_trap_and_call() {
	{ stress_ng_trap && "$reference/timed_loop" getpid 200000; } | awk '{ sum += $1 } END { if (NR == 2) printf "%.3f\n", sum }'
}

# per_execution MODE [OPTION...] -- COMMAND...: prints what one execution takes under `tracetax exec`
per_execution() {
	directory=$(mktemp -d) mode=$1
	shift
	"$B/tracetax" exec --mode "$mode" --runs 1 --quiet -o "$directory/c" "$@" >/dev/null 2>&1 || [ $? -eq 3 ]
	awk -F, -v mode="$mode" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		$at["mode"] == mode && $at["status"] == "ok" { wall += $at["wall_ns"]; ops += $at["ops"] }
		END { printf "%.0f\n", wall / ops }' "$directory/c/runs.csv"
	rm -rf "$directory"
}

# 100 processes, or 20,000 calls and more: each under `exec`, watched by ptrace-syscall and by strace. Both are timed by
# the same clock.
ptraced() { per_execution ptrace-syscall -- "$@"; }
straced() { per_execution wrap:strace --wrap 'strace=strace -f -o /dev/null' -- "$@"; }
# shellcheck disable=SC2016 # the inner shell expands it
forks() { "$1" sh -c 'for i in $(seq 100); do (:); done'; }
calls() { "$1" dd if=/dev/zero of=/dev/null bs=1 count=10000 status=none; }

# hyperfine_ns COMMAND: the mean of ten runs
hyperfine_ns() {
	hyperfine -N --warmup 1 --runs 10 --style none --export-csv /dev/stdout --prepare "rm -rf $directory/c" "$1" 2>/dev/null |
		awk -F, 'NR == 2 { printf "%.0f\n", $2 * 1e9 }'
}
# One untraced run of `true`, against 20 ms more than hyperfine says that `true` takes.
ours_start() (
	directory=$(mktemp -d)
	hyperfine_ns "$B/tracetax exec --mode untraced --runs 1 --quiet -o $directory/c -- true"
	rm -rf "$directory"
)
start_limit() (
	directory=$(mktemp -d)
	echo $(($(hyperfine_ns true) + 20000000))
	rm -rf "$directory"
)

# compare PROGRAM TITLE OURS THEIRS LIMIT...
compare() {
	program=$1 title=$2 ours=$3 theirs=$4
	shift 4
	if ! command -v "$program" >/dev/null; then
		echo "skipped: $program is not installed (sh scripts/setup.sh)"
		return
	fi
	echo "$title, in ns:"
	taskset -c "$cpu" "$reference/pairs" --pairs 20 --a tracetax --b "$program" "$@" \
		"sh scripts/bench-peers.sh $ours" "sh scripts/bench-peers.sh $theirs" || status=1
	echo
}

if [ $# -gt 0 ]; then
	"$@"
	exit
fi

export B
status=0
cpu=$(taskset -cp $$ | sed 's/.*[ ,-]//') # the last usable one: the first takes the interrupts
compare perf "an untraced getppid" ours_getppid perf_getppid --within 5
compare strace "a traced getpid" ours_getpid strace_getpid --max-ratio 1
compare stress-ng "a ptrace stop" ours_stop stress_ng_stop --max-ratio 1
compare stress-ng "a stop of ptrace-sysemu" ours_sysemu stress_ng_stop --max-ratio 1.1
compare stress-ng "a call that user dispatch traps, and is made" ours_trap stress_ng_trap_and_call --max-ratio 1.1
compare strace "a program of 100 processes under exec" 'forks ptraced' 'forks straced' --max-ratio 1
compare strace "a program of 20,000 calls under exec" 'calls ptraced' 'calls straced' --max-ratio 1
compare hyperfine "exec of true, and true with 20 ms more" ours_start start_limit --max-ratio 1
exit $status
