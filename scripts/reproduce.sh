#!/bin/sh
# Makes the post's measurement again on this machine: results/NAME/, REPORT.md and report.html. Each part has its budget
# of time: the campaign five minutes (bench/blog.plan; what is seen of the programs of bench/coverage.plan is counted in
# half of one of them), the program as a whole 85 s (whole-program.sh).
#   NAME=...  names the campaign (today's date and the kernel)
#   FULL=1    the whole program makes ten million calls, as in the post: that takes an hour, or several
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
$tracetax run -o "$directory" bench/blog.plan bench/coverage.plan || status=$?
[ -f "$directory/runs.csv" ] || exit "$status"
[ "$status" -le 3 ] || exit "$status" # Ctrl-C

sh scripts/whole-program.sh "$directory" || {
	ended=$?
	[ "$ended" -le 128 ] || exit "$ended" # Ctrl-C
	echo "reproduce: the whole program is not timed" >&2
}

# other machines stand beside this one in a section of its own, and kernels that were measured in emulation
# (docs/kernels.md) beside each other
set -- --beside="$directory"
for other in results/machines/* results/kernels/*; do
	[ ! -f "$other/runs.csv" ] || set -- "$@" --beside="$other"
done
[ $# -gt 1 ] || set --
$tracetax report "$@" -o REPORT.md "$directory"
# the same text as a page, where tracetax was built with what makes one
$tracetax report --no-charts "$@" --html=report.html "$directory" && page=", report.html"
echo "REPORT.md${page-} and $directory are written."
exit "$status"
