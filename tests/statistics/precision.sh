#!/bin/sh
# precision.sh [N [SECONDS [LIMIT]]]: the slowdown of a ptraced getpid on one CPU, N times (14) in SECONDS (14) each:
# half the interval of tracetax against that of unpaired runs of 50 ms by hyperfine. Prints rows of a table. An interval
# that takes dependent runs for independent is narrow and wrong: the runs of both are joined by the same rule until they
# are independent. The interval of theirs without that is shown beside it. Exit status 1 if ours is more than LIMIT (a
# third) of theirs, or the halves of our campaigns differ by more than they say; 77 if others wanted the CPUs, or a
# quota took them, in most of our runs, and only the halves could be judged: what takes a CPU for milliseconds lengthens
# a window of 2 ms by more than one of 50 ms.
. "$(dirname "$0")/common.sh"
n=${1:-14} seconds=${2:-14} limit=${3:-0.333}
pin="taskset -c $cpu"
loop=$B/tests/reference/timed_loop

# calls NS: prints how many calls of that length make 50 ms.
calls() { awk -v ns="$1" 'BEGIN { printf "%d", 50e6 / ns }'; }

i=0
while [ "$i" -lt "$n" ]; do
	i=$((i + 1))
	start=$(date +%s%N)
	measure precision --workload getpid --mode ptrace-syscall --placement same --precision 0.1 --time "$seconds" --window 2
	middle=$(date +%s%N)
	untraced=$(calls "$($pin "$loop" getpid 200000)")
	traced=$(calls "$($pin "$tracetax" trace -- "$loop" getpid 3000)")
	# two programs, 50 ms each and 3 to start and end
	runs=$(((middle - start) / 106000000))
	begin=$(date +%s%N)
	$pin hyperfine --shell=none --style none --runs $runs --export-json "$work/times.json" \
		"$B/post $untraced" "$tracetax trace -- $B/post $traced" >"$work/hyperfine.out" 2>&1 ||
		{ cat "$work/hyperfine.out" >&2; exit 2; }
	end=$(date +%s%N)
	disturbed precision >>"$work/disturbed"
	halves=$("$statistics/halves" "$work/precision" ptrace-syscall)
	theirs=$("$statistics/times" "$work/times.json" | awk '{ print log($6 / $5) / 2, log($4 / $3) / 2 }')
	blocks=$(columns "$work/precision/summary.csv" mode blocks | awk '$1 != "untraced" { print $2 }')
	echo "$halves $theirs $blocks $((middle - start)) $((end - begin)) $runs" >>"$work/all"
done
# middle EXPRESSION: prints the median of it over all; its columns: ours, difference and allowed difference of our
# halves, theirs joined, theirs as they are, our blocks, our and their ns, their runs
middle() {
	awk "{ print $1 }" "$work/all" | sed 's/^-*nan$/inf/' | sort -g |
		awk '{ x[NR] = $1 } END { print NR % 2 ? x[(NR + 1) / 2] : (x[NR / 2] + x[NR / 2 + 1]) / 2 }'
}
awk -v ours="$(middle '$1')" -v joined="$(middle '$4')" -v single="$(middle '$5')" -v of_joined="$(middle '$1 / $4')" \
	-v of_single="$(middle '$1 / $5')" -v limit="$limit" -v disturbed="$(grep -c 1 "$work/disturbed")" '
	{ agree += $2 <= $3; blocks += $6; our_s += $7 / 1e9; their_s += $8 / 1e9; runs += $9 }
	END {
		printf "| how | times | seconds each | observations | half width, median | ours of it, median |\n"
		printf "|---|--:|--:|--:|--:|--:|\n"
		printf "| tracetax, 2 ms windows in blocks | %d | %.2f | %.0f blocks | %.2f %% | 1 |\n", NR, our_s / NR,
			blocks / NR, 100 * ours
		printf "| hyperfine, 50 ms runs, unpaired, joined until independent | %d | %.2f | %.0f runs of each | %.2f %% | %.2f |\n",
			NR, their_s / NR, runs / NR, 100 * joined, of_joined
		printf "| the same, taken for independent | | | | %.2f %% | %.2f |\n\n", 100 * single, of_single
		printf "The two halves of a campaign (every other square) agree within their intervals in %d of %d.\n", agree, NR
		if (agree / NR < 0.93 - 3 * sqrt(0.05 * 0.95 / NR)) exit 1
		if (disturbed) exit 77
		exit of_joined > limit }' "$work/all"
