#!/bin/sh
# timeout ends what it runs, in each of its ways. What shells say of children that a signal ended, now and then, is left out.
# needs: timeout
says() { "$@" 2>/dev/null; echo "$*: $?"; }
says timeout 10 sh -c 'exit 3'
says timeout 0.1 sleep 60
says timeout --foreground 0.1 sleep 60
says timeout --preserve-status 0.1 sleep 60
says timeout -s INT 0.1 sleep 60
says timeout -s KILL 0.1 sleep 60
says timeout -k 0.1 0.1 sh -c 'trap "" TERM; while :; do sleep 0.01; done'
says timeout --foreground -k 2 -s HUP 0.1 sh -c 'trap "echo no" HUP; while :; do sleep 0.01; done' | sort -u
timeout 0.2 sh -c 'trap "echo trapped; exit 5" TERM; while :; do sleep 0.01; done' 2>/dev/null
echo $?
