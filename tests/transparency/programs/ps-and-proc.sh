#!/bin/sh
# What a program learns of itself from ps and /proc.
# needs: ps
# short
sh -c 'ps -o comm= -p $$; ps -o comm= --ppid $$ | head -n 1; tr "\0" " " </proc/$$/cmdline; exit' here there
sleep 600 &
until [ "$(ps -o comm= -p $!)" = sleep ]; do :; done
ps -o comm=,args=,nlwp= -p $!
kill $!
wait $! 2>/dev/null
echo $?
readlink /proc/self/exe /proc/$$/cwd
grep -E '^(Threads|SigIgn|SigBlk)' /proc/self/status
