#!/bin/sh
# A tracer as the program.
# needs: strace
strace -f -qq -e trace=execve,kill -e signal=none -o log sh -c 'echo in; (echo below; exit 2); exec sh -c "exit 3"'
echo $?
grep -c execve log
rm log
