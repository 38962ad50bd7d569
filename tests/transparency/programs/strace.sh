#!/bin/sh
# A tracer as the program.
# needs: strace
# differs: @(ptrace-*|seccomp-trace*) a process has one tracer, and this one has us
# differs: sigsys-trap a tracer sees each call twice: the one that is trapped, and the one that the handler makes
strace -f -qq -e trace=execve,kill -e signal=none -o log sh -c 'echo in; (echo below; exit 2); exec sh -c "exit 3"'
echo $?
grep -c execve log
rm log
