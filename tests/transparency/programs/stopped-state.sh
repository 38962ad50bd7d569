#!/bin/sh
# In which state a process that was stopped is, and that it goes on.
# needs: ps
# short
# differs: @(ptrace-*|seccomp-trace*) the kernel gives a traced process that is stopped as t, not T, as under strace
state() { ps -o stat= -p $child | cut -c 1; }
sleep 600 &
child=$!
kill -STOP $child
until state | grep -qi t; do :; done
state
kill -CONT $child
until state | grep -q S; do :; done
kill $child
wait $child 2>/dev/null
echo $?
