#!/bin/sh
# What a stop costs under tracetax, against the least tracer that one can write: at most 1.02 of it.
# Nanoseconds per getpid, two stops each, both processes on one CPU.
set -eu

B=${B:-build}
reference=$B/tests/reference
loop="$reference/timed_loop getpid 20000"
cpu=$(taskset -cp $$ | sed 's/.*[ ,-]//') # the last usable one: the first takes the interrupts

exec taskset -c "$cpu" "$reference/pairs" --pairs 60 --max-ratio 1.02 --a tracetax --b tutorial \
	"$B/tracetax trace --mode ptrace-syscall -- $loop" "$reference/tracer $loop"
