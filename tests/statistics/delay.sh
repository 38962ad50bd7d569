#!/bin/sh
# delay.sh [N]: known delays of 1, 2, 5 and 10 % in the loop, looked for N times (100) each; below 100 of 0, 5 and 10 %,
# of which 0 is the A/A test. Prints rows of a table. Exit status 1 if 5 % or more is found less than 9 times in 10, or
# the truth lies outside too many intervals; 77 if the intervals are right, but too wide to find it while others want the
# CPUs.
. "$(dirname "$0")/common.sh"
n=${1:-100}
blocks=24 window=2.5
few=0 delays=untraced+1%,untraced+2%,untraced+5%,untraced+10%
[ "$n" -ge 100 ] || few=1 blocks=16 delays=untraced+0%,untraced+5%,untraced+10%

i=0 busy=0
while [ "$i" -lt "$n" ]; do
	i=$((i + 1))
	measure delay --workload getpid --mode "$delays" --placement same --blocks $blocks --window $window
	busy=$((busy + $(disturbed delay)))
	columns "$work/delay/summary.csv" mode slowdown slowdown_lo slowdown_hi >>"$work/all"
done
grep '+' "$work/all" | sed 's/untraced+//;s/%//' | awk -v few=$few -v busy=$((2 * busy > n)) '
	{ percent[$1]++; found[$1] += $3 > 1; truth = 1 + $1 / 100; held[$1] += $3 <= truth && truth <= $4
	  sum[$1] += log($2); width[$1] += ($4 - $3) / 2 / $2; all++; in_all += $3 <= truth && truth <= $4 }
	END {
		split("0 1 2 5 10", order, " ")
		printf "| delay | campaigns | measured, geometric mean | half width, mean | found | held the truth |\n|--:|--:|--:|--:|--:|--:|\n"
		for (i = 1; i <= 5; i++) {
			p = order[i]; m = percent[p]
			if (!m) continue
			printf "| %d %% | %d | %+.2f %% | %.2f %% | %.0f %% | %.0f %% |\n", p, m, 100 * (exp(sum[p] / m) - 1),
				100 * width[p] / m, 100 * found[p] / m, 100 * held[p] / m
			# below 100, by five standard errors
			missed = missed || (few && 1 - held[p] / m > 0.05 + 5 * sqrt(0.05 * 0.95 / m))
			bad = bad || (p >= (few ? 10 : 5) && found[p] / m < (few ? 0.5 : 0.9))
		}
		printf "| all | %d | | | | %.1f %% |\n", all, 100 * in_all / all
		exit missed || in_all / all < 0.93 - 0.2 * few ? 1 : !bad ? 0 : busy ? 77 : 1 }'
