#!/bin/sh
# order.sh [BLOCKS [WORKLOADS [PLACEMENTS [MODES]]]]: the same cells (96 blocks, all modes) under another seed, and with
# every block backwards. Prints rows of a table. Exit status 1 if less than 95 % of the verdicts are the same. Fewer
# blocks leave more verdicts open: then 85 % is enough (75 % below 48 blocks), and 95 % of those that are open in
# neither. With few verdicts half is enough, on any machine. Exit status 77 if too few are the same only because some
# are open, and others wanted the CPUs or a quota took them, in which case the same blocks decide less.
. "$(dirname "$0")/common.sh"
blocks=${1:-96} workloads=${2:-getpid,getppid,compute,file-io} placements=${3:-same,cross} modes=${4:-all}

verdicts() {
	name=$1
	shift
	measure "$name" --workload "$workloads" --placement "$placements" --mode "$modes" --blocks "$blocks" --window 6 "$@"
	columns "$work/$name/summary.csv" workload placement mode verdict | sort >"$work/$name.verdicts"
	disturbed "$name" >>"$work/disturbed"
}
verdicts first --seed 1
verdicts shuffled --seed 2
verdicts reversed --seed 1 --reverse
printf '| order | cells and modes | the same verdict |\n|---|--:|--:|\n'
status=0 open=0
for name in shuffled reversed; do
	paste -d' ' "$work/first.verdicts" "$work/$name.verdicts" | awk -v name=$name -v blocks="$blocks" '
		{ n++; same += $4 == $8; decided += !/inconclusive/; agreed += !/inconclusive/ && $4 == $8 } $4 != $8 { print name ": " $1, $2, $3 ": " $4 " and " $8 >"/dev/stderr" }
		END { printf "| %s | %d | %.0f %% |\n", name, n, 100 * same / n;
			if (n >= 40 && agreed < 0.95 * decided) exit 1
			exit same / n < (n < 40 ? 0.5 : blocks < 48 ? 0.75 : blocks < 96 ? 0.85 : 0.95) ? 2 : 0 }' || case $? in
	2) open=1 ;;
	*) status=1 ;;
	esac
done
[ "$status" -eq 0 ] && [ "$open" -eq 1 ] || exit "$status"
if grep -q 1 "$work/disturbed"; then exit 77; else exit 1; fi
