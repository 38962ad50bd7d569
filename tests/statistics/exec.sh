#!/bin/sh
# exec.sh [N [OPTION...]]: the A/A test of a command as a whole, `true`, N times (100) with these options of exec, or
# both without and with one execution in a run. It is a command against itself under two names: the two runs of each
# block are those of baseline-a and baseline-b. Prints rows of a table. Exit status 1 if the interval does not hold 1 in
# more than 7 % of them, below 100 in more than 5 % by five standard errors.
. "$(dirname "$0")/common.sh"
n=${1:-100}
[ $# -eq 0 ] || shift
subcommand="exec"

# row OPTION...: measures N campaigns, and prints their row.
row() {
	: >"$work/all"
	i=0
	while [ "$i" -lt "$n" ]; do
		i=$((i + 1))
		measure exec --mode untraced --runs 12 "$@" -- true
		columns "$work/exec/summary.csv" slowdown_lo slowdown_hi >>"$work/all"
	done
	awk '$1 != "-" { print ($2 - $1) / 2, ($1 <= 1 && 1 <= $2) }' "$work/all" | sort -g |
		awk -v n="$n" -v how="exec --mode untraced --runs 12${*:+ $*} -- true" '
			{ width[NR] = $1; held += $2 }
			END {
				printf "| `%s` | %d | %.1f %% | %d |\n", how, n, 100 * width[int((NR + 1) / 2)], held
				limit = n >= 100 ? 0.07 : 0.05 + 5 * sqrt(0.05 * 0.95 / n)
				exit NR < n || 1 - held / n > limit + 1e-9
			}' || failed=1
}

failed=0
printf '| tracetax | campaigns | half width, median | the interval holds 1 |\n|---|--:|--:|--:|\n'
if [ $# -gt 0 ]; then row "$@"; else row; row --ops 1; fi
exit $failed
