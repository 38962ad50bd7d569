#!/bin/sh
# The post's measurement, made again on this machine: results/NAME/ and REPORT.md.
#   NAME=...  names the campaign (today's date and the kernel)   FULL=1  ten million calls, as in the post
set -eu

tracetax=build/tracetax
kernel=$(uname -r | sed 's/[^0-9.].*//')
name=${NAME:-$(date -u +%Y-%m-%d)-linux-$kernel}
case $name in
*[!A-Za-z0-9._-]* | .*)
	echo "reproduce: NAME=$name: letters, digits, '.', '_' and '-' only" >&2
	exit 2
	;;
esac
count=1000000
[ -z "${FULL:-}" ] || count=10000000
# never over an older campaign
directory=results/$name
n=2
while [ -e "$directory" ]; do
	directory=results/$name-$n
	n=$((n + 1))
done

$tracetax doctor
echo
# a run that fails has its row and its reason, and the rest is worth a report
status=0
$tracetax run bench/blog.plan -o "$directory" || status=$?
[ -f "$directory/runs.csv" ] || exit "$status"
[ "$status" -le 3 ] || exit "$status" # Ctrl-C

# The whole program, timed by another's clock. On one CPU, where placement is no accident; with
# FULL=1 also where the scheduler puts it.
whole_program() {
	cpu=$(taskset -cp $$ | sed 's/.*[ ,-]//') # the last usable one: the first takes the interrupts
	pin="taskset -c $cpu"
	set -- --shell=none --runs 3 --style basic \
		--command-name "untraced, one CPU, $count calls" "$pin build/post $count" \
		--command-name "tracetax trace, one CPU, $count calls" "$pin $tracetax trace -- build/post $count"
	if command -v strace >/dev/null; then
		set -- "$@" --command-name "strace -o /dev/null, one CPU, $count calls" "$pin strace -f -o /dev/null build/post $count"
	else
		echo "reproduce: strace is not installed: it is left out (sh scripts/setup.sh)" >&2
	fi
	[ -z "${FULL:-}" ] || set -- "$@" --command-name "tracetax trace, free, $count calls" "$tracetax trace -- build/post $count"
	hyperfine "$@" --export-json "$partial" && mv "$partial" "$directory/whole-program.json"
}
partial=$directory/whole-program.json.partial
trap 'rm -f "$partial"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
if command -v hyperfine >/dev/null; then
	whole_program || echo "reproduce: the whole program could not be timed: it is left out" >&2
else
	echo "reproduce: hyperfine is not installed: the whole program is not timed (sh scripts/setup.sh)" >&2
fi

$tracetax report "$directory" -o REPORT.md
echo "REPORT.md and $directory are written."
exit "$status"
