#!/bin/sh
# tracetax against the programs that time the same thing, each pair of runs on one CPU.
# Exit status 1 if a comparison does not hold.
#
#   bench-peers.sh           all comparisons
#   bench-peers.sh FUNCTION  one side of one, a number in nanoseconds: `sh bench-peers.sh perf_getppid`
set -eu

B=${B:-build}
reference=$B/tests/reference
trace="$B/tracetax trace --mode ptrace-syscall --"

# Both call getppid in a loop that nothing watches. perf goes through the wrapper getppid(), we
# through syscall(2), which moves six registers: about 1 ns of 120. perf has no warm-up and reads
# the clock in microseconds; over two million calls neither shows. What is left is noise.
ours_getppid() {
	"$reference/timed_loop" getppid 2000000
}
# The default format, for it alone has six decimals; `simple` is total milliseconds.
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
# Every 512 stops it adds a few calls that fail on purpose, and it times its start and end too;
# both are under 1 %.
ours_stop() {
	$trace "$reference/timed_loop" getpid 50000 | awk '{ printf "%.3f\n", $1 / 2 }'
}
stress_ng_stop() {
	# seconds are printed to 0.01, the rate in full
	stress-ng --ptrace 1 --ptrace-ops 100000 --metrics-brief --yaml /dev/stdout 2>/dev/null |
		awk '/bogo-ops-per-second-real-time:/ { printf "%.3f\n", 1e9 / $2 }'
}

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
exit $status
