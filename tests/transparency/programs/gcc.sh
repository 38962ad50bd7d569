#!/bin/sh
# gcc compiles and links through pipes, and complains.
# needs: gcc
export CCACHE_DISABLE=1
printf '%s\n' '#include <stdio.h>' 'int main(void) { return puts("compiled") < 0; }' >a.c
gcc -pipe -O2 -Wl,--build-id=none -o a a.c && ./a
echo 'int main(void) { return x; }' >b.c
gcc -c b.c
echo $?
gcc -fsyntax-only -Wall -x c - </dev/null
rm -f a
