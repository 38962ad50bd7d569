#!/bin/sh
# aa.sh [N]: the A/A test, one program under two names, N times (400) by tracetax and, if that often, by hyperfine in
# the same time. Prints rows of a table. Exit status 1 if more than 7.1 % of ours are false, below 400 more than 5 % by
# five standard errors.
. "$(dirname "$0")/common.sh"
n=${1:-400}
blocks=24 window=2.5

false_ours=0 verdicts=0 false_printed=0 false_welch=0 ours_ns=0 theirs_ns=0
i=0
while [ "$i" -lt "$n" ]; do
	i=$((i + 1))
	start=$(date +%s%N)
	measure aa --workload getpid --mode 'untraced+0%' --placement same --blocks $blocks --window $window
	middle=$(date +%s%N)
	ours_ns=$((ours_ns + middle - start))
	# shellcheck disable=SC2046 # words
	set -- $(columns "$work/aa/summary.csv" mode slowdown_lo slowdown_hi verdict | awk '$1 != "untraced" {
		print ($2 > 1 || $3 < 1) + 0, ($4 == "slower" || $4 == "faster") + 0 }')
	false_ours=$((false_ours + $1)) verdicts=$((verdicts + $2))
	[ "$n" -ge 400 ] || continue
	# as many runs of 5 ms as take that time
	runs=$(((middle - start) / 2 / 8000000))
	[ "$runs" -ge 2 ] || runs=2
	taskset -c "$cpu" hyperfine --shell=none --runs $runs --warmup 1 --style none --export-json "$work/times.json" \
		"$B/post 50000" "$B/post 50000" >"$work/hyperfine.out" 2>&1 || { cat "$work/hyperfine.out" >&2; exit 2; }
	theirs_ns=$((theirs_ns + $(date +%s%N) - middle))
	# shellcheck disable=SC2046 # words
	set -- $("$statistics/times" "$work/times.json" | awk '{ print ($1 - $2 > 1 || $1 + $2 < 1) + 0, ($3 > 1 || $4 < 1) + 0 }')
	false_printed=$((false_printed + $1)) false_welch=$((false_welch + $2))
done

awk -v n="$n" -v a=$false_ours -v v=$verdicts -v p=$false_printed -v w=$false_welch -v o=$ours_ns -v t=$theirs_ns 'BEGIN {
	printf "| what was compared | comparisons | seconds each | false |\n|---|--:|--:|--:|\n"
	printf "| tracetax, the 95 %% interval does not hold 1 | %d | %.2f | %.1f %% |\n", n, o / n / 1e9, 100 * a / n
	printf "| tracetax, the verdict is slower or faster | %d | | %.1f %% |\n", n, 100 * v / n
	if (n >= 400) printf "| hyperfine, its \"x +- y times faster\" does not hold 1 | %d | %.2f | %.1f %% |\n", n, t / n / 1e9, 100 * p / n
	if (n >= 400) printf "| hyperfine, Welch interval of its runs does not hold 1 | %d | | %.1f %% |\n", n, 100 * w / n
	limit = n >= 400 ? 0.071 : 0.05 + 5 * sqrt(0.05 * 0.95 / n)
	exit a / n > limit }'
