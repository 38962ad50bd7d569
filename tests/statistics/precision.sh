#!/bin/sh
# precision.sh [N [SECONDS]]: the slowdown of a ptraced getpid on one CPU, N times (50) in SECONDS (5) each: half the
# interval of tracetax against that of unpaired runs of 50 ms by hyperfine. Prints rows of a table.
# Exit status 1 where ours is more than a third of theirs, or the halves of our campaigns differ by more than they say.
. "$(dirname "$0")/common.sh"
n=${1:-50} seconds=${2:-5} limit=${3:-0.333}
pin="taskset -c $cpu"
untraced_calls=500000 traced_calls=4200

i=0
while [ "$i" -lt "$n" ]; do
	i=$((i + 1))
	measure precision --workload getpid --mode ptrace-syscall --placement same --precision 0.1 --time "$seconds" --window 2.5
	$pin hyperfine --shell=none --style none --warmup 1 --runs $((seconds * 10)) --export-json "$work/times.json" \
		"$B/post $untraced_calls" "$tracetax trace -- $B/post $traced_calls" >"$work/hyperfine.out" 2>&1 ||
		{ cat "$work/hyperfine.out" >&2; exit 2; }
	# shellcheck disable=SC2046 # words
	echo $("$statistics/halves" "$work/precision" ptrace-syscall) $("$statistics/times" "$work/times.json" |
		awk '{ print log($4 / $3) / 2 }') "$(columns "$work/precision/summary.csv" mode blocks | awk '$1 != "untraced" { print $2 }')" >>"$work/all"
done
middle() { sort -g | awk '{ x[NR] = $1 } END { print NR % 2 ? x[(NR + 1) / 2] : (x[NR / 2] + x[NR / 2 + 1]) / 2 }'; }
ours=$(cut -d' ' -f1 "$work/all" | middle)
theirs=$(cut -d' ' -f4 "$work/all" | middle)
ratio=$(awk '{ print $1 / $4 }' "$work/all" | middle)
awk -v ours="$ours" -v theirs="$theirs" -v ratio="$ratio" -v seconds="$seconds" -v limit="$limit" '
	{ agree += $2 <= $3; blocks += $5 }
	END {
		printf "| how | seconds | observations | half width, median | of it, median |\n|---|--:|--:|--:|--:|\n"
		printf "| tracetax, 2.5 ms windows in blocks | %s | %.0f blocks | %.2f %% | %.2f |\n", seconds, blocks / NR, 100 * ours, ratio
		printf "| hyperfine, 50 ms runs, unpaired | %s | %d runs of each | %.2f %% | 1 |\n\n", seconds, seconds * 10, 100 * theirs
		printf "The two halves of a campaign (every other square) agree within their intervals in %d of %d.\n", agree, NR
		exit ratio > limit || agree / NR < 0.93 - 3 * sqrt(0.05 * 0.95 / NR) }' "$work/all"
