#!/bin/sh
# make runs forty jobs, eight at a time, and one of them fails.
# needs: make
{
	printf 'all: %s bad\n' "$(seq -f '%g.out' -s ' ' 40)"
	printf '%%.out:\n\t@seq $* | sort -n | tail -n 1 >$@\nbad:\n\t@exit 3\n'
} >Makefile
make -k -j8 >log 2>&1
echo $?
grep -c Error log
rm log
make -j8 $(seq -f '%g.out' 40)
