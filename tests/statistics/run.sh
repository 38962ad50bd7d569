#!/bin/sh
# The proof that intervals hold what they say, in full: some 20 minutes, on a machine with nothing else to do.
# The tables go to build/statistics.md as well; `sh tests/statistics/run.sh --write` puts them into docs/method.md.
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
case ${1:-} in
'' | --write) ;;
*)
	echo "usage: sh tests/statistics/run.sh [--write]" >&2
	exit 2
	;;
esac
for program in hyperfine taskset; do
	command -v $program >/dev/null || { echo "check-statistics: $program is not installed (sh scripts/setup.sh)" >&2; exit 2; }
done

out=$B/statistics.md
partial=$(mktemp "$out.XXXXXX")
trap 'rm -f "$partial" "$partial.part"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
passed=0 failed=0

# prove TITLE COMMAND...
prove() {
	title=$1
	shift
	echo "$title: $*"
	if "$@" >"$partial.part"; then passed=$((passed + 1)); else
		failed=$((failed + 1))
		echo "does not hold: $title" >&2
	fi
	cat "$partial.part"
	echo
	{
		printf '**%s** (`%s`)\n\n' "$title" "$*" | sed "s,$B/,build/,g"
		cat "$partial.part"
		echo
	} >>"$partial"
}

machine=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
printf 'On %s, %s CPUs, Linux %s, %s.\n\n' "${machine:-an unnamed CPU}" "$(nproc)" "$(uname -r | sed 's/[^0-9.].*//')" \
	"$(date -u +%Y-%m-%d)" >"$partial"
prove "Coverage on simulated campaigns" "$B/tests/statistics/coverage" --repetitions 10000 --seed 1
prove "The same thing under two names" sh tests/statistics/aa.sh 400
prove "A known delay" sh tests/statistics/delay.sh 100
prove "Another order" sh tests/statistics/order.sh 48
prove "Precision for the time spent" sh tests/statistics/precision.sh 50 5
mv "$partial" "$out"

if [ "${1:-}" = --write ]; then
	awk -v tables="$out" '
		/<!-- statistics -->/ { print; print ""; while ((getline line < tables) > 0) print line; skip = 1 }
		/<!-- \/statistics -->/ { skip = 0 }
		!skip' docs/method.md >docs/method.md.new
	awk '!/<!-- statistics -->/ || !seen++' docs/method.md.new >docs/method.md
	rm docs/method.md.new
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
