#!/bin/sh
# find with -exec, and xargs that runs four at a time and is told of failures.
# needs: find xargs
mkdir -p a/b c
seq -f 'a/b/%g' 100 | xargs touch
find . -type f -name '*7' -exec basename {} \; | sort -n
find a -type f -print0 | xargs -0 -n 5 -P 4 cksum | sort -k 3 -V | cksum
find a -type f -name '9*' -delete
seq 5 | xargs -n 1 -P 3 sh -c '[ "$0" -ne 3 ]'
echo $?
seq 3 | xargs -n 1 sh -c 'exit 255' 2>/dev/null
echo $?
