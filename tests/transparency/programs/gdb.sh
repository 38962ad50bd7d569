#!/bin/sh
# A debugger: a breakpoint, a step, a variable, and the end of what it debugs.
# needs: gdb gcc
# differs: @(ptrace-*|seccomp-trace*) a process has one tracer, and this one has us
export CCACHE_DISABLE=1
printf '%s\n' 'int twice(int n)' '{' '	return n * 2;' '}' 'int main(void)' '{' '	return twice(4);' '}' >program.c
gcc -g -O0 -o program program.c
SHELL=/bin/sh gdb -nx -batch -ex 'set confirm off' -ex 'break twice' -ex run -ex 'print n' -ex backtrace -ex finish -ex continue \
	--args ./program 2>&1 | grep -E '^(\$|#|Value|\[Inferior|Run till|Breakpoint)' | sed 's/process [0-9]*/process/; s/0x[0-9a-f]*/0x/g'
rm -f program
