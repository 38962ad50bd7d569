#!/bin/sh
# Proves that intervals hold what they say: `sh tests/statistics/run.sh [PART...]`, all parts in some 20 minutes, on a
# machine without other work. Each writes its table to build/statistics/PART.md.
# `sh tests/statistics/run.sh --write` puts the tables that are there into docs/method.md.
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
out=$B/statistics
parts="coverage lists verdicts aa delay order precision exec"

title() {
	case $1 in
	coverage) echo "Coverage on simulated campaigns" ;;
	lists) echo "Lists of differences between campaigns" ;;
	verdicts) echo "Verdicts in tables of many rows" ;;
	aa) echo "A/A test" ;;
	delay) echo "A known delay" ;;
	order) echo "Another order" ;;
	precision) echo "Precision for the time spent" ;;
	exec) echo "A/A test of a command as a whole" ;;
	esac
}

command_of() {
	case $1 in
	coverage) echo "$B/tests/statistics/coverage --repetitions 10000 --seed 1" ;;
	lists) echo "$B/tests/statistics/lists --lists 400 --seed 1" ;;
	verdicts) echo "$B/tests/statistics/verdicts --tables 40 --seed 1" ;;
	aa) echo "sh tests/statistics/aa.sh 400" ;;
	delay) echo "sh tests/statistics/delay.sh 100" ;;
	order) echo "sh tests/statistics/order.sh 96" ;;
	precision) echo "sh tests/statistics/precision.sh 14 14" ;;
	exec) echo "sh tests/statistics/exec.sh 300" ;;
	*)
		echo "check-statistics: no part \"$1\": $parts" >&2
		exit 2
		;;
	esac
}

write() {
	for part in $parts; do
		[ -f "$out/$part.md" ] || { echo "check-statistics: $part was not run here" >&2 && exit 1; }
	done
	awk -v out="$out" -v parts="$parts" '
		/<!-- statistics -->/ {
			print
			n = split(parts, part, " ")
			for (i = 1; i <= n; i++) {
				print ""
				while ((getline line < (out "/" part[i] ".md")) > 0) print line
			}
			print ""
			skip = 1
			next
		}
		/<!-- \/statistics -->/ { skip = 0 }
		!skip' docs/method.md >"$out/method.md"
	cp "$out/method.md" docs/method.md
}

if [ "${1:-}" = --write ]; then
	write
	exit
fi
for program in hyperfine taskset; do
	command -v $program >/dev/null || { echo "check-statistics: $program is not installed (sh scripts/setup.sh)" >&2 && exit 2; }
done
for part in ${*:-$parts}; do command_of "$part" >/dev/null; done

mkdir -p "$out"
partial=$(mktemp "$out/part.XXXXXX")
trap 'rm -f "$partial"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
machine=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
where="${machine:-an unnamed CPU}, $(nproc) CPUs, Linux $(uname -r | sed 's/[^0-9.].*//'), $(date -u +%Y-%m-%d)"
passed=0 failed=0
for part in ${*:-$parts}; do
	command=$(command_of "$part")
	echo "$(title "$part"): $command"
	printf '**%s**\n(`%s`; %s)\n\n' "$(title "$part")" "$(echo "$command" | sed "s,^$B/,build/,")" "$where" >"$partial"
	if $command >>"$partial"; then passed=$((passed + 1)); else
		failed=$((failed + 1))
		echo "does not hold: $(title "$part")" >&2
	fi
	tail -n +4 "$partial"
	echo
	cp "$partial" "$out/$part.md"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
