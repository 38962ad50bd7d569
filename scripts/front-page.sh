#!/bin/sh
# Puts a campaign on the front page: its chart and its table into README.md.
set -eu
if [ $# -ne 1 ] || [ ! -f "results/$1/runs.csv" ]; then
	echo "usage: sh scripts/front-page.sh CAMPAIGN, one of results/" >&2
	exit 2
fi
table=$(mktemp)
trap 'rm -f "$table" README.md.partial' EXIT
# five rows; the chart has all
# shellcheck disable=SC2016 # Markdown's quotes
build/tracetax report --excerpt "results/$1" |
	grep -E '^\| (mode|`(untraced|tracepoint|user-notif-continue|seccomp-trace|ptrace-syscall)`) |^\|--' >"$table"
awk -v table="$table" -v name="$1" '
	/^<!-- table -->/ { print; while ((getline line < table) > 0) print line
		print "\nThe same as data, every cell: [summary.csv](results/" name "/summary.csv)."; skip = 1 }
	/^<!-- \/table -->/ { skip = 0 }
	{ gsub(/results\/[^\/ ]+\/charts/, "results/" name "/charts") }
	!skip { if ($0 !~ /^<!-- table -->/) print }' README.md >README.md.partial
mv README.md.partial README.md
