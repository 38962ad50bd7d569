#!/bin/bash
# Traps, subshells, process substitution, coprocesses and SIGPIPE in a shell.
# needs: bash yes
# short
trap 'echo got USR1' USR1
kill -USR1 $$
(trap 'echo subshell ends' EXIT; exit 4)
echo $?
diff <(seq 5) <(seq 4)
coproc cat
echo to and fro >&"${COPROC[1]}"
read -r line <&"${COPROC[0]}"
echo "$line"
exec {COPROC[1]}>&-
wait
yes | head -n 1
echo "${PIPESTATUS[@]}"
{ sh -c 'kill -SEGV $$'; } 2>/dev/null
echo $?
trap 'echo a child; n=$((n + 1))' CHLD
true | (exit 7)
echo "${PIPESTATUS[@]}"
exec sh -c 'kill -TERM $$'
