#!/bin/sh
# What a stop costs under tracetax, against the least tracer that one can write: at most 1.02 of it.
# Nanoseconds per getpid, two stops each, both processes on one CPU. We come out about 1 % below:
# the tutorial waits for its pid, which the kernel must look up; a wait for any child need not.
set -eu

B=${B:-build}
reference=$B/tests/reference
loop="$reference/timed_loop getpid 20000"
cpu=$(taskset -cp $$ | sed 's/.*[ ,-]//') # the last usable one: the first takes the interrupts

exec taskset -c "$cpu" "$reference/pairs" --pairs 60 --max-ratio 1.02 --a tracetax --b tutorial \
	"$B/tracetax trace --mode ptrace-syscall -- $loop" "$reference/tracer $loop"
