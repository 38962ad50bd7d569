#!/bin/sh
# Locks between processes, and one that is not to be had.
# needs: flock
for i in 1 2 3 4 5 6 7 8; do
	flock lock sh -c 'n=$(cat n 2>/dev/null); sleep 0.01; echo $((n + 1)) >n' &
done
wait
cat n
flock lock flock -n lock true
echo $?
flock lock flock -w 0.05 lock true
echo $?
