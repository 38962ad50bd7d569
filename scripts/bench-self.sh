#!/bin/sh
# Compares the cost of a stop under tracetax with the smallest loop that does the same: at most 1.02 of it. Each in
# nanoseconds per getpid, all processes on one CPU, or on those of CPUS (0-1). Exit status 1 if one of them does not
# hold.
#
#   bench-self.sh                 all of it
#   bench-self.sh COMPARISON      ptrace, sysemu, notify, batch, memory or scaling
#   BEFORE=DIRECTORY bench-self.sh before
#                                 this build against another, of the commit before a change: one task, 8 and 64, by the loops
#                                 of ptrace, seccomp and notification
#
# ptrace: two stops each. We come out about 1 % below: the tutorial waits for its pid, which the kernel must look up; a
# wait for any child need not. sysemu: one stop each, the call is skipped. notify: one notification each, the call goes
# on. scaling: two stops each of 1 to 256 threads, and of as many processes, at most 1.05 of the smallest fair loop,
# which takes all that wait before it restarts one. Beside it, without a limit, the loop that takes what wait(2) finds
# first: it lets most of them starve, so few of them run at once, and that is cheaper. memory: eight bytes of a stopped
# process, by each way of reading them, against the bare call in a loop. batch: what it saves to receive all
# notifications that wait, with eight threads; no limit.
# shellcheck disable=SC2317 # the comparisons are called by name
set -eu

B=${B:-build}
reference=$B/tests/reference
cpu=$(taskset -cp $$ | sed 's/.*[ ,-]//') # the last usable one: the first takes the interrupts

pairs() { taskset -c "${CPUS:-$cpu}" "$reference/pairs" --pairs "$PAIRS" "$@" || status=1; }

ptrace() {
	loop="$reference/timed_loop getpid 20000"
	pairs --max-ratio 1.02 --a tracetax --b tutorial \
		"$B/tracetax trace --mode ptrace-syscall -- $loop" "$reference/tracer $loop"
}

sysemu() {
	pairs --max-ratio 1.02 --a tracetax --b least "sh scripts/bench-peers.sh ours_sysemu" "$reference/sysemu 30000"
}

notify() {
	loop="$reference/timed_loop getpid 20000"
	pairs --max-ratio 1.02 --a tracetax --b receive-and-send \
		"$B/tracetax trace --mode user-notif-continue -- $loop" "$reference/notify $loop"
}

batch() {
	loop="$reference/timed_loop getpid 20000 8"
	pairs --a batch --b one-at-a-time "$B/tracetax trace --mode user-notif-batch -- $loop" \
		"$B/tracetax trace --mode user-notif-continue -- $loop"
}

memory() {
	for method in peekdata process-vm-readv proc-mem; do
		echo "$method:"
		pairs --max-ratio 1.02 --a tracetax --b bare "sh scripts/bench-peers.sh ours_word $method" \
			"$reference/memory $method 20000"
	done
}

scaling() {
	for kind in '' processes; do
		for n in 1 2 4 8 16 32 64 128 256; do
			each=$((25600 / n > 400 ? 25600 / n : 400))
			loop="$reference/timed_loop getpid $each $n $kind"
			ours="$B/tracetax trace --mode ptrace-syscall -- $loop"
			echo "$n ${kind:-threads}:"
			pairs --max-ratio 1.05 --a tracetax --b fair "$ours" "$reference/least_tracer -f $loop"
			pairs --a tracetax --b first "$ours" "$reference/least_tracer $loop"
		done
	done
}

before() {
	: "${BEFORE:?is to name the build directory to compare with}"
	for mode in ptrace-syscall seccomp-trace user-notif-continue; do
		for n in 1 8 64; do
			loop="$reference/timed_loop getpid $((25600 / n)) $n"
			echo "$mode, $n threads:"
			pairs --max-ratio 1.02 --a now --b before "$B/tracetax trace --mode $mode -- $loop" \
				"$BEFORE/tracetax trace --mode $mode -- $loop"
		done
	done
}

PAIRS=${PAIRS:-60} # fewer are quicker, and less sure
export B
status=0
for comparison in "${@:-ptrace sysemu notify batch memory scaling}"; do
	for one in $comparison; do
		echo "$one:"
		$one
	done
done
exit $status
